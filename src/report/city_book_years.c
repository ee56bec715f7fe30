/* Over the years, and every answer of this one. */
#include <stdint.h>
#include <stdlib.h>

#include "city_book.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

/* --- over the years --- */

enum { YEAR_COLUMNS = 13, YEAR_RATE = 4 };

static void add_year_name(struct city_book *book, int fiscal_year, bool extra)
{
	struct strbuf cell = STRBUF_INIT;

	date_format_fiscal_year(&cell, fiscal_year);
	if (extra)
		strbuf_addf(&cell, " %s", C_("report", "Extra self-check"));
	table_take(book->table, &cell);
	strbuf_release(&cell);
}

static void add_figures(struct city_book *book, size_t units, size_t received, const struct tally *tally)
{
	table_count(book->table, units);
	table_count(book->table, received);
	table_share(book->table, (struct ratio){received, units});
	table_share(book->table, tally_implementation_rate(tally));
	table_share(book->table, tally_known_rate(tally));
}

static void add_year(struct city_book *book, const struct city_trend_year *trend)
{
	const struct city_year *year = trend->year;

	add_year_name(book, year->fiscal_year, year->extra);
	add_figures(book, year->units, year->received, &trend->tally);
	if (!trend->comparable) {
		table_text(book->table, _("Not comparable: the standard of that year is not at hand."));
		table_end_row(book->table);
		return;
	}
	table_empty(book->table);
	table_count(book->table, trend->same);
	table_share(book->table, tally_implementation_rate(&trend->then));
	table_share(book->table, tally_implementation_rate(&trend->now));
	table_count(book->table, trend->changed_count);
	table_count(book->table, trend->added_count + trend->removed_count);
	table_count(book->table, trend->clauses_count);
	table_end_row(book->table);
}

/* The oldest first, so that the curve runs from left to right. */
static void add_years(struct city_book *book)
{
	for (size_t i = book->counts.years_count; i-- > 0;)
		add_year(book, &book->counts.years[i]);
	add_year_name(book, book->input->fiscal_year, book->input->extra);
	add_figures(book, book->counts.total, book->counts.received, &book->counts.all);
	table_text(book->table, C_("in a table", "This year"));
	table_end_row(book->table);
}

void city_book_years(struct city_book *book)
{
	const struct table_column columns[YEAR_COLUMNS] = {
	        {.title = C_("sheet", "Fiscal year"), .width_cols = 18},
	        {.title = C_("column", "Sections"), .width_cols = 8},
	        {.title = C_("column", "Handed in"), .width_cols = 8},
	        {.title = _("Submission rate"), .width_cols = 9},
	        {.title = figure_name(FIGURE_IMPLEMENTATION_RATE), .width_cols = 9},
	        {.title = figure_name(FIGURE_KNOWN_RATE), .width_cols = 9},
	        {.title = C_("sheet", "Remark"), .width_cols = 30, .wraps = true},
	        {.title = C_("column", "Questions alike"), .width_cols = 9},
	        {.title = C_("column", "Implemented of these then"), .width_cols = 10},
	        {.title = C_("column", "Implemented of these now"), .width_cols = 10},
	        {.title = C_("column", "Questions changed"), .width_cols = 9},
	        {.title = C_("column", "Questions new or gone"), .width_cols = 9},
	        {.title = C_("column", "Clauses changed"), .width_cols = 9},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Years"),
	                                  .columns = columns,
	                                  .columns_count = YEAR_COLUMNS,
	                                  .frozen = 1,
	                                  .landscape = true};
	const size_t rate = YEAR_RATE;

	city_book_begin(book, &sheet, _("Over the years"));
	table_add_line(book->table, TABLE_NOTE,
	               _("Like is compared with like: questions that the standard of that year and that of this year "
	                 "ask in the same way. "
	                 "What has changed is left out of it, and counted beside it."));
	table_head(book->table);
	add_years(book);
	table_add_chart(book->table, &(struct table_chart){.kind = TABLE_CURVE,
	                                                   .title = figure_name(FIGURE_IMPLEMENTATION_RATE),
	                                                   .values = &rate,
	                                                   .values_count = 1,
	                                                   .rows_count = book->table->rows,
	                                                   .share = true});
	city_book_end(book, NULL);
}

/* --- every answer --- */

static void add_answer(struct city_book *book, const struct city_answer *answer)
{
	const struct city_input *input = book->input;
	const struct city_checklist *checklist = &input->checklists[answer->checklist];
	const struct city_question *asked = &input->questions[answer->question];
	const struct question *question = asked->question == SIZE_MAX ? NULL : &input->pack->questions[asked->question];

	city_book_unit(book, answer->unit);
	table_text(book->table, city_book_state(input->units[answer->unit].state));
	table_text(book->table, checklist->id);
	table_text(book->table, asked->id);
	table_text(book->table,
	           question && question->clauses_count ? input->pack->clauses[question->clauses[0]].label : NULL);
	table_text(book->table, question ? input->pack->chapters[question->chapter].id : NULL);
	table_text(book->table, sheet_mark((enum answer)answer->answer));
	table_text(book->table, answer_code((enum answer)answer->answer));
	table_text(book->table, basis_code((enum basis)answer->basis));
	table_end_row(book->table);
}

void city_book_all(struct city_book *book)
{
	struct table_column columns[] = {
	        [3] = {.title = C_("column", "State"), .width_cols = 9},
	        {.title = C_("column", "Checklist id"), .width_cols = 18},
	        {.title = C_("column", "Question"), .width_cols = 18},
	        {.title = C_("column", "Clause"), .width_cols = 14},
	        {.title = C_("sheet", "Chapter"), .width_cols = 7},
	        {.title = C_("sheet", "Answer"), .width_cols = 8, .marks = true},
	        {.title = C_("column", "Code"), .width_cols = 16},
	        {.title = C_("column", "Basis"), .width_cols = 10},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "All answers"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .frozen = 3,
	                                  .landscape = true};

	city_book_unit_columns(columns);
	city_book_begin(book, &sheet, _("Every answer that was handed in"));
	table_head(book->table);
	for (size_t i = 0; i < book->input->answers_count; i++) {
		if (book->input->units[book->input->answers[i].unit].state != CITY_NOT_RECEIVED)
			add_answer(book, &book->input->answers[i]);
	}
	city_book_end(book, C_("sheet", "None."));
}
