/* How many files there are to collect. */
#include "office_private.h"
#include "tenken/base/file.h"

static size_t count_in_folder(const char *folder)
{
	struct file_names names;
	struct error ignored = {0};
	size_t count = 0;
	if (file_list(&names, folder, &ignored)) { /* what cannot be listed is said when its turn comes */
		count = names.count;
		file_names_release(&names);
	}
	error_release(&ignored);
	return count;
}

size_t collect_count_files(const char *const *paths, size_t count)
{
	size_t files = 0;
	for (size_t i = 0; i < count; i++)
		files += file_is_folder(paths[i]) ? count_in_folder(paths[i]) : 1;
	return files;
}
