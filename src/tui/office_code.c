/* A new code for a unit, to be read out on the phone. */
#include <stdlib.h>
#include <string.h>

#include "shell.h"
#include "tenken/base/mem.h"
#include "view_office.h"

enum { MARGIN_COLS = 1, GROUP_COL = 6, ROOMY_ROWS = 20 };

void office_code_spread(struct strbuf *out, const char *code)
{
	for (; *code; code++) {
		if (*code == '-')
			strbuf_add_char(out, '\n');
		else
			strbuf_addf(out, "%s%c", out->len_bytes && out->text[out->len_bytes - 1] != '\n' ? "   " : "", *code);
	}
}

/* The check symbol at the end may be a sign: what it is called on the phone, or "". */
static const char *spoken(char symbol)
{
	static const struct {
		char symbol;
		const char *name;
	} names[] = {{'*', N_("asterisk")}, {'~', N_("tilde")}, {'$', N_("dollar sign")}, {'=', N_("equals sign")}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].symbol == symbol)
			return _(names[i].name);
	return "";
}

/* The groups one below the other, with a row between them where there is room. Returns the row behind. */
static int draw_groups(const struct canvas *canvas, int row, const char *code)
{
	struct strbuf spread = STRBUF_INIT;
	office_code_spread(&spread, code);
	for (char *at = spread.text; at;) {
		char *end = strchr(at, '\n');
		if (end)
			*end = '\0';
		int cols = draw_text(canvas, row, GROUP_COL, canvas->cols - GROUP_COL, at, STYLE_STATEMENT);
		draw_text(canvas, row, GROUP_COL + cols + 3, canvas->cols - GROUP_COL - cols - 3, spoken(*at), STYLE_PLAIN);
		row += canvas->rows >= ROOMY_ROWS ? 2 : 1;
		at = end ? end + 1 : NULL;
	}
	mem_wipe(spread.text, spread.len_bytes);
	strbuf_release(&spread);
	return row;
}

enum { GROUPS = 5, ADVICE_ROWS_MAX = 3, NEXT_ROWS_MAX = 2, WORDS_ROWS_MAX = ADVICE_ROWS_MAX + NEXT_ROWS_MAX };

static void draw_code(struct shell *shell, const char *heading, const char *code)
{
	struct canvas canvas;
	int row;
	const char *advice = _("Read it out row by row; the unit joins with it and the new campaign file. It has no letter O, I or L: 0 is the "
	                       "figure nought, 1 the figure one.");
	char key[16];
	char *next = str_format(_("Then publish the campaign again (%s on the roster): the old file lacks this code."),
	                        action_key_name(ACTION_PUBLISH, key));
	canvas_init(&canvas, shell->term, shell->ascii);
	bool roomy = canvas.rows >= ROOMY_ROWS;
	int groups_rows = roomy ? 2 * GROUPS : GROUPS, cols = canvas.cols - 2 * MARGIN_COLS;
	if (shell_frame(shell, &canvas, groups_rows + WORDS_ROWS_MAX + 3 + roomy, &row)) {
		char *blank = str_format("%*s", canvas.cols, "");
		for (int i = row; i < canvas.rows; i++)
			term_put(canvas.term, i, 0, blank, theme_style(STYLE_PLAIN));
		free(blank);
		draw_rule(&canvas, row);
		draw_text(&canvas, row + 1, MARGIN_COLS, cols, heading, STYLE_TITLE);
		row = draw_groups(&canvas, row + 2 + roomy, code);
		int said_rows = draw_paragraph(&canvas, row, MARGIN_COLS, cols, ADVICE_ROWS_MAX, 0, advice, STYLE_PLAIN);
		draw_paragraph(&canvas, row + said_rows, MARGIN_COLS, cols, NEXT_ROWS_MAX, 0, next, STYLE_WARNING);
		draw_text(&canvas, canvas.rows - 1, MARGIN_COLS, cols, _("Enter or Esc: the code is no longer shown"), STYLE_KEY);
		term_cursor(canvas.term, row, MARGIN_COLS, true);
	}
	term_flush(shell->term);
	free(next);
}

/* It is shown once: what is pressed by mistake while it is written down does not take it away. */
static void show_code(struct shell *shell, const char *heading, const char *code)
{
	struct term_event event;
	do {
		draw_code(shell, heading, code);
	} while (shell_next_event(shell, &event) && !prompt_is_left(&event));
}

static bool is_confirmed(struct shell *shell, const struct roster_unit *unit)
{
	const char *const choices[] = {_("Do not"), _("Issue a new code")};
	char *label = str_format(_("Issue a new code to %s %s (%s)? Its old code and the key with which it joined no longer count. This "
	                           "cannot be taken back."),
	                         unit->bureau, unit->name, unit->code);
	int choice = prompt_choice(shell, label, choices, 2, NULL, 0);
	free(label);
	return choice == 1;
}

void office_new_code(struct shell *shell, size_t unit)
{
	const struct roster_unit *on_roster = &shell->office->roster.items[unit];
	struct error err = {0};
	char code[CAMPAIGN_CODE_BYTES], key[16];
	if (!is_confirmed(shell, on_roster))
		return;
	if (!campaign_reissue(shell->office, on_roster->code, code, &err)) {
		shell_fail(shell, &err);
		return;
	}
	char *heading = str_format(_("New code of %s %s (%s)"), on_roster->bureau, on_roster->name, on_roster->code);
	show_code(shell, heading, code);
	mem_wipe(code, sizeof code);
	free(heading);
	shell_say(shell, STYLE_SAVED, _("The new code counts. Now publish the campaign again (%s on the roster): the unit needs the new campaign "
	                                "file, too."),
	          action_key_name(ACTION_PUBLISH, key));
}
