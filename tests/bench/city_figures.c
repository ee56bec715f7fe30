/* city_figures OFFICE_DB DAY [RUNS] — the city's figures as ratios within one run; equality is looked at, time is only printed.
 *
 * - figures of the newest year (all rows of the year, counted by bureau, chapter, role, question and clause) against GROUP BY over the
 *   base rows of all years, which counts by question alone; and whether both say the same
 * - the trend over all years (the figures of the newest year with it) against a bare scan of the same rows
 * - each format that is a text, written of what was read, against a bare scan of the year's answers
 * - the same with the reading, against a bare scan of all rows that were read: answers (of all years), remarks, plans, what the rules say of
 *   registers
 *   (of the units of which that changes by DAY it is worked out anew each time: nothing is written down here)
 *
 * Times are of the processor, medians of RUNS (9), the sides taken in turn. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sqlite3.h>

#include "tenken/app/office_city.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"

enum { RUNS_MAX = 99 };

static _Noreturn void die(const char *why)
{
	fprintf(stderr, "city_figures: %s\n", why);
	exit(1);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static double median(double *times, int count)
{
	qsort(times, (size_t)count, sizeof *times, compare);
	return times[count / 2];
}

/* --- ours --- */

static struct city_input *figures(const struct office *office, unsigned wants, struct city_counts *counts)
{
	struct error err = {0};
	struct city_input *input = office_city(office, NULL, wants, &err);

	if (!input)
		die(err.message);
	input->sample = 0;
	city_count(counts, input);
	return input;
}

static double time_figures(const struct office *office, unsigned wants)
{
	struct city_counts counts;
	double begun = seconds();
	struct city_input *input = figures(office, wants, &counts);
	double took = seconds() - begun;

	city_counts_release(&counts);
	office_city_release(input);
	return took;
}

/* --- bare --- */

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
	return statement;
}

static double time_sql(sqlite3 *db, const char *sql, size_t *rows)
{
	double begun = seconds();
	sqlite3_stmt *statement = prepare(db, sql);
	sqlite3_int64 sum = 0;

	for (*rows = 0; sqlite3_step(statement) == SQLITE_ROW; ++*rows)
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			sum += sqlite3_column_int64(statement, i);
	if (sqlite3_finalize(statement) != SQLITE_OK || sum < 0)
		die(sqlite3_errmsg(db));
	return seconds() - begun;
}

/* Every question and answer of the newest year, by SQL: our counts must be the same, and nothing be left over. */
static size_t differences(sqlite3 *db, const struct office *office)
{
	static const char sql[] =
	        "SELECT n.text, a.answer, count(*) FROM collected_answer a JOIN collected_name n ON n.id = a.question"
	        " WHERE a.cycle = ? GROUP BY a.question, a.answer";
	struct city_counts counts;
	struct city_input *input = figures(office, CITY_WANTS_ANSWERS, &counts);
	sqlite3_stmt *statement = prepare(db, sql);
	size_t wrong = 0, seen = 0;

	sqlite3_bind_int64(statement, 1, office->cycle.id);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		const char *id = (const char *)sqlite3_column_text(statement, 0);
		size_t answer = (size_t)sqlite3_column_int64(statement, 1),
		       count = (size_t)sqlite3_column_int64(statement, 2), at = 0;

		while (at < counts.questions_count &&
		       !str_equal(input->questions[counts.questions[at].question].id, id))
			at++;
		wrong += at == counts.questions_count || counts.questions[at].tally.by_answer[answer] != count;
		seen += count;
	}
	sqlite3_finalize(statement);
	wrong += seen != counts.all.applicable;
	city_counts_release(&counts);
	office_city_release(input);
	return wrong;
}

/* --- writing what has been read --- */

typedef void city_writer(struct strbuf *out, const struct city_input *input);

/* Where a report goes piece by piece, as it does to a file. */
static void count_bytes(void *context, const char *bytes, size_t len_bytes)
{
	(void)bytes;
	*(size_t *)context += len_bytes;
}

/* *written: how many bytes. */
static double time_writer(city_writer *write, const struct city_input *input, size_t *written)
{
	const struct strbuf_drain drain = {count_bytes, written};
	struct strbuf out = {.drain = &drain};
	double begun = seconds(), took;

	*written = 0;
	write(&out, input);
	strbuf_flush(&out);
	took = seconds() - begun;
	strbuf_release(&out);
	return took;
}

/* From an office that is open to the text: what the command does between opening and writing the file. */
static double time_report(city_writer *write, const struct office *office, unsigned wants)
{
	struct error err = {0};
	size_t written = 0;
	const struct strbuf_drain drain = {count_bytes, &written};
	struct strbuf out = {.drain = &drain};
	double begun = seconds(), took;
	struct city_input *input = office_city(office, NULL, wants, &err);

	if (!input)
		die(err.message);
	write(&out, input);
	took = seconds() - begun;
	strbuf_release(&out);
	office_city_release(input);
	return took;
}

