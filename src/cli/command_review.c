/* collect, roster, show, return, accept: what comes in at the office. */
#include <stdlib.h>

#include "command.h"
#include "passphrase.h"
#include "tenken/app/office.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

enum { WORDS_MAX = 4096 };

/* All words that are left. The array is the caller's. */
static const char **take_words(struct args *args, size_t *count)
{
	const char **words = NULL, *word;
	*count = 0;
	while ((word = args_next(args)))
		*MEM_PUSH(words, *count) = word;
	return words;
}

/* --- collect --- */

static const char *result_code(enum collect_result result)
{
	static const char *const codes[] = {"imported", "unchanged", "rejected"};
	return codes[result];
}

static void put_reconciliation(struct json *root, const struct office *office)
{
	struct reconciliation all;
	struct json *node = json_put_object(root, "roster");
	office_reconcile(office, &all);
	json_put_int(node, "total", (int64_t)all.total);
	for (int state = UNIT_STATES - 1; state >= 0; state--)
		if (state == UNIT_CLOSED || state == UNIT_ACCEPTED || state == UNIT_RETURNED)
			json_put_int(node, unit_state_code((enum unit_state)state), (int64_t)all.by_state[state]);
	json_put_int(node, "submitted", (int64_t)all.by_state[UNIT_SUBMITTED]);
	json_put_int(node, "not_received", (int64_t)all.by_state[UNIT_NOT_RECEIVED]);
}

static void print_reconciliation(const struct office *office)
{
	struct reconciliation all;
	office_reconcile(office, &all);
	print_line(_("Roster %zu = closed %zu + accepted %zu + returned %zu + submitted %zu + not handed in %zu"), all.total,
	           all.by_state[UNIT_CLOSED], all.by_state[UNIT_ACCEPTED], all.by_state[UNIT_RETURNED],
	           all.by_state[UNIT_SUBMITTED], all.by_state[UNIT_NOT_RECEIVED]);
}

static void print_collected_json(const struct collected *collected, const struct office *office)
{
	struct json *root = json_new_object(), *list = json_put_array(root, "files");
	for (size_t i = 0; i < collected->count; i++) {
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "file", collected->items[i].file);
		json_put_string(node, "result", result_code(collected->items[i].result));
		json_put_string(node, "unit", collected->items[i].unit);
		json_put_string(node, "reason", collected->items[i].reason);
	}
	put_reconciliation(root, office);
	print_json(root);
}

static size_t print_collected(const struct collected *collected, bool quiet)
{
	static const char *const labels[] = {N_("taken in"), N_("known already"), N_("rejected")};
	size_t counts[3] = {0};
	for (size_t i = 0; i < collected->count; i++) {
		const struct collected_file *file = &collected->items[i];
		counts[file->result]++;
		if (!quiet)
			print_line("%s: %s%s%s%s%s", file->file, _(labels[file->result]), file->unit ? " " : "",
			           file->unit ? file->unit : "", file->reason ? " — " : "", file->reason ? file->reason : "");
	}
	if (!quiet)
		print_line(_("Files %zu = taken in %zu + known already %zu + rejected %zu"), collected->count, counts[0], counts[1],
		           counts[2]);
	return counts[COLLECT_REJECTED];
}

int command_collect(struct cli *cli, struct args *args, struct error *err)
{
	struct collected collected = {0};
	struct office office;
	size_t count = 0, rejected = 0;
	bool dry_run = args_flag(args, "--dry-run");
	char *passphrase = take_passphrase(cli, args, false, err);
	if (!passphrase)
		return failed(err);
	const char **paths = take_words(args, &count);
	bool ok = args_done(args, err) && (count || error_set(err, ERROR_USAGE, _("Say which files or folders to collect."))) &&
	          open_office(cli, &office, err);
	if (ok) {
		ok = office_collect(&office, paths, count, passphrase, dry_run, &collected, err);
		rejected = print_collected(&collected, cli->globals.json);
		if (ok && cli->globals.json)
			print_collected_json(&collected, &office);
		else if (ok)
			print_reconciliation(&office);
		if (ok && dry_run && !cli->globals.json)
			print_line(_("Nothing was changed (--dry-run)."));
		office_close(&office);
	}
	collected_release(&collected);
	free(paths);
	passphrase_free(passphrase);
	if (ok && rejected)
		error_set(err, ERROR_INPUT, P_("%zu file was rejected; it was left where it is.",
		                               "%zu files were rejected; they were left where they are.", rejected), rejected);
	return ok && !rejected ? 0 : failed(err);
}

/* --- roster --- */

static bool parse_state(const char *code, enum unit_state *state, struct error *err)
{
	for (int i = 0; i < UNIT_STATES; i++)
		if (str_equal(code, unit_state_code((enum unit_state)i))) {
			*state = (enum unit_state)i;
			return true;
		}
	return error_set(err, ERROR_USAGE, _("There is no state \"%s\". There are: not_received, submitted, returned, accepted, closed."),
	                 code);
}

