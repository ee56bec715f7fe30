#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fake_term.h"
#include "shell.h"
#include "views.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/tui/view.h"

/* A view that writes down what happens to it. */
struct probe {
	struct view view;
	const char *name;
	enum action_id refuses; /* why_not() has something against it */
	bool ignores_back;
};

static struct term *term;
static struct shell shell;
static struct strbuf diary;

static void probe_title(struct view *view, struct shell *of, struct strbuf *left, struct strbuf *right)
{
	(void)of;
	strbuf_addf(left, "情報管理者 > 7 人的セキュリティ > %s", ((struct probe *)view)->name);
	strbuf_add(right, "128/183");
}

static void probe_draw(struct view *view, struct shell *of, const struct canvas *canvas, int top, int rows)
{
	(void)of;
	draw_text(canvas, top, 1, 40, ((struct probe *)view)->name, STYLE_PLAIN);
	draw_text(canvas, top + rows - 1, 1, 40, "last row", STYLE_PLAIN);
	term_cursor(canvas->term, top, 1, true);
}

static bool probe_act(struct view *view, struct shell *of, enum action_id action)
{
	struct probe *probe = (struct probe *)view;

	(void)of;
	strbuf_addf(&diary, "%s:%s ", probe->name, actions[action].name);
	if (action == ACTION_CLAUSE) { /* pops itself, and goes on to look at itself */
		shell_pop(of);
		strbuf_addf(&diary, "%s-still ", probe->name);
	}
	return action != ACTION_BACK && action != ACTION_QUIT && action != ACTION_HELP;
}

static const char *probe_why_not(struct view *view, struct shell *of, enum action_id action)
{
	(void)of;
	return ((struct probe *)view)->refuses == action ? "because of this" : NULL;
}

static void probe_event(struct view *view, struct shell *of, const struct term_event *event)
{
	(void)of;
	strbuf_addf(&diary, "%s:event%d ", ((struct probe *)view)->name, (int)event->kind);
}

static void probe_refresh(struct view *view, struct shell *of)
{
	(void)of;
	strbuf_addf(&diary, "%s:refresh ", ((struct probe *)view)->name);
}

static void probe_leave(struct view *view, struct shell *of)
{
	(void)of;
	strbuf_addf(&diary, "%s:leave ", ((struct probe *)view)->name);
}

static void probe_free(struct view *view)
{
	strbuf_addf(&diary, "%s:free ", ((struct probe *)view)->name);
	free(view);
}

static const struct view_ops question_ops = {.context = CONTEXT_QUESTION,
                                             .title = probe_title,
                                             .draw = probe_draw,
                                             .act = probe_act,
                                             .why_not = probe_why_not,
                                             .event = probe_event,
                                             .refresh = probe_refresh,
                                             .leave = probe_leave,
                                             .free = probe_free};
static const struct view_ops bare_ops = {
        .context = CONTEXT_HOME, .draw = probe_draw, .act = probe_act, .free = probe_free};

static const struct view_ops idle_ops = {.context = CONTEXT_HOME, .draw = probe_draw, .free = probe_free};

static struct probe *push(const char *name, const struct view_ops *ops)
{
	struct probe *probe = mem_new(1, sizeof *probe);

	probe->view.ops = ops;
	probe->name = name;
	shell_push(&shell, &probe->view);
	return probe;
}

static int set_up(void **state)
{
	(void)state;
	strbuf_init(&diary);
	term = fake_term_new(24, 80, 1);
	shell_init(&shell, NULL, term, false);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	shell_release(&shell);
	term_close(term);
	strbuf_release(&diary);
	return 0;
}

