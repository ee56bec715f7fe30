/* Looking things up in the registers, and what stands beside a record. */
#include <stdlib.h>
#include <string.h>

#include "ledger_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/core/formula.h"

/* Says that there is none, with a near name; `none_fmt` takes the id. */
static size_t no_such(const char *id, const char *const *names, size_t count, const char *near_fmt, const char *none_fmt,
                      struct error *err)
{
	const char *near = strlen(id) <= 64 ? text_nearest(id, names, count) : NULL;
	if (near)
		error_set(err, ERROR_USAGE, near_fmt, id, near);
	else
		error_set(err, ERROR_USAGE, none_fmt, id);
	return SIZE_MAX;
}

/* A title or label in any language, however it is written. */
static bool is_called(const struct bilingual *title, const char *text)
{
	char *wanted = text_fold_words(text);
	bool is = false;
	for (int i = 0; i < LANGUAGES && *wanted && !is; i++) {
		char *own = text_fold_words(bilingual_in(title, (enum language)i));
		is = strcmp(own, wanted) == 0;
		free(own);
	}
	free(wanted);
	return is;
}

static size_t register_called(const struct registers *registers, const char *title)
{
	for (size_t i = 0; registers && title && i < registers->count; i++)
		if (is_called(&registers->items[i].title, title))
			return i;
	return SIZE_MAX;
}

/* The only one that is called so. */
static size_t field_called(const struct register_kind *kind, const char *label)
{
	size_t found = SIZE_MAX;
	for (size_t i = 0; i < kind->fields_count; i++) {
		if (!is_called(&kind->fields[i].label, label))
			continue;
		if (found != SIZE_MAX)
			return SIZE_MAX;
		found = i;
	}
	return found;
}

size_t registers_require(const struct workplace *workplace, const char *id, struct error *err)
{
	const struct registers *registers = workplace->pack->registers;
	size_t at = registers_find(registers, id), count = registers ? registers->count : 0;
	if (at == SIZE_MAX)
		at = register_called(registers, id);
	if (at != SIZE_MAX)
		return at;
	const char **names = mem_new(count + 1, sizeof *names);
	struct strbuf all = STRBUF_INIT;
	for (size_t i = 0; i < count; i++) {
		names[i] = registers->items[i].id;
		strbuf_addf(&all, "%s%s", i ? ", " : "", names[i]);
	}
	if (id && strlen(id) <= 64 && text_nearest(id, names, count))
		no_such(id, names, count, _("There is no register \"%s\". Did you mean \"%s\"?"), "%s", err);
	else
		error_set(err, ERROR_USAGE, _("There is no register \"%s\". There are: %s."), id, all.text);
	strbuf_release(&all);
	free(names);
	return SIZE_MAX;
}

size_t register_require_field(const struct workplace *workplace, size_t owner, const char *id, struct error *err)
{
	const struct register_kind *kind = &workplace->pack->registers->items[owner];
	size_t at = register_find_field(kind, id);
	if (at == SIZE_MAX)
		at = field_called(kind, id);
	const char *names[REGISTER_FIELDS_MAX];
	for (size_t i = 0; i < kind->fields_count; i++)
		names[i] = kind->fields[i].id;
	return at != SIZE_MAX
	               ? at
	               : no_such(id, names, kind->fields_count, _("There is no field \"%s\" here. Did you mean \"%s\"?"),
	                         _("There is no field \"%s\" here. \"tenken register KIND template\" lists the fields."),
	                         err);
}

size_t register_require_record(const struct workplace *workplace, size_t owner, const char *id, struct error *err)
{
	const struct facts *facts = &workplace->ledger.facts;
	size_t at = facts_find(facts, workplace->pack, owner, id, NULL);
	if (at != SIZE_MAX)
		return at;
	size_t first = facts->firsts[owner], count = facts->firsts[owner + 1] - first;
	const char **names = mem_new(count + 1, sizeof *names);
	for (size_t i = 0; i < count; i++)
		names[i] = facts->records[first + i].id;
	no_such(id, names, count, _("There is no record \"%s\" in this register. Did you mean \"%s\"?"),
	        _("There is no record \"%s\" in this register."), err);
	free(names);
	return SIZE_MAX;
}

/* --- beside a record --- */

static enum truth shows(const struct facts *facts, const struct pack *pack, size_t record, size_t field,
                        struct date today)
{
	const struct field *found = &pack->registers->items[facts->records[record].owner].fields[field];
	return formula_evaluate(found->when, pack, facts, record, today);
}

bool record_shows_field(const struct workplace *workplace, size_t record, size_t field)
{
	return shows(&workplace->ledger.facts, workplace->pack, record, field, workplace->today) != TRUTH_FALSE;
}

size_t record_field_source(const struct workplace *workplace, size_t record, size_t field, size_t *far)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	const struct field *asked = &workplace->pack->registers->items[found->owner].fields[field];
	if (asked->via_ref == SIZE_MAX || !found->values[asked->via_ref].known)
		return SIZE_MAX;
	if (far)
		*far = asked->via_field;
	return found->values[asked->via_ref].record;
}

bool record_asks_field(const struct workplace *workplace, size_t record, size_t field)
{
	const struct facts *facts = &workplace->ledger.facts;
	const struct record *found = &facts->records[record];
	const struct field *asked = &workplace->pack->registers->items[found->owner].fields[field];
	/* Where another record says it, nobody need write it here. */
	if (record_field_source(workplace, record, field, NULL) != SIZE_MAX)
		return false;
	return asked->when ? shows(facts, workplace->pack, record, field, workplace->today) == TRUTH_TRUE : asked->required;
}

size_t ledger_count_open(const struct workplace *workplace, size_t record)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	size_t open = 0;
	for (size_t i = 0; i < found->values_count; i++)
		open += !found->values[i].known && record_asks_field(workplace, record, i);
	return open;
}

size_t record_open_fields(const struct workplace *workplace, size_t record)
{
	return workplace->ledger.records[record].open;
}

enum verdict_code record_worst_verdict(const struct workplace *workplace, size_t record, size_t *count)
{
	/* The worst first. */
	static const enum verdict_code order[] = {VERDICT_FAIL,      VERDICT_UNKNOWN, VERDICT_EXPLAIN,
	                                          VERDICT_EXCEPTION, VERDICT_ADVICE,  VERDICT_PASS};
	const size_t *verdicts = workplace->ledger.records[record].verdicts;
	for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
		*count = verdicts[order[k]];
		if (*count)
			return order[k];
	}
	return VERDICT_NOT_APPLICABLE;
}

char *register_new_id(const struct workplace *workplace, size_t owner)
{
	const struct facts *facts = &workplace->ledger.facts;
	const char *kind = workplace->pack->registers->items[owner].id;
	for (size_t n = facts->firsts[owner + 1] - facts->firsts[owner] + 1;; n++) {
		char *id = str_format("%s-%zu", kind, n);
		bool taken = false;
		for (size_t i = 0; i < facts->records_count && !taken; i++)
			taken = str_equal(facts->records[i].id, id);
		if (!taken)
			return id;
		free(id);
	}
}
