/* What the sheet says of the registers. */
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/core/value_text.h"

size_t sheet_registers(const struct report_input *input)
{
	return input->facts && input->pack->registers ? input->pack->registers->count : 0;
}

bool sheet_shows_register(const struct report_input *input, size_t owner)
{
	return input->facts->firsts[owner] < input->facts->firsts[owner + 1] || input->facts->complete[owner];
}

const char *sheet_register_state(const struct report_input *input, size_t owner)
{
	return input->facts->complete[owner] ? _("Declared complete: everything there is stands here.")
	                                     : _("Not declared complete: there may be more than stands here.");
}

void sheet_add_record(struct strbuf *out, const struct report_input *input, size_t at)
{
	const struct record *record = &input->facts->records[at];
	const struct register_kind *kind = &input->pack->registers->items[record->owner];
	size_t before = out->len_bytes;

	for (size_t i = 0; i < kind->fields_count; i++) {
		struct strbuf value = STRBUF_INIT;

		value_show(&value, &record->values[i], &kind->fields[i], input->pack, input->facts);
		if (value.len_bytes) {
			if (out->len_bytes > before)
				strbuf_add_char(out, '\n');
			sheet_add_line(out, bilingual_text(&kind->fields[i].label));
			strbuf_add(out, ": ");
			sheet_add_line(out, value.text);
		}
		strbuf_release(&value);
	}
}

/* A record that is hardly filled in leaves most rules open: that is said once, not forty times. */
enum { UNKNOWN_SHOWN = 3 };

static void add_verdict(struct strbuf *out, const struct verdict *verdict, bool first)
{
	strbuf_addf(out, "%s%s: ", first ? "" : "\n", verdict_label(verdict->code));
	sheet_add_line(out, bilingual_text(&verdict->because));
}

void sheet_add_verdicts(struct strbuf *out, const struct report_input *input, size_t record)
{
	size_t before = out->len_bytes, unknown = 0;

	for (size_t i = 0; input->verdicts && i < input->verdicts->count; i++) {
		const struct verdict *verdict = &input->verdicts->items[i];

		if (verdict->record == record && verdict->code != VERDICT_PASS &&
		    verdict->code != VERDICT_NOT_APPLICABLE && verdict->code != VERDICT_UNKNOWN)
			add_verdict(out, verdict, out->len_bytes == before);
	}
	for (size_t i = 0; input->verdicts && i < input->verdicts->count; i++) {
		const struct verdict *verdict = &input->verdicts->items[i];

		if (verdict->record == record && verdict->code == VERDICT_UNKNOWN && ++unknown <= UNKNOWN_SHOWN)
			add_verdict(out, verdict, out->len_bytes == before);
	}
	if (unknown > UNKNOWN_SHOWN)
		strbuf_addf(out,
		            P_("\n%zu more rule cannot judge yet: fill in the record.",
		               "\n%zu more rules cannot judge yet: fill in the record.", unknown - UNKNOWN_SHOWN),
		            unknown - UNKNOWN_SHOWN);
}
