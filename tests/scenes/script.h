/* script.h — a scene: a script of what a person does and what must then be seen. README.md describes the language. */
#ifndef TENKEN_TESTS_SCRIPT_H
#define TENKEN_TESTS_SCRIPT_H

#include "session.h"

struct scene {
	const char *path;   /* of the script */
	const char *binary; /* the program */
	const char *source; /* top folder of the source, "" when unknown */
	bool update;        /* write the expected pictures instead of comparing */
	int line;           /* where the script is */
	int rows, cols, ambiguous_cols;
	bool answers;      /* whether the terminal answers questions */
	bool verify;       /* whether the database is verified at the end */
	char *folder, *db; /* temporary folder (home and working folder of the program), and the database in it */
	char **environment;
	char *taken; /* out of a file, by `take`; NULL: nothing yet */
	struct session session;
	bool started;
	bool failed;
	bool left_out; /* its rest is not for the system that the program runs on */
};

/* Runs the whole script. True when everything was as it says; else what was not has been printed to standard error. */
bool scene_run(struct scene *scene);

/* --- shared by the files of this room --- */

/* Prints where the script is, what is wrong, and the screen. Returns false. */
bool scene_fail(struct scene *scene, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Splits a line into words: blanks between, "…" keeps blanks, $DB $TMP $SOURCE are replaced. Ends with NULL; free with
 * words_free(). */
char **words_split(const struct scene *scene, const char *line);
void words_free(char **words);
/* `text` without its quotes, \n \t \e \" \\ in quotes replaced. Caller frees. */
char *text_unquote(const char *text);

/* Runs one command. */
bool scene_command(struct scene *scene, const char *name, char *rest);
/* Comes to rest, and looks at what must always be so. */
bool scene_settle(struct scene *scene);
/* wander.c: the command that presses keys at random. */
bool scene_wander(struct scene *scene, char *rest);
/* The commands that compare with a file or the database. */
bool scene_snapshot(struct scene *scene, const char *name);
bool scene_query(struct scene *scene, const char *sql, const char *expected);

#endif
