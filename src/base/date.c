#include <stddef.h>
#include <stdio.h>

#include "date_era.h"
#include "tenken/base/date.h"
#include "tenken/base/i18n.h"

static const struct date first_day = {1868, 9, 8};
static const struct date last_day = {9999, 12, 31};

bool date_is_set(struct date date)
{
	return date.year != 0 || date.month != 0 || date.day != 0;
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_is_valid(int year, int month, int day)
{
	struct date date = {year, month, day};

	return year >= first_day.year && year <= last_day.year && month >= 1 && month <= 12 && day >= 1 &&
	       day <= date_days_in_month(year, month) && date_compare(date, first_day) >= 0;
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

/* Days are counted from 1 March of year 0, so that the leap day ends a year. 306 days go from March to December. */
static long long serial_of(struct date date)
{
	long long year = date.month > 2 ? date.year : date.year - 1;
	long long month = date.month > 2 ? date.month - 3 : date.month + 9;

	return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + date.day - 1;
}

static struct date date_of(long long serial)
{
	long long era, day_of_era, year, day_of_year, month;

	era = serial / 146097; /* 400 years */
	day_of_era = serial % 146097;
	year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
	month = (day_of_year * 5 + 2) / 153;
	return (struct date){
	        .year = (int)(era * 400 + year + (month >= 10)),
	        .month = (int)(month < 10 ? month + 3 : month - 9),
	        .day = (int)(day_of_year - (month * 153 + 2) / 5 + 1),
	};
}

int date_days_between(struct date from, struct date to)
{
	return (int)(serial_of(to) - serial_of(from));
}

static struct date add_days(struct date date, long long days)
{
	long long serial = serial_of(date) + days;

	if (serial < serial_of(first_day))
		return first_day;
	return serial > serial_of(last_day) ? last_day : date_of(serial);
}

static struct date add_months(struct date date, long long months)
{
	long long total = date.year * 12LL + date.month - 1 + months;
	int days;

	if (total < first_day.year * 12LL + first_day.month - 1)
		return first_day;
	if (total > last_day.year * 12LL + last_day.month - 1)
		return last_day;
	date.year = (int)(total / 12);
	date.month = (int)(total % 12) + 1;
	days = date_days_in_month(date.year, date.month);
	if (date.day > days)
		date.day = days;
	return date_compare(date, first_day) < 0 ? first_day : date;
}

struct date date_add_days(struct date date, int days)
{
	return date_is_set(date) ? add_days(date, days) : date;
}

struct date date_add_months(struct date date, int months)
{
	return date_is_set(date) ? add_months(date, months) : date;
}

struct date date_before(struct date date, struct period period)
{
	if (!date_is_set(date))
		return date;
	return add_days(add_months(date, -(long long)period.months), -(long long)period.days);
}

/* A report has some ten thousands of dates: printf() would take longer than all else that is said of them. */
static void put_digits(char *at, unsigned value, size_t count)
{
	for (; count; value /= 10)
		at[--count] = (char)('0' + value % 10);
}

char *date_format_iso(struct date date, char buf[11])
{
	if (!date_is_set(date)) {
		buf[0] = '\0';
		return buf;
	}
	put_digits(buf, (unsigned)date.year % 10000u, 4);
	put_digits(buf + 5, (unsigned)date.month % 100u, 2);
	put_digits(buf + 8, (unsigned)date.day % 100u, 2);
	buf[4] = buf[7] = '-';
	buf[10] = '\0';
	return buf;
}

/* Appends 令和8年, 令和元年, or 1850年 from before the eras. */
static void add_era_year(struct strbuf *out, const struct era *era, int year)
{
	int era_year = era ? year - era->first.year + 1 : year;

	strbuf_add(out, era ? era->name : "");
	if (era && era_year == 1)
		strbuf_add(out, "元年");
	else
		strbuf_addf(out, "%d年", era_year);
}

void date_format_wareki(struct strbuf *out, struct date date)
{
	if (!date_is_set(date))
		return;
	add_era_year(out, era_of(date), date.year);
	strbuf_addf(out, "%d月%d日", date.month, date.day);
}

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

void date_format_month(struct strbuf *out, struct date date)
{
	if (!date_is_set(date))
		return;
	if (i18n_language() != LANGUAGE_JA) {
		strbuf_addf(out, "%s %d", months[(unsigned)(date.month - 1) % 12u], date.year);
		return;
	}
	add_era_year(out, era_of(date), date.year);
	strbuf_addf(out, "%d月", date.month);
}

void date_format_local(struct strbuf *out, struct date date)
{
	if (!date_is_set(date))
		return;
	if (i18n_language() == LANGUAGE_JA)
		date_format_wareki(out, date);
	else
		strbuf_addf(out, "%d %s %d", date.day, months[(unsigned)(date.month - 1) % 12u], date.year);
}

int date_fiscal_year(struct date date)
{
	return date.month >= 4 ? date.year : date.year - 1;
}

struct date date_fiscal_year_first(int fiscal_year)
{
	return (struct date){fiscal_year, 4, 1};
}

struct date date_fiscal_year_last(int fiscal_year)
{
	return (struct date){fiscal_year + 1, 3, 31};
}

void date_format_fiscal_year(struct strbuf *out, int fiscal_year)
{
	if (i18n_language() != LANGUAGE_JA) {
		strbuf_addf(out, "FY%d", fiscal_year);
		return;
	}
	add_era_year(out, era_of_fiscal_year(fiscal_year), fiscal_year);
	strbuf_add(out, "度");
}
