/* roster, show, and the plans of all units: where the units stand. */
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "roster.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

void put_reconciliation(struct json *root, const struct office *office)
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

void print_reconciliation(const struct office *office)
{
	struct reconciliation all;
	office_reconcile(office, &all);
	print_line(_("Roster %zu = closed %zu + accepted %zu + returned %zu + submitted %zu + not handed in %zu"), all.total,
	           all.by_state[UNIT_CLOSED], all.by_state[UNIT_ACCEPTED], all.by_state[UNIT_RETURNED],
	           all.by_state[UNIT_SUBMITTED], all.by_state[UNIT_NOT_RECEIVED]);
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

/* Which units are listed, and how they answered. */
struct listing {
	const struct office *office;
	const enum unit_state *state; /* NULL: any */
	bool overdue;
	struct unit_answers *answers;
	struct answers_total total;
};

static bool lists(const struct listing *listing, size_t unit)
{
	return (!listing->state || office_unit_state(listing->office, unit) == *listing->state) &&
	       (!listing->overdue || office_unit_overdue(listing->office, unit));
}

/* The six, as `tenken status` has them; null where nobody handed in: that is not to have answered nothing. */
static void put_counts(struct json *into, const char *key, const size_t *by_answer, bool received)
{
	if (!received) {
		json_put_null(into, key);
		return;
	}
	struct json *node = json_put_object(into, key);
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++)
		json_put_int(node, answer_code((enum answer)i), (int64_t)by_answer[i]);
}

static void roster_json(const struct listing *listing)
{
	const struct office *office = listing->office;
	struct json *root = json_new_object(), *list = json_put_array(root, "units");
	for (size_t i = 0; i < office->roster.count; i++) {
		const struct roster_unit *unit = &office->roster.items[i];
		if (!lists(listing, i))
			continue;
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "code", unit->code);
		json_put_string(node, "bureau", unit->bureau);
		json_put_string(node, "unit", unit->name);
		json_put_string(node, "state", unit_state_code(office_unit_state(office, i)));
		json_put_bool(node, "overdue", office_unit_overdue(office, i));
		json_put_string(node, "contact", unit->contact);
		put_counts(node, "answers", listing->answers[i].by_answer, listing->answers[i].received);
	}
	put_reconciliation(root, office);
	put_counts(root, "answers", listing->total.by_answer, listing->total.units > 0);
	print_json(root);
}

/* As wide as the widest that is listed, up to a limit. */
struct widths {
	int code, bureau, name, state;
};

static void widen(int *width, const char *text, int most)
{
	int cols = text_cols(text, 1);
	if (cols > most)
		cols = most;
	*width = cols > *width ? cols : *width;
}

static struct widths measure(const struct listing *listing)
{
	enum { CODE_MOST = 10, BUREAU_MOST = 16, NAME_MOST = 20 };
	const struct roster *roster = &listing->office->roster;
	struct widths widths = {0};
	widen(&widths.code, C_("unit", "Code"), INT_MAX);
	widen(&widths.bureau, _("Bureau"), INT_MAX);
	widen(&widths.name, C_("office", "Section"), INT_MAX);
	widen(&widths.state, _("State"), INT_MAX);
	for (size_t i = 0; i < roster->count; i++) {
		if (!lists(listing, i))
			continue;
		widen(&widths.code, roster->items[i].code, CODE_MOST);
		widen(&widths.bureau, roster->items[i].bureau, BUREAU_MOST);
		widen(&widths.name, roster->items[i].name, NAME_MOST);
	}
	for (int i = 0; i < UNIT_STATES; i++)
		widen(&widths.state, unit_state_label((enum unit_state)i), INT_MAX);
	return widths;
}

static void add_counts(struct strbuf *line, const struct unit_answers *answers)
{
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++) {
		if (answers->received)
			strbuf_addf(line, " %3zu", answers->by_answer[i]);
		else
			strbuf_add(line, "    ");
	}
}

static void print_unit(const struct listing *listing, const struct widths *widths, size_t at)
{
	const struct roster_unit *unit = &listing->office->roster.items[at];
	struct strbuf line = STRBUF_INIT;
	bool overdue = office_unit_overdue(listing->office, at);
	add_column(&line, unit->code, widths->code + 1);
	add_column(&line, unit->bureau, widths->bureau + 1);
	add_column(&line, unit->name, widths->name + 1);
	add_column(&line, unit_state_label(office_unit_state(listing->office, at)), widths->state);
	if (listing->answers[at].received || overdue || *unit->contact)
		add_counts(&line, &listing->answers[at]);
	if (overdue)
		strbuf_addf(&line, " %s", _("overdue"));
	if (*unit->contact)
		strbuf_addf(&line, " %s", unit->contact);
	print_line("%s", line.text);
	strbuf_release(&line);
}

