/* fixture.h — a made-up section with a small pack of its own, for the tests of this floor.
 *
 * Put together in memory, not read: what a pack may look like is core's affair. Two checklists: the section head's, with
 * every kind of answer in it, and a system manager's to which nothing applies. */
#ifndef TESTS_REPORT_FIXTURE_H
#define TESTS_REPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/report/model.h"

#define TEXT(text) ((char *)(text))
#define BOTH(ja_text, en_text)                                                                                         \
	{                                                                                                              \
		.ja = TEXT(ja_text), .en = TEXT(en_text)                                                               \
	}
#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { FACT_CARRIED, FACT_CLOUD, FACT_LOG, FACTS };
enum { ASK_LABEL, ASK_CARRY, ASK_FOLLOW, ASK_LENGTH, ASK_CONTRACT, ASK_CLOUD, ASK_KEYS, ASK_TEST, ASK_LOCK, QUESTIONS };
enum { CHECKLISTS = 2 };

/* What a hostile person would type: markup, a right-to-left override, an escape sequence, a bad byte. */
#define HOSTILE "</style><script>alert(1)</script>\"'&\xE2\x80\xAE\x1B[31m\xFF"

struct fixture {
	struct role roles[4];
	struct section sections[2];
	struct clause clauses[6];
	size_t clause_lists[QUESTIONS][4];
	struct condition carried, cloud;
	struct fact facts[FACTS];
	struct chapter chapters[2];
	struct element elements[3];
	struct question questions[QUESTIONS];
	struct pack pack;
	struct profile answered, effective;
	struct scope scopes[CHECKLISTS];
	struct standing standings[QUESTIONS];
	struct report_entry entries[QUESTIONS], no_entries[1];
	struct response previous;
	struct lacks lacks[CHECKLISTS];
	struct report_checklist checklists[CHECKLISTS];
	struct report_input input;
};

static char *fixture_info_manager[] = {TEXT("info_manager")};

static inline void fixture_pack(struct fixture *f)
{
	f->roles[0] = (struct role){.id = TEXT("info_manager"), .title = BOTH("情報管理者", "Information manager")};
	f->roles[1] =
	        (struct role){.id = TEXT("system_manager"), .title = BOTH("業務システム管理者", "System manager")};
	f->roles[2] = (struct role){.id = TEXT("security_manager"),
	                            .title = BOTH("情報セキュリティ管理者", "Security manager")};
	f->roles[3] = (struct role){.id = TEXT("security_chief"), .title = BOTH("統括責任者", "Security chief")};
	f->sections[0] = (struct section){TEXT("4"), BOTH("分類と管理", "Classes and handling")};
	f->sections[1] = (struct section){TEXT("7"), BOTH("人的セキュリティ", "People")};
	f->clauses[0] = (struct clause){.id = TEXT("4.2.イ"), .label = TEXT("4.2 イ")};
	f->clauses[1] = (struct clause){.id = TEXT("7.1.1.ア"), .label = TEXT("7.1.1 ア")};
	f->clauses[2] = (struct clause){.id = TEXT("7.1.1.ウ"), .label = TEXT("7.1.1 ウ")};
	f->clauses[3] = (struct clause){.id = TEXT("8.1.23.ア"), .label = TEXT("8.1.23 ア")};
	f->clauses[4] = (struct clause){.id = TEXT("10.1.3.ア.1"), .label = TEXT("10.1.3 ア(1)")};
	f->clauses[5] = (struct clause){.id = TEXT("10.1.3.ア.2"), .label = TEXT("10.1.3 ア(2)")};
	f->carried = (struct condition){.kind = CONDITION_FACT, .fact = FACT_CARRIED};
	f->cloud = (struct condition){.kind = CONDITION_FACT, .fact = FACT_CLOUD};
	f->facts[FACT_CARRIED] =
	        (struct fact){.id = TEXT("carried"), .text = BOTH("持ち出しがあった", "Things were carried out")};
	f->facts[FACT_CLOUD] =
	        (struct fact){.id = TEXT("cloud"), .text = BOTH("クラウドを使う", "Cloud services are used")};
	f->facts[FACT_LOG] = (struct fact){
	        .id = TEXT("log"), .text = BOTH("持ち出し簿がある", "There is a log of it"), .when = &f->carried};
	f->chapters[0] = (struct chapter){.id = TEXT("4"), .first = 0, .count = 2};
	f->chapters[1] = (struct chapter){.id = TEXT("7"), .first = 2, .count = QUESTIONS - 2};
	f->elements[0] = (struct element){.id = TEXT("a"), .text = BOTH("秘密を守る定め", "Secrecy")};
	f->elements[1] = (struct element){.id = TEXT("b"), .text = BOTH("再委託の定め", "Subcontracting")};
	f->elements[2] = (struct element){.id = TEXT("c"), .text = BOTH("事故の報告の定め", "Reporting of incidents")};
	f->pack = (struct pack){.id = TEXT("made-up"),
	                        .title = BOTH("架空の市の基準", "Standard of a made-up city"),
	                        .version = TEXT("1.0"),
	                        .effective = {2025, 4, 1},
	                        .results_class = TEXT("3C"),
	                        .roles = f->roles,
	                        .roles_count = COUNT(f->roles),
	                        .sections = f->sections,
	                        .sections_count = COUNT(f->sections),
	                        .clauses = f->clauses,
	                        .clauses_count = COUNT(f->clauses),
	                        .facts = f->facts,
	                        .facts_count = FACTS,
	                        .chapters = f->chapters,
	                        .chapters_count = COUNT(f->chapters),
	                        .questions = f->questions,
	                        .questions_count = QUESTIONS};
}

