/* package.h — archives made of parts, for those that test the reader of workbooks. */
#ifndef TESTS_LIB_PACKAGE_H
#define TESTS_LIB_PACKAGE_H

#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "tenken/base/str.h"

struct part {
	const char *path;
	const char *text;
	size_t len_bytes; /* 0: up to its NUL */
};

/* Appends the archive to `out`; false when libzip does not take the parts (the same path twice). `packed`: deflated. */
static inline bool package_make(struct strbuf *out, const struct part *parts, size_t count, bool packed)
{
	zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_source_keep(whole);
	zip_t *zip = zip_open_from_source(whole, ZIP_TRUNCATE, NULL);
	bool ok = zip != NULL;
	for (size_t i = 0; ok && i < count; i++) {
		size_t len_bytes = parts[i].len_bytes ? parts[i].len_bytes : strlen(parts[i].text);
		zip_source_t *source = zip_source_buffer(zip, parts[i].text, len_bytes, 0);
		zip_int64_t at = zip_file_add(zip, parts[i].path, source, ZIP_FL_ENC_UTF_8);
		ok = at >= 0 &&
		     zip_set_file_compression(zip, (zip_uint64_t)at, packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) == 0;
		if (at < 0)
			zip_source_free(source);
	}
	ok = ok && zip_close(zip) == 0;
	if (!ok && zip)
		zip_discard(zip);
	if (ok && zip_source_open(whole) == 0) {
		char piece[4096];
		zip_int64_t got;
		while ((got = zip_source_read(whole, piece, sizeof piece)) > 0)
			strbuf_add_bytes(out, piece, (size_t)got);
		zip_source_close(whole);
	}
	zip_source_free(whole);
	return ok && out->len_bytes;
}

#endif
