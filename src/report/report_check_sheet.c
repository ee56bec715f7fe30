/* The check sheet: which columns it has, and how a question's row is filled. */
#include "tenken/report/check_sheet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "tenken/base/csv.h"
#include "tenken/report/table.h"

enum { ITEM_CHOICES = 3, PREVENTIVE_CHOICES = 2, ANSWER_CHOICES = ANSWERS - 1, ALL_CHOICES = 4 };

/* Widths in half-width characters. */
static const struct about_column {
	const char *title;
	int width_cols;
	bool open, hidden;
} columns[] = {
        [CHECK_NUMBER] = {N_("No."), 6, .open = false},
        [CHECK_CLAUSE] = {N_("Clause"), 14, .open = false},
        [CHECK_DUTY] = {N_("Duty"), 6, .open = false},
        [CHECK_STATEMENT] = {N_("Statement"), 44, .open = false},
        [CHECK_HINT] = {N_("How to check"), 36, .open = false},
        [CHECK_PREVIOUS] = {N_("Last year"), 8, .open = false},
        [CHECK_ANSWER] = {N_("Answer"), 8, .open = true},
        [CHECK_NOTE] = {N_("Remark"), 24, .open = true},
        [CHECK_REASON] = {N_("Reason"), 20, .open = true},
        [CHECK_CAUSE] = {N_("Cause"), 20, .open = true},
        [CHECK_MEASURE] = {N_("Measure"), 24, .open = true},
        [CHECK_PERSON] = {N_("Person in charge"), 14, .open = true},
        [CHECK_DUE] = {N_("Due"), 17, .open = true},
        [CHECK_PREVENTIVE] = {N_("Corrective or preventive"), 12, .open = true},
        [CHECK_WHY_MOVED] = {N_("Why the due date was moved"), 18, .open = true},
        [CHECK_CHECKLIST] = {"tenken:checklist", 10, .hidden = true},
        [CHECK_QUESTION] = {"tenken:question", 10, .hidden = true},
        [CHECK_ELEMENT] = {"tenken:element", 10, .hidden = true},
        [CHECK_REVISION] = {"tenken:revision", 10, .hidden = true},
        [CHECK_PACK] = {"tenken:pack", 10, .hidden = true},
        [CHECK_YEAR] = {"tenken:year", 10, .hidden = true},
        [CHECK_CODE] = {"tenken:code", 10, .hidden = true},
        [CHECK_UNIT] = {"tenken:unit", 10, .hidden = true},
};
static_assert(sizeof columns / sizeof *columns == CHECK_COLUMNS, "every column is described");

const char *check_sheet_title(enum language language)
{
	return i18n_text_in(language, N_("Check sheet"));
}

const char *check_column_title(enum check_column column, enum language language)
{
	return columns[column].hidden ? columns[column].title : i18n_text_in(language, columns[column].title);
}

size_t check_number(const struct scope *scope, size_t item)
{
	return sheet_number(&(struct report_checklist){.scope = scope}, item);
}

void check_add_number(struct strbuf *out, const struct scope *scope, size_t item)
{
	char *number = sheet_number_text(&(struct report_checklist){.scope = scope}, item);

	strbuf_add(out, number);
	free(number);
}

void check_add_place(struct strbuf *out, const struct scope *scope, size_t item)
{
	struct strbuf clauses = STRBUF_INIT;

	check_add_number(out, scope, item);
	sheet_add_clauses(&clauses, scope->pack, &scope->pack->questions[scope->items[item].question], _(", "));
	if (clauses.len_bytes)
		strbuf_addf(out, "  %s", clauses.text);
	strbuf_release(&clauses);
}

const char *check_answer_mark(enum answer answer)
{
	return answer == ANSWER_NONE ? "" : sheet_mark(answer);
}

const char *check_element_mark(enum element_answer answer)
{
	return answer == ELEMENT_NONE ? "" : sheet_element_mark(answer);
}

const char *check_preventive_mark(bool preventive)
{
	return preventive ? _("Preventive") : _("Corrective");
}

/* What drops down. */
struct choices {
	const char *answers[ANSWER_CHOICES]; /* to a question */
	const char *all[ALL_CHOICES];        /* to a question of items: for all of them at once */
	const char *items[ITEM_CHOICES];
	const char *preventive[PREVENTIVE_CHOICES];
};

