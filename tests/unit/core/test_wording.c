/* The wording of clauses, against a small standard of our own. */
#include "fixture.h"
#include "tenken/base/i18n.h"
#include "tenken/core/wording.h"

/* A digest that is good enough here: this floor takes any. */
static void digest(const char *bytes, size_t len_bytes, char hex[WORDING_DIGEST_HEX + 1])
{
	uint64_t a = 0xcbf29ce484222325u, b = 0x9e3779b97f4a7c15u;
	for (size_t i = 0; i < len_bytes; i++) {
		a = (a ^ (unsigned char)bytes[i]) * 0x100000001b3u;
		b = (b ^ (a >> 29) ^ (unsigned char)bytes[i]) * 0xff51afd7ed558ccdu;
	}
	snprintf(hex, WORDING_DIGEST_HEX + 1, "%016llx%016llx", (unsigned long long)a, (unsigned long long)b);
}

/* What each clause says, without white space and in NFKC: what the digests are of. */
static const struct {
	const char *id, *squeezed;
} clauses[] = {
	{"1.1", "傘は玄関に置く。"},
	{"1.2", "傘を借りる人は、次のことを守る。"},
	{"1.2.ア", "濡れた傘は開いて干す。乾いたら閉じる。"},
	{"1.2.イ", "折れた傘は係に見せる。"},
	{"1.2.イ.1", "骨の数"},
	{"1.2.イ.2", "柄の色"},
	{"2.1", "長靴は次の棚に入れる。・赤い棚・青い棚(上の段)"},
	{"2.2", "傘を借りる人は、次のことを守る。"},
	{"2.2.ウ", "係は、毎月3日にABC表を見直し、足りない傘を数え、倉庫に頼む。"},
	{"2.3", "色長さ赤100cm青80cm"},
	{"付.3.1", "第2項の傘は数えない。"},
	{"9.9", "どこにもない条文。"},
};
enum { COUNT = sizeof clauses / sizeof *clauses };

static const char published[] =
        "1. 傘\n"
        "\n"
        "1.1 置き場所\n"
        "\n"
        "傘は玄関に置く。\n"
        "\n"
        "1.2 借りるとき\n"
        "\n"
        "傘を借りる人は、次のことを守る。\n"
        "\n"
        "- ア 濡れた傘は開いて干す。乾いたら\n"
        "- 12 -\n"
        "閉じる。\n"
        "- イ 折れた傘は係に見せる。\n"
        "- （１） 骨の数\n"
        "- （２） 柄の色\n"
        "\n"
        "2.1 長靴\n"
        "\n"
        "- (1) 長靴は次の棚に入れる。\n"
        " - ・ 赤い棚\n"
        " - ・ 青い棚（上の段）\n"
        "\n"
        "傘を借りる人は、 次のことを守る。\n"
        "- ウ 係は、毎月３日に ABC 表を\n"
        "\n"
        "見直し、足りない傘を数え、倉庫に頼む。\n"
        "\n"
        "色\t長さ\n"
        "赤\t100cm\n"
        "青\t80cm\n"
        "\n"
        "第 3 条 第2項の傘は数えない。\n";

static struct clause pack_clauses[COUNT];
static char digests[COUNT][WORDING_DIGEST_HEX + 1];
static struct pack pack = {.id = (char *)"umbrella-1", .clauses = pack_clauses, .clauses_count = COUNT};

static int set_up(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	for (size_t i = 0; i < COUNT; i++) {
		digest(clauses[i].squeezed, strlen(clauses[i].squeezed), digests[i]);
		pack_clauses[i] = (struct clause){.id = (char *)clauses[i].id, .digest = digests[i]};
	}
	return 0;
}

static size_t index_of(const char *id)
{
	size_t index = pack_find_clause(&pack, id);
	assert_int_not_equal(index, SIZE_MAX);
	return index;
}

/* --- finding --- */

static void find(struct wording_found *found, const char *text)
{
	struct error err = {0};
	char *clean = wording_clean(text);
	if (!wording_find(found, &pack, clean, digest, &err))
		fail_msg("%s", err.message);
	free(clean);
}

static void expect_text(const struct wording_found *found, const char *id, const char *text)
{
	const char *got = found->texts[index_of(id)];
	if (!text)
		assert_null(got);
	else
		assert_string_equal(got ? got : "(not found)", text);
}

