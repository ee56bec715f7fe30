/* The console of Windows: the picture is a buffer of cells, what differs is written in UTF-16 at its place; keys come as events.
 *
 * It takes a screen buffer of its own, so that what stood in the window is there again afterwards. Only calls that every Windows has
 * are used, no VT sequences. Characters of ambiguous width are as wide as the font makes them, and where no Japanese is installed all
 * may be narrow: hence the place is set anew behind each of them. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "term_backend.h"
#include "term_cells.h"
#include "term_machine.h"
#include "term_win32.h"
#include "term_win32_keys.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

enum { LOOK_MS = 250 /* a window that becomes lower is told by no event */ };

struct console {
	struct term term;
	struct cells cells;
	HANDLE screen;
	WORD plain; /* the colours that the window has */
	bool no_wide; /* every character gets one cell */
	struct win32_keys keys;
};

static struct console *of(struct term *term)
{
	return (struct console *)term;
}

/* --- taking and giving back --- */

/* What give_back() needs, plain and ready. */
static HANDLE input, first_screen;
static DWORD first_mode;

static void give_back(void)
{
	SetConsoleActiveScreenBuffer(first_screen);
	SetConsoleMode(input, first_mode);
}

static bool window_size(HANDLE screen, int *rows, int *cols)
{
	CONSOLE_SCREEN_BUFFER_INFO info;

	if (!GetConsoleScreenBufferInfo(screen, &info))
		return false;
	*rows = info.srWindow.Bottom - info.srWindow.Top + 1;
	*cols = info.srWindow.Right - info.srWindow.Left + 1;
	return *rows > 0 && *cols > 0;
}

static void update_size(struct term *term)
{
	struct console *self = of(term);
	int rows = 24, cols = 80;

	window_size(self->screen, &rows, &cols);
	/* No more than one sees: else the window could be scrolled away from it. */
	SetConsoleScreenBufferSize(self->screen, (COORD){.X = (SHORT)cols, .Y = (SHORT)rows});
	term->rows = rows;
	term->cols = cols;
	cells_release(&self->cells);
	cells_init(&self->cells, rows, cols);
}

static bool size_has_changed(const struct console *self)
{
	int rows, cols;

	return window_size(self->screen, &rows, &cols) && (rows != self->term.rows || cols != self->term.cols);
}

/* How many columns the console gives to a character; 0 when it does not say. */
static int cols_of(HANDLE screen, wchar_t character)
{
	CONSOLE_SCREEN_BUFFER_INFO info;
	DWORD written;

	SetConsoleCursorPosition(screen, (COORD){0});
	if (!WriteConsoleW(screen, &character, 1, &written, NULL) || !GetConsoleScreenBufferInfo(screen, &info))
		return 0;
	return info.dwCursorPosition.X;
}

static void measure(struct console *self, int ambiguous_cols)
{
	self->no_wide = cols_of(self->screen, L'漢') != 2;
	self->term.ambiguous_cols = ambiguous_cols ? ambiguous_cols : cols_of(self->screen, L'─') == 2 ? 2 : 1;
}

static struct term *open_console(const struct term_options *options, struct error *err)
{
	HANDLE in = GetStdHandle(STD_INPUT_HANDLE), out = GetStdHandle(STD_OUTPUT_HANDLE), screen;
	CONSOLE_SCREEN_BUFFER_INFO info;
	DWORD mode;
	struct console *self;

	if (!GetConsoleMode(in, &first_mode) || !GetConsoleMode(out, &mode) || !GetConsoleScreenBufferInfo(out, &info))
		return term_refuse_no_terminal(err);
	screen = CreateConsoleScreenBuffer(GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
	                                   CONSOLE_TEXTMODE_BUFFER, NULL);
	if (screen == INVALID_HANDLE_VALUE)
		return term_refuse_no_terminal(err);
	self = mem_new(1, sizeof *self);
	self->term = (struct term){.backend = &term_console, .mouse = options->mouse, .colour = options->colour};
	self->screen = screen;
	self->plain = info.wAttributes & 0xff;
	input = in;
	first_screen = out;
	term_win32_guard(give_back);
	mem_set_exit_hook(term_emergency_close);
	/* Ctrl-C is a key. The mouse, or else the window's own way of marking text. */
	SetConsoleMode(in, (DWORD)(ENABLE_WINDOW_INPUT | ENABLE_EXTENDED_FLAGS |
	                           (options->mouse ? ENABLE_MOUSE_INPUT : ENABLE_QUICK_EDIT_MODE)));
	/* Nothing wraps, so that the last cell can be written. */
	SetConsoleMode(screen, 0);
	SetConsoleActiveScreenBuffer(screen);
	SetConsoleTextAttribute(screen, self->plain);
	measure(self, options->ambiguous_cols);
	update_size(&self->term);
	return &self->term;
}

static void close_console(struct term *term)
{
	struct console *self = of(term);

	term_emergency_close();
	term_win32_unguard();
	mem_set_exit_hook(NULL);
	CloseHandle(self->screen);
	win32_keys_release(&self->keys);
	cells_release(&self->cells);
	free(self);
}

/* --- drawing --- */

static void erase(struct term *term)
{
	cells_erase(&of(term)->cells);
}

static void put(struct term *term, int row, int col, const char *text, struct term_style style)
{
	if (!term->colour)
		style.colour = TERM_DEFAULT;
	cells_put(&of(term)->cells, row, col, text, style, term->ambiguous_cols);
}

