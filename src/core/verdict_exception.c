/* Which fails an exception covers: one that names every clause of the rule, itself or by the sentence over its list, that is
 * about the verdict's subject or the whole section, and that is itself in order. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/derive.h"
#include "verdict_internal.h"

void cover_release(struct cover *cover)
{
	field_names_release(&cover->missing);
	*cover = (struct cover){0};
}

/* What the missing fields of an exception are called: "exception.permitted_on". */
static void add_missing(struct field_names *names, const struct register_kind *kind, const char *field,
                        const struct bilingual *label)
{
	char *name = str_format("%s.%s", kind->id, field);
	char *ja = str_format(i18n_text_in(LANGUAGE_JA, N_("%s / %s")), kind->title.ja, label->ja);
	char *en = str_format(i18n_text_in(LANGUAGE_EN, N_("%s / %s")), kind->title.en, label->en);

	field_names_add(names, name, ja, en);
	free(name);
	free(ja);
	free(en);
}

/* What one of the rules about exceptions says of one. */
static void judge(struct exception_state *state, struct matter *matter, const struct register_kind *kind, size_t record)
{
	struct findings findings;
	enum finding finding;

	matter_set_record(matter, record);
	findings_search(&findings, matter, false);
	finding = findings_merge(findings.reached);
	if (finding == FINDING_FAIL)
		state->valid = TRUTH_FALSE;
	if (finding != FINDINGS && finding != FINDING_JUDGEMENT)
		return;
	state->valid = truth_and(state->valid, TRUTH_UNKNOWN);
	for (size_t i = 0; i < matter->operands->count; i++) {
		struct field_names own = {0};

		if (!(findings.missing & UINT32_C(1) << i))
			continue;
		matter_names(matter, i, &own);
		for (size_t k = 0; k < own.count; k++)
			add_missing(&state->missing, kind, own.items[k].name, &own.items[k].label);
		field_names_release(&own);
	}
}

static void judge_all(struct exceptions *exceptions, const struct pack *pack, const struct facts *facts,
                      struct date today)
{
	struct matter *matter = mem_new(1, sizeof *matter);

	*matter = (struct matter){.pack = pack, .facts = facts, .today = today};
	for (size_t r = 0; r < pack->rules->count; r++) {
		const struct rule *rule = &pack->rules->items[r];

		if (rule->subject != exceptions->owner || rule->exceptable)
			continue;
		matter_set_rule(matter, rule);
		for (size_t i = 0; i < exceptions->count; i++)
			judge(&exceptions->items[i], matter, &pack->registers->items[exceptions->owner],
			      exceptions->first + i);
	}
	free(matter);
}

void exceptions_init(struct exceptions *exceptions, const struct pack *pack, const struct facts *facts,
                     struct date today)
{
	const struct register_kind *kind;

	*exceptions = (struct exceptions){.owner = registers_find(pack->registers, "exception")};
	if (exceptions->owner == SIZE_MAX || !pack->rules)
		return;
	kind = &pack->registers->items[exceptions->owner];
	exceptions->clauses = register_find_field(kind, "clauses");
	exceptions->subject = register_find_field(kind, "subject");
	if (exceptions->clauses == SIZE_MAX || exceptions->subject == SIZE_MAX ||
	    kind->fields[exceptions->clauses].type != VALUE_CLAUSES ||
	    kind->fields[exceptions->subject].type != VALUE_REF)
		return;
	exceptions->first = facts->firsts[exceptions->owner];
	exceptions->count = facts->firsts[exceptions->owner + 1] - exceptions->first;
	exceptions->items = mem_new(exceptions->count, sizeof *exceptions->items);
	exceptions->by_record = mem_new(facts->records_count, sizeof *exceptions->by_record);
	for (size_t i = 0; i < facts->records_count; i++)
		exceptions->by_record[i] = SIZE_MAX;
	for (size_t i = exceptions->count; i-- > 0;) {
		const struct value *subject = &facts->records[exceptions->first + i].values[exceptions->subject];

		exceptions->items[i].valid = TRUTH_TRUE;
		if (!subject->known)
			continue;
		exceptions->items[i].next = exceptions->by_record[subject->record];
		exceptions->by_record[subject->record] = i;
	}
	judge_all(exceptions, pack, facts, today);
}

void exceptions_release(struct exceptions *exceptions)
{
	for (size_t i = 0; i < exceptions->count; i++)
		field_names_release(&exceptions->items[i].missing);
	free(exceptions->items);
	free(exceptions->by_record);
	cover_release(&exceptions->whole);
	*exceptions = (struct exceptions){0};
}

static bool names_clause(const struct value *clauses, size_t clause)
{
	for (size_t i = 0; i < clauses->clauses_count; i++) {
		if (clauses->clauses[i] == clause)
			return true;
	}
	return false;
}

/* The sentence over the list in which the clause stands, or SIZE_MAX. */
static size_t chapeau_of(const struct pack *pack, size_t clause)
{
	const char *id = pack->clauses[clause].id;
	const char *dot = strrchr(id, '.');
	char *over = dot ? mem_strndup(id, (size_t)(dot - id)) : NULL;
	size_t at = pack_find_clause(pack, over);

	free(over);
	if (at == SIZE_MAX ||
	    (pack->clauses[clause].kind != CLAUSE_ELEMENT && pack->clauses[at].kind != CLAUSE_CHAPEAU))
		return SIZE_MAX;
	return at;
}

