/* What sections have laid down to be improved, over all of them. */
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"

void office_plans_release(struct office_plans *plans)
{
	for (size_t i = 0; i < plans->count; i++) {
		struct office_plan *plan = &plans->items[i];
		free(plan->checklist);
		free(plan->question);
		free(plan->answer);
		free(plan->cause);
		free(plan->measure);
		free(plan->person);
		free(plan->evidence);
		free(plan->about);
		plan_notes_release(&plan->notes);
	}
	free(plans->items);
	*plans = (struct office_plans){0};
}

/* What stands for the question: the answer that a plan belongs to may have been mended since, or be decided by a register. */
static const char *standing_answer(const struct json *checklist, const char *question)
{
	for (const struct json *node = json_first(json_get(checklist, "standing")); node; node = json_next(node))
		if (str_equal(body_text(node, "question"), question))
			return body_text(node, "answer");
	return "";
}

static void take_notes(struct plan_notes *notes, const struct json *list)
{
	for (const struct json *node = json_first(list); node; node = json_next(node)) {
		struct plan_note *note = MEM_PUSH(notes->items, notes->count);
		const char *due = body_text(node, "due");
		*note = (struct plan_note){.text = mem_strdup(body_text(node, "text")),
		                           .actor = mem_strdup(body_text(node, "actor")),
		                           .acted_for = mem_strdup(body_text(node, "acted_for")),
		                           .at = mem_strdup(body_text(node, "at")),
		                           .moves = *due != '\0'};
		if (!date_parse_iso(&note->due, due))
			note->due = (struct date){0};
	}
}

/* As plan_is_empty(). */
static bool text_stands(const struct json *plan, const char *key)
{
	return !str_is_blank(body_text(plan, key));
}

static bool says_nothing(const struct json *plan)
{
	return !text_stands(plan, "cause") && !text_stands(plan, "measure") && !text_stands(plan, "person") &&
	       !text_stands(plan, "due") && !text_stands(plan, "evidence") && !json_bool(json_get(plan, "done"));
}

bool office_plan_is_in_ledger(const struct json *plan, enum answer standing)
{
	bool open = standing == ANSWER_PARTIAL || standing == ANSWER_NOT_IMPLEMENTED || standing == ANSWER_UNSURE;
	return !says_nothing(plan) && (open || (standing == ANSWER_IMPLEMENTED && json_bool(json_get(plan, "done"))));
}

static void take_plan(const struct office *office, size_t unit, const struct json *checklist, const char *about,
                      const struct json *answer, const struct seen_dues *seen, bool overdue, struct office_plans *plans)
{
	const struct json *plan = json_get(answer, "plan");
	struct date due = {0};
	bool done = json_bool(json_get(plan, "done"));
	const char *standing = standing_answer(checklist, body_text(answer, "question"));
	if (!date_parse_iso(&due, body_text(plan, "due")))
		due = (struct date){0};
	bool late = !done && date_is_set(due) && date_compare(due, office->today) < 0;
	enum answer answered = ANSWER_NONE;
	if (!answer_parse(&answered, standing) || !office_plan_is_in_ledger(plan, answered) || (overdue && !late))
		return;
	struct office_plan *taken = MEM_PUSH(plans->items, plans->count);
	*taken = (struct office_plan){.unit = unit,
	                              .checklist = mem_strdup(body_text(checklist, "id")),
	                              .question = mem_strdup(body_text(answer, "question")),
	                              .answer = mem_strdup(standing),
	                              .cause = mem_strdup(body_text(plan, "cause")),
	                              .measure = mem_strdup(body_text(plan, "measure")),
	                              .person = mem_strdup(body_text(plan, "person")),
	                              .evidence = mem_strdup(body_text(plan, "evidence")),
	                              .about = mem_strdup(about),
	                              .due = due,
	                              .first_due = seen_dues_first(seen, body_text(checklist, "id"), answer),
	                              .preventive = json_bool(json_get(plan, "preventive")),
	                              .done = done,
	                              .overdue = late};
	take_notes(&taken->notes, json_get(plan, "progress"));
}

/* Those of one submission of the unit of which people are told, or of these the late ones. */
static void take_plans(const struct office *office, size_t unit, const struct json *submission,
                       const struct seen_dues *seen, bool overdue, struct office_plans *plans)
{
	const struct json *lists = json_get(submission, "checklists");
	for (const struct json *checklist = json_first(lists); checklist; checklist = json_next(checklist)) {
		const struct json *answers = json_get(checklist, "answers");
		char *about = office_about(submission, json_string(json_get(checklist, "subject")));
		for (const struct json *answer = json_first(answers); answer; answer = json_next(answer))
			take_plan(office, unit, checklist, about, answer, seen, overdue, plans);
		free(about);
	}
}

/* Late ones first, done ones last; else by their day, those without one behind. */
static int urgency(const struct office_plan *plan)
{
	return plan->overdue ? 0 : plan->done ? 3 : date_is_set(plan->due) ? 1 : 2;
}

static int compare_plans(const void *left, const void *right)
{
	const struct office_plan *a = left, *b = right;
	int order = urgency(a) - urgency(b);
	if (!order)
		order = date_compare(a->due, b->due);
	if (!order)
		order = (a->unit > b->unit) - (a->unit < b->unit);
	if (!order)
		order = strcmp(a->question, b->question);
	return order ? order : strcmp(a->checklist, b->checklist);
}

void office_plans_sort(struct office_plans *plans)
{
	if (plans->count)
		qsort(plans->items, plans->count, sizeof *plans->items, compare_plans);
}

static int compare_months(const void *left, const void *right)
{
	const struct office_plans_month *a = left, *b = right;
	return date_compare(a->first, b->first);
}

static void count_month(struct office_plans_sum *sum, struct date due)
{
	struct date first = {due.year, due.month, 1};
	for (size_t i = 0; i < sum->months_count; i++) {
		if (!date_compare(sum->months[i].first, first)) {
			sum->months[i].count++;
			return;
		}
	}
	*MEM_PUSH(sum->months, sum->months_count) = (struct office_plans_month){first, 1};
}

void office_plans_add_up(const struct office_plans *plans, struct office_plans_sum *sum)
{
	*sum = (struct office_plans_sum){0};
	for (size_t i = 0; i < plans->count; i++) {
		const struct office_plan *plan = &plans->items[i];
		if (plan->done)
			sum->done++;
		else if (plan->overdue)
			sum->overdue++;
		else if (date_is_set(plan->due))
			count_month(sum, plan->due);
		else
			sum->dateless++;
	}
	if (sum->months_count)
		qsort(sum->months, sum->months_count, sizeof *sum->months, compare_months);
}

void office_plans_sum_release(struct office_plans_sum *sum)
{
	free(sum->months);
	*sum = (struct office_plans_sum){0};
}

bool office_plans_load(const struct office *office, bool overdue, struct office_plans *plans, struct error *err)
{
	*plans = (struct office_plans){0};
	for (size_t i = 0; i < office->roster.count; i++) {
		struct seen_dues seen;
		struct json_doc *last;
		bool received;
		if (!progress_step(_("Reading what was handed in"), i, office->roster.count, err) ||
		    !seen_dues_load(office->db, office->cycle.id, office->roster.items[i].code, &seen, &last, &received,
		                    err)) {
			office_plans_release(plans);
			return false;
		}
		take_plans(office, i, json_get(body_root(last), "submission"), &seen, overdue, plans);
		json_doc_free(last);
		seen_dues_release(&seen);
	}
	return progress_step(_("Reading what was handed in"), 1, 1, err);
}
