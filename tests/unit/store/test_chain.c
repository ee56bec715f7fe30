#include "fixture.h"

/* What an independent implementation (Python's hashlib.blake2b) makes of the same bytes. */
static void test_known_values(void **state)
{
	struct chain_fields fields;
	char first[CHAIN_HEX + 1], second[CHAIN_HEX + 1], digest[33];

	(void)state;
	chain_fields_init(&fields);
	chain_add_text(&fields, "answers");
	chain_add_int(&fields, 1);
	chain_add_text(&fields, "点検");
	chain_add_text(&fields, NULL);
	assert_int_equal(fields.bytes.len_bytes, 4 * 8 + 7 + 1 + 6);
	chain_hash(&fields, "", first);
	assert_string_equal(first, "a615baf748705b1349b0aad467c035fbd951b65758af2efbd16c7fc0af85df0d");
	chain_hash(&fields, first, second);
	assert_string_equal(second, "f901bd7a1adb2f488f00b9b528727694b5898086a01bad0c230a59a0845227c4");
	chain_digest("abc", 3, digest);
	assert_string_equal(digest, "cf4ab791c62b8d2b2109c90275287816");
	chain_digest("", 0, digest);
	assert_string_equal(digest, "cae66941d9efbd404e4d88758ea67670");
	chain_fields_release(&fields);
}

static void hash_of(const char *a, const char *b, char hex[CHAIN_HEX + 1])
{
	struct chain_fields fields;

	chain_fields_init(&fields);
	chain_add_text(&fields, a);
	if (b)
		chain_add_text(&fields, b);
	chain_hash(&fields, "", hex);
	chain_fields_release(&fields);
}

/* Where one field ends and the next begins is part of what is hashed. */
static void test_fields_do_not_run_together(void **state)
{
	static const char *const pairs[][2] = {{"ab", "c"}, {"a", "bc"},   {"abc", ""},
	                                       {"", "abc"}, {"abc", NULL}, {"acb", NULL}};
	enum { PAIRS = sizeof pairs / sizeof *pairs };
	char hex[PAIRS][CHAIN_HEX + 1];

	(void)state;
	for (size_t i = 0; i < PAIRS; i++) {
		hash_of(pairs[i][0], pairs[i][1], hex[i]);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(hex[i], hex[j]);
	}
}

static void test_integers(void **state)
{
	struct chain_fields a, b;

	(void)state;
	chain_fields_init(&a);
	chain_fields_init(&b);
	chain_add_int(&a, INT64_MIN);
	chain_add_text(&b, "-9223372036854775808");
	assert_int_equal(a.bytes.len_bytes, b.bytes.len_bytes);
	assert_memory_equal(a.bytes.text, b.bytes.text, a.bytes.len_bytes);
	chain_fields_release(&a);
	chain_fields_release(&b);
	chain_fields_release(&b);
}

/* The rows really are chained: each prev is the hash before, and the heads say the last one. */
static void test_rows_are_chained(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct chain_head head;
	sqlite3_stmt *rows = NULL;
	char previous[CHAIN_HEX + 1] = "";
	int64_t seq = 0;

	for (int i = 0; i < 5; i++)
		append(fixture->db, fixture->assessment, i % 2 ? "7.4.3-a" : "7.4.3-b", ANSWER_PARTIAL, "備考");
	assert_int_equal(sqlite3_prepare_v2(fixture->db->handle,
	                                    "SELECT seq, prev, hash FROM answer_event ORDER BY seq", -1, &rows, NULL),
	                 SQLITE_OK);
	while (sqlite3_step(rows) == SQLITE_ROW) {
		assert_int_equal(sqlite3_column_int64(rows, 0), ++seq);
		assert_string_equal((const char *)sqlite3_column_text(rows, 1), previous);
		assert_int_equal(sqlite3_column_bytes(rows, 2), CHAIN_HEX);
		snprintf(previous, sizeof previous, "%s", (const char *)sqlite3_column_text(rows, 2));
	}
	sqlite3_finalize(rows);
	assert_int_equal(seq, 5);
	assert_done(chain_head_load(fixture->db, chain_answers, &head, &err), &err);
	assert_int_equal(head.count, 5);
	assert_string_equal(head.hash, previous);
	assert_done(chain_head_load(fixture->db, chain_facts, &head, &err), &err);
	assert_int_equal(head.count, 0);
	assert_string_equal(head.hash, "");
	assert_fails(chain_head_load(fixture->db, "nothing", &head, &err), &err, ERROR_STORAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_known_values),
	        cmocka_unit_test(test_fields_do_not_run_together),
	        cmocka_unit_test(test_integers),
	        cmocka_unit_test_setup_teardown(test_rows_are_chained, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
