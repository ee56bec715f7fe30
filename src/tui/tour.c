#include "tour.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

enum { MARGIN_COLS = 1, TITLE_ROWS = 2, ROOMY_ROWS = 20, CUE_ROWS_MAX = 3 };

/* --- words --- */

static bool fill_key(struct strbuf *out, const char *name)
{
	char key[16];
	for (enum action_id id = ACTION_NONE + 1; id < ACTIONS; id++) {
		if (!str_equal(actions[id].name, name))
			continue;
		strbuf_add(out, action_key_name(id, key));
		return true;
	}
	return false;
}

static void fill_name(struct strbuf *out, const struct tour *tour, const char *name)
{
	const struct practice *practice = tour ? &tour->practice : NULL;
	if (!practice || practice->record == SIZE_MAX) {
		strbuf_add(out, str_equal(name, "register") ? C_("tour", "devices")
		                : str_equal(name, "record") ? _("Practice notebook PC")
		                                            : C_("tour", "the open field"));
		return;
	}
	const struct workplace *workplace = &practice->workplace;
	const struct record *record = &workplace->ledger.facts.records[practice->record];
	const struct register_kind *kind = &workplace->pack->registers->items[record->owner];
	if (str_equal(name, "register"))
		strbuf_add(out, bilingual_text(&kind->title));
	else if (str_equal(name, "record"))
		strbuf_add(out, record_name(record, workplace->pack));
	else
		strbuf_add(out, bilingual_text(&kind->fields[practice->field].label));
}

void tour_fill(struct strbuf *out, const struct tour *tour, const char *text)
{
	const char *open, *close;
	while ((open = strchr(text, '{')) != NULL && (close = strchr(open, '}')) != NULL) {
		char *name = mem_strndup(open + 1, (size_t)(close - open - 1));
		strbuf_add_bytes(out, text, (size_t)(open - text));
		if (!fill_key(out, name))
			fill_name(out, tour, name);
		free(name);
		text = close + 1;
	}
	strbuf_add(out, text);
}

/* --- the rows below the title --- */

/* "練習 3/10 …", shorter where there is little room: that it is a practice is always said. */
static char *head(const struct tour *tour, const struct canvas *canvas, bool prompt)
{
	/* In a prompt the key that leaves the practice is a letter like any other. */
	const char *way_out = prompt ? _("   (a made-up section; Esc, then {quit} leaves, nothing is kept)")
	                             : _("   (a made-up section; {quit} leaves, nothing is kept)");
	struct strbuf out = STRBUF_INIT, rest = STRBUF_INIT;
	int room = canvas->cols - 2 * MARGIN_COLS;
	if (tour->step < tour_steps_count)
		strbuf_addf(&out, _("PRACTICE %zu/%zu: %s"), tour->step + 1, tour_steps_count,
		            _(tour_steps[tour->step].title));
	else
		strbuf_add(&out, _("PRACTICE: all steps are done"));
	tour_fill(&rest, tour, way_out);
	if (text_cols(out.text, canvas->ambiguous_cols) + text_cols(rest.text, canvas->ambiguous_cols) > room) {
		strbuf_reset(&rest);
		tour_fill(&rest, tour,
		          prompt ? _("   (Esc, then {quit} leaves)") : _("   ({quit} leaves, nothing is kept)"));
	}
	if (text_cols(out.text, canvas->ambiguous_cols) + text_cols(rest.text, canvas->ambiguous_cols) <= room)
		strbuf_add(&out, rest.text);
	strbuf_release(&rest);
	return strbuf_take(&out);
}

/* A screen that one opened for the step before is gone back from first, unless it is one from which all steps set out. */
static bool is_to_be_left(const struct tour *tour, const struct shell *shell)
{
	const struct view *top = shell_top(shell);
	return top && top == tour->left && !(top->ops->context & (CONTEXT_HOME | CONTEXT_LIST | CONTEXT_QUESTION));
}

