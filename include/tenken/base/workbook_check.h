/* workbook_check.h — whether an Excel file that was just written is whole.
 *
 * What a library left unwritten for want of room shows as parts that are missing, whose checksum is wrong, or that are no XML to their
 * end. */
#ifndef TENKEN_BASE_WORKBOOK_CHECK_H
#define TENKEN_BASE_WORKBOOK_CHECK_H

#include <stdbool.h>

/* Whether every part of the file at `path` can be read to its end and is well-formed XML. */
bool workbook_is_whole(const char *path);

#endif
