/* The ten steps of the tour: what is said where, and how it is seen that it was done. */
#include "tour.h"

#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "view_question.h"

#define HOME     CONTEXT_HOME
#define LIST     CONTEXT_LIST
#define QUESTION CONTEXT_QUESTION
#define ANSWERED TOUR_ANSWERED
#define NEW      TOUR_NEW
#define ANY      (QUESTION | ANSWERED | NEW)
#define START    (HOME | LIST | ANY)
#define LINE     TOUR_LINE
#define TEXT     TOUR_TEXT
#define TYPED    (LINE | TEXT)

/* --- what can be seen --- */

static const struct checklist *checklist_of(const struct shell *shell)
{
	return &shell->workplace->checklists[0];
}

static unsigned context_below(const struct shell *shell, size_t below)
{
	const struct shell_private *private = shell->private;
	return private->views_count > below ? private->views[private->views_count - 1 - below]->ops->context : 0;
}

static bool answered(const struct tour *tour, const struct shell *shell)
{
	(void)tour;
	return checklist_of(shell)->tally.answered > 0;
}

/* What came with last year's answer is nobody's writing of today. */
static bool remarked(const struct tour *tour, const struct shell *shell)
{
	const struct checklist *checklist = checklist_of(shell);
	(void)tour;
	for (size_t i = 0; i < checklist->scope.count; i++)
		if (!checklist->entries[i].confirmed && !str_is_blank(checklist->entries[i].stored.note))
			return true;
	return false;
}

static bool is_lacking(const struct checklist *checklist, size_t item)
{
	for (size_t i = 0; i < checklist->lacks.count; i++)
		if (checklist->lacks.items[i].item == item)
			return true;
	return false;
}

static bool completed(const struct shell *shell, bool unsure)
{
	const struct checklist *checklist = checklist_of(shell);
	for (size_t i = 0; i < checklist->scope.count; i++) {
		enum answer answer = checklist->entries[i].stored.answer;
		bool fits =
		        unsure ? answer == ANSWER_UNSURE : answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED;
		if (fits && !is_lacking(checklist, i))
			return true;
	}
	return false;
}

static bool somebody_finds_out(const struct tour *tour, const struct shell *shell)
{
	(void)tour;
	return completed(shell, true);
}

static bool planned(const struct tour *tour, const struct shell *shell)
{
	(void)tour;
	return completed(shell, false);
}

static bool holds_undo(const struct answer_events *events)
{
	for (size_t i = 0; i < events->count; i++)
		if (events->items[i].kind == EVENT_UNDO)
			return true;
	return false;
}

static bool undone(const struct tour *tour, const struct shell *shell)
{
	const struct checklist *checklist = checklist_of(shell);
	bool found = false;
	(void)tour;
	for (size_t i = 0; i < checklist->scope.count && !found; i++) {
		struct answer_events events = {0};
		struct error err = {0};
		if (checklist->entries[i].revision == 0)
			continue;
		found = workplace_history(shell->workplace, checklist, checklist_question(checklist, i)->id, &events,
		                          &err) &&
		        holds_undo(&events);
		answer_events_release(&events);
		error_release(&err);
	}
	return found;
}

static bool confirmed(const struct tour *tour, const struct shell *shell)
{
	const struct checklist *checklist = checklist_of(shell);
	(void)tour;
	for (size_t i = 0; i < checklist->scope.count; i++)
		if (checklist->entries[i].confirmed)
			return true;
	return false;
}

static bool searched(const struct tour *tour, const struct shell *shell)
{
	(void)tour;
	return context_below(shell, 0) == LIST && view_list_searches(shell_top(shell));
}

size_t tour_decided(const struct workplace *workplace)
{
	const struct verdicts *verdicts = &workplace->ledger.verdicts;
	size_t count = 0;
	for (size_t i = 0; i < verdicts->count; i++)
		count +=
		        verdicts->items[i].code != VERDICT_UNKNOWN && verdicts->items[i].code != VERDICT_NOT_APPLICABLE;
	return count;
}

