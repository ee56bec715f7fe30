/* office_city_private.h — what the files that describe a city share. */
#ifndef TENKEN_APP_OFFICE_CITY_PRIVATE_H
#define TENKEN_APP_OFFICE_CITY_PRIVATE_H

#include "office_private.h"
#include "tenken/app/office_city.h"
#include "tenken/base/mem.h"

/* What the input points into. The input stands first, so that it can be released by itself. */
struct city {
	struct city_input input;
	char *office, *bureau, *campaign;
	size_t *places; /* of each unit on the roster in the input; SIZE_MAX: left out */
	struct city_unit *units;
	size_t units_count;
	struct city_checklist *checklists;
	size_t checklists_count;
	struct city_question *questions;
	size_t questions_count;
	struct city_answer *answers;
	size_t answers_count;
	/* Of the bodies. */
	struct mem_pool texts; /* of remarks and plans */
	char **remarks;
	size_t remarks_count;
	struct city_plan *plans;
	size_t plans_count;
	struct exceptions_list kept_exceptions;
	struct city_exception *exceptions;
	size_t exceptions_count;
	struct city_record *records;
	size_t records_count;
	struct city_verdict *verdicts;
	size_t verdicts_count;
	/* Of the years before. */
	struct city_year *years;
	size_t years_count;
};

/* What the number of a name in the rows (collection.h) stands for; SIZE_MAX: not yet known. Zeroed is empty. */
struct numbered {
	size_t *places;
	size_t count;
};
size_t *numbered_place(struct numbered *numbered,
                       uint32_t number); /* NULL for 0: it has none; borrowed until the next call */
void numbered_release(struct numbered *numbered);

/* Takes what was handed in beside the answers: remarks, plans, registers. Units and answers stand in the city already, the answers in
 * their order. */
bool city_take_bodies(struct city *city, const struct office *office, struct error *err);
void city_release_bodies(struct city *city);
/* Takes records, verdicts and exceptions: as they were worked out before and still are, else worked out now and written down, if the database
 * may be written to. */
bool city_take_registers(struct city *city, const struct office *office, struct error *err);
/* Gives back records, verdicts and exceptions from these counts on. */
void city_forget_bodies(struct city *city, size_t records, size_t verdicts, size_t exceptions);
/* Takes the campaigns before the office's. */
bool city_take_past(struct city *city, const struct office *office, struct error *err);
void city_release_past(struct city *city);

#endif
