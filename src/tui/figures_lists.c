/* Levels that list what was found in the city: what the rules say of records, causes that several units give, where to look. */
#include <stdlib.h>
#include <string.h>

#include "figures.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/core/register.h"
#include "tenken/core/rule.h"
#include "views.h"

void figures_items_release(struct figures_items *items)
{
	for (size_t i = 0; i < items->count; i++) {
		free(items->items[i].text);
		free(items->items[i].detail);
		free(items->items[i].title);
		free(items->items[i].behind);
		figures_level_release(&items->items[i].level);
	}
	free(items->items);
	*items = (struct figures_items){0};
}

/* While listing. */
struct listing {
	struct figures_items *items;
	const struct figures_level *level;
	const struct city_input *input;
	const struct city_counts *counts;
};

/* Takes both texts over. */
static struct figures_item *add_item(struct listing *listing, size_t number, char *text, char *detail)
{
	struct figures_item *item = MEM_PUSH(listing->items->items, listing->items->count);
	*item = (struct figures_item){.number = number, .text = text, .detail = detail};
	return item;
}

static bool takes(const struct listing *listing, size_t unit)
{
	return !listing->level->bureau || str_equal(listing->level->bureau, listing->input->units[unit].bureau);
}

static size_t count_units(const struct listing *listing, const size_t *units, size_t count)
{
	size_t taken = 0;
	for (size_t i = 0; i < count; i++)
		taken += takes(listing, units[i]);
	return taken;
}

static char *unit_text(const struct listing *listing, size_t unit, const char *behind)
{
	const struct city_unit *named = &listing->input->units[unit];
	return str_format("%s %s %s  %s", named->code, named->bureau, named->name, behind);
}

struct placed_item {
	struct figures_item item;
	size_t place;
};

