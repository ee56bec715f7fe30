/* Showing a question without a screen: all of it, once, in the order in which it is to be heard. */
#include "plain.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static const struct question *question_of(const struct plain *plain)
{
	return checklist_question(plain->checklist, plain->item);
}

static const struct response *response_of(const struct plain *plain)
{
	return &plain->checklist->entries[plain->item].standing.response;
}

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

static const char *item_word(enum element_answer answer)
{
	switch (answer) {
	case ELEMENT_YES:
		return _("Yes");
	case ELEMENT_NO:
		return _("No");
	case ELEMENT_NA:
		return _("Does not apply");
	default:
		return _("Unanswered");
	}
}

static void show_items(const struct plain *plain)
{
	const struct question *question = question_of(plain);
	const struct response *response = response_of(plain);
	for (size_t i = 0; i < question->elements_count; i++)
		print_line("  %s %s: %s", question->elements[i].id, item_word(response->elements[i]),
		           bilingual_text(&question->elements[i].text));
}

static void show_plan(const char *label, const struct plan *plan)
{
	struct strbuf due = STRBUF_INIT, all = STRBUF_INIT;
	if (plan_is_empty(plan))
		return;
	plan_format_due(&due, plan);
	const char *const parts[] = {plan->cause, plan->measure, plan->person, due.text};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!str_is_blank(parts[i]))
			strbuf_addf(&all, "%s%s", all.len_bytes ? " / " : "", parts[i]);
	print_line("%s: %s", label, all.text);
	strbuf_release(&all);
	strbuf_release(&due);
}

void plain_show_lacks(const struct plain *plain)
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

/* Last year's answer with what was written to it: without that nobody can say that it still holds. */
static void show_previous(const struct entry *entry)
{
	const struct response *previous = &entry->previous;
	struct strbuf text = STRBUF_INIT;
	if (!entry->has_previous)
		return;
	bool waits = !entry->previous_stale && entry->standing.response.answer == ANSWER_NONE;
	strbuf_addf(&text, "%s %s", answer_kanji(previous->answer), answer_label(previous->answer));
	if (waits)
		strbuf_addf(&text, _("   %s: still so this year"), "y");
	print_line("%s: %s", _("Last year"), text.text);
	if (entry->previous_stale)
		print_line("%s", _("The standard has changed here since last year: answer it anew."));
	if (!str_is_blank(previous->note))
		print_line(_("Last year's remark: %s"), previous->note);
	if (!str_is_blank(previous->reason))
		print_line(_("Last year's reason: %s"), previous->reason);
	show_plan(_("Last year's plan"), &previous->plan);
	if (previous->plan.done)
		print_line(_("Carried out last year: %s"), previous->plan.evidence);
	strbuf_release(&text);
}

static void show_answer(const struct plain *plain)
{
	const struct entry *entry = &plain->checklist->entries[plain->item];
	const struct response *response = response_of(plain);
	print_line("%s: %s %s", _("Answer"), answer_kanji(response->answer), answer_label(response->answer));
	show_derived(plain, entry);
	show_previous(entry);
	if (!str_is_blank(response->note))
		print_line("%s: %s", _("Remark"), response->note);
	if (!str_is_blank(response->reason))
		print_line("%s: %s", _("Reason"), response->reason);
	show_plan(_("Plan"), &response->plan);
	plain_show_lacks(plain);
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
