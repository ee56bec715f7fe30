/* Which findings the missing facts allow, and which of them matter.
 *
 * The rule is evaluated with what is known. Where that leaves it open, the first missing thing that it is open for is tried
 * with everything it may be, and so on: a tree whose leaves are findings. Trees in which the missing things stand in one order
 * and equal branches are one have a property that is used here: what a node asks is what the finding hangs on, and what no
 * node asks does not matter, whatever the order was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "verdict_search.h"

/* Far more than any rule of use needs; a rule that needs more is unknown, which is never wrong. */
enum { STEPS_MAX = 20000, BUCKETS = 256 };

struct node {
	size_t variable;
	size_t *children; /* as many as the variable's domain has values */
	size_t next;      /* in the bucket */
};

struct search {
	struct matter *matter;
	struct variables variables;
	struct findings *findings;
	struct node *nodes; /* node n has the number FINDINGS + n; below are the leaves */
	size_t nodes_count;
	size_t *buckets;
	int steps;
	bool brief; /* what is missing, and what decided, need not be known of what is unknown */
};

/* The operands that the rule is open for; 0: it is decided. */
struct openness {
	uint32_t operands;
	uint32_t members[OPERANDS_MAX];
};

/* What the rule says with what is known and assumed; where that is open, `open` says for what. */
static enum finding decide(const struct matter *matter, struct openness *open, size_t *outcome)
{
	const struct rule *rule = matter->rule;
	const struct slot *slots = matter->slots;

	*open = (struct openness){0};
	*outcome = SIZE_MAX;
	if (expression_evaluate(rule->applies, slots, matter->today) == TRUTH_FALSE)
		return FINDING_NOT_APPLICABLE;
	open->operands = expression_open(rule->applies, slots, matter->today, open->members);
	for (size_t i = 0; i < rule->outcomes_count; i++) {
		const struct outcome *one = &rule->outcomes[i];
		enum truth guard = expression_evaluate(one->guard, slots, matter->today);
		enum truth when = expression_evaluate(one->when, slots, matter->today);

		if (guard == TRUTH_FALSE || when == TRUTH_FALSE)
			continue;
		*outcome = i;
		if (guard == TRUTH_TRUE && when == TRUTH_TRUE)
			return one->finding;
		open->operands |= expression_open(one->guard, slots, matter->today, open->members);
		open->operands |= expression_open(one->when, slots, matter->today, open->members);
	}
	return FINDING_NOT_APPLICABLE; /* not reached: the last outcome always holds */
}

/* What decided: the outcome's condition, and those before it that did not hold. */
static uint32_t decisive(const struct matter *matter, size_t outcome)
{
	const struct rule *rule = matter->rule;
	const struct slot *slots = matter->slots;
	uint32_t operands = 0;

	if (outcome == SIZE_MAX)
		return expression_explain(rule->applies, slots, matter->today);
	for (size_t i = 0; i <= outcome; i++) {
		if (i < outcome && (expression_evaluate(rule->outcomes[i].guard, slots, matter->today) == TRUTH_FALSE ||
		                    expression_evaluate(rule->outcomes[i].when, slots, matter->today) != TRUTH_FALSE))
			continue;
		operands |= expression_explain(rule->outcomes[i].when, slots, matter->today);
	}
	if (!operands)
		operands = expression_explain(rule->outcomes[outcome].guard, slots, matter->today);
	return operands ? operands : expression_explain(rule->applies, slots, matter->today);
}

static void assume(struct matter *matter, const struct variable *variable, const struct value *value)
{
	for (size_t i = 0; i < matter->operands->count; i++) {
		struct slot *slot = &matter->slots[i];

		if (!(variable->operands & UINT32_C(1) << i))
			continue;
		if (variable->member < 0) {
			slot->value = value;
			continue;
		}
		slot->members &= ~(UINT32_C(1) << variable->member);
		slot->members_in &= ~(UINT32_C(1) << variable->member);
		if (value)
			slot->members |= UINT32_C(1) << variable->member;
		if (value && value->number)
			slot->members_in |= UINT32_C(1) << variable->member;
	}
}

/* The first missing thing that the rule is open for. */
static size_t first_open(const struct search *search, const struct openness *open)
{
	for (size_t v = 0; v < search->variables.count; v++) {
		const struct variable *variable = &search->variables.items[v];

		for (size_t i = 0; i < search->matter->operands->count; i++) {
			uint32_t bit = UINT32_C(1) << i;

			if (!(variable->operands & open->operands & bit))
				continue;
			if (variable->member >= 0 ? open->members[i] & UINT32_C(1) << variable->member
			                          : search->matter->slots[i].value == NULL)
				return v;
		}
	}
	return SIZE_MAX;
}

