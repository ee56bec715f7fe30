#include "tenken/base/platform_file.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform_win32.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"

/* Behind our own: some of its macros are called like names in our enums. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

/* Whoever reads is in nobody's way: not even of one who gives the name to another file. */
enum { SHARE_ALL = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE };

bool win32_fail(void)
{
	static const struct {
		DWORD code;
		int number;
	} numbers[] = {
	        {ERROR_FILE_NOT_FOUND, ENOENT},     {ERROR_PATH_NOT_FOUND, ENOENT},
	        {ERROR_INVALID_DRIVE, ENOENT},      {ERROR_BAD_NETPATH, ENOENT},
	        {ERROR_BAD_NET_NAME, ENOENT},       {ERROR_BAD_PATHNAME, ENOENT},
	        {ERROR_NOT_READY, ENOENT},          {ERROR_INVALID_NAME, ENOENT},
	        {ERROR_DIRECTORY, ENOTDIR},         {ERROR_ACCESS_DENIED, EACCES},
	        {ERROR_PRIVILEGE_NOT_HELD, EACCES}, {ERROR_NETWORK_ACCESS_DENIED, EACCES},
	        {ERROR_WRITE_PROTECT, EROFS},       {ERROR_SHARING_VIOLATION, EBUSY},
	        {ERROR_LOCK_VIOLATION, EBUSY},      {ERROR_USER_MAPPED_FILE, EBUSY},
	        {ERROR_FILE_EXISTS, EEXIST},        {ERROR_ALREADY_EXISTS, EEXIST},
	        {ERROR_DISK_FULL, ENOSPC},          {ERROR_HANDLE_DISK_FULL, ENOSPC},
	        {1295 /* ERROR_DISK_QUOTA_EXCEEDED, which MinGW does not name */, ENOSPC}, {ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG},
	        {ERROR_TOO_MANY_OPEN_FILES, EMFILE}, {ERROR_DIR_NOT_EMPTY, ENOTEMPTY},
	        {ERROR_NOT_ENOUGH_MEMORY, ENOMEM},  {ERROR_INVALID_HANDLE, EBADF},
	        {ERROR_NOT_SUPPORTED, ENOTSUP},     {ERROR_INVALID_FUNCTION, ENOTSUP},
	        {ERROR_CANT_RESOLVE_FILENAME, ELOOP}, {ERROR_BROKEN_PIPE, EPIPE},
	};
	DWORD code = GetLastError();

	errno = EIO;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		if (numbers[i].code == code)
			errno = numbers[i].number;
	}
	return false;
}

/* --- open files --- */

static HANDLE open_handle(const char *path, DWORD access, DWORD how, DWORD flags)
{
	wchar_t *wide = win32_path(path);
	HANDLE handle = CreateFileW(wide, access, SHARE_ALL, NULL, how, flags, NULL);

	if (handle == INVALID_HANDLE_VALUE)
		win32_fail();
	free(wide);
	return handle;
}

static bool close_handle(HANDLE handle)
{
	int number = errno;

	CloseHandle(handle);
	errno = number;
	return false;
}

static int descriptor(HANDLE handle, int flags)
{
	int fd = handle == INVALID_HANDLE_VALUE ? -1 : _open_osfhandle((intptr_t)handle, flags | _O_BINARY | _O_NOINHERIT);

	if (fd < 0 && handle != INVALID_HANDLE_VALUE)
		close_handle(handle);
	return fd;
}

/* Links of all kinds: symbolic ones, junctions. What a backup or a cloud service has put away is a reparse point, too, and none. */
static bool is_link(DWORD attributes, DWORD tag)
{
	return (attributes & FILE_ATTRIBUTE_REPARSE_POINT) &&
	       (tag == IO_REPARSE_TAG_SYMLINK || tag == IO_REPARSE_TAG_MOUNT_POINT);
}

static bool handle_is_link(HANDLE handle)
{
	FILE_ATTRIBUTE_TAG_INFO info;

	return GetFileInformationByHandleEx(handle, FileAttributeTagInfo, &info, sizeof info) &&
	       is_link(info.FileAttributes, info.ReparseTag);
}

int platform_file_open(const char *path)
{
	/* Folders, too, so that they can be told from what may not be read. */
	return descriptor(open_handle(path, GENERIC_READ, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS), _O_RDONLY);
}

