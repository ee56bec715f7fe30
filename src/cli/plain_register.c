/* The registers without a screen: a list, one of it, its records, one of them, its fields, one of them. Each step says what there
 * is, numbered, and asks for a number; a blank line goes a step back. */
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* Letters before the values one may choose: their own names may be numbers. */
static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

static const struct register_kind *kind_at(const struct plain *plain, size_t owner)
{
	return &plain->workplace.pack->registers->items[owner];
}

/* In memory a record may move when another is written: its id finds it. */
static size_t record_at(const struct plain *plain, size_t owner, const char *id)
{
	return facts_find(&plain->workplace.ledger.facts, plain->workplace.pack, owner, id, NULL);
}

static void say_saved(void)
{
	struct strbuf time = STRBUF_INIT;
	char now[26];
	datetime_format_time(&time, platform_now(now));
	print_line(_("Saved %s"), time.text);
	strbuf_release(&time);
}

/* --- verdicts --- */

/* What is kept is said in one sentence; what is not, rule by rule. */
static void show_verdicts(const struct plain *plain, size_t record)
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
		show_verdicts(plain, record);
	if (open)
		print_line(P_("    %zu field is not filled in", "    %zu fields are not filled in", open), open);
}

/* --- a value --- */

static char *value_of(const struct plain *plain, size_t record, const struct field *field, size_t at)
{
	struct strbuf out = STRBUF_INIT;
	const struct value *value = &plain->workplace.ledger.facts.records[record].values[at];
	value_show(&out, value, field, plain->workplace.pack, &plain->workplace.ledger.facts);
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

static void show_choices(const struct plain *plain, size_t record, const struct field *field)
{
	for (size_t i = 0; i < field->values_count && i < sizeof letters - 1; i++)
		print_line("%c %s", letters[i], bilingual_text(&field->values[i].label));
	if (field->type == VALUE_REF) {
		size_t count, *records = choices_of(plain, record, field, &count);
		for (size_t i = 0; i < count; i++)
			print_row(
			        "%zu %s", i + 1,
			        record_name(&plain->workplace.ledger.facts.records[records[i]], plain->workplace.pack));
		free(records);
	}
}

static const char *prompt_of(const struct field *field)
{
	switch (field->type) {
	case VALUE_BOOL:
		return _("y yes, n no, ? not known (blank: as it is)");
	case VALUE_CHOICE:
		return _("Letter; ? not known (blank: as it is)");
	case VALUE_MULTI:
		return _("Letters with commas, none, or ? not known (blank: as it is)");
	case VALUE_REF:
		return _("Number; ? not known (blank: as it is)");
	case VALUE_DATE:
		return _("E.g. 2026-10-31 or R8.10.31, none, or ? not known (blank: as it is)");
	default:
		return field->required ? _("Value; ? not known (blank: as it is)")
		                       : _("Value, none, or ? not known (blank: as it is)");
	}
}

/* "a,c" as the ids of the values; what is no letter stays as it is. Caller frees. */
static char *by_letters(const struct field *field, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	for (const char *at = text; *at;) {
		size_t len_bytes = strcspn(at, ","), blanks = strspn(at, " ");
		const char *letter = len_bytes == blanks + 1 ? strchr(letters, at[blanks]) : NULL;
		bool known = letter && *letter && (size_t)(letter - letters) < field->values_count;
		strbuf_addf(&out, "%s", out.len_bytes ? "," : "");
		if (known)
			strbuf_add(&out, field->values[letter - letters].id);
		else
			strbuf_add_bytes(&out, at, len_bytes);
		at += len_bytes + (at[len_bytes] == ',');
	}
	return strbuf_take(&out);
}

/* What was typed, as value_from_text() knows it. Caller frees. */
static char *as_value(const struct plain *plain, size_t record, const struct field *field, const char *typed)
{
	enum truth truth;
	if (field->type == VALUE_BOOL && plain_truth(typed, &truth))
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

/* Whether it was understood. */
static bool save_value(struct plain *plain, size_t record, size_t at, const struct field *field, const char *typed)
{
	struct field_edits edits = {0};
	struct error err = {0};
	struct json *value = NULL;
	char *text = as_value(plain, record, field, typed);
	bool ok = value_from_text(&value, field, text, &err);
	free(text);
	if (ok) {
		field_edits_add(&edits, at, value);
		ok = register_change(&plain->workplace, record, &edits, &err);
	}
	field_edits_release(&edits);
	if (!ok)
		plain_fail(&err);
	else
		say_saved();
	return ok;
}

static void ask_value(struct plain *plain, size_t owner, const char *id, size_t at)
{
	const struct field *field = &kind_at(plain, owner)->fields[at];
	size_t record = record_at(plain, owner, id);
	bool ok = false;
	char *value = value_of(plain, record, field, at);
	print_row("%s: %s", bilingual_text(&field->label), value);
	free(value);
	if (!str_is_blank(bilingual_text(&field->hint)))
		print_line("%s", bilingual_text(&field->hint));
	show_choices(plain, record, field);
	while (!ok && !plain->over && record != SIZE_MAX) {
		char *line = plain_ask(plain, prompt_of(field));
		bool blank = str_is_blank(line);
		ok = !blank && save_value(plain, record, at, field, line);
		free(line);
		record = record_at(plain, owner, id);
		if (blank)
			return;
	}
	if (ok && record != SIZE_MAX)
		show_consequence(plain, record);
}

/* --- a record --- */

/* The fields that the form shows; returns how many. */
static size_t shown_fields(const struct plain *plain, size_t owner, size_t record, size_t *fields)
{
	size_t count = 0;
	for (size_t i = 0; i < kind_at(plain, owner)->fields_count; i++)
		if (record_shows_field(&plain->workplace, record, i))
			fields[count++] = i;
	return count;
}

static void show_record(const struct plain *plain, size_t owner, size_t record, const size_t *fields, size_t count)
{
	print_row("\n%s: %s", bilingual_text(&kind_at(plain, owner)->title),
	          record_name(&plain->workplace.ledger.facts.records[record], plain->workplace.pack));
	for (size_t i = 0; i < count; i++) {
		const struct field *field = &kind_at(plain, owner)->fields[fields[i]];
		char *value = value_of(plain, record, field, fields[i]);
		print_row("%zu %s: %s", i + 1, bilingual_text(&field->label), value);
		free(value);
	}
	show_verdicts(plain, record);
}

/* One open field after the other, until a blank line. */
static void fill_in(struct plain *plain, size_t owner, const char *id)
{
	for (size_t i = 0; i < kind_at(plain, owner)->fields_count && !plain->over; i++) {
		size_t record = record_at(plain, owner, id);
		if (record != SIZE_MAX && record_asks_field(&plain->workplace, record, i) &&
		    !plain->workplace.ledger.facts.records[record].values[i].known)
			ask_value(plain, owner, id, i);
	}
}

static bool remove_record(struct plain *plain, size_t record)
{
	struct error err = {0};
	enum truth truth = TRUTH_UNKNOWN;
	char *label = str_format(_("Remove \"%s\" from the register? (Its history stays.)"),
	                         record_name(&plain->workplace.ledger.facts.records[record], plain->workplace.pack));
	char *line = plain_ask(plain, label);
	bool sure = line && plain_truth(line, &truth) && truth == TRUTH_TRUE;
	bool ok = sure && register_remove(&plain->workplace, record, &err);
	if (sure && !ok)
		plain_fail(&err);
	else if (ok)
		say_saved();
	free(line);
	free(label);
	return ok;
}

static void open_record(struct plain *plain, size_t owner, const char *id)
{
	size_t *fields = mem_new(kind_at(plain, owner)->fields_count, sizeof *fields), record;
	bool stay = true, show = true;
	while (stay && !plain->over && (record = record_at(plain, owner, id)) != SIZE_MAX) {
		size_t count = shown_fields(plain, owner, record, fields);
		if (show)
			show_record(plain, owner, record, fields, count);
		char *line = plain_ask(plain, _("Number of a field, m for those that are open, v for the record, D to "
		                                "remove it (blank: back)"));
		size_t at = line ? plain_number(line, count) : SIZE_MAX;
		stay = !str_is_blank(line);
		show = stay && str_equal(line, "v");
		if (at != SIZE_MAX)
			ask_value(plain, owner, id, fields[at]);
		else if (stay && str_equal(line, "m"))
			fill_in(plain, owner, id);
		else if (stay && str_equal(line, "D"))
			remove_record(plain, record);
		free(line);
	}
	free(fields);
}

/* --- a register --- */

static void show_register(const struct plain *plain, size_t owner)
{
	const struct facts *facts = &plain->workplace.ledger.facts;
	print_line("\n%s: %s", bilingual_text(&kind_at(plain, owner)->title),
	           facts->complete[owner] ? _("declared complete for this year") : _("not declared complete"));
	print_line("%s", bilingual_text(&kind_at(plain, owner)->hint));
	for (size_t i = facts->firsts[owner]; i < facts->firsts[owner + 1]; i++) {
		size_t count, open = record_open_fields(&plain->workplace, i);
		enum verdict_code worst = record_worst_verdict(&plain->workplace, i, &count);
		print_row("%zu %s: %s", i - facts->firsts[owner] + 1,
		          record_name(&facts->records[i], plain->workplace.pack),
		          worst == VERDICT_NOT_APPLICABLE ? _("No rule applies.") : verdict_label(worst));
		if (open)
			print_line(P_("    %zu field is not filled in", "    %zu fields are not filled in", open),
			           open);
	}
}

/* With its name it stands at once; what is not known of it is asked next. */
static void add_record(struct plain *plain, size_t owner)
{
	const struct register_kind *kind = kind_at(plain, owner);
	size_t name = register_find_field(kind, "name");
	bool named = name != SIZE_MAX && kind->fields[name].type == VALUE_TEXT;
	struct field_edits edits = {0};
	struct error err = {0};
	char *text = named ? plain_ask(plain, bilingual_text(&kind->fields[name].label)) : NULL;
	if (named && str_is_blank(text)) {
		print_line("%s", _("Nothing was added: a record needs a name."));
		free(text);
		return;
	}
	char *id = register_new_id(&plain->workplace, owner);
	if (named)
		field_edits_add(&edits, name, json_new_string(text));
	bool ok = register_add(&plain->workplace, owner, id, &edits, &err);
	field_edits_release(&edits);
	if (ok) {
		say_saved();
		open_record(plain, owner, id);
	} else {
		plain_fail(&err);
	}
	free(id);
	free(text);
}

static void set_complete(struct plain *plain, size_t owner)
{
	struct error err = {0};
	bool complete = !plain->workplace.ledger.facts.complete[owner];
	if (!register_set_complete(&plain->workplace, owner, complete, &err)) {
		plain_fail(&err);
		return;
	}
	print_line(complete ? _("\"%s\" is declared complete for this year.")
	                    : _("\"%s\" is no longer declared complete."),
	           bilingual_text(&kind_at(plain, owner)->title));
}

static void open_register(struct plain *plain, size_t owner)
{
	const struct facts *facts = &plain->workplace.ledger.facts;
	bool stay = true;
	show_register(plain, owner);
	while (stay && !plain->over) {
		char *line = plain_ask(plain, _("Number of a record, a adds one, C declares complete or takes it back, "
		                                "v lists again (blank: back)"));
		size_t at = line ? plain_number(line, facts->firsts[owner + 1] - facts->firsts[owner]) : SIZE_MAX;
		stay = !str_is_blank(line);
		if (at != SIZE_MAX) {
			char *id = mem_strdup(facts->records[facts->firsts[owner] + at].id);
			open_record(plain, owner, id);
			free(id);
		} else if (stay && str_equal(line, "a")) {
			add_record(plain, owner);
		} else if (stay && str_equal(line, "C")) {
			set_complete(plain, owner);
		} else if (stay && str_equal(line, "v")) {
			show_register(plain, owner);
		}
		free(line);
	}
}

static void show_registers(const struct plain *plain)
{
	const struct registers *registers = plain->workplace.pack->registers;
	const struct facts *facts = &plain->workplace.ledger.facts;
	for (size_t i = 0; registers && i < registers->count; i++) {
		size_t count = facts->firsts[i + 1] - facts->firsts[i];
		print_line(P_("%zu %s: %zu record, %s", "%zu %s: %zu records, %s", count), i + 1,
		           bilingual_text(&registers->items[i].title), count,
		           facts->complete[i] ? _("declared complete for this year") : _("not declared complete"));
	}
}

void plain_registers(struct plain *plain)
{
	size_t count = plain->workplace.pack->registers ? plain->workplace.pack->registers->count : 0;
	bool stay = true;
	show_registers(plain);
	while (stay && !plain->over) {
		char *line =
		        plain_ask(plain, _("Number of a register, w for the network (blank: back to the questions)"));
		size_t at = line ? plain_number(line, count) : SIZE_MAX;
		stay = !str_is_blank(line);
		if (at != SIZE_MAX) {
			open_register(plain, at);
		} else if (stay && str_equal(line, "w")) {
			char *text = registers_network_text(&plain->workplace, plain->cli.globals.ascii, NULL);
			print_line("%s", text);
			free(text);
		}
		free(line);
	}
}
