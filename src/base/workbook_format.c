/* Numbers of a workbook: whether the cell's format makes one a date, and how it is written then. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/date.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "workbook_private.h"

enum { STYLES_MAX = 65536, CODES_MAX = 4096, DIGITS_MAX = 15, SECONDS_A_DAY = 86400 };
#define SERIAL_MAX 2958465.0 /* 9999-12-31 */
#define SINCE_1904 1462      /* days from 1900's first to 1904's */

/* --- formats --- */

/* Over what stands for itself: "…", \x, _x, *x, [Red], [$-411]. [h], the hours of a length of time, is not passed over. */
static const char *over_literal(const char *code)
{
	const char *end = code;
	if (*code == '"')
		end = strchr(code + 1, '"');
	else if (*code == '\\' || *code == '_' || *code == '*')
		end = code[1] ? code + 1 : code;
	else if (*code == '[' && code[1 + strspn(code + 1, "hHmMsS")] != ']')
		end = strchr(code, ']');
	else
		return code;
	return end ? end + 1 : code + strlen(code);
}

static int zeros_only(const char *code)
{
	size_t digits = strspn(code, "0");
	return !code[digits] && digits <= DIGITS_MAX ? (int)digits : 0;
}

struct number_format number_format_parse(const char *code)
{
	bool day = false, clock = false, months_or_minutes = false;
	if (zeros_only(code))
		return (struct number_format){.digits = zeros_only(code)};
	for (const char *at = code; *at && *at != ';';) {
		const char *behind = over_literal(at);
		if (behind != at) {
			at = behind;
			continue;
		}
		if (strncmp(at, "General", 7) == 0 || ((*at == 'E' || *at == 'e') && (at[1] == '+' || at[1] == '-')))
			return (struct number_format){0};
		day = day || strchr("yYdDeEgG", *at);
		clock = clock || strchr("hHsS", *at);
		months_or_minutes = months_or_minutes || strchr("mM", *at);
		at++;
	}
	day = day || (months_or_minutes && !clock);
	return (struct number_format){.kind = day && clock ? NUMBER_MOMENT
	                                      : day        ? NUMBER_DATE
	                                      : clock      ? NUMBER_TIME
	                                                   : NUMBER_PLAIN};
}

/* Those that have a number and no code: as Excel has them in Japanese. */
static struct number_format built_in(long number)
{
	enum number_kind kind = NUMBER_PLAIN;
	if (number == 22)
		kind = NUMBER_MOMENT;
	else if ((number >= 14 && number <= 17) || (number >= 27 && number <= 31) || (number >= 34 && number <= 36) ||
	         (number >= 50 && number <= 58))
		kind = NUMBER_DATE;
	else if ((number >= 18 && number <= 21) || number == 32 || number == 33 || (number >= 45 && number <= 47))
		kind = NUMBER_TIME;
	return (struct number_format){.kind = kind};
}

struct code {
	long number;
	struct number_format format;
};
struct formats_reader {
	struct formats *formats;
	struct code *codes;
	size_t codes_count;
	bool in_cell_styles;
};

static struct number_format format_of(const struct formats_reader *reader, long number)
{
	for (size_t i = 0; i < reader->codes_count; i++)
		if (reader->codes[i].number == number)
			return reader->codes[i].format;
	return built_in(number);
}

static long number_of(const char **attributes)
{
	const char *text = xml_attribute(attributes, "numFmtId");
	return text ? strtol(text, NULL, 10) : 0;
}

static bool formats_start(void *data, const char *element, const char **attributes, struct error *err)
{
	struct formats_reader *reader = data;
	if (str_equal(element, "cellXfs")) {
		reader->in_cell_styles = true;
	} else if (str_equal(element, "numFmt") && xml_attribute(attributes, "formatCode")) {
		*MEM_PUSH(reader->codes, reader->codes_count) =
		        (struct code){.number = number_of(attributes),
		                      .format = number_format_parse(xml_attribute(attributes, "formatCode"))};
	} else if (str_equal(element, "xf") && reader->in_cell_styles) {
		*MEM_PUSH(reader->formats->styles, reader->formats->count) = format_of(reader, number_of(attributes));
	}
	if (reader->codes_count > CODES_MAX || reader->formats->count > STYLES_MAX)
		return error_set(
		        err, ERROR_INPUT,
		        _("The workbook holds more formats than Excel can keep. Copy the cells that count into a "
		          "new workbook, and save that."));
	return true;
}

