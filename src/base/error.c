#include "tenken/base/error.h"

#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include "tenken/base/str.h"
#include "tenken/base/text.h"

void error_init(struct error *err)
{
	*err = (struct error){.code = ERROR_NONE};
}

void error_release(struct error *err)
{
	if (!err)
		return;
	free(err->message);
	error_init(err);
}

/* Formatted and made safe. It is made before the old message is freed, so that a format may quote that. */
static char *safe_format(enum text_safe_mode mode, const char *fmt, va_list args)
{
	struct strbuf raw = STRBUF_INIT;
	struct strbuf safe = STRBUF_INIT;

	strbuf_addv(&raw, fmt, args);
	text_safe(&safe, raw.text, mode);
	strbuf_release(&raw);
	return strbuf_take(&safe);
}

bool error_set(struct error *err, enum error_code code, const char *fmt, ...)
{
	va_list args;
	char *message;

	va_start(args, fmt);
	message = safe_format(TEXT_SAFE_MULTILINE, fmt, args);
	va_end(args);
	free(err->message);
	*err = (struct error){.code = code, .message = message};
	return false;
}

bool error_at(struct error *err, const char *fmt, ...)
{
	va_list args;
	char *where;
	char *message;

	if (err->code == ERROR_NONE)
		return false;
	va_start(args, fmt);
	where = safe_format(TEXT_SAFE_LINE, fmt, args);
	va_end(args);
	message = str_format("%s: %s", where, err->message ? err->message : "");
	free(where);
	free(err->message);
	err->message = message;
	return false;
}

void error_move(struct error *to, struct error *from)
{
	if (to == from)
		return;
	free(to->message);
	*to = *from;
	error_init(from);
}

int error_exit_status(enum error_code code)
{
	static const int statuses[] = {
	        [ERROR_NONE] = 0,     [ERROR_USAGE] = 2,   [ERROR_NOT_FOUND] = 2, [ERROR_INPUT] = 3,
	        [ERROR_CONFLICT] = 4, [ERROR_REFUSED] = 4, [ERROR_STOPPED] = 4,   [ERROR_STORAGE] = 5,
	        [ERROR_SYSTEM] = 5,
	};
	static_assert(sizeof statuses / sizeof *statuses == ERROR_CODES, "every error code has its exit status");

	return (unsigned)code < ERROR_CODES ? statuses[code] : statuses[ERROR_SYSTEM];
}
