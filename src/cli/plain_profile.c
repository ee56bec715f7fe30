/* What the section has and does, and what the clauses of a question say, without a screen. */
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "tenken/app/wording.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* --- the profile --- */

static const char *truth_word(enum truth truth)
{
	return truth == TRUTH_TRUE ? _("Yes") : truth == TRUTH_FALSE ? _("No") : _("Not known");
}

/* What stands: that nobody was asked is not that somebody does not know. */
static const char *stands_word(const struct plain *plain, size_t fact)
{
	enum truth value = plain->workplace.answered.facts[fact];
	return value == TRUTH_UNKNOWN && !workplace_is_unsure_fact(&plain->workplace, fact) ? _("Unanswered")
	                                                                                    : truth_word(value);
}

static size_t count_facts(const struct plain *plain)
{
	size_t count = 0;
	for (size_t i = 0; i < plain->workplace.pack->facts_count; i++)
		count += workplace_asks_fact(&plain->workplace, i);
	return count;
}

static void set_fact(struct plain *plain, size_t fact, enum truth value)
{
	struct error err = {0};
	/* That somebody does not know is saved, too. */
	bool changes = plain->workplace.answered.facts[fact] != value ||
	               (value == TRUTH_UNKNOWN && !workplace_is_unsure_fact(&plain->workplace, fact));
	if (!workplace_set_fact(&plain->workplace, fact, value, &err)) {
		plain_fail(&err);
		return;
	}
	print_line("%s", truth_word(value));
	if (changes)
		plain_say_saved(NULL);
}

/* `place`: how manieth it is of all that are asked. False: the rest is to wait. */
static bool ask_fact(struct plain *plain, size_t fact, size_t place)
{
	const struct fact *about = &plain->workplace.pack->facts[fact];
	enum truth value = TRUTH_UNKNOWN;
	const char *help = _("y yes, n no, u not known: then it is asked again later. An empty line goes on to the "
	                     "next. a: all that are still "
	                     "open later; at the questions P brings them back.");
	print_line("\n(%zu/%zu) %s\n%s", place, count_facts(plain), bilingual_text(&about->text),
	           bilingual_text(&about->hint));
	while (!plain->over) {
		char *line = plain_ask(plain, _("y, n, u (? help)"), help);
		bool blank = line && str_is_blank(line), later = plain_is(line, "a"),
		     known = line && !blank && !later && plain_truth(line, &value);
		if (line && !blank && !later && !known)
			plain_not_understood(line);
		free(line);
		if (known)
			set_fact(plain, fact, value);
		else if (blank)
			print_line(_("Left as it is: %s"), stands_word(plain, fact));
		if (known || blank || later)
			return !later;
	}
	return false;
}

void plain_open_facts(struct plain *plain)
{
	bool go_on = true;
	print_line("%s", _("Now about the section: what does not concern it need not be asked. Each answer is saved at "
	                   "once, and the "
	                   "rest can wait.\n"
	                   "y yes, n no, u not known; an empty line goes on to the next, a goes to the questions, q "
	                   "leaves the program."));
	for (size_t i = 0, place = 0; i < plain->workplace.pack->facts_count && go_on && !plain->over; i++) {
		place += workplace_asks_fact(&plain->workplace, i);
		if (workplace_asks_fact(&plain->workplace, i) && plain->workplace.answered.facts[i] == TRUTH_UNKNOWN)
			go_on = ask_fact(plain, i, place);
	}
}

/* Whoever let them wait is reminded, not held up. */
void plain_begin_facts(struct plain *plain)
{
	size_t open = workplace_open_facts(&plain->workplace);
	if (!open || plain->workplace.readonly)
		return;
	if (open == count_facts(plain))
		plain_open_facts(plain);
	else
		print_line(P_("About the section %zu thing is still open; P asks for it.",
		              "About the section %zu things are still open; P asks for them.", open),
		           open);
}

/* Their indices in the order of the numbers; returns how many. */
static size_t list_facts(const struct plain *plain, size_t *facts)
{
	size_t count = 0;
	for (size_t i = 0; i < plain->workplace.pack->facts_count; i++) {
		if (!workplace_asks_fact(&plain->workplace, i))
			continue;
		facts[count++] = i;
		enum truth truth = plain->workplace.answered.facts[i];
		bool said = truth != TRUTH_UNKNOWN || workplace_is_unsure_fact(&plain->workplace, i);
		print_line("%zu %s: %s", count, bilingual_text(&plain->workplace.pack->facts[i].text),
		           said ? truth_word(truth) : _("Unanswered"));
	}
	return count;
}

void plain_profile(struct plain *plain)
{
	size_t *facts = mem_new(plain->workplace.pack->facts_count, sizeof *facts);
	size_t count = list_facts(plain, facts);
	bool stay = true;
	while (stay && !plain->over) {
		char *line = plain_ask(
		        plain, _("Number of what is to be changed, o for all that is open (blank: back)"), NULL);
		size_t at = line ? plain_number(line, count) : SIZE_MAX;
		stay = !str_is_blank(line);
		if (plain_is(line, "o"))
			plain_open_facts(plain);
		else if (at != SIZE_MAX)
			ask_fact(plain, facts[at], at + 1);
		else if (stay)
			plain_not_understood(line);
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
