/* The results of a city, or of a bureau. A thousand units with three hundred questions each would be as many observations: instead
 * there is one for each question and answer, and its subjects are the units that answered so. A finding says what all of them come
 * to by clause; a unit that handed in nothing keeps each of them from being satisfied. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "oscal_city.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* Which observation an answer belongs to: of each question and role those of one answer on one basis. */
struct group {
	size_t role; /* as in the checklists */
	size_t question;
	enum answer answer;
	enum basis basis;
	struct json *observation;
	struct json *subjects;
	size_t count;
	char uuid[UUID_TEXT_BYTES];
};

struct making {
	struct oscal_city city;
	struct json *result, *definitions;
	struct group *groups; /* by question */
	size_t groups_count;
	struct oscal_clause *clauses; /* one for each of the pack's */
	struct late *late;            /* of each of the pack's questions, and behind them of those it no longer has */
	bool *of_subject;             /* of each checklist: it is not about the unit as a whole */
};

/* --- groups --- */

/* qsort() hands on no context: what is compared stands in the items. */
struct placed {
	size_t question, role, at;
	enum answer answer;
	enum basis basis;
};

static int by_size(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_groups(const struct placed *a, const struct placed *b)
{
	int order = by_size(a->question, b->question);

	if (!order)
		order = by_size(a->role, b->role);
	if (!order)
		order = (int)a->answer - (int)b->answer;
	return order ? order : (int)a->basis - (int)b->basis;
}

static int compare_placed(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	int order = compare_groups(a, b);

	return order ? order : by_size(a->at, b->at); /* in the order of the units */
}

static const char *role_of(const struct city_input *input, size_t role)
{
	return role == SIZE_MAX ? "" : input->pack->roles[role].id;
}

static void begin_group(struct making *making, const struct placed *placed)
{
	const struct city_input *input = making->city.input;
	const struct city_question *question = &input->questions[placed->question];
	struct group *group = MEM_PUSH(making->groups, making->groups_count);

	*group = (struct group){
	        .role = placed->role, .question = placed->question, .answer = placed->answer, .basis = placed->basis};
	OSCAL_UUID(group->uuid, "city-observation", making->city.scope, making->city.doc.round, question->id,
	           role_of(input, placed->role), oscal_answer(placed->answer), basis_code(placed->basis));
	group->observation = json_put_object(oscal_list(making->result, "observations"), NULL);
	json_put_string(group->observation, "uuid", group->uuid);
}

/* Whose answer it was: the unit's, or that of the system or contract that the checklist is about. */
static void put_subject(struct making *making, struct group *group, const struct city_answer *answer)
{
	const char *unit = making->city.units[answer->unit];
	bool own = !making->of_subject[answer->checklist];
	char uuid[UUID_TEXT_BYTES];
	struct json *subject;

	if (!group->subjects)
		group->subjects = json_put_array(group->observation, "subjects");
	subject = json_put_object(group->subjects, NULL);
	if (!own)
		oscal_subject_uuid(&making->city.doc, uuid, unit, making->city.input->checklists[answer->checklist].id);
	json_put_string(subject, "subject-uuid", own ? unit : uuid);
	json_put_string(subject, "type", own ? "party" : "component");
	group->count++;
}

static struct json *components_of(struct making *making)
{
	if (!making->definitions)
		making->definitions = json_put_object(making->result, "local-definitions");
	return oscal_list(making->definitions, "components");
}

/* What the checklists are about that are not about a unit as a whole. What a system is called is not known here. */
static void put_components(struct making *making)
{
	const struct city_input *input = making->city.input;

	for (size_t i = 0; i < input->answers_count; i++) {
		const struct city_answer *answer = &input->answers[i];
		const struct city_checklist *checklist = &input->checklists[answer->checklist];
		const struct role *role = checklist->role == SIZE_MAX ? NULL : &input->pack->roles[checklist->role];
		bool again = i && input->answers[i - 1].unit == answer->unit &&
		             input->answers[i - 1].checklist == answer->checklist;
		char uuid[UUID_TEXT_BYTES];
		struct json *component;

		if (again || !making->of_subject[answer->checklist] ||
		    input->units[answer->unit].state == CITY_NOT_RECEIVED)
			continue;
		oscal_subject_uuid(&making->city.doc, uuid, making->city.units[answer->unit], checklist->id);
		if (!oscal_is_new(&making->city.doc, uuid))
			continue;
		component = oscal_component(components_of(making), uuid, oscal_subject_type(role), checklist->id, uuid,
		                            input->units[answer->unit].name);
		oscal_prop(component, "unit", input->units[answer->unit].code);
		oscal_prop(component, "checklist", checklist->id);
	}
}

/* "system_manager:s1" is about s1. */
static bool is_of_subject(const struct city_checklist *checklist)
{
	return strchr(checklist->id, ':') != NULL;
}

static const char *question_text(const struct city_input *input, const struct city_question *question)
{
	return question->question == SIZE_MAX ? question->id
	                                      : bilingual_text(&input->pack->questions[question->question].text);
}

/* What can only be said when all are in it. */
static void end_group(struct making *making, struct group *group)
{
	const struct city_input *input = making->city.input;
	const struct city_question *question = &input->questions[group->question];
	const char *method = group->answer == ANSWER_NONE    ? "UNKNOWN"
	                     : group->basis == BASIS_DERIVED ? "EXAMINE"
	                                                     : "INTERVIEW";
	struct json *observation = group->observation;
	char *text = str_format("%s: %zu", answer_label(group->answer), group->count);

	oscal_put_line(observation, "title", question_text(input, question), question->id);
	oscal_put_prose(observation, "description", text, NULL);
	oscal_prop_question(observation, input->pack, NULL, question->id);
	oscal_prop(observation, "role", role_of(input, group->role));
	oscal_prop(observation, "answer", oscal_answer(group->answer));
	oscal_prop(observation, "basis", basis_code(group->basis));
	oscal_prop_count(observation, "count", NULL, group->count);
	json_put_string(json_put_array(observation, "methods"), NULL, method);
	json_put_string(json_put_array(observation, "types"), NULL, "control-objective");
	oscal_origin(observation, "party", making->city.office, NULL);
	oscal_put_day(observation, "collected", input->today);
	free(text);
}

static void put_groups(struct making *making, const struct placed *placed, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || compare_groups(&placed[i - 1], &placed[i]) != 0) {
			if (i)
				end_group(making, &making->groups[making->groups_count - 1]);
			begin_group(making, &placed[i]);
		}
		put_subject(making, &making->groups[making->groups_count - 1],
		            &making->city.input->answers[placed[i].at]);
	}
	if (count)
		end_group(making, &making->groups[making->groups_count - 1]);
}

