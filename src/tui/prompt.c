#include "shell.h"

#include <stdlib.h>
#include <string.h>

#include "editor.h"
#include "list.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

#define CONTROL(c) ((c)&0x1fu)

enum { MARGIN_COLS = 1, LINE_PANEL_ROWS = 5, NOTICE_ROWS_MAX = 2, ROOMY_ROWS = 20 };
/* A pause in typing after which it is kept, and how many keys without such a pause: the power may fail. */
enum { PAUSE_MS = 1000, KEYS_MAX = 80 };

/* --- drafts --- */

/* What the prompt is about, in no language: the view's subject and the field's id. */
static char *draft_key(struct shell *shell, const char *id)
{
	struct view *view = shell_top(shell);
	struct strbuf key = STRBUF_INIT;

	if (view && view->ops->subject)
		view->ops->subject(view, shell, &key);
	strbuf_addf(&key, "\n#%s", id);
	return strbuf_take(&key);
}

/* The key that earlier versions used: with the title where there is no subject, and the label, both in the present language. What they
 * kept is in people's databases. */
static char *old_draft_key(struct shell *shell, const char *label)
{
	struct view *view = shell_top(shell);
	struct strbuf key = STRBUF_INIT, right = STRBUF_INIT;

	if (view && view->ops->subject)
		view->ops->subject(view, shell, &key);
	else if (view && view->ops->title)
		view->ops->title(view, shell, &key, &right);
	strbuf_addf(&key, "\n%s", label);
	strbuf_release(&right);
	return strbuf_take(&key);
}

static struct draft *find_draft(const struct shell *shell, const char *key)
{
	for (size_t i = 0; i < shell->private->drafts_count; i++) {
		if (strcmp(shell->private->drafts[i].key, key) == 0)
			return &shell->private->drafts[i];
	}
	return NULL;
}

char *shell_load_draft(const struct shell *shell, const char *key)
{
	const struct draft *draft = find_draft(shell, key);

	if (draft)
		return mem_strdup(draft->text);
	if (shell->office)
		return office_load_draft(shell->office, key);
	return shell->workplace ? workplace_load_draft(shell->workplace, key) : NULL;
}

void shell_keep_draft(struct shell *shell, const char *key, const char *text)
{
	struct shell_private *private = shell->private;
	struct draft *draft = find_draft(shell, key);

	if (shell->office ? office_keep_draft(shell->office, key, text)
	                  : shell->workplace && workplace_keep_draft(shell->workplace, key, text))
		text = NULL;
	if (draft && !text) {
		free(draft->key);
		free(draft->text);
		*draft = private->drafts[--private->drafts_count];
	} else if (draft) {
		str_assign(&draft->text, text);
	} else if (text) {
		*MEM_PUSH(private->drafts, private->drafts_count) =
		        (struct draft){.key = mem_strdup(key), .text = mem_strdup(text)};
	}
}

bool shell_drafts_are_kept(struct shell *shell)
{
	struct shell_private *private = shell->private;

	/* From behind: one that is kept gives its place to the last. */
	for (size_t i = private->drafts_count; i-- > 0;) {
		char *key = mem_strdup(private->drafts[i].key), *text = mem_strdup(private->drafts[i].text);

		shell_keep_draft(shell, key, text);
		free(key);
		free(text);
	}
	return !private->drafts_count;
}

/* --- writing --- */

struct writing {
	struct shell *shell;
	const char *id, *label, *hint;
	bool (*understands)(const void *data, const char *typed, struct strbuf *says); /* or NULL */
	const void *data;
	struct editor editor;
	bool restored;    /* a draft stands there, and nothing was typed yet */
	size_t top_row;   /* the first row of the text that is seen */
	int skipped_cols; /* of a single line, left of what is seen */
};

/* What is to be said of a text that was typed; NULL: nothing. Caller frees. */
static char *understanding(const struct writing *writing, enum style *style)
{
	const char *typed = writing->editor.text.text;
	struct strbuf says = STRBUF_INIT;

	if (!writing->understands || str_is_blank(typed) || !writing->editor.changed)
		return NULL;
	*style = writing->understands(writing->data, typed, &says) ? STYLE_SAVED : STYLE_WARNING;
	if (says.len_bytes)
		return strbuf_take(&says);
	strbuf_release(&says);
	return NULL;
}

