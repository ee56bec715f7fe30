/* checklist list|add|show: the questions and how they stand. */
#include <stdlib.h>

#include "command.h"
#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/core/record.h"

static void list_checklists(const struct cli *cli, const struct workplace *workplace)
{
	struct json *root = json_new_object();
	struct json *list = json_put_array(root, "checklists");
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		const struct checklist *checklist = &workplace->checklists[i];
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "id", checklist->assessment.checklist);
		json_put_string(node, "role", checklist->role->id);
		json_put_string(node, "subject", checklist->assessment.subject);
		json_put_string(node, "state", checklist_state_code(checklist->state));
		if (!cli->globals.json)
			print_line("%s  %s  %s  %zu/%zu", checklist->assessment.checklist, bilingual_text(&checklist->role->title),
			           checklist_state_label(checklist->state), checklist->tally.answered, checklist->tally.applicable);
	}
	if (cli->globals.json)
		print_json(root);
	else
		json_free(root);
}

static struct json *elements_json(const struct question *question, const struct response *response)
{
	struct json *list = json_new_array();
	for (size_t i = 0; i < question->elements_count; i++) {
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "id", question->elements[i].id);
		json_put_bilingual(node, "text", &question->elements[i].text);
		json_put_string(node, "answer",
		                response->elements[i] == ELEMENT_NONE ? NULL : element_answer_code(response->elements[i]));
	}
	return list;
}

static struct json *item_json(const struct checklist *checklist, size_t item)
{
	const struct question *question = checklist_question(checklist, item);
	const struct entry *entry = &checklist->entries[item];
	enum answer answer = entry->standing.response.answer;
	struct json *node = json_new_object();
	json_put_string(node, "id", question->id);
	struct json *clauses = json_put_array(node, "clauses");
	for (size_t i = 0; i < question->clauses_count; i++)
		json_put_string(clauses, NULL, checklist->scope.pack->clauses[question->clauses[i]].id);
	json_put_string(node, "kind", question_kind_code(question->kind));
	json_put_bilingual(node, "text", &question->text);
	json_put(node, "elements", elements_json(question, &entry->standing.response));
	if (checklist->scope.items[item].applies == TRUTH_UNKNOWN)
		json_put_null(node, "applies");
	else
		json_put_bool(node, "applies", checklist->scope.items[item].applies == TRUTH_TRUE);
	json_put_string(node, "answer", answer == ANSWER_NONE ? NULL : answer_code(answer));
	json_put_string(node, "basis", entry->standing.basis == BASIS_NONE ? NULL : basis_code(entry->standing.basis));
	json_put_string(node, "note", entry->standing.response.note);
	json_put_int(node, "revision", entry->revision);
	return node;
}

static void show_json(const struct checklist *checklist, enum filter filter)
{
	struct json *root = json_new_object();
	json_put_string(root, "checklist", checklist->assessment.checklist);
	struct json *list = json_put_array(root, "questions");
	for (size_t i = 0; i < checklist->scope.count; i++)
		if (filter == FILTER_ALL || checklist_shows(checklist, i, filter, NULL))
			json_put(list, NULL, item_json(checklist, i));
	print_json(root);
}

static void show_item(const struct checklist *checklist, size_t item)
{
	const struct question *question = checklist_question(checklist, item);
	const struct response *response = &checklist->entries[item].standing.response;
	print_line("%s %s  %s", answer_kanji(response->answer), question->id, bilingual_text(&question->text));
	for (size_t i = 0; i < question->elements_count; i++)
		print_line("     %s: %s  %s", question->elements[i].id,
		           response->elements[i] == ELEMENT_NONE ? "-" : element_answer_code(response->elements[i]),
		           bilingual_text(&question->elements[i].text));
	if (!str_is_blank(response->note))
		print_line("     %s: %s", _("Remark"), response->note);
	if (!str_is_blank(response->reason))
		print_line("     %s: %s", _("Reason"), response->reason);
}

static void show_text(const struct workplace *workplace, const struct checklist *checklist, enum filter filter)
{
	size_t chapter = SIZE_MAX, left_out = 0;
	for (size_t i = 0; i < checklist->scope.count; i++) {
		const struct question *question = checklist_question(checklist, i);
		if (!scope_asks(&checklist->scope.items[i]))
			left_out++;
		if (!checklist_shows(checklist, i, filter, NULL))
			continue;
		if (question->chapter != chapter) {
			chapter = question->chapter;
			const char *id = workplace->pack->chapters[chapter].id;
			const struct section *section = pack_section_of(workplace->pack, id);
			print_line("\n%s %s", id, section ? bilingual_text(&section->title) : "");
		}
		show_item(checklist, i);
	}
	if (filter == FILTER_ALL && left_out)
		print_line(P_("\n%zu question is left out because of the profile.",
		              "\n%zu questions are left out because of the profile.", left_out), left_out);
}

