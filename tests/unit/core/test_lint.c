#include "fixture.h"
#include "tenken/base/i18n.h"

enum { PACK, CLAUSES, PROFILE, Q04, Q07, Q10 };

/* One defect, put into the tiny pack: `find` (which stands there once) becomes `put`. The @ in `put` marks where the
 * problem must be reported; it is taken out before reading, and line and column are counted here, by the test. */
struct defect {
	int file;
	const char *find, *put;
	const char *path, *message; /* `message`: a part of it; NULL: any */
	size_t others;              /* problems that follow from the same defect */
};

static const struct defect defects[] = {
        /* pack.json */
        {PACK, "'format': 1", "'format': @2", "/format", "format 1", 0},
        {PACK, "'format': 1", "'format': @'1'", "/format", "number of the format", 0},
        {PACK, "{\n  'format': 1,", "@{\n", "", "\"format\" is missing", 0},
        {PACK, "'id': 'tiny-1'", "'id': @''", "/id", "blank", 0},
        {PACK, "'id': 'tiny-1'", "'id': @'tiny 1'", "/id", "white space", 0},
        {PACK, "'id': 'tiny-1'", "'id': @'tiny　1'", "/id", "white space", 0},
        {PACK, "'id': 'tiny-1'", "'id': @7", "/id", "text in quotation marks", 0},
        {PACK, "'id': 'tiny-1'", "'id': @'\\u0007x'", "/id", "<U+0007>", 0},
        {PACK, "'id': 'tiny-1'", "'id': @'0123456789012345678901234567890123456789012345678901234567890123x'", "/id",
         "too long", 0},
        {PACK, "'version': '1.0'", "'version': @null", "/version", "null", 0},
        {PACK, "'version': '1.0'", "@'verison': 'x', 'version': '1.0'", "/verison", "\"version\" may be meant", 0},
        {PACK, "'version': '1.0'", "@'zzzzz': 'x', 'version': '1.0'", "/zzzzz", "not known here", 0},
        {PACK, "'effective': '2025-04-01'", "'effective': @'2025-02-29'", "/effective", "no day of the calendar", 0},
        {PACK, "'effective': '2025-04-01'", "'effective': @'令和7年4月1日'", "/effective", "2025-04-01", 0},
        {PACK, "'results_class': '3C'", "'results_class': @'3D'", "/results_class", "Allowed are: 3A, 3B, 3C, 2, 1", 0},
        {PACK, "'predecessor': null", "'predecessor': @false", "/predecessor", "text in quotation marks", 0},
        {PACK, "{'ja': '小さな市', 'en': 'A tiny city'}", "@{'en': 'A tiny city'}", "/issuer",
         "Japanese text is missing", 0},
        {PACK, "{'ja': '小さな市', 'en': 'A tiny city'}", "@{'ja': '小さな市'}", "/issuer", "English text is missing",
         0},
        {PACK, "{'ja': '小さな市', 'en': 'A tiny city'}", "{'ja': '小さな市', 'en': @'　'}", "/issuer/en", "blank", 0},
        {PACK, "{'ja': '小さな市', 'en': 'A tiny city'}", "{'ja': '小さな市', 'en': 'x', @'fr': 'y'}", "/issuer/fr",
         "\"fr\" is not known", 0},
        {PACK, "{'ja': '小さな市', 'en': 'A tiny city'}", "@'A tiny city'", "/issuer", "object in braces", 0},
        {PACK, "'subject': 'section'", "'subject': @'sektion'", "/roles/0/subject", "\"section\" may be meant", 0},
        {PACK, "'clause': '3.1.6'", "'clause': @'3.1.7'", "/roles/0/clause", "\"3.1.6\" may be meant", 0},
        {PACK, "'answered_by': 'info_manager'", "'answered_by': @'info_manger'", "/roles/2/answered_by",
         "\"info_manager\" may be meant", 0},
        {PACK, "'answered_by': 'info_manager'", "'answered_by': @'staff'", "/roles/2/answered_by", "keeps no checklist",
         0},
        {PACK, "'id': 'system_manager'", "'id': @'info_manager'", "/roles/1/id",
         "taken already: see pack.json, line 11", 2},
        {PACK, "'clauses': ['6.1.5.ア']", "'clauses': [@'6.1.5.イ']", "/periods/0/clauses/0",
         "\"6.1.5.ア\" may be meant", 0},
        {PACK, "'clauses': ['6.1.5.ア']", "'clauses': @[]", "/periods/0/clauses", "list is empty", 0},

        /* clauses.json */
        {CLAUSES, "'label': '9.3 ア'", "'label': @{}", "/clauses/8/label", "text in quotation marks", 0},
        {CLAUSES, "{'id': '9.3.ア', ", "@{", "/clauses/8", "\"id\" is missing", 0},
        {CLAUSES, "'id': '9.3.ア'", "'id': @'6.1.5.ア'", "/clauses/8/id", "taken already: see clauses.json, line", 0},
        {CLAUSES, "'heading': '計画', 'kind': 'norm'", "'heading': '計画', 'kind': @'nrom'", "/clauses/8/kind",
         "\"norm\" may be meant", 0},
        {CLAUSES, "'heading': '計画', 'kind': 'norm', 'duties': ['must']",
         "'heading': '計画', 'kind': 'norm', 'duties': @[]", "/clauses/8/duties", "at least one", 0},
        {CLAUSES, "'heading': '計画', 'kind': 'norm', 'duties': ['must']",
         "'heading': '計画', 'kind': 'norm', 'duties': [@'musst']", "/clauses/8/duties/0", "\"must\" may be meant", 0},
        {CLAUSES, "'heading': '計画', 'kind': 'norm', 'duties': ['must']",
         "'heading': '計画', 'kind': 'norm', 'duties': "
         "['must','must','must','must','must','must','must','must',@'must']",
         "/clauses/8/duties/8", "at most 8", 0},
        {CLAUSES, "'heading': '計画', 'kind': 'norm', 'duties': ['must']",
         "'heading': '計画', 'kind': 'norm', 'duties': @'must'", "/clauses/8/duties", "list in square brackets", 0},
        {CLAUSES, "'88888888aaaaaaaaaaaaaaaaaaaaaaaa'", "@'88888888AAAAAAAAAAAAAAAAAAAAAAAA'", "/clauses/8/digest",
         "32 digits", 0},
        {CLAUSES, "'en': 'Only the mayor can tell.'", "'en': @'Only\\u202e the mayor can tell.'",
         "/clauses/8/excuse/en", "<U+202E>", 0},
        {CLAUSES, "'roles': [], 'implied_roles': ['staff']", "'roles': [], 'implied_roles': [@'stuff']",
         "/clauses/2/implied_roles/0", "\"staff\" may be meant", 0},
        {CLAUSES, "'roles': [], 'implied_roles': ['staff']", "'roles': [], 'implied_roles': ['staff', @'staff']",
         "/clauses/2/implied_roles/1", "twice", 0},
        {CLAUSES, "{'id': '7', 'title'", "{'id': @'4', 'title'", "/sections/1/id", "taken already", 0},
        {CLAUSES, ",\n    {'id': '7.4.3', 'title'", "\n    @{'id': '7.4.3', 'title'", "", NULL, 0}, /* no JSON */
        {CLAUSES, "'label': '9.3 ア'", "'label': '9.3 ア', @'label': '9.3 ア'", "", NULL, 0},

        /* profile.json */
        {PROFILE, "'See the contracts.'}, 'yearly': false},\n    {'id': 'provided_outside'",
         "'See the contracts.'}, 'yearly': @'no'},\n    {'id': 'provided_outside'", "/facts/0/yearly", "true or false",
         0},
        {PROFILE, "{'fact': 'provided_outside'}", "{'fact': @'provided_outsider'}", "/facts/2/when/fact",
         "\"provided_outside\" may be meant", 0},
        {PROFILE, "{'fact': 'provided_outside'}", "@{'not': {'not': {'fact': 'provided_city'}}}", "/facts/2/when",
         "in a circle", 0},
        {PROFILE, "{'fact': 'provided_outside'}",
         "@{'all': [{'fact': 'outsourcing'}, {'not': {'fact': 'outsourcing'}}]}", "/facts/2/when",
         "fact is never asked", 0},
        /* the fact is never asked, and so neither is the question that hangs on it alone */
        {PROFILE, "'id': 'outsourcing',",
         "'id': 'outsourcing', 'when': @{'all': [{'fact': 'uses_cloud'}, {'not': {'fact': 'uses_cloud'}}]},",
         "/facts/3/when", "fact is never asked", 1},
        {PROFILE, "'id': 'outsourcing'", "'id': @'uses_cloud'", "/facts/3/id",
         "taken already: see profile.json, line 3", 1},
        {PROFILE, "'facts': [", "@'fact': [], 'facts': [", "/fact", "\"facts\" may be meant", 0},

        /* conditions */
        {Q10, "{'not': {'not': {'fact': 'outsourcing'}}}", "@{}", "/questions/0/when", "exactly one", 0},
        {Q10, "{'not': {'not': {'fact': 'outsourcing'}}}", "@null", "/questions/0/when", "object in braces", 0},
        {Q10, "{'not': {'not': {'fact': 'outsourcing'}}}", "@{'fact': 'outsourcing', 'not': {'fact': 'outsourcing'}}",
         "/questions/0/when", "exactly one", 0},
        {Q10, "{'not': {'not': {'fact': 'outsourcing'}}}", "{'any': @[]}", "/questions/0/when/any", "list is empty", 0},
        {Q10, "{'not': {'not': {'fact': 'outsourcing'}}}", "{'all': @{}}", "/questions/0/when/all", "square brackets",
         0},
        {Q10, "{'not': {'not': {'fact': 'outsourcing'}}}", "{@'nott': {'fact': 'outsourcing'}}",
         "/questions/0/when/nott", "\"not\" may be meant", 0},
        {Q10, "{'not': {'not': {'fact': 'outsourcing'}}}",
         "{'not':{'not':{'not':{'not':{'not':{'not':{'not':{'not':@{'fact': 'outsourcing'}}}}}}}}}",
         "/questions/0/when/not/not/not/not/not/not/not/not", "at most 8 levels", 0},
        {Q10, "{'not': {'not': {'fact': 'outsourcing'}}}",
         "@{'all': [{'fact': 'provided_city'}, {'not': {'fact': 'provided_outside'}}]}", "/questions/0/when",
         "question is never asked", 0}, /* by way of the condition of provided_city */

        /* questions */
        {Q04, "'chapter': '4'", "'chapter': @4", "/chapter", "text in quotation marks", 0},
        {Q07, "'chapter': '7'", "'chapter': @'4'", "/chapter", "see questions/04.json, line 2", 0},
        {Q07, "'id': '7.4.3-length'", "'id': @'4.2-share'", "/questions/0/id", "see questions/04.json, line", 0},
        {Q07, "'id': '7.4.3-length'", "'id': @'7.4.3.ウ'", "/questions/0/id", "id of a clause", 0},
        {Q07, "'clauses': ['7.4.3.ウ']", "'clauses': [@'7.4.3.ア']", "/questions/0/clauses/0", "may be meant", 0},
        {Q07, "'clauses': ['7.4.3.ウ']", "'clauses': ['7.4.3.ウ', @'7.4.3.ウ']", "/questions/0/clauses/1", NULL, 0},
        {Q07, "'clauses': ['7.1.1.エ'], 'roles': ['info_manager']", "'clauses': ['7.1.1.エ'], 'roles': [@'staff']",
         "/questions/1/roles/0", "ask \"info_manager\"", 0},
        {Q07, "'clauses': ['7.1.1.エ'], 'roles': ['info_manager']", "'clauses': ['7.1.1.エ'], 'roles': @[]",
         "/questions/1/roles", "list is empty", 0},
        {Q07, "'clauses': ['7.1.1.エ'], 'roles': ['info_manager']", "'clauses': ['7.1.1.エ'], 'roles': [@'auditor']",
         "/questions/1/roles/0", "no role \"auditor\"", 0},
        {Q07, "'modality': 'must', 'principle': true", "'modality': @'may', 'principle': true", "/questions/0/modality",
         "Allowed are: must, must_not, should.", 0},
        {Q07, "'principle': true", "'principle': @1", "/questions/0/principle", "true or false", 0},
        {Q07, "'principle': true", "@'elements': [], 'principle': true", "/questions/0/elements",
         "Only a question of the kind \"elements\"", 0},
        {Q07, "'principle': true", "@'principel': true", "/questions/0/principel", "\"principle\" may be meant", 0},
        {Q07, "'digest': '66666666'", "'digest': @'66666667'", "/questions/0/digest", "clause 7.4.3.ウ", 0},
        {Q07, "'digest': '66666666'", "'digest': @'6666666'", "/questions/0/digest", "write \"66666666\"", 0},
        {Q04, "'22222222-33333333'", "@'22222222-43333333'", "/questions/1/digest", "clause 6.1.5.ア", 0},
        {Q04, "'22222222-33333333'", "@'33333333-22222222'", "/questions/1/digest", "clause 4.2.オ.3", 0},
        {Q04, "'numbers': [2]", "'numbers': [@4]", "/questions/0/duties/0/numbers/0", "holds 3 duties", 0},
        {Q04, "'numbers': [2]", "'numbers': [@0]", "/questions/0/duties/0/numbers/0", "holds 3 duties", 0},
        {Q04, "'numbers': [2]", "'numbers': [@1]", "/questions/0/duties/0/numbers/0", "only defines", 0},
        {Q04, "'numbers': [2]", "'numbers': [2, @2]", "/questions/0/duties/0/numbers/1", "twice", 0},
        {Q04, "'numbers': [2]", "'numbers': [@2.5]", "/questions/0/duties/0/numbers/0", "number of a duty", 0},
        {Q04, "'numbers': [2]", "'numbers': @[]", "/questions/0/duties/0/numbers", "list is empty", 0},
        {Q04, "'duties': [{'clause': '4.2.ア.1', 'numbers': [2]}]",
         "'duties': [{'clause': @'6.1.5.ア', 'numbers': [1]}]", "/questions/0/duties/0/clause",
         "does not stand in \"clauses\"", 0},
        {Q04, "'duties': [{'clause': '4.2.ア.1', 'numbers': [2]}]",
         "'duties': [{'clause': '4.2.ア.1', 'numbers': [2]}, {'clause': @'4.2.ア.1', 'numbers': [3]}]",
         "/questions/0/duties/1/clause", "twice", 0},
        {Q04, "{'ja': '台帳を作る（1週間）', 'en': 'Make a register (1 week)'}", "@{'ja': '台帳を作る（1週間）'}",
         "/questions/0/measures/0", "English text is missing", 0},
        {Q04, "{'id': '4.2-lifecycle', 'clauses': ['4.2.ア.1'],", "@{'id': '4.2-lifecycle',", "/questions/0",
         "\"clauses\" is missing", 0},

        /* elements */
        {Q10, "{'id': 'a', 'clauses': ['10.1.3.ア.1'], 'text': {'ja': '秘密', 'en': 'Secrecy'}}", "@'a'",
         "/questions/0/elements/0", "object in braces", 0},
        {Q10, "'kind': 'elements'", "'kind': @'element'", "/questions/0/kind", "\"elements\" may be meant", 0},
        {Q10, "{'id': 'a', 'clauses': ['10.1.3.ア.1'], ", "@{'id': 'a', ", "/questions/0/elements/0",
         "\"clauses\" is missing", 0},
        {Q10, "'id': 'b'", "'id': @'a'", "/questions/0/elements/1/id", "has the id \"a\" already", 0},
        {Q10, "'id': 'a', 'clauses': ['10.1.3.ア.1']", "'id': 'a', 'clauses': [@'7.4.3.ウ']",
         "/questions/0/elements/0/clauses/0", "\"clauses\" of the question", 0},
        {Q10, "'modality': 'must',", "'modality': 'must', @'duties': [{'clause': '10.1.3.ア.1', 'numbers': [1]}],",
         "/questions/0/duties", "stands in the elements", 0},
        {Q10, "'clauses': ['10.1.3.ア.1', '10.1.3.ア.2'], 'roles': ['info_manager']",
         "'clauses': @['10.1.3.ア.1', '10.1.3.ア.2', '9.3.ア'], 'roles': ['info_manager']", "/questions/0/clauses",
         "No element of this question asks the clause 9.3.ア", 1},
};

