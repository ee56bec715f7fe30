/* Making one section's picture of last year out of several. */
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "submission_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* --- records that need another name --- */

struct renaming { /* of one section's record */
	const char *owner, *id;
	char *fresh;
};
struct renamings {
	struct renaming *items;
	size_t count;
};

static void renamings_release(struct renamings *renamings)
{
	for (size_t i = 0; i < renamings->count; i++)
		free(renamings->items[i].fresh);
	free(renamings->items);
}

static bool holds_record(const struct json *records, const char *owner, const char *id)
{
	for (const struct json *node = json_first(records); node; node = json_next(node))
		if (str_equal(body_text(node, "register"), owner) && str_equal(body_text(json_get(node, "record"), "id"), id))
			return true;
	return false;
}

/* "s1-0102", or "s1-0102-2" where there is such a record, too. */
static char *fresh_id(const struct json *merged, const struct json *records, const char *owner, const char *id, const char *code)
{
	char *fresh = str_format("%s-%s", id, code);
	for (int n = 2; holds_record(merged, owner, fresh) || holds_record(records, owner, fresh); n++) {
		free(fresh);
		fresh = str_format("%s-%s-%d", id, code, n);
	}
	return fresh;
}

static void find_renamings(struct renamings *renamings, const struct json *merged, const struct json *source)
{
	const struct json *records = json_get(json_get(source, "submission"), "records");
	for (const struct json *node = json_first(records); node; node = json_next(node)) {
		const char *owner = body_text(node, "register"), *id = body_text(json_get(node, "record"), "id");
		if (holds_record(merged, owner, id))
			*MEM_PUSH(renamings->items, renamings->count) = (struct renaming){
			        .owner = owner, .id = id, .fresh = fresh_id(merged, records, owner, id, body_text(source, "code"))};
	}
}

/* The new name of a record; NULL: it keeps its own. `owner` NULL: in any register. */
static const char *renamed(const struct renamings *renamings, const char *owner, size_t owner_bytes, const char *id)
{
	for (size_t i = 0; i < renamings->count; i++) {
		const struct renaming *item = &renamings->items[i];
		bool in_it = !owner || (strlen(item->owner) == owner_bytes && strncmp(item->owner, owner, owner_bytes) == 0);
		if (in_it && str_equal(item->id, id))
			return item->fresh;
	}
	return NULL;
}

/* "s1" or "system:s1" as it is to be written from now on; caller frees. */
static char *rewrite_reference(const struct renamings *renamings, const char *target, const char *reference)
{
	const char *colon = strchr(reference, ':'), *fresh;
	if (!colon) {
		fresh = renamed(renamings, target, target ? strlen(target) : 0, reference);
		return mem_strdup(fresh ? fresh : reference);
	}
	fresh = renamed(renamings, reference, (size_t)(colon - reference), colon + 1);
	return fresh ? str_format("%.*s:%s", (int)(colon - reference), reference, fresh) : mem_strdup(reference);
}

static struct json *rewrite_record(const struct renamings *renamings, const struct pack *pack, const char *owner,
                                   const struct json *record)
{
	struct json *out = json_new_object();
	size_t at = registers_find(pack->registers, owner);
	for (const struct json *member = json_first(record); member; member = json_next(member)) {
		const char *key = json_key(member), *text = json_string(member);
		size_t field = at == SIZE_MAX ? SIZE_MAX : register_find_field(&pack->registers->items[at], key);
		const struct field *of = field == SIZE_MAX ? NULL : &pack->registers->items[at].fields[field];
		char *fresh = NULL;
		if (text && str_equal(key, "id")) /* itself: a colon in it means nothing */
			fresh = mem_strdup(renamed(renamings, owner, strlen(owner), text));
		else if (text && of && of->type == VALUE_REF)
			fresh = rewrite_reference(renamings, of->target == SIZE_MAX ? NULL : pack->registers->items[of->target].id, text);
		if (fresh)
			json_put_string(out, key, fresh);
		else
			json_put(out, key, json_copy(member));
		free(fresh);
	}
	return out;
}

