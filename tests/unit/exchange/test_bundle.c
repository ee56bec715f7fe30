/* Bundles: there and back; and that nothing else is taken for one. */
#include "raw.h"

/* Opens, checks and reads; which step refused it, or BUNDLE_FINE. */
static enum bundle_fault fate(const void *bytes, size_t len_bytes, const struct secret_key *recipient,
                              const struct public_key *pinned)
{
	struct error err = {0};
	struct bundle bundle;
	bool ok = bundle_open(&bundle, bytes, len_bytes, recipient, &err) && bundle_check(&bundle, pinned, &err) &&
	          bundle_body(&bundle, &err);
	enum bundle_fault fault = bundle.fault;

	assert_true(ok == (fault == BUNDLE_FINE));
	assert_true(ok == (err.code == ERROR_NONE));
	assert_true(ok || strlen(err.message) > 20);
	error_release(&err);
	bundle_release(&bundle);
	return fault;
}

/* The same of bytes that lie on the heap without anything behind them, so that reading past them is seen. */
static enum bundle_fault fate_of(const struct letter *letter, const char *bytes, size_t len_bytes)
{
	char *copy = mem_new(len_bytes, 1);
	enum bundle_fault fault;

	if (len_bytes)
		memcpy(copy, bytes, len_bytes);
	fault = fate(copy, len_bytes, letter->office, secret_key_public(letter->unit));
	free(copy);
	return fault;
}

static void assert_same_header(const struct bundle_header *a, const struct bundle_header *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_string_equal(a->campaign, b->campaign);
	assert_string_equal(a->unit, b->unit);
	assert_string_equal(a->recipient, b->recipient);
	assert_string_equal(a->pack, b->pack);
	assert_string_equal(a->pack_sha256, b->pack_sha256);
	assert_int_equal(a->counter, b->counter);
	assert_string_equal(a->previous, b->previous);
	assert_string_equal(a->chain_head, b->chain_head);
	assert_int_equal(a->chain_count, b->chain_count);
	assert_string_equal(a->created_at, b->created_at);
	assert_int_equal(a->fiscal_year, b->fiscal_year);
	assert_string_equal(a->sender_key, b->sender_key);
	assert_string_equal(a->enrol, b->enrol);
}

static void assert_arrives(struct letter *letter, const struct strbuf *file, const struct secret_key *reader,
                           bool sealed)
{
	struct error err = {0};
	struct bundle bundle;
	char id[KEY_ID_HEX + 1];

	assert_done(bundle_open(&bundle, file->text, file->len_bytes, reader, &err), &err);
	assert_true(bundle.sealed == sealed);
	assert_same_header(&bundle.header, &letter->header);
	public_key_id(secret_key_public(letter->unit), id);
	assert_string_equal(bundle.header.sender, id);
	assert_null(bundle_body(&bundle, &err));
	assert_int_equal(err.code, ERROR_REFUSED);
	error_release(&err);
	assert_done(bundle_check(&bundle, secret_key_public(letter->unit), &err), &err);
	assert_non_null(bundle_body(&bundle, &err));
	assert_ptr_equal(bundle_body(&bundle, &err), bundle_body(&bundle, &err));
	assert_int_equal(bundle.body_bytes, strlen(fixture_body));
	assert_memory_equal(bundle.whole + bundle.body_at, fixture_body, bundle.body_bytes);
	bundle_release(&bundle);
	bundle_release(&bundle);
}

