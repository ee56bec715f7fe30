/* office_comment.h — what the office is going to say of questions when it returns a unit's submission.
 *
 * Comments are written one by one at the questions and kept with the office's database. They belong to one submission of the unit
 * that is looked at (shell->unit, shell->submission), and so are there again when its return has to be made once more. */
#ifndef TENKEN_TUI_OFFICE_COMMENT_H
#define TENKEN_TUI_OFFICE_COMMENT_H

#include "views.h"

/* NULL: none. Caller frees. */
char *office_comment_load(const struct shell *shell, const char *question);
/* Asks for it; an empty one takes it back. */
void office_comment_write(struct shell *shell, const char *question);
/* Why none can be written, or NULL. */
const char *office_comment_why_not(const struct shell *shell);

/* All of them as office_return() takes them: "QUESTION=TEXT". Release with office_comments_release(). */
struct office_comments {
	char **items;
	size_t count;
};
void office_comments_load(struct office_comments *comments, const struct shell *shell);
void office_comments_release(struct office_comments *comments);
/* Whether the unit's submission may be returned: it waits to be reviewed, or was returned, and the file is to be made again. */
bool office_may_return(const struct shell *shell);

/* Why nobody goes from one unanswered question to the next at the office; NULL in a section. Borrowed, current language. */
const char *office_why_not_answered(const struct shell *shell);

#endif
