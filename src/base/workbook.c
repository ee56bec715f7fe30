#include "tenken/base/workbook.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "workbook_private.h"

enum { RELATIONS_MAX = 10000, SHEETS_NAMED = 20 };
#define FILE_MAX_BYTES ((size_t)64 << 20)
#define OLD_EXCEL      "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" /* also what a password makes of a workbook */

/* Which part another one means by an id. */
struct relation {
	char *id, *type, *path; /* type: the last word of its address: "worksheet" */
};
struct relations {
	struct relation *items;
	size_t count;
	const char *folder; /* in which relative paths begin, with its '/' or "" */
};

struct workbook {
	struct package *package;
	struct relations relations; /* of the workbook */
	const char *wanted;         /* the sheet's name, or NULL */
	char *sheet, *sheet_id;     /* the one that was chosen */
	bool sheet_hidden;
	bool since_1904;
	struct strbuf sheets; /* the names of all */
	size_t sheets_count;
};

bool workbook_is(const char *bytes, size_t len_bytes)
{
	return len_bytes >= 8 &&
	       (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0 || memcmp(bytes, OLD_EXCEL, 8) == 0);
}

/* --- relations --- */

/* `path` as it stands in the archive: behind `folder`, without "." and "..". Caller frees. */
static char *whole_path(const char *folder, const char *path)
{
	struct strbuf out = STRBUF_INIT;
	char *whole = *path == '/' ? mem_strdup(path) : str_format("%s%s", folder, path), *rest = whole, *part;
	while ((part = str_next_part(&rest, "/")) != NULL) {
		if (str_equal(part, "..")) {
			const char *slash = strrchr(out.text, '/');
			strbuf_cut(&out, slash ? (size_t)(slash - out.text) : 0);
		} else if (*part && !str_equal(part, ".")) {
			strbuf_addf(&out, "%s%s", out.len_bytes ? "/" : "", part);
		}
	}
	free(whole);
	return strbuf_take(&out);
}

static bool relations_start(void *data, const char *element, const char **attributes, struct error *err)
{
	struct relations *relations = data;
	const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target"), *mode = xml_attribute(attributes, "TargetMode");
	/* What leads out of the file is not followed. */
	if (!str_equal(element, "Relationship") || !id || !type || !target || (mode && str_equal(mode, "External")))
		return true;
	if (relations->count == RELATIONS_MAX)
		return error_set(
		        err, ERROR_INPUT,
		        _("The workbook has too many parts. Copy the cells that count into a new workbook, and save "
		          "that."));
	const char *slash = strrchr(type, '/');
	*MEM_PUSH(relations->items, relations->count) =
	        (struct relation){.id = mem_strdup(id),
	                          .type = mem_strdup(slash ? slash + 1 : type),
	                          .path = whole_path(relations->folder, target)};
	return true;
}

static bool ignore_end(void *data, const char *element, struct error *err)
{
	(void)data;
	(void)element;
	(void)err;
	return true;
}

static bool relations_read(struct relations *relations, struct package *package, const char *path, struct error *err)
{
	static const struct xml_reader handlers = {.start = relations_start, .end = ignore_end};
	return xml_read(package, path, &handlers, relations, err);
}

static void relations_release(struct relations *relations)
{
	for (size_t i = 0; i < relations->count; i++) {
		free(relations->items[i].id);
		free(relations->items[i].type);
		free(relations->items[i].path);
	}
	free(relations->items);
}

/* The part of this type (and this id, unless NULL), or NULL. */
static const char *find_relation(const struct relations *relations, const char *type, const char *id)
{
	for (size_t i = 0; i < relations->count; i++)
		if (str_equal(relations->items[i].type, type) && (!id || str_equal(relations->items[i].id, id)))
			return relations->items[i].path;
	return NULL;
}

/* --- which sheet --- */

static bool is_hidden(const char **attributes)
{
	const char *state = xml_attribute(attributes, "state");
	return state && !str_equal(state, "visible");
}

