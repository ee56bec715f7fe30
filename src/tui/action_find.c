/* Finding an action by what people call it. Readings are in kana, with the other words that people use for the same; how they
 * are typed in Latin letters follows from them, so that no spelling of romaji has to be written down. */
#include "tenken/tui/action.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

static const char *const readings[] = {
        [ACTION_NONE] = "",
        [ACTION_UP] = "うえ",
        [ACTION_DOWN] = "した",
        [ACTION_OPEN] = "ひらく けってい 決定",
        [ACTION_PAGE_UP] = "まえのぺーじ",
        [ACTION_PAGE_DOWN] = "つぎのぺーじ",
        [ACTION_FIRST] = "せんとう さいしょ 最初",
        [ACTION_LAST] = "まつび さいご 最後",
        [ACTION_BACK] = "もどる",
        [ACTION_NEXT_OPEN] = "つぎのみかいとう みかいとう 未回答",
        [ACTION_PREVIOUS_OPEN] = "まえのみかいとう みかいとう 未回答",
        [ACTION_NEXT] = "つぎのせつもん せつもん 設問 質問",
        [ACTION_PREVIOUS] = "まえのせつもん せつもん 設問 質問",
        [ACTION_ANSWER_IMPLEMENTED] = "かいとう てき できている まる 適 ○",
        [ACTION_ANSWER_PARTIAL] = "ぶぶん いちぶ かいとう さんかく 部 △",
        [ACTION_ANSWER_NOT_IMPLEMENTED] = "ひ かいとう できていない ばつ 否 ×",
        [ACTION_ANSWER_NOT_APPLICABLE] = "がいとうしない がいとうなし かいとう たいしょうがい 外 対象外",
        [ACTION_ANSWER_EXCEPTION] = "れいがいそち きょか かいとう 例",
        [ACTION_ANSWER_UNSURE] = "ようかくにん かくにん ふめい かいとう 疑 不明",
        [ACTION_YES] = "はい",
        [ACTION_NO] = "いいえ なし していない",
        [ACTION_UNKNOWN] = "わからない ふめい 不明",
        [ACTION_ELEMENT_YES] = "こうもく はい",
        [ACTION_ELEMENT_NO] = "こうもく いいえ",
        [ACTION_ELEMENT_NA] = "こうもく がいとうしない",
        [ACTION_NOTE] = "びこう めも こんきょ しょうこ メモ 根拠 証拠",
        [ACTION_REASON] = "りゆう",
        [ACTION_PLAN] = "かいぜんさく かいぜん けいかく 計画 対策 たいさく",
        [ACTION_CLAUSE] = "じょうぶん じょうこう きじゅん 条項 基準",
        [ACTION_HISTORY] = "りれき",
        [ACTION_CONFIRM_PREVIOUS] = "さくねんとおなじ さくねん ぜんねん さくねんど 前年 昨年度",
        [ACTION_UNDO] = "とりけし もどす 元に戻す",
        [ACTION_REDO] = "やりなおし",
        [ACTION_SEARCH] = "けんさく さがす 探す",
        [ACTION_JUMP] = "じょうぶんへ じょうこう いどう とぶ 移動 飛ぶ 番号 ばんごう",
        [ACTION_FILTER] = "しぼりこみ ふぃるたー 変更 役割 やくわり へんこう",
        [ACTION_PROFILE] = "かのじょうきょう じょうきょう ぞくせい ぷろふぃーる 属性",
        [ACTION_LIST] = "いちらん てんけんひょう しょう 章 点検票 もくじ 目次",
        [ACTION_CHECK] = "ふそくのかくにん ふそく もれ 漏れ 確認",
        [ACTION_REPORT] = "ほうこくしょ ほうこく いんさつ てんけんひょう 印刷 点検票",
        [ACTION_CHECK_SHEET] = "てんけんしーと えくせる エクセル Excel",
        [ACTION_REGISTERS] = "だいちょう しすてむ しさん けいやく システム 資産 契約",
        [ACTION_REMOVE_CHECKLIST] = "てんけんひょうをさくじょ さくじょ 点検票を外す 削除 けす",
        [ACTION_ADD_CHECKLIST] = "てんけんひょうをついか やくわり ついか 役割 業務システム 追加",
        [ACTION_RENAME] = "かめい なまえ 課名 局名 名前 きょくめい へんこう 変更",
        [ACTION_ADD] = "ついか しんき とうろく 新規 登録",
        [ACTION_REMOVE] = "さくじょ けす 消す",
        [ACTION_COMPLETE] = "きにゅうかんりょう かんりょう",
        [ACTION_HEAT_MAP] = "ひーとまっぷ きょくとしょう きょくべつ しょうべつ じっしりつ ヒートマップ 局 章 実施率",
        [ACTION_CELL_LEFT] = "ひだり",
        [ACTION_CELL_RIGHT] = "みぎ",
        [ACTION_NETWORK] = "つながり ねっとわーく ネットワーク",
        [ACTION_CLASSIFY] = "ぶんるい きみつせい 機密性",
        [ACTION_MISSING] = "つぎのみきにゅう みきにゅう",
        [ACTION_SUBMIT] = "ていしゅつ",
        [ACTION_RECEIVE] = "うけとり さしもどし 差戻し",
        [ACTION_JOIN] = "さんか",
        [ACTION_COMMON] = "きょうつうのかいとう きょうつう",
        [ACTION_DISSENT] = "いぎ",
        [ACTION_COLLECT] = "うけとり かいしゅう とりこみ 回収 取込み",
        [ACTION_FILTER_UNITS] = "しぼりこみ ふぃるたー",
        [ACTION_FIGURES] = "しゅうけい とうけい 統計",
        [ACTION_ACCEPT_CLEAN] = "もんだいなしをじゅり じゅり いっかつ 一括",
        [ACTION_PUBLISH] = "はいふ",
        [ACTION_CAMPAIGN] = "てんけんをはじめる はじめる ねんど 年度",
        [ACTION_NEW_CODE] = "こーどさいはっこう さいはっこう",
        [ACTION_ESCROW] = "よびのかぎ よび かぎ",
        [ACTION_RESTORE] = "かぎのふっきゅう ふっきゅう",
        [ACTION_CHOOSE_CAMPAIGN] = "ほかのてんけん かこ 過去",
        [ACTION_ROWS] = "うちわけをかえる うちわけ",
        [ACTION_ROWS_BEFORE] = "うちわけをもどす うちわけ",
        [ACTION_ORDER] = "ならべかえ じゅんばん 順番",
        [ACTION_FILTER_BUREAU] = "きょく しぼりこみ 絞り込み",
        [ACTION_HANDED_IN] = "かのていしゅつ ていしゅつ",
        [ACTION_OFFICE_REPORT] = "ほうこくしょ ほうこく いんさつ 印刷",
        [ACTION_OFFICE_PLANS] = "かいぜんさく かいぜん きげん 期限",
        [ACTION_OFFICE_EXCEPTIONS] = "れいがい れいがいそち 例外措置",
        [ACTION_FILTER_URGENT] = "いそぐものだけ しぼりこみ 絞り込み",
        [ACTION_ACCEPT] = "じゅり",
        [ACTION_RETURN] = "さしもどし",
        [ACTION_COMMENT] = "いけん こめんと コメント",
        [ACTION_PUSH] = "たかにいらい いらい よこてんかい 横展開",
        [ACTION_PUBLISH_COMMON] = "きょうつうのかいとう きょうつう はいふ 配布",
        [ACTION_HANDOVER] = "ひきつぎ",
        [ACTION_LANGUAGE] = "げんご にほんご えいご 言語 日本語 英語 language japanese english",
        [ACTION_TOUR] = "れんしゅう たいけん ちゅーとりある 体験 チュートリアル tutorial",
        [ACTION_PALETTE] = "そうさをさがす",
        [ACTION_HELP] = "へるぷ そうさ せつめい 説明",
        [ACTION_QUIT] = "しゅうりょう おわる 終わる",
};
static_assert(sizeof readings / sizeof *readings == ACTIONS, "every action has its reading");

