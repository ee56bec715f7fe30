/* The texts that a question unfolds: its clauses, and what was answered in the course of time. */
#include "view_question.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/app/packs.h"
#include "tenken/app/wording.h"
#include "tenken/base/mem.h"

/* --- clauses --- */

static void add_duties(struct strbuf *out, const struct clause *clause)
{
	struct strbuf words = STRBUF_INIT;
	for (size_t i = 0; i < clause->duties_count; i++) {
		bool before = false;
		for (size_t k = 0; k < i; k++)
			before = before || clause->duties[k] == clause->duties[i];
		if (before)
			continue;
		if (words.len_bytes)
			strbuf_add(&words, C_("between two titles", ", "));
		strbuf_add(&words, modality_label(clause->duties[i]));
	}
	if (words.len_bytes)
		strbuf_addf(out, _("  Kind of rule: %s\n"), words.text);
	strbuf_release(&words);
}

static void add_roles(struct strbuf *out, const struct pack *pack, const struct clause *clause)
{
	struct strbuf titles = STRBUF_INIT;
	role_titles(&titles, pack, clause->roles, clause->roles_count);
	if (titles.len_bytes)
		strbuf_addf(out, _("  Whom it concerns: %s\n"), titles.text);
	strbuf_reset(&titles);
	role_titles(&titles, pack, clause->implied_roles, clause->implied_roles_count);
	if (titles.len_bytes)
		strbuf_addf(out, _("  Whom it concerns without naming them: %s\n"), titles.text);
	strbuf_release(&titles);
}

/* Each line of it behind an indent, which view_text keeps where it wraps. */
static void add_wording(struct strbuf *out, const char *wording)
{
	strbuf_addf(out, "  %s\n", _("Official wording"));
	while (*wording) {
		size_t len_bytes = strcspn(wording, "\n");
		strbuf_addf(out, "    %.*s\n", (int)len_bytes, wording);
		wording += len_bytes + (wording[len_bytes] == '\n');
	}
}

/* Returns whether its official wording is there. */
static bool add_clause(struct strbuf *out, const struct wording *wording, size_t index)
{
	const struct pack *pack = wording->pack;
	const struct clause *clause = &pack->clauses[index];
	const char *text = wording_of(wording, index);
	const char *summary = bilingual_text(&clause->summary);
	strbuf_addf(out, "%s  %s\n", clause->label, clause->heading);
	add_duties(out, clause);
	add_roles(out, pack, clause);
	if (!str_is_blank(summary))
		strbuf_addf(out, _("  In our words: %s\n"), summary);
	if (text)
		add_wording(out, text);
	else if (wording_is_revised(wording, index))
		strbuf_addf(out, "  %s\n",
		            _("The wording that was added is no longer that of this clause: it has been revised."));
	strbuf_add(out, "\n");
	return text != NULL;
}

/* Those it names, then those that only its elements ask. Returns whether the wording of all of them is there. */
static bool add_clauses(struct strbuf *out, const struct wording *wording, const struct question *question)
{
	bool *told = mem_new(wording->pack->clauses_count, sizeof *told);
	bool complete = true;
	for (size_t i = 0; i < question->clauses_count; i++) {
		if (!told[question->clauses[i]])
			complete = add_clause(out, wording, question->clauses[i]) && complete;
		told[question->clauses[i]] = true;
	}
	for (size_t i = 0; i < question->duties_count; i++) {
		if (!told[question->duties[i].clause])
			complete = add_clause(out, wording, question->duties[i].clause) && complete;
		told[question->duties[i].clause] = true;
	}
	free(told);
	return complete;
}

/* Where else it stands, and how it comes here. */
static void add_where(struct strbuf *out, const struct pack *pack, const char *trouble)
{
	strbuf_addf(out, _("The official wording is not part of this program. It stands in: %s\n"),
	            bilingual_text(&pack->title));
	if (trouble)
		strbuf_addf(out, "%s\n", trouble);
	else if (str_equal(pack->id, packs_default_id))
		strbuf_addf(out, "%s\n", _("To have it shown here: tenken pack text import FILE"));
	else
		strbuf_addf(out, _("To have it shown here: tenken pack text import FILE --pack %s\n"), pack->id);
}

