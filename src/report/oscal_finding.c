/* Findings: what the answers about a clause come to. Only what is known to be well is satisfied. */
#include <stdlib.h>

#include "oscal.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"

bool oscal_asks(const struct question *question, size_t clause)
{
	for (size_t i = 0; i < question->clauses_count; i++) {
		if (question->clauses[i] == clause)
			return true;
	}
	return false;
}

static size_t misses(const struct tally *tally)
{
	return tally->by_answer[ANSWER_PARTIAL] + tally->by_answer[ANSWER_NOT_IMPLEMENTED];
}

static size_t unknown(const struct oscal_clause *clause)
{
	return clause->tally.by_answer[ANSWER_UNSURE] + clause->tally.by_answer[ANSWER_NONE] + clause->missing;
}

bool oscal_is_satisfied(const struct oscal_clause *clause)
{
	return !misses(&clause->tally) && !unknown(clause) && !clause->tally.by_answer[ANSWER_EXCEPTION];
}

/* Whether it is well or not for a reason that OSCAL has a word for. △ to a 原則 for a reason is neither. */
static const char *reason_of(const struct oscal_clause *clause)
{
	if (misses(&clause->tally) > clause->excused)
		return "fail";
	return oscal_is_satisfied(clause) && clause->tally.by_answer[ANSWER_IMPLEMENTED] ? "pass" : "other";
}

/* One of OSCAL's words; NULL where none is true: not done and nothing laid down, or not known. */
static const char *implementation_of(const struct oscal_clause *clause)
{
	const size_t *by_answer = clause->tally.by_answer;
	size_t missed = misses(&clause->tally);

	if (missed && (by_answer[ANSWER_IMPLEMENTED] || by_answer[ANSWER_PARTIAL]))
		return "partial";
	if (missed)
		return clause->planned == missed ? "planned" : NULL;
	if (unknown(clause))
		return NULL;
	if (by_answer[ANSWER_EXCEPTION])
		return "alternative";
	return by_answer[ANSWER_IMPLEMENTED] ? "implemented" : "not-applicable";
}

static void put_target(struct json *finding, const struct oscal_clause *counted, const struct clause *clause)
{
	struct json *target = json_put_object(finding, "target"), *status;
	char *statement = oscal_statement_id(clause);
	const char *implementation = implementation_of(counted);

	json_put_string(target, "type", "statement-id");
	json_put_string(target, "target-id", statement);
	status = json_put_object(target, "status");
	json_put_string(status, "state", oscal_is_satisfied(counted) ? "satisfied" : "not-satisfied");
	json_put_string(status, "reason", reason_of(counted));
	if (implementation)
		json_put_string(json_put_object(target, "implementation-status"), "state", implementation);
	free(statement);
}

/* 適 3、否 1: every answer that there is, in words. */
static void add_counts(struct strbuf *out, const struct oscal_clause *clause)
{
	for (int i = 0; i < ANSWERS; i++) {
		enum answer answer = (enum answer)((i + 1) % ANSWERS); /* the unanswered last */
		size_t count = clause->tally.by_answer[answer];

		if (count)
			strbuf_addf(out, "%s%s: %zu", out->len_bytes ? ", " : "", answer_label(answer), count);
	}
	if (clause->missing)
		strbuf_addf(out, "%s%s: %zu", out->len_bytes ? ", " : "", _("Units that handed in nothing"),
		            clause->missing);
}

struct json *oscal_finding(struct oscal *doc, struct json *findings, const char *uuid,
                           const struct oscal_clause *counted)
{
	const struct clause *clause = &doc->pack->clauses[counted->clause];
	struct json *finding = json_put_object(findings, NULL);
	struct strbuf text = STRBUF_INIT;
	char *control = oscal_control_id(clause);

	json_put_string(finding, "uuid", uuid);
	oscal_put_line(finding, "title", clause->label, control);
	add_counts(&text, counted);
	oscal_put_prose(finding, "description", text.text, control);
	oscal_prop(finding, "control", control);
	oscal_prop(finding, "clause", clause->id);
	oscal_prop_answers(finding, &counted->tally);
	if (counted->excused)
		oscal_prop_count(finding, "excused", NULL, counted->excused);
	if (counted->missing)
		oscal_prop_count(finding, "not-received", NULL, counted->missing);
	put_target(finding, counted, clause);
	strbuf_release(&text);
	free(control);
	return finding;
}

size_t oscal_reviewed(struct oscal *doc, struct json *result, const struct oscal_clause *clauses, size_t count)
{
	struct json *selection = json_put_object(
	        json_put_array(json_put_object(result, "reviewed-controls"), "control-selections"), NULL);
	size_t reviewed = 0;

	for (size_t i = 0; i < count; i++) {
		char *control;

		if (!clauses[i].tally.applicable)
			continue;
		control = oscal_control_id(&doc->pack->clauses[clauses[i].clause]);
		oscal_refer(selection, "include-controls", "control-id", control);
		free(control);
		reviewed++;
	}
	if (reviewed)
		return reviewed;
	/* OSCAL has no selection of nothing: all of them were to be looked at, and none was. */
	oscal_put_prose(selection, "description", _("No clause was looked at."), NULL);
	json_put_object(selection, "include-all");
	oscal_prop(selection, "reviewed", "none");
	return 0;
}
