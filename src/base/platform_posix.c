#include "tenken/base/platform.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* The leak checker attaches to its own process, which one that may not be dumped refuses. */
#if defined(__SANITIZE_ADDRESS__)
#define LEAK_CHECKER true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LEAK_CHECKER true
#endif
#endif
#ifndef LEAK_CHECKER
#define LEAK_CHECKER false
#endif

/* A core would hold answers and passphrases. The limit alone does not stop a system that pipes cores to a program. */
void platform_harden(void)
{
	umask(077);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0});
	if (!LEAK_CHECKER)
		prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

void platform_arguments(int *argc, char ***argv)
{
	(void)argc, (void)argv;
}

const char *platform_env(const char *name)
{
	return getenv(name);
}

/* What the environment says of LC_CTYPE, "" for nothing. */
static const char *locale_of_environment(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "";
}

static bool is_utf8_name(const char *codeset)
{
	return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "UTF8") == 0;
}

/* Any locale that is UTF-8. Where there is none (an empty chroot) the C locale must do: width and decoding are our own. */
static void set_some_utf8(void)
{
	static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "ja_JP.UTF-8"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (setlocale(LC_CTYPE, names[i]) && is_utf8_name(nl_langinfo(CODESET)))
			return;
	}
}

static bool shows_unicode = true;

bool platform_shows_unicode(void)
{
	return shows_unicode;
}

bool platform_set_locale(const char **encoding)
{
	static char codeset[32];
	const char *name = locale_of_environment();
	const char *dot = strchr(name, '.');
	bool named;

	/* What stands behind the dot comes first: musl takes every name and calls it UTF-8. */
	snprintf(codeset, sizeof codeset, "%.*s", dot ? (int)strcspn(dot + 1, "@") : 0, dot ? dot + 1 : "");
	named = *name && strcmp(name, "C") != 0 && strcmp(name, "POSIX") != 0;
	if (named && setlocale(LC_CTYPE, "") && !*codeset)
		snprintf(codeset, sizeof codeset, "%s", nl_langinfo(CODESET));
	if (encoding)
		*encoding = codeset;
	if (named && *codeset && !is_utf8_name(codeset)) {
		setlocale(LC_CTYPE, "C");
		shows_unicode = false;
		return false;
	}
	if (!named || !is_utf8_name(nl_langinfo(CODESET)))
		set_some_utf8(); /* none was named, or the one that was is not installed */
	strcpy(codeset, "UTF-8");
	shows_unicode = true;
	return true;
}

const char *platform_locale(void)
{
	const char *locale = getenv("LC_ALL");

	if (!locale || !*locale)
		locale = getenv("LC_MESSAGES");
	if (!locale || !*locale)
		locale = getenv("LANG");
	return locale;
}

char *platform_now(char buf[26])
{
	const char *fixed = getenv("TENKEN_NOW");
	time_t now;
	struct tm local;
	char offset[6];

	if (fixed && strlen(fixed) == 25 && datetime_is_valid(fixed))
		return memcpy(buf, fixed, 26);
	now = time(NULL);
	localtime_r(&now, &local);
	strftime(buf, 26, "%Y-%m-%dT%H:%M:%S", &local);
	strftime(offset, sizeof offset, "%z", &local); /* +0900 */
	snprintf(buf + 19, 7, "%.3s:%.2s", offset, offset + 3);
	return buf;
}

struct date platform_today(void)
{
	const char *fixed = getenv("TENKEN_DATE");
	struct date date;
	char now[26];

	if (fixed && date_parse_iso(&date, fixed))
		return date;
	return datetime_date(platform_now(now));
}

long long platform_ticks_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool platform_is_terminal(int fd)
{
	return isatty(fd) == 1;
}

bool platform_terminal_is_dumb(void)
{
	const char *type = getenv("TERM");

	return !type || !*type || strcmp(type, "dumb") == 0;
}

void platform_put(FILE *stream, const char *bytes, size_t len_bytes)
{
	fwrite(bytes, 1, len_bytes, stream);
}

void platform_print(FILE *stream, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vfprintf(stream, fmt, args);
	va_end(args);
	fflush(stream);
}

bool platform_read_line(struct strbuf *line, size_t limit_bytes)
{
	bool any = false;
	int byte;

	while ((byte = getchar()) != EOF && byte != '\n') {
		any = true;
		if (line->len_bytes < limit_bytes && byte != '\r' && byte != '\0')
			strbuf_add_char(line, (char)byte);
	}
	return any || byte != EOF;
}

char *platform_read_secret(const char *prompt)
{
	enum { LINE_BYTES_MAX = 2048 };
	struct termios before, silent;
	char *line = NULL;
	size_t capacity_bytes = 0;
	ssize_t len_bytes;

	if (!platform_is_terminal(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &before) != 0)
		return NULL;
	silent = before;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	silent.c_lflag |= ICANON | ECHONL;
	fputs(prompt, stderr);
	fflush(stderr);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	len_bytes = getline(&line, &capacity_bytes, stdin);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	if (len_bytes <= 0 || len_bytes > LINE_BYTES_MAX) {
		free(line);
		return NULL;
	}
	line[strcspn(line, "\r\n")] = '\0';
	return line;
}

