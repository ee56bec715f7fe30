/* ledger_fixture.h — the tiny pack with registers, rules, contradictions and questions that hang on them, for the tests of
 * what follows from records. */
#ifndef TESTS_CORE_LEDGER_FIXTURE_H
#define TESTS_CORE_LEDGER_FIXTURE_H

#include "fixture.h"
#include "tenken/core/register.h"
#include "tenken/core/rule.h"
#include "tenken/core/verdict.h"

#define BOTH(ja, en) "{'ja': '" ja "', 'en': '" en "'}"
#define FIELD(id, type, ja, en, more)                                                                                  \
	"{'id': '" id "', 'type': '" type "', 'label': " BOTH(ja, en) ", 'hint': " BOTH(ja, en) more "}"
#define VALUE(id, ja, en) "{'id': '" id "', 'label': " BOTH(ja, en) "}"

static const char ledger_registers[] =
        "{'registers': ["
        "{'id': 'system', 'title': " BOTH("システム", "Systems") ", 'hint': " BOTH("機", "machines") ", 'fields': ["
        FIELD("name", "text", "名称", "Name", "") ","
        FIELD("zone", "choice", "区分", "Zone", ", 'values': [" VALUE("inner", "内側", "inner zone") ","
              VALUE("outer", "外側", "outer zone") "]") ","
        FIELD("level", "choice", "水準", "Level", ", 'ordered': true, 'values': [" VALUE("3A", "高", "high") ","
              VALUE("2", "中", "middle") "," VALUE("1", "低", "low") "]") ","
        FIELD("kept", "bool", "守る", "Kept", "") ","
        FIELD("excuse", "text", "事情", "Excuse", ", 'when': {'field': 'kept', 'is': false}") ","
        FIELD("factors", "multi", "要素", "Factors", ", 'values': [" VALUE("knowledge", "知識", "knowledge") ","
              VALUE("possession", "所持", "possession") "," VALUE("inherence", "生体", "inherence") "]") ","
        FIELD("people", "int", "人数", "People", "") ","
        FIELD("checked_on", "date", "点検日", "Checked on", "") ","
        FIELD("open", "bool", "公開", "Open", ", 'default': true") ","
        FIELD("peer", "ref", "相手", "Peer", ", 'register': 'system'") "]},"
        "{'id': 'link', 'title': " BOTH("接続", "Links") ", 'hint': " BOTH("線", "lines") ", 'fields': ["
        FIELD("name", "text", "名称", "Name", "") ","
        FIELD("from", "ref", "接続元", "From", ", 'register': 'system'") ","
        FIELD("safe", "bool", "安全", "Safe", "") "]},"
        "{'id': 'exception', 'title': " BOTH("例外", "Exceptions") ", 'hint': " BOTH("例", "exceptions") ", 'fields': ["
        FIELD("name", "text", "名称", "Name", "") ","
        FIELD("clauses", "clauses", "条文", "Clauses", "") ","
        FIELD("subject", "ref", "対象", "Subject", "") ","
        FIELD("reason", "text", "理由", "Reason", "") ","
        FIELD("permitted_on", "date", "許可日", "Permitted on", "") ","
        FIELD("expires_on", "date", "期限", "Until", "") "]}"
        "]}";

#define RULE(id, clause, subject, more, outcomes)                                                                      \
	"{'id': '" id "', 'clauses': [" clause "], 'register': '" subject "', 'text': " BOTH("文", "text") more        \
	", 'outcomes': [" outcomes "]}"
#define BECAUSE(text) ", 'because': " BOTH("「{record}」は" text, "\\\"{record}\\\" " text)

