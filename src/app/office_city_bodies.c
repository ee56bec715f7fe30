/* What the city's report needs from the bodies of the submissions: plans, remarks and moments of answers, registers. One pass, a body at
 * a time. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "office_city_private.h"
#include "tenken/app/submission.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"

struct reading {
	struct city *city;
	const struct office *office;
	size_t *by_place; /* for each of the pack's questions: its index in the city's, or SIZE_MAX */
	size_t at;        /* in the answers: where those of the unit may begin */
};

/* --- answers --- */

static size_t *index_questions(const struct city *city)
{
	size_t count = city->input.pack->questions_count;
	size_t *by_place = mem_new(count + 1, sizeof *by_place);
	for (size_t i = 0; i < count; i++)
		by_place[i] = SIZE_MAX;
	for (size_t i = 0; i < city->questions_count; i++)
		if (city->questions[i].question != SIZE_MAX)
			by_place[city->questions[i].question] = i;
	return by_place;
}

static size_t find_question(const struct reading *reading, const char *id)
{
	const struct city *city = reading->city;
	size_t place = pack_find_question(city->input.pack, id);
	if (place != SIZE_MAX)
		return reading->by_place[place];
	for (size_t i = 0; i < city->questions_count; i++) /* few, if any */
		if (city->questions[i].question == SIZE_MAX && str_equal(city->questions[i].id, id))
			return i;
	return SIZE_MAX;
}

static size_t find_checklist(const struct city *city, const char *id)
{
	for (size_t i = 0; i < city->checklists_count; i++)
		if (str_equal(city->checklists[i].id, id))
			return i;
	return SIZE_MAX;
}

/* Those of a unit stand from `first` to before `end`, by checklist and question. */
static struct city_answer *find_answer(struct city *city, size_t first, size_t end, size_t checklist, size_t question)
{
	while (first < end) {
		size_t middle = first + (end - first) / 2;
		struct city_answer *answer = &city->answers[middle];
		if (answer->checklist == checklist && answer->question == question)
			return answer;
		if (answer->checklist < checklist || (answer->checklist == checklist && answer->question < question))
			first = middle + 1;
		else
			end = middle;
	}
	return NULL;
}

/* Of an answer that registers decide nobody has to say why. */
static void take_words(struct city *city, struct city_answer *answer, const struct json *from)
{
	const char *note = body_text(from, "note");
	int64_t moment = datetime_seconds(body_text(from, "at"));
	if (answer->basis != BASIS_DECLARED)
		return;
	answer->moment = moment > 0 && moment <= UINT32_MAX ? (uint32_t)moment : 0;
	answer->grounds = !str_is_blank(note) || !str_is_blank(body_text(from, "reason"));
	if (str_is_blank(note))
		return;
	*MEM_PUSH(city->remarks, city->remarks_count) = mem_strdup(note);
	answer->remark = (uint32_t)city->remarks_count;
}

static void take_answers(struct reading *reading, size_t unit, const struct json *submission)
{
	struct city *city = reading->city;
	size_t first = reading->at, end;
	while (first < city->answers_count && city->answers[first].unit < unit)
		first++;
	for (end = first; end < city->answers_count && city->answers[end].unit == unit;)
		end++;
	reading->at = end;
	const struct json *lists = json_get(submission, "checklists");
	for (const struct json *list = json_first(lists); list; list = json_next(list)) {
		size_t checklist = find_checklist(city, body_text(list, "id"));
		const struct json *answers = json_get(list, "answers");
		for (const struct json *node = json_first(answers); node; node = json_next(node)) {
			size_t question = find_question(reading, body_text(node, "question"));
			struct city_answer *answer = find_answer(city, first, end, checklist, question);
			if (answer)
				take_words(city, answer, node);
		}
	}
}

/* --- registers --- */

static size_t take_record(struct city *city, size_t unit, const struct record *record)
{
	*MEM_PUSH(city->records, city->records_count) =
	        (struct city_record){.unit = unit,
	                             .owner = record->owner,
	                             .id = mem_strdup(record->id),
	                             .name = mem_strdup(record_name(record, city->input.pack))};
	return city->records_count - 1;
}

/* The sentence is handed over: of other verdicts it is not shown. */
static struct bilingual *take_because(struct verdict *verdict)
{
	if (verdict->code != VERDICT_FAIL)
		return NULL;
	struct bilingual *because = mem_new(1, sizeof *because);
	*because = verdict->because;
	verdict->because = (struct bilingual){0};
	return because;
}

static void take_verdicts(struct city *city, size_t unit, struct ledger *ledger)
{
	size_t first = city->records_count;
	for (size_t i = 0; i < ledger->facts.records_count; i++)
		take_record(city, unit, &ledger->facts.records[i]);
	for (size_t i = 0; i < ledger->verdicts.count; i++) {
		struct verdict *verdict = &ledger->verdicts.items[i];
		if (verdict->code == VERDICT_NOT_APPLICABLE)
			continue;
		*MEM_PUSH(city->verdicts, city->verdicts_count) =
		        (struct city_verdict){.rule = (uint32_t)verdict->rule,
		                              .record = (uint32_t)(first + verdict->record),
		                              .code = verdict->code,
		                              .because = take_because(verdict)};
	}
}