static void put_observations(struct making *making)
{
	const struct city_input *input = making->city.input;
	struct placed *placed = mem_new(input->answers_count + 1, sizeof *placed);
	size_t count = 0;

	for (size_t i = 0; i < input->answers_count; i++) {
		const struct city_answer *answer = &input->answers[i];

		if (input->units[answer->unit].state != CITY_NOT_RECEIVED)
			placed[count++] = (struct placed){.question = answer->question,
			                                  .role = input->checklists[answer->checklist].role,
			                                  .at = i,
			                                  .answer = answer->answer,
			                                  .basis = answer->basis};
	}
	qsort(placed, count, sizeof *placed, compare_placed);
	put_groups(making, placed, count);
	free(placed);
}

/* Those that handed in nothing: shown as missing, never as well. */
static void put_missing(struct making *making, size_t missing)
{
	const struct city_input *input = making->city.input;
	struct json *observation;
	char uuid[UUID_TEXT_BYTES];

	if (!missing)
		return;
	OSCAL_UUID(uuid, "city-missing", making->city.scope, making->city.doc.round);
	observation = json_put_object(oscal_list(making->result, "observations"), NULL);
	json_put_string(observation, "uuid", uuid);
	oscal_put_line(observation, "title", _("Units that handed in nothing"), NULL);
	oscal_put_prose(observation, "description",
	                _("Nothing is known of them: they are in none of the other observations."), NULL);
	oscal_prop(observation, "answer", "not-received");
	oscal_prop_count(observation, "count", NULL, missing);
	json_put_string(json_put_array(observation, "methods"), NULL, "UNKNOWN");
	oscal_origin(observation, "party", making->city.office, NULL);
	oscal_put_day(observation, "collected", input->today);
	for (size_t i = 0; i < input->units_count; i++) {
		struct json *subject;

		if (input->units[i].state != CITY_NOT_RECEIVED)
			continue;
		subject = json_put_object(oscal_list(observation, "subjects"), NULL);
		json_put_string(subject, "subject-uuid", making->city.units[i]);
		json_put_string(subject, "type", "party");
	}
}

