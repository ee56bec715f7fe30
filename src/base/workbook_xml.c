/* The parts of a workbook as XML: elements, attributes and text, and nothing of what XML can do besides. */
#include <string.h>

#include <expat.h>

#include "tenken/base/i18n.h"
#include "workbook_private.h"

enum { DEPTH_MAX = 64 };
/* What is read again each time a piece comes, until it is whole: one tag, one comment. */
#define TOKEN_MAX ((size_t)1 << 20)
#define BETWEEN   '|' /* namespace and name */

struct xml {
	XML_Parser parser;
	const struct xml_reader *reader;
	void *data;
	const char *path;
	size_t depth, skipping_from; /* 0: nothing is passed over */
	size_t fed_bytes, fed_at_event;
	struct error *err;
	bool failed;
};

/* The element's name, or NULL when it is nothing of ours. */
static const char *own_name(const char *name)
{
	static const char *const spaces[] = {"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
	                                     "http://purl.oclc.org/ooxml/spreadsheetml/main",
	                                     "http://schemas.openxmlformats.org/package/2006/relationships"};
	const char *end = strrchr(name, BETWEEN);
	for (size_t i = 0; end && i < sizeof spaces / sizeof *spaces; i++)
		if (strlen(spaces[i]) == (size_t)(end - name) && str_starts_with(name, spaces[i]))
			return end + 1;
	return NULL;
}

static void stop(struct xml *xml)
{
	xml->failed = true;
	XML_StopParser(xml->parser, XML_FALSE);
}

/* The parser may call once more after it was stopped. */
static bool goes_on(struct xml *xml)
{
	xml->fed_at_event = xml->fed_bytes;
	return !xml->failed;
}

static void on_start(void *data, const char *name, const char **attributes)
{
	struct xml *xml = data;
	const char *own = own_name(name);
	if (!goes_on(xml))
		return;
	xml->depth++;
	if (xml->depth > DEPTH_MAX) {
		error_set(xml->err, ERROR_INPUT, _("The file is nested too deeply (%s): no spreadsheet writes that."),
		          xml->path);
		stop(xml);
	} else if (!own && !xml->skipping_from) {
		xml->skipping_from = xml->depth;
	} else if (!xml->skipping_from && !xml->reader->start(xml->data, own, attributes, xml->err)) {
		stop(xml);
	}
}

static void on_end(void *data, const char *name)
{
	struct xml *xml = data;
	if (!goes_on(xml))
		return;
	if (!xml->skipping_from && !xml->reader->end(xml->data, own_name(name), xml->err))
		stop(xml);
	else if (xml->skipping_from == xml->depth)
		xml->skipping_from = 0;
	xml->depth--;
}

static void on_text(void *data, const char *text, int len_bytes)
{
	struct xml *xml = data;
	if (!goes_on(xml) || xml->skipping_from || !xml->reader->text)
		return;
	if (!xml->reader->text(xml->data, text, (size_t)len_bytes, xml->err))
		stop(xml);
}

static void on_doctype(void *data, const char *name, const char *system, const char *public, int has_inside)
{
	struct xml *xml = data;
	(void)name;
	(void)system;
	(void)public;
	(void)has_inside;
	error_set(xml->err, ERROR_INPUT,
	          _("The file holds a DOCTYPE (%s): no spreadsheet writes that, and it is not read."), xml->path);
	stop(xml);
}

/* Comments and the like: only that they have ended. */
static void on_other(void *data, const char *text, int len_bytes)
{
	(void)text;
	(void)len_bytes;
	goes_on(data);
}

static bool broken(const struct xml *xml, struct error *err)
{
	return error_set(err, ERROR_INPUT, _("The file is damaged (%s, line %zu). Open it in Excel and save it again."),
	                 xml->path, (size_t)XML_GetCurrentLineNumber(xml->parser));
}

static bool feed(void *data, const char *bytes, size_t len_bytes, struct error *err)
{
	struct xml *xml = data;
	xml->fed_bytes += len_bytes;
	xml->err = err;
	enum XML_Status status = XML_Parse(xml->parser, bytes, (int)len_bytes, len_bytes == 0);
	if (xml->failed)
		return false;
	if (status != XML_STATUS_OK || xml->fed_bytes - xml->fed_at_event > TOKEN_MAX)
		return broken(xml, err);
	return true;
}

bool xml_read(struct package *package, const char *path, const struct xml_reader *reader, void *data, struct error *err)
{
	struct xml xml = {.parser = XML_ParserCreateNS(NULL, BETWEEN), .reader = reader, .data = data, .path = path};
	if (!xml.parser)
		return error_set(err, ERROR_SYSTEM, _("There is not enough memory to read the file."));
	XML_SetUserData(xml.parser, &xml);
	XML_SetElementHandler(xml.parser, on_start, on_end);
	XML_SetCharacterDataHandler(xml.parser, on_text);
	XML_SetStartDoctypeDeclHandler(xml.parser, on_doctype);
	XML_SetDefaultHandler(xml.parser, on_other);
	bool ok = package_take(package, path, feed, &xml, err);
	XML_ParserFree(xml.parser);
	return ok;
}

const char *xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (str_equal(attributes[0], name))
			return attributes[1];
	return NULL;
}

const char *xml_attribute_of_any(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2) {
		const char *local = strrchr(attributes[0], BETWEEN);
		if (local && str_equal(local + 1, name))
			return attributes[1];
	}
	return NULL;
}