/* As the folder is not opened, one that is exchanged meanwhile could lead elsewhere: whoever can do that could as well have
 * exchanged what stands in it. */
static HANDLE open_inside(const char *folder, const char *name, DWORD access)
{
	const DWORD flags = FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT;
	size_t first_bytes = strcspn(name, "/\\");
	char *first = mem_strndup(name, first_bytes), *path = path_join(folder, first);
	HANDLE handle = open_handle(path, access, OPEN_EXISTING, flags);

	if (handle != INVALID_HANDLE_VALUE && !handle_is_link(handle) && name[first_bytes]) {
		CloseHandle(handle);
		free(path);
		path = path_join(folder, name);
		handle = open_handle(path, access, OPEN_EXISTING, flags);
	}
	if (handle != INVALID_HANDLE_VALUE && handle_is_link(handle)) {
		CloseHandle(handle);
		handle = INVALID_HANDLE_VALUE;
		errno = ELOOP;
	}
	free(first);
	free(path);
	return handle;
}

int platform_file_open_inside(const char *folder, const char *name)
{
	return descriptor(open_inside(folder, name, GENERIC_READ), _O_RDONLY);
}

int platform_file_create(const char *path, unsigned mode)
{
	(void)mode; /* the rights are those of the folder */
	return descriptor(open_handle(path, GENERIC_READ | GENERIC_WRITE, CREATE_NEW, FILE_ATTRIBUTE_NORMAL), _O_RDWR);
}

bool platform_file_is_regular(int fd)
{
	HANDLE handle = (HANDLE)_get_osfhandle(fd);
	BY_HANDLE_FILE_INFORMATION info;

	errno = 0;
	if (GetFileType(handle) != FILE_TYPE_DISK)
		return false;
	if (!GetFileInformationByHandle(handle, &info))
		return win32_fail();
	return !(info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY);
}

long long platform_file_read(int fd, void *bytes, size_t len_bytes)
{
	DWORD got = 0;

	if (ReadFile((HANDLE)_get_osfhandle(fd), bytes, (DWORD)(len_bytes < 1 << 30 ? len_bytes : 1 << 30), &got, NULL))
		return got;
	if (GetLastError() == ERROR_BROKEN_PIPE || GetLastError() == ERROR_HANDLE_EOF)
		return 0;
	win32_fail();
	return -1;
}

long long platform_file_read_at(int fd, uint64_t offset_bytes, void *bytes, size_t len_bytes)
{
	LARGE_INTEGER offset = {.QuadPart = (LONGLONG)offset_bytes};

	if (SetFilePointerEx((HANDLE)_get_osfhandle(fd), offset, NULL, FILE_BEGIN))
		return platform_file_read(fd, bytes, len_bytes);
	win32_fail();
	return -1;
}

long long platform_file_write(int fd, const void *bytes, size_t len_bytes)
{
	DWORD put = 0;

	if (WriteFile((HANDLE)_get_osfhandle(fd), bytes, (DWORD)(len_bytes < 1 << 30 ? len_bytes : 1 << 30), &put, NULL))
		return put;
	win32_fail();
	return -1;
}

bool platform_file_sync(int fd)
{
	return FlushFileBuffers((HANDLE)_get_osfhandle(fd)) || win32_fail();
}

bool platform_file_close(int fd)
{
	return _close(fd) == 0;
}

/* --- by name --- */

bool platform_sync_named(const char *path)
{
	/* Only who may write may flush. */
	HANDLE handle = open_handle(path, GENERIC_READ | GENERIC_WRITE, OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT);
	bool ok = handle != INVALID_HANDLE_VALUE;

	if (!ok)
		return false;
	ok = FlushFileBuffers(handle) || win32_fail();
	close_handle(handle);
	return ok;
}

bool platform_sync_folder(const char *folder)
{
	(void)folder;
	return true;
}

static bool two_names(const char *from, const char *to, BOOL WINAPI (*call)(const wchar_t *, const wchar_t *))
{
	wchar_t *wide_from = win32_path(from), *wide_to = win32_path(to);
	bool ok = call(wide_from, wide_to) || win32_fail();

	free(wide_from);
	free(wide_to);
	return ok;
}

