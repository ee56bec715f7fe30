/* wording_internal.h — what the files of the wording share: fitting a text, and cutting one into pieces. */
#ifndef TENKEN_CORE_WORDING_INTERNAL_H
#define TENKEN_CORE_WORDING_INTERNAL_H

#include "tenken/core/wording.h"

/* Whether the digest of `text` is `digest_hex` and the text is safe to show. */
bool wording_fits(const char *text, const char *digest_hex, wording_digest *digest);
/* A new text for the clause `id`, with nothing else set. The clause must not have one. */
struct wording_text *wording_add(struct wording *wording, const char *id);

enum piece_kind {
	PIECE_TEXT,   /* a sentence, or what a line holds of one */
	PIECE_DASH,   /* the sign of a list: - ● */
	PIECE_NUMBER, /* a number: 1. 3.2.1 ア (1) ① 第3条 */
	PIECE_DOT,    /* ・ */
	PIECE_PAGE,   /* a line of nothing but a page number */
};

/* What lies between a piece and the one before it. */
enum piece_gap { GAP_NONE, GAP_SPACE, GAP_CELL, GAP_LINE /* perhaps broken within a sentence */, GAP_ROW };

struct piece {
	enum piece_kind kind;
	enum piece_gap gap;
	const char *text; /* borrowed from what was cut; no white space at its ends */
	size_t len_bytes;
	char *squeezed; /* text_squeeze() of it */
	size_t squeezed_bytes;
};
struct pieces {
	struct piece *items;
	size_t count;
};

/* Cuts `text`, which must stay as long; stops behind `limit` pieces (then count > limit). Release with pieces_release(). */
void pieces_cut(struct pieces *pieces, const char *text, size_t limit);
void pieces_release(struct pieces *pieces);

#endif
