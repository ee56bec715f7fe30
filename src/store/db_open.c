#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "db_private.h"
#include "place.h"
#include "sql.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/platform_file.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/store/migrate.h"

enum { BUSY_TIMEOUT_MS = 5000, USER_NOTE_BYTES = 512 };

/* --- who has it open (network) --- */

static void write_user_note(struct db *db)
{
	struct error ignored = {0};
	char *user = place_user();

	db->user_note = place_beside(db->path, "-user");
	file_write(db->user_note, user, strlen(user), 0600, &ignored);
	error_release(&ignored);
	free(user);
}

/* Who has the database open, when the error in `err` is that somebody has. */
static void name_user(const struct db *db, struct error *err)
{
	struct error ignored = {0};
	struct strbuf user = STRBUF_INIT;
	char *note;

	if (err->code != ERROR_CONFLICT || !db->network || !db->handle)
		return;
	note = place_beside(db->path, "-user");
	if (file_read(&user, note, USER_NOTE_BYTES, &ignored) && !str_is_blank(user.text)) {
		char *name = text_safe_dup(user.text, TEXT_SAFE_LINE);
		error_set(err, ERROR_CONFLICT,
		          _("%s lies on a network drive and is open by %s. Only one person at a time can have it open "
		            "there: ask for it to be closed, then try again."),
		          db->path, name);
		free(name);
	} else {
		error_set(err, ERROR_CONFLICT,
		          _("%s lies on a network drive and somebody else has it open. Only one person at a time can "
		            "have it open there: wait until it is closed, then try again."),
		          db->path);
	}
	error_release(&ignored);
	strbuf_release(&user);
	free(note);
}

/* --- the connection --- */

static bool open_handle(struct db *db, const char *name, int flags, struct error *err)
{
	int code = sqlite3_open_v2(name, &db->handle,
	                           flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX |
	                                   SQLITE_OPEN_PRIVATECACHE,
	                           NULL);
	if (code == SQLITE_OK)
		return true;
	return db_fail(db->handle, db->path, code, err);
}

/* Settings that live in the connection and read nothing of the file. */
static bool configure(struct db *db, struct error *err)
{
	static const struct {
		int option;
		int value;
	} options[] = {
	        {SQLITE_DBCONFIG_DEFENSIVE, 1},
	        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	        {SQLITE_DBCONFIG_DQS_DML, 0},
	        {SQLITE_DBCONFIG_DQS_DDL, 0},
	        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	        {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
	        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
	        /* Until it is known that the file is ours, closing it must leave it as it was: see accepted(). */
	        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
	};
	static const char *const pragmas[] = {
	        SQL_FOREIGN_KEYS, SQL_RECURSIVE_TRIGGERS, SQL_CELL_SIZE_CHECK, SQL_NO_MMAP, SQL_TEMP_IN_MEMORY,
	};

	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		int code = sqlite3_db_config(db->handle, options[i].option, options[i].value, NULL);
		if (code != SQLITE_OK)
			return db_fail(db->handle, db->path, code, err);
	}
	sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_busy_timeout(db->handle, db->busy_ms);
	for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++)
		if (!db_execute(db, pragmas[i], err))
			return false;
	return true;
}

static uint32_t big_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Looks at the first 100 bytes before SQLite acts on the file, so that a stranger's database is left alone: opening it
 * would roll back its journal or fold in its WAL. Our application id is written before the first use of WAL, so it
 * always stands in the file itself. Read through SQLite's own file: see place.h. */
static bool check_header(struct db *db, struct error *err)
{
	static const char magic[] = "SQLite format 3";
	enum { HEADER_BYTES = 100, VERSION_AT = 60, APPLICATION_AT = 68 };
	unsigned char header[HEADER_BYTES];
	sqlite3_file *file = NULL;
	uint32_t application, version;
	int code = SQLITE_CANTOPEN;

	sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (file && file->pMethods)
		code = file->pMethods->xRead(file, header, HEADER_BYTES, 0);
	if (code == SQLITE_IOERR_SHORT_READ || (code == SQLITE_OK && memcmp(header, magic, sizeof magic) != 0))
		code = SQLITE_NOTADB;
	if (code != SQLITE_OK)
		return db_fail(NULL, db->path, code, err);
	application = big_endian(header + APPLICATION_AT);
	version = big_endian(header + VERSION_AT);
	if (application != DB_APPLICATION_ID)
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s is a database of another program; tenken leaves it alone. Name another file with --db."),
		        db->path);
	if (version > (uint32_t)migrate_newest_version())
		return migrate_refuse_newer(db->path, version > INT_MAX ? INT_MAX : (int)version, err);
	return true;
}

/* --- opening to write --- */

static bool set_application_id(struct db *db, struct error *err)
{
	char *sql = sqlite3_mprintf(SQL_SET_APPLICATION_ID, DB_APPLICATION_ID);
	bool ok = db_execute(db, sql, err);
	sqlite3_free(sql);
	return ok;
}

