#include "tenken/app/roster_file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/csv.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/base/workbook.h"
#include "workplace_private.h"

enum { FILE_LIMIT_BYTES = 16 * 1024 * 1024, FAULTS_SHOWN = 50, FAULTS_KEPT_MAX = 10000, TEXT_BYTES_MAX = 200, PREDECESSORS_MAX = 30 };

enum column { COLUMN_CODE, COLUMN_BUREAU, COLUMN_UNIT, COLUMN_ROLES, COLUMN_CONTACT, COLUMN_PREDECESSOR, COLUMNS };
enum { REQUIRED = COLUMN_CONTACT };

/* By what the columns may be called. */
static const char *const names[COLUMNS][5] = {
        [COLUMN_CODE] = {"code", "コード", "課コード", "所属コード"},
        [COLUMN_BUREAU] = {"bureau", "局", "局室区", "局名"},
        [COLUMN_UNIT] = {"unit", "課", "課名", "所属"},
        [COLUMN_ROLES] = {"roles", "役割", "点検票", NULL},
        [COLUMN_CONTACT] = {"contact", "連絡先", "電話", "電話番号"},
        [COLUMN_PREDECESSOR] = {"predecessor", "前身", "旧コード", "前身の課", "前身のコード"},
};
static_assert(sizeof names / sizeof *names == COLUMNS, "every column has its names");

struct reading {
	const char *name;
	struct csv csv;
	int columns[COLUMNS];
	const struct pack *pack;
	struct roster *roster;
	struct roster_faults *faults;
};

void roster_faults_release(struct roster_faults *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		free(faults->items[i].text);
	free(faults->items);
	*faults = (struct roster_faults){0};
}

static void defect(struct reading *reading, size_t line, const char *message)
{
	struct roster_faults *faults = reading->faults;
	if (faults->count < FAULTS_KEPT_MAX)
		*MEM_PUSH(faults->items, faults->count) =
		        (struct roster_fault){.line = line, .text = text_safe_dup(message, TEXT_SAFE_LINE)};
	else
		faults->more++;
}

static void defect_about(struct reading *reading, size_t line, const char *format, const char *about)
{
	char *message = str_format(format, about);
	defect(reading, line, message);
	free(message);
}

static void read_head(struct reading *reading)
{
	for (int c = 0; c < COLUMNS; c++) {
		reading->columns[c] = -1;
		for (size_t i = 0; i < sizeof *names / sizeof **names && names[c][i]; i++)
			if (reading->columns[c] < 0)
				reading->columns[c] = csv_column(&reading->csv, names[c][i]);
		if (reading->columns[c] < 0 && c < REQUIRED)
			defect_about(reading, 1, _("The first row must name the column \"%s\"."), names[c][0]);
	}
}

static bool has_columns(const struct reading *reading)
{
	for (int c = 0; c < REQUIRED; c++)
		if (reading->columns[c] < 0)
			return false;
	return true;
}

static const char *cell(const struct reading *reading, const struct csv_row *row, enum column column)
{
	int at = reading->columns[column];
	return at >= 0 && (size_t)at < row->count ? row->cells[at] : "";
}

static bool is_good_text(const char *text)
{
	return strlen(text) <= TEXT_BYTES_MAX && text_is_safe(text, TEXT_SAFE_LINE);
}

/* The id of the role that is called so in either language; else the text itself. */
static const char *role_called(const struct pack *pack, const char *title)
{
	for (size_t i = 0; i < pack->roles_count; i++)
		for (int language = 0; language < LANGUAGES; language++)
			if (!pack->roles[i].answered_by && str_equal(bilingual_in(&pack->roles[i].title, (enum language)language), title))
				return pack->roles[i].id;
	return title;
}

static void no_such_role(struct reading *reading, size_t line, const char *why)
{
	struct strbuf all = STRBUF_INIT;
	for (size_t i = 0; i < reading->pack->roles_count; i++)
		if (!reading->pack->roles[i].answered_by)
			strbuf_addf(&all, "%s%s", all.len_bytes ? _(", ") : "", bilingual_text(&reading->pack->roles[i].title));
	char *message = str_format(_("%s A role is written by its id or its title, several with \";\" between them: %s."), why, all.text);
	defect(reading, line, message);
	free(message);
	strbuf_release(&all);
}

/* Roles joined by ";", each of them one that keeps a checklist; none: the head of the section. Caller frees. */
static char *read_roles(struct reading *reading, size_t line, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	char *copy = mem_strdup(text), *rest = copy, *part;
	while ((part = str_next_part(&rest, ";")) != NULL) {
		struct error err = {0};
		if (str_is_blank(part))
			continue;
		part += strspn(part, " ");
		for (size_t end = strlen(part); end && part[end - 1] == ' '; end--)
			part[end - 1] = '\0';
		const char *role = role_called(reading->pack, part);
		if (pack_keeps_checklist(reading->pack, role, &err))
			strbuf_addf(&out, "%s%s", out.len_bytes ? ";" : "", role);
		else
			no_such_role(reading, line, err.message);
		error_release(&err);
	}
	free(copy);
	if (!out.len_bytes)
		strbuf_add(&out, "info_manager");
	return strbuf_take(&out);
}

static bool has_code(const struct roster *roster, const char *code)
{
	for (size_t i = 0; i < roster->count; i++)
		if (str_equal(roster->items[i].code, code))
			return true;
	return false;
}

