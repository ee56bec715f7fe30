#include "fixture.h"
#include "tenken/base/i18n.h"

static struct pack *pack;

static int set_up(void **state)
{
	(void)state;
	pack = fixture_pack();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	pack_free(pack);
	pack = NULL;
	return 0;
}

static void test_head(void **state)
{
	(void)state;
	assert_string_equal(pack->id, "tiny-1");
	assert_string_equal(pack->title.ja, "小さな基準");
	assert_string_equal(pack->title.en, "A tiny standard");
	assert_string_equal(pack->issuer.en, "A tiny city");
	assert_string_equal(pack->version, "1.0");
	assert_int_equal(date_compare(pack->effective, (struct date){2025, 4, 1}), 0);
	assert_null(pack->predecessor);
	assert_string_equal(pack->results_class, "3C");
	assert_int_equal(pack->roles_count, 3);
	assert_string_equal(pack->roles[0].clause, "3.1.6");
	assert_int_equal(pack->roles[0].subject, SUBJECT_SECTION);
	assert_null(pack->roles[0].answered_by);
	assert_null(pack->roles[1].clause);
	assert_int_equal(pack->roles[1].subject, SUBJECT_SYSTEM);
	assert_string_equal(pack->roles[2].answered_by, "info_manager");
	assert_int_equal(pack->periods_count, 1);
	assert_string_equal(pack->periods[0].text.en, "Maintenance");
	assert_int_equal(pack->periods[0].clauses_count, 1);
	assert_int_equal(pack->periods[0].clauses[0], pack_find_clause(pack, "6.1.5.ア"));
}

static void test_clauses(void **state)
{
	const struct clause *clause = &pack->clauses[2];

	(void)state;
	assert_int_equal(pack->clauses_count, 11);
	assert_string_equal(clause->id, "4.2.オ.3");
	assert_string_equal(clause->label, "4.2 オ(3)");
	assert_string_equal(clause->heading, "利用");
	assert_int_equal(clause->kind, CLAUSE_NORM);
	assert_int_equal(clause->duties_count, 3);
	assert_int_equal(clause->duties[0], MODALITY_MAY);
	assert_int_equal(clause->duties[2], MODALITY_MUST);
	assert_int_equal(clause->roles_count, 0);
	assert_int_equal(clause->implied_roles_count, 1);
	assert_string_equal(clause->implied_roles[0], "staff");
	assert_null(clause->summary.ja);
	assert_string_equal(pack->clauses[1].summary.en, "Look after what is yours.");
	assert_null(pack->clauses[1].excuse.en);
	assert_string_equal(pack->clauses[8].excuse.en, "Only the mayor can tell.");
	assert_true(clause_is_duty(&pack->clauses[1]));
	assert_true(clause_is_duty(&pack->clauses[9]));  /* element */
	assert_false(clause_is_duty(&pack->clauses[0])); /* definition */
	assert_false(clause_is_duty(&pack->clauses[5])); /* chapeau */
}

static void test_facts(void **state)
{
	(void)state;
	assert_int_equal(pack->facts_count, 4);
	assert_false(pack->facts[0].yearly);
	assert_true(pack->facts[1].yearly);
	assert_null(pack->facts[1].when);
	assert_int_equal(pack->facts[2].when->kind, CONDITION_FACT);
	assert_int_equal(pack->facts[2].when->fact, 1);
	assert_string_equal(pack->facts[3].hint.en, "See the contracts.");
}

/* Chapters stand in the order of their files' names; the files are handed in backwards here. */
static void test_order_of_files(void **state)
{
	struct pack_file files[FIXTURE_FILES];
	char *texts[FIXTURE_FILES];
	struct pack_problems problems;
	struct pack *backwards;

	(void)state;
	for (int i = 0; i < FIXTURE_FILES; i++) {
		int at = FIXTURE_FILES - 1 - i;

		texts[i] = fixture_json(fixture_texts[at]);
		files[i] = (struct pack_file){.name = fixture_names[at], .text = texts[i], .len_bytes = strlen(texts[i])};
	}
	backwards = pack_read(files, FIXTURE_FILES, &problems);
	assert_non_null(backwards);
	assert_int_equal(backwards->questions_count, pack->questions_count);
	for (size_t i = 0; i < pack->questions_count; i++)
		assert_string_equal(backwards->questions[i].id, pack->questions[i].id);
	pack_free(backwards);
	pack_problems_release(&problems);
	for (int i = 0; i < FIXTURE_FILES; i++)
		free(texts[i]);
}

