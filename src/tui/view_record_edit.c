/* Filling in a record: each field is asked for as its type wants it, and saved as soon as it is entered. */
#include "view_record.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/platform.h"

/* The message without the field's name and id before it: the field is in sight, and its id is for scripts. */
static void cut_name(const struct field *field, struct error *err)
{
	char *name = str_format("%s (%s): ", bilingual_text(&field->label), field->id);
	if (err->message && str_starts_with(err->message, name))
		memmove(err->message, err->message + strlen(name), strlen(err->message + strlen(name)) + 1);
	free(name);
}

static void fail(struct shell *shell, const struct field *field, struct error *err)
{
	cut_name(field, err);
	shell_fail(shell, err);
}

bool view_record_save(struct view_record *self, struct shell *shell, size_t field, struct json *value)
{
	struct field_edits edits = {0};
	struct error err = {0};
	char now[26];
	field_edits_enter(&edits, shell->workplace, view_record_index(self, shell), field, value);
	bool ok = register_change(shell->workplace, view_record_index(self, shell), &edits, &err);
	field_edits_release(&edits);
	view_record_rebuild(self, shell);
	if (!ok || err.code != ERROR_NONE)
		fail(shell, &view_record_kind(self, shell)->fields[field], &err);
	else
		shell_say_saved(shell, platform_now(now));
	return ok;
}

static const struct field *field_of(const struct view_record *self, const struct shell *shell, size_t field)
{
	return &view_record_kind(self, shell)->fields[field];
}

static const struct value *value_at(const struct view_record *self, const struct shell *shell, size_t field)
{
	return &shell->workplace->ledger.facts.records[view_record_index(self, shell)].values[field];
}

/* By its name a record is found again, here and in every reference to it. */
static bool is_name(const struct field *field)
{
	return field->type == VALUE_TEXT && field->required && str_equal(field->id, "name");
}

static void say_name_needed(struct shell *shell)
{
	char key[16];
	shell_say(shell, STYLE_WARNING, _("A record keeps its name. Enter changes it; %s removes the whole record."),
	          action_key_name(ACTION_REMOVE, key));
}

/* One key takes away what somebody has typed: she is told where it still stands. */
static void save_instead(struct view_record *self, struct shell *shell, size_t field, struct json *value)
{
	bool typed = field_of(self, shell, field)->type == VALUE_TEXT && value_at(self, shell, field)->known &&
	             !str_is_blank(value_at(self, shell, field)->text);
	char key[16];
	if (view_record_save(self, shell, field, value) && typed)
		shell_say(shell, STYLE_SAVED, _("Saved. What stood there is kept in the history: %s."),
		          action_key_name(ACTION_HISTORY, key));
}

/* Where another record says it: what stands here itself (from a table, say) counts for nothing and goes. */
static bool is_said_elsewhere(struct view_record *self, struct shell *shell, size_t field)
{
	const struct workplace *workplace = shell->workplace;
	size_t source = record_field_source(workplace, view_record_index(self, shell), field, NULL);
	if (source == SIZE_MAX)
		return false;
	if (!value_at(self, shell, field)->known || view_record_save(self, shell, field, NULL)) {
		source = record_field_source(workplace, view_record_index(self, shell), field, NULL);
		shell_say(shell, STYLE_WARNING, _("This follows from the record \"%s\": write it there."),
		          source == SIZE_MAX ? "" : record_name(&workplace->ledger.facts.records[source], workplace->pack));
	}
	return true;
}

/* 「はい」 of a bool; 「していない」 of a date, 「なし」 of a text or list; 「わからない」 of anything. */
void view_record_set(struct view_record *self, struct shell *shell, size_t field, enum truth truth)
{
	const struct field *found = field_of(self, shell, field);
	if (is_said_elsewhere(self, shell, field)) {
		return;
	} else if (is_name(found) && truth != TRUTH_TRUE) {
		say_name_needed(shell);
	} else if (truth == TRUTH_UNKNOWN) {
		save_instead(self, shell, field, NULL);
	} else if (found->type == VALUE_BOOL) {
		view_record_save(self, shell, field, json_new_bool(truth == TRUTH_TRUE));
		list_act(&self->list, ACTION_DOWN);
	} else if (truth == TRUTH_TRUE) {
		view_record_edit(self, shell, field);
	} else if (found->type == VALUE_DATE) {
		view_record_save(self, shell, field, json_new_string("none"));
	} else if (found->type == VALUE_TEXT && !found->required) {
		save_instead(self, shell, field, json_new_string(""));
	} else if (found->type == VALUE_MULTI || found->type == VALUE_CLAUSES) {
		view_record_save(self, shell, field, json_new_array());
	} else {
		shell_say(shell, STYLE_PLAIN, "%s", _("This field takes a value of its own: Enter opens it."));
	}
}

