/* One field of a register without a screen: what it holds, asking for it, and what the rules then say. */
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* Letters before the values one may choose: their own names may be numbers. Without q and u, which leave and say "not known". */
static const char letters[] = "abcdefghijklmnoprstvwxyzABCDEFGHIJKLMNOPRSTVWXYZ";
enum { CAPITALS_FROM = 24 };

static const struct register_kind *kind_at(const struct plain *plain, size_t owner)
{
	return &plain->workplace.pack->registers->items[owner];
}

size_t plain_record(const struct plain *plain, size_t owner, const char *id)
{
	return facts_find(&plain->workplace.ledger.facts, plain->workplace.pack, owner, id, NULL);
}

/* --- verdicts --- */

void plain_show_verdicts(const struct plain *plain, size_t record)
{
	const struct verdicts *verdicts = &plain->workplace.ledger.verdicts;
	size_t count, said = 0;
	enum verdict_code worst = record_worst_verdict(&plain->workplace, record, &count);
	for (size_t i = 0; i < verdicts->count; i++) {
		if (verdicts->items[i].record != record || verdicts->items[i].code == VERDICT_PASS ||
		    verdicts->items[i].code == VERDICT_NOT_APPLICABLE)
			continue;
		print_row("%s: %s", verdict_label(verdicts->items[i].code),
		          bilingual_text(&verdicts->items[i].because));
		said++;
	}
	if (!said)
		print_line("%s", worst == VERDICT_PASS ? _("All rules that apply are kept.") : _("No rule applies."));
}

/* After a change: what it broke, or how much is kept and open. */
static void show_consequence(const struct plain *plain, size_t record)
{
	size_t count, open = record_open_fields(&plain->workplace, record);
	enum verdict_code worst = record_worst_verdict(&plain->workplace, record, &count);
	if (worst == VERDICT_FAIL || worst == VERDICT_EXPLAIN)
		plain_show_verdicts(plain, record);
	if (open)
		print_line(P_("    %zu field is not filled in", "    %zu fields are not filled in", open), open);
}

/* --- a value --- */

char *plain_value(const struct plain *plain, size_t record, const struct field *field, size_t at)
{
	struct strbuf out = STRBUF_INIT;
	const struct facts *facts = &plain->workplace.ledger.facts;
	const struct pack *pack = plain->workplace.pack;
	size_t far, source = record_field_source(&plain->workplace, record, at, &far);
	if (source != SIZE_MAX) {
		const struct record *other = &facts->records[source];
		struct strbuf said = STRBUF_INIT;
		value_show(&said, &other->values[far], &pack->registers->items[other->owner].fields[far], pack, facts);
		strbuf_addf(&out, _("%s (as \"%s\" has it)"), said.len_bytes ? said.text : _("not known yet"),
		            record_name(other, pack));
		strbuf_release(&said);
		return strbuf_take(&out);
	}
	const struct value *value = &facts->records[record].values[at];
	value_show(&out, value, field, pack, facts);
	if (!out.len_bytes)
		strbuf_add(&out, value->known ? "-" : _("not filled in"));
	return strbuf_take(&out);
}

/* The records that a reference may name, in the order of their numbers. Caller frees. */
static size_t *choices_of(const struct plain *plain, size_t record, const struct field *field, size_t *count)
{
	const struct facts *facts = &plain->workplace.ledger.facts;
	size_t *records = mem_new(facts->records_count + 1, sizeof *records);
	*count = 0;
	for (size_t i = 0; i < facts->records_count; i++)
		if (i != record && (field->target == SIZE_MAX || facts->records[i].owner == field->target))
			records[(*count)++] = i;
	return records;
}

/* Line by line; what a section has typed must not look like a line of its own. */
static void add_choices(struct strbuf *out, const struct plain *plain, size_t record, const struct field *field)
{
	for (size_t i = 0; i < field->values_count && i < sizeof letters - 1; i++)
		strbuf_addf(out, "%c %s\n", letters[i], bilingual_text(&field->values[i].label));
	if (field->type != VALUE_REF)
		return;
	size_t count, *records = choices_of(plain, record, field, &count);
	for (size_t i = 0; i < count; i++) {
		char *name = text_safe_dup(
		        record_name(&plain->workplace.ledger.facts.records[records[i]], plain->workplace.pack),
		        TEXT_SAFE_LINE);
		strbuf_addf(out, "%zu %s\n", i + 1, name);
		free(name);
	}
	free(records);
}

