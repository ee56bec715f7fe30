#include "view_form.h"

#include <stdlib.h>

#include "shell.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "views.h"

struct view_form {
	struct view view;
	struct form form;
	char *about;
	char *texts[FORM_FIELDS_MAX];
	size_t wrong; /* the field that the error is about, or FORM_WHOLE */
	char *error;  /* NULL: nothing is wrong */
	struct list list; /* the fields, and behind them what is done */
	struct page page;
	size_t from;
};

static char *draft_key(const struct view_form *self, size_t field)
{
	return str_format("form %s %s %zu", self->form.id, self->about ? self->about : "", field);
}

static void keep(struct view_form *self, struct shell *shell, size_t field, const char *text)
{
	char *key = draft_key(self, field);
	shell_keep_draft(shell, key, text);
	free(key);
}

static void set_error(struct view_form *self, size_t field, const char *message)
{
	self->wrong = field;
	str_assign(&self->error, message);
	if (message)
		list_go(&self->list, field < self->form.fields_count ? field : self->form.fields_count);
}

void *form_data(const struct shell *shell)
{
	return ((const struct view_form *)shell_top(shell))->form.data;
}

bool form_no_folder(const char *path, size_t field, size_t *wrong, struct error *err)
{
	if (file_is_folder(path))
		return false;
	*wrong = field;
	error_set(err, ERROR_USAGE, _("There is no folder \"%s\"."), path);
	return true;
}

/* --- drawing --- */

static void form_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_form *self = (const struct view_form *)view;
	(void)shell;
	(void)right;
	strbuf_add(left, self->form.title);
}

/* What stands in the field, for people. Caller frees. */
static char *shown_text(const struct form_field *field, const char *text, const void *data)
{
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < field->choices_count; i++)
		if (str_equal(field->choices[i].code, text))
			return mem_strdup(_(field->choices[i].label));
	if (field->describe_picked)
		field->describe_picked(&out, text, data);
	else if (field->describe)
		field->describe(&out, text);
	else
		strbuf_add(&out, text);
	return strbuf_take(&out);
}

static void compose_text(struct page *page, const struct form_field *field, const char *text, const void *data, int col,
                         enum style style)
{
	char *shown = shown_text(field, text ? text : "", data);
	if (!str_is_blank(shown))
		page_wrap(page, col, style, shown);
	else if (field->optional)
		page_put(page, col, STYLE_DIM, "-");
	else
		page_put(page, col, STYLE_WARNING, _("still needed"));
	free(shown);
}

static void compose_error(struct page *page, const char *error)
{
	page_row(page);
	page_wrap(page, 5, STYLE_WARNING, error);
}

static void compose_heading(struct page *page, const char *heading)
{
	page_space(page);
	page_row(page);
	page_wrap(page, 1, STYLE_TITLE, heading);
}

/* `cols`: where texts stand behind labels, and labels behind texts. */
static void compose_field(struct page *page, const struct view_form *self, size_t index, const int cols[2])
{
	const struct form_field *field = &self->form.fields[index];
	bool focused = self->list.cursor == index;
	if (field->heading)
		compose_heading(page, field->heading);
	size_t first = page->count;
	page->tag = (int)index;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	if (field->behind) {
		compose_text(page, field, self->texts[index], self->form.data, 3, focused ? STYLE_FOCUS : STYLE_TITLE);
		page_wrap(page, cols[1], STYLE_LABEL, field->label);
	} else {
		page_put(page, 3, focused ? STYLE_FOCUS : STYLE_LABEL, field->label);
		compose_text(page, field, self->texts[index], self->form.data, cols[0], STYLE_PLAIN);
	}
	if (self->error && self->wrong == index)
		compose_error(page, self->error);
	if (focused)
		page_set_focus(page, first);
	page->tag = PAGE_NO_TAG;
}

static void compose_finish(struct page *page, const struct view_form *self)
{
	bool focused = self->list.cursor == self->form.fields_count;
	page_space(page);
	size_t first = page->count;
	page->tag = (int)self->form.fields_count;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put(page, 3, focused ? STYLE_FOCUS : STYLE_TITLE, self->form.finish);
	if (self->error && self->wrong >= self->form.fields_count)
		compose_error(page, self->error);
	if (focused)
		page_set_focus(page, first);
	page->tag = PAGE_NO_TAG;
}

