#include "tenken/base/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform_win32.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform_file.h"
#include "tenken/base/text.h"

/* Behind our own: some of its macros are called like names in our enums. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <ntsecapi.h>

/* --- text --- */

wchar_t *win32_wide(const char *text)
{
	size_t len_bytes = strlen(text), count = 0;
	wchar_t *wide = mem_new(len_bytes + 1, sizeof *wide); /* a character has no more units than bytes */

	for (size_t at = 0; at < len_bytes;) {
		uint32_t codepoint;

		at += text_decode(text + at, len_bytes - at, &codepoint);
		if (codepoint >= 0x10000) {
			wide[count++] = (wchar_t)(0xd7c0 + (codepoint >> 10));
			codepoint = 0xdc00 + (codepoint & 0x3ff);
		}
		wide[count++] = (wchar_t)codepoint;
	}
	return wide;
}

char *win32_narrow(const wchar_t *text)
{
	struct strbuf narrow = STRBUF_INIT;

	for (; *text; text++) {
		uint32_t codepoint = *text;

		if (codepoint >= 0xd800 && codepoint < 0xdc00 && text[1] >= 0xdc00 && text[1] < 0xe000)
			codepoint = 0x10000 + ((codepoint - 0xd800) << 10) + (*++text - 0xdc00u);
		else if (codepoint >= 0xd800 && codepoint < 0xe000)
			codepoint = 0xfffd;
		text_encode(&narrow, codepoint);
	}
	return strbuf_take(&narrow);
}

wchar_t *win32_path(const char *path)
{
	enum { SHORT_ENOUGH = 248 };
	static const wchar_t drive_prefix[] = L"\\\\?\\", share_prefix[] = L"\\\\?\\UNC\\";
	wchar_t *wide = win32_wide(path), *full, *long_path;
	const wchar_t *prefix, *rest;
	DWORD room;

	if (wcslen(wide) < SHORT_ENOUGH || wcsncmp(wide, drive_prefix, 4) == 0)
		return wide;
	room = GetFullPathNameW(wide, 0, NULL, NULL);
	full = mem_new(room + 1, sizeof *full);
	if (!room || !GetFullPathNameW(wide, room + 1, full, NULL)) {
		free(full);
		return wide;
	}
	free(wide);
	prefix = full[0] == L'\\' && full[1] == L'\\' ? share_prefix : drive_prefix;
	rest = prefix == share_prefix ? full + 2 : full;
	long_path = mem_new(wcslen(prefix) + wcslen(rest) + 1, sizeof *long_path);
	wcscpy(long_path, prefix);
	wcscat(long_path, rest);
	free(full);
	return long_path;
}

/* --- the process --- */

void platform_harden(void)
{
	SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX); /* no dialogue; and no dump of what is in memory */
	HeapSetInformation(NULL, HeapEnableTerminationOnCorruption, NULL, 0);
	SetDllDirectoryW(L"");
	SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
	_setmode(0, _O_BINARY);
	_setmode(1, _O_BINARY);
	_setmode(2, _O_BINARY);
}

/* How the C library takes a command line apart; its headers declare it for its own use only. */
struct win32_start {
	int new_mode;
};
extern int __wgetmainargs(int *argc, wchar_t ***argv, wchar_t ***env, int expand_wildcards, struct win32_start *start);

void platform_arguments(int *argc, char ***argv)
{
	struct win32_start start = {0};
	wchar_t **wide = NULL, **env = NULL;
	int count = 0;

	if (__wgetmainargs(&count, &wide, &env, 0, &start) != 0 || !wide)
		return; /* what the C library has made of them stays */
	*argv = mem_new((size_t)count + 1, sizeof **argv);
	for (int i = 0; i < count; i++)
		(*argv)[i] = win32_narrow(wide[i]);
	*argc = count;
}

const char *platform_env(const char *name)
{
	struct seen {
		struct seen *next;
		char *name, *value; /* no value: it is not set */
	};
	static struct seen *first;
	struct seen *seen = first;
	wchar_t *wide_name, *value;
	DWORD room;

	while (seen && strcmp(seen->name, name) != 0)
		seen = seen->next;
	if (seen)
		return seen->value;
	wide_name = win32_wide(name);
	room = GetEnvironmentVariableW(wide_name, NULL, 0);
	seen = mem_new(1, sizeof *seen);
	*seen = (struct seen){.next = first, .name = mem_strdup(name)};
	first = seen;
	if (room) {
		value = mem_new(room + 1, sizeof *value);
		GetEnvironmentVariableW(wide_name, value, room + 1);
		seen->value = win32_narrow(value);
		free(value);
	}
	free(wide_name);
	return seen->value;
}

