/* commands.c — the words of the script language. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "script.h"

/* --- before the program runs --- */

static bool do_size(struct scene *scene, char *rest)
{
	if (sscanf(rest, "%d %d", &scene->cols, &scene->rows) != 2 || scene->cols < 1 || scene->rows < 1)
		return scene_fail(scene, "size COLS ROWS");
	return true;
}

static bool do_ambiguous(struct scene *scene, char *rest)
{
	scene->ambiguous_cols = atoi(rest);
	if (scene->ambiguous_cols != 1 && scene->ambiguous_cols != 2)
		return scene_fail(scene, "ambiguous 1|2");
	return true;
}

static bool do_env(struct scene *scene, char *rest)
{
	char **words = words_split(scene, rest);
	char *value = words[0] ? strchr(words[0], '=') : NULL;

	if (value) {
		*value++ = '\0';
		environment_set(&scene->environment, words[0], value);
	}
	words_free(words);
	return value || scene_fail(scene, "env NAME=VALUE");
}

static bool do_env_unset(struct scene *scene, char *rest)
{
	environment_set(&scene->environment, rest, NULL);
	return true;
}

static bool do_no_verify(struct scene *scene, char *rest)
{
	(void)rest;
	scene->verify = false;
	return true;
}

/* What the systems do not have in common; the reason is for who reads the scene, and what the test prints. */
static bool do_not_on_windows(struct scene *scene, char *rest)
{
	if (!*rest)
		return scene_fail(scene, "not-on-windows REASON");
	if (!getenv("TENKEN_TEST_WINDOWS"))
		return true;
	printf("%s:%d: skip on Windows: %s\n", scene->path, scene->line, rest);
	scene->left_out = true;
	return true;
}

/* The program's name before the words of `rest`. Free the words alone. */
static char **command_line(const struct scene *scene, char **words)
{
	size_t count = 0;

	while (words[count])
		count++;
	char **argv = calloc(count + 2, sizeof *argv);
	argv[0] = (char *)scene->binary;
	memcpy(argv + 1, words, count * sizeof *argv);
	return argv;
}

static bool do_setup(struct scene *scene, char *rest)
{
	char **words = words_split(scene, rest);
	char **argv = command_line(scene, words);
	char *output;

	if (asprintf(&output, "%s/setup.out", scene->folder) < 0)
		abort();
	int status = run_plain(argv, scene->environment, scene->folder, output);
	if (status) {
		FILE *file = fopen(output, "re");
		for (int byte; file && (byte = getc(file)) != EOF;)
			putc(byte, stderr);
		if (file)
			fclose(file);
		scene_fail(scene, "setup %s: ended with %d", rest, status);
	}
	free(output);
	free(argv);
	words_free(words);
	return status == 0;
}

static bool do_run(struct scene *scene, char *rest)
{
	if (scene->session.running)
		return scene_fail(scene, "a program runs already");
	char **words = words_split(scene, rest);
	char **argv = command_line(scene, words);
	session_start(&scene->session, scene->rows, scene->cols, scene->ambiguous_cols, argv, scene->environment,
	              scene->folder);
	scene->session.screen.answers = scene->answers;
	for (size_t i = 0; scene->environment[i]; i++)
		if (strncmp(scene->environment[i], "LC_ALL=", 7) == 0 && !strstr(scene->environment[i], "UTF-8"))
			scene->session.screen.foreign = true;
	scene->started = true;
	free(argv);
	words_free(words);
	return true;
}

/* So that it can be named without its folder, which is another in each checkout. */
static bool do_bring(struct scene *scene, char *rest)
{
	char **words = words_split(scene, rest);
	const char *slash = words[0] ? strrchr(words[0], '/') : NULL;
	FILE *from = slash ? fopen(words[0], "re") : NULL, *to = NULL;
	char *path;

	if (asprintf(&path, "%s%s", scene->folder, slash ? slash : "") < 0)
		abort();
	to = from ? fopen(path, "we") : NULL;
	for (int byte; to && (byte = getc(from)) != EOF;)
		putc(byte, to);
	bool ok = to && fclose(to) == 0;
	if (from)
		fclose(from);
	free(path);
	words_free(words);
	return ok || scene_fail(scene, "bring FILE: there is no such file");
}

