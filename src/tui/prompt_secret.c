/* Asking for a passphrase: one line that is not shown, not kept, and wiped. */
#include <stdlib.h>
#include <string.h>

#include "shell.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

enum { PANEL_ROWS = 5, HINT_ROWS_MAX = 4, ROOMY_ROWS = 20, MARGIN_COLS = 1, UTF8_BYTES = 4, SECRET_BYTES_MAX = 1024 };

/* Of fixed size, so that no copy is left behind when it grows. */
struct secret {
	char text[SECRET_BYTES_MAX + 1];
	size_t len_bytes, chars;
};

static void add_char(struct secret *secret, uint32_t codepoint)
{
	char bytes[UTF8_BYTES];
	size_t count = codepoint < 0x80 ? 1 : codepoint < 0x800 ? 2 : codepoint < 0x10000 ? 3 : 4;
	if (codepoint < ' ' || codepoint == 0x7f || secret->len_bytes + count > SECRET_BYTES_MAX)
		return;
	for (size_t i = count; i-- > 1; codepoint >>= 6)
		bytes[i] = (char)(0x80 | (codepoint & 0x3f));
	bytes[0] = (char)(count == 1 ? codepoint : (0xf00u >> count & 0xf0u) | codepoint);
	memcpy(secret->text + secret->len_bytes, bytes, count);
	mem_wipe(bytes, sizeof bytes);
	secret->len_bytes += count;
	secret->chars++;
}

/* Up to the first line's end. */
static void add_pasted(struct secret *secret, const char *text)
{
	size_t len_bytes = strcspn(text, "\r\n");
	if (secret->len_bytes + len_bytes > SECRET_BYTES_MAX)
		return;
	memcpy(secret->text + secret->len_bytes, text, len_bytes);
	secret->len_bytes += len_bytes;
	for (size_t i = 0; i < len_bytes; i++)
		secret->chars += ((unsigned char)text[i] & 0xc0) != 0x80;
}

static void take_back(struct secret *secret)
{
	while (secret->len_bytes) {
		char last = secret->text[--secret->len_bytes];
		secret->text[secret->len_bytes] = '\0';
		if (((unsigned char)last & 0xc0) == 0x80)
			continue;
		secret->chars--;
		return;
	}
}

static void empty(struct secret *secret)
{
	mem_wipe(secret, sizeof *secret);
}

/* What is to be known of it, in one row where there is little room. */
static int hint_rows(const struct canvas *canvas, const char *hint)
{
	int rows = draw_paragraph_rows(canvas, canvas->cols - 2 * MARGIN_COLS, hint);
	if (rows > HINT_ROWS_MAX)
		rows = HINT_ROWS_MAX;
	return rows < 1 || canvas->rows < ROOMY_ROWS ? 1 : rows;
}

static void draw_keys(const struct canvas *canvas, int row)
{
	int cols = canvas->cols - 2 * MARGIN_COLS, col = MARGIN_COLS;
	col += draw_text(canvas, row, col, cols, "Enter", STYLE_KEY) + 1;
	col += draw_text(canvas, row, col, cols, _("Finish"), STYLE_PLAIN) + 2;
	col += draw_text(canvas, row, col, cols, "Esc", STYLE_KEY) + 1;
	draw_text(canvas, row, col, cols, _("Back"), STYLE_PLAIN);
}

/* A star for each character: one sees that the keys arrive. */
static bool draw(struct shell *shell, const struct secret *secret, const char *label, const char *hint, enum style hint_style)
{
	struct canvas canvas;
	int row;
	canvas_init(&canvas, shell->term, shell->ascii);
	int rows = hint_rows(&canvas, hint);
	bool seen = shell_frame(shell, &canvas, PANEL_ROWS - 1 + rows, &row);
	if (seen) {
		int cols = canvas.cols - 2 * MARGIN_COLS, col = MARGIN_COLS + 2;
		char *blank = str_format("%*s", canvas.cols, "");
		struct strbuf stars = STRBUF_INIT;
		for (int i = row; i < canvas.rows; i++)
			term_put(canvas.term, i, 0, blank, theme_style(STYLE_PLAIN));
		strbuf_add_repeat(&stars, "*", secret->chars);
		draw_rule(&canvas, row);
		draw_text(&canvas, row + 1, MARGIN_COLS, cols, label, STYLE_TITLE);
		if (rows > 1)
			draw_paragraph(&canvas, row + 2, MARGIN_COLS, cols, rows, 0, hint, hint_style);
		else
			draw_text(&canvas, row + 2, MARGIN_COLS, cols, hint, hint_style);
		row += 2 + rows;
		draw_text(&canvas, row, MARGIN_COLS, 1, ">", STYLE_KEY);
		col += draw_text(&canvas, row, col, cols - 4, stars.text, STYLE_PLAIN);
		term_cursor(canvas.term, row, col, true);
		draw_keys(&canvas, row + 1);
		strbuf_release(&stars);
		free(blank);
	}
	term_flush(shell->term);
	return seen;
}

enum asking { ASKING_OPEN, ASKING_DONE, ASKING_LEFT };

static enum asking take_event(struct secret *secret, const struct term_event *event)
{
	if (event->kind == TERM_PASTE) {
		add_pasted(secret, event->paste);
		mem_wipe((char *)event->paste, strlen(event->paste)); /* else it would stay there until the next paste */
	}
	if (event->kind == TERM_KEY && event->key == KEY_BACKSPACE_)
		take_back(secret);
	if (event->kind == TERM_KEY && event->key == KEY_ESCAPE)
		return ASKING_LEFT;
	if (event->kind == TERM_KEY && event->key == KEY_RETURN)
		return secret->len_bytes ? ASKING_DONE : ASKING_OPEN;
	if (event->kind != TERM_TEXT || event->alt)
		return ASKING_OPEN;
	if (event->codepoint == ('C' & 0x1f) || event->codepoint == ('G' & 0x1f))
		return ASKING_LEFT;
	if (event->codepoint == ('U' & 0x1f))
		empty(secret);
	else
		add_char(secret, event->codepoint);
	return ASKING_OPEN;
}

static char *ask(struct shell *shell, const char *label, const char *hint, enum style hint_style)
{
	struct secret secret = {0};
	struct term_event event = {0};
	enum asking asking = ASKING_OPEN;
	while (asking == ASKING_OPEN) {
		bool seen = draw(shell, &secret, label, hint, hint_style);
		if (!shell_next_event(shell, &event))
			asking = ASKING_LEFT;
		else if (seen)
			asking = take_event(&secret, &event);
	}
	char *text = asking == ASKING_DONE ? mem_strndup(secret.text, secret.len_bytes) : NULL;
	mem_wipe(&event, sizeof event);
	empty(&secret);
	shell_clear_message(shell);
	return text;
}

char *prompt_secret(struct shell *shell, const char *label, const char *hint)
{
	return ask(shell, label, hint, STYLE_DIM);
}

char *prompt_secret_again(struct shell *shell, const char *label, const char *wrong)
{
	return ask(shell, label, wrong, STYLE_WARNING);
}

void secret_free(char *secret)
{
	if (secret)
		mem_wipe(secret, strlen(secret));
	free(secret);
}
