/* fixture.h — a tiny valid pack as text, for the tests of this floor.
 *
 * The JSON is written with ' for " so that it can be read here; fixture_json() turns them. */
#ifndef TESTS_CORE_FIXTURE_H
#define TESTS_CORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/pack.h"

static const char *const fixture_names[] = {
        "pack.json", "clauses.json", "profile.json", "questions/04.json", "questions/07.json", "questions/10.json",
};
enum { FIXTURE_FILES = sizeof fixture_names / sizeof *fixture_names };

static const char *const fixture_texts[FIXTURE_FILES] = {
        "{\n"
        "  'format': 1,\n"
        "  'id': 'tiny-1',\n"
        "  'title': {'ja': '小さな基準', 'en': 'A tiny standard'},\n"
        "  'issuer': {'ja': '小さな市', 'en': 'A tiny city'},\n"
        "  'version': '1.0',\n"
        "  'effective': '2025-04-01',\n"
        "  'predecessor': null,\n"
        "  'results_class': '3C',\n"
        "  'roles': [\n"
        "    {'id': 'info_manager', 'title': {'ja': '情報管理者', 'en': 'information manager'},\n"
        "     'clause': '3.1.6', 'subject': 'section'},\n"
        "    {'id': 'system_manager', 'title': {'ja': '業務システム管理者', 'en': 'system manager'},\n"
        "     'clause': null, 'subject': 'system'},\n"
        "    {'id': 'staff', 'title': {'ja': '職員等', 'en': 'staff'}, 'clause': null,\n"
        "     'answered_by': 'info_manager'}\n"
        "  ],\n"
        "  'periods': [\n"
        "    {'id': 'maintenance', 'text': {'ja': '保守', 'en': 'Maintenance'}, 'clauses': ['6.1.5.ア']}\n"
        "  ]\n"
        "}\n",

        "{\n"
        "  'sections': [\n"
        "    {'id': '4', 'title': {'ja': '分類と管理', 'en': 'Classes and handling'}},\n"
        "    {'id': '7', 'title': {'ja': '人', 'en': 'People'}},\n"
        "    {'id': '7.4', 'title': {'ja': '認証', 'en': 'Proof of identity'}},\n"
        "    {'id': '7.4.3', 'title': {'ja': 'パスワード', 'en': 'Passwords'}}\n"
        "  ],\n"
        "  'clauses': [\n"
        "    {'id': '3.1.6', 'label': '3.1.6', 'heading': '体制', 'kind': 'definition', 'duties': ['define'],\n"
        "     'roles': ['info_manager'], 'implied_roles': [], 'digest': '00000000000000000000000000000000'},\n"
        "    {'id': '4.2.ア.1', 'label': '4.2 ア(1)', 'heading': '管理', 'kind': 'norm',\n"
        "     'duties': ['define', 'must', 'must'], 'roles': ['info_manager'], 'implied_roles': [],\n"
        "     'digest': '11111111aaaaaaaaaaaaaaaaaaaaaaaa',\n"
        "     'summary': {'ja': '所管の情報を管理する。', 'en': 'Look after what is yours.'}},\n"
        "    {'id': '4.2.オ.3', 'label': '4.2 オ(3)', 'heading': '利用', 'kind': 'norm',\n"
        "     'duties': ['may', 'must', 'must'], 'roles': [], 'implied_roles': ['staff'],\n"
        "     'digest': '22222222aaaaaaaaaaaaaaaaaaaaaaaa'},\n"
        "    {'id': '6.1.5.ア', 'label': '6.1.5 ア', 'heading': '保守', 'kind': 'norm', 'duties': ['must'],\n"
        "     'roles': ['system_manager'], 'implied_roles': [], 'digest': '33333333aaaaaaaaaaaaaaaaaaaaaaaa'},\n"
        "    {'id': '7.1.1.エ', 'label': '7.1.1 エ', 'heading': '持ち出し', 'kind': 'norm', 'duties': ['may'],\n"
        "     'roles': ['staff'], 'implied_roles': [], 'digest': '44444444aaaaaaaaaaaaaaaaaaaaaaaa'},\n"
        "    {'id': '7.4.3', 'label': '7.4.3', 'heading': 'パスワード', 'kind': 'chapeau', 'duties': ['must'],\n"
        "     'roles': ['staff'], 'implied_roles': [], 'digest': '55555555aaaaaaaaaaaaaaaaaaaaaaaa'},\n"
        "    {'id': '7.4.3.ウ', 'label': '7.4.3 ウ', 'heading': 'パスワード', 'kind': 'norm', 'duties': ['must'],\n"
        "     'roles': ['staff'], 'implied_roles': [], 'digest': '66666666aaaaaaaaaaaaaaaaaaaaaaaa'},\n"
        "    {'id': '7.4.3.エ', 'label': '7.4.3 エ', 'heading': 'パスワード', 'kind': 'norm', 'duties': ['must'],\n"
        "     'roles': ['staff'], 'implied_roles': [], 'digest': '77777777aaaaaaaaaaaaaaaaaaaaaaaa'},\n"
        "    {'id': '9.3.ア', 'label': '9.3 ア', 'heading': '計画', 'kind': 'norm', 'duties': ['must'],\n"
        "     'roles': ['info_manager'], 'implied_roles': [], 'digest': '88888888aaaaaaaaaaaaaaaaaaaaaaaa',\n"
        "     'excuse': {'ja': '市長だけが判断する。', 'en': 'Only the mayor can tell.'}},\n"
        "    {'id': '10.1.3.ア.1', 'label': '10.1.3 ア(1)', 'heading': '契約', 'kind': 'element',\n"
        "     'duties': ['must'], 'roles': ['info_manager'], 'implied_roles': [],\n"
        "     'digest': '99999999aaaaaaaaaaaaaaaaaaaaaaaa'},\n"
        "    {'id': '10.1.3.ア.2', 'label': '10.1.3 ア(2)', 'heading': '契約', 'kind': 'element',\n"
        "     'duties': ['must', 'must'], 'roles': ['info_manager'], 'implied_roles': [],\n"
        "     'digest': 'aaaaaaaabbbbbbbbbbbbbbbbbbbbbbbb'}\n"
        "  ]\n"
        "}\n",

        "{\n"
        "  'facts': [\n"
        "    {'id': 'uses_cloud', 'text': {'ja': 'クラウドを使う', 'en': 'Uses the cloud'},\n"
        "     'hint': {'ja': '契約を見る。', 'en': 'See the contracts.'}, 'yearly': false},\n"
        "    {'id': 'provided_outside', 'text': {'ja': '外部に提供した', 'en': 'Gave to others'},\n"
        "     'hint': {'ja': '台帳を見る。', 'en': 'See the register.'}, 'yearly': true},\n"
        "    {'id': 'provided_city', 'text': {'ja': '市の外に提供した', 'en': 'Gave outside the city'},\n"
        "     'hint': {'ja': '台帳を見る。', 'en': 'See the register.'},\n"
        "     'when': {'fact': 'provided_outside'}, 'yearly': true},\n"
        "    {'id': 'outsourcing', 'text': {'ja': '委託がある', 'en': 'Has contractors'},\n"
        "     'hint': {'ja': '契約を見る。', 'en': 'See the contracts.'}, 'yearly': false}\n"
        "  ]\n"
        "}\n",

        "{\n"
        "  'chapter': '4',\n"
        "  'questions': [\n"
        "    {'id': '4.2-lifecycle', 'clauses': ['4.2.ア.1'], 'duties': [{'clause': '4.2.ア.1', 'numbers': [2]}],\n"
        "     'roles': ['info_manager'], 'subject': 'section', 'kind': 'verdict', 'modality': 'must',\n"
        "     'text': {'ja': '管理している。', 'en': 'It is looked after.'},\n"
        "     'hint': {'ja': '台帳を見る。', 'en': 'See the register.'},\n"
        "     'measures': [{'ja': '台帳を作る（1週間）', 'en': 'Make a register (1 week)'}],\n"
        "     'digest': '11111111'},\n"
        "    {'id': '4.2-share', 'clauses': ['4.2.オ.3', '6.1.5.ア'], 'roles': ['info_manager', 'system_manager'],\n"
        "     'subject': 'section', 'when': {'any': [{'fact': 'uses_cloud'}, {'all': [{'fact': 'provided_outside'},\n"
        "      {'fact': 'provided_city'}]}]}, 'kind': 'derived', 'modality': 'must_not', 'common': true,\n"
        "     'text': {'ja': '漏らさない。', 'en': 'Nothing leaks.'},\n"
        "     'hint': {'ja': '尋ねる。', 'en': 'Ask.'}, 'digest': '22222222-33333333'}\n"
        "  ]\n"
        "}\n",

        "{\n"
        "  'chapter': '7',\n"
        "  'questions': [\n"
        "    {'id': '7.4.3-length', 'clauses': ['7.4.3.ウ'], 'roles': ['info_manager'], 'subject': 'section',\n"
        "     'kind': 'verdict', 'modality': 'must', 'principle': true,\n"
        "     'text': {'ja': 'パスワードは8文字以上にしている。', 'en': 'Passwords have 8 characters or more.'},\n"
        "     'hint': {'ja': '3人に尋ねる。', 'en': 'Ask three people.'}, 'digest': '66666666'},\n"
        "    {'id': '7.1.1-takeout', 'clauses': ['7.1.1.エ'], 'roles': ['info_manager'], 'subject': 'section',\n"
        "     'kind': 'verdict', 'modality': 'must',\n"
        "     'text': {'ja': '持ち出しは許可している。', 'en': 'Carrying out is permitted beforehand.'},\n"
        "     'hint': {'ja': '簿を見る。', 'en': 'See the book.'}, 'digest': '44444444'}\n"
        "  ]\n"
        "}\n",

        "{\n"
        "  'chapter': '10',\n"
        "  'questions': [\n"
        "    {'id': '10.1.3-clauses', 'clauses': ['10.1.3.ア.1', '10.1.3.ア.2'], 'roles': ['info_manager'],\n"
        "     'subject': 'section', 'when': {'not': {'not': {'fact': 'outsourcing'}}},\n"
        "     'kind': 'elements', 'modality': 'must',\n"
        "     'text': {'ja': '契約書に次の事項がある。', 'en': 'The contract contains:'},\n"
        "     'hint': {'ja': '契約書を見る。', 'en': 'See the contract.'},\n"
        "     'elements': [\n"
        "       {'id': 'a', 'clauses': ['10.1.3.ア.1'], 'text': {'ja': '秘密', 'en': 'Secrecy'}},\n"
        "       {'id': 'b', 'clauses': ['10.1.3.ア.2'], 'duties': [{'clause': '10.1.3.ア.2', 'numbers': [2]}],\n"
        "        'text': {'ja': '返却', 'en': 'Return'}},\n"
        "       {'id': 'c', 'clauses': ['10.1.3.ア.1', '10.1.3.ア.2'],\n"
        "        'duties': [{'clause': '10.1.3.ア.2', 'numbers': [1]}], 'text': {'ja': '廃棄', 'en': 'Disposal'}}\n"
        "     ],\n"
        "     'digest': '99999999-aaaaaaaa'}\n"
        "  ]\n"
        "}\n",
};

