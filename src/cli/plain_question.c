/* Answering a question without a screen, and asking for what the answer needs. */
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "tenken/app/plans.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static const struct question *question_of(const struct plain *plain)
{
	return checklist_question(plain->checklist, plain->item);
}

static const struct entry *entry_of(const struct plain *plain)
{
	return &plain->checklist->entries[plain->item];
}

static const struct response *response_of(const struct plain *plain)
{
	return &plain->checklist->entries[plain->item].standing.response;
}

/* --- writing --- */

static void say_saved(const struct plain *plain)
{
	plain_say_saved(plain->checklist->entries[plain->item].at);
}

/* Behind an answer: that it is done, and what leads on. */
static void say_next(const struct plain *plain)
{
	size_t open = 0;
	for (size_t i = 0; i < plain->checklist->scope.count; i++)
		open += checklist_shows(plain->checklist, i, FILTER_UNANSWERED, NULL);
	if (plain->over)
		return;
	if (open)
		print_line(P_("Enter or n goes to the next unanswered question; %zu is left.",
		              "Enter or n goes to the next unanswered question; %zu are left.", open),
		           open);
	else
		print_line("%s", _("Every question is answered. s says what else is missing, S hands in."));
}

/* `why`: the due date moves; NULL where it does not. */
static bool record_for(struct plain *plain, const struct response *response, const char *why)
{
	struct error err = {0};
	bool changes = !response_equal(response, entry_response(entry_of(plain)));
	if (!workplace_record_plan(&plain->workplace, plain->checklist, plain->item, response, why, &err)) {
		bool conflict = err.code == ERROR_CONFLICT;
		plain_fail(&err);
		if (conflict)
			plain_show(plain);
		return false;
	}
	if (changes)
		say_saved(plain);
	return true;
}

static bool record(struct plain *plain, const struct response *response)
{
	return record_for(plain, response, NULL);
}

/* NULL at the end of the input; blank: it stays as it is. Caller frees. */
static char *ask_or_keep(struct plain *plain, const char *label, const char *help)
{
	char *explained = str_format("%s\n%s", help, _("An empty line leaves it as it is."));
	char *line = plain_ask(plain, label, explained);
	free(explained);
	return line;
}

/* Asks for one field of the response and writes it; a blank line leaves it as it is. */
static void ask_text(struct plain *plain, const char *label, const char *help, const char *given, size_t slot_offset)
{
	bool explain = plain_is(given, "?"); /* "e ?" is a question, and no remark */
	if (explain)
		print_line("%s", help);
	char *line = explain || str_is_blank(given) ? ask_or_keep(plain, label, help) : mem_strdup(given);
	if (!str_is_blank(line)) {
		struct response response;
		response_init(&response);
		response_copy(&response, entry_response(entry_of(plain)));
		str_assign((char **)(void *)((char *)&response + slot_offset), line);
		record(plain, &response);
		response_release(&response);
	}
	free(line);
}

void plain_note(struct plain *plain, const char *text)
{
	ask_text(plain, _("Remark"), _("What was seen, by whom, where the evidence is."), text,
	         offsetof(struct response, note));
}

void plain_reason(struct plain *plain, const char *text)
{
	ask_text(plain, _("Reason"),
	         response_of(plain)->answer == ANSWER_NOT_APPLICABLE
	                 ? _("Why does this not apply to the section? (E.g. there is no such work.)")
	         : checklist_item_conflicts(plain->checklist, plain->item)
	                 ? _("Why both are right, though they seem to contradict each other.")
	                 : _("Why is it so? (E.g. why the principle is not kept here, and what is done instead.)"),
	         text, offsetof(struct response, reason));
}

/* A day that was set before is moved for a reason only; a blank line leaves it as it is. */
static void record_due(struct plain *plain, struct date due)
{
	struct response response;
	response_init(&response);
	response_copy(&response, entry_response(entry_of(plain)));
	bool moves = plan_moves_due(&response.plan, due);
	char *why = moves ? plain_ask(plain, _("Why the due date is moved"), NULL) : NULL;
	bool given_up = moves && str_is_blank(why);
	response.plan.due = due;
	if (given_up)
		print_line("%s", _("Without a reason the due date stays as it was."));
	else
		record_for(plain, &response, why);
	free(why);
	response_release(&response);
}

