/* The reader of JSON: what it takes, what it refuses and where; the writer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/json.h"
#include "tenken/base/mem.h"

static struct json_doc *read_ok(const char *text)
{
	struct error err = {0};
	struct json_doc *doc = json_read(text, strlen(text), "t.json", &json_limits_outside, &err);

	if (!doc)
		print_error("refused: %s\n", err.message);
	assert_non_null(doc);
	assert_int_equal(err.code, ERROR_NONE);
	return doc;
}

/* Refused at this line and column; returns whether the sentence holds `word`. */
static void assert_refused(const char *text, size_t line, size_t column, const char *word)
{
	struct error err = {0};
	struct json_place place;
	struct json_doc *doc = json_read_at(text, strlen(text), &json_limits_outside, &place, &err);
	char *message;

	assert_null(doc);
	assert_int_equal(err.code, ERROR_INPUT);
	if (place.line != line || place.column != column || !strstr(err.message, word))
		print_error("%s\n  gave %zu:%zu %s\n", text, place.line, place.column, err.message);
	assert_int_equal(place.line, line);
	assert_int_equal(place.column, column);
	assert_null(place.path);
	assert_non_null(strstr(err.message, word));
	message = str_format("t.json:%zu:%zu: %s", line, column, err.message);
	error_release(&err);
	assert_null(json_read(text, strlen(text), "t.json", &json_limits_outside, &err));
	assert_string_equal(err.message, message);
	free(message);
	error_release(&err);
}

static void assert_where(const struct json_doc *doc, const struct json *node, size_t line, size_t column,
                         const char *path)
{
	struct json_place place;

	assert_non_null(node);
	json_where(doc, node, &place);
	assert_int_equal(place.line, line);
	assert_int_equal(place.column, column);
	assert_string_equal(place.path, path);
	json_place_release(&place);
	assert_null(place.path);
}

static void assert_where_key(const struct json_doc *doc, const struct json *node, size_t line, size_t column)
{
	struct json_place place;

	json_where_key(doc, node, &place);
	assert_int_equal(place.line, line);
	assert_int_equal(place.column, column);
	json_place_release(&place);
}

static void test_read(void **state)
{
	struct json_doc *doc =
	        read_ok("{\"a\":[1,-2.5,1e2,true,false,null],\"A\":\"点\\u691c\\n\\ud83d\\ude00\",\"\":{}}");
	const struct json *root = json_root(doc);
	const struct json *a = json_get(root, "a");
	const struct json *node = json_first(a);
	int64_t whole;

	(void)state;
	assert_int_equal(json_type(root), JSON_OBJECT);
	assert_int_equal(json_size(root), 3);
	assert_null(json_key(root));
	assert_null(json_next(root));
	assert_string_equal(json_key(json_first(root)), "a");
	assert_int_equal(json_type(a), JSON_ARRAY);
	assert_int_equal(json_size(a), 6);
	assert_null(json_key(node));
	assert_true(json_int(node, &whole));
	assert_int_equal(whole, 1);
	node = json_next(node);
	assert_false(json_int(node, &whole));
	assert_true(json_number(node) == -2.5);
	node = json_next(node);
	assert_true(json_int(node, &whole));
	assert_int_equal(whole, 100);
	node = json_next(node);
	assert_int_equal(json_type(node), JSON_BOOL);
	assert_true(json_bool(node));
	node = json_next(node);
	assert_int_equal(json_type(node), JSON_BOOL);
	assert_false(json_bool(node));
	node = json_next(node);
	assert_int_equal(json_type(node), JSON_NULL);
	assert_null(json_next(node));
	assert_string_equal(json_string(json_get(root, "A")), "点検\n😀");
	assert_int_equal(json_type(json_get(root, "")), JSON_OBJECT);
	assert_null(json_first(json_get(root, "")));
	json_doc_free(doc);
	json_doc_free(NULL);
}

/* Questions that do not fit the node have an empty answer, also for no node. */
static void test_wrong_type(void **state)
{
	struct json_doc *doc = read_ok("[\"x\",1]");
	const struct json *text = json_first(json_root(doc));
	int64_t whole = 77;

	(void)state;
	assert_null(json_get(json_root(doc), "x"));
	assert_null(json_get(text, "x"));
	assert_null(json_get(NULL, "x"));
	assert_null(json_first(text));
	assert_int_equal(json_size(text), 0);
	assert_false(json_bool(text));
	assert_true(json_number(text) == 0);
	assert_false(json_int(text, &whole));
	assert_int_equal(whole, 77);
	assert_null(json_string(json_next(text)));
	assert_int_equal(json_type(NULL), JSON_NULL);
	assert_null(json_string(NULL));
	assert_null(json_next(NULL));
	assert_null(json_key(NULL));
	assert_false(json_int(NULL, &whole));
	for (int type = JSON_NULL; type <= JSON_OBJECT; type++)
		assert_true(strlen(json_type_name((enum json_type)type)) > 0);
	json_doc_free(doc);
}

