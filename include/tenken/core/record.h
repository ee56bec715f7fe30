/* record.h — what is written in the registers: records, and what else verdicts hang on.
 *
 * Facts are read from one JSON document (the same shape that `tenken evaluate` and the export of registers use). It is
 * consistent, or facts_read() says of every defect where it stands, and nothing is evaluated. */
#ifndef TENKEN_CORE_RECORD_H
#define TENKEN_CORE_RECORD_H

#include "tenken/base/json.h"
#include "tenken/core/pack.h"
#include "tenken/core/register.h"
#include "tenken/core/rule.h"

struct record {
	size_t owner; /* its register: index in the pack's registers */
	char *id;
	struct value *values; /* one for each field of the register, defaults filled in */
	size_t values_count;
	size_t first_referrer; /* first of those that refer here, in facts.referrers; or SIZE_MAX */
};

/* One reference: the record `record` refers by its field `field`. */
struct referrer {
	size_t record, field;
	size_t next; /* the next one to the same record, or SIZE_MAX */
};

struct setting_value {
	bool known;
	char *text; /* as written: "P12M" */
	struct period period;
};

struct facts {
	struct date date;               /* the day that they are to be reckoned for; not set: none is named */
	struct profile profile;         /* one for each of the pack's facts */
	bool *complete;                 /* for each register: everything there is has been written down */
	struct setting_value *settings; /* for each of the rules' settings */
	size_t settings_count;
	struct record *records; /* by register, and in a register as written */
	size_t records_count;
	size_t *firsts; /* for each register: the first of its records; behind the last one, records_count */
	struct referrer *referrers;
	size_t referrers_count;
	struct record_ids *ids; /* for look-ups */
};

/* Reads facts. On failure `facts` is empty and releasable and every defect stands in `problems` (release it either way), at
 * most PACK_PROBLEMS_MAX, in the order of the text; `name` is the file's. */
bool facts_read(struct facts *facts, const struct pack *pack, const char *name, const char *text, size_t len_bytes,
                struct pack_problems *problems);
/* The same of what was kept, perhaps under another version of the pack: what the pack does not have, or what does not fit it,
 * is listed in `problems` and left unknown, and the rest is there. False, and `facts` empty, only when the text is no JSON. */
bool facts_read_kept(struct facts *facts, const struct pack *pack, const char *name, const char *text, size_t len_bytes,
                     struct pack_problems *problems);
/* The same of a document that stands as a tree (borrowed until it returns), for who does not want to know what does not fit. */
void facts_take_kept(struct facts *facts, const struct pack *pack, const struct json *root);
/* No record, nothing known: what a section begins with. */
void facts_init(struct facts *facts, const struct pack *pack);
void facts_release(struct facts *facts); /* zeroed is fine */

/* A record by its id, or by `register:id`: index, or SIZE_MAX. `owner` SIZE_MAX: of any register, and then *ambiguous says
 * whether several have the id (NULL: does not matter). */
size_t facts_find(const struct facts *facts, const struct pack *pack, size_t owner, const char *id, bool *ambiguous);

/* What people call a record: its name, or its id. Borrowed. */
const char *record_name(const struct record *record, const struct pack *pack);

#endif
