/* The codes of units, and what is proved with them. */
#include "fixture.h"

static struct join_code parsed(const char *text)
{
	struct join_code code = {{0}};
	struct error err = {0};

	if (!join_code_parse(&code, text, &err))
		fail_msg("%s: %s", text, err.message);
	return code;
}

static void assert_refused(const char *text, const char *because)
{
	struct join_code code;
	struct error err = {0};

	if (join_code_parse(&code, text, &err))
		fail_msg("%s: taken", text);
	assert_int_equal(err.code, ERROR_INPUT);
	if (!strstr(err.message, because))
		fail_msg("%s: %s", text, err.message);
	error_release(&err);
}

/* What Python makes of the same bytes: int.from_bytes(…), in base 32 and modulo 37. */
static void test_known(void **state)
{
	static const struct {
		unsigned char bytes[JOIN_CODE_BYTES];
		const char *text;
	} known[] = {
	        {{0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00}, "0000-0000-0000-0000-0"},
	        {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, "ZZZZ-ZZZZ-ZZZZ-ZZZZ-~"},
	        {{0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09}, "000G-40R4-0M30-E209-Y"},
	        {{0x80, 0xec, 0x37, 0xbc, 0x97, 0x12, 0xdd, 0x2e, 0x6a, 0xae}, "G3P3-FF4Q-2BEJ-WTNE-~"},
	        {{0x48, 0xe8, 0x56, 0xe8, 0xf9, 0xa2, 0xf5, 0x8c, 0x95, 0xf0}, "93M5-DT7S-MBTR-S5FG-$"},
	        {{0xad, 0x96, 0xb4, 0x42, 0xd6, 0xd1, 0xbd, 0xef, 0x48, 0x50}, "NPBB-8GPP-T6YY-YJ2G-*"},
	        {{0x48, 0xa6, 0xc0, 0xdb, 0xdd, 0x73, 0xfc, 0x95, 0xf5, 0xc2}, "92KC-1PYX-EFY9-BXE2-U"},
	        {{0xd9, 0x1d, 0xed, 0x07, 0x61, 0x61, 0x36, 0x58, 0xea, 0xe0}, "V4EY-T1V1-C4V5-HTQ0-="},
	};
	char text[JOIN_CODE_TEXT_BYTES + 1];

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct join_code code;

		memcpy(code.bytes, known[i].bytes, sizeof code.bytes);
		join_code_format(&code, text);
		assert_string_equal(text, known[i].text);
		code = parsed(text);
		assert_memory_equal(code.bytes, known[i].bytes, sizeof code.bytes);
	}
}

static void test_round_trip(void **state)
{
	struct join_code code, last = {{0}};
	char text[JOIN_CODE_TEXT_BYTES + 1];

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct join_code again;

		join_code_make(&code);
		assert_memory_not_equal(code.bytes, last.bytes, sizeof code.bytes);
		last = code;
		join_code_format(&code, text);
		assert_int_equal(strlen(text), JOIN_CODE_TEXT_BYTES);
		assert_null(strchr("*~$=U", text[JOIN_CODE_TEXT_BYTES - 1]));
		again = parsed(text);
		assert_memory_equal(again.bytes, code.bytes, sizeof code.bytes);
	}
	join_code_wipe(&code);
	for (size_t i = 0; i < sizeof code.bytes; i++)
		assert_int_equal(code.bytes[i], 0);
}

static const char written[] = "RR1M-A6Q2-VTV0-1QEN-~"; /* has a 0 and a 1 */

static void test_forgiving(void **state)
{
	static const char *const typed[] = {"rr1m-a6q2-vtv0-1qen-~",
	                                    "RR1MA6Q2VTV01QEN~",
	                                    "RR1M A6Q2 VTV0 1QEN ~",
	                                    " RR1M　A6Q2　VTV0　1QEN　~ ",
	                                    "ＲＲ１Ｍ－Ａ６Ｑ２－ＶＴＶ０－１ＱＥＮ－～",
	                                    "ｒｒ１ｍ－ａ６ｑ２－ｖｔｖ０－１ｑｅｎ－～",
	                                    "RRIM-A6Q2-VTVo-lQEN-~",
	                                    "RR1M−A6Q2−VTV0−1QEN−~",
	                                    "RR1MーA6Q2ーVTV0ー1QENー~",
	                                    "RR1M‐A6Q2‐VTV0‐1QEN‐~",
	                                    "RR1MｰA6Q2ｰVTV0ｰ1QENｰ~",
	                                    "R-R-1-M---A-6-Q-2---V-T-V-0---1-Q-E-N---~",
	                                    "RR1M-A6Q2-VTV0-1QEN-〜"};
	struct join_code wanted = parsed(written);

	(void)state;
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		struct join_code code = parsed(typed[i]);

		assert_memory_equal(code.bytes, wanted.bytes, sizeof code.bytes);
	}
}

