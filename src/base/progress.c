#include "tenken/base/progress.h"

#include "tenken/base/i18n.h"
#include "tenken/base/str.h"

static struct {
	progress_watch *watch;
	void *context;
} present;

void progress_set(progress_watch *watch, void *context)
{
	present.watch = watch;
	present.context = context;
}

bool progress_step(const char *what, size_t done, size_t total, struct error *err)
{
	bool at_end = total && done >= total;

	if (!present.watch || present.watch(present.context, what, done, total) || at_end)
		return true;
	return error_set(err, ERROR_STOPPED, _("Stopped before the end. Nothing was changed."));
}

bool progress_is_due(struct progress_clock *clock, long long now_ms, size_t done, size_t total)
{
	bool at_end = total && done >= total;

	if (!done || !clock->begun_ms || at_end)
		*clock = (struct progress_clock){.begun_ms = at_end ? 0 : now_ms};
	if (at_end)
		return false;
	if (now_ms - clock->begun_ms < PROGRESS_SILENT_MS ||
	    (clock->shown_ms && now_ms - clock->shown_ms < PROGRESS_SHOW_MS))
		return false;
	clock->shown_ms = now_ms;
	return true;
}

void progress_format(struct strbuf *out, const char *what, size_t done, size_t total)
{
	if (total)
		strbuf_addf(out, "%s %zu/%zu (%zu %%)", what, done, total, done * 100 / total);
	else if (done)
		strbuf_addf(out, "%s %zu", what, done);
	else
		strbuf_add(out, what);
}