static int compare_placed(const void *left, const void *right)
{
	const struct placed_item *a = left, *b = right;
	if (a->item.number != b->item.number)
		return a->item.number > b->item.number ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

/* What concerns most units first, as it stands for the whole city: of one bureau others are the most. What is equal stays as it stood. */
static void sort_by_units(struct figures_items *items)
{
	struct placed_item *placed = mem_new(items->count + 1, sizeof *placed);
	for (size_t i = 0; i < items->count; i++)
		placed[i] = (struct placed_item){items->items[i], i};
	if (items->count)
		qsort(placed, items->count, sizeof *placed, compare_placed);
	for (size_t i = 0; i < items->count; i++)
		items->items[i] = placed[i].item;
	free(placed);
}

/* The level of one unit, by answer. */
static void lead_to_unit(struct figures_item *item, const struct listing *listing, size_t unit)
{
	item->kind = ITEM_LEVEL;
	item->level = figures_level_copy(listing->level);
	str_assign(&item->level.unit, listing->input->units[unit].code);
	item->level.by = CITY_BY_ANSWER;
	item->level.order = figures_first_order(CITY_BY_ANSWER);
}

/* --- rules --- */

/* What a rule says of the records that the level takes, of which there may be fewer than in the city. */
static struct city_rule count_rule(const struct listing *listing, const struct city_rule *found)
{
	const struct city_input *input = listing->input;
	struct city_rule taken = *found;
	if (!listing->level->bureau)
		return taken;
	taken.judged = 0;
	memset(taken.by_code, 0, sizeof taken.by_code);
	for (size_t i = 0; i < input->verdicts_count; i++) {
		const struct city_verdict *verdict = &input->verdicts[i];
		if (verdict->rule != found->rule || !takes(listing, input->records[verdict->record].unit))
			continue;
		taken.judged++;
		taken.by_code[verdict->code]++;
	}
	return taken;
}

static void describe_rule(struct strbuf *out, const struct listing *listing, const struct city_rule *found)
{
	const struct pack *pack = listing->input->pack;
	const struct rule *rule = &pack->rules->items[found->rule];
	for (size_t i = 0; i < rule->clauses_count; i++)
		strbuf_addf(out, "%s%s", i ? C_("between two clauses", ", ") : "", pack->clauses[rule->clauses[i]].label);
	strbuf_addf(out, "  %s\n", bilingual_text(&rule->text));
	strbuf_addf(out, P_("%zu record judged", "%zu records judged", found->judged), found->judged);
	for (int code = 0; code < VERDICT_CODES; code++)
		if (found->by_code[code])
			strbuf_addf(out, "  %s %zu", verdict_label((enum verdict_code)code), found->by_code[code]);
}

/* What needs somebody comes before what it is about: in a row there is not always room for both. */
static char *rule_text(const struct city_rule *found, const struct rule *rule)
{
	static const enum verdict_code open[] = {VERDICT_FAIL, VERDICT_UNKNOWN};
	struct strbuf text = STRBUF_INIT;
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (found->by_code[open[i]])
			strbuf_addf(&text, "%s %zu  ", verdict_label(open[i]), found->by_code[open[i]]);
	strbuf_add(&text, bilingual_text(&rule->text));
	return strbuf_take(&text);
}

static void list_rules(struct listing *listing)
{
	for (size_t i = 0; i < listing->counts->rules_count; i++) {
		const struct city_rule found = count_rule(listing, &listing->counts->rules[i]);
		if (!found.judged)
			continue;
		const struct rule *rule = &listing->input->pack->rules->items[found.rule];
		size_t units = count_units(listing, found.units, found.units_count);
		struct strbuf detail = STRBUF_INIT;
		describe_rule(&detail, listing, &found);
		struct figures_item *item = add_item(listing, units, rule_text(&found, rule), strbuf_take(&detail));
		/* What nobody knows is no less to be looked at. */
		item->kind = units || found.by_code[VERDICT_UNKNOWN] ? ITEM_LEVEL : ITEM_NOTHING;
		item->level = figures_level_copy(listing->level);
		str_assign(&item->level.rule, rule->id);
		item->level.by = FIGURES_FAILS;
	}
}

static void add_judged(struct listing *listing, const struct city_rule *found, const struct city_verdict *verdict)
{
	const struct city_input *input = listing->input;
	const struct city_record *record = &input->records[verdict->record];
	if (!takes(listing, record->unit))
		return;
	struct strbuf detail = STRBUF_INIT;
	strbuf_addf(&detail, "%s\n", input->units[record->unit].contact);
	describe_rule(&detail, listing, found);
	char *behind = str_format("%s  %s", verdict_label(verdict->code), record->name);
	struct figures_item *item = add_item(listing, 0, unit_text(listing, record->unit, behind), strbuf_take(&detail));
	item->kind = ITEM_RECORD;
	item->unit = input->units[record->unit].code;
	item->register_id = input->pack->registers->items[record->owner].id;
	item->record = record->id;
	free(behind);
}

/* The records that fail, and then those of which too little is known. */
static void list_fails(struct listing *listing)
{
	const struct city_input *input = listing->input;
	size_t rule = rules_find(input->pack->rules, listing->level->rule);
	for (size_t i = 0; i < listing->counts->rules_count; i++) {
		if (listing->counts->rules[i].rule != rule)
			continue;
		const struct city_rule found = count_rule(listing, &listing->counts->rules[i]);
		for (size_t k = 0; k < found.fails_count; k++)
			add_judged(listing, &found, &input->verdicts[found.fails[k]]);
		for (size_t k = 0; k < input->verdicts_count; k++)
			if (input->verdicts[k].rule == rule && input->verdicts[k].code == VERDICT_UNKNOWN)
				add_judged(listing, &found, &input->verdicts[k]);
	}
}

/* --- causes --- */

static size_t count_plans(const struct listing *listing, const struct city_cause *cause)
{
	size_t taken = 0;
	for (size_t i = 0; i < cause->plans_count; i++)
		taken += takes(listing, listing->input->plans[cause->plans[i]].unit);
	return taken;
}

static void list_causes(struct listing *listing)
{
	const struct city_causes *causes = &listing->counts->causes;
	for (size_t i = 0; i < causes->count; i++) {
		const struct city_cause *cause = &causes->items[i];
		size_t units = count_units(listing, cause->units, cause->units_count);
		if (!units)
			continue;
		struct strbuf detail = STRBUF_INIT;
		strbuf_addf(&detail, "%s\n", cause->text);
		size_t plans = count_plans(listing, cause);
		strbuf_addf(&detail, P_("%zu unit", "%zu units", units), units);
		strbuf_add(&detail, ", ");
		strbuf_addf(&detail, P_("%zu plan", "%zu plans", plans), plans);
		for (size_t k = 0; k < cause->chapters_count; k++) {
			strbuf_add(&detail, "  ");
			chapter_name(&detail, listing->input->pack, cause->chapters[k]);
		}
		struct figures_item *item = add_item(listing, units, mem_strdup(cause->text), strbuf_take(&detail));
		item->kind = ITEM_LEVEL;
		item->level = figures_level_copy(listing->level);
		str_assign(&item->level.cause, cause->text);
		item->level.by = FIGURES_PLANS;
	}
}

static void add_question(struct strbuf *out, const struct city_input *input, const char *id)
{
	size_t at = pack_find_question(input->pack, id);
	if (at == SIZE_MAX) {
		strbuf_add(out, id);
		return;
	}
	question_clauses(out, input->pack, &input->pack->questions[at], 1);
	strbuf_addf(out, "  %s", bilingual_text(&input->pack->questions[at].text));
}

static void list_plan(struct listing *listing, const struct city_plan *plan)
{
	const struct city_input *input = listing->input;
	const struct plan described = {.measure = (char *)plan->measure,
	                               .person = (char *)plan->person,
	                               .due = plan->due,
	                               .first_due = plan->first_due};
	struct strbuf question = STRBUF_INIT, behind = STRBUF_INIT, detail = STRBUF_INIT;
	add_question(&question, input, plan->question);
	strbuf_addf(&detail, "%s\n", question.text);
	plan_describe(&detail, &described);
	city_about(&behind, input, plan->unit, plan->checklist);
	strbuf_addf(&behind, "%s%s", behind.len_bytes ? "  " : "", question.text);
	struct figures_item *item =
	        add_item(listing, 0, unit_text(listing, plan->unit, behind.text), strbuf_take(&detail));
	strbuf_release(&behind);
	item->kind = ITEM_ANSWER;
	item->unit = input->units[plan->unit].code;
	item->checklist = plan->checklist;
	item->question = plan->question;
	strbuf_release(&question);
}

static void list_plans(struct listing *listing)
{
	const struct city_causes *causes = &listing->counts->causes;
	for (size_t i = 0; i < causes->count; i++) {
		const struct city_cause *cause = &causes->items[i];
		for (size_t k = 0; str_equal(cause->text, listing->level->cause) && k < cause->plans_count; k++)
			if (takes(listing, listing->input->plans[cause->plans[k]].unit))
				list_plan(listing, &listing->input->plans[cause->plans[k]]);
	}
}

/* --- where to look --- */

/* Said with each: it is no blame. */
static char *look_detail(char *rule, const char *found)
{
	char *text = str_format("%s\n%s\n%s", found, rule, _("There may be good reasons: it is a place to look at, no fault."));
	free(rule);
	return text;
}

static void share(struct strbuf *out, size_t part, size_t all)
{
	figures_fraction(out, (struct ratio){part, all});
}

static void list_groundless(struct listing *listing)
{
	const struct city_looks *looks = &listing->counts->looks;
	for (size_t i = 0; i < looks->groundless_count; i++) {
		const struct city_groundless *found = &looks->groundless[i];
		struct strbuf behind = STRBUF_INIT;
		if (!takes(listing, found->unit))
			continue;
		strbuf_addf(&behind, "%s ", C_("where to look", "no grounds"));
		share(&behind, found->without, found->declared);
		char *rule = str_format(_("No grounds given: neither remark nor reason at %d %% or more of the answers that "
		                          "people gave (at "
		                          "least %d of them)."),
		                        CITY_GROUNDLESS_PERCENT, CITY_GROUNDLESS_ANSWERS);
		lead_to_unit(add_item(listing, 0, unit_text(listing, found->unit, behind.text), look_detail(rule, behind.text)), listing,
		             found->unit);
		strbuf_release(&behind);
	}
}

static void list_same(struct listing *listing)
{
	const struct city_looks *looks = &listing->counts->looks;
	for (size_t i = 0; i < looks->same_count; i++) {
		const struct city_same *found = &looks->same[i];
		size_t units = count_units(listing, found->units, found->units_count);
		struct strbuf question = STRBUF_INIT;
		if (!units)
			continue;
		add_question(&question, listing->input, listing->input->questions[found->question].id);
		char *rule = str_format(_("The same remark in several units: in %d units or more, in the same words at the "
		                          "same question, of %d "
		                          "characters or more. There may be a common instruction behind it."),
		                        CITY_SAME_UNITS, CITY_SAME_CHARACTERS);
		char *text = str_format("%s: %s", C_("where to look", "same remark"), found->text);
		struct figures_item *item = add_item(listing, units, text, look_detail(rule, question.text));
		item->kind = ITEM_LEVEL;
		item->level = figures_level_copy(listing->level);
		str_assign(&item->level.question, listing->input->questions[found->question].id);
		item->level.by = CITY_BY_ANSWER;
		item->level.order = figures_first_order(CITY_BY_ANSWER);
		strbuf_release(&question);
	}
}

static void list_rushes(struct listing *listing)
{
	const struct city_looks *looks = &listing->counts->looks;
	for (size_t i = 0; i < looks->rushes_count; i++) {
		const struct city_rush *found = &looks->rushes[i];
		char at[20];
		if (!takes(listing, found->unit))
			continue;
		datetime_format_seconds(found->moment, at);
		char *behind = str_format(_("from %.10s %s: %zu answers in %u seconds, %s %zu"), at, at + 11, found->answers,
		                          (unsigned)found->seconds, answer_kanji(ANSWER_IMPLEMENTED), found->implemented);
		char *rule = str_format(_("Many answers at once: %d or more within %d seconds, %d %% or more of them %s. They may "
		                          "have been worked "
		                          "out on paper, or come from a file."),
		                        CITY_RUSH_ANSWERS, CITY_RUSH_SECONDS, CITY_RUSH_PERCENT, answer_kanji(ANSWER_IMPLEMENTED));
		lead_to_unit(add_item(listing, 0, unit_text(listing, found->unit, behind), look_detail(rule, behind)), listing, found->unit);
		free(behind);
	}
}

static void list_absent(struct listing *listing)
{
	const struct city_looks *looks = &listing->counts->looks;
	for (size_t i = 0; i < looks->absent_count; i++) {
		const struct city_absent *found = &looks->absent[i];
		struct strbuf behind = STRBUF_INIT;
		if (!takes(listing, found->unit))
			continue;
		strbuf_addf(&behind, "%s ", C_("where to look", "much does not apply"));
		share(&behind, found->own.numerator, found->own.denominator);
		strbuf_addf(&behind, "  %s ", _("the others"));
		share(&behind, found->others.numerator, found->others.denominator);
		char *rule = str_format(_("High not-applicable rate: at least %d times that of the other units with the same role, "
		                          "and %d percentage "
		                          "points above it (at least %d answers, and %d other units). Their work may be another."),
		                        CITY_ABSENT_TIMES, CITY_ABSENT_POINTS, CITY_ABSENT_ANSWERS, CITY_ABSENT_UNITS);
		struct figures_item *item =
		        add_item(listing, 0, unit_text(listing, found->unit, behind.text), look_detail(rule, behind.text));
		lead_to_unit(item, listing, found->unit);
		str_assign(&item->level.role, listing->input->pack->roles[found->role].id);
		strbuf_release(&behind);
	}
}

void figures_list(struct figures_items *items, const struct figures_level *level, struct figures_city *city)
{
	struct listing listing = {.items = items, .level = level, .input = city->input, .counts = figures_city_counts(city)};
	figures_items_release(items);
	switch (level->by) {
	case FIGURES_RULES:
		list_rules(&listing);
		sort_by_units(items);
		break;
	case FIGURES_FAILS:
		list_fails(&listing);
		break;
	case FIGURES_CAUSES:
		list_causes(&listing);
		sort_by_units(items);
		break;
	case FIGURES_PLANS:
		list_plans(&listing);
		break;
	case FIGURES_YEARS:
		figures_list_years(items, level, listing.input, listing.counts);
		break;
	default:
		list_groundless(&listing);
		list_same(&listing);
		list_rushes(&listing);
		list_absent(&listing);
	}
}

const char *figures_list_empty(int by)
{
	switch (by) {
	case FIGURES_CAUSES:
	case FIGURES_PLANS:
		return _("No cause is given by several units in the same words.");
	case FIGURES_LOOKS:
		return _("Nothing stands out by the rules for where to look.");
	default:
		return _("No rule judged a record.");
	}
}
