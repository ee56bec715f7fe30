/* about: version, licences, and what the application form for software (対策基準 8.1.19) asks. */
#include <stdlib.h>

#include "command.h"
#include "tenken/app/custody.h"
#include "tenken/app/packs.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"

/* What is inside differs: the build says which of them are (meson.build). */
static const struct {
	const char *name, *licence, *use;
} parts[] = {
#ifdef TENKEN_NCURSES
	{"ncurses", "MIT (X11)", N_("screens")},
#endif
	{"SQLite", "public domain", N_("the database")},
	{"cJSON", "MIT", N_("JSON")},
	{"utf8proc", "MIT, Unicode", N_("text")},
	{"libsodium", "ISC", N_("hashes and seals")},
	{"libxlsxwriter", "BSD-2-Clause, BSD-3-Clause, Zlib, MPL-2.0", N_("Excel files, writing")},
	{"minizip", "Zlib", N_("Excel files, reading")},
	{"zlib", "Zlib", N_("Excel files, the pack")},
	{"Expat", "MIT", N_("Excel files, reading")},
#ifdef TENKEN_MUSL
	{"musl", "MIT", N_("the C library")},
#endif
#ifdef TENKEN_MINGW
	{"mingw-w64", "ZPL-2.1, MIT, public domain", N_("calls of Windows")},
#endif
#if defined(TENKEN_MUSL) || defined(TENKEN_MINGW)
	{"libgcc", "GPL-3+, exception", N_("the compiler's helpers")},
#endif
};

struct listing {
	const struct cli *cli;
	struct json *files;
};

static void list_file(void *context, const char *path, const char hash[65])
{
	const struct listing *listing = context;
	struct json *node = json_put_object(listing->files, NULL);
	json_put_string(node, "file", path);
	json_put_string(node, "sha256", hash);
	if (!listing->cli->globals.json)
		print_line("  %s\n    SHA-256 %s", path, hash);
}

static bool list_program(struct listing *listing, struct error *err)
{
	char *binary = platform_program();
	char hash[65];
	bool there = binary && file_exists(binary);
	bool ok = !there || custody_file_hash(binary, hash, err);
	if (there && ok)
		list_file(listing, binary, hash);
	free(binary);
	return ok;
}

static void describe(const struct cli *cli, struct json *root)
{
	json_put_string(root, "name", "tenken");
	json_put_string(root, "version", TENKEN_VERSION);
	json_put_string(root, "licence", "MIT");
	struct json *list = json_put_array(root, "libraries");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "name", parts[i].name);
		json_put_string(node, "licence", parts[i].licence);
	}
	if (cli->globals.json)
		return;
	print_line("tenken (点検) %s\n", TENKEN_VERSION);
	print_line(_("Application for the use of software (8.1.19)"));
	print_line(_("  Name            tenken (点検)\n"
	             "  Version         %s\n"
	             "  Purpose         the yearly information-security self-check (11.2)\n"
	             "  Licence         MIT, free of charge\n"
	             "  Network         none: opens no connection\n"
	             "  Installation    none\n"
	             "  Writes          the database, with -wal, -shm, -journal and -user beside it,\n"
	             "                  and what was there before an update or a restore (.before-...);\n"
	             "                  what its user asks for: reports, sheets, files to hand over,\n"
	             "                  backups; wording of clauses, in texts/ of the data folder;\n"
	             "                  temporary files, which are gone at the end\n"
	             "  Rights          those of its user; no administrator"), TENKEN_VERSION);
	print_line("%s", _("Made with"));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		print_line("  %-13s %-41s %s", parts[i].name, parts[i].licence, _(parts[i].use));
	print_line("%s", _("Files"));
}

int command_about(struct cli *cli, struct args *args, struct error *err)
{
	if (!args_done(args, err))
		return failed(err);
	struct json *root = json_new_object();
	describe(cli, root);
	struct listing listing = {.cli = cli, .files = json_put_array(root, "files")};
	char *pack = packs_find(cli->globals.pack, err);
	bool ok = pack && list_program(&listing, err) && packs_each_file(pack, list_file, &listing, err);
	if (ok && cli->globals.json)
		print_json(root);
	else
		json_free(root);
	free(pack);
	return ok ? 0 : failed(err);
}