static bool set_synchronous(struct db *db, struct error *err)
{
#ifdef TENKEN_SYNCHRONOUS_OFF
	/* For one check alone, which must find out that commits are lost like this. */
	return db_execute(db, SQL_SYNCHRONOUS_OFF, err);
#else
	return db_execute(db, db->network ? SQL_SYNCHRONOUS_EXTRA : SQL_SYNCHRONOUS_FULL, err);
#endif
}

static bool set_journal(struct db *db, struct error *err)
{
	const char *wanted = db->network ? "delete" : "wal";
	struct query query;
	bool ok = query_begin(&query, db, db->network ? SQL_JOURNAL_DELETE : SQL_JOURNAL_WAL, err);
	bool is_set = ok && query_next(&query, err) == QUERY_ROW && str_equal(query_get_text(&query, 0), wanted);

	query_end(&query);
	if (ok && !is_set && err->code == ERROR_NONE)
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s: The way of saving that survives a power cut cannot be used here. Move the database to "
		          "another drive."),
		        db->path);
	return is_set;
}

/* On a network drive the file stays locked from here to db_close(). */
static bool lock_for_good(struct db *db, struct error *err)
{
	return db_execute(db, SQL_BEGIN_EXCLUSIVE, err) && db_execute(db, SQL_COMMIT, err);
}

static bool open_to_write(struct db *db, bool is_new, bool keep_older, struct error *err)
{
	int version = 0;

	if (!is_new && !place_check_writable(db->path, err))
		return false;
	if (!open_handle(db, db->path, SQLITE_OPEN_READWRITE, err) || (!is_new && !check_header(db, err)))
		return false;
	if (sqlite3_db_readonly(db->handle, "main") == 1)
		return db_fail(NULL, db->path, SQLITE_READONLY, err);
	if (!configure(db, err) || (db->network && !db_execute(db, SQL_LOCK_EXCLUSIVE, err)) ||
	    !set_synchronous(db, err) || (is_new && !set_application_id(db, err)))
		return false;
	if (!db_user_version(db, &version, err))
		return false;
	if (version > migrate_newest_version())
		return migrate_refuse_newer(db->path, version, err);
	if (!set_journal(db, err) || (db->network && !lock_for_good(db, err)))
		return false;
	if (!keep_older && !migrate(db, err))
		return false;
	return !is_new || place_sync_folder(db->path, err);
}

/* --- opening to read --- */

static bool has_unfolded_changes(const struct db *db)
{
	char *wal = place_beside(db->path, "-wal");
	char *journal = place_beside(db->path, "-journal");
	bool has = place_has_content(wal) || place_has_content(journal);

	free(wal);
	free(journal);
	return has;
}

static bool try_to_read(struct db *db, const char *name, int flags, int *version, struct error *err)
{
	return open_handle(db, name, flags, err) && check_header(db, err) && configure(db, err) &&
	       db_user_version(db, version, err);
}

static void close_handle(struct db *db)
{
	query_finalize(db);
	sqlite3_close(db->handle);
	db->handle = NULL;
}

/* Everything but letters, digits and a few signs as %XX. */
static char *immutable_uri(const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	struct strbuf uri = STRBUF_INIT;

	strbuf_add(&uri, "file:");
	for (const char *at = path; *at; at++) {
		if (strchr(plain, *at))
			strbuf_add_char(&uri, *at);
		else
			strbuf_addf(&uri, "%%%02X", (unsigned char)*at);
	}
	strbuf_add(&uri, "?immutable=1");
	return strbuf_take(&uri);
}

/* A database in WAL wants files beside it even to be read. In a folder where none can be made it is read as a file that
 * nobody changes, which is true only while no WAL waits to be folded in. */
static bool open_to_read(struct db *db, bool keep_older, struct error *err)
{
	int version = 0;
	int code;

	if (!try_to_read(db, db->path, SQLITE_OPEN_READONLY, &version, err)) {
		code = db->handle ? sqlite3_errcode(db->handle) & 0xff : SQLITE_OK;
		if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)
			return false;
		if (!platform_may(db->path, PLATFORM_READ))
			return place_fail_unreadable(db->path, err);
		if (has_unfolded_changes(db))
			return error_set(
			        err, ERROR_STORAGE,
			        _("%s: Its last changes stand in a second file beside it, and to read them the folder "
			          "must be writable. Copy all files of this name to a folder of your own and open it "
			          "there."),
			        db->path);
		close_handle(db);
		error_release(err);
		char *uri = immutable_uri(db->path);
		bool ok = try_to_read(db, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, &version, err);
		free(uri);
		if (!ok)
			return false;
	}
	if (version > migrate_newest_version())
		return migrate_refuse_newer(db->path, version, err);
	if (version < migrate_newest_version() && !keep_older)
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s was written by an older version of tenken. Open it once without --readonly: a backup is "
		          "made and it is brought up to date."),
		        db->path);
	return true;
}

/* --- a new one --- */

