/* The findings of the city's report as JSON: by question, clause, cause, rule and year. */
#include "report_city_json.h"

#include <stdint.h>

#include "tenken/core/register.h"

/* --- questions and clauses --- */

static void put_clause_ids(struct json_open *into, const struct pack *pack, const size_t *clauses, size_t count)
{
	struct json_open *list = json_add_array(into, "clauses");

	for (size_t i = 0; i < count; i++)
		json_parts_text(list, NULL, pack->clauses[clauses[i]].id);
}

void city_json_questions(struct json_open *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json_open *list = json_add_array(root, "questions");

	for (size_t i = 0; i < counts->questions_count; i++) {
		const struct city_missed *missed = &counts->questions[i];
		const struct city_question *asked = &input->questions[missed->question];
		const struct question *question =
		        asked->question == SIZE_MAX ? NULL : &input->pack->questions[asked->question];
		struct json_open *object = json_add_object(list, NULL);

		json_parts_text(object, "question", asked->id);
		json_add_bool(object, "in_pack", question != NULL);
		json_parts_text(object, "chapter", question ? input->pack->chapters[question->chapter].id : NULL);
		put_clause_ids(object, input->pack, question ? question->clauses : NULL,
		               question ? question->clauses_count : 0);
		if (question)
			json_parts_bilingual(object, "text", &question->text);
		else
			json_add_null(object, "text");
		json_parts_size(object, "units", missed->asked);
		json_parts_size(object, "units_missing", missed->missed);
		city_json_codes(object, "missed_by", input, missed->units, missed->missed);
		city_json_tally(object, &missed->tally);
	}
}

void city_json_clauses(struct json_open *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json_open *list = json_add_array(root, "clauses");

	for (size_t i = 0; i < counts->clauses_count; i++) {
		const struct city_clause *clause = &counts->clauses[i];
		const struct clause *found = &input->pack->clauses[clause->clause];
		struct json_open *object = json_add_object(list, NULL);

		json_parts_text(object, "clause", found->id);
		json_parts_text(object, "heading", found->heading);
		json_parts_size(object, "questions", clause->questions);
		json_parts_size(object, "units", clause->asked);
		json_parts_size(object, "units_missing", clause->missed);
		city_json_codes(object, "missed_by", input, clause->units, clause->missed);
		city_json_tally(object, &clause->tally);
	}
}

/* --- causes --- */

static void put_texts(struct json_open *into, const char *key, const char *const *texts, size_t count)
{
	struct json_open *list = json_add_array(into, key);

	for (size_t i = 0; i < count; i++)
		json_parts_text(list, NULL, texts[i]);
}

static void put_cause(struct json_open *list, const struct city_input *input, const struct city_cause *cause)
{
	struct json_open *object = json_add_object(list, NULL), *chapters;

	json_parts_text(object, "text", cause->text);
	json_parts_size(object, "plans", cause->plans_count);
	city_json_codes(object, "units", input, cause->units, cause->units_count);
	put_texts(object, "questions", cause->questions, cause->questions_count);
	chapters = json_add_array(object, "chapters");
	for (size_t i = 0; i < cause->chapters_count; i++)
		json_parts_text(chapters, NULL, input->pack->chapters[cause->chapters[i]].id);
}

void city_json_causes(struct json_open *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json_open *causes, *list;

	if (!input->bodies) {
		json_add_null(root, "causes");
		return;
	}
	causes = json_add_object(root, "causes");
	json_parts_size(causes, "plans", counts->causes.plans);
	json_parts_size(causes, "none", counts->causes.none);
	json_parts_size(causes, "alone", counts->causes.alone);
	json_parts_size(causes, "shared", counts->causes.shared);
	list = json_add_array(causes, "causes");
	for (size_t i = 0; i < counts->causes.count; i++)
		put_cause(list, input, &counts->causes.items[i]);
}

/* --- rules --- */

static void put_fail(struct json_open *list, const struct city_input *input, const struct city_verdict *verdict)
{
	const struct city_record *record = &input->records[verdict->record];
	struct json_open *object = json_add_object(list, NULL);

	city_json_unit(object, &input->units[record->unit]);
	json_parts_text(object, "id", record->id);
	json_parts_text(object, "name", record->name);
	json_parts_bilingual(object, "because", verdict->because);
}

void city_json_rules(struct json_open *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json_open *list;

	if (!input->bodies) {
		json_add_null(root, "rules");
		return;
	}
	list = json_add_array(root, "rules");
	for (size_t i = 0; i < counts->rules_count; i++) {
		const struct city_rule *found = &counts->rules[i];
		const struct rule *rule = &input->pack->rules->items[found->rule];
		struct json_open *object = json_add_object(list, NULL), *verdicts, *fails;

		json_parts_text(object, "rule", rule->id);
		put_clause_ids(object, input->pack, rule->clauses, rule->clauses_count);
		json_parts_text(object, "register", input->pack->registers->items[rule->subject].id);
		json_parts_bilingual(object, "text", &rule->text);
		json_parts_size(object, "judged", found->judged);
		verdicts = json_add_object(object, "verdicts");
		for (int code = 0; code < VERDICT_NOT_APPLICABLE; code++)
			json_parts_size(verdicts, verdict_code_name((enum verdict_code)code), found->by_code[code]);
		city_json_codes(object, "failed_by", input, found->units, found->units_count);
		fails = json_add_array(object, "fails");
		for (size_t k = 0; k < found->fails_count; k++)
			put_fail(fails, input, &input->verdicts[found->fails[k]]);
	}
}

/* --- years --- */

static void put_like(struct json_open *into, const struct city_trend_year *trend, size_t received)
{
	struct json_open *like;

	if (!trend->comparable) {
		json_add_null(into, "like_with_like");
		return;
	}
	like = json_add_object(into, "like_with_like");
	json_parts_size(like, "questions", trend->same);
	json_parts_ratio(like, "then", tally_implementation_rate(&trend->then));
	if (received)
		json_parts_ratio(like, "now", tally_implementation_rate(&trend->now));
	else
		json_add_null(like, "now");
	put_texts(like, "changed", trend->changed, trend->changed_count);
	put_texts(like, "added", trend->added, trend->added_count);
	put_texts(like, "removed", trend->removed, trend->removed_count);
	put_texts(like, "clauses", trend->clauses, trend->clauses_count);
}

static void put_year(struct json_open *list, const struct city_trend_year *trend, size_t received)
{
	const struct city_year *year = trend->year;
	struct json_open *object = json_add_object(list, NULL);

	json_add_int(object, "fiscal_year", year->fiscal_year);
	json_add_bool(object, "extra", year->extra);
	json_parts_text(object, "pack", year->pack_id);
	json_parts_size(object, "units", year->units);
	json_parts_size(object, "received", year->received);
	if (year->received) {
		json_parts_size(object, "applicable", trend->tally.applicable);
		json_parts_size(object, "answered", trend->tally.answered);
		json_parts_counts(object, &trend->tally);
		city_json_figures(object, &trend->tally);
	} else {
		json_add_null(object, "applicable");
		json_add_null(object, "answered");
		json_add_null(object, "answers");
		json_add_null(object, "figures");
	}
	json_add_bool(object, "comparable", trend->comparable);
	put_like(object, trend, received);
}

void city_json_trend(struct json_open *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json_open *list;

	if (!input->past) {
		json_add_null(root, "years");
		return;
	}
	list = json_add_array(root, "years");
	for (size_t i = 0; i < counts->years_count; i++)
		put_year(list, &counts->years[i], counts->received);
}