static const char ledger_rules[] =
        "{'rules': ["
        RULE("kept", "'4.2.ア.1'", "system", ", 'applies': {'field': 'zone', 'is': 'inner'}",
             "{'when': 'kept', 'verdict': 'pass'},"
             "{'when': {'field': 'excuse', 'given': true}, 'verdict': 'explain'" BECAUSE("departs") "},"
             "{'verdict': 'fail'" BECAUSE("is not kept") "}") ","
        RULE("factors", "'4.2.オ.3'", "system", "",
             "{'when': {'field': 'factors', 'count_at_least': 2}, 'verdict': 'pass'},"
             "{'verdict': 'advice'" BECAUSE("could ask for more") "}") ","
        RULE("safe", "'7.4.3.エ'", "link", "",
             "{'when': 'safe', 'verdict': 'pass'}, {'verdict': 'fail'" BECAUSE("is not safe") "}") ","
        RULE("strict", "'7.4.3.ウ'", "system", ", 'exceptable': false",
             "{'when': {'field': 'people', 'at_least': 2}, 'verdict': 'pass'},"
             "{'verdict': 'fail'" BECAUSE("has too few people") "}") ","
        RULE("exception-permit", "'9.3.ア'", "exception", ", 'exceptable': false",
             "{'when': {'all': [{'field': 'reason', 'given': true}, {'field': 'permitted_on', 'set': true}]}, "
             "'verdict': 'pass'}, {'verdict': 'fail'" BECAUSE("lacks permission") "}") ","
        RULE("exception-term", "'9.3.ア'", "exception",
             ", 'exceptable': false, 'applies': {'field': 'expires_on', 'none': false}",
             "{'when': {'field': 'expires_on', 'before': 'today'}, 'verdict': 'fail'" BECAUSE("is past its term") "},"
             "{'verdict': 'pass'}")
        "]}";

#define QUESTION(id, clause, digest, role, subject, kind, more)                                                       \
	"{'id': '" id "', 'clauses': [" clause "], 'roles': ['" role "'], 'subject': '" subject "', 'kind': '" kind    \
	"', 'modality': 'must', 'text': " BOTH("守る。", "It is kept.") ", 'hint': " BOTH("見る。", "Look.")           \
	", 'digest': '" digest "'" more "}"

static const char ledger_questions[] =
        "{'chapter': '8', 'questions': ["
        QUESTION("d-kept", "'4.2.ア.1'", "11111111", "info_manager", "section", "derived", ", 'rules': ['kept']") ","
        QUESTION("d-both", "'4.2.ア.1', '7.4.3.エ'", "11111111-77777777", "info_manager", "section", "derived",
                 ", 'rules': ['kept', 'safe']") ","
        QUESTION("d-factors", "'4.2.オ.3'", "22222222", "info_manager", "section", "derived", ", 'rules': ['factors']") ","
        QUESTION("v-kept", "'4.2.ア.1'", "11111111", "info_manager", "section", "verdict", ", 'rules': ['kept']") ","
        QUESTION("v-strict", "'7.4.3.ウ'", "66666666", "info_manager", "section", "verdict", "") ","
        QUESTION("v-some", "'4.2.ア.1'", "11111111", "info_manager", "section", "verdict",
                 ", 'when': {'some': 'system', 'where': {'field': 'level', 'at_least': '2'}}") ","
        QUESTION("s-kept", "'4.2.ア.1'", "11111111", "system_manager", "system", "derived",
                 ", 'rules': ['kept'], 'when': {'field': 'zone', 'is': 'inner'}") ","
        QUESTION("s-safe", "'7.4.3.エ'", "77777777", "system_manager", "system", "derived", ", 'rules': ['safe']")
        "]}";

static const char ledger_consistency[] =
        "{'contradictions': ["
        "{'id': 'against-rule', 'check': 'declared_against_rule', 'text': " BOTH("台帳と違う", "The register differs")
        ", 'hint': " BOTH("直す", "Mend it") "},"
        "{'id': 'unrecorded', 'check': 'exception_unrecorded', 'text': " BOTH("例外がない", "No exception")
        ", 'hint': " BOTH("書く", "Enter it") "},"
        "{'id': 'same', 'check': 'same_remark', 'least': 3, 'text': " BOTH("同じ備考", "The same remark")
        ", 'hint': " BOTH("書き分ける", "Tell them apart") "},"
        "{'id': 'cloud', 'questions': ['v-kept', '7.1.1-takeout'], 'when': {'all': [{'not': {'fact': 'uses_cloud'}}, "
        "{'some': 'system', 'where': {'field': 'zone', 'is': 'outer'}}]}, 'text': " BOTH("外にある", "One is outside")
        ", 'hint': " BOTH("直す", "Mend it") "},"
        "{'id': 'nowhere', 'questions': [], 'when': {'all': [{'not': {'fact': 'outsourcing'}}, {'some': 'link'}]}, "
        "'text': " BOTH("線がある", "There is a link") ", 'hint': " BOTH("直す", "Mend it") "},"
        "{'id': 'answers', 'questions': ['s-safe'], 'when': {'all': [{'answer': '4.2-lifecycle', 'is': ['implemented']}, "
        "{'answer': '7.1.1-takeout', 'is': ['not_implemented', 'unanswered']}]}, 'text': " BOTH("答えが違う", "Answers differ")
        ", 'hint': " BOTH("直す", "Mend it") "},"
        "{'id': 'by-verdict', 'questions': ['7.4.3-length'], 'when': {'all': [{'answer': '7.4.3-length', 'is': "
        "['implemented']}, {'verdict': 'kept', 'is': ['explain']}]}, 'text': " BOTH("理由がある", "A reason stands")
        ", 'hint': " BOTH("直す", "Mend it") "}"
        "]}";

