#include "tenken/report/emergency.h"

#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/report/model.h"
#include "text_page.h"

static const char by_hand[] = "____________________";

/* Empties `part` for the next. */
static void add_pair(struct text_page *page, const char *label, struct strbuf *part)
{
	text_page_pair(page, 0, label, part->text);
	text_page_gap(page);
	strbuf_reset(part);
}

static void add_class(struct text_page *page, const struct emergency_report *report)
{
	struct strbuf class = STRBUF_INIT;

	report_class(&class, report->pack);
	text_page_right(page, class.text);
	strbuf_release(&class);
}

static void add_head(struct text_page *page, const struct emergency_report *report)
{
	struct strbuf part = STRBUF_INIT;

	add_class(page, report);
	text_page_gap(page);
	text_page_centre(page, _("Report of an exception made in an emergency"));
	text_page_rule(page, '=');
	sheet_add_line(&part, report->recipient);
	text_page_pair(page, 0, _("Submitted to"), part.text);
	strbuf_reset(&part);
	sheet_add_line(&part, report->bureau);
	strbuf_add_char(&part, ' ');
	sheet_add_line(&part, report->unit);
	text_page_pair(page, 0, C_("sheet", "Section"), part.text);
	strbuf_reset(&part);
	sheet_add_line(&part, str_is_blank(report->code) ? C_("sheet", "Not set") : report->code);
	text_page_pair(page, 0, C_("sheet", "Section code"), part.text);
	strbuf_reset(&part);
	sheet_add_pack(&part, report->pack);
	text_page_pair(page, 0, C_("sheet", "Standard"), part.text);
	strbuf_reset(&part);
	date_format_local(&part, report->today);
	text_page_pair(page, 0, _("Made on"), part.text);
	text_page_pair(page, 0, _("Document number"), by_hand);
	text_page_rule(page, '=');
	text_page_gap(page);
	strbuf_release(&part);
}

static void add_clauses(struct strbuf *out, const struct emergency_report *report)
{
	for (size_t i = 0; i < report->clauses_count; i++) {
		const struct clause *clause = &report->pack->clauses[report->clauses[i]];

		if (i)
			strbuf_add_char(out, '\n');
		sheet_add_line(out, clause->label);
		if (!clause->summary.ja)
			continue;
		strbuf_add(out, "  ");
		sheet_add_line(out, bilingual_text(&clause->summary));
	}
	if (!report->clauses_count)
		strbuf_add(out, sheet_missing());
}

static void add_term(struct strbuf *out, const struct emergency_report *report)
{
	if (date_is_set(report->expires_on))
		date_format_local(out, report->expires_on);
	else
		strbuf_add(out, report->endless ? C_("of an exception", "No term") : by_hand);
}

static void add_facts(struct text_page *page, const struct emergency_report *report)
{
	struct strbuf part = STRBUF_INIT;

	sheet_add_or_missing(&part, report->name);
	add_pair(page, _("What was done otherwise"), &part);
	add_clauses(&part, report);
	add_pair(page, _("Clauses that were not kept"), &part);
	sheet_add_line(&part, str_is_blank(report->subject) ? _("The whole section") : report->subject);
	add_pair(page, _("What it is about"), &part);
	sheet_add_or_missing(&part, report->reason);
	add_pair(page, _("Why it could not wait"), &part);
	strbuf_add(&part, by_hand);
	add_pair(page, _("Since when"), &part);
	add_term(&part, report);
	add_pair(page, _("Until when"), &part);
	sheet_add_or_missing(&part, report->applicant);
	add_pair(page, _("Who did it"), &part);
	strbuf_addf(&part, "%s%s\n%s%s\n%s%s", by_hand, by_hand, by_hand, by_hand, by_hand, by_hand);
	add_pair(page, _("What was done to limit the risk"), &part);
	if (date_is_set(report->reported_on))
		date_format_local(&part, report->reported_on);
	else
		strbuf_add(&part, by_hand);
	add_pair(page, _("Reported on"), &part);
	strbuf_release(&part);
}

static void add_origin(struct text_page *page, const struct emergency_report *report)
{
	struct strbuf part = STRBUF_INIT;

	if (str_is_blank(report->kept_at))
		return;
	date_format_local(&part, datetime_date(report->kept_at));
	strbuf_add(&part, "  ");
	sheet_add_line(&part, report->kept_by);
	text_page_pair(page, 0, _("Last written in the register"), part.text);
	strbuf_release(&part);
}

void report_emergency(struct strbuf *out, const struct emergency_report *report, int width_cols)
{
	struct text_page page = {.out = out, .width_cols = width_cols};

	add_head(&page, report);
	add_facts(&page, report);
	add_origin(&page, report);
	text_page_rule(&page, '=');
	add_class(&page, report);
}
