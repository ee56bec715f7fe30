/* pack diff: what a revision changed. */
#include <stdint.h>

#include "command.h"
#include "tenken/core/pack_diff.h"

static void put_list(struct json *into, const char *key, const struct pack_difference *items, size_t count, bool questions)
{
	struct json *node = json_put_object(into, key);
	for (int change = 0; change < PACK_CHANGES; change++) {
		if (change == PACK_REWORDED && !questions)
			continue;
		struct json *list = json_put_array(node, pack_change_code((enum pack_change)change));
		for (size_t i = 0; i < count; i++)
			if (items[i].change == (enum pack_change)change)
				json_put_string(list, NULL, items[i].id);
	}
}

static void diff_json(const struct pack_diff *diff, const struct pack *from, const struct pack *to)
{
	struct json *root = json_new_object();
	json_put_string(root, "from", from->id);
	json_put_string(root, "to", to->id);
	put_list(root, "clauses", diff->clauses, diff->clauses_count, false);
	put_list(root, "questions", diff->questions, diff->questions_count, true);
	print_json(root);
}

static const char *change_word(enum pack_change change)
{
	static const char *const words[] = {
	        [PACK_ADDED] = N_("new"),
	        [PACK_REMOVED] = N_("gone"),
	        [PACK_CHANGED] = N_("changed"),
	        [PACK_REWORDED] = N_("worded otherwise"),
	};
	return _(words[change]);
}

static void print_list(const char *title, const struct pack_difference *items, size_t count, const struct pack *from,
                       const struct pack *to)
{
	print_line("%s", title);
	for (size_t i = 0; i < count; i++) {
		const struct pack *pack = items[i].change == PACK_REMOVED ? from : to;
		size_t question = pack_find_question(pack, items[i].id);
		print_line("  %s  %s%s%s", change_word(items[i].change), items[i].id, question == SIZE_MAX ? "" : "  ",
		           question == SIZE_MAX ? "" : bilingual_text(&pack->questions[question].text));
	}
}

static void diff_text(const struct pack_diff *diff, const struct pack *from, const struct pack *to)
{
	size_t anew = 0;
	print_list(_("Clauses"), diff->clauses, diff->clauses_count, from, to);
	print_list(_("Questions"), diff->questions, diff->questions_count, from, to);
	for (size_t i = 0; i < diff->questions_count; i++)
		anew += diff->questions[i].change == PACK_ADDED || diff->questions[i].change == PACK_CHANGED;
	print_line(P_("%zu of %zu questions is asked anew; for the others last year's answer can be confirmed.",
	              "%zu of %zu questions are asked anew; for the others last year's answer can be confirmed.", anew),
	           anew, to->questions_count);
}

int command_pack_diff(struct cli *cli, struct args *args, struct error *err)
{
	const char *from_name, *to_name;
	struct pack_diff diff;
	if (!args_require(args, "A", &from_name, err) || !args_require(args, "B", &to_name, err) || !args_done(args, err))
		return failed(err);
	struct pack *from = read_pack(cli, from_name, err), *to = from ? read_pack(cli, to_name, err) : NULL;
	if (to) {
		pack_diff_compute(&diff, from, to);
		if (cli->globals.json)
			diff_json(&diff, from, to);
		else
			diff_text(&diff, from, to);
		pack_diff_release(&diff);
	}
	bool ok = to != NULL;
	pack_free(to);
	pack_free(from);
	return ok ? 0 : failed(err);
}