enum { LEDGER_FILES = FIXTURE_FILES + 4 };

static inline struct pack *ledger_pack(void)
{
	static const char *const names[] = {"registers.json", "rules.json", "questions/08.json", "consistency.json"};
	const char *const more[] = {ledger_registers, ledger_rules, ledger_questions, ledger_consistency};
	struct pack_file files[LEDGER_FILES];
	char *texts[LEDGER_FILES];
	struct pack_problems problems;
	struct pack *pack;

	for (size_t i = 0; i < LEDGER_FILES; i++) {
		bool tiny = i < FIXTURE_FILES;

		texts[i] = fixture_json(tiny ? fixture_texts[i] : more[i - FIXTURE_FILES]);
		files[i] = (struct pack_file){.name = tiny ? fixture_names[i] : names[i - FIXTURE_FILES],
		                              .text = texts[i],
		                              .len_bytes = strlen(texts[i])};
	}
	pack = pack_read(files, LEDGER_FILES, &problems);
	fixture_print(&problems);
	assert_non_null(pack);
	pack_problems_release(&problems);
	for (size_t i = 0; i < LEDGER_FILES; i++)
		free(texts[i]);
	return pack;
}

/* A pack, records in it, and what the rules say of them on one day. */
struct ledger_fixture {
	struct pack *pack;
	struct facts facts;
	struct verdicts verdicts;
	struct profile profile;
};
static const struct date ledger_today = {2026, 10, 1};

/* Reads facts written with ' for ". What was read before is released. */
static inline void ledger_set(struct ledger_fixture *fixture, const char *source)
{
	struct pack_problems problems;
	char *text = fixture_json(source);
	bool read;

	verdicts_release(&fixture->verdicts);
	facts_release(&fixture->facts);
	read = facts_read(&fixture->facts, fixture->pack, "facts.json", text, strlen(text), &problems);
	fixture_print(&problems);
	assert_true(read);
	pack_problems_release(&problems);
	verdicts_compute(&fixture->verdicts, fixture->pack, &fixture->facts, ledger_today, false);
	free(text);
}

static inline int ledger_set_up(void **state)
{
	struct ledger_fixture *fixture = mem_new(1, sizeof *fixture);

	i18n_set_language(LANGUAGE_EN);
	fixture->pack = ledger_pack();
	profile_init(&fixture->profile, fixture->pack->facts_count);
	ledger_set(fixture, "{'registers': {}}");
	*state = fixture;
	return 0;
}

static inline int ledger_tear_down(void **state)
{
	struct ledger_fixture *fixture = *state;

	verdicts_release(&fixture->verdicts);
	facts_release(&fixture->facts);
	profile_release(&fixture->profile);
	pack_free(fixture->pack);
	free(fixture);
	return 0;
}

static inline size_t ledger_record(const struct ledger_fixture *fixture, const char *id)
{
	size_t at = facts_find(&fixture->facts, fixture->pack, SIZE_MAX, id, NULL);

	if (at == SIZE_MAX)
		fail_msg("no record %s", id);
	return at;
}

static inline const struct question *ledger_question(const struct ledger_fixture *fixture, const char *id)
{
	size_t at = pack_find_question(fixture->pack, id);

	if (at == SIZE_MAX)
		fail_msg("no question %s", id);
	return &fixture->pack->questions[at];
}

static inline struct circumstances ledger_circumstances(const struct ledger_fixture *fixture, const char *record)
{
	return (struct circumstances){.pack = fixture->pack,
	                              .profile = &fixture->profile,
	                              .facts = &fixture->facts,
	                              .record = record ? ledger_record(fixture, record) : SIZE_MAX,
	                              .today = ledger_today};
}

static inline const struct field *ledger_field(const struct ledger_fixture *fixture, const char *owner, const char *id)
{
	const struct register_kind *kind =
	        &fixture->pack->registers->items[registers_find(fixture->pack->registers, owner)];
	size_t at = register_find_field(kind, id);

	if (at == SIZE_MAX)
		fail_msg("no field %s", id);
	return &kind->fields[at];
}

#endif