int platform_terminal_cols(void)
{
	struct winsize size = {0};

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void platform_hold_window(void)
{
}

static volatile sig_atomic_t interrupted;
static struct sigaction action_before;
static bool catching;

static void on_interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

void platform_catch_interrupt(void)
{
	struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};

	if (catching)
		return;
	sigemptyset(&action.sa_mask);
	interrupted = 0;
	catching = sigaction(SIGINT, &action, &action_before) == 0;
}

bool platform_interrupted(void)
{
	return interrupted;
}

void platform_release_interrupt(void)
{
	if (catching)
		sigaction(SIGINT, &action_before, NULL);
	catching = false;
}

char *platform_home_folder(void)
{
	const char *home = getenv("HOME");

	return home && *home ? mem_strdup(home) : NULL;
}

char *platform_data_folder(struct error *err)
{
	const char *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");

	if (data && *data == '/') /* a relative one is to be ignored, says the XDG specification */
		return path_join(data, "tenken");
	if (home && *home)
		return path_join(home, ".local/share/tenken");
	error_set(err, ERROR_SYSTEM,
	          _("It cannot be told where your data are kept, because neither HOME nor XDG_DATA_HOME is set. Set "
	            "one of them, or name the database with --db."));
	return NULL;
}

char *platform_host(void)
{
	char host[256] = "";

	if (gethostname(host, sizeof host - 1) != 0 || !*host)
		return mem_strdup("?");
	return mem_strdup(host);
}

/* The path by which the system was told to start the program: right as long as nobody has moved it or changed folders. */
static char *program_as_started(void)
{
	const char *started = (const char *)getauxval(AT_EXECFN);

	return started && *started ? realpath(started, NULL) : NULL;
}

char *platform_program(void)
{
	for (size_t capacity_bytes = 256; capacity_bytes <= 65536; capacity_bytes *= 2) {
		char *path = mem_new(capacity_bytes, 1);
		ssize_t len_bytes = readlink("/proc/self/exe", path, capacity_bytes - 1);

		if (len_bytes > 0 && len_bytes < (ssize_t)capacity_bytes - 1)
			return path;
		free(path);
		if (len_bytes < 0)
			return program_as_started(); /* there is no /proc in a bare chroot */
		if (len_bytes < (ssize_t)capacity_bytes - 1)
			return NULL; /* else the path may have been cut */
	}
	return NULL;
}

char *platform_program_folder(void)
{
	char *program = platform_program();
	char *folder = program ? path_folder(program) : NULL;

	free(program);
	return folder;
}

/* By the numbers of statfs(2); <linux/magic.h> is not there with musl. FUSE may be anything, sshfs as well as a local
 * disk: it counts as network, where only caution is lost. */
static bool is_network_type(uint32_t type)
{
	static const uint32_t types[] = {
	        0x00006969, /* NFS */
	        0x0000517B, /* SMB */
	        0xFF534D42, /* CIFS */
	        0xFE534D42, /* SMB2 */
	        0x01021997, /* 9P: shares of WSL and of virtual machines */
	        0x65735546, /* FUSE */
	        0x5346414F, /* AFS */
	        0x6B414653, /* AFS of the kernel */
	        0x73757245, /* Coda */
	        0x0000564C, /* NCP */
	        0x00C36400, /* Ceph */
	        0x0BD00BD0, /* Lustre */
	        0x47504653, /* GPFS */
	        0x01161970, /* GFS2 */
	        0x7461636F, /* OCFS2 */
	        0x786F4256, /* VirtualBox's shared folders */
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (types[i] == type)
			return true;
	}
	return false;
}

bool platform_is_network_path(const char *path)
{
	char *at = mem_strdup(path);
	struct statfs status;
	int result;

	/* What is not there yet will be made where its nearest folder lies. */
	while ((result = statfs(at, &status)) != 0 && errno == ENOENT && strcmp(at, ".") != 0 && strcmp(at, "/") != 0) {
		char *parent = path_folder(at);

		free(at);
		at = parent;
	}
	free(at);
	return result == 0 && is_network_type((uint32_t)status.f_type);
}

void platform_random(void *bytes, unsigned long len_bytes)
{
	char *at = bytes;

	while (len_bytes) {
		ssize_t got = getrandom(at, len_bytes, 0);

		if (got > 0) {
			at += got;
			len_bytes -= (unsigned long)got;
		} else if (errno != EINTR) {
			/* Going on with what can be guessed would be worse than ending. */
			fputs(_("tenken: This system gives no random numbers, without which nothing can be kept "
			        "secret; the program has to end."),
			      stderr);
			fputc('\n', stderr);
			abort();
		}
	}
}
