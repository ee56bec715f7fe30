/* answer, confirm, undo, redo, history. */
#include <stdlib.h>

#include "command.h"
#include "tenken/app/answer_file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static void print_answer(const struct checklist *checklist, size_t item)
{
	const struct question *question = checklist_question(checklist, item);
	const struct entry *entry = &checklist->entries[item];
	print_line("%s: %s %s", question->id, answer_kanji(entry->standing.response.answer),
	           answer_label(entry->standing.response.answer));
	for (size_t i = 0; i < checklist->lacks.count; i++)
		if (checklist->lacks.items[i].item == item && entry->standing.response.answer != ANSWER_NONE)
			print_line("  %s", checklist->lacks.items[i].text);
}

struct answer_words {
	const char *question, *answer, *note, *reason, *elements;
};

static bool answer_one(struct workplace *workplace, struct checklist *checklist, const struct answer_words *words,
                       struct error *err)
{
	size_t item = checklist_item(workplace, checklist, words->question, err);
	if (item == SIZE_MAX)
		return false;
	const struct question *question = checklist_question(checklist, item);
	struct response response;
	response_init(&response);
	response_copy(&response, entry_response(&checklist->entries[item]));
	bool ok = response_set_words(&response, question, words->answer, words->elements, err);
	if (ok && words->note)
		str_assign(&response.note, words->note);
	if (ok && words->reason)
		str_assign(&response.reason, words->reason);
	ok = ok && workplace_record(workplace, checklist, item, &response, err);
	response_release(&response);
	if (ok)
		print_answer(checklist, item);
	return ok;
}

static bool answer_from_file(struct workplace *workplace, const char *path, struct error *err)
{
	size_t written = 0;
	if (!workplace_answer_file(workplace, path, &written, err))
		return false;
	print_line(P_("%zu answer was written.", "%zu answers were written.", written), written);
	return true;
}

