/* plan set|progress|done|list: improvement, and who finds out. */
#include <stdlib.h>

#include "command.h"
#include "tenken/app/plans.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

struct plan_words {
	const char *question, *cause, *measure, *person, *due, *why, *note, *evidence;
	bool preventive, overdue;
};

enum what { PLAN_SET, PLAN_PROGRESS, PLAN_DONE, PLAN_LIST };

static bool takes_plan(const struct question *question, const struct response *response, struct error *err)
{
	switch (response->answer) {
	case ANSWER_PARTIAL:
	case ANSWER_NOT_IMPLEMENTED:
	case ANSWER_UNSURE:
		return true;
	case ANSWER_NONE:
		return error_set(err, ERROR_REFUSED, _("\"%s\" is not answered yet: answer it first."), question->id);
	default:
		return error_set(err, ERROR_REFUSED, _("\"%s\" is answered \"%s\": it needs no plan."), question->id,
		                 answer_label(response->answer));
	}
}

static bool set_plan(struct workplace *workplace, struct checklist *checklist, size_t item, const struct plan_words *words,
                     struct error *err)
{
	const struct response *stands = entry_response(&checklist->entries[item]);
	struct response response;
	struct date due = stands->plan.due;
	if (!takes_plan(checklist_question(checklist, item), &checklist->entries[item].standing.response, err) ||
	    (words->due && !date_parse(&due, words->due, err)))
		return false;
	if (words->why && !words->due)
		return error_set(err, ERROR_USAGE, _("--reason says why the due date is moved: it needs --due as well."));
	response_init(&response);
	response_copy(&response, stands);
	response.plan.due = due;
	if (words->cause)
		str_assign(&response.plan.cause, words->cause);
	if (words->measure)
		str_assign(&response.plan.measure, words->measure);
	if (words->person)
		str_assign(&response.plan.person, words->person);
	response.plan.preventive = words->preventive || stands->plan.preventive;
	bool ok = workplace_record_plan(workplace, checklist, item, &response, words->why, err);
	response_release(&response);
	return ok;
}

/* A list that cannot be read is left out: the plan itself stands. */
static void notes_of(const struct workplace *workplace, const struct checklist *checklist, size_t item, struct plan_notes *notes)
{
	struct error ignored = {0};
	if (!plan_notes_load(workplace, checklist, checklist_question(checklist, item)->id, notes, &ignored))
		*notes = (struct plan_notes){0};
	error_release(&ignored);
}

static void print_plan_words(const struct question *question, const struct response *response)
{
	const struct plan *plan = &response->plan;
	struct strbuf due = STRBUF_INIT;
	plan_format_due(&due, plan);
	print_line("%s %s  %s", answer_kanji(response->answer), question->id, bilingual_text(&question->text));
	if (!str_is_blank(plan->cause))
		print_line("   %s: %s", _("Cause"), plan->cause);
	if (!str_is_blank(plan->measure))
		print_line("   %s: %s", _("Measure"), plan->measure);
	if (!str_is_blank(plan->person))
		print_line("   %s: %s", _("Person in charge"), plan->person);
	if (due.len_bytes)
		print_line("   %s: %s", _("Due"), due.text);
	if (plan->done)
		print_line("   %s: %s", _("Carried out"), plan->evidence);
	strbuf_release(&due);
}

static void print_plan(const struct workplace *workplace, const struct checklist *checklist, size_t item)
{
	struct plan_notes notes;
	print_plan_words(checklist_question(checklist, item), &checklist->entries[item].standing.response);
	notes_of(workplace, checklist, item, &notes);
	print_plan_notes("   ", &notes);
	plan_notes_release(&notes);
	for (size_t i = 0; i < checklist->lacks.count; i++)
		if (checklist->lacks.items[i].item == item)
			print_line("   %s", checklist->lacks.items[i].text);
}

static bool act_on_plan(struct workplace *workplace, enum what what, const struct plan_words *words, const char *id,
                        struct error *err)
{
	struct checklist *checklist = workplace_checklist(workplace, id, err);
	size_t item = checklist ? checklist_item(workplace, checklist, words->question, err) : SIZE_MAX;
	if (item == SIZE_MAX)
		return false;
	bool ok = what == PLAN_SET        ? set_plan(workplace, checklist, item, words, err)
	          : what == PLAN_PROGRESS ? workplace_plan_progress(workplace, checklist, item, words->note, err)
	                                  : workplace_plan_done(workplace, checklist, item, words->evidence, err);
	if (ok)
		print_plan(workplace, checklist, item);
	return ok;
}

/* --- the list --- */

void print_plan_notes(const char *indent, const struct plan_notes *notes)
{
	for (size_t i = 0; i < notes->count; i++) {
		struct strbuf text = STRBUF_INIT;
		plan_note_format(&text, &notes->items[i]);
		print_row("%s%s: %s", indent, _("Progress"), text.text);
		strbuf_release(&text);
	}
}

void put_plan_notes(struct json *into, const struct plan_notes *notes)
{
	struct json *list = json_put_array(into, "progress");
	for (size_t i = 0; i < notes->count; i++) {
		const struct plan_note *note = &notes->items[i];
		struct json *node = json_put_object(list, NULL);
		char iso[11];
		json_put_string(node, "at", note->at);
		json_put_string(node, "actor", note->actor);
		json_put_string(node, "acted_for", *note->acted_for ? note->acted_for : NULL);
		json_put_string(node, "text", note->text);
		json_put_bool(node, "moves_due", note->moves);
		json_put_string(node, "due", date_is_set(note->due) ? date_format_iso(note->due, iso) : NULL);
	}
}

