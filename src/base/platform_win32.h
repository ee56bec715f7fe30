/* platform_win32.h — what the rooms of platform_win32*.c share: text in UTF-16, and errors by errno. */
#ifndef TENKEN_BASE_PLATFORM_WIN32_H
#define TENKEN_BASE_PLATFORM_WIN32_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/* UTF-8 to UTF-16 and back; caller frees. What is no Unicode becomes U+FFFD, so that a name with it is found nowhere. */
wchar_t *win32_wide(const char *text);
char *win32_narrow(const wchar_t *text);
/* A path for the system's calls: absolute paths of 248 characters and more in the form that knows no limit (\\?\). Caller frees. */
wchar_t *win32_path(const char *path);
/* The handle of the process's stream 0, 1 or 2 when it is a console's, else NULL. */
void *win32_console(int fd);
/* errno for GetLastError(), which is looked at at once. Returns false. */
bool win32_fail(void);

#endif
