/* register and exception: keeping the registers (台帳) from a script. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "tenken/app/registers.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* --- output --- */

static bool write_out(const struct strbuf *text, const char *path, struct error *err)
{
	if (!path) {
		print_raw(text->text, text->len_bytes);
		return true;
	}
	if (!file_write(path, text->text, text->len_bytes, 0600, err))
		return false;
	print_line(_("Wrote %s."), path);
	return true;
}

static void put_fields(struct json *node, const struct workplace *workplace, size_t record)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	const struct register_kind *kind = &workplace->pack->registers->items[found->owner];
	json_put_string(node, "id", found->id);
	for (size_t i = 0; i < kind->fields_count; i++) {
		struct json *value = value_json(&found->values[i], &kind->fields[i], workplace->pack, &workplace->ledger.facts);
		if (value)
			json_put(node, kind->fields[i].id, value);
		else
			json_put_null(node, kind->fields[i].id);
	}
}

static void put_verdicts_of(struct json *list, const struct workplace *workplace, size_t record)
{
	const struct verdicts *verdicts = &workplace->ledger.verdicts;
	for (size_t i = 0; i < verdicts->count; i++)
		if (verdicts->items[i].record == record)
			put_verdict(list, workplace->pack, &workplace->ledger.facts, &verdicts->items[i]);
}

static void list_json(const struct workplace *workplace, size_t owner)
{
	const struct facts *facts = &workplace->ledger.facts;
	struct json *root = json_new_object();
	json_put_string(root, "register", workplace->pack->registers->items[owner].id);
	json_put_bool(root, "complete", facts->complete[owner]);
	struct json *records = json_put_array(root, "records");
	struct json *verdicts = json_put_array(root, "verdicts");
	for (size_t i = facts->firsts[owner]; i < facts->firsts[owner + 1]; i++) {
		put_fields(json_put_object(records, NULL), workplace, i);
		put_verdicts_of(verdicts, workplace, i);
	}
	print_json(root);
}

static void list_text(const struct workplace *workplace, size_t owner)
{
	const struct facts *facts = &workplace->ledger.facts;
	print_line("%s: %s", bilingual_text(&workplace->pack->registers->items[owner].title),
	           facts->complete[owner] ? _("declared complete for this year") : _("not declared complete"));
	for (size_t i = facts->firsts[owner]; i < facts->firsts[owner + 1]; i++) {
		size_t count, open = record_open_fields(workplace, i);
		enum verdict_code worst = record_worst_verdict(workplace, i, &count);
		print_line("%s  %s  %s", facts->records[i].id, record_name(&facts->records[i], workplace->pack),
		           worst == VERDICT_NOT_APPLICABLE ? "-" : verdict_label(worst));
		if (open)
			print_line(P_("    %zu field is not filled in", "    %zu fields are not filled in", open), open);
		for (size_t v = 0; v < workplace->ledger.verdicts.count; v++) {
			const struct verdict *verdict = &workplace->ledger.verdicts.items[v];
			if (verdict->record != i || verdict->code != worst || worst == VERDICT_PASS)
				continue;
			char *clauses = verdict_clauses(workplace->pack, verdict);
			print_line("    %s: %s [%s] %s", verdict_label(verdict->code), bilingual_text(&verdict->because), clauses,
			           workplace->pack->rules->items[verdict->rule].id);
			free(clauses);
		}
	}
	if (facts->firsts[owner] == facts->firsts[owner + 1])
		print_line(_("No records."));
}

static void list_registers(const struct cli *cli, const struct workplace *workplace)
{
	const struct facts *facts = &workplace->ledger.facts;
	const struct registers *registers = workplace->pack->registers;
	struct json *root = json_new_object();
	struct json *list = json_put_array(root, "registers");
	for (size_t i = 0; registers && i < registers->count; i++) {
		size_t count = facts->firsts[i + 1] - facts->firsts[i];
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "id", registers->items[i].id);
		json_put_bilingual(node, "title", &registers->items[i].title);
		json_put_int(node, "records", (int64_t)count);
		json_put_bool(node, "complete", facts->complete[i]);
		if (!cli->globals.json)
			print_line("%-12s %4zu  %s%s", registers->items[i].id, count, bilingual_text(&registers->items[i].title),
			           facts->complete[i] ? _(" (complete)") : "");
	}
	if (cli->globals.json)
		print_json(root);
	else
		json_free(root);
}

/* After a change: what stands, so that a script or a person sees what followed from it. */
static void say_record(const struct workplace *workplace, size_t owner, const char *id)
{
	size_t record = facts_find(&workplace->ledger.facts, workplace->pack, owner, id, NULL), count;
	if (record == SIZE_MAX)
		return;
	enum verdict_code worst = record_worst_verdict(workplace, record, &count);
	for (size_t i = 0; worst != VERDICT_PASS && i < workplace->ledger.verdicts.count; i++) {
		const struct verdict *verdict = &workplace->ledger.verdicts.items[i];
		if (verdict->record == record && (verdict->code == VERDICT_FAIL || verdict->code == VERDICT_EXPLAIN))
			print_line("  %s: %s", verdict_label(verdict->code), bilingual_text(&verdict->because));
	}
}