static void test_int(void **state)
{
	static const struct {
		const char *text;
		bool whole;
		int64_t value;
	} cases[] = {
	        {"0", true, 0},
	        {"-0", true, 0},
	        {"1.0", true, 1},
	        {"-12e1", true, -120},
	        {"0.5", false, 0},
	        {"9007199254740991", true, 9007199254740991},
	        {"-9007199254740991", true, -9007199254740991},
	        {"9007199254740992", false, 0}, /* 9007199254740993 is the same double */
	        {"1e300", false, 0},
	        {"-1e300", false, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json_doc *doc = read_ok(cases[i].text);
		int64_t value = 0;

		assert_int_equal(json_int(json_root(doc), &value), cases[i].whole);
		assert_true(value == cases[i].value);
		json_doc_free(doc);
	}
}

static void test_refused(void **state)
{
	(void)state;
	assert_refused("", 1, 1, "empty");
	assert_refused(" \n ", 2, 2, "empty");
	assert_refused("[1,]", 1, 4, "no comma after the last");
	assert_refused("{\"a\":1,}", 1, 8, "no comma after the last");
	assert_refused("[1 2]", 1, 4, "comma or ]");
	assert_refused("{\"a\":1 \"b\":2}", 1, 8, "comma or }");
	assert_refused("{\"a\" 1}", 1, 6, "colon");
	assert_refused("{a:1}", 1, 2, "name of a member");
	assert_refused("[1", 1, 3, "ends in the middle");
	assert_refused("{\"a\":", 1, 6, "ends in the middle");
	assert_refused("{\"a\"", 1, 5, "ends in the middle");
	assert_refused("[\n  \"点検", 2, 3, "closing quotation mark");
	assert_refused("[\"点検\n\"]", 1, 5, "line on which it begins");
	assert_refused("[\"点\t検\"]", 1, 4, "control character");
	assert_refused("[\"\\x\"]", 1, 3, "backslash");
	assert_refused("[\"\\u12G4\"]", 1, 7, "hexadecimal");
	assert_refused("[\"a\\u0000\"]", 1, 4, "U+0000");
	assert_refused("[\"\\ud800\"]", 1, 3, "surrogate");
	assert_refused("[\"\\ud800\\u0041\"]", 1, 3, "surrogate");
	assert_refused("[\"\\udc00\"]", 1, 3, "surrogate");
	assert_refused("[01]", 1, 3, "begin with a zero");
	assert_refused("[-]", 1, 3, "digit");
	assert_refused("[1.]", 1, 4, "digit");
	assert_refused("[1e+]", 1, 5, "digit");
	assert_refused("[+1]", 1, 2, "value was expected");
	assert_refused("[.5]", 1, 2, "value was expected");
	assert_refused("[NaN]", 1, 2, "value was expected");
	assert_refused("[nul]", 1, 2, "value was expected");
	assert_refused("['a']", 1, 2, "value was expected");
	assert_refused("[1] x", 1, 5, "behind the value");
	assert_refused("// c\n1", 1, 1, "value was expected");
	assert_refused("\xEF\xBB\xBF[1]", 1, 1, "byte order mark");
	assert_refused("[\n\"点\xE3\x81\"]", 2, 3, "not UTF-8");
	assert_refused("[\"a\x80\"]", 1, 4, "not UTF-8");
	assert_refused("[\"\xED\xA0\x80\"]", 1, 3, "not UTF-8");
	assert_refused("[1,\n 1e400]", 2, 2, "too large");
	assert_refused("[-1e400]", 1, 2, "too large");
}

static void test_nul_bytes(void **state)
{
	struct error err = {0};

	(void)state;
	assert_null(json_read("[1]\0", 4, "n", &json_limits_outside, &err));
	assert_string_equal(err.message, "n:1:4: The text should have ended before this; something stands behind the "
	                                 "value.");
	assert_null(json_read("[\"a\0b\"]", 7, "n", &json_limits_outside, &err));
	assert_true(strncmp(err.message, "n:1:4: ", 7) == 0);
	assert_null(json_read("[\"\\\0\"]", 6, "n", &json_limits_outside, &err));
	assert_true(strncmp(err.message, "n:1:3: ", 7) == 0);
	/* no NUL behind the text is needed: exactly these bytes are read */
	assert_null(json_read("12]", 0, "n", &json_limits_outside, &err));
	json_doc_free(json_read("12]", 2, "n", &json_limits_outside, &err));
	error_release(&err);
}

static void test_duplicates(void **state)
{
	(void)state;
	assert_refused("{\"a\":1,\n \"a\":2}", 2, 2, "\"a\"");
	assert_refused("{\"a\":1,\"\\u0061\":2}", 1, 8, "second time");
	assert_refused("[{\"x\":{\"b\":1,\"c\":2,\"b\":3},\"x\":1}]", 1, 20, "\"b\"");
	/* the first of several is named */
	assert_refused("{\"z\":1,\"z\":1,\"a\":1,\"a\":1}", 1, 8, "\"z\"");
	json_doc_free(read_ok("{\"a\":{\"a\":1},\"A\":[{\"a\":1},{\"a\":2}],\"b\":1}"));
}

static void test_limits(void **state)
{
	struct json_limits limits = {.size_bytes = 5, .depth = 2};
	struct json_place place;
	struct error err = {0};
	struct json_doc *doc;

	(void)state;
	doc = json_read("[[1]]", 5, "n", &limits, &err);
	assert_non_null(doc);
	json_doc_free(doc);
	assert_null(json_read_at("[[12]]", 6, &limits, &place, &err));
	assert_non_null(strstr(err.message, "6"));
	limits.size_bytes = 100;
	assert_null(json_read_at("[0,\n{\"a\":[]}]", 13, &limits, &place, &err));
	assert_non_null(strstr(err.message, "deep"));
	assert_int_equal(place.line, 2);
	assert_int_equal(place.column, 6);
	limits.depth = 0;
	assert_null(json_read("[]", 2, "n", &limits, &err));
	doc = json_read("1", 1, "n", &limits, &err);
	assert_non_null(doc);
	json_doc_free(doc);
	error_release(&err);
}

/* Whatever the limits say, depth cannot exhaust the stack. */
static void test_deep(void **state)
{
	struct json_limits limits = {.size_bytes = 1000000, .depth = 1000000};
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};
	struct json_doc *doc;

	(void)state;
	strbuf_add_repeat(&text, "[", 1000);
	strbuf_add_repeat(&text, "]", 1000);
	doc = json_read(text.text, text.len_bytes, "n", &limits, &err);
	assert_non_null(doc);
	json_doc_free(doc);
	strbuf_reset(&text);
	strbuf_add_repeat(&text, "[", 100000);
	assert_null(json_read(text.text, text.len_bytes, "n", &limits, &err));
	assert_non_null(strstr(err.message, "n:1:1001: "));
	strbuf_release(&text);
	error_release(&err);
}

