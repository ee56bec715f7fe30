/* The frame around a view: title row, rule, message, key bar. */
#include "shell.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tour.h"

enum { MARGIN_COLS = 1, TITLE_ROWS = 2, BAR_GAP_COLS = 2, NARROW_COLS = 60 };

static int cols_of(const struct canvas *canvas, const char *text)
{
	return text_cols(text, canvas->ambiguous_cols);
}

static const char separator[] = " > "; /* of a breadcrumb's parts */

static const char *next_part(const char *part)
{
	const char *end = strstr(part, separator);

	return end ? end + strlen(separator) : NULL;
}

/* A breadcrumb that is too long loses what is in its middle: its end says where one is, its beginning of which checklist, and
 * there may be nine with the same questions. Where there is no room for both, the end stays. */
static void shorten(struct strbuf *shown, const struct canvas *canvas, const char *left, int width_cols)
{
	const char *mark = canvas->ascii ? ".." : "…";
	const char *second = next_part(left), *rest;

	for (rest = second ? next_part(second) : NULL; rest && cols_of(canvas, shown->text) > width_cols;
	     rest = next_part(rest)) {
		strbuf_reset(shown);
		strbuf_add_bytes(shown, left, (size_t)(second - left));
		strbuf_addf(shown, "%s%s%s", mark, separator, rest);
	}
	for (rest = second; rest && cols_of(canvas, shown->text) > width_cols; rest = next_part(rest)) {
		strbuf_reset(shown);
		strbuf_addf(shown, "%s%s%s", mark, separator, rest);
	}
}

static void draw_breadcrumb(const struct canvas *canvas, const char *left, int width_cols)
{
	struct strbuf shown = STRBUF_INIT;

	strbuf_add(&shown, left);
	shorten(&shown, canvas, left, width_cols);
	draw_text(canvas, 0, MARGIN_COLS, width_cols, shown.text, STYLE_TITLE);
	strbuf_release(&shown);
}

static bool only_looks(const struct shell *shell)
{
	return shell->office ? shell->office->readonly : shell->workplace && shell->workplace->readonly;
}

static void draw_title(struct shell *shell, const struct canvas *canvas)
{
	struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
	struct view *view = shell_top(shell);
	int width_cols = canvas->cols - 2 * MARGIN_COLS, right_cols;

	if (view && view->ops->title)
		view->ops->title(view, shell, &left, &right);
	else
		strbuf_add(&left, _("Information security self-check"));
	if (only_looks(shell))
		strbuf_addf(&right, "%s%s", right.len_bytes ? "  " : "", _("[looking only]"));
	right_cols = cols_of(canvas, right.text);
	if (right_cols > width_cols / 2)
		right_cols = cols_of(canvas, left.text) + 2 + right_cols <= width_cols ? right_cols : 0;
	draw_breadcrumb(canvas, left.text, right_cols ? width_cols - right_cols - 2 : width_cols);
	if (right_cols)
		draw_right(canvas, 0, MARGIN_COLS, width_cols, right.text, STYLE_PLAIN);
	draw_rule(canvas, 1);
	strbuf_release(&left);
	strbuf_release(&right);
}

/* How many rows the message takes below `top`: one at least where no panel needs the room, a third of the screen at most. */
static int message_rows(const struct shell *shell, const struct canvas *canvas, int top, int panel_rows)
{
	const char *message = shell->private->message;
	int rows = message ? draw_paragraph_rows(canvas, canvas->cols - 2 * MARGIN_COLS, message) : 0;
	int most = panel_rows ? (canvas->rows - top - panel_rows) / 2 : canvas->rows / 3;

	if (rows > most)
		rows = most;
	return rows < 1 && !panel_rows ? 1 : rows;
}

struct bar_item {
	const char *keys, *label;
	char buf[16];
};

static void bar_item(struct bar_item *item, struct view *view, enum action_id id)
{
	item->keys = actions[id].shown ? actions[id].shown : action_key_name(id, item->buf);
	item->label = _(actions[id].label);
	if (view->ops->name)
		view->ops->name(view, id, &item->keys, &item->label);
}

static int bar_item_cols(const struct canvas *canvas, struct view *view, enum action_id id)
{
	struct bar_item item;

	bar_item(&item, view, id);
	return cols_of(canvas, item.keys) + 1 + cols_of(canvas, item.label);
}

