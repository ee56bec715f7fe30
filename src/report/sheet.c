#include "sheet.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

const struct question *sheet_question(const struct report_checklist *checklist, size_t item)
{
	return &checklist->scope->pack->questions[checklist->scope->items[item].question];
}

const struct response *sheet_response(const struct report_checklist *checklist, size_t item)
{
	const struct standing *standing = checklist->entries[item].standing;

	return standing ? &standing->response : NULL;
}

enum answer sheet_answer(const struct report_checklist *checklist, size_t item)
{
	const struct response *response = sheet_response(checklist, item);

	return response ? response->answer : ANSWER_NONE;
}

bool sheet_asks(const struct report_checklist *checklist, size_t item)
{
	return scope_asks(&checklist->scope->items[item]);
}

size_t sheet_number(const struct report_checklist *checklist, size_t item)
{
	size_t number = 0;

	for (size_t i = 0; i <= item && i < checklist->scope->count; i++)
		number += sheet_asks(checklist, i);
	return number;
}

char *sheet_number_text(const struct report_checklist *checklist, size_t item)
{
	if (item == SIZE_MAX)
		return mem_strdup(_("registers"));
	return str_format(C_("number of a question", "Q%zu"), sheet_number(checklist, item));
}

size_t sheet_left_out(const struct report_checklist *checklist)
{
	return checklist->scope->count - checklist->scope->asked;
}

static const char *const list_titles[] = {
        [SHEET_FINDINGS] = N_("Findings and improvement plans"),   [SHEET_UNSURE] = N_("What is still to be found out"),
        [SHEET_EXCUSED] = N_("Principles not kept, for a reason"), [SHEET_EXCEPTIONS] = N_("Permitted exceptions"),
        [SHEET_NOT_APPLICABLE] = N_("Why questions do not apply"),
};
static_assert(sizeof list_titles / sizeof *list_titles == SHEET_LISTS, "every list has a title");

const char *sheet_list_title(enum sheet_list list)
{
	return _(list_titles[list]);
}

char *sheet_list_empty(enum sheet_list list, const struct report_checklist *checklist)
{
	size_t open = checklist->tally.by_answer[ANSWER_NONE];

	if (open > 0)
		return str_format(P_("None so far; %zu question is not answered yet.",
		                     "None so far; %zu questions are not answered yet.", open),
		                  open);
	return mem_strdup(list == SHEET_FINDINGS ? _("No findings.") : C_("sheet", "None."));
}

static bool has_finished_plan(const struct response *response)
{
	return response->answer == ANSWER_IMPLEMENTED && response->plan.done && !plan_is_empty(&response->plan);
}

bool sheet_in_list(const struct report_checklist *checklist, size_t item, enum sheet_list list)
{
	const struct question *question = sheet_question(checklist, item);
	const struct response *response = sheet_response(checklist, item);

	if (!sheet_asks(checklist, item) || !response)
		return false;
	switch (list) {
	case SHEET_FINDINGS:
		return response_needs_plan(question, response) || has_finished_plan(response);
	case SHEET_UNSURE:
		return response->answer == ANSWER_UNSURE;
	case SHEET_EXCUSED:
		return response_is_excused(question, response);
	case SHEET_EXCEPTIONS:
		return response->answer == ANSWER_EXCEPTION;
	case SHEET_NOT_APPLICABLE:
		return response->answer == ANSWER_NOT_APPLICABLE;
	default:
		return false;
	}
}

bool sheet_names_element(const struct report_checklist *checklist, size_t item, size_t element, enum sheet_list list)
{
	const struct response *response = sheet_response(checklist, item);
	enum element_answer answer = response && element < ELEMENTS_MAX ? response->elements[element] : ELEMENT_NONE;

	if (list == SHEET_FINDINGS || list == SHEET_EXCUSED)
		return answer == ELEMENT_NO;
	return list == SHEET_UNSURE && (answer == ELEMENT_NO || answer == ELEMENT_NONE);
}

size_t sheet_list_count(const struct report_checklist *checklist, enum sheet_list list)
{
	size_t count = 0;

	for (size_t i = 0; i < checklist->scope->count; i++)
		count += sheet_in_list(checklist, i, list);
	return count;
}

bool sheet_chapter_tally(struct tally *tally, const struct report_input *input,
                         const struct report_checklist *checklist, size_t chapter)
{
	static const struct standing nothing;

	*tally = (struct tally){0};
	for (size_t i = 0; i < checklist->scope->count; i++) {
		const struct question *question = sheet_question(checklist, i);
		const struct standing *standing = checklist->entries[i].standing;

		if (question->chapter == chapter && sheet_asks(checklist, i))
			tally_add(tally, question, standing ? standing : &nothing, input->today);
	}
	return tally->applicable > 0;
}

static struct circumstances circumstances_of(const struct report_input *input, size_t record)
{
	return (struct circumstances){.pack = input->pack,
	                              .profile = input->effective,
	                              .facts = input->facts,
	                              .record = input->facts ? record : SIZE_MAX,
	                              .today = input->today};
}

void sheet_explain(struct strbuf *out, const struct report_input *input, const struct report_checklist *checklist,
                   size_t item)
{
	const struct circumstances circumstances = circumstances_of(input, checklist->record);

	question_explain(out, sheet_question(checklist, item), checklist->entries[item].derivation, &circumstances);
}

