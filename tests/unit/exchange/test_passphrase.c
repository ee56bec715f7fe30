/* Which passphrases will do, and what is said of the others. */
#include "fixture.h"

#include "tenken/exchange/passphrase.h"

static const char *const office_words[] = {"神戸市", "Security Office", "市民課", "2026-yearly", "", NULL, "0012"};
enum { OFFICE_WORDS = sizeof office_words / sizeof *office_words };

static void assert_good(const char *passphrase)
{
	struct error err = {0};

	if (!passphrase_fits(passphrase, office_words, OFFICE_WORDS, &err))
		fail_msg("%s: %s", passphrase, err.message);
}

static void assert_bad(const char *passphrase, const char *because)
{
	struct error err = {0};

	if (passphrase_fits(passphrase, office_words, OFFICE_WORDS, &err))
		fail_msg("%s: taken", passphrase);
	assert_int_equal(err.code, ERROR_REFUSED);
	if (!strstr(err.message, because))
		fail_msg("%s: %s", passphrase, err.message);
	/* What is secret is not shown. */
	assert_true(strlen(passphrase) < 4 || !strstr(err.message, passphrase));
	error_release(&err);
}

static void test_good(void **state)
{
	(void)state;
	assert_good("q7#Lm2vX");
	assert_good("correct horse battery");
	assert_good("渡り廊下の七番目の窓");
	assert_good("市民課の前の自販機は辛い");
	assert_good("Tuesday's 3 umbrellas");
}

static void test_length(void **state)
{
	char long_one[PASSPHRASE_BYTES_MAX + 2];

	(void)state;
	assert_bad("", "0 characters");
	assert_bad("q7#Lm2v", "7 characters");
	assert_bad("渡り廊下の七番", "7 characters");
	assert_good("渡り廊下の七番目");
	memset(long_one, 'x', sizeof long_one - 1);
	long_one[sizeof long_one - 1] = '\0';
	assert_bad(long_one, "too long");
}

static void test_characters(void **state)
{
	(void)state;
	assert_bad("q7#Lm2vX\n", "control or invisible");
	assert_bad("q7#Lm2vX\xe2\x80\x8b", "control or invisible");
	assert_bad("q7#Lm2vX\xff", "control or invisible");
}

static void test_easy_to_guess(void **state)
{
	(void)state;
	assert_bad("aaaaaaaaaa", "too few different");
	assert_bad("あああああああああ", "too few different");
	assert_bad("AaAaAaAaAa", "too few different");
	assert_bad("ａａａａaaaaaa", "too few different");
	assert_bad("11112222", "too few different");
	assert_bad("k7vqk7vqk7", "repeats");
	assert_bad("k7vqx1zk7vqx1z", "repeats");
	assert_good("k7vqx1zmk7vqx1zm"); /* the piece would do by itself */
	assert_bad("12345678", "follows");
	assert_bad("9876543210", "follows");
	assert_bad("1234567890", "follows");
	assert_bad("abcdefgh", "follows");
	assert_bad("ABCDEfgh", "follows");
	assert_bad("abcd1234", "follows");
	assert_bad("qwertyuiop", "follows");
	assert_bad("asdfghjkl", "follows");
	assert_bad("1qaz2wsx", "follows");
	assert_bad("あぃいぅうぇえぉ", "follows");
}

static void test_words(void **state)
{
	(void)state;
	assert_bad("Security Office", "name that belongs");
	assert_bad("security office", "name that belongs");
	assert_bad("ＳＥＣＵＲＩＴＹ　ＯＦＦＩＣＥ2026!", "name that belongs");
	assert_bad("市民課20261001", "name that belongs");
	assert_bad("2026-yearly-2026", "name that belongs");
	assert_bad("password", "tried first");
	assert_bad("P@ssw0rd2026", "tried first");
	assert_bad("ぱすわーど2026", "tried first");
	assert_bad("!!点検2026!!", "tried first");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_good),          cmocka_unit_test(test_length), cmocka_unit_test(test_characters),
	        cmocka_unit_test(test_easy_to_guess), cmocka_unit_test(test_words),
	};

	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests_name("passphrase", tests, NULL, NULL);
}
