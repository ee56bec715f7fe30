/* What people write into a check sheet: marks, kanji, codes and words for an answer, in any width. */
#include <assert.h>
#include <stdlib.h>

#include "check_sheet_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"

enum { WORDS_MAX = 12 };

/* Beside those that core and the reports have for it. */
static const char *const answer_words[ANSWERS][WORDS_MAX] = {
        [ANSWER_IMPLEMENTED] = {"○", "〇", "◯", "⭕", "o", "まる"},
        [ANSWER_PARTIAL] = {"△", "▲", "さんかく"},
        [ANSWER_NOT_IMPLEMENTED] = {"×", "✕", "✖", "x", "ばつ"},
        [ANSWER_NOT_APPLICABLE] = {"－", "−", "ー", "―", "—", "–", "‐", "─", "該当なし", "非該当", "対象外", "n/a"},
        [ANSWER_EXCEPTION] = {"例外", "例外措置", "exc.", "exc", "exception"},
        [ANSWER_UNSURE] = {"要確認", "?", "不明", "わからない", "tbc"},
};
static_assert(sizeof answer_words / sizeof *answer_words == ANSWERS, "every answer has its words");

/* Of items. */
static const char *const item_words[ELEMENT_ANSWERS][WORDS_MAX] = {
        [ELEMENT_YES] = {"はい", "yes", "y", "適"},
        [ELEMENT_NO] = {"いいえ", "no", "n", "否"},
        [ELEMENT_NA] = {"na", "外"},
};
static_assert(sizeof item_words / sizeof *item_words == ELEMENT_ANSWERS, "every answer to an item has its words");

static const char *const preventive_words[2][WORDS_MAX] = {
        {"是正", "是正措置", "corrective", "no", "いいえ", "×"},
        {"予防", "予防措置", "preventive", "yes", "はい", "○", "〇"},
};

/* Folded, without the white space at its ends. Caller frees. */
static char *fold_cell(const char *cell)
{
	char *squeezed = text_squeeze(cell), *folded = text_fold(squeezed);
	free(squeezed);
	return folded;
}

static bool is_word(const char *folded, const char *word)
{
	char *other = fold_cell(word);
	bool same = *other && str_equal(folded, other);
	free(other);
	return same;
}

static bool is_one_of(const char *folded, const char *const words[WORDS_MAX])
{
	for (size_t i = 0; i < WORDS_MAX && words[i]; i++)
		if (is_word(folded, words[i]))
			return true;
	return false;
}

static bool means_answer(const char *folded, enum answer answer)
{
	return is_one_of(folded, answer_words[answer]) || is_word(folded, answer_code(answer)) ||
	       is_word(folded, answer_kanji(answer)) || is_word(folded, answer_mark(answer)) ||
	       is_word(folded, answer_label(answer)) || is_word(folded, check_answer_mark(answer));
}

bool check_answer_parse(enum answer *answer, const char *cell, struct error *err)
{
	char *folded = fold_cell(cell);
	*answer = ANSWER_NONE;
	for (int i = ANSWER_NONE + 1; i < ANSWERS && *answer == ANSWER_NONE; i++)
		if (means_answer(folded, (enum answer)i))
			*answer = (enum answer)i;
	free(folded);
	return *answer != ANSWER_NONE ||
	       error_set(err, ERROR_INPUT, _("There is no answer \"%s\": ○, △, ×, －, %s or %s."), cell,
	                 check_answer_mark(ANSWER_EXCEPTION), check_answer_mark(ANSWER_UNSURE));
}

bool check_element_parse(enum element_answer *answer, const char *cell, struct error *err)
{
	static const enum answer as_answer[ELEMENT_ANSWERS] = {[ELEMENT_YES] = ANSWER_IMPLEMENTED,
	                                                       [ELEMENT_NO] = ANSWER_NOT_IMPLEMENTED,
	                                                       [ELEMENT_NA] = ANSWER_NOT_APPLICABLE};
	char *folded = fold_cell(cell);
	*answer = ELEMENT_NONE;
	for (int i = ELEMENT_NONE + 1; i < ELEMENT_ANSWERS && *answer == ELEMENT_NONE; i++)
		if (is_one_of(folded, item_words[i]) || means_answer(folded, as_answer[i]))
			*answer = (enum element_answer)i;
	free(folded);
	return *answer != ELEMENT_NONE ||
	       error_set(err, ERROR_INPUT, _("\"%s\" is no answer to an item: ○, × or －."), cell);
}

bool check_preventive_parse(bool *preventive, const char *cell, struct error *err)
{
	char *folded = fold_cell(cell);
	bool corrects = is_one_of(folded, preventive_words[0]) || is_word(folded, check_preventive_mark(false));
	*preventive = is_one_of(folded, preventive_words[1]) || is_word(folded, check_preventive_mark(true));
	free(folded);
	return corrects || *preventive ||
	       error_set(err, ERROR_INPUT, _("\"%s\" is not known here: %s or %s."), cell, check_preventive_mark(false),
	                 check_preventive_mark(true));
}
