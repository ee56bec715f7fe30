/* Looking at what was handed in, and saying what is to become of it. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "office_private.h"
#include "tenken/app/packs.h"
#include "tenken/app/submission.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

static const struct {
	const char *code, *label;
} states[] = {
        [UNIT_NOT_RECEIVED] = {"not_received", N_("Not handed in")},
        [UNIT_SUBMITTED] = {"submitted", N_("Submitted")},
        [UNIT_RETURNED] = {"returned", N_("Returned")},
        [UNIT_ACCEPTED] = {"accepted", N_("Accepted")},
        [UNIT_CLOSED] = {"closed", N_("Closed")},
};
static_assert(sizeof states / sizeof *states == UNIT_STATES, "a name for every state");

const char *unit_state_code(enum unit_state state)
{
	return states[state].code;
}

const char *unit_state_label(enum unit_state state)
{
	return _(states[state].label);
}

/* --- where each unit stands --- */

size_t office_unit(const struct office *office, const char *code, struct error *err)
{
	const char **codes = mem_new(office->roster.count + 1, sizeof *codes);
	size_t at = 0;
	for (size_t i = 0; i < office->roster.count; i++)
		codes[i] = office->roster.items[i].code;
	while (at < office->roster.count && !str_equal(codes[at], code))
		at++;
	if (at == office->roster.count) {
		const char *near = text_nearest(code, codes, office->roster.count);
		at = SIZE_MAX;
		if (near)
			error_set(err, ERROR_USAGE, _("There is no unit \"%s\" on the roster. Did you mean \"%s\"?"), code, near);
		else
			error_set(err, ERROR_USAGE, _("There is no unit \"%s\" on the roster."), code);
	}
	free(codes);
	return at;
}

static int compare_unit(const void *code, const void *event)
{
	return strcmp(code, ((const struct exchange_event *)event)->unit);
}

/* They stand by unit. A screen asks this for every unit at each drawing. */
static const struct exchange_event *standing_of(const struct office *office, size_t unit)
{
	const struct exchange_events *standing = &office->standing;
	if (!standing->count)
		return NULL;
	return bsearch(office->roster.items[unit].code, standing->items, standing->count, sizeof *standing->items, compare_unit);
}

/* Accepted with every improvement done. */
static bool is_closed(const struct exchange_event *accepted)
{
	struct json *body = body_read(accepted->body);
	int64_t open = 1;
	json_int(json_get(body, "open_plans"), &open);
	json_free(body);
	return open == 0;
}

enum unit_state office_unit_state(const struct office *office, size_t unit)
{
	const struct exchange_event *event = standing_of(office, unit);
	if (!event)
		return UNIT_NOT_RECEIVED;
	if (event->kind == EXCHANGE_ACCEPT)
		return is_closed(event) ? UNIT_CLOSED : UNIT_ACCEPTED;
	return event->kind == EXCHANGE_RETURN ? UNIT_RETURNED : UNIT_SUBMITTED;
}

bool office_unit_overdue(const struct office *office, size_t unit)
{
	enum unit_state state = office_unit_state(office, unit);
	struct date due;
	return (state == UNIT_NOT_RECEIVED || state == UNIT_RETURNED) && date_parse_iso(&due, office->cycle.due) &&
	       date_compare(office->today, due) > 0;
}

void office_reconcile(const struct office *office, struct reconciliation *reconciliation)
{
	*reconciliation = (struct reconciliation){.total = office->roster.count};
	for (size_t i = 0; i < office->roster.count; i++)
		reconciliation->by_state[office_unit_state(office, i)]++;
}

/* --- what was handed in --- */

bool office_accepted_submission(const struct office *office, const struct exchange_event *accepted, struct exchange_event *event,
                                struct error *err)
{
	struct json *body = body_read(accepted->body);
	bool ok = exchanges_submission(office->db, body_text(body, "submission"), event, err);
	json_free(body);
	return ok;
}

/* A file that was damaged on its way is not nothing: the unit thinks that it has done its part. */
static void refuse_nothing(const struct office *office, size_t unit, struct error *err)
{
	const struct roster_unit *on_roster = &office->roster.items[unit];
	struct error ignored = {0};
	char **reasons = office_rejected(office, &ignored);
	if (reasons && reasons[unit])
		error_set(err, ERROR_REFUSED, _("%s %s has not handed in anything that could be taken in. A file came, and was rejected: %s"),
		          on_roster->bureau, on_roster->name, reasons[unit]);
	else
		error_set(err, ERROR_REFUSED, _("%s %s has not handed in anything yet."), on_roster->bureau, on_roster->name);
	office_rejected_free(reasons, office->roster.count);
	error_release(&ignored);
}

