#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/date.h"
#include "tenken/base/i18n.h"

#define DATE(year, month, day) ((struct date){year, month, day})

static int speak_english(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	return 0;
}

static void assert_date(struct date date, const char *iso)
{
	char buf[11];

	assert_string_equal(date_format_iso(date, buf), iso);
}

static void valid_days(void **state)
{
	(void)state;
	assert_true(date_is_valid(2026, 10, 31));
	assert_true(date_is_valid(2024, 2, 29));
	assert_true(date_is_valid(2000, 2, 29));
	assert_true(date_is_valid(1868, 9, 8));
	assert_true(date_is_valid(9999, 12, 31));
	assert_false(date_is_valid(1868, 9, 7));
	assert_false(date_is_valid(10000, 1, 1));
	assert_false(date_is_valid(2026, 2, 29));
	assert_false(date_is_valid(1900, 2, 29));
	assert_false(date_is_valid(2026, 4, 31));
	assert_false(date_is_valid(2026, 0, 1));
	assert_false(date_is_valid(2026, 13, 1));
	assert_false(date_is_valid(2026, 1, 0));
	assert_false(date_is_valid(0, 0, 0));
	assert_false(date_is_valid(INT_MIN, INT_MAX, INT_MIN));
}

static void order(void **state)
{
	(void)state;
	assert_true(date_compare(DATE(2026, 1, 31), DATE(2026, 2, 1)) < 0);
	assert_true(date_compare(DATE(2026, 2, 1), DATE(2025, 12, 31)) > 0);
	assert_true(date_compare(DATE(2026, 2, 2), DATE(2026, 2, 1)) > 0);
	assert_int_equal(date_compare(DATE(2026, 2, 1), DATE(2026, 2, 1)), 0);
	assert_false(date_is_set(DATE(0, 0, 0)));
	assert_true(date_is_set(DATE(2026, 2, 1)));
}

/* Every day of the range, one after another. */
static void days_follow_days(void **state)
{
	const struct date first = DATE(1868, 9, 8);
	struct date date = first;
	int count = 0;

	(void)state;
	while (date_compare(date, DATE(9999, 12, 31)) < 0) {
		struct date next = DATE(date.year, date.month, date.day + 1);
		if (!date_is_valid(next.year, next.month, next.day))
			next = DATE(date.year, date.month + 1, 1);
		if (!date_is_valid(next.year, next.month, next.day))
			next = DATE(date.year + 1, 1, 1);
		count++;
		assert_int_equal(date_compare(date_add_days(date, 1), next), 0);
		assert_int_equal(date_days_between(first, next), count);
		date = next;
	}
	assert_int_equal(date_compare(date_add_days(first, count), date), 0);
	assert_int_equal(date_compare(date_add_days(date, -count), first), 0);
}

static void reckoning(void **state)
{
	(void)state;
	assert_int_equal(date_days_between(DATE(2026, 10, 31), DATE(2026, 10, 1)), -30);
	assert_int_equal(date_days_between(DATE(2024, 2, 28), DATE(2024, 3, 1)), 2);
	assert_date(date_add_days(DATE(2026, 12, 31), 1), "2027-01-01");
	assert_date(date_add_days(DATE(0, 0, 0), 1), "");
	assert_date(date_add_days(DATE(9999, 12, 31), INT_MAX), "9999-12-31");
	assert_date(date_add_days(DATE(2026, 1, 1), INT_MIN), "1868-09-08");
	assert_date(date_add_months(DATE(2026, 8, 31), -6), "2026-02-28");
	assert_date(date_add_months(DATE(2024, 8, 31), -6), "2024-02-29");
	assert_date(date_add_months(DATE(2026, 1, 15), -1), "2025-12-15");
	assert_date(date_add_months(DATE(2026, 12, 31), 2), "2027-02-28");
	assert_date(date_add_months(DATE(2026, 5, 31), 12), "2027-05-31");
	assert_date(date_add_months(DATE(2026, 5, 31), 0), "2026-05-31");
	assert_date(date_add_months(DATE(0, 0, 0), -6), "");
	assert_date(date_add_months(DATE(1868, 10, 1), -1), "1868-09-08");
	assert_date(date_add_months(DATE(2026, 1, 1), INT_MIN), "1868-09-08");
	assert_date(date_add_months(DATE(2026, 1, 1), INT_MAX), "9999-12-31");
}

