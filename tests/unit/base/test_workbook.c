#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/package.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/workbook.h"
#include "workbook_private.h"

#define MAIN                       "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE                     "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE                    "http://schemas.openxmlformats.org/package/2006/relationships"
#define RELATION(id, type, target) "<Relationship Id='" id "' Type='" OFFICE "/" type "' Target='" target "'/>"

static const char top[] =
        "<Relationships xmlns='" PACKAGE "'>" RELATION("r", "officeDocument", "xl/workbook.xml") "</Relationships>";
static const char relations[] =
        "<Relationships xmlns='" PACKAGE "'>" RELATION("r1", "worksheet", "worksheets/sheet1.xml")
                RELATION("r2", "worksheet", "/xl/worksheets/sheet2.xml")
                        RELATION("r3", "sharedStrings", "sharedStrings.xml")
                                RELATION("r4", "styles", "../xl/./styles.xml")
                                        RELATION("r5", "chartsheet", "chartsheets/sheet1.xml") "</Relationships>";
static const char book[] =
        "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'><workbookPr/><sheets>"
        "<sheet name='Chart' sheetId='5' r:id='r5'/><sheet name='Back' sheetId='2' state='hidden' r:id='r2'/>"
        "<sheet name='Main' sheetId='1' r:id='r1'/></sheets></workbook>";
static const char strings[] = "<sst xmlns='" MAIN "'><si><t>zero</t></si>"
                              "<si><r><t>東</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 京 </t></r>"
                              "<rPh sb='0' eb='1'><t>トウキョウ</t></rPh><phoneticPr/></si>"
                              "<si><t>a_x000D_\nb_x005F_x0041_</t></si><si/></sst>";
static const char styles[] =
        "<styleSheet xmlns='" MAIN "'><numFmts count='2'><numFmt numFmtId='164' formatCode='0000'/>"
        "<numFmt numFmtId='165' formatCode='[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/></numFmts>"
        "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
        "<xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='22'/><xf numFmtId='21'/></cellXfs></styleSheet>";
#define SHEET(rows) "<worksheet xmlns='" MAIN "'><sheetData>" rows "</sheetData></worksheet>"

enum { TOP, RELATIONS, BOOK, STRINGS, STYLES, SHEET_1, SHEET_2, PARTS };

static void fill(struct part parts[PARTS], const char *sheet)
{
	parts[TOP] = (struct part){.path = "_rels/.rels", .text = top};
	parts[RELATIONS] = (struct part){.path = "xl/_rels/workbook.xml.rels", .text = relations};
	parts[BOOK] = (struct part){.path = "xl/workbook.xml", .text = book};
	parts[STRINGS] = (struct part){.path = "xl/sharedStrings.xml", .text = strings};
	parts[STYLES] = (struct part){.path = "xl/styles.xml", .text = styles};
	parts[SHEET_1] = (struct part){.path = "xl/worksheets/sheet1.xml", .text = sheet};
	parts[SHEET_2] = (struct part){.path = "xl/worksheets/sheet2.xml", .text = SHEET("<row><c><v>2</v></c></row>")};
}

static int speak_english(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	return 0;
}

/* `expected`: each row as LINE:cell|cell|. */
static void assert_rows(const struct csv *csv, const char *expected)
{
	struct strbuf got = STRBUF_INIT;
	for (size_t i = 0; i < csv->count; i++) {
		strbuf_addf(&got, "%zu:", csv->rows[i].line);
		for (size_t j = 0; j < csv->rows[i].count; j++)
			strbuf_addf(&got, "%s|", csv->rows[i].cells[j]);
	}
	assert_string_equal(got.text, expected);
	strbuf_release(&got);
}

static void assert_reads_parts(const struct part *parts, size_t count, const char *sheet, const char *expected)
{
	for (int packed = 0; packed < 2; packed++) {
		struct strbuf bytes = STRBUF_INIT;
		struct error err = {0};
		struct csv csv;
		assert_true(package_make(&bytes, parts, count, packed));
		assert_true(workbook_is(bytes.text, bytes.len_bytes));
		if (!workbook_read(&csv, bytes.text, bytes.len_bytes, sheet, "t.xlsx", &err))
			fail_msg("%s", err.message);
		assert_rows(&csv, expected);
		csv_release(&csv);
		error_release(&err);
		strbuf_release(&bytes);
	}
}

