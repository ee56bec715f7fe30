/* check and report: what is missing, and the 自己点検票. */
#include <stdint.h>
#include <stdlib.h>

#include "command.h"
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

enum format { FORMAT_TEXT, FORMAT_HTML, FORMAT_JSON, FORMATS };
static const char *const formats[FORMATS] = {"text", "html", "json"};

static bool parse_format(enum format *format, const char *code, struct error *err)
{
	*format = FORMAT_TEXT;
	if (!code)
		return true;
	for (int i = 0; i < FORMATS; i++) {
		if (str_equal(formats[i], code)) {
			*format = (enum format)i;
			return true;
		}
	}
	const char *near = text_nearest(code, formats, FORMATS);
	return near ? error_set(err, ERROR_USAGE, _("There is no format \"%s\". Did you mean \"%s\"?"), code, near)
	            : error_set(err, ERROR_USAGE, _("There is no format \"%s\": text, html or json."), code);
}

static void make_report(struct strbuf *out, const struct report_input *input, enum format format)
{
	switch (format) {
	case FORMAT_HTML:
		report_html(out, input);
		break;
	case FORMAT_JSON:
		report_json(out, input);
		break;
	default:
		report_text(out, input, 80);
	}
}

int command_report(struct cli *cli, struct args *args, struct error *err)
{
	const char *scope = NULL, *format_name = NULL, *path = NULL;
	enum format format;
	if (!args_option(args, "--scope", &scope, err) || !args_option(args, "--format", &format_name, err) ||
	    !args_option(args, "-o", &path, err))
		return failed(err);
	bool boxes = !args_flag(args, "--no-approval");
	struct workplace workplace;
	if (!args_done(args, err) || !parse_format(&format, cli->globals.json && !format_name ? "json" : format_name, err))
		return failed(err);
	if (scope && !str_equal(scope, "section")) {
		error_set(err, ERROR_USAGE, _("There is no scope \"%s\" in a section's database: only section."), scope);
		return failed(err);
	}
	if (!open_workplace(cli, &workplace, err))
		return failed(err);
	struct strbuf text = STRBUF_INIT;
	struct report_input *input = workplace_report(&workplace);
	input->approval_boxes = boxes;
	make_report(&text, input, format);
	bool ok = true;
	if (!path)
		print_raw(text.text, text.len_bytes);
	else if ((ok = file_write(path, text.text, text.len_bytes, 0600, err)))
		print_line(_("Wrote %s."), path);
	workplace_report_release(input);
	strbuf_release(&text);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}