static void assert_typed(const char *text, const char *iso)
{
	struct date date = {0};
	struct error err = {0};

	if (!date_parse(&date, text, &err))
		fail_msg("%s: %s", text, err.message);
	assert_date(date, iso);
}

static void assert_not_typed(const char *text, const char *part)
{
	struct date date = DATE(1, 2, 3);
	struct error err = {0};

	if (date_parse(&date, text, &err))
		fail_msg("%s was read", text);
	assert_int_equal(err.code, ERROR_USAGE);
	if (!strstr(err.message, part))
		fail_msg("%s: %s", text, err.message);
	assert_int_equal(date.year, 1); /* left alone */
	error_release(&err);
}

static void notations(void **state)
{
	static const char *const same[] = {
	        "2026-10-31",
	        "2026/10/31",
	        "2026.10.31",
	        "2026年10月31日",
	        "令和8年10月31日",
	        "令和８年１０月３１日",
	        "R8.10.31",
	        "r8.10.31",
	        "R8/10/31",
	        "R8-10-31",
	        "Ｒ８．１０．３１",
	        "２０２６／１０／３１",
	        " 2026-10-31 ",
	        "　令和 8 年 10 月 31 日　",
	        "２０２６ー１０ー３１",
	        "2026−10−31",
	        "Ｒ８・１０・３１",
	        "Ｒ８。１０。３１",
	        "㋿8年10月31日",
	        "平成38年10月31日",
	};

	(void)state;
	for (size_t i = 0; i + 1 < sizeof same / sizeof *same; i++)
		assert_typed(same[i], "2026-10-31");
	assert_not_typed(same[sizeof same / sizeof *same - 1], "outside the era");
	assert_typed("2026-1-2", "2026-01-02");
	assert_typed("令和元年5月1日", "2019-05-01");
	assert_typed("R元.5.1", "2019-05-01");
	assert_typed("令和1年5月1日", "2019-05-01");
}

static void eras_meet(void **state)
{
	(void)state;
	assert_typed("平成31年4月30日", "2019-04-30");
	assert_typed("H31.4.30", "2019-04-30");
	assert_typed("平成元年1月8日", "1989-01-08");
	assert_typed("昭和64年1月7日", "1989-01-07");
	assert_typed("S1.12.25", "1926-12-25");
	assert_typed("大正15年12月24日", "1926-12-24");
	assert_typed("T元/7/30", "1912-07-30");
	assert_typed("明治45年7月29日", "1912-07-29");
	assert_typed("M1.9.8", "1868-09-08");
	assert_not_typed("令和元年4月30日", "outside the era");
	assert_not_typed("平成31年5月1日", "outside the era");
	assert_not_typed("昭和64年1月8日", "outside the era");
	assert_not_typed("大正15年12月25日", "outside the era");
	assert_not_typed("明治45年7月30日", "outside the era");
	assert_not_typed("M1.9.7", "outside the era");
}