static void test_round_trip(void **state)
{
	struct letter letter;
	struct strbuf plain = STRBUF_INIT, again = STRBUF_INIT, sealed = STRBUF_INIT, both = STRBUF_INIT;
	char hash[BUNDLE_HASH_HEX + 1], other[BUNDLE_HASH_HEX + 1];

	(void)state;
	letter_init(&letter);
	letter_write(&letter, &plain, 0);
	letter_write(&letter, &again, 0);
	letter_write(&letter, &sealed, 1);
	letter_write(&letter, &both, 2);
	assert_arrives(&letter, &plain, NULL, false);
	assert_arrives(&letter, &plain, letter.stranger, false);
	assert_arrives(&letter, &sealed, letter.office, true);
	assert_arrives(&letter, &both, letter.office, true);
	assert_arrives(&letter, &both, letter.escrow, true);
	/* The same content is the same file, unless it is sealed. */
	bundle_file_hash(plain.text, plain.len_bytes, hash);
	bundle_file_hash(again.text, again.len_bytes, other);
	assert_string_equal(hash, other);
	bundle_file_hash(sealed.text, sealed.len_bytes, other);
	assert_string_not_equal(hash, other);
	/* What is sealed cannot be seen. */
	assert_null(memmem(sealed.text, sealed.len_bytes, "2026-yearly", 11));
	assert_null(memmem(sealed.text, sealed.len_bytes, "partial", 7));
	strbuf_release(&plain);
	strbuf_release(&again);
	strbuf_release(&sealed);
	strbuf_release(&both);
	letter_release(&letter);
}

/* A campaign introduces the office, a first submission the unit, which proves itself by the code. */
static void test_introductions(void **state)
{
	struct letter letter;
	struct join_code code;
	struct strbuf file = STRBUF_INIT;
	struct error err = {0};
	struct public_key key;
	struct bundle bundle;
	char mac[CODE_MAC_HEX + 1];

	(void)state;
	letter_init(&letter);
	letter_write(&letter, &file, 1);
	assert_done(bundle_open(&bundle, file.text, file.len_bytes, letter.office, &err), &err);
	assert_false(bundle_introduces(&bundle, &key));
	bundle_release(&bundle);
	strbuf_reset(&file);
	join_code_make(&code);
	enrol_mac(&code, secret_key_public(letter.unit), letter.header.campaign, letter.header.unit, mac);
	letter.header.counter = 1;
	letter.header.previous = "";
	letter.header.sender_key = letter.unit_key;
	letter.header.enrol = mac;
	letter_write(&letter, &file, 1);
	assert_done(bundle_open(&bundle, file.text, file.len_bytes, letter.office, &err), &err);
	assert_true(bundle_introduces(&bundle, &key));
	assert_true(public_key_equal(&key, secret_key_public(letter.unit)));
	assert_done(enrol_mac_check(bundle.header.enrol, &code, &key, bundle.header.campaign, bundle.header.unit, &err),
	            &err);
	assert_done(bundle_check(&bundle, &key, &err), &err);
	bundle_release(&bundle);
	strbuf_release(&file);
	letter_release(&letter);
}

/* Who has seen a unit's first submission and has no code: its MAC with another key, another MAC with its key. */
static void test_replaced_enrol(void **state)
{
	struct letter letter;
	struct join_code code, guessed;
	struct strbuf file = STRBUF_INIT;
	struct error err = {0};
	struct public_key key;
	struct bundle bundle;
	char mac[CODE_MAC_HEX + 1], stranger_key[PUBLIC_KEY_TEXT_BYTES + 1];

	(void)state;
	letter_init(&letter);
	join_code_make(&code);
	join_code_make(&guessed);
	enrol_mac(&code, secret_key_public(letter.unit), letter.header.campaign, letter.header.unit, mac);
	public_key_format(secret_key_public(letter.stranger), stranger_key);
	letter.header.sender_key = stranger_key;
	letter.header.enrol = mac;
	assert_done(bundle_write(&file, &letter.header, "{}", 2, letter.stranger, letter.recipients, 1, &err), &err);
	assert_done(bundle_open(&bundle, file.text, file.len_bytes, letter.office, &err), &err);
	assert_true(bundle_introduces(&bundle, &key));
	assert_done(bundle_check(&bundle, &key, &err), &err);
	assert_fails(
	        enrol_mac_check(bundle.header.enrol, &code, &key, bundle.header.campaign, bundle.header.unit, &err),
	        &err, ERROR_REFUSED);
	bundle_release(&bundle);
	strbuf_reset(&file);
	/* With the unit's key in the header it is another sender, or not its signature. */
	letter.header.sender_key = letter.unit_key;
	assert_fails(bundle_write(&file, &letter.header, "{}", 2, letter.stranger, letter.recipients, 1, &err), &err,
	             ERROR_INPUT);
	raw_sign(&file, raw_header(&letter), "{}", letter.stranger);
	assert_int_equal(fate_of(&letter, file.text, file.len_bytes), BUNDLE_BAD_SIGNATURE);
	strbuf_reset(&file);
	enrol_mac(&guessed, secret_key_public(letter.unit), letter.header.campaign, letter.header.unit, mac);
	letter_write(&letter, &file, 1);
	assert_done(bundle_open(&bundle, file.text, file.len_bytes, letter.office, &err), &err);
	assert_fails(enrol_mac_check(bundle.header.enrol, &code, secret_key_public(letter.unit), bundle.header.campaign,
	                             bundle.header.unit, &err),
	             &err, ERROR_REFUSED);
	bundle_release(&bundle);
	strbuf_release(&file);
	letter_release(&letter);
}

