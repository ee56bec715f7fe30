/* The office's key in dialogues: making an office, an escrow key, and putting that in the place of a lost key. */
#include <stdlib.h>

#include "tenken/app/office.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "view_form.h"
#include "view_office.h"

/* --- making an office --- */

enum { MAKING_NAME, MAKING_UNIT, MAKING_FIELDS };

static bool run_making(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	const char *unit = str_is_blank(texts[MAKING_UNIT]) ? NULL : texts[MAKING_UNIT];
	(void)wrong;
	(void)told;
	char *passphrase = office_ask_new_passphrase(shell, _("New passphrase for the office's key"), texts[MAKING_NAME], unit);
	bool ok = passphrase && office_create(shell->options->db, texts[MAKING_NAME], unit, passphrase, err);
	secret_free(passphrase);
	if (ok)
		shell_reopen(shell);
	return ok;
}

void office_open_making(struct shell *shell)
{
	const struct form form = {.id = "office",
	                          .title = _("Set up an office"),
	                          .introduction = _("For the information security manager, who collects what the "
	                                            "sections hand in. A database with the "
	                                            "office's key is made. The key is locked under a passphrase, "
	                                            "without which nothing that sections hand "
	                                            "in can be read: choose one that you will still know in a year."),
	                          .finish = _("Make it (asks for a new passphrase, twice)"),
	                          .fields = {{.label = _("Name of the office"),
	                                      .hint = _("As sections know it, e.g. Information Security Section.")},
	                                     {.label = _("Its own unit code"),
	                                      .hint = _("If the office's own section is checked, too: its code on the "
	                                                "roster. Else leave it empty."),
	                                      .optional = true}},
	                          .fields_count = MAKING_FIELDS,
	                          .run = run_making};
	view_form_open(shell, &form, NULL, NULL);
}

/* --- the escrow key --- */

const char *office_key_why_not(const struct office *office, enum action_id action)
{
	if (action == ACTION_ESCROW && office_has_spare(office))
		return _("This office has an escrow key already.");
	if (action == ACTION_RESTORE && !office_has_spare(office))
		return _("This office has no escrow key, so there is none to put in the key's place.");
	return NULL;
}

/* Said before a passphrase is asked for. */
static bool is_new_file(const char *path, size_t *wrong, struct error *err)
{
	char *folder = path_folder(path);
	bool ok = true;
	*wrong = 0;
	if (!file_is_folder(folder))
		ok = error_set(err, ERROR_USAGE, _("There is no folder \"%s\"."), folder);
	else if (file_exists(path))
		ok = error_set(err, ERROR_CONFLICT, _("%s is there already. Name a new file."), path);
	free(folder);
	return ok;
}

static bool run_escrow(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	struct office *office = shell->office;
	if (!is_new_file(texts[0], wrong, err))
		return false;
	*wrong = FORM_WHOLE;
	char *passphrase = office_ask_new_passphrase(shell, _("New passphrase for the escrow key"), office->name, office->own_unit);
	bool ok = passphrase && office_escrow(office, texts[0], passphrase, err);
	secret_free(passphrase);
	if (!ok)
		return false;
	struct strbuf out = STRBUF_INIT;
	strbuf_addf(&out, "%s\n  %s\n\n", _("The escrow key has been written:"), texts[0]);
	strbuf_addf(&out, "%s\n\n", _("Keep the file on a medium of its own, apart from the database, e.g. in a safe. Keep its passphrase "
	                              "in another place, where whoever takes over the office will find it."));
	strbuf_add(&out, office->campaign ? _("It counts for campaigns that are opened from now on; what is handed in to the present one "
	                                      "cannot be opened with it.")
	                                  : _("It counts for every campaign that is opened from now on."));
	*told = strbuf_take(&out);
	return true;
}

void office_open_escrow(struct shell *shell)
{
	const struct form form = {
	        .id = "escrow",
	        .title = _("Escrow key"),
	        .introduction = _("A second key, in a file of its own, which opens what is sealed for the office, too. "
	                          "If the office's "
	                          "passphrase or key is lost and there is no escrow key, nothing that was handed in "
	                          "can be opened "
	                          "any more."),
	        .finish = _("Make it (asks for a new passphrase, twice)"),
	        .fields = {{.label = _("File"),
	                    .path = true,
	                    .hint = _("A new file, best on a medium that is then locked away, e.g. a USB stick.")}},
	        .fields_count = 1,
	        .run = run_escrow};
	view_form_open(shell, &form, NULL, NULL);
}

/* --- restoring --- */

enum { ESCROW_FILE_BYTES_MAX = 64 * 1024 };

static bool opens_file(const void *about, const char *passphrase, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	struct secret_key *key = NULL;
	if (file_read(&text, about, ESCROW_FILE_BYTES_MAX, err))
		key = secret_key_unlock(text.text, text.len_bytes, passphrase, err);
	bool ok = key != NULL;
	secret_key_free(key);
	strbuf_release(&text);
	return ok;
}

static bool run_restore(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	*wrong = 0;
	if (!file_exists(texts[0]) || file_is_folder(texts[0]))
		return error_set(err, ERROR_NOT_FOUND, _("There is no file \"%s\"."), texts[0]);
	*wrong = FORM_WHOLE;
	char *passphrase = office_ask_until(shell, _("Passphrase of the escrow key"), opens_file, texts[0], err);
	bool ok = passphrase && office_restore(shell->office, texts[0], passphrase, err);
	secret_free(passphrase);
	if (ok)
		*told = str_format("%s\n\n%s", _("The escrow key is the office's key now, under the passphrase of its file."),
		                   _("A campaign that was opened after the escrow key was made goes on: its sections take in what this key "
		                     "signs, and what they hand in is opened with it."));
	return ok;
}

void office_open_restore(struct shell *shell)
{
	const struct form form = {
	        .id = "restore",
	        .title = _("Restore the office's key"),
	        .introduction = _("For when the passphrase of the office's key is lost. The escrow key takes its place "
	                          "for good, and the "
	                          "passphrase of its file is then asked for. The roster and what was collected stay as "
	                          "they are."),
	        .finish = _("Put the escrow key in its place (asks for its passphrase)"),
	        .fields = {{.label = _("File"), .path = true, .hint = _("The file of the escrow key.")}},
	        .fields_count = 1,
	        .run = run_restore};
	view_form_open(shell, &form, NULL, NULL);
}
