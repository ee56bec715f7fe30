/* city_fixture.h — a small city for the tests of what follows from one. */
#ifndef TENKEN_TESTS_CITY_FIXTURE_H
#define TENKEN_TESTS_CITY_FIXTURE_H

#include "fixture.h"

#include "tenken/report/city.h"

/* A city of five units in two bureaus and none, of which two handed in nothing. What follows from it was counted by hand. */
enum { CITIZENS, WARDS, PARKS, CRISIS, ROADS, UNITS };
enum { LIST_HEAD, LIST_SYSTEM, LIST_UNKNOWN, LISTS };
enum { Q_LABEL, Q_LENGTH, Q_GONE, Q_KEYS, CITY_QUESTIONS };

static const struct city_checklist lists[LISTS] = {
        {"info_manager", 0}, {"system_manager:s1", 1}, {"old_role", SIZE_MAX}};
static const struct city_question questions[CITY_QUESTIONS] = {
        {"4.2-label", ASK_LABEL}, {"7.4.3-length", ASK_LENGTH}, {"9.9-gone", SIZE_MAX}, {"7.1.1-keys", ASK_KEYS}};
/* Without remarks and moments. */
#define SAID(unit, checklist, question, answer, basis)                                                                 \
	{                                                                                                              \
		unit, checklist, question, answer, basis, false, 0, 0                                                  \
	}

static const struct city_answer answers[] = {
        SAID(CITIZENS, LIST_HEAD, Q_LABEL, ANSWER_IMPLEMENTED, BASIS_DECLARED),
        SAID(CITIZENS, LIST_HEAD, Q_LENGTH, ANSWER_IMPLEMENTED, BASIS_DERIVED),
        SAID(CITIZENS, LIST_HEAD, Q_KEYS, ANSWER_NOT_APPLICABLE, BASIS_DECLARED),
        SAID(CITIZENS, LIST_SYSTEM, Q_LENGTH, ANSWER_NOT_IMPLEMENTED, BASIS_DECLARED),
        SAID(WARDS, LIST_HEAD, Q_LABEL, ANSWER_PARTIAL, BASIS_DECLARED),
        SAID(WARDS, LIST_HEAD, Q_LENGTH, ANSWER_NOT_IMPLEMENTED, BASIS_DECLARED),
        SAID(WARDS, LIST_HEAD, Q_GONE, ANSWER_PARTIAL, BASIS_DECLARED),
        SAID(WARDS, LIST_HEAD, Q_KEYS, ANSWER_NOT_APPLICABLE, BASIS_DECLARED),
        SAID(WARDS, LIST_UNKNOWN, Q_LABEL, ANSWER_EXCEPTION, BASIS_DECLARED),
        SAID(CRISIS, LIST_HEAD, Q_LABEL, ANSWER_IMPLEMENTED, BASIS_DECLARED),
        SAID(CRISIS, LIST_HEAD, Q_LENGTH, ANSWER_UNSURE, BASIS_DECLARED),
        SAID(CRISIS, LIST_HEAD, Q_KEYS, ANSWER_NONE, BASIS_NONE),
};

struct city_fixture {
	struct fixture base;
	struct city_unit units[UNITS];
	struct city_plan plans[2];
	struct city_exception exceptions[2];
	struct city_input input;
};

static inline void city_init(struct city_fixture *f, enum language language)
{
	memset(f, 0, sizeof *f);
	i18n_set_language(language);
	fixture_pack(&f->base);
	fixture_questions(&f->base);
	f->units[CITIZENS] = (struct city_unit){"0101", "市民局", "市民課", "078-1", CITY_CLOSED, false, 2, 2, 0, NULL};
	f->units[WARDS] = (struct city_unit){"0102", "市民局", "区政課", "", CITY_RETURNED, true, 3, 1, 1, NULL};
	f->units[PARKS] = (struct city_unit){"0201", "建設局", "公園課", "=1+1", CITY_NOT_RECEIVED, true, 0, 0, 0, NULL};
	f->units[CRISIS] = (struct city_unit){"0301", "", "危機管理室", "", CITY_SUBMITTED, false, 0, 0, 0, NULL};
	f->units[ROADS] = (struct city_unit){"0202", "建設局", "道路課", "", CITY_NOT_RECEIVED, false, 0, 0, 0, NULL};
	f->plans[0] = (struct city_plan){.unit = WARDS,
	                                 .checklist = "info_manager",
	                                 .question = "7.4.3-length",
	                                 .answer = ANSWER_NOT_IMPLEMENTED,
	                                 .cause = "",
	                                 .measure = "設定を変える",
	                                 .person = "係長",
	                                 .evidence = "",
	                                 .due = {2026, 9, 30},
	                                 .first_due = {2026, 8, 31},
	                                 .overdue = true};
	f->plans[1] = (struct city_plan){.unit = CRISIS,
	                                 .checklist = "info_manager",
	                                 .question = "7.4.3-length",
	                                 .answer = ANSWER_UNSURE,
	                                 .cause = "",
	                                 .measure = "",
	                                 .person = "主査",
	                                 .evidence = "",
	                                 .due = {2026, 10, 1},
	                                 .overdue = true};
	f->exceptions[0] = (struct city_exception){.unit = WARDS,
	                                           .id = "e1",
	                                           .name = "古い端末",
	                                           .clauses = "7.4.3.ウ",
	                                           .applicant = "区政課長",
	                                           .state = "期限切れ",
	                                           .state_code = "expired",
	                                           .needs_action = true,
	                                           .expires_on = {2026, 9, 1}};
	f->exceptions[1] = (struct city_exception){.unit = CRISIS,
	                                           .id = "e2",
	                                           .name = "",
	                                           .state = "未許可",
	                                           .state_code = "waiting",
	                                           .needs_action = true,
	                                           .endless = true};
	f->input = (struct city_input){.pack = &f->base.pack,
	                               .office = "情報セキュリティ課",
	                               .campaign = "c1",
	                               .bodies = true,
	                               .past = true,
	                               .fiscal_year = 2026,
	                               .due = {2026, 9, 30},
	                               .today = {2026, 10, 2},
	                               .units = f->units,
	                               .units_count = UNITS,
	                               .checklists = lists,
	                               .checklists_count = LISTS,
	                               .questions = questions,
	                               .questions_count = CITY_QUESTIONS,
	                               .answers = answers,
	                               .answers_count = COUNT(answers),
	                               .plans = f->plans,
	                               .plans_count = COUNT(f->plans),
	                               .exceptions = f->exceptions,
	                               .exceptions_count = COUNT(f->exceptions)};
}

static inline void city_release(void)
{
	i18n_set_language(LANGUAGE_JA);
}

static inline void assert_ratio(struct ratio ratio, size_t numerator, size_t denominator)
{
	assert_int_equal(ratio.numerator, numerator);
	assert_int_equal(ratio.denominator, denominator);
}

#endif
