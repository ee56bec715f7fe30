/* Taking the wording out of a file: the published text itself, or a table. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/app/wording.h"
#include "tenken/base/cp932.h"
#include "tenken/base/csv.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "tenken/store/chain.h"

#define BOM "\xEF\xBB\xBF"

enum { FILE_LIMIT_BYTES = 8 * 1024 * 1024 };

const char *wording_row_problem_code(enum wording_row_problem problem)
{
	return problem == WORDING_UNKNOWN_ID ? "unknown_id" : "other_text";
}

void wording_import_release(struct wording_import *import)
{
	for (size_t i = 0; i < import->rows_count; i++) {
		free(import->rows[i].id);
		free(import->rows[i].near);
	}
	free(import->rows);
	*import = (struct wording_import){0};
}

/* --- what kind of file it is --- */

static bool refuse(const char *name, struct error *err)
{
	return error_set(err, ERROR_INPUT,
	                 _("%s is no text in UTF-8 or CP932. Open it with the program that made it and save it as text, or copy its "
	                   "text into a new file."), name);
}

/* The bytes as UTF-8, without BOM, in `text`. */
static bool decode_bytes(struct strbuf *text, const struct strbuf *bytes, const char *name, struct error *err)
{
	size_t skip = bytes->len_bytes >= 3 && memcmp(bytes->text, BOM, 3) == 0 ? 3 : 0;
	const char *start = bytes->text + skip;
	size_t len_bytes = bytes->len_bytes - skip;
	size_t bad_byte;
	bool binary = str_starts_with(start, "%PDF-") || memchr(start, '\0', len_bytes);
	if (!binary && text_is_utf8(start, len_bytes, &bad_byte))
		strbuf_add_bytes(text, start, len_bytes);
	else if (binary || skip || !cp932_to_utf8(text, start, len_bytes, &bad_byte))
		return refuse(name, err);
	return true;
}

static bool decode(struct strbuf *text, const char *path, struct error *err)
{
	struct strbuf bytes = STRBUF_INIT;
	bool ok = file_read(&bytes, path, FILE_LIMIT_BYTES, err) && decode_bytes(text, &bytes, path_base(path), err);
	strbuf_release(&bytes);
	return ok;
}

bool wording_digest_of(const char *path, char hex[WORDING_DIGEST_HEX + 1], struct error *err)
{
	struct strbuf bytes = STRBUF_INIT, text = STRBUF_INIT;
	bool input = str_equal(path, "-");
	bool ok = (input ? file_read_stdin(&bytes, FILE_LIMIT_BYTES, err) : file_read(&bytes, path, FILE_LIMIT_BYTES, err)) &&
	          decode_bytes(&text, &bytes, input ? _("Standard input") : path_base(path), err);
	if (ok) {
		char *clean = wording_clean(text.text);
		char *squeezed = text_squeeze(clean);
		ok = *squeezed || error_set(err, ERROR_INPUT, _("There is no text to make a digest of."));
		chain_digest(squeezed, strlen(squeezed), hex);
		free(squeezed);
		free(clean);
	}
	strbuf_release(&bytes);
	strbuf_release(&text);
	return ok;
}

struct columns {
	int id, text;
};

static int column_of(const struct csv *csv, const char *const *names, size_t count)
{
	int column = -1;
	for (size_t i = 0; i < count && column < 0; i++)
		column = csv_column(csv, names[i]);
	return column;
}

static bool find_columns(const struct csv *csv, struct columns *columns)
{
	static const char *const ids[] = {"id", "条文番号", "番号"};
	static const char *const texts[] = {"text", "条文", "本文", "公式の条文"};
	columns->id = column_of(csv, ids, 3);
	columns->text = column_of(csv, texts, 4);
	return columns->id >= 0 && columns->text >= 0;
}

typedef bool reader(struct csv *csv, const char *bytes, size_t len_bytes, const char *name, struct error *err);

/* How to read it if its first line is the head of a table; NULL: it is none. */
static reader *table_reader(const char *text)
{
	static reader *const readers[] = {csv_read, csv_read_tabs};
	reader *found = NULL;
	text += strspn(text, "\r\n");
	size_t len_bytes = strcspn(text, "\r\n");
	for (size_t i = 0; i < 2 && !found; i++) {
		struct csv head;
		struct columns columns;
		struct error ignored = {0};
		if (readers[i](&head, text, len_bytes, "", &ignored) && find_columns(&head, &columns))
			found = readers[i];
		csv_release(&head);
		error_release(&ignored);
	}
	return found;
}

