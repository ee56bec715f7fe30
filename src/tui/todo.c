#include "todo.h"

#include <stdlib.h>

#include "exchange.h"
#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "tenken/core/record.h"
#include "view_plan.h"

static void add(struct todos *todos, struct todo todo)
{
	*MEM_PUSH(todos->items, todos->count) = todo;
}

/* Where there are several checklists, each line says which it is about. Takes `text`. */
static char *about(const struct workplace *workplace, const struct checklist *checklist, char *text)
{
	struct strbuf name = STRBUF_INIT;
	if (workplace->checklists_count < 2)
		return text;
	checklist_name(&name, checklist);
	char *both = str_format(_("%s (%s)"), text, name.text);
	strbuf_release(&name);
	free(text);
	return both;
}

static void add_new_year(struct todos *todos, const struct workplace *workplace)
{
	int fiscal_year = date_fiscal_year(workplace->today);
	struct strbuf year = STRBUF_INIT;
	if (fiscal_year <= workplace->cycle.fiscal_year || workplace->readonly)
		return;
	date_format_fiscal_year(&year, fiscal_year);
	add(todos, (struct todo){.kind = TODO_NEW_YEAR,
	                         .text = str_format(_("Begin the self-check of %s (the one shown here stays as it is)"),
	                                            year.text)});
	strbuf_release(&year);
}

static void add_returned(struct todos *todos, const struct workplace *workplace)
{
	size_t count = exchange_returned(workplace);
	if (workplace->with_office.state == STATE_RETURNED && !count)
		add(todos, (struct todo){.kind = TODO_RETURNED, .text = mem_strdup(_("Look at what the office says"))});
	else if (count)
		add(todos, (struct todo){.kind = TODO_RETURNED,
		                         .text = str_format(P_("Look at the %zu question that the office returned",
		                                               "Look at the %zu questions that the office returned", count),
		                                            count)});
}

static void add_pushed(struct todos *todos, const struct workplace *workplace)
{
	size_t count = exchange_pushed(workplace);
	if (count)
		add(todos, (struct todo){.kind = TODO_RETURNED,
		                         .text = str_format(P_("Look again at the %zu question that the office asks about",
		                                               "Look again at the %zu questions that the office asks about", count),
		                                            count)});
}

static void add_submit(struct todos *todos, const struct workplace *workplace)
{
	if (exchange_is_due(workplace))
		add(todos, (struct todo){.kind = TODO_SUBMIT,
		                         .text = mem_strdup(workplace->with_office.state == STATE_ACCEPTED ||
		                                                            workplace->with_office.state == STATE_CLOSED
		                                                    ? _("Hand in to the office what has changed since it accepted")
		                                                    : _("Nothing is missing: hand in to the office"))});
}

/* "4.1.4 イ 備考", "情報システム台帳 > 住民記録 名称" */
static void name_draft(struct strbuf *out, const struct workplace *workplace, const struct workplace_draft *draft)
{
	const char *field = "";
	if (draft->checklist) {
		enum plan_field of_plan = view_plan_find_field(draft->field);
		question_clauses(out, workplace->pack, checklist_question(draft->checklist, draft->item), 1);
		field = str_equal(draft->field, "note") ? _("Remark")
		        : of_plan < FIELDS              ? view_plan_field_label(of_plan)
		                                        : "";
	} else {
		const struct record *record = &workplace->ledger.facts.records[draft->record];
		const struct register_kind *kind = &workplace->pack->registers->items[record->owner];
		size_t at = register_find_field(kind, draft->field);
		strbuf_addf(out, "%s > %s", bilingual_text(&kind->title), record_name(record, workplace->pack));
		field = at == SIZE_MAX ? "" : bilingual_text(&kind->fields[at].label);
	}
	strbuf_addf(out, "%s%s", *field ? " " : "", field);
}

/* One line, whatever their number: when one is done the next stands there. */
static void add_draft(struct todos *todos, const struct workplace *workplace)
{
	struct workplace_drafts drafts;
	struct strbuf name = STRBUF_INIT;
	if (workplace->readonly)
		return;
	workplace_drafts_load(workplace, &drafts);
	if (drafts.count) {
		const struct workplace_draft *draft = &drafts.items[0];
		name_draft(&name, workplace, draft);
		char *text = drafts.count == 1 ? str_format(_("Go on with what you began to write: %s"), name.text)
		                               : str_format(P_("Go on with what you began to write: %s, and %zu more",
		                                               "Go on with what you began to write: %s, and %zu more",
		                                               drafts.count - 1),
		                                            name.text, drafts.count - 1);
		add(todos, (struct todo){.kind = TODO_DRAFT,
		                         .checklist = draft->checklist,
		                         .item = draft->item,
		                         .record = draft->record,
		                         .field = mem_strdup(draft->field),
		                         .text = draft->checklist ? about(workplace, draft->checklist, text) : text});
	}
	strbuf_release(&name);
	workplace_drafts_release(&drafts);
}

