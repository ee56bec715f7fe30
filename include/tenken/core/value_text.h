/* value_text.h — values of registers as people type them and as they are shown.
 *
 * What is typed may be an id or a label, in either language, in full-width letters, a date in 和暦 or ISO. "?" says that it is
 * not known; known emptiness is said by a word (なし, していない, none) or, where the door says so, by an empty text. */
#ifndef TENKEN_CORE_VALUE_TEXT_H
#define TENKEN_CORE_VALUE_TEXT_H

#include "tenken/base/error.h"
#include "tenken/base/json.h"
#include "tenken/core/record.h"

/* Reads what a person typed for `field` into *value, as it stands in facts (caller frees by json_free() or puts it into an
 * object); NULL: not known. "" means known emptiness for text, multi, clauses and dates; for the others it makes the value
 * unknown. Ids of records and clauses are not looked up here.
 * Errors: ERROR_INPUT, naming the field, with what is expected and a near value. */
bool value_from_text(struct json **value, const struct field *field, const char *text, struct error *err);

/* What is said of a date that is known to be none, N_(): "not done"; of one that is an end, by its id (…expires_on, …ends_on, …until), that
 * there is no end; of a beginning (…starts_on) that it is not decided. */
const char *field_none(const struct field *field);

/* Appends the value for people, in the current language: labels, 和暦, names of records, labels of clauses; what is not known
 * as nothing. Not made safe. */
void value_show(struct strbuf *out, const struct value *value, const struct field *field, const struct pack *pack,
                const struct facts *facts);
/* Appends the value so that value_from_text() reads the same: ids, ISO dates, "none" for known emptiness; nothing for what is
 * not known. For tables that come back. A text that is itself one of the words for "not known" or "none" is read as those. */
void value_write(struct strbuf *out, const struct value *value, const struct field *field, const struct pack *pack,
                 const struct facts *facts);
/* The value as it stands in facts; NULL when it is not known. Caller frees. */
struct json *value_json(const struct value *value, const struct field *field, const struct pack *pack,
                        const struct facts *facts);

/* A name for people by which `record` is referred to without doubt: its id, with the register before it where ids clash.
 * Caller frees. */
char *record_reference(const struct facts *facts, const struct pack *pack, size_t record);

#endif
