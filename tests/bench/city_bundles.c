/* A year: the campaign, and the files that the units hand in, good ones and bad ones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city.h"
#include "tenken/base/csv.h"
#include "tenken/base/file.h"
#include "tenken/base/json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/exchange/bundle.h"
#include "tenken/exchange/canonical.h"
#include "tenken/exchange/enrol.h"

enum { FILE_MODE = 0644 };

/* What may be wrong with a file. */
enum fault { FAULT_NONE, FAULT_CUT, FAULT_FLIPPED, FAULT_CAMPAIGN, FAULT_UNIT, FAULT_RECIPIENT, FAULT_OLD, FAULT_NO_BUNDLE, FAULTS };

struct year {
	const struct city *city;
	struct office *office;
	int year;
	char *folder, *in; /* OUT/YEAR, OUT/YEAR/in */
	struct strbuf rows;
	/* What is to become of it. */
	size_t files, imported, rejected, submitted;
	size_t by_answer[ANSWERS]; /* in what each handed in last */
};

/* --- one file --- */

struct sending {
	const struct city_unit *unit;
	struct secret_key *key;
	char enrol[CODE_MAC_HEX + 1], previous[BUNDLE_HASH_HEX + 1];
	int64_t counter;
	enum fault fault;
};

static const char *campaign_text(const struct year *year, const char *key)
{
	return json_string(json_get(year->office->campaign, key));
}

static void prove(const struct year *year, struct sending *sending)
{
	struct error err = {0};
	struct exchange_event event;
	struct join_code code;
	if (!exchanges_last(year->office->db, year->office->cycle.id, sending->unit->code, EXCHANGE_CODE, &event, &err) ||
	    !join_code_parse(&code, event.body, &err))
		city_die(&err);
	enrol_mac(&code, secret_key_public(sending->key), campaign_text(year, "id"), sending->unit->code, sending->enrol);
	exchange_event_release(&event);
}

static void seal(const struct year *year, const struct sending *sending, const struct json *body, struct strbuf *out)
{
	struct error err = {0};
	struct strbuf text = STRBUF_INIT;
	struct secret_key *stranger = secret_key_make();
	const struct public_key *office = sending->fault == FAULT_RECIPIENT ? secret_key_public(stranger) : &year->office->key;
	char recipient[KEY_ID_HEX + 1], sender[PUBLIC_KEY_TEXT_BYTES + 1], at[32], head[65];
	struct dice dice = dice_of(year->city->options->seed, sending->unit->code, (uint64_t)year->year);
	for (int i = 0; i < 64; i++)
		head[i] = "0123456789abcdef"[dice_roll(&dice, 16)];
	head[64] = '\0';
	snprintf(at, sizeof at, "%d-11-%02dT17:00:00+09:00", year->year, 2 + 18 * (sending->counter > 1));
	public_key_id(office, recipient);
	public_key_format(secret_key_public(sending->key), sender);
	struct bundle_header header = {.kind = BUNDLE_SUBMISSION,
	                               .campaign = sending->fault == FAULT_CAMPAIGN ? "00112233445566778899aabbccddeeff"
	                                                                            : campaign_text(year, "id"),
	                               .unit = sending->fault == FAULT_UNIT ? "unknown" : sending->unit->code,
	                               .recipient = recipient,
	                               .pack = campaign_text(year, "pack"),
	                               .pack_sha256 = campaign_text(year, "pack_sha256"),
	                               .counter = sending->counter,
	                               .previous = sending->previous,
	                               .chain_head = head,
	                               .chain_count = 1000 * (year->year - 1999) + sending->counter,
	                               .created_at = at,
	                               .fiscal_year = year->year,
	                               .sender_key = sender,
	                               .enrol = sending->enrol};
	if (!canonical_write(&text, body, &err) ||
	    !bundle_write(out, &header, text.text, text.len_bytes, sending->key, office, 1, &err))
		city_die(&err);
	secret_key_free(stranger);
	strbuf_release(&text);
}

static void spoil(struct strbuf *file, enum fault fault)
{
	if (fault == FAULT_CUT)
		file->len_bytes /= 2;
	else if (fault == FAULT_FLIPPED)
		file->text[file->len_bytes / 2] ^= 1;
	else if (fault == FAULT_NO_BUNDLE) {
		strbuf_reset(file);
		strbuf_add(file, "今年度の自己点検は来週提出します。\n");
	}
}

static void write_file(struct year *year, const struct sending *sending, const struct strbuf *file)
{
	struct error err = {0};
	struct strbuf when = STRBUF_INIT;
	date_format_fiscal_year(&when, year->year);
	char *name = str_format("自己点検_%s_%s_%s_%03d_機密性3C.tenken", when.text, sending->unit->name, sending->unit->code,
	                        sending->fault == FAULT_NONE ? (int)sending->counter : 900 + (int)sending->fault);
	char *path = path_join(year->in, name);
	FILE *out = fopen(path, "wb"); /* not file_write(): thousands of fsync() would be most of the time */
	if (!out || fwrite(file->text, 1, file->len_bytes, out) != file->len_bytes || fclose(out) != 0) {
		error_set(&err, ERROR_STORAGE, "%s: cannot be written", path);
		city_die(&err);
	}
	year->files++;
	*(sending->fault == FAULT_NONE ? &year->imported : &year->rejected) += 1;
	free(path);
	free(name);
	strbuf_release(&when);
}

