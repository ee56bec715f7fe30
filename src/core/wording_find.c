/* Finding clauses in a text by the digests of joined pieces. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "wording_internal.h"

/* A clause is a handful of sentences, of which a narrow page may make two dozen lines. */
enum { JOINED_MAX = 64, JOINED_BYTES_MAX = 12 * 1024, PIECES_MAX = 1 << 15, PIECES_OF_ONE_MAX = 512 };

#define BIT(kind) (1u << (kind))

/* Which marks are left out of a joint. Each leaves out what the one before it does, and more: where nothing of that
 * difference has come up yet both are the same text, and it is tried once. */
static const unsigned left_out[] = {
        BIT(PIECE_PAGE),
        BIT(PIECE_PAGE) | BIT(PIECE_DASH),
        BIT(PIECE_PAGE) | BIT(PIECE_DASH) | BIT(PIECE_NUMBER),
        BIT(PIECE_PAGE) | BIT(PIECE_DASH) | BIT(PIECE_NUMBER) | BIT(PIECE_DOT),
};
enum { WAYS = sizeof left_out / sizeof *left_out };

struct wanted { /* sorted by digest, then by clause */
	const char *digest;
	size_t clause;
	size_t seen; /* of the first with this digest: how often it was found */
};

struct finder {
	const struct pieces *pieces;
	struct wanted *wanted;
	size_t wanted_count;
	wording_digest *digest;
	char **texts; /* one for each clause */
	struct strbuf joined;
};

static int compare_wanted(const void *a, const void *b)
{
	const struct wanted *left = a, *right = b;
	int order = strcmp(left->digest, right->digest);
	return order ? order : (left->clause > right->clause) - (left->clause < right->clause);
}

/* The first with this digest, or NULL. */
static struct wanted *look_up(const struct finder *finder, const char *hex)
{
	size_t low = 0, high = finder->wanted_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(finder->wanted[middle].digest, hex) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < finder->wanted_count && str_equal(finder->wanted[low].digest, hex) ? &finder->wanted[low] : NULL;
}

/* --- the wording as it is shown --- */

static bool ends_sentence(const struct piece *piece)
{
	static const char *const ends[] = {"。", "：", ":", "）", ")", "」"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t len_bytes = strlen(ends[i]);
		if (piece->len_bytes >= len_bytes && memcmp(piece->text + piece->len_bytes - len_bytes, ends[i], len_bytes) == 0)
			return true;
	}
	return false;
}

static bool is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* `over_mark`: a mark stood between the two and was left out. A line that was broken within a sentence is mended. */
static const char *separator(const struct piece *before, const struct piece *piece, enum piece_gap gap, bool over_mark)
{
	if (over_mark || gap == GAP_ROW || (gap == GAP_SPACE && piece->kind == PIECE_DOT))
		return "\n";
	if (gap == GAP_LINE && before->kind == PIECE_TEXT && piece->kind == PIECE_TEXT && !ends_sentence(before))
		return is_latin(before->text[before->len_bytes - 1]) && is_latin(piece->text[0]) ? " " : "";
	return gap == GAP_LINE ? "\n" : gap == GAP_CELL ? "  " : gap == GAP_SPACE ? " " : "";
}

static char *compose(const struct finder *finder, size_t first, size_t last, unsigned without)
{
	struct strbuf out = STRBUF_INIT;
	const struct piece *before = NULL;
	enum piece_gap gap = GAP_NONE;
	bool over_mark = false;
	for (size_t i = first; i <= last; i++) {
		const struct piece *piece = &finder->pieces->items[i];
		gap = piece->gap > gap ? piece->gap : gap;
		if (without & BIT(piece->kind)) {
			over_mark = over_mark || piece->kind != PIECE_PAGE;
			continue;
		}
		if (before)
			strbuf_add(&out, separator(before, piece, gap, over_mark));
		strbuf_add_bytes(&out, piece->text, piece->len_bytes);
		before = piece;
		gap = GAP_NONE;
		over_mark = false;
	}
	return strbuf_take(&out);
}

/* --- trying --- */