/* --- one register --- */

static bool is_edited(const struct field_edits *edits, size_t field)
{
	for (size_t i = 0; i < edits->count; i++)
		if (edits->items[i].field == field)
			return true;
	return false;
}

/* FIELD=VALUE words to the end. */
static bool take_edits(struct args *args, const struct workplace *workplace, size_t owner, struct field_edits *edits,
                       struct error *err)
{
	const struct register_kind *kind = &workplace->pack->registers->items[owner];
	const char *word;
	while ((word = args_next(args)) != NULL) {
		const char *equals = strchr(word, '=');
		struct json *value = NULL;
		if (!equals)
			return error_set(err, ERROR_USAGE, _("\"%s\" names no value: write FIELD=VALUE."), word);
		char *name = mem_strndup(word, (size_t)(equals - word));
		size_t field = register_require_field(workplace, owner, name, err);
		free(name);
		if (field != SIZE_MAX && is_edited(edits, field))
			return error_set(err, ERROR_USAGE, _("The field \"%s\" is given twice; leave one out."),
			                 kind->fields[field].id);
		if (field == SIZE_MAX || !value_from_text(&value, &kind->fields[field], equals + 1, err))
			return false;
		field_edits_add(edits, field, value);
	}
	return args_done(args, err);
}

static bool add_or_set(struct args *args, struct workplace *workplace, size_t owner, bool add, struct error *err)
{
	struct field_edits edits = {0};
	const char *id = NULL;
	size_t record = SIZE_MAX;
	bool ok = args_require(args, "ID", &id, err);
	if (ok && !add) {
		record = register_require_record(workplace, owner, id, err);
		ok = record != SIZE_MAX;
	}
	ok = ok && take_edits(args, workplace, owner, &edits, err);
	if (ok && !add && !edits.count)
		ok = error_set(err, ERROR_USAGE, _("Say what to change: FIELD=VALUE."));
	if (ok)
		ok = add ? register_add(workplace, owner, id, &edits, err) : register_change(workplace, record, &edits, err);
	if (ok) {
		print_line(add ? _("Added \"%s\" to the register \"%s\".") : _("Changed \"%s\" in the register \"%s\"."), id,
		           bilingual_text(&workplace->pack->registers->items[owner].title));
		say_record(workplace, owner, id);
	}
	field_edits_release(&edits);
	return ok;
}

static bool remove_record(struct args *args, struct workplace *workplace, size_t owner, struct error *err)
{
	const char *id = NULL;
	if (!args_require(args, "ID", &id, err) || !args_done(args, err))
		return false;
	size_t record = register_require_record(workplace, owner, id, err);
	if (record == SIZE_MAX || !register_remove(workplace, record, err))
		return false;
	print_line(_("Removed \"%s\". Its history stays."), id);
	return true;
}

static bool set_complete(struct args *args, struct workplace *workplace, size_t owner, struct error *err)
{
	const char *word = NULL;
	enum truth truth;
	if (!args_require(args, "yes|no", &word, err) || !args_done(args, err))
		return false;
	if (!truth_parse(&truth, word) || truth == TRUTH_UNKNOWN)
		return error_set(err, ERROR_USAGE, _("\"%s\" is not known here: yes or no."), word);
	if (!register_set_complete(workplace, owner, truth == TRUTH_TRUE, err))
		return false;
	print_line(truth == TRUTH_TRUE ? _("\"%s\" is declared complete for this year.")
	                               : _("\"%s\" is no longer declared complete."),
	           bilingual_text(&workplace->pack->registers->items[owner].title));
	return true;
}

static void result_json(const struct import_result *result, bool dry_run)
{
	struct json *root = json_new_object();
	json_put_bool(root, "dry_run", dry_run);
	json_put_int(root, "added", (int64_t)result->added);
	json_put_int(root, "changed", (int64_t)result->changed);
	json_put_int(root, "unchanged", (int64_t)result->unchanged);
	json_put(root, "records", json_copy(result->records));
	print_json(root);
}

static bool say_result(const struct cli *cli, const struct import_result *result, bool dry_run)
{
	if (cli->globals.json) {
		result_json(result, dry_run);
		return true;
	}
	if (result->text && *result->text)
		print_line("%s", result->text);
	print_line(dry_run ? _("Would be added: %zu, changed: %zu, unchanged: %zu. Nothing was written.")
	                   : _("Added: %zu, changed: %zu, unchanged: %zu."),
	           result->added, result->changed, result->unchanged);
	return true;
}