/* --- kana to Latin letters, as the Cabinet's table (訓令式) spells them --- */

/* From ぁ (U+3041) to ん (U+3093); a small vowel is spelt like the large one. */
static const char *const kana[] = {
	"a",  "a",  "i",  "i",  "u",  "u",  "e",  "e",  "o",  "o",  "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go", "sa",
	"za", "si", "zi", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "ti", "zi", "",   "tu", "zu", "te", "de", "to", "do", "na",
	"ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi",
	"mu", "me", "mo", "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "i",  "e",  "o",  "n",
};
enum { KANA_FIRST = 0x3041, KANA_LAST = 0x3093 };
static_assert(sizeof kana / sizeof *kana == KANA_LAST - KANA_FIRST + 1, "every kana has its spelling");

/* きゃ is kya: a small や, ゆ or よ takes the place of the vowel before it. */
static bool is_small_y(uint32_t c)
{
	return c == 0x3083 || c == 0x3085 || c == 0x3087;
}

/* ふぃ is hui by the table; fi is typed, which spelling() makes hi of: the vowel of う段 goes before a small one. */
static bool is_small_vowel(uint32_t c)
{
	return c == 0x3041 || c == 0x3043 || c == 0x3045 || c == 0x3047 || c == 0x3049;
}

static void add_kana(struct strbuf *out, uint32_t c)
{
	if (out->len_bytes && ((is_small_y(c) && str_ends_with(out->text, "i")) || (is_small_vowel(c) && str_ends_with(out->text, "u"))))
		strbuf_cut(out, out->len_bytes - 1);
	strbuf_add(out, kana[c - KANA_FIRST]);
}

