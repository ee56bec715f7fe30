/* Classifying an information asset: yes/no questions, from the highest class down; then the class, why, and what it demands. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

struct step {
	const struct class_axis *axis;
	size_t level, question;
};

/* All questions in the order in which they are asked: by axis, from the highest level down. Caller frees. */
static struct step *steps_of(const struct classification *classification, size_t *count)
{
	struct step *steps = mem_new(classification->questions_count + 1, sizeof *steps);
	*count = 0;
	for (size_t i = 0; i < classification->axes_count; i++) {
		const struct class_axis *axis = &classification->axes[i];
		for (size_t l = 0; l < axis->levels_count; l++)
			for (size_t q = 0; q < axis->levels[l].questions_count; q++)
				steps[(*count)++] = (struct step){axis, l, axis->levels[l].questions + q};
	}
	return steps;
}

/* What was asked, so that Esc can go back to it: nobody answers a dozen questions again for one slip. */
struct trail {
	const struct step *steps;
	size_t count;
	size_t *asked; /* indices into steps */
	size_t asked_count;
	const enum truth *before; /* the answers that the record held, one for each question */
};

/* Asks the questions that are left; with `back`, the one asked last again, first. Whoever goes back further takes back the
 * answers on the way. False when the person left at the first one. */
static bool ask_all(struct shell *shell, struct trail *trail, bool back, enum truth *answers)
{
	static const enum truth chosen[] = {TRUTH_TRUE, TRUTH_FALSE, TRUTH_UNKNOWN};
	const struct classification *classification = shell->workplace->pack->classification;
	size_t at = trail->asked_count ? trail->asked[trail->asked_count - 1] + 1 : 0;
	while (back || at < trail->count) {
		if (back && trail->asked_count == 0)
			return false;
		if (back)
			at = trail->asked[--trail->asked_count];
		const struct step *step = &trail->steps[at];
		if (!back && is_settled(shell->workplace, step->axis, step->level, answers, step->question)) {
			at++;
			continue;
		}
		int choice = ask(shell, &classification->questions[step->question], answers[step->question]);
		if (shell_is_leaving(shell))
			return false;
		back = choice < 0;
		if (back) {
			answers[step->question] = trail->before[step->question];
			continue;
		}
		answers[step->question] = chosen[choice];
		trail->asked[trail->asked_count++] = at++;
	}
	return true;
}

/* What the answers came to, in whatever language it is read. */
struct classed {
	const struct pack *pack;
	enum truth *answers;
};

static void free_classed(void *data)
{
	struct classed *classed = data;
	free(classed->answers);
	free(classed);
}

static char *class_text(struct shell *shell, void *data, struct error *err)
{
	const struct classed *classed = data;
	const struct classification *classification = classed->pack->classification;
	struct class_result *results = mem_new(classification->axes_count + 1, sizeof *results);
	(void)shell;
	(void)err;
	for (size_t i = 0; i < classification->axes_count; i++)
		classify_axis(&results[i], classification, i, classed->answers);
	char *text = classification_text(classed->pack, results, NULL);
	for (size_t i = 0; i < classification->axes_count; i++)
		class_result_release(&results[i]);
	free(results);
	return text;
}

static void open_class(struct shell *shell, const enum truth *answers)
{
	const struct pack *pack = shell->workplace->pack;
	struct classed *data = mem_new(1, sizeof *data);
	*data = (struct classed){pack, mem_new(pack->classification->questions_count + 1, sizeof *answers)};
	for (size_t i = 0; i < pack->classification->questions_count; i++)
		data->answers[i] = answers[i];
	const struct text_source source = {
	        .title = N_("Class, reason, handling"), .write = class_text, .free_data = free_classed, .data = data};
	view_text_open(shell, &source);
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
	open_class(shell, answers);
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

/* False: back to the questions. */
static bool conclude(struct view_record *self, struct shell *shell, const enum truth *answers)
{
	const struct classification *classification = shell->workplace->pack->classification;
	const char *const choices[] = {_("Write it into the record"), _("Leave the record as it is")};
	struct class_result results[CLASS_AXES_MAX] = {{0}};
	for (size_t i = 0; i < classification->axes_count; i++)
		classify_axis(&results[i], classification, i, answers);
	char *label = outcome(classification, results);
	int choice = prompt_choice(shell, label, choices, 2, NULL, 0);
	if (choice == 0)
		save(self, shell, answers, results);
	free(label);
	for (size_t i = 0; i < classification->axes_count; i++)
		class_result_release(&results[i]);
	return choice >= 0 || shell_is_leaving(shell);
}

void view_record_classify(struct view_record *self, struct shell *shell)
{
	const struct classification *classification = shell->workplace->pack->classification;
	enum truth *answers = mem_new(classification->questions_count + 1, sizeof *answers);
	enum truth *before = mem_new(classification->questions_count + 1, sizeof *before);
	size_t *asked = mem_new(classification->questions_count + 1, sizeof *asked), count;
	struct step *steps = steps_of(classification, &count);
	struct trail trail = {.steps = steps, .count = count, .asked = asked, .before = before};
	bool back = false;
	asset_answers(shell->workplace, view_record_index(self, shell), before);
	memcpy(answers, before, (classification->questions_count + 1) * sizeof *answers);
	while (ask_all(shell, &trail, back, answers) && !conclude(self, shell, answers))
		back = true;
	free(steps);
	free(asked);
	free(before);
	free(answers);
}
