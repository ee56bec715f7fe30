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

struct json_placed {
	const struct json *node;
	const struct json *parent; /* NULL for the root */
	uint32_t position;         /* among its siblings, from 0 */
	struct json_spot spot;
};

/* Sorted by the address of the node. */
struct json_places {
	struct json_placed *items;
	size_t count;
};

/* Fills `places` from the tree under `root` and the `scan` of the same text.
 * Errors: ERROR_INPUT with a bare sentence when an object has a key twice; *wrong then says where the first of the
 * second ones stands. On error `places` is empty. */
bool json_places_fill(struct json_places *places, const struct json *root, const struct json_scan *scan,
                      struct json_spot *wrong, struct error *err);
void json_places_release(struct json_places *places);

/* Fills *place with where `node`, or its key, stands; line and column 0 when it is not among them. */
void json_places_find(const struct json_places *places, const struct json *node, bool of_key, struct json_place *place);

#endif
