/* Last year's accepted answers for a successor on a new PC, of the section itself and of those that it came from. */
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

struct sources {
	struct json **items; /* as in the body */
	size_t count;
	char **codes; /* of all units that were looked for */
	size_t codes_count;
};

static void sources_release(struct sources *sources)
{
	for (size_t i = 0; i < sources->count; i++)
		json_free(sources->items[i]);
	free(sources->items);
	for (size_t i = 0; i < sources->codes_count; i++)
		free(sources->codes[i]);
	free(sources->codes);
}

static int64_t year_of(const struct json *source)
{
	int64_t year = 0;
	json_int(json_get(json_get(source, "submission"), "fiscal_year"), &year);
	return year;
}

/* What was accepted of the unit last before this year, if anything. */
static bool add_source(const struct office *office, const char *code, struct sources *sources, struct error *err)
{
	struct exchange_event accepted, submitted = {0};
	*MEM_PUSH(sources->codes, sources->codes_count) = mem_strdup(code);
	if (!exchanges_last_before(office->db, office->cycle.fiscal_year, code, EXCHANGE_ACCEPT, &accepted, err))
		return false;
	bool ok = !accepted.seq || office_accepted_submission(office, &accepted, &submitted, err);
	struct json *event = ok && submitted.seq ? body_read(submitted.body) : NULL;
	const struct json *submission = json_get(event, "submission"), *unit = json_get(submission, "unit");
	if (submission) {
		struct json *node = json_new_object();
		json_put_string(node, "code", code);
		json_put_string(node, "bureau", body_text(unit, "bureau"));
		json_put_string(node, "name", body_text(unit, "name"));
		json_put_string(node, "accepted_at", accepted.at);
		json_put(node, "submission", json_copy(submission));
		*MEM_PUSH(sources->items, sources->count) = node;
	}
	json_free(event);
	exchange_event_release(&submitted);
	exchange_event_release(&accepted);
	return ok;
}

static bool names_itself(const struct roster_unit *unit)
{
	const char *text = unit->predecessor;
	while (*text) {
		size_t len_bytes = strcspn(text, ";");
		if (strlen(unit->code) == len_bytes && strncmp(text, unit->code, len_bytes) == 0)
			return true;
		text += len_bytes + (text[len_bytes] == ';');
	}
	return false;
}

static bool find_sources(const struct office *office, const struct roster_unit *unit, struct sources *sources, struct error *err)
{
	char *copy = mem_strdup(unit->predecessor), *rest = copy;
	/* A unit that is new has no past of its own. */
	bool ok = names_itself(unit) || *unit->predecessor || add_source(office, unit->code, sources, err);
	while (ok && rest && *rest)
		ok = add_source(office, str_next_part(&rest, ";"), sources, err);
	free(copy);
	return ok && (sources->count || error_set(err, ERROR_REFUSED,
	                                          _("Nothing of %s %s was accepted in an earlier year, nor of the units that it "
	                                            "came from."), unit->bureau, unit->name));
}

static bool is_in(const struct json *list, const char *code)
{
	for (const struct json *node = json_first(list); node; node = json_next(node))
		if (str_equal(body_text(node, "code"), code))
			return true;
	return false;
}

/* Takes those of the last year in which anything was accepted over into the body. */
static struct json *make_body(struct sources *sources)
{
	struct json *body = json_new_object(), *list;
	int64_t last = 0;
	json_put_int(body, "format", 1);
	list = json_put_array(body, "from");
	for (size_t i = 0; i < sources->count; i++)
		if (year_of(sources->items[i]) > last)
			last = year_of(sources->items[i]);
	for (size_t i = 0; i < sources->count; i++)
		if (year_of(sources->items[i]) == last)
			json_put(list, NULL, json_copy(sources->items[i]));
	/* Whose answers are not in it: what the others say is then not said of all. */
	struct json *missing = json_put_array(body, "missing");
	for (size_t i = 0; i < sources->codes_count; i++)
		if (!is_in(list, sources->codes[i]))
			json_put_string(missing, NULL, sources->codes[i]);
	return body;
}

/* The answers stand in the database already. */
static char *to_keep(const struct json *body)
{
	struct json *node = json_new_object(), *list = json_put_array(node, "from");
	for (const struct json *source = json_first(json_get(body, "from")); source; source = json_next(source))
		json_put_string(list, NULL, body_text(source, "code"));
	char *text = body_write(node);
	json_free(node);
	return text;
}

static bool send(struct office *office, size_t unit, const struct json *node, const struct pack *pack, const char *folder,
                 const struct secret_key *key, char **written, struct error *err)
{
	char *body = body_write(node), *kept = to_keep(node);
	const struct dispatch dispatch = {BUNDLE_HANDOVER, EXCHANGE_HANDOVER, _("handover"), body, pack, folder, kept};
	bool ok = office_send(office, unit, &dispatch, key, written, err) && office_reload(office, err);
	secret_text_wipe(body, strlen(body));
	free(body);
	free(kept);
	return ok;
}

/* "0102, 0103", or NULL; caller frees. */
static char *missing_of(const struct json *body)
{
	struct strbuf out = STRBUF_INIT;
	for (const struct json *node = json_first(json_get(body, "missing")); node; node = json_next(node))
		strbuf_addf(&out, "%s%s", out.len_bytes ? _(", ") : "", json_string(node));
	if (out.len_bytes)
		return strbuf_take(&out);
	strbuf_release(&out);
	return NULL;
}

bool office_handover(struct office *office, size_t unit, const char *folder, const struct secret_key *key, char **written,
                     char **missing, struct error *err)
{
	struct sources sources = {0};
	*written = NULL;
	*missing = NULL;
	if (!campaign_exists(office, err))
		return false;
	if (!file_is_folder(folder))
		return error_set(err, ERROR_USAGE, _("There is no folder %s. Make it first, or name another with -o."), folder);
	const struct kept_pack *kept = office_kept_pack(office, err);
	const struct pack *pack = kept ? kept->pack : NULL;
	bool ok = pack && find_sources(office, &office->roster.items[unit], &sources, err);
	if (ok) {
		struct json *body = make_body(&sources);
		ok = send(office, unit, body, pack, folder, key, written, err);
		if (ok)
			*missing = missing_of(body);
		json_free(body);
	}
	sources_release(&sources);
	return ok;
}
