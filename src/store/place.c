#include "place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/platform_file.h"
#include "tenken/base/str.h"

bool place_is_disk_full(int number)
{
	return number == ENOSPC || number == EFBIG;
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
	case EBUSY:
		return error_set(err, ERROR_CONFLICT,
		                 _("%s: Another program has it open. Close it there and try again."), path);
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
	char *folder, *real, *full;

	if (!*name || str_equal(name, ".") || str_equal(name, "..")) {
		error_set(err, ERROR_USAGE, _("\"%s\" names no file. Give the path of the database file itself."),
		          path);
		return NULL;
	}
	folder = path_folder(path);
	real = platform_real_folder(folder);
	if (!real && (errno == EACCES || errno == ENOENT || errno == ENOTDIR))
		error_set(err, errno == EACCES ? ERROR_STORAGE : ERROR_NOT_FOUND,
		          _("%s: The folder of the database is not there, or may not be entered. Check the path."),
		          path);
	else if (!real)
		place_fail(path, errno, err);
	free(folder);
	if (!real)
		return NULL;
	full = path_join(real, name);
	free(real);
	return full;
}

bool place_check(const char *path, struct error *err)
{
	struct platform_status info;

	if (!platform_status(&info, path, false)) {
		if (errno == ENOENT || errno == ENOTDIR)
			return error_set(
			        err, ERROR_NOT_FOUND,
			        _("There is no database at %s. Make one with \"tenken init\", or name another with "
			          "--db."),
			        path);
		return place_fail(path, errno, err);
	}
	if (info.kind == PLATFORM_FOLDER)
		return error_set(err, ERROR_STORAGE, _("%s is a folder. Name the database file in it."), path);
	if (info.kind == PLATFORM_LINK)
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s is a link, and a database is not opened through one. Name the file it leads to."), path);
	if (info.kind != PLATFORM_FILE)
		return error_set(err, ERROR_STORAGE, _("%s is not a regular file. Name a database file."), path);
	if (info.size_bytes == 0)
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s is empty: it is no database, or its making was interrupted. Delete it and make the "
		          "database anew, or restore a backup."),
		        path);
	return true;
}

bool place_fail_unreadable(const char *path, struct error *err)
{
	struct platform_status info;

	if (platform_status(&info, path, true) && info.own)
		return error_set(err, ERROR_STORAGE,
		                 _("%s is yours, but its access rights let nobody read it. Give yourself the right: "
		                   "chmod 600 '%s'"),
		                 path, path);
	return error_set(err, ERROR_STORAGE,
	                 _("%s is another person's, and you may not read it. Ask its owner for the right, or name a "
	                   "database of your own with --db."),
	                 path);
}

bool place_check_writable(const char *path, struct error *err)
{
	char *folder = path_folder(path);
	bool file_ok = platform_may(path, PLATFORM_WRITE);
	bool folder_ok = platform_may(folder, PLATFORM_ADD_FILES);

	free(folder);
	if (!file_ok && !platform_may(path, PLATFORM_READ))
		return place_fail_unreadable(path, err);
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
	struct platform_status info;
	return platform_status(&info, path, false);
}

bool place_is_regular(const char *path)
{
	struct platform_status info;
	return platform_status(&info, path, false) && info.kind == PLATFORM_FILE;
}

bool place_is_free(const char *path, struct error *err)
{
	return !place_exists(path) || place_fail(path, EEXIST, err);
}

bool place_has_content(const char *path)
{
	struct platform_status info;
	return platform_status(&info, path, false) && info.size_bytes > 0;
}

bool place_is_same(const char *a, const char *b)
{
	struct platform_status first, second;
	return platform_status(&first, a, true) && platform_status(&second, b, true) && first.device == second.device &&
	       first.number == second.number;
}

bool place_create(const char *path, struct error *err)
{
	int fd = platform_file_create(path, 0600);

	if (fd < 0)
		return place_fail(path, errno, err);
	platform_file_close(fd);
	return true;
}

void place_remove(const char *path)
{
	static const char *const suffixes[] = {"-wal", "-shm", "-journal", ""};

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		char *name = place_beside(path, suffixes[i]);
		platform_remove(name);
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
	if (platform_link(from, to)) {
		platform_remove(from);
	} else if (errno == EEXIST) {
		return place_fail(to, EEXIST, err);
	} else {
		if (!place_create(to, err))
			return false;
		if (!platform_rename(from, to)) {
			int number = errno;
			platform_remove(to);
			return place_fail(to, number, err);
		}
	}
	return place_sync_folder(to, err);
}

bool place_sync(const char *path, struct error *err)
{
	return platform_sync_named(path) || place_fail(path, errno, err);
}

bool place_sync_folder(const char *path, struct error *err)
{
	char *folder = path_folder(path);
	/* Some network file systems cannot sync a folder (EINVAL); they have no more to give. */
	bool ok = platform_sync_folder(folder) || errno == EINVAL;
	int number = errno;

	free(folder);
	return ok || place_fail(path, number, err);
}

char *place_user(void)
{
	static const char *const variables[] = {"LOGNAME", "USER", "USERNAME"};
	const char *user = NULL;
	char *host = platform_host(), *both;

	for (size_t i = 0; !user && i < sizeof variables / sizeof *variables; i++) {
		user = platform_env(variables[i]);
		if (user && !*user)
			user = NULL;
	}
	both = str_format("%s@%s", user ? user : "?", host);
	free(host);
	return both;
}
