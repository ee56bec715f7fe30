/* Files: read whole, written whole or not at all; paths; folders. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/platform_file.h"

/* Each test has a folder of its own, empty at first; relative paths are within it. */
static int set_up(void **state)
{
	const char *temporary = getenv("TMPDIR");
	char *folder = path_join(temporary && *temporary ? temporary : "/tmp", "tenken-file-XXXXXX");

	umask(022);
	*state = folder;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static void remove_all(const char *folder)
{
	struct file_names names;
	struct error err = {0};

	chmod(folder, 0700);
	if (!file_list(&names, folder, &err))
		fail_msg("%s", err.message);
	for (size_t i = 0; i < names.count; i++) {
		char *path = path_join(folder, names.names[i]);
		struct stat status;

		if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode))
			remove_all(path);
		else
			unlink(path);
		free(path);
	}
	file_names_release(&names);
	rmdir(folder);
}

static int tear_down(void **state)
{
	int moved = chdir("/");

	remove_all(*state);
	free(*state);
	return moved;
}

static void write_ok(const char *path, const char *text)
{
	struct error err = {0};

	if (!file_write(path, text, strlen(text), 0600, &err))
		fail_msg("%s", err.message);
	assert_int_equal(err.code, ERROR_NONE);
}

static void assert_holds(const char *path, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	struct error err = {0};

	if (!file_read(&out, path, 1000000, &err))
		fail_msg("%s", err.message);
	assert_string_equal(out.text, text);
	strbuf_release(&out);
}

static void assert_unreadable(const char *path, size_t limit_bytes, enum error_code code, const char *word)
{
	struct strbuf out = STRBUF_INIT;
	struct error err = {0};

	strbuf_add(&out, "before");
	assert_false(file_read(&out, path, limit_bytes, &err));
	assert_int_equal(err.code, code);
	assert_non_null(strstr(err.message, path));
	if (!strstr(err.message, word))
		fail_msg("%s", err.message);
	assert_string_equal(out.text, "before");
	strbuf_release(&out);
	error_release(&err);
}

static size_t count_in(const char *folder)
{
	struct file_names names;
	struct error err = {0};
	size_t count;

	assert_true(file_list(&names, folder, &err));
	count = names.count;
	file_names_release(&names);
	return count;
}

static void test_read(void **state)
{
	struct strbuf out = STRBUF_INIT;
	struct error err = {0};

	(void)state;
	write_ok("a.txt", "点検\n");
	strbuf_add(&out, "> ");
	assert_true(file_read(&out, "a.txt", 7, &err)); /* exactly the limit */
	assert_string_equal(out.text, "> 点検\n");
	strbuf_reset(&out);
	write_ok("empty", "");
	assert_true(file_read(&out, "empty", 0, &err));
	assert_int_equal(out.len_bytes, 0);
	assert_true(file_write("nul", "a\0b", 3, 0600, &err));
	assert_true(file_read(&out, "nul", 100, &err));
	assert_int_equal(out.len_bytes, 3);
	assert_memory_equal(out.text, "a\0b", 4);
	strbuf_release(&out);
}

static void test_read_fails(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	write_ok("a.txt", "12345678");
	assert_unreadable("a.txt", 7, ERROR_INPUT, "larger than 7 bytes");
	assert_unreadable("none.txt", 7, ERROR_NOT_FOUND, "no such file");
	assert_unreadable("a.txt/b", 7, ERROR_NOT_FOUND, "no folder");
	assert_unreadable("", 7, ERROR_NOT_FOUND, "no such file");
	assert_unreadable(".", 7, ERROR_INPUT, "not a file");
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_unreadable("pipe", 7, ERROR_INPUT, "not a file"); /* and does not wait for a writer */
	assert_unreadable("/dev/null", 7, ERROR_INPUT, "not a file");
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	assert_unreadable("socket", 7, ERROR_INPUT, "not a file");
	close(fd);
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_unreadable("loop", 7, ERROR_STORAGE, "circle");
}

