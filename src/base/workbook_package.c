/* The archive that a workbook is: which parts it has, and what is in them, within limits. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "workbook_archive.h"
#include "workbook_private.h"

#define ENTRIES_MAX 4096
#define PART_MAX    ((uint64_t)128 << 20)
#define TOTAL_MAX   ((uint64_t)256 << 20)
#define RATIO_MAX   200
#define RATIO_FROM  ((uint64_t)1 << 20) /* smaller parts may be packed as tightly as they like */
#define PIECE_BYTES ((size_t)32 << 10)

struct package {
	struct archive *archive;
	char **paths; /* of each entry: lower case, with '/' */
	size_t count;
	uint64_t taken_bytes; /* of all parts so far */
};

static bool damaged(struct error *err)
{
	return error_set(err, ERROR_INPUT,
	                 _("This is no whole Excel file (.xlsx): it is damaged, or something else with that name. Open "
	                   "it in Excel and save it again as an Excel workbook (.xlsx)."));
}

static bool too_large(struct error *err)
{
	return error_set(err, ERROR_INPUT,
	                 _("The file would unpack to far more than a table needs. Copy the cells that count into a new "
	                   "workbook, and save that."));
}

/* As it is compared: the names of parts know no case, and some programs write '\'. */
static char *folded_path(const char *path)
{
	char *folded = mem_strdup(path + strspn(path, "/\\"));
	for (char *at = folded; *at; at++)
		*at = *at == '\\' ? '/' : *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
	return folded;
}

static size_t find_path(const struct package *package, const char *folded)
{
	for (size_t i = 0; i < package->count; i++)
		if (str_equal(package->paths[i], folded))
			return i;
	return SIZE_MAX;
}

static size_t find_part(const struct package *package, const char *path)
{
	char *folded = folded_path(path);
	size_t found = find_path(package, folded);
	free(folded);
	return found;
}

bool package_has(const struct package *package, const char *path)
{
	return find_part(package, path) != SIZE_MAX;
}

static bool list_parts(struct package *package, struct error *err)
{
	for (size_t i = 0; i < archive_count(package->archive); i++) {
		char *folded = folded_path(archive_part(package->archive, i)->name);
		bool twice = find_path(package, folded) != SIZE_MAX;
		*MEM_PUSH(package->paths, package->count) = folded;
		if (twice)
			return error_set(err, ERROR_INPUT,
			                 _("The part \"%s\" is in the file twice: no spreadsheet writes that."),
			                 folded);
	}
	return true;
}

static bool opened(enum archive_opened result, struct error *err)
{
	return result == ARCHIVE_OPEN || (result == ARCHIVE_TOO_MANY ? too_large(err) : damaged(err));
}

struct package *package_open(const char *bytes, size_t len_bytes, struct error *err)
{
	struct package *package = mem_new(1, sizeof *package);
	if (opened(archive_open(&package->archive, bytes, len_bytes, ENTRIES_MAX), err) && list_parts(package, err))
		return package;
	package_free(package);
	return NULL;
}

void package_free(struct package *package)
{
	if (!package)
		return;
	for (size_t i = 0; i < package->count; i++)
		free(package->paths[i]);
	free(package->paths);
	archive_close(package->archive);
	free(package);
}

/* By what the archive says of the part; what it really holds is counted while it is read. */
static bool may_open(const struct archive_part *part, struct error *err)
{
	if (part->has_secret)
		return error_set(err, ERROR_INPUT, _("The file has a password. Save it without one."));
	if (!part->readable)
		return damaged(err);
	return part->bytes <= PART_MAX || too_large(err);
}

static bool within_limits(const struct package *package, uint64_t part_bytes, uint64_t packed_bytes, struct error *err)
{
	bool fits = part_bytes <= PART_MAX && package->taken_bytes <= TOTAL_MAX &&
	            (part_bytes <= RATIO_FROM || part_bytes / RATIO_MAX <= packed_bytes);
	return fits || too_large(err);
}

static bool take_pieces(struct package *package, uint64_t packed_bytes, package_taker *take, void *data,
                        struct error *err)
{
	char *piece = mem_new(PIECE_BYTES, 1);
	uint64_t part_bytes = 0;
	long long got;
	bool ok;
	do {
		got = archive_read(package->archive, piece, PIECE_BYTES);
		part_bytes += got > 0 ? (uint64_t)got : 0;
		package->taken_bytes += got > 0 ? (uint64_t)got : 0;
		ok = (got >= 0 || damaged(err)) && within_limits(package, part_bytes, packed_bytes, err) &&
		     (got > 0 || archive_end(package->archive) || damaged(err)) && take(data, piece, (size_t)got, err);
	} while (ok && got > 0);
	archive_end(package->archive);
	free(piece);
	return ok;
}

bool package_take(struct package *package, const char *path, package_taker *take, void *data, struct error *err)
{
	size_t part = find_part(package, path);
	if (part == SIZE_MAX)
		return damaged(err);
	const struct archive_part *about = archive_part(package->archive, part);
	if (!may_open(about, err))
		return false;
	if (!archive_begin(package->archive, part))
		return damaged(err);
	return take_pieces(package, about->packed_bytes, take, data, err);
}
