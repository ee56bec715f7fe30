#include "term_input.h"

#include <string.h>

#include "tenken/base/text.h"

#define ESC       '\033'
#define PASTE_END "\033[201~"

enum { PARAMETERS_MAX = 4, SEQUENCE_MAX_BYTES = 64, X10_BYTES = 3 };

void term_input_init(struct term_input *input, bool utf8)
{
	*input = (struct term_input){.utf8 = utf8, .last_click_ms = INT64_MIN / 2};
	strbuf_init(&input->paste);
}

void term_input_release(struct term_input *input)
{
	strbuf_release(&input->paste);
}

size_t term_input_room_bytes(const struct term_input *input)
{
	return sizeof input->bytes - input->len_bytes;
}

void term_input_add(struct term_input *input, const char *bytes, size_t len_bytes)
{
	if (len_bytes > term_input_room_bytes(input))
		len_bytes = term_input_room_bytes(input);
	memcpy(input->bytes + input->len_bytes, bytes, len_bytes);
	input->len_bytes += len_bytes;
}

static void cut_out(struct term_input *input, size_t from, size_t len_bytes)
{
	input->len_bytes -= len_bytes;
	memmove(input->bytes + from, input->bytes + from + len_bytes, input->len_bytes - from);
}

/* --- what one piece of the bytes means --- */

/* A piece read: how many bytes it takes, 0 when more must come first; event->kind stays TERM_TIMEOUT when it is nothing. */
struct piece {
	size_t len_bytes;
	struct term_event event;
	bool begins_paste;
	int report_col;
	int rows, cols; /* a size that was told */
};

static void set_key(struct piece *piece, enum key key)
{
	if (key == KEY_NOTHING)
		return;
	piece->event.kind = TERM_KEY;
	piece->event.key = key;
}

static void set_modifiers(struct piece *piece, int parameter)
{
	if (parameter < 2 || parameter > 16)
		return;
	piece->event.alt = ((parameter - 1) & 2) != 0;
	piece->event.ctrl = ((parameter - 1) & 4) != 0;
}

/* ESC [ number ~ */
static enum key key_of_number(int number)
{
	static const enum key keys[] = {
	        [1] = KEY_HOME_,     [2] = KEY_INSERT_, [3] = KEY_DELETE_, [4] = KEY_END_,  [5] = KEY_PAGE_UP,
	        [6] = KEY_PAGE_DOWN, [7] = KEY_HOME_,   [8] = KEY_END_,    [11] = KEY_F1_,  [12] = KEY_F2_,
	        [13] = KEY_F3_,      [14] = KEY_F4_,    [15] = KEY_F5_,    [17] = KEY_F6_,  [18] = KEY_F7_,
	        [19] = KEY_F8_,      [20] = KEY_F9_,    [21] = KEY_F10_,   [23] = KEY_F11_, [24] = KEY_F12_,
	};

	return number >= 0 && (size_t)number < sizeof keys / sizeof *keys ? keys[number] : KEY_NOTHING;
}

/* ESC [ letter and ESC O letter */
static enum key key_of_letter(char letter)
{
	switch (letter) {
	case 'A':
		return KEY_ARROW_UP;
	case 'B':
		return KEY_ARROW_DOWN;
	case 'C':
		return KEY_ARROW_RIGHT;
	case 'D':
		return KEY_ARROW_LEFT;
	case 'H':
		return KEY_HOME_;
	case 'F':
		return KEY_END_;
	case 'P':
		return KEY_F1_;
	case 'Q':
		return KEY_F2_;
	case 'R':
		return KEY_F3_;
	case 'S':
		return KEY_F4_;
	case 'Z':
		return KEY_BACK_TABULATOR;
	default:
		return KEY_NOTHING;
	}
}

/* `button` as the mouse protocols code it; row and col from 1. */
static void set_mouse(struct piece *piece, int button, int col, int row, bool pressed)
{
	if (!pressed || (button & 32) || row < 1 || col < 1)
		return;
	piece->event.row = row - 1;
	piece->event.col = col - 1;
	if ((button & 64) && (button & 3) < 2) {
		piece->event.kind = TERM_WHEEL;
		piece->event.step = button & 1 ? 1 : -1;
	} else if (!(button & 64) && (button & 3) == 0) {
		piece->event.kind = TERM_CLICK;
		piece->event.clicks = 1;
	}
}

