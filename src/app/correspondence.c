/* What the section's database says about the exchange with the office. */
#include "tenken/app/correspondence.h"

#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

static const char key_setting[] = "exchange_key";
const char exchange_unwritten_setting[] = "exchange_unwritten";

struct secret_key *correspondence_key(struct db *db, bool make, struct error *err)
{
	char *text = setting_load(db, key_setting);
	struct secret_key *key = NULL;
	if (text && *text) {
		key = secret_key_parse(text, err);
	} else if (make) {
		char fresh[SECRET_KEY_TEXT_BYTES + 1];
		key = secret_key_make();
		secret_key_format(key, fresh);
		if (!setting_save(db, key_setting, fresh, err)) {
			secret_key_free(key);
			key = NULL;
		}
		secret_text_wipe(fresh, sizeof fresh);
	} else {
		error_set(err, ERROR_REFUSED, _("This database has no key yet: join the office's campaign first (tenken join)."));
	}
	if (text)
		secret_text_wipe(text, strlen(text));
	free(text);
	return key;
}

/* --- where it stands --- */

void with_office_release(struct with_office *with_office)
{
	json_free(with_office->campaign);
	json_free(with_office->said);
	*with_office = (struct with_office){0};
}

static void take_event(struct with_office *with_office, const struct exchange_event *event)
{
	struct json *body = body_read(event->body);
	with_office->events = 0;
	json_int(json_get(body, "events"), &with_office->events);
	json_free(with_office->said);
	with_office->said = NULL;
	switch (event->kind) {
	case EXCHANGE_SUBMIT:
		with_office->state = STATE_SUBMITTED;
		break;
	case EXCHANGE_RETURN:
		with_office->state = STATE_RETURNED;
		with_office->said = json_copy(json_get(body, "said"));
		break;
	case EXCHANGE_ACCEPT:
		with_office->state = json_bool(json_get(json_get(body, "said"), "closed")) ? STATE_CLOSED : STATE_ACCEPTED;
		with_office->said = json_copy(json_get(body, "said"));
		break;
	default:
		break;
	}
	json_free(body);
}

/* A submission whose file was never written was not handed in, whatever its number. */
static bool is_unwritten(const struct exchange_event *event, const char *unwritten)
{
	return event->kind == EXCHANGE_SUBMIT && !str_is_blank(unwritten) && event->counter == strtoll(unwritten, NULL, 10);
}

bool with_office_load(struct workplace *workplace, struct error *err)
{
	struct with_office *with_office = &workplace->with_office;
	struct exchange_events events;
	with_office_release(with_office);
	if (!exchanges_load(workplace->db, workplace->cycle.id, workplace->unit.code, &events, err))
		return false;
	char *unwritten = setting_load(workplace->db, exchange_unwritten_setting);
	for (size_t i = 0; i < events.count; i++) {
		const struct exchange_event *event = &events.items[i];
		if (is_unwritten(event, unwritten))
			continue;
		if (event->kind == EXCHANGE_CAMPAIGN) {
			json_free(with_office->campaign);
			with_office->campaign = body_read(event->body);
		} else if (event->kind != EXCHANGE_KEY) {
			take_event(with_office, event);
		}
	}
	free(unwritten);
	exchange_events_release(&events);
	if (with_office->campaign)
		str_assign(&workplace->cycle.due, body_text(with_office->campaign, "due"));
	return true;
}

enum checklist_state with_office_state(const struct workplace *workplace, enum checklist_state own)
{
	const struct with_office *with_office = &workplace->with_office;
	struct error ignored = {0};
	char head[65];
	int64_t events = 0;
	if (with_office->state == STATE_NOT_STARTED)
		return own;
	/* What was accepted stays so while its plans are worked on. */
	if (with_office->state == STATE_ACCEPTED || with_office->state == STATE_CLOSED)
		return with_office->state;
	bool known = chains_anchor(workplace->db, head, &events, &ignored);
	error_release(&ignored);
	return known && events == with_office->events ? with_office->state : own;
}

const char *correspondence_comment(const struct workplace *workplace, const char *question)
{
	const struct json *said = workplace->with_office.said;
	const char *text;
	if (!question) {
		text = body_text(said, "comment");
		return *text ? text : NULL;
	}
	for (const struct json *node = json_first(json_get(said, "on")); node; node = json_next(node))
		if (str_equal(body_text(node, "question"), question))
			return body_text(node, "text");
	return NULL;
}
