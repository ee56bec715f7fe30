#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pack_reader.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

static const char *nearest(const char *name, const char *const *names, size_t count)
{
	return strlen(name) <= PACK_ID_BYTES_MAX ? text_nearest(name, names, count) : NULL;
}

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_equal(name, names[i]))
			return true;
	}
	return false;
}

bool read_object(struct cursor at, const char *const *keys, size_t keys_count)
{
	if (!at.node)
		return false;
	if (json_type(at.node) != JSON_OBJECT) {
		problem_at(at, _("An object in braces is expected here; what stands here is %s."),
		           json_type_name(json_type(at.node)));
		return false;
	}
	for (struct cursor member = cursor_first(at); member.node && problems_wanted(at.reader);
	     member = cursor_next(member)) {
		const char *key = json_key(member.node);
		const char *near;

		if (is_one_of(key, keys, keys_count))
			continue;
		near = nearest(key, keys, keys_count);
		if (near)
			problem_at_key(member, _("The key \"%s\" is not known here. \"%s\" may be meant."), CLIP(key),
			               near);
		else
			problem_at_key(member, _("The key \"%s\" is not known here. Remove it, or correct it."),
			               CLIP(key));
	}
	return true;
}

struct cursor read_member(struct cursor object, const char *key)
{
	struct cursor member = cursor_get(object, key);

	if (object.node && !member.node)
		problem_at(object, _("The key \"%s\" is missing in this object."), key);
	return member;
}

struct cursor read_array(struct cursor object, const char *key, size_t least, bool required)
{
	struct cursor array = required ? read_member(object, key) : cursor_get(object, key);

	if (!array.node)
		return array;
	if (json_type(array.node) != JSON_ARRAY) {
		problem_at(array, _("A list in square brackets is expected here; what stands here is %s."),
		           json_type_name(json_type(array.node)));
		array.node = NULL;
	} else if (least > 0 && !json_first(array.node)) {
		problem_at(array, _("This list is empty. It needs at least one entry."));
	}
	return array;
}

/* Whether the string may be shown as it is; reports otherwise. */
static bool is_shown_as_written(struct cursor value, const char *text)
{
	bool same = text_is_safe(text, TEXT_SAFE_LINE);

	if (!same)
		problem_at(
		        value,
		        _("This text holds characters that cannot be seen or could deceive the reader: \"%s\". Remove "
		          "them."),
		        CLIP(text));
	return same;
}

char *read_text(struct cursor value)
{
	const char *text;

	if (!value.node)
		return NULL;
	text = json_string(value.node);
	if (!text) {
		problem_at(value, _("A text in quotation marks is expected here; what stands here is %s."),
		           json_type_name(json_type(value.node)));
		return NULL;
	}
	if (str_is_blank(text)) {
		problem_at(value, _("This text is blank."));
		return NULL;
	}
	return is_shown_as_written(value, text) ? mem_strdup(text) : NULL;
}

static bool has_white_space(const char *text)
{
	size_t left_bytes = strlen(text);

	while (left_bytes) {
		uint32_t codepoint;

		if (*text > 0x20 && *text < 0x7F) {
			text++;
			left_bytes--;
			continue;
		}
		size_t step_bytes = text_decode(text, left_bytes, &codepoint);
		char one[8] = {0};

		memcpy(one, text, step_bytes);
		bool blank = str_is_blank(one);

		if (blank)
			return true;
		text += step_bytes;
		left_bytes -= step_bytes;
	}
	return false;
}

char *read_id(struct cursor value)
{
	char *id = read_text(value);

	if (!id)
		return NULL;
	if (strlen(id) > PACK_ID_BYTES_MAX)
		problem_at(value, _("This id is too long: it has %zu bytes, and at most %d are allowed."), strlen(id),
		           PACK_ID_BYTES_MAX);
	else if (has_white_space(id))
		problem_at(value, _("The id \"%s\" holds white space. Write it without."), id);
	else
		return id;
	free(id);
	return NULL;
}

char *read_member_text(struct cursor object, const char *key)
{
	return read_text(read_member(object, key));
}

char *read_member_id(struct cursor object, const char *key)
{
	return read_id(read_member(object, key));
}

char *read_optional_id(struct cursor object, const char *key)
{
	struct cursor member = cursor_get(object, key);

	if (!member.node || json_type(member.node) == JSON_NULL)
		return NULL;
	return read_id(member);
}

void read_bilingual(struct cursor value, struct bilingual *text)
{
	static const char *const keys[] = {"ja", "en"};
	struct cursor ja, en;

	if (!read_object(value, keys, 2))
		return;
	ja = cursor_get(value, "ja");
	en = cursor_get(value, "en");
	if (!ja.node)
		problem_at(value, _("The Japanese text is missing. Add it with the key \"ja\"."));
	if (!en.node)
		problem_at(value, _("The English text is missing. Add it with the key \"en\"."));
	text->ja = read_text(ja);
	text->en = read_text(en);
}

void read_member_bilingual(struct cursor object, const char *key, struct bilingual *text)
{
	read_bilingual(read_member(object, key), text);
}

bool read_member_bool(struct cursor object, const char *key, bool required)
{
	struct cursor member = required ? read_member(object, key) : cursor_get(object, key);

	if (!member.node)
		return false;
	if (json_type(member.node) != JSON_BOOL)
		problem_at(member, _("Either true or false is expected here; what stands here is %s."),
		           json_type_name(json_type(member.node)));
	return json_bool(member.node);
}

static char *join(const char *const *names, size_t count)
{
	struct strbuf list = STRBUF_INIT;

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			strbuf_add(&list, ", ");
		strbuf_add(&list, names[i]);
	}
	return strbuf_take(&list);
}

size_t read_choice(struct cursor value, const char *const *names, size_t count)
{
	char *text = read_text(value);
	const char *near;
	char *known;

	if (!text)
		return 0;
	for (size_t i = 0; i < count; i++) {
		if (str_equal(text, names[i])) {
			free(text);
			return i;
		}
	}
	near = nearest(text, names, count);
	known = join(names, count);
	if (near)
		problem_at(value,
		           _("\"%s\" is not one of the values allowed here. \"%s\" may be meant. Allowed are: %s."),
		           CLIP(text), near, known);
	else
		problem_at(value, _("\"%s\" is not one of the values allowed here. Allowed are: %s."), CLIP(text),
		           known);
	free(known);
	free(text);
	return 0;
}

size_t read_member_choice(struct cursor object, const char *key, const char *const *names, size_t count)
{
	return read_choice(read_member(object, key), names, count);
}

bool member_is(struct cursor object, const char *key, const char *name)
{
	return str_equal(json_string(cursor_get(object, key).node), name);
}
