/* The tables of the city's report as text. A number is never cut. */
#include <stdint.h>
#include <stdlib.h>

#include "report_city_text.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"

enum { AMBIGUOUS_COLS = 2, INDENT_COLS = 1 };

/* What stands where there is nothing to count. */
static const char nothing[] = "―";

void city_row_text(struct strbuf *line, const char *text, int width_cols)
{
	int left_cols = width_cols - text_cols(text, AMBIGUOUS_COLS);

	strbuf_add_repeat(line, " ", left_cols > 1 ? (size_t)left_cols : 1);
	strbuf_add(line, text);
}

void city_row_size(struct strbuf *line, size_t size, int width_cols)
{
	char *text = str_format("%zu", size);

	city_row_text(line, text, width_cols);
	free(text);
}

void city_row_count(struct strbuf *line, size_t size, bool received, int width_cols)
{
	if (received)
		city_row_size(line, size, width_cols);
	else
		city_row_text(line, nothing, width_cols);
}

void city_row_rate(struct strbuf *line, struct ratio ratio)
{
	struct strbuf text = STRBUF_INIT;

	ratio_format(&text, ratio);
	if (str_ends_with(text.text, " %"))
		strbuf_cut(&text, text.len_bytes - 2);
	city_row_text(line, text.text, CITY_RATE_COLS);
	strbuf_release(&text);
}

/* A name that is wider than its column stands in a line of its own. */
void city_row_begin(struct city_text *text, struct strbuf *line, const char *name, int width_cols)
{
	char *safe = text_safe_dup(name, TEXT_SAFE_LINE);

	strbuf_reset(line);
	strbuf_add_repeat(line, " ", INDENT_COLS);
	if (text_cols(safe, AMBIGUOUS_COLS) > width_cols) {
		text_page_add(&text->page, INDENT_COLS, INDENT_COLS + 2, safe);
		text_fit(line, "", width_cols, AMBIGUOUS_COLS);
	} else {
		text_fit(line, safe, width_cols, AMBIGUOUS_COLS);
	}
	free(safe);
}

void city_row_end(struct city_text *text, struct strbuf *line)
{
	text_page_add(&text->page, 0, 0, line->text);
	strbuf_reset(line);
}

static const char *bureau_name(const struct city_bureau *bureau)
{
	return str_is_blank(bureau->name) ? C_("report", "(no bureau)") : bureau->name;
}

void city_row_figure_heads(struct strbuf *line)
{
	city_row_text(line, C_("column of figures", "Answ."), CITY_RATE_COLS);
	city_row_text(line, C_("column of figures", "Known"), CITY_RATE_COLS);
	city_row_text(line, C_("column of figures", "Impl."), CITY_RATE_COLS);
	city_row_text(line, C_("column of figures", "N/A"), CITY_RATE_COLS);
}

void city_row_figures(struct strbuf *line, const struct tally *tally)
{
	city_row_rate(line, tally_answer_rate(tally));
	city_row_rate(line, tally_known_rate(tally));
	city_row_rate(line, tally_implementation_rate(tally));
	city_row_rate(line, tally_not_applicable_rate(tally));
}

/* The columns of counts are as wide as the largest count needs; what that is more than usual the names have less. */
struct columns {
	int name, exception, open, unsure, late;
};

static int widen(size_t largest, int usual_cols)
{
	int cols = 2; /* a digit, and what stands between two columns */

	while (largest /= 10)
		cols++;
	return cols > usual_cols ? cols : usual_cols;
}

static struct columns lay_out(const struct tally *all, int name_cols)
{
	struct columns usual = {name_cols, 4, 5, 4, 5};
	struct columns columns = {
	        .exception = widen(all->by_answer[ANSWER_EXCEPTION], usual.exception),
	        .open = widen(all->by_answer[ANSWER_NONE], usual.open),
	        .unsure = widen(all->by_answer[ANSWER_UNSURE], usual.unsure),
	        .late = widen(all->plans_overdue, usual.late),
	};