static void add_profile(struct todos *todos, const struct workplace *workplace)
{
	size_t unsure = workplace_unsure_facts(workplace), open = workplace_open_facts(workplace) - unsure;
	if (open && unsure)
		add(todos,
		    (struct todo){
		            .kind = TODO_PROFILE,
		            .text = str_format(
		                    P_("Say what your section has and does (%zu open point; not known: %zu)",
		                       "Say what your section has and does (%zu open points; not known: %zu)", open),
		                    open, unsure)});
	else if (open)
		add(todos,
		    (struct todo){.kind = TODO_PROFILE,
		                  .text = str_format(P_("Say what your section has and does (%zu open point)",
		                                        "Say what your section has and does (%zu open points)", open),
		                                     open)});
}

/* Everything was looked at: what is left to be found out waits behind what can be done. */
static void add_unsure_profile(struct todos *todos, const struct workplace *workplace)
{
	size_t unsure = workplace_unsure_facts(workplace);
	if (unsure && workplace_open_facts(workplace) == unsure)
		add(todos, (struct todo){.kind = TODO_PROFILE,
		                         .text = str_format(
		                                 P_("Find out what is not known of your section (%zu point)",
		                                    "Find out what is not known of your section (%zu points)", unsure),
		                                 unsure)});
}

static void add_continue(struct todos *todos, const struct workplace *workplace)
{
	struct checklist *checklist = NULL;
	size_t item = workplace_load_place(workplace, &checklist);
	if (item == SIZE_MAX || !checklist->tally.answered || checklist->lacks.count == 0)
		return;
	const struct question *question = checklist_question(checklist, item);
	struct strbuf clauses = STRBUF_INIT;
	question_clauses(&clauses, workplace->pack, question, 1);
	add(todos, (struct todo){.kind = TODO_CONTINUE,
	                         .checklist = checklist,
	                         .item = item,
	                         .text = about(workplace, checklist,
	                                       str_format(_("Continue where you left: %s %s"), clauses.text,
	                                                  bilingual_text(&question->text)))});
	strbuf_release(&clauses);
}

static void add_unanswered(struct todos *todos, const struct workplace *workplace, struct checklist *checklist)
{
	size_t open = checklist->tally.applicable - checklist->tally.answered;
	if (open)
		add(todos,
		    (struct todo){.kind = TODO_UNANSWERED,
		                  .checklist = checklist,
		                  .text = about(workplace, checklist,
		                                str_format(P_("Answer the %zu question that is unanswered",
		                                              "Answer the %zu questions that are unanswered", open),
		                                           open))});
}

static void add_carried(struct todos *todos, const struct workplace *workplace, struct checklist *checklist)
{
	size_t count = 0;
	for (size_t i = 0; i < checklist->scope.count; i++)
		count += checklist_shows(checklist, i, FILTER_CARRIED, NULL);
	if (count)
		add(todos, (struct todo){.kind = TODO_CARRIED,
		                         .checklist = checklist,
		                         .text = about(workplace, checklist,
		                                       str_format(P_("Of these, %zu has last year's answer to confirm",
		                                                     "Of these, %zu have last year's answer to confirm",
		                                                     count),
		                                                  count))});
}

static void add_overdue(struct todos *todos, const struct workplace *workplace, struct checklist *checklist)
{
	size_t count = checklist->tally.plans_overdue;
	if (count)
		add(todos, (struct todo){.kind = TODO_OVERDUE,
		                         .checklist = checklist,
		                         .text = about(workplace, checklist,
		                                       str_format(P_("%zu improvement plan is past its due date",
		                                                     "%zu improvement plans are past their due date", count),
		                                                  count))});
}

/* 疑: who finds out said by when. */
static void add_unsure_late(struct todos *todos, const struct workplace *workplace, struct checklist *checklist)
{
	size_t count = 0;
	for (size_t i = 0; i < checklist->scope.count; i++) {
		const struct response *response = &checklist->entries[i].standing.response;
		count += response->answer == ANSWER_UNSURE && scope_asks(&checklist->scope.items[i]) &&
		         plan_is_overdue(&response->plan, workplace->today);
	}
	if (count)
		add(todos, (struct todo){.kind = TODO_UNSURE_LATE,
		                         .checklist = checklist,
		                         .text = about(workplace, checklist,
		                                       str_format(P_("%zu answer should have been found out by now",
		                                                     "%zu answers should have been found out by now", count),
		                                                  count))});
}

