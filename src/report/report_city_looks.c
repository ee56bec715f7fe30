/* Sections that need a look, and the sample, as text: the rules with their numbers stand above each list. */
#include "report_city_text.h"

#include <stdint.h>
#include <stdlib.h>

#include "city_words.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

enum { LOOKS_SHOWN = 50 };

static void add_rule(struct city_text *text, char *rule)
{
	text_page_gap(&text->page);
	text_page_add(&text->page, 2, 2, rule);
	free(rule);
}

static void add_none(struct city_text *text, size_t count)
{
	if (!count)
		text_page_add(&text->page, 4, 4, _("None."));
}

static void add_more(struct city_text *text, size_t count)
{
	city_text_more(text, 4, count > LOOKS_SHOWN ? count - LOOKS_SHOWN : 0);
}

/* "18/20 (90.0 %)". */
static void add_share(struct strbuf *line, struct ratio ratio)
{
	sheet_add_fraction(line, ratio);
	strbuf_add(line, " (");
	ratio_format(line, ratio);
	strbuf_add(line, ")");
}

/* The unit, and behind it the share. */
static void add_unit(struct city_text *text, size_t unit, struct ratio ratio)
{
	struct strbuf line = STRBUF_INIT;

	city_text_add_unit(&line, &text->input->units[unit]);
	strbuf_add(&line, "  ");
	add_share(&line, ratio);
	city_text_end_line(text, 4, &line);
	strbuf_release(&line);
}

static void add_groundless(struct city_text *text)
{
	const struct city_looks *looks = &text->counts.looks;
	struct strbuf line = STRBUF_INIT;

	add_rule(text, city_words_look(CITY_LOOK_GROUNDLESS));
	strbuf_add(&line, _("All units together"));
	strbuf_add(&line, "  ");
	add_share(&line, (struct ratio){looks->without, looks->declared});
	city_text_end_line(text, 4, &line);
	strbuf_release(&line);
	add_none(text, looks->groundless_count);
	for (size_t i = 0; i < looks->groundless_count && i < LOOKS_SHOWN; i++) {
		const struct city_groundless *found = &looks->groundless[i];

		add_unit(text, found->unit, (struct ratio){found->without, found->declared});
	}
	add_more(text, looks->groundless_count);
}

static void add_same(struct city_text *text)
{
	const struct city_looks *looks = &text->counts.looks;
	struct strbuf line = STRBUF_INIT;

	add_rule(text, city_words_look(CITY_LOOK_SAME));
	add_none(text, looks->same_count);
	for (size_t i = 0; i < looks->same_count && i < LOOKS_SHOWN; i++) {
		const struct city_same *found = &looks->same[i];

		strbuf_addf(&line, P_("%zu unit", "%zu units", found->units_count), found->units_count);
		strbuf_add(&line, "  ");
		sheet_add_line(&line, text->input->questions[found->question].id);
		strbuf_add(&line, "  ");
		sheet_add_first_line(&line, found->text);
		city_text_end_line(text, 4, &line);
		city_text_units(text, 8, found->units, found->units_count);
	}
	add_more(text, looks->same_count);
	strbuf_release(&line);
}

static void add_rushes(struct city_text *text)
{
	const struct city_looks *looks = &text->counts.looks;
	struct strbuf line = STRBUF_INIT;
	char at[20];

	add_rule(text, city_words_look(CITY_LOOK_RUSH));
	add_none(text, looks->rushes_count);
	for (size_t i = 0; i < looks->rushes_count && i < LOOKS_SHOWN; i++) {
		const struct city_rush *found = &looks->rushes[i];

		city_text_add_unit(&line, &text->input->units[found->unit]);
		strbuf_add(&line, "  ");
		datetime_format_seconds(found->moment, at);
		strbuf_addf(&line, _("from %.10s %s: %zu answers in %u seconds, %s %zu"), at, at + 11, found->answers,
		            (unsigned)found->seconds, sheet_mark(ANSWER_IMPLEMENTED), found->implemented);
		city_text_end_line(text, 4, &line);
	}
	add_more(text, looks->rushes_count);
	strbuf_release(&line);
}

static void add_absent(struct city_text *text)
{
	const struct city_looks *looks = &text->counts.looks;
	struct strbuf line = STRBUF_INIT;

	add_rule(text, city_words_look(CITY_LOOK_ABSENT));
	add_none(text, looks->absent_count);
	for (size_t i = 0; i < looks->absent_count && i < LOOKS_SHOWN; i++) {
		const struct city_absent *found = &looks->absent[i];

		city_text_add_unit(&line, &text->input->units[found->unit]);
		strbuf_add(&line, "  ");
		sheet_add_line(&line, bilingual_text(&text->input->pack->roles[found->role].title));
		strbuf_add(&line, "  ");
		add_share(&line, found->own);
		strbuf_add(&line, "  ");
		strbuf_add(&line, _("the others"));
		strbuf_add(&line, " ");
		add_share(&line, found->others);
		city_text_end_line(text, 4, &line);
	}
	add_more(text, looks->absent_count);
	strbuf_release(&line);
}

void city_text_looks(struct city_text *text)
{
	city_text_heading(text, _("Where to look"));
	city_text_reconciliation(text);
	if (!text->counts.received) {
		city_text_none(text, _("None."));
		return;
	}
	text_page_add(&text->page, 2, 2,
	              _("Each list names a pattern by a fixed rule, and says nothing of what is found there: there may "
	                "be good reasons. The "
	                "others are those in this report."));
	add_groundless(text);
	add_same(text);
	add_rushes(text);
	add_absent(text);
}

/* --- the sample --- */

static void add_sampled(struct city_text *text, const struct city_sampled *sampled)
{
	const struct city_input *input = text->input;
	const struct city_answer *answer = &input->answers[sampled->answer];
	const struct city_question *asked = &input->questions[answer->question];
	struct strbuf line = STRBUF_INIT;

	strbuf_add(&line, "[ ] ");
	city_text_add_unit(&line, &input->units[answer->unit]);
	strbuf_add(&line, "  ");
	city_checklist_name(&line, input, answer->unit, input->checklists[answer->checklist].id);
	strbuf_add(&line, "  ");
	sheet_add_line(&line, asked->id);
	city_text_end_line(text, 2, &line);
	if (asked->question != SIZE_MAX)
		sheet_add_line(&line, bilingual_text(&input->pack->questions[asked->question].text));
	text_page_add(&text->page, 6, 6, line.text);
	strbuf_release(&line);
}

void city_text_sample(struct city_text *text)
{
	const struct city_input *input = text->input;
	char *line;

	if (!input->sample)
		return;
	city_text_heading(text, _("Answers to verify on the spot"));
	city_text_reconciliation(text);
	line = city_words_sample(&text->counts, input);
	text_page_add(&text->page, 2, 2, line);
	free(line);
	if (!text->counts.sample_count)
		city_text_none(text, _("None."));
	for (size_t i = 0; i < text->counts.sample_count; i++)
		add_sampled(text, &text->counts.sample[i]);
}
