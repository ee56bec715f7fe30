/* The self-check sheet as text: its head, its figures, and the order of its parts. */
#include "report_text.h"

#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

#define WIDTH_COLS_MIN 24

void text_sheet_heading(struct text_sheet *sheet, const char *title)
{
	char *numbered = str_format("%d  %s", ++sheet->heading, title);

	text_page_gap(&sheet->page);
	text_page_add(&sheet->page, 0, 3, numbered);
	text_page_rule(&sheet->page, '-');
	free(numbered);
}

void text_sheet_pair(struct text_sheet *sheet, int indent_cols, const char *label, struct strbuf *part)
{
	if (part->len_bytes > 0)
		text_page_pair(&sheet->page, indent_cols, label, part->text);
	strbuf_reset(part);
}

static void add_class(struct text_sheet *sheet)
{
	struct strbuf class = STRBUF_INIT;

	report_class(&class, sheet->input->pack);
	text_page_right(&sheet->page, class.text);
	strbuf_release(&class);
}

static void add_approval_boxes(struct text_sheet *sheet)
{
	const char *const boxes[] = {_("Section head"), _("Subsection head"), C_("sheet", "In charge")};
	struct text_row row;

	text_row_begin(&row, &sheet->page, 0);
	text_row_add(&row, C_("sheet", "Approval:"));
	for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
		char *box = str_format("%s [        ]", boxes[i]);
		text_row_add(&row, box);
		free(box);
	}
	text_row_end(&row);
}

/* Also an empty code is shown, as one that is not set: the office tells sections apart by it. */
static void add_identity(struct text_sheet *sheet)
{
	const struct report_input *input = sheet->input;
	const struct role *recipient = sheet_recipient(input);
	struct strbuf part = STRBUF_INIT;

	sheet_add_unit(&part, input);
	text_sheet_pair(sheet, 0, C_("sheet", "Section"), &part);
	sheet_add_line(&part, str_is_blank(input->code) ? C_("sheet", "Not set") : input->code);
	text_sheet_pair(sheet, 0, C_("sheet", "Section code"), &part);
	if (recipient) {
		sheet_add_line(&part, bilingual_text(&recipient->title));
		text_sheet_pair(sheet, 0, _("Submitted to"), &part);
	}
	sheet_add_pack(&part, input->pack);
	text_sheet_pair(sheet, 0, C_("sheet", "Standard"), &part);
	sheet_add_due(&part, input);
	text_sheet_pair(sheet, 0, C_("sheet", "Due date"), &part);
	date_format_local(&part, input->today);
	text_sheet_pair(sheet, 0, _("Made on"), &part);
	sheet_add_line(&part, input->document_number ? input->document_number : "____________________");
	text_sheet_pair(sheet, 0, _("Document number"), &part);
	strbuf_release(&part);
}

static void add_notice(struct text_sheet *sheet)
{
	size_t lacking = sheet_lacking(sheet->input), open = sheet_open_facts(sheet->input);
	char *text;

	if (lacking > 0) {
		text = sheet_lacking_text(sheet->input, lacking);
		text_page_gap(&sheet->page);
		text_page_add(&sheet->page, 0, 4, 
		              sheet_was_handed_in(sheet->input) ? _("*** Since it was handed in, something has come to be missing. ***")
		                                                : _("*** This self-check sheet is not complete. ***"));
		text_page_add(&sheet->page, 4, 4, text);
		free(text);
	}
	if (open > 0) {
		text = str_format(P_("%zu fact about the section is not known yet; which questions apply may change.",
		                     "%zu facts about the section are not known yet; which questions apply may change.",
		                     open),
		                  open);
		text_page_gap(&sheet->page);
		text_page_add(&sheet->page, 4, 4, text);
		free(text);
	}
}

static void add_head(struct text_sheet *sheet)
{
	struct strbuf year = STRBUF_INIT;

	add_class(sheet);
	text_page_gap(&sheet->page);
	text_page_centre(&sheet->page, _("Information security self-check sheet"));
	date_format_fiscal_year(&year, sheet->input->fiscal_year);
	text_page_centre(&sheet->page, year.text);
	strbuf_release(&year);
	text_page_rule(&sheet->page, '=');
	add_identity(sheet);
	if (sheet->input->approval_boxes)
		add_approval_boxes(sheet);
	add_notice(sheet);
}

static void add_figure(struct text_sheet *sheet, enum figure figure, const struct tally *tally)
{
	struct ratio ratio = figure_ratio(figure, tally);
	struct strbuf text = STRBUF_INIT;

	ratio_format(&text, ratio);
	strbuf_add(&text, "  (");
	sheet_add_fraction(&text, ratio);
	strbuf_add(&text, ")  = ");
	strbuf_add(&text, figure_formula(figure));
	text_sheet_pair(sheet, 2, figure_name(figure), &text);
	sheet_add_beside(&text, figure, tally);
	text_page_add(&sheet->page, 6, 6, text.text);
	strbuf_release(&text);
}

