/* Reading consistency.json. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "pack_json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/consistency.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { CONTRADICTIONS_MAX = 256 };

/* In the order of the enum, behind CHECK_CONDITION. */
static const char *const check_codes[] = {"declared_against_rule", "exception_unrecorded", "same_remark"};
static_assert(COUNT(check_codes) == CONTRADICTION_CHECKS - 1, "every check has its code");

static void read_condition_of(struct cursor at, struct contradiction *one)
{
	/* Fields of a record stand in "some": a contradiction is about the section. */
	const struct condition_scope scope = {.subject = SIZE_MAX, .contradiction = true};

	one->when = read_when(at, &scope);
	read_question_refs(read_array(at, "questions", 0, false), &one->questions, &one->questions_count);
	if (!cursor_get(at, "when").node)
		problem_at(at, _("A contradiction has a \"when\", the condition under which it is one, or a \"check\"."));
}

static void read_check(struct cursor at, struct cursor member, struct contradiction *one)
{
	struct cursor when = cursor_get(at, "when"), least = cursor_get(at, "least");

	one->check = (enum contradiction_check)(CHECK_DECLARED_AGAINST_RULE +
	                                        read_choice(member, check_codes, COUNT(check_codes)));
	if (when.node)
		problem_at_key(when, _("\"%s\" does not belong beside \"%s\"."), "when", "check");
	if (one->check != CHECK_SAME_REMARK)
		return;
	if (!json_int(least.node, &one->least) || one->least < 2)
		problem_at(least.node ? least : at, _("\"least\" says how many questions there must be: 2 or more."));
}

static void read_contradiction(struct cursor at)
{
	static const char *const keys[] = {"id", "check", "questions", "when", "least", "text", "hint"};
	struct contradictions *all = at.reader->pack->contradictions;
	struct contradiction *one;
	struct cursor check = cursor_get(at, "check");
	char *id;

	if (!read_object(at, keys, COUNT(keys)))
		return;
	id = read_member_id(at, "id");
	for (size_t i = 0; id && i < all->count; i++) {
		if (str_equal(all->items[i].id, id))
			problem_taken(cursor_get(at, "id"), N_("The contradiction \"%s\" stands here twice. Remove one."), id);
	}
	one = MEM_PUSH(all->items, all->count);
	one->id = id;
	if (check.node)
		read_check(at, check, one);
	else
		read_condition_of(at, one);
	read_member_bilingual(at, "text", &one->text);
	read_member_bilingual(at, "hint", &one->hint);
}

void read_consistency(struct cursor root)
{
	static const char *const keys[] = {"contradictions"};
	struct pack *pack = root.reader->pack;
	struct cursor list;

	if (!pack->contradictions)
		pack->contradictions = mem_new(1, sizeof *pack->contradictions);
	if (!read_object(root, keys, COUNT(keys)))
		return;
	list = read_array(root, "contradictions", 1, true);
	for (struct cursor at = cursor_first(list); at.node; at = cursor_next(at)) {
		if (pack->contradictions->count == CONTRADICTIONS_MAX) {
			problem_at(at, _("A pack has at most %d contradictions."), CONTRADICTIONS_MAX);
			return;
		}
		read_contradiction(at);
	}
}