/* `text` with the one `find` in it become `put`. Caller frees. */
static char *replace(const char *text, const char *find, const char *put)
{
	struct strbuf out = STRBUF_INIT;
	const char *at = strstr(text, find);

	if (!at || strstr(at + 1, find))
		fail_msg("stands in the fixture not exactly once: %s", find);
	strbuf_add_bytes(&out, text, (size_t)(at - text));
	strbuf_add(&out, put);
	strbuf_add(&out, at + strlen(find));
	return strbuf_take(&out);
}

/* Takes the @ out; tells its line and column, in characters. */
static void take_mark(char *text, size_t *line, size_t *column)
{
	char *mark = strchr(text, '@');

	if (!mark)
		fail_msg("no mark in: %s", text);
	*line = 1;
	*column = 1;
	for (const char *c = text; c < mark; c++) {
		if (*c == '\n') {
			(*line)++;
			*column = 1;
		} else if (((unsigned char)*c & 0xC0) != 0x80) {
			(*column)++;
		}
	}
	memmove(mark, mark + 1, strlen(mark));
}

static bool matches(const struct pack_problem *problem, const struct defect *defect, size_t line, size_t column)
{
	return str_equal(problem->file, fixture_names[defect->file]) && problem->line == line &&
	       problem->column == column && str_equal(problem->path, defect->path) &&
	       (!defect->message || strstr(problem->message, defect->message));
}

