#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "tenken/base/mem.h"
#include "tenken/base/text.h"

/* Names longer than this are no misspelt names, and comparing them would take its time. */
#define NAME_MAX_CHARS 128
/* Below this a name that stands in another one says nothing. */
#define PART_MIN_CHARS 3

/* `text` with every bad byte as U+FFFD. */
static char *as_utf8(const char *text)
{
	struct strbuf out = STRBUF_INIT;
	size_t len_bytes = strlen(text);

	for (size_t at = 0; at < len_bytes;) {
		uint32_t codepoint;
		at += text_decode(text + at, len_bytes - at, &codepoint);
		text_encode(&out, codepoint);
	}
	return strbuf_take(&out);
}

/* Hiragana stand 0x60 below their katakana; ヷ to ヺ have none. */
static uint32_t hiragana(uint32_t codepoint)
{
	bool has_one = (codepoint >= 0x30A1 && codepoint <= 0x30F6) || codepoint == 0x30FD || codepoint == 0x30FE;

	return has_one ? codepoint - 0x60 : codepoint;
}

char *text_squeeze(const char *text)
{
	struct strbuf out = STRBUF_INIT;
	char *clean = as_utf8(text);
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t len_bytes =
	        utf8proc_map((const utf8proc_uint8_t *)clean, 0, &composed,
	                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);

	for (utf8proc_ssize_t at = 0; at < len_bytes;) {
		uint32_t codepoint;
		size_t step_bytes = text_decode((const char *)composed + at, (size_t)(len_bytes - at), &codepoint);
		if (!text_is_white(codepoint))
			strbuf_add_bytes(&out, (const char *)composed + at, step_bytes);
		at += (utf8proc_ssize_t)step_bytes;
	}
	free(composed);
	free(clean);
	return strbuf_take(&out);
}

/* Letters that nothing is done to but to make them small, or hiragana: of these nearly all that people write here consists. */
static bool is_plain(uint32_t codepoint)
{
	return (codepoint >= 0x20 && codepoint <= 0x7E) || (codepoint >= 0x3041 && codepoint <= 0x3096) ||
	       (codepoint >= 0x30A1 && codepoint <= 0x30FC) || (codepoint >= 0x4E00 && codepoint <= 0x9FFF) ||
	       codepoint == 0x3001 || codepoint == 0x3002 || (codepoint >= 0x300C && codepoint <= 0x300F);
}

/* Folds a text of plain letters, without asking Unicode's tables of each; false, and `out` is empty, for any other. */
static bool fold_plain(struct strbuf *out, const char *text)
{
	size_t len_bytes = strlen(text);

	for (size_t at = 0; at < len_bytes;) {
		uint32_t codepoint;
		at += text_decode(text + at, len_bytes - at, &codepoint);
		if (!is_plain(codepoint)) {
			strbuf_reset(out);
			return false;
		}
		if (codepoint >= 'A' && codepoint <= 'Z')
			codepoint += 'a' - 'A';
		text_encode(out, hiragana(codepoint));
	}
	return true;
}

char *text_fold(const char *text)
{
	struct strbuf out = STRBUF_INIT;
	if (fold_plain(&out, text))
		return strbuf_take(&out);
	char *clean = as_utf8(text);
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t len_bytes = utf8proc_map((const utf8proc_uint8_t *)clean, 0, &folded,
	                                          UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE |
	                                                  UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

	for (utf8proc_ssize_t at = 0; at < len_bytes;) {
		uint32_t codepoint;
		at += (utf8proc_ssize_t)text_decode((const char *)folded + at, (size_t)(len_bytes - at), &codepoint);
		text_encode(&out, hiragana(codepoint));
	}
	free(folded);
	free(clean);
	return strbuf_take(&out);
}

static bool is_punctuation(uint32_t codepoint)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);

	return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

/* Letters that are certain to be such come first: the others have to be looked up. */
static bool is_of_words(uint32_t codepoint)
{
	bool is_kana = codepoint >= 0x3041 && codepoint <= 0x3096,
	     is_kanji = codepoint >= 0x4E00 && codepoint <= 0x9FFF;

	return is_kana || is_kanji || (!text_is_white(codepoint) && !is_punctuation(codepoint));
}

/* What fold_plain() and is_of_words() make of ASCII: the letter, or 0 where nothing is left. */
static unsigned char ascii_word(unsigned char byte)
{
	bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');

	if (byte >= 'A' && byte <= 'Z')
		return (unsigned char)(byte + ('a' - 'A'));
	return is_letter || is_of_words(byte) ? byte : 0;
}

/* As fold_plain(), leaving out what is no word at once: a city has some hundred thousand remarks. What stays as it is goes over in
 * runs. */