/* What is meant, and what there is to choose. Caller frees. */
static char *explanation(const struct plain *plain, size_t record, const struct field *field)
{
	struct strbuf out = STRBUF_INIT;
	if (!str_is_blank(bilingual_text(&field->hint)))
		strbuf_addf(&out, "%s\n", bilingual_text(&field->hint));
	add_choices(&out, plain, record, field);
	if (out.len_bytes)
		strbuf_cut(&out, out.len_bytes - 1); /* the last newline */
	return strbuf_take(&out);
}

static const char *prompt_of(const struct field *field)
{
	switch (field->type) {
	case VALUE_BOOL:
		return _("y yes, n no, u not known (blank: as it is, ? help)");
	case VALUE_CHOICE:
		return _("Letter; u not known (blank: as it is, ? help)");
	case VALUE_MULTI:
		return _("Letters with commas, none, or u not known (blank: as it is, ? help)");
	case VALUE_REF:
		return _("Number; u not known (blank: as it is, ? help)");
	case VALUE_DATE:
		return _("E.g. 2026-10-31 or R8.10.31, none, or u not known (blank: as it is, ? help)");
	default:
		return field->required ? _("Value; u not known (blank: as it is, ? help)")
		                       : _("Value, none, or u not known (blank: as it is, ? help)");
	}
}

/* Which of the values the letter between `start` and `end` stands for, in whatever width; SIZE_MAX: it is no letter of theirs. */
static size_t letter_value(const struct field *field, const char *start, const char *end)
{
	uint32_t codepoint;
	while (start < end && *start == ' ')
		start++;
	while (end > start && end[-1] == ' ')
		end--;
	if (start == end || text_decode(start, (size_t)(end - start), &codepoint) != (size_t)(end - start))
		return SIZE_MAX;
	if (codepoint >= 0xff01 && codepoint <= 0xff5e)
		codepoint -= 0xff01 - '!';
	/* Capitals are letters of their own only where there are so many values. */
	if (field->values_count <= CAPITALS_FROM && codepoint >= 'A' && codepoint <= 'Z')
		codepoint += 'a' - 'A';
	const char *letter = codepoint && codepoint < 0x7f ? strchr(letters, (int)codepoint) : NULL;
	return letter && (size_t)(letter - letters) < field->values_count ? (size_t)(letter - letters) : SIZE_MAX;
}

/* "a,c" as the ids of the values; a text that is not letters alone stays as it is. Caller frees. */
static char *by_letters(const struct field *field, const char *text)
{
	static const char *const commas[] = {",", "、", "，"};
	struct strbuf out = STRBUF_INIT;
	for (const char *at = text; at;) {
		const char *end = at + strlen(at), *next = NULL;
		for (size_t i = 0; i < sizeof commas / sizeof *commas; i++) {
			const char *comma = strstr(at, commas[i]);
			if (comma && comma < end) {
				end = comma;
				next = comma + strlen(commas[i]);
			}
		}
		size_t value = letter_value(field, at, end);
		if (value == SIZE_MAX) {
			strbuf_release(&out);
			return mem_strdup(text);
		}
		strbuf_addf(&out, "%s%s", out.len_bytes ? "," : "", field->values[value].id);
		at = next;
	}
	return strbuf_take(&out);
}

/* What was typed, as value_from_text() knows it. Caller frees. */
static char *as_value(const struct plain *plain, size_t record, const struct field *field, const char *typed)
{
	enum truth truth;
	if (plain_truth(typed, &truth) && (field->type == VALUE_BOOL || truth == TRUTH_UNKNOWN))
		return mem_strdup(truth == TRUTH_UNKNOWN ? "?" : truth == TRUTH_TRUE ? "yes" : "no");
	if (field->type == VALUE_CHOICE || field->type == VALUE_MULTI)
		return by_letters(field, typed);
	if (field->type == VALUE_REF) {
		size_t count, *records = choices_of(plain, record, field, &count), at = plain_number(typed, count);
		char *id = at == SIZE_MAX ? NULL
		                          : record_reference(&plain->workplace.ledger.facts, plain->workplace.pack,
		                                             records[at]);
		free(records);
		if (id)
			return id;
	}
	return mem_strdup(typed);
}

