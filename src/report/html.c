#include "html.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\n':
		return "<br>";
	default:
		return NULL;
	}
}

static void add_escaped(struct strbuf *out, const char *text, enum text_safe_mode mode)
{
	char *safe = text && text_is_safe(text, mode) ? NULL : text_safe_dup(text, mode); /* nearly all is so already */

	for (const char *at = safe ? safe : text; *at;) {
		size_t plain_bytes = strcspn(at, "&<>\"'\n");

		strbuf_add_bytes(out, at, plain_bytes);
		at += plain_bytes;
		if (*at)
			strbuf_add(out, entity(*at++));
	}
	free(safe);
}

void html_text(struct strbuf *out, const char *text)
{
	add_escaped(out, text, TEXT_SAFE_LINE);
}

void html_lines(struct strbuf *out, const char *text)
{
	add_escaped(out, text, TEXT_SAFE_MULTILINE);
}

static bool is_plain_in_css(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || (c & 0x80);
}

void html_css_string(struct strbuf *out, const char *text)
{
	char *safe = text_safe_dup(text, TEXT_SAFE_LINE);

	for (const char *at = safe; *at; at++) {
		if (is_plain_in_css(*at))
			strbuf_add_char(out, *at);
		else
			strbuf_addf(out, "\\%06X", (unsigned)*at); /* six digits need no space behind */
	}
	free(safe);
}

static void add_class(struct strbuf *out, const char *class)
{
	if (class)
		strbuf_addf(out, " class=\"%s\"", class);
}

void html_element(struct strbuf *out, const char *tag, const char *class, const char *text)
{
	strbuf_addf(out, "<%s", tag);
	add_class(out, class);
	strbuf_add_char(out, '>');
	html_text(out, text);
	strbuf_addf(out, "</%s>", tag);
}

/* --- documents --- */

void html_document_begin(struct strbuf *out, const char *policy)
{
	strbuf_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
	            i18n_code(i18n_language()));
	strbuf_addf(out,
	            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	            "'unsafe-inline'%s%s\">\n",
	            policy ? "; " : "", policy ? policy : "");
	strbuf_add(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	                "<meta name=\"format-detection\" content=\"telephone=no\">\n"
	                "<meta name=\"robots\" content=\"noindex\">\n");
}

static void add_margin_box(struct strbuf *out, const char *box, const char *content)
{
	strbuf_addf(out, "@%s{content:\"", box);
	html_css_string(out, content);
	strbuf_add(out, "\"}\n");
}

void html_page_style(struct strbuf *out, const char *size, const char *running, const char *class)
{
	strbuf_addf(out, "@page{size:%s;margin:17mm 14mm 16mm}\n@page{\n", size);
	add_margin_box(out, "top-left", running);
	add_margin_box(out, "top-right", class);
	add_margin_box(out, "bottom-left", class);
	strbuf_add(out, "@bottom-right{content:counter(page) \" / \" counter(pages)}\n}\n"
	                "@page :first{@top-left{content:none}@top-right{content:none}}\n");
}

/* --- tables --- */

void html_table_begin(struct html_table *table, struct strbuf *out, const char *class, const char *labelled_by,
                      const char *const *columns, size_t count)
{
	*table = (struct html_table){.out = out, .columns = columns, .count = count};
	strbuf_addf(out, "<table class=\"%s\" role=\"table\" aria-labelledby=\"%s\">\n", class, labelled_by);
	strbuf_add(out, "<thead role=\"rowgroup\"><tr role=\"row\">");
	for (size_t i = 0; i < count; i++) {
		strbuf_add(out, "<th scope=\"col\" role=\"columnheader\">");
		html_text(out, columns[i]);
		strbuf_add(out, "</th>");
	}
	strbuf_add(out, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

void html_table_end(struct html_table *table)
{
	strbuf_add(table->out, "</tbody></table>\n");
}

void html_row_begin(struct html_table *table, const char *id)
{
	table->next = 0;
	strbuf_add(table->out, "<tr role=\"row\"");
	if (id)
		strbuf_addf(table->out, " id=\"%s\"", id);
	strbuf_add_char(table->out, '>');
}

void html_row_end(struct html_table *table)
{
	strbuf_add(table->out, "</tr>\n");
}

static void add_column_name(struct html_table *table)
{
	strbuf_add(table->out, " data-l=\"");
	html_text(table->out, table->next < table->count ? table->columns[table->next] : "");
	strbuf_add(table->out, "\">");
	table->next++;
}

void html_cell_begin(struct html_table *table, const char *class)
{
	strbuf_add(table->out, "<td role=\"cell\"");
	add_class(table->out, class);
	add_column_name(table);
}

void html_cell_end(struct html_table *table)
{
	strbuf_add(table->out, "</td>");
}

void html_row_head_begin(struct html_table *table, const char *class)
{
	strbuf_add(table->out, "<th scope=\"row\" role=\"rowheader\"");
	add_class(table->out, class);
	add_column_name(table);
}

void html_row_head_end(struct html_table *table)
{
	strbuf_add(table->out, "</th>");
}

void html_cell(struct html_table *table, const char *class, const char *text)
{
	html_cell_begin(table, class);
	html_text(table->out, text);
	html_cell_end(table);
}
