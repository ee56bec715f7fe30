/* report_html.h — what the files of the HTML report share. */
#ifndef TENKEN_REPORT_REPORT_HTML_H
#define TENKEN_REPORT_REPORT_HTML_H

#include "html.h"
#include "sheet.h"

struct html_sheet {
	struct strbuf *out;
	const struct report_input *input;
	size_t checklist; /* index of the one that is being written: ids are made from it */
	int heading;      /* number of its last heading */
};

/* The style sheet without what hangs on the section, in parts, NULL after the last (report_html_style.c). */
extern const char *const html_style[];

/* <h3 id="…">3 title</h3> within the checklist; `id` gets the id, for tables to be named by. */
enum { HTML_ID_BYTES = 48 };
void html_sheet_heading(struct html_sheet *sheet, const char *title, char id[HTML_ID_BYTES]);
/* The id of a question's row, and a link to it. */
void html_sheet_question_id(const struct html_sheet *sheet, size_t number, char id[HTML_ID_BYTES]);
void html_sheet_question_link(struct html_sheet *sheet, const struct report_checklist *checklist, size_t item);
/* ○ with its meaning for those who do not see it. */
void html_sheet_mark(struct html_sheet *sheet, enum answer answer);
void html_sheet_legend(struct html_sheet *sheet, bool swatches);
/* "Label: text" on a line of its own; nothing for an empty part, which is emptied. */
void html_sheet_pair(struct html_sheet *sheet, const char *label, struct strbuf *part);
/* The text, or 未記入 marked as what is missing. */
void html_sheet_or_missing(struct html_sheet *sheet, const char *text);

void html_sheet_figures(struct html_sheet *sheet, const struct report_checklist *checklist);
void html_sheet_chapters(struct html_sheet *sheet, const struct report_checklist *checklist);
void html_sheet_lacks(struct html_sheet *sheet, const struct report_checklist *checklist);
void html_sheet_list(struct html_sheet *sheet, const struct report_checklist *checklist, enum sheet_list list);
/* One item of a question of several, with its answer, in a list. */
void html_sheet_element(struct html_sheet *sheet, const struct question *question, size_t element,
                        enum element_answer answer);
void html_sheet_questions(struct html_sheet *sheet, const struct report_checklist *checklist);
void html_sheet_left_out(struct html_sheet *sheet, const struct report_checklist *checklist);
void html_sheet_profile(struct html_sheet *sheet);
void html_sheet_registers(struct html_sheet *sheet);
/* The cover's head: who, what, when, approval boxes, and what is missing. */
void html_sheet_head(struct html_sheet *sheet);

/* report_svg.c: patterns, once in a document; a swatch of one; a checklist's bars, one a chapter. */
void svg_patterns(struct strbuf *out);
void svg_swatch(struct strbuf *out, enum answer answer);
void svg_chapters(struct strbuf *out, const struct report_input *input, const struct report_checklist *checklist,
                  size_t number);

#endif
