/* city_book.h — the city's report as tables, one function a sheet, whatever they are written into. Each says over whom it counts. */
#ifndef TENKEN_REPORT_CITY_BOOK_H
#define TENKEN_REPORT_CITY_BOOK_H

#include "tenken/report/city.h"
#include "tenken/report/table.h"

struct city_book {
	struct table *table;
	const struct city_input *input;
	struct city_counts counts;
	struct tally *units; /* one for each of the input's, over what it handed in */
	size_t rows_max;     /* of lists that may be long; what is more is counted below */
	size_t names_max;    /* how many sections are named in a cell before the rest is counted */
};
void city_book_init(struct city_book *book, struct table *table, const struct city_input *input);
void city_book_release(struct city_book *book);

/* Begins the sheet: its title, of whom and for when, the reconciliation. More lines may follow before table_head(). */
void city_book_begin(struct city_book *book, const struct table_sheet *sheet, const char *title);
/* A line above the headings; takes the text. */
void city_book_note(struct city_book *book, char *text);
/* Ends it; of a table without rows `nothing` is said in one. */
void city_book_end(struct city_book *book, const char *nothing);
/* Cells that several tables have. */
void city_book_unit(struct city_book *book, size_t unit);                        /* three: bureau, code, name */
void city_book_names(struct city_book *book, const size_t *units, size_t count); /* one: 市民課、区政課 ほか3課 */
void city_book_answers(struct city_book *book, const struct tally *tally); /* seven: ○ △ × － 例外 要確認 未回答 */
void city_book_question(struct city_book *book, const char *id, size_t question); /* three: id, clauses, statement */
void city_book_checklist(struct city_book *book, size_t unit, const char *id);    /* two: what it is called, id */
/* The columns of these. */
void city_book_unit_columns(struct table_column *columns);
void city_book_answer_columns(struct table_column *columns);
void city_book_question_columns(struct table_column *columns);

/* Not handed in, …: in the current language. */
const char *city_book_state(enum city_state state);

/* Figures: city_book_figures.c. */
void city_book_summary(struct city_book *book);
void city_book_units(struct city_book *book);
void city_book_bureaus(struct city_book *book);
void city_book_chapters(struct city_book *book);
void city_book_roles(struct city_book *book);
/* What is missed, why, and where: city_book_misses.c. */
void city_book_questions(struct city_book *book);
void city_book_clauses(struct city_book *book);
void city_book_causes(struct city_book *book);
void city_book_rules(struct city_book *book);
/* What is to be followed up: city_book_follow.c. */
void city_book_plans(struct city_book *book);
void city_book_exceptions(struct city_book *book);
void city_book_looks(struct city_book *book);
void city_book_sample(struct city_book *book);
/* Over the years, and every answer: city_book_years.c. */
void city_book_years(struct city_book *book);
void city_book_all(struct city_book *book);

#endif