/* Where the widest label, and the widest text before a label, leave off. */
static void columns(const struct view_form *self, const struct canvas *canvas, int cols[2])
{
	cols[0] = cols[1] = 0;
	for (size_t i = 0; i < self->form.fields_count; i++) {
		const struct form_field *field = &self->form.fields[i];
		char *shown = field->behind ? shown_text(field, self->texts[i] ? self->texts[i] : "", self->form.data)
		                            : mem_strdup(field->label);
		int own = text_cols(shown, canvas->ambiguous_cols);
		cols[field->behind] = own > cols[field->behind] ? own : cols[field->behind];
		free(shown);
	}
	cols[0] += 5;
	cols[1] += 5;
}

static void form_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_form *self = (struct view_form *)view;
	struct page *page = &self->page;
	int cols[2];
	(void)shell;
	columns(self, canvas, cols);
	page_begin(page, canvas);
	page->rank = PAGE_HINT;
	page_row(page);
	page_wrap(page, 1, STYLE_PLAIN, self->form.introduction);
	page->rank = PAGE_ESSENTIAL;
	page_space(page);
	for (size_t i = 0; i < self->form.fields_count; i++)
		compose_field(page, self, i, cols);
	compose_finish(page, self);
	page_shrink(page, rows);
	list_set_rows(&self->list, rows);
	page_draw(page, top, rows, &self->from, true);
}

/* --- filling in --- */

static void take_text(struct view_form *self, struct shell *shell, size_t field, const char *text)
{
	str_assign(&self->texts[field], text);
	keep(self, shell, field, text);
	if (self->wrong == field)
		set_error(self, field, NULL);
}

/* For prompt_line_checked(), of a line of one's own beside the choices of the field `data`. */
static bool understands_other(const void *data, const char *typed, struct strbuf *says)
{
	const struct form_field *field = data;
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};
	bool understood = field->understand(&text, typed, &err);
	if (!understood)
		strbuf_add(says, err.message);
	else if (field->describe)
		field->describe(says, text.text);
	error_release(&err);
	strbuf_release(&text);
	return understood;
}

/* What is none of the choices is asked until it is understood. */
static bool ask_other(struct view_form *self, struct shell *shell, size_t index)
{
	const struct form_field *field = &self->form.fields[index];
	struct strbuf text = STRBUF_INIT;
	char *typed = mem_strdup(""), *id = str_format("%zu other", index);
	bool ok = false;
	while (!ok && prompt_line_checked(shell, id, field->label, field->hint, &typed, understands_other, field)) {
		struct error err = {0};
		ok = field->understand(&text, typed, &err);
		if (!ok)
			shell_fail(shell, &err);
	}
	if (ok)
		take_text(self, shell, index, text.text);
	strbuf_release(&text);
	free(typed);
	free(id);
	return ok;
}

static bool choose(struct view_form *self, struct shell *shell, size_t index)
{
	const struct form_field *field = &self->form.fields[index];
	const char **labels = mem_new(field->choices_count + 1, sizeof *labels);
	size_t count = field->choices_count + (field->other != NULL);
	size_t present = field->other && !str_is_blank(self->texts[index]) ? field->choices_count : 0;
	for (size_t i = 0; i < field->choices_count; i++) {
		labels[i] = _(field->choices[i].label);
		if (str_equal(field->choices[i].code, self->texts[index]))
			present = i;
	}
	labels[field->choices_count] = field->other;
	int choice = prompt_choice(shell, field->label, labels, count, NULL, (int)present);
	free(labels);
	if (choice >= 0 && (size_t)choice < field->choices_count)
		take_text(self, shell, index, field->choices[choice].code);
	return choice >= 0 && ((size_t)choice < field->choices_count || ask_other(self, shell, index));
}

static bool write_text(struct view_form *self, struct shell *shell, size_t index)
{
	const struct form_field *field = &self->form.fields[index];
	char *text = mem_strdup(self->texts[index] ? self->texts[index] : ""), *id = str_format("%zu", index);
	bool ok = field->multiline ? prompt_text(shell, id, field->label, field->hint, &text)
	                           : prompt_line_checked(shell, id, field->label, field->hint, &text, field->understands, NULL);
	if (ok && field->path) {
		char *path = path_from_typed(text);
		free(text);
		text = path;
	}
	if (ok)
		take_text(self, shell, index, text);
	free(text);
	free(id);
	return ok;
}

static bool pick(struct view_form *self, struct shell *shell, size_t index)
{
	const struct form_field *field = &self->form.fields[index];
	char *text = field->pick(shell, field, self->texts[index] ? self->texts[index] : "", self->form.data);
	if (text)
		take_text(self, shell, index, text);
	free(text);
	return text != NULL;
}

static bool lacks_text(const struct view_form *self, size_t field)
{
	return !self->form.fields[field].optional && str_is_blank(self->texts[field]);
}

