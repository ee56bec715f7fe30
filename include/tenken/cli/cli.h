/* cli.h — the door for scripts: every command of the contract.
 *
 * Every command works without a terminal and never asks. What was done goes to standard output, trouble to standard error;
 * the exit status is that of error_exit_status(), or 1 when the check that was asked for failed. */
#ifndef TENKEN_CLI_CLI_H
#define TENKEN_CLI_CLI_H

#include <stdbool.h>

#include "tenken/base/date.h"

/* Options that stand before or after any command. Strings are borrowed from argv; NULL when not given. */
struct cli_globals {
	const char *db, *pack, *lang, *actor, *acted_for;
	const char *campaign, *passphrase_file; /* of commands at the office */
	struct date date;
	bool date_given; /* by the option, not by the environment */
	bool json, plain, ascii, no_color, no_mouse, readonly, no_input;
	int ambiguous_cols; /* 1, 2, or 0: the screens measure it */
	bool tour; /* the screens are wanted for the practice, or its steps as a text */
};

/* Reads the options, sets the language, and runs the command if one is named: then true, with the exit status in *status.
 * Without a command false: the caller opens the screens with *globals. Wrong usage counts as run. */
bool cli_main(int argc, char **argv, struct cli_globals *globals, int *status);

#endif
