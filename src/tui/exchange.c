#include "exchange.h"

#include <stdlib.h>

#include "tenken/app/correspondence.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform_file.h"
#include "shell.h"
#include "view_form.h"

/* --- where one stands --- */

enum { COMMENT_ROWS_MAX = 3 };

static bool is_changed_since(const struct workplace *workplace)
{
	return correspondence_is_changed(workplace);
}

static size_t lacks_of(const struct workplace *workplace)
{
	size_t count = 0;
	for (size_t i = 0; i < workplace->checklists_count; i++)
		count += workplace->checklists[i].lacks.count;
	return count;
}

bool exchange_is_due(const struct workplace *workplace)
{
	enum checklist_state state = workplace->with_office.state;
	if (!workplace->with_office.campaign || workplace->readonly || lacks_of(workplace))
		return false;
	return state == STATE_NOT_STARTED || state == STATE_RETURNED || is_changed_since(workplace);
}

size_t exchange_returned(const struct workplace *workplace)
{
	size_t count = 0;
	if (workplace->with_office.state != STATE_RETURNED)
		return 0;
	for (const struct json *node = json_first(json_get(workplace->with_office.said, "on")); node; node = json_next(node))
		count++;
	return count;
}

size_t exchange_pushed(const struct workplace *workplace)
{
	size_t count = 0;
	if (!json_size(workplace->with_office.pushes))
		return 0;
	for (size_t c = 0; c < workplace->checklists_count; c++)
		for (size_t i = 0; i < workplace->checklists[c].scope.count; i++)
			count += correspondence_push(workplace, &workplace->checklists[c], i) != NULL;
	return count;
}

static char *standing_text(const struct workplace *workplace)
{
	char key[16], other[16];
	action_key_name(ACTION_SUBMIT, key);
	action_key_name(ACTION_RECEIVE, other);
	if (!workplace->with_office.campaign)
		return str_format(_("not joined yet (%s: join with the campaign file and the slip)"),
		                  action_key_name(ACTION_JOIN, key));
	switch (workplace->with_office.state) {
	case STATE_SUBMITTED:
		return is_changed_since(workplace)
		               ? str_format(_("handed in, and changed since: hand in again (%s)"), key)
		               : str_format(_("handed in (%s: take in its reply)"), other);
	case STATE_RETURNED:
		return str_format(_("returned: see to it, then hand in again (%s)"), key);
	case STATE_ACCEPTED:
		return is_changed_since(workplace) ? str_format(_("accepted; what has changed since can be handed in (%s)"), key)
		                                   : mem_strdup(_("accepted"));
	case STATE_CLOSED:
		return is_changed_since(workplace) ? str_format(_("accepted; what has changed since can be handed in (%s)"), key) : mem_strdup(_("accepted, and every improvement is done"));
	default:
		return str_format(_("joined, not handed in yet (%s hands in)"), key);
	}
}

/* Its beginning: all of it stands above the questions that were returned. */
static void compose_beginning(struct page *page, int col, const char *comment)
{
	struct text_lines lines = {0};
	char *safe = text_safe_dup(comment, TEXT_SAFE_MULTILINE);
	text_wrap(&lines, safe, page->canvas->cols - col - 3, page->canvas->ambiguous_cols);
	for (size_t i = 0; i < lines.count && i < COMMENT_ROWS_MAX; i++) {
		bool cut = i + 1 == COMMENT_ROWS_MAX && lines.count > COMMENT_ROWS_MAX;
		char *line = mem_strndup(safe + lines.lines[i].start_byte, lines.lines[i].len_bytes);
		char *shown = str_format("%s%s", line, !cut ? "" : page->canvas->ascii ? ".." : "…");
		page_row(page);
		page_put(page, col, STYLE_PLAIN, shown);
		free(shown);
		free(line);
	}
	text_lines_release(&lines);
	free(safe);
}

void exchange_compose(struct page *page, const struct workplace *workplace)
{
	enum checklist_state state = workplace->with_office.state;
	const char *comment = correspondence_comment(workplace, NULL), *label = _("Office");
	int col = text_cols(label, page->canvas->ambiguous_cols) + 3;
	char *text = standing_text(workplace);
	page->rank = workplace->with_office.campaign ? PAGE_SUMMARY : PAGE_HINT;
	page_field(page, label, col,
	           !workplace->with_office.campaign              ? STYLE_DIM
	           : state == STATE_RETURNED                     ? STYLE_WARNING
	           : state == STATE_ACCEPTED || state == STATE_CLOSED ? STYLE_SAVED
	                                                         : STYLE_PLAIN,
	           text);
	if (!str_is_blank(comment))
		compose_beginning(page, col, comment);
	page->rank = PAGE_ESSENTIAL;
	page_space(page);
	free(text);
}

char *exchange_due_text(struct date due, struct date today)
{
	struct strbuf day = STRBUF_INIT;
	int days = date_days_between(today, due);
	char *text;
	date_format_local(&day, due);
	if (days < 0)
		text = str_format(P_("Due %s: overdue by %d day", "Due %s: overdue by %d days", (unsigned long)-days), day.text,
		                  -days);
	else if (days == 0)
		text = str_format(_("Due %s: today"), day.text);
	else
		text = str_format(P_("Due %s (%d day left)", "Due %s (%d days left)", (unsigned long)days), day.text, days);
	strbuf_release(&day);
	return text;
}

