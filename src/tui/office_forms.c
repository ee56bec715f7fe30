#include <stdlib.h>

#include "office_comment.h"
#include "tenken/app/office.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "view_form.h"
#include "view_office.h"

static char *ask_passphrase(struct shell *shell)
{
	return prompt_secret(shell, _("Passphrase of the office's key"),
	                     _("It is not shown, and forgotten at once after this."));
}

static bool no_folder(const char *path, size_t field, size_t *wrong, struct error *err)
{
	if (file_is_folder(path))
		return false;
	*wrong = field;
	error_set(err, ERROR_USAGE, _("There is no folder \"%s\"."), path);
	return true;
}

void office_reconciliation(struct strbuf *out, const struct office *office)
{
	struct reconciliation all;
	office_reconcile(office, &all);
	strbuf_addf(out, _("Roster %zu = closed %zu + accepted %zu + returned %zu + submitted %zu + not handed in %zu"), all.total,
	            all.by_state[UNIT_CLOSED], all.by_state[UNIT_ACCEPTED], all.by_state[UNIT_RETURNED],
	            all.by_state[UNIT_SUBMITTED], all.by_state[UNIT_NOT_RECEIVED]);
}

/* --- collecting --- */

/* The counts first, then what was rejected and why, then the others. */
static char *collected_text(const struct collected *collected, const struct office *office)
{
	static const char *const labels[] = {N_("taken in"), N_("known already"), N_("rejected")};
	static const enum collect_result order[] = {COLLECT_REJECTED, COLLECT_IMPORTED, COLLECT_UNCHANGED};
	size_t counts[3] = {0};
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < collected->count; i++)
		counts[collected->items[i].result]++;
	strbuf_addf(&out, _("Files %zu = taken in %zu + known already %zu + rejected %zu"), collected->count,
	            counts[COLLECT_IMPORTED], counts[COLLECT_UNCHANGED], counts[COLLECT_REJECTED]);
	strbuf_add_char(&out, '\n');
	office_reconciliation(&out, office);
	strbuf_add(&out, "\n");
	for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
		for (size_t i = 0; i < collected->count; i++) {
			const struct collected_file *file = &collected->items[i];
			if (file->result != order[k])
				continue;
			strbuf_addf(&out, "\n%s  %s\n", _(labels[file->result]), path_base(file->file));
			if (file->reason)
				strbuf_addf(&out, "  %s\n", file->reason);
		}
	}
	return strbuf_take(&out);
}

static bool run_collect(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	const char *const paths[] = {texts[0]};
	struct collected collected = {0};
	if (!file_exists(texts[0])) {
		*wrong = 0;
		return error_set(err, ERROR_NOT_FOUND, _("There is no file or folder \"%s\"."), texts[0]);
	}
	char *passphrase = ask_passphrase(shell);
	bool ok = passphrase && office_collect(shell->office, paths, 1, passphrase, false, &collected, err);
	secret_free(passphrase);
	if (ok)
		*told = collected_text(&collected, shell->office);
	collected_release(&collected);
	return ok;
}

void office_open_collect(struct shell *shell)
{
	const struct form form = {
	        .id = "collect",
	        .title = _("Collect"),
	        .introduction = _("Takes in the files that sections handed in. They stay where they are; what was taken in before is "
	                          "recognised, and what is rejected is named with its reason."),
	        .finish = _("Collect (asks for the passphrase)"),
	        .fields = {{_("Folder or file"), _("Where the files of the sections lie."), false, true}},
	        .fields_count = 1,
	        .run = run_collect};
	view_form_open(shell, &form, NULL, NULL);
}

/* --- publishing --- */

static bool run_publish(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	if (no_folder(texts[0], 0, wrong, err))
		return false;
	char *passphrase = ask_passphrase(shell);
	bool ok = passphrase && campaign_publish(shell->office, texts[0], passphrase, err);
	secret_free(passphrase);
	if (!ok)
		return false;
	struct strbuf out = STRBUF_INIT;
	strbuf_addf(&out, _("Three files have been written to %s:"), texts[0]);
	strbuf_addf(&out, "\n\n  campaign.tenken\n    %s", _("The campaign file, the same for all sections. It is no secret."));
	strbuf_addf(&out, "\n  slips.html\n    %s",
	            _("Print it: one slip for each section, with its unit code and its code. Secret: each section gets only its own."));
	strbuf_addf(&out, "\n  codes.csv\n    %s", _("The same codes as a table. Secret: delete it when the slips are handed out."));
	*told = strbuf_take(&out);
	return true;
}

