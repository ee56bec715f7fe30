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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_only_what_is_in_sight, set_up, tear_down)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
