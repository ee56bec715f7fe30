/* packs_private.h — what finding packs and reading them share. */
#ifndef TENKEN_APP_PACKS_PRIVATE_H
#define TENKEN_APP_PACKS_PRIVATE_H

#include "tenken/app/packs.h"
#include "tenken/base/file.h"
#include "tenken/base/str.h"

/* The folder of the pack `id` in the folder `place`, or in the first of the folders where packs are looked for; NULL: there is
 * none. `id` holds no '/'. Caller frees. */
char *packs_find_in(const char *place, const char *id);
char *packs_find_id(const char *id);

/* Adds the packs that stand in the folder `place`, each id once. */
void packs_list_folder(struct packs_found *found, const char *place);

/* The built-in pack if `folder` holds exactly the files from which it was made, or is its own; else NULL. */
struct pack *packs_builtin(const char *folder);

/* Where the built-in pack stands when it is in no folder: PACKS_INSIDE "/ID", which the functions below read like any other. */
#define PACKS_INSIDE "builtin:"
/* Whether `folder` is that of the built-in pack. */
bool packs_is_inside(const char *folder);
/* file_read_inside() and file_list_inside(), of "questions", for a pack's folder, wherever it is. */
bool packs_read_file(struct strbuf *out, const char *folder, const char *name, size_t limit_bytes, struct error *err);
bool packs_list_questions(struct file_names *names, const char *folder, struct error *err);

#endif
