#include "tenken/cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "progress.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

int failed(const struct error *err)
{
	return error_exit_status(err->code);
}

char *database_path(const struct cli *cli, struct error *err)
{
	return workplace_default_path(cli->globals.db, err);
}

bool open_workplace(struct cli *cli, struct workplace *workplace, struct error *err)
{
	if (cli->globals.campaign)
		return error_set(err, ERROR_USAGE,
		                 _("--campaign is for the office's commands: a section is always at its newest year."));
	char *path = database_path(cli, err);
	if (!path)
		return false;
	struct workplace_options options = {.db = path,
	                                    .pack = cli->globals.pack,
	                                    .actor = cli->globals.actor,
	                                    .acted_for = cli->globals.acted_for,
	                                    .today = cli->today,
	                                    .readonly = cli->globals.readonly};
	bool ok = workplace_open(workplace, &options, err);
	if (!ok && err->code == ERROR_NOT_FOUND && !file_exists(path))
		error_set(err, ERROR_STORAGE,
		          _("There is no database at %s. Make one with \"tenken init --bureau B --unit NAME\", "
		            "or name another with --db."),
		          path);
	if (ok && workplace->notice && !cli->told)
		platform_print(stderr, "%s\n", workplace->notice);
	free(path);
	return ok;
}

bool take_checklist(struct args *args, struct workplace *workplace, struct checklist **checklist, struct error *err)
{
	const char *id = NULL;
	if (!args_option(args, "--checklist", &id, err))
		return false;
	*checklist = workplace_checklist(workplace, id, err);
	return *checklist != NULL;
}

int take_subcommand(struct args *args, const char *const *names, size_t count, int fallback, struct error *err)
{
	const char *word = args_next(args);
	if (!word && fallback >= 0)
		return fallback;
	struct strbuf all = STRBUF_INIT;
	int found = -1;
	for (size_t i = 0; i < count; i++) {
		strbuf_addf(&all, "%s%s", i ? ", " : "", names[i]);
		if (word && str_equal(word, names[i]))
			found = (int)i;
	}
	if (found < 0 && !word) {
		error_set(err, ERROR_USAGE, _("Say what to do: %s."), all.text);
	} else if (found < 0) {
		const char *near = text_nearest(word, names, count);
		if (near)
			error_set(err, ERROR_USAGE, _("\"%s\" is not known here. Did you mean \"%s\"?"), word, near);
		else
			error_set(err, ERROR_USAGE, _("\"%s\" is not known here. There are: %s."), word, all.text);
	}
	strbuf_release(&all);
	return found;
}

/* The language first, so that every later sentence is in it. */
static bool read_language(struct args *args, struct cli_globals *globals, struct error *err)
{
	const char *encoding = NULL;
	bool utf8 = platform_set_locale(&encoding);
	if (!utf8) {
		/* A terminal of another encoding cannot show Japanese in UTF-8. */
		i18n_set_language(LANGUAGE_EN);
		globals->ascii = true;
		platform_print(stderr, "tenken: ");
		platform_print(stderr,
		               _("The locale's encoding is %s, not UTF-8: English and ASCII are used. "
		          "Set LC_ALL=C.UTF-8 for Japanese."),
		        encoding ? encoding : "?");
		platform_print(stderr, "\n");
	} else {
		i18n_set_language(i18n_choose(NULL, platform_env("TENKEN_LANG"), platform_locale()));
	}
	if (!args_option(args, "--lang", &globals->lang, err))
		return false;
	enum language language;
	if (globals->lang && !i18n_parse(globals->lang, &language))
		return error_set(err, ERROR_USAGE, _("There is no language \"%s\": ja or en."), globals->lang);
	if (globals->lang && utf8)
		i18n_set_language(language);
	return true;
}

