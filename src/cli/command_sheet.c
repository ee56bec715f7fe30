/* sheet: the check sheet that goes round where no terminal is. */
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "tenken/app/check_sheet.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"

static int sheet_export(struct cli *cli, struct args *args, struct error *err)
{
	const char *id = NULL, *path = NULL;
	struct workplace workplace;
	if (!args_option(args, "--checklist", &id, err) || !args_option(args, "-o", &path, err) ||
	    !args_done(args, err))
		return failed(err);
	if (!path) {
		error_set(err, ERROR_USAGE, _("%s is missing."), "-o");
		return failed(err);
	}
	if (!open_workplace(cli, &workplace, err))
		return failed(err);
	struct checklist *checklist = workplace_checklist(&workplace, id, err);
	bool ok = checklist && check_sheet_export(&workplace, checklist, path, err);
	if (ok)
		print_line(_("Wrote %s."), path);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}

/* --- the preview --- */

static struct json *row_json(const struct check_row *row)
{
	const struct entry *entry = &row->checklist->entries[row->item];
	struct json *node = json_new_object();
	json_put_int(node, "row", (int64_t)row->number);
	json_put_string(node, "checklist", row->checklist->assessment.checklist);
	json_put_string(node, "question", checklist_question(row->checklist, row->item)->id);
	json_put_string(node, "result", check_result_code(row->result));
	json_put_string(node, "actor", entry->actor);
	json_put_string(node, "acted_for", entry->acted_for && *entry->acted_for ? entry->acted_for : NULL);
	json_put_string(node, "at", entry->at);
	json_put_string(node, "from_sheet", row->from_sheet);
	struct json *changes = json_put_array(node, "changes");
	for (size_t i = 0; i < row->changes_count; i++) {
		const struct check_change *change = &row->changes[i];
		struct json *one = json_put_object(changes, NULL);
		json_put_string(one, "field", change->field);
		json_put_string(one, "from", *change->from ? change->from : NULL);
		json_put_string(one, "to", change->to);
		json_put_bool(one, "conflict", change->conflicts);
	}
	json_put_string(node, "note", row->note);
	return node;
}

static void print_preview(const struct check_sheet *sheet)
{
	struct strbuf text = STRBUF_INIT;
	check_sheet_describe(&text, sheet);
	print_line("%s", text.text);
	strbuf_release(&text);
}

/* Before anything is written, since it says what stood. */
static struct json *preview_json(const struct check_sheet *sheet, bool dry_run)
{
	struct json *root = json_new_object();
	json_put_string(root, "file", sheet->name);
	json_put_bool(root, "dry_run", dry_run);
	for (int i = 0; i < CHECK_RESULTS; i++)
		json_put_int(root, check_result_code((enum check_result)i), (int64_t)sheet->counts[i]);
	struct json *rows = json_put_array(root, "rows");
	for (size_t i = 0; i < sheet->count; i++)
		json_put(rows, NULL, row_json(&sheet->rows[i]));
	return root;
}

/* --- import --- */

struct import_words {
	const char *path;
	bool dry_run, replace;
};

/* On a terminal only: whether to overwrite what was changed here since. */
static bool asked_to_replace(const struct cli *cli)
{
	if (cli->globals.no_input || cli->globals.json || !platform_is_terminal(0) || !platform_is_terminal(1))
		return false;
	struct strbuf line = STRBUF_INIT;
	platform_print(stdout, "%s ", _("Overwrite what was changed here since? (y/n)"));
	bool yes = platform_read_line(&line, 1024) && (*line.text == 'y' || *line.text == 'Y' || str_starts_with(line.text, "はい"));
	strbuf_release(&line);
	return yes;
}

static bool write_sheet(const struct cli *cli, struct workplace *workplace, struct check_sheet *sheet, bool replace,
                        struct error *err)
{
	size_t count = sheet->counts[CHECK_NEW] + sheet->counts[CHECK_CHANGED] + sheet->counts[CHECK_CONFLICT];
	if (!replace && sheet->counts[CHECK_CONFLICT])
		replace = asked_to_replace(cli);
	if (!check_sheet_write(sheet, workplace, replace, err))
		return false;
	if (!cli->globals.json)
		print_line(P_("%zu question was written.", "%zu questions were written.", count), count);
	return true;
}

static bool import_sheet(const struct cli *cli, struct workplace *workplace, const struct import_words *words,
                         struct error *err)
{
	struct check_sheet sheet = {0};
	if (!check_sheet_read(&sheet, workplace, words->path, err))
		return false;
	struct json *root = preview_json(&sheet, words->dry_run);
	if (!cli->globals.json)
		print_preview(&sheet);
	bool ok = words->dry_run || write_sheet(cli, workplace, &sheet, words->replace, err);
	if (words->dry_run && !cli->globals.json)
		print_line("%s", _("Nothing was written."));
	if (cli->globals.json) {
		json_put_bool(root, "written", ok && !words->dry_run);
		print_json(root);
	} else {
		json_free(root);
	}
	check_sheet_release(&sheet);
	return ok;
}

static int sheet_import(struct cli *cli, struct args *args, struct error *err)
{
	struct import_words words = {.dry_run = args_flag(args, "--dry-run"), .replace = args_flag(args, "--replace")};
	struct workplace workplace;
	if (!args_require(args, "F.xlsx|F.csv", &words.path, err) || !args_done(args, err) ||
	    !open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = import_sheet(cli, &workplace, &words, err);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}

int command_sheet(struct cli *cli, struct args *args, struct error *err)
{
	static const char *const names[] = {"export", "import"};
	switch (take_subcommand(args, names, 2, -1, err)) {
	case 0:
		return sheet_export(cli, args, err);
	case 1:
		return sheet_import(cli, args, err);
	default:
		return failed(err);
	}
}
