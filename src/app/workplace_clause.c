/* Questions by the clause from which they come and by the role that it names. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "workplace_private.h"

/* As people write it: ７．４．３ ウ, 7.4.3.ウ, 7.4.3ウ are one. Dots stay between figures only. */
static char *as_number(const char *text)
{
	char *folded = text_squeeze(text), *number = text_fold(folded);
	struct strbuf out = STRBUF_INIT;
	for (const char *at = number; *at; at++)
		if (*at != '.' || (isdigit((unsigned char)at[1]) && out.len_bytes))
			strbuf_add_char(&out, *at);
	free(folded);
	free(number);
	return strbuf_take(&out);
}

/* 7.4.3 ウ is below 7.4. A question may come from several clauses; the first is what it is about. */
enum nearness { NEAR_NOT, NEAR_BELOW_ASIDE, NEAR_BELOW, NEAR_SAME_ASIDE, NEAR_SAME };

static enum nearness nearness_of(const char *id, const char *number)
{
	char *own = as_number(id);
	size_t len_bytes = strlen(number);
	enum nearness nearness = NEAR_NOT;
	if (len_bytes && strcmp(own, number) == 0)
		nearness = NEAR_SAME;
	else if (len_bytes && str_starts_with(own, number) &&
	         !(isdigit((unsigned char)number[len_bytes - 1]) && isdigit((unsigned char)own[len_bytes])))
		nearness = NEAR_BELOW;
	free(own);
	return nearness;
}

static enum nearness question_nearness(const struct pack *pack, const struct question *question, const char *number)
{
	enum nearness nearest = nearness_of(question->id, number) == NEAR_SAME ? NEAR_SAME : NEAR_NOT;
	for (size_t i = 0; i < question->clauses_count && nearest != NEAR_SAME; i++) {
		enum nearness here = nearness_of(pack->clauses[question->clauses[i]].id, number);
		if (i && here != NEAR_NOT)
			here = here == NEAR_SAME ? NEAR_SAME_ASIDE : NEAR_BELOW_ASIDE;
		nearest = here > nearest ? here : nearest;
	}
	return nearest;
}

bool question_is_of_clause(const struct pack *pack, const struct question *question, const char *clause)
{
	char *number = as_number(clause);
	bool is = question_nearness(pack, question, number) != NEAR_NOT;
	free(number);
	return is;
}

static bool has_words(const struct question *question, const char *text)
{
	return text_contains(question->text.ja, text) || text_contains(question->text.en, text) ||
	       text_contains(question->id, text);
}

size_t *pack_questions_meant(const struct pack *pack, const char *text, bool words, size_t *count)
{
	size_t *found = NULL, by_id = pack_find_question(pack, text);
	char *number = as_number(text);
	*count = 0;
	if (by_id != SIZE_MAX)
		*MEM_PUSH(found, *count) = by_id;
	/* The very clause before what is below it. */
	static const enum nearness ways[] = {NEAR_SAME, NEAR_SAME_ASIDE, NEAR_BELOW, NEAR_BELOW_ASIDE};
	for (size_t way = 0; way < sizeof ways / sizeof *ways && !*count; way++)
		for (size_t i = 0; i < pack->questions_count; i++)
			if (question_nearness(pack, &pack->questions[i], number) == ways[way])
				*MEM_PUSH(found, *count) = i;
	for (size_t i = 0; words && !*count && !str_is_blank(text) && i < pack->questions_count; i++)
		if (has_words(&pack->questions[i], text))
			*MEM_PUSH(found, *count) = i;
	free(number);
	return found;
}

size_t pack_question_meant(const struct pack *pack, const char *text, struct error *err)
{
	enum { NAMED = 10 };
	size_t count, *found = pack_questions_meant(pack, text, false, &count), at = SIZE_MAX;
	struct strbuf all = STRBUF_INIT;
	if (count == 1)
		at = found[0];
	else if (!count)
		at = pack_require_question(pack, text, err); /* which says what is near */
	for (size_t i = 0; count > 1 && i < count && i < NAMED; i++)
		strbuf_addf(&all, "\n  %s  %s", pack->questions[found[i]].id,
		            bilingual_text(&pack->questions[found[i]].text));
	if (count > NAMED)
		strbuf_addf(&all, _("\n… and %zu more"), count - NAMED);
	if (count > 1)
		error_set(err, ERROR_USAGE, _("Several questions come from \"%s\": name one of them.%s"), text,
		          all.text);
	strbuf_release(&all);
	free(found);
	return at;
}

bool question_is_of_role(const struct pack *pack, const struct question *question, const char *role)
{
	for (size_t i = 0; i < question->clauses_count; i++) {
		const struct clause *clause = &pack->clauses[question->clauses[i]];
		char **ids = clause->roles_count ? clause->roles : clause->implied_roles;
		size_t count = clause->roles_count ? clause->roles_count : clause->implied_roles_count;
		for (size_t k = 0; k < count; k++)
			if (str_equal(ids[k], role))
				return true;
	}
	return false;
}

size_t checklist_find_clause(const struct checklist *checklist, const char *clause, bool *asked)
{
	char *number = as_number(clause);
	size_t found = SIZE_MAX;
	enum nearness nearest = NEAR_NOT;
	*asked = false;
	for (size_t i = 0; i < checklist->scope.count; i++) {
		enum nearness here = question_nearness(checklist->scope.pack, checklist_question(checklist, i), number);
		bool here_asked = scope_asks(&checklist->scope.items[i]);
		/* One that is asked before one that is left out, the very clause before what is below it, the first before the next. */
		if (here == NEAR_NOT || (found != SIZE_MAX && (here_asked == *asked ? here <= nearest : *asked)))
			continue;
		found = i;
		nearest = here;
		*asked = here_asked;
	}
	free(number);
	return found;
}
