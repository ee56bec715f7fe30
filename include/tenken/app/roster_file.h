/* roster_file.h — the list of units with which a campaign is opened.
 *
 * A CSV file as Excel saves it (UTF-8, with or without BOM, or CP932). The first row names the columns, in either language and
 * any order: code, bureau, unit, roles, contact, predecessor (コード, 局, 課, 役割, 連絡先, 前身); the last two may be absent.
 * Several roles or predecessors are separated by ";". */
#ifndef TENKEN_APP_ROSTER_FILE_H
#define TENKEN_APP_ROSTER_FILE_H

#include "tenken/core/pack.h"
#include "tenken/store/exchanges.h"

/* Reads the file. Roles are looked up in `pack`. Errors: ERROR_INPUT with every fault and its line (missing columns, blank or
 * doubled codes, unknown roles, a unit without a name), ERROR_NOT_FOUND; `roster` is then empty. Release with
 * roster_release(). */
bool roster_file_read(struct roster *roster, const char *path, const struct pack *pack, struct error *err);

/* Each that was found, in the order of the file. */
struct roster_fault {
	size_t line;
	char *text; /* one line, as it may be shown */
};
struct roster_faults {
	struct roster_fault *items;
	size_t count;
	size_t more; /* that were found beyond 10,000 and are not kept */
};
void roster_faults_release(struct roster_faults *faults);
/* The same, with the faults one by one, for who looks through them; none where the file cannot be read as a table at all. Release
 * `faults` in any case. */
bool roster_file_check(struct roster *roster, const char *path, const struct pack *pack, struct roster_faults *faults,
                       struct error *err);

#endif
