/*
 * seating: taking a seat and leaving it.  The statement that takes one decides
 * everything at once; only when it took none is looked at, inside the same
 * transaction, which of the reasons it was.
 */
#include "service/seating.h"

#include "base/arena.h"
#include "base/zone.h"
#include "domain/phone.h"
#include "domain/shift.h"
#include "service/messaging.h"
#include "store/people.h"
#include "store/shifts.h"
#include "store/tx.h"
#include "view/calendar.h"

#include "base/banned.h"

#define SEATING_ABOUT 512

/*
 * The buddy, without a word on whether the number is known: both ways the
 * name is kept as typed, and nothing shows the person to whoever booked.
 */
static enum status
seating_buddy(struct act *act, const struct book_in *in,
    struct booking_new *new)
{
	struct str name = str_trim(in->buddy_name);
	struct str phone = str_trim(in->buddy_phone);
	struct person buddy;
	const char *e164;
	enum status s;

	if (name.n > 0)
		new->buddy_name = str_copy(act->arena, name);
	if (phone.n == 0)
		return OK;
	s = phone_parse(phone, act->config->site.country, act->arena, &e164);
	if (s == E_INVALID)
		return act_refuse(act, s, "phone-invalid", "buddy_phone");
	if (s == OK)
		s = people_find_phone(act->db, e164, act->arena, &buddy);
	if (s == E_NOTFOUND)
		return OK;
	if (s != OK)
		return s;
	if (buddy.id == new->person)
		return act_refuse(act, E_INVALID, "buddy-self", "buddy_phone");
	if (buddy.state == PERSON_ACTIVE)
		new->buddy = buddy.id;
	return OK;
}

/* Why no seat was taken: the person is elsewhere, or none is free. */
static enum status
seating_lost(struct act *act, const struct db *db, const struct shift *shift,
    int64_t person)
{
	bool overlap;
	enum status s;

	s = bookings_overlap(db, person, shift->starts_at, shift->ends_at,
	    &overlap);
	if (s != OK)
		return s;
	return act_refuse(act, E_CONFLICT, overlap ? "overlap" : "seat-taken",
	    NULL);
}

static enum status
seating_seat(struct act *act, struct tx *tx, const struct booking_new *new,
    struct booking *ret)
{
	struct shift shift;
	enum status s;

	s = shifts_get(tx_db(tx), new->shift, act->arena, &shift);
	if (s != OK)
		return s;
	if (shift.cancelled_at != 0)
		return act_refuse(act, E_CONFLICT, "shift-cancelled", NULL);
	if (!shift_is_open(shift.starts_at, act->now))
		return act_refuse(act, E_INVALID, "shift-past", NULL);
	s = bookings_take(tx, new, ret);
	return s == E_CONFLICT ?
	    seating_lost(act, tx_db(tx), &shift, new->person) : s;
}

static enum status
seating_audit(struct act *act, struct tx *tx, const char *event,
    const struct booking *b)
{
	struct node *detail = model_new(act->arena);

	model_int(detail, "person", b->person);
	model_int(detail, "shift", b->shift);
	model_int(detail, "seat", b->seat);
	model_instant(detail, "starts_at", b->starts_at, NULL);
	model_text(detail, "state", booking_state_name(b->state));
	return act_audit(act, tx, &(struct audited){ .event = event,
		.kind = "booking", .id = b->id, .detail = detail });
}

static enum status
seating_take(struct act *act, struct tx *tx, const struct booking_new *new,
    struct booking *ret)
{
	enum status s;

	s = seating_seat(act, tx, new, ret);
	if (s == OK)
		s = new->source == SOURCE_SELF ?
		    messaging_booked(act, tx, ret->id) :
		    messaging_assigned(act, tx, ret->id);
	return s == OK ? seating_audit(act, tx, "booking.made", ret) : s;
}

enum status
seating_book(struct act *act, const struct book_in *in, struct booking *ret)
{
	struct booking_new new = { .shift = in->shift,
	    .person = act->actor.person, .source = SOURCE_SELF,
	    .booked_at = act->now, .booked_by = act->actor.person };
	struct booking booking;
	struct tx *tx;
	enum status s;

	if (act->actor.role < ROLE_VOLUNTEER || act->actor.person == 0)
		return E_DENIED;
	s = seating_buddy(act, in, &new);
	if (s == OK)
		s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = tx_end(tx, seating_take(act, tx, &new, &booking));
	if (s != OK)
		return s;
	messaging_poke(act);
	*ret = booking;
	return OK;
}

/* "Village patrol, Sat 22 Nov 22:00" */
static const char *
seating_about(struct act *act, const struct shift *shift)
{
	const struct calendar *calendar;
	const struct zone *z;
	const char *why;
	struct civil at;
	struct buf b;

	if (zone_find(str_of(shift->zone), &z) != OK ||
	    calendar_new(act->language, act->arena, &calendar, &why) != OK)
		return shift->name;
	at = zone_civil(z, shift->starts_at);
	buf_init(&b, act->arena, SEATING_ABOUT);
	buf_printf(&b, "%s, ", shift->name);
	calendar_date(calendar, &b, at.date, CALENDAR_SHORT);
	buf_printf(&b, " %02d:%02d", at.hour, at.minute);
	return b.p;
}