/* --- risks --- */

/* Each plan stands in the plan of action: here the overdue ones to one question are one risk. */
struct late {
	size_t count;
	struct date since; /* the earliest due date */
	char uuid[UUID_TEXT_BYTES];
};

static struct late *count_late(const struct city_input *input)
{
	struct late *late = mem_new(input->pack->questions_count + 1, sizeof *late);

	for (size_t i = 0; i < input->plans_count; i++) {
		const struct city_plan *plan = &input->plans[i];
		size_t at = pack_find_question(input->pack, plan->question);
		struct late *here = &late[at == SIZE_MAX ? input->pack->questions_count
		                                         : at]; /* the last: of no question any more */

		if (!plan->overdue)
			continue;
		if (!here->count || date_compare(plan->due, here->since) < 0)
			here->since = plan->due;
		here->count++;
	}
	return late;
}

static void put_late(struct making *making, struct late *late, const struct question *question)
{
	const char *title = question ? bilingual_text(&question->text) : _("Questions that the standard no longer has");
	struct json *risk = json_put_object(oscal_list(making->result, "risks"), NULL);
	char *text = str_format(P_("%zu improvement plan is overdue", "%zu improvement plans are overdue", late->count),
	                        late->count);

	OSCAL_UUID(late->uuid, "city-risk", making->city.scope, making->city.doc.round, question ? question->id : "");
	json_put_string(risk, "uuid", late->uuid);
	oscal_put_line(risk, "title", title, late->uuid);
	oscal_put_prose(risk, "description", text, NULL);
	oscal_put_prose(risk, "statement", text, NULL);
	if (question)
		oscal_prop_question(risk, making->city.input->pack, NULL, question->id);
	oscal_prop_count(risk, "overdue-plans", NULL, late->count);
	oscal_prop_day(risk, "due", late->since);
	json_put_string(risk, "status", "open");
	oscal_origin(risk, "party", making->city.office, NULL);
	oscal_put_end_of_day(risk, "deadline", late->since);
	free(text);
}

static void put_exception(struct making *making, const struct city_exception *open)
{
	const struct oscal_exception exception = {.id = open->id,
	                                          .name = open->name,
	                                          .clauses = open->clauses,
	                                          .applicant = open->applicant,
	                                          .state = open->state,
	                                          .state_code = open->state_code,
	                                          .expires_on = open->expires_on,
	                                          .endless = open->endless};
	char uuid[UUID_TEXT_BYTES];

	oscal_exception_risk(oscal_list(making->result, "risks"), uuid, making->city.units[open->unit], &exception);
}

static void put_risks(struct making *making)
{
	const struct city_input *input = making->city.input;
	size_t count = input->pack->questions_count;

	making->late = count_late(input);
	for (size_t i = 0; i <= count; i++) {
		if (making->late[i].count)
			put_late(making, &making->late[i], i < count ? &input->pack->questions[i] : NULL);
	}
	for (size_t i = 0; i < input->exceptions_count; i++) {
		if (input->exceptions[i].needs_action)
			put_exception(making, &input->exceptions[i]);
	}
}

/* --- findings --- */

