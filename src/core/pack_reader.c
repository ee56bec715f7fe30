#include "pack_reader.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

struct cursor cursor_at_origin(struct reader *reader, struct origin origin)
{
	return (struct cursor){.reader = reader, .source = origin.source, .node = origin.node};
}

void origins_add(struct origins *origins, struct cursor at)
{
	*MEM_PUSH(origins->items, origins->count) = (struct origin){.source = at.source, .node = at.node};
}

void origins_release(struct origins *origins)
{
	free(origins->items);
	*origins = (struct origins){0};
}

struct cursor cursor_first(struct cursor at)
{
	at.node = at.node ? json_first(at.node) : NULL;
	return at;
}

struct cursor cursor_next(struct cursor at)
{
	at.node = json_next(at.node);
	return at;
}

struct cursor cursor_get(struct cursor object, const char *key)
{
	object.node = object.node ? json_get(object.node, key) : NULL;
	return object;
}

const char *clip_text(struct clip *clip, const char *text)
{
	size_t len_bytes = strlen(text);

	if (len_bytes <= PACK_ID_BYTES_MAX) {
		memcpy(clip->text, text, len_bytes + 1);
		return clip->text;
	}
	len_bytes = PACK_ID_BYTES_MAX;
	while (len_bytes && ((unsigned char)text[len_bytes] & 0xC0) == 0x80) /* never within a character */
		len_bytes--;
	memcpy(clip->text, text, len_bytes);
	memcpy(clip->text + len_bytes, "…", sizeof "…");
	return clip->text;
}

bool problems_wanted(const struct reader *reader)
{
	return reader->problems->count < PACK_PROBLEMS_MAX;
}

static void add_problem(struct reader *reader, const char *file, const struct json_place *place, const char *fmt,
                        va_list args)
{
	struct pack_problems *problems = reader->problems;
	struct strbuf message = STRBUF_INIT;
	struct pack_problem *problem;

	if (!problems_wanted(reader))
		return;
	strbuf_addv(&message, fmt, args);
	problem = MEM_PUSH(problems->items, problems->count);
	problem->file = text_safe_dup(file, TEXT_SAFE_LINE);
	problem->line = place->line;
	problem->column = place->column;
	problem->path = text_safe_dup(place->path, TEXT_SAFE_LINE);
	problem->message = text_safe_dup(message.text, TEXT_SAFE_LINE);
	strbuf_release(&message);
}

void problem_at(struct cursor at, const char *fmt, ...)
{
	struct json_place place;
	va_list args;

	va_start(args, fmt);
	json_where(at.source->doc, at.node, &place);
	add_problem(at.reader, at.source->shown ? at.source->shown : at.source->name, &place, fmt, args);
	json_place_release(&place);
	va_end(args);
}

void problem_at_key(struct cursor at, const char *fmt, ...)
{
	struct json_place place;
	va_list args;

	va_start(args, fmt);
	json_where_key(at.source->doc, at.node, &place);
	add_problem(at.reader, at.source->shown ? at.source->shown : at.source->name, &place, fmt, args);
	json_place_release(&place);
	va_end(args);
}

void problem_in_file(struct reader *reader, const char *file, size_t line, size_t column, const char *fmt, ...)
{
	struct json_place place = {.line = line, .column = column};
	va_list args;

	va_start(args, fmt);
	add_problem(reader, file, &place, fmt, args);
	va_end(args);
}

void problem_taken(struct cursor at, const char *fmt, const char *id)
{
	if (at.source->layer > 0)
		problem_at(at, _("\"%s\" is there already, here or in the base. An overlay only adds: choose another id."), id);
	else
		problem_at(at, _(fmt), id);
}

static int compare_problems(const void *left, const void *right)
{
	const struct pack_problem *a = left, *b = right;
	int order = strcmp(a->file, b->file);

	if (!order)
		order = (a->line > b->line) - (a->line < b->line);
	if (!order)
		order = (a->column > b->column) - (a->column < b->column);
	if (!order)
		order = strcmp(a->path, b->path);
	return order ? order : strcmp(a->message, b->message);
}

void problems_sort(struct pack_problems *problems)
{
	if (problems->count)
		qsort(problems->items, problems->count, sizeof *problems->items, compare_problems);
}
