#include "views.h"

#include <assert.h>
#include <stdlib.h>

#include "shell.h"
#include "tenken/base/mem.h"

static const char *const truth_labels[] = {
        [TRUTH_FALSE] = N_("No"),
        [TRUTH_TRUE] = N_("Yes"),
        [TRUTH_UNKNOWN] = N_("Not known"),
};
static_assert(sizeof truth_labels / sizeof *truth_labels == TRUTH_UNKNOWN + 1, "a word for every truth");

static const char *const element_labels[] = {
        [ELEMENT_NONE] = N_("Unanswered"),
        [ELEMENT_YES] = N_("Yes"),
        [ELEMENT_NO] = N_("No"),
        [ELEMENT_NA] = N_("Does not apply"),
};
static_assert(sizeof element_labels / sizeof *element_labels == ELEMENT_ANSWERS, "a word for every element answer");

static const struct {
	const char *plain, *principle;
} modality_labels[] = {
        [MODALITY_MUST] = {N_("Required"), N_("Required (in principle)")},
        [MODALITY_MUST_NOT] = {N_("Forbidden"), N_("Forbidden (in principle)")},
        [MODALITY_SHOULD] = {N_("Recommended"), N_("Recommended (in principle)")},
        [MODALITY_MAY] = {N_("Permitted"), N_("Permitted (in principle)")},
        [MODALITY_DEFINE] = {N_("Definition"), N_("Definition")},
};
static_assert(sizeof modality_labels / sizeof *modality_labels == MODALITIES, "a word for every modality");

static const char *const lack_labels[] = {
        [LACK_UNANSWERED] = N_("Unanswered"),        [LACK_PLAN] = N_("Improvement plan not complete"),
        [LACK_REASON] = N_("No reason yet"),         [LACK_EXCEPTION] = N_("No record of the exception"),
        [LACK_CONTRADICTION] = N_("Contradictions"), [LACK_UNSURE] = N_("Nobody finds it out yet"),
};
static_assert(sizeof lack_labels / sizeof *lack_labels == LACKS, "a heading for every kind of lack");

const char *truth_label(enum truth truth)
{
	return _(truth_labels[truth]);
}

const char *element_label(enum element_answer answer)
{
	return _(element_labels[answer]);
}

const char *modality_label(enum modality modality)
{
	return _(modality_labels[modality].plain);
}

const char *question_modality(const struct question *question)
{
	return question->principle ? _(modality_labels[question->modality].principle)
	                           : modality_label(question->modality);
}

const char *lack_label(enum lack_kind kind)
{
	return _(lack_labels[kind]);
}

/* --- names --- */

void views_whose(struct strbuf *out, const struct shell *shell)
{
	if (shell->office)
		strbuf_addf(out, "%s %s > ", shell->office->roster.items[shell->unit].code, shell->office->roster.items[shell->unit].name);
}

void checklist_name(struct strbuf *out, const struct checklist *checklist)
{
	const char *title = bilingual_text(&checklist->role->title);
	if (!str_is_blank(checklist->about))
		strbuf_addf(out, _("%s (%s)"), checklist->about, title); /* where room is short, which system it is matters */
	else
		strbuf_add(out, title);
}

void chapter_name(struct strbuf *out, const struct pack *pack, size_t chapter)
{
	const char *id = pack->chapters[chapter].id;
	const struct section *section = pack_section_of(pack, id);
	strbuf_add(out, id);
	if (section)
		strbuf_addf(out, " %s", bilingual_text(&section->title));
}

void question_clauses(struct strbuf *out, const struct pack *pack, const struct question *question, size_t max)
{
	size_t shown = question->clauses_count < max ? question->clauses_count : max;
	for (size_t i = 0; i < shown; i++) {
		if (i)
			strbuf_add(out, C_("between two clauses", ", "));
		strbuf_add(out, pack->clauses[question->clauses[i]].label);
	}
	if (shown < question->clauses_count) {
		size_t more = question->clauses_count - shown;
		strbuf_addf(out, P_(" and %zu more", " and %zu more", more), more);
	}
}

static void add_title(struct strbuf *out, size_t start, const char *title)
{
	if (out->len_bytes > start)
		strbuf_add(out, C_("between two titles", ", "));
	strbuf_add(out, title);
}

void role_titles(struct strbuf *out, const struct pack *pack, char *const *ids, size_t count)
{
	size_t start = out->len_bytes;
	for (size_t i = 0; i < count; i++) {
		size_t role = pack_find_role(pack, ids[i]);
		if (role != SIZE_MAX)
			add_title(out, start, bilingual_text(&pack->roles[role].title));
	}
}

const char *role_title(const struct pack *pack, const char *id)
{
	size_t role = pack_find_role(pack, id);
	return role == SIZE_MAX ? id : bilingual_text(&pack->roles[role].title);
}

