/* A verdict unfolded: the rule, the fields that decided with their values, the clauses, the exception. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/core/value_text.h"
#include "view_record.h"

static void add_value(struct strbuf *out, const struct workplace *workplace, const struct record *record, size_t field)
{
	const struct register_kind *kind = &workplace->pack->registers->items[record->owner];
	struct strbuf value = STRBUF_INIT;
	value_show(&value, &record->values[field], &kind->fields[field], workplace->pack, &workplace->ledger.facts);
	strbuf_add(out, value.len_bytes ? value.text : _("not known yet"));
	strbuf_release(&value);
}

/* "to.zone": a field of the record that a field of this one names; and which record that is. */
static bool add_field_of_another(struct strbuf *out, const struct workplace *workplace, const struct record *record, const char *first,
                                 const char *rest)
{
	const struct register_kind *kind = &workplace->pack->registers->items[record->owner];
	size_t ref = register_find_field(kind, first);
	if (ref == SIZE_MAX)
		return false;
	if (!record->values[ref].known) {
		strbuf_addf(out, "%s: %s", bilingual_text(&kind->fields[ref].label), _("not known yet"));
		return true;
	}
	const struct record *other = &workplace->ledger.facts.records[record->values[ref].record];
	const struct register_kind *its = &workplace->pack->registers->items[other->owner];
	size_t field = register_find_field(its, rest);
	if (field == SIZE_MAX)
		return false;
	strbuf_addf(out, "%s / %s: ", bilingual_text(&kind->fields[ref].label), bilingual_text(&its->fields[field].label));
	add_value(out, workplace, other, field);
	strbuf_addf(out, "  (%s)", record_name(other, workplace->pack));
	return true;
}

/* "connection.to": of all records of a register; or whether it is complete. */
static bool add_register(struct strbuf *out, const struct workplace *workplace, const char *first, const char *rest)
{
	const struct registers *registers = workplace->pack->registers;
	bool complete = str_equal(first, "complete");
	size_t owner = registers_find(registers, complete ? rest : first);
	if (owner == SIZE_MAX)
		return false;
	const struct register_kind *kind = &registers->items[owner];
	if (complete) {
		strbuf_addf(out, _("whether everything is in the register \"%s\""), bilingual_text(&kind->title));
		return true;
	}
	char *id = mem_strndup(rest, strcspn(rest, "."));
	size_t field = register_find_field(kind, id);
	strbuf_addf(out, "%s / %s", bilingual_text(&kind->title), field == SIZE_MAX ? rest : bilingual_text(&kind->fields[field].label));
	free(id);
	return true;
}

static bool add_setting(struct strbuf *out, const struct workplace *workplace, const char *name)
{
	const struct rules *rules = workplace->pack->rules;
	for (size_t i = 0; i < rules->settings_count; i++) {
		if (!str_equal(rules->settings[i].path, name))
			continue;
		strbuf_addf(out, "%s: ", bilingual_text(&workplace->pack->periods[rules->settings[i].period].text));
		const char *iso = i < workplace->ledger.facts.settings_count ? workplace->ledger.facts.settings[i].text : NULL;
		if (iso)
			period_format_words(out, iso);
		else
			strbuf_add(out, _("not known yet"));
		return true;
	}
	return false;
}

static void add_field_line(struct strbuf *out, const struct workplace *workplace, size_t at, const char *name)
{
	const struct record *record = &workplace->ledger.facts.records[at];
	const struct register_kind *kind = &workplace->pack->registers->items[record->owner];
	size_t field = register_find_field(kind, name), first_bytes = strcspn(name, ".");
	char *first = mem_strndup(name, first_bytes);
	const char *rest = name[first_bytes] ? name + first_bytes + 1 : "";
	strbuf_add(out, "  ");
	if (field != SIZE_MAX) {
		strbuf_addf(out, "%s: ", bilingual_text(&kind->fields[field].label));
		add_value(out, workplace, record, field);
	} else if (!add_field_of_another(out, workplace, record, first, rest) && !add_setting(out, workplace, name) &&
	           !add_register(out, workplace, first, rest)) {
		strbuf_add(out, name);
	}
	strbuf_add_char(out, '\n');
	free(first);
}

/* All that the verdict rests on: rule, fields with their values, clauses with their summaries, and the exception. */
static char *unfold(const struct workplace *workplace, const struct verdict *verdict)
{
	const struct rule *rule = &workplace->pack->rules->items[verdict->rule];
	struct strbuf out = STRBUF_INIT;
	strbuf_addf(&out, "%s\n\n%s\n\n", verdict_label(verdict->code), bilingual_text(&verdict->because));
	const struct record *record = &workplace->ledger.facts.records[verdict->record];
	strbuf_addf(&out, _("Record: %s (%s)\n"), record_name(record, workplace->pack),
	            bilingual_text(&workplace->pack->registers->items[record->owner].title));
	strbuf_addf(&out, _("What is demanded: %s"), bilingual_text(&rule->text));
	strbuf_addf(&out, "\n\n%s\n", verdict->code == VERDICT_UNKNOWN && !verdict->judgement ? _("Missing:") : _("Decided by:"));
	for (size_t i = 0; i < verdict->fields_count; i++)
		add_field_line(&out, workplace, verdict->record, verdict->fields[i]);
	strbuf_addf(&out, "\n%s\n", _("Clauses:"));
	for (size_t i = 0; i < rule->clauses_count; i++) {
		const struct clause *clause = &workplace->pack->clauses[rule->clauses[i]];
		strbuf_addf(&out, "  %s  %s\n", clause->label, bilingual_text(&clause->summary));
	}
	if (verdict->exception != SIZE_MAX)
		strbuf_addf(&out, _("\nPermitted by the exception: %s\n"),
		            record_name(&workplace->ledger.facts.records[verdict->exception], workplace->pack));
	strbuf_addf(&out, _("\nRule: %s\n"), rule->id);
	return strbuf_take(&out);
}

struct unfolded {
	char *rule, *record; /* ids: the verdict may stand elsewhere by then */
	size_t owner;
};

static void free_unfolded(void *data)
{
	struct unfolded *unfolded = data;
	free(unfolded->rule);
	free(unfolded->record);
	free(unfolded);
}

static char *verdict_text(struct shell *shell, void *data, struct error *err)
{
	const struct unfolded *unfolded = data;
	const struct workplace *workplace = shell->workplace;
	for (size_t i = 0; i < workplace->ledger.verdicts.count; i++) {
		const struct verdict *verdict = &workplace->ledger.verdicts.items[i];
		const struct record *record = &workplace->ledger.facts.records[verdict->record];
		if (record->owner == unfolded->owner && str_equal(record->id, unfolded->record) &&
		    str_equal(workplace->pack->rules->items[verdict->rule].id, unfolded->rule))
			return unfold(workplace, verdict);
	}
	error_set(err, ERROR_CONFLICT, _("This verdict is no longer there: the record or the rules have changed."));
	return NULL;
}

void view_record_open_verdict(struct shell *shell, size_t at)
{
	const struct workplace *workplace = shell->workplace;
	const struct verdict *verdict = &workplace->ledger.verdicts.items[at];
	const struct record *record = &workplace->ledger.facts.records[verdict->record];
	struct unfolded *data = mem_new(1, sizeof *data);
	*data = (struct unfolded){mem_strdup(workplace->pack->rules->items[verdict->rule].id), mem_strdup(record->id),
	                          record->owner};
	const struct text_source source = {
	        .title = N_("Verdict"), .write = verdict_text, .free_data = free_unfolded, .data = data};
	view_text_open(shell, &source);
}
