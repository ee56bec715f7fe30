/* What a unit answers in a year. Answers live on from year to year: what is open is mostly mended, some of what was done slips. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city.h"
#include "tenken/app/submission.h"
#include "tenken/base/csv.h"
#include "tenken/base/json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* --- from year to year --- */

/* Of 1,000 answers in the first year, by quality; what is left is 適. */
static const unsigned first_year[][ANSWERS] = {
        [QUALITY_GOOD] = {[ANSWER_PARTIAL] = 25, [ANSWER_NOT_IMPLEMENTED] = 8, [ANSWER_NOT_APPLICABLE] = 60, [ANSWER_EXCEPTION] = 2, [ANSWER_UNSURE] = 5},
        [QUALITY_MIDDLING] = {[ANSWER_PARTIAL] = 80, [ANSWER_NOT_IMPLEMENTED] = 45, [ANSWER_NOT_APPLICABLE] = 70, [ANSWER_EXCEPTION] = 4, [ANSWER_UNSURE] = 25},
        [QUALITY_BAD] = {[ANSWER_PARTIAL] = 170, [ANSWER_NOT_IMPLEMENTED] = 150, [ANSWER_NOT_APPLICABLE] = 80, [ANSWER_EXCEPTION] = 8, [ANSWER_UNSURE] = 90},
};

static enum answer begin(struct dice *dice, enum quality quality)
{
	unsigned roll = dice_roll(dice, 1000);
	for (int i = 0; i < ANSWERS; i++) {
		if (roll < first_year[quality][i])
			return (enum answer)i;
		roll -= first_year[quality][i];
	}
	return ANSWER_IMPLEMENTED;
}

static enum answer go_on(struct dice *dice, enum quality quality, enum answer answer)
{
	unsigned roll = dice_roll(dice, 1000);
	unsigned slips = quality == QUALITY_GOOD ? 8 : quality == QUALITY_MIDDLING ? 25 : 60;
	switch (answer) {
	case ANSWER_PARTIAL:
	case ANSWER_NOT_IMPLEMENTED:
		return roll < (quality == QUALITY_BAD ? 250 : 500) ? ANSWER_IMPLEMENTED : roll < 600 ? ANSWER_PARTIAL : answer;
	case ANSWER_UNSURE:
		return roll < 600 ? ANSWER_IMPLEMENTED : roll < 800 ? ANSWER_NOT_IMPLEMENTED : answer;
	case ANSWER_EXCEPTION:
		return roll < 300 ? ANSWER_IMPLEMENTED : answer;
	case ANSWER_IMPLEMENTED:
		return roll < slips ? (roll % 3 ? ANSWER_PARTIAL : ANSWER_UNSURE) : answer;
	default:
		return answer;
	}
}

struct answering {
	const struct city *city;
	const struct city_unit *unit;
	int year;
	bool again;
	char *actor;
	struct json *records;
	int exceptions;
	size_t *by_answer;
};

/* `which`: the checklist's place in the kind. */
static enum answer answer_of(const struct answering *answering, const struct question *question, size_t which)
{
	const struct city_unit *unit = answering->unit;
	char *what = str_format("%s %zu %s", unit->code, which, question->id);
	struct dice dice = dice_of(answering->city->options->seed, what, 0);
	enum answer answer = begin(&dice, unit->quality);
	for (int year = answering->city->options->first_year; year < answering->year; year++)
		answer = go_on(&dice, unit->quality, answer);
	bool open = answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED || answer == ANSWER_UNSURE;
	if (unit->spotless && answer != ANSWER_NOT_APPLICABLE)
		answer = ANSWER_IMPLEMENTED;
	else if (answering->again && open && dice_roll(&dice, 2))
		answer = ANSWER_IMPLEMENTED;
	/* The terms of contracts are no rule that the city could permit to depart from. */
	if (answer == ANSWER_EXCEPTION && strncmp(question->id, "special-", 8) == 0)
		answer = ANSWER_PARTIAL;
	free(what);
	return answer;
}

/* --- one answer --- */

static void set_answer(struct response *response, const struct question *question, enum answer answer, struct dice *dice)
{
	struct error err = {0};
	bool some = answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED;
	if (question->kind == QUESTION_ELEMENTS && some) {
		for (size_t i = 0; i < question->elements_count; i++)
			response->elements[i] = answer == ANSWER_PARTIAL && dice_roll(dice, 3) ? ELEMENT_YES : ELEMENT_NO;
		response->answer = answer_from_elements(response->elements, question->elements_count);
	} else if (!response_set_answer(response, question, answer, &err)) {
		city_die(&err);
	}
}

