/* Accepting: one submission, or all in which nothing needs a look; with files by which the sections see it, or without. */
#include <stdlib.h>

#include "office_comment.h"
#include "tenken/app/office.h"
#include "tenken/base/mem.h"
#include "view_form.h"
#include "view_office.h"

/* --- who reviews the office's own unit: the security chief, who is asked for by title --- */

static bool is_own_unit(const struct office *office, size_t unit)
{
	return *office->own_unit && str_equal(office->own_unit, office->roster.items[unit].code);
}

static bool is_title(const struct role *role, const char *text)
{
	for (int i = 0; i < LANGUAGES; i++)
		if (str_equal(bilingual_in(&role->title, (enum language)i), text))
			return true;
	return false;
}

/* Nobody else's will do, so it is asked until it is right. */
static bool ask_title(struct shell *shell, const struct role *chief)
{
	const char *proposed = bilingual_text(&chief->title);
	char *title = mem_strdup(proposed);
	bool ok = false;
	while (!ok && prompt_line(shell, "reviewer", _("Title of whoever reviews it"),
	                          _("The office's own section is reviewed by the security chief. Until the unit is left, what is done is "
	                            "recorded under this title."),
	                          &title)) {
		ok = is_title(chief, title);
		if (ok)
			str_assign(&shell->office->actor, title);
		else
			shell_say(shell, STYLE_WARNING, _("Only the security chief (%s) can review the office's own section."), proposed);
	}
	free(title);
	return ok;
}

bool office_ask_reviewer(struct shell *shell)
{
	const struct office *office = shell->office;
	const struct pack *pack = shell->workplace->pack;
	size_t chief = pack_find_role(pack, "security_chief");
	if (!is_own_unit(office, shell->unit) || chief == SIZE_MAX || is_title(&pack->roles[chief], office->actor) ||
	    is_title(&pack->roles[chief], office->acted_for))
		return true;
	return ask_title(shell, &pack->roles[chief]);
}

/* --- accepting --- */

enum acceptance { ACCEPT_NOT, ACCEPT_WITH_RECEIPT, ACCEPT_ONLY };

/* Asks how; with a receipt the form goes on asking. */
static enum acceptance ask_acceptance(struct shell *shell, const char *label)
{
	const char *const choices[] = {_("Do not accept yet"), _("Accept, and write a file by which the section sees it"),
	                               _("Accept without such a file")};
	int choice = prompt_choice(shell, label, choices, 3, NULL, 0);
	return choice < 0 ? ACCEPT_NOT : (enum acceptance)choice;
}

struct accepting {
	struct strbuf accepted, others;
	struct secret_key *key;
	const char *folder;
};

static void add_unit(struct strbuf *out, const struct office *office, size_t unit, const char *more)
{
	const struct roster_unit *on_roster = &office->roster.items[unit];
	strbuf_addf(out, "  %s %s %s\n", on_roster->code, on_roster->bureau, on_roster->name);
	if (more)
		strbuf_addf(out, "    %s\n", more);
}

/* False only when nothing more can be done. */
static bool accept_unit(struct office *office, size_t unit, struct accepting *accepting, struct error *err)
{
	char *written = NULL;
	if (office_accept(office, unit, accepting->key, accepting->folder, accepting->key ? &written : NULL, err)) {
		add_unit(&accepting->accepted, office, unit, written);
		free(written);
		return true;
	}
	if (err->code != ERROR_REFUSED)
		return false;
	add_unit(&accepting->others, office, unit, err->message);
	error_release(err);
	return true;
}

/* Whoever wrote a comment on it meant to return it. */
static bool has_comments(struct shell *shell, size_t unit, bool *found, struct error *err)
{
	struct workplace workplace;
	struct office_comments comments;
	struct office_submission submission;
	if (!office_submission(shell->office, unit, &submission, err))
		return false;
	shell->submission = submission.seq;
	office_submission_release(&submission);
	if (!office_open_unit(shell->office, unit, &workplace, err))
		return false;
	shell->workplace = &workplace;
	shell->unit = unit;
	office_comments_load(&comments, shell);
	*found = comments.count > 0;
	office_comments_release(&comments);
	shell->workplace = NULL;
	workplace_close(&workplace);
	return true;
}

/* --- all in which nothing needs a look: they are named before anything is accepted, and no other is --- */

struct clean_ones {
	char **codes, **names; /* "0101", "0101 市民課" */
	size_t count;
};

static void clean_ones_release(struct clean_ones *clean)
{
	for (size_t i = 0; i < clean->count; i++) {
		free(clean->codes[i]);
		free(clean->names[i]);
	}
	free(clean->codes);
	free(clean->names);
	*clean = (struct clean_ones){0};
}

static void free_clean_ones(void *data)
{
	clean_ones_release(data);
	free(data);
}

