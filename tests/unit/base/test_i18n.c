#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/mo.h"
#include "tenken/base/str.h"

static void languages(void **state)
{
	enum language language = LANGUAGE_JA;

	(void)state;
	assert_true(i18n_parse("en", &language));
	assert_int_equal(language, LANGUAGE_EN);
	assert_true(i18n_parse("ja", &language));
	assert_int_equal(language, LANGUAGE_JA);
	assert_false(i18n_parse("fr", &language));
	assert_false(i18n_parse("", &language));
	assert_false(i18n_parse("en_US", &language));
	assert_false(i18n_parse(NULL, &language));
	assert_string_equal(i18n_code(LANGUAGE_JA), "ja");
	assert_string_equal(i18n_code(LANGUAGE_EN), "en");
}

static void choice(void **state)
{
	static const char *const japanese[] = {"",       "C",     "POSIX",       "C.UTF-8",
	                                       "C.utf8", "ja",    "ja_JP.UTF-8", "ja_JP.eucJP",
	                                       "ja-JP",  "JA_JP", "ja@mod",      "Japanese_Japan.932"};
	static const char *const others[] = {"en", "en_US.UTF-8", "en_GB", "de_DE.UTF-8", "jam", "j", "Czech", "xx"};

	(void)state;
	for (size_t i = 0; i < sizeof japanese / sizeof *japanese; i++)
		assert_int_equal(i18n_choose(NULL, NULL, japanese[i]), LANGUAGE_JA);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_int_equal(i18n_choose(NULL, NULL, others[i]), LANGUAGE_EN);
	assert_int_equal(i18n_choose(NULL, NULL, NULL), LANGUAGE_JA);
	assert_int_equal(i18n_choose("en", "ja", "ja_JP.UTF-8"), LANGUAGE_EN);
	assert_int_equal(i18n_choose("ja", "en", "en_US.UTF-8"), LANGUAGE_JA);
	assert_int_equal(i18n_choose(NULL, "en", "ja_JP.UTF-8"), LANGUAGE_EN);
	assert_int_equal(i18n_choose("fr", "en", "ja_JP.UTF-8"), LANGUAGE_EN);
	assert_int_equal(i18n_choose("fr", "fr", "ja_JP.UTF-8"), LANGUAGE_JA);
	assert_int_equal(i18n_choose("", "", "en_US.UTF-8"), LANGUAGE_EN);
}

static void both_languages(void **state)
{
	struct bilingual text = {.ja = mem_strdup("点検"), .en = mem_strdup("check")},
	                 half = {.ja = mem_strdup("点検")};

	(void)state;
	i18n_set_language(LANGUAGE_EN);
	assert_string_equal(bilingual_text(&text), "check");
	assert_string_equal(bilingual_text(&half), "");
	i18n_set_language(LANGUAGE_JA);
	assert_string_equal(bilingual_text(&text), "点検");
	assert_string_equal(bilingual_in(&text, LANGUAGE_EN), "check");
	assert_string_equal(bilingual_in(&half, LANGUAGE_JA), "点検");
	bilingual_release(&text);
	bilingual_release(&half);
	assert_null(text.ja);
	assert_null(text.en);
	bilingual_release(NULL);
}

static void untranslated_texts(void **state)
{
	static const char key[] = "No catalogue holds this sentence.";

	(void)state;
	i18n_set_language(LANGUAGE_JA);
	assert_int_equal(i18n_language(), LANGUAGE_JA);
	assert_ptr_equal(i18n_text(key), key);
	assert_ptr_equal(i18n_context("test", key), key);
	assert_string_equal(i18n_text(""), ""); /* not the catalogue's header */
	assert_string_equal(i18n_plural("%lu no such row", "%lu no such rows", 1), "%lu no such row");
	assert_string_equal(i18n_plural("%lu no such row", "%lu no such rows", 2), "%lu no such rows");
	i18n_set_language(LANGUAGE_EN);
	assert_ptr_equal(i18n_text(key), key);
	assert_ptr_equal(i18n_text_in(LANGUAGE_JA, key), key);
	assert_string_equal(i18n_plural("%lu row", "%lu rows", 0), "%lu rows");
	assert_string_equal(i18n_plural("%lu row", "%lu rows", 1), "%lu row");
}

struct message {
	const char *original; /* "singular\0plural" by its length */
	size_t original_bytes;
	const char *translation;
};
#define MESSAGE(original, translation)                                                                                 \
	{                                                                                                              \
		original, sizeof(original) - 1, translation                                                            \
	}

static const struct message messages[] = {
        MESSAGE("", "header"),
        MESSAGE("%d row\0%d rows", "%d 行"),
        MESSAGE("Open", "開く"),
        MESSAGE("Opened", "開いた"),
        MESSAGE("door\004Open", "開ける"),
        MESSAGE("door\004Shut", "閉める"),
        MESSAGE("doors\004Open", "複数"),
        MESSAGE("点検", "てんけん"),
};
enum { MESSAGES = sizeof messages / sizeof *messages };

static void put_word(unsigned char *at, uint32_t word, bool big_endian)
{
	for (int i = 0; i < 4; i++)
		at[i] = (unsigned char)(word >> (big_endian ? 24 - 8 * i : 8 * i));
}

static void put_string(unsigned char *bytes, size_t entry_at, size_t *end, const char *text, size_t len_bytes, bool big)
{
	put_word(bytes + entry_at, (uint32_t)len_bytes, big);
	put_word(bytes + entry_at + 4, (uint32_t)*end, big);
	memcpy(bytes + *end, text, len_bytes + 1);
	*end += len_bytes + 1;
}

