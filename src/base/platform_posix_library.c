#include <dlfcn.h>
#include <stddef.h>

#include "tenken/base/platform.h"

void *platform_library_load(const char *name)
{
	return dlopen(name, RTLD_LAZY | RTLD_LOCAL);
}

void *platform_library_function(void *library, const char *name)
{
	return dlsym(library, name);
}
