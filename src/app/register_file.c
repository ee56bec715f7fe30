/* Registers as a facts file: what evaluate reads, and what another program or another PC hands over. */
#include <stdlib.h>
#include <string.h>

#include "register_import.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

enum { FILE_LIMIT_BYTES = 16 * 1024 * 1024 };

void registers_export(const struct workplace *workplace, struct strbuf *out)
{
	struct ledger_sources sources;
	struct error ignored = {0};
	struct json *root = json_new_object();
	char date[11];
	json_put_string(root, "date", date_format_iso(workplace->today, date));
	if (ledger_sources_load(&sources, workplace, &ignored)) {
		struct json *document = ledger_document(workplace, &sources);
		for (const struct json *member = json_first(document); member; member = json_next(member))
			json_put(root, json_key(member), json_copy(member));
		json_free(document);
		ledger_sources_release(&sources);
	}
	error_release(&ignored);
	json_write(out, root, true);
	json_free(root);
}

/* --- import --- */

struct document {
	const struct json_doc *doc;
};

static const struct json *node_of(const struct import *import, const struct import_item *item)
{
	const struct document *document = import->data;
	const char *kind = import->workplace->pack->registers->items[item->owner].id;
	const struct json *list = json_get(json_get(json_root(document->doc), "registers"), kind);
	for (const struct json *node = json_first(list); node; node = json_next(node))
		if (str_equal(json_string(json_get(node, "id")), item->id))
			return node;
	return NULL;
}

static void place_in_document(const struct import *import, const struct import_item *item, const char *field,
                              struct strbuf *out)
{
	const struct document *document = import->data;
	const struct json *node = node_of(import, item), *value = json_get(node, field);
	struct json_place place = {0};
	json_where(document->doc, value ? value : node, &place);
	strbuf_addf(out, "%zu:%zu: %s", place.line, place.column, place.path ? place.path : "");
	json_place_release(&place);
}

/* Whether the problem is that the file alone does not hold a record that the ledger has: then it is none. */
static bool is_kept_elsewhere(const struct workplace *workplace, const struct json_doc *doc, const char *path)
{
	const struct json *node = json_root(doc);
	char *copy = mem_strdup(path), *rest = copy + (*copy == '/');
	const struct register_kind *kind = NULL;
	const char *last = NULL;
	char *part;
	int depth = 0;
	while (node && (part = str_next_part(&rest, "/")) != NULL) {
		if (depth == 1 && registers_find(workplace->pack->registers, part) != SIZE_MAX)
			kind = &workplace->pack->registers
			                ->items[registers_find(workplace->pack->registers, part)];
		if (depth == 2) {
			size_t at = (size_t)strtoul(part, NULL, 10);
			for (node = json_first(node); node && at > 0; at--)
				node = json_next(node);
		} else {
			node = json_get(node, part);
		}
		last = part;
		depth++;
	}
	size_t field = kind && last ? register_find_field(kind, last) : SIZE_MAX;
	bool ambiguous = false;
	bool kept = depth == 4 && field != SIZE_MAX && kind->fields[field].type == VALUE_REF && json_string(node) &&
	            facts_find(&workplace->ledger.facts, workplace->pack, kind->fields[field].target,
	                       json_string(node), &ambiguous) != SIZE_MAX;
	free(copy);
	return kept;
}

/* Everything that is wrong with the file itself. */
static void check_file(struct import *import, const struct json_doc *doc, const struct strbuf *text)
{
	struct pack_problems problems = {0};
	struct facts facts = {0};
	if (facts_read(&facts, import->workplace->pack, import->name, text->text, text->len_bytes, &problems))
		facts_release(&facts);
	for (size_t i = 0; i < problems.count; i++) {
		const struct pack_problem *problem = &problems.items[i];
		if (is_kept_elsewhere(import->workplace, doc, problem->path))
			continue;
		char *place = str_format("%zu:%zu: %s", problem->line, problem->column, problem->path);
		import_defect(import, place, problem->message);
		free(place);
	}
	pack_problems_release(&problems);
}

static void id_defect(struct import *import, const struct json_doc *doc, const struct json *id, const char *message)
{
	struct json_place where = {0};
	json_where(doc, id, &where);
	char *place = str_format("%zu:%zu: %s", where.line, where.column, where.path);
	import_defect(import, place, message);
	free(place);
	json_place_release(&where);
}

static void take_records(struct import *import, const struct json_doc *doc)
{
	const struct pack *pack = import->workplace->pack;
	const struct json *registers = json_get(json_root(doc), "registers");
	struct error err = {0};
	for (size_t r = 0; pack->registers && r < pack->registers->count; r++) {
		const struct json *list = json_get(registers, pack->registers->items[r].id);
		for (const struct json *node = json_first(list); node; node = json_next(node)) {
			struct json *fields = json_new_object();
			if (!record_id_fits(json_string(json_get(node, "id")), &err))
				id_defect(import, doc, json_get(node, "id"), err.message);
			error_release(&err);
			for (const struct json *member = json_first(node); member; member = json_next(member))
				if (!str_equal(json_key(member), "id"))
					json_put(fields, json_key(member), json_copy(member));
			import_put(import, r, json_string(json_get(node, "id")), fields, 0);
		}
	}
	for (const struct json *one = json_first(json_get(json_root(doc), "complete")); one; one = json_next(one)) {
		size_t owner = registers_find(pack->registers, json_string(one));
		if (owner != SIZE_MAX)
			import->complete[owner] = true;
	}
}

static bool import_document(struct import *import, const struct strbuf *text, bool dry_run,
                            struct import_result *result, struct error *err)
{
	struct json_doc *doc = json_read(text->text, text->len_bytes, import->name, &json_limits_outside, err);
	struct document document = {.doc = doc};
	bool ok = doc != NULL;
	if (ok)
		check_file(import, doc, text);
	if (ok && import->defects_count == 0)
		take_records(import, doc);
	import->data = &document;
	import->place = place_in_document;
	if (ok && import->defects_count)
		ok = error_set(err, ERROR_INPUT, _("%s\nNothing was changed."), import->defects.text);
	ok = ok && import_finish(import, dry_run, result, err);
	json_doc_free(doc);
	return ok;
}

bool registers_import(struct workplace *workplace, const char *path, bool dry_run, struct import_result *result,
                      struct error *err)
{
	struct import import = {0};
	struct strbuf text = STRBUF_INIT;
	*result = (struct import_result){0};
	bool ok = file_read(&text, path, FILE_LIMIT_BYTES, err) && import_begin(&import, workplace, path, err) &&
	          import_document(&import, &text, dry_run, result, err);
	import_end(&import);
	strbuf_release(&text);
	return ok;
}