static void assert_reads(const char *sheet, const char *expected)
{
	struct part parts[PARTS];
	fill(parts, sheet);
	assert_reads_parts(parts, PARTS, NULL, expected);
}

static void assert_refused_bytes(const struct strbuf *bytes, const char *sheet, const char *place, const char *part)
{
	struct strbuf beginning = STRBUF_INIT;
	struct error err = {0};
	struct csv csv;
	assert_false(workbook_read(&csv, bytes->text, bytes->len_bytes, sheet, "t.xlsx", &err));
	strbuf_addf(&beginning, "t.xlsx%s: ", place);
	if (!str_starts_with(err.message, beginning.text) || !strstr(err.message, part))
		fail_msg("\"%s\" is not \"%s…%s\"", err.message, beginning.text, part);
	assert_int_equal(csv.count, 0);
	assert_null(csv.rows);
	strbuf_release(&beginning);
	error_release(&err);
}

static void assert_refused_parts(const struct part *parts, size_t count, const char *place, const char *why)
{
	struct strbuf bytes = STRBUF_INIT;
	assert_true(package_make(&bytes, parts, count, true));
	assert_refused_bytes(&bytes, NULL, place, why);
	strbuf_release(&bytes);
}

static void assert_refused(const char *sheet, const char *place, const char *why)
{
	struct part parts[PARTS];
	fill(parts, sheet);
	assert_refused_parts(parts, PARTS, place, why);
}

/* --- what is read --- */

static void reads_all_kinds_of_cells(void **state)
{
	(void)state;
	assert_reads(SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='inlineStr'><is><t>in</t></is></c>"
	                   "<c r='D1' t='str'><f>A1</f><v>out</v></c><c r='E1' t='b'><v>1</v></c><c r='F1' "
	                   "t='b'><v>0</v></c>"
	                   "<c r='G1' t='e'><v>#N/A</v></c><c r='H1'><v>12</v></c><c r='I1'/></row>"),
	             "1:zero||in|out|TRUE|FALSE|#N/A|12|");
}

static void joins_runs_and_leaves_furigana_out(void **state)
{
	(void)state;
	assert_reads(SHEET("<row><c t='s'><v>1</v></c><c t='s'><v>2</v></c><c t='s'><v>3</v></c><c "
	                   "t='inlineStr'><is><r><t>a</t></r>"
	                   "<rPh><t>x</t></rPh><r><t>&amp;b</t></r></is></c></row>"),
	             "1:東 京 |a\nb_x0041_||a&b|");
}

static void counts_rows_and_cells_that_are_left_out(void **state)
{
	(void)state;
	assert_reads(
	        SHEET("<row r='3'><c><v>1</v></c><c r='D3'><v>2</v></c><c><v>3</v></c></row><row><c "
	              "r='B4'><v>4</v></c></row>"
	              "<row r='7'><c r='A7' s='1'/></row><row r='1048576'><c r='ALL1048576'><v>5</v></c></row>"),
	        "3:1|||2|3|4:|4|1048576:" /* column 1000 */
	        "||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||"
	        "||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||"
	        "||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||"
	        "||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||"
	        "||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||"
	        "||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||"
	        "||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||"
	        "||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||"
	        "||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||"
	        "|||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||"
	        "5|");
}

static void writes_dates_and_numbers(void **state)
{
	(void)state;
	assert_reads(SHEET("<row><c s='1'><v>46326</v></c><c s='3'><v>46326</v></c><c s='2'><v>12</v></c><c "
	                   "s='4'><v>46326.5</v></c>"
	                   "<c s='5'><v>0.25</v></c><c><v>0.30000000000000004</v></c><c><v>1E3</v></c><c "
	                   "t='d'><v>2026-10-31T00:00:00</v></c>"
	                   "<c s='99'><v>-0.5</v></c></row>"),
	             "1:2026-10-31|2026-10-31|0012|2026-10-31 12:00:00|06:00:00|0.3|1000|2026-10-31|-0.5|");
}