static void check_code(struct reading *reading, size_t line, const char *code)
{
	if (!unit_code_is_good(code))
		defect_about(reading, line, _("\"%s\" can be no unit code: up to 32 characters, without blanks, .. or / \\ : ; ,"), code);
}

static void check_predecessors(struct reading *reading, const struct csv_row *row)
{
	char *copy = mem_strdup(cell(reading, row, COLUMN_PREDECESSOR)), *rest = copy, *part;
	size_t count = 0;
	while ((part = str_next_part(&rest, ";")) != NULL) {
		check_code(reading, row->line, part);
		for (const char *before = copy; before < part; before += strlen(before) + 1)
			if (str_equal(before, part))
				defect_about(reading, row->line, _("The predecessor \"%s\" stands there twice."), part);
		count++;
	}
	if (count > PREDECESSORS_MAX)
		defect(reading, row->line, _("A unit has at most 30 predecessors."));
	free(copy);
}

static void check_texts(struct reading *reading, const struct csv_row *row)
{
	const char *code = cell(reading, row, COLUMN_CODE);
	if (str_is_blank(code))
		defect(reading, row->line, _("The code of the unit is missing."));
	else if (has_code(reading->roster, code))
		defect_about(reading, row->line, _("The unit code \"%s\" stands on the roster twice."), code);
	check_code(reading, row->line, code);
	check_predecessors(reading, row);
	if (str_is_blank(cell(reading, row, COLUMN_BUREAU)))
		defect(reading, row->line, _("The name of the bureau is missing."));
	if (str_is_blank(cell(reading, row, COLUMN_UNIT)))
		defect(reading, row->line, _("The name of the unit is missing."));
	for (int c = 0; c < COLUMNS; c++)
		if (!is_good_text(cell(reading, row, (enum column)c)))
			defect_about(reading, row->line, _("The text in the column \"%s\" is too long, or holds characters that cannot be "
			                                   "shown."), names[c][0]);
}

/* As when predecessors are written with commas between them: what is behind would be lost without a word. */
static void check_width(struct reading *reading, const struct csv_row *row)
{
	for (size_t i = reading->csv.rows[0].count; i < row->count; i++) {
		if (str_is_blank(row->cells[i]))
			continue;
		defect_about(reading, row->line,
		             _("\"%s\" stands outside the columns that the first row names. Several in one cell have \";\" between them."),
		             row->cells[i]);
		return;
	}
}

static void read_row(struct reading *reading, const struct csv_row *row)
{
	check_texts(reading, row);
	check_width(reading, row);
	*MEM_PUSH(reading->roster->items, reading->roster->count) = (struct roster_unit){
	        .code = mem_strdup(cell(reading, row, COLUMN_CODE)),
	        .bureau = mem_strdup(cell(reading, row, COLUMN_BUREAU)),
	        .name = mem_strdup(cell(reading, row, COLUMN_UNIT)),
	        .roles = read_roles(reading, row->line, cell(reading, row, COLUMN_ROLES)),
	        .contact = mem_strdup(cell(reading, row, COLUMN_CONTACT)),
	        .predecessor = mem_strdup(cell(reading, row, COLUMN_PREDECESSOR)),
	};
}

/* The first of them, each with its place. */
static bool sum_up(const struct reading *reading, struct error *err)
{
	const struct roster_faults *faults = reading->faults;
	struct strbuf text = STRBUF_INIT;
	for (size_t i = 0; i < faults->count && i < FAULTS_SHOWN; i++)
		strbuf_addf(&text, "%s%s:%zu: %s", i ? "\n" : "", reading->name, faults->items[i].line, faults->items[i].text);
	if (faults->count > FAULTS_SHOWN)
		strbuf_addf(&text, _("\n… and %zu more"), faults->count + faults->more - FAULTS_SHOWN);
	error_set(err, ERROR_INPUT, _("%s\nNothing was changed."), text.text);
	strbuf_release(&text);
	return false;
}

static bool read_table(struct reading *reading, struct error *err)
{
	if (reading->csv.count < 2)
		return error_set(err, ERROR_INPUT, _("%s: the roster names no unit."), reading->name);
	read_head(reading);
	/* Without its columns every row would be at fault. */
	for (size_t i = 1; i < reading->csv.count && has_columns(reading); i++)
		read_row(reading, &reading->csv.rows[i]);
	return !reading->faults->count || sum_up(reading, err);
}

bool roster_file_check(struct roster *roster, const char *path, const struct pack *pack, struct roster_faults *faults,
                       struct error *err)
{
	struct reading reading = {.name = path_base(path), .pack = pack, .roster = roster, .faults = faults};
	struct strbuf text = STRBUF_INIT;
	*roster = (struct roster){0};
	*faults = (struct roster_faults){0};
	bool ok = file_read(&text, path, FILE_LIMIT_BYTES, err) &&
	          workbook_or_csv_read(&reading.csv, text.text, text.len_bytes, reading.name, err) && read_table(&reading, err);
	if (!ok)
		roster_release(roster);
	csv_release(&reading.csv);
	strbuf_release(&text);
	return ok;
}

bool roster_file_read(struct roster *roster, const char *path, const struct pack *pack, struct error *err)
{
	struct roster_faults faults;
	bool ok = roster_file_check(roster, path, pack, &faults, err);
	roster_faults_release(&faults);
	return ok;
}
