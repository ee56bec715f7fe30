/* make_vectors — writes tests/vectors/: bundles as hex, one thing wrong in each, and what is wrong with it in the name.
 *
 * usage: make_vectors FOLDER
 *
 * Run once for each change of the format: what is sealed comes out differently each time, and what is kept shows that old files
 * can still be read. test_vectors.c says how they are read. */
#include "raw.h"
#include "tenken/base/file.h"

static const char *folder;

static void save(const char *name, const char *bytes, size_t len_bytes)
{
	struct strbuf hex = STRBUF_INIT;
	struct error err = {0};
	char *path = str_format("%s/%s.hex", folder, name);

	for (size_t i = 0; i < len_bytes; i++)
		strbuf_addf(&hex, "%02x%s", (unsigned char)bytes[i], i % 32 == 31 || i + 1 == len_bytes ? "\n" : "");
	if (!file_write(path, hex.text, hex.len_bytes, 0644, &err)) {
		fprintf(stderr, "%s\n", err.message);
		exit(1);
	}
	strbuf_release(&hex);
	free(path);
}

static void save_and_reset(const char *name, struct strbuf *file)
{
	save(name, file->text, file->len_bytes);
	strbuf_reset(file);
}

/* Files that are as they should be. */
static void make_good(struct letter *letter)
{
	struct letter first = *letter, campaign = *letter;
	struct join_code code = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}};
	struct strbuf file = STRBUF_INIT;
	char mac[CODE_MAC_HEX + 1], office_key[PUBLIC_KEY_TEXT_BYTES + 1];

	letter_write(letter, &file, 0);
	save_and_reset("plain.fine", &file);
	letter_write(letter, &file, 1);
	save_and_reset("sealed.fine", &file);
	letter_write(letter, &file, 2);
	save_and_reset("sealed-for-two.fine", &file);
	enrol_mac(&code, secret_key_public(letter->unit), letter->header.campaign, letter->header.unit, mac);
	first.header.counter = 1;
	first.header.previous = "";
	first.header.sender_key = letter->unit_key;
	first.header.enrol = mac;
	letter_write(&first, &file, 1);
	save_and_reset("first-submission.fine", &file);
	campaign.unit = letter->office;
	public_key_format(&letter->recipients[0], office_key);
	campaign.header.kind = BUNDLE_CAMPAIGN;
	campaign.header.unit = campaign.header.recipient = campaign.header.chain_head = "";
	campaign.header.chain_count = 0;
	campaign.header.sender_key = office_key;
	letter_write(&campaign, &file, 0);
	save_and_reset("campaign.fine", &file);
	strbuf_release(&file);
}

/* What the office sends: those whose name begins with "to-unit" are read with the key that follows from the unit's code. */
static void make_sent(struct letter *letter)
{
	struct letter sent = *letter;
	struct join_code code = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}};
	struct secret_key *unit = code_key(&code, letter->header.campaign, letter->header.unit);
	struct strbuf file = STRBUF_INIT;
	char id[KEY_ID_HEX + 1];

	public_key_id(secret_key_public(unit), id);
	sent.unit = letter->office; /* who signs */
	sent.header.kind = BUNDLE_PUSH;
	sent.header.recipient = id;
	sent.recipients[0] = *secret_key_public(unit);
	letter_write(&sent, &file, 1);
	save_and_reset("to-unit-push.fine", &file);
	sent.header.kind = BUNDLE_COMMON;
	sent.header.unit = sent.header.recipient = "";
	sent.recipients[0] = *secret_key_public(letter->stranger);
	sent.recipients[1] = *secret_key_public(unit);
	letter_write(&sent, &file, 2);
	save_and_reset("to-unit-common.fine", &file);
	letter_write(&sent, &file, 1);
	save_and_reset("to-unit-common-without-it.other_recipient", &file);
	secret_key_free(unit);
	unit = code_key(&code, letter->header.campaign, "0013");
	public_key_id(secret_key_public(unit), id);
	sent.header.kind = BUNDLE_HANDOVER;
	sent.header.unit = letter->header.unit;
	sent.header.recipient = id;
	sent.recipients[0] = *secret_key_public(unit);
	letter_write(&sent, &file, 1);
	save_and_reset("to-unit-for-another-unit.other_recipient", &file);
	secret_key_free(unit);
	strbuf_release(&file);
}

