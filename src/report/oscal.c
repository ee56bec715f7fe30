/* What OSCAL allows: texts, tokens, days, names. */
#include "oscal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* a8e8f73a-1acc-4c51-b36d-859c21cdad12, drawn by lot once and for all. */
static const struct uuid our_space = {
        {0xa8, 0xe8, 0xf7, 0x3a, 0x1a, 0xcc, 0x4c, 0x51, 0xb3, 0x6d, 0x85, 0x9c, 0x21, 0xcd, 0xad, 0x12}};
static const char our_namespace[] = "urn:uuid:a8e8f73a-1acc-4c51-b36d-859c21cdad12";

/* --- names --- */

static void add_name_part(struct strbuf *name, const char *part)
{
	strbuf_addf(name, "%zu:", part ? strlen(part) : 0); /* so that no part can run into the next */
	strbuf_add(name, part ? part : "");
}

void oscal_uuid(char text[UUID_TEXT_BYTES], const char *kind, const char *const *parts, size_t count)
{
	struct strbuf name = STRBUF_INIT;
	struct uuid uuid;

	add_name_part(&name, kind);
	for (size_t i = 0; i < count; i++)
		add_name_part(&name, parts[i]);
	uuid = uuid_v5(&our_space, name.text, name.len_bytes);
	uuid_format(&uuid, text);
	strbuf_release(&name);
}

char *oscal_token(const char *prefix, const char *id)
{
	struct strbuf token = STRBUF_INIT;
	size_t len_bytes = strlen(id);
	bool altered = false;
	char uuid[UUID_TEXT_BYTES];

	strbuf_add(&token, prefix);
	for (size_t at = 0; at < len_bytes;) {
		uint32_t codepoint;
		size_t step_bytes = text_decode(id + at, len_bytes - at, &codepoint);
		bool first = token.len_bytes == 0, letter = text_is_letter(codepoint) || codepoint == '_';
		bool fits = letter || (!first && (text_is_number(codepoint) || codepoint == '.' || codepoint == '-'));

		if (fits)
			strbuf_add_bytes(&token, id + at, step_bytes);
		else
			strbuf_add_char(&token, '_');
		altered = altered || !fits;
		at += step_bytes;
	}
	if (altered || token.len_bytes == 0) {
		OSCAL_UUID(uuid, "token", prefix, id);
		strbuf_addf(&token, "_%.8s", uuid);
	}
	return strbuf_take(&token);
}

char *oscal_control_id(const struct clause *clause)
{
	return oscal_token("c-", clause->id);
}

char *oscal_statement_id(const struct clause *clause)
{
	char *control = oscal_control_id(clause), *statement = str_format("%s_smt", control);

	free(control);
	return statement;
}

/* --- texts --- */

/* Appends `text` made safe, without white space at its ends, each run of newlines (with the white space around it) as `newline`. */
static void add_trimmed(struct strbuf *out, const char *text, const char *newline)
{
	char *safe = text_safe_dup(text, TEXT_SAFE_MULTILINE);
	size_t len_bytes = strlen(safe), before = out->len_bytes,
	       written = 0; /* behind the last that is no white space */
	bool broken = false;

	for (size_t at = 0; at < len_bytes;) {
		uint32_t codepoint;
		size_t step_bytes = text_decode(safe + at, len_bytes - at, &codepoint);

		if (text_is_white(codepoint)) {
			broken = broken || codepoint == '\n';
		} else {
			if (broken && out->len_bytes > before)
				strbuf_add(out, newline);
			else if (out->len_bytes > before)
				strbuf_add_bytes(out, safe + written, at - written);
			strbuf_add_bytes(out, safe + at, step_bytes);
			written = at + step_bytes;
			broken = false;
		}
		at += step_bytes;
	}
	free(safe);
}

/* What begins a heading, a list or a rule where it stands at the beginning of a line. */
static bool begins_block(const char *line)
{
	size_t figures = strspn(line, "0123456789"), signs = strspn(line, "#"), mark = figures;

	if (signs)
		return strchr(" \n", line[signs]) != NULL;
	if (!strchr(figures ? ".)" : "-+", line[figures]) || !line[figures])
		return false;
	mark++;
	return strchr(" \n", line[mark]) != NULL || (!figures && line[mark] == *line); /* "---" */
}

/* Appends text as Markdown that means nothing but the text. */
static void add_escaped(struct strbuf *out, const char *text)
{
	bool line_begins = true;

	for (const char *at = text; *at; at++) {
		size_t figures = line_begins ? strspn(at, "0123456789") : 0;

		if (line_begins && *at != '\n' && begins_block(at)) {
			strbuf_add_bytes(out, at, figures);
			at += figures;
			strbuf_add_char(out, '\\');
		} else if (strchr("\\`*~^_\"[]{}<>|", *at)) {
			strbuf_add_char(out, '\\');
		}
		strbuf_add_char(out, *at);
		line_begins = *at == '\n';
	}
}

