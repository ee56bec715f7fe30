/* roster.h — how the roster adds up, as every command of the office that changes it says. */
#ifndef TENKEN_CLI_ROSTER_H
#define TENKEN_CLI_ROSTER_H

#include "tenken/app/office.h"
#include "tenken/base/json.h"

/* As member "roster" of an object. */
void put_reconciliation(struct json *root, const struct office *office);
/* As one line. */
void print_reconciliation(const struct office *office);

#endif
