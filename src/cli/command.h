/* command.h — what a command is, and what all of them share. */
#ifndef TENKEN_CLI_COMMAND_H
#define TENKEN_CLI_COMMAND_H

#include "args.h"
#include "tenken/app/workplace.h"
#include "tenken/base/json.h"
#include "tenken/cli/cli.h"

struct cli {
	struct cli_globals globals;
	struct date today;
	bool told; /* what is to be said once on opening has been said */
};

struct command {
	const char *name;
	/* Does it. Returns the exit status; on failure sets err and returns error_exit_status(err->code). */
	int (*run)(struct cli *cli, struct args *args, struct error *err);
	const char *usage;   /* one line for each way to call it, without "tenken", separated by \n; not translated */
	const char *summary; /* N_(): one sentence */
	const char *details; /* N_(): more, for `help COMMAND`; or NULL */
};

extern const struct command commands[];
extern const size_t commands_count;
/* The command of this name; NULL with ERROR_USAGE and a near name when there is none. Borrowed. */
const struct command *find_command(const char *name, struct error *err);

/* The commands, one file a group. */
int command_init(struct cli *cli, struct args *args, struct error *err);
int command_rename(struct cli *cli, struct args *args, struct error *err);
int command_status(struct cli *cli, struct args *args, struct error *err);
int command_profile(struct cli *cli, struct args *args, struct error *err);
int command_checklist(struct cli *cli, struct args *args, struct error *err);
int command_answer(struct cli *cli, struct args *args, struct error *err);
int command_confirm(struct cli *cli, struct args *args, struct error *err);
int command_undo(struct cli *cli, struct args *args, struct error *err);
int command_redo(struct cli *cli, struct args *args, struct error *err);
int command_history(struct cli *cli, struct args *args, struct error *err);
int command_plan(struct cli *cli, struct args *args, struct error *err);
int command_check(struct cli *cli, struct args *args, struct error *err);
int command_report(struct cli *cli, struct args *args, struct error *err);
int command_sheet(struct cli *cli, struct args *args, struct error *err);
int command_pack(struct cli *cli, struct args *args, struct error *err);
int command_classify(struct cli *cli, struct args *args, struct error *err);
int command_pack_text(struct cli *cli, struct args *args, struct error *err);
/* pack diff. */
int command_pack_diff(struct cli *cli, struct args *args, struct error *err);
/* pack digest. */
int command_pack_digest(struct cli *cli, struct args *args, struct error *err);
int command_evaluate(struct cli *cli, struct args *args, struct error *err);
int command_verify(struct cli *cli, struct args *args, struct error *err);
int command_backup(struct cli *cli, struct args *args, struct error *err);
int command_restore(struct cli *cli, struct args *args, struct error *err);
int command_register(struct cli *cli, struct args *args, struct error *err);
int command_exception(struct cli *cli, struct args *args, struct error *err);
int command_office(struct cli *cli, struct args *args, struct error *err);
int command_campaign(struct cli *cli, struct args *args, struct error *err);
int command_join(struct cli *cli, struct args *args, struct error *err);
int command_submit(struct cli *cli, struct args *args, struct error *err);
int command_receive(struct cli *cli, struct args *args, struct error *err);
int command_common(struct cli *cli, struct args *args, struct error *err);
int command_dissent(struct cli *cli, struct args *args, struct error *err);
int command_push(struct cli *cli, struct args *args, struct error *err);
int command_handover(struct cli *cli, struct args *args, struct error *err);
int command_collect(struct cli *cli, struct args *args, struct error *err);
int command_roster(struct cli *cli, struct args *args, struct error *err);
int command_show(struct cli *cli, struct args *args, struct error *err);
int command_return(struct cli *cli, struct args *args, struct error *err);
int command_accept(struct cli *cli, struct args *args, struct error *err);
/* Runs nothing itself: the screens are opened behind cli_main(). */
int command_tour(struct cli *cli, struct args *args, struct error *err);
int command_about(struct cli *cli, struct args *args, struct error *err);
int command_help(struct cli *cli, struct args *args, struct error *err);

/* What can be done with one register: an index in their names. */
enum { REGISTER_LIST, REGISTER_SUBCOMMANDS = 8 };
extern const char *const register_subcommands[REGISTER_SUBCOMMANDS];
/* `register KIND WHAT …`. */
int register_subcommand(struct cli *cli, struct args *args, const char *kind, int what, struct error *err);

/* The exit status of a failure. */
int failed(const struct error *err);
/* Opens the workplace of the global options. */
bool open_workplace(struct cli *cli, struct workplace *workplace, struct error *err);
/* Whether the database of the global options is an office's. */
bool is_office(const struct cli *cli);
/* The plans of all units in an office's database: `plan list` there. */
struct plan_notes;
/* What was noted of a plan, a line each; as the array "progress". */
void print_plan_notes(const char *indent, const struct plan_notes *notes);
void put_plan_notes(struct json *into, const struct plan_notes *notes);
int list_office_plans(struct cli *cli, bool overdue, struct error *err);
/* Opens the office of the global options. */
struct office;
bool open_office(struct cli *cli, struct office *office, struct error *err);
/* The path of the database. Caller frees. */
char *database_path(const struct cli *cli, struct error *err);
/* Takes --checklist and gives the checklist it names (or the only one). */
bool take_checklist(struct args *args, struct workplace *workplace, struct checklist **checklist, struct error *err);

/* The pack `name` (id or folder), else that of --pack, else the default. Caller frees. */
struct pack *read_pack(const struct cli *cli, const char *name, struct error *err);

/* One sub-command word: its index in `names`, or -1 with ERROR_USAGE and a near name. `fallback`: when there is no word
 * (-1: a word is needed). */
int take_subcommand(struct args *args, const char *const *names, size_t count, int fallback, struct error *err);

/* --- printing: everything through text_safe() --- */
void print_line(const char *fmt, ...) TENKEN_PRINTF(1, 2);
/* The same on one line, whatever is in it: what a section has typed must not look like a line of its own. */
void print_row(const char *fmt, ...) TENKEN_PRINTF(1, 2);
/* Prints the tree and frees it. */
void print_json(struct json *node);
/* Writes what is in `text` as it is (it has been made safe). */
void print_raw(const char *text, size_t len_bytes);
/* One verdict as an object of the list. */
struct facts;
struct verdict;
void put_verdict(struct json *list, const struct pack *pack, const struct facts *facts, const struct verdict *verdict);
/* The clauses of its rule, "5.1.イ.1, 6.4.2.イ". Caller frees. */
char *verdict_clauses(const struct pack *pack, const struct verdict *verdict);
void json_put_bilingual(struct json *into, const char *key, const struct bilingual *text);
/* `text` fitted to columns, for tables; ambiguous characters as one column or two as the terminal's option says. */
void add_column(struct strbuf *line, const char *text, int width_cols);

#endif
