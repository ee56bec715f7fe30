/* The table of commands, and `help`, which is made from it. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

#define CHECKLIST " [--checklist ID]"
#define PASSPHRASE " [--passphrase-file F]"

const struct command commands[] = {
        {"init", command_init, "init --bureau B --unit NAME [--code C] [--fiscal-year Y] [--role R]...",
         N_("Makes the database and the checklists of the roles."),
         N_("The fiscal year may be written 2026, R8 or 令和8年度; left out, it is the one of today. Without --role "
            "the checklist "
            "of the information manager (info_manager) is made.")},
        {"rename", command_rename, "rename [--bureau B] [--unit NAME] [--code C]",
         N_("Mends what the bureau and the section are called."),
         N_("In a campaign the office's roster says it.")},
        {"status", command_status, "status", N_("Shows where each checklist stands."), NULL},
        {"profile", command_profile, "profile [show]\nprofile set FACT yes|no|unknown",
         N_("Shows or sets the facts that decide which questions apply."), NULL},
        {"checklist", command_checklist,
         "checklist [list]\nchecklist add --role R [--subject system:ID]\n"
         "checklist remove ID [--force]\n"
         "checklist show [ID] [--filter unanswered|open|unsure|noted|carried|changed|lacking|plans-left|overdue]",
         N_("Lists checklists, adds one, or shows the questions of one."), NULL},
        {"answer", command_answer,
         "answer QUESTION ANSWER [--note T] [--reason T]" CHECKLIST
         "\nanswer QUESTION --elements a=yes,b=no,c=na" CHECKLIST "\nanswer --file F",
         N_("Answers a question, or many from a CSV or JSON file."),
         N_("ANSWER is implemented, partial, not_implemented, not_applicable, exception or unsure. A file has the "
            "columns "
            "checklist, question, answer, note, reason, elements; it is written as a whole or not at all.")},
        {"confirm", command_confirm, "confirm QUESTION" CHECKLIST, N_("Confirms last year's answer as this year's."),
         NULL},
        {"undo", command_undo, "undo" CHECKLIST, N_("Takes the last change back; the history keeps it."), NULL},
        {"redo", command_redo, "redo" CHECKLIST, N_("Does again what was taken back."), NULL},
        {"history", command_history, "history QUESTION" CHECKLIST,
         N_("Shows every answer that was ever given to a question."), NULL},
        {"plan", command_plan,
         "plan set QUESTION --cause T --measure T --person T --due D [--reason T] [--preventive]" CHECKLIST
         "\nplan progress QUESTION --note T" CHECKLIST "\nplan done QUESTION --evidence T" CHECKLIST
         "\nplan [list] [--overdue]",
         N_("Sets, follows and lists corrective actions."),
         N_("For an answer \"unsure\" say who finds out and by when: plan set QUESTION --person T --due D. Dates may "
            "be written "
            "2026-10-31 or 令和8年10月31日. A due date that was set is moved with --reason only; the first one is kept "
            "and shown beside "
            "it. In the office's database \"list\" shows the plans of all units.")},
        {"check", command_check, "check", N_("Lists what is missing before submission; ends with 1 if anything is."),
         NULL},
        {"report", command_report,
         "report [--format text|html|csv|xlsx|json] [--no-approval] [-o FILE]\n"
         "report [--scope city|bureau:NAME] [--format text|html|csv|xlsx|json] [--sample N] [-o FILE]\n"
         "report --format oscal-ar|oscal-poam|oscal-catalog [--scope city|bureau:NAME] [-o FILE]",
         N_("Prints the self-check sheet with its figures, or the report on the city."),
         N_("Without -o it goes to standard output. In a section's database it is the sheet; --no-approval leaves out "
            "the approval boxes. "
            "In an office's database it is the report on all units of the campaign, or on those of one bureau: who "
            "handed in, the figures "
            "with their formulas, by bureau, chapter, clause and role, causes, rules, plans, exceptions, the years, "
            "sections that need a look, "
            "and a sample of --sample answers (30) to verify on the spot. html and xlsx hold all of it; csv is a table "
            "of all answers. What "
            "lists weaknesses is confidentiality 3C.")},
        {"sheet", command_sheet,
         "sheet export -o F.xlsx" CHECKLIST "\nsheet import F.xlsx|F.csv [--dry-run] [--replace]",
         N_("Hands a checklist out as an Excel sheet, and takes in what was filled in."),
         N_("For those who have no terminal: the cells to be filled in are open, all others protected. What comes "
            "back, as .xlsx or saved as "
            "CSV, is shown row by row before it is written: new, or what it was and what it will be. All is written or "
            "nothing; --dry-run "
            "writes nothing. What was changed here after the sheet was handed out is overwritten with --replace only; "
            "on a terminal it is "
            "asked. Empty cells change nothing.")},
        {"pack", command_pack,
         "pack [list]\npack show [ID|DIR]\npack lint DIR\npack diff A B\npack text import FILE [--dry-run]\n"
         "pack text template [-o FILE]\npack text show CLAUSE\npack digest FILE|-\npack coverage",
         N_("Shows and checks packs: the standard as data."),
         N_("lint reads a pack as a compiler would and ends with 1 if it found errors. coverage lists which questions "
            "ask which "
            "duty. text adds the official wording of the clauses, which is not in a pack: import takes the published "
            "text "
            "or a table with the columns id and text, keeps what fits the pack, lists what is missing, and ends with 1 "
            "if rows "
            "of the table did not fit, with 3 if nothing did; template writes such a table. digest prints what stands "
            "for a clause's "
            "text in a pack. diff shows what a revision changed, and so which questions are asked anew.")},
        {"register", command_register,
         "register [list]\nregister KIND [list]\nregister KIND add ID FIELD=VALUE...\nregister KIND set ID "
         "FIELD=VALUE...\n"
         "register KIND remove ID\nregister KIND complete yes|no\nregister KIND history ID\n"
         "register KIND template [-o F.csv]\nregister KIND import F.csv|F.xlsx [--dry-run]\n"
         "register export [-o F.json]\nregister import F.json [--dry-run]\nregister network",
         N_("Keeps the registers: assets, systems, links, devices, contracts, exceptions ..."),
         N_("Lists are written with commas; FIELD= empties a field, FIELD=? makes it unknown. A register that is "
            "declared complete "
            "decides the questions that hang on it. Imports are written as a whole or not at all; --dry-run shows what "
            "would "
            "change.")},
        {"exception", command_exception,
         "exception [list] [--open]\nexception add ID FIELD=VALUE...\nexception set ID FIELD=VALUE...\nexception "
         "report ID [-o FILE]",
         N_("Keeps the ledger of permitted exceptions (the register \"exception\")."),
         N_("In the office's database \"list\" shows those of all units, what needs action first; --open: only that. "
            "\"report\" writes the sheet by "
            "which an exception made in an emergency is reported afterwards: it is confidentiality 3C.")},
        {"join", command_join, "join FILE --unit-code CODE --join-code CODE",
         N_("Joins the office's campaign with its file and the codes on the slip."),
         N_("Where there is no database it is made, with the checklists that the office asks of the section. A code "
            "that does not fit "
            "the file leaves nothing behind.")},
        {"submit", command_submit, "submit --confirmed-by TITLE -o FOLDER",
         N_("Hands in: writes one file with all that the section answered."),
         N_("Only when \"tenken check\" misses nothing. TITLE is the head's who confirms. The file is sealed for the "
            "office, unless the campaign says that the city's own tool encrypts it; hand it over as "
            "the office says.")},
        {"receive", command_receive, "receive FILE", N_("Takes in a file from the office."),
         N_("It is what the office says of the submission, a question that is to be looked at again, the central "
            "answers, or last year's "
            "answers of whoever kept the section before.")},
        {"common", command_common, "common", N_("Lists what is answered centrally (共通), and by whom."), NULL},
        {"dissent", command_dissent, "dissent QUESTION --text T\ndissent QUESTION --withdraw",
         N_("Objects to a central answer, or takes that back."),
         N_("The objection goes to the office with the next submission, which holds it against whoever answered "
            "centrally.")},
        {"office", command_office,
         "office init [--name NAME] [--own-unit CODE]" PASSPHRASE "\noffice escrow -o FILE" PASSPHRASE
         "\noffice restore FILE" PASSPHRASE,
         N_("Makes the office's database and key, an escrow key, or puts that in the place of a lost one."),
         N_("Without the passphrase nothing that sections hand in can be read: the escrow key, kept elsewhere, is the "
            "only way back. "
            "Where no file is named the passphrase is asked for on the terminal.")},
        {"campaign", command_campaign,
         "campaign new --fiscal-year Y --roster F.csv|F.xlsx --due D [--exchange sealed|external] [--period "
         "KEY=P12M]... [--extra]\n"
         "campaign publish [--common] -o FOLDER" PASSPHRASE "\ncampaign [show]\ncampaign code UNIT\ncampaign list",
         N_("Opens the year's campaign from a roster, and hands it out."),
         N_("The roster is a CSV or Excel file with the columns code, bureau, unit, roles, contact, predecessor. "
            "\"publish\" writes campaign.tenken "
            "for all, and a code for each unit (codes.csv, slips.html), which goes to it on paper; with --common the "
            "accepted answers of central roles, for all. \"code\" issues a new one to a unit that "
            "lost its key. Commands at the office are about the newest campaign; --campaign 2026 or --campaign #3 (of "
            "\"list\") turns to an "
            "earlier one, to follow up what it left. Files find their campaign by themselves.")},
        {"collect", command_collect, "collect PATH... [--dry-run]" PASSPHRASE,
         N_("Takes in what sections have handed in, from files and folders."),
         N_("Every file ends as taken in, known already, or rejected with its reason; then the exit status is 3. Files "
            "are never "
            "changed or moved.")},
        {"roster", command_roster, "roster [--state not_received|submitted|returned|accepted|closed] [--overdue]",
         N_("Shows where each unit stands, and how it answered."),
         N_("The counts are those of what a unit handed in last, by its own word; a unit from which nothing was "
            "received has none.")},
        {"show", command_show, "show UNIT", N_("Shows what a unit handed in last."), NULL},
        {"return", command_return, "return UNIT --comment T [--on QUESTION=T]... -o FOLDER" PASSPHRASE,
         N_("Returns a submission with comments, as a sealed file for the unit."), NULL},
        {"accept", command_accept, "accept UNIT... [-o FOLDER]" PASSPHRASE "\naccept --clean [-o FOLDER]" PASSPHRASE,
         N_("Accepts submissions; --clean: all in which nothing needs a look."),
         N_("With -o a receipt is written for each unit, by which it sees that it was accepted. Nobody accepts what he "
            "has confirmed himself. The office's own unit is accepted by the security chief (--actor, --for).")},
        {"handover", command_handover, "handover UNIT -o FOLDER" PASSPHRASE,
         N_("Hands last year's accepted answers to whoever keeps the unit now."),
         N_("For a successor on a new PC, also of a unit that was renamed, split or merged: the roster names its "
            "predecessors. The section "
            "joins first, then takes the file in.")},
        {"push", command_push, "push QUESTION --to UNITS --text T -o FOLDER" PASSPHRASE,
         N_("Asks units to look at a question again (preventive action)."),
         N_("UNITS is codes with commas between them, bureau:NAME, or all. Each unit gets a sealed file; its answer to "
            "the question counts "
            "again only when somebody has answered it anew.")},
        {"classify", command_classify, "classify --facts ID,ID,... [--pack ID|DIR]\nclassify --asset ID",
         N_("Says which class information has, why, and what handling that demands."),
         N_("The questions listed are answered yes, all others no; --facts \"\" answers all of them no, and ID=? "
            "leaves one open. No "
            "database is needed. --asset takes what the register says of an information asset.")},
        {"evaluate", command_evaluate, "evaluate FACTS.json [--pack ID|DIR] [--all]",
         N_("Judges the records of registers by the pack's rules."),
         N_("FACTS.json holds the records; no database is needed. Without --all what a "
            "rule does not apply to is left out. It ends with 0 whatever the verdicts are, and with 3 if the file is "
            "wrong: then "
            "every defect is listed and nothing is judged.")},
        {"verify", command_verify, "verify",
         N_("Recomputes the database's chain of hashes; ends with 1 if it is damaged."), NULL},
        {"backup", command_backup, "backup FILE", N_("Copies the database into a new file."), NULL},
        {"restore", command_restore, "restore FILE",
         N_("Puts a backup in the database's place and keeps what was there."), NULL},
        {"tour", command_tour, "tour",
         N_("Practises on the screens: ten steps in a made-up section; with --plain as a text."),
         N_("The section stands in a private temporary folder and is gone afterwards; your own database is neither "
            "opened nor looked "
            "for. Where no terminal is, the steps are printed.")},
        {"about", command_about, "about",
         N_("Shows version, licences and the application form with the files' hashes."), NULL},
        {"help", command_help, "help [COMMAND]", N_("Shows this, or how one command is called."), NULL},
};
const size_t commands_count = sizeof commands / sizeof *commands;

const struct command *find_command(const char *name, struct error *err)
{
	const char *names[64];
	for (size_t i = 0; i < commands_count; i++) {
		if (str_equal(commands[i].name, name))
			return &commands[i];
		names[i] = commands[i].name;
	}
	const char *near = text_nearest(name, names, commands_count);
	if (near)
		error_set(err, ERROR_USAGE, _("There is no command \"%s\". Did you mean \"%s\"?"), name, near);
	else
		error_set(err, ERROR_USAGE, _("There is no command \"%s\". \"tenken help\" lists them."), name);
	return NULL;
}

static void print_usage(const char *usage)
{
	while (*usage) {
		size_t len = strcspn(usage, "\n");
		print_line("  tenken %.*s", (int)len, usage);
		usage += len + (usage[len] == '\n');
	}
}

static void print_wrapped(const char *text)
{
	struct text_lines lines = {0};
	text_wrap(&lines, text, 76, 2);
	for (size_t i = 0; i < lines.count; i++)
		print_line("%.*s", (int)lines.lines[i].len_bytes, text + lines.lines[i].start_byte);
	text_lines_release(&lines);
}

static int help_on(const struct command *command)
{
	print_usage(command->usage);
	print_line(" ");
	print_wrapped(_(command->summary));
	if (command->details)
		print_wrapped(_(command->details));
	return 0;
}

static void help_all(void)
{
	print_line(_("tenken (点検): the yearly information-security self-check of a section."));
	print_line(_("Without a command the screens open."));
	print_line(" ");
	for (size_t i = 0; i < commands_count; i++)
		print_line("  %-10s %s", commands[i].name, _(commands[i].summary));
	print_line(" ");
	print_line("%s", _("Options that stand before or after any command:"));
	print_line("%s", _("  --db FILE         the database (else $TENKEN_DB, else the data folder's)\n"
	                   "  --pack ID|DIR     the standard\n"
	                   "  --lang ja|en      the language (else $TENKEN_LANG, else the locale)\n"
	                   "  --date D          the day that is reckoned for (else $TENKEN_DATE, else today)\n"
	                   "  --actor TITLE     who acts; --for TITLE: for whom\n"
	                   "  --json            output for programs\n"
	                   "  --readonly        look only\n"
	                   "  --plain           line by line, without a screen\n"
	                   "  --ascii, --no-color, --no-mouse    for the screens\n"
	                   "  --ambiguous 1|2|auto  columns of characters of ambiguous width"));
	print_line("%s", _("Exit status: 0 done, 1 the check failed, 2 wrong usage, 3 bad input, 4 conflict or refused, 5 storage."));
}

int command_help(struct cli *cli, struct args *args, struct error *err)
{
	(void)cli;
	const char *name = args_next(args);
	if (!args_done(args, err))
		return failed(err);
	if (!name) {
		help_all();
		return 0;
	}
	const struct command *command = find_command(name, err);
	return command ? help_on(command) : failed(err);
}
