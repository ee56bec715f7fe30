#include "term_win32_keys.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "term_input.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

enum {
	RECORDS_MAX = 256,
	PASTE_TEXTS_MIN = 16, /* nobody types so much ahead, with a line end in it */
	PASTE_PAUSE_MS = 30,  /* the rest of a paste follows sooner */
};

void win32_keys_release(struct win32_keys *keys)
{
	free(keys->events);
	strbuf_release(&keys->paste);
	*keys = (struct win32_keys){0};
}

static void add(struct win32_keys *keys, struct term_event event)
{
	*MEM_PUSH(keys->events, keys->count) = event;
}

/* --- keys --- */

static enum key key_of(WORD code, bool shift)
{
	static const struct {
		WORD code;
		enum key key;
	} keys[] = {
	        {VK_RETURN, KEY_RETURN},   {VK_ESCAPE, KEY_ESCAPE},   {VK_BACK, KEY_BACKSPACE_}, {VK_DELETE, KEY_DELETE_},
	        {VK_INSERT, KEY_INSERT_},  {VK_UP, KEY_ARROW_UP},     {VK_DOWN, KEY_ARROW_DOWN}, {VK_LEFT, KEY_ARROW_LEFT},
	        {VK_RIGHT, KEY_ARROW_RIGHT}, {VK_PRIOR, KEY_PAGE_UP}, {VK_NEXT, KEY_PAGE_DOWN},  {VK_HOME, KEY_HOME_},
	        {VK_END, KEY_END_},
	};

	if (code == VK_TAB)
		return shift ? KEY_BACK_TABULATOR : KEY_TABULATOR;
	if (code >= VK_F1 && code <= VK_F12)
		return (enum key)(KEY_F1_ + (code - VK_F1));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (keys[i].code == code)
			return keys[i].key;
	}
	return KEY_NOTHING;
}

/* Control letters that are keys, as terminals send them. */
static enum key key_of_control(uint32_t codepoint)
{
	switch (codepoint) {
	case '\r':
	case '\n':
		return KEY_RETURN;
	case '\t':
		return KEY_TABULATOR;
	case '\b':
	case 0x7f:
		return KEY_BACKSPACE_;
	case 0x1b:
		return KEY_ESCAPE;
	default:
		return KEY_NOTHING;
	}
}

/* The character that a unit completes; 0: none yet. */
static uint32_t complete(struct win32_keys *keys, uint32_t unit)
{
	uint32_t high = keys->high;

	keys->high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
	if (keys->high)
		return 0;
	if (unit >= 0xdc00 && unit < 0xe000)
		return high ? 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00) : 0;
	return unit;
}

static void take_text(struct win32_keys *keys, uint32_t unit, bool alt)
{
	uint32_t codepoint = complete(keys, unit);
	struct term_event event = {.kind = TERM_TEXT, .codepoint = codepoint, .alt = alt};

	if (codepoint == 0 || (codepoint >= 0x80 && codepoint < 0xa0))
		return;
	if (key_of_control(codepoint) != KEY_NOTHING)
		event = (struct term_event){.kind = TERM_KEY, .key = key_of_control(codepoint), .alt = alt};
	add(keys, event);
}

static void take_key(struct win32_keys *keys, const KEY_EVENT_RECORD *record)
{
	const DWORD state = record->dwControlKeyState;
	uint32_t unit = (uint16_t)record->uChar.UnicodeChar;
	/* Alt Gr is Ctrl and Alt to Windows; what it types is plain text. */
	bool alt_gr = (state & RIGHT_ALT_PRESSED) && (state & LEFT_CTRL_PRESSED) && unit >= ' ';
	bool alt = !alt_gr && (state & (LEFT_ALT_PRESSED | RIGHT_ALT_PRESSED));
	bool ctrl = !alt_gr && (state & (LEFT_CTRL_PRESSED | RIGHT_CTRL_PRESSED));
	enum key key = key_of(record->wVirtualKeyCode, state & SHIFT_PRESSED);

	/* A number typed with Alt comes when Alt is let go. */
	if (!record->bKeyDown && !(record->wVirtualKeyCode == VK_MENU && unit))
		return;
	for (WORD i = 0; i < (record->wRepeatCount ? record->wRepeatCount : 1); i++) {
		if (key != KEY_NOTHING)
			add(keys, (struct term_event){.kind = TERM_KEY, .key = key, .alt = alt, .ctrl = ctrl});
		else if (unit)
			take_text(keys, unit, alt);
	}
}

