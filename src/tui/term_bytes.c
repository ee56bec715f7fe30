/* Reading from terminals that send bytes: what signals, keys and reports become. */
#include "term_backend.h"
#include "term_machine.h"

enum { STDIN = 0, STDOUT = 1, PROBE_MS = 250 };

static void read_bytes(struct term *term)
{
	char bytes[1024];
	size_t room = term_input_room_bytes(&term->input);
	size_t got = term_machine_read(STDIN, bytes, room < sizeof bytes ? room : sizeof bytes);

	if (got > 0)
		term->last_input_ms = term_machine_now_ms();
	term_input_add(&term->input, bytes, got);
}

/* Prints ─ at the left edge and asks where the cursor is then. In row 2: a report of row 1 would look like Shift-F3. Keys
 * typed meanwhile stay where they are; a report that comes too late is understood by term_read(). */
void term_bytes_probe_ambiguous(struct term *term)
{
	int64_t until_ms = term_machine_now_ms() + PROBE_MS;

	term_machine_write(STDOUT, "\033[2;1H─\033[6n");
	term->probing = true;
	while (term->probing && !term_machine_flag(FLAG_HUNG_UP)) {
		int64_t left_ms = until_ms - term_machine_now_ms();

		if (left_ms <= 0 || term_input_room_bytes(&term->input) == 0)
			break;
		if (term_machine_wait(STDIN, (int)left_ms))
			read_bytes(term);
		else if (term_machine_flag(FLAG_RESIZED) || term_machine_flag(FLAG_SUSPENDED))
			break;
		if (term_input_take_report(&term->input))
			term->probing = false;
	}
	term->backend->set_ambiguous(term, term->probing ? 1 : term->input.report_col - 1);
	term->input.reported = false;
}

static void resume(struct term *term)
{
	term->backend->enter(term);
	term->backend->update_size(term);
}

static void suspend(struct term *term)
{
	term->backend->leave(term);
	term_machine_stop();
	term_machine_take_flag(FLAG_CONTINUED);
	resume(term);
}

/* What the signals say; false when nothing. */
static bool flag_event(struct term *term, struct term_event *event)
{
	if (term_machine_flag(FLAG_HUNG_UP)) {
		*event = (struct term_event){.kind = TERM_HANGUP};
		return true;
	}
	if (term_machine_take_flag(FLAG_SUSPENDED))
		suspend(term);
	else if (term_machine_take_flag(FLAG_CONTINUED))
		resume(term);
	else if (term_machine_take_flag(FLAG_RESIZED))
		term->backend->update_size(term);
	else
		return false;
	*event = (struct term_event){.kind = TERM_RESIZE};
	return true;
}

/* The answer to the probe, come after it had been given up: everything is laid out anew. */
static bool late_report(struct term *term, struct term_event *event)
{
	int ambiguous_cols = term->input.report_col - 1;

	if (!term->input.reported)
		return false;
	term->input.reported = false;
	if (!term->probing)
		return false;
	term->probing = false;
	if (ambiguous_cols != 2)
		return false;
	term->backend->set_ambiguous(term, ambiguous_cols);
	*event = (struct term_event){.kind = TERM_RESIZE};
	return true;
}

/* What the bytes that have come say; false when more must come first. *wait_ms is lowered to how long to wait for them. */
static bool input_event(struct term *term, struct term_event *event, int64_t *wait_ms)
{
	enum input_state state = term_input_next(&term->input, false, event);

	if (state == INPUT_WAITS) {
		int64_t left_ms = term->last_input_ms + term_input_patience_ms(&term->input) - term_machine_now_ms();

		if (left_ms <= 0 && !term_machine_wait(STDIN, 0))
			state = term_input_next(&term->input, true, event);
		else if (*wait_ms < 0 || left_ms < *wait_ms)
			*wait_ms = left_ms > 0 ? left_ms : 0;
	}
	if (state == INPUT_EVENT && event->kind == TERM_RESIZE)
		term->backend->update_size(term);
	if (state == INPUT_EVENT && event->kind == TERM_CLICK)
		term_input_count_click(&term->input, event, term_machine_now_ms());
	return state == INPUT_EVENT || late_report(term, event);
}

void term_bytes_read(struct term *term, struct term_event *event, int timeout_ms)
{
	int64_t begun_ms = term_machine_now_ms();
	bool waited = false;

	for (;;) {
		int64_t wait_ms = timeout_ms < 0 ? -1 : begun_ms + timeout_ms - term_machine_now_ms();
		bool late = timeout_ms >= 0 && wait_ms <= 0;

		if (late)
			wait_ms = 0;
		if (flag_event(term, event) || input_event(term, event, &wait_ms))
			return;
		if (late && waited) {
			*event = (struct term_event){.kind = TERM_TIMEOUT};
			return;
		}
		if (term_machine_wait(STDIN, (int)wait_ms))
			read_bytes(term);
		waited = true;
	}
}
