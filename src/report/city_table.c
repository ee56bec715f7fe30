/* Counting a choice of a city's answers by whatever the rows are. */
#include "tenken/report/city_table.h"

#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

const struct city_choice city_choose_all = {NULL, CITY_ANY, CITY_ANY, CITY_ANY, CITY_ANY, CITY_ANY};

/* While counting. What is chosen is found out once, not for each answer. */
struct counting {
	const struct city_input *input;
	struct city_table *table;
	bool *units, *checklists, *questions; /* which of the input's are chosen */
	size_t *bureaus;                      /* of each unit: its row by bureau */
	struct city_row *slots;               /* a row for whatever there may be, before those that are empty are left out */
	size_t slots_count;
	size_t *asked, *missed; /* by slot, and behind them for the total: the unit that was last counted so */
};

/* --- what is chosen --- */

static bool takes_unit(const struct city_input *input, const struct city_choice *choice, size_t unit)
{
	return (choice->unit == CITY_ANY || choice->unit == unit) &&
	       (!choice->bureau || str_equal(choice->bureau, input->units[unit].bureau));
}

static size_t role_of(const struct city_checklist *checklist)
{
	return checklist->role == SIZE_MAX ? CITY_GONE : checklist->role;
}

static bool has_clause(const struct question *question, size_t clause)
{
	for (size_t i = 0; i < question->clauses_count; i++) {
		if (question->clauses[i] == clause)
			return true;
	}
	return false;
}

static bool takes_question(const struct city_input *input, const struct city_choice *choice, size_t at)
{
	size_t place = input->questions[at].question;
	const struct question *question = place == SIZE_MAX ? NULL : &input->pack->questions[place];
	bool gone = !question || !question->clauses_count;

	if (choice->question != CITY_ANY && choice->question != at)
		return false;
	if (choice->chapter != CITY_ANY && choice->chapter != (question ? question->chapter : CITY_GONE))
		return false;
	if (choice->clause == CITY_ANY)
		return true;
	return choice->clause == CITY_GONE ? gone : question && has_clause(question, choice->clause);
}

static void choose(struct counting *counting, const struct city_choice *choice)
{
	const struct city_input *input = counting->input;

	counting->units = mem_new(input->units_count + 1, sizeof *counting->units);
	counting->checklists = mem_new(input->checklists_count + 1, sizeof *counting->checklists);
	counting->questions = mem_new(input->questions_count + 1, sizeof *counting->questions);
	for (size_t i = 0; i < input->units_count; i++)
		counting->units[i] = takes_unit(input, choice, i);
	for (size_t i = 0; i < input->checklists_count; i++)
		counting->checklists[i] = choice->role == CITY_ANY || choice->role == role_of(&input->checklists[i]);
	for (size_t i = 0; i < input->questions_count; i++)
		counting->questions[i] = takes_question(input, choice, i);
}

static bool is_whole_units(const struct city_choice *choice)
{
	return choice->role == CITY_ANY && choice->chapter == CITY_ANY && choice->clause == CITY_ANY &&
	       choice->question == CITY_ANY;
}

/* --- rows --- */

static size_t count_slots(const struct city_input *input, enum city_by by)
{
	switch (by) {
	case CITY_BY_BUREAU:
	case CITY_BY_UNIT:
		return input->units_count;
	case CITY_BY_ROLE:
		return input->pack->roles_count + 1;
	case CITY_BY_CHAPTER:
		return input->pack->chapters_count + 1;
	case CITY_BY_CLAUSE:
		return input->pack->clauses_count + 1;
	case CITY_BY_QUESTION:
		return input->questions_count;
	default:
		return 0;
	}
}

/* Roles, chapters and clauses have a last slot for what the pack does not have. */
static bool has_gone(enum city_by by)
{
	return by == CITY_BY_ROLE || by == CITY_BY_CHAPTER || by == CITY_BY_CLAUSE;
}

static void make_slots(struct counting *counting)
{
	size_t count = count_slots(counting->input, counting->table->by);

	counting->slots_count = count;
	counting->slots = mem_new(count + 1, sizeof *counting->slots);
	counting->asked = mem_new(count + 1, sizeof *counting->asked);
	counting->missed = mem_new(count + 1, sizeof *counting->missed);
	for (size_t i = 0; i <= count; i++) {
		counting->slots[i].what = has_gone(counting->table->by) && i + 1 == count ? CITY_GONE : i;
		counting->asked[i] = counting->missed[i] = SIZE_MAX;
	}
}

