#include "fuzz.h"

#include <string.h>

#include "tenken/base/json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/consistency.h"

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

/* What the verdicts decide of a question, about the section and about the first record. */
static void derive(const struct question *question, const struct circumstances *circumstances, const struct verdicts *verdicts)
{
	for (size_t i = 0; i < 2; i++) {
		struct derivation derivation;
		struct strbuf why = STRBUF_INIT;
		size_t record = i && circumstances->facts->records_count ? 0 : SIZE_MAX;

		derivation_compute(&derivation, circumstances->pack, question, circumstances->facts, verdicts, record);
		fuzz_check(derivation.worst <= derivation.count);
		for (size_t k = 0; k < derivation.count; k++)
			fuzz_check(derivation.verdicts[k] < verdicts->count);
		derivation_explain(&why, &derivation, verdicts, 2);
		question_explain(&why, question, &derivation, circumstances);
		strbuf_release(&why);
		derivation_release(&derivation);
	}
}

/* The contradictions of a checklist in which every question has some answer. */
static void contradict(const struct scope *scope, struct circumstances circumstances, const struct verdicts *verdicts)
{
	const struct pack *pack = circumstances.pack;
	struct standing *standings = mem_new(scope->count, sizeof *standings);
	enum answer *answers = mem_new(pack->questions_count, sizeof *answers);
	unsigned *bits = mem_new(pack->rules ? pack->rules->count : 0, sizeof *bits);
	struct conflicts conflicts;

	for (size_t i = 0; i < scope->count; i++) {
		response_init(&standings[i].response);
		standings[i].response.answer = (enum answer)(i % ANSWERS);
		str_assign(&standings[i].response.note, "x");
		answers[scope->items[i].question] = standings[i].response.answer;
	}
	verdicts_bits(verdicts, pack, circumstances.facts, SIZE_MAX, bits);
	circumstances.answers = answers;
	circumstances.verdicts = bits;
	conflicts_find(&conflicts, scope, standings, &circumstances, verdicts, true);
	for (size_t i = 0; i < conflicts.count; i++) {
		char *text = conflict_text(&conflicts.items[i], pack, verdicts);

		fuzz_check(!str_is_blank(text));
		free(text);
	}
	conflicts_release(&conflicts);
	for (size_t i = 0; i < scope->count; i++)
		response_release(&standings[i].response);
	free(standings);
	free(answers);
	free(bits);
}

/* The checklist of a role, under a profile of which a third is known to be so, a third not, a third open. */
static void use_checklist(const struct pack *pack, const struct role *role, const struct facts *facts,
                          const struct verdicts *verdicts)
{
	struct profile answered, profile;
	struct circumstances circumstances = {
	        .pack = pack, .profile = &profile, .facts = facts, .record = SIZE_MAX, .today = fuzz_today};
	struct error err = {0};
	struct scope scope;

	profile_init(&answered, pack->facts_count);
	for (size_t i = 0; i < pack->facts_count; i++)
		answered.facts[i] = (enum truth)(i % 3);
	profile_effective(&profile, pack, &answered);
	fuzz_check(scope_compute(&scope, pack, role->id, &circumstances, &err) == (role->answered_by == NULL));
	for (size_t i = 0; i < scope.count; i++)
		derive(&pack->questions[scope.items[i].question], &circumstances, verdicts);
	if (scope.count)
		contradict(&scope, circumstances, verdicts);
	scope_release(&scope);
	error_release(&err);
	profile_release(&answered);
	profile_release(&profile);
}

/* What is said in brief is the same, also on the last day on which it is to be so. */
static void check_brief(const struct verdicts *verdicts, const struct pack *pack, const struct facts *facts)
{
	struct verdicts brief;
	struct date last, day = fuzz_today, ignored;

	for (bool first = true;; first = false, day = last) {
		verdicts_compute_briefly(&brief, pack, facts, day, first ? &last : &ignored);
		fuzz_check(brief.count == verdicts->count);
		for (size_t i = 0; i < brief.count; i++)
			fuzz_check(brief.items[i].code == verdicts->items[i].code &&
			           brief.items[i].record == verdicts->items[i].record);
		verdicts_release(&brief);
		if (!first)
			break;
	}
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
		verdicts_compute(&verdicts, pack, &facts, fuzz_today, false);
		check_brief(&verdicts, pack, &facts);
		/* One role each time, else a large pack takes long. */
		use_checklist(pack, &pack->roles[len_bytes % pack->roles_count], &facts, &verdicts);
		verdicts_release(&verdicts);
	} else {
		fuzz_check(problems.count > 0);
	}
	check_problems(&problems);
	pack_problems_release(&problems);
	facts_release(&facts);
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
	fuzz_check(coverage.duties == coverage.asked + coverage.decided + coverage.excused + coverage.missing);
	coverage_release(&coverage);
	judge_bare_records(pack);
}
