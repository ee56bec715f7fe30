/* The office's tables of answers: replaced by unit, folded by cycle, counted. */
#include "fixture.h"
#include "tenken/store/collection.h"
#include "tenken/store/migrate.h"
#include "tenken/store/rejected.h"
#include "tenken/store/verify.h"

static const struct collected_plan plans[] = {
        {.cause = "手順がない",
         .measure = "作る",
         .person = "係長",
         .evidence = "",
         .due = {2026, 12, 24},
         .first_due = {2026, 11, 1}},
        {.cause = "", .measure = "", .person = "", .evidence = "簿冊\nに", .preventive = true, .done = true},
};
static const struct collected_answer first[] = {
        {.checklist = "info_manager",
         .question = "7.4.3-length",
         .answer = ANSWER_IMPLEMENTED,
         .basis = BASIS_DECLARED,
         .moment = 4294967295,
         .grounds = true,
         .remark = " 見た。\n"},
        {.checklist = "info_manager",
         .question = "8.1-mail",
         .answer = ANSWER_PARTIAL,
         .basis = BASIS_DECLARED,
         .moment = 7,
         .plan = &plans[0]},
        {.checklist = "system_manager:s1",
         .question = "7.4.3-length",
         .answer = ANSWER_NOT_IMPLEMENTED,
         .basis = BASIS_DERIVED},
        {.checklist = "system_manager:s1", .question = "9.4-report", .answer = ANSWER_NONE, .basis = BASIS_NONE},
};
static const struct collected_answer second[] = {
        {.checklist = "info_manager",
         .question = "8.1-mail",
         .answer = ANSWER_UNSURE,
         .basis = BASIS_DECLARED,
         .remark = "前"},
        {.checklist = "info_manager", .question = "9.4-report", .answer = ANSWER_EXCEPTION, .basis = BASIS_DERIVED},
        /* again: this counts */
        {.checklist = "info_manager",
         .question = "8.1-mail",
         .answer = ANSWER_NOT_APPLICABLE,
         .basis = BASIS_DECLARED,
         .grounds = true,
         .remark = "後",
         .plan = &plans[1]},
};

static bool replace(struct fixture *fixture, int64_t cycle, int64_t unit, const struct collected_answer *answers,
                    size_t count, const char *registers, struct error *err)
{
	const struct collected_unit_rows rows = {answers, count, registers};
	return collection_replace(fixture->db, cycle, unit, &rows, err);
}

#define REPLACE(fixture, cycle, unit, answers)                                                                         \
	assert_done(replace((fixture), (cycle), (unit), (answers), sizeof(answers) / sizeof *(answers), NULL, &err),   \
	            &err)

static void put_row(void *context, int64_t unit, const struct collected_answer *answer)
{
	strbuf_addf(context, "%lld %s %s %s %s\n", (long long)unit, answer->checklist, answer->question,
	            answer_code(answer->answer), basis_code(answer->basis));
}

static char *rows_of(struct fixture *fixture, int64_t cycle, int64_t unit)
{
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};
	assert_done(collection_fold(fixture->db, cycle, unit, put_row, &text, &err), &err);
	return strbuf_take(&text);
}

static void assert_rows(struct fixture *fixture, int64_t cycle, int64_t unit, const char *wanted)
{
	char *found = rows_of(fixture, cycle, unit);
	assert_string_equal(found, wanted);
	free(found);
}

static const char first_rows[] = "7 info_manager 7.4.3-length implemented declared\n"
                                 "7 info_manager 8.1-mail partial declared\n"
                                 "7 system_manager:s1 7.4.3-length not_implemented derived\n"
                                 "7 system_manager:s1 9.4-report  \n";
static const char second_rows[] = "9 info_manager 8.1-mail not_applicable declared\n"
                                  "9 info_manager 9.4-report exception derived\n";

