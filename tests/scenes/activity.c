#include "activity.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One that is about to sleep and has lost the processor before it did is called asleep, and is not: it may have been woken since. What it
 * sleeps in is told of those only that do. Who may not be looked at (who runs as somebody else) is believed. */
static bool only_seems_to_sleep(pid_t process, const char *thread)
{
	char path[96], word[8] = "";

	snprintf(path, sizeof path, "/proc/%ld/task/%.20s/syscall", (long)process, thread);
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	if (fscanf(file, "%7s", word) != 1)
		*word = '\0';
	fclose(file);
	return strcmp(word, "running") == 0;
}

static void add_thread(struct activity *activity, pid_t process, const char *thread)
{
	char path[96], line[256], state = 0;
	unsigned long count;

	snprintf(path, sizeof path, "/proc/%ld/task/%.20s/status", (long)process, thread);
	FILE *file = fopen(path, "re");
	if (!file)
		return;
	while (fgets(line, sizeof line, file)) {
		sscanf(line, "State: %c", &state);
		if (sscanf(line, "voluntary_ctxt_switches: %lu", &count) == 1 ||
		    sscanf(line, "nonvoluntary_ctxt_switches: %lu", &count) == 1)
			activity->switches += count;
	}
	fclose(file);
	if (state == 'S' && only_seems_to_sleep(process, thread))
		state = 'R';
	activity->threads++;
	if (!activity->state || activity->state == 'S' || activity->state == 'T')
		activity->state = state;
}

/* All its threads, and all that they have started. */
static void add_process(struct activity *activity, pid_t process)
{
	char path[96];
	long child;

	snprintf(path, sizeof path, "/proc/%ld/task", (long)process);
	DIR *folder = opendir(path);
	if (!folder)
		return;
	for (struct dirent *entry; (entry = readdir(folder));) {
		if (!isdigit((unsigned char)entry->d_name[0]))
			continue;
		add_thread(activity, process, entry->d_name);
		snprintf(path, sizeof path, "/proc/%ld/task/%.20s/children", (long)process, entry->d_name);
		FILE *file = fopen(path, "re");
		while (file && fscanf(file, "%ld", &child) == 1)
			add_process(activity, (pid_t)child);
		if (file)
			fclose(file);
	}
	closedir(folder);
}

static bool is_called(pid_t process, const char *names)
{
	char path[64], name[32] = "";

	snprintf(path, sizeof path, "/proc/%ld/comm", (long)process);
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	if (!fgets(name, sizeof name, file))
		*name = '\0';
	fclose(file);
	name[strcspn(name, "\n")] = '\0';
	size_t len = strlen(name);
	for (const char *at = names; len && (at = strstr(at, name)); at += len)
		if ((at == names || at[-1] == ' ') && (!at[len] || at[len] == ' '))
			return true;
	return false;
}

/* Whether the process was started with this word in its environment; NULL: that does not matter. */
static bool was_given(pid_t process, const char *word)
{
	char path[64], *line = NULL;
	size_t room = 0;
	bool found = !word;

	snprintf(path, sizeof path, "/proc/%ld/environ", (long)process);
	FILE *file = found ? NULL : fopen(path, "re");
	while (file && !found && getdelim(&line, &room, '\0', file) > 0)
		found = strcmp(line, word) == 0;
	if (file)
		fclose(file);
	free(line);
	return found;
}

/* They are looked for when there is none, or one has gone: looking through all processes takes long. */
static void add_named(struct activity *activity, const char *names)
{
	enum { SERVANTS_MAX = 32 };
	static pid_t servants[SERVANTS_MAX];
	static size_t count;
	bool all_there = count > 0;

	for (size_t i = 0; i < count; i++)
		all_there = all_there && is_called(servants[i], names);
	if (!all_there) {
		DIR *folder = opendir("/proc");

		count = 0;
		for (struct dirent *entry; folder && (entry = readdir(folder));) {
			pid_t process = (pid_t)atol(entry->d_name);
			if (process > 0 && count < SERVANTS_MAX && is_called(process, names) &&
			    was_given(process, getenv("TENKEN_TEST_TOGETHER_GIVEN")))
				servants[count++] = process;
		}
		if (folder)
			closedir(folder);
	}
	for (size_t i = 0; i < count; i++)
		add_process(activity, servants[i]);
}

struct activity activity_of(pid_t program)
{
	const char *together = getenv("TENKEN_TEST_TOGETHER");
	struct activity activity = {0};
	char alone[24];

	if (together) {
		add_process(&activity, program);
		activity.own_switches = activity.switches;
		add_named(&activity, together);
	} else {
		snprintf(alone, sizeof alone, "%ld", (long)program);
		add_thread(&activity, program, alone);
		activity.own_switches = activity.switches;
	}
	return activity;
}
