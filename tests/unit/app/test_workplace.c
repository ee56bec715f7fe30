/* The section's side, against the pack that is shipped and a database in a folder of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tenken/app/answer_file.h"
#include "tenken/app/custody.h"
#include "tenken/app/workplace.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

struct place {
	char folder[64];
	char *db;
	struct workplace_options options;
};

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	strcpy(place->folder, "/tmp/tenken-test-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	place->db = path_join(place->folder, "t.db");
	place->options = (struct workplace_options){.db = place->db, .today = {2026, 10, 1}};
	setenv("TENKEN_NOW", "2026-10-01T14:03:21+09:00", 1);
	i18n_set_language(LANGUAGE_EN);
	struct error err = {0};
	struct workplace_new made = {.bureau = "市民局", .unit = "市民課", .code = "0101"};
	assert_true(workplace_create(&place->options, &made, &err));
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	char *command = str_format("rm -rf '%s'", place->folder);
	assert_int_equal(system(command), 0);
	free(command);
	free(place->db);
	free(place);
	return 0;
}

static void open_place(struct place *place, struct workplace *workplace)
{
	struct error err = {0};
	if (!workplace_open(workplace, &place->options, &err))
		fail_msg("%s", err.message);
}

static size_t item_of(struct workplace *workplace, const char *question)
{
	struct error err = {0};
	size_t item = checklist_item(workplace, &workplace->checklists[0], question, &err);
	if (item == SIZE_MAX)
		fail_msg("%s", err.message);
	return item;
}

static enum answer answer_of(struct workplace *workplace, const char *question)
{
	return workplace->checklists[0].entries[item_of(workplace, question)].standing.response.answer;
}


/* --- making and opening --- */

static void test_new_workplace(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	open_place(place, &workplace);
	assert_string_equal(workplace.unit.bureau, "市民局");
	assert_string_equal(workplace.unit.code, "0101");
	assert_int_equal(workplace.cycle.fiscal_year, 2026);
	assert_int_equal(workplace.checklists_count, 1);
	assert_string_equal(workplace.checklists[0].assessment.checklist, "info_manager");
	assert_int_equal(workplace.checklists[0].state, STATE_NOT_STARTED);
	assert_int_equal(workplace.checklists[0].tally.answered, 0);
	assert_int_equal(workplace.checklists[0].lacks.count, workplace.checklists[0].tally.applicable);
	workplace_close(&workplace);
}

