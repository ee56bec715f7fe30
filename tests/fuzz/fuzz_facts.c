/* fuzz_facts — the facts file, against the pack that is shipped. */
#include "fuzz.h"
#include "tenken/app/packs.h"

static const struct pack *shipped_pack(void)
{
	static struct pack *pack;
	struct error err = {0};

	if (!pack)
		pack = packs_read(FUZZ_PACK, NULL, &err);
	if (!pack) {
		fprintf(stderr, "fuzz_facts: %s\n", err.message);
		exit(1);
	}
	return pack;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct pack *pack = shipped_pack();
	char *text = fuzz_copy(data, size);

	fuzz_judge(pack, text, size);
	free(text);
	return 0;
}