static void test_questions(void **state)
{
	const struct question *question;

	(void)state;
	assert_int_equal(pack->chapters_count, 3);
	assert_string_equal(pack->chapters[1].id, "7");
	assert_int_equal(pack->chapters[1].first, 2);
	assert_int_equal(pack->chapters[1].count, 2);
	assert_int_equal(pack->questions_count, 5);
	question = &pack->questions[0];
	assert_int_equal(question->chapter, 0);
	assert_int_equal(question->duties_count, 1);
	assert_int_equal(question->duties[0].numbers, 2); /* duty 2 alone */
	assert_int_equal(question->measures_count, 1);
	assert_string_equal(question->measures[0].en, "Make a register (1 week)");
	assert_null(question->when);
	question = &pack->questions[1];
	assert_int_equal(question->kind, QUESTION_DERIVED);
	assert_int_equal(question->modality, MODALITY_MUST_NOT);
	assert_true(question->common);
	assert_false(question->principle);
	assert_int_equal(question->roles_count, 2);
	assert_string_equal(question->roles[1], "system_manager");
	assert_int_equal(question->clauses_count, 2);
	assert_int_equal(question->duties[0].numbers, 7); /* all three, also the one that permits */
	assert_int_equal(question->when->kind, CONDITION_ANY);
	assert_int_equal(question->when->parts[1].kind, CONDITION_ALL);
	assert_int_equal(question->when->parts[1].parts_count, 2);
	assert_int_equal(question->when->parts[1].parts[1].fact, 2);
	assert_true(pack->questions[2].principle);
	assert_int_equal(pack->questions[2].measures_count, 0);
}

static void test_elements(void **state)
{
	const struct question *question = &pack->questions[4];

	(void)state;
	assert_int_equal(question->kind, QUESTION_ELEMENTS);
	assert_int_equal(question->elements_count, 3);
	assert_string_equal(question->elements[1].id, "b");
	assert_string_equal(question->elements[1].text.en, "Return");
	assert_int_equal(question->elements[1].duties[0].numbers, 2);
	assert_int_equal(question->elements[2].duties_count, 2);
	assert_int_equal(question->elements[2].duties[0].numbers, 1);
	assert_int_equal(question->elements[2].duties[1].numbers, 1);
	assert_int_equal(question->duties_count, 2); /* one entry a clause, of all elements together */
	assert_int_equal(question->duties[0].numbers, 1);
	assert_int_equal(question->duties[1].numbers, 3);
}

static void test_look_ups(void **state)
{
	struct pack bare = *pack; /* put together by hand, it has no index */

	(void)state;
	bare.index = NULL;
	for (size_t i = 0; i < pack->clauses_count; i++) {
		assert_int_equal(pack_find_clause(pack, pack->clauses[i].id), i);
		assert_int_equal(pack_find_clause(&bare, pack->clauses[i].id), i);
	}
	for (size_t i = 0; i < pack->facts_count; i++) {
		assert_int_equal(pack_find_fact(pack, pack->facts[i].id), i);
		assert_int_equal(pack_find_fact(&bare, pack->facts[i].id), i);
	}
	for (size_t i = 0; i < pack->questions_count; i++) {
		assert_int_equal(pack_find_question(pack, pack->questions[i].id), i);
		assert_int_equal(pack_find_question(&bare, pack->questions[i].id), i);
	}
	for (size_t i = 0; i < pack->roles_count; i++) {
		assert_int_equal(pack_find_role(pack, pack->roles[i].id), i);
		assert_int_equal(pack_find_role(&bare, pack->roles[i].id), i);
	}
	assert_true(pack_find_clause(pack, "7.4") == SIZE_MAX);
	assert_true(pack_find_clause(pack, "") == SIZE_MAX);
	assert_true(pack_find_clause(pack, NULL) == SIZE_MAX);
	assert_true(pack_find_clause(pack, "zzz") == SIZE_MAX);
	assert_true(pack_find_clause(&bare, "7.4") == SIZE_MAX);
	assert_true(pack_find_fact(&bare, NULL) == SIZE_MAX);
}

