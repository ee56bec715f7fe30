/* term_machine.h — the machine's side of a terminal of bytes: signals, waiting for bytes, and giving the terminal back
 * (term_posix.c or term_win32_bytes.c).
 *
 * Handlers set flags and nothing else; the signals are blocked but while waiting, so that none slips in between the look at
 * the flags and the wait. What gives the terminal back is made ready at opening, so that a dying program need only write. */
#ifndef TENKEN_TUI_TERM_MACHINE_H
#define TENKEN_TUI_TERM_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes the signals over and remembers the modes of the terminal `fd`. Undone by term_machine_close(), which
 * writes nothing: what the screen needs to go back has been written by then. */
void term_machine_open(int fd);
void term_machine_close(void);
/* What must be written to give the terminal back; cut at 256 bytes. */
void term_machine_set_restore(const char *sequence);

/* Writes that, and gives the modes back; also within a signal. */
void term_machine_give_back(void);

enum term_flag { FLAG_RESIZED, FLAG_HUNG_UP, FLAG_SUSPENDED, FLAG_CONTINUED, TERM_FLAGS };
bool term_machine_flag(enum term_flag flag);      /* whether it came */
bool term_machine_take_flag(enum term_flag flag); /* the same, and forgets it */
void term_machine_set_flag(enum term_flag flag);
/* Bytes come as they are typed, unseen and at once, until term_machine_close(). */
void term_machine_raw(int fd);
/* Stops the program as Ctrl-Z does elsewhere; returns when it goes on. */
void term_machine_stop(void);

/* Waits for bytes, at most `timeout_ms` (-1: for ever); a flag ends the wait, too. True when there is something to read. */
bool term_machine_wait(int fd, int timeout_ms);
/* Reads what is there; 0 when there is nothing. Sets FLAG_HUNG_UP when the terminal is gone. */
size_t term_machine_read(int fd, char *bytes, size_t limit_bytes);
void term_machine_write(int fd, const char *text);

/* The back-end that is used where nothing else is asked for. */
const struct term_backend *term_machine_backend(void);

/* The size in rows and columns; false when the terminal does not say. */
bool term_machine_size(int fd, int *rows, int *cols);
/* A clock that only goes forward. */
int64_t term_machine_now_ms(void);

#endif