static void test_places(void **state)
{
	struct json_doc *doc = read_ok("{\n"
	                               "  \"問い\": [1, {\"a/b~c\" : \"x\"}],\n"
	                               "\t\"次\":   null, \"é\": \"点\", \"k\": {}}\n");
	const struct json *root = json_root(doc);
	const struct json *list = json_get(root, "問い");
	const struct json *member = json_get(json_next(json_first(list)), "a/b~c");
	struct json *stranger = json_new_object();
	struct json_place place;

	(void)state;
	assert_where(doc, root, 1, 1, "");
	assert_where(doc, list, 2, 9, "/問い");
	assert_where_key(doc, list, 2, 3);
	assert_where(doc, json_first(list), 2, 10, "/問い/0");
	assert_where_key(doc, json_first(list), 2, 10);
	assert_where(doc, json_next(json_first(list)), 2, 13, "/問い/1");
	assert_where(doc, member, 2, 24, "/問い/1/a~1b~0c");
	assert_where_key(doc, member, 2, 14);
	assert_where(doc, json_get(root, "次"), 3, 9, "/次");
	assert_where_key(doc, json_get(root, "次"), 3, 2);
	assert_where(doc, json_get(root, "é"), 3, 20, "/é");
	assert_where(doc, json_get(root, "k"), 3, 30, "/k");
	json_where(doc, stranger, &place);
	assert_int_equal(place.line, 0);
	assert_int_equal(place.column, 0);
	assert_string_equal(place.path, "");
	json_place_release(&place);
	json_place_release(NULL);
	json_free(stranger);
	json_doc_free(doc);
}

