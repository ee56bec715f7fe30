/* keys.c — what a person does at the terminal, as the bytes that it sends. */
#include <stdlib.h>
#include <string.h>

#include "screen.h"

static const struct {
	const char *name;
	VTermKey key;
	VTermModifier modifier;
} keys[] = {
        {"Enter", VTERM_KEY_ENTER, 0},
        {"Tab", VTERM_KEY_TAB, 0},
        {"BackTab", VTERM_KEY_TAB, VTERM_MOD_SHIFT},
        {"Backspace", VTERM_KEY_BACKSPACE, 0},
        {"Esc", VTERM_KEY_ESCAPE, 0},
        {"Up", VTERM_KEY_UP, 0},
        {"Down", VTERM_KEY_DOWN, 0},
        {"Left", VTERM_KEY_LEFT, 0},
        {"Right", VTERM_KEY_RIGHT, 0},
        {"Ins", VTERM_KEY_INS, 0},
        {"Del", VTERM_KEY_DEL, 0},
        {"Home", VTERM_KEY_HOME, 0},
        {"End", VTERM_KEY_END, 0},
        {"PgUp", VTERM_KEY_PAGEUP, 0},
        {"PgDn", VTERM_KEY_PAGEDOWN, 0},
};

static bool is_one_character(const char *text)
{
	size_t after = 1;

	while ((text[after] & 0xc0) == 0x80)
		after++;
	return *text && !text[after];
}

bool screen_key(struct screen *screen, const char *name)
{
	char bytes[8];

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (strcmp(name, keys[i].name) == 0) {
			vterm_keyboard_key(screen->vterm, keys[i].key, keys[i].modifier);
			return true;
		}
	}
	if (name[0] == 'F' && name[1] >= '1' && name[1] <= '9') {
		char *end;
		long number = strtol(name + 1, &end, 10);
		if (*end || number > 12)
			return false;
		vterm_keyboard_key(screen->vterm, (VTermKey)VTERM_KEY_FUNCTION(number), 0);
		return true;
	}
	if (strncmp(name, "Ctrl-", 5) == 0 && name[5] >= '@' && name[5] <= '_' && !name[6]) {
		bytes[0] = name[5] & 0x1f;
		screen->sink(bytes, 1, screen->user);
		return true;
	}
	if (strncmp(name, "Alt-", 4) == 0 && is_one_character(name + 4)) {
		bytes[0] = '\033';
		strcpy(bytes + 1, name + 4);
		screen->sink(bytes, strlen(bytes), screen->user);
		return true;
	}
	if (strcmp(name, "Space") == 0)
		name = " ";
	if (!is_one_character(name))
		return false;
	screen->sink(name, strlen(name), screen->user);
	return true;
}

void screen_type(struct screen *screen, const char *text)
{
	screen->sink(text, strlen(text), screen->user);
}

void screen_paste(struct screen *screen, const char *text)
{
	char *copy = strdup(text);

	/* Terminals send the end of a line as the Enter key does. */
	for (char *at = copy; *at; at++) {
		if (*at == '\n')
			*at = '\r';
	}
	vterm_keyboard_start_paste(screen->vterm);
	screen->sink(copy, strlen(copy), screen->user);
	vterm_keyboard_end_paste(screen->vterm);
	free(copy);
}

static bool press(struct screen *screen, int row, int col, int button, bool release)
{
	if (screen->mouse == VTERM_PROP_MOUSE_NONE)
		return false;
	vterm_mouse_move(screen->vterm, row, col, 0);
	vterm_mouse_button(screen->vterm, button, true, 0);
	if (release)
		vterm_mouse_button(screen->vterm, button, false, 0);
	return true;
}

bool screen_click(struct screen *screen, int row, int col)
{
	return press(screen, row, col, 1, true);
}

bool screen_wheel(struct screen *screen, int row, int col, int step)
{
	return press(screen, row, col, step < 0 ? 4 : 5, false);
}

static void note(const char *bytes, size_t len_bytes, void *user)
{
	(void)bytes;
	*(bool *)user = len_bytes > 0;
}

const char *screen_left_on(struct screen *screen)
{
	screen_sink *sink = screen->sink;
	void *user = screen->user;
	bool brackets = false;

	if (screen->alternate)
		return "the alternate screen";
	if (!screen->cursor_visible)
		return "the hidden cursor";
	if (screen->mouse != VTERM_PROP_MOUSE_NONE)
		return "the mouse";
	screen->sink = note;
	screen->user = &brackets;
	vterm_keyboard_start_paste(screen->vterm);
	screen->sink = sink;
	screen->user = user;
	return brackets ? "bracketed paste" : NULL;
}
