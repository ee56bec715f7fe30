#include "tenken/tui/action.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

#define HOME     CONTEXT_HOME
#define PROFILE  CONTEXT_PROFILE
#define LIST     CONTEXT_LIST
#define QUESTION CONTEXT_QUESTION
#define TEXT     CONTEXT_TEXT
#define KINDS    CONTEXT_REGISTERS
#define RECORDS  CONTEXT_RECORDS
#define RECORD   CONTEXT_RECORD
#define CHECK    CONTEXT_CHECK
#define ROSTER   CONTEXT_ROSTER
#define UNIT     CONTEXT_UNIT
#define OFFICE   CONTEXT_OFFICE_LIST
#define START    CONTEXT_START
#define FORM     CONTEXT_FORM
#define COMMON   CONTEXT_COMMON
#define CITY     CONTEXT_FIGURES
#define HEAT     CONTEXT_HEAT
#define NETWORK  CONTEXT_NETWORK
#define PLAN     CONTEXT_PLAN
#define ALL      CONTEXT_ALL

#define LETTER(c)                                                                                                      \
	{                                                                                                              \
		KEY_NOTHING, (c), 0                                                                                    \
	}
#define CONTROL(c)                                                                                                     \
	{                                                                                                              \
		KEY_NOTHING, (c)&0x1f, 0                                                                               \
	}
#define KEY(k)                                                                                                         \
	{                                                                                                              \
		(k), 0, 0                                                                                              \
	}
#define SIDE_LETTER(c)                                                                                                 \
	{                                                                                                              \
		KEY_NOTHING, (c), HEAT                                                                                 \
	}
/* Not where one writes next: a word that is typed before its row is opened would undo. */
#define FAR_LETTER(c)                                                                                                  \
	{                                                                                                              \
		KEY_NOTHING, (c), PLAN                                                                                 \
	}
#define SIDE_KEY(k)                                                                                                    \
	{                                                                                                              \
		(k), 0, HEAT                                                                                           \
	}
#define KEYS(...) .keys = {__VA_ARGS__}

