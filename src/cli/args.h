/* args.h — the words of a command line, taken one by one; what is left over at the end is wrong usage. */
#ifndef TENKEN_CLI_ARGS_H
#define TENKEN_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/error.h"

struct args {
	const char **items; /* owned array of borrowed strings */
	size_t count;
	size_t literal_from; /* items from here on stood behind "--": no options */
	const char *known[32]; /* the options asked for so far, to propose a near one */
	size_t known_count;
};

void args_init(struct args *args, int argc, char **argv);
void args_release(struct args *args);

/* Takes `--name` out; whether it was there. */
bool args_flag(struct args *args, const char *name);
/* Takes `--name VALUE` or `--name=VALUE` out; *value is NULL when it was not there. Errors: ERROR_USAGE: no value, given twice. */
bool args_option(struct args *args, const char *name, const char **value, struct error *err);
/* Takes `--name VALUE` out once; *value NULL when there is none left. For options that may be repeated. */
bool args_repeated(struct args *args, const char *name, const char **value, struct error *err);
/* Takes the next positional word; NULL when there is none. Call after the options have been taken. */
const char *args_next(struct args *args);
/* Errors: ERROR_USAGE when something is left: an unknown option (with a near name) or a word too many. */
bool args_done(struct args *args, struct error *err);
/* The next positional word, or ERROR_USAGE that says what is missing. An option that is left is reported first. */
bool args_require(struct args *args, const char *what, const char **value, struct error *err);

#endif
