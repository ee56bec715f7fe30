#include "workbook_archive.h"

#include <stdlib.h>
#include <string.h>

#include <unzip.h>

#include "tenken/base/mem.h"
#include "tenken/base/platform_file.h"

enum { METHOD_STORED = 0, METHOD_DEFLATED = 8, FLAG_SECRET = 1 };

/* What the library reads from: bytes in memory, or, without any, an open file. It is told no path, because what it makes of one
 * that is not in ASCII differs from system to system. */
struct source {
	const char *bytes;
	int fd;
	uint64_t size_bytes, at;
	bool failed;
};

struct entry {
	struct archive_part part;
	unz64_file_pos place;
};

struct archive {
	struct source source;
	unzFile zip;
	struct entry *entries;
	size_t count;
	size_t open;         /* the part that is being read */
	uint64_t read_bytes; /* of it */
	bool at_end;
};

/* --- what the library calls --- */

static void *source_open(void *opaque, const void *path, int mode)
{
	(void)path;
	return mode & ZLIB_FILEFUNC_MODE_WRITE ? NULL : opaque;
}

/* The library asks for nothing that a whole archive does not hold, and takes its end for zeros: less than was asked is a failure. */
static uLong source_read(void *opaque, void *stream, void *out, uLong len_bytes)
{
	struct source *source = opaque;
	uint64_t left = source->at < source->size_bytes ? source->size_bytes - source->at : 0;
	uLong wanted = len_bytes < left ? len_bytes : (uLong)left, got = 0;
	long long more = 1;

	(void)stream;
	if (source->bytes) {
		memcpy(out, source->bytes + source->at, wanted);
		got = wanted;
	}
	while (got < wanted && more > 0) {
		more = platform_file_read_at(source->fd, source->at + got, (char *)out + got, wanted - got);
		got += more > 0 ? (uLong)more : 0;
	}
	source->at += got;
	source->failed = source->failed || got < len_bytes;
	return got;
}

static uLong source_write(void *opaque, void *stream, const void *bytes, uLong len_bytes)
{
	(void)opaque, (void)stream, (void)bytes, (void)len_bytes;
	return 0;
}

static ZPOS64_T source_tell(void *opaque, void *stream)
{
	(void)stream;
	return ((struct source *)opaque)->at;
}

static long source_seek(void *opaque, void *stream, ZPOS64_T offset, int origin)
{
	struct source *source = opaque;
	uint64_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? source->at
	                : origin == ZLIB_FILEFUNC_SEEK_END ? source->size_bytes
	                                                   : 0;

	(void)stream;
	if (offset > source->size_bytes - from)
		return -1;
	source->at = from + offset;
	return 0;
}

static int source_close(void *opaque, void *stream)
{
	(void)opaque, (void)stream;
	return 0;
}

static int source_error(void *opaque, void *stream)
{
	(void)stream;
	return ((struct source *)opaque)->failed;
}

/* --- the directory --- */

