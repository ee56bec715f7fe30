/* Dialogues: what is asked, what may stay blank, choices and other texts than those, what is there again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fake_term.h"
#include "shell.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "view_form.h"

enum { NAME, CODE, KIND, OFTEN, FIELDS };

static const struct form_choice kinds[] = {{"a", N_("Yes")}, {"b", N_("No")}};
static const struct form_choice often[] = {{"none", N_("Unanswered")}, {"P1M", N_("Yes")}};

static struct term *term;
static struct shell shell;
static struct strbuf ran; /* what run() got */
static size_t fails;      /* how often run() fails first, with the field CODE */
static int freed;

static bool run(struct shell *of, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	assert_ptr_equal(form_data(of), &freed);
	strbuf_addf(&ran, "%s|%s|%s|%s ", texts[NAME], texts[CODE] ? texts[CODE] : "", texts[KIND], texts[OFTEN]);
	if (!fails)
		return (*told = mem_strdup("It is done.")) != NULL;
	fails--;
	*wrong = CODE;
	return error_set(err, ERROR_USAGE, "not this");
}

static void note_freed(void *data)
{
	++*(int *)data;
}

static void open_form(void)
{
	const char *const proposals[FIELDS] = {[KIND] = "a", [OFTEN] = "none"};
	struct form form = {.id = "test",
	                    .title = "Title",
	                    .introduction = "Intro",
	                    .finish = "Finish it",
	                    .fields = {[NAME] = {.label = "Name", .hint = "who"},
	                               [CODE] = {.label = "Code", .hint = "which", .optional = true},
	                               [KIND] = {.label = "Kind", .choices = kinds, .choices_count = 2},
	                               [OFTEN] = {.label = "How often it is",
	                                          .hint = "time",
	                                          .behind = true,
	                                          .heading = "Heading",
	                                          .choices = often,
	                                          .choices_count = 2,
	                                          .other = "Another",
	                                          .understand = period_parse_words,
	                                          .describe = period_format_words}},
	                    .fields_count = FIELDS,
	                    .run = run,
	                    .data = &freed,
	                    .free_data = note_freed};
	view_form_open(&shell, &form, NULL, proposals);
}

static int set_up(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	strbuf_init(&ran);
	fails = 0;
	freed = 0;
	term = fake_term_new(24, 80, 1);
	shell_init(&shell, NULL, term, false);
	shell_push(&shell, view_text_new(mem_strdup("Below"), mem_strdup("below")));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	shell_release(&shell);
	term_close(term);
	strbuf_release(&ran);
	return 0;
}

/* What is blank is asked for, also what may stay so; what is proposed is not. */
static void test_asks_what_is_blank(void **state)
{
	(void)state;
	fake_term_type(term, "Anna\n\n\n");
	open_form();
	shell_run(&shell);
	assert_string_equal(ran.text, "Anna||a|none ");
	assert_true(fake_term_showed(term, "Code  -"));
	assert_true(fake_term_showed(term, "Heading"));
	assert_true(fake_term_showed(term, "Unanswered  How often it is"));
	assert_true(fake_term_showed(term, "It is done."));
	assert_int_equal(freed, 1);
}

static void test_needed_field(void **state)
{
	(void)state;
	fake_term_type(term, "\033");
	open_form();
	fake_term_key(term, KEY_END_);
	fake_term_type(term, "\n");
	shell_run(&shell);
	assert_string_equal(ran.text, "");
	assert_true(fake_term_showed(term, "This is still needed."));
	assert_true(fake_term_showed(term, "> Name"));
}

static void test_choices(void **state)
{
	(void)state;
	fake_term_type(term, "Anna\n7\n");
	open_form();
	fake_term_key(term, KEY_ARROW_UP);
	fake_term_key(term, KEY_ARROW_UP);
	fake_term_type(term, "\n2\n3often\n\x15" "2 weeks\n\n");
	shell_run(&shell);
	assert_true(fake_term_showed(term, "is no length of time"));
	assert_true(fake_term_showed(term, "2 weeks  How often it is"));
	assert_string_equal(ran.text, "Anna|7|b|P2W ");
}

/* What is wrong stands at its field; mended, all the rest is there, and one stands at the end. */
static void test_mending(void **state)
{
	(void)state;
	fails = 1;
	fake_term_type(term, "Anna\n7\n\n");
	open_form();
	fake_term_type(term, "\n8\n\n");
	shell_run(&shell);
	assert_true(fake_term_showed(term, "not this"));
	assert_string_equal(ran.text, "Anna|7|a|none Anna|78|a|none ");
}

/* Left, and opened again: also the choices. Done: forgotten. */
static void test_drafts(void **state)
{
	(void)state;
	fake_term_type(term, "Anna\n7\n");
	open_form();
	fake_term_key(term, KEY_ARROW_UP);
	fake_term_type(term, "\n2"); /* how often: the second */
	fake_term_type(term, "\033");
	fake_term_type(term, "Q"); /* does nothing */
	shell_run(&shell);
	assert_int_equal(freed, 1);
	char *draft = shell_load_draft(&shell, "form test  3");
	assert_string_equal(draft, "P1M");
	free(draft);
	shell.private->leaving = false;
	fake_term_type(term, "\n");
	open_form();
	shell_run(&shell);
	assert_string_equal(ran.text, "Anna|7|a|P1M ");
	assert_null(shell_load_draft(&shell, "form test  0"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_asks_what_is_blank), TEST(test_needed_field), TEST(test_choices), TEST(test_mending), TEST(test_drafts),
	};
	return cmocka_run_group_tests_name("view_form", tests, NULL, NULL);
}