static BOOL WINAPI move(const wchar_t *from, const wchar_t *to)
{
	return MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
}

static BOOL WINAPI name_again(const wchar_t *from, const wchar_t *to)
{
	return CreateHardLinkW(to, from, NULL);
}

/* A virus scanner or an indexer looks into what has just been written, and for a moment nobody may rename it. */
bool platform_rename(const char *from, const char *to)
{
	enum { TRIES = 20, PAUSE_MS = 50 };
	bool ok = two_names(from, to, move);

	for (int i = 0; !ok && (errno == EBUSY || errno == EACCES) && i < TRIES && platform_may(from, PLATFORM_READ); i++) {
		if (errno == EACCES && file_is_folder(to))
			break;
		Sleep(PAUSE_MS);
		ok = two_names(from, to, move);
	}
	if (!ok && errno == EACCES && file_is_folder(to))
		errno = EISDIR;
	return ok;
}

bool platform_link(const char *from, const char *to)
{
	return two_names(from, to, name_again);
}

static bool one_name(const char *path, BOOL WINAPI (*call)(const wchar_t *))
{
	wchar_t *wide = win32_path(path);
	bool ok = call(wide) || win32_fail();

	free(wide);
	return ok;
}

bool platform_remove(const char *path)
{
	return one_name(path, DeleteFileW);
}

bool platform_remove_folder(const char *path)
{
	return one_name(path, RemoveDirectoryW);
}

static BOOL WINAPI make(const wchar_t *path)
{
	return CreateDirectoryW(path, NULL);
}

bool platform_make_folder(const char *path)
{
	return one_name(path, make);
}

char *platform_make_scratch(const char *parent)
{
	unsigned long long number = 0;
	char name[32], *folder;

	platform_random(&number, sizeof number);
	snprintf(name, sizeof name, "tenken-%016llx", number);
	folder = path_join(parent, name);
	if (platform_make_folder(folder)) /* the temporary folder of Windows is each user's own */
		return folder;
	free(folder);
	return NULL;
}

bool platform_status(struct platform_status *status, const char *path, bool follow)
{
	HANDLE handle = open_handle(path, FILE_READ_ATTRIBUTES, OPEN_EXISTING,
	                            FILE_FLAG_BACKUP_SEMANTICS | (follow ? 0 : FILE_FLAG_OPEN_REPARSE_POINT));
	BY_HANDLE_FILE_INFORMATION info;
	bool ok = handle != INVALID_HANDLE_VALUE;

	if (!ok)
		return false;
	if (GetFileType(handle) != FILE_TYPE_DISK) {
		*status = (struct platform_status){.kind = PLATFORM_OTHER};
	} else if (!GetFileInformationByHandle(handle, &info)) {
		ok = win32_fail();
	} else {
		*status = (struct platform_status){
		        .kind = handle_is_link(handle)                               ? PLATFORM_LINK
		                : info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY ? PLATFORM_FOLDER
		                                                                   : PLATFORM_FILE,
		        .size_bytes = (uint64_t)info.nFileSizeHigh << 32 | info.nFileSizeLow,
		        .device = info.dwVolumeSerialNumber,
		        .number = (uint64_t)info.nFileIndexHigh << 32 | info.nFileIndexLow,
		};
	}
	close_handle(handle);
	return ok;
}

bool platform_may(const char *path, enum platform_right right)
{
	const DWORD wanted = right == PLATFORM_READ ? FILE_READ_DATA : right == PLATFORM_WRITE ? FILE_WRITE_DATA : FILE_ADD_FILE;
	HANDLE handle = open_handle(path, wanted, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS);

	if (handle == INVALID_HANDLE_VALUE)
		return errno == EBUSY; /* the right is there, and somebody in the way */
	CloseHandle(handle);
	return true;
}

char *platform_real_folder(const char *folder)
{
	struct platform_status status;
	wchar_t *wide, *full;
	DWORD room;
	char *real = NULL;

	if (!platform_status(&status, folder, true))
		return NULL;
	if (status.kind != PLATFORM_FOLDER) {
		errno = ENOTDIR;
		return NULL;
	}
	wide = win32_wide(folder);
	room = GetFullPathNameW(wide, 0, NULL, NULL);
	full = mem_new(room + 1, sizeof *full);
	if (room && GetFullPathNameW(wide, room + 1, full, NULL))
		real = win32_narrow(full);
	else
		win32_fail();
	free(full);
	free(wide);
	return real;
}