/* How many columns the terminal gives to characters of ambiguous width, for terminals that do not answer when they are asked. */
static bool read_ambiguous(struct args *args, struct cli_globals *globals, struct error *err)
{
	const char *cols = NULL;
	if (!args_option(args, "--ambiguous", &cols, err))
		return false;
	const char *from = cols ? "--ambiguous" : "$TENKEN_AMBIGUOUS";
	if (!cols)
		cols = platform_env("TENKEN_AMBIGUOUS");
	if (!cols || !*cols || str_equal(cols, "auto"))
		return true;
	globals->ambiguous_cols = str_equal(cols, "1") ? 1 : str_equal(cols, "2") ? 2 : 0;
	return globals->ambiguous_cols ||
	       error_set(err, ERROR_USAGE, _("%s: 1, 2 or auto is expected, not \"%s\"."), from, cols);
}

static bool read_globals(struct args *args, struct cli_globals *globals, struct error *err)
{
	const char *date = NULL;
	if (!args_option(args, "--db", &globals->db, err) || !args_option(args, "--pack", &globals->pack, err) ||
	    !args_option(args, "--actor", &globals->actor, err) ||
	    !args_option(args, "--for", &globals->acted_for, err) || !args_option(args, "--date", &date, err) ||
	    !args_option(args, "--campaign", &globals->campaign, err) ||
	    !args_option(args, "--passphrase-file", &globals->passphrase_file, err))
		return false;
	const char *variable = platform_env("TENKEN_DATE");
	bool given = date != NULL;
	globals->date_given = given;
	if (!given && variable && *variable)
		date = variable;
	if (date && !date_parse(&globals->date, date, err))
		return error_at(err, "%s", given ? "--date" : "$TENKEN_DATE");
	globals->json = args_flag(args, "--json");
	globals->plain = args_flag(args, "--plain");
	globals->ascii = args_flag(args, "--ascii") || globals->ascii;
	const char *no_color = platform_env("NO_COLOR");
	globals->no_color = args_flag(args, "--no-color") || (no_color && *no_color);
	globals->no_mouse = args_flag(args, "--no-mouse");
	globals->readonly = args_flag(args, "--readonly");
	globals->no_input = args_flag(args, "--no-input");
	return read_ambiguous(args, globals, err);
}

/* `tenken --version` and `--help` are commands that stand where options do. */
static const char *command_word(struct args *args)
{
	if (args_flag(args, "--version"))
		return "--version";
	if (args_flag(args, "--help") || args_flag(args, "-h"))
		return "help";
	return args_next(args);
}

static int run(struct args *args, struct cli_globals *globals, bool *screens, struct error *err)
{
	if (!read_language(args, globals, err) || !read_globals(args, globals, err))
		return failed(err);
	const char *word = command_word(args);
	if (!word) {
		*screens = args_done(args, err);
		return *screens ? 0 : failed(err);
	}
	if (str_equal(word, "--version")) {
		print_line("tenken %s", TENKEN_VERSION);
		return 0;
	}
	const struct command *command = find_command(word, err);
	if (!command)
		return failed(err);
	struct cli cli = {.globals = *globals, .today = globals->date};
	if (!date_is_set(cli.today))
		cli.today = platform_today();
	cli_progress_begin(globals->plain);
	int status = command->run(&cli, args, err);
	cli_progress_end();
	*screens = globals->tour = cli.globals.tour;
	return status;
}

bool cli_main(int argc, char **argv, struct cli_globals *globals, int *status)
{
	struct args args;
	struct error err = {0};
	bool screens = false;
	*globals = (struct cli_globals){0};
	args_init(&args, argc - 1, argv + 1);
	*status = run(&args, globals, &screens, &err);
	fflush(stdout);
	if (ferror(stdout) && *status == 0) {
		error_set(&err, ERROR_STORAGE,
		          _("The output could not be written: is the disk full, or the reader gone?"));
		*status = failed(&err);
	}
	if (err.message)
		platform_print(stderr, "tenken: %s\n", err.message);
	error_release(&err);
	args_release(&args);
	return !screens;
}
