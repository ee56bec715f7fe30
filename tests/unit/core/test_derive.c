/* Answers that follow from the registers: which verdict wins, when nothing is decided, and why. */
#include "ledger_fixture.h"
#include "tenken/core/derive.h"

static const char *const states[] = {
        [DERIVATION_NONE] = "none",
        [DERIVATION_OPEN] = "open",
        [DERIVATION_NOTHING] = "nothing",
        [DERIVATION_DECIDED] = "decided",
};

/* `subject`: a record's id, or NULL: the section. `expected`: the state, or the answer where it is decided. */
static void expect(struct ledger_fixture *fixture, const char *question, const char *subject, const char *expected)
{
	struct derivation derivation;

	derivation_compute(&derivation, fixture->pack, ledger_question(fixture, question), &fixture->facts,
	                   &fixture->verdicts, subject ? ledger_record(fixture, subject) : SIZE_MAX);
	assert_string_equal(derivation.state == DERIVATION_DECIDED ? answer_code(derivation.answer)
	                                                           : states[derivation.state],
	                    expected);
	derivation_release(&derivation);
	derivation_release(&derivation);
}

#define SYSTEMS(records) "{'complete': ['system'], 'registers': {'system': [" records "]}}"
#define PASS             "{'id': 'p', 'zone': 'inner', 'kept': true}"
#define FAIL             "{'id': 'f', 'zone': 'inner', 'kept': false, 'excuse': ''}"
#define EXPLAIN          "{'id': 'e', 'zone': 'inner', 'kept': false, 'excuse': 'old'}"
#define UNKNOWN          "{'id': 'u', 'zone': 'inner'}"
#define ELSEWHERE        "{'id': 'o', 'zone': 'outer'}"
#define EXCEPTION(id, subject)                                                                                         \
	"{'id': '" id "', 'clauses': ['4.2.ア.1'], 'subject': '" subject "', 'reason': 'r', 'permitted_on': "           \
	"'2026-04-01', 'expires_on': 'none'}"

static void test_one_verdict(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, SYSTEMS(PASS));
	expect(fixture, "d-kept", NULL, "implemented");
	ledger_set(fixture, SYSTEMS(FAIL));
	expect(fixture, "d-kept", NULL, "not_implemented");
	ledger_set(fixture, SYSTEMS(EXPLAIN));
	expect(fixture, "d-kept", NULL, "partial");
	ledger_set(fixture, SYSTEMS(UNKNOWN));
	expect(fixture, "d-kept", NULL, "unsure");
	ledger_set(fixture, SYSTEMS("{'id': 'a', 'factors': ['knowledge']}"));
	expect(fixture, "d-factors", NULL, "implemented"); /* advice: a "should" is not a "must" */
	ledger_set(fixture, "{'complete': ['system', 'exception'], 'registers': {'system': [" FAIL "], 'exception': ["
	                    EXCEPTION("x", "f") "]}}");
	expect(fixture, "d-kept", NULL, "exception");
}

static void test_worst_wins(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, SYSTEMS(PASS "," FAIL "," EXPLAIN "," UNKNOWN));
	expect(fixture, "d-kept", NULL, "partial"); /* fail, and one is in order */
	ledger_set(fixture, SYSTEMS(EXPLAIN "," FAIL "," UNKNOWN));
	expect(fixture, "d-kept", NULL, "not_implemented"); /* none is in order */
	ledger_set(fixture, SYSTEMS(PASS "," EXPLAIN "," UNKNOWN));
	expect(fixture, "d-kept", NULL, "unsure");
	ledger_set(fixture, SYSTEMS(EXPLAIN "," PASS));
	expect(fixture, "d-kept", NULL, "partial");
	ledger_set(fixture, "{'complete': ['system'], 'registers': {'system': [" FAIL "," PASS "], 'exception': ["
	                    EXCEPTION("x", "f") "]}}");
	expect(fixture, "d-kept", NULL, "exception"); /* exception is worse than pass … */
	ledger_set(fixture, "{'complete': ['system'], 'registers': {'system': [" FAIL "," EXPLAIN
	                    "], 'exception': [" EXCEPTION("x", "f") "]}}");
	expect(fixture, "d-kept", NULL, "partial"); /* … and explain is worse than it */
}