/* The unit's last submission as it was taken in, or NULL. */
static struct json *last_submission(const struct office *office, size_t unit, struct exchange_event *event, struct error *err)
{
	*event = (struct exchange_event){0};
	if (!exchanges_last(office->db, office->cycle.id, office->roster.items[unit].code, EXCHANGE_SUBMIT, event, err))
		return NULL;
	struct json *node = event->seq ? body_read(event->body) : NULL;
	if (!node)
		refuse_nothing(office, unit, err);
	return node;
}

/* Reckons with the pack that the section was asked with, and no other: the program here may have been replaced since. */
const struct kept_pack *office_campaign_pack(const struct office *office, struct error *err)
{
	const struct kept_pack *kept = office_kept_pack(office, err);
	if (!kept || str_equal(kept->hash, body_text(office->campaign, "pack_sha256")))
		return kept;
	error_set(err, ERROR_REFUSED,
	          _("The checklists here are not those of the campaign (%s). Use the program with which it "
	            "was opened, or name its checklists with --pack."),
	          office->cycle.pack);
	return NULL;
}

bool office_open_document(const struct office *office, const struct json *document, struct workplace *workplace,
                          struct error *err)
{
	const struct kept_pack *kept = office_campaign_pack(office, err);
	*workplace = (struct workplace){0};
	return kept && submission_open_with(workplace, json_get(document, "submission"), kept->folder, kept->pack,
	                                    json_get(office->campaign, "periods"), office->today, err);
}

bool office_open_unit(const struct office *office, size_t unit, struct workplace *workplace, struct error *err)
{
	struct exchange_event event;
	struct json *node = last_submission(office, unit, &event, err);
	*workplace = (struct workplace){0};
	bool ok = node && office_open_document(office, node, workplace, err);
	if (ok && !office_amend_first_dues(office, unit, workplace, err)) {
		workplace_close(workplace);
		ok = false;
	}
	json_free(node);
	exchange_event_release(&event);
	return ok;
}

/* Plans that stand in what the section answered and are not done. */
static int64_t open_plans(const struct workplace *workplace)
{
	int64_t open = 0;
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		const struct checklist *checklist = &workplace->checklists[c];
		for (size_t i = 0; i < checklist->scope.count; i++) {
			const struct response *response = &checklist->entries[i].standing.response;
			if (!scope_asks(&checklist->scope.items[i]))
				continue;
			if ((response_needs_plan(checklist_question(checklist, i), response) ||
			     response->answer == ANSWER_UNSURE) && !response->plan.done)
				open++;
		}
	}
	return open;
}

static bool needs_a_look(const struct workplace *workplace, const struct json *submission)
{
	if (json_size(json_get(submission, "dissents")))
		return true;
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		const struct checklist *checklist = &workplace->checklists[c];
		if (checklist->lacks.count || checklist->conflicts.count)
			return true;
		for (size_t i = 0; i < checklist->scope.count; i++) {
			enum answer answer = checklist->entries[i].standing.response.answer;
			if (scope_asks(&checklist->scope.items[i]) && answer != ANSWER_IMPLEMENTED &&
			    answer != ANSWER_NOT_APPLICABLE)
				return true;
		}
	}
	return false;
}

bool office_unit_is_clean(const struct office *office, size_t unit, bool *clean, struct error *err)
{
	struct workplace workplace = {0};
	struct exchange_event event;
	bool findings;
	*clean = false;
	/* What a unit says itself is enough to look at it; that it says nothing is not: that is reckoned anew. */
	if (!collection_has_findings(office, unit, &findings, err))
		return false;
	if (findings)
		return true;
	struct json *node = last_submission(office, unit, &event, err);
	bool ok = node && office_open_document(office, node, &workplace, err);
	*clean = ok && !needs_a_look(&workplace, json_get(node, "submission"));
	workplace_close(&workplace);
	json_free(node);
	exchange_event_release(&event);
	return ok;
}

/* --- who may say so --- */

static bool is_chief(const struct workplace *workplace, const struct office *office)
{
	size_t role = pack_find_role(workplace->pack, "security_chief");
	if (role == SIZE_MAX)
		return false;
	for (int i = 0; i < LANGUAGES; i++) {
		const char *title = bilingual_in(&workplace->pack->roles[role].title, (enum language)i);
		if (str_equal(title, office->actor) || str_equal(title, office->acted_for))
			return true;
	}
	return false;
}