/* Every one of very many values is found again. */
static void test_many_places(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct json_doc *doc;
	size_t line = 2;

	(void)state;
	strbuf_add(&text, "[\n");
	for (int i = 0; i < 5000; i++)
		strbuf_addf(&text, "%s{\"n\":%d}\n", i ? "," : " ", i);
	strbuf_add(&text, "]");
	doc = read_ok(text.text);
	for (const struct json *node = json_first(json_root(doc)); node; node = json_next(node), line++) {
		char *path = str_format("/%zu/n", line - 2);

		assert_where(doc, json_get(node, "n"), line, 7, path);
		free(path);
	}
	assert_int_equal(line, 5002);
	json_doc_free(doc);
	strbuf_release(&text);
}

static void assert_written(const struct json *node, bool pretty, const char *expected)
{
	struct strbuf out = STRBUF_INIT;

	json_write(&out, node, pretty);
	assert_string_equal(out.text, expected);
	strbuf_release(&out);
}

static void test_write(void **state)
{
	struct json *root = json_new_object();
	struct json *list = json_put_array(root, "z");
	struct json *inner;

	(void)state;
	json_put_int(list, NULL, 1);
	json_put_bool(list, NULL, true);
	json_put_null(list, NULL);
	inner = json_put_object(list, NULL);
	json_put_string(inner, "k", "点検");
	json_put_array(list, NULL);
	json_put_object(root, "a");
	json_put_string(root, "none", NULL);
	json_put_bool(root, "no", false);
	assert_written(root, false, "{\"z\":[1,true,null,{\"k\":\"点検\"},[]],\"a\":{},\"none\":null,\"no\":false}");
	assert_written(root, true,
	               "{\n"
	               "  \"z\": [\n"
	               "    1,\n"
	               "    true,\n"
	               "    null,\n"
	               "    {\n"
	               "      \"k\": \"点検\"\n"
	               "    },\n"
	               "    []\n"
	               "  ],\n"
	               "  \"a\": {},\n"
	               "  \"none\": null,\n"
	               "  \"no\": false\n"
	               "}\n");
	json_free(root);
	json_free(NULL);
}

static void test_write_strings(void **state)
{
	struct json *list = json_new_array();
	struct json *object = json_new_object();

	(void)state;
	json_put_string(list, NULL, "\"\\/\b\f\n\r\t\x01\x1F\x7F");
	json_put_string(list, NULL, "");
	json_put_string(list, NULL,
	                "a\xFF"
	                "b\xE3\x81");
	assert_written(list, false,
	               "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7F\",\"\",\"a\xEF\xBF\xBD"
	               "b\xEF\xBF\xBD\xEF\xBF\xBD\"]");
	json_put_int(object, "\"\xFF", 1);
	assert_written(object, false, "{\"\\\"\xEF\xBF\xBD\":1}");
	json_free(list);
	json_free(object);
}

static void test_write_numbers(void **state)
{
	struct json *list = json_new_array();

	(void)state;
	json_put_int(list, NULL, 9007199254740991);
	json_put_int(list, NULL, -9007199254740991);
	json_put_int(list, NULL, (int64_t)1 << 53);
	json_put_int(list, NULL, 0);
	json_put_number(list, NULL, 0.1);
	json_put_number(list, NULL, 1.0 / 3);
	json_put_number(list, NULL, -2.5);
	json_put_number(list, NULL, 100000000000000);
	json_put_number(list, NULL, -0.0);
	json_put_number(list, NULL, 1e300 * 1e300);
	assert_written(list, false,
	               "[9007199254740991,-9007199254740991,9007199254740992,0,0.1,0.3333333333333333,-2.5,"
	               "100000000000000,0,null]");
	json_free(list);
}

static const char long_key[] =
        "a key that is longer than any that stands in a report of ours, and is written all the same as it is here";

/* Without a tree. */
static void add_everything(struct json_open *root, const struct json *odd)
{
	struct json_open *list = json_add_array(root, "z"), *inner;

	json_add_int(list, NULL, -9007199254740991);
	json_add_bool(list, NULL, true);
	json_add_null(list, NULL);
	json_add_array(json_add_array(list, NULL), NULL);
	inner = json_add_object(list, NULL);
	json_add_string(inner, "\"\xFF", "点検\"\\/\b\f\n\r\t\x01\x1F\x7F");
	json_add_string(json_add_object(inner, "deep"), "bad",
	                "a\xFF"
	                "b\xE3\x81");
	json_add_int(list, NULL, 0); /* closes what is within */
	json_add_clean(list, NULL, "点\"検\n");
	json_add_object(root, "a");
	json_add_bool(root, long_key, true);
	json_add(root, "odd", odd);
	json_add_string(root, "none", NULL);
	json_add_bool(root, "no", false);
}