static void test_sections(void **state)
{
	(void)state;
	assert_string_equal(pack_section_of(pack, "7.4.3.ウ")->id, "7.4.3");
	assert_string_equal(pack_section_of(pack, "7.4.3")->id, "7.4.3");
	assert_string_equal(pack_section_of(pack, "7.4.30.ア")->id, "7.4");
	assert_string_equal(pack_section_of(pack, "7.1.1.エ")->id, "7");
	assert_string_equal(pack_section_of(pack, "4.2.ア.1")->id, "4");
	assert_null(pack_section_of(pack, "6.1.5.ア"));
	assert_null(pack_section_of(pack, "70.1"));
	assert_null(pack_section_of(pack, ""));
}

static void test_require(void **state)
{
	struct error err = {0};

	(void)state;
	assert_ptr_equal(pack_require_role(pack, "staff", &err), &pack->roles[2]);
	assert_int_equal(pack_require_question(pack, "7.4.3-length", &err), 2);
	assert_int_equal(pack_require_fact(pack, "outsourcing", &err), 3);
	assert_int_equal(err.code, ERROR_NONE);
	assert_null(pack_require_role(pack, "info_manger", &err));
	assert_int_equal(err.code, ERROR_USAGE);
	assert_non_null(strstr(err.message, "Did you mean \"info_manager\"?"));
	assert_true(pack_require_question(pack, "7.4.3-lenght", &err) == SIZE_MAX);
	assert_int_equal(err.code, ERROR_USAGE);
	assert_non_null(strstr(err.message, "Did you mean \"7.4.3-length\"?"));
	assert_true(pack_require_fact(pack, "uses_clouds", &err) == SIZE_MAX);
	assert_non_null(strstr(err.message, "Did you mean \"uses_cloud\"?"));
	assert_true(pack_require_fact(pack, "qqqq", &err) == SIZE_MAX);
	assert_null(strstr(err.message, "Did you mean"));
	assert_non_null(strstr(err.message, "qqqq"));
	assert_true(pack_require_fact(pack, NULL, &err) == SIZE_MAX);
	assert_int_equal(err.code, ERROR_USAGE);
	error_release(&err);
}

static enum coverage_state state_of(const struct coverage *coverage, const char *clause)
{
	return coverage->clauses[pack_find_clause(pack, clause)].state;
}

static void test_coverage(void **state)
{
	struct coverage coverage;
	const struct clause_coverage *found;

	(void)state;
	coverage_compute(&coverage, pack);
	assert_int_equal(coverage.count, 11);
	assert_int_equal(state_of(&coverage, "3.1.6"), COVERAGE_NO_DUTY);
	assert_int_equal(state_of(&coverage, "7.4.3"), COVERAGE_NO_DUTY);
	assert_int_equal(state_of(&coverage, "4.2.ア.1"), COVERAGE_PARTLY); /* the third is not asked */
	assert_int_equal(state_of(&coverage, "4.2.オ.3"), COVERAGE_ASKED);
	assert_int_equal(state_of(&coverage, "7.1.1.エ"), COVERAGE_ASKED); /* `may`, asked as a prohibition */
	assert_int_equal(state_of(&coverage, "7.4.3.エ"), COVERAGE_MISSING);
	assert_int_equal(state_of(&coverage, "9.3.ア"), COVERAGE_EXCUSED);
	assert_int_equal(state_of(&coverage, "10.1.3.ア.2"), COVERAGE_ASKED);
	assert_int_equal(coverage.duties, 9);
	assert_int_equal(coverage.asked, 6);
	assert_int_equal(coverage.excused, 1);
	assert_int_equal(coverage.missing, 2);
	assert_int_equal(coverage.single_duties, 11); /* 2 + 2 + 1 + 0 + 1 + 1 + 1 + 1 + 2 */
	assert_int_equal(coverage.single_asked, 8);   /* 1 + 2 + 1 + 0 + 1 + 0 + 0 + 1 + 2 */
	found = &coverage.clauses[pack_find_clause(pack, "6.1.5.ア")];
	assert_int_equal(found->questions_count, 1);
	assert_string_equal(pack->questions[found->questions[0]].id, "4.2-share");
	found = &coverage.clauses[pack_find_clause(pack, "10.1.3.ア.1")];
	assert_int_equal(found->questions_count, 1); /* once, though two elements ask it */
	coverage_release(&coverage);
	coverage_release(&coverage);
}

