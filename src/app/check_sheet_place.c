/* Whether a row stands where it belongs: in a sheet of this section, and showing the question that its hidden columns name. */
#include <stdlib.h>
#include <string.h>

#include "check_sheet_private.h"
#include "tenken/base/text.h"

/* --- whose sheet it is --- */

/* Excel makes a number of 0012 where it can. */
static const char *without_zeros(const char *text)
{
	return text + strspn(text, "0");
}

static bool is_of(const struct unit *unit, const char *code, const char *name)
{
	if (!str_is_blank(code) && !str_is_blank(unit->code))
		return str_equal(without_zeros(code), without_zeros(unit->code));
	char *whole = str_format("%s%s", unit->bureau, unit->name), *own = text_squeeze(whole);
	char *theirs = text_squeeze(name);
	bool same = str_equal(theirs, own);
	free(whole);
	free(own);
	free(theirs);
	return same;
}

bool check_is_own(const struct workplace *workplace, const char *code, const char *unit)
{
	struct earlier_units earlier;
	bool own = is_of(&workplace->unit, code, unit);
	if (own)
		return true;
	earlier_units_load(&earlier, workplace);
	for (size_t i = 0; i < earlier.count && !own; i++)
		own = is_of(&earlier.items[i], code, unit);
	earlier_units_release(&earlier);
	return own;
}

/* --- which question it shows --- */

/* White space, width and punctuation aside, also the dot before an item. `folded` is folded so. */
static bool says(const char *folded, const struct bilingual *text)
{
	bool same = false;
	for (int language = 0; language < LANGUAGES && !same; language++) {
		char *own = text_fold_words(bilingual_in(text, (enum language)language));
		same = str_equal(own, folded);
		free(own);
	}
	return same;
}

/* Whether any question, or an item of one, is worded so. */
static bool says_any(const char *folded, const struct pack *pack)
{
	for (size_t i = 0; i < pack->questions_count; i++) {
		const struct question *question = &pack->questions[i];
		if (says(folded, &question->text))
			return true;
		for (size_t k = 0; k < question->elements_count; k++)
			if (says(folded, &question->elements[k].text))
				return true;
	}
	return false;
}

/* 問12, Q12, ｑ 12; 0: there is none. */
static size_t number_of(const char *text)
{
	char *folded = text_fold(text);
	size_t number = 0;
	for (const char *at = folded; *at && number < 100000; at++)
		if (*at >= '0' && *at <= '9')
			number = number * 10 + (size_t)(*at - '0');
	free(folded);
	return number;
}

bool check_shows_question(const struct check_row *row, size_t element, const char *number, const char *statement)
{
	const struct question *question = checklist_question(row->checklist, row->item);
	char *folded = text_fold_words(statement);
	size_t shown = number_of(number);
	bool right;
	if (!*folded)
		right = !shown || shown == check_number(&row->checklist->scope, row->item);
	else if (says(folded, element == SIZE_MAX ? &question->text : &question->elements[element].text))
		right = true;
	else if (says_any(folded, row->checklist->scope.pack))
		right = false;
	else /* Somebody touched the wording; an item has no number of its own. */
		right = element != SIZE_MAX || shown == check_number(&row->checklist->scope, row->item);
	free(folded);
	return right;
}
