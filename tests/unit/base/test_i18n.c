#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
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

static uint32_t word_at(const struct strbuf *bytes, size_t at)
{
	uint32_t word;

	assert_true(at + sizeof word <= bytes->len_bytes);
	memcpy(&word, bytes->text + at, sizeof word); /* msgfmt writes in the order of the machine */
	return word;
}

/* Every message as msgfmt compiled it: its original, of a plural the singular; in a context "context\004original". */
static void whole_catalogue(void **state)
{
	const char *path = getenv("TENKEN_JA_MO");
	struct strbuf bytes = STRBUF_INIT;
	struct error err = {0};
	size_t contexts = 0, plurals = 0;

	(void)state;
	if (!path)
		skip();
	assert_true(file_read(&bytes, path, 1 << 24, &err));
	assert_int_equal(word_at(&bytes, 0), 0x950412DE);
	i18n_set_language(LANGUAGE_JA);
	for (uint32_t i = 1; i < word_at(&bytes, 8); i++) { /* the first one is the header */
		size_t entry = word_at(&bytes, 12) + (size_t)i * 8;
		const char *original = bytes.text + word_at(&bytes, entry + 4);
		const char *wanted = bytes.text + word_at(&bytes, word_at(&bytes, 16) + (size_t)i * 8 + 4);
		const char *cut = strchr(original, '\004');
		char *context = cut ? mem_strndup(original, (size_t)(cut - original)) : NULL;

		assert_string_equal(cut ? i18n_context(context, cut + 1) : i18n_text(original), wanted);
		if (strlen(original) < word_at(&bytes, entry)) {
			assert_string_equal(i18n_plural(original, original + strlen(original) + 1, 1), wanted);
			assert_string_equal(i18n_plural(original, original + strlen(original) + 1, 2), wanted);
			plurals++;
		}
		contexts += cut != NULL;
		free(context);
	}
	assert_true(contexts > 0 && plurals > 10 && word_at(&bytes, 8) > 1000);
	strbuf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(languages),       cmocka_unit_test(choice),
	        cmocka_unit_test(both_languages),  cmocka_unit_test(untranslated_texts),
	        cmocka_unit_test(whole_catalogue),
	};
	return cmocka_run_group_tests_name("i18n", tests, NULL, NULL);
}
