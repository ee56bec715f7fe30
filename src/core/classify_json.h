/* classify_json.h — the reading of classification.json. */
#ifndef TENKEN_CORE_CLASSIFY_JSON_H
#define TENKEN_CORE_CLASSIFY_JSON_H

#include "pack_reader.h"
#include "tenken/core/classify.h"

/* `root` is the root of the file. Clauses and registers must have been read. */
void read_classification(struct cursor root);

#endif
