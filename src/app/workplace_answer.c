/* Answering: each function writes one event and, when it is committed, shows it. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/store/db.h"
#include "workplace_private.h"

/* Limits of what one answer may hold, so that a pasted file does not end up in a report. */
enum { TEXT_LIMIT_BYTES = 16000 };

/* --- elements as text --- */

static size_t find_element(const struct question *question, const char *id)
{
	for (size_t i = 0; i < question->elements_count; i++)
		if (str_equal(question->elements[i].id, id))
			return i;
	return SIZE_MAX;
}

static bool no_such_element(const struct question *question, const char *id, struct error *err)
{
	struct strbuf all = STRBUF_INIT;
	for (size_t i = 0; i < question->elements_count; i++)
		strbuf_addf(&all, "%s%s", i ? ", " : "", question->elements[i].id);
	error_set(err, ERROR_USAGE, _("The question \"%s\" has no element \"%s\". It has: %s."), question->id, id, all.text);
	strbuf_release(&all);
	return false;
}

/* `given` says which elements the text has answered before this part. */
static bool parse_element(const struct question *question, char *part, enum element_answer *answers, bool *given,
                          struct error *err)
{
	char *equals = strchr(part, '=');
	if (!equals)
		return error_set(err, ERROR_USAGE, _("\"%s\" is no element answer: write ELEMENT=yes, ELEMENT=no or ELEMENT=na."),
		                 part);
	*equals = '\0';
	size_t element = find_element(question, part);
	if (element == SIZE_MAX)
		return no_such_element(question, part, err);
	enum element_answer answer;
	if (!element_answer_parse(&answer, equals + 1) || (answer == ELEMENT_NONE && equals[1]))
		return error_set(err, ERROR_USAGE, _("\"%s\" is no answer to an element: yes, no or na."), equals + 1);
	if (given[element])
		return error_set(err, ERROR_USAGE, _("The element \"%s\" is answered twice; leave one out."), part);
	given[element] = true;
	answers[element] = answer;
	return true;
}

bool elements_parse(const struct question *question, const char *text, struct response *response, struct error *err)
{
	if (question->kind != QUESTION_ELEMENTS)
		return error_set(err, ERROR_USAGE, _("The question \"%s\" has no elements: it takes one answer."), question->id);
	enum element_answer answers[ELEMENTS_MAX];
	memcpy(answers, response->elements, sizeof answers);
	bool given[ELEMENTS_MAX] = {false};
	char *copy = mem_strdup(text);
	char *rest = copy;
	bool ok = true;
	while (ok && rest && *rest) {
		char *part = str_next_part(&rest, ",");
		ok = parse_element(question, part, answers, given, err);
	}
	free(copy);
	if (!ok)
		return false;
	memcpy(response->elements, answers, sizeof answers);
	response->answer = answer_from_elements(answers, question->elements_count);
	return true;
}

char *elements_format(const struct question *question, const struct response *response)
{
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < question->elements_count; i++)
		if (response->elements[i] != ELEMENT_NONE)
			strbuf_addf(&out, "%s%s=%s", out.len_bytes ? "," : "", question->elements[i].id,
			            element_answer_code(response->elements[i]));
	return strbuf_take(&out);
}

/* --- one key --- */

static void set_all_elements(struct response *response, const struct question *question, enum element_answer answer)
{
	for (size_t i = 0; i < question->elements_count; i++)
		response->elements[i] = answer;
}

static bool set_elements_answer(struct response *response, const struct question *question, enum answer answer,
                                struct error *err)
{
	switch (answer) {
	case ANSWER_IMPLEMENTED:
		/* What does not apply stays so: "yes to all" is about the rest. */
		for (size_t i = 0; i < question->elements_count; i++)
			if (response->elements[i] != ELEMENT_NA || response->answer == ANSWER_NOT_APPLICABLE)
				response->elements[i] = ELEMENT_YES;
		break;
	case ANSWER_NOT_APPLICABLE:
		set_all_elements(response, question, ELEMENT_NA);
		break;
	case ANSWER_PARTIAL:
	case ANSWER_NOT_IMPLEMENTED:
		return error_set(err, ERROR_REFUSED, _("This question is answered item by item: say yes or no to each."));
	default:
		set_all_elements(response, question, ELEMENT_NONE);
	}
	response->answer = answer;
	return true;
}

bool response_set_answer(struct response *response, const struct question *question, enum answer answer, struct error *err)
{
	if (question->kind == QUESTION_ELEMENTS)
		return set_elements_answer(response, question, answer, err);
	response->answer = answer;
	return true;
}

bool answer_parse_near(enum answer *answer, const char *code, struct error *err)
{
	if (answer_parse(answer, code))
		return true;
	/* As the screens and the print show it: 適, ○. */
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++) {
		if (str_equal(code, answer_kanji((enum answer)i)) || str_equal(code, answer_mark((enum answer)i))) {
			*answer = (enum answer)i;
			return true;
		}
	}
	const char *codes[ANSWERS];
	size_t count = 0;
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++)
		codes[count++] = answer_code((enum answer)i);
	const char *near = text_nearest(code, codes, count);
	return near ? error_set(err, ERROR_USAGE, _("There is no answer \"%s\". Did you mean \"%s\"?"), code, near)
	            : error_set(err, ERROR_USAGE, _("There is no answer \"%s\": implemented, partial, not_implemented, "
	                                            "not_applicable, exception or unsure."), code);
}

