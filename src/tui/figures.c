/* The levels of the city's figures: what is chosen, what may be chosen next. */
#include "figures.h"

#include <assert.h>
#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

/* --- the city --- */

struct figures_city *figures_city_open(const struct office *office, struct error *err)
{
	struct city_input *input = office_city(office, NULL, CITY_WANTS_ALL, err);
	if (!input)
		return NULL;
	struct figures_city *city = mem_new(1, sizeof *city);
	*city = (struct figures_city){.users = 1, .input = input, .stamp = office_city_stamp(office)};
	return city;
}

struct figures_city *figures_city_use(struct figures_city *city)
{
	city->users++;
	return city;
}

static void forget(struct figures_city *city)
{
	if (city->counted)
		city_counts_release(&city->counts);
	city->counted = false;
	office_city_release(city->input);
	city->input = NULL;
}

void figures_city_leave(struct figures_city *city)
{
	if (!city || --city->users)
		return;
	forget(city);
	free(city);
}

const struct city_counts *figures_city_counts(struct figures_city *city)
{
	if (!city->counted)
		city_count(&city->counts, city->input);
	city->counted = true;
	return &city->counts;
}

bool figures_city_refresh(struct figures_city *city, const struct office *office, struct error *err)
{
	uint64_t stamp = office_city_stamp(office);
	if (city->input && city->stamp == stamp)
		return true;
	forget(city);
	city->input = office_city(office, NULL, CITY_WANTS_ALL, err);
	city->stamp = stamp;
	city->version++;
	return city->input != NULL;
}

/* --- levels --- */

void figures_level_release(struct figures_level *level)
{
	free(level->bureau);
	free(level->unit);
	free(level->role);
	free(level->chapter);
	free(level->clause);
	free(level->question);
	free(level->rule);
	free(level->cause);
	*level = (struct figures_level){0};
}

struct figures_level figures_level_copy(const struct figures_level *level)
{
	struct figures_level copy = {.by = level->by, .order = level->order};
	str_assign(&copy.bureau, level->bureau);
	str_assign(&copy.unit, level->unit);
	str_assign(&copy.role, level->role);
	str_assign(&copy.chapter, level->chapter);
	str_assign(&copy.clause, level->clause);
	str_assign(&copy.question, level->question);
	str_assign(&copy.rule, level->rule);
	str_assign(&copy.cause, level->cause);
	return copy;
}

static size_t find_unit(const struct city_input *input, const char *code)
{
	for (size_t i = 0; i < input->units_count; i++)
		if (str_equal(input->units[i].code, code))
			return i;
	return SIZE_MAX;
}

static size_t find_chapter(const struct city_input *input, const char *id)
{
	for (size_t i = 0; i < input->pack->chapters_count; i++)
		if (str_equal(input->pack->chapters[i].id, id))
			return i;
	return SIZE_MAX;
}

static size_t find_question(const struct city_input *input, const char *id)
{
	for (size_t i = 0; i < input->questions_count; i++)
		if (str_equal(input->questions[i].id, id))
			return i;
	return SIZE_MAX;
}

/* Whether what is named is still there; nothing named is no choice. */
static bool place(size_t *choice, const char *name, size_t found)
{
	*choice = !name ? CITY_ANY : *name ? found : CITY_GONE;
	return !name || *choice != SIZE_MAX;
}

bool figures_resolve(const struct figures_level *level, const struct city_input *input, struct city_choice *choice)
{
	const struct pack *pack = input->pack;
	const struct figures_level *at = level;
	*choice = city_choose_all;
	choice->bureau = at->bureau;
	return place(&choice->unit, at->unit, at->unit ? find_unit(input, at->unit) : 0) &&
	       place(&choice->role, at->role, at->role ? pack_find_role(pack, at->role) : 0) &&
	       place(&choice->chapter, at->chapter, at->chapter ? find_chapter(input, at->chapter) : 0) &&
	       place(&choice->clause, at->clause, at->clause ? pack_find_clause(pack, at->clause) : 0) &&
	       place(&choice->question, at->question, at->question ? find_question(input, at->question) : 0);
}

