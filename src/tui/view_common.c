/* What is answered centrally (共通): by whom, and where the section objects. */
#include <stdlib.h>

#include "exchange.h"
#include "tenken/app/correspondence.h"
#include "tenken/base/mem.h"

#define OBJECTION "objection" /* of the draft */

struct view_common {
	struct view view;
	const struct question *question; /* what it touches; NULL: all */
	const struct json **items;       /* borrowed from the workplace */
	struct list list;
	struct page page;
	size_t from;
};

static const char *text_of(const struct json *answer, const char *key)
{
	const char *text = json_string(json_get(answer, key));
	return text ? text : "";
}

static const struct question *question_of(const struct workplace *workplace, const struct json *answer)
{
	size_t at = pack_find_question(workplace->pack, text_of(answer, "question"));
	return at == SIZE_MAX ? NULL : &workplace->pack->questions[at];
}

void common_provenance(struct strbuf *out, const struct workplace *workplace, const struct json *answer)
{
	size_t role = pack_find_role(workplace->pack, text_of(answer, "role"));
	strbuf_addf(out, _("%s (%s %s)"),
	            role == SIZE_MAX ? text_of(answer, "role") : bilingual_text(&workplace->pack->roles[role].title),
	            text_of(answer, "bureau"), text_of(answer, "name"));
}

static void rebuild(struct view_common *self, const struct workplace *workplace)
{
	size_t count = 0;
	free(self->items);
	self->items = NULL;
	for (const struct json *node = correspondence_common(workplace, NULL, NULL); node;
	     node = correspondence_common(workplace, NULL, node))
		if (!self->question || correspondence_touches(workplace, node, self->question))
			*MEM_PUSH(self->items, count) = node;
	list_set_count(&self->list, count);
}

static void common_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_common *self = (const struct view_common *)view;
	(void)shell;
	strbuf_add(left, _("Central answers"));
	if (self->question) {
		strbuf_add(left, " > ");
		question_clauses(left, shell->workplace->pack, self->question, 2);
	}
	if (self->list.count)
		strbuf_addf(right, "%zu/%zu", self->list.cursor + 1, self->list.count);
}

static void compose_details(struct page *page, const struct workplace *workplace, const struct json *answer)
{
	const char *dissent = correspondence_dissent(workplace, text_of(answer, "question")), *note = text_of(answer, "note");
	struct strbuf by = STRBUF_INIT, when = STRBUF_INIT;
	common_provenance(&by, workplace, answer);
	datetime_format_local(&when, text_of(answer, "accepted_at"));
	char *line = str_format(_("%s, accepted %s"), by.text, when.text);
	page_row(page);
	page_wrap(page, 6, STYLE_DIM, line);
	if (!str_is_blank(note)) {
		page_row(page);
		page_wrap(page, 6, STYLE_PLAIN, note);
	}
	if (dissent) {
		char *text = str_format(_("This section objects: %s"), dissent);
		page_row(page);
		page_wrap(page, 6, STYLE_WARNING, text);
		free(text);
	}
	free(line);
	strbuf_release(&by);
	strbuf_release(&when);
}

static void compose_item(struct page *page, const struct workplace *workplace, const struct json *answer, bool focused)
{
	const struct question *question = question_of(workplace, answer);
	enum answer given = ANSWER_NONE;
	size_t first = page->count;
	answer_parse(&given, text_of(answer, "answer"));
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put_answer(page, 3, given);
	if (focused)
		page_wrap(page, 6, STYLE_FOCUS, question ? bilingual_text(&question->text) : text_of(answer, "question"));
	else
		page_put(page, 6, STYLE_PLAIN, question ? bilingual_text(&question->text) : text_of(answer, "question"));
	if (focused || correspondence_dissent(workplace, text_of(answer, "question")))
		compose_details(page, workplace, answer);
	if (focused)
		page_set_focus(page, first);
}

