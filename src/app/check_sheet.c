#include "tenken/app/check_sheet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "check_sheet_private.h"
#include "tenken/app/plans.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "tenken/base/workbook.h"
#include "tenken/store/db.h"

enum { FILE_LIMIT_BYTES = 16 * 1024 * 1024, DEFECTS_SHOWN = 50, SHEET_MODE = 0600 };

static const struct result_words {
	const char *code, *label;
} result_words[] = {
        [CHECK_SAME] = {"same", N_("as it is")},
        [CHECK_NEW] = {"new", N_("new")},
        [CHECK_CHANGED] = {"changed", N_("changed")},
        [CHECK_CONFLICT] = {"conflict", N_("changed here since")},
};
static_assert(sizeof result_words / sizeof *result_words == CHECK_RESULTS, "every result has its words");

const char *check_result_code(enum check_result result)
{
	return result_words[result].code;
}

const char *check_result_label(enum check_result result)
{
	return _(result_words[result].label);
}

/* The year's round, as the sheet holds it: "2026", "2026-extra". Caller frees. */
static char *check_round(const struct workplace *workplace)
{
	return str_format(workplace->cycle.extra ? "%d-extra" : "%d", workplace->cycle.fiscal_year);
}

/* --- handing out --- */

struct export
{
	const struct report_input *input;
	const struct report_checklist *checklist;
	struct check_entry *entries;
	char *round;
};

static bool fill(void *context, const char *temporary, struct error *err)
{
	const struct export *export = context;
	return report_check_sheet(temporary, export->input, export->checklist, export->entries, export->round, err);
}

bool check_sheet_export(struct workplace *workplace, const struct checklist *checklist, const char *path,
                        struct error *err)
{
	struct report_input *input = workplace_report(workplace);
	struct export export = {.input = input,
	                        .checklist = &input->checklists[checklist - workplace->checklists],
	                        .entries = mem_new(checklist->scope.count + 1, sizeof *export.entries),
	                        .round = check_round(workplace)};
	for (size_t i = 0; i < checklist->scope.count; i++) {
		const struct entry *entry = &checklist->entries[i];
		export.entries[i] = (struct check_entry){.response = entry_response(entry),
		                                         .revision = entry->revision,
		                                         .decided = entry->derivation.state == DERIVATION_DECIDED};
	}
	bool ok = file_write_by(path, SHEET_MODE, fill, &export, err);
	free(export.round);
	free(export.entries);
	workplace_report_release(input);
	return ok;
}

char *check_sheet_name(const struct workplace *workplace, const struct checklist *checklist)
{
	char *whom = checklist->about ? str_format("%s_%s", workplace->unit.name, checklist->about) : mem_strdup(workplace->unit.name);
	char *name = report_name(workplace->pack, C_("file name", "check-sheet"), workplace->cycle.fiscal_year, whom, "xlsx");
	free(whom);
	return name;
}

/* --- reading --- */

struct reading {
	struct check_sheet *sheet;
	struct workplace *workplace;
	struct check_table table;
	struct check_cells *cells; /* one for each of the sheet's rows */
	size_t cells_count;
	struct strbuf defects;
	size_t defects_count;
	bool said_strange; /* that rows do not come from this database: once */
};

static void add_defect(struct reading *reading, const char *place, const char *message)
{
	if (reading->defects_count++ < DEFECTS_SHOWN)
		strbuf_addf(&reading->defects, "%s%s%s%s: %s", reading->defects.len_bytes ? "\n" : "",
		            reading->sheet->name, *place ? ":" : "", place, message);
}

static void defect(void *data, enum check_column column, size_t number, const char *message)
{
	struct reading *reading = data;
	struct strbuf place = STRBUF_INIT;
	if (reading->table.columns[column] >= 0)
		workbook_cell_name(&place, (size_t)reading->table.columns[column], number);
	else
		strbuf_addf(&place, "%zu", number);
	add_defect(reading, place.text, message);
	strbuf_release(&place);
}

static const char *cell(const struct reading *reading, const struct csv_row *row, enum check_column column)
{
	return check_cell(&reading->table, row, column);
}

static void defect_error(struct reading *reading, enum check_column column, size_t number, struct error *err)
{
	defect(reading, column, number, err->message);
	error_release(err);
}

/* --- whose sheet it is --- */