static void roster_json(const struct office *office, const enum unit_state *state, bool overdue)
{
	struct json *root = json_new_object(), *list = json_put_array(root, "units");
	for (size_t i = 0; i < office->roster.count; i++) {
		const struct roster_unit *unit = &office->roster.items[i];
		if ((state && office_unit_state(office, i) != *state) || (overdue && !office_unit_overdue(office, i)))
			continue;
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "code", unit->code);
		json_put_string(node, "bureau", unit->bureau);
		json_put_string(node, "unit", unit->name);
		json_put_string(node, "state", unit_state_code(office_unit_state(office, i)));
		json_put_bool(node, "overdue", office_unit_overdue(office, i));
		json_put_string(node, "contact", unit->contact);
	}
	put_reconciliation(root, office);
	print_json(root);
}

static void roster_text(const struct office *office, const enum unit_state *state, bool overdue)
{
	for (size_t i = 0; i < office->roster.count; i++) {
		const struct roster_unit *unit = &office->roster.items[i];
		struct strbuf line = STRBUF_INIT;
		if ((state && office_unit_state(office, i) != *state) || (overdue && !office_unit_overdue(office, i)))
			continue;
		add_column(&line, unit->code, 10);
		add_column(&line, unit->bureau, 18);
		add_column(&line, unit->name, 24);
		add_column(&line, unit_state_label(office_unit_state(office, i)), 14);
		if (office_unit_overdue(office, i))
			strbuf_addf(&line, " %s", _("overdue"));
		if (*unit->contact)
			strbuf_addf(&line, " %s", unit->contact);
		print_line("%s", line.text);
		strbuf_release(&line);
	}
	print_reconciliation(office);
}

int command_roster(struct cli *cli, struct args *args, struct error *err)
{
	const char *name = NULL;
	enum unit_state state;
	struct office office;
	bool overdue = args_flag(args, "--overdue");
	if (!args_option(args, "--state", &name, err) || !args_done(args, err) || (name && !parse_state(name, &state, err)) ||
	    !open_office(cli, &office, err))
		return failed(err);
	if (cli->globals.json)
		roster_json(&office, name ? &state : NULL, overdue);
	else
		roster_text(&office, name ? &state : NULL, overdue);
	office_close(&office);
	return 0;
}

/* --- show --- */

static void put_answers(struct json *list, const struct checklist *checklist)
{
	for (size_t i = 0; i < checklist->scope.count; i++) {
		const struct standing *standing = &checklist->entries[i].standing;
		if (!scope_asks(&checklist->scope.items[i]))
			continue;
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "question", checklist_question(checklist, i)->id);
		json_put_string(node, "answer", answer_code(standing->response.answer));
		json_put_string(node, "basis", basis_code(standing->basis));
		json_put_string(node, "note", standing->response.note);
		json_put_string(node, "reason", standing->response.reason);
	}
}

static void show_json(const struct office *office, size_t unit, const struct workplace *workplace)
{
	struct json *root = json_new_object(), *node = json_put_object(root, "unit"), *list;
	json_put_string(node, "code", workplace->unit.code);
	json_put_string(node, "name", workplace->unit.name);
	json_put_string(node, "bureau", workplace->unit.bureau);
	json_put_string(root, "state", unit_state_code(office_unit_state(office, unit)));
	list = json_put_array(root, "checklists");
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		struct json *checklist = json_put_object(list, NULL);
		json_put_string(checklist, "id", workplace->checklists[i].assessment.checklist);
		put_answers(json_put_array(checklist, "answers"), &workplace->checklists[i]);
	}
	print_json(root);
}

static void show_item(const struct checklist *checklist, size_t item)
{
	const struct response *response = &checklist->entries[item].standing.response;
	const struct question *question = checklist_question(checklist, item);
	if (!scope_asks(&checklist->scope.items[item]) || response->answer == ANSWER_IMPLEMENTED)
		return;
	print_line("  %s %s  %s", answer_label(response->answer), question->id, bilingual_text(&question->text));
	if (!str_is_blank(response->note))
		print_line(_("      Remark: %s"), response->note);
	if (!str_is_blank(response->reason))
		print_line(_("      Reason: %s"), response->reason);
	if (!str_is_blank(response->plan.measure) || !str_is_blank(response->plan.person))
		print_line(_("      Plan: %s (%s)"), response->plan.measure ? response->plan.measure : "",
		           response->plan.person ? response->plan.person : "");
}

static void show_text(const struct office *office, size_t unit, const struct workplace *workplace)
{
	print_line("%s %s (%s): %s", workplace->unit.bureau, workplace->unit.name, workplace->unit.code,
	           unit_state_label(office_unit_state(office, unit)));
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		const struct checklist *checklist = &workplace->checklists[c];
		print_line(_("%s: %zu of %zu answered"), checklist->assessment.checklist, checklist->tally.answered,
		           checklist->tally.applicable);
		for (size_t i = 0; i < checklist->scope.count; i++)
			show_item(checklist, i);
	}
}

