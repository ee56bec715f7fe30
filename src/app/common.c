/* What is run centrally and reaches the sections as 共通; and what they object to in it. */
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* --- what touches the sections --- */

static bool is_asked_of_sections(const struct pack *pack, const struct question *question)
{
	for (size_t i = 0; i < question->roles_count; i++) {
		size_t role = pack_find_role(pack, question->roles[i]);
		if (role != SIZE_MAX && !pack->roles[role].central)
			return true;
	}
	return false;
}

static bool share_a_clause(const struct question *a, const struct question *b)
{
	for (size_t i = 0; i < a->clauses_count; i++)
		for (size_t k = 0; k < b->clauses_count; k++)
			if (a->clauses[i] == b->clauses[k])
				return true;
	return false;
}

/* What goes on among the central roles themselves is not everybody's to know. */
static bool concerns_sections(const struct pack *pack, const struct question *question)
{
	if (question->common || is_asked_of_sections(pack, question))
		return true;
	for (size_t i = 0; i < pack->questions_count; i++)
		if (is_asked_of_sections(pack, &pack->questions[i]) && share_a_clause(question, &pack->questions[i]))
			return true;
	return false;
}

/* --- gathering --- */

struct gathering {
	struct office *office;
	const struct pack *pack;
	struct json *answers;
};

static void add_checklist(struct gathering *gathering, const struct roster_unit *unit, const struct checklist *checklist,
                          const char *accepted_at)
{
	for (size_t i = 0; i < checklist->scope.count; i++) {
		const struct response *response = &checklist->entries[i].standing.response;
		const struct question *question = checklist_question(checklist, i);
		struct json *node;
		if (!scope_asks(&checklist->scope.items[i]) || response->answer == ANSWER_NONE ||
		    !concerns_sections(gathering->pack, question))
			continue;
		node = json_put_object(gathering->answers, NULL);
		json_put_string(node, "question", question->id);
		json_put_string(node, "answer", answer_code(response->answer));
		json_put_string(node, "note", response->note);
		json_put_string(node, "role", checklist->assessment.role);
		json_put_string(node, "unit", unit->code);
		json_put_string(node, "bureau", unit->bureau);
		json_put_string(node, "name", unit->name);
		json_put_string(node, "accepted_at", accepted_at);
	}
}

static bool is_central(const struct pack *pack, const char *role)
{
	size_t at = pack_find_role(pack, role);
	return at != SIZE_MAX && pack->roles[at].central;
}

static bool has_central_checklist(const struct pack *pack, const struct json *event)
{
	const struct json *list = json_get(json_get(event, "submission"), "checklists");
	for (const struct json *node = json_first(list); node; node = json_next(node))
		if (is_central(pack, body_text(node, "role")))
			return true;
	return false;
}

static bool add_document(struct gathering *gathering, const struct roster_unit *unit, const struct json *event,
                         const char *accepted_at, struct error *err)
{
	struct workplace workplace;
	if (!office_open_document(gathering->office, event, &workplace, err))
		return false;
	for (size_t i = 0; i < workplace.checklists_count; i++)
		if (is_central(gathering->pack, workplace.checklists[i].assessment.role))
			add_checklist(gathering, unit, &workplace.checklists[i], accepted_at);
	workplace_close(&workplace);
	return true;
}

/* What was accepted of the unit last, whatever came in since. */
static bool add_unit(struct gathering *gathering, const struct roster_unit *unit, struct error *err)
{
	struct office *office = gathering->office;
	struct exchange_event accepted, submitted = {0};
	if (!exchanges_last(office->db, office->cycle.id, unit->code, EXCHANGE_ACCEPT, &accepted, err))
		return false;
	bool ok = !accepted.seq || office_accepted_submission(office, &accepted, &submitted, err);
	struct json *event = ok && submitted.seq ? body_read(submitted.body) : NULL;
	if (event && has_central_checklist(gathering->pack, event))
		ok = add_document(gathering, unit, event, accepted.at, err);
	json_free(event);
	exchange_event_release(&submitted);
	exchange_event_release(&accepted);
	return ok;
}

static bool no_central_answers(const struct pack *pack, struct error *err)
{
	struct strbuf titles = STRBUF_INIT;
	for (size_t i = 0; i < pack->roles_count; i++)
		if (pack->roles[i].central)
			strbuf_addf(&titles, "%s%s", titles.len_bytes ? _(", ") : "", bilingual_text(&pack->roles[i].title));
	if (titles.len_bytes)
		error_set(err, ERROR_REFUSED, _("There are no central answers yet: nothing of a central role was accepted (%s)."), titles.text);
	else
		error_set(err, ERROR_REFUSED, _("The checklists (%s) name no role that answers centrally."), pack->id);
	strbuf_release(&titles);
	return false;
}

