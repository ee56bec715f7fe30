/* A row of what the rules say of a unit's registers (office_judged.h), written and read. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "office_judged.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* --- writing: numbers, each with ';' behind, and texts, their number of bytes before --- */

static void put_number(struct strbuf *out, size_t number)
{
	char digits[24];
	size_t at = sizeof digits;
	digits[--at] = ';';
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	strbuf_add_bytes(out, digits + at, sizeof digits - at);
}

static void put_text(struct strbuf *out, const char *text)
{
	size_t len_bytes = strlen(text);
	put_number(out, len_bytes);
	strbuf_add_bytes(out, text, len_bytes);
}

static void put_day(struct strbuf *out, struct date day)
{
	put_number(out, (size_t)day.year);
	put_number(out, (size_t)day.month);
	put_number(out, (size_t)day.day);
}

static void put_verdict(struct strbuf *out, const struct verdict *verdict)
{
	put_number(out, verdict->rule);
	put_number(out, verdict->record);
	put_number(out, verdict->code);
	if (verdict->code != VERDICT_FAIL) /* of others why is not shown */
		return;
	put_text(out, verdict->because.ja);
	put_text(out, verdict->because.en);
}

static void put_exception(struct strbuf *out, const struct exception *exception)
{
	put_text(out, exception->id);
	put_text(out, exception->name);
	put_text(out, exception->clauses);
	put_text(out, exception->applicant);
	put_number(out, exception->state);
	put_number(out, exception->endless);
	put_day(out, exception->expires_on);
}

/* The last day, at most `last`, on which its state is that of today. */
static struct date last_day(const struct exception *exception, struct date today, struct date last)
{
	struct date reported = date_add_days(exception->reported_on, -1);
	if (date_is_set(exception->expires_on) && date_compare(exception->expires_on, today) >= 0 &&
	    date_compare(exception->expires_on, last) < 0)
		last = exception->expires_on;
	if (date_is_set(exception->reported_on) && date_compare(reported, today) >= 0 &&
	    date_compare(reported, last) < 0)
		last = reported;
	return last;
}

char *judged_row(const struct workplace *workplace, struct date last)
{
	const struct ledger *ledger = &workplace->ledger;
	struct exceptions_list exceptions = {0};
	struct strbuf out = STRBUF_INIT;
	size_t verdicts = 0;
	exceptions_take(workplace, 0, false, &exceptions);
	for (size_t i = 0; i < exceptions.count; i++)
		last = last_day(&exceptions.items[i], workplace->today, last);
	put_day(&out, workplace->today);
	put_day(&out, last);
	put_number(&out, ledger->facts.records_count);
	for (size_t i = 0; i < ledger->facts.records_count; i++) {
		const struct record *record = &ledger->facts.records[i];
		put_number(&out, record->owner);
		put_text(&out, record->id);
		put_text(&out, record_name(record, workplace->pack));
	}
	for (size_t i = 0; i < ledger->verdicts.count; i++)
		verdicts += ledger->verdicts.items[i].code != VERDICT_NOT_APPLICABLE;
	put_number(&out, verdicts);
	for (size_t i = 0; i < ledger->verdicts.count; i++)
		if (ledger->verdicts.items[i].code != VERDICT_NOT_APPLICABLE)
			put_verdict(&out, &ledger->verdicts.items[i]);
	put_number(&out, exceptions.count);
	for (size_t i = 0; i < exceptions.count; i++)
		put_exception(&out, &exceptions.items[i]);
	exceptions_list_release(&exceptions);
	return strbuf_take(&out);
}

char *judged_row_of_nothing(void)
{
	struct strbuf out = STRBUF_INIT;
	put_day(&out, (struct date){1, 1, 1});
	put_day(&out, (struct date){9999, 12, 31});
	strbuf_add(&out, "0;0;0;");
	return strbuf_take(&out);
}

/* --- reading --- */

/* Where a row is read; `end` is its NUL. Once something is amiss, `bad`, and all further reading yields nothing. */
struct row {
	const char *at, *end;
	bool bad;
};

