#include "tenken/tui/draw.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"

void canvas_init(struct canvas *canvas, struct term *term, bool ascii)
{
	*canvas = (struct canvas){.term = term, .ascii = ascii};
	term_size(term, &canvas->rows, &canvas->cols);
	canvas->ambiguous_cols = term_ambiguous_cols(term);
}

static int cols_of(const struct canvas *canvas, const char *text)
{
	return text_cols(text, canvas->ambiguous_cols);
}

/* Columns that may be drawn from (row, col): none outside the picture. */
static int room_cols(const struct canvas *canvas, int row, int col, int width_cols)
{
	if (row < 0 || row >= canvas->rows || col < 0 || col >= canvas->cols)
		return 0;
	return width_cols < canvas->cols - col ? width_cols : canvas->cols - col;
}

/* One line of it, safe; a break within it shows as a space. */
static char *one_line(const char *text)
{
	char *safe = text_safe_dup(text, TEXT_SAFE_MULTILINE);

	for (char *c = safe; (c = strchr(c, '\n')) != NULL;)
		*c = ' ';
	return safe;
}

/* What shows that a text was cut, as far as there is room for it. */
static const char *ellipsis(const struct canvas *canvas, int width_cols)
{
	const char *mark = canvas->ascii ? ".." : "…";

	return cols_of(canvas, mark) < width_cols ? mark : "";
}

/* A fresh string of at most `width_cols` columns, cut with an ellipsis. */
static char *fitted(const struct canvas *canvas, const char *text, int width_cols)
{
	char *line = one_line(text);
	struct strbuf out = STRBUF_INIT;
	const char *mark;

	if (cols_of(canvas, line) <= width_cols)
		return line;
	mark = ellipsis(canvas, width_cols);
	strbuf_add_bytes(&out, line, text_cut(line, width_cols - cols_of(canvas, mark), canvas->ambiguous_cols, NULL));
	strbuf_add(&out, mark);
	free(line);
	return strbuf_take(&out);
}

int draw_text(const struct canvas *canvas, int row, int col, int width_cols, const char *text, enum style style)
{
	char *line;
	int used_cols;

	width_cols = room_cols(canvas, row, col, width_cols);
	if (width_cols <= 0 || !text)
		return 0;
	line = fitted(canvas, text, width_cols);
	used_cols = cols_of(canvas, line);
	term_put(canvas->term, row, col, line, theme_style(style));
	free(line);
	return used_cols;
}

int draw_right(const struct canvas *canvas, int row, int col, int width_cols, const char *text, enum style style)
{
	char *line;
	int used_cols;

	width_cols = room_cols(canvas, row, col, width_cols);
	if (width_cols <= 0 || !text)
		return 0;
	line = fitted(canvas, text, width_cols);
	used_cols = cols_of(canvas, line);
	term_put(canvas->term, row, col + width_cols - used_cols, line, theme_style(style));
	free(line);
	return used_cols;
}

/* `text` safe and wrapped; both are the caller's to release. */
static char *wrapped(const struct canvas *canvas, int width_cols, const char *text, struct text_lines *lines)
{
	char *safe = text_safe_dup(text, TEXT_SAFE_MULTILINE);

	*lines = (struct text_lines){0};
	text_wrap(lines, safe, width_cols > 1 ? width_cols : 1, canvas->ambiguous_cols);
	return safe;
}

/* Whether the sentence of row `at` goes on in the next one. Where a new line begins instead, what stands is whole: how many lines are
 * worth their room is the caller's to say. */
static bool goes_on(const char *text, const struct text_lines *lines, size_t at)
{
	size_t end = lines->lines[at].start_byte + lines->lines[at].len_bytes;

	return at + 1 < lines->count && !memchr(text + end, '\n', lines->lines[at + 1].start_byte - end);
}

int draw_paragraph(const struct canvas *canvas, int row, int col, int width_cols, int max_rows, int skip_rows,
                   const char *text, enum style style)
{
	struct text_lines lines;
	char *safe = wrapped(canvas, width_cols, text, &lines);
	size_t first = skip_rows > 0 ? (size_t)skip_rows : 0;
	int used_rows = 0;

	for (size_t i = first; i < lines.count && used_rows < max_rows; i++) {
		bool cut = used_rows + 1 == max_rows && goes_on(safe, &lines, i);
		char *line = str_format("%.*s%s", (int)lines.lines[i].len_bytes, safe + lines.lines[i].start_byte,
		                        cut ? ellipsis(canvas, width_cols) : "");

		draw_text(canvas, row + used_rows++, col, width_cols, line, style);
		free(line);
	}
	text_lines_release(&lines);
	free(safe);
	return used_rows;
}