bool office_publish_common(struct office *office, const char *folder, const struct secret_key *key, size_t *count,
                           char **written, struct error *err)
{
	*written = NULL;
	*count = 0;
	if (!campaign_exists(office, err))
		return false;
	if (!file_is_folder(folder))
		return error_set(err, ERROR_USAGE, _("There is no folder %s. Make it first, or name another with -o."), folder);
	const struct kept_pack *kept = office_kept_pack(office, err);
	const struct pack *pack = kept ? kept->pack : NULL;
	struct json *node = json_new_object();
	json_put_int(node, "format", 1);
	struct gathering gathering = {.office = office, .pack = pack, .answers = json_put_array(node, "answers")};
	bool ok = pack != NULL;
	for (size_t i = 0; ok && i < office->roster.count; i++)
		ok = add_unit(&gathering, &office->roster.items[i], err);
	*count = json_size(gathering.answers);
	if (ok && !*count)
		ok = no_central_answers(pack, err);
	if (ok) {
		char *body = body_write(node);
		const struct dispatch dispatch = {BUNDLE_COMMON, EXCHANGE_COMMON, _("common"), body, pack, folder, NULL};
		ok = office_send_all(office, &dispatch, key, written, err) && office_reload(office, err);
		free(body);
	}
	json_free(node);
	return ok;
}

/* --- objections --- */

void office_dissents_release(struct office_dissents *dissents)
{
	for (size_t i = 0; i < dissents->count; i++) {
		free(dissents->items[i].question);
		free(dissents->items[i].text);
		free(dissents->items[i].actor);
		free(dissents->items[i].at);
		free(dissents->items[i].against);
	}
	free(dissents->items);
	*dissents = (struct office_dissents){0};
}

static bool names_unit(const char *list, const char *unit)
{
	while (*list) {
		size_t len_bytes = strcspn(list, ";");
		if (strlen(unit) == len_bytes && strncmp(list, unit, len_bytes) == 0)
			return true;
		list += len_bytes + (list[len_bytes] == ';');
	}
	return false;
}

/* Who stands behind the central answers to the question that were published last. */
static char *answered_by(const struct json *common, const char *question)
{
	struct strbuf out = STRBUF_INIT;
	for (const struct json *node = json_first(json_get(common, "answers")); node; node = json_next(node)) {
		const char *unit = body_text(node, "unit");
		if (str_equal(body_text(node, "question"), question) && !names_unit(out.text, unit))
			strbuf_addf(&out, "%s%s", out.len_bytes ? ";" : "", unit);
	}
	return strbuf_take(&out);
}

static bool take_dissents(const struct office *office, size_t unit, const struct json *common, struct office_dissents *dissents,
                          struct error *err)
{
	struct exchange_event event;
	if (!exchanges_last(office->db, office->cycle.id, office->roster.items[unit].code, EXCHANGE_SUBMIT, &event, err))
		return false;
	struct json *node = event.seq ? body_read(event.body) : NULL;
	const struct json *list = json_get(json_get(node, "submission"), "dissents");
	for (const struct json *one = json_first(list); one; one = json_next(one))
		*MEM_PUSH(dissents->items, dissents->count) =
		        (struct office_dissent){.unit = unit,
		                                .question = mem_strdup(body_text(one, "question")),
		                                .text = mem_strdup(body_text(one, "text")),
		                                .actor = mem_strdup(body_text(one, "actor")),
		                                .at = mem_strdup(body_text(one, "at")),
		                                .against = answered_by(common, body_text(one, "question"))};
	json_free(node);
	exchange_event_release(&event);
	return true;
}

bool office_dissents_load(const struct office *office, size_t unit, struct office_dissents *dissents, struct error *err)
{
	struct exchange_event published;
	*dissents = (struct office_dissents){0};
	/* Only what was published can be objected to. */
	if (!exchanges_last(office->db, office->cycle.id, "", EXCHANGE_COMMON, &published, err))
		return false;
	struct json *common = published.seq ? body_read(published.body) : NULL;
	bool ok = true;
	for (size_t i = 0; ok && common && i < office->roster.count; i++)
		if (unit == SIZE_MAX || unit == i)
			ok = take_dissents(office, i, common, dissents, err);
	if (!ok)
		office_dissents_release(dissents);
	json_free(common);
	exchange_event_release(&published);
	return ok;
}