/* clang-format off */
const struct action actions[ACTIONS] = {
	[ACTION_NONE] = {.id = ACTION_NONE, .name = "none", .label = "", .help = ""},

	[ACTION_UP] = {.id = ACTION_UP, .name = "up", .contexts = ALL,
		KEYS(KEY(KEY_ARROW_UP), LETTER('k')),
		.label = N_("Up"), .help = N_("One row up.")},
	[ACTION_DOWN] = {.id = ACTION_DOWN, .name = "down", .contexts = ALL,
		KEYS(KEY(KEY_ARROW_DOWN), LETTER('j')),
		.label = N_("Down"), .help = N_("One row down.")},
	[ACTION_OPEN] = {.id = ACTION_OPEN, .name = "open", .contexts = ALL, .bar = HOME | LIST | TEXT | KINDS | RECORDS | RECORD | START | FORM | PLAN | CHECK | ROSTER | UNIT | OFFICE | COMMON | CITY | HEAT | NETWORK,
		KEYS(KEY(KEY_RETURN), SIDE_KEY(KEY_ARROW_RIGHT), SIDE_LETTER('l')),
		.label = N_("Open"), .help = N_("Opens the row on which the cursor stands; on a question, goes on.")},
	[ACTION_PAGE_UP] = {.id = ACTION_PAGE_UP, .name = "page-up", .contexts = ALL,
		KEYS(KEY(KEY_PAGE_UP), CONTROL('B')),
		.label = N_("Page back"), .help = N_("One page up.")},
	[ACTION_PAGE_DOWN] = {.id = ACTION_PAGE_DOWN, .name = "page-down", .contexts = ALL, .bar = TEXT | CHECK,
		KEYS(KEY(KEY_PAGE_DOWN), CONTROL('F'), LETTER(' ')),
		.label = N_("Next page"), .help = N_("One page down.")},
	[ACTION_FIRST] = {.id = ACTION_FIRST, .name = "first", .contexts = ALL,
		KEYS(KEY(KEY_HOME_), LETTER('g')),
		.label = N_("Top"), .help = N_("To the top.")},
	[ACTION_LAST] = {.id = ACTION_LAST, .name = "last", .contexts = ALL,
		KEYS(KEY(KEY_END_), LETTER('G')),
		.label = N_("End"), .help = N_("To the end.")},
	[ACTION_BACK] = {.id = ACTION_BACK, .name = "back", .contexts = ALL, .bar = PROFILE | LIST | QUESTION | TEXT | KINDS | RECORDS | RECORD | FORM | PLAN | CHECK | UNIT | OFFICE | COMMON | CITY | HEAT | NETWORK,
		KEYS(KEY(KEY_ESCAPE), SIDE_KEY(KEY_ARROW_LEFT), SIDE_LETTER('h'), KEY(KEY_BACKSPACE_)),
		.label = N_("Back"), .help = N_("Back to the screen before. Nothing is lost.")},

	[ACTION_NEXT_OPEN] = {.id = ACTION_NEXT_OPEN, .name = "next-open", .contexts = HOME | LIST | QUESTION,
		.bar = HOME | LIST | QUESTION,
		KEYS(LETTER('n')),
		.label = N_("Next open"), .help = N_("To the next question that is not answered yet.")},
	[ACTION_PREVIOUS_OPEN] = {.id = ACTION_PREVIOUS_OPEN, .name = "previous-open", .contexts = HOME | LIST | QUESTION,
		KEYS(LETTER('N')),
		.label = N_("Previous open"), .help = N_("To the unanswered question before this one.")},
	[ACTION_NEXT] = {.id = ACTION_NEXT, .name = "next", .contexts = QUESTION,
		KEYS(KEY(KEY_TABULATOR), LETTER(']')),
		.label = N_("Next question"), .help = N_("To the next question, answered or not.")},
	[ACTION_PREVIOUS] = {.id = ACTION_PREVIOUS, .name = "previous", .contexts = QUESTION,
		KEYS(KEY(KEY_BACK_TABULATOR), LETTER('[')),
		.label = N_("Previous question"), .help = N_("To the question before, answered or not.")},

	[ACTION_ANSWER_IMPLEMENTED] = {.id = ACTION_ANSWER_IMPLEMENTED, .name = "answer-implemented",
		.contexts = QUESTION, .bar = QUESTION, .shown = "1-5 0",
		KEYS(LETTER('1')),
		.label = N_("Answer"), .help = N_("Answers: done. Saved at once, like every answer.")},
	[ACTION_ANSWER_PARTIAL] = {.id = ACTION_ANSWER_PARTIAL, .name = "answer-partial", .contexts = QUESTION,
		KEYS(LETTER('2')),
		.label = N_("Partly done"), .help = N_("Answers: partly done. A plan is then asked for.")},
	[ACTION_ANSWER_NOT_IMPLEMENTED] = {.id = ACTION_ANSWER_NOT_IMPLEMENTED, .name = "answer-not-implemented",
		.contexts = QUESTION,
		KEYS(LETTER('3')),
		.label = N_("Not done"), .help = N_("Answers: not done. A plan is then asked for.")},
	[ACTION_ANSWER_NOT_APPLICABLE] = {.id = ACTION_ANSWER_NOT_APPLICABLE, .name = "answer-not-applicable",
		.contexts = QUESTION,
		KEYS(LETTER('4')),
		.label = N_("Does not apply"), .help = N_("Answers: does not apply here. The reason is then asked for.")},
	[ACTION_ANSWER_EXCEPTION] = {.id = ACTION_ANSWER_EXCEPTION, .name = "answer-exception", .contexts = QUESTION,
		KEYS(LETTER('5')),
		.label = N_("Permitted exception"), .help = N_("Answers: a permitted exception is on record.")},
	[ACTION_ANSWER_UNSURE] = {.id = ACTION_ANSWER_UNSURE, .name = "answer-unsure", .contexts = QUESTION,
		KEYS(LETTER('0')),
		.label = N_("To be found out"),
		.help = N_("Answers: not known yet. Who finds out, and by when, is then asked for.")},

	[ACTION_YES] = {.id = ACTION_YES, .name = "yes", .contexts = PROFILE | RECORD, .bar = PROFILE | RECORD,
		KEYS(LETTER('y'), LETTER('1')),
		.label = N_("Yes"), .help = N_("Yes, this is so.")},
	[ACTION_NO] = {.id = ACTION_NO, .name = "no", .contexts = PROFILE | RECORD, .bar = PROFILE | RECORD,
		KEYS(LETTER('n'), LETTER('2')),
		.label = N_("No"), .help = N_("No, this is not so; of a date: not done; of a text or list: there is none.")},
	[ACTION_UNKNOWN] = {.id = ACTION_UNKNOWN, .name = "unknown", .contexts = PROFILE | RECORD,
		.bar = PROFILE | RECORD,
		KEYS(LETTER('u'), LETTER('0')),
		.label = N_("Not known"), .help = N_("Not known yet. What hangs on it is then asked, or has to be checked.")},

	[ACTION_ELEMENT_YES] = {.id = ACTION_ELEMENT_YES, .name = "element-yes", .contexts = QUESTION, .bar = QUESTION,
		.shown = "o b m",
		KEYS(LETTER('o')),
		.label = N_("Items"), .help = N_("Says yes to the item under the cursor, where a question has several.")},
	[ACTION_ELEMENT_NO] = {.id = ACTION_ELEMENT_NO, .name = "element-no", .contexts = QUESTION,
		KEYS(LETTER('b')),
		.label = N_("Item: no"), .help = N_("Says no to the item under the cursor.")},
	[ACTION_ELEMENT_NA] = {.id = ACTION_ELEMENT_NA, .name = "element-na", .contexts = QUESTION,
		KEYS(LETTER('m')),
		.label = N_("Item: does not apply"), .help = N_("Says that the item under the cursor does not apply.")},

	[ACTION_NOTE] = {.id = ACTION_NOTE, .name = "note", .contexts = QUESTION, .bar = QUESTION,
		KEYS(LETTER('e'), KEY(KEY_F2_)),
		.label = N_("Remark"), .help = N_("Writes the remark, or the evidence.")},
	[ACTION_REASON] = {.id = ACTION_REASON, .name = "reason", .contexts = QUESTION,
		KEYS(LETTER('x')),
		.label = N_("Reason"), .help = N_("Writes the reason why it does not apply, or why a principle is not kept.")},
	[ACTION_PLAN] = {.id = ACTION_PLAN, .name = "plan", .contexts = QUESTION, .bar = QUESTION,
		KEYS(LETTER('p')),
		.label = N_("Plan"), .help = N_("Writes the improvement plan: cause, measure, person in charge, due date.")},
	[ACTION_CLAUSE] = {.id = ACTION_CLAUSE, .name = "clause", .contexts = QUESTION, .bar = QUESTION,
		KEYS(LETTER('c')),
		.label = N_("Clause"), .help = N_("Shows the clauses of the standard from which the question comes.")},
	[ACTION_HISTORY] = {.id = ACTION_HISTORY, .name = "history", .contexts = QUESTION | RECORD,
		KEYS(LETTER('H')),
		.label = N_("History"),
		.help = N_("Shows every answer ever given to the question, or every state of the record, by whom and when.")},
	[ACTION_CONFIRM_PREVIOUS] = {.id = ACTION_CONFIRM_PREVIOUS, .name = "confirm-previous", .contexts = QUESTION,
		KEYS(LETTER('y')),
		.label = N_("Still so"), .help = N_("Confirms last year's answer as this year's, and shows the next that waits to be confirmed.")},

	[ACTION_UNDO] = {.id = ACTION_UNDO, .name = "undo", .contexts = LIST | QUESTION | PLAN,
		KEYS(FAR_LETTER('u'), CONTROL('Z')),
		.label = N_("Undo"), .help = N_("Takes the last change back: of an answer, a remark, a plan; also one of an earlier day.")},
	[ACTION_REDO] = {.id = ACTION_REDO, .name = "redo", .contexts = LIST | QUESTION | PLAN,
		KEYS(CONTROL('R')),
		.label = N_("Redo"), .help = N_("Does again what was just undone.")},
	[ACTION_SEARCH] = {.id = ACTION_SEARCH, .name = "search", .contexts = HOME | LIST | QUESTION | RECORDS | ROSTER,
		.bar = LIST,
		KEYS(LETTER('/'), KEY(KEY_F3_)),
		.label = N_("Search"), .help = N_("Searches questions, clauses and remarks; in a register its records, on the roster its units.")},
	[ACTION_JUMP] = {.id = ACTION_JUMP, .name = "jump", .contexts = HOME | LIST | QUESTION,
		KEYS(LETTER('i')),
		.label = N_("To a clause"), .help = N_("Goes to the question of a clause, by its number; in the list, to its row.")},
	[ACTION_FILTER] = {.id = ACTION_FILTER, .name = "filter", .contexts = LIST, .bar = LIST,
		KEYS(LETTER('f'), KEY(KEY_F4_)),
		.label = N_("Filter"), .help = N_("Shows only some of the questions: unanswered, with findings, with remarks …")},
	[ACTION_PROFILE] = {.id = ACTION_PROFILE, .name = "profile", .contexts = HOME | LIST | QUESTION,
		KEYS(LETTER('P')),
		.label = N_("Our section"),
		.help = N_("Opens the facts about the section, which decide what questions are asked.")},
	[ACTION_LIST] = {.id = ACTION_LIST, .name = "list", .contexts = HOME | QUESTION,
		KEYS(LETTER('L')),
		.label = N_("List"), .help = N_("Opens the list of all questions.")},
	[ACTION_CHECK] = {.id = ACTION_CHECK, .name = "check", .contexts = HOME | LIST | QUESTION, .bar = HOME | LIST,
		KEYS(LETTER('s')),
		.label = N_("Check"), .help = N_("Lists what is still missing before the checklist can be submitted.")},
	[ACTION_REPORT] = {.id = ACTION_REPORT, .name = "report", .contexts = HOME | LIST, .bar = HOME,
		KEYS(LETTER('r')),
		.label = N_("Report"), .help = N_("Shows the report of the section's results, or writes it as a file.")},

	[ACTION_CHECK_SHEET] = {.id = ACTION_CHECK_SHEET, .name = "check-sheet", .contexts = HOME | LIST,
		KEYS(LETTER('X')),
		.label = N_("Check sheet"),
		.help = N_("Writes the checklist as an Excel sheet to be filled in, or takes one in.")},
	[ACTION_REGISTERS] = {.id = ACTION_REGISTERS, .name = "registers", .contexts = HOME | LIST | QUESTION | UNIT, .bar = HOME | UNIT,
		KEYS(LETTER('t'), KEY(KEY_F5_)),
		.label = N_("Registers"),
		.help = N_("Opens the registers: information assets, systems, devices, contracts, exceptions …")},
	[ACTION_RENAME] = {.id = ACTION_RENAME, .name = "rename", .contexts = HOME,
		KEYS(LETTER('e')),
		.label = N_("Names"),
		.help = N_("Mends what the bureau and the section are called.")},
	[ACTION_ADD_CHECKLIST] = {.id = ACTION_ADD_CHECKLIST, .name = "add-checklist", .contexts = HOME,
		KEYS(LETTER('a'), KEY(KEY_INSERT_)),
		.label = N_("Add checklist"),
		.help = N_("Adds the checklist of another role, or of another system or contract that is in the registers.")},
	[ACTION_REMOVE_CHECKLIST] = {.id = ACTION_REMOVE_CHECKLIST, .name = "remove-checklist", .contexts = HOME,
		KEYS(LETTER('D'), KEY(KEY_DELETE_)),
		.label = N_("Remove checklist"),
		.help = N_("Removes the checklist under the cursor. What was answered in it stays in the history.")},
	[ACTION_ADD] = {.id = ACTION_ADD, .name = "add", .contexts = RECORDS, .bar = RECORDS,
		KEYS(LETTER('a'), KEY(KEY_INSERT_)),
		.label = N_("Add"), .help = N_("Adds a record to the register.")},
	[ACTION_REMOVE] = {.id = ACTION_REMOVE, .name = "remove", .contexts = RECORDS | RECORD,
		KEYS(LETTER('D'), KEY(KEY_DELETE_)),
		.label = N_("Remove"), .help = N_("Removes the record. What it was stays in the history.")},
	[ACTION_COMPLETE] = {.id = ACTION_COMPLETE, .name = "complete", .contexts = KINDS | RECORDS,
		.bar = KINDS | RECORDS,
		KEYS(LETTER('C')),
		.label = N_("Complete"),
		.help = N_("Declares that everything there is stands in the register (also when it is nothing), or takes it "
		           "back. Answers can then be decided from it.")},
	[ACTION_NETWORK] = {.id = ACTION_NETWORK, .name = "network", .contexts = KINDS | RECORDS, .bar = KINDS,
		KEYS(LETTER('w')),
		.label = N_("Network"), .help = N_("Shows the systems by zone, their links, and which of them are forbidden.")},
	[ACTION_CLASSIFY] = {.id = ACTION_CLASSIFY, .name = "classify", .contexts = RECORD,
		KEYS(LETTER('b')),
		.label = N_("Classify"),
		.help = N_("Finds the class of an information asset by yes/no questions, and what handling it demands.")},
	[ACTION_MISSING] = {.id = ACTION_MISSING, .name = "missing", .contexts = RECORD, .bar = RECORD,
		KEYS(KEY(KEY_TABULATOR), LETTER('m')),
		.label = N_("Next to fill in"), .help = N_("To the next field that is not filled in yet.")},

	[ACTION_SUBMIT] = {.id = ACTION_SUBMIT, .name = "submit", .contexts = HOME | CHECK, .bar = CHECK,
		KEYS(LETTER('S')),
		.label = N_("Hand in"), .help = N_("Hands in to the office: one file with all checklists of the section.")},
	[ACTION_RECEIVE] = {.id = ACTION_RECEIVE, .name = "receive", .contexts = HOME,
		KEYS(LETTER('R')),
		.label = N_("Receive"), .help = N_("Takes in a file from the office.")},
	[ACTION_JOIN] = {.id = ACTION_JOIN, .name = "join", .contexts = HOME,
		KEYS(LETTER('J')),
		.label = N_("Join"), .help = N_("Joins the office's campaign with its file and the codes on the slip.")},
	[ACTION_COMMON] = {.id = ACTION_COMMON, .name = "common", .contexts = HOME | QUESTION,
		KEYS(LETTER('K')),
		.label = N_("Central answers"),
		.help = N_("Shows what is answered centrally for all sections, and by whom.")},
	[ACTION_DISSENT] = {.id = ACTION_DISSENT, .name = "dissent", .contexts = COMMON, .bar = COMMON,
		KEYS(LETTER('d')),
		.label = N_("Object"),
		.help = N_("Objects to the central answer, where it is otherwise in this section, or takes that back.")},
	[ACTION_COLLECT] = {.id = ACTION_COLLECT, .name = "collect", .contexts = ROSTER, .bar = ROSTER,
		KEYS(LETTER('c')),
		.label = N_("Collect"), .help = N_("Takes in the files that sections handed in.")},
	[ACTION_FILTER_UNITS] = {.id = ACTION_FILTER_UNITS, .name = "filter-units", .contexts = ROSTER, .bar = ROSTER,
		KEYS(LETTER('f'), KEY(KEY_F4_)),
		.label = N_("Filter"), .help = N_("Shows only some of the units: by state, by bureau, or those that are late.")},
	[ACTION_FIGURES] = {.id = ACTION_FIGURES, .name = "figures", .contexts = ROSTER, .bar = ROSTER,
		KEYS(LETTER('s')),
		.label = N_("Figures"),
		.help = N_("Opens the figures of the whole roster; each can be unfolded down to the answer behind it.")},
	[ACTION_ACCEPT_CLEAN] = {.id = ACTION_ACCEPT_CLEAN, .name = "accept-clean", .contexts = ROSTER, .bar = ROSTER,
		KEYS(LETTER('A')),
		.label = N_("Accept clean ones"),
		.help = N_("Accepts every submission in which nothing needs a look, and names the others.")},
	[ACTION_PUBLISH] = {.id = ACTION_PUBLISH, .name = "publish", .contexts = ROSTER, .bar = ROSTER,
		KEYS(LETTER('p')),
		.label = N_("Publish"), .help = N_("Writes the campaign file for all, and the slips with the units' codes.")},
	[ACTION_CAMPAIGN] = {.id = ACTION_CAMPAIGN, .name = "campaign", .contexts = ROSTER,
		KEYS(LETTER('N')),
		.label = N_("New campaign"), .help = N_("Opens the year's campaign from a roster (CSV or Excel).")},
	[ACTION_CHOOSE_CAMPAIGN] = {.id = ACTION_CHOOSE_CAMPAIGN, .name = "choose-campaign", .contexts = ROSTER,
		KEYS(LETTER('y')),
		.label = N_("Other campaign"), .help = N_("Turns to an earlier campaign, to follow up what it left, and back.")},
	[ACTION_NEW_CODE] = {.id = ACTION_NEW_CODE, .name = "new-code", .contexts = ROSTER | UNIT,
		KEYS(LETTER('K')),
		.label = N_("New code"),
		.help = N_("Issues a new code to the unit, e.g. when it has lost its database; the key of before no longer counts.")},
	[ACTION_ESCROW] = {.id = ACTION_ESCROW, .name = "escrow", .contexts = ROSTER,
		KEYS(LETTER('E')),
		.label = N_("Escrow key"),
		.help = N_("Makes an escrow key: a second key, kept elsewhere, for when the office's own is lost.")},
	[ACTION_RESTORE] = {.id = ACTION_RESTORE, .name = "restore", .contexts = ROSTER,
		KEYS(LETTER('R')),
		.label = N_("Restore the key"), .help = N_("Puts the escrow key in the place of the office's key, when that is lost.")},
	[ACTION_ROWS] = {.id = ACTION_ROWS, .name = "rows", .contexts = CITY, .bar = CITY,
		KEYS(KEY(KEY_TABULATOR), LETTER(']')),
		.label = N_("Next view"),
		.help = N_("Counts the same by something else: bureaus, units, roles, chapters, clauses, questions. The digits do it, too.")},
	[ACTION_ROWS_BEFORE] = {.id = ACTION_ROWS_BEFORE, .name = "rows-before", .contexts = CITY,
		KEYS(KEY(KEY_BACK_TABULATOR), LETTER('[')),
		.label = N_("Rows before"), .help = N_("Counts by what stands before it in the line of digits.")},
	[ACTION_HEAT_MAP] = {.id = ACTION_HEAT_MAP, .name = "heat-map", .contexts = CITY | HEAT, .bar = CITY | HEAT,
		KEYS(LETTER('m')),
		.label = N_("Heat map"), .help = N_("Shows the implementation rate of every bureau in every chapter, cell by cell; from a bureau's row, of its units.")},
	[ACTION_CELL_LEFT] = {.id = ACTION_CELL_LEFT, .name = "cell-left", .contexts = HEAT, .bar = HEAT, .shown = "h l",
		KEYS(KEY(KEY_ARROW_LEFT), LETTER('h')),
		.label = N_("Chapter"), .help = N_("To the chapter on the left.")},
	[ACTION_CELL_RIGHT] = {.id = ACTION_CELL_RIGHT, .name = "cell-right", .contexts = HEAT,
		KEYS(KEY(KEY_ARROW_RIGHT), LETTER('l')),
		.label = N_("Chapter on the right"), .help = N_("To the chapter on the right.")},
	[ACTION_ORDER] = {.id = ACTION_ORDER, .name = "order", .contexts = CITY | HEAT, .bar = CITY | HEAT,
		KEYS(LETTER('o')),
		.label = N_("Order"), .help = N_("Orders the rows by a figure, what needs a look first.")},
	[ACTION_FILTER_BUREAU] = {.id = ACTION_FILTER_BUREAU, .name = "filter-bureau", .contexts = CITY, .bar = CITY,
		KEYS(LETTER('f'), KEY(KEY_F4_)),
		.label = N_("Bureau"), .help = N_("Counts only one bureau, or all of them again.")},
	[ACTION_HANDED_IN] = {.id = ACTION_HANDED_IN, .name = "handed-in", .contexts = CITY, .bar = CITY,
		KEYS(LETTER('u')),
		.label = N_("Unit"), .help = N_("Opens what the unit of the row handed in, to accept or return it.")},
	[ACTION_OFFICE_REPORT] = {.id = ACTION_OFFICE_REPORT, .name = "office-report", .contexts = ROSTER | CITY, .bar = CITY,
		KEYS(LETTER('r')),
		.label = N_("Report"), .help = N_("Shows the report on the whole roster or on one bureau, or writes it as a file.")},
	[ACTION_OFFICE_PLANS] = {.id = ACTION_OFFICE_PLANS, .name = "office-plans", .contexts = ROSTER | CITY,
		KEYS(LETTER('i')),
		.label = N_("Plans"), .help = N_("Opens the improvement plans of all units by due date, those that are late first.")},
	[ACTION_OFFICE_EXCEPTIONS] = {.id = ACTION_OFFICE_EXCEPTIONS, .name = "office-exceptions", .contexts = ROSTER | CITY,
		KEYS(LETTER('e')),
		.label = N_("Exceptions"), .help = N_("Opens the exceptions of all units by expiry, those that need action first.")},
	[ACTION_FILTER_URGENT] = {.id = ACTION_FILTER_URGENT, .name = "filter-urgent", .contexts = OFFICE, .bar = OFFICE,
		KEYS(LETTER('f'), KEY(KEY_F4_)),
		.label = N_("Urgent only"), .help = N_("Shows only what is late or needs action; once more: all.")},
	[ACTION_ACCEPT] = {.id = ACTION_ACCEPT, .name = "accept", .contexts = UNIT, .bar = UNIT,
		KEYS(LETTER('a')),
		.label = N_("Accept"), .help = N_("Accepts what the unit handed in.")},
	[ACTION_RETURN] = {.id = ACTION_RETURN, .name = "return", .contexts = UNIT, .bar = UNIT,
		KEYS(LETTER('r')),
		.label = N_("Return"), .help = N_("Returns it to the unit, with a comment and the comments on its questions.")},
	[ACTION_COMMENT] = {.id = ACTION_COMMENT, .name = "comment", .contexts = QUESTION, .bar = QUESTION,
		KEYS(LETTER('C')),
		.label = N_("Comment"),
		.help = N_("Writes a comment on the question, which goes to the unit when its submission is returned.")},
	[ACTION_PUSH] = {.id = ACTION_PUSH, .name = "push", .contexts = QUESTION | ROSTER,
		KEYS(LETTER('v')),
		.label = N_("Ask other units"),
		.help = N_("At the office: asks other units to look at a question again, because of what was found in one.")},
	[ACTION_PUBLISH_COMMON] = {.id = ACTION_PUBLISH_COMMON, .name = "publish-common", .contexts = ROSTER,
		KEYS(LETTER('m')),
		.label = N_("Central answers"),
		.help = N_("Writes a file for all units with the accepted answers of central roles.")},
	[ACTION_HANDOVER] = {.id = ACTION_HANDOVER, .name = "handover", .contexts = ROSTER,
		KEYS(LETTER('H')),
		.label = N_("Hand over"),
		.help = N_("Writes last year's accepted answers for whoever keeps the unit under the cursor now, on a new PC.")},

	[ACTION_LANGUAGE] = {.id = ACTION_LANGUAGE, .name = "language", .contexts = ALL,
		KEYS(LETTER('W')),
		.label = N_("Language (言語)"), .help = N_("Changes the language of all screens, until the program is left.")},
	[ACTION_TOUR] = {.id = ACTION_TOUR, .name = "tour", .contexts = HOME | START | ROSTER,
		KEYS(LETTER('T')),
		.label = N_("Practise"),
		.help = N_("Practises in a made-up section: ten steps of ten minutes in all, of which nothing is kept.")},
	[ACTION_PALETTE] = {.id = ACTION_PALETTE, .name = "palette", .contexts = ALL,
		KEYS(LETTER(':')),
		.label = N_("Find a command"), .help = N_("Lists what can be done on this screen, finds it by its name, and does it.")},
	[ACTION_HELP] = {.id = ACTION_HELP, .name = "help", .contexts = ALL, .bar = ALL,
		KEYS(LETTER('?'), KEY(KEY_F1_)),
		.label = N_("Help"), .help = N_("Shows the keys of this screen.")},
	[ACTION_QUIT] = {.id = ACTION_QUIT, .name = "quit", .contexts = ALL, .bar = HOME | START | ROSTER,
		KEYS(LETTER('q'), KEY(KEY_F10_), CONTROL('C')),
		.label = N_("Leave"), .help = N_("Leaves the program; everything is saved. On a text, closes the text.")},
};
/* clang-format on */
static_assert(sizeof actions / sizeof *actions == ACTIONS, "every action is in the table");

