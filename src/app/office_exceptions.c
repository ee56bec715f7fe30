/* The ledger of exceptions over all units, from what each handed in last. */
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "tenken/app/exceptions.h"
#include "tenken/app/submission.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"

void exceptions_list_release(struct exceptions_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		exception_release(&list->items[i]);
	free(list->items);
	*list = (struct exceptions_list){0};
}

/* Most units have none: then there is nothing to reckon. */
static bool has_exceptions(const struct json *document)
{
	for (const struct json *record = json_first(json_get(document, "records")); record; record = json_next(record))
		if (str_equal(body_text(record, "register"), "exception"))
			return true;
	return false;
}

void exceptions_take(const struct workplace *workplace, size_t unit, bool open, struct exceptions_list *list)
{
	size_t owner = registers_find(workplace->pack->registers, "exception");
	const size_t *firsts = workplace->ledger.facts.firsts;
	for (size_t i = owner == SIZE_MAX ? 0 : firsts[owner]; owner != SIZE_MAX && i < firsts[owner + 1]; i++) {
		struct exception exception;
		exception_describe(&exception, workplace, i);
		exception.unit = unit;
		if (open && !exception_needs_action(exception.state))
			exception_release(&exception);
		else
			*MEM_PUSH(list->items, list->count) = exception;
	}
}

/* Its registers alone, without making a workplace of it: that would take many times as long. */
static bool add_unit(const struct office *office, size_t unit, const struct json *document, bool open,
                     struct exceptions_list *list, struct error *err)
{
	const struct kept_pack *kept = office_campaign_pack(office, err);
	struct workplace workplace;
	if (!kept)
		return false;
	submission_judge(&workplace, document, kept->pack, json_get(office->campaign, "periods"), office->today);
	exceptions_take(&workplace, unit, open, list);
	workplace_close(&workplace);
	return true;
}

static bool add_units(const struct office *office, char **documents, bool open, struct exceptions_list *list,
                      struct error *err)
{
	bool ok = true;
	for (size_t i = 0; ok && i < office->roster.count; i++) {
		ok = progress_step(_("Reading what was handed in"), i, office->roster.count, err);
		struct json_doc *document = ok && documents[i] ? body_open(documents[i]) : NULL;
		if (document && has_exceptions(body_root(document)))
			ok = add_unit(office, i, body_root(document), open, list, err);
		json_doc_free(document);
	}
	return ok;
}

/* What has no term, or none that is known, expires last. */
static int compare_terms(struct date a, struct date b)
{
	if (date_is_set(a) != date_is_set(b))
		return date_is_set(a) ? -1 : 1;
	return date_compare(a, b);
}

static int compare(const void *left, const void *right)
{
	const struct exception *a = left, *b = right;
	int order = exception_needs_action(b->state) - exception_needs_action(a->state);
	if (!order)
		order = compare_terms(a->expires_on, b->expires_on);
	if (!order)
		order = (int)a->state - (int)b->state;
	if (!order)
		order = (a->unit > b->unit) - (a->unit < b->unit);
	return order ? order : strcmp(a->id, b->id);
}

bool office_exceptions_load(const struct office *office, bool open, struct exceptions_list *list, struct error *err)
{
	char **documents;
	*list = (struct exceptions_list){0};
	bool ok = collection_registers_load(office, &documents, err) && add_units(office, documents, open, list, err);
	collection_registers_release(office, documents);
	if (!ok) {
		exceptions_list_release(list);
		return false;
	}
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, compare);
	return progress_step(_("Reading what was handed in"), 1, 1, err);
}
