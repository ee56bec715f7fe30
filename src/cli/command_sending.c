/* push, handover, campaign publish --common: what the office sends of its own accord. */
#include <stdlib.h>

#include "command.h"
#include "passphrase.h"
#include "roster.h"
#include "sending.h"
#include "tenken/app/office.h"
#include "tenken/base/str.h"

/* The office and its key, open for sending. */
struct sending {
	struct office office;
	struct secret_key *key;
	const char *folder;
};

static bool begin(struct sending *sending, struct cli *cli, struct args *args, struct error *err)
{
	*sending = (struct sending){0};
	char *passphrase = NULL;
	bool ok = args_option(args, "-o", &sending->folder, err);
	if (ok && !sending->folder)
		ok = error_set(err, ERROR_USAGE, _("%s is missing."), "-o");
	ok = ok && (passphrase = take_passphrase(cli, args, false, err)) != NULL && open_office(cli, &sending->office, err);
	if (ok && !(sending->key = office_unlock(&sending->office, passphrase, err))) {
		office_close(&sending->office);
		ok = false;
	}
	passphrase_free(passphrase);
	return ok;
}

static void end(struct sending *sending)
{
	office_lock(sending->key);
	office_close(&sending->office);
}

/* Every file is named as soon as it is there: what was done before an error is known. */
static bool push_to(struct sending *sending, const size_t *units, size_t count, const char *question, const char *text,
                    struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		char *written = NULL;
		if (!office_push(&sending->office, units[i], question, text, sending->folder, sending->key, &written, err))
			return false;
		/* The roster was read anew. */
		const struct roster_unit *unit = &sending->office.roster.items[units[i]];
		print_line(_("Wrote %s. Hand this file to %s %s."), written, unit->bureau, unit->name);
		free(written);
	}
	return true;
}

int command_push(struct cli *cli, struct args *args, struct error *err)
{
	const char *question, *to = NULL, *text = NULL;
	struct sending sending;
	size_t *units = NULL, count = 0;
	if (!args_option(args, "--to", &to, err) || !args_option(args, "--text", &text, err))
		return failed(err);
	if (!to || !text) {
		error_set(err, ERROR_USAGE, _("%s is missing."), to ? "--text" : "--to");
		return failed(err);
	}
	if (!begin(&sending, cli, args, err))
		return failed(err);
	bool ok = args_require(args, "QUESTION", &question, err) && args_done(args, err) &&
	          office_units_parse(&sending.office, to, &units, &count, err) &&
	          push_to(&sending, units, count, question, text, err);
	free(units);
	end(&sending);
	return ok ? 0 : failed(err);
}

int command_handover(struct cli *cli, struct args *args, struct error *err)
{
	const char *code;
	struct sending sending;
	char *written = NULL, *missing = NULL;
	if (!begin(&sending, cli, args, err))
		return failed(err);
	bool ok = args_require(args, "UNIT", &code, err) && args_done(args, err);
	size_t unit = ok ? office_unit(&sending.office, code, err) : SIZE_MAX;
	ok = ok && unit != SIZE_MAX && office_handover(&sending.office, unit, sending.folder, sending.key, &written, &missing, err);
	if (ok)
		print_line(_("Wrote %s. The section joins first, then takes this file in (tenken receive)."), written);
	if (missing)
		print_line(_("Nothing of %s is in it: nothing of it was accepted in that year."), missing);
	free(missing);
	free(written);
	end(&sending);
	return ok ? 0 : failed(err);
}

int publish_common(struct cli *cli, struct args *args, struct error *err)
{
	struct sending sending;
	char *written = NULL;
	size_t count = 0;
	if (!begin(&sending, cli, args, err))
		return failed(err);
	bool ok = args_done(args, err) &&
	          office_publish_common(&sending.office, sending.folder, sending.key, &count, &written, err);
	if (ok)
		print_line(P_("%zu central answer written to %s. The file is for all units: each takes it in (tenken receive).",
		              "%zu central answers written to %s. The file is for all units: each takes it in (tenken receive).", count),
		           count, written);
	free(written);
	end(&sending);
	return ok ? 0 : failed(err);
}