static struct json *everything(const struct json *odd)
{
	struct json *root = json_new_object(), *list = json_put_array(root, "z"), *inner;

	json_put_int(list, NULL, -9007199254740991);
	json_put_bool(list, NULL, true);
	json_put_null(list, NULL);
	json_put_array(json_put_array(list, NULL), NULL);
	inner = json_put_object(list, NULL);
	json_put_string(inner, "\"\xFF", "点検\"\\/\b\f\n\r\t\x01\x1F\x7F");
	json_put_string(json_put_object(inner, "deep"), "bad",
	                "a\xFF"
	                "b\xE3\x81");
	json_put_int(list, NULL, 0);
	json_put_string(list, NULL, "点\"検\n");
	json_put_object(root, "a");
	json_put_bool(root, long_key, true);
	json_put(root, "odd", json_copy(odd));
	json_put_string(root, "none", NULL);
	json_put_bool(root, "no", false);
	return root;
}

/* The same bytes as by way of a tree. */
static void test_stream(void **state)
{
	struct json_doc *doc = read_ok("{\"list\":[1,2.5,[],{\"x\":[null]}]}");
	struct json *root = everything(json_root(doc));

	(void)state;
	for (int pretty = 0; pretty < 2; pretty++) {
		struct strbuf out = STRBUF_INIT;
		struct json_stream stream;

		add_everything(json_stream_begin(&stream, &out, pretty), json_root(doc));
		json_stream_end(&stream);
		assert_written(root, pretty, out.text);
		strbuf_release(&out);
	}
	json_free(root);
	json_doc_free(doc);
}

static void write_members(struct json_open *into, const void *about)
{
	json_add_string(into, "who", about);
	json_add_int(json_add_object(into, "in"), "n", 1);
}

/* What is kept and written again is the same as written anew. */
static void test_stream_kept(void **state)
{
	struct strbuf out[2] = {STRBUF_INIT, STRBUF_INIT}, kept = STRBUF_INIT;

	(void)state;
	for (int again = 0; again < 2; again++) {
		struct json_stream stream;
		struct json_open *list = json_add_array(json_stream_begin(&stream, &out[again], true), "list");
		for (int i = 0; i < 3; i++) {
			struct json_open *object = json_add_object(list, NULL);
			if (again)
				json_add_kept(object, &kept, write_members, "課\"");
			else
				write_members(object, "課\"");
			json_add_bool(object, "last", i == 2);
		}
		json_stream_end(&stream);
	}
	assert_string_equal(out[0].text, out[1].text);
	strbuf_release(&out[0]);
	strbuf_release(&out[1]);
	strbuf_release(&kept);
}

/* What was read is written, and what was written is read: twice over the same bytes. */
static void test_round_trip(void **state)
{
	static const char text[] = "{\"a\":[1,2.5,\"点\\\\検\\n\",{\"b\":[]}],\"c\":1e+300,\"d\":[[],{}]}";
	struct json_doc *doc = read_ok(text);
	struct strbuf pretty = STRBUF_INIT;
	struct json_doc *again;

	(void)state;
	assert_written(json_root(doc), false, text);
	json_write(&pretty, json_root(doc), true);
	again = read_ok(pretty.text);
	assert_written(json_root(again), false, text);
	strbuf_release(&pretty);
	json_doc_free(again);
	json_doc_free(doc);
}

