#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date_era.h"
#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

/* Reading goes over a folded copy: there full-width figures, letters and spaces are plain ones. */
struct scanner {
	const char *at;
};

static void skip_spaces(struct scanner *scanner)
{
	while (*scanner->at == ' ' || *scanner->at == '\t')
		scanner->at++;
}

static bool take(struct scanner *scanner, const char *wanted)
{
	size_t len_bytes = strlen(wanted);

	skip_spaces(scanner);
	if (strncmp(scanner->at, wanted, len_bytes) != 0)
		return false;
	scanner->at += len_bytes;
	return true;
}

static bool take_number(struct scanner *scanner, int digits_min, int digits_max, int *value)
{
	int digits = 0;

	skip_spaces(scanner);
	*value = 0;
	while (digits < digits_max && scanner->at[digits] >= '0' && scanner->at[digits] <= '9') {
		*value = *value * 10 + (scanner->at[digits] - '0');
		digits++;
	}
	scanner->at += digits;
	return digits >= digits_min;
}

static bool at_end(struct scanner *scanner)
{
	skip_spaces(scanner);
	return *scanner->at == '\0';
}

/* What stands between year, month and day: '-', '/' or '.', each also as the keys of a Japanese input method give it;
 * 0 when there is none. */
static char take_separator(struct scanner *scanner)
{
	static const struct {
		const char *text;
		char separator;
	} separators[] = {
	        {"-", '-'},  {"‐", '-'}, {"–", '-'},  {"—", '-'}, {"―", '-'},  {"−", '-'},
	        {"ー", '-'}, {"/", '/'}, {"・", '/'}, {".", '.'}, {"。", '.'},
	};

	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		if (take(scanner, separators[i].text))
			return separators[i].separator;
	}
	return 0;
}

/* The year, with its era if it names one (*era, else NULL). An era's year is 元 or has up to two digits. */
static bool take_year(struct scanner *scanner, const struct era **era, int *year)
{
	*era = NULL;
	for (size_t i = 0; i < ERAS && !*era; i++) {
		if (take(scanner, eras[i].name) || take(scanner, eras[i].letter))
			*era = &eras[i];
	}
	if (!*era)
		return take_number(scanner, 4, 4, year);
	if (take(scanner, "元"))
		*year = 1;
	else if (!take_number(scanner, 1, 2, year) || *year == 0)
		return false;
	*year += (*era)->first.year - 1;
	return true;
}

static bool take_date(struct scanner *scanner, const struct era **era, struct date *date)
{
	char separator;

	if (!take_year(scanner, era, &date->year))
		return false;
	if (take(scanner, "年"))
		return take_number(scanner, 1, 2, &date->month) && take(scanner, "月") &&
		       take_number(scanner, 1, 2, &date->day) && take(scanner, "日") && at_end(scanner);
	separator = take_separator(scanner);
	return separator != 0 && take_number(scanner, 1, 2, &date->month) && take_separator(scanner) == separator &&
	       take_number(scanner, 1, 2, &date->day) && at_end(scanner);
}

/* Whether there is such a day at all, in this program's years or not. */
static bool is_day(struct date date)
{
	return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
	       date.day <= date_days_in_month(date.year, date.month);
}

bool date_parse(struct date *date, const char *text, struct error *err)
{
	char *folded = text_fold(text);
	struct scanner scanner = {folded};
	const struct era *era;
	struct date read;
	bool understood = take_date(&scanner, &era, &read);

	free(folded);
	if (!understood)
		return error_set(err, ERROR_USAGE,
		                 _("\"%s\" cannot be read as a date. Type it as 2026-10-31, 2026/10/31, R8.10.31 or "
		                   "R8/10/31 (R is Reiwa, H Heisei, S Showa, T Taisho, M Meiji), or in Japanese with "
		                   "the era, year, month and day."),
		                 text);
	if (!is_day(read))
		return error_set(err, ERROR_USAGE,
		                 _("There is no such day as \"%s\". Check the year, the month and the day."), text);
	if (era && (date_compare(read, era->first) < 0 || date_compare(read, era->last) > 0))
		return error_set(err, ERROR_USAGE,
		                 _("\"%s\" lies outside the era that it names. Check the era and the year, or type the "
		                   "date as 2026-10-31."),
		                 text);
	if (!date_is_valid(read.year, read.month, read.day))
		return error_set(err, ERROR_USAGE,
		                 _("\"%s\" is too early. Dates can be recorded from 1868-09-08 to 9999-12-31."), text);
	*date = read;
	return true;
}

