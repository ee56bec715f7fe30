/* join, submit, receive: the section's side of the exchange with the office. */
#include <stdlib.h>

#include "command.h"
#include "tenken/app/correspondence.h"
#include "tenken/base/str.h"

int command_join(struct cli *cli, struct args *args, struct error *err)
{
	const char *unit = NULL, *code = NULL, *file;
	if (!args_option(args, "--unit-code", &unit, err) || !args_option(args, "--join-code", &code, err) ||
	    !args_require(args, "FILE", &file, err) || !args_done(args, err))
		return failed(err);
	if (!unit || !code) {
		error_set(err, ERROR_USAGE, _("%s is missing."), unit ? "--join-code" : "--unit-code");
		return failed(err);
	}
	char *path = database_path(cli, err);
	if (!path)
		return failed(err);
	struct workplace_options options = {.db = path,
	                                    .pack = cli->globals.pack,
	                                    .actor = cli->globals.actor,
	                                    .acted_for = cli->globals.acted_for,
	                                    .today = cli->today,
	                                    .readonly = cli->globals.readonly};
	bool ok = !options.readonly ||
	          error_set(err, ERROR_REFUSED, _("This was opened to look only (--readonly): nothing can be changed."));
	ok = ok && correspondence_join(&options, file, unit, code, NULL, err);
	free(path);
	struct workplace workplace;
	if (ok && open_workplace(cli, &workplace, err)) {
		print_line(_("Joined the campaign of fiscal year %d as %s %s."), workplace.cycle.fiscal_year, workplace.unit.bureau,
		           workplace.unit.name);
		workplace_close(&workplace);
	}
	return ok ? 0 : failed(err);
}

int command_submit(struct cli *cli, struct args *args, struct error *err)
{
	const char *by = NULL, *folder = NULL;
	struct workplace workplace;
	char *written;
	if (!args_option(args, "--confirmed-by", &by, err) || !args_option(args, "-o", &folder, err) || !args_done(args, err))
		return failed(err);
	if (!by || !folder) {
		error_set(err, ERROR_USAGE, _("%s is missing."), by ? "-o" : "--confirmed-by");
		return failed(err);
	}
	if (!open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = correspondence_submit(&workplace, by, folder, &written, err);
	if (ok) {
		print_line(_("Wrote %s. Hand this file to the office."), written);
		free(written);
	}
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}

static const char *question_text(const struct workplace *workplace, const char *id)
{
	size_t at = pack_find_question(workplace->pack, id);
	return at == SIZE_MAX ? id : bilingual_text(&workplace->pack->questions[at].text);
}

int command_receive(struct cli *cli, struct args *args, struct error *err)
{
	const char *file;
	struct workplace workplace;
	if (!args_require(args, "FILE", &file, err) || !args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = correspondence_receive(&workplace, file, err);
	const struct json *said = ok ? workplace.with_office.said : NULL;
	if (ok && cli->globals.json) {
		print_json(json_copy(said));
	} else if (ok) {
		bool accepted = str_equal(json_string(json_get(said, "result")), "accepted");
		print_line("%s", accepted ? _("The office accepted the submission.") : _("The office returned the submission:"));
		if (!str_is_blank(json_string(json_get(said, "comment"))))
			print_line("%s", json_string(json_get(said, "comment")));
		for (const struct json *node = json_first(json_get(said, "on")); node; node = json_next(node)) {
			const char *id = json_string(json_get(node, "question"));
			print_line("  %s  %s", id, question_text(&workplace, id));
			print_line(_("    Comment: %s"), json_string(json_get(node, "text")));
		}
	}
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}
