#include "plain.h"

#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* More than any text may hold, so that one that is too long is refused and not cut. */
enum { LINE_LIMIT_BYTES = 64 * 1024 };

char *plain_ask(struct plain *plain, const char *label)
{
	struct strbuf line = STRBUF_INIT;
	int byte;
	char *safe = text_safe_dup(label, TEXT_SAFE_LINE);
	printf("%s: ", safe);
	fflush(stdout);
	free(safe);
	while ((byte = getchar()) != EOF && byte != '\n')
		if (line.len_bytes < LINE_LIMIT_BYTES && byte != '\r' && byte != '\0')
			strbuf_add_char(&line, (char)byte);
	if (byte == EOF && !line.len_bytes) {
		putchar('\n');
		plain->over = true;
		strbuf_release(&line);
		return NULL;
	}
	return strbuf_take(&line);
}

void plain_fail(struct error *err)
{
	printf("%s\n", err->message ? err->message : "");
	error_release(err);
}

/* --- the first start --- */

static bool make_workplace(struct plain *plain, const struct workplace_options *options, struct error *err)
{
	print_line("%s", _("There is no database yet: first say who and where you are."));
	char *bureau = plain_ask(plain, _("Bureau"));
	char *unit = plain->over ? NULL : plain_ask(plain, C_("office", "Section"));
	struct workplace_new place = {.bureau = bureau, .unit = unit};
	bool ok = !plain->over && workplace_create(options, &place, err);
	free(bureau);
	free(unit);
	return ok;
}

/* --- the profile --- */

static bool take_truth(const char *line, enum truth *value)
{
	static const struct {
		const char *word;
		enum truth value;
	} words[] = {{"y", TRUTH_TRUE},    {"yes", TRUTH_TRUE}, {"はい", TRUTH_TRUE},     {"n", TRUTH_FALSE},
	             {"no", TRUTH_FALSE},  {"いいえ", TRUTH_FALSE}, {"u", TRUTH_UNKNOWN}, {"", TRUTH_UNKNOWN}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_equal(line, words[i].word)) {
			*value = words[i].value;
			return true;
		}
	}
	return false;
}

static void ask_fact(struct plain *plain, size_t fact)
{
	const struct fact *about = &plain->workplace.pack->facts[fact];
	enum truth value;
	print_line("\n%s\n%s", bilingual_text(&about->text), bilingual_text(&about->hint));
	while (!plain->over) {
		char *line = plain_ask(plain, _("y yes, n no, u not known"));
		bool known = line && take_truth(line, &value);
		free(line);
		if (known) {
			struct error err = {0};
			if (!workplace_set_fact(&plain->workplace, fact, value, &err))
				plain_fail(&err);
			return;
		}
	}
}

void plain_profile(struct plain *plain)
{
	for (size_t i = 0; i < plain->workplace.pack->facts_count && !plain->over; i++)
		if (workplace_asks_fact(&plain->workplace, i) && plain->workplace.answered.facts[i] == TRUTH_UNKNOWN)
			ask_fact(plain, i);
}

/* --- one line, one thing done --- */

static void go(struct plain *plain, size_t item)
{
	if (item == SIZE_MAX) {
		print_line("%s", _("Every question is answered."));
		return;
	}
	plain->item = item;
	workplace_save_place(&plain->workplace, plain->checklist, item);
	plain_show(plain);
}

/* The next item that is asked, whether answered or not. */
static size_t neighbour(const struct plain *plain, int step)
{
	size_t count = plain->checklist->scope.count, at = plain->item;
	for (size_t i = 0; i < count; i++) {
		at = step > 0 ? (at + 1) % count : (at + count - 1) % count;
		if (checklist_shows(plain->checklist, at, FILTER_ALL, NULL))
			return at;
	}
	return plain->item;
}

static void find(struct plain *plain, const char *search)
{
	for (size_t i = 0; i < plain->checklist->scope.count; i++)
		if (checklist_shows(plain->checklist, i, FILTER_ALL, search))
			print_line("%s %s  %s", answer_kanji(plain->checklist->entries[i].standing.response.answer),
			           checklist_question(plain->checklist, i)->id,
			           bilingual_text(&checklist_question(plain->checklist, i)->text));
}

static void go_to(struct plain *plain, const char *id)
{
	struct error err = {0};
	size_t item = checklist_item(&plain->workplace, plain->checklist, id, &err);
	if (item == SIZE_MAX)
		plain_fail(&err);
	else
		go(plain, item);
}

static void step_back_or_forth(struct plain *plain, bool forth)
{
	struct error err = {0};
	size_t item = SIZE_MAX;
	if (!(forth ? workplace_redo : workplace_undo)(&plain->workplace, plain->checklist, &item, &err))
		plain_fail(&err);
	else if (item != SIZE_MAX)
		go(plain, item);
}

