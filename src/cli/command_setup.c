/* init, rename, status, profile, tour: who one is, where one stands, what applies; practising. */
#include <stdlib.h>

#include "command.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

enum { ROLES_MAX = 16 };

/* Opened with the pack it has: --pack may name the one of the next year. */
static bool open_last_year(struct cli *cli, struct workplace *workplace, struct error *err)
{
	struct cli as_it_is = *cli;
	if (open_workplace(cli, workplace, err))
		return true;
	if (err->code != ERROR_REFUSED)
		return false;
	error_release(err);
	as_it_is.globals.pack = NULL;
	return open_workplace(&as_it_is, workplace, err);
}

/* `init` on a section's own database opens its next year; anything else that is there is left alone. */
static bool next_year(struct cli *cli, const struct workplace_new *place, struct error *err)
{
	struct workplace workplace;
	if (!open_last_year(cli, &workplace, err))
		return false;
	bool same = str_equal(workplace.unit.bureau, place->bureau) && str_equal(workplace.unit.name, place->unit) &&
	            place->roles_count == 0;
	bool ok = same && place->fiscal_year > workplace.cycle.fiscal_year
	              ? workplace_new_year(&workplace, place->fiscal_year, cli->globals.pack, err)
	              : error_set(err, ERROR_CONFLICT,
	                          _("There is a database of %s %s (fiscal year %d) already. Name another with --db, or open its "
	                            "next year with the same bureau and unit and a later --fiscal-year. A wrong name is mended by "
	                            "\"tenken rename\"."),
	                          workplace.unit.bureau, workplace.unit.name, workplace.cycle.fiscal_year);
	if (ok)
		print_line(_("Opened fiscal year %d for %s %s."), place->fiscal_year, place->bureau, place->unit);
	workplace_close(&workplace);
	return ok;
}

static bool make_new(struct cli *cli, const struct workplace_new *place, struct error *err)
{
	char *path = database_path(cli, err);
	if (!path)
		return false;
	struct workplace_options options = {
		.db = path, .pack = cli->globals.pack, .today = cli->today, .readonly = cli->globals.readonly};
	bool ok;
	if (file_exists(path)) {
		ok = next_year(cli, place, err);
	} else {
		ok = workplace_create(&options, place, err);
		if (ok)
			print_line(_("Made %s for %s %s."), path, place->bureau, place->unit);
	}
	free(path);
	return ok;
}

int command_init(struct cli *cli, struct args *args, struct error *err)
{
	struct workplace_new place = {0};
	const char *year = NULL, *role = NULL;
	const char *roles[ROLES_MAX];
	if (!args_option(args, "--bureau", &place.bureau, err) || !args_option(args, "--unit", &place.unit, err) ||
	    !args_option(args, "--code", &place.code, err) || !args_option(args, "--fiscal-year", &year, err))
		return failed(err);
	do {
		if (!args_repeated(args, "--role", &role, err))
			return failed(err);
		if (role && place.roles_count == ROLES_MAX) {
			error_set(err, ERROR_USAGE, _("%s is given too often."), "--role");
			return failed(err);
		}
		if (role)
			roles[place.roles_count++] = role;
	} while (role);
	place.roles = roles;
	if (!args_done(args, err) || (year && !date_parse_fiscal_year(&place.fiscal_year, year, err)))
		return failed(err);
	if (!place.bureau || !place.unit) {
		error_set(err, ERROR_USAGE, _("%s is missing."), place.bureau ? "--unit" : "--bureau");
		return failed(err);
	}
	return make_new(cli, &place, err) ? 0 : failed(err);
}

/* --- rename --- */