/* The wanted one; else the first, or rather the first that is not hidden. */
static bool is_better(const struct workbook *workbook, const char *name, bool hidden)
{
	if (workbook->wanted)
		return !workbook->sheet && str_equal(name, workbook->wanted);
	return !workbook->sheet || (workbook->sheet_hidden && !hidden);
}

static void see_sheet(struct workbook *workbook, const char **attributes)
{
	const char *name = xml_attribute(attributes, "name"), *id = xml_attribute_of_any(attributes, "id");
	if (!name || !id || !find_relation(&workbook->relations, "worksheet", id))
		return; /* a sheet of nothing but a chart */
	if (workbook->sheets_count++ < SHEETS_NAMED)
		strbuf_addf(&workbook->sheets, "%s%s", workbook->sheets.len_bytes ? _(", ") : "", name);
	if (!is_better(workbook, name, is_hidden(attributes)))
		return;
	str_assign(&workbook->sheet, name);
	str_assign(&workbook->sheet_id, id);
	workbook->sheet_hidden = is_hidden(attributes);
}

static bool workbook_start(void *data, const char *element, const char **attributes, struct error *err)
{
	struct workbook *workbook = data;
	(void)err;
	if (str_equal(element, "sheet")) {
		see_sheet(workbook, attributes);
	} else if (str_equal(element, "workbookPr")) {
		const char *since = xml_attribute(attributes, "date1904");
		workbook->since_1904 = since && (str_equal(since, "1") || str_equal(since, "true"));
	}
	return true;
}

/* --- reading --- */

static bool no_workbook(const struct package *package, const char *path, struct error *err)
{
	if (package_has(package, "content.xml"))
		return error_set(
		        err, ERROR_INPUT,
		        _("This is an OpenDocument spreadsheet (.ods). Save it as an Excel workbook (.xlsx)."));
	if (path && str_ends_with(path, ".bin"))
		return error_set(err, ERROR_INPUT,
		                 _("This is a binary Excel workbook (.xlsb). Save it as an Excel workbook (.xlsx)."));
	return error_set(err, ERROR_INPUT,
	                 _("This is no Excel workbook (.xlsx). Open it in Excel and save it as one."));
}

/* The path of the workbook's own part. Caller frees. NULL with the error. */
static char *find_workbook(struct package *package, struct error *err)
{
	struct relations top = {.folder = ""};
	char *path = NULL;
	bool ok = !package_has(package, "_rels/.rels") || relations_read(&top, package, "_rels/.rels", err);
	if (ok) {
		const char *found = find_relation(&top, "officeDocument", NULL);
		path = mem_strdup(found ? found : "xl/workbook.xml");
		if (!package_has(package, path) || str_ends_with(path, ".bin")) {
			no_workbook(package, found, err);
			free(path);
			path = NULL;
		}
	}
	relations_release(&top);
	return path;
}

/* Relations and sheets. */
static bool look_into(struct workbook *workbook, const char *path, struct error *err)
{
	static const struct xml_reader handlers = {.start = workbook_start, .end = ignore_end};
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	char *folder = mem_strndup(path, (size_t)(base - path));
	char *relations = str_format("%s_rels/%s.rels", folder, base);
	workbook->relations.folder = folder;
	bool ok = relations_read(&workbook->relations, workbook->package, relations, err) &&
	          xml_read(workbook->package, path, &handlers, workbook, err);
	workbook->relations.folder = NULL;
	free(folder);
	free(relations);
	if (ok && !workbook->sheet)
		ok = workbook->wanted && workbook->sheets_count
		             ? error_set(err, ERROR_NOT_FOUND, _("The workbook has no sheet \"%s\". It has: %s."),
		                         workbook->wanted, workbook->sheets.text)
		             : error_set(err, ERROR_INPUT, _("The workbook has no sheet."));
	return ok;
}