static void ask_due(struct plain *plain, const char *label)
{
	while (!plain->over) {
		char *line = ask_or_keep(plain, label, _("E.g. 2026-10-31 or R8.10.31."));
		struct error err = {0};
		struct date due;
		bool blank = str_is_blank(line), read = !blank && date_parse(&due, line, &err);
		free(line);
		if (read) {
			record_due(plain, due);
		} else if (!blank) {
			plain_fail(&err);
			continue;
		}
		return;
	}
}

/* What the question itself proposes. Caller frees. */
static char *examples_of_measures(const struct question *question)
{
	struct strbuf out = STRBUF_INIT;
	strbuf_add(&out, _("What is done, so that it does not happen again."));
	for (size_t i = 0; i < question->measures_count; i++)
		strbuf_addf(&out, "\n%s: %s", _("What helps"), bilingual_text(&question->measures[i]));
	return strbuf_take(&out);
}

static void ask_plan(struct plain *plain)
{
	if (response_of(plain)->answer == ANSWER_UNSURE) {
		ask_text(plain, _("Who finds out"), _("The post or role, e.g. the general affairs chief."), NULL,
		         offsetof(struct response, plan.person));
		ask_due(plain, _("By when"));
		return;
	}
	char *examples = examples_of_measures(question_of(plain));
	ask_text(plain, _("Cause"), _("Why it is not done."), NULL, offsetof(struct response, plan.cause));
	ask_text(plain, _("Measure"), examples, NULL, offsetof(struct response, plan.measure));
	ask_text(plain, _("Person in charge"), _("The post or role, e.g. the general affairs chief."), NULL,
	         offsetof(struct response, plan.person));
	free(examples);
	ask_due(plain, _("Due date"));
}

/* A plan belongs to what is not done, or is to be found out; one that there is can be looked after. */
static bool takes_plan(const struct plain *plain)
{
	const struct response *response = response_of(plain);
	bool fine = response->answer == ANSWER_IMPLEMENTED || response->answer == ANSWER_NOT_APPLICABLE ||
	            response->answer == ANSWER_EXCEPTION;
	if (response->answer != ANSWER_NONE && (!fine || !plan_is_empty(&response->plan)))
		return true;
	print_line("%s", response->answer == ANSWER_NONE
	                         ? _("Answer the question first; a plan belongs to what is not, or only partly, done.")
	                         : _("No plan is needed for this answer."));
	return false;
}

void plain_ask_plan(struct plain *plain)
{
	if (takes_plan(plain))
		ask_plan(plain);
}

bool plain_plan_words(struct plain *plain, const char *text)
{
	struct error err = {0};
	bool note = str_starts_with(text, "note "), done = str_starts_with(text, "done ");
	const char *words = text + strlen("note ");
	struct response response;
	if (str_equal(text, "preventive") && !takes_plan(plain))
		return true;
	if (str_equal(text, "preventive")) {
		response_init(&response);
		response_copy(&response, entry_response(entry_of(plain)));
		response.plan.preventive = !response.plan.preventive;
		record(plain, &response);
		response_release(&response);
		return true;
	}
	if ((!note && !done) || plain_is(words, "?"))
		return false;
	if (!(note ? workplace_plan_progress : workplace_plan_done)(&plain->workplace, plain->checklist, plain->item,
	                                                            words, &err))
		plain_fail(&err);
	else
		say_saved(plain);
	return true;
}

static void ask_what_is_needed(struct plain *plain)
{
	switch (response_need(question_of(plain), response_of(plain))) {
	case NEED_REASON:
		plain_reason(plain, NULL);
		if (response_needs_plan(question_of(plain), response_of(plain)))
			ask_plan(plain);
		break;
	case NEED_PLAN:
	case NEED_WHO_FINDS_OUT:
		ask_plan(plain);
		break;
	default:
		break;
	}
	plain_show_lacks(plain);
}