/* What a program has made at random is known only from its files. */
static bool do_take(struct scene *scene, char *rest)
{
	char **words = words_split(scene, rest);
	FILE *file = words[0] && words[1] ? fopen(words[0], "re") : NULL;
	char *line = NULL;
	size_t room_bytes = 0;

	free(scene->taken);
	scene->taken = NULL;
	while (file && !scene->taken && getline(&line, &room_bytes, file) > 0) {
		char *cell = strrchr(line, ',');

		line[strcspn(line, "\r\n")] = '\0';
		if (cell && strncmp(line, words[1], strlen(words[1])) == 0)
			scene->taken = strdup(cell + 1);
	}
	free(line);
	if (file)
		fclose(file);
	words_free(words);
	return scene->taken || scene_fail(scene, "take FILE BEGINNING: there is no such file or line");
}

/* --- acting --- */

bool scene_settle(struct scene *scene)
{
	if (!session_settle(&scene->session))
		return scene_fail(scene, "the program does not come to rest");
	if (scene->session.running && pty_ended(&scene->session.pty))
		return scene_fail(scene, "the program is gone");
	const char *wrong = screen_wrong(&scene->session.screen);
	if (!wrong && scene->session.running && !screen_cursor_on_focus(&scene->session.screen))
		wrong = "the cursor is not on the row in focus";
	return !wrong || scene_fail(scene, "%s", wrong);
}

/* Everything that is sent to the program is sent to one at rest: what a key does has then been done by the next one. */
static bool ready(struct scene *scene)
{
	if (!scene->session.running)
		return scene_fail(scene, "no program runs");
	if (!scene_settle(scene))
		return false;
	session_mark(&scene->session);
	return true;
}

static bool do_type(struct scene *scene, char *rest)
{
	if (!ready(scene))
		return false;
	char *text = text_unquote(rest);
	screen_type(&scene->session.screen, text);
	free(text);
	return true;
}

static bool do_type_taken(struct scene *scene, char *rest)
{
	(void)rest;
	if (!scene->taken)
		return scene_fail(scene, "nothing was taken");
	if (!ready(scene))
		return false;
	screen_type(&scene->session.screen, scene->taken);
	return true;
}

static bool do_key(struct scene *scene, char *rest)
{
	char **words = words_split(scene, rest);
	bool good = words[0] || scene_fail(scene, "key NAME…");

	for (size_t i = 0; good && words[i]; i++) {
		good = ready(scene);
		if (good && !screen_key(&scene->session.screen, words[i]))
			good = scene_fail(scene, "there is no key %s", words[i]);
	}
	words_free(words);
	return good;
}

static bool do_paste(struct scene *scene, char *rest)
{
	if (!ready(scene))
		return false;
	char *text = text_unquote(rest);
	screen_paste(&scene->session.screen, text);
	free(text);
	return true;
}

static bool do_click(struct scene *scene, char *rest)
{
	int row, col;

	if (sscanf(rest, "%d %d", &row, &col) != 2)
		return scene_fail(scene, "click ROW COL");
	if (!ready(scene))
		return false;
	return screen_click(&scene->session.screen, row, col) ||
	       scene_fail(scene, "the program has not asked for the mouse");
}

static bool do_wheel(struct scene *scene, char *rest)
{
	int row, col;
	char way[8];

	if (sscanf(rest, "%7s %d %d", way, &row, &col) != 3 || (strcmp(way, "up") != 0 && strcmp(way, "down") != 0))
		return scene_fail(scene, "wheel up|down ROW COL");
	if (!ready(scene))
		return false;
	return screen_wheel(&scene->session.screen, row, col, strcmp(way, "up") == 0 ? -1 : 1) ||
	       scene_fail(scene, "the program has not asked for the mouse");
}

