#include "fixture.h"

typedef bool find_target(struct db *db, int64_t assessment, int64_t *target, struct answer_event *restored,
                         struct error *err);

/* Asks for the target and appends what is restored; returns the target, 0 when there is nothing. */
static int64_t take(struct fixture *fixture, int64_t assessment, find_target *find)
{
	struct error err = {0};
	struct answer_event restored;
	int64_t target = -1;

	assert_done(find(fixture->db, assessment, &target, &restored, &err), &err);
	if (target) {
		assert_int_equal(restored.kind, find == answers_undo_target ? EVENT_UNDO : EVENT_REDO);
		assert_int_equal(restored.target, target);
		str_assign(&restored.actor, "情報課長");
		str_assign(&restored.at, moment);
		assert_done(answers_append(fixture->db, &restored, &err), &err);
	}
	answer_event_release(&restored);
	return target;
}

static int64_t undo(struct fixture *fixture)
{
	return take(fixture, fixture->assessment, answers_undo_target);
}

static int64_t redo(struct fixture *fixture)
{
	return take(fixture, fixture->assessment, answers_redo_target);
}

static void assert_stands(struct fixture *fixture, const char *question, enum answer answer, const char *note)
{
	struct error err = {0};
	struct answer_event event;

	assert_done(answers_load_one(fixture->db, fixture->assessment, question, &event, &err), &err);
	assert_int_equal(event.response.answer, answer);
	assert_string_equal(event.response.note, note);
	answer_event_release(&event);
}

static void test_nothing_to_undo(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(undo(fixture), 0);
	assert_int_equal(redo(fixture), 0);
	append_kind(fixture->db, fixture->assessment, "a", EVENT_CARRIED, ANSWER_IMPLEMENTED, "last year's");
	assert_int_equal(undo(fixture), 0);
	append(fixture->db, fixture->assessment, "a", ANSWER_PARTIAL, "");
	assert_int_equal(redo(fixture), 0);
}

static void test_back_and_forth(void **state)
{
	struct fixture *fixture = *state;
	int64_t a1 = append(fixture->db, fixture->assessment, "a", ANSWER_PARTIAL, "a1");
	int64_t b1 = append(fixture->db, fixture->assessment, "b", ANSWER_IMPLEMENTED, "b1");
	int64_t a2 = append(fixture->db, fixture->assessment, "a", ANSWER_NOT_IMPLEMENTED, "a2");

	assert_int_equal(undo(fixture), a2);
	assert_stands(fixture, "a", ANSWER_PARTIAL, "a1");
	assert_int_equal(undo(fixture), b1);
	assert_stands(fixture, "b", ANSWER_NONE, "");
	assert_int_equal(undo(fixture), a1);
	assert_stands(fixture, "a", ANSWER_NONE, "");
	assert_int_equal(undo(fixture), 0);

	assert_int_equal(redo(fixture), a1);
	assert_int_equal(redo(fixture), b1);
	assert_stands(fixture, "b", ANSWER_IMPLEMENTED, "b1");
	assert_int_equal(redo(fixture), a2);
	assert_stands(fixture, "a", ANSWER_NOT_IMPLEMENTED, "a2");
	assert_int_equal(redo(fixture), 0);

	/* A redo may be undone, over and over. */
	assert_true(undo(fixture) > a2);
	assert_stands(fixture, "a", ANSWER_PARTIAL, "a1");
	assert_true(redo(fixture) > a2);
	assert_stands(fixture, "a", ANSWER_NOT_IMPLEMENTED, "a2");
}

static void test_fresh_answer_clears_redo(void **state)
{
	struct fixture *fixture = *state;

	append(fixture->db, fixture->assessment, "a", ANSWER_PARTIAL, "a1");
	append(fixture->db, fixture->assessment, "b", ANSWER_PARTIAL, "b1");
	undo(fixture);
	undo(fixture);
	append(fixture->db, fixture->assessment, "c", ANSWER_PARTIAL, "c1");
	assert_int_equal(redo(fixture), 0);
	undo(fixture);
	assert_stands(fixture, "c", ANSWER_NONE, "");
	assert_int_equal(undo(fixture), 0);
}

static void test_whole_picture_comes_back(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_event full = make_event(fixture->assessment, "a", 1, ANSWER_PARTIAL, "note"), restored;
	int64_t target;

	str_assign(&full.elements, "x=yes,y=no");
	str_assign(&full.response.reason, "reason");
	str_assign(&full.response.plan.measure, "measure");
	full.response.plan.due = (struct date){2027, 3, 31};
	assert_done(answers_append(fixture->db, &full, &err), &err);
	append(fixture->db, fixture->assessment, "a", ANSWER_IMPLEMENTED, "");

	assert_done(answers_undo_target(fixture->db, fixture->assessment, &target, &restored, &err), &err);
	assert_true(response_equal(&restored.response, &full.response));
	assert_string_equal(restored.elements, full.elements);
	assert_string_equal(restored.question, "a");
	assert_int_equal(restored.assessment, fixture->assessment);
	assert_int_equal(restored.revision, 3);
	assert_string_equal(restored.at, "");
	answer_event_release(&restored);
	answer_event_release(&full);
}

