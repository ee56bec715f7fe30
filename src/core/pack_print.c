#include "tenken/core/pack_print.h"

#include <assert.h>
#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "pack_layout.h"

struct printer {
	struct strbuf done; /* definitions, each behind those that it points to */
	size_t arrays;      /* how many have been numbered */
	struct strbuf ids;  /* as one array of characters, each id with a NUL behind */
	size_t ids_bytes;
};

static uint64_t number_at(const void *at, size_t size_bytes)
{
	uint8_t one;
	uint32_t four;
	uint64_t eight;

	switch (size_bytes) {
	case sizeof one:
		return memcpy(&one, at, sizeof one), one;
	case sizeof four:
		return memcpy(&four, at, sizeof four), four;
	default:
		assert(size_bytes == sizeof eight);
		return memcpy(&eight, at, sizeof eight), eight;
	}
}

static void print_unsigned(struct strbuf *out, const void *at, size_t size_bytes)
{
	uint64_t number = number_at(at, size_bytes);

	/* The one number that means something else where a size has another width. */
	if (size_bytes == sizeof(size_t) && number == SIZE_MAX)
		strbuf_add(out, "SIZE_MAX");
	else
		strbuf_addf(out, "%" PRIu64 "u", number);
}

static void print_signed(struct strbuf *out, const void *at, size_t size_bytes)
{
	uint64_t number = number_at(at, size_bytes);

	strbuf_addf(out, "%" PRId64, size_bytes == 4 ? (int64_t)(int32_t)number : (int64_t)number);
}

static void print_quoted(struct strbuf *out, const char *text)
{
	strbuf_add(out, "\"");
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if (byte == '"' || byte == '\\')
			strbuf_addf(out, "\\%c", byte);
		else if (byte < ' ' || byte == '?' || byte == 0x7F) /* ?: that no two of them begin a trigraph */
			strbuf_addf(out, "\\%03o", byte);
		else
			strbuf_add_bytes(out, text, 1);
	}
	strbuf_add(out, "\"");
}

/* Looking something up goes over ids and never over texts: standing together, the ids are a few pages of memory, while
 * among the texts they would draw in nearly all. */
static bool is_id(const char *text)
{
	return strlen(text) <= 64 &&
	       !text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")];
}

static void print_text(struct printer *printer, struct strbuf *out, const char *text)
{
	if (!text) {
		strbuf_add(out, "NULL");
	} else if (is_id(text)) {
		strbuf_addf(out, "(char *)ids + %zu", printer->ids_bytes);
		print_quoted(&printer->ids, text);
		strbuf_add(&printer->ids, "\"\\0\"\n");
		printer->ids_bytes += strlen(text) + 1;
	} else {
		strbuf_add(out, "(char *)");
		print_quoted(out, text);
	}
}

static void print_structure(struct printer *printer, struct strbuf *out, const struct layout *layout, const void *at);

static void print_elements(struct printer *printer, struct strbuf *out, const struct layout *layout, const void *at,
                           size_t count)
{
	strbuf_add(out, "{");
	for (size_t i = 0; i < count; i++) {
		print_structure(printer, out, layout, (const char *)at + i * layout->size_bytes);
		strbuf_add(out, ",\n");
	}
	strbuf_add(out, "}");
}

/* Defines what lies behind a pointer, and then names it. */
static void print_behind(struct printer *printer, struct strbuf *out, const struct layout_member *member,
                         const void *at)
{
	const void *behind = layout_behind(member, at);
	size_t count = layout_count(member, at);
	struct strbuf definition = STRBUF_INIT;

	if (!behind || !count) {
		strbuf_add(out, "NULL");
		return;
	}
	print_elements(printer, &definition, member->of, behind, count);
	strbuf_addf(&printer->done, "static %s const a%zu[] = %s;\n", member->of->type, printer->arrays,
	            definition.text);
	strbuf_addf(out, "(%s *)a%zu", member->of->type, printer->arrays++);
	strbuf_release(&definition);
}

static void print_member(struct printer *printer, struct strbuf *out, const struct layout_member *member,
                         const void *at)
{
	const char *inside = (const char *)at + member->offset;

	switch (member->kind) {
	case LAYOUT_UNSIGNED:
		print_unsigned(out, inside, member->size_bytes);
		break;
	case LAYOUT_SIGNED:
		print_signed(out, inside, member->size_bytes);
		break;
	case LAYOUT_TEXT: {
		const char *text;

		memcpy(&text, inside, sizeof text);
		print_text(printer, out, text);
		break;
	}
	case LAYOUT_INSIDE:
		if (member->times == 1)
			print_structure(printer, out, member->of, inside);
		else
			print_elements(printer, out, member->of, inside, member->times);
		break;
	case LAYOUT_BEHIND:
		print_behind(printer, out, member, at);
		break;
	}
}

static void print_structure(struct printer *printer, struct strbuf *out, const struct layout *layout, const void *at)
{
	if (layout->members_count == 1 && !*layout->members->name) { /* no structure, but a number or a text */
		print_member(printer, out, layout->members, at);
		return;
	}
	strbuf_add(out, "{");
	for (size_t i = 0; i < layout->members_count; i++) {
		const struct layout_member *member = &layout->members[i];

		strbuf_addf(out, ".%s = ", member->name);
		print_member(printer, out, member, at);
		strbuf_add(out, ", ");
	}
	strbuf_add(out, "}");
}

void pack_print(struct strbuf *out, struct pack *pack)
{
	struct printer printer = {.done = STRBUF_INIT, .ids = STRBUF_INIT};
	struct strbuf whole = STRBUF_INIT;

	pack->constant = true;
	print_structure(&printer, &whole, &pack_layout, pack);
	pack->constant = false;
	strbuf_add(out, "/* Written by gen_pack_builtin.c. */\n"
	                "#include <stdint.h>\n"
	                "#include \"pack_internal.h\"\n"
	                "#include \"tenken/core/classify.h\"\n"
	                "#include \"tenken/core/consistency.h\"\n"
	                "#include \"tenken/core/pack_builtin.h\"\n"
	                "#include \"tenken/core/register.h\"\n"
	                "#include \"tenken/core/rule.h\"\n"
	                "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n");
	strbuf_addf(out, "static const char ids[] = %s;\n", printer.ids.text);
	strbuf_add(out, printer.done.text);
	strbuf_addf(out, "const struct pack pack_builtin = %s;\n", whole.text);
	strbuf_release(&printer.done);
	strbuf_release(&printer.ids);
	strbuf_release(&whole);
}