static void knows_both_calendars(void **state)
{
	static const struct {
		const char *number;
		bool since_1904;
		const char *day;
	} cases[] = {{"1", false, "1900-01-01"},
	             {"59", false, "1900-02-28"},
	             {"60", false, "60"},
	             {"61", false, "1900-03-01"},
	             {"0", false, "0"},
	             {"-1", false, "-1"},
	             {"2958465", false, "9999-12-31"},
	             {"2958466", false, "2958466"},
	             {"0", true, "1904-01-01"},
	             {"44864", true, "2026-10-31"},
	             {"46326.9", false, "2026-10-31"},
	             {"2958465.9999999", false, "9999-12-31"}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf out = STRBUF_INIT;
		assert_true(number_write(&out, cases[i].number, (struct number_format){.kind = NUMBER_DATE},
		                         cases[i].since_1904));
		assert_string_equal(out.text, cases[i].day);
		strbuf_release(&out);
	}
	struct part parts[PARTS];
	fill(parts, SHEET("<row><c s='1'><v>44864</v></c></row>"));
	parts[BOOK].text = "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'><workbookPr date1904='1'/><sheets>"
	                   "<sheet name='Main' sheetId='1' r:id='r1'/></sheets></workbook>";
	assert_reads_parts(parts, PARTS, NULL, "1:2026-10-31|");
}

static void knows_what_a_format_stands_for(void **state)
{
	static const struct {
		const char *code;
		enum number_kind kind;
		int digits;
	} cases[] = {{"General", NUMBER_PLAIN, 0},
	             {"0.00E+00", NUMBER_PLAIN, 0},
	             {"#,##0.00", NUMBER_PLAIN, 0},
	             {"yyyy\"年\"m\"月\"d\"日\"", NUMBER_DATE, 0},
	             {"[$-411]ge.m.d", NUMBER_DATE, 0},
	             {"yyyy/m/d h:mm", NUMBER_MOMENT, 0},
	             {"[h]:mm", NUMBER_TIME, 0},
	             {"mm:ss.0", NUMBER_TIME, 0},
	             {"[Red]0;[Magenta]0", NUMBER_PLAIN, 0},
	             {"[Magenta]0.0", NUMBER_PLAIN, 0},
	             {"0\"d\"", NUMBER_PLAIN, 0},
	             {"\\d0", NUMBER_PLAIN, 0},
	             {"0_d", NUMBER_PLAIN, 0},
	             {"0000", NUMBER_PLAIN, 4},
	             {"0", NUMBER_PLAIN, 1},
	             {"\"open", NUMBER_PLAIN, 0},
	             {"[$-411", NUMBER_PLAIN, 0},
	             {"\\", NUMBER_PLAIN, 0},
	             {"", NUMBER_PLAIN, 0},
	             {"m/d", NUMBER_DATE, 0},
	             {"0;yyyy", NUMBER_PLAIN, 0}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct number_format format = number_format_parse(cases[i].code);
		if (format.kind != cases[i].kind || format.digits != cases[i].digits)
			fail_msg("\"%s\": kind %d, digits %d", cases[i].code, format.kind, format.digits);
	}
}

