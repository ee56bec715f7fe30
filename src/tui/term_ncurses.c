#include "tenken/tui/term.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "term_input.h"
#include "term_posix.h"
#include "wcwidth.h"

/* Last, because <term.h> takes short words (lines, columns, cursor_visible …) for macros; and it has a `struct term`, too. */
#define NCURSES_NOMACROS 1
#define NCURSES_WIDECHAR 1
#define term             ncurses_terminal
#include <curses.h>
#include <term.h>
#undef term

#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MOUSE_ON  "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

enum { PROBE_MS = 250, MARKS_MAX = 4 /* combining marks that a cell of ncurses holds */ };

struct term {
	SCREEN *screen;
	int rows, cols;
	int ambiguous_cols;
	bool probing; /* the cursor report has not come yet; it may be late */
	bool colour, mouse, utf8;
	int cursor_row, cursor_col;
	bool cursor_shown;
	struct term_input input;
	int64_t last_input_ms;
};

/* --- opening --- */

/* The descriptions of terminals may not have all (Debian keeps putty's in a package apart); these speak alike. */
static const struct {
	const char *prefix;
	const char *stand_ins[3];
} families[] = {
        {"xterm", {"xterm-256color", "xterm", "vt100"}},
        {"putty", {"putty", "xterm-256color", "xterm"}},
        {"tmux", {"tmux-256color", "screen-256color", "screen"}},
        {"screen", {"screen-256color", "screen", "vt100"}},
        {"linux", {"linux", "vt100"}},
        {"rxvt", {"rxvt-unicode", "xterm-256color", "xterm"}},
        {"alacritty", {"xterm-256color", "xterm"}},
        {"foot", {"xterm-256color", "xterm"}},
        {"konsole", {"xterm-256color", "xterm"}},
        {"gnome", {"xterm-256color", "xterm"}},
        {"vte", {"xterm-256color", "xterm"}},
        {"mintty", {"xterm-256color", "xterm"}},
        {"wezterm", {"xterm-256color", "xterm"}},
        {"st-", {"xterm-256color", "xterm"}},
        {"vt1", {"vt100"}},
        {"vt2", {"vt220", "vt100"}},
};

static bool is_known(const char *type)
{
	int status;
	bool found = setupterm(type, STDOUT_FILENO, &status) == OK;

	if (!found)
		return false;
	found = cursor_address && clear_screen;
	del_curterm(cur_term);
	return found;
}

/* The description to use for $TERM, or NULL. */
static const char *known_type(const char *type)
{
	if (!type || !*type || strcmp(type, "dumb") == 0)
		return NULL;
	if (is_known(type))
		return type;
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		if (!str_starts_with(type, families[i].prefix))
			continue;
		for (size_t k = 0; k < 3 && families[i].stand_ins[k]; k++) {
			if (is_known(families[i].stand_ins[k]))
				return families[i].stand_ins[k];
		}
	}
	return NULL;
}

/* A string of the terminal's description without its padding ($<5>). */
static void add_capability(struct strbuf *out, const char *name)
{
	const char *text = tigetstr(name);

	if (!text || text == (char *)-1)
		return;
	while (*text) {
		const char *end = str_starts_with(text, "$<") ? strchr(text, '>') : NULL;

		if (end)
			text = end + 1;
		else
			strbuf_add_char(out, *text++);
	}
}

/* What term_emergency_close() writes; the mouse first, so that no report of it reaches the shell. */
static void prepare_restore(void)
{
	struct strbuf restore = STRBUF_INIT;
	size_t before;

	strbuf_add(&restore, MOUSE_OFF PASTE_OFF);
	add_capability(&restore, "sgr0");
	add_capability(&restore, "op");
	add_capability(&restore, "cnorm");
	before = restore.len_bytes;
	add_capability(&restore, "rmcup");
	if (restore.len_bytes == before)
		strbuf_add(&restore, "\r\n");
	term_posix_set_restore(restore.text);
	strbuf_release(&restore);
}