static bool add_plain_words(struct strbuf *out, const char *text)
{
	const unsigned char *at = (const unsigned char *)text,
	                    *run = at; /* where what stays, and is not added yet, begins */

	while (*at) {
		uint32_t codepoint = *at, folded;
		size_t step_bytes = 1;

		/* Most are kanji from U+5000 to U+8FFF or hiragana, and stay as they are. */
		if (((*at >= 0xE5 && *at <= 0xE8) || (*at == 0xE3 && at[1] == 0x81 && at[2] > 0x80)) &&
		    (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80) {
			at += 3;
			continue;
		}
		if (codepoint >= 0x20 && codepoint <= 0x7E) {
			folded = ascii_word(*at);
		} else if (*at >= 0xE3 && *at <= 0xE9 && (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80) {
			step_bytes = 3;
			codepoint = (uint32_t)(*at & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
			if (!is_plain(codepoint))
				return false;
			folded = is_of_words(codepoint) ? hiragana(codepoint) : 0;
		} else {
			return false;
		}
		if (folded != codepoint) {
			strbuf_add_bytes(out, (const char *)run, (size_t)(at - run));
			if (folded)
				text_encode(out, folded);
			run = at + step_bytes;
		}
		at += step_bytes;
	}
	strbuf_add_bytes(out, (const char *)run, (size_t)(at - run));
	return true;
}

void text_add_folded_words(struct strbuf *out, const char *text)
{
	size_t before = out->len_bytes;

	if (add_plain_words(out, text))
		return;
	strbuf_cut(out, before);
	char *folded = text_fold(text);
	size_t len_bytes = strlen(folded);

	for (size_t at = 0; at < len_bytes;) {
		uint32_t codepoint;
		size_t step_bytes = text_decode(folded + at, len_bytes - at, &codepoint);
		if (is_of_words(codepoint))
			strbuf_add_bytes(out, folded + at, step_bytes);
		at += step_bytes;
	}
	free(folded);
}

char *text_fold_words(const char *text)
{
	struct strbuf out = STRBUF_INIT;

	text_add_folded_words(&out, text);
	return strbuf_take(&out);
}

bool text_contains(const char *haystack, const char *needle)
{
	char *folded_haystack = text_fold(haystack), *folded_needle = text_fold(needle);
	bool found = strstr(folded_haystack, folded_needle) != NULL;

	free(folded_haystack);
	free(folded_needle);
	return found;
}

struct name {
	char *folded;
	uint32_t chars[NAME_MAX_CHARS];
	size_t count; /* 0 also when it is too long */
};

static void name_init(struct name *name, const char *text)
{
	size_t len_bytes;

	name->folded = text_fold(text);
	name->count = 0;
	len_bytes = strlen(name->folded);
	for (size_t at = 0; at < len_bytes;) {
		if (name->count == NAME_MAX_CHARS) {
			name->count = 0;
			return;
		}
		at += text_decode(name->folded + at, len_bytes - at, &name->chars[name->count++]);
	}
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that make `a` into `b`. */
static size_t edit_distance(const struct name *a, const struct name *b)
{
	size_t rows[3][NAME_MAX_CHARS + 1];
	size_t *above_two = rows[0], *above = rows[1], *row = rows[2];

	for (size_t j = 0; j <= b->count; j++)
		row[j] = j;
	for (size_t i = 1; i <= a->count; i++) {
		size_t *free_row = above_two;
		above_two = above;
		above = row;
		row = free_row;
		row[0] = i;
		for (size_t j = 1; j <= b->count; j++) {
			size_t other = a->chars[i - 1] != b->chars[j - 1];
			row[j] = smaller(smaller(above[j], row[j - 1]) + 1, above[j - 1] + other);
			if (i > 1 && j > 1 && a->chars[i - 1] == b->chars[j - 2] && a->chars[i - 2] == b->chars[j - 1])
				row[j] = smaller(row[j], above_two[j - 2] + 1);
		}
	}
	return row[b->count];
}

/* Whether `candidate` is near enough to be meant, and how far it is. */
static bool is_near(const struct name *name, const struct name *candidate, size_t *distance)
{
	size_t longer = name->count > candidate->count ? name->count : candidate->count;
	size_t shorter = name->count > candidate->count ? candidate->count : name->count;
	size_t limit = longer / 3 > 0 ? longer / 3 : 1;

	if (name->count == 0 || candidate->count == 0)
		return false;
	*distance = edit_distance(name, candidate);
	/* Two single letters are one step apart and have nothing in common; and one or two letters stand in many names. */
	return (*distance <= limit && *distance < longer) ||
	       (shorter >= PART_MIN_CHARS &&
	        (strstr(name->folded, candidate->folded) || strstr(candidate->folded, name->folded)));
}

const char *text_nearest(const char *name, const char *const *names, size_t count)
{
	struct name wanted, candidate;
	const char *nearest = NULL;
	size_t nearest_distance = 0;

	name_init(&wanted, name);
	for (size_t i = 0; i < count; i++) {
		size_t distance;
		name_init(&candidate, names[i]);
		if (is_near(&wanted, &candidate, &distance) && (!nearest || distance < nearest_distance)) {
			nearest = names[i];
			nearest_distance = distance;
		}
		free(candidate.folded);
	}
	free(wanted.folded);
	return nearest;
}