static void count_clauses(struct making *making, size_t missing)
{
	const struct city_input *input = making->city.input;

	for (size_t i = 0; i < input->pack->clauses_count; i++)
		making->clauses[i] = (struct oscal_clause){.clause = i, .missing = missing};
	for (size_t i = 0; i < making->groups_count; i++) {
		const struct group *group = &making->groups[i];
		size_t at = input->questions[group->question].question;

		for (size_t k = 0; at != SIZE_MAX && k < input->pack->questions[at].clauses_count; k++) {
			struct tally *tally = &making->clauses[input->pack->questions[at].clauses[k]].tally;

			tally->applicable += group->count;
			tally->answered += group->answer == ANSWER_NONE ? 0 : group->count;
			tally->by_answer[group->answer] += group->count;
		}
	}
}

static void relate_risks(struct making *making, struct json *finding, size_t clause)
{
	const struct pack *pack = making->city.input->pack;

	for (size_t i = 0; i < pack->questions_count; i++) {
		if (making->late[i].count && oscal_asks(&pack->questions[i], clause))
			oscal_refer(finding, "related-risks", "risk-uuid", making->late[i].uuid);
	}
}

static void put_finding(struct making *making, const struct oscal_clause *clause)
{
	const struct city_input *input = making->city.input;
	char uuid[UUID_TEXT_BYTES];
	struct json *finding;

	OSCAL_UUID(uuid, "city-finding", making->city.scope, making->city.doc.round,
	           input->pack->clauses[clause->clause].id);
	finding = oscal_finding(&making->city.doc, oscal_list(making->result, "findings"), uuid, clause);
	for (size_t i = 0; i < making->groups_count; i++) {
		size_t question = input->questions[making->groups[i].question].question;

		if (question != SIZE_MAX && oscal_asks(&input->pack->questions[question], clause->clause))
			oscal_refer(finding, "related-observations", "observation-uuid", making->groups[i].uuid);
	}
	relate_risks(making, finding, clause->clause);
}

static void put_findings(struct making *making, size_t missing)
{
	size_t count = making->city.input->pack->clauses_count;

	making->clauses = mem_new(count + 1, sizeof *making->clauses);
	count_clauses(making, missing);
	oscal_reviewed(&making->city.doc, making->result, making->clauses, count);
	for (size_t i = 0; i < count; i++) {
		if (making->clauses[i].tally.applicable)
			put_finding(making, &making->clauses[i]);
	}
	free(making->clauses);
}

/* --- the whole --- */

/* Returns how many units handed in nothing. */
static size_t put_head(struct making *making)
{
	const struct city_input *input = making->city.input;
	size_t by_state[CITY_STATES] = {0};
	char uuid[UUID_TEXT_BYTES];

	for (size_t i = 0; i < input->units_count; i++)
		by_state[input->units[i].state]++;
	OSCAL_UUID(uuid, "result", making->city.scope, making->city.doc.round);
	json_put_string(making->result, "uuid", uuid);
	oscal_put_line(making->result, "title", input->bureau, bilingual_text(&input->pack->issuer));
	oscal_put_prose(making->result, "description",
	                _("What the units handed in last, by their own word, and which handed in nothing."), NULL);
	oscal_put_day(making->result, "start", input->today);
	oscal_prop_count(making->result, "roster", "total", input->units_count);
	for (int i = 0; i < CITY_STATES; i++)
		oscal_prop_count(making->result, "roster", city_state_code((enum city_state)i), by_state[i]);
	return by_state[CITY_NOT_RECEIVED];
}

void oscal_city_results(struct strbuf *out, const struct city_input *input)
{
	struct making making = {0};
	size_t missing;

	oscal_city_begin(&making.city, input, "assessment-results", _("Results of the self-check"));
	oscal_import_plan(&making.city.doc);
	making.result = json_put_object(json_put_array(making.city.doc.model, "results"), NULL);
	missing = put_head(&making);
	making.of_subject = mem_new(input->checklists_count + 1, sizeof *making.of_subject);
	for (size_t i = 0; i < input->checklists_count; i++)
		making.of_subject[i] = is_of_subject(&input->checklists[i]);
	put_components(&making);
	put_observations(&making);
	put_missing(&making, missing);
	put_risks(&making);
	put_findings(&making, missing);
	free(making.groups);
	free(making.late);
	free(making.of_subject);
	oscal_city_end(&making.city, out, false);
}
