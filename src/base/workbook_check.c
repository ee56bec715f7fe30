#include "tenken/base/workbook_check.h"

#include <expat.h>
#include <zip.h>

enum { PIECE_BYTES = 64 * 1024 };

/* Feeds the part to the parser as it is inflated; the checksum is looked at where it ends. */
static bool parses(XML_Parser parser, zip_file_t *part)
{
	static char piece[PIECE_BYTES];
	zip_int64_t got;

	while ((got = zip_fread(part, piece, sizeof piece)) > 0)
		if (XML_Parse(parser, piece, (int)got, 0) != XML_STATUS_OK)
			return false;
	return got == 0 && XML_Parse(parser, piece, 0, 1) == XML_STATUS_OK;
}

static bool is_whole_part(zip_t *archive, zip_uint64_t index)
{
	zip_file_t *part = zip_fopen_index(archive, index, 0);
	XML_Parser parser = XML_ParserCreate(NULL);
	bool whole = part && parser && parses(parser, part);

	if (parser)
		XML_ParserFree(parser);
	return (!part || zip_fclose(part) == 0) && whole;
}

bool workbook_is_whole(const char *path)
{
	zip_t *archive = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	zip_int64_t count = archive ? zip_get_num_entries(archive, 0) : 0;
	bool whole = count > 0;

	for (zip_int64_t i = 0; whole && i < count; i++)
		whole = is_whole_part(archive, (zip_uint64_t)i);
	if (archive)
		zip_discard(archive);
	return whole;
}
