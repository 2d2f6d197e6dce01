/*
 * messaging: one table of notices, and for each cause the rows it writes.
 * The invariant: outbox.booking is set exactly on notices that a cancelled
 * booking takes back, so the notice of cancelling itself names only the shift.
 */
#include "service/messaging.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "domain/link.h"
#include "service/poke.h"
#include "store/outbox.h"
#include "store/tx.h"
#include "view/json_out.h"

#include "base/banned.h"

#define MESSAGING_PAYLOAD_BYTES 16384
#define HOUR_S 3600

static const struct shape_row notice_code_rows[] = {
	{ .name = "site", .kind = NODE_TEXT },
	{ .name = "host", .kind = NODE_TEXT },
	{ .name = "code", .kind = NODE_TEXT },
	{ .name = "minutes", .kind = NODE_INT },
};
static SHAPE(notice_code, "CodeNotice");

static const struct shape_row notice_shift_rows[] = {
	{ .name = "site", .kind = NODE_TEXT },
	{ .name = "name", .kind = NODE_TEXT },
	{ .name = "zone", .kind = NODE_TEXT },
	{ .name = "starts_at", .kind = NODE_INSTANT },
	{ .name = "ends_at", .kind = NODE_INSTANT },
	{ .name = "place", .kind = NODE_TEXT, .nullable = true },
	{ .name = "reason", .kind = NODE_TEXT, .nullable = true },
	{ .name = "link", .kind = NODE_TEXT },
};
static SHAPE(notice_shift, "ShiftNotice");

static const struct shape_row notice_person_rows[] = {
	{ .name = "site", .kind = NODE_TEXT },
	{ .name = "link", .kind = NODE_TEXT },
};
static SHAPE(notice_person, "PersonNotice");

/* Somebody waits for a code; nobody waits for a reminder. */
const struct notice_kind notice_kinds[NOTICE__MAX] = {
	[NOTICE_CODE] = { "code", "code", "sms", &shape_notice_code, 0, 0 },
	[NOTICE_BOOKED] = { "booked", "booked", "sms", &shape_notice_shift,
	    0, 1 },
	[NOTICE_ASSIGNED] = { "assigned", "assigned", "sms",
	    &shape_notice_shift, 0, 1 },
	[NOTICE_REMINDER_DAY] = { "reminder-day", "reminder", "sms",
	    &shape_notice_shift, 24 * HOUR_S, 2 },
	[NOTICE_REMINDER_HOUR] = { "reminder-hour", "reminder", "sms",
	    &shape_notice_shift, HOUR_S, 1 },
	[NOTICE_BOOKING_CANCELLED] = { "booking-cancelled",
	    "booking-cancelled", "sms", &shape_notice_shift, 0, 1 },
	[NOTICE_SHIFT_CANCELLED] = { "shift-cancelled", "shift-cancelled",
	    "sms", &shape_notice_shift, 0, 1 },
	[NOTICE_SHIFT_MOVED] = { "shift-moved", "shift-moved", "sms",
	    &shape_notice_shift, 0, 1 },
	[NOTICE_APPROVED] = { "approved", "approved", "sms",
	    &shape_notice_person, 0, 1 },
};

/* One row: what is the same for every kind. */
static enum status
messaging_write(struct act *act, struct tx *tx, enum notice kind,
    struct outbox_new *row, const struct node *data)
{
	const struct notice_kind *k = &notice_kinds[kind];
	struct buf payload;
	enum status s;
	int64_t id;

	buf_init(&payload, act->arena, MESSAGING_PAYLOAD_BYTES);
	json_out(&payload, data, NULL);
	assert(!payload.failed);	/* names and places have limits */
	row->kind = k->name;
	row->channel = k->channel;
	row->priority = k->priority;
	row->language = act->language->code;
	row->payload = buf_get(&payload);
	row->trace_id = act->trace_id;
	row->created_at = act->now;
	if (row->due_at == 0)
		row->due_at = act->now;
	s = outbox_insert(tx, row, act->arena, &id);
	return s == E_CONFLICT ? OK : s;	/* told already */
}

/* The host that a phone matches a code with: no scheme, no port. */
static struct str
messaging_host(const char *url)
{
	struct str rest = str_of(url), host;
	const char *scheme = strstr(url, "://");

	if (scheme != NULL)
		rest = str_of(scheme + 3);
	(void)str_cut(rest, '/', &host);
	(void)str_cut(host, ':', &host);
	return host;
}

enum status
messaging_code(struct act *act, struct tx *tx, const struct code_notice *in)
{
	struct node *data = model_new(act->arena);
	struct outbox_new row = {
		.person = in->person, .challenge = in->challenge,
		.expires_at = in->expires_at, .decoy = in->decoy,
	};

	model_text(data, "to", in->to);
	model_text(data, "site", act->config->site.name);
	model_str(data, "host", messaging_host(act->config->site.url));
	model_text(data, "code", in->code);
	model_int(data, "minutes", (in->expires_at - act->now + 59) / 60);
	return messaging_write(act, tx, NOTICE_CODE, &row, data);
}

enum status
messaging_code_ended(struct act *act, struct tx *tx, int64_t challenge)
{
	return outbox_withdraw_challenge(tx, challenge, act->now);
}

