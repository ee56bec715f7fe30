#include "tenken/app/answer_file.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/csv.h"
#include "tenken/base/file.h"
#include "tenken/base/json.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "tenken/store/db.h"
#include "workplace_private.h"

enum { FILE_LIMIT_BYTES = 16 * 1024 * 1024, DEFECTS_SHOWN = 50 };

enum column { COLUMN_CHECKLIST, COLUMN_QUESTION, COLUMN_ANSWER, COLUMN_NOTE, COLUMN_REASON, COLUMN_ELEMENTS, COLUMNS };
static const char *const column_names[COLUMNS] = {"checklist", "question", "answer", "note", "reason", "elements"};

/* One row, wherever it came from. Cells are borrowed; NULL or "" where there is none. */
struct row {
	const char *cells[COLUMNS];
	size_t line, column;
};
struct rows {
	struct row *items;
	size_t count;
};

/* One picture ready to be written. */
struct change {
	struct checklist *checklist;
	size_t item;
	struct response response;
};

struct import {
	struct workplace *workplace;
	const char *name;
	struct change *changes;
	size_t count;
	struct strbuf defects;
	size_t defects_count;
};

static void defect(struct import *import, size_t line, size_t column, struct error *err)
{
	if (import->defects_count++ < DEFECTS_SHOWN)
		strbuf_addf(&import->defects, "%s%s:%zu:%zu: %s", import->defects.len_bytes ? "\n" : "", import->name, line,
		            column, err->message ? err->message : "");
	error_release(err);
}

/* --- reading rows --- */

static bool read_header(const struct csv *csv, int columns[COLUMNS], const char *name, struct error *err)
{
	if (csv->count == 0)
		return error_set(err, ERROR_INPUT, _("%s: the file is empty; its first row must name the columns."), name);
	for (size_t i = 0; i < csv->rows[0].count; i++) {
		const char *head = csv->rows[0].cells[i];
		bool known = str_is_blank(head);
		for (int c = 0; c < COLUMNS && !known; c++)
			known = csv_column(csv, column_names[c]) == (int)i;
		if (known)
			continue;
		const char *near = text_nearest(head, column_names, COLUMNS);
		return near ? error_set(err, ERROR_INPUT, _("%s:1:%zu: there is no column \"%s\". Did you mean \"%s\"?"), name,
		                        i + 1, head, near)
		            : error_set(err, ERROR_INPUT, _("%s:1:%zu: there is no column \"%s\": checklist, question, answer, note, "
		                                            "reason, elements."), name, i + 1, head);
	}
	for (int c = 0; c < COLUMNS; c++)
		columns[c] = csv_column(csv, column_names[c]);
	if (columns[COLUMN_QUESTION] < 0)
		return error_set(err, ERROR_INPUT, _("%s: the first row must name the column \"question\"."), name);
	return true;
}

/* Beyond the first row's columns: a comma has split a remark, the rest of which would be lost without a word. */
static bool fits_head(const struct csv *csv, const struct csv_row *row, const char *name, struct error *err)
{
	for (size_t i = csv->rows[0].count; i < row->count; i++)
		if (!str_is_blank(row->cells[i]))
			return error_set(err, ERROR_INPUT, "%s:%zu:%zu: %s", name, row->line, i + 1,
			                 _("This row has more cells than the first row has columns."));
	return true;
}

static bool rows_from_csv(struct rows *rows, const struct csv *csv, const char *name, struct error *err)
{
	int columns[COLUMNS];
	if (!read_header(csv, columns, name, err))
		return false;
	for (size_t i = 1; i < csv->count; i++) {
		if (!fits_head(csv, &csv->rows[i], name, err))
			return false;
		struct row *row = MEM_PUSH(rows->items, rows->count);
		row->line = csv->rows[i].line;
		row->column = 1;
		for (int c = 0; c < COLUMNS; c++)
			if (columns[c] >= 0 && (size_t)columns[c] < csv->rows[i].count)
				row->cells[c] = csv->rows[i].cells[columns[c]];
	}
	return true;
}

static bool row_from_json(struct import *import, struct rows *rows, const struct json_doc *doc, const struct json *node)
{
	struct json_place place = {0};
	struct error err = {0};
	json_where(doc, node, &place);
	struct row row = {.line = place.line, .column = place.column};
	json_place_release(&place);
	if (json_type(node) != JSON_OBJECT)
		error_set(&err, ERROR_INPUT, _("an object with \"question\" and \"answer\" was expected."));
	for (const struct json *member = json_first(node); member && !err.message; member = json_next(member)) {
		int column = 0;
		while (column < COLUMNS && !str_equal(json_key(member), column_names[column]))
			column++;
		if (column == COLUMNS)
			error_set(&err, ERROR_INPUT, _("\"%s\" is not known here: checklist, question, answer, note, reason, elements."),
			          json_key(member));
		else if (json_type(member) != JSON_STRING && json_type(member) != JSON_NULL)
			error_set(&err, ERROR_INPUT, _("\"%s\" must be a string."), json_key(member));
		else
			row.cells[column] = json_string(member);
	}
	if (err.message) {
		defect(import, row.line, row.column, &err);
		return false;
	}
	*MEM_PUSH(rows->items, rows->count) = row;
	return true;
}

static bool rows_from_json(struct import *import, struct rows *rows, const struct json_doc *doc, struct error *err)
{
	const struct json *list = json_root(doc);
	if (json_type(list) == JSON_OBJECT)
		list = json_get(list, "answers");
	if (!list || json_type(list) != JSON_ARRAY)
		return error_set(err, ERROR_INPUT, _("%s: an array of answers was expected, or {\"answers\": [...]}."), import->name);
	for (const struct json *node = json_first(list); node; node = json_next(node))
		row_from_json(import, rows, doc, node);
	return true;
}

