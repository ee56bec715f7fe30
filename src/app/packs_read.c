/* Reading a pack from its folder, together with the packs that it builds on. */
#include <stdlib.h>
#include <string.h>

#include "packs_private.h"
#include "tenken/base/file.h"
#include "tenken/base/json.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "tenken/store/chain.h"

/* A pack may have been sent by anybody. */
enum {
	MIB = 1024 * 1024,
	FILE_LIMIT_BYTES = 16 * MIB,
	ALL_LIMIT_MIB = 64,
	QUESTION_FILES_MAX = 256, /* of one pack */
	BASES_MAX = 4             /* one below the other */
};

struct loaded_file {
	char *name;
	struct strbuf text;
	size_t depth; /* 0 for the pack itself, 1 for its base, … */
};

struct loaded {
	/* The pack itself, then its base, the base of that, …; `ids` are those by which they were found, [0] NULL. */
	char *folders[BASES_MAX + 1];
	char *ids[BASES_MAX + 1];
	size_t packs;
	struct loaded_file *files;
	size_t count;
	size_t len_bytes; /* of all files */
};

static void loaded_release(struct loaded *loaded)
{
	for (size_t i = 0; i < loaded->count; i++) {
		free(loaded->files[i].name);
		strbuf_release(&loaded->files[i].text);
	}
	free(loaded->files);
	for (size_t i = 0; i < loaded->packs; i++) {
		free(loaded->folders[i]);
		free(loaded->ids[i]);
	}
}

/* --- files --- */

/* A file that is absent is not loaded: pack_read() then says that it is missing. */
static bool load_file(struct loaded *loaded, const char *name, struct error *err)
{
	const char *folder = loaded->folders[loaded->packs - 1];
	struct strbuf text = STRBUF_INIT;
	if (!packs_read_file(&text, folder, name, FILE_LIMIT_BYTES, err)) {
		bool absent = err->code == ERROR_NOT_FOUND;
		strbuf_release(&text);
		if (absent)
			error_release(err);
		return absent;
	}
	loaded->len_bytes += text.len_bytes;
	*MEM_PUSH(loaded->files, loaded->count) =
	    (struct loaded_file){.name = mem_strdup(name), .text = text, .depth = loaded->packs - 1};
	if (loaded->len_bytes > (size_t)ALL_LIMIT_MIB * MIB)
		return error_set(err, ERROR_INPUT, _("The files of %s are larger than %d MiB together, which is the most that is "
		                                     "read. It is probably no pack."), loaded->folders[0], ALL_LIMIT_MIB);
	return true;
}

static bool load_questions(struct loaded *loaded, struct error *err)
{
	const char *folder = loaded->folders[loaded->packs - 1];
	struct file_names names = {0};
	size_t count = 0;
	bool ok = packs_list_questions(&names, folder, err);
	if (!ok && err->code == ERROR_NOT_FOUND) {
		error_release(err);
		return true;
	}
	for (size_t i = 0; ok && i < names.count; i++) {
		if (!str_ends_with(names.names[i], ".json"))
			continue;
		if (count++ == QUESTION_FILES_MAX) {
			ok = error_set(err, ERROR_INPUT, _("%s/questions holds more than %d files; so many are not read."), folder,
			               QUESTION_FILES_MAX);
			break;
		}
		char *name = path_join("questions", names.names[i]);
		ok = load_file(loaded, name, err);
		free(name);
	}
	file_names_release(&names);
	return ok;
}

/* Loads the pack that was found last. */
static bool load_pack(struct loaded *loaded, struct error *err)
{
	static const char *const fixed[] = {"pack.json",  "clauses.json",     "profile.json",       "registers.json",
	                                    "rules.json", "consistency.json", "classification.json"};
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		if (!load_file(loaded, fixed[i], err))
			return false;
	return load_questions(loaded, err);
}

/* --- bases --- */

/* What the pack.json of the pack that was found last says of its base. */
struct base_member {
	const struct json_doc *doc;
	const struct json *node;
	const char *id;
};

/* Takes `message` over. */
static void add_problem(struct pack_problems *problems, const struct loaded *loaded, const struct base_member *base,
                        char *message)
{
	const char *of = loaded->ids[loaded->packs - 1];
	char *file = of ? path_join(of, "pack.json") : mem_strdup("pack.json");
	struct json_place place;
	json_where(base->doc, base->node, &place);
	*MEM_PUSH(problems->items, problems->count) = (struct pack_problem){
	    .file = text_safe_dup(file, TEXT_SAFE_LINE),
	    .line = place.line,
	    .column = place.column,
	    .path = text_safe_dup(place.path, TEXT_SAFE_LINE),
	    .message = text_safe_dup(message, TEXT_SAFE_LINE),
	};
	json_place_release(&place);
	free(file);
	free(message);
}