static WORD attributes_of(const struct console *self, const struct term_style *style)
{
	static const WORD colours[] = {
	        [TERM_BLACK] = 0,
	        [TERM_RED] = FOREGROUND_RED,
	        [TERM_GREEN] = FOREGROUND_GREEN,
	        [TERM_YELLOW] = FOREGROUND_RED | FOREGROUND_GREEN,
	        [TERM_BLUE] = FOREGROUND_BLUE,
	        [TERM_MAGENTA] = FOREGROUND_RED | FOREGROUND_BLUE,
	        [TERM_CYAN] = FOREGROUND_GREEN | FOREGROUND_BLUE,
	        [TERM_WHITE] = FOREGROUND_RED | FOREGROUND_GREEN | FOREGROUND_BLUE,
	};
	WORD text = self->plain & 0x0f, ground = self->plain & 0xf0;

	if (style->colour != TERM_DEFAULT)
		text = colours[style->colour];
	if (style->dim && style->colour == TERM_DEFAULT)
		text = FOREGROUND_INTENSITY;
	if (style->bold)
		text |= FOREGROUND_INTENSITY;
	if (text == ground >> 4)
		text ^= FOREGROUND_INTENSITY; /* never unseen */
	if (style->reverse) {
		WORD before = text;

		text = ground >> 4;
		ground = (WORD)(before << 4);
	}
	return (WORD)(text | ground | (style->underline ? COMMON_LVB_UNDERSCORE : 0));
}

static COORD place(int row, int col)
{
	return (COORD){.X = (SHORT)col, .Y = (SHORT)row};
}

static void draw_blank(const struct console *self, const struct cells_run *run)
{
	DWORD written;

	FillConsoleOutputCharacterW(self->screen, L' ', (DWORD)run->cols, place(run->row, run->col), &written);
	FillConsoleOutputAttribute(self->screen, attributes_of(self, &run->style), (DWORD)run->cols, place(run->row, run->col), &written);
}

/* Whether the console may give the character another width than it has in the picture. */
static bool is_doubtful(const struct console *self, uint32_t codepoint)
{
	return text_codepoint_cols(codepoint, 1) != text_codepoint_cols(codepoint, 2) ||
	       (self->no_wide && text_codepoint_cols(codepoint, 1) == 2);
}

static void write_units(const struct console *self, int row, int col, const wchar_t *units, size_t count)
{
	DWORD written;

	if (count == 0)
		return;
	SetConsoleCursorPosition(self->screen, place(row, col));
	WriteConsoleW(self->screen, units, (DWORD)count, &written, NULL);
}

static void draw(void *context, const struct cells_run *run)
{
	const struct console *self = context;
	wchar_t *units;
	size_t count = 0;
	int col = run->col, begun_col = run->col;

	if (run->rest_blank) {
		draw_blank(self, run);
		return;
	}
	units = mem_new(run->len_bytes + 1, sizeof *units);
	SetConsoleTextAttribute(self->screen, attributes_of(self, &run->style));
	if (run->len_bytes != (size_t)run->cols) /* beside a character that turns out narrow nothing old may stand */
		draw_blank(self, run);
	for (size_t at = 0; at < run->len_bytes;) {
		uint32_t codepoint;

		at += text_decode(run->text + at, run->len_bytes - at, &codepoint);
		if (codepoint >= 0x10000) {
			units[count++] = (wchar_t)(0xd7c0 + (codepoint >> 10));
			units[count++] = (wchar_t)(0xdc00 + (codepoint & 0x3ff));
		} else {
			units[count++] = (wchar_t)codepoint;
		}
		col += text_codepoint_cols(codepoint, self->term.ambiguous_cols);
		if (is_doubtful(self, codepoint)) {
			write_units(self, run->row, begun_col, units, count);
			count = 0;
			begun_col = col;
		}
	}
	write_units(self, run->row, begun_col, units, count);
	free(units);
}

static void flush(struct term *term)
{
	struct console *self = of(term);
	CONSOLE_CURSOR_INFO cursor = {.dwSize = 25, .bVisible = FALSE};

	SetConsoleCursorInfo(self->screen, &cursor);
	cells_draw(&self->cells, draw, self);
	SetConsoleCursorPosition(self->screen, place(term->cursor_row, term->cursor_col)); /* also where the IME writes */
	cursor.bVisible = term->cursor_shown;
	SetConsoleCursorInfo(self->screen, &cursor);
}

/* --- reading --- */

/* Waits for events, a closed window, or a little while. */
static void wait(DWORD limit_ms)
{
	HANDLE handles[] = {input, term_win32_hung_up_handle()};

	WaitForMultipleObjects(2, handles, FALSE, limit_ms < LOOK_MS ? limit_ms : LOOK_MS);
}

static void read_console(struct term *term, struct term_event *event, int timeout_ms)
{
	struct console *self = of(term);
	ULONGLONG begun_ms = GetTickCount64();

	for (;;) {
		ULONGLONG passed_ms = GetTickCount64() - begun_ms;

		if (term_machine_flag(FLAG_HUNG_UP)) {
			*event = (struct term_event){.kind = TERM_HANGUP};
			return;
		}
		if (size_has_changed(self)) {
			update_size(term);
			*event = (struct term_event){.kind = TERM_RESIZE};
			return;
		}
		if (win32_keys_next(&self->keys, input, event))
			return;
		if (timeout_ms >= 0 && passed_ms >= (ULONGLONG)timeout_ms) {
			*event = (struct term_event){.kind = TERM_TIMEOUT};
			return;
		}
		wait(timeout_ms < 0 ? LOOK_MS : (DWORD)((ULONGLONG)timeout_ms - passed_ms));
	}
}

const struct term_backend term_console = {
        .open = open_console,
        .close = close_console,
        .erase = erase,
        .put = put,
        .flush = flush,
        .read = read_console,
};