	columns.name = name_cols - (columns.exception - usual.exception) - (columns.open - usual.open) -
	               (columns.unsure - usual.unsure) - (columns.late - usual.late);
	return columns;
}

static void head_beside(struct strbuf *line, const struct columns *columns)
{
	city_row_text(line, C_("column of figures", "Exc"), columns->exception);
	city_row_text(line, C_("column of figures", "Open"), columns->open);
	city_row_text(line, C_("column of figures", "TBC"), columns->unsure);
}

static void add_beside(struct strbuf *line, const struct columns *columns, const struct tally *tally, bool received)
{
	city_row_count(line, tally->by_answer[ANSWER_EXCEPTION], received, columns->exception);
	city_row_count(line, tally->by_answer[ANSWER_NONE], received, columns->open);
	city_row_count(line, tally->by_answer[ANSWER_UNSURE], received, columns->unsure);
}

/* --- by bureau --- */

static void add_bureau(struct city_text *text, const struct columns *columns, const char *name, size_t units,
                       size_t received, const struct tally *tally)
{
	struct strbuf line = STRBUF_INIT;

	city_row_begin(text, &line, name, columns->name);
	city_row_size(&line, units, 5);
	city_row_size(&line, received, 5);
	city_row_figures(&line, tally);
	city_row_rate(&line, tally_plan_rate(tally));
	add_beside(&line, columns, tally, received > 0);
	city_row_count(&line, tally->plans_overdue, received > 0, columns->late);
	city_row_end(text, &line);
	strbuf_release(&line);
}

static void head_bureaus(struct city_text *text, const struct columns *columns)
{
	struct strbuf line = STRBUF_INIT;

	city_row_begin(text, &line, C_("column of figures", "Bureau"), columns->name);
	city_row_text(&line, C_("column of figures", "All"), 5);
	city_row_text(&line, C_("column of figures", "In"), 5);
	city_row_figure_heads(&line);
	city_row_text(&line, C_("column of figures", "Impr."), CITY_RATE_COLS);
	head_beside(&line, columns);
	city_row_text(&line, C_("column of figures", "Late"), columns->late);
	city_row_end(text, &line);
	strbuf_release(&line);
}

void city_text_bureaus(struct city_text *text)
{
	const struct city_counts *counts = &text->counts;
	struct columns columns = lay_out(&counts->all, CITY_NAME_COLS);

	city_text_heading(text, _("By bureau"));
	city_text_reconciliation(text);
	text_page_add(&text->page, 2, 2,
	              _("All: units; In: of them handed in. Then answer rate, known rate, implementation rate, "
	                "not-applicable rate and "
	                "improvement completion rate in %. Beside them: exceptions, open, to be confirmed, overdue "
	                "plans. ―: nothing to "
	                "count."));
	text_page_gap(&text->page);
	head_bureaus(text, &columns);
	for (size_t i = 0; i < counts->bureaus_count; i++)
		add_bureau(text, &columns, bureau_name(&counts->bureaus[i]), counts->bureaus[i].units,
		           counts->bureaus[i].received, &counts->bureaus[i].tally);
	if (counts->bureaus_count != 1)
		add_bureau(text, &columns, C_("report", "Total"), counts->total, counts->received, &counts->all);
}

/* --- by bureau and chapter --- */

/* Some of the chapters, beside each other. */
struct block {
	size_t first, end;
};

static void add_rates(struct city_text *text, const char *name, const struct tally *chapters, struct block block)
{
	struct strbuf line = STRBUF_INIT;

	city_row_begin(text, &line, name, CITY_NAME_COLS);
	for (size_t i = block.first; i < block.end; i++)
		city_row_rate(&line, tally_implementation_rate(&chapters[i]));
	city_row_end(text, &line);
	strbuf_release(&line);
}