static bool parse_filter(enum filter *filter, const char *code, struct error *err)
{
	const char *codes[FILTERS];
	for (int i = 0; i < FILTERS; i++)
		codes[i] = filter_code((enum filter)i);
	if (!code || filter_parse(filter, code))
		return true;
	const char *near = text_nearest(code, codes, FILTERS);
	return near ? error_set(err, ERROR_USAGE, _("\"%s\" is not known here. Did you mean \"%s\"?"), code, near)
	            : error_set(err, ERROR_USAGE, _("There is no filter \"%s\": unanswered, open, unsure, noted, carried, changed, "
	                                            "lacking, plans-left or overdue."), code);
}

static bool show(struct cli *cli, struct workplace *workplace, const char *id, enum filter filter, struct error *err)
{
	const struct checklist *checklist = workplace_checklist(workplace, id, err);
	if (!checklist)
		return false;
	if (cli->globals.json)
		show_json(checklist, filter);
	else
		show_text(workplace, checklist, filter);
	return true;
}

/* It may be entered later; or it is a slip. */
static void say_unknown_subject(const struct workplace *workplace, const struct checklist *checklist)
{
	const struct facts *facts = &workplace->ledger.facts;
	size_t owner = workplace->pack->registers
	                       ? registers_find(workplace->pack->registers, subject_code(checklist->role->subject))
	                       : SIZE_MAX;
	struct strbuf there = STRBUF_INIT;
	for (size_t i = 0; i < facts->records_count; i++)
		if (facts->records[i].owner == owner)
			strbuf_addf(&there, "\n  %s  %s", facts->records[i].id,
			            record_name(&facts->records[i], workplace->pack));
	print_line(_("The register has no record \"%s\" yet. Until it has, no question is decided by it."),
	           checklist->assessment.subject);
	if (there.len_bytes)
		print_line(_("If another is meant, these are there:%s\nand \"tenken checklist remove %s\" takes this "
		             "one back."),
		           there.text, checklist->assessment.checklist);
	strbuf_release(&there);
}

static void say_added(const struct workplace *workplace, const struct checklist *checklist)
{
	const char *subject = checklist->assessment.subject;
	print_line(_("Added the checklist \"%s\"."), checklist->assessment.checklist);
	if (!str_is_blank(subject) && checklist->record == SIZE_MAX)
		say_unknown_subject(workplace, checklist);
}

/* One that was removed before stands in its old place again. */
static const struct checklist *find_added(const struct workplace *workplace, const char *role, const char *subject)
{
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		const struct assessment *there = &workplace->checklists[i].assessment;
		if (str_equal(there->role, role) &&
		    (subject ? str_equal(there->subject, subject) : str_is_blank(there->subject)))
			return &workplace->checklists[i];
	}
	return &workplace->checklists[workplace->checklists_count - 1];
}

static bool remove_checklist(struct workplace *workplace, const char *id, bool force, struct error *err)
{
	bool ok = workplace_remove_checklist(workplace, id, force, err);
	if (ok)
		print_line(_("Removed the checklist \"%s\". What was answered in it stays in the history, and stands "
		             "again when it is added again."),
		           id);
	return ok;
}

int command_checklist(struct cli *cli, struct args *args, struct error *err)
{
	static const char *const names[] = {"list", "add", "show", "remove"};
	const char *role = NULL, *subject = NULL, *filter_name = NULL, *id = NULL;
	enum filter filter = FILTER_ALL;
	int what = take_subcommand(args, names, 4, 0, err);
	if (what < 0)
		return failed(err);
	if (what == 1 && (!args_option(args, "--role", &role, err) || !args_option(args, "--subject", &subject, err)))
		return failed(err);
	if (what == 1 && !role) {
		error_set(err, ERROR_USAGE, _("%s is missing."), "--role");
		return failed(err);
	}
	if (what == 2 && (!args_option(args, "--filter", &filter_name, err) ||
	                  !args_option(args, "--checklist", &id, err) || !parse_filter(&filter, filter_name, err)))
		return failed(err);
	bool force = what == 3 && args_flag(args, "--force");
	if (what == 3 && !args_require(args, "ID", &id, err))
		return failed(err);
	if (what == 2 && !id)
		id = args_next(args);
	struct workplace workplace;
	if (!args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = true;
	if (what == 0)
		list_checklists(cli, &workplace);
	else if (what == 1 && (ok = workplace_add_checklist(&workplace, role, subject, err)))
		say_added(&workplace, find_added(&workplace, role, subject));
	else if (what == 3)
		ok = remove_checklist(&workplace, id, force, err);
	else if (what == 2)
		ok = show(cli, &workplace, id, filter, err);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}
