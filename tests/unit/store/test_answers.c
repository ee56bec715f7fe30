#include "fixture.h"

#include <signal.h>

/* --- round trip --- */

static void assert_same_event(const struct answer_event *a, const struct answer_event *b)
{
	assert_int_equal(a->seq, b->seq);
	assert_int_equal(a->assessment, b->assessment);
	assert_string_equal(a->question, b->question);
	assert_int_equal(a->revision, b->revision);
	assert_int_equal(a->kind, b->kind);
	assert_true(response_equal(&a->response, &b->response));
	assert_string_equal(a->elements, b->elements);
	assert_string_equal(a->progress, b->progress);
	assert_int_equal(a->target, b->target);
	assert_string_equal(a->actor, b->actor);
	assert_string_equal(a->acted_for, b->acted_for);
	assert_string_equal(a->at, b->at);
}

static struct answer_event full_event(int64_t assessment)
{
	struct answer_event event = make_event(assessment, "7.4.3-length", 1, ANSWER_PARTIAL, "備考\n二行目 '\"; --");
	struct plan *plan = &event.response.plan;

	event.kind = EVENT_PROGRESS;
	str_assign(&event.elements, "a=yes,b=no,c=na,d=");
	str_assign(&event.progress, "発注した");
	str_assign(&event.acted_for, "部長");
	str_assign(&event.response.reason, "理由");
	str_assign(&plan->cause, "原因");
	str_assign(&plan->measure, "対策");
	str_assign(&plan->person, "係長");
	str_assign(&plan->evidence, "証跡 𠮷野家");
	plan->due = (struct date){2026, 10, 31};
	plan->preventive = true;
	plan->done = true;
	return event;
}

static void test_every_field_comes_back(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_event event = full_event(fixture->assessment), loaded;

	assert_done(answers_append(fixture->db, &event, &err), &err);
	assert_int_equal(event.seq, 1);
	reopen(fixture);
	assert_done(answers_load_one(fixture->db, fixture->assessment, "7.4.3-length", &loaded, &err), &err);
	assert_same_event(&event, &loaded);
	answer_event_release(&loaded);
	answer_event_release(&event);
}

static void test_nothing_there(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_events events;
	struct answer_event event;
	struct date due = {1, 1, 1};

	assert_done(answers_load(fixture->db, fixture->assessment, &events, &err), &err);
	assert_int_equal(events.count, 0);
	assert_done(answers_load_one(fixture->db, fixture->assessment, "7.1", &event, &err), &err);
	assert_int_equal(event.revision, 0);
	assert_string_equal(event.question, "7.1");
	assert_string_equal(event.response.note, "");
	assert_int_equal(event.response.answer, ANSWER_NONE);
	answer_event_release(&event);
	assert_done(answers_first_due(fixture->db, fixture->assessment, "7.1", false, &due, &err), &err);
	assert_false(date_is_set(due));
}

static void test_load_history_and_all(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_events events;

	append(fixture->db, fixture->assessment, "b", ANSWER_PARTIAL, "b1");
	append(fixture->db, fixture->assessment, "a", ANSWER_PARTIAL, "a1");
	append(fixture->db, fixture->assessment, "b", ANSWER_IMPLEMENTED, "b2");

	assert_done(answers_load(fixture->db, fixture->assessment, &events, &err), &err);
	assert_int_equal(events.count, 2);
	assert_string_equal(events.items[0].response.note, "a1");
	assert_string_equal(events.items[1].response.note, "b2");
	assert_int_equal(events.items[1].revision, 2);
	answer_events_release(&events);
	answer_events_release(&events);

	assert_done(answers_history(fixture->db, fixture->assessment, "b", &events, &err), &err);
	assert_int_equal(events.count, 2);
	assert_string_equal(events.items[0].response.note, "b1");
	answer_events_release(&events);

	assert_done(answers_all(fixture->db, fixture->assessment, 1, &events, &err), &err);
	assert_int_equal(events.count, 2);
	assert_int_equal(events.items[0].seq, 2);
	assert_int_equal(events.items[1].seq, 3);
	answer_events_release(&events);

	assert_done(answers_load(fixture->db, fixture->assessment + 1, &events, &err), &err);
	assert_int_equal(events.count, 0);
}

