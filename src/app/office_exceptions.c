/* The ledger of exceptions over all units, from what each handed in last. */
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/app/exceptions.h"
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
static bool has_exceptions(const struct office *office, size_t unit, bool *has, struct error *err)
{
	struct exchange_event event;
	*has = false;
	if (!exchanges_last(office->db, office->cycle.id, office->roster.items[unit].code, EXCHANGE_SUBMIT, &event, err))
		return false;
	struct json *node = event.seq ? body_read(event.body) : NULL;
	const struct json *records = json_get(json_get(node, "submission"), "records");
	for (const struct json *record = json_first(records); record && !*has; record = json_next(record))
		*has = str_equal(body_text(record, "register"), "exception");
	json_free(node);
	exchange_event_release(&event);
	return true;
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

static bool add_unit(const struct office *office, size_t unit, bool open, struct exceptions_list *list, struct error *err)
{
	struct workplace workplace;
	if (!office_open_unit(office, unit, &workplace, err))
		return false;
	exceptions_take(&workplace, unit, open, list);
	workplace_close(&workplace);
	return true;
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
	*list = (struct exceptions_list){0};
	for (size_t i = 0; i < office->roster.count; i++) {
		bool has;
		if (progress_step(_("Reading what was handed in"), i, office->roster.count, err) &&
		    has_exceptions(office, i, &has, err) && (!has || add_unit(office, i, open, list, err)))
			continue;
		exceptions_list_release(list);
		return false;
	}
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, compare);
	return progress_step(_("Reading what was handed in"), 1, 1, err);
}
