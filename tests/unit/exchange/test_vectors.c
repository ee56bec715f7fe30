/* tests/vectors: each NAME.REASON.hex is read by the office, which knows its own key and the unit's, or, where the name begins with
 * "to-unit", with the key that follows from the unit's code, and refused for REASON (bundle_fault_id()), or "fine". They were written once (make_vectors.c): that they are read shows that the format stands. */
#include "fixture.h"

#include "tenken/base/file.h"

static int digit(char c)
{
	return c >= 'a' ? c - 'a' + 10 : c - '0';
}

/* The hex digits between the newlines as bytes. */
static void read_vector(struct strbuf *bytes, const char *path)
{
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};
	int high = -1;

	assert_done(file_read(&text, path, 1 << 20, &err), &err);
	for (const char *at = text.text; *at; at++) {
		if (*at == '\n')
			continue;
		assert_true((*at >= '0' && *at <= '9') || (*at >= 'a' && *at <= 'f'));
		if (high >= 0)
			strbuf_add_char(bytes, (char)(high * 16 + digit(*at)));
		high = high < 0 ? digit(*at) : -1;
	}
	assert_int_equal(high, -1);
	strbuf_release(&text);
}

/* A plain one is written again, to the byte: Ed25519 needs no random numbers. */
static void assert_written_again(const struct bundle *bundle, const struct strbuf *bytes,
                                 const struct secret_key *sender)
{
	struct strbuf again = STRBUF_INIT;
	struct error err = {0};

	assert_done(bundle_write(&again, &bundle->header, (const char *)bundle->whole + bundle->body_at,
	                         bundle->body_bytes, sender, NULL, 0, &err),
	            &err);
	assert_int_equal(again.len_bytes, bytes->len_bytes);
	assert_memory_equal(again.text, bytes->text, bytes->len_bytes);
	strbuf_release(&again);
}

static const char *fate(const struct strbuf *bytes, bool to_unit)
{
	struct join_code code = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}};
	struct secret_key *from_code;
	struct letter letter;
	struct bundle bundle;
	struct error err = {0};
	const char *reason;
	bool ok;

	letter_init(&letter);
	from_code = code_key(&code, letter.header.campaign, letter.header.unit);
	ok = bundle_open(&bundle, bytes->text, bytes->len_bytes, to_unit ? from_code : letter.office, &err);
	secret_key_free(from_code);
	if (ok) {
		bool from_office = strcmp(bundle.header.sender, letter.office_id) == 0;
		const struct secret_key *sender = from_office ? letter.office : letter.unit;

		ok = bundle_check(&bundle, secret_key_public(sender), &err) && bundle_body(&bundle, &err);
		if (ok && !bundle.sealed)
			assert_written_again(&bundle, bytes, sender);
	}
	reason = bundle_fault_id(bundle.fault);
	assert_true(ok == (bundle.fault == BUNDLE_FINE));
	bundle_release(&bundle);
	error_release(&err);
	letter_release(&letter);
	return reason;
}

static void test_vectors(void **state)
{
	char *folder = str_format("%s/tests/vectors", getenv("TENKEN_SOURCE_ROOT"));
	struct file_names names = {0};
	struct error err = {0};
	size_t fine = 0;

	(void)state;
	assert_done(file_list(&names, folder, &err), &err);
	for (size_t i = 0; i < names.count; i++) {
		struct strbuf bytes = STRBUF_INIT;
		char *path = str_format("%s/%s", folder, names.names[i]), *wanted;

		if (str_ends_with(path, ".hex")) {
			read_vector(&bytes, path);
			wanted = str_format(".%s.hex", fate(&bytes, str_starts_with(names.names[i], "to-unit")));
			if (!str_ends_with(path, wanted))
				fail_msg("%s: %s", names.names[i], wanted);
			fine += str_equal(wanted, ".fine.hex");
			free(wanted);
		}
		free(path);
		strbuf_release(&bytes);
	}
	assert_true(names.count > 40 && fine >= 7);
	file_names_release(&names);
	free(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_vectors)};

	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests_name("vectors", tests, NULL, NULL);
}