static char *clause_text(struct shell *shell, void *data, struct error *err)
{
	const struct question *question = data;
	const char *trouble;
	const struct wording *wording = workplace_wording(shell->workplace, &trouble);
	struct strbuf out = STRBUF_INIT;
	strbuf_addf(&out, "%s\n\n", bilingual_text(&question->text));
	if (!add_clauses(&out, wording, question))
		add_where(&out, wording->pack, trouble);
	if (!str_is_blank(bilingual_text(&question->hint)))
		strbuf_addf(&out, "\n%s\n  %s\n", _("How to check"), bilingual_text(&question->hint));
	if (question->measures_count)
		strbuf_addf(&out, "\n%s\n", _("What helps"));
	for (size_t i = 0; i < question->measures_count; i++)
		strbuf_addf(&out, "  - %s\n", bilingual_text(&question->measures[i]));
	strbuf_addf(&out, _("\nNumber of the question: %s\n"), question->id);
	(void)err;
	return strbuf_take(&out);
}

void views_open_clauses(struct shell *shell, const struct question *question)
{
	const struct text_source source = {
	        .title = N_("Clauses"), .write = clause_text, .data = (struct question *)question};
	view_text_open(shell, &source);
}

/* --- history --- */

static const char *const event_labels[] = {
        [EVENT_ANSWER] = N_("Entered"),
        [EVENT_PROGRESS] = N_("Progress of the plan"),
        [EVENT_CARRIED] = N_("Last year's answer set beside the question"),
        [EVENT_CONFIRM] = N_("Last year's answer confirmed"),
        [EVENT_UNDO] = N_("Undone; what stood before holds again"),
        [EVENT_REDO] = N_("Done again"),
};
static_assert(sizeof event_labels / sizeof *event_labels == EVENT_KINDS, "a heading for every kind of event");

static void add_event(struct strbuf *out, const struct question *question, const struct answer_event *event, bool ascii)
{
	struct strbuf when = STRBUF_INIT;
	struct response response = {0};
	struct error ignored = {0};
	datetime_format_local(&when, event->at);
	if (event->acted_for && *event->acted_for)
		strbuf_addf(out, _("%s  %s  (%s for %s)\n"), when.text, _(event_labels[event->kind]), event->actor,
		            event->acted_for);
	else
		strbuf_addf(out, _("%s  %s  (%s)\n"), when.text, _(event_labels[event->kind]), event->actor);
	response_copy(&response, &event->response);
	/* Elements of a list that the pack has changed since are left out: only the answer is certain. */
	if (question->elements_count && !str_is_blank(event->elements)) {
		enum answer answer = response.answer;
		elements_parse(question, event->elements, &response, &ignored);
		response.answer = answer;
	}
	if (event->kind == EVENT_PROGRESS)
		strbuf_addf(out, "%s\n", event->progress);
	else
		response_describe(out, question, &response, ascii);
	if (event->kind != EVENT_PROGRESS && !str_is_blank(event->progress))
		strbuf_addf(out, _("Why the due date was moved: %s\n"), event->progress);
	strbuf_add(out, "\n");
	error_release(&ignored);
	response_release(&response);
	strbuf_release(&when);
}

static char *history_text(struct shell *shell, void *data, struct error *err)
{
	const struct view_question *view = data;
	const struct question *question = view_question_of(view);
	const struct entry *entry = &view->checklist->entries[view->item];
	struct answer_events events = {0};
	struct strbuf out = STRBUF_INIT;
	if (!workplace_history(shell->workplace, view->checklist, question->id, &events, err))
		return NULL;
	strbuf_addf(&out, "%s\n\n", bilingual_text(&question->text));
	if (!events.count)
		strbuf_addf(&out, "%s\n\n", _("Nothing was answered this year yet."));
	for (size_t i = events.count; i-- > 0;)
		add_event(&out, question, &events.items[i], shell->ascii);
	if (entry->has_previous) {
		strbuf_addf(&out, "%s\n", _("Last year"));
		response_describe(&out, question, &entry->previous, shell->ascii);
	}
	answer_events_release(&events);
	return strbuf_take(&out);
}

void view_question_open_history(struct shell *shell, struct view_question *view)
{
	const struct text_source source = {.title = N_("History of the answers"), .write = history_text, .data = view};
	view_text_open(shell, &source);
}