/* Nobody reviews what he confirmed himself (3.2.10); the office's own section is the chief's to review. */
static bool may_review(const struct office *office, size_t unit, const struct workplace *workplace, const char *confirmed_by,
                       bool again, struct error *err)
{
	const struct roster_unit *on_roster = &office->roster.items[unit];
	enum unit_state state = office_unit_state(office, unit);
	if (state != UNIT_SUBMITTED && !(again && state == UNIT_RETURNED))
		return error_set(err, ERROR_REFUSED, _("There is nothing of %s %s to review: it is \"%s\"."), on_roster->bureau,
		                 on_roster->name, unit_state_label(state));
	if (str_equal(confirmed_by, office->actor) || str_equal(confirmed_by, office->acted_for))
		return error_set(err, ERROR_REFUSED, _("\"%s\" has confirmed this submission and cannot review it, too."),
		                 confirmed_by);
	if (*office->own_unit && str_equal(office->own_unit, on_roster->code) && !is_chief(workplace, office))
		return error_set(err, ERROR_REFUSED, _("%s is the office's own section: it is reviewed by the security chief. Name "
		                                       "the chief's title with --actor, or whom you act for with --for."),
		                 on_roster->name);
	return true;
}

/* Opens what is to be reviewed, if whoever acts may review it; `again`: also when it was returned already. *hash: of the file
 * that was handed in; caller frees. */
static bool open_for_review(const struct office *office, size_t unit, bool again, struct workplace *workplace, char **hash,
                            struct error *err)
{
	struct exchange_event event;
	struct json *node = last_submission(office, unit, &event, err);
	*workplace = (struct workplace){0};
	*hash = NULL;
	bool ok = node && office_open_document(office, node, workplace, err);
	if (ok && !may_review(office, unit, workplace, body_text(json_get(node, "submission"), "confirmed_by"), again, err)) {
		workplace_close(workplace);
		ok = false;
	}
	if (ok)
		*hash = mem_strdup(event.file_hash);
	json_free(node);
	exchange_event_release(&event);
	return ok;
}

/* --- returning --- */

static bool asks(const struct workplace *workplace, const char *question)
{
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		const struct checklist *checklist = &workplace->checklists[c];
		for (size_t i = 0; i < checklist->scope.count; i++)
			if (scope_asks(&checklist->scope.items[i]) &&
			    str_equal(checklist_question(checklist, i)->id, question))
				return true;
	}
	return false;
}

static bool add_comment(struct json *list, const struct workplace *workplace, const char *on, struct error *err)
{
	const char *equals = strchr(on, '=');
	char *question = equals ? mem_strndup(on, (size_t)(equals - on)) : mem_strdup(on);
	bool ok = true;
	if (!equals || str_is_blank(equals + 1))
		ok = error_set(err, ERROR_USAGE, _("\"%s\" is no comment on a question: write it as QUESTION=TEXT."), on);
	else if (pack_require_question(workplace->pack, question, err) == SIZE_MAX)
		ok = false;
	else if (!asks(workplace, question))
		ok = error_set(err, ERROR_USAGE, _("The section is not asked \"%s\"."), question);
	if (ok) {
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "question", question);
		json_put_string(node, "text", equals + 1);
	}
	free(question);
	return ok;
}

static struct json *return_body(const struct workplace *workplace, const char *hash, const char *comment,
                                const char *const *on, size_t on_count, struct error *err)
{
	struct json *node = json_new_object(), *list;
	json_put_int(node, "format", 1);
	json_put_string(node, "result", "returned");
	json_put_string(node, "submission", hash);
	json_put_string(node, "comment", comment);
	list = json_put_array(node, "on");
	for (size_t i = 0; i < on_count; i++) {
		if (add_comment(list, workplace, on[i], err))
			continue;
		json_free(node);
		return NULL;
	}
	return node;
}

