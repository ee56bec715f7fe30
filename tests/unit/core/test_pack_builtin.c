/* The tables of what a pack is made of leave nothing out, and the built-in pack is what its files say. */
#include "fixture.h"
#include "pack_layout.h"
#include "tenken/base/file.h"
#include "tenken/core/pack_builtin.h"

enum { LAYOUTS_MAX = 64, STRUCTURE_BYTES_MAX = 4096, FILES_MAX = 64, FILE_BYTES_MAX = 16 * 1024 * 1024 };

static const struct layout *layouts[LAYOUTS_MAX];
static size_t layouts_count;

static void collect(const struct layout *layout)
{
	for (size_t i = 0; i < layouts_count; i++)
		if (layouts[i] == layout)
			return;
	assert_true(layouts_count < LAYOUTS_MAX);
	layouts[layouts_count++] = layout;
	for (size_t i = 0; i < layout->members_count; i++)
		if (layout->members[i].of)
			collect(layout->members[i].of);
}

static size_t alignment_of(const struct layout *layout)
{
	size_t most = 1;

	for (size_t i = 0; i < layout->members_count; i++) {
		const struct layout_member *member = &layout->members[i];
		size_t own = member->kind == LAYOUT_INSIDE ? alignment_of(member->of) : member->size_bytes;

		most = own > most ? own : most;
	}
	return most;
}

static size_t rounded(size_t offset, size_t alignment)
{
	return (offset + alignment - 1) / alignment * alignment;
}

static void test_no_member_is_left_out(void **state)
{
	(void)state;
	collect(&pack_layout);
	assert_true(layouts_count > 30);
	for (size_t i = 0; i < layouts_count; i++) {
		const struct layout *layout = layouts[i];
		size_t end = 0;

		for (size_t k = 0; k < layout->members_count; k++) {
			const struct layout_member *member = &layout->members[k];
			bool inside = member->kind == LAYOUT_INSIDE;

			if (member->offset != rounded(end, inside ? alignment_of(member->of) : member->size_bytes))
				fail_msg("%s: something lies before %s", layout->type, member->name);
			if (inside)
				assert_int_equal(member->size_bytes, member->times * member->of->size_bytes);
			end = member->offset + member->size_bytes;
		}
		if (rounded(end, alignment_of(layout)) != layout->size_bytes)
			fail_msg("%s: something lies behind the last member", layout->type);
	}
}

static void compare(const struct layout *layout, const void *one, const void *other, const char *where);

static void compare_member(const struct layout_member *member, const void *one, const void *other, const char *where)
{
	const char *a = (const char *)one + member->offset, *b = (const char *)other + member->offset;

	switch (member->kind) {
	case LAYOUT_UNSIGNED:
	case LAYOUT_SIGNED:
		if (memcmp(a, b, member->size_bytes) != 0 && !str_equal(member->name, "constant"))
			fail_msg("%s.%s: another number", where, member->name);
		return;
	case LAYOUT_TEXT: {
		const char *text_a, *text_b;

		memcpy(&text_a, a, sizeof text_a);
		memcpy(&text_b, b, sizeof text_b);
		if (!str_equal(text_a, text_b))
			fail_msg("%s.%s: \"%s\" and \"%s\"", where, member->name, text_a, text_b);
		return;
	}
	case LAYOUT_INSIDE:
		for (size_t i = 0; i < member->times; i++)
			compare(member->of, a + i * member->of->size_bytes, b + i * member->of->size_bytes,
			        member->name);
		return;
	case LAYOUT_BEHIND: {
		const char *behind_a = layout_behind(member, one), *behind_b = layout_behind(member, other);
		size_t count = layout_count(member, one);

		if (!behind_a || !count) {
			assert_true(!behind_b || !layout_count(member, other));
			return;
		}
		assert_non_null(behind_b);
		for (size_t i = 0; i < count; i++)
			compare(member->of, behind_a + i * member->of->size_bytes,
			        behind_b + i * member->of->size_bytes, member->name);
		return;
	}
	}
}

/* What is read comes zeroed: a byte between members that is not zero is a member that the tables do not know. */
static void check_between(const struct layout *layout, const void *at)
{
	char bytes[STRUCTURE_BYTES_MAX];

	assert_true(layout->size_bytes <= sizeof bytes);
	memcpy(bytes, at, layout->size_bytes);
	for (size_t i = 0; i < layout->members_count; i++)
		memset(bytes + layout->members[i].offset, 0, layout->members[i].size_bytes);
	for (size_t i = 0; i < layout->size_bytes; i++)
		if (bytes[i])
			fail_msg("%s: a member at %zu is in no table", layout->type, i);
}

static void compare(const struct layout *layout, const void *one, const void *other, const char *where)
{
	check_between(layout, one);
	for (size_t i = 0; i < layout->members_count; i++)
		compare_member(&layout->members[i], one, other, where);
}

struct folder {
	char *names[FILES_MAX];
	struct strbuf texts[FILES_MAX];
	struct pack_file files[FILES_MAX];
	size_t count;
};

/* Takes `name` over. */
static void take_file(struct folder *folder, const char *path, char *name)
{
	struct error err = {0};
	size_t at = folder->count++;

	assert_true(folder->count <= FILES_MAX);
	folder->names[at] = name;
	folder->texts[at] = (struct strbuf)STRBUF_INIT;
	if (!file_read_inside(&folder->texts[at], path, name, FILE_BYTES_MAX, &err))
		fail_msg("%s", err.message);
	folder->files[at] = (struct pack_file){
	        .name = name, .text = folder->texts[at].text, .len_bytes = folder->texts[at].len_bytes};
}

/* All files of the folder, whatever the build says of which the built-in pack was made. */
static struct pack *read_pack(const char *path)
{
	struct folder folder = {0};
	struct file_names names = {0};
	struct error err = {0};
	struct pack_problems problems = {0};

	assert_true(file_list_inside(&names, path, ".", &err));
	for (size_t i = 0; i < names.count; i++)
		if (str_ends_with(names.names[i], ".json"))
			take_file(&folder, path, mem_strdup(names.names[i]));
	file_names_release(&names);
	assert_true(file_list_inside(&names, path, "questions", &err));
	for (size_t i = 0; i < names.count; i++)
		take_file(&folder, path, str_format("questions/%s", names.names[i]));
	file_names_release(&names);
	struct pack *pack = pack_read(folder.files, folder.count, &problems);
	fixture_print(&problems);
	pack_problems_release(&problems);
	for (size_t i = 0; i < folder.count; i++) {
		free(folder.names[i]);
		strbuf_release(&folder.texts[i]);
	}
	return pack;
}

static void test_it_is_what_its_files_say(void **state)
{
	char *path = str_format("%s/checklists/kobe-5.10", getenv("TENKEN_SOURCE_ROOT"));
	struct pack *pack = read_pack(path);

	(void)state;
	assert_non_null(pack);
	assert_true(pack->questions_count > 300);
	compare(&pack_layout, pack, &pack_builtin, "pack");
	assert_true(pack_builtin.constant);
	pack_free(pack);
	pack_free((struct pack *)&pack_builtin); /* does nothing */
	assert_string_equal(pack_builtin.id, "kobe-5.10");
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_no_member_is_left_out),
	        cmocka_unit_test(test_it_is_what_its_files_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
