#include "screen.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ambiguous.h"

/* --- widths --- */

/* The linker puts these in the place of libvterm's own (--wrap). */
int __wrap_vterm_unicode_width(uint32_t codepoint);
int __real_vterm_unicode_width(uint32_t codepoint);
int vterm_unicode_is_combining(uint32_t codepoint);

static int ambiguous_cols_now = 1;

static bool is_ambiguous(uint32_t codepoint)
{
	size_t low = 0, high = sizeof ambiguous / sizeof *ambiguous;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (codepoint > ambiguous[middle][1])
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof ambiguous / sizeof *ambiguous && codepoint >= ambiguous[low][0];
}

int __wrap_vterm_unicode_width(uint32_t codepoint)
{
	/* libvterm gives the combining voicing marks of kana two columns of their own, as no terminal in use does. */
	if (vterm_unicode_is_combining(codepoint))
		return 0;
	int cols = __real_vterm_unicode_width(codepoint);
	return cols == 1 && ambiguous_cols_now == 2 && is_ambiguous(codepoint) ? 2 : cols;
}

/* --- what no screen may show --- */

static bool is_raw(unsigned long codepoint)
{
	if (codepoint < 0x20)
		return !strchr("\a\b\t\n\r\016\017\033", (int)codepoint) || codepoint == 0;
	return (codepoint >= 0x7f && codepoint <= 0x9f) || (codepoint >= 0x200b && codepoint <= 0x200f) ||
	       (codepoint >= 0x2028 && codepoint <= 0x202e) || (codepoint >= 0x2060 && codepoint <= 0x206f) ||
	       codepoint == 0xfeff || (codepoint >= 0xfff9 && codepoint <= 0xfffb) ||
	       (codepoint >= 0xe0000 && codepoint <= 0xe007f);
}

static void complain(struct screen *screen, const char *what, unsigned long value)
{
	if (!screen->trouble[0])
		snprintf(screen->trouble, sizeof screen->trouble, "%s %02lX reached the terminal", what, value);
}

static void watch(struct screen *screen, unsigned char byte)
{
	if (screen->missing && (byte & 0xc0) == 0x80) {
		screen->codepoint = screen->codepoint << 6 | (byte & 0x3f);
		if (--screen->missing)
			return;
		if (screen->codepoint < screen->least || screen->codepoint > 0x10ffff ||
		    (screen->codepoint >= 0xd800 && screen->codepoint <= 0xdfff))
			complain(screen, "malformed UTF-8 for", screen->codepoint);
	} else if (screen->missing || (byte >= 0x80 && (byte < 0xc2 || byte > 0xf4))) {
		screen->missing = 0;
		complain(screen, "a byte that is no UTF-8,", byte);
		return;
	} else if (byte >= 0x80) {
		screen->missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
		screen->least = screen->missing == 1 ? 0x80 : screen->missing == 2 ? 0x800 : 0x10000;
		screen->codepoint = byte & (0x3f >> screen->missing);
		return;
	} else {
		screen->codepoint = byte;
	}
	if (is_raw(screen->codepoint))
		complain(screen, "the raw character", screen->codepoint);
}

/* Whether the byte is text, and not part of a control sequence. */
static bool is_text(struct screen *screen, unsigned char byte)
{
	switch (screen->sequence) {
	case '\033':
		screen->sequence = strchr("[(])", byte) && byte ? (byte == ')' ? '(' : (char)byte) : 0;
		return false;
	case '[':
		if (byte >= 0x40 && byte <= 0x7e)
			screen->sequence = 0;
		return false;
	case '(':
		screen->sequence = 0;
		return false;
	case ']':
		if (byte == '\a' || byte == '\033')
			screen->sequence = byte == '\a' ? 0 : (char)byte;
		return false;
	default:
		if (byte == '\033')
			screen->sequence = (char)byte;
		return byte >= 0x20;
	}
}

