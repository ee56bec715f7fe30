#include "tenken/app/custody.h"

#include "collection_private.h"
#include "tenken/base/file.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/store/backup.h"
#include "tenken/store/chain.h"
#include "tenken/store/db.h"

enum { HASHED_LIMIT_BYTES = 256 * 1024 * 1024 };

bool custody_verify(const char *path, struct verify_report *report, struct error *err)
{
	*report = (struct verify_report){0};
	/* Also one of an earlier version, as a copy from before an update is: it is looked at as it is. */
	struct db *db = db_open(path, DB_LOOK, err);
	bool ok = db && verify_with(db, collection_verify, report, err);
	db_close(db);
	return ok;
}

bool custody_backup(const char *path, const char *to, struct error *err)
{
	struct db *db = db_open(path, DB_READONLY, err);
	bool ok = db && backup_to(db, to, err);
	db_close(db);
	return ok;
}

bool custody_restore(const char *from, const char *path, char **kept, struct error *err)
{
	char now[26];
	return backup_restore(from, path, platform_now(now), kept, err);
}

bool custody_file_hash(const char *path, char hex[65], struct error *err)
{
	struct strbuf bytes = STRBUF_INIT;
	bool ok = file_read(&bytes, path, HASHED_LIMIT_BYTES, err);
	if (ok)
		chain_sha256(bytes.text, bytes.len_bytes, hex);
	strbuf_release(&bytes);
	return ok;
}
