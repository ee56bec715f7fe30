/* roster: where the units stand. */
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
