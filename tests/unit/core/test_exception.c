/* Whether an exception on record permits that a question is not kept. */
#include "ledger_fixture.h"

static void expect(struct ledger_fixture *fixture, const char *question, const char *subject, enum truth truth,
                   const char *which)
{
	size_t found = 77;
	enum truth permitted = exception_permits(fixture->pack, &fixture->facts, ledger_today,
	                                         ledger_question(fixture, question),
	                                         subject ? ledger_record(fixture, subject) : SIZE_MAX, &found);

	assert_int_equal(permitted, truth);
	assert_int_equal(found, which ? ledger_record(fixture, which) : SIZE_MAX);
}

#define WITH(exceptions)                                                                                               \
	"{'registers': {'system': [{'id': 's'}, {'id': 't'}], 'exception': [" exceptions "]}}"
#define GOOD "'reason': 'r', 'permitted_on': '2026-04-01', 'expires_on': '2026-10-01'"

static void test_valid(void **state)
{
	struct ledger_fixture *fixture = *state;

	expect(fixture, "v-kept", NULL, TRUTH_FALSE, NULL); /* none at all */
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], " GOOD "}"));
	expect(fixture, "v-kept", NULL, TRUTH_TRUE, "x"); /* the term's last day is in */
	expect(fixture, "v-kept", "s", TRUTH_TRUE, "x");  /* of the whole section: also of each system */
	expect(fixture, "7.1.1-takeout", NULL, TRUTH_FALSE, NULL);
	/* No term, and a permission of today. */
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], 'reason': 'r', 'permitted_on': '2026-10-01', "
	                         "'expires_on': 'none'}"));
	expect(fixture, "v-kept", NULL, TRUTH_TRUE, "x");
}

static void test_not_in_order(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], 'reason': 'r', 'permitted_on': '2026-04-01', "
	                         "'expires_on': '2026-09-30'}"));
	expect(fixture, "v-kept", NULL, TRUTH_FALSE, NULL); /* past its term */
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], 'reason': 'r', 'permitted_on': '2026-10-02', "
	                         "'expires_on': 'none'}"));
	expect(fixture, "v-kept", NULL, TRUTH_FALSE, NULL); /* permitted tomorrow */
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], 'reason': '　', 'permitted_on': '2026-04-01', "
	                         "'expires_on': 'none'}"));
	expect(fixture, "v-kept", NULL, TRUTH_FALSE, NULL);
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': [], " GOOD "}"));
	expect(fixture, "v-kept", NULL, TRUTH_FALSE, NULL);
}

static void expect_expired(struct ledger_fixture *fixture, const char *question, const char *subject, const char *which)
{
	size_t found = exception_expired(fixture->pack, &fixture->facts, ledger_today, ledger_question(fixture, question),
	                                 subject ? ledger_record(fixture, subject) : SIZE_MAX);

	assert_int_equal(found, which ? ledger_record(fixture, which) : SIZE_MAX);
}

#define PAST "'reason': 'r', 'permitted_on': '2026-04-01', 'expires_on': '2026-09-30'"

/* Which record would permit it, were it not past its term. */
static void test_expired(void **state)
{
	struct ledger_fixture *fixture = *state;

	expect_expired(fixture, "v-kept", NULL, NULL);
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], " GOOD "}"));
	expect_expired(fixture, "v-kept", NULL, NULL); /* the term's last day is in */
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], " PAST "}"));
	expect_expired(fixture, "v-kept", NULL, "x");
	expect_expired(fixture, "v-kept", "s", "x");
	expect_expired(fixture, "7.1.1-takeout", NULL, NULL);
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], 'subject': 's', " PAST "}"));
	expect_expired(fixture, "s-kept", "s", "x");
	expect_expired(fixture, "s-kept", "t", NULL);
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], 'reason': 'r', 'expires_on': 'none'}"));
	expect_expired(fixture, "v-kept", NULL, NULL);
	ledger_set(fixture, WITH("{'id': 'x', " PAST "}"));
	expect_expired(fixture, "v-kept", NULL, NULL); /* nobody knows what it is about */
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['7.4.3.ウ'], " PAST "}"));
	expect_expired(fixture, "v-strict", NULL, NULL); /* of this nobody may be excepted */
}

static void test_not_known(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], 'reason': 'r', 'expires_on': 'none'}"));
	expect(fixture, "v-kept", NULL, TRUTH_UNKNOWN, "x");
	ledger_set(fixture, WITH("{'id': 'x', " GOOD "}"));
	expect(fixture, "v-kept", NULL, TRUTH_UNKNOWN, "x"); /* which clauses it names */
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], 'permitted_on': 'none', 'expires_on': 'none'}"));
	expect(fixture, "v-kept", NULL, TRUTH_FALSE, NULL); /* what is missing cannot mend it */
	/* One that is in order is enough, wherever it stands. */
	ledger_set(fixture, WITH("{'id': 'w', 'clauses': ['4.2.ア.1']}, {'id': 'x', 'clauses': ['4.2.ア.1'], " GOOD
	                         "}, {'id': 'y', 'clauses': ['4.2.ア.1']}"));
	expect(fixture, "v-kept", NULL, TRUTH_TRUE, "x");
}

static void test_subject(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], 'subject': 's', " GOOD "}"));
	expect(fixture, "s-kept", "s", TRUTH_TRUE, "x");
	expect(fixture, "s-kept", "t", TRUTH_FALSE, NULL);
	expect(fixture, "v-kept", NULL, TRUTH_FALSE, NULL); /* one system's is not the section's */
}

/* Every clause, by itself or by the sentence over its list. */
static void test_clauses(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1'], " GOOD "}"));
	expect(fixture, "d-both", NULL, TRUTH_FALSE, NULL);
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1', '7.4.3.エ'], " GOOD "}"));
	expect(fixture, "d-both", NULL, TRUTH_TRUE, "x");
	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['4.2.ア.1', '7.4.3'], " GOOD "}"));
	expect(fixture, "d-both", NULL, TRUTH_TRUE, "x"); /* 7.4.3 is the sentence over 7.4.3.エ */
}

/* A rule that nobody may be excepted from speaks of the question. */
static void test_not_exceptable(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, WITH("{'id': 'x', 'clauses': ['7.4.3.ウ'], " GOOD "}"));
	expect(fixture, "v-strict", NULL, TRUTH_FALSE, NULL);
}

/* A verdict says which exception covers it. */
static void test_verdict(void **state)
{
	struct ledger_fixture *fixture = *state;
	size_t kept = rules_find(fixture->pack->rules, "kept");

	ledger_set(fixture, "{'registers': {'system': [{'id': 's', 'zone': 'inner', 'kept': false, 'excuse': ''}], 'exception': ["
	                    "{'id': 'x', 'clauses': ['4.2.ア.1'], 'subject': 's', " GOOD "}]}}");
	for (size_t i = 0; i < fixture->verdicts.count; i++) {
		const struct verdict *verdict = &fixture->verdicts.items[i];

		if (verdict->rule != kept) {
			assert_int_equal(verdict->exception, SIZE_MAX);
			continue;
		}
		assert_int_equal(verdict->code, VERDICT_EXCEPTION);
		assert_int_equal(verdict->exception, ledger_record(fixture, "x"));
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, ledger_set_up, ledger_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_valid),   TEST(test_not_in_order),    TEST(test_not_known), TEST(test_subject), TEST(test_expired),
	        TEST(test_clauses), TEST(test_not_exceptable), TEST(test_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
