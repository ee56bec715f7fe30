#include "tenken/core/verdict.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "verdict_internal.h"

static const char *const code_names[] = {
        [VERDICT_PASS] = "pass",
        [VERDICT_FAIL] = "fail",
        [VERDICT_UNKNOWN] = "unknown",
        [VERDICT_EXCEPTION] = "exception",
        [VERDICT_EXPLAIN] = "explain",
        [VERDICT_ADVICE] = "advice",
        [VERDICT_NOT_APPLICABLE] = "notapplicable",
};
static_assert(sizeof code_names / sizeof *code_names == VERDICT_CODES, "every verdict has a name");

static const char *const labels[] = {
        [VERDICT_PASS] = N_("kept"),
        [VERDICT_FAIL] = N_("not kept"),
        [VERDICT_UNKNOWN] = N_("to be checked"),
        [VERDICT_EXCEPTION] = N_("exception permitted"),
        [VERDICT_EXPLAIN] = N_("reason to be explained"),
        [VERDICT_ADVICE] = N_("advice"),
        [VERDICT_NOT_APPLICABLE] = N_("does not apply"),
};
static_assert(sizeof labels / sizeof *labels == VERDICT_CODES, "every verdict has a label");

const char *verdict_code_name(enum verdict_code code)
{
	return code_names[code];
}

const char *verdict_label(enum verdict_code code)
{
	return _(labels[code]);
}

static const enum verdict_code codes[] = {
        [FINDING_PASS] = VERDICT_PASS,           [FINDING_FAIL] = VERDICT_FAIL,
        [FINDING_JUDGEMENT] = VERDICT_UNKNOWN,   [FINDING_EXPLAIN] = VERDICT_EXPLAIN,
        [FINDING_ADVICE] = VERDICT_ADVICE,       [FINDING_NOT_APPLICABLE] = VERDICT_NOT_APPLICABLE,
        [FINDING_EXCEPTION] = VERDICT_EXCEPTION,
};
static_assert(sizeof codes / sizeof *codes == FINDINGS, "every finding has a verdict");

enum finding findings_merge(unsigned reached)
{
	if (reached == (1U << FINDING_PASS | 1U << FINDING_NOT_APPLICABLE))
		return FINDING_PASS;
	for (unsigned i = 0; i < FINDINGS; i++) {
		if (reached == 1U << i)
			return (enum finding)i;
	}
	return FINDINGS;
}

static void add_names(struct field_names *names, const struct matter *matter, uint32_t operands)
{
	for (size_t i = 0; i < matter->operands->count; i++) {
		if (operands & UINT32_C(1) << i)
			matter_names(matter, i, names);
	}
}

/* What was assumed does not decide. */
static uint32_t known_among(const struct matter *matter, uint32_t operands)
{
	for (size_t i = 0; i < matter->operands->count; i++) {
		if (!matter_is_known(matter, i))
			operands &= ~(UINT32_C(1) << i);
	}
	return operands;
}

static void take_names(struct verdict *verdict, struct field_names *names)
{
	verdict->fields = mem_new(names->count, sizeof *verdict->fields);
	verdict->fields_count = names->count;
	for (size_t i = 0; i < names->count; i++)
		verdict->fields[i] = mem_strdup(names->items[i].name);
	field_names_release(names);
}

/* Puts exceptions into what was found: a fail that one covers, or may cover. */
static void apply_cover(struct findings *findings, const struct cover *cover)
{
	unsigned fail = 1U << FINDING_FAIL;

	if (!(findings->reached & fail) || cover->truth == TRUTH_FALSE)
		return;
	if (cover->truth == TRUTH_TRUE)
		findings->reached &= ~fail;
	findings->reached |= 1U << FINDING_EXCEPTION;
	findings->decided[FINDING_EXCEPTION] = findings->decided[FINDING_FAIL];
	findings->outcome[FINDING_EXCEPTION] = findings->outcome[FINDING_FAIL];
}

/* How much is wanted. */
enum extent {
	EXTENT_ALL,     /* also what a rule does not apply to */
	EXTENT_APPLIES, /* without that */
	EXTENT_BRIEF,   /* nor why, of what is no fail */
};

