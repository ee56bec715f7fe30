/* package.h — archives made of parts, for those that test the reader of workbooks. */
#ifndef TESTS_LIB_PACKAGE_H
#define TESTS_LIB_PACKAGE_H

#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

struct part {
	const char *path;
	const char *text;
	size_t len_bytes; /* 0: up to its NUL */
};

/* --- what the library writes to: memory --- */

struct package_sink {
	char *bytes;
	size_t len_bytes, at;
};

static inline void *package_open_sink(void *opaque, const void *path, int mode)
{
	(void)path, (void)mode;
	return opaque;
}

static inline uLong package_read_sink(void *opaque, void *stream, void *out, uLong len_bytes)
{
	struct package_sink *sink = opaque;
	uLong got = len_bytes < sink->len_bytes - sink->at ? len_bytes : (uLong)(sink->len_bytes - sink->at);

	(void)stream;
	memcpy(out, sink->bytes + sink->at, got);
	sink->at += got;
	return got;
}

static inline uLong package_write_sink(void *opaque, void *stream, const void *bytes, uLong len_bytes)
{
	struct package_sink *sink = opaque;

	(void)stream;
	if (sink->at + len_bytes > sink->len_bytes) {
		sink->len_bytes = sink->at + len_bytes;
		sink->bytes = mem_resize(sink->bytes, sink->len_bytes, 1);
	}
	memcpy(sink->bytes + sink->at, bytes, len_bytes);
	sink->at += len_bytes;
	return len_bytes;
}

static inline ZPOS64_T package_tell_sink(void *opaque, void *stream)
{
	(void)stream;
	return ((struct package_sink *)opaque)->at;
}

static inline long package_seek_sink(void *opaque, void *stream, ZPOS64_T offset, int origin)
{
	struct package_sink *sink = opaque;

	(void)stream;
	sink->at = (size_t)offset + (origin == ZLIB_FILEFUNC_SEEK_CUR   ? sink->at
	                             : origin == ZLIB_FILEFUNC_SEEK_END ? sink->len_bytes
	                                                                : 0);
	return sink->at <= sink->len_bytes ? 0 : -1;
}

static inline int package_close_sink(void *opaque, void *stream)
{
	(void)opaque, (void)stream;
	return 0;
}

/* Appends the archive to `out`; false when the library does not take the parts. `packed`: deflated. */
static inline bool package_make(struct strbuf *out, const struct part *parts, size_t count, bool packed)
{
	struct package_sink sink = {0};
	zlib_filefunc64_def functions = {.zopen64_file = package_open_sink,
	                                 .zread_file = package_read_sink,
	                                 .zwrite_file = package_write_sink,
	                                 .ztell64_file = package_tell_sink,
	                                 .zseek64_file = package_seek_sink,
	                                 .zclose_file = package_close_sink,
	                                 .zerror_file = package_close_sink,
	                                 .opaque = &sink};
	zip_fileinfo about = {0};
	zipFile zip = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &functions);
	bool ok = zip != NULL;
	for (size_t i = 0; ok && i < count; i++) {
		size_t len_bytes = parts[i].len_bytes ? parts[i].len_bytes : strlen(parts[i].text);
		ok = zipOpenNewFileInZip64(zip, parts[i].path, &about, NULL, 0, NULL, 0, NULL, packed ? Z_DEFLATED : 0,
		                           Z_DEFAULT_COMPRESSION, 0) == ZIP_OK &&
		     zipWriteInFileInZip(zip, parts[i].text, (unsigned)len_bytes) == ZIP_OK &&
		     zipCloseFileInZip(zip) == ZIP_OK;
	}
	ok = zip && zipClose(zip, NULL) == ZIP_OK && ok;
	if (ok)
		strbuf_add_bytes(out, sink.bytes, sink.len_bytes);
	free(sink.bytes);
	return ok && out->len_bytes;
}

#endif