/* An id, never a path: what a pack names is looked for where packs stand, and nowhere else. */
static bool is_id(const char *id)
{
	return *id && strlen(id) <= PACK_ID_BYTES_MAX && !strpbrk(id, "/\\:") && !strstr(id, "..") && !str_equal(id, ".");
}

/* The folder in which the pack that was found last stands. */
static char *folder_beside(const struct loaded *loaded)
{
	char *folder = mem_strdup(loaded->folders[loaded->packs - 1]);
	size_t len_bytes = strlen(folder);
	while (len_bytes > 1 && folder[len_bytes - 1] == '/')
		folder[--len_bytes] = '\0';
	const char *name = path_base(folder);
	char *beside = !*name || str_equal(name, ".") || str_equal(name, "..") ? path_join(folder, "..") : path_folder(folder);
	free(folder);
	return beside;
}

static char *say_missing(const char *id, const char *beside)
{
	struct packs_found found;
	packs_list(&found);
	packs_list_folder(&found, beside);
	const char *near = text_nearest(id, (const char *const *)found.ids, found.count);
	char *message = near ? str_format(_("The base \"%s\" is not there. \"%s\" may be meant."), id, near)
	                     : str_format(_("The base \"%s\" is not there. Put its folder beside that of this pack."), id);
	packs_found_release(&found);
	return message;
}

/* "a → b → a" if `id` is among the packs that are being read; else NULL. `own` is the id that the first of them gives itself. */
static char *say_ring(const struct loaded *loaded, const char *own, const char *id)
{
	size_t first = 0;
	struct strbuf ring = STRBUF_INIT;
	while (first < loaded->packs && !str_equal(first ? loaded->ids[first] : own, id))
		first++;
	if (first == loaded->packs)
		return NULL;
	for (size_t i = first; i < loaded->packs; i++)
		strbuf_addf(&ring, "%s → ", i ? loaded->ids[i] : own);
	char *message = str_format(_("The bases lead in a circle: %s%s. A base cannot build on what builds on it."), ring.text, id);
	strbuf_release(&ring);
	return message;
}

/* Finds the base that is named, or says why not. */
static bool find_base(struct loaded *loaded, const struct base_member *base, const char *own, struct pack_problems *problems)
{
	char *message = NULL;
	if (!is_id(base->id))
		message = mem_strdup(_("The base is named by its id, not by a path: write an id such as \"kobe-5.10\"."));
	else
		message = say_ring(loaded, own, base->id);
	if (!message && loaded->packs == BASES_MAX + 1)
		message = str_format(_("There are more than %d bases below one another; so many are not read."), BASES_MAX);
	if (!message) {
		char *beside = folder_beside(loaded);
		char *folder = packs_find_in(beside, base->id);
		if (!folder)
			folder = packs_find_id(base->id);
		if (!folder)
			message = say_missing(base->id, beside);
		free(beside);
		if (folder) {
			loaded->folders[loaded->packs] = folder;
			loaded->ids[loaded->packs++] = mem_strdup(base->id);
			return true;
		}
	}
	add_problem(problems, loaded, base, message);
	return false;
}

static const struct strbuf *head_of(const struct loaded *loaded)
{
	for (size_t i = 0; i < loaded->count; i++)
		if (loaded->files[i].depth == loaded->packs - 1 && str_equal(loaded->files[i].name, "pack.json"))
			return &loaded->files[i].text;
	return NULL;
}

/* Whether the pack that was found last has a base that was found now. One that cannot be read, or names no text, has none
 * here: pack_read() says what is wrong with it. `own` is set to the id that the first pack gives itself. */
static bool next_pack(struct loaded *loaded, char **own, struct pack_problems *problems)
{
	const struct strbuf *head = head_of(loaded);
	struct json_place place = {0};
	struct error ignored = {0};
	struct json_doc *doc = head ? json_read_at(head->text, head->len_bytes, &json_limits_outside, &place, &ignored) : NULL;
	struct base_member base = {.doc = doc};
	bool found = false;
	if (doc) {
		base.node = json_get(json_root(doc), "base");
		base.id = json_string(base.node);
		const char *id = json_string(json_get(json_root(doc), "id"));
		if (!*own)
			*own = mem_strdup(id ? id : "");
	}
	if (base.id)
		found = find_base(loaded, &base, *own, problems);
	json_doc_free(doc);
	json_place_release(&place);
	error_release(&ignored);
	return found;
}

