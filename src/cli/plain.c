#include "plain.h"

#include <stdint.h>
#include <stdio.h>
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
	char *safe = text_safe_dup(label, TEXT_SAFE_LINE);
	platform_print(stdout, "%s: ", safe);
	free(safe);
	if (!platform_read_line(&line, LINE_LIMIT_BYTES)) {
		platform_print(stdout, "\n");
		plain->over = true;
		strbuf_release(&line);
		return NULL;
	}
	return strbuf_take(&line);
}

void plain_fail(struct error *err)
{
	platform_print(stdout, "%s\n", err->message ? err->message : "");
	error_release(err);
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

/* A number first, so that who listens knows how much is to come. */
static void list_questions(const struct plain *plain, enum filter filter, const char *search)
{
	size_t count = 0;
	for (size_t i = 0; i < plain->checklist->scope.count; i++)
		count += checklist_shows(plain->checklist, i, filter, search);
	print_line(P_("%zu question", "%zu questions", count), count);
	for (size_t i = 0; i < plain->checklist->scope.count; i++)
		if (checklist_shows(plain->checklist, i, filter, search))
			print_line("%s %s  %s", answer_kanji(plain->checklist->entries[i].standing.response.answer),
			           checklist_question(plain->checklist, i)->id,
			           bilingual_text(&checklist_question(plain->checklist, i)->text));
}

/* With no or an unknown word: which there are. */
static void filter_questions(const struct plain *plain, const char *word)
{
	enum filter filter;
	if (filter_parse(&filter, word)) {
		list_questions(plain, filter, NULL);
		return;
	}
	for (filter = FILTER_ALL; filter < FILTERS; filter++)
		print_line("f %s: %s", filter_code(filter), filter_label(filter));
}

static void open_checklist(struct plain *plain, const char *id)
{
	struct error err = {0};
	if (!*id) {
		for (size_t i = 0; i < plain->workplace.checklists_count; i++) {
			const struct checklist *checklist = &plain->workplace.checklists[i];
			print_line("%s: %s%s%s, %zu/%zu, %s", checklist->assessment.checklist,
			           bilingual_text(&checklist->role->title), checklist->about ? " " : "",
			           checklist->about ? checklist->about : "", checklist->tally.answered,
			           checklist->tally.applicable, checklist_state_label(checklist->state));
		}
		return;
	}
	struct checklist *checklist = workplace_checklist(&plain->workplace, id, &err);
	if (!checklist) {
		plain_fail(&err);
		return;
	}
	plain->checklist = checklist;
	size_t item = checklist_next_open(checklist, SIZE_MAX, 1);
	plain->item = item == SIZE_MAX ? 0 : item;
	go(plain, item == SIZE_MAX ? neighbour(plain, 1) : item);
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
		print_line("%s  %s",
		           lack->item == SIZE_MAX ? "-" : checklist_question(plain->checklist, lack->item)->id,
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
	                   "i: items one by one; i a=yes: one item\n"
	                   "e TEXT: remark\n"
	                   "x TEXT: reason\n"
	                   "p: plan; p note TEXT: progress; p done TEXT: carried out; p preventive: preventive action\n"
	                   "c: clauses\n"
	                   "H: history of the question\n"
	                   "y: last year's answer still holds\n"
	                   "n: next unanswered question; j: next question; k: previous question\n"
	                   "/ TEXT: search\n"
	                   "f: filters\n"
	                   "g ID: go to a question\n"
	                   "l: checklists; l ID: go to a checklist\n"
	                   "u: undo; r: redo\n"
	                   "s: what is missing\n"
	                   "P: about the section\n"
	                   "t: registers\n"
	                   "J: join the office's campaign; S: hand in; R: take in a file from the office\n"
	                   "K: central answers; d TEXT: object to the one about this question\n"
	                   ": COMMAND: any command of the command line; : help lists them\n"
	                   "q: leave"));
}

static void answer_key(struct plain *plain, char key)
{
	static const enum answer answers[] = {ANSWER_UNSURE,          ANSWER_IMPLEMENTED,    ANSWER_PARTIAL,
	                                      ANSWER_NOT_IMPLEMENTED, ANSWER_NOT_APPLICABLE, ANSWER_EXCEPTION};
	plain_answer(plain, answers[key - '0']);
}

