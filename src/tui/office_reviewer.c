/* Who reviews the office's own unit: the security chief, who is asked for by title. */
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "view_office.h"

bool office_is_own_unit(const struct office *office, size_t unit)
{
	return *office->own_unit && str_equal(office->own_unit, office->roster.items[unit].code);
}

static bool is_title(const struct role *role, const char *text)
{
	for (int i = 0; i < LANGUAGES; i++)
		if (str_equal(bilingual_in(&role->title, (enum language)i), text))
			return true;
	return false;
}

/* Nobody else's will do, so it is asked until it is right. */
static bool ask_title(struct shell *shell, const struct role *chief)
{
	const char *proposed = bilingual_text(&chief->title);
	char *title = mem_strdup(proposed);
	bool ok = false;
	while (!ok && prompt_line(shell, _("Title of whoever reviews it"),
	                          _("The office's own section is reviewed by the security chief. Until the program is left, what is done is "
	                            "recorded under this title."),
	                          &title)) {
		ok = is_title(chief, title);
		if (ok)
			str_assign(&shell->office->actor, title);
		else
			shell_say(shell, STYLE_WARNING, _("Only the security chief (%s) can review the office's own section."), proposed);
	}
	free(title);
	return ok;
}

bool office_ask_reviewer(struct shell *shell)
{
	const struct office *office = shell->office;
	const struct pack *pack = shell->workplace->pack;
	size_t chief = pack_find_role(pack, "security_chief");
	if (!office_is_own_unit(office, shell->unit) || chief == SIZE_MAX || is_title(&pack->roles[chief], office->actor) ||
	    is_title(&pack->roles[chief], office->acted_for))
		return true;
	return ask_title(shell, &pack->roles[chief]);
}
