#include "tenken/app/workplace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/app/packs.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/platform_file.h"
#include "tenken/base/text.h"
#include "tenken/store/db.h"
#include "ledger_private.h"

#include <assert.h>

static const struct {
	const char *code, *label;
} states[] = {
	[STATE_NOT_STARTED] = {"not_started", N_("Not started")},
	[STATE_IN_PROGRESS] = {"in_progress", N_("In progress")},
	[STATE_READY] = {"ready", N_("Ready to confirm")},
	[STATE_SUBMITTED] = {"submitted", N_("Submitted")},
	[STATE_RETURNED] = {"returned", N_("Returned")},
	[STATE_ACCEPTED] = {"accepted", N_("Accepted")},
	[STATE_CLOSED] = {"closed", N_("Closed")},
};
static_assert(sizeof states / sizeof *states == CHECKLIST_STATES, "a name for every state");

const char *checklist_state_code(enum checklist_state state)
{
	return states[state].code;
}

const char *checklist_state_label(enum checklist_state state)
{
	return _(states[state].label);
}

char *workplace_default_path(const char *option, struct error *err)
{
	if (option && *option)
		return mem_strdup(option);
	const char *variable = platform_env("TENKEN_DB");
	if (variable && *variable)
		return mem_strdup(variable);
	char *folder = platform_data_folder(err);
	if (!folder)
		return NULL;
	char *path = path_join(folder, "tenken.db");
	free(folder);
	return path;
}

static bool refuse_readonly(struct error *err)
{
	return error_set(err, ERROR_REFUSED, _("This was opened to look only (--readonly): nothing can be changed."));
}

/* --- making one --- */

bool workplace_valid_name(const char *text, const char *what, struct error *err)
{
	if (str_is_blank(text))
		return error_set(err, ERROR_USAGE, _("The %s must not be empty."), what);
	char *safe = text_safe_dup(text, TEXT_SAFE_LINE);
	bool same = str_equal(safe, text);
	free(safe);
	if (!same)
		return error_set(err, ERROR_USAGE, _("The %s holds characters that cannot be shown: %s"), what, text);
	if (strlen(text) > 200)
		return error_set(err, ERROR_USAGE, _("The %s is too long: 200 letters fit, or 66 Japanese characters."), what);
	return true;
}

bool pack_keeps_checklist(const struct pack *pack, const char *role, struct error *err)
{
	struct scope scope = {0};
	struct profile none = {0};
	profile_init(&none, pack->facts_count);
	bool ok = scope_compute(&scope, pack, role,
	                        &(struct circumstances){.pack = pack, .profile = &none, .record = SIZE_MAX}, err);
	scope_release(&scope);
	profile_release(&none);
	return ok;
}

bool workplace_role_answers(const struct pack *pack, const struct role *role)
{
	if (role->answered_by)
		return false;
	for (size_t i = 0; i < pack->questions_count; i++)
		for (size_t k = 0; k < pack->questions[i].roles_count; k++)
			if (str_equal(pack->questions[i].roles[k], role->id))
				return true;
	return false;
}

/* When none is named. */
static const char *const usual_roles[] = {"info_manager"};

static bool check_new(const struct workplace_new *new_place, const struct pack *pack, struct error *err)
{
	if (!workplace_valid_name(new_place->bureau, _("bureau"), err) ||
	    !workplace_valid_name(new_place->unit, _("section"), err))
		return false;
	if (new_place->code && *new_place->code && !unit_code_fits(new_place->code, err))
		return false;
	if (new_place->fiscal_year && (new_place->fiscal_year < 2000 || new_place->fiscal_year > 2999))
		return error_set(err, ERROR_USAGE, _("%d is no fiscal year that can be checked."), new_place->fiscal_year);
	if (!new_place->roles_count)
		return pack_keeps_checklist(pack, usual_roles[0], err);
	for (size_t i = 0; i < new_place->roles_count; i++) {
		if (!pack_keeps_checklist(pack, new_place->roles[i], err))
			return false;
		for (size_t k = 0; k < i; k++)
			if (str_equal(new_place->roles[i], new_place->roles[k]))
				return error_set(err, ERROR_USAGE, _("The role \"%s\" is named twice."), new_place->roles[i]);
	}
	return true;
}

static bool fill_new(struct db *db, const struct workplace_options *options, const struct workplace_new *new_place,
                     const struct pack *pack, struct error *err)
{
	struct unit unit = {.code = (char *)(new_place->code ? new_place->code : ""),
	                    .bureau = (char *)new_place->bureau,
	                    .name = (char *)new_place->unit};
	struct cycle cycle = {.fiscal_year = new_place->fiscal_year ? new_place->fiscal_year
	                                                            : date_fiscal_year(options->today),
	                      .extra = new_place->extra,
	                      .pack = pack->id,
	                      .due = (char *)(new_place->due ? new_place->due : "")};
	if (!unit_save(db, &unit, err) || !cycle_add(db, &cycle, err))
		return false;
	const char *const *roles = new_place->roles_count ? new_place->roles : usual_roles;
	size_t count = new_place->roles_count ? new_place->roles_count : 1;
	for (size_t i = 0; i < count; i++) {
		struct assessment assessment = {
			.cycle = cycle.id, .checklist = (char *)roles[i], .role = (char *)roles[i], .subject = NULL};
		if (!assessment_add(db, &assessment, err))
			return false;
	}
	return true;
}