/* Where something is chosen, what there is counts, and not what it is called in the data. */
static void say_wrong(const struct plain *plain, size_t record, const struct field *field, const char *typed,
                      struct error *err)
{
	size_t count = 0;
	if (field->type == VALUE_REF)
		free(choices_of(plain, record, field, &count));
	if (field->type == VALUE_BOOL)
		plain_not_understood(typed);
	else if (field->values_count && field->values_count < sizeof letters)
		print_row(_("\"%s\" is not among them: type a letter from a to %c (? reads them out)."), typed,
		          letters[field->values_count - 1]);
	else if (field->type == VALUE_REF && count)
		print_row(_("\"%s\" is not among them: type a number from 1 to %zu (? reads them out)."), typed, count);
	else if (field->type == VALUE_REF)
		print_line("%s", _("There is no record to choose from yet: write it into its register first. An empty "
		                   "line leaves this as it is."));
	else
		print_line("%s", err->message);
	error_release(err);
}

/* Whether it is one of what there is to choose: then it is something else that does not fit. */
static bool is_among(const struct plain *plain, size_t record, const struct field *field, const char *typed)
{
	size_t count = 0;
	if (field->type != VALUE_REF)
		return field->type == VALUE_BOOL || letter_value(field, typed, typed + strlen(typed)) != SIZE_MAX;
	free(choices_of(plain, record, field, &count));
	return plain_number(typed, count) != SIZE_MAX;
}

/* Whether it was understood. */
static bool save_value(struct plain *plain, size_t record, size_t at, const struct field *field, const char *typed)
{
	struct field_edits edits = {0};
	struct error err = {0};
	struct json *value = NULL;
	char *text = as_value(plain, record, field, typed);
	bool read = value_from_text(&value, field, text, &err), ok = false;
	free(text);
	if (read) {
		field_edits_enter(&edits, &plain->workplace, record, at, value);
		ok = register_change(&plain->workplace, record, &edits, &err);
	}
	field_edits_release(&edits);
	if (ok)
		plain_say_saved(NULL);
	else if (read && (err.code != ERROR_INPUT || is_among(plain, record, field, typed)))
		plain_fail(&err);
	else
		say_wrong(plain, record, field, typed, &err);
	return ok;
}

/* Where another record says it, nothing is asked here; what stands here itself (from a table, say) counts for nothing and goes. */
static bool say_elsewhere(struct plain *plain, size_t record, size_t at)
{
	struct workplace *workplace = &plain->workplace;
	size_t source = record == SIZE_MAX ? SIZE_MAX : record_field_source(workplace, record, at, NULL);
	if (source == SIZE_MAX)
		return false;
	struct field_edits edits = {0};
	struct error err = {0};
	print_row(_("This follows from the record \"%s\": write it there."),
	          record_name(&workplace->ledger.facts.records[source], workplace->pack));
	field_edits_add(&edits, at, NULL);
	if (workplace->ledger.facts.records[record].values[at].known && !register_change(workplace, record, &edits, &err))
		plain_fail(&err);
	field_edits_release(&edits);
	return true;
}

void plain_ask_value(struct plain *plain, size_t owner, const char *id, size_t at)
{
	const struct field *field = &kind_at(plain, owner)->fields[at];
	size_t record = plain_record(plain, owner, id);
	bool ok = false;
	char *value = plain_value(plain, record, field, at);
	print_row("%s: %s", bilingual_text(&field->label), value);
	free(value);
	if (say_elsewhere(plain, record, at))
		return;
	char *help = explanation(plain, record, field);
	if (*help)
		print_line("%s", help);
	while (!ok && !plain->over && record != SIZE_MAX) {
		char *line = plain_ask(plain, prompt_of(field), *help ? help : NULL);
		bool blank = str_is_blank(line);
		ok = !blank && save_value(plain, record, at, field, line);
		free(line);
		record = plain_record(plain, owner, id);
		if (blank)
			break;
	}
	free(help);
	if (ok && record != SIZE_MAX)
		show_consequence(plain, record);
}
