/* What bureau and section are called: asked for at the start, and mended later. */
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "views.h"

static bool ask_name(struct shell *shell, const char *id, const char *label, const char *hint, char **name)
{
	char *text = mem_strdup(*name);
	bool ok = prompt_line(shell, id, label, hint, &text) && !str_is_blank(text);
	if (ok)
		str_assign(name, text);
	free(text);
	return ok;
}

bool views_ask_bureau(struct shell *shell, char **name)
{
	return ask_name(shell, "bureau", _("Name of the bureau"), _("E.g. Citizens' Bureau"), name);
}

bool views_ask_section(struct shell *shell, char **name)
{
	return ask_name(shell, "unit", _("Name of the section"), _("E.g. Residents Section"), name);
}

static bool rename_to(struct shell *shell, const char *bureau, const char *name)
{
	struct error err = {0};
	bool ok = workplace_rename(shell->workplace, bureau, name, NULL, &err);
	if (!ok)
		shell_fail(shell, &err);
	return ok;
}

/* Each is saved as soon as it is written: whoever leaves at the second has mended the first. That it is saved is said at the end, when
 * nothing is asked any more. */
void views_rename(struct shell *shell)
{
	const struct unit *unit = &shell->workplace->unit;
	char *bureau = mem_strdup(unit->bureau), *name = mem_strdup(unit->name), now[26];
	bool ok = views_ask_bureau(shell, &bureau), saved = false;
	if (ok && !str_equal(bureau, unit->bureau))
		ok = saved = rename_to(shell, bureau, NULL);
	if (ok && views_ask_section(shell, &name) && !str_equal(name, unit->name)) {
		ok = rename_to(shell, NULL, name);
		saved = saved || ok;
	}
	if (ok && saved)
		shell_say_saved(shell, platform_now(now));
	free(bureau);
	free(name);
}
