/* What the section has and does, and what the clauses of a question say, without a screen. */
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "tenken/app/wording.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* --- the profile --- */

bool plain_truth(const char *line, enum truth *value)
{
	static const struct {
		const char *word;
		enum truth value;
	} words[] = {{"y", TRUTH_TRUE},   {"yes", TRUTH_TRUE},     {"はい", TRUTH_TRUE},          {"n", TRUTH_FALSE},
	             {"no", TRUTH_FALSE}, {"いいえ", TRUTH_FALSE}, {"わからない", TRUTH_UNKNOWN}, {"u", TRUTH_UNKNOWN},
	             {"?", TRUTH_UNKNOWN}};
	char *folded = text_fold(line);
	bool found = false;
	for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++) {
		char *word = text_fold(words[i].word);
		found = str_equal(folded, word);
		if (found)
			*value = words[i].value;
		free(word);
	}
	free(folded);
	return found;
}

size_t plain_number(const char *text, size_t count)
{
	char *digits = text_fold(text);
	size_t len = strlen(digits), number = 0;
	if (len && len <= 9 && strspn(digits, "0123456789") == len)
		number = (size_t)strtoul(digits, NULL, 10);
	free(digits);
	return number >= 1 && number <= count ? number - 1 : SIZE_MAX;
}

static const char *truth_word(enum truth truth)
{
	return truth == TRUTH_TRUE ? _("Yes") : truth == TRUTH_FALSE ? _("No") : _("Not known");
}

static void ask_fact(struct plain *plain, size_t fact)
{
	const struct fact *about = &plain->workplace.pack->facts[fact];
	enum truth value = TRUTH_UNKNOWN;
	print_line("\n%s\n%s", bilingual_text(&about->text), bilingual_text(&about->hint));
	while (!plain->over) {
		char *line = plain_ask(plain, _("y yes, n no, u not known"));
		bool blank = line && str_is_blank(line), known = line && !blank && plain_truth(line, &value);
		free(line);
		if (known) {
			struct error err = {0};
			if (!workplace_set_fact(&plain->workplace, fact, value, &err))
				plain_fail(&err);
		}
		if (known || blank)
			return;
	}
}

void plain_open_facts(struct plain *plain)
{
	for (size_t i = 0; i < plain->workplace.pack->facts_count && !plain->over; i++)
		if (workplace_asks_fact(&plain->workplace, i) && plain->workplace.answered.facts[i] == TRUTH_UNKNOWN)
			ask_fact(plain, i);
}

/* Their indices in the order of the numbers; returns how many. */
static size_t list_facts(const struct plain *plain, size_t *facts)
{
	size_t count = 0;
	for (size_t i = 0; i < plain->workplace.pack->facts_count; i++) {
		if (!workplace_asks_fact(&plain->workplace, i))
			continue;
		facts[count++] = i;
		print_line("%zu %s: %s", count, bilingual_text(&plain->workplace.pack->facts[i].text),
		           truth_word(plain->workplace.answered.facts[i]));
	}
	return count;
}

void plain_profile(struct plain *plain)
{
	size_t *facts = mem_new(plain->workplace.pack->facts_count, sizeof *facts);
	size_t at = 0, count = list_facts(plain, facts);
	while (at != SIZE_MAX && !plain->over) {
		char *line =
		        plain_ask(plain, _("Number of what is to be changed, o for all that is open (blank: back)"));
		at = line ? plain_number(line, count) : SIZE_MAX;
		if (line && str_equal(line, "o"))
			plain_open_facts(plain);
		else if (at != SIZE_MAX)
			ask_fact(plain, facts[at]);
		free(line);
	}
	free(facts);
}

/* --- clauses --- */

static void show_clause(const struct pack *pack, const struct wording *wording, size_t index)
{
	const struct clause *clause = &pack->clauses[index];
	const char *text = wording_of(wording, index);
	print_line("%s  %s", clause->label, clause->heading);
	if (!str_is_blank(bilingual_text(&clause->summary)))
		print_line(_("  In our words: %s\n"), bilingual_text(&clause->summary));
	if (text)
		print_line("%s: %s", _("Official wording"), text);
}

void plain_clauses(struct plain *plain)
{
	const struct question *question = checklist_question(plain->checklist, plain->item);
	const char *trouble = NULL;
	const struct wording *wording = workplace_wording(&plain->workplace, &trouble);
	for (size_t i = 0; i < question->clauses_count; i++)
		show_clause(plain->workplace.pack, wording, question->clauses[i]);
	for (size_t i = 0; i < question->measures_count; i++)
		print_line("%s: %s", _("What helps"), bilingual_text(&question->measures[i]));
	if (trouble)
		print_line("%s", trouble);
}
