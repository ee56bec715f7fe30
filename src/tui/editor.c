#include "editor.h"

#include <stdlib.h>
#include <string.h>

#include "editor_clean.h"
#include "tenken/base/mem.h"

enum { STEPS_MAX = 500 };

/* What the last edit was: letters typed one after the other, or deleted so, are one step of undo. */
enum typing { TYPING_NOT, TYPING_INSERTS, TYPING_DELETES };

#define CONTROL(c) ((c)&0x1fu)

void editor_init(struct editor *editor, const char *text, bool multiline)
{
	*editor = (struct editor){.multiline = multiline,
	                          .limit_chars = EDITOR_LIMIT_CHARS,
	                          .width_cols = 78,
	                          .ambiguous_cols = 1,
	                          .goal_cols = -1};
	strbuf_init(&editor->text);
	editor_clean(&editor->text, text ? text : "", multiline, SIZE_MAX);
	editor->cursor_byte = editor->text.len_bytes;
	editor->first = mem_strdup(editor->text.text);
}

static void drop_undone(struct editor *editor)
{
	while (editor->undone_count)
		free(editor->undone[--editor->undone_count].text);
}

static void drop_steps(struct editor *editor, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(editor->steps[i].text);
	editor->steps_count -= count;
	memmove(editor->steps, editor->steps + count, editor->steps_count * sizeof *editor->steps);
}

void editor_release(struct editor *editor)
{
	if (!editor)
		return;
	if (editor->steps_count)
		drop_steps(editor, editor->steps_count);
	drop_undone(editor);
	free(editor->steps);
	free(editor->undone);
	free(editor->first);
	free(editor->killed);
	strbuf_release(&editor->text);
	*editor = (struct editor){0};
}

void editor_set_width(struct editor *editor, int width_cols, int ambiguous_cols)
{
	editor->width_cols = width_cols > 2 ? width_cols : 2;
	editor->ambiguous_cols = ambiguous_cols;
}

size_t editor_chars(const struct editor *editor)
{
	size_t chars = 0;

	for (const char *c = editor->text.text; *c; c++)
		chars += ((unsigned char)*c & 0xc0) != 0x80;
	return chars;
}

size_t editor_room_chars(const struct editor *editor)
{
	size_t chars = editor_chars(editor);

	return chars < editor->limit_chars ? editor->limit_chars - chars : 0;
}

/* --- edits: everything that changes the text goes through splice() --- */

static struct editor_step present_step(const struct editor *editor)
{
	return (struct editor_step){.text = mem_strdup(editor->text.text), .cursor_byte = editor->cursor_byte};
}

static void remember(struct editor *editor, enum typing typing)
{
	if (typing != TYPING_NOT && editor->typing == (int)typing)
		return;
	if (editor->steps_count >= STEPS_MAX)
		drop_steps(editor, STEPS_MAX / 2);
	*MEM_PUSH(editor->steps, editor->steps_count) = present_step(editor);
	editor->typing = (int)typing;
}

/* Puts `text` in place of the bytes [from, to); the cursor stands behind it. */
static void splice(struct editor *editor, size_t from, size_t to, const char *text)
{
	struct strbuf spliced = STRBUF_INIT;

	drop_undone(editor);
	strbuf_add_bytes(&spliced, editor->text.text, from);
	strbuf_add(&spliced, text);
	editor->cursor_byte = spliced.len_bytes;
	strbuf_add_bytes(&spliced, editor->text.text + to, editor->text.len_bytes - to);
	strbuf_release(&editor->text);
	editor->text = spliced;
}

static void insert(struct editor *editor, const char *text, enum typing typing)
{
	size_t cursor = editor->cursor_byte;
	size_t before = text_previous_cluster(editor->text.text, cursor);
	struct strbuf fit = STRBUF_INIT;
	enum editor_clean_result result;
	size_t context_bytes = cursor - before;

	/* The cluster before is handed along: a variation selector is clean only behind its ideograph. */
	strbuf_add_bytes(&fit, editor->text.text + before, context_bytes);
	result = editor_clean(&fit, text, editor->multiline, editor_room_chars(editor));
	editor->cleaned = result & EDITOR_CLEANED;
	editor->refused = result & EDITOR_REFUSED;
	if (fit.len_bytes > context_bytes) {
		remember(editor, typing);
		splice(editor, cursor, cursor, fit.text + context_bytes);
	}
	strbuf_release(&fit);
}