/* Whether the answer may stand against the profile: then the section has explained it. */
static bool may_contradict(const struct question *question)
{
	const struct contradictions *all = city_pack()->contradictions;
	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < all->items[i].questions_count; k++)
			if (&city_pack()->questions[all->items[i].questions[k]] == question)
				return true;
	return false;
}

static void set_texts(struct response *response, const struct question *question, struct dice *dice, int year)
{
	static const char *const papers[] = {"簿冊", "端末の一覧", "申請書の綴り", "入退室の記録", "研修の名簿"};
	static const char *const causes[] = {"手順が書かれていない", "担当が替わり引き継がれていない", "記録の様式がない", "機器が古い"};
	static const char *const people[] = {"庶務係長", "管理係長", "業務係長", "課長補佐"};
	enum answer answer = response->answer;
	bool open = answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED;
	if (dice_roll(dice, 3) == 0) {
		free(response->note);
		response->note = str_format("%s%u号と現物を%d年%u月%u日に見比べた。", papers[dice_roll(dice, 5)],
		                            1 + dice_roll(dice, 900), year, 5 + dice_roll(dice, 5), 1 + dice_roll(dice, 28));
	}
	if (answer == ANSWER_NOT_APPLICABLE)
		str_assign(&response->reason, "課に該当する事務がない");
	else if (may_contradict(question))
		str_assign(&response->reason, "課の状況と並べて見直し、このとおりで間違いない");
	if (open) {
		str_assign(&response->plan.cause, causes[dice_roll(dice, 4)]);
		str_assign(&response->plan.measure, question->measures_count
		                                            ? bilingual_in(&question->measures[dice_roll(dice, (unsigned)question->measures_count)],
		                                                           LANGUAGE_JA)
		                                            : "手順を作り、朝礼で周知する");
		response->plan.done = dice_roll(dice, 8) == 0;
		if (response->plan.done)
			str_assign(&response->plan.evidence, "改めた手順書を課の棚に置いた。");
	}
	if (open || answer == ANSWER_UNSURE) {
		str_assign(&response->plan.person, people[dice_roll(dice, 4)]);
		response->plan.due = dice_roll(dice, 2) ? (struct date){year, 11 + (int)dice_roll(dice, 2), 1 + (int)dice_roll(dice, 28)}
		                                        : (struct date){year + 1, 1 + (int)dice_roll(dice, 3), 1 + (int)dice_roll(dice, 28)};
	}
}

static struct json *plan_json(const struct plan *plan)
{
	struct json *node = json_new_object();
	char due[11];
	json_put_string(node, "cause", plan->cause);
	json_put_string(node, "measure", plan->measure);
	json_put_string(node, "person", plan->person);
	json_put_string(node, "due", date_is_set(plan->due) ? date_format_iso(plan->due, due) : "");
	json_put_bool(node, "preventive", plan->preventive);
	json_put_bool(node, "done", plan->done);
	json_put_string(node, "evidence", plan->evidence);
	return node;
}

static void put_answer(struct answering *answering, struct json *answers, struct json *standing, const struct question *question,
                       size_t which)
{
	char *what = str_format("%s %zu %s %d", answering->unit->code, which, question->id, answering->year);
	struct dice dice = dice_of(answering->city->options->seed, what, answering->again);
	struct response response;
	char at[32];
	struct json *node = json_put_object(answers, NULL);
	response_init(&response);
	set_answer(&response, question, answer_of(answering, question, which), &dice);
	set_texts(&response, question, &dice, answering->year);
	snprintf(at, sizeof at, "%d-10-%02uT%02u:%02u:%02u+09:00", answering->year, 1 + dice_roll(&dice, 28), 9 + dice_roll(&dice, 8),
	         dice_roll(&dice, 60), dice_roll(&dice, 60));
	if (response.answer == ANSWER_EXCEPTION)
		city_put_exception(answering->records, question, ++answering->exceptions, answering->year, answering->actor, at);
	char *elements = elements_format(question, &response);
	json_put_string(node, "question", question->id);
	json_put_string(node, "answer", answer_code(response.answer));
	json_put_string(node, "elements", elements);
	json_put_string(node, "note", response.note);
	json_put_string(node, "reason", response.reason);
	json_put(node, "plan", plan_json(&response.plan));
	json_put_bool(node, "confirmed", false);
	json_put_int(node, "revision", 1 + dice_roll(&dice, 3));
	json_put_string(node, "actor", answering->actor);
	json_put_string(node, "acted_for", "");
	json_put_string(node, "at", at);
	node = json_put_object(standing, NULL);
	json_put_string(node, "question", question->id);
	json_put_string(node, "answer", answer_code(response.answer));
	json_put_string(node, "basis", basis_code(BASIS_DECLARED));
	answering->by_answer[response.answer]++;
	free(elements);
	free(what);
	response_release(&response);
}

