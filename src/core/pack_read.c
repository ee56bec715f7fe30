/* Reading a pack: its files, in the order in which they hang on each other, and then the whole. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "classify_json.h"
#include "pack_json.h"
#include "pack_lint.h"
#include "rule_json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* A condition of the deepest kind allowed takes two levels of JSON for each of its own. */
static const struct json_limits limits = {.size_bytes = (size_t)16 * 1024 * 1024, .depth = 32};

static const char *const single_files[] = {"pack.json",      "clauses.json", "profile.json",
                                           "registers.json", "rules.json",   "consistency.json",
                                           "classification.json"};
enum { SINGLE_FILES = sizeof single_files / sizeof *single_files };

static bool is_question_file(const char *name)
{
	const char *base = name + strlen("questions/");

	return str_starts_with(name, "questions/") && !strchr(base, '/') && str_ends_with(base, ".json") &&
	       strlen(base) > strlen(".json");
}

static bool is_single_file(const char *name)
{
	for (size_t i = 0; i < SINGLE_FILES; i++) {
		if (str_equal(name, single_files[i]))
			return true;
	}
	return false;
}

/* As problems call the file of a pack that they call `of`. Caller frees. */
static char *shown_name(const char *of, const char *name)
{
	return of ? str_format("%s/%s", of, name) : mem_strdup(name);
}

static void refuse_name(struct reader *reader, const char *name, const char *shown)
{
	const char *near = strlen(name) <= PACK_ID_BYTES_MAX ? text_nearest(name, single_files, SINGLE_FILES) : NULL;

	if (near)
		problem_in_file(reader, shown, 0, 0, _("A pack has no file of this name. \"%s\" may be meant."), near);
	else
		problem_in_file(
		        reader, shown, 0, 0,
		        _("A pack has no file of this name. It is made of pack.json, clauses.json, profile.json, "
		          "registers.json, rules.json, consistency.json, classification.json and the .json files in "
		          "questions/."));
}

static int compare_files(const void *left, const void *right)
{
	const struct pack_file *a = left, *b = right;

	if (a->layer != b->layer)
		return a->layer < b->layer ? -1 : 1;
	return strcmp(a->name, b->name);
}

struct sources {
	struct pack_source *items; /* by layer, and there by name */
	size_t count;
	size_t layers; /* how many there are: more than one for an overlay */
};

/* Takes what was read of a file, and says what was wrong with it. */
static void take_source(struct reader *reader, struct pack_source *source, struct json_source *read)
{
	source->doc = read->doc;
	if (!read->doc)
		problem_in_file(reader, source->shown, read->place.line, read->place.column, "%s", read->err.message);
	json_place_release(&read->place);
	error_release(&read->err);
}

static void add_source(struct sources *sources, struct json_source *reads, const struct pack_file *file)
{
	sources->items[sources->count] = (struct pack_source){
	        .name = file->name,
	        .of = file->of,
	        .shown = shown_name(file->of, file->name),
	        .layer = file->layer,
	};
	if (file->layer >= sources->layers)
		sources->layers = file->layer + 1;
	reads[sources->count++] = (struct json_source){.text = file->text, .len_bytes = file->len_bytes};
}

static void load_all(struct reader *reader, struct sources *sources, const struct pack_file *files, size_t count)
{
	struct pack_file *sorted = mem_new(count, sizeof *sorted);

	if (count) {
		memcpy(sorted, files, count * sizeof *sorted);
		qsort(sorted, count, sizeof *sorted, compare_files);
	}
	*sources = (struct sources){.items = mem_new(count, sizeof *sources->items), .layers = 1};
	struct json_source *reads = mem_new(count, sizeof *reads);
	for (size_t i = 0; i < count; i++) {
		const char *name = sorted[i].name;
		char *shown = shown_name(sorted[i].of, name);

		if (!is_single_file(name) && !is_question_file(name))
			refuse_name(reader, name, shown);
		else if (i > 0 && sorted[i].layer == sorted[i - 1].layer && str_equal(name, sorted[i - 1].name))
			problem_in_file(reader, shown, 0, 0, _("This file was handed in twice."));
		else
			add_source(sources, reads, &sorted[i]);
		free(shown);
	}
	json_read_all(reads, sources->count, &limits);
	for (size_t i = 0; i < sources->count; i++)
		take_source(reader, &sources->items[i], &reads[i]);
	free(reads);
	free(sorted);
}

static struct cursor root_of(struct reader *reader, const struct pack_source *source)
{
	return (struct cursor){
	        .reader = reader,
	        .source = source,
	        .node = source->doc ? json_root(source->doc) : NULL,
	};
}

