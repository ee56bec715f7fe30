#include "city_fixture.h"

#include "tenken/core/register.h"
#include "tenken/core/rule.h"

/* By clause, cause, rule and year: each list over the same small city, counted by hand. */

static void assert_sizes(const size_t *got, size_t got_count, const size_t *wanted, size_t count)
{
	assert_int_equal(got_count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(got[i], wanted[i]);
}
#define ASSERT_SIZES(got, got_count, ...)                                                                              \
	assert_sizes((got), (got_count), (const size_t[]){__VA_ARGS__},                                                \
	             sizeof((const size_t[]){__VA_ARGS__}) / sizeof(size_t))

/* 7.1.1.ア is asked by two questions; 市民課 misses it in one of its checklists, and once. */
static void test_clauses(void **state)
{
	struct city_fixture f;
	struct city_counts counts;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	city_count(&counts, &f.input);
	assert_int_equal(counts.clauses_count, 2);
	assert_int_equal(counts.clauses[0].clause, 1);
	assert_int_equal(counts.clauses[0].questions, 2);
	assert_int_equal(counts.clauses[0].asked, 3);
	ASSERT_SIZES(counts.clauses[0].units, counts.clauses[0].missed, CITIZENS, WARDS);
	assert_ratio(tally_implementation_rate(&counts.clauses[0].tally), 1, 3);
	assert_int_equal(counts.clauses[0].tally.applicable, 7);
	assert_int_equal(counts.clauses[1].clause, 0);
	assert_int_equal(counts.clauses[1].questions, 1);
	ASSERT_SIZES(counts.clauses[1].units, counts.clauses[1].missed, WARDS);
	assert_ratio(tally_implementation_rate(&counts.clauses[1].tally), 2, 3);
	ASSERT_SIZES(counts.questions[0].units, counts.questions[0].missed, CITIZENS, WARDS);
	city_counts_release(&counts);
	city_release();
}

/* A question of three clauses counts for each of them. */
static void test_many_clauses(void **state)
{
	static const struct city_question follow[] = {{"7.1.1-follow", ASK_FOLLOW}};
	static const struct city_answer one[] = {SAID(WARDS, LIST_HEAD, 0, ANSWER_PARTIAL, BASIS_DECLARED)};
	struct city_fixture f;
	struct city_counts counts;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	f.input.questions = follow;
	f.input.questions_count = 1;
	f.input.answers = one;
	f.input.answers_count = 1;
	city_count(&counts, &f.input);
	assert_int_equal(counts.clauses_count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(counts.clauses[i].clause, i + 1);
		assert_int_equal(counts.clauses[i].missed, 1);
	}
	city_counts_release(&counts);
	city_release();
}

/* --- causes --- */

static struct city_plan plan_of(size_t unit, const char *question, const char *cause, enum answer answer)
{
	return (struct city_plan){.unit = unit,
	                          .checklist = "info_manager",
	                          .question = question,
	                          .answer = answer,
	                          .cause = cause,
	                          .measure = "m",
	                          .person = "p",
	                          .evidence = ""};
}

static void test_causes(void **state)
{
	const struct city_plan plans[] = {
	        plan_of(WARDS, "7.4.3-length", "手順が、書かれて いない。", ANSWER_NOT_IMPLEMENTED),
	        plan_of(CITIZENS, "7.1.1-keys", "手順が書かれていない", ANSWER_PARTIAL),
	        plan_of(CITIZENS, "4.2-label", "手順が書かれていない！", ANSWER_IMPLEMENTED),
	        plan_of(CITIZENS, "9.9-gone", "手順が書かれていない", ANSWER_PARTIAL),
	        plan_of(CRISIS, "7.4.3-length", "ＵＳＢが多い", ANSWER_PARTIAL),
	        plan_of(CRISIS, "4.2-label", "usbが多い", ANSWER_PARTIAL), /* the same unit: it alone gives it */
	        plan_of(WARDS, "4.2-label", " 。", ANSWER_PARTIAL),
	        plan_of(WARDS, "7.1.1-keys", "手順が書かれていない", ANSWER_UNSURE), /* who finds out: no plan */
	};
	struct city_fixture f;
	struct city_counts counts;
	struct city_causes *causes = &counts.causes;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	f.input.plans = plans;
	f.input.plans_count = COUNT(plans);
	city_count(&counts, &f.input);
	assert_int_equal(causes->plans, 7);
	assert_int_equal(causes->none, 1);
	assert_int_equal(causes->alone, 2);
	assert_int_equal(causes->shared, 4);
	assert_int_equal(causes->count, 1);
	assert_string_equal(causes->items[0].text, "手順が書かれていない");
	ASSERT_SIZES(causes->items[0].units, causes->items[0].units_count, CITIZENS, WARDS);
	ASSERT_SIZES(causes->items[0].plans, causes->items[0].plans_count, 1, 2, 3, 0);
	ASSERT_SIZES(causes->items[0].chapters, causes->items[0].chapters_count, 0, 1);
	assert_int_equal(causes->items[0].questions_count, 4);
	assert_string_equal(causes->items[0].questions[0], "4.2-label");
	assert_string_equal(causes->items[0].questions[1], "7.4.3-length");
	assert_string_equal(causes->items[0].questions[2], "7.1.1-keys");
	assert_string_equal(causes->items[0].questions[3], "9.9-gone");
	city_counts_release(&counts);
	city_release();
}

/* --- rules --- */

static void test_rules(void **state)
{
	enum { R_MFA, R_LENGTH, R_IDLE, RULES };
	static const struct city_record records[] = {{CITIZENS, 0, "s1", "住民記録"},
	                                             {CITIZENS, 0, "s2", "税務"},
	                                             {PARKS, 0, "s1", "公園"},
	                                             {CRISIS, 0, "s1", "防災"}};
	struct bilingual because = BOTH("短い。", "Too short.");
	const struct city_verdict verdicts[] = {
	        {R_MFA, 0, VERDICT_PASS, NULL},        {R_MFA, 1, VERDICT_UNKNOWN, NULL},
	        {R_MFA, 3, VERDICT_FAIL, &because},    {R_LENGTH, 0, VERDICT_FAIL, &because},
	        {R_LENGTH, 1, VERDICT_FAIL, &because}, {R_LENGTH, 3, VERDICT_FAIL, &because},
	        {R_LENGTH, 2, VERDICT_FAIL, &because}, /* of a unit that handed in nothing */
	};
	size_t clause = 1;
	struct rule rules[RULES] = {
	        {.id = TEXT("mfa"), .clauses = &clause, .clauses_count = 1, .text = BOTH("二つ", "Two factors.")},
	        {.id = TEXT("length"),
	         .clauses = &clause,
	         .clauses_count = 1,
	         .text = BOTH("八字", "Eight characters.")},
	        {.id = TEXT("idle"), .text = BOTH("", "")}};
	struct register_kind kinds[] = {{.id = TEXT("system")}};
	struct registers registers = {kinds, 1};
	struct rules all = {.items = rules, .count = RULES};
	struct city_fixture f;
	struct city_counts counts;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	f.base.pack.rules = &all;
	f.base.pack.registers = &registers;
	f.input.records = records;
	f.input.records_count = COUNT(records);
	f.input.verdicts = verdicts;
	f.input.verdicts_count = COUNT(verdicts);
	city_count(&counts, &f.input);
	assert_int_equal(counts.rules_count, 2);
	assert_int_equal(counts.rules[0].rule, R_LENGTH);
	assert_int_equal(counts.rules[0].judged, 3);
	ASSERT_SIZES(counts.rules[0].units, counts.rules[0].units_count, CITIZENS, CRISIS);
	ASSERT_SIZES(counts.rules[0].fails, counts.rules[0].fails_count, 3, 4, 5);
	assert_int_equal(counts.rules[1].rule, R_MFA);
	assert_int_equal(counts.rules[1].judged, 3);
	assert_int_equal(counts.rules[1].by_code[VERDICT_PASS], 1);
	assert_int_equal(counts.rules[1].by_code[VERDICT_FAIL], 1);
	assert_int_equal(counts.rules[1].by_code[VERDICT_UNKNOWN], 1);
	city_report_text(&out, &f.input, 80);
	assert_has(out.text, "  Rules that judged a record 2; of them with fails 2; verdicts still unknown 1\n");
	assert_has(out.text, "  length  7.1.1.ア\n     Eight characters.\n     3 records judged; fails in 2 units\n");
	assert_has(out.text, "     0101 市民局 市民課  s2  税務\n         Too short.\n");
	assert_has_not(out.text, "公園課  s1");
	strbuf_release(&out);
	city_counts_release(&counts);
	city_release();
}

static void assert_about(const struct city_input *input, size_t unit, const char *checklist, const char *about,
                         const char *name)
{
	struct strbuf out = STRBUF_INIT;

	city_about(&out, input, unit, checklist);
	assert_string_equal(out.text, about);
	strbuf_reset(&out);
	city_checklist_name(&out, input, unit, checklist);
	assert_string_equal(out.text, name);
	strbuf_release(&out);
}

/* s1 is called otherwise in each unit; two are called alike in one of them, one has no name. */
static void test_what_checklists_are_about(void **state)
{
	static const struct city_record records[] = {
	        {CITIZENS, 0, "s1", "住民記録"}, {CITIZENS, 1, "s2", "住民記録"}, {WARDS, 0, "s1", "予約"},
	        {WARDS, 0, "s2", "予約"},        {WARDS, 0, "s3", "s3"},          {CRISIS, 0, "s1", "防災"},
	};
	struct register_kind kinds[] = {{.id = TEXT("system")}, {.id = TEXT("device")}};
	struct registers registers = {kinds, 2};
	struct city_fixture f;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	f.base.roles[1].subject = SUBJECT_SYSTEM;
	f.base.pack.registers = &registers;
	f.input.records = records;
	f.input.records_count = COUNT(records);
	assert_about(&f.input, CITIZENS, "info_manager", "", "Information manager");
	assert_about(&f.input, CITIZENS, "system_manager:s1", "住民記録", "System manager (住民記録)");
	assert_about(&f.input, CITIZENS, "system_manager:s2", "s2", "System manager (s2)");
	assert_about(&f.input, WARDS, "system_manager:s1", "予約 s1", "System manager (予約 s1)");
	assert_about(&f.input, WARDS, "system_manager:s2", "予約 s2", "System manager (予約 s2)");
	assert_about(&f.input, WARDS, "system_manager:s3", "s3", "System manager (s3)");
	assert_about(&f.input, CRISIS, "system_manager:s1", "防災", "System manager (防災)");
	assert_about(&f.input, CRISIS, "old_role:s1", "s1", "old_role:s1");
	f.input.records_count = 0;
	assert_about(&f.input, CRISIS, "system_manager:s1", "s1", "System manager (s1)");
	city_release();
}

/* --- over the years --- */

static void assert_texts(const char *const *got, size_t got_count, const char *wanted)
{
	struct strbuf all = STRBUF_INIT;

	for (size_t i = 0; i < got_count; i++)
		strbuf_addf(&all, "%s%s", i ? " " : "", got[i]);
	assert_string_equal(all.text, wanted);
	strbuf_release(&all);
}

/* Then 7.4.3-length asked another clause, 7.1.1-keys was not there, and there was one that is gone: only 4.2-label is alike. */
static void test_years(void **state)
{
	static const struct city_year_question asked[] = {
	        {"4.2-label", {[ANSWER_IMPLEMENTED] = 1, [ANSWER_NOT_IMPLEMENTED] = 3}},
	        {"7.4.3-length", {[ANSWER_IMPLEMENTED] = 4}},
	        {"9.9-gone", {[ANSWER_PARTIAL] = 1, [ANSWER_NONE] = 2}}};
	struct fixture old;
	struct city_fixture f;
	struct city_counts counts;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	memset(&old, 0, sizeof old);
	fixture_pack(&old);
	fixture_questions(&old);
	old.clause_lists[ASK_LENGTH][0] = 2;
	old.questions[ASK_KEYS].id = TEXT("7.1.1-other");
	old.questions[ASK_LABEL].text = (struct bilingual)BOTH("前の言い方。", "Said otherwise."); /* asks the same */
	const struct city_year years[] = {
	        {2025, false, "made-up", &old.pack, 6, 4, asked, COUNT(asked)},
	        {2025, true, "made-up", &f.base.pack, 2, 1, asked, 1},
	        {2024, false, "lost", NULL, 7, 5, asked, COUNT(asked)},
	};
	f.input.years = years;
	f.input.years_count = COUNT(years);
	city_count(&counts, &f.input);
	assert_int_equal(counts.years_count, 3);
	assert_int_equal(counts.years[0].tally.applicable, 11);
	assert_int_equal(counts.years[0].tally.answered, 9);
	assert_ratio(tally_implementation_rate(&counts.years[0].tally), 5, 9);
	assert_true(counts.years[0].comparable);
	assert_int_equal(counts.years[0].same, QUESTIONS - 2);
	assert_ratio(tally_implementation_rate(&counts.years[0].then), 1, 4);
	assert_ratio(tally_implementation_rate(&counts.years[0].now), 2, 3);
	assert_texts(counts.years[0].changed, counts.years[0].changed_count, "7.4.3-length");
	assert_texts(counts.years[0].added, counts.years[0].added_count, "7.1.1-keys");
	assert_texts(counts.years[0].removed, counts.years[0].removed_count, "7.1.1-other");
	assert_int_equal(counts.years[0].clauses_count, 0);
	assert_int_equal(counts.years[1].same, QUESTIONS);
	assert_false(counts.years[2].comparable);
	assert_ratio(tally_implementation_rate(&counts.years[2].then), 0, 0);
	city_report_text(&out, &f.input, 80);
	assert_has(out.text, " FY2026               5     3   91.7   83.3   42.9   16.7\n");
	assert_has(out.text, " FY2025               6     4   81.8   81.8   55.6    0.0     7   25.0   66.7\n");
	assert_has(out.text, " FY2024               7     5   81.8   81.8   55.6    0.0    ―     ―     ―\n");
	assert_has(out.text, "FY2024: its checklists (lost) are not at hand");
	assert_has(out.text, "    Questions that ask something else: 1:  7.4.3-length\n");
	assert_true(strstr(out.text, "Extra self-checks, apart") > strstr(out.text, " FY2024 "));
	strbuf_release(&out);
	city_counts_release(&counts);
	city_release();
}

/* A clause whose text changed takes the questions with it that ask it. */
static void test_changed_clause(void **state)
{
	static const struct city_year_question asked[] = {{"7.4.3-length", {[ANSWER_IMPLEMENTED] = 4}}};
	struct fixture old;
	struct city_fixture f;
	struct city_counts counts;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	memset(&old, 0, sizeof old);
	fixture_pack(&old);
	fixture_questions(&old);
	old.clauses[1].digest = TEXT("another");
	const struct city_year years[] = {{2025, false, "made-up", &old.pack, 6, 4, asked, COUNT(asked)}};
	f.input.years = years;
	f.input.years_count = 1;
	city_count(&counts, &f.input);
	assert_texts(counts.years[0].clauses, counts.years[0].clauses_count, "7.1.1.ア");
	assert_ratio(tally_implementation_rate(&counts.years[0].then), 0, 0);
	city_counts_release(&counts);
	city_release();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_clauses),
	        cmocka_unit_test(test_many_clauses),
	        cmocka_unit_test(test_causes),
	        cmocka_unit_test(test_rules),
	        cmocka_unit_test(test_what_checklists_are_about),
	        cmocka_unit_test(test_years),
	        cmocka_unit_test(test_changed_clause),
	};

	return cmocka_run_group_tests_name("report/city_findings", tests, NULL, NULL);
}