static void settle(struct verdict *verdict, const struct matter *matter, struct findings *findings,
                   const struct cover *cover, enum extent extent)
{
	struct field_names names = {0};
	enum finding finding;

	apply_cover(findings, cover);
	finding = findings_merge(findings->reached);
	*verdict = (struct verdict){.rule = (size_t)(matter->rule - matter->pack->rules->items),
	                            .record = matter->record_index,
	                            .code = finding == FINDINGS ? VERDICT_UNKNOWN : codes[finding],
	                            .judgement = finding == FINDING_JUDGEMENT,
	                            .exception = finding == FINDING_EXCEPTION ? cover->exception : SIZE_MAX};
	if (extent == EXTENT_BRIEF && verdict->code != VERDICT_FAIL)
		return;
	if (finding == FINDINGS) {
		add_names(&names, matter, findings->missing);
		if (findings->reached & 1U << FINDING_FAIL)
			field_names_add_all(&names, &cover->missing);
		describe_unknown(&verdict->because, matter, &names);
	} else {
		findings->decided[finding] = known_among(matter, findings->decided[finding]);
		add_names(&names, matter, findings->decided[finding]);
		describe_finding(&verdict->because, matter, findings, finding);
	}
	if (finding == FINDING_EXCEPTION)
		describe_exception(&verdict->because, matter, cover->exception);
	take_names(verdict, &names);
}

static void judge(struct verdicts *verdicts, struct matter *matter, const struct exceptions *exceptions,
                  enum extent extent)
{
	struct findings findings;
	struct cover cover = {0};

	findings_search(&findings, matter, extent == EXTENT_BRIEF);
	if (extent != EXTENT_ALL && findings_merge(findings.reached) == FINDING_NOT_APPLICABLE)
		return;
	if (findings.reached & 1U << FINDING_FAIL)
		cover = exceptions_cover(exceptions, matter);
	settle(MEM_PUSH(verdicts->items, verdicts->count), matter, &findings, &cover, extent);
	cover_release(&cover);
}

/* `until` NULL: it is not asked for. */
static void compute(struct verdicts *verdicts, const struct pack *pack, const struct facts *facts, struct date today,
                    enum extent extent, struct until *until)
{
	struct exceptions exceptions;
	struct matter *matter;

	*verdicts = (struct verdicts){0};
	if (!pack->rules)
		return;
	exceptions_init(&exceptions, pack, facts, today);
	matter = mem_new(1, sizeof *matter);
	*matter = (struct matter){.pack = pack, .facts = facts, .today = today};
	for (size_t r = 0; r < pack->rules->count; r++) {
		const struct rule *rule = &pack->rules->items[r];

		matter_set_rule(matter, rule);
		exceptions_set_rule(&exceptions, pack, facts, rule);
		if (until)
			until_set_rule(until, matter);
		for (size_t i = facts->firsts[rule->subject]; i < facts->firsts[rule->subject + 1]; i++) {
			matter_set_record(matter, i);
			if (until)
				until_note(until, matter);
			judge(verdicts, matter, &exceptions, extent);
		}
	}
	free(matter);
	exceptions_release(&exceptions);
}

void verdicts_compute(struct verdicts *verdicts, const struct pack *pack, const struct facts *facts, struct date today,
                      bool all)
{
	compute(verdicts, pack, facts, today, all ? EXTENT_ALL : EXTENT_APPLIES, NULL);
}

void verdicts_compute_briefly(struct verdicts *verdicts, const struct pack *pack, const struct facts *facts,
                              struct date today, struct date *last)
{
	struct until until;

	until_init(&until, today);
	compute(verdicts, pack, facts, today, EXTENT_BRIEF, &until);
	*last = until.last;
}

void verdicts_release(struct verdicts *verdicts)
{
	for (size_t i = 0; i < verdicts->count; i++) {
		struct verdict *verdict = &verdicts->items[i];

		for (size_t k = 0; k < verdict->fields_count; k++)
			free(verdict->fields[k]);
		free(verdict->fields);
		bilingual_release(&verdict->because);
	}
	free(verdicts->items);
	*verdicts = (struct verdicts){0};
}
