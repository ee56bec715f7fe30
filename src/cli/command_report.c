/* check and report: what is missing, the 自己点検票, and in an office's database the report on the city. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "tenken/app/office.h"
#include "tenken/app/reports.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"

int command_check(struct cli *cli, struct args *args, struct error *err)
{
	struct workplace workplace;
	if (!args_done(args, err) || !open_workplace(cli, &workplace, err))
		return failed(err);
	struct json *root = json_new_object();
	struct json *list = json_put_array(root, "missing");
	size_t count = 0;
	for (size_t c = 0; c < workplace.checklists_count; c++) {
		const struct checklist *checklist = &workplace.checklists[c];
		for (size_t i = 0; i < checklist->lacks.count; i++, count++) {
			const struct lack *lack = &checklist->lacks.items[i];
			const struct question *question =
			        lack->item == SIZE_MAX ? NULL : checklist_question(checklist, lack->item);
			struct json *node = json_put_object(list, NULL);
			json_put_string(node, "kind", lack_code(lack->kind));
			json_put_string(node, "checklist", checklist->assessment.checklist);
			json_put_string(node, "question", question ? question->id : NULL);
			json_put_string(node, "text", lack->text);
			if (!cli->globals.json && question)
				print_line("%s  %s  %s\n    %s", checklist->assessment.checklist, question->id,
				           lack->text, bilingual_text(&question->text));
			else if (!cli->globals.json)
				print_line("%s  %s", checklist->assessment.checklist, lack->text);
		}
	}
	if (cli->globals.json)
		print_json(root);
	else
		json_free(root);
	if (!cli->globals.json && count)
		print_line(P_("%zu thing is missing.", "%zu things are missing.", count), count);
	else if (!cli->globals.json)
		print_line(_("Nothing is missing: the checklist is complete."));
	workplace_close(&workplace);
	return count ? 1 : 0;
}

/* --- report --- */

enum { SAMPLE_MAX = 10000 };

struct words {
	const char *scope, *path;
	struct report_wish wish;
};

/* Where the report is to go: a terminal shows no Excel file. */
static bool check_way_out(const struct words *words, struct error *err)
{
	if (words->path || report_format_is_text(words->wish.format) || !platform_is_terminal(1))
		return true;
	return error_set(err, ERROR_USAGE, _("A terminal cannot show the format \"%s\". Name a file with -o."),
	                 report_format_code(words->wish.format));
}

static void hand_out(const struct words *words, const struct strbuf *text)
{
	if (words->path)
		print_line(_("Wrote %s."), words->path);
	else
		print_raw(text->text, text->len_bytes);
}

static bool report_section(struct cli *cli, const struct words *words, struct error *err)
{
	struct workplace workplace;
	if (words->scope && !str_equal(words->scope, "section"))
		return error_set(err, ERROR_USAGE,
		                 _("A section's database knows of this section alone: \"--scope %s\" is for the "
		                   "office's database. Leave "
		                   "--scope out, or name that with --db."),
		                 words->scope);
	if (!open_workplace(cli, &workplace, err))
		return false;
	struct strbuf text = STRBUF_INIT;
	bool ok = report_section_make(&workplace, &words->wish, words->path, &text, err);
	if (ok)
		hand_out(words, &text);
	strbuf_release(&text);
	workplace_close(&workplace);
	return ok;
}

/* `bureau`: NULL for the city. */
static bool parse_scope(const char **bureau, const char *scope, struct error *err)
{
	static const char prefix[] = "bureau:";
	*bureau = NULL;
	if (!scope || str_equal(scope, "city"))
		return true;
	if (str_starts_with(scope, prefix)) {
		*bureau = scope + strlen(prefix);
		return true;
	}
	if (str_equal(scope, "section"))
		return error_set(err, ERROR_USAGE,
		                 _("This is the office's database, which has no sheet of its own. Use \"--scope city\" "
		                   "or \"--scope "
		                   "bureau:NAME\"; \"tenken show UNIT\" shows what one section handed in."));
	return error_set(err, ERROR_USAGE, _("There is no scope \"%s\": city or bureau:NAME."), scope);
}

static void print_piece(void *context, const char *bytes, size_t len_bytes)
{
	(void)context;
	print_raw(bytes, len_bytes);
}

static bool report_city(struct cli *cli, struct words *words, struct error *err)
{
	struct office office;
	if (!parse_scope(&words->wish.bureau, words->scope, err))
		return false;
	if (!words->wish.approval_boxes)
		return error_set(err, ERROR_USAGE,
		                 _("The city's report has no approval boxes: leave --no-approval out."));
	if (!open_office(cli, &office, err))
		return false;
	const struct strbuf_drain drain = {print_piece, NULL};
	struct strbuf text = {.drain = words->path ? NULL : &drain};
	bool ok = report_city_make(&office, &words->wish, words->path, &text, err);
	strbuf_flush(&text);
	if (ok)
		hand_out(words, &text);
	strbuf_release(&text);
	office_close(&office);
	return ok;
}

static bool parse_sample(size_t *sample, const char *text, struct error *err)
{
	char *end;
	*sample = REPORT_SAMPLE;
	if (!text)
		return true;
	unsigned long number = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || number > SAMPLE_MAX)
		return error_set(err, ERROR_USAGE, _("\"%s\" is no number of answers to draw: 0 to %d."), text,
		                 SAMPLE_MAX);
	*sample = number;
	return true;
}

int command_report(struct cli *cli, struct args *args, struct error *err)
{
	struct words words = {0};
	const char *format = NULL, *sample = NULL;
	if (!args_option(args, "--scope", &words.scope, err) || !args_option(args, "--format", &format, err) ||
	    !args_option(args, "-o", &words.path, err) || !args_option(args, "--sample", &sample, err) ||
	    !parse_sample(&words.wish.sample, sample, err))
		return failed(err);
	words.wish.approval_boxes = !args_flag(args, "--no-approval");
	if (!args_done(args, err))
		return failed(err);
	bool office = is_office(cli);
	if (!format)
		format = cli->globals.json ? "json" : "text";
	bool ok = report_format_parse(&words.wish.format, format, office ? REPORT_OF_CITY : REPORT_OF_SECTION, err) &&
	          check_way_out(&words, err) &&
	          (office ? report_city(cli, &words, err) : report_section(cli, &words, err));
	return ok ? 0 : failed(err);
}