struct control_sequence {
	char prefix; /* < ? > = or 0 */
	int parameters[PARAMETERS_MAX];
	int count;
	char final;
};

static void understand_sequence(struct piece *piece, const struct control_sequence *sequence)
{
	const int *parameters = sequence->parameters;

	if (sequence->prefix == '<' && (sequence->final == 'M' || sequence->final == 'm') && sequence->count >= 3) {
		set_mouse(piece, parameters[0], parameters[1], parameters[2], sequence->final == 'M');
		return;
	}
	if (sequence->prefix)
		return;
	if (sequence->final == '~' && parameters[0] == 200) {
		piece->begins_paste = true;
	} else if (sequence->final == '~') {
		set_key(piece, key_of_number(parameters[0]));
		set_modifiers(piece, parameters[1]);
	} else if (sequence->final == 't') {
		/* What is told of its own accord (mode 2048) and the answer to a question begin differently. */
		if ((parameters[0] == 48 || parameters[0] == 8) && sequence->count >= 3 && parameters[1] <= SIDE_MAX &&
		    parameters[2] <= SIDE_MAX) {
			piece->rows = parameters[1];
			piece->cols = parameters[2];
		}
	} else if (sequence->final == 'R' && sequence->count == 2 && parameters[0] > 1) {
		piece->report_col = parameters[1]; /* row 1 would be F3 with a modifier */
	} else {
		set_key(piece, key_of_letter(sequence->final));
		set_modifiers(piece, parameters[1]);
	}
}

/* Reads behind ESC [ ; `at` is the first byte there. */
static struct piece read_sequence(const char *bytes, size_t len_bytes, size_t at)
{
	struct piece piece = {0};
	struct control_sequence sequence = {0};

	if (at < len_bytes && bytes[at] >= '<' && bytes[at] <= '?')
		sequence.prefix = bytes[at++];
	for (; at < len_bytes; at++) {
		unsigned char c = (unsigned char)bytes[at];

		if (c < 0x20 || c > 0x7e || at >= SEQUENCE_MAX_BYTES) {
			piece.len_bytes = at; /* torn: what follows is read on its own */
			return piece;
		}
		if (c >= '0' && c <= '9' && sequence.count < PARAMETERS_MAX) {
			int *parameter = &sequence.parameters[sequence.count];

			*parameter = *parameter < 10000 ? *parameter * 10 + (c - '0') : *parameter;
		} else if (c == ';' && sequence.count < PARAMETERS_MAX) {
			sequence.count++;
		} else if (c >= 0x40 && c <= 0x7e) {
			sequence.final = (char)c;
			sequence.count++;
			piece.len_bytes = at + 1;
			understand_sequence(&piece, &sequence);
			return piece;
		}
	}
	return piece;
}

/* `start` is where '[' stands. */
static struct piece read_bracket(const char *bytes, size_t len_bytes, size_t start)
{
	struct piece piece = {0};
	const unsigned char *rest = (const unsigned char *)bytes + start + 1;
	size_t rest_bytes = len_bytes - start - 1;

	if (rest_bytes > 0 && rest[0] == '[') { /* Linux console: ESC [ [ A is F1 */
		if (rest_bytes < 2)
			return piece;
		piece.len_bytes = start + 3;
		if (rest[1] >= 'A' && rest[1] <= 'E')
			set_key(&piece, KEY_F1_ + (rest[1] - 'A'));
		return piece;
	}
	if (rest_bytes > 0 && rest[0] == 'M') { /* the mouse of old: three bytes behind it */
		if (rest_bytes < 1 + X10_BYTES)
			return piece;
		piece.len_bytes = start + 2 + X10_BYTES;
		set_mouse(&piece, rest[1] - 32, rest[2] - 32, rest[3] - 32, true);
		return piece;
	}
	return read_sequence(bytes, len_bytes, start + 1);
}

/* ESC O letter: cursor, function and keypad keys; `start` is where 'O' stands. */
static struct piece read_shifted(const char *bytes, size_t len_bytes, size_t start)
{
	struct piece piece = {0};
	size_t at = start + 1;
	int modifier = 0;

