/* json_place.h — which node of a document stands where.
 *
 * Brings together the spots of the scanner and the nodes of the tree: both are in the order of the text, so one walk
 * pairs them. It knows nodes only through json.h. */
#ifndef TENKEN_BASE_JSON_PLACE_H
#define TENKEN_BASE_JSON_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "json_scan.h"
#include "tenken/base/error.h"
#include "tenken/base/json.h"

struct json_places;

/* The places of the tree under `root`, from the `scan` of the same `text`, which is borrowed. Free with json_places_free().
 * Errors: NULL and ERROR_INPUT with a bare sentence when an object has a key twice; *wrong then says where the first of the
 * second ones stands. */
struct json_places *json_places_new(const struct json *root, const struct json_scan *scan, const char *text,
                                    struct json_spot *wrong, struct error *err);
/* Whether an object at or under `root` has a key twice: then json_places_new() says where. */
bool json_has_duplicate(const struct json *root);
void json_places_free(struct json_places *places);

/* Fills *place with where `node`, or its key, stands; line and column 0 when it is not among them. The first look-up sorts:
 * most documents are read without an error, and are never asked. */
/* The byte of the text at which `node` stands. */
uint32_t json_places_at(struct json_places *places, const struct json *node);
void json_places_find(struct json_places *places, const struct json *node, bool of_key, struct json_place *place);

#endif