/* --- the mouse --- */

static void take_mouse(struct win32_keys *keys, const MOUSE_EVENT_RECORD *record)
{
	struct term_event event = {.row = record->dwMousePosition.Y, .col = record->dwMousePosition.X};

	if (record->dwEventFlags == MOUSE_WHEELED) {
		event.kind = TERM_WHEEL;
		event.step = (SHORT)HIWORD(record->dwButtonState) > 0 ? -1 : 1;
		add(keys, event);
	} else if ((record->dwEventFlags == 0 || record->dwEventFlags == DOUBLE_CLICK) &&
	           record->dwButtonState == FROM_LEFT_1ST_BUTTON_PRESSED) {
		event.kind = TERM_CLICK;
		event.clicks = record->dwEventFlags == DOUBLE_CLICK ? 2 : 1;
		add(keys, event);
	}
}

/* --- pasting --- */

/* What a record types: a unit of text, '\n' for a line end; 0 for anything else. */
static uint32_t typed(const INPUT_RECORD *record)
{
	const KEY_EVENT_RECORD *key = &record->Event.KeyEvent;
	uint32_t unit = (uint16_t)key->uChar.UnicodeChar;

	if (record->EventType != KEY_EVENT || !key->bKeyDown)
		return 0;
	if (unit == '\r' || unit == '\n')
		return '\n';
	return unit >= ' ' || unit == '\t' ? unit : 0;
}

static bool is_paste(const INPUT_RECORD *records, DWORD count)
{
	size_t texts = 0;
	bool line_end = false, behind = false;

	for (DWORD i = 0; i < count; i++) {
		uint32_t unit = typed(&records[i]);

		texts += unit != 0;
		behind = behind || (line_end && unit && unit != '\n');
		line_end = line_end || unit == '\n';
	}
	return texts >= PASTE_TEXTS_MIN && behind;
}

static bool add_pasted(struct win32_keys *keys, const INPUT_RECORD *records, DWORD count)
{
	bool any = false;

	for (DWORD i = 0; i < count; i++) {
		uint32_t unit = typed(&records[i]), codepoint = unit ? complete(keys, unit) : 0;

		any = any || unit;
		if (codepoint && keys->paste.len_bytes < PASTE_LIMIT_BYTES)
			text_encode(&keys->paste, codepoint);
	}
	return any;
}

static DWORD read_records(HANDLE console, INPUT_RECORD *records)
{
	DWORD count = 0;

	if (!GetNumberOfConsoleInputEvents(console, &count) || count == 0)
		return 0;
	if (!ReadConsoleInputW(console, records, count < RECORDS_MAX ? count : RECORDS_MAX, &count))
		return 0;
	return count;
}

static void take_paste(struct win32_keys *keys, HANDLE console, INPUT_RECORD *records, DWORD count)
{
	strbuf_reset(&keys->paste);
	keys->high = 0;
	add_pasted(keys, records, count);
	while (WaitForSingleObject(console, PASTE_PAUSE_MS) == WAIT_OBJECT_0) {
		count = read_records(console, records);
		if (count == 0)
			break;
		add_pasted(keys, records, count);
	}
	add(keys, (struct term_event){.kind = TERM_PASTE, .paste = keys->paste.text});
}

bool win32_keys_next(struct win32_keys *keys, void *console, struct term_event *event)
{
	INPUT_RECORD records[RECORDS_MAX];
	DWORD count;

	while (keys->at >= keys->count) {
		keys->at = keys->count = 0;
		free(keys->events);
		keys->events = NULL;
		count = read_records(console, records);
		if (count == 0)
			return false;
		if (is_paste(records, count)) {
			take_paste(keys, console, records, count);
			continue;
		}
		for (DWORD i = 0; i < count; i++) {
			if (records[i].EventType == KEY_EVENT)
				take_key(keys, &records[i].Event.KeyEvent);
			else if (records[i].EventType == MOUSE_EVENT)
				take_mouse(keys, &records[i].Event.MouseEvent);
		}
	}
	*event = keys->events[keys->at++];
	return true;
}