static void test_fold(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	REPLACE(fixture, 1, 7, first);
	REPLACE(fixture, 1, 9, second);
	REPLACE(fixture, 2, 8, second);
	char *both = str_format("%s%s", first_rows, second_rows);
	assert_rows(fixture, 1, 0, both);
	assert_rows(fixture, 1, 7, first_rows);
	assert_rows(fixture, 1, 9, second_rows);
	assert_rows(fixture, 1, 8, "");
	assert_rows(fixture, 3, 0, "");
	free(both);
}

static void test_replace(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	int64_t rows;
	REPLACE(fixture, 1, 9, first);
	REPLACE(fixture, 1, 7, first);
	REPLACE(fixture, 1, 9, second); /* nothing of before is left */
	assert_rows(fixture, 1, 9, second_rows);
	assert_rows(fixture, 1, 7, first_rows);
	assert_done(collection_rows(fixture->db, &rows, &err), &err);
	assert_int_equal(rows, 6 + 2 + 2); /* with remarks and plans */
	assert_done(replace(fixture, 1, 7, NULL, 0, NULL, &err), &err);
	assert_rows(fixture, 1, 0, second_rows);

	/* Within a transaction that is taken back it never was. */
	assert_done(db_begin(fixture->db, &err), &err);
	REPLACE(fixture, 1, 9, first);
	db_rollback(fixture->db);
	assert_rows(fixture, 1, 0, second_rows);
	reopen(fixture);
	assert_rows(fixture, 1, 0, second_rows);
}

/* What stands beside the answers. */
static void put_detail(void *context, int64_t unit, const struct collected_answer *answer)
{
	const struct collected_plan *plan = answer->plan;
	char due[11], first_due[11];
	strbuf_addf(context, "%lld %s %s %u %d %s", (long long)unit, answer->checklist, answer->question,
	            answer->moment, answer->grounds, answer->remark ? answer->remark : "-");
	if (plan)
		strbuf_addf(context, " %s/%s/%s/%s/%s/%s/%d%d", plan->cause, plan->measure, plan->person,
		            plan->evidence, date_format_iso(plan->due, due),
		            date_format_iso(plan->first_due, first_due), plan->preventive, plan->done);
	strbuf_add(context, "\n");
}

static void put_registers(void *context, int64_t unit, const char *registers)
{
	strbuf_addf(context, "%lld %s\n", (long long)unit, registers);
}

static char *details_of(struct fixture *fixture, int64_t cycle, int64_t unit)
{
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};
	assert_done(collection_fold(fixture->db, cycle, unit, put_detail, &text, &err), &err);
	assert_done(collection_fold_remarks(fixture->db, cycle, unit, put_detail, &text, &err), &err);
	assert_done(collection_fold_plans(fixture->db, cycle, unit, put_detail, &text, &err), &err);
	assert_done(collection_fold_registers(fixture->db, cycle, unit, put_registers, &text, &err), &err);
	return strbuf_take(&text);
}

static void assert_details(struct fixture *fixture, int64_t cycle, int64_t unit, const char *wanted)
{
	char *found = details_of(fixture, cycle, unit);
	assert_string_equal(found, wanted);
	free(found);
}