static void what_is_no_date(void **state)
{
	static const char *const bad[] = {"",
	                                  "x",
	                                  "2026",
	                                  "2026-10",
	                                  "2026-10-31x",
	                                  "26-10-31",
	                                  "2026-10/31",
	                                  "20261031",
	                                  "R8.10",
	                                  "R0.1.1",
	                                  "令和0年1月1日",
	                                  "R100.1.1",
	                                  "8.10.31",
	                                  "Q8.10.31",
	                                  "2026年10月31",
	                                  "2026年10-31",
	                                  "2026-100-1",
	                                  "-2026-1-1",
	                                  "2026--10-31",
	                                  "令和八年十月一日",
	                                  "\xFF",
	                                  "2026-10-31 12:00",
	                                  "R8..1.1"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_not_typed(bad[i], "cannot be read as a date");
	assert_not_typed("2026-02-29", "no such day");
	assert_not_typed("R8.13.1", "no such day");
	assert_not_typed("2026-00-10", "no such day");
	assert_not_typed("1868-09-07", "too early");
	assert_not_typed("0000-01-01", "too early");
	assert_not_typed("x\x1B[2J", "<U+001B>");
}

static void iso_only(void **state)
{
	static const char *const bad[] = {
	        "",           "2026-10-1",      "2026-10-32", "2026/10/31", "2026-10-31 ", " 2026-10-31", "2026-10-31T",
	        "1868-01-01", "２０２６-10-31", "2026-1a-01", "2026-10-"};
	struct date date = {0};

	(void)state;
	assert_true(date_parse_iso(&date, "2026-10-31"));
	assert_date(date, "2026-10-31");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(date_parse_iso(&date, bad[i]));
	assert_false(date_parse_iso(&date, NULL));
	assert_date(date, "2026-10-31");
}

static void assert_written(void (*format)(struct strbuf *, struct date), struct date date, const char *text)
{
	struct strbuf out = STRBUF_INIT;

	format(&out, date);
	assert_string_equal(out.text, text);
	strbuf_release(&out);
}

static void written_dates(void **state)
{
	(void)state;
	assert_written(date_format_wareki, DATE(2026, 10, 31), "令和8年10月31日");
	assert_written(date_format_wareki, DATE(2019, 5, 1), "令和元年5月1日");
	assert_written(date_format_wareki, DATE(2019, 4, 30), "平成31年4月30日");
	assert_written(date_format_wareki, DATE(1989, 1, 8), "平成元年1月8日");
	assert_written(date_format_wareki, DATE(1989, 1, 7), "昭和64年1月7日");
	assert_written(date_format_wareki, DATE(1868, 9, 8), "明治元年9月8日");
	assert_written(date_format_wareki, DATE(0, 0, 0), "");
	assert_written(date_format_local, DATE(2026, 10, 31), "31 October 2026");
	assert_written(date_format_month, DATE(2026, 10, 31), "October 2026");
	assert_written(date_format_month, DATE(0, 0, 0), "");
	assert_written(date_format_local, DATE(0, 0, 0), "");
	i18n_set_language(LANGUAGE_JA);
	assert_written(date_format_local, DATE(2026, 10, 31), "令和8年10月31日");
	i18n_set_language(LANGUAGE_EN);
}

static void fiscal_years(void **state)
{
	(void)state;
	assert_int_equal(date_fiscal_year(DATE(2026, 4, 1)), 2026);
	assert_int_equal(date_fiscal_year(DATE(2027, 3, 31)), 2026);
	assert_int_equal(date_fiscal_year(DATE(2026, 3, 31)), 2025);
	assert_int_equal(date_fiscal_year(DATE(2026, 12, 31)), 2026);
	assert_date(date_fiscal_year_first(2026), "2026-04-01");
	assert_date(date_fiscal_year_last(2026), "2027-03-31");
}

static void assert_fiscal_year(const char *text, int expected)
{
	struct error err = {0};
	int fiscal_year = 0;

	if (!date_parse_fiscal_year(&fiscal_year, text, &err))
		fail_msg("%s: %s", text, err.message);
	assert_int_equal(fiscal_year, expected);
}

static void typed_fiscal_years(void **state)
{
	static const char *const bad[] = {"",           "26",   "令和",   "令和0", "R0",      "8",
	                                  "2026-04",    "R8x",  "2026度", "20260", "令和100", "平成32年度",
	                                  "昭和64年度", "1868", "9999",   "年度"};

	(void)state;
	assert_fiscal_year("2026", 2026);
	assert_fiscal_year("２０２６年度", 2026);
	assert_fiscal_year("FY2026", 2026);
	assert_fiscal_year("令和8", 2026);
	assert_fiscal_year("令和８年度", 2026);
	assert_fiscal_year(" 令和 8 年度 ", 2026);
	assert_fiscal_year("R8", 2026);
	assert_fiscal_year("r8年", 2026);
	assert_fiscal_year("令和元年度", 2019);
	assert_fiscal_year("平成31年度", 2019);
	assert_fiscal_year("平成元年度", 1989);
	assert_fiscal_year("昭和63年度", 1988);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct error err = {0};
		int fiscal_year = -1;
		if (date_parse_fiscal_year(&fiscal_year, bad[i], &err))
			fail_msg("%s was read as %d", bad[i], fiscal_year);
		assert_int_equal(err.code, ERROR_USAGE);
		assert_int_equal(fiscal_year, -1);
		error_release(&err);
	}
}

