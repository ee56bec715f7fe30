/* The self-check sheet as JSON, for programs: docs/formats.md "Report JSON" describes every key. What is not known is null,
 * and no key is ever left out. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/json.h"
#include "tenken/base/mem.h"

#define REPORT_FORMAT 1

static const char *const figure_keys[] = {
        [FIGURE_ANSWER_RATE] = "answer_rate",
        [FIGURE_KNOWN_RATE] = "known_rate",
        [FIGURE_IMPLEMENTATION_RATE] = "implementation_rate",
        [FIGURE_NOT_APPLICABLE_RATE] = "not_applicable_rate",
        [FIGURE_PLAN_RATE] = "plan_rate",
};
static_assert(sizeof figure_keys / sizeof *figure_keys == FIGURES, "every figure has a key");

/* A text of others, made safe. NULL and "" stay what they are: not known, and known to be nothing. */
static void put_text(struct json *into, const char *key, const char *text)
{
	struct strbuf safe = STRBUF_INIT;

	sheet_add_lines(&safe, text);
	json_put_string(into, key, text ? safe.text : NULL);
	strbuf_release(&safe);
}

/* Where an empty text says that nothing is known. */
static void put_known(struct json *into, const char *key, const char *text)
{
	put_text(into, key, str_is_blank(text) ? NULL : text);
}

static void put_bilingual(struct json *into, const char *key, const struct bilingual *text)
{
	struct json *both = json_put_object(into, key);

	put_text(both, "ja", text->ja);
	put_text(both, "en", text->en);
}

static void put_date(struct json *into, const char *key, struct date date)
{
	char text[11];

	json_put_string(into, key, date_is_set(date) ? date_format_iso(date, text) : NULL);
}

static void put_size(struct json *into, const char *key, size_t size)
{
	json_put_int(into, key, (int64_t)size);
}

static void put_truth(struct json *into, const char *key, enum truth truth)
{
	if (truth == TRUTH_UNKNOWN)
		json_put_null(into, key);
	else
		json_put_bool(into, key, truth == TRUTH_TRUE);
}

/* The code of an answer; null for none. */
static void put_answer(struct json *into, const char *key, enum answer answer)
{
	json_put_string(into, key, answer == ANSWER_NONE ? NULL : answer_code(answer));
}

static void put_counts(struct json *into, const struct tally *tally)
{
	struct json *counts = json_put_object(into, "answers");

	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++)
		put_size(counts, answer_code((enum answer)i), tally->by_answer[i]);
	put_size(counts, "unanswered", tally->by_answer[ANSWER_NONE]);
}

static void put_figures(struct json *into, const struct tally *tally)
{
	struct json *figures = json_put_object(into, "figures");

	for (int i = 0; i < FIGURES; i++) {
		struct ratio ratio = figure_ratio((enum figure)i, tally);
		struct json *figure = json_put_object(figures, figure_keys[i]);

		put_size(figure, "numerator", ratio.numerator);
		put_size(figure, "denominator", ratio.denominator);
	}
}

static void put_tally(struct json *into, const struct tally *tally)
{
	struct json *part;

	put_size(into, "applicable", tally->applicable);
	put_size(into, "answered", tally->answered);
	put_counts(into, tally);
	put_figures(into, tally);
	part = json_put_object(into, "basis");
	put_size(part, "declared", tally->declared);
	put_size(part, "derived", tally->derived);
	put_size(into, "excused", tally->excused_partial);
	part = json_put_object(into, "plans");
	put_size(part, "count", tally->plans);
	put_size(part, "done", tally->plans_done);
	put_size(part, "overdue", tally->plans_overdue);
}

static void put_chapters(struct json *into, const struct report_input *input, const struct report_checklist *checklist)
{
	struct json *chapters = json_put_array(into, "chapters");
	struct tally tally;

	for (size_t i = 0; i < input->pack->chapters_count; i++) {
		struct json *chapter;

		if (!sheet_chapter_tally(&tally, input, checklist, i))
			continue;
		chapter = json_put_object(chapters, NULL);
		put_text(chapter, "id", input->pack->chapters[i].id);
		put_size(chapter, "applicable", tally.applicable);
		put_size(chapter, "answered", tally.answered);
		put_counts(chapter, &tally);
	}
}

