#include "pty.h"
#include "activity.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A program that waits no longer than this for input waits for the rest of a key after Esc, not for a person. */
enum { ESCAPE_WAIT_MAX_MS = 20 };

long long clock_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void give_up(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(2);
}

static void run_child(int slave, char *const *argv, char *const *environment, const char *folder)
{
	sigset_t none;

	setpgid(0, 0);
	tcsetpgrp(slave, getpid());
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int fd = 0; fd < 3; fd++)
		dup2(slave, fd);
	if (chdir(folder) == 0)
		execve(argv[0], argv, environment);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

/* Leads the session, tells `control` the child's id and how it ended, and stays until the other side goes away. */
static void run_keeper(int slave, int control, char *const *argv, char *const *environment, const char *folder)
{
	setsid();
	ioctl(slave, TIOCSCTTY, 0);
	signal(SIGHUP, SIG_IGN);
	signal(SIGTTOU, SIG_IGN);

	sigset_t child_signal;
	sigemptyset(&child_signal);
	sigaddset(&child_signal, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child_signal, NULL);
	int ends = signalfd(-1, &child_signal, SFD_CLOEXEC);

	pid_t child = fork();
	if (child == 0)
		run_child(slave, argv, environment, folder);
	setpgid(child, child);
	tcsetpgrp(slave, child);
	if (ends < 0 || child < 0 || write(control, &child, sizeof child) != sizeof child)
		_exit(1);

	bool running = true;
	struct pollfd fds[] = {{.fd = control, .events = POLLIN}, {.fd = ends, .events = POLLIN}};
	for (;;) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			break;
		if (fds[0].revents)
			break;
		int status;
		if (running && waitpid(child, &status, WNOHANG) == child) {
			running = false;
			fds[1].fd = -1;
			if (write(control, &status, sizeof status) != sizeof status)
				break;
		} else if (fds[1].revents) {
			struct signalfd_siginfo info;
			if (read(ends, &info, sizeof info) < 0)
				break;
		}
	}
	if (running)
		kill(child, SIGKILL);
	_exit(0);
}

void pty_start(struct pty *pty, int rows, int cols, char *const *argv, char *const *environment, const char *folder)
{
	int control[2];
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	*pty = (struct pty){.slave = -1};
	pty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (pty->master < 0 || grantpt(pty->master) < 0 || unlockpt(pty->master) < 0)
		give_up("no pseudo-terminal");
	pty->slave = open(ptsname(pty->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (pty->slave < 0 || ioctl(pty->slave, TIOCSWINSZ, &size) < 0 || tcgetattr(pty->slave, &pty->before) < 0)
		give_up("no terminal");
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) < 0)
		give_up("socketpair");
	pty->keeper = fork();
	if (pty->keeper < 0)
		give_up("fork");
	if (pty->keeper == 0) {
		close(control[0]);
		close(pty->master);
		run_keeper(pty->slave, control[1], argv, environment, folder);
	}
	close(control[1]);
	pty->control = control[0];
	if (read(pty->control, &pty->child, sizeof pty->child) != sizeof pty->child)
		give_up("the keeper of the terminal did not start");
}

void pty_close(struct pty *pty)
{
	if (pty->keeper <= 0)
		return;
	close(pty->control);
	waitpid(pty->keeper, NULL, 0);
	if (pty->master >= 0)
		close(pty->master);
	close(pty->slave);
	free(pty->queue);
	*pty = (struct pty){.master = -1, .slave = -1};
}

/* --- how the program is --- */

enum wait_for { WAIT_UNKNOWN, WAIT_INPUT, WAIT_OTHER };

/* What the program sleeps in. A process that may not be dumped shows it to root alone: then it is not known. */
static enum wait_for waits_for(pid_t child)
{
	char path[64];
	long number;
	unsigned long args[3];
	enum wait_for awaited = WAIT_UNKNOWN;

	snprintf(path, sizeof path, "/proc/%ld/syscall", (long)child);
	FILE *file = fopen(path, "re");
	if (!file)
		return WAIT_UNKNOWN;
	if (fscanf(file, "%ld %lx %lx %lx", &number, &args[0], &args[1], &args[2]) == 4) {
		awaited = WAIT_OTHER;
#ifdef SYS_poll
		if (number == SYS_poll)
			awaited = (int)args[2] > 0 && (int)args[2] <= ESCAPE_WAIT_MAX_MS ? WAIT_OTHER : WAIT_INPUT;
#endif
#ifdef SYS_select
		if (number == SYS_select)
			awaited = WAIT_UNKNOWN;
#endif
		if (number == SYS_ppoll || number == SYS_pselect6)
			awaited = WAIT_UNKNOWN; /* the time limit stands in its memory */
		if (number == SYS_read)
			awaited = WAIT_INPUT;
	}
	fclose(file);
	return awaited;
}

