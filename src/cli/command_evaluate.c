/* evaluate: what the rules say of the records in a file. */
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "tenken/app/packs.h"
#include "tenken/base/file.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/core/verdict.h"

enum { FILE_LIMIT_BYTES = 16 * 1024 * 1024 };

static void say_problems(const struct pack_problems *problems, const char *name, struct error *err)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct pack_problem *problem = &problems->items[i];
		bool whole = str_is_blank(problem->path); /* of what is no JSON, or of the file itself */
		platform_print(stderr, "%s:%zu:%zu: %s%s%s\n", problem->file, problem->line, problem->column,
		               whole ? "" : problem->path, whole ? "" : ": ", problem->message);
	}
	if (problems->count < PACK_PROBLEMS_MAX)
		error_set(err, ERROR_INPUT, P_("%s has %zu defect; nothing was judged.", "%s has %zu defects; nothing was judged.",
		                               problems->count), name, problems->count);
	else
		error_set(err, ERROR_INPUT, _("%s has %zu defects or more; nothing was judged."), name, problems->count);
}

static bool read_facts(struct facts *facts, const struct pack *pack, const char *path, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	struct pack_problems problems = {0};
	bool ok = file_read(&text, path, FILE_LIMIT_BYTES, err);
	if (ok && !facts_read(facts, pack, path, text.text, text.len_bytes, &problems)) {
		say_problems(&problems, path, err);
		ok = false;
	}
	pack_problems_release(&problems);
	strbuf_release(&text);
	return ok;
}

void put_verdict(struct json *list, const struct pack *pack, const struct facts *facts, const struct verdict *verdict)
{
	const struct rule *rule = &pack->rules->items[verdict->rule];
	const struct record *record = &facts->records[verdict->record];
	struct json *node = json_put_object(list, NULL);
	json_put_string(node, "rule", rule->id);
	struct json *clauses = json_put_array(node, "clauses");
	for (size_t i = 0; i < rule->clauses_count; i++)
		json_put_string(clauses, NULL, pack->clauses[rule->clauses[i]].id);
	struct json *subject = json_put_object(node, "subject");
	json_put_string(subject, "register", pack->registers->items[record->owner].id);
	json_put_string(subject, "id", record->id);
	json_put_string(node, "verdict", verdict_code_name(verdict->code));
	json_put_string(node, "cause", verdict->code != VERDICT_UNKNOWN ? NULL : verdict->judgement ? "judgement" : "missing");
	json_put_bilingual(node, "because", &verdict->because);
	struct json *fields = json_put_array(node, "fields");
	for (size_t i = 0; i < verdict->fields_count; i++)
		json_put_string(fields, NULL, verdict->fields[i]);
}

static void print_as_json(const struct verdicts *verdicts, const struct pack *pack, const struct facts *facts,
                          struct date today)
{
	char date[11];
	struct json *root = json_new_object();
	json_put_string(root, "date", date_format_iso(today, date));
	json_put_string(root, "pack", pack->id);
	struct json *list = json_put_array(root, "verdicts");
	for (size_t i = 0; i < verdicts->count; i++)
		put_verdict(list, pack, facts, &verdicts->items[i]);
	print_json(root);
}

char *verdict_clauses(const struct pack *pack, const struct verdict *verdict)
{
	const struct rule *rule = &pack->rules->items[verdict->rule];
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < rule->clauses_count; i++)
		strbuf_addf(&out, "%s%s", i ? ", " : "", pack->clauses[rule->clauses[i]].id);
	return strbuf_take(&out);
}

static void print_as_text(const struct verdicts *verdicts, const struct pack *pack, const struct facts *facts)
{
	for (size_t i = 0; i < verdicts->count; i++) {
		const struct verdict *verdict = &verdicts->items[i];
		const struct record *record = &facts->records[verdict->record];
		char *clauses = verdict_clauses(pack, verdict);
		print_line("%s  %s  %s:%s  %s [%s]", verdict_label(verdict->code), pack->rules->items[verdict->rule].id,
		           pack->registers->items[record->owner].id, record->id, bilingual_text(&verdict->because), clauses);
		free(clauses);
	}
	if (!verdicts->count)
		print_line(_("No rule applies to what stands in the registers."));
}

/* --date wins over the file's day, and that over what else is today. */
static struct date choose_day(const struct cli *cli, const struct facts *facts)
{
	return cli->globals.date_given || !date_is_set(facts->date) ? cli->today : facts->date;
}

int command_evaluate(struct cli *cli, struct args *args, struct error *err)
{
	const char *path = NULL;
	bool all = args_flag(args, "--all");
	struct facts facts = {0};
	if (!args_require(args, "FACTS.json", &path, err) || !args_done(args, err))
		return failed(err);
	char *folder = packs_find(cli->globals.pack, err);
	struct pack *pack = folder ? packs_read(folder, NULL, err) : NULL;
	free(folder);
	if (pack && read_facts(&facts, pack, path, err)) {
		struct verdicts verdicts;
		struct date today = choose_day(cli, &facts);
		verdicts_compute(&verdicts, pack, &facts, today, all);
		if (cli->globals.json)
			print_as_json(&verdicts, pack, &facts, today);
		else
			print_as_text(&verdicts, pack, &facts);
		verdicts_release(&verdicts);
	}
	facts_release(&facts);
	pack_free(pack);
	return err->code ? failed(err) : 0;
}
