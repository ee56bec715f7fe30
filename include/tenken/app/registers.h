/* registers.h — keeping the registers (台帳): records are added, changed, removed, declared complete, and judged.
 *
 * What the workplace keeps is read into one `struct ledger`: the records as facts, and what the pack's rules say of them. Every
 * change is checked as a facts file is, committed when the function returns true, and then derived answers, contradictions and
 * what is missing are reckoned anew. On failure nothing is changed. */
#ifndef TENKEN_APP_REGISTERS_H
#define TENKEN_APP_REGISTERS_H

#include "tenken/app/workplace.h"
#include "tenken/base/json.h"
#include "tenken/core/value_text.h"

/* A register of the pack by its id: its index, or SIZE_MAX with ERROR_USAGE and a near name. */
size_t registers_require(const struct workplace *workplace, const char *id, struct error *err);
/* A field of it, likewise. */
size_t register_require_field(const struct workplace *workplace, size_t owner, const char *id, struct error *err);
/* A record of it by its id: index in the ledger's facts, or SIZE_MAX with ERROR_USAGE and a near id. */
size_t register_require_record(const struct workplace *workplace, size_t owner, const char *id, struct error *err);

/* One field that is to be changed. */
struct field_edit {
	size_t field;
	struct json *value; /* as it stands in facts; NULL: it is not known. Owned by the edit: field_edits_release() */
};
struct field_edits {
	struct field_edit *items;
	size_t count;
};
void field_edits_add(struct field_edits *edits, size_t field, struct json *value);
/* The same for what a person enters in a record that there is: when another record is chosen that says a field of this one, what
 * this one says of it itself is taken away. It would be seen nowhere, and the other record could not be put right for it. */
void field_edits_enter(struct field_edits *edits, const struct workplace *workplace, size_t record, size_t field,
                       struct json *value);
void field_edits_release(struct field_edits *edits);

/* Adds a record with these fields. Errors: ERROR_CONFLICT when the id is taken; ERROR_USAGE: no id that can be one;
 * ERROR_INPUT: a value that does not fit (unknown value, dangling reference, impossible date), naming the field; those of
 * writing. */
bool register_add(struct workplace *workplace, size_t owner, const char *id, const struct field_edits *edits,
                  struct error *err);
/* Changes fields of a record; where nothing changes nothing is written. Errors: as above; ERROR_CONFLICT when somebody else
 * changed it in between: it then shows theirs. */
bool register_change(struct workplace *workplace, size_t record, const struct field_edits *edits, struct error *err);
/* Errors: ERROR_REFUSED when other records refer to it, or a checklist is about it: the message says which. */
bool register_remove(struct workplace *workplace, size_t record, struct error *err);
/* Declares that everything there is stands in the register (or takes it back), for this year's self-check. */
bool register_set_complete(struct workplace *workplace, size_t owner, bool complete, struct error *err);
/* An id that is free in the whole ledger, made from the register's: "system-3". Caller frees. */
char *register_new_id(const struct workplace *workplace, size_t owner);

/* The record whose field this one is, by what is chosen in the record: what stands in the field itself then counts for nothing.
 * SIZE_MAX: none, the record says it itself. *far (NULL: does not matter): which of the other's fields. */
size_t record_field_source(const struct workplace *workplace, size_t record, size_t field, size_t *far);
/* Whether a form asks for the field: it is required, or its `when` is true; and no other record says it already. */
bool record_asks_field(const struct workplace *workplace, size_t record, size_t field);
/* How many fields that a form asks for are not known in the record. */
size_t record_open_fields(const struct workplace *workplace, size_t record);
/* Whether a form shows the field: its `when` is not false. */
bool record_shows_field(const struct workplace *workplace, size_t record, size_t field);
/* The verdict of the record that is worst, or VERDICT_NOT_APPLICABLE where no rule applies; *count: how many are of it. */
enum verdict_code record_worst_verdict(const struct workplace *workplace, size_t record, size_t *count);

/* What each change made of the record, field by field and in words, oldest first, a line each, in the current language; NULL on error. Caller
 * frees. */
char *record_history_text(const struct workplace *workplace, size_t record, struct error *err);
/* Every state of it as an object (docs/formats.md). Caller frees; NULL on error. */
struct json *record_history_json(const struct workplace *workplace, size_t record, struct error *err);

/* What would be judged if the fields were changed so: the verdicts about the record, before anything is saved. On error (a value
 * that does not fit) nothing is filled. Release with verdicts_release(); `record` SIZE_MAX: of a new one with the id "?". */
struct preview {
	struct facts facts;
	struct verdicts verdicts; /* over `facts`, all registers */
	size_t record;            /* index in `facts` */
};
bool register_preview(const struct workplace *workplace, size_t owner, size_t record, const struct field_edits *edits,
                      struct preview *preview, struct error *err);
void preview_release(struct preview *preview);

/* Where a system or a link begins in the text of the network. */
struct network_place {
	size_t at_byte, record; /* record: index in the ledger's facts */
};
struct network_places {
	struct network_place *items; /* in the order of the text */
	size_t count;
};
void network_places_release(struct network_places *places); /* zeroed is fine */
/* The network as a text: systems by zone, the links between them, and which of them the rules forbid, by which clauses and because of
 * what; in the current language. Caller frees. `ascii`: no characters beyond ASCII for lines. `places` gets what stands where; NULL:
 * nobody asks. */
char *registers_network_text(const struct workplace *workplace, bool ascii, struct network_places *places);
/* The same as an object (docs/formats.md). Caller frees. */
struct json *registers_network_json(const struct workplace *workplace);

/* --- files --- */

/* The whole ledger as a facts file (docs/formats.md): date, settings, profile, complete, registers. Appended. */
void registers_export(const struct workplace *workplace, struct strbuf *out);

struct import_result {
	size_t added, changed, unchanged;
	char *text; /* what was (or would be) done, a line for each record that is added or changed; owned, never NULL */
	struct json *records; /* the same as an array: register, id, result; owned, NULL on error */
};
void import_result_release(struct import_result *result);
/* Takes records and declarations of completeness from a facts file; records that it does not name stay as they are, those that it
 * names become what it says. All or nothing, in one transaction; `dry_run`: nothing is written. Errors: ERROR_INPUT with every
 * defect and its place. */
bool registers_import(struct workplace *workplace, const char *path, bool dry_run, struct import_result *result,
                      struct error *err);
/* A table (CSV, UTF-8 with BOM) for one register: a row for each record there is, and one, beginning with "#", that says what goes
 * into each column. Appended. */
void register_template(const struct workplace *workplace, size_t owner, struct strbuf *out);
/* Reads such a table (UTF-8, with BOM, or CP932): the first row names the columns by field ids or labels, in any order; an empty
 * cell leaves what stands there as it is, "?" makes it unknown; rows whose id begins with "#" are passed over. Otherwise as
 * registers_import(); errors name the cell (B7). */
bool register_import_table(struct workplace *workplace, size_t owner, const char *path, bool dry_run,
                           struct import_result *result, struct error *err);

#endif
