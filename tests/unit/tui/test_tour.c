/* The steps of the practice: that what they say names keys that there are, in both languages, and what is done about them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tour.h"

/* Whether it may stand in braces. */
static bool is_known(const char *name)
{
	static const char *const names[] = {"register", "record", "field"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_equal(names[i], name))
			return true;
	for (enum action_id id = ACTION_NONE + 1; id < ACTIONS; id++)
		if (str_equal(actions[id].name, name))
			return true;
	return false;
}

/* Takes the next name in braces; NULL when there is none. */
static char *next_name(const char **text)
{
	const char *open = strchr(*text, '{'), *close = open ? strchr(open, '}') : NULL;
	if (!close)
		return NULL;
	*text = close + 1;
	return mem_strndup(open + 1, (size_t)(close - open - 1));
}

/* The translation may turn the order about, but not lose a key or invent one. */
static void check_text(const char *text)
{
	const char *translated = _(text), *rest = text;
	char *name;
	size_t count = 0, translated_count = 0;
	while ((name = next_name(&rest)) != NULL) {
		char *in_braces = str_format("{%s}", name);
		assert_true(is_known(name));
		if (!strstr(translated, in_braces))
			fail_msg("%s is lost in: %s", in_braces, translated);
		free(in_braces);
		free(name);
		count++;
	}
	rest = translated;
	while ((name = next_name(&rest)) != NULL) {
		assert_true(is_known(name));
		free(name);
		translated_count++;
	}
	assert_int_equal(count, translated_count);
}

static void check_all(void)
{
	for (size_t i = 0; i < tour_steps_count; i++) {
		const struct tour_step *step = &tour_steps[i];
		check_text(step->way);
		assert_non_null(step->done);
		for (size_t k = 0; k < TOUR_CUES_MAX && step->cues[k].text; k++) {
			check_text(step->cues[k].text);
			assert_true(step->cues[k].contexts != 0);
		}
	}
}

static void test_texts_name_keys(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	check_all();
	i18n_set_language(LANGUAGE_JA);
	check_all();
}

/* On every screen something is said, and no place is spoken for twice in one step. */
static void test_every_place_has_its_cue(void **state)
{
	(void)state;
	assert_int_equal(tour_steps_count, 10);
	for (size_t i = 0; i < tour_steps_count; i++) {
		const struct tour_cue *cues = tour_steps[i].cues;
		unsigned spoken_for = 0;
		for (size_t k = 0; k < TOUR_CUES_MAX && cues[k].text; k++) {
			assert_int_equal(spoken_for & cues[k].contexts, 0);
			spoken_for |= cues[k].contexts;
			assert_ptr_equal(tour_cue(&tour_steps[i], cues[k].contexts & (0u - cues[k].contexts)),
			                 cues[k].text);
		}
		for (int bit = 0; bit < 31; bit++)
			assert_false(str_is_blank(tour_cue(&tour_steps[i], 1u << bit)));
	}
}

static void test_braces_are_filled(void **state)
{
	struct strbuf out = STRBUF_INIT;
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	tour_fill(&out, NULL, "a {undo} b {redo} c {record} {");
	assert_string_equal(out.text, "a u b Ctrl-R c Practice notebook PC {");
	strbuf_release(&out);
	tui_tour_text(&out);
	assert_null(strchr(out.text, '{'));
	strbuf_release(&out);
}

static void test_practice_leads_nowhere(void **state)
{
	struct tour tour = {0};
	struct shell shell = {.tour = &tour};
	(void)state;
	assert_non_null(tour_why_not(&shell, ACTION_TOUR));
	assert_non_null(tour_why_not(&shell, ACTION_JOIN));
	assert_non_null(tour_why_not(&shell, ACTION_SUBMIT));
	assert_null(tour_why_not(&shell, ACTION_NOTE));
	assert_null(tour_why_not(&shell, ACTION_QUIT));
}

/* The practice itself: it has a year behind it, one open field, and is gone afterwards. */
static void test_practice_is_made_and_gone(void **state)
{
	struct practice practice;
	struct error err = {0};
	struct date today;
	(void)state;
	assert_true(date_parse_iso(&today, "2026-10-01"));
	char *pack = str_format("%s/checklists/kobe-5.10", getenv("TENKEN_SOURCE_ROOT"));
	if (!practice_begin(&practice, pack, today, &err))
		fail_msg("%s", err.message);
	const struct workplace *workplace = &practice.workplace;
	assert_int_equal(workplace->cycle.fiscal_year, 2026);
	assert_int_equal(workplace->checklists[0].tally.answered, 0);
	assert_int_equal(workplace->checklists[0].conflicts.count, 0);
	size_t before = 0;
	for (size_t i = 0; i < workplace->checklists[0].scope.count; i++)
		before += workplace->checklists[0].entries[i].has_previous;
	assert_true(before > 20);
	assert_int_not_equal(practice.record, SIZE_MAX);
	assert_false(workplace->ledger.facts.records[practice.record].values[practice.field].known);
	char *folder = mem_strdup(practice.folder);
	assert_true(file_is_folder(folder));
	practice_end(&practice);
	assert_false(file_is_folder(folder));
	free(folder);
	free(pack);
}

static void test_no_practice_leaves_nothing(void **state)
{
	struct practice practice;
	struct error err = {0};
	struct date today;
	(void)state;
	assert_true(date_parse_iso(&today, "2026-10-01"));
	assert_false(practice_begin(&practice, "no-such-pack", today, &err));
	assert_null(practice.folder);
	error_release(&err);
	practice_end(&practice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_texts_name_keys),           cmocka_unit_test(test_every_place_has_its_cue),
	        cmocka_unit_test(test_braces_are_filled),         cmocka_unit_test(test_practice_leads_nowhere),
	        cmocka_unit_test(test_practice_is_made_and_gone), cmocka_unit_test(test_no_practice_leaves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