static void clean_ones_add(struct clean_ones *clean, const struct roster_unit *unit)
{
	size_t count = clean->count;
	*MEM_PUSH(clean->codes, count) = mem_strdup(unit->code);
	*MEM_PUSH(clean->names, clean->count) = str_format("%s %s", unit->code, unit->name);
}

static bool is_among(const struct clean_ones *clean, const char *code)
{
	for (size_t i = 0; i < clean->count; i++)
		if (str_equal(clean->codes[i], code))
			return true;
	return false;
}

/* What keeps a submission from being accepted unseen goes into `why`; nothing: it may be. From the roster: no unit is looked at. */
static bool why_not_unseen(struct shell *shell, size_t unit, bool *may, struct strbuf *why, struct error *err)
{
	bool clean = false, commented = false;
	*may = false;
	if (!office_unit_is_clean(shell->office, unit, &clean, err) ||
	    (clean && !has_comments(shell, unit, &commented, err)))
		return false;
	if (commented)
		strbuf_add(why, _("A comment was written on it."));
	if (!clean || commented)
		return true;
	*may = office_may_accept(shell->office, unit, err);
	if (!*may && err->code != ERROR_REFUSED)
		return false;
	if (!*may)
		strbuf_add(why, is_own_unit(shell->office, unit) ? _("The office's own section is reviewed by the "
		                                                     "security chief: open it, and accept it there.")
		                                                 : err->message);
	error_release(err);
	return true;
}

/* Fills `clean` (empty before) with those that may be accepted unseen, `others` with the rest, and why. */
static bool find_clean_ones(struct shell *shell, struct clean_ones *clean, struct strbuf *others, struct error *err)
{
	struct office *office = shell->office;
	for (size_t i = 0; i < office->roster.count; i++) {
		struct strbuf why = STRBUF_INIT;
		bool may, ok = true;
		if (office_unit_state(office, i) != UNIT_SUBMITTED)
			continue;
		ok = why_not_unseen(shell, i, &may, &why, err);
		if (ok && may)
			clean_ones_add(clean, &office->roster.items[i]);
		else if (ok)
			add_unit(others, office, i, why.len_bytes ? why.text : NULL);
		strbuf_release(&why);
		if (!ok)
			return false;
	}
	return true;
}

/* Those that were named, as far as nothing has come up against them since. */
static bool accept_named(struct shell *shell, const struct clean_ones *named, struct accepting *accepting,
                         struct error *err)
{
	struct clean_ones now = {0};
	bool ok = find_clean_ones(shell, &now, &accepting->others, err);
	for (size_t i = 0; ok && i < now.count; i++) {
		size_t unit = office_unit(shell->office, now.codes[i], err);
		if (unit == SIZE_MAX)
			ok = false;
		else if (is_among(named, now.codes[i]))
			ok = accept_unit(shell->office, unit, accepting, err);
		else
			add_unit(&accepting->others, shell->office, unit, _("It came in meanwhile."));
	}
	clean_ones_release(&now);
	return ok;
}

/* What came of it; with an error so far. */
static char *accepted_text(struct accepting *accepting, const struct office *office)
{
	struct strbuf out = STRBUF_INIT;
	if (accepting->accepted.len_bytes)
		strbuf_addf(&out, "%s\n%s\n", _("Accepted:"), accepting->accepted.text);
	if (accepting->accepted.len_bytes && accepting->key)
		strbuf_addf(&out, "%s\n\n", _("Hand each file to its section: it sees by it that it was accepted."));
	if (accepting->others.len_bytes)
		strbuf_addf(&out, "%s\n%s\n", _("Left to look at:"), accepting->others.text);
	office_reconciliation(&out, office);
	strbuf_release(&accepting->accepted);
	strbuf_release(&accepting->others);
	return strbuf_take(&out);
}

/* `named`: NULL for the unit that is looked at. */
static bool run_accepting(struct shell *shell, const char *folder, const struct clean_ones *named, char **told,
                          struct error *err)
{
	struct accepting accepting = {.folder = folder};
	if (folder && !(accepting.key = office_ask_key(shell, err)))
		return false;
	bool ok = named ? accept_named(shell, named, &accepting, err)
	                : accept_unit(shell->office, shell->unit, &accepting, err);
	*told = accepted_text(&accepting, shell->office);
	office_lock(accepting.key);
	return ok;
}

static bool run_accept(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	return !form_no_folder(texts[0], 0, wrong, err) && run_accepting(shell, texts[0], form_data(shell), told, err);
}