int draw_paragraph_rows(const struct canvas *canvas, int width_cols, const char *text)
{
	struct text_lines lines;
	char *safe = wrapped(canvas, width_cols, text, &lines);
	size_t count = lines.count;

	text_lines_release(&lines);
	free(safe);
	return (int)count;
}

void draw_rule(const struct canvas *canvas, int row)
{
	struct strbuf rule = STRBUF_INIT;
	const char *piece = canvas->ascii ? "-" : "─";
	int piece_cols = cols_of(canvas, piece);

	if (row < 0 || row >= canvas->rows || canvas->cols <= 0)
		return;
	strbuf_add_repeat(&rule, piece, (size_t)(canvas->cols / (piece_cols > 0 ? piece_cols : 1)));
	term_put(canvas->term, row, 0, rule.text, theme_style(STYLE_RULE));
	strbuf_release(&rule);
}

void draw_answer(const struct canvas *canvas, int row, int col, enum answer answer)
{
	char letter[2] = {0};

	if (room_cols(canvas, row, col, 2) < 2)
		return;
	letter[0] = answer_letter(answer);
	term_put(canvas->term, row, col, canvas->ascii ? letter : answer_kanji(answer), theme_answer(answer));
}

/* A line folded cluster by cluster, so that a place in the folded text leads back to one in the line. */
struct folded_line {
	struct strbuf text;
	size_t *line_byte; /* for each folded byte: where its cluster begins in the line; one more for the end */
	size_t count;
};

static void fold_line(struct folded_line *folded, const char *line)
{
	size_t at = 0, step;

	*folded = (struct folded_line){.text = STRBUF_INIT};
	while ((step = text_cluster_bytes(line + at)) > 0) {
		char *cluster = mem_strndup(line + at, step);
		char *fold = text_fold(cluster);

		strbuf_add(&folded->text, fold);
		while (folded->count < folded->text.len_bytes)
			*MEM_PUSH(folded->line_byte, folded->count) = at;
		free(fold);
		free(cluster);
		at += step;
	}
	*MEM_PUSH(folded->line_byte, folded->count) = at;
}

static void put_part(const struct canvas *canvas, int row, int *col, const char *line, size_t from, size_t to,
                     enum style style)
{
	char *part;

	if (from >= to)
		return;
	part = mem_strndup(line + from, to - from);
	term_put(canvas->term, row, *col, part, theme_style(style));
	*col += cols_of(canvas, part);
	free(part);
}

int draw_matches(const struct canvas *canvas, int row, int col, int width_cols, const char *text, const char *search,
                 enum style style)
{
	struct folded_line folded;
	char *needle = text_fold(search ? search : "");
	size_t needle_bytes = strlen(needle), at = 0, done = 0;
	const char *found;
	char *line;
	int first_col = col;

	width_cols = room_cols(canvas, row, col, width_cols);
	if (width_cols <= 0 || !text || needle_bytes == 0) {
		free(needle);
		return draw_text(canvas, row, col, width_cols, text, style);
	}
	line = fitted(canvas, text, width_cols);
	fold_line(&folded, line);
	while ((found = strstr(folded.text.text + at, needle)) != NULL) {
		size_t from_fold = (size_t)(found - folded.text.text);
		size_t from = folded.line_byte[from_fold];
		size_t last = folded.line_byte[from_fold + needle_bytes - 1];
		size_t to = last + text_cluster_bytes(line + last);

		if (from < done) /* the cluster before matched already */
			from = done;
		put_part(canvas, row, &col, line, done, from, style);
		put_part(canvas, row, &col, line, from, to, STYLE_MATCH);
		done = to > done ? to : done;
		at = from_fold + needle_bytes;
	}
	put_part(canvas, row, &col, line, done, strlen(line), style);
	strbuf_release(&folded.text);
	free(folded.line_byte);
	free(needle);
	free(line);
	return col - first_col;
}
