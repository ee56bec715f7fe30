#include "city_fixture.h"

#include <stdio.h>

/* Sections that need a look, and the sample. Each rule is tried at its edge: what just reaches it, and what just does not. */

enum { MANY = 8, EACH = 25 };

/* A city of `MANY` units in two bureaus that each give `EACH` answers, one an hour. */
struct looks_fixture {
	struct city_fixture base;
	struct city_unit units[MANY];
	struct city_question questions[EACH];
	char ids[EACH][8];
	struct city_answer answers[MANY * EACH];
	const char *remarks[MANY];
};

static void looks_init(struct looks_fixture *f)
{
	city_init(&f->base, LANGUAGE_EN);
	for (uint32_t i = 0; i < MANY; i++) {
		static const char *const codes[MANY] = {"u0", "u1", "u2", "u3", "u4", "u5", "u6", "u7"};

		f->units[i] = (struct city_unit){codes[i], i < 6 ? "A" : "B", "課", "", CITY_SUBMITTED, false, 0, 0, 0, NULL};
		for (uint32_t q = 0; q < EACH; q++)
			f->answers[i * EACH + q] = (struct city_answer){.unit = i,
			                                                .question = q,
			                                                .answer = ANSWER_IMPLEMENTED,
			                                                .basis = BASIS_DECLARED,
			                                                .grounds = true,
			                                                .moment = 1000000 + 3600 * q};
	}
	for (size_t q = 0; q < EACH; q++) {
		snprintf(f->ids[q], sizeof f->ids[q], "q%zu", q);
		f->questions[q] = (struct city_question){f->ids[q], q < QUESTIONS ? q : SIZE_MAX};
	}
	f->base.input.units = f->units;
	f->base.input.units_count = MANY;
	f->base.input.questions = f->questions;
	f->base.input.questions_count = EACH;
	f->base.input.answers = f->answers;
	f->base.input.answers_count = COUNT(f->answers);
	f->base.input.remarks = f->remarks;
	f->base.input.remarks_count = MANY;
	f->base.input.plans_count = f->base.input.exceptions_count = 0;
}

static struct city_answer *answer_at(struct looks_fixture *f, size_t unit, size_t question)
{
	return &f->answers[unit * EACH + question];
}

static void test_nothing_to_look_at(void **state)
{
	struct looks_fixture f;
	struct city_counts counts;

	(void)state;
	looks_init(&f);
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.looks.groundless_count + counts.looks.same_count + counts.looks.rushes_count +
	                         counts.looks.absent_count,
	                 0);
	assert_int_equal(counts.looks.declared, MANY * EACH);
	assert_int_equal(counts.looks.without, 0);
	city_counts_release(&counts);
	city_release();
}

/* Of u0 18 of 20 are without grounds, of u1 17 of 20, of u2 all 19 that there are; of u3 registers decide all but 19. */
static void test_no_grounds(void **state)
{
	struct looks_fixture f;
	struct city_counts counts;

	(void)state;
	looks_init(&f);
	for (size_t q = 0; q < EACH; q++) {
		for (size_t unit = 0; unit < 4; unit++)
			answer_at(&f, unit, q)->basis = q < 20 ? BASIS_DECLARED : BASIS_DERIVED;
		answer_at(&f, 0, q)->grounds = q < 2;
		answer_at(&f, 1, q)->grounds = q < 3;
		answer_at(&f, 2, q)->grounds = answer_at(&f, 3, q)->grounds = false;
	}
	answer_at(&f, 2, 0)->answer = ANSWER_NONE;
	answer_at(&f, 3, 0)->basis = BASIS_DERIVED;
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.looks.groundless_count, 1);
	assert_int_equal(counts.looks.groundless[0].unit, 0);
	assert_int_equal(counts.looks.groundless[0].declared, 20);
	assert_int_equal(counts.looks.groundless[0].without, 18);
	assert_int_equal(counts.looks.without, 18 + 17 + 19 + 19);
	city_counts_release(&counts);
	city_release();
}

