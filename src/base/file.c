#include "tenken/base/file.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/platform_file.h"

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
		return _("There is no space left; delete what is not needed, or choose another place.");
	case ENAMETOOLONG:
		return _("The name is too long; choose a shorter one.");
	case EISDIR:
		return _("A folder of this name is in the way; choose another name.");
	case EEXIST:
		return _("A file of this name is in the way; choose another name.");
	case ELOOP:
		return _("The links in the path lead in a circle; check the path.");
	case EBUSY:
		return _("Another program has it open; close it there and try again.");
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

	error_set(err, code, C_("two sentences, one behind the other", "%s %s"), what, reason(number));
	free(what);
	return false;
}

static enum error_code code_of_reading(int number)
{
	return number == ENOENT || number == ENOTDIR ? ERROR_NOT_FOUND : ERROR_STORAGE;
}

/* Reads to the end rather than to the size that was told: a file may grow meanwhile, and those of /proc tell none. */
static bool read_all(struct strbuf *out, int fd, const char *path, size_t limit_bytes, struct error *err)
{
	char bytes[16384];
	size_t total_bytes = 0;
	long long got;

	while ((got = platform_file_read(fd, bytes, sizeof bytes)) > 0) {
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
	bool ok;

	if (fd < 0 && number == ENXIO) /* a socket */
		return wrong_kind(err, path);
	if (fd < 0)
		return fail(err, code_of_reading(number), _("%s cannot be read."), path, number);
	if (platform_file_is_regular(fd))
		ok = read_all(out, fd, path, limit_bytes, err);
	else
		ok = errno ? fail(err, ERROR_STORAGE, _("%s cannot be read."), path, errno) : wrong_kind(err, path);
	platform_file_close(fd);
	if (!ok)
		strbuf_cut(out, old_bytes);
	return ok;
}

bool file_read(struct strbuf *out, const char *path, size_t limit_bytes, struct error *err)
{
	int fd = platform_file_open(path);

	return read_opened(out, fd, errno, path, limit_bytes, err);
}

bool file_read_stdin(struct strbuf *out, size_t limit_bytes, struct error *err)
{
	size_t old_bytes = out->len_bytes;
	bool ok = read_all(out, 0, _("Standard input"), limit_bytes, err);

	if (!ok)
		strbuf_cut(out, old_bytes);
	return ok;
}

static bool refuse_link(struct error *err, const char *path)
{
	return error_set(
	        err, ERROR_INPUT,
	        _("%s is a link. What comes from elsewhere is read only where it stands in its own folder: put "
	          "the file itself there."),
	        path);
}

bool file_read_inside(struct strbuf *out, const char *folder, const char *name, size_t limit_bytes, struct error *err)
{
	int fd = platform_file_open_inside(folder, name);
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
	return platform_sync_folder(folder) || errno == EACCES || errno == EPERM || errno == EINVAL ||
	       errno == ENOTSUP || errno == ENOSYS || errno == EBADF;
}

static bool write_all(int fd, const char *bytes, size_t len_bytes)
{
	while (len_bytes) {
		long long put = platform_file_write(fd, bytes, len_bytes);

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

	platform_random(&number, sizeof number);
	snprintf(name, sizeof name, ".tenken-%016llx.tmp", (unsigned long long)number);
	*temporary = path_join(folder, name);
	return platform_file_create(*temporary, mode);
}

/* Where a text goes: an open file, and what the system said when it could not. */
struct sink {
	int fd, number;
};

static void sink_take(void *context, const char *bytes, size_t len_bytes)
{
	struct sink *sink = context;

	if (!sink->number && !write_all(sink->fd, bytes, len_bytes))
		sink->number = errno;
}

/* Everything up to and with the rename; false with errno. Closing is checked: network file systems report there. */
static bool replace(const char *path, const char *temporary, int fd, file_writer *write, void *context)
{
	struct sink sink = {.fd = fd};
	const struct strbuf_drain drain = {sink_take, &sink};
	struct strbuf out = {.drain = &drain};

	write(context, &out);
	strbuf_flush(&out);
	strbuf_release(&out);
	if (!sink.number && !platform_file_sync(fd))
		sink.number = errno;
	if (!platform_file_close(fd) && !sink.number)
		sink.number = errno;
	errno = sink.number;
	return !sink.number && platform_rename(temporary, path);
}

bool file_write_long(const char *path, unsigned mode, file_writer *write, void *context, struct error *err)
{
	if (!file_may_be_written(path, err))
		return false;
	char *folder = path_folder(path);
	char *temporary;
	int fd = open_temporary(folder, mode, &temporary);
	bool ok = fd >= 0;
	int number = errno;

	if (ok && !replace(path, temporary, fd, write, context)) {
		ok = false;
		number = errno;
		platform_remove(temporary);
	}
	if (ok && !sync_folder(folder)) {
		ok = false;
		number = errno;
	}
	free(temporary);
	free(folder);
	return ok || fail(err, ERROR_STORAGE, _("%s cannot be written."), path, number);
}

struct bytes {
	const char *bytes;
	size_t len_bytes;
};

/* As they are, without gathering them first. */
static void write_bytes(void *context, struct strbuf *out)
{
	const struct bytes *all = context;

	out->drain->take(out->drain->context, all->bytes, all->len_bytes);
}

bool file_write(const char *path, const char *bytes, size_t len_bytes, unsigned mode, struct error *err)
{
	struct bytes all = {bytes, len_bytes};

	return file_write_long(path, mode, write_bytes, &all, err);
}

/* Gives a file that somebody else has written and closed its name; the temporary is gone afterwards. */
static bool settle_in(const char *folder, const char *path, const char *temporary, struct error *err)
{
	bool ok = platform_sync_named(temporary) && platform_rename(temporary, path);
	int number = errno;

	if (!ok)
		platform_remove(temporary);
	if (ok && !sync_folder(folder)) {
		ok = false;
		number = errno;
	}
	return ok || fail(err, ERROR_STORAGE, _("%s cannot be written."), path, number);
}

bool file_write_by(const char *path, unsigned mode, file_fill *fill, void *context, struct error *err)
{
	if (!file_may_be_written(path, err))
		return false;
	char *folder = path_folder(path);
	char *temporary;
	int fd = open_temporary(folder, mode, &temporary);
	bool ok = fd >= 0;

	if (!ok) {
		fail(err, ERROR_STORAGE, _("%s cannot be written."), path, errno);
	} else {
		platform_file_close(fd);
		ok = fill(context, temporary, err);
		if (ok)
			ok = settle_in(folder, path, temporary, err);
		else
			platform_remove(temporary);
	}
	free(temporary);
	free(folder);
	return ok;
}

bool file_take(struct strbuf *out, file_fill *fill, void *context, struct error *err)
{
	char *temporary;
	int fd = open_temporary(platform_temporary_folder(), 0600, &temporary);
	bool ok = fd >= 0;

	if (!ok) {
		fail(err, ERROR_STORAGE, _("%s cannot be written."), temporary, errno);
	} else {
		platform_file_close(fd);
		ok = fill(context, temporary, err) && file_read(out, temporary, SIZE_MAX, err);
		platform_remove(temporary);
	}
	free(temporary);
	return ok;
}

bool file_exists(const char *path)
{
	struct platform_status status;

	return platform_status(&status, path, true);
}

bool file_is_folder(const char *path)
{
	struct platform_status status;

	return platform_status(&status, path, true) && status.kind == PLATFORM_FOLDER;
}

/* With its parents, from below: what is there already (a share, a drive) is not to be made, and may not be. It is asked for first:
 * making a mount point may say something else than EEXIST. */
static bool make_folder(const char *path)
{
	char *parent;
	bool ok;

	if (file_is_folder(path))
		return true;
	parent = path_folder(path);
	ok = strcmp(parent, path) != 0 && make_folder(parent);
	/* Somebody else may be faster. */
	ok = ok && (platform_make_folder(path) || (errno == EEXIST && file_is_folder(path)));
	if (ok)
		sync_folder(parent);
	free(parent);
	return ok;
}

bool file_make_folder(const char *path, struct error *err)
{
	char *trimmed = mem_strdup(path);
	size_t len_bytes = strlen(path);
	bool ok;

	while (len_bytes > platform_root_bytes(path) && platform_is_separator(trimmed[len_bytes - 1]))
		trimmed[--len_bytes] = '\0';
	errno = ENOENT;
	ok = len_bytes > 0 && make_folder(trimmed);
	if (!ok)
		fail(err, ERROR_STORAGE, _("The folder %s cannot be made."), path, errno);
	free(trimmed);
	return ok;
}

/* Without blanks and one pair of quotes around it. Caller frees. */
static char *bare_path(const char *typed)
{
	size_t len_bytes = strlen(typed);

	while (len_bytes && typed[len_bytes - 1] == ' ')
		len_bytes--;
	while (len_bytes && *typed == ' ') {
		typed++;
		len_bytes--;
	}
	if (len_bytes > 2 && (*typed == '"' || *typed == '\'') && typed[len_bytes - 1] == *typed)
		return mem_strndup(typed + 1, len_bytes - 2);
	return mem_strndup(typed, len_bytes);
}

static char *in_home(const char *typed)
{
	bool is_home = typed[0] == '~' && (!typed[1] || typed[1] == '/' || typed[1] == '\\');
	char *home = is_home ? platform_home_folder() : NULL;
	char *path = !home ? mem_strdup(typed) : !typed[1] || !typed[2] ? mem_strdup(home) : path_join(home, typed + 2);

	free(home);
	return path;
}

char *path_from_typed(const char *typed)
{
	char *bare = *typed && file_exists(typed) ? mem_strdup(typed) : bare_path(typed);
	char *path = in_home(bare);

	free(bare);
	return path;
}

char *path_join(const char *folder, const char *name)
{
	size_t len_bytes = strlen(folder);

	if (len_bytes && !platform_is_separator(folder[len_bytes - 1]))
		return str_format("%s%c%s", folder, platform_separator_after(folder), name);
	return str_format("%s%s", folder, name);
}

char *path_folder(const char *path)
{
	size_t len_bytes = (size_t)(path_base(path) - path), root_bytes = platform_root_bytes(path);

	if (len_bytes == 0)
		return mem_strdup(".");
	while (len_bytes > root_bytes && platform_is_separator(path[len_bytes - 1]))
		len_bytes--;
	return mem_strndup(path, len_bytes);
}

const char *path_base(const char *path)
{
	const char *base = path + platform_root_bytes(path);

	for (const char *at = base; *at; at++) {
		if (platform_is_separator(*at))
			base = at + 1;
	}
	return base;
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static void add_name(void *context, const char *name)
{
	struct file_names *names = context;

	*MEM_PUSH(names->names, names->count) = mem_strdup(name);
}

/* `path` is how errors call it. */
static bool list(struct file_names *names, const char *folder, const char *inside, const char *path, struct error *err)
{
	*names = (struct file_names){0};
	if (!platform_list(folder, inside, add_name, names)) {
		int number = errno;

		file_names_release(names);
		if (inside && number == ELOOP)
			return refuse_link(err, path);
		return fail(err, code_of_reading(number), _("The folder %s cannot be read."), path, number);
	}
	if (names->count)
		qsort(names->names, names->count, sizeof *names->names, compare_names);
	return true;
}

bool file_list(struct file_names *names, const char *folder, struct error *err)
{
	return list(names, folder, NULL, folder, err);
}

bool file_list_inside(struct file_names *names, const char *folder, const char *name, struct error *err)
{
	char *path = path_join(folder, name);
	bool ok = list(names, folder, name, path, err);

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
