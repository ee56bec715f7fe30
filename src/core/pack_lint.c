#include "pack_lint.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

enum { DIGEST_PREFIX = 8 }; /* digits of a clause's digest that stand in a question's */

/* The member that a problem is about; the object as a whole when it is not there. */
static struct cursor member_of(struct reader *reader, struct origin origin, const char *key)
{
	struct cursor at = cursor_at_origin(reader, origin);
	struct cursor member = cursor_get(at, key);

	return member.node ? member : at;
}

/* Equal ids stand side by side in a list, the first one written first. `key` is where the id was written. */
static void lint_duplicates(struct reader *reader, const struct origins *origins, const struct id_list *list,
                            const char *key)
{
	for (size_t i = 1, first = 0; i < list->count; i++) {
		const struct origin *original;
		struct json_place place;

		if (strcmp(list->entries[first].id, list->entries[i].id) != 0) {
			first = i;
			continue;
		}
		original = &origins->items[list->entries[first].at];
		json_where(original->source->doc, json_get(original->node, key), &place);
		problem_at(member_of(reader, origins->items[list->entries[i].at], key),
		           _("The id \"%s\" is taken already: see %s, line %zu."), list->entries[i].id,
		           original->source->shown, place.line);
		json_place_release(&place);
	}
}

void lint_head_ids(struct reader *reader)
{
	const struct pack *pack = reader->pack;
	struct id_list periods = {0};

	for (size_t i = 0; i < pack->periods_count; i++)
		id_list_add(&periods, pack->periods[i].id, i);
	id_list_sort(&periods);
	lint_duplicates(reader, &reader->roles, &pack->index->roles, "id");
	lint_duplicates(reader, &reader->periods, &periods, "id");
	id_list_release(&periods);
}

void lint_clause_ids(struct reader *reader)
{
	const struct pack *pack = reader->pack;
	struct id_list sections = {0};

	for (size_t i = 0; i < pack->sections_count; i++)
		id_list_add(&sections, pack->sections[i].id, i);
	id_list_sort(&sections);
	lint_duplicates(reader, &reader->sections, &sections, "id");
	lint_duplicates(reader, &reader->clauses, &pack->index->clauses, "id");
	id_list_release(&sections);
}

void lint_fact_ids(struct reader *reader)
{
	lint_duplicates(reader, &reader->facts, &reader->pack->index->facts, "id");
}

static void lint_question_ids(struct reader *reader)
{
	const struct pack *pack = reader->pack;
	struct id_list chapters = {0};

	for (size_t i = 0; i < pack->chapters_count; i++)
		id_list_add(&chapters, pack->chapters[i].id, i);
	id_list_sort(&chapters);
	lint_duplicates(reader, &reader->questions, &pack->index->questions, "id");
	lint_duplicates(reader, &reader->chapters, &chapters, "chapter");
	id_list_release(&chapters);
}

static void lint_role(struct reader *reader, const struct role *role, struct origin origin)
{
	struct cursor answered_by = member_of(reader, origin, "answered_by");
	size_t other;

	if (role->clause)
		read_clause_ref(member_of(reader, origin, "clause"));
	if (!role->answered_by)
		return;
	other = read_role_ref(answered_by);
	if (other != SIZE_MAX && reader->pack->roles[other].answered_by)
		problem_at(
		        answered_by,
		        _("The role \"%s\" keeps no checklist itself, so it cannot answer for another. Name the role "
		          "that does."),
		        role->answered_by);
}

/* No checklist would ever show a question of a role that keeps none. */
static void lint_question_roles(struct reader *reader, struct origin origin)
{
	struct cursor at = cursor_first(cursor_get(cursor_at_origin(reader, origin), "roles"));

	for (; at.node; at = cursor_next(at)) {
		size_t found = pack_find_role(reader->pack, json_string(at.node));

		if (found != SIZE_MAX && reader->pack->roles[found].answered_by)
			problem_at(at, _("The role \"%s\" keeps no checklist: ask \"%s\", who answers for it."),
			           reader->pack->roles[found].id, reader->pack->roles[found].answered_by);
	}
}

