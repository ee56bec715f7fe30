/* Passphrases of the office's keys: the one that is, and a new one. */
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "view_office.h"

char *office_ask_passphrase(struct shell *shell)
{
	return prompt_secret(shell, _("Passphrase of the office's key"),
	                     _("It is not shown, and forgotten at once after this."));
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