static void test_codes(void **state)
{
	(void)state;
	assert_string_equal(subject_code(SUBJECT_CONTRACT), "contract");
	assert_string_equal(clause_kind_code(CLAUSE_DEFINITION), "definition");
	assert_string_equal(modality_code(MODALITY_MUST_NOT), "must_not");
	assert_string_equal(question_kind_code(QUESTION_DERIVED), "derived");
}

/* 700 clauses, 600 questions: as large as packs get. It must be read without a wait. */
static void test_large(void **state)
{
	struct strbuf clauses = STRBUF_INIT, questions = STRBUF_INIT;
	struct pack_file files[FIXTURE_FILES];
	char *texts[FIXTURE_FILES];
	struct pack_problems problems;
	struct pack *large;

	(void)state;
	for (int i = 0; i < 700; i++)
		strbuf_addf(&clauses,
		            "{'id': '5.%d.ア', 'label': 'x', 'heading': '見出し', 'kind': 'norm', 'duties': ['must'], "
		            "'roles': ['staff'], 'digest': '%032d'},\n",
		            i, i);
	for (int i = 0; i < 600; i++)
		strbuf_addf(
		        &questions,
		        "{'id': '5.%d-x', 'clauses': ['5.%d.ア', '5.%d.ア'], 'roles': ['info_manager'], 'subject': "
		        "'section', 'kind': 'verdict', 'modality': 'must', 'text': {'ja': '文', 'en': 'text'}, 'hint': "
		        "{'ja': '文', 'en': 'text'}, 'digest': '00000000-00000000'},\n",
		        i, i, i + 1);
	for (int i = 0; i < FIXTURE_FILES; i++) {
		const char *mark = i == 1 ? "'clauses': [\n" : i == 4 ? "'questions': [\n" : "{";
		const char *at = strstr(fixture_texts[i], mark) + strlen(mark);
		char *text = str_format("%.*s%s%s", (int)(at - fixture_texts[i]), fixture_texts[i],
		                        i == 1   ? clauses.text
		                        : i == 4 ? questions.text
		                                 : "",
		                        at);

		texts[i] = fixture_json(text);
		files[i] = (struct pack_file){.name = fixture_names[i], .text = texts[i], .len_bytes = strlen(texts[i])};
		free(text);
	}
	large = pack_read(files, FIXTURE_FILES, &problems);
	fixture_print(&problems);
	assert_non_null(large);
	assert_int_equal(large->clauses_count, 711);
	assert_int_equal(large->questions_count, 605);
	assert_string_equal(large->clauses[pack_find_clause(large, "5.699.ア")].id, "5.699.ア");
	assert_string_equal(large->questions[pack_find_question(large, "5.599-x")].id, "5.599-x");
	pack_free(large);
	pack_problems_release(&problems);
	for (int i = 0; i < FIXTURE_FILES; i++)
		free(texts[i]);
	strbuf_release(&clauses);
	strbuf_release(&questions);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_head),      cmocka_unit_test(test_clauses),
	        cmocka_unit_test(test_facts),     cmocka_unit_test(test_order_of_files),
	        cmocka_unit_test(test_questions), cmocka_unit_test(test_elements),
	        cmocka_unit_test(test_look_ups),  cmocka_unit_test(test_sections),
	        cmocka_unit_test(test_require),   cmocka_unit_test(test_coverage),
	        cmocka_unit_test(test_codes),     cmocka_unit_test(test_large),
	};

	i18n_set_language(LANGUAGE_EN);
	pack_free(NULL);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
