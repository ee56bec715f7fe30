/* pack_reader.h — reading JSON with types, and collecting what is wrong with it.
 *
 * A cursor is a node with the file that it stands in, so that a defect can say where it is. Every read_…() function reports
 * what does not fit at the place where it stands, yields nothing (NULL, 0, false) and lets the reading go on: one run shows
 * all defects. A pack with any problem is thrown away as a whole, so what stands in for the missing parts never shows. */
#ifndef TENKEN_CORE_PACK_READER_H
#define TENKEN_CORE_PACK_READER_H

#include "pack_internal.h"
#include "tenken/base/json.h"

struct pack_source { /* one file */
	const char *name; /* by which it is known in its folder */
	const char *of;   /* how problems call its pack, NULL for the one that is read */
	char *shown;      /* as problems call it: that of a base with the base's id before it */
	size_t layer;     /* of its pack: 0 for the one that all others build on */
	struct json_doc *doc; /* NULL: it is no JSON */
};

/* Where a thing of the pack was written; one for each element of an array of the pack, in its order. */
struct origin {
	const struct pack_source *source;
	const struct json *node;
};
struct origins {
	struct origin *items;
	size_t count;
};

struct reader {
	struct pack *pack;
	struct pack_problems *problems;
	struct origins roles, periods, sections, clauses, facts, chapters, questions;
	/* Whether the array was there at all. If it was not, saying of each reference that it dangles would only hide that. */
	bool roles_known, clauses_known, facts_known, questions_known;
	/* Whether a file that would hold them is no JSON: then nothing can be said of a reference to one that is not found. */
	bool periods_lost, registers_lost, rules_lost;
	bool base_lost; /* an overlay without its base: the files that only a base must have are not missed */
};

struct cursor {
	struct reader *reader;
	const struct pack_source *source;
	const struct json *node; /* NULL: nothing there */
};

struct cursor cursor_at_origin(struct reader *reader, struct origin origin);
void origins_add(struct origins *origins, struct cursor at);
void origins_release(struct origins *origins);

/* The first element or member, and the one after; `node` NULL at the end (and for what is no array or object). */
struct cursor cursor_first(struct cursor at);
struct cursor cursor_next(struct cursor at);
/* Member `key`, `node` NULL when it is not there. */
struct cursor cursor_get(struct cursor object, const char *key);

/* Reports a problem at the value, at the key of a member, or of the file as a whole. Texts from the pack go into the
 * message through CLIP(), which keeps it readable; it is made safe here. */
void problem_at(struct cursor at, const char *fmt, ...) TENKEN_PRINTF(2, 3);
void problem_at_key(struct cursor at, const char *fmt, ...) TENKEN_PRINTF(2, 3);
void problem_in_file(struct reader *reader, const char *file, size_t line, size_t column, const char *fmt, ...)
        TENKEN_PRINTF(5, 6);

/* Says that `id` is taken: with `fmt` (id) in a pack that stands alone; in an overlay it may be its base that has it. */
void problem_taken(struct cursor at, const char *fmt, const char *id);

struct clip {
	char text[PACK_ID_BYTES_MAX + sizeof "…"];
};
const char *clip_text(struct clip *clip, const char *text);
#define CLIP(text) clip_text(&(struct clip){{0}}, (text))

/* Whether one more problem would still be kept: if not, nothing need be worked out for it. */
bool problems_wanted(const struct reader *reader);

/* By file, line and column. */
void problems_sort(struct pack_problems *problems);

/* Whether the value is an object with no other keys than these. An object with strange keys is reported and still true:
 * the rest of it can be read. */
bool read_object(struct cursor at, const char *const *keys, size_t keys_count);
/* Member `key`; reports when it is missing. */
struct cursor read_member(struct cursor object, const char *key);
/* Member `key`, which is an array with at least `least` elements. Not required and absent: `node` NULL, no problem. */
struct cursor read_array(struct cursor object, const char *key, size_t least, bool required);

/* A text that is not blank and in which nothing is hidden; caller frees. */
char *read_text(struct cursor value);
char *read_id(struct cursor value);
/* Member `key`, required. */
char *read_member_text(struct cursor object, const char *key);
char *read_member_id(struct cursor object, const char *key);
/* Member `key`; absent and null are the same. */
char *read_optional_id(struct cursor object, const char *key);
/* Both languages. */
void read_bilingual(struct cursor value, struct bilingual *text);
void read_member_bilingual(struct cursor object, const char *key, struct bilingual *text);
bool read_member_bool(struct cursor object, const char *key, bool required);
/* One of `names`: its index, or 0 after a problem. */
size_t read_choice(struct cursor value, const char *const *names, size_t count);
size_t read_member_choice(struct cursor object, const char *key, const char *const *names, size_t count);

/* Whether member `key` says `name`: after a problem a value stands in for what was written, and nothing more should be
 * concluded from that. */
bool member_is(struct cursor object, const char *key, const char *name);

/* References: where the id stands in the pack, or SIZE_MAX after a problem. */
size_t read_clause_ref(struct cursor value);
size_t read_fact_ref(struct cursor value);
size_t read_role_ref(struct cursor value);
/* An array of them, each once. False when one was wrong. `refs` is filled with the good ones. */
bool read_clause_refs(struct cursor array, size_t **refs, size_t *count);
void read_role_refs(struct cursor array, char ***roles, size_t *count);
bool read_rule_refs(struct cursor array, size_t **refs, size_t *count);
bool read_question_refs(struct cursor array, size_t **refs, size_t *count);

size_t read_rule_ref(struct cursor value);
size_t read_question_ref(struct cursor value);

/* What a condition may ask where it stands. */
struct condition_scope {
	size_t subject;     /* the register of what the checklist is about, or SIZE_MAX: fields cannot be asked */
	bool contradiction; /* answers and verdicts may be asked */
};
/* Member "when": a condition, or NULL when there is none or it is wrong. Caller frees. */
struct condition *read_when(struct cursor object, const struct condition_scope *scope);

/* How much one list of a pack may hold: far more than any needs, so that no text makes the program slow or deep. */
enum { FACTS_MAX = 256, REFS_MAX = 64, CONDITION_PARTS_MAX = 64, CONDITION_DEPTH_MAX = 8 };

#endif