void plain_answer(struct plain *plain, enum answer answer)
{
	struct error err = {0};
	enum answer before = response_of(plain)->answer;
	if (!workplace_answer(&plain->workplace, plain->checklist, plain->item, answer, &err)) {
		bool conflict = err.code == ERROR_CONFLICT;
		plain_fail(&err);
		if (conflict)
			plain_show(plain);
		return;
	}
	enum answer now = response_of(plain)->answer;
	print_line("%s: %s %s", question_of(plain)->id, answer_kanji(now), answer_label(now));
	if (before != ANSWER_NONE && before != now)
		print_line(_("Before it was %s %s; u goes back, one step at a time."), answer_kanji(before),
		           answer_label(before));
	say_saved(plain);
	ask_what_is_needed(plain);
	say_next(plain);
}

void plain_confirm(struct plain *plain)
{
	struct error err = {0};
	if (!workplace_confirm(&plain->workplace, plain->checklist, plain->item, &err)) {
		plain_fail(&err);
		return;
	}
	enum answer now = response_of(plain)->answer;
	print_line("%s: %s %s", question_of(plain)->id, answer_kanji(now), answer_label(now));
	say_saved(plain);
	plain_show_lacks(plain);
	say_next(plain);
}

/* --- items --- */

/* The words of the command line, those of people, and the keys of the screens. */
static bool item_parse(enum element_answer *answer, const char *line)
{
	enum truth truth;
	if (plain_is(line, "m") || plain_is(line, "na") || plain_is(line, _("Does not apply")))
		*answer = ELEMENT_NA;
	else if (plain_is(line, "o") || (plain_truth(line, &truth) && truth == TRUTH_TRUE))
		*answer = ELEMENT_YES;
	else if (plain_is(line, "b") || (plain_truth(line, &truth) && truth == TRUTH_FALSE))
		*answer = ELEMENT_NO;
	else
		return false;
	return true;
}

/* False: it was left as it is. */
static bool ask_item(struct plain *plain, const struct element *element, enum element_answer *answer)
{
	char *label = str_format("%s %s", element->id, bilingual_text(&element->text));
	bool understood = false, answered = false;
	while (!understood && !plain->over) {
		char *line = plain_ask(
		        plain, label,
		        _("y yes, n no, m does not apply. What is not known yet: leave it with an empty line, or "
		          "answer the whole question with 0."));
		answered = line && item_parse(answer, line);
		understood = answered || (line && str_is_blank(line));
		if (line && !understood)
			plain_not_understood(line);
		free(line);
	}
	free(label);
	return answered;
}

void plain_items(struct plain *plain, const char *text)
{
	const struct question *question = question_of(plain);
	struct error err = {0};
	struct response response;
	response_init(&response);
	response_copy(&response, entry_response(entry_of(plain)));
	bool ok = true;
	if (question->kind != QUESTION_ELEMENTS || !str_is_blank(text)) {
		ok = elements_parse(question, text ? text : "", &response, &err);
	} else {
		print_line("%s", _("Item by item: y yes, n no, m does not apply; an empty line leaves it as it is, ? "
		                   "explains."));
		for (size_t i = 0; i < question->elements_count && !plain->over; i++)
			if (ask_item(plain, &question->elements[i], &response.elements[i]))
				response.answer = answer_from_elements(response.elements, question->elements_count);
	}
	if (!ok)
		plain_fail(&err);
	bool changes = !response_equal(&response, entry_response(entry_of(plain)));
	/* What was answered before q is kept all the same. */
	if (ok && record(plain, &response)) {
		enum answer now = response_of(plain)->answer;
		if (changes)
			print_line("%s: %s %s", question->id, answer_kanji(now), answer_label(now));
		ask_what_is_needed(plain);
		say_next(plain);
	}
	response_release(&response);
}