static void test_frame(void **state)
{
	int row, col;
	bool visible;

	(void)state;
	push("A", &question_ops);
	shell_run(&shell);
	assert_string_equal(fake_term_row(term, 0),
	                    " 情報管理者 > 7 人的セキュリティ > A                                    128/183");
	assert_true(strncmp(fake_term_row(term, 1), "──", 6) == 0);
	assert_string_equal(fake_term_row(term, 2), " A");
	assert_string_equal(fake_term_row(term, 21), " last row");
	assert_string_equal(fake_term_row(term, 22), "");
	assert_string_equal(fake_term_row(term, 23), " n Next open  1-5 0 Answer  o b m Items  e Remark  p Plan  "
	                                             "Esc Back  ? Help");
	fake_term_cursor(term, &row, &col, &visible);
	assert_true(visible && row == 2 && col == 1);
	assert_string_equal(diary.text, "A:leave "); /* the hang-up */
}

/* However wide the window is: who wants to know more asks for help. */
static void test_bar_stays_short(void **state)
{
	(void)state;
	term_close(term);
	term = fake_term_new(24, 200, 1);
	shell.term = term;
	push("A", &question_ops);
	shell_run(&shell);
	assert_string_equal(fake_term_row(term, 23), " n Next open  1-5 0 Answer  o b m Items  e Remark  p Plan  "
	                                             "Esc Back  ? Help");
}

static void test_actions_and_events(void **state)
{
	(void)state;
	push("A", &question_ops);
	fake_term_type(term, "nＮ1z");
	fake_term_paste(term, "1");
	fake_term_wheel(term, 1, 5, 5);
	fake_term_click(term, 5, 5);
	fake_term_event(term, &(struct term_event){.kind = TERM_TEXT, .codepoint = '1', .alt = true});
	shell_run(&shell);
	assert_string_equal(diary.text, "A:next-open A:previous-open A:answer-implemented A:event2 A:event3 A:event6 "
	                                "A:event5 A:event2 A:leave ");
}

static void test_view_without_events(void **state)
{
	(void)state;
	push("B", &bare_ops);
	fake_term_type(term, "Z");
	fake_term_wheel(term, -1, 5, 5);
	shell_run(&shell);
	assert_true(fake_term_showed(term, "This key does nothing here. ? shows the keys."));
	assert_string_equal(diary.text, "B:up B:up B:up ");
}

static void test_disabled_action_says_why(void **state)
{
	(void)state;
	push("A", &question_ops)->refuses = ACTION_PLAN;
	fake_term_type(term, "p");
	shell_run(&shell);
	assert_string_equal(diary.text, "A:leave ");
	assert_string_equal(fake_term_row(term, 22), " because of this");
	assert_null(strstr(fake_term_row(term, 23), "Plan")); /* nor does it stand in the bar */
}

static void test_message_stays_until_the_next_action(void **state)
{
	(void)state;
	push("A", &question_ops);
	shell_say_saved(&shell, "2026-10-01T14:03:21+09:00");
	fake_term_resize(term, 24, 80);
	shell_run(&shell);
	assert_string_equal(fake_term_row(term, 22), " Saved 14:03:21");
}

static void test_message_goes_with_the_next_action(void **state)
{
	(void)state;
	push("A", &question_ops);
	shell_say_saved(&shell, "2026-10-01T14:03:21+09:00");
	fake_term_type(term, "j");
	shell_run(&shell);
	assert_true(fake_term_showed(term, "Saved 14:03:21"));
	assert_string_equal(fake_term_row(term, 22), "");
}

static void test_long_error_is_shown_whole(void **state)
{
	struct error err = {0};

	(void)state;
	push("A", &question_ops);
	error_set(&err, ERROR_STORAGE, "%s",
	          "The disk is full, and the answer was not saved. Nothing that was saved before is lost. Make room on "
	          "the "
	          "disk that holds the database, and press the key again.");
	shell_fail(&shell, &err);
	assert_int_equal(err.code, ERROR_NONE);
	shell_run(&shell);
	assert_int_equal(fake_term_find(term, "again."), 22);
	assert_int_equal(fake_term_find(term, "The disk is full"), 20);
	assert_string_equal(fake_term_row(term, 19), " last row");
	assert_int_equal(fake_term_style(term, 22, 1).colour, TERM_RED);
}