/* True when one may go on to the next field. */
static bool ask(struct view_form *self, struct shell *shell, size_t field)
{
	const struct form_field *asked = &self->form.fields[field];
	bool ok = asked->pick      ? pick(self, shell, field)
	          : asked->choices ? choose(self, shell, field)
	                           : write_text(self, shell, field);
	return ok && !lacks_text(self, field);
}

/* From field to field, over those that hold something already, to what is done. */
static void ask_missing(struct view_form *self, struct shell *shell)
{
	for (size_t i = 0; i < self->form.fields_count; i++) {
		list_go(&self->list, i);
		if (str_is_blank(self->texts[i]) && !ask(self, shell, i))
			return;
	}
	list_go(&self->list, self->form.fields_count);
}

static void finish(struct view_form *self, struct shell *shell)
{
	struct error err = {0};
	size_t wrong = FORM_WHOLE;
	char *told = NULL;
	for (size_t i = 0; i < self->form.fields_count; i++) {
		if (lacks_text(self, i)) {
			set_error(self, i, _("This is still needed."));
			return;
		}
	}
	set_error(self, FORM_WHOLE, NULL);
	if (!self->form.run(shell, self->texts, &wrong, &told, &err)) {
		if (err.message)
			set_error(self, wrong, err.message);
		error_release(&err);
		free(told);
		return;
	}
	for (size_t i = 0; i < self->form.fields_count; i++)
		if (!self->form.fields[i].lasting)
			keep(self, shell, i, NULL);
	char *title = mem_strdup(self->form.title);
	shell_pop(shell);
	if (told)
		shell_push(shell, view_text_new(title, told));
	else
		free(title);
}

/* Where what is next to be done stands: the first field that lacks its text, else the end. */
static size_t next_row(const struct view_form *self)
{
	for (size_t i = 0; i < self->form.fields_count; i++)
		if (lacks_text(self, i))
			return i;
	return self->form.fields_count;
}

static void open_row(struct view_form *self, struct shell *shell)
{
	size_t row = self->list.cursor;
	bool was_wrong = self->error && self->wrong == row;
	if (row >= self->form.fields_count)
		finish(self, shell);
	else if (ask(self, shell, row))
		list_go(&self->list, was_wrong ? next_row(self) : row + 1);
}

/* --- actions --- */

static bool form_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_form *self = (struct view_form *)view;
	if (list_act(&self->list, action))
		return true;
	if (action != ACTION_OPEN)
		return false;
	open_row(self, shell);
	return true;
}

/* Its labels are in the language in which it was opened. */
static const char *form_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	(void)view;
	(void)shell;
	return action == ACTION_LANGUAGE ? _("Leave this dialogue first: what was typed stands here again when it is next opened.") : NULL;
}

static void form_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_form *self = (struct view_form *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

static void form_subject(struct view *view, struct shell *shell, struct strbuf *out)
{
	const struct view_form *self = (const struct view_form *)view;
	(void)shell;
	strbuf_addf(out, "form %s %s", self->form.id, self->about ? self->about : "");
}

static void form_free(struct view *view)
{
	struct view_form *self = (struct view_form *)view;
	for (size_t i = 0; i < FORM_FIELDS_MAX; i++)
		free(self->texts[i]);
	for (size_t i = 0; i < self->form.fields_count; i++) {
		free((char *)self->form.fields[i].label);
		free((char *)self->form.fields[i].hint);
	}
	if (self->form.free_data)
		self->form.free_data(self->form.data);
	free(self->about);
	free(self->error);
	page_release(&self->page);
	free(self);
}

static const struct view_ops form_ops = {
        .context = CONTEXT_FORM,
        .title = form_title,
        .draw = form_draw,
        .act = form_act,
        .why_not = form_why_not,
        .event = form_event,
        .subject = form_subject,
        .free = form_free,
};

void view_form_open(struct shell *shell, const struct form *form, const char *about, const char *const *proposals)
{
	struct view_form *self = mem_new(1, sizeof *self);
	self->view.ops = &form_ops;
	self->form = *form;
	self->about = mem_strdup(about);
	self->wrong = FORM_WHOLE;
	list_set_count(&self->list, form->fields_count + 1);
	for (size_t i = 0; i < form->fields_count; i++) {
		char *key = draft_key(self, i);
		self->texts[i] = shell_load_draft(shell, key);
		if (!self->texts[i] && proposals)
			self->texts[i] = mem_strdup(proposals[i]);
		free(key);
		self->form.fields[i].label = mem_strdup(form->fields[i].label);
		self->form.fields[i].hint = mem_strdup(form->fields[i].hint);
	}
	shell_push(shell, &self->view);
	ask_missing(self, shell);
}