/* --- handing in --- */

static bool run_submit(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	char *written = NULL;
	if (form_no_folder(texts[1], 1, wrong, err) ||
	    !correspondence_submit(shell->workplace, texts[0], texts[1], &written, err))
		return false;
	char key[16];
	struct strbuf out = STRBUF_INIT;
	strbuf_addf(&out, "%s\n  %s\n\n", _("The file for the office has been written:"), written);
	strbuf_addf(&out, "%s\n\n", _("Hand this one file to the office, in the way it has asked for. It holds everything: all "
	                              "checklists of the section, its registers and its plans."));
	strbuf_addf(&out, "%s\n\n",
	            str_equal(json_string(json_get(shell->workplace->with_office.campaign, "exchange")), "external")
	                    ? _("The file is not encrypted: encrypt it with the city's own tool before it leaves the section.")
	                    : _("Only the office can open it. Keep the file until the office has accepted it."));
	strbuf_addf(&out, _("When the office sends a file back, take it in on the first screen with %s."),
	            action_key_name(ACTION_RECEIVE, key));
	free(written);
	*told = strbuf_take(&out);
	return true;
}

static void open_submit(struct shell *shell)
{
	const struct form form = {
	        .id = "submit",
	        .title = _("Hand in to the office"),
	        .introduction = _("Nothing is missing. One file is written for the whole section; it is handed to the "
	                          "office. Who "
	                          "confirms it stands in it by title."),
	        .finish = _("Write the file for the office"),
	        .fields = {{.label = _("Confirmed by"),
	                    .hint = _("The title of the head who confirms, e.g. Head of the Residents Section."),
	                    .lasting = true},
	                   {.label = _("Folder"),
	                    .path = true,
	                    .hint = _("The folder into which the file is written."),
	                    .lasting = true}},
	        .fields_count = 2,
	        .run = run_submit};
	char *folder = platform_present_folder();
	const char *const proposals[] = {NULL, folder};
	view_form_open(shell, &form, NULL, proposals);
	free(folder);
}

static void submit(struct shell *shell)
{
	struct workplace *workplace = shell->workplace;
	size_t lacks = lacks_of(workplace);
	if (!lacks) {
		open_submit(shell);
		return;
	}
	const struct view *top = shell_top(shell);
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		if (!workplace->checklists[i].lacks.count)
			continue;
		if (top->ops->context != CONTEXT_CHECK || workplace->checklists_count > 1)
			shell_push(shell, view_check_new(shell, &workplace->checklists[i]));
		break;
	}
	char key[16], open[16];
	shell_say(shell, STYLE_WARNING,
	          P_("%zu thing is missing before it can be handed in. %s leads there; then hand in with %s.",
	             "%zu things are missing before it can be handed in. %s leads to each; then hand in with %s.", lacks),
	          lacks, action_key_name(ACTION_OPEN, open), action_key_name(ACTION_SUBMIT, key));
}

/* --- taking in --- */

static void say_word(struct shell *shell)
{
	struct workplace *workplace = shell->workplace;
	size_t returned = exchange_returned(workplace);
	if (workplace->with_office.state != STATE_RETURNED)
		shell_say(shell, STYLE_SAVED, "%s", _("Taken in: the office has accepted the submission."));
	else
		shell_say(shell, STYLE_WARNING,
		          P_("Taken in: the office returned the submission, with a comment on %zu question.",
		             "Taken in: the office returned the submission, with comments on %zu questions.", returned),
		          returned);
}

static void say_pushed(struct shell *shell)
{
	size_t pushed = exchange_pushed(shell->workplace);
	if (pushed)
		shell_say(shell, STYLE_WARNING,
		          P_("Taken in: the office asks to look at %zu question again.",
		             "Taken in: the office asks to look at %zu questions again.", pushed),
		          pushed);
	else
		shell_say(shell, STYLE_SAVED, "%s", _("Taken in: the office asks about a question that is not put to this section."));
}

static char *handover_text(const struct received *received)
{
	struct strbuf out = STRBUF_INIT, year = STRBUF_INIT;
	date_format_fiscal_year(&year, received->fiscal_year);
	strbuf_addf(&out, P_("%zu answer of %s has been taken in.", "%zu answers of %s have been taken in.", received->count),
	            received->count, year.text);
	strbuf_addf(&out, "\n%s\n\n", _("They stand beside the questions as last year's. None counts before somebody has confirmed or "
	                               "answered it for this year."));
	if (*received->missing) {
		strbuf_addf(&out, _("Nothing of %s is in it: ask the office if there should be. What the section has and does is asked anew."),
		            received->missing);
		strbuf_add(&out, "\n\n");
	}
	strbuf_addf(&out, P_("%zu record was entered into the registers: look whether it is still so.",
	                     "%zu records were entered into the registers: look whether they are still so.", received->records),
	            received->records);
	strbuf_release(&year);
	return strbuf_take(&out);
}

