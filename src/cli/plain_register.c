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

static const struct register_kind *kind_at(const struct plain *plain, size_t owner)
{
	return &plain->workplace.pack->registers->items[owner];
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
	print_line("%s", "");
	print_row("%s: %s", bilingual_text(&kind_at(plain, owner)->title),
	          record_name(&plain->workplace.ledger.facts.records[record], plain->workplace.pack));
	for (size_t i = 0; i < count; i++) {
		const struct field *field = &kind_at(plain, owner)->fields[fields[i]];
		char *value = plain_value(plain, record, field, fields[i]);
		print_row("%zu %s: %s", i + 1, bilingual_text(&field->label), value);
		free(value);
	}
	plain_show_verdicts(plain, record);
}

/* One open field after the other, until a blank line. */
static void fill_in(struct plain *plain, size_t owner, const char *id)
{
	for (size_t i = 0; i < kind_at(plain, owner)->fields_count && !plain->over; i++) {
		size_t record = plain_record(plain, owner, id);
		if (record != SIZE_MAX && record_asks_field(&plain->workplace, record, i) &&
		    !plain->workplace.ledger.facts.records[record].values[i].known)
			plain_ask_value(plain, owner, id, i);
	}
}

static bool remove_record(struct plain *plain, size_t record)
{
	struct error err = {0};
	enum truth truth = TRUTH_UNKNOWN;
	char *label = str_format(_("Remove \"%s\" from the register? (Its history stays.)"),
	                         record_name(&plain->workplace.ledger.facts.records[record], plain->workplace.pack));
	char *line = plain_ask(plain, label, _("y removes it; anything else leaves it."));
	bool sure = line && plain_truth(line, &truth) && truth == TRUTH_TRUE;
	bool ok = sure && register_remove(&plain->workplace, record, &err);
	if (sure && !ok)
		plain_fail(&err);
	else if (ok)
		plain_say_saved(NULL);
	free(line);
	free(label);
	return ok;
}

static void open_record(struct plain *plain, size_t owner, const char *id)
{
	size_t *fields = mem_new(kind_at(plain, owner)->fields_count, sizeof *fields), record;
	bool stay = true, show = true;
	while (stay && !plain->over && (record = plain_record(plain, owner, id)) != SIZE_MAX) {
		size_t count = shown_fields(plain, owner, record, fields);
		if (show)
			show_record(plain, owner, record, fields, count);
		char *line = plain_ask(plain,
		                       _("Number of a field, m for those that are open, v for the record, D to "
		                         "remove it (blank: back)"),
		                       NULL);
		size_t at = line ? plain_number(line, count) : SIZE_MAX;
		stay = !str_is_blank(line);
		show = plain_is(line, "v");
		if (at != SIZE_MAX)
			plain_ask_value(plain, owner, id, fields[at]);
		else if (plain_is(line, "m"))
			fill_in(plain, owner, id);
		else if (plain_is(line, "D"))
			remove_record(plain, record);
		else if (stay && !show)
			plain_not_understood(line);
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
	const char *help = named && !str_is_blank(bilingual_text(&kind->fields[name].hint))
	                           ? bilingual_text(&kind->fields[name].hint)
	                           : NULL;
	char *text = named ? plain_ask(plain, bilingual_text(&kind->fields[name].label), help) : NULL;
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
		plain_say_saved(NULL);
		open_record(plain, owner, id);
	} else {
		plain_fail(&err);
	}
	free(id);
	free(text);
}

/* With nothing in it, one stray letter would say that the section has nothing of the kind. */
static bool may_be_empty(struct plain *plain, size_t owner)
{
	const struct facts *facts = &plain->workplace.ledger.facts;
	if (facts->firsts[owner + 1] > facts->firsts[owner] || plain->workplace.readonly)
		return true;
	print_line(_("Nothing is written in \"%s\". Declared complete, it says that the section has nothing of the kind, and questions are answered by that."),
	           bilingual_text(&kind_at(plain, owner)->title));
	return plain_agrees(plain, _("Declare it complete? (y: there is nothing of the kind, Enter or n: not yet)"), false);
}

static void set_complete(struct plain *plain, size_t owner)
{
	struct error err = {0};
	bool complete = !plain->workplace.ledger.facts.complete[owner];
	if (complete && !may_be_empty(plain, owner))
		return;
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
		char *line = plain_ask(plain,
		                       _("Number of a record, a adds one, C declares complete or takes it back, "
		                         "v lists again (blank: back)"),
		                       NULL);
		size_t at = line ? plain_number(line, facts->firsts[owner + 1] - facts->firsts[owner]) : SIZE_MAX;
		stay = !str_is_blank(line);
		if (at != SIZE_MAX) {
			char *id = mem_strdup(facts->records[facts->firsts[owner] + at].id);
			open_record(plain, owner, id);
			free(id);
		} else if (plain_is(line, "a")) {
			add_record(plain, owner);
		} else if (plain_is(line, "C")) {
			set_complete(plain, owner);
		} else if (plain_is(line, "v")) {
			show_register(plain, owner);
		} else if (stay) {
			plain_not_understood(line);
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
		char *line = plain_ask(
		        plain, _("Number of a register, w for the network (blank: back to the questions)"), NULL);
		size_t at = line ? plain_number(line, count) : SIZE_MAX;
		stay = !str_is_blank(line);
		if (at != SIZE_MAX) {
			open_register(plain, at);
		} else if (plain_is(line, "w")) {
			char *text = registers_network_text(&plain->workplace, plain->cli.globals.ascii, NULL);
			print_line("%s", text);
			free(text);
		} else if (stay) {
			plain_not_understood(line);
		}
		free(line);
	}
}
