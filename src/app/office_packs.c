/* The packs by which the office looks at what was handed in. */
#include <stdlib.h>

#include "office_private.h"
#include "tenken/app/packs.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* Reading a pack takes longer than looking at what a unit handed in: each is read once and kept, since workplaces borrow it. */
struct kept_packs {
	struct kept_pack **items;
	size_t count;
};

static void kept_pack_free(struct kept_pack *kept)
{
	pack_free(kept->pack);
	free(kept->folder);
	free(kept);
}

void kept_packs_free(struct kept_packs *packs)
{
	for (size_t i = 0; packs && i < packs->count; i++)
		kept_pack_free(packs->items[i]);
	if (packs)
		free(packs->items);
	free(packs);
}

struct kept_packs *kept_packs_new(void)
{
	return mem_new(1, sizeof(struct kept_packs));
}

static struct kept_pack *read_and_keep(struct kept_packs *packs, const char *folder, struct error *err)
{
	struct kept_pack *kept = mem_new(1, sizeof *kept);
	kept->folder = mem_strdup(folder);
	if (packs_fingerprint(folder, kept->hash, err))
		kept->pack = packs_read(folder, NULL, err);
	if (kept->pack) {
		*MEM_PUSH(packs->items, packs->count) = kept;
		return kept;
	}
	kept_pack_free(kept);
	return NULL;
}

static const struct kept_pack *keep(const struct office *office, const char *id_or_folder, struct error *err)
{
	char *folder = packs_find(id_or_folder, err);
	const struct kept_pack *kept = NULL;
	for (size_t i = 0; folder && i < office->packs->count; i++)
		if (str_equal(office->packs->items[i]->folder, folder))
			kept = office->packs->items[i];
	if (folder && !kept)
		kept = read_and_keep(office->packs, folder, err);
	free(folder);
	return kept;
}

const struct kept_pack *office_kept_pack(const struct office *office, struct error *err)
{
	return keep(office, office->pack ? office->pack : office->cycle.pack, err);
}

const struct pack *office_pack(const struct office *office, struct error *err)
{
	const struct kept_pack *kept = office_kept_pack(office, err);
	return kept ? kept->pack : NULL;
}

const struct kept_pack *office_exact_pack(const struct office *office, const char *id, const char *hash)
{
	struct error ignored = {0};
	for (size_t i = 0; i < office->packs->count; i++)
		if (str_equal(office->packs->items[i]->hash, hash))
			return office->packs->items[i];
	const struct kept_pack *kept = keep(office, id, &ignored);
	error_release(&ignored);
	return kept && str_equal(kept->hash, hash) ? kept : NULL;
}