/* Every flipped bit, every cut and every byte behind it. */
static void sweep(size_t recipients)
{
	struct letter letter;
	struct strbuf file = STRBUF_INIT;

	letter_init(&letter);
	letter_write(&letter, &file, recipients);
	assert_true(file.len_bytes > 700 && file.len_bytes < 2500);
	assert_int_equal(fate_of(&letter, file.text, file.len_bytes), BUNDLE_FINE);
	for (size_t bit = 0; bit < 8 * file.len_bytes; bit++) {
		file.text[bit / 8] ^= (char)(1 << bit % 8);
		if (fate_of(&letter, file.text, file.len_bytes) == BUNDLE_FINE)
			fail_msg("bit %zu of byte %zu may be flipped", bit % 8, bit / 8);
		file.text[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t cut = 0; cut < file.len_bytes; cut++) {
		if (fate_of(&letter, file.text, cut) == BUNDLE_FINE)
			fail_msg("may be cut at %zu", cut);
	}
	for (int behind = 0; behind < 256; behind++) {
		strbuf_add_char(&file, (char)behind);
		assert_int_equal(fate_of(&letter, file.text, file.len_bytes), BUNDLE_DAMAGED);
		strbuf_cut(&file, file.len_bytes - 1);
	}
	strbuf_release(&file);
	letter_release(&letter);
}

static void test_sweep_plain(void **state)
{
	(void)state;
	sweep(0);
}

static void test_sweep_sealed(void **state)
{
	(void)state;
	sweep(2);
}

static void test_recipients(void **state)
{
	struct letter letter;
	struct strbuf one = STRBUF_INIT, two = STRBUF_INIT, mixed = STRBUF_INIT, again = STRBUF_INIT;
	const struct public_key *unit;
	struct error err = {0};
	struct bundle bundle;
	size_t outer_one, outer_two;

	(void)state;
	letter_init(&letter);
	unit = secret_key_public(letter.unit);
	letter_write(&letter, &one, 1);
	letter_write(&letter, &two, 2);
	assert_int_equal(fate(one.text, one.len_bytes, letter.escrow, unit), BUNDLE_OTHER_RECIPIENT);
	assert_int_equal(fate(one.text, one.len_bytes, letter.stranger, unit), BUNDLE_OTHER_RECIPIENT);
	assert_int_equal(fate(one.text, one.len_bytes, NULL, unit), BUNDLE_SEALED);
	/* The outer header of one with the rest of the other, both for the same office. */
	outer_one = 12 + bundle_length_at((unsigned char *)one.text + 8);
	outer_two = 12 + bundle_length_at((unsigned char *)two.text + 8);
	strbuf_add_bytes(&mixed, two.text, outer_two + 80);
	strbuf_add_bytes(&mixed, one.text + outer_one, one.len_bytes - outer_one);
	assert_int_equal(fate_of(&letter, mixed.text, mixed.len_bytes), BUNDLE_DAMAGED);
	strbuf_reset(&mixed);
	strbuf_add_bytes(&mixed, one.text, outer_one);
	strbuf_add_bytes(&mixed, two.text + outer_two, two.len_bytes - outer_two);
	assert_int_equal(fate_of(&letter, mixed.text, mixed.len_bytes), BUNDLE_DAMAGED);
	/* The first recipient's id replaced: nobody else can be made to look like the one it was sent to. */
	strbuf_reset(&mixed);
	strbuf_add_bytes(&mixed, two.text, two.len_bytes);
	memset(strstr(mixed.text + 12, letter.office_id), 'a', KEY_ID_HEX);
	assert_int_equal(fate(mixed.text, mixed.len_bytes, letter.escrow, unit), BUNDLE_DAMAGED);
	/* The office opens it and seals it anew, for somebody who is to think that the unit sent it to them. */
	assert_done(bundle_open(&bundle, one.text, one.len_bytes, letter.office, &err), &err);
	seal(&again, bundle.whole, bundle.whole_bytes, secret_key_public(letter.stranger), 1);
	assert_int_equal(fate(again.text, again.len_bytes, letter.stranger, unit), BUNDLE_OTHER_RECIPIENT);
	bundle_release(&bundle);
	strbuf_release(&one);
	strbuf_release(&two);
	strbuf_release(&mixed);
	strbuf_release(&again);
	letter_release(&letter);
}

static void test_signer(void **state)
{
	struct letter letter;
	struct strbuf file = STRBUF_INIT;
	struct bundle bundle;
	struct error err = {0};

	(void)state;
	letter_init(&letter);
	letter_write(&letter, &file, 0);
	assert_int_equal(fate(file.text, file.len_bytes, NULL, secret_key_public(letter.stranger)),
	                 BUNDLE_OTHER_SENDER);
	assert_done(bundle_open(&bundle, file.text, file.len_bytes, NULL, &err), &err);
	assert_done(bundle_check(&bundle, secret_key_public(letter.unit), &err), &err);
	/* One check that fails undoes the one before. */
	assert_fails(bundle_check(&bundle, secret_key_public(letter.stranger), &err), &err, ERROR_REFUSED);
	assert_fails(bundle_body(&bundle, &err), &err, ERROR_REFUSED);
	bundle_release(&bundle);
	strbuf_reset(&file);
	raw_sign(&file, raw_header(&letter), fixture_body, letter.stranger);
	assert_int_equal(fate_of(&letter, file.text, file.len_bytes), BUNDLE_BAD_SIGNATURE);
	strbuf_release(&file);
	letter_release(&letter);
}

static void test_sizes(void **state)
{
	struct letter letter;
	size_t large_bytes = BUNDLE_BYTES_MAX - 3000;
	char *large = mem_new(BUNDLE_BYTES_MAX + 1, 1);
	struct strbuf file = STRBUF_INIT;
	struct error err = {0};
	struct public_key *many = mem_new(BUNDLE_RECIPIENTS_MAX + 1, sizeof *many);

	(void)state;
	letter_init(&letter);
	memset(large, ' ', BUNDLE_BYTES_MAX + 1);
	memcpy(large, BUNDLE_MAGIC_SIGNED, BUNDLE_MAGIC_BYTES);
	assert_int_equal(fate(large, BUNDLE_BYTES_MAX + 1, NULL, &letter.recipients[0]), BUNDLE_TOO_LARGE);
	assert_int_equal(fate(large, BUNDLE_BYTES_MAX, NULL, &letter.recipients[0]), BUNDLE_DAMAGED);
	memset(large, 'x', large_bytes);
	large[0] = large[large_bytes - 1] = '"';
	assert_done(bundle_write(&file, &letter.header, large, large_bytes, letter.unit, letter.recipients, 2, &err),
	            &err);
	assert_int_equal(fate_of(&letter, file.text, file.len_bytes), BUNDLE_FINE);
	strbuf_reset(&file);
	large[large_bytes - 1] = 'x';
	large[BUNDLE_BYTES_MAX - 1] = '"';
	memset(large + large_bytes, 'x', 2999);
	assert_fails(bundle_write(&file, &letter.header, large, BUNDLE_BYTES_MAX, letter.unit, NULL, 0, &err), &err,
	             ERROR_INPUT);
	assert_int_equal(file.len_bytes, 0);
	/* Common answers, sealed for everybody. */
	for (size_t i = 0; i <= BUNDLE_RECIPIENTS_MAX; i++)
		many[i] = letter.recipients[i % 2];
	letter.header.kind = BUNDLE_COMMON;
	letter.header.recipient = "";
	assert_done(bundle_write(&file, &letter.header, "{}", 2, letter.unit, many, BUNDLE_RECIPIENTS_MAX, &err), &err);
	assert_int_equal(fate(file.text, file.len_bytes, letter.escrow, secret_key_public(letter.unit)), BUNDLE_FINE);
	strbuf_reset(&file);
	assert_fails(bundle_write(&file, &letter.header, "{}", 2, letter.unit, many, BUNDLE_RECIPIENTS_MAX + 1, &err),
	             &err, ERROR_INPUT);
	free(many);
	free(large);
	strbuf_release(&file);
	letter_release(&letter);
}

/* The header with one thing changed, signed by the rules: which fault, and what the message names. */
static void assert_header(struct letter *letter, const char *old_one, const char *new_one, enum bundle_fault wanted,
                          const char *names)
{
	struct strbuf file = STRBUF_INIT;
	struct error err = {0};
	struct bundle bundle;

	raw_sign(&file, raw_replace(raw_header(letter), old_one, new_one), fixture_body, letter->unit);
	assert_true(bundle_open(&bundle, file.text, file.len_bytes, NULL, &err) == (wanted == BUNDLE_FINE));
	if (bundle.fault != wanted || (names && !strstr(err.message, names)))
		fail_msg("%s: fault %s, message %s", new_one, bundle_fault_id(bundle.fault), err.message);
	error_release(&err);
	bundle_release(&bundle);
	strbuf_release(&file);
}

static void test_header_keys(void **state)
{
	static const char *const keys[] = {"campaign",    "chain_count", "chain_head", "counter",     "created_at",
	                                   "fiscal_year", "kind",        "pack",       "pack_sha256", "previous",
	                                   "recipient",   "sender",      "unit"};
	struct letter letter;

	(void)state;
	letter_init(&letter);
	assert_header(&letter, "{", "{", BUNDLE_FINE, NULL);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		char *quoted = str_format("\"%s\":", keys[i]), *header = raw_header(&letter), *member;
		char *at = strstr(header, quoted), *mark, *wanted = str_format("(%s)", keys[i]);
		size_t member_bytes = strcspn(at, ",}") + 1;

		/* Missing; twice; null; an array; in another case. */
		member = mem_strndup(at, member_bytes);
		mark = str_format("%s%s", member, member);
		if (member[member_bytes - 1] == ',') {
			assert_header(&letter, member, "", BUNDLE_BAD_HEADER, wanted);
			assert_header(&letter, member, mark, BUNDLE_BAD_HEADER, NULL);
		}
		free(mark);
		mark = str_format("%snull%c", quoted, member[member_bytes - 1]);
		assert_header(&letter, member, mark, BUNDLE_BAD_HEADER, wanted);
		free(mark);
		mark = str_format("%s[]%c", quoted, member[member_bytes - 1]);
		assert_header(&letter, member, mark, BUNDLE_BAD_HEADER, NULL);
		free(mark);
		free(member);
		free(wanted);
		free(header);
		free(quoted);
	}
	assert_header(&letter, "\"unit\":\"0012\"}", "\"unit\":\"0012\",\"unknown\":1}", BUNDLE_BAD_HEADER,
	              "(unknown)");
	assert_header(&letter, "{\"campaign\"", "{\"Campaign\"", BUNDLE_BAD_HEADER, "(Campaign)");
	assert_header(&letter, "{", "[", BUNDLE_BAD_HEADER, "cannot be read");
	assert_header(&letter, "{\"campaign\":\"2026-yearly\",\"chain_count\":120,",
	              "{\"chain_count\":120,\"campaign\":\"2026-yearly\",", BUNDLE_BAD_HEADER, "cannot be read");
	assert_header(&letter, "{\"campaign\"", "{ \"campaign\"", BUNDLE_BAD_HEADER, "cannot be read");
	letter_release(&letter);
}

