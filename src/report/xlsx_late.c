#include "xlsx_late.h"

#include <stdio.h>
#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/platform.h"

#ifdef TENKEN_LATE_EXCEL

static void *library;

bool xlsx_late_load(struct error *err)
{
	library = library ? library : platform_library_load(TENKEN_LATE_EXCEL);
	return library || error_set(err, ERROR_SYSTEM,
	                            _("Excel files cannot be written here: the library %s is not there, or cannot be "
	                              "used. Install it, or write the report as HTML or CSV (--format html, "
	                              "--format csv)."),
	                            TENKEN_LATE_EXCEL);
}

void *xlsx_late(const char *name)
{
	void *function = library ? platform_library_function(library, name) : NULL;

	if (!function) {
		fprintf(stderr, "tenken: %s: %s\n", TENKEN_LATE_EXCEL, name);
		abort();
	}
	return function;
}

#else

bool xlsx_late_load(struct error *err)
{
	(void)err;
	return true;
}

#endif