static char *say(const struct tour *tour, const struct shell *shell, bool prompt)
{
	struct strbuf out = STRBUF_INIT;
	if (tour->done_now && !prompt)
		strbuf_add(&out, C_("tour", "Done! "));
	if (tour->step == tour_steps_count)
		tour_fill(&out, tour,
		          _("Try more, if you like. {quit} ends the practice; \"tenken\" opens the real thing."));
	else if (!prompt && is_to_be_left(tour, shell))
		tour_fill(&out, tour, _("{back} goes back to the screen before."));
	else
		tour_fill(&out, tour, _(tour_cue(&tour_steps[tour->step], tour_place(tour, shell, prompt))));
	return strbuf_take(&out);
}

/* A rule closes the rows where there is room for one. */
static int rule_rows(const struct canvas *canvas)
{
	return canvas->rows >= ROOMY_ROWS ? 1 : 0;
}

static int text_rows(const struct canvas *canvas, const char *text)
{
	return draw_paragraph_rows(canvas, canvas->cols - 2 * MARGIN_COLS, text);
}

/* A prompt leaves what it leaves. */
static int room_rows(const struct canvas *canvas, int panel_rows)
{
	return canvas->rows - TITLE_ROWS - panel_rows;
}

/* Whether there is no room for the title of the step and all of the cue above a prompt. */
static bool is_tight(const struct canvas *canvas, const char *cue, int panel_rows)
{
	int rows = text_rows(canvas, cue);
	return panel_rows > 0 && (rows > CUE_ROWS_MAX || 1 + rows + rule_rows(canvas) > room_rows(canvas, panel_rows));
}

/* Then what is to be done comes first: the number of the step and the cue, in one text. */
static char *say_briefly(const struct tour *tour, char *text)
{
	if (tour->step == tour_steps_count)
		return text;
	char *brief = str_format(_("PRACTICE %zu/%zu: %s"), tour->step + 1, tour_steps_count, text);
	free(text);
	return brief;
}

int tour_rows(const struct shell *shell, const struct canvas *canvas, int panel_rows)
{
	char *text = say(shell->tour, shell, panel_rows > 0);
	int rows = text_rows(canvas, text), room = room_rows(canvas, panel_rows);
	if (is_tight(canvas, text, panel_rows)) {
		text = say_briefly(shell->tour, text);
		rows = text_rows(canvas, text);
	} else {
		rows = 1 + (rows > CUE_ROWS_MAX ? CUE_ROWS_MAX : rows) + rule_rows(canvas);
	}
	free(text);
	return rows > room ? room : rows;
}

void tour_draw(const struct shell *shell, const struct canvas *canvas, int top, int rows, int panel_rows)
{
	bool rule = rule_rows(canvas);
	int width_cols = canvas->cols - 2 * MARGIN_COLS;
	char *title = head(shell->tour, canvas, panel_rows > 0), *text = say(shell->tour, shell, panel_rows > 0);
	if (is_tight(canvas, text, panel_rows)) {
		text = say_briefly(shell->tour, text);
		draw_paragraph(canvas, top, MARGIN_COLS, width_cols, rows, 0, text, STYLE_SAVED);
		free(text);
		free(title);
		return;
	}
	if (rows > 0)
		draw_text(canvas, top, MARGIN_COLS, width_cols, title, STYLE_TITLE);
	draw_paragraph(canvas, top + 1, MARGIN_COLS, width_cols, rows - 1 - (rule ? 1 : 0), 0, text, STYLE_SAVED);
	if (rule && rows > 1)
		draw_rule(canvas, top + rows - 1);
	free(text);
	free(title);
}

/* --- going on --- */

void tour_look(struct shell *shell)
{
	struct tour *tour = shell->tour;
	size_t before = tour->step;
	tour->asked -= tour->asked > 0;
	while (tour->step < tour_steps_count) {
		const struct tour_step *step = &tour_steps[tour->step];
		bool left_out = step->needs_record && tour->practice.record == SIZE_MAX;
		if (!left_out && !step->done(tour, shell))
			break;
		tour->step++;
	}
	tour->done_now = tour->step > before;
	if (tour->done_now) {
		tour->left = shell_top(shell);
		tour->answered = shell->workplace->checklists[0].tally.answered;
	} else if (shell_top(shell) != tour->left) {
		tour->left = NULL;
	}
}