enum { DERIVED_LINES = 5 };

void sheet_add_derived(struct strbuf *out, const struct report_input *input, const struct report_entry *entry)
{
	struct strbuf text = STRBUF_INIT;

	if (!entry->derivation || entry->derivation->state != DERIVATION_DECIDED || !input->verdicts)
		return;
	/* Why a 原則 is not kept stands as the reason already. */
	if (input->verdicts->items[entry->derivation->verdicts[0]].code == VERDICT_EXPLAIN)
		return;
	derivation_explain(&text, entry->derivation, input->verdicts, DERIVED_LINES);
	sheet_add_lines(out, text.text);
	strbuf_release(&text);
}

void sheet_add_conflicts(struct strbuf *out, const struct report_input *input, const struct report_checklist *checklist,
                         size_t item)
{
	const struct response *response = sheet_response(checklist, item);
	size_t before = out->len_bytes;

	for (size_t i = 0; checklist->conflicts && i < checklist->conflicts->count; i++) {
		const struct conflict *conflict = &checklist->conflicts->items[i];
		char *text;

		if (conflict->item != item)
			continue;
		text = conflict_text(conflict, input->pack, input->verdicts);
		if (out->len_bytes > before)
			strbuf_add_char(out, '\n');
		sheet_add_line(out, text);
		free(text);
	}
	if (out->len_bytes == before || !response || str_is_blank(response->reason) ||
	    response_shows_reason(sheet_question(checklist, item), response))
		return;
	strbuf_addf(out, "\n%s: ", _("Explained"));
	sheet_add_lines(out, response->reason);
}

bool sheet_asks_fact(const struct report_input *input, size_t fact)
{
	const struct circumstances circumstances = circumstances_of(input, SIZE_MAX);

	return (!input->concerned || input->concerned[fact]) &&
	       condition_evaluate(input->pack->facts[fact].when, &circumstances) != TRUTH_FALSE;
}

size_t sheet_open_facts(const struct report_input *input)
{
	size_t open = 0;

	for (size_t i = 0; i < input->pack->facts_count; i++) {
		bool known = i < input->effective->count && input->effective->facts[i] != TRUTH_UNKNOWN;
		open += sheet_asks_fact(input, i) && !known;
	}
	return open;
}

static bool is_checklist_of(const struct report_input *input, const char *role)
{
	for (size_t i = 0; i < input->checklists_count; i++) {
		if (str_equal(input->checklists[i].role->id, role))
			return true;
	}
	return false;
}

const struct role *sheet_recipient(const struct report_input *input)
{
	const char *id = is_checklist_of(input, "security_manager") ? "security_chief" : "security_manager";
	size_t role = pack_find_role(input->pack, id);

	return role == SIZE_MAX ? NULL : &input->pack->roles[role];
}

bool sheet_is_overdue(const struct report_input *input, const struct plan *plan)
{
	return plan_is_overdue(plan, input->today);
}

const char *sheet_lack_text(const struct report_checklist *checklist, size_t item, enum lack_kind kind)
{
	for (size_t i = 0; i < checklist->lacks->count; i++) {
		const struct lack *lack = &checklist->lacks->items[i];

		if (lack->item == item && lack->kind == kind)
			return lack->text;
	}
	return NULL;
}

static struct sheet_lack *group_of(struct sheet_lacks *groups, const char *text)
{
	struct sheet_lack *group;

	for (size_t i = 0; i < groups->count; i++) {
		if (str_equal(groups->groups[i].text, text))
			return &groups->groups[i];
	}
	group = MEM_PUSH(groups->groups, groups->count);
	group->text = text;
	return group;
}

void sheet_group_lacks(struct sheet_lacks *groups, const struct report_checklist *checklist)
{
	*groups = (struct sheet_lacks){0};
	for (size_t i = 0; i < checklist->lacks->count; i++) {
		const struct lack *lack = &checklist->lacks->items[i];
		struct sheet_lack *group = group_of(groups, lack->text);

		*MEM_PUSH(group->items, group->count) = lack->item;
	}
}

void sheet_lacks_release(struct sheet_lacks *groups)
{
	for (size_t i = 0; i < groups->count; i++)
		free(groups->groups[i].items);
	free(groups->groups);
	*groups = (struct sheet_lacks){0};
}

size_t sheet_lacking(const struct report_input *input)
{
	size_t count = 0;

	for (size_t i = 0; i < input->checklists_count; i++)
		count += input->checklists[i].lacks->count;
	return count;
}

bool sheet_was_handed_in(const struct report_input *input)
{
	static const char *const states[] = {"submitted", "accepted", "closed"};

	for (size_t i = 0; i < input->checklists_count; i++)
		for (size_t k = 0; k < sizeof states / sizeof *states; k++)
			if (str_equal(input->checklists[i].state_code, states[k]))
				return true;
	return false;
}

char *sheet_lacking_text(const struct report_input *input, size_t lacking)
{
	if (sheet_was_handed_in(input))
		return str_format(P_("%zu thing is missing today that was not when it was handed in.",
		                     "%zu things are missing today that were not when it was handed in.", lacking),
		                  lacking);
	return str_format(P_("%zu thing is missing before it can be submitted.",
	                     "%zu things are missing before it can be submitted.", lacking),
	                  lacking);
}
