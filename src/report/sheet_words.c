/* How the sheet says it: marks, dates, names. */
#include "sheet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

const char *sheet_mark(enum answer answer)
{
	switch (answer) {
	case ANSWER_NONE:
		return C_("mark", "Open");
	case ANSWER_EXCEPTION:
		return C_("mark", "Exc.");
	case ANSWER_UNSURE:
		return C_("mark", "TBC");
	default:
		return answer_mark(answer);
	}
}

const char *sheet_element_mark(enum element_answer answer)
{
	switch (answer) {
	case ELEMENT_YES:
		return answer_mark(ANSWER_IMPLEMENTED);
	case ELEMENT_NO:
		return answer_mark(ANSWER_NOT_IMPLEMENTED);
	case ELEMENT_NA:
		return answer_mark(ANSWER_NOT_APPLICABLE);
	default:
		return sheet_mark(ANSWER_NONE);
	}
}

const char *sheet_element_label(enum element_answer answer)
{
	switch (answer) {
	case ELEMENT_YES:
		return answer_label(ANSWER_IMPLEMENTED);
	case ELEMENT_NO:
		return answer_label(ANSWER_NOT_IMPLEMENTED);
	case ELEMENT_NA:
		return answer_label(ANSWER_NOT_APPLICABLE);
	default:
		return answer_label(ANSWER_NONE);
	}
}

static const char *const duties[] = {
        [MODALITY_MUST] = N_("Required"), [MODALITY_MUST_NOT] = N_("Prohibited"), [MODALITY_SHOULD] = N_("Recommended"),
        [MODALITY_MAY] = N_("Allowed"),   [MODALITY_DEFINE] = N_("Definition"),
};
static_assert(sizeof duties / sizeof *duties == MODALITIES, "every modality has a word");

const char *sheet_duty(const struct question *question)
{
	if (question->principle)
		return _("Principle");
	return _(duties[question->modality]);
}

const char *sheet_basis(const struct report_entry *entry)
{
	if (!entry->standing || entry->standing->response.answer == ANSWER_NONE)
		return "";
	if (entry->standing->basis == BASIS_DERIVED)
		return C_("basis", "From the register");
	return entry->confirmed ? C_("basis", "Last year's, confirmed") : C_("basis", "Declared");
}

void sheet_add_line(struct strbuf *out, const char *text)
{
	if (text)
		text_safe(out, text, TEXT_SAFE_LINE);
}

static bool is_margin(char c)
{
	return c == '\n' || c == ' ';
}

bool sheet_is_clean(const char *text)
{
	return !*text ||
	       (!is_margin(*text) && !is_margin(text[strlen(text) - 1]) && text_is_safe(text, TEXT_SAFE_MULTILINE));
}

void sheet_add_lines(struct strbuf *out, const char *text)
{
	char *safe = text_safe_dup(text, TEXT_SAFE_MULTILINE);
	size_t start = strspn(safe, "\n "), end = strlen(safe);

	while (end > start && strchr("\n ", safe[end - 1]))
		end--;
	strbuf_add_bytes(out, safe + start, end - start);
	free(safe);
}

void sheet_add_first_line(struct strbuf *out, const char *text)
{
	struct strbuf lines = STRBUF_INIT;
	size_t first_bytes;

	sheet_add_lines(&lines, text);
	first_bytes = strcspn(lines.text, "\n");
	strbuf_add_bytes(out, lines.text, first_bytes);
	if (lines.text[first_bytes])
		strbuf_add(out, " …");
	strbuf_release(&lines);
}

const char *sheet_missing(void)
{
	return _("Not filled in");
}

void sheet_add_or_missing(struct strbuf *out, const char *text)
{
	if (str_is_blank(text))
		strbuf_add(out, sheet_missing());
	else
		sheet_add_lines(out, text);
}

void sheet_add_chapter(struct strbuf *out, const struct pack *pack, size_t chapter)
{
	const char *id = pack->chapters[chapter].id;
	const struct section *section = pack_section_of(pack, id);

	sheet_add_line(out, id);
	if (!section)
		return;
	strbuf_add_char(out, ' ');
	sheet_add_line(out, bilingual_text(&section->title));
}

void sheet_add_fact_answer(struct strbuf *out, const struct report_input *input, size_t fact)
{
	enum truth truth = fact < input->effective->count ? input->effective->facts[fact] : TRUTH_UNKNOWN;

	if (!sheet_asks_fact(input, fact))
		strbuf_add(out, C_("answer to a fact", "Not asked: does not arise"));
	else if (truth == TRUTH_UNKNOWN)
		strbuf_add(out, C_("answer to a fact", "Not answered"));
	else
		strbuf_add(out, truth == TRUTH_TRUE ? C_("answer to a fact", "Yes") : C_("answer to a fact", "No"));
}