	while (at < len_bytes && at < SEQUENCE_MAX_BYTES &&
	       ((bytes[at] >= '0' && bytes[at] <= '9') || bytes[at] == ';')) {
		modifier = bytes[at] == ';' ? 0 : (modifier * 10 + (bytes[at] - '0')) % 100;
		at++;
	}
	if (at >= len_bytes)
		return piece;
	piece.len_bytes = at + 1;
	if (bytes[at] == 'M') {
		set_key(&piece, KEY_RETURN);
	} else if (bytes[at] >= 'a' && bytes[at] <= 'd') { /* rxvt: with Ctrl */
		set_key(&piece, key_of_letter((char)(bytes[at] - 'a' + 'A')));
		piece.event.ctrl = true;
	} else if (bytes[at] >= 'p' && bytes[at] <= 'y') {
		piece.event.kind = TERM_TEXT;
		piece.event.codepoint = (uint32_t)(bytes[at] - 'p' + '0');
	} else {
		set_key(&piece, key_of_letter(bytes[at]));
		set_modifiers(&piece, modifier);
	}
	return piece;
}

/* Bytes of the UTF-8 sequence that `lead` begins; 0 when it begins none. */
static size_t sequence_bytes(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xc2 || lead > 0xf4)
		return 0;
	return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

static struct piece read_character(const char *bytes, size_t len_bytes, size_t start, bool utf8)
{
	struct piece piece = {.len_bytes = start + 1};
	size_t need_bytes = sequence_bytes((unsigned char)bytes[start]), taken_bytes;
	uint32_t codepoint;

	if (need_bytes == 0 || (need_bytes > 1 && !utf8))
		return piece;
	for (size_t i = 1; i < need_bytes; i++) {
		if (start + i >= len_bytes)
			return (struct piece){0};
		if (((unsigned char)bytes[start + i] & 0xc0) != 0x80)
			return piece; /* torn: this byte is dropped, the next read on its own */
	}
	taken_bytes = text_decode(bytes + start, need_bytes, &codepoint);
	piece.len_bytes = start + taken_bytes;
	if (taken_bytes < need_bytes)
		return piece;
	if (codepoint == '\r' || codepoint == '\n') {
		set_key(&piece, KEY_RETURN);
	} else if (codepoint == '\t') {
		set_key(&piece, KEY_TABULATOR);
	} else if (codepoint == '\b' || codepoint == 0x7f) {
		set_key(&piece, KEY_BACKSPACE_);
	} else if (codepoint == ESC) {
		set_key(&piece, KEY_ESCAPE);
	} else if (codepoint != 0 && (codepoint < 0x80 || codepoint >= 0xa0)) {
		piece.event.kind = TERM_TEXT;
		piece.event.codepoint = codepoint;
	}
	return piece;
}

static struct piece read_escape(const char *bytes, size_t len_bytes, bool utf8)
{
	struct piece piece = {0};
	size_t start = 1;

	if (len_bytes == 1)
		return piece;
	if (bytes[1] == ESC) { /* ESC ESC [ A: an arrow with Alt; otherwise the first is a key of its own */
		if (len_bytes == 2)
			return piece;
		if (bytes[2] != '[' && bytes[2] != 'O')
			return read_character(bytes, len_bytes, 0, utf8);
		start = 2;
	}
	if (bytes[start] == '[')
		piece = read_bracket(bytes, len_bytes, start);
	else if (bytes[start] == 'O')
		piece = read_shifted(bytes, len_bytes, start);
	else
		piece = read_character(bytes, len_bytes, start, utf8);
	if (start == 2 || (bytes[1] != '[' && bytes[1] != 'O'))
		piece.event.alt = true;
	return piece;
}

/* What the bytes are when no more will come: ESC alone is the key; ESC [ and ESC O are the letters with Alt; anything
 * longer is the beginning of a sequence whose rest was lost. */
static struct piece read_unfinished(const struct term_input *input)
{
	struct piece piece = {.len_bytes = input->len_bytes};

	if (input->bytes[0] != ESC && input->bytes[0] != '[') {
		piece.len_bytes = 1; /* a character's first bytes; '[' waits only as the torn rest of a sequence */
	} else if (input->bytes[0] != ESC) {
		return piece;
	} else if (input->len_bytes == 1 || input->bytes[1] == ESC) {
		piece.len_bytes = 1;
		set_key(&piece, KEY_ESCAPE);
	} else if (input->len_bytes == 2 && (input->bytes[1] == '[' || input->bytes[1] == 'O')) {
		piece.event =
		        (struct term_event){.kind = TERM_TEXT, .codepoint = (uint32_t)input->bytes[1], .alt = true};
	}
	return piece;
}

