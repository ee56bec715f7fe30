/* The city's report as JSON, for programs: docs/formats.md "City report JSON" describes every key. What is not known is null,
 * and no key is ever left out. */
#include <stdint.h>

#include "json_parts.h"
#include "tenken/report/city.h"

#define CITY_FORMAT 1

static void put_head(struct json *root, const struct city_input *input)
{
	struct json *scope;

	json_parts_size(root, "format", CITY_FORMAT);
	json_parts_known(root, "class", input->pack->results_class);
	scope = json_put_object(root, "scope");
	json_put_string(scope, "kind", input->bureau ? "bureau" : "city");
	json_parts_text(scope, "bureau", input->bureau);
	json_parts_known(root, "office", input->office);
	json_put_int(root, "fiscal_year", input->fiscal_year);
	json_put_bool(root, "extra", input->extra);
	json_parts_date(root, "due", input->due);
	json_parts_date(root, "date", input->today);
	json_parts_pack(root, input->pack);
}

static void put_roster(struct json *root, const struct city_counts *counts)
{
	struct json *roster = json_put_object(root, "roster");

	json_parts_size(roster, "total", counts->total);
	for (int i = 0; i < CITY_STATES; i++)
		json_parts_size(roster, city_state_code((enum city_state)i), counts->by_state[i]);
	json_parts_ratio(root, "submission_rate", city_submission_rate(counts));
	json_parts_ratio(root, "acceptance_rate", city_acceptance_rate(counts));
}

enum { WITHOUT_PLANS, WITH_PLANS };

/* The figures that need no plans: whose these are is only known by unit. */
static void put_figures_of_answers(struct json *into, const struct tally *tally)
{
	struct json *figures = json_put_object(into, "figures");

	json_parts_ratio(figures, "answer_rate", tally_answer_rate(tally));
	json_parts_ratio(figures, "known_rate", tally_known_rate(tally));
	json_parts_ratio(figures, "implementation_rate", tally_implementation_rate(tally));
	json_parts_ratio(figures, "not_applicable_rate", tally_not_applicable_rate(tally));
}

static void put_tally(struct json *into, const struct tally *tally, int plans)
{
	struct json *part;

	json_parts_size(into, "applicable", tally->applicable);
	json_parts_size(into, "answered", tally->answered);
	json_parts_counts(into, tally);
	if (plans == WITH_PLANS)
		json_parts_figures(into, tally);
	else
		put_figures_of_answers(into, tally);
	part = json_put_object(into, "basis");
	json_parts_size(part, "declared", tally->declared);
	json_parts_size(part, "derived", tally->derived);
	if (plans == WITHOUT_PLANS)
		return;
	part = json_put_object(into, "plans");
	json_parts_size(part, "count", tally->plans);
	json_parts_size(part, "done", tally->plans_done);
	json_parts_size(part, "overdue", tally->plans_overdue);
}

