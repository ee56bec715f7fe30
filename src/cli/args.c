#include "args.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

void args_init(struct args *args, int argc, char **argv)
{
	*args = (struct args){.items = mem_new((size_t)argc + 1, sizeof *args->items)};
	bool literal = false;
	args->literal_from = SIZE_MAX;
	for (int i = 0; i < argc; i++) {
		if (!literal && str_equal(argv[i], "--")) {
			literal = true;
			args->literal_from = args->count;
		} else {
			args->items[args->count++] = argv[i];
		}
	}
}

void args_release(struct args *args)
{
	free(args->items);
	*args = (struct args){0};
}

static void take(struct args *args, size_t at)
{
	for (size_t i = at + 1; i < args->count; i++)
		args->items[i - 1] = args->items[i];
	args->count--;
	if (args->literal_from != SIZE_MAX && args->literal_from > at)
		args->literal_from--;
}

static void know(struct args *args, const char *name)
{
	for (size_t i = 0; i < args->known_count; i++)
		if (str_equal(args->known[i], name))
			return;
	if (args->known_count < sizeof args->known / sizeof *args->known)
		args->known[args->known_count++] = name;
}

static bool is_option(const struct args *args, size_t at)
{
	return at < args->literal_from && args->items[at][0] == '-' && args->items[at][1];
}

bool args_flag(struct args *args, const char *name)
{
	know(args, name);
	for (size_t i = 0; i < args->count; i++) {
		if (is_option(args, i) && str_equal(args->items[i], name)) {
			take(args, i);
			return true;
		}
	}
	return false;
}

bool args_repeated(struct args *args, const char *name, const char **value, struct error *err)
{
	size_t len = strlen(name);
	*value = NULL;
	know(args, name);
	for (size_t i = 0; i < args->count; i++) {
		const char *item = args->items[i];
		if (!is_option(args, i) || strncmp(item, name, len) != 0)
			continue;
		if (item[len] == '=') {
			*value = item + len + 1;
			take(args, i);
			return true;
		}
		if (item[len])
			continue;
		if (i + 1 >= args->count)
			return error_set(err, ERROR_USAGE, _("%s needs a value behind it."), name);
		*value = args->items[i + 1];
		take(args, i);
		take(args, i);
		return true;
	}
	return true;
}

bool args_option(struct args *args, const char *name, const char **value, struct error *err)
{
	const char *again = NULL;
	if (!args_repeated(args, name, value, err))
		return false;
	if (*value && !args_repeated(args, name, &again, err))
		return false;
	if (again)
		return error_set(err, ERROR_USAGE, _("%s is given twice."), name);
	return true;
}

const char *args_next(struct args *args)
{
	for (size_t i = 0; i < args->count; i++) {
		if (!is_option(args, i)) {
			const char *item = args->items[i];
			take(args, i);
			return item;
		}
	}
	return NULL;
}

bool args_done(struct args *args, struct error *err)
{
	for (size_t i = 0; i < args->count; i++) {
		if (!is_option(args, i))
			continue;
		const char *near = text_nearest(args->items[i], args->known, args->known_count);
		if (near)
			return error_set(err, ERROR_USAGE, _("There is no option %s here. Did you mean %s?"), args->items[i], near);
		return error_set(err, ERROR_USAGE, _("There is no option %s here."), args->items[i]);
	}
	if (args->count)
		return error_set(err, ERROR_USAGE, _("\"%s\" is one word too many."), args->items[0]);
	return true;
}

bool args_require(struct args *args, const char *what, const char **value, struct error *err)
{
	*value = args_next(args);
	if (*value)
		return true;
	if (args->count && !args_done(args, err))
		return false;
	return error_set(err, ERROR_USAGE, _("%s is missing."), what);
}
