/* workbook_check.h — whether an Excel file that was just written is whole.
 *
 * What a library left unwritten for want of room shows as parts that are missing, whose checksum is wrong, that are no XML to their end,
 * or as rows that are not there. */
#ifndef TENKEN_BASE_WORKBOOK_CHECK_H
#define TENKEN_BASE_WORKBOOK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/* Whether every part of the file at `path` can be read to its end and is well-formed XML, and its sheets have `rows` rows together. Of a
 * large part only the checksum, its end and its rows are looked at: to parse it would take as long as to write it. */
bool workbook_is_whole(const char *path, size_t rows);

#endif