static bool is_readable(int fd)
{
	struct pollfd look = {.fd = fd, .events = POLLIN};

	return poll(&look, 1, 0) > 0 && (look.revents & POLLIN);
}

/* After a lone Esc a program waits a moment for the rest of a key. Where its time limit cannot be seen, that it has slept for
 * longer than such a moment, without waking once, says that it is over. */
static bool escape_is_over(struct pty *pty, unsigned long switches)
{
	if (switches != pty->nap_switches) {
		pty->nap_switches = switches;
		pty->nap_us = clock_us();
	}
	pty->escape = clock_us() - pty->nap_us <= 1000 * ESCAPE_WAIT_MAX_MS;
	return !pty->escape;
}

bool pty_rests(struct pty *pty)
{
	if (pty->master >= 0 && (pty->queue_bytes || is_readable(pty->master)))
		return false;
	if (pty_ended(pty))
		return pty->master < 0 || !is_readable(pty->master);
	if (pty->master >= 0 && is_readable(pty->slave))
		return false;
	struct activity before = activity_of(pty->child);
	if (before.state != 'S' && before.state != 'T')
		return false;
	/* What one of several waits for says nothing about the others. */
	enum wait_for awaited = before.state == 'T'  ? WAIT_INPUT
	                        : before.threads > 1 ? WAIT_UNKNOWN
	                                             : waits_for(pty->child);
	if (awaited == WAIT_OTHER ||
	    (awaited == WAIT_UNKNOWN && pty->escape && !escape_is_over(pty, before.own_switches)))
		return false;
	if (pty->master >= 0 && (is_readable(pty->slave) || is_readable(pty->master)))
		return false;
	struct activity after = activity_of(pty->child);
	return after.state == before.state && after.threads == before.threads && after.switches == before.switches;
}

bool pty_ended(struct pty *pty)
{
	if (!pty->ended && is_readable(pty->control)) {
		if (read(pty->control, &pty->status, sizeof pty->status) != sizeof pty->status)
			give_up("the keeper of the terminal is gone");
		pty->ended = true;
	}
	return pty->ended;
}

/* --- bytes --- */

static void flush_queue(struct pty *pty)
{
	if (pty->master < 0 || !pty->queue_bytes)
		return;
	pty->escape = pty->queue_bytes == 1 && *pty->queue == '\033';
	pty->nap_us = clock_us();
	ssize_t sent = write(pty->master, pty->queue, pty->queue_bytes);
	if (sent <= 0)
		return;
	pty->queue_bytes -= (size_t)sent;
	memmove(pty->queue, pty->queue + sent, pty->queue_bytes);
}

void pty_write(struct pty *pty, const char *bytes, size_t len_bytes)
{
	if (!len_bytes)
		return;
	pty->queue = realloc(pty->queue, pty->queue_bytes + len_bytes);
	if (!pty->queue)
		give_up("memory");
	memcpy(pty->queue + pty->queue_bytes, bytes, len_bytes);
	pty->queue_bytes += len_bytes;
}

size_t pty_read(struct pty *pty, char *buf, size_t size_bytes, long long timeout_us)
{
	if (pty->master < 0)
		return 0;
	flush_queue(pty);
	struct pollfd fds[] = {{.fd = pty->master, .events = (short)(POLLIN | (pty->queue_bytes ? POLLOUT : 0))},
	                       {.fd = pty->ended ? -1 : pty->control, .events = POLLIN}};
	struct timespec limit = {.tv_sec = timeout_us / 1000000, .tv_nsec = timeout_us % 1000000 * 1000};
	ppoll(fds, 2, &limit, NULL);
	if (!(fds[0].revents & POLLIN))
		return 0;
	ssize_t got = read(pty->master, buf, size_bytes);
	return got > 0 ? (size_t)got : 0;
}

/* --- what happens to a terminal --- */

void pty_resize(struct pty *pty, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	if (ioctl(pty->master, TIOCSWINSZ, &size) < 0)
		give_up("resize");
}

void pty_signal(struct pty *pty, int signal)
{
	if (!pty_ended(pty))
		kill(pty->child, signal);
}

void pty_hang_up(struct pty *pty)
{
	if (pty->master >= 0)
		close(pty->master);
	pty->master = -1;
}

bool pty_modes_restored(const struct pty *pty)
{
	struct termios now = {0}; /* whole: a C library may have room for more characters than the system fills */

	return tcgetattr(pty->slave, &now) == 0 && now.c_iflag == pty->before.c_iflag &&
	       now.c_oflag == pty->before.c_oflag && now.c_cflag == pty->before.c_cflag &&
	       now.c_lflag == pty->before.c_lflag && memcmp(now.c_cc, pty->before.c_cc, sizeof now.c_cc) == 0;
}
