#include "tenken/core/wording.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "wording_internal.h"

void wording_init(struct wording *wording, const struct pack *pack)
{
	*wording = (struct wording){.pack = pack, .of_clause = mem_new(pack->clauses_count + 1, sizeof(size_t))};
	for (size_t i = 0; i < pack->clauses_count; i++)
		wording->of_clause[i] = SIZE_MAX;
}

void wording_release(struct wording *wording)
{
	for (size_t i = 0; i < wording->count; i++) {
		free(wording->texts[i].id);
		free(wording->texts[i].digest);
		free(wording->texts[i].text);
	}
	free(wording->texts);
	free(wording->of_clause);
	*wording = (struct wording){0};
}

static const struct wording_text *text_of(const struct wording *wording, size_t clause)
{
	size_t index = wording->of_clause ? wording->of_clause[clause] : SIZE_MAX;
	return index == SIZE_MAX ? NULL : &wording->texts[index];
}

const char *wording_of(const struct wording *wording, size_t clause)
{
	const struct wording_text *text = text_of(wording, clause);
	return text && text->fits ? text->text : NULL;
}

bool wording_is_revised(const struct wording *wording, size_t clause)
{
	const struct wording_text *text = text_of(wording, clause);
	return text && !text->fits;
}

size_t wording_count(const struct wording *wording)
{
	size_t count = 0;
	for (size_t i = 0; i < wording->count; i++)
		count += wording->texts[i].fits;
	return count;
}

bool wording_fits(const char *text, const char *digest_hex, wording_digest *digest)
{
	char hex[WORDING_DIGEST_HEX + 1];
	char *squeezed = text_squeeze(text);
	digest(squeezed, strlen(squeezed), hex);
	free(squeezed);
	return str_equal(hex, digest_hex) && text_is_safe(text, TEXT_SAFE_MULTILINE);
}

struct wording_text *wording_add(struct wording *wording, const char *id)
{
	size_t clause = pack_find_clause(wording->pack, id);
	struct wording_text *text = MEM_PUSH(wording->texts, wording->count);
	text->id = mem_strdup(id);
	if (clause != SIZE_MAX)
		wording->of_clause[clause] = wording->count - 1;
	return text;
}

bool wording_set(struct wording *wording, size_t clause, const char *text, wording_digest *digest)
{
	const struct clause *about = &wording->pack->clauses[clause];
	if (strlen(text) > WORDING_TEXT_BYTES_MAX || !wording_fits(text, about->digest, digest))
		return false;
	size_t index = wording->of_clause[clause];
	struct wording_text *slot = index == SIZE_MAX ? wording_add(wording, about->id) : &wording->texts[index];
	str_assign(&slot->digest, about->digest);
	str_assign(&slot->text, text);
	slot->fits = true;
	return true;
}

/* --- cleaning --- */

static bool is_control(uint32_t codepoint)
{
	return codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0);
}

/* What copying out of a PDF or a word processor leaves between the characters. */
static bool is_invisible(uint32_t codepoint)
{
	return codepoint == 0xAD || codepoint == 0x61C || codepoint == 0xFEFF || (codepoint >= 0x200B && codepoint <= 0x200F) ||
	       (codepoint >= 0x202A && codepoint <= 0x202E) || (codepoint >= 0x2060 && codepoint <= 0x206F) ||
	       (codepoint >= 0xFFF9 && codepoint <= 0xFFFB);
}

char *wording_clean(const char *text)
{
	struct strbuf out = STRBUF_INIT;
	size_t len_bytes = strlen(text);
	for (size_t at = 0; at < len_bytes;) {
		uint32_t codepoint;
		size_t step_bytes = text_decode(text + at, len_bytes - at, &codepoint);
		if (codepoint == '\r' && text[at + 1] == '\n')
			codepoint = 0; /* the newline that follows is enough */
		if (codepoint == '\t' || codepoint == '\n')
			strbuf_add_char(&out, (char)codepoint);
		else if (codepoint == '\r' || codepoint == '\f' || codepoint == '\v' || codepoint == 0x85 ||
		         codepoint == 0x2028 || codepoint == 0x2029)
			strbuf_add_char(&out, '\n');
		else if (!is_control(codepoint) && !is_invisible(codepoint))
			strbuf_add_bytes(&out, text + at, step_bytes);
		at += step_bytes;
	}
	return strbuf_take(&out);
}
