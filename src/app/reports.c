#include "tenken/app/reports.h"

#include <assert.h>
#include <stdlib.h>

#include "office_private.h"
#include "oscal_reports.h"
#include "tenken/app/office_city.h"
#include "tenken/app/workplace.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/text.h"
#include "tenken/report/city.h"
#include "tenken/report/model.h"

/* Each format is made as text, or written into a file by itself; NULL where there is none. */
typedef void section_text(struct strbuf *out, const struct report_input *input);
typedef void city_text(struct strbuf *out, const struct city_input *input);
/* What needs more than the sheet and the city say: made of the database itself. */
typedef bool section_from(struct strbuf *out, const struct workplace *workplace, const struct report_input *input, struct error *err);
typedef bool city_from(struct strbuf *out, const struct office *office, const struct city_input *input, struct error *err);
typedef bool section_file(const char *path, const struct report_input *input, struct error *err);
typedef bool city_file(const char *path, const struct city_input *input, struct error *err);

enum { REPORT_COLS = 80, REPORT_MODE = 0600 };

static void section_as_text(struct strbuf *out, const struct report_input *input)
{
	report_text(out, input, REPORT_COLS);
}

static void city_as_text(struct strbuf *out, const struct city_input *input)
{
	city_report_text(out, input, REPORT_COLS);
}

static const struct format {
	const char *code, *extension, *label;
	section_text *section;
	city_text *city;
	section_from *section_from;
	city_from *city_from;
	section_file *section_file;
	city_file *city_file;
	unsigned wants; /* of the city: what has to be known for it */
	bool city_flows; /* the city's is written from its beginning to its end, and need not be held */
} formats[] = {
        [REPORT_TEXT] = {"text", "txt", N_("Text, for a terminal or a mail"), .section = section_as_text,
                         .city = city_as_text, .wants = CITY_WANTS_ALL},
        [REPORT_HTML] = {"html", "html", N_("HTML, to read and to print on A4"), .section = report_html, .city = city_report_html, .wants = CITY_WANTS_ALL},
        [REPORT_CSV] = {"csv", "csv", N_("CSV, a table for any spreadsheet"), .section = report_csv,
                        .city = city_report_csv, .wants = CITY_WANTS_ANSWERS, .city_flows = true},
        [REPORT_XLSX] = {"xlsx", "xlsx", N_("Excel"), .section_file = report_xlsx, .city_file = city_report_xlsx, .wants = CITY_WANTS_ALL},
        [REPORT_JSON] = {"json", "json", N_("JSON, for programs"), .section = report_json, .city = city_report_json, .wants = CITY_WANTS_ALL, .city_flows = true},
        [REPORT_OSCAL_AR] = {"oscal-ar", "ar.json", N_("OSCAL, the results of the self-check"), .section = oscal_results, .city = oscal_city_results, .wants = CITY_WANTS_BODIES},
        [REPORT_OSCAL_POAM] = {"oscal-poam", "poam.json", N_("OSCAL, improvement plans and exceptions"), .section_from = oscal_section_poam_of, .city_from = oscal_city_poam_of, .wants = CITY_WANTS_BODIES},
        [REPORT_OSCAL_CATALOG] = {"oscal-catalog", "catalog.json", N_("OSCAL, the standard and its questions"), .section_from = oscal_section_catalog_of, .city_from = oscal_city_catalog_of},
};
static_assert(sizeof formats / sizeof *formats == REPORT_FORMATS, "every format is described");

const char *report_format_code(enum report_format format)
{
	return formats[format].code;
}

const char *report_format_extension(enum report_format format)
{
	return formats[format].extension;
}

const char *report_format_label(enum report_format format)
{
	return _(formats[format].label);
}

bool report_format_is_of(enum report_format format, enum report_of of)
{
	const struct format *about = &formats[format];
	return of == REPORT_OF_SECTION ? about->section || about->section_from || about->section_file
	                               : about->city || about->city_from || about->city_file;
}

bool report_format_is_text(enum report_format format)
{
	return !formats[format].section_file && !formats[format].city_file;
}

