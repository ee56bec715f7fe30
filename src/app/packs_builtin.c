/* The built-in pack: telling whether a folder holds the very files from which it was made; and its files, which lie packed in the
 * program, for whoever has the program alone. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "packs_private.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/pack_builtin.h"

struct built_in_file {
	const char *name;
	size_t len_bytes;
	uint64_t sum; /* as file_sum() has it */
	const unsigned char *packed;
	size_t packed_bytes;
};
#include "pack_files.h"
enum { FILES = sizeof made_of / sizeof *made_of };

/* Tells files apart that differ by chance or by somebody's hand. It does not withstand who looks for another file with the same sum, and need
 * not: he gets the city's own pack in the place of his file. A digest that does would take longer than all else at the start. */
static uint64_t file_sum(const char *text, size_t len_bytes)
{
	uint64_t sum = len_bytes;

	for (size_t at = 0; at < len_bytes; at += 8) {
		unsigned char bytes[8] = {0};
		uint64_t word = 0;

		memcpy(bytes, text + at, len_bytes - at < 8 ? len_bytes - at : 8);
		for (int i = 7; i >= 0; i--)
			word = word << 8 | bytes[i];
		sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
		sum ^= sum >> 32;
	}
	return sum;
}

/* `text` is room for what is read, so that the files share it. */
static bool is_as_built(struct strbuf *text, const char *folder, size_t i)
{
	struct error ignored = {0};

	strbuf_reset(text);
	/* What is longer is not read: it is another file. */
	bool same = file_read_inside(text, folder, made_of[i].name, made_of[i].len_bytes, &ignored) &&
	            text->len_bytes == made_of[i].len_bytes;
	error_release(&ignored);
	if (!same)
		return false;
	return file_sum(text->text, text->len_bytes) == made_of[i].sum;
}

/* Whether a file of questions stands there that was not there then. */
static bool has_more_questions(const char *folder)
{
	struct file_names names = {0};
	struct error ignored = {0};
	size_t there = 0, then = 0;

	bool listed = file_list_inside(&names, folder, "questions", &ignored);
	for (size_t i = 0; i < names.count; i++)
		there += str_ends_with(names.names[i], ".json");
	for (size_t i = 0; i < FILES; i++)
		then += str_starts_with(made_of[i].name, "questions/");
	error_release(&ignored);
	file_names_release(&names);
	return !listed || there != then;
}

bool packs_is_inside(const char *folder)
{
	return str_starts_with(folder, PACKS_INSIDE "/") &&
	       str_equal(folder + strlen(PACKS_INSIDE "/"), pack_builtin.id);
}

static bool unpack(struct strbuf *out, const struct built_in_file *file)
{
	uLongf len_bytes = (uLongf)file->len_bytes;
	char *text = mem_new(file->len_bytes + 1, 1);
	bool ok = uncompress((Bytef *)text, &len_bytes, file->packed, (uLong)file->packed_bytes) == Z_OK &&
	          len_bytes == file->len_bytes;

	if (ok)
		strbuf_add_bytes(out, text, len_bytes);
	free(text);
	return ok;
}

bool packs_read_file(struct strbuf *out, const char *folder, const char *name, size_t limit_bytes, struct error *err)
{
	if (!packs_is_inside(folder))
		return file_read_inside(out, folder, name, limit_bytes, err);
	for (size_t i = 0; i < FILES; i++) {
		if (!str_equal(made_of[i].name, name))
			continue;
		return unpack(out, &made_of[i]) ||
		       error_set(err, ERROR_STORAGE,
		                 _("The program file is damaged. Copy it anew from where it came."));
	}
	return error_set(err, ERROR_NOT_FOUND, _("%s/%s is not there."), folder, name);
}

bool packs_list_questions(struct file_names *names, const char *folder, struct error *err)
{
	static const char within[] = "questions/";

	if (!packs_is_inside(folder))
		return file_list_inside(names, folder, "questions", err);
	*names = (struct file_names){0};
	for (size_t i = 0; i < FILES; i++) /* they are sorted in checklists/meson.build, as file_list() has them */
		if (str_starts_with(made_of[i].name, within))
			*MEM_PUSH(names->names, names->count) = mem_strdup(made_of[i].name + strlen(within));
	return true;
}

struct pack *packs_builtin(const char *folder)
{
	struct strbuf text = STRBUF_INIT;
	bool same = !has_more_questions(folder);

	for (size_t i = 0; same && i < FILES; i++)
		same = is_as_built(&text, folder, i);
	strbuf_release(&text);
	/* Nobody changes a pack once it is read, and pack_free() leaves this one alone. */
	return same || packs_is_inside(folder) ? (struct pack *)&pack_builtin : NULL;
}
