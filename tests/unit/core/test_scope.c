#include "ledger_fixture.h"
#include "tenken/core/scope.h"

enum { USES_CLOUD, PROVIDED_OUTSIDE, PROVIDED_CITY, OUTSOURCING };

static struct pack *pack;
static struct profile profile;

/* As the conditions see them: of a section without registers, with the profile that follows from what was answered. */
static struct profile seen;
static struct circumstances circumstances(void)
{
	profile_release(&seen);
	profile_effective(&seen, pack, &profile);
	return (struct circumstances){.pack = pack, .profile = &seen, .record = SIZE_MAX, .today = {2026, 10, 1}};
}

static int set_up(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	pack = fixture_pack();
	profile_init(&profile, pack->facts_count);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	profile_release(&seen);
	profile_release(&profile);
	pack_free(pack);
	return 0;
}

static void answer(int cloud, int outside, int city, int outsourcing)
{
	profile.facts[USES_CLOUD] = (enum truth)cloud;
	profile.facts[PROVIDED_OUTSIDE] = (enum truth)outside;
	profile.facts[PROVIDED_CITY] = (enum truth)city;
	profile.facts[OUTSOURCING] = (enum truth)outsourcing;
}

enum { F = TRUTH_FALSE, T = TRUTH_TRUE, U = TRUTH_UNKNOWN };

/* What applies, in the pack's order: n, y or ?. */
static void expect_scope(const char *role, const char *applies, size_t asked)
{
	struct scope scope;
	struct circumstances all = circumstances();
	struct error err = {0};

	assert_true(scope_compute(&scope, pack, role, &all, &err));
	assert_ptr_equal(scope.pack, pack);
	assert_int_equal(scope.count, strlen(applies));
	assert_int_equal(scope.asked, asked);
	for (size_t i = 0; i < scope.count; i++) {
		assert_int_equal("ny?"[scope.items[i].applies], applies[i]);
		assert_int_equal(scope_asks(&scope.items[i]), applies[i] != 'n');
		if (i > 0)
			assert_true(scope.items[i].question > scope.items[i - 1].question);
	}
	scope_release(&scope);
	scope_release(&scope);
	error_release(&err);
}

static void test_what_is_unknown_is_asked(void **state)
{
	(void)state;
	answer(U, U, U, U);
	expect_scope("info_manager", "y?yy?", 5);
	expect_scope("system_manager", "?", 1);
}

static void test_conditions(void **state)
{
	(void)state;
	answer(F, F, U, F);
	expect_scope("info_manager", "ynyyn", 3);
	answer(T, U, U, T);
	expect_scope("info_manager", "yyyyy", 5);
	answer(F, T, U, F);
	expect_scope("info_manager", "y?yyn", 4);
	answer(F, T, T, F);
	expect_scope("info_manager", "yyyyn", 4);
	expect_scope("system_manager", "y", 1);
}

/* provided_city was answered yes once; since provided_outside is no, it is not put to anybody and counts as no. */
static void test_hidden_fact_is_no(void **state)
{
	struct profile effective, again;

	(void)state;
	answer(F, F, T, F);
	profile_effective(&effective, pack, &profile);
	assert_int_equal(effective.count, pack->facts_count);
	assert_int_equal(effective.facts[PROVIDED_CITY], TRUTH_FALSE);
	profile_effective(&again, pack, &effective);
	assert_int_equal(again.facts[PROVIDED_CITY], TRUTH_FALSE);
	profile_release(&again);
	profile_release(&effective);
	expect_scope("info_manager", "ynyyn", 3);
	answer(F, U, T, F);
	profile_effective(&effective, pack, &profile);
	assert_int_equal(effective.facts[PROVIDED_CITY], TRUTH_TRUE); /* unknown hides nothing */
	profile_release(&effective);
}

