/* A question's rows in a check sheet: held against what stood when it was handed out, and against what stands. */
#include <stdlib.h>
#include <string.h>

#include "check_sheet_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"

struct comparing {
	struct check_row *row;
	struct workplace *workplace;
	const struct check_cells *cells;
	const struct question *question;
	const struct entry *entry;
	const struct response *now; /* what stands */
	struct response base;       /* what stood when the sheet was handed out */
	check_defect *defect;
	void *reading;
	bool defective;
};

/* --- what stood --- */

static void set_elements(struct response *response, const struct question *question, const char *elements)
{
	enum answer answer = response->answer;
	struct error ignored = {0};
	if (question->kind == QUESTION_ELEMENTS)
		elements_parse(question, elements, response, &ignored);
	response->answer = answer;
	error_release(&ignored);
}

/* The picture of an earlier revision; last year's that was only set beside it is none. */
static void load_base(struct comparing *comparing)
{
	const struct checklist *checklist = comparing->row->checklist;
	struct answer_events events = {0};
	struct error ignored = {0};
	if (comparing->cells->revision == comparing->entry->revision) {
		response_copy(&comparing->base, comparing->now);
		return;
	}
	response_init(&comparing->base);
	if (!comparing->cells->revision ||
	    !workplace_history(comparing->workplace, checklist, comparing->question->id, &events, &ignored)) {
		error_release(&ignored);
		return;
	}
	for (size_t i = 0; i < events.count; i++) {
		const struct answer_event *event = &events.items[i];
		if (event->revision != comparing->cells->revision || event->kind == EVENT_CARRIED)
			continue;
		response_copy(&comparing->base, &event->response);
		set_elements(&comparing->base, comparing->question, event->elements);
	}
	answer_events_release(&events);
}

/* --- changes --- */

static void say(struct comparing *comparing, enum check_column column, size_t number, const char *message)
{
	comparing->defective = true;
	comparing->defect(comparing->reading, column, number, message);
}

static void say_error(struct comparing *comparing, enum check_column column, size_t number, struct error *err)
{
	say(comparing, column, number, err->message);
	error_release(err);
}

static void change(struct comparing *comparing, enum check_column column, const char *field, const char *from,
                   const char *to, bool conflicts)
{
	*MEM_PUSH(comparing->row->changes, comparing->row->changes_count) =
	        (struct check_change){.field = mem_strdup(field),
	                              .label = mem_strdup(check_column_title(column, i18n_language())),
	                              .from = mem_strdup(from),
	                              .to = mem_strdup(to),
	                              .conflicts = conflicts};
}

static void change_item(struct comparing *comparing, size_t element, enum element_answer from, enum element_answer to, bool conflicts)
{
	const struct element *item = &comparing->question->elements[element];
	char *field = str_format("elements.%s", item->id);
	change(comparing, CHECK_ANSWER, field, check_element_mark(from), check_element_mark(to), conflicts);
	struct check_change *change = &comparing->row->changes[comparing->row->changes_count - 1];
	struct strbuf text = STRBUF_INIT;
	check_add_beginning(&text, &item->text);
	free(change->label);
	change->label = str_format(_("%s to \"%s\""), check_column_title(CHECK_ANSWER, i18n_language()), text.text);
	strbuf_release(&text);
	free(field);
}

/* A text as a cell holds it, and as it comes out again. Caller frees. */
static char *cell_text(const char *text)
{
	char *safe = text_safe_dup(text ? text : "", TEXT_SAFE_MULTILINE), *start = safe + strspn(safe, " \n");
	size_t end = strlen(start);
	while (end && (start[end - 1] == '\n' || start[end - 1] == ' '))
		end--;
	char *trimmed = mem_strndup(start, end);
	free(safe);
	return trimmed;
}

static bool says_same(const char *text, const char *cell)
{
	char *held = cell_text(text);
	bool same = str_equal(held, cell);
	free(held);
	return same;
}

/* Which text of the response the column holds. */
static char **text_of(struct response *response, enum check_column column)
{
	switch (column) {
	case CHECK_NOTE:
		return &response->note;
	case CHECK_REASON:
		return &response->reason;
	case CHECK_CAUSE:
		return &response->plan.cause;
	case CHECK_MEASURE:
		return &response->plan.measure;
	default:
		return &response->plan.person;
	}
}

static void compare_text(struct comparing *comparing, enum check_column column, const char *field)
{
	struct response *now = (struct response *)comparing->now;
	const char *present = *text_of(now, column), *before = *text_of(&comparing->base, column);
	char *cell = cell_text(comparing->cells->of[column]);
	struct error err = {0};
	if (*cell && !says_same(before, cell) && !says_same(present, cell)) {
		if (!answer_text_fits(cell, check_column_title(column, i18n_language()), &err))
			say_error(comparing, column, comparing->cells->number, &err);
		change(comparing, column, field, present ? present : "", cell,
		       !str_equal(before ? before : "", present ? present : ""));
		str_assign(text_of(&comparing->row->response, column), cell);
	}
	free(cell);
}

