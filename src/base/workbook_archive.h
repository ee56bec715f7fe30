/* workbook_archive.h — a ZIP archive and its parts: what the library (minizip) gives, and nothing of it outside. */
#ifndef TENKEN_BASE_WORKBOOK_ARCHIVE_H
#define TENKEN_BASE_WORKBOOK_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct archive;

/* What the archive's directory says of a part; what it really holds may be something else. */
struct archive_part {
	char *name; /* as it stands there, up to a NUL; in any encoding */
	uint64_t bytes, packed_bytes;
	bool readable;   /* packed in a way that spreadsheets use (stored, deflated) */
	bool has_secret; /* locked with a password */
};

enum archive_opened { ARCHIVE_OPEN, ARCHIVE_DAMAGED, ARCHIVE_TOO_MANY };

/* Opens an archive in memory, which must outlive it, or a file, and reads its directory, which may have `parts_max` parts; on
 * ARCHIVE_OPEN `archive` is set, and the caller closes it. */
enum archive_opened archive_open(struct archive **archive, const char *bytes, size_t len_bytes, size_t parts_max);
enum archive_opened archive_open_file(struct archive **archive, const char *path, size_t parts_max);
void archive_close(struct archive *archive); /* NULL is fine */

size_t archive_count(const struct archive *archive);
/* Borrowed. */
const struct archive_part *archive_part(const struct archive *archive, size_t part);

/* Begins to read a part; one at a time. False when it is damaged; then it need not be ended. */
bool archive_begin(struct archive *archive, size_t part);
/* The next bytes, at most `len_bytes`; 0 at the end, -1 when it is damaged. */
long long archive_read(struct archive *archive, char *bytes, size_t len_bytes);
/* Whether all that was read has the length and the checksum that the archive names. True, too, when it was not read to its end. */
bool archive_end(struct archive *archive);

#endif
