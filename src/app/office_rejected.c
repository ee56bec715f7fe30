/* Units of which a file came that was not taken in, and nothing else. */
#include <stdlib.h>

#include "office_private.h"
#include "tenken/base/mem.h"
#include "tenken/store/rejected.h"

char **office_rejected(const struct office *office, struct error *err)
{
	struct rejected_files files;
	if (!rejected_load(office->db, office->cycle.id, &files, err))
		return NULL;
	char **reasons = mem_new(office->roster.count + 1, sizeof *reasons);
	for (size_t i = 0; i < office->roster.count; i++)
		for (size_t k = 0; k < files.count && !reasons[i]; k++)
			if (files.items[k].unit == office->roster.items[i].id)
				reasons[i] = mem_strdup(files.items[k].reason);
	rejected_files_release(&files);
	return reasons;
}

void office_rejected_free(char **reasons, size_t count)
{
	for (size_t i = 0; reasons && i < count; i++)
		free(reasons[i]);
	free(reasons);
}
