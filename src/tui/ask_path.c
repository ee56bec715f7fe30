/* Asking where a file is to be written. */
#include <stdlib.h>

#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform_file.h"
#include "views.h"

/* What was typed as a path from the root, so that the person knows where the file is. A folder gets the proposed name. */
static char *full_path(const char *typed, const char *proposed_name)
{
	char *folder = platform_present_folder();
	char *path = path_from_typed(typed);
	if (folder && !platform_root_bytes(path)) {
		char *inside = path_join(folder, path);
		free(path);
		path = inside;
	}
	free(folder);
	if (!file_is_folder(path))
		return path;
	char *named = path_join(path, proposed_name);
	free(path);
	return named;
}

static bool may_replace(struct shell *shell, const char *path)
{
	const char *const choices[] = {_("Keep it: write under another name"), _("Replace it")};
	if (!file_exists(path))
		return true;
	char *label = str_format(_("The file is there already: %s"), path);
	int choice = prompt_choice(shell, label, choices, sizeof choices / sizeof *choices, NULL, 0);
	free(label);
	return choice == 1;
}

char *views_ask_path(struct shell *shell, const char *id, const char *label, const char *proposed_name)
{
	char *folder = platform_present_folder();
	char *typed = folder ? path_join(folder, proposed_name) : mem_strdup(proposed_name);
	char *path = NULL;
	free(folder);
	if (shell->tour) {
		free(typed);
		shell_say(shell, STYLE_PLAIN, "%s", _("In the practice no file is written."));
		return NULL;
	}
	while (!path && prompt_line(shell, id, label, _("A file, or a folder in which it gets this name."), &typed)) {
		if (str_is_blank(typed))
			continue;
		path = full_path(typed, proposed_name);
		if (!may_replace(shell, path)) {
			free(path);
			path = NULL;
			if (shell_is_leaving(shell))
				break;
		}
	}
	free(typed);
	return path;
}