/* The first unit of each bureau stands for it. */
static void find_bureaus(struct counting *counting)
{
	const struct city_input *input = counting->input;
	size_t *firsts = mem_new(input->units_count + 1, sizeof *firsts), count = 0;

	counting->bureaus = mem_new(input->units_count + 1, sizeof *counting->bureaus);
	for (size_t i = 0; i < input->units_count; i++) {
		size_t k = 0;

		while (k < count && !str_equal(input->units[firsts[k]].bureau, input->units[i].bureau))
			k++;
		if (k == count)
			firsts[count++] = i;
		counting->bureaus[i] = firsts[k];
	}
	free(firsts);
}

static void add_unit(struct city_row *row, const struct city_unit *unit, bool whole)
{
	row->units++;
	if (unit->state == CITY_NOT_RECEIVED)
		return;
	row->received++;
	if (!whole)
		return;
	row->tally.plans += unit->plans;
	row->tally.plans_done += unit->plans_done;
	row->tally.plans_overdue += unit->plans_overdue;
}

static void count_units(struct counting *counting, bool whole)
{
	enum city_by by = counting->table->by;

	for (size_t i = 0; i < counting->input->units_count; i++) {
		const struct city_unit *unit = &counting->input->units[i];

		if (!counting->units[i])
			continue;
		counting->table->by_state[unit->state]++;
		add_unit(&counting->table->total, unit, whole);
		if (by == CITY_BY_UNIT)
			add_unit(&counting->slots[i], unit, whole);
		else if (by == CITY_BY_BUREAU)
			add_unit(&counting->slots[counting->bureaus[i]], unit, whole);
	}
}

/* --- answers --- */

static bool is_missed(enum answer answer)
{
	return answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED;
}

/* Answers of a unit stand together, so that each unit is counted once where the one before it is remembered. */
static void add_answer(struct counting *counting, struct city_row *row, size_t slot, const struct city_answer *answer)
{
	bool answered = answer->answer != ANSWER_NONE;

	row->tally.applicable++;
	row->tally.by_answer[answer->answer]++;
	row->tally.answered += answered;
	row->tally.declared += answered && answer->basis == BASIS_DECLARED;
	row->tally.derived += answered && answer->basis == BASIS_DERIVED;
	if (counting->asked[slot] != answer->unit)
		row->asked++;
	counting->asked[slot] = answer->unit;
	if (!is_missed(answer->answer))
		return;
	if (counting->missed[slot] != answer->unit)
		row->missed++;
	counting->missed[slot] = answer->unit;
}

static void add_to_slot(struct counting *counting, size_t slot, const struct city_answer *answer)
{
	add_answer(counting, &counting->slots[slot], slot, answer);
}

static void add_to_clauses(struct counting *counting, const struct question *question, const struct city_answer *answer)
{
	for (size_t i = 0; question && i < question->clauses_count; i++)
		add_to_slot(counting, question->clauses[i], answer);
	if (!question || !question->clauses_count)
		add_to_slot(counting, counting->slots_count - 1, answer);
}

static void add_row_of_its_own(struct counting *counting, size_t at, const struct city_answer *answer)
{
	struct city_row *row = MEM_PUSH(counting->table->rows, counting->table->count);

	row->what = at;
	row->asked = 1;
	row->missed = is_missed(answer->answer);
	row->tally.applicable = row->tally.by_answer[answer->answer] = 1;
	row->tally.answered = answer->answer != ANSWER_NONE;
}

static void add_to_rows(struct counting *counting, size_t at)
{
	const struct city_input *input = counting->input;
	const struct city_answer *answer = &input->answers[at];
	size_t place = input->questions[answer->question].question, role = input->checklists[answer->checklist].role;
	const struct question *question = place == SIZE_MAX ? NULL : &input->pack->questions[place];

	switch (counting->table->by) {
	case CITY_BY_BUREAU:
		add_to_slot(counting, counting->bureaus[answer->unit], answer);
		break;
	case CITY_BY_UNIT:
		add_to_slot(counting, answer->unit, answer);
		break;
	case CITY_BY_ROLE:
		add_to_slot(counting, role == SIZE_MAX ? counting->slots_count - 1 : role, answer);
		break;
	case CITY_BY_CHAPTER:
		add_to_slot(counting, question ? question->chapter : counting->slots_count - 1, answer);
		break;
	case CITY_BY_CLAUSE:
		add_to_clauses(counting, question, answer);
		break;
	case CITY_BY_QUESTION:
		add_to_slot(counting, answer->question, answer);
		break;
	default:
		add_row_of_its_own(counting, at, answer);
	}
}

