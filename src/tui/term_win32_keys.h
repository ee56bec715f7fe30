/* term_win32_keys.h — what the console of Windows reports, turned into events.
 *
 * Text comes in UTF-16, one record a unit, and also what the IME has made and what is pasted comes as keys. A paste with several lines
 * is told from typing by how much is there at once, so that its line ends do not answer questions. */
#ifndef TENKEN_TUI_TERM_WIN32_KEYS_H
#define TENKEN_TUI_TERM_WIN32_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/str.h"
#include "tenken/tui/term.h"

struct win32_keys {
	struct term_event *events; /* read and not yet handed out */
	size_t count, at;
	uint32_t high; /* the first unit of a character of two; 0: none */
	struct strbuf paste;
};

void win32_keys_release(struct win32_keys *keys);
/* The next event, if there is one; waits for nothing. `console` is the handle of the console's input. event->paste is valid until the
 * next call. */
bool win32_keys_next(struct win32_keys *keys, void *console, struct term_event *event);

#endif