static void add_counts(struct text_sheet *sheet, int indent_cols, const struct tally *tally)
{
	struct strbuf count = STRBUF_INIT;
	struct text_row row;

	text_row_begin(&row, &sheet->page, indent_cols);
	for (int i = 1; i <= ANSWERS; i++) {
		enum answer answer = i < ANSWERS ? (enum answer)i : ANSWER_NONE; /* unanswered last */
		strbuf_reset(&count);
		strbuf_addf(&count, "%s %3zu", sheet_mark(answer), tally->by_answer[answer]);
		text_row_add(&row, count.text);
	}
	text_row_end(&row);
	strbuf_release(&count);
}

static void add_basis(struct text_sheet *sheet, const struct tally *tally)
{
	const struct {
		const char *name;
		size_t count;
	} bases[] = {{C_("basis", "Declared"), tally->declared}, {C_("basis", "From the register"), tally->derived}};
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < 2; i++) {
		if (i > 0)
			strbuf_add(&text, "  ");
		strbuf_addf(&text, "%s %zu (", bases[i].name, bases[i].count);
		ratio_format(&text, (struct ratio){bases[i].count, tally->answered});
		strbuf_add_char(&text, ')');
	}
	text_sheet_pair(sheet, 2, _("Basis of the answers"), &text);
	strbuf_release(&text);
}

static void add_figures(struct text_sheet *sheet, const struct tally *tally)
{
	text_sheet_heading(sheet, C_("sheet", "Figures"));
	text_sheet_legend(sheet); /* the marks are those of print, and the screens have others */
	text_page_gap(&sheet->page);
	for (int i = 0; i < FIGURES; i++)
		add_figure(sheet, (enum figure)i, tally);
	text_page_gap(&sheet->page);
	text_page_add(&sheet->page, 2, 2, C_("sheet", "Answers"));
	add_counts(sheet, 4, tally);
	add_basis(sheet, tally);
}

static void add_chapters(struct text_sheet *sheet, const struct report_checklist *checklist)
{
	struct strbuf name = STRBUF_INIT;
	struct tally tally;

	text_sheet_heading(sheet, _("Answers by chapter"));
	for (size_t i = 0; i < sheet->input->pack->chapters_count; i++) {
		if (!sheet_chapter_tally(&tally, sheet->input, checklist, i))
			continue;
		strbuf_reset(&name);
		sheet_add_chapter(&name, sheet->input->pack, i);
		strbuf_add(&name, "  ");
		strbuf_addf(&name, _("(answered %zu of %zu)"), tally.answered, tally.applicable);
		text_page_add(&sheet->page, 2, 4, name.text);
		add_counts(sheet, 4, &tally);
	}
	strbuf_release(&name);
}

static void add_lacks(struct text_sheet *sheet, const struct report_checklist *checklist)
{
	struct sheet_lacks groups;
	struct text_row row;

	if (checklist->lacks->count == 0)
		return;
	text_sheet_heading(sheet, _("Missing before submission"));
	sheet_group_lacks(&groups, checklist);
	for (size_t i = 0; i < groups.count; i++) {
		struct strbuf text = STRBUF_INIT;

		sheet_add_line(&text, groups.groups[i].text);
		strbuf_addf(&text, " (%zu)", groups.groups[i].count);
		text_page_add(&sheet->page, 2, 4, text.text);
		strbuf_release(&text);
		text_row_begin(&row, &sheet->page, 4);
		for (size_t j = 0; j < groups.groups[i].count; j++) {
			char *number = sheet_number_text(checklist, groups.groups[i].items[j]);
			text_row_add(&row, number);
			free(number);
		}
		text_row_end(&row);
	}
	sheet_lacks_release(&groups);
}

static void add_checklist(struct text_sheet *sheet, const struct report_checklist *checklist)
{
	struct strbuf part = STRBUF_INIT;

	text_page_gap(&sheet->page);
	text_page_rule(&sheet->page, '=');
	add_class(sheet);
	sheet_add_checklist(&part, checklist);
	text_sheet_pair(sheet, 0, C_("sheet", "Checklist"), &part);
	sheet_add_line(&part, checklist->state);
	text_sheet_pair(sheet, 0, C_("of a checklist", "State"), &part);
	strbuf_release(&part);

	sheet->heading = 0;
	add_figures(sheet, &checklist->tally);
	add_chapters(sheet, checklist);
	add_lacks(sheet, checklist);
	for (int i = 0; i < SHEET_LISTS; i++)
		text_sheet_list(sheet, checklist, (enum sheet_list)i);
	text_sheet_questions(sheet, checklist);
	text_sheet_left_out(sheet, checklist);
}

void report_text(struct strbuf *out, const struct report_input *input, int width_cols)
{
	struct text_sheet sheet = {.page = {.out = out, .width_cols = width_cols}, .input = input};

	if (width_cols < WIDTH_COLS_MIN)
		sheet.page.width_cols = WIDTH_COLS_MIN;
	add_head(&sheet);
	for (size_t i = 0; i < input->checklists_count; i++)
		add_checklist(&sheet, &input->checklists[i]);
	text_sheet_profile(&sheet);
	text_sheet_registers(&sheet);
	text_page_gap(&sheet.page);
	text_page_rule(&sheet.page, '=');
	add_class(&sheet);
}