bool report_format_parse(enum report_format *format, const char *code, enum report_of of, struct error *err)
{
	const char *names[REPORT_FORMATS];
	struct strbuf all = STRBUF_INIT;
	size_t count = 0;
	for (int i = 0; i < REPORT_FORMATS; i++) {
		if (!report_format_is_of((enum report_format)i, of))
			continue;
		*format = (enum report_format)i;
		if (str_equal(formats[i].code, code)) {
			strbuf_release(&all);
			return true;
		}
		strbuf_addf(&all, "%s%s", count ? ", " : "", formats[i].code);
		names[count++] = formats[i].code;
	}
	const char *near = text_nearest(code, names, count);
	if (near)
		error_set(err, ERROR_USAGE, _("There is no format \"%s\". Did you mean \"%s\"?"), code, near);
	else
		error_set(err, ERROR_USAGE, _("There is no format \"%s\". There are: %s."), code, all.text);
	strbuf_release(&all);
	return false;
}

/* --- making one --- */

/* What is to be written, of whom: one of the two inputs is there. */
struct making {
	const struct format *format;
	const struct report_input *section;
	const struct city_input *city;
	const struct workplace *workplace; /* where `section` and `city` come from */
	const struct office *office;
};

static bool make_text(struct strbuf *out, const struct making *making, struct error *err)
{
	const struct format *format = making->format;
	if (making->section && format->section_from)
		return format->section_from(out, making->workplace, making->section, err);
	if (making->city && format->city_from)
		return format->city_from(out, making->office, making->city, err);
	if (making->section)
		format->section(out, making->section);
	else
		format->city(out, making->city);
	return true;
}

static bool fill(void *context, const char *temporary, struct error *err)
{
	const struct making *making = context;
	return making->section ? making->format->section_file(temporary, making->section, err)
	                       : making->format->city_file(temporary, making->city, err);
}

static bool is_file(const struct making *making)
{
	return making->section ? making->format->section_file != NULL : making->format->city_file != NULL;
}

static void write_city(void *context, struct strbuf *out)
{
	const struct making *making = context;
	making->format->city(out, making->city);
}

static bool make(struct making *making, const char *path, struct strbuf *out, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	if (is_file(making))
		return path ? file_write_by(path, REPORT_MODE, fill, making, err) : file_take(out, fill, making, err);
	if (making->city && making->format->city_flows) {
		if (path)
			return file_write_long(path, REPORT_MODE, write_city, making, err);
		write_city(making, out);
		return true;
	}
	bool ok = make_text(&text, making, err) && (!path || file_write(path, text.text, text.len_bytes, REPORT_MODE, err));
	if (ok && !path)
		strbuf_add_bytes(out, text.text, text.len_bytes);
	strbuf_release(&text);
	return ok;
}

bool report_section_make(struct workplace *workplace, const struct report_wish *wish, const char *path,
                         struct strbuf *out, struct error *err)
{
	struct report_input *input = workplace_report(workplace);
	struct making making = {.format = &formats[wish->format], .section = input, .workplace = workplace};
	input->approval_boxes = wish->approval_boxes;
	bool ok = make(&making, path, out, err);
	workplace_report_release(input);
	return ok;
}

bool report_city_make(const struct office *office, const struct report_wish *wish, const char *path, struct strbuf *out,
                      struct error *err)
{
	struct city_input *input = office_city(office, wish->bureau, formats[wish->format].wants, err);
	if (input)
		input->sample = wish->sample;
	struct making making = {.format = &formats[wish->format], .city = input, .office = office};
	bool ok = input && make(&making, path, out, err);
	office_city_release(input);
	return ok;
}

/* --- names --- */

char *report_section_name(struct workplace *workplace, enum report_format format)
{
	struct report_input *input = workplace_report(workplace);
	char *name = report_file_name(input, formats[format].extension);
	workplace_report_release(input);
	return name;
}

char *report_city_name(const struct office *office, const char *bureau, enum report_format format, struct error *err)
{
	const struct kept_pack *kept = campaign_exists(office, err) ? office_kept_pack(office, err) : NULL;
	if (!kept)
		return NULL;
	return report_name(kept->pack, C_("file name", "self-check-summary"), office->cycle.fiscal_year,
	                   bureau ? bureau : C_("file name", "all-units"), formats[format].extension);
}
