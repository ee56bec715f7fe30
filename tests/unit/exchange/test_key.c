/* Keys: text, id, and under a passphrase. */
#include "fixture.h"

#include <sodium.h>

static char *locked_text(const struct secret_key *key, const char *passphrase)
{
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};

	assert_done(secret_key_lock(&text, key, passphrase, &err), &err);
	return strbuf_take(&text);
}

/* What Python's hashlib.blake2b makes of the seed by crypto_kdf's rule, and OpenSSL of that (Ed25519, X25519). */
static void test_known_key(void **state)
{
	struct secret_key *key = key_of(OFFICE);
	char id[KEY_ID_HEX + 1], public[PUBLIC_KEY_TEXT_BYTES + 1], secret[SECRET_KEY_TEXT_BYTES + 1];

	(void)state;
	public_key_id(secret_key_public(key), id);
	public_key_format(secret_key_public(key), public);
	secret_key_format(key, secret);
	assert_string_equal(id, "fee65b989337ffa000285eb860d1eaeb");
	assert_string_equal(public, "tenken-public-1:AyueJYy10SK9WuSHgLoD0ockAuJnSOrez4CS-PDzQ6qNZeMXzBdpY9_"
	                            "IpGcwNRld50XQkMsHi6Nd4BSHbHf6QQ");
	assert_string_equal(secret, "tenken-secret-1:Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8");
	assert_int_equal(strlen(public), PUBLIC_KEY_TEXT_BYTES);
	assert_int_equal(strlen(secret), SECRET_KEY_TEXT_BYTES);
	secret_key_free(key);
}

static void test_make(void **state)
{
	struct secret_key *a = secret_key_make(), *b = secret_key_make();
	char id_a[KEY_ID_HEX + 1], id_b[KEY_ID_HEX + 1];

	(void)state;
	assert_false(public_key_equal(secret_key_public(a), secret_key_public(b)));
	public_key_id(secret_key_public(a), id_a);
	public_key_id(secret_key_public(b), id_b);
	assert_string_not_equal(id_a, id_b);
	secret_key_free(a);
	secret_key_free(b);
	secret_key_free(NULL);
}

static void test_text(void **state)
{
	struct secret_key *key = secret_key_make(), *again;
	char public[PUBLIC_KEY_TEXT_BYTES + 1], secret[SECRET_KEY_TEXT_BYTES + 1];
	struct public_key read;
	struct error err = {0};

	(void)state;
	public_key_format(secret_key_public(key), public);
	assert_done(public_key_parse(&read, public, &err), &err);
	assert_true(public_key_equal(&read, secret_key_public(key)));
	secret_key_format(key, secret);
	again = secret_key_parse(secret, &err);
	assert_non_null(again);
	assert_true(public_key_equal(secret_key_public(again), secret_key_public(key)));
	secret_key_free(again);
	secret[20] = '!';
	assert_fails(secret_key_parse(secret, &err), &err, ERROR_INPUT);
	secret_text_wipe(secret, sizeof secret);
	assert_int_equal(secret[0] | secret[SECRET_KEY_TEXT_BYTES - 1], 0);
	secret_key_free(key);
}

/* One key has one text; whatever else looks like it is refused. */
static void test_text_is_strict(void **state)
{
	struct secret_key *key = key_of(UNIT);
	char good[PUBLIC_KEY_TEXT_BYTES + 1];
	struct error err = {0};
	struct public_key read;
	char *text;

	(void)state;
	public_key_format(secret_key_public(key), good);
	for (size_t len_bytes = 0; len_bytes < PUBLIC_KEY_TEXT_BYTES; len_bytes++) {
		text = mem_strndup(good, len_bytes);
		assert_fails(public_key_parse(&read, text, &err), &err, ERROR_INPUT);
		free(text);
	}
	for (size_t i = 0; i < 5; i++) {
		static const char *const behind[] = {"\n", " ", "=", "A", "AA"};

		text = str_format("%s%s", good, behind[i]);
		assert_fails(public_key_parse(&read, text, &err), &err, ERROR_INPUT);
		free(text);
	}
	text = str_format(" %s", good);
	assert_fails(public_key_parse(&read, text, &err), &err, ERROR_INPUT);
	free(text);
	/* The last character has four bits that mean nothing: they must be zero. */
	good[PUBLIC_KEY_TEXT_BYTES - 1]++;
	assert_fails(public_key_parse(&read, good, &err), &err, ERROR_INPUT);
	secret_key_free(key);
}

/* Points with which every secret is the same, or which are none at all. */
static void test_weak_keys(void **state)
{
	struct secret_key *key = key_of(UNIT);
	struct public_key weak;
	char text[PUBLIC_KEY_TEXT_BYTES + 1];
	struct error err = {0};

	(void)state;
	weak = *secret_key_public(key);
	memset(weak.box, 0, sizeof weak.box);
	public_key_format(&weak, text);
	assert_fails(public_key_parse(&weak, text, &err), &err, ERROR_INPUT);
	weak = *secret_key_public(key);
	memset(weak.sign, 0, sizeof weak.sign);
	weak.sign[0] = 1; /* the neutral element */
	public_key_format(&weak, text);
	assert_fails(public_key_parse(&weak, text, &err), &err, ERROR_INPUT);
	memset(weak.sign, 0xff, sizeof weak.sign);
	public_key_format(&weak, text);
	assert_fails(public_key_parse(&weak, text, &err), &err, ERROR_INPUT);
	secret_key_free(key);
}

