/* file.h — files, read whole and written so that no crash leaves half of one. */
#ifndef TENKEN_BASE_FILE_H
#define TENKEN_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/error.h"
#include "tenken/base/str.h"

/* Appends the whole regular file to `out`, which stays as it was on error. A link is followed; a pipe or a device is not
 * waited for. Errors: ERROR_NOT_FOUND, ERROR_INPUT (larger than limit_bytes, no regular file), ERROR_STORAGE; the message
 * names the path and what to do. */
bool file_read(struct strbuf *out, const char *path, size_t limit_bytes, struct error *err);

/* As file_read(), of the file `name` in `folder`, for folders that came from elsewhere: nothing of them may be a link, since it
 * could lead out of the folder. `name` may have one '/'; `folder` itself may be a link. Errors: also ERROR_INPUT for a link. */
bool file_read_inside(struct strbuf *out, const char *folder, const char *name, size_t limit_bytes, struct error *err);

/* Appends what standard input holds. Errors: ERROR_INPUT (more than limit_bytes), ERROR_STORAGE. */
bool file_read_stdin(struct strbuf *out, size_t limit_bytes, struct error *err);

/* Writes through a temporary in the same folder (O_EXCL|O_NOFOLLOW, `mode`), fsync, rename, fsync of the folder: afterwards
 * `path` holds all of it, or what it held before. `mode` holds whatever the umask; a link at `path` is replaced, not
 * followed. A folder in which one may make files but not look will do. Errors: ERROR_STORAGE;
 * those of file_may_be_written(). */
bool file_write(const char *path, const char *bytes, size_t len_bytes, unsigned mode, struct error *err);

/* As file_write(), of a text that is too long to be held: `write` appends it to a buffer with a drain (str.h). */
typedef void file_writer(void *context, struct strbuf *out);
bool file_write_long(const char *path, unsigned mode, file_writer *write, void *context, struct error *err);

/* As file_write(), for what a library writes by itself: `fill` is handed the path of an empty file in the same folder, writes to it
 * and closes it. When it returns false, with an error of its own, `path` is as it was. */
typedef bool file_fill(void *context, const char *temporary, struct error *err);
bool file_write_by(const char *path, unsigned mode, file_fill *fill, void *context, struct error *err);
/* Appends to `out` what `fill` writes: through a file in $TMPDIR (else /tmp) that only this user can read and that is gone afterwards. */
bool file_take(struct strbuf *out, file_fill *fill, void *context, struct error *err);

/* Whether file_write() and its kin would put a file there: not over a database or what belongs to one, nor in the place of a device or
 * a pipe, nor under a name that the system has no files of. Errors: ERROR_REFUSED, ERROR_USAGE. */
bool file_may_be_written(const char *path, struct error *err);

bool file_exists(const char *path); /* a link that leads nowhere does not */
bool file_is_folder(const char *path);
/* Makes the folder and its parents (0700). Errors: ERROR_STORAGE. */
bool file_make_folder(const char *path, struct error *err);

/* A path as people type or paste it: "~" and what begins with "~/" is in their home folder, as a shell has it. Blanks around it,
 * and the quotes that file managers put around what is copied or dropped, are no part of it, unless there is a file of just that
 * name. Caller frees. */
char *path_from_typed(const char *typed);
/* `folder`/`name`; caller frees. */
char *path_join(const char *folder, const char *name);
/* Everything before the last '/', "." when there is none; caller frees. */
char *path_folder(const char *path);
/* Behind the last '/'; borrowed. */
const char *path_base(const char *path);

/* Names (not paths) in a folder, sorted bytewise, without "." and "..". Release with file_names_release(). */
struct file_names {
	char **names;
	size_t count;
};
/* Errors: ERROR_NOT_FOUND (also when `folder` is a file), ERROR_STORAGE. On error `names` is empty. */
bool file_list(struct file_names *names, const char *folder, struct error *err);
/* As file_list(), of the folder `name` in `folder`, which may be no link: ERROR_INPUT. */
bool file_list_inside(struct file_names *names, const char *folder, const char *name, struct error *err);
void file_names_release(struct file_names *names);

#endif
