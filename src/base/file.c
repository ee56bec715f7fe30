#include "tenken/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"

/* Why the system refused and what to do, in the person's language, which strerror() does not speak. */
static const char *reason(int number)
{
	static char other[160];

	switch (number) {
	case ENOENT:
		return _("There is no such file or folder; check the path.");
	case ENOTDIR:
		return _("A part of the path is no folder; check the path.");
	case EACCES:
	case EPERM:
		return _(
		        "You do not have the right to do this; ask whoever looks after the folder, or choose another.");
	case EROFS:
		return _("The medium is write-protected; choose another place.");
	case ENOSPC:
	case EDQUOT:
		return _("There is no space left; delete what is not needed, or choose another place.");
	case ENAMETOOLONG:
		return _("The name is too long; choose a shorter one.");
	case EISDIR:
		return _("A folder of this name is in the way; choose another name.");
	case EEXIST:
		return _("A file of this name is in the way; choose another name.");
	case ELOOP:
		return _("The links in the path lead in a circle; check the path.");
	case EMFILE:
	case ENFILE:
		return _("Too many files are open; close other programs and try again.");
	case EIO:
		return _("The medium reported a fault; save your work elsewhere and have the medium checked.");
	default:
		snprintf(other, sizeof other, _("The system reported error %d (%s)."), number, strerror(number));
		return other;
	}
}

/* "WHAT: reason". `sentence` is translated and has one %s, for the path. */
static bool fail(struct error *err, enum error_code code, const char *sentence, const char *path, int number)
{
	char *what = str_format(sentence, path);

	error_set(err, code, "%s %s", what, reason(number));
	free(what);
	return false;
}

static enum error_code code_of_reading(int number)
{
	return number == ENOENT || number == ENOTDIR ? ERROR_NOT_FOUND : ERROR_STORAGE;
}

static ssize_t read_some(int fd, char *bytes, size_t len_bytes)
{
	ssize_t got;

	do
		got = read(fd, bytes, len_bytes);
	while (got < 0 && errno == EINTR);
	return got;
}

/* Reads to the end rather than to the size that was told: a file may grow meanwhile, and those of /proc tell none. */
static bool read_all(struct strbuf *out, int fd, const char *path, size_t limit_bytes, struct error *err)
{
	char bytes[16384];
	size_t total_bytes = 0;
	ssize_t got;

	while ((got = read_some(fd, bytes, sizeof bytes)) > 0) {
		total_bytes += (size_t)got;
		if (total_bytes > limit_bytes)
			return error_set(err, ERROR_INPUT,
			                 _("%s is larger than %zu bytes, which is the most that is read here. It is "
			                   "probably not the right file."),
			                 path, limit_bytes);
		strbuf_add_bytes(out, bytes, (size_t)got);
	}
	return got == 0 || fail(err, ERROR_STORAGE, _("%s cannot be read."), path, errno);
}

static bool wrong_kind(struct error *err, const char *path)
{
	return error_set(err, ERROR_INPUT, _("%s is a folder or a device, not a file; name a file."), path);
}

/* Reads what was opened as `fd`, or says with `number` why it was not. */
static bool read_opened(struct strbuf *out, int fd, int number, const char *path, size_t limit_bytes, struct error *err)
{
	size_t old_bytes = out->len_bytes;
	struct stat status;
	bool ok;

	if (fd < 0 && number == ENXIO) /* a socket */
		return wrong_kind(err, path);
	if (fd < 0)
		return fail(err, code_of_reading(number), _("%s cannot be read."), path, number);
	if (fstat(fd, &status) != 0)
		ok = fail(err, ERROR_STORAGE, _("%s cannot be read."), path, errno);
	else if (!S_ISREG(status.st_mode))
		ok = wrong_kind(err, path);
	else
		ok = read_all(out, fd, path, limit_bytes, err);
	close(fd);
	if (!ok)
		strbuf_cut(out, old_bytes);
	return ok;
}

enum { READ_FLAGS = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY }; /* a pipe must not make us wait */

bool file_read(struct strbuf *out, const char *path, size_t limit_bytes, struct error *err)
{
	int fd = open(path, READ_FLAGS);

	return read_opened(out, fd, errno, path, limit_bytes, err);
}

bool file_read_stdin(struct strbuf *out, size_t limit_bytes, struct error *err)
{
	size_t old_bytes = out->len_bytes;
	bool ok = read_all(out, STDIN_FILENO, _("Standard input"), limit_bytes, err);

	if (!ok)
		strbuf_cut(out, old_bytes);
	return ok;
}

