/* The list of units with which a campaign is opened: how offices write it, and every fault. */
#include "fixture.h"
#include "tenken/app/roster_file.h"

static struct roster roster;

static bool reads(struct place *place, const char *text, size_t len_bytes)
{
	char *path = path_join(place->folder, "roster.csv");
	bool ok;

	roster_release(&roster);
	assert_done(file_write(path, text, len_bytes, 0600, &err));
	ok = roster_file_read(&roster, path, place->workplace.pack, &err);
	assert_true(ok || (roster.count == 0 && !roster.items));
	free(path);
	return ok;
}

#define READS(text) reads(place, (text), sizeof(text) - 1)

static void expect(size_t at, const char *expected)
{
	struct strbuf found = STRBUF_INIT;
	const struct roster_unit *unit = &roster.items[at];

	assert_true(at < roster.count);
	strbuf_addf(&found, "%s|%s|%s|%s|%s|%s", unit->code, unit->bureau, unit->name, unit->roles, unit->contact,
	            unit->predecessor);
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
}

static void test_columns(void **state)
{
	struct place *place = *state;

	assert_done(READS("code,bureau,unit,roles,contact,predecessor\r\n"
	                  "0101,市民局,市民課,info_manager;csirt,078,0091;0092\r\n"
	                  "\"0012\",\"局,室\",\"課 \"\"本\"\"\",,,\r\n"));
	assert_int_equal(roster.count, 2);
	expect(0, "0101|市民局|市民課|info_manager;csirt|078|0091;0092");
	expect(1, "0012|局,室|課 \"本\"|info_manager||");
	assert_done(READS("課名,役割,備考,局室区,課コード\n市民課, csirt ;,x,市民局,0101\n"));
	expect(0, "0101|市民局|市民課|csirt||");
	assert_done(READS("\xef\xbb\xbf所属コード,局名,所属,点検票,電話,旧コード\n0101,市民局,市民課,,1,2\n"));
	expect(0, "0101|市民局|市民課|info_manager|1|2");
}

/* コード,局,課,役割 / 0101,市民局,市民課, as CP932. */
static void test_cp932(void **state)
{
	struct place *place = *state;

	assert_done(READS("\x83R\x81[\x83h,\x8b\xc7,\x89\xdb,\x96\xf0\x8a\x84\r\n"
	                  "0101,\x8es\x96\xaf\x8b\xc7,\x8es\x96\xaf\x89\xdb,\r\n"));
	expect(0, "0101|市民局|市民課|info_manager||");
}

static void test_faults(void **state)
{
	struct place *place = *state;
	static const struct {
		const char *row, *says;
	} cases[] = {
	        {",局,課,,,", "code of the unit is missing"},
	        {" ,局,課,,,", "code of the unit is missing"},
	        {"0001,局,課,,,", "stands on the roster twice"},
	        {"a/b,局,課,,,", "can be no unit code"},
	        {"a b,局,課,,,", "can be no unit code"},
	        {"..,局,課,,,", "can be no unit code"},
	        {"123456789012345678901234567890123,局,課,,,", "can be no unit code"},
	        {"0002,,課,,,", "name of the bureau"},
	        {"0002,局, ,,,", "name of the unit"},
	        {"0002,局,課,info_manger,,", "info_manager"},
	        {"0002,局,課,csirt;nobody,,", "nobody"},
	        {"0002,局,課,csirt info_manager,,", "several with \";\" between them"},
	        {"0002,局,課,,,a b", "can be no unit code"},
	        {"0002,局,課,,,0003;x:y", "can be no unit code"},
	        {"0002,局,課\x1b[2J,,,", "\"unit\""},
	        {"0002,局\xe2\x80\xae,課,,,", "\"bureau\""},
	        {"0002,局,課,,\x7f,", "\"contact\""},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *text = str_format("code,bureau,unit,roles,contact,predecessor\n0001,局,課,,,\n%s\n", cases[i].row);
		assert_fails(reads(place, text, strlen(text)), ERROR_INPUT, cases[i].says);
		free(text);
	}
}

