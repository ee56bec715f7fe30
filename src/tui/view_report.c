/* The report of a section, or of the city: to look at, or as a file to print, hand in or work on. */
#include <stdlib.h>

#include "tenken/app/office_city.h"
#include "tenken/app/reports.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/report/model.h"
#include "view_office.h"

enum { SHOW_COLS_MAX = 100 };

/* What the rows do. */
struct way {
	enum { WAY_SCOPE, WAY_SHOW, WAY_WRITE } kind;
	enum report_format format;
	bool boxes; /* 決裁欄 */
};
enum { WAYS_MAX = 3 + REPORT_FORMATS };

struct view_report {
	struct view view;
	bool of_city; /* of the office's roster; else of the section, or of the unit that is looked at */
	char *bureau; /* of the city: on it alone; NULL: on all */
	struct way ways[WAYS_MAX];
	size_t ways_count;
	struct list list;
	struct page page;
	size_t from;
};

static void add_way(struct view_report *self, struct way way)
{
	self->ways[self->ways_count++] = way;
}

/* A section's sheet to print is there with boxes to approve it and without. */
static void find_ways(struct view_report *self)
{
	enum report_of of = self->of_city ? REPORT_OF_CITY : REPORT_OF_SECTION;
	if (self->of_city)
		add_way(self, (struct way){.kind = WAY_SCOPE});
	add_way(self, (struct way){.kind = WAY_SHOW});
	for (int i = 0; i < REPORT_FORMATS; i++) {
		enum report_format format = (enum report_format)i;
		if (!report_format_is_of(format, of))
			continue;
		if (!self->of_city && format == REPORT_HTML)
			add_way(self, (struct way){.kind = WAY_WRITE, .format = format, .boxes = true});
		add_way(self, (struct way){.kind = WAY_WRITE, .format = format});
	}
	list_set_count(&self->list, self->ways_count);
}

/* --- drawing --- */

static const char *scope_label(const struct view_report *self)
{
	return !self->bureau ? _("the whole roster") : str_is_blank(self->bureau) ? C_("report", "(no bureau)") : self->bureau;
}

static char *way_label(const struct view_report *self, const struct way *way)
{
	if (way->kind == WAY_SCOPE)
		return str_format(_("On: %s"), scope_label(self));
	if (way->kind == WAY_SHOW)
		return mem_strdup(_("Look at it here"));
	if (self->of_city || way->format != REPORT_HTML)
		return str_format(_("Write a file: %s"), report_format_label(way->format));
	return str_format(way->boxes ? _("Write a file: %s, with approval boxes") : _("Write a file: %s, without approval boxes"),
	                  report_format_label(way->format));
}

static void report_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_report *self = (const struct view_report *)view;
	if (self->of_city)
		strbuf_addf(left, "%s > ", _("Roster"));
	else
		report_class(right, shell->workplace->pack);
	strbuf_add(left, _("Report"));
}

static void report_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_report *self = (struct view_report *)view;
	struct page *page = &self->page;
	char number[2] = {0};
	(void)shell;
	page_begin(page, canvas);
	for (size_t i = 0; i < self->ways_count; i++) {
		bool focused = self->list.cursor == i;
		size_t first = page->count;
		char *label = way_label(self, &self->ways[i]);
		number[0] = i < 9 ? (char)('1' + i) : ' '; /* a digit is one key */
		page->tag = (int)i;
		page_row(page);
		page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
		page_put(page, 3, STYLE_KEY, number);
		page_wrap(page, 5, focused ? STYLE_FOCUS : STYLE_PLAIN, label);
		if (focused)
			page_set_focus(page, first);
		free(label);
	}
	page->tag = PAGE_NO_TAG;
	page->rank = PAGE_HINT;
	page_space(page);
	page_row(page);
	page_wrap(page, 1, STYLE_DIM,
	          _("The report lists weaknesses. Its confidentiality class is stated in its header, footer and file "
	            "name: keep the file where only those who need it can read it."));
	page_shrink(page, rows);
	list_set_rows(&self->list, rows);
	page_draw(page, top, rows, &self->from, true);
}

/* --- writing --- */