/* Text that moves the cursor to another row was too wide for its own. */
static void watch_row(struct screen *screen, const char *bytes, size_t len_bytes, int row_before)
{
	int row, col;
	bool text = false;

	screen_cursor(screen, &row, &col);
	for (size_t i = 0; i < len_bytes; i++)
		text = is_text(screen, (unsigned char)bytes[i]) || text;
	if (text && row != row_before && screen->alternate && !screen->foreign)
		complain(screen, "a row is wider than the terminal; its last byte", (unsigned char)bytes[0]);
}

static size_t decode(const char *bytes, size_t len_bytes, uint32_t *codepoint)
{
	unsigned char lead = (unsigned char)bytes[0];
	size_t own = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

	*codepoint = own == 1 ? lead : lead & (0xffu >> (own + 1));
	for (size_t i = 1; i < own && i < len_bytes; i++)
		*codepoint = *codepoint << 6 | ((unsigned char)bytes[i] & 0x3f);
	return own < len_bytes ? own : len_bytes;
}

/* A character and the marks on it: libvterm takes a mark that comes apart from its character for one of its own. */
static size_t next_character(const char *bytes, size_t len_bytes)
{
	uint32_t codepoint;
	size_t own = decode(bytes, len_bytes, &codepoint), more;

	while (own < len_bytes && (unsigned char)bytes[own] >= 0xcc) {
		more = decode(bytes + own, len_bytes - own, &codepoint);
		if (!vterm_unicode_is_combining(codepoint))
			break;
		own += more;
	}
	return own;
}

/* --- libvterm --- */