static void assert_written_fiscal_year(int fiscal_year, const char *text)
{
	struct strbuf out = STRBUF_INIT;

	date_format_fiscal_year(&out, fiscal_year);
	assert_string_equal(out.text, text);
	strbuf_release(&out);
}

static void written_fiscal_years(void **state)
{
	(void)state;
	assert_written_fiscal_year(2026, "FY2026");
	i18n_set_language(LANGUAGE_JA);
	assert_written_fiscal_year(2026, "令和8年度");
	assert_written_fiscal_year(2019, "令和元年度");
	assert_written_fiscal_year(2018, "平成30年度");
	assert_written_fiscal_year(1989, "平成元年度");
	assert_written_fiscal_year(1988, "昭和63年度");
	i18n_set_language(LANGUAGE_EN);
}

static void periods(void **state)
{
	static const struct {
		const char *text;
		int months, days;
	} good[] = {{"P12M", 12, 0}, {"P7D", 0, 7},        {"P1Y", 12, 0},       {"P2W", 0, 14},
	            {"P0D", 0, 0},   {"P1Y6M10D", 18, 10}, {"P9999Y", 119988, 0}};
	static const char *const bad[] = {"",     "P",    "12M",  "P12",   "PM",    "P1M1Y",   "P1M1M", "p1m",
	                                  "P1M ", "P 1M", "P-1M", "P1.5M", "PT12H", "P10000D", "P1MX",  "P1D1W"};
	struct period period = {0};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(period_parse(&period, good[i].text));
		assert_int_equal(period.months, good[i].months);
		assert_int_equal(period.days, good[i].days);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (period_parse(&period, bad[i]))
			fail_msg("%s was read", bad[i]);
	}
	assert_false(period_parse(&period, NULL));
	assert_date(date_before(DATE(2026, 10, 1), (struct period){.months = 12}), "2025-10-01");
	assert_date(date_before(DATE(2026, 8, 31), (struct period){.months = 6, .days = 1}), "2026-02-27");
	assert_date(date_before(DATE(2026, 3, 1), (struct period){.days = 1}), "2026-02-28");
	assert_date(date_before(DATE(0, 0, 0), (struct period){.days = 1}), "");
	assert_date(date_before(DATE(2026, 3, 1), (struct period){.months = INT_MAX, .days = INT_MAX}), "1868-09-08");
}

static void moments(void **state)
{
	static const char *const bad[] = {
	        "",
	        "2026-10-01",
	        "2026-10-01T14:03:21",
	        "2026-10-01T14:03+09:00",
	        "2026-10-01 14:03:21+09:00",
	        "2026-10-01T24:00:00+09:00",
	        "2026-10-01T14:60:21+09:00",
	        "2026-10-01T14:03:60+09:00",
	        "2026-02-29T14:03:21+09:00",
	        "2026-10-01T14:03:21+0900",
	        "2026-10-01T14:03:21+15:00",
	        "2026-10-01T14:03:21+14:01",
	        "2026-10-01T14:03:21+09:60",
	        "2026-10-01T14:03:21+09:00 ",
	        "2026-10-01T14:03:21.5+09:00",
	        "2026-10-01T14:03:21z",
	        "2026-10-01T1",
	};
	static const char good[] = "2026-10-01T14:03:21+09:00";
	struct strbuf out = STRBUF_INIT;

	(void)state;
	assert_true(datetime_is_valid(good));
	assert_true(datetime_is_valid("2026-10-01T00:00:00-03:30"));
	assert_true(datetime_seconds("1970-01-01T00:00:01+09:00") == 1);
	assert_true(datetime_seconds("2026-10-01T14:03:21+09:00") == 1790863401);
	assert_true(datetime_seconds("2026-10-01T14:03:21Z") == 1790863401);
	assert_true(datetime_seconds("2026-10-01 14:03:21") == 0);
	char buf[20];
	assert_string_equal(datetime_format_seconds(1790863401, buf), "2026-10-01T14:03:21");
	assert_true(datetime_is_valid("2026-10-01T23:59:59Z"));
	assert_false(datetime_is_valid(NULL));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (datetime_is_valid(bad[i]))
			fail_msg("%s was read", bad[i]);
		assert_date(datetime_date(bad[i]), "");
		datetime_format_time(&out, bad[i]);
		datetime_format_local(&out, bad[i]);
		assert_string_equal(out.text, "");
	}
	assert_date(datetime_date(good), "2026-10-01");
	datetime_format_time(&out, good);
	assert_string_equal(out.text, "14:03:21");
	strbuf_reset(&out);
	datetime_format_local(&out, good);
	assert_string_equal(out.text, "1 October 2026 14:03");
	strbuf_release(&out);
}