static bool is_ours(struct reading *reading, const struct csv_row *row)
{
	char *round = check_round(reading->workplace);
	struct error err = {0};
	enum check_column column = CHECK_COLUMNS;
	const char *code = cell(reading, row, CHECK_CODE), *unit = cell(reading, row, CHECK_UNIT);
	if (!check_is_own(reading->workplace, code, unit)) {
		column = CHECK_UNIT;
		if (str_is_blank(code))
			error_set(&err, ERROR_INPUT, _("This sheet is of %s, not of this section."), unit);
		else
			error_set(&err, ERROR_INPUT, _("This sheet is of %s (%s), not of this section."), unit, code);
	} else if (!str_equal(cell(reading, row, CHECK_YEAR), round)) {
		column = CHECK_YEAR;
		error_set(&err, ERROR_INPUT, _("This sheet is of the round %s; now it is %s. Hand out a new one."),
		          cell(reading, row, CHECK_YEAR), round);
	} else if (!str_equal(cell(reading, row, CHECK_PACK), reading->workplace->pack->id)) {
		column = CHECK_PACK;
		error_set(&err, ERROR_INPUT,
		          _("This sheet asks by the standard \"%s\", here it is \"%s\". Hand out a new one."),
		          cell(reading, row, CHECK_PACK), reading->workplace->pack->id);
	}
	if (column != CHECK_COLUMNS)
		defect_error(reading, column, row->number, &err);
	free(round);
	return column == CHECK_COLUMNS;
}

/* --- rows --- */

static bool is_filled_in(const struct reading *reading, const struct csv_row *row)
{
	for (int c = CHECK_ANSWER; c < CHECK_CHECKLIST; c++)
		if (!str_is_blank(cell(reading, row, (enum check_column)c)))
			return true;
	return false;
}

static size_t find_row(const struct check_sheet *sheet, const struct checklist *checklist, size_t item)
{
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->rows[i].checklist == checklist && sheet->rows[i].item == item)
			return i;
	return SIZE_MAX;
}

/* The question's place among the rows, made when it is not there yet. */
static size_t take_question(struct reading *reading, struct checklist *checklist, size_t item)
{
	size_t at = find_row(reading->sheet, checklist, item);
	if (at != SIZE_MAX)
		return at;
	*MEM_PUSH(reading->sheet->rows, reading->sheet->count) =
	        (struct check_row){.checklist = checklist, .item = item};
	struct check_cells *cells = MEM_PUSH(reading->cells, reading->cells_count);
	for (int c = 0; c < CHECK_COLUMNS; c++)
		cells->of[c] = "";
	for (int i = 0; i < ELEMENTS_MAX; i++)
		cells->elements[i] = "";
	return reading->sheet->count - 1;
}

static size_t find_element(const struct question *question, const char *id)
{
	for (size_t i = 0; i < question->elements_count && i < ELEMENTS_MAX; i++)
		if (str_equal(question->elements[i].id, id))
			return i;
	return SIZE_MAX;
}

static bool parse_revision(int *revision, const char *text)
{
	size_t digits = strspn(text, "0123456789");
	*revision = digits && digits < 9 ? atoi(text) : -1;
	return *revision >= 0 && !text[digits];
}

/* The visible columns alone were sorted or moved: the answers went with them, the hidden ids did not. */
static bool shows_other(struct reading *reading, const struct csv_row *row, const struct check_row *question, size_t element)
{
	if (check_shows_question(question, element, cell(reading, row, CHECK_NUMBER), cell(reading, row, CHECK_STATEMENT)))
		return false;
	defect(reading, str_is_blank(cell(reading, row, CHECK_STATEMENT)) ? CHECK_NUMBER : CHECK_STATEMENT, row->number,
	       _("What stands here is not the question of this row. When rows are sorted or moved, all columns must go "
	         "together, the hidden ones too."));
	return true;
}

/* The revisions are lost, or another database's: likely those of all rows, and there is one thing to do about it. */
static bool is_strange(struct reading *reading, struct error *err)
{
	if (reading->said_strange)
		return true;
	reading->said_strange = true;
	return error_set(
	        err, ERROR_INPUT,
	        _("This row does not come from this database: use the file that \"tenken sheet export\" "
	          "wrote."));
}

