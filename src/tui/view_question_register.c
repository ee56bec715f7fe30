/* The registers behind a question: what they decide, the exception that permits, and what contradicts what. */
#include <stdint.h>
#include <stdlib.h>

#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "view_question.h"

enum { LINES_SHOWN = 4 };

static const struct entry *entry_of(const struct view_question *self)
{
	return &self->checklist->entries[self->item];
}

bool view_question_is_decided(const struct view_question *self)
{
	return entry_of(self)->derivation.state == DERIVATION_DECIDED;
}

/* --- to the registers --- */

/* The verdict's record, at the first of its fields that stands in the form. */
static void open_judged_record(struct shell *shell, size_t at)
{
	const struct verdict *verdict = &shell->workplace->ledger.verdicts.items[at];
	struct view *record = view_record_new(shell, verdict->record);
	for (size_t i = verdict->fields_count; i-- > 0;)
		view_record_go(record, shell, verdict->fields[i]);
	shell_push(shell, record);
}

/* The first verdict that contradicts the answer, or SIZE_MAX. */
static size_t contradicting_verdict(const struct view_question *self)
{
	const struct conflicts *conflicts = &self->checklist->conflicts;
	for (size_t i = 0; i < conflicts->count; i++)
		if (conflicts->items[i].item == self->item && conflicts->items[i].verdict != SIZE_MAX)
			return conflicts->items[i].verdict;
	return SIZE_MAX;
}

void view_question_open_register(struct view_question *self, struct shell *shell)
{
	const struct derivation *derivation = &entry_of(self)->derivation;
	size_t contradicting = contradicting_verdict(self);
	if (view_question_is_decided(self)) /* by the worst, which stands first */
		open_judged_record(shell, derivation->verdicts[0]);
	else if (contradicting != SIZE_MAX)
		open_judged_record(shell, contradicting);
	else if (derivation->state == DERIVATION_OPEN)
		shell_push(shell, view_records_new(shell, derivation->open_register));
	else
		views_open(shell, self->checklist, ACTION_REGISTERS);
}

void view_question_compose_derived(struct page *page, const struct view_question *self, struct shell *shell, int col)
{
	const struct derivation *derivation = &entry_of(self)->derivation;
	struct strbuf text = STRBUF_INIT;
	char key[16];
	if (derivation->state == DERIVATION_DECIDED) {
		derivation_explain(&text, derivation, &shell->workplace->ledger.verdicts, LINES_SHOWN);
		page_field(page, _("Register"), col, STYLE_PLAIN, text.text);
		strbuf_reset(&text);
		strbuf_addf(&text, _("Decided from the register. %s opens the record."), action_key_name(ACTION_REGISTERS, key));
		page_row(page);
		page_wrap(page, col, STYLE_DIM, text.text);
	} else if (derivation->state == DERIVATION_OPEN && !shell->workplace->readonly) { /* for whoever can write it up */
		page->rank = PAGE_HINT;
		strbuf_addf(&text, _("Once \"%s\" is written up and declared complete, it is answered from there (%s)."),
		            bilingual_text(&shell->workplace->pack->registers->items[derivation->open_register].title),
		            action_key_name(ACTION_REGISTERS, key));
		page_field(page, _("Register"), col, STYLE_DIM, text.text);
		page->rank = PAGE_ESSENTIAL;
	}
	strbuf_release(&text);
}

/* --- exceptions --- */

static size_t exception_register(const struct shell *shell)
{
	return registers_find(shell->workplace->pack->registers, "exception");
}

void view_question_compose_exception(struct page *page, const struct view_question *self, struct shell *shell, int col)
{
	const struct entry *entry = entry_of(self);
	const struct workplace *workplace = shell->workplace;
	const char *name = entry->exception == SIZE_MAX
	                           ? ""
	                           : record_name(&workplace->ledger.facts.records[entry->exception], workplace->pack);
	char *text, key[16];
	action_key_name(ACTION_ANSWER_EXCEPTION, key);
	switch (entry->standing.exception) {
	case TRUTH_TRUE:
		text = str_format(_("On record: %s"), name);
		break;
	case TRUTH_UNKNOWN:
		text = str_format(_("The record \"%s\" is not complete yet: %s opens it."), name, key);
		break;
	default:
		text = entry->standing.lapsed
		               ? str_format(_("The exception \"%s\" has expired: this has to be found out anew. %s opens its record."), name, key)
		               : str_format(_("A record of the permitted exception is needed: %s writes it."), key);
	}
	page_field(page, _("Exception"), col, entry->standing.exception == TRUTH_TRUE ? STYLE_PLAIN : STYLE_WARNING, text);
	free(text);
}

