/* Reading a file of questions. */
#include <stdint.h>
#include <stdlib.h>

#include "pack_json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/register.h"
#include "tenken/core/rule.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* All duties of the clause that can be asked: not what is only defined in it. */
static unsigned duties_of(const struct clause *clause)
{
	unsigned bits = 0;

	for (size_t i = 0; i < clause->duties_count; i++) {
		if (clause->duties[i] != MODALITY_DEFINE)
			bits |= 1U << i;
	}
	return bits;
}

static struct duty_ref *find_duty(struct duty_ref *duties, size_t count, size_t clause)
{
	for (size_t i = 0; i < count; i++) {
		if (duties[i].clause == clause)
			return &duties[i];
	}
	return NULL;
}

static unsigned read_number(struct cursor at, const struct clause *clause)
{
	size_t count = clause->duties_count;
	int64_t number;

	if (!json_int(at.node, &number)) {
		problem_at(at, _("The number of a duty is expected here: 1 for the first one of the clause."));
	} else if (number < 1 || (uint64_t)number > count) {
		problem_at(at,
		           P_("The clause %s holds %zu duty, so %lld is not the number of one.",
		              "The clause %s holds %zu duties, so %lld is not the number of one.", count),
		           clause->id, count, (long long)number);
	} else if (clause->duties[number - 1] == MODALITY_DEFINE) {
		problem_at(at, _("Number %lld of the clause %s only defines something, so it cannot be asked."),
		           (long long)number, clause->id);
	} else {
		return 1U << (number - 1);
	}
	return 0;
}

static unsigned read_numbers(struct cursor array, const struct clause *clause)
{
	unsigned bits = 0;

	for (struct cursor at = cursor_first(array); at.node; at = cursor_next(at)) {
		unsigned bit = read_number(at, clause);

		if (bit & bits)
			problem_at(at, _("This number stands in the list twice. Remove one."));
		bits |= bit;
	}
	return bits;
}

/* What a question or an element asks, while it is read. */
struct asked {
	struct duty_ref *duties;
	size_t count;
	bool *narrowed; /* one for each: "duties" has named it */
	bool complete;  /* none of the clauses was wrong */
};

/* One entry of "duties": it narrows what is asked of one of the clauses. */
static void read_narrowing(struct cursor at, struct asked *asked)
{
	static const char *const keys[] = {"clause", "numbers"};
	struct duty_ref *duty;
	struct cursor member;
	unsigned numbers;
	size_t clause;

	if (!read_object(at, keys, COUNT(keys)))
		return;
	member = read_member(at, "clause");
	clause = read_clause_ref(member);
	if (clause == SIZE_MAX)
		return;
	duty = find_duty(asked->duties, asked->count, clause);
	if (!duty && !asked->complete)
		return;
	if (!duty) {
		problem_at(member,
		           _("The clause %s does not stand in \"clauses\" beside this list. Add it there, or remove "
		             "it here."),
		           at.reader->pack->clauses[clause].id);
		return;
	}
	if (asked->narrowed[duty - asked->duties])
		problem_at(member, _("The clause %s stands in \"duties\" twice. Put its numbers into one list."),
		           at.reader->pack->clauses[clause].id);
	asked->narrowed[duty - asked->duties] = true;
	numbers = read_numbers(read_array(at, "numbers", 1, true), &at.reader->pack->clauses[clause]);
	if (numbers) /* else they are wrong, which has been said: no more need follow from it */
		duty->numbers = numbers;
}

/* What `object` (a question or an element) asks: "clauses", all of whose duties are meant unless "duties" narrows them.
 * False when a clause is wrong. */