static void say(struct looks_fixture *f, uint32_t unit, size_t question, const char *remark)
{
	f->remarks[unit] = remark;
	answer_at(f, unit, question)->remark = unit + 1;
}

static void test_same_remarks(void **state)
{
	struct looks_fixture f;
	struct city_counts counts;

	(void)state;
	looks_init(&f);
	say(&f, 0, 4, "台帳と、現物を見比べた。");
	say(&f, 3, 4, "台帳と現物を見比べた");
	say(&f, 5, 4, "台帳 と 現物 を 見比べた");
	say(&f, 6, 5, "台帳と現物を見比べた"); /* at another question */
	say(&f, 1, 6, "確認済みである");       /* seven characters */
	say(&f, 2, 6, "確認済みである");
	say(&f, 4, 6, "確認済みである");
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.looks.same_count, 1);
	assert_int_equal(counts.looks.same[0].question, 4);
	assert_string_equal(counts.looks.same[0].text, "台帳と、現物を見比べた。");
	assert_int_equal(counts.looks.same[0].units_count, 3);
	assert_int_equal(counts.looks.same[0].units[0], 0);
	assert_int_equal(counts.looks.same[0].units[2], 5);
	city_counts_release(&counts);

	/* One of the three is not received: two are too few. */
	f.units[3].state = CITY_NOT_RECEIVED;
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.looks.same_count, 0);
	city_counts_release(&counts);
	city_release();
}

/* u0: 20 within 60 seconds, one of them ×. u1: 19. u2: 20 within 61 seconds. u3: 20, of which two are ×. */
static void test_many_at_once(void **state)
{
	struct looks_fixture f;
	struct city_counts counts;

	(void)state;
	looks_init(&f);
	for (uint32_t q = 0; q < 20; q++) {
		answer_at(&f, 0, q)->moment = 5000 + (q == 19 ? 60 : q);
		answer_at(&f, 1, q)->moment = q < 19 ? 5000 : 1;
		answer_at(&f, 2, q)->moment = 5000 + (q == 19 ? 61 : q);
		answer_at(&f, 3, q)->moment = 5000;
	}
	answer_at(&f, 0, 7)->answer = ANSWER_NOT_IMPLEMENTED;
	answer_at(&f, 3, 7)->answer = answer_at(&f, 3, 8)->answer = ANSWER_NOT_IMPLEMENTED;
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.looks.rushes_count, 1);
	assert_int_equal(counts.looks.rushes[0].unit, 0);
	assert_int_equal(counts.looks.rushes[0].answers, 20);
	assert_int_equal(counts.looks.rushes[0].implemented, 19);
	assert_int_equal(counts.looks.rushes[0].seconds, 60);
	assert_int_equal(counts.looks.rushes[0].moment, 5000);
	city_counts_release(&counts);
	city_release();
}

/* The others answer － at 35 of 175, 20 %. u0 at 10 of 25, 40 %: twice that and 20 points above. With 9 it is not. */
static void test_high_not_applicable(void **state)
{
	struct looks_fixture f;
	struct city_counts counts;

	(void)state;
	looks_init(&f);
	for (size_t unit = 0; unit < MANY; unit++)
		for (size_t q = 0; q < (unit ? 5 : 10); q++)
			answer_at(&f, unit, q)->answer = ANSWER_NOT_APPLICABLE;
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.looks.absent_count, 1);
	assert_int_equal(counts.looks.absent[0].unit, 0);
	assert_ratio(counts.looks.absent[0].own, 10, 25);
	assert_ratio(counts.looks.absent[0].others, 35, 175);
	city_counts_release(&counts);
	answer_at(&f, 0, 9)->answer = ANSWER_IMPLEMENTED;
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.looks.absent_count, 0);
	city_counts_release(&counts);

	/* Two others are no measure. */
	answer_at(&f, 0, 9)->answer = ANSWER_NOT_APPLICABLE;
	for (size_t unit = 3; unit < MANY; unit++)
		f.units[unit].state = CITY_NOT_RECEIVED;
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.looks.absent_count, 0);
	city_counts_release(&counts);
	f.units[3].state = CITY_SUBMITTED;
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.looks.absent_count, 1);
	city_counts_release(&counts);
	city_release();
}