static void edit_bool(struct view_record *self, struct shell *shell, size_t field)
{
	const char *const choices[] = {truth_label(TRUTH_TRUE), truth_label(TRUTH_FALSE), truth_label(TRUTH_UNKNOWN)};
	const struct value *value = value_at(self, shell, field);
	int choice = prompt_choice(shell, bilingual_text(&field_of(self, shell, field)->label), choices, 3, "ynu",
	                           value->known ? (value->number ? 0 : 1) : 2);
	if (choice >= 0)
		view_record_save(self, shell, field, choice == 2 ? NULL : json_new_bool(choice == 0));
}

static void edit_choice(struct view_record *self, struct shell *shell, size_t field)
{
	const struct field *found = field_of(self, shell, field);
	const struct value *value = value_at(self, shell, field);
	const char *choices[VALUES_MAX + 1];
	for (size_t i = 0; i < found->values_count; i++)
		choices[i] = bilingual_text(&found->values[i].label);
	choices[found->values_count] = truth_label(TRUTH_UNKNOWN);
	int choice = prompt_choice(shell, bilingual_text(&found->label), choices, found->values_count + 1, NULL,
	                           value->known ? (int)value->number : 0);
	if (choice >= 0)
		view_record_save(self, shell, field,
		                 (size_t)choice == found->values_count ? NULL
		                                                       : json_new_string(found->values[choice].id));
}

static void save_members(struct view_record *self, struct shell *shell, size_t field, uint32_t members)
{
	const struct field *found = field_of(self, shell, field);
	struct json *list = json_new_array();
	for (size_t i = 0; i < found->values_count; i++)
		if (members & UINT32_C(1) << i)
			json_put_string(list, NULL, found->values[i].id);
	view_record_save(self, shell, field, list);
}

/* A list to tick off. Esc keeps what was ticked: nothing that was entered is lost. */
static void edit_multi(struct view_record *self, struct shell *shell, size_t field)
{
	const struct field *found = field_of(self, shell, field);
	const struct value *value = value_at(self, shell, field);
	uint32_t members = value->known ? value->members : 0;
	bool touched = false;
	int at = 0;
	for (;;) {
		char *choices[VALUES_MAX + 1];
		size_t count = found->values_count;
		for (size_t i = 0; i < count; i++)
			choices[i] = str_format("[%c] %s", members & UINT32_C(1) << i ? 'x' : ' ',
			                        bilingual_text(&found->values[i].label));
		choices[count] = mem_strdup(members ? _("That is all") : _("None of them"));
		at = prompt_choice(shell, bilingual_text(&found->label), (const char *const *)choices, count + 1, NULL, at);
		for (size_t i = 0; i <= count; i++)
			free(choices[i]);
		if (at < 0 && !touched)
			return;
		if (at < 0 || (size_t)at == count)
			break;
		members ^= UINT32_C(1) << at;
		touched = true;
	}
	save_members(self, shell, field, members);
}

static void say_nothing_to_choose(struct shell *shell, const struct field *field)
{
	const struct registers *registers = shell->workplace->pack->registers;
	if (field->target != SIZE_MAX)
		shell_say(shell, STYLE_WARNING, _("There is nothing to choose yet: add it to the register \"%s\" first."),
		          bilingual_text(&registers->items[field->target].title));
	else
		shell_say(shell, STYLE_WARNING, "%s", _("There is nothing to choose yet: no register has another record."));
}

static void edit_ref(struct view_record *self, struct shell *shell, size_t field)
{
	const struct field *found = field_of(self, shell, field);
	const struct facts *facts = &shell->workplace->ledger.facts;
	const struct pack *pack = shell->workplace->pack;
	size_t own = view_record_index(self, shell), count = 0;
	size_t *records = mem_new(facts->records_count + 1, sizeof *records);
	const char **choices = mem_new(facts->records_count + 1, sizeof *choices);
	int present = 0;
	for (size_t i = 0; i < facts->records_count; i++) {
		if (i == own || (found->target != SIZE_MAX && facts->records[i].owner != found->target))
			continue;
		if (value_at(self, shell, field)->known && value_at(self, shell, field)->record == i)
			present = (int)count;
		records[count] = i;
		choices[count++] = record_name(&facts->records[i], pack);
	}
	if (!count) {
		say_nothing_to_choose(shell, found);
		free(records);
		free(choices);
		return;
	}
	/* A reference that is needed and not chosen is an open field, not a none. */
	choices[count] = found->required ? truth_label(TRUTH_UNKNOWN) : _("none of them");
	int choice = prompt_choice(shell, bilingual_text(&found->label), choices, count + 1, NULL, present);
	char *id = choice >= 0 && (size_t)choice < count ? record_reference(facts, pack, records[choice]) : NULL;
	if (choice >= 0)
		view_record_save(self, shell, field, id ? json_new_string(id) : NULL);
	free(id);
	free(records);
	free(choices);
}

