/* check and report: what is missing, the 自己点検票, and in an office's database the report on the city. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "tenken/app/office_city.h"
#include "tenken/base/file.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/report/model.h"

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
				print_line("%s  %s  %s\n    %s", checklist->assessment.checklist, question->id, lack->text,
				           bilingual_text(&question->text));
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

enum format { FORMAT_TEXT, FORMAT_HTML, FORMAT_JSON, FORMAT_CSV, FORMATS };
static const char *const formats[FORMATS] = {"text", "html", "json", "csv"};
/* Which of them a section's sheet has, and which the city's. */
static const bool of_section[FORMATS] = {[FORMAT_TEXT] = true, [FORMAT_HTML] = true, [FORMAT_JSON] = true};
static const bool of_city[FORMATS] = {[FORMAT_TEXT] = true, [FORMAT_JSON] = true, [FORMAT_CSV] = true};

enum { REPORT_COLS = 80 };

struct words {
	const char *scope, *format_name, *path;
	enum format format;
	bool boxes;
};

static bool parse_format(enum format *format, const char *code, bool office, struct error *err)
{
	const bool *known = office ? of_city : of_section;
	const char *names[FORMATS];
	size_t count = 0;
	*format = FORMAT_TEXT;
	for (int i = 0; i < FORMATS; i++) {
		if (known[i])
			names[count++] = formats[i];
		if (known[i] && (!code || str_equal(formats[i], code))) {
			*format = (enum format)i;
			return true;
		}
	}
	for (int i = 0; i < FORMATS; i++)
		if (str_equal(formats[i], code))
			return office ? error_set(err, ERROR_USAGE, _("The city's report has no format \"%s\": only text, json and csv."), code)
			              : error_set(err, ERROR_USAGE, _("The section's sheet has no format \"%s\": only text, html and json."),
			                          code);
	const char *near = text_nearest(code, names, count);
	if (near)
		return error_set(err, ERROR_USAGE, _("There is no format \"%s\". Did you mean \"%s\"?"), code, near);
	return office ? error_set(err, ERROR_USAGE, _("There is no format \"%s\": text, json or csv."), code)
	              : error_set(err, ERROR_USAGE, _("There is no format \"%s\": text, html or json."), code);
}

/* Puts what was made where it was asked for. */
static bool hand_out(const struct strbuf *text, const char *path, struct error *err)
{
	if (!path) {
		print_raw(text->text, text->len_bytes);
		return true;
	}
	if (!file_write(path, text->text, text->len_bytes, 0600, err))
		return false;
	print_line(_("Wrote %s."), path);
	return true;
}

/* --- of a section --- */

static void make_sheet(struct strbuf *out, const struct report_input *input, enum format format)
{
	switch (format) {
	case FORMAT_HTML:
		report_html(out, input);
		break;
	case FORMAT_JSON:
		report_json(out, input);
		break;
	default:
		report_text(out, input, REPORT_COLS);
	}
}

static bool report_section(struct cli *cli, const struct words *words, struct error *err)
{
	struct workplace workplace;
	if (words->scope && !str_equal(words->scope, "section"))
		return error_set(err, ERROR_USAGE,
		                 _("A section's database knows of this section alone: \"--scope %s\" is for the office's database. Leave "
		                   "--scope out, or name that with --db."),
		                 words->scope);
	if (!open_workplace(cli, &workplace, err))
		return false;
	struct strbuf text = STRBUF_INIT;
	struct report_input *input = workplace_report(&workplace);
	input->approval_boxes = words->boxes;
	make_sheet(&text, input, words->format);
	bool ok = hand_out(&text, words->path, err);
	workplace_report_release(input);
	strbuf_release(&text);
	workplace_close(&workplace);
	return ok;
}

/* --- of the city --- */

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
		                 _("This is the office's database, which has no sheet of its own. Use \"--scope city\" or \"--scope "
		                   "bureau:NAME\"; \"tenken show UNIT\" shows what one section handed in."));
	return error_set(err, ERROR_USAGE, _("There is no scope \"%s\": city or bureau:NAME."), scope);
}

static void make_city(struct strbuf *out, const struct city_input *input, enum format format)
{
	switch (format) {
	case FORMAT_JSON:
		city_report_json(out, input);
		break;
	case FORMAT_CSV:
		city_report_csv(out, input);
		break;
	default:
		city_report_text(out, input, REPORT_COLS);
	}
}

/* A table of the answers needs nothing of what takes long to read. */
static unsigned city_wants(enum format format)
{
	return format == FORMAT_CSV ? CITY_WANTS_ANSWERS : CITY_WANTS_ALL;
}

static bool report_city(struct cli *cli, const struct words *words, struct error *err)
{
	const char *bureau;
	struct office office;
	if (!parse_scope(&bureau, words->scope, err))
		return false;
	if (!words->boxes)
		return error_set(err, ERROR_USAGE, _("The city's report has no approval boxes: leave --no-approval out."));
	if (!open_office(cli, &office, err))
		return false;
	struct strbuf text = STRBUF_INIT;
	struct city_input *input = office_city(&office, bureau, city_wants(words->format), err);
	bool ok = input != NULL;
	if (ok)
		make_city(&text, input, words->format);
	ok = ok && hand_out(&text, words->path, err);
	office_city_release(input);
	strbuf_release(&text);
	office_close(&office);
	return ok;
}

int command_report(struct cli *cli, struct args *args, struct error *err)
{
	struct words words = {0};
	if (!args_option(args, "--scope", &words.scope, err) || !args_option(args, "--format", &words.format_name, err) ||
	    !args_option(args, "-o", &words.path, err))
		return failed(err);
	words.boxes = !args_flag(args, "--no-approval");
	if (!args_done(args, err))
		return failed(err);
	bool office = is_office(cli);
	const char *name = cli->globals.json && !words.format_name ? "json" : words.format_name;
	bool ok = parse_format(&words.format, name, office, err) &&
	          (office ? report_city(cli, &words, err) : report_section(cli, &words, err));
	return ok ? 0 : failed(err);
}
