#include "fixture.h"
#include "tenken/base/i18n.h"
#include "tenken/core/classify.h"

#define TEXT         "{'ja': '文', 'en': 'text'}"
#define QUESTION(id) "{'id': '" id "', 'text': " TEXT ", 'hint': " TEXT ", 'clauses': ['4.2.ア.1']}"
#define LEVEL(id, questions)                                                                                           \
	"{'id': '" id "', 'title': " TEXT ", 'summary': " TEXT ", 'clauses': ['4.2.ア.1'], 'questions': [" questions   \
	"]}"
#define HANDLING(id, levels)                                                                                           \
	"{'id': '" id "', 'topic': 'access', 'text': " TEXT ", 'clauses': ['4.2.オ.3'], 'levels': [" levels "]"

static const char classification_text
        [] = "{'axes': ["
             "{'id': 'secrecy', 'title': " TEXT
             ", 'levels': [" LEVEL("A", QUESTION("treasure") ", " QUESTION("crown")) ", " LEVEL("B", QUESTION("letter")) ", " LEVEL(
                     "C",
                     QUESTION("draft")) ", " LEVEL("D",
                                                   "") "]},"
                                                       "{'id': 'need', 'title': " TEXT
                                                       ", 'levels': [" LEVEL("2", QUESTION("daily")) ", " LEVEL(
                                                               "1",
                                                               "") "]}], "
                                                                   "'handling': [" HANDLING("any", "{'axis': "
                                                                                                   "'secrecy', "
                                                                                                   "'at_least': 'C'}, "
                                                                                                   "{'axis': 'need', "
                                                                                                   "'at_least': '2'}") "}," HANDLING(
                                                                           "top", "{'axis': 'secrecy', 'at_least': "
                                                                                  "'A'}") ", 'items': [" TEXT ", " TEXT
                                                                                          "]}," HANDLING("middle", "{'"
                                                                                                                   "axi"
                                                                                                                   "s':"
                                                                                                                   " '"
                                                                                                                   "sec"
                                                                                                                   "rec"
                                                                                                                   "y',"
                                                                                                                   " '"
                                                                                                                   "at_"
                                                                                                                   "lea"
                                                                                                                   "st'"
                                                                                                                   ": "
                                                                                                                   "'B'"
                                                                                                                   "}") "}," HANDLING(
                                                                                                  "always", "{'axis': "
                                                                                                            "'secrecy',"
                                                                                                            " 'at_"
                                                                                                            "least': "
                                                                                                            "'D'}") "}"
                                                                                                                    "," HANDLING("lowest",
                                                                                                                                 "{'axis': 'secrecy', 'at_least': 'D'}") ", 'only_lowest': true}"
                                                                                                                                                                         "]}";
enum { TREASURE, CROWN, LETTER, DRAFT, DAILY, QUESTIONS };
enum { ANY, TOP, MIDDLE, ALWAYS, LOWEST, HANDLINGS };
enum { SECRECY, NEED, AXES };

static const char registers_text[] =
        "{'registers': [{'id': 'asset', 'title': " TEXT ", 'hint': " TEXT ", 'fields': ["
        "{'id': 'secrecy', 'type': 'choice', 'ordered': true, 'label': " TEXT ", 'hint': " TEXT ", 'values': ["
        "{'id': 'A', 'label': " TEXT "}, {'id': 'B', 'label': " TEXT "}, {'id': 'C', 'label': " TEXT "}, "
        "{'id': 'D', 'label': " TEXT "}]},"
        "{'id': 'need', 'type': 'text', 'label': " TEXT ", 'hint': " TEXT "},"
        "{'id': 'holds', 'type': 'multi', 'label': " TEXT ", 'hint': " TEXT ", 'values': ["
        "{'id': 'letter', 'label': " TEXT "}, {'id': 'leaflet', 'label': " TEXT "}]},"
        "{'id': 'wears', 'type': 'multi', 'label': " TEXT ", 'hint': " TEXT ", 'values': ["
        "{'id': 'damp', 'label': " TEXT "}]}]}]}";