/* --- one spelling of what may be spelt in several ways --- */

static void replace(struct strbuf *text, const char *from, const char *to)
{
	struct strbuf out = STRBUF_INIT;
	for (const char *at = text->text; *at;) {
		if (str_starts_with(at, from)) {
			strbuf_add(&out, to);
			at += strlen(from);
		} else {
			strbuf_add_char(&out, *at++);
		}
	}
	strbuf_release(text);
	*text = out;
}

/* shinsei, sinsei; juri, zyuri, jyuri; shuuryou, syuryo: long and doubled sounds are as one. */
static void spell_as_one(struct strbuf *text)
{
	static const char *const pairs[][2] = {
		{"sh", "sy"}, {"tch", "ty"}, {"ch", "ty"}, {"ts", "t"}, {"j", "zy"}, {"f", "h"},
		{"mb", "nb"}, {"mp", "np"}, {"dy", "zy"}, {"di", "zi"}, {"du", "zu"}, {"ou", "o"},
	};
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		replace(text, pairs[i][0], pairs[i][1]);
	for (const char *at = text->text; *at; at++) {
		bool doubled = out.len_bytes && out.text[out.len_bytes - 1] == *at;
		if (*at != '\'' && *at != '-' && !doubled)
			strbuf_add_char(&out, *at);
	}
	replace(&out, "yi", "i");
	strbuf_release(text);
	*text = out;
}

/* The words of `reading` that are kana, spelt; with a space before each. */
static char *spelt(const char *reading)
{
	struct strbuf out = STRBUF_INIT;
	uint32_t codepoint;
	size_t len_bytes = strlen(reading);
	strbuf_add_char(&out, ' ');
	for (size_t at = 0; at < len_bytes;) {
		at += text_decode(reading + at, len_bytes - at, &codepoint);
		if (codepoint == ' ')
			strbuf_add_char(&out, ' ');
		else if (codepoint >= KANA_FIRST && codepoint <= KANA_LAST)
			add_kana(&out, codepoint);
	}
	spell_as_one(&out);
	return strbuf_take(&out);
}

/* What was typed, as it would stand in spelt(), behind a space; NULL when that is no word in Latin letters. A consonant at its end
 * may be the beginning of several. */
static char *typed_word(const char *folded)
{
	struct strbuf out = STRBUF_INIT;
	if (strlen(folded) < 2 || strspn(folded, "abcdefghijklmnopqrstuvwxyz'-") != strlen(folded))
		return NULL;
	strbuf_addf(&out, " %s", folded);
	spell_as_one(&out);
	if (out.len_bytes > 2 && str_ends_with(out.text, "y"))
		strbuf_cut(&out, out.len_bytes - 1);
	if (out.len_bytes > 1)
		return strbuf_take(&out);
	strbuf_release(&out); /* hyphens alone */
	return NULL;
}

static bool sounds_like(enum action_id id, const char *folded)
{
	char *word = typed_word(folded);
	char *reading = word ? spelt(readings[id]) : NULL;
	bool found = word && strstr(reading, word) != NULL;
	free(word);
	free(reading);
	return found;
}

static bool is_called(const char *english, const char *typed)
{
	for (int language = 0; language < LANGUAGES; language++)
		if (text_contains(i18n_text_in((enum language)language, english), typed))
			return true;
	return false;
}

enum action_fit action_fits(enum action_id id, const char *typed)
{
	char key[16];
	if (*typed && str_equal(typed, action_key_name(id, key)))
		return ACTION_FITS_KEY;
	if (text_contains(_(actions[id].label), typed))
		return ACTION_FITS_LABEL;
	char *folded = text_fold(typed);
	bool fits = text_contains(readings[id], typed) || text_contains(actions[id].name, typed) || sounds_like(id, folded) ||
	            is_called(actions[id].label, typed) || is_called(actions[id].help, typed);
	free(folded);
	return fits ? ACTION_FITS_OTHERWISE : ACTION_FITS_NOT;
}
