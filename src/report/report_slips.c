#include "tenken/report/slips.h"

#include "html.h"
#include "tenken/base/i18n.h"

void slips_begin(struct strbuf *out)
{
	strbuf_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>",
	            i18n_language() == LANGUAGE_JA ? "ja" : "en");
	html_text(out, _("Join codes"));
	strbuf_add(out, "</title><style>\n"
	                "@page{size:A4;margin:12mm}\n"
	                "body{font-family:sans-serif;margin:0 auto;max-width:186mm}\n"
	                "section{border:1px dashed #555;padding:6mm 8mm;margin:0 0 6mm;break-inside:avoid}\n"
	                "h2{font-size:11pt;margin:0;font-weight:normal}\n"
	                "p{margin:2mm 0;font-size:9.5pt}\n"
	                "p.unit{font-size:15pt;font-weight:bold}\n"
	                "dl{display:grid;grid-template-columns:9em 1fr;gap:1.5mm;margin:2mm 0;align-items:baseline}\n"
	                "dd{margin:0}\n"
	                "dd.code{font:bold 16pt monospace;letter-spacing:.06em}\n"
	                "p.from{text-align:right}\n"
	                "</style></head><body>\n");
}

static void add_pair(struct strbuf *out, const char *term, const char *class, const char *text)
{
	html_element(out, "dt", NULL, term);
	html_element(out, "dd", class, text);
}

void slips_add(struct strbuf *out, const struct slip_page *page, const struct slip *slip)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_add(out, "<section>");
	date_format_fiscal_year(&text, page->fiscal_year);
	strbuf_addf(&text, " %s", _("Information security self-check"));
	html_element(out, "h2", NULL, text.text);
	strbuf_reset(&text);
	strbuf_addf(&text, "%s %s", slip->bureau, slip->unit);
	html_element(out, "p", "unit", text.text);
	strbuf_add(out, "<dl>");
	add_pair(out, _("Unit code"), NULL, slip->unit_code);
	add_pair(out, _("Join code"), "code", slip->join_code);
	strbuf_reset(&text);
	date_format_local(&text, page->due);
	add_pair(out, _("Hand in by"), NULL, text.text);
	strbuf_add(out, "</dl>");
	html_element(
	        out, "p", NULL,
	        _("Type the join code when you join with the campaign file. Whoever has this slip can hand in as your "
	          "section: do not send it by mail, and shred it once you have joined."));
	html_element(out, "p", "from", page->office);
	strbuf_add(out, "</section>\n");
	strbuf_release(&text);
}

void slips_end(struct strbuf *out)
{
	strbuf_add(out, "</body></html>\n");
}