static void say_missing(struct reader *reader, const struct sources *sources, const char *name, size_t layer)
{
	const char *of = NULL;

	for (size_t i = 0; i < sources->count; i++) {
		if (sources->items[i].layer == layer)
			of = sources->items[i].of;
	}
	char *shown = shown_name(of, name);
	problem_in_file(reader, shown, 0, 0, _("This file is missing. Every pack has one."));
	free(shown);
}

/* The root of the file, `node` NULL when it is missing (which is reported where it must be there) or no JSON (which has
 * been). */
static struct cursor find_root(struct reader *reader, const struct sources *sources, const char *name, size_t layer,
                               bool required)
{
	for (size_t i = 0; i < sources->count; i++) {
		if (sources->items[i].layer == layer && str_equal(sources->items[i].name, name))
			return root_of(reader, &sources->items[i]);
	}
	if (required && !reader->base_lost)
		say_missing(reader, sources, name, layer);
	return (struct cursor){.reader = reader};
}

/* Reads the files of this name, one of each layer. The lowest must have it where it is `required`. */
static void read_file(struct reader *reader, const struct sources *sources, const char *name, bool required,
                      void (*take)(struct cursor root))
{
	for (size_t layer = 0; layer < sources->layers; layer++) {
		struct cursor root = find_root(reader, sources, name, layer, required && layer == 0);

		if (root.node)
			take(root);
	}
}

static void read_heads(struct reader *reader, const struct sources *sources)
{
	for (size_t layer = 0; layer < sources->layers; layer++) {
		struct cursor root = find_root(reader, sources, "pack.json", layer, true);

		if (root.node && layer == 0)
			read_head(root);
		else if (root.node)
			read_overlay_head(root);
	}
}

static void read_all_questions(struct reader *reader, const struct sources *sources)
{
	bool any = false;

	reader->questions_known = true;
	for (size_t i = 0; i < sources->count; i++) {
		if (!is_question_file(sources->items[i].name))
			continue;
		any = true;
		if (sources->items[i].doc)
			read_questions(root_of(reader, &sources->items[i]));
		else
			reader->questions_known = false; /* those in it */
	}
	if (!any && !reader->base_lost)
		problem_in_file(reader, "questions/", 0, 0,
		                _("The questions are missing. Put at least one .json file into this folder."));
	pack_index_questions(reader->pack);
}

/* Whether the file is there, in any layer, and no JSON. */
static bool is_lost(const struct sources *sources, const char *name)
{
	for (size_t i = 0; i < sources->count; i++)
		if (!sources->items[i].doc && str_equal(sources->items[i].name, name))
			return true;
	return false;
}

static void read_all(struct reader *reader, const struct sources *sources)
{
	reader->periods_lost = is_lost(sources, "pack.json");
	reader->registers_lost = is_lost(sources, "registers.json");
	reader->rules_lost = is_lost(sources, "rules.json") || reader->registers_lost;
	pack_index_roles(reader->pack); /* so that there is an index, whatever may be missing */
	read_heads(reader, sources);
	lint_head_ids(reader);
	read_file(reader, sources, "clauses.json", true, read_clauses);
	lint_clause_ids(reader);
	link_periods(reader);
	read_file(reader, sources, "registers.json", false, read_registers);
	read_file(reader, sources, "profile.json", true, read_profile);
	lint_fact_ids(reader);
	read_file(reader, sources, "rules.json", false, read_rules);
	read_file(reader, sources, "classification.json", false, read_classification);
	read_all_questions(reader, sources);
	read_file(reader, sources, "consistency.json", false, read_consistency);
	pack_lint(reader);
}

static void release_origins(struct reader *reader)
{
	origins_release(&reader->roles);
	origins_release(&reader->periods);
	origins_release(&reader->sections);
	origins_release(&reader->clauses);
	origins_release(&reader->facts);
	origins_release(&reader->chapters);
	origins_release(&reader->questions);
}

struct pack *pack_read(const struct pack_file *files, size_t count, struct pack_problems *problems)
{
	struct reader reader = {.pack = mem_new(1, sizeof *reader.pack), .problems = problems};
	struct sources sources;

	*problems = (struct pack_problems){0};
	load_all(&reader, &sources, files, count);
	read_all(&reader, &sources);
	release_origins(&reader);
	for (size_t i = 0; i < sources.count; i++) {
		json_doc_free(sources.items[i].doc);
		free(sources.items[i].shown);
	}
	free(sources.items);
	problems_sort(problems);
	if (problems->count == 0)
		return reader.pack;
	pack_free(reader.pack);
	return NULL;
}
