/* What rows and figures of the city are called, and how figures are written. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"
#include "tenken/base/i18n.h"
#include "views.h"

/* --- rows --- */

static void add_bureau(struct strbuf *out, const char *bureau)
{
	strbuf_add(out, str_is_blank(bureau) ? C_("report", "(no bureau)") : bureau);
}

static void add_unit(struct strbuf *out, const struct city_unit *unit)
{
	strbuf_addf(out, "%s %s %s", unit->code, unit->bureau, unit->name);
}

static void add_role(struct strbuf *out, const struct city_input *input, size_t role)
{
	strbuf_add(out, role >= input->pack->roles_count ? _("Roles that the standard does not have")
	                                                 : bilingual_text(&input->pack->roles[role].title));
}

static void add_chapter(struct strbuf *out, const struct city_input *input, size_t chapter)
{
	if (chapter == CITY_GONE)
		strbuf_add(out, _("Questions that the standard no longer has"));
	else
		chapter_name(out, input->pack, chapter);
}

static void add_clause(struct strbuf *out, const struct city_input *input, size_t at)
{
	const struct clause *clause = at == CITY_GONE ? NULL : &input->pack->clauses[at];
	const struct section *section = clause ? pack_section_of(input->pack, clause->id) : NULL;
	const char *summary = clause ? bilingual_text(&clause->summary) : NULL;
	if (!clause)
		strbuf_add(out, _("Questions without a clause"));
	else if (!str_is_blank(summary))
		strbuf_addf(out, "%s  %s", clause->label, summary);
	else
		strbuf_addf(out, "%s  %s", clause->label, section ? bilingual_text(&section->title) : "");
}

static void add_question(struct strbuf *out, const struct city_input *input, size_t at)
{
	const struct city_question *asked = &input->questions[at];
	if (asked->question == SIZE_MAX) {
		strbuf_addf(out, "%s  %s", asked->id, _("The standard no longer has this question."));
		return;
	}
	const struct question *question = &input->pack->questions[asked->question];
	question_clauses(out, input->pack, question, 1);
	strbuf_addf(out, "  %s", bilingual_text(&question->text));
}

void figures_row_name(struct strbuf *out, enum city_by by, const struct city_input *input, const struct city_row *row)
{
	switch (by) {
	case CITY_BY_BUREAU:
		add_bureau(out, input->units[row->what].bureau);
		break;
	case CITY_BY_UNIT:
		add_unit(out, &input->units[row->what]);
		break;
	case CITY_BY_ROLE:
		add_role(out, input, row->what);
		break;
	case CITY_BY_CHAPTER:
		add_chapter(out, input, row->what);
		break;
	case CITY_BY_CLAUSE:
		add_clause(out, input, row->what);
		break;
	case CITY_BY_QUESTION:
		add_question(out, input, row->what);
		break;
	default:
		add_question(out, input, input->answers[row->what].question);
	}
}

void figures_checklist_name(struct strbuf *out, const struct city_input *input, const struct city_answer *answer)
{
	city_checklist_name(out, input, answer->unit, input->checklists[answer->checklist].id);
}

char *figures_row_id(enum city_by by, const struct city_input *input, const struct city_row *row)
{
	const struct pack *pack = input->pack;
	size_t what = row->what;
	const struct city_answer *answer = by == CITY_BY_ANSWER ? &input->answers[what] : NULL;
	switch (by) {
	case CITY_BY_BUREAU:
		return str_format("%s", input->units[what].bureau);
	case CITY_BY_UNIT:
		return str_format("%s", input->units[what].code);
	case CITY_BY_ROLE:
		return str_format("%s", what == CITY_GONE ? "" : pack->roles[what].id);
	case CITY_BY_CHAPTER:
		return str_format("%s", what == CITY_GONE ? "" : pack->chapters[what].id);
	case CITY_BY_CLAUSE:
		return str_format("%s", what == CITY_GONE ? "" : pack->clauses[what].id);
	case CITY_BY_QUESTION:
		return str_format("%s", input->questions[what].id);
	default:
		return str_format("%s %s %s", input->units[answer->unit].code, input->checklists[answer->checklist].id,
		                  input->questions[answer->question].id);
	}
}

static void add_question_short(struct strbuf *out, const struct figures_level *level, const struct city_input *input, size_t at)
{
	size_t place = at == SIZE_MAX ? SIZE_MAX : input->questions[at].question;
	strbuf_add(out, " > ");
	if (place == SIZE_MAX)
		strbuf_add(out, level->question);
	else
		question_clauses(out, input->pack, &input->pack->questions[place], 1);
}