/* One record counts as in order only when every rule that applies to it says so. */
static void test_two_rules(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, "{'complete': ['system', 'link'], 'registers': {'system': [" FAIL
	                    "], 'link': [{'id': 'l', 'from': 'f', 'safe': true}]}}");
	expect(fixture, "d-both", NULL, "partial");
	ledger_set(fixture, "{'complete': ['system', 'link'], 'registers': {'system': [" FAIL
	                    "], 'link': [{'id': 'l', 'from': 'f', 'safe': false}]}}");
	expect(fixture, "d-both", NULL, "not_implemented");
	ledger_set(fixture, "{'complete': ['system', 'link'], 'registers': {'system': [" PASS
	                    "], 'link': [{'id': 'l', 'from': 'p', 'safe': true}]}}");
	expect(fixture, "d-both", NULL, "implemented");
}

static void test_open_and_nothing(void **state)
{
	struct ledger_fixture *fixture = *state;
	struct derivation derivation;

	ledger_set(fixture, "{'registers': {'system': [" FAIL "]}}");
	expect(fixture, "d-kept", NULL, "open");
	ledger_set(fixture, "{'registers': {}}");
	expect(fixture, "d-kept", NULL, "open"); /* an empty register decides nothing until somebody says so */
	ledger_set(fixture, "{'complete': ['system'], 'registers': {}}");
	expect(fixture, "d-kept", NULL, "nothing");
	ledger_set(fixture, SYSTEMS(ELSEWHERE));
	expect(fixture, "d-kept", NULL, "nothing");
	/* Of two registers both must be complete; the first that is not is named, and what is known is listed all the same. */
	ledger_set(fixture, SYSTEMS(FAIL));
	derivation_compute(&derivation, fixture->pack, ledger_question(fixture, "d-both"), &fixture->facts,
	                   &fixture->verdicts, SIZE_MAX);
	assert_int_equal(derivation.state, DERIVATION_OPEN);
	assert_int_equal(derivation.open_register, registers_find(fixture->pack->registers, "link"));
	assert_int_equal(derivation.count, 1);
	derivation_release(&derivation);
	/* What a person alone answers, also where a rule speaks of it. */
	expect(fixture, "v-kept", NULL, "none");
	expect(fixture, "4.2-lifecycle", NULL, "none");
}

/* A checklist about one system: its own record, and what refers to it. */
static void test_subject(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, "{'complete': ['system', 'link'], 'registers': {'system': [" PASS "," FAIL "," ELSEWHERE
	                    "], 'link': [{'id': 'l', 'from': 'f', 'safe': false}, {'id': 'm', 'from': 'p', 'safe': true},"
	                    "{'id': 'n'}]}}");
	expect(fixture, "s-kept", "p", "implemented");
	expect(fixture, "s-kept", "f", "not_implemented");
	expect(fixture, "s-kept", "o", "nothing");
	expect(fixture, "s-safe", "p", "implemented");
	expect(fixture, "s-safe", "f", "not_implemented");
	expect(fixture, "s-safe", "o", "nothing");
	expect(fixture, "s-safe", NULL, "partial");
	assert_true(record_concerns(&fixture->facts, fixture->pack, ledger_record(fixture, "l"), SIZE_MAX));
	assert_true(record_concerns(&fixture->facts, fixture->pack, ledger_record(fixture, "l"),
	                            ledger_record(fixture, "f")));
	assert_true(record_concerns(&fixture->facts, fixture->pack, ledger_record(fixture, "f"),
	                            ledger_record(fixture, "f")));
	assert_false(record_concerns(&fixture->facts, fixture->pack, ledger_record(fixture, "f"),
	                             ledger_record(fixture, "l")));
	assert_false(record_concerns(&fixture->facts, fixture->pack, ledger_record(fixture, "n"),
	                             ledger_record(fixture, "f")));
}

