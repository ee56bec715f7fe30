/* packs.h — where packs are found, and reading one from its folder.
 *
 * Looked for, in this order: the folder or id that --pack names; `checklists/` beside the program; `checklists/` of the
 * checkout that the program was built from; `share/tenken/checklists` of its prefix; $XDG_DATA_HOME/tenken/packs; the program
 * itself. (One that was built to be carried elsewhere, by the option `portable`, knows no checkout.) */
#ifndef TENKEN_APP_PACKS_H
#define TENKEN_APP_PACKS_H

#include "tenken/core/pack.h"

/* The pack that is used when none is named. */
extern const char packs_default_id[];

/* The folder of a pack: `id_or_folder` may be an id or a folder that holds a pack.json; NULL: the default pack. An id means the
 * same from any working folder: one there that happens to have its name is not asked for ("./ID" names it). Caller frees.
 * Errors: ERROR_NOT_FOUND, with where it was looked for and a near id. */
char *packs_find(const char *id_or_folder, struct error *err);

/* Reads the pack in `folder`; an overlay together with its base, which is named by its id alone and looked for beside `folder`,
 * then as any pack, and so on, four below one another at most. NULL with `problems` filled when it is defective (err then sums
 * up: the first problem with its place, and how many), or with err alone when it cannot be read. `problems` may be NULL. Free
 * with pack_free().
 *
 * A pack may come from anybody: only regular files of its own folder are read, none through a link, 16 MiB of one, 64 MiB of
 * all and 256 files of questions at most. */
struct pack *packs_read(const char *folder, struct pack_problems *problems, struct error *err);

/* SHA-256 over the files of the pack in `folder` and of those that it builds on, as 64 hex digits and a NUL: by it two machines see
 * that they ask the same. Errors: those of reading the files. */
bool packs_fingerprint(const char *folder, char hash[65], struct error *err);

/* Calls `take` with the path and the SHA-256 (as above) of each file of the pack in `folder` and of those that it builds on. Errors:
 * those of reading the files. */
typedef void packs_take_file(void *context, const char *path, const char hash[65]);
bool packs_each_file(const char *folder, packs_take_file *take, void *context, struct error *err);

/* Folders of all packs that can be found, each id once; sorted by id. */
struct packs_found {
	char **ids;
	char **folders;
	size_t count;
};
void packs_list(struct packs_found *found);
void packs_found_release(struct packs_found *found);

#endif
