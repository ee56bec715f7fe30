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
#include "term_backend.h"
#include "term_machine.h"
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

enum { MARKS_MAX = 4 /* combining marks that a cell of ncurses holds */ };

struct ncurses {
	struct term term;
	SCREEN *screen;
	bool utf8;
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
	term_machine_set_restore(restore.text);
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

	if (term_machine_size(STDOUT_FILENO, &rows, &cols))
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
	term_machine_write(STDOUT_FILENO, PASTE_ON);
	if (term->mouse)
		term_machine_write(STDOUT_FILENO, MOUSE_ON);
}

static void enter(struct term *term)
{
	reset_prog_mode();
	wrefresh(stdscr); /* also takes the alternate screen again, after endwin() */
	term_machine_write(STDOUT_FILENO, PASTE_ON);
	if (term->mouse)
		term_machine_write(STDOUT_FILENO, MOUSE_ON);
}

static void leave(struct term *term)
{
	(void)term;
	term_machine_write(STDOUT_FILENO, MOUSE_OFF PASTE_OFF);
	endwin();
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

static struct term *open_ncurses(const struct term_options *options, struct error *err)
{
	const char *named = getenv("TERM"), *type;
	struct ncurses *self;

	if (!platform_is_terminal(STDIN_FILENO) || !platform_is_terminal(STDOUT_FILENO))
		return term_refuse_no_terminal(err);
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
	self = mem_new(1, sizeof *self);
	self->term.backend = &term_ncurses;
	self->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0; /* ncurses writes in the encoding of the locale */
	term_input_init(&self->term.input, self->utf8);
	self->term.mouse = options->mouse;
	term_machine_open(STDIN_FILENO);
	self->screen = new_screen(type);
	if (!self->screen) {
		term_machine_close();
		term_input_release(&self->term.input);
		free(self);
		error_set(
		        err, ERROR_USAGE,
		        _("The terminal (TERM=\"%s\") could not be taken over. Use `tenken --plain` to answer line by "
		          "line, or the commands (`tenken help`)."),
		        named);
		return NULL;
	}
	prepare_restore();
	mem_set_exit_hook(term_emergency_close);
	self->term.colour = options->colour && begin_colours();
	begin_modes(&self->term);
	if (options->ambiguous_cols || !self->utf8)
		set_ambiguous(&self->term, options->ambiguous_cols);
	else
		term_bytes_probe_ambiguous(&self->term);
	update_size(&self->term);
	return &self->term;
}

static void close_ncurses(struct term *term)
{
	struct ncurses *self = (struct ncurses *)term;

	leave(term);
	delscreen(self->screen);
	term_machine_close();
	mem_set_exit_hook(NULL);
	term_input_release(&term->input);
	free(self);
}

/* --- drawing --- */

static void erase_all(struct term *term)
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
static void put_cluster(const struct ncurses *self, int *col, int row, const char *cluster, size_t len_bytes,
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
		cols = text_codepoint_cols(codepoint, self->term.ambiguous_cols);
		if (cols == 0)
			continue; /* a mark on nothing */
		cell_text[count++] = self->utf8 || codepoint < 0x80 ? (wchar_t)codepoint : L'?';
		while (at < len_bytes) {
			taken = text_decode(cluster + at, len_bytes - at, &codepoint);
			if (text_codepoint_cols(codepoint, self->term.ambiguous_cols) != 0)
				break;
			at += taken;
			if (count <= MARKS_MAX && self->utf8)
				cell_text[count++] = (wchar_t)codepoint;
		}
		if (setcchar(&cell, cell_text, attributes_of(style), self->term.colour ? (short)style->colour : 0, NULL) ==
		    OK)
			mvadd_wch(row, *col, &cell);
		*col += cols;
	}
}

static void put(struct term *term, int row, int col, const char *text, struct term_style style)
{
	while (*text) {
		size_t len_bytes = text_cluster_bytes(text);
		char *cluster = mem_strndup(text, len_bytes);
		int cols = text_cols(cluster, term->ambiguous_cols);

		free(cluster);
		if (col + cols > term->cols)
			return;
		put_cluster((struct ncurses *)term, &col, row, text, len_bytes, &style);
		text += len_bytes;
	}
}

static void flush(struct term *term)
{
	curs_set(term->cursor_shown ? 1 : 0);
	wmove(stdscr, term->cursor_row, term->cursor_col);
	wrefresh(stdscr);
}

const struct term_backend term_ncurses = {
        .open = open_ncurses,
        .close = close_ncurses,
        .erase = erase_all,
        .put = put,
        .flush = flush,
        .read = term_bytes_read,
        .leave = leave,
        .enter = enter,
        .update_size = update_size,
        .set_ambiguous = set_ambiguous,
};
