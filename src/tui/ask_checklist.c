/* Adding a checklist: of another role, and for a role that looks after systems or contracts, one for each of them; and removing one. */
#include <stdlib.h>

#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "tenken/core/record.h"
#include "views.h"

static bool has_checklist(const struct workplace *workplace, const struct role *role, const char *subject)
{
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		const struct assessment *there = &workplace->checklists[i].assessment;
		bool same = subject ? str_equal(there->subject, subject) : str_is_blank(there->subject);
		if (same && str_equal(there->role, role->id))
			return true;
	}
	return false;
}

/* The role that is chosen, or NULL. */
static const struct role *ask_role(struct shell *shell)
{
	const struct pack *pack = shell->workplace->pack;
	const struct role **roles = mem_new(pack->roles_count + 1, sizeof *roles), *chosen = NULL;
	const char **titles = mem_new(pack->roles_count + 1, sizeof *titles);
	size_t count = 0;
	for (size_t i = 0; i < pack->roles_count; i++) {
		const struct role *role = &pack->roles[i];
		/* Of a section's role there is one; what is about systems or contracts may have as many as there are of them. */
		if (!workplace_role_answers(pack, role) ||
		    (role->subject == SUBJECT_SECTION && has_checklist(shell->workplace, role, NULL)))
			continue;
		titles[count] = bilingual_text(&role->title);
		roles[count++] = role;
	}
	int choice = count ? prompt_choice(shell, _("A checklist of which role is to be added?"), titles, count, NULL, 0) : -1;
	if (choice >= 0)
		chosen = roles[choice];
	free(titles);
	free(roles);
	return chosen;
}

/* What the checklist can be about: the subjects of a role that have none yet. */
struct subjects {
	char **ids;    /* "system:s1"; NULL: all together */
	char **labels;
	size_t count;
};

static void subjects_release(struct subjects *subjects)
{
	for (size_t i = 0; i < subjects->count; i++) {
		free(subjects->ids[i]);
		free(subjects->labels[i]);
	}
	free(subjects->ids);
	free(subjects->labels);
}

/* Takes both over. */
static void add_subject(struct subjects *subjects, char *id, char *label)
{
	size_t count = subjects->count;
	*MEM_PUSH(subjects->ids, count) = id;
	*MEM_PUSH(subjects->labels, subjects->count) = label;
}

static void find_subjects(struct subjects *subjects, const struct workplace *workplace, const struct role *role)
{
	const struct facts *facts = &workplace->ledger.facts;
	size_t owner = registers_find(workplace->pack->registers, subject_code(role->subject));
	*subjects = (struct subjects){0};
	for (size_t i = 0; i < facts->records_count; i++) {
		const struct record *record = &facts->records[i];
		if (record->owner != owner)
			continue;
		char *id = str_format("%s:%s", subject_code(role->subject), record->id);
		if (has_checklist(workplace, role, id))
			free(id);
		else
			add_subject(subjects, id, mem_strdup(record_name(record, workplace->pack)));
	}
	if (!has_checklist(workplace, role, NULL))
		add_subject(subjects, NULL, mem_strdup(role->subject == SUBJECT_CONTRACT
		                                               ? _("All contracts together, in one checklist")
		                                               : _("All systems together, in one checklist")));
}

/* False when the person gives up, or there is nothing to choose. *subject: caller frees. */
static bool ask_subject(struct shell *shell, const struct role *role, char **subject)
{
	struct subjects subjects;
	int choice;
	*subject = NULL;
	if (role->subject == SUBJECT_SECTION)
		return true;
	find_subjects(&subjects, shell->workplace, role);
	if (!subjects.count)
		shell_say(shell, STYLE_WARNING, "%s",
		          _("Everything in the register has its checklist. Write a further one into the register first."));
	choice = subjects.count ? prompt_choice(shell, role->subject == SUBJECT_CONTRACT
	                                                       ? _("About which contract? Those of the register that have no "
	                                                           "checklist yet:")
	                                                       : _("About which system? Those of the register that have no "
	                                                           "checklist yet:"),
	                                        (const char *const *)subjects.labels, subjects.count, NULL, 0)
	                        : -1;
	if (choice >= 0)
		*subject = subjects.ids[choice] ? mem_strdup(subjects.ids[choice]) : NULL;
	subjects_release(&subjects);
	return choice >= 0;
}

bool views_add_checklist(struct shell *shell)
{
	struct error err = {0};
	const struct role *role = ask_role(shell);
	char *subject = NULL;
	bool added = false;
	if (role && ask_subject(shell, role, &subject)) {
		/* The role's title is the pack's, and stays; what was loaded does not. */
		added = workplace_add_checklist(shell->workplace, role->id, subject, &err);
		if (added)
			shell_say(shell, STYLE_SAVED, _("Added: the checklist of %s."), bilingual_text(&role->title));
		else
			shell_fail(shell, &err);
	}
	free(subject);
	return added;
}

/* What is lost by it, which is nothing, and what it means. */
static char *removal_label(const struct workplace *workplace, const struct checklist *checklist)
{
	struct strbuf out = STRBUF_INIT, name = STRBUF_INIT;
	size_t answered = checklist_answered(checklist);
	checklist_name(&name, checklist);
	strbuf_addf(&out, _("Remove the checklist of %s?"), name.text);
	if (answered) {
		strbuf_add_char(&out, '\n');
		strbuf_addf(&out,
		            P_("%zu question was answered in it: the answer stays in the history, and stands again "
		               "when it is added again.",
		               "%zu questions were answered in it: the answers stay in the history, and stand again "
		               "when it is added again.",
		               answered),
		            answered);
	}
	if (checklist_is_expected(workplace, checklist))
		strbuf_addf(&out, "\n%s", _("The office may expect it: ask there first."));
	strbuf_release(&name);
	return strbuf_take(&out);
}

bool views_remove_checklist(struct shell *shell, const struct checklist *checklist)
{
	const char *const choices[] = {_("Keep it"), C_("of a checklist", "Remove it")};
	struct error err = {0};
	struct strbuf name = STRBUF_INIT;
	char *label = removal_label(shell->workplace, checklist), *id = mem_strdup(checklist->assessment.checklist);
	bool removed = false;
	checklist_name(&name, checklist);
	if (prompt_choice(shell, label, choices, sizeof choices / sizeof *choices, NULL, 0) == 1) {
		removed = workplace_remove_checklist(shell->workplace, id, true, &err);
		if (removed)
			shell_say(shell, STYLE_SAVED, _("Removed: the checklist of %s."), name.text);
		else
			shell_fail(shell, &err);
	}
	strbuf_release(&name);
	free(label);
	free(id);
	return removed;
}
