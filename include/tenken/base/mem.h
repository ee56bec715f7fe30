/* mem.h — memory that is there or the program ends.
 *
 * When memory runs out there is nothing sensible left to do: every answer is already committed, so the program runs one
 * hook (which gives the terminal back), says so and ends with status 5. Hence no caller checks for NULL. */
#ifndef TENKEN_BASE_MEM_H
#define TENKEN_BASE_MEM_H

#include <stddef.h>

/* Called once before the program ends for want of memory; must not allocate. NULL: none. */
void mem_set_exit_hook(void (*hook)(void));

/* `count` * `size_bytes` zeroed bytes; never NULL; the caller frees with free(). Overflow counts as want of memory. */
void *mem_new(size_t count, size_t size_bytes);

/* `old` grown or shrunk to `count` * `size_bytes`; never NULL; the new part is not zeroed. */
void *mem_resize(void *old, size_t count, size_t size_bytes);

/* A copy of `text` (NULL gives NULL) / of its first `len_bytes` bytes, with a NUL behind. Caller frees. */
char *mem_strdup(const char *text);
/* Overwrites memory that held a secret, in a way that no compiler leaves out. */
void mem_wipe(void *memory, size_t len_bytes);
char *mem_strndup(const char *text, size_t len_bytes);

/* Many small pieces that are all given back together. Zeroed is empty. */
struct mem_pool {
	struct mem_pool_block *blocks;
	size_t left_bytes; /* in the first */
};
/* A copy of the bytes, good until the pool is released. */
char *mem_pool_copy(struct mem_pool *pool, const char *bytes, size_t len_bytes);
void mem_pool_release(struct mem_pool *pool);

/* Makes room for one more at the end of a growing array: MEM_PUSH(list->items, list->count) yields a pointer to a
 * zeroed new last element and raises the count. Capacity is the next power of two, so none need be kept; hence an array
 * is grown by MEM_PUSH alone, and its count may fall but not rise by other means. The pointer is good until the next. */
void *mem_push_(void **items, size_t *count, size_t size_bytes);
#define MEM_PUSH(items, count) \
	((__typeof__(items))mem_push_((void **)&(items), &(count), sizeof *(items)))

#endif
