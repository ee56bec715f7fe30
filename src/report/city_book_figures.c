/* The figures of the city as tables: on the whole, by section, bureau, chapter and role. */
#include <stdint.h>
#include <stdlib.h>

#include "city_book.h"
#include "city_words.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

/* --- on the whole --- */

static void add_rate(struct city_book *book, const char *name, struct ratio ratio, const char *formula,
                     const char *beside)
{
	table_text(book->table, name);
	table_share(book->table, ratio);
	table_count(book->table, ratio.numerator);
	table_count(book->table, ratio.denominator);
	table_text(book->table, formula);
	table_text(book->table, beside);
	table_end_row(book->table);
}

static void add_figures(struct city_book *book)
{
	struct strbuf beside = STRBUF_INIT;

	for (int i = 0; i < FIGURES; i++) {
		enum figure figure = (enum figure)i;

		if (book->counts.received)
			sheet_add_beside(&beside, figure, &book->counts.all);
		add_rate(book, figure_name(figure), figure_ratio(figure, &book->counts.all), figure_formula(figure),
		         beside.text);
		strbuf_reset(&beside);
	}
	strbuf_release(&beside);
}

static void add_reaches(struct city_book *book)
{
	char *beside = str_format(_("Counted separately: questions without an implementation rate %zu"),
	                          book->counts.rateless);

	for (int i = 0; i < CITY_REACHES; i++) {
		char *name = str_format(_("Reach (%u %% or more)"), city_reaches[i]);
		char *formula = str_format(
		        _("questions with an implementation rate of %u %% or more ÷ questions asked"), city_reaches[i]);

		add_rate(book, name, (struct ratio){book->counts.reached[i], book->counts.questions_count}, formula,
		         beside);
		free(name);
		free(formula);
	}
	free(beside);
}

/* What was checked, and by when it was to be handed in: without it nobody knows whether who is missing is late. */
static char *describe_campaign(const struct city_input *input)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_addf(&text, "%s: ", C_("sheet", "Standard"));
	sheet_add_pack(&text, input->pack);
	strbuf_addf(&text, "  %s: ", C_("sheet", "Due date"));
	if (date_is_set(input->due))
		date_format_local(&text, input->due);
	else
		strbuf_add(&text, C_("sheet", "Not set"));
	return strbuf_take(&text);
}

/* Who has still to hand in, by name: as many as one takes in at a glance. */
static void name_awaited(struct city_book *book, enum city_state state)
{
	struct strbuf text = STRBUF_INIT;
	size_t count = book->counts.by_state[state], named = 0;

	if (!count)
		return;
	strbuf_addf(&text, "%s (", city_book_state(state));
	strbuf_addf(&text, P_("%zu unit", "%zu units", count), count);
	strbuf_add(&text, "): ");
	for (size_t i = 0; i < book->input->units_count && named < book->names_max; i++) {
		const struct city_unit *unit = &book->input->units[i];

		if (unit->state != state)
			continue;
		strbuf_add(&text, named++ ? C_("between two sections", ", ") : "");
		sheet_add_line(&text, unit->code);
		strbuf_add_char(&text, ' ');
		sheet_add_line(&text, unit->bureau);
		strbuf_add_char(&text, ' ');
		sheet_add_line(&text, unit->name);
	}
	if (count > named)
		strbuf_addf(&text, P_(" and %zu more", " and %zu more", count - named), count - named);
	city_book_note(book, strbuf_take(&text));
}

