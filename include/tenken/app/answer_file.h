/* answer_file.h — many answers at once, from a CSV or JSON file.
 *
 * All or nothing: every row is checked first and every defect is listed with its place; then all are written in one
 * transaction. Columns (CSV, header required, any order) or keys (JSON: an array of objects, or {"answers": [...]}):
 * checklist, question, answer, note, reason, elements; question is required, the others may be absent or empty. An empty
 * cell leaves what stands there as it is. */
#ifndef TENKEN_APP_ANSWER_FILE_H
#define TENKEN_APP_ANSWER_FILE_H

#include "tenken/app/workplace.h"

/* Reads `path` and writes its answers. *written: how many questions were changed.
 * Errors: ERROR_INPUT, the message has one line for each defect; nothing is then changed. */
bool workplace_answer_file(struct workplace *workplace, const char *path, size_t *written, struct error *err);

#endif