static void test_bad_new_leaves_nothing(void **state)
{
	struct place *place = *state;
	struct error err = {0};
	char *other = path_join(place->folder, "other.db");
	struct workplace_options options = {.db = other, .today = {2026, 10, 1}};
	struct workplace_new blank = {.bureau = "　", .unit = "市民課"};
	assert_false(workplace_create(&options, &blank, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	error_release(&err);
	const char *roles[] = {"info_managr"};
	struct workplace_new misspelt = {.bureau = "市民局", .unit = "市民課", .roles = roles, .roles_count = 1};
	assert_false(workplace_create(&options, &misspelt, &err));
	assert_non_null(strstr(err.message, "info_manager"));
	error_release(&err);
	struct workplace_new hostile = {.bureau = "市民局", .unit = "市民\x1b[31m課"};
	assert_false(workplace_create(&options, &hostile, &err));
	error_release(&err);
	assert_false(file_exists(other));
	struct workplace_new good = {.bureau = "市民局", .unit = "市民課"};
	assert_false(workplace_create(&place->options, &good, &err));
	assert_int_equal(err.code, ERROR_CONFLICT);
	error_release(&err);
	free(other);
}

/* --- profile --- */

static void test_profile_decides(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	open_place(place, &workplace);
	size_t asked = workplace.checklists[0].scope.asked;
	size_t open = workplace_open_facts(&workplace);
	size_t cloud = pack_find_fact(workplace.pack, "uses_cloud");
	assert_true(workplace_set_fact(&workplace, cloud, TRUTH_FALSE, &err));
	assert_true(workplace.checklists[0].scope.asked < asked);
	assert_int_equal(workplace_open_facts(&workplace), open - 1);
	assert_int_equal(checklist_item(&workplace, &workplace.checklists[0], "10.3.1-criteria", &err), SIZE_MAX);
	assert_int_equal(err.code, ERROR_USAGE);
	error_release(&err);
	workplace_close(&workplace);
	open_place(place, &workplace);
	assert_int_equal(workplace.answered.facts[cloud], TRUTH_FALSE);
	size_t outside = pack_find_fact(workplace.pack, "provided_outside");
	size_t outside_city = pack_find_fact(workplace.pack, "provided_outside_city");
	assert_true(workplace_asks_fact(&workplace, outside_city));
	assert_true(workplace_set_fact(&workplace, outside, TRUTH_FALSE, &err));
	assert_false(workplace_asks_fact(&workplace, outside_city));
	workplace_close(&workplace);
}

/* A section with no system and no cloud has forty minutes: at most 80 questions, whatever else it does. */
static void test_forty_minutes(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	open_place(place, &workplace);
	for (size_t i = 0; i < workplace.pack->facts_count; i++) {
		const char *id = workplace.pack->facts[i].id;
		bool no = str_equal(id, "owns_system") || str_equal(id, "uses_cloud");
		assert_true(workplace_set_fact(&workplace, i, no ? TRUTH_FALSE : TRUTH_TRUE, &err));
	}
	assert_true(workplace.checklists[0].scope.asked <= 80);
	assert_true(workplace.checklists[0].scope.asked >= 60);
	workplace_close(&workplace);
}

/* --- answering --- */

static void test_answer_and_need(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	open_place(place, &workplace);
	struct checklist *checklist = &workplace.checklists[0];
	size_t item = item_of(&workplace, "7.4.3-secret");
	size_t lacks = checklist->lacks.count;
	assert_true(workplace_answer(&workplace, checklist, item, ANSWER_IMPLEMENTED, &err));
	assert_int_equal(checklist->state, STATE_IN_PROGRESS);
	assert_int_equal(checklist->tally.answered, 1);
	assert_int_equal(checklist->lacks.count, lacks - 1);
	assert_string_equal(checklist->entries[item].actor, "情報管理者");
	assert_int_equal(checklist->entries[item].revision, 1);
	assert_true(workplace_answer(&workplace, checklist, item, ANSWER_NOT_IMPLEMENTED, &err));
	assert_int_equal(checklist->lacks.count, lacks);
	struct response response;
	response_init(&response);
	response_copy(&response, &checklist->entries[item].standing.response);
	str_assign(&response.plan.cause, "応援の多い窓口");
	str_assign(&response.plan.measure, "個人のIDを配る");
	str_assign(&response.plan.person, "庶務係長");
	response.plan.due = (struct date){2026, 12, 1};
	assert_true(workplace_record(&workplace, checklist, item, &response, &err));
	assert_int_equal(checklist->lacks.count, lacks - 1);
	assert_true(workplace_record(&workplace, checklist, item, &response, &err));
	assert_int_equal(checklist->entries[item].revision, 3); /* nothing new, nothing written */
	response_release(&response);
	assert_true(workplace_plan_progress(&workplace, checklist, item, "配布を始めた", &err));
	assert_true(workplace_plan_done(&workplace, checklist, item, "配布簿", &err));
	workplace_close(&workplace);
	open_place(place, &workplace);
	const struct response *kept = &workplace.checklists[0].entries[item].standing.response;
	assert_true(kept->plan.done);
	assert_string_equal(kept->plan.person, "庶務係長");
	assert_int_equal(kept->plan.due.month, 12);
	workplace_close(&workplace);
}

static void test_principle_with_reason_needs_no_plan(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	open_place(place, &workplace);
	struct checklist *checklist = &workplace.checklists[0];
	size_t item = item_of(&workplace, "7.4.3-length");
	size_t lacks = checklist->lacks.count;
	assert_true(workplace_answer(&workplace, checklist, item, ANSWER_PARTIAL, &err));
	assert_int_equal(checklist->lacks.count, lacks);
	struct response response;
	response_init(&response);
	response_copy(&response, &checklist->entries[item].standing.response);
	str_assign(&response.reason, "機器が6文字までしか受け付けない");
	assert_true(workplace_record(&workplace, checklist, item, &response, &err));
	response_release(&response);
	assert_int_equal(checklist->lacks.count, lacks - 1);
	assert_int_equal(checklist->tally.excused_partial, 1);
	workplace_close(&workplace);
}

static void test_elements(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	open_place(place, &workplace);
	struct checklist *checklist = &workplace.checklists[0];
	size_t item = item_of(&workplace, "7.4.3-habits");
	struct entry *entry = &checklist->entries[item];
	assert_false(workplace_answer(&workplace, checklist, item, ANSWER_PARTIAL, &err));
	assert_int_equal(err.code, ERROR_REFUSED);
	error_release(&err);
	assert_int_equal(entry->revision, 0);
	assert_true(workplace_answer_element(&workplace, checklist, item, 0, ELEMENT_YES, &err));
	assert_int_equal(entry->standing.response.answer, ANSWER_NONE); /* others are open */
	assert_true(workplace_answer_element(&workplace, checklist, item, 1, ELEMENT_NA, &err));
	assert_true(workplace_answer_element(&workplace, checklist, item, 2, ELEMENT_NO, &err));
	assert_true(workplace_answer_element(&workplace, checklist, item, 3, ELEMENT_YES, &err));
	assert_int_equal(entry->standing.response.answer, ANSWER_PARTIAL);
	assert_true(workplace_answer(&workplace, checklist, item, ANSWER_IMPLEMENTED, &err));
	assert_int_equal(entry->standing.response.elements[1], ELEMENT_NA); /* what does not apply stays so */
	assert_int_equal(entry->standing.response.elements[2], ELEMENT_YES);
	workplace_close(&workplace);
	open_place(place, &workplace);
	char *text = elements_format(checklist_question(&workplace.checklists[0], item),
	                             &workplace.checklists[0].entries[item].standing.response);
	assert_string_equal(text, "a=yes,b=na,c=yes,d=yes");
	free(text);
	struct response response;
	response_init(&response);
	const struct question *question = checklist_question(&workplace.checklists[0], item);
	assert_false(elements_parse(question, "a=yes,z=no", &response, &err));
	assert_non_null(strstr(err.message, "a, b, c, d"));
	error_release(&err);
	assert_int_equal(response.elements[0], ELEMENT_NONE); /* all of it or nothing */
	assert_false(elements_parse(question, "a=maybe", &response, &err));
	error_release(&err);
	response_release(&response);
	workplace_close(&workplace);
}

/* Of an answer and items given together neither is dropped. */
static void test_answer_with_elements(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	struct response response;
	open_place(place, &workplace);
	const struct question *question = checklist_question(&workplace.checklists[0], item_of(&workplace, "7.4.3-habits"));
	response_init(&response);
	assert_true(response_set_words(&response, question, "implemented", "b=na", &err));
	assert_int_equal(response.elements[0], ELEMENT_YES);
	assert_int_equal(response.elements[1], ELEMENT_NA);
	assert_true(response_set_words(&response, question, "partial", "c=no", &err));
	assert_int_equal(response.answer, ANSWER_PARTIAL);
	assert_false(response_set_words(&response, question, "implemented", "a=no", &err));
	assert_int_equal(err.code, ERROR_USAGE);
	error_release(&err);
	assert_false(response_set_words(&response, question, "exception", "a=yes,b=yes,c=yes,d=yes", &err));
	error_release(&err);
	assert_false(response_set_words(&response, question, "implementd", "a=yes", &err));
	error_release(&err);
	response_release(&response);
	workplace_close(&workplace);
}

/* Two at one database: the second is told, and the first's answer stands. */
static void test_conflict(void **state)
{
	struct place *place = *state;
	struct workplace head, clerk;
	struct error err = {0};
	open_place(place, &head);
	open_place(place, &clerk);
	size_t item = item_of(&head, "7.4.3-secret");
	assert_true(workplace_answer(&head, &head.checklists[0], item, ANSWER_NOT_IMPLEMENTED, &err));
	assert_false(workplace_answer(&clerk, &clerk.checklists[0], item, ANSWER_IMPLEMENTED, &err));
	assert_int_equal(err.code, ERROR_CONFLICT);
	error_release(&err);
	assert_int_equal(answer_of(&clerk, "7.4.3-secret"), ANSWER_NOT_IMPLEMENTED); /* theirs is shown */
	assert_true(workplace_answer(&clerk, &clerk.checklists[0], item, ANSWER_PARTIAL, &err));
	bool changed = false;
	assert_true(workplace_refresh(&head, &changed, &err));
	assert_true(changed);
	assert_int_equal(answer_of(&head, "7.4.3-secret"), ANSWER_PARTIAL);
	assert_true(workplace_refresh(&head, &changed, &err));
	assert_false(changed);
	workplace_close(&head);
	workplace_close(&clerk);
}

static void test_undo_after_restart(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	size_t item = SIZE_MAX;
	open_place(place, &workplace);
	struct checklist *checklist = &workplace.checklists[0];
	assert_false(workplace_undo(&workplace, checklist, &item, &err));
	assert_int_equal(err.code, ERROR_REFUSED);
	error_release(&err);
	assert_true(workplace_answer(&workplace, checklist, item_of(&workplace, "7.4.3-secret"), ANSWER_IMPLEMENTED, &err));
	assert_true(workplace_answer(&workplace, checklist, item_of(&workplace, "7.4.3-length"), ANSWER_UNSURE, &err));
	workplace_close(&workplace);
	open_place(place, &workplace);
	checklist = &workplace.checklists[0];
	assert_true(workplace_undo(&workplace, checklist, &item, &err));
	assert_int_equal(item, item_of(&workplace, "7.4.3-length"));
	assert_int_equal(answer_of(&workplace, "7.4.3-length"), ANSWER_NONE);
	assert_true(workplace_undo(&workplace, checklist, &item, &err));
	assert_int_equal(answer_of(&workplace, "7.4.3-secret"), ANSWER_NONE);
	assert_int_equal(checklist->tally.answered, 0);
	assert_true(workplace_redo(&workplace, checklist, &item, &err));
	assert_true(workplace_redo(&workplace, checklist, &item, &err));
	assert_int_equal(answer_of(&workplace, "7.4.3-length"), ANSWER_UNSURE);
	assert_false(workplace_redo(&workplace, checklist, &item, &err));
	error_release(&err);
	struct answer_events events = {0};
	assert_true(workplace_history(&workplace, checklist, "7.4.3-length", &events, &err));
	assert_int_equal(events.count, 3); /* answered, undone, redone */
	answer_events_release(&events);
	workplace_close(&workplace);
}

static void test_readonly(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	place->options.readonly = true;
	open_place(place, &workplace);
	assert_false(workplace_answer(&workplace, &workplace.checklists[0], 0, ANSWER_IMPLEMENTED, &err));
	assert_int_equal(err.code, ERROR_REFUSED);
	error_release(&err);
	assert_false(workplace_set_fact(&workplace, 0, TRUTH_TRUE, &err));
	error_release(&err);
	workplace_close(&workplace);
}

/* --- next year --- */

static void test_new_year(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	open_place(place, &workplace);
	size_t item = item_of(&workplace, "7.4.3-secret");
	size_t cloud = pack_find_fact(workplace.pack, "uses_cloud");
	size_t incident = pack_find_fact(workplace.pack, "incident");
	assert_true(workplace_set_fact(&workplace, cloud, TRUTH_FALSE, &err));
	assert_true(workplace_set_fact(&workplace, incident, TRUTH_FALSE, &err));
	struct response response;
	response_init(&response);
	response.answer = ANSWER_IMPLEMENTED;
	str_assign(&response.note, "職員3人に尋ねた");
	assert_true(workplace_record(&workplace, &workplace.checklists[0], item, &response, &err));
	response_release(&response);
	assert_false(workplace_confirm(&workplace, &workplace.checklists[0], item, &err));
	error_release(&err);
	assert_false(workplace_new_year(&workplace, 2026, NULL, &err));
	assert_int_equal(err.code, ERROR_REFUSED);
	error_release(&err);
	assert_true(workplace_new_year(&workplace, 2027, NULL, &err));
	struct entry *entry = &workplace.checklists[0].entries[item];
	assert_int_equal(workplace.cycle.fiscal_year, 2027);
	assert_int_equal(entry->standing.response.answer, ANSWER_NONE); /* beside the question, not in it */
	assert_true(entry->has_previous);
	assert_int_equal(entry->previous.answer, ANSWER_IMPLEMENTED);
	assert_int_equal(workplace.answered.facts[cloud], TRUTH_FALSE);
	assert_int_equal(workplace.answered.facts[incident], TRUTH_UNKNOWN); /* about the year */
	assert_true(checklist_shows(&workplace.checklists[0], item, FILTER_CARRIED, NULL));
	assert_true(workplace_confirm(&workplace, &workplace.checklists[0], item, &err));
	entry = &workplace.checklists[0].entries[item];
	assert_int_equal(entry->standing.response.answer, ANSWER_IMPLEMENTED);
	assert_string_equal(entry->standing.response.note, "職員3人に尋ねた");
	assert_true(entry->confirmed);
	assert_true(workplace_answer(&workplace, &workplace.checklists[0], item, ANSWER_PARTIAL, &err));
	assert_false(workplace.checklists[0].entries[item].confirmed);
	assert_true(checklist_shows(&workplace.checklists[0], item, FILTER_CHANGED, NULL));
	workplace_close(&workplace);
}

/* What was to be put right last year stays before people until its question is answered anew. */
static void test_plans_of_last_year(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	open_place(place, &workplace);
	size_t open = item_of(&workplace, "7.4.3-secret"), done = item_of(&workplace, "7.4.3-length");
	struct response response;
	response_init(&response);
	response.answer = ANSWER_NOT_IMPLEMENTED;
	str_assign(&response.plan.measure, "手順を作る");
	response.plan.due = (struct date){2026, 12, 1};
	assert_true(workplace_record(&workplace, &workplace.checklists[0], open, &response, &err));
	assert_true(workplace_record(&workplace, &workplace.checklists[0], done, &response, &err));
	assert_true(workplace_plan_done(&workplace, &workplace.checklists[0], done, "手順書", &err));
	response_release(&response);
	assert_null(entry_plan_left(&workplace.checklists[0].entries[open])); /* it is this year's */
	assert_true(workplace_new_year(&workplace, 2027, NULL, &err));
	const struct plan *left = entry_plan_left(&workplace.checklists[0].entries[open]);
	assert_non_null(left);
	assert_string_equal(left->measure, "手順を作る");
	assert_true(plan_is_overdue(left, (struct date){2026, 12, 2}));
	assert_false(plan_is_overdue(left, (struct date){2026, 12, 1}));
	assert_true(checklist_shows(&workplace.checklists[0], open, FILTER_PLANS_LEFT, NULL));
	assert_false(checklist_shows(&workplace.checklists[0], done, FILTER_PLANS_LEFT, NULL));
	assert_true(workplace_answer(&workplace, &workplace.checklists[0], open, ANSWER_IMPLEMENTED, &err));
	assert_false(checklist_shows(&workplace.checklists[0], open, FILTER_PLANS_LEFT, NULL));
	workplace_close(&workplace);
}

/* --- finding --- */

/* However the number is written; what is below a clause belongs to it, what only begins with its figures does not. */
static void test_questions_of_a_clause(void **state)
{
	static const char *const same[] = {"7.4.3.ウ", "7.4.3 ウ", "7.4.3ウ", "７．４．３　ウ", "7.4.3.ｳ", "7.4.3-length"};
	static const char *const above[] = {"7.4.3", "7.4", "7", "７．４"}, *const not_above[] = {"7.4.2", "7.4.3.エ", "74", "4.3", "", "7.4.3ウエ"};
	struct place *place = *state;
	struct workplace workplace;
	open_place(place, &workplace);
	struct checklist *checklist = &workplace.checklists[0];
	size_t item = item_of(&workplace, "7.4.3-length");
	const struct question *question = checklist_question(checklist, item);
	bool asked = false;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		assert_true(question_is_of_clause(workplace.pack, question, same[i]));
		size_t found = checklist_find_clause(checklist, same[i], &asked);
		assert_int_not_equal(found, SIZE_MAX);
		assert_true(asked);
		assert_true(question_is_of_clause(workplace.pack, checklist_question(checklist, found), same[i]));
	}
	for (size_t i = 0; i < sizeof above / sizeof *above; i++)
		assert_true(question_is_of_clause(workplace.pack, question, above[i]));
	for (size_t i = 0; i < sizeof not_above / sizeof *not_above; i++)
		assert_false(question_is_of_clause(workplace.pack, question, not_above[i]));
	assert_int_equal(checklist_find_clause(checklist, "99.1", &asked), SIZE_MAX);
	assert_false(asked);
	assert_true(question_is_of_role(workplace.pack, question, "staff") || question_is_of_role(workplace.pack, question, "info_manager"));
	assert_false(question_is_of_role(workplace.pack, question, "nobody"));
	workplace_close(&workplace);
}

static void test_filter_and_search(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	open_place(place, &workplace);
	struct checklist *checklist = &workplace.checklists[0];
	size_t item = item_of(&workplace, "7.4.3-length");
	assert_true(checklist_shows(checklist, item, FILTER_ALL, "ﾊﾟｽﾜｰﾄﾞ")); /* half-width finds full-width */
	assert_true(checklist_shows(checklist, item, FILTER_ALL, "7.4.3 ウ"));
	assert_true(checklist_shows(checklist, item, FILTER_UNANSWERED, ""));
	assert_false(checklist_shows(checklist, item, FILTER_ALL, "冷蔵庫"));
	assert_true(workplace_answer(&workplace, checklist, item, ANSWER_UNSURE, &err));
	assert_false(checklist_shows(checklist, item, FILTER_UNANSWERED, NULL));
	assert_true(checklist_shows(checklist, item, FILTER_UNSURE, NULL));
	assert_true(checklist_shows(checklist, item, FILTER_LACKING, NULL));
	size_t next = checklist_next_open(checklist, item, 1);
	assert_int_not_equal(next, item);
	assert_true(scope_asks(&checklist->scope.items[next]));
	for (size_t i = 0; i < checklist->scope.count; i++)
		if (scope_asks(&checklist->scope.items[i]) &&
		    checklist->entries[i].standing.response.answer == ANSWER_NONE)
			assert_true(workplace_answer(&workplace, checklist, i, ANSWER_IMPLEMENTED, &err));
	assert_int_equal(checklist_next_open(checklist, item, 1), SIZE_MAX);
	assert_int_equal(checklist_next_open(checklist, SIZE_MAX, 1), SIZE_MAX);
	workplace_close(&workplace);
}

static void test_same_place(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct checklist *checklist = NULL;
	open_place(place, &workplace);
	assert_int_equal(workplace_load_place(&workplace, &checklist), SIZE_MAX);
	size_t item = item_of(&workplace, "9.5-deputy");
	assert_true(workplace_save_place(&workplace, &workplace.checklists[0], item));
	workplace_close(&workplace);
	open_place(place, &workplace);
	assert_int_equal(workplace_load_place(&workplace, &checklist), item);
	assert_ptr_equal(checklist, &workplace.checklists[0]);
	workplace_close(&workplace);
}

/* --- answers from a file --- */

static char *write_text(struct place *place, const char *name, const char *text)
{
	struct error err = {0};
	char *path = path_join(place->folder, name);
	assert_true(file_write(path, text, strlen(text), 0600, &err));
	return path;
}

static void test_answer_file(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	size_t written = 0;
	open_place(place, &workplace);
	char *csv = write_text(place, "a.csv", "\xEF\xBB\xBFquestion,answer,note,elements\r\n7.4.3-secret,implemented,見た,\r\n"
	                                       "7.4.3-habits,,,\"a=yes,b=na,c=yes,d=no\"\r\n");
	assert_true(workplace_answer_file(&workplace, csv, &written, &err));
	assert_int_equal(written, 2);
	assert_int_equal(answer_of(&workplace, "7.4.3-habits"), ANSWER_PARTIAL);
	assert_true(workplace_answer_file(&workplace, csv, &written, &err));
	assert_int_equal(written, 0); /* the same again changes nothing */
	char *json = write_text(place, "a.json", "[{\"question\":\"7.4.3-secret\",\"answer\":\"unsure\"}]");
	assert_true(workplace_answer_file(&workplace, json, &written, &err));
	assert_int_equal(answer_of(&workplace, "7.4.3-secret"), ANSWER_UNSURE);
	char *bad = write_text(place, "bad.csv", "question,answer\n7.4.3-secret,implemented\n7.4.3-lenght,implemented\n"
	                                         "7.4.3-length,implementd\n7.4.3-secret,partial\n");
	assert_false(workplace_answer_file(&workplace, bad, &written, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	assert_non_null(strstr(err.message, "bad.csv:3:1: "));
	assert_non_null(strstr(err.message, "7.4.3-length"));
	assert_non_null(strstr(err.message, "bad.csv:4:1: "));
	assert_non_null(strstr(err.message, "bad.csv:5:1: "));
	error_release(&err);
	assert_int_equal(answer_of(&workplace, "7.4.3-secret"), ANSWER_UNSURE); /* nothing was changed */
	char *head = write_text(place, "head.csv", "question,anser\n");
	assert_false(workplace_answer_file(&workplace, head, &written, &err));
	assert_non_null(strstr(err.message, "answer"));
	error_release(&err);
	free(csv);
	free(json);
	free(bad);
	free(head);
	workplace_close(&workplace);
}

/* What was rolled back is not shown. */
static void test_failed_file_shows_what_stands(void **state)
{
	struct place *place = *state;
	struct workplace mine, theirs;
	struct error err = {0};
	size_t written = 7;
	open_place(place, &mine);
	open_place(place, &theirs);
	size_t second = item_of(&theirs, "7.4.3-length");
	assert_true(workplace_answer(&theirs, &theirs.checklists[0], second, ANSWER_UNSURE, &err));
	char *csv = write_text(place, "a.csv", "question,answer\n7.4.3-secret,implemented\n7.4.3-length,implemented\n");
	assert_false(workplace_answer_file(&mine, csv, &written, &err));
	assert_int_equal(err.code, ERROR_CONFLICT);
	error_release(&err);
	assert_int_equal(written, 0);
	assert_int_equal(answer_of(&mine, "7.4.3-secret"), ANSWER_NONE);
	assert_int_equal(answer_of(&mine, "7.4.3-length"), ANSWER_UNSURE);
	assert_int_equal(mine.checklists[0].tally.answered, 1);
	assert_true(workplace_answer_file(&mine, csv, &written, &err));
	assert_int_equal(written, 2);
	free(csv);
	workplace_close(&theirs);
	workplace_close(&mine);
}

/* That somebody is writing is no answer of theirs. */
static void test_held_database_is_no_conflict(void **state)
{
	struct place *place = *state;
	struct workplace mine, theirs;
	struct error err = {0};
	open_place(place, &mine);
	open_place(place, &theirs);
	size_t item = item_of(&mine, "7.4.3-secret");
	assert_true(db_begin(theirs.db, &err));
	assert_false(workplace_answer(&mine, &mine.checklists[0], item, ANSWER_IMPLEMENTED, &err));
	assert_int_equal(err.code, ERROR_REFUSED);
	error_release(&err);
	assert_int_equal(answer_of(&mine, "7.4.3-secret"), ANSWER_NONE);
	db_rollback(theirs.db);
	assert_true(workplace_answer(&mine, &mine.checklists[0], item, ANSWER_IMPLEMENTED, &err));
	workplace_close(&theirs);
	workplace_close(&mine);
}

static void test_custody(void **state)
{
	struct place *place = *state;
	struct workplace workplace;
	struct error err = {0};
	struct verify_report report;
	open_place(place, &workplace);
	size_t item = item_of(&workplace, "7.4.3-secret");
	assert_true(workplace_answer(&workplace, &workplace.checklists[0], item, ANSWER_IMPLEMENTED, &err));
	workplace_close(&workplace);
	char *copy = path_join(place->folder, "copy.db");
	assert_true(custody_backup(place->db, copy, &err));
	assert_false(custody_backup(place->db, copy, &err));
	assert_int_equal(err.code, ERROR_CONFLICT);
	error_release(&err);
	open_place(place, &workplace);
	assert_true(workplace_answer(&workplace, &workplace.checklists[0], item, ANSWER_PARTIAL, &err));
	workplace_close(&workplace);
	char *kept = NULL;
	assert_true(custody_restore(copy, place->db, &kept, &err));
	assert_non_null(kept);
	assert_true(file_exists(kept));
	free(kept);
	open_place(place, &workplace);
	assert_int_equal(answer_of(&workplace, "7.4.3-secret"), ANSWER_IMPLEMENTED);
	workplace_close(&workplace);
	assert_true(custody_verify(place->db, &report, &err));
	assert_int_equal(report.count, 0);
	verify_report_release(&report);
	free(copy);
}

int main(void)
{
#define PLACE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		PLACE(test_new_workplace), PLACE(test_bad_new_leaves_nothing), PLACE(test_profile_decides),
		PLACE(test_forty_minutes), PLACE(test_answer_and_need), PLACE(test_principle_with_reason_needs_no_plan),
		PLACE(test_elements), PLACE(test_conflict), PLACE(test_undo_after_restart), PLACE(test_readonly),
		PLACE(test_new_year), PLACE(test_plans_of_last_year), PLACE(test_questions_of_a_clause), PLACE(test_filter_and_search), PLACE(test_same_place), PLACE(test_answer_file),
		PLACE(test_answer_with_elements), PLACE(test_failed_file_shows_what_stands),
		PLACE(test_held_database_is_no_conflict), PLACE(test_custody),
	};
	return cmocka_run_group_tests_name("workplace", tests, NULL, NULL);
}
