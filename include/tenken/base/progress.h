/* progress.h — how far something is that takes its time, and whether to go on with it.
 *
 * Whoever does the work says after each piece how far it is. Whoever is between the program and the person (a door) has put a watcher
 * in place that shows it, and may say that it is enough. Work that is stopped ends as it does on any error: what is half done is
 * taken back, and the error says so. There is one watcher, as there is one person, so that no function in between has to hand it on;
 * without one everything goes on to its end, and says nothing. */
#ifndef TENKEN_BASE_PROGRESS_H
#define TENKEN_BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/error.h"

/* `what` is done, a few words in the current language; `done` of `total` pieces (total 0: it is not known how many). Called often:
 * how often it is shown is the watcher's affair. `done` == `total` is said once, at the end. False: stop. */
typedef bool progress_watch(void *context, const char *what, size_t done, size_t total);

/* Puts a watcher in the place of the one before; NULL: nobody watches. Borrows `context`. */
void progress_set(progress_watch *watch, void *context);

/* Says how far it is. False, with ERROR_STOPPED, when it is to be stopped; not at the end, where nothing is left to stop. */
bool progress_step(const char *what, size_t done, size_t total, struct error *err);

/* What watchers share: for how long a piece of work has gone on, and whether it is time to show it. Work that takes less than
 * PROGRESS_SILENT_MS is over before anybody wonders. */
enum { PROGRESS_SILENT_MS = 500, PROGRESS_SHOW_MS = 100 };
struct progress_clock {               /* zeroed at first */
	long long begun_ms, shown_ms; /* 0: not yet */
};
/* At a step, `now_ms` by platform_ticks_ms(). True when it is to be shown. */
bool progress_is_due(struct progress_clock *clock, long long now_ms, size_t done, size_t total);
struct strbuf;
/* Appended: "Files 340/1000 (34 %)"; of an unknown total the pieces alone. */
void progress_format(struct strbuf *out, const char *what, size_t done, size_t total);

#endif
