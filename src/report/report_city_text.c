/* The city's report as text: its head, its figures, and the order of its parts. */
#include "report_city_text.h"

#include <stdlib.h>

#include "city_words.h"
#include "sheet.h"
#include "tenken/base/i18n.h"

#define WIDTH_COLS_MIN 60

void city_text_heading(struct city_text *text, const char *title)
{
	char *numbered = str_format("%d  %s", ++text->heading, title);

	text_page_gap(&text->page);
	text_page_add(&text->page, 0, 4, numbered);
	text_page_rule(&text->page, '-');
	free(numbered);
}

void city_text_reconciliation(struct city_text *text)
{
	char *line = city_words_roster(&text->counts);

	text_page_add(&text->page, 2, 4, line);
	free(line);
}

static void add_class(struct city_text *text)
{
	struct strbuf class = STRBUF_INIT;

	report_class(&class, text->input->pack);
	text_page_right(&text->page, class.text);
	strbuf_release(&class);
}

/* Writes the pair and empties `part`. */
static void add_pair(struct city_text *text, int indent_cols, const char *label, struct strbuf *part)
{
	text_page_pair(&text->page, indent_cols, label, part->text);
	strbuf_reset(part);
}

static void add_title(struct city_text *text)
{
	struct strbuf year = STRBUF_INIT;

	text_page_gap(&text->page);
	text_page_centre(&text->page, _("Information security self-check: summary report"));
	date_format_fiscal_year(&year, text->input->fiscal_year);
	if (text->input->extra) {
		strbuf_add(&year, "  ");
		strbuf_add(&year, C_("report", "Extra self-check"));
	}
	text_page_centre(&text->page, year.text);
	text_page_rule(&text->page, '=');
	strbuf_release(&year);
}

static void add_head(struct city_text *text)
{
	const struct city_input *input = text->input;
	struct strbuf part = STRBUF_INIT;

	add_class(text);
	add_title(text);
	sheet_add_line(&part, input->office);
	add_pair(text, 0, C_("report", "Made by"), &part);
	if (input->bureau)
		sheet_add_line(&part, str_is_blank(input->bureau) ? C_("report", "Units of no bureau") : input->bureau);
	else
		strbuf_add(&part, C_("report", "All units on the roster"));
	add_pair(text, 0, C_("report", "Scope"), &part);
	sheet_add_pack(&part, input->pack);
	add_pair(text, 0, C_("sheet", "Standard"), &part);
	if (date_is_set(input->due))
		date_format_local(&part, input->due);
	else
		strbuf_add(&part, C_("sheet", "Not set"));
	add_pair(text, 0, C_("sheet", "Due date"), &part);
	date_format_local(&part, input->today);
	add_pair(text, 0, _("Made on"), &part);
	text_page_rule(&text->page, '=');
	strbuf_release(&part);
}

/* --- figures --- */

static void add_rate(struct city_text *text, const char *name, struct ratio ratio, const char *formula)
{
	struct strbuf part = STRBUF_INIT;

	ratio_format(&part, ratio);
	strbuf_add(&part, "  (");
	sheet_add_fraction(&part, ratio);
	strbuf_add(&part, ")  = ");
	strbuf_add(&part, formula);
	add_pair(text, 2, name, &part);
	strbuf_release(&part);
}

static void add_expected(struct city_text *text)
{
	char *line = city_words_expected(&text->counts);

	text_page_add(&text->page, 2, 4, line);
	free(line);
}

static void add_handing_in(struct city_text *text)
{
	city_text_heading(text, C_("report", "Handing in"));
	city_text_reconciliation(text);
	add_expected(text);
	add_rate(text, _("Submission rate"), city_submission_rate(&text->counts),
	         _("(submitted + returned + accepted + closed) ÷ units on the roster"));
	add_rate(text, _("Acceptance rate"), city_acceptance_rate(&text->counts),
	         _("(accepted + closed) ÷ units on the roster"));
	text_page_add(&text->page, 2, 2,
	              _("All that follows is counted over what each unit handed in last. Units that handed in nothing "
	                "are in none of "
	                "these figures."));
}

static void add_counts(struct city_text *text)
{
	struct text_row row;

	text_row_begin(&row, &text->page, 4);
	for (int i = 1; i <= ANSWERS; i++) {
		enum answer answer = i < ANSWERS ? (enum answer)i : ANSWER_NONE; /* unanswered last */
		char *count = str_format("%s %zu", sheet_mark(answer), text->counts.all.by_answer[answer]);

		text_row_add(&row, count);
		free(count);
	}
	text_row_end(&row);
}

static void add_reaches(struct city_text *text)
{
	const struct city_counts *counts = &text->counts;
	char *line;

	for (int i = 0; i < CITY_REACHES; i++) {
		char *name = str_format(_("Reach (%u %% or more)"), city_reaches[i]);
		char *formula = str_format(
		        _("questions with an implementation rate of %u %% or more ÷ questions asked"), city_reaches[i]);

		add_rate(text, name, (struct ratio){counts->reached[i], counts->questions_count}, formula);
		free(name);
		free(formula);
	}
	line = str_format(_("Counted separately: questions without an implementation rate %zu"), counts->rateless);
	text_page_add(&text->page, 6, 6, line);
	free(line);
}

static void add_figures(struct city_text *text)
{
	const struct tally *tally = &text->counts.all;
	struct strbuf beside = STRBUF_INIT;

	city_text_heading(text, C_("report", "Figures"));
	city_text_reconciliation(text);
	for (int i = 0; i < FIGURES; i++) {
		enum figure figure = (enum figure)i;

		add_rate(text, figure_name(figure), figure_ratio(figure, tally), figure_formula(figure));
		sheet_add_beside(&beside, figure, tally);
		if (text->counts.received)
			text_page_add(&text->page, 6, 6, beside.text);
		strbuf_reset(&beside);
	}
	add_reaches(text);
	strbuf_release(&beside);
	text_page_gap(&text->page);
	text_page_add(&text->page, 2, 2, C_("sheet", "Answers"));
	if (text->counts.received)
		add_counts(text);
	else
		text_page_add(&text->page, 4, 4, _("Nothing has been handed in yet."));
}

void city_report_text(struct strbuf *out, const struct city_input *input, int width_cols)
{
	struct city_text text = {.page = {.out = out, .width_cols = width_cols}, .input = input};

	if (width_cols < WIDTH_COLS_MIN)
		text.page.width_cols = WIDTH_COLS_MIN;
	city_count(&text.counts, input);
	add_head(&text);
	add_handing_in(&text);
	city_text_missing(&text);
	add_figures(&text);
	city_text_bureaus(&text);
	city_text_chapters(&text);
	city_text_roles(&text);
	city_text_clauses(&text);
	city_text_missed(&text);
	city_text_causes(&text);
	city_text_rules(&text);
	city_text_plans(&text);
	city_text_exceptions(&text);
	city_text_years(&text);
	city_text_looks(&text);
	city_text_sample(&text);
	city_text_gone(&text);
	text_page_gap(&text.page);
	text_page_rule(&text.page, '=');
	add_class(&text);
	city_counts_release(&text.counts);
}
