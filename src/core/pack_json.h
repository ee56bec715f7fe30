/* pack_json.h — the parts of the reading of a pack, in the order in which they must run: each refers to those before. */
#ifndef TENKEN_CORE_PACK_JSON_H
#define TENKEN_CORE_PACK_JSON_H

#include "pack_reader.h"

/* `root` is the root of the file. */
void read_head(struct cursor root);      /* pack.json: all but the periods' clauses */
void read_overlay_head(struct cursor root); /* that of an overlay, once its base has been read */
void read_clauses(struct cursor root);   /* clauses.json */
void read_profile(struct cursor root);   /* profile.json */
void read_questions(struct cursor root); /* a file in questions/ */
void read_consistency(struct cursor root); /* consistency.json */

/* Refers what pack.json says to the clauses. */
void link_periods(struct reader *reader);

#endif