static void test_back(void **state)
{
	(void)state;
	push("A", &question_ops);
	push("B", &question_ops);
	fake_term_type(term, "\033j\033");
	shell_run(&shell);
	assert_string_equal(diary.text, "B:back A:refresh B:free A:down A:back A:leave ");
	assert_true(fake_term_showed(term, "Everything is saved. q leaves the program."));
}

static void test_quit(void **state)
{
	(void)state;
	push("A", &question_ops);
	push("B", &question_ops);
	fake_term_type(term, "qj");
	shell_run(&shell);
	assert_string_equal(diary.text, "B:quit B:leave A:leave ");
	assert_true(shell_is_leaving(&shell));
	shell_release(&shell);
	assert_true(strstr(diary.text, "B:free A:free ") != NULL);
}

static void test_view_that_pops_itself(void **state)
{
	(void)state;
	push("A", &question_ops);
	push("B", &question_ops);
	fake_term_type(term, "cc");
	shell_run(&shell);
	/* Freed only when it has done; the last one stays, to be asked for its place. */
	assert_string_equal(diary.text, "B:clause A:refresh B-still B:free A:clause A-still A:leave ");
}

static void test_help(void **state)
{
	(void)state;
	push("A", &question_ops);
	fake_term_type(term, "?");
	shell_run(&shell);
	assert_true(fake_term_find(term, "Keys of this screen") == 0);
	assert_true(fake_term_find(term, "One row up.") > 0);
	assert_true(fake_term_find(term, "Up  k") > 0);
}

static void test_help_lists_every_action(void **state)
{
	(void)state;
	push("A", &question_ops);
	fake_term_type(term, "?          ");
	shell_run(&shell);
	for (enum action_id id = ACTION_NONE + 1; id < ACTIONS; id++) {
		char *begins = mem_strndup(actions[id].help,
		                           strnlen(actions[id].help, 24)); /* long ones go on in the next row */

		if (id == ACTION_COMMENT) /* only the office writes comments */
			assert_false(fake_term_showed(term, begins));
		else if (actions[id].contexts & CONTEXT_QUESTION)
			assert_true(fake_term_showed(term, begins));
		free(begins);
	}
	assert_true(fake_term_showed(term, "適"));
}

/* What is picked is done on the screen below, which is on top again; or it says why not. */
static void test_help_does_what_is_picked(void **state)
{
	size_t down = 0;

	(void)state;
	push("A", &question_ops);
	fake_term_type(term, "?");
	for (enum action_id id = ACTION_UP; id < ACTION_NOTE; id++)
		down += (actions[id].contexts & CONTEXT_QUESTION) != 0;
	for (size_t i = 0; i < down; i++)
		fake_term_type(term, "j");
	fake_term_type(term, "\n");
	shell_run(&shell);
	assert_string_equal(diary.text, "A:help A:refresh A:note A:leave ");
}

static void test_help_says_why_not(void **state)
{
	(void)state;
	push("A", &question_ops)->refuses = ACTION_UP; /* the first that stands there */
	fake_term_type(term, "?\n");
	shell_run(&shell);
	assert_string_equal(diary.text, "A:help A:refresh A:leave ");
	assert_string_equal(fake_term_row(term, 22), " because of this");
}

static void test_help_is_only_read_at_its_end(void **state)
{
	(void)state;
	push("A", &question_ops);
	fake_term_type(term, "?G\n");
	shell_run(&shell);
	assert_true(fake_term_showed(term, "it is only read"));
	assert_true(fake_term_showed(term, "While writing"));
	assert_string_equal(diary.text, "A:help A:leave ");
}

static char *write_words(struct shell *of, void *data, struct error *err)
{
	(void)of;
	(void)data;
	(void)err;
	return mem_strdup(i18n_language() == LANGUAGE_JA ? "日本語の文章" : "English words");
}