bool workplace_may_be_made(const struct workplace_options *options, struct error *err)
{
	return db_may_be_made(options->db, err);
}

bool workplace_create(const struct workplace_options *options, const struct workplace_new *new_place, struct error *err)
{
	if (options->readonly)
		return refuse_readonly(err);
	char *folder = packs_find(options->pack, err);
	if (!folder)
		return false;
	struct pack *pack = packs_read(folder, NULL, err);
	bool ok = pack && check_new(new_place, pack, err);
	struct db *db = ok ? db_open(options->db, DB_CREATE, err) : NULL;
	ok = db != NULL;
	if (ok) {
		ok = db_begin(db, err);
		if (ok && !fill_new(db, options, new_place, pack, err)) {
			db_rollback(db);
			ok = false;
		} else if (ok) {
			ok = db_commit(db, err);
		}
		db_close(db);
		/* A database without a unit would be taken for one of ours that lost it: leave none behind. */
		if (!ok)
			platform_remove(options->db);
	}
	pack_free(pack);
	free(folder);
	return ok;
}

/* --- opening --- */

static bool is_a_section(const struct workplace *workplace, const char *path, struct error *err)
{
	char *office = setting_load(workplace->db, OFFICE_SETTING);
	bool ok = !office || !*office ||
	          error_set(err, ERROR_REFUSED, _("%s is an office's database, not a section's. Name the section's with --db."), path);
	free(office);
	return ok;
}

static bool open_pack(struct workplace *workplace, const struct workplace_options *options, struct error *err)
{
	struct cycle cycle = {0};
	if (!cycle_current(workplace->db, &cycle, err))
		return false;
	workplace->pack_folder = packs_find(options->pack ? options->pack : cycle.pack, err);
	if (workplace->pack_folder)
		workplace->pack = packs_read(workplace->pack_folder, NULL, err);
	bool ok = workplace->pack != NULL;
	if (ok && !str_equal(workplace->pack->id, cycle.pack))
		ok = error_set(err, ERROR_REFUSED,
		               _("This database is answered with the pack \"%s\"; the one named is \"%s\". Leave out --pack."),
		               cycle.pack, workplace->pack->id);
	cycle_release(&cycle);
	return ok;
}

bool workplace_open(struct workplace *workplace, const struct workplace_options *options, struct error *err)
{
	*workplace = (struct workplace){.today = options->today, .readonly = options->readonly};
	workplace->db = db_open(options->db, options->readonly ? DB_READONLY : DB_OPEN, err);
	if (!workplace->db)
		return false;
	workplace->readonly = db_is_readonly(workplace->db);
	str_assign(&workplace->notice, db_notice(workplace->db));
	str_assign(&workplace->actor, options->actor);
	str_assign(&workplace->acted_for, options->acted_for);
	if (!is_a_section(workplace, options->db, err) || !open_pack(workplace, options, err) ||
	    !workplace_load(workplace, err)) {
		workplace_close(workplace);
		return false;
	}
	return true;
}

void workplace_close(struct workplace *workplace)
{
	workplace_unload(workplace);
	workplace_forget_wording(workplace);
	if (!workplace->borrows_pack)
		pack_free(workplace->pack);
	free(workplace->pack_folder);
	free(workplace->actor);
	free(workplace->acted_for);
	free(workplace->notice);
	db_close(workplace->db);
	*workplace = (struct workplace){0};
}

bool workplace_may_write(const struct workplace *workplace, struct error *err)
{
	return !workplace->readonly || refuse_readonly(err);
}

const char *workplace_actor(const struct workplace *workplace, const struct checklist *checklist)
{
	if (workplace->actor && *workplace->actor)
		return workplace->actor;
	return checklist ? bilingual_in(&checklist->role->title, LANGUAGE_JA) : "";
}

/* --- the profile --- */

bool workplace_asks_fact(const struct workplace *workplace, size_t fact)
{
	const struct circumstances circumstances = workplace_circumstances(workplace, NULL);
	return workplace->facts[fact] &&
	       condition_evaluate(workplace->pack->facts[fact].when, &circumstances) != TRUTH_FALSE;
}

size_t workplace_open_facts(const struct workplace *workplace)
{
	size_t open = 0;
	for (size_t i = 0; i < workplace->pack->facts_count; i++)
		if (workplace->answered.facts[i] == TRUTH_UNKNOWN && workplace_asks_fact(workplace, i))
			open++;
	return open;
}

bool workplace_is_unsure_fact(const struct workplace *workplace, size_t fact)
{
	return workplace->answered.facts[fact] == TRUTH_UNKNOWN && workplace->said_unknown &&
	       workplace->said_unknown[fact];
}

