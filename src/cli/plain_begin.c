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
		char *line = plain_ask(plain, label);
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
		char *line = plain_ask(plain, label);
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

static bool ask_the_rest(struct plain *plain, const struct workplace_options *options, struct workplace_new *place, struct error *err)
{
	char *folder = packs_find(options->pack, err);
	struct pack *pack = folder ? packs_read(folder, NULL, err) : NULL;
	const struct role *role = NULL;
	const char *roles[1];
	place->fiscal_year = date_fiscal_year(options->today);
	if (pack && ask_year(plain, &place->fiscal_year))
		role = ask_role(plain, pack);
	bool ok = pack && !plain->over;
	if (ok && role) {
		roles[0] = role->id;
		place->roles = roles;
		place->roles_count = 1;
	}
	ok = ok && workplace_create(options, place, err);
	place->roles = NULL;
	place->roles_count = 0;
	pack_free(pack);
	free(folder);
	return ok;
}

/* `J` in the place of the bureau joins the office's campaign, which brings bureau and section with it. */
bool plain_begin(struct plain *plain, const struct workplace_options *options, struct error *err)
{
	print_line("%s", _("There is no database yet: first say who and where you are."));
	print_line("%s",
	           _("If the office has sent a campaign file and a slip with codes, type J instead of the bureau."));
	char *bureau = plain_ask(plain, _("Bureau"));
	while (bureau && str_equal(bureau, "J")) {
		free(bureau);
		if (plain_join(plain))
			return true;
		bureau = plain->over ? NULL : plain_ask(plain, _("Bureau"));
	}
	char *unit = plain->over ? NULL : plain_ask(plain, C_("office", "Section"));
	struct workplace_new place = {.bureau = bureau, .unit = unit};
	bool ok = !plain->over && ask_the_rest(plain, options, &place, err);
	free(bureau);
	free(unit);
	return ok;
}
