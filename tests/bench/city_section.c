/* One section's own database over several years. */
#include <stdlib.h>

#include "city.h"
#include "tenken/app/plans.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

enum { LAST_YEAR = 2026 };

static struct dice dice;

static unsigned next_random(unsigned below)
{
	return dice_roll(&dice, below);
}

static enum answer random_answer(void)
{
	static const enum answer often[] = {
		ANSWER_IMPLEMENTED, ANSWER_IMPLEMENTED, ANSWER_IMPLEMENTED, ANSWER_IMPLEMENTED, ANSWER_IMPLEMENTED,
		ANSWER_IMPLEMENTED, ANSWER_PARTIAL, ANSWER_NOT_IMPLEMENTED, ANSWER_NOT_APPLICABLE, ANSWER_UNSURE};
	return often[next_random(sizeof often / sizeof *often)];
}

static void fill(const struct question *question, struct response *response, int year)
{
	enum answer answer = random_answer();
	struct error err = {0};
	if (question->kind == QUESTION_ELEMENTS && (answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED)) {
		for (size_t i = 0; i < question->elements_count; i++)
			response->elements[i] = next_random(3) ? ELEMENT_YES : ELEMENT_NO;
		response->answer = answer_from_elements(response->elements, question->elements_count);
	} else if (!response_set_answer(response, question, answer, &err)) {
		city_die(&err);
	}
	if (next_random(3) == 0)
		str_assign(&response->note, "窓口端末2台で確認した。記録は庶務係の簿冊にある。");
	if (response->answer == ANSWER_NOT_APPLICABLE)
		str_assign(&response->reason, "課に該当する事務がない");
	if (response->answer == ANSWER_PARTIAL || response->answer == ANSWER_NOT_IMPLEMENTED ||
	    response->answer == ANSWER_UNSURE) {
		str_assign(&response->plan.cause, "手順が書かれていない");
		str_assign(&response->plan.measure, "手順を作り、朝礼で周知する");
		str_assign(&response->plan.person, "庶務係長");
		response->plan.due = (struct date){year, 10 + (int)next_random(3), 1 + (int)next_random(28)};
	}
}

static void answer_year(struct workplace *workplace, bool whole)
{
	struct error err = {0};
	struct checklist *checklist = &workplace->checklists[0];
	if (!db_begin(workplace->db, &err))
		city_die(&err);
	for (size_t i = 0; i < checklist->scope.count; i++) {
		if (!scope_asks(&checklist->scope.items[i]) || (!whole && i % 2))
			continue;
		/* Some are answered, thought over, and answered again: events that the current picture no longer shows. */
		for (unsigned times = 1 + next_random(3); times; times--) {
			struct response response;
			response_init(&response);
			fill(checklist_question(checklist, i), &response, workplace->cycle.fiscal_year);
			/* Thinking it over may move the due date, which takes a reason. */
			bool moves = plan_moves_due(&entry_response(&checklist->entries[i])->plan, response.plan.due);
			if (!workplace_record_plan(workplace, checklist, i, &response, moves ? "考え直した" : NULL, &err))
				city_die(&err);
			response_release(&response);
		}
	}
	if (!db_commit(workplace->db, &err))
		city_die(&err);
}

static void answer_profile(struct workplace *workplace)
{
	struct error err = {0};
	for (size_t i = 0; i < workplace->pack->facts_count; i++)
		if (!workplace_set_fact(workplace, i, next_random(4) ? TRUTH_TRUE : TRUTH_FALSE, &err))
			city_die(&err);
}

void city_section(const char *path, int years, uint64_t seed)
{
	struct error err = {0};
	struct workplace_options options = {.db = path, .today = {LAST_YEAR, 10, 1}};
	struct workplace_new place = {.bureau = "市民局", .unit = "市民課", .fiscal_year = LAST_YEAR - years + 1};
	struct workplace workplace;
	dice = dice_of(seed, "section", 0);
	setenv("TENKEN_NOW", "2026-10-01T09:00:00+09:00", 1);
	if (!workplace_create(&options, &place, &err) || !workplace_open(&workplace, &options, &err))
		city_die(&err);
	for (int year = place.fiscal_year; year <= LAST_YEAR; year++) {
		if (year != place.fiscal_year && !workplace_new_year(&workplace, year, NULL, &err))
			city_die(&err);
		answer_profile(&workplace);
		answer_year(&workplace, year != LAST_YEAR);
	}
	workplace_close(&workplace);
}