/* All of them at once, each with its line. */
static void test_all_faults(void **state)
{
	struct place *place = *state;
	struct strbuf text = STRBUF_INIT;

	assert_false(READS("code,bureau,unit,roles\n,,,nobody\n0001,局,課,\n0001,局,,\n"));
	assert_int_equal(err.code, ERROR_INPUT);
	for (size_t i = 0; i < 2; i++)
		assert_non_null(strstr(err.message, (const char *const[]){"roster.csv:2: ", "roster.csv:4: "}[i]));
	assert_null(strstr(err.message, "roster.csv:3: "));
	for (size_t i = 0; i < 4; i++)
		assert_non_null(strstr(err.message, (const char *const[]){"code of the unit", "bureau", "name of the unit",
		                                                          "nobody"}[i]));
	error_release(&err);
	strbuf_add(&text, "code,bureau,unit,roles\n");
	for (int i = 0; i < 70; i++)
		strbuf_addf(&text, "%d,局,,\n", i);
	assert_fails(reads(place, text.text, text.len_bytes), ERROR_INPUT, "20 more");
	strbuf_release(&text);
}

/* One by one, none left out, in the order of the file; safe to show. */
static void test_faults_one_by_one(void **state)
{
	struct place *place = *state;
	struct roster_faults faults;
	struct strbuf text = STRBUF_INIT;
	char *path = path_join(place->folder, "roster.csv");

	strbuf_add(&text, "code,bureau,unit,roles\n,局,課,\n1,局,課,\x1b[2J\n");
	for (int i = 0; i < 70; i++)
		strbuf_addf(&text, "%d0,,課,\n", i);
	assert_done(file_write(path, text.text, text.len_bytes, 0600, &err));
	assert_false(roster_file_check(&roster, path, place->workplace.pack, &faults, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	assert_int_equal(roster.count, 0);
	assert_int_equal(faults.count + faults.more, 73); /* the escape is an unknown role, and cannot be shown */
	assert_int_equal(faults.items[0].line, 2);
	assert_non_null(strstr(faults.items[0].text, "code of the unit"));
	assert_int_equal(faults.items[72].line, 73);
	for (size_t i = 0; i < faults.count; i++) {
		assert_null(strchr(faults.items[i].text, '\x1b'));
		assert_true(i == 0 || faults.items[i].line >= faults.items[i - 1].line);
	}
	error_release(&err);
	roster_faults_release(&faults);
	assert_false(roster_file_check(&roster, "/nowhere/roster.csv", place->workplace.pack, &faults, &err));
	assert_int_equal(faults.count, 0);
	error_release(&err);
	strbuf_release(&text);
	free(path);
}

static void test_no_roster(void **state)
{
	struct place *place = *state;

	assert_fails(READS(""), ERROR_INPUT, "roster.csv");
	assert_fails(READS("code,bureau,unit,roles\n"), ERROR_INPUT, "names no unit");
	assert_fails(READS("code,unit\n0101,課\n"), ERROR_INPUT, "\"bureau\"");
	assert_fails(READS("code,unit\n0101,課\n"), ERROR_INPUT, "\"roles\"");
	assert_fails(READS("code,bureau,unit,roles\n0101,\xff\xfe,課,\n"), ERROR_INPUT, "roster.csv");
	assert_fails(READS("code,bureau,unit,roles\n0101,\"局,課,\n"), ERROR_INPUT, "roster.csv");
	assert_false(roster_file_read(&roster, "/nowhere/roster.csv", place->workplace.pack, &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	error_release(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_columns, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_cp932, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_all_faults, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_faults_one_by_one, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_no_roster, set_up, tear_down),
	};
	int failed = cmocka_run_group_tests_name("roster_file", tests, NULL, NULL);

	roster_release(&roster);
	return failed;
}