static bool make(const struct view_report *self, struct shell *shell, const struct report_wish *wish, const char *path,
                 struct error *err)
{
	shell_say_busy(shell);
	return self->of_city ? report_city_make(shell->office, wish, path, NULL, err)
	                     : report_section_make(shell->workplace, wish, path, NULL, err);
}

static void write_file(struct view_report *self, struct shell *shell, const struct way *way)
{
	const struct report_wish wish = {.sample = REPORT_SAMPLE, .format = way->format, .approval_boxes = way->boxes, .bureau = self->bureau};
	struct error err = {0};
	char *name = self->of_city ? report_city_name(shell->office, self->bureau, way->format, &err)
	                           : report_section_name(shell->workplace, way->format);
	char *path = name ? views_ask_path(shell, "report to write", _("Write the report to"), name) : NULL;
	if (path && make(self, shell, &wish, path, &err))
		shell_say(shell, STYLE_SAVED, _("Written: %s"), path);
	else if (err.code != ERROR_NONE)
		shell_fail(shell, &err);
	free(path);
	free(name);
}

/* --- looking --- */

/* NULL on error. */
static char *city_text(struct view_report *self, struct shell *shell, int cols, struct error *err)
{
	struct strbuf out = STRBUF_INIT;
	shell_say_busy(shell);
	struct city_input *input = office_city(shell->office, self->bureau, CITY_WANTS_ALL, err);
	if (!input)
		return NULL;
	city_report_text(&out, input, cols);
	office_city_release(input);
	return strbuf_take(&out);
}

static char *section_text(struct shell *shell, int cols)
{
	struct strbuf out = STRBUF_INIT;
	struct report_input *input = workplace_report(shell->workplace);
	report_text(&out, input, cols);
	workplace_report_release(input);
	return strbuf_take(&out);
}

static char *shown_text(struct shell *shell, void *data, struct error *err)
{
	struct view_report *self = data;
	int rows = 0, cols = 0;
	term_size(shell->term, &rows, &cols);
	cols = cols > SHOW_COLS_MAX ? SHOW_COLS_MAX : cols - 2;
	return self->of_city ? city_text(self, shell, cols, err) : section_text(shell, cols);
}

static void show(struct view_report *self, struct shell *shell)
{
	const struct text_source source = {.title = N_("Report"), .write = shown_text, .data = self};
	view_text_open(shell, &source);
}

/* --- actions --- */

static void choose_scope(struct view_report *self, struct shell *shell)
{
	char *bureau = NULL;
	if (!office_choose_bureau(shell, _("All bureaus"), &bureau))
		return;
	free(self->bureau);
	self->bureau = bureau;
}

static void open_row(struct view_report *self, struct shell *shell)
{
	const struct way *way = &self->ways[self->list.cursor];
	if (way->kind == WAY_SCOPE)
		choose_scope(self, shell);
	else if (way->kind == WAY_SHOW)
		show(self, shell);
	else
		write_file(self, shell, way);
}

static bool report_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_report *self = (struct view_report *)view;
	if (list_act(&self->list, action))
		return true;
	if (action != ACTION_OPEN)
		return false;
	open_row(self, shell);
	return true;
}

static void report_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_report *self = (struct view_report *)view;
	int digit = event_digit(event);
	if (digit > 0 && (size_t)digit <= self->ways_count) {
		list_go(&self->list, (size_t)digit - 1);
		open_row(self, shell);
		return;
	}
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

static void report_free(struct view *view)
{
	struct view_report *self = (struct view_report *)view;
	page_release(&self->page);
	free(self->bureau);
	free(self);
}

static const struct view_ops report_ops = {
        .context = CONTEXT_FORM,
        .title = report_title,
        .draw = report_draw,
        .act = report_act,
        .event = report_event,
        .free = report_free,
};

static struct view_report *make_view(bool of_city)
{
	struct view_report *self = mem_new(1, sizeof *self);
	self->view.ops = &report_ops;
	self->of_city = of_city;
	find_ways(self);
	return self;
}

struct view *view_report_new(struct shell *shell)
{
	(void)shell;
	return &make_view(false)->view;
}

void view_office_report_open(struct shell *shell, const char *bureau)
{
	struct view_report *self = make_view(true);
	str_assign(&self->bureau, bureau);
	list_go(&self->list, 1); /* what it is on follows from where one comes from */
	shell_push(shell, &self->view);
}