/* Those that only the elements can amount to are not set first. */
static bool set_answer_first(struct response *response, const struct question *question, enum answer answer,
                             const char *elements, struct error *err)
{
	bool follows = answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED;
	return (elements && follows) || response_set_answer(response, question, answer, err);
}

bool response_set_words(struct response *response, const struct question *question, const char *answer,
                        const char *elements, struct error *err)
{
	enum answer wanted = ANSWER_NONE;
	if (answer && (!answer_parse_near(&wanted, answer, err) ||
	               !set_answer_first(response, question, wanted, elements, err)))
		return false;
	if (elements && !elements_parse(question, elements, response, err))
		return false;
	if (answer && response->answer != wanted)
		return error_set(err, ERROR_USAGE, _("The items of \"%s\" do not amount to \"%s\": give only the one or the other."),
		                 question->id, answer);
	return true;
}

/* --- writing --- */

static size_t count_characters(const char *text)
{
	size_t count = 0;
	for (; *text; text++)
		count += ((unsigned char)*text & 0xC0) != 0x80;
	return count;
}

bool answer_text_fits(const char *text, const char *what, struct error *err)
{
	if (strlen(text) > TEXT_LIMIT_BYTES)
		return error_set(err, ERROR_INPUT,
		                 _("The text for \"%s\" is too long, with %zu characters: 16,000 letters fit, or 5,300 Japanese "
		                   "characters."),
		                 what, count_characters(text));
	size_t bad = 0;
	if (!text_is_utf8(text, strlen(text), &bad))
		return error_set(err, ERROR_INPUT, _("The text for \"%s\" is not UTF-8 (byte %zu)."), what, bad + 1);
	return true;
}

static bool response_fits(const struct response *response, struct error *err)
{
	return answer_text_fits(response->note, _("Remark"), err) && answer_text_fits(response->reason, _("Reason"), err) &&
	       answer_text_fits(response->plan.cause, _("Cause"), err) && answer_text_fits(response->plan.measure, _("Measure"), err) &&
	       answer_text_fits(response->plan.person, _("Person in charge"), err) &&
	       answer_text_fits(response->plan.evidence, _("Evidence"), err);
}

/* Saved, or somebody else was first: either way the entry shows what is in the database. What was saved stays saved when it
 * cannot be read back: `err` then says so beside the success. */
static void show_what_stands(struct workplace *workplace, struct checklist *checklist, size_t item, bool saved,
                             struct error *err)
{
	struct error reload = {0};
	if (!entry_reload(workplace, checklist, item, &reload) && saved)
		error_move(err, &reload);
	error_release(&reload);
	if (workplace->checklists_count > 1)
		workplace_recount(workplace);
	else
		checklist_recount(workplace, checklist);
}

bool answer_append(struct workplace *workplace, struct checklist *checklist, size_t item, struct answer_event *event,
                   struct error *err)
{
	const struct question *question = checklist_question(checklist, item);
	char now[26];
	if (!workplace_may_write(workplace, err) || !response_fits(&event->response, err))
		return false;
	event->assessment = checklist->assessment.id;
	event->revision = checklist->entries[item].revision + 1;
	str_assign(&event->question, question->id);
	str_assign(&event->actor, workplace_actor(workplace, checklist));
	str_assign(&event->acted_for, workplace->acted_for ? workplace->acted_for : "");
	str_assign(&event->at, platform_now(now));
	free(event->elements);
	event->elements = elements_format(question, &event->response);
	bool ok = answers_append(workplace->db, event, err);
	if (!ok && err->code != ERROR_CONFLICT)
		return false;
	show_what_stands(workplace, checklist, item, ok, err);
	/* Nobody answered: another program holds the database. That is no conflict of answers. */
	if (!ok && checklist->entries[item].revision < event->revision)
		err->code = ERROR_REFUSED;
	return ok;
}

void answer_from_entry(struct answer_event *event, const struct checklist *checklist, size_t item)
{
	answer_event_init(event);
	response_copy(&event->response, &checklist->entries[item].stored);
	event->kind = EVENT_ANSWER;
}

bool item_is_open(const struct workplace *workplace, const struct checklist *checklist, size_t item, struct error *err)
{
	char *why = checklist_why_decided(workplace, checklist, item);
	bool open = why == NULL;
	if (!open)
		error_set(err, ERROR_REFUSED, "%s", why);
	free(why);
	return open;
}

void answer_keep_beneath(struct response *response, const struct entry *entry)
{
	if (entry->standing.basis != BASIS_DERIVED)
		return;
	response->answer = entry->stored.answer;
	if (str_equal(response->reason, entry->standing.response.reason))
		str_assign(&response->reason, entry->stored.reason);
}

