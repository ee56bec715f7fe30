/* The registers in the report as JSON. */
#include "json_parts.h"
#include "sheet.h"
#include "tenken/core/value_text.h"

/* As in facts; texts of people are made safe, as everywhere in a report. */
static void put_field(struct json_open *into, const struct report_input *input, const struct value *value,
                      const struct field *field)
{
	struct json *known;

	if (!value->known)
		return;
	if (field->type == VALUE_TEXT) {
		struct strbuf text = STRBUF_INIT;

		value_show(&text, value, field, input->pack, input->facts);
		json_parts_text(into, field->id, text.text);
		strbuf_release(&text);
		return;
	}
	known = value_json(value, field, input->pack, input->facts);
	if (known)
		json_add(into, field->id, known);
	json_free(known);
}

static void put_verdicts(struct json_open *into, const struct report_input *input, size_t record)
{
	struct json_open *list = json_add_array(into, "verdicts");

	for (size_t i = 0; input->verdicts && i < input->verdicts->count; i++) {
		const struct verdict *verdict = &input->verdicts->items[i];
		struct json_open *object;

		if (verdict->record != record || verdict->code == VERDICT_PASS ||
		    verdict->code == VERDICT_NOT_APPLICABLE)
			continue;
		object = json_add_object(list, NULL);
		json_parts_text(object, "rule", input->pack->rules->items[verdict->rule].id);
		json_add_string(object, "verdict", verdict_code_name(verdict->code));
		json_parts_bilingual(object, "because", &verdict->because);
	}
}

static void put_record(struct json_open *list, const struct report_input *input, size_t at)
{
	const struct record *record = &input->facts->records[at];
	const struct register_kind *kind = &input->pack->registers->items[record->owner];
	struct json_open *object = json_add_object(list, NULL), *fields;

	json_parts_text(object, "id", record->id);
	json_parts_text(object, "name", record_name(record, input->pack));
	fields = json_add_object(object, "fields");
	for (size_t i = 0; i < kind->fields_count; i++)
		put_field(fields, input, &record->values[i], &kind->fields[i]);
	put_verdicts(object, input, at);
}

void json_parts_registers(struct json_open *into, const struct report_input *input)
{
	struct json_open *list = json_add_array(into, "registers");

	for (size_t i = 0; i < sheet_registers(input); i++) {
		const struct register_kind *kind = &input->pack->registers->items[i];
		struct json_open *object, *records;

		if (!sheet_shows_register(input, i))
			continue;
		object = json_add_object(list, NULL);
		json_parts_text(object, "register", kind->id);
		json_parts_bilingual(object, "title", &kind->title);
		json_add_bool(object, "complete", input->facts->complete[i]);
		records = json_add_array(object, "records");
		for (size_t at = input->facts->firsts[i]; at < input->facts->firsts[i + 1]; at++)
			put_record(records, input, at);
	}
}