static void test_header_values(void **state)
{
	static const char *const wrong[][3] = {
	        {"\"2026-yearly\"", "\"\"", "(campaign)"},
	        {"\"2026-yearly\"", "\"../2026\"", "(campaign)"},
	        {"\"2026-yearly\"", "\"2026 yearly\"", "(campaign)"},
	        {"\"2026-yearly\"", "2026", "(campaign)"},
	        {"\"kobe-5.10\"", "\"神戸\"", "(pack)"},
	        {"\"kobe-5.10\"", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "(pack)"},
	        {"\"0012\"", "\"\"", "(unit)"},
	        {"\"0012\"", "\"  \"", "(unit)"},
	        {"\"0012\"", "\"00\u202e12\"", "(unit)"},
	        {"\"0012\"", "\"00\\n12\"", "(unit)"},
	        {"\"chain_count\":120", "\"chain_count\":-1", "(chain_count)"},
	        {"\"chain_count\":120", "\"chain_count\":0", "(chain_head)"},
	        {"\"chain_count\":120", "\"chain_count\":\"120\"", "(chain_count)"},
	        {"\"counter\":2", "\"counter\":0", "(counter)"},
	        {"\"counter\":2", "\"counter\":-2", "(counter)"},
	        {"\"counter\":2", "\"counter\":1", "(previous)"},
	        {"\"counter\":2", "\"counter\":2.5", "cannot be read"},
	        {"\"counter\":2", "\"counter\":9007199254740992", "cannot be read"},
	        {"2026-10-01T", "2026-13-01T", "(created_at)"},
	        {"+09:00\"", "\"", "(created_at)"},
	        {"\"fiscal_year\":2026", "\"fiscal_year\":26", "(fiscal_year)"},
	        {"\"fiscal_year\":2026", "\"fiscal_year\":99999", "(fiscal_year)"},
	        {"\"submission\"", "\"Submission\"", "(kind)"},
	        {"\"submission\"", "\"campaign\"", "(unit)"},
	        {"\"submission\"", "\"\"", "(kind)"},
	        {"\"pack_sha256\":\"a", "\"pack_sha256\":\"A", "(pack_sha256)"},
	        {"\"pack_sha256\":\"a", "\"pack_sha256\":\"", "(pack_sha256)"},
	        {"\"pack_sha256\":\"a", "\"pack_sha256\":\"aa", "(pack_sha256)"},
	        {"\"previous\":\"0", "\"previous\":\"g", "(previous)"},
	        {"\"recipient\":\"", "\"recipient\":\"a", "(recipient)"},
	        {"\"sender\":\"", "\"sender\":\"a", "(sender)"},
	        {"\"fiscal_year\":", "\"enrol\":\"\",\"fiscal_year\":", "(enrol)"},
	};
	struct letter letter;

	(void)state;
	letter_init(&letter);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_header(&letter, wrong[i][0], wrong[i][1], BUNDLE_BAD_HEADER, wrong[i][2]);
	assert_header(&letter, "\"0012\"", "\"教委０１\"", BUNDLE_FINE, NULL);
	letter.header.recipient = "";
	assert_header(&letter, "{", "{", BUNDLE_BAD_HEADER, "(recipient)");
	letter_release(&letter);
}

