/* pack text import|template|show: the official wording of clauses, which an office adds itself; pack digest: what stands for it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "tenken/app/wording.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* --- import --- */

/* Every row that was not taken, to standard error. */
static void say_rows(const struct wording_import *import, const char *path)
{
	for (size_t i = 0; i < import->rows_count; i++) {
		const struct wording_row *row = &import->rows[i];
		struct error line = {0};
		if (row->problem == WORDING_OTHER_TEXT)
			error_set(&line, ERROR_INPUT, _("%s:%zu: this is not the wording of the clause \"%s\" that the pack knows."),
			          path_base(path), row->line, row->id);
		else if (row->near)
			error_set(&line, ERROR_INPUT, _("%s:%zu: there is no clause \"%s\". Did you mean \"%s\"?"), path_base(path),
			          row->line, row->id, row->near);
		else
			error_set(&line, ERROR_INPUT, _("%s:%zu: there is no clause \"%s\"."), path_base(path), row->line, row->id);
		platform_print(stderr, "%s\n", line.message);
		error_release(&line);
	}
}

static void print_missing(const struct wording *wording)
{
	struct strbuf line = STRBUF_INIT;
	bool first = true;
	for (size_t i = 0; i < wording->pack->clauses_count; i++) {
		if (wording_of(wording, i))
			continue;
		const char *id = wording->pack->clauses[i].id;
		if (first)
			print_line(_("Still without wording:"));
		if (line.len_bytes && text_cols(line.text, 2) + text_cols(id, 2) > 76) {
			print_line(" %s", line.text);
			strbuf_reset(&line);
		}
		strbuf_addf(&line, " %s", id);
		first = false;
	}
	if (line.len_bytes)
		print_line(" %s", line.text);
	strbuf_release(&line);
}

static void import_text(const struct wording *wording, const struct wording_import *import, const char *path, bool dry_run)
{
	size_t there = wording_count(wording), all = wording->pack->clauses_count;
	print_line(P_("%s holds the wording of %zu clause; %zu of them had none.",
	              "%s holds the wording of %zu clauses; %zu of them had none.", import->found), path_base(path), import->found,
	           import->added);
	if (dry_run)
		print_line(_("%zu of %zu clauses would have their wording. Nothing was written (--dry-run)."), there, all);
	else
		print_line(_("%zu of %zu clauses have their wording now."), there, all);
	print_missing(wording);
}

static void import_json(const struct wording *wording, const struct wording_import *import, bool dry_run)
{
	struct json *root = json_new_object();
	json_put_string(root, "pack", wording->pack->id);
	json_put_bool(root, "dry_run", dry_run);
	json_put_int(root, "found", (int64_t)import->found);
	json_put_int(root, "added", (int64_t)import->added);
	json_put_int(root, "clauses", (int64_t)wording->pack->clauses_count);
	json_put_int(root, "with_wording", (int64_t)wording_count(wording));
	struct json *missing = json_put_array(root, "missing");
	for (size_t i = 0; i < wording->pack->clauses_count; i++)
		if (!wording_of(wording, i))
			json_put_string(missing, NULL, wording->pack->clauses[i].id);
	struct json *rows = json_put_array(root, "rejected");
	for (size_t i = 0; i < import->rows_count; i++) {
		struct json *node = json_put_object(rows, NULL);
		json_put_int(node, "line", (int64_t)import->rows[i].line);
		json_put_string(node, "id", import->rows[i].id);
		json_put_string(node, "problem", wording_row_problem_code(import->rows[i].problem));
		json_put_string(node, "near", import->rows[i].near);
	}
	print_json(root);
}

static int import(const struct cli *cli, const struct pack *pack, const char *path, bool dry_run, struct error *err)
{
	struct wording wording = {0};
	struct wording_import import = {0};
	if (cli->globals.readonly && !dry_run) {
		error_set(err, ERROR_REFUSED, _("This was opened to look only (--readonly): nothing can be changed."));
		return failed(err);
	}
	bool ok = wording_load(&wording, pack, err) && wording_import(&wording, path, &import, err) &&
	          (dry_run || wording_save(&wording, err));
	if (!cli->globals.json || !ok)
		say_rows(&import, path);
	if (ok && cli->globals.json)
		import_json(&wording, &import, dry_run);
	else if (ok)
		import_text(&wording, &import, path, dry_run);
	int status = !ok ? failed(err) : import.rows_count ? 1 : 0;
	wording_import_release(&import);
	wording_release(&wording);
	return status;
}

/* --- template --- */

