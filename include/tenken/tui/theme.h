/* theme.h — every colour and attribute of the screens, in one place.
 *
 * The 8 ANSI colours on the terminal's own background, never red against green, never colour alone: whatever a colour says
 * a letter or word says too. */
#ifndef TENKEN_TUI_THEME_H
#define TENKEN_TUI_THEME_H

#include "tenken/core/answer.h"
#include "tenken/tui/term.h"

enum style { STYLE_PLAIN, STYLE_TITLE, STYLE_RULE, STYLE_DIM, STYLE_FOCUS, STYLE_KEY, STYLE_STATEMENT, STYLE_LABEL,
             STYLE_SAVED, STYLE_WARNING, STYLE_ERROR, STYLE_MATCH, STYLES };

struct term_style theme_style(enum style style);
/* The style of an answer's kanji. */
struct term_style theme_answer(enum answer answer);

#endif