/* These are JSON and refused here all the same: duplicate keys, and U+0000, which no C string can hold. */
static bool is_refused_here(const char *name)
{
	static const char *const names[] = {
	        "y_object_duplicated_key.json",
	        "y_object_duplicated_key_and_value.json",
	        "y_object_escaped_null_in_key.json",
	        "y_string_null_escape.json",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

/* Whether the verdict on one file of JSONTestSuite is right. */
static bool suite_file_is_right(const char *folder, const char *name, int *refused_here)
{
	char *path = path_join(folder, name);
	struct json_limits limits = {.size_bytes = 1000000, .depth = 1000};
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};
	struct json_doc *doc;
	bool accepted;

	assert_true(file_read(&text, path, 1000000, &err));
	doc = json_read(text.text, text.len_bytes, name, &limits, &err);
	accepted = doc != NULL;
	assert_true(accepted == (err.code == ERROR_NONE));
	json_doc_free(doc);
	strbuf_release(&text);
	error_release(&err);
	free(path);
	if (*name == 'y' && is_refused_here(name)) {
		(*refused_here)++;
		return !accepted;
	}
	return *name == 'y' ? accepted : *name == 'n' ? !accepted : true;
}

static void test_suite(void **state)
{
	const char *conformance = getenv("TENKEN_CONFORMANCE");
	struct file_names names;
	struct error err = {0};
	char *folder;
	size_t read = 0;
	int wrong = 0;
	int refused_here = 0;

	(void)state;
	if (!conformance || !*conformance) {
		print_message("skipped: TENKEN_CONFORMANCE names no folder with json/test_parsing\n");
		skip();
	}
	folder = path_join(conformance, "json/test_parsing");
	if (!file_list(&names, folder, &err))
		fail_msg("%s", err.message);
	for (size_t i = 0; i < names.count; i++) {
		if (!str_ends_with(names.names[i], ".json"))
			continue;
		read++;
		if (!suite_file_is_right(folder, names.names[i], &refused_here)) {
			print_error("wrong: %s\n", names.names[i]);
			wrong++;
		}
	}
	print_message("JSONTestSuite: %zu files, %d of them correct JSON and refused here (duplicate keys, \\u0000)\n",
	              read, refused_here);
	file_names_release(&names);
	free(folder);
	assert_true(read > 300);
	assert_int_equal(wrong, 0);
	assert_int_equal(refused_here, 4);
}

/* A text longer than what memory is taken in, with values before and behind it. */
static void test_long_text(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};

	(void)state;
	strbuf_add(&text, "[1,\"");
	strbuf_add_repeat(&text, "長", 100000);
	strbuf_add(&text, "\"");
	for (int i = 0; i < 5000; i++)
		strbuf_addf(&text, ",{\"k%d\":\"v\"}", i);
	strbuf_add(&text, "]");
	struct json_doc *doc = json_read(text.text, text.len_bytes, "t.json", &json_limits_outside, &err);

	assert_non_null(doc);
	const struct json *node = json_next(json_first(json_root(doc)));

	assert_int_equal(strlen(json_string(node)), 300000);
	assert_int_equal(json_size(json_root(doc)), 5002);
	for (int i = 0; i < 5000; i++) {
		node = json_next(node);
		assert_string_equal(json_string(json_first(node)), "v");
	}
	json_doc_free(doc);
	strbuf_release(&text);
}

/* Several together: each gets its own document or its own error. */
static void test_read_all(void **state)
{
	static const char *const texts[] = {"[1]", "{\"a\":", "[\"x\",\n \"y\"z]", "null"};
	struct json_source sources[40] = {{0}};

	(void)state;
	for (size_t i = 0; i < 40; i++)
		sources[i] = (struct json_source){.text = texts[i % 4], .len_bytes = strlen(texts[i % 4])};
	json_read_all(sources, 40, &json_limits_outside);
	for (size_t i = 0; i < 40; i++) {
		bool good = i % 4 == 0 || i % 4 == 3;

		assert_int_equal(sources[i].doc != NULL, good);
		assert_int_equal(sources[i].err.code == ERROR_INPUT, !good);
		if (i % 4 == 2)
			assert_int_equal(sources[i].place.line * 100 + sources[i].place.column, 205);
		json_doc_free(sources[i].doc);
		json_place_release(&sources[i].place);
		error_release(&sources[i].err);
	}
	json_read_all(NULL, 0, &json_limits_outside);
}

int main(void)
{
	/* What messages say is tested in English. */
	i18n_set_language(LANGUAGE_EN);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_long_text),     cmocka_unit_test(test_read_all),
	        cmocka_unit_test(test_read),          cmocka_unit_test(test_wrong_type),
	        cmocka_unit_test(test_int),           cmocka_unit_test(test_refused),
	        cmocka_unit_test(test_nul_bytes),     cmocka_unit_test(test_duplicates),
	        cmocka_unit_test(test_limits),        cmocka_unit_test(test_deep),
	        cmocka_unit_test(test_places),        cmocka_unit_test(test_many_places),
	        cmocka_unit_test(test_write),         cmocka_unit_test(test_write_strings),
	        cmocka_unit_test(test_write_numbers), cmocka_unit_test(test_round_trip),
	        cmocka_unit_test(test_stream),        cmocka_unit_test(test_stream_kept),
	        cmocka_unit_test(test_suite),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