/* Roles come from several clauses: each title once, in the pack's order of roles. */
void question_roles(struct strbuf *out, const struct pack *pack, const struct question *question)
{
	bool *named = mem_new(pack->roles_count, sizeof *named);
	size_t start = out->len_bytes;
	for (size_t i = 0; i < question->clauses_count; i++) {
		const struct clause *clause = &pack->clauses[question->clauses[i]];
		char **ids = clause->roles_count ? clause->roles : clause->implied_roles;
		size_t count = clause->roles_count ? clause->roles_count : clause->implied_roles_count;
		for (size_t k = 0; k < count; k++) {
			size_t role = pack_find_role(pack, ids[k]);
			if (role != SIZE_MAX)
				named[role] = true;
		}
	}
	for (size_t i = 0; i < pack->roles_count; i++)
		if (named[i])
			add_title(out, start, bilingual_text(&pack->roles[i].title));
	free(named);
}

void answer_describe(struct strbuf *out, enum answer answer, bool ascii)
{
	if (ascii)
		strbuf_addf(out, "%c %s", answer_letter(answer), answer_label(answer));
	else
		strbuf_addf(out, "%s %s", answer_kanji(answer), answer_label(answer));
}

static void describe_field(struct strbuf *out, const char *label, const char *value)
{
	if (!str_is_blank(value))
		strbuf_addf(out, _("%s: %s\n"), label, value);
}

void response_describe(struct strbuf *out, const struct question *question, const struct response *response, bool ascii)
{
	const struct plan *plan = &response->plan;
	struct strbuf text = STRBUF_INIT;
	answer_describe(&text, response->answer, ascii);
	describe_field(out, _("Answer"), text.text);
	for (size_t i = 0; i < question->elements_count; i++)
		if (response->elements[i] != ELEMENT_NONE)
			strbuf_addf(out, _("  %s: %s\n"), bilingual_text(&question->elements[i].text),
			            element_label(response->elements[i]));
	describe_field(out, _("Remark"), response->note);
	describe_field(out, _("Reason"), response->reason);
	describe_field(out, _("Cause"), plan->cause);
	describe_field(out, _("Measure"), plan->measure);
	describe_field(out, _("Person in charge"), plan->person);
	strbuf_reset(&text);
	if (date_is_set(plan->due))
		date_format_local(&text, plan->due);
	describe_field(out, _("Due date"), text.text);
	if (plan->preventive)
		describe_field(out, _("Kind of action"), _("Preventive action"));
	describe_field(out, plan->done ? _("Done, as shown by") : _("Evidence"), plan->evidence);
	strbuf_release(&text);
}

void plan_describe(struct strbuf *out, const struct plan *plan)
{
	struct strbuf due = STRBUF_INIT;
	const char *measure = str_is_blank(plan->measure) ? _("(no measure yet)") : plan->measure;
	if (date_is_set(plan->due))
		date_format_local(&due, plan->due);
	if (!str_is_blank(plan->person) && due.len_bytes)
		strbuf_addf(out, _("%s (%s, by %s)"), measure, plan->person, due.text);
	else if (due.len_bytes)
		strbuf_addf(out, _("%s (by %s)"), measure, due.text);
	else if (!str_is_blank(plan->person))
		strbuf_addf(out, _("%s (%s)"), measure, plan->person);
	else
		strbuf_add(out, measure);
	plan_format_first_due(out, plan);
	strbuf_release(&due);
}

/* --- events --- */

int event_digit(const struct term_event *event)
{
	if (event->kind != TERM_TEXT || event->alt)
		return -1;
	if (event->codepoint >= '0' && event->codepoint <= '9')
		return (int)(event->codepoint - '0');
	if (event->codepoint >= 0xff10 && event->codepoint <= 0xff19)
		return (int)(event->codepoint - 0xff10);
	return -1;
}

bool event_wheel(struct list *list, const struct term_event *event)
{
	if (event->kind != TERM_WHEEL)
		return false;
	list_act(list, event->step < 0 ? ACTION_UP : ACTION_DOWN);
	return true;
}

bool event_click(struct list *list, const struct page *page, const struct term_event *event, bool *open)
{
	int tag = event->kind == TERM_CLICK ? page_tag_at(page, event->row) : PAGE_NO_TAG;
	*open = false;
	if (tag == PAGE_NO_TAG)
		return false;
	*open = list->cursor == (size_t)tag || event->clicks > 1;
	list_go(list, (size_t)tag);
	return true;
}

void views_unknown_key(struct shell *shell, const struct term_event *event)
{
	shell_unknown_key(shell, event);
}

bool event_in_list(struct shell *shell, struct list *list, const struct page *page, const struct term_event *event)
{
	bool open = false;
	if (!event_wheel(list, event) && !event_click(list, page, event, &open))
		views_unknown_key(shell, event);
	return open;
}

/* --- from screen to screen --- */

