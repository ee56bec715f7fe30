/* section_tables.h — the self-check sheet as tables, one function a sheet, whatever they are written into. */
#ifndef TENKEN_REPORT_SECTION_TABLES_H
#define TENKEN_REPORT_SECTION_TABLES_H

#include "sheet.h"
#include "tenken/report/table.h"

/* The lines above a table: what it is, of whom, for when. */
void section_table_lines(struct table *table, const struct report_input *input, const char *title);

void section_table_summary(struct table *table, const struct report_input *input); /* every figure with its formula */
void section_table_chapters(struct table *table,
                            const struct report_input *input); /* answers by chapter, with a chart */
void section_table_questions(struct table *table, const struct report_input *input); /* every question */
void section_table_findings(struct table *table,
                            const struct report_input *input); /* △, × and 要確認, with their plans */
void section_table_profile(struct table *table, const struct report_input *input);
/* One of the pack's registers, with what the rules say of each record; nothing where it is empty and nobody said that it is. */
void section_table_register(struct table *table, const struct report_input *input, size_t owner);

#endif
