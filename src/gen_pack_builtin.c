/* Writes the built-in pack when the program is built: gen_pack_builtin OUTPUT FOLDER FILE…, the FILEs being named as they are in
 * the folder. It speaks to those who build, as a compiler does. */
#include <stdio.h>
#include <stdlib.h>

#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/pack.h"
#include "tenken/core/pack_print.h"

enum { FILE_LIMIT_BYTES = 16 * 1024 * 1024 };

static struct pack *read_pack(const char *folder, char **names, size_t count)
{
	struct pack_file *files = mem_new(count, sizeof *files);
	struct strbuf *texts = mem_new(count, sizeof *texts);
	struct pack_problems problems = {0};
	struct error err = {0};

	for (size_t i = 0; i < count; i++) {
		texts[i] = (struct strbuf)STRBUF_INIT;
		if (!file_read_inside(&texts[i], folder, names[i], FILE_LIMIT_BYTES, &err)) {
			fprintf(stderr, "gen_pack_builtin: %s\n", err.message);
			exit(1);
		}
		files[i] = (struct pack_file){.name = names[i], .text = texts[i].text, .len_bytes = texts[i].len_bytes};
	}
	struct pack *pack = pack_read(files, count, &problems);
	for (size_t i = 0; i < problems.count; i++)
		fprintf(stderr, "%s/%s:%zu:%zu: %s\n", folder, problems.items[i].file, problems.items[i].line,
		        problems.items[i].column, problems.items[i].message);
	pack_problems_release(&problems);
	for (size_t i = 0; i < count; i++)
		strbuf_release(&texts[i]);
	free(texts);
	free(files);
	return pack;
}

int main(int argc, char **argv)
{
	struct strbuf out = STRBUF_INIT;
	struct error err = {0};

	if (argc < 4) {
		fprintf(stderr, "usage: gen_pack_builtin OUTPUT FOLDER FILE…\n");
		return 2;
	}
	struct pack *pack = read_pack(argv[2], argv + 3, (size_t)argc - 3);
	if (!pack)
		return 1;
	pack_print(&out, pack);
	pack_free(pack);
	bool ok = file_write(argv[1], out.text, out.len_bytes, 0644, &err);
	if (!ok)
		fprintf(stderr, "gen_pack_builtin: %s\n", err.message);
	error_release(&err);
	strbuf_release(&out);
	return ok ? 0 : 1;
}