/* Opens `name` in `folder`, where nothing may be a link; -1 with errno, which is ELOOP for a link. Whoever exchanges the
 * folder meanwhile gains nothing: each part is opened in the one that is open already. */
static int open_inside(const char *folder, const char *name, int flags)
{
	const char *slash = strchr(name, '/');
	char *first = mem_strndup(name, slash ? (size_t)(slash - name) : strlen(name));
	int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct stat status;
	int fd = -1, number;

	if (at >= 0 && fstatat(at, first, &status, AT_SYMLINK_NOFOLLOW) == 0) {
		/* O_DIRECTORY would call a link no folder. */
		errno = ELOOP;
		if (!S_ISLNK(status.st_mode))
			fd = openat(at, first, (slash ? O_RDONLY | O_DIRECTORY | O_CLOEXEC : flags) | O_NOFOLLOW);
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

static bool refuse_link(struct error *err, const char *path)
{
	return error_set(err, ERROR_INPUT,
	                 _("%s is a link. What comes from elsewhere is read only where it stands in its own folder: put "
	                   "the file itself there."),
	                 path);
}

bool file_read_inside(struct strbuf *out, const char *folder, const char *name, size_t limit_bytes, struct error *err)
{
	int fd = open_inside(folder, name, READ_FLAGS);
	int number = errno;
	char *path = path_join(folder, name);
	bool ok = fd < 0 && number == ELOOP ? refuse_link(err, path)
	                                    : read_opened(out, fd, number, path, limit_bytes, err);

	free(path);
	return ok;
}

/* A folder that may be written but not read, and file systems that cannot sync one, are no failure. */
static bool sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int number;

	if (fd < 0)
		return errno == EACCES || errno == EPERM;
	number = fsync(fd) == 0 ? 0 : errno;
	close(fd);
	errno = number;
	return number == 0 || number == EINVAL || number == ENOTSUP || number == ENOSYS || number == EBADF;
}

static bool write_all(int fd, const char *bytes, size_t len_bytes)
{
	while (len_bytes) {
		ssize_t put = write(fd, bytes, len_bytes);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) {
			errno = put == 0 ? ENOSPC : errno;
			return false;
		}
		bytes += put;
		len_bytes -= (size_t)put;
	}
	return true;
}

/* A new file of a name nobody can have guessed; the caller frees the name. */
static int open_temporary(const char *folder, unsigned mode, char **temporary)
{
	uint64_t number;
	char name[48];
	int fd;

	platform_random(&number, sizeof number);
	snprintf(name, sizeof name, ".tenken-%016llx.tmp", (unsigned long long)number);
	*temporary = path_join(folder, name);
	fd = open(*temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (mode_t)mode);
	if (fd >= 0)
		fchmod(fd, (mode_t)mode); /* gives back what the umask took; file systems without rights may refuse */
	return fd;
}

/* Everything up to and with the rename; false with errno. Closing is checked: network file systems report there. */
static bool replace(const char *path, const char *temporary, int fd, const char *bytes, size_t len_bytes)
{
	bool ok = write_all(fd, bytes, len_bytes) && fsync(fd) == 0;
	int number = errno;

	if (close(fd) != 0 && ok) {
		ok = false;
		number = errno;
	}
	errno = number;
	return ok && rename(temporary, path) == 0;
}

bool file_write(const char *path, const char *bytes, size_t len_bytes, unsigned mode, struct error *err)
{
	char *folder = path_folder(path);
	char *temporary;
	int fd = open_temporary(folder, mode, &temporary);
	bool ok = fd >= 0;
	int number = errno;

	if (ok && !replace(path, temporary, fd, bytes, len_bytes)) {
		ok = false;
		number = errno;
		unlink(temporary);
	}
	if (ok && !sync_folder(folder)) {
		ok = false;
		number = errno;
	}
	free(temporary);
	free(folder);
	return ok || fail(err, ERROR_STORAGE, _("%s cannot be written."), path, number);
}