/* What was just refused of one of several says which. */
static enum status
seating_refused(struct act *act, const struct db *db, int64_t id,
    enum status why)
{
	const char *field = str_number(act->arena, "shifts.", id);
	struct refusal *last;
	struct shift shift;
	enum status s;

	if (why == E_NOTFOUND)
		return act_refuse(act, why, "shift-gone", field);
	s = shifts_get(db, id, act->arena, &shift);
	if (s != OK)
		return s;
	last = &act->refusal[act->refusals - 1];
	last->field = field;
	last->value[0] = (struct named){ "about", seating_about(act, &shift) };
	return why;
}

static bool
seating_is_refusal(enum status s)
{
	return s == E_CONFLICT || s == E_INVALID || s == E_NOTFOUND;
}

static enum status
seating_take_several(struct act *act, struct tx *tx,
    const struct book_several_in *in, struct booking *ret)
{
	struct booking_new new = { .person = act->actor.person,
	    .source = SOURCE_SELF, .booked_at = act->now,
	    .booked_by = act->actor.person };
	enum status s, all = OK;
	size_t i;

	for (i = 0; i < in->n && act->refusals < ACT_REFUSALS; i++) {
		new.shift = in->shift[i];
		s = seating_take(act, tx, &new, &ret[i]);
		if (seating_is_refusal(s))
			s = seating_refused(act, tx_db(tx), new.shift, s);
		if (all == OK)
			all = s;
		if (s != OK && !seating_is_refusal(s))
			return s;
	}
	return all;
}

enum status
seating_book_several(struct act *act, const struct book_several_in *in,
    struct booking *ret)
{
	struct tx *tx;
	enum status s;

	if (act->actor.role < ROLE_VOLUNTEER || act->actor.person == 0)
		return E_DENIED;
	s = tx_begin(act->db, &tx);
	if (s == OK)
		s = tx_end(tx, seating_take_several(act, tx, in, ret));
	if (s == OK)
		messaging_poke(act);
	return s;
}

/* Whoever is put on a shift is somebody who could have booked it. */
static enum status
seating_fit(struct act *act, const struct db *db, int64_t id)
{
	struct person person;
	enum status s;

	s = people_get(db, id, act->arena, &person);
	if (s == E_NOTFOUND)
		return act_refuse(act, s, "person-unknown", "person");
	if (s == OK && (person.role < ROLE_VOLUNTEER ||
	    person.state != PERSON_ACTIVE))
		return act_refuse(act, E_INVALID, "person-not-volunteer",
		    "person");
	return s;
}

enum status
seating_assign(struct act *act, const struct assign_in *in,
    struct booking *ret)
{
	struct booking_new new = { .shift = in->shift, .person = in->person,
	    .source = SOURCE_COORDINATOR, .booked_at = act->now,
	    .booked_by = act->actor.person };
	struct booking booking;
	struct tx *tx;
	enum status s;

	if (act->actor.role < ROLE_COORDINATOR || act->actor.person == 0)
		return E_DENIED;
	s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = seating_fit(act, tx_db(tx), in->person);
	if (s == OK)
		s = seating_take(act, tx, &new, &booking);
	s = tx_end(tx, s);
	if (s != OK)
		return s;
	messaging_poke(act);
	*ret = booking;
	return OK;
}

/* Not there and not yours are the same answer. */
static enum status
seating_find(struct act *act, const struct db *db, int64_t id,
    struct booking *ret)
{
	if (act->actor.role >= ROLE_COORDINATOR)
		return bookings_get(db, id, act->arena, ret);
	return bookings_of(db, id, act->actor.person, act->arena, ret);
}

static enum status
seating_leave(struct act *act, struct tx *tx, int64_t id,
    struct booking *ret)
{
	struct cancel_case c = { .actor = act->actor.role, .now = act->now,
	    .free_cancel_s = act->config->rota.free_cancel_min * 60 };
	struct booking_end end = { .id = id, .at = act->now,
	    .by = act->actor.person };
	const char *refusal;
	enum status s;

	s = seating_find(act, tx_db(tx), id, ret);
	if (s != OK)
		return s;
	c.own = ret->person == act->actor.person;
	c.state = ret->state;
	c.starts_at = ret->starts_at;
	refusal = booking_cancel_refusal(&c);
	if (refusal != NULL)
		return act_refuse(act, E_CONFLICT, refusal, NULL);
	end.reason = c.own ? "own" : "coordinator";
	s = bookings_cancel(tx, &end);
	if (s == OK)
		s = messaging_booking_cancelled(act, tx, id);
	ret->state = BOOKING_CANCELLED;
	ret->ended_at = end.at;
	ret->ended_by = end.by;
	ret->end_reason = end.reason;
	return s == OK ? seating_audit(act, tx, "booking.cancelled", ret) : s;
}

enum status
seating_cancel(struct act *act, int64_t booking, struct booking *ret)
{
	struct booking ended;
	struct tx *tx;
	enum status s;

	if (act->actor.person == 0)
		return E_NOTFOUND;
	s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = tx_end(tx, seating_leave(act, tx, booking, &ended));
	if (s != OK)
		return s;
	messaging_poke(act);
	*ret = ended;
	return OK;
}
