/* office_list.h — a screen that lists something over all units of the office, what is urgent first and alone where that is wanted.
 *
 * What it lists is told by a table of operations; what they keep is one structure of theirs. */
#ifndef TENKEN_TUI_OFFICE_LIST_H
#define TENKEN_TUI_OFFICE_LIST_H

#include "view_office.h"

struct office_list_ops {
	const char *title; /* N_(), behind "Roster > " */
	size_t data_bytes; /* of what is kept; zeroed at first */
	/* Reads it anew, in the place of what was read before. On error nothing is in it. */
	bool (*load)(void *data, const struct office *office, struct error *err);
	void (*release)(void *data); /* zeroed is fine */
	size_t (*count)(const void *data);
	bool (*is_urgent)(const void *data, size_t at);
	const char *urgent; /* N_(): what the filter calls those */
	const char *none, *none_urgent; /* N_(): in place of an empty list */
	/* "Plans: 3, overdue: 1". */
	char *(*head)(const void *data, size_t count, size_t urgent);
	/* All of them as a sum, each part named; of its parts at most `parts` one by one. NULL: there is no such sum. */
	char *(*sum)(const void *data, size_t parts);
	/* Puts into the last row of the page, from column 3. */
	void (*row)(struct page *page, const struct office *office, const void *data, size_t at, enum style style);
	/* All of it, below the list. */
	void (*describe)(struct strbuf *out, const struct office *office, const void *data, size_t at);
	void (*open)(struct shell *shell, const void *data, size_t at);
};
void office_list_open(struct shell *shell, const struct office_list_ops *ops);

#endif
