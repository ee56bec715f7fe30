/* Classifying an information asset: yes/no questions, from the highest class down; then the class, why, and what it demands. */
#include <stdint.h>
#include <stdlib.h>

#include "tenken/app/classifying.h"
#include "tenken/base/mem.h"
#include "view_record.h"

const char *view_record_why_not_classify(const struct view_record *self, const struct shell *shell)
{
	return self->owner == assets_register(shell->workplace->pack) ? NULL
	                                                              : _("Only information assets are classified.");
}

/* What people are told and asked: the hint behind the question. */
static int ask(struct shell *shell, const struct class_question *question, enum truth present)
{
	const char *const choices[] = {truth_label(TRUTH_TRUE), truth_label(TRUTH_FALSE), truth_label(TRUTH_UNKNOWN)};
	static const int order[] = {[TRUTH_FALSE] = 1, [TRUTH_TRUE] = 0, [TRUTH_UNKNOWN] = 0};
	char *label = str_format("%s\n%s", bilingual_text(&question->text), bilingual_text(&question->hint));
	int choice = prompt_choice(shell, label, choices, 3, "ynu", order[present]);
	free(label);
	return choice;
}

/* A question whose answer can no longer change anything: a higher level of its axis is reached, and no field holds it. */
static bool is_settled(const struct workplace *workplace, const struct class_axis *axis, size_t level,
                       const enum truth *answers, size_t question)
{
	const struct classification *classification = workplace->pack->classification;
	const struct register_kind *kind = &workplace->pack->registers->items[assets_register(workplace->pack)];
	size_t contains = register_find_field(kind, "contains");
	if (contains != SIZE_MAX &&
	    field_find_value(&kind->fields[contains], classification->questions[question].id) != SIZE_MAX)
		return false;
	for (size_t l = 0; l <= level; l++)
		for (size_t q = axis->levels[l].questions; q < axis->levels[l].questions + axis->levels[l].questions_count; q++)
			if (answers[q] == TRUTH_TRUE)
				return true;
	return false;
}

/* False when the person gave up. */
static bool ask_axis(struct shell *shell, const struct class_axis *axis, enum truth *answers)
{
	static const enum truth chosen[] = {TRUTH_TRUE, TRUTH_FALSE, TRUTH_UNKNOWN};
	const struct classification *classification = shell->workplace->pack->classification;
	for (size_t l = 0; l < axis->levels_count; l++) {
		size_t first = axis->levels[l].questions, end = first + axis->levels[l].questions_count;
		for (size_t q = first; q < end; q++) {
			if (is_settled(shell->workplace, axis, l, answers, q))
				continue;
			int choice = ask(shell, &classification->questions[q], answers[q]);
			if (choice < 0)
				return false;
			answers[q] = chosen[choice];
		}
	}
	return true;
}

static void save(struct view_record *self, struct shell *shell, const enum truth *answers,
                 const struct class_result *results)
{
	struct field_edits edits = {0};
	struct error err = {0};
	asset_edits(shell->workplace, self->owner, answers, results, &edits);
	bool ok = register_change(shell->workplace, view_record_index(self, shell), &edits, &err);
	field_edits_release(&edits);
	view_record_rebuild(self, shell);
	if (!ok) {
		shell_fail(shell, &err);
		return;
	}
	shell_push(shell, view_text_new(mem_strdup(_("Class, reason, handling")),
	                                classification_text(shell->workplace->pack, results, NULL)));
	shell_say(shell, STYLE_SAVED, "%s", _("Saved into the record. Below: why, and what handling the class demands."));
}

static char *outcome(const struct classification *classification, const struct class_result *results)
{
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < classification->axes_count; i++) {
		const struct class_axis *axis = &classification->axes[i];
		if (i)
			strbuf_add(&out, _(", "));
		if (results[i].known)
			strbuf_add(&out, bilingual_text(&axis->levels[results[i].level].title));
		else
			strbuf_addf(&out, _("%s not known (%s to %s)"), bilingual_text(&axis->title),
			            axis->levels[results[i].level].id, axis->levels[results[i].ceiling].id);
	}
	return strbuf_take(&out);
}

static void conclude(struct view_record *self, struct shell *shell, const enum truth *answers)
{
	const struct classification *classification = shell->workplace->pack->classification;
	const char *const choices[] = {_("Write it into the record"), _("Leave the record as it is")};
	struct class_result results[CLASS_AXES_MAX] = {{0}};
	for (size_t i = 0; i < classification->axes_count; i++)
		classify_axis(&results[i], classification, i, answers);
	char *label = outcome(classification, results);
	if (prompt_choice(shell, label, choices, 2, NULL, 0) == 0)
		save(self, shell, answers, results);
	free(label);
	for (size_t i = 0; i < classification->axes_count; i++)
		class_result_release(&results[i]);
}

void view_record_classify(struct view_record *self, struct shell *shell)
{
	const struct classification *classification = shell->workplace->pack->classification;
	enum truth *answers = mem_new(classification->questions_count + 1, sizeof *answers);
	bool going = true;
	asset_answers(shell->workplace, view_record_index(self, shell), answers);
	for (size_t i = 0; i < classification->axes_count && going; i++)
		going = ask_axis(shell, &classification->axes[i], answers);
	if (going)
		conclude(self, shell, answers);
	free(answers);
}
