/* The sentence that says why, in both languages: which record, which fields, which values. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/core/value_text.h"
#include "verdict_internal.h"

static void add_listed(struct strbuf *out, enum language language, const char *text)
{
	if (out->len_bytes)
		strbuf_add(out, i18n_text_in(language, N_(", ")));
	strbuf_add(out, text);
}

static char *list_members(const struct field *field, uint32_t members, enum language language)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < field->values_count; i++) {
		if (members & UINT32_C(1) << i)
			add_listed(&out, language, bilingual_in(&field->values[i].label, language));
	}
	if (!out.len_bytes)
		strbuf_add(&out, i18n_text_in(language, N_("none of them")));
	return strbuf_take(&out);
}

static char *describe_date(const struct field *field, struct date date, enum language language)
{
	char text[11];

	if (!date_is_set(date))
		return str_format("%s", i18n_text_in(language, field_none(field)));
	return str_format("%s", date_format_iso(date, text));
}

/* The value of an operand that is known. */
static char *describe_value(const struct matter *matter, size_t operand, enum language language)
{
	const struct operand *read = &matter->operands->items[operand];
	const struct field *field = matter->fields[operand];
	const struct value *value = matter->slots[operand].value;

	if (read->kind == OPERAND_SETTING)
		return str_format("%s", matter->facts->settings[read->setting].text);
	if (!field || field->type == VALUE_BOOL)
		return str_format("%s", i18n_text_in(language, value->number ? N_("yes") : N_("no")));
	switch (field->type) {
	case VALUE_INT:
		return str_format("%lld", (long long)value->number);
	case VALUE_DATE:
		return describe_date(field, value->date, language);
	case VALUE_CHOICE:
		return str_format("%s", bilingual_in(&field->values[value->number].label, language));
	case VALUE_MULTI:
		return list_members(field, value->members, language);
	default:
		return str_format("%s", str_is_blank(value->text) ? i18n_text_in(language, N_("blank")) : value->text);
	}
}

char *describe_values(const struct matter *matter, uint32_t operands, enum language language)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < matter->operands->count; i++) {
		struct field_names names = {0};

		if (!(operands & UINT32_C(1) << i) || !matter_is_known(matter, i))
			continue;
		matter_names(matter, i, &names);
		for (size_t k = 0; k < names.count; k++) {
			char *value = describe_value(matter, i, language);
			char *pair = matter->fields[i] || matter->operands->items[i].kind == OPERAND_SETTING
			                     ? str_format(i18n_text_in(language, N_("%s: %s")),
			                                  bilingual_in(&names.items[k].label, language), value)
			                     : str_format("%s", bilingual_in(&names.items[k].label, language));

			add_listed(&out, language, pair);
			free(pair);
			free(value);
		}
		field_names_release(&names);
	}
	return strbuf_take(&out);
}

/* The members that a multi of the record lacks. */
static char *describe_lacking(const struct matter *matter, const char *id, enum language language)
{
	const struct register_kind *kind = &matter->pack->registers->items[matter->record->owner];
	size_t at = register_find_field(kind, id);

	if (at == SIZE_MAX || kind->fields[at].type != VALUE_MULTI || !matter->record->values[at].known)
		return str_format("%s", "");
	return list_members(&kind->fields[at], ~matter->record->values[at].members, language);
}

static void fill_template(struct strbuf *out, const struct matter *matter, const char *template, const char *values,
                          enum language language)
{
	while (*template) {
		size_t plain_bytes = strcspn(template, "{");
		const char *end;

		strbuf_add_bytes(out, template, plain_bytes);
		template += plain_bytes;
		end = strchr(template, '}');
		if (!end)
			break;
		if (str_starts_with(template, "{record}")) {
			strbuf_add(out, record_name(matter->record, matter->pack));
		} else if (str_starts_with(template, "{values}")) {
			strbuf_add(out, values);
		} else {
			const char *id = template + strlen("{missing:");
			char *field =
			        str_starts_with(template, "{missing:") ? mem_strndup(id, (size_t)(end - id)) : NULL;
			char *text = describe_lacking(matter, field, language);

			strbuf_add(out, text);
			free(text);
			free(field);
		}
		template = end + 1;
	}
	strbuf_add(out, template);
}

static char *make_safe(struct strbuf *text)
{
	char *safe = text_safe_dup(text->text, TEXT_SAFE_LINE);

	strbuf_release(text);
	return safe;
}

static char *describe(const struct matter *matter, const struct findings *findings, enum finding finding,
                      enum language language)
{
	size_t outcome = findings->outcome[finding];
	const struct bilingual *because = outcome == SIZE_MAX ? NULL : &matter->rule->outcomes[outcome].because;
	const char *name = record_name(matter->record, matter->pack);
	const char *demand = bilingual_in(&matter->rule->text, language);
	char *values = describe_values(matter, findings->decided[finding], language);
	struct strbuf out = STRBUF_INIT;

	if (because && because->ja)
		fill_template(&out, matter, bilingual_in(because, language), values, language);
	else if (finding == FINDING_NOT_APPLICABLE)
		strbuf_addf(&out, i18n_text_in(language, N_("\"%s\": this does not apply: %s")), name, demand);
	else
		strbuf_addf(&out, i18n_text_in(language, N_("\"%s\" is as it should be: %s")), name, demand);
	if (*values && !(because && because->ja && strstr(bilingual_in(because, language), "{values}")))
		strbuf_addf(&out, i18n_text_in(language, N_(" (%s)")), values);
	free(values);
	return make_safe(&out);
}

void describe_finding(struct bilingual *because, const struct matter *matter, const struct findings *findings,
                      enum finding finding)
{
	because->ja = describe(matter, findings, finding, LANGUAGE_JA);
	because->en = describe(matter, findings, finding, LANGUAGE_EN);
}

static char *describe_missing(const struct matter *matter, const struct field_names *missing, enum language language)
{
	struct strbuf list = STRBUF_INIT, out = STRBUF_INIT;

	for (size_t i = 0; i < missing->count; i++)
		add_listed(&list, language, bilingual_in(&missing->items[i].label, language));
	strbuf_addf(&out, i18n_text_in(language, N_("\"%s\" cannot be judged until this is known: %s. (%s)")),
	            record_name(matter->record, matter->pack), list.text, bilingual_in(&matter->rule->text, language));
	strbuf_release(&list);
	return make_safe(&out);
}

void describe_unknown(struct bilingual *because, const struct matter *matter, const struct field_names *missing)
{
	because->ja = describe_missing(matter, missing, LANGUAGE_JA);
	because->en = describe_missing(matter, missing, LANGUAGE_EN);
}

static void add_exception(char **text, const struct matter *matter, const struct record *exception,
                          enum language language)
{
	struct strbuf out = STRBUF_INIT;

	strbuf_addf(&out, i18n_text_in(language, N_("%s The exception \"%s\" permits this.")), *text,
	            record_name(exception, matter->pack));
	free(*text);
	*text = make_safe(&out);
}

void describe_exception(struct bilingual *because, const struct matter *matter, size_t exception)
{
	add_exception(&because->ja, matter, &matter->facts->records[exception], LANGUAGE_JA);
	add_exception(&because->en, matter, &matter->facts->records[exception], LANGUAGE_EN);
}