static inline void fixture_question(struct fixture *f, size_t at, const char *id, const char *ja, const char *en,
                                    size_t chapter, size_t clause)
{
	f->clause_lists[at][0] = clause;
	f->questions[at] = (struct question){.id = TEXT(id),
	                                     .chapter = chapter,
	                                     .clauses = f->clause_lists[at],
	                                     .clauses_count = 1,
	                                     .roles = fixture_info_manager,
	                                     .roles_count = 1,
	                                     .text = BOTH(ja, en)};
}

static inline void fixture_questions(struct fixture *f)
{
	fixture_question(f, ASK_LABEL, "4.2-label", "書類に分類がある。", "Papers bear their class.", 0, 0);
	fixture_question(f, ASK_CARRY, "4.2-carry", "持ち出しの許可がある。", "Carrying out was permitted.", 0, 0);
	f->questions[ASK_CARRY].when = &f->carried;
	fixture_question(f, ASK_FOLLOW, "7.1.1-follow", "指示に従っている。", "Instructions are followed.", 1, 1);
	f->clause_lists[ASK_FOLLOW][1] = 2;
	f->clause_lists[ASK_FOLLOW][2] = 3;
	f->questions[ASK_FOLLOW].clauses_count = 3;
	fixture_question(f, ASK_LENGTH, "7.4.3-length", "パスワードは8文字以上。", "Passwords have 8 characters.", 1,
	                 1);
	f->questions[ASK_LENGTH].principle = true;
	fixture_question(f, ASK_CONTRACT, "10.1.3-contract", "契約書に次の事項がある。", "The contract contains:", 1,
	                 4);
	f->clause_lists[ASK_CONTRACT][1] = 5;
	f->questions[ASK_CONTRACT].clauses_count = 2;
	f->questions[ASK_CONTRACT].kind = QUESTION_ELEMENTS;
	f->questions[ASK_CONTRACT].elements = f->elements;
	f->questions[ASK_CONTRACT].elements_count = COUNT(f->elements);
	fixture_question(f, ASK_CLOUD, "7.1.1-cloud", "クラウドの許可がある。", "Cloud use is permitted.", 1, 1);
	f->questions[ASK_CLOUD].when = &f->cloud;
	f->questions[ASK_CLOUD].modality = MODALITY_MUST_NOT;
	fixture_question(f, ASK_KEYS, "7.1.1-keys", "鍵を管理している。", "Keys are looked after.", 1, 1);
	fixture_question(f, ASK_TEST, "7.1.1-test", "訓練をしている。", "Drills are held.", 1, 1);
	fixture_question(f, ASK_LOCK, "7.1.1-lock", "席を離れるとき施錠する。", "Screens are locked.", 1, 1);
}