/* All rows that a whole report reads: of the newest year all of it, of those before (for the trend) the answers. */
static double time_all_rows(const struct office *office, sqlite3 *db, const char *answers)
{
	static const char *const formats[] = {
	        "SELECT unit, checklist, question, answer, basis FROM collected_answer WHERE cycle <> %lld",
	        "SELECT unit, checklist, question, length(text) FROM collected_remark WHERE cycle = %lld",
	        "SELECT unit, checklist, question, length(cause), length(measure), length(person), length(evidence), "
	        "due, first_due, preventive, done"
	        " FROM collected_plan WHERE cycle = %lld",
	        "SELECT unit, length(key), length(judged) FROM collected_judged WHERE cycle = %lld"};
	size_t rows;
	double took = time_sql(db, answers, &rows);

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		char *sql = str_format(formats[i], (long long)office->cycle.id);

		took += time_sql(db, sql, &rows);
		free(sql);
	}
	return took;
}

/* Against a bare scan of the rows of the newest year, in the same run. */
static void compare_writers(const struct office *office, sqlite3 *db, int runs)
{
	static const struct {
		const char *name;
		city_writer *write;
		unsigned wants;
	} writers[] = {{"csv", city_report_csv, CITY_WANTS_ANSWERS},
	               {"json", city_report_json, CITY_WANTS_ALL},
	               {"html", city_report_html, CITY_WANTS_ALL}};
	struct error err = {0};
	struct city_input *input = office_city(office, NULL, CITY_WANTS_ALL, &err);
	char *sql =
	        str_format("SELECT unit, checklist, question, answer, basis FROM collected_answer WHERE cycle = %lld",
	                   (long long)office->cycle.id);
	double took[RUNS_MAX], bare[RUNS_MAX], whole[RUNS_MAX], all_rows[RUNS_MAX];
	size_t rows = 0, written = 0;

	if (!input)
		die(err.message);
	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
		for (int run = 0; run < runs; run++) {
			took[run] = time_writer(writers[i].write, input, &written);
			bare[run] = time_sql(db, sql, &rows);
			whole[run] = time_report(writers[i].write, office, writers[i].wants);
			all_rows[run] = writers[i].wants ? time_all_rows(office, db, sql) : bare[run];
		}
		printf("writing %s of what was read: %.3f s; a bare scan of the year's %zu rows: %.3f s; ratio %.2f "
		       "(%.1f MB)\n",
		       writers[i].name, median(took, runs), rows, median(bare, runs),
		       median(took, runs) / median(bare, runs), (double)written / 1e6);
		printf("reading and writing %s: %.3f s; a bare scan of all that it reads: %.3f s; ratio %.2f\n",
		       writers[i].name, median(whole, runs), median(all_rows, runs),
		       median(whole, runs) / median(all_rows, runs));
	}
	free(sql);
	office_city_release(input);
}

int main(int argc, char **argv)
{
	struct error err = {0};
	struct office office;
	sqlite3 *db;
	double ours[RUNS_MAX], grouped[RUNS_MAX], trend[RUNS_MAX], bare[RUNS_MAX];
	int runs = argc > 3 ? atoi(argv[3]) : 9;
	size_t groups = 0, rows = 0;

	struct date day;
	if (argc < 3 || runs < 1 || runs > RUNS_MAX || !date_parse_iso(&day, argv[2]))
		die("usage: city_figures OFFICE_DB DAY [RUNS]");
	i18n_set_language(LANGUAGE_JA);
	const struct workplace_options options = {.db = argv[1], .today = day, .readonly = true};
	if (!office_open(&office, &options, &err))
		die(err.message);
	if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		die("cannot open it");
	for (int i = 0; i < runs; i++) {
		ours[i] = time_figures(&office, CITY_WANTS_ANSWERS);
		grouped[i] = time_sql(
		        db, "SELECT cycle, question, answer, count(*) FROM collected_answer GROUP BY 1, 2, 3", &groups);
		trend[i] = time_figures(&office, CITY_WANTS_PAST);
		bare[i] = time_sql(db, "SELECT cycle, unit, checklist, question, answer, basis FROM collected_answer",
		                   &rows);
	}
	double figures_s = median(ours, runs), grouped_s = median(grouped, runs), trend_s = median(trend, runs),
	       bare_s = median(bare, runs);
	size_t wrong = differences(db, &office);
	printf("%zu rows of all years\n", rows);
	printf("figures of the newest year: %.3f s; GROUP BY over all years: %.3f s (%zu groups); %.2f times as fast; "
	       "%s\n",
	       figures_s, grouped_s, groups, grouped_s / figures_s, wrong ? "NOT EQUAL" : "equal");
	printf("trend over all years: %.3f s; a bare scan of the same rows: %.3f s; ratio %.2f\n", trend_s, bare_s,
	       trend_s / bare_s);
	compare_writers(&office, db, runs);
	sqlite3_close(db);
	office_close(&office);
	return wrong != 0;
}