/* What the command line has words for; `rest` is the text behind the key. */
static bool act_by_command(struct plain *plain, char key, const char *rest)
{
	const char *question = checklist_question(plain->checklist, plain->item)->id;
	const char *checklist = plain->checklist->assessment.checklist;
	bool alone = !*rest;
	if (key == ':')
		plain_command_line(plain, alone ? "help" : rest);
	else if (key == 'H' && alone)
		plain_command(plain, 4, (const char *const[]){"history", question, "--checklist", checklist});
	else if (key == 'K' && alone)
		plain_command(plain, 1, (const char *const[]){"common"});
	else if (key == 'd' && !alone)
		plain_command(plain, 4, (const char *const[]){"dissent", "--text", rest, question});
	else if (key == 'J' && alone)
		plain_join(plain);
	else if (key == 'S' && alone)
		plain_submit(plain);
	else if (key == 'R' && alone)
		plain_receive(plain);
	else
		return false;
	return true;
}

/* What is about the section or the whole checklist. */
static bool act_on_all(struct plain *plain, char key, const char *rest)
{
	bool alone = !*rest;
	if (key == 'n' && alone)
		go(plain, checklist_next_open(plain->checklist, plain->item, 1));
	else if ((key == 'j' || key == 'k') && alone)
		go(plain, neighbour(plain, key == 'j' ? 1 : -1));
	else if ((key == 'u' || key == 'r') && alone)
		step_back_or_forth(plain, key == 'r');
	else if (key == '/')
		list_questions(plain, FILTER_ALL, rest);
	else if (key == 'f')
		filter_questions(plain, rest);
	else if (key == 'g')
		go_to(plain, rest);
	else if (key == 'l')
		open_checklist(plain, rest);
	else if (key == 's' && alone)
		list_missing(plain);
	else if (key == 'P' && alone)
		plain_profile(plain);
	else if (key == 't' && alone)
		plain_registers(plain);
	else
		return false;
	return true;
}

static bool act_on_question(struct plain *plain, char key, const char *rest)
{
	bool alone = !*rest;
	if (key >= '0' && key <= '5' && alone)
		answer_key(plain, key);
	else if (key == 'e')
		plain_note(plain, rest);
	else if (key == 'x')
		plain_reason(plain, rest);
	else if (key == 'i')
		plain_items(plain, rest);
	else if (key == 'p' && alone)
		plain_plan(plain);
	else if (key == 'p')
		return plain_plan_words(plain, rest);
	else if (key == 'y' && alone)
		confirm_previous(plain);
	else if (key == 'c' && alone)
		plain_clauses(plain);
	else
		return false;
	return true;
}

/* Letters and digits that were typed with the IME on, in full width, are taken for what they mean. Caller frees. */
static char *with_plain_key(const char *line)
{
	uint32_t codepoint;
	size_t len_bytes = text_decode(line, strlen(line), &codepoint);
	if (codepoint < 0xff01 || codepoint > 0xff5e)
		return mem_strdup(line);
	return str_format("%c%s", (char)(codepoint - 0xff01 + '!'), line + len_bytes);
}

/* Returns false to leave. */
static bool act(struct plain *plain, const char *typed)
{
	char *line = with_plain_key(typed);
	const char *rest = line + 1 + strspn(line + 1, " \t");
	bool leave = *line == 'q' && !*rest;
	bool done = leave || act_on_question(plain, *line, rest) || act_on_all(plain, *line, rest) ||
	            act_by_command(plain, *line, rest);
	free(line);
	if (!done)
		show_help();
	return !leave;
}

static void work(struct plain *plain)
{
	size_t place = workplace_load_place(&plain->workplace, &plain->checklist);
	print_line("%s %s  %zu/%zu", plain->workplace.unit.bureau, plain->workplace.unit.name,
	           plain->checklist->tally.answered, plain->checklist->tally.applicable);
	if (workplace_open_facts(&plain->workplace) && !plain->workplace.readonly)
		plain_open_facts(plain);
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

static bool open_it(struct plain *plain, struct error *err)
{
	const struct cli_globals *globals = &plain->cli.globals;
	char *path = workplace_default_path(globals->db, err);
	if (!path)
		return false;
	struct workplace_options options = {.db = path,
	                                    .pack = globals->pack,
	                                    .actor = globals->actor,
	                                    .acted_for = globals->acted_for,
	                                    .today = plain->cli.today};
	/* Where nothing may be asked or made, opening says that there is no database. */
	bool made = file_exists(path) || globals->no_input || globals->readonly || plain_begin(plain, &options, err);
	bool ok = made && (plain->checklist || open_workplace(&plain->cli, &plain->workplace, err));
	plain->cli.told = true;
	free(path);
	return ok;
}

int plain_run(const struct cli_globals *globals)
{
	struct plain plain = {
	        .cli = {.globals = *globals, .today = date_is_set(globals->date) ? globals->date : platform_today()}};
	struct error err = {0};
	int status = 0;
	if (open_it(&plain, &err)) {
		work(&plain);
		workplace_close(&plain.workplace);
	} else if (err.message) {
		platform_print(stderr, "tenken: %s\n", err.message);
		status = error_exit_status(err.code);
	}
	error_release(&err);
	return status;
}