static bool is_narrow(const struct figures_level *level)
{
	return level->unit || level->role || level->chapter || level->clause || level->question || level->rule || level->cause;
}

static bool may_be(const struct figures_level *level, int by)
{
	bool one_question = level->question != NULL;
	switch (by) {
	case CITY_BY_BUREAU:
		return !level->bureau && !level->unit;
	case CITY_BY_UNIT:
		return !level->unit;
	case CITY_BY_ROLE:
		return !level->role;
	case CITY_BY_CHAPTER:
		return !level->chapter && !level->clause && !one_question;
	case CITY_BY_CLAUSE:
		return !level->clause && !one_question;
	case CITY_BY_QUESTION:
		return !one_question && !level->unit; /* of one unit they are its answers */
	case CITY_BY_ANSWER:
		return one_question || level->unit;
	case FIGURES_RULES:
	case FIGURES_CAUSES:
	case FIGURES_LOOKS:
		return !is_narrow(level);
	case FIGURES_YEARS: /* what was asked in them is known of the whole city alone */
		return !is_narrow(level) && !level->bureau;
	default:
		return false;
	}
}

bool figures_is_list(const struct figures_level *level)
{
	return level->by >= CITY_BYS;
}

size_t figures_ways(const struct figures_level *level, int ways[FIGURES_BYS])
{
	size_t count = 0;
	if (level->rule || level->cause) { /* these lists are cut no further */
		ways[count++] = level->by;
		return count;
	}
	for (int by = 0; by < FIGURES_BYS; by++)
		if (may_be(level, by))
			ways[count++] = by;
	return count;
}

const char *figures_way_label(int by)
{
	switch (by) {
	case CITY_BY_BUREAU:
		return C_("rows of figures", "Bureaus");
	case CITY_BY_UNIT:
		return C_("rows of figures", "Units");
	case CITY_BY_ROLE:
		return C_("rows of figures", "Roles");
	case CITY_BY_CHAPTER:
		return C_("rows of figures", "Chapters");
	case CITY_BY_CLAUSE:
		return C_("rows of figures", "Clauses");
	case CITY_BY_QUESTION:
		return C_("rows of figures", "Questions");
	case CITY_BY_ANSWER:
		return C_("rows of figures", "Answers");
	case FIGURES_RULES:
		return C_("rows of figures", "Rules");
	case FIGURES_CAUSES:
		return C_("rows of figures", "Causes");
	case FIGURES_LOOKS:
		return C_("rows of figures", "Worth a look");
	case FIGURES_YEARS:
		return C_("rows of figures", "Years");
	case FIGURES_FAILS:
		return C_("rows of figures", "Records");
	default:
		return C_("rows of figures", "Plans");
	}
}

/* --- order --- */

static const char *const order_labels[] = {
        [CITY_AS_LISTED] = N_("As on the roster or in the standard"),
        [CITY_MOST_MISSED] = N_("Most often missed first"),
        [CITY_LEAST_RECEIVED] = N_("Lowest submission rate first"),
        [CITY_LEAST_IMPLEMENTED] = N_("Lowest implementation rate first"),
        [CITY_LEAST_ANSWERED] = N_("Lowest answer rate first"),
        [CITY_LEAST_KNOWN] = N_("Lowest known rate first"),
        [CITY_MOST_NOT_APPLICABLE] = N_("Highest not-applicable rate first"),
        [CITY_LEAST_IMPROVED] = N_("Lowest improvement completion rate first"),
        [CITY_WORST] = N_("What is not done first"),
};
static_assert(sizeof order_labels / sizeof *order_labels == CITY_ORDERS, "a word for every order");

const char *figures_order_label(enum city_order order)
{
	return _(order_labels[order]);
}

enum city_order figures_first_order(int by)
{
	return by == CITY_BY_ANSWER ? CITY_WORST : by == CITY_BY_QUESTION ? CITY_MOST_MISSED : CITY_AS_LISTED;
}

