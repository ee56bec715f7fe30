/* What may stand at the place of a file that is to be written. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform_file.h"

/* A database holds what a section has worked on for weeks, and its name is quickly typed where a report's was meant. */
static bool is_database(const char *path)
{
	static const char database[] = "SQLite format 3", log[] = "\x37\x7F\x06";
	char head[sizeof database];
	int fd = platform_file_open(path);
	long long got = fd >= 0 && platform_file_is_regular(fd) ? platform_file_read(fd, head, sizeof head) : -1;

	if (fd >= 0)
		platform_file_close(fd);
	return (got == sizeof head && memcmp(head, database, sizeof database) == 0) ||
	       (got >= (long long)strlen(log) && memcmp(head, log, strlen(log)) == 0);
}

/* What SQLite keeps beside a database that is in use: put something in its place, and answers that were shown as saved are gone. */
static bool is_beside_database(const char *path)
{
	static const char *const ends[] = {"-wal", "-shm", "-journal"};
	size_t len_bytes = strlen(path);
	bool found = false;

	for (size_t i = 0; !found && i < sizeof ends / sizeof *ends; i++) {
		size_t end_bytes = strlen(ends[i]);

		if (len_bytes <= end_bytes || strcmp(path + len_bytes - end_bytes, ends[i]) != 0)
			continue;
		char *database = mem_strndup(path, len_bytes - end_bytes);
		found = is_database(database);
		free(database);
	}
	return found;
}

bool file_may_be_written(const char *path, struct error *err)
{
	struct platform_status status;
	const char *name = path_base(path);

	if (*name && !platform_is_file_name(name))
		return error_set(err, ERROR_USAGE, _("This system takes \"%s\" for no name of a file. Choose another name; nothing was written."),
		                 name);
	if (is_database(path))
		return error_set(err, ERROR_REFUSED,
		                 _("%s is a database, and nothing else is written over one. Name another "
		                   "file; nothing was written."),
		                 path);
	if (is_beside_database(path))
		return error_set(err, ERROR_REFUSED,
		                 _("%s belongs to the database beside it. Name another file; nothing was written."), path);
	/* A file in its place would break what everybody on the machine uses. */
	if (platform_status(&status, path, false) && status.kind == PLATFORM_OTHER)
		return error_set(err, ERROR_REFUSED,
		                 _("%s is a device or a pipe, not a file. Name another file, or leave out -o for standard output; "
		                   "nothing was written."),
		                 path);
	return true;
}
