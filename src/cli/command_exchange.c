/* join, submit, receive, common, dissent: the section's side of the exchange with the office. */
#include <stdint.h>
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
		if (str_equal(json_string(json_get(workplace.with_office.campaign, "exchange")), "external"))
			print_line("%s", _("The file is not encrypted: encrypt it with the city's own tool before it leaves the section."));
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

static void print_word(const struct workplace *workplace)
{
	const struct json *said = workplace->with_office.said;
	bool accepted = str_equal(json_string(json_get(said, "result")), "accepted");
	print_line("%s", accepted ? _("The office accepted the submission.") : _("The office returned the submission:"));
	if (!str_is_blank(json_string(json_get(said, "comment"))))
		print_line("%s", json_string(json_get(said, "comment")));
	for (const struct json *node = json_first(json_get(said, "on")); node; node = json_next(node)) {
		const char *id = json_string(json_get(node, "question"));
		print_line("  %s  %s", id, question_text(workplace, id));
		print_line(_("    Comment: %s"), json_string(json_get(node, "text")));
	}
}

static void print_push(const struct workplace *workplace, const char *question)
{
	const struct json *last = NULL;
	bool asked = false;
	for (const struct json *node = json_first(workplace->with_office.pushes); node; node = json_next(node))
		last = node;
	for (size_t c = 0; c < workplace->checklists_count; c++)
		for (size_t i = 0; i < workplace->checklists[c].scope.count; i++)
			asked = asked || (scope_asks(&workplace->checklists[c].scope.items[i]) &&
			                  str_equal(checklist_question(&workplace->checklists[c], i)->id, question));
	print_line(_("The office asks to look at a question again, because of what was found elsewhere:"));
	print_line("  %s  %s", question, question_text(workplace, question));
	print_line(_("    Reason: %s"), json_string(json_get(last, "text")));
	if (asked)
		print_line(_("Look at it, answer it (the same answer counts, too), and hand in again."));
	else
		print_line(_("This section is not asked that question: nothing needs to be answered."));
}

static void print_received(const struct workplace *workplace, const struct received *received)
{
	switch (received->kind) {
	case RECEIVED_WORD:
		print_word(workplace);
		break;
	case RECEIVED_PUSH:
		print_push(workplace, received->question);
		break;
	case RECEIVED_COMMON:
		print_line(P_("Took in %zu central answer; \"tenken common\" shows it.",
		              "Took in %zu central answers; \"tenken common\" lists them.", received->count), received->count);
		break;
	case RECEIVED_HANDOVER:
		print_line(P_("Took in %zu answer of fiscal year %d; it counts when it is confirmed.",
		              "Took in %zu answers of fiscal year %d; each counts when it is confirmed.", received->count),
		           received->count, received->fiscal_year);
		if (*received->missing)
			print_line(_("Nothing of %s is in it: ask the office if there should be. What the section has and does is asked anew."),
			           received->missing);
		print_line(P_("Entered %zu record into the registers.", "Entered %zu records into the registers.", received->records),
		           received->records);
		break;
	}
}

static void print_received_json(const struct workplace *workplace, const struct received *received)
{
	static const char *const kinds[] = {"return", "push", "common", "handover"};
	struct json *root;
	if (received->kind == RECEIVED_WORD) {
		print_json(json_copy(workplace->with_office.said));
		return;
	}
	root = json_new_object();
	json_put_string(root, "kind", kinds[received->kind]);
	if (received->kind == RECEIVED_PUSH) {
		json_put_string(root, "question", received->question);
	} else {
		json_put_int(root, "answers", (int64_t)received->count);
		if (received->kind == RECEIVED_HANDOVER) {
			json_put_int(root, "fiscal_year", received->fiscal_year);
			json_put_int(root, "records", (int64_t)received->records);
		}
	}
	print_json(root);
}

int command_receive(struct cli *cli, struct args *args, struct error *err)
{
	const char *file;
	struct workplace workplace;
	struct received received;
	if (!args_require(args, "FILE", &file, err) || !args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = correspondence_receive(&workplace, file, &received, err);
	if (ok && cli->globals.json)
		print_received_json(&workplace, &received);
	else if (ok)
		print_received(&workplace, &received);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}

/* --- what is answered centrally --- */

static void common_json(const struct workplace *workplace)
{
	static const char *const keys[] = {"question", "answer", "note", "role", "unit", "bureau", "name", "accepted_at"};
	struct json *root = json_new_object(), *list = json_put_array(root, "answers");
	for (const struct json *node = correspondence_common(workplace, NULL, NULL); node;
	     node = correspondence_common(workplace, NULL, node)) {
		struct json *one = json_put_object(list, NULL);
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			json_put_string(one, keys[i], json_string(json_get(node, keys[i])));
		json_put_string(one, "dissent", correspondence_dissent(workplace, json_string(json_get(node, "question"))));
	}
	print_json(root);
}

static void print_common(const struct workplace *workplace, const struct json *node)
{
	const char *id = json_string(json_get(node, "question")), *note = json_string(json_get(node, "note"));
	const char *dissent = correspondence_dissent(workplace, id);
	size_t role = pack_find_role(workplace->pack, json_string(json_get(node, "role")));
	enum answer answer = ANSWER_NONE;
	answer_parse(&answer, json_string(json_get(node, "answer")));
	print_line("%s %s  %s", answer_label(answer), id, question_text(workplace, id));
	print_line("    %s (%s %s)", role == SIZE_MAX ? json_string(json_get(node, "role")) : bilingual_text(&workplace->pack->roles[role].title),
	           json_string(json_get(node, "bureau")), json_string(json_get(node, "name")));
	if (!str_is_blank(note))
		print_line(_("    Remark: %s"), note);
	if (dissent)
		print_line(_("    This section objects: %s"), dissent);
}

int command_common(struct cli *cli, struct args *args, struct error *err)
{
	struct workplace workplace;
	if (!args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	if (cli->globals.json) {
		common_json(&workplace);
	} else {
		const struct json *node = correspondence_common(&workplace, NULL, NULL);
		if (!node)
			print_line("%s", _("No central answers were taken in. The office hands them out as a file; take it in with "
			                   "\"tenken receive\"."));
		for (; node; node = correspondence_common(&workplace, NULL, node))
			print_common(&workplace, node);
	}
	workplace_close(&workplace);
	return 0;
}

int command_dissent(struct cli *cli, struct args *args, struct error *err)
{
	const char *question, *text = NULL;
	struct workplace workplace;
	bool withdraw = args_flag(args, "--withdraw");
	if (!args_option(args, "--text", &text, err) || !args_require(args, "QUESTION", &question, err) || !args_done(args, err))
		return failed(err);
	if (withdraw ? text != NULL : str_is_blank(text)) {
		error_set(err, ERROR_USAGE, withdraw ? _("Either --text or --withdraw, not both.")
		                                     : _("Say with --text what is otherwise than the central answer says."));
		return failed(err);
	}
	if (!open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = correspondence_object(&workplace, question, withdraw ? "" : text, err);
	if (ok)
		print_line("%s", withdraw ? _("The objection is taken back. The office sees it with the next submission.")
		                          : _("The objection is recorded. It goes to the office with the next submission."));
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}
