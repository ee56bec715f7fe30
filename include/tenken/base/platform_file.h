/* platform_file.h — files as the system gives them: the calls below base/file and store/place, which are the same everywhere.
 *
 * Names are UTF-8; on Windows '\' separates as '/' does. What fails leaves errno as POSIX has it on every system, ENOSPC also for a
 * quota, ELOOP for a link where none may be, EBUSY for what another program keeps open. Nothing here makes a message. */
#ifndef TENKEN_BASE_PLATFORM_FILE_H
#define TENKEN_BASE_PLATFORM_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- open files --- */

/* To read; a link is followed, a pipe not waited for. -1 on error. */
int platform_file_open(const char *path);
/* To read `name` (which may have one '/') in `folder`, where nothing may be a link; `folder` itself may be one. -1 on error. */
int platform_file_open_inside(const char *folder, const char *name);
/* A new file, to write, with the rights `mode` whatever the umask (where the system has them); nothing may stand there, not even a
 * link. -1 on error. */
int platform_file_create(const char *path, unsigned mode);
/* Whether it is a file and no folder, pipe or device. False with errno 0 when it is none. */
bool platform_file_is_regular(int fd);
/* What came or went, at most `len_bytes`; 0 at the end; -1 on error. An interruption is not seen. */
long long platform_file_read(int fd, void *bytes, size_t len_bytes);
/* The same from `offset_bytes` on, wherever the file stands; afterwards it may stand elsewhere. */
long long platform_file_read_at(int fd, uint64_t offset_bytes, void *bytes, size_t len_bytes);
long long platform_file_write(int fd, const void *bytes, size_t len_bytes);
/* Waits until all of it is on the disk. */
bool platform_file_sync(int fd);
bool platform_file_close(int fd);

/* --- by name --- */

/* The same for a file that is not open here; `path` may be no link. */
bool platform_sync_named(const char *path);
/* Waits until the names in the folder are on the disk; done at once where the system knows no such thing (Windows). */
bool platform_sync_folder(const char *folder);
bool platform_rename(const char *from, const char *to); /* replaces what stands there */
bool platform_link(const char *from, const char *to);   /* a second name; replaces nothing */
bool platform_remove(const char *path);
bool platform_remove_folder(const char *path);
bool platform_make_folder(const char *path); /* for this user alone, where the system has rights */
/* A new folder in `parent` for this user alone, "tenken-" and what nobody can guess; NULL on error, else the caller frees. */
char *platform_make_scratch(const char *parent);

enum platform_kind { PLATFORM_FILE, PLATFORM_FOLDER, PLATFORM_LINK, PLATFORM_OTHER };
struct platform_status {
	enum platform_kind kind;
	uint64_t size_bytes;
	bool own;                /* it is this user's; false also where that cannot be told */
	uint64_t device, number; /* together: which file it is, whatever its names */
};
/* What stands at `path`; with `follow` behind the link that stands there. */
bool platform_status(struct platform_status *status, const char *path, bool follow);

/* Whether this user may, as far as can be told before it is tried. */
enum platform_right { PLATFORM_READ, PLATFORM_WRITE, PLATFORM_ADD_FILES };
bool platform_may(const char *path, enum platform_right right);

/* The absolute path of a folder that is there; NULL on error, else the caller frees. */
char *platform_real_folder(const char *folder);
/* Caller frees; NULL when it cannot be told. */
char *platform_present_folder(void);
/* Where files of a moment go; borrowed until the next call. */
const char *platform_temporary_folder(void);

/* Hands each name in the folder (in its folder `inside`, which may be no link, unless NULL) to `take`, in any order, without "." and
 * "..". */
bool platform_list(const char *folder, const char *inside, void (*take)(void *context, const char *name), void *context);

/* --- paths as text --- */

/* Whether the system has files of this name (no path): Windows knows none with "?" or of the name of a device. */
bool platform_is_file_name(const char *name);
bool platform_is_separator(char c);
/* The separator that goes on where `path` leaves off. */
char platform_separator_after(const char *path);
/* The bytes of what is above all names, "/", on Windows also "C:\", "C:", "\\server\share\"; 0 of a relative path. */
size_t platform_root_bytes(const char *path);

#endif