/* Trimmed texts are made of `text`, or of `otherwise` where nothing is left of it. */
static void put_text(struct json *into, const char *key, const char *text, const char *otherwise, const char *newline,
                     bool markup)
{
	struct strbuf trimmed = STRBUF_INIT, escaped = STRBUF_INIT;

	add_trimmed(&trimmed, text, newline);
	if (!trimmed.len_bytes)
		add_trimmed(&trimmed, otherwise, newline);
	if (markup)
		add_escaped(&escaped, trimmed.text);
	if (trimmed.len_bytes)
		json_put_string(into, key, markup ? escaped.text : trimmed.text);
	strbuf_release(&trimmed);
	strbuf_release(&escaped);
}

void oscal_put_value(struct json *into, const char *key, const char *text, const char *otherwise)
{
	put_text(into, key, text, otherwise, " ", false);
}

void oscal_put_line(struct json *into, const char *key, const char *text, const char *otherwise)
{
	put_text(into, key, text, otherwise, " ", true);
}

void oscal_put_prose(struct json *into, const char *key, const char *text, const char *otherwise)
{
	put_text(into, key, text, otherwise, "\n\n", true);
}

/* --- days and moments --- */

/* A year of the 20th century has no 29 February in OSCAL's pattern. */
static struct date nameable(struct date day)
{
	static const struct date first = {1900, 1, 1}, last = {2999, 12, 31};

	if (date_compare(day, first) < 0)
		return first;
	if (date_compare(day, last) > 0)
		return last;
	if (day.year < 2000 && day.month == 2 && day.day == 29)
		day.day = 28;
	return day;
}

static void put_time(struct json *into, const char *key, struct date day, const char *time)
{
	char iso[11], moment[32];

	snprintf(moment, sizeof moment, "%sT%s+09:00", date_format_iso(nameable(day), iso), time);
	json_put_string(into, key, moment);
}

void oscal_put_day(struct json *into, const char *key, struct date day)
{
	put_time(into, key, day, "00:00:00");
}

void oscal_put_end_of_day(struct json *into, const char *key, struct date day)
{
	put_time(into, key, day, "23:59:59");
}

/* Whole hours, as all moments that the program writes have them. */
static bool is_nameable_moment(const char *moment)
{
	struct date day = datetime_date(moment);
	const char *offset = moment + 19;

	if (!date_is_set(day) || date_compare(day, nameable(day)) != 0)
		return false;
	return str_equal(offset, "Z") ||
	       (strlen(offset) == 6 && str_ends_with(offset, ":00") && strncmp(offset + 1, "12", 2) <= 0);
}

void oscal_put_moment(struct json *into, const char *key, const char *moment, struct date day)
{
	if (moment && datetime_is_valid(moment) && is_nameable_moment(moment))
		json_put_string(into, key, moment);
	else
		oscal_put_day(into, key, date_is_set(datetime_date(moment)) ? datetime_date(moment) : day);
}

/* --- parts --- */

struct json *oscal_list(struct json *owner, const char *key)
{
	struct json *list = (struct json *)json_get(owner, key); /* it is our own tree */

	return list ? list : json_put_array(owner, key);
}

void oscal_prop_of(struct json *owner, const char *name, const char *class, const char *value)
{
	struct strbuf trimmed = STRBUF_INIT;
	struct json *prop;

	add_trimmed(&trimmed, value, " ");
	if (trimmed.len_bytes) {
		prop = json_put_object(oscal_list(owner, "props"), NULL);
		json_put_string(prop, "name", name);
		json_put_string(prop, "ns", our_namespace);
		json_put_string(prop, "value", trimmed.text);
		if (class)
			json_put_string(prop, "class", class);
	}
	strbuf_release(&trimmed);
}

void oscal_prop(struct json *owner, const char *name, const char *value)
{
	oscal_prop_of(owner, name, NULL, value);
}

void oscal_prop_count(struct json *owner, const char *name, const char *class, size_t count)
{
	char figures[24];

	snprintf(figures, sizeof figures, "%zu", count);
	oscal_prop_of(owner, name, class, figures);
}

void oscal_prop_day(struct json *owner, const char *name, struct date day)
{
	char iso[11];

	if (date_is_set(day))
		oscal_prop(owner, name, date_format_iso(day, iso));
}

const char *oscal_answer(enum answer answer)
{
	return answer == ANSWER_NONE ? "unanswered" : answer_code(answer);
}

void oscal_prop_answers(struct json *owner, const struct tally *tally)
{
	for (int i = 0; i < ANSWERS; i++) {
		enum answer answer = (enum answer)((i + 1) % ANSWERS); /* the unanswered last */

		if (tally->by_answer[answer])
			oscal_prop_count(owner, "count", oscal_answer(answer), tally->by_answer[answer]);
	}
}

void oscal_refer(struct json *owner, const char *list, const char *key, const char *uuid)
{
	json_put_string(json_put_object(oscal_list(owner, list), NULL), key, uuid);
}
