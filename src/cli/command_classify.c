/* classify: which class information has, why, and what handling that demands.
 *
 * First an answer for each question of the classification is made up, then they are judged and shown: where the answers come
 * from makes no difference to the rest. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "tenken/app/classifying.h"
#include "tenken/app/packs.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* --- answers --- */

/* One word of --facts: "ID" is a yes, "ID=?" an answer that is still open. */
static bool take_fact(const struct pack *pack, char *word, enum truth *answers, struct error *err)
{
	bool open = str_ends_with(word, "=?");
	size_t question;
	if (open)
		word[strlen(word) - strlen("=?")] = '\0';
	if (classification_is_neutral(pack, word))
		return true;
	question = classification_require_question(pack->classification, word, err);
	if (question == SIZE_MAX)
		return false;
	answers[question] = open ? TRUTH_UNKNOWN : TRUTH_TRUE;
	return true;
}

/* The questions listed are answered yes, all others no. */
static bool answers_from_facts(const struct pack *pack, const char *facts, enum truth *answers, struct error *err)
{
	bool ok = true;
	for (size_t i = 0; i < pack->classification->questions_count; i++)
		answers[i] = TRUTH_FALSE;
	while (ok && *facts) {
		size_t len_bytes = strcspn(facts, ",");
		size_t blanks = strspn(facts, " ");
		if (blanks > len_bytes)
			blanks = len_bytes;
		char *word = mem_strndup(facts + blanks, len_bytes - blanks);
		for (size_t end = strlen(word); end && word[end - 1] == ' ';)
			word[--end] = '\0';
		if (*word)
			ok = take_fact(pack, word, answers, err);
		free(word);
		facts += len_bytes + (facts[len_bytes] == ',');
	}
	return ok;
}

/* --- as JSON --- */

static void put_clauses(struct json *node, const struct pack *pack, const size_t *clauses, size_t count)
{
	struct json *list = json_put_array(node, "clauses");
	for (size_t i = 0; i < count; i++)
		json_put_string(list, NULL, pack->clauses[clauses[i]].id);
}

static void put_questions(struct json *node, const char *key, const struct pack *pack, const struct class_result *result,
                          bool wanted)
{
	struct json *list = json_put_array(node, key);
	for (size_t i = 0; wanted && i < result->because_count; i++) {
		const struct class_question *question = &pack->classification->questions[result->because[i]];
		struct json *one = json_put_object(list, NULL);
		json_put_string(one, "id", question->id);
		json_put_bilingual(one, "text", &question->text);
		put_clauses(one, pack, question->clauses, question->clauses_count);
	}
}

static void put_handling(struct json *list, const struct pack *pack, const struct handling *handling, enum truth applies)
{
	struct json *node = json_put_object(list, NULL);
	json_put_string(node, "id", handling->id);
	json_put_string(node, "topic", handling_topic_code(handling->topic));
	if (applies == TRUTH_UNKNOWN)
		json_put_null(node, "applies");
	else
		json_put_bool(node, "applies", true);
	json_put_bilingual(node, "text", &handling->text);
	struct json *items = json_put_array(node, "items");
	for (size_t i = 0; i < handling->items_count; i++)
		json_put_bilingual(items, NULL, &handling->items[i]);
	put_clauses(node, pack, handling->clauses, handling->clauses_count);
}

static void print_as_json(const struct pack *pack, const struct class_result *results)
{
	const struct classification *classification = pack->classification;
	struct json *root = json_new_object();
	json_put_string(root, "pack", pack->id);
	struct json *axes = json_put_array(root, "axes");
	for (size_t i = 0; i < classification->axes_count; i++) {
		const struct class_axis *axis = &classification->axes[i];
		struct json *node = json_put_object(axes, NULL);
		json_put_string(node, "axis", axis->id);
		json_put_string(node, "level", results[i].known ? axis->levels[results[i].level].id : NULL);
		put_questions(node, "because", pack, &results[i], results[i].known);
		put_questions(node, "missing", pack, &results[i], !results[i].known);
	}
	struct json *list = json_put_array(root, "handling");
	for (size_t i = 0; i < classification->handlings_count; i++) {
		enum truth applies = classify_handling(classification, i, results);
		if (applies != TRUTH_FALSE)
			put_handling(list, pack, &classification->handlings[i], applies);
	}
	print_json(root);
}

/* --- as text --- */

/* --- the command --- */

static void show_results(const struct cli *cli, const struct pack *pack, const struct class_result *results,
                         const bool *recorded)
{
	if (cli->globals.json) {
		print_as_json(pack, results);
		return;
	}
	char *text = classification_text(pack, results, recorded);
	print_line("%s", text);
	free(text);
}

static bool classifies(const struct pack *pack, struct error *err)
{
	return pack->classification ||
	       error_set(err, ERROR_INPUT, _("The pack %s classifies nothing: it has no classification.json."), pack->id);
}

static bool show_facts(const struct cli *cli, const char *facts, struct error *err)
{
	char *folder = packs_find(cli->globals.pack, err);
	struct pack *pack = folder ? packs_read(folder, NULL, err) : NULL;
	free(folder);
	bool ok = pack && classifies(pack, err);
	if (ok) {
		const struct classification *classification = pack->classification;
		enum truth *answers = mem_new(classification->questions_count + 1, sizeof *answers);
		struct class_result results[CLASS_AXES_MAX] = {{0}};
		ok = answers_from_facts(pack, facts, answers, err);
		for (size_t i = 0; ok && i < classification->axes_count; i++)
			classify_axis(&results[i], classification, i, answers);
		if (ok)
			show_results(cli, pack, results, NULL);
		for (size_t i = 0; i < classification->axes_count; i++)
			class_result_release(&results[i]);
		free(answers);
	}
	pack_free(pack);
	return ok;
}

static bool show_asset(const struct cli *cli, const struct workplace *workplace, const char *id, struct error *err)
{
	struct class_result results[CLASS_AXES_MAX] = {{0}};
	bool recorded[CLASS_AXES_MAX] = {0};
	size_t too_low, owner = assets_register(workplace->pack);
	if (!classifies(workplace->pack, err))
		return false;
	if (owner == SIZE_MAX)
		return error_set(err, ERROR_INPUT, _("The pack %s has no register of information assets."), workplace->pack->id);
	size_t record = register_require_record(workplace, owner, id, err);
	if (record == SIZE_MAX)
		return false;
	asset_results(workplace, record, results, recorded, &too_low);
	if (too_low && !cli->globals.json)
		print_line(_("The record has a lower class than its contents demand."));
	show_results(cli, workplace->pack, results, recorded);
	for (size_t i = 0; i < workplace->pack->classification->axes_count; i++)
		class_result_release(&results[i]);
	return true;
}

int command_classify(struct cli *cli, struct args *args, struct error *err)
{
	const char *facts = NULL, *asset = NULL;
	struct workplace workplace;
	if (!args_option(args, "--facts", &facts, err) || !args_option(args, "--asset", &asset, err) ||
	    !args_done(args, err))
		return failed(err);
	if (!facts == !asset) {
		error_set(err, ERROR_USAGE, _("Say what is to be classified: --facts ID,ID or --asset ID."));
		return failed(err);
	}
	if (facts)
		return show_facts(cli, facts, err) ? 0 : failed(err);
	if (!open_workplace(cli, &workplace, err))
		return failed(err);
	bool ok = show_asset(cli, &workplace, asset, err);
	workplace_close(&workplace);
	return ok ? 0 : failed(err);
}
