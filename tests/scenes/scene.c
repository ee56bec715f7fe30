/* scene.c — plays a scene: `scene [--update] [--binary FILE] [--source FOLDER] SCRIPT`. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "script.h"

enum { SKIPPED = 77 };

static int usage(void)
{
	fputs("usage: scene [--update] [--binary FILE] [--source FOLDER] SCRIPT\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	const char *update = getenv("TENKEN_UPDATE");
	struct scene scene = {.binary = getenv("TENKEN_BINARY"), .source = "", .update = update && *update};

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--update") == 0)
			scene.update = true;
		else if (strcmp(argv[i], "--binary") == 0 && i + 1 < argc)
			scene.binary = argv[++i];
		else if (strcmp(argv[i], "--source") == 0 && i + 1 < argc)
			scene.source = argv[++i];
		else if (argv[i][0] == '-' || scene.path)
			return usage();
		else
			scene.path = argv[i];
	}
	if (!scene.path || !scene.binary)
		return usage();
	/* The program is started in another folder. */
	char *program = realpath(scene.binary, NULL);
	if (program)
		scene.binary = program;
	signal(SIGPIPE, SIG_IGN);
	bool good = scene_run(&scene);
	free(program);
	if (good && scene.left_out && !scene.started)
		return SKIPPED;
	return good ? 0 : 1;
}