/* What must be in sight before all else: help, and the way out; but on a narrow screen that is answered with yes and no, those. */
static bool is_reserved(const struct canvas *canvas, const struct view *view, enum action_id id)
{
	bool answers = view->ops->context & (CONTEXT_PROFILE | CONTEXT_RECORD);

	return id == ACTION_HELP || ((id == ACTION_BACK || id == ACTION_QUIT) && (canvas->cols >= NARROW_COLS || !answers));
}

/* Those that cannot be done now are left out, and those for which there is no room. */
static size_t bar_items(struct shell *shell, const struct canvas *canvas, struct view *view,
                        enum action_id ids[ACTION_BAR_MAX])
{
	size_t all = action_bar(view->ops->context, ids), count = 0;
	size_t most = ACTION_BAR_SHOWN_MAX;
	int room_cols = canvas->cols - 2 * MARGIN_COLS + BAR_GAP_COLS;

	for (size_t i = 0; i < all; i++) {
		if (!is_reserved(canvas, view, ids[i]))
			continue;
		room_cols -= bar_item_cols(canvas, view, ids[i]) + BAR_GAP_COLS;
		most--;
	}
	for (size_t i = 0; i < all; i++) {
		int cols = bar_item_cols(canvas, view, ids[i]) + BAR_GAP_COLS;

		if (is_reserved(canvas, view, ids[i])) {
			ids[count++] = ids[i];
		} else if (most && cols <= room_cols && !shell_why_not(shell, ids[i])) {
			room_cols -= cols;
			most--;
			ids[count++] = ids[i];
		}
	}
	return count;
}

static void draw_bar(struct shell *shell, const struct canvas *canvas)
{
	struct shell_private *private = shell->private;
	enum action_id ids[ACTION_BAR_MAX];
	int row = canvas->rows - 1, col = MARGIN_COLS;
	struct view *view = shell_top(shell);

	private->bar_count = view ? bar_items(shell, canvas, view, ids) : 0;
	private->bar_row = row;
	for (size_t i = 0; i < private->bar_count; i++) {
		struct bar_item item;
		int first_col = col;

		bar_item(&item, view, ids[i]);
		col += draw_text(canvas, row, col, canvas->cols - col, item.keys, STYLE_KEY) + 1;
		col += draw_text(canvas, row, col, canvas->cols - col, item.label, STYLE_PLAIN);
		private->bar[i] = (struct bar_place){.id = ids[i], .first_col = first_col, .end_col = col};
		col += BAR_GAP_COLS;
	}
}

static void draw_too_small(struct shell *shell, const struct canvas *canvas)
{
	char *notice = str_format(_("The window is too small: %d columns and %d rows are needed. If it cannot be larger, close it "
	                            "and use `tenken --plain`."),
	                          CANVAS_MIN_COLS, CANVAS_MIN_ROWS);

	draw_paragraph(canvas, 0, 0, canvas->cols, canvas->rows, 0, notice, STYLE_WARNING);
	term_cursor(shell->term, 0, 0, false);
	free(notice);
}

bool shell_frame(struct shell *shell, struct canvas *canvas, int panel_rows, int *panel_top)
{
	struct shell_private *private = shell->private;
	struct view *view = shell_top(shell);
	int top, bottom_rows, said_rows, body_rows;

	canvas_init(canvas, shell->term, shell->ascii);
	term_erase(shell->term);
	term_cursor(shell->term, 0, 0, false);
	private->bar_row = -1;
	*panel_top = canvas->rows - panel_rows;
	if (canvas->rows < CANVAS_MIN_ROWS || canvas->cols < CANVAS_MIN_COLS) {
		draw_too_small(shell, canvas);
		return false;
	}
	top = TITLE_ROWS + (shell->tour ? tour_rows(shell, canvas, panel_rows) : 0);
	bottom_rows = panel_rows ? panel_rows : 1;
	said_rows = message_rows(shell, canvas, top, panel_rows);
	body_rows = canvas->rows - top - said_rows - bottom_rows;
	if (view && view->ops->draw && body_rows > 0)
		view->ops->draw(view, shell, canvas, top, body_rows);
	draw_title(shell, canvas); /* behind the body: how much of a text is in sight is known only then */
	if (shell->tour)
		tour_draw(shell, canvas, TITLE_ROWS, top - TITLE_ROWS, panel_rows);
	if (private->message)
		draw_paragraph(canvas, top + (body_rows > 0 ? body_rows : 0), MARGIN_COLS, canvas->cols - 2 * MARGIN_COLS,
		               said_rows, 0, private->message, private->message_style);
	if (!panel_rows)
		draw_bar(shell, canvas);
	return true;
}