static void chooses_the_sheet(void **state)
{
	struct part parts[PARTS];
	struct strbuf bytes = STRBUF_INIT;
	struct error err = {0};
	struct csv csv;
	(void)state;
	fill(parts, SHEET("<row><c><v>1</v></c></row>"));
	assert_reads_parts(parts, PARTS, NULL, "1:1|");
	assert_reads_parts(parts, PARTS, "Back", "1:2|");
	assert_true(package_make(&bytes, parts, PARTS, true));
	assert_false(workbook_read(&csv, bytes.text, bytes.len_bytes, "Front", "t.xlsx", &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	assert_non_null(strstr(err.message, "It has: Back, Main."));
	error_release(&err);
	strbuf_release(&bytes);
}

static void passes_over_what_is_not_its_own(void **state)
{
	(void)state;
	assert_reads("<x:worksheet xmlns:x='" MAIN
	             "' xmlns:y='urn:y'><y:sheetData><x:row><x:c><x:v>9</x:v></x:c></x:row></y:sheetData>"
	             "<x:sheetData><x:row><x:c><y:v>8</y:v><x:v>1</x:v></x:c></x:row></x:sheetData><x:extLst/></"
	             "x:worksheet>",
	             "1:1|");
	struct part parts[PARTS + 2];
	fill(parts, SHEET("<row><c><v>1</v></c></row>"));
	parts[PARTS] = (struct part){.path = "xl/vbaProject.bin", .text = "macro"};
	parts[PARTS + 1] = (struct part){.path = "xl/externalLinks/externalLink1.xml", .text = "<!DOCTYPE x>"};
	assert_reads_parts(parts, PARTS + 2, NULL, "1:1|");
}

static void reads_without_styles_and_strings(void **state)
{
	struct part parts[PARTS];
	(void)state;
	fill(parts, SHEET("<row><c s='1'><v>1</v></c></row>"));
	parts[STRINGS] = parts[SHEET_1];
	parts[STYLES] = parts[SHEET_2];
	assert_reads_parts(parts, STYLES + 1, NULL, "1:1|");
	/* Paths as some programs write them. */
	parts[BOOK].path = "XL\\Workbook.xml";
	assert_reads_parts(parts, STYLES + 1, NULL, "1:1|");
}

static void reads_either_kind_of_table(void **state)
{
	struct part parts[PARTS];
	struct strbuf bytes = STRBUF_INIT;
	struct error err = {0};
	struct csv csv;
	(void)state;
	fill(parts, SHEET("<row><c><v>1</v></c></row>"));
	assert_true(package_make(&bytes, parts, PARTS, true));
	assert_true(workbook_or_csv_read(&csv, bytes.text, bytes.len_bytes, "t", &err));
	assert_rows(&csv, "1:1|");
	csv_release(&csv);
	assert_true(workbook_or_csv_read(&csv, "1,2", 3, "t", &err));
	assert_rows(&csv, "1:1|2|");
	csv_release(&csv);
	strbuf_release(&bytes);
}

static void names_cells(void **state)
{
	struct strbuf out = STRBUF_INIT;
	(void)state;
	workbook_cell_name(&out, 2, 12);
	workbook_cell_name(&out, 25, 1);
	workbook_cell_name(&out, 26, 1);
	workbook_cell_name(&out, 16383, 1);
	assert_string_equal(out.text, "C12Z1AA1XFD1");
	strbuf_release(&out);
}

/* --- what is refused --- */

static void refuses_wrong_places(void **state)
{
	static const char *const sheets[] = {SHEET("<row r='0'/>"),
	                                     SHEET("<row r='1048577'/>"),
	                                     SHEET("<row r='x'/>"),
	                                     SHEET("<row r='A1'/>"),
	                                     SHEET("<row r=''/>"),
	                                     SHEET("<row r='99999999999999999999999999'/>"),
	                                     SHEET("<row r='2'/><row r='2'/>"),
	                                     SHEET("<row r='2'/><row r='1'/>"),
	                                     SHEET("<row r='1'><c r='A2'/></row>"),
	                                     SHEET("<row r='1'><c r='XFE1'/></row>"),
	                                     SHEET("<row r='1'><c r='1'/></row>"),
	                                     SHEET("<row r='1'><c r='A1'/><c r='A1'/></row>"),
	                                     SHEET("<row r='1'><c r='B1'/><c r='A1'/></row>"),
	                                     SHEET("<row r='1'><c r='ZZZZZZZZZZZZZZZZZZZZ1'/></row>"),
	                                     SHEET("<row r='1'><c r='A01'/></row>")};
	(void)state;
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
		assert_refused(sheets[i], ", sheet \"Main\"", "is no place in a sheet");
}

static void refuses_cells_that_cannot_be_read(void **state)
{
	(void)state;
	assert_refused(SHEET("<row r='4'><c r='B4' t='s'><v>4</v></c></row>"), ", sheet \"Main\", cell B4",
	               "cannot be read");
	assert_refused(SHEET("<row><c t='s'><v>-1</v></c></row>"), ", sheet \"Main\", cell A1", "cannot be read");
	assert_refused(SHEET("<row><c><v>0x10</v></c></row>"), ", sheet \"Main\", cell A1", "cannot be read");
	assert_refused(SHEET("<row><c><v>1E999</v></c></row>"), ", sheet \"Main\", cell A1", "cannot be read");
	assert_refused(SHEET("<row><c><f>1+1</f><v/></c></row>"), ", sheet \"Main\", cell A1",
	               "result of this cell's formula");
	assert_reads(SHEET("<row><c><v>1</v></c><c t='str'><f>A1</f><v></v></c></row>"), "1:1|");
	assert_refused(SHEET("<row><c><f>1+1</f></c></row>"), ", sheet \"Main\", cell A1",
	               "result of this cell's formula");
	assert_refused(SHEET("<row r='1'><c r='ALM1'><v>1</v></c></row>"), ", sheet \"Main\", cell ALM1",
	               "more than 1000 cells");
}

static void refuses_long_cells(void **state)
{
	struct strbuf sheet = STRBUF_INIT;
	(void)state;
	strbuf_add(&sheet, "<worksheet xmlns='" MAIN "'><sheetData><row><c t='str'><v>");
	strbuf_add_repeat(&sheet, "abcdefg\n", 8192);
	strbuf_add(&sheet, "x</v></c></row></sheetData></worksheet>");
	assert_refused(sheet.text, ", sheet \"Main\", cell A1", "more than 65536 bytes");
	strbuf_release(&sheet);
}

static void refuses_tricks_of_xml(void **state)
{
	struct strbuf sheet = STRBUF_INIT;
	(void)state;
	assert_refused("<!DOCTYPE worksheet [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>" SHEET(
	                       "<row><c><v>&b;</v></c></row>"),
	               "", "DOCTYPE");
	assert_refused("<!DOCTYPE worksheet SYSTEM 'file:///etc/passwd'>" SHEET(""), "", "DOCTYPE");
	assert_refused(SHEET("<row><c><v>&b;</v></c></row>"), "", "damaged");
	assert_refused("<worksheet", "", "damaged (xl/worksheets/sheet1.xml, line 1)");
	for (int i = 0; i < 70; i++)
		strbuf_add(&sheet, "<a>");
	assert_refused(sheet.text, "", "nested too deeply");
	strbuf_reset(&sheet);
	strbuf_add(&sheet, "<worksheet a='");
	uint32_t noise = 1; /* what cannot be packed tightly */
	for (int i = 0; i < 1200000; i++) {
		noise = noise * 1664525 + 1013904223;
		strbuf_add_char(&sheet, (char)('a' + (noise >> 24) % 26));
	}
	strbuf_add(&sheet, "'/>");
	assert_refused(sheet.text, "", "damaged");
	strbuf_release(&sheet);
}

static void refuses_bombs(void **state)
{
	struct strbuf sheet = STRBUF_INIT;
	struct part parts[PARTS];
	(void)state;
	strbuf_add(&sheet, "<worksheet xmlns='" MAIN "'>");
	strbuf_add_repeat(&sheet, " ", (size_t)8 << 20);
	strbuf_add(&sheet, "</worksheet>");
	assert_refused(sheet.text, "", "unpack to far more");
	/* The same without being packed is only large. */
	fill(parts, sheet.text);
	struct strbuf bytes = STRBUF_INIT;
	struct error err = {0};
	struct csv csv;
	assert_true(package_make(&bytes, parts, PARTS, false));
	assert_true(workbook_read(&csv, bytes.text, bytes.len_bytes, NULL, "t.xlsx", &err));
	csv_release(&csv);
	strbuf_release(&bytes);
	strbuf_release(&sheet);
}

/* A cell at the end of each row: what it is padded with counts. */
static void refuses_more_cells_than_a_table_needs(void **state)
{
	struct strbuf sheet = STRBUF_INIT;
	(void)state;
	strbuf_add(&sheet, "<worksheet xmlns='" MAIN "'><sheetData>");
	for (int i = 1; i <= 2001; i++)
		strbuf_addf(&sheet, "<row r='%d'><c r='ALL%d'><v>1</v></c></row>", i, i);
	strbuf_add(&sheet, "</sheetData></worksheet>");
	assert_refused(sheet.text, ", sheet \"Main\", cell ALL2001", "more than a table needs");
	strbuf_release(&sheet);
}

static void refuses_what_is_no_workbook(void **state)
{
	struct part parts[PARTS];
	struct strbuf bytes = STRBUF_INIT;
	(void)state;
	strbuf_add(&bytes, "PK\3\4 and no more");
	assert_refused_bytes(&bytes, NULL, "", "no whole Excel file");
	strbuf_reset(&bytes);
	strbuf_add(&bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old");
	assert_true(workbook_is(bytes.text, bytes.len_bytes));
	assert_refused_bytes(&bytes, NULL, "", "password");
	strbuf_release(&bytes);
	assert_refused_parts((struct part[]){{.path = "content.xml", .text = "<x/>"}}, 1, "", ".ods");
	assert_refused_parts((struct part[]){{.path = "word/document.xml", .text = "<x/>"}}, 1, "",
	                     "no Excel workbook");
	fill(parts, SHEET(""));
	parts[TOP].text = "<Relationships xmlns='" PACKAGE
	                  "'>" RELATION("r", "officeDocument", "xl/workbook.bin") "</Relationships>";
	parts[BOOK].path = "xl/workbook.bin";
	assert_refused_parts(parts, PARTS, "", ".xlsb");
	fill(parts, SHEET(""));
	assert_refused_parts(parts, SHEET_1, "", "no whole Excel file");
	parts[BOOK].text = "<workbook xmlns='" MAIN "'/>";
	assert_refused_parts(parts, PARTS, "", "has no sheet");
	fill(parts, SHEET(""));
	parts[STYLES] = (struct part){.path = "XL/worksheets\\sheet1.xml", .text = SHEET("")};
	assert_refused_parts(parts, PARTS, "", "twice");
}

/* What the archive says of a part is not believed: its size, that it is whole, that it has no password. */
static void refuses_archives_that_lie(void **state)
{
	struct part parts[PARTS];
	struct strbuf bytes = STRBUF_INIT;
	(void)state;
	fill(parts, SHEET("<row><c><v>1</v></c></row>"));
	assert_true(package_make(&bytes, parts, PARTS, false));
	for (size_t at = 0; at < bytes.len_bytes; at++) {
		/* Cut anywhere it is damaged or the same, never something else. */
		struct csv csv;
		struct error err = {0};
		assert_false(workbook_read(&csv, bytes.text, at, NULL, "t.xlsx", &err));
		assert_false(str_is_blank(err.message));
		error_release(&err);
	}
	for (size_t at = 0; at + 46 < bytes.len_bytes; at++) {
		if (memcmp(bytes.text + at, "PK\1\2", 4) == 0)
			bytes.text[at + 8] |= 1;
		if (memcmp(bytes.text + at, "PK\3\4", 4) == 0)
			bytes.text[at + 6] |= 1;
	}
	assert_refused_bytes(&bytes, NULL, "", "password");
	strbuf_release(&bytes);
}

static char *merges_sheet(const char *merges)
{
	return str_format("<worksheet xmlns='" MAIN "'><sheetData><row r='31'><c r='G31'><v>1</v></c></row></sheetData>"
	                  "<mergeCells count='1'>%s</mergeCells></worksheet>", merges);
}

static void assert_merges(const char *merges, const char *expected)
{
	struct part parts[PARTS];
	struct strbuf bytes = STRBUF_INIT, got = STRBUF_INIT;
	struct workbook_merges found;
	struct error err = {0};
	struct csv csv;
	char *sheet = merges_sheet(merges);
	fill(parts, sheet);
	assert_true(package_make(&bytes, parts, PARTS, true));
	bool ok = workbook_read_merges(&csv, &found, bytes.text, bytes.len_bytes, NULL, "t.xlsx", &err);
	for (size_t i = 0; i < found.count; i++)
		strbuf_addf(&got, "%zu,%zu-%zu,%zu;", found.items[i].column, found.items[i].row, found.items[i].last_column,
		            found.items[i].last_row);
	if (!ok)
		strbuf_add(&got, err.message);
	if (!strstr(got.text, expected))
		fail_msg("\"%s\" is not \"%s\"", got.text, expected);
	assert_int_equal(ok ? 0 : found.count, 0);
	/* Who does not ask for them is not stopped by them. */
	csv_release(&csv);
	error_release(&err);
	assert_true(workbook_read(&csv, bytes.text, bytes.len_bytes, NULL, "t.xlsx", &err));
	csv_release(&csv);
	workbook_merges_release(&found);
	strbuf_release(&bytes);
	strbuf_release(&got);
	free(sheet);
}

static void names_merged_cells(void **state)
{
	(void)state;
	assert_merges("", "");
	assert_merges("<mergeCell ref='G31:G35'/><mergeCell ref='A1'/>", "6,31-6,35;0,1-0,1;");
	assert_merges("<mergeCell ref='A1:XFD1048576'/>", "0,1-16383,1048576;");
	static const char *const bad[] = {"", "G", "31", "G31:", ":G31", "G35:G31", "H1:G2", "G31:G35:G40", "A0:A1", "A1:XFE1", "A1:A1048577",
	                                  "AAAAAAAAAAAAAAAAAAAAAAAAA1:B2", "a1:b2", "A1:A99999999999999999999"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char *merge = str_format("<mergeCell ref='%s'/>", bad[i]);
		char *expected = str_format("t.xlsx, sheet \"Main\": \"%s\" is no place in a sheet", bad[i]);
		assert_merges(merge, expected);
		free(merge);
		free(expected);
	}
	assert_merges("<mergeCell/>", "is no place in a sheet");
}

static void refuses_more_merges_than_a_table_needs(void **state)
{
	(void)state;
	struct strbuf merges = STRBUF_INIT;
	/* Spread, so that it is not packed too tightly. */
	for (size_t i = 0; i <= 100000; i++)
		strbuf_addf(&merges, "<mergeCell ref='A%zu:B%zu'/>", i * 7919 % 1000003 + 1, i * 7919 % 1000003 + 1);
	assert_merges(merges.text, "More cells are merged than a table needs");
	strbuf_release(&merges);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(reads_all_kinds_of_cells),
	        cmocka_unit_test(joins_runs_and_leaves_furigana_out),
	        cmocka_unit_test(counts_rows_and_cells_that_are_left_out),
	        cmocka_unit_test(writes_dates_and_numbers),
	        cmocka_unit_test(knows_both_calendars),
	        cmocka_unit_test(knows_what_a_format_stands_for),
	        cmocka_unit_test(chooses_the_sheet),
	        cmocka_unit_test(passes_over_what_is_not_its_own),
	        cmocka_unit_test(reads_without_styles_and_strings),
	        cmocka_unit_test(reads_either_kind_of_table),
	        cmocka_unit_test(names_cells),
	        cmocka_unit_test(refuses_wrong_places),
	        cmocka_unit_test(refuses_cells_that_cannot_be_read),
	        cmocka_unit_test(refuses_long_cells),
	        cmocka_unit_test(refuses_tricks_of_xml),
	        cmocka_unit_test(refuses_bombs),
	        cmocka_unit_test(refuses_more_cells_than_a_table_needs),
	        cmocka_unit_test(names_merged_cells),
	        cmocka_unit_test(refuses_more_merges_than_a_table_needs),
	        cmocka_unit_test(refuses_what_is_no_workbook),
	        cmocka_unit_test(refuses_archives_that_lie),
	};
	return cmocka_run_group_tests(tests, speak_english, NULL);
}
