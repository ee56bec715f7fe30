/* The picture of cells: what is put is drawn, what has not changed is not, and no half of a character stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/str.h"
#include "term_cells.h"

static const struct term_style plain = {0}, bold = {.bold = true}, red = {.colour = TERM_RED};

static void note(void *context, const struct cells_run *run)
{
	struct strbuf *out = context;

	if (run->rest_blank)
		strbuf_addf(out, "[%d,%d rest]", run->row, run->col);
	else
		strbuf_addf(out, "[%d,%d+%d%s%s %.*s]", run->row, run->col, run->cols, run->style.bold ? " b" : "",
		            run->style.colour ? " c" : "", (int)run->len_bytes, run->text);
}

/* Whatever it is. */
static void draw(struct cells *cells)
{
	struct strbuf out = STRBUF_INIT;

	cells_draw(cells, note, &out);
	strbuf_release(&out);
}

/* What is drawn now. */
static void assert_drawn(struct cells *cells, const char *expected)
{
	struct strbuf out = STRBUF_INIT;

	cells_draw(cells, note, &out);
	assert_string_equal(out.text, expected);
	strbuf_release(&out);
}

static void test_first_and_again(void **state)
{
	struct cells cells;

	(void)state;
	cells_init(&cells, 2, 10);
	cells_put(&cells, 0, 1, "ab", plain, 1);
	/* Nothing is known of the screen: the blanks, too. */
	assert_drawn(&cells, "[0,0+3  ab][0,3 rest][1,0 rest]");
	assert_drawn(&cells, "");
	cells_erase(&cells);
	cells_put(&cells, 0, 1, "ab", plain, 1);
	assert_drawn(&cells, "");
	cells_put(&cells, 0, 2, "x", plain, 1);
	assert_drawn(&cells, "[0,2+1 x]");
	cells_erase(&cells);
	assert_drawn(&cells, "[0,1 rest]");
	cells.unknown = true;
	assert_drawn(&cells, "[0,0 rest][1,0 rest]");
	cells_release(&cells);
}

static void test_styles(void **state)
{
	struct cells cells;

	(void)state;
	cells_init(&cells, 1, 10);
	draw(&cells);
	cells_put(&cells, 0, 0, "ab", plain, 1);
	cells_put(&cells, 0, 2, "cd", bold, 1);
	cells_put(&cells, 0, 4, "ef", red, 1);
	assert_drawn(&cells, "[0,0+2 ab][0,2+2 b cd][0,4+2 c ef]");
	cells_put(&cells, 0, 0, "ab", bold, 1);
	assert_drawn(&cells, "[0,0+2 b ab]");
	/* A blank with a style is none. */
	cells_put(&cells, 0, 6, "  ", (struct term_style){.reverse = true}, 1);
	assert_drawn(&cells, "[0,6+2   ]");
	cells_release(&cells);
}

static void test_gaps(void **state)
{
	struct cells cells;

	(void)state;
	cells_init(&cells, 1, 20);
	cells_put(&cells, 0, 0, "aaaaaaaaaaaaaaa", plain, 1);
	draw(&cells);
	cells_put(&cells, 0, 0, "b", plain, 1);
	cells_put(&cells, 0, 3, "b", plain, 1); /* near: drawn over */
	cells_put(&cells, 0, 12, "b", plain, 1); /* far: a run of its own */
	assert_drawn(&cells, "[0,0+4 baab][0,12+1 b]");
	cells_release(&cells);
}

static void test_wide(void **state)
{
	struct cells cells;

	(void)state;
	cells_init(&cells, 1, 6);
	draw(&cells);
	cells_put(&cells, 0, 0, "漢字𠮷", plain, 1);
	assert_drawn(&cells, "[0,0+6 漢字𠮷]");
	/* Over the right half of one and the left half of the next: the other halves become blanks. */
	cells_put(&cells, 0, 1, "か", plain, 1);
	assert_drawn(&cells, "[0,0+4  か ]");
	/* What does not fit is left out whole. */
	cells_erase(&cells);
	cells_put(&cells, 0, 1, "漢字漢", plain, 1);
	assert_drawn(&cells, "[0,1+4 漢字][0,5 rest]");
	/* Where the style alone changes, a character is drawn whole. */
	cells_put(&cells, 0, 1, "漢", bold, 1);
	assert_drawn(&cells, "[0,1+2 b 漢]");
	cells_release(&cells);
}

static void test_ambiguous(void **state)
{
	struct cells cells;

	(void)state;
	cells_init(&cells, 1, 8);
	draw(&cells);
	cells_put(&cells, 0, 0, "─a", plain, 2);
	assert_drawn(&cells, "[0,0+3 ─a]");
	cells_erase(&cells);
	cells_put(&cells, 0, 0, "─a", plain, 1);
	assert_drawn(&cells, "[0,1+1 a][0,2 rest]");
	cells_release(&cells);
}

static void test_marks(void **state)
{
	struct cells cells;

	(void)state;
	cells_init(&cells, 1, 8);
	draw(&cells);
	cells_put(&cells, 0, 0, "か\xe3\x82\x99x", plain, 1); /* with a voiced mark */
	assert_drawn(&cells, "[0,0+3 か\xe3\x82\x99x]");
	cells_put(&cells, 0, 0, "か", plain, 1);
	assert_drawn(&cells, "[0,0+2 か]");
	/* More marks than a cell holds are left out. */
	cells_put(&cells, 0, 0, "a\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86", plain, 1);
	assert_drawn(&cells, "[0,0+2 a\xcc\x81\xcc\x82\xcc\x83\xcc\x84 ]");
	cells_release(&cells);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_first_and_again), cmocka_unit_test(test_styles), cmocka_unit_test(test_gaps),
	        cmocka_unit_test(test_wide),            cmocka_unit_test(test_ambiguous), cmocka_unit_test(test_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
