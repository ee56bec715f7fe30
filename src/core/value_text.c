#include "tenken/core/value_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* --- what was typed --- */

/* Without white space at its ends. Caller frees. */
static char *trim(const char *text)
{
	char *whole = mem_strdup(text), *trimmed;
	size_t start = 0, end = strlen(whole);

	while (start < end) {
		size_t step = text_cluster_bytes(whole + start);
		char *one = mem_strndup(whole + start, step);
		bool blank = str_is_blank(one);

		free(one);
		if (!blank)
			break;
		start += step;
	}
	/* From the end, so long as the rest is blank. */
	for (size_t at = start; at < end;) {
		if (str_is_blank(whole + at)) {
			end = at;
			break;
		}
		at += text_cluster_bytes(whole + at);
	}
	trimmed = mem_strndup(whole + start, end - start);
	free(whole);
	return trimmed;
}

/* Folded as search folds: width, case, kana. Caller frees. */
static bool same_word(const char *a, const char *b)
{
	char *left = text_fold(a), *right = text_fold(b);
	bool same = str_equal(left, right);

	free(left);
	free(right);
	return same;
}

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (same_word(text, words[i]))
			return true;
	}
	return false;
}

#define IS_ONE_OF(text, words) is_one_of((text), (words), sizeof(words) / sizeof *(words))

static const char *const unknown_words[] = {"?", "？", "unknown", "不明", "わからない", "未確認"};
static const char *const empty_words[] = {"none", "なし", "無し", "無"};
static const char *const not_done_words[] = {"していない", "未実施", "なし", "none", "not done"};
static const char *const yes_words[] = {"yes", "true", "はい", "1", "○", "有", "y"};
static const char *const no_words[] = {"no", "false", "いいえ", "0", "×", "n"};

static bool expected(const struct field *field, const char *what, struct error *err)
{
	return error_set(err, ERROR_INPUT, "%s (%s): %s", bilingual_text(&field->label), field->id, what);
}

static bool read_bool(struct json **value, const struct field *field, const char *text, struct error *err)
{
	bool yes = IS_ONE_OF(text, yes_words);

	if (!yes && !IS_ONE_OF(text, no_words))
		return expected(field, _("yes or no is expected here."), err);
	*value = json_new_bool(yes);
	return true;
}

static bool read_int(struct json **value, const struct field *field, const char *text, struct error *err)
{
	char *digits = text_fold(text);
	bool good = *digits && strlen(digits) <= 9 && strspn(digits, "0123456789") == strlen(digits);

	if (good)
		*value = json_new_int(strtol(digits, NULL, 10));
	free(digits);
	return good || expected(field, _("a whole number of 0 or more is expected here."), err);
}

const char *field_none(const struct field *field)
{
	static const struct {
		const char *end, *words; /* of the field's id; what is then said */
	} ways[] = {{"expires_on", N_("no end")},
	            {"ends_on", N_("no end")},
	            {"until", N_("no end")},
	            {"starts_on", N_("not decided")}};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (str_ends_with(field->id, ways[i].end))
			return ways[i].words;
	return N_("not done");
}

/* In any language. */
static bool is_none_of(const struct field *field, const char *text)
{
	for (int i = 0; i < LANGUAGES; i++)
		if (str_equal(text, i18n_text_in((enum language)i, field_none(field))))
			return true;
	return IS_ONE_OF(text, not_done_words);
}

static bool read_date(struct json **value, const struct field *field, const char *text, struct error *err)
{
	struct error why = {0};
	struct date date;
	char iso[11];

	if (!*text || is_none_of(field, text)) {
		*value = json_new_string("none");
		return true;
	}
	if (date_parse(&date, text, &why)) {
		*value = json_new_string(date_format_iso(date, iso));
		return true;
	}
	expected(field, why.message, err);
	error_release(&why);
	return false;
}

/* Which of the field's values is meant, by id or label; SIZE_MAX: none. */
static size_t find_value(const struct field *field, const char *text)
{
	size_t at = field_find_value(field, text);

	for (size_t i = 0; i < field->values_count && at == SIZE_MAX; i++) {
		if (same_word(text, field->values[i].id) || same_word(text, field->values[i].label.ja) ||
		    same_word(text, field->values[i].label.en))
			at = i;
	}
	return at;
}

