/* What a checklist of a unit is about, as its people call it. */
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static const struct json *find_record(const struct json *submission, const char *register_id, const char *id)
{
	for (const struct json *node = json_first(json_get(submission, "records")); node; node = json_next(node))
		if (str_equal(body_text(node, "register"), register_id) &&
		    str_equal(body_text(json_get(node, "record"), "id"), id))
			return json_get(node, "record");
	return NULL;
}

static size_t count_alike(const struct json *submission, const char *register_id, const char *name)
{
	size_t count = 0;
	for (const struct json *node = json_first(json_get(submission, "records")); node; node = json_next(node))
		count += str_equal(body_text(node, "register"), register_id) &&
		         str_equal(body_text(json_get(node, "record"), "name"), name);
	return count;
}

char *office_about(const struct json *submission, const char *subject)
{
	const char *colon = subject ? strchr(subject, ':') : NULL;
	if (!colon)
		return mem_strdup(subject ? subject : "");
	char *register_id = mem_strndup(subject, (size_t)(colon - subject));
	const char *name = body_text(find_record(submission, register_id, colon + 1), "name");
	char *about = str_is_blank(name)                               ? mem_strdup(colon + 1)
	              : count_alike(submission, register_id, name) > 1 ? str_format("%s %s", name, colon + 1)
	                                                               : mem_strdup(name);
	free(register_id);
	return about;
}
