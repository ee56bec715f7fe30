/* Asking for a line without a screen, and what holds wherever one is asked for: ? explains, q leaves. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

enum {
	/* More than any text may hold, so that one that is too long is refused and not cut. */
	LINE_LIMIT_BYTES = 64 * 1024,
	/* No word of the program is longer, and nobody wants to hear more of what was typed. */
	WORD_LIMIT_BYTES = 90,
};

/* --- what was typed --- */

/* Width and case do not matter, nor blanks around it. Caller frees. */
static char *folded_word(const char *line)
{
	char *folded = text_fold(line);
	size_t start = strspn(folded, " \t"), end = strlen(folded);
	while (end > start && (folded[end - 1] == ' ' || folded[end - 1] == '\t'))
		end--;
	char *word = mem_strndup(folded + start, end - start);
	free(folded);
	return word;
}

bool plain_is(const char *line, const char *word)
{
	if (!line || strlen(line) > WORD_LIMIT_BYTES)
		return false;
	char *typed = folded_word(line), *wanted = folded_word(word);
	bool same = str_equal(typed, wanted);
	free(wanted);
	free(typed);
	return same;
}

bool plain_truth(const char *line, enum truth *value)
{
	static const struct {
		const char *word;
		enum truth value;
	} words[] = {
	        {"y", TRUTH_TRUE},      {"yes", TRUTH_TRUE},     {"はい", TRUTH_TRUE},          {"n", TRUTH_FALSE},
	        {"no", TRUTH_FALSE},    {"いいえ", TRUTH_FALSE}, {"わからない", TRUTH_UNKNOWN}, {"u", TRUTH_UNKNOWN},
	        {"不明", TRUTH_UNKNOWN}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!plain_is(line, words[i].word))
			continue;
		*value = words[i].value;
		return true;
	}
	return false;
}

size_t plain_number(const char *text, size_t count)
{
	char *digits = folded_word(text);
	size_t len = strlen(digits), number = 0;
	if (len && len <= 9 && strspn(digits, "0123456789") == len)
		number = (size_t)strtoul(digits, NULL, 10);
	free(digits);
	return number >= 1 && number <= count ? number - 1 : SIZE_MAX;
}

/* --- asking --- */

char *plain_read(struct plain *plain, const char *label)
{
	struct strbuf line = STRBUF_INIT;
	if (plain->over)
		return NULL;
	char *safe = text_safe_dup(label, TEXT_SAFE_LINE);
	platform_print(stdout, "%s: ", safe);
	free(safe);
	if (!platform_read_line(&line, LINE_LIMIT_BYTES)) {
		platform_print(stdout, "\n");
		plain->over = true;
		strbuf_release(&line);
		return NULL;
	}
	return strbuf_take(&line);
}

void plain_leave(struct plain *plain)
{
	plain->over = true;
	plain->left = true;
}

char *plain_ask(struct plain *plain, const char *label, const char *help)
{
	char *line;
	while ((line = plain_read(plain, label)) != NULL && plain_is(line, "?")) {
		if (help)
			print_line("%s", help);
		print_line("%s", _("q leaves the program; what was saved is kept."));
		free(line);
	}
	if (plain_is(line, "q")) {
		plain_leave(plain);
		free(line);
		line = NULL;
	}
	return line;
}

/* --- saying --- */

void plain_not_understood(const char *line)
{
	if (strlen(line) > WORD_LIMIT_BYTES)
		print_line("%s", _("That is not understood here; ? says what can be typed."));
	else
		print_row(_("\"%s\" is not understood here; ? says what can be typed."), line);
}

void plain_fail(struct error *err)
{
	platform_print(stdout, "%s\n", err->message ? err->message : "");
	error_release(err);
}

void plain_say_saved(const char *at)
{
	struct strbuf time = STRBUF_INIT;
	char now[26];
	datetime_format_time(&time, at ? at : platform_now(now));
	print_line(_("Saved %s"), time.text);
	strbuf_release(&time);
}

bool plain_agrees(struct plain *plain, const char *label, bool empty)
{
	enum truth truth = TRUTH_UNKNOWN;
	while (truth == TRUTH_UNKNOWN && !plain->over) {
		char *line = plain_ask(plain, label, NULL);
		if (line && str_is_blank(line))
			truth = empty ? TRUTH_TRUE : TRUTH_FALSE;
		else if (line && (!plain_truth(line, &truth) || truth == TRUTH_UNKNOWN))
			plain_not_understood(line);
		free(line);
	}
	return truth == TRUTH_TRUE;
}
