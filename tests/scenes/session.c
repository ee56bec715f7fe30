#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long one look for more output lasts while the program has not come to rest; what it does is seen at the next look. */
enum { LOOK_US = 1000 };

long long session_deadline_us(void)
{
	const char *limit = getenv("TENKEN_TEST_DEADLINE_MS");
	long long ms = limit ? atoll(limit) : 0;

	return (ms > 0 ? ms : 10000) * 1000;
}

static void to_program(const char *bytes, size_t len_bytes, void *user)
{
	struct session *session = user;

	if (session->running)
		pty_write(&session->pty, bytes, len_bytes);
}

void session_start(struct session *session, int rows, int cols, int ambiguous_cols, char *const *argv,
                   char *const *environment, const char *folder)
{
	session_close(session);
	session->deadline_us = session_deadline_us();
	screen_open(&session->screen, rows, cols, ambiguous_cols, to_program, session);
	pty_start(&session->pty, rows, cols, argv, environment, folder);
	session->running = true;
	session->bytes = 0;
}

void session_close(struct session *session)
{
	pty_close(&session->pty);
	screen_close(&session->screen);
	session->running = false;
}

void session_mark(struct session *session)
{
	session->bytes = 0;
}

bool session_read(struct session *session, long long timeout_us)
{
	char buf[16384];
	size_t got = pty_read(&session->pty, buf, sizeof buf, timeout_us);

	session->bytes += got;
	if (got)
		screen_feed(&session->screen, buf, got);
	return got > 0;
}

bool session_settle(struct session *session)
{
	long long end_us = clock_us() + session->deadline_us;

	while (!pty_rests(&session->pty)) {
		if (clock_us() > end_us)
			return false;
		session_read(session, LOOK_US);
	}
	return true;
}

bool session_wait(struct session *session, const char *text, int row, bool wanted)
{
	long long end_us = clock_us() + session->deadline_us;
	int found_row, found_col;

	for (;;) {
		if (pty_rests(&session->pty) &&
		    screen_find(&session->screen, text, row, &found_row, &found_col) == wanted)
			return true;
		bool more = session_read(session, LOOK_US);
		if (clock_us() > end_us || (!more && pty_ended(&session->pty) && pty_rests(&session->pty)))
			return screen_find(&session->screen, text, row, &found_row, &found_col) == wanted;
	}
}

static int exit_status(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int session_wait_exit(struct session *session)
{
	long long end_us = clock_us() + session->deadline_us;

	while (!pty_ended(&session->pty) || !pty_rests(&session->pty)) {
		if (clock_us() > end_us)
			return -1;
		session_read(session, LOOK_US);
	}
	session->running = false;
	return exit_status(session->pty.status);
}

int run_plain(char *const *argv, char *const *environment, const char *folder, const char *output_path)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		int input = open("/dev/null", O_RDONLY);
		int output = open(output_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		if (input < 0 || output < 0 || dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0 ||
		    chdir(folder) < 0)
			_exit(127);
		execve(argv[0], argv, environment);
		dprintf(2, "%s: %s\n", argv[0], strerror(errno));
		_exit(127);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return exit_status(status);
}

/* --- environment --- */

static size_t environment_count(char *const *environment)
{
	size_t count = 0;

	while (environment[count])
		count++;
	return count;
}

void environment_set(char ***environment, const char *name, const char *value)
{
	size_t count = environment_count(*environment), len = strlen(name), kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (strncmp((*environment)[i], name, len) == 0 && (*environment)[i][len] == '=')
			free((*environment)[i]);
		else
			(*environment)[kept++] = (*environment)[i];
	}
	if (value) {
		*environment = realloc(*environment, (kept + 2) * sizeof **environment);
		if (!*environment || asprintf(&(*environment)[kept++], "%s=%s", name, value) < 0)
			abort();
	}
	(*environment)[kept] = NULL;
}

char **environment_new(const char *home)
{
	static const char *const passed[] = {"PATH",         "ASAN_OPTIONS",    "UBSAN_OPTIONS",
	                                     "LSAN_OPTIONS", "MALLOC_PERTURB_", "LD_LIBRARY_PATH",
	                                     "TENKEN_TERMINAL"}; /* the back-end to play the scene with */
	static const char *const fixed[][2] = {{"TERM", "xterm-256color"},
	                                       {"LANG", "C.UTF-8"},
	                                       {"TENKEN_NOW", "2026-10-01T14:03:21+09:00"},
	                                       {"TENKEN_DATE", "2026-10-01"},
	                                       {"TZ", "Asia/Tokyo"}};
	char **environment = calloc(1, sizeof *environment);

	for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
		environment_set(&environment, passed[i], getenv(passed[i]));
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		environment_set(&environment, fixed[i][0], fixed[i][1]);
	environment_set(&environment, "HOME", home);
	return environment;
}

void environment_free(char **environment)
{
	for (size_t i = 0; environment && environment[i]; i++)
		free(environment[i]);
	free(environment);
}

/* --- folders --- */

char *folder_new(void)
{
	char *folder = strdup("/tmp/tenken-test-XXXXXX");

	if (!folder || !mkdtemp(folder)) {
		perror("/tmp");
		exit(2);
	}
	return folder;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
	(void)info, (void)kind, (void)place;
	return remove(path);
}

void folder_remove(const char *folder)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