static bool begin_colours(void)
{
	int background = -1;

	if (!has_colors() || start_color() != OK)
		return false;
	if (use_default_colors() != OK)
		background = COLOR_BLACK;
	for (short colour = TERM_BLACK; colour <= TERM_WHITE; colour++)
		init_pair(colour, (short)(colour - TERM_BLACK), (short)background);
	return true;
}

static void update_size(struct term *term)
{
	int rows, cols;

	if (term_posix_size(STDOUT_FILENO, &rows, &cols))
		resize_term(rows, cols);
	term->rows = getmaxy(stdscr);
	term->cols = getmaxx(stdscr);
	clearok(curscr, TRUE); /* terminals lay out anew what stood there */
}

static void set_ambiguous(struct term *term, int ambiguous_cols)
{
	term->ambiguous_cols = ambiguous_cols == 2 ? 2 : 1;
	wcwidth_set_ambiguous(term->ambiguous_cols);
	clearok(curscr, TRUE);
}

static void read_bytes(struct term *term)
{
	char bytes[1024];
	size_t room = term_input_room_bytes(&term->input);
	size_t got = term_posix_read(STDIN_FILENO, bytes, room < sizeof bytes ? room : sizeof bytes);

	if (got > 0)
		term->last_input_ms = term_posix_now_ms();
	term_input_add(&term->input, bytes, got);
}

/* Prints ─ at the left edge and asks where the cursor is then. In row 2: a report of row 1 would look like Shift-F3. Keys
 * typed meanwhile stay where they are; a report that comes too late is understood by term_read(). */
static void probe_ambiguous(struct term *term)
{
	int64_t until_ms = term_posix_now_ms() + PROBE_MS;

	term_posix_write(STDOUT_FILENO, "\033[2;1H─\033[6n");
	term->probing = true;
	while (term->probing && !term_posix_flag(FLAG_HUNG_UP)) {
		int64_t left_ms = until_ms - term_posix_now_ms();

		if (left_ms <= 0 || term_input_room_bytes(&term->input) == 0)
			break;
		if (term_posix_wait(STDIN_FILENO, (int)left_ms))
			read_bytes(term);
		else if (term_posix_flag(FLAG_RESIZED) || term_posix_flag(FLAG_SUSPENDED))
			break;
		if (term_input_take_report(&term->input))
			term->probing = false;
	}
	set_ambiguous(term, term->probing ? 1 : term->input.report_col - 1);
	term->input.reported = false;
}

static void begin_modes(struct term *term)
{
	raw();
	noecho();
	nonl();
	typeahead(-1); /* a frame is drawn whole, whatever is typed */
	intrflush(stdscr, FALSE);
	idcok(stdscr, FALSE); /* terminals differ in what inserting does to characters of two columns */
	scrollok(stdscr, FALSE);
	wrefresh(stdscr);
	term_posix_write(STDOUT_FILENO, PASTE_ON);
	if (term->mouse)
		term_posix_write(STDOUT_FILENO, MOUSE_ON);
}

/* Outside UTF-8 ncurses sends a row of one character as "repeat". Terminals on libvterm (Vim's, Neovim's) take the cell before the
 * last for the end of the row then, and the last one lands a row below. It looks at the locale once, when it takes the terminal, so
 * that is done in UTF-8; what is put are ASCII characters all the same (put_cluster()). */
static SCREEN *new_screen(const char *type)
{
	char *present = mem_strdup(setlocale(LC_CTYPE, NULL));
	SCREEN *screen;

	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	screen = newterm(type, stdout, stdin);
	setlocale(LC_CTYPE, present);
	free(present);
	return screen;
}

struct term *term_open(const struct term_options *options, struct error *err)
{
	const char *named = getenv("TERM"), *type;
	struct term *term;

