/* light_key — makes a locked key light: the same key under the same passphrase, for the least price that a key may have.
 *
 * usage: light_key PASSPHRASE-FILE FILE     an office's database, or an escrow key
 *
 * A passphrase is made slow to guess, and so it is slow to use: most of what tests of an office take would go by in that. What
 * they begin with is light; what they make themselves is as everywhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "key_private.h"
#include "office_private.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/store/db.h"
#include "tenken/store/unit.h"
#include "workplace_private.h"

enum { MEMORY_KIB = 8 * 1024, PASSES = 1 };

static _Noreturn void give_up(const char *path, const struct error *err)
{
	fprintf(stderr, "light_key: %s: %s\n", path, err->message ? err->message : "not what it should be");
	exit(1);
}

static char *lighten(const char *locked, const char *passphrase, struct error *err)
{
	struct strbuf light = STRBUF_INIT;
	struct secret_key *key = secret_key_unlock(locked, strlen(locked), passphrase, err);

	if (!key || !secret_key_lock_at(&light, key, passphrase, MEMORY_KIB, PASSES, err))
		give_up("key", err);
	secret_key_free(key);
	return strbuf_take(&light);
}

static void lighten_office(struct db *db, const char *path, const char *passphrase)
{
	struct error err = {0};
	char *text = setting_load(db, OFFICE_SETTING);
	struct json *before = text ? body_read(text) : NULL, *after = json_new_object();

	if (!before)
		give_up(path, &err);
	char *light = lighten(body_text(before, "locked"), passphrase, &err);
	json_put_string(after, "name", body_text(before, "name"));
	json_put_string(after, "own_unit", body_text(before, "own_unit"));
	json_put_string(after, "locked", light);
	json_put_string(after, "escrow", body_text(before, "escrow"));
	free(text);
	text = body_write(after);
	if (!setting_save(db, OFFICE_SETTING, text, &err))
		give_up(path, &err);
	free(light);
	free(text);
	json_free(before);
	json_free(after);
}

int main(int argc, char **argv)
{
	struct error err = {0};
	struct strbuf text = STRBUF_INIT;

	if (argc != 3) {
		fprintf(stderr, "usage: light_key PASSPHRASE-FILE FILE\n");
		return 2;
	}
	if (!file_read(&text, argv[1], 4096, &err))
		give_up(argv[1], &err);
	char *passphrase = strbuf_take(&text);
	passphrase[strcspn(passphrase, "\n")] = '\0';
	struct db *db = db_open(argv[2], DB_OPEN, &err);
	if (db) {
		lighten_office(db, argv[2], passphrase);
		db_close(db);
	} else {
		error_release(&err);
		strbuf_init(&text);
		if (!file_read(&text, argv[2], 1 << 16, &err))
			give_up(argv[2], &err);
		char *light = lighten(text.text, passphrase, &err);
		if (!file_write(argv[2], light, strlen(light), 0600, &err))
			give_up(argv[2], &err);
		free(light);
		strbuf_release(&text);
	}
	free(passphrase);
	return 0;
}