/* A record that names the question's clauses and what the checklist is about. */
static void add_exception(struct view_question *self, struct shell *shell, size_t owner)
{
	const struct workplace *workplace = shell->workplace;
	const struct register_kind *kind = &workplace->pack->registers->items[owner];
	const struct question *question = view_question_of(self);
	size_t name = register_find_field(kind, "name"), clauses = register_find_field(kind, "clauses");
	size_t subject = register_find_field(kind, "subject");
	struct field_edits edits = {0};
	struct error err = {0};
	struct json *list = json_new_array();
	struct strbuf title = STRBUF_INIT;
	char *id = register_new_id(workplace, owner);
	for (size_t i = 0; i < question->clauses_count; i++)
		json_put_string(list, NULL, workplace->pack->clauses[question->clauses[i]].id);
	question_clauses(&title, workplace->pack, question, 2);
	if (name != SIZE_MAX)
		field_edits_add(&edits, name, json_new_string(title.text));
	if (clauses != SIZE_MAX)
		field_edits_add(&edits, clauses, list);
	else
		json_free(list);
	if (subject != SIZE_MAX && self->checklist->record != SIZE_MAX) {
		char *reference = record_reference(&workplace->ledger.facts, workplace->pack, self->checklist->record);
		field_edits_add(&edits, subject, json_new_string(reference));
		free(reference);
	}
	if (register_add(shell->workplace, owner, id, &edits, &err))
		shell_push(shell, view_record_new(shell, facts_find(&shell->workplace->ledger.facts, workplace->pack, owner,
		                                                     id, NULL)));
	else
		shell_fail(shell, &err);
	field_edits_release(&edits);
	strbuf_release(&title);
	free(id);
}

void view_question_ask_exception(struct view_question *self, struct shell *shell)
{
	const struct entry *entry = entry_of(self);
	size_t owner = exception_register(shell);
	if (entry->standing.exception == TRUTH_TRUE || owner == SIZE_MAX)
		return;
	const char *const choices[] = {entry->exception == SIZE_MAX ? _("Write the exception into the register now")
	                               : entry->standing.exception == TRUTH_UNKNOWN
	                                       ? _("Open its record, which is not complete")
	                                       : _("Open its record, which has expired"),
	                               _("Later (it is listed as missing)")};
	if (prompt_choice(shell, _("Saved. An exception needs its permission on record."), choices, 2, NULL, 0) != 0)
		return;
	if (entry->exception != SIZE_MAX)
		shell_push(shell, view_record_new(shell, entry->exception));
	else
		add_exception(self, shell, owner);
}

/* --- contradictions --- */

/* Explained by a reason it stays in sight, but asks for nothing. */
static void compose_conflict(struct page *page, const struct conflict *conflict, const struct view_question *self,
                             struct shell *shell, int col)
{
	const struct workplace *workplace = shell->workplace;
	const struct contradiction *found = &workplace->pack->contradictions->items[conflict->contradiction];
	bool explained = !str_is_blank(entry_of(self)->standing.response.reason);
	char *text = conflict_text(conflict, workplace->pack, &workplace->ledger.verdicts);
	char key[16], open[16];
	page_field(page, _("Contradiction"), col, explained ? STYLE_DIM : STYLE_WARNING, text);
	free(text);
	if (explained && !response_shows_reason(view_question_of(self), view_question_response(self)))
		page_field(page, _("Explained"), col, STYLE_PLAIN, view_question_response(self)->reason);
	if (explained)
		return;
	page->rank = PAGE_HINT;
	page_row(page);
	page_wrap(page, col, STYLE_PLAIN, bilingual_text(&found->hint));
	page->rank = PAGE_ESSENTIAL; /* the way out has to be seen, whatever else there is no room for */
	action_key_name(ACTION_REASON, key);
	text = conflict->verdict == SIZE_MAX ? str_format(_("If both are right, %s explains why."), key)
	                                     : str_format(_("If both are right, %s explains why; %s opens the record."), key,
	                                                  action_key_name(ACTION_REGISTERS, open));
	page_row(page);
	page_wrap(page, col, STYLE_DIM, text);
	free(text);
}

void view_question_compose_conflicts(struct page *page, const struct view_question *self, struct shell *shell, int col)
{
	const struct conflicts *conflicts = &self->checklist->conflicts;
	for (size_t i = 0; i < conflicts->count; i++) {
		const struct conflict *conflict = &conflicts->items[i];
		if (conflict->item == self->item &&
		    shell->workplace->pack->contradictions->items[conflict->contradiction].check != CHECK_EXCEPTION_UNRECORDED)
			compose_conflict(page, conflict, self, shell, col);
	}
}

void view_question_say_conflict(struct view_question *self, struct shell *shell)
{
	const struct conflicts *conflicts = &self->checklist->conflicts;
	for (size_t i = 0; i < conflicts->count; i++) {
		if (conflicts->items[i].item != self->item || !str_is_blank(view_question_response(self)->reason))
			continue;
		char *text = conflict_text(&conflicts->items[i], shell->workplace->pack,
		                           &shell->workplace->ledger.verdicts);
		shell_say(shell, STYLE_WARNING, _("Saved, but: %s"), text);
		free(text);
		return;
	}
}
