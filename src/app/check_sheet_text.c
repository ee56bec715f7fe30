/* What a check sheet would change, in words. */
#include <stdlib.h>

#include "check_sheet_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "tenken/report/check_sheet.h"

enum { BEGINNING_COLS = 28 };

void check_add_beginning(struct strbuf *out, const struct bilingual *text)
{
	const char *whole = bilingual_text(text);
	int cols;
	size_t bytes = text_cut(whole, BEGINNING_COLS, 2, &cols);
	text_safe_bytes(out, whole, bytes, TEXT_SAFE_LINE);
	if (whole[bytes])
		strbuf_add(out, "…");
}

/* What somebody typed, safe to show, and on its line, so that it cannot look like one of ours. */
static void add_typed(struct strbuf *out, const char *text)
{
	char *line = mem_strdup(*text ? text : _("(nothing)"));
	for (char *at = line; *at; at++)
		if (*at == '\n' || *at == '\r')
			*at = ' ';
	text_safe(out, line, TEXT_SAFE_LINE);
	free(line);
}

static void add_change(struct strbuf *out, const struct check_change *change)
{
	strbuf_addf(out, "    %s: ", change->label);
	add_typed(out, change->from);
	strbuf_add(out, " → ");
	add_typed(out, change->to);
	if (change->conflicts)
		strbuf_addf(out, "  (%s)", check_result_label(CHECK_CONFLICT));
	strbuf_add_char(out, '\n');
}

/* By whom and when what stands there was written: that is what would be overwritten. */
static void add_standing(struct strbuf *out, const struct check_row *row)
{
	const struct entry *entry = &row->checklist->entries[row->item];
	struct strbuf when = STRBUF_INIT, actor = STRBUF_INIT;
	if (!entry->at)
		return;
	datetime_format_local(&when, entry->at);
	add_typed(&actor, entry->actor);
	strbuf_addf(out, _("    what stands: %s, %s"), actor.text, when.text);
	strbuf_add_char(out, '\n');
	if (row->from_sheet) {
		strbuf_reset(&actor);
		add_typed(&actor, row->from_sheet);
		strbuf_addf(out, _("    It came from a sheet that was taken in: %s"), actor.text);
		strbuf_add_char(out, '\n');
	}
	strbuf_release(&actor);
	strbuf_release(&when);
}

/* Whether it holds rows of more than one checklist: then each of them is named. */
static bool is_mixed(const struct check_sheet *sheet)
{
	for (size_t i = 1; i < sheet->count; i++)
		if (sheet->rows[i].checklist != sheet->rows[0].checklist)
			return true;
	return false;
}

static void add_row(struct strbuf *out, const struct check_row *row, bool mixed)
{
	struct strbuf place = STRBUF_INIT, text = STRBUF_INIT;
	check_add_place(&place, &row->checklist->scope, row->item);
	check_add_beginning(&text, &checklist_question(row->checklist, row->item)->text);
	if (mixed) {
		const char *about = row->checklist->about;
		strbuf_addf(&place, "  %s%s", bilingual_text(&row->checklist->role->title), about ? " " : "");
		text_safe(&place, about ? about : "", TEXT_SAFE_LINE);
	}
	strbuf_addf(out, _("Row %zu  %s  %s: %s"), row->number, place.text, text.text, check_result_label(row->result));
	strbuf_add_char(out, '\n');
	for (size_t i = 0; i < row->changes_count; i++)
		add_change(out, &row->changes[i]);
	if (row->result == CHECK_CHANGED || row->result == CHECK_CONFLICT)
		add_standing(out, row);
	if (row->note)
		strbuf_addf(out, "    %s\n", row->note);
	strbuf_release(&place);
	strbuf_release(&text);
}

void check_sheet_describe(struct strbuf *out, const struct check_sheet *sheet)
{
	bool mixed = is_mixed(sheet);
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->rows[i].result != CHECK_SAME || sheet->rows[i].note)
			add_row(out, &sheet->rows[i], mixed);
	strbuf_addf(out, _("New: %zu, changed: %zu, changed here since: %zu, as it is: %zu."), sheet->counts[CHECK_NEW],
	            sheet->counts[CHECK_CHANGED], sheet->counts[CHECK_CONFLICT], sheet->counts[CHECK_SAME]);
}
