/* What the rules say of each unit's registers, worked out once a day: written down beside them, it is taken from there.
 *
 * A row holds what the city needs of a unit: its records, the verdicts on them, its exceptions. It counts only where all stands that
 * it hangs on: the program's version, the pack, the day, the language of what is shown, the periods of the campaign; what was
 * handed in anew has no row. What cannot be read counts as not there. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "office_city_private.h"
#include "tenken/app/submission.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

/* Another number whenever the rows say something else, or the rules are worked out in another way. */
enum { JUDGED_FORMAT = 1 };

struct judging {
	struct city *city;
	const struct office *office;
	char *key;
	struct judged {     /* of each unit on the roster */
		char *row;  /* NULL: not there */
		bool fresh; /* worked out just now */
	} * units;
	char **documents; /* NULL: none had to be read */
};

static char *key_of(const struct office *office, struct error *err)
{
	const struct kept_pack *kept = office_kept_pack(office, err);
	struct strbuf key = STRBUF_INIT;
	char day[11];
	if (!kept)
		return NULL;
	strbuf_addf(&key, "%d %s %s %s %s ", JUDGED_FORMAT, TENKEN_VERSION, kept->hash,
	            date_format_iso(office->today, day), i18n_code(i18n_language()));
	json_write(&key, json_get(office->campaign, "periods"), false);
	return strbuf_take(&key);
}

/* --- a row: numbers, each with ';' behind, and texts, their number of bytes before --- */

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

static char *row_of(const struct workplace *workplace)
{
	const struct ledger *ledger = &workplace->ledger;
	struct exceptions_list exceptions = {0};
	struct strbuf out = STRBUF_INIT;
	size_t verdicts = 0;
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
	exceptions_take(workplace, 0, false, &exceptions);
	put_number(&out, exceptions.count);
	for (size_t i = 0; i < exceptions.count; i++)
		put_exception(&out, &exceptions.items[i]);
	exceptions_list_release(&exceptions);
	return strbuf_take(&out);
}

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

/* False, and nothing is taken, when it cannot be read. */
static bool take_row(struct city *city, size_t place, const char *text)
{
	struct row row = {text, text + strlen(text), false};
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

/* --- all units --- */

static bool is_wanted(const struct judging *judging, size_t place)
{
	const struct city *city = judging->city;
	return city->places[place] != SIZE_MAX && city->units[city->places[place]].state != CITY_NOT_RECEIVED;
}

static void take_kept(void *context, int64_t id, const char *row)
{
	struct judging *judging = context;
	const struct roster *roster = &judging->office->roster;
	for (size_t i = 0; i < roster->count; i++)
		if (roster->items[i].id == id)
			str_assign(&judging->units[i].row, row);
}

static bool work_out(struct judging *judging, size_t place, struct error *err)
{
	struct workplace workplace;
	if (!judging->documents && !collection_registers_load(judging->office, &judging->documents, err))
		return false;
	struct json_doc *document = judging->documents[place] ? body_open(judging->documents[place]) : NULL;
	if (document) {
		submission_judge_briefly(&workplace, body_root(document), (struct pack *)judging->city->input.pack,
		                         json_get(judging->office->campaign, "periods"), judging->office->today);
		free(judging->units[place].row);
		judging->units[place].row = row_of(&workplace);
		workplace_close(&workplace);
	} else {
		str_assign(&judging->units[place].row, "0;0;0;");
	}
	judging->units[place].fresh = true;
	json_doc_free(document);
	return true;
}

/* In the order of the roster: that in which they were collected must not show. */
static bool take_all(struct judging *judging, struct error *err)
{
	size_t count = judging->office->roster.count;
	bool ok = true;
	for (size_t i = 0; ok && i < count; i++) {
		if (!progress_step(_("Reading what was handed in"), i, count, err))
			return false;
		if (!is_wanted(judging, i))
			continue;
		const struct judged *unit = &judging->units[i];
		if (unit->row && take_row(judging->city, i, unit->row))
			continue;
		ok = work_out(judging, i, err);
		bool is_taken = !ok || take_row(judging->city, i, unit->row);
		assert(is_taken); /* what was written just now can be read */
		(void)is_taken;
	}
	return ok && progress_step(_("Reading what was handed in"), 1, 1, err);
}

/* What is not kept is worked out again the next time: trouble here is none. */
static void keep_fresh(const struct judging *judging)
{
	const struct office *office = judging->office;
	struct error ignored = {0};
	size_t fresh = 0;
	bool ok = true;
	for (size_t i = 0; i < office->roster.count; i++)
		fresh += judging->units[i].fresh;
	if (!fresh || office->readonly || db_is_readonly(office->db))
		return;
	if (db_begin(office->db, &ignored)) {
		for (size_t i = 0; ok && i < office->roster.count; i++)
			ok = !judging->units[i].fresh ||
			     collection_keep_judged(office->db, office->cycle.id, office->roster.items[i].id,
			                            judging->key, judging->units[i].row, &ignored);
		if (!ok || !db_commit(office->db, &ignored))
			db_rollback(office->db);
	}
	error_release(&ignored);
}

bool city_take_registers(struct city *city, const struct office *office, struct error *err)
{
	struct judging judging = {.city = city,
	                          .office = office,
	                          .key = key_of(office, err),
	                          .units = mem_new(office->roster.count + 1, sizeof *judging.units)};
	bool ok = judging.key &&
	          collection_fold_judged(office->db, office->cycle.id, judging.key, take_kept, &judging, err) &&
	          take_all(&judging, err);
	if (ok)
		keep_fresh(&judging);
	for (size_t i = 0; i < office->roster.count; i++)
		free(judging.units[i].row);
	free(judging.units);
	free(judging.key);
	if (judging.documents)
		collection_registers_release(office, judging.documents);
	return ok;
}