static void put_missing(struct json *into, const struct report_checklist *checklist)
{
	struct json *missing = json_put_array(into, "missing");

	for (size_t i = 0; i < checklist->lacks->count; i++) {
		const struct lack *lack = &checklist->lacks->items[i];
		struct json *entry = json_put_object(missing, NULL);

		json_put_string(entry, "kind", lack_code(lack->kind));
		put_known(entry, "question",
		          lack->item == SIZE_MAX ? NULL : sheet_question(checklist, lack->item)->id);
		put_text(entry, "text", lack->text);
	}
}

static void put_elements(struct json *into, const struct question *question, const struct response *response,
                         bool with_text)
{
	struct json *elements = json_put_array(into, "elements");

	for (size_t i = 0; i < question->elements_count && i < ELEMENTS_MAX; i++) {
		enum element_answer answer = response ? response->elements[i] : ELEMENT_NONE;
		struct json *element = json_put_object(elements, NULL);

		put_text(element, "id", question->elements[i].id);
		if (with_text)
			put_bilingual(element, "text", &question->elements[i].text);
		json_put_string(element, "answer", answer == ELEMENT_NONE ? NULL : element_answer_code(answer));
	}
}

static void put_plan(struct json *into, const struct report_input *input, const struct plan *plan)
{
	struct json *object;

	if (!plan || plan_is_empty(plan)) {
		json_put_null(into, "plan");
		return;
	}
	object = json_put_object(into, "plan");
	put_known(object, "cause", plan->cause);
	put_known(object, "measure", plan->measure);
	put_known(object, "person", plan->person);
	put_date(object, "due", plan->due);
	put_date(object, "first_due", plan->first_due);
	json_put_bool(object, "preventive", plan->preventive);
	json_put_bool(object, "done", plan->done);
	json_put_bool(object, "overdue", sheet_is_overdue(input, plan));
	put_known(object, "evidence", plan->evidence);
}

static void put_response_texts(struct json *into, const struct report_input *input, const struct response *response)
{
	put_text(into, "note", response && response->note ? response->note : "");
	put_text(into, "reason", response && response->reason ? response->reason : "");
	put_plan(into, input, response ? &response->plan : NULL);
}

static void put_previous(struct json *into, const struct report_input *input, const struct question *question,
                         const struct response *previous)
{
	struct json *object;

	if (!previous) {
		json_put_null(into, "previous");
		return;
	}
	object = json_put_object(into, "previous");
	put_answer(object, "answer", previous->answer);
	put_elements(object, question, previous, false);
	put_response_texts(object, input, previous);
}

static void put_clauses(struct json *into, const struct pack *pack, const struct question *question)
{
	struct json *clauses = json_put_array(into, "clauses");

	for (size_t i = 0; i < question->clauses_count; i++)
		put_text(clauses, NULL, pack->clauses[question->clauses[i]].id);
}

static void put_conflicts(struct json *into, const struct report_input *input, const struct report_checklist *checklist,
                          size_t item)
{
	struct json *list = json_put_array(into, "contradictions");

	for (size_t i = 0; checklist->conflicts && i < checklist->conflicts->count; i++) {
		const struct conflict *conflict = &checklist->conflicts->items[i];
		char *text;
		struct json *object;

		if (conflict->item != item)
			continue;
		text = conflict_text(conflict, input->pack, input->verdicts);
		object = json_put_object(list, NULL);
		put_text(object, "id", input->pack->contradictions->items[conflict->contradiction].id);
		put_text(object, "text", text);
		free(text);
	}
}

/* What the registers say to a derived question; null for all others. */
static void put_verdicts(struct json *into, const struct report_input *input, const struct report_entry *entry)
{
	const struct derivation *derivation = entry->derivation;
	struct json *list;

	if (!derivation || derivation->state == DERIVATION_NONE || !input->verdicts) {
		json_put_null(into, "verdicts");
		return;
	}
	list = json_put_array(into, "verdicts");
	for (size_t i = 0; i < derivation->count; i++) {
		const struct verdict *verdict = &input->verdicts->items[derivation->verdicts[i]];
		const struct record *record = &input->facts->records[verdict->record];
		struct json *object = json_put_object(list, NULL);
		struct json *subject;

		put_text(object, "rule", input->pack->rules->items[verdict->rule].id);
		subject = json_put_object(object, "subject");
		put_text(subject, "register", input->pack->registers->items[record->owner].id);
		put_text(subject, "id", record->id);
		json_put_string(object, "verdict", verdict_code_name(verdict->code));
		put_bilingual(object, "because", &verdict->because);
	}
}

