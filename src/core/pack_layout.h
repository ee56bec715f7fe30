/* pack_layout.h — what a pack is made of, as data: each of its structures with its members.
 *
 * A pack that is read has passed thousands of checks; one that comes with the program passes them when the program is built,
 * and lies in it as constant data (pack_builtin.h). What writes it down there knows no structure by itself: it follows these
 * tables, and so does the test that holds the two packs against each other. A structure that gets a new member gets it here,
 * too; a test sees bytes that no table accounts for. */
#ifndef TENKEN_CORE_PACK_LAYOUT_H
#define TENKEN_CORE_PACK_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

enum layout_kind {
	LAYOUT_UNSIGNED, /* whole numbers, enums and bool */
	LAYOUT_SIGNED,
	LAYOUT_TEXT,   /* char *, or NULL */
	LAYOUT_INSIDE, /* `times` elements that lie in the structure itself */
	LAYOUT_BEHIND, /* a pointer to elements of `of`: as many as the member at `count` says, or one where there is no such */
};

struct layout;

struct layout_member {
	const char *name;
	enum layout_kind kind;
	size_t offset, size_bytes; /* in the structure; of the whole member */
	const struct layout *of;   /* INSIDE, BEHIND */
	size_t times;              /* INSIDE */
	size_t count;              /* BEHIND: offset of a size_t, or LAYOUT_ONE */
};
#define LAYOUT_ONE ((size_t)-1)

struct layout {
	const char *type; /* as C writes it: "struct question" */
	size_t size_bytes;
	const struct layout_member *members;
	size_t members_count;
};

/* That of struct pack, from which all others are reached. */
extern const struct layout pack_layout;

/* How many elements of `member` lie behind its pointer, in the structure at `at`. */
size_t layout_count(const struct layout_member *member, const void *at);
/* What its pointer leads to, or NULL. */
const void *layout_behind(const struct layout_member *member, const void *at);

#endif
