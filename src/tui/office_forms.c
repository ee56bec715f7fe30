/* The office's dialogues about files that come and go: publishing, collecting, returning. */
#include <stdlib.h>

#include "office_comment.h"
#include "tenken/app/office.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "view_form.h"
#include "view_office.h"

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
	if (collected->left) {
		strbuf_addf(&out,
		            P_("Stopped. %zu file was not looked at: collecting again goes on with it.",
		               "Stopped. %zu files were not looked at: collecting again goes on with them.", collected->left),
		            collected->left);
		strbuf_add_char(&out, '\n');
	}
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
	char *passphrase = office_ask_passphrase(shell, err);
	if (passphrase)
		shell_say_busy(shell);
	bool ok = passphrase && office_collect(shell->office, paths, 1, passphrase, false, &collected, err);
	secret_free(passphrase);
	if (!ok && err->code == ERROR_STOPPED) { /* what was taken in stays, and is told */
		error_release(err);
		ok = true;
	}
	if (ok)
		*told = collected_text(&collected, shell->office);
	collected_release(&collected);
	return ok;
}

void office_open_collect(struct shell *shell)
{
	const struct form form = {.id = "collect",
	                          .title = _("Collect"),
	                          .introduction = _("Takes in the files that sections handed in. They stay where they "
	                                            "are; what was taken in before is "
	                                            "recognised, and what is rejected is named with its reason."),
	                          .finish = _("Collect (asks for the passphrase)"),
	                          .fields = {{.label = _("Folder or file"),
	                                      .path = true,
	                                      .hint = _("Where the files of the sections lie."),
	                                      .lasting = true}},
	                          .fields_count = 1,
	                          .run = run_collect};
	view_form_open(shell, &form, NULL, NULL);
}

/* --- publishing --- */

static bool run_publish(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	if (form_no_folder(texts[0], 0, wrong, err))
		return false;
	char *passphrase = office_ask_passphrase(shell, err);
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
	const struct form form = {
	        .id = "publish",
	        .title = _("Publish the campaign"),
	        .introduction = _("Writes the campaign file for all sections, and the slips with which they join."),
	        .finish = _("Write the files (asks for the passphrase)"),
	        .fields = {{.label = _("Folder"),
	                    .path = true,
	                    .hint = _("A folder that only the office can read."),
	                    .lasting = true}},
	        .fields_count = 1,
	        .run = run_publish};
	view_form_open(shell, &form, NULL, NULL);
}

/* --- returning --- */

static bool run_return(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	struct office_comments comments;
	char *written = NULL;
	if (form_no_folder(texts[1], 1, wrong, err))
		return false;
	char *passphrase = office_ask_passphrase(shell, err);
	if (!passphrase)
		return false;
	office_comments_load(&comments, shell);
	bool ok = office_return(shell->office, shell->unit, texts[0], (const char *const *)comments.items, comments.count, texts[1],
	                        passphrase, &written, err);
	secret_free(passphrase);
	office_comments_release(&comments);
	if (!ok)
		return false;
	*told = str_format("%s\n  %s\n\n%s", _("The file for the section has been written:"), written,
	                   _("Hand it to the section: it takes the file in, sees the comments at its questions, and hands in again."));
	free(written);
	return true;
}

void office_open_return(struct shell *shell)
{
	struct office_comments comments;
	if (!office_ask_reviewer(shell))
		return;
	office_comments_load(&comments, shell);
	size_t count = comments.count;
	office_comments_release(&comments);
	const struct form form = {
	        .id = "return",
	        .title = _("Return to the section"),
	        .introduction = count ? _("The comments that were written at questions go out with it.")
	                              : _("No comment was written at a question; the comment below then says all."),
	        .finish = _("Return it (asks for the passphrase)"),
	        .fields = {{.label = _("Comment"),
	                    .hint = _("What the section has to do, in general."),
	                    .multiline = true,
	                    .lasting = true},
	                   {.label = _("Folder"),
	                    .path = true,
	                    .hint = _("The folder into which the file for the section is written."),
	                    .lasting = true}},
	        .fields_count = 2,
	        .run = run_return};
	char *about = str_format("%s %lld", shell->office->roster.items[shell->unit].code, (long long)shell->submission);
	view_form_open(shell, &form, about, NULL);
	free(about);
}