/* What every notice about a shift says. */
static const struct node *
messaging_shift_data(const struct act *act, const struct outbox_booking *b)
{
	struct node *data = model_new(act->arena);

	model_text(data, "site", act->config->site.name);
	model_text(data, "name", b->name);
	model_text(data, "zone", b->zone);
	model_instant(data, "starts_at", b->starts_at, NULL);
	model_instant(data, "ends_at", b->ends_at, NULL);
	model_text(data, "place", b->place);
	model_text(data, "reason", b->cancel_reason);
	model_text(data, "link", link_shift(act->arena, act->config->site.url,
	    b->shift));
	return data;
}

static const char *
messaging_dedupe(struct act *act, enum notice kind, int64_t id)
{
	return str_printf(act->arena, "%s:%lld", notice_kinds[kind].name,
	    (long long)id);
}

/* Once for each start that the shift comes to have; but a move back to times
 * that were told before is told again. */
static const char *
messaging_dedupe_start(struct act *act, enum notice kind, int64_t booking,
    const struct outbox_booking *b)
{
	return str_printf(act->arena, "%s:%lld",
	    messaging_dedupe(act, kind, booking), (long long)
	    (kind == NOTICE_SHIFT_MOVED ? act->now : b->starts_at));
}

/* A row that stands and falls with the booking, and is of no use once the
 * shift has begun; a reminder whose time has passed is none. */
static enum status
messaging_of_booking(struct act *act, struct tx *tx, enum notice kind,
    int64_t booking, const struct outbox_booking *b)
{
	int64_t lead = notice_kinds[kind].lead_s;
	struct outbox_new row = {
		.person = b->person, .booking = booking, .shift = b->shift,
		.dedupe = messaging_dedupe_start(act, kind, booking, b),
		.due_at = lead == 0 ? act->now : b->starts_at - lead,
		.expires_at = b->starts_at,
	};

	if (row.due_at < act->now || row.expires_at <= act->now)
		return OK;
	return messaging_write(act, tx, kind, &row,
	    messaging_shift_data(act, b));
}

static enum status
messaging_live(struct act *act, struct tx *tx, enum notice first,
    int64_t booking)
{
	const enum notice kinds[] = {
		first, NOTICE_REMINDER_DAY, NOTICE_REMINDER_HOUR
	};
	struct outbox_booking b;
	enum status s;
	size_t i;

	s = outbox_booking(tx_db(tx), booking, act->arena, &b);
	for (i = 0; s == OK && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		s = messaging_of_booking(act, tx, kinds[i], booking, &b);
	return s;
}

enum status
messaging_booked(struct act *act, struct tx *tx, int64_t booking)
{
	return messaging_live(act, tx, NOTICE_BOOKED, booking);
}

enum status
messaging_assigned(struct act *act, struct tx *tx, int64_t booking)
{
	return messaging_live(act, tx, NOTICE_ASSIGNED, booking);
}

enum status
messaging_shift_moved(struct act *act, struct tx *tx, int64_t booking)
{
	enum status s;

	s = outbox_withdraw_booking(tx, booking, act->now);
	return s != OK ? s :
	    messaging_live(act, tx, NOTICE_SHIFT_MOVED, booking);
}

/* Worth telling until the shift would have been over. */
static enum status
messaging_off(struct act *act, struct tx *tx, enum notice kind,
    int64_t booking)
{
	struct outbox_booking b;
	struct outbox_new row = { 0 };
	enum status s;

	s = outbox_withdraw_booking(tx, booking, act->now);
	if (s == OK)
		s = outbox_booking(tx_db(tx), booking, act->arena, &b);
	if (s != OK || b.ends_at <= act->now)
		return s;
	row.person = b.person;
	row.shift = b.shift;
	row.dedupe = messaging_dedupe(act, kind, booking);
	row.expires_at = b.ends_at;
	return messaging_write(act, tx, kind, &row,
	    messaging_shift_data(act, &b));
}

enum status
messaging_booking_cancelled(struct act *act, struct tx *tx, int64_t booking)
{
	return messaging_off(act, tx, NOTICE_BOOKING_CANCELLED, booking);
}

enum status
messaging_shift_cancelled(struct act *act, struct tx *tx, int64_t booking)
{
	return messaging_off(act, tx, NOTICE_SHIFT_CANCELLED, booking);
}

enum status
messaging_approved(struct act *act, struct tx *tx, int64_t person)
{
	struct node *data = model_new(act->arena);
	struct outbox_new row = {
		.person = person,
		.dedupe = messaging_dedupe(act, NOTICE_APPROVED, person),
	};

	model_text(data, "site", act->config->site.name);
	model_text(data, "link", link_shifts(act->arena,
	    act->config->site.url));
	return messaging_write(act, tx, NOTICE_APPROVED, &row, data);
}

void
messaging_poke(const struct act *act)
{
	enum status s = poke_send(act->config->server.dir);

	/* A full queue is as good as a poke, and polling finds the rest. */
	if (s != OK && s != E_BUSY)
		LOG(LOG_DEBUG, "poke-failed", LOG_TEXT("why",
		    status_slug(s)));
}