static inline struct response *fixture_answer(struct fixture *f, size_t item, enum answer answer)
{
	f->standings[item].response.answer = answer;
	f->standings[item].basis = answer == ANSWER_NONE ? BASIS_NONE : BASIS_DECLARED;
	return &f->standings[item].response;
}

static inline void fixture_plan(struct plan *plan, const char *cause, const char *measure, const char *person,
                                struct date due)
{
	str_assign(&plan->cause, cause);
	str_assign(&plan->measure, measure);
	str_assign(&plan->person, person);
	plan->due = due;
}

static inline void fixture_answers(struct fixture *f)
{
	struct response *response;

	for (size_t i = 0; i < QUESTIONS; i++)
		response_init(&f->standings[i].response);
	response_init(&f->previous);
	f->previous.answer = ANSWER_PARTIAL;
	str_assign(&f->previous.note, "last year's note");

	response = fixture_answer(f, ASK_LABEL, ANSWER_NOT_IMPLEMENTED); /* overdue by 12 days */
	fixture_plan(&response->plan, "cause-one", "measure-one", "person-one", (struct date){2026, 8, 31});
	str_assign(&response->note, "first line\nsecond line");
	response = fixture_answer(f, ASK_FOLLOW, ANSWER_IMPLEMENTED); /* by a plan that is done */
	fixture_plan(&response->plan, "cause-two", "measure-two", "person-two", (struct date){2026, 7, 31});
	response->plan.done = true;
	str_assign(&response->plan.evidence, "evidence-two");
	response = fixture_answer(f, ASK_LENGTH, ANSWER_PARTIAL); /* a principle not kept, for a reason */
	str_assign(&response->reason, "reason-length");
	response = fixture_answer(f, ASK_CONTRACT, ANSWER_NONE);
	response->elements[0] = ELEMENT_YES;
	response->elements[1] = ELEMENT_NO;
	response = fixture_answer(f, ASK_CLOUD, ANSWER_UNSURE); /* by when is missing */
	str_assign(&response->plan.person, "person-cloud");
	fixture_answer(f, ASK_KEYS, ANSWER_NOT_APPLICABLE); /* without a reason */
	response = fixture_answer(f, ASK_TEST, ANSWER_EXCEPTION);
	str_assign(&response->note, "exception-note");
	fixture_answer(f, ASK_LOCK, ANSWER_PARTIAL); /* without a plan */
	f->standings[ASK_LOCK].basis = BASIS_DERIVED;
}

/* Makes scopes, tallies and what is missing anew from answers and profile: after every change. */
static inline void fixture_reckon(struct fixture *f)
{
	const struct circumstances circumstances = {.pack = &f->pack,
	                                            .profile = &f->effective,
	                                            .record = SIZE_MAX,
	                                            .today = f->input.today};
	struct error err = {0};

	for (size_t i = 0; i < CHECKLISTS; i++) {
		struct report_checklist *checklist = &f->checklists[i];

		scope_release(&f->scopes[i]);
		lacks_release(&f->lacks[i]);
		profile_release(&f->effective);
		profile_effective(&f->effective, &f->pack, &f->answered);
		assert_true(scope_compute(&f->scopes[i], &f->pack, checklist->role->id, &circumstances, &err));
		check_compute(&f->lacks[i], &f->scopes[i], f->standings, NULL, NULL);
		checklist->tally = (struct tally){0};
		for (size_t j = 0; j < f->scopes[i].count; j++) {
			if (scope_asks(&f->scopes[i].items[j]))
				tally_add(&checklist->tally, &f->questions[f->scopes[i].items[j].question],
				          &f->standings[j], f->input.today);
		}
	}
}

