/* What is missed over the city, by whom and why: questions, clauses, causes, rules. */
#include <stdint.h>
#include <stdlib.h>

#include "city_book.h"
#include "sheet.h"
#include "tenken/base/i18n.h"

/* --- questions --- */

enum { ASKED_COLUMNS = 5, QUESTION_COLUMNS = 3 + ASKED_COLUMNS + ANSWERS };

/* How many sections were asked and miss it, what was answered, and who misses it. */
static void add_misses(struct city_book *book, size_t asked, size_t missed, const size_t *units,
                       const struct tally *tally)
{
	table_count(book->table, asked);
	table_count(book->table, missed);
	table_share(book->table, (struct ratio){missed, asked});
	table_share(book->table, tally_implementation_rate(tally));
	city_book_names(book, units, missed);
	city_book_answers(book, tally);
	table_end_row(book->table);
}

static void miss_columns(struct table_column *columns)
{
	columns[0] = (struct table_column){.title = C_("column", "Sections asked"), .width_cols = 8};
	columns[1] = (struct table_column){.title = C_("column", "Sections with × or △"), .width_cols = 8};
	columns[2] = (struct table_column){.title = C_("column", "Share of them"), .width_cols = 9};
	columns[3] =
	        (struct table_column){.title = figure_name(FIGURE_IMPLEMENTATION_RATE), .width_cols = 9, .heat = true};
	columns[4] =
	        (struct table_column){.title = C_("column", "Sections concerned"), .width_cols = 40, .wraps = true};
	city_book_answer_columns(&columns[ASKED_COLUMNS]);
}

void city_book_questions(struct city_book *book)
{
	struct table_column columns[QUESTION_COLUMNS];
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Questions"),
	                                  .columns = columns,
	                                  .columns_count = QUESTION_COLUMNS,
	                                  .frozen = 1,
	                                  .landscape = true};

	city_book_question_columns(columns);
	miss_columns(&columns[3]);
	city_book_begin(book, &sheet, _("Questions, the most often missed first"));
	table_head(book->table);
	for (size_t i = 0; i < book->counts.questions_count; i++) {
		const struct city_missed *missed = &book->counts.questions[i];
		const struct city_question *asked = &book->input->questions[missed->question];

		city_book_question(book, asked->id, asked->question);
		add_misses(book, missed->asked, missed->missed, missed->units, &missed->tally);
	}
	city_book_end(book, C_("sheet", "None."));
}

/* --- clauses --- */

enum { CLAUSE_COLUMNS = 3 + ASKED_COLUMNS + ANSWERS };

void city_book_clauses(struct city_book *book)
{
	const struct pack *pack = book->input->pack;
	struct table_column columns[CLAUSE_COLUMNS] = {
	        {.title = C_("column", "Clause"), .width_cols = 14},
	        {.title = C_("column", "What it asks for"), .width_cols = 46, .wraps = true},
	        {.title = C_("column", "Questions"), .width_cols = 7},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Clauses"),
	                                  .columns = columns,
	                                  .columns_count = CLAUSE_COLUMNS,
	                                  .frozen = 1,
	                                  .landscape = true};

	miss_columns(&columns[3]);
	city_book_begin(book, &sheet, _("Clauses of the standard, the most often missed first"));
	table_add_line(book->table, TABLE_NOTE,
	               _("An answer to a question that asks several clauses counts for each of them."));
	table_head(book->table);
	for (size_t i = 0; i < book->counts.clauses_count; i++) {
		const struct city_clause *counted = &book->counts.clauses[i];
		const struct clause *clause = &pack->clauses[counted->clause];

		table_text(book->table, clause->label);
		table_text(book->table, clause->summary.ja ? bilingual_text(&clause->summary) : clause->heading);
		table_count(book->table, counted->questions);
		add_misses(book, counted->asked, counted->missed, counted->units, &counted->tally);
	}
	city_book_end(book, C_("sheet", "None."));
}

/* --- causes --- */

/* 7、8. */
static void add_chapters(struct city_book *book, const struct city_cause *cause)
{
	struct strbuf cell = STRBUF_INIT;

	for (size_t i = 0; i < cause->chapters_count; i++) {
		if (i)
			strbuf_add_char(&cell, '\n');
		sheet_add_chapter(&cell, book->input->pack, cause->chapters[i]);
	}
	table_take(book->table, &cell);
	strbuf_release(&cell);
}

/* On a page the first of them; of hundreds in one cell nothing can be read. */
static void add_ids(struct city_book *book, const char *const *ids, size_t count)
{
	struct strbuf cell = STRBUF_INIT;
	size_t shown = book->rows_max < SIZE_MAX && count > book->names_max ? book->names_max : count;

	for (size_t i = 0; i < shown; i++) {
		if (i)
			strbuf_add(&cell, ", ");
		sheet_add_line(&cell, ids[i]);
	}
	if (count > shown)
		strbuf_addf(&cell, P_(" and %zu more", " and %zu more", count - shown), count - shown);
	table_take(book->table, &cell);
	strbuf_release(&cell);
}

