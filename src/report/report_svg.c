/* The chapters of a checklist as stacked bars that read without colour: each answer has a pattern of its own, its count
 * stands in it, and the table below says the same. Lengths are in per cent of the page, so that the text keeps its size on
 * a phone. Whole numbers alone are reckoned with: the same input gives the same bytes everywhere. */
#include <assert.h>

#include "report_html.h"
#include "tenken/base/i18n.h"

/* In pixels. */
#define LABEL_HEIGHT 18
#define BAR_HEIGHT   15
#define ROW_HEIGHT   39

/* A segment narrower than this, in hundredths of a per cent, has no room for its count. */
#define LABELLED_WIDTH_MIN 350

static const struct {
	const char *id;
	const char *tile; /* of 8 by 8 pixels; "" where `background` is all */
	const char *background;
} fills[] = {
        [ANSWER_NONE] = {"p-none", "", "#fff"},
        [ANSWER_IMPLEMENTED] = {"p-done", "", "#3d4f63"},
        [ANSWER_PARTIAL] = {"p-part", "<path d=\"M-2 2L2-2M0 8L8 0M6 10L10 6\" stroke=\"#222\" stroke-width=\"1.2\"/>",
                            "#fff"},
        [ANSWER_NOT_IMPLEMENTED] = {"p-not", "<path d=\"M0 0L8 8M0 8L8 0\" stroke=\"#000\" stroke-width=\"1.6\"/>",
                                    "#fff"},
        [ANSWER_NOT_APPLICABLE] = {"p-na", "", "#d5d9de"},
        [ANSWER_EXCEPTION] = {"p-exc", "<circle cx=\"4\" cy=\"4\" r=\"1.5\" fill=\"#222\"/>", "#fff"},
        [ANSWER_UNSURE] = {"p-unsure", "<path d=\"M2 0V8M6 0V8\" stroke=\"#222\" stroke-width=\"1\"/>", "#fff"},
};
static_assert(sizeof fills / sizeof *fills == ANSWERS, "every answer has a pattern");

void svg_patterns(struct strbuf *out)
{
	strbuf_add(out, "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n");
	for (int i = 0; i < ANSWERS; i++)
		strbuf_addf(out,
		            "<pattern id=\"%s\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
		            "<rect width=\"8\" height=\"8\" fill=\"%s\"/>%s</pattern>\n",
		            fills[i].id, fills[i].background, fills[i].tile);
	strbuf_add(out, "</defs></svg>\n");
}

void svg_swatch(struct strbuf *out, enum answer answer)
{
	strbuf_addf(out,
	            "<svg class=\"swatch\" width=\"22\" height=\"14\" aria-hidden=\"true\"><rect x=\".5\" y=\".5\" "
	            "width=\"21\" height=\"13\" fill=\"url(#%s)\" stroke=\"#222\"/></svg>",
	            fills[answer].id);
}

/* Hundredths of a per cent as "12.34%". */
static void add_percent(struct strbuf *out, const char *name, size_t hundredths)
{
	strbuf_addf(out, " %s=\"%zu.%02zu%%\"", name, hundredths / 100, hundredths % 100);
}

static void add_segment(struct strbuf *out, enum answer answer, size_t count, size_t left, size_t right, size_t top)
{
	strbuf_add(out, "<rect");
	add_percent(out, "x", left);
	add_percent(out, "width", right - left);
	strbuf_addf(out, " y=\"%zu\" height=\"%d\" fill=\"url(#%s)\" stroke=\"#222\"/>\n", top, BAR_HEIGHT,
	            fills[answer].id);
	if (right - left < LABELLED_WIDTH_MIN)
		return;
	strbuf_addf(out, "<text class=\"%s\"", answer == ANSWER_IMPLEMENTED ? "on-dark" : "on-light");
	add_percent(out, "x", (left + right) / 2);
	strbuf_addf(out, " y=\"%zu\">%zu</text>\n", top + BAR_HEIGHT - 3, count);
}

static void add_bar(struct strbuf *out, const struct tally *tally, size_t top)
{
	size_t so_far = 0, left = 0;

	for (int i = 1; i <= ANSWERS; i++) {
		enum answer answer = i < ANSWERS ? (enum answer)i : ANSWER_NONE; /* unanswered last */
		size_t count = tally->by_answer[answer], right;

		if (count == 0)
			continue;
		so_far += count;
		right = 10000 * so_far / tally->applicable;
		add_segment(out, answer, count, left, right, top);
		left = right;
	}
}

static void add_label(struct strbuf *out, const struct report_input *input, size_t chapter, size_t top)
{
	struct strbuf label = STRBUF_INIT;

	sheet_add_chapter(&label, input->pack, chapter);
	strbuf_addf(out, "<text class=\"label\" x=\"0\" y=\"%zu\">", top + LABEL_HEIGHT - 5);
	html_text(out, label.text);
	strbuf_add(out, "</text>\n");
	strbuf_release(&label);
}

/* What the picture shows, for those who do not see it: the sum; the chapters are in the table. */
static void add_description(struct strbuf *out, const struct tally *tally)
{
	struct strbuf text = STRBUF_INIT;

	for (int i = 1; i <= ANSWERS; i++) {
		enum answer answer = i < ANSWERS ? (enum answer)i : ANSWER_NONE;

		strbuf_addf(&text, "%s %zu; ", answer_label(answer), tally->by_answer[answer]);
	}
	strbuf_add(&text, _("The table below has the same figures by chapter."));
	html_text(out, text.text);
	strbuf_release(&text);
}

void svg_chapters(struct strbuf *out, const struct report_input *input, const struct report_checklist *checklist,
                  size_t number)
{
	struct tally tally;
	size_t rows = 0;

	for (size_t i = 0; i < input->pack->chapters_count; i++)
		rows += sheet_chapter_tally(&tally, input, checklist, i);
	if (rows == 0)
		return;
	strbuf_addf(
	        out,
	        "<svg class=\"chart\" width=\"100%%\" height=\"%zu\" role=\"img\" aria-labelledby=\"c%zu-chart-title "
	        "c%zu-chart-desc\">\n<title id=\"c%zu-chart-title\">",
	        rows * ROW_HEIGHT, number, number, number);
	html_text(out, _("Answers by chapter"));
	strbuf_addf(out, "</title>\n<desc id=\"c%zu-chart-desc\">", number);
	add_description(out, &checklist->tally);
	strbuf_add(out, "</desc>\n");
	rows = 0;
	for (size_t i = 0; i < input->pack->chapters_count; i++) {
		if (!sheet_chapter_tally(&tally, input, checklist, i))
			continue;
		add_label(out, input, i, rows * ROW_HEIGHT);
		add_bar(out, &tally, rows * ROW_HEIGHT + LABEL_HEIGHT);
		rows++;
	}
	strbuf_add(out, "</svg>\n");
}