static void test_explain(void **state)
{
	struct ledger_fixture *fixture = *state;
	struct derivation derivation;
	struct strbuf out = STRBUF_INIT;

	ledger_set(fixture, SYSTEMS(PASS "," FAIL "," UNKNOWN ",{'id': 'g', 'name': '別', 'zone': 'inner', 'kept': false, 'excuse': ''}"));
	derivation_compute(&derivation, fixture->pack, ledger_question(fixture, "d-kept"), &fixture->facts,
	                   &fixture->verdicts, SIZE_MAX);
	assert_int_equal(derivation.count, 4);
	assert_int_equal(derivation.worst, 2);
	/* The worst first, and what is equally bad as it stands in the register. */
	assert_int_equal(fixture->verdicts.items[derivation.verdicts[0]].record, ledger_record(fixture, "f"));
	assert_int_equal(fixture->verdicts.items[derivation.verdicts[1]].record, ledger_record(fixture, "g"));
	assert_int_equal(fixture->verdicts.items[derivation.verdicts[2]].code, VERDICT_UNKNOWN);
	assert_int_equal(fixture->verdicts.items[derivation.verdicts[3]].code, VERDICT_PASS);
	derivation_explain(&out, &derivation, &fixture->verdicts, 3);
	assert_non_null(strstr(out.text, "\"f\" is not kept"));
	assert_non_null(strstr(out.text, "\n\"別\" is not kept"));
	assert_null(strstr(out.text, "more"));
	strbuf_reset(&out);
	derivation_explain(&out, &derivation, &fixture->verdicts, 1);
	assert_null(strstr(out.text, "別"));
	assert_non_null(strstr(out.text, "(and 1 more)"));
	derivation_release(&derivation);
	strbuf_release(&out);
}

static void test_question_explain(void **state)
{
	struct ledger_fixture *fixture = *state;
	struct derivation derivation;
	struct strbuf out = STRBUF_INIT;
	struct circumstances circumstances;

	ledger_set(fixture, SYSTEMS(ELSEWHERE));
	derivation_compute(&derivation, fixture->pack, ledger_question(fixture, "d-kept"), &fixture->facts,
	                   &fixture->verdicts, SIZE_MAX);
	circumstances = ledger_circumstances(fixture, NULL);
	question_explain(&out, ledger_question(fixture, "d-kept"), &derivation, &circumstances);
	assert_string_equal(out.text, "nothing in the registers is concerned");
	derivation_release(&derivation);
	strbuf_reset(&out);
	circumstances = ledger_circumstances(fixture, "o");
	question_explain(&out, ledger_question(fixture, "s-kept"), NULL, &circumstances);
	assert_string_equal(out.text, "Zone: outer zone");
	strbuf_release(&out);
}

static void test_bits(void **state)
{
	struct ledger_fixture *fixture = *state;
	unsigned bits[8];
	size_t kept = rules_find(fixture->pack->rules, "kept"), safe = rules_find(fixture->pack->rules, "safe");

	assert_true(fixture->pack->rules->count <= 8);
	ledger_set(fixture, SYSTEMS(PASS "," FAIL));
	memset(bits, 0xff, sizeof bits);
	verdicts_bits(&fixture->verdicts, fixture->pack, &fixture->facts, SIZE_MAX, bits);
	assert_int_equal(bits[kept], 1U << VERDICT_PASS | 1U << VERDICT_FAIL);
	assert_int_equal(bits[safe], 0);
	verdicts_bits(&fixture->verdicts, fixture->pack, &fixture->facts, ledger_record(fixture, "p"), bits);
	assert_int_equal(bits[kept], 1U << VERDICT_PASS);
}

/* A rule speaks of a question that names it; of one that checks its clauses only where no question names it. */
static void test_rule_checks_question(void **state)
{
	struct ledger_fixture *fixture = *state;
	const struct pack *pack = fixture->pack;

	assert_true(rule_checks_question(pack, rules_find(pack->rules, "kept"), ledger_question(fixture, "v-kept")));
	assert_false(rule_checks_question(pack, rules_find(pack->rules, "kept"), ledger_question(fixture, "4.2-lifecycle")));
	assert_true(rule_checks_question(pack, rules_find(pack->rules, "strict"), ledger_question(fixture, "v-strict")));
	assert_false(rule_checks_question(pack, rules_find(pack->rules, "strict"), ledger_question(fixture, "v-kept")));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, ledger_set_up, ledger_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_one_verdict), TEST(test_worst_wins), TEST(test_two_rules),        TEST(test_open_and_nothing),
	        TEST(test_subject),     TEST(test_explain),    TEST(test_question_explain), TEST(test_bits),
	        TEST(test_rule_checks_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
