/* classify: which class information has, why, and what handling that demands.
 *
 * First an answer for each question of the classification is made up, then they are judged and shown: where the answers come
 * from makes no difference to the rest. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "tenken/app/packs.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/core/classify.h"

enum { WIDTH_COLS = 78, AMBIGUOUS_COLS = 2 };

/* --- answers --- */

/* One word of --facts: "ID" is a yes, "ID=?" an answer that is still open. */
static bool take_fact(const struct pack *pack, char *word, enum truth *answers, struct error *err)
{
	bool open = str_ends_with(word, "=?");
	size_t question;
	if (open)
		word[strlen(word) - strlen("=?")] = '\0';
	if (classification_is_neutral(pack, word))
		return true;
	question = classification_require_question(pack->classification, word, err);
	if (question == SIZE_MAX)
		return false;
	answers[question] = open ? TRUTH_UNKNOWN : TRUTH_TRUE;
	return true;
}

/* The questions listed are answered yes, all others no. */
static bool answers_from_facts(const struct pack *pack, const char *facts, enum truth *answers, struct error *err)
{
	bool ok = true;
	for (size_t i = 0; i < pack->classification->questions_count; i++)
		answers[i] = TRUTH_FALSE;
	while (ok && *facts) {
		size_t len_bytes = strcspn(facts, ",");
		size_t blanks = strspn(facts, " ");
		if (blanks > len_bytes)
			blanks = len_bytes;
		char *word = mem_strndup(facts + blanks, len_bytes - blanks);
		for (size_t end = strlen(word); end && word[end - 1] == ' ';)
			word[--end] = '\0';
		if (*word)
			ok = take_fact(pack, word, answers, err);
		free(word);
		facts += len_bytes + (facts[len_bytes] == ',');
	}
	return ok;
}

/* --- as JSON --- */

static void put_clauses(struct json *node, const struct pack *pack, const size_t *clauses, size_t count)
{
	struct json *list = json_put_array(node, "clauses");
	for (size_t i = 0; i < count; i++)
		json_put_string(list, NULL, pack->clauses[clauses[i]].id);
}

static void put_questions(struct json *node, const char *key, const struct pack *pack, const struct class_result *result,
                          bool wanted)
{
	struct json *list = json_put_array(node, key);
	for (size_t i = 0; wanted && i < result->because_count; i++) {
		const struct class_question *question = &pack->classification->questions[result->because[i]];
		struct json *one = json_put_object(list, NULL);
		json_put_string(one, "id", question->id);
		json_put_bilingual(one, "text", &question->text);
		put_clauses(one, pack, question->clauses, question->clauses_count);
	}
}

static void put_handling(struct json *list, const struct pack *pack, const struct handling *handling, enum truth applies)
{
	struct json *node = json_put_object(list, NULL);
	json_put_string(node, "id", handling->id);
	json_put_string(node, "topic", handling_topic_code(handling->topic));
	if (applies == TRUTH_UNKNOWN)
		json_put_null(node, "applies");
	else
		json_put_bool(node, "applies", true);
	json_put_bilingual(node, "text", &handling->text);
	struct json *items = json_put_array(node, "items");
	for (size_t i = 0; i < handling->items_count; i++)
		json_put_bilingual(items, NULL, &handling->items[i]);
	put_clauses(node, pack, handling->clauses, handling->clauses_count);
}

static void print_as_json(const struct pack *pack, const struct class_result *results)
{
	const struct classification *classification = pack->classification;
	struct json *root = json_new_object();
	json_put_string(root, "pack", pack->id);
	struct json *axes = json_put_array(root, "axes");
	for (size_t i = 0; i < classification->axes_count; i++) {
		const struct class_axis *axis = &classification->axes[i];
		struct json *node = json_put_object(axes, NULL);
		json_put_string(node, "axis", axis->id);
		json_put_string(node, "level", results[i].known ? axis->levels[results[i].level].id : NULL);
		put_questions(node, "because", pack, &results[i], results[i].known);
		put_questions(node, "missing", pack, &results[i], !results[i].known);
	}
	struct json *list = json_put_array(root, "handling");
	for (size_t i = 0; i < classification->handlings_count; i++) {
		enum truth applies = classify_handling(classification, i, results);
		if (applies != TRUTH_FALSE)
			put_handling(list, pack, &classification->handlings[i], applies);
	}
	print_json(root);
}

/* --- as text --- */

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

