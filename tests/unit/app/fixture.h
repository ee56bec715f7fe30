/* fixture.h — what the tests of registers begin with: a workplace of the shipped pack in a folder of its own. */
#ifndef TENKEN_TESTS_APP_FIXTURE_H
#define TENKEN_TESTS_APP_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ledger_private.h"
#include "tenken/app/registers.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"
#include "tenken/store/verify.h"

/* Of the call that is looked at. */
static struct error err;

/* The call succeeded / failed with `wanted` and a message that holds `says`. */
#define assert_done(call)                                                                                              \
	do {                                                                                                           \
		if (!(call))                                                                                           \
			fail_msg("%s: %s", #call, err.message ? err.message : "no message");                           \
		error_release(&err);                                                                                   \
	} while (0)
#define assert_fails(call, wanted, says)                                                                               \
	do {                                                                                                           \
		if (call)                                                                                              \
			fail_msg("%s: should have failed", #call);                                                     \
		if (err.code != (wanted) || !err.message || !strstr(err.message, (says)))                              \
			fail_msg("%s: code %d, message %s", #call, err.code, err.message ? err.message : "none");      \
		error_release(&err);                                                                                   \
	} while (0)

struct place {
	char folder[64];
	char *db;
	struct workplace_options options;
	struct workplace workplace;
};

static inline void open_again(struct place *place)
{
	workplace_close(&place->workplace);
	assert_done(workplace_open(&place->workplace, &place->options, &err));
}

static inline int set_up(void **state)
{
	static const char *const roles[] = {"info_manager"};
	struct place *place = mem_new(1, sizeof *place);
	struct workplace_new made = {
	        .bureau = "市民局", .unit = "市民課", .code = "0101", .roles = roles, .roles_count = 1};

	strcpy(place->folder, "/tmp/tenken-test-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	place->db = path_join(place->folder, "t.db");
	place->options = (struct workplace_options){.db = place->db, .today = {2026, 10, 1}};
	setenv("TENKEN_NOW", "2026-10-01T14:03:21+09:00", 1);
	i18n_set_language(LANGUAGE_EN);
	assert_done(workplace_create(&place->options, &made, &err));
	assert_done(workplace_open(&place->workplace, &place->options, &err));
	*state = place;
	return 0;
}

static inline int tear_down(void **state)
{
	struct place *place = *state;
	char *command = str_format("rm -rf '%s'", place->folder);

	workplace_close(&place->workplace);
	assert_int_equal(system(command), 0);
	free(command);
	free(place->db);
	free(place);
	return 0;
}

static inline size_t owner_of(const struct workplace *workplace, const char *id)
{
	size_t owner = registers_find(workplace->pack->registers, id);

	assert_int_not_equal(owner, SIZE_MAX);
	return owner;
}

/* "FIELD=VALUE|FIELD=VALUE", as the doors read them. */
static inline bool edits_read(const struct workplace *workplace, size_t owner, const char *words, struct field_edits *edits,
                              struct error *why)
{
	const struct register_kind *kind = &workplace->pack->registers->items[owner];
	char *copy = mem_strdup(words), *rest = copy, *word;
	bool ok = true;

	*edits = (struct field_edits){0};
	while (ok && *words && (word = strsep(&rest, "|")) != NULL) {
		char *equals = strchr(word, '=');
		struct json *value = NULL;
		size_t field;

		*equals = '\0';
		field = register_find_field(kind, word);
		if (field == SIZE_MAX)
			fail_msg("no field %s", word);
		ok = value_from_text(&value, &kind->fields[field], equals + 1, why);
		if (ok)
			field_edits_add(edits, field, value);
	}
	free(copy);
	return ok;
}

static inline bool add(struct workplace *workplace, const char *register_id, const char *id, const char *words,
                       struct error *why)
{
	size_t owner = owner_of(workplace, register_id);
	struct field_edits edits;
	bool ok = edits_read(workplace, owner, words, &edits, why) && register_add(workplace, owner, id, &edits, why);

	field_edits_release(&edits);
	return ok;
}

static inline size_t record_of(const struct workplace *workplace, const char *id)
{
	size_t record = facts_find(&workplace->ledger.facts, workplace->pack, SIZE_MAX, id, NULL);

	if (record == SIZE_MAX)
		fail_msg("no record %s", id);
	return record;
}

static inline bool change(struct workplace *workplace, const char *id, const char *words, struct error *why)
{
	size_t record = record_of(workplace, id);
	struct field_edits edits;
	bool ok = edits_read(workplace, workplace->ledger.facts.records[record].owner, words, &edits, why) &&
	          register_change(workplace, record, &edits, why);

	field_edits_release(&edits);
	return ok;
}

static inline bool complete(struct workplace *workplace, const char *register_id, bool is_complete, struct error *why)
{
	return register_set_complete(workplace, owner_of(workplace, register_id), is_complete, why);
}

static inline bool has_record(const struct workplace *workplace, const char *id)
{
	return facts_find(&workplace->ledger.facts, workplace->pack, SIZE_MAX, id, NULL) != SIZE_MAX;
}

/* The value as it would be written into a table: "" where it is not known. */
static inline void expect_field(const struct workplace *workplace, const char *id, const char *field, const char *expected)
{
	const struct record *record = &workplace->ledger.facts.records[record_of(workplace, id)];
	const struct register_kind *kind = &workplace->pack->registers->items[record->owner];
	size_t at = register_find_field(kind, field);
	struct strbuf out = STRBUF_INIT;

	assert_int_not_equal(at, SIZE_MAX);
	value_write(&out, &record->values[at], &kind->fields[at], workplace->pack, &workplace->ledger.facts);
	assert_string_equal(out.text, expected);
	strbuf_release(&out);
}

/* How many events the registers have, and that the database is sound. */
static inline void expect_events(const struct place *place, size_t events)
{
	struct record_events all = {0};
	struct verify_report report;
	size_t count = 0;

	assert_done(records_load(place->workplace.db, &all, &err));
	for (size_t i = 0; i < all.count; i++)
		count += (size_t)all.items[i].revision;
	record_events_release(&all);
	assert_int_equal(count, events);
	assert_done(verify(place->workplace.db, &report, &err));
	assert_int_equal(report.count, 0);
	verify_report_release(&report);
}

static inline struct checklist *checklist_of(struct workplace *workplace, const char *id)
{
	struct checklist *checklist = workplace_checklist(workplace, id, &err);

	if (!checklist)
		fail_msg("%s", err.message);
	return checklist;
}

/* The item of a question, asked or not. */
static inline size_t any_item(const struct checklist *checklist, const char *question)
{
	for (size_t i = 0; i < checklist->scope.count; i++) {
		if (str_equal(checklist_question(checklist, i)->id, question))
			return i;
	}
	fail_msg("%s is no question of this checklist", question);
	return SIZE_MAX;
}

/* "implemented derived", "- -" where nothing is answered, "left out". */
static inline void expect_standing(const struct checklist *checklist, const char *question, const char *expected)
{
	size_t item = any_item(checklist, question);
	const struct standing *standing = &checklist->entries[item].standing;
	enum answer answer = standing->response.answer;
	char *found = !scope_asks(&checklist->scope.items[item])
	                      ? mem_strdup("left out")
	                      : str_format("%s %s", answer == ANSWER_NONE ? "-" : answer_code(answer),
	                                   standing->basis == BASIS_NONE ? "-" : basis_code(standing->basis));

	if (!str_equal(found, expected))
		fail_msg("%s: %s, not %s", question, found, expected);
	free(found);
}

/* What the checklist lacks at the question (NULL: at none), as codes with a blank behind each. */
static inline void expect_lacks(const struct checklist *checklist, const char *question, const char *expected)
{
	size_t item = question ? any_item(checklist, question) : SIZE_MAX;
	struct strbuf found = STRBUF_INIT;

	for (size_t i = 0; i < checklist->lacks.count; i++) {
		if (checklist->lacks.items[i].item == item)
			strbuf_addf(&found, "%s ", lack_code(checklist->lacks.items[i].kind));
	}
	if (!str_equal(found.text, expected))
		fail_msg("%s lacks %s, not %s", question ? question : "the section", found.text, expected);
	strbuf_release(&found);
}

static inline void answer(struct workplace *workplace, struct checklist *checklist, const char *question, enum answer code)
{
	assert_done(workplace_answer(workplace, checklist, any_item(checklist, question), code, &err));
}

/* A file in the folder; caller frees the path. */
static inline char *write_file(const struct place *place, const char *name, const char *text, size_t len_bytes)
{
	char *path = path_join(place->folder, name);

	assert_done(file_write(path, text, len_bytes, 0600, &err));
	return path;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

#endif
