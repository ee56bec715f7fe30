/* plain.h — the same work without a screen: for screen readers, TERM=dumb, a bad line.
 *
 * Each question is printed once, as number, statement, answer, choices; then one line is read. Nothing is redrawn, nothing moves.
 * What is written to the database is what the screens write. */
#ifndef TENKEN_CLI_PLAIN_H
#define TENKEN_CLI_PLAIN_H

#include "tenken/cli/cli.h"

/* Reads lines from standard input until `q` or its end. With no database yet it first asks who and where one is. Returns the
 * exit status. */
int plain_run(const struct cli_globals *globals);

#endif