/* `text` with " for '. Caller frees. */
static inline char *fixture_json(const char *text)
{
	char *json = mem_strdup(text);

	for (char *c = json; *c; c++) {
		if (*c == '\'')
			*c = '"';
	}
	return json;
}

/* Reads the tiny pack, in which the text of file `changed` (an index, or -1) is `text`. */
static inline struct pack *fixture_read(int changed, const char *text, struct pack_problems *problems)
{
	struct pack_file files[FIXTURE_FILES];
	char *texts[FIXTURE_FILES];
	struct pack *pack;

	for (int i = 0; i < FIXTURE_FILES; i++) {
		texts[i] = fixture_json(i == changed ? text : fixture_texts[i]);
		files[i] =
		        (struct pack_file){.name = fixture_names[i], .text = texts[i], .len_bytes = strlen(texts[i])};
	}
	pack = pack_read(files, FIXTURE_FILES, problems);
	for (int i = 0; i < FIXTURE_FILES; i++)
		free(texts[i]);
	return pack;
}

static inline void fixture_print(const struct pack_problems *problems)
{
	for (size_t i = 0; i < problems->count; i++)
		print_message("%s:%zu:%zu: %s: %s\n", problems->items[i].file, problems->items[i].line,
		              problems->items[i].column, problems->items[i].path, problems->items[i].message);
}

/* The tiny pack itself. */
static inline struct pack *fixture_pack(void)
{
	struct pack_problems problems;
	struct pack *pack = fixture_read(-1, NULL, &problems);

	fixture_print(&problems);
	assert_int_equal(problems.count, 0);
	assert_non_null(pack);
	pack_problems_release(&problems);
	return pack;
}

#endif
