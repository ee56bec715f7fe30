/* fuzz_condition — what stands behind "when". The bytes are put into the tiny pack (tiny/) for the condition of a question, of a
 * contradiction, and for the expressions of a rule and of a field; then it is evaluated with everything unknown and with all
 * that it may be. */
#include <string.h>

#include "fuzz.h"
#include "tenken/base/file.h"
#include "tenken/base/json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static const char *const names[] = {"pack.json",      "clauses.json", "profile.json",
                                    "registers.json", "rules.json",   "questions/2.json",
                                    "consistency.json"};
enum { FILES = sizeof names / sizeof *names, REGISTERS = 3, RULES, QUESTIONS, CONSISTENCY, FILE_BYTES_MAX = 1 << 20 };

static const char facts_text[] =
        "{\"date\": \"2026-10-01\", \"settings\": {\"about\": null}, \"registers\": {\"system\": ["
        "{\"id\": \"a\", \"zone\": \"in\", \"class\": \"2\", \"here\": false, \"many\": 3, \"kinds\": [\"a\"],"
        " \"on\": \"2026-04-01\", \"until\": \"none\", \"domain\": \"x.lg.jp\"},"
        " {\"id\": \"b\", \"parent\": \"a\", \"class\": \"1\", \"here\": true, \"kinds\": []}, {\"id\": \"c\", \"parent\": \"b\"}],"
        " \"link\": [{\"id\": \"l\", \"from\": \"a\", \"to\": \"b\"}, {\"id\": \"m\", \"from\": \"b\", \"to_zone\": \"far\"}],"
        " \"exception\": [{\"id\": \"e\", \"clauses\": [\"2.ア\"]}]}}";

static struct strbuf texts[FILES];

static void read_tiny_pack(void)
{
	if (texts[0].len_bytes)
		return;
	for (size_t i = 0; i < FILES; i++) {
		struct error err = {0};
		char *path = path_join(FUZZ_TINY, names[i]);

		strbuf_init(&texts[i]);
		if (!file_read(&texts[i], path, FILE_BYTES_MAX, &err)) {
			fprintf(stderr, "fuzz_condition: %s\n", err.message);
			exit(1);
		}
		free(path);
	}
}

/* The tiny pack with the bytes behind the first `key` of one file, in place of `old`. NULL when that pack is refused. */
static struct pack *pack_with(size_t changed, const char *key, const char *old, const void *bytes, size_t len_bytes)
{
	struct pack_file files[FILES];
	const char *at = strstr(texts[changed].text, key);
	struct strbuf text = STRBUF_INIT;
	struct pack *pack;
	char *exact;

	fuzz_check(at && str_starts_with(at + strlen(key), old));
	at += strlen(key);
	strbuf_add_bytes(&text, texts[changed].text, (size_t)(at - texts[changed].text));
	strbuf_add_bytes(&text, bytes, len_bytes);
	strbuf_add(&text, at + strlen(old));
	exact = fuzz_copy(text.text, text.len_bytes);
	for (size_t i = 0; i < FILES; i++)
		files[i] = (struct pack_file){.name = names[i], .text = texts[i].text, .len_bytes = texts[i].len_bytes};
	files[changed] = (struct pack_file){.name = names[changed], .text = exact, .len_bytes = text.len_bytes};
	pack = fuzz_read_pack(files, FILES);
	free(exact);
	strbuf_release(&text);
	return pack;
}

static enum truth evaluate(const struct condition *condition, const struct circumstances *all, const struct profile *profile)
{
	struct circumstances circumstances = *all;

	circumstances.profile = profile;
	return condition_evaluate(condition, &circumstances);
}

static void explain(const struct condition *condition, const struct circumstances *all, const struct profile *profile)
{
	struct circumstances circumstances = *all;
	size_t facts[8];

	circumstances.profile = profile;
	/* It counts those for which there is no room, too. */
	fuzz_check(condition_explain(condition, &circumstances, NULL, 0) ==
	           condition_explain(condition, &circumstances, facts, 8));
}

/* What is decided while some facts are missing stays so, whatever they turn out to be. */
static void try_all_profiles(const struct condition *condition, const struct circumstances *all, size_t facts_count)
{
	struct profile known, partly;
	size_t profiles = 1;

	profile_init(&known, facts_count);
	profile_init(&partly, facts_count);
	for (size_t i = 0; i < facts_count; i++)
		profiles *= 3;
	for (size_t n = 0; n < profiles; n++) {
		size_t rest = n;

		for (size_t i = 0; i < facts_count; i++, rest /= 3) {
			partly.facts[i] = (enum truth)(rest % 3);
			known.facts[i] = partly.facts[i] == TRUTH_UNKNOWN ? (enum truth)(n % 2) : partly.facts[i];
		}
		fuzz_check(evaluate(condition, all, &partly) == TRUTH_UNKNOWN ||
		           evaluate(condition, all, &partly) == evaluate(condition, all, &known));
		explain(condition, all, &partly);
	}
	profile_release(&known);
	profile_release(&partly);
}

/* About no record, and about the first of the system's. */
static void try_with_records(const struct pack *pack)
{
	struct pack_problems problems;
	struct facts facts;
	struct circumstances all = {.pack = pack, .facts = &facts, .record = SIZE_MAX, .today = {2026, 10, 1}};

	if (facts_read_kept(&facts, pack, "facts", facts_text, strlen(facts_text), &problems)) {
		try_all_profiles(pack->questions[0].when, &all, pack->facts_count);
		all.record = facts_find(&facts, pack, SIZE_MAX, "a", NULL);
		try_all_profiles(pack->questions[0].when, &all, pack->facts_count);
	}
	facts_release(&facts);
	pack_problems_release(&problems);
}

static void use(struct pack *pack)
{
	if (!pack)
		return;
	fuzz_use_pack(pack);
	fuzz_judge(pack, facts_text, strlen(facts_text));
	if (pack->facts_count < 6)
		try_with_records(pack);
	pack_free(pack);
}

static bool is_json(const uint8_t *data, size_t size)
{
	struct json_place place = {0};
	struct error err = {0};
	struct json_doc *doc = json_read_at((const char *)data, size, &json_limits_outside, &place, &err);
	bool good = doc != NULL;

	json_doc_free(doc);
	json_place_release(&place);
	error_release(&err);
	return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_tiny_pack();
	use(pack_with(QUESTIONS, "\"when\": ", "{\"fact\": \"here\"}", data, size));
	if (!is_json(data, size))
		return 0; /* it breaks the other files as it broke this one */
	use(pack_with(RULES, "\"when\": ", "\"here\"", data, size));
	use(pack_with(REGISTERS, "\"when\": ", "\"here\"", data, size));
	use(pack_with(CONSISTENCY, "\"when\": ", "{\"fact\": \"here\"}", data, size));
	return 0;
}