/* What stands in the line to begin with. */
static char *as_typed(const struct view_record *self, const struct shell *shell, size_t field)
{
	const struct value *value = value_at(self, shell, field);
	const struct field *found = field_of(self, shell, field);
	struct strbuf out = STRBUF_INIT;
	if (value->known && found->type == VALUE_TEXT)
		strbuf_add(&out, value->text);
	else if (value->known && found->type == VALUE_DATE && date_is_set(value->date) && i18n_language() == LANGUAGE_JA)
		date_format_wareki(&out, value->date);
	else
		value_write(&out, value, found, shell->workplace->pack, &shell->workplace->ledger.facts);
	return strbuf_take(&out);
}

static const char *line_hint(const struct field *field)
{
	if (is_name(field))
		return bilingual_text(&field->hint);
	if (field->type == VALUE_TEXT && field->required)
		return _("\"?\" if it is not known.");
	switch (field->type) {
	case VALUE_DATE:
		return _("E.g. 2026-10-31 or R8.10.31; \"none\" if there is no such day; \"?\" if not known.");
	case VALUE_CLAUSES:
		return _("Clauses with commas, e.g. 7.4.3.ウ, 8.2.6.ウ; \"?\" if they are not known.");
	case VALUE_INT:
		return _("A number; \"?\" if it is not known.");
	default:
		return _("\"none\" if there is none; \"?\" if it is not known.");
	}
}

/* What was refused stands in the next prompt as written and not saved: it is there again also after Esc, or tomorrow. */
static void stand_again(const struct view_record *self, struct shell *shell, size_t field, char **text)
{
	prompt_keep(shell, field_of(self, shell, field)->id, *text);
	free(*text);
	*text = as_typed(self, shell, field);
}

/* For prompt_line_checked(): whether the text is a value of the field `data`; of a day, which. */
static bool understands(const void *data, const char *typed, struct strbuf *says)
{
	const struct field *field = data;
	struct json *value = NULL;
	struct error err = {0};
	struct date date;
	bool understood = value_from_text(&value, field, typed, &err);
	if (!understood) {
		cut_name(field, &err);
		strbuf_add(says, err.message);
		error_release(&err);
	} else if (field->type == VALUE_DATE && value && date_parse(&date, typed, &err)) {
		date_format_local(says, date);
	}
	error_release(&err);
	json_free(value);
	return understood;
}

/* Asks until it is understood; what was typed stays, also when the person gives up. */
static void edit_line(struct view_record *self, struct shell *shell, size_t field)
{
	const struct field *found = field_of(self, shell, field);
	char *text = as_typed(self, shell, field);
	while (prompt_line_checked(shell, found->id, bilingual_text(&found->label), line_hint(found), &text, understands, found)) {
		struct json *value = NULL;
		struct error err = {0};
		bool understood = str_is_blank(text) || value_from_text(&value, found, text, &err);
		if (is_name(found) && (!value || str_is_blank(json_string(value)))) {
			json_free(value);
			say_name_needed(shell);
			continue;
		}
		if (understood && view_record_save(self, shell, field, value)) {
			prompt_keep(shell, found->id, NULL);
			break;
		}
		if (!understood)
			fail(shell, found, &err);
		stand_again(self, shell, field, &text);
	}
	free(text);
}

void view_record_edit(struct view_record *self, struct shell *shell, size_t field)
{
	const struct field *found = field_of(self, shell, field);
	if (is_said_elsewhere(self, shell, field))
		return;
	switch (found->type) {
	case VALUE_BOOL:
		edit_bool(self, shell, field);
		return;
	case VALUE_CHOICE:
		edit_choice(self, shell, field);
		return;
	case VALUE_MULTI:
		edit_multi(self, shell, field);
		return;
	case VALUE_REF:
		edit_ref(self, shell, field);
		return;
	default:
		edit_line(self, shell, field);
	}
}
