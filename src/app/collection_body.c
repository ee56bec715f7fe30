/* What the office's tables of answers (store/collection.h) hold of a unit, out of what it handed in. */
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static enum basis read_basis(const char *code)
{
	for (int i = BASIS_NONE; i <= BASIS_DERIVED; i++)
		if (str_equal(basis_code((enum basis)i), code))
			return (enum basis)i;
	return BASIS_NONE;
}

static void read_standing(struct stated *stated, const struct json *checklist)
{
	const struct json *standing = json_get(checklist, "standing");
	for (const struct json *node = json_first(standing); node; node = json_next(node)) {
		struct collected_answer *answer = MEM_PUSH(stated->items, stated->count);
		*answer = (struct collected_answer){.checklist = body_text(checklist, "id"),
		                                    .question = body_text(node, "question"),
		                                    .basis = read_basis(body_text(node, "basis"))};
		if (!answer_parse(&answer->answer, body_text(node, "answer")))
			answer->answer = ANSWER_NONE;
	}
}

/* --- what was said with the answers --- */

/* By question; of what stands twice the last comes last, since they lie in one list. */
static int compare_questions(const void *a, const void *b)
{
	const struct collected_answer *one = *(struct collected_answer *const *)a,
	                              *other = *(struct collected_answer *const *)b;
	int order = strcmp(one->question, other->question);
	return order ? order : (one > other) - (one < other);
}

/* The last of the question, or NULL. */
static struct collected_answer *find(struct collected_answer *const *sorted, size_t count, const char *question)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(sorted[middle]->question, question) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low && str_equal(sorted[low - 1]->question, question) ? sorted[low - 1] : NULL;
}

/* Of an answer that registers decide nobody has to say why. */
static void take_words(struct collected_answer *answer, const struct json *from)
{
	const char *note = body_text(from, "note");
	int64_t moment = datetime_seconds(body_text(from, "at"));
	if (answer->basis != BASIS_DECLARED)
		return;
	answer->moment = moment > 0 && moment <= UINT32_MAX ? (uint32_t)moment : 0;
	answer->remark = str_is_blank(note) ? NULL : note;
	answer->grounds = answer->remark || !str_is_blank(body_text(from, "reason"));
}

static struct date read_date(const struct json *plan, const char *key)
{
	struct date date;
	return date_parse_iso(&date, body_text(plan, key)) ? date : (struct date){0};
}

static void take_plan(struct collected_answer *answer, struct collected_plan *plan, const struct json *from,
                      const struct seen_dues *seen)
{
	const struct json *node = json_get(from, "plan");
	answer->plan = NULL;
	if (!office_plan_is_in_ledger(node, answer->answer))
		return;
	*plan = (struct collected_plan){.cause = body_text(node, "cause"),
	                                .measure = body_text(node, "measure"),
	                                .person = body_text(node, "person"),
	                                .evidence = body_text(node, "evidence"),
	                                .due = read_date(node, "due"),
	                                .first_due = seen_dues_first(seen, answer->checklist, from),
	                                .preventive = json_bool(json_get(node, "preventive")),
	                                .done = json_bool(json_get(node, "done"))};
	answer->plan = plan;
}

/* Of one checklist, whose `count` standing answers begin at `first`. */
static void read_answers(struct stated *stated, size_t first, size_t count, const struct json *checklist,
                         const struct seen_dues *seen)
{
	struct collected_answer **sorted = mem_new(count + 1, sizeof *sorted);
	const struct json *answers = json_get(checklist, "answers");
	for (size_t i = 0; i < count; i++)
		sorted[i] = &stated->items[first + i];
	if (count)
		qsort(sorted, count, sizeof *sorted, compare_questions);
	for (const struct json *node = json_first(answers); node; node = json_next(node)) {
		struct collected_answer *answer = find(sorted, count, body_text(node, "question"));
		if (!answer)
			continue;
		take_words(answer, node);
		take_plan(answer, &stated->plans[answer - stated->items], node, seen);
	}
	free(sorted);
}

/* --- registers --- */

static void copy_members(struct json *into, const struct json *from, const char *const *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (json_get(from, keys[i]))
			json_put(into, keys[i], json_copy(json_get(from, keys[i])));
}

/* What submission_judge() looks at, without who entered it and when. */
static char *read_registers(const struct json *submission)
{
	static const char *const fact[] = {"fact", "value"}, *const record[] = {"register", "record"};
	if (!json_size(json_get(submission, "records")))
		return NULL;
	struct json *document = json_new_object(), *facts = json_put_array(document, "facts"), *records;
	for (const struct json *node = json_first(json_get(submission, "facts")); node; node = json_next(node))
		copy_members(json_put_object(facts, NULL), node, fact, 2);
	records = json_put_array(document, "records");
	for (const struct json *node = json_first(json_get(submission, "records")); node; node = json_next(node))
		copy_members(json_put_object(records, NULL), node, record, 2);
	struct strbuf text = STRBUF_INIT;
	json_write(&text, document, false);
	json_free(document);
	return strbuf_take(&text);
}

/* --- all of it --- */

void stated_read(struct stated *stated, const struct json *submission, const struct seen_dues *seen)
{
	const struct json *lists = json_get(submission, "checklists");
	*stated = (struct stated){.registers = read_registers(submission)};
	for (const struct json *checklist = json_first(lists); checklist; checklist = json_next(checklist))
		read_standing(stated, checklist);
	stated->plans = mem_new(stated->count + 1, sizeof *stated->plans);
	size_t first = 0;
	for (const struct json *checklist = json_first(lists); checklist; checklist = json_next(checklist)) {
		size_t count = json_size(json_get(checklist, "standing"));
		read_answers(stated, first, count, checklist, seen);
		first += count;
	}
}

void stated_release(struct stated *stated)
{
	free(stated->items);
	free(stated->plans);
	free(stated->registers);
	*stated = (struct stated){0};
}
