/* One question without a screen: showing it, answering it, and asking for what the answer needs. */
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

/* --- showing --- */

static void show_clauses(const struct plain *plain)
{
	const struct question *question = question_of(plain);
	struct strbuf line = STRBUF_INIT;
	for (size_t i = 0; i < question->clauses_count; i++)
		strbuf_addf(&line, "%s%s", i ? ", " : "", plain->workplace.pack->clauses[question->clauses[i]].label);
	print_line("\n[%zu/%zu] %s  %s%s", plain->checklist->tally.answered, plain->checklist->tally.applicable,
	           question->id, line.text, question->principle ? _("  (a reason may excuse)") : "");
	strbuf_release(&line);
}

static void show_items(const struct plain *plain)
{
	const struct question *question = question_of(plain);
	const struct response *response = response_of(plain);
	for (size_t i = 0; i < question->elements_count; i++)
		print_line("  %s %s: %s", question->elements[i].id,
		           response->elements[i] == ELEMENT_NONE ? "-" : element_answer_code(response->elements[i]),
		           bilingual_text(&question->elements[i].text));
}

static void show_plan(const struct plan *plan)
{
	struct strbuf due = STRBUF_INIT;
	if (plan_is_empty(plan))
		return;
	plan_format_due(&due, plan);
	print_line("%s: %s / %s / %s / %s", _("Plan"), plan->cause, plan->measure, plan->person, due.text);
	strbuf_release(&due);
}

static void show_lacks(const struct plain *plain)
{
	if (response_of(plain)->answer == ANSWER_NONE)
		return;
	for (size_t i = 0; i < plain->checklist->lacks.count; i++)
		if (plain->checklist->lacks.items[i].item == plain->item)
			print_line("%s", plain->checklist->lacks.items[i].text);
}

/* Why the registers answer as they do. */
static void show_derived(const struct plain *plain, const struct entry *entry)
{
	struct strbuf why = STRBUF_INIT;
	if (entry->derivation.state != DERIVATION_DECIDED)
		return;
	derivation_explain(&why, &entry->derivation, &plain->workplace.ledger.verdicts, 5);
	print_line("%s: %s", _("By the register"), why.text);
	strbuf_release(&why);
}

static void show_answer(const struct plain *plain)
{
	const struct entry *entry = &plain->checklist->entries[plain->item];
	const struct response *response = response_of(plain);
	print_line("%s: %s %s", _("Answer"), answer_kanji(response->answer), answer_label(response->answer));
	show_derived(plain, entry);
	if (entry->has_previous)
		print_line("%s: %s %s", _("Last year"), answer_kanji(entry->previous.answer),
		           answer_label(entry->previous.answer));
	if (entry->previous_stale)
		print_line("%s", _("The standard has changed here since last year: answer it anew."));
	if (!str_is_blank(response->note))
		print_line("%s: %s", _("Remark"), response->note);
	if (!str_is_blank(response->reason))
		print_line("%s: %s", _("Reason"), response->reason);
	show_plan(&response->plan);
	show_lacks(plain);
}

/* The keys, in the order of the screens. */
static void show_choices(const struct plain *plain)
{
	static const enum answer order[] = {ANSWER_IMPLEMENTED,    ANSWER_PARTIAL,   ANSWER_NOT_IMPLEMENTED,
	                                    ANSWER_NOT_APPLICABLE, ANSWER_EXCEPTION, ANSWER_UNSURE};
	bool items = question_of(plain)->kind == QUESTION_ELEMENTS;
	struct strbuf line = STRBUF_INIT;
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		if (items && (order[i] == ANSWER_PARTIAL || order[i] == ANSWER_NOT_IMPLEMENTED))
			continue;
		strbuf_addf(&line, "%zu %s  ", (i + 1) % 6, answer_label(order[i]));
	}
	if (items)
		strbuf_add(&line, _("i item by item"));
	print_line("%s", line.text);
	strbuf_release(&line);
}

