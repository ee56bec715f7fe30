/* What a classification says, in words: for the command line and the screens alike. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/app/classifying.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

enum { WIDTH_COLS = 78, AMBIGUOUS_COLS = 2 };

static void add_line(struct strbuf *out, const char *text)
{
	strbuf_add(out, text);
	strbuf_add_char(out, '\n');
}

/* Adds `text`: `mark` before its first line, the others as far in. */
static void add_hanging(struct strbuf *out, const char *mark, const char *text)
{
	int indent_cols = text_cols(mark, AMBIGUOUS_COLS);
	struct text_lines lines = {0};
	text_wrap(&lines, text, WIDTH_COLS - indent_cols, AMBIGUOUS_COLS);
	for (size_t i = 0; i < lines.count; i++) {
		strbuf_addf(out, "%s%*s%s", i ? "\n" : "", i ? indent_cols : 0, "", i ? "" : mark);
		strbuf_add_bytes(out, text + lines.lines[i].start_byte, lines.lines[i].len_bytes);
	}
	text_lines_release(&lines);
}

static void line_hanging(struct strbuf *out, const char *mark, const char *text)
{
	struct strbuf line = STRBUF_INIT;
	add_hanging(&line, mark, text);
	add_line(out, line.text);
	strbuf_release(&line);
}

/* Adds a word that is not torn: behind a blank, or at the beginning of the next line. */
static void add_word(struct strbuf *out, const char *word, int indent_cols)
{
	const char *last = strrchr(out->text, '\n');
	int used_cols = text_cols(last ? last + 1 : out->text, AMBIGUOUS_COLS);
	if (used_cols + 1 + text_cols(word, AMBIGUOUS_COLS) <= WIDTH_COLS)
		strbuf_addf(out, " %s", word);
	else
		strbuf_addf(out, "\n%*s%s", indent_cols, "", word);
}

/* Whether `id` stands below `above`: "4.2.ク.2.1" below "4.2.ク.2". */
static bool is_below(const char *id, const char *above)
{
	return str_starts_with(id, above) && id[strlen(above)] == '.';
}

/* A text with the clauses that it comes from; those below another of them are left out. */
static void line_with_clauses(struct strbuf *out, const char *mark, const struct pack *pack,
                              const struct bilingual *text, const size_t *clauses, size_t count)
{
	struct strbuf line = STRBUF_INIT;
	add_hanging(&line, mark, bilingual_text(text));
	for (size_t i = 0; i < count; i++) {
		bool covered = false;
		for (size_t k = 0; k < i && !covered; k++)
			covered = is_below(pack->clauses[clauses[i]].id, pack->clauses[clauses[k]].id);
		if (covered)
			continue;
		char *word = str_format("[%s]", pack->clauses[clauses[i]].label);
		add_word(&line, word, text_cols(mark, AMBIGUOUS_COLS));
		free(word);
	}
	add_line(out, line.text);
	strbuf_release(&line);
}

static char *class_name(const struct class_axis *axis, const struct class_result *result)
{
	if (result->known)
		return mem_strdup(bilingual_text(&axis->levels[result->level].title));
	return str_format(_("%s not known (%s to %s)"), bilingual_text(&axis->title), axis->levels[result->level].id,
	                  axis->levels[result->ceiling].id);
}

static void add_classes(struct strbuf *out, const struct classification *classification, const struct class_result *results)
{
	struct strbuf line = STRBUF_INIT;
	for (size_t i = 0; i < classification->axes_count; i++) {
		char *name = class_name(&classification->axes[i], &results[i]);
		strbuf_addf(&line, "%s%s", i ? "  " : "", name);
		free(name);
	}
	line_hanging(out, "", line.text);
	strbuf_release(&line);
}

static void add_reasons(struct strbuf *out, const struct pack *pack, const struct class_result *results,
                        const bool *recorded)
{
	const struct classification *classification = pack->classification;
	for (size_t i = 0; i < classification->axes_count; i++) {
		char *name = class_name(&classification->axes[i], &results[i]);
		add_line(out, name);
		free(name);
		if (recorded && recorded[i]) {
			line_hanging(out, "  ", _("As the register has it."));
			continue;
		}
		if (!results[i].known)
			line_hanging(out, "  ", _("To be settled:"));
		else if (!results[i].because_count)
			line_hanging(out, "  ", _("Nothing that was answered yes leads higher."));
		for (size_t k = 0; k < results[i].because_count; k++) {
			const struct class_question *question = &classification->questions[results[i].because[k]];
			line_with_clauses(out, "  - ", pack, &question->text, question->clauses, question->clauses_count);
		}
	}
}

static void add_handling(struct strbuf *out, const struct pack *pack, const struct handling *handling, enum truth applies)
{
	line_with_clauses(out, applies == TRUTH_UNKNOWN ? "  ? " : "  - ", pack, &handling->text, handling->clauses,
	                   handling->clauses_count);
	for (size_t i = 0; i < handling->items_count; i++) {
		char *mark = str_format("    %2zu. ", i + 1);
		line_hanging(out, mark, bilingual_text(&handling->items[i]));
		free(mark);
	}
}

char *classification_text(const struct pack *pack, const struct class_result *results, const bool *recorded)
{
	struct strbuf text = STRBUF_INIT, *out = &text;
	const struct classification *classification = pack->classification;
	bool open = false;
	add_classes(out, classification, results);
	add_line(out, "");
	add_reasons(out, pack, results, recorded);
	for (int topic = 0; topic < TOPICS; topic++) {
		bool any = false;
		for (size_t i = 0; i < classification->handlings_count; i++) {
			const struct handling *handling = &classification->handlings[i];
			enum truth applies = classify_handling(classification, i, results);
			if ((int)handling->topic != topic || applies == TRUTH_FALSE)
				continue;
			if (!any) {
				add_line(out, "");
				add_line(out, handling_topic_label(handling->topic));
			}
			any = true;
			open = open || applies == TRUTH_UNKNOWN;
			add_handling(out, pack, handling, applies);
		}
	}
	if (open) {
		add_line(out, "");
		line_hanging(out, "", _("?: applies or not, depending on what is to be settled."));
	}
	return strbuf_take(&text);
}
