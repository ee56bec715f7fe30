/* i18n.h — the person's language.
 *
 * English in the source, _("…"), is the key; po/ja.po holds the Japanese, complete. The catalogue is compiled by
 * msgfmt, embedded at build time and read by a small reader here, so that the language hangs neither on installed
 * locales nor on LANGUAGE nor on files beside the program. The language is the one process-wide setting of this
 * floor. */
#ifndef TENKEN_BASE_I18N_H
#define TENKEN_BASE_I18N_H

#include <stdbool.h>
#include <stddef.h>

/* What such a function returns is a format exactly when its argument is, so that the compiler checks it. */
#if defined(__GNUC__)
#define TENKEN_FORMAT_ARG(n) __attribute__((format_arg(n)))
#else
#define TENKEN_FORMAT_ARG(n)
#endif

enum language { LANGUAGE_JA, LANGUAGE_EN, LANGUAGES };

/* A text in both languages, as packs hold it. Owned by whoever holds it. */
struct bilingual {
	char *ja;
	char *en;
};
void bilingual_release(struct bilingual *text);
/* The one for the current language; "" when it is not there. Borrowed. */
const char *bilingual_text(const struct bilingual *text);
const char *bilingual_in(const struct bilingual *text, enum language language);

void i18n_set_language(enum language language);
enum language i18n_language(void);
/* By --lang, $TENKEN_LANG, locale (LC_ALL, LC_MESSAGES, LANG), in this order; a locale that says nothing (C, POSIX,
 * C.UTF-8, none) gives Japanese; one that is neither ja nor en gives English. Arguments may be NULL. An `option` or
 * `variable` that is neither "ja" nor "en" is skipped. */
enum language i18n_choose(const char *option, const char *variable, const char *locale);
bool i18n_parse(const char *code, enum language *language); /* "ja", "en" */
const char *i18n_code(enum language language);

/* The translation into the current language, or the text itself. Borrowed, for ever. */
const char *i18n_text(const char *english) TENKEN_FORMAT_ARG(1);
const char *i18n_text_in(enum language language, const char *english) TENKEN_FORMAT_ARG(2);
/* With a plural: `singular` is the key; English chooses by n == 1. */
const char *i18n_plural(const char *singular, const char *plural, size_t n) TENKEN_FORMAT_ARG(1)
	TENKEN_FORMAT_ARG(2);
/* With a context (pgettext): the key is context \004 english. */
const char *i18n_context(const char *context, const char *english) TENKEN_FORMAT_ARG(2);

#define _(english) i18n_text(english)
#define N_(english) (english)
#define P_(singular, plural, n) i18n_plural(singular, plural, n)
#define C_(context, english) i18n_context(context, english)

#endif