	if (!platform_is_terminal(STDIN_FILENO) || !platform_is_terminal(STDOUT_FILENO)) {
		error_set(
		        err, ERROR_USAGE,
		        _("The screens need a terminal, and standard input or output is none. Use `tenken --plain` to "
		          "answer line by line, or the commands (`tenken help`)."));
		return NULL;
	}
	type = known_type(named);
	if (!type) {
		error_set(
		        err, ERROR_USAGE,
		        _("The screens need a terminal on which the cursor can be placed, and TERM=\"%s\" is none that "
		          "is "
		          "known here. Use `tenken --plain` to answer line by line, or the commands (`tenken help`)."),
		        named ? named : "");
		return NULL;
	}
	term = mem_new(1, sizeof *term);
	term->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0; /* ncurses writes in the encoding of the locale */
	term_input_init(&term->input, term->utf8);
	term->mouse = options->mouse;
	term_posix_open(STDIN_FILENO);
	term->screen = new_screen(type);
	if (!term->screen) {
		term_posix_close();
		term_input_release(&term->input);
		free(term);
		error_set(
		        err, ERROR_USAGE,
		        _("The terminal (TERM=\"%s\") could not be taken over. Use `tenken --plain` to answer line by "
		          "line, or the commands (`tenken help`)."),
		        named);
		return NULL;
	}
	prepare_restore();
	mem_set_exit_hook(term_emergency_close);
	term->colour = options->colour && begin_colours();
	begin_modes(term);
	if (options->ambiguous_cols || !term->utf8)
		set_ambiguous(term, options->ambiguous_cols);
	else
		probe_ambiguous(term);
	update_size(term);
	return term;
}

void term_close(struct term *term)
{
	if (!term)
		return;
	term_posix_write(STDOUT_FILENO, MOUSE_OFF PASTE_OFF);
	endwin();
	delscreen(term->screen);
	term_posix_close();
	mem_set_exit_hook(NULL);
	term_input_release(&term->input);
	free(term);
}

void term_size(const struct term *term, int *rows, int *cols)
{
	*rows = term->rows;
	*cols = term->cols;
}

int term_ambiguous_cols(const struct term *term)
{
	return term->ambiguous_cols;
}

bool term_has_colour(const struct term *term)
{
	return term->colour;
}

/* --- drawing --- */

void term_erase(struct term *term)
{
	(void)term;
	werase(stdscr);
}

static attr_t attributes_of(const struct term_style *style)
{
	attr_t attributes = WA_NORMAL;

	if (style->bold)
		attributes |= WA_BOLD;
	if (style->underline)
		attributes |= WA_UNDERLINE;
	if (style->reverse)
		attributes |= WA_REVERSE;
	if (style->dim)
		attributes |= WA_DIM;
	return attributes;
}

/* Puts one cluster that is known to fit; each of its characters that has a width takes a cell, marks go along. */
static void put_cluster(const struct term *term, int *col, int row, const char *cluster, size_t len_bytes,
                        const struct term_style *style)
{
	size_t at = 0, taken;
	uint32_t codepoint;

	while (at < len_bytes) {
		wchar_t cell_text[MARKS_MAX + 2] = {0};
		size_t count = 0;
		cchar_t cell;
		int cols;

		at += text_decode(cluster + at, len_bytes - at, &codepoint);
		cols = text_codepoint_cols(codepoint, term->ambiguous_cols);
		if (cols == 0)
			continue; /* a mark on nothing */
		cell_text[count++] = term->utf8 || codepoint < 0x80 ? (wchar_t)codepoint : L'?';
		while (at < len_bytes) {
			taken = text_decode(cluster + at, len_bytes - at, &codepoint);
			if (text_codepoint_cols(codepoint, term->ambiguous_cols) != 0)
				break;
			at += taken;
			if (count <= MARKS_MAX && term->utf8)
				cell_text[count++] = (wchar_t)codepoint;
		}
		if (setcchar(&cell, cell_text, attributes_of(style), term->colour ? (short)style->colour : 0, NULL) ==
		    OK)
			mvadd_wch(row, *col, &cell);
		*col += cols;
	}
}

void term_put(struct term *term, int row, int col, const char *text, struct term_style style)
{
	if (row < 0 || row >= term->rows || col < 0)
		return;
	while (*text) {
		size_t len_bytes = text_cluster_bytes(text);
		char *cluster = mem_strndup(text, len_bytes);
		int cols = text_cols(cluster, term->ambiguous_cols);

		free(cluster);
		if (col + cols > term->cols)
			return;
		put_cluster(term, &col, row, text, len_bytes, &style);
		text += len_bytes;
	}
}