/* What each kind has and has not. */
static void test_header_of_kinds(void **state)
{
	struct letter letter;

	(void)state;
	letter_init(&letter);
	letter.header.enrol = hash_a;
	assert_header(&letter, "{", "{", BUNDLE_BAD_HEADER, "(enrol)");
	letter.header.sender_key = letter.unit_key;
	assert_header(&letter, "{", "{", BUNDLE_FINE, NULL);
	assert_header(&letter, "tenken-public-1:", "tenken-public-2:", BUNDLE_BAD_HEADER, "(sender_key)");
	assert_header(&letter, "\"submission\"", "\"return\"", BUNDLE_BAD_HEADER, "(sender_key)");
	letter.header.enrol = "";
	assert_header(&letter, "{", "{", BUNDLE_BAD_HEADER, "(enrol)");
	letter.header.kind = BUNDLE_CAMPAIGN;
	letter.header.unit = letter.header.recipient = "";
	assert_header(&letter, "{", "{", BUNDLE_FINE, NULL);
	letter.header.sender = letter.office_id;
	assert_header(&letter, "{", "{", BUNDLE_BAD_HEADER, "(sender)");
	letter.header.sender = "";
	letter.header.sender_key = "";
	assert_header(&letter, "{", "{", BUNDLE_BAD_HEADER, "(sender_key)");
	letter.header.kind = BUNDLE_COMMON;
	assert_header(&letter, "{", "{", BUNDLE_FINE, NULL);
	letter.header.unit = "0012";
	letter.header.recipient = letter.office_id;
	for (int kind = BUNDLE_RETURN; kind < BUNDLE_KINDS; kind++) {
		letter.header.kind = (enum bundle_kind)kind;
		assert_header(&letter, "{", "{", BUNDLE_FINE, NULL);
	}
	letter_release(&letter);
}