static void take_found(struct finder *finder, struct wanted *first, size_t from, size_t to, unsigned without)
{
	char *text = compose(finder, from, to, without);
	size_t nth = 0;
	/* Tabs become spaces in the text, and a character that may not be shown refuses it: it must fit as it will stand. */
	if (wording_fits(text, first->digest, finder->digest)) {
		const struct wanted *end = finder->wanted + finder->wanted_count;
		for (struct wanted *one = first; one < end && str_equal(one->digest, first->digest); one++, nth++)
			if (nth >= first->seen)
				str_assign(&finder->texts[one->clause], text);
		first->seen++;
	}
	free(text);
}

static void try_way(struct finder *finder, size_t from, size_t way)
{
	const struct pieces *pieces = finder->pieces;
	bool differs = way == 0;
	size_t joined = 0;
	strbuf_reset(&finder->joined);
	for (size_t i = from; i < pieces->count && joined < JOINED_MAX; i++) {
		const struct piece *piece = &pieces->items[i];
		if (left_out[way] & BIT(piece->kind)) {
			differs = differs || !(left_out[way - 1] & BIT(piece->kind));
			continue;
		}
		joined++;
		if (finder->joined.len_bytes + piece->squeezed_bytes > JOINED_BYTES_MAX)
			return;
		strbuf_add_bytes(&finder->joined, piece->squeezed, piece->squeezed_bytes);
		if (!differs || piece->kind != PIECE_TEXT)
			continue;
		char hex[WORDING_DIGEST_HEX + 1];
		finder->digest(finder->joined.text, finder->joined.len_bytes, hex);
		struct wanted *wanted = look_up(finder, hex);
		if (wanted)
			take_found(finder, wanted, from, i, left_out[way]);
	}
}

static void try_all(struct finder *finder)
{
	qsort(finder->wanted, finder->wanted_count, sizeof *finder->wanted, compare_wanted);
	for (size_t from = 0; from < finder->pieces->count; from++)
		for (size_t way = 0; way < WAYS; way++)
			/* What begins with a mark that is left out begins at the next piece as well. */
			if (!(left_out[way] & BIT(finder->pieces->items[from].kind)))
				try_way(finder, from, way);
	strbuf_release(&finder->joined);
}

bool wording_find(struct wording_found *found, const struct pack *pack, const char *text, wording_digest *digest,
                  struct error *err)
{
	struct pieces pieces;
	*found = (struct wording_found){0};
	pieces_cut(&pieces, text, PIECES_MAX);
	if (pieces.count > PIECES_MAX) {
		pieces_release(&pieces);
		return error_set(err, ERROR_INPUT, _("The text is too long to be a standard: more than %d sentences."), PIECES_MAX);
	}
	*found = (struct wording_found){.texts = mem_new(pack->clauses_count + 1, sizeof *found->texts),
	                                .clauses = pack->clauses_count};
	struct finder finder = {.pieces = &pieces,
	                        .wanted = mem_new(pack->clauses_count + 1, sizeof *finder.wanted),
	                        .wanted_count = pack->clauses_count,
	                        .digest = digest,
	                        .texts = found->texts,
	                        .joined = STRBUF_INIT};
	for (size_t i = 0; i < pack->clauses_count; i++)
		finder.wanted[i] = (struct wanted){.digest = pack->clauses[i].digest, .clause = i};
	try_all(&finder);
	for (size_t i = 0; i < pack->clauses_count; i++)
		found->count += found->texts[i] != NULL;
	free(finder.wanted);
	pieces_release(&pieces);
	return true;
}

void wording_found_release(struct wording_found *found)
{
	for (size_t i = 0; i < found->clauses; i++)
		free(found->texts[i]);
	free(found->texts);
	*found = (struct wording_found){0};
}

char *wording_find_one(const struct pack *pack, size_t clause, const char *text, wording_digest *digest)
{
	struct pieces pieces;
	char *found = NULL;
	struct wanted wanted = {.digest = pack->clauses[clause].digest};
	if (wording_fits(text, wanted.digest, digest))
		return mem_strdup(text);
	pieces_cut(&pieces, text, PIECES_OF_ONE_MAX);
	struct finder finder = {.pieces = &pieces,
	                        .wanted = &wanted,
	                        .wanted_count = 1,
	                        .digest = digest,
	                        .texts = &found,
	                        .joined = STRBUF_INIT};
	if (pieces.count <= PIECES_OF_ONE_MAX)
		try_all(&finder);
	pieces_release(&pieces);
	return found;
}
