#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "tenken/tui/action.h"

enum { KEYS = sizeof actions[0].keys / sizeof *actions[0].keys };

static const enum context contexts[] = {CONTEXT_HOME, CONTEXT_PROFILE, CONTEXT_LIST, CONTEXT_QUESTION, CONTEXT_TEXT,
                                        CONTEXT_REGISTERS, CONTEXT_RECORDS, CONTEXT_RECORD, CONTEXT_START, CONTEXT_FORM,
                                        CONTEXT_CHECK, CONTEXT_ROSTER, CONTEXT_UNIT, CONTEXT_OFFICE_LIST,
                                        CONTEXT_FIGURES, CONTEXT_COMMON, CONTEXT_HEAT, CONTEXT_NETWORK, CONTEXT_PLAN};
enum { CONTEXTS = sizeof contexts / sizeof *contexts };

static bool is_set(const struct action_key *key)
{
	return key->key != KEY_NOTHING || key->codepoint;
}

static struct term_event event_of(const struct action_key *key)
{
	if (key->key != KEY_NOTHING)
		return (struct term_event){.kind = TERM_KEY, .key = key->key};
	return (struct term_event){.kind = TERM_TEXT, .codepoint = key->codepoint};
}

static enum action_id typed(uint32_t codepoint, enum context context)
{
	return action_of(&(struct term_event){.kind = TERM_TEXT, .codepoint = codepoint}, context);
}

static enum action_id pressed(enum key key, enum context context)
{
	return action_of(&(struct term_event){.kind = TERM_KEY, .key = key}, context);
}

static void test_table_is_complete(void **state)
{
	(void)state;
	for (enum action_id id = ACTION_NONE; id < ACTIONS; id++) {
		assert_int_equal(actions[id].id, id);
		assert_false(str_is_blank(actions[id].name));
		for (enum action_id other = ACTION_NONE; other < id; other++)
			assert_string_not_equal(actions[id].name, actions[other].name);
		if (id == ACTION_NONE)
			continue;
		assert_true(is_set(&actions[id].keys[0]));
		assert_true(actions[id].contexts != 0);
		assert_int_equal(actions[id].contexts & ~(unsigned)CONTEXT_ALL, 0);
		assert_int_equal(actions[id].bar & ~actions[id].contexts, 0);
		assert_false(str_is_blank(actions[id].label));
		assert_false(str_is_blank(actions[id].help));
	}
}

/* By each of its keys, in each of its contexts, and nowhere else. */
static void test_every_action_is_reachable(void **state)
{
	(void)state;
	for (enum action_id id = ACTION_NONE + 1; id < ACTIONS; id++) {
		for (int c = 0; c < CONTEXTS; c++) {
			for (int k = 0; k < KEYS && is_set(&actions[id].keys[k]); k++) {
				struct term_event event = event_of(&actions[id].keys[k]);

				if (actions[id].contexts & ~actions[id].keys[k].except & contexts[c])
					assert_int_equal(action_of(&event, contexts[c]), id);
				else
					assert_int_not_equal(action_of(&event, contexts[c]), id);
			}
		}
	}
}

static void test_no_key_means_two_things(void **state)
{
	(void)state;
	for (enum action_id a = ACTION_NONE + 1; a < ACTIONS; a++) {
		for (enum action_id b = a + 1; b < ACTIONS; b++) {
			if (!(actions[a].contexts & actions[b].contexts))
				continue;
			for (int i = 0; i < KEYS; i++) {
				for (int k = 0; k < KEYS; k++) {
					const struct action_key *one = &actions[a].keys[i],
					                        *other = &actions[b].keys[k];

					if (!(actions[a].contexts & ~one->except & actions[b].contexts & ~other->except))
						continue;
					assert_false(is_set(one) && one->key == other->key &&
					             one->codepoint == other->codepoint);
				}
			}
		}
	}
}

static bool is_function_key(const struct action_key *key)
{
	return key->key >= KEY_F1_ && key->key <= KEY_F12_;
}

/* By a letter or a key that every keyboard has and every terminal sends: no function key, no mouse. */
static void test_no_action_needs_a_function_key(void **state)
{
	(void)state;
	for (enum action_id id = ACTION_NONE + 1; id < ACTIONS; id++) {
		bool plain = false;
		for (int k = 0; k < KEYS && is_set(&actions[id].keys[k]); k++)
			plain = plain || !is_function_key(&actions[id].keys[k]);
		assert_true(plain);
		assert_false(is_function_key(&actions[id].keys[0])); /* and that is the one which is shown */
	}
}