static void lint_question_clauses(struct reader *reader, struct origin origin)
{
	struct cursor at = cursor_first(cursor_get(cursor_at_origin(reader, origin), "clauses"));

	for (; at.node; at = cursor_next(at)) {
		size_t found = pack_find_clause(reader->pack, json_string(at.node));
		const struct clause *clause;

		if (found == SIZE_MAX)
			continue;
		clause = &reader->pack->clauses[found];
		if (clause->kind == CLAUSE_DEFINITION || clause->kind == CLAUSE_CHAPEAU)
			problem_at(at,
			           _("The clause %s holds no duty (it is of the kind \"%s\"), so it cannot be asked."),
			           clause->id, clause_kind_code(clause->kind));
	}
}

static char *expected_digest(const struct pack *pack, const struct question *question)
{
	struct strbuf digest = STRBUF_INIT;

	for (size_t i = 0; i < question->clauses_count; i++) {
		const char *whole = pack->clauses[question->clauses[i]].digest;

		if (!whole || strlen(whole) < DIGEST_PREFIX) {
			strbuf_release(&digest);
			return NULL;
		}
		if (i > 0)
			strbuf_add_char(&digest, '-');
		strbuf_add_bytes(&digest, whole, DIGEST_PREFIX);
	}
	return strbuf_take(&digest);
}

/* The first clause whose part of the digest differs; NULL when the parts do not even fit in number. */
static const struct clause *changed_clause(const struct pack *pack, const struct question *question,
                                           const char *expected, const char *written)
{
	if (strlen(expected) != strlen(written))
		return NULL;
	for (size_t i = 0; i < question->clauses_count; i++) {
		if (strncmp(expected + i * (DIGEST_PREFIX + 1), written + i * (DIGEST_PREFIX + 1), DIGEST_PREFIX) != 0)
			return &pack->clauses[question->clauses[i]];
	}
	return NULL;
}

static void lint_digest(struct reader *reader, const struct question *question, struct origin origin)
{
	struct cursor object = cursor_at_origin(reader, origin);
	struct cursor member = read_member(object, "digest");
	char *written = read_text(member);
	char *expected = NULL;
	const struct clause *changed;

	/* A clause that was not found is missing from question->clauses: then the digest cannot be judged. */
	if (written && question->clauses_count > 0 &&
	    question->clauses_count == json_size(cursor_get(object, "clauses").node))
		expected = expected_digest(reader->pack, question);
	if (expected && !str_equal(expected, written)) {
		changed = changed_clause(reader->pack, question, expected, written);
		if (changed)
			problem_at(
			        member,
			        _("The text of the clause %s is not the one that this question was written for. Hold "
			          "the question against the clause once more, then write \"%s\" here."),
			        changed->id, expected);
		else
			problem_at(member,
			           _("The digest does not fit the clauses of this question. Hold the question against "
			             "them once more, then write \"%s\" here."),
			           expected);
	}
	free(expected);
	free(written);
}

static void lint_question(struct reader *reader, size_t at)
{
	const struct question *question = &reader->pack->questions[at];
	struct origin origin = reader->questions.items[at];

	if (json_type(origin.node) != JSON_OBJECT)
		return;
	if (question->id && pack_find_clause(reader->pack, question->id) != SIZE_MAX)
		problem_at(member_of(reader, origin, "id"),
		           _("\"%s\" is the id of a clause. Give the question one of its own, such as \"%s-a\"."),
		           question->id, question->id);
	lint_question_roles(reader, origin);
	lint_question_clauses(reader, origin);
	lint_digest(reader, question, origin);
}

void pack_lint(struct reader *reader)
{
	lint_question_ids(reader);
	for (size_t i = 0; i < reader->roles.count; i++)
		lint_role(reader, &reader->pack->roles[i], reader->roles.items[i]);
	for (size_t i = 0; i < reader->questions.count; i++)
		lint_question(reader, i);
	lint_conditions(reader);
}