static void print_hanging(const char *mark, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	add_hanging(&out, mark, text);
	print_line("%s", out.text);
	strbuf_release(&out);
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
static void print_with_clauses(const char *mark, const struct pack *pack, const struct bilingual *text,
                               const size_t *clauses, size_t count)
{
	struct strbuf out = STRBUF_INIT;
	add_hanging(&out, mark, bilingual_text(text));
	for (size_t i = 0; i < count; i++) {
		bool covered = false;
		for (size_t k = 0; k < i && !covered; k++)
			covered = is_below(pack->clauses[clauses[i]].id, pack->clauses[clauses[k]].id);
		if (covered)
			continue;
		char *word = str_format("[%s]", pack->clauses[clauses[i]].label);
		add_word(&out, word, text_cols(mark, AMBIGUOUS_COLS));
		free(word);
	}
	print_line("%s", out.text);
	strbuf_release(&out);
}

static char *class_name(const struct class_axis *axis, const struct class_result *result)
{
	if (result->known)
		return mem_strdup(bilingual_text(&axis->levels[result->level].title));
	return str_format(_("%s not known (%s to %s)"), bilingual_text(&axis->title), axis->levels[result->level].id,
	                  axis->levels[result->ceiling].id);
}

static void print_classes(const struct classification *classification, const struct class_result *results)
{
	struct strbuf line = STRBUF_INIT;
	for (size_t i = 0; i < classification->axes_count; i++) {
		char *name = class_name(&classification->axes[i], &results[i]);
		strbuf_addf(&line, "%s%s", i ? "  " : "", name);
		free(name);
	}
	print_hanging("", line.text);
	strbuf_release(&line);
}

static void print_reasons(const struct pack *pack, const struct class_result *results)
{
	const struct classification *classification = pack->classification;
	for (size_t i = 0; i < classification->axes_count; i++) {
		char *name = class_name(&classification->axes[i], &results[i]);
		print_line("%s", name);
		free(name);
		if (!results[i].known)
			print_hanging("  ", _("To be settled:"));
		else if (!results[i].because_count)
			print_hanging("  ", _("Nothing that was answered yes leads higher."));
		for (size_t k = 0; k < results[i].because_count; k++) {
			const struct class_question *question = &classification->questions[results[i].because[k]];
			print_with_clauses("  - ", pack, &question->text, question->clauses, question->clauses_count);
		}
	}
}

static void print_handling(const struct pack *pack, const struct handling *handling, enum truth applies)
{
	print_with_clauses(applies == TRUTH_UNKNOWN ? "  ? " : "  - ", pack, &handling->text, handling->clauses,
	                   handling->clauses_count);
	for (size_t i = 0; i < handling->items_count; i++) {
		char *mark = str_format("    %2zu. ", i + 1);
		print_hanging(mark, bilingual_text(&handling->items[i]));
		free(mark);
	}
}

static void print_as_text(const struct pack *pack, const struct class_result *results)
{
	const struct classification *classification = pack->classification;
	bool open = false;
	print_classes(classification, results);
	print_line("%s", "");
	print_reasons(pack, results);
	for (int topic = 0; topic < TOPICS; topic++) {
		bool any = false;
		for (size_t i = 0; i < classification->handlings_count; i++) {
			const struct handling *handling = &classification->handlings[i];
			enum truth applies = classify_handling(classification, i, results);
			if ((int)handling->topic != topic || applies == TRUTH_FALSE)
				continue;
			if (!any) {
				print_line("%s", "");
				print_line("%s", handling_topic_label(handling->topic));
			}
			any = true;
			open = open || applies == TRUTH_UNKNOWN;
			print_handling(pack, handling, applies);
		}
	}
	if (open) {
		print_line("%s", "");
		print_hanging("", _("?: applies or not, depending on what is to be settled."));
	}
}

/* --- the command --- */

static void show_classes(const struct cli *cli, const struct pack *pack, const enum truth *answers)
{
	const struct classification *classification = pack->classification;
	struct class_result results[CLASS_AXES_MAX];
	for (size_t i = 0; i < classification->axes_count; i++)
		classify_axis(&results[i], classification, i, answers);
	if (cli->globals.json)
		print_as_json(pack, results);
	else
		print_as_text(pack, results);
	for (size_t i = 0; i < classification->axes_count; i++)
		class_result_release(&results[i]);
}

static struct pack *read_classifying_pack(const struct cli *cli, struct error *err)
{
	char *folder = packs_find(cli->globals.pack, err);
	struct pack *pack = folder ? packs_read(folder, NULL, err) : NULL;
	free(folder);
	if (!pack || pack->classification)
		return pack;
	error_set(err, ERROR_INPUT, _("The pack %s classifies nothing: it has no classification.json."), pack->id);
	pack_free(pack);
	return NULL;
}

int command_classify(struct cli *cli, struct args *args, struct error *err)
{
	const char *facts = NULL;
	if (!args_option(args, "--facts", &facts, err) || !args_done(args, err))
		return failed(err);
	if (!facts) {
		error_set(err, ERROR_USAGE, _("%s is missing."), "--facts");
		return failed(err);
	}
	struct pack *pack = read_classifying_pack(cli, err);
	if (!pack)
		return failed(err);
	enum truth *answers = mem_new(pack->classification->questions_count, sizeof *answers);
	if (answers_from_facts(pack, facts, answers, err))
		show_classes(cli, pack, answers);
	free(answers);
	pack_free(pack);
	return err->code ? failed(err) : 0;
}
