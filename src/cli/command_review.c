/* collect, return, accept: what comes in at the office, and what is said of it. */
#include <stdint.h>
#include <stdlib.h>

#include "command.h"
#include "passphrase.h"
#include "roster.h"
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

static void print_collected_file(const struct collected_file *file)
{
	static const char *const labels[] = {N_("taken in"), N_("known already"), N_("rejected")};
	print_line("%s: %s%s%s%s%s", file->file, _(labels[file->result]), file->unit ? " " : "", file->unit ? file->unit : "",
	           file->reason ? " — " : "", file->reason ? file->reason : "");
}

/* What was rejected last: of hundreds of lines those that somebody has to act on are still on the screen. */
static size_t print_collected(const struct collected *collected, bool quiet)
{
	size_t counts[3] = {0};
	for (size_t i = 0; i < collected->count; i++)
		counts[collected->items[i].result]++;
	for (size_t i = 0; i < collected->count && !quiet; i++)
		if (collected->items[i].result != COLLECT_REJECTED)
			print_collected_file(&collected->items[i]);
	for (size_t i = 0; i < collected->count && !quiet; i++)
		if (collected->items[i].result == COLLECT_REJECTED)
			print_collected_file(&collected->items[i]);
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
		if (ok || collected.count) /* what was done before it failed, too */
			rejected = print_collected(&collected, cli->globals.json);
		bool told = ok || err->code == ERROR_STOPPED; /* the counts are of what is there */
		if (told && cli->globals.json)
			print_collected_json(&collected, &office);
		else if (told)
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
	bool again = office_unit_state(office, unit) == UNIT_ACCEPTED || office_unit_state(office, unit) == UNIT_CLOSED;
	if (!office_accept(office, unit, receipts->key, receipts->folder, &written, err))
		return false;
	print_line(again ? _("%s %s was accepted before; the receipt is written again.") : _("Accepted %s %s."),
	           office->roster.items[unit].bureau, office->roster.items[unit].name);
	if (written)
		print_line(_("Wrote %s. Hand this file to the section."), written);
	free(written);
	return true;
}

/* Those that are left are named, so that nobody takes them for accepted. */
static bool accept_clean(struct office *office, const struct receipts *receipts, struct error *err)
{
	size_t left = 0;
	for (size_t i = 0; i < office->roster.count; i++) {
		bool clean = false;
		if (office_unit_state(office, i) != UNIT_SUBMITTED)
			continue;
		if (!office_unit_is_clean(office, i, &clean, err))
			return false;
		if (!clean) {
			print_line(_("%s %s %s needs a look."), office->roster.items[i].code, office->roster.items[i].bureau,
			           office->roster.items[i].name);
			left++;
		} else if (!accept_one(office, i, receipts, err)) {
			if (err->code != ERROR_REFUSED)
				return false;
			print_line("%s", err->message);
			error_release(err);
		}
	}
	if (left)
		print_line(P_("%zu is left: look at it with \"tenken show CODE\", then accept or return it.",
		              "%zu are left: look at each with \"tenken show CODE\", then accept or return it.", left),
		           left);
	return true;
}

static bool accept_units(struct office *office, const char **codes, size_t count, const struct receipts *receipts,
                         struct error *err)
{
	/* Acceptance cannot be undone: a code that is mistyped stops it before the first. */
	for (size_t i = 0; i < count; i++)
		if (office_unit(office, codes[i], err) == SIZE_MAX)
			return false;
	for (size_t i = 0; i < count; i++)
		if (!accept_one(office, office_unit(office, codes[i], err), receipts, err))
			return false;
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
