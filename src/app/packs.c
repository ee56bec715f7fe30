/* Finding packs. */
#include "tenken/app/packs.h"

#include <stdlib.h>
#include <string.h>

#include "packs_private.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/text.h"
#include "tenken/core/pack_builtin.h"

const char packs_default_id[] = "kobe-5.10";

enum { PLACES_MAX = 5 };

/* The folders in which packs stand, in the order in which they are looked for. */
struct places {
	char *folders[PLACES_MAX];
	size_t count;
};

static void places_init(struct places *places)
{
	*places = (struct places){0};
	char *program = platform_program_folder();
	if (program) {
		places->folders[places->count++] = path_join(program, "checklists");
		free(program);
	}
	static const char *const fixed[] = {TENKEN_FIXED_PLACES};
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed && fixed[i]; i++)
		places->folders[places->count++] = mem_strdup(fixed[i]);
	struct error ignored = {0};
	char *data = platform_data_folder(&ignored);
	if (data)
		places->folders[places->count++] = path_join(data, "packs");
	error_release(&ignored);
	free(data);
}

static void places_release(struct places *places)
{
	for (size_t i = 0; i < places->count; i++)
		free(places->folders[i]);
}

static bool holds_pack(const char *folder)
{
	char *file = path_join(folder, "pack.json");
	bool there = packs_is_inside(folder) || file_exists(file);
	free(file);
	return there;
}

static bool found_has(const struct packs_found *found, const char *id)
{
	for (size_t i = 0; i < found->count; i++)
		if (str_equal(found->ids[i], id))
			return true;
	return false;
}

static void found_add(struct packs_found *found, const char *id, char *folder)
{
	found->ids = mem_resize(found->ids, found->count + 1, sizeof *found->ids);
	found->folders = mem_resize(found->folders, found->count + 1, sizeof *found->folders);
	size_t at = found->count;
	while (at > 0 && strcmp(found->ids[at - 1], id) > 0) {
		found->ids[at] = found->ids[at - 1];
		found->folders[at] = found->folders[at - 1];
		at--;
	}
	found->ids[at] = mem_strdup(id);
	found->folders[at] = folder;
	found->count++;
}

void packs_list_folder(struct packs_found *found, const char *place)
{
	struct file_names names = {0};
	struct error ignored = {0};
	if (file_is_folder(place) && file_list(&names, place, &ignored)) {
		for (size_t i = 0; i < names.count; i++) {
			char *folder = path_join(place, names.names[i]);
			if (holds_pack(folder) && !found_has(found, names.names[i]))
				found_add(found, names.names[i], folder);
			else
				free(folder);
		}
	}
	error_release(&ignored);
	file_names_release(&names);
}

void packs_list(struct packs_found *found)
{
	*found = (struct packs_found){0};
	struct places places;
	places_init(&places);
	for (size_t p = 0; p < places.count; p++)
		packs_list_folder(found, places.folders[p]);
	places_release(&places);
	if (!found_has(found, pack_builtin.id))
		found_add(found, pack_builtin.id, path_join(PACKS_INSIDE, pack_builtin.id));
}

void packs_found_release(struct packs_found *found)
{
	for (size_t i = 0; i < found->count; i++) {
		free(found->ids[i]);
		free(found->folders[i]);
	}
	free(found->ids);
	free(found->folders);
	*found = (struct packs_found){0};
}

static void say_where_looked(const char *id, struct error *err)
{
	struct packs_found found;
	packs_list(&found);
	const char *near = text_nearest(id, (const char *const *)found.ids, found.count);
	struct places places;
	places_init(&places);
	struct strbuf looked = STRBUF_INIT;
	for (size_t i = 0; i < places.count; i++)
		strbuf_addf(&looked, "\n  %s", places.folders[i]);
	if (near)
		error_set(err, ERROR_NOT_FOUND, _("There is no pack \"%s\". Did you mean \"%s\"?"), id, near);
	else
		error_set(err, ERROR_NOT_FOUND, _("There is no pack \"%s\". Name an id or a folder that holds a pack.json. "
		                                  "Looked in:%s"), id, looked.text);
	strbuf_release(&looked);
	places_release(&places);
	packs_found_release(&found);
}

char *packs_find_in(const char *place, const char *id)
{
	char *folder = path_join(place, id);
	if (holds_pack(folder))
		return folder;
	free(folder);
	return NULL;
}

char *packs_find_id(const char *id)
{
	struct places places;
	char *found = NULL;
	places_init(&places);
	for (size_t i = 0; i < places.count && !found; i++)
		found = packs_find_in(places.folders[i], id);
	places_release(&places);
	if (!found)
		found = packs_find_in(PACKS_INSIDE, id);
	return found;
}

char *packs_find(const char *id_or_folder, struct error *err)
{
	const char *id = id_or_folder ? id_or_folder : packs_default_id;
	char *found = *id && path_base(id) == id ? packs_find_id(id) : NULL;
	if (!found && id_or_folder && holds_pack(id_or_folder))
		found = mem_strdup(id_or_folder);
	if (!found)
		say_where_looked(id, err);
	return found;
}