int command_answer(struct cli *cli, struct args *args, struct error *err)
{
	struct answer_words words = {0};
	const char *file = NULL, *id = NULL;
	if (!args_option(args, "--note", &words.note, err) || !args_option(args, "--reason", &words.reason, err) ||
	    !args_option(args, "--elements", &words.elements, err) || !args_option(args, "--file", &file, err) ||
	    !args_option(args, "--checklist", &id, err))
		return failed(err);
	if (file && (words.note || words.reason || words.elements || id)) {
		error_set(err, ERROR_USAGE, _("%s stands in the file: it cannot be given beside --file."),
		          words.note ? "--note" : words.reason ? "--reason" : words.elements ? "--elements" : "--checklist");
		return failed(err);
	}
	if (!file) {
		if (!args_require(args, "QUESTION", &words.question, err))
			return failed(err);
		words.answer = args_next(args);
		if (!words.answer && !words.elements && !words.note && !words.reason) {
			error_set(err, ERROR_USAGE, _("%s is missing."), "ANSWER");
			return failed(err);
		}
	}
	struct workplace workplace;
	if (!args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok;
	if (file) {
		ok = answer_from_file(&workplace, file, err);
	} else {
		struct checklist *checklist = workplace_checklist(&workplace, id, err);
		ok = checklist && answer_one(&workplace, checklist, &words, err);
	}
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}

int command_confirm(struct cli *cli, struct args *args, struct error *err)
{
	const char *question = NULL, *id = NULL;
	struct workplace workplace;
	if (!args_option(args, "--checklist", &id, err) || !args_require(args, "QUESTION", &question, err) ||
	    !args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	struct checklist *checklist = workplace_checklist(&workplace, id, err);
	size_t item = checklist ? checklist_item(&workplace, checklist, question, err) : SIZE_MAX;
	bool ok = item != SIZE_MAX && workplace_confirm(&workplace, checklist, item, err);
	if (ok)
		print_answer(checklist, item);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}

typedef bool step(struct workplace *workplace, struct checklist *checklist, size_t *item, struct error *err);

static int step_back_or_forth(struct cli *cli, struct args *args, step *take_step, struct error *err)
{
	const char *id = NULL;
	struct workplace workplace;
	size_t item = SIZE_MAX;
	if (!args_option(args, "--checklist", &id, err) || !args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	struct checklist *checklist = workplace_checklist(&workplace, id, err);
	bool ok = checklist && take_step(&workplace, checklist, &item, err);
	if (ok && item != SIZE_MAX)
		print_answer(checklist, item);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}

int command_undo(struct cli *cli, struct args *args, struct error *err)
{
	return step_back_or_forth(cli, args, workplace_undo, err);
}

int command_redo(struct cli *cli, struct args *args, struct error *err)
{
	return step_back_or_forth(cli, args, workplace_redo, err);
}

/* --- history --- */

static void put_date(struct json *node, const char *key, struct date date)
{
	char iso[11];
	if (date_is_set(date))
		json_put_string(node, key, date_format_iso(date, iso));
	else
		json_put_null(node, key);
}

static struct json *event_json(const struct answer_event *event)
{
	const struct response *response = &event->response;
	struct json *node = json_new_object();
	json_put_int(node, "revision", event->revision);
	json_put_string(node, "kind", event_kind_code(event->kind));
	json_put_string(node, "answer", response->answer == ANSWER_NONE ? NULL : answer_code(response->answer));
	json_put_string(node, "elements", event->elements);
	json_put_string(node, "note", response->note);
	json_put_string(node, "reason", response->reason);
	struct json *plan = json_put_object(node, "plan");
	json_put_string(plan, "cause", response->plan.cause);
	json_put_string(plan, "measure", response->plan.measure);
	json_put_string(plan, "person", response->plan.person);
	put_date(plan, "due", response->plan.due);
	json_put_bool(plan, "preventive", response->plan.preventive);
	json_put_bool(plan, "done", response->plan.done);
	json_put_string(plan, "evidence", response->plan.evidence);
	json_put_string(node, "progress", event->progress);
	json_put_string(node, "actor", event->actor);
	json_put_string(node, "acted_for", *event->acted_for ? event->acted_for : NULL);
	json_put_string(node, "at", event->at);
	return node;
}

static void print_event(const struct answer_event *event)
{
	static const char *const kinds[] = {
		[EVENT_ANSWER] = N_("answered"),   [EVENT_PROGRESS] = N_("progress noted"),
		[EVENT_CARRIED] = N_("last year's answer set beside it"),
		[EVENT_CONFIRM] = N_("last year's answer confirmed"), [EVENT_UNDO] = N_("undone"), [EVENT_REDO] = N_("redone")};
	struct strbuf when = STRBUF_INIT;
	datetime_format_local(&when, event->at);
	print_line("%d  %s  %s %s  %s  %s", event->revision, when.text, answer_kanji(event->response.answer),
	           answer_label(event->response.answer), _(kinds[event->kind]), event->actor);
	if (*event->acted_for)
		print_line(_("    for %s"), event->acted_for);
	if (!str_is_blank(event->response.note))
		print_line("    %s: %s", _("Remark"), event->response.note);
	if (!str_is_blank(event->response.reason))
		print_line("    %s: %s", _("Reason"), event->response.reason);
	if (!str_is_blank(event->progress))
		print_line("    %s: %s", event->kind == EVENT_PROGRESS ? _("Progress") : _("Why the due date was moved"), event->progress);
	strbuf_release(&when);
}

int command_history(struct cli *cli, struct args *args, struct error *err)
{
	const char *question = NULL, *id = NULL;
	struct workplace workplace;
	if (!args_option(args, "--checklist", &id, err) || !args_require(args, "QUESTION", &question, err) ||
	    !args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	struct answer_events events = {0};
	struct checklist *checklist = workplace_checklist(&workplace, id, err);
	bool ok = checklist && pack_require_question(workplace.pack, question, err) != SIZE_MAX &&
	          workplace_history(&workplace, checklist, question, &events, err);
	struct json *root = json_new_object();
	json_put_string(root, "question", question);
	struct json *list = json_put_array(root, "events");
	for (size_t i = 0; ok && i < events.count; i++) {
		json_put(list, NULL, event_json(&events.items[i]));
		if (!cli->globals.json)
			print_event(&events.items[i]);
	}
	if (ok && !events.count && !cli->globals.json)
		print_line(_("Nothing has been answered here yet."));
	if (ok && cli->globals.json)
		print_json(root);
	else
		json_free(root);
	answer_events_release(&events);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}
