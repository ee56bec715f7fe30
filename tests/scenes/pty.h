/* pty.h — a program on a pseudo-terminal, and whether it has come to rest.
 *
 * The program runs as it does under a shell: a keeper process leads the session, the program is its foreground job. So the
 * terminal outlives the program, and what it left of the terminal's modes can be looked at; closing our end is a hang-up.
 *
 * Rest is observed, not awaited by a clock: all that the program wrote has been read, all that was sent to it has been read
 * by it, and it sleeps and has slept all the while (Linux: /proc). poll() on either end of a pseudo-terminal first lets the
 * kernel hand on what is on its way, so that nothing is missed in between. */
#ifndef TENKEN_TESTS_PTY_H
#define TENKEN_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

struct pty {
	int master;  /* ours; -1 after a hang-up */
	int slave;   /* the program's end, held open to look at it */
	int control; /* to the keeper */
	pid_t keeper, child;
	bool ended;
	int status; /* as of waitpid(), when `ended` */
	struct termios before;
	char *queue; /* what the terminal has not taken yet */
	size_t queue_bytes;
	bool escape; /* the last thing sent was a lone Esc: the program may be waiting for more of a key */
	unsigned long nap_switches; /* the sleep in which it was found after that, */
	long long nap_us;           /* and since when */
};

/* Starts argv[0] with `environment`, in `folder`, on a terminal of `rows` × `cols`. Ends this process when that cannot be
 * done: there is nothing to test then. Every pty_start() is followed by one pty_close(). */
void pty_start(struct pty *pty, int rows, int cols, char *const *argv, char *const *environment, const char *folder);
/* Kills what still runs. */
void pty_close(struct pty *pty);

/* Sends bytes as typed, at the next pty_read(): all that is written before it arrives in one piece. */
void pty_write(struct pty *pty, const char *bytes, size_t len_bytes);
/* What the program has written, at most `size_bytes`; waits for it `timeout_us` at most. 0: nothing. */
size_t pty_read(struct pty *pty, char *buf, size_t size_bytes, long long timeout_us);
/* Whether the program rests (or has ended) and everything it wrote has been read. */
bool pty_rests(struct pty *pty);
/* Whether the program has ended; `status` is then valid. */
bool pty_ended(struct pty *pty);

void pty_resize(struct pty *pty, int rows, int cols);
void pty_signal(struct pty *pty, int signal);
/* Closes our end: the program gets SIGHUP, and no more can be read. */
void pty_hang_up(struct pty *pty);
/* Whether the modes of the terminal are those from before the program. */
bool pty_modes_restored(const struct pty *pty);

/* Microseconds of a clock that never goes back. */
long long clock_us(void);

#endif
