/* platform.h — what differs between machines, in one place. */
#ifndef TENKEN_BASE_PLATFORM_H
#define TENKEN_BASE_PLATFORM_H

#include <stdbool.h>

#include "tenken/base/date.h"
#include "tenken/base/error.h"

/* umask 077, no core dumps; other processes of the same person can then not look into this one either. Call first in
 * main(). */
void platform_harden(void);

/* A UTF-8 LC_CTYPE, also when the environment has none (C, POSIX, nothing). False when the environment names a locale of
 * another encoding: then text must be English and ASCII, LC_CTYPE is C, and *encoding (may be NULL) names what was asked
 * for, as it came (borrowed, until the next call). A named locale that is not installed is replaced by one that is. */
bool platform_set_locale(const char **encoding);
/* What platform_set_locale() returned last; true before. */
bool platform_shows_unicode(void);

/* The moment: $TENKEN_NOW when it is set and valid, else the clock, local time with offset. `buf` gets
 * "2026-10-01T14:03:21+09:00" (26 bytes with the NUL). */
char *platform_now(char buf[26]);
/* The day that conditions, periods and reports are reckoned for: $TENKEN_DATE when valid, else the day of platform_now(). */
struct date platform_today(void);

/* Milliseconds by a clock that nobody sets: only differences mean anything. */
long long platform_ticks_ms(void);

bool platform_is_terminal(int fd);
/* Asks on the terminal for what nobody else is to see: `prompt`, then one line without echo. NULL when there is no terminal, or
 * nothing more comes; else the caller frees it, and overwrites it first. */
char *platform_read_secret(const char *prompt);
/* The columns of the terminal behind standard output, 80 when it is none. */
int platform_terminal_cols(void);

/* $XDG_DATA_HOME/tenken or ~/.local/share/tenken; caller frees. Errors: ERROR_SYSTEM when neither variable is set. */
char *platform_data_folder(struct error *err);
/* The folder that holds the running program, links resolved; NULL when it cannot be told. Caller frees. */
char *platform_program_folder(void);
/* Whether `path`, or what there is of it, lies on a network file system. FUSE counts as one: it cannot be told. */
bool platform_is_network_path(const char *path);
/* Fills with bytes that cannot be guessed, or ends the program. */
void platform_random(void *bytes, unsigned long len_bytes);

#endif
