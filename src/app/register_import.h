/* register_import.h — what the two kinds of files that bring records share: many pictures, checked together, written at once. */
#ifndef TENKEN_APP_REGISTER_IMPORT_H
#define TENKEN_APP_REGISTER_IMPORT_H

#include "ledger_private.h"

struct import_item {
	size_t owner;
	char *id;
	struct json *fields; /* as they will be, without the id */
	size_t line;         /* of the file */
	enum { ITEM_UNCHANGED, ITEM_ADDED, ITEM_CHANGED } what;
	int revision; /* that it has now; 0: none */
};

struct import {
	struct workplace *workplace;
	const char *name; /* of the file, for errors */
	struct ledger_sources sources;
	struct import_item *items;
	size_t count;
	bool *complete; /* for each register: it is to be declared complete */
	struct strbuf defects;
	size_t defects_count;
	/* Where a problem of an item stands in the file: appended, "B7" or "12:5". */
	void (*place)(const struct import *import, const struct import_item *item, const char *field,
	              struct strbuf *out);
	void *data; /* for `place` */
};
bool import_begin(struct import *import, struct workplace *workplace, const char *path, struct error *err);
void import_end(struct import *import);

/* Adds a line to the defects: "NAME:PLACE: message". */
void import_defect(struct import *import, const char *place, const char *message);
/* Takes `fields` over as what the record is to be. */
void import_put(struct import *import, size_t owner, const char *id, struct json *fields, size_t line);
/* What the record holds now, with its id; "{}" where there is none. Caller frees. */
struct json *import_present(const struct import *import, size_t owner, const char *id);

/* Checks all of it together and writes it, unless `dry_run`. */
bool import_finish(struct import *import, bool dry_run, struct import_result *result, struct error *err);

#endif