/* Nothing was handed in: that is not to have answered nothing. */
static void put_no_tally(struct json *into)
{
	static const char *const keys[] = {"applicable", "answered", "answers", "figures", "basis", "plans"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		json_put_null(into, keys[i]);
}

static void put_tally_of(struct json *into, const struct tally *tally, size_t received)
{
	if (received)
		put_tally(into, tally, WITH_PLANS);
	else
		put_no_tally(into);
}

static void put_reaches(struct json *root, const struct city_counts *counts)
{
	struct json *list = json_put_array(root, "reach");

	for (int i = 0; i < CITY_REACHES; i++) {
		struct json *reach = json_put_object(list, NULL);

		json_parts_size(reach, "percent", city_reaches[i]);
		json_parts_size(reach, "numerator", counts->reached[i]);
		json_parts_size(reach, "denominator", counts->questions_count);
	}
	json_parts_size(root, "questions_without_rate", counts->rateless);
}

static void put_chapters(struct json *into, const struct city_input *input, const struct city_bureau *bureau)
{
	struct json *chapters = json_put_array(into, "chapters");

	for (size_t i = 0; bureau->received && i < input->pack->chapters_count; i++) {
		const struct tally *tally = &bureau->chapters[i];
		struct json *chapter = json_put_object(chapters, NULL);

		json_parts_text(chapter, "id", input->pack->chapters[i].id);
		json_parts_size(chapter, "applicable", tally->applicable);
		json_parts_counts(chapter, tally);
		json_parts_ratio(chapter, "implementation_rate", tally_implementation_rate(tally));
	}
}

static void put_bureaus(struct json *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json *list = json_put_array(root, "bureaus");

	for (size_t i = 0; i < counts->bureaus_count; i++) {
		const struct city_bureau *bureau = &counts->bureaus[i];
		struct json *object = json_put_object(list, NULL);

		json_parts_text(object, "bureau", bureau->name);
		json_parts_size(object, "units", bureau->units);
		json_parts_size(object, "received", bureau->received);
		put_tally_of(object, &bureau->tally, bureau->received);
		put_chapters(object, input, bureau);
	}
}

static void put_roles(struct json *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json *list = json_put_array(root, "roles");

	for (size_t i = 0; i < counts->roles_count; i++) {
		const struct city_role *role = &counts->roles[i];
		struct json *object = json_put_object(list, NULL);

		if (role->role == SIZE_MAX) {
			json_put_null(object, "role");
			json_put_null(object, "title");
		} else {
			json_parts_text(object, "role", input->pack->roles[role->role].id);
			json_parts_bilingual(object, "title", &input->pack->roles[role->role].title);
		}
		json_parts_size(object, "checklists", role->checklists);
		json_parts_size(object, "units", role->units);
		put_tally(object, &role->tally, WITHOUT_PLANS);
	}
}

static void put_clauses(struct json *into, const struct pack *pack, const struct question *question)
{
	struct json *clauses = json_put_array(into, "clauses");

	for (size_t i = 0; question && i < question->clauses_count; i++)
		json_parts_text(clauses, NULL, pack->clauses[question->clauses[i]].id);
}

static void put_questions(struct json *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json *list = json_put_array(root, "questions");

	for (size_t i = 0; i < counts->questions_count; i++) {
		const struct city_missed *missed = &counts->questions[i];
		const struct city_question *asked = &input->questions[missed->question];
		const struct question *question =
		        asked->question == SIZE_MAX ? NULL : &input->pack->questions[asked->question];
		struct json *object = json_put_object(list, NULL);

		json_parts_text(object, "question", asked->id);
		json_put_bool(object, "in_pack", question != NULL);
		json_parts_text(object, "chapter", question ? input->pack->chapters[question->chapter].id : NULL);
		put_clauses(object, input->pack, question);
		if (question)
			json_parts_bilingual(object, "text", &question->text);
		else
			json_put_null(object, "text");
		json_parts_size(object, "units", missed->asked);
		json_parts_size(object, "units_missing", missed->missed);
		put_tally(object, &missed->tally, WITHOUT_PLANS);
	}
}

static void put_unit(struct json *into, const struct city_unit *unit)
{
	json_parts_text(into, "code", unit->code);
	json_parts_text(into, "bureau", unit->bureau);
	json_parts_text(into, "unit", unit->name);
}

static void put_missing(struct json *root, const struct city_input *input)
{
	struct json *list = json_put_array(root, "missing_units");

	for (size_t i = 0; i < input->units_count; i++) {
		const struct city_unit *unit = &input->units[i];
		struct json *object;

		if (unit->state != CITY_NOT_RECEIVED)
			continue;
		object = json_put_object(list, NULL);
		put_unit(object, unit);
		json_parts_known(object, "contact", unit->contact);
		json_put_bool(object, "overdue", unit->overdue);
	}
}

static void put_exceptions(struct json *root, const struct city_input *input)
{
	struct json *list = json_put_array(root, "exceptions");

	for (size_t i = 0; i < input->exceptions_count; i++) {
		const struct city_exception *exception = &input->exceptions[i];
		struct json *object = json_put_object(list, NULL);

		put_unit(object, &input->units[exception->unit]);
		json_parts_text(object, "id", exception->id);
		json_parts_known(object, "name", exception->name);
		json_parts_known(object, "clauses", exception->clauses);
		json_parts_known(object, "applicant", exception->applicant);
		json_put_string(object, "state", exception->state_code);
		json_parts_date(object, "expires_on", exception->expires_on);
		json_put_bool(object, "endless", exception->endless);
	}
}

static void put_plans(struct json *root, const struct city_input *input)
{
	struct json *list = json_put_array(root, "overdue_plans");

	for (size_t i = 0; i < input->plans_count; i++) {
		const struct city_plan *plan = &input->plans[i];
		struct json *object = json_put_object(list, NULL);

		put_unit(object, &input->units[plan->unit]);
		json_parts_text(object, "checklist", plan->checklist);
		json_parts_text(object, "question", plan->question);
		json_parts_answer(object, "answer", plan->answer);
		json_parts_known(object, "measure", plan->measure);
		json_parts_known(object, "person", plan->person);
		json_parts_date(object, "due", plan->due);
		json_parts_date(object, "first_due", plan->first_due);
	}
}

void city_report_json(struct strbuf *out, const struct city_input *input)
{
	struct json *root = json_new_object();
	struct city_counts counts;

	city_count(&counts, input);
	put_head(root, input);
	put_roster(root, &counts);
	put_tally_of(root, &counts.all, counts.received);
	put_reaches(root, &counts);
	put_bureaus(root, input, &counts);
	put_roles(root, input, &counts);
	put_questions(root, input, &counts);
	put_missing(root, input);
	put_exceptions(root, input);
	put_plans(root, input);
	json_write(out, root, true);
	json_free(root);
	city_counts_release(&counts);
}