static inline void fixture_init(struct fixture *f, enum language language)
{
	*f = (struct fixture){0};
	i18n_set_language(language);
	fixture_pack(f);
	fixture_questions(f);
	fixture_answers(f);
	profile_init(&f->answered, FACTS);
	f->answered.facts[FACT_CARRIED] = TRUTH_FALSE;
	for (size_t i = 0; i < QUESTIONS; i++)
		f->entries[i].standing = &f->standings[i];
	f->entries[ASK_LABEL].previous = &f->previous;
	f->entries[ASK_LABEL].actor = "actor-label";
	f->entries[ASK_LABEL].acted_for = "chief-label";
	f->entries[ASK_LABEL].at = "2026-09-03T10:12:00+09:00";
	f->checklists[0] = (struct report_checklist){.id = "info_manager",
	                                             .role = &f->roles[0],
	                                             .state = "state-one",
	                                             .state_code = "in_progress",
	                                             .scope = &f->scopes[0],
	                                             .entries = f->entries,
	                                             .lacks = &f->lacks[0]};
	f->checklists[1] = (struct report_checklist){.id = "system_manager:s1",
	                                             .role = &f->roles[1],
	                                             .subject = "subject-two",
	                                             .state = "state-two",
	                                             .scope = &f->scopes[1],
	                                             .entries = f->no_entries,
	                                             .lacks = &f->lacks[1]};
	f->input = (struct report_input){.pack = &f->pack,
	                                 .answered = &f->answered,
	                                 .effective = &f->effective,
	                                 .code = "0101",
	                                 .bureau = "市民局",
	                                 .unit = "市民課",
	                                 .fiscal_year = 2026,
	                                 .due = "2026-09-30",
	                                 .today = {2026, 9, 12},
	                                 .checklists = f->checklists,
	                                 .checklists_count = CHECKLISTS,
	                                 .approval_boxes = true};
	fixture_reckon(f);
}

static inline void fixture_release(struct fixture *f)
{
	for (size_t i = 0; i < QUESTIONS; i++)
		response_release(&f->standings[i].response);
	response_release(&f->previous);
	for (size_t i = 0; i < CHECKLISTS; i++) {
		scope_release(&f->scopes[i]);
		lacks_release(&f->lacks[i]);
	}
	profile_release(&f->answered);
	profile_release(&f->effective);
	i18n_set_language(LANGUAGE_JA);
}

/* Everything that a person or another's file can put in, made hostile. */
static inline void fixture_make_hostile(struct fixture *f)
{
	struct response *response = fixture_answer(f, ASK_LABEL, ANSWER_NOT_IMPLEMENTED);

	fixture_plan(&response->plan, HOSTILE, HOSTILE, HOSTILE, (struct date){2026, 8, 31});
	str_assign(&response->note, HOSTILE);
	str_assign(&response->reason, HOSTILE);
	str_assign(&response->plan.evidence, HOSTILE);
	str_assign(&f->standings[ASK_KEYS].response.reason, HOSTILE);
	str_assign(&f->standings[ASK_CLOUD].response.plan.person, HOSTILE);
	f->input.unit = f->input.bureau = f->input.code = f->input.document_number = HOSTILE;
	f->checklists[1].subject = f->checklists[1].state = HOSTILE;
	f->entries[ASK_LABEL].actor = f->entries[ASK_LABEL].acted_for = HOSTILE;
	f->facts[FACT_CARRIED].text.ja = f->facts[FACT_CARRIED].text.en = TEXT(HOSTILE);
	f->questions[ASK_LABEL].text.ja = f->questions[ASK_LABEL].text.en = TEXT(HOSTILE);
	f->elements[0].text.ja = f->elements[0].text.en = TEXT(HOSTILE);
	f->sections[0].title.ja = f->sections[0].title.en = TEXT(HOSTILE);
	f->roles[0].title.ja = f->roles[0].title.en = TEXT(HOSTILE);
	f->pack.title.ja = f->pack.title.en = f->pack.version = f->pack.results_class = TEXT(HOSTILE);
	f->clauses[0].label = TEXT(HOSTILE);
	fixture_reckon(f);
}

static inline void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is missing", part);
}

static inline void assert_has_not(const char *text, const char *part)
{
	const char *at = strstr(text, part);

	if (at)
		fail_msg("\"%s\" is there: %.80s", part, at);
}

static inline size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
		count++;
	return count;
}

#endif