int command_rename(struct cli *cli, struct args *args, struct error *err)
{
	struct workplace workplace;
	const char *bureau = NULL, *name = NULL, *code = NULL;
	if (!args_option(args, "--bureau", &bureau, err) || !args_option(args, "--unit", &name, err) ||
	    !args_option(args, "--code", &code, err) || !args_done(args, err))
		return failed(err);
	if (!bureau && !name && !code) {
		error_set(err, ERROR_USAGE, _("Say what is to be called otherwise: --bureau, --unit or --code."));
		return failed(err);
	}
	if (!open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = workplace_rename(&workplace, bureau, name, code, err);
	if (ok && code && !bureau && !name && *code)
		print_line(_("The section's code is now %s."), code);
	else if (ok && code && !bureau && !name)
		print_line("%s", _("The section has no code any more."));
	else if (ok)
		print_line(_("The section is now called %s %s."), workplace.unit.bureau, workplace.unit.name);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}

/* --- status --- */

static struct json *checklist_status_json(const struct checklist *checklist)
{
	struct json *node = json_new_object();
	json_put_string(node, "id", checklist->assessment.checklist);
	json_put_string(node, "role", checklist->role->id);
	json_put_string(node, "subject", checklist->assessment.subject);
	json_put_string(node, "state", checklist_state_code(checklist->state));
	json_put_int(node, "applicable", (int64_t)checklist->tally.applicable);
	json_put_int(node, "answered", (int64_t)checklist->tally.answered);
	struct json *answers = json_put_object(node, "answers");
	for (int a = ANSWER_NONE + 1; a < ANSWERS; a++)
		json_put_int(answers, answer_code((enum answer)a), (int64_t)checklist->tally.by_answer[a]);
	return node;
}

static void print_status_json(const struct workplace *workplace)
{
	struct json *root = json_new_object();
	struct json *unit = json_put_object(root, "unit");
	json_put_string(unit, "code", *workplace->unit.code ? workplace->unit.code : NULL);
	json_put_string(unit, "name", workplace->unit.name);
	json_put_string(unit, "bureau", workplace->unit.bureau);
	json_put_int(root, "fiscal_year", workplace->cycle.fiscal_year);
	struct json *list = json_put_array(root, "checklists");
	for (size_t i = 0; i < workplace->checklists_count; i++)
		json_put(list, NULL, checklist_status_json(&workplace->checklists[i]));
	print_json(root);
}

static void print_status(const struct workplace *workplace)
{
	struct strbuf year = STRBUF_INIT;
	date_format_fiscal_year(&year, workplace->cycle.fiscal_year);
	print_line("%s %s  %s", workplace->unit.bureau, workplace->unit.name, year.text);
	strbuf_release(&year);
	size_t open = workplace_open_facts(workplace);
	size_t unsure = workplace_unsure_facts(workplace);
	if (open)
		print_line(P_("%zu fact of the profile is still open.", "%zu facts of the profile are still open.", open), open);
	if (unsure)
		print_line(P_("Of these, somebody has said of %zu that it is not known.",
		              "Of these, somebody has said of %zu that they are not known.", unsure),
		           unsure);
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		const struct checklist *checklist = &workplace->checklists[i];
		print_line("%s  %s  %zu/%zu", checklist->assessment.checklist, checklist_state_label(checklist->state),
		           checklist->tally.answered, checklist->tally.applicable);
		struct strbuf line = STRBUF_INIT;
		for (int a = ANSWER_NONE + 1; a < ANSWERS; a++)
			strbuf_addf(&line, "  %s %zu", answer_kanji((enum answer)a), checklist->tally.by_answer[a]);
		print_line("%s", line.text);
		strbuf_release(&line);
		if (checklist->lacks.count)
			print_line(P_("  %zu thing is missing before submission: \"tenken check\" lists it.",
			              "  %zu things are missing before submission: \"tenken check\" lists them.",
			              checklist->lacks.count), checklist->lacks.count);
	}
}

int command_tour(struct cli *cli, struct args *args, struct error *err)
{
	if (!args_done(args, err))
		return failed(err);
	cli->globals.tour = true;
	return 0;
}

int command_status(struct cli *cli, struct args *args, struct error *err)
{
	struct workplace workplace;
	if (!args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	if (cli->globals.json)
		print_status_json(&workplace);
	else
		print_status(&workplace);
	workplace_close(&workplace);
	return 0;
}

/* --- profile --- */

static const char *truth_label(enum truth truth)
{
	static const char *const labels[] = {
		[TRUTH_FALSE] = N_("no"), [TRUTH_TRUE] = N_("yes"), [TRUTH_UNKNOWN] = N_("not known")};
	return _(labels[truth]);
}

static void print_profile(const struct cli *cli, const struct workplace *workplace)
{
	struct json *root = json_new_object();
	struct json *list = json_put_array(root, "profile");
	for (size_t i = 0; i < workplace->pack->facts_count; i++) {
		const struct fact *fact = &workplace->pack->facts[i];
		enum truth value = workplace->answered.facts[i];
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "id", fact->id);
		if (value == TRUTH_UNKNOWN)
			json_put_null(node, "value");
		else
			json_put_bool(node, "value", value == TRUTH_TRUE);
		json_put_bilingual(node, "text", &fact->text);
		if (!cli->globals.json && workplace_asks_fact(workplace, i))
			print_line("%-22s %s  %s", fact->id, truth_label(value), bilingual_text(&fact->text));
	}
	if (cli->globals.json)
		print_json(root);
	else
		json_free(root);
}

static bool parse_truth(enum truth *value, const char *code, struct error *err)
{
	static const char *const codes[] = {"yes", "no", "unknown"};
	if (truth_parse(value, code))
		return true;
	for (int i = 0; i < 3; i++) {
		if (str_equal(code, truth_label((enum truth)i))) { /* as "profile show" prints it */
			*value = (enum truth)i;
			return true;
		}
	}
	const char *near = text_nearest(code, codes, 3);
	return near ? error_set(err, ERROR_USAGE, _("\"%s\" is not known here. Did you mean \"%s\"?"), code, near)
	            : error_set(err, ERROR_USAGE, _("\"%s\" is no value of a fact: yes, no or unknown."), code);
}

static bool set_fact(struct workplace *workplace, const char *id, const char *code, struct error *err)
{
	enum truth value;
	size_t fact = pack_require_fact(workplace->pack, id, err);
	if (fact == SIZE_MAX || !parse_truth(&value, code, err) || !workplace_set_fact(workplace, fact, value, err))
		return false;
	print_line("%s: %s", bilingual_text(&workplace->pack->facts[fact].text), truth_label(value));
	return true;
}

int command_profile(struct cli *cli, struct args *args, struct error *err)
{
	static const char *const names[] = {"show", "set"};
	const char *id = NULL, *code = NULL;
	int what = take_subcommand(args, names, 2, 0, err);
	if (what < 0)
		return failed(err);
	if (what == 1 && (!args_require(args, "FACT", &id, err) || !args_require(args, "yes|no|unknown", &code, err)))
		return failed(err);
	struct workplace workplace;
	if (!args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = true;
	if (what == 0)
		print_profile(cli, &workplace);
	else
		ok = set_fact(&workplace, id, code, err);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}
