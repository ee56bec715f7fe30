/* Up to the day that is named with them, verdicts are those of today, on the city's pack and made-up registers; and the day is not named
 * out of caution alone: mostly another verdict does follow on the next. */
#include "fixture.h"
#include "tenken/base/date.h"
#include "tenken/core/pack_builtin.h"
#include "tenken/core/verdict.h"

enum { SECTIONS = 400, RECORDS_MAX = 3 };
static const struct date today = {2026, 10, 1};

/* xorshift64: the same registers on every machine. */
static uint64_t seed = 20261001;
static int random_below(int limit)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int)(seed % (uint64_t)limit);
}

/* Near today, near what lies a year, half a year, a month before, or anywhere. */
static struct date any_date(void)
{
	static const int around[] = {0, -30, -183, -365, -366, 60};

	if (random_below(3))
		return date_add_days(today, around[random_below(6)] + random_below(9) - 4);
	return date_add_days(today, random_below(800) - 500);
}

static void add_value(struct strbuf *out, const struct field *field)
{
	char day[11];

	switch (field->type) {
	case VALUE_BOOL:
		strbuf_add(out, random_below(2) ? "true" : "false");
		break;
	case VALUE_INT:
		strbuf_addf(out, "%d", random_below(20));
		break;
	case VALUE_DATE:
		strbuf_addf(out, "\"%s\"", random_below(8) ? date_format_iso(any_date(), day) : "none");
		break;
	case VALUE_CHOICE:
		strbuf_addf(out, "\"%s\"", field->values[random_below((int)field->values_count)].id);
		break;
	case VALUE_MULTI:
		strbuf_addf(out, "[\"%s\"]", field->values[random_below((int)field->values_count)].id);
		break;
	case VALUE_REF:
		strbuf_addf(out, "\"%s:r%d\"",
		            pack_builtin.registers->items[field->target == SIZE_MAX ? 1 : field->target].id,
		            random_below(RECORDS_MAX));
		break;
	case VALUE_CLAUSES:
		strbuf_addf(out, "[\"%s\"]", pack_builtin.clauses[random_below((int)pack_builtin.clauses_count)].id);
		break;
	default:
		strbuf_addf(out, "\"%s\"", random_below(4) ? "x" : "");
		break;
	}
}

static void add_record(struct strbuf *out, const struct register_kind *kind, int number, int gaps)
{
	strbuf_addf(out, "%s{\"id\": \"r%d\"", number ? ", " : "", number);
	for (size_t i = 0; i < kind->fields_count; i++) {
		if (random_below(gaps) == 0)
			continue;
		strbuf_addf(out, ", \"%s\": ", kind->fields[i].id);
		add_value(out, &kind->fields[i]);
	}
	strbuf_add(out, "}");
}

/* Few gaps or many; of some sections it is known how long the periods are. */
static void make_facts(struct facts *facts)
{
	struct strbuf out = STRBUF_INIT;
	struct pack_problems problems;
	int gaps = 2 + random_below(30);

	strbuf_add(&out, "{\"settings\": {\"periods\": {");
	for (size_t i = 0, written = 0; i < pack_builtin.periods_count; i++)
		if (!str_equal(pack_builtin.periods[i].id, "about_six_months") && random_below(2))
			strbuf_addf(&out, "%s\"%s\": \"P%d%c\"", written++ ? ", " : "", pack_builtin.periods[i].id,
			            1 + random_below(12), "MD"[random_below(2)]);
	strbuf_add(&out, "}}, \"registers\": {");
	for (size_t r = 0; r < pack_builtin.registers->count; r++) {
		const struct register_kind *kind = &pack_builtin.registers->items[r];
		int count = random_below(RECORDS_MAX + 1);

		strbuf_addf(&out, "%s\"%s\": [", r ? ", " : "", kind->id);
		for (int i = 0; i < count; i++)
			add_record(&out, kind, i, gaps);
		strbuf_add(&out, "]");
	}
	strbuf_add(&out, "}}");
	assert_true(facts_read_kept(facts, &pack_builtin, "facts.json", out.text, out.len_bytes, &problems));
	pack_problems_release(&problems);
	strbuf_release(&out);
}

static bool same(const struct verdicts *one, const struct verdicts *other)
{
	bool same = one->count == other->count;

	for (size_t i = 0; same && i < one->count; i++) {
		const struct verdict *a = &one->items[i], *b = &other->items[i];

		same = a->rule == b->rule && a->record == b->record && a->code == b->code &&
		       a->exception == b->exception &&
		       (a->code != VERDICT_FAIL ||
		        (str_equal(a->because.ja, b->because.ja) && str_equal(a->because.en, b->because.en)));
	}
	return same;
}

static bool same_on(const struct verdicts *wanted, const struct facts *facts, struct date day)
{
	struct verdicts then;
	struct date ignored;
	bool found;

	verdicts_compute_briefly(&then, &pack_builtin, facts, day, &ignored);
	found = same(wanted, &then);
	verdicts_release(&then);
	return found;
}

static void test_until(void **state)
{
	int holding = 0, ending = 0, changing = 0;

	(void)state;
	for (int i = 0; i < SECTIONS; i++) {
		struct facts facts;
		struct verdicts verdicts;
		struct date last;
		int days;

		make_facts(&facts);
		verdicts_compute_briefly(&verdicts, &pack_builtin, &facts, today, &last);
		days = date_days_between(today, last);
		assert_true(days >= 0);
		for (int k = 1; k <= days && k <= 12; k++)
			assert_true(same_on(&verdicts, &facts, date_add_days(today, k)));
		for (int k = 0; k < 4; k++)
			assert_true(same_on(&verdicts, &facts, date_add_days(today, random_below(days + 1))));
		assert_true(same_on(&verdicts, &facts, last));
		holding += days > 0;
		ending += days < 400;
		changing += !same_on(&verdicts, &facts, date_add_days(last, 1));
		verdicts_release(&verdicts);
		facts_release(&facts);
	}
	if (getenv("TENKEN_SHOW"))
		printf("%d sections, of which %d hold beyond today, %d end, %d change then\n", SECTIONS, holding,
		       ending, changing);
	assert_true(holding > SECTIONS / 10);
	assert_true(changing > ending / 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_until)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