static bool put_row(struct reading *reading, const struct csv_row *row, size_t at, struct error *err)
{
	struct check_row *question = &reading->sheet->rows[at];
	struct check_cells *cells = &reading->cells[at];
	const char *element_id = cell(reading, row, CHECK_ELEMENT);
	size_t element = 0;
	int revision;
	if (!parse_revision(&revision, cell(reading, row, CHECK_REVISION)) ||
	    revision > question->checklist->entries[question->item].revision)
		return is_strange(reading, err);
	if (!str_is_blank(element_id)) {
		element = find_element(checklist_question(question->checklist, question->item), element_id);
		if (element == SIZE_MAX)
			return error_set(err, ERROR_INPUT, _("The question has no item \"%s\"."), element_id);
	}
	size_t *number = str_is_blank(element_id) ? &cells->number : &cells->element_numbers[element];
	if (*number)
		return error_set(err, ERROR_INPUT, _("This question stands in the sheet twice (row %zu)."), *number);
	*number = row->number;
	if (shows_other(reading, row, question, str_is_blank(element_id) ? SIZE_MAX : element))
		return true;
	cells->revision = revision;
	if (!question->number || str_is_blank(element_id))
		question->number = row->number;
	for (int c = 0; str_is_blank(element_id) && c < CHECK_COLUMNS; c++)
		cells->of[c] = cell(reading, row, (enum check_column)c);
	if (!str_is_blank(element_id)) {
		cells->elements[element] = cell(reading, row, CHECK_ANSWER);
		cells->element_rows[element] = row;
	}
	return true;
}

/* A row whose question is not asked any more matters only when something is filled in. */
static void read_row(struct reading *reading, const struct csv_row *row)
{
	struct error err = {0};
	struct checklist *checklist = NULL;
	size_t item = SIZE_MAX;
	if (str_is_blank(cell(reading, row, CHECK_QUESTION)))
		error_set(&err, ERROR_INPUT,
		          _("This row does not say which question it answers: its hidden columns are empty."));
	else if ((checklist = workplace_checklist(reading->workplace, cell(reading, row, CHECK_CHECKLIST), &err)) !=
	         NULL)
		item = checklist_item(reading->workplace, checklist, cell(reading, row, CHECK_QUESTION), &err);
	if (item != SIZE_MAX && !put_row(reading, row, take_question(reading, checklist, item), &err))
		defect_error(reading, CHECK_QUESTION, row->number, &err);
	else if (item == SIZE_MAX && is_filled_in(reading, row))
		defect_error(reading, CHECK_ANSWER, row->number, &err);
	error_release(&err);
}

/* An item takes an answer and nothing else: what stands beside it would be lost. */
static void check_beside(struct reading *reading, const struct check_cells *cells, const struct csv_row *row)
{
	for (int c = CHECK_NOTE; c < CHECK_CHECKLIST; c++) {
		struct strbuf place = STRBUF_INIT;
		struct error err = {0};
		if (str_is_blank(cell(reading, row, (enum check_column)c)))
			continue;
		workbook_cell_name(&place, (size_t)reading->table.columns[c], cells->number);
		if (cells->number)
			error_set(&err, ERROR_INPUT, _("\"%s\" is not written beside an item, but in the row of its question: in %s."),
			          check_column_title((enum check_column)c, i18n_language()), place.text);
		else
			error_set(&err, ERROR_INPUT, _("\"%s\" is not written beside an item, but in the row of its question."),
			          check_column_title((enum check_column)c, i18n_language()));
		defect_error(reading, (enum check_column)c, row->number, &err);
		strbuf_release(&place);
	}
}

static void compare_rows(struct reading *reading)
{
	for (size_t i = 0; i < reading->sheet->count; i++) {
		struct check_row *row = &reading->sheet->rows[i];
		for (size_t k = 0; k < ELEMENTS_MAX; k++)
			if (reading->cells[i].element_rows[k])
				check_beside(reading, &reading->cells[i], reading->cells[i].element_rows[k]);
		check_row_compare(row, reading->workplace, &reading->cells[i], defect, reading);
		reading->sheet->counts[row->result]++;
	}
}

