/* error.h — what went wrong, for the program and for the person.
 *
 * A function that can fail returns bool and takes a `struct error *err` last. On failure it has set a code, by which the
 * program decides (the exit status, what to offer), and a message, already in the person's language, that says what
 * happened, where, and what to do. Each caller on the way up may add where it was (error_at). `err` is never NULL.
 * A message is shown as it is: error_set() therefore passes the whole formatted message through text_safe()
 * (TEXT_SAFE_MULTILINE: of the control characters only newlines stay), error_at() its place (TEXT_SAFE_LINE: no newline
 * either), so that callers may hand in text from outside as it came. */
#ifndef TENKEN_BASE_ERROR_H
#define TENKEN_BASE_ERROR_H

#include <stdbool.h>

#if defined(__GNUC__)
#define TENKEN_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#else
#define TENKEN_PRINTF(fmt, first)
#endif

enum error_code {
	ERROR_NONE,
	ERROR_USAGE,     /* wrong usage: unknown command, option, question, answer, fact, role (exit 2) */
	ERROR_NOT_FOUND, /* something named is not there (exit 2) */
	ERROR_INPUT,     /* data that was handed in is wrong (exit 3) */
	ERROR_CONFLICT,  /* somebody else wrote in between (exit 4) */
	ERROR_REFUSED,   /* the rules of the process forbid it (exit 4) */
	ERROR_STOPPED,   /* the person stopped it (exit 4) */
	ERROR_STORAGE,   /* database, disk, permission (exit 5) */
	ERROR_SYSTEM,    /* anything else of the machine (exit 5) */
	ERROR_CODES      /* how many there are */
};

struct error {
	enum error_code code;
	char *message; /* owned; NULL while code is ERROR_NONE */
};

/* Makes `err` empty. A `struct error err = {0};` is the same. */
void error_init(struct error *err);

/* Frees the message and makes `err` empty again. NULL and empty are fine. */
void error_release(struct error *err);

/* Sets code and message (replacing what was there). Returns false, so that `return error_set(...)` reads well. */
bool error_set(struct error *err, enum error_code code, const char *fmt, ...) TENKEN_PRINTF(3, 4);

/* Puts "WHERE: " before the message; an empty error stays empty. Returns false. */
bool error_at(struct error *err, const char *fmt, ...) TENKEN_PRINTF(2, 3);

/* Moves `from` into `to`, whose own message is freed; `from` is empty afterwards. */
void error_move(struct error *to, struct error *from);

/* The exit status that the command line's contract gives to `code` (0, 2, 3, 4 or 5). */
int error_exit_status(enum error_code code);

#endif
