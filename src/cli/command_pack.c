/* pack list|show|lint|coverage; pack text and pack digest go on in command_pack_text.c, pack diff in command_pack_diff.c. */
#include <stdlib.h>

#include "command.h"
#include "tenken/app/packs.h"
#include "tenken/base/file.h"
#include "tenken/base/str.h"
#include "tenken/core/rule.h"

static void list_packs(const struct cli *cli)
{
	struct packs_found found;
	packs_list(&found);
	struct json *root = json_new_object();
	struct json *list = json_put_array(root, "packs");
	for (size_t i = 0; i < found.count; i++) {
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "id", found.ids[i]);
		json_put_string(node, "folder", found.folders[i]);
		if (!cli->globals.json)
			print_line("%s  %s", found.ids[i], found.folders[i]);
	}
	if (cli->globals.json)
		print_json(root);
	else
		json_free(root);
	packs_found_release(&found);
}

struct pack *read_pack(const struct cli *cli, const char *name, struct error *err)
{
	char *folder = packs_find(name ? name : cli->globals.pack, err);
	struct pack *pack = folder ? packs_read(folder, NULL, err) : NULL;
	free(folder);
	return pack;
}

static void show_pack(const struct cli *cli, const struct pack *pack)
{
	char effective[11];
	if (cli->globals.json) {
		struct json *root = json_new_object();
		json_put_string(root, "id", pack->id);
		json_put_bilingual(root, "title", &pack->title);
		json_put_bilingual(root, "issuer", &pack->issuer);
		json_put_string(root, "version", pack->version);
		json_put_string(root, "effective", date_format_iso(pack->effective, effective));
		json_put_string(root, "predecessor", pack->predecessor);
		json_put_string(root, "base", pack->base);
		json_put_int(root, "clauses", (int64_t)pack->clauses_count);
		json_put_int(root, "questions", (int64_t)pack->questions_count);
		json_put_int(root, "facts", (int64_t)pack->facts_count);
		print_json(root);
		return;
	}
	print_line("%s  %s", pack->id, bilingual_text(&pack->title));
	struct strbuf date = STRBUF_INIT;
	date_format_local(&date, pack->effective);
	print_line(_("Issued by %s, version %s, in force from %s."), bilingual_text(&pack->issuer), pack->version, date.text);
	strbuf_release(&date);
	if (pack->base)
		print_line(_("An overlay: it adds to %s, which is counted in."), pack->base);
	print_line(_("%zu clauses, %zu questions, %zu facts."), pack->clauses_count, pack->questions_count, pack->facts_count);
	for (size_t i = 0; i < pack->roles_count; i++)
		print_line("  %-18s %s", pack->roles[i].id, bilingual_text(&pack->roles[i].title));
}

static int lint_pack(const struct cli *cli, const char *folder, struct error *err)
{
	struct pack_problems problems = {0};
	if (!file_is_folder(folder)) {
		error_set(err, ERROR_NOT_FOUND, _("There is no folder %s."), folder);
		return failed(err);
	}
	struct pack *pack = packs_read(folder, &problems, err);
	if (!pack && !problems.count)
		return failed(err);
	error_release(err);
	struct json *root = json_new_object();
	struct json *list = json_put_array(root, "errors");
	for (size_t i = 0; i < problems.count; i++) {
		const struct pack_problem *problem = &problems.items[i];
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "file", problem->file);
		json_put_int(node, "line", (int64_t)problem->line);
		json_put_int(node, "column", (int64_t)problem->column);
		json_put_string(node, "path", problem->path);
		json_put_string(node, "message", problem->message);
		if (!cli->globals.json)
			print_line("%s:%zu:%zu: %s%s%s", problem->file, problem->line, problem->column,
			           str_is_blank(problem->path) ? "" : problem->path,
			           str_is_blank(problem->path) ? "" : ": ", problem->message);
	}
	if (cli->globals.json)
		print_json(root);
	else
		json_free(root);
	if (!cli->globals.json && !problems.count)
		print_line(_("%s is sound: %zu clauses, %zu questions."), pack->id, pack->clauses_count, pack->questions_count);
	int status = problems.count ? 1 : 0;
	pack_problems_release(&problems);
	pack_free(pack);
	return status;
}

