/* verify_private.h — the parts of verify(), each of which lists what it finds. */
#ifndef TENKEN_STORE_VERIFY_PRIVATE_H
#define TENKEN_STORE_VERIFY_PRIVATE_H

#include "db_private.h"
#include "tenken/store/verify.h"

enum { VERIFY_PROBLEMS_MAX = 100 };

struct verify {
	struct db *db;
	struct verify_report *report;
};

/* Adds one sentence to the report, unless it is full. */
void verify_problem(struct verify *verify, const char *fmt, ...) TENKEN_PRINTF(2, 3);
/* A part that could not be finished because SQLite met damage is a finding (true); anything else stays an error. */
bool verify_failed(struct verify *verify, struct error *err);

/* verify_chain.c: the chains up to their heads, and every value in them; the sums of the other rows. */
bool verify_chains(struct verify *verify, struct error *err);
bool verify_sums(struct verify *verify, struct error *err);

#endif
