#include "tenken/app/wording.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/csv.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/store/chain.h"
#include "workplace_private.h"

enum { KEPT_LIMIT_BYTES = 16 * 1024 * 1024 };

/* An id may hold any sign but white space; a file's name may not lead elsewhere. */
static char *file_name(const char *id)
{
	struct strbuf name = STRBUF_INIT;
	for (const char *at = id; *at; at++) {
		bool plain = *at != '/' && *at != '\\' && *at != '%' && !(at == id && *at == '.');
		if (plain)
			strbuf_add_char(&name, *at);
		else
			strbuf_addf(&name, "%%%02X", (unsigned char)*at);
	}
	strbuf_add(&name, ".json");
	return strbuf_take(&name);
}

static char *texts_folder(struct error *err)
{
	char *data = platform_data_folder(err);
	char *folder = data ? path_join(data, "texts") : NULL;
	free(data);
	return folder;
}

char *wording_path(const struct pack *pack, struct error *err)
{
	char *folder = texts_folder(err);
	char *name = file_name(pack->id);
	char *path = folder ? path_join(folder, name) : NULL;
	free(folder);
	free(name);
	return path;
}

static bool load_from(struct wording *wording, const struct pack *pack, const char *path, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	bool ok = file_read(&text, path, KEPT_LIMIT_BYTES, err);
	if (ok) {
		wording_release(wording);
		ok = wording_read(wording, pack, text.text, text.len_bytes, path, chain_digest, err);
		if (!ok) {
			char *why = mem_strdup(err->message);
			error_set(err, ERROR_INPUT, _("The added wording of the clauses cannot be used: %s Move that file away and "
			                              "import the text again."), why);
			free(why);
		}
	} else if (err->code == ERROR_NOT_FOUND) {
		error_release(err);
		ok = true;
	}
	strbuf_release(&text);
	return ok;
}

bool wording_load(struct wording *wording, const struct pack *pack, struct error *err)
{
	wording_init(wording, pack);
	char *path = wording_path(pack, err);
	bool ok = path && load_from(wording, pack, path, err);
	free(path);
	return ok;
}

bool wording_save(const struct wording *wording, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	char *folder = texts_folder(err);
	char *path = folder ? wording_path(wording->pack, err) : NULL;
	bool ok = path && file_make_folder(folder, err);
	if (ok) {
		wording_write(&text, wording);
		ok = file_write(path, text.text, text.len_bytes, 0600, err);
	}
	strbuf_release(&text);
	free(path);
	free(folder);
	return ok;
}

void wording_template(struct strbuf *out, const struct wording *wording)
{
	csv_begin(out);
	csv_cell(out, "id", true);
	csv_cell(out, "label", false);
	csv_cell(out, "heading", false);
	csv_cell(out, "text", false);
	csv_end_row(out);
	for (size_t i = 0; i < wording->pack->clauses_count; i++) {
		const struct clause *clause = &wording->pack->clauses[i];
		csv_cell(out, clause->id, true);
		csv_cell(out, clause->label, false);
		csv_cell(out, clause->heading, false);
		csv_cell(out, wording_of(wording, i), false);
		csv_end_row(out);
	}
}

/* --- of a workplace --- */

struct workplace_texts {
	struct wording wording;
	char *trouble;
};

const struct wording *workplace_wording(struct workplace *workplace, const char **trouble)
{
	struct workplace_texts *texts = workplace->texts;
	/* Somebody who is told that there are none may import them in another window: then they are looked for again. */
	if (texts && !texts->wording.count) {
		workplace_forget_wording(workplace);
		texts = NULL;
	}
	if (!texts) {
		struct error err = {0};
		texts = workplace->texts = mem_new(1, sizeof *texts);
		if (!wording_load(&texts->wording, workplace->pack, &err))
			texts->trouble = mem_strdup(err.message);
		error_release(&err);
	}
	if (trouble)
		*trouble = texts->trouble;
	return &texts->wording;
}

void workplace_forget_wording(struct workplace *workplace)
{
	if (!workplace->texts)
		return;
	wording_release(&workplace->texts->wording);
	free(workplace->texts->trouble);
	free(workplace->texts);
	workplace->texts = NULL;
}