static void merge_records(struct json *list, const struct renamings *renamings, const struct pack *pack,
                          const struct json *records)
{
	for (const struct json *node = json_first(records); node; node = json_next(node)) {
		struct json *out = json_put_object(list, NULL);
		const char *owner = body_text(node, "register");
		for (const struct json *member = json_first(node); member; member = json_next(member))
			json_put(out, json_key(member),
			         str_equal(json_key(member), "record") ? rewrite_record(renamings, pack, owner, member)
			                                               : json_copy(member));
	}
}

/* --- answers --- */

static enum answer answer_of(const struct json *node)
{
	enum answer answer = ANSWER_NONE;
	answer_parse(&answer, body_text(node, "answer"));
	return answer;
}

/* The lower, the more there is to do. */
static int rank(enum answer answer)
{
	static const int ranks[ANSWERS] = {
	        [ANSWER_NOT_IMPLEMENTED] = 0, [ANSWER_PARTIAL] = 1,        [ANSWER_UNSURE] = 2, [ANSWER_EXCEPTION] = 3,
	        [ANSWER_IMPLEMENTED] = 4,     [ANSWER_NOT_APPLICABLE] = 5, [ANSWER_NONE] = 6,
	};
	return ranks[answer];
}

static void say(struct strbuf *out, const char *name, const struct json *node)
{
	const char *note = body_text(node, "note");
	strbuf_addf(out, "%s%s: %s%s%s", out->len_bytes ? "\n" : "", name, answer_mark(answer_of(node)), *note ? " " : "", note);
}

/* Of two answers to one question. `so_far` says already what each section answered when `told`. */
static struct json *merge_answer(const struct json *so_far, const char *first_name, bool told, const struct json *other,
                                 const char *name)
{
	const struct json *worse = rank(answer_of(other)) < rank(answer_of(so_far)) ? other : so_far;
	struct strbuf note = STRBUF_INIT;
	struct json *out = json_new_object();
	if (told)
		strbuf_add(&note, body_text(so_far, "note"));
	else
		say(&note, first_name, so_far);
	say(&note, name, other);
	for (const struct json *member = json_first(worse); member; member = json_next(member)) {
		if (str_equal(json_key(member), "note"))
			json_put_string(out, "note", note.text);
		else
			json_put(out, json_key(member), json_copy(member));
	}
	strbuf_release(&note);
	return out;
}

/* Whether two sections said the same, so that nothing needs to be told apart. */
static bool say_the_same(const struct json *a, const struct json *b)
{
	static const char *const texts[] = {"answer", "elements", "note", "reason"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!str_equal(body_text(a, texts[i]), body_text(b, texts[i])))
			return false;
	return true;
}

struct merged_answer {
	struct json *node;
	const char *name; /* of the section that answered first */
	bool told;
};
struct merged_checklist {
	char *id, *role, *subject;
	struct merged_answer *answers;
	size_t answers_count;
};
struct merged_checklists {
	struct merged_checklist *items;
	size_t count;
};

static void add_answer(struct merged_checklist *checklist, const struct json *node, const char *name)
{
	for (size_t i = 0; i < checklist->answers_count; i++) {
		struct merged_answer *answer = &checklist->answers[i];
		if (!str_equal(body_text(answer->node, "question"), body_text(node, "question")))
			continue;
		if (!say_the_same(answer->node, node)) {
			struct json *both = merge_answer(answer->node, answer->name, answer->told, node, name);
			json_free(answer->node);
			answer->node = both;
			answer->told = true;
		}
		return;
	}
	*MEM_PUSH(checklist->answers, checklist->answers_count) = (struct merged_answer){json_copy(node), name, false};
}

static struct merged_checklist *find_checklist(struct merged_checklists *checklists, const char *id)
{
	for (size_t i = 0; i < checklists->count; i++)
		if (str_equal(checklists->items[i].id, id))
			return &checklists->items[i];
	return NULL;
}

