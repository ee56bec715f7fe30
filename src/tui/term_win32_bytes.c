/* The machine's side of a terminal of bytes on Windows: pipes, as a rule. */
#include "term_machine.h"

#include <signal.h>
#include <string.h>

#include "term_backend.h"
#include "term_win32.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

enum { FAREWELL_MS = 10000 };

static volatile LONG flags[TERM_FLAGS];
static char restore[256];
static size_t restore_bytes;

/* --- the ways out --- */

static void (*give_back_now)(void);
static volatile LONG is_open;
static HANDLE hung_up;

void *term_win32_hung_up_handle(void)
{
	return hung_up;
}

void term_emergency_close(void)
{
	if (InterlockedExchange(&is_open, 0))
		give_back_now();
}

static LONG WINAPI on_crash(EXCEPTION_POINTERS *what)
{
	(void)what;
	term_emergency_close();
	return EXCEPTION_CONTINUE_SEARCH;
}

static void on_abort(int number)
{
	(void)number;
	term_emergency_close();
}

/* Runs in a thread of its own. When it returns Windows ends the program, which meanwhile leaves by itself. */
static BOOL WINAPI on_control(DWORD event)
{
	flags[FLAG_HUNG_UP] = 1;
	SetEvent(hung_up);
	if (event == CTRL_CLOSE_EVENT || event == CTRL_LOGOFF_EVENT || event == CTRL_SHUTDOWN_EVENT)
		Sleep(FAREWELL_MS);
	return TRUE;
}

void term_win32_guard(void (*give_back)(void))
{
	for (size_t i = 0; i < TERM_FLAGS; i++)
		flags[i] = 0;
	if (!hung_up)
		hung_up = CreateEventW(NULL, TRUE, FALSE, NULL);
	ResetEvent(hung_up);
	give_back_now = give_back;
	is_open = 1;
	SetUnhandledExceptionFilter(on_crash);
	signal(SIGABRT, on_abort);
	SetConsoleCtrlHandler(on_control, TRUE);
}

void term_win32_unguard(void)
{
	is_open = 0;
	SetConsoleCtrlHandler(on_control, FALSE);
	signal(SIGABRT, SIG_DFL);
	SetUnhandledExceptionFilter(NULL);
}

/* --- bytes --- */

static HANDLE handle_of(int fd)
{
	return GetStdHandle(fd == 0 ? STD_INPUT_HANDLE : STD_OUTPUT_HANDLE);
}


void term_machine_close(void)
{
	term_win32_unguard();
}

void term_machine_set_restore(const char *sequence)
{
	restore_bytes = strnlen(sequence, sizeof restore);
	memcpy(restore, sequence, restore_bytes);
}

void term_machine_give_back(void)
{
	DWORD written;

	WriteFile(handle_of(1), restore, (DWORD)restore_bytes, &written, NULL);
}

void term_machine_raw(int fd)
{
	(void)fd; /* pipes are */
}

const struct term_backend *term_machine_backend(void)
{
	return &term_console;
}

bool term_machine_flag(enum term_flag flag)
{
	return flags[flag] != 0;
}

bool term_machine_take_flag(enum term_flag flag)
{
	return InterlockedExchange(&flags[flag], 0) != 0;
}

void term_machine_set_flag(enum term_flag flag)
{
	InterlockedExchange(&flags[flag], 1);
}

void term_machine_stop(void)
{
}

/* A thread reads ahead, because what can be asked of a handle before it is read depends on what it leads to. It ends with the
 * program. */
static struct {
	HANDLE there, taken; /* events: bytes are there; they are taken */
	char bytes[4096];
	DWORD count, at; /* 0 bytes: nothing more will come */
} ahead;

static DWORD WINAPI read_ahead(void *handle)
{
	do {
		if (!ReadFile(handle, ahead.bytes, sizeof ahead.bytes, &ahead.count, NULL))
			ahead.count = 0;
		ahead.at = 0;
		SetEvent(ahead.there);
	} while (ahead.count > 0 && WaitForSingleObject(ahead.taken, INFINITE) == WAIT_OBJECT_0);
	return 0;
}

static void begin_reading(int fd)
{
	HANDLE thread;

	if (ahead.there)
		return;
	ahead.there = CreateEventW(NULL, TRUE, FALSE, NULL);
	ahead.taken = CreateEventW(NULL, FALSE, FALSE, NULL);
	thread = CreateThread(NULL, 0, read_ahead, handle_of(fd), 0, NULL);
	if (thread)
		CloseHandle(thread);
	else
		SetEvent(ahead.there);
}

void term_machine_open(int fd)
{
	restore_bytes = 0;
	term_win32_guard(term_machine_give_back);
	begin_reading(fd);
}

bool term_machine_wait(int fd, int timeout_ms)
{
	HANDLE handles[] = {ahead.there, hung_up};

	(void)fd;
	for (size_t i = 0; i < TERM_FLAGS; i++) {
		if (flags[i])
			return false;
	}
	return WaitForMultipleObjects(2, handles, FALSE, timeout_ms < 0 ? INFINITE : (DWORD)timeout_ms) == WAIT_OBJECT_0;
}

size_t term_machine_read(int fd, char *bytes, size_t limit_bytes)
{
	size_t got = ahead.count - ahead.at;

	(void)fd;
	if (ahead.count == 0) {
		flags[FLAG_HUNG_UP] = 1;
		return 0;
	}
	got = got < limit_bytes ? got : limit_bytes;
	memcpy(bytes, ahead.bytes + ahead.at, got);
	ahead.at += (DWORD)got;
	if (ahead.at == ahead.count) {
		ResetEvent(ahead.there);
		SetEvent(ahead.taken);
	}
	return got;
}

void term_machine_write(int fd, const char *text)
{
	size_t len_bytes = strlen(text);
	DWORD written;

	while (len_bytes > 0) {
		if (!WriteFile(handle_of(fd), text, (DWORD)len_bytes, &written, NULL) || written == 0)
			return;
		text += written;
		len_bytes -= written;
	}
}

bool term_machine_size(int fd, int *rows, int *cols)
{
	CONSOLE_SCREEN_BUFFER_INFO info;

	if (!GetConsoleScreenBufferInfo(handle_of(fd), &info))
		return false;
	*rows = info.srWindow.Bottom - info.srWindow.Top + 1;
	*cols = info.srWindow.Right - info.srWindow.Left + 1;
	return *rows > 0 && *cols > 0;
}

int64_t term_machine_now_ms(void)
{
	return (int64_t)GetTickCount64();
}
