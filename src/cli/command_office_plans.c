/* plan list in an office's database: the plans of all units, and what they object to in the central answers. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "roster.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* Objections are findings, too: what answers for all is not so for one. */
static void put_findings(struct json *root, const struct office *office, const struct office_dissents *dissents)
{
	struct json *list = json_put_array(root, "dissents");
	for (size_t i = 0; i < dissents->count; i++) {
		const struct office_dissent *dissent = &dissents->items[i];
		struct json *node = json_put_object(list, NULL), *against;
		json_put_string(node, "unit", office->roster.items[dissent->unit].code);
		json_put_string(node, "question", dissent->question);
		json_put_string(node, "text", dissent->text);
		json_put_string(node, "at", dissent->at);
		against = json_put_array(node, "against");
		for (const char *text = dissent->against; *text;) {
			size_t len_bytes = strcspn(text, ";");
			char *code = mem_strndup(text, len_bytes);
			json_put_string(against, NULL, code);
			free(code);
			text += len_bytes + (text[len_bytes] == ';');
		}
	}
}

static void findings_text(const struct office *office, const struct office_dissents *dissents)
{
	if (dissents->count)
		print_row("%s", _("Objections to central answers:"));
	for (size_t i = 0; i < dissents->count; i++) {
		const struct office_dissent *dissent = &dissents->items[i];
		const struct roster_unit *unit = &office->roster.items[dissent->unit];
		print_row(_("  %s  %s (%s %s, against %s)"), dissent->question, dissent->text, unit->bureau, unit->name, dissent->against);
	}
}

static void plans_json(const struct office *office, const struct office_plans *plans, const struct office_dissents *dissents)
{
	struct json *root = json_new_object(), *list = json_put_array(root, "plans");
	for (size_t i = 0; i < plans->count; i++) {
		const struct office_plan *plan = &plans->items[i];
		struct json *node = json_put_object(list, NULL);
		char iso[11];
		json_put_string(node, "unit", office->roster.items[plan->unit].code);
		json_put_string(node, "checklist", plan->checklist);
		json_put_string(node, "about", *plan->about ? plan->about : NULL);
		json_put_string(node, "question", plan->question);
		json_put_string(node, "answer", plan->answer);
		json_put_string(node, "cause", plan->cause);
		json_put_string(node, "measure", plan->measure);
		json_put_string(node, "person", plan->person);
		json_put_string(node, "due", date_is_set(plan->due) ? date_format_iso(plan->due, iso) : NULL);
		json_put_string(node, "first_due", date_is_set(plan->first_due) ? date_format_iso(plan->first_due, iso) : NULL);
		json_put_bool(node, "preventive", plan->preventive);
		json_put_bool(node, "done", plan->done);
		json_put_string(node, "evidence", plan->evidence);
		json_put_bool(node, "overdue", plan->overdue);
		put_plan_notes(node, &plan->notes);
	}
	put_findings(root, office, dissents);
	put_reconciliation(root, office);
	print_json(root);
}

static void plans_text(const struct office *office, const struct office_plans *plans, bool overdue)
{
	size_t last = SIZE_MAX;
	for (size_t i = 0; i < plans->count; i++) {
		const struct office_plan *plan = &plans->items[i];
		const struct roster_unit *unit = &office->roster.items[plan->unit];
		struct strbuf due = STRBUF_INIT;
		if (plan->unit != last)
			print_row("%s %s (%s)%s%s", unit->bureau, unit->name, unit->code, *unit->contact ? "  " : "", unit->contact);
		last = plan->unit;
		const struct plan dues = {.due = plan->due, .first_due = plan->first_due};
		plan_format_due(&due, &dues);
		const char *state = plan->done ? _("carried out") : plan->overdue ? _("overdue") : "";
		bool unsure = str_is_blank(plan->measure) && str_equal(plan->answer, answer_code(ANSWER_UNSURE));
		char *what = unsure ? str_format(C_("plan", "found out by: %s"), plan->person)
		                    : str_format(_("%s (%s)"), plan->measure, plan->person);
		print_row("  %s%s%s  %s  %s%s%s", plan->about, *plan->about ? "  " : "", plan->question, what, due.text,
		          *state ? " " : "", state);
		free(what);
		print_plan_notes("    ", &plan->notes);
		strbuf_release(&due);
	}
	if (!plans->count)
		print_row("%s", overdue ? _("No plan is overdue.") : _("There are no plans."));
	print_reconciliation(office);
}

int list_office_plans(struct cli *cli, bool overdue, struct error *err)
{
	struct office office;
	struct office_plans plans;
	struct office_dissents dissents = {0};
	if (!open_office(cli, &office, err))
		return failed(err);
	bool ok = office_plans_load(&office, overdue, &plans, err);
	if (ok) {
		/* An objection has no day yet on which it could be late. */
		ok = overdue || office_dissents_load(&office, SIZE_MAX, &dissents, err);
		if (ok && cli->globals.json)
			plans_json(&office, &plans, &dissents);
		else if (ok)
			plans_text(&office, &plans, overdue);
		if (ok && !cli->globals.json)
			findings_text(&office, &dissents);
		office_dissents_release(&dissents);
		office_plans_release(&plans);
	}
	office_close(&office);
	return ok ? 0 : failed(err);
}