/* A number below `limit`. */
static size_t get_number(struct row *row, size_t limit)
{
	size_t number = 0;
	const char *begin = row->at;
	while (!row->bad && *row->at >= '0' && *row->at <= '9' && number < limit)
		number = number * 10 + (size_t)(*row->at++ - '0');
	row->bad = row->bad || row->at == begin || *row->at != ';' || number >= limit;
	row->at += !row->bad;
	return row->bad ? 0 : number;
}

/* Caller frees. */
static char *get_text(struct row *row)
{
	size_t len_bytes = get_number(row, (size_t)(row->end - row->at) + 1);
	row->bad = row->bad || len_bytes > (size_t)(row->end - row->at);
	if (row->bad)
		return mem_strdup("");
	row->at += len_bytes;
	return mem_strndup(row->at - len_bytes, len_bytes);
}

static struct date get_day(struct row *row)
{
	struct date day;
	day.year = (int)get_number(row, 10000);
	day.month = (int)get_number(row, 13);
	day.day = (int)get_number(row, 32);
	return day;
}

static void take_record(struct city *city, size_t unit, struct row *row)
{
	struct city_record record = {.unit = unit};
	record.owner = get_number(row, city->input.pack->registers ? city->input.pack->registers->count : 0);
	record.id = get_text(row);
	record.name = get_text(row);
	*MEM_PUSH(city->records, city->records_count) = record;
}

static void take_verdict(struct city *city, size_t first, struct row *row)
{
	struct city_verdict verdict = {0};
	verdict.rule = (uint32_t)get_number(row, city->input.pack->rules ? city->input.pack->rules->count : 0);
	verdict.record = (uint32_t)(first + get_number(row, city->records_count - first));
	verdict.code = (enum verdict_code)get_number(row, VERDICT_CODES);
	if (verdict.code == VERDICT_FAIL) {
		struct bilingual *because = mem_new(1, sizeof *because);
		because->ja = get_text(row);
		because->en = get_text(row);
		verdict.because = because;
	}
	*MEM_PUSH(city->verdicts, city->verdicts_count) = verdict;
}

static void take_exception(struct city *city, size_t place, struct row *row)
{
	struct exception exception = {.unit = place};
	exception.id = get_text(row);
	exception.name = get_text(row);
	exception.clauses = get_text(row);
	exception.applicant = get_text(row);
	exception.state = (enum exception_state)get_number(row, EXCEPTION_STATES);
	exception.endless = get_number(row, 2);
	exception.expires_on = get_day(row);
	*MEM_PUSH(city->kept_exceptions.items, city->kept_exceptions.count) = exception;
}

bool judged_row_holds(const char *text, struct date today)
{
	struct row row = {text, text + strlen(text), false};
	struct date first = get_day(&row), last = get_day(&row);
	return !row.bad && date_compare(first, today) <= 0 && date_compare(today, last) <= 0;
}

struct date judged_row_first(const char *text)
{
	struct row row = {text, text + strlen(text), false};
	struct date first = get_day(&row);
	return row.bad ? (struct date){0} : first;
}

bool city_take_judged(struct city *city, size_t place, const char *text)
{
	struct row row = {text, text + strlen(text), false};
	get_day(&row);
	get_day(&row);
	size_t records = city->records_count, verdicts = city->verdicts_count, exceptions = city->kept_exceptions.count;
	for (size_t i = get_number(&row, SIZE_MAX / 16); i && !row.bad; i--)
		take_record(city, city->places[place], &row);
	for (size_t i = get_number(&row, SIZE_MAX / 16); i && !row.bad; i--)
		take_verdict(city, records, &row);
	for (size_t i = get_number(&row, SIZE_MAX / 16); i && !row.bad; i--)
		take_exception(city, place, &row);
	if (!row.bad && row.at == row.end)
		return true;
	city_forget_bodies(city, records, verdicts, exceptions);
	return false;
}
