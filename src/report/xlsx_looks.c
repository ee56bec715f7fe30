/* How cells of an Excel file look. What stands out does so by weight and by light and dark as well: it may be printed without colour. */
#include "tenken/base/i18n.h"
#include "xlsx.h"

static const lxw_color_t grey = 0xE9EDF1, amber = 0xFBE3B5, red = 0x9C1C1C, white = 0xFFFFFF, open_cell = 0xFFFBE6,
                         edge = 0x9AA5B1;

const lxw_color_t xlsx_low = 0xE59866, xlsx_high = 0xFFFFFF;

static lxw_format *new_look(struct xlsx *self, enum look look, bool open)
{
	static const char *const numbers[LOOKS] = {
	        [LOOK_TEXT] = "@",           [LOOK_LINES] = "@",    [LOOK_MARK] = "@",
	        [LOOK_COUNT] = "#,##0",      [LOOK_SHARE] = "0.0%", [LOOK_ALL_BUT] = "\"99.9%\"",
	        [LOOK_NONE_BUT] = "\"0.1%\""};
	lxw_format *format = workbook_add_format(self->book);

	format_set_border(format, LXW_BORDER_THIN);
	format_set_border_color(format, edge);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	if (numbers[look])
		format_set_num_format(format, numbers[look]);
	if (look == LOOK_DAY)
		format_set_num_format(format, i18n_language() == LANGUAGE_JA ? "[$-411]ggge\"年\"m\"月\"d\"日\""
		                                                             : "yyyy-mm-dd");
	if (look == LOOK_LINES || look == LOOK_TEXT)
		format_set_text_wrap(format);
	if (look == LOOK_MARK)
		format_set_align(format, LXW_ALIGN_CENTER);
	if (open) {
		format_set_unlocked(format);
		format_set_bg_color(format, open_cell);
	}
	return format;
}

void xlsx_make_looks(struct xlsx *self)
{
	for (int i = 0; i < LOOKS; i++)
		for (int open = 0; open < 2; open++)
			self->looks[i][open] = new_look(self, (enum look)i, open);
	self->title = workbook_add_format(self->book);
	format_set_bold(self->title);
	format_set_font_size(self->title, 14);
	self->note = workbook_add_format(self->book);
	format_set_text_wrap(self->note);
	format_set_align(self->note, LXW_ALIGN_VERTICAL_TOP);
	self->heading = new_look(self, LOOK_LINES, false);
	format_set_bold(self->heading);
	format_set_bg_color(self->heading, grey);
	self->bad = workbook_add_format(self->book);
	format_set_bold(self->bad);
	format_set_font_color(self->bad, white);
	format_set_bg_color(self->bad, red);
	self->partial = workbook_add_format(self->book);
	format_set_bold(self->partial);
	format_set_bg_color(self->partial, amber);
	self->open = workbook_add_format(self->book);
	format_set_bold(self->open);
	format_set_italic(self->open);
	format_set_bg_color(self->open, grey);
}
