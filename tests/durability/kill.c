/* kill.c — an answer that was said to be saved is there after kill -9.
 *
 * Answers questions on a terminal (n, then 1 and Enter again and again) and kills the program at a random moment around a
 * key. What the terminal had received by then counts: each time it showed 保存済, the answer must be in the database; at most
 * one more may be (committed, not yet shown). The database must then verify.
 *
 * usage: kill PROGRAM [TRIALS [SEED]]
 *        kill --self-check PROGRAM    puts the database of before back after a kill: the loss must be seen */
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session.h"

static const char HOME[] = "次にすること", SAVED[] = "保存済";

enum { ANSWERS_MAX = 6, FIRST_GUESS_US = 20000 };

struct trials {
	const char *program;
	char *folder, *db, *output;
	char **environment;
	uint64_t random;
	long long answer_us; /* how long the last answer took, from its key to 保存済 */
	int room;            /* questions of the present database that are still open */
	unsigned long acknowledged, committed, silent;
	bool lose; /* put the database of before back after each kill */
};

/* xorshift64*: the same moments for the same seed, as far as moments can be the same. */
static uint64_t random_below(struct trials *trials, uint64_t limit)
{
	trials->random ^= trials->random >> 12;
	trials->random ^= trials->random << 25;
	trials->random ^= trials->random >> 27;
	return (trials->random * 0x2545F4914F6CDD1DULL >> 16) % limit;
}

/* Prints what is wrong, and the screen if there is one, and ends. */
static void fail(const struct trials *trials, const struct session *session, const char *what)
{
	printf("%s (the database is kept: %s)\n", what, trials->db);
	if (session && session->screen.vterm)
		screen_dump(&session->screen, stdout);
	exit(1);
}

static int run(struct trials *trials, const char *const *words)
{
	const char *argv[12] = {trials->program, "--db", trials->db};

	for (size_t i = 0; words[i] && i < 8; i++)
		argv[3 + i] = words[i];
	return run_plain((char *const *)argv, trials->environment, trials->folder, trials->output);
}

/* The number behind `name` in the output of the last run; -1 when it is not there. */
static int number_in_output(const struct trials *trials, const char *name)
{
	char text[65536];
	FILE *file = fopen(trials->output, "re");

	if (!file)
		return -1;
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	const char *at = strstr(text, name);
	return at ? atoi(at + strlen(name)) : -1;
}

static void new_database(struct trials *trials)
{
	if (trials->folder) {
		folder_remove(trials->folder);
		environment_free(trials->environment);
	}
	free(trials->folder);
	free(trials->db);
	free(trials->output);
	trials->folder = folder_new();
	if (asprintf(&trials->db, "%s/tenken.db", trials->folder) < 0 ||
	    asprintf(&trials->output, "%s/output", trials->folder) < 0)
		abort();
	trials->environment = environment_new(trials->folder);
	environment_set(&trials->environment, "TENKEN_LANG", "ja");
	if (run(trials, (const char *const[]){"init", "--bureau", "市民局", "--unit", "市民課", NULL}) != 0)
		fail(trials, NULL, "tenken init fails");
	if (run(trials, (const char *const[]){"status", "--json", NULL}) != 0)
		fail(trials, NULL, "tenken status fails");
	trials->room = number_in_output(trials, "\"applicable\":");
	if (trials->room <= ANSWERS_MAX)
		fail(trials, NULL, "the checklist has too few questions");
}

/* Reads until `text` is on the screen or no longer, or the moment has come, if there is one. */
static bool read_until(struct trials *trials, struct session *session, const char *text, bool wanted,
                       long long moment_us)
{
	long long end_us = clock_us() + session->deadline_us;
	int row, col;

	while (screen_find(&session->screen, text, -1, &row, &col) != wanted) {
		long long now_us = clock_us();
		if (moment_us && now_us >= moment_us)
			return false;
		if (now_us > end_us || pty_ended(&session->pty))
			fail(trials, session, wanted ? "保存済 is not shown" : "保存済 does not go away");
		session_read(session, moment_us && moment_us - now_us < 1000 ? moment_us - now_us : 1000);
	}
	return true;
}

/* Opens the next question and answers `whole` questions; presses the key for one more and kills the program after a random
 * time. Returns how often 保存済 was shown. */
