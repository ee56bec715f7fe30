/* What the section is called: typed once at the start, and mended here for as long as no office's roster says it. */
#include "tenken/base/str.h"
#include "workplace_private.h"

bool workplace_rename(struct workplace *workplace, const char *bureau, const char *name, const char *code, struct error *err)
{
	struct unit *present = &workplace->unit;
	struct unit unit = {.code = code ? (char *)code : present->code,
	                    .bureau = bureau ? (char *)bureau : present->bureau,
	                    .name = name ? (char *)name : present->name};
	if (!workplace_may_write(workplace, err) || !workplace_valid_name(unit.bureau, _("bureau"), err) ||
	    !workplace_valid_name(unit.name, _("section"), err) ||
	    (*unit.code && !workplace_valid_name(unit.code, _("unit code"), err)))
		return false;
	if (workplace->with_office.campaign)
		return error_set(err, ERROR_CONFLICT,
		                 _("The section is called as the office's roster says: ask the office to change it there."));
	if (!unit_save(workplace->db, &unit, err))
		return false;
	str_assign(&present->bureau, unit.bureau);
	str_assign(&present->name, unit.name);
	str_assign(&present->code, unit.code);
	return true;
}
