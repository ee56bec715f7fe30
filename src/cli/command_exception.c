/* exception: the section's register of exceptions, and at the office the ledger over all units. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "roster.h"
#include "tenken/app/exceptions.h"
#include "tenken/base/file.h"
#include "tenken/base/str.h"

enum { REPORT = REGISTER_SUBCOMMANDS };

/* --- at the office --- */

static void list_json(const struct office *office, const struct exceptions_list *list)
{
	struct json *root = json_new_object(), *nodes = json_put_array(root, "exceptions");
	for (size_t i = 0; i < list->count; i++) {
		const struct exception *exception = &list->items[i];
		struct json *node = json_put_object(nodes, NULL);
		json_put_string(node, "unit", office->roster.items[exception->unit].code);
		for (const struct json *field = json_first(exception->fields); field; field = json_next(field))
			json_put(node, json_key(field), json_copy(field));
		json_put_string(node, "state", exception_state_code(exception->state));
		json_put_bool(node, "needs_action", exception_needs_action(exception->state));
		if (exception->permitted == TRUTH_UNKNOWN)
			json_put_null(node, "permitted");
		else
			json_put_bool(node, "permitted", exception->permitted == TRUTH_TRUE);
		json_put_string(node, "because", exception->because);
	}
	put_reconciliation(root, office);
	print_json(root);
}

static void print_field(const char *label, const char *text)
{
	if (!str_is_blank(text))
		print_row("    %s: %s", label, text);
}

static void print_day(const char *label, struct date day)
{
	struct strbuf text = STRBUF_INIT;
	if (date_is_set(day))
		date_format_local(&text, day);
	print_field(label, text.text);
	strbuf_release(&text);
}

static void print_lines(const char *text)
{
	for (size_t len_bytes; *text; text += len_bytes + (text[len_bytes] == '\n')) {
		len_bytes = strcspn(text, "\n");
		print_row("    %.*s", (int)len_bytes, text);
	}
}

static void print_exception(const struct office *office, const struct exception *exception)
{
	const struct roster_unit *unit = &office->roster.items[exception->unit];
	print_row("%s  %s %s (%s)  %s  %s", exception_state_label(exception->state), unit->bureau, unit->name, unit->code,
	           exception->id, exception->name);
	if (exception->endless)
		print_field(_("Expires on"), C_("of an exception", "No term"));
	print_day(_("Expires on"), exception->expires_on);
	print_field(_("Clauses"), exception->clauses);
	print_field(_("What it is about"), exception->subject);
	print_field(_("Reason"), exception->reason);
	print_field(_("Applied for by"), exception->applicant);
	char *approver = str_is_blank(exception->approver_role) ? NULL
	                                                        : str_format("%s (%s)", exception->approver, exception->approver_role);
	print_field(_("Permitted by"), approver ? approver : exception->approver);
	free(approver);
	print_day(_("Permitted on"), exception->permitted_on);
	print_day(_("Reported on"), exception->reported_on);
	print_lines(exception->because);
}

static int list_office(struct cli *cli, bool open, struct error *err)
{
	struct office office;
	struct exceptions_list list;
	if (!open_office(cli, &office, err))
		return failed(err);
	bool ok = office_exceptions_load(&office, open, &list, err);
	if (ok && cli->globals.json)
		list_json(&office, &list);
	for (size_t i = 0; ok && !cli->globals.json && i < list.count; i++)
		print_exception(&office, &list.items[i]);
	if (ok && !cli->globals.json && !list.count)
		print_row("%s", open ? _("No exception needs action.") : _("There are no exceptions."));
	if (ok && !cli->globals.json) /* of whom nothing is here, nothing is known */
		print_reconciliation(&office);
	if (ok)
		exceptions_list_release(&list);
	office_close(&office);
	return ok ? 0 : failed(err);
}

static int at_office(struct cli *cli, struct args *args, int what, struct error *err)
{
	bool open = args_flag(args, "--open");
	if (what == REGISTER_LIST)
		return args_done(args, err) ? list_office(cli, open, err) : failed(err);
	error_set(err, ERROR_REFUSED, _("This is the office's database. Records of exceptions are the sections': a section writes its own and "
	                                "hands it in. \"tenken exception list\" shows all that were handed in."));
	return failed(err);
}

/* --- the report --- */

static bool write_report(struct workplace *workplace, const char *id, const char *path, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	bool ok = exception_report(workplace, id, &text, err);
	if (ok && !path)
		print_raw(text.text, text.len_bytes);
	else if (ok && (ok = file_write(path, text.text, text.len_bytes, 0600, err)))
		print_row(_("Wrote %s."), path);
	strbuf_release(&text);
	return ok;
}

static int report(struct cli *cli, struct args *args, struct error *err)
{
	const char *id = NULL, *path = NULL;
	struct workplace workplace;
	if (!args_option(args, "-o", &path, err) || !args_require(args, "ID", &id, err) || !args_done(args, err) ||
	    !open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = write_report(&workplace, id, path, err);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}

int command_exception(struct cli *cli, struct args *args, struct error *err)
{
	const char *names[REGISTER_SUBCOMMANDS + 1];
	for (int i = 0; i < REGISTER_SUBCOMMANDS; i++)
		names[i] = register_subcommands[i];
	names[REPORT] = "report";
	int what = take_subcommand(args, names, REGISTER_SUBCOMMANDS + 1, REGISTER_LIST, err);
	if (what < 0)
		return failed(err);
	if (is_office(cli))
		return at_office(cli, args, what, err);
	return what == REPORT ? report(cli, args, err) : register_subcommand(cli, args, "exception", what, err);
}
