/* The palette: what can be done on a screen, found by its name. */
#include <stdlib.h>
#include <string.h>

#include "editor.h"
#include "list.h"
#include "shell.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

enum { MARGIN_COLS = 1, FRAME_ROWS = 4, ROWS_MAX = 12, KEY_COLS = 6, GAP_COLS = 2 };

struct palette {
	struct shell *shell;
	enum context context;
	struct editor editor;
	enum action_id found[ACTIONS]; /* those that fit what was typed */
	int label_cols;                /* of the widest of all */
	struct list list;
	int first_row; /* where they were drawn last */
};

/* Moving about and going back need no palette. */
static bool is_offered(const struct palette *palette, enum action_id id)
{
	return (actions[id].contexts & palette->context) && id > ACTION_BACK && id != ACTION_PALETTE &&
	       (id != ACTION_COMMENT || palette->shell->office);
}

/* The one whose key it is comes first, then those whose label it is. */
static void find(struct palette *palette, const struct canvas *canvas)
{
	const char *typed = palette->editor.text.text;
	size_t count = 0;
	palette->label_cols = 0;
	for (enum action_fit best = ACTION_FITS_KEY; best > ACTION_FITS_NOT; best--) {
		for (enum action_id id = ACTION_NONE + 1; id < ACTIONS; id++) {
			if (!is_offered(palette, id))
				continue;
			int cols = text_cols(_(actions[id].label), canvas->ambiguous_cols);
			palette->label_cols = cols > palette->label_cols ? cols : palette->label_cols;
			if (action_fits(id, typed) == best)
				palette->found[count++] = id;
		}
	}
	list_set_count(&palette->list, count);
}

/* --- drawing --- */

/* What cannot be done now says why in place of what it does. */
static void draw_action(const struct palette *palette, const struct canvas *canvas, int row, size_t at)
{
	enum action_id id = palette->found[at];
	const char *why = shell_why_not(palette->shell, id);
	bool focused = at == palette->list.cursor, possible = !why;
	int col = MARGIN_COLS, end = canvas->cols - MARGIN_COLS;
	char key[16];
	draw_text(canvas, row, col, 1, focused ? ">" : " ", STYLE_KEY);
	draw_text(canvas, row, col + 2, KEY_COLS, action_key_name(id, key), possible ? STYLE_KEY : STYLE_DIM);
	col += 2 + KEY_COLS;
	draw_text(canvas, row, col, palette->label_cols, _(actions[id].label),
	          focused ? STYLE_FOCUS : possible ? STYLE_PLAIN : STYLE_DIM);
	col += palette->label_cols + GAP_COLS;
	if (col < end)
		draw_text(canvas, row, col, end - col, why ? why : _(actions[id].help), STYLE_DIM);
}

static void draw_line(const struct palette *palette, const struct canvas *canvas, int row)
{
	struct text_lines rows = {0};
	size_t cursor_row;
	int cursor_col;
	editor_layout(&palette->editor, &rows, &cursor_row, &cursor_col);
	text_lines_release(&rows);
	int col = MARGIN_COLS + draw_text(canvas, row, MARGIN_COLS, canvas->cols, _("What is to be done? "), STYLE_TITLE);
	draw_text(canvas, row, col, canvas->cols - col - MARGIN_COLS, palette->editor.text.text, STYLE_PLAIN);
	term_cursor(canvas->term, row, col + cursor_col < canvas->cols ? col + cursor_col : canvas->cols - 1, true);
}

static bool draw(struct palette *palette)
{
	struct canvas canvas;
	int row;
	canvas_init(&canvas, palette->shell->term, palette->shell->ascii);
	find(palette, &canvas);
	int rows = canvas.rows - FRAME_ROWS - 2 < ROWS_MAX ? canvas.rows - FRAME_ROWS - 2 : ROWS_MAX;
	bool seen = shell_frame(palette->shell, &canvas, rows + FRAME_ROWS - 1, &row);
	if (seen) {
		char *blank = str_format("%*s", canvas.cols, "");
		for (int i = row; i < canvas.rows; i++)
			term_put(canvas.term, i, 0, blank, theme_style(STYLE_PLAIN));
		free(blank);
		list_set_rows(&palette->list, rows);
		draw_rule(&canvas, row);
		palette->first_row = row + 2;
		for (size_t i = 0; i < list_seen(&palette->list); i++)
			draw_action(palette, &canvas, palette->first_row + (int)i, palette->list.top + i);
		if (!palette->list.count)
			draw_text(&canvas, palette->first_row, MARGIN_COLS, canvas.cols, _("Nothing here is called so."), STYLE_WARNING);
		draw_text(&canvas, canvas.rows - 1, MARGIN_COLS, canvas.cols - 2 * MARGIN_COLS,
		          _("Letters search  Up Down choose  Enter does it  Esc back"), STYLE_DIM);
		draw_line(palette, &canvas, row + 1);
	}
	term_flush(palette->shell->term);
	return seen;
}

/* --- choosing --- */

static enum action_id chosen(const struct palette *palette)
{
	return palette->list.count ? palette->found[palette->list.cursor] : ACTION_NONE;
}

static bool is_letter(const struct term_event *event)
{
	return event->kind == TERM_PASTE || (event->kind == TERM_TEXT && !event->alt);
}

/* True when it is over: *action is what was chosen, or ACTION_NONE. Letters are for searching, so only keys move. */
static bool take_event(struct palette *palette, const struct term_event *event, enum action_id *action)
{
	*action = ACTION_NONE;
	if (event->kind == TERM_KEY && event->key == KEY_ESCAPE)
		return true;
	if (event->kind == TERM_TEXT && (event->codepoint == ('C' & 0x1f) || event->codepoint == ('G' & 0x1f)))
		return true;
	if (event->kind == TERM_CLICK && list_click(&palette->list, event->row, palette->first_row)) {
		*action = chosen(palette);
		return true;
	}
	if (event->kind == TERM_WHEEL)
		list_wheel(&palette->list, event->step);
	if (event->kind == TERM_KEY && event->key == KEY_RETURN) {
		*action = chosen(palette);
		return *action != ACTION_NONE;
	}
	if (event->kind == TERM_KEY && !event->ctrl && list_act(&palette->list, action_of(event, CONTEXT_TEXT)))
		return false;
	if ((is_letter(event) || event->kind == TERM_KEY) && editor_event(&palette->editor, event))
		list_go(&palette->list, 0);
	return false;
}

enum action_id prompt_action(struct shell *shell, enum context context)
{
	struct palette palette = {.shell = shell, .context = context};
	enum action_id action = ACTION_NONE;
	bool over = false;
	editor_init(&palette.editor, "", false);
	while (!over) {
		struct term_event event;
		bool seen = draw(&palette);
		if (!shell_next_event(shell, &event)) {
			action = ACTION_NONE;
			break;
		}
		over = seen && take_event(&palette, &event, &action);
	}
	editor_release(&palette.editor);
	return action;
}