/* --- coverage --- */

static const char *coverage_word(enum coverage_state state)
{
	static const char *const words[] = {[COVERAGE_NO_DUTY] = N_("no duty"),
	                                    [COVERAGE_ASKED] = N_("asked"),
	                                    [COVERAGE_DECIDED] = N_("decided"),
	                                    [COVERAGE_PARTLY] = N_("partly asked"),
	                                    [COVERAGE_EXCUSED] = N_("excused"),
	                                    [COVERAGE_MISSING] = N_("missing")};
	return _(words[state]);
}

static void coverage_json(const struct pack *pack, const struct coverage *coverage)
{
	struct json *root = json_new_object();
	json_put_string(root, "pack", pack->id);
	json_put_int(root, "duties", (int64_t)coverage->duties);
	json_put_int(root, "asked", (int64_t)coverage->asked);
	json_put_int(root, "decided", (int64_t)coverage->decided);
	json_put_int(root, "excused", (int64_t)coverage->excused);
	json_put_int(root, "missing", (int64_t)coverage->missing);
	struct json *list = json_put_array(root, "clauses");
	for (size_t i = 0; i < pack->clauses_count; i++) {
		if (!clause_is_duty(&pack->clauses[i]))
			continue;
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "id", pack->clauses[i].id);
		struct json *questions = json_put_array(node, "questions");
		for (size_t k = 0; k < coverage->clauses[i].questions_count; k++)
			json_put_string(questions, NULL, pack->questions[coverage->clauses[i].questions[k]].id);
		struct json *rules = json_put_array(node, "rules");
		for (size_t k = 0; k < coverage->clauses[i].rules_count; k++)
			json_put_string(rules, NULL, pack->rules->items[coverage->clauses[i].rules[k]].id);
		json_put_string(node, "reason", bilingual_text(&pack->clauses[i].excuse)[0]
		                                    ? bilingual_text(&pack->clauses[i].excuse) : NULL);
	}
	print_json(root);
}

static void print_coverage(const struct cli *cli, const struct pack *pack)
{
	struct coverage coverage;
	coverage_compute(&coverage, pack);
	if (cli->globals.json) {
		coverage_json(pack, &coverage);
	} else {
		for (size_t i = 0; i < pack->clauses_count; i++) {
			struct strbuf line = STRBUF_INIT;
			if (!clause_is_duty(&pack->clauses[i]))
				continue;
			for (size_t k = 0; k < coverage.clauses[i].questions_count; k++)
				strbuf_addf(&line, " %s", pack->questions[coverage.clauses[i].questions[k]].id);
			print_line("%s  %s%s%s", pack->clauses[i].id, coverage_word(coverage.clauses[i].state), line.len_bytes ? " " : "",
			           line.text);
			strbuf_release(&line);
		}
		print_line(_("%zu duty clauses: %zu asked, %zu decided by rules, %zu excused, %zu missing. Single duties: %zu of "
		             "%zu asked."),
		           coverage.duties, coverage.asked, coverage.decided, coverage.excused, coverage.missing,
		           coverage.single_asked, coverage.single_duties);
	}
	coverage_release(&coverage);
}

int command_pack(struct cli *cli, struct args *args, struct error *err)
{
	static const char *const names[] = {"list", "show", "lint", "coverage", "text", "digest", "diff"};
	const char *name = NULL;
	int what = take_subcommand(args, names, 7, 0, err);
	if (what == 4)
		return command_pack_text(cli, args, err);
	if (what == 5)
		return command_pack_digest(cli, args, err);
	if (what == 6)
		return command_pack_diff(cli, args, err);
	if (what < 0 || (what == 2 && !args_require(args, "DIR", &name, err)))
		return failed(err);
	if (what == 1)
		name = args_next(args);
	if (!args_done(args, err))
		return failed(err);
	if (what == 0) {
		list_packs(cli);
		return 0;
	}
	if (what == 2)
		return lint_pack(cli, name, err);
	struct pack *pack = read_pack(cli, name, err);
	if (!pack)
		return failed(err);
	if (what == 1)
		show_pack(cli, pack);
	else
		print_coverage(cli, pack);
	pack_free(pack);
	return 0;
}
