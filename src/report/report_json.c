/* The self-check sheet as JSON, for programs: docs/formats.md "Report JSON" describes every key. What is not known is null,
 * and no key is ever left out. */
#include <stdint.h>
#include <stdlib.h>

#include "json_parts.h"
#include "sheet.h"
#include "tenken/base/i18n.h"

#define REPORT_FORMAT 1

static void put_truth(struct json_open *into, const char *key, enum truth truth)
{
	if (truth == TRUTH_UNKNOWN)
		json_add_null(into, key);
	else
		json_add_bool(into, key, truth == TRUTH_TRUE);
}

static void put_tally(struct json_open *into, const struct tally *tally)
{
	struct json_open *part;

	json_parts_size(into, "applicable", tally->applicable);
	json_parts_size(into, "answered", tally->answered);
	json_parts_counts(into, tally);
	json_parts_figures(into, tally);
	part = json_add_object(into, "basis");
	json_parts_size(part, "declared", tally->declared);
	json_parts_size(part, "derived", tally->derived);
	json_parts_size(into, "excused", tally->excused_partial);
	part = json_add_object(into, "plans");
	json_parts_size(part, "count", tally->plans);
	json_parts_size(part, "done", tally->plans_done);
	json_parts_size(part, "overdue", tally->plans_overdue);
}

static void put_chapters(struct json_open *into, const struct report_input *input,
                         const struct report_checklist *checklist)
{
	struct json_open *chapters = json_add_array(into, "chapters");
	struct tally tally;

	for (size_t i = 0; i < input->pack->chapters_count; i++) {
		struct json_open *chapter;

		if (!sheet_chapter_tally(&tally, input, checklist, i))
			continue;
		chapter = json_add_object(chapters, NULL);
		json_parts_text(chapter, "id", input->pack->chapters[i].id);
		json_parts_size(chapter, "applicable", tally.applicable);
		json_parts_size(chapter, "answered", tally.answered);
		json_parts_counts(chapter, &tally);
	}
}

static void put_missing(struct json_open *into, const struct report_checklist *checklist)
{
	struct json_open *missing = json_add_array(into, "missing");

	for (size_t i = 0; i < checklist->lacks->count; i++) {
		const struct lack *lack = &checklist->lacks->items[i];
		struct json_open *entry = json_add_object(missing, NULL);

		json_add_string(entry, "kind", lack_code(lack->kind));
		json_parts_known(entry, "question",
		                 lack->item == SIZE_MAX ? NULL : sheet_question(checklist, lack->item)->id);
		json_parts_text(entry, "text", lack->text);
	}
}

static void put_elements(struct json_open *into, const struct question *question, const struct response *response,
                         bool with_text)
{
	struct json_open *elements = json_add_array(into, "elements");

	for (size_t i = 0; i < question->elements_count && i < ELEMENTS_MAX; i++) {
		enum element_answer answer = response ? response->elements[i] : ELEMENT_NONE;
		struct json_open *element = json_add_object(elements, NULL);

		json_parts_text(element, "id", question->elements[i].id);
		if (with_text)
			json_parts_bilingual(element, "text", &question->elements[i].text);
		json_add_string(element, "answer", answer == ELEMENT_NONE ? NULL : element_answer_code(answer));
	}
}

static void put_plan(struct json_open *into, const struct report_input *input, const struct plan *plan)
{
	struct json_open *object;

	if (!plan || plan_is_empty(plan)) {
		json_add_null(into, "plan");
		return;
	}
	object = json_add_object(into, "plan");
	json_parts_known(object, "cause", plan->cause);
	json_parts_known(object, "measure", plan->measure);
	json_parts_known(object, "person", plan->person);
	json_parts_date(object, "due", plan->due);
	json_parts_date(object, "first_due", plan->first_due);
	json_add_bool(object, "preventive", plan->preventive);
	json_add_bool(object, "done", plan->done);
	json_add_bool(object, "overdue", sheet_is_overdue(input, plan));
	json_parts_known(object, "evidence", plan->evidence);
}

static void put_response_texts(struct json_open *into, const struct report_input *input,
                               const struct response *response)
{
	json_parts_text(into, "note", response && response->note ? response->note : "");
	json_parts_text(into, "reason", response && response->reason ? response->reason : "");
	put_plan(into, input, response ? &response->plan : NULL);
}

static void put_previous(struct json_open *into, const struct report_input *input, const struct question *question,
                         const struct response *previous)
{
	struct json_open *object;

	if (!previous) {
		json_add_null(into, "previous");
		return;
	}
	object = json_add_object(into, "previous");
	json_parts_answer(object, "answer", previous->answer);
	put_elements(object, question, previous, false);
	put_response_texts(object, input, previous);
}

static void put_clauses(struct json_open *into, const struct pack *pack, const struct question *question)
{
	struct json_open *clauses = json_add_array(into, "clauses");

	for (size_t i = 0; i < question->clauses_count; i++)
		json_parts_text(clauses, NULL, pack->clauses[question->clauses[i]].id);
}

static void put_conflicts(struct json_open *into, const struct report_input *input,
                          const struct report_checklist *checklist, size_t item)
{
	struct json_open *list = json_add_array(into, "contradictions");

	for (size_t i = 0; checklist->conflicts && i < checklist->conflicts->count; i++) {
		const struct conflict *conflict = &checklist->conflicts->items[i];
		char *text;
		struct json_open *object;

		if (conflict->item != item)
			continue;
		text = conflict_text(conflict, input->pack, input->verdicts);
		object = json_add_object(list, NULL);
		json_parts_text(object, "id", input->pack->contradictions->items[conflict->contradiction].id);
		json_parts_text(object, "text", text);
		free(text);
	}
}

