#include "office_comment.h"

#include <stdlib.h>

#include "shell.h"
#include "tenken/base/mem.h"

static char *key_of(const struct shell *shell, const char *question)
{
	return str_format("comment %s %lld %s", shell->office->roster.items[shell->unit].code, (long long)shell->submission,
	                  question);
}

char *office_comment_load(const struct shell *shell, const char *question)
{
	char *key = key_of(shell, question);
	char *text = shell_load_draft(shell, key);
	free(key);
	return text;
}

void office_comment_write(struct shell *shell, const char *question)
{
	char *text = office_comment_load(shell, question);
	if (!text)
		text = mem_strdup("");
	if (prompt_text(shell, "comment", _("Comment for the unit"),
	                _("What is to be seen to here. It goes out when the submission is returned. Empty: none."), &text)) {
		char *key = key_of(shell, question);
		shell_keep_draft(shell, key, str_is_blank(text) ? NULL : text);
		shell_say(shell, STYLE_SAVED, "%s",
		          str_is_blank(text) ? _("No comment on this question.")
		                             : _("The comment is kept. It goes out when the submission is returned."));
		free(key);
	}
	free(text);
}

bool office_may_return(const struct shell *shell)
{
	enum unit_state state = office_unit_state(shell->office, shell->unit);
	return state == UNIT_SUBMITTED || state == UNIT_RETURNED;
}

const char *office_comment_why_not(const struct shell *shell)
{
	if (!shell->office)
		return _("Comments are written by the office.");
	if (shell->office->readonly)
		return _("This was opened to look only (--readonly): nothing can be changed.");
	return office_may_return(shell)
	               ? NULL
	               : _("A comment can be written while the submission waits to be reviewed.");
}

const char *office_why_not_answered(const struct shell *shell)
{
	return shell->office ? _("The unit answers its questions; the office looks at what was handed in.") : NULL;
}

static bool is_asked(const struct workplace *workplace, const char *question)
{
	for (size_t c = 0; c < workplace->checklists_count; c++)
		for (size_t i = 0; i < workplace->checklists[c].scope.count; i++)
			if (scope_asks(&workplace->checklists[c].scope.items[i]) &&
			    str_equal(checklist_question(&workplace->checklists[c], i)->id, question))
				return true;
	return false;
}

/* What is not asked in this submission any more does not go out. */
void office_comments_load(struct office_comments *comments, const struct shell *shell)
{
	const struct pack *pack = shell->workplace->pack;
	*comments = (struct office_comments){0};
	for (size_t i = 0; i < pack->questions_count; i++) {
		char *text = office_comment_load(shell, pack->questions[i].id);
		if (text && is_asked(shell->workplace, pack->questions[i].id))
			*MEM_PUSH(comments->items, comments->count) = str_format("%s=%s", pack->questions[i].id, text);
		free(text);
	}
}

void office_comments_release(struct office_comments *comments)
{
	for (size_t i = 0; i < comments->count; i++)
		free(comments->items[i]);
	free(comments->items);
	*comments = (struct office_comments){0};
}
