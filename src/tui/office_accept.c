/* Accepting: one submission, or all in which nothing needs a look; with files by which the sections see it, or without. */
#include <stdlib.h>

#include "office_comment.h"
#include "tenken/app/office.h"
#include "tenken/base/mem.h"
#include "view_form.h"
#include "view_office.h"

/* --- who reviews the office's own unit: the security chief, who is asked for by title --- */

static bool is_own_unit(const struct office *office, size_t unit)
{
	return *office->own_unit && str_equal(office->own_unit, office->roster.items[unit].code);
}

static bool is_title(const struct role *role, const char *text)
{
	for (int i = 0; i < LANGUAGES; i++)
		if (str_equal(bilingual_in(&role->title, (enum language)i), text))
			return true;
	return false;
}

/* Nobody else's will do, so it is asked until it is right. */
static bool ask_title(struct shell *shell, const struct role *chief)
{
	const char *proposed = bilingual_text(&chief->title);
	char *title = mem_strdup(proposed);
	bool ok = false;
	while (!ok && prompt_line(shell, "reviewer", _("Title of whoever reviews it"),
	                          _("The office's own section is reviewed by the security chief. Until the unit is left, what is done is "
	                            "recorded under this title."),
	                          &title)) {
		ok = is_title(chief, title);
		if (ok)
			str_assign(&shell->office->actor, title);
		else
			shell_say(shell, STYLE_WARNING, _("Only the security chief (%s) can review the office's own section."), proposed);
	}
	free(title);
	return ok;
}

bool office_ask_reviewer(struct shell *shell)
{
	const struct office *office = shell->office;
	const struct pack *pack = shell->workplace->pack;
	size_t chief = pack_find_role(pack, "security_chief");
	if (!is_own_unit(office, shell->unit) || chief == SIZE_MAX || is_title(&pack->roles[chief], office->actor) ||
	    is_title(&pack->roles[chief], office->acted_for))
		return true;
	return ask_title(shell, &pack->roles[chief]);
}

/* --- accepting --- */

enum acceptance { ACCEPT_NOT, ACCEPT_WITH_RECEIPT, ACCEPT_ONLY };

/* Asks how; with a receipt the form goes on asking. */
static enum acceptance ask_acceptance(struct shell *shell, const char *label)
{
	const char *const choices[] = {_("Do not accept yet"), _("Accept, and write a file by which the section sees it"),
	                               _("Accept without such a file")};
	int choice = prompt_choice(shell, label, choices, 3, NULL, 0);
	return choice < 0 ? ACCEPT_NOT : (enum acceptance)choice;
}

struct accepting {
	struct strbuf accepted, others;
	struct secret_key *key;
	const char *folder;
	bool clean_ones; /* all of them: nobody is asked about one of them */
};

static void add_unit(struct strbuf *out, const struct office *office, size_t unit, const char *more)
{
	const struct roster_unit *on_roster = &office->roster.items[unit];
	strbuf_addf(out, "  %s %s %s\n", on_roster->code, on_roster->bureau, on_roster->name);
	if (more)
		strbuf_addf(out, "    %s\n", more);
}

/* False only when nothing more can be done. */
static bool accept_unit(struct office *office, size_t unit, struct accepting *accepting, struct error *err)
{
	char *written = NULL;
	if (office_accept(office, unit, accepting->key, accepting->folder, accepting->key ? &written : NULL, err)) {
		add_unit(&accepting->accepted, office, unit, written);
		free(written);
		return true;
	}
	if (err->code != ERROR_REFUSED)
		return false;
	add_unit(&accepting->others, office, unit,
	         accepting->clean_ones && is_own_unit(office, unit)
	                 ? _("The office's own section is reviewed by the security chief: open it, and accept it there.")
	                 : err->message);
	error_release(err);
	return true;
}

/* Whoever wrote a comment on it meant to return it. */
static bool has_comments(struct shell *shell, size_t unit, bool *found, struct error *err)
{
	struct workplace workplace;
	struct office_comments comments;
	struct office_submission submission;
	if (!office_submission(shell->office, unit, &submission, err))
		return false;
	shell->submission = submission.seq;
	office_submission_release(&submission);
	if (!office_open_unit(shell->office, unit, &workplace, err))
		return false;
	shell->workplace = &workplace;
	shell->unit = unit;
	office_comments_load(&comments, shell);
	*found = comments.count > 0;
	office_comments_release(&comments);
	shell->workplace = NULL;
	workplace_close(&workplace);
	return true;
}

