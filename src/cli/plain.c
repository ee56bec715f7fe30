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

/* What the question asks, for it is known by that and not by its id. Those at no question are between the section's facts and registers. */
static void say_lack(const struct plain *plain, const struct lack *lack)
{
	if (lack->item == SIZE_MAX) {
		print_line(_("Contradiction (P and t show what was said): %s"), lack->text);
		return;
	}
	const struct question *question = checklist_question(plain->checklist, lack->item);
	bool heading_says_it = str_equal(lack->text, _("Not answered yet"));
	print_line("%s  %s%s%s", question->id, bilingual_text(&question->text), heading_says_it ? "" : "  ",
	           heading_says_it ? "" : lack->text);
}

/* Handing in takes all of them. */
static void say_other_lacks(const struct plain *plain)
{
	for (size_t i = 0; i < plain->workplace.checklists_count; i++) {
		const struct checklist *other = &plain->workplace.checklists[i];
		if (other != plain->checklist && other->lacks.count)
			print_line(P_("In another checklist %zu thing is missing; l %s goes there.",
			              "In another checklist %zu things are missing; l %s goes there.",
			              other->lacks.count),
			           other->lacks.count, other->assessment.checklist);
	}
}

/* First what was begun and is not complete: of those that are not answered there may be many. */
static void list_missing(const struct plain *plain)
{
	const struct lacks *lacks = &plain->checklist->lacks;
	size_t unanswered = 0;
	for (size_t i = 0; i < lacks->count; i++)
		unanswered += lacks->items[i].kind == LACK_UNANSWERED;
	if (!lacks->count)
		print_line("%s", _("Nothing is missing: the checklist is complete."));
	else
		print_line(P_("%zu thing is missing before it can be handed in. g ID goes to the question.",
		              "%zu things are missing before it can be handed in. g ID goes to the question.",
		              lacks->count),
		           lacks->count);
	for (size_t i = 0; i < lacks->count; i++)
		if (lacks->items[i].kind != LACK_UNANSWERED)
			say_lack(plain, &lacks->items[i]);
	if (unanswered)
		print_line(P_("%zu question is not answered yet; n goes from one to the next:",
		              "%zu questions are not answered yet; n goes from one to the next:", unanswered),
		           unanswered);
	for (size_t i = 0; i < lacks->count; i++)
		if (lacks->items[i].kind == LACK_UNANSWERED)
			say_lack(plain, &lacks->items[i]);
	say_other_lacks(plain);
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
	                   "Enter or n: next unanswered question; j: next question; k: previous question\n"
	                   "/ TEXT: search\n"
	                   "f: filters\n"
	                   "g ID: go to a question\n"
	                   "l: checklists; l ID: go to a checklist\n"
	                   "u: undo; r: redo\n"
	                   "s: what is missing\n"
	                   ": report: the report; : report --format html -o FILE: to be printed\n"
	                   "P: about the section\n"
	                   "t: registers\n"
	                   "J: join the office's campaign; S: hand in; R: take in a file from the office\n"
	                   "K: central answers; d TEXT: object to the one about this question\n"
	                   ": COMMAND: any command of the command line; : help lists them\n"
	                   "?: this list, and wherever something is asked: what is meant\n"
	                   "q: leave, from anywhere; what was answered is kept"));
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
		plain_command_line(plain, alone || plain_is(rest, "?") ? "help" : rest);
	else if (key == 'H' && alone)
		plain_command(plain, 4, (const char *const[]){"history", question, "--checklist", checklist});
	else if (key == 'K' && alone)
		plain_command(plain, 1, (const char *const[]){"common"});
	else if (key == 'd' && !alone && !plain_is(rest, "?"))
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
		plain_ask_plan(plain);
	else if (key == 'p')
		return plain_plan_words(plain, rest);
	else if (key == 'y' && alone)
		plain_confirm(plain);
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

static void act(struct plain *plain, const char *typed)
{
	char *line = with_plain_key(typed);
	const char *rest = line + 1 + strspn(line + 1, " \t");
	if (*line == 'q' && !*rest)
		plain_leave(plain);
	else if (*line == '?' && !*rest)
		show_help();
	else if (!act_on_question(plain, *line, rest) && !act_on_all(plain, *line, rest) &&
	         !act_by_command(plain, *line, rest))
		plain_not_understood(typed);
	free(line);
}

static void work(struct plain *plain)
{
	size_t place = workplace_load_place(&plain->workplace, &plain->checklist);
	print_line("%s %s  %zu/%zu", plain->workplace.unit.bureau, plain->workplace.unit.name,
	           plain->checklist->tally.answered, plain->checklist->tally.applicable);
	plain_begin_facts(plain);
	if (place == SIZE_MAX || !scope_asks(&plain->checklist->scope.items[place]))
		place = checklist_next_open(plain->checklist, SIZE_MAX, 1);
	if (place == SIZE_MAX)
		place = neighbour(plain, 1);
	if (!plain->over)
		go(plain, place);
	while (!plain->over) {
		char *line = plain_read(plain, _("Answer or command (Enter: next, ? help, q leaves)"));
		if (line)
			act(plain, str_is_blank(line) ? "n" : line);
		free(line);
	}
	if (plain->left && !plain->workplace.readonly)
		print_line("%s", _("What was answered is kept; the next time it goes on here."));
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