static bool orders(int by, enum city_order order)
{
	if (order == CITY_AS_LISTED)
		return true;
	if (by >= CITY_BYS)
		return false;
	if (by == CITY_BY_ANSWER)
		return order == CITY_WORST;
	if (order == CITY_LEAST_RECEIVED || order == CITY_LEAST_IMPROVED)
		return by == CITY_BY_BUREAU || by == CITY_BY_UNIT;
	return order != CITY_WORST;
}

size_t figures_orders(int by, enum city_order found[CITY_ORDERS])
{
	size_t count = 0;
	for (int order = 0; order < CITY_ORDERS; order++)
		if (orders(by, (enum city_order)order))
			found[count++] = (enum city_order)order;
	return count;
}

/* --- from row to row --- */

static const char *id_or_gone(size_t what, const char *id)
{
	return what == CITY_GONE ? "" : id;
}

bool figures_unfold(struct figures_level *unfolded, const struct figures_level *level, const struct city_input *input,
                    const struct city_row *row)
{
	const struct pack *pack = input->pack;
	size_t what = row->what;
	*unfolded = (struct figures_level){0};
	if (level->by == CITY_BY_ANSWER)
		return false;
	*unfolded = figures_level_copy(level);
	switch (level->by) {
	case CITY_BY_BUREAU:
		str_assign(&unfolded->bureau, input->units[what].bureau);
		unfolded->by = CITY_BY_UNIT;
		break;
	case CITY_BY_UNIT:
		str_assign(&unfolded->unit, input->units[what].code);
		unfolded->by = CITY_BY_ANSWER;
		break;
	case CITY_BY_ROLE:
		str_assign(&unfolded->role, id_or_gone(what, what == CITY_GONE ? "" : pack->roles[what].id));
		unfolded->by = CITY_BY_QUESTION;
		break;
	case CITY_BY_CHAPTER:
		str_assign(&unfolded->chapter, id_or_gone(what, what == CITY_GONE ? "" : pack->chapters[what].id));
		unfolded->by = CITY_BY_QUESTION;
		break;
	case CITY_BY_CLAUSE:
		str_assign(&unfolded->clause, id_or_gone(what, what == CITY_GONE ? "" : pack->clauses[what].id));
		unfolded->by = CITY_BY_QUESTION;
		break;
	default:
		str_assign(&unfolded->question, input->questions[what].id);
		unfolded->by = CITY_BY_ANSWER;
	}
	if (unfolded->by == CITY_BY_QUESTION && !may_be(unfolded, CITY_BY_QUESTION))
		unfolded->by = CITY_BY_ANSWER;
	unfolded->order = figures_first_order(unfolded->by);
	return true;
}

void figures_rate_unfold(struct figures_level *unfolded, const struct figures_level *level, enum figures_rate rate)
{
	static const enum city_order by_figure[FIGURES] = {
	        [FIGURE_ANSWER_RATE] = CITY_LEAST_ANSWERED,
	        [FIGURE_KNOWN_RATE] = CITY_LEAST_KNOWN,
	        [FIGURE_IMPLEMENTATION_RATE] = CITY_LEAST_IMPLEMENTED,
	        [FIGURE_NOT_APPLICABLE_RATE] = CITY_MOST_NOT_APPLICABLE,
	        [FIGURE_PLAN_RATE] = CITY_LEAST_IMPROVED,
	};
	*unfolded = figures_level_copy(level);
	if (rate == RATE_REACH) {
		unfolded->by = CITY_BY_QUESTION;
		unfolded->order = CITY_LEAST_IMPLEMENTED;
	} else if (rate < RATE_FIGURE) {
		unfolded->by = CITY_BY_UNIT;
		unfolded->order = CITY_LEAST_RECEIVED;
	} else {
		unfolded->by = level->bureau ? CITY_BY_UNIT : CITY_BY_BUREAU;
		unfolded->order = by_figure[rate - RATE_FIGURE];
	}
}
