/* Long lists on a page: only rows that may be in sight are composed, and one sees the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fake_term.h"
#include "page.h"
#include "tenken/base/mem.h"

enum { ROWS = 24, COLS = 80, HEADS = 2, LIST = 5000, BODY = 20 };

static struct term *term;
static struct canvas canvas;
static size_t composed;

static int set_up(void **state)
{
	(void)state;
	term = fake_term_new(ROWS, COLS, 1);
	canvas_init(&canvas, term, false);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	term_close(term);
	return 0;
}

/* Heads without a tag above the list, as screens have them; what is in sight, as one text (caller frees). */
static char *seen(size_t cursor, size_t *from, bool all)
{
	struct page page = {0};
	struct strbuf out = STRBUF_INIT;
	term_erase(term);
	page_begin(&page, &canvas);
	for (int i = 0; i < HEADS; i++) {
		page_row(&page);
		page_put(&page, 1, STYLE_DIM, "head");
	}
	composed = 0;
	for (size_t i = 0; i < LIST; i++) {
		page.tag = (int)i;
		page_row(&page);
		if (!all && !page_may_show(&page, i, cursor))
			continue;
		char *text = str_format("row %zu", i);
		page_put(&page, 3, STYLE_PLAIN, text);
		free(text);
		composed++;
		if (i == cursor)
			page_set_focus(&page, page.count - 1);
	}
	page_draw(&page, 2, BODY, from, true);
	term_flush(term);
	for (int row = 2; row < 2 + BODY; row++)
		strbuf_addf(&out, "%d %s\n", page_tag_at(&page, row), fake_term_row(term, row));
	page_release(&page);
	return strbuf_take(&out);
}

static void test_only_what_is_in_sight(void **state)
{
	static const size_t walk[] = {0, 1, 17, 18, 19, 40, 4999, 4998, 4960, 2500, 2481, 2480, 2479, 0, 4999, 0};
	size_t from_all = 0, from_few = 0;
	(void)state;
	for (size_t i = 0; i < sizeof walk / sizeof *walk; i++) {
		char *all = seen(walk[i], &from_all, true);
		char *few = seen(walk[i], &from_few, false);
		assert_string_equal(few, all);
		assert_int_equal(from_few, from_all);
		assert_true(composed <= 2 * ROWS + 1);
		free(few);
		free(all);
	}
}

/* A table between other rows, the cursor in one of its rows or below it; `rows` of the screen. Returns what is in its first row. */
static char *first_row(size_t cursor, int rows, bool shrinks, bool *focus_seen)
{
	enum { ABOVE = 2, TABLE = 30, BELOW = 30 };
	struct page page = {0};
	size_t from = 0;
	term_erase(term);
	page_begin(&page, &canvas);
	for (size_t i = 0; i < ABOVE; i++) {
		page.rank = PAGE_SUMMARY;
		page_row(&page);
		page_put(&page, 1, STYLE_PLAIN, "above");
	}
	page.rank = PAGE_ESSENTIAL;
	page_row(&page);
	page_put(&page, 1, STYLE_PLAIN, "heads");
	for (size_t i = 0; i < TABLE + BELOW; i++) {
		char *text = str_format("row %zu", i);
		page.tag = (int)i;
		page_row(&page);
		page_put(&page, 1, STYLE_PLAIN, text);
		free(text);
		if (i == cursor)
			page_set_focus(&page, page.count - 1);
		if (i + 1 == TABLE)
			page_set_table(&page, ABOVE);
	}
	if (shrinks)
		page_shrink(&page, rows);
	page_draw(&page, 2, rows, &from, true);
	term_flush(term);
	*focus_seen = false;
	for (int row = 2; row < 2 + rows; row++)
		*focus_seen = *focus_seen || page_tag_at(&page, row) == (int)cursor;
	page_release(&page);
	return mem_strdup(fake_term_row(term, 2));
}

static void assert_first(size_t cursor, int rows, bool shrinks, const char *wanted)
{
	bool focus_seen;
	char *first = first_row(cursor, rows, shrinks, &focus_seen);
	assert_string_equal(first, wanted);
	assert_true(focus_seen);
	free(first);
}

/* The heads stay while rows of their table stand below them, also when what stood above was left out; on few rows they give way. */
static void test_heads_of_a_table(void **state)
{
	(void)state;
	assert_first(0, 10, false, " above");
	assert_first(12, 10, false, " heads");
	assert_first(29, 10, false, " heads");
	assert_first(35, 10, false, " heads");
	assert_first(37, 10, false, " heads");
	assert_first(40, 10, false, " row 31");
	assert_first(0, 10, true, " heads");
	assert_first(12, 10, true, " heads");
	assert_first(59, 10, true, " row 50");
	assert_first(12, 5, true, " row 8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_only_what_is_in_sight, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_heads_of_a_table, set_up, tear_down)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