/* What the registers say to a derived question; null for all others. */
static void put_verdicts(struct json_open *into, const struct report_input *input, const struct report_entry *entry)
{
	const struct derivation *derivation = entry->derivation;
	struct json_open *list;

	if (!derivation || derivation->state == DERIVATION_NONE || !input->verdicts) {
		json_add_null(into, "verdicts");
		return;
	}
	list = json_add_array(into, "verdicts");
	for (size_t i = 0; i < derivation->count; i++) {
		const struct verdict *verdict = &input->verdicts->items[derivation->verdicts[i]];
		const struct record *record = &input->facts->records[verdict->record];
		struct json_open *object = json_add_object(list, NULL);
		struct json_open *subject;

		json_parts_text(object, "rule", input->pack->rules->items[verdict->rule].id);
		subject = json_add_object(object, "subject");
		json_parts_text(subject, "register", input->pack->registers->items[record->owner].id);
		json_parts_text(subject, "id", record->id);
		json_add_string(object, "verdict", verdict_code_name(verdict->code));
		json_parts_bilingual(object, "because", &verdict->because);
	}
}

static void put_question(struct json_open *questions, const struct report_input *input,
                         const struct report_checklist *checklist, size_t item)
{
	const struct question *question = sheet_question(checklist, item);
	const struct report_entry *entry = &checklist->entries[item];
	const struct response *response = sheet_response(checklist, item);
	bool answered = response && response->answer != ANSWER_NONE;
	struct json_open *object = json_add_object(questions, NULL);
	struct strbuf why = STRBUF_INIT;

	json_parts_text(object, "id", question->id);
	json_parts_text(object, "chapter", input->pack->chapters[question->chapter].id);
	put_clauses(object, input->pack, question);
	json_add_string(object, "kind", question_kind_code(question->kind));
	json_add_string(object, "modality", modality_code(question->modality));
	json_add_bool(object, "principle", question->principle);
	json_parts_bilingual(object, "text", &question->text);
	put_truth(object, "applies", checklist->scope->items[item].applies);
	sheet_explain(&why, input, checklist, item);
	json_parts_known(object, "because", why.text);
	json_parts_answer(object, "answer", response ? response->answer : ANSWER_NONE);
	json_add_string(object, "basis",
	                answered && entry->standing->basis != BASIS_NONE ? basis_code(entry->standing->basis) : NULL);
	json_add_bool(object, "confirmed", entry->confirmed);
	put_elements(object, question, response, true);
	put_response_texts(object, input, response);
	put_verdicts(object, input, entry);
	put_conflicts(object, input, checklist, item);
	put_previous(object, input, question, entry->previous);
	json_parts_known(object, "actor", entry->actor);
	json_parts_known(object, "acted_for", entry->acted_for);
	json_parts_known(object, "at", entry->at);
	strbuf_release(&why);
}

static void put_checklist(struct json_open *checklists, const struct report_input *input,
                          const struct report_checklist *checklist)
{
	struct json_open *object = json_add_object(checklists, NULL), *questions;

	json_parts_text(object, "id", checklist->id);
	json_parts_text(object, "role", checklist->role->id);
	json_parts_bilingual(object, "title", &checklist->role->title);
	json_parts_known(object, "subject", checklist->subject);
	json_parts_known(object, "state", checklist->state_code);
	put_tally(object, &checklist->tally);
	put_chapters(object, input, checklist);
	put_missing(object, checklist);
	questions = json_add_array(object, "questions");
	for (size_t i = 0; i < checklist->scope->count; i++)
		put_question(questions, input, checklist, i);
}

static void put_profile(struct json_open *into, const struct report_input *input)
{
	struct json_open *profile = json_add_array(into, "profile");

	for (size_t i = 0; i < input->pack->facts_count; i++) {
		const struct fact *fact = &input->pack->facts[i];
		struct json_open *object = json_add_object(profile, NULL);

		json_parts_text(object, "id", fact->id);
		json_parts_bilingual(object, "text", &fact->text);
		json_add_bool(object, "asked", sheet_asks_fact(input, i));
		put_truth(object, "value", i < input->effective->count ? input->effective->facts[i] : TRUTH_UNKNOWN);
	}
}

static void put_head(struct json_open *root, const struct report_input *input)
{
	struct json_open *unit;
	struct date due = {0};

	json_parts_size(root, "format", REPORT_FORMAT);
	json_parts_known(root, "class", input->pack->results_class);
	unit = json_add_object(root, "unit");
	json_parts_known(unit, "code", input->code);
	json_parts_known(unit, "name", input->unit);
	json_parts_known(unit, "bureau", input->bureau);
	json_add_int(root, "fiscal_year", input->fiscal_year);
	if (input->due)
		date_parse_iso(&due, input->due);
	json_parts_date(root, "due", due);
	json_parts_date(root, "date", input->today);
	json_parts_known(root, "document_number", input->document_number);
	json_parts_pack(root, input->pack);
	put_profile(root, input);
}

void report_json(struct strbuf *out, const struct report_input *input)
{
	struct json_stream stream;
	struct json_open *root = json_stream_begin(&stream, out, true), *checklists;

	put_head(root, input);
	checklists = json_add_array(root, "checklists");
	for (size_t i = 0; i < input->checklists_count; i++)
		put_checklist(checklists, input, &input->checklists[i]);
	json_parts_registers(root, input);
	json_stream_end(&stream);
}