static void put_question(struct json *questions, const struct report_input *input,
                         const struct report_checklist *checklist, size_t item)
{
	const struct question *question = sheet_question(checklist, item);
	const struct report_entry *entry = &checklist->entries[item];
	const struct response *response = sheet_response(checklist, item);
	bool answered = response && response->answer != ANSWER_NONE;
	struct json *object = json_put_object(questions, NULL);
	struct strbuf why = STRBUF_INIT;

	put_text(object, "id", question->id);
	put_text(object, "chapter", input->pack->chapters[question->chapter].id);
	put_clauses(object, input->pack, question);
	json_put_string(object, "kind", question_kind_code(question->kind));
	json_put_string(object, "modality", modality_code(question->modality));
	json_put_bool(object, "principle", question->principle);
	put_bilingual(object, "text", &question->text);
	put_truth(object, "applies", checklist->scope->items[item].applies);
	sheet_explain(&why, input, checklist, item);
	put_known(object, "because", why.text);
	put_answer(object, "answer", response ? response->answer : ANSWER_NONE);
	json_put_string(object, "basis",
	                answered && entry->standing->basis != BASIS_NONE ? basis_code(entry->standing->basis) : NULL);
	json_put_bool(object, "confirmed", entry->confirmed);
	put_elements(object, question, response, true);
	put_response_texts(object, input, response);
	put_verdicts(object, input, entry);
	put_conflicts(object, input, checklist, item);
	put_previous(object, input, question, entry->previous);
	put_known(object, "actor", entry->actor);
	put_known(object, "acted_for", entry->acted_for);
	put_known(object, "at", entry->at);
	strbuf_release(&why);
}

static void put_checklist(struct json *checklists, const struct report_input *input,
                          const struct report_checklist *checklist)
{
	struct json *object = json_put_object(checklists, NULL), *questions;

	put_text(object, "id", checklist->id);
	put_text(object, "role", checklist->role->id);
	put_bilingual(object, "title", &checklist->role->title);
	put_known(object, "subject", checklist->subject);
	put_known(object, "state", checklist->state_code);
	put_tally(object, &checklist->tally);
	put_chapters(object, input, checklist);
	put_missing(object, checklist);
	questions = json_put_array(object, "questions");
	for (size_t i = 0; i < checklist->scope->count; i++)
		put_question(questions, input, checklist, i);
}

static void put_pack(struct json *into, const struct pack *pack)
{
	struct json *object = json_put_object(into, "pack");

	put_text(object, "id", pack->id);
	put_bilingual(object, "title", &pack->title);
	put_text(object, "version", pack->version);
	put_date(object, "effective", pack->effective);
}

static void put_profile(struct json *into, const struct report_input *input)
{
	struct json *profile = json_put_array(into, "profile");

	for (size_t i = 0; i < input->pack->facts_count; i++) {
		const struct fact *fact = &input->pack->facts[i];
		struct json *object = json_put_object(profile, NULL);

		put_text(object, "id", fact->id);
		put_bilingual(object, "text", &fact->text);
		json_put_bool(object, "asked", sheet_asks_fact(input, i));
		put_truth(object, "value", i < input->effective->count ? input->effective->facts[i] : TRUTH_UNKNOWN);
	}
}

static void put_head(struct json *root, const struct report_input *input)
{
	struct json *unit;
	struct date due = {0};

	put_size(root, "format", REPORT_FORMAT);
	put_known(root, "class", input->pack->results_class);
	unit = json_put_object(root, "unit");
	put_known(unit, "code", input->code);
	put_known(unit, "name", input->unit);
	put_known(unit, "bureau", input->bureau);
	json_put_int(root, "fiscal_year", input->fiscal_year);
	if (input->due)
		date_parse_iso(&due, input->due);
	put_date(root, "due", due);
	put_date(root, "date", input->today);
	put_known(root, "document_number", input->document_number);
	put_pack(root, input->pack);
	put_profile(root, input);
}

void report_json(struct strbuf *out, const struct report_input *input)
{
	struct json *root = json_new_object(), *checklists;

	put_head(root, input);
	checklists = json_put_array(root, "checklists");
	for (size_t i = 0; i < input->checklists_count; i++)
		put_checklist(checklists, input, &input->checklists[i]);
	json_write(out, root, true);
	json_free(root);
}
