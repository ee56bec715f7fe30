/* Keys at random: whatever screens they lead to, what must always be so is looked at after each, and those that are named must have
 * been reached. The same seed presses the same keys. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script.h"

/* Moving about comes most often; what leaves the program is left out, and the list of commands, which does it, too. */
static const char *const keys[] = {
        "Down", "Down", "Down", "Down", "Down", "Up", "PgDn", "PgUp", "Home", "End", "Enter", "Enter", "Enter", "Enter", "Enter", "Enter",
        "Enter", "Enter", "Enter", "Enter", "Esc", "Esc", "Esc", "Esc", "Esc", "Esc", "Esc", "Tab", "Tab", "BackTab", "Left", "Right", "F1",
        "F2", "F3", "F4", "F5", "Space", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "a", "b", "c", "e", "f", "g", "i", "k", "l",
        "m", "n", "o", "p", "r", "s", "s", "s", "s", "t", "u", "v", "w", "x", "y", "A", "C", "D", "E", "G", "H", "K", "L", "N", "P", "R",
        "S", "?", "/", "[", "]", "Ctrl-R",
};

static uint64_t next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

static size_t count_words(char **words)
{
	size_t count = 0;

	while (words[count])
		count++;
	return count;
}

/* Notes which of the words stand in the title row. */
static void look(struct scene *scene, char **words, size_t count, bool *seen)
{
	int row, col;

	for (size_t i = 0; i < count; i++)
		seen[i] = seen[i] || screen_find(&scene->session.screen, words[i], 0, &row, &col);
}

static bool press(struct scene *scene, const char *key)
{
	char word[16];

	snprintf(word, sizeof word, "%s", key);
	return scene_command(scene, "key", word);
}

static bool wander(struct scene *scene, char **words, size_t count, bool *seen)
{
	uint64_t state = strtoull(words[1], NULL, 10);
	long presses = strtol(words[0], NULL, 10);

	for (long i = 0; i < presses; i++) {
		const char *key = keys[next(&state) % (sizeof keys / sizeof *keys)];

		if (!press(scene, key) || !scene_settle(scene)) {
			fprintf(stderr, "   key %ld was %s\n", i + 1, key);
			return false;
		}
		look(scene, words + 2, count, seen);
	}
	return true;
}

bool scene_wander(struct scene *scene, char *rest)
{
	char **words = words_split(scene, rest);
	size_t count = count_words(words);
	bool good = count >= 2 || scene_fail(scene, "wander COUNT SEED TITLE…");
	bool *seen = calloc(count + 1, sizeof *seen);

	good = good && wander(scene, words, count - 2, seen);
	for (size_t i = 0; good && i + 2 < count; i++)
		good = seen[i] || scene_fail(scene, "no key led to a screen with this in its title: %s", words[i + 2]);
	free(seen);
	words_free(words);
	return good;
}