/* /proc tells a size of 0; the limit holds all the same, and what is there is read. */
static void test_read_untold_size(void **state)
{
	struct strbuf out = STRBUF_INIT;
	struct error err = {0};

	(void)state;
	assert_unreadable("/proc/self/status", 10, ERROR_INPUT, "larger than 10 bytes");
	assert_true(file_read(&out, "/proc/self/status", 100000, &err));
	assert_true(out.len_bytes > 10);
	strbuf_release(&out);
}

static void test_write(void **state)
{
	char long_name[256];
	struct strbuf big = STRBUF_INIT;
	struct error err = {0};

	(void)state;
	write_ok("a.txt", "one");
	assert_holds("a.txt", "one");
	write_ok("a.txt", "the second is longer");
	write_ok("a.txt", "3");
	assert_holds("a.txt", "3");
	write_ok("./名前.txt", "x");
	assert_holds("名前.txt", "x");
	memset(long_name, 'n', 255);
	long_name[255] = '\0';
	write_ok(long_name, "the temporary's name does not grow with it");
	strbuf_add_repeat(&big, "0123456789", 100000);
	assert_true(file_write("big", big.text, big.len_bytes, 0600, &err));
	assert_holds("big", big.text);
	strbuf_release(&big);
	assert_int_equal(count_in("."), 4); /* no temporary is left */
}

static void write_much(void *context, struct strbuf *out)
{
	for (int i = 0; i < 100000; i++)
		strbuf_addf(out, "%s%d\n", (const char *)context, i);
}

static void test_long(void **state)
{
	struct strbuf held = STRBUF_INIT, read = STRBUF_INIT;
	struct error err = {0};
	char word[] = "row ";

	(void)state;
	write_much(word, &held);
	assert_true(file_write_long("long", 0600, write_much, word, &err));
	assert_true(file_read(&read, "long", SIZE_MAX, &err));
	assert_int_equal(read.len_bytes, held.len_bytes);
	assert_memory_equal(read.text, held.text, held.len_bytes);
	assert_false(file_write_long("nowhere/long", 0600, write_much, word, &err));
	assert_int_equal(err.code, ERROR_STORAGE);
	error_release(&err);
	strbuf_release(&held);
	strbuf_release(&read);
}

static void assert_mode(const char *path, unsigned mode)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, mode);
}

static void test_write_mode(void **state)
{
	struct error err = {0};

	(void)state;
	umask(077);
	assert_true(file_write("sealed", "x", 1, 0644, &err));
	assert_mode("sealed", 0644);
	umask(0);
	assert_true(file_write("secret", "x", 1, 0600, &err));
	assert_mode("secret", 0600);
	umask(022);
	/* the new mode holds, not that of the file that was replaced */
	assert_int_equal(chmod("secret", 0666), 0);
	assert_true(file_write("secret", "y", 1, 0600, &err));
	assert_mode("secret", 0600);
}

/* A link is replaced, not followed: what it points to stays as it was. */
static void test_write_link(void **state)
{
	struct stat status;

	(void)state;
	write_ok("target", "old");
	assert_int_equal(symlink("target", "link"), 0);
	write_ok("link", "new");
	assert_holds("target", "old");
	assert_holds("link", "new");
	assert_int_equal(lstat("link", &status), 0);
	assert_true(S_ISREG(status.st_mode));
}

static void assert_unwritable(const char *path, const char *word)
{
	struct error err = {0};

	assert_false(file_write(path, "new", 3, 0600, &err));
	assert_int_equal(err.code, ERROR_STORAGE);
	if (!strstr(err.message, word))
		fail_msg("%s", err.message);
	error_release(&err);
}

