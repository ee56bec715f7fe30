/* fuzz.h — what the fuzz targets share.
 *
 * A target is one file with LLVMFuzzerTestOneInput(): whatever the bytes, it returns, and nothing is read or written that is not
 * ours, nothing leaks, no promise of a header is broken (fuzz_check()). Linked with libFuzzer it looks for inputs that do
 * otherwise; linked with replay.c it goes through those that were found (corpus/). */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tenken/core/pack.h"
#include "tenken/core/record.h"
#include "tenken/core/verdict.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise that does not hold is a finding, as a crash is. */
#define fuzz_check(holds)                                                                                                        \
	do {                                                                                                                     \
		if (!(holds)) {                                                                                                  \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds);                               \
			abort();                                                                                                 \
		}                                                                                                                \
	} while (0)

/* The day of evaluation: that of the facts in tests/rules. */
static const struct date fuzz_today = {2026, 10, 1};

/* The bytes on the heap, without a NUL behind them: reading past their end is seen. Free it. */
char *fuzz_copy(const void *bytes, size_t len_bytes);

/* pack_read(): a pack or problems, never both, never neither, and each problem says something. NULL when it is refused. */
struct pack *fuzz_read_pack(const struct pack_file *files, size_t count);

/* Reads the facts and, if they are good, does all that a program may do with them: verdicts, what they decide in the
 * checklist of a role, its contradictions. */
void fuzz_judge(const struct pack *pack, const char *text, size_t len_bytes);

/* The same with records of which next to nothing is known; and coverage. */
void fuzz_use_pack(const struct pack *pack);

#endif
