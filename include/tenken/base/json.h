/* json.h — the one strict reader and writer of JSON.
 *
 * cJSON builds the tree; a scanner of ours goes before it, because cJSON alone accepts much that is no JSON (33 of the
 * files of JSONTestSuite that must be refused). The scanner enforces the grammar, UTF-8, no raw control characters, no
 * duplicate keys, no \u0000, no lone surrogates, limits of size and depth; and remembers where each value stands, so that
 * an error can name line, column and path.
 *
 * `struct json` is a node. Nodes of a document belong to it (borrowed); a node made with json_new_* belongs to the caller
 * until it is put into another. Where a node is read, NULL reads as null: json_get() may be nested without a check. */
#ifndef TENKEN_BASE_JSON_H
#define TENKEN_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/error.h"
#include "tenken/base/str.h"

struct json;
struct json_doc;

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json_limits {
	size_t size_bytes; /* the largest text that is read */
	int depth;         /* how deep arrays and objects may nest; [] is 1; never more than 1,000 */
};
/* 16 MiB, depth 16: for what comes from outside. */
extern const struct json_limits json_limits_outside;

struct json_place {
	size_t line;   /* from 1 */
	size_t column; /* from 1, in characters (code points) */
	char *path;    /* JSON pointer, "" for the root; owned: json_place_release() */
};
void json_place_release(struct json_place *place);

/* Reads `len_bytes` bytes (a UTF-8 BOM at the start is refused). `name` is what the error calls the text (a file name).
 * Errors: ERROR_INPUT "NAME:LINE:COLUMN: what was expected". Caller frees the document with json_doc_free(), and
 * keeps the text as long: where a value stands is looked up in it. */
struct json_doc *json_read(const char *text, size_t len_bytes, const char *name, const struct json_limits *limits,
                           struct error *err);
/* As json_read(), and on failure says where: line and column in *place (path NULL), and the bare sentence, without name
 * or place, as the error's message. */
struct json_doc *json_read_at(const char *text, size_t len_bytes, const struct json_limits *limits,
                              struct json_place *place, struct error *err);
/* One of several texts that are read together, and what came of it: as json_read_at(). */
struct json_source {
	const char *text;
	size_t len_bytes;
	struct json_doc *doc; /* NULL when it could not be read: then `place` and `err` say why */
	struct json_place place;
	struct error err;
};
/* Reads them all, two at a time: the first screen waits for a pack to be read, and even an office PC has two processors. */
void json_read_all(struct json_source *sources, size_t count, const struct json_limits *limits);

void json_doc_free(struct json_doc *doc);
const struct json *json_root(const struct json_doc *doc);
/* Where `node` stands in `doc` (its value, not its key). Fills *place; release it. A node that is not in `doc`: line and
 * column 0; so also where `doc` is NULL. */
void json_where(const struct json_doc *doc, const struct json *node, struct json_place *place);
/* Where the key of member `node` stands; for an element of an array its value. */
void json_where_key(const struct json_doc *doc, const struct json *node, struct json_place *place);

enum json_type json_type(const struct json *node);
const char *json_type_name(enum json_type type); /* "an object", "a text", … for messages; translated */
size_t json_size(const struct json *node);       /* elements or members; 0 for others */
const struct json *json_first(const struct json *node); /* first element or member, or NULL */
const struct json *json_next(const struct json *node);
const char *json_key(const struct json *node);   /* of a member; NULL otherwise */
const struct json *json_get(const struct json *object, const char *key); /* case-sensitive; NULL when absent or no object */
const char *json_string(const struct json *node); /* NULL when it is no string */
bool json_bool(const struct json *node);          /* false when it is no bool */
double json_number(const struct json *node);      /* 0 when it is no number */
/* Whether the number is a whole one (1.0 and 1e2 are) and smaller than 2^53 in size, and then which. From there on doubles
 * leave whole numbers out, so that what was read need not be what was written: such numbers stand in texts. */
bool json_int(const struct json *node, int64_t *value);

/* Building: keys stand in the order in which they are put. `key` NULL appends to an array. `value` strings are copied and
 * must be UTF-8 (bad bytes become U+FFFD); NULL strings become null. A key is put once into an object: this is not
 * checked, and the reader refuses what comes of it. */
struct json *json_new_object(void);
struct json *json_new_array(void);
struct json *json_new_string(const char *value); /* NULL as "" */
struct json *json_new_bool(bool value);
struct json *json_new_int(int64_t value); /* |value| <= 2^53 */
/* A copy of a node of a document, with all that is in it. */
struct json *json_copy(const struct json *node);
void json_free(struct json *node);
/* Puts a node made with json_new_*; it belongs to `into` from then on. */
void json_put(struct json *into, const char *key, struct json *node);
/* Puts a node that stays where it is, and must be there as long as `into` is looked at. */
void json_put_borrowed(struct json *into, const char *key, const struct json *node);
struct json *json_put_object(struct json *into, const char *key); /* returns the new one, owned by `into` */
struct json *json_put_array(struct json *into, const char *key);
void json_put_string(struct json *into, const char *key, const char *value);
void json_put_int(struct json *into, const char *key, int64_t value); /* |value| <= 2^53 */
void json_put_number(struct json *into, const char *key, double value); /* infinite or NaN becomes null */
void json_put_bool(struct json *into, const char *key, bool value);
void json_put_null(struct json *into, const char *key);
/* Appends the text of `node`; `pretty`: two spaces a level and a newline at the end. Non-ASCII as UTF-8. The same tree
 * gives the same bytes everywhere: numbers in the fewest digits that read back the same, only the escapes that must be. */
void json_write(struct strbuf *out, const struct json *node, bool pretty);

/* --- writing without a tree ---
 * For what is large and written once: every key and value goes out as it is added, and the bytes are those that json_write() makes of
 * the same tree. What is added into an object or array closes whatever is still open within it, so that values are added in the order
 * in which they stand; adding into one that has been closed is an error of ours. Texts are treated as when building. */
enum { JSON_STREAM_DEPTH = 24 };

struct json_stream;
struct json_open { /* an object or array that can still be added to; it belongs to the stream */
	struct json_stream *stream;
	bool is_object, has_any;
};
struct json_stream {
	struct strbuf *out;
	bool pretty;
	size_t depth; /* how many are open */
	struct json_open open[JSON_STREAM_DEPTH];
};

/* Begins a document, which is appended to `out` (borrowed until the end); returns its root, an object. */
struct json_open *json_stream_begin(struct json_stream *stream, struct strbuf *out, bool pretty);
void json_stream_end(struct json_stream *stream);
/* `key` NULL adds to an array. Deeper than JSON_STREAM_DEPTH is an error of ours. */
struct json_open *json_add_object(struct json_open *into, const char *key);
struct json_open *json_add_array(struct json_open *into, const char *key);
void json_add_string(struct json_open *into, const char *key, const char *value); /* NULL becomes null */
/* The same for who knows already that it is UTF-8; not NULL. */
void json_add_clean(struct json_open *into, const char *key, const char *value);
void json_add_int(struct json_open *into, const char *key, int64_t value); /* |value| <= 2^53 */
void json_add_bool(struct json_open *into, const char *key, bool value);
void json_add_null(struct json_open *into, const char *key);
/* The members that `write` adds to an object that has none yet: written by it into `kept` where that is empty, and taken from there: for
 * what stands in many objects at one depth. */
void json_add_kept(struct json_open *into, struct strbuf *kept, void (*write)(struct json_open *into, const void *about),
                   const void *about);
void json_add(struct json_open *into, const char *key, const struct json *node); /* all of it; it stays the caller's */

#endif