static void test_write_fails(void **state)
{
	struct error err = {0};

	(void)state;
	assert_unwritable("none/a.txt", "no such file or folder");
	assert_true(file_make_folder("folder", &err));
	assert_unwritable("folder", "folder of this name");
	write_ok("file", "old");
	assert_unwritable("file/a.txt", "no folder");
	assert_unwritable("", "cannot be written");
	assert_holds("file", "old");
	assert_int_equal(count_in("."), 2); /* no temporary is left */
	assert_int_equal(count_in("folder"), 0);
}

/* In a child whose files may not grow, standing in for a full disk: the old content stays, and nothing else. */
static void test_write_full(void **state)
{
	struct strbuf big = STRBUF_INIT;
	pid_t child;
	int status;

	(void)state;
	strbuf_add_repeat(&big, "x", 100000);
	write_ok("a.txt", "old");
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct error err = {0};

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){.rlim_cur = 50000, .rlim_max = 50000});
		if (file_write("a.txt", big.text, big.len_bytes, 0600, &err))
			_Exit(1);
		_Exit(err.code == ERROR_STORAGE && strstr(err.message, "a.txt") ? 42 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 42);
	assert_holds("a.txt", "old");
	assert_int_equal(count_in("."), 1);
	strbuf_release(&big);
}

static void test_exists(void **state)
{
	(void)state;
	write_ok("a.txt", "");
	assert_true(file_exists("a.txt"));
	assert_true(file_exists("."));
	assert_false(file_exists("b.txt"));
	assert_false(file_exists(""));
	assert_true(file_is_folder("."));
	assert_false(file_is_folder("a.txt"));
	assert_false(file_is_folder("b"));
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_false(file_exists("dangling"));
}

static void assert_unmakable(const char *path, const char *word)
{
	struct error err = {0};

	assert_false(file_make_folder(path, &err));
	assert_int_equal(err.code, ERROR_STORAGE);
	if (!strstr(err.message, word))
		fail_msg("%s", err.message);
	error_release(&err);
}

static void test_make_folder(void **state)
{
	struct error err = {0};
	char *absolute = path_join(*state, "x/y");

	umask(0);
	assert_true(file_make_folder("a/b//c/", &err));
	assert_true(file_is_folder("a/b/c"));
	assert_mode("a", 0700);
	assert_mode("a/b/c", 0700);
	assert_true(file_make_folder("a/b", &err));
	assert_true(file_make_folder(".", &err));
	assert_true(file_make_folder("/", &err));
	assert_true(file_make_folder(absolute, &err));
	assert_true(file_is_folder("x/y"));
	write_ok("file", "");
	assert_unmakable("file", "in the way");
	assert_unmakable("file/sub", "in the way");
	assert_unmakable("", "no such file or folder");
	assert_int_equal(err.code, ERROR_NONE);
	free(absolute);
}

static void assert_text(char *text, const char *expected)
{
	assert_string_equal(text, expected);
	free(text);
}

static void test_paths(void **state)
{
	(void)state;
	assert_text(path_join("a", "b"), "a/b");
	assert_text(path_join("a/", "b"), "a/b");
	assert_text(path_join("/", "b"), "/b");
	assert_text(path_join("", "b"), "b");
	assert_text(path_join("50%s", "%d"), "50%s/%d");
	assert_text(path_folder("a/b"), "a");
	assert_text(path_folder("/a/b/c"), "/a/b");
	assert_text(path_folder("a//b"), "a");
	assert_text(path_folder("/a"), "/");
	assert_text(path_folder("/"), "/");
	assert_text(path_folder("a/"), "a");
	assert_text(path_folder("a"), ".");
	assert_text(path_folder(""), ".");
	assert_string_equal(path_base("a/b.txt"), "b.txt");
	assert_string_equal(path_base("b.txt"), "b.txt");
	assert_string_equal(path_base("a/"), "");
	assert_string_equal(path_base(""), "");
}