char *platform_present_folder(void)
{
	DWORD room = GetCurrentDirectoryW(0, NULL);
	wchar_t *wide = mem_new(room + 1, sizeof *wide);
	char *folder = room && GetCurrentDirectoryW(room + 1, wide) ? win32_narrow(wide) : NULL;

	free(wide);
	return folder;
}

const char *platform_temporary_folder(void)
{
	static char *folder;
	const char *named = platform_env("TMPDIR");
	wchar_t wide[MAX_PATH + 2] = L"";
	size_t len_bytes;

	if (named && *named)
		return named;
	if (folder)
		return folder;
	GetTempPathW(MAX_PATH + 1, wide);
	folder = win32_narrow(*wide ? wide : L".");
	len_bytes = strlen(folder);
	if (len_bytes > platform_root_bytes(folder) && platform_is_separator(folder[len_bytes - 1]))
		folder[len_bytes - 1] = '\0';
	return folder;
}

bool platform_list(const char *folder, const char *inside, void (*take)(void *context, const char *name), void *context)
{
	HANDLE handle = inside ? open_inside(folder, inside, FILE_LIST_DIRECTORY) : INVALID_HANDLE_VALUE, search;
	char *path = inside ? path_join(folder, inside) : mem_strdup(folder), *all = path_join(path, "*");
	wchar_t *wide = win32_path(all);
	struct platform_status status;
	WIN32_FIND_DATAW found;
	bool ok = false;

	if (inside && handle == INVALID_HANDLE_VALUE)
		goto done;
	if (!platform_status(&status, path, true))
		goto done;
	if (status.kind != PLATFORM_FOLDER) {
		errno = ENOTDIR;
		goto done;
	}
	search = FindFirstFileW(wide, &found);
	if (search == INVALID_HANDLE_VALUE) {
		ok = GetLastError() == ERROR_FILE_NOT_FOUND || win32_fail(); /* the root of an empty drive */
		goto done;
	}
	do {
		char *name = win32_narrow(found.cFileName);

		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
			take(context, name);
		free(name);
	} while (FindNextFileW(search, &found));
	ok = GetLastError() == ERROR_NO_MORE_FILES || win32_fail();
	FindClose(search);
done:
	if (handle != INVALID_HANDLE_VALUE)
		close_handle(handle);
	free(wide);
	free(all);
	free(path);
	return ok;
}

/* --- paths as text --- */

/* With whatever ending: "con.xlsx" is the console, too. */
static bool is_device(const char *name)
{
	static const char *const devices[] = {"CON", "PRN", "AUX", "NUL"}, *const numbered[] = {"COM", "LPT"};
	size_t len_bytes = strcspn(name, ".");

	for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
		if (len_bytes == 3 && _strnicmp(name, devices[i], 3) == 0)
			return true;
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
		if (len_bytes == 4 && _strnicmp(name, numbered[i], 3) == 0 && name[3] >= '1' && name[3] <= '9')
			return true;
	return false;
}

bool platform_is_file_name(const char *name)
{
	size_t len_bytes = strlen(name);

	return len_bytes && !is_device(name) && !strpbrk(name, "<>:\"|?*") && name[len_bytes - 1] != '.' && name[len_bytes - 1] != ' ';
}

bool platform_is_separator(char c)
{
	return c == '/' || c == '\\';
}

char platform_separator_after(const char *path)
{
	return strchr(path, '\\') ? '\\' : '/';
}

size_t platform_root_bytes(const char *path)
{
	size_t bytes = 0;

	if (((*path >= 'A' && *path <= 'Z') || (*path >= 'a' && *path <= 'z')) && path[1] == ':')
		return platform_is_separator(path[2]) ? 3 : 2;
	if (!platform_is_separator(*path))
		return 0;
	if (!platform_is_separator(path[1]))
		return 1;
	bytes = 2; /* \\server\share\ */
	bytes += strcspn(path + bytes, "/\\");
	bytes += platform_is_separator(path[bytes]);
	bytes += strcspn(path + bytes, "/\\");
	return bytes + platform_is_separator(path[bytes]);
}