static bool load_all(struct loaded *loaded, const char *folder, struct pack_problems *problems, struct error *err)
{
	char *own = NULL;
	bool ok = true;
	loaded->folders[loaded->packs++] = mem_strdup(folder);
	do
		ok = load_pack(loaded, err);
	while (ok && next_pack(loaded, &own, problems));
	free(own);
	return ok;
}

/* --- the whole --- */

static struct pack *read_loaded(const struct loaded *loaded, struct pack_problems *problems)
{
	struct pack_file *files = mem_new(loaded->count, sizeof *files);
	for (size_t i = 0; i < loaded->count; i++) {
		const struct loaded_file *file = &loaded->files[i];
		files[i] = (struct pack_file){.name = file->name,
		                              .text = file->text.text,
		                              .len_bytes = file->text.len_bytes,
		                              .layer = loaded->packs - 1 - file->depth,
		                              .of = loaded->ids[file->depth]};
	}
	struct pack *pack = pack_read(files, loaded->count, problems);
	free(files);
	return pack;
}

/* Where the file of a problem stands: those of a base have the base's id before their name. */
static char *path_of(const struct loaded *loaded, const char *file)
{
	for (size_t i = 1; i < loaded->packs; i++) {
		size_t len_bytes = strlen(loaded->ids[i]);
		if (str_starts_with(file, loaded->ids[i]) && file[len_bytes] == '/')
			return path_join(loaded->folders[i], file + len_bytes + 1);
	}
	return path_join(loaded->folders[0], file);
}

static void sum_up(const struct pack_problems *problems, const struct loaded *loaded, struct error *err)
{
	const struct pack_problem *first = &problems->items[0];
	char *path = path_of(loaded, first->file);
	if (problems->count == 1)
		error_set(err, ERROR_INPUT, "%s:%zu:%zu: %s", path, first->line, first->column, first->message);
	else
		error_set(err, ERROR_INPUT,
		          _("%s:%zu:%zu: %s (the first of %zu defects; \"tenken pack lint %s\" lists them)"), path, first->line,
		          first->column, first->message, problems->count, loaded->folders[0]);
	free(path);
}

struct pack *packs_read(const char *folder, struct pack_problems *problems, struct error *err)
{
	struct loaded loaded = {0};
	struct pack_problems own = {0};
	struct pack *pack = packs_builtin(folder);
	if (!pack && load_all(&loaded, folder, &own, err)) {
		if (!own.count)
			pack = read_loaded(&loaded, &own);
		if (!pack)
			sum_up(&own, &loaded, err);
	}
	loaded_release(&loaded);
	if (problems)
		*problems = own;
	else
		pack_problems_release(&own);
	return pack;
}

bool packs_each_file(const char *folder, packs_take_file *take, void *context, struct error *err)
{
	struct loaded loaded = {0};
	struct pack_problems problems = {0};
	bool ok = load_all(&loaded, folder, &problems, err);
	if (ok && problems.count) {
		sum_up(&problems, &loaded, err);
		ok = false;
	}
	for (size_t i = 0; ok && i < loaded.count; i++) {
		const struct loaded_file *file = &loaded.files[i];
		char *path = path_join(loaded.folders[file->depth], file->name);
		char hash[65];
		chain_sha256(file->text.text, file->text.len_bytes, hash);
		take(context, path, hash);
		free(path);
	}
	pack_problems_release(&problems);
	loaded_release(&loaded);
	return ok;
}

bool packs_fingerprint(const char *folder, char hash[65], struct error *err)
{
	struct loaded loaded = {0};
	struct pack_problems problems = {0};
	struct strbuf all = STRBUF_INIT;
	bool ok = load_all(&loaded, folder, &problems, err);
	if (ok && problems.count) {
		sum_up(&problems, &loaded, err);
		ok = false;
	}
	for (size_t i = 0; ok && i < loaded.count; i++) {
		const struct loaded_file *file = &loaded.files[i];
		strbuf_addf(&all, "%zu %s %zu\n", file->depth, file->name, file->text.len_bytes);
		strbuf_add_bytes(&all, file->text.text, file->text.len_bytes);
	}
	if (ok)
		chain_sha256(all.text, all.len_bytes, hash);
	strbuf_release(&all);
	pack_problems_release(&problems);
	loaded_release(&loaded);
	return ok;
}