/* --- the whole --- */

static void put_checklists(struct answering *answering, struct json *body, const struct kind *kind)
{
	struct json *list = json_put_array(body, "checklists");
	for (size_t i = 0; i < kind->count; i++) {
		const struct kind_checklist *checklist = &kind->checklists[i];
		struct json *node = json_put_object(list, NULL), *answers, *standing = json_new_array();
		json_put_string(node, "id", checklist->id);
		json_put_string(node, "role", checklist->role);
		json_put_string(node, "subject", checklist->subject);
		answers = json_put_array(node, "answers");
		for (size_t k = 0; k < checklist->count; k++)
			put_answer(answering, answers, standing, checklist->questions[k], i);
		json_put(node, "standing", standing);
	}
}

struct json *city_submission(const struct city *city, const struct city_unit *unit, int year, bool again,
                             size_t by_answer[ANSWERS])
{
	struct answering answering = {.city = city, .unit = unit, .year = year, .again = again,
	                              .actor = str_format("%s長", unit->name), .by_answer = by_answer};
	char *begun = str_format("%d-10-01T09:00:00+09:00", year), *confirmed = str_format("%d-11-%02dT17:00:00+09:00", year, again ? 20 : 2);
	struct json *body = json_new_object(), *of = json_put_object(body, "unit");
	json_put_string(of, "code", unit->code);
	json_put_string(of, "bureau", unit->bureau);
	json_put_string(of, "name", unit->name);
	json_put_int(body, "format", 1);
	json_put_int(body, "fiscal_year", year);
	json_put_bool(body, "extra", false);
	json_put_string(body, "pack", city_pack()->id);
	json_put_string(body, "confirmed_by", answering.actor);
	json_put_string(body, "confirmed_at", confirmed);
	city_put_facts(body, unit->profile, unit->systems, answering.actor, begun);
	answering.records = city_put_records(body, unit->systems, answering.actor, begun,
	                                     (unsigned)(unit - city->units) + (unsigned)year);
	put_checklists(&answering, body, city_kind(unit->profile, unit->systems));
	free(answering.actor);
	free(begun);
	free(confirmed);
	return body;
}

void city_check(const struct city_unit *unit, const struct json *submission, int year)
{
	struct error err = {0};
	struct workplace workplace;
	size_t lacks = 0;
	if (!submission_open(&workplace, submission, city_pack()->id, NULL, (struct date){year, 11, 2}, &err))
		city_die(&err);
	for (size_t i = 0; i < workplace.checklists_count; i++) {
		const struct checklist *checklist = &workplace.checklists[i];
		for (size_t k = 0; k < checklist->lacks.count; k++) {
			const struct lack *lack = &checklist->lacks.items[k];
			fprintf(stderr, "%s %s %s: %s %s\n", unit->code, checklist->assessment.checklist,
			        lack->item == SIZE_MAX ? "" : checklist_question(checklist, lack->item)->id, lack_code(lack->kind),
			        lack->text);
		}
		lacks += checklist->lacks.count;
	}
	workplace_close(&workplace);
	if (lacks)
		error_set(&err, ERROR_REFUSED, "%s could not hand this in", unit->code);
	if (lacks)
		city_die(&err);
}

static const char *text_of(const struct json *node, const char *key)
{
	const char *text = json_string(json_get(node, key));
	return text ? text : "";
}

void city_rows(struct strbuf *out, const struct city_unit *unit, const struct json *submission)
{
	for (const struct json *checklist = json_first(json_get(submission, "checklists")); checklist; checklist = json_next(checklist)) {
		for (const struct json *answer = json_first(json_get(checklist, "answers")); answer; answer = json_next(answer)) {
			size_t question = pack_find_question(city_pack(), text_of(answer, "question"));
			csv_cell(out, unit->code, true);
			csv_cell(out, text_of(checklist, "id"), false);
			csv_cell(out, text_of(answer, "question"), false);
			csv_cell(out, bilingual_in(&city_pack()->questions[question].text, LANGUAGE_JA), false);
			csv_cell(out, text_of(answer, "answer"), false);
			csv_cell(out, text_of(answer, "note"), false);
			csv_cell(out, text_of(answer, "reason"), false);
			csv_end_row(out);
		}
	}
}
