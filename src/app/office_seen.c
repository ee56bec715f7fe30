/* What the office was told before: a section could have rewritten its own database since. */
#include <stdlib.h>

#include "office_private.h"
#include "tenken/app/submission.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

void seen_dues_release(struct seen_dues *seen)
{
	for (size_t i = 0; i < seen->count; i++) {
		free(seen->items[i].checklist);
		free(seen->items[i].question);
	}
	free(seen->items);
	*seen = (struct seen_dues){0};
}

static bool is_of_unsure(const struct json *answer)
{
	return str_equal(body_text(answer, "answer"), "unsure");
}

static struct seen_due *find(const struct seen_dues *seen, const char *checklist, const char *question, bool unsure)
{
	for (size_t i = 0; i < seen->count; i++)
		if (seen->items[i].unsure == unsure && str_equal(seen->items[i].question, question) &&
		    str_equal(seen->items[i].checklist, checklist))
			return &seen->items[i];
	return NULL;
}

/* What the section says was the first; older programs did not say it, and then it is the due date itself, as it is where that is the
 * earlier. */
static bool told_first(const struct json *plan, struct date *first)
{
	struct date due;
	bool says_first = date_parse_iso(first, body_text(plan, "first_due")), says_due = date_parse_iso(&due, body_text(plan, "due"));
	if (says_due && (!says_first || date_compare(due, *first) < 0))
		*first = due;
	return says_first || says_due;
}

static void take(struct seen_dues *seen, const char *checklist, const struct json *answer)
{
	struct date first;
	const char *question = body_text(answer, "question");
	bool unsure = is_of_unsure(answer);
	if (!told_first(json_get(answer, "plan"), &first))
		return;
	struct seen_due *known = find(seen, checklist, question, unsure);
	if (!known) {
		known = MEM_PUSH(seen->items, seen->count);
		*known = (struct seen_due){.checklist = mem_strdup(checklist),
		                           .question = mem_strdup(question),
		                           .unsure = unsure,
		                           .first = first};
	} else if (date_compare(first, known->first) < 0) {
		known->first = first;
	}
}

void seen_dues_add(struct seen_dues *seen, const struct json *submission)
{
	const struct json *lists = json_get(submission, "checklists");
	for (const struct json *list = json_first(lists); list; list = json_next(list)) {
		const struct json *answers = json_get(list, "answers");
		for (const struct json *answer = json_first(answers); answer; answer = json_next(answer))
			take(seen, body_text(list, "id"), answer);
	}
}

struct date seen_dues_first(const struct seen_dues *seen, const char *checklist, const struct json *answer)
{
	const struct seen_due *known = find(seen, checklist, body_text(answer, "question"), is_of_unsure(answer));
	return known ? known->first : (struct date){0};
}

bool seen_dues_load(struct db *db, int64_t cycle, const char *unit, struct seen_dues *seen, struct json_doc **last,
                    bool *received, struct error *err)
{
	struct exchange_events events;
	*seen = (struct seen_dues){0};
	*last = NULL;
	*received = false;
	if (!exchanges_load(db, cycle, unit, &events, err))
		return false;
	for (size_t i = 0; i < events.count; i++) {
		if (events.items[i].kind != EXCHANGE_SUBMIT)
			continue;
		*received = true;
		json_doc_free(*last);
		*last = body_open(events.items[i].body);
		seen_dues_add(seen, json_get(body_root(*last), "submission"));
	}
	exchange_events_release(&events);
	return true;
}

bool office_amend_first_dues(const struct office *office, size_t unit, struct workplace *workplace, struct error *err)
{
	struct seen_dues seen;
	struct json_doc *last;
	bool received;
	if (!seen_dues_load(office->db, office->cycle.id, office->roster.items[unit].code, &seen, &last, &received,
	                    err))
		return false;
	const struct json *lists = json_get(json_get(body_root(last), "submission"), "checklists");
	for (const struct json *list = json_first(lists); list; list = json_next(list)) {
		const struct json *answers = json_get(list, "answers");
		for (const struct json *answer = json_first(answers); answer; answer = json_next(answer))
			submission_set_first_due(workplace, body_text(list, "id"), body_text(answer, "question"),
			                         seen_dues_first(&seen, body_text(list, "id"), answer));
	}
	seen_dues_release(&seen);
	json_doc_free(last);
	return true;
}