static bool import_table(const struct cli *cli, struct args *args, struct workplace *workplace, size_t owner,
                         struct error *err)
{
	struct import_result result = {0};
	const char *path = NULL;
	bool dry_run = args_flag(args, "--dry-run");
	bool ok = args_require(args, "F.csv|F.xlsx", &path, err) && args_done(args, err) &&
	          register_import_table(workplace, owner, path, dry_run, &result, err) && say_result(cli, &result, dry_run);
	import_result_release(&result);
	return ok;
}

static bool write_template(struct args *args, struct workplace *workplace, size_t owner, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	const char *path = NULL;
	bool ok = args_option(args, "-o", &path, err) && args_done(args, err);
	if (ok) {
		register_template(workplace, owner, &text);
		ok = write_out(&text, path, err);
	}
	strbuf_release(&text);
	return ok;
}

static bool show_history(const struct cli *cli, struct args *args, struct workplace *workplace, size_t owner,
                         struct error *err)
{
	const char *id = NULL;
	if (!args_require(args, "ID", &id, err) || !args_done(args, err))
		return false;
	size_t record = register_require_record(workplace, owner, id, err);
	if (record == SIZE_MAX)
		return false;
	if (cli->globals.json) {
		struct json *root = record_history_json(workplace, record, err);
		if (root)
			print_json(root);
		return root != NULL;
	}
	char *text = record_history_text(workplace, record, err);
	if (text)
		print_line("%s", text);
	free(text);
	return text != NULL;
}

enum { ADD = REGISTER_LIST + 1, SET, REMOVE, COMPLETE, TEMPLATE, IMPORT, HISTORY };
const char *const register_subcommands[REGISTER_SUBCOMMANDS] = {"list",     "add",      "set",    "remove",
                                                                "complete", "template", "import", "history"};

static bool run_on(const struct cli *cli, struct args *args, struct workplace *workplace, size_t owner, int what,
                   struct error *err)
{
	switch (what) {
	case REGISTER_LIST:
		if (!args_done(args, err))
			return false;
		if (cli->globals.json)
			list_json(workplace, owner);
		else
			list_text(workplace, owner);
		return true;
	case ADD:
		return add_or_set(args, workplace, owner, true, err);
	case SET:
		return add_or_set(args, workplace, owner, false, err);
	case REMOVE:
		return remove_record(args, workplace, owner, err);
	case COMPLETE:
		return set_complete(args, workplace, owner, err);
	case TEMPLATE:
		return write_template(args, workplace, owner, err);
	case IMPORT:
		return import_table(cli, args, workplace, owner, err);
	case HISTORY:
		return show_history(cli, args, workplace, owner, err);
	default:
		return false;
	}
}

/* --- the whole ledger --- */

static bool export_all(struct args *args, const struct workplace *workplace, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	const char *path = NULL;
	bool ok = args_option(args, "-o", &path, err) && args_done(args, err);
	if (ok) {
		registers_export(workplace, &text);
		ok = write_out(&text, path, err);
	}
	strbuf_release(&text);
	return ok;
}

static bool import_all(const struct cli *cli, struct args *args, struct workplace *workplace, struct error *err)
{
	struct import_result result = {0};
	const char *path = NULL;
	bool dry_run = args_flag(args, "--dry-run");
	bool ok = args_require(args, "F.json", &path, err) && args_done(args, err) &&
	          registers_import(workplace, path, dry_run, &result, err) && say_result(cli, &result, dry_run);
	import_result_release(&result);
	return ok;
}

static void show_network(const struct cli *cli, const struct workplace *workplace)
{
	if (cli->globals.json) {
		print_json(registers_network_json(workplace));
		return;
	}
	char *text = registers_network_text(workplace, cli->globals.ascii, NULL);
	print_line("%s", text);
	free(text);
}

static bool run(const struct cli *cli, struct args *args, struct workplace *workplace, const char *word,
                struct error *err)
{
	if (!word || str_equal(word, "list")) {
		if (!args_done(args, err))
			return false;
		list_registers(cli, workplace);
		return true;
	}
	if (str_equal(word, "export"))
		return export_all(args, workplace, err);
	if (str_equal(word, "import"))
		return import_all(cli, args, workplace, err);
	if (str_equal(word, "network")) {
		if (!args_done(args, err))
			return false;
		show_network(cli, workplace);
		return true;
	}
	size_t owner = registers_require(workplace, word, err);
	return owner != SIZE_MAX &&
	       run_on(cli, args, workplace, owner,
	              take_subcommand(args, register_subcommands, REGISTER_SUBCOMMANDS, REGISTER_LIST, err), err);
}

int command_register(struct cli *cli, struct args *args, struct error *err)
{
	const char *word = args_next(args);
	struct workplace workplace;
	if (!open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = run(cli, args, &workplace, word, err);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}

int register_subcommand(struct cli *cli, struct args *args, const char *kind, int what, struct error *err)
{
	struct workplace workplace;
	if (!open_workplace(cli, &workplace, err))
		return failed(err);
	size_t owner = registers_require(&workplace, kind, err);
	bool ok = owner != SIZE_MAX && run_on(cli, args, &workplace, owner, what, err);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}
