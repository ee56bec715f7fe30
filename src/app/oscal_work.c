#include "tenken/app/oscal_work.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/app/exceptions.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* What the work points into. The work stands first, so that it can be released by itself. */
struct holding {
	struct oscal_work work;
	struct exceptions_list exceptions;
	struct oscal_exception *described_exceptions;
};

static void describe_exception(struct holding *holding, const struct exception *exception, size_t unit)
{
	*MEM_PUSH(holding->described_exceptions, holding->work.exceptions_count) =
	        (struct oscal_exception){.unit = unit,
	                                 .id = exception->id,
	                                 .name = exception->name,
	                                 .clauses = exception->clauses,
	                                 .subject = exception->subject,
	                                 .reason = exception->reason,
	                                 .applicant = exception->applicant,
	                                 .approver = exception->approver,
	                                 .state = exception_state_label(exception->state),
	                                 .state_code = exception_state_code(exception->state),
	                                 .permitted_on = exception->permitted_on,
	                                 .expires_on = exception->expires_on,
	                                 .endless = exception->endless,
	                                 .in_order = !exception_needs_action(exception->state)};
	holding->work.exceptions = holding->described_exceptions;
}

struct oscal_work *workplace_oscal_work(const struct workplace *workplace)
{
	struct holding *holding = mem_new(1, sizeof *holding);
	size_t owner = registers_find(workplace->pack->registers, "exception");
	const size_t *firsts = workplace->ledger.facts.firsts;
	for (size_t i = owner == SIZE_MAX ? 0 : firsts[owner]; owner != SIZE_MAX && i < firsts[owner + 1]; i++)
		exception_describe(MEM_PUSH(holding->exceptions.items, holding->exceptions.count), workplace, i);
	for (size_t i = 0; i < holding->exceptions.count; i++)
		describe_exception(holding, &holding->exceptions.items[i], 0);
	return &holding->work;
}

/* --- of the office --- */

/* Of each unit on the roster: its index in the city, SIZE_MAX where it is left out. Both are in the same order. Caller frees. */
static size_t *places_in(const struct office *office, const struct city_input *city)
{
	size_t *places = mem_new(office->roster.count + 1, sizeof *places), next = 0;
	for (size_t i = 0; i < office->roster.count; i++) {
		bool here = next < city->units_count && str_equal(office->roster.items[i].code, city->units[next].code);
		places[i] = here ? next : SIZE_MAX;
		next += here;
	}
	return places;
}

struct oscal_work *office_oscal_work(const struct office *office, const struct city_input *city, struct error *err)
{
	struct holding *holding = mem_new(1, sizeof *holding);
	if (!office_exceptions_load(office, false, &holding->exceptions, err)) {
		oscal_work_release(&holding->work);
		return NULL;
	}
	size_t *places = places_in(office, city);
	holding->work.plans = city->plans;
	holding->work.plans_count = city->plans_count;
	for (size_t i = 0; i < holding->exceptions.count; i++)
		if (places[holding->exceptions.items[i].unit] != SIZE_MAX)
			describe_exception(holding, &holding->exceptions.items[i],
			                   places[holding->exceptions.items[i].unit]);
	free(places);
	return &holding->work;
}

void oscal_work_release(struct oscal_work *work)
{
	struct holding *holding = (struct holding *)work;
	if (!holding)
		return;
	exceptions_list_release(&holding->exceptions);
	free(holding->described_exceptions);
	free(holding);
}
