#include "passphrase.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"

enum { LINE_BYTES_MAX = 1024 };

void passphrase_free(char *passphrase)
{
	if (passphrase)
		mem_wipe(passphrase, strlen(passphrase));
	free(passphrase);
}

/* The first line of the file. */
static char *read_file(const char *path, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	char *line = NULL;
	if (file_read(&text, path, LINE_BYTES_MAX + 2, err)) {
		line = mem_strndup(text.text, strcspn(text.text, "\r\n"));
		if (!*line || strlen(line) + strspn(text.text + strlen(line), "\r\n") != text.len_bytes) {
			error_set(err, ERROR_INPUT, _("%s: the file must hold the passphrase in one line, and nothing else."), path);
			passphrase_free(line);
			line = NULL;
		}
		mem_wipe(text.text, text.len_bytes);
	}
	strbuf_release(&text);
	return line;
}

static char *ask(bool new_one, struct error *err)
{
	char *first = platform_read_secret(new_one ? _("New passphrase: ") : _("Passphrase: "));
	if (!first) {
		error_set(err, ERROR_USAGE, _("A passphrase is needed: name its file with --passphrase-file, or call this on a terminal."));
		return NULL;
	}
	if (!new_one)
		return first;
	char *again = platform_read_secret(_("Once more: "));
	bool same = again && str_equal(first, again);
	passphrase_free(again);
	if (same)
		return first;
	error_set(err, ERROR_USAGE, _("The two are not the same. Nothing was done."));
	passphrase_free(first);
	return NULL;
}

char *take_passphrase(const struct cli *cli, struct args *args, bool new_one, struct error *err)
{
	(void)args;
	if (cli->globals.passphrase_file)
		return read_file(cli->globals.passphrase_file, err);
	if (cli->globals.no_input || !platform_is_terminal(0)) {
		error_set(err, ERROR_USAGE, _("A passphrase is needed: name its file with --passphrase-file, or call this on a terminal."));
		return NULL;
	}
	return ask(new_one, err);
}