/* Whoever goes back screen by screen presses Esc once too often: that alone does not end it. */
void tour_back(struct shell *shell)
{
	if (shell->tour->asked) {
		shell_leave(shell);
		return;
	}
	shell->tour->asked = 2; /* this event and the next */
	shell_say(shell, STYLE_PLAIN, "%s", _("Esc once more ends the practice."));
}

/* What leads out of the made-up section, to files or to an office. */
const char *tour_why_not(const struct shell *shell, enum action_id action)
{
	static const enum action_id outward[] = {ACTION_TOUR, ACTION_JOIN, ACTION_RECEIVE, ACTION_SUBMIT,
	                                         ACTION_CHECK_SHEET};
	(void)shell;
	for (size_t i = 0; i < sizeof outward / sizeof *outward; i++)
		if (outward[i] == action)
			return _("Not in the practice: it writes no files and has no office.");
	return NULL;
}

/* --- opening --- */

/* True when the terminal was lost meanwhile. */
static bool run(struct tour *tour, struct term *term, bool ascii)
{
	struct shell shell;
	shell_init(&shell, &tour->practice.workplace, term, ascii);
	shell.options = &tour->practice.options;
	shell.tour = tour;
	tour->verdicts = tour_decided(shell.workplace);
	shell_push(&shell, view_home_new(&shell));
	shell_run(&shell);
	bool hung_up = shell.private->hung_up;
	shell_release(&shell);
	return hung_up;
}

bool tour_go(const struct workplace_options *options, struct term *term, bool ascii, bool *hung_up, struct error *err)
{
	struct tour tour = {0};
	if (!practice_begin(&tour.practice, options->pack, options->today, err))
		return false;
	*hung_up = run(&tour, term, ascii);
	practice_end(&tour.practice);
	return true;
}

void tour_open(struct shell *shell)
{
	struct error err = {0};
	bool hung_up = false;
	if (!shell->options)
		return;
	shell_say_busy(shell);
	if (!tour_go(shell->options, shell->term, shell->ascii, &hung_up, &err))
		shell_fail(shell, &err);
	else if (hung_up)
		shell_leave(shell);
	else
		shell_say(shell, STYLE_PLAIN, "%s", _("The practice is over, and nothing of it was kept."));
}

/* --- as a text --- */

enum { TEXT_COLS = 76, TEXT_INDENT_COLS = 4 };

static void add_wrapped(struct strbuf *out, const char *text, int indent_cols)
{
	struct text_lines lines = {0};
	text_wrap(&lines, text, TEXT_COLS - indent_cols, 1);
	for (size_t i = 0; i < lines.count; i++) {
		strbuf_add_repeat(out, " ", (size_t)indent_cols);
		strbuf_add_bytes(out, text + lines.lines[i].start_byte, lines.lines[i].len_bytes);
		strbuf_add_char(out, '\n');
	}
	text_lines_release(&lines);
}

static void add_step(struct strbuf *out, size_t number, const struct tour_step *step)
{
	struct strbuf way = STRBUF_INIT;
	char *line = str_format(_("Without a screen: %s"), step->line);
	tour_fill(&way, NULL, _(step->way));
	strbuf_addf(out, "\n%zu. %s\n", number, _(step->title));
	add_wrapped(out, way.text, TEXT_INDENT_COLS);
	add_wrapped(out, line, TEXT_INDENT_COLS);
	free(line);
	strbuf_release(&way);
}

void tui_tour_text(struct strbuf *out)
{
	add_wrapped(out,
	            _("The ten steps of the practice. With a terminal \"tenken tour\" leads through them on the real "
	              "screens, in a "
	              "made-up section of which nothing is kept."),
	            0);
	for (size_t i = 0; i < tour_steps_count; i++)
		add_step(out, i + 1, &tour_steps[i]);
}
