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

/* The cells of a row in parts, each made once: rows are some hundred thousand, what is in them is not. */
struct parts {
	const struct city_input *input;
	struct strbuf *checklists, *questions; /* one for each of the input's */
	struct strbuf answers[ANSWERS][3];     /* by answer and basis, with the class and the end of the row */
};

static void make_checklist(struct strbuf *out, const struct city_input *input, const struct city_checklist *checklist)
{
	csv_cell(out, checklist->id, false);
	csv_cell(out, checklist->role == SIZE_MAX ? NULL : input->pack->roles[checklist->role].id, false);
}

static void make_question(struct strbuf *out, const struct city_input *input, const struct city_question *asked)
{
	const struct question *question = asked->question == SIZE_MAX ? NULL : &input->pack->questions[asked->question];

	csv_cell(out, asked->id, false);
	add_clauses(out, input->pack, question);
	csv_cell(out, question ? input->pack->chapters[question->chapter].id : NULL, false);
}

static void end_row(struct strbuf *out, const char *class)
{
	csv_cell(out, class, false);
	csv_end_row(out);
}

static void make_answer(struct strbuf *out, enum answer answer, enum basis basis, const char *class)
{
	csv_cell(out, answer_code(answer), false);
	csv_cell(out, sheet_mark(answer), false);
	csv_cell(out, basis_code(basis), false);
	end_row(out, class);
}

static void parts_init(struct parts *parts, const struct city_input *input, const char *class)
{
	*parts = (struct parts){.input = input,
	                        .checklists = mem_new(input->checklists_count + 1, sizeof *parts->checklists),
	                        .questions = mem_new(input->questions_count + 1, sizeof *parts->questions)};
	for (size_t i = 0; i < input->checklists_count; i++)
		make_checklist(&parts->checklists[i], input, &input->checklists[i]);
	for (size_t i = 0; i < input->questions_count; i++)
		make_question(&parts->questions[i], input, &input->questions[i]);
	for (int answer = 0; answer < ANSWERS; answer++)
		for (int basis = BASIS_NONE; basis <= BASIS_DERIVED; basis++)
			make_answer(&parts->answers[answer][basis], (enum answer)answer, (enum basis)basis, class);
}

static void parts_release(struct parts *parts)
{
	for (size_t i = 0; i < parts->input->checklists_count; i++)
		strbuf_release(&parts->checklists[i]);
	for (size_t i = 0; i < parts->input->questions_count; i++)
		strbuf_release(&parts->questions[i]);
	for (int answer = 0; answer < ANSWERS; answer++)
		for (int basis = BASIS_NONE; basis <= BASIS_DERIVED; basis++)
			strbuf_release(&parts->answers[answer][basis]);
	free(parts->checklists);
	free(parts->questions);
}

static void add_part(struct strbuf *out, const struct strbuf *part)
{
	strbuf_add_bytes(out, part->text, part->len_bytes);
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

static void add_rows(struct strbuf *out, const struct parts *parts, size_t unit, size_t first, const char *class)
{
	const struct city_input *input = parts->input;
	struct strbuf head = STRBUF_INIT;

	add_unit(&head, &input->units[unit]);
	if (input->units[unit].state == CITY_NOT_RECEIVED || first == SIZE_MAX) {
		add_part(out, &head);
		for (int i = 0; i < ANSWER_COLUMNS; i++)
			csv_cell(out, NULL, false);
		end_row(out, class);
	} else {
		for (size_t i = first; i < input->answers_count && input->answers[i].unit == unit; i++) {
			const struct city_answer *answer = &input->answers[i];

			add_part(out, &head);
			add_part(out, &parts->checklists[answer->checklist]);
			add_part(out, &parts->questions[answer->question]);
			add_part(out, &parts->answers[answer->answer][answer->basis]);
		}
	}
	strbuf_release(&head);
}

void city_report_csv(struct strbuf *out, const struct city_input *input)
{
	struct strbuf class = STRBUF_INIT;
	struct parts parts;
	size_t *firsts = firsts_of(input);

	report_class(&class, input->pack);
	parts_init(&parts, input, class.text);
	add_headings(out);
	for (size_t i = 0; i < input->units_count; i++)
		add_rows(out, &parts, i, firsts[i], class.text);
	parts_release(&parts);
	free(firsts);
	strbuf_release(&class);
}