/* Files that something happened to. */
static void make_damaged(struct letter *letter)
{
	struct strbuf plain = STRBUF_INIT, sealed = STRBUF_INIT, file = STRBUF_INIT;
	char *at;

	letter_write(letter, &plain, 0);
	letter_write(letter, &sealed, 2);
	save("empty.no_bundle", "", 0);
	save("text.no_bundle", fixture_body, strlen(fixture_body));
	save("cut.damaged", plain.text, plain.len_bytes - 1);
	save("cut-in-header.damaged", plain.text, 100);
	save("magic-alone.damaged", plain.text, BUNDLE_MAGIC_BYTES);
	save("sealed-cut.damaged", sealed.text, sealed.len_bytes - 1);
	save("sealed-magic-alone.damaged", sealed.text, BUNDLE_MAGIC_BYTES);
	strbuf_add_bytes(&file, plain.text, plain.len_bytes);
	strbuf_add_char(&file, '\n');
	save_and_reset("byte-behind.damaged", &file);
	strbuf_add_bytes(&file, sealed.text, sealed.len_bytes);
	strbuf_add_char(&file, '\n');
	save_and_reset("sealed-byte-behind.damaged", &file);
	plain.text[7] = '2';
	save("next-version.other_format", plain.text, plain.len_bytes);
	plain.text[7] = '1';
	plain.text[11] = (char)0xff;
	save("header-beyond-end.damaged", plain.text, plain.len_bytes);
	plain.text[11] = 0;
	at = memmem(plain.text, plain.len_bytes, "partial", 7);
	*at = 'P';
	save("answer-changed.bad_signature", plain.text, plain.len_bytes);
	*at = 'p';
	plain.text[plain.len_bytes - 1] ^= 1;
	save("signature-changed.bad_signature", plain.text, plain.len_bytes);
	sealed.text[sealed.len_bytes - 100] ^= 1;
	save("sealed-changed.damaged", sealed.text, sealed.len_bytes);
	sealed.text[sealed.len_bytes - 100] ^= 1;
	at = strstr(sealed.text + 12, "\",\"") + 3;
	memset(at, 'a', KEY_ID_HEX);
	save("sealed-escrow-replaced.damaged", sealed.text, sealed.len_bytes);
	seal(&file, sealed.text, sealed.len_bytes, letter->recipients, 1);
	save_and_reset("sealed-twice.damaged", &file);
	strbuf_release(&plain);
	strbuf_release(&sealed);
}

/* Files of people who are not who they should be. */
static void make_forged(struct letter *letter)
{
	struct letter other = *letter;
	struct strbuf plain = STRBUF_INIT, file = STRBUF_INIT;
	char stranger_id[KEY_ID_HEX + 1];

	public_key_id(secret_key_public(letter->stranger), stranger_id);
	other.unit = letter->stranger;
	letter_write(&other, &file, 1);
	save_and_reset("signed-by-stranger.other_sender", &file);
	raw_sign(&file, raw_header(letter), fixture_body, letter->stranger);
	save_and_reset("signed-by-stranger-in-unit-s-name.bad_signature", &file);
	other = *letter;
	other.header.recipient = stranger_id;
	other.recipients[0] = *secret_key_public(letter->stranger);
	letter_write(&other, &file, 1);
	save_and_reset("sealed-for-stranger.other_recipient", &file);
	letter_write(&other, &plain, 0);
	seal(&file, plain.text, plain.len_bytes, letter->recipients, 1);
	save_and_reset("sealed-anew.other_recipient", &file);
	strbuf_release(&plain);
	strbuf_release(&file);
}

/* Headers and bodies that are signed and wrong. */
static void make_wrong(struct letter *letter)
{
	static const char *const headers[][3] = {
	        {"key-unknown", "\"unit\":\"0012\"}", "\"unit\":\"0012\",\"zone\":1}"},
	        {"key-missing", "\"fiscal_year\":2026,", ""},
	        {"key-twice", "\"fiscal_year\":2026,", "\"fiscal_year\":2026,\"fiscal_year\":2026,"},
	        {"keys-not-in-order", "\"unit\":\"0012\"}", "\"unit\":\"0012\",\"Unit\":\"0012\"}"},
	        {"blank", "{\"campaign\"", "{ \"campaign\""},
	        {"campaign-path", "2026-yearly", "../yearly"},
	        {"counter-zero", "\"counter\":2", "\"counter\":0"},
	        {"counter-text", "\"counter\":2", "\"counter\":\"2\""},
	        {"counter-fraction", "\"counter\":2", "\"counter\":2.0"},
	        {"first-with-previous", "\"counter\":2", "\"counter\":1"},
	        {"date-impossible", "2026-10-01T", "2026-02-30T"},
	        {"kind-unknown", "\"submission\"", "\"answer\""},
	        {"campaign-for-one-unit", "\"submission\"", "\"campaign\""},
	        {"unit-invisible", "\"0012\"", "\"00\u200b12\""},
	        {"enrol-without-key", "\"fiscal_year\"",
	         "\"enrol\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"fiscal_year\""},
	};
	static const char *const bodies[][2] = {
	        {"body-empty", ""},
	        {"body-with-blanks", "{ }"},
	        {"body-key-twice", "{\"a\":1,\"a\":2}"},
	        {"body-keys-not-in-order", "{\"b\":1,\"a\":2}"},
	        {"body-fraction", "[0.5]"},
	        {"body-too-deep", "[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]"},
	        {"body-not-utf8", "\"\xff\""},
	};
	struct strbuf file = STRBUF_INIT;

	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
		char *name = str_format("%s.bad_header", headers[i][0]);

		raw_sign(&file, raw_replace(raw_header(letter), headers[i][1], headers[i][2]), fixture_body,
		         letter->unit);
		save_and_reset(name, &file);
		free(name);
	}
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		char *name = str_format("%s.bad_body", bodies[i][0]);

		raw_sign(&file, raw_header(letter), bodies[i][1], letter->unit);
		save_and_reset(name, &file);
		free(name);
	}
	strbuf_release(&file);
}

int main(int argc, char **argv)
{
	struct letter letter;

	if (argc != 2)
		return 2;
	folder = argv[1];
	letter_init(&letter);
	make_good(&letter);
	make_sent(&letter);
	make_damaged(&letter);
	make_forged(&letter);
	make_wrong(&letter);
	letter_release(&letter);
	return 0;
}
