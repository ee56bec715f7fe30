/* rules.json: which verdict follows from a record. */
#include "expression_json.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

enum { RULES_MAX = 1024, OUTCOMES_MAX = 16 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* In the order of the enum; an exception is never written in a rule. */
static const char *const finding_codes[] = {"pass", "fail", "judgement", "explain", "advice", "notapplicable"};
static_assert(COUNT(finding_codes) == FINDING_EXCEPTION, "every finding that a rule may name has a code");

/* {missing:FIELD} lists the members that a multi of the record lacks. */
static void check_missing(struct cursor at, const char *id, size_t owner)
{
	char *name = mem_strndup(id, strcspn(id, "}"));
	size_t field = find_field(at, name, owner);

	if (field != SIZE_MAX)
		field_wants(at, &at.reader->pack->registers->items[owner].fields[field], VALUE_MULTI);
	free(name);
}

/* What a template may name. */
static void check_template(struct cursor at, const char *text, size_t owner)
{
	static const char *const known[] = {"{record}", "{values}", "{missing:"};

	for (const char *brace = text ? strchr(text, '{') : NULL; brace; brace = strchr(brace + 1, '{')) {
		bool found = false;

		for (size_t i = 0; i < COUNT(known); i++)
			found = found || str_starts_with(brace, known[i]);
		if (!found || !strchr(brace, '}'))
			problem_at(
			        at,
			        _("A template may name {record}, {values} and {missing:FIELD}; this one has \"%s\"."),
			        CLIP(brace));
		else if (str_starts_with(brace, "{missing:"))
			check_missing(at, brace + strlen("{missing:"), owner);
	}
	if (text && !strstr(text, "{record}"))
		problem_at(at, _("A template names the record: {record} is missing."));
}

static void read_outcome(struct cursor at, struct rule *rule, bool last)
{
	static const char *const keys[] = {"if", "when", "verdict", "because"};
	struct outcome *outcome = MEM_PUSH(rule->outcomes, rule->outcomes_count);
	struct cursor because;

	if (!read_object(at, keys, COUNT(keys)))
		return;
	outcome->guard = read_member_expression(at, "if", rule->subject, &rule->operands);
	outcome->when = read_member_expression(at, "when", rule->subject, &rule->operands);
	outcome->finding = (enum finding)read_member_choice(at, "verdict", finding_codes, COUNT(finding_codes));
	if (last && (cursor_get(at, "if").node || cursor_get(at, "when").node))
		problem_at(at, _("The last outcome is what remains: it has neither \"if\" nor \"when\"."));
	if (!last && !cursor_get(at, "if").node && !cursor_get(at, "when").node)
		problem_at(at,
		           _("The outcomes behind this one can never be reached: give it an \"if\" or a \"when\"."));
	because = cursor_get(at, "because");
	if (because.node) {
		read_bilingual(because, &outcome->because);
		check_template(because, outcome->because.ja, rule->subject);
		check_template(because, outcome->because.en, rule->subject);
	} else if (outcome->finding != FINDING_PASS && outcome->finding != FINDING_NOT_APPLICABLE) {
		read_member(at, "because"); /* says that it is missing */
	}
}

static void read_outcomes(struct cursor at, struct rule *rule)
{
	struct cursor outcomes = read_array(at, "outcomes", 1, true);

	for (struct cursor one = cursor_first(outcomes); one.node; one = cursor_next(one)) {
		if (rule->outcomes_count == OUTCOMES_MAX) {
			problem_at(one, _("A rule has at most %d outcomes."), OUTCOMES_MAX);
			return;
		}
		read_outcome(one, rule, !cursor_next(one).node);
	}
}

static void read_rule(struct cursor at)
{
	static const char *const keys[] = {"id", "clauses", "register", "text", "exceptable", "applies", "outcomes"};
	struct pack *pack = at.reader->pack;
	struct rules *rules = pack->rules;
	struct rule *rule;
	char *id;

	if (!read_object(at, keys, COUNT(keys)))
		return;
	id = read_member_id(at, "id");
	if (rules_find(rules, id) != SIZE_MAX)
		problem_taken(cursor_get(at, "id"), N_("The rule \"%s\" stands here twice. Remove one."), id);
	rule = MEM_PUSH(rules->items, rules->count);
	rule->id = id;
	read_clause_refs(read_array(at, "clauses", 1, true), &rule->clauses, &rule->clauses_count);
	read_member_bilingual(at, "text", &rule->text);
	rule->exceptable = !cursor_get(at, "exceptable").node || read_member_bool(at, "exceptable", false);
	if (!read_member(at, "register").node)
		return;
	rule->subject = read_register_ref(cursor_get(at, "register"));
	if (rule->subject == SIZE_MAX)
		return;
	rule->applies = read_member_expression(at, "applies", rule->subject, &rule->operands);
	read_outcomes(at, rule);
}

void read_rules(struct cursor root)
{
	static const char *const keys[] = {"rules"};
	struct pack *pack = root.reader->pack;
	struct cursor list;

	if (!pack->registers || !pack->registers->count) {
		if (!root.reader->registers_lost)
			problem_at(root, _("Rules judge records, and this pack has no registers.json with registers."));
		return;
	}
	if (!pack->rules)
		pack->rules = mem_new(1, sizeof *pack->rules);
	if (!read_object(root, keys, COUNT(keys)))
		return;
	list = read_array(root, "rules", 1, true);
	for (struct cursor at = cursor_first(list); at.node; at = cursor_next(at)) {
		if (pack->rules->count == RULES_MAX) {
			problem_at(at, _("A pack has at most %d rules."), RULES_MAX);
			break;
		}
		read_rule(at);
	}
}