/* --- language --- */

bool platform_set_locale(const char **encoding)
{
	if (encoding)
		*encoding = "UTF-8";
	return true;
}

bool platform_shows_unicode(void)
{
	return true;
}

const char *platform_locale(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	static char *user;
	wchar_t wide[LOCALE_NAME_MAX_LENGTH] = L"";

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = platform_env(names[i]);

		if (value && *value)
			return value;
	}
	if (!user && GetLocaleInfoW(MAKELCID(GetUserDefaultUILanguage(), SORT_DEFAULT), LOCALE_SNAME, wide,
	                            LOCALE_NAME_MAX_LENGTH))
		user = win32_narrow(wide);
	return user;
}

/* --- time --- */

char *platform_now(char buf[26])
{
	const char *fixed = platform_env("TENKEN_NOW");
	time_t now;
	struct tm local;
	long long offset_minutes;

	if (fixed && strlen(fixed) == 25 && datetime_is_valid(fixed))
		return memcpy(buf, fixed, 26);
	now = time(NULL);
	if (localtime_s(&local, &now) != 0)
		memset(&local, 0, sizeof local);
	offset_minutes = (_mkgmtime(&local) - now) / 60;
	snprintf(buf, 26, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", (local.tm_year + 1900) % 10000, (local.tm_mon + 1) % 100,
	         local.tm_mday % 100, local.tm_hour % 100, local.tm_min % 100, local.tm_sec % 100, offset_minutes < 0 ? '-' : '+',
	         (int)(llabs(offset_minutes) / 60 % 100), (int)(llabs(offset_minutes) % 60));
	return buf;
}

struct date platform_today(void)
{
	const char *fixed = platform_env("TENKEN_DATE");
	struct date date;
	char now[26];

	if (fixed && date_parse_iso(&date, fixed))
		return date;
	return datetime_date(platform_now(now));
}

long long platform_ticks_ms(void)
{
	return (long long)GetTickCount64();
}

/* --- places and chance --- */

char *platform_home_folder(void)
{
	const char *home = platform_env("USERPROFILE");

	return home && *home ? mem_strdup(home) : NULL;
}

char *platform_data_folder(struct error *err)
{
	const char *data = platform_env("XDG_DATA_HOME"), *local = platform_env("LOCALAPPDATA");

	if (data && platform_root_bytes(data) > 0)
		return path_join(data, "tenken");
	if (local && *local)
		return path_join(local, "tenken");
	error_set(err, ERROR_SYSTEM,
	          _("It cannot be told where your data are kept, because LOCALAPPDATA is not set. Set it, or name the database "
	            "with --db."));
	return NULL;
}

char *platform_host(void)
{
	wchar_t name[256] = L"";
	DWORD count = 256;

	if (!GetComputerNameExW(ComputerNameDnsHostname, name, &count) || !*name)
		return mem_strdup("?");
	return win32_narrow(name);
}

char *platform_program(void)
{
	for (DWORD room = 512; room <= 65536; room *= 2) {
		wchar_t *wide = mem_new(room + 1, sizeof *wide);
		DWORD count = GetModuleFileNameW(NULL, wide, room);
		char *path = count > 0 && count < room ? win32_narrow(wide) : NULL;

		free(wide);
		if (count < room)
			return path;
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

bool platform_is_network_path(const char *path)
{
	wchar_t *wide = win32_wide(path), *root, *full;
	DWORD room = GetFullPathNameW(wide, 0, NULL, NULL);
	bool network;

	full = mem_new(room + 1, sizeof *full);
	root = mem_new(room + 2, sizeof *root);
	if (!room || !GetFullPathNameW(wide, room + 1, full, NULL) || !GetVolumePathNameW(full, root, room + 2))
		*root = L'\0';
	network = (full[0] == L'\\' && full[1] == L'\\' && full[2] != L'?' && full[2] != L'.') ||
	          (*root && GetDriveTypeW(root) == DRIVE_REMOTE);
	free(root);
	free(full);
	free(wide);
	return network;
}

void platform_random(void *bytes, unsigned long len_bytes)
{
	const char *said;

	if (RtlGenRandom(bytes, len_bytes))
		return;
	/* Going on with what can be guessed would be worse than ending. */
	said = _("tenken: This system gives no random numbers, without which nothing can be kept secret; the program has to end.");
	platform_put(stderr, said, strlen(said));
	platform_put(stderr, "\n", 1);
	abort();
}