/* What the row below the label says, the urgent first. */
static char *writing_notice(const struct writing *writing, enum style *style)
{
	const struct editor *editor = &writing->editor;
	size_t room = editor_room_chars(editor);

	*style = STYLE_WARNING;
	if (editor->refused)
		return str_format(_("No more fits: a text has at most %zu characters. What did not fit was left out."),
		                  editor->limit_chars);
	if (editor->cleaned)
		return mem_strdup(_("Characters that cannot be shown were left out."));
	if (room <= EDITOR_WARN_CHARS)
		return str_format(P_("%zu more character fits.", "%zu more characters fit.", room), room);
	if (writing->restored)
		return mem_strdup(
		        _("This is what you wrote before and did not save. Ctrl-Z brings the saved text back."));
	char *understood = understanding(writing, style);
	if (understood)
		return understood;
	*style = STYLE_DIM;
	return mem_strdup(writing->hint ? writing->hint : "");
}

/* A notice that is too long for one row gets a second where there is room. */
static int notice_rows(const struct writing *writing, const struct canvas *canvas)
{
	enum style style;
	char *notice = writing_notice(writing, &style);
	int rows = draw_paragraph_rows(canvas, canvas->cols - 2 * MARGIN_COLS, notice);

	free(notice);
	if (rows > NOTICE_ROWS_MAX)
		rows = NOTICE_ROWS_MAX;
	return rows < 1 || canvas->rows < ROOMY_ROWS ? 1 : rows;
}

/* Blanks the panel, in case the view drew below its body, and draws what stands above the text: rule, label, notice. */
static int draw_head(const struct writing *writing, const struct canvas *canvas, int row)
{
	int width_cols = canvas->cols - 2 * MARGIN_COLS, rows = notice_rows(writing, canvas);
	char *blank = str_format("%*s", canvas->cols, "");
	enum style style;
	char *notice = writing_notice(writing, &style);

	for (int i = row; i < canvas->rows; i++)
		term_put(canvas->term, i, 0, blank, theme_style(STYLE_PLAIN));
	draw_rule(canvas, row);
	draw_text(canvas, row + 1, MARGIN_COLS, width_cols, writing->label, STYLE_TITLE);
	if (rows > 1)
		draw_paragraph(canvas, row + 2, MARGIN_COLS, width_cols, rows, 0, notice, style);
	else
		draw_text(canvas, row + 2, MARGIN_COLS, width_cols, notice, style);
	free(notice);
	free(blank);
	return row + 2 + rows;
}

/* The single line scrolls sideways so that the cursor is in sight, by whole characters. */
static void draw_line(struct writing *writing, const struct canvas *canvas, int row)
{
	const char *text = writing->editor.text.text;
	int first_col = MARGIN_COLS + 2, width_cols = canvas->cols - first_col - MARGIN_COLS - 1, cursor_col, left_cols;
	struct text_lines rows = {0};
	size_t cursor_row, skipped_bytes;

	editor_layout(&writing->editor, &rows, &cursor_row, &cursor_col);
	text_lines_release(&rows);
	if (cursor_col < writing->skipped_cols)
		writing->skipped_cols = cursor_col;
	if (cursor_col - writing->skipped_cols > width_cols)
		writing->skipped_cols = cursor_col - width_cols + width_cols / 4;
	skipped_bytes = text_cut(text, writing->skipped_cols, canvas->ambiguous_cols, &left_cols);
	draw_text(canvas, row, MARGIN_COLS, 1, left_cols ? "<" : ">", STYLE_KEY);
	draw_text(canvas, row, first_col, width_cols + 1, text + skipped_bytes, STYLE_PLAIN);
	term_cursor(canvas->term, row, first_col + cursor_col - left_cols, true);
}