static bool take_part(struct archive *archive)
{
	unz_file_info64 info;
	struct entry *entry;
	char *name;

	if (unzGetCurrentFileInfo64(archive->zip, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
		return false;
	name = mem_new(info.size_filename + 1, 1);
	entry = MEM_PUSH(archive->entries, archive->count);
	entry->part = (struct archive_part){
	        .name = name,
	        .bytes = info.uncompressed_size,
	        .packed_bytes = info.compressed_size,
	        .readable = info.compression_method == METHOD_STORED || info.compression_method == METHOD_DEFLATED,
	        .has_secret = info.flag & FLAG_SECRET,
	};
	return unzGetFilePos64(archive->zip, &entry->place) == UNZ_OK &&
	       unzGetCurrentFileInfo64(archive->zip, &info, name, info.size_filename + 1, NULL, 0, NULL, 0) == UNZ_OK;
}

static enum archive_opened take_parts(struct archive *archive, size_t parts_max)
{
	unz_global_info64 global;
	int at;

	if (unzGetGlobalInfo64(archive->zip, &global) != UNZ_OK)
		return ARCHIVE_DAMAGED;
	if (global.number_entry > parts_max)
		return ARCHIVE_TOO_MANY;
	if (global.number_entry == 0)
		return ARCHIVE_OPEN;
	for (at = unzGoToFirstFile(archive->zip); at == UNZ_OK; at = unzGoToNextFile(archive->zip))
		if (archive->count == global.number_entry || !take_part(archive))
			return ARCHIVE_DAMAGED;
	return at == UNZ_END_OF_LIST_OF_FILE && archive->count == global.number_entry ? ARCHIVE_OPEN : ARCHIVE_DAMAGED;
}

static enum archive_opened open_source(struct archive **opened, struct source source, size_t parts_max)
{
	struct archive *archive = mem_new(1, sizeof *archive);
	zlib_filefunc64_def functions = {.zopen64_file = source_open,
	                                 .zread_file = source_read,
	                                 .zwrite_file = source_write,
	                                 .ztell64_file = source_tell,
	                                 .zseek64_file = source_seek,
	                                 .zclose_file = source_close,
	                                 .zerror_file = source_error,
	                                 .opaque = &archive->source};
	enum archive_opened result;

	archive->source = source;
	archive->open = SIZE_MAX;
	archive->zip = unzOpen2_64("", &functions);
	result = archive->zip ? take_parts(archive, parts_max) : ARCHIVE_DAMAGED;
	if (result == ARCHIVE_OPEN)
		*opened = archive;
	else
		archive_close(archive);
	return result;
}

enum archive_opened archive_open(struct archive **archive, const char *bytes, size_t len_bytes, size_t parts_max)
{
	return open_source(archive, (struct source){.bytes = bytes ? bytes : "", .fd = -1, .size_bytes = len_bytes},
	                   parts_max);
}

enum archive_opened archive_open_file(struct archive **archive, const char *path, size_t parts_max)
{
	struct platform_status status;
	int fd = platform_file_open(path);

	if (fd < 0)
		return ARCHIVE_DAMAGED;
	if (!platform_file_is_regular(fd) || !platform_status(&status, path, true)) {
		platform_file_close(fd);
		return ARCHIVE_DAMAGED;
	}
	return open_source(archive, (struct source){.fd = fd, .size_bytes = status.size_bytes}, parts_max);
}

void archive_close(struct archive *archive)
{
	if (!archive)
		return;
	archive_end(archive);
	if (archive->zip)
		unzClose(archive->zip);
	if (archive->source.fd >= 0)
		platform_file_close(archive->source.fd);
	for (size_t i = 0; i < archive->count; i++)
		free(archive->entries[i].part.name);
	free(archive->entries);
	free(archive);
}

size_t archive_count(const struct archive *archive)
{
	return archive->count;
}

const struct archive_part *archive_part(const struct archive *archive, size_t part)
{
	return &archive->entries[part].part;
}

/* --- a part --- */

bool archive_begin(struct archive *archive, size_t part)
{
	archive_end(archive);
	if (unzGoToFilePos64(archive->zip, &archive->entries[part].place) != UNZ_OK ||
	    unzOpenCurrentFile(archive->zip) != UNZ_OK)
		return false;
	archive->open = part;
	archive->read_bytes = 0;
	archive->at_end = false;
	return true;
}

long long archive_read(struct archive *archive, char *bytes, size_t len_bytes)
{
	int got = unzReadCurrentFile(archive->zip, bytes, (unsigned)(len_bytes < 1 << 30 ? len_bytes : 1 << 30));

	if (got < 0)
		return -1;
	archive->read_bytes += (unsigned)got;
	archive->at_end = got == 0;
	return got;
}

bool archive_end(struct archive *archive)
{
	bool whole;

	if (archive->open == SIZE_MAX)
		return true;
	whole = !archive->at_end || archive->read_bytes == archive->entries[archive->open].part.bytes;
	archive->open = SIZE_MAX;
	return unzCloseCurrentFile(archive->zip) == UNZ_OK && whole;
}