size_t workplace_unsure_facts(const struct workplace *workplace)
{
	size_t count = 0;
	for (size_t i = 0; i < workplace->pack->facts_count; i++)
		count += workplace_asks_fact(workplace, i) && workplace_is_unsure_fact(workplace, i);
	return count;
}

bool workplace_set_fact(struct workplace *workplace, size_t fact, enum truth value, struct error *err)
{
	if (!workplace_may_write(workplace, err))
		return false;
	/* That somebody does not know is an answer, too: it is not the same as that nobody was asked. */
	if (workplace->answered.facts[fact] == value &&
	    (value != TRUTH_UNKNOWN || workplace_is_unsure_fact(workplace, fact)))
		return true;
	char now[26];
	const struct checklist *first = workplace->checklists_count ? &workplace->checklists[0] : NULL;
	if (!facts_append(workplace->db, workplace->cycle.id, workplace->pack->facts[fact].id, value,
	                  workplace_actor(workplace, first), workplace->acted_for ? workplace->acted_for : "",
	                  platform_now(now), err))
		return false;
	workplace->answered.facts[fact] = value;
	if (workplace->said_unknown)
		workplace->said_unknown[fact] = value == TRUTH_UNKNOWN;
	return workplace_rescope(workplace, err);
}

/* --- checklists --- */

struct checklist *workplace_checklist(struct workplace *workplace, const char *id, struct error *err)
{
	if (!id && workplace->checklists_count == 1)
		return &workplace->checklists[0];
	const char **ids = mem_new(workplace->checklists_count + 1, sizeof *ids);
	struct strbuf all = STRBUF_INIT;
	struct checklist *found = NULL;
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		ids[i] = workplace->checklists[i].assessment.checklist;
		strbuf_addf(&all, "%s%s", i ? ", " : "", ids[i]);
		if (id && str_equal(ids[i], id))
			found = &workplace->checklists[i];
	}
	if (!found && !id)
		error_set(err, ERROR_USAGE, _("There are several checklists: say which with --checklist (%s)."), all.text);
	else if (!found) {
		const char *near = text_nearest(id, ids, workplace->checklists_count);
		if (near)
			error_set(err, ERROR_USAGE, _("There is no checklist \"%s\". Did you mean \"%s\"?"), id, near);
		else
			error_set(err, ERROR_USAGE, _("There is no checklist \"%s\". There are: %s."), id, all.text);
	}
	strbuf_release(&all);
	free(ids);
	return found;
}

const struct question *checklist_question(const struct checklist *checklist, size_t item)
{
	return &checklist->scope.pack->questions[checklist->scope.items[item].question];
}

size_t checklist_item(const struct workplace *workplace, const struct checklist *checklist, const char *question,
                      struct error *err)
{
	size_t index = pack_require_question(workplace->pack, question, err);
	if (index == SIZE_MAX)
		return SIZE_MAX;
	for (size_t i = 0; i < checklist->scope.count; i++) {
		if (checklist->scope.items[i].question != index)
			continue;
		if (scope_asks(&checklist->scope.items[i]))
			return i;
		struct strbuf why = STRBUF_INIT;
		checklist_explain(workplace, checklist, i, &why);
		error_set(err, ERROR_USAGE, _("The question \"%s\" does not apply to this section (%s)."), question, why.text);
		strbuf_release(&why);
		return SIZE_MAX;
	}
	error_set(err, ERROR_USAGE, _("The question \"%s\" is not in the checklist \"%s\": another role answers it."),
	          question, checklist->assessment.checklist);
	return SIZE_MAX;
}

/* --- coming back to the same place --- */

bool workplace_save_place(struct workplace *workplace, const struct checklist *checklist, size_t item)
{
	if (workplace->readonly)
		return true;
	char *value = item == SIZE_MAX ? str_format("%s", checklist->assessment.checklist)
	                               : str_format("%s %s", checklist->assessment.checklist,
	                                            checklist_question(checklist, item)->id);
	struct error ignored = {0};
	bool ok = setting_save(workplace->db, "place", value, &ignored);
	error_release(&ignored);
	free(value);
	return ok;
}

size_t workplace_load_place(const struct workplace *workplace, struct checklist **checklist)
{
	*checklist = workplace->checklists_count ? &workplace->checklists[0] : NULL;
	char *value = setting_load(workplace->db, "place");
	char *question = value ? strchr(value, ' ') : NULL;
	size_t item = SIZE_MAX;
	if (question)
		*question++ = '\0';
	for (size_t i = 0; value && i < workplace->checklists_count; i++)
		if (str_equal(workplace->checklists[i].assessment.checklist, value))
			*checklist = &workplace->checklists[i];
	for (size_t i = 0; question && *checklist && i < (*checklist)->scope.count; i++)
		if (str_equal(checklist_question(*checklist, i)->id, question) && scope_asks(&(*checklist)->scope.items[i]))
			item = i;
	free(value);
	return item;
}