static void test_every_context_is_looked_at(void **state)
{
	unsigned all = 0;

	(void)state;
	for (int c = 0; c < CONTEXTS; c++)
		all |= contexts[c];
	assert_int_equal(all, CONTEXT_ALL);
}

static void test_found_by_what_people_call_it(void **state)
{
	static const struct {
		enum action_id id;
		const char *typed;
	} finds[] = {
	        {ACTION_PLAN, "改善"},           {ACTION_PLAN, "かいぜん"},       {ACTION_PLAN, "kaizen"},
	        {ACTION_PLAN, "KAIZEN"},         {ACTION_PLAN, "ｋａｉｚｅｎ"},   {ACTION_PLAN, "plan"},
	        {ACTION_PLAN, "計画"},           {ACTION_SUBMIT, "teishutsu"},    {ACTION_SUBMIT, "teisyutu"},
	        {ACTION_SUBMIT, "teish"},        {ACTION_QUIT, "shuuryou"},       {ACTION_QUIT, "syuryo"},
	        {ACTION_QUIT, "owaru"},          {ACTION_ACCEPT, "juri"},         {ACTION_ACCEPT, "jyuri"},
	        {ACTION_ACCEPT, "zyuri"},        {ACTION_FILTER, "shibori"},      {ACTION_FILTER, "フィルター"},
	        {ACTION_FILTER, "firuta-"},      {ACTION_REGISTERS, "daichou"},   {ACTION_REGISTERS, "daityo"},
	        {ACTION_CLAUSE, "joubun"},       {ACTION_JUMP, "joukou"},         {ACTION_NEXT_OPEN, "mikaitou"},
	        {ACTION_LANGUAGE, "eigo"},       {ACTION_LANGUAGE, "english"},    {ACTION_LANGUAGE, "日本語"},
	        {ACTION_NETWORK, "nettowa-ku"},  {ACTION_HANDOVER, "hikitsugi"},  {ACTION_COLLECT, "kaishuu"},
	        {ACTION_RETURN, "sashimodoshi"}, {ACTION_REASON, "riyuu"},        {ACTION_UNDO, "torikesi"},
	        {ACTION_NEXT_OPEN, "next-open"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof finds / sizeof *finds; i++)
		if (action_fits(finds[i].id, finds[i].typed) == ACTION_FITS_NOT)
			fail_msg("%s is not found by %s", actions[finds[i].id].name, finds[i].typed);
	assert_int_equal(action_fits(ACTION_PLAN, "p"), ACTION_FITS_KEY);
	assert_int_equal(action_fits(ACTION_PLAN, ""), ACTION_FITS_LABEL); /* nothing typed yet: all */
	assert_int_equal(action_fits(ACTION_PLAN, "teishutsu"), ACTION_FITS_NOT);
	assert_int_equal(action_fits(ACTION_PLAN, "aizen"), ACTION_FITS_NOT); /* not from within a word */
	assert_int_equal(action_fits(ACTION_PLAN, "冷蔵庫"), ACTION_FITS_NOT);
	assert_int_equal(action_fits(ACTION_PLAN, "--"), ACTION_FITS_NOT);
}

static void test_label_fits_best_in_the_language_of_the_screens(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	assert_int_equal(action_fits(ACTION_UNDO, "undo"), ACTION_FITS_LABEL);
	assert_int_equal(action_fits(ACTION_UNDO, "取り消し"), ACTION_FITS_OTHERWISE);
	i18n_set_language(LANGUAGE_JA);
	assert_int_equal(action_fits(ACTION_UNDO, "undo"), ACTION_FITS_OTHERWISE);
	assert_int_equal(action_fits(ACTION_UNDO, "取り消し"), ACTION_FITS_LABEL);
}

static void test_contract_keys(void **state)
{
	(void)state;
	assert_int_equal(typed('n', CONTEXT_HOME), ACTION_NEXT_OPEN);
	assert_int_equal(typed('n', CONTEXT_QUESTION), ACTION_NEXT_OPEN);
	assert_int_equal(typed('N', CONTEXT_QUESTION), ACTION_PREVIOUS_OPEN);
	assert_int_equal(typed('1', CONTEXT_QUESTION), ACTION_ANSWER_IMPLEMENTED);
	assert_int_equal(typed('5', CONTEXT_QUESTION), ACTION_ANSWER_EXCEPTION);
	assert_int_equal(typed('0', CONTEXT_QUESTION), ACTION_ANSWER_UNSURE);
	assert_int_equal(typed('y', CONTEXT_QUESTION), ACTION_CONFIRM_PREVIOUS);
	assert_int_equal(typed('y', CONTEXT_PROFILE), ACTION_YES);
	assert_int_equal(typed('n', CONTEXT_PROFILE), ACTION_NO);
	assert_int_equal(typed('u', CONTEXT_PROFILE), ACTION_UNKNOWN);
	assert_int_equal(typed('u', CONTEXT_QUESTION), ACTION_UNDO);
	assert_int_equal(typed(0x1a, CONTEXT_QUESTION), ACTION_UNDO); /* as in the editor */
	assert_int_equal(typed(0x1a, CONTEXT_PLAN), ACTION_UNDO);
	assert_int_equal(typed('u', CONTEXT_PLAN), ACTION_NONE); /* a word typed too early undoes nothing */
	assert_int_equal(typed(0x12, CONTEXT_QUESTION), ACTION_REDO);
	assert_int_equal(typed('1', CONTEXT_LIST), ACTION_NONE);
	assert_int_equal(typed('t', CONTEXT_HOME), ACTION_REGISTERS);
	assert_int_equal(typed('y', CONTEXT_RECORD), ACTION_YES);
	assert_int_equal(typed('u', CONTEXT_RECORD), ACTION_UNKNOWN);
	assert_int_equal(typed('b', CONTEXT_RECORD), ACTION_CLASSIFY);
	for (int c = 0; c < CONTEXTS; c++) {
		assert_int_equal(typed('j', contexts[c]), ACTION_DOWN);
		assert_int_equal(typed('k', contexts[c]), ACTION_UP);
		assert_int_equal(typed('?', contexts[c]), ACTION_HELP);
		assert_int_equal(pressed(KEY_F1_, contexts[c]), ACTION_HELP);
		assert_int_equal(typed('q', contexts[c]), ACTION_QUIT);
		assert_int_equal(pressed(KEY_ESCAPE, contexts[c]), ACTION_BACK);
		assert_int_equal(pressed(KEY_RETURN, contexts[c]), ACTION_OPEN);
		assert_int_equal(pressed(KEY_ARROW_UP, contexts[c]), ACTION_UP);
	}
}

/* Where there are cells to walk over, the keys to left and right walk; elsewhere they go in and out. */
static void test_sideways(void **state)
{
	(void)state;
	assert_int_equal(pressed(KEY_ARROW_LEFT, CONTEXT_FIGURES), ACTION_BACK);
	assert_int_equal(pressed(KEY_ARROW_RIGHT, CONTEXT_FIGURES), ACTION_OPEN);
	assert_int_equal(pressed(KEY_ARROW_LEFT, CONTEXT_HEAT), ACTION_CELL_LEFT);
	assert_int_equal(pressed(KEY_ARROW_RIGHT, CONTEXT_HEAT), ACTION_CELL_RIGHT);
	assert_int_equal(typed('h', CONTEXT_HEAT), ACTION_CELL_LEFT);
	assert_int_equal(typed('l', CONTEXT_HEAT), ACTION_CELL_RIGHT);
	assert_int_equal(pressed(KEY_BACKSPACE_, CONTEXT_HEAT), ACTION_BACK);
}

static void test_full_width_letters_act(void **state)
{
	(void)state;
	assert_int_equal(typed(0xff4e, CONTEXT_QUESTION), ACTION_NEXT_OPEN);          /* ｎ */
	assert_int_equal(typed(0xff2e, CONTEXT_QUESTION), ACTION_PREVIOUS_OPEN);      /* Ｎ */
	assert_int_equal(typed(0xff11, CONTEXT_QUESTION), ACTION_ANSWER_IMPLEMENTED); /* １ */
	assert_int_equal(typed(0xff1f, CONTEXT_HOME), ACTION_HELP);                   /* ？ */
	assert_int_equal(typed(0xff0f, CONTEXT_LIST), ACTION_SEARCH);                 /* ／ */
	assert_int_equal(typed(0x3000, CONTEXT_TEXT), ACTION_PAGE_DOWN);
	assert_int_equal(action_half_width(0x3042), 0x3042); /* あ stays */
	assert_int_equal(action_half_width('n'), 'n');
}

static void test_other_events_mean_nothing(void **state)
{
	const struct term_event none[] = {
	        {.kind = TERM_TEXT, .codepoint = '1', .alt = true},
	        {.kind = TERM_KEY, .key = KEY_ARROW_UP, .ctrl = true},
	        {.kind = TERM_KEY, .key = KEY_ESCAPE, .alt = true},
	        {.kind = TERM_TEXT, .codepoint = 0},
	        {.kind = TERM_KEY, .key = KEY_NOTHING},
	        {.kind = TERM_TIMEOUT},
	        {.kind = TERM_PASTE, .paste = "1"},
	        {.kind = TERM_CLICK, .codepoint = '1'},
	        {.kind = TERM_TEXT, .codepoint = 0x3042},
	};

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		for (int c = 0; c < CONTEXTS; c++)
			assert_int_equal(action_of(&none[i], contexts[c]), ACTION_NONE);
	}
}

