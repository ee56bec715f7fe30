/* The office's dialogues for what it sends of its own accord: a question to other units, last year's answers to a successor, the
 * central answers to all. */
#include <stdlib.h>

#include "tenken/app/office.h"
#include "tenken/base/mem.h"
#include "view_form.h"
#include "view_office.h"

/* --- a question to other units --- */

enum { PUSH_QUESTION, PUSH_UNITS, PUSH_TEXT, PUSH_FOLDER, PUSH_FIELDS };

static bool push_to(struct shell *shell, const size_t *units, size_t count, char *const *texts, const struct secret_key *key,
                    struct strbuf *files, struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		char *written = NULL;
		if (!office_push(shell->office, units[i], texts[PUSH_QUESTION], texts[PUSH_TEXT], texts[PUSH_FOLDER], key, &written,
		                 err))
			return false;
		strbuf_addf(files, "  %s\n", written);
		free(written);
	}
	return true;
}

/* What was written before it failed is there, and is named. */
static char *pushed_text(const struct strbuf *files, const struct error *err)
{
	struct strbuf out = STRBUF_INIT;
	strbuf_addf(&out, "%s\n%s\n", _("A file for each unit has been written:"), files->text);
	if (err->message)
		strbuf_addf(&out, "%s\n  %s\n\n", _("Then it went wrong; no file was written for the others:"), err->message);
	strbuf_add(&out, _("Hand each file to its unit. It takes it in, looks at the question and hands in again; what it handed in then "
	                   "shows here that it has looked."));
	return strbuf_take(&out);
}

static bool run_push(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	size_t *units = NULL, count = 0;
	struct strbuf files = STRBUF_INIT;
	if (form_no_folder(texts[PUSH_FOLDER], PUSH_FOLDER, wrong, err))
		return false;
	*wrong = PUSH_UNITS;
	if (!office_units_parse(shell->office, texts[PUSH_UNITS], &units, &count, err))
		return false;
	*wrong = FORM_WHOLE;
	struct secret_key *key = office_ask_key(shell, err);
	bool ok = key && push_to(shell, units, count, texts, key, &files, err);
	if (!ok && err->code == ERROR_USAGE)
		*wrong = PUSH_QUESTION;
	office_lock(key);
	free(units);
	if (files.len_bytes) {
		*told = pushed_text(&files, err);
		error_release(err);
		ok = true;
	}
	strbuf_release(&files);
	return ok;
}

/* "7.4.3 ウ  課で使うパスワードは…  [7.4.3-length]": what one looks for may stand in any of them. */
static char *question_label(const struct pack *pack, size_t at)
{
	const struct question *question = &pack->questions[at];
	struct strbuf out = STRBUF_INIT;
	question_clauses(&out, pack, question, 1);
	strbuf_addf(&out, "  %s  [%s]", bilingual_text(&question->text), question->id);
	return strbuf_take(&out);
}

/* One of several; SIZE_MAX: it was left. */
static size_t choose_question(struct shell *shell, const struct pack *pack, const char *label, const size_t *found,
                              size_t count)
{
	const char **labels = mem_new(count + 1, sizeof *labels);
	for (size_t i = 0; i < count; i++)
		labels[i] = question_label(pack, found[i]);
	int choice = count == 1 ? 0 : prompt_choice(shell, label, labels, count, "", 0);
	for (size_t i = 0; i < count; i++)
		free((char *)labels[i]);
	free(labels);
	return choice < 0 ? SIZE_MAX : found[choice];
}

/* All of them where nothing was typed. */
static size_t *find_questions(const struct pack *pack, const char *text, size_t *count)
{
	if (!str_is_blank(text))
		return pack_questions_meant(pack, text, true, count);
	size_t *all = mem_new(pack->questions_count + 1, sizeof *all);
	for (*count = 0; *count < pack->questions_count; ++*count)
		all[*count] = *count;
	return all;
}

static char *pick_question(struct shell *shell, const struct form_field *field, const char *present, const void *data)
{
	const struct pack *pack = data;
	char *text = mem_strdup(present);
	size_t chosen = SIZE_MAX;
	while (chosen == SIZE_MAX && prompt_line(shell, "0", field->label, field->hint, &text)) {
		size_t count, *found = find_questions(pack, text, &count);
		if (count)
			chosen = choose_question(shell, pack, _("Which of these questions?"), found, count);
		else
			shell_say(shell, STYLE_WARNING,
			          _("No question has \"%s\" as its number, in its clauses or in its text."), text);
		free(found);
		if (shell_is_leaving(shell))
			break;
	}
	free(text);
	return chosen == SIZE_MAX ? NULL : mem_strdup(pack->questions[chosen].id);
}

