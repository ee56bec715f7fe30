/* session.h — a program, its terminal and what one sees on it, together: start, act, wait until.
 *
 * Nothing here waits for a length of time: every wait is until something is so, or until the deadline has passed. */
#ifndef TENKEN_TESTS_SESSION_H
#define TENKEN_TESTS_SESSION_H

#include "pty.h"
#include "screen.h"

struct session {
	struct pty pty;
	struct screen screen;
	bool running;          /* a program was started and its end has not been waited for */
	unsigned long bytes;   /* what the program has written since the last session_mark() */
	long long deadline_us; /* how long a wait may take */
};

/* 10 s, or $TENKEN_TEST_DEADLINE_MS. */
long long session_deadline_us(void);

/* Starts a program as pty_start() does. `session` is zeroed before the first start;
 * a later start ends what runs. */
void session_start(struct session *session, int rows, int cols, int ambiguous_cols, char *const *argv,
                   char *const *environment, const char *folder);
void session_close(struct session *session);
/* Begins to count bytes anew. */
void session_mark(struct session *session);

/* Reads and shows what the program has written, waiting `timeout_us` at most for it. Whether anything came. */
bool session_read(struct session *session, long long timeout_us);
/* Until the program rests, so that the picture is whole. False when the deadline passed. */
bool session_settle(struct session *session);
/* Until `text` stands on the screen (in `row`, unless -1), or no longer stands there. False when the deadline passed or the
 * program has ended before. */
bool session_wait(struct session *session, const char *text, int row, bool wanted);
/* Until the program has ended, all it wrote read; its exit status, 128 + signal; -1 when the deadline passed. */
int session_wait_exit(struct session *session);

/* Runs a program to its end without a terminal, its output into `output_path`; the exit status, 128 + signal. */
int run_plain(char *const *argv, char *const *environment, const char *folder, const char *output_path);

/* The environment of every program that is tested: fixed moment, day and home, what the sanitizers need, UTF-8, and nothing
 * else. Caller frees with environment_free(). */
char **environment_new(const char *home);
/* Sets a variable; NULL takes it away. */
void environment_set(char ***environment, const char *name, const char *value);
void environment_free(char **environment);

/* A fresh folder under /tmp. Caller frees. */
char *folder_new(void);
/* Removes it with all that is in it. */
void folder_remove(const char *folder);

#endif