static void test_finds_every_clause(void **state)
{
	(void)state;
	struct wording_found found;
	find(&found, published);
	assert_int_equal(found.count, COUNT - 1);
	expect_text(&found, "1.1", "傘は玄関に置く。");
	expect_text(&found, "1.2.ア", "濡れた傘は開いて干す。乾いたら閉じる。");
	expect_text(&found, "1.2.イ", "折れた傘は係に見せる。");
	expect_text(&found, "1.2.イ.1", "骨の数");
	expect_text(&found, "2.1", "長靴は次の棚に入れる。\n・ 赤い棚\n・ 青い棚（上の段）");
	expect_text(&found, "2.2.ウ", "係は、毎月３日に ABC 表を見直し、足りない傘を数え、倉庫に頼む。");
	expect_text(&found, "2.3", "色  長さ\n赤  100cm\n青  80cm");
	expect_text(&found, "付.3.1", "第2項の傘は数えない。");
	expect_text(&found, "9.9", NULL);
	wording_found_release(&found);
	wording_found_release(&found);
}

/* 1.2 and 2.2 say the same; in the second place a space stands in it. */
static void test_same_text_goes_by_order(void **state)
{
	(void)state;
	struct wording_found found;
	find(&found, published);
	expect_text(&found, "1.2", "傘を借りる人は、次のことを守る。");
	expect_text(&found, "2.2", "傘を借りる人は、 次のことを守る。");
	wording_found_release(&found);
	find(&found, "傘を借りる人は、次のことを守る。");
	expect_text(&found, "1.2", "傘を借りる人は、次のことを守る。");
	expect_text(&found, "2.2", "傘を借りる人は、次のことを守る。");
	assert_int_equal(found.count, 2);
	wording_found_release(&found);
}

static char *replace(const char *text, const char *old, const char *new)
{
	struct strbuf out = STRBUF_INIT;
	for (const char *at; (at = strstr(text, old)) != NULL; text = at + strlen(old)) {
		strbuf_add_bytes(&out, text, (size_t)(at - text));
		strbuf_add(&out, new);
	}
	strbuf_add(&out, text);
	return strbuf_take(&out);
}

static void expect_count(const char *old, const char *new, size_t count)
{
	struct wording_found found;
	char *text = replace(published, old, new);
	find(&found, text);
	if (found.count != count)
		fail_msg("\"%s\" for \"%s\": %zu clauses instead of %zu", new, old, found.count, count);
	wording_found_release(&found);
	free(text);
}

static void test_form_does_not_matter(void **state)
{
	(void)state;
	expect_count("\n", "\r\n", COUNT - 1);
	expect_count("\n\n", "\n", COUNT - 1);
	expect_count("- 12 -\n", "- 12 -\f", COUNT - 1);
	expect_count("- 12 -\n", "12/60ページ\n", COUNT - 1);
	expect_count("- 12 -\n", "", COUNT - 1);
	expect_count("、", "、\xE2\x80\x8B", COUNT - 1);  /* a zero-width space */
	expect_count("傘", "\x07傘", COUNT - 1);
	expect_count("- ", "", COUNT - 1);
	expect_count("- ", "● ", COUNT - 1);
	expect_count("- （１） ", "① ", COUNT - 1);
	expect_count("- （１） ", "1) ", COUNT - 1);
	expect_count("- イ ", "（イ）", COUNT - 1);
	expect_count("置き場所\n\n", "置き場所 ", COUNT - 1);
	expect_count("乾いたら\n", "\n乾いた\nら\n", COUNT - 1);
}

static void test_another_text_is_not_taken(void **state)
{
	(void)state;
	expect_count("玄関", "廊下", COUNT - 2);
	expect_count("骨の数", "骨の本数", COUNT - 2);
	expect_count("乾いたら", "", COUNT - 2);
	expect_count("青い棚（上の段）", "青い棚", COUNT - 2);
	expect_count("傘を借りる人", "靴を借りる人", COUNT - 3);
	struct wording_found found;
	find(&found, "");
	assert_int_equal(found.count, 0);
	wording_found_release(&found);
	find(&found, "すべて別の文章である。\n\n1. しかし何もない。\n");
	assert_int_equal(found.count, 0);
	wording_found_release(&found);
}