static bool formats_end(void *data, const char *element, struct error *err)
{
	struct formats_reader *reader = data;
	(void)err;
	if (str_equal(element, "cellXfs"))
		reader->in_cell_styles = false;
	return true;
}

bool formats_read(struct formats *formats, struct package *package, const char *path, struct error *err)
{
	static const struct xml_reader handlers = {.start = formats_start, .end = formats_end};
	struct formats_reader reader = {.formats = formats};
	bool ok = xml_read(package, path, &handlers, &reader, err);
	free(reader.codes);
	return ok;
}

void formats_release(struct formats *formats)
{
	free(formats->styles);
	*formats = (struct formats){0};
}

/* --- numbers --- */

static size_t digits_at(const char *text)
{
	return strspn(text, "0123456789");
}

/* -12.5E-3, as XML writes numbers: nothing of what else strtod() would take. */
static bool is_number(const char *text)
{
	text += *text == '-' || *text == '+';
	size_t whole = digits_at(text), part = 0;
	text += whole;
	if (*text == '.') {
		part = digits_at(text + 1);
		text += 1 + part;
	}
	if (whole + part == 0)
		return false;
	if (*text == 'E' || *text == 'e') {
		text += 1 + (text[1] == '-' || text[1] == '+');
		if (!digits_at(text))
			return false;
		text += digits_at(text);
	}
	return !*text;
}

/* Excel keeps 15 digits; what XML has more is noise of the binary number. */
static void write_plain(struct strbuf *out, double value, int digits)
{
	if (fabs(value) < 1e15 && value == floor(value))
		strbuf_addf(out, value < 0 ? "-%0*.0f" : "%0*.0f", digits, fabs(value));
	else if (digits)
		strbuf_addf(out, value < 0 ? "-%0*.0f" : "%0*.0f", digits, fabs(round(value)));
	else
		strbuf_addf(out, "%.15g", value);
}

/* The day, 1 being 1900-01-01. Excel also counts a 29 February 1900, that never was. */
static struct date day_of(int serial)
{
	static const struct date before_1900 = {1899, 12, 31}, then = {1899, 12, 30};
	return serial < 60 ? date_add_days(before_1900, serial) : date_add_days(then, serial);
}

static void write_time(struct strbuf *out, int seconds)
{
	strbuf_addf(out, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

bool number_write(struct strbuf *out, const char *text, struct number_format format, bool since_1904)
{
	char iso[11];
	if (!is_number(text))
		return false;
	double value = strtod(text, NULL);
	if (!isfinite(value))
		return false;
	double serial = value + (since_1904 && format.kind != NUMBER_TIME ? SINCE_1904 : 0);
	bool has_day = format.kind == NUMBER_DATE || format.kind == NUMBER_MOMENT;
	bool in_range = has_day ? serial >= 1 && serial < SERIAL_MAX + 1 && floor(serial) != 60
	                        : value >= 0 && value < SERIAL_MAX;
	if (format.kind == NUMBER_PLAIN || !in_range) {
		write_plain(out, value, format.digits);
		return true;
	}
	int day = (int)floor(serial), seconds = (int)lround((serial - floor(serial)) * SECONDS_A_DAY);
	if (format.kind == NUMBER_TIME) {
		/* A length of time may be longer than a day. */
		strbuf_addf(out, "%02d:%02d:%02d", (int)(day * 24 + seconds / 3600), seconds / 60 % 60, seconds % 60);
		return true;
	}
	if (format.kind == NUMBER_MOMENT && seconds == SECONDS_A_DAY) {
		day += day < (int)SERIAL_MAX;
		seconds = 0;
	}
	strbuf_add(out, date_format_iso(day_of(day), iso));
	if (format.kind == NUMBER_MOMENT && seconds) {
		strbuf_add_char(out, ' ');
		write_time(out, seconds);
	}
	return true;
}
