/* date.h — days, fiscal years, and the Japanese calendar.
 *
 * Days are of the Gregorian calendar, 1868-09-08 to 9999-12-31. A fiscal year (年度) runs from April to March and is
 * named by the year in which it begins. Files hold ISO 8601; people may type either notation. Reckoning that would
 * leave the range stops at its first or last day; reckoning with no date gives no date. */
#ifndef TENKEN_BASE_DATE_H
#define TENKEN_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "tenken/base/error.h"
#include "tenken/base/str.h"

struct date {
	int year, month, day; /* all 0: no date */
};

bool date_is_set(struct date date);
bool date_is_valid(int year, int month, int day);
int date_compare(struct date a, struct date b); /* <0, 0, >0 */
int date_days_between(struct date from, struct date to);
struct date date_add_days(struct date date, int days);
/* Calendar months, cut at the end of the month: 2026-08-31 less 6 months is 2026-02-28. */
struct date date_add_months(struct date date, int months);

/* Reads what a person types: 2026-10-31, 2026/10/31, 2026年10月31日, 令和8年10月31日, 令和元年5月1日, R8.10.31, R8/10/31,
 * also full-width, spaces ignored. Also 平成/H, 昭和/S, 大正/T, 明治/M. An era's date outside the era is refused.
 * Errors: ERROR_USAGE, with the notations that are understood. */
bool date_parse(struct date *date, const char *text, struct error *err);
/* Reads YYYY-MM-DD only. */
bool date_parse_iso(struct date *date, const char *text);

/* "2026-10-31"; nothing for no date. `buf` has at least 11 bytes; returns buf. */
char *date_format_iso(struct date date, char buf[11]);
/* Appends 令和8年10月31日 (ja) — the first year of an era is 元年. */
void date_format_wareki(struct strbuf *out, struct date date);
/* Appends the date as the current language (i18n) writes it: 和暦 in Japanese, "31 October 2026" in English. */
void date_format_local(struct strbuf *out, struct date date);
/* Appends its month alone: 令和8年10月, "October 2026". The era is that of the day. */
void date_format_month(struct strbuf *out, struct date date);

/* The fiscal year that holds `date`; its first and last day. */
int date_fiscal_year(struct date date);
struct date date_fiscal_year_first(int fiscal_year);
struct date date_fiscal_year_last(int fiscal_year);
/* Reads a fiscal year as people type it: 2026, FY2026, 令和8, 令和8年度, R8; 平成31年度 and 令和元年度 are the same one.
 * From 1869 to 9998. Errors: ERROR_USAGE. */
bool date_parse_fiscal_year(int *fiscal_year, const char *text, struct error *err);
/* Appends 令和8年度 (ja) or "FY2026" (en), by the current language. The era is that of 1 May: 2019 is 令和元年度. */
void date_format_fiscal_year(struct strbuf *out, int fiscal_year);

/* A length of time as ISO 8601 has it: P12M, P7D, P1Y, P2W, P1Y6M. Each number has up to four figures. */
struct period {
	int months, days;
};
bool period_parse(struct period *period, const char *text);
/* Reads one as people say it, and appends it as ISO 8601: 毎月, 12か月, 3ヶ月ごと, 半年, 2 weeks, every 10 days, monthly, P1Y6M, in any width
 * and case. Errors: ERROR_USAGE, also for one of no length. */
bool period_parse_words(struct strbuf *iso, const char *text, struct error *err);
/* Appends 12か月 (ja) or "12 months" (en) for P12M; as it is where it has several parts. */
void period_format_words(struct strbuf *out, const char *iso);
/* `date` less `period`, months first. */
struct date date_before(struct date date, struct period period);

/* A moment, as text: "2026-10-01T14:03:21+09:00", or with Z for the offset. Checks the form. NULL is none. */
bool datetime_is_valid(const char *text);
/* The day of a moment; no date when the form is wrong. */
struct date datetime_date(const char *text);
/* The seconds from 1970-01-01T00:00:00 to a moment, both by the clock on the wall, whatever its offset; 0 when the form is wrong. */
int64_t datetime_seconds(const char *text);
/* The same moment as text, without an offset: "2026-10-01T14:03:21"; returns `buf`, of 20 bytes. */
char *datetime_format_seconds(int64_t seconds, char buf[20]);
/* Appends hh:mm:ss of a moment. */
void datetime_format_time(struct strbuf *out, const char *text);
/* Appends date and hh:mm of a moment in the current language. */
void datetime_format_local(struct strbuf *out, const char *text);

#endif
