#include "tenken/base/workbook_check.h"

#include <expat.h>
#include <string.h>

#include "tenken/base/str.h"
#include "workbook_archive.h"

enum { PIECE_BYTES = 64 * 1024, PARSED_BYTES_MAX = 1024 * 1024, PARTS_MAX = 65535 };

static const char row_start[] = "<row ";
enum { START_BYTES = sizeof row_start - 1 };

/* One part, as it is inflated: the parser, or NULL where it is too large; the rows so far; the last bytes that were read, since one may
 * begin in one piece and end in the next. */
struct reading {
	XML_Parser parser;
	size_t rows;
	char piece[START_BYTES + PIECE_BYTES];
	size_t kept_bytes;
	char last; /* byte that is no white space */
};

static void count_rows(struct reading *reading, size_t len_bytes)
{
	const char *end = reading->piece + len_bytes, *at = reading->piece;

	while ((at = bytes_find(at, (size_t)(end - at), row_start, START_BYTES))) {
		reading->rows++;
		at += START_BYTES;
	}
	for (const char *byte = end; byte > reading->piece && byte > end - PIECE_BYTES;) {
		if (!strchr(" \r\n\t", *--byte)) {
			reading->last = *byte;
			break;
		}
	}
	reading->kept_bytes = len_bytes < START_BYTES - 1 ? len_bytes : START_BYTES - 1;
	memmove(reading->piece, end - reading->kept_bytes, reading->kept_bytes);
}

/* The checksum is looked at where the part ends. */
static bool read_part(struct reading *reading, struct archive *archive)
{
	long long got;

	while ((got = archive_read(archive, reading->piece + reading->kept_bytes, PIECE_BYTES)) > 0) {
		if (reading->parser &&
		    XML_Parse(reading->parser, reading->piece + reading->kept_bytes, (int)got, 0) != XML_STATUS_OK)
			return false;
		count_rows(reading, reading->kept_bytes + (size_t)got);
	}
	return got == 0 && reading->last == '>' &&
	       (!reading->parser || XML_Parse(reading->parser, "", 0, 1) == XML_STATUS_OK);
}

static bool is_sheet(const char *name)
{
	return str_starts_with(name, "xl/worksheets/sheet");
}

static bool is_whole_part(struct archive *archive, size_t index, size_t *rows)
{
	static struct reading reading;
	const struct archive_part *part = archive_part(archive, index);
	bool small = part->bytes <= PARSED_BYTES_MAX, whole;

	if (!archive_begin(archive, index))
		return false;
	reading = (struct reading){.parser = small ? XML_ParserCreate(NULL) : NULL};
	whole = (!small || reading.parser) && read_part(&reading, archive);
	if (reading.parser)
		XML_ParserFree(reading.parser);
	if (is_sheet(part->name))
		*rows += reading.rows;
	return archive_end(archive) && whole;
}

bool workbook_is_whole(const char *path, size_t rows)
{
	struct archive *archive;
	size_t found = 0;
	bool whole;

	if (archive_open_file(&archive, path, PARTS_MAX) != ARCHIVE_OPEN)
		return false;
	whole = archive_count(archive) > 0;
	for (size_t i = 0; whole && i < archive_count(archive); i++)
		whole = is_whole_part(archive, i, &found);
	archive_close(archive);
	return whole && found == rows;
}
