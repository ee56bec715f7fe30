/* The check sheet that goes round where no terminal is: writing it, and taking it in after a look at what would change. */
#include <stdlib.h>

#include "tenken/app/check_sheet.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "views.h"

/* --- writing it --- */

static void write_sheet(struct shell *shell, const struct checklist *checklist)
{
	char *name = check_sheet_name(shell->workplace, checklist);
	char *path = views_ask_path(shell, "sheet out", _("Write the check sheet to"), name);
	struct error err = {0};
	if (path && check_sheet_export(shell->workplace, checklist, path, &err))
		shell_say(shell, STYLE_SAVED, _("Written: %s"), path);
	else if (path)
		shell_fail(shell, &err);
	free(path);
	free(name);
}

/* --- taking it in --- */

static size_t count_changes(const struct check_sheet *sheet)
{
	return sheet->counts[CHECK_NEW] + sheet->counts[CHECK_CHANGED] + sheet->counts[CHECK_CONFLICT];
}

/* Whether it is to be written; what was changed here since is overwritten only after a word of its own. */
static bool asked(struct shell *shell, const struct check_sheet *sheet)
{
	size_t conflicts = sheet->counts[CHECK_CONFLICT], count = count_changes(sheet);
	char *write = str_format(P_("Write %zu question", "Write %zu questions", count), count);
	char *replace = str_format(P_("Write all, and overwrite %zu question that was changed here since",
	                              "Write all, and overwrite %zu questions that were changed here since", conflicts),
	                           conflicts);
	const char *const choices[] = {_("Write nothing"), conflicts ? replace : write};
	int choice =
	        prompt_choice(shell, _("Take the check sheet in"), choices, sizeof choices / sizeof *choices, NULL, 0);
	free(write);
	free(replace);
	return choice == 1;
}

static void take_in(struct shell *shell, void *data)
{
	struct check_sheet *sheet = data;
	struct error err = {0};
	size_t count = count_changes(sheet);
	if (!count) {
		shell_say(shell, STYLE_PLAIN, "%s", _("There is nothing in it to write."));
		return;
	}
	if (!asked(shell, sheet))
		return;
	if (!check_sheet_write(sheet, shell->workplace, true, &err)) {
		shell_fail(shell, &err);
		return;
	}
	shell_say(shell, STYLE_SAVED, P_("Taken in: %zu question.", "Taken in: %zu questions.", count), count);
	shell_pop(shell);
}

static void free_sheet(void *data)
{
	check_sheet_release(data);
	free(data);
}

static void show_preview(struct shell *shell, struct check_sheet *sheet)
{
	struct strbuf text = STRBUF_INIT;
	char key[16];
	if (count_changes(sheet))
		strbuf_addf(&text, _("Nothing is written yet. %s goes on."), action_key_name(ACTION_OPEN, key));
	else
		strbuf_add(&text, _("Nothing in it is new."));
	strbuf_add(&text, "\n\n");
	check_sheet_describe(&text, sheet);
	struct view *view = view_text_new(str_format("%s > %s", _("Check sheet"), sheet->name), strbuf_take(&text));
	view_text_end(view, take_in, free_sheet, sheet);
	shell_push(shell, view);
}

/* Of the draft. */
#define SHEET_READ "sheet in"

/* All defects, each with its cell, to be read side by side with the sheet; the path is there again. */
static void show_defects(struct shell *shell, const char *path, struct error *err)
{
	prompt_keep(shell, SHEET_READ, path);
	shell_push(shell, view_text_new(mem_strdup(_("Check sheet")), mem_strdup(err->message)));
	error_release(err);
}

static void read_sheet(struct shell *shell)
{
	struct check_sheet *sheet = mem_new(1, sizeof *sheet);
	struct error err = {0};
	char *typed = mem_strdup("");
	bool given = prompt_line(shell, SHEET_READ, _("Check sheet to take in"),
	                         _("The file that came back: .xlsx, or .csv."), &typed) &&
	             !str_is_blank(typed);
	char *path = path_from_typed(typed);
	free(typed);
	if (!given) {
		free(sheet);
	} else if (check_sheet_read(sheet, shell->workplace, path, &err)) {
		show_preview(shell, sheet);
	} else {
		free(sheet);
		show_defects(shell, path, &err);
	}
	free(path);
}

void views_check_sheet(struct shell *shell, struct checklist *checklist)
{
	struct strbuf name = STRBUF_INIT;
	checklist_name(&name, checklist);
	char *write = str_format(_("Write a sheet to be filled in: %s"), name.text);
	const char *const choices[] = {write, _("Take in a sheet that was filled in")};
	int choice = prompt_choice(shell, _("Check sheet: Excel, for those who have no terminal"), choices,
	                           sizeof choices / sizeof *choices, NULL, 0);
	if (choice == 0)
		write_sheet(shell, checklist);
	else if (choice == 1 && views_why_readonly(shell))
		shell_say(shell, STYLE_WARNING, "%s", views_why_readonly(shell));
	else if (choice == 1)
		read_sheet(shell);
	free(write);
	strbuf_release(&name);
}