static void check_defect(const struct defect *defect)
{
	char *text = replace(fixture_texts[defect->file], defect->find, defect->put);
	struct pack_problems problems;
	size_t line, column;
	bool found = false;

	take_mark(text, &line, &column);
	assert_null(fixture_read(defect->file, text, &problems));
	for (size_t i = 0; i < problems.count; i++)
		found = found || matches(&problems.items[i], defect, line, column);
	if (!found || problems.count != 1 + defect->others) {
		fixture_print(&problems);
		fail_msg("expected %s:%zu:%zu: %s: %s (and %zu more) for: %s", fixture_names[defect->file], line,
		         column, defect->path, defect->message ? defect->message : "…", defect->others, defect->put);
	}
	pack_problems_release(&problems);
	free(text);
}

static void test_defects(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof defects / sizeof *defects; i++)
		check_defect(&defects[i]);
}

/* Written out by hand, so that the counting above is itself held against something. */
static void test_place_by_hand(void **state)
{
	char *text = replace(fixture_texts[PACK], "'en': 'information manager'", "'eng': ''");
	struct pack_problems problems;

	(void)state;
	assert_null(fixture_read(PACK, text, &problems));
	assert_int_equal(problems.count, 2);
	assert_string_equal(problems.items[0].file, "pack.json");
	assert_int_equal(problems.items[0].line, 11);
	assert_int_equal(problems.items[0].column, 37);
	assert_string_equal(problems.items[0].path, "/roles/0/title");
	assert_non_null(strstr(problems.items[0].message, "English text is missing"));
	assert_int_equal(problems.items[1].line, 11);
	assert_int_equal(problems.items[1].column, 53);
	assert_string_equal(problems.items[1].path, "/roles/0/title/eng");
	assert_string_equal(problems.items[1].message, "The key \"eng\" is not known here. \"en\" may be meant.");
	pack_problems_release(&problems);
	free(text);
}

