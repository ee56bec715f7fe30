#include "wcwidth.h"

#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include "tenken/base/text.h"

static int current_ambiguous_cols = 1;

void wcwidth_set_ambiguous(int ambiguous_cols)
{
	current_ambiguous_cols = ambiguous_cols == 2 ? 2 : 1;
}

int wcwidth(wchar_t character)
{
	uint32_t codepoint = (uint32_t)character;

	if (codepoint == 0)
		return 0;
	if (codepoint < 0x20 || (codepoint >= 0x7f && codepoint < 0xa0) || codepoint > 0x10ffff)
		return -1;
	return text_codepoint_cols(codepoint, current_ambiguous_cols);
}

int wcswidth(const wchar_t *text, size_t count)
{
	int total_cols = 0;

	for (size_t i = 0; i < count && text[i]; i++) {
		int cols = wcwidth(text[i]);

		if (cols < 0)
			return -1;
		total_cols += cols;
	}
	return total_cols;
}
