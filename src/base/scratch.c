#include "tenken/base/scratch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/platform_file.h"

char *scratch_make(struct error *err)
{
	const char *parent = platform_temporary_folder();
	char *folder = platform_make_scratch(parent);

	if (folder)
		return folder;
	error_set(err, ERROR_STORAGE, _("No temporary folder can be made in %s: %s. Name another place with TMPDIR."),
	          parent, strerror(errno));
	return NULL;
}

void scratch_remove(const char *folder)
{
	struct file_names names = {0};
	struct error err = {0};

	if (!folder)
		return;
	if (file_list(&names, folder, &err)) {
		for (size_t i = 0; i < names.count; i++) {
			char *path = path_join(folder, names.names[i]);
			platform_remove(path);
			free(path);
		}
	}
	error_release(&err);
	file_names_release(&names);
	platform_remove_folder(folder);
}
