#include "fixture.h"
#include "tenken/base/i18n.h"

/* xorshift64: the same mutations on every machine. */
static uint64_t random_next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static void mutate(struct strbuf *text, uint64_t *seed)
{
	static const char *const pieces[] = {"\"",       "{",       "}",         "[",        "]",
	                                     ",",        ":",       "null",      "true",     "-1",
	                                     "1e9",      "\"\"",    "\"7.4.3\"", "\\u202e",  "\xFF",
	                                     "あ",       "{}",      "[]",        "\"fact\"", "\"staff\"",
	                                     "\"must\"", "\"not\"", "\"id\"",    "9",        "\"uses_cloud\"",
	                                     "\n",       "\"a\"",   " "};
	struct strbuf out = STRBUF_INIT;
	size_t at = (size_t)(random_next(seed) % text->len_bytes);
	size_t cut = (size_t)(random_next(seed) % 4 ? random_next(seed) % 12 : random_next(seed) % 200);
	unsigned what = (unsigned)(random_next(seed) % 3);

	if (cut > text->len_bytes - at)
		cut = text->len_bytes - at;
	strbuf_add_bytes(&out, text->text, at);
	if (what == 0) { /* something copied from elsewhere */
		size_t from = (size_t)(random_next(seed) % text->len_bytes);
		size_t copy = (size_t)(random_next(seed) % 120);

		strbuf_add_bytes(&out, text->text + from,
		                 copy < text->len_bytes - from ? copy : text->len_bytes - from);
	} else if (what == 1) {
		strbuf_add(&out, pieces[random_next(seed) % (sizeof pieces / sizeof *pieces)]);
	}
	strbuf_add_bytes(&out, text->text + at + cut, text->len_bytes - at - cut);
	strbuf_release(text);
	*text = out;
	if (text->len_bytes == 0)
		strbuf_add(text, " ");
}

/* Replaces one string or number by another that stands in the same text, which leaves valid JSON far more often. */
static void swap_value(struct strbuf *text, uint64_t *seed)
{
	const char *values[1024];
	size_t lengths[1024], count = 0;
	struct strbuf out = STRBUF_INIT;
	size_t into, from;

	for (const char *c = text->text; *c && count < 1024; c++) {
		const char *end = *c == '"' ? strchr(c + 1, '"') : NULL;

		if (!end)
			continue;
		values[count] = c;
		lengths[count++] = (size_t)(end + 1 - c);
		c = end;
	}
	if (count == 0)
		return;
	into = (size_t)(random_next(seed) % count);
	from = (size_t)(random_next(seed) % count);
	strbuf_add_bytes(&out, text->text, (size_t)(values[into] - text->text));
	strbuf_add_bytes(&out, values[from], lengths[from]);
	strbuf_add(&out, values[into] + lengths[into]);
	strbuf_release(text);
	*text = out;
}

static void touch_all(const struct pack *pack)
{
	struct coverage coverage;

	coverage_compute(&coverage, pack);
	assert_int_equal(coverage.count, pack->clauses_count);
	coverage_release(&coverage);
	for (size_t i = 0; i < pack->questions_count; i++)
		assert_int_equal(pack_find_question(pack, pack->questions[i].id), i);
	for (size_t i = 0; i < pack->clauses_count; i++) {
		assert_int_equal(pack_find_clause(pack, pack->clauses[i].id), i);
		pack_section_of(pack, pack->clauses[i].id);
	}
}

/* Whatever the text: a pack, or at least one problem; never both, never neither, never a crash. */
static void test_mutations(void **state)
{
	uint64_t seed = 0x9E3779B97F4A7C15;
	size_t good = 0, bad = 0;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		struct pack_file files[FIXTURE_FILES];
		struct strbuf texts[FIXTURE_FILES];
		struct pack_problems problems;
		struct pack *pack;

		for (int i = 0; i < FIXTURE_FILES; i++) {
			char *json = fixture_json(fixture_texts[i]);

			strbuf_init(&texts[i]);
			strbuf_add(&texts[i], json);
			free(json);
		}
		for (uint64_t left = 1 + random_next(&seed) % 3; left; left--) {
			struct strbuf *text = &texts[random_next(&seed) % FIXTURE_FILES];

			if (random_next(&seed) % 2)
				swap_value(text, &seed);
			else
				mutate(text, &seed);
		}
		for (int i = 0; i < FIXTURE_FILES; i++) {
			/* an exact copy on the heap, without a NUL behind: reading past its end is seen */
			char *exact = mem_new(texts[i].len_bytes, 1);

			memcpy(exact, texts[i].text, texts[i].len_bytes);
			files[i] = (struct pack_file){.name = fixture_names[i], .text = exact, .len_bytes = texts[i].len_bytes};
		}
		pack = pack_read(files, FIXTURE_FILES, &problems);
		if ((pack != NULL) == (problems.count > 0))
			fail_msg("round %d: both or neither", round);
		for (size_t i = 0; i < problems.count; i++) {
			assert_non_null(problems.items[i].file);
			assert_non_null(problems.items[i].path);
			assert_false(str_is_blank(problems.items[i].message));
		}
		if (pack)
			touch_all(pack);
		good += pack != NULL;
		bad += pack == NULL;
		pack_free(pack);
		pack_problems_release(&problems);
		for (int i = 0; i < FIXTURE_FILES; i++) {
			free((char *)files[i].text);
			strbuf_release(&texts[i]);
		}
	}
	/* The loop proves something only if both happen. */
	assert_true(good > 100);
	assert_true(bad > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_mutations)};

	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
