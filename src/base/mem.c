#include "tenken/base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/error.h"
#include "tenken/base/i18n.h"
#include "tenken/base/platform.h"

static void (*exit_hook)(void);

void mem_set_exit_hook(void (*hook)(void))
{
	exit_hook = hook;
}

/* The hook runs once even if it should itself want memory. _Exit, not exit: nothing registered elsewhere may allocate. */
static _Noreturn void out_of_memory(void)
{
	void (*hook)(void) = exit_hook;

	exit_hook = NULL;
	if (hook)
		hook();
	const char *said =
	        _("tenken: The memory of this computer is used up, and the program has to end. Every answer that was "
	          "shown as saved is saved. Close other programs and start tenken again.");
	platform_put(stderr, said, strlen(said));
	platform_put(stderr, "\n", 1);
	_Exit(error_exit_status(ERROR_SYSTEM));
}

/* malloc(0) may give NULL, which is no want of memory: at least one byte is always asked for. */
static size_t total_bytes(size_t count, size_t size_bytes)
{
	if (size_bytes && count > SIZE_MAX / size_bytes)
		out_of_memory();
	return count && size_bytes ? count * size_bytes : 1;
}

void *mem_new(size_t count, size_t size_bytes)
{
	void *new = calloc(1, total_bytes(count, size_bytes));

	if (!new)
		out_of_memory();
	return new;
}

void *mem_resize(void *old, size_t count, size_t size_bytes)
{
	void *new = realloc(old, total_bytes(count, size_bytes));

	if (!new)
		out_of_memory();
	return new;
}

char *mem_strdup(const char *text)
{
	return text ? mem_strndup(text, strlen(text)) : NULL;
}

char *mem_strndup(const char *text, size_t len_bytes)
{
	char *copy;

	if (!text)
		return NULL;
	if (len_bytes == SIZE_MAX)
		out_of_memory();
	copy = mem_resize(NULL, len_bytes + 1, 1);
	memcpy(copy, text, len_bytes);
	copy[len_bytes] = '\0';
	return copy;
}

void *mem_push_(void **items, size_t *count, size_t size_bytes)
{
	void *array;
	char *last;

	/* *items is some `struct x *`: its bytes are read and written, never the object as a void *, which would break
	 * the aliasing rule. */
	memcpy(&array, items, sizeof array);
	if ((*count & (*count - 1)) == 0) { /* none yet, or a power of two: full */
		if (*count > SIZE_MAX / 2)
			out_of_memory();
		array = mem_resize(array, *count ? *count * 2 : 1, size_bytes);
		memcpy(items, &array, sizeof array);
	}
	last = (char *)array + *count * size_bytes;
	memset(last, 0, size_bytes);
	(*count)++;
	return last;
}

struct mem_pool_block {
	struct mem_pool_block *next;
	size_t size_bytes;
	char bytes[];
};
enum { POOL_BLOCK_BYTES = 64 << 10 };

char *mem_pool_copy(struct mem_pool *pool, const char *bytes, size_t len_bytes)
{
	if (!pool->blocks || len_bytes > pool->left_bytes) {
		size_t size_bytes = len_bytes > POOL_BLOCK_BYTES ? len_bytes : POOL_BLOCK_BYTES;
		struct mem_pool_block *block = mem_resize(NULL, sizeof *block + size_bytes, 1);

		*block = (struct mem_pool_block){.next = pool->blocks, .size_bytes = size_bytes};
		pool->blocks = block;
		pool->left_bytes = size_bytes;
	}
	char *at = pool->blocks->bytes + pool->blocks->size_bytes - pool->left_bytes;
	pool->left_bytes -= len_bytes;
	return memcpy(at, bytes, len_bytes);
}

void mem_pool_release(struct mem_pool *pool)
{
	for (struct mem_pool_block *block = pool->blocks, *next; block; block = next) {
		next = block->next;
		free(block);
	}
	*pool = (struct mem_pool){0};
}

void mem_wipe(void *memory, size_t len_bytes)
{
	volatile unsigned char *at = memory;

	while (len_bytes--)
		*at++ = 0;
}
