/* workbook_private.h — what the files of the workbook's reader share. */
#ifndef TENKEN_BASE_WORKBOOK_PRIVATE_H
#define TENKEN_BASE_WORKBOOK_PRIVATE_H

#include "tenken/base/workbook.h"

/* --- workbook_package.c: the archive --- */

struct package;

/* Opens the archive; the bytes must outlive it. NULL with ERROR_INPUT. */
struct package *package_open(const char *bytes, size_t len_bytes, struct error *err);
void package_free(struct package *package); /* NULL is fine */
/* Whether there is such a part; paths have no '/' at their beginning, and case does not count. */
bool package_has(const struct package *package, const char *path);

/* Takes the next bytes of a part; after the last ones it is called with none. */
typedef bool package_taker(void *data, const char *bytes, size_t len_bytes, struct error *err);
/* Hands over the part piece by piece, as it is inflated. Errors: ERROR_INPUT (damaged, too large, packed too tightly); `take`'s. */
bool package_take(struct package *package, const char *path, package_taker *take, void *data, struct error *err);

/* --- workbook_xml.c: the parts, which are XML --- */

/* Called for the elements of spreadsheets and of relationships, by their name without the namespace; whatever else stands there
 * is passed over with all that is in it. `text` may be NULL. Text comes in pieces. */
struct xml_reader {
	bool (*start)(void *data, const char *element, const char **attributes, struct error *err);
	bool (*end)(void *data, const char *element, struct error *err);
	bool (*text)(void *data, const char *text, size_t len_bytes, struct error *err);
};
bool xml_read(struct package *package, const char *path, const struct xml_reader *reader, void *data,
              struct error *err);
/* The attribute, or NULL; one of any namespace (r:id). Borrowed. */
const char *xml_attribute(const char **attributes, const char *name);
const char *xml_attribute_of_any(const char **attributes, const char *name);

/* --- workbook_text.c: texts as cells and the list of shared ones hold them --- */

enum { WORKBOOK_CELL_MAX_BYTES = 64 << 10 };

/* Gathers the runs of a rich text and leaves its furigana out. A text that is too long is cut behind the longest that fits, so that
 * whoever needs it sees that it is. */
struct runs {
	struct strbuf text;
	bool in_text;
	size_t phonetic; /* how deep in furigana */
};
void runs_start(struct runs *runs, const char *element);
void runs_end(struct runs *runs, const char *element);
void runs_add(struct runs *runs, const char *text, size_t len_bytes);
/* Appends `text` as people see it: what Excel writes as _x000D_ is that character again, and lines end with \n. */
void text_from_workbook(struct strbuf *out, const char *text);

struct shared_strings {
	char **items; /* each at most WORKBOOK_CELL_MAX_BYTES + 1 */
	size_t count, total_bytes;
};
bool shared_strings_read(struct shared_strings *strings, struct package *package, const char *path, struct error *err);
void shared_strings_release(struct shared_strings *strings);

/* --- workbook_format.c: what a number in a cell means --- */

enum number_kind { NUMBER_PLAIN, NUMBER_DATE, NUMBER_TIME, NUMBER_MOMENT };
struct number_format {
	enum number_kind kind;
	int digits; /* of a format such as 0000 */
};
struct formats {
	struct number_format *styles; /* by the number of the cell's style */
	size_t count;
};
bool formats_read(struct formats *formats, struct package *package, const char *path, struct error *err);
void formats_release(struct formats *formats);
/* What a format's code stands for: "yyyy/m/d", "[$-411]ggge\"年\"", "0000". */
struct number_format number_format_parse(const char *code);
/* Appends the number as `format` means it. False when the text is no number. `since_1904`: days are counted from then. */
bool number_write(struct strbuf *out, const char *text, struct number_format format, bool since_1904);

/* --- workbook_sheet.c --- */

struct sheet_source {
	struct package *package;
	const char *path, *sheet, *name;
	const struct shared_strings *strings;
	const struct formats *formats;
	bool since_1904;
	struct workbook_merges *merges; /* filled unless NULL */
};
bool sheet_read(struct csv *csv, const struct sheet_source *source, struct error *err);

#endif
