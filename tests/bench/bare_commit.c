/* bare_commit — what one durable SQLite commit costs here: the yardstick for an answer.
 *
 * usage: bare_commit DB BYTES
 *
 * For each byte on standard input it inserts a row of BYTES bytes in a transaction of its own, with WAL and synchronous=FULL,
 * and answers with a byte. So it can be timed as an answer key is: in turn with it, with the same pauses, from outside. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sqlite3.h>

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "bare_commit: %s\n", sqlite3_errmsg(db));
		exit(1);
	}
}

int main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *insert = NULL;
	char byte;
	if (argc != 3) {
		fprintf(stderr, "usage: bare_commit DB BYTES\n");
		return 2;
	}
	if (sqlite3_open(argv[1], &db) != SQLITE_OK)
		return 1;
	run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE row(id INTEGER PRIMARY KEY, data BLOB)");
	if (sqlite3_prepare_v2(db, "INSERT INTO row(data) VALUES (zeroblob(?))", -1, &insert, NULL) != SQLITE_OK)
		return 1;
	while (read(STDIN_FILENO, &byte, 1) == 1) {
		run(db, "BEGIN IMMEDIATE");
		sqlite3_bind_int(insert, 1, atoi(argv[2]));
		sqlite3_step(insert);
		sqlite3_reset(insert);
		run(db, "COMMIT");
		if (write(STDOUT_FILENO, &byte, 1) != 1)
			return 1;
	}
	sqlite3_finalize(insert);
	sqlite3_close(db);
	return 0;
}
