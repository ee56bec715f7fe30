/* Text in and out. A console is written to and read from in UTF-16, so that it is right whatever code page it has; files and pipes
 * get UTF-8 as it is. */
#include <fcntl.h>
#include <io.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform_win32.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/text.h"

/* Behind our own: some of its macros are called like names in our enums. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

enum { PIECE_UNITS = 4096 /* a console takes no more than 64 KiB at once */, LINE_UNITS = 1024 };

void *win32_console(int fd)
{
	HANDLE handle = (HANDLE)_get_osfhandle(fd);
	DWORD mode;

	return handle != INVALID_HANDLE_VALUE && GetConsoleMode(handle, &mode) ? handle : NULL;
}

bool platform_is_terminal(int fd)
{
	return win32_console(fd) != NULL;
}

bool platform_terminal_is_dumb(void)
{
	const char *type = platform_env("TERM");

	return type && strcmp(type, "dumb") == 0;
}

int platform_terminal_cols(void)
{
	HANDLE console = win32_console(1);
	CONSOLE_SCREEN_BUFFER_INFO info;

	if (!console || !GetConsoleScreenBufferInfo(console, &info) || info.srWindow.Right < info.srWindow.Left)
		return 80;
	return info.srWindow.Right - info.srWindow.Left + 1;
}

static size_t add_units(wchar_t *units, uint32_t codepoint)
{
	if (codepoint < 0x10000) {
		units[0] = (wchar_t)codepoint;
		return 1;
	}
	units[0] = (wchar_t)(0xd7c0 + (codepoint >> 10));
	units[1] = (wchar_t)(0xdc00 + (codepoint & 0x3ff));
	return 2;
}

/* It takes no memory: it also says that there is none left. */
static void write_console(HANDLE console, const char *bytes, size_t len_bytes)
{
	wchar_t units[PIECE_UNITS + 2];
	uint32_t codepoint;
	DWORD written;

	while (len_bytes) {
		size_t count = 0;

		while (len_bytes && count < PIECE_UNITS) {
			size_t taken_bytes = text_decode(bytes, len_bytes, &codepoint);

			if (codepoint == '\n')
				units[count++] = L'\r';
			count += add_units(units + count, codepoint);
			bytes += taken_bytes;
			len_bytes -= taken_bytes;
		}
		WriteConsoleW(console, units, (DWORD)count, &written, NULL);
	}
}

void platform_put(FILE *stream, const char *bytes, size_t len_bytes)
{
	HANDLE console = win32_console(_fileno(stream));

	if (!console) {
		fwrite(bytes, 1, len_bytes, stream);
		return;
	}
	fflush(stream);
	write_console(console, bytes, len_bytes);
}

void platform_print(FILE *stream, const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list args;

	va_start(args, fmt);
	strbuf_addv(&text, fmt, args);
	va_end(args);
	platform_put(stream, text.text, text.len_bytes);
	fflush(stream);
	strbuf_release(&text);
}

/* --- lines --- */

/* What is read ahead of the line that is asked for. A character of two units may be torn between two readings. */
static wchar_t ahead[LINE_UNITS];
static DWORD ahead_count, ahead_at;

static bool next_unit(HANDLE console, wchar_t *unit)
{
	if (ahead_at >= ahead_count) {
		ahead_at = ahead_count = 0;
		if (!ReadConsoleW(console, ahead, LINE_UNITS, &ahead_count, NULL) || ahead_count == 0)
			return false;
	}
	*unit = ahead[ahead_at++];
	return true;
}

static void add_codepoint(struct strbuf *line, size_t limit_bytes, uint32_t codepoint)
{
	if (line->len_bytes + 4 <= limit_bytes)
		text_encode(line, codepoint);
}

static bool read_console_line(HANDLE console, struct strbuf *line, size_t limit_bytes)
{
	bool any = false;
	wchar_t unit = 0, high = 0;

	while (next_unit(console, &unit) && unit != L'\n') {
		if (unit == 0x1a && !any) /* Ctrl-Z at the beginning: the end */
			return false;
		any = true;
		if (unit == L'\r' || unit == 0)
			continue;
		if (unit >= 0xd800 && unit < 0xdc00) {
			high = unit;
			continue;
		}
		if (unit >= 0xdc00 && unit < 0xe000)
			add_codepoint(line, limit_bytes,
			              high ? 0x10000 + (((uint32_t)high - 0xd800) << 10) + (unit - 0xdc00u) : 0xfffd);
		else
			add_codepoint(line, limit_bytes, unit);
		high = 0;
	}
	return any || unit == L'\n';
}

bool platform_read_line(struct strbuf *line, size_t limit_bytes)
{
	HANDLE console = win32_console(0);
	bool any = false;
	int byte;

	if (console)
		return read_console_line(console, line, limit_bytes);
	while ((byte = getchar()) != EOF && byte != '\n') {
		any = true;
		if (line->len_bytes < limit_bytes && byte != '\r' && byte != '\0')
			strbuf_add_char(line, (char)byte);
	}
	return any || byte != EOF;
}

char *platform_read_secret(const char *prompt)
{
	enum { LINE_BYTES_MAX = 2048 };
	HANDLE console = win32_console(0);
	struct strbuf line = STRBUF_INIT;
	DWORD mode = 0;
	bool ok;

	if (!console || !GetConsoleMode(console, &mode))
		return NULL;
	platform_put(stderr, prompt, strlen(prompt));
	SetConsoleMode(console, (mode & ~(DWORD)ENABLE_ECHO_INPUT) | ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT);
	ok = read_console_line(console, &line, LINE_BYTES_MAX + 1) && line.len_bytes <= LINE_BYTES_MAX;
	SetConsoleMode(console, mode);
	SecureZeroMemory(ahead, sizeof ahead);
	platform_put(stderr, "\n", 1);
	if (ok)
		return strbuf_take(&line);
	mem_wipe(line.text, line.len_bytes);
	strbuf_release(&line);
	return NULL;
}

void platform_hold_window(void)
{
	struct strbuf line = STRBUF_INIT;
	DWORD processes[2];

	if (!win32_console(0) || GetConsoleProcessList(processes, 2) != 1)
		return;
	platform_print(stderr, "\n%s\n", _("Press Enter to close this window."));
	platform_read_line(&line, 1024);
	strbuf_release(&line);
}

/* --- Ctrl-C --- */

static volatile LONG interrupted;
static bool catching;

/* Runs in a thread of its own. The second Ctrl-C ends the program, as it does elsewhere. */
static BOOL WINAPI on_control(DWORD event)
{
	return event == CTRL_C_EVENT && InterlockedExchange(&interrupted, 1) == 0;
}

void platform_catch_interrupt(void)
{
	if (catching)
		return;
	interrupted = 0;
	catching = SetConsoleCtrlHandler(on_control, TRUE);
}

bool platform_interrupted(void)
{
	return interrupted != 0;
}

void platform_release_interrupt(void)
{
	if (catching)
		SetConsoleCtrlHandler(on_control, FALSE);
	catching = false;
}