static void search(struct shell *shell, struct checklist *checklist)
{
	char *text = mem_strdup("");
	if (prompt_line(shell, "search", _("Search"), _("In questions, clauses and remarks. Empty: show all again."), &text)) {
		struct view *list = view_list_new(shell, checklist);
		shell_push(shell, list);
		view_list_search(list, shell, text);
	}
	free(text);
}

bool views_open(struct shell *shell, struct checklist *checklist, enum action_id action)
{
	switch (action) {
	case ACTION_SEARCH:
		if (checklist)
			search(shell, checklist);
		return true;
	case ACTION_PROFILE:
		shell_push(shell, view_profile_new(shell));
		return true;
	case ACTION_REPORT:
		shell_push(shell, view_report_new(shell));
		return true;
	case ACTION_CHECK_SHEET:
		if (checklist)
			views_check_sheet(shell, checklist);
		return true;
	case ACTION_REGISTERS:
		if (shell->workplace->pack->registers)
			shell_push(shell, view_registers_new(shell));
		else
			shell_say(shell, STYLE_PLAIN, "%s", _("This pack has no registers."));
		return true;
	case ACTION_LIST:
		if (checklist)
			shell_push(shell, view_list_new(shell, checklist));
		return true;
	case ACTION_CHECK:
		if (checklist)
			shell_push(shell, view_check_new(shell, checklist));
		return true;
	default:
		return false;
	}
}

void views_open_unanswered(struct shell *shell, struct checklist *checklist, size_t from, int step)
{
	size_t item = checklist ? checklist_next_open(checklist, from, step) : SIZE_MAX;
	if (item == SIZE_MAX)
		shell_say(shell, STYLE_SAVED, "%s", _("Every question of this checklist is answered."));
	else
		shell_push(shell, view_question_new(shell, checklist, item));
}

size_t views_ask_clause(struct shell *shell, const struct checklist *checklist)
{
	char *text = mem_strdup("");
	bool asked = false;
	size_t item = SIZE_MAX;
	if (prompt_line(shell, "clause wanted", _("To which clause?"), _("Its number, e.g. 7.4.3.ウ or 7.4."), &text) && !str_is_blank(text)) {
		item = checklist_find_clause(checklist, text, &asked);
		if (item == SIZE_MAX)
			shell_say(shell, STYLE_WARNING, _("No question of this checklist comes from the clause \"%s\"."), text);
		else if (!asked)
			shell_say(
			        shell, STYLE_WARNING,
			        _("The questions of the clause \"%s\" are left out because of the section's profile."),
			        text);
	}
	free(text);
	return asked ? item : SIZE_MAX;
}

const char *views_why_readonly(const struct shell *shell)
{
	if (shell->office)
		return _("This is what the unit handed in: it is only looked at here.");
	return shell->workplace->readonly ? _("This was opened to look only (--readonly): nothing can be changed.")
	                                  : NULL;
}

/* --- saving --- */

/* Nothing was overwritten, and nothing that was typed is thrown away: both pictures are shown side by side in full. */
static void show_conflict(struct shell *shell, const struct checklist *checklist, size_t item,
                          const struct response *tried)
{
	const struct entry *entry = &checklist->entries[item];
	const struct question *question = checklist_question(checklist, item);
	struct strbuf out = STRBUF_INIT, when = STRBUF_INIT;
	strbuf_addf(&out, "%s\n\n",
	            _("Somebody else changed the answer to this question in between. Nothing was overwritten."));
	strbuf_addf(&out, "%s\n\n", bilingual_text(&question->text));
	if (entry->at)
		datetime_format_local(&when, entry->at);
	strbuf_addf(&out, _("What stands now (%s, %s):"), entry->actor ? entry->actor : "", when.text);
	strbuf_add(&out, "\n");
	response_describe(&out, question, &entry->standing.response, shell->ascii);
	strbuf_addf(&out, "\n%s\n", _("What you tried to save:"));
	response_describe(&out, question, tried, shell->ascii);
	strbuf_addf(&out, "\n%s\n",
	            _("Esc goes back to the question. If yours should stand, enter it there once more."));
	strbuf_release(&when);
	shell_push(shell, view_text_new(mem_strdup(_("Answered by somebody else")), strbuf_take(&out)));
}

bool views_saved(struct shell *shell, struct checklist *checklist, size_t item, const struct response *tried, bool ok,
                 struct error *err)
{
	if (ok) {
		if (err->code != ERROR_NONE) /* it is saved, but could not be read back */
			shell_fail(shell, err);
		else if (checklist->entries[item].at)
			shell_say_saved(shell, checklist->entries[item].at);
		return true;
	}
	if (err->code == ERROR_CONFLICT && tried && checklist->entries[item].revision)
		show_conflict(shell, checklist, item, tried);
	shell_fail(shell, err);
	return false;
}
