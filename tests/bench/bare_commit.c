/* bare_commit — what one durable SQLite commit costs here: the yardstick for an answer.
 *
 * usage: bare_commit DB BYTES TIMES
 *
 * Inserts a row of BYTES bytes TIMES times, each in its own transaction, with WAL and synchronous=FULL, and prints the median
 * in microseconds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <sqlite3.h>

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "bare_commit: %s\n", sqlite3_errmsg(db));
		exit(1);
	}
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: bare_commit DB BYTES TIMES\n");
		return 2;
	}
	sqlite3 *db = NULL;
	sqlite3_stmt *insert = NULL;
	int bytes = atoi(argv[2]), times = atoi(argv[3]);
	double *took = calloc((size_t)times, sizeof *took);
	if (!took || sqlite3_open(argv[1], &db) != SQLITE_OK)
		return 1;
	run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE row(id INTEGER PRIMARY KEY, data BLOB)");
	if (sqlite3_prepare_v2(db, "INSERT INTO row(data) VALUES (zeroblob(?))", -1, &insert, NULL) != SQLITE_OK)
		return 1;
	for (int i = 0; i < times; i++) {
		struct timespec from, to;
		clock_gettime(CLOCK_MONOTONIC, &from);
		run(db, "BEGIN IMMEDIATE");
		sqlite3_bind_int(insert, 1, bytes);
		sqlite3_step(insert);
		sqlite3_reset(insert);
		run(db, "COMMIT");
		clock_gettime(CLOCK_MONOTONIC, &to);
		took[i] = (double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_nsec - from.tv_nsec) / 1e3;
	}
	qsort(took, (size_t)times, sizeof *took, compare);
	printf("%.1f\n", took[times / 2]);
	sqlite3_finalize(insert);
	sqlite3_close(db);
	free(took);
	return 0;
}