/* A fact that hangs on a later one that hangs on a later one: all three levels settle, in whatever order they stand. */
static void test_chain_of_facts(void **state)
{
	struct condition on_1 = {.kind = CONDITION_FACT, .fact = 1}, on_2 = {.kind = CONDITION_FACT, .fact = 2};
	struct fact facts[3] = {
	        {.id = (char *)"a", .when = &on_1}, {.id = (char *)"b", .when = &on_2}, {.id = (char *)"c"}};
	struct pack chain = {.facts = facts, .facts_count = 3};
	enum truth values[] = {TRUTH_TRUE, TRUTH_TRUE, TRUTH_FALSE};
	struct profile answered = {.facts = values, .count = 3}, effective;

	(void)state;
	profile_effective(&effective, &chain, &answered);
	assert_int_equal(effective.facts[0], TRUTH_FALSE);
	assert_int_equal(effective.facts[1], TRUTH_FALSE);
	profile_release(&effective);
	answered.count = 1; /* the others were never answered */
	profile_effective(&effective, &chain, &answered);
	assert_int_equal(effective.count, 3);
	assert_int_equal(effective.facts[0], TRUTH_TRUE);
	assert_int_equal(effective.facts[2], TRUTH_UNKNOWN);
	profile_release(&effective);
	facts[2].when = &on_1; /* a circle, which no pack that was read has: it must end */
	answered.count = 3;
	profile_effective(&effective, &chain, &answered);
	profile_release(&effective);
}