/* A plan does not end with its year: until its question is answered anew, it stands here. */
static void add_plans_left(struct todos *todos, const struct workplace *workplace, struct checklist *checklist)
{
	size_t count = 0, overdue = 0;
	for (size_t i = 0; i < checklist->scope.count; i++) {
		if (!checklist_shows(checklist, i, FILTER_PLANS_LEFT, NULL))
			continue;
		count++;
		overdue += plan_is_overdue(entry_plan_left(&checklist->entries[i]), workplace->today);
	}
	if (!count)
		return;
	char *text = overdue ? str_format(P_("%zu of last year's plans to improve or to find out is not carried out (%zu past the due date)",
	                                     "%zu of last year's plans to improve or to find out are not carried out (%zu past the due date)", count),
	                                  count, overdue)
	                     : str_format(P_("%zu of last year's plans to improve or to find out is not carried out",
	                                     "%zu of last year's plans to improve or to find out are not carried out", count),
	                                  count);
	add(todos, (struct todo){.kind = TODO_PLANS_LEFT, .checklist = checklist, .text = about(workplace, checklist, text)});
}

/* How many questions wait for a register to be declared complete. */
static size_t waiting_questions(const struct workplace *workplace)
{
	size_t count = 0;
	for (size_t c = 0; c < workplace->checklists_count; c++)
		for (size_t i = 0; i < workplace->checklists[c].scope.count; i++)
			count += workplace->checklists[c].entries[i].derivation.state == DERIVATION_OPEN;
	return count;
}

static void add_registers(struct todos *todos, const struct workplace *workplace)
{
	size_t open = 0, waiting = waiting_questions(workplace);
	for (size_t i = 0; i < workplace->ledger.facts.records_count; i++)
		open += record_open_fields(workplace, i);
	if (open)
		add(todos, (struct todo){.kind = TODO_REGISTERS,
		                         .text = str_format(P_("Registers: %zu field is not filled in",
		                                               "Registers: %zu fields are not filled in", open),
		                                            open)});
	else if (waiting)
		add(todos, (struct todo){.kind = TODO_REGISTERS,
		                         .text = str_format(P_("Write up the registers (%zu question is then answered "
		                                               "from them)",
		                                               "Write up the registers (%zu questions are then answered "
		                                               "from them)",
		                                               waiting),
		                                            waiting)});
}

static char *lack_text(enum lack_kind kind, size_t count)
{
	switch (kind) {
	case LACK_PLAN:
		return str_format(P_("%zu finding without a complete improvement plan",
		                     "%zu findings without a complete improvement plan", count),
		                  count);
	case LACK_REASON:
		return str_format(P_("%zu answer \"does not apply\" without a reason",
		                     "%zu answers \"does not apply\" without a reason", count),
		                  count);
	case LACK_EXCEPTION:
		return str_format(P_("%zu exception without a permission in force on record",
		                     "%zu exceptions without a permission in force on record", count),
		                  count);
	case LACK_CONTRADICTION:
		return str_format(P_("%zu contradiction to resolve or explain",
		                     "%zu contradictions to resolve or explain", count),
		                  count);
	default:
		return str_format(P_("%zu answer to be found out, without who and by when",
		                     "%zu answers to be found out, without who and by when", count),
		                  count);
	}
}

static void add_lacks(struct todos *todos, const struct workplace *workplace, struct checklist *checklist)
{
	size_t counts[LACKS] = {0};
	for (size_t i = 0; i < checklist->lacks.count; i++)
		counts[checklist->lacks.items[i].kind]++;
	for (int kind = LACK_UNANSWERED + 1; kind < LACKS; kind++)
		if (counts[kind])
			add(todos, (struct todo){.kind = TODO_LACK,
			                         .checklist = checklist,
			                         .lack = (enum lack_kind)kind,
			                         .text = about(workplace, checklist,
			                                       lack_text((enum lack_kind)kind, counts[kind]))});
}

void todos_compute(struct todos *todos, const struct workplace *workplace)
{
	*todos = (struct todos){0};
	add_new_year(todos, workplace);
	add_returned(todos, workplace);
	add_pushed(todos, workplace);
	add_draft(todos, workplace);
	add_profile(todos, workplace);
	add_continue(todos, workplace);
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		add_unanswered(todos, workplace, &workplace->checklists[i]);
		add_carried(todos, workplace, &workplace->checklists[i]);
	}
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		add_lacks(todos, workplace, &workplace->checklists[i]);
		add_overdue(todos, workplace, &workplace->checklists[i]);
		add_unsure_late(todos, workplace, &workplace->checklists[i]);
		add_plans_left(todos, workplace, &workplace->checklists[i]);
	}
	add_unsure_profile(todos, workplace);
	add_registers(todos, workplace);
	add_submit(todos, workplace);
	if (!todos->count)
		add(todos, (struct todo){.kind = TODO_REPORT,
		                         .text = mem_strdup(
		                                 _("Nothing is missing. Look at the report, and print or save it"))});
}

void todos_release(struct todos *todos)
{
	for (size_t i = 0; i < todos->count; i++) {
		free(todos->items[i].text);
		free(todos->items[i].field);
	}
	free(todos->items);
	*todos = (struct todos){0};
}
