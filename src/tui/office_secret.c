/* Passphrases of the office's keys: the one that is, and a new one. */
#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "view_office.h"

/* A wrong one is asked for again at once: whoever types it anew without looking must not type it into the screen behind. */
char *office_ask_until(struct shell *shell, const char *label, office_fits fits, const void *about, struct error *err)
{
	char *wrong = NULL, *passphrase = NULL;
	for (;;) {
		passphrase = wrong ? prompt_secret_again(shell, label, wrong)
		                   : prompt_secret(shell, label, _("It is not shown, and forgotten at once after this."));
		if (!passphrase || fits(about, passphrase, err))
			break;
		secret_free(passphrase);
		passphrase = NULL;
		if (err->code != ERROR_REFUSED)
			break;
		str_assign(&wrong, err->message);
		error_release(err);
	}
	free(wrong);
	return passphrase;
}

static bool opens_key(const void *about, const char *passphrase, struct error *err)
{
	struct secret_key *key = office_unlock(about, passphrase, err);
	bool ok = key != NULL;
	office_lock(key);
	return ok;
}

char *office_ask_passphrase(struct shell *shell, struct error *err)
{
	return office_ask_until(shell, _("Passphrase of the office's key"), opens_key, shell->office, err);
}

struct secret_key *office_ask_key(struct shell *shell, struct error *err)
{
	char *passphrase = office_ask_passphrase(shell, err);
	struct secret_key *key = passphrase ? office_unlock(shell->office, passphrase, err) : NULL;
	secret_free(passphrase);
	return key;
}

/* One that will do; what is wrong with one that will not stands above the next asking. */
static char *ask_good_one(struct shell *shell, const char *label, const char *name, const char *own_unit)
{
	for (;;) {
		struct error err = {0};
		char *passphrase = prompt_secret(shell, label,
		                                 _("At least 8 characters and hard to guess: best are four or five words that have "
		                                   "nothing to do with each other. No name, no date, no word of the office. It is not "
		                                   "shown."));
		if (!passphrase || office_passphrase_fits(name, own_unit, passphrase, &err))
			return passphrase;
		secret_free(passphrase);
		shell_fail(shell, &err);
	}
}

char *office_ask_new_passphrase(struct shell *shell, const char *label, const char *name, const char *own_unit)
{
	for (;;) {
		char *first = ask_good_one(shell, label, name, own_unit);
		if (!first)
			return NULL;
		char *again = prompt_secret(shell, _("The same passphrase once more"),
		                            _("So that a slip of the finger locks nobody out. Esc gives up."));
		bool same = again && str_equal(first, again), given_up = !again;
		secret_free(again);
		if (same)
			return first;
		secret_free(first);
		if (given_up)
			return NULL;
		shell_say(shell, STYLE_WARNING, "%s", _("The two are not the same. Type the new passphrase again."));
	}
}