/* The tiny pack with these texts beside it; NULL: without. */
static struct pack *read_with(const char *registers, const char *classification, struct pack_problems *problems)
{
	struct pack_file files[FIXTURE_FILES + 2];
	char *texts[FIXTURE_FILES + 2];
	size_t count = 0;
	struct pack *pack;

	for (int i = 0; i < FIXTURE_FILES + 2; i++) {
		const char *text = i < FIXTURE_FILES    ? fixture_texts[i]
		                   : i == FIXTURE_FILES ? registers
		                                        : classification;
		const char *name = i < FIXTURE_FILES    ? fixture_names[i]
		                   : i == FIXTURE_FILES ? "registers.json"
		                                        : "classification.json";

		if (!text)
			continue;
		texts[count] = fixture_json(text);
		files[count] = (struct pack_file){.name = name, .text = texts[count], .len_bytes = strlen(texts[count])};
		count++;
	}
	pack = pack_read(files, count, problems);
	while (count)
		free(texts[--count]);
	return pack;
}

static struct pack *make_pack(void)
{
	struct pack_problems problems;
	struct pack *pack = read_with(registers_text, classification_text, &problems);

	fixture_print(&problems);
	assert_non_null(pack);
	pack_problems_release(&problems);
	return pack;
}

static void test_read(void **state)
{
	struct pack *pack = make_pack();
	const struct classification *read = pack->classification;

	(void)state;
	assert_int_equal(read->axes_count, AXES);
	assert_int_equal(read->questions_count, QUESTIONS);
	assert_int_equal(read->handlings_count, HANDLINGS);
	assert_int_equal(read->axes[SECRECY].levels_count, 4);
	assert_string_equal(read->axes[SECRECY].levels[1].id, "B");
	assert_int_equal(read->axes[SECRECY].levels[0].questions_count, 2);
	assert_int_equal(read->axes[SECRECY].levels[3].questions_count, 0);
	assert_int_equal(read->axes[NEED].levels[0].questions, DAILY);
	assert_string_equal(read->questions[LETTER].id, "letter");
	assert_string_equal(pack->clauses[read->questions[LETTER].clauses[0]].id, "4.2.ア.1");
	assert_int_equal(read->handlings[ANY].thresholds_count, 2);
	assert_int_equal(read->handlings[ANY].thresholds[0].level, 2);
	assert_int_equal(read->handlings[ANY].thresholds[1].axis, NEED);
	assert_int_equal(read->handlings[ANY].topic, TOPIC_ACCESS);
	assert_false(read->handlings[ANY].only_lowest);
	assert_true(read->handlings[LOWEST].only_lowest);
	assert_int_equal(read->handlings[TOP].items_count, 2);
	assert_string_equal(read->handlings[TOP].items[1].ja, "文");
	assert_string_equal(pack->clauses[read->handlings[TOP].clauses[0]].id, "4.2.オ.3");
	pack_free(pack);
}

static void test_a_pack_may_do_without(void **state)
{
	struct pack_problems problems;
	struct pack *pack = read_with(registers_text, NULL, &problems);

	(void)state;
	assert_non_null(pack);
	assert_null(pack->classification);
	pack_free(pack);
	pack_problems_release(&problems);
	pack = read_with(NULL, classification_text, &problems);
	assert_non_null(pack);
	assert_non_null(pack->classification);
	assert_false(classification_is_neutral(pack, "leaflet"));
	pack_free(pack);
	pack_problems_release(&problems);
}