/* A verdict more than there were, and the form on which it stands. */
static bool judged(const struct tour *tour, const struct shell *shell)
{
	return context_below(shell, 0) == CONTEXT_RECORD && tour_decided(shell->workplace) > tour->verdicts;
}

static bool checked(const struct tour *tour, const struct shell *shell)
{
	(void)tour;
	return context_below(shell, 0) == CONTEXT_CHECK;
}

/* The text above the ways of reporting; help stands there as well, but says nothing of the section. */
static bool reported(const struct tour *tour, const struct shell *shell)
{
	(void)tour;
	return context_below(shell, 0) == CONTEXT_TEXT && context_below(shell, 1) == CONTEXT_FORM &&
	       shell_top(shell) != shell->private->help;
}

/* --- the steps --- */

#define TO_A_QUESTION N_("Press {next-open} to open a question that is not answered.")

const struct tour_step tour_steps[] = {
        {.title = N_("Answer a question"),
         .way = N_("Press {next-open} for the next question that is not answered, read the statement, and press "
                   "{answer-implemented} if it is so in your section. The answer is saved at once."),
         .line = "tenken --plain: n, 1",
         .cues = {{HOME | LIST, N_("Press the letter {next-open} on the keyboard. It opens the first question.")},
                  {ANY,
                   N_("Read the statement. Is it so in your section? Then press {answer-implemented}. The answer is "
                      "saved at once.")}},
         .done = answered},
        {.title = N_("Write a remark"),
         .way = N_("Press {note} on a question, write how you found out, and press Ctrl-S: hold Ctrl and press S."),
         .line = "tenken --plain: e TEXT",
         .cues = {{HOME | LIST, TO_A_QUESTION},
                  {ANY, N_("Press {note}. A remark says how you found out; next year it will help you.")},
                  {TEXT, N_("Type it; hold Ctrl and press S to end. E.g.: asked three people.")}},
         .done = remarked},
        {.title = N_("What is not known yet"),
         .way = N_("Press {answer-unsure} where you do not know, and fill in who finds out, and by when."),
         .line = "tenken --plain: 0, p",
         .cues = {{HOME | LIST | ANSWERED, TO_A_QUESTION},
                  {QUESTION,
                   N_("You need not know everything: press {answer-unsure} (the digit) for \"has to be found out\".")},
                  {NEW, N_("Press {plan}: who finds out, and by when?")},
                  {CONTEXT_PLAN,
                   N_("Who finds out, and by when? The arrow keys choose a row, {open} opens it. Fill in both.")},
                  {LINE, N_("Type it, then press Enter. A date may be 2026-12-01 or R8.12.1.")}},
         .done = somebody_finds_out},
        {.title = N_("Make a plan"),
         .way = N_("Press {answer-not-implemented} where something is not done, and fill in cause, measure, person and "
                   "due "
                   "date. It counts as a plan when all four are there."),
         .line = "tenken --plain: 3, p",
         .cues = {{HOME | LIST | ANSWERED, TO_A_QUESTION},
                  {QUESTION,
                   N_("Press {answer-not-implemented}, as if this were not done. How it is to be improved is asked "
                      "then.")},
                  {NEW, N_("Press {plan}, and fill in what is still needed.")},
                  {CONTEXT_PLAN,
                   N_("Fill in cause, measure, person and due date. The arrow keys choose a row, {open} opens "
                      "it; the digit 1 copies an example as the measure.")},
                  {TYPED,
                   N_("Type it. The last row says which key finishes: Enter, or Ctrl-S (hold Ctrl and press S). A "
                      "date may be 2026-12-01 or R8.12.1.")}},
         .done = planned},
        {.title = N_("Take something back"),
         .way = N_(
                 "Answer a question, then press {undo}: the answer is taken back. Nothing is ever lost, {redo} does it "
                 "again."),
         .line = "tenken --plain: u, r",
         .cues = {{HOME | LIST | ANSWERED, TO_A_QUESTION},
                  {QUESTION, N_("Press {answer-implemented}, as if by mistake.")},
                  {NEW, N_("That was a mistake? Press {undo}: the answer is taken back.")}},
         .done = undone},
        {.title = N_("Take last year's answer"),
         .way = N_("Where last year's answer stands beside the question and is still so, press {confirm-previous}."),
         .line = "tenken --plain: y",
         .cues = {{HOME | LIST | ANSWERED | NEW, TO_A_QUESTION},
                  {QUESTION,
                   N_("\"Last year\" says what was answered then. Is it still so? Press {confirm-previous}. (Where "
                      "it is not there: {next-open}.)")}},
         .done = confirmed},
        {.title = N_("Search"),
         .way = N_("Press {search}, type a word, e.g. \"password\", and press Enter."),
         .line = "tenken --plain: / TEXT",
         .cues = {{START, N_("Press {search} to search all questions and remarks.")},
                  {LINE, N_("Type a word, e.g. \"password\", and press Enter.")}},
         .done = searched},
        {.title = N_("Fill in a register"),
         .way = N_("Press {registers}, open the register \"{register}\" and in it \"{record}\", and answer its open "
                   "field with "
                   "{yes} or {no}: what the standard says of it appears."),
         .line = "tenken register KIND set ID FIELD=no",
         .cues = {{START, N_("Press {registers}: registers hold facts, which the rules of the standard judge.")},
                  {CONTEXT_REGISTERS, N_("Choose \"{register}\" with the arrow keys, and press {open}.")},
                  {CONTEXT_RECORDS, N_("Press {open} on \"{record}\". (If it is not here: {back}.)")},
                  {CONTEXT_RECORD,
                   N_("Press {missing}: the cursor goes to \"{field}\". Then press {no}, and read below what "
                      "the rules say.")}},
         .done = judged,
         .needs_record = true},
        {.title = N_("See what is missing"),
         .way = N_("Press {check}: what is still missing before handing in is listed, and each row leads there."),
         .line = "tenken check",
         .cues = {{START, N_("Press {check}: it lists what is still missing before you can hand in.")}},
         .done = checked},
        {.title = N_("Look at the report"),
         .way = N_("Press {report} on the first screen, and {open} on the first row: that is the report, which the "
                   "section "
                   "keeps. For the office, in the real thing, {submit} makes a file."),
         .line = "tenken report --format text",
         .cues = {{HOME | LIST, N_("Press {report}: the report is for your own files. The office gets a file, which "
                                   "{submit} makes in the real thing.")},
                  {CONTEXT_FORM, N_("Press {open} on the first row.")}},
         .done = reported},
};
const size_t tour_steps_count = sizeof tour_steps / sizeof *tour_steps;

unsigned tour_place(const struct tour *tour, const struct shell *shell, bool prompt)
{
	const struct view *top = shell_top(shell);
	if (prompt || !top)
		return shell->private->typing == TYPING_LINE   ? LINE
		       : shell->private->typing == TYPING_TEXT ? TEXT
		                                               : TOUR_CHOICE;
	if (top->ops->context != QUESTION)
		return top->ops->context;
	if (view_question_response((const struct view_question *)top)->answer == ANSWER_NONE)
		return QUESTION;
	return checklist_of(shell)->tally.answered > tour->answered ? NEW : ANSWERED;
}

const char *tour_cue(const struct tour_step *step, unsigned place)
{
	for (size_t i = 0; i < TOUR_CUES_MAX && step->cues[i].text; i++)
		if (step->cues[i].contexts & place)
			return step->cues[i].text;
	if (place == TEXT)
		return N_("The box below says what is asked. Ctrl-S (hold Ctrl and press S) finishes, Esc leaves it.");
	return place == LINE || place == TOUR_CHOICE
	               ? N_("The box below says what is asked. Enter goes on, Esc leaves it.")
	               : N_("This step is done on another screen: {back} goes back.");
}