static void test_bar(void **state)
{
	(void)state;
	for (int c = 0; c < CONTEXTS; c++) {
		enum action_id ids[ACTION_BAR_MAX];
		size_t count = action_bar(contexts[c], ids), in_table = 0;

		for (enum action_id id = ACTION_NONE; id < ACTIONS; id++)
			in_table += (actions[id].bar & contexts[c]) != 0;
		assert_in_range(count, 1, ACTION_BAR_MAX);
		assert_int_equal(count, in_table); /* none was left out for want of room */
		assert_int_equal(ids[count - 1], ACTION_HELP);
		for (size_t i = 0; i < count; i++) {
			assert_true(actions[ids[i]].bar & contexts[c]);
			for (size_t k = 0; k < i; k++)
				assert_int_not_equal(ids[i], ids[k]);
		}
	}
}

static void test_key_names(void **state)
{
	char buf[16];

	(void)state;
	assert_string_equal(action_key_name(ACTION_NEXT_OPEN, buf), "n");
	assert_string_equal(action_key_name(ACTION_OPEN, buf), "Enter");
	assert_string_equal(action_key_name(ACTION_REDO, buf), "Ctrl-R");
	assert_string_equal(action_key_name(ACTION_BACK, buf), "Esc");
	assert_string_equal(action_key_name(ACTION_NONE, buf), "");
	assert_string_equal(action_nth_key_name(ACTION_PAGE_DOWN, 2, buf), "Space");
	assert_string_equal(action_nth_key_name(ACTION_HELP, 1, buf), "F1");
	assert_string_equal(action_nth_key_name(ACTION_HELP, 2, buf), "");
	assert_string_equal(action_nth_key_name(ACTION_HELP, 99, buf), "");
	for (enum action_id id = ACTION_NONE + 1; id < ACTIONS; id++)
		assert_true(*action_key_name(id, buf));
}