/* What the class on the axis "secrecy" is: its level, or between which, and the questions named; "unknown" for open ones. */
static void expect(const struct pack *pack, const char *yes, const char *open, const char *expected)
{
	enum truth answers[QUESTIONS];
	struct strbuf found = STRBUF_INIT;
	struct class_result result;
	const struct class_axis *axis = &pack->classification->axes[SECRECY];

	for (size_t i = 0; i < QUESTIONS; i++) {
		const char *id = pack->classification->questions[i].id;

		answers[i] = strstr(yes, id) ? TRUTH_TRUE : strstr(open, id) ? TRUTH_UNKNOWN : TRUTH_FALSE;
	}
	classify_axis(&result, pack->classification, SECRECY, answers);
	strbuf_add(&found, axis->levels[result.level].id);
	if (!result.known)
		strbuf_addf(&found, "-%s", axis->levels[result.ceiling].id);
	else
		assert_int_equal(result.level, result.ceiling);
	for (size_t i = 0; i < result.because_count; i++)
		strbuf_addf(&found, " %s", pack->classification->questions[result.because[i]].id);
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	class_result_release(&result);
}

static void test_levels(void **state)
{
	struct pack *pack = make_pack();

	(void)state;
	expect(pack, "", "", "D");
	expect(pack, "draft", "", "C draft");
	expect(pack, "draft letter", "", "B letter");
	expect(pack, "crown", "", "A crown");
	expect(pack, "crown treasure draft", "", "A treasure crown");
	expect(pack, "daily", "", "D"); /* of the other axis */
	/* open, and it matters */
	expect(pack, "", "draft", "D-C draft");
	expect(pack, "", "draft crown", "D-A crown draft");
	expect(pack, "letter", "treasure crown", "B-A treasure crown");
	expect(pack, "draft", "letter", "C-B letter");
	/* open, and it does not */
	expect(pack, "crown", "treasure letter draft", "A crown");
	expect(pack, "letter", "draft", "B letter");
	expect(pack, "", "daily", "D");
	pack_free(pack);
}

/* The level on an axis and what applies, all answers being known, worked out by the book. */
static size_t plain_level(const struct class_axis *axis, const enum truth *answers)
{
	for (size_t level = 0; level < axis->levels_count; level++) {
		for (size_t i = 0; i < axis->levels[level].questions_count; i++) {
			if (answers[axis->levels[level].questions + i] == TRUTH_TRUE)
				return level;
		}
	}
	return axis->levels_count - 1;
}

static bool plain_applies(int handling, size_t secrecy, size_t need)
{
	switch (handling) {
	case ANY:
		return secrecy <= 2 || need == 0;
	case TOP:
		return secrecy == 0;
	case MIDDLE:
		return secrecy <= 1;
	case ALWAYS:
		return true;
	default:
		return secrecy == 3 && need == 1;
	}
}

/* All that the open answers may turn out to be. */
struct possible {
	size_t highest[AXES], lowest[AXES];
	bool matters[QUESTIONS];                      /* a change of this answer alone changes a level */
	bool applies[HANDLINGS], does_not[HANDLINGS]; /* in some case */
};

static void complete(struct possible *possible, const struct classification *classification, const enum truth *answers)
{
	*possible = (struct possible){.highest = {SIZE_MAX, SIZE_MAX}};
	for (unsigned bits = 0; bits < 1U << QUESTIONS; bits++) {
		enum truth full[QUESTIONS];
		size_t levels[AXES];
		bool fits = true;

		for (size_t i = 0; i < QUESTIONS; i++) {
			full[i] = bits >> i & 1 ? TRUTH_TRUE : TRUTH_FALSE;
			fits = fits && (answers[i] == TRUTH_UNKNOWN || answers[i] == full[i]);
		}
		if (!fits)
			continue;
		for (size_t a = 0; a < AXES; a++) {
			levels[a] = plain_level(&classification->axes[a], full);
			if (levels[a] < possible->highest[a])
				possible->highest[a] = levels[a];
			if (levels[a] > possible->lowest[a])
				possible->lowest[a] = levels[a];
		}
		for (int h = 0; h < HANDLINGS; h++) {
			bool applies = plain_applies(h, levels[SECRECY], levels[NEED]);

			possible->applies[h] = possible->applies[h] || applies;
			possible->does_not[h] = possible->does_not[h] || !applies;
		}
		for (size_t i = 0; i < QUESTIONS; i++) {
			if (answers[i] != TRUTH_UNKNOWN)
				continue;
			full[i] = truth_not(full[i]);
			for (size_t a = 0; a < AXES; a++) {
				if (plain_level(&classification->axes[a], full) != levels[a])
					possible->matters[i] = true;
			}
			full[i] = truth_not(full[i]);
		}
	}
}