/* From the roster: no unit is looked at. */
static bool accept_clean_ones(struct shell *shell, struct accepting *accepting, struct error *err)
{
	struct office *office = shell->office;
	for (size_t i = 0; i < office->roster.count; i++) {
		bool clean = false, commented = false;
		if (office_unit_state(office, i) != UNIT_SUBMITTED)
			continue;
		if (!office_unit_is_clean(office, i, &clean, err) || (clean && !has_comments(shell, i, &commented, err)))
			return false;
		if (!clean || commented)
			add_unit(&accepting->others, office, i, commented ? _("A comment was written on it.") : NULL);
		else if (!accept_unit(office, i, accepting, err))
			return false;
	}
	return true;
}

/* What came of it; with an error so far. */
static char *accepted_text(struct accepting *accepting, const struct office *office)
{
	struct strbuf out = STRBUF_INIT;
	if (accepting->accepted.len_bytes)
		strbuf_addf(&out, "%s\n%s\n", _("Accepted:"), accepting->accepted.text);
	if (accepting->accepted.len_bytes && accepting->key)
		strbuf_addf(&out, "%s\n\n", _("Hand each file to its section: it sees by it that it was accepted."));
	if (accepting->others.len_bytes)
		strbuf_addf(&out, "%s\n%s\n", _("Left to look at:"), accepting->others.text);
	office_reconciliation(&out, office);
	strbuf_release(&accepting->accepted);
	strbuf_release(&accepting->others);
	return strbuf_take(&out);
}

static bool run_accepting(struct shell *shell, const char *folder, bool clean_ones, char **told, struct error *err)
{
	struct accepting accepting = {.folder = folder, .clean_ones = clean_ones};
	if (folder && !(accepting.key = office_ask_key(shell, err)))
		return false;
	bool ok = clean_ones ? accept_clean_ones(shell, &accepting, err)
	                     : accept_unit(shell->office, shell->unit, &accepting, err);
	*told = accepted_text(&accepting, shell->office);
	office_lock(accepting.key);
	return ok;
}

static bool run_accept(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	return !form_no_folder(texts[0], 0, wrong, err) && run_accepting(shell, texts[0], false, told, err);
}

static bool run_accept_clean(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	return !form_no_folder(texts[0], 0, wrong, err) && run_accepting(shell, texts[0], true, told, err);
}

static void open_accept(struct shell *shell, bool clean_ones)
{
	const struct form form = {
	        .id = clean_ones ? "accept-clean" : "accept",
	        .title = _("Accept"),
	        .introduction = _("For each submission that is accepted a file is written, by which its section sees it."),
	        .finish = _("Accept (asks for the passphrase)"),
	        .fields = {{.label = _("Folder"), .hint = _("The folder into which the files for the sections are written."), .lasting = true}},
	        .fields_count = 1,
	        .run = clean_ones ? run_accept_clean : run_accept};
	view_form_open(shell, &form, NULL, NULL);
}

static void accept_now(struct shell *shell, bool clean_ones)
{
	struct error err = {0};
	char *told = NULL;
	bool ok = run_accepting(shell, NULL, clean_ones, &told, &err);
	shell_push(shell, view_text_new(mem_strdup(_("Accept")), told));
	if (!ok)
		shell_fail(shell, &err);
}

static void accept_as_asked(struct shell *shell, const char *label, bool clean_ones)
{
	enum acceptance acceptance = ask_acceptance(shell, label);
	if (acceptance == ACCEPT_WITH_RECEIPT)
		open_accept(shell, clean_ones);
	else if (acceptance == ACCEPT_ONLY)
		accept_now(shell, clean_ones);
}

bool office_is_accepted(const struct shell *shell)
{
	enum unit_state state = office_unit_state(shell->office, shell->unit);
	return state == UNIT_ACCEPTED || state == UNIT_CLOSED;
}

void office_accept_unit(struct shell *shell)
{
	if (office_is_accepted(shell)) { /* only its receipt is written again */
		open_accept(shell, false);
		return;
	}
	if (!office_ask_reviewer(shell))
		return;
	const struct roster_unit *unit = &shell->office->roster.items[shell->unit];
	struct office_comments comments;
	office_comments_load(&comments, shell);
	char *label = comments.count
	                      ? str_format(P_("Accept %s %s? It cannot be taken back. %zu comment that was written is then not sent.",
	                                      "Accept %s %s? It cannot be taken back. %zu comments that were written are then not sent.",
	                                      comments.count),
	                                   unit->bureau, unit->name, comments.count)
	                      : str_format(_("Accept %s %s? It cannot be taken back."), unit->bureau, unit->name);
	office_comments_release(&comments);
	accept_as_asked(shell, label, false);
	free(label);
}

void office_accept_clean(struct shell *shell)
{
	struct reconciliation all;
	office_reconcile(shell->office, &all);
	if (!all.by_state[UNIT_SUBMITTED])
		shell_say(shell, STYLE_PLAIN, "%s", _("No submission waits to be reviewed."));
	else
		accept_as_asked(shell, _("Accept every submission in which nothing needs a look? This cannot be taken back."), true);
}