static void send(const char *bytes, size_t len_bytes, void *user)
{
	struct screen *screen = user;

	if (!screen->feeding || screen->answers)
		screen->sink(bytes, len_bytes, screen->user);
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct screen *screen = user;

	if (property == VTERM_PROP_ALTSCREEN)
		screen->alternate = value->boolean;
	else if (property == VTERM_PROP_CURSORVISIBLE)
		screen->cursor_visible = value->boolean;
	else if (property == VTERM_PROP_MOUSE)
		screen->mouse = value->number;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

void screen_open(struct screen *screen, int rows, int cols, int ambiguous_cols, screen_sink *sink, void *user)
{
	*screen = (struct screen){
	        .rows = rows, .cols = cols, .sink = sink, .user = user, .answers = true, .cursor_visible = true};
	ambiguous_cols_now = ambiguous_cols;
	screen->vterm = vterm_new(rows, cols);
	vterm_set_utf8(screen->vterm, 1);
	vterm_output_set_callback(screen->vterm, send, screen);
	screen->cells = vterm_obtain_screen(screen->vterm);
	vterm_screen_set_callbacks(screen->cells, &callbacks, screen);
	vterm_screen_enable_altscreen(screen->cells, 1);
	vterm_screen_reset(screen->cells, 1);
}

void screen_close(struct screen *screen)
{
	if (screen->vterm)
		vterm_free(screen->vterm);
	*screen = (struct screen){0};
}

void screen_feed(struct screen *screen, const char *bytes, size_t len_bytes)
{
	screen->feeding = true;
	for (size_t i = 0, own; i < len_bytes; i += own) {
		int row, col;

		own = next_character(bytes + i, len_bytes - i);
		screen_cursor(screen, &row, &col);
		for (size_t k = 0; k < own; k++)
			watch(screen, (unsigned char)bytes[i + k]);
		vterm_input_write(screen->vterm, bytes + i, own);
		watch_row(screen, bytes + i, own, row);
	}
	screen->feeding = false;
}

void screen_resize(struct screen *screen, int rows, int cols)
{
	screen->rows = rows;
	screen->cols = cols;
	vterm_set_size(screen->vterm, rows, cols);
}

/* --- looking --- */

static const uint32_t RIGHT_HALF = (uint32_t)-1;

static VTermScreenCell cell_at(const struct screen *screen, int row, int col)
{
	VTermScreenCell cell = {0};

	vterm_screen_get_cell(screen->cells, (VTermPos){.row = row, .col = col}, &cell);
	return cell;
}

static size_t encode(char *out, uint32_t codepoint)
{
	if (codepoint < 0x80) {
		*out = (char)codepoint;
		return 1;
	}
	size_t after = codepoint < 0x800 ? 1 : codepoint < 0x10000 ? 2 : 3;
	out[0] = (char)(0xff00 >> (after + 1) | codepoint >> 6 * after);
	for (size_t i = 1; i <= after; i++)
		out[i] = (char)(0x80 | (codepoint >> 6 * (after - i) & 0x3f));
	return after + 1;
}

enum { CELL_BYTES = VTERM_MAX_CHARS_PER_CELL * 4 };

/* The text of a cell: a blank for an empty one, nothing for the right half of a character. Returns its bytes. */
static size_t cell_text(const VTermScreenCell *cell, char text[CELL_BYTES])
{
	size_t len_bytes = 0;

	if (cell->chars[0] == RIGHT_HALF)
		return 0;
	if (!cell->chars[0])
		return encode(text, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		len_bytes += encode(text + len_bytes, cell->chars[i]);
	return len_bytes;
}

/* The text of a row from `col`, blanks at its end and all. Caller frees. */
static char *row_from(const struct screen *screen, int row, int col)
{
	char *text = malloc((size_t)(screen->cols + 1) * CELL_BYTES);
	size_t len_bytes = 0;

	for (; col < screen->cols; col++) {
		VTermScreenCell cell = cell_at(screen, row, col);
		len_bytes += cell_text(&cell, text + len_bytes);
	}
	text[len_bytes] = '\0';
	return text;
}

char *screen_row(const struct screen *screen, int row)
{
	char *text = row_from(screen, row, 0);
	size_t end = strlen(text);

	while (end && text[end - 1] == ' ')
		end--;
	text[end] = '\0';
	return text;
}

/* Whether `text` begins at the cell. */
static bool stands_at(const struct screen *screen, const char *text, int row, int col)
{
	if (cell_at(screen, row, col).chars[0] == RIGHT_HALF)
		return false;
	char *here = row_from(screen, row, col);
	bool found = strncmp(here, text, strlen(text)) == 0;
	free(here);
	return found;
}

bool screen_find(const struct screen *screen, const char *text, int only_row, int *row, int *col)
{
	for (*row = only_row < 0 ? 0 : only_row; *row < (only_row < 0 ? screen->rows : only_row + 1); ++*row) {
		char *line = row_from(screen, *row, 0);
		bool found = strstr(line, text);
		free(line);
		if (!found)
			continue;
		for (*col = 0; *col < screen->cols; ++*col) {
			if (stands_at(screen, text, *row, *col))
				return true;
		}
	}
	return false;
}

static bool has_colour(const VTermScreenCell *cell)
{
	return !VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg);
}

bool screen_has_attribute(const struct screen *screen, const char *text, enum screen_attribute attribute)
{
	int row, col;

	if (!screen_find(screen, text, -1, &row, &col))
		return false;
	for (size_t left = strlen(text); left && col < screen->cols; col++) {
		VTermScreenCell cell = cell_at(screen, row, col);
		const bool has[] = {[SCREEN_BOLD] = cell.attrs.bold,
		                    [SCREEN_UNDERLINE] = cell.attrs.underline,
		                    [SCREEN_REVERSE] = cell.attrs.reverse,
		                    [SCREEN_COLOUR] = has_colour(&cell)};
		char here[CELL_BYTES];
		size_t len_bytes = cell_text(&cell, here);
		if (len_bytes && !has[attribute])
			return false;
		left -= len_bytes < left ? len_bytes : left;
	}
	return true;
}

bool screen_find_colour(const struct screen *screen, int *row, int *col)
{
	for (*row = 0; *row < screen->rows; ++*row) {
		for (*col = 0; *col < screen->cols; ++*col) {
			VTermScreenCell cell = cell_at(screen, *row, *col);
			if (has_colour(&cell))
				return true;
		}
	}
	return false;
}

void screen_cursor(const struct screen *screen, int *row, int *col)
{
	VTermPos place;

	vterm_state_get_cursorpos(vterm_obtain_state(screen->vterm), &place);
	*row = place.row;
	*col = place.col;
}

static bool has_focus_mark(const struct screen *screen, int row)
{
	uint32_t first = cell_at(screen, row, 0).chars[0], second = cell_at(screen, row, 1).chars[0],
	         third = cell_at(screen, row, 2).chars[0];

	return (first == '>' && (!second || second == ' ')) ||
	       ((!first || first == ' ') && second == '>' && (!third || third == ' '));
}

/* The line that parts what is asked from the screen that it is asked on. */
static bool is_rule(const struct screen *screen, int row)
{
	uint32_t first = cell_at(screen, row, 0).chars[0], second = cell_at(screen, row, screen->cols / 2 / 2 * 2).chars[0];

	return (first == 0x2500 || first == '-') && first == second;
}

bool screen_cursor_on_focus(const struct screen *screen)
{
	bool marked = false;
	int cursor_row, col;

	if (!screen->cursor_visible || screen->cols < 4 || !is_rule(screen, 1))
		return true;
	screen_cursor(screen, &cursor_row, &col);
	for (int row = 1; row < screen->rows; row++) {
		marked = marked || has_focus_mark(screen, row);
		/* In what is being written, under the line: there the text is in focus. */
		if (row >= 2 && row < cursor_row && cursor_row < screen->rows - 1 && is_rule(screen, row))
			return true;
	}
	return !marked || has_focus_mark(screen, cursor_row);
}

static void put_cursor(const struct screen *screen, FILE *out)
{
	int row, col;

	screen_cursor(screen, &row, &col);
	if (screen->cursor_visible)
		fprintf(out, "cursor: row %d, column %d\n", row, col);
	else
		fputs("cursor: hidden\n", out);
}

char *screen_picture(const struct screen *screen)
{
	char *text;
	size_t len_bytes;
	FILE *out = open_memstream(&text, &len_bytes);

	for (int row = 0; row < screen->rows; row++) {
		char *line = screen_row(screen, row);
		fprintf(out, "%s\n", line);
		free(line);
	}
	put_cursor(screen, out);
	fclose(out);
	return text;
}

void screen_dump(const struct screen *screen, FILE *out)
{
	fprintf(out, "   +--- %d x %d ---\n", screen->cols, screen->rows);
	for (int row = 0; row < screen->rows; row++) {
		char *line = screen_row(screen, row);
		fprintf(out, "%2d |%s\n", row, line);
		free(line);
	}
	fputs("   +--- ", out);
	put_cursor(screen, out);
}

const char *screen_wrong(struct screen *screen)
{
	static char said[200];

	if (screen->missing)
		complain(screen, "an unfinished character, begun with", screen->codepoint);
	if (screen->trouble[0])
		return screen->trouble;
	for (int row = 0; row < screen->rows; row++) {
		int halves = 0;
		for (int col = 0; col < screen->cols; col++) {
			VTermScreenCell cell = cell_at(screen, row, col);
			bool right = cell.chars[0] == RIGHT_HALF;
			int cols = right || !cell.chars[0] ? 1 : __wrap_vterm_unicode_width(cell.chars[0]);
			if (right ? halves != 1 : (halves || cols != cell.width)) {
				snprintf(said, sizeof said,
				         "a character of two columns is cut in half at row %d, column %d", row, col);
				return said;
			}
			halves = right ? 0 : cols - 1;
		}
	}
	return NULL;
}
