#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"

bool place_is_disk_full(int number)
{
	return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

bool place_fail(const char *path, int number, struct error *err)
{
	if (place_is_disk_full(number))
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s: The disk is full; what was saved before is safe. Free some space and try again."), path);
	switch (number) {
	case ENOENT:
	case ENOTDIR:
		return error_set(err, ERROR_NOT_FOUND, _("%s: There is no such folder. Check the path."), path);
	case EEXIST:
		return error_set(err, ERROR_CONFLICT,
		                 _("%s: There is something with this name already, and it is not overwritten. Choose "
		                   "another name."),
		                 path);
	case EACCES:
	case EPERM:
	case EROFS:
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s: This place cannot be written to. Choose another one, or ask for the right to write "
		          "there."),
		        path);
	default:
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s: The disk or the network refused the access (error %d). Check that it is there and try "
		          "again."),
		        path, number);
	}
}

char *place_resolve(const char *path, struct error *err)
{
	const char *name = path_base(path);
	char *folder, *inside, *real, *full;

	if (!*name || str_equal(name, ".") || str_equal(name, "..")) {
		error_set(err, ERROR_USAGE, _("\"%s\" names no file. Give the path of the database file itself."),
		          path);
		return NULL;
	}
	folder = path_folder(path);
	inside = path_join(folder, "."); /* so that a file in the folder's place is none */
	real = realpath(inside, NULL);
	if (!real && (errno == EACCES || errno == ENOENT || errno == ENOTDIR))
		error_set(err, errno == EACCES ? ERROR_STORAGE : ERROR_NOT_FOUND,
		          _("%s: The folder of the database is not there, or may not be entered. Check the path."),
		          path);
	else if (!real)
		place_fail(path, errno, err);
	free(folder);
	free(inside);
	if (!real)
		return NULL;
	full = path_join(real, name);
	free(real);
	return full;
}

bool place_check(const char *path, struct error *err)
{
	struct stat info;

	if (lstat(path, &info) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return error_set(
			        err, ERROR_NOT_FOUND,
			        _("There is no database at %s. Make one with \"tenken init\", or name another with "
			          "--db."),
			        path);
		return place_fail(path, errno, err);
	}
	if (S_ISDIR(info.st_mode))
		return error_set(err, ERROR_STORAGE, _("%s is a folder. Name the database file in it."), path);
	if (S_ISLNK(info.st_mode))
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s is a link, and a database is not opened through one. Name the file it leads to."), path);
	if (!S_ISREG(info.st_mode))
		return error_set(err, ERROR_STORAGE, _("%s is not a regular file. Name a database file."), path);
	if (info.st_size == 0)
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s is empty: it is no database, or its making was interrupted. Delete it and make the "
		          "database anew, or restore a backup."),
		        path);
	return true;
}

bool place_check_writable(const char *path, struct error *err)
{
	char *folder = path_folder(path);
	bool file_ok = access(path, W_OK) == 0;
	bool folder_ok = access(folder, W_OK | X_OK) == 0;

	free(folder);
	if (!file_ok)
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s may be read but not written to. Ask for the right to write to it, or open it with "
		          "--readonly."),
		        path);
	if (!folder_ok)
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s lies in a folder that cannot be written to, and while it is open a second file must "
		          "stand beside it. Copy it to a folder of your own, or open it with --readonly."),
		        path);
	return true;
}

bool place_exists(const char *path)
{
	struct stat info;
	return lstat(path, &info) == 0;
}

bool place_is_regular(const char *path)
{
	struct stat info;
	return lstat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool place_is_free(const char *path, struct error *err)
{
	return !place_exists(path) || place_fail(path, EEXIST, err);
}

bool place_has_content(const char *path)
{
	struct stat info;
	return lstat(path, &info) == 0 && info.st_size > 0;
}

bool place_is_same(const char *a, const char *b)
{
	struct stat first, second;
	return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
	       first.st_ino == second.st_ino;
}

bool place_create(const char *path, struct error *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return place_fail(path, errno, err);
	close(fd);
	return true;
}

void place_remove(const char *path)
{
	static const char *const suffixes[] = {"-wal", "-shm", "-journal", ""};

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		char *name = place_beside(path, suffixes[i]);
		unlink(name);
		free(name);
	}
}

char *place_beside(const char *path, const char *suffix)
{
	return str_format("%s%s", path, suffix);
}

char *place_temporary(const char *path)
{
	unsigned number = 0;

	platform_random(&number, sizeof number);
	return str_format("%s.new-%08x", path, number);
}

char *place_free_name(const char *path, const char *suffix)
{
	char *name = place_beside(path, suffix);

	for (int number = 2; place_exists(name); number++) {
		free(name);
		name = str_format("%s%s-%d", path, suffix, number);
	}
	return name;
}

bool place_put(const char *from, const char *to, struct error *err)
{
	/* A second name cannot overwrite. Where the file system knows none (FAT on a USB stick), an empty file takes
	 * the name first, and what is renamed over it overwrites only that. */
	if (link(from, to) == 0) {
		unlink(from);
	} else if (errno == EEXIST) {
		return place_fail(to, EEXIST, err);
	} else {
		if (!place_create(to, err))
			return false;
		if (rename(from, to) != 0) {
			int number = errno;
			unlink(to);
			return place_fail(to, number, err);
		}
	}
	return place_sync_folder(to, err);
}

bool place_sync(const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int number = 0;

	if (fd < 0 || fsync(fd) != 0)
		number = errno;
	if (fd >= 0)
		close(fd);
	return number ? place_fail(path, number, err) : true;
}

bool place_sync_folder(const char *path, struct error *err)
{
	char *folder = path_folder(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int number = 0;

	/* Some network file systems cannot sync a folder (EINVAL); they have no more to give. */
	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
		number = errno;
	if (fd >= 0)
		close(fd);
	free(folder);
	return number ? place_fail(path, number, err) : true;
}

char *place_user(void)
{
	static const char *const variables[] = {"LOGNAME", "USER", "USERNAME"};
	const char *user = NULL;
	char host[256] = "";

	for (size_t i = 0; !user && i < sizeof variables / sizeof *variables; i++) {
		user = getenv(variables[i]);
		if (user && !*user)
			user = NULL;
	}
	if (gethostname(host, sizeof host - 1) != 0 || !*host)
		snprintf(host, sizeof host, "?");
	return str_format("%s@%s", user ? user : "?", host);
}
