#include "script.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool scene_fail(struct scene *scene, const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "%s:%d: ", scene->path, scene->line);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	if (scene->started) {
		screen_dump(&scene->session.screen, stderr);
		if (scene->session.running && pty_ended(&scene->session.pty))
			fprintf(stderr, "The program has ended with %d.\n", session_wait_exit(&scene->session));
	}
	scene->failed = true;
	return false;
}

/* --- words --- */

static const char *variable(const struct scene *scene, const char *at, size_t *len_bytes)
{
	const struct {
		const char *name, *value;
	} known[] = {{"$DB", scene->db}, {"$TMP", scene->folder}, {"$SOURCE", scene->source}, {"$TAKEN", scene->taken ? scene->taken : ""}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		*len_bytes = strlen(known[i].name);
		if (strncmp(at, known[i].name, *len_bytes) == 0)
			return known[i].value;
	}
	return NULL;
}

/* The character that a backslash before `letter` stands for. */
static char escaped(char letter)
{
	switch (letter) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'e':
		return '\033';
	default:
		return letter;
	}
}

char *text_unquote(const char *text)
{
	size_t len = strlen(text);
	char *plain = strdup(text), *out = plain;

	if (len < 2 || text[0] != '"' || text[len - 1] != '"')
		return plain;
	for (size_t i = 1; i < len - 1; i++) {
		if (text[i] == '\\' && i + 1 < len - 1)
			*out++ = escaped(text[++i]);
		else
			*out++ = text[i];
	}
	*out = '\0';
	return plain;
}

char **words_split(const struct scene *scene, const char *line)
{
	char **words = calloc(strlen(line) / 2 + 2, sizeof *words);
	size_t count = 0;

	while (*(line += strspn(line, " \t"))) {
		size_t len_bytes;
		bool quoted = false;
		FILE *out = open_memstream(&words[count++], &len_bytes);
		for (; *line && (quoted || !strchr(" \t", *line)); line++) {
			size_t name_bytes;
			const char *value = *line == '$' ? variable(scene, line, &name_bytes) : NULL;
			if (value) {
				fputs(value, out);
				line += name_bytes - 1;
			} else if (*line == '"') {
				quoted = !quoted;
			} else if (*line == '\\' && line[1]) {
				fputc(escaped(*++line), out);
			} else {
				fputc(*line, out);
			}
		}
		fclose(out);
	}
	return words;
}

void words_free(char **words)
{
	for (size_t i = 0; words[i]; i++)
		free(words[i]);
	free(words);
}

/* --- the run of a script --- */

static bool run_line(struct scene *scene, char *line)
{
	line += strspn(line, " \t");
	size_t end = strlen(line);
	while (end && strchr(" \t\r\n", line[end - 1]))
		line[--end] = '\0';
	if (!*line || *line == '#')
		return true;
	char *rest = line + strcspn(line, " \t");
	if (*rest)
		*rest++ = '\0';
	rest += strspn(rest, " \t");
	return scene_command(scene, line, rest);
}

/* What is true of every program: it leaves when its terminal goes away, and its database is whole afterwards. */
static bool finish(struct scene *scene)
{
	if (scene->session.running) {
		session_settle(&scene->session);
		pty_hang_up(&scene->session.pty);
		int status = session_wait_exit(&scene->session);
		if (status < 0)
			return scene_fail(scene, "the program did not leave when its terminal was closed");
		if (status > 128 && status != 128 + SIGHUP)
			return scene_fail(scene, "the program died of signal %d when its terminal was closed",
			                  status - 128);
	}
	if (scene->verify && access(scene->db, F_OK) == 0) {
		const char *argv[] = {scene->binary, "--db", scene->db, "verify", NULL};
		char *output;
		if (asprintf(&output, "%s/verify.out", scene->folder) < 0)
			abort();
		int status = run_plain((char *const *)argv, scene->environment, scene->folder, output);
		free(output);
		if (status)
			return scene_fail(scene, "tenken verify ends with %d after the scene", status);
	}
	return true;
}

bool scene_run(struct scene *scene)
{
	char *line = NULL;
	size_t size = 0;
	FILE *file = fopen(scene->path, "re");

	if (!file) {
		fprintf(stderr, "%s: %s\n", scene->path, strerror(errno));
		return false;
	}
	scene->rows = 24;
	scene->cols = 80;
	scene->ambiguous_cols = 1;
	scene->answers = scene->verify = true;
	scene->folder = folder_new();
	scene->environment = environment_new(scene->folder);
	if (asprintf(&scene->db, "%s/tenken.db", scene->folder) < 0)
		abort();
	while (!scene->failed && !scene->left_out && getline(&line, &size, file) > 0) {
		scene->line++;
		run_line(scene, line);
	}
	bool good = !scene->failed && finish(scene);
	session_close(&scene->session);
	folder_remove(scene->folder);
	environment_free(scene->environment);
	free(scene->folder);
	free(scene->taken);
	free(scene->db);
	free(line);
	fclose(file);
	return good;
}
