/* passphrase.h — whether a passphrase is good enough for a key that opens what a whole city's sections report.
 *
 * Clause 7.4.3.ウ asks for eight characters and for what is hard to guess. What is easy to guess is found by what people do:
 * one character again and again, a short piece repeated, runs of the alphabet, of figures or along a row of the keyboard, the
 * words that everybody tries first, and words that belong to the office, also with figures or signs around them. */
#ifndef TENKEN_EXCHANGE_PASSPHRASE_H
#define TENKEN_EXCHANGE_PASSPHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/error.h"

enum { PASSPHRASE_CHARS_MIN = 8, PASSPHRASE_BYTES_MAX = 1024 };

/* Whether the passphrase will do. `words` are what others would try here (names of the city, the office, the unit, its code,
 * the campaign), compared without regard to case, width and kana; blank ones are skipped.
 * Errors: ERROR_REFUSED, with what is wrong and what would be right; the message never shows the passphrase. */
bool passphrase_fits(const char *passphrase, const char *const *words, size_t count, struct error *err);

#endif