static unsigned long answer_and_kill(struct trials *trials, unsigned whole)
{
	const char *const argv[] = {trials->program, "--db", trials->db, NULL};
	struct session session = {0};
	unsigned long shown = whole;
	int row, col;

	session_start(&session, 24, 80, 1, (char *const *)argv, trials->environment, trials->folder);
	if (!session_wait(&session, HOME, -1, true))
		fail(trials, &session, "home is not shown");
	screen_key(&session.screen, "n");
	if (!session_wait(&session, HOME, -1, false))
		fail(trials, &session, "n opens no question");
	for (unsigned i = 0; i < whole; i++) {
		long long start_us = clock_us();
		screen_key(&session.screen, "1");
		read_until(trials, &session, SAVED, true, 0);
		trials->answer_us = clock_us() - start_us;
		screen_key(&session.screen, "Enter");
		read_until(trials, &session, SAVED, false, 0);
		if (!session_settle(&session))
			fail(trials, &session, "the program does not come to rest");
	}
	long long wait_us = (long long)random_below(trials, (uint64_t)trials->answer_us * 3 / 2 + 1);
	screen_key(&session.screen, "1");
	read_until(trials, &session, SAVED, true, clock_us() + wait_us);
	pty_signal(&session.pty, SIGKILL);
	if (session_wait_exit(&session) != 128 + SIGKILL)
		fail(trials, &session, "the program was not killed");
	if (screen_find(&session.screen, SAVED, -1, &row, &col))
		shown++;
	session_close(&session);
	return shown;
}

static int64_t query(struct trials *trials, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *statement = NULL;
	int64_t value = -1;

	if (sqlite3_open_v2(trials->db, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_int64(statement, 0);
	else
		fail(trials, NULL, sqlite3_errmsg(db));
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return value;
}

static void copy(const struct trials *trials, const char *from, const char *to)
{
	const char *const argv[] = {"/bin/cp", from, to, NULL};

	if (run_plain((char *const *)argv, trials->environment, trials->folder, trials->output) != 0)
		fail(trials, NULL, "cp fails");
}

/* A database as it would be had nothing of the last trial been written. */
static void lose_answers(const struct trials *trials)
{
	const char *const argv[] = {"/bin/rm", "-f", "tenken.db-wal", "tenken.db-shm", NULL};

	copy(trials, "before", trials->db);
	if (run_plain((char *const *)argv, trials->environment, trials->folder, trials->output) != 0)
		fail(trials, NULL, "rm fails");
}

/* Answers come one after the other, each to another question: the first `shown` new ones are those that were shown. */
static void trial(struct trials *trials)
{
	if (trials->room <= ANSWERS_MAX)
		new_database(trials);
	int64_t before = query(trials, "SELECT count(*) FROM answer_event");
	if (trials->lose)
		copy(trials, trials->db, "before");
	unsigned long shown = answer_and_kill(trials, (unsigned)random_below(trials, ANSWERS_MAX));
	if (trials->lose)
		lose_answers(trials);

	if (run(trials, (const char *const[]){"verify", NULL}) != 0)
		fail(trials, NULL, "tenken verify finds damage");
	int64_t found = query(trials, "SELECT count(*) FROM answer_event") - before;
	int64_t answered = query(trials, "SELECT count(*) FROM current_answer c JOIN answer_event e ON e.seq = c.event"
	                                 " WHERE e.answer = 'implemented'");
	if (query(trials, "SELECT coalesce(max(seq), 0) - count(*) FROM answer_event") != 0)
		fail(trials, NULL, "an answer is missing between others");
	if (found < (int64_t)shown && trials->lose) {
		puts("The loss was seen.");
		folder_remove(trials->folder);
		exit(0);
	}
	if (found < (int64_t)shown)
		fail(trials, NULL, "an answer that was said to be saved is lost");
	if (found > (int64_t)shown + 1 || answered != before + found)
		fail(trials, NULL, "there are other answers than were given");
	trials->acknowledged += shown;
	trials->committed += (unsigned long)found;
	trials->silent += (unsigned long)found - shown;
	trials->room -= (int)found;
}

int main(int argc, char **argv)
{
	bool lose = argc == 3 && strcmp(argv[1], "--self-check") == 0;

	if (lose) {
		argv++;
		argc--;
	}
	if (argc < 2) {
		fputs("usage: kill PROGRAM [TRIALS [SEED]]\n", stderr);
		return 2;
	}
	int count = argc > 2 ? atoi(argv[2]) : 40;
	uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 20261001;
	char *program = realpath(argv[1], NULL);
	struct trials trials = {.program = program ? program : argv[1],
	                        .random = seed ? seed : 1,
	                        .answer_us = FIRST_GUESS_US,
	                        .lose = lose};

	signal(SIGPIPE, SIG_IGN);
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("seed %llu, %d kills\n", (unsigned long long)seed, count);
	for (int i = 0; i < count; i++)
		trial(&trials);
	printf("%d kills: %lu answers shown as saved, %lu in the database (%lu committed, not yet shown), 0 lost\n",
	       count, trials.acknowledged, trials.committed, trials.silent);
	if (!trials.acknowledged || !trials.silent)
		puts("The moments were not spread: some should fall before 保存済, some after it.");
	if (lose)
		fail(&trials, NULL, "the loss was not seen");
	folder_remove(trials.folder);
	environment_free(trials.environment);
	free(trials.folder);
	free(trials.db);
	free(trials.output);
	free(program);
	return 0;
}