static void test_lock(void **state)
{
	struct secret_key *key = key_of(OFFICE), *again;
	char *text = locked_text(key, "渡り廊下の 7 番目"), *other = locked_text(key, "渡り廊下の 7 番目");
	char id[KEY_ID_HEX + 1];
	struct public_key public;
	struct error err = {0};
	char *with_newline;

	(void)state;
	assert_string_not_equal(text, other); /* salt and nonce are new each time */
	public_key_id(secret_key_public(key), id);
	assert_non_null(strstr(text, id));
	again = secret_key_unlock(text, strlen(text), "渡り廊下の 7 番目", &err);
	assert_non_null(again);
	assert_true(public_key_equal(secret_key_public(again), secret_key_public(key)));
	secret_key_free(again);
	assert_done(locked_key_public(&public, text, strlen(text), &err), &err);
	assert_true(public_key_equal(&public, secret_key_public(key)));
	with_newline = str_format("%s\n", text);
	assert_done(locked_key_public(&public, with_newline, strlen(with_newline), &err), &err);
	assert_fails(secret_key_unlock(text, strlen(text), "渡り廊下の 7番目", &err), &err, ERROR_REFUSED);
	assert_fails(secret_key_unlock(text, strlen(text), "", &err), &err, ERROR_REFUSED);
	free(with_newline);
	free(text);
	free(other);
	secret_key_free(key);
}

/* Every flipped bit and every cut is damage, never "wrong passphrase", and is found before anything is computed. */
static void test_locked_damage(void **state)
{
	struct secret_key *key = key_of(OFFICE);
	char *text = locked_text(key, "long enough for this");
	size_t len_bytes = strlen(text);
	struct error err = {0};

	(void)state;
	for (size_t bit = 0; bit < 8 * len_bytes; bit++) {
		text[bit / 8] ^= (char)(1 << bit % 8);
		assert_fails(secret_key_unlock(text, len_bytes, "long enough for this", &err), &err, ERROR_INPUT);
		text[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t cut = 0; cut < len_bytes; cut++)
		assert_fails(secret_key_unlock(text, cut, "long enough for this", &err), &err, ERROR_INPUT);
	free(text);
	secret_key_free(key);
}

/* `text` with the value of a whole number changed, and its check made to fit again, as an attacker would. Caller frees. */
static char *with_number(const char *text, const char *key, const char *value)
{
	char *name = str_format("\"%s\":", key);
	const char *at = strstr(text, name) + strlen(name);
	char *changed = str_format("%.*s%s%s", (int)(at - text), text, value, at + strspn(at, "0123456789"));
	const char *behind = strstr(changed, "\"format\"");
	char *unchecked = str_format("{%s", behind), *checked;
	unsigned char hash[16];
	char check[33];

	crypto_generichash(hash, sizeof hash, (unsigned char *)unchecked, strlen(unchecked), NULL, 0);
	sodium_bin2hex(check, sizeof check, hash, sizeof hash);
	checked = str_format("{\"check\":\"%s\",%s", check, behind);
	free(name);
	free(changed);
	free(unchecked);
	return checked;
}

static void test_locked_bounds(void **state)
{
	static const char *const wrong[][2] = {
	        {"memory_kib", "104857600"}, {"memory_kib", "262145"}, {"memory_kib", "8191"},
	        {"memory_kib", "0"},         {"passes", "0"},          {"passes", "11"}};
	struct secret_key *key = key_of(OFFICE), *again;
	char *text = locked_text(key, "long enough for this"), *changed;
	struct error err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		changed = with_number(text, wrong[i][0], wrong[i][1]);
		assert_null(secret_key_unlock(changed, strlen(changed), "long enough for this", &err));
		assert_int_equal(err.code, ERROR_INPUT);
		assert_non_null(strstr(err.message, "more memory or time"));
		error_release(&err);
		free(changed);
	}
	/* What is the same stays good; what is within bounds and not what the key was locked with does not open it. */
	changed = with_number(text, "passes", "3");
	again = secret_key_unlock(changed, strlen(changed), "long enough for this", &err);
	assert_non_null(again);
	secret_key_free(again);
	free(changed);
	changed = with_number(text, "passes", "2");
	assert_fails(secret_key_unlock(changed, strlen(changed), "long enough for this", &err), &err, ERROR_REFUSED);
	free(changed);
	free(text);
	secret_key_free(key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_known_key),     cmocka_unit_test(test_make),
	        cmocka_unit_test(test_text),          cmocka_unit_test(test_text_is_strict),
	        cmocka_unit_test(test_weak_keys),     cmocka_unit_test(test_lock),
	        cmocka_unit_test(test_locked_damage), cmocka_unit_test(test_locked_bounds),
	};

	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests_name("key", tests, NULL, NULL);
}
