/* reports.h — the reports that can be had, of a section and of the city, and making them.
 *
 * Both doors offer what stands in this one table. A report is made whole before it goes anywhere, or written beside the file that it is to
 * replace: what fails leaves the old file as it was. Same input, same day, same bytes.
 * Sources: 対策基準 11.2.2, 11.2.3; cli.md `report`. */
#ifndef TENKEN_APP_REPORTS_H
#define TENKEN_APP_REPORTS_H

#include <stdbool.h>

#include "tenken/base/error.h"
#include "tenken/base/str.h"

struct office;
struct workplace;

enum report_format { REPORT_TEXT, REPORT_HTML, REPORT_CSV, REPORT_XLSX, REPORT_JSON, REPORT_OSCAL_AR, REPORT_OSCAL_POAM,
                     REPORT_OSCAL_CATALOG, REPORT_FORMATS };
enum report_of { REPORT_OF_SECTION, REPORT_OF_CITY };

const char *report_format_code(enum report_format format);      /* "xlsx" */
const char *report_format_extension(enum report_format format); /* "xlsx"; without its dot */
/* What it is good for, a few words in the current language. */
const char *report_format_label(enum report_format format);
/* Whether there is such a report of a section, of the city. */
bool report_format_is_of(enum report_format format, enum report_of of);
/* Whether it is text, that a terminal can show. */
bool report_format_is_text(enum report_format format);
/* Errors: ERROR_USAGE with a near code, or with all that there are. */
bool report_format_parse(enum report_format *format, const char *code, enum report_of of, struct error *err);

enum { REPORT_SAMPLE = 30 }; /* as CITY_SAMPLE_DEFAULT of report/city.h */

struct report_wish {
	enum report_format format;
	bool approval_boxes; /* 決裁欄: html of a section */
	const char *bureau;  /* of the city: on this bureau alone; NULL: on all */
	size_t sample;       /* of the city: how many answers to draw to be looked at on the spot; REPORT_SAMPLE when nobody says */
};

/* Writes the report to `path` (0600), or with `path` NULL appends it to `out`, which may have a drain. Errors: ERROR_USAGE for an unknown bureau; ERROR_REFUSED when
 * there is no campaign yet, or its pack is not at hand; ERROR_STORAGE. */
bool report_section_make(struct workplace *workplace, const struct report_wish *wish, const char *path, struct strbuf *out,
                         struct error *err);
bool report_city_make(const struct office *office, const struct report_wish *wish, const char *path, struct strbuf *out,
                      struct error *err);

/* The names that the program proposes, with the class in them: 自己点検票_令和8年度_市民課_機密性3C.xlsx. Caller frees. */
char *report_section_name(struct workplace *workplace, enum report_format format);
/* NULL on error: as report_city_make(). */
char *report_city_name(const struct office *office, const char *bureau, enum report_format format, struct error *err);

#endif
