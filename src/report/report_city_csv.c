/* The answers behind the city's report, as a table that a spreadsheet can sort and sum. */
#include <stdint.h>
#include <stdlib.h>

#include "sheet.h"
#include "tenken/base/csv.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/report/city.h"

enum { ANSWER_COLUMNS = 8 }; /* from the checklist to the basis */

static void add_headings(struct strbuf *out)
{
	const char *const columns[] = {
	        C_("column", "Bureau"),   C_("column", "Section code"), C_("column", "Section"),
	        C_("column", "State"),    C_("column", "Checklist"),    C_("column", "Role"),
	        C_("column", "Question"), C_("column", "Clauses"),      C_("column", "Chapter"),
	        C_("column", "Answer"),   C_("column", "Mark"),         C_("column", "Basis"),
	        C_("column", "Class"),
	};

	csv_begin(out);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		csv_cell(out, columns[i], i == 0);
	csv_end_row(out);
}

static void add_unit(struct strbuf *out, const struct city_unit *unit)
{
	csv_cell(out, unit->bureau, true);
	csv_cell(out, unit->code, false);
	csv_cell(out, unit->name, false);
	csv_cell(out, city_state_code(unit->state), false);
}

static void add_clauses(struct strbuf *out, const struct pack *pack, const struct question *question)
{
	struct strbuf clauses = STRBUF_INIT;

	for (size_t i = 0; question && i < question->clauses_count; i++) {
		if (i > 0)
			strbuf_add_char(&clauses, ' ');
		strbuf_add(&clauses, pack->clauses[question->clauses[i]].id);
	}
	csv_cell(out, clauses.text, false);
	strbuf_release(&clauses);
}

static void add_answer(struct strbuf *out, const struct city_input *input, const struct city_answer *answer)
{
	const struct city_checklist *checklist = &input->checklists[answer->checklist];
	const struct city_question *asked = &input->questions[answer->question];
	const struct question *question = asked->question == SIZE_MAX ? NULL : &input->pack->questions[asked->question];

	csv_cell(out, checklist->id, false);
	csv_cell(out, checklist->role == SIZE_MAX ? NULL : input->pack->roles[checklist->role].id, false);
	csv_cell(out, asked->id, false);
	add_clauses(out, input->pack, question);
	csv_cell(out, question ? input->pack->chapters[question->chapter].id : NULL, false);
	csv_cell(out, answer_code(answer->answer), false);
	csv_cell(out, sheet_mark(answer->answer), false);
	csv_cell(out, basis_code(answer->basis), false);
}

static void end_row(struct strbuf *out, const char *class)
{
	csv_cell(out, class, false);
	csv_end_row(out);
}

/* Where the answers of each unit begin; SIZE_MAX: it has none. Caller frees. */
static size_t *firsts_of(const struct city_input *input)
{
	size_t *firsts = mem_new(input->units_count + 1, sizeof *firsts);

	for (size_t i = 0; i < input->units_count; i++)
		firsts[i] = SIZE_MAX;
	for (size_t i = input->answers_count; i-- > 0;)
		firsts[input->answers[i].unit] = i;
	return firsts;
}

static void add_rows(struct strbuf *out, const struct city_input *input, size_t unit, size_t first, const char *class)
{
	if (input->units[unit].state == CITY_NOT_RECEIVED || first == SIZE_MAX) {
		add_unit(out, &input->units[unit]);
		for (int i = 0; i < ANSWER_COLUMNS; i++)
			csv_cell(out, NULL, false);
		end_row(out, class);
		return;
	}
	for (size_t i = first; i < input->answers_count && input->answers[i].unit == unit; i++) {
		add_unit(out, &input->units[unit]);
		add_answer(out, input, &input->answers[i]);
		end_row(out, class);
	}
}

void city_report_csv(struct strbuf *out, const struct city_input *input)
{
	struct strbuf class = STRBUF_INIT;
	size_t *firsts = firsts_of(input);

	report_class(&class, input->pack);
	add_headings(out);
	for (size_t i = 0; i < input->units_count; i++)
		add_rows(out, input, i, firsts[i], class.text);
	free(firsts);
	strbuf_release(&class);
}
