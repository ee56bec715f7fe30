#include "term_machine.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "term_backend.h"

static volatile sig_atomic_t flags[TERM_FLAGS];

/* What term_emergency_close() needs, plain and ready. */
static volatile sig_atomic_t is_open;
static int terminal_fd = -1;
static struct termios first_modes;
static bool has_first_modes;
static char restore[256];
static size_t restore_bytes;

static const int flag_signals[] = {SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT};
static const int fatal_signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

enum {
	FLAG_SIGNALS = sizeof flag_signals / sizeof *flag_signals,
	FATALS = sizeof fatal_signals / sizeof *fatal_signals
};

static struct sigaction old_flag_actions[FLAG_SIGNALS], old_fatal_actions[FATALS];
static sigset_t old_mask, waiting_mask;

static void on_signal(int number)
{
	switch (number) {
	case SIGWINCH:
		flags[FLAG_RESIZED] = 1;
		break;
	case SIGTSTP:
		flags[FLAG_SUSPENDED] = 1;
		break;
	case SIGCONT:
		flags[FLAG_CONTINUED] = 1;
		break;
	default:
		flags[FLAG_HUNG_UP] = 1;
		break;
	}
}

/* SA_RESETHAND has put the default back: raised again, the signal ends the program as it would have, core and all. */
static void on_fatal(int number)
{
	term_emergency_close();
	raise(number);
}

void term_machine_give_back(void)
{
	int saved_errno = errno;
	size_t done = 0;

	while (done < restore_bytes) {
		ssize_t written = write(terminal_fd, restore + done, restore_bytes - done);

		if (written <= 0)
			break;
		done += (size_t)written;
	}
	if (has_first_modes)
		tcsetattr(terminal_fd, TCSANOW, &first_modes);
	errno = saved_errno;
}

void term_emergency_close(void)
{
	if (!is_open)
		return;
	is_open = 0;
	term_machine_give_back();
}

static void take_signals(void)
{
	/* A stack of its own, because the program may be dying of a full one. */
	static char fatal_stack[16384];
	const stack_t stack = {.ss_sp = fatal_stack, .ss_size = sizeof fatal_stack};
	struct sigaction flag_action = {.sa_handler = on_signal}, fatal_action = {.sa_handler = on_fatal};
	sigset_t mask;

	sigemptyset(&flag_action.sa_mask);
	sigemptyset(&fatal_action.sa_mask);
	fatal_action.sa_flags = (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
	sigaltstack(&stack, NULL);
	sigemptyset(&mask);
	for (size_t i = 0; i < TERM_FLAGS; i++)
		flags[i] = 0;
	for (size_t i = 0; i < FLAG_SIGNALS; i++) {
		sigaddset(&mask, flag_signals[i]);
		sigaction(flag_signals[i], &flag_action, &old_flag_actions[i]);
	}
	for (size_t i = 0; i < FATALS; i++) {
		sigaction(fatal_signals[i], NULL, &old_fatal_actions[i]);
		if (old_fatal_actions[i].sa_handler == SIG_DFL) /* not from under a debugging tool */
			sigaction(fatal_signals[i], &fatal_action, NULL);
	}
	sigprocmask(SIG_BLOCK, &mask, &old_mask);
	waiting_mask = old_mask;
	for (size_t i = 0; i < FLAG_SIGNALS; i++)
		sigdelset(&waiting_mask, flag_signals[i]);
}

void term_machine_open(int fd)
{
	static bool at_exit;

	restore_bytes = 0;
	has_first_modes = tcgetattr(fd, &first_modes) == 0;
	terminal_fd = has_first_modes ? fd : STDOUT_FILENO; /* pipes go one way */
	take_signals();
	is_open = 1;
	if (!at_exit)
		at_exit = atexit(term_emergency_close) == 0;
}

void term_machine_close(void)
{
	is_open = 0;
	for (size_t i = 0; i < FATALS; i++)
		sigaction(fatal_signals[i], &old_fatal_actions[i], NULL);
	/* A signal that came during the last work is let through to our handler, which still stands. */
	sigprocmask(SIG_SETMASK, &old_mask, NULL);
	for (size_t i = 0; i < FLAG_SIGNALS; i++)
		sigaction(flag_signals[i], &old_flag_actions[i], NULL);
}

void term_machine_set_restore(const char *sequence)
{
	restore_bytes = strnlen(sequence, sizeof restore);
	memcpy(restore, sequence, restore_bytes);
}

bool term_machine_flag(enum term_flag flag)
{
	return flags[flag] != 0;
}

bool term_machine_take_flag(enum term_flag flag)
{
	bool came = flags[flag] != 0;

	flags[flag] = 0;
	return came;
}

void term_machine_set_flag(enum term_flag flag)
{
	flags[flag] = 1;
}

void term_machine_raw(int fd)
{
	struct termios modes = first_modes;

	if (!has_first_modes)
		return;
	cfmakeraw(&modes);
	tcsetattr(fd, TCSADRAIN, &modes);
}

const struct term_backend *term_machine_backend(void)
{
	return &term_ncurses;
}

void term_machine_stop(void)
{
	raise(SIGSTOP);
}

static bool any_flag(void)
{
	for (size_t i = 0; i < TERM_FLAGS; i++) {
		if (flags[i])
			return true;
	}
	return false;
}

bool term_machine_wait(int fd, int timeout_ms)
{
	struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
	struct timespec limit = {.tv_sec = timeout_ms / 1000, .tv_nsec = timeout_ms % 1000 * 1000000L};

	if (any_flag())
		return false;
	return ppoll(&poll_fd, 1, timeout_ms < 0 ? NULL : &limit, &waiting_mask) > 0;
}

size_t term_machine_read(int fd, char *bytes, size_t limit_bytes)
{
	ssize_t got = read(fd, bytes, limit_bytes);

	if (got > 0)
		return (size_t)got;
	if (got == 0 || (errno != EINTR && errno != EAGAIN))
		flags[FLAG_HUNG_UP] = 1;
	return 0;
}

void term_machine_write(int fd, const char *text)
{
	size_t len_bytes = strlen(text);

	while (len_bytes > 0) {
		ssize_t written = write(fd, text, len_bytes);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		text += written;
		len_bytes -= (size_t)written;
	}
}

bool term_machine_size(int fd, int *rows, int *cols)
{
	struct winsize size = {0};

	if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
		return false;
	*rows = size.ws_row;
	*cols = size.ws_col;
	return true;
}

int64_t term_machine_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