static void test_details(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	static const char of_first[] = "7 info_manager 7.4.3-length 4294967295 1 -\n"
	                               "7 info_manager 8.1-mail 7 0 -\n"
	                               "7 system_manager:s1 7.4.3-length 0 0 -\n"
	                               "7 system_manager:s1 9.4-report 0 0 -\n"
	                               "7 info_manager 7.4.3-length 0 0  見た。\n\n"
	                               "7 info_manager 8.1-mail 0 0 - 手順がない/作る/係長//2026-12-24/2026-11-01/00\n"
	                               "7 {\"a\":1}\n";
	assert_done(replace(fixture, 1, 7, first, 4, "{\"a\":1}", &err), &err);
	assert_done(replace(fixture, 1, 9, second, 3, NULL, &err), &err);
	assert_details(fixture, 1, 7, of_first);
	assert_details(
	        fixture, 1, 9,
	        "9 info_manager 8.1-mail 0 1 -\n9 info_manager 9.4-report 0 0 -\n9 info_manager 8.1-mail 0 0 後\n"
	        "9 info_manager 8.1-mail 0 0 - ///簿冊\nに///11\n");
	/* Nothing of before is left. */
	assert_done(replace(fixture, 1, 9, first, 1, "{}", &err), &err);
	assert_details(fixture, 1, 9,
	               "9 info_manager 7.4.3-length 4294967295 1 -\n9 info_manager 7.4.3-length 0 0  見た。\n\n9 {}\n");
	assert_done(replace(fixture, 1, 9, NULL, 0, NULL, &err), &err);
	assert_details(fixture, 1, 9, "");
	assert_details(fixture, 1, 0, of_first);
	assert_details(fixture, 2, 0, "");
}

/* Nor does a detail that no writer of ours wrote. */
static void test_unreadable_details(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct strbuf text = STRBUF_INIT;
	static const char *const damages[] = {"UPDATE collected_plan SET due = 20261301",
	                                      "UPDATE collected_plan SET first_due = -1",
	                                      "UPDATE collected_plan SET question = 99"};
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		REPLACE(fixture, 1, 9, first);
		tamper(fixture->db, damages[i]);
		assert_fails(collection_fold_plans(fixture->db, 1, 0, put_detail, &text, &err), &err, ERROR_STORAGE);
	}
	tamper(fixture->db, "UPDATE collected_answer SET moment = -1");
	assert_fails(collection_fold(fixture->db, 1, 0, put_detail, &text, &err), &err, ERROR_STORAGE);
	REPLACE(fixture, 1, 9, first);
	tamper(fixture->db, "UPDATE collected_answer SET grounds = 2");
	assert_fails(collection_fold(fixture->db, 1, 0, put_detail, &text, &err), &err, ERROR_STORAGE);
	REPLACE(fixture, 1, 9, first);
	tamper(fixture->db, "UPDATE collected_remark SET checklist = 99");
	assert_fails(collection_fold_remarks(fixture->db, 1, 9, put_detail, &text, &err), &err, ERROR_STORAGE);
	strbuf_release(&text);
}

static void test_count(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct collected_counts counts;
	REPLACE(fixture, 1, 9, second);
	REPLACE(fixture, 1, 7, first);
	REPLACE(fixture, 2, 7, second);
	assert_done(collection_count_units(fixture->db, 1, &counts, &err), &err);
	assert_int_equal(counts.count, 2);
	assert_int_equal(counts.items[0].unit, 7);
	assert_int_equal(counts.items[0].by_answer[ANSWER_IMPLEMENTED], 1);
	assert_int_equal(counts.items[0].by_answer[ANSWER_NONE], 1);
	assert_int_equal(counts.items[1].unit, 9);
	assert_int_equal(counts.items[1].by_answer[ANSWER_EXCEPTION], 1);
	assert_int_equal(counts.items[1].by_answer[ANSWER_UNSURE], 0);
	collected_counts_release(&counts);

	assert_done(collection_count_questions(fixture->db, 1, &counts, &err), &err);
	assert_int_equal(counts.count, 3);
	assert_string_equal(counts.items[0].question, "7.4.3-length");
	assert_int_equal(counts.items[0].by_answer[ANSWER_IMPLEMENTED], 1);
	assert_int_equal(counts.items[0].by_answer[ANSWER_NOT_IMPLEMENTED], 1);
	assert_string_equal(counts.items[1].question, "8.1-mail");
	assert_int_equal(counts.items[1].by_answer[ANSWER_PARTIAL], 1);
	assert_int_equal(counts.items[1].by_answer[ANSWER_NOT_APPLICABLE], 1);
	assert_string_equal(counts.items[2].question, "9.4-report");
	collected_counts_release(&counts);
	assert_done(collection_count_questions(fixture->db, 3, &counts, &err), &err);
	assert_int_equal(counts.count, 0);
	collected_counts_release(&counts);
}

