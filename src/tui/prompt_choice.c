/* Asking for one of several; and the keys below any prompt. */
#include <stdlib.h>
#include <string.h>

#include "list.h"
#include "shell.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

enum { MARGIN_COLS = 1, CHOICE_ROWS_MAX = 12, LABEL_ROWS_MAX = 7 };

void prompt_draw_keys(const struct canvas *canvas, const char *const *pairs, size_t count)
{
	int row = canvas->rows - 1, col = MARGIN_COLS;

	for (size_t i = 0; i + 1 < count; i += 2) {
		int cols = text_cols(pairs[i], canvas->ambiguous_cols) + 1 +
		           text_cols(pairs[i + 1], canvas->ambiguous_cols);

		if (col + cols > canvas->cols - MARGIN_COLS)
			break;
		draw_text(canvas, row, col, cols, pairs[i], STYLE_KEY);
		draw_right(canvas, row, col, cols, pairs[i + 1], STYLE_PLAIN);
		col += cols + 2;
	}
}

bool prompt_is_left(const struct term_event *event)
{
	return event->kind == TERM_KEY && (event->key == KEY_RETURN || event->key == KEY_ESCAPE);
}

bool prompt_is_stopped(const struct term_event *event)
{
	return event->kind == TERM_KEY && event->key == KEY_ESCAPE;
}

struct choosing {
	struct shell *shell;
	const char *label;
	const char *const *choices;
	const char *keys;
	struct list list;
	int first_row; /* where the choices were drawn last */
	char *search;  /* what was looked for last, or NULL */
};

/* So many that they are not all in sight: then they can be searched. */
static bool is_long(const struct choosing *choosing)
{
	return choosing->list.count > CHOICE_ROWS_MAX;
}

static char choice_key(const struct choosing *choosing, size_t choice)
{
	if (choosing->keys)
		return choice < strlen(choosing->keys) ? choosing->keys[choice] : '\0';
	return choice < 9 ? (char)('1' + choice) : '\0';
}

static int chosen_by_key(const struct choosing *choosing, const struct term_event *event)
{
	uint32_t letter = action_half_width(event->codepoint);

	if (event->kind != TERM_TEXT || event->alt)
		return -1;
	for (size_t i = 0; i < choosing->list.count; i++) {
		char key = choice_key(choosing, i);

		if (key && (uint32_t)(unsigned char)key == letter)
			return (int)i;
	}
	return -1;
}

static void draw_choice(const struct choosing *choosing, const struct canvas *canvas, int row, size_t choice)
{
	bool focused = choice == choosing->list.cursor;
	char key = choice_key(choosing, choice);
	char *line = str_format("%c %c %s", focused ? '>' : ' ', key ? key : ' ', choosing->choices[choice]);

	draw_text(canvas, row, MARGIN_COLS, canvas->cols - 2 * MARGIN_COLS, line, focused ? STYLE_FOCUS : STYLE_PLAIN);
	if (focused)
		term_cursor(canvas->term, row, MARGIN_COLS, true);
	free(line);
}

