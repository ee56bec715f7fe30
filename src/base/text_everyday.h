/* text_everyday.h — characters of which no look-up is needed.
 *
 * Nearly all that is shown consists of them: letters, digits, kana, kanji, their punctuation, lines and arrows. They are assigned, visible,
 * no mark upon another, and between two of them a cluster always ends. Knowing them by their ranges saves the tables of Unicode, which
 * would take more memory than all texts on the screen. */
#ifndef TENKEN_BASE_TEXT_EVERYDAY_H
#define TENKEN_BASE_TEXT_EVERYDAY_H

#include <stdbool.h>
#include <stdint.h>

/* In writing. */
static inline bool text_is_everyday(uint32_t codepoint)
{
	return (codepoint >= 0x20 && codepoint <= 0x7E) || (codepoint >= 0x3041 && codepoint <= 0x3096) ||
	       (codepoint >= 0x30A1 && codepoint <= 0x30FE) || (codepoint >= 0x3001 && codepoint <= 0x3020) ||
	       (codepoint >= 0x4E00 && codepoint <= 0x9FA5) || (codepoint >= 0xFF01 && codepoint <= 0xFF5E);
}

/* In writing and drawing: the blank of the width of a kanji, dashes and dots, arrows and signs of mathematics, numbers in circles, lines,
 * blocks, shapes, and what else terminals are asked to draw (signs of Latin-1, small Greek letters). */
static inline bool text_stands_alone(uint32_t codepoint)
{
	return text_is_everyday(codepoint) || codepoint == 0x3000 || (codepoint >= 0x2010 && codepoint <= 0x2027) ||
	       (codepoint >= 0x2190 && codepoint <= 0x23FF) || (codepoint >= 0x2460 && codepoint <= 0x26FF) ||
	       (codepoint >= 0xA1 && codepoint <= 0xFF && codepoint != 0xAD) || (codepoint >= 0x3B1 && codepoint <= 0x3C9);
}

#endif