static bool do_resize(struct scene *scene, char *rest)
{
	if (!do_size(scene, rest) || !ready(scene))
		return false;
	screen_resize(&scene->session.screen, scene->rows, scene->cols);
	pty_resize(&scene->session.pty, scene->rows, scene->cols);
	return true;
}

static bool do_signal(struct scene *scene, char *rest)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {{"HUP", SIGHUP},   {"INT", SIGINT},   {"TERM", SIGTERM},  {"KILL", SIGKILL},
	               {"TSTP", SIGTSTP}, {"CONT", SIGCONT}, {"WINCH", SIGWINCH}};

	if (!ready(scene))
		return false;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		if (strcmp(rest, signals[i].name) == 0) {
			pty_signal(&scene->session.pty, signals[i].number);
			return true;
		}
	}
	return scene_fail(scene, "there is no signal %s", rest);
}

static bool do_answer_terminal(struct scene *scene, char *rest)
{
	scene->answers = strcmp(rest, "on") == 0;
	scene->session.screen.answers = scene->answers;
	return scene->answers || strcmp(rest, "off") == 0 || scene_fail(scene, "answer-terminal on|off");
}

/* --- looking --- */

static bool wait_for(struct scene *scene, const char *rest, int row, bool wanted)
{
	if (!scene->started)
		return scene_fail(scene, "no program was started");
	char *text = text_unquote(rest);
	bool seen = session_wait(&scene->session, text, row, wanted);
	free(text);
	if (!seen && row >= 0)
		return scene_fail(scene, "waited for this in row %d: %s", row, rest);
	if (!seen)
		return scene_fail(scene, wanted ? "waited for: %s" : "waited for this to go away: %s", rest);
	const char *wrong = screen_wrong(&scene->session.screen);
	return !wrong || scene_fail(scene, "%s", wrong);
}

static bool do_wait(struct scene *scene, char *rest)
{
	return wait_for(scene, rest, -1, true);
}

static bool do_wait_not(struct scene *scene, char *rest)
{
	return wait_for(scene, rest, -1, false);
}

static bool do_wait_row(struct scene *scene, char *rest)
{
	char *text;
	long row = strtol(rest, &text, 10);

	if (text == rest || row >= scene->rows || row < -scene->rows)
		return scene_fail(scene, "wait-row ROW TEXT");
	return wait_for(scene, text + strspn(text, " \t"), (int)(row < 0 ? scene->rows + row : row), true);
}

static bool expect(struct scene *scene, const char *rest, bool wanted)
{
	int row, col;

	if (!scene->started)
		return scene_fail(scene, "no program was started");
	if (!scene_settle(scene))
		return false;
	char *text = text_unquote(rest);
	bool found = screen_find(&scene->session.screen, text, -1, &row, &col);
	free(text);
	return found == wanted || scene_fail(scene, wanted ? "expected: %s" : "expected not to see: %s", rest);
}

static bool do_expect(struct scene *scene, char *rest)
{
	return expect(scene, rest, true);
}

static bool do_expect_not(struct scene *scene, char *rest)
{
	return expect(scene, rest, false);
}

static bool do_expect_cursor_row(struct scene *scene, char *rest)
{
	int cursor_row, row, col;

	if (!scene_settle(scene))
		return false;
	char *text = text_unquote(rest);
	screen_cursor(&scene->session.screen, &cursor_row, &col);
	bool found = screen_find(&scene->session.screen, text, cursor_row, &row, &col);
	free(text);
	return found || scene_fail(scene, "expected the cursor in a row with: %s", rest);
}

static bool do_snapshot(struct scene *scene, char *rest)
{
	return scene_settle(scene) && scene_snapshot(scene, rest);
}