static bool draw_choosing(struct choosing *choosing)
{
	const char *const keys[] = {"Enter", _("Choose"), "Esc", _("Back"), "/", _("Search")};
	struct canvas canvas;
	char *blank;
	bool seen;
	int row, label_rows, room, rows = (int)choosing->list.count;

	canvas_init(&canvas, choosing->shell->term, choosing->shell->ascii);
	label_rows = draw_paragraph_rows(&canvas, canvas.cols - 2 * MARGIN_COLS, choosing->label);
	if (label_rows > LABEL_ROWS_MAX)
		label_rows = LABEL_ROWS_MAX;
	room = canvas.rows - 4 - label_rows;
	if (rows > CHOICE_ROWS_MAX)
		rows = CHOICE_ROWS_MAX;
	if (rows > room)
		rows = room > 1 ? room : 1;
	list_set_rows(&choosing->list, rows);
	seen = shell_frame(choosing->shell, &canvas, label_rows + rows + 2, &row);
	if (seen) {
		blank = str_format("%*s", canvas.cols, "");
		for (int i = row; i < canvas.rows; i++)
			term_put(canvas.term, i, 0, blank, theme_style(STYLE_PLAIN));
		free(blank);
		draw_rule(&canvas, row++);
		row += draw_paragraph(&canvas, row, MARGIN_COLS, canvas.cols - 2 * MARGIN_COLS, label_rows, 0,
		                      choosing->label, STYLE_TITLE);
		choosing->first_row = row;
		for (size_t i = 0; i < list_seen(&choosing->list); i++)
			draw_choice(choosing, &canvas, row + (int)i, choosing->list.top + i);
		prompt_draw_keys(&canvas, keys, is_long(choosing) ? 6 : 4);
	}
	term_flush(choosing->shell->term);
	return seen;
}

/* To the next choice that holds what is typed, around the end: Enter once more finds the one behind it. */
static void search(struct choosing *choosing)
{
	size_t count = choosing->list.count, at = choosing->list.cursor;
	char *text = mem_strdup(choosing->search ? choosing->search : "");

	if (prompt_line(choosing->shell, "search", _("Search"), NULL, &text) && !str_is_blank(text)) {
		str_assign(&choosing->search, text);
		for (size_t i = 1; i <= count; i++) {
			if (text_contains(choosing->choices[(at + i) % count], text)) {
				list_go(&choosing->list, (at + i) % count);
				break;
			}
			if (i == count)
				shell_say(choosing->shell, STYLE_WARNING, _("\"%s\" is not among the choices."), text);
		}
	}
	free(text);
}

/* Help and the letters of the screen do nothing here: what does is said, in words that fit whatever input is on. */
static void say_how(const struct choosing *choosing, const struct term_event *event)
{
	if (event->kind == TERM_KEY || (event->kind == TERM_TEXT && event->codepoint > ' ' && !event->alt))
		shell_say(choosing->shell, STYLE_WARNING, "%s",
		          _("Choose with Up and Down and press Enter, or press the key in front of the choice. Esc goes back."));
}

/* What the event chooses: an index; -1 for going back; -2 when nothing is decided yet. */
static int decide(struct choosing *choosing, const struct term_event *event)
{
	int chosen = chosen_by_key(choosing, event);
	enum action_id action = action_of(event, CONTEXT_TEXT);

	if (chosen >= 0)
		return chosen;
	if (event->kind == TERM_CLICK && list_click(&choosing->list, event->row, choosing->first_row))
		return (int)choosing->list.cursor;
	if (event->kind == TERM_WHEEL)
		list_wheel(&choosing->list, event->step);
	if (action == ACTION_OPEN)
		return (int)choosing->list.cursor;
	if (action == ACTION_BACK || action == ACTION_QUIT)
		return -1;
	if (is_long(choosing) && event->kind == TERM_TEXT && !event->alt && action_half_width(event->codepoint) == '/')
		search(choosing);
	else if (!list_act(&choosing->list, action))
		say_how(choosing, event);
	return -2;
}

int prompt_choice(struct shell *shell, const char *label, const char *const *choices, size_t count, const char *keys,
                  int present)
{
	struct choosing choosing = {.shell = shell, .label = label, .choices = choices, .keys = keys};
	int chosen = -2;

	if (count == 0)
		return -1;
	list_set_count(&choosing.list, count);
	list_go(&choosing.list, present > 0 ? (size_t)present : 0);
	while (chosen == -2) {
		struct term_event event;
		bool seen = draw_choosing(&choosing);

		if (!shell_next_event(shell, &event))
			chosen = -1;
		else if (seen)
			chosen = decide(&choosing, &event);
	}
	free(choosing.search);
	shell_clear_message(shell);
	return chosen;
}