/* Known, unknown and what is missing are exactly what trying everything out says: for every mixture of answers. */
static void test_all_completions(void **state)
{
	struct pack *pack = make_pack();
	const struct classification *classification = pack->classification;
	size_t open_cases = 0;

	(void)state;
	for (unsigned number = 0; number < 243; number++) { /* three answers to each of five questions */
		enum truth answers[QUESTIONS];
		struct class_result results[AXES];
		struct possible possible;
		unsigned rest = number;

		for (size_t i = 0; i < QUESTIONS; i++, rest /= 3)
			answers[i] = (enum truth)(rest % 3);
		complete(&possible, classification, answers);
		for (size_t a = 0; a < AXES; a++) {
			bool named[QUESTIONS] = {false};

			classify_axis(&results[a], classification, a, answers);
			assert_int_equal(results[a].level, possible.lowest[a]);
			assert_int_equal(results[a].ceiling, possible.highest[a]);
			assert_int_equal(results[a].known, possible.lowest[a] == possible.highest[a]);
			for (size_t i = 0; i < results[a].because_count; i++)
				named[results[a].because[i]] = true;
			for (size_t i = 0; i < QUESTIONS && !results[a].known; i++) {
				bool of_axis = (i == DAILY) == (a == NEED);

				assert_int_equal(named[i], of_axis && possible.matters[i]);
			}
			open_cases += !results[a].known;
		}
		for (size_t h = 0; h < HANDLINGS; h++) {
			enum truth expected = !possible.does_not[h]  ? TRUTH_TRUE
			                      : !possible.applies[h] ? TRUTH_FALSE
			                                             : TRUTH_UNKNOWN;

			assert_int_equal(classify_handling(classification, h, results), expected);
		}
		for (size_t a = 0; a < AXES; a++)
			class_result_release(&results[a]);
	}
	assert_true(open_cases > 100);
	pack_free(pack);
}

static void test_ids(void **state)
{
	struct pack *pack = make_pack();
	struct error err = {0};

	(void)state;
	assert_int_equal(classification_require_question(pack->classification, "crown", &err), CROWN);
	assert_int_equal(err.code, ERROR_NONE);
	assert_int_equal(classification_require_question(pack->classification, "lettre", &err), SIZE_MAX);
	assert_int_equal(err.code, ERROR_USAGE);
	assert_non_null(strstr(err.message, "\"letter\""));
	assert_int_equal(classification_require_question(pack->classification, "xyz", &err), SIZE_MAX);
	assert_null(strstr(err.message, "mean"));
	assert_int_equal(classification_require_question(pack->classification, "", &err), SIZE_MAX);
	error_release(&err);
	assert_true(classification_is_neutral(pack, "leaflet"));
	assert_false(classification_is_neutral(pack, "letter")); /* a question */
	assert_false(classification_is_neutral(pack, "damp"));   /* of a field that says something else */
	assert_false(classification_is_neutral(pack, "A"));
	assert_false(classification_is_neutral(pack, "xyz"));
	pack_free(pack);
}

static char *replace(const char *text, const char *find, const char *put)
{
	const char *at = strstr(text, find);
	struct strbuf out = STRBUF_INIT;

	assert_non_null(at);
	strbuf_add_bytes(&out, text, (size_t)(at - text));
	strbuf_add(&out, put);
	strbuf_add(&out, at + strlen(find));
	return strbuf_take(&out);
}