static void head_block(struct city_text *text, struct block block)
{
	struct strbuf line = STRBUF_INIT;

	city_row_begin(text, &line, C_("column of figures", "Bureau"), CITY_NAME_COLS);
	for (size_t i = block.first; i < block.end; i++) {
		char *id = text_safe_dup(text->input->pack->chapters[i].id, TEXT_SAFE_LINE);
		bool numbered = *id >= '0' && *id <= '9'; /* others are names already: 特記 */
		char *name = str_format(numbered ? C_("column of figures", "ch. %s") : "%s", id);

		city_row_text(&line, name, CITY_RATE_COLS);
		free(name);
		free(id);
	}
	city_row_end(text, &line);
	strbuf_release(&line);
}

static void add_block(struct city_text *text, struct block block, const struct tally *all)
{
	const struct city_counts *counts = &text->counts;

	text_page_gap(&text->page);
	head_block(text, block);
	for (size_t i = 0; i < counts->bureaus_count; i++)
		add_rates(text, bureau_name(&counts->bureaus[i]), counts->bureaus[i].chapters, block);
	if (counts->bureaus_count != 1)
		add_rates(text, C_("report", "Total"), all, block);
}

static void name_chapters(struct city_text *text)
{
	struct text_row row;

	text_row_begin(&row, &text->page, 2);
	for (size_t i = 0; i < text->input->pack->chapters_count; i++) {
		struct strbuf name = STRBUF_INIT;

		sheet_add_chapter(&name, text->input->pack, i);
		text_row_add(&row, name.text);
		strbuf_release(&name);
	}
	text_row_end(&row);
}

void city_text_chapters(struct city_text *text)
{
	size_t count = text->input->pack->chapters_count;
	size_t fitting = (size_t)(text->page.width_cols - INDENT_COLS - CITY_NAME_COLS) / CITY_RATE_COLS;
	size_t blocks = (count + fitting - 1) / fitting, width = blocks ? (count + blocks - 1) / blocks : 0;
	struct tally *all = mem_new(count + 1, sizeof *all);

	for (size_t i = 0; i < text->counts.bureaus_count; i++)
		for (size_t k = 0; k < count; k++)
			tally_merge(&all[k], &text->counts.bureaus[i].chapters[k]);
	city_text_heading(text, _("Implementation rate by bureau and chapter (%)"));
	city_text_reconciliation(text);
	name_chapters(text);
	for (size_t first = 0; first < count; first += width)
		add_block(text, (struct block){first, first + width < count ? first + width : count}, all);
	free(all);
}

/* --- by role --- */

enum { ROLE_COLS = 26 };

static void add_role(struct city_text *text, const struct columns *columns, const struct city_role *role)
{
	struct strbuf line = STRBUF_INIT;
	const char *title = role->role == SIZE_MAX ? _("Roles that the standard does not have")
	                                           : bilingual_text(&text->input->pack->roles[role->role].title);

	city_row_begin(text, &line, title, columns->name);
	city_row_size(&line, role->units, 6);
	city_row_size(&line, role->checklists, 6);
	city_row_figures(&line, &role->tally);
	add_beside(&line, columns, &role->tally, true);
	city_row_end(text, &line);
	strbuf_release(&line);
}

void city_text_roles(struct city_text *text)
{
	struct strbuf line = STRBUF_INIT;
	struct columns columns = lay_out(&text->counts.all, ROLE_COLS);

	city_text_heading(text, _("By role"));
	city_text_reconciliation(text);
	if (!text->counts.roles_count) {
		text_page_add(&text->page, 2, 2, _("Nothing has been handed in yet."));
		return;
	}
	city_row_begin(text, &line, C_("column of figures", "Role"), columns.name);
	city_row_text(&line, C_("column of figures", "Units"), 6);
	city_row_text(&line, C_("column of figures", "Lists"), 6);
	city_row_figure_heads(&line);
	head_beside(&line, &columns);
	city_row_end(text, &line);
	strbuf_release(&line);
	for (size_t i = 0; i < text->counts.roles_count; i++)
		add_role(text, &columns, &text->counts.roles[i]);
}
