/* What the command line has words for, from within the plain mode: the same rooms, so the same in the database. */
#include <stdlib.h>
#include <string.h>

#include "plain.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* Where one was; both NULL before the first opening. */
struct place {
	char *checklist, *question;
};

static struct place leave(struct plain *plain)
{
	struct place place = {0};
	if (plain->checklist) {
		place.checklist = mem_strdup(plain->checklist->assessment.checklist);
		place.question = mem_strdup(checklist_question(plain->checklist, plain->item)->id);
		workplace_close(&plain->workplace);
		plain->checklist = NULL;
	}
	return place;
}

/* To the same question, where it is still asked; else to the first that is. */
static void come_back(struct plain *plain, struct place *place)
{
	struct error err = {0};
	if (!open_workplace(&plain->cli, &plain->workplace, &err)) {
		plain_fail(&err);
		plain->over = true;
		return;
	}
	plain->checklist = place->checklist ? workplace_checklist(&plain->workplace, place->checklist, &err) : NULL;
	error_release(&err);
	if (!plain->checklist)
		plain->checklist = &plain->workplace.checklists[0];
	plain->item =
	        place->question ? checklist_item(&plain->workplace, plain->checklist, place->question, &err) : SIZE_MAX;
	error_release(&err);
	if (plain->item == SIZE_MAX)
		plain->item = checklist_next_open(plain->checklist, SIZE_MAX, 1);
	if (plain->item == SIZE_MAX)
		plain->item = 0;
}

bool plain_command(struct plain *plain, int count, const char *const words[])
{
	struct error err = {0};
	struct args args;
	bool was_open = plain->checklist != NULL;
	char **rest = mem_new((size_t)count, sizeof *rest);
	for (int i = 1; i < count; i++)
		rest[i - 1] = mem_strdup(words[i]);
	struct place place = leave(plain); /* words may be of what is closed here: ids of its questions */
	args_init(&args, count - 1, rest);
	const struct command *command = find_command(words[0], &err);
	bool done = command && command->run(&plain->cli, &args, &err) == 0;
	args_release(&args);
	for (int i = 1; i < count; i++)
		free(rest[i - 1]);
	free(rest);
	if (err.message)
		plain_fail(&err);
	if (was_open || done)
		come_back(plain, &place);
	free(place.checklist);
	free(place.question);
	return done;
}

/* The next word at *at; NULL at the end. Caller frees. */
static char *next_word(const char **at)
{
	struct strbuf word = STRBUF_INIT;
	bool quoted = false, begun = false;
	*at += strspn(*at, " \t");
	for (; **at && (quoted || !strchr(" \t", **at)); ++*at) {
		begun = true;
		if (**at == '"')
			quoted = !quoted;
		else
			strbuf_add_char(&word, **at);
	}
	if (!begun) {
		strbuf_release(&word);
		return NULL;
	}
	return strbuf_take(&word);
}

void plain_command_line(struct plain *plain, const char *line)
{
	char **words = mem_new(strlen(line) / 2 + 2, sizeof *words), *word;
	int count = 0;
	while ((word = next_word(&line)) != NULL)
		words[count++] = word;
	if (count)
		plain_command(plain, count, (const char *const *)words);
	while (count)
		free(words[--count]);
	free(words);
}

/* --- the exchange with the office --- */

/* NULL when it was left blank: then nothing is done. */
static char *ask_or_give_up(struct plain *plain, const char *label, const char *help)
{
	char *explained = str_format("%s\n%s", help, _("An empty line gives it up."));
	char *line = plain_ask(plain, label, explained);
	free(explained);
	if (line && str_is_blank(line)) {
		free(line);
		line = NULL;
		print_line("%s", _("Nothing was done."));
	}
	return line;
}

/* "~/" is what it stands for: no shell has seen it. Asked until it is there, so that what was typed before is not typed again. */
static char *ask_path_or_give_up(struct plain *plain, const char *label, const char *help, bool folder)
{
	for (;;) {
		char *line = ask_or_give_up(plain, label, help);
		char *path = line ? path_from_typed(line) : NULL;
		free(line);
		if (!path || (file_exists(path) && file_is_folder(path) == folder))
			return path;
		print_row(folder ? _("There is no folder \"%s\".") : _("There is no file \"%s\"."), path);
		free(path);
	}
}

bool plain_join(struct plain *plain)
{
	char *file = ask_path_or_give_up(plain, _("Campaign file"), _("The path of campaign.tenken."), false);
	char *unit = file ? ask_or_give_up(plain, _("Unit code"), _("As on the slip, e.g. 0101.")) : NULL;
	char *code = unit ? ask_or_give_up(plain, _("Join code"), _("As on the slip.")) : NULL;
	bool done = code &&
	            plain_command(plain, 7,
	                          (const char *const[]){"join", "--unit-code", unit, "--join-code", code, "--", file});
	free(file);
	free(unit);
	free(code);
	return done;
}

/* Before anything is asked for that would be asked in vain. */
static bool is_joined(const struct plain *plain)
{
	if (plain->workplace.with_office.campaign)
		return true;
	print_line("%s", _("The section has not joined the office's campaign yet. J joins, with the campaign file and "
	                   "the slip from the office."));
	return false;
}

static bool is_complete(const struct plain *plain)
{
	size_t lacks = 0;
	for (size_t i = 0; i < plain->workplace.checklists_count; i++)
		lacks += plain->workplace.checklists[i].lacks.count;
	if (lacks)
		print_line(P_("%zu thing is missing before it can be handed in; s says what.",
		              "%zu things are missing before it can be handed in; s lists them.", lacks),
		           lacks);
	return !lacks;
}

void plain_submit(struct plain *plain)
{
	if (!is_joined(plain) || !is_complete(plain))
		return;
	char *by = ask_or_give_up(plain, _("Confirmed by"),
	                          _("The title of the head who confirms, e.g. Head of the Residents Section."));
	char *folder =
	        by ? ask_path_or_give_up(plain, _("Folder"), _("The folder into which the file is written."), true) : NULL;
	if (folder)
		plain_command(plain, 5, (const char *const[]){"submit", "--confirmed-by", by, "-o", folder});
	free(by);
	free(folder);
}

void plain_receive(struct plain *plain)
{
	if (!is_joined(plain))
		return;
	char *file = ask_path_or_give_up(plain, _("File"), _("The file from the office (its name ends in .tenken)."), false);
	if (file)
		plain_command(plain, 3, (const char *const[]){"receive", "--", file});
	free(file);
}
