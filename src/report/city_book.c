/* What the tables of the city's report share, and the order in which they stand. */
#include "city_book.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "city_words.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/report/model.h"

void city_book_init(struct city_book *book, struct table *table, const struct city_input *input)
{
	*book = (struct city_book){
	        .table = table, .input = input, .units = mem_new(input->units_count + 1, sizeof *book->units)};
	city_count(&book->counts, input);
	for (size_t i = 0; i < input->answers_count; i++) {
		const struct city_answer *answer = &input->answers[i];
		struct tally *tally = &book->units[answer->unit];

		tally->applicable++;
		tally->answered += answer->answer != ANSWER_NONE;
		tally->by_answer[answer->answer]++;
	}
}

void city_book_release(struct city_book *book)
{
	city_counts_release(&book->counts);
	free(book->units);
}

static void add_scope(struct strbuf *out, const struct city_input *input)
{
	date_format_fiscal_year(out, input->fiscal_year);
	if (input->extra)
		strbuf_addf(out, " %s", C_("report", "Extra self-check"));
	strbuf_add(out, "  ");
	if (!input->bureau)
		strbuf_add(out, C_("report", "All units on the roster"));
	else
		sheet_add_line(out, str_is_blank(input->bureau) ? C_("report", "Units of no bureau") : input->bureau);
}

void city_book_begin(struct city_book *book, const struct table_sheet *sheet, const char *title)
{
	const struct city_input *input = book->input;
	struct strbuf text = STRBUF_INIT;
	char *roster = city_words_roster(&book->counts);

	table_begin(book->table, sheet);
	table_add_line(book->table, TABLE_TITLE, title);
	add_scope(&text, input);
	strbuf_add(&text, "  ");
	sheet_add_line(&text, input->office);
	strbuf_addf(&text, "  %s: ", _("Made on"));
	date_format_local(&text, input->today);
	table_add_line(book->table, TABLE_NOTE, text.text);
	table_add_line(book->table, TABLE_NOTE, roster);
	strbuf_release(&text);
	free(roster);
}

void city_book_note(struct city_book *book, char *text)
{
	table_add_line(book->table, TABLE_NOTE, text);
	free(text);
}

void city_book_end(struct city_book *book, const char *nothing)
{
	if (!book->table->rows && nothing) {
		table_text(book->table, book->counts.received ? nothing : _("Nothing has been handed in yet."));
		table_end_row(book->table);
	}
	table_end(book->table);
}

/* --- cells --- */

void city_book_unit(struct city_book *book, size_t unit)
{
	table_text(book->table, book->input->units[unit].bureau);
	table_text(book->table, book->input->units[unit].code);
	table_text(book->table, book->input->units[unit].name);
}

void city_book_checklist(struct city_book *book, size_t unit, const char *id)
{
	struct strbuf name = STRBUF_INIT;

	city_checklist_name(&name, book->input, unit, id);
	table_text(book->table, name.text);
	table_text(book->table, id);
	strbuf_release(&name);
}

void city_book_unit_columns(struct table_column *columns)
{
	columns[0] = (struct table_column){.title = C_("column", "Bureau"), .width_cols = 14};
	columns[1] = (struct table_column){.title = C_("column", "Section code"), .width_cols = 8};
	columns[2] = (struct table_column){.title = C_("column", "Section"), .width_cols = 18};
}

void city_book_names(struct city_book *book, const size_t *units, size_t count)
{
	struct strbuf cell = STRBUF_INIT;

	for (size_t i = 0; i < count && i < book->names_max; i++) {
		if (i)
			strbuf_add(&cell, C_("between two sections", ", "));
		if (!book->input->bureau) { /* many bureaus have a section of the name */
			sheet_add_line(&cell, book->input->units[units[i]].bureau);
			strbuf_add_char(&cell, ' ');
		}
		sheet_add_line(&cell, book->input->units[units[i]].name);
	}
	if (count > book->names_max)
		strbuf_addf(&cell, P_(" and %zu more", " and %zu more", count - book->names_max),
		            count - book->names_max);
	table_take(book->table, &cell);
	strbuf_release(&cell);
}