static void list_missing(const struct plain *plain)
{
	for (size_t i = 0; i < plain->checklist->lacks.count; i++) {
		const struct lack *lack = &plain->checklist->lacks.items[i];
		print_line("%s  %s", lack->item == SIZE_MAX ? "-" : checklist_question(plain->checklist, lack->item)->id,
		           lack->text);
	}
	if (!plain->checklist->lacks.count)
		print_line(_("Nothing is missing: the checklist is complete."));
}

static void confirm_previous(struct plain *plain)
{
	struct error err = {0};
	if (!workplace_confirm(&plain->workplace, plain->checklist, plain->item, &err))
		plain_fail(&err);
	else
		plain_show(plain);
}

static void show_help(void)
{
	print_line("%s", _("1 done, 2 partly, 3 not done, 4 does not apply, 5 exception, 0 to be found out\n"
	                   "i        items one by one; i a=yes: one item\n"
	                   "e TEXT   remark          x TEXT   reason          p   plan\n"
	                   "n        next unanswered; j, k: next, previous question\n"
	                   "/ TEXT   search          g ID     go to a question\n"
	                   "y        last year's answer still holds\n"
	                   "u, r     undo, redo      s        what is missing\n"
	                   "P        about the section        q   leave"));
}

static void answer_key(struct plain *plain, char key)
{
	static const enum answer answers[] = {ANSWER_UNSURE,          ANSWER_IMPLEMENTED,    ANSWER_PARTIAL,
	                                      ANSWER_NOT_IMPLEMENTED, ANSWER_NOT_APPLICABLE, ANSWER_EXCEPTION};
	plain_answer(plain, answers[key - '0']);
}

/* Returns false to leave. */
static bool act(struct plain *plain, const char *line)
{
	const char *rest = line + 1 + strspn(line + 1, " \t");
	bool alone = !*rest;
	if (*line >= '0' && *line <= '5' && alone)
		answer_key(plain, *line);
	else if (*line == 'q' && alone)
		return false;
	else if (*line == 'n' && alone)
		go(plain, checklist_next_open(plain->checklist, plain->item, 1));
	else if ((*line == 'j' || *line == 'k') && alone)
		go(plain, neighbour(plain, *line == 'j' ? 1 : -1));
	else if (*line == 'e')
		plain_note(plain, rest);
	else if (*line == 'x')
		plain_reason(plain, rest);
	else if (*line == 'i')
		plain_items(plain, rest);
	else if (*line == 'p' && alone)
		plain_plan(plain);
	else if (*line == 'y' && alone)
		confirm_previous(plain);
	else if ((*line == 'u' || *line == 'r') && alone)
		step_back_or_forth(plain, *line == 'r');
	else if (*line == '/')
		find(plain, rest);
	else if (*line == 'g')
		go_to(plain, rest);
	else if (*line == 's' && alone)
		list_missing(plain);
	else if (*line == 'P' && alone)
		plain_profile(plain);
	else
		show_help();
	return true;
}

static void work(struct plain *plain)
{
	size_t place = workplace_load_place(&plain->workplace, &plain->checklist);
	print_line("%s %s  %zu/%zu", plain->workplace.unit.bureau, plain->workplace.unit.name,
	           plain->checklist->tally.answered, plain->checklist->tally.applicable);
	if (workplace_open_facts(&plain->workplace) && !plain->workplace.readonly)
		plain_profile(plain);
	if (place == SIZE_MAX || !scope_asks(&plain->checklist->scope.items[place]))
		place = checklist_next_open(plain->checklist, SIZE_MAX, 1);
	if (place == SIZE_MAX)
		place = neighbour(plain, 1);
	go(plain, place);
	while (!plain->over) {
		char *line = plain_ask(plain, _("Answer or command (? help)"));
		bool go_on = line && act(plain, *line ? line : "n");
		free(line);
		if (!go_on)
			break;
	}
}

static bool open_it(struct plain *plain, const struct cli_globals *globals, struct error *err)
{
	char *path = workplace_default_path(globals->db, err);
	if (!path)
		return false;
	struct cli cli = {.globals = *globals, .today = date_is_set(globals->date) ? globals->date : platform_today()};
	struct workplace_options options = {.db = path, .pack = globals->pack, .today = cli.today};
	/* Where nothing may be asked or made, opening says that there is no database. */
	bool made = file_exists(path) || globals->no_input || globals->readonly || make_workplace(plain, &options, err);
	bool ok = made && open_workplace(&cli, &plain->workplace, err);
	free(path);
	return ok;
}

int plain_run(const struct cli_globals *globals)
{
	struct plain plain = {0};
	struct error err = {0};
	int status = 0;
	if (open_it(&plain, globals, &err)) {
		work(&plain);
		workplace_close(&plain.workplace);
	} else if (err.message) {
		fprintf(stderr, "tenken: %s\n", err.message);
		status = error_exit_status(err.code);
	}
	error_release(&err);
	return status;
}
