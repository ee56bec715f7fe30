#include "tenken/base/workbook_check.h"

#include <expat.h>
#include <string.h>
#include <zip.h>

#include "tenken/base/str.h"

enum { PIECE_BYTES = 64 * 1024, PARSED_BYTES_MAX = 1024 * 1024 };

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
static bool read_part(struct reading *reading, zip_file_t *part)
{
	zip_int64_t got;

	while ((got = zip_fread(part, reading->piece + reading->kept_bytes, PIECE_BYTES)) > 0) {
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
	return name && str_starts_with(name, "xl/worksheets/sheet");
}

static bool is_whole_part(zip_t *archive, zip_uint64_t index, size_t *rows)
{
	static struct reading reading;
	struct zip_stat about;
	bool small = zip_stat_index(archive, index, 0, &about) == 0 && (about.valid & ZIP_STAT_SIZE) &&
	             about.size <= PARSED_BYTES_MAX;
	zip_file_t *part = zip_fopen_index(archive, index, 0);
	bool whole;

	reading = (struct reading){.parser = small ? XML_ParserCreate(NULL) : NULL};
	whole = part && (!small || reading.parser) && read_part(&reading, part);
	if (reading.parser)
		XML_ParserFree(reading.parser);
	if (is_sheet(zip_get_name(archive, index, 0)))
		*rows += reading.rows;
	return (!part || zip_fclose(part) == 0) && whole;
}

bool workbook_is_whole(const char *path, size_t rows)
{
	zip_t *archive = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	zip_int64_t count = archive ? zip_get_num_entries(archive, 0) : 0;
	size_t found = 0;
	bool whole = count > 0;

	for (zip_int64_t i = 0; whole && i < count; i++)
		whole = is_whole_part(archive, (zip_uint64_t)i, &found);
	if (archive)
		zip_discard(archive);
	return whole && found == rows;
}
