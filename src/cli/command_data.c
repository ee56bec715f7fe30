/* verify, backup, restore. */
#include <stdlib.h>

#include "command.h"
#include "tenken/app/custody.h"

static void print_verified(const struct cli *cli, const char *path, const struct verify_report *report)
{
	struct json *root = json_new_object();
	json_put_int(root, "events", (int64_t)report->events);
	json_put_bool(root, "older", report->older);
	struct json *list = json_put_array(root, "problems");
	for (size_t i = 0; i < report->count; i++) {
		json_put_string(list, NULL, report->problems[i]);
		if (!cli->globals.json)
			print_line("%s", report->problems[i]);
	}
	if (cli->globals.json)
		print_json(root);
	else
		json_free(root);
	if (!cli->globals.json && !report->count && report->older)
		print_line(_("%s is of an earlier version. File and tables are whole; events are recomputed only after it was opened by this version, "
		             "which brings it up to date and keeps a copy."),
		           path);
	else if (!cli->globals.json && !report->count)
		print_line(P_("%s is whole: %zu event was recomputed.", "%s is whole: %zu events were recomputed.", report->events),
		           path, report->events);
	else if (!cli->globals.json)
		print_line(_("%s is damaged. Keep it as it is and put the last backup in its place: \"tenken restore FILE\"."), path);
}

int command_verify(struct cli *cli, struct args *args, struct error *err)
{
	struct verify_report report;
	char *path = args_done(args, err) ? database_path(cli, err) : NULL;
	if (!path || !custody_verify(path, &report, err)) {
		free(path);
		return failed(err);
	}
	print_verified(cli, path, &report);
	int status = report.count ? 1 : 0;
	verify_report_release(&report);
	free(path);
	return status;
}

int command_backup(struct cli *cli, struct args *args, struct error *err)
{
	const char *to = NULL;
	if (!args_require(args, "FILE", &to, err) || !args_done(args, err))
		return failed(err);
	char *path = database_path(cli, err);
	bool ok = path && custody_backup(path, to, err);
	if (ok)
		print_line(_("Copied %s to %s."), path, to);
	free(path);
	return ok ? 0 : failed(err);
}

int command_restore(struct cli *cli, struct args *args, struct error *err)
{
	const char *from = NULL;
	char *kept = NULL;
	if (!args_require(args, "FILE", &from, err) || !args_done(args, err))
		return failed(err);
	char *path = database_path(cli, err);
	bool ok = path && !cli->globals.readonly && custody_restore(from, path, &kept, err);
	if (path && cli->globals.readonly)
		error_set(err, ERROR_REFUSED, _("This was opened to look only (--readonly): nothing can be changed."));
	if (ok)
		print_line(_("Put %s in the place of %s."), from, path);
	if (ok && kept)
		print_line(_("What was there is kept as %s."), kept);
	if (ok && custody_takes_part(path))
		print_line("%s", _("If the section has handed in since this backup was made, the office refuses what comes next: ask there for a new "
		                   "code, and join again with it."));
	free(kept);
	free(path);
	return ok ? 0 : failed(err);
}