static size_t bucket_of(size_t variable, const size_t *children, size_t count)
{
	size_t hash = variable + 1;

	for (size_t i = 0; i < count; i++)
		hash = hash * 31 + children[i];
	return hash % BUCKETS;
}

/* The node with these branches; `children` is handed over. */
static size_t make_node(struct search *search, size_t variable, size_t *children)
{
	size_t count = search->variables.items[variable].domain_count;
	size_t bucket = bucket_of(variable, children, count);

	for (size_t at = search->buckets[bucket]; at; at = search->nodes[at - 1].next) {
		if (search->nodes[at - 1].variable == variable &&
		    memcmp(search->nodes[at - 1].children, children, count * sizeof *children) == 0) {
			free(children);
			return FINDINGS + at - 1;
		}
	}
	*MEM_PUSH(search->nodes, search->nodes_count) =
	        (struct node){.variable = variable, .children = children, .next = search->buckets[bucket]};
	search->buckets[bucket] = search->nodes_count;
	return FINDINGS + search->nodes_count - 1;
}

static size_t leaf(struct search *search, enum finding finding, size_t outcome)
{
	struct findings *findings = search->findings;

	if (!(findings->reached & 1U << finding))
		findings->outcome[finding] = outcome;
	findings->reached |= 1U << finding;
	if (!search->brief || finding == FINDING_FAIL) /* in brief, only of a fail is said why */
		findings->decided[finding] |= decisive(search->matter, outcome);
	/* Not applicable and pass come to the same, so what only chooses between them does not matter. */
	return finding == FINDING_NOT_APPLICABLE ? FINDING_PASS : finding;
}

/* Whether nothing that is still found can change what comes of it: two findings that do not come to one never will, whatever joins them,
 * and also when an exception takes the place of a fail. */
static bool is_over(const struct search *search)
{
	return search->brief && search->findings->reached && findings_merge(search->findings->reached) == FINDINGS;
}

static size_t explore(struct search *search)
{
	const struct variable *tried;
	struct openness open;
	size_t outcome, variable, count;
	size_t *children;
	bool same = true;
	enum finding finding = decide(search->matter, &open, &outcome);

	if (!open.operands)
		return leaf(search, finding, outcome);
	variable = first_open(search, &open);
	tried = variables_open(&search->variables, variable, search->matter);
	count = tried->domain_count;
	children = search->brief ? NULL : mem_new(count, sizeof *children);
	for (size_t i = 0; i < count && search->steps < STEPS_MAX && !is_over(search); i++) {
		search->steps++;
		assume(search->matter, tried, &tried->domain[i]);
		outcome = explore(search);
		if (search->brief)
			continue;
		children[i] = outcome;
		same = same && outcome == children[0];
	}
	assume(search->matter, tried, NULL);
	if (search->brief)
		return 0; /* no tree is asked for */
	if (!same)
		return make_node(search, variable, children);
	outcome = children[0];
	free(children);
	return outcome;
}

static void mark_missing(struct search *search, size_t at, bool *seen)
{
	const struct node *node;

	if (at < FINDINGS || seen[at - FINDINGS])
		return;
	seen[at - FINDINGS] = true;
	node = &search->nodes[at - FINDINGS];
	search->findings->missing |= UINT32_C(1) << search->variables.items[node->variable].operand;
	for (size_t i = 0; i < search->variables.items[node->variable].domain_count; i++)
		mark_missing(search, node->children[i], seen);
}

static void search_tree(struct search *search)
{
	size_t root;
	bool *seen;

	search->buckets = search->brief ? NULL : mem_new(BUCKETS, sizeof *search->buckets);
	root = explore(search);
	if (search->steps >= STEPS_MAX) {
		/* Given up: whatever is missing may matter. */
		search->findings->reached = (1U << FINDINGS) - 1;
		for (size_t i = 0; i < search->variables.count; i++)
			search->findings->missing |= UINT32_C(1) << search->variables.items[i].operand;
	} else if (!search->brief) {
		seen = mem_new(search->nodes_count, sizeof *seen);
		mark_missing(search, root, seen);
		free(seen);
	}
	for (size_t i = 0; i < search->nodes_count; i++)
		free(search->nodes[i].children);
	free(search->nodes);
	free(search->buckets);
}

void findings_search(struct findings *findings, struct matter *matter, bool brief)
{
	struct search search = {.matter = matter, .findings = findings, .brief = brief};
	struct openness open;
	size_t outcome;
	enum finding finding;

	*findings = (struct findings){0};
	finding = decide(matter, &open, &outcome);
	if (!open.operands) { /* as it mostly is */
		leaf(&search, finding, outcome);
		return;
	}
	variables_init(&search.variables, matter);
	search_tree(&search);
	variables_release(&search.variables);
}
