#include "fuzz.h"

#include <string.h>

#include "tenken/base/json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/scope.h"

char *fuzz_copy(const void *bytes, size_t len_bytes)
{
	char *copy = mem_new(len_bytes, 1);

	if (len_bytes)
		memcpy(copy, bytes, len_bytes);
	return copy;
}

static void check_problems(const struct pack_problems *problems)
{
	fuzz_check(problems->count <= PACK_PROBLEMS_MAX);
	for (size_t i = 0; i < problems->count; i++) {
		fuzz_check(problems->items[i].file && problems->items[i].path);
		fuzz_check(!str_is_blank(problems->items[i].message));
	}
}

struct pack *fuzz_read_pack(const struct pack_file *files, size_t count)
{
	struct pack_problems problems;
	struct pack *pack = pack_read(files, count, &problems);

	fuzz_check((pack != NULL) == (problems.count == 0));
	check_problems(&problems);
	pack_problems_release(&problems);
	return pack;
}

static void check_verdict(const struct verdict *verdict, const struct pack *pack, const struct facts *facts)
{
	fuzz_check(verdict->rule < pack->rules->count && verdict->record < facts->records_count);
	fuzz_check(facts->records[verdict->record].owner == pack->rules->items[verdict->rule].subject);
	fuzz_check(verdict->code < VERDICT_CODES);
	fuzz_check((verdict->code == VERDICT_EXCEPTION) == (verdict->exception != SIZE_MAX));
	fuzz_check(verdict->because.ja && verdict->because.en);
	/* What is unknown because something is missing names it. */
	fuzz_check(verdict->code != VERDICT_UNKNOWN || verdict->judgement || verdict->fields_count);
}

void fuzz_judge(const struct pack *pack, const char *text, size_t len_bytes)
{
	struct facts facts;
	struct pack_problems problems;

	if (facts_read(&facts, pack, "facts.json", text, len_bytes, &problems)) {
		struct verdicts verdicts;

		fuzz_check(problems.count == 0);
		verdicts_compute(&verdicts, pack, &facts, date_is_set(facts.date) ? facts.date : fuzz_today, true);
		for (size_t i = 0; i < verdicts.count; i++)
			check_verdict(&verdicts.items[i], pack, &facts);
		verdicts_release(&verdicts);
	} else {
		fuzz_check(problems.count > 0);
	}
	check_problems(&problems);
	pack_problems_release(&problems);
	facts_release(&facts);
}

static void use_scopes(const struct pack *pack)
{
	struct profile profile;
	struct facts facts;
	struct circumstances circumstances = {
	        .pack = pack, .profile = &profile, .facts = &facts, .record = SIZE_MAX, .today = {2026, 10, 1}};

	profile_init(&profile, pack->facts_count);
	for (size_t i = 0; i < pack->facts_count; i++)
		profile.facts[i] = (enum truth)(i % 3);
	facts_init(&facts, pack);
	for (size_t r = 0; r < pack->roles_count; r++) {
		struct error err = {0};
		struct scope scope;
		struct strbuf why = STRBUF_INIT;

		fuzz_check(scope_compute(&scope, pack, pack->roles[r].id, &circumstances, &err) ==
		           (pack->roles[r].answered_by == NULL));
		for (size_t i = 0; i < scope.count; i++)
			scope_explain(&why, &pack->questions[scope.items[i].question], &circumstances);
		strbuf_release(&why);
		scope_release(&scope);
		error_release(&err);
	}
	facts_release(&facts);
	profile_release(&profile);
}

/* A record of the register of which only every other reference is known, from the first (0) or the second (1) on. */
static void put_record(struct json *records, const struct pack *pack, const struct register_kind *kind, size_t odd)
{
	struct json *record = json_put_object(records, NULL);

	json_put_string(record, "id", odd ? "y" : "x");
	for (size_t f = 0, refs = 0; f < kind->fields_count; f++) {
		const struct field *field = &kind->fields[f];
		size_t target = field->target == SIZE_MAX ? 0 : field->target;
		char *id;

		if (field->type != VALUE_REF || refs++ % 2 != odd)
			continue;
		id = str_format("%s:x", pack->registers->items[target].id);
		json_put_string(record, field->id, id);
		free(id);
	}
}

/* What its rules say of records of which next to nothing is known. */
static void judge_bare_records(const struct pack *pack)
{
	struct json *root = json_new_object();
	struct json *registers = json_put_object(root, "registers");
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; pack->registers && i < pack->registers->count; i++) {
		struct json *records = json_put_array(registers, pack->registers->items[i].id);

		put_record(records, pack, &pack->registers->items[i], 0);
		put_record(records, pack, &pack->registers->items[i], 1);
	}
	json_write(&text, root, false);
	json_free(root);
	fuzz_judge(pack, text.text, text.len_bytes);
	strbuf_release(&text);
}

void fuzz_use_pack(const struct pack *pack)
{
	struct coverage coverage;

	coverage_compute(&coverage, pack);
	fuzz_check(coverage.duties == coverage.asked + coverage.excused + coverage.missing);
	coverage_release(&coverage);
	use_scopes(pack);
	judge_bare_records(pack);
}