/* As people type it, who know it from a shell; a name that begins so is another's home, or a name. */
static void test_home(void **state)
{
	char *before = platform_home_folder();

	(void)state;
	setenv("HOME", "/home/kobe", 1);
	assert_text(path_from_typed("~"), "/home/kobe");
	assert_text(path_from_typed("~/"), "/home/kobe");
	assert_text(path_from_typed("~/提出/a.csv"), "/home/kobe/提出/a.csv");
	assert_text(path_from_typed("~other/a"), "~other/a");
	assert_text(path_from_typed("a/~/b"), "a/~/b");
	assert_text(path_from_typed("/tmp"), "/tmp");
	assert_text(path_from_typed(""), "");
	/* As a file manager copies it, or drops it into the window. */
	assert_text(path_from_typed("\"/media/点検 8/a.tenken\""), "/media/点検 8/a.tenken");
	assert_text(path_from_typed(" '/media/a.tenken'  "), "/media/a.tenken");
	assert_text(path_from_typed("\"~/a\""), "/home/kobe/a");
	assert_text(path_from_typed("\"a'"), "\"a'");
	assert_text(path_from_typed("\"\""), "\"\"");
	write_ok("'a'", "");
	assert_text(path_from_typed("'a'"), "'a'");
	assert_int_equal(unlink("'a'"), 0);
	unsetenv("HOME");
	assert_text(path_from_typed("~/a"), "~/a");
	if (before)
		setenv("HOME", before, 1);
	free(before);
}