/* There and back; views below are told, a text is written anew, what was said once stays. */
static void test_language(void **state)
{
	const struct text_source source = {.title = N_("Clauses"), .write = write_words};
	(void)state;
	push("A", &question_ops);
	shell_push(&shell, view_text_new(mem_strdup("Outcome"), mem_strdup("In the words of before")));
	view_text_open(&shell, &source);
	fake_term_type(term, "W");
	shell_run(&shell);
	assert_int_equal(i18n_language(), LANGUAGE_JA);
	assert_true(fake_term_find(term, "画面を日本語にしました") >= 0);
	assert_true(fake_term_find(term, "日本語の文章") >= 0);
	assert_true(fake_term_find(term, "条文") >= 0);
	assert_string_equal(diary.text, "A:refresh A:leave ");
	i18n_set_language(LANGUAGE_EN);
}

/* An action that the table gives to a screen which has nothing for it is not swallowed. */
static void test_nothing_is_done_in_silence(void **state)
{
	(void)state;
	push("A", &idle_ops);
	fake_term_type(term, "n");
	shell_run(&shell);
	assert_true(fake_term_find(term, "There is nothing here with which that could be done.") >= 0);
}

/* Found by its name in either language, by its sentence or its key; moving about is not offered. */
static void test_palette(void **state)
{
	(void)state;
	push("A", &question_ops);
	fake_term_type(term, ":remark\n:HISTORY\n:p\033:undo");
	fake_term_key(term, KEY_ARROW_DOWN);
	fake_term_key(term, KEY_ARROW_UP);
	fake_term_type(term, "\n:nothing such\n\033");
	shell_run(&shell);
	assert_true(fake_term_showed(term, "What is to be done? remark"));
	assert_true(fake_term_showed(term, "Nothing here is called so."));
	assert_false(fake_term_showed(term, "One row up."));
	assert_false(fake_term_showed(term, "Writes a comment"));
	assert_string_equal(diary.text, "A:note A:history A:undo A:leave ");
}

static void test_palette_says_why_not(void **state)
{
	(void)state;
	push("A", &question_ops)->refuses = ACTION_PLAN;
	fake_term_type(term, "：improvement plan\n");
	shell_run(&shell);
	assert_true(fake_term_showed(term, "  because of this")); /* in the list already */
	assert_string_equal(diary.text, "A:leave ");
	assert_string_equal(fake_term_row(term, 22), " because of this");
}

static void test_palette_and_hang_up(void **state)
{
	(void)state;
	push("A", &question_ops);
	fake_term_type(term, ":remark");
	shell_run(&shell);
	assert_string_equal(diary.text, "A:leave ");
	assert_true(shell_is_leaving(&shell));
}

static void test_help_closes_again(void **state)
{
	(void)state;
	push("A", &question_ops);
	fake_term_type(term, "??j?qj");
	shell_run(&shell);
	/* ? closes it as it opened it, and q closes a text rather than the program. */
	assert_string_equal(diary.text, "A:help A:refresh A:down A:help A:refresh A:down A:leave ");
}

static void test_click_on_the_key_bar(void **state)
{
	(void)state;
	push("A", &question_ops);
	fake_term_click(term, 23, 4); /* " n Next open" */
	fake_term_click(term, 23, 1);
	fake_term_click(term, 23, 12); /* between two */
	shell_run(&shell);
	assert_string_equal(diary.text, "A:next-open A:next-open A:event5 A:leave ");
}

static void test_small_window(void **state)
{
	(void)state;
	push("A", &question_ops);
	fake_term_resize(term, 12, 40);
	shell_run(&shell);
	assert_string_equal(fake_term_row(term, 0), " 情報管理者 > … > A             128/183");
	assert_string_equal(fake_term_row(term, 9), " last row");
	assert_string_equal(fake_term_row(term, 11), " n Next open  p Plan  Esc Back  ? Help");
}