/* The first `find` becomes `put`: a problem there that says so, and others that follow from the same defect. */
static const struct defect {
	const char *find, *put, *path, *message;
	size_t others;
} defects[] = {
        {"'axes'", "'axis': 1, 'axes'", "/axis", "\"axes\" may be meant", 0},
        {"'handling': [", "'handlings': [], 'handling': [", "/handlings", "\"handling\" may be meant", 0},
        {"'id': 'need'", "'id': 'secrecy'", "/axes/1/id", "twice", 1},
        {"'id': 'need', 'title'", "'id': 'need', 'name'", "/axes/1", "\"title\" is missing", 1},
        {LEVEL("2", QUESTION("daily")) ", ", "", "/axes/1/levels", "at least two levels", 1},
        {"'id': 'B', 'title': " TEXT, "'id': 'B', 'title': 'x'", "/axes/0/levels/1/title", "object in braces", 0},
        {"'id': 'B'", "'id': 'A'", "/axes/0/levels/1/id", "twice", 1},
        {LEVEL("D", ""), LEVEL("D", QUESTION("more")), "/axes/0/levels/3/questions", "what remains", 0},
        {LEVEL("C", QUESTION("draft")), LEVEL("C", ""), "/axes/0/levels/2/questions", "never reached", 0},
        {LEVEL("C", QUESTION("draft")), LEVEL("E", QUESTION("draft")), "/axes/0/levels", "A, B, C, D", 1},
        {LEVEL("C", QUESTION("draft")) ", ", "", "/axes/0/levels", "A, B, C, D", 1},
        {"'id': 'daily'", "'id': 'crown'", "/axes/1/levels/0/questions/0/id", "\"crown\" stands in this file twice", 0},
        {"'id': 'daily', 'text': " TEXT, "'id': 'daily', 'text': {'ja': '文'}", "/axes/1/levels/0/questions/0/text",
         "English", 0},
        {"'id': 'daily', 'text': " TEXT ", 'hint': " TEXT ", 'clauses': ['4.2.ア.1']",
         "'id': 'daily', 'text': " TEXT ", 'hint': " TEXT ", 'clauses': ['4.2.ア.2']",
         "/axes/1/levels/0/questions/0/clauses/0", "\"4.2.ア.1\" may be meant", 0},
        {"'id': 'daily', 'text': " TEXT ", 'hint'", "'id': 'daily', 'text': " TEXT ", 'hnit'",
         "/axes/1/levels/0/questions/0/hnit", "\"hint\" may be meant", 1},
        {"'axis': 'need'", "'axis': 'ned'", "/handling/0/levels/1/axis", "\"need\" may be meant", 0},
        {"'axis': 'need'", "'axis': 'x-y'", "/handling/0/levels/1/axis", "no axis", 0},
        {"'at_least': '2'", "'at_least': '3'", "/handling/0/levels/1/at_least", "no level \"3\"", 0},
        {"'at_least': '2'", "'at_least': 2", "/handling/0/levels/1/at_least", "text in quotation marks", 0},
        {", 'at_least': '2'", "", "/handling/0/levels/1", "\"at_least\" is missing", 0},
        {"'levels': [{'axis': 'secrecy', 'at_least': 'A'}]", "'levels': []", "/handling/1/levels", "empty", 0},
        {"'id': 'top', 'topic': 'access'", "'id': 'top', 'topic': 'acess'", "/handling/1/topic",
         "\"access\" may be meant", 0},
        {"'id': 'top'", "'id': 'any'", "/handling/1/id", "twice", 0},
        {"'only_lowest': true", "'only_lowest': 1", "/handling/4/only_lowest", "true or false", 0},
        {"'at_least': 'A'}]", "'at_least': 'A'}], 'only_lowest': true", "/handling/1/levels", "never applies", 0},
        {"'items': [" TEXT ", ", "'items': ['x', ", "/handling/1/items/0", "object in braces", 0},
        {"'items': [" TEXT ", " TEXT "]", "'items': []", "/handling/1/items", "empty", 0},
        {"'clauses': ['4.2.オ.3']", "'clauses': ['4.2.オ.4']", "/handling/0/clauses/0", "\"4.2.オ.3\" may be meant", 0},
        {"'clauses': ['4.2.オ.3']", "'clauses': []", "/handling/0/clauses", "empty", 0},
};