static void local_date(struct strbuf *out, struct date date)
{
	if (date_is_set(date))
		date_format_local(out, date);
}

static void compare_due(struct comparing *comparing)
{
	const struct plan *now = &comparing->now->plan;
	struct strbuf from = STRBUF_INIT, to = STRBUF_INIT;
	struct error err = {0};
	struct date due;
	if (str_is_blank(comparing->cells->of[CHECK_DUE]))
		return;
	if (!date_parse(&due, comparing->cells->of[CHECK_DUE], &err)) {
		say_error(comparing, CHECK_DUE, comparing->cells->number, &err);
		return;
	}
	if (date_compare(due, now->due) == 0 || date_compare(due, comparing->base.plan.due) == 0)
		return;
	const char *why = comparing->cells->of[CHECK_WHY_MOVED];
	if (plan_moves_due(now, due) && str_is_blank(why))
		say(comparing, CHECK_DUE, comparing->cells->number,
		    _("The due date is set already: say in the column \"Why the due date was moved\" why it is "
		      "moved."));
	else if (plan_moves_due(now, due))
		comparing->row->why_moved = cell_text(why);
	if (comparing->row->why_moved &&
	    !answer_text_fits(comparing->row->why_moved, check_column_title(CHECK_WHY_MOVED, i18n_language()), &err))
		say_error(comparing, CHECK_WHY_MOVED, comparing->cells->number, &err);
	local_date(&from, now->due);
	local_date(&to, due);
	change(comparing, CHECK_DUE, "due", from.text, to.text, date_compare(now->due, comparing->base.plan.due) != 0);
	if (comparing->row->why_moved)
		change(comparing, CHECK_WHY_MOVED, "why_moved", "", comparing->row->why_moved, false);
	comparing->row->response.plan.due = due;
	strbuf_release(&from);
	strbuf_release(&to);
}

static void compare_preventive(struct comparing *comparing)
{
	bool now = comparing->now->plan.preventive, before = comparing->base.plan.preventive, preventive;
	struct error err = {0};
	if (str_is_blank(comparing->cells->of[CHECK_PREVENTIVE]))
		return;
	if (!check_preventive_parse(&preventive, comparing->cells->of[CHECK_PREVENTIVE], &err)) {
		say_error(comparing, CHECK_PREVENTIVE, comparing->cells->number, &err);
		return;
	}
	if (preventive == now || preventive == before)
		return;
	change(comparing, CHECK_PREVENTIVE, "preventive", check_preventive_mark(now), check_preventive_mark(preventive),
	       now != before);
	comparing->row->response.plan.preventive = preventive;
}

/* --- the answer --- */

/* The answer that the cell gives anew; ANSWER_NONE: none. */
static enum answer new_answer(struct comparing *comparing)
{
	enum answer answer = ANSWER_NONE;
	struct error err = {0};
	if (str_is_blank(comparing->cells->of[CHECK_ANSWER]))
		return ANSWER_NONE;
	if (!check_answer_parse(&answer, comparing->cells->of[CHECK_ANSWER], &err))
		say_error(comparing, CHECK_ANSWER, comparing->cells->number, &err);
	return answer == comparing->base.answer ? ANSWER_NONE : answer;
}

/* Appends "a=yes" for each item that its cell answers anew, and notes the change. */
static void new_elements(struct comparing *comparing, struct strbuf *out)
{
	for (size_t i = 0; i < comparing->question->elements_count; i++) {
		const char *id = comparing->question->elements[i].id, *cell = comparing->cells->elements[i];
		enum element_answer answer = ELEMENT_NONE, now = comparing->now->elements[i],
		                    before = comparing->base.elements[i];
		struct error err = {0};
		if (str_is_blank(cell))
			continue;
		if (!check_element_parse(&answer, cell, &err))
			say_error(comparing, CHECK_ANSWER, comparing->cells->element_numbers[i], &err);
		if (answer == ELEMENT_NONE || answer == before || answer == now)
			continue;
		change_item(comparing, i, now, answer, before != now);
		strbuf_addf(out, "%s%s=%s", out->len_bytes ? "," : "", id, element_answer_code(answer));
	}
}

/* In the words of the sheet: what a cell says, and the rows where it is to be mended. */
static void say_refused(struct comparing *comparing, enum answer answer, bool with_items)
{
	struct strbuf number = STRBUF_INIT;
	struct error err = {0};
	check_add_number(&number, &comparing->row->checklist->scope, comparing->row->item);
	if (with_items)
		error_set(&err, ERROR_INPUT, _("The items of %s do not amount to %s: write only into the one or the other."), number.text,
		          check_answer_mark(answer));
	else
		error_set(&err, ERROR_INPUT,
		          _("%s is answered item by item: leave this cell empty, and write ○, × or － into the rows of its items "
		            "below."),
		          number.text);
	say_error(comparing, CHECK_ANSWER, comparing->cells->number, &err);
	strbuf_release(&number);
}