static void test_first_due(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct date dues[] = {{2026, 1, 1}, {0}, {2026, 12, 1}, {2027, 3, 1}, {0}};
	struct date due;

	for (size_t i = 0; i < sizeof dues / sizeof *dues; i++) {
		struct answer_event event = make_event(fixture->assessment, "q", (int)i + 1, ANSWER_PARTIAL, "");
		event.kind = i == 0 ? EVENT_CARRIED : EVENT_ANSWER;
		event.response.plan.due = dues[i];
		assert_done(answers_append(fixture->db, &event, &err), &err);
		answer_event_release(&event);
	}
	assert_done(answers_first_due(fixture->db, fixture->assessment, "q", false, &due, &err), &err);
	assert_int_equal(date_compare(due, (struct date){2026, 12, 1}), 0);
	assert_done(answers_first_due(fixture->db, fixture->assessment, "q", true, &due, &err), &err);
	assert_false(date_is_set(due));
}

/* By when it is found out is one day, by when it is put right another; the first is left standing where the second is to be. */
static void test_first_due_of_what_was_found_out(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	const struct {
		enum answer answer;
		struct date due, first, first_unsure;
	} steps[] = {
	        {ANSWER_UNSURE, {0}, {0}, {0}},
	        {ANSWER_UNSURE, {2026, 10, 31}, {0}, {2026, 10, 31}},
	        {ANSWER_UNSURE, {2026, 11, 30}, {0}, {2026, 10, 31}},
	        {ANSWER_NOT_IMPLEMENTED, {2026, 11, 30}, {0}, {2026, 10, 31}},
	        {ANSWER_NOT_IMPLEMENTED, {2027, 1, 31}, {2027, 1, 31}, {2026, 10, 31}},
	        {ANSWER_PARTIAL, {2027, 2, 28}, {2027, 1, 31}, {2026, 10, 31}},
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct answer_event event = make_event(fixture->assessment, "q", (int)i + 1, steps[i].answer, "");
		struct date first, unsure;
		event.response.plan.due = steps[i].due;
		assert_done(answers_append(fixture->db, &event, &err), &err);
		answer_event_release(&event);
		assert_done(answers_first_due(fixture->db, fixture->assessment, "q", false, &first, &err), &err);
		assert_done(answers_first_due(fixture->db, fixture->assessment, "q", true, &unsure, &err), &err);
		assert_int_equal(date_compare(first, steps[i].first), 0);
		assert_int_equal(date_compare(unsure, steps[i].first_unsure), 0);
	}
}

static void test_kind_codes(void **state)
{
	(void)state;
	for (int i = 0; i < EVENT_KINDS; i++) {
		enum event_kind kind = EVENT_KINDS;
		assert_true(event_kind_parse(&kind, event_kind_code((enum event_kind)i)));
		assert_int_equal(kind, i);
	}
	enum event_kind kind;
	assert_false(event_kind_parse(&kind, ""));
	assert_false(event_kind_parse(&kind, "Answer"));
	assert_string_equal(event_kind_code(EVENT_KINDS), "");
}

/* --- conflicts --- */

static void test_two_handles_conflict(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db *other = db_open(fixture->path, DB_OPEN, &err);
	struct answer_event mine = make_event(fixture->assessment, "q", 1, ANSWER_IMPLEMENTED, "mine");
	struct answer_event theirs = make_event(fixture->assessment, "q", 1, ANSWER_NOT_IMPLEMENTED, "theirs");
	struct answer_event current;

	assert_non_null(other);
	assert_done(answers_append(other, &theirs, &err), &err);
	char *before = dump(fixture->db);
	assert_fails(answers_append(fixture->db, &mine, &err), &err, ERROR_CONFLICT);
	assert_int_equal(mine.seq, 0);
	char *after = dump(fixture->db);
	assert_string_equal(before, after);
	free(before);
	free(after);

	/* Having looked, one may answer again; the chain goes on over both writers. */
	mine.revision = 2;
	assert_done(answers_append(fixture->db, &mine, &err), &err);
	assert_int_equal(mine.seq, theirs.seq + 1);
	assert_done(answers_load_one(other, fixture->assessment, "q", &current, &err), &err);
	assert_string_equal(current.response.note, "mine");
	answer_event_release(&current);
	answer_event_release(&mine);
	answer_event_release(&theirs);
	db_close(other);
}

static void test_gaps_are_conflicts(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_event event = make_event(fixture->assessment, "q", 2, ANSWER_IMPLEMENTED, "");

	assert_fails(answers_append(fixture->db, &event, &err), &err, ERROR_CONFLICT);
	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "");
	event.revision = 3;
	assert_fails(answers_append(fixture->db, &event, &err), &err, ERROR_CONFLICT);
	event.revision = 2;
	assert_done(answers_append(fixture->db, &event, &err), &err);
	answer_event_release(&event);
}

