/* fuzz_pack — a whole pack. The bytes are its files one after the other, each behind a line "== NAME"; those of an overlay
 * behind "== +NAME", of one above it behind "== ++NAME". */
#include <string.h>

#include "fuzz.h"
#include "tenken/base/mem.h"

enum { FILES_MAX = 24, LAYERS_MAX = 4 };

struct files {
	struct pack_file items[FILES_MAX];
	char *names[FILES_MAX], *texts[FILES_MAX];
	size_t count;
};

static const char *find_header(const char *at, const char *end)
{
	while (at && end - at >= 3 && memcmp(at, "== ", 3) != 0) {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : end;
	}
	return at && end - at >= 3 ? at : NULL;
}

static void split(struct files *files, const char *bytes, size_t len_bytes)
{
	const char *end = bytes + len_bytes;
	const char *header = find_header(bytes, end);

	while (header && files->count < FILES_MAX) {
		const char *line_end = memchr(header, '\n', (size_t)(end - header));
		const char *name_end = line_end ? line_end : end;
		const char *text = line_end ? line_end + 1 : end;
		const char *next = find_header(text, end);
		size_t text_bytes = (size_t)((next ? next : end) - text);
		size_t i = files->count++;
		size_t layer = 0;

		while (header + 3 + layer < name_end && header[3 + layer] == '+' && layer < LAYERS_MAX)
			layer++;
		files->names[i] = mem_strndup(header + 3 + layer, (size_t)(name_end - header - 3) - layer);
		files->texts[i] = fuzz_copy(text, text_bytes);
		files->items[i] = (struct pack_file){
		        .name = files->names[i], .text = files->texts[i], .len_bytes = text_bytes, .layer = layer};
		header = next;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct files files = {0};
	struct pack *pack;

	split(&files, (const char *)data, size);
	pack = fuzz_read_pack(files.items, files.count);
	for (size_t i = 0; i < files.count; i++) {
		free(files.names[i]);
		free(files.texts[i]);
	}
	if (pack)
		fuzz_use_pack(pack);
	pack_free(pack);
	return 0;
}