/* Each can be looked for: none is without the words by which it is found. */
static void test_every_action_is_looked_at(void **state)
{
	(void)state;
	for (enum action_id id = ACTION_NONE + 1; id < ACTIONS; id++)
		assert_int_equal(action_fits(id, "xqzxq"), ACTION_FITS_NOT);
	assert_int_equal(action_fits(ACTION_HEAT_MAP, "hi-tomappu"), ACTION_FITS_OTHERWISE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_table_is_complete),
	        cmocka_unit_test(test_every_action_is_reachable),
	        cmocka_unit_test(test_every_action_is_looked_at),
	        cmocka_unit_test(test_no_key_means_two_things),
	        cmocka_unit_test(test_no_action_needs_a_function_key),
	        cmocka_unit_test(test_every_context_is_looked_at),
	        cmocka_unit_test(test_found_by_what_people_call_it),
	        cmocka_unit_test(test_label_fits_best_in_the_language_of_the_screens),
	        cmocka_unit_test(test_contract_keys),
	        cmocka_unit_test(test_sideways),
	        cmocka_unit_test(test_full_width_letters_act),
	        cmocka_unit_test(test_other_events_mean_nothing),
	        cmocka_unit_test(test_bar),
	        cmocka_unit_test(test_key_names),
	};

	return cmocka_run_group_tests_name("action", tests, NULL, NULL);
}