bool office_return(struct office *office, size_t unit, const char *comment, const char *const *on, size_t on_count,
                   const char *folder, const char *passphrase, char **written, struct error *err)
{
	struct workplace workplace;
	char *hash;
	*written = NULL;
	if (str_is_blank(comment))
		return error_set(err, ERROR_USAGE, _("Say with --comment what the section has to do."));
	if (!file_is_folder(folder))
		return error_set(err, ERROR_USAGE, _("There is no folder %s. Make it first, or name another with -o."), folder);
	if (!open_for_review(office, unit, true, &workplace, &hash, err))
		return false;
	struct json *node = return_body(&workplace, hash, comment, on, on_count, err);
	struct secret_key *key = node ? office_unlock(office, passphrase, err) : NULL;
	char *body = key ? body_write(node) : NULL;
	const struct dispatch dispatch = {BUNDLE_RETURN, EXCHANGE_RETURN, _("return"), body, workplace.pack, folder, NULL};
	bool ok = key && office_send(office, unit, &dispatch, key, written, err) &&
	          office_reload(office, err);
	secret_key_free(key);
	free(body);
	json_free(node);
	free(hash);
	workplace_close(&workplace);
	return ok;
}

bool office_returned_for(const struct office *office, size_t unit, char **said, struct error *err)
{
	struct exchange_event event;
	*said = NULL;
	if (!exchanges_last(office->db, office->cycle.id, office->roster.items[unit].code, EXCHANGE_RETURN, &event, err))
		return false;
	struct json *body = event.seq ? body_read(event.body) : NULL;
	if (body) {
		struct strbuf out = STRBUF_INIT, when = STRBUF_INIT;
		datetime_format_local(&when, event.at);
		strbuf_addf(&out, _("Returned %s: %s"), when.text, body_text(body, "comment"));
		for (const struct json *on = json_first(json_get(body, "on")); on; on = json_next(on))
			strbuf_addf(&out, "\n%s: %s", body_text(on, "question"), body_text(on, "text"));
		strbuf_release(&when);
		*said = strbuf_take(&out);
	}
	json_free(body);
	exchange_event_release(&event);
	return true;
}

/* --- accepting --- */

static struct json *accept_body(const struct workplace *workplace, const char *hash)
{
	struct json *node = json_new_object();
	int64_t open = open_plans(workplace);
	json_put_int(node, "format", 1);
	json_put_string(node, "result", "accepted");
	json_put_string(node, "submission", hash);
	json_put_string(node, "comment", "");
	json_put_array(node, "on");
	json_put_int(node, "open_plans", open);
	json_put_bool(node, "closed", open == 0);
	return node;
}

static bool is_accepted(const struct office *office, size_t unit)
{
	enum unit_state state = office_unit_state(office, unit);
	return state == UNIT_ACCEPTED || state == UNIT_CLOSED;
}

bool office_may_accept(const struct office *office, size_t unit, struct error *err)
{
	struct workplace workplace;
	char *hash;
	bool may = open_for_review(office, unit, false, &workplace, &hash, err);
	free(hash);
	workplace_close(&workplace);
	return may;
}

/* The receipt of what was accepted already: the first may never have been written, or got lost on its way. */
static bool write_receipt_again(struct office *office, size_t unit, const struct secret_key *key, const char *folder,
                                char **written, struct error *err)
{
	struct exchange_event accepted;
	if (!exchanges_last(office->db, office->cycle.id, office->roster.items[unit].code, EXCHANGE_ACCEPT, &accepted, err))
		return false;
	const struct kept_pack *kept = office_kept_pack(office, err);
	bool ok = kept != NULL;
	if (ok) {
		const struct dispatch dispatch = {BUNDLE_RETURN, EXCHANGE_ACCEPT, _("accepted"), accepted.body, kept->pack, folder, NULL};
		ok = office_send(office, unit, &dispatch, key, written, err);
	}
	exchange_event_release(&accepted);
	return ok && office_reload(office, err);
}

bool office_accept(struct office *office, size_t unit, const struct secret_key *key, const char *folder, char **written,
                   struct error *err)
{
	struct workplace workplace;
	char *hash;
	if (written)
		*written = NULL;
	if (key && !file_is_folder(folder))
		return error_set(err, ERROR_USAGE, _("There is no folder %s. Make it first, or name another with -o."), folder);
	if (key && is_accepted(office, unit))
		return write_receipt_again(office, unit, key, folder, written, err);
	if (!open_for_review(office, unit, false, &workplace, &hash, err))
		return false;
	struct json *node = accept_body(&workplace, hash);
	char *body = body_write(node);
	const struct dispatch dispatch = {BUNDLE_RETURN, EXCHANGE_ACCEPT, _("accepted"), body, workplace.pack, folder, NULL};
	bool ok = key ? office_send(office, unit, &dispatch, key, written, err)
	              : office_decide(office, office->roster.items[unit].code, EXCHANGE_ACCEPT, 0, "", body, err);
	free(body);
	json_free(node);
	free(hash);
	workplace_close(&workplace);
	return ok && office_reload(office, err);
}