/* Takes what `named` holds over. */
static void open_accept(struct shell *shell, struct clean_ones *named)
{
	struct form form = {
	        .id = named ? "accept-clean" : "accept",
	        .title = _("Accept"),
	        .introduction =
	                _("For each submission that is accepted a file is written, by which its section sees it."),
	        .finish = _("Accept (asks for the passphrase)"),
	        .fields = {{.label = _("Folder"),
	                    .path = true,
	                    .hint = _("The folder into which the files for the sections are written."),
	                    .lasting = true}},
	        .fields_count = 1,
	        .run = run_accept};
	if (named) {
		struct clean_ones *data = mem_new(1, sizeof *data);
		*data = *named;
		*named = (struct clean_ones){0};
		form.data = data;
		form.free_data = free_clean_ones;
	}
	view_form_open(shell, &form, NULL, NULL);
}

static void accept_now(struct shell *shell, const struct clean_ones *named)
{
	struct error err = {0};
	char *told = NULL;
	bool ok = run_accepting(shell, NULL, named, &told, &err);
	shell_push(shell, view_text_new(mem_strdup(_("Accept")), told));
	if (!ok)
		shell_fail(shell, &err);
}

static void accept_as_asked(struct shell *shell, const char *label, struct clean_ones *named)
{
	enum acceptance acceptance = ask_acceptance(shell, label);
	if (acceptance == ACCEPT_WITH_RECEIPT)
		open_accept(shell, named);
	else if (acceptance == ACCEPT_ONLY)
		accept_now(shell, named);
}

bool office_is_accepted(const struct shell *shell)
{
	enum unit_state state = office_unit_state(shell->office, shell->unit);
	return state == UNIT_ACCEPTED || state == UNIT_CLOSED;
}

void office_accept_unit(struct shell *shell)
{
	if (office_is_accepted(shell)) { /* only its receipt is written again */
		open_accept(shell, NULL);
		return;
	}
	if (!office_ask_reviewer(shell))
		return;
	const struct roster_unit *unit = &shell->office->roster.items[shell->unit];
	struct office_comments comments;
	office_comments_load(&comments, shell);
	char *label = comments.count
	                      ? str_format(P_("Accept %s %s? It cannot be taken back. %zu comment that was written is then not sent.",
	                                      "Accept %s %s? It cannot be taken back. %zu comments that were written are then not sent.",
	                                      comments.count),
	                                   unit->bureau, unit->name, comments.count)
	                      : str_format(_("Accept %s %s? It cannot be taken back."), unit->bureau, unit->name);
	office_comments_release(&comments);
	accept_as_asked(shell, label, NULL);
	free(label);
}

/* "Accept 12 submissions …", and their units: all of them, or as many as leave the choices in sight. */
static char *clean_label(const struct shell *shell, const struct clean_ones *clean)
{
	enum { LABEL_ROWS = 7, NAMED_MAX = 100 };
	struct canvas canvas;
	canvas_init(&canvas, shell->term, shell->ascii);
	for (size_t shown = clean->count < NAMED_MAX ? clean->count : NAMED_MAX;; shown--) {
		struct strbuf out = STRBUF_INIT;
		strbuf_addf(&out,
		            P_("Accept %zu submission, in which nothing needs a look? This cannot be taken back.",
		               "Accept %zu submissions, in which nothing needs a look? This cannot be taken back.",
		               clean->count),
		            clean->count);
		for (size_t i = 0; i < shown; i++)
			strbuf_addf(&out, "%s%s", i ? C_("between two units", ", ") : "\n", clean->names[i]);
		if (shown && shown < clean->count)
			strbuf_addf(&out, P_(" and %zu more", " and %zu more", clean->count - shown),
			            clean->count - shown);
		if (!shown || draw_paragraph_rows(&canvas, canvas.cols - 2, out.text) <= LABEL_ROWS)
			return strbuf_take(&out);
		strbuf_release(&out);
	}
}

static void ask_clean_ones(struct shell *shell, struct clean_ones *clean, const struct strbuf *others)
{
	if (!clean->count) {
		char *text = str_format("%s\n\n%s\n%s",
		                        _("No submission can be accepted without a look. Open them one by one."),
		                        _("Left to look at:"), others->text);
		shell_push(shell, view_text_new(mem_strdup(_("Accept")), text));
		return;
	}
	char *label = clean_label(shell, clean);
	accept_as_asked(shell, label, clean);
	free(label);
}

void office_accept_clean(struct shell *shell)
{
	struct reconciliation all;
	struct clean_ones clean = {0};
	struct strbuf others = STRBUF_INIT;
	struct error err = {0};
	office_reconcile(shell->office, &all);
	if (!all.by_state[UNIT_SUBMITTED])
		shell_say(shell, STYLE_PLAIN, "%s", _("No submission waits to be reviewed."));
	else if (find_clean_ones(shell, &clean, &others, &err))
		ask_clean_ones(shell, &clean, &others);
	else
		shell_fail(shell, &err);
	strbuf_release(&others);
	clean_ones_release(&clean);
}
