/* Lengths of time as people say them: 毎月, 12か月, 2 weeks. */
#include "tenken/base/date.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

enum { NUMBER_DIGITS_MAX = 4, NUMBER_MAX = 9999 };

/* As text_fold() leaves them: hiragana, lower case. */
static const struct {
	const char *name;
	char unit;
} names[] = {
        {"か月", 'M'},  {"ゖ月", 'M'},  {"け月", 'M'}, {"ゕ月", 'M'}, {"箇月", 'M'},  {"months", 'M'}, {"month", 'M'},
        {"週間", 'W'},  {"週", 'W'},    {"weeks", 'W'}, {"week", 'W'}, {"年間", 'Y'},  {"年", 'Y'},     {"years", 'Y'},
        {"year", 'Y'},  {"日間", 'D'},  {"日", 'D'},    {"days", 'D'}, {"day", 'D'},
};

/* Whole ones, without a number. */
static const struct {
	const char *word, *iso;
} words[] = {
        {"毎月", "P1M"},    {"毎週", "P1W"},   {"毎日", "P1D"},  {"毎年", "P1Y"},   {"半年", "P6M"},
        {"monthly", "P1M"}, {"weekly", "P1W"}, {"daily", "P1D"}, {"yearly", "P1Y"}, {"annually", "P1Y"},
};

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " ");
}

/* What may stand behind the unit: "3か月ごと". */
static bool ends(const char *at)
{
	static const char *const tails[] = {"ごとに", "ごと", "毎", "に1回", "に一回"};
	at = skip_blanks(at);
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		size_t len_bytes = strlen(tails[i]);
		if (strncmp(at, tails[i], len_bytes) == 0)
			return *skip_blanks(at + len_bytes) == '\0';
	}
	return *at == '\0';
}

static bool read_counted(struct strbuf *iso, const char *at)
{
	char *end;
	if (strncmp(at, "every ", 6) == 0)
		at = skip_blanks(at + 6);
	size_t digits = strspn(at, "0123456789");
	long number = strtol(at, &end, 10);
	if (!digits || digits > NUMBER_DIGITS_MAX || number < 1 || number > NUMBER_MAX)
		return false;
	at = skip_blanks(at + digits);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t len_bytes = strlen(names[i].name);
		if (strncmp(at, names[i].name, len_bytes) != 0 || !ends(at + len_bytes))
			continue;
		strbuf_addf(iso, "P%ld%c", number, names[i].unit);
		return true;
	}
	return false;
}

/* ISO 8601, in any case and width. */
static bool read_iso(struct strbuf *iso, const char *folded)
{
	struct period period;
	struct strbuf upper = STRBUF_INIT;
	for (const char *at = folded; *at; at++)
		strbuf_add_char(&upper, *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at);
	bool ok = period_parse(&period, upper.text) && (period.months || period.days);
	if (ok)
		strbuf_add(iso, upper.text);
	strbuf_release(&upper);
	return ok;
}

static bool read_word(struct strbuf *iso, const char *folded)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(folded, words[i].word) != 0)
			continue;
		strbuf_add(iso, words[i].iso);
		return true;
	}
	return false;
}

bool period_parse_words(struct strbuf *iso, const char *text, struct error *err)
{
	char *folded = text_fold(text), *at = folded + strspn(folded, " ");
	for (size_t len_bytes = strlen(at); len_bytes && at[len_bytes - 1] == ' ';)
		at[--len_bytes] = '\0';
	bool ok = read_word(iso, at) || read_counted(iso, at) || read_iso(iso, at);
	free(folded);
	return ok || error_set(err, ERROR_USAGE, _("\"%s\" is no length of time. Write it as 18 months, 2 weeks, 1 year or P18M."), text);
}

void period_format_words(struct strbuf *out, const char *iso)
{
	struct period period;
	char *end;
	long number = period_parse(&period, iso) ? strtol(iso + 1, &end, 10) : 0;
	if (number < 1 || end[1] != '\0')
		strbuf_add(out, iso);
	else if (*end == 'Y')
		strbuf_addf(out, P_("%ld year", "%ld years", (unsigned long)number), number);
	else if (*end == 'M')
		strbuf_addf(out, P_("%ld month", "%ld months", (unsigned long)number), number);
	else if (*end == 'W')
		strbuf_addf(out, P_("%ld week", "%ld weeks", (unsigned long)number), number);
	else
		strbuf_addf(out, P_("%ld day", "%ld days", (unsigned long)number), number);
}
