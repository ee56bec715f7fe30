#include "tenken/exchange/passphrase.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"

/* Fewer kinds of characters, or fewer runs, than this are soon tried. */
enum { KINDS_MIN = 4, RUNS_MIN = 3 };

/* Folded characters. What they came from is secret, so they are wiped. */
struct characters {
	uint32_t *items;
	size_t count;
};

static void wipe_text(char *text)
{
	sodium_memzero(text, strlen(text));
	free(text);
}

/* The characters of a folded text. */
static struct characters characters_of(const char *folded)
{
	size_t len_bytes = strlen(folded);
	struct characters characters = {.items = mem_new(len_bytes + 1, sizeof *characters.items)};

	for (size_t at = 0; at < len_bytes;)
		at += text_decode(folded + at, len_bytes - at, &characters.items[characters.count++]);
	return characters;
}

static void characters_release(struct characters *characters)
{
	sodium_memzero(characters->items, characters->count * sizeof *characters->items);
	free(characters->items);
}

static size_t count_characters(const char *text)
{
	size_t count = 0, len_bytes = strlen(text);
	uint32_t codepoint;

	for (size_t at = 0; at < len_bytes; count++)
		at += text_decode(text + at, len_bytes - at, &codepoint);
	return count;
}

static size_t count_kinds(const struct characters *characters)
{
	size_t kinds = 0;

	for (size_t i = 0; i < characters->count; i++) {
		size_t before = 0;

		while (characters->items[before] != characters->items[i])
			before++;
		kinds += before == i;
	}
	return kinds;
}

/* Whether the whole is one piece of `piece` characters again and again, the last time perhaps not to its end. */
static bool repeats(const struct characters *characters, size_t piece)
{
	for (size_t i = piece; i < characters->count; i++) {
		if (characters->items[i] != characters->items[i - piece])
			return false;
	}
	return true;
}

/* A piece that is repeated is worth no more than it is by itself. */
static bool is_repeated(const struct characters *characters)
{
	for (size_t piece = 1; piece < PASSPHRASE_CHARS_MIN && 2 * piece <= characters->count; piece++) {
		if (repeats(characters, piece))
			return true;
	}
	return false;
}

/* Whether b stands beside a in a row of the keyboard, on either side. */
static bool beside_on_keyboard(uint32_t a, uint32_t b)
{
	static const char rows[] =
	        "1234567890-^\\ qwertyuiop@[ asdfghjkl;:] zxcvbnm,./ 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm";

	for (const char *at = rows; at[1]; at++) {
		uint32_t left = (unsigned char)at[0], right = (unsigned char)at[1];

		if (left != ' ' && right != ' ' && ((a == left && b == right) || (a == right && b == left)))
			return true;
	}
	return false;
}

/* Whether the second follows from the first, as in 99, 12, cb, 90, we. */
static bool follows(uint32_t a, uint32_t b)
{
	return a == b || a + 1 == b || a == b + 1 || (a == '9' && b == '0') || (a == '0' && b == '9') ||
	       beside_on_keyboard(a, b);
}

static size_t count_runs(const struct characters *characters)
{
	size_t runs = characters->count > 0;

	for (size_t i = 1; i < characters->count; i++)
		runs += !follows(characters->items[i - 1], characters->items[i]);
	return runs;
}

static bool is_letter(uint32_t codepoint)
{
	return codepoint >= 0x80 || (codepoint >= 'a' && codepoint <= 'z');
}

/* What is left of a folded text without figures, signs and blanks before and behind. Nothing when it has no letters. */
static char *core_of(const char *folded)
{
	struct characters characters = characters_of(folded);
	struct strbuf core = STRBUF_INIT;
	size_t first = 0, end = characters.count;

	while (first < end && !is_letter(characters.items[first]))
		first++;
	while (end > first && !is_letter(characters.items[end - 1]))
		end--;
	for (size_t i = first; i < end; i++)
		text_encode(&core, characters.items[i]);
	characters_release(&characters);
	return strbuf_take(&core);
}

/* Whether the folded passphrase is `word`, or is it once what stands around both is left out. */
static bool is_word(const char *folded, const char *core, const char *word)
{
	char *folded_word = text_fold(word);
	char *word_core = core_of(folded_word);
	bool same =
	        !str_is_blank(word) && (strcmp(folded, folded_word) == 0 || (*core && strcmp(core, word_core) == 0));

	free(folded_word);
	free(word_core);
	return same;
}

static bool is_one_of(const char *folded, const char *const *words, size_t count)
{
	char *core = core_of(folded);
	bool found = false;

	for (size_t i = 0; !found && i < count; i++)
		found = words[i] && is_word(folded, core, words[i]);
	wipe_text(core);
	return found;
}

static bool is_guessed_first(const char *folded)
{
	static const char *const words[] = {"password", "passw0rd", "p@ssw0rd", "p@ssword", "passphrase",
	                                    "passwd",   "pass",     "pw",       "admin",    "administrator",
	                                    "root",     "user",     "test",     "guest",    "welcome",
	                                    "himitsu",  "tenken",   "security", "iloveyou", "パスワード",
	                                    "ひみつ",   "秘密",     "点検",     "管理者",   "令和"};

	return is_one_of(folded, words, sizeof words / sizeof *words);
}

static bool judge(const char *folded, const struct characters *characters, const char *const *words, size_t count,
                  struct error *err)
{
	if (count_kinds(characters) < KINDS_MIN)
		return error_set(
		        err, ERROR_REFUSED,
		        _("The passphrase has too few different characters. Mix letters, figures and signs, or take "
		          "several words that have nothing to do with each other."));
	if (is_repeated(characters))
		return error_set(
		        err, ERROR_REFUSED,
		        _("The passphrase repeats a short piece. Take one that does not follow from its beginning."));
	if (count_runs(characters) < RUNS_MIN)
		return error_set(err, ERROR_REFUSED,
		                 _("The passphrase follows the alphabet, the figures or the keyboard. Take one that "
		                   "does not follow "
		                   "from its beginning."));
	if (is_one_of(folded, words, count))
		return error_set(err, ERROR_REFUSED,
		                 _("The passphrase is a name that belongs to this office. Take one that nobody would "
		                   "try here."));
	if (is_guessed_first(folded))
		return error_set(err, ERROR_REFUSED,
		                 _("The passphrase is a word that is tried first. Take several words that have nothing "
		                   "to do with "
		                   "each other."));
	return true;
}

bool passphrase_fits(const char *passphrase, const char *const *words, size_t count, struct error *err)
{
	size_t len_bytes = strlen(passphrase), chars = count_characters(passphrase);
	struct characters characters;
	char *folded;
	bool ok;

	if (!text_is_utf8(passphrase, len_bytes, NULL) || !text_is_safe(passphrase, TEXT_SAFE_LINE))
		return error_set(err, ERROR_REFUSED,
		                 _("The passphrase holds a control or invisible character. Leave it out, so that it "
		                   "can be typed "
		                   "again."));
	if (len_bytes > PASSPHRASE_BYTES_MAX)
		return error_set(err, ERROR_REFUSED, _("The passphrase is too long: at most %d bytes."),
		                 PASSPHRASE_BYTES_MAX);
	if (chars < PASSPHRASE_CHARS_MIN)
		return error_set(err, ERROR_REFUSED, _("The passphrase has %zu characters; it needs at least %d."),
		                 chars, PASSPHRASE_CHARS_MIN);
	folded = text_fold(passphrase);
	characters = characters_of(folded);
	ok = judge(folded, &characters, words, count, err);
	characters_release(&characters);
	wipe_text(folded);
	return ok;
}