static void choices_fill(struct choices *choices)
{
	static const enum answer all[ALL_CHOICES] = {ANSWER_IMPLEMENTED, ANSWER_NOT_APPLICABLE, ANSWER_EXCEPTION,
	                                             ANSWER_UNSURE};

	for (int i = 0; i < ANSWER_CHOICES; i++)
		choices->answers[i] = sheet_mark((enum answer)(ANSWER_NONE + 1 + i));
	for (int i = 0; i < ALL_CHOICES; i++)
		choices->all[i] = sheet_mark(all[i]);
	for (int i = 0; i < ITEM_CHOICES; i++)
		choices->items[i] = sheet_element_mark((enum element_answer)(ELEMENT_NONE + 1 + i));
	choices->preventive[0] = check_preventive_mark(false);
	choices->preventive[1] = check_preventive_mark(true);
}

struct writing {
	struct table *table;
	const struct report_input *input;
	const struct report_checklist *checklist;
	const struct check_entry *entries;
	const char *round;
	struct choices choices;
};

/* An apostrophe that the reader of tables would take off is written twice. */
static void put_typed(struct table *table, const char *text, bool locked)
{
	struct strbuf safe = STRBUF_INIT;

	sheet_add_lines(&safe, text);
	char *doubled = csv_without_guard(safe.text) != safe.text ? str_format("'%s", safe.text) : NULL;
	table_next(table, locked, NULL, 0);
	table_text(table, doubled ? doubled : safe.text);
	free(doubled);
	strbuf_release(&safe);
}

static void put_place(const struct writing *writing, size_t item, const char *element)
{
	struct strbuf revision = STRBUF_INIT, unit = STRBUF_INIT;

	strbuf_addf(&revision, "%d", writing->entries[item].revision);
	sheet_add_unit(&unit, writing->input);
	table_text(writing->table, writing->checklist->id);
	table_text(writing->table, sheet_question(writing->checklist, item)->id);
	table_text(writing->table, element);
	table_text(writing->table, revision.text);
	table_text(writing->table, writing->input->pack->id);
	table_text(writing->table, writing->round);
	table_text(writing->table, writing->input->code);
	table_text(writing->table, unit.text);
	table_end_row(writing->table);
	strbuf_release(&revision);
	strbuf_release(&unit);
}

static void put_question(const struct writing *writing, size_t item)
{
	const struct question *question = sheet_question(writing->checklist, item);
	const struct response *previous = writing->checklist->entries[item].previous;
	char *number = sheet_number_text(writing->checklist, item);
	struct strbuf clauses = STRBUF_INIT;

	sheet_add_clauses(&clauses, writing->input->pack, question, "\n");
	table_text(writing->table, number);
	table_text(writing->table, clauses.text);
	table_text(writing->table, sheet_duty(question));
	table_text(writing->table, bilingual_text(&question->text));
	table_text(writing->table, bilingual_text(&question->hint));
	table_text(writing->table, previous ? check_answer_mark(previous->answer) : "");
	strbuf_release(&clauses);
	free(number);
}

static void put_answer(const struct writing *writing, size_t item)
{
	const struct check_entry *entry = &writing->entries[item];
	const struct choices *choices = &writing->choices;
	bool items = sheet_question(writing->checklist, item)->kind == QUESTION_ELEMENTS;

	if (entry->decided)
		table_next(writing->table, true, NULL, 0);
	else
		table_next(writing->table, false, items ? choices->all : choices->answers,
		           items ? ALL_CHOICES : ANSWER_CHOICES);
	table_text(writing->table, check_answer_mark(entry->response->answer));
}

static void put_plan(const struct writing *writing, const struct response *response)
{
	const struct plan *plan = &response->plan;

	put_typed(writing->table, plan->cause, false);
	put_typed(writing->table, plan->measure, false);
	put_typed(writing->table, plan->person, false);
	table_day(writing->table, plan->due);
	table_next(writing->table, false, writing->choices.preventive, PREVENTIVE_CHOICES);
	table_text(writing->table,
	           plan_is_empty(plan) && !plan->preventive ? "" : check_preventive_mark(plan->preventive));
	table_empty(writing->table); /* why it is moved is said anew each time */
}