/* What was carried over is open: undoing the confirmation does not turn last year's answer into this year's. */
static void test_carried_is_open(void **state)
{
	struct fixture *fixture = *state;
	int64_t confirmed;

	append_kind(fixture->db, fixture->assessment, "a", EVENT_CARRIED, ANSWER_IMPLEMENTED, "last year's");
	confirmed =
	        append_kind(fixture->db, fixture->assessment, "a", EVENT_CONFIRM, ANSWER_IMPLEMENTED, "last year's");
	append_kind(fixture->db, fixture->assessment, "b", EVENT_CARRIED, ANSWER_IMPLEMENTED, "last year's");
	assert_int_equal(undo(fixture), confirmed);
	assert_stands(fixture, "a", ANSWER_NONE, "");
	assert_int_equal(undo(fixture), 0);
	append_kind(fixture->db, fixture->assessment, "c", EVENT_CARRIED, ANSWER_IMPLEMENTED, "last year's");
	assert_int_equal(redo(fixture), confirmed);
	assert_stands(fixture, "a", ANSWER_IMPLEMENTED, "last year's");
}

static void test_checklists_are_apart(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct assessment second = {
	        .cycle = fixture->cycle, .checklist = (char *)"system_manager:s1", .role = (char *)"system_manager"};

	assert_done(assessment_add(fixture->db, &second, &err), &err);
	int64_t first = append(fixture->db, fixture->assessment, "a", ANSWER_PARTIAL, "");
	append(fixture->db, second.id, "a", ANSWER_PARTIAL, "");
	assert_int_equal(undo(fixture), first);
	assert_int_equal(redo(fixture), first);
	assert_true(take(fixture, second.id, answers_undo_target) > first);
	assert_int_equal(take(fixture, second.id, answers_undo_target), 0);
}

/* --- against a plain undo stack --- */

enum { QUESTIONS = 4, STEPS = 1500 };

struct change {
	int question;
	char before[16], after[16]; /* notes stand for pictures; "" is the empty one */
};
struct model {
	char now[QUESTIONS][16];
	struct change done[STEPS], undone[STEPS];
	size_t done_count, undone_count;
};

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static void model_edit(struct model *model, int question, const char *note)
{
	struct change *change = &model->done[model->done_count++];

	change->question = question;
	memcpy(change->before, model->now[question], sizeof change->before);
	snprintf(change->after, sizeof change->after, "%s", note);
	memcpy(model->now[question], change->after, sizeof change->after);
	model->undone_count = 0;
}

static bool model_undo(struct model *model)
{
	if (!model->done_count)
		return false;
	struct change *change = &model->done[--model->done_count];
	memcpy(model->now[change->question], change->before, sizeof change->before);
	model->undone[model->undone_count++] = *change;
	return true;
}

static bool model_redo(struct model *model)
{
	if (!model->undone_count)
		return false;
	struct change *change = &model->undone[--model->undone_count];
	memcpy(model->now[change->question], change->after, sizeof change->after);
	model->done[model->done_count++] = *change;
	return true;
}

static void test_like_a_plain_stack(void **state)
{
	static const char *const ids[QUESTIONS] = {"a", "b", "c", "d"};
	static const enum event_kind kinds[] = {EVENT_ANSWER, EVENT_PROGRESS, EVENT_CONFIRM};
	struct fixture *fixture = *state;
	struct error err = {0};
	struct model *model = mem_new(1, sizeof *model);
	uint32_t seed = 7;

	/* One transaction: the walk is what is tested here, not the disk. */
	assert_done(db_begin(fixture->db, &err), &err);
	for (int i = 0; i < STEPS; i++) {
		int question = (int)(next_random(&seed) % QUESTIONS);
		uint32_t what = next_random(&seed) % 16;
		if (what < 6) {
			char note[16];
			snprintf(note, sizeof note, "n%d", i);
			append_kind(fixture->db, fixture->assessment, ids[question], kinds[i % 3], ANSWER_PARTIAL,
			            note);
			model_edit(model, question, note);
		} else if (what < 12) {
			assert_int_equal(undo(fixture) != 0, model_undo(model));
		} else {
			assert_int_equal(redo(fixture) != 0, model_redo(model));
		}
		for (int q = 0; q < QUESTIONS; q++)
			assert_stands(fixture, ids[q], *model->now[q] ? ANSWER_PARTIAL : ANSWER_NONE, model->now[q]);
	}
	assert_done(db_commit(fixture->db, &err), &err);
	free(model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_nothing_to_undo, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_back_and_forth, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_fresh_answer_clears_redo, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_whole_picture_comes_back, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_carried_is_open, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_checklists_are_apart, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_like_a_plain_stack, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
