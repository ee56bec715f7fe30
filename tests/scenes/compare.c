/* compare.c — the commands that hold the screen against a file, and the database against a query's answer. */
#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "script.h"

/* --- pictures --- */

static char *read_file(const char *path)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = fopen(path, "re");

	if (!file)
		return NULL;
	if (getdelim(&text, &size, '\0', file) < 0) {
		free(text);
		text = strdup("");
	}
	fclose(file);
	return text;
}

/* The picture, with the part of the temporary folder's name that changes from run to run taken out. */
static char *steady_picture(const struct scene *scene)
{
	char *picture = screen_picture(&scene->session.screen);
	const char *name = strrchr(scene->folder, '/') + 1;
	size_t len = strlen(name);

	for (char *at = picture; (at = strstr(at, name));)
		memset(at + len - 6, 'X', 6);
	return picture;
}

static void print_difference(char *expected, char *found)
{
	char *more_expected = expected, *more_found = found;

	for (int row = 0; more_expected || more_found; row++) {
		const char *left = more_expected ? strsep(&more_expected, "\n") : "";
		const char *right = more_found ? strsep(&more_found, "\n") : "";
		if (strcmp(left, right) != 0)
			fprintf(stderr, "%2d expected |%s\n   found    |%s\n", row, left, right);
	}
}

static bool write_file(struct scene *scene, const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	if (!file || fputs(text, file) < 0 || fclose(file) != 0)
		return scene_fail(scene, "%s: %s", path, strerror(errno));
	return true;
}

bool scene_snapshot(struct scene *scene, const char *name)
{
	const char *slash = strrchr(scene->path, '/');
	int folder_len = slash ? (int)(slash - scene->path) + 1 : 0;
	long long end_us = clock_us() + scene->session.deadline_us;
	char *path, *picture;

	if (!*name || strchr(name, '/'))
		return scene_fail(scene, "snapshot NAME");
	picture = steady_picture(scene);
	if (asprintf(&path, "%.*s%s.txt", folder_len, scene->path, name) < 0)
		abort();
	char *expected = read_file(path);
	bool good = expected && strcmp(expected, picture) == 0;
	if (!good && scene->update) {
		good = write_file(scene, path, picture);
	} else if (!expected) {
		scene_fail(scene, "there is no %s; TENKEN_UPDATE=1 writes it", path);
	} else {
		while (!good && clock_us() < end_us) {
			if (!session_read(&scene->session, 1000) || !session_settle(&scene->session))
				continue;
			free(picture);
			picture = steady_picture(scene);
			good = strcmp(expected, picture) == 0;
		}
		if (!good) {
			scene_fail(scene, "the screen is not that of %s", path);
			print_difference(expected, picture);
		}
	}
	free(expected);
	free(picture);
	free(path);
	return good;
}

/* --- the database --- */

/* All rows: columns parted by "|", rows by newlines. NULL on an error, then *message holds it. Caller frees. */
static char *query(const char *path, const char *sql, char **message)
{
	char *text;
	size_t len_bytes;
	sqlite3 *db;
	sqlite3_stmt *statement = NULL;
	FILE *out = open_memstream(&text, &len_bytes);
	int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);

	/* A look must leave the file and its journal as they are, for the program to meet them. */
	if (code == SQLITE_OK) {
		sqlite3_busy_timeout(db, 5000);
		sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		code = sqlite3_exec(db, "PRAGMA query_only = ON", NULL, NULL, NULL);
	}
	if (code == SQLITE_OK)
		code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
	for (bool first = true; code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW; code = SQLITE_OK) {
		if (!first)
			fputc('\n', out);
		first = false;
		for (int i = 0; i < sqlite3_column_count(statement); i++) {
			const unsigned char *value = sqlite3_column_text(statement, i);
			fprintf(out, "%s%s", i ? "|" : "", value ? (const char *)value : "NULL");
		}
	}
	fclose(out);
	if (code != SQLITE_DONE) {
		*message = strdup(sqlite3_errmsg(db));
		free(text);
		text = NULL;
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return text;
}

bool scene_query(struct scene *scene, const char *sql, const char *expected)
{
	char *message = NULL;
	char *found = query(scene->db, sql, &message);
	bool good = found && strcmp(found, expected) == 0;

	if (!found)
		scene_fail(scene, "%s: %s", sql, message);
	else if (!good)
		scene_fail(scene, "%s: expected %s, found %s", sql, expected, found);
	free(message);
	free(found);
	return good;
}
