#include "tenken/base/platform_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

enum {
	READ_FLAGS = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, /* a pipe must not make us wait */
	FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_CLOEXEC,
};

/* To whoever has no room left it is the same. */
static int plain(int result)
{
	if (result < 0 && errno == EDQUOT)
		errno = ENOSPC;
	return result;
}

/* --- open files --- */

int platform_file_open(const char *path)
{
	return open(path, READ_FLAGS);
}

/* Opens `name` in `folder`, where nothing may be a link; -1 with errno, which is ELOOP for a link. Whoever exchanges the
 * folder meanwhile gains nothing: each part is opened in the one that is open already. */
static int open_inside(const char *folder, const char *name, int flags)
{
	const char *slash = strchr(name, '/');
	char *first = mem_strndup(name, slash ? (size_t)(slash - name) : strlen(name));
	int at = open(folder, FOLDER_FLAGS);
	struct stat status;
	int fd = -1, number;

	if (at >= 0 && fstatat(at, first, &status, AT_SYMLINK_NOFOLLOW) == 0) {
		/* O_DIRECTORY would call a link no folder. */
		errno = ELOOP;
		if (!S_ISLNK(status.st_mode))
			fd = openat(at, first, (slash ? FOLDER_FLAGS : flags) | O_NOFOLLOW);
	}
	number = errno;
	if (at >= 0)
		close(at);
	free(first);
	errno = number;
	if (fd < 0 || !slash)
		return fd;
	at = fd;
	fd = openat(at, slash + 1, flags | O_NOFOLLOW);
	number = errno;
	close(at);
	errno = number;
	return fd;
}

int platform_file_open_inside(const char *folder, const char *name)
{
	return open_inside(folder, name, READ_FLAGS);
}

int platform_file_create(const char *path, unsigned mode)
{
	int fd = plain(open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (mode_t)mode));

	if (fd >= 0)
		fchmod(fd, (mode_t)mode); /* gives back what the umask took; file systems without rights may refuse */
	return fd;
}

bool platform_file_is_regular(int fd)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return false;
	errno = 0;
	return S_ISREG(status.st_mode);
}

long long platform_file_read(int fd, void *bytes, size_t len_bytes)
{
	ssize_t got;

	do
		got = read(fd, bytes, len_bytes);
	while (got < 0 && errno == EINTR);
	return got;
}

long long platform_file_read_at(int fd, uint64_t offset_bytes, void *bytes, size_t len_bytes)
{
	ssize_t got;

	do
		got = pread(fd, bytes, len_bytes, (off_t)offset_bytes);
	while (got < 0 && errno == EINTR);
	return got;
}

long long platform_file_write(int fd, const void *bytes, size_t len_bytes)
{
	ssize_t put;

	do
		put = write(fd, bytes, len_bytes);
	while (put < 0 && errno == EINTR);
	plain((int)(put < 0 ? -1 : 0));
	return put;
}

bool platform_file_sync(int fd)
{
	return plain(fsync(fd)) == 0;
}

bool platform_file_close(int fd)
{
	return plain(close(fd)) == 0;
}

/* --- by name --- */

static bool sync_opened(int fd)
{
	bool ok = fd >= 0 && plain(fsync(fd)) == 0;
	int number = errno;

	if (fd >= 0)
		close(fd);
	errno = number;
	return ok;
}

bool platform_sync_named(const char *path)
{
	return sync_opened(open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
}

bool platform_sync_folder(const char *folder)
{
	return sync_opened(open(folder, FOLDER_FLAGS));
}

bool platform_rename(const char *from, const char *to)
{
	return plain(rename(from, to)) == 0;
}

bool platform_link(const char *from, const char *to)
{
	return plain(link(from, to)) == 0;
}

bool platform_remove(const char *path)
{
	return unlink(path) == 0;
}

bool platform_remove_folder(const char *path)
{
	return rmdir(path) == 0;
}

bool platform_make_folder(const char *path)
{
	return plain(mkdir(path, 0700)) == 0;
}

char *platform_make_scratch(const char *parent)
{
	char *folder = path_join(parent, "tenken-XXXXXX");

	if (mkdtemp(folder)) /* 0700, whatever the umask */
		return folder;
	plain(-1);
	free(folder);
	return NULL;
}

bool platform_status(struct platform_status *status, const char *path, bool follow)
{
	struct stat found;

	if ((follow ? stat : lstat)(path, &found) != 0)
		return false;
	*status = (struct platform_status){
	        .kind = S_ISREG(found.st_mode)   ? PLATFORM_FILE
	                : S_ISDIR(found.st_mode) ? PLATFORM_FOLDER
	                : S_ISLNK(found.st_mode) ? PLATFORM_LINK
	                                         : PLATFORM_OTHER,
	        .size_bytes = (uint64_t)found.st_size,
	        .own = found.st_uid == geteuid(),
	        .device = (uint64_t)found.st_dev,
	        .number = (uint64_t)found.st_ino,
	};
	return true;
}

bool platform_may(const char *path, enum platform_right right)
{
	return access(path, right == PLATFORM_READ ? R_OK : right == PLATFORM_WRITE ? W_OK : W_OK | X_OK) == 0;
}

char *platform_real_folder(const char *folder)
{
	char *inside = path_join(folder, "."); /* so that a file in the folder's place is none */
	char *real = realpath(inside, NULL);
	int number = errno;

	free(inside);
	errno = number;
	return real;
}

char *platform_present_folder(void)
{
	size_t room_bytes = 256;
	char *folder = mem_new(room_bytes, 1);

	while (!getcwd(folder, room_bytes)) {
		if (errno != ERANGE || room_bytes > 1024 * 1024) {
			free(folder);
			return NULL;
		}
		room_bytes *= 2;
		folder = mem_resize(folder, room_bytes, 1);
	}
	return folder;
}

const char *platform_temporary_folder(void)
{
	const char *named = getenv("TMPDIR");

	return named && *named ? named : "/tmp";
}

bool platform_list(const char *folder, const char *inside, void (*take)(void *context, const char *name), void *context)
{
	int fd = inside ? open_inside(folder, inside, FOLDER_FLAGS) : -1, number;
	DIR *stream = inside ? fd < 0 ? NULL : fdopendir(fd) : opendir(folder);
	struct dirent *entry;

	if (!stream) {
		number = errno;
		if (fd >= 0)
			close(fd);
		errno = number;
		return false;
	}
	errno = 0;
	while ((entry = readdir(stream))) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			take(context, entry->d_name);
		errno = 0;
	}
	number = errno;
	closedir(stream);
	errno = number;
	return number == 0;
}

/* --- paths as text --- */

bool platform_is_file_name(const char *name)
{
	return *name != '\0';
}

bool platform_is_separator(char c)
{
	return c == '/';
}

char platform_separator_after(const char *path)
{
	(void)path;
	return '/';
}

size_t platform_root_bytes(const char *path)
{
	return *path == '/';
}