static bool read_sheet(struct csv *csv, struct workbook_merges *merges, const struct workbook *workbook, const char *name,
                       struct error *err)
{
	const char *strings_path = find_relation(&workbook->relations, "sharedStrings", NULL);
	const char *styles_path = find_relation(&workbook->relations, "styles", NULL);
	struct shared_strings strings = {0};
	struct formats formats = {0};
	bool ok = !strings_path || !package_has(workbook->package, strings_path) ||
	          shared_strings_read(&strings, workbook->package, strings_path, err);
	ok = ok && (!styles_path || !package_has(workbook->package, styles_path) ||
	            formats_read(&formats, workbook->package, styles_path, err));
	if (!ok) {
		error_at(err, "%s", name);
	} else {
		struct sheet_source source = {
		        .package = workbook->package,
		        .path = find_relation(&workbook->relations, "worksheet", workbook->sheet_id),
		        .sheet = workbook->sheet,
		        .name = name,
		        .strings = &strings,
		        .formats = &formats,
		        .since_1904 = workbook->since_1904,
		        .merges = merges};
		ok = sheet_read(csv, &source, err);
	}
	shared_strings_release(&strings);
	formats_release(&formats);
	return ok;
}

static bool open_workbook(struct workbook *workbook, const char *bytes, size_t len_bytes, struct error *err)
{
	if (len_bytes > FILE_MAX_BYTES)
		return error_set(err, ERROR_INPUT, _("The file is larger than 64 MiB. Divide the table."));
	if (len_bytes >= 8 && memcmp(bytes, OLD_EXCEL, 8) == 0)
		return error_set(
		        err, ERROR_INPUT,
		        _("The file has a password, or is of an old Excel (.xls). Save it without a password as an "
		          "Excel workbook (.xlsx)."));
	workbook->package = package_open(bytes, len_bytes, err);
	char *path = workbook->package ? find_workbook(workbook->package, err) : NULL;
	bool ok = path && look_into(workbook, path, err);
	free(path);
	return ok;
}

void workbook_merges_release(struct workbook_merges *merges)
{
	free(merges->items);
	*merges = (struct workbook_merges){0};
}

/* With the merged cells, unless NULL. */
static bool read_workbook(struct csv *csv, struct workbook_merges *merges, const char *bytes, size_t len_bytes, const char *sheet,
                          const char *name, struct error *err)
{
	struct workbook workbook = {.wanted = sheet, .sheets = STRBUF_INIT};
	*csv = (struct csv){0};
	bool ok = open_workbook(&workbook, bytes, len_bytes, err);
	if (!ok)
		error_at(err, "%s", name);
	else
		ok = read_sheet(csv, merges, &workbook, name, err);
	if (!ok)
		csv_release(csv);
	package_free(workbook.package);
	relations_release(&workbook.relations);
	free(workbook.sheet);
	free(workbook.sheet_id);
	strbuf_release(&workbook.sheets);
	return ok;
}

bool workbook_read(struct csv *csv, const char *bytes, size_t len_bytes, const char *sheet, const char *name,
                   struct error *err)
{
	return read_workbook(csv, NULL, bytes, len_bytes, sheet, name, err);
}

bool workbook_read_merges(struct csv *csv, struct workbook_merges *merges, const char *bytes, size_t len_bytes, const char *sheet,
                          const char *name, struct error *err)
{
	*merges = (struct workbook_merges){0};
	bool ok = read_workbook(csv, merges, bytes, len_bytes, sheet, name, err);
	if (!ok)
		workbook_merges_release(merges);
	return ok;
}

bool workbook_or_csv_read(struct csv *csv, const char *bytes, size_t len_bytes, const char *name, struct error *err)
{
	return workbook_is(bytes, len_bytes) ? workbook_read(csv, bytes, len_bytes, NULL, name, err)
	                                     : csv_read(csv, bytes, len_bytes, name, err);
}
