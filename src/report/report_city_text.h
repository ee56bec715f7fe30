/* report_city_text.h — what the files of the city's report as text share. */
#ifndef TENKEN_REPORT_REPORT_CITY_TEXT_H
#define TENKEN_REPORT_REPORT_CITY_TEXT_H

#include "tenken/report/city.h"
#include "text_page.h"

struct city_text {
	struct text_page page;
	const struct city_input *input;
	struct city_counts counts;
	int heading; /* number of the last one */
};

/* A numbered heading. */
void city_text_heading(struct city_text *text, const char *title);
/* Under a heading of what is counted: over whom. */
void city_text_reconciliation(struct city_text *text);
/* Code, bureau and name of a unit, appended to a line. */
void city_text_add_unit(struct strbuf *out, const struct city_unit *unit);
/* Writes the line and empties it; what wraps is indented. */
void city_text_end_line(struct city_text *text, int indent_cols, struct strbuf *line);
/* "Units: 0101 市民課  0102 区政課 …": the first of them, and how many more; nothing for none. Indices in the input's units. */
void city_text_units(struct city_text *text, int indent_cols, const size_t *units, size_t count);
/* What stands in the place of an empty list: that there is nothing, or that nobody has handed in. */
void city_text_none(struct city_text *text, const char *none);
/* How many more there are in the Excel report. */
void city_text_more(struct city_text *text, int indent_cols, size_t count);

/* A row of a table: begin (at most one at a time), add columns, each to the right of its place, end. */
enum { CITY_NAME_COLS = 16, CITY_RATE_COLS = 7 };
void city_row_begin(struct city_text *text, struct strbuf *row, const char *name, int width_cols);
void city_row_text(struct strbuf *row, const char *text, int width_cols);
void city_row_size(struct strbuf *row, size_t size, int width_cols);
/* A count among those that were handed in; without any: ―. */
void city_row_count(struct strbuf *row, size_t size, bool received, int width_cols);
/* Without its sign: the heading says that it is in per cent. */
void city_row_rate(struct strbuf *row, struct ratio ratio);
/* The four figures that every table has. */
void city_row_figures(struct strbuf *row, const struct tally *tally);
void city_row_figure_heads(struct strbuf *row);
void city_row_end(struct city_text *text, struct strbuf *row);

/* The tables: by bureau; by bureau and chapter; by role. */
void city_text_bureaus(struct city_text *text);
void city_text_chapters(struct city_text *text);
void city_text_roles(struct city_text *text);
/* What was found: by question, clause, cause and rule. */
void city_text_missed(struct city_text *text);
void city_text_clauses(struct city_text *text);
void city_text_causes(struct city_text *text);
void city_text_rules(struct city_text *text);
/* The lists: units that handed in nothing; plans; exceptions; questions that the pack no longer has (nothing where there are
 * none). */
void city_text_missing(struct city_text *text);
void city_text_plans(struct city_text *text);
void city_text_exceptions(struct city_text *text);
void city_text_gone(struct city_text *text);
/* Over the years; sections that need a look; the sample (nothing where none is wanted). */
void city_text_years(struct city_text *text);
void city_text_looks(struct city_text *text);
void city_text_sample(struct city_text *text);

#endif