static enum truth names_all(const struct pack *pack, const struct value *clauses, const size_t *wanted, size_t count)
{
	if (!clauses->known)
		return TRUTH_UNKNOWN;
	for (size_t i = 0; i < count; i++) {
		if (!names_clause(clauses, wanted[i]) && !names_clause(clauses, chapeau_of(pack, wanted[i])))
			return TRUTH_FALSE;
	}
	return TRUTH_TRUE;
}

/* Adds to `cover` what one exception says of fails of the rule. */
static void add_exception(struct cover *cover, const struct exceptions *exceptions, const struct pack *pack,
                          const struct facts *facts, const struct rule *rule, size_t i)
{
	const struct exception_state *state = &exceptions->items[i];
	const struct register_kind *kind = &pack->registers->items[exceptions->owner];
	enum truth named = names_all(pack, &facts->records[exceptions->first + i].values[exceptions->clauses],
	                             rule->clauses, rule->clauses_count);
	enum truth truth = truth_and(named, state->valid);

	if (cover->truth == TRUTH_TRUE || truth == TRUTH_FALSE)
		return;
	cover->truth = truth;
	if (truth == TRUTH_TRUE) {
		cover->exception = exceptions->first + i;
		field_names_release(&cover->missing);
		return;
	}
	if (named == TRUTH_UNKNOWN)
		add_missing(&cover->missing, kind, kind->fields[exceptions->clauses].id,
		            &kind->fields[exceptions->clauses].label);
	field_names_add_all(&cover->missing, &state->missing);
}

/* One about a record that is no longer there is about nothing; it must not pass for one about everything. */
static bool is_about_section(const struct value *subject)
{
	return !subject->known && !subject->lost;
}

void exceptions_set_rule(struct exceptions *exceptions, const struct pack *pack, const struct facts *facts,
                         const struct rule *rule)
{
	cover_release(&exceptions->whole);
	for (size_t i = 0; rule->exceptable && i < exceptions->count; i++) {
		if (is_about_section(&facts->records[exceptions->first + i].values[exceptions->subject]))
			add_exception(&exceptions->whole, exceptions, pack, facts, rule, i);
	}
}

struct cover exceptions_cover(const struct exceptions *exceptions, const struct matter *matter)
{
	struct cover cover = {.truth = exceptions->whole.truth, .exception = exceptions->whole.exception};

	if (!matter->rule->exceptable || !exceptions->count)
		return (struct cover){0};
	field_names_add_all(&cover.missing, &exceptions->whole.missing);
	for (size_t i = exceptions->by_record[matter->record_index]; i != SIZE_MAX; i = exceptions->items[i].next)
		add_exception(&cover, exceptions, matter->pack, matter->facts, matter->rule, i);
	return cover;
}

/* --- questions --- */

static bool may_be_excepted(const struct pack *pack, const struct question *question)
{
	for (size_t i = 0; pack->rules && i < pack->rules->count; i++) {
		if (!pack->rules->items[i].exceptable && rule_checks_question(pack, i, question))
			return false;
	}
	return true;
}

static bool is_about(const struct value *subject, size_t record)
{
	return is_about_section(subject) || (subject->known && subject->record == record);
}

enum truth exception_permits(const struct pack *pack, const struct facts *facts, struct date today,
                             const struct question *question, size_t record, size_t *which)
{
	struct exceptions exceptions;
	enum truth best = TRUTH_FALSE;

	*which = SIZE_MAX;
	if (!may_be_excepted(pack, question))
		return TRUTH_FALSE;
	exceptions_init(&exceptions, pack, facts, today);
	for (size_t i = 0; i < exceptions.count && best != TRUTH_TRUE; i++) {
		const struct record *found = &facts->records[exceptions.first + i];
		enum truth truth = truth_and(names_all(pack, &found->values[exceptions.clauses], question->clauses,
		                                       question->clauses_count),
		                             exceptions.items[i].valid);

		if (truth == TRUTH_FALSE || !is_about(&found->values[exceptions.subject], record))
			continue;
		best = truth;
		*which = exceptions.first + i;
	}
	exceptions_release(&exceptions);
	return best;
}

static bool is_past(const struct value *expires_on, struct date today)
{
	return expires_on->known && date_is_set(expires_on->date) && date_compare(expires_on->date, today) < 0;
}

size_t exception_expired(const struct pack *pack, const struct facts *facts, struct date today,
                         const struct question *question, size_t record)
{
	size_t owner = registers_find(pack->registers, "exception"), found = SIZE_MAX, clauses, subject, expires;
	const struct register_kind *kind;

	if (owner == SIZE_MAX || !facts->firsts || !may_be_excepted(pack, question))
		return SIZE_MAX;
	kind = &pack->registers->items[owner];
	clauses = register_find_field(kind, "clauses");
	subject = register_find_field(kind, "subject");
	expires = register_find_field(kind, "expires_on");
	if (clauses == SIZE_MAX || subject == SIZE_MAX || expires == SIZE_MAX || kind->fields[expires].type != VALUE_DATE)
		return SIZE_MAX;
	for (size_t i = facts->firsts[owner]; i < facts->firsts[owner + 1]; i++) {
		const struct value *values = facts->records[i].values;

		if (is_past(&values[expires], today) && is_about(&values[subject], record) &&
		    names_all(pack, &values[clauses], question->clauses, question->clauses_count) == TRUTH_TRUE)
			found = i;
	}
	return found;
}