static void insert_codepoint(struct editor *editor, uint32_t codepoint)
{
	struct strbuf typed = STRBUF_INIT;
	bool ends_step = codepoint == ' ' || codepoint == '\n' || codepoint == 0x3000 || codepoint == 0x3001 ||
	                 codepoint == 0x3002;

	text_encode(&typed, codepoint);
	insert(editor, typed.text, TYPING_INSERTS);
	if (ends_step)
		editor->typing = TYPING_NOT;
	strbuf_release(&typed);
}

static void delete_range(struct editor *editor, size_t from, size_t to, enum typing typing)
{
	if (from >= to)
		return;
	remember(editor, typing);
	splice(editor, from, to, "");
}

/* Cuts [from, to) for Ctrl-Y; cuts that follow each other are kept as one piece. */
static void kill_range(struct editor *editor, size_t from, size_t to, bool was_killing)
{
	struct strbuf killed = STRBUF_INIT;
	const char *earlier = was_killing && editor->killed ? editor->killed : "";
	bool backwards = to == editor->cursor_byte && from < to;

	editor->killing = true;
	if (from >= to)
		return;
	if (!backwards)
		strbuf_add(&killed, earlier);
	strbuf_add_bytes(&killed, editor->text.text + from, to - from);
	if (backwards)
		strbuf_add(&killed, earlier);
	free(editor->killed);
	editor->killed = strbuf_take(&killed);
	delete_range(editor, from, to, TYPING_NOT);
}

static void return_to(struct editor *editor, struct editor_step *step)
{
	editor->typing = TYPING_NOT;
	strbuf_reset(&editor->text);
	strbuf_add(&editor->text, step->text);
	editor->cursor_byte = step->cursor_byte;
	free(step->text);
}

static void undo(struct editor *editor)
{
	editor->typing = TYPING_NOT;
	if (editor->steps_count == 0)
		return;
	*MEM_PUSH(editor->undone, editor->undone_count) = present_step(editor);
	return_to(editor, &editor->steps[--editor->steps_count]);
}

static void redo(struct editor *editor)
{
	editor->typing = TYPING_NOT;
	if (editor->undone_count == 0)
		return;
	*MEM_PUSH(editor->steps, editor->steps_count) = present_step(editor);
	return_to(editor, &editor->undone[--editor->undone_count]);
}

void editor_replace(struct editor *editor, const char *text)
{
	struct strbuf clean = STRBUF_INIT;

	editor_clean(&clean, text, editor->multiline, editor->limit_chars);
	remember(editor, TYPING_NOT);
	splice(editor, 0, editor->text.len_bytes, clean.text);
	strbuf_release(&clean);
	editor->changed = strcmp(editor->text.text, editor->first) != 0;
}

/* --- keys --- */

static void move(struct editor *editor, size_t to_byte)
{
	editor->cursor_byte = to_byte;
	editor->typing = TYPING_NOT;
}

/* ↑ ↓ and pages: by rows of the wrapped text, aiming at the column in which the moving began. */
static bool move_rows(struct editor *editor, int step, int goal_cols)
{
	struct text_lines rows = {0};
	size_t row, to;
	int col;

	if (!editor->multiline)
		return false;
	editor_layout(editor, &rows, &row, &col);
	editor->goal_cols = goal_cols >= 0 ? goal_cols : col;
	if (step < 0)
		to = row > (size_t)-step ? row - (size_t)-step : 0;
	else
		to = rows.count - 1 - row > (size_t)step ? row + (size_t)step : rows.count - 1;
	if (to != row)
		move(editor, editor_byte_at(editor, &rows, to, editor->goal_cols));
	text_lines_release(&rows);
	return true;
}