static void compare_answer(struct comparing *comparing)
{
	struct response *response = &comparing->row->response;
	enum answer now = comparing->now->answer, answer = new_answer(comparing);
	struct strbuf elements = STRBUF_INIT;
	struct error err = {0};
	if (comparing->question->kind == QUESTION_ELEMENTS)
		new_elements(comparing, &elements);
	if (answer != ANSWER_NONE && answer != now)
		change(comparing, CHECK_ANSWER, "answer", check_answer_mark(now), check_answer_mark(answer),
		       now != comparing->base.answer);
	bool given = elements.len_bytes || (answer != ANSWER_NONE && answer != now);
	if (given && !comparing->defective &&
	    !response_set_words(response, comparing->question, answer == ANSWER_NONE ? NULL : answer_code(answer),
	                        elements.len_bytes ? elements.text : NULL, &err))
		say_refused(comparing, answer, elements.len_bytes > 0);
	error_release(&err);
	strbuf_release(&elements);
}

/* Its answer was locked; what stands there now is the register's word, of whatever day. */
static void leave_decided(struct comparing *comparing)
{
	struct error ignored = {0};
	enum answer answer;
	if (!str_is_blank(comparing->cells->of[CHECK_ANSWER]) &&
	    (!check_answer_parse(&answer, comparing->cells->of[CHECK_ANSWER], &ignored) ||
	     answer != comparing->now->answer))
		comparing->row->note =
		        mem_strdup(_("The registers decide this answer: what the sheet says is not taken."));
	error_release(&ignored);
}

/* --- the row --- */

static bool takes_plan(enum answer answer)
{
	return answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED || answer == ANSWER_UNSURE;
}

/* What is planned where nothing needs to be would never be seen again. */
static void check_plan(struct comparing *comparing, size_t from)
{
	static const struct {
		const char *field;
		enum check_column column;
	} fields[] = {{"cause", CHECK_CAUSE},
	              {"measure", CHECK_MEASURE},
	              {"person", CHECK_PERSON},
	              {"due", CHECK_DUE},
	              {"preventive", CHECK_PREVENTIVE}};
	if (comparing->defective || takes_plan(comparing->row->response.answer))
		return;
	for (size_t i = from; i < comparing->row->changes_count; i++)
		for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
			if (str_equal(comparing->row->changes[i].field, fields[k].field))
				say(comparing, fields[k].column, comparing->cells->number,
				    comparing->row->response.answer == ANSWER_NONE
				            ? _("The question is not answered: there is nothing to plan yet.")
				            : _("Only △, × and what has to be found out take a plan."));
}

static enum check_result result_of(const struct comparing *comparing)
{
	const struct check_row *row = comparing->row;
	bool conflicts = false;
	for (size_t i = 0; i < row->changes_count; i++)
		conflicts = conflicts || row->changes[i].conflicts;
	if (!row->changes_count)
		return CHECK_SAME;
	if (conflicts)
		return CHECK_CONFLICT;
	return comparing->now->answer == ANSWER_NONE ? CHECK_NEW : CHECK_CHANGED;
}

void check_row_compare(struct check_row *row, struct workplace *workplace, const struct check_cells *cells,
                       check_defect *defect, void *reading)
{
	const struct entry *entry = &row->checklist->entries[row->item];
	struct comparing comparing = {.row = row,
	                              .workplace = workplace,
	                              .cells = cells,
	                              .question = checklist_question(row->checklist, row->item),
	                              .entry = entry,
	                              .now = entry_response(entry),
	                              .defect = defect,
	                              .reading = reading};
	response_init(&row->response);
	response_copy(&row->response, comparing.now);
	row->revision = entry->revision;
	load_base(&comparing);
	if (entry->derivation.state == DERIVATION_DECIDED)
		leave_decided(&comparing);
	else
		compare_answer(&comparing);
	compare_text(&comparing, CHECK_NOTE, "note");
	compare_text(&comparing, CHECK_REASON, "reason");
	size_t plan_from = row->changes_count;
	compare_text(&comparing, CHECK_CAUSE, "cause");
	compare_text(&comparing, CHECK_MEASURE, "measure");
	compare_text(&comparing, CHECK_PERSON, "person");
	compare_due(&comparing);
	compare_preventive(&comparing);
	check_plan(&comparing, plan_from);
	row->result = result_of(&comparing);
	if (row->result == CHECK_CONFLICT)
		row->from_sheet = check_taken_from(row, workplace);
	response_release(&comparing.base);
}