static void test_conflict_in_a_transaction(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_events events;

	append(fixture->db, fixture->assessment, "taken", ANSWER_IMPLEMENTED, "");
	assert_done(db_begin(fixture->db, &err), &err);
	append(fixture->db, fixture->assessment, "one", ANSWER_IMPLEMENTED, "");
	struct answer_event event = make_event(fixture->assessment, "taken", 1, ANSWER_IMPLEMENTED, "");
	assert_fails(answers_append(fixture->db, &event, &err), &err, ERROR_CONFLICT);
	append(fixture->db, fixture->assessment, "two", ANSWER_IMPLEMENTED, "");
	assert_done(db_commit(fixture->db, &err), &err);
	answer_event_release(&event);
	assert_done(answers_load(fixture->db, fixture->assessment, &events, &err), &err);
	assert_int_equal(events.count, 3);
	answer_events_release(&events);
}

static void test_rollback_takes_all(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	char *before = dump(fixture->db);

	assert_done(db_begin(fixture->db, &err), &err);
	append(fixture->db, fixture->assessment, "one", ANSWER_IMPLEMENTED, "");
	assert_done(facts_append(fixture->db, fixture->cycle, "cloud", TRUTH_TRUE, "a", "", moment, &err), &err);
	db_rollback(fixture->db);
	char *after = dump(fixture->db);
	assert_string_equal(before, after);
	free(before);
	free(after);
	append(fixture->db, fixture->assessment, "one", ANSWER_IMPLEMENTED, "");
}

/* --- what is refused --- */

static void refuse(struct fixture *fixture, struct answer_event *event)
{
	struct error err = {0};
	assert_fails(answers_append(fixture->db, event, &err), &err, ERROR_INPUT);
	answer_event_release(event);
}

static void test_bad_events(void **state)
{
	struct fixture *fixture = *state;
	static const char *const bad_elements[] = {"a",      "=yes",        "a=maybe",   "a=yes,",
	                                           ",a=yes", "a=yes,,b=no", "a=yes b=no"};
	char *before = dump(fixture->db);
	struct answer_event event;

	event = make_event(fixture->assessment, "q", 1, ANSWER_IMPLEMENTED, "\xff\xfe");
	refuse(fixture, &event);
	event = make_event(fixture->assessment, "", 1, ANSWER_IMPLEMENTED, "");
	refuse(fixture, &event);
	event = make_event(fixture->assessment, "q", 0, ANSWER_IMPLEMENTED, "");
	refuse(fixture, &event);
	event = make_event(fixture->assessment, "q", 1, ANSWERS, "");
	refuse(fixture, &event);
	event = make_event(fixture->assessment, "q", 1, ANSWER_IMPLEMENTED, "");
	event.kind = EVENT_KINDS;
	refuse(fixture, &event);
	event = make_event(fixture->assessment, "q", 1, ANSWER_IMPLEMENTED, "");
	event.kind = EVENT_UNDO; /* of what? */
	refuse(fixture, &event);
	event = make_event(fixture->assessment, "q", 1, ANSWER_IMPLEMENTED, "");
	event.target = 1;
	refuse(fixture, &event);
	event = make_event(fixture->assessment, "q", 1, ANSWER_IMPLEMENTED, "");
	event.response.plan.due = (struct date){2026, 2, 30};
	refuse(fixture, &event);
	event = make_event(fixture->assessment, "q", 1, ANSWER_IMPLEMENTED, "");
	str_assign(&event.at, "yesterday");
	refuse(fixture, &event);
	for (size_t i = 0; i < sizeof bad_elements / sizeof *bad_elements; i++) {
		event = make_event(fixture->assessment, "q", 1, ANSWER_IMPLEMENTED, "");
		str_assign(&event.elements, bad_elements[i]);
		refuse(fixture, &event);
	}
	char *after = dump(fixture->db);
	assert_string_equal(before, after);
	free(before);
	free(after);
}

static void test_unknown_checklist(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_event event = make_event(77, "q", 1, ANSWER_IMPLEMENTED, "");

	assert_fails(answers_append(fixture->db, &event, &err), &err, ERROR_NOT_FOUND);
	answer_event_release(&event);
	assert_fails(facts_append(fixture->db, 77, "cloud", TRUTH_TRUE, "", "", moment, &err), &err, ERROR_NOT_FOUND);
	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "");
}