/* --- from rows to changes --- */

static bool given(const char *cell)
{
	return cell && *cell;
}

static bool fill(struct change *change, const struct question *question, const struct row *row, struct error *err)
{
	const char *answer = given(row->cells[COLUMN_ANSWER]) ? row->cells[COLUMN_ANSWER] : NULL;
	const char *elements = given(row->cells[COLUMN_ELEMENTS]) ? row->cells[COLUMN_ELEMENTS] : NULL;
	if (!response_set_words(&change->response, question, answer, elements, err))
		return false;
	if (given(row->cells[COLUMN_NOTE]))
		str_assign(&change->response.note, row->cells[COLUMN_NOTE]);
	if (given(row->cells[COLUMN_REASON]))
		str_assign(&change->response.reason, row->cells[COLUMN_REASON]);
	return true;
}

static struct change *find_change(struct import *import, const struct checklist *checklist, size_t item)
{
	for (size_t i = 0; i < import->count; i++)
		if (import->changes[i].checklist == checklist && import->changes[i].item == item)
			return &import->changes[i];
	return NULL;
}

static bool take_row(struct import *import, const struct row *row, struct error *err)
{
	struct workplace *workplace = import->workplace;
	const char *id = given(row->cells[COLUMN_CHECKLIST]) ? row->cells[COLUMN_CHECKLIST] : NULL;
	struct checklist *checklist = workplace_checklist(workplace, id, err);
	if (!checklist)
		return false;
	if (!given(row->cells[COLUMN_QUESTION]))
		return error_set(err, ERROR_INPUT, _("the question is missing."));
	size_t item = checklist_item(workplace, checklist, row->cells[COLUMN_QUESTION], err);
	if (item == SIZE_MAX)
		return false;
	if (find_change(import, checklist, item))
		return error_set(err, ERROR_INPUT, _("the question \"%s\" stands twice in the file."), row->cells[COLUMN_QUESTION]);
	struct change *change = MEM_PUSH(import->changes, import->count);
	*change = (struct change){.checklist = checklist, .item = item};
	response_init(&change->response);
	response_copy(&change->response, entry_response(&checklist->entries[item]));
	return fill(change, checklist_question(checklist, item), row, err);
}

/* The entries showed each answer as soon as it was written; now that nothing was committed they show what stands. */
static void show_what_stands(struct import *import)
{
	struct error ignored = {0};
	for (size_t i = 0; i < import->count; i++)
		entry_reload(import->workplace, import->changes[i].checklist, import->changes[i].item, &ignored);
	for (size_t i = 0; i < import->workplace->checklists_count; i++)
		checklist_recount(import->workplace, &import->workplace->checklists[i]);
	error_release(&ignored);
}

static bool write_changes(struct import *import, size_t *written, struct error *err)
{
	for (size_t i = 0; i < import->count; i++) {
		struct change *change = &import->changes[i];
		const struct response *stands = entry_response(&change->checklist->entries[change->item]);
		if (response_equal(stands, &change->response))
			continue;
		if (!workplace_record(import->workplace, change->checklist, change->item, &change->response, err))
			return false;
		(*written)++;
	}
	return true;
}

static bool write_all(struct import *import, size_t *written, struct error *err)
{
	if (!db_begin(import->workplace->db, err))
		return false;
	bool ok = write_changes(import, written, err);
	if (!ok)
		db_rollback(import->workplace->db);
	else if (db_commit(import->workplace->db, err))
		return true;
	*written = 0;
	show_what_stands(import);
	return false;
}

static bool import_rows(struct import *import, const struct rows *rows, size_t *written, struct error *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct error row_error = {0};
		if (!take_row(import, &rows->items[i], &row_error))
			defect(import, rows->items[i].line, rows->items[i].column, &row_error);
	}
	if (import->defects_count > DEFECTS_SHOWN)
		strbuf_addf(&import->defects, _("\n… and %zu more"), import->defects_count - DEFECTS_SHOWN);
	if (import->defects_count)
		return error_set(err, ERROR_INPUT, _("%s\nNothing was changed."), import->defects.text);
	return write_all(import, written, err);
}

/* A byte order mark is passed over, in JSON as in a table: Windows writes it into both. */
static bool import_text(struct import *import, const struct strbuf *text, size_t *written, struct error *err)
{
	const size_t mark = str_starts_with(text->text, "\xEF\xBB\xBF") ? 3 : 0;
	const char *start = text->text + mark + strspn(text->text + mark, " \t\r\n");
	struct rows rows = {0};
	struct csv csv = {0};
	struct json_doc *doc = NULL;
	bool ok;
	if (*start == '[' || *start == '{') {
		doc = json_read(text->text + mark, text->len_bytes - mark, import->name, &json_limits_outside, err);
		ok = doc && rows_from_json(import, &rows, doc, err);
	} else {
		ok = csv_read(&csv, text->text, text->len_bytes, import->name, err) &&
		     rows_from_csv(&rows, &csv, import->name, err);
	}
	ok = ok && import_rows(import, &rows, written, err);
	free(rows.items);
	csv_release(&csv);
	json_doc_free(doc);
	return ok;
}

bool workplace_answer_file(struct workplace *workplace, const char *path, size_t *written, struct error *err)
{
	struct import import = {.workplace = workplace, .name = path_base(path), .defects = STRBUF_INIT};
	struct strbuf text = STRBUF_INIT;
	*written = 0;
	bool ok = file_read(&text, path, FILE_LIMIT_BYTES, err);
	ok = ok && import_text(&import, &text, written, err);
	for (size_t i = 0; i < import.count; i++)
		response_release(&import.changes[i].response);
	free(import.changes);
	strbuf_release(&import.defects);
	strbuf_release(&text);
	return ok;
}