int command_show(struct cli *cli, struct args *args, struct error *err)
{
	const char *code;
	struct office office;
	struct workplace workplace;
	if (!args_require(args, "UNIT", &code, err) || !args_done(args, err) || !open_office(cli, &office, err))
		return failed(err);
	size_t unit = office_unit(&office, code, err);
	bool ok = unit != SIZE_MAX && office_open_unit(&office, unit, &workplace, err);
	if (ok) {
		if (cli->globals.json)
			show_json(&office, unit, &workplace);
		else
			show_text(&office, unit, &workplace);
		workplace_close(&workplace);
	}
	office_close(&office);
	return ok ? 0 : failed(err);
}

/* --- saying so --- */

int command_return(struct cli *cli, struct args *args, struct error *err)
{
	const char *comment = NULL, *folder = NULL, *on, *code, **comments = NULL;
	size_t comments_count = 0;
	struct office office;
	char *written = NULL;
	if (!args_option(args, "--comment", &comment, err) || !args_option(args, "-o", &folder, err))
		return failed(err);
	for (;;) {
		if (!args_repeated(args, "--on", &on, err)) {
			free(comments);
			return failed(err);
		}
		if (!on)
			break;
		*MEM_PUSH(comments, comments_count) = on;
	}
	bool ok = true;
	if (!comment || !folder)
		ok = error_set(err, ERROR_USAGE, _("%s is missing."), comment ? "-o" : "--comment");
	char *passphrase = ok ? take_passphrase(cli, args, false, err) : NULL;
	ok = passphrase && args_require(args, "UNIT", &code, err) && args_done(args, err) && open_office(cli, &office, err);
	if (ok) {
		size_t unit = office_unit(&office, code, err);
		ok = unit != SIZE_MAX && office_return(&office, unit, comment, comments, comments_count, folder, passphrase, &written,
		                                       err);
		office_close(&office);
	}
	if (ok)
		print_line(_("Wrote %s. Hand this file to the section."), written);
	free(written);
	free(comments);
	passphrase_free(passphrase);
	return ok ? 0 : failed(err);
}

/* How acceptances are to be made known: with receipts in a folder, or not at all. */
struct receipts {
	const char *folder;
	struct secret_key *key;
};

static bool accept_one(struct office *office, size_t unit, const struct receipts *receipts, struct error *err)
{
	char *written = NULL;
	if (!office_accept(office, unit, receipts->key, receipts->folder, &written, err))
		return false;
	print_line(_("Accepted %s %s."), office->roster.items[unit].bureau, office->roster.items[unit].name);
	if (written)
		print_line(_("Wrote %s. Hand this file to the section."), written);
	free(written);
	return true;
}

/* Those that are left are named, so that nobody takes them for accepted. */
static bool accept_clean(struct office *office, const struct receipts *receipts, struct error *err)
{
	for (size_t i = 0; i < office->roster.count; i++) {
		bool clean = false;
		if (office_unit_state(office, i) != UNIT_SUBMITTED)
			continue;
		if (!office_unit_is_clean(office, i, &clean, err))
			return false;
		if (!clean) {
			print_line(_("%s %s needs a look."), office->roster.items[i].bureau, office->roster.items[i].name);
		} else if (!accept_one(office, i, receipts, err)) {
			if (err->code != ERROR_REFUSED)
				return false;
			print_line("%s", err->message);
			error_release(err);
		}
	}
	return true;
}

static bool accept_units(struct office *office, const char **codes, size_t count, const struct receipts *receipts,
                         struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		size_t unit = office_unit(office, codes[i], err);
		if (unit == SIZE_MAX || !accept_one(office, unit, receipts, err))
			return false;
	}
	return true;
}

int command_accept(struct cli *cli, struct args *args, struct error *err)
{
	struct receipts receipts = {0};
	struct office office;
	char *passphrase = NULL;
	size_t count = 0;
	bool clean = args_flag(args, "--clean");
	bool ok = args_option(args, "-o", &receipts.folder, err);
	if (ok && receipts.folder)
		ok = (passphrase = take_passphrase(cli, args, false, err)) != NULL;
	const char **codes = take_words(args, &count);
	ok = ok && args_done(args, err);
	if (ok && clean == (count > 0))
		ok = error_set(err, ERROR_USAGE, _("Name the units to accept, or all clean ones with --clean."));
	ok = ok && open_office(cli, &office, err);
	if (ok) {
		if (passphrase)
			ok = (receipts.key = office_unlock(&office, passphrase, err)) != NULL;
		ok = ok && (clean ? accept_clean(&office, &receipts, err) : accept_units(&office, codes, count, &receipts, err));
		if (ok)
			print_reconciliation(&office);
		office_close(&office);
	}
	office_lock(receipts.key);
	free(codes);
	passphrase_free(passphrase);
	return ok ? 0 : failed(err);
}