static bool do_attr(struct scene *scene, char *rest)
{
	static const char *const names[] = {[SCREEN_BOLD] = "bold",
	                                    [SCREEN_UNDERLINE] = "underline",
	                                    [SCREEN_REVERSE] = "reverse",
	                                    [SCREEN_COLOUR] = "colour"};
	char *name = strrchr(rest, ' ');

	if (!name)
		return scene_fail(scene, "attr TEXT bold|underline|reverse|colour");
	*name++ = '\0';
	if (!scene_settle(scene))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(name, names[i]) != 0)
			continue;
		char *text = text_unquote(rest);
		bool has = screen_has_attribute(&scene->session.screen, text, (enum screen_attribute)i);
		free(text);
		return has || scene_fail(scene, "expected %s to be %s", rest, name);
	}
	return scene_fail(scene, "there is no attribute %s", name);
}

static bool do_expect_no_colour(struct scene *scene, char *rest)
{
	int row, col;

	(void)rest;
	if (!scene_settle(scene))
		return false;
	return !screen_find_colour(&scene->session.screen, &row, &col) ||
	       scene_fail(scene, "there is colour at row %d, column %d", row, col);
}

static bool do_bytes_at_most(struct scene *scene, char *rest)
{
	if (!scene_settle(scene))
		return false;
	return scene->session.bytes <= strtoul(rest, NULL, 10) ||
	       scene_fail(scene, "expected at most %s bytes since the last key, there were %lu", rest,
	                  scene->session.bytes);
}

static bool do_wait_exit(struct scene *scene, char *rest)
{
	int wanted = atoi(rest);

	if (!scene->session.running)
		return scene_fail(scene, "no program runs");
	int status = session_wait_exit(&scene->session);
	if (status < 0)
		return scene_fail(scene, "waited for the program to end");
	if (status != wanted)
		return scene_fail(scene, "expected exit status %d, it was %d", wanted, status);
	if (status == 128 + SIGKILL)
		return true;
	const char *left = screen_left_on(&scene->session.screen);
	if (left)
		return scene_fail(scene, "the program has left on %s", left);
	if (!pty_modes_restored(&scene->session.pty))
		return scene_fail(scene, "the program has not put back the terminal's modes");
	return true;
}

static bool do_db_sql(struct scene *scene, char *rest)
{
	char *end = rest[0] == '"' ? strchr(rest + 1, '"') : NULL;

	if (!end)
		return scene_fail(scene, "db-sql \"SELECT …\" EXPECTED");
	*end++ = '\0';
	if (scene->session.running && !scene_settle(scene))
		return false;
	char *expected = text_unquote(end + strspn(end, " \t"));
	bool good = scene_query(scene, rest + 1, expected);
	free(expected);
	return good;
}

bool scene_command(struct scene *scene, const char *name, char *rest)
{
	static const struct {
		const char *name;
		bool (*run)(struct scene *scene, char *rest);
	} commands[] = {
	        {"size", do_size},
	        {"ambiguous", do_ambiguous},
	        {"env", do_env},
	        {"env-unset", do_env_unset},
	        {"no-verify", do_no_verify},
	        {"not-on-windows", do_not_on_windows},
	        {"setup", do_setup},
	        {"run", do_run},
	        {"bring", do_bring},
	        {"take", do_take},
	        {"type", do_type},
	        {"type-taken", do_type_taken},
	        {"key", do_key},
	        {"paste", do_paste},
	        {"click", do_click},
	        {"wheel", do_wheel},
	        {"resize", do_resize},
	        {"signal", do_signal},
	        {"answer-terminal", do_answer_terminal},
	        {"wait", do_wait},
	        {"wait-not", do_wait_not},
	        {"wait-row", do_wait_row},
	        {"expect", do_expect},
	        {"expect-not", do_expect_not},
	        {"expect-cursor-row", do_expect_cursor_row},
	        {"snapshot", do_snapshot},
	        {"attr", do_attr},
	        {"expect-no-colour", do_expect_no_colour},
	        {"bytes-at-most", do_bytes_at_most},
	        {"wait-exit", do_wait_exit},
	        {"db-sql", do_db_sql},
	        {"wander", scene_wander},
	};

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (strcmp(name, commands[i].name) == 0)
			return commands[i].run(scene, rest);
	}
	return scene_fail(scene, "there is no command %s", name);
}
