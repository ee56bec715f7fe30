/* A finding of one section as a question to others (予防措置), and what became of what was sent. */
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* --- to whom --- */

static void add_unit(size_t **units, size_t *count, size_t unit)
{
	for (size_t i = 0; i < *count; i++)
		if ((*units)[i] == unit)
			return;
	*MEM_PUSH(*units, *count) = unit;
}

/* All units of the bureau, or with NULL of all; whether there is any. */
static bool add_bureau(const struct office *office, const char *bureau, size_t **units, size_t *count)
{
	bool found = false;
	for (size_t i = 0; i < office->roster.count; i++) {
		if (bureau && !str_equal(office->roster.items[i].bureau, bureau))
			continue;
		found = true;
		add_unit(units, count, i);
	}
	return found;
}

/* One part of the list: all, a bureau (whose name alone will do), or a code. */
static bool add_part(const struct office *office, const char *part, size_t **units, size_t *count, struct error *err)
{
	static const char prefix[] = "bureau:";
	if (str_starts_with(part, prefix))
		return add_bureau(office, part + strlen(prefix), units, count) ||
		       error_set(err, ERROR_USAGE, _("There is no bureau \"%s\" on the roster."), part + strlen(prefix));
	if (str_equal(part, "all") ? add_bureau(office, NULL, units, count) : add_bureau(office, part, units, count))
		return true;
	size_t unit = office_unit(office, part, err);
	if (unit != SIZE_MAX)
		add_unit(units, count, unit);
	return unit != SIZE_MAX;
}

/* With a comma for every mark that people put between codes. Caller frees. */
static char *with_commas(const char *text)
{
	static const char *const marks[] = {"、", "，", "；", ";", " ", "　", "\n"};
	struct strbuf out = STRBUF_INIT;
	while (*text) {
		size_t i = 0;
		while (i < sizeof marks / sizeof *marks && !str_starts_with(text, marks[i]))
			i++;
		bool mark = i < sizeof marks / sizeof *marks;
		strbuf_add_char(&out, mark ? ',' : *text);
		text += mark ? strlen(marks[i]) : 1;
	}
	return strbuf_take(&out);
}

bool office_units_parse(const struct office *office, const char *text, size_t **units, size_t *count, struct error *err)
{
	char *copy = with_commas(text), *rest = copy;
	bool ok = true;
	*units = NULL;
	*count = 0;
	while (ok && rest) {
		char *part = str_next_part(&rest, ",");
		ok = str_is_blank(part) || add_part(office, part, units, count, err);
	}
	if (ok && !*count)
		ok = error_set(err, ERROR_USAGE, _("Say for which units it is: codes with commas between them, bureau:NAME, or all."));
	free(copy);
	if (!ok) {
		free(*units);
		*units = NULL;
		*count = 0;
	}
	return ok;
}

/* --- sending --- */

bool office_push(struct office *office, size_t unit, const char *question, const char *text, const char *folder,
                 const struct secret_key *key, char **written, struct error *err)
{
	*written = NULL;
	if (!campaign_exists(office, err))
		return false;
	if (str_is_blank(text))
		return error_set(err, ERROR_USAGE, _("Say with --text what was found and what is to be looked at."));
	if (!file_is_folder(folder))
		return error_set(err, ERROR_USAGE, _("There is no folder %s. Make it first, or name another with -o."), folder);
	const struct kept_pack *kept = office_kept_pack(office, err);
	const struct pack *pack = kept ? kept->pack : NULL;
	size_t meant = pack ? pack_question_meant(pack, question, err) : SIZE_MAX;
	bool ok = meant != SIZE_MAX;
	if (ok) {
		struct json *node = json_new_object();
		json_put_int(node, "format", 1);
		json_put_string(node, "question", pack->questions[meant].id);
		json_put_string(node, "text", text);
		char *body = body_write(node);
		const struct dispatch dispatch = {BUNDLE_PUSH, EXCHANGE_PUSH, _("preventive"), body, pack, folder, NULL};
		ok = office_send(office, unit, &dispatch, key, written, err) && office_reload(office, err);
		free(body);
		json_free(node);
	}
	return ok;
}

/* --- what became of it --- */

void office_sents_release(struct office_sents *sents)
{
	for (size_t i = 0; i < sents->count; i++) {
		free(sents->items[i].question);
		free(sents->items[i].text);
		free(sents->items[i].at);
	}
	free(sents->items);
	*sents = (struct office_sents){0};
}

static bool says_received(const struct json *submission, const char *hash)
{
	for (const struct json *node = json_first(json_get(submission, "received")); node; node = json_next(node))
		if (str_equal(json_string(node), hash))
			return true;
	return false;
}

static bool answers(const struct json *submission, const char *question)
{
	for (const struct json *list = json_first(json_get(submission, "checklists")); list; list = json_next(list))
		for (const struct json *node = json_first(json_get(list, "standing")); node; node = json_next(node))
			if (str_equal(body_text(node, "question"), question))
				return true;
	return false;
}

static void take_sent(struct office_sents *sents, const struct exchange_event *event, const struct json *submission)
{
	enum office_sent_kind kind = event->kind == EXCHANGE_PUSH       ? OFFICE_SENT_PUSH
	                             : event->kind == EXCHANGE_HANDOVER ? OFFICE_SENT_HANDOVER
	                                                                : OFFICE_SENT_COMMON;
	struct json *body = body_read(event->body);
	*MEM_PUSH(sents->items, sents->count) =
	        (struct office_sent){.kind = kind,
	                             .question = mem_strdup(kind == OFFICE_SENT_PUSH ? body_text(body, "question") : ""),
	                             .text = mem_strdup(kind == OFFICE_SENT_PUSH ? body_text(body, "text") : ""),
	                             .at = mem_strdup(event->at),
	                             .received = says_received(submission, event->file_hash),
	                             .asked = answers(submission, body_text(body, "question"))};
	json_free(body);
}

static bool take_events(const struct office *office, const char *unit, const struct json *submission, struct office_sents *sents,
                        struct error *err)
{
	struct exchange_events events;
	if (!exchanges_load(office->db, office->cycle.id, unit, &events, err))
		return false;
	for (size_t i = 0; i < events.count; i++) {
		enum exchange_kind kind = events.items[i].kind;
		if (kind == EXCHANGE_PUSH || kind == EXCHANGE_HANDOVER || kind == EXCHANGE_COMMON)
			take_sent(sents, &events.items[i], submission);
	}
	exchange_events_release(&events);
	return true;
}

bool office_sents_load(const struct office *office, size_t unit, struct office_sents *sents, struct error *err)
{
	struct exchange_event event;
	const char *code = office->roster.items[unit].code;
	*sents = (struct office_sents){0};
	if (!exchanges_last(office->db, office->cycle.id, code, EXCHANGE_SUBMIT, &event, err))
		return false;
	struct json *node = event.seq ? body_read(event.body) : NULL;
	const struct json *submission = json_get(node, "submission");
	bool ok = take_events(office, "", submission, sents, err) && take_events(office, code, submission, sents, err);
	if (!ok)
		office_sents_release(sents);
	json_free(node);
	exchange_event_release(&event);
	return ok;
}
