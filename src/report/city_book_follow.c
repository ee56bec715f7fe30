/* What is to be followed up: plans, exceptions, sections that need a look, the sample. */
#include <stdint.h>
#include <stdlib.h>

#include "city_book.h"
#include "city_words.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

/* --- plans --- */

static const char *plan_state(const struct city_plan *plan)
{
	if (plan->done)
		return C_("of a plan", "Done");
	return plan->overdue ? C_("of a plan", "Overdue") : C_("of a plan", "Open");
}

static void add_plan(struct city_book *book, const struct city_plan *plan)
{
	size_t question = pack_find_question(book->input->pack, plan->question);

	table_text(book->table, plan_state(plan));
	table_day(book->table, plan->due);
	table_day(book->table, plan->first_due);
	city_book_unit(book, plan->unit);
	city_book_question(book, plan->question, question);
	table_text(book->table, sheet_mark(plan->answer));
	table_text(book->table, plan->cause);
	table_text(book->table, plan->measure);
	table_text(book->table, str_is_blank(plan->measure) ? NULL
	                        : plan->preventive          ? _("Preventive measure")
	                                                    : _("Corrective measure"));
	table_text(book->table, plan->person);
	table_text(book->table, plan->evidence);
	city_book_checklist(book, plan->unit, plan->checklist);
	table_end_row(book->table);
}

void city_book_plans(struct city_book *book)
{
	struct table_column columns[] = {
	        {.title = C_("column", "State"), .width_cols = 9},
	        {.title = C_("column", "Due date"), .width_cols = 16, .days = true},
	        {.title = C_("column", "First due date"), .width_cols = 16, .days = true},
	        [9] = {.title = C_("sheet", "Answer"), .width_cols = 8, .marks = true},
	        {.title = C_("sheet", "Cause"), .width_cols = 26, .wraps = true},
	        {.title = C_("column", "Measure"), .width_cols = 30, .wraps = true},
	        {.title = C_("column", "Kind of measure"), .width_cols = 10},
	        {.title = C_("column", "Person in charge"), .width_cols = 14},
	        {.title = _("Evidence of completion"), .width_cols = 20, .wraps = true},
	        {.title = C_("column", "Checklist"), .width_cols = 22, .wraps = true},
	        {.title = C_("column", "Checklist id"), .width_cols = 16},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Improvement ledger"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .paper_columns = 16,
	                                  .landscape = true};

	city_book_unit_columns(&columns[3]);
	city_book_question_columns(&columns[6]);
	city_book_begin(book, &sheet, _("Improvement ledger: the late ones first"));
	city_book_note(book, city_words_plans(book->input));
	city_book_note(book, city_words_unsure(book->input));
	if (book->input->plans_count > book->rows_max) {
		size_t more = book->input->plans_count - book->rows_max;

		city_book_note(book, str_format(P_("%zu more is in the Excel report.", "%zu more are in the Excel report.", more),
		                                more));
	}
	table_head(book->table);
	for (size_t i = 0; i < book->input->plans_count && i < book->rows_max; i++)
		add_plan(book, &book->input->plans[i]);
	city_book_end(book, C_("sheet", "None."));
}

/* --- exceptions --- */

