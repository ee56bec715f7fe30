/* Registers as tables for Excel: a template to fill in, and reading it back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "register_import.h"
#include "tenken/base/csv.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/base/workbook.h"

enum { FILE_LIMIT_BYTES = 16 * 1024 * 1024 };

/* --- writing --- */

static void add_values(struct strbuf *out, const struct field *field)
{
	for (size_t i = 0; i < field->values_count; i++)
		strbuf_addf(out, "%s%s=%s", i ? " / " : "", field->values[i].id, bilingual_text(&field->values[i].label));
}

/* What goes into the column, for the person who fills it in. */
static char *column_note(const struct field *field, const struct pack *pack)
{
	struct strbuf out = STRBUF_INIT;
	switch (field->type) {
	case VALUE_BOOL:
		strbuf_add(&out, _("yes / no"));
		break;
	case VALUE_INT:
		strbuf_add(&out, _("a number"));
		break;
	case VALUE_DATE:
		strbuf_add(&out, _("a date such as 2026-10-31 or R8.10.31; none: not done"));
		break;
	case VALUE_CHOICE:
		add_values(&out, field);
		break;
	case VALUE_MULTI:
		strbuf_add(&out, _("several, with commas: "));
		add_values(&out, field);
		break;
	case VALUE_REF:
		if (field->target == SIZE_MAX)
			strbuf_add(&out, _("the id of a record"));
		else
			strbuf_addf(&out, _("the id of a record in \"%s\""),
			            bilingual_text(&pack->registers->items[field->target].title));
		break;
	case VALUE_CLAUSES:
		strbuf_add(&out, _("clauses with commas, such as 7.4.3.ウ"));
		break;
	default:
		strbuf_add(&out, _("a text; none: there is none"));
	}
	return strbuf_take(&out);
}

static void add_note_row(struct strbuf *out, const struct register_kind *kind, const struct pack *pack)
{
	csv_cell(out, _("# empty: not known or unchanged; ?: not known. This row is passed over."), true);
	for (size_t i = 0; i < kind->fields_count; i++) {
		char *note = column_note(&kind->fields[i], pack);
		csv_cell(out, note, false);
		free(note);
	}
	csv_end_row(out);
}

/* What is written in the record; standard values, which nobody wrote, stay out, so that the table comes back as the same. */
static void add_record_row(struct strbuf *out, const struct workplace *workplace, const struct ledger_sources *sources,
                           size_t at)
{
	const struct facts *facts = &workplace->ledger.facts;
	const struct record *record = &facts->records[at];
	const struct register_kind *kind = &workplace->pack->registers->items[record->owner];
	const struct record_event *event = ledger_event(&sources->events, kind->id, record->id);
	struct json *present = ledger_record_json(record->id, event ? event->fields : "{}");
	csv_cell(out, record->id, true);
	for (size_t i = 0; i < kind->fields_count; i++) {
		struct strbuf value = STRBUF_INIT;
		if (json_type(json_get(present, kind->fields[i].id)) != JSON_NULL)
			value_write(&value, &record->values[i], &kind->fields[i], workplace->pack, facts);
		csv_cell(out, value.text, false);
		strbuf_release(&value);
	}
	csv_end_row(out);
	json_free(present);
}

void register_template(const struct workplace *workplace, size_t owner, struct strbuf *out)
{
	const struct register_kind *kind = &workplace->pack->registers->items[owner];
	const struct facts *facts = &workplace->ledger.facts;
	csv_begin(out);
	csv_cell(out, "id", true);
	for (size_t i = 0; i < kind->fields_count; i++)
		csv_cell(out, bilingual_text(&kind->fields[i].label), false);
	csv_end_row(out);
	add_note_row(out, kind, workplace->pack);
	struct ledger_sources sources;
	struct error ignored = {0};
	if (!ledger_sources_load(&sources, workplace, &ignored)) {
		error_release(&ignored);
		return;
	}
	for (size_t r = facts->firsts[owner]; r < facts->firsts[owner + 1]; r++)
		add_record_row(out, workplace, &sources, r);
	ledger_sources_release(&sources);
}

/* --- reading --- */

struct table {
	struct csv csv;
	size_t owner;
	int id_column;
	size_t *fields; /* for each column: which field it holds, or SIZE_MAX */
	size_t columns;
};

static void place_in_table(const struct import *import, const struct import_item *item, const char *field,
                           struct strbuf *out)
{
	const struct table *table = import->data;
	const struct register_kind *kind = &import->workplace->pack->registers->items[table->owner];
	size_t wanted = register_find_field(kind, field);
	for (size_t i = 0; i < table->columns; i++) {
		if (table->fields[i] == wanted && wanted != SIZE_MAX) {
			workbook_cell_name(out, i, item->line);
			return;
		}
	}
	workbook_cell_name(out, (size_t)table->id_column, item->line);
}

static void defect_at(struct import *import, size_t column, size_t line, const char *message)
{
	struct strbuf place = STRBUF_INIT;
	workbook_cell_name(&place, column, line);
	import_defect(import, place.text, message);
	strbuf_release(&place);
}

static bool same_name(const char *a, const char *b)
{
	char *left = text_fold(a), *right = text_fold(b);
	bool same = str_equal(left, right);
	free(left);
	free(right);
	return same;
}