static void draw_rows(struct writing *writing, const struct canvas *canvas, int row, int rows_count)
{
	const struct editor *editor = &writing->editor;
	struct text_lines rows = {0};
	size_t cursor_row;
	int cursor_col;

	editor_layout(editor, &rows, &cursor_row, &cursor_col);
	if (writing->top_row > cursor_row)
		writing->top_row = cursor_row;
	if (cursor_row - writing->top_row >= (size_t)rows_count)
		writing->top_row = cursor_row - (size_t)rows_count + 1;
	for (size_t i = writing->top_row; i < rows.count && i - writing->top_row < (size_t)rows_count; i++) {
		char *line = mem_strndup(editor->text.text + rows.lines[i].start_byte, rows.lines[i].len_bytes);

		draw_text(canvas, row + (int)(i - writing->top_row), MARGIN_COLS, editor->width_cols, line,
		          STYLE_PLAIN);
		free(line);
	}
	term_cursor(canvas->term, row + (int)(cursor_row - writing->top_row), MARGIN_COLS + cursor_col, true);
	text_lines_release(&rows);
}

/* A screen of 24 rows keeps the question above the text in sight; a small one gives nearly all its room to the text, and the practice
 * two rows more to say what is to be typed. */
static int text_panel_rows(const struct shell *shell)
{
	int rows, cols;

	term_size(shell->term, &rows, &cols);
	return rows >= ROOMY_ROWS ? rows / 2 + 1 : rows - 4 - (shell->tour ? 2 : 0);
}

/* False when the window is too small to see anything of it. */
static bool draw_writing(struct writing *writing)
{
	const char *const line_keys[] = {"Enter",  _("Finish"),         "Esc",    _("Back"),
	                                 "Ctrl-U", _("Clear the line"), "Ctrl-Z", _("Undo")};
	const char *const text_keys[] = {"Ctrl-S", _("Finish"),   "Esc",    _("Back"),
	                                 "Enter",  _("New line"), "Ctrl-Z", _("Undo")};
	bool multiline = writing->editor.multiline;
	struct canvas canvas;
	int row, panel_rows;
	bool seen;

	canvas_init(&canvas, writing->shell->term, writing->shell->ascii);
	panel_rows = multiline ? text_panel_rows(writing->shell)
	                       : LINE_PANEL_ROWS - 1 + notice_rows(writing, &canvas);
	writing->shell->private->typing = multiline ? TYPING_TEXT : TYPING_LINE;
	seen = shell_frame(writing->shell, &canvas, panel_rows, &row);
	writing->shell->private->typing = TYPING_NOTHING;
	if (seen) {
		editor_set_width(&writing->editor, canvas.cols - 2 * MARGIN_COLS - 1, canvas.ambiguous_cols);
		row = draw_head(writing, &canvas, row);
		if (multiline)
			draw_rows(writing, &canvas, row, canvas.rows - 1 - row);
		else
			draw_line(writing, &canvas, row);
		prompt_draw_keys(&canvas, multiline ? text_keys : line_keys, 8);
	}
	term_flush(writing->shell->term);
	return seen;
}

enum wish { WISH_GO_ON, WISH_FINISH, WISH_CANCEL };

static enum wish wish_of(const struct editor *editor, const struct term_event *event)
{
	bool control = event->kind == TERM_TEXT && !event->alt;

	if (event->kind == TERM_KEY && event->key == KEY_ESCAPE)
		return WISH_CANCEL;
	if (control && (event->codepoint == CONTROL('C') || event->codepoint == CONTROL('G')))
		return WISH_CANCEL;
	if (control && event->codepoint == CONTROL('S'))
		return WISH_FINISH;
	if (event->kind == TERM_KEY && (event->key == KEY_F2_ || (event->key == KEY_RETURN && !editor->multiline)))
		return WISH_FINISH;
	return WISH_GO_ON;
}

/* Esc out of a text of several lines: much may have been written. */
static enum wish ask_before_leaving(struct writing *writing)
{
	const char *const choices[] = {_("Save it"), _("Leave without saving (it stands here again next time)"),
	                               _("Go on writing")};

	if (!writing->editor.multiline || !writing->editor.changed)
		return WISH_CANCEL;
	switch (prompt_choice(writing->shell, _("The text has been changed."), choices, 3, NULL, 0)) {
	case 0:
		return WISH_FINISH;
	case 1:
		return WISH_CANCEL;
	default:
		return WISH_GO_ON;
	}
}