/* A row that no writer of ours wrote is not counted as anything. */
static void test_unreadable(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct collected_counts counts;
	static const char *const damages[] = {
	        "UPDATE collected_answer SET answer = 7",
	        "UPDATE collected_answer SET answer = -1",
	        "UPDATE collected_answer SET basis = 3",
	        "UPDATE collected_answer SET checklist = 99",
	        "UPDATE collected_answer SET question = 1000 WHERE question = 3",
	        "DELETE FROM collected_name WHERE id = 2",
	};
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		tamper(fixture->db, "DELETE FROM collected_answer; DELETE FROM collected_name;");
		REPLACE(fixture, 1, 9, second);
		tamper(fixture->db, damages[i]);
		assert_fails(collection_count_units(fixture->db, 1, &counts, &err), &err, ERROR_STORAGE);
		assert_int_equal(counts.count, 0);
		assert_fails(collection_count_questions(fixture->db, 1, &counts, &err), &err, ERROR_STORAGE);
		assert_int_equal(counts.count, 0);
	}
}

static void test_readonly(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	REPLACE(fixture, 1, 9, second);
	db_close(fixture->db);
	fixture->db = db_open(fixture->path, DB_READONLY, &err);
	assert_non_null(fixture->db);
	assert_fails(replace(fixture, 1, 9, first, 1, "{}", &err), &err, ERROR_REFUSED);
	assert_rows(fixture, 1, 0, second_rows);
}

/* --- from version 3, which had events only --- */

static void put_event(struct fixture *fixture, const char *unit, enum exchange_kind kind)
{
	struct error err = {0};
	struct exchange_event event = {.cycle = fixture->cycle,
	                               .unit = (char *)unit,
	                               .kind = kind,
	                               .counter = 1,
	                               .file_hash = (char *)"",
	                               .body = (char *)"{}",
	                               .actor = (char *)"課長",
	                               .acted_for = (char *)"",
	                               .at = (char *)moment};
	assert_done(exchanges_append(fixture->db, &event, &err), &err);
}

static void test_from_version_3(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db_options options = {.keep_older = true};
	struct verify_report report;
	struct collected_units units;

	fixture->db = db_open_as(fixture->path, DB_CREATE, &options, &err);
	assert_non_null(fixture->db);
	assert_done(migrate_to(fixture->db, 3, &err), &err);
	fill(fixture);
	static const char *const codes[] = {"0101", "0102", "0103"};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct roster_unit unit = {.code = (char *)codes[i],
		                           .bureau = (char *)"局",
		                           .name = (char *)"課",
		                           .roles = (char *)"",
		                           .contact = (char *)"",
		                           .predecessor = (char *)""};
		assert_done(roster_add(fixture->db, fixture->cycle, &unit, &err), &err);
	}
	put_event(fixture, "0101", EXCHANGE_SUBMIT);
	put_event(fixture, "0101", EXCHANGE_SUBMIT);
	put_event(fixture, "0101", EXCHANGE_ACCEPT);
	put_event(fixture, "0102", EXCHANGE_RETURN); /* of a code that was never handed in by: no */
	put_event(fixture, "0103", EXCHANGE_SUBMIT);
	put_event(fixture, "9999", EXCHANGE_SUBMIT); /* on no roster */
	reopen(fixture);
	assert_int_equal(count_names(fixture, "tenken.db.before-v7"), 1);
	assert_done(collection_units(fixture->db, true, &units, &err), &err);
	assert_int_equal(units.count, 2);
	assert_string_equal(units.items[0].code, "0101");
	assert_string_equal(units.items[1].code, "0103");
	int64_t unit = units.items[1].unit;
	collected_units_release(&units);
	REPLACE(fixture, fixture->cycle, unit, first);
	assert_done(collection_units(fixture->db, false, &units, &err), &err);
	assert_int_equal(units.count, 3);
	assert_true(units.items[0].due);
	assert_false(units.items[1].due);
	assert_false(units.items[2].due);
	collected_units_release(&units);
	assert_done(verify(fixture->db, &report, &err), &err);
	assert_int_equal(report.count, 0);
	verify_report_release(&report);
}