static void common_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_common *self = (struct view_common *)view;
	struct page *page = &self->page;
	page_begin(page, canvas);
	page->rank = PAGE_HINT;
	page_row(page);
	page_wrap(page, 1, STYLE_PLAIN,
	          self->list.count ? _("Answered centrally for all sections. Where it is otherwise here, object: the office sees it with your "
	                               "next submission.")
	                           : _("No central answer touches this question."));
	page_space(page);
	page->rank = PAGE_ESSENTIAL;
	for (size_t i = 0; i < self->list.count; i++) {
		page->tag = (int)i;
		compose_item(page, shell->workplace, self->items[i], self->list.cursor == i);
	}
	page->tag = PAGE_NO_TAG;
	page_shrink(page, rows);
	list_set_rows(&self->list, rows);
	page_draw(page, top, rows, &self->from, true);
}

/* --- actions --- */

/* An empty text takes the objection back. */
static void object(struct view_common *self, struct shell *shell)
{
	struct error err = {0};
	if (self->list.cursor >= self->list.count)
		return;
	char *question = mem_strdup(text_of(self->items[self->list.cursor], "question"));
	const char *present = correspondence_dissent(shell->workplace, question);
	char *text = mem_strdup(present ? present : "");
	bool had = present != NULL;
	if (prompt_text(shell, OBJECTION, _("Objection to the central answer"), _("What is otherwise in this section. Empty: no objection."), &text) &&
	    (had || !str_is_blank(text))) {
		if (correspondence_object(shell->workplace, question, text, &err)) {
			shell_say(shell, STYLE_SAVED, "%s",
			          str_is_blank(text) ? _("The objection is taken back. The office sees it with the next submission.")
			                             : _("The objection is recorded. It goes to the office with the next submission."));
		} else {
			prompt_keep(shell, OBJECTION, text);
			shell_fail(shell, &err);
		}
		rebuild(self, shell->workplace);
	}
	free(text);
	free(question);
}

static void open_row(struct view_common *self, struct shell *shell)
{
	if (self->list.cursor >= self->list.count)
		return;
	const struct question *question = question_of(shell->workplace, self->items[self->list.cursor]);
	if (question)
		views_open_clauses(shell, question);
}

static bool common_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_common *self = (struct view_common *)view;
	if (list_act(&self->list, action))
		return true;
	if (action == ACTION_DISSENT)
		object(self, shell);
	else if (action == ACTION_OPEN)
		open_row(self, shell);
	return action == ACTION_DISSENT || action == ACTION_OPEN;
}

static const char *common_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	(void)view;
	return action == ACTION_DISSENT ? views_why_readonly(shell) : NULL;
}

static void common_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_common *self = (struct view_common *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

/* What is prompted for is about the answer under the cursor. */
static void common_subject(struct view *view, struct shell *shell, struct strbuf *out)
{
	const struct view_common *self = (const struct view_common *)view;
	(void)shell;
	strbuf_addf(out, "common %s",
	            self->list.cursor < self->list.count ? text_of(self->items[self->list.cursor], "question") : "");
}

static void common_refresh(struct view *view, struct shell *shell)
{
	rebuild((struct view_common *)view, shell->workplace);
}

static void common_free(struct view *view)
{
	struct view_common *self = (struct view_common *)view;
	free(self->items);
	page_release(&self->page);
	free(self);
}

static const struct view_ops common_ops = {
        .context = CONTEXT_COMMON,
        .title = common_title,
        .draw = common_draw,
        .act = common_act,
        .why_not = common_why_not,
        .event = common_event,
        .subject = common_subject,
        .refresh = common_refresh,
        .free = common_free,
};

struct view *view_common_new(struct shell *shell, const struct question *question)
{
	struct view_common *self = mem_new(1, sizeof *self);
	self->view.ops = &common_ops;
	self->question = question;
	rebuild(self, shell->workplace);
	return &self->view;
}