void city_book_causes(struct city_book *book)
{
	const struct city_causes *causes = &book->counts.causes;
	const struct table_column columns[] = {
	        {.title = C_("sheet", "Cause"), .width_cols = 46, .wraps = true},
	        {.title = C_("column", "Sections"), .width_cols = 7},
	        {.title = C_("column", "Plans"), .width_cols = 7},
	        {.title = C_("column", "Sections concerned"), .width_cols = 40, .wraps = true},
	        {.title = C_("column", "Chapters"), .width_cols = 30, .wraps = true},
	        {.title = C_("column", "Questions"), .width_cols = 36, .wraps = true},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Causes"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .landscape = true};
	char *line = str_format(_("Plans %zu = with a cause that several sections give %zu + with one of their own %zu "
	                          "+ without a cause %zu"),
	                        causes->plans, causes->shared, causes->alone, causes->none);

	city_book_begin(book, &sheet, _("Causes that several sections give"));
	table_add_line(book->table, TABLE_NOTE, line);
	table_add_line(book->table, TABLE_NOTE,
	               _("Causes count as the same when they are worded the same; width, case, spaces and punctuation "
	                 "do not matter."));
	table_head(book->table);
	for (size_t i = 0; i < causes->count; i++) {
		const struct city_cause *cause = &causes->items[i];

		table_text(book->table, cause->text);
		table_count(book->table, cause->units_count);
		table_count(book->table, cause->plans_count);
		city_book_names(book, cause->units, cause->units_count);
		add_chapters(book, cause);
		add_ids(book, cause->questions, cause->questions_count);
		table_end_row(book->table);
	}
	city_book_end(book, _("No cause is given by several sections in the same words."));
	free(line);
}

/* --- rules --- */

/* The records that fail, a line each: 市民課 住民記録: …. */
static void add_fails(struct city_book *book, const struct city_rule *rule)
{
	const struct city_input *input = book->input;
	struct strbuf cell = STRBUF_INIT;
	size_t shown = rule->fails_count < book->names_max ? rule->fails_count : book->names_max;

	for (size_t i = 0; i < shown; i++) {
		const struct city_verdict *verdict = &input->verdicts[rule->fails[i]];
		const struct city_record *record = &input->records[verdict->record];

		if (i)
			strbuf_add_char(&cell, '\n');
		if (!input->bureau) {
			sheet_add_line(&cell, input->units[record->unit].bureau);
			strbuf_add_char(&cell, ' ');
		}
		sheet_add_line(&cell, input->units[record->unit].name);
		strbuf_add_char(&cell, ' ');
		sheet_add_line(&cell, record->name);
	}
	if (shown < rule->fails_count)
		strbuf_addf(&cell, P_(" and %zu more", " and %zu more", rule->fails_count - shown),
		            rule->fails_count - shown);
	table_take(book->table, &cell);
	strbuf_release(&cell);
}

static void add_rule(struct city_book *book, const struct city_rule *counted)
{
	const struct pack *pack = book->input->pack;
	const struct rule *rule = &pack->rules->items[counted->rule];
	struct strbuf cell = STRBUF_INIT;

	table_text(book->table, rule->id);
	for (size_t i = 0; i < rule->clauses_count; i++)
		strbuf_addf(&cell, "%s%s", i ? "\n" : "", pack->clauses[rule->clauses[i]].label);
	table_take(book->table, &cell);
	table_text(book->table, bilingual_text(&rule->text));
	table_count(book->table, counted->judged);
	table_count(book->table, counted->by_code[VERDICT_PASS]);
	table_count(book->table, counted->by_code[VERDICT_FAIL]);
	table_count(book->table, counted->by_code[VERDICT_UNKNOWN]);
	table_count(book->table, counted->by_code[VERDICT_EXCEPTION]);
	table_count(book->table, counted->by_code[VERDICT_EXPLAIN] + counted->by_code[VERDICT_ADVICE]);
	table_count(book->table, counted->units_count);
	city_book_names(book, counted->units, counted->units_count);
	add_fails(book, counted);
	table_end_row(book->table);
	strbuf_release(&cell);
}

void city_book_rules(struct city_book *book)
{
	const struct table_column columns[] = {
	        {.title = C_("column", "Rule"), .width_cols = 24},
	        {.title = C_("column", "Clauses"), .width_cols = 13, .wraps = true},
	        {.title = C_("column", "What it asks for"), .width_cols = 46, .wraps = true},
	        {.title = C_("column", "Judged"), .width_cols = 7},
	        {.title = verdict_label(VERDICT_PASS), .width_cols = 7},
	        {.title = verdict_label(VERDICT_FAIL), .width_cols = 7},
	        {.title = verdict_label(VERDICT_UNKNOWN), .width_cols = 7},
	        {.title = verdict_label(VERDICT_EXCEPTION), .width_cols = 7},
	        {.title = C_("column", "Explained or advice"), .width_cols = 8},
	        {.title = C_("column", "Sections with a fail"), .width_cols = 8},
	        {.title = C_("column", "Sections concerned"), .width_cols = 30, .wraps = true},
	        {.title = C_("column", "Records that fail"), .width_cols = 34, .wraps = true},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Rules"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .frozen = 1,
	                                  .landscape = true};

	city_book_begin(book, &sheet, _("What the rules say of the registers"));
	table_add_line(book->table, TABLE_NOTE,
	               _("Judged from the facts in the registers that were handed in, for the day of this report. What "
	                 "is in no register "
	                 "is not judged."));
	table_head(book->table);
	for (size_t i = 0; i < book->counts.rules_count; i++)
		add_rule(book, &book->counts.rules[i]);
	city_book_end(book, _("No register holds anything that a rule could judge."));
}