/* What there is of the way to `path`: its folder, or the nearest above. Caller frees. */
static char *nearest_folder(const char *path)
{
	char *at = path_folder(path);

	while (!file_is_folder(at)) {
		char *above = path_folder(at);
		bool end = str_equal(above, at);

		free(at);
		at = above;
		if (end)
			break;
	}
	return at;
}

/* Where a new database may not stand, says in `err`, which says so in general, which folder refuses it and where it might. */
static void say_where_instead(const char *path, struct error *err)
{
	struct error ignored = {0};
	char *folder = nearest_folder(path);
	char *data = platform_data_folder(&ignored);
	char *other = data ? path_join(data, "tenken.db") : NULL;
	char *other_folder = other ? nearest_folder(other) : NULL;

	if (!platform_may(folder, PLATFORM_ADD_FILES)) {
		if (other && platform_may(other_folder, PLATFORM_ADD_FILES))
			error_set(err, ERROR_STORAGE,
			          _("The folder %s cannot be written to. The database can stand in your own folder: "
			            "name it "
			            "with --db %s."),
			          folder, other);
		else
			error_set(err, ERROR_STORAGE,
			          _("The folder %s cannot be written to. The database can stand in any folder in which "
			            "you may "
			            "write: name it with --db FOLDER/tenken.db."),
			          folder);
	}
	error_release(&ignored);
	free(folder);
	free(data);
	free(other);
	free(other_folder);
}

bool db_may_be_made(const char *path, struct error *err)
{
	say_where_instead(path, err);
	return err->code == ERROR_NONE;
}

/* --- all of it --- */

static bool find_place(struct db *db, const char *path, enum db_mode mode, const struct db_options *options,
                       struct error *err)
{
	char *folder;

	if (mode == DB_CREATE && *path_base(path) && !platform_is_file_name(path_base(path)))
		return error_set(err, ERROR_USAGE, _("This system takes \"%s\" for no name of a file. Choose another name; nothing was written."),
		                 path_base(path));
	if (mode == DB_CREATE) {
		folder = path_folder(path);
		bool made = file_make_folder(folder, err);
		free(folder);
		if (!made)
			return false;
	}
	db->path = place_resolve(path, err);
	if (!db->path || (mode != DB_CREATE && !place_check(db->path, err)))
		return false;
	folder = path_folder(db->path);
	db->network = (options && options->network) || platform_is_network_path(folder);
	free(folder);
	return true;
}

/* From here on closing folds the WAL into the file. */
static void accepted(struct db *db)
{
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	db->seen_version = 0;
	db_foreign_commits(db);
	if (!db->network || db->readonly)
		return;
	write_user_note(db);
	db->notice =
	        mem_strdup(_("The database lies on a network drive: only one person at a time can have it open, and "
	                     "saving takes a little longer. A folder of this machine is safer and faster."));
}

struct db *db_open_as(const char *path, enum db_mode mode, const struct db_options *options, struct error *err)
{
	struct db *db = mem_new(1, sizeof *db);
	bool keep_older = mode == DB_LOOK || (options && options->keep_older);
	bool made = false;
	bool ok = find_place(db, path, mode, options, err);

	db->readonly = mode == DB_READONLY || mode == DB_LOOK;
	db->busy_ms = options && options->busy_ms ? options->busy_ms : BUSY_TIMEOUT_MS;
	if (ok && mode == DB_CREATE)
		ok = made = place_create(db->path, err);
	if (ok && db->readonly)
		ok = open_to_read(db, keep_older, err);
	else if (ok)
		ok = open_to_write(db, mode == DB_CREATE, keep_older, err);
	if (ok) {
		accepted(db);
		return db;
	}
	if (mode == DB_CREATE && !made)
		say_where_instead(db->path ? db->path : path, err);
	if (!made)
		name_user(db, err);
	close_handle(db);
	if (made)
		place_remove(db->path);
	free(db->path);
	free(db);
	return NULL;
}

struct db *db_open(const char *path, enum db_mode mode, struct error *err)
{
	return db_open_as(path, mode, NULL, err);
}

struct db *db_open_memory(struct error *err)
{
	struct db *db = mem_new(1, sizeof *db);

	db->path = mem_strdup(":memory:");
	db->busy_ms = BUSY_TIMEOUT_MS;
	if (open_handle(db, db->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, err) &&
	    configure(db, err) && set_application_id(db, err))
		return db;
	db_close(db);
	return NULL;
}

struct db *db_open_scratch(struct error *err)
{
	struct db *db = db_open_memory(err);

	if (db && migrate(db, err))
		return db;
	db_close(db);
	return NULL;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	if (db->in_transaction)
		db_rollback(db);
	query_finalize(db);
	if (db->handle && !db->readonly) {
		/* Somebody who reads keeps part of the WAL in use: then the last one to close folds it in. */
		sqlite3_busy_timeout(db->handle, 0);
		sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	}
	if (db->user_note)
		platform_remove(db->user_note);
	sqlite3_close(db->handle);
	free(db->user_note);
	free(db->notice);
	free(db->path);
	free(db);
}