bool workplace_answer(struct workplace *workplace, struct checklist *checklist, size_t item, enum answer answer,
                      struct error *err)
{
	const struct question *question = checklist_question(checklist, item);
	struct answer_event event;
	if (!item_is_open(workplace, checklist, item, err))
		return false;
	answer_from_entry(&event, checklist, item);
	bool ok = response_set_answer(&event.response, question, answer, err) &&
	          answer_append(workplace, checklist, item, &event, err);
	answer_event_release(&event);
	return ok;
}

bool workplace_answer_element(struct workplace *workplace, struct checklist *checklist, size_t item, size_t element,
                              enum element_answer answer, struct error *err)
{
	const struct question *question = checklist_question(checklist, item);
	if (element >= question->elements_count)
		return error_set(err, ERROR_USAGE, _("The question \"%s\" has no such element."), question->id);
	struct answer_event event;
	answer_from_entry(&event, checklist, item);
	event.response.elements[element] = answer;
	event.response.answer = answer_from_elements(event.response.elements, question->elements_count);
	bool ok = answer_append(workplace, checklist, item, &event, err);
	answer_event_release(&event);
	return ok;
}

/* --- last year, undo, history --- */

/* Last year's plan goes on, but a date that has passed is no date: it has to be set anew. */
static void carry_plan(struct plan *plan, const struct plan *previous, struct date today)
{
	plan_copy(plan, previous);
	if (date_is_set(plan->due) && date_compare(plan->due, today) < 0)
		plan->due = (struct date){0};
}

bool workplace_confirm(struct workplace *workplace, struct checklist *checklist, size_t item, struct error *err)
{
	const struct entry *entry = &checklist->entries[item];
	if (!entry->has_previous)
		return error_set(err, ERROR_REFUSED, _("There is no answer of last year to confirm."));
	if (entry->previous_stale)
		return error_set(err, ERROR_REFUSED, _("The standard has changed here since last year: answer it anew."));
	if (entry->standing.response.answer != ANSWER_NONE)
		return error_set(err, ERROR_REFUSED,
		                 _("This question is answered already this year; last year's answer would replace that."));
	if (!item_is_open(workplace, checklist, item, err))
		return false;
	if (entry->previous.answer == ANSWER_NONE)
		return error_set(err, ERROR_REFUSED, _("The items of this question have changed since last year: answer it anew."));
	struct answer_event event;
	answer_from_entry(&event, checklist, item);
	event.kind = EVENT_CONFIRM;
	event.response.answer = entry->previous.answer;
	memcpy(event.response.elements, entry->previous.elements, sizeof event.response.elements);
	/* What was written this year stays; last year's words fill what is empty. */
	if (str_is_blank(event.response.note))
		str_assign(&event.response.note, entry->previous.note);
	if (str_is_blank(event.response.reason))
		str_assign(&event.response.reason, entry->previous.reason);
	if (plan_is_empty(&event.response.plan) && !entry->previous.plan.done)
		carry_plan(&event.response.plan, &entry->previous.plan, workplace->today);
	bool ok = answer_append(workplace, checklist, item, &event, err);
	answer_event_release(&event);
	return ok;
}

static size_t item_of(const struct checklist *checklist, const char *question)
{
	for (size_t i = 0; i < checklist->scope.count; i++)
		if (str_equal(checklist_question(checklist, i)->id, question))
			return i;
	return SIZE_MAX;
}

typedef bool find_target(struct db *db, int64_t assessment, int64_t *target, struct answer_event *restored,
                         struct error *err);

static bool step_history(struct workplace *workplace, struct checklist *checklist, find_target *find, const char *nothing,
                         size_t *item, struct error *err)
{
	struct answer_event event;
	int64_t target = 0;
	char now[26];
	if (!workplace_may_write(workplace, err) ||
	    !find(workplace->db, checklist->assessment.id, &target, &event, err))
		return false;
	bool ok = target != 0;
	if (!ok)
		error_set(err, ERROR_REFUSED, "%s", nothing);
	str_assign(&event.actor, workplace_actor(workplace, checklist));
	str_assign(&event.acted_for, workplace->acted_for ? workplace->acted_for : "");
	str_assign(&event.at, platform_now(now));
	ok = ok && answers_append(workplace->db, &event, err);
	if (ok) {
		*item = item_of(checklist, event.question);
		if (*item != SIZE_MAX)
			show_what_stands(workplace, checklist, *item, true, err);
	}
	answer_event_release(&event);
	return ok;
}

bool workplace_undo(struct workplace *workplace, struct checklist *checklist, size_t *item, struct error *err)
{
	return step_history(workplace, checklist, answers_undo_target, _("There is nothing to undo."), item, err);
}

bool workplace_redo(struct workplace *workplace, struct checklist *checklist, size_t *item, struct error *err)
{
	return step_history(workplace, checklist, answers_redo_target, _("There is nothing to redo."), item, err);
}

bool workplace_history(struct workplace *workplace, const struct checklist *checklist, const char *question,
                       struct answer_events *events, struct error *err)
{
	return answers_history(workplace->db, checklist->assessment.id, question, events, err);
}