void city_book_summary(struct city_book *book)
{
	const struct table_column columns[] = {
	        {.title = C_("sheet", "Figure"), .width_cols = 20},
	        {.title = C_("sheet", "Share"), .width_cols = 9},
	        {.title = C_("column", "Numerator"), .width_cols = 9},
	        {.title = C_("column", "Denominator"), .width_cols = 9},
	        {.title = C_("sheet", "Formula"), .width_cols = 52, .wraps = true},
	        {.title = C_("column", "Beside it"), .width_cols = 34, .wraps = true},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Summary"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .landscape = true};

	/* A page is headed by the report's title already. */
	city_book_begin(book, &sheet,
	                book->rows_max < SIZE_MAX ? sheet.name : _("Information security self-check: summary report"));
	city_book_note(book, describe_campaign(book->input));
	city_book_note(book, city_words_expected(&book->counts));
	name_awaited(book, CITY_NOT_RECEIVED);
	name_awaited(book, CITY_RETURNED);
	table_add_line(book->table, TABLE_NOTE,
	               _("All that follows is counted over what each unit handed in last. Units that handed in nothing "
	                 "are in none of "
	                 "these figures."));
	table_head(book->table);
	add_rate(book, _("Submission rate"), city_submission_rate(&book->counts),
	         _("(submitted + returned + accepted + closed) ÷ units on the roster"), NULL);
	add_rate(book, _("Acceptance rate"), city_acceptance_rate(&book->counts),
	         _("(accepted + closed) ÷ units on the roster"), NULL);
	add_figures(book);
	add_reaches(book);
	city_book_end(book, NULL);
}

/* --- by section --- */

enum { UNIT_HEAD = 7, UNIT_FIGURES = UNIT_HEAD + 2 + ANSWERS, UNIT_COLUMNS = UNIT_FIGURES + 6 };

static void add_unit(struct city_book *book, size_t i)
{
	const struct city_unit *unit = &book->input->units[i];
	const struct tally *tally = &book->units[i];

	city_book_unit(book, i);
	table_text(book->table, city_book_state(unit->state));
	table_text(book->table, unit->overdue ? C_("of a unit", "Overdue") : NULL);
	table_text(book->table, unit->contact);
	table_text(book->table, unit->rejected);
	if (unit->state != CITY_NOT_RECEIVED) { /* else nothing is known, which is not nought */
		table_count(book->table, tally->applicable);
		table_count(book->table, tally->answered);
		city_book_answers(book, tally);
		table_share(book->table, tally_implementation_rate(tally));
		table_share(book->table, tally_known_rate(tally));
		table_share(book->table, tally_not_applicable_rate(tally));
		table_count(book->table, unit->plans);
		table_count(book->table, unit->plans_done);
		table_count(book->table, unit->plans_overdue);
	}
	table_end_row(book->table);
}

void city_book_units(struct city_book *book)
{
	struct table_column columns[UNIT_COLUMNS] = {
	        [3] = {.title = C_("column", "State"), .width_cols = 9},
	        [4] = {.title = C_("column", "Due date"), .width_cols = 10},
	        [5] = {.title = C_("column", "Contact"), .width_cols = 16},
	        [6] = {.title = C_("column", "Why a file was rejected"), .width_cols = 24, .wraps = true},
	        [UNIT_HEAD] = {.title = C_("column of counts", "Applicable"), .width_cols = 7},
	        [UNIT_HEAD + 1] = {.title = C_("column of counts", "Answered"), .width_cols = 7},
	        [UNIT_FIGURES] = {.title = figure_name(FIGURE_IMPLEMENTATION_RATE), .width_cols = 9, .heat = true},
	        [UNIT_FIGURES + 1] = {.title = figure_name(FIGURE_KNOWN_RATE), .width_cols = 9},
	        [UNIT_FIGURES + 2] = {.title = figure_name(FIGURE_NOT_APPLICABLE_RATE), .width_cols = 10},
	        [UNIT_FIGURES + 3] = {.title = C_("column", "Plans"), .width_cols = 7},
	        [UNIT_FIGURES + 4] = {.title = C_("column", "Plans done"), .width_cols = 8},
	        [UNIT_FIGURES + 5] = {.title = C_("column", "Plans overdue"), .width_cols = 8},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Sections"),
	                                  .columns = columns,
	                                  .columns_count = UNIT_COLUMNS,
	                                  .head_column = 2,
	                                  .frozen = 3,
	                                  .landscape = true};

	city_book_unit_columns(columns);
	city_book_answer_columns(&columns[UNIT_HEAD + 2]);
	city_book_begin(book, &sheet, _("Where each section stands"));
	table_head(book->table);
	for (size_t i = 0; i < book->input->units_count; i++)
		add_unit(book, i);
	city_book_end(book, NULL);
}

/* --- by bureau --- */

enum { BUREAU_HEAD = 5, BUREAU_RATE = BUREAU_HEAD + ANSWERS, BUREAU_COLUMNS = BUREAU_RATE + 7 };

static const char *bureau_name(const struct city_bureau *bureau)
{
	return str_is_blank(bureau->name) ? C_("report", "(no bureau)") : bureau->name;
}

static void add_bureau(struct city_book *book, const struct city_bureau *bureau)
{
	table_text(book->table, bureau_name(bureau));
	table_count(book->table, bureau->units);
	table_count(book->table, bureau->received);
	if (bureau->received) {
		table_count(book->table, bureau->tally.applicable);
		table_count(book->table, bureau->tally.answered);
		city_book_answers(book, &bureau->tally);
		table_share(book->table, tally_implementation_rate(&bureau->tally));
		table_share(book->table, tally_known_rate(&bureau->tally));
		table_share(book->table, tally_not_applicable_rate(&bureau->tally));
		table_share(book->table, tally_plan_rate(&bureau->tally));
		table_count(book->table, bureau->tally.plans);
		table_count(book->table, bureau->tally.plans_done);
		table_count(book->table, bureau->tally.plans_overdue);
	}
	table_end_row(book->table);
}

void city_book_bureaus(struct city_book *book)
{
	struct table_column columns[BUREAU_COLUMNS] = {
	        {.title = C_("column", "Bureau"), .width_cols = 18},
	        {.title = C_("column", "Sections"), .width_cols = 7},
	        {.title = C_("column", "Handed in"), .width_cols = 7},
	        {.title = C_("column of counts", "Applicable"), .width_cols = 8},
	        {.title = C_("column of counts", "Answered"), .width_cols = 8},
	        [BUREAU_RATE] = {.title = figure_name(FIGURE_IMPLEMENTATION_RATE), .width_cols = 9, .heat = true},
	        {.title = figure_name(FIGURE_KNOWN_RATE), .width_cols = 9},
	        {.title = figure_name(FIGURE_NOT_APPLICABLE_RATE), .width_cols = 10},
	        {.title = figure_name(FIGURE_PLAN_RATE), .width_cols = 10},
	        {.title = C_("column", "Plans"), .width_cols = 7},
	        {.title = C_("column", "Plans done"), .width_cols = 8},
	        {.title = C_("column", "Plans overdue"), .width_cols = 8},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Bureaus"),
	                                  .columns = columns,
	                                  .columns_count = BUREAU_COLUMNS,
	                                  .frozen = 1,
	                                  .landscape = true};
	const size_t rate = BUREAU_RATE;

	city_book_answer_columns(&columns[BUREAU_HEAD]);
	city_book_begin(book, &sheet, _("Figures by bureau"));
	table_head(book->table);
	for (size_t i = 0; i < book->counts.bureaus_count; i++)
		add_bureau(book, &book->counts.bureaus[i]);
	table_add_chart(book->table, &(struct table_chart){.kind = TABLE_BARS,
	                                                   .title = _("Implementation rate by bureau"),
	                                                   .values = &rate,
	                                                   .values_count = 1,
	                                                   .rows_count = book->table->rows,
	                                                   .share = true});
	city_book_end(book, NULL);
}

/* --- by bureau and chapter --- */

static void add_heat_row(struct city_book *book, const struct city_bureau *bureau)
{
	table_text(book->table, bureau_name(bureau));
	for (size_t i = 0; bureau->received && i < book->input->pack->chapters_count; i++)
		table_share(book->table, tally_implementation_rate(&bureau->chapters[i]));
	if (bureau->received)
		table_share(book->table, tally_implementation_rate(&bureau->tally));
	table_end_row(book->table);
}

void city_book_chapters(struct city_book *book)
{
	const struct pack *pack = book->input->pack;
	size_t count = pack->chapters_count;
	struct table_column *columns = mem_new(count + 2, sizeof *columns);
	struct strbuf *titles = mem_new(count + 1, sizeof *titles);
	size_t *values = mem_new(count + 1, sizeof *values);
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Bureaus and chapters"),
	                                  .columns = columns,
	                                  .columns_count = count + 2,
	                                  .frozen = 1,
	                                  .landscape = true};

	columns[0] = (struct table_column){.title = C_("column", "Bureau"), .width_cols = 18};
	for (size_t i = 0; i < count; i++) {
		sheet_add_chapter(&titles[i], pack, i);
		columns[i + 1] = (struct table_column){.title = titles[i].text, .width_cols = 11, .heat = true};
	}
	columns[count + 1] = (struct table_column){.title = C_("sheet", "Total"), .width_cols = 9, .heat = true};
	city_book_begin(book, &sheet, _("Implementation rate by bureau and chapter"));
	table_add_line(book->table, TABLE_NOTE, figure_formula(FIGURE_IMPLEMENTATION_RATE));
	table_head(book->table);
	for (size_t i = 0; i < book->counts.bureaus_count; i++)
		add_heat_row(book, &book->counts.bureaus[i]);
	for (size_t i = 0; i <= count; i++)
		values[i] = i + 1;
	table_add_chart(book->table, &(struct table_chart){.kind = TABLE_HEAT,
	                                                   .title = _("Implementation rate by bureau and chapter"),
	                                                   .values = values,
	                                                   .values_count = count + 1,
	                                                   .rows_count = book->table->rows,
	                                                   .share = true});
	city_book_end(book, NULL);
	free(values);
	for (size_t i = 0; i < count; i++)
		strbuf_release(&titles[i]);
	free(titles);
	free(columns);
}

