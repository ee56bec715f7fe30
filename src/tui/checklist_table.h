/* checklist_table.h — checklists as a table: how far each is, and what was answered. */
#ifndef TENKEN_TUI_CHECKLIST_TABLE_H
#define TENKEN_TUI_CHECKLIST_TABLE_H

#include "views.h"

void checklist_table_head(struct page *page);
/* A row (two on a narrow screen), with the pen's tag. `state`: the word for where it stands. */
void checklist_table_row(struct page *page, const struct checklist *checklist, const char *state, bool focused);

#endif