static size_t field_of_head(const struct register_kind *kind, const char *head)
{
	for (size_t i = 0; i < kind->fields_count; i++)
		if (same_name(head, kind->fields[i].id) || same_name(head, kind->fields[i].label.ja) ||
		    same_name(head, kind->fields[i].label.en))
			return i;
	return SIZE_MAX;
}

static void no_such_column(struct import *import, const struct register_kind *kind, size_t column, const char *head)
{
	const char *names[2 * REGISTER_FIELDS_MAX];
	size_t count = 0;
	for (size_t i = 0; i < kind->fields_count; i++) {
		names[count++] = kind->fields[i].id;
		names[count++] = bilingual_text(&kind->fields[i].label);
	}
	const char *near = strlen(head) <= 200 ? text_nearest(head, names, count) : NULL;
	char *message = near ? str_format(_("There is no column \"%s\". \"%s\" may be meant."), head, near)
	                     : str_format(_("There is no column \"%s\" in this register."), head);
	defect_at(import, column, 1, message);
	free(message);
}

static void read_head(struct import *import, struct table *table)
{
	const struct register_kind *kind = &import->workplace->pack->registers->items[table->owner];
	const struct csv_row *head = &table->csv.rows[0];
	table->columns = head->count;
	table->fields = mem_new(head->count + 1, sizeof *table->fields);
	table->id_column = -1;
	for (size_t i = 0; i < head->count; i++) {
		table->fields[i] = SIZE_MAX;
		if (same_name(head->cells[i], "id") && table->id_column < 0) {
			table->id_column = (int)i;
			continue;
		}
		if (str_is_blank(head->cells[i]))
			continue;
		table->fields[i] = field_of_head(kind, head->cells[i]);
		if (table->fields[i] == SIZE_MAX)
			no_such_column(import, kind, i, head->cells[i]);
		for (size_t k = 0; k < i && table->fields[i] != SIZE_MAX; k++)
			if (table->fields[k] == table->fields[i])
				defect_at(import, i, 1, _("This column stands in the table twice."));
	}
	if (table->id_column < 0)
		defect_at(import, 0, 1, _("The first row must name the column \"id\"."));
}

/* The cells of a row as edits; empty ones say nothing. */
static void read_cells(struct import *import, const struct table *table, const struct csv_row *row,
                       struct field_edits *edits)
{
	const struct register_kind *kind = &import->workplace->pack->registers->items[table->owner];
	for (size_t i = 0; i < row->count; i++) {
		struct json *value = NULL;
		struct error err = {0};
		if (str_is_blank(row->cells[i]))
			continue;
		/* A column that the first row leaves unnamed is somebody's own; beyond it, a comma has split a cell. */
		if (i >= table->columns) {
			defect_at(import, i, row->number, _("This row has more cells than the first row has columns."));
			break;
		}
		if (table->fields[i] == SIZE_MAX)
			continue;
		if (value_from_text(&value, &kind->fields[table->fields[i]], row->cells[i], &err))
			field_edits_add(edits, table->fields[i], value);
		else
			defect_at(import, i, row->number, err.message);
		error_release(&err);
	}
}

static bool stands_above(const struct import *import, const char *id)
{
	for (size_t i = 0; i < import->count; i++)
		if (str_equal(import->items[i].id, id))
			return true;
	return false;
}

static void read_row(struct import *import, const struct table *table, const struct csv_row *row)
{
	const struct register_kind *kind = &import->workplace->pack->registers->items[table->owner];
	size_t column = (size_t)table->id_column;
	const char *id = column < row->count ? row->cells[column] : "";
	struct field_edits edits = {0};
	struct error err = {0};
	if (*id == '#')
		return;
	if (!record_id_fits(id, &err))
		defect_at(import, column, row->number, err.message);
	else if (stands_above(import, id))
		defect_at(import, column, row->number, _("This id stands in the table twice."));
	read_cells(import, table, row, &edits);
	if (!err.message) {
		struct json *present = import_present(import, table->owner, id);
		import_put(import, table->owner, id, ledger_picture(kind, present, &edits), row->number);
		json_free(present);
	}
	error_release(&err);
	field_edits_release(&edits);
}

static bool import_table(struct import *import, struct table *table, bool dry_run, struct import_result *result,
                         struct error *err)
{
	if (table->csv.count == 0)
		return error_set(err, ERROR_INPUT, _("%s: the file is empty; its first row must name the columns."),
		                 import->name);
	import->data = table;
	import->place = place_in_table;
	read_head(import, table);
	for (size_t i = 1; i < table->csv.count && table->id_column >= 0; i++)
		read_row(import, table, &table->csv.rows[i]);
	return import_finish(import, dry_run, result, err);
}

bool register_import_table(struct workplace *workplace, size_t owner, const char *path, bool dry_run,
                           struct import_result *result, struct error *err)
{
	struct import import = {0};
	struct table table = {.owner = owner};
	struct strbuf text = STRBUF_INIT;
	*result = (struct import_result){0};
	bool ok = file_read(&text, path, FILE_LIMIT_BYTES, err) &&
	          workbook_or_csv_read(&table.csv, text.text, text.len_bytes, path_base(path), err) &&
	          import_begin(&import, workplace, path, err) && import_table(&import, &table, dry_run, result, err);
	import_end(&import);
	free(table.fields);
	csv_release(&table.csv);
	strbuf_release(&text);
	return ok;
}
