/* make_city — a city that self-checks itself, made through the product's own libraries. `make_city --help` says how.
 *
 * The last year's files lie in OUT/YEAR/in and are for the real `tenken collect`; those of the years before it has taken in itself, as
 * the command does. Figures and tests are made with it: nothing in it is timed or asserted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"

static const char usage[] =
        "usage: make_city OUT [--units N] [--years N] [--first-year YEAR] [--systems N] [--seed N] [--whole] [--rows] [--check]\n"
        "       make_city --section DB [--years N] [--seed N]\n"
        "\n"
        "Makes an office and its sections in the folder OUT:\n"
        "  office.db, passphrase.txt   the office's database, and the passphrase of its key\n"
        "  roster.csv, keys.csv        the units; their secret keys\n"
        "  YEAR/in                     what they hand in: bundles for `tenken collect`\n"
        "  YEAR/expected.json          what is to become of them\n"
        "  YEAR/rows.csv               with --rows, their answers as a table\n"
        "Where OUT holds a city already, the next years are added to it; units, first year and seed must be the same.\n"
        "All years but the last are collected by make_city itself.\n"
        "\n"
        "  --units N          1 to 2,475 units in 25 bureaus (30)\n"
        "  --years N          years to make (1)\n"
        "  --first-year YEAR  the first of the city's years (2017)\n"
        "  --systems N        every unit answers all for itself and for so many systems, 0 to 4; otherwise as it comes\n"
        "  --seed N           other answers (20261001); the same give the same\n"
        "  --whole            every unit hands in once; otherwise some never do, some twice, and some files are bad\n"
        "  --check            stops where something is missing, so that a section could not hand it in\n"
        "\n"
        "--section DB makes one section's own database instead, with the answers of so many years up to 2026.\n";

static const char passphrase[] = "seven brown owls, counted twice";

void city_die(const struct error *err)
{
	fprintf(stderr, "make_city: %s\n", err->message);
	exit(1);
}

/* --- words --- */

static bool take_number(char **words, int *at, const char *name, long least, long most, long *value)
{
	char *end;
	if (strcmp(words[*at], name) != 0 || !words[*at + 1])
		return false;
	*value = strtol(words[++*at], &end, 10);
	if (*end || *value < least || *value > most) {
		fprintf(stderr, "make_city: %s is from %ld to %ld\n", name, least, most);
		exit(2);
	}
	return true;
}

static bool take_word(struct city_options *options, char **words, int *at, const char **section)
{
	long number;
	if (take_number(words, at, "--units", 1, 2475, &number))
		options->units = (int)number;
	else if (take_number(words, at, "--years", 1, 100, &number))
		options->years = (int)number;
	else if (take_number(words, at, "--first-year", 2000, 2100, &number))
		options->first_year = (int)number;
	else if (take_number(words, at, "--systems", 0, SYSTEMS_MAX, &number))
		options->systems = (int)number;
	else if (take_number(words, at, "--seed", 0, INT32_MAX, &number))
		options->seed = (uint64_t)number;
	else if (strcmp(words[*at], "--whole") == 0)
		options->whole = true;
	else if (strcmp(words[*at], "--rows") == 0)
		options->rows = true;
	else if (strcmp(words[*at], "--check") == 0)
		options->check = true;
	else if (strcmp(words[*at], "--section") == 0 && words[*at + 1])
		*section = words[++*at];
	else if (*words[*at] != '-' && !options->out)
		options->out = words[*at];
	else
		return false;
	return true;
}

/* --- the office --- */

static void set_now(int year, const char *moment)
{
	char *now = str_format("%d-%s+09:00", year, moment);
	setenv("TENKEN_NOW", now, 1);
	free(now);
}

static void make_office(const struct city *city, const char *db)
{
	struct error err = {0};
	char *path = path_join(city->options->out, "passphrase.txt");
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, "%s\n", passphrase);
	if (!file_make_folder(city->options->out, &err) || !office_create(db, "情報セキュリティ課", NULL, passphrase, &err) ||
	    !file_write(path, text.text, text.len_bytes, 0600, &err))
		city_die(&err);
	city_write_roster(city);
	strbuf_release(&text);
	free(path);
}

static void collect(const struct city *city, struct office *office, int year)
{
	struct error err = {0};
	struct collected collected;
	char *folder = str_format("%s/%d/in", city->options->out, year);
	const char *const paths[] = {folder};
	set_now(year, "12-01T10:00:00");
	if (!office_collect(office, paths, 1, passphrase, false, &collected, &err))
		city_die(&err);
	collected_release(&collected);
	free(folder);
}

static void make_years(const struct city *city)
{
	struct error err = {0};
	struct office office;
	char *db = path_join(city->options->out, "office.db");
	struct workplace_options options = {.db = db, .today = {city->options->first_year, 10, 1}};
	set_now(city->options->first_year, "04-10T09:00:00");
	if (!file_exists(db))
		make_office(city, db);
	if (!office_open(&office, &options, &err))
		city_die(&err);
	int year = office.campaign ? office.cycle.fiscal_year + 1 : city->options->first_year;
	for (int last = year + city->options->years - 1; year <= last; year++) {
		set_now(year, "09-01T09:00:00");
		city_year(city, &office, year);
		if (year < last)
			collect(city, &office, year);
	}
	office_close(&office);
	free(db);
}

int main(int argc, char **argv)
{
	struct city_options options = {.units = 30, .years = 1, .first_year = 2017, .systems = -1, .seed = 20261001};
	const char *section = NULL;
	if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
		fputs(usage, stdout);
		return 0;
	}
	for (int i = 1; i < argc; i++) {
		if (take_word(&options, argv, &i, &section))
			continue;
		fputs(usage, stderr);
		return 2;
	}
	if (!options.out == !section) {
		fputs(usage, stderr);
		return 2;
	}
	i18n_set_language(LANGUAGE_JA);
	if (section) {
		city_section(section, options.years, options.seed);
		return 0;
	}
	struct city city;
	city_plan(&city, &options);
	make_years(&city);
	city_release(&city);
	city_kinds_release();
	return 0;
}