static void count_answers(struct counting *counting)
{
	const struct city_input *input = counting->input;

	for (size_t i = 0; i < input->answers_count; i++) {
		const struct city_answer *answer = &input->answers[i];

		if (!counting->units[answer->unit] || !counting->checklists[answer->checklist] ||
		    !counting->questions[answer->question] || input->units[answer->unit].state == CITY_NOT_RECEIVED)
			continue;
		add_answer(counting, &counting->table->total, counting->slots_count, answer);
		add_to_rows(counting, i);
	}
}

/* Units and bureaus have their rows also when nothing is known of them. */
static void take_rows(struct counting *counting)
{
	for (size_t i = 0; i < counting->slots_count; i++) {
		if (counting->slots[i].units || counting->slots[i].asked)
			*MEM_PUSH(counting->table->rows, counting->table->count) = counting->slots[i];
	}
}

void city_table_count(struct city_table *table, const struct city_input *input, const struct city_choice *choice,
                      enum city_by by)
{
	struct counting counting = {.input = input, .table = table};

	*table = (struct city_table){.by = by};
	choose(&counting, choice);
	find_bureaus(&counting);
	make_slots(&counting);
	count_units(&counting, is_whole_units(choice));
	count_answers(&counting);
	take_rows(&counting);
	free(counting.units);
	free(counting.checklists);
	free(counting.questions);
	free(counting.bureaus);
	free(counting.slots);
	free(counting.asked);
	free(counting.missed);
}

void city_table_release(struct city_table *table)
{
	free(table->rows);
	*table = (struct city_table){0};
}

struct ratio city_table_reach(const struct city_table *table, unsigned percent)
{
	struct ratio reach = {0, table->count};

	for (size_t i = 0; i < table->count; i++) {
		struct ratio rate = tally_implementation_rate(&table->rows[i].tally);

		reach.numerator += rate.denominator && rate.numerator * 100 >= rate.denominator * percent;
	}
	return reach;
}

/* --- order --- */

/* qsort() hands on no context: what rows are ordered by is reckoned before. */
struct placed {
	struct city_row row;
	struct ratio rank; /* the least comes first; no denominator: it has none */
};

static int compare(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	uint64_t mine = (uint64_t)a->rank.numerator * b->rank.denominator;
	uint64_t others = (uint64_t)b->rank.numerator * a->rank.denominator;

	if (!a->rank.denominator != !b->rank.denominator)
		return a->rank.denominator ? -1 : 1;
	if (mine != others)
		return mine < others ? -1 : 1;
	return a->row.what < b->row.what ? -1 : a->row.what > b->row.what; /* as listed */
}

static struct ratio reversed(struct ratio ratio)
{
	ratio.numerator = ratio.denominator - ratio.numerator;
	return ratio;
}

/* Of many answers the most come first; none of all is nothing. */
static struct ratio most(size_t part, size_t all)
{
	return (struct ratio){part && all ? all - part : 0, part && all ? 1 : 0};
}

static struct ratio severity(const struct tally *tally)
{
	static const enum answer worst[ANSWERS] = {ANSWER_NOT_IMPLEMENTED, ANSWER_PARTIAL,        ANSWER_UNSURE,     ANSWER_NONE,
	                                           ANSWER_EXCEPTION,       ANSWER_NOT_APPLICABLE, ANSWER_IMPLEMENTED};
	size_t at = 0;

	while (at < ANSWERS && !tally->by_answer[worst[at]])
		at++;
	return (struct ratio){at, 1};
}

static struct ratio rank(const struct city_row *row, enum city_order order, size_t all)
{
	switch (order) {
	case CITY_MOST_MISSED:
		return most(city_misses(&row->tally), all);
	case CITY_LEAST_RECEIVED:
		return (struct ratio){row->received, row->units};
	case CITY_LEAST_IMPLEMENTED:
		return tally_implementation_rate(&row->tally);
	case CITY_LEAST_ANSWERED:
		return tally_answer_rate(&row->tally);
	case CITY_LEAST_KNOWN:
		return tally_known_rate(&row->tally);
	case CITY_MOST_NOT_APPLICABLE:
		return reversed(tally_not_applicable_rate(&row->tally));
	case CITY_LEAST_IMPROVED:
		return tally_plan_rate(&row->tally);
	case CITY_WORST:
		return severity(&row->tally);
	default:
		return (struct ratio){0};
	}
}

void city_table_sort(struct city_table *table, enum city_order order)
{
	struct placed *placed = mem_new(table->count + 1, sizeof *placed);

	for (size_t i = 0; i < table->count; i++)
		placed[i] = (struct placed){table->rows[i], rank(&table->rows[i], order, table->total.tally.applicable)};
	if (table->count)
		qsort(placed, table->count, sizeof *placed, compare);
	for (size_t i = 0; i < table->count; i++)
		table->rows[i] = placed[i].row;
	free(placed);
}