static struct piece read_piece(const struct term_input *input)
{
	if (input->after_escape && input->bytes[0] == '[' && input->len_bytes > 1) {
		/* The line was slow, and what was taken for Esc began a sequence: its rest has come in one go. */
		return read_bracket(input->bytes, input->len_bytes, 0);
	}
	if (input->bytes[0] == ESC)
		return read_escape(input->bytes, input->len_bytes, input->utf8);
	return read_character(input->bytes, input->len_bytes, 0, input->utf8);
}

/* --- pasting --- */

static void add_pasted(struct term_input *input, size_t len_bytes)
{
	for (size_t i = 0; i < len_bytes; i++) {
		if (input->bytes[i] && input->paste.len_bytes < PASTE_LIMIT_BYTES)
			strbuf_add_char(&input->paste, input->bytes[i]);
	}
	cut_out(input, 0, len_bytes);
}

static enum input_state next_of_paste(struct term_input *input, bool no_more, struct term_event *event)
{
	const size_t end_bytes = strlen(PASTE_END);
	size_t at = 0;

	while (at + end_bytes <= input->len_bytes && memcmp(input->bytes + at, PASTE_END, end_bytes) != 0)
		at++;
	if (at + end_bytes <= input->len_bytes) {
		add_pasted(input, at);
		cut_out(input, 0, end_bytes);
	} else if (no_more) {
		add_pasted(input, input->len_bytes);
	} else {
		add_pasted(input, at); /* the last bytes may be the beginning of the end */
		return INPUT_WAITS;
	}
	input->pasting = false;
	*event = (struct term_event){.kind = TERM_PASTE, .paste = input->paste.text};
	return INPUT_EVENT;
}

enum input_state term_input_next(struct term_input *input, bool no_more, struct term_event *event)
{
	while (input->pasting || input->len_bytes > 0) {
		struct piece piece;

		if (input->pasting)
			return next_of_paste(input, no_more, event);
		piece = read_piece(input);
		if (piece.len_bytes == 0 && !no_more)
			return INPUT_WAITS;
		input->after_escape = piece.len_bytes == 0 && input->len_bytes == 1 && input->bytes[0] == ESC;
		if (piece.len_bytes == 0)
			piece = read_unfinished(input);
		cut_out(input, 0, piece.len_bytes);
		if (piece.begins_paste) {
			strbuf_reset(&input->paste);
			input->pasting = true;
		}
		if (piece.report_col) {
			input->reported = true;
			input->report_col = piece.report_col;
		}
		if (input->sizes && piece.rows > 0 && piece.cols > 0) {
			input->rows = piece.rows;
			input->cols = piece.cols;
			piece.event.kind = TERM_RESIZE;
		}
		if (piece.event.kind != TERM_TIMEOUT) {
			*event = piece.event;
			return INPUT_EVENT;
		}
	}
	return INPUT_NONE;
}

int term_input_patience_ms(const struct term_input *input)
{
	if (input->pasting)
		return PASTE_PATIENCE_MS;
	return input->len_bytes && input->bytes[input->len_bytes - 1] == ESC ? ESCAPE_PATIENCE_MS
	                                                                     : SEQUENCE_PATIENCE_MS;
}

bool term_input_take_report(struct term_input *input)
{
	for (size_t start = 0; start + 1 < input->len_bytes; start++) {
		struct piece piece;

		if (input->bytes[start] != ESC || input->bytes[start + 1] != '[')
			continue;
		piece = read_sequence(input->bytes + start, input->len_bytes - start, 2);
		if (piece.report_col) {
			input->report_col = piece.report_col;
			input->reported = true;
			cut_out(input, start, piece.len_bytes);
			return true;
		}
	}
	return false;
}

void term_input_count_click(struct term_input *input, struct term_event *event, int64_t now_ms)
{
	if (now_ms - input->last_click_ms <= DOUBLE_CLICK_MS && event->row == input->last_click_row &&
	    event->col == input->last_click_col) {
		event->clicks = 2;
		now_ms = INT64_MIN / 2; /* a third click begins anew */
	}
	input->last_click_ms = now_ms;
	input->last_click_row = event->row;
	input->last_click_col = event->col;
}
