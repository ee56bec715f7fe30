/* passphrase.h — the passphrase of the office's key, from a file or the terminal. */
#ifndef TENKEN_CLI_PASSPHRASE_H
#define TENKEN_CLI_PASSPHRASE_H

#include "command.h"

/* Takes --passphrase-file, else asks on the terminal (twice for a new one). NULL on error: ERROR_USAGE when there is no terminal or
 * nobody may be asked, those of reading the file. Free with passphrase_free(). `prompt`: what is asked for. */
char *take_passphrase(const struct cli *cli, struct args *args, bool new_one, struct error *err);
void passphrase_free(char *passphrase);

#endif
