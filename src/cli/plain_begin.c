/* The first start without a screen: the same is asked as on the screens, and the same stands in the database. */
#include <stdlib.h>

#include "plain.h"
#include "tenken/app/packs.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* When nothing is typed, as on the screens. */
static const char usual_role[] = "info_manager";

/* Until it is understood; an empty line takes what is proposed. False at the end of the input. */
static bool ask_year(struct plain *plain, int *year)
{
	struct strbuf proposed = STRBUF_INIT;
	date_format_fiscal_year(&proposed, *year);
	char *label = str_format(_("Fiscal year (empty: %s)"), proposed.text);
	bool understood = false;
	while (!understood && !plain->over) {
		struct error err = {0};
		char *line = plain_ask(plain, label,
		                       _("The fiscal year of this self-check, e.g. R8 or 2026; it begins in April."));
		understood = line && (str_is_blank(line) || date_parse_fiscal_year(year, line, &err));
		if (line && !understood)
			plain_fail(&err);
		free(line);
	}
	free(label);
	strbuf_release(&proposed);
	return understood;
}

/* The same; NULL at the end of the input, and when the pack asks nobody anything. */
static const struct role *ask_role(struct plain *plain, const struct pack *pack)
{
	const struct role **roles = mem_new(pack->roles_count + 1, sizeof *roles), *chosen = NULL;
	size_t count = 0, proposed = 0;
	for (size_t i = 0; i < pack->roles_count; i++) {
		if (!workplace_role_answers(pack, &pack->roles[i]))
			continue;
		if (str_equal(pack->roles[i].id, usual_role))
			proposed = count;
		roles[count++] = &pack->roles[i];
	}
	for (size_t i = 0; i < count; i++)
		print_line("%zu %s", i + 1, bilingual_text(&roles[i]->title));
	char *label = str_format(_("Your role, by its number (empty: %zu)"), proposed + 1);
	while (count && !chosen && !plain->over) {
		char *line =
		        plain_ask(plain, label,
		                  _("The checklist of this role is asked. A section's head takes what is proposed."));
		size_t at = !line ? SIZE_MAX : str_is_blank(line) ? proposed : plain_number(line, count);
		if (at != SIZE_MAX)
			chosen = roles[at];
		else if (line)
			print_line(_("A number from 1 to %zu is expected."), count);
		free(line);
	}
	free(label);
	free(roles);
	return chosen;
}

/* Until there is one. NULL at the end of the input. */
static char *ask_name(struct plain *plain, const char *label, const char *help)
{
	char *line = plain_ask(plain, label, help);
	while (line && str_is_blank(line)) {
		free(line);
		print_line("%s", _("A name is needed here. q leaves the program; then nothing is made."));
		line = plain_ask(plain, label, help);
	}
	return line;
}

/* What was understood of it, before anything is made of it. */
static bool is_confirmed(struct plain *plain, const struct workplace_new *place, const struct role *role)
{
	struct strbuf year = STRBUF_INIT;
	date_format_fiscal_year(&year, place->fiscal_year);
	print_row("%s %s  %s  %s", place->bureau, place->unit, year.text, role ? bilingual_text(&role->title) : "");
	strbuf_release(&year);
	return plain_agrees(plain, _("Begin with this? (Enter or y: yes, n: ask again)"), true);
}

/* Year and role, and then the database. *made: it is there; false without an error: it is to be asked anew, or it is over. */
static bool ask_the_rest(struct plain *plain, const struct workplace_options *options, struct workplace_new *place,
                         bool *made, struct error *err)
{
	char *folder = packs_find(options->pack, err);
	struct pack *pack = folder ? packs_read(folder, NULL, err) : NULL;
	const struct role *role = NULL;
	const char *roles[1];
	bool ok = pack != NULL;
	place->fiscal_year = date_fiscal_year(options->today);
	if (ok && ask_year(plain, &place->fiscal_year))
		role = ask_role(plain, pack);
	if (ok && !plain->over && is_confirmed(plain, place, role)) {
		roles[0] = role ? role->id : NULL;
		place->roles = role ? roles : NULL;
		place->roles_count = role ? 1 : 0;
		ok = *made = workplace_create(options, place, err);
	}
	place->roles = NULL;
	place->roles_count = 0;
	pack_free(pack);
	free(folder);
	return ok;
}

/* `J` in the place of the bureau joins the office's campaign, which brings bureau and section with it: then *joined. NULL: it is over. */
static char *ask_bureau(struct plain *plain, bool *joined)
{
	const char *help = _("E.g. Citizens' Bureau. J: the office has sent a campaign file and a slip with codes.");
	char *bureau = ask_name(plain, _("Bureau"), help);
	while (plain_is(bureau, "J") && !*joined) {
		*joined = plain_join(plain);
		free(bureau);
		bureau = *joined || plain->over ? NULL : ask_name(plain, _("Bureau"), help);
	}
	return bureau;
}

bool plain_begin(struct plain *plain, const struct workplace_options *options, struct error *err)
{
	bool made = false, ok = true;
	if (!workplace_may_be_made(options, err))
		return false;
	print_line("%s", _("There is no database yet: first say who and where you are."));
	print_line("%s",
	           _("If the office has sent a campaign file and a slip with codes, type J instead of the bureau."));
	print_line("%s", _("? explains what is asked, q leaves the program."));
	while (ok && !made && !plain->over) {
		char *bureau = ask_bureau(plain, &made);
		char *unit = bureau ? ask_name(plain, C_("office", "Section"), _("E.g. Residents Section")) : NULL;
		struct workplace_new place = {.bureau = bureau, .unit = unit};
		if (unit)
			ok = ask_the_rest(plain, options, &place, &made, err);
		free(bureau);
		free(unit);
	}
	if (!made && plain->left)
		print_line("%s", _("Nothing was made."));
	return made;
}