/* Every key that a pack must have is missed when it is misspelt, and the misspelt one is not known. */
static void test_every_required_key(void **state)
{
	static const struct {
		int file;
		const char *key;
	} keys[] = {
	        {PACK, "format"},     {PACK, "title"},         {PACK, "issuer"},     {PACK, "version"},
	        {PACK, "effective"},  {PACK, "results_class"}, {PACK, "roles"},      {PACK, "periods"},
	        {PACK, "id"},         {PACK, "subject"},       {PACK, "clauses"},    {CLAUSES, "sections"},
	        {CLAUSES, "clauses"}, {CLAUSES, "label"},      {CLAUSES, "heading"}, {CLAUSES, "kind"},
	        {CLAUSES, "duties"},  {CLAUSES, "roles"},      {CLAUSES, "digest"},  {PROFILE, "facts"},
	        {PROFILE, "text"},    {PROFILE, "hint"},       {PROFILE, "yearly"},  {PROFILE, "ja"},
	        {PROFILE, "en"},      {Q04, "chapter"},        {Q04, "questions"},   {Q04, "clauses"},
	        {Q04, "roles"},       {Q04, "subject"},        {Q04, "kind"},        {Q04, "modality"},
	        {Q04, "text"},        {Q04, "hint"},           {Q04, "digest"},      {Q04, "clause"},
	        {Q04, "numbers"},     {Q10, "elements"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		char *quoted = str_format("'%s':", keys[i].key);
		char *text = mem_strdup(fixture_texts[keys[i].file]);
		struct pack_problems problems;
		bool missed = false, unknown = false;

		strstr(text, quoted)[1] = '~';
		assert_null(fixture_read(keys[i].file, text, &problems));
		for (size_t j = 0; j < problems.count; j++) {
			missed = missed || strstr(problems.items[j].message, "missing");
			unknown = unknown || strstr(problems.items[j].message, "not known here");
		}
		if (!missed || !unknown)
			fail_msg("misspelt in %s: %s", fixture_names[keys[i].file], keys[i].key);
		pack_problems_release(&problems);
		free(text);
		free(quoted);
	}
}

static void expect_one(int file, const char *find, const char *put, const char *message)
{
	char *text = replace(fixture_texts[file], find, put);
	struct pack_problems problems;

	assert_null(fixture_read(file, text, &problems));
	if (problems.count != 1 || !strstr(problems.items[0].message, message)) {
		fixture_print(&problems);
		fail_msg("expected: %s", message);
	}
	pack_problems_release(&problems);
	free(text);
}

static char *element(int number)
{
	return str_format("{'id': 'x%d', 'clauses': ['10.1.3.ア.1'], 'text': {'ja': '文', 'en': 'text'}},\n", number);
}

static void test_elements_limit(void **state)
{
	struct strbuf put = STRBUF_INIT;
	struct pack_problems problems;
	struct pack *pack;
	char *text;

	(void)state;
	strbuf_add(&put, "'elements': [");
	for (int i = 0; i < ELEMENTS_MAX - 3; i++) {
		char *one = element(i);

		strbuf_add(&put, one);
		free(one);
	}
	text = replace(fixture_texts[Q10], "'elements': [", put.text);
	pack = fixture_read(Q10, text, &problems);
	assert_non_null(pack);
	assert_int_equal(pack->questions[4].elements_count, ELEMENTS_MAX);
	pack_free(pack);
	free(text);
	strbuf_add(&put, "{'id': 'y', 'clauses': ['10.1.3.ア.1'], 'text': {'ja': '文', 'en': 'text'}},");
	expect_one(Q10, "'elements': [", put.text, "at most 32 elements");
	strbuf_release(&put);
}

static void test_clauses_without_duty(void **state)
{
	(void)state;
	expect_one(Q07,
	           "'clauses': ['7.4.3.ウ'], 'roles': ['info_manager'], 'subject': 'section',\n"
	           "     'kind': 'verdict', 'modality': 'must', 'principle': true,\n"
	           "     'text': {'ja': 'パスワードは8文字以上にしている。', 'en': 'Passwords have 8 characters or "
	           "more.'},\n"
	           "     'hint': {'ja': '3人に尋ねる。', 'en': 'Ask three people.'}, 'digest': '66666666'",
	           "'clauses': ['7.4.3'], 'roles': ['info_manager'], 'subject': 'section',\n"
	           "     'kind': 'verdict', 'modality': 'must', 'text': {'ja': '文', 'en': 'text'},\n"
	           "     'hint': {'ja': '文', 'en': 'text'}, 'digest': '55555555'",
	           "The clause 7.4.3 holds no duty (it is of the kind \"chapeau\")");
	expect_one(Q10, "'kind': 'elements'", "'kind': 'verdict'",
	           "Only a question of the kind \"elements\" holds elements; this one is of the kind \"verdict\".");
}

static void test_element_of_other_clause_alone(void **state)
{
	/* element a asks for another clause: that is said once, and not also that nobody asks for 10.1.3.ア.1 (c does) */
	(void)state;
	expect_one(Q10, "'clauses': ['10.1.3.ア.1'], 'text'", "'clauses': ['9.3.ア'], 'text'",
	           "The clause 9.3.ア does not");
}

static struct pack *read_with(const struct pack_file *more, size_t more_count, const char *without,
                              struct pack_problems *problems)
{
	struct pack_file files[FIXTURE_FILES + 4];
	char *texts[FIXTURE_FILES];
	struct pack *pack;
	size_t count = 0;

	for (int i = 0; i < FIXTURE_FILES; i++) {
		texts[i] = fixture_json(fixture_texts[i]);
		if (!str_equal(fixture_names[i], without) &&
		    !(without && str_starts_with(fixture_names[i], "questions/") && str_equal(without, "questions/")))
			files[count++] = (struct pack_file){.name = fixture_names[i], .text = texts[i], .len_bytes = strlen(texts[i])};
	}
	for (size_t i = 0; i < more_count; i++)
		files[count++] = more[i];
	pack = pack_read(files, count, problems);
	for (int i = 0; i < FIXTURE_FILES; i++)
		free(texts[i]);
	return pack;
}

/* A missing file is one problem: nothing is said of all the references into it. */
static void test_missing_files(void **state)
{
	static const char *const names[] = {"pack.json", "clauses.json", "profile.json", "questions/"};
	struct pack_problems problems;

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		assert_null(read_with(NULL, 0, names[i], &problems));
		if (problems.count != 1)
			fixture_print(&problems);
		assert_int_equal(problems.count, 1);
		assert_string_equal(problems.items[0].file, names[i]);
		assert_int_equal(problems.items[0].line, 0);
		assert_int_equal(problems.items[0].column, 0);
		assert_string_equal(problems.items[0].path, "");
		assert_non_null(strstr(problems.items[0].message, "missing"));
		pack_problems_release(&problems);
	}
	assert_null(pack_read(NULL, 0, &problems));
	assert_int_equal(problems.count, 4);
	pack_problems_release(&problems);
}