void term_cursor(struct term *term, int row, int col, bool visible)
{
	term->cursor_row = row;
	term->cursor_col = col;
	term->cursor_shown = visible;
}

static int within(int value, int count)
{
	return value < 0 ? 0 : value >= count ? count - 1 : value;
}

void term_flush(struct term *term)
{
	curs_set(term->cursor_shown ? 1 : 0);
	wmove(stdscr, within(term->cursor_row, term->rows), within(term->cursor_col, term->cols));
	wrefresh(stdscr);
}

/* --- reading --- */

static void resume(struct term *term)
{
	reset_prog_mode();
	wrefresh(stdscr); /* also takes the alternate screen again, after endwin() */
	term_posix_write(STDOUT_FILENO, PASTE_ON);
	if (term->mouse)
		term_posix_write(STDOUT_FILENO, MOUSE_ON);
	update_size(term);
}

static void suspend(struct term *term)
{
	term_posix_write(STDOUT_FILENO, MOUSE_OFF PASTE_OFF);
	endwin();
	term_posix_stop();
	term_posix_take_flag(FLAG_CONTINUED);
	resume(term);
}

/* What the signals say; false when nothing. */
static bool flag_event(struct term *term, struct term_event *event)
{
	if (term_posix_flag(FLAG_HUNG_UP)) {
		*event = (struct term_event){.kind = TERM_HANGUP};
		return true;
	}
	if (term_posix_take_flag(FLAG_SUSPENDED))
		suspend(term);
	else if (term_posix_take_flag(FLAG_CONTINUED))
		resume(term);
	else if (term_posix_take_flag(FLAG_RESIZED))
		update_size(term);
	else
		return false;
	*event = (struct term_event){.kind = TERM_RESIZE};
	return true;
}

/* The answer to the probe, come after it had been given up: everything is laid out anew. */
static bool late_report(struct term *term, struct term_event *event)
{
	int ambiguous_cols = term->input.report_col - 1;

	if (!term->input.reported)
		return false;
	term->input.reported = false;
	if (!term->probing)
		return false;
	term->probing = false;
	if (ambiguous_cols != 2)
		return false;
	set_ambiguous(term, ambiguous_cols);
	*event = (struct term_event){.kind = TERM_RESIZE};
	return true;
}

/* What the bytes that have come say; false when more must come first. *wait_ms is lowered to how long to wait for them. */
static bool input_event(struct term *term, struct term_event *event, int64_t *wait_ms)
{
	enum input_state state = term_input_next(&term->input, false, event);

	if (state == INPUT_WAITS) {
		int64_t left_ms = term->last_input_ms + term_input_patience_ms(&term->input) - term_posix_now_ms();

		if (left_ms <= 0 && !term_posix_wait(STDIN_FILENO, 0))
			state = term_input_next(&term->input, true, event);
		else if (*wait_ms < 0 || left_ms < *wait_ms)
			*wait_ms = left_ms > 0 ? left_ms : 0;
	}
	if (state == INPUT_EVENT && event->kind == TERM_CLICK)
		term_input_count_click(&term->input, event, term_posix_now_ms());
	return state == INPUT_EVENT || late_report(term, event);
}

void term_read(struct term *term, struct term_event *event, int timeout_ms)
{
	int64_t begun_ms = term_posix_now_ms();
	bool waited = false;

	for (;;) {
		int64_t wait_ms = timeout_ms < 0 ? -1 : begun_ms + timeout_ms - term_posix_now_ms();
		bool late = timeout_ms >= 0 && wait_ms <= 0;

		if (late)
			wait_ms = 0;
		if (flag_event(term, event) || input_event(term, event, &wait_ms))
			return;
		if (late && waited) {
			*event = (struct term_event){.kind = TERM_TIMEOUT};
			return;
		}
		if (term_posix_wait(STDIN_FILENO, (int)wait_ms))
			read_bytes(term);
		waited = true;
	}
}