static bool key_event(struct editor *editor, const struct term_event *event, int goal_cols)
{
	const char *text = editor->text.text;
	size_t cursor = editor->cursor_byte;

	switch (event->key) {
	case KEY_ARROW_LEFT:
		move(editor, event->ctrl || event->alt ? editor_word_before(text, cursor)
		                                       : text_previous_cluster(text, cursor));
		return true;
	case KEY_ARROW_RIGHT:
		move(editor, event->ctrl || event->alt ? editor_word_after(text, cursor)
		                                       : cursor + text_cluster_bytes(text + cursor));
		return true;
	case KEY_ARROW_UP:
		return move_rows(editor, -1, goal_cols);
	case KEY_ARROW_DOWN:
		return move_rows(editor, 1, goal_cols);
	case KEY_PAGE_UP:
		return move_rows(editor, -8, goal_cols);
	case KEY_PAGE_DOWN:
		return move_rows(editor, 8, goal_cols);
	case KEY_HOME_:
		move(editor, event->ctrl ? 0 : editor_line_start(text, cursor));
		return true;
	case KEY_END_:
		move(editor, event->ctrl ? editor->text.len_bytes : editor_line_end(text, cursor));
		return true;
	case KEY_BACKSPACE_:
		if (event->alt || event->ctrl)
			kill_range(editor, editor_word_before(text, cursor), cursor, false);
		else
			delete_range(editor, text_previous_cluster(text, cursor), cursor, TYPING_DELETES);
		return true;
	case KEY_DELETE_:
		delete_range(editor, cursor, cursor + text_cluster_bytes(text + cursor), TYPING_DELETES);
		return true;
	case KEY_RETURN:
		if (editor->multiline)
			insert_codepoint(editor, '\n');
		return editor->multiline;
	default:
		return false;
	}
}

/* The control letters that stand for a key. */
static enum key key_of_control(uint32_t codepoint)
{
	switch (codepoint) {
	case CONTROL('B'):
		return KEY_ARROW_LEFT;
	case CONTROL('F'):
		return KEY_ARROW_RIGHT;
	case CONTROL('P'):
		return KEY_ARROW_UP;
	case CONTROL('N'):
		return KEY_ARROW_DOWN;
	case CONTROL('A'):
		return KEY_HOME_;
	case CONTROL('E'):
		return KEY_END_;
	case CONTROL('D'):
		return KEY_DELETE_;
	case CONTROL('H'):
		return KEY_BACKSPACE_;
	default:
		return KEY_NOTHING;
	}
}

static bool control_event(struct editor *editor, uint32_t codepoint, int goal_cols, bool was_killing)
{
	const char *text = editor->text.text;
	size_t cursor = editor->cursor_byte, end;

	switch (codepoint) {
	case CONTROL('K'):
		end = editor_line_end(text, cursor);
		kill_range(editor, cursor, end == cursor && text[end] == '\n' ? end + 1 : end, was_killing);
		return true;
	case CONTROL('U'):
		kill_range(editor, editor_line_start(text, cursor), editor_line_end(text, cursor), was_killing);
		return true;
	case CONTROL('W'):
		kill_range(editor, editor_word_before(text, cursor), cursor, was_killing);
		return true;
	case CONTROL('Y'):
		if (editor->killed)
			insert(editor, editor->killed, TYPING_NOT);
		return true;
	case CONTROL('Z'):
	case CONTROL('_'):
		undo(editor);
		return true;
	case CONTROL('R'):
		redo(editor);
		return true;
	default:
		return key_event(editor, &(struct term_event){.kind = TERM_KEY, .key = key_of_control(codepoint)},
		                 goal_cols);
	}
}

static bool text_event(struct editor *editor, const struct term_event *event, int goal_cols, bool was_killing)
{
	if (event->alt) {
		if (event->codepoint == 'b' || event->codepoint == 'B')
			move(editor, editor_word_before(editor->text.text, editor->cursor_byte));
		else if (event->codepoint == 'f' || event->codepoint == 'F')
			move(editor, editor_word_after(editor->text.text, editor->cursor_byte));
		else if (event->codepoint == 'd' || event->codepoint == 'D')
			kill_range(editor, editor->cursor_byte, editor_word_after(editor->text.text, editor->cursor_byte),
			           was_killing);
		else
			return false;
		return true;
	}
	if (event->codepoint < 0x20)
		return control_event(editor, event->codepoint, goal_cols, was_killing);
	insert_codepoint(editor, event->codepoint);
	return true;
}

bool editor_event(struct editor *editor, const struct term_event *event)
{
	int goal_cols = editor->goal_cols;
	bool was_killing = editor->killing, done;

	editor->goal_cols = -1;
	editor->killing = editor->refused = editor->cleaned = false;
	switch (event->kind) {
	case TERM_KEY:
		done = key_event(editor, event, goal_cols);
		break;
	case TERM_TEXT:
		done = text_event(editor, event, goal_cols, was_killing);
		break;
	case TERM_PASTE:
		insert(editor, event->paste, TYPING_NOT);
		done = true;
		break;
	default:
		editor->goal_cols = goal_cols;
		editor->killing = was_killing;
		return false;
	}
	editor->changed = strcmp(editor->text.text, editor->first) != 0;
	return done;
}