static void put_item(const struct writing *writing, size_t item, size_t element)
{
	const struct question *question = sheet_question(writing->checklist, item);
	const struct report_entry *entry = &writing->checklist->entries[item];
	struct table *table = writing->table;

	for (int i = CHECK_NUMBER; i < CHECK_STATEMENT; i++)
		table_empty(table);
	char *text = str_format(_("- %s"), bilingual_text(&question->elements[element].text));
	table_text(table, text);
	free(text);
	table_empty(table);
	table_text(table, entry->previous ? check_element_mark(entry->previous->elements[element]) : "");
	table_next(table, false, writing->choices.items, ITEM_CHOICES);
	table_text(table, check_element_mark(writing->entries[item].response->elements[element]));
	for (int i = CHECK_NOTE; i < CHECK_CHECKLIST; i++)
		put_typed(table, NULL, true);
	put_place(writing, item, question->elements[element].id);
}

static void put_rows(const struct writing *writing, size_t item)
{
	const struct question *question = sheet_question(writing->checklist, item);
	const struct response *response = writing->entries[item].response;

	put_question(writing, item);
	put_answer(writing, item);
	put_typed(writing->table, response->note, false);
	put_typed(writing->table, response->reason, false);
	put_plan(writing, response);
	put_place(writing, item, "");
	for (size_t i = 0; question->kind == QUESTION_ELEMENTS && i < question->elements_count; i++)
		put_item(writing, item, i);
}

static void put_lines(const struct writing *writing, const char *title)
{
	struct strbuf class = STRBUF_INIT;

	report_class(&class, writing->input->pack);
	table_add_line(writing->table, TABLE_TITLE, title);
	table_add_line(writing->table, TABLE_NOTE, class.text);
	table_add_line(
	        writing->table, TABLE_NOTE,
	        _("Fill in the coloured cells and save the file as it is (.xlsx), or as CSV; then \"tenken sheet "
	          "import\" reads it. "
	          "○: done, △: partly, ×: not done, －: does not apply here (say why under Reason). △ and × need "
	          "cause, "
	          "measure, person in charge and due date; what has to be found out needs who finds out and by when. "
	          "An empty cell leaves what is already there as it is."));
	strbuf_release(&class);
}

static void fill(const struct writing *writing, const char *title)
{
	struct table_column about[CHECK_COLUMNS];
	struct table_sheet sheet = {.name = check_sheet_title(i18n_language()),
	                            .columns = about,
	                            .columns_count = CHECK_COLUMNS,
	                            .frozen = CHECK_DUTY,
	                            .landscape = true,
	                            .guarded = true};

	for (int i = 0; i < CHECK_COLUMNS; i++)
		about[i] = (struct table_column){.title = check_column_title((enum check_column)i, i18n_language()),
		                                 .width_cols = columns[i].width_cols,
		                                 .wraps = i == CHECK_CLAUSE || i == CHECK_HINT ||
		                                          (columns[i].open && i != CHECK_ANSWER),
		                                 .marks = i == CHECK_ANSWER || i == CHECK_PREVIOUS,
		                                 .open = columns[i].open,
		                                 .hidden = columns[i].hidden,
		                                 .days = i == CHECK_DUE};
	table_begin(writing->table, &sheet);
	put_lines(writing, title);
	table_head(writing->table);
	for (size_t i = 0; i < writing->checklist->scope->count; i++)
		if (sheet_asks(writing->checklist, i))
			put_rows(writing, i);
	table_end(writing->table);
}

bool report_check_sheet(const char *path, const struct report_input *input, const struct report_checklist *checklist,
                        const struct check_entry *entries, const char *round, struct error *err)
{
	struct writing writing = {.input = input, .checklist = checklist, .entries = entries, .round = round};
	struct strbuf running = STRBUF_INIT, class = STRBUF_INIT, title = STRBUF_INIT;

	sheet_add_unit(&running, input);
	strbuf_add(&running, " ");
	date_format_fiscal_year(&running, input->fiscal_year);
	report_class(&class, input->pack);
	strbuf_addf(&title, "%s  %s  ", _("Check sheet"), running.text);
	sheet_add_checklist(&title, checklist);
	struct table_book book = {
	        .title = title.text, .running = running.text, .class = class.text, .date = input->today};
	choices_fill(&writing.choices);
	writing.table = table_xlsx_open(path, &book, err);
	bool ok = writing.table != NULL;
	if (ok) {
		fill(&writing, title.text);
		ok = table_xlsx_close(writing.table, err);
	}
	strbuf_release(&running);
	strbuf_release(&class);
	strbuf_release(&title);
	return ok;
}
