#include "json_parts.h"

#include <assert.h>

#include "sheet.h"

static const char *const figure_keys[] = {
        [FIGURE_ANSWER_RATE] = "answer_rate",
        [FIGURE_KNOWN_RATE] = "known_rate",
        [FIGURE_IMPLEMENTATION_RATE] = "implementation_rate",
        [FIGURE_NOT_APPLICABLE_RATE] = "not_applicable_rate",
        [FIGURE_PLAN_RATE] = "plan_rate",
};
static_assert(sizeof figure_keys / sizeof *figure_keys == FIGURES, "every figure has a key");

void json_parts_text(struct json_open *into, const char *key, const char *text)
{
	struct strbuf safe = STRBUF_INIT;

	if (!text) {
		json_add_null(into, key);
		return;
	}
	if (sheet_is_clean(text)) {
		json_add_clean(into, key, text);
		return;
	}
	sheet_add_lines(&safe, text);
	json_add_string(into, key, safe.text);
	strbuf_release(&safe);
}

void json_parts_known(struct json_open *into, const char *key, const char *text)
{
	json_parts_text(into, key, str_is_blank(text) ? NULL : text);
}

void json_parts_bilingual(struct json_open *into, const char *key, const struct bilingual *text)
{
	struct json_open *both = json_add_object(into, key);

	json_parts_text(both, "ja", text->ja);
	json_parts_text(both, "en", text->en);
}

void json_parts_date(struct json_open *into, const char *key, struct date date)
{
	char text[11];

	if (date_is_set(date))
		json_add_clean(into, key, date_format_iso(date, text));
	else
		json_add_null(into, key);
}

void json_parts_size(struct json_open *into, const char *key, size_t size)
{
	json_add_int(into, key, (int64_t)size);
}

void json_parts_answer(struct json_open *into, const char *key, enum answer answer)
{
	if (answer == ANSWER_NONE)
		json_add_null(into, key);
	else
		json_add_clean(into, key, answer_code(answer));
}

void json_parts_counts(struct json_open *into, const struct tally *tally)
{
	struct json_open *counts = json_add_object(into, "answers");

	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++)
		json_parts_size(counts, answer_code((enum answer)i), tally->by_answer[i]);
	json_parts_size(counts, "unanswered", tally->by_answer[ANSWER_NONE]);
}

void json_parts_ratio(struct json_open *into, const char *key, struct ratio ratio)
{
	struct json_open *object = json_add_object(into, key);

	json_parts_size(object, "numerator", ratio.numerator);
	json_parts_size(object, "denominator", ratio.denominator);
}

void json_parts_figures(struct json_open *into, const struct tally *tally)
{
	struct json_open *figures = json_add_object(into, "figures");

	for (int i = 0; i < FIGURES; i++)
		json_parts_ratio(figures, figure_keys[i], figure_ratio((enum figure)i, tally));
}

void json_parts_pack(struct json_open *into, const struct pack *pack)
{
	struct json_open *object = json_add_object(into, "pack");

	json_parts_text(object, "id", pack->id);
	json_parts_bilingual(object, "title", &pack->title);
	json_parts_text(object, "version", pack->version);
	json_parts_date(object, "effective", pack->effective);
}