/* The order of the table reads well, but for the three that end every bar. */
size_t action_bar(enum context context, enum action_id ids[ACTION_BAR_MAX])
{
	static const enum action_id at_end[] = {ACTION_BACK, ACTION_QUIT, ACTION_HELP};
	size_t count = 0;

	for (enum action_id id = ACTION_NONE; id < ACTIONS && count < ACTION_BAR_MAX; id++) {
		if ((actions[id].bar & context) && id != ACTION_BACK && id != ACTION_QUIT && id != ACTION_HELP)
			ids[count++] = id;
	}
	for (size_t i = 0; i < sizeof at_end / sizeof *at_end && count < ACTION_BAR_MAX; i++) {
		if (actions[at_end[i]].bar & context)
			ids[count++] = at_end[i];
	}
	return count;
}

/* What a Japanese keyboard in full-width mode sends for a key: ｎ for n, １ for 1, an ideographic space for a space. */
uint32_t action_half_width(uint32_t codepoint)
{
	if (codepoint >= 0xff01 && codepoint <= 0xff5e)
		return codepoint - 0xff01 + '!';
	if (codepoint == 0x3000)
		return ' ';
	if (codepoint == 0x30fb) /* ・ stands on the / key */
		return '/';
	if (codepoint == 0x300c || codepoint == 0x300d) /* 「 」 stand on [ ] */
		return codepoint == 0x300c ? '[' : ']';
	return codepoint;
}