/* Everything up to and with the rename, of a file that somebody else has written and closed; false with errno. */
static bool settle(const char *path, const char *temporary)
{
	int fd = open(temporary, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	int number = errno;

	if (fd >= 0)
		close(fd);
	errno = number;
	return ok && rename(temporary, path) == 0;
}

/* As settle(), with the folder; the temporary is gone afterwards. */
static bool settle_in(const char *folder, const char *path, const char *temporary, struct error *err)
{
	bool ok = settle(path, temporary);
	int number = errno;

	if (!ok)
		unlink(temporary);
	if (ok && !sync_folder(folder)) {
		ok = false;
		number = errno;
	}
	return ok || fail(err, ERROR_STORAGE, _("%s cannot be written."), path, number);
}

bool file_write_by(const char *path, unsigned mode, file_fill *fill, void *context, struct error *err)
{
	char *folder = path_folder(path);
	char *temporary;
	int fd = open_temporary(folder, mode, &temporary);
	bool ok = fd >= 0;

	if (!ok) {
		fail(err, ERROR_STORAGE, _("%s cannot be written."), path, errno);
	} else {
		close(fd);
		ok = fill(context, temporary, err);
		if (ok)
			ok = settle_in(folder, path, temporary, err);
		else
			unlink(temporary);
	}
	free(temporary);
	free(folder);
	return ok;
}

bool file_take(struct strbuf *out, file_fill *fill, void *context, struct error *err)
{
	const char *named = getenv("TMPDIR"), *folder = named && *named ? named : "/tmp";
	char *temporary;
	int fd = open_temporary(folder, 0600, &temporary);
	bool ok = fd >= 0;

	if (!ok) {
		fail(err, ERROR_STORAGE, _("%s cannot be written."), temporary, errno);
	} else {
		close(fd);
		ok = fill(context, temporary, err) && file_read(out, temporary, SIZE_MAX, err);
		unlink(temporary);
	}
	free(temporary);
	return ok;
}

bool file_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

bool file_is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* One folder whose parent is there. It is asked for first: mkdir() on a mount point may say something else than EEXIST. */
static bool make_one(const char *path)
{
	char *parent;

	if (file_is_folder(path))
		return true;
	if (mkdir(path, 0700) != 0)
		return errno == EEXIST && file_is_folder(path); /* somebody else was faster */
	parent = path_folder(path);
	sync_folder(parent);
	free(parent);
	return true;
}

bool file_make_folder(const char *path, struct error *err)
{
	char *part = mem_strdup(path);
	bool ok = *path != '\0';

	errno = ENOENT;
	for (char *slash = part; ok && *slash; slash++) {
		if (*slash != '/' || slash == part)
			continue;
		*slash = '\0';
		ok = make_one(part);
		*slash = '/';
	}
	ok = ok && make_one(part);
	if (!ok)
		fail(err, ERROR_STORAGE, _("The folder %s cannot be made."), path, errno);
	free(part);
	return ok;
}

char *path_join(const char *folder, const char *name)
{
	bool needs_slash = *folder && !str_ends_with(folder, "/");

	return str_format(needs_slash ? "%s/%s" : "%s%s", folder, name);
}

char *path_folder(const char *path)
{
	size_t len_bytes = (size_t)(path_base(path) - path);

	if (len_bytes == 0)
		return mem_strdup(".");
	while (len_bytes > 1 && path[len_bytes - 1] == '/')
		len_bytes--;
	return mem_strndup(path, len_bytes);
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* `stream` NULL: errno says why. */
static bool list_opened(struct file_names *names, DIR *stream, const char *folder, struct error *err)
{
	struct dirent *entry;
	int number;

	*names = (struct file_names){0};
	if (!stream)
		return fail(err, code_of_reading(errno), _("The folder %s cannot be read."), folder, errno);
	errno = 0;
	while ((entry = readdir(stream))) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			*MEM_PUSH(names->names, names->count) = mem_strdup(entry->d_name);
		errno = 0;
	}
	number = errno;
	closedir(stream);
	if (number) {
		file_names_release(names);
		return fail(err, ERROR_STORAGE, _("The folder %s cannot be read."), folder, number);
	}
	if (names->count)
		qsort(names->names, names->count, sizeof *names->names, compare_names);
	return true;
}

bool file_list(struct file_names *names, const char *folder, struct error *err)
{
	return list_opened(names, opendir(folder), folder, err);
}

bool file_list_inside(struct file_names *names, const char *folder, const char *name, struct error *err)
{
	int fd = open_inside(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int number = errno;
	char *path = path_join(folder, name);
	bool ok;

	*names = (struct file_names){0};
	if (fd < 0 && number == ELOOP) {
		ok = refuse_link(err, path);
	} else {
		DIR *stream = fd < 0 ? NULL : fdopendir(fd);

		if (fd >= 0 && !stream) {
			number = errno;
			close(fd);
		}
		errno = number;
		ok = list_opened(names, stream, path, err);
	}
	free(path);
	return ok;
}

void file_names_release(struct file_names *names)
{
	if (!names)
		return;
	for (size_t i = 0; i < names->count; i++)
		free(names->names[i]);
	free(names->names);
	*names = (struct file_names){0};
}