static void test_list(void **state)
{
	struct file_names names;
	struct error err = {0};

	(void)state;
	assert_true(file_list(&names, ".", &err));
	assert_int_equal(names.count, 0);
	file_names_release(&names);
	write_ok("b", "");
	write_ok("点", "");
	write_ok("a10", "");
	write_ok("a2", "");
	write_ok("B", "");
	write_ok(".hidden", "");
	assert_true(file_list(&names, ".", &err));
	assert_int_equal(names.count, 6);
	assert_string_equal(names.names[0], ".hidden");
	assert_string_equal(names.names[1], "B");
	assert_string_equal(names.names[2], "a10");
	assert_string_equal(names.names[3], "a2");
	assert_string_equal(names.names[4], "b");
	assert_string_equal(names.names[5], "点");
	file_names_release(&names);
	assert_int_equal(names.count, 0);
	file_names_release(&names);
	file_names_release(NULL);
	assert_false(file_list(&names, "none", &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	assert_int_equal(names.count, 0);
	assert_null(names.names);
	assert_false(file_list(&names, "a2", &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	error_release(&err);
}

static void assert_not_inside(const char *name, enum error_code code, const char *says)
{
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};

	strbuf_add(&text, "old");
	assert_false(file_read_inside(&text, "pack", name, 7, &err));
	assert_int_equal(err.code, code);
	assert_non_null(strstr(err.message, says));
	assert_string_equal(text.text, "old");
	error_release(&err);
	strbuf_release(&text);
}

/* A folder from elsewhere: nothing in it leads out of it. */
static void test_inside(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct file_names names;
	struct error err = {0};

	(void)state;
	assert_true(file_make_folder("pack/questions", &err));
	assert_true(file_make_folder("outside", &err));
	write_ok("outside/secret", "secret");
	write_ok("pack/a", "1234567");
	write_ok("pack/questions/b", "b");
	assert_int_equal(symlink("pack", "link"), 0);
	assert_int_equal(symlink("../outside/secret", "pack/file"), 0);
	assert_int_equal(symlink("a", "pack/within"), 0);
	assert_int_equal(symlink("../outside", "pack/folder"), 0);
	assert_int_equal(symlink("/nowhere", "pack/dangling"), 0);
	assert_int_equal(symlink("../../outside/secret", "pack/questions/file"), 0);
	assert_int_equal(mkfifo("pack/pipe", 0600), 0);

	assert_true(file_read_inside(&text, "pack", "a", 7, &err));
	assert_true(file_read_inside(&text, "link", "questions/b", 7, &err));
	assert_string_equal(text.text, "1234567b");
	strbuf_release(&text);
	assert_not_inside("file", ERROR_INPUT, "pack/file is a link");
	assert_not_inside("within", ERROR_INPUT, "is a link");
	assert_not_inside("folder/secret", ERROR_INPUT, "pack/folder/secret is a link");
	assert_not_inside("dangling", ERROR_INPUT, "is a link");
	assert_not_inside("questions/file", ERROR_INPUT, "is a link");
	assert_not_inside("questions", ERROR_INPUT, "is a folder or a device");
	assert_not_inside("pipe", ERROR_INPUT, "is a folder or a device");
	assert_not_inside("none", ERROR_NOT_FOUND, "pack/none");
	assert_not_inside("none/b", ERROR_NOT_FOUND, "pack/none/b");
	assert_not_inside("a/b", ERROR_NOT_FOUND, "pack/a/b");
	write_ok("pack/large", "12345678");
	assert_not_inside("large", ERROR_INPUT, "larger than 7 bytes");

	assert_true(file_list_inside(&names, "link", "questions", &err));
	assert_int_equal(names.count, 2);
	assert_string_equal(names.names[0], "b");
	file_names_release(&names);
	assert_false(file_list_inside(&names, "pack", "folder", &err));
	assert_int_equal(err.code, ERROR_INPUT);
	error_release(&err);
	assert_false(file_list_inside(&names, "pack", "none", &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	error_release(&err);
	assert_false(file_list_inside(&names, "pack", "a", &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	assert_int_equal(names.count, 0);
	error_release(&err);
}

/* Rights do not bind root, as whom a build machine may run. */
static void test_rights(void **state)
{
	struct error err = {0};
	struct file_names names;

	(void)state;
	if (geteuid() == 0) {
		print_message("skipped: rights do not bind root\n");
		skip();
	}
	write_ok("locked", "x");
	assert_int_equal(chmod("locked", 0), 0);
	assert_unreadable("locked", 7, ERROR_STORAGE, "do not have the right");
	assert_true(file_make_folder("folder", &err));
	assert_int_equal(chmod("folder", 0500), 0);
	assert_unwritable("folder/a", "do not have the right");
	assert_unmakable("folder/a/b", "do not have the right");
	/* a drop box, into which one may put but not look */
	assert_int_equal(chmod("folder", 0300), 0);
	write_ok("folder/a", "put");
	assert_holds("folder/a", "put");
	assert_false(file_list(&names, "folder", &err));
	assert_int_equal(err.code, ERROR_STORAGE);
	error_release(&err);
}

/* What a library would write, or fails to. */
struct filling {
	const char *text;
	bool fails;
};

static bool fill(void *context, const char *temporary, struct error *err)
{
	const struct filling *filling = context;
	FILE *file = fopen(temporary, "wb");

	assert_non_null(file);
	fputs(filling->text, file);
	fclose(file);
	return !filling->fails || error_set(err, ERROR_INPUT, "no");
}

/* An empty log is one, too: a program that has the database open writes to it next. */
static void test_write_beside_a_database(void **state)
{
	static const char *const refused[] = {"beside.db-wal", "beside.db-shm", "beside.db-journal"};
	static const char *const written[] = {"beside.db-wal.html", "none.db-wal", "-wal"};
	struct error err = {0};
	FILE *file = fopen("beside.db", "w");

	(void)state;
	fwrite("SQLite format 3\0and pages", 1, 25, file);
	fclose(file);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		assert_false(file_write(refused[i], "report", 6, 0600, &err));
		assert_int_equal(err.code, ERROR_REFUSED);
		assert_non_null(strstr(err.message, refused[i]));
		error_release(&err);
		assert_false(file_exists(refused[i]));
	}
	for (size_t i = 0; i < sizeof written / sizeof *written; i++)
		assert_true(file_write(written[i], "report", 6, 0600, &err));
}

/* Root could put a file in the place of /dev/null. */
static void test_write_over_a_pipe(void **state)
{
	struct filling filling = {.text = "by another"};
	struct platform_status status;
	struct error err = {0};

	(void)state;
	if (mkfifo("pipe", 0600))
		skip();
	assert_false(file_write("pipe", "report", 6, 0600, &err));
	assert_int_equal(err.code, ERROR_REFUSED);
	error_release(&err);
	assert_false(file_write_by("pipe", 0600, fill, &filling, &err));
	error_release(&err);
	assert_true(platform_status(&status, "pipe", false));
	assert_int_equal(status.kind, PLATFORM_OTHER);
}

/* What begins like a database, or like what SQLite keeps beside one. */
static void test_write_over_a_database(void **state)
{
	static const struct {
		const char *bytes;
		size_t len_bytes;
		bool refused;
	} heads[] = {
	        {"SQLite format 3\0and pages", 25, true},
	        {"\x37\x7F\x06\x82 log", 8, true},
	        {"SQLite format 3", 15, false},
	        {"SQLite format 3 is what it begins with", 38, false},
	        {"\x37\x7F", 2, false},
	        {"", 0, false},
	};
	struct filling filling = {.text = "by another"};
	struct strbuf holds = STRBUF_INIT;
	struct error err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		FILE *file = fopen("over", "w");

		assert_int_equal(fwrite(heads[i].bytes, 1, heads[i].len_bytes, file), heads[i].len_bytes);
		fclose(file);
		assert_int_equal(file_write("over", "report", 6, 0600, &err), !heads[i].refused);
		if (!heads[i].refused)
			continue;
		assert_int_equal(err.code, ERROR_REFUSED);
		error_release(&err);
		assert_false(file_write_by("over", 0600, fill, &filling, &err));
		error_release(&err);
		strbuf_reset(&holds);
		assert_true(file_read(&holds, "over", 100, &err));
		assert_int_equal(holds.len_bytes, heads[i].len_bytes);
		assert_memory_equal(holds.text, heads[i].bytes, heads[i].len_bytes);
	}
	strbuf_release(&holds);
}

static void test_write_by(void **state)
{
	struct filling good = {.text = "good"}, bad = {.text = "half", .fails = true};
	struct strbuf bytes = STRBUF_INIT;
	struct file_names names;
	struct error err = {0};

	(void)state;
	write_ok("made", "old");
	assert_false(file_write_by("made", 0600, fill, &bad, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	error_release(&err);
	assert_holds("made", "old");
	assert_true(file_write_by("made", 0600, fill, &good, &err));
	assert_holds("made", "good");
	assert_false(file_write_by("nowhere/made", 0600, fill, &good, &err));
	assert_int_equal(err.code, ERROR_STORAGE);
	error_release(&err);
	assert_true(file_list(&names, ".", &err));
	assert_int_equal(names.count, 1);
	file_names_release(&names);

	assert_true(file_take(&bytes, fill, &good, &err));
	assert_string_equal(bytes.text, "good");
	assert_false(file_take(&bytes, fill, &bad, &err));
	assert_string_equal(bytes.text, "good");
	error_release(&err);
	strbuf_release(&bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	/* What messages say is tested in English. */
	i18n_set_language(LANGUAGE_EN);
	const struct CMUnitTest tests[] = {
	        TEST(test_read),
	        TEST(test_read_fails),
	        TEST(test_read_untold_size),
	        TEST(test_write),
	        TEST(test_write_mode),
	        TEST(test_write_link),
	        TEST(test_write_fails),
	        TEST(test_write_full),
	        TEST(test_exists),
	        TEST(test_make_folder),
	        TEST(test_paths),
	        TEST(test_home),
	        TEST(test_list),
	        TEST(test_inside),
	        TEST(test_rights),
	        TEST(test_write_by),
	        TEST(test_long),
	        TEST(test_write_over_a_database), TEST(test_write_beside_a_database), TEST(test_write_over_a_pipe),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