static bool same_key(const struct action_key *key, const struct term_event *event)
{
	if (event->kind == TERM_KEY)
		return key->key != KEY_NOTHING && key->key == event->key && !event->ctrl;
	return key->key == KEY_NOTHING && key->codepoint && key->codepoint == action_half_width(event->codepoint);
}

enum action_id action_of(const struct term_event *event, enum context context)
{
	if ((event->kind != TERM_KEY && event->kind != TERM_TEXT) || event->alt)
		return ACTION_NONE;
	for (enum action_id id = ACTION_NONE + 1; id < ACTIONS; id++) {
		if (!(actions[id].contexts & context))
			continue;
		for (size_t i = 0; i < sizeof actions[id].keys / sizeof *actions[id].keys; i++) {
			if (same_key(&actions[id].keys[i], event) && !(actions[id].keys[i].except & context))
				return id;
		}
	}
	return ACTION_NONE;
}

static const char *const key_names[] = {
        [KEY_NOTHING] = "",
        [KEY_RETURN] = "Enter",
        [KEY_ESCAPE] = "Esc",
        [KEY_TABULATOR] = "Tab",
        [KEY_BACK_TABULATOR] = "Shift-Tab",
        [KEY_BACKSPACE_] = "Backspace",
        [KEY_DELETE_] = "Delete",
        [KEY_INSERT_] = "Insert",
        [KEY_ARROW_UP] = "Up",
        [KEY_ARROW_DOWN] = "Down",
        [KEY_ARROW_LEFT] = "Left",
        [KEY_ARROW_RIGHT] = "Right",
        [KEY_PAGE_UP] = "PageUp",
        [KEY_PAGE_DOWN] = "PageDown",
        [KEY_HOME_] = "Home",
        [KEY_END_] = "End",
        [KEY_F1_] = "F1",
        [KEY_F2_] = "F2",
        [KEY_F3_] = "F3",
        [KEY_F4_] = "F4",
        [KEY_F5_] = "F5",
        [KEY_F6_] = "F6",
        [KEY_F7_] = "F7",
        [KEY_F8_] = "F8",
        [KEY_F9_] = "F9",
        [KEY_F10_] = "F10",
        [KEY_F11_] = "F11",
        [KEY_F12_] = "F12",
};
static_assert(sizeof key_names / sizeof *key_names == KEY_KINDS, "every key has its name");

const char *action_nth_key_name(enum action_id id, size_t key, char buf[16])
{
	const struct action_key *shown;

	buf[0] = '\0';
	if ((unsigned)id >= ACTIONS || key >= sizeof actions[id].keys / sizeof *actions[id].keys)
		return buf;
	shown = &actions[id].keys[key];
	if (shown->key != KEY_NOTHING)
		snprintf(buf, 16, "%s", key_names[shown->key]);
	else if (shown->codepoint == ' ')
		snprintf(buf, 16, "Space");
	else if (shown->codepoint && shown->codepoint < 0x20)
		snprintf(buf, 16, "Ctrl-%c", (int)shown->codepoint + '@');
	else if (shown->codepoint)
		snprintf(buf, 16, "%c", (int)shown->codepoint);
	return buf;
}

const char *action_key_name(enum action_id id, char buf[16])
{
	return action_nth_key_name(id, 0, buf);
}
