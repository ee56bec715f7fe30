#include <stdint.h>
#include <stdlib.h>

#include "pack_lint.h"
#include "tenken/base/mem.h"

enum {
	TRIED_FACTS_MAX = 12,  /* 4,096 assignments */
	TRIED_PARTS_MAX = 512, /* of a condition; a longer one would take too long to try */
};

/* Whether the facts of `condition`, and those that they hang on, hold `target`. */
static bool reaches(const struct pack *pack, const struct condition *condition, size_t target, bool *seen)
{
	if (condition->kind == CONDITION_FACT) {
		const struct fact *fact = &pack->facts[condition->fact];

		if (condition->fact == target)
			return true;
		if (seen[condition->fact])
			return false;
		seen[condition->fact] = true;
		return fact->when && reaches(pack, fact->when, target, seen);
	}
	for (size_t i = 0; i < condition->parts_count; i++) {
		if (reaches(pack, &condition->parts[i], target, seen))
			return true;
	}
	return false;
}

static struct cursor when_of(struct reader *reader, struct origin origin)
{
	return cursor_get(cursor_at_origin(reader, origin), "when");
}

static bool lint_circles(struct reader *reader)
{
	const struct pack *pack = reader->pack;
	bool found = false;

	for (size_t i = 0; i < pack->facts_count; i++) {
		bool *seen = mem_new(pack->facts_count, sizeof *seen);

		if (pack->facts[i].when && reaches(pack, pack->facts[i].when, i, seen)) {
			problem_at(when_of(reader, reader->facts.items[i]),
			           _("Whether this fact is asked hangs, in a circle, on the fact itself. Break the "
			             "circle."));
			found = true;
		}
		free(seen);
	}
	return found;
}

/* The facts whose values are tried, each once. */
struct tried {
	size_t facts[TRIED_FACTS_MAX];
	size_t count;
	size_t parts; /* of conditions looked at */
	bool too_many;
};

static void tried_add(struct tried *tried, const struct pack *pack, const struct condition *condition, bool deep)
{
	if (++tried->parts > TRIED_PARTS_MAX)
		tried->too_many = true;
	for (size_t i = 0; i < condition->parts_count && !tried->too_many; i++)
		tried_add(tried, pack, &condition->parts[i], deep);
	if (condition->kind != CONDITION_FACT || tried->too_many)
		return;
	for (size_t i = 0; i < tried->count; i++) {
		if (tried->facts[i] == condition->fact)
			return;
	}
	if (tried->count == TRIED_FACTS_MAX) {
		tried->too_many = true;
		return;
	}
	tried->facts[tried->count++] = condition->fact;
	if (deep && pack->facts[condition->fact].when)
		tried_add(tried, pack, pack->facts[condition->fact].when, deep);
}

/* Whether people can have answered like this: a fact that was not put to them counts as no. */
static bool is_possible(const struct tried *tried, const struct circumstances *circumstances)
{
	const struct pack *pack = circumstances->pack;


	for (size_t i = 0; i < tried->count; i++) {
		size_t fact = tried->facts[i];

		if (circumstances->profile->facts[fact] == TRUTH_TRUE &&
		    condition_evaluate(pack->facts[fact].when, circumstances) == TRUTH_FALSE)
			return false;
	}
	return true;
}

/* Also true when there are too many facts to try. */
static bool can_be_true(const struct pack *pack, const struct condition *condition)
{
	struct tried tried = {0};
	struct profile profile;
	struct circumstances circumstances = {.pack = pack, .profile = &profile, .record = SIZE_MAX};
	bool found = false;

	tried_add(&tried, pack, condition, true);
	if (tried.too_many) { /* then at least without what its facts hang on */
		tried = (struct tried){0};
		tried_add(&tried, pack, condition, false);
	}
	if (tried.too_many)
		return true;
	profile_init(&profile, pack->facts_count);
	for (unsigned values = 0; values < 1U << tried.count && !found; values++) {
		for (size_t i = 0; i < tried.count; i++)
			profile.facts[tried.facts[i]] = values >> i & 1U ? TRUTH_TRUE : TRUTH_FALSE;
		found = is_possible(&tried, &circumstances) &&
		        condition_evaluate(condition, &circumstances) != TRUTH_FALSE;
	}
	profile_release(&profile);
	return found;
}

void lint_conditions(struct reader *reader)
{
	const struct pack *pack = reader->pack;

	if (lint_circles(reader))
		return; /* what hangs on a circle cannot be tried */
	for (size_t i = 0; i < pack->facts_count; i++) {
		if (pack->facts[i].when && !can_be_true(pack, pack->facts[i].when))
			problem_at(when_of(reader, reader->facts.items[i]),
			           _("This fact is never asked: whatever is known of a section, its condition is not "
			             "true."));
	}
	for (size_t i = 0; i < pack->questions_count; i++) {
		if (pack->questions[i].when && !can_be_true(pack, pack->questions[i].when))
			problem_at(
			        when_of(reader, reader->questions.items[i]),
			        _("This question is never asked: whatever is known of a section, its condition is not "
			          "true."));
	}
}