static void test_too_small_a_window(void **state)
{
	bool visible;
	int row, col;

	(void)state;
	push("A", &question_ops);
	fake_term_resize(term, 11, 40);
	fake_term_type(term, "1n\033");
	shell_run(&shell);
	assert_string_equal(diary.text, "A:leave "); /* nothing is answered that cannot be seen */
	assert_true(fake_term_find(term, "too small: 40 columns and") >= 0);
	fake_term_cursor(term, &row, &col, &visible);
	assert_false(visible);
}

static void test_leaving_a_too_small_window(void **state)
{
	(void)state;
	push("A", &question_ops);
	fake_term_resize(term, 3, 10);
	fake_term_type(term, "q");
	fake_term_resize(term, 24, 80);
	shell_run(&shell);
	assert_false(fake_term_showed(term, "last row") && fake_term_flushes(term) > 2);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

/* Something has gone on for long: how far it is stands over what was on the screen, which does not draw itself anew. */
static void test_progress(void **state)
{
	struct error err = {0};

	(void)state;
	push("one", &question_ops);
	shell_say_busy(&shell);
	assert_true(progress_step("Files", 1, 10, &err)); /* no time has passed yet */
	assert_int_equal(fake_term_find(term, "Files"), -1);
	shell.private->progress.begun_ms = 1;
	fake_term_type(term, "nn1"); /* was meant for something else */
	assert_true(progress_step("Files", 3, 10, &err));
	assert_string_equal(fake_term_row(term, 22), " Files 3/10 (30 %)");
	assert_string_equal(fake_term_row(term, 23), " Esc Stop");
	assert_int_equal(fake_term_find(term, "last row"), 21);
	assert_true(progress_step("Files", 10, 10, &err));
	shell.private->progress.begun_ms = 1;
	fake_term_type(term, "n\033");
	assert_false(progress_step("Files", 4, 10, &err));
	assert_int_equal(err.code, ERROR_STOPPED);
	assert_string_equal(diary.text, "");
	shell_fail(&shell, &err);
	assert_false(shell_is_leaving(&shell));
	shell.private->progress.begun_ms = 1;
	shell.private->progress.shown_ms = 0;
	fake_term_event(term, &(struct term_event){.kind = TERM_HANGUP});
	assert_false(progress_step("Files", 5, 10, &err));
	assert_true(shell_is_leaving(&shell));
	error_release(&err);
}

int main(void)
{
	/* What the screens say is tested in English. */
	i18n_set_language(LANGUAGE_EN);
	const struct CMUnitTest tests[] = {
	        TEST(test_frame),
	        TEST(test_bar_stays_short),
	        TEST(test_actions_and_events),
	        TEST(test_view_without_events),
	        TEST(test_disabled_action_says_why),
	        TEST(test_message_stays_until_the_next_action),
	        TEST(test_message_goes_with_the_next_action),
	        TEST(test_long_error_is_shown_whole),
	        TEST(test_back),
	        TEST(test_quit),
	        TEST(test_view_that_pops_itself),
	        TEST(test_help),
	        TEST(test_help_lists_every_action),
	        TEST(test_help_does_what_is_picked),
	        TEST(test_help_says_why_not),
	        TEST(test_help_is_only_read_at_its_end),
	        TEST(test_language),
	        TEST(test_nothing_is_done_in_silence),
	        TEST(test_palette),
	        TEST(test_palette_says_why_not),
	        TEST(test_palette_and_hang_up),
	        TEST(test_help_closes_again),
	        TEST(test_click_on_the_key_bar),
	        TEST(test_small_window),
	        TEST(test_too_small_a_window),
	        TEST(test_leaving_a_too_small_window),
	        TEST(test_progress),
	};

	return cmocka_run_group_tests_name("shell", tests, NULL, NULL);
}
