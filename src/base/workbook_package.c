/* The archive that a workbook is: which parts it has, and what is in them, within limits. */
#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "workbook_private.h"

#define ENTRIES_MAX 4096
#define PART_MAX    ((size_t)128 << 20)
#define TOTAL_MAX   ((size_t)256 << 20)
#define RATIO_MAX   200
#define RATIO_FROM  ((size_t)1 << 20) /* smaller parts may be packed as tightly as they like */
#define PIECE_BYTES ((size_t)32 << 10)

struct package {
	zip_t *zip;
	char **paths; /* of each entry: lower case, with '/' */
	size_t count;
	size_t taken_bytes; /* of all parts so far */
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
	zip_int64_t entries = zip_get_num_entries(package->zip, 0);
	if (entries > ENTRIES_MAX)
		return too_large(err);
	for (zip_int64_t i = 0; i < entries; i++) {
		const char *name = zip_get_name(package->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
		char *folded = folded_path(name ? name : "");
		bool twice = find_path(package, folded) != SIZE_MAX;
		*MEM_PUSH(package->paths, package->count) = folded;
		if (twice)
			return error_set(err, ERROR_INPUT,
			                 _("The part \"%s\" is in the file twice: no spreadsheet writes that."),
			                 folded);
	}
	return true;
}

static zip_t *open_zip(const char *bytes, size_t len_bytes)
{
	zip_source_t *source = zip_source_buffer_create(bytes, len_bytes, 0, NULL);
	zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
	if (!zip && source)
		zip_source_free(source);
	return zip;
}

struct package *package_open(const char *bytes, size_t len_bytes, struct error *err)
{
	struct package *package = mem_new(1, sizeof *package);
	package->zip = open_zip(bytes, len_bytes);
	if (package->zip ? list_parts(package, err) : damaged(err))
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
	if (package->zip)
		zip_discard(package->zip);
	free(package);
}

/* By what the archive says of the part; what it really holds is counted while it is read. */
static bool may_open(const struct package *package, size_t part, size_t *packed_bytes, struct error *err)
{
	const zip_uint64_t wanted =
	        ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
	zip_stat_t stat;
	zip_stat_init(&stat);
	if (zip_stat_index(package->zip, part, 0, &stat) != 0 || (stat.valid & wanted) != wanted)
		return damaged(err);
	if (stat.encryption_method != ZIP_EM_NONE)
		return error_set(err, ERROR_INPUT, _("The file has a password. Save it without one."));
	if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
		return damaged(err);
	*packed_bytes = (size_t)stat.comp_size;
	return stat.size <= PART_MAX || too_large(err);
}

static bool within_limits(const struct package *package, size_t part_bytes, size_t packed_bytes, struct error *err)
{
	bool fits = part_bytes <= PART_MAX && package->taken_bytes <= TOTAL_MAX &&
	            (part_bytes <= RATIO_FROM || part_bytes / RATIO_MAX <= packed_bytes);
	return fits || too_large(err);
}

static bool take_pieces(struct package *package, zip_file_t *file, size_t packed_bytes, package_taker *take, void *data,
                        struct error *err)
{
	char *piece = mem_new(PIECE_BYTES, 1);
	size_t part_bytes = 0;
	zip_int64_t got;
	bool ok;
	do {
		got = zip_fread(file, piece, PIECE_BYTES);
		part_bytes += got > 0 ? (size_t)got : 0;
		package->taken_bytes += got > 0 ? (size_t)got : 0;
		ok = (got >= 0 || damaged(err)) && within_limits(package, part_bytes, packed_bytes, err) &&
		     take(data, piece, (size_t)got, err);
	} while (ok && got > 0);
	free(piece);
	return ok;
}

bool package_take(struct package *package, const char *path, package_taker *take, void *data, struct error *err)
{
	size_t part = find_part(package, path), packed_bytes = 0;
	if (part == SIZE_MAX)
		return damaged(err);
	if (!may_open(package, part, &packed_bytes, err))
		return false;
	zip_file_t *file = zip_fopen_index(package->zip, part, 0);
	if (!file)
		return damaged(err);
	bool ok = take_pieces(package, file, packed_bytes, take, data, err);
	zip_fclose(file);
	return ok;
}
