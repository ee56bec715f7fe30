#include "tenken/base/i18n.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue.h"

static enum language current = LANGUAGE_JA;

static const char *const codes[] = {
        [LANGUAGE_JA] = "ja",
        [LANGUAGE_EN] = "en",
};
static_assert(sizeof codes / sizeof *codes == LANGUAGES, "every language has a code");

void bilingual_release(struct bilingual *text)
{
	if (!text)
		return;
	free(text->ja);
	free(text->en);
	*text = (struct bilingual){0};
}

const char *bilingual_in(const struct bilingual *text, enum language language)
{
	const char *found = language == LANGUAGE_EN ? text->en : text->ja;

	return found ? found : "";
}

const char *bilingual_text(const struct bilingual *text)
{
	return bilingual_in(text, current);
}

void i18n_set_language(enum language language)
{
	current = language;
}

enum language i18n_language(void)
{
	return current;
}

bool i18n_parse(const char *code, enum language *language)
{
	for (int i = 0; i < LANGUAGES; i++) {
		if (code && strcmp(code, codes[i]) == 0) {
			*language = (enum language)i;
			return true;
		}
	}
	return false;
}

const char *i18n_code(enum language language)
{
	return codes[language];
}

/* Whether the locale's language (what stands before the country, the encoding or the modifier) is `language`. */
static bool locale_speaks(const char *locale, const char *language)
{
	size_t len_bytes = strcspn(locale, "_-.@");

	if (len_bytes != strlen(language))
		return false;
	for (size_t i = 0; i < len_bytes; i++) {
		char c = locale[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != language[i])
			return false;
	}
	return true;
}

enum language i18n_choose(const char *option, const char *variable, const char *locale)
{
	/* The last one is what Windows' C library calls it. */
	static const char *const japanese[] = {"", "c", "posix", "ja", "japanese"};
	enum language language;

	if (i18n_parse(option, &language) || i18n_parse(variable, &language))
		return language;
	for (size_t i = 0; i < sizeof japanese / sizeof *japanese; i++) {
		if (!locale || locale_speaks(locale, japanese[i]))
			return LANGUAGE_JA;
	}
	return LANGUAGE_EN;
}

static const char *text_in(enum language language, const char *context, const char *english)
{
	const char *found = language == LANGUAGE_JA ? catalogue_find(context, english) : NULL;

	return found ? found : english;
}

const char *i18n_text(const char *english)
{
	return text_in(current, NULL, english);
}

const char *i18n_text_in(enum language language, const char *english)
{
	return text_in(language, NULL, english);
}

const char *i18n_plural(const char *singular, const char *plural, size_t n)
{
	const char *found = current == LANGUAGE_JA ? catalogue_find(NULL, singular) : NULL;

	if (found)
		return found;
	return n == 1 ? singular : plural;
}

const char *i18n_context(const char *context, const char *english)
{
	return text_in(current, context, english);
}
