/* What the section is called: typed once at the start, and mended here for as long as no office's roster says it. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"
#include "workplace_private.h"

enum { CODE_BYTES_MAX = 32 };

bool unit_code_is_good(const char *code)
{
	return strlen(code) <= CODE_BYTES_MAX && !strpbrk(code, " \t/\\:;,\"'") && !strstr(code, "..");
}

bool unit_code_fits(const char *code, struct error *err)
{
	if (!workplace_valid_name(code, _("unit code"), err))
		return false;
	return unit_code_is_good(code) ||
	       error_set(err, ERROR_USAGE, _("\"%s\" can be no unit code: up to 32 characters, without blanks, .. or / \\ : ; ,"), code);
}

/* --- what it was called --- */

/* Of this year's round: what was handed out in an earlier one is no longer taken. */
static char *earlier_key(const struct workplace *workplace)
{
	return str_format("unit-earlier.%lld", (long long)workplace->cycle.id);
}

/* A line each: code, bureau and name, with tabs between them; none of them can hold either. */
void earlier_units_load(struct earlier_units *earlier, const struct workplace *workplace)
{
	char *key = earlier_key(workplace), *text = setting_load(workplace->db, key), *rest = text, *line;
	*earlier = (struct earlier_units){0};
	while (rest && (line = str_next_part(&rest, "\n")) != NULL) {
		const char *code = str_next_part(&line, "\t"), *bureau = str_next_part(&line, "\t"), *name = str_next_part(&line, "\t");
		if (code && bureau && name)
			*MEM_PUSH(earlier->items, earlier->count) = (struct unit){mem_strdup(code), mem_strdup(bureau), mem_strdup(name)};
	}
	free(key);
	free(text);
}

void earlier_units_release(struct earlier_units *earlier)
{
	for (size_t i = 0; i < earlier->count; i++)
		unit_release(&earlier->items[i]);
	free(earlier->items);
	*earlier = (struct earlier_units){0};
}

static bool is_same(const struct unit *one, const struct unit *other)
{
	return str_equal(one->code, other->code) && str_equal(one->bureau, other->bureau) && str_equal(one->name, other->name);
}

static bool keep_present(const struct workplace *workplace, struct error *err)
{
	const struct unit *present = &workplace->unit;
	struct earlier_units earlier;
	struct strbuf text = STRBUF_INIT;
	earlier_units_load(&earlier, workplace);
	for (size_t i = 0; i < earlier.count; i++)
		if (!is_same(&earlier.items[i], present))
			strbuf_addf(&text, "%s\t%s\t%s\n", earlier.items[i].code, earlier.items[i].bureau, earlier.items[i].name);
	strbuf_addf(&text, "%s\t%s\t%s\n", present->code, present->bureau, present->name);
	char *key = earlier_key(workplace);
	bool ok = setting_save(workplace->db, key, text.text, err);
	free(key);
	strbuf_release(&text);
	earlier_units_release(&earlier);
	return ok;
}

bool workplace_save_name(const struct workplace *workplace, const struct unit *unit, struct error *err)
{
	return (is_same(unit, &workplace->unit) || keep_present(workplace, err)) && unit_save(workplace->db, unit, err);
}

/* --- mending it --- */

static bool may_be_called(const struct unit *unit, const struct unit *present, struct error *err)
{
	if (!workplace_valid_name(unit->bureau, _("bureau"), err) || !workplace_valid_name(unit->name, _("section"), err))
		return false;
	if (is_same(unit, present))
		return error_set(err, ERROR_USAGE, _("That is what the section is called already: nothing was changed."));
	return !*unit->code || str_equal(unit->code, present->code) || unit_code_fits(unit->code, err);
}

static bool save(const struct workplace *workplace, const struct unit *unit, struct error *err)
{
	if (!db_begin(workplace->db, err))
		return false;
	if (workplace_save_name(workplace, unit, err))
		return db_commit(workplace->db, err);
	db_rollback(workplace->db);
	return false;
}

bool workplace_rename(struct workplace *workplace, const char *bureau, const char *name, const char *code, struct error *err)
{
	struct unit *present = &workplace->unit;
	struct unit unit = {.code = code ? (char *)code : present->code,
	                    .bureau = bureau ? (char *)bureau : present->bureau,
	                    .name = name ? (char *)name : present->name};
	if (!workplace_may_write(workplace, err))
		return false;
	if (workplace->with_office.campaign)
		return error_set(err, ERROR_CONFLICT,
		                 _("The section is called as the office's roster says. Tell the office: the roster of the next campaign can say it otherwise."));
	if (!may_be_called(&unit, present, err) || !save(workplace, &unit, err))
		return false;
	str_assign(&present->bureau, unit.bureau);
	str_assign(&present->name, unit.name);
	str_assign(&present->code, unit.code);
	return true;
}