static void take_registers(struct reading *reading, size_t place, size_t unit, const struct json *submission)
{
	struct city *city = reading->city;
	struct workplace workplace;
	if (!json_size(json_get(submission, "records")))
		return;
	submission_judge(&workplace, submission, (struct pack *)city->input.pack, json_get(reading->office->campaign, "periods"),
	                 reading->office->today);
	exceptions_take(&workplace, place, false, &city->kept_exceptions);
	take_verdicts(city, unit, &workplace.ledger);
	workplace_close(&workplace);
}

/* --- plans --- */

/* By the rule of tally_add(): these of the ledger count, but for those of 疑. */
static void count_plan(struct city_unit *unit, const struct office_plan *plan)
{
	if (str_equal(plan->answer, "unsure"))
		return;
	unit->plans++;
	unit->plans_done += plan->done;
	unit->plans_overdue += plan->overdue;
}

static void take_plans(struct city *city)
{
	office_plans_sort(&city->kept_plans);
	for (size_t i = 0; i < city->kept_plans.count; i++) {
		const struct office_plan *plan = &city->kept_plans.items[i];
		enum answer answer = ANSWER_NONE;
		answer_parse(&answer, plan->answer);
		count_plan(&city->units[city->places[plan->unit]], plan);
		*MEM_PUSH(city->plans, city->plans_count) = (struct city_plan){.unit = city->places[plan->unit],
		                                                               .checklist = plan->checklist,
		                                                               .question = plan->question,
		                                                               .answer = answer,
		                                                               .cause = plan->cause,
		                                                               .measure = plan->measure,
		                                                               .person = plan->person,
		                                                               .evidence = plan->evidence,
		                                                               .due = plan->due,
		                                                               .first_due = plan->first_due,
		                                                               .preventive = plan->preventive,
		                                                               .done = plan->done,
		                                                               .overdue = plan->overdue};
	}
}

/* --- exceptions --- */

static int compare_exceptions(const void *left, const void *right)
{
	const struct city_exception *a = left, *b = right;
	if (date_is_set(a->expires_on) != date_is_set(b->expires_on))
		return date_is_set(a->expires_on) ? -1 : 1;
	int order = date_compare(a->expires_on, b->expires_on);
	if (!order)
		order = (a->unit > b->unit) - (a->unit < b->unit);
	return order ? order : strcmp(a->id, b->id);
}

static void take_exceptions(struct city *city)
{
	for (size_t i = 0; i < city->kept_exceptions.count; i++) {
		const struct exception *exception = &city->kept_exceptions.items[i];
		*MEM_PUSH(city->exceptions, city->exceptions_count) =
		        (struct city_exception){.unit = city->places[exception->unit],
		                                .id = exception->id,
		                                .name = exception->name,
		                                .clauses = exception->clauses,
		                                .applicant = exception->applicant,
		                                .state = exception_state_label(exception->state),
		                                .state_code = exception_state_code(exception->state),
		                                .needs_action = exception_needs_action(exception->state),
		                                .expires_on = exception->expires_on,
		                                .endless = exception->endless};
	}
	if (city->exceptions_count)
		qsort(city->exceptions, city->exceptions_count, sizeof *city->exceptions, compare_exceptions);
}

/* --- all of it --- */

static bool read_unit(struct reading *reading, size_t place, struct error *err)
{
	struct city *city = reading->city;
	struct seen_dues seen;
	struct json_doc *last;
	size_t unit = city->places[place];
	if (!seen_dues_load(reading->office, place, &seen, &last, err))
		return false;
	const struct json *submission = json_get(body_root(last), "submission");
	take_answers(reading, unit, submission);
	take_registers(reading, place, unit, submission);
	office_plans_take(reading->office, place, submission, &seen, PLANS_LEDGER, &city->kept_plans);
	json_doc_free(last);
	seen_dues_release(&seen);
	return true;
}

bool city_take_bodies(struct city *city, const struct office *office, struct error *err)
{
	struct reading reading = {.city = city, .office = office, .by_place = index_questions(city)};
	bool ok = true;
	for (size_t i = 0; ok && i < office->roster.count; i++)
		if (city->places[i] != SIZE_MAX && city->units[city->places[i]].state != CITY_NOT_RECEIVED)
			ok = progress_step(_("Reading what was handed in"), i, office->roster.count, err) && read_unit(&reading, i, err);
	ok = ok && progress_step(_("Reading what was handed in"), 1, 1, err);
	free(reading.by_place);
	if (!ok)
		return false;
	take_plans(city);
	take_exceptions(city);
	return true;
}

void city_release_bodies(struct city *city)
{
	for (size_t i = 0; i < city->remarks_count; i++)
		free(city->remarks[i]);
	for (size_t i = 0; i < city->records_count; i++) {
		free((char *)city->records[i].id);
		free((char *)city->records[i].name);
	}
	for (size_t i = 0; i < city->verdicts_count; i++) {
		struct bilingual *because = (struct bilingual *)city->verdicts[i].because;
		if (because)
			bilingual_release(because);
		free(because);
	}
	office_plans_release(&city->kept_plans);
	exceptions_list_release(&city->kept_exceptions);
	free(city->remarks);
	free(city->records);
	free(city->verdicts);
	free(city->plans);
	free(city->exceptions);
}
