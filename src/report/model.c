#include "tenken/report/model.h"

#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* What common file systems allow in one name, in bytes. */
#define NAME_BYTES_MAX 255

void report_class(struct strbuf *out, const struct pack *pack)
{
	char *class;

	if (str_is_blank(pack->results_class)) {
		strbuf_add(out, _("Confidentiality not set"));
		return;
	}
	class = text_safe_dup(pack->results_class, TEXT_SAFE_LINE);
	strbuf_addf(out, _("Confidentiality %s"), class);
	free(class);
}

/* `text`, at most `limit_bytes` of it in whole clusters, with nothing in it that Windows or Unix refuse in a name or that
 * a shell would split. What text_safe() has written as <U+202E> loses its brackets here. */
static void add_name_part(struct strbuf *out, const char *text, size_t limit_bytes)
{
	char *safe = text_safe_dup(text, TEXT_SAFE_LINE);
	size_t at = 0;

	while (safe[at]) {
		size_t len_bytes = text_cluster_bytes(safe + at);

		if (at + len_bytes > limit_bytes)
			break;
		if (len_bytes == 1 && strchr("/\\:*?\"<>| ", safe[at]))
			strbuf_add_char(out, '_');
		else
			strbuf_add_bytes(out, safe + at, len_bytes);
		at += len_bytes;
	}
	free(safe);
}

char *report_name(const struct pack *pack, const char *what, int fiscal_year, const char *whom, const char *extension)
{
	struct strbuf name = STRBUF_INIT, end = STRBUF_INIT, part = STRBUF_INIT;

	strbuf_add(&part, what);
	strbuf_add_char(&part, '_');
	date_format_fiscal_year(&part, fiscal_year);
	strbuf_add_char(&part, '_');
	add_name_part(&name, part.text, NAME_BYTES_MAX / 3);

	strbuf_reset(&part);
	report_class(&part, pack);
	strbuf_add_char(&end, '_');
	add_name_part(&end, part.text, NAME_BYTES_MAX / 3);
	strbuf_add_char(&end, '.');
	add_name_part(&end, extension, 16);

	add_name_part(&name, whom ? whom : "", NAME_BYTES_MAX - name.len_bytes - end.len_bytes);
	strbuf_add(&name, end.text);
	strbuf_release(&part);
	strbuf_release(&end);
	return strbuf_take(&name);
}

char *report_file_name(const struct report_input *input, const char *extension)
{
	return report_name(input->pack, C_("file name", "self-check-sheet"), input->fiscal_year, input->unit, extension);
}
