/* show: what a unit handed in last, and what went between it and the office besides. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "roster.h"
#include "tenken/base/str.h"

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

static void put_between(struct json *root, const struct office_sents *sents, const struct office_dissents *dissents)
{
	static const char *const kinds[] = {"push", "handover", "common"};
	struct json *list = json_put_array(root, "sent");
	for (size_t i = 0; i < sents->count; i++) {
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "kind", kinds[sents->items[i].kind]);
		json_put_string(node, "question", *sents->items[i].question ? sents->items[i].question : NULL);
		json_put_string(node, "text", *sents->items[i].text ? sents->items[i].text : NULL);
		json_put_string(node, "at", sents->items[i].at);
		json_put_bool(node, "received", sents->items[i].received);
	}
	list = json_put_array(root, "dissents");
	for (size_t i = 0; i < dissents->count; i++) {
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "question", dissents->items[i].question);
		json_put_string(node, "text", dissents->items[i].text);
		json_put_string(node, "actor", dissents->items[i].actor);
		json_put_string(node, "at", dissents->items[i].at);
	}
}

static void show_json(const struct office *office, size_t unit, const struct workplace *workplace,
                      const struct office_sents *sents, const struct office_dissents *dissents)
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
	put_between(root, sents, dissents);
	print_json(root);
}

/* What is to be done by whom and by when; of 疑, who finds out. */
static void show_plan(const struct response *response, struct date today)
{
	const struct plan *plan = &response->plan;
	struct strbuf text = STRBUF_INIT, due = STRBUF_INIT;
	const char *measure = plan->measure ? plan->measure : "", *person = plan->person ? plan->person : "";
	if (str_is_blank(measure) && str_is_blank(person))
		return;
	if (date_is_set(plan->due))
		date_format_local(&due, plan->due);
	if (!due.len_bytes)
		strbuf_addf(&text, _("%s (%s)"), measure, person);
	else if (response->answer == ANSWER_UNSURE && str_is_blank(measure))
		strbuf_addf(&text, _("%s finds out by %s"), person, due.text);
	else
		strbuf_addf(&text, _("%s (%s, by %s)"), measure, person, due.text);
	if (plan->done || plan_is_overdue(plan, today))
		strbuf_addf(&text, "  %s", plan->done ? _("carried out") : _("overdue"));
	print_row(_("      Plan: %s"), text.text);
	strbuf_release(&text);
	strbuf_release(&due);
}

static void show_item(const struct checklist *checklist, size_t item, struct date today)
{
	const struct response *response = &checklist->entries[item].standing.response;
	const struct question *question = checklist_question(checklist, item);
	if (!scope_asks(&checklist->scope.items[item]) || response->answer == ANSWER_IMPLEMENTED)
		return;
	print_row("  %s %s  %s", answer_label(response->answer), question->id, bilingual_text(&question->text));
	if (!str_is_blank(response->note))
		print_row(_("      Remark: %s"), response->note);
	if (!str_is_blank(response->reason))
		print_row(_("      Reason: %s"), response->reason);
	show_plan(response, today);
}

static void show_sents(const struct office_sents *sents)
{
	for (size_t i = 0; i < sents->count; i++) {
		const struct office_sent *sent = &sents->items[i];
		const char *became = sent->received ? _("taken in") : _("not known to be taken in");
		if (sent->kind == OFFICE_SENT_PUSH)
			print_row(_("Asked anew: %s (%s) — %s"), sent->question, sent->text,
			           !sent->received ? _("not known to be looked at") : sent->asked ? _("looked at") : _("not asked of this unit"));
		else
			print_row(sent->kind == OFFICE_SENT_HANDOVER ? _("Last year's answers handed over — %s") : _("Central answers — %s"),
			           became);
	}
}

/* The lines of what it was returned for. */
static void show_returned(char *said)
{
	for (char *line = said, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		print_row("%s", line);
	}
}

static void show_dissents(const struct office_dissents *dissents)
{
	for (size_t i = 0; i < dissents->count; i++)
		print_row(_("Objection to the central answer %s: %s (%s)"), dissents->items[i].question, dissents->items[i].text,
		           dissents->items[i].actor);
}

static void show_text(const struct office *office, size_t unit, const struct workplace *workplace)
{
	print_row("%s %s (%s): %s", workplace->unit.bureau, workplace->unit.name, workplace->unit.code,
	           unit_state_label(office_unit_state(office, unit)));
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		const struct checklist *checklist = &workplace->checklists[c];
		print_row(_("%s: %zu of %zu answered"), checklist->assessment.checklist, checklist->tally.answered,
		           checklist->tally.applicable);
		for (size_t i = 0; i < checklist->scope.count; i++)
			show_item(checklist, i, workplace->today);
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
	struct office_sents sents = {0};
	struct office_dissents dissents = {0};
	char *returned = NULL;
	bool ok = unit != SIZE_MAX && office_sents_load(&office, unit, &sents, err) &&
	          office_returned_for(&office, unit, &returned, err) &&
	          office_dissents_load(&office, unit, &dissents, err) && office_open_unit(&office, unit, &workplace, err);
	if (ok) {
		if (cli->globals.json) {
			show_json(&office, unit, &workplace, &sents, &dissents);
		} else {
			show_text(&office, unit, &workplace);
			show_returned(returned);
			show_dissents(&dissents);
			show_sents(&sents);
		}
		workplace_close(&workplace);
	}
	free(returned);
	office_sents_release(&sents);
	office_dissents_release(&dissents);
	office_close(&office);
	return ok ? 0 : failed(err);
}
