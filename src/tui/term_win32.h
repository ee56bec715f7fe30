/* term_win32.h — what the two back-ends of Windows share: the ways out. */
#ifndef TENKEN_TUI_TERM_WIN32_H
#define TENKEN_TUI_TERM_WIN32_H

#include <stdbool.h>

/* From now on `give_back` runs when the program dies, and a closed console or a log-off is told by FLAG_HUNG_UP. */
void term_win32_guard(void (*give_back)(void));
void term_win32_unguard(void);
/* A handle on which waiting ends when FLAG_HUNG_UP is set. */
void *term_win32_hung_up_handle(void);

#endif