/* Runs until one wish is clear; false: cancelled, or hang-up. What was typed is kept under `key` whenever the person pauses. */
static bool write_text(struct writing *writing, const char *key)
{
	size_t unkept = 0; /* keys since it was kept */

	for (;;) {
		struct term_event event;
		bool seen = draw_writing(writing);
		enum wish wish;

		if (!shell_next_event_within(writing->shell, &event, unkept ? PAUSE_MS : -1))
			return false;
		if (unkept && (event.kind == TERM_TIMEOUT || unkept >= KEYS_MAX)) {
			shell_keep_draft(writing->shell, key, writing->editor.text.text);
			unkept = 0;
		}
		if (!seen || event.kind == TERM_TIMEOUT)
			continue;
		wish = wish_of(&writing->editor, &event);
		if (wish == WISH_CANCEL)
			wish = ask_before_leaving(writing);
		if (shell_is_leaving(writing->shell))
			return false;
		if (wish != WISH_GO_ON)
			return wish == WISH_FINISH;
		if (editor_event(&writing->editor, &event))
			writing->restored = false;
		if (writing->editor.changed)
			unkept++;
	}
}

/* An empty line at the end is where the cursor stood, not part of what was written. */
static void trim_end(struct strbuf *text)
{
	while (text->len_bytes && strchr(" \n", text->text[text->len_bytes - 1]))
		strbuf_cut(text, text->len_bytes - 1);
}

static bool prompt_writing(struct writing *writing, char **text, bool multiline)
{
	struct shell *shell = writing->shell;
	struct editor *editor = &writing->editor;
	char *key = draft_key(shell, writing->id), *old_key = old_draft_key(shell, writing->label);
	char *draft = shell_load_draft(shell, key);
	bool done;

	if (!draft)
		draft = shell_load_draft(shell, old_key);

	editor_init(editor, *text, multiline);
	if (draft) {
		editor_replace(editor, draft);
		writing->restored = true;
	}
	done = write_text(writing, key);
	shell_keep_draft(shell, key, !done && editor->changed ? editor->text.text : NULL);
	shell_keep_draft(shell, old_key, NULL);
	if (done)
		trim_end(&editor->text);
	if (done && (editor->changed || !*text))
		str_assign(text, editor->text.text);
	shell_clear_message(shell);
	if (!done && editor->changed && !shell_is_leaving(shell))
		shell_say(shell, STYLE_PLAIN, "%s", _("Not saved yet. What was typed stands here again when this is next opened."));
	editor_release(editor);
	free(draft);
	free(old_key);
	free(key);
	return done;
}

void prompt_keep(struct shell *shell, const char *id, const char *text)
{
	char *key = draft_key(shell, id);

	shell_keep_draft(shell, key, text);
	free(key);
}

bool prompt_line(struct shell *shell, const char *id, const char *label, const char *hint, char **text)
{
	return prompt_line_checked(shell, id, label, hint, text, NULL, NULL);
}

bool prompt_line_checked(struct shell *shell, const char *id, const char *label, const char *hint, char **text,
                         bool (*understands)(const void *data, const char *typed, struct strbuf *says), const void *data)
{
	struct writing writing = {.shell = shell, .id = id, .label = label, .hint = hint, .understands = understands, .data = data};

	return prompt_writing(&writing, text, false);
}

bool prompt_understands_date(const void *data, const char *typed, struct strbuf *says)
{
	struct error err = {0};
	struct date date;
	bool understood = date_parse(&date, typed, &err);

	(void)data;
	if (understood)
		date_format_local(says, date);
	else
		strbuf_add(says, err.message);
	error_release(&err);
	return understood;
}

bool prompt_understands_year(const void *data, const char *typed, struct strbuf *says)
{
	struct error err = {0};
	int year;
	bool understood = date_parse_fiscal_year(&year, typed, &err);

	(void)data;
	if (understood)
		date_format_fiscal_year(says, year);
	else
		strbuf_add(says, err.message);
	error_release(&err);
	return understood;
}

bool prompt_text(struct shell *shell, const char *id, const char *label, const char *hint, char **text)
{
	struct writing writing = {.shell = shell, .id = id, .label = label, .hint = hint};

	return prompt_writing(&writing, text, true);
}