static void send(struct year *year, struct sending *sending, const struct json *body)
{
	struct strbuf file = STRBUF_INIT;
	seal(year, sending, body, &file);
	spoil(&file, sending->fault);
	write_file(year, sending, &file);
	bundle_file_hash(file.text, file.len_bytes, sending->previous);
	strbuf_release(&file);
}

/* --- one unit --- */

/* Good files, the last of which counts. */
static void hand_in(struct year *year, struct sending *sending, bool twice)
{
	size_t by_answer[ANSWERS];
	for (int i = 0; i <= twice; i++) {
		memset(by_answer, 0, sizeof by_answer);
		struct json *body = city_submission(year->city, sending->unit, year->year, i == 1, by_answer);
		if (year->city->options->check)
			city_check(sending->unit, body, year->year);
		sending->counter = i + 1;
		send(year, sending, body);
		if (year->city->options->rows && i == twice)
			city_rows(&year->rows, sending->unit, body);
		json_free(body);
	}
	for (int i = 0; i < ANSWERS; i++)
		year->by_answer[i] += by_answer[i];
	year->submitted++;
}

static void send_bad(struct year *year, struct sending *sending, enum fault fault)
{
	size_t ignored[ANSWERS] = {0};
	struct json *body = city_submission(year->city, sending->unit, year->year, true, ignored);
	struct sending bad = *sending;
	bad.fault = fault;
	bad.counter = fault == FAULT_OLD ? 1 : sending->counter + 1;
	if (fault == FAULT_OLD)
		bad.previous[0] = '\0';
	send(year, &bad, body);
	json_free(body);
}

static void do_unit(struct year *year, const struct city_unit *unit)
{
	const struct city_options *options = year->city->options;
	struct dice dice = dice_of(options->seed, unit->code, 100000 + (uint64_t)year->year);
	struct sending sending = {.unit = unit, .key = city_unit_key(year->city, unit)};
	bool absent = unit->never || dice_roll(&dice, 25) == 0, twice = dice_roll(&dice, 12) == 0;
	enum fault fault = dice_roll(&dice, 30) == 0 ? (enum fault)(1 + dice_roll(&dice, FAULTS - 1)) : FAULT_NONE;
	prove(year, &sending);
	if (options->whole)
		hand_in(year, &sending, false);
	else if (!absent && fault != FAULT_CUT) /* one whose only file was cut on its way has handed in nothing */
		hand_in(year, &sending, twice);
	if (!options->whole && !absent && fault != FAULT_NONE)
		send_bad(year, &sending, fault);
	secret_key_free(sending.key);
}

/* --- the year --- */

static void open_campaign(struct year *year)
{
	struct error err = {0};
	char *roster = path_join(year->city->options->out, "roster.csv");
	struct campaign_new campaign = {.fiscal_year = year->year, .roster = roster, .due = {year->year, 12, 25}};
	if (!campaign_open(year->office, &campaign, &err))
		city_die(&err);
	free(roster);
}

static void write_expected(const struct year *year)
{
	struct error err = {0};
	struct json *node = json_new_object(), *answers;
	struct strbuf text = STRBUF_INIT;
	json_put_int(node, "fiscal_year", year->year);
	json_put_int(node, "units", (int64_t)year->city->count);
	json_put_int(node, "files", (int64_t)year->files);
	json_put_int(node, "imported", (int64_t)year->imported);
	json_put_int(node, "rejected", (int64_t)year->rejected);
	json_put_int(node, "submitted", (int64_t)year->submitted);
	answers = json_put_object(node, "answers");
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++)
		json_put_int(answers, answer_code((enum answer)i), (int64_t)year->by_answer[i]);
	json_write(&text, node, true);
	char *path = path_join(year->folder, "expected.json"), *rows = path_join(year->folder, "rows.csv");
	if (!file_write(path, text.text, text.len_bytes, FILE_MODE, &err) ||
	    (year->city->options->rows && !file_write(rows, year->rows.text, year->rows.len_bytes, FILE_MODE, &err)))
		city_die(&err);
	free(path);
	free(rows);
	strbuf_release(&text);
	json_free(node);
}

void city_year(const struct city *city, struct office *office, int fiscal_year)
{
	struct error err = {0};
	struct year year = {.city = city, .office = office, .year = fiscal_year, .rows = STRBUF_INIT};
	char name[16];
	snprintf(name, sizeof name, "%d", fiscal_year);
	year.folder = path_join(city->options->out, name);
	year.in = path_join(year.folder, "in");
	if (!file_make_folder(year.in, &err))
		city_die(&err);
	open_campaign(&year);
	for (size_t i = 0; i < city->count; i++)
		do_unit(&year, &city->units[i]);
	write_expected(&year);
	free(year.folder);
	free(year.in);
	strbuf_release(&year.rows);
}
