/* packs_private.h — what finding packs and reading them share. */
#ifndef TENKEN_APP_PACKS_PRIVATE_H
#define TENKEN_APP_PACKS_PRIVATE_H

#include "tenken/app/packs.h"

/* The folder of the pack `id` in the folder `place`, or in the first of the folders where packs are looked for; NULL: there is
 * none. `id` holds no '/'. Caller frees. */
char *packs_find_in(const char *place, const char *id);
char *packs_find_id(const char *id);

/* Adds the packs that stand in the folder `place`, each id once. */
void packs_list_folder(struct packs_found *found, const char *place);

/* The built-in pack if `folder` holds exactly the files from which it was made; else NULL. */
struct pack *packs_builtin(const char *folder);

#endif
