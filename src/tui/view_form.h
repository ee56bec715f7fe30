/* view_form.h — a guided dialogue: some fields, asked one after the other, and what is done with them.
 *
 * What is wrong stands below the field that it is about. What was typed is there again when the dialogue is next opened, also
 * after a restart, until it was done; a field that is `lasting` (a folder) is proposed again after that, too. */
#ifndef TENKEN_TUI_VIEW_FORM_H
#define TENKEN_TUI_VIEW_FORM_H

#include "tenken/tui/view.h"

enum { FORM_FIELDS_MAX = 72, FORM_WHOLE = FORM_FIELDS_MAX };

struct form_choice {
	const char *code;  /* the field's text */
	const char *label; /* N_() */
};

struct form_field {
	const char *label, *hint; /* in the current language; copied */
	bool multiline, lasting;
	bool path;     /* of a file or folder: "~/" is made what it stands for */
	bool optional; /* may stay blank */
	/* What prompt_line_checked() says as one types, or NULL. run() is still to refuse what is not understood. */
	bool (*understands)(const void *data, const char *typed, struct strbuf *says);
	/* The label is a sentence: it stands behind what was filled in, which is short. */
	bool behind;
	const char *heading; /* above the field, or NULL; borrowed for ever */
	/* One of several, or NULL; borrowed for ever. */
	const struct form_choice *choices;
	size_t choices_count;
	/* What the choice is called that leads to a line of one's own; NULL: there is none. Then understand() makes the field's text
	 * (appended) out of what was typed. */
	const char *other;
	bool (*understand)(struct strbuf *text, const char *typed, struct error *err);
	/* Asks for the text in a way of its own, or NULL; `data`: the form's. NULL: it was left. Caller frees. */
	char *(*pick)(struct shell *shell, const struct form_field *field, const char *present, const void *data);
	/* Appends what is shown for what was picked; NULL: the text. */
	void (*describe_picked)(struct strbuf *out, const char *text, const void *data);
	/* Appends what is shown for a text that is none of the choices; NULL: the text. */
	void (*describe)(struct strbuf *out, const char *text);
};

struct form {
	const char *id; /* of the drafts; for a dialogue about one unit it is made unique by `about` */
	const char *title, *introduction, *finish;
	struct form_field fields[FORM_FIELDS_MAX];
	size_t fields_count;
	/* Does it; no text is blank but those of optional fields. On error *wrong (FORM_WHOLE at first) may be set to the field that it is
	 * about; an error without a message: it was given up. *told may get a text (taken over) that is shown in place of the form. */
	bool (*run)(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err);
	void *data; /* run()'s own, by form_data(); freed with the form by free_data() */
	void (*free_data)(void *data);
};

/* Opens it and asks for what is blank. `about`: NULL, or whom it is about. `proposals`: NULL, or a text for each field
 * where nothing was typed before (each may be NULL). Takes `data` over. */
void view_form_open(struct shell *shell, const struct form *form, const char *about, const char *const *proposals);

/* For run(), until it pushes a screen: the form's data. */
void *form_data(const struct shell *shell);
/* For run(): whether the text of a field names no folder; *wrong and `err` then say so. */
bool form_no_folder(const char *path, size_t field, size_t *wrong, struct error *err);

#endif
