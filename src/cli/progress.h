/* progress.h — how far a command is, on the terminal behind standard error. */
#ifndef TENKEN_CLI_PROGRESS_H
#define TENKEN_CLI_PROGRESS_H

#include <stdbool.h>

/* From now on what takes its time says so in one line of standard error, where that is a terminal that can write a line anew, and
 * Ctrl-C stops it as progress.h of base says. Elsewhere nothing is said, and Ctrl-C ends the program as ever. */
void cli_progress_begin(bool plain);
/* Takes the line away. */
void cli_progress_end(void);

#endif
