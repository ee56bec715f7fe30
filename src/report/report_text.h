/* report_text.h — what the files of the text report share. */
#ifndef TENKEN_REPORT_REPORT_TEXT_H
#define TENKEN_REPORT_REPORT_TEXT_H

#include "sheet.h"
#include "text_page.h"

struct text_sheet {
	struct text_page page;
	const struct report_input *input;
	int heading; /* number of the last heading in the checklist */
};

void text_sheet_heading(struct text_sheet *sheet, const char *title);
/* "Label: text", where `text` is `part`, which is emptied for the next. Nothing for an empty one. */
void text_sheet_pair(struct text_sheet *sheet, int indent_cols, const char *label, struct strbuf *part);

void text_sheet_list(struct text_sheet *sheet, const struct report_checklist *checklist, enum sheet_list list);
/* What the marks mean, in a row or two. */
void text_sheet_legend(struct text_sheet *sheet);
void text_sheet_questions(struct text_sheet *sheet, const struct report_checklist *checklist);
void text_sheet_left_out(struct text_sheet *sheet, const struct report_checklist *checklist);
void text_sheet_profile(struct text_sheet *sheet);
void text_sheet_registers(struct text_sheet *sheet);

#endif