static bool no_such_value(const struct field *field, const char *text, struct error *err)
{
	const char *ids[VALUES_MAX];
	struct strbuf all = STRBUF_INIT;
	const char *near;
	char *what;

	for (size_t i = 0; i < field->values_count; i++) {
		ids[i] = field->values[i].id;
		strbuf_addf(&all, "%s%s", i ? ", " : "", ids[i]);
	}
	near = strlen(text) <= 64 ? text_nearest(text, ids, field->values_count) : NULL;
	what = near ? str_format(_("\"%s\" is none of its values. \"%s\" may be meant. Allowed are: %s."), text, near,
	                         all.text)
	            : str_format(_("\"%s\" is none of its values. Allowed are: %s."), text, all.text);
	expected(field, what, err);
	free(what);
	strbuf_release(&all);
	return false;
}

static bool read_choice_text(struct json **value, const struct field *field, const char *text, struct error *err)
{
	size_t at = find_value(field, text);

	if (at == SIZE_MAX)
		return no_such_value(field, text, err);
	*value = json_new_string(field->values[at].id);
	return true;
}

/* The next part of a list, trimmed; NULL at the end. Parts are parted by "," "、" "，" or ";". Caller frees. */
static char *next_part(const char **rest)
{
	static const char *const commas[] = {",", "、", "，", ";", "；"};
	const char *at = *rest;

	if (!at)
		return NULL;
	for (; *at; at += text_cluster_bytes(at)) {
		for (size_t i = 0; i < sizeof commas / sizeof *commas; i++) {
			if (str_starts_with(at, commas[i])) {
				char *part = mem_strndup(*rest, (size_t)(at - *rest)), *trimmed = trim(part);

				free(part);
				*rest = at + strlen(commas[i]);
				return trimmed;
			}
		}
	}
	char *trimmed = trim(*rest);
	*rest = NULL;
	return trimmed;
}

static bool read_list(struct json **value, const struct field *field, const char *text, struct error *err)
{
	struct json *list = json_new_array();
	const char *rest = text;
	char *part;
	bool good = true;
	uint32_t members = 0;

	if (!*text || IS_ONE_OF(text, empty_words)) {
		*value = list;
		return true;
	}
	while (good && (part = next_part(&rest)) != NULL) {
		size_t at = field->type == VALUE_MULTI && *part ? find_value(field, part) : 0;

		if (at == SIZE_MAX) {
			good = no_such_value(field, part, err);
		} else if (*part && field->type == VALUE_CLAUSES) {
			json_put_string(list, NULL, part);
		} else if (*part) {
			members |= UINT32_C(1) << at;
		}
		free(part);
	}
	/* In the order of the pack, so that the same members are the same value. */
	for (size_t i = 0; i < field->values_count; i++) {
		if (members & UINT32_C(1) << i)
			json_put_string(list, NULL, field->values[i].id);
	}
	if (good)
		*value = list;
	else
		json_free(list);
	return good;
}

static bool read_typed(struct json **value, const struct field *field, const char *text, struct error *err)
{
	switch (field->type) {
	case VALUE_TEXT:
		*value = json_new_string(IS_ONE_OF(text, empty_words) ? "" : text);
		return true;
	case VALUE_DATE:
		return read_date(value, field, text, err);
	case VALUE_MULTI:
	case VALUE_CLAUSES:
		return read_list(value, field, text, err);
	default:
		break;
	}
	if (!*text)
		return true;
	switch (field->type) {
	case VALUE_BOOL:
		return read_bool(value, field, text, err);
	case VALUE_INT:
		return read_int(value, field, text, err);
	case VALUE_CHOICE:
		return read_choice_text(value, field, text, err);
	default:
		if (!IS_ONE_OF(text, empty_words))
			*value = json_new_string(text);
		return true;
	}
}

bool value_from_text(struct json **value, const struct field *field, const char *text, struct error *err)
{
	char *trimmed = trim(text);
	bool good = true;

	*value = NULL;
	if (!IS_ONE_OF(trimmed, unknown_words))
		good = read_typed(value, field, trimmed, err);
	free(trimmed);
	return good;
}

/* --- what is shown and written --- */

char *record_reference(const struct facts *facts, const struct pack *pack, size_t record)
{
	const struct record *found = &facts->records[record];
	bool ambiguous = false;

	facts_find(facts, pack, SIZE_MAX, found->id, &ambiguous);
	if (ambiguous)
		return str_format("%s:%s", pack->registers->items[found->owner].id, found->id);
	return mem_strdup(found->id);
}

static void begin_part(struct strbuf *out, size_t from_bytes, const char *comma)
{
	if (out->len_bytes > from_bytes)
		strbuf_add(out, comma);
}

