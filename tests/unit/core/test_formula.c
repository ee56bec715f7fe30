/* What an expression says of a record outside rules. */
#include "ledger_fixture.h"
#include "tenken/core/formula.h"

static const struct formula *excuse_when(const struct ledger_fixture *fixture)
{
	return ledger_field(fixture, "system", "excuse")->when;
}

static void expect(struct ledger_fixture *fixture, const char *fields, enum truth truth, const char *because)
{
	char *source = str_format("{'registers': {'system': [{'id': 'x'%s}]}}", fields);
	struct strbuf out = STRBUF_INIT;

	ledger_set(fixture, source);
	assert_int_equal(formula_evaluate(excuse_when(fixture), fixture->pack, &fixture->facts, 0, ledger_today), truth);
	formula_explain(&out, excuse_when(fixture), fixture->pack, &fixture->facts, 0, ledger_today);
	assert_string_equal(out.text, because);
	strbuf_release(&out);
	free(source);
}

static void test_when(void **state)
{
	struct ledger_fixture *fixture = *state;

	expect(fixture, ", 'kept': false", TRUTH_TRUE, "Kept: no");
	expect(fixture, ", 'kept': true", TRUTH_FALSE, "Kept: yes");
	expect(fixture, "", TRUTH_UNKNOWN, "Kept: not known yet");
	assert_int_equal(formula_evaluate(NULL, fixture->pack, &fixture->facts, 0, ledger_today), TRUTH_TRUE);
	formula_free(NULL);
}

/* Behind what stands there already, and in the other language. */
static void test_appends(void **state)
{
	struct ledger_fixture *fixture = *state;
	struct strbuf out = STRBUF_INIT;

	ledger_set(fixture, "{'registers': {'system': [{'id': 'x', 'kept': false}]}}");
	i18n_set_language(LANGUAGE_JA);
	strbuf_add(&out, "> ");
	formula_explain(&out, excuse_when(fixture), fixture->pack, &fixture->facts, 0, ledger_today);
	i18n_set_language(LANGUAGE_EN);
	assert_true(str_starts_with(out.text, "> 守る"));
	strbuf_release(&out);
}

/* A standard value counts where nothing is written: it is known. */
static void test_default(void **state)
{
	struct ledger_fixture *fixture = *state;
	struct circumstances circumstances;
	struct condition condition = {.kind = CONDITION_SOME};

	ledger_set(fixture, "{'complete': ['system'], 'registers': {'system': [{'id': 'x'}]}}");
	circumstances = ledger_circumstances(fixture, NULL);
	condition.owner = registers_find(fixture->pack->registers, "system");
	assert_int_equal(condition_evaluate(&condition, &circumstances), TRUTH_TRUE); /* any record */
	assert_true(fixture->facts.records[0].values[8].known);
	assert_int_equal(fixture->facts.records[0].values[8].number, 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, ledger_set_up, ledger_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_when), TEST(test_appends), TEST(test_default)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