void sheet_add_checklist(struct strbuf *out, const struct report_checklist *checklist)
{
	char *role = text_safe_dup(bilingual_text(&checklist->role->title), TEXT_SAFE_LINE);
	char *subject = text_safe_dup(checklist->subject, TEXT_SAFE_LINE);

	if (str_is_blank(subject))
		strbuf_add(out, role);
	else
		strbuf_addf(out, C_("role and its system", "%s (%s)"), role, subject);
	free(role);
	free(subject);
}

void sheet_add_unit(struct strbuf *out, const struct report_input *input)
{
	if (!str_is_blank(input->bureau)) {
		sheet_add_line(out, input->bureau);
		strbuf_add_char(out, ' ');
	}
	sheet_add_line(out, input->unit);
}

void sheet_add_due(struct strbuf *out, const struct report_input *input)
{
	struct date due = {0};

	if (!input->due || !date_parse_iso(&due, input->due)) {
		strbuf_add(out, C_("sheet", "Not set"));
		return;
	}
	date_format_local(out, due);
	if (date_compare(due, input->today) < 0 && sheet_lacking(input) > 0 && !sheet_was_handed_in(input)) {
		strbuf_add_char(out, ' ');
		strbuf_add(out, _("(past; not complete)"));
	}
}

/* How much of `label` need not be said again after `before`: "7.1.1 " of "7.1.1 イ" after "7.1.1 ア", "10.1.3 ア" of
 * "10.1.3 ア(2)" after "10.1.3 ア(1)". Bytes. */
static size_t shared_bytes(const char *label, const char *before)
{
	static const char *const ends[] = {"(", " "};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		const char *end = strrchr(label, *ends[i]);
		size_t len_bytes = end ? (size_t)(end - label) : 0;

		if (len_bytes == 0 || strncmp(label, before, len_bytes) != 0 || before[len_bytes] != *ends[i])
			continue;
		return *ends[i] == ' ' ? len_bytes + 1 : len_bytes;
	}
	return 0;
}

void sheet_add_clauses(struct strbuf *out, const struct pack *pack, const struct question *question,
                       const char *between)
{
	const char *before = "";

	for (size_t i = 0; i < question->clauses_count; i++) {
		const struct clause *clause = &pack->clauses[question->clauses[i]];
		const char *label = clause->label ? clause->label : clause->id;
		size_t shared = shared_bytes(label, before);

		if (i > 0)
			strbuf_add(out, shared > 0 ? C_("between two clauses", ", ") : between);
		sheet_add_line(out, label + shared);
		before = label;
	}
}

void sheet_add_plan_due(struct strbuf *out, const struct plan *plan)
{
	plan_format_due(out, plan);
}

void sheet_add_plan_state(struct strbuf *out, const struct report_input *input, const struct plan *plan)
{
	int days;

	if (plan->done) {
		strbuf_add(out, C_("state of a plan", "done"));
	} else if (sheet_is_overdue(input, plan)) {
		days = date_days_between(plan->due, input->today);
		strbuf_addf(out, P_("overdue by %d day", "overdue by %d days", (unsigned long)days), days);
	}
}

void sheet_add_pack(struct strbuf *out, const struct pack *pack)
{
	const char *title = bilingual_text(&pack->title);
	char *version;

	sheet_add_line(out, title);
	if (str_is_blank(pack->version) || strstr(title, pack->version))
		return;
	version = text_safe_dup(pack->version, TEXT_SAFE_LINE);
	strbuf_addf(out, C_("version of the standard", " (version %s)"), version);
	free(version);
}

void sheet_add_actor(struct strbuf *out, const struct report_entry *entry)
{
	char *actor, *acted_for;

	if (str_is_blank(entry->actor))
		return;
	if (str_is_blank(entry->acted_for)) {
		sheet_add_line(out, entry->actor);
		return;
	}
	actor = text_safe_dup(entry->actor, TEXT_SAFE_LINE);
	acted_for = text_safe_dup(entry->acted_for, TEXT_SAFE_LINE);
	strbuf_addf(out, C_("who acted for whom", "%s (for %s)"), actor, acted_for);
	free(actor);
	free(acted_for);
}

void sheet_add_day(struct strbuf *out, const struct report_entry *entry)
{
	struct date day = entry->at ? datetime_date(entry->at) : (struct date){0};

	if (date_is_set(day))
		date_format_local(out, day);
}

void sheet_add_beside(struct strbuf *out, enum figure figure, const struct tally *tally)
{
	figure_beside(out, figure, tally);
}

void sheet_add_fraction(struct strbuf *out, struct ratio ratio)
{
	strbuf_addf(out, "%zu/%zu", ratio.numerator, ratio.denominator);
}
