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

static bool accept_one(struct office *office, size_t unit, struct strbuf *accepted, struct strbuf *others, struct error *err)
{
	const struct roster_unit *on_roster = &office->roster.items[unit];
	bool clean = false;
	if (!office_unit_is_clean(office, unit, &clean, err))
		return false;
	if (!clean) {
		strbuf_addf(others, "  %s %s %s\n", on_roster->code, on_roster->bureau, on_roster->name);
		return true;
	}
	if (office_accept(office, unit, err)) {
		on_roster = &office->roster.items[unit]; /* the roster was read anew */
		strbuf_addf(accepted, "  %s %s %s\n", on_roster->code, on_roster->bureau, on_roster->name);
		return true;
	}
	if (err->code != ERROR_REFUSED)
		return false;
	strbuf_addf(others, "  %s %s %s: %s\n", on_roster->code, on_roster->bureau, on_roster->name, err->message);
	error_release(err);
	return true;
}

void office_accept_clean(struct shell *shell)
{
	const char *const choices[] = {_("No"), _("Yes, accept them")};
	struct strbuf accepted = STRBUF_INIT, others = STRBUF_INIT;
	struct error err = {0};
	bool ok = true;
	if (prompt_choice(shell, _("Accept every submission in which nothing needs a look? This cannot be taken back."), choices, 2,
	                  NULL, 0) != 1)
		return;
	for (size_t i = 0; ok && i < shell->office->roster.count; i++)
		if (office_unit_state(shell->office, i) == UNIT_SUBMITTED)
			ok = accept_one(shell->office, i, &accepted, &others, &err);
	if (!accepted.len_bytes && !others.len_bytes && ok) {
		shell_say(shell, STYLE_PLAIN, "%s", _("No submission waits to be reviewed."));
	} else if (accepted.len_bytes || others.len_bytes) {
		struct strbuf out = STRBUF_INIT;
		if (accepted.len_bytes)
			strbuf_addf(&out, "%s\n%s\n", _("Accepted:"), accepted.text);
		if (others.len_bytes)
			strbuf_addf(&out, "%s\n%s\n", _("Left to look at:"), others.text);
		office_reconciliation(&out, shell->office);
		shell_push(shell, view_text_new(mem_strdup(_("Accept clean ones")), strbuf_take(&out)));
	}
	if (!ok)
		shell_fail(shell, &err);
	strbuf_release(&accepted);
	strbuf_release(&others);
}
