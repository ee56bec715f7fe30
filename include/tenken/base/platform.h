/* platform.h — what differs between machines, in one place: src/base/platform_posix*.c and platform_win32*.c, of which one is built.
 * Files are in platform_file.h. Elsewhere no header of a system is included (tests/laws.py), and text is UTF-8 on all of them. */
#ifndef TENKEN_BASE_PLATFORM_H
#define TENKEN_BASE_PLATFORM_H

#include <stdbool.h>
#include <stdio.h>

#include "tenken/base/date.h"
#include "tenken/base/error.h"
#include "tenken/base/str.h"

/* umask 077, no core dumps; other processes of the same person can then not look into this one either. On Windows, where rights are
 * those of the folder, DLLs come from the system's folder alone. Call first in main(). */
void platform_harden(void);

/* The arguments of the program in UTF-8, in the place of main()'s. They live as long as the program. */
void platform_arguments(int *argc, char ***argv);
/* A variable of the environment, or NULL. Borrowed; it stays what it was when it was first asked for, on systems whose text is not
 * UTF-8. */
const char *platform_env(const char *name);

/* A UTF-8 LC_CTYPE, also when the environment has none (C, POSIX, nothing). False when the environment names a locale of
 * another encoding: then text must be English and ASCII, LC_CTYPE is C, and *encoding (may be NULL) names what was asked
 * for, as it came (borrowed, until the next call). A named locale that is not installed is replaced by one that is. */
bool platform_set_locale(const char **encoding);
/* What platform_set_locale() returned last; true before. */
bool platform_shows_unicode(void);

/* What the system calls the person's language ("ja_JP.UTF-8", "ja-JP"), or NULL: LC_ALL, LC_MESSAGES, LANG, on Windows then that of the
 * user. Borrowed. */
const char *platform_locale(void);

/* The moment: $TENKEN_NOW when it is set and valid, else the clock, local time with offset. `buf` gets
 * "2026-10-01T14:03:21+09:00" (26 bytes with the NUL). */
char *platform_now(char buf[26]);
/* The day that conditions, periods and reports are reckoned for: $TENKEN_DATE when valid, else the day of platform_now(). */
struct date platform_today(void);

/* Milliseconds by a clock that nobody sets: only differences mean anything. */
long long platform_ticks_ms(void);

/* --- the console --- */

bool platform_is_terminal(int fd);
/* Whether the terminal, if there is one, can do no more than print lines (TERM). */
bool platform_terminal_is_dumb(void);
/* Writes UTF-8 to stdout or stderr, whatever encoding a console has. What fails is seen by ferror(). */
void platform_put(FILE *stream, const char *bytes, size_t len_bytes);
/* The same, formatted, and sent at once. */
void platform_print(FILE *stream, const char *fmt, ...) TENKEN_PRINTF(2, 3);
/* Appends a line of standard input without its end; NULs are left out, and what goes over `limit_bytes`. False when nothing more comes. */
bool platform_read_line(struct strbuf *line, size_t limit_bytes);
/* Asks on the terminal for what nobody else is to see: `prompt`, then one line without echo. NULL when there is no terminal, or
 * nothing more comes; else the caller frees it, and overwrites it first. */
char *platform_read_secret(const char *prompt);
/* The columns of the terminal behind standard output, 80 when it is none. */
int platform_terminal_cols(void);

/* Lets a message be read before a window that was opened for this program alone (by a double click, on Windows) closes with it. */
void platform_hold_window(void);

/* From now on the first Ctrl-C does not end the program but is told by platform_interrupted(), until the release; calling it again
 * changes nothing. */
void platform_catch_interrupt(void);
bool platform_interrupted(void);
void platform_release_interrupt(void);

/* --- libraries --- */

/* Loads a shared library by the name that the system knows it by, for as long as the program runs; NULL when it cannot. Only on systems
 * whose programs are linked from shared libraries: the one file of ./run --dist has all that it needs inside. */
void *platform_library_load(const char *name);
/* A function of a library that was loaded; NULL when it has none of that name. */
void *platform_library_function(void *library, const char *name);

/* --- places and chance --- */

/* The folder of whoever runs the program: $HOME, on Windows %USERPROFILE%; caller frees. NULL: it cannot be told. */
char *platform_home_folder(void);
/* $XDG_DATA_HOME/tenken or ~/.local/share/tenken, on Windows %LOCALAPPDATA%\tenken; caller frees. Errors: ERROR_SYSTEM when none of the variables is
 * set. */
char *platform_data_folder(struct error *err);
/* What this machine is called, "?" when it cannot be told. Caller frees. */
char *platform_host(void);
/* The running program, links resolved; NULL when it cannot be told. Caller frees. */
char *platform_program(void);
/* The folder that holds the running program, links resolved; NULL when it cannot be told. Caller frees. */
char *platform_program_folder(void);
/* Whether `path`, or what there is of it, lies on a network file system. FUSE counts as one: it cannot be told. */
bool platform_is_network_path(const char *path);
/* Fills with bytes that cannot be guessed, or ends the program. */
void platform_random(void *bytes, unsigned long len_bytes);

#endif
