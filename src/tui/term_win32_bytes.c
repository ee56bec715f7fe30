/* The machine's side of a terminal of bytes on Windows: pipes, as a rule. */
#include "term_machine.h"

#include <signal.h>
#include <string.h>

#include "term_backend.h"
#include "term_win32.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

enum { POLL_MS = 5 /* a pipe cannot be waited for */, FAREWELL_MS = 10000 };

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

void term_machine_open(int fd)
{
	(void)fd;
	restore_bytes = 0;
	term_win32_guard(term_machine_give_back);
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

static bool is_there(HANDLE handle)
{
	DWORD count = 0;

	/* What is no pipe, or one that nobody writes to any more, is read, which tells more. */
	return !PeekNamedPipe(handle, NULL, 0, NULL, &count, NULL) || count > 0;
}

bool term_machine_wait(int fd, int timeout_ms)
{
	ULONGLONG until_ms = GetTickCount64() + (ULONGLONG)(timeout_ms < 0 ? 0 : timeout_ms);

	for (;;) {
		for (size_t i = 0; i < TERM_FLAGS; i++) {
			if (flags[i])
				return false;
		}
		if (is_there(handle_of(fd)))
			return true;
		if (timeout_ms >= 0 && GetTickCount64() >= until_ms)
			return false;
		WaitForSingleObject(hung_up, POLL_MS);
	}
}

size_t term_machine_read(int fd, char *bytes, size_t limit_bytes)
{
	DWORD got = 0;

	if (!ReadFile(handle_of(fd), bytes, (DWORD)limit_bytes, &got, NULL) || got == 0)
		flags[FLAG_HUNG_UP] = 1;
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
