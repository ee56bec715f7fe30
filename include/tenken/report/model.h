/* model.h — what every report is made from, and what all of them share.
 *
 * The caller (app) describes the section; each format is one function that appends to a string. Same input, same bytes: no
 * clock, no locale; the language is i18n's. All text that a person typed goes through text_safe() here.
 * Sources: process.md "Conventions" (機密性 in header, footer and file name), 対策基準 4.1.1, 4.2.イ, 11.2.2.ア. */
#ifndef TENKEN_REPORT_MODEL_H
#define TENKEN_REPORT_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/core/check.h"

struct report_entry { /* one question of the scope, in its order */
	const struct standing *standing;
	const struct response *previous; /* last year's, or NULL */
	const char *actor, *at;          /* of the current answer, or NULL */
	bool confirmed;                  /* last year's answer, confirmed: 再確認 */
	const char *acted_for;           /* for whom `actor` acted (代行), or NULL */
	const struct derivation *derivation; /* what the registers say to a derived question, or NULL */
};

struct report_checklist {
	const char *id;
	const struct role *role;
	const char *subject;    /* shown name of the system or contract, or NULL */
	const char *state;      /* label in the current language */
	const char *state_code; /* "in_progress" …, or NULL: not known to the caller */
	const struct scope *scope;
	struct report_entry *entries;
	struct tally tally;
	const struct lacks *lacks;
	const struct conflicts *conflicts; /* contradictions, or NULL: nobody looked for them */
	size_t record; /* what it is about: index in the input's facts, or SIZE_MAX; counts only with facts */
};

struct report_input {
	const struct pack *pack;
	const struct profile *answered, *effective;
	const bool *concerned; /* for each of the pack's facts: whether a question here hangs on it; NULL: all do */
	const struct facts *facts;       /* the registers, or NULL: there are none */
	const struct verdicts *verdicts; /* over them; NULL with facts NULL */
	const char *code, *bureau, *unit;
	int fiscal_year;
	bool extra;           /* 随時点検 */
	const char *campaign; /* the id of the office's campaign; "" or NULL: none is joined */
	const char *due;      /* ISO, or "" */
	struct date today;    /* the day it is reckoned for and printed with */
	struct report_checklist *checklists;
	size_t checklists_count;
	bool approval_boxes;         /* 決裁欄 */
	const char *document_number; /* 文書番号; NULL leaves the field empty to be written in */
};

/* "機密性3C" / "Confidentiality 3C"; where the pack names no class, that it is not set. */
void report_class(struct strbuf *out, const struct pack *pack);
/* The name the program proposes: 自己点検票_令和8年度_市民課_機密性3C.html; characters that file systems refuse become "_", a
 * long section name is cut so that the whole stays under 255 bytes. `extension` without its dot. Caller frees. */
char *report_file_name(const struct report_input *input, const char *extension);
/* The same of any report: `what` it is, on `whom`. Caller frees. */
char *report_name(const struct pack *pack, const char *what, int fiscal_year, const char *whom, const char *extension);

/* 自己点検票 as text, at most `width_cols` columns (ambiguous characters counted as two), for a terminal and a mail.
 * Less than 24 columns count as 24. No line ends with a space. */
void report_text(struct strbuf *out, const struct report_input *input, int width_cols);
/* As one self-contained HTML file for A4 portrait: no script, nothing fetched; readable without colour and on a phone. */
void report_html(struct strbuf *out, const struct report_input *input);
/* As JSON (docs/formats.md). */
void report_json(struct strbuf *out, const struct report_input *input);
/* As an Excel file: figures, chapters, every question, findings and plans, profile, registers. `path` is replaced. Errors: as
 * table_xlsx_close(). */
bool report_xlsx(const char *path, const struct report_input *input, struct error *err);
/* Every question as CSV: the same columns. */
void report_csv(struct strbuf *out, const struct report_input *input);

#endif