static void test_body(void **state)
{
	static const char *const wrong[] = {"",
	                                    " {}",
	                                    "{}x",
	                                    "{\"b\":1,\"a\":1}",
	                                    "{\"a\":1,\"a\":2}",
	                                    "[0.5]",
	                                    "{\"a\":\"\xff\"}",
	                                    "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]"};
	struct letter letter;
	struct strbuf file = STRBUF_INIT;
	struct error err = {0};

	(void)state;
	letter_init(&letter);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		raw_sign(&file, raw_header(&letter), wrong[i], letter.unit);
		assert_int_equal(fate_of(&letter, file.text, file.len_bytes), BUNDLE_BAD_BODY);
		strbuf_reset(&file);
		assert_fails(bundle_write(&file, &letter.header, wrong[i], strlen(wrong[i]), letter.unit,
		                          letter.recipients, 1, &err),
		             &err, ERROR_INPUT);
		assert_int_equal(file.len_bytes, 0);
	}
	raw_sign(&file, raw_header(&letter), "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]", letter.unit);
	assert_int_equal(fate_of(&letter, file.text, file.len_bytes), BUNDLE_FINE);
	strbuf_release(&file);
	letter_release(&letter);
}

/* The writer makes nothing that the reader would refuse, and seals for nobody but the one in the header. */
static void test_writer_refuses(void **state)
{
	struct letter letter;
	struct strbuf file = STRBUF_INIT;
	struct error err = {0};

	(void)state;
	letter_init(&letter);
	assert_fails(bundle_write(&file, &letter.header, "{}", 2, letter.unit, &letter.recipients[1], 1, &err), &err,
	             ERROR_INPUT);
	letter.header.campaign = "with blanks";
	assert_fails(bundle_write(&file, &letter.header, "{}", 2, letter.unit, letter.recipients, 1, &err), &err,
	             ERROR_INPUT);
	assert_int_equal(file.len_bytes, 0);
	letter_release(&letter);
}

static void test_words(void **state)
{
	(void)state;
	assert_string_equal(bundle_kind_id(BUNDLE_COMMON), "common");
	assert_string_equal(bundle_kind_id(BUNDLE_KINDS), "");
	assert_string_equal(bundle_fault_id(BUNDLE_BAD_BODY), "bad_body");
	assert_string_equal(bundle_fault_id(BUNDLE_FAULTS), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_round_trip),      cmocka_unit_test(test_introductions),
	        cmocka_unit_test(test_replaced_enrol),  cmocka_unit_test(test_sweep_plain),
	        cmocka_unit_test(test_sweep_sealed),    cmocka_unit_test(test_recipients),
	        cmocka_unit_test(test_signer),          cmocka_unit_test(test_sizes),
	        cmocka_unit_test(test_header_keys),     cmocka_unit_test(test_header_values),
	        cmocka_unit_test(test_header_of_kinds), cmocka_unit_test(test_body),
	        cmocka_unit_test(test_writer_refuses),  cmocka_unit_test(test_words),
	};

	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests_name("bundle", tests, NULL, NULL);
}