void city_book_answers(struct city_book *book, const struct tally *tally)
{
	for (int i = 1; i <= ANSWERS; i++)
		table_count(book->table, tally->by_answer[i < ANSWERS ? i : ANSWER_NONE]);
}

void city_book_answer_columns(struct table_column *columns)
{
	for (int i = 1; i <= ANSWERS; i++)
		columns[i - 1] = (struct table_column){.title = sheet_mark(i < ANSWERS ? (enum answer)i : ANSWER_NONE),
		                                       .width_cols = 7};
}

void city_book_question(struct city_book *book, const char *id, size_t question)
{
	const struct pack *pack = book->input->pack;
	struct strbuf cell = STRBUF_INIT;

	table_text(book->table, id);
	if (question == SIZE_MAX) {
		table_empty(book->table);
		table_text(book->table, _("The standard no longer has this question."));
		return;
	}
	sheet_add_clauses(&cell, pack, &pack->questions[question], "\n");
	table_take(book->table, &cell);
	table_text(book->table, bilingual_text(&pack->questions[question].text));
	strbuf_release(&cell);
}

void city_book_question_columns(struct table_column *columns)
{
	columns[0] = (struct table_column){.title = C_("column", "Question"), .width_cols = 16};
	columns[1] = (struct table_column){.title = C_("column", "Clauses"), .width_cols = 13, .wraps = true};
	columns[2] = (struct table_column){.title = C_("sheet", "Statement"), .width_cols = 46, .wraps = true};
}

static const char *const states[] = {
        [CITY_CLOSED] = N_("Closed"),       [CITY_ACCEPTED] = N_("Accepted"),          [CITY_RETURNED] = N_("Returned"),
        [CITY_SUBMITTED] = N_("Submitted"), [CITY_NOT_RECEIVED] = N_("Not handed in"),
};
static_assert(sizeof states / sizeof *states == CITY_STATES, "every state has a word");

const char *city_book_state(enum city_state state)
{
	return _(states[state]);
}

/* --- the whole --- */

static void add_sheets(struct city_book *book)
{
	city_book_summary(book);
	city_book_units(book);
	city_book_bureaus(book);
	city_book_chapters(book);
	city_book_questions(book);
	city_book_clauses(book);
	city_book_causes(book);
	city_book_rules(book);
	city_book_roles(book);
	city_book_plans(book);
	city_book_exceptions(book);
	city_book_years(book);
	city_book_looks(book);
	city_book_sample(book);
}

enum { NAMES_IN_BOOK = 40, NAMES_ON_PAGE = 12, ROWS_ON_PAGE = 500 };

/* What stands on every page. Release by strbuf_release(). */
static void describe(struct table_book *about, const struct city_input *input, struct strbuf *class,
                     struct strbuf *running)
{
	about->title = _("Information security self-check: summary report");
	about->date = input->today;
	report_class(class, input->pack);
	add_scope(running, input);
	strbuf_addf(running, "  %s", about->title);
	about->class = class->text;
	about->running = running->text;
}

bool city_report_xlsx(const char *path, const struct city_input *input, struct error *err)
{
	struct strbuf class = STRBUF_INIT, running = STRBUF_INIT;
	struct table_book about = {0};
	struct city_book book;
	struct table *table;

	describe(&about, input, &class, &running);
	table = table_xlsx_open(path, &about, err);
	if (table) {
		city_book_init(&book, table, input);
		book.names_max = NAMES_IN_BOOK;
		book.rows_max = SIZE_MAX;
		add_sheets(&book);
		city_book_all(&book);
		city_book_release(&book);
	}
	strbuf_release(&class);
	strbuf_release(&running);
	return table && table_xlsx_close(table, err);
}

void city_report_html(struct strbuf *out, const struct city_input *input)
{
	struct strbuf class = STRBUF_INIT, running = STRBUF_INIT;
	struct table_book about = {0};
	struct city_book book;
	struct table *table;

	describe(&about, input, &class, &running);
	table = table_html_open(out, &about);
	city_book_init(&book, table, input);
	book.names_max = NAMES_ON_PAGE;
	book.rows_max = ROWS_ON_PAGE;
	add_sheets(&book);
	city_book_release(&book);
	table_html_close(table);
	strbuf_release(&class);
	strbuf_release(&running);
}