void city_book_exceptions(struct city_book *book)
{
	struct table_column columns[] = {
	        {.title = C_("column", "Expires on"), .width_cols = 16, .days = true},
	        {.title = C_("column", "State"), .width_cols = 18},
	        {.title = C_("column", "To be acted on"), .width_cols = 9},
	        [6] = {.title = C_("column", "Exception"), .width_cols = 28, .wraps = true},
	        {.title = C_("column", "Clauses"), .width_cols = 18, .wraps = true},
	        {.title = C_("column", "Applicant"), .width_cols = 18},
	        {.title = C_("column", "Id"), .width_cols = 12},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Exceptions"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .landscape = true};

	city_book_unit_columns(&columns[3]);
	city_book_begin(book, &sheet, _("Exceptions by expiry"));
	table_head(book->table);
	for (size_t i = 0; i < book->input->exceptions_count; i++) {
		const struct city_exception *exception = &book->input->exceptions[i];

		if (exception->endless)
			table_text(book->table, C_("of an exception", "Without term"));
		else
			table_day(book->table, exception->expires_on);
		table_text(book->table, exception->state);
		table_text(book->table, exception->needs_action ? C_("in a table", "Yes") : NULL);
		city_book_unit(book, exception->unit);
		table_text(book->table, exception->name);
		table_text(book->table, exception->clauses);
		table_text(book->table, exception->applicant);
		table_text(book->table, exception->id);
		table_end_row(book->table);
	}
	city_book_end(book, C_("sheet", "None."));
}

/* --- sections that need a look --- */

static void begin_look(struct city_book *book, const char *what, size_t unit)
{
	table_text(book->table, what);
	city_book_unit(book, unit);
}

/* Takes `text`. */
static void end_look(struct city_book *book, char *text)
{
	table_text(book->table, text);
	table_end_row(book->table);
	free(text);
}

static void add_groundless(struct city_book *book)
{
	const struct city_looks *looks = &book->counts.looks;

	for (size_t i = 0; i < looks->groundless_count; i++) {
		const struct city_groundless *found = &looks->groundless[i];

		begin_look(book, C_("to look at", "Few grounds given"), found->unit);
		end_look(book, str_format(_("%zu of %zu declared answers without remark or reason"), found->without,
		                          found->declared));
	}
}

static void add_same(struct city_book *book)
{
	const struct city_looks *looks = &book->counts.looks;

	for (size_t i = 0; i < looks->same_count; i++) {
		const struct city_same *same = &looks->same[i];

		for (size_t k = 0; k < same->units_count; k++) {
			char *text = text_safe_dup(same->text, TEXT_SAFE_LINE);

			begin_look(book, C_("to look at", "The same remark elsewhere"), same->units[k]);
			end_look(book, str_format(_("%s: %zu sections write \"%s\""),
			                          book->input->questions[same->question].id, same->units_count, text));
			free(text);
		}
	}
}

static void add_rushes(struct city_book *book)
{
	const struct city_looks *looks = &book->counts.looks;

	for (size_t i = 0; i < looks->rushes_count; i++) {
		const struct city_rush *rush = &looks->rushes[i];

		begin_look(book, C_("to look at", "Many answers within a minute"), rush->unit);
		end_look(book, str_format(_("%zu answers, %zu of them %s, within %u seconds"), rush->answers,
		                          rush->implemented, sheet_mark(ANSWER_IMPLEMENTED), rush->seconds));
	}
}

static void add_absent(struct city_book *book)
{
	const struct city_looks *looks = &book->counts.looks;

	for (size_t i = 0; i < looks->absent_count; i++) {
		const struct city_absent *absent = &looks->absent[i];
		struct strbuf own = STRBUF_INIT, others = STRBUF_INIT;

		ratio_format(&own, absent->own);
		ratio_format(&others, absent->others);
		begin_look(book, C_("to look at", "Much does not apply"), absent->unit);
		end_look(book, str_format(_("%s: does not apply %s (%zu/%zu); the other sections %s"),
		                          bilingual_text(&book->input->pack->roles[absent->role].title), own.text,
		                          absent->own.numerator, absent->own.denominator, others.text));
		strbuf_release(&own);
		strbuf_release(&others);
	}
}

void city_book_looks(struct city_book *book)
{
	struct table_column columns[] = {
	        {.title = C_("column", "What to look at"), .width_cols = 28},
	        [4] = {.title = C_("column", "What was seen"), .width_cols = 80, .wraps = true},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "To look at"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .landscape = true};

	city_book_unit_columns(&columns[1]);
	city_book_begin(book, &sheet, _("Sections that need a look"));
	table_add_line(book->table, TABLE_NOTE,
	               _("Where to look first, and no blame: there may be a good reason for each of these."));
	for (int i = 0; i < CITY_LOOKS; i++)
		city_book_note(book, city_words_look((enum city_look)i));
	table_head(book->table);
	add_groundless(book);
	add_same(book);
	add_rushes(book);
	add_absent(book);
	city_book_end(book, C_("sheet", "None."));
}

/* --- the sample --- */

void city_book_sample(struct city_book *book)
{
	const struct city_input *input = book->input;
	struct table_column columns[] = {
	        [6] = {.title = C_("column", "Checklist"), .width_cols = 22, .wraps = true},
	        {.title = C_("column", "Checklist id"), .width_cols = 18},
	        {.title = C_("column", "Seen on the spot"), .width_cols = 16},
	        {.title = C_("column", "By whom, when"), .width_cols = 20},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Sample"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .landscape = true};
	city_book_unit_columns(columns);
	city_book_question_columns(&columns[3]);
	city_book_begin(book, &sheet, _("A sample to verify on the spot"));
	city_book_note(book, city_words_sample(&book->counts, input));
	table_head(book->table);
	for (size_t i = 0; i < book->counts.sample_count; i++) {
		const struct city_answer *answer = &input->answers[book->counts.sample[i].answer];
		const struct city_question *question = &input->questions[answer->question];

		city_book_unit(book, answer->unit);
		city_book_question(book, question->id, question->question);
		city_book_checklist(book, answer->unit, input->checklists[answer->checklist].id);
		table_end_row(book->table);
	}
	city_book_end(book, C_("sheet", "None."));
}