/* --- what a floor above adds to verify --- */

static bool more_finds(struct db *db, struct verify_report *report, struct error *err)
{
	(void)db, (void)err;
	verify_report_add(report, "found %d", 2);
	return true;
}

static bool more_meets_damage(struct db *db, struct verify_report *report, struct error *err)
{
	(void)db, (void)report;
	return error_set(err, ERROR_STORAGE, "a row cannot be read");
}

static bool more_fails(struct db *db, struct verify_report *report, struct error *err)
{
	(void)db, (void)report;
	return error_set(err, ERROR_SYSTEM, "something else, and that at some length");
}

static void test_verify_more(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct verify_report report;
	assert_done(verify_with(fixture->db, more_finds, &report, &err), &err);
	assert_int_equal(report.count, 1);
	assert_string_equal(report.problems[0], "found 2");
	verify_report_release(&report);
	assert_done(verify_with(fixture->db, more_meets_damage, &report, &err), &err);
	assert_int_equal(report.count, 1);
	assert_string_equal(report.problems[0], "a row cannot be read");
	verify_report_release(&report);
	assert_fails(verify_with(fixture->db, more_fails, &report, &err), &err, ERROR_SYSTEM);
	assert_int_equal(report.count, 0);
}

/* A roster of two years: units 7 and 9 of the first, 8 of the second. */
static void add_roster(struct fixture *fixture)
{
	tamper(fixture->db, "INSERT INTO cycle (id, fiscal_year, extra, pack, due, sum) VALUES (11, 2030, 0, 'p', '', "
	                    "''), (12, 2031, 0, 'p', '', '')");
	tamper(fixture->db,
	       "INSERT INTO roster_unit (id, cycle, code, bureau, name, roles, contact, predecessor, sum) VALUES"
	       " (7, 11, '0101', '', '', '', '', '', ''), (9, 11, '0102', '', '', '', '', '', ''),"
	       " (8, 12, '0101', '', '', '', '', '', '')");
}

static void test_rejected(void **state)
{
	struct fixture *fixture = *state;
	struct rejected_files files;
	struct error err = {0};
	add_roster(fixture);
	assert_done(rejected_keep(fixture->db, 9, "b.tenken", "damaged", "2026-10-01T14:03:21+09:00", &err), &err);
	assert_done(rejected_keep(fixture->db, 7, "a.tenken", "older", "2026-10-01T14:03:22+09:00", &err), &err);
	assert_done(rejected_keep(fixture->db, 9, "c.tenken", "damaged again", "2026-10-01T14:03:23+09:00", &err),
	            &err);
	assert_done(rejected_load(fixture->db, 11, &files, &err), &err);
	assert_int_equal(files.count, 2);
	assert_string_equal(files.items[0].reason, "older");
	assert_string_equal(files.items[1].file, "c.tenken");
	rejected_files_release(&files);
	assert_done(rejected_load(fixture->db, 12, &files, &err), &err);
	assert_int_equal(files.count, 0);
	rejected_files_release(&files);
	assert_done(rejected_forget(fixture->db, 9, &err), &err);
	assert_done(rejected_forget(fixture->db, 9, &err), &err);
	assert_done(rejected_load(fixture->db, 11, &files, &err), &err);
	assert_int_equal(files.count, 1);
	rejected_files_release(&files);
	assert_fails(rejected_keep(fixture->db, 99, "x", "on no roster", "", &err), &err, ERROR_STORAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_fold, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_replace, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_count, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_details, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_unreadable_details, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_unreadable, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_readonly, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_from_version_3, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_verify_more, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_rejected, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
