/* unit.h — who this workplace is, its years, its checklists, and small settings. */
#ifndef TENKEN_STORE_UNIT_H
#define TENKEN_STORE_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/error.h"

struct db;

struct unit {
	char *code;   /* stable code given by the office, or "" */
	char *bureau; /* 局 */
	char *name;   /* 課 */
};
void unit_release(struct unit *unit);
bool unit_save(struct db *db, const struct unit *unit, struct error *err);
/* Errors: ERROR_NOT_FOUND when none was saved yet. */
bool unit_load(struct db *db, struct unit *unit, struct error *err);

/* One round of self-checks: usually a fiscal year's. */
struct cycle {
	int64_t id;
	int fiscal_year;
	bool extra;   /* 随時点検 */
	char *pack;   /* pack id it is answered with */
	char *due;    /* ISO date, or "" */
};
void cycle_release(struct cycle *cycle);
bool cycle_add(struct db *db, struct cycle *cycle, struct error *err); /* sets cycle->id */
/* The newest cycle (by fiscal year, then id). Errors: ERROR_NOT_FOUND when there is none. */
bool cycle_current(struct db *db, struct cycle *cycle, struct error *err);

struct cycles {
	struct cycle *items;
	size_t count;
};
void cycles_release(struct cycles *cycles);
/* All, the newest first. */
bool cycles_load(struct db *db, struct cycles *cycles, struct error *err);

/* A checklist (点検票) in a cycle. */
struct assessment {
	int64_t id;
	int64_t cycle;
	char *checklist; /* "info_manager", "system_manager:s1": stable over the years */
	char *role;
	char *subject;   /* "system:s1", or NULL */
};
struct assessments {
	struct assessment *items;
	size_t count;
};
void assessments_release(struct assessments *list);
/* Errors: ERROR_CONFLICT when the cycle has this checklist already, ERROR_NOT_FOUND when there is no such cycle. Sets
 * assessment->id. */
bool assessment_add(struct db *db, struct assessment *assessment, struct error *err);
bool assessments_load(struct db *db, int64_t cycle, struct assessments *list, struct error *err);
/* The same checklist in the newest cycle of an earlier fiscal year: its id, or 0, and by which pack it was answered (caller frees;
 * NULL when there is none). */
bool assessment_previous(struct db *db, const struct assessment *assessment, int64_t *previous, char **pack,
                         struct error *err);

/* How often a year's campaign wants what the standard calls 定期的: one value (ISO 8601, "P12M") a period of the pack. */
struct cycle_period {
	char *period; /* id; may be one that the pack no longer has */
	char *value;
};
struct cycle_periods {
	struct cycle_period *items;
	size_t count;
};
void cycle_periods_release(struct cycle_periods *periods);
bool cycle_period_save(struct db *db, int64_t cycle, const char *period, const char *value, struct error *err);
bool cycle_periods_load(struct db *db, int64_t cycle, struct cycle_periods *periods, struct error *err);

/* Small settings (the place one left, the ambiguous width). Not part of the record; overwritten in place. */
bool setting_save(struct db *db, const char *key, const char *value, struct error *err);
/* The value, or NULL when there is none or it cannot be read; caller frees. */
char *setting_load(struct db *db, const char *key);
/* Those whose keys begin with `prefix` and whose values are not empty, by key. */
struct kept_setting {
	char *key, *value;
};
struct kept_settings {
	struct kept_setting *items;
	size_t count;
};
bool settings_load(struct db *db, const char *prefix, struct kept_settings *settings, struct error *err);
void settings_release(struct kept_settings *settings);

#endif