static void expect_refused(const char *role, const char *message)
{
	struct scope scope;
	struct circumstances all = circumstances();
	struct error err = {0};

	assert_false(scope_compute(&scope, pack, role, &all, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	assert_non_null(strstr(err.message, message));
	assert_int_equal(scope.count, 0);
	assert_null(scope.items);
	scope_release(&scope);
	error_release(&err);
}

static void test_roles(void **state)
{
	(void)state;
	expect_refused("staff", "in that of \"info_manager\"");
	expect_refused("info-manager", "Did you mean \"info_manager\"?");
	expect_refused("", "no role");
}

static void expect_explained(const char *question, const char *text)
{
	struct circumstances all = circumstances();
	struct strbuf out = STRBUF_INIT;

	strbuf_add(&out, "> ");
	scope_explain(&out, &pack->questions[pack_find_question(pack, question)], &all);
	assert_string_equal(out.text + 2, text);
	strbuf_release(&out);
}

static void test_explain(void **state)
{
	(void)state;
	answer(U, U, U, F);
	expect_explained("7.4.3-length", "");
	expect_explained("10.1.3-clauses", "\"Has contractors\": no");
	expect_explained("4.2-share", "\"Uses the cloud\": not known yet; \"Gave to others\": not known yet; "
	                              "\"Gave outside the city\": not known yet");
	answer(F, T, U, T);
	expect_explained("10.1.3-clauses", "\"Has contractors\": yes");
	expect_explained("4.2-share", "\"Gave outside the city\": not known yet");
	/* nobody was asked whether it was outside the city: that is explained by what hides it, and once */
	answer(F, F, U, T);
	expect_explained("4.2-share", "\"Uses the cloud\": no; \"Gave to others\": no");
	i18n_set_language(LANGUAGE_JA);
	expect_explained("7.4.3-length", "");
	i18n_set_language(LANGUAGE_EN);
}

/* --- with registers --- */

static void expect_why(const struct ledger_fixture *fixture, const char *question, const char *record, const char *text)
{
	struct circumstances all = ledger_circumstances(fixture, record);
	struct strbuf out = STRBUF_INIT;

	scope_explain(&out, ledger_question(fixture, question), &all);
	assert_string_equal(out.text, text);
	strbuf_release(&out);
}

static void expect_applies(const struct ledger_fixture *fixture, const char *question, const char *role,
                           const char *record, enum truth wanted)
{
	struct circumstances all = ledger_circumstances(fixture, record);
	struct error err = {0};
	struct scope scope;
	size_t at = SIZE_MAX, asked;

	assert_true(scope_compute(&scope, fixture->pack, role, &all, &err));
	for (size_t i = 0; i < scope.count; i++) {
		if (scope.items[i].question == pack_find_question(fixture->pack, question))
			at = i;
	}
	assert_int_not_equal(at, SIZE_MAX);
	assert_int_equal(scope.items[at].applies, wanted);
	asked = scope.asked;
	scope_set_applies(&scope, at, TRUTH_FALSE);
	assert_int_equal(scope.asked, asked - (wanted != TRUTH_FALSE));
	scope_set_applies(&scope, at, TRUTH_FALSE);
	assert_int_equal(scope.asked, asked - (wanted != TRUTH_FALSE));
	scope_set_applies(&scope, at, TRUTH_UNKNOWN);
	assert_int_equal(scope.asked, asked + (wanted == TRUTH_FALSE));
	scope_release(&scope);
}

static void test_record_decides(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, "{'registers': {'system': [{'id': 'i', 'zone': 'inner'}, {'id': 'o', 'zone': 'outer'}, "
	                    "{'id': 'u'}]}}");
	expect_applies(fixture, "s-kept", "system_manager", "i", TRUTH_TRUE);
	expect_applies(fixture, "s-kept", "system_manager", "o", TRUTH_FALSE);
	expect_applies(fixture, "s-kept", "system_manager", "u", TRUTH_UNKNOWN);
	expect_applies(fixture, "s-kept", "system_manager", NULL, TRUTH_UNKNOWN);
	expect_why(fixture, "s-kept", "i", "Zone: inner zone");
	expect_why(fixture, "s-kept", "o", "Zone: outer zone");
	expect_why(fixture, "s-kept", "u", "Zone: not known yet");
	expect_why(fixture, "s-kept", NULL, "not known yet: it has no record in the register \"Systems\"");
}

static void test_registers_decide(void **state)
{
	struct ledger_fixture *fixture = *state;

	expect_applies(fixture, "v-some", "info_manager", NULL, TRUTH_UNKNOWN);
	expect_why(fixture, "v-some", NULL, "not known yet: the register \"Systems\" is not complete");
	ledger_set(fixture, "{'complete': ['system'], 'registers': {'system': [{'id': 'a', 'level': '1'}]}}");
	expect_applies(fixture, "v-some", "info_manager", NULL, TRUTH_FALSE);
	expect_why(fixture, "v-some", NULL, "the register \"Systems\" is complete and has no such record");
	ledger_set(fixture, "{'registers': {'system': [{'id': 'a', 'level': '2'}]}}");
	expect_applies(fixture, "v-some", "info_manager", NULL, TRUTH_TRUE);
	expect_why(fixture, "v-some", NULL, "the register \"Systems\" has such a record");
}

/* Complete, and one record of which it is not known: then the register is not what is lacking. */
static void test_open_field_explained(void **state)
{
	struct ledger_fixture *fixture = *state;
	struct circumstances all;
	struct strbuf out = STRBUF_INIT;

	ledger_set(fixture, "{'complete': ['system'], 'registers': {'system': [{'id': 'a'}]}}");
	all = ledger_circumstances(fixture, NULL);
	scope_explain(&out, ledger_question(fixture, "v-some"), &all);
	assert_null(strstr(out.text, "is not complete"));
	assert_non_null(strstr(out.text, "not known yet"));
	strbuf_release(&out);
}

#define TINY(f)   cmocka_unit_test_setup_teardown(f, set_up, tear_down)
#define LEDGER(f) cmocka_unit_test_setup_teardown(f, ledger_set_up, ledger_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TINY(test_what_is_unknown_is_asked),
	        TINY(test_conditions),
	        TINY(test_hidden_fact_is_no),
	        TINY(test_chain_of_facts),
	        TINY(test_roles),
	        TINY(test_explain),
	        LEDGER(test_record_decides),
	        LEDGER(test_registers_decide),
	        LEDGER(test_open_field_explained),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