void figures_path(struct strbuf *out, const struct figures_level *level, const struct city_input *input)
{
	struct city_choice choice;
	bool known = figures_resolve(level, input, &choice);
	if (level->bureau) {
		strbuf_add(out, " > ");
		add_bureau(out, level->bureau);
	}
	if (level->unit) {
		strbuf_addf(out, " > %s", level->unit);
		if (known)
			strbuf_addf(out, " %s", input->units[choice.unit].name);
	}
	if (known && level->role) {
		strbuf_add(out, " > ");
		add_role(out, input, choice.role);
	}
	if (known && level->chapter) {
		strbuf_add(out, " > ");
		add_chapter(out, input, choice.chapter);
	}
	if (known && level->clause)
		strbuf_addf(out, " > %s",
		            choice.clause == CITY_GONE ? _("Questions without a clause") : input->pack->clauses[choice.clause].label);
	if (level->rule || level->cause)
		strbuf_addf(out, " > %s", level->rule ? level->rule : level->cause);
	if (level->question)
		add_question_short(out, level, input, known ? choice.question : SIZE_MAX);
}

/* --- figures --- */

static const struct {
	const char *name, *formula;
} of_roster[] = {
        [RATE_SUBMISSION] = {N_("Submission rate"), N_("(submitted + returned + accepted + closed) ÷ units on the roster")},
        [RATE_ACCEPTANCE] = {N_("Acceptance rate"), N_("(accepted + closed) ÷ units on the roster")},
};
static_assert(sizeof of_roster / sizeof *of_roster == RATE_FIGURE, "those of the roster come first");

const char *figures_rate_name(enum figures_rate rate)
{
	return rate < RATE_FIGURE ? _(of_roster[rate].name)
	       : rate == RATE_REACH ? _("Reach")
	                            : figure_name((enum figure)(rate - RATE_FIGURE));
}

/* Print has marks, whose width terminals do not agree on; screens have a kanji for each, or a letter. */
static const struct {
	const char *mark;
	enum answer answer;
} marks[] = {{"○", ANSWER_IMPLEMENTED}, {"△", ANSWER_PARTIAL}, {"×", ANSWER_NOT_IMPLEMENTED}, {"－", ANSWER_NOT_APPLICABLE}};

static size_t add_mark(struct strbuf *out, const char *text, bool ascii)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!str_starts_with(text, marks[i].mark))
			continue;
		if (ascii)
			strbuf_add_char(out, answer_letter(marks[i].answer));
		else
			strbuf_add(out, answer_kanji(marks[i].answer));
		return strlen(marks[i].mark);
	}
	return 0;
}

static void add_formula(struct strbuf *out, const char *formula, bool ascii)
{
	static const char divided[] = "÷";
	while (*formula) {
		size_t taken = add_mark(out, formula, ascii);
		if (!taken && str_starts_with(formula, divided)) {
			strbuf_add_char(out, '/');
			taken = strlen(divided);
		}
		if (!taken)
			strbuf_add_char(out, *formula);
		formula += taken ? taken : 1;
	}
}

void figures_rate_formula(struct strbuf *out, enum figures_rate rate, bool ascii)
{
	add_formula(out,
	            rate < RATE_FIGURE ? _(of_roster[rate].formula)
	            : rate == RATE_REACH ? _("questions whose implementation rate is at least so much ÷ questions asked")
	                                 : figure_formula((enum figure)(rate - RATE_FIGURE)),
	            ascii);
}

void figures_ratio(struct strbuf *out, struct ratio ratio)
{
	if (ratio.denominator)
		ratio_format(out, ratio);
	else
		strbuf_add_char(out, '-');
}

void figures_fraction(struct strbuf *out, struct ratio ratio)
{
	figures_ratio(out, ratio);
	strbuf_addf(out, " (%zu/%zu)", ratio.numerator, ratio.denominator);
}

static void add_reach(struct strbuf *out, const struct city_table *questions, bool brief)
{
	for (size_t i = 0; i < CITY_REACHES; i++) {
		if (i)
			strbuf_add(out, brief ? " / " : "   ");
		if (!brief)
			strbuf_addf(out, C_("reach", "%u %% or more: "), city_reaches[i]);
		figures_ratio(out, city_table_reach(questions, city_reaches[i]));
	}
}

static struct ratio ratio_of(enum figures_rate rate, const struct city_table *table)
{
	const size_t *by = table->by_state;
	if (rate == RATE_SUBMISSION)
		return (struct ratio){table->total.received, table->total.units};
	if (rate == RATE_ACCEPTANCE)
		return (struct ratio){by[CITY_ACCEPTED] + by[CITY_CLOSED], table->total.units};
	return figure_ratio((enum figure)(rate - RATE_FIGURE), &table->total.tally);
}

void figures_rate_value(struct strbuf *out, enum figures_rate rate, const struct city_table *table, const struct city_table *questions,
                        bool brief)
{
	if (rate == RATE_REACH)
		add_reach(out, questions, brief);
	else if (brief)
		figures_ratio(out, ratio_of(rate, table));
	else
		figures_fraction(out, ratio_of(rate, table));
}

void figures_rate_beside(struct strbuf *out, enum figures_rate rate, const struct tally *tally)
{
	if (rate >= RATE_FIGURE && rate < RATE_REACH)
		figure_beside(out, (enum figure)(rate - RATE_FIGURE), tally);
}