/* --- taking --- */

static void take(struct wording *wording, size_t clause, const char *text, struct wording_import *import)
{
	bool there = wording_of(wording, clause) != NULL;
	if (!wording_set(wording, clause, text, chain_digest))
		return;
	import->found++;
	import->added += !there;
}

static void reject(struct wording_import *import, const struct csv_row *row, const char *id, const char *near,
                   enum wording_row_problem problem)
{
	*MEM_PUSH(import->rows, import->rows_count) = (struct wording_row){
		.line = row->line, .id = mem_strdup(id), .problem = problem, .near = mem_strdup(near)};
}

static const char *nearest_id(const struct pack *pack, const char *id)
{
	const char **ids = mem_new(pack->clauses_count + 1, sizeof *ids);
	for (size_t i = 0; i < pack->clauses_count; i++)
		ids[i] = pack->clauses[i].id;
	const char *near = text_nearest(id, ids, pack->clauses_count);
	free(ids);
	return near;
}

/* A cell as it is compared with ids: without white space at its ends. */
static char *trim(const char *cell)
{
	size_t len_bytes;
	cell += strspn(cell, " \t\n");
	for (len_bytes = strlen(cell); len_bytes && strchr(" \t\n", cell[len_bytes - 1]); len_bytes--)
		;
	return mem_strndup(cell, len_bytes);
}

static void take_row(struct wording *wording, const struct csv_row *row, const char *id, const char *cell, bool *taken,
                     struct wording_import *import)
{
	size_t clause = pack_find_clause(wording->pack, id);
	if (clause == SIZE_MAX) {
		reject(import, row, id, nearest_id(wording->pack, id), WORDING_UNKNOWN_ID);
		return;
	}
	char *text = wording_clean(cell);
	char *found = wording_find_one(wording->pack, clause, text, chain_digest);
	if (!found)
		reject(import, row, id, NULL, WORDING_OTHER_TEXT);
	else if (!taken[clause])
		take(wording, clause, found, import);
	taken[clause] = taken[clause] || found;
	free(found);
	free(text);
}

static bool take_table(struct wording *wording, const struct csv *csv, struct wording_import *import)
{
	struct columns columns;
	bool *taken = mem_new(wording->pack->clauses_count + 1, sizeof *taken);
	find_columns(csv, &columns);
	for (size_t i = 1; i < csv->count; i++) {
		const struct csv_row *row = &csv->rows[i];
		char *id = trim((size_t)columns.id < row->count ? row->cells[columns.id] : "");
		const char *text = (size_t)columns.text < row->count ? row->cells[columns.text] : "";
		/* A row that is not filled in yet says nothing. */
		if (!str_is_blank(text))
			take_row(wording, row, id, text, taken, import);
		free(id);
	}
	free(taken);
	return import->found > 0;
}

static bool import_table(struct wording *wording, reader *read, const struct strbuf *text, const char *name,
                         struct wording_import *import, struct error *err)
{
	struct csv csv;
	import->is_table = true;
	if (!read(&csv, text->text, text->len_bytes, name, err))
		return false;
	bool ok = take_table(wording, &csv, import);
	csv_release(&csv);
	return ok || error_set(err, ERROR_INPUT, _("No row of %s holds the wording of a clause of the pack \"%s\"."), name,
	                       wording->pack->id);
}

static bool import_published(struct wording *wording, const struct strbuf *text, const char *name,
                             struct wording_import *import, struct error *err)
{
	struct wording_found found;
	char *clean = wording_clean(text->text);
	bool ok = wording_find(&found, wording->pack, clean, chain_digest, err);
	free(clean);
	if (!ok)
		return error_at(err, "%s", name);
	for (size_t i = 0; i < found.clauses; i++)
		if (found.texts[i])
			take(wording, i, found.texts[i], import);
	wording_found_release(&found);
	return import->found ||
	       error_set(err, ERROR_INPUT, _("Nothing in %s is the wording of a clause of the pack \"%s\". A table needs a first row "
	                                     "that names the columns id and text."), name, wording->pack->id);
}

bool wording_import(struct wording *wording, const char *path, struct wording_import *import, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	const char *name = path_base(path);
	*import = (struct wording_import){0};
	bool ok = decode(&text, path, err);
	if (ok) {
		reader *read = table_reader(text.text);
		ok = read ? import_table(wording, read, &text, name, import, err)
		          : import_published(wording, &text, name, import, err);
	}
	strbuf_release(&text);
	return ok;
}