static void print_heading(const struct widths *widths)
{
	struct strbuf line = STRBUF_INIT;
	add_column(&line, C_("unit", "Code"), widths->code + 1);
	add_column(&line, _("Bureau"), widths->bureau + 1);
	add_column(&line, C_("office", "Section"), widths->name + 1);
	add_column(&line, _("State"), widths->state);
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++)
		strbuf_addf(&line, "  %s", answer_kanji((enum answer)i));
	print_line("%s", line.text);
	strbuf_release(&line);
}

static void roster_text(const struct listing *listing)
{
	struct widths widths = measure(listing);
	struct strbuf total = STRBUF_INIT;
	print_heading(&widths);
	for (size_t i = 0; i < listing->office->roster.count; i++)
		if (lists(listing, i))
			print_unit(listing, &widths, i);
	print_reconciliation(listing->office);
	answers_total_text(&total, &listing->total, false);
	if (total.len_bytes)
		print_line("%s", total.text);
	strbuf_release(&total);
}

static bool list_units(struct listing *listing, bool json, struct error *err)
{
	listing->answers = office_answers(listing->office, err);
	if (!listing->answers)
		return false;
	for (size_t i = 0; i < listing->office->roster.count; i++)
		if (lists(listing, i))
			answers_total_add(&listing->total, &listing->answers[i]);
	if (json)
		roster_json(listing);
	else
		roster_text(listing);
	free(listing->answers);
	return true;
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
	struct listing listing = {.office = &office, .state = name ? &state : NULL, .overdue = overdue};
	bool ok = list_units(&listing, cli->globals.json, err);
	office_close(&office);
	return ok ? 0 : failed(err);
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

static void show_sents(const struct office_sents *sents)
{
	for (size_t i = 0; i < sents->count; i++) {
		const struct office_sent *sent = &sents->items[i];
		const char *became = sent->received ? _("taken in") : _("not known to be taken in");
		if (sent->kind == OFFICE_SENT_PUSH)
			print_line(_("Asked anew: %s (%s) — %s"), sent->question, sent->text,
			           sent->received ? _("looked at") : _("not known to be looked at"));
		else
			print_line(sent->kind == OFFICE_SENT_HANDOVER ? _("Last year's answers handed over — %s") : _("Central answers — %s"),
			           became);
	}
}

static void show_dissents(const struct office_dissents *dissents)
{
	for (size_t i = 0; i < dissents->count; i++)
		print_line(_("Objection to the central answer %s: %s (%s)"), dissents->items[i].question, dissents->items[i].text,
		           dissents->items[i].actor);
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
	struct office_sents sents = {0};
	struct office_dissents dissents = {0};
	bool ok = unit != SIZE_MAX && office_sents_load(&office, unit, &sents, err) &&
	          office_dissents_load(&office, unit, &dissents, err) && office_open_unit(&office, unit, &workplace, err);
	if (ok) {
		if (cli->globals.json) {
			show_json(&office, unit, &workplace, &sents, &dissents);
		} else {
			show_text(&office, unit, &workplace);
			show_dissents(&dissents);
			show_sents(&sents);
		}
		workplace_close(&workplace);
	}
	office_sents_release(&sents);
	office_dissents_release(&dissents);
	office_close(&office);
	return ok ? 0 : failed(err);
}

/* --- plans --- */

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
		print_line("%s", _("Objections to central answers:"));
	for (size_t i = 0; i < dissents->count; i++) {
		const struct office_dissent *dissent = &dissents->items[i];
		const struct roster_unit *unit = &office->roster.items[dissent->unit];
		print_line(_("  %s  %s (%s %s, against %s)"), dissent->question, dissent->text, unit->bureau, unit->name, dissent->against);
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
			print_line("%s %s (%s)%s%s", unit->bureau, unit->name, unit->code, *unit->contact ? "  " : "", unit->contact);
		last = plan->unit;
		const struct plan dues = {.due = plan->due, .first_due = plan->first_due};
		plan_format_due(&due, &dues);
		print_line("  %s  %s (%s)  %s %s", plan->question, plan->measure, plan->person, due.text,
		           plan->done ? _("carried out") : plan->overdue ? _("overdue") : "");
		print_plan_notes("    ", &plan->notes);
		strbuf_release(&due);
	}
	if (!plans->count)
		print_line("%s", overdue ? _("No plan is overdue.") : _("There are no plans."));
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