static void show_list(struct strbuf *out, const struct value *value, const struct field *field,
                      const struct pack *pack)
{
	size_t from = out->len_bytes;

	for (size_t i = 0; i < field->values_count; i++) {
		if (!(value->members & UINT32_C(1) << i))
			continue;
		begin_part(out, from, _(", "));
		strbuf_add(out, bilingual_text(&field->values[i].label));
	}
	for (size_t i = 0; i < value->clauses_count; i++) {
		begin_part(out, from, _(", "));
		strbuf_add(out, pack->clauses[value->clauses[i]].label);
	}
	if (out->len_bytes == from)
		strbuf_add(out, _("none"));
}

void value_show(struct strbuf *out, const struct value *value, const struct field *field, const struct pack *pack,
                const struct facts *facts)
{
	if (!value->known)
		return;
	switch (field->type) {
	case VALUE_BOOL:
		strbuf_add(out, value->number ? _("yes") : _("no"));
		return;
	case VALUE_INT:
		strbuf_addf(out, "%lld", (long long)value->number);
		return;
	case VALUE_DATE:
		if (date_is_set(value->date))
			date_format_local(out, value->date);
		else
			strbuf_add(out, _(field_none(field)));
		return;
	case VALUE_TEXT:
		strbuf_add(out, str_is_blank(value->text) ? _("none") : value->text);
		return;
	case VALUE_CHOICE:
		strbuf_add(out, bilingual_text(&field->values[value->number].label));
		return;
	case VALUE_REF:
		strbuf_add(out, record_name(&facts->records[value->record], pack));
		return;
	default:
		show_list(out, value, field, pack);
	}
}

static void write_list(struct strbuf *out, const struct value *value, const struct field *field,
                       const struct pack *pack)
{
	size_t from = out->len_bytes;

	for (size_t i = 0; i < field->values_count; i++) {
		if (!(value->members & UINT32_C(1) << i))
			continue;
		begin_part(out, from, ",");
		strbuf_add(out, field->values[i].id);
	}
	for (size_t i = 0; i < value->clauses_count; i++) {
		begin_part(out, from, ",");
		strbuf_add(out, pack->clauses[value->clauses[i]].id);
	}
	if (out->len_bytes == from)
		strbuf_add(out, "none");
}

void value_write(struct strbuf *out, const struct value *value, const struct field *field, const struct pack *pack,
                 const struct facts *facts)
{
	char iso[11], *reference;

	if (!value->known)
		return;
	switch (field->type) {
	case VALUE_BOOL:
		strbuf_add(out, value->number ? "yes" : "no");
		return;
	case VALUE_INT:
		strbuf_addf(out, "%lld", (long long)value->number);
		return;
	case VALUE_DATE:
		strbuf_add(out, date_is_set(value->date) ? date_format_iso(value->date, iso) : "none");
		return;
	case VALUE_TEXT:
		strbuf_add(out, str_is_blank(value->text) ? "none" : value->text);
		return;
	case VALUE_CHOICE:
		strbuf_add(out, field->values[value->number].id);
		return;
	case VALUE_REF:
		reference = record_reference(facts, pack, value->record);
		strbuf_add(out, reference);
		free(reference);
		return;
	default:
		write_list(out, value, field, pack);
	}
}

static struct json *list_json(const struct value *value, const struct field *field, const struct pack *pack)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < field->values_count; i++) {
		if (value->members & UINT32_C(1) << i)
			json_put_string(list, NULL, field->values[i].id);
	}
	for (size_t i = 0; i < value->clauses_count; i++)
		json_put_string(list, NULL, pack->clauses[value->clauses[i]].id);
	return list;
}

struct json *value_json(const struct value *value, const struct field *field, const struct pack *pack,
                        const struct facts *facts)
{
	char iso[11], *reference;
	struct json *text;

	if (!value->known)
		return NULL;
	switch (field->type) {
	case VALUE_BOOL:
		return json_new_bool(value->number != 0);
	case VALUE_INT:
		return json_new_int(value->number);
	case VALUE_DATE:
		return json_new_string(date_is_set(value->date) ? date_format_iso(value->date, iso) : "none");
	case VALUE_TEXT:
		return json_new_string(value->text);
	case VALUE_CHOICE:
		return json_new_string(field->values[value->number].id);
	case VALUE_REF:
		reference = record_reference(facts, pack, value->record);
		text = json_new_string(reference);
		free(reference);
		return text;
	default:
		return list_json(value, field, pack);
	}
}