static bool read_duty_refs(struct cursor object, struct duty_ref **duties, size_t *count)
{
	const struct pack *pack = object.reader->pack;
	struct asked asked;
	size_t *clauses;

	asked.complete = read_clause_refs(read_array(object, "clauses", 1, true), &clauses, &asked.count);
	asked.duties = mem_new(asked.count, sizeof *asked.duties);
	asked.narrowed = mem_new(asked.count, sizeof *asked.narrowed);
	for (size_t i = 0; i < asked.count; i++)
		asked.duties[i] =
		        (struct duty_ref){.clause = clauses[i], .numbers = duties_of(&pack->clauses[clauses[i]])};
	for (struct cursor at = cursor_first(read_array(object, "duties", 1, false)); at.node; at = cursor_next(at))
		read_narrowing(at, &asked);
	free(clauses);
	free(asked.narrowed);
	*duties = asked.duties;
	*count = asked.count;
	return asked.complete;
}

/* Adds what an element asks to what its question asks. */
static void add_element_duties(struct cursor at, const struct element *element, struct question *question)
{
	struct cursor value = cursor_first(cursor_get(at, "clauses"));

	for (; value.node; value = cursor_next(value)) {
		size_t clause = pack_find_clause(at.reader->pack, json_string(value.node));
		struct duty_ref *asked = find_duty(question->duties, question->duties_count, clause);

		if (clause != SIZE_MAX && !asked)
			problem_at(value,
			           _("The clause %s does not stand in the \"clauses\" of the question. Add it there."),
			           at.reader->pack->clauses[clause].id);
	}
	for (size_t i = 0; i < element->duties_count; i++) {
		struct duty_ref *asked = find_duty(question->duties, question->duties_count, element->duties[i].clause);

		if (asked)
			asked->numbers |= element->duties[i].numbers;
	}
}

static bool has_element(const struct question *question, const char *id)
{
	for (size_t i = 0; i < question->elements_count; i++) {
		if (str_equal(question->elements[i].id, id))
			return true;
	}
	return false;
}

/* False when its clauses are wrong. */
static bool read_element(struct cursor at, struct question *question)
{
	static const char *const keys[] = {"id", "clauses", "duties", "text"};
	struct element element = {0};
	bool good;

	if (!read_object(at, keys, COUNT(keys)))
		return false;
	element.id = read_member_id(at, "id");
	if (element.id && has_element(question, element.id))
		problem_at(cursor_get(at, "id"), _("Another element of this question has the id \"%s\" already."),
		           element.id);
	good = read_duty_refs(at, &element.duties, &element.duties_count);
	read_member_bilingual(at, "text", &element.text);
	add_element_duties(at, &element, question);
	*MEM_PUSH(question->elements, question->elements_count) = element;
	return good;
}

static void read_elements(struct cursor object, struct question *question)
{
	struct cursor array = read_array(object, "elements", 1, true);
	struct cursor duties = cursor_get(object, "duties");
	bool good = array.node && json_first(array.node);

	if (duties.node)
		problem_at_key(duties, _("In a question with elements, \"duties\" stands in the elements."));
	for (size_t i = 0; i < question->duties_count; i++)
		question->duties[i].numbers = 0;
	for (struct cursor at = cursor_first(array); at.node; at = cursor_next(at)) {
		if (question->elements_count == ELEMENTS_MAX) {
			problem_at(at, _("A question holds at most %d elements. Split it."), ELEMENTS_MAX);
			return;
		}
		if (!read_element(at, question))
			good = false;
	}
	for (size_t i = 0; good && i < question->duties_count; i++) {
		const struct clause *clause = &object.reader->pack->clauses[question->duties[i].clause];

		if (question->duties[i].numbers == 0 && duties_of(clause))
			problem_at(
			        cursor_get(object, "clauses"),
			        _("No element of this question asks the clause %s. Name it in one, or remove it here."),
			        clause->id);
	}
}

static void read_what_is_asked(struct cursor at, struct question *question)
{
	read_duty_refs(at, &question->duties, &question->duties_count);
	question->clauses_count = question->duties_count;
	question->clauses = mem_new(question->clauses_count, sizeof *question->clauses);
	for (size_t i = 0; i < question->clauses_count; i++)
		question->clauses[i] = question->duties[i].clause;
}