/* --- by role --- */

enum { ROLE_HEAD = 4, ROLE_RATE = ROLE_HEAD + ANSWERS, ROLE_COLUMNS = ROLE_RATE + 3 };

void city_book_roles(struct city_book *book)
{
	struct table_column columns[ROLE_COLUMNS] = {
	        {.title = C_("column", "Role"), .width_cols = 26},
	        {.title = C_("column", "Checklists"), .width_cols = 8},
	        {.title = C_("column", "Sections"), .width_cols = 7},
	        {.title = C_("column of counts", "Applicable"), .width_cols = 8},
	        [ROLE_RATE] = {.title = figure_name(FIGURE_IMPLEMENTATION_RATE), .width_cols = 9, .heat = true},
	        {.title = figure_name(FIGURE_KNOWN_RATE), .width_cols = 9},
	        {.title = figure_name(FIGURE_NOT_APPLICABLE_RATE), .width_cols = 10},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Roles"),
	                                  .columns = columns,
	                                  .columns_count = ROLE_COLUMNS,
	                                  .frozen = 1,
	                                  .landscape = true};

	city_book_answer_columns(&columns[ROLE_HEAD]);
	city_book_begin(book, &sheet, _("Figures by role"));
	table_head(book->table);
	for (size_t i = 0; i < book->counts.roles_count; i++) {
		const struct city_role *role = &book->counts.roles[i];

		table_text(book->table, role->role == SIZE_MAX
		                                ? _("Roles that the standard does not have")
		                                : bilingual_text(&book->input->pack->roles[role->role].title));
		table_count(book->table, role->checklists);
		table_count(book->table, role->units);
		table_count(book->table, role->tally.applicable);
		city_book_answers(book, &role->tally);
		table_share(book->table, tally_implementation_rate(&role->tally));
		table_share(book->table, tally_known_rate(&role->tally));
		table_share(book->table, tally_not_applicable_rate(&role->tally));
		table_end_row(book->table);
	}
	city_book_end(book, C_("sheet", "None."));
}
