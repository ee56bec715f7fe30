/* wording.h — the official wording of clauses, which an office adds itself.
 *
 * A pack holds of each clause's text nothing but a digest: 32 hexadecimal digits over its NFKC form without white space. Whoever
 * has the published text can therefore add it, and a text is taken for a clause's wording only when its digest is that
 * clause's. This floor opens no file and knows no hash: texts and the digest's function come in as arguments.
 *
 * What was added once is kept, also when the pack has been revised since: then the text no longer fits and is not shown. */
#ifndef TENKEN_CORE_WORDING_H
#define TENKEN_CORE_WORDING_H

#include "tenken/core/pack.h"

enum { WORDING_DIGEST_HEX = 32, WORDING_TEXT_BYTES_MAX = 64 * 1024 };

/* The digest of `len_bytes` bytes as 32 hexadecimal digits and a NUL. */
typedef void wording_digest(const char *bytes, size_t len_bytes, char hex[WORDING_DIGEST_HEX + 1]);

struct wording_text { /* as it stands in the office's file */
	char *id;     /* of a clause; it need not be in the pack any more */
	char *digest; /* that the clause had when the text was added */
	char *text;
	bool fits;    /* the pack has the clause, and the text's digest is the clause's */
};

struct wording {
	const struct pack *pack; /* borrowed: keep it as long */
	struct wording_text *texts;
	size_t count;
	size_t *of_clause; /* index in texts, one for each clause of the pack; SIZE_MAX: none */
};

/* Without any text. Release with wording_release(); a zeroed one may be released, too. */
void wording_init(struct wording *wording, const struct pack *pack);
void wording_release(struct wording *wording);

/* The wording of clause `clause` (index in the pack), or NULL when there is none that fits. Borrowed. Safe to show. */
const char *wording_of(const struct wording *wording, size_t clause);
/* Whether there is a text for the clause that does not fit any more. */
bool wording_is_revised(const struct wording *wording, size_t clause);
/* How many clauses have a wording that fits. */
size_t wording_count(const struct wording *wording);

/* Puts a copy of `text` in the place of the clause's text if its digest is the clause's and text_safe() would leave it as it
 * is; else false, and nothing is changed. */
bool wording_set(struct wording *wording, size_t clause, const char *text, wording_digest *digest);

/* Reads {"pack": ID, "texts": [{"id": …, "digest": …, "text": …}]}. `name` is what errors call it. Errors: ERROR_INPUT with line and
 * column: no such form, of another pack, a clause twice. On error `wording` is as wording_init() leaves it. */
bool wording_read(struct wording *wording, const struct pack *pack, const char *json, size_t len_bytes, const char *name,
                  wording_digest *digest, struct error *err);
/* Appends that form: all texts, in the pack's order, then those that it has no clause for. */
void wording_write(struct strbuf *out, const struct wording *wording);

/* --- finding clauses in a text --- */

/* `text` without what can neither be seen nor belongs in a standard: control characters (a form feed or a lone \r becomes a
 * newline), zero-width and bidi characters, soft hyphens. \n and tabs pass. Caller frees. */
char *wording_clean(const char *text);

struct wording_found {
	char **texts; /* one for each clause of the pack, NULL where none was found; owned */
	size_t clauses;
	size_t count; /* how many were found */
};

/* Finds the clauses of `pack` in the published text (cleaned). It is cut into small pieces at lines, cells, marks (1., 3.2.1, ア,
 * (1), ①, 第3条, -) and sentences; neighbours are joined, with and without the marks between them, and a joint whose digest is
 * that of a clause is its wording. So neither the numbering nor where a line was broken matters; lines of nothing but a page
 * number are passed over. Of clauses with the same text the first in the pack gets the first place in the text, and so on.
 * Errors: ERROR_INPUT: too long to be a standard. On error `found` is empty. Release with wording_found_release(). */
bool wording_find(struct wording_found *found, const struct pack *pack, const char *text, wording_digest *digest,
                  struct error *err);
void wording_found_release(struct wording_found *found);

/* The wording of one clause in a text that is meant to be it, perhaps with its number before it; NULL when it is not there.
 * Caller frees. */
char *wording_find_one(const struct pack *pack, size_t clause, const char *text, wording_digest *digest);

#endif