static void test_strange_files(void **state)
{
	static const struct {
		struct pack_file file;
		const char *message;
	} cases[] = {
	        {{.name = "clause.json", .text = "{}", .len_bytes = 2}, "\"clauses.json\" may be meant"},
	        {{.name = "README", .text = "", .len_bytes = 0}, "no file of this name"},
	        {{.name = "questions/.json", .text = "{}", .len_bytes = 2}, "no file of this name"},
	        {{.name = "questions/07.txt", .text = "{}", .len_bytes = 2}, "no file of this name"},
	        {{.name = "questions/a/07.json", .text = "{}", .len_bytes = 2}, "no file of this name"},
	        {{.name = "questions/07.json", .text = "{}", .len_bytes = 2}, "handed in twice"},
	        {{.name = "questions/99.json", .text = "", .len_bytes = 0}, ""},
	        {{.name = "questions/99.json", .text = "\xEF\xBB\xBF{}", .len_bytes = 5}, ""},
	        {{.name = "questions/99.json", .text = "{\"chapter\":\"\xFF\"}", .len_bytes = 15}, ""},
	        {{.name = "questions/99.json", .text = "[]", .len_bytes = 2}, "object in braces"},
	        {{.name = "questions/99.json", .text = "null", .len_bytes = 4}, "object in braces"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pack_problems problems;

		assert_null(read_with(&cases[i].file, 1, NULL, &problems));
		if (problems.count != 1 || !strstr(problems.items[0].message, cases[i].message))
			fixture_print(&problems);
		assert_int_equal(problems.count, 1);
		assert_string_equal(problems.items[0].file, cases[i].file.name);
		assert_non_null(strstr(problems.items[0].message, cases[i].message));
		pack_problems_release(&problems);
	}
}

/* What is said of a hostile text is itself harmless, and short. */
static void test_messages_are_safe(void **state)
{
	struct strbuf put = STRBUF_INIT;
	struct pack_problems problems;
	char *text;

	(void)state;
	strbuf_add(&put, "'version': '1.0', '\\u001b]0;x\\u202e");
	strbuf_add_repeat(&put, "あ", 5000);
	strbuf_add(&put, "': 1");
	text = replace(fixture_texts[PACK], "'version': '1.0'", put.text);
	assert_null(fixture_read(PACK, text, &problems));
	assert_int_equal(problems.count, 1);
	assert_null(strchr(problems.items[0].message, 0x1b));
	assert_null(strstr(problems.items[0].message, "\u202e"));
	assert_null(strchr(problems.items[0].path, 0x1b));
	assert_non_null(strstr(problems.items[0].message, "<U+001B>]0;x<U+202E>あああ"));
	assert_true(strlen(problems.items[0].message) < 300);
	pack_problems_release(&problems);
	free(text);
	strbuf_release(&put);
}

static void test_sorted_and_limited(void **state)
{
	struct strbuf put = STRBUF_INIT;
	struct pack_problems problems;
	char *text;

	(void)state;
	strbuf_add(&put, "'facts': [");
	for (int i = 0; i < 150; i++)
		strbuf_add(&put, i % 10 ? "{'id': 'x y', 'yearly': 0}," : "\n[],");
	text = replace(fixture_texts[PROFILE], "'facts': [", put.text);
	assert_null(fixture_read(PROFILE, text, &problems));
	assert_int_equal(problems.count, PACK_PROBLEMS_MAX);
	for (size_t i = 1; i < problems.count; i++) {
		const struct pack_problem *a = &problems.items[i - 1], *b = &problems.items[i];

		assert_true(a->line < b->line || (a->line == b->line && a->column <= b->column));
	}
	pack_problems_release(&problems);
	free(text);
	strbuf_release(&put);
}

/* Lists that would make the reader slow or deep are refused. */
static void test_long_lists(void **state)
{
	struct strbuf put = STRBUF_INIT;

	(void)state;
	strbuf_add(&put, "{'any': [");
	strbuf_add_repeat(&put, "{'fact': 'outsourcing'},", 64);
	strbuf_add(&put, "{'fact': 'outsourcing'}]}");
	expect_one(Q10, "{'not': {'not': {'fact': 'outsourcing'}}}", put.text, "more than 64 conditions");
	strbuf_reset(&put);
	strbuf_add(&put, "'facts': [");
	for (int i = 0; i < 253; i++)
		strbuf_addf(&put,
		            "{'id': 'x%d', 'text': {'ja': '文', 'en': 'x'}, 'hint': {'ja': '文', 'en': 'x'}, "
		            "'yearly': true},",
		            i);
	/* the last of the four facts is one too many, and a question names it */
	{
		char *text = replace(fixture_texts[PROFILE], "'facts': [", put.text);
		struct pack_problems problems;

		assert_null(fixture_read(PROFILE, text, &problems));
		assert_int_equal(problems.count, 2);
		assert_non_null(strstr(problems.items[0].message, "at most 256 facts"));
		pack_problems_release(&problems);
		free(text);
	}
	strbuf_release(&put);
}

/* A condition on more than twelve facts is not tried, and so not complained of. */
static void test_many_facts_are_not_tried(void **state)
{
	struct strbuf facts = STRBUF_INIT, when = STRBUF_INIT;

	(void)state;
	for (int count = 10; count <= 11; count++) { /* with outsourcing twelve or thirteen facts in all */
		struct pack_problems problems;
		struct pack_file files[FIXTURE_FILES];
		char *texts[FIXTURE_FILES];
		struct pack *pack;

		strbuf_reset(&facts);
		strbuf_reset(&when);
		strbuf_add(&facts, "'facts': [");
		strbuf_add(
		        &when,
		        "{'all': [{'fact': 'uses_cloud'}, {'fact': 'outsourcing'}, {'not': {'fact': 'outsourcing'}}");
		for (int i = 0; i < count; i++) {
			strbuf_addf(&facts,
			            "{'id': 'x%d', 'text': {'ja': '文', 'en': 'x'}, 'hint': {'ja': '文', 'en': 'x'}, "
			            "'yearly': true},",
			            i);
			strbuf_addf(&when, ", {'fact': 'x%d'}", i);
		}
		strbuf_add(&when, "]}");
		for (int i = 0; i < FIXTURE_FILES; i++) {
			char *changed = i == PROFILE ? replace(fixture_texts[i], "'facts': [", facts.text)
			                : i == Q10   ? replace(fixture_texts[i],
			                                       "{'not': {'not': {'fact': 'outsourcing'}}}", when.text)
			                             : mem_strdup(fixture_texts[i]);

			texts[i] = fixture_json(changed);
			free(changed);
			files[i] = (struct pack_file){.name = fixture_names[i], .text = texts[i], .len_bytes = strlen(texts[i])};
		}
		pack = pack_read(files, FIXTURE_FILES, &problems);
		assert_int_equal(problems.count, count == 10 ? 1 : 0);
		assert_int_equal(pack != NULL, count != 10);
		pack_problems_release(&problems);
		pack_free(pack);
		for (int i = 0; i < FIXTURE_FILES; i++)
			free(texts[i]);
	}
	strbuf_release(&facts);
	strbuf_release(&when);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_defects),
	        cmocka_unit_test(test_place_by_hand),
	        cmocka_unit_test(test_every_required_key),
	        cmocka_unit_test(test_elements_limit),
	        cmocka_unit_test(test_clauses_without_duty),
	        cmocka_unit_test(test_element_of_other_clause_alone),
	        cmocka_unit_test(test_missing_files),
	        cmocka_unit_test(test_strange_files),
	        cmocka_unit_test(test_messages_are_safe),
	        cmocka_unit_test(test_sorted_and_limited),
	        cmocka_unit_test(test_long_lists),
	        cmocka_unit_test(test_many_facts_are_not_tried),
	};

	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