static void test_refused(void **state)
{
	char *text;

	(void)state;
	assert_refused("", "here are 0");
	assert_refused("7QK4", "here are 4");
	text = str_format("%s7", written);
	assert_refused(text, "here are 18");
	free(text);
	assert_refused("7QK4-0M2X-ZR9D-H3V!-T", "\"!\" does not stand");
	assert_refused("7QK4-0M2X-ZR9D-H3VU-T", "\"U\" does not stand");
	assert_refused("7QK4-0M2X-ZR9D-H3V*-T", "\"*\" does not stand");
	assert_refused("点QK4-0M2X-ZR9D-H3VB-T", "\"点\" does not stand");
	assert_refused("7QK4-0M2X-ZR9D-H3VB-\xff", "does not stand");
}

/* One wrong symbol, and two neighbours that changed places: always found, and told apart from other mistakes. */
static void test_slips(void **state)
{
	static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
	struct join_code code;
	char text[JOIN_CODE_TEXT_BYTES + 1], slip[JOIN_CODE_TEXT_BYTES + 1];

	(void)state;
	for (int round = 0; round < 20; round++) {
		join_code_make(&code);
		join_code_format(&code, text);
		for (size_t at = 0; at < JOIN_CODE_TEXT_BYTES; at++) {
			size_t next = at + 1 + (text[at + 1] == '-');

			if (text[at] == '-')
				continue;
			for (size_t s = 0; s < (at == JOIN_CODE_TEXT_BYTES - 1 ? 37u : 32u); s++) {
				memcpy(slip, text, sizeof slip);
				slip[at] = symbols[s];
				if (slip[at] != text[at])
					assert_refused(slip, "mistyped");
			}
			if (next < JOIN_CODE_TEXT_BYTES - 1 && text[next] != text[at]) {
				memcpy(slip, text, sizeof slip);
				slip[at] = text[next];
				slip[next] = text[at];
				assert_refused(slip, "mistyped");
			}
		}
	}
}

/* By Python's hashlib.blake2b: keyed, the key being the hash of "tenken-code-1\0enrol\0" and the code. */
static void test_mac(void **state)
{
	struct join_code code = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}, other = code;
	char mac[CODE_MAC_HEX + 1], again[CODE_MAC_HEX + 1];

	(void)state;
	code_mac(&code, "enrol", "abc", 3, mac);
	assert_string_equal(mac, "93aeafa1bf465b57726ca151094da5588d6539ce7c6005ad178d886b19a7203d");
	assert_true(code_mac_equal(mac, "93aeafa1bf465b57726ca151094da5588d6539ce7c6005ad178d886b19a7203d"));
	code_mac(&code, "campaign", "abc", 3, again);
	assert_false(code_mac_equal(mac, again));
	code_mac(&code, "enrol", "abd", 3, again);
	assert_false(code_mac_equal(mac, again));
	other.bytes[9] ^= 1;
	code_mac(&other, "enrol", "abc", 3, again);
	assert_false(code_mac_equal(mac, again));
	assert_false(code_mac_equal("", ""));
	assert_false(code_mac_equal(mac, ""));
}

static void test_enrol(void **state)
{
	struct secret_key *office = key_of(OFFICE), *stranger = key_of(STRANGER);
	const struct public_key *key = secret_key_public(office);
	struct join_code code, other;
	char mac[CODE_MAC_HEX + 1];
	struct error err = {0};

	(void)state;
	join_code_make(&code);
	join_code_make(&other);
	campaign_mac(&code, key, "2026", "0012", mac);
	assert_done(campaign_mac_check(mac, &code, key, "2026", "0012", &err), &err);
	assert_fails(campaign_mac_check(mac, &other, key, "2026", "0012", &err), &err, ERROR_REFUSED);
	assert_fails(campaign_mac_check(mac, &code, secret_key_public(stranger), "2026", "0012", &err), &err,
	             ERROR_REFUSED);
	assert_fails(campaign_mac_check(mac, &code, key, "2027", "0012", &err), &err, ERROR_REFUSED);
	assert_fails(campaign_mac_check(mac, &code, key, "2026", "0013", &err), &err, ERROR_REFUSED);
	assert_fails(campaign_mac_check(mac, &code, key, "20260", "012", &err), &err, ERROR_REFUSED);
	assert_fails(campaign_mac_check("", &code, key, "2026", "0012", &err), &err, ERROR_REFUSED);
	/* What the office said is no proof of a unit. */
	assert_fails(enrol_mac_check(mac, &code, key, "2026", "0012", &err), &err, ERROR_REFUSED);
	enrol_mac(&code, key, "2026", "0012", mac);
	assert_done(enrol_mac_check(mac, &code, key, "2026", "0012", &err), &err);
	assert_fails(enrol_mac_check(mac, &code, secret_key_public(stranger), "2026", "0012", &err), &err,
	             ERROR_REFUSED);
	secret_key_free(office);
	secret_key_free(stranger);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_known),   cmocka_unit_test(test_round_trip), cmocka_unit_test(test_forgiving),
	        cmocka_unit_test(test_refused), cmocka_unit_test(test_slips),      cmocka_unit_test(test_mac),
	        cmocka_unit_test(test_enrol),
	};

	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests_name("code", tests, NULL, NULL);
}
