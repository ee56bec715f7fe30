/* scratch.h — a private folder for what nobody needs afterwards. */
#ifndef TENKEN_BASE_SCRATCH_H
#define TENKEN_BASE_SCRATCH_H

#include "tenken/base/error.h"

/* Makes a folder with a name of its own in $TMPDIR (else /tmp) into which only this user can look (0700). Its path, which the
 * caller frees; NULL: ERROR_STORAGE. */
char *scratch_make(struct error *err);
/* Removes the folder with the files in it; folders in it stay, and then it does, too. NULL is fine. */
void scratch_remove(const char *folder);

#endif