static void expect_some(const char *registers, const char *text, const struct defect *defect)
{
	struct pack_problems problems;
	struct pack *pack = read_with(registers, text, &problems);
	bool found = false;

	for (size_t i = 0; i < problems.count; i++) {
		assert_string_equal(problems.items[i].file, "classification.json");
		found = found || (str_equal(problems.items[i].path, defect->path) &&
		                  strstr(problems.items[i].message, defect->message));
	}
	if (pack || !found || problems.count != 1 + defect->others) {
		print_message("expected %s: %s\n", defect->path, defect->message);
		fixture_print(&problems);
		fail();
	}
	pack_problems_release(&problems);
}

static void expect_one(const char *registers, const char *text, const char *path, const char *message)
{
	expect_some(registers, text, &(struct defect){.path = path, .message = message});
}

static void test_defects(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof defects / sizeof *defects; i++) {
		char *text = replace(classification_text, defects[i].find, defects[i].put);

		/* The register holds the levels against its field, but not while the axis has other defects. */
		expect_some(registers_text, text, &defects[i]);
		free(text);
	}
	expect_one(NULL, "[]", "", "object in braces");
	expect_one(NULL, "{'handling': []}", "", "\"axes\" is missing");
	expect_one(NULL, "{'axes': [], 'handling': []}", "/axes", "empty");
}

/* A field for the class must know an order; one of another type has nothing to do with it. */
static void test_field(void **state)
{
	char *unordered = replace(registers_text, "'ordered': true, ", "");
	char *text = replace(registers_text, "'id': 'secrecy', 'type': 'choice', 'ordered': true, ",
	                     "'id': 'secrecy', 'type': 'multi', ");
	char *other = replace(registers_text, "'id': 'asset'", "'id': 'device'");
	char *swapped = replace(classification_text, "'id': 'B'", "'id': 'X'");
	struct pack_problems problems;
	struct pack *pack;

	(void)state;
	expect_one(unordered, classification_text, "/axes/0/levels", "not marked as ordered");
	pack = read_with(text, classification_text, &problems);
	assert_non_null(pack);
	pack_free(pack);
	pack_problems_release(&problems);
	free(text);
	text = replace(swapped, "'at_least': 'B'", "'at_least': 'X'");
	pack = read_with(other, text, &problems);
	assert_non_null(pack);
	pack_free(pack);
	pack_problems_release(&problems);
	expect_one(registers_text, text, "/axes/0/levels", "A, B, C, D");
	free(unordered);
	free(text);
	free(other);
	free(swapped);
}

/* xorshift64: the same cuts on every machine. */
static uint64_t random_next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Whatever stands in the file: a pack or a problem, and no crash. Pieces of the text are copied over others. */
static void test_mutations(void **state)
{
	uint64_t seed = 0x9E3779B97F4A7C15;
	size_t good = 0, bad = 0;
	size_t len_bytes = strlen(classification_text);

	(void)state;
	for (int round = 0; round < 3000; round++) {
		char *text = mem_strdup(classification_text);
		struct pack_problems problems;
		struct pack *pack;
		size_t copy = 1 + (size_t)(random_next(&seed) % (round % 2 ? 4 : 60));

		memmove(text + random_next(&seed) % (len_bytes - copy), text + random_next(&seed) % (len_bytes - copy),
		        copy);
		pack = read_with(round % 3 ? registers_text : NULL, text, &problems);
		assert_true((pack != NULL) == (problems.count == 0));
		good += pack != NULL;
		bad += pack == NULL;
		pack_free(pack);
		pack_problems_release(&problems);
		free(text);
	}
	assert_true(good > 50);
	assert_true(bad > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_read),   cmocka_unit_test(test_a_pack_may_do_without),
	        cmocka_unit_test(test_levels), cmocka_unit_test(test_all_completions),
	        cmocka_unit_test(test_ids),    cmocka_unit_test(test_defects),
	        cmocka_unit_test(test_field),  cmocka_unit_test(test_mutations),
	};

	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