/* Nobody who keeps to SQL changes or removes an event, not even by replacing it. */
static void test_events_are_only_added(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	static const char *const attempts[] = {
	        "UPDATE answer_event SET note = 'x'",
	        "UPDATE answer_event SET seq = seq + 10",
	        "DELETE FROM answer_event",
	        "INSERT OR REPLACE INTO answer_event SELECT seq, assessment, question, revision, kind, answer, "
	        "elements, 'x',"
	        " reason, cause, measure, person, due, preventive, done, evidence, progress, target, actor, acted_for, "
	        "at, prev,"
	        " hash FROM answer_event",
	        "UPDATE fact_event SET value = 'no'",
	        "DELETE FROM fact_event",
	        "INSERT OR REPLACE INTO fact_event SELECT * FROM fact_event",
	        "DELETE FROM chain_head",
	        "INSERT OR REPLACE INTO chain_head VALUES ('answers', 0, '')",
	        "DELETE FROM assessment",
	        "INSERT INTO answer_event (seq, assessment) VALUES ('x', 1)",
	        "INSERT INTO setting VALUES (NULL, '', '')",
	        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema",
	};

	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "note");
	assert_done(facts_append(fixture->db, fixture->cycle, "cloud", TRUTH_TRUE, "", "", moment, &err), &err);
	char *before = dump(fixture->db);
	for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
		if (sqlite3_exec(fixture->db->handle, attempts[i], NULL, NULL, NULL) == SQLITE_OK)
			fail_msg("%s: was allowed", attempts[i]);
	char *after = dump(fixture->db);
	assert_string_equal(before, after);
	free(before);
	free(after);
}

/* --- on the disk when it returns --- */

static int write_and_die(void *data)
{
	struct fixture *fixture = data;
	struct error err = {0};
	struct db *db = db_open(fixture->path, DB_OPEN, &err);
	struct answer_event event = make_event(fixture->assessment, "q", 1, ANSWER_IMPLEMENTED, "kept");

	if (!db || !answers_append(db, &event, &err) || !db_begin(db, &err))
		return 1;
	event.revision = 2;
	str_assign(&event.response.note, "never committed");
	if (!answers_append(db, &event, &err))
		return 1;
	raise(SIGKILL);
	return 1;
}

static void test_killed_writer(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_event event;

	db_close(fixture->db);
	fixture->db = NULL;
	assert_int_equal(in_child(write_and_die, fixture, false), -1); /* died of the signal */
	reopen(fixture);
	assert_done(answers_load_one(fixture->db, fixture->assessment, "q", &event, &err), &err);
	assert_int_equal(event.revision, 1);
	assert_string_equal(event.response.note, "kept");
	answer_event_release(&event);
}

/* --- facts --- */

static void test_facts(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct fact_events events;

	assert_done(facts_load(fixture->db, fixture->cycle, &events, &err), &err);
	assert_int_equal(events.count, 0);
	assert_done(facts_append(fixture->db, fixture->cycle, "wifi", TRUTH_TRUE, "課長", "", moment, &err), &err);
	assert_done(facts_append(fixture->db, fixture->cycle, "cloud", TRUTH_TRUE, "課長", "部長", moment, &err), &err);
	assert_done(facts_append(fixture->db, fixture->cycle, "cloud", TRUTH_UNKNOWN, "課長", "部長", moment, &err),
	            &err);
	assert_done(facts_load(fixture->db, fixture->cycle, &events, &err), &err);
	assert_int_equal(events.count, 2);
	assert_string_equal(events.items[0].fact, "cloud");
	assert_int_equal(events.items[0].value, TRUTH_UNKNOWN);
	assert_int_equal(events.items[0].revision, 2);
	assert_string_equal(events.items[0].actor, "課長");
	assert_string_equal(events.items[0].acted_for, "部長");
	assert_string_equal(events.items[0].at, moment);
	assert_int_equal(events.items[1].value, TRUTH_TRUE);
	fact_events_release(&events);
	fact_events_release(&events);

	assert_fails(facts_append(fixture->db, fixture->cycle, "", TRUTH_TRUE, "", "", moment, &err), &err,
	             ERROR_INPUT);
	assert_fails(facts_append(fixture->db, fixture->cycle, "f", TRUTH_TRUE, "", "", "now", &err), &err,
	             ERROR_INPUT);
	assert_fails(facts_append(fixture->db, fixture->cycle, "f", TRUTH_TRUE, "\xc0", "", moment, &err), &err,
	             ERROR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_every_field_comes_back, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_nothing_there, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_load_history_and_all, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_first_due, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_first_due_of_what_was_found_out, set_up, tear_down),
	        cmocka_unit_test(test_kind_codes),
	        cmocka_unit_test_setup_teardown(test_two_handles_conflict, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_gaps_are_conflicts, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_conflict_in_a_transaction, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_rollback_takes_all, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_bad_events, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_unknown_checklist, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_events_are_only_added, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_killed_writer, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_facts, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
