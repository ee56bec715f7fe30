/* The city's report as JSON, for programs: docs/formats.md "City report JSON" describes every key. What is not known is null,
 * and no key is ever left out. */
#include "report_city_json.h"

#include <stdint.h>

#define CITY_FORMAT 2

static void put_head(struct json_open *root, const struct city_input *input)
{
	struct json_open *scope;

	json_parts_size(root, "format", CITY_FORMAT);
	json_parts_known(root, "class", input->pack->results_class);
	scope = json_add_object(root, "scope");
	json_add_string(scope, "kind", input->bureau ? "bureau" : "city");
	json_parts_text(scope, "bureau", input->bureau);
	json_parts_known(root, "office", input->office);
	json_add_int(root, "fiscal_year", input->fiscal_year);
	json_add_bool(root, "extra", input->extra);
	json_parts_date(root, "due", input->due);
	json_parts_date(root, "date", input->today);
	json_parts_pack(root, input->pack);
}

static void put_expected(struct json_open *root, const struct city_counts *counts)
{
	struct json_open *expected = json_add_object(root, "expected");

	json_parts_size(expected, "total", counts->total);
	json_parts_size(expected, "imported", counts->received);
	json_parts_size(expected, "rejected", counts->rejected);
	json_parts_size(expected, "absent", counts->by_state[CITY_NOT_RECEIVED] - counts->rejected);
}

static void put_roster(struct json_open *root, const struct city_counts *counts)
{
	struct json_open *roster = json_add_object(root, "roster");

	json_parts_size(roster, "total", counts->total);
	for (int i = 0; i < CITY_STATES; i++)
		json_parts_size(roster, city_state_code((enum city_state)i), counts->by_state[i]);
	put_expected(root, counts);
	json_parts_ratio(root, "submission_rate", city_submission_rate(counts));
	json_parts_ratio(root, "acceptance_rate", city_acceptance_rate(counts));
}

enum { WITHOUT_PLANS, WITH_PLANS };

/* The figures that need no plans: whose these are is only known by unit. */
void city_json_figures(struct json_open *into, const struct tally *tally)
{
	struct json_open *figures = json_add_object(into, "figures");

	json_parts_ratio(figures, "answer_rate", tally_answer_rate(tally));
	json_parts_ratio(figures, "known_rate", tally_known_rate(tally));
	json_parts_ratio(figures, "implementation_rate", tally_implementation_rate(tally));
	json_parts_ratio(figures, "not_applicable_rate", tally_not_applicable_rate(tally));
}

static void put_tally(struct json_open *into, const struct tally *tally, int plans)
{
	struct json_open *part;

	json_parts_size(into, "applicable", tally->applicable);
	json_parts_size(into, "answered", tally->answered);
	json_parts_counts(into, tally);
	if (plans == WITH_PLANS)
		json_parts_figures(into, tally);
	else
		city_json_figures(into, tally);
	part = json_add_object(into, "basis");
	json_parts_size(part, "declared", tally->declared);
	json_parts_size(part, "derived", tally->derived);
	if (plans == WITHOUT_PLANS)
		return;
	part = json_add_object(into, "plans");
	json_parts_size(part, "count", tally->plans);
	json_parts_size(part, "done", tally->plans_done);
	json_parts_size(part, "overdue", tally->plans_overdue);
}

void city_json_tally(struct json_open *into, const struct tally *tally)
{
	put_tally(into, tally, WITHOUT_PLANS);
}

/* Nothing was handed in: that is not to have answered nothing. */
static void put_no_tally(struct json_open *into)
{
	static const char *const keys[] = {"applicable", "answered", "answers", "figures", "basis", "plans"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		json_add_null(into, keys[i]);
}

static void put_tally_of(struct json_open *into, const struct tally *tally, size_t received)
{
	if (received)
		put_tally(into, tally, WITH_PLANS);
	else
		put_no_tally(into);
}

static void put_reaches(struct json_open *root, const struct city_counts *counts)
{
	struct json_open *list = json_add_array(root, "reach");

	for (int i = 0; i < CITY_REACHES; i++) {
		struct json_open *reach = json_add_object(list, NULL);

		json_parts_size(reach, "percent", city_reaches[i]);
		json_parts_size(reach, "numerator", counts->reached[i]);
		json_parts_size(reach, "denominator", counts->questions_count);
	}
	json_parts_size(root, "questions_without_rate", counts->rateless);
}

static void put_chapters(struct json_open *into, const struct city_input *input, const struct city_bureau *bureau)
{
	struct json_open *chapters = json_add_array(into, "chapters");

	for (size_t i = 0; bureau->received && i < input->pack->chapters_count; i++) {
		const struct tally *tally = &bureau->chapters[i];
		struct json_open *chapter = json_add_object(chapters, NULL);

		json_parts_text(chapter, "id", input->pack->chapters[i].id);
		json_parts_size(chapter, "applicable", tally->applicable);
		json_parts_counts(chapter, tally);
		json_parts_ratio(chapter, "implementation_rate", tally_implementation_rate(tally));
	}
}

static void put_bureaus(struct json_open *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json_open *list = json_add_array(root, "bureaus");

	for (size_t i = 0; i < counts->bureaus_count; i++) {
		const struct city_bureau *bureau = &counts->bureaus[i];
		struct json_open *object = json_add_object(list, NULL);

		json_parts_text(object, "bureau", bureau->name);
		json_parts_size(object, "units", bureau->units);
		json_parts_size(object, "received", bureau->received);
		put_tally_of(object, &bureau->tally, bureau->received);
		put_chapters(object, input, bureau);
	}
}

static void put_roles(struct json_open *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json_open *list = json_add_array(root, "roles");

	for (size_t i = 0; i < counts->roles_count; i++) {
		const struct city_role *role = &counts->roles[i];
		struct json_open *object = json_add_object(list, NULL);

		if (role->role == SIZE_MAX) {
			json_add_null(object, "role");
			json_add_null(object, "title");
		} else {
			json_parts_text(object, "role", input->pack->roles[role->role].id);
			json_parts_bilingual(object, "title", &input->pack->roles[role->role].title);
		}
		json_parts_size(object, "checklists", role->checklists);
		json_parts_size(object, "units", role->units);
		put_tally(object, &role->tally, WITHOUT_PLANS);
	}
}

void city_report_json(struct strbuf *out, const struct city_input *input)
{
	struct json_stream stream;
	struct json_open *root = json_stream_begin(&stream, out, true);
	struct city_counts counts;

	city_count(&counts, input);
	put_head(root, input);
	put_roster(root, &counts);
	put_tally_of(root, &counts.all, counts.received);
	put_reaches(root, &counts);
	put_bureaus(root, input, &counts);
	put_roles(root, input, &counts);
	city_json_questions(root, input, &counts);
	city_json_clauses(root, input, &counts);
	city_json_causes(root, input, &counts);
	city_json_rules(root, input, &counts);
	city_json_missing(root, input);
	city_json_exceptions(root, input);
	city_json_plans(root, input);
	city_json_trend(root, input, &counts);
	city_json_looks(root, input, &counts);
	city_json_sample(root, input, &counts);
	json_stream_end(&stream);
	city_counts_release(&counts);
}