void office_open_publish(struct shell *shell)
{
	const struct form form = {.id = "publish",
	                          .title = _("Publish the campaign"),
	                          .introduction = _("Writes the campaign file for all sections, and the slips with which they join."),
	                          .finish = _("Write the files (asks for the passphrase)"),
	                          .fields = {{_("Folder"), _("A folder that only the office can read."), false, true}},
	                          .fields_count = 1,
	                          .run = run_publish};
	view_form_open(shell, &form, NULL, NULL);
}

/* --- returning --- */

static bool run_return(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	struct office_comments comments;
	char *written = NULL;
	if (no_folder(texts[1], 1, wrong, err))
		return false;
	char *passphrase = ask_passphrase(shell);
	if (!passphrase)
		return false;
	office_comments_load(&comments, shell);
	bool ok = office_return(shell->office, shell->unit, texts[0], (const char *const *)comments.items, comments.count, texts[1],
	                        passphrase, &written, err);
	secret_free(passphrase);
	office_comments_release(&comments);
	if (!ok)
		return false;
	office_comments_forget(shell);
	*told = str_format("%s\n  %s\n\n%s", _("The file for the section has been written:"), written,
	                   _("Hand it to the section: it takes the file in, sees the comments at its questions, and hands in again."));
	free(written);
	return true;
}

void office_open_return(struct shell *shell)
{
	struct office_comments comments;
	office_comments_load(&comments, shell);
	size_t count = comments.count;
	office_comments_release(&comments);
	const struct form form = {
	        .id = "return",
	        .title = _("Return to the section"),
	        .introduction = count ? _("The comments that were written at questions go out with it.")
	                              : _("No comment was written at a question; the comment below then says all."),
	        .finish = _("Return it (asks for the passphrase)"),
	        .fields = {{_("Comment"), _("What the section has to do, in general."), true, false},
	                   {_("Folder"), _("The folder into which the file for the section is written."), false, true}},
	        .fields_count = 2,
	        .run = run_return};
	view_form_open(shell, &form, shell->office->roster.items[shell->unit].code, NULL);
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
	add_unit(&accepting->others, office, unit, err->message);
	error_release(err);
	return true;
}

static bool accept_clean_ones(struct office *office, struct accepting *accepting, struct error *err)
{
	for (size_t i = 0; i < office->roster.count; i++) {
		bool clean = false;
		if (office_unit_state(office, i) != UNIT_SUBMITTED)
			continue;
		if (!office_unit_is_clean(office, i, &clean, err))
			return false;
		if (!clean)
			add_unit(&accepting->others, office, i, NULL);
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
	struct accepting accepting = {.folder = folder};
	if (folder) {
		char *passphrase = ask_passphrase(shell);
		accepting.key = passphrase ? office_unlock(shell->office, passphrase, err) : NULL;
		secret_free(passphrase);
		if (!accepting.key)
			return false;
	}
	bool ok = clean_ones ? accept_clean_ones(shell->office, &accepting, err)
	                     : accept_unit(shell->office, shell->unit, &accepting, err);
	*told = accepted_text(&accepting, shell->office);
	office_lock(accepting.key);
	return ok;
}

static bool run_accept(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	return !no_folder(texts[0], 0, wrong, err) && run_accepting(shell, texts[0], false, told, err);
}

static bool run_accept_clean(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	return !no_folder(texts[0], 0, wrong, err) && run_accepting(shell, texts[0], true, told, err);
}

static void open_accept(struct shell *shell, bool clean_ones)
{
	const struct form form = {
	        .id = clean_ones ? "accept-clean" : "accept",
	        .title = _("Accept"),
	        .introduction = _("For each submission that is accepted a file is written, by which its section sees it."),
	        .finish = _("Accept (asks for the passphrase)"),
	        .fields = {{_("Folder"), _("The folder into which the files for the sections are written."), false, true}},
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

void office_accept_unit(struct shell *shell)
{
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
