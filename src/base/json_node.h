/* json_node.h — what a `struct json` is inside: shared by those who read (json.c), make (json_put.c) and write it (json_write.c). */
#ifndef TENKEN_BASE_JSON_NODE_H
#define TENKEN_BASE_JSON_NODE_H

#include <cjson/cJSON.h>

#include "tenken/base/json.h"

/* The whole numbers below which every one is a double: from here on a number in a text may be another one in memory. */
#define EXACT_BELOW 9007199254740992 /* 2^53 */

/* A `struct json` is a cJSON seen from outside; it is never looked into as such. */
static inline const cJSON *json_inside(const struct json *node)
{
	return (const cJSON *)node;
}

static inline struct json *json_outside(cJSON *node)
{
	return (struct json *)node;
}

/* Before every entry into cJSON that allocates, so that none of its results can be NULL for want of memory. */
void json_use_our_memory(void);

/* json_put.c: `text` with U+FFFD for every byte that is no UTF-8; NULL when there is no such byte. Caller frees. */
char *json_clean_text(const char *text);

/* json_write.c, for who writes without a tree: a text with its quotes; a new line for a value so deep; a value that stands so deep. */
void json_write_string(struct strbuf *out, const char *text);
void json_write_line(struct strbuf *out, bool pretty, size_t level);
void json_write_node(struct strbuf *out, const struct json *node, bool pretty, size_t level);

#endif