static bool write_new(const char *path, const struct strbuf *text, struct error *err)
{
	/* What has been typed into such a table is not to be lost. */
	if (file_exists(path))
		return error_set(err, ERROR_CONFLICT, _("There is already something at %s, and it is not overwritten. Name another "
		                                        "file."), path);
	return file_write(path, text->text, text->len_bytes, 0600, err);
}

static int template(const struct pack *pack, const char *path, struct error *err)
{
	struct wording wording = {0};
	struct strbuf text = STRBUF_INIT;
	bool ok = wording_load(&wording, pack, err);
	if (ok) {
		wording_template(&text, &wording);
		if (!path || str_equal(path, "-"))
			print_raw(text.text, text.len_bytes);
		else if ((ok = write_new(path, &text, err)))
			print_line(_("Wrote %s."), path);
	}
	strbuf_release(&text);
	wording_release(&wording);
	return ok ? 0 : failed(err);
}

/* --- show --- */

/* By id, or as people cite it. SIZE_MAX on error. */
static size_t find_clause(const struct pack *pack, const char *name, struct error *err)
{
	size_t found = pack_find_clause(pack, name);
	const char **ids = mem_new(pack->clauses_count + 1, sizeof *ids);
	for (size_t i = 0; i < pack->clauses_count; i++) {
		ids[i] = pack->clauses[i].id;
		if (found == SIZE_MAX && str_equal(pack->clauses[i].label, name))
			found = i;
	}
	const char *near = found == SIZE_MAX ? text_nearest(name, ids, pack->clauses_count) : NULL;
	if (near)
		error_set(err, ERROR_USAGE, _("There is no clause \"%s\". Did you mean \"%s\"?"), name, near);
	else if (found == SIZE_MAX)
		error_set(err, ERROR_USAGE, _("There is no clause \"%s\"."), name);
	free(ids);
	return found;
}

static void show_json(const struct clause *clause, const char *text, bool revised)
{
	struct json *root = json_new_object();
	json_put_string(root, "id", clause->id);
	json_put_string(root, "label", clause->label);
	json_put_string(root, "heading", clause->heading);
	json_put_bilingual(root, "summary", &clause->summary);
	json_put_string(root, "text", text);
	json_put_bool(root, "revised", revised);
	print_json(root);
}

static void show_text(const struct clause *clause, const char *text, bool revised)
{
	const char *summary = bilingual_text(&clause->summary);
	print_line("%s  %s", clause->label, clause->heading);
	if (!str_is_blank(summary))
		print_line(_("In our words: %s"), summary);
	if (text)
		print_line("\n%s\n%s", _("Official wording"), text);
	else if (revised)
		print_line(_("The wording that was added is no longer that of this clause: it has been revised."));
	else
		print_line(_("Its official wording has not been added: \"tenken pack text import FILE\" does."));
}

static int show(const struct cli *cli, const struct pack *pack, const char *name, struct error *err)
{
	struct wording wording = {0};
	size_t clause = find_clause(pack, name, err);
	if (clause == SIZE_MAX)
		return failed(err);
	bool ok = wording_load(&wording, pack, err);
	/* What is known without the file is shown; that it is damaged is said, and the status says so, too. */
	(cli->globals.json ? show_json : show_text)(&pack->clauses[clause], wording_of(&wording, clause),
	                                            wording_is_revised(&wording, clause));
	wording_release(&wording);
	return ok ? 0 : failed(err);
}

int command_pack_text(struct cli *cli, struct args *args, struct error *err)
{
	static const char *const names[] = {"import", "template", "show"};
	const char *word = NULL, *output = NULL;
	int what = take_subcommand(args, names, 3, -1, err);
	bool dry_run = what == 0 && args_flag(args, "--dry-run");
	if (what < 0 || (what == 1 && !args_option(args, "-o", &output, err)) ||
	    (what != 1 && !args_require(args, what == 0 ? "FILE" : "CLAUSE", &word, err)) || !args_done(args, err))
		return failed(err);
	struct pack *pack = read_pack(cli, NULL, err);
	if (!pack)
		return failed(err);
	int status = what == 0   ? import(cli, pack, word, dry_run, err)
	             : what == 1 ? template(pack, output, err)
	                         : show(cli, pack, word, err);
	pack_free(pack);
	return status;
}

int command_pack_digest(struct cli *cli, struct args *args, struct error *err)
{
	char digest[WORDING_DIGEST_HEX + 1];
	const char *path = NULL;
	if (!args_require(args, "FILE|-", &path, err) || !args_done(args, err) || !wording_digest_of(path, digest, err))
		return failed(err);
	if (cli->globals.json) {
		struct json *root = json_new_object();
		json_put_string(root, "digest", digest);
		print_json(root);
	} else {
		print_line("%s", digest);
	}
	return 0;
}
