#include "tenken/app/packs.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/text.h"

const char packs_default_id[] = "kobe-5.10";

enum { FILE_LIMIT_BYTES = 16 * 1024 * 1024, PLACES_MAX = 5 };

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
	places->folders[places->count++] = mem_strdup(TENKEN_SOURCE_CHECKLISTS);
	places->folders[places->count++] = mem_strdup(TENKEN_SHARE_CHECKLISTS);
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
	bool there = file_exists(file);
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

void packs_list(struct packs_found *found)
{
	*found = (struct packs_found){0};
	struct places places;
	places_init(&places);
	for (size_t p = 0; p < places.count; p++) {
		struct file_names names = {0};
		struct error ignored = {0};
		if (file_is_folder(places.folders[p]) && file_list(&names, places.folders[p], &ignored)) {
			for (size_t i = 0; i < names.count; i++) {
				char *folder = path_join(places.folders[p], names.names[i]);
				if (holds_pack(folder) && !found_has(found, names.names[i]))
					found_add(found, names.names[i], folder);
				else
					free(folder);
			}
		}
		error_release(&ignored);
		file_names_release(&names);
	}
	places_release(&places);
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

char *packs_find(const char *id_or_folder, struct error *err)
{
	const char *id = id_or_folder ? id_or_folder : packs_default_id;
	char *found = NULL;
	if (*id && !strchr(id, '/')) {
		struct places places;
		places_init(&places);
		for (size_t i = 0; i < places.count && !found; i++) {
			char *folder = path_join(places.folders[i], id);
			if (holds_pack(folder))
				found = folder;
			else
				free(folder);
		}
		places_release(&places);
	}
	if (!found && id_or_folder && file_is_folder(id_or_folder) && holds_pack(id_or_folder))
		found = mem_strdup(id_or_folder);
	if (!found)
		say_where_looked(id, err);
	return found;
}

/* The files of a pack, read whole. */
struct loaded {
	struct pack_file *files;
	char **names;
	struct strbuf *texts;
	size_t count;
};

static void loaded_release(struct loaded *loaded)
{
	for (size_t i = 0; i < loaded->count; i++) {
		free(loaded->names[i]);
		strbuf_release(&loaded->texts[i]);
	}
	free(loaded->files);
	free(loaded->names);
	free(loaded->texts);
}

static bool load_file(struct loaded *loaded, const char *folder, const char *name, struct error *err)
{
	char *path = path_join(folder, name);
	struct strbuf text;
	strbuf_init(&text);
	bool read = file_read(&text, path, FILE_LIMIT_BYTES, err);
	free(path);
	if (!read) {
		strbuf_release(&text);
		return false;
	}
	size_t n = loaded->count + 1;
	loaded->files = mem_resize(loaded->files, n, sizeof *loaded->files);
	loaded->names = mem_resize(loaded->names, n, sizeof *loaded->names);
	loaded->texts = mem_resize(loaded->texts, n, sizeof *loaded->texts);
	loaded->names[loaded->count] = mem_strdup(name);
	loaded->texts[loaded->count] = text;
	loaded->count = n;
	return true;
}

static bool load_questions(struct loaded *loaded, const char *folder, struct error *err)
{
	char *questions = path_join(folder, "questions");
	struct file_names names = {0};
	bool ok = !file_is_folder(questions) || file_list(&names, questions, err);
	for (size_t i = 0; ok && i < names.count; i++) {
		if (!str_ends_with(names.names[i], ".json"))
			continue;
		char *name = path_join("questions", names.names[i]);
		ok = load_file(loaded, folder, name, err);
		free(name);
	}
	file_names_release(&names);
	free(questions);
	return ok;
}

/* A file that is absent is not loaded: pack_read() then says that it is missing. */
static bool load_if_there(struct loaded *loaded, const char *folder, const char *name, struct error *err)
{
	char *path = path_join(folder, name);
	bool there = file_exists(path);
	free(path);
	return !there || load_file(loaded, folder, name, err);
}

static void sum_up(const struct pack_problems *problems, const char *folder, struct error *err)
{
	const struct pack_problem *first = &problems->items[0];
	if (problems->count == 1)
		error_set(err, ERROR_INPUT, "%s/%s:%zu:%zu: %s", folder, first->file, first->line, first->column,
		          first->message);
	else
		error_set(err, ERROR_INPUT,
		          _("%s/%s:%zu:%zu: %s (the first of %zu defects; \"tenken pack lint %s\" lists them)"), folder,
		          first->file, first->line, first->column, first->message, problems->count, folder);
}

struct pack *packs_read(const char *folder, struct pack_problems *problems, struct error *err)
{
	static const char *const fixed[] = {"pack.json",      "clauses.json", "profile.json",
	                                    "registers.json", "rules.json",   "classification.json", "consistency.json"};
	struct loaded loaded = {0};
	struct pack_problems own = {0};
	struct pack *pack = NULL;
	bool ok = true;
	for (size_t i = 0; ok && i < sizeof fixed / sizeof *fixed; i++)
		ok = load_if_there(&loaded, folder, fixed[i], err);
	if (ok && load_questions(&loaded, folder, err)) {
		for (size_t i = 0; i < loaded.count; i++)
			loaded.files[i] = (struct pack_file){.name = loaded.names[i],
			                                     .text = loaded.texts[i].text,
			                                     .len_bytes = loaded.texts[i].len_bytes};
		pack = pack_read(loaded.files, loaded.count, &own);
		if (!pack)
			sum_up(&own, folder, err);
	}
	loaded_release(&loaded);
	if (problems)
		*problems = own;
	else
		pack_problems_release(&own);
	return pack;
}