/* As people say it, into ISO 8601. */
static void spoken_periods(void **state)
{
	static const char *const pairs[][2] = {
	        {"毎月", "P1M"},          {"12か月", "P12M"},  {"3ヶ月ごと", "P3M"}, {"６カ月", "P6M"},     {"1ヵ月に1回", "P1M"},
	        {" 18 箇月 ", "P18M"},    {"半年", "P6M"},     {"1年", "P1Y"},      {"2週間", "P2W"},       {"90日", "P90D"},
	        {"every 3 months", "P3M"}, {"1 Year", "P1Y"}, {"weekly", "P1W"},   {"p1y6m", "P1Y6M"},     {"Ｐ１２Ｍ", "P12M"},
	};
	static const char *const bad[] = {"", " ", "12", "か月", "0か月", "P0M", "P", "3月", "12345日", "99999999999999999999日", "-1日", "1年6か月", "monthly x", "1 day 2"};
	struct strbuf iso = STRBUF_INIT;
	struct error err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		strbuf_reset(&iso);
		if (!period_parse_words(&iso, pairs[i][0], &err))
			fail_msg("%s was not read", pairs[i][0]);
		assert_string_equal(iso.text, pairs[i][1]);
	}
	strbuf_reset(&iso);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (period_parse_words(&iso, bad[i], &err))
			fail_msg("%s was read", bad[i]);
		assert_int_equal(err.code, ERROR_USAGE);
		error_release(&err);
		assert_string_equal(iso.text, "");
	}
	strbuf_release(&iso);
}

static void written_periods(void **state)
{
	static const char *const pairs[][2] = {
	        {"P1M", "1 month"}, {"P12M", "12 months"}, {"P1Y", "1 year"}, {"P2W", "2 weeks"},
	        {"P90D", "90 days"}, {"P1Y6M", "P1Y6M"},   {"never", "never"}, {"P0D", "P0D"},
	};
	struct strbuf out = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		strbuf_reset(&out);
		period_format_words(&out, pairs[i][0]);
		assert_string_equal(out.text, pairs[i][1]);
	}
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(valid_days),
	        cmocka_unit_test(order),
	        cmocka_unit_test(days_follow_days),
	        cmocka_unit_test(reckoning),
	        cmocka_unit_test(notations),
	        cmocka_unit_test(eras_meet),
	        cmocka_unit_test(what_is_no_date),
	        cmocka_unit_test(iso_only),
	        cmocka_unit_test(written_dates),
	        cmocka_unit_test(fiscal_years),
	        cmocka_unit_test(typed_fiscal_years),
	        cmocka_unit_test(written_fiscal_years),
	        cmocka_unit_test(periods),
	        cmocka_unit_test(spoken_periods),
	        cmocka_unit_test(written_periods),
	        cmocka_unit_test(moments),
	};
	return cmocka_run_group_tests_name("date", tests, speak_english, NULL);
}
