/* wording.h — the official wording that an office has added: its file, importing it, and the table to fill in.
 *
 * It stands in the data folder, texts/PACK.json, readable by its owner alone. What a text must be to be a clause's wording is
 * said in core's wording.h. */
#ifndef TENKEN_APP_WORDING_H
#define TENKEN_APP_WORDING_H

#include "tenken/core/wording.h"

struct workplace;

/* Where the texts of a pack stand. Caller frees. Errors: those of platform_data_folder(). */
char *wording_path(const struct pack *pack, struct error *err);

/* Reads the texts of `pack`; when there are none yet, none. Errors: ERROR_INPUT: the file is damaged (says where, and what to
 * do); ERROR_STORAGE, ERROR_SYSTEM. `wording` is then without texts. Release it with wording_release() either way. */
bool wording_load(struct wording *wording, const struct pack *pack, struct error *err);
/* Errors: ERROR_STORAGE, ERROR_SYSTEM; the file is then what it was. */
bool wording_save(const struct wording *wording, struct error *err);

/* Why a row of a table was not taken. */
enum wording_row_problem { WORDING_UNKNOWN_ID, WORDING_OTHER_TEXT, WORDING_ROW_PROBLEMS };
const char *wording_row_problem_code(enum wording_row_problem problem); /* "unknown_id", "other_text" */

struct wording_row {
	size_t line;
	char *id;
	enum wording_row_problem problem;
	char *near; /* an id, or NULL */
};

struct wording_import {
	bool is_table;    /* rows of id and text, not the published text itself */
	size_t found;     /* clauses whose wording was found in the file */
	size_t added;     /* of them, those that had none (or one that no longer fitted) */
	struct wording_row *rows; /* that were not taken */
	size_t rows_count;
};

/* Reads `path` (UTF-8, also with BOM, or CP932; a table with the columns id and text separated by commas or tabs, or the
 * published text) and puts what it finds into `wording`, in memory only. Errors: ERROR_NOT_FOUND; ERROR_INPUT: larger than
 * 8 MiB, no text, a broken table, nothing in it is a clause's wording (import->rows then still says which rows were wrong).
 * `wording` is then as it was. Release with wording_import_release() either way. */
bool wording_import(struct wording *wording, const char *path, struct wording_import *import, struct error *err);
void wording_import_release(struct wording_import *import);

/* The digest that a clause of this text has in a pack; `path` "-" is standard input. Errors: ERROR_NOT_FOUND; ERROR_INPUT: larger
 * than 8 MiB, no text, nothing in it. */
bool wording_digest_of(const char *path, char hex[WORDING_DIGEST_HEX + 1], struct error *err);

/* Appends the table id, label, heading, text with the texts that are there, as CSV. */
void wording_template(struct strbuf *out, const struct wording *wording);

/* The texts for the workplace's pack, read when first asked for; they belong to the workplace. *trouble (may be NULL): a
 * sentence that says why they cannot be read, or NULL; the texts are then none. */
const struct wording *workplace_wording(struct workplace *workplace, const char **trouble);

#endif
