/* fuzz_submission — what a section hands in, once signature and canonical JSON are behind it: whether the body has the shape of one,
 * what the office sees in it, and what becomes of it when two sections are merged. */
#include <string.h>

#include "fuzz.h"
#include "submission_private.h"
#include "tenken/app/packs.h"
#include "tenken/base/json.h"
#include "tenken/base/str.h"

static const char moment[] = "2026-10-01T09:00:00+09:00";

static const char *text_of(const struct json *node, const char *key)
{
	const char *text = json_string(json_get(node, key));

	return text ? text : "";
}

/* --- what the office sees --- */

/* What was opened can be handed in again, and is then a body. */
static void hand_in_again(const struct workplace *workplace)
{
	struct error err = {0};
	struct json *body = submission_body(workplace, "課長", moment, &err);

	fuzz_check(body && submission_check(body, &err));
	json_free(body);
}

/* Judged without being opened, the registers say the same. */
static void judge(const struct workplace *opened, const struct json *body, struct pack *pack)
{
	struct workplace judged;
	const struct verdicts *a = &opened->ledger.verdicts, *b = &judged.ledger.verdicts;

	submission_judge(&judged, body, pack, NULL, fuzz_today);
	fuzz_check(a->count == b->count && opened->ledger.facts.records_count == judged.ledger.facts.records_count);
	for (size_t i = 0; i < a->count; i++)
		fuzz_check(a->items[i].rule == b->items[i].rule && a->items[i].record == b->items[i].record &&
		           a->items[i].code == b->items[i].code &&
		           str_equal(a->items[i].because.ja, b->items[i].because.ja));
	workplace_close(&judged);
}

/* What fits can be opened: it would stand in the way of everything otherwise. */
static void look(const struct json *body, struct pack *pack)
{
	struct workplace workplace;
	struct error err = {0}, why = {0};
	bool fits = submission_fits(body, pack, &why);
	bool ok = submission_open_with(&workplace, body, FUZZ_TINY, pack, NULL, fuzz_today, &err);

	fuzz_check(fits ? ok : !str_is_blank(why.message));
	fuzz_check(ok || !str_is_blank(err.message));
	error_release(&why);
	for (size_t i = 0; ok && i < workplace.checklists_count; i++)
		fuzz_check(workplace.checklists[i].tally.answered <= workplace.checklists[i].tally.applicable);
	if (ok) {
		judge(&workplace, body, pack);
		hand_in_again(&workplace);
	}
	workplace_close(&workplace);
	error_release(&err);
}

/* --- merging --- */

static bool same(const struct json *a, const struct json *b, const char *key, const char *inner)
{
	if (!str_equal(text_of(a, key), text_of(b, key)))
		return false;
	return !inner || str_equal(text_of(json_get(a, inner), "id"), text_of(json_get(b, inner), "id"));
}

static bool has_twice(const struct json *list, const char *key, const char *inner)
{
	for (const struct json *node = json_first(list); node; node = json_next(node))
		for (const struct json *other = json_next(node); other; other = json_next(other))
			if (same(node, other, key, inner))
				return true;
	return false;
}

static void add_source(struct json *from, const char *code, const struct json *body)
{
	struct json *source = json_put_object(from, NULL);

	json_put_string(source, "code", code);
	json_put_string(source, "name", code);
	json_put(source, "submission", json_copy(body));
}

/* A database takes in what comes out: each record, checklist and answer once. */
static void merge(const struct json *body, const struct pack *pack)
{
	struct json *from = json_new_array(), *merged;

	add_source(from, "0101", body);
	add_source(from, "0102", body);
	merged = succession_merge(from, pack);
	fuzz_check(!has_twice(json_get(merged, "records"), "register", "record"));
	fuzz_check(!has_twice(json_get(merged, "checklists"), "id", NULL));
	for (const struct json *list = json_first(json_get(merged, "checklists")); list; list = json_next(list))
		fuzz_check(!has_twice(json_get(list, "answers"), "question", NULL));
	json_free(merged);
	json_free(from);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct pack *pack;
	struct error err = {0};
	char *bytes = fuzz_copy(data, size);
	struct json_doc *doc = json_read(bytes, size, "", &json_limits_outside, &err);

	if (!pack)
		pack = packs_read(FUZZ_TINY, NULL, &err);
	fuzz_check(pack);
	if (doc && submission_check(json_root(doc), &err)) {
		look(json_root(doc), pack);
		merge(json_root(doc), pack);
	} else {
		fuzz_check(!str_is_blank(err.message));
	}
	json_doc_free(doc);
	error_release(&err);
	free(bytes);
	return 0;
}