void plain_show(const struct plain *plain)
{
	show_clauses(plain);
	print_line("%s", bilingual_text(&question_of(plain)->text));
	show_items(plain);
	print_line("%s: %s", _("How to check"), bilingual_text(&question_of(plain)->hint));
	show_answer(plain);
	show_choices(plain);
}

/* --- writing --- */

static void say_saved(const struct plain *plain)
{
	struct strbuf time = STRBUF_INIT;
	const struct entry *entry = &plain->checklist->entries[plain->item];
	if (entry->at)
		datetime_format_time(&time, entry->at);
	print_line(_("Saved %s"), time.text);
	strbuf_release(&time);
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

/* Asks for one field of the response and writes it; a blank line leaves it as it is. */
static void ask_text(struct plain *plain, const char *label, const char *given, size_t slot_offset)
{
	char *line = str_is_blank(given) ? plain_ask(plain, label) : mem_strdup(given);
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
	ask_text(plain, _("Remark"), text, offsetof(struct response, note));
}

void plain_reason(struct plain *plain, const char *text)
{
	ask_text(plain, _("Reason"), text, offsetof(struct response, reason));
}

/* A day that was set before is moved for a reason only; a blank line leaves it as it is. */
static void record_due(struct plain *plain, struct date due)
{
	struct response response;
	response_init(&response);
	response_copy(&response, entry_response(entry_of(plain)));
	char *why = plan_moves_due(&response.plan, due) ? plain_ask(plain, _("Why the due date is moved")) : NULL;
	bool given_up = why && str_is_blank(why);
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
		char *line = plain_ask(plain, label);
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

void plain_plan(struct plain *plain)
{
	if (response_of(plain)->answer == ANSWER_UNSURE) {
		ask_text(plain, _("Who finds out"), NULL, offsetof(struct response, plan.person));
		ask_due(plain, _("By when"));
		return;
	}
	ask_text(plain, _("Cause"), NULL, offsetof(struct response, plan.cause));
	ask_text(plain, _("Measure"), NULL, offsetof(struct response, plan.measure));
	ask_text(plain, _("Person in charge"), NULL, offsetof(struct response, plan.person));
	ask_due(plain, _("Due date"));
}

bool plain_plan_words(struct plain *plain, const char *text)
{
	struct error err = {0};
	bool note = str_starts_with(text, "note "), done = str_starts_with(text, "done ");
	const char *words = text + strlen("note ");
	struct response response;
	if (str_equal(text, "preventive")) {
		response_init(&response);
		response_copy(&response, entry_response(entry_of(plain)));
		response.plan.preventive = !response.plan.preventive;
		record(plain, &response);
		response_release(&response);
		return true;
	}
	if (!note && !done)
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
			plain_plan(plain);
		break;
	case NEED_PLAN:
	case NEED_WHO_FINDS_OUT:
		plain_plan(plain);
		break;
	default:
		break;
	}
	show_lacks(plain);
}

void plain_answer(struct plain *plain, enum answer answer)
{
	struct error err = {0};
	if (!workplace_answer(&plain->workplace, plain->checklist, plain->item, answer, &err)) {
		bool conflict = err.code == ERROR_CONFLICT;
		plain_fail(&err);
		if (conflict)
			plain_show(plain);
		return;
	}
	print_line("%s %s", answer_kanji(response_of(plain)->answer), answer_label(response_of(plain)->answer));
	say_saved(plain);
	ask_what_is_needed(plain);
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
		for (size_t i = 0; ok && i < question->elements_count && !plain->over; i++) {
			char *label = str_format("%s %s (yes, no, na)", question->elements[i].id,
			                         bilingual_text(&question->elements[i].text));
			char *line = plain_ask(plain, label);
			char *part = str_is_blank(line) ? NULL : str_format("%s=%s", question->elements[i].id, line);
			ok = !part || elements_parse(question, part, &response, &err);
			free(part);
			free(line);
			free(label);
		}
	}
	if (!ok)
		plain_fail(&err);
	/* What was answered before the mistake is kept all the same. */
	if (record(plain, &response) && ok)
		ask_what_is_needed(plain);
	response_release(&response);
}
