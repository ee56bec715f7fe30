#include "tenken/tui/theme.h"

#include <assert.h>

/* Cyan stands where others take green: cyan, yellow and red stay apart for every kind of colour vision. */
static const struct term_style styles[] = {
        [STYLE_PLAIN] = {.colour = TERM_DEFAULT},
        [STYLE_TITLE] = {.bold = true},
        [STYLE_RULE] = {.dim = true},
        [STYLE_DIM] = {.dim = true},
        [STYLE_FOCUS] = {.reverse = true},
        [STYLE_KEY] = {.colour = TERM_CYAN, .bold = true},
        [STYLE_STATEMENT] = {.bold = true},
        [STYLE_LABEL] = {.colour = TERM_CYAN},
        [STYLE_SAVED] = {.colour = TERM_CYAN, .bold = true},
        [STYLE_WARNING] = {.colour = TERM_YELLOW, .bold = true},
        [STYLE_ERROR] = {.colour = TERM_RED, .bold = true},
        [STYLE_MATCH] = {.bold = true, .underline = true},
};
static_assert(sizeof styles / sizeof *styles == STYLES, "every style is defined");

static const struct term_style answers[] = {
        [ANSWER_NONE] = {.colour = TERM_DEFAULT},
        [ANSWER_IMPLEMENTED] = {.colour = TERM_CYAN},
        [ANSWER_PARTIAL] = {.colour = TERM_YELLOW},
        [ANSWER_NOT_IMPLEMENTED] = {.colour = TERM_RED, .bold = true},
        [ANSWER_NOT_APPLICABLE] = {.dim = true},
        [ANSWER_EXCEPTION] = {.bold = true},
        [ANSWER_UNSURE] = {.colour = TERM_MAGENTA, .bold = true},
};
static_assert(sizeof answers / sizeof *answers == ANSWERS, "every answer has its style");

struct term_style theme_style(enum style style)
{
	return styles[(unsigned)style < STYLES ? style : STYLE_PLAIN];
}

struct term_style theme_answer(enum answer answer)
{
	return answers[(unsigned)answer < ANSWERS ? answer : ANSWER_NONE];
}