static void describe_question(struct strbuf *out, const char *text, const void *data)
{
	const struct pack *pack = data;
	size_t at = str_is_blank(text) ? SIZE_MAX : pack_find_question(pack, text);
	char *label = at == SIZE_MAX ? mem_strdup(text) : question_label(pack, at);
	strbuf_add(out, label);
	free(label);
}

void office_open_push(struct shell *shell, const char *question)
{
	struct error err = {0};
	const struct pack *pack = office_pack(shell->office, &err);
	if (!pack) {
		shell_fail(shell, &err);
		return;
	}
	const struct form form = {
	        .id = "push",
	        .title = _("Ask other units"),
	        .introduction = _("What was found in one unit may be so in others (preventive action). They are asked "
	                          "to look at the question "
	                          "again; their answer counts when they have."),
	        .finish = _("Write the files (asks for the passphrase)"),
	        .data = (struct pack *)pack,
	        .fields = {{.label = _("Question"),
	                    .hint = _("Its clause (7.4.3ウ), words of it, or its number; with nothing typed, all are "
	                              "listed."),
	                    .pick = pick_question,
	                    .describe_picked = describe_question},
	                   {.label = _("Units"), .hint = _("Codes with commas between them, bureau:NAME, or all.")},
	                   {.label = _("Reason"),
	                    .hint = _(
	                            "What was found, and what the units are to look at. It stands at their question."),
	                    .multiline = true},
	                   {.label = _("Folder"),
	                    .path = true,
	                    .hint = _("The folder into which the files for the units are written."),
	                    .lasting = true}},
	        .fields_count = PUSH_FIELDS,
	        .run = run_push};
	const char *const proposals[PUSH_FIELDS] = {question};
	view_form_open(shell, &form, question, proposals);
}

/* --- last year's answers --- */

static bool run_handover(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	char *written = NULL, *missing = NULL;
	if (form_no_folder(texts[0], 0, wrong, err))
		return false;
	struct secret_key *key = office_ask_key(shell, err);
	bool ok = key && office_handover(shell->office, shell->unit, texts[0], key, &written, &missing, err);
	office_lock(key);
	char *gap = missing ? str_format(_("Nothing of %s is in it: nothing of it was accepted in that year."), missing) : NULL;
	if (ok)
		*told = str_format("%s\n  %s\n\n%s%s%s", _("The file for the section has been written:"), written,
		                   gap ? gap : "", gap ? "\n\n" : "",
		                   _("Hand it to the section together with the campaign file and its slip: it joins first, then takes this file in. "
		                     "Last year's answers then stand beside its questions."));
	free(missing);
	free(gap);
	free(written);
	return ok;
}

void office_open_handover(struct shell *shell, size_t unit)
{
	const struct form form = {.id = "handover",
	                          .title = _("Hand over to a successor"),
	                          .introduction = _("For a successor on a new PC, or a section that was renamed, split "
	                                            "or merged: what was accepted last year of it, "
	                                            "and of those that it came from, is written into one sealed file."),
	                          .finish = _("Write the file (asks for the passphrase)"),
	                          .fields = {{.label = _("Folder"),
	                                      .path = true,
	                                      .hint = _("The folder into which the file for the section is written."),
	                                      .lasting = true}},
	                          .fields_count = 1,
	                          .run = run_handover};
	shell->unit = unit;
	view_form_open(shell, &form, shell->office->roster.items[unit].code, NULL);
}

/* --- the central answers --- */

static bool run_common(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	char *written = NULL;
	size_t count = 0;
	if (form_no_folder(texts[0], 0, wrong, err))
		return false;
	struct secret_key *key = office_ask_key(shell, err);
	bool ok = key && office_publish_common(shell->office, texts[0], key, &count, &written, err);
	office_lock(key);
	if (ok) {
		char *head = str_format(P_("%zu central answer is in this file:", "%zu central answers are in this file:", count), count);
		*told = str_format("%s\n  %s\n\n%s", head, written,
		                   _("It is the same for all units. Each takes it in; the answers then stand at the questions that they touch, and a "
		                     "unit where it is otherwise can object."));
		free(head);
	}
	free(written);
	return ok;
}

void office_open_common(struct shell *shell)
{
	const struct form form = {.id = "common",
	                          .title = _("Central answers for all units"),
	                          .introduction = _("What central roles (such as the platform manager) have answered "
	                                            "and the office has accepted is handed to all "
	                                            "units, as far as it touches what they are asked."),
	                          .finish = _("Write the file (asks for the passphrase)"),
	                          .fields = {{.label = _("Folder"),
	                                      .path = true,
	                                      .hint = _("The folder into which the file is written."),
	                                      .lasting = true}},
	                          .fields_count = 1,
	                          .run = run_common};
	view_form_open(shell, &form, NULL, NULL);
}