static bool run_receive(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	struct received received;
	char key[16];
	*wrong = 0;
	if (!correspondence_receive(shell->workplace, texts[0], &received, err))
		return false;
	switch (received.kind) {
	case RECEIVED_WORD:
		say_word(shell);
		break;
	case RECEIVED_PUSH:
		say_pushed(shell);
		break;
	case RECEIVED_COMMON:
		shell_say(shell, STYLE_SAVED, P_("Taken in: %zu central answer. %s shows it.", "Taken in: %zu central answers. %s shows them.",
		                                 received.count),
		          received.count, action_key_name(ACTION_COMMON, key));
		break;
	case RECEIVED_HANDOVER:
		*told = handover_text(&received);
		break;
	}
	return true;
}

static void open_receive(struct shell *shell)
{
	const struct form form = {
	        .id = "receive",
	        .title = _("Receive from the office"),
	        .introduction = _("Takes in a file from the office: its answer to the submission, a question that is "
	                          "to be looked "
	                          "at again, the central answers, or last year's answers after a change of hands."),
	        .finish = _("Take the file in"),
	        .fields = {{.label = _("File"),
	                    .path = true,
	                    .hint = _("The file from the office (its name ends in .tenken).")}},
	        .fields_count = 1,
	        .run = run_receive};
	view_form_open(shell, &form, NULL, NULL);
}

/* --- joining --- */

enum { JOIN_FIELD_FILE, JOIN_FIELD_UNIT, JOIN_FIELD_CODE, JOIN_FIELDS };

static bool run_join(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	static const size_t fields[] = {[JOIN_WHOLE] = FORM_WHOLE,
	                                [JOIN_FILE] = JOIN_FIELD_FILE,
	                                [JOIN_UNIT] = JOIN_FIELD_UNIT,
	                                [JOIN_CODE] = JOIN_FIELD_CODE};
	enum join_part part = JOIN_WHOLE;
	(void)told;
	if (!correspondence_join(shell->options, texts[JOIN_FIELD_FILE], texts[JOIN_FIELD_UNIT], texts[JOIN_FIELD_CODE], &part,
	                         err)) {
		*wrong = fields[part];
		return false;
	}
	shell_reopen(shell);
	return true;
}

void exchange_join(struct shell *shell)
{
	const struct form form = {
	        .id = "join",
	        .title = _("Join the office's campaign"),
	        .introduction = _("The office has handed out a campaign file, and to each section a slip with its unit "
	                          "code and its "
	                          "join code. Nothing is written until all three fit together."),
	        .finish = _("Join"),
	        .fields = {{.label = _("Campaign file"), .path = true, .hint = _("The path of campaign.tenken.")},
	                   {.label = _("Unit code"), .hint = _("As on the slip, e.g. 0101.")},
	                   {.label = _("Join code"), .hint = _("As on the slip.")}},
	        .fields_count = JOIN_FIELDS,
	        .run = run_join};
	/* Whoever joins again may have got another code: it is on the slip. */
	const char *code = shell->workplace && !shell->workplace->with_office.campaign ? shell->workplace->unit.code : NULL;
	const char *const proposals[JOIN_FIELDS] = {NULL, str_is_blank(code) ? NULL : code, NULL};
	view_form_open(shell, &form, NULL, proposals);
}

/* --- actions --- */

/* By which key one joins, and where that key is: this is also said on screens that do not have it. */
static const char *why_not_joined(const struct shell *shell)
{
	char join[16], back[16];
	bool home = shell_top(shell)->ops->context == CONTEXT_HOME;
	action_key_name(ACTION_JOIN, join);
	free(shell->private->why);
	shell->private->why =
	        home ? str_format(_("The section has not joined the office's campaign yet: %s joins it, with the campaign file and the "
	                            "codes on the slip."),
	                          join)
	             : str_format(_("The section has not joined the office's campaign yet: %s leads back to the first screen, and there "
	                            "%s joins it."),
	                          action_key_name(ACTION_BACK, back), join);
	return shell->private->why;
}

const char *exchange_why_not(const struct shell *shell, enum action_id action)
{
	bool joined = shell->workplace->with_office.campaign != NULL;
	if (action == ACTION_COMMON)
		return correspondence_common(shell->workplace, NULL, NULL)
		               ? NULL
		               : _("No central answers were taken in. The office hands them out as a file.");
	if (action != ACTION_SUBMIT && action != ACTION_RECEIVE && action != ACTION_JOIN)
		return NULL;
	if (views_why_readonly(shell))
		return views_why_readonly(shell);
	if (action != ACTION_JOIN && !joined)
		return why_not_joined(shell);
	return NULL;
}

bool exchange_act(struct shell *shell, enum action_id action)
{
	switch (action) {
	case ACTION_SUBMIT:
		submit(shell);
		return true;
	case ACTION_RECEIVE:
		open_receive(shell);
		return true;
	case ACTION_JOIN:
		exchange_join(shell);
		return true;
	case ACTION_COMMON:
		shell_push(shell, view_common_new(shell, NULL));
		return true;
	default:
		return false;
	}
}
