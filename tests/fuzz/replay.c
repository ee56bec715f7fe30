/* replay.c — goes through inputs that were found, where there is no libFuzzer.
 *
 * usage: fuzz_TARGET FILE|FOLDER… */
#include "fuzz.h"
#include "tenken/base/file.h"
#include "tenken/base/str.h"

enum { INPUT_BYTES_MAX = 1 << 24 };

static void replay(const char *path, size_t *count)
{
	struct strbuf bytes = STRBUF_INIT;
	struct error err = {0};

	if (!file_read(&bytes, path, INPUT_BYTES_MAX, &err)) {
		fprintf(stderr, "%s\n", err.message);
		exit(1);
	}
	fprintf(stderr, "%s\n", path); /* the last one told is the one that ended the program */
	LLVMFuzzerTestOneInput((const uint8_t *)bytes.text, bytes.len_bytes);
	strbuf_release(&bytes);
	++*count;
}

static void replay_folder(const char *folder, size_t *count)
{
	struct file_names names = {0};
	struct error err = {0};

	if (!file_list(&names, folder, &err)) {
		fprintf(stderr, "%s\n", err.message);
		exit(1);
	}
	for (size_t i = 0; i < names.count; i++) {
		char *path = path_join(folder, names.names[i]);

		replay(path, count);
		free(path);
	}
	file_names_release(&names);
}

int main(int argc, char **argv)
{
	size_t count = 0;

	for (int i = 1; i < argc; i++) {
		if (file_is_folder(argv[i]))
			replay_folder(argv[i], &count);
		else
			replay(argv[i], &count);
	}
	printf("%zu inputs\n", count);
	return count ? 0 : 1;
}