static void test_too_long(void **state)
{
	(void)state;
	struct wording_found found;
	struct error err = {0};
	struct strbuf text = STRBUF_INIT;
	strbuf_add_repeat(&text, "傘。\n", 40000);
	assert_false(wording_find(&found, &pack, text.text, digest, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	assert_null(found.texts);
	wording_found_release(&found);
	error_release(&err);
	strbuf_release(&text);
}

static void expect_one(const char *id, const char *text, const char *expected)
{
	char *clean = wording_clean(text);
	char *got = wording_find_one(&pack, index_of(id), clean, digest);
	if (expected)
		assert_string_equal(got ? got : "(not found)", expected);
	else
		assert_null(got);
	free(got);
	free(clean);
}

static void test_one_clause(void **state)
{
	(void)state;
	expect_one("1.1", "傘は玄関に置く。", "傘は玄関に置く。");
	expect_one("1.1", " 傘は\n玄関に 置く。", " 傘は\n玄関に 置く。");
	expect_one("1.1", "1.1 傘は玄関に置く。", "傘は玄関に置く。");
	expect_one("1.2.イ", "イ\t折れた傘は係に見せる。", "折れた傘は係に見せる。");
	expect_one("1.1", "折れた傘は係に見せる。", NULL);
	expect_one("1.1", "", NULL);
	/* Others of the pack in the same text do not get there. */
	expect_one("1.1", published, "傘は玄関に置く。");
}

static void test_cleaning(void **state)
{
	(void)state;
	char *clean = wording_clean("a\x1b[31m\r\nb\rc\fd\te\xC2\xAD\xE2\x80\xAE" "f\xEF\xBB\xBF\x7F\xC2\x9B\xE3\x80\x80g");
	assert_string_equal(clean, "a[31m\nb\nc\nd\tef\xE3\x80\x80g");
	free(clean);
}

/* Whatever stands in the file: no crash, and what is found fits. */
static void test_any_text(void **state)
{
	(void)state;
	uint32_t random = 12345;
	for (int round = 0; round < 200; round++) {
		struct wording_found found;
		char *text = mem_strdup(published);
		size_t len_bytes = strlen(text);
		for (int i = 0; i < 12; i++) {
			random = random * 1664525u + 1013904223u;
			text[(random >> 8) % len_bytes] = (char)(1 + (random >> 24) % 255);
		}
		find(&found, text);
		for (size_t i = 0; i < COUNT; i++) {
			char *one = found.texts[i] ? wording_find_one(&pack, i, found.texts[i], digest) : NULL;
			assert_int_equal(one != NULL, found.texts[i] != NULL);
			free(one);
		}
		wording_found_release(&found);
		free(text);
	}
}

/* --- keeping --- */

static void test_only_what_fits_is_set(void **state)
{
	(void)state;
	struct wording wording;
	wording_init(&wording, &pack);
	assert_null(wording_of(&wording, 0));
	assert_false(wording_set(&wording, 0, "傘は廊下に置く。", digest));
	assert_int_equal(wording.count, 0);
	assert_true(wording_set(&wording, 0, "傘は玄関に置く。", digest));
	assert_string_equal(wording_of(&wording, 0), "傘は玄関に置く。");
	assert_true(wording_set(&wording, 0, "傘は\n玄関に置く。", digest));
	assert_false(wording_set(&wording, 0, "折れた傘は係に見せる。", digest));
	assert_string_equal(wording_of(&wording, 0), "傘は\n玄関に置く。");
	assert_int_equal(wording_count(&wording), 1);
	wording_release(&wording);
	wording_release(&wording);
}

/* A digest over something that deceives the eye does not make it fit to be shown. */
static void test_unsafe_text_is_refused(void **state)
{
	(void)state;
	static const char unsafe[] = "傘は\xE2\x80\xAE玄関に置く。";
	struct wording wording;
	char hex[WORDING_DIGEST_HEX + 1];
	digest(unsafe, strlen(unsafe), hex);
	pack_clauses[0].digest = hex;
	wording_init(&wording, &pack);
	assert_false(wording_set(&wording, 0, unsafe, digest));
	wording_release(&wording);
	pack_clauses[0].digest = digests[0];
}

static void read_back(struct wording *wording, const char *json)
{
	struct error err = {0};
	if (!wording_read(wording, &pack, json, strlen(json), "t.json", digest, &err))
		fail_msg("%s", err.message);
}

static void test_comes_back(void **state)
{
	(void)state;
	struct wording wording, again;
	struct wording_found found;
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
	find(&found, published);
	wording_init(&wording, &pack);
	for (size_t i = COUNT; i-- > 0;)
		if (found.texts[i])
			assert_true(wording_set(&wording, i, found.texts[i], digest));
	wording_write(&first, &wording);
	read_back(&again, first.text);
	assert_int_equal(wording_count(&again), COUNT - 1);
	for (size_t i = 0; i < COUNT; i++)
		assert_true(str_equal(wording_of(&again, i), found.texts[i]));
	wording_write(&second, &again);
	assert_string_equal(first.text, second.text);
	wording_found_release(&found);
	wording_release(&wording);
	wording_release(&again);
	strbuf_release(&first);
	strbuf_release(&second);
}

/* The pack was revised: what was added is kept, and not shown. */
static void test_revised(void **state)
{
	(void)state;
	static char revised[] = "00000000000000000000000000000000";
	struct wording wording, again;
	struct strbuf json = STRBUF_INIT, after = STRBUF_INIT;
	wording_init(&wording, &pack);
	assert_true(wording_set(&wording, 0, "傘は玄関に置く。", digest));
	assert_true(wording_set(&wording, 1, "傘を借りる人は、次のことを守る。", digest));
	wording_write(&json, &wording);
	pack_clauses[0].digest = revised;
	pack_clauses[1].id = (char *)"1.20";
	read_back(&again, json.text);
	assert_null(wording_of(&again, 0));
	assert_true(wording_is_revised(&again, 0));
	assert_null(wording_of(&again, 1));
	assert_false(wording_is_revised(&again, 1));
	assert_int_equal(wording_count(&again), 0);
	wording_write(&after, &again);
	assert_string_equal(json.text, after.text);
	set_up(NULL);
	wording_release(&again);
	read_back(&again, after.text);
	assert_int_equal(wording_count(&again), 2);
	wording_release(&wording);
	wording_release(&again);
	strbuf_release(&json);
	strbuf_release(&after);
}

static void expect_bad(const char *json, const char *says)
{
	struct wording wording;
	struct error err = {0};
	if (wording_read(&wording, &pack, json, strlen(json), "t.json", digest, &err))
		fail_msg("was read: %s", json);
	assert_int_equal(err.code, ERROR_INPUT);
	if (!strstr(err.message, says))
		fail_msg("\"%s\" does not say \"%s\"", err.message, says);
	assert_int_equal(wording.count, 0);
	assert_null(wording_of(&wording, 0));
	wording_release(&wording);
	error_release(&err);
}

#define HEX "00000000000000000000000000000000"

static void test_damaged_files(void **state)
{
	(void)state;
	expect_bad("", "t.json:1:1");
	expect_bad("{}", "t.json:1:1");
	expect_bad("[]", "t.json:1:1");
	expect_bad("{\"pack\":\"umbrella-1\",\"texts\":{}}", "t.json:1:30");
	expect_bad("{\"pack\":\"umbrella-2\",\"texts\":[]}", "another pack");
	expect_bad("{\"pack\":7,\"texts\":[]}", "another pack");
	expect_bad("{\"pack\":\"umbrella-1\",\"texts\":[],\"more\":1}", "t.json:1:1");
	expect_bad("{\"pack\":\"umbrella-1\",\"texts\":[{\"id\":\"1.1\",\"text\":\"x\"}]}", "t.json:1:31");
	expect_bad("{\"pack\":\"umbrella-1\",\"texts\":[{\"id\":\"\",\"digest\":\"" HEX "\",\"text\":\"x\"}]}", "t.json:1:31");
	expect_bad("{\"pack\":\"umbrella-1\",\"texts\":[{\"id\":\"1.1\",\"digest\":\"zz\",\"text\":\"x\"}]}", "t.json:1:31");
	expect_bad("{\"pack\":\"umbrella-1\",\"texts\":[{\"id\":\"1.1\",\"digest\":\"" HEX "\",\"text\":1}]}", "t.json:1:31");
	expect_bad("{\"pack\":\"umbrella-1\",\"texts\":[{\"id\":\"1.1\",\"digest\":\"" HEX "\",\"text\":\"x\"},\n"
	           "{\"id\":\"1.1\",\"digest\":\"" HEX "\",\"text\":\"x\"}]}", "t.json:2:1: This clause stands here twice");
	expect_bad("{\"pack\":\"umbrella-1\",\"texts\":[{\"id\":\"zz\",\"digest\":\"" HEX "\",\"text\":\"x\"},\n"
	           "{\"id\":\"zz\",\"digest\":\"" HEX "\",\"text\":\"x\"}]}", "t.json:2:1: This clause stands here twice");
}

static void test_cut_short(void **state)
{
	(void)state;
	struct wording wording;
	struct strbuf json = STRBUF_INIT;
	wording_init(&wording, &pack);
	assert_true(wording_set(&wording, 0, "傘は玄関に置く。", digest));
	wording_write(&json, &wording);
	wording_release(&wording);
	for (size_t len_bytes = 0; len_bytes + 2 < json.len_bytes; len_bytes++) {
		struct error err = {0};
		assert_false(wording_read(&wording, &pack, json.text, len_bytes, "t.json", digest, &err));
		assert_int_equal(err.code, ERROR_INPUT);
		wording_release(&wording);
		error_release(&err);
	}
	strbuf_release(&json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_finds_every_clause),
	        cmocka_unit_test(test_same_text_goes_by_order),
	        cmocka_unit_test(test_form_does_not_matter),
	        cmocka_unit_test(test_another_text_is_not_taken),
	        cmocka_unit_test(test_too_long),
	        cmocka_unit_test(test_one_clause),
	        cmocka_unit_test(test_cleaning),
	        cmocka_unit_test(test_any_text),
	        cmocka_unit_test(test_only_what_fits_is_set),
	        cmocka_unit_test(test_unsafe_text_is_refused),
	        cmocka_unit_test(test_comes_back),
	        cmocka_unit_test(test_revised),
	        cmocka_unit_test(test_damaged_files),
	        cmocka_unit_test(test_cut_short),
	};
	return cmocka_run_group_tests_name("wording", tests, set_up, NULL);
}