/* A catalogue of `messages` as msgfmt lays it out; its length in *len_bytes. The caller frees. */
static unsigned char *compile(bool big_endian, size_t *len_bytes)
{
	unsigned char bytes[1024] = {0}, *copy;
	size_t end = 28 + MESSAGES * 16;

	put_word(bytes, 0x950412DE, big_endian);
	put_word(bytes + 8, MESSAGES, big_endian);
	put_word(bytes + 12, 28, big_endian);
	put_word(bytes + 16, 28 + MESSAGES * 8, big_endian);
	for (size_t i = 0; i < MESSAGES; i++)
		put_string(bytes, 28 + i * 8, &end, messages[i].original, messages[i].original_bytes, big_endian);
	for (size_t i = 0; i < MESSAGES; i++)
		put_string(bytes, 28 + (MESSAGES + i) * 8, &end, messages[i].translation,
		           strlen(messages[i].translation), big_endian);
	copy = malloc(end); /* exactly so long, that reading past it is caught */
	memcpy(copy, bytes, end);
	*len_bytes = end;
	return copy;
}

static void finds_messages(void **state)
{
	(void)state;
	for (int big_endian = 0; big_endian <= 1; big_endian++) {
		size_t len_bytes;
		unsigned char *bytes = compile(big_endian, &len_bytes);
		struct mo mo;
		assert_true(mo_open(&mo, bytes, len_bytes));
		assert_string_equal(mo_find(&mo, NULL, "Open"), "開く");
		assert_string_equal(mo_find(&mo, NULL, "Opened"), "開いた");
		assert_string_equal(mo_find(&mo, NULL, "%d row"), "%d 行");
		assert_string_equal(mo_find(&mo, NULL, "点検"), "てんけん");
		assert_string_equal(mo_find(&mo, "door", "Open"), "開ける");
		assert_string_equal(mo_find(&mo, "door", "Shut"), "閉める");
		assert_string_equal(mo_find(&mo, "doors", "Open"), "複数");
		assert_null(mo_find(&mo, NULL, "%d rows"));
		assert_null(mo_find(&mo, NULL, "Ope"));
		assert_null(mo_find(&mo, NULL, "Openedd"));
		assert_null(mo_find(&mo, NULL, "zzz"));
		assert_null(mo_find(&mo, "doo", "Open"));
		assert_null(mo_find(&mo, "door", "Ope"));
		assert_null(mo_find(&mo, "Open", ""));
		assert_null(mo_find(&mo, "", "Open"));
		free(bytes);
	}
}

static void refuses_what_is_cut_short(void **state)
{
	size_t len_bytes;
	unsigned char *bytes = compile(false, &len_bytes);

	(void)state;
	for (size_t kept = 0; kept < len_bytes; kept++) {
		unsigned char *cut = malloc(kept ? kept : 1);
		struct mo mo;
		memcpy(cut, bytes, kept);
		assert_false(mo_open(&mo, cut, kept));
		assert_null(mo_find(&mo, NULL, "Open"));
		free(cut);
	}
	free(bytes);
}

/* Any byte with any value: refused or searched, but never read past. */
static void survives_damage(void **state)
{
	size_t len_bytes;
	unsigned char *bytes = compile(false, &len_bytes);

	(void)state;
	for (size_t at = 0; at < len_bytes; at++) {
		const unsigned char was = bytes[at];
		for (int value = 0; value < 256; value++) {
			struct mo mo;
			bytes[at] = (unsigned char)value;
			if (mo_open(&mo, bytes, len_bytes)) {
				for (size_t i = 0; i < MESSAGES; i++) {
					const char *found = mo_find(&mo, NULL, messages[i].original);
					assert_true(!found || strlen(found) < len_bytes);
				}
			}
		}
		bytes[at] = was;
	}
	free(bytes);
}

static void refuses_wrong_tables(void **state)
{
	static const struct {
		size_t at;
		uint32_t word;
	} wrong[] = {{0, 0x950412DF},  {4, 0x00020000},  {8, 0xFFFFFFFF},      {8, 0x20000000},      {12, 0xFFFFFFF8},
	             {16, 0xFFFFFFFF}, {28, 0xFFFFFFFF}, {28 + 4, 0xFFFFFFFF}, {28 + 16, 0xFFFFFF00}};
	size_t len_bytes;
	struct mo mo;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		unsigned char *bytes = compile(false, &len_bytes);
		put_word(bytes + wrong[i].at, wrong[i].word, false);
		assert_false(mo_open(&mo, bytes, len_bytes));
		assert_int_equal(mo.count, 0);
		free(bytes);
	}
	assert_false(mo_open(&mo, NULL, 0));
}

static void refuses_what_is_not_sorted(void **state)
{
	size_t len_bytes;
	unsigned char *bytes = compile(false, &len_bytes), entry[8];
	struct mo mo;

	(void)state;
	memcpy(entry, bytes + 28 + 8, 8);
	memcpy(bytes + 28 + 8, bytes + 28 + 16, 8); /* one message twice */
	assert_false(mo_open(&mo, bytes, len_bytes));
	memcpy(bytes + 28 + 16, entry, 8);
	assert_false(mo_open(&mo, bytes, len_bytes));
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(languages),
	        cmocka_unit_test(choice),
	        cmocka_unit_test(both_languages),
	        cmocka_unit_test(untranslated_texts),
	        cmocka_unit_test(finds_messages),
	        cmocka_unit_test(refuses_what_is_cut_short),
	        cmocka_unit_test(survives_damage),
	        cmocka_unit_test(refuses_wrong_tables),
	        cmocka_unit_test(refuses_what_is_not_sorted),
	};
	return cmocka_run_group_tests_name("i18n", tests, NULL, NULL);
}