static struct json *plan_json(const struct checklist *checklist, size_t item, const struct response *response)
{
	char iso[11];
	struct json *node = json_new_object();
	json_put_string(node, "checklist", checklist->assessment.checklist);
	json_put_string(node, "question", checklist_question(checklist, item)->id);
	json_put_string(node, "answer", answer_code(response->answer));
	json_put_string(node, "cause", response->plan.cause);
	json_put_string(node, "measure", response->plan.measure);
	json_put_string(node, "person", response->plan.person);
	json_put_string(node, "due", date_is_set(response->plan.due) ? date_format_iso(response->plan.due, iso) : NULL);
	json_put_string(node, "first_due", date_is_set(response->plan.first_due) ? date_format_iso(response->plan.first_due, iso) : NULL);
	json_put_bool(node, "preventive", response->plan.preventive);
	json_put_bool(node, "done", response->plan.done);
	json_put_string(node, "evidence", response->plan.evidence);
	return node;
}

static struct json *noted_plan_json(const struct workplace *workplace, const struct checklist *checklist, size_t item)
{
	struct json *node = plan_json(checklist, item, &checklist->entries[item].standing.response);
	struct plan_notes notes;
	notes_of(workplace, checklist, item, &notes);
	put_plan_notes(node, &notes);
	plan_notes_release(&notes);
	return node;
}

static bool listed(const struct workplace *workplace, const struct checklist *checklist, size_t item, bool overdue)
{
	const struct response *response = &checklist->entries[item].standing.response;
	bool has_plan = response_needs_plan(checklist_question(checklist, item), response) ||
	                !plan_is_empty(&response->plan);
	if (!scope_asks(&checklist->scope.items[item]) || !has_plan)
		return false;
	return !overdue || (response_has_plan(response) && plan_is_overdue(&response->plan, workplace->today));
}

/* Last year's plans that nothing has taken the place of yet. */
static size_t list_plans_left(const struct cli *cli, const struct workplace *workplace, bool overdue, struct json *list)
{
	size_t count = 0;
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		const struct checklist *checklist = &workplace->checklists[c];
		for (size_t i = 0; i < checklist->scope.count; i++) {
			const struct entry *entry = &checklist->entries[i];
			if (!checklist_shows(checklist, i, FILTER_PLANS_LEFT, NULL) ||
			    (overdue && !plan_is_overdue(entry_plan_left(entry), workplace->today)))
				continue;
			json_put(list, NULL, plan_json(checklist, i, &entry->previous));
			if (!cli->globals.json && !count)
				print_line("%s", _("Last year's plans that are not carried out; the questions are not answered this year yet:"));
			if (!cli->globals.json)
				print_plan_words(checklist_question(checklist, i), &entry->previous);
			count++;
		}
	}
	return count;
}

static void list_plans(const struct cli *cli, const struct workplace *workplace, bool overdue)
{
	struct json *root = json_new_object();
	struct json *list = json_put_array(root, "plans");
	size_t count = 0;
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		const struct checklist *checklist = &workplace->checklists[c];
		for (size_t i = 0; i < checklist->scope.count; i++) {
			if (!listed(workplace, checklist, i, overdue))
				continue;
			count++;
			json_put(list, NULL, noted_plan_json(workplace, checklist, i));
			if (!cli->globals.json)
				print_plan(workplace, checklist, i);
		}
	}
	count += list_plans_left(cli, workplace, overdue, json_put_array(root, "left"));
	if (!count && !cli->globals.json)
		print_line("%s", overdue ? _("No plan is overdue.") : _("There are no plans."));
	if (cli->globals.json)
		print_json(root);
	else
		json_free(root);
}

static bool take_words(struct args *args, enum what what, struct plan_words *words, const char **id, struct error *err)
{
	if (what == PLAN_LIST) {
		words->overdue = args_flag(args, "--overdue");
		return true;
	}
	if (!args_option(args, "--checklist", id, err))
		return false;
	if (what == PLAN_SET && (!args_option(args, "--cause", &words->cause, err) ||
	                         !args_option(args, "--measure", &words->measure, err) ||
	                         !args_option(args, "--person", &words->person, err) ||
	                         !args_option(args, "--due", &words->due, err) ||
	                         !args_option(args, "--reason", &words->why, err)))
		return false;
	if (what == PLAN_SET)
		words->preventive = args_flag(args, "--preventive");
	if (what == PLAN_PROGRESS && !args_option(args, "--note", &words->note, err))
		return false;
	if (what == PLAN_DONE && !args_option(args, "--evidence", &words->evidence, err))
		return false;
	return args_require(args, "QUESTION", &words->question, err);
}

int command_plan(struct cli *cli, struct args *args, struct error *err)
{
	static const char *const names[] = {"set", "progress", "done", "list"};
	struct plan_words words = {0};
	const char *id = NULL;
	int what = take_subcommand(args, names, 4, PLAN_LIST, err);
	struct workplace workplace;
	if (what < 0 || !take_words(args, (enum what)what, &words, &id, err) || !args_done(args, err))
		return failed(err);
	if (what == PLAN_LIST && is_office(cli))
		return list_office_plans(cli, words.overdue, err);
	if (!open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = true;
	if (what == PLAN_LIST)
		list_plans(cli, &workplace, words.overdue);
	else
		ok = act_on_plan(&workplace, (enum what)what, &words, id, err);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}