static void read_measures(struct cursor object, struct question *question)
{
	struct cursor array = read_array(object, "measures", 0, false);

	for (struct cursor at = cursor_first(array); at.node; at = cursor_next(at))
		read_bilingual(at, MEM_PUSH(question->measures, question->measures_count));
}

/* The register of what the question is about; SIZE_MAX: the section, or there is none. */
static size_t subject_register(const struct pack *pack, enum subject subject)
{
	return subject == SUBJECT_SECTION ? SIZE_MAX : registers_find(pack->registers, subject_code(subject));
}

static bool shares_clause(const struct rule *rule, const struct question *question)
{
	for (size_t i = 0; i < rule->clauses_count; i++) {
		if (find_duty(question->duties, question->duties_count, rule->clauses[i]))
			return true;
	}
	return false;
}

/* The rules that speak of the same duty: those that it names; for a derived question that names none, all that check one of
 * its clauses. */
static void read_rules_of(struct cursor at, struct question *question)
{
	const struct rules *rules = at.reader->pack->rules;

	if (cursor_get(at, "rules").node) {
		read_rule_refs(read_array(at, "rules", 1, true), &question->rules, &question->rules_count);
		return;
	}
	for (size_t i = 0; question->kind == QUESTION_DERIVED && rules && i < rules->count; i++) {
		if (shares_clause(&rules->items[i], question))
			*MEM_PUSH(question->rules, question->rules_count) = i;
	}
}

static void read_question(struct cursor at, size_t chapter)
{
	static const char *const keys[] = {"id",   "clauses", "duties",   "roles",     "subject",
	                                   "when", "kind",    "modality", "principle", "common",
	                                   "text", "hint",    "measures", "elements",  "digest",
	                                   "rules"};
	struct pack *pack = at.reader->pack;
	struct question *question = MEM_PUSH(pack->questions, pack->questions_count);
	struct cursor elements = cursor_get(at, "elements");

	question->chapter = chapter;
	origins_add(&at.reader->questions, at);
	if (!read_object(at, keys, COUNT(keys)))
		return;
	question->id = read_member_id(at, "id");
	question->kind = (enum question_kind)read_member_choice(at, "kind", question_kind_codes, QUESTION_KINDS);
	read_what_is_asked(at, question);
	read_role_refs(read_array(at, "roles", 1, true), &question->roles, &question->roles_count);
	question->subject = (enum subject)read_member_choice(at, "subject", subject_codes, SUBJECTS);
	question->when = read_when(at, &(struct condition_scope){.subject = subject_register(pack, question->subject)});
	read_rules_of(at, question);
	/* The first three: what may or defines is no demand. */
	question->modality = (enum modality)read_member_choice(at, "modality", modality_codes, MODALITY_SHOULD + 1);
	question->principle = read_member_bool(at, "principle", false);
	question->common = read_member_bool(at, "common", false);
	read_member_bilingual(at, "text", &question->text);
	read_member_bilingual(at, "hint", &question->hint);
	read_measures(at, question);
	if (question->kind == QUESTION_ELEMENTS)
		read_elements(at, question);
	else if (elements.node && member_is(at, "kind", question_kind_code(question->kind)))
		problem_at_key(elements,
		               _("Only a question of the kind \"elements\" holds elements; this one is of the kind "
		                 "\"%s\"."),
		               question_kind_code(question->kind));
}

void read_questions(struct cursor root)
{
	static const char *const keys[] = {"chapter", "questions"};
	struct pack *pack = root.reader->pack;
	struct chapter *chapter = MEM_PUSH(pack->chapters, pack->chapters_count);
	struct cursor questions;

	chapter->first = pack->questions_count;
	origins_add(&root.reader->chapters, root);
	if (!read_object(root, keys, COUNT(keys)))
		return;
	chapter->id = read_member_id(root, "chapter");
	questions = read_array(root, "questions", 1, true);
	for (struct cursor at = cursor_first(questions); at.node; at = cursor_next(at))
		read_question(at, pack->chapters_count - 1);
	chapter->count = pack->questions_count - chapter->first;
}