static void merge_checklists(struct merged_checklists *checklists, const struct renamings *renamings, const struct json *source)
{
	for (const struct json *node = json_first(json_get(json_get(source, "submission"), "checklists")); node;
	     node = json_next(node)) {
		const char *subject = json_string(json_get(node, "subject")), *role = body_text(node, "role");
		char *fresh = subject ? rewrite_reference(renamings, NULL, subject) : NULL;
		char *id = fresh && !str_equal(fresh, subject) ? str_format("%s:%s", role, strchr(fresh, ':') + 1)
		                                               : mem_strdup(body_text(node, "id"));
		struct merged_checklist *checklist = find_checklist(checklists, id);
		if (!checklist) {
			checklist = MEM_PUSH(checklists->items, checklists->count);
			*checklist = (struct merged_checklist){.id = mem_strdup(id), .role = mem_strdup(role), .subject = mem_strdup(fresh)};
		}
		for (const struct json *answer = json_first(json_get(node, "answers")); answer; answer = json_next(answer))
			add_answer(checklist, answer, body_text(source, "name"));
		free(fresh);
		free(id);
	}
}

/* Into the body; frees them. */
static void put_checklists(struct json *list, struct merged_checklists *checklists)
{
	for (size_t i = 0; i < checklists->count; i++) {
		struct merged_checklist *checklist = &checklists->items[i];
		struct json *node = json_put_object(list, NULL), *answers;
		json_put_string(node, "id", checklist->id);
		json_put_string(node, "role", checklist->role);
		json_put_string(node, "subject", checklist->subject);
		answers = json_put_array(node, "answers");
		for (size_t k = 0; k < checklist->answers_count; k++)
			json_put(answers, NULL, checklist->answers[k].node);
		json_put_array(node, "standing");
		free(checklist->answers);
		free(checklist->id);
		free(checklist->role);
		free(checklist->subject);
	}
	free(checklists->items);
}

/* --- facts --- */

static const struct json *find_fact(const struct json *facts, const char *fact)
{
	for (const struct json *node = json_first(facts); node; node = json_next(node))
		if (str_equal(body_text(node, "fact"), fact))
			return node;
	return NULL;
}

/* What all that speak of it say alike; what only some say is not known of the others. */
static void merge_facts(struct json *list, const struct json *from)
{
	const struct json *first = json_get(json_get(json_first(from), "submission"), "facts");
	for (const struct json *node = json_first(first); node; node = json_next(node)) {
		bool alike = true;
		for (const struct json *source = json_first(from); source; source = json_next(source)) {
			const struct json *other = find_fact(json_get(json_get(source, "submission"), "facts"), body_text(node, "fact"));
			alike = alike && other && str_equal(body_text(other, "value"), body_text(node, "value"));
		}
		if (alike)
			json_put(list, NULL, json_copy(node));
	}
}

struct json *succession_merge(const struct json *from, const struct pack *pack)
{
	const struct json *first = json_get(json_first(from), "submission");
	if (json_size(from) == 1)
		return json_copy(first);
	struct json *out = json_new_object(), *records = json_new_array();
	struct merged_checklists checklists = {0};
	json_put(out, "fiscal_year", json_copy(json_get(first, "fiscal_year")));
	json_put(out, "extra", json_copy(json_get(first, "extra")));
	json_put(out, "pack", json_copy(json_get(first, "pack")));
	merge_facts(json_put_array(out, "facts"), from);
	for (const struct json *source = json_first(from); source; source = json_next(source)) {
		struct renamings renamings = {0};
		find_renamings(&renamings, records, source);
		merge_records(records, &renamings, pack, json_get(json_get(source, "submission"), "records"));
		merge_checklists(&checklists, &renamings, source);
		renamings_release(&renamings);
	}
	json_put(out, "records", records);
	put_checklists(json_put_array(out, "checklists"), &checklists);
	return out;
}