/* `digits` figures at `text`; false when there are fewer. */
static bool read_figures(const char *text, int digits, int *value)
{
	*value = 0;
	for (int i = 0; i < digits; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

/* YYYY-MM-DD at the beginning of `text`. */
static bool read_iso(const char *text, struct date *date)
{
	return read_figures(text, 4, &date->year) && text[4] == '-' && read_figures(text + 5, 2, &date->month) &&
	       text[7] == '-' && read_figures(text + 8, 2, &date->day) &&
	       date_is_valid(date->year, date->month, date->day);
}

bool date_parse_iso(struct date *date, const char *text)
{
	struct date read;

	if (!text || !read_iso(text, &read) || text[10] != '\0')
		return false;
	*date = read;
	return true;
}

/* Whether the fiscal year shares a day with the era: 平成31年度 and 令和元年度 are both 2019. */
static bool fiscal_year_meets(int fiscal_year, const struct era *era)
{
	return date_compare(date_fiscal_year_last(fiscal_year), era->first) >= 0 &&
	       date_compare(date_fiscal_year_first(fiscal_year), era->last) <= 0;
}

bool date_parse_fiscal_year(int *fiscal_year, const char *text, struct error *err)
{
	char *folded = text_fold(text);
	struct scanner scanner = {folded};
	const struct era *era;
	int year;
	bool understood;

	take(&scanner, "fy");
	understood = take_year(&scanner, &era, &year);
	if (understood && take(&scanner, "年"))
		take(&scanner, "度");
	understood = understood && at_end(&scanner);
	free(folded);
	if (!understood)
		return error_set(
		        err, ERROR_USAGE,
		        _("\"%s\" cannot be read as a fiscal year. Type the year in which it begins, as 2026 or "
		          "R8 (R is Reiwa, H Heisei, S Showa)."),
		        text);
	if (era && !fiscal_year_meets(year, era))
		return error_set(err, ERROR_USAGE,
		                 _("The era that \"%s\" names has no such fiscal year. Check the era and the year, or "
		                   "type the year as 2026."),
		                 text);
	/* Its first and last day are days: the first whole year of Meiji to the last one before the end. */
	if (year < 1869 || year > 9998)
		return error_set(err, ERROR_USAGE,
		                 _("The fiscal year \"%s\" is out of reach. Fiscal years can be recorded from 1869 to "
		                   "9998."),
		                 text);
	*fiscal_year = year;
	return true;
}

/* One number with its unit; the units stand in the order Y, M, W, D, each once. */
bool period_parse(struct period *period, const char *text)
{
	static const struct {
		char unit;
		int months, days;
	} units[] = {{'Y', 12, 0}, {'M', 1, 0}, {'W', 0, 7}, {'D', 0, 1}};
	struct scanner scanner;
	struct period read = {0};
	size_t next = 0;

	if (!text || text[0] != 'P' || text[1] == '\0')
		return false;
	scanner.at = text + 1;
	while (*scanner.at) {
		int value;
		if (*scanner.at < '0' || *scanner.at > '9' || !take_number(&scanner, 1, 4, &value))
			return false;
		while (next < sizeof units / sizeof *units && units[next].unit != *scanner.at)
			next++;
		if (next == sizeof units / sizeof *units)
			return false;
		read.months += value * units[next].months;
		read.days += value * units[next].days;
		next++;
		scanner.at++;
	}
	*period = read;
	return true;
}

static bool in_order(int low, int value, int high)
{
	return low <= value && value <= high;
}

/* Z, or +hh:mm up to fourteen hours either way. */
static bool is_offset(const char *text)
{
	int hours, minutes;

	if (strcmp(text, "Z") == 0)
		return true;
	return (text[0] == '+' || text[0] == '-') && read_figures(text + 1, 2, &hours) && text[3] == ':' &&
	       read_figures(text + 4, 2, &minutes) && text[6] == '\0' && hours * 60 + minutes <= 14 * 60 &&
	       minutes < 60;
}

bool datetime_is_valid(const char *text)
{
	struct date date;
	int hour, minute, second;

	return text && read_iso(text, &date) && text[10] == 'T' && read_figures(text + 11, 2, &hour) &&
	       text[13] == ':' && read_figures(text + 14, 2, &minute) && text[16] == ':' &&
	       read_figures(text + 17, 2, &second) && in_order(0, hour, 23) && in_order(0, minute, 59) &&
	       in_order(0, second, 59) && is_offset(text + 19);
}

struct date datetime_date(const char *text)
{
	struct date date = {0};

	if (datetime_is_valid(text))
		read_iso(text, &date);
	return date;
}

static const struct date epoch = {1970, 1, 1};

int64_t datetime_seconds(const char *text)
{
	int hours, minutes, seconds;

	if (!datetime_is_valid(text))
		return 0;
	read_figures(text + 11, 2, &hours);
	read_figures(text + 14, 2, &minutes);
	read_figures(text + 17, 2, &seconds);
	int64_t days = date_days_between(epoch, datetime_date(text));
	return days * 86400 + (hours * 60 + minutes) * 60 + seconds;
}

char *datetime_format_seconds(int64_t seconds, char buf[20])
{
	char day[11];
	unsigned of_day = (unsigned)(seconds % 86400);

	date_format_iso(date_add_days(epoch, (int)(seconds / 86400)), day);
	snprintf(buf, 20, "%.10sT%02u:%02u:%02u", day, of_day / 3600 % 24, of_day / 60 % 60, of_day % 60);
	return buf;
}

void datetime_format_time(struct strbuf *out, const char *text)
{
	if (datetime_is_valid(text))
		strbuf_add_bytes(out, text + 11, 8);
}

void datetime_format_local(struct strbuf *out, const char *text)
{
	if (!datetime_is_valid(text))
		return;
	date_format_local(out, datetime_date(text));
	strbuf_add_char(out, ' ');
	strbuf_add_bytes(out, text + 11, 5);
}