/* --- the sample --- */

/* Reckoned apart: python3, fnv1a64("c1\nu3\ninfo_manager\nq4\n") and the last step of MurmurHash3. */
static const uint64_t known_hash = 0x730e27f8032925ee;

static size_t count_in(const struct city_counts *counts, const struct city_input *input, size_t first, size_t end)
{
	size_t count = 0;

	for (size_t i = 0; i < counts->sample_count; i++) {
		size_t unit = input->answers[counts->sample[i].answer].unit;
		count += unit >= first && unit < end;
	}
	return count;
}

static void test_sample(void **state)
{
	struct looks_fixture f;
	struct city_counts counts;

	(void)state;
	looks_init(&f);
	f.base.input.sample = 10;
	answer_at(&f, 0, 0)->answer = ANSWER_PARTIAL;
	answer_at(&f, 0, 1)->basis = BASIS_DERIVED;
	f.units[1].state = CITY_NOT_RECEIVED;
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.sample_from, MANY * EACH - 2 - EACH);
	assert_int_equal(counts.sample_count, 10);
	assert_int_equal(count_in(&counts, &f.base.input, 0, 6), 5); /* of each bureau as many */
	assert_int_equal(count_in(&counts, &f.base.input, 1, 2), 0);
	for (size_t i = 0; i < counts.sample_count; i++) {
		const struct city_answer *answer = &f.answers[counts.sample[i].answer];

		assert_int_equal(answer->answer, ANSWER_IMPLEMENTED);
		assert_int_equal(answer->basis, BASIS_DECLARED);
		assert_true(i == 0 || counts.sample[i - 1].answer < counts.sample[i].answer);
	}
	city_counts_release(&counts);

	/* In a bureau's report it is spread over the units: each of the seven once, before any of them twice. */
	f.base.input.bureau = "A";
	f.base.input.sample = 7;
	city_count(&counts, &f.base.input);
	for (size_t unit = 0; unit < MANY; unit++)
		assert_int_equal(count_in(&counts, &f.base.input, unit, unit + 1), unit != 1);
	city_counts_release(&counts);
	f.base.input.sample = 0;
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.sample_count, 0);
	city_counts_release(&counts);
	city_release();
}

static void test_sample_hash(void **state)
{
	struct looks_fixture f;
	struct city_counts counts;

	(void)state;
	looks_init(&f);
	f.base.input.sample = MANY * EACH * 2; /* more than there are */
	city_count(&counts, &f.base.input);
	assert_int_equal(counts.sample_count, MANY * EACH);
	assert_true(counts.sample[3 * EACH + 4].hash == known_hash);
	city_counts_release(&counts);
	city_release();
}

/* What is not known is not said to be nothing. */
static void test_without_bodies(void **state)
{
	struct looks_fixture f;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	looks_init(&f);
	f.base.input.bodies = f.base.input.past = false;
	city_report_json(&out, &f.base.input);
	assert_has(out.text, "\n  \"looks\": null,");
	assert_has(out.text, "\n  \"causes\": null,");
	assert_has(out.text, "\n  \"rules\": null,");
	assert_has(out.text, "\n  \"exceptions\": null,");
	assert_has(out.text, "\n  \"improvement\": null,");
	assert_has(out.text, "\n  \"years\": null,");
	strbuf_release(&out);
	city_release();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_nothing_to_look_at),  cmocka_unit_test(test_no_grounds),
	        cmocka_unit_test(test_same_remarks),        cmocka_unit_test(test_many_at_once),
	        cmocka_unit_test(test_high_not_applicable), cmocka_unit_test(test_sample),
	        cmocka_unit_test(test_sample_hash),         cmocka_unit_test(test_without_bodies),
	};

	return cmocka_run_group_tests_name("report/city_looks", tests, NULL, NULL);
}