static bool read_table(struct reading *reading, struct error *err)
{
	bool ours = true;
	for (size_t i = 1; i < reading->table.rows.count && ours; i++) {
		const struct csv_row *row = &reading->table.rows.rows[i];
		ours = str_is_blank(cell(reading, row, CHECK_QUESTION)) || is_ours(reading, row);
		if (ours)
			read_row(reading, row);
	}
	if (ours)
		compare_rows(reading);
	if (reading->defects_count > DEFECTS_SHOWN)
		strbuf_addf(&reading->defects, _("\n… and %zu more"), reading->defects_count - DEFECTS_SHOWN);
	if (reading->defects_count)
		return error_set(err, ERROR_INPUT, _("%s\nNothing was changed."), reading->defects.text);
	return reading->sheet->count ||
	       error_set(err, ERROR_INPUT, _("%s: the sheet asks nothing."), reading->sheet->name);
}

bool check_sheet_read(struct check_sheet *sheet, struct workplace *workplace, const char *path, struct error *err)
{
	struct reading reading = {.sheet = sheet, .workplace = workplace, .defects = STRBUF_INIT};
	struct strbuf bytes = STRBUF_INIT;
	*sheet = (struct check_sheet){.name = mem_strdup(path_base(path))};
	bool ok = file_read(&bytes, path, FILE_LIMIT_BYTES, err) &&
	          check_table_read(&reading.table, bytes.text, bytes.len_bytes, sheet->name, err) &&
	          read_table(&reading, err);
	check_table_release(&reading.table);
	free(reading.cells);
	strbuf_release(&reading.defects);
	strbuf_release(&bytes);
	if (!ok)
		check_sheet_release(sheet);
	return ok;
}

void check_sheet_release(struct check_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		struct check_row *row = &sheet->rows[i];
		for (size_t k = 0; k < row->changes_count; k++) {
			free(row->changes[k].field);
			free(row->changes[k].label);
			free(row->changes[k].from);
			free(row->changes[k].to);
		}
		free(row->changes);
		free(row->from_sheet);
		free(row->note);
		free(row->why_moved);
		response_release(&row->response);
	}
	free(sheet->rows);
	free(sheet->name);
	*sheet = (struct check_sheet){0};
}

/* --- writing --- */

/* The entries showed each answer as soon as it was written; now that nothing was committed they show what stands. */
static void show_what_stands(const struct check_sheet *sheet, struct workplace *workplace)
{
	struct error ignored = {0};
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->rows[i].result != CHECK_SAME)
			entry_reload(workplace, sheet->rows[i].checklist, sheet->rows[i].item, &ignored);
	workplace_recount(workplace);
	error_release(&ignored);
}

static bool write_row(const struct check_sheet *sheet, const struct check_row *row, struct workplace *workplace,
                      struct error *err)
{
	if (row->checklist->entries[row->item].revision != row->revision)
		error_set(err, ERROR_CONFLICT, _("This question has been answered here just now. Read the sheet again. Nothing was changed."));
	else if (workplace_record_plan(workplace, row->checklist, row->item, &row->response, row->why_moved, err) &&
	         check_keep_taken(row, workplace, sheet->name, err))
		return true;
	return error_at(err, "%s:%zu", sheet->name, row->number);
}

static bool write_rows(const struct check_sheet *sheet, struct workplace *workplace, struct error *err)
{
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->rows[i].result != CHECK_SAME && !write_row(sheet, &sheet->rows[i], workplace, err))
			return false;
	return true;
}

bool check_sheet_write(struct check_sheet *sheet, struct workplace *workplace, bool replace, struct error *err)
{
	if (sheet->counts[CHECK_CONFLICT] && !replace)
		return error_set(err, ERROR_CONFLICT,
		                 P_("%zu question was changed here after the sheet was handed out, and otherwise in "
		                    "the sheet. Look at it "
		                    "above; --replace overwrites it. Nothing was changed.",
		                    "%zu questions were changed here after the sheet was handed out, and otherwise in "
		                    "the sheet. Look at them "
		                    "above; --replace overwrites them. Nothing was changed.",
		                    sheet->counts[CHECK_CONFLICT]),
		                 sheet->counts[CHECK_CONFLICT]);
	if (!workplace_may_write(workplace, err) || !db_begin(workplace->db, err))
		return false;
	bool ok = write_rows(sheet, workplace, err);
	if (!ok)
		db_rollback(workplace->db);
	else if (db_commit(workplace->db, err))
		return true;
	show_what_stands(sheet, workplace);
	return false;
}
