/*
 * bookings: who sits where.  Rows are ended, never deleted.  The database
 * itself refuses a second live booking of a seat, of a person on one shift,
 * and an overlap of one person's shifts (PRODUCT rule 3).
 */
#ifndef WATCHBILL_STORE_BOOKINGS_H
#define WATCHBILL_STORE_BOOKINGS_H

#include "domain/booking.h"
#include "store/db.h"

extern const struct module bookings_module;

struct booking {
	int64_t id, shift, seat, person;
	int64_t starts_at, ends_at;
	enum booking_state state;
	enum booking_source source;
	int64_t buddy;			/* never shown to whoever booked: it
					   would tell whose number is known */
	const char *buddy_name;		/* as typed, or NULL */
	int64_t booked_at, booked_by;
	int64_t ended_at, ended_by;	/* 0: not ended */
	const char *end_reason;
};

/* With what a person's own list needs of the shift. */
struct booking_item {
	struct booking booking;
	const char *shift_name, *zone, *place;
	int64_t seats, needed, taken;
};
struct bookings_filter {
	int64_t person, now;
	bool past;			/* over, cancelled too, latest first;
					   else running or to come, soonest */
	int64_t after_at, after_id;	/* key of the last one seen; 0: none */
	int64_t limit;			/* 1..200 */
};
struct bookings_page {
	struct booking_item *v;
	size_t n;
	bool more;
};
struct bookings_totals {
	int64_t month_s, year_s;	/* what was stood, not missed */
};

/*
 * bookings_get(db, id, a, ret), bookings_of(db, id, person, a, ret): one
 *          booking; the second only if it is that person's.  E_NOTFOUND.
 * bookings_mine(db, f, a, ret): a person's list.
 * bookings_totals(db, span, ret): what has ended by span->now.
 * bookings_overlap(db, person, from, until, ret): whether that person has a
 *          live booking that touches the half-open span.
 * Source   PRODUCT rules 3, 4 and 15; UX "Mine".
 */
struct totals_span {
	int64_t person, now;
	int64_t month_at, year_at;	/* when this month, this year began:
					   year_at <= month_at */
};
MUST_USE enum status bookings_get(const struct db *db, int64_t id,
    struct arena *a, struct booking *ret);
MUST_USE enum status bookings_of(const struct db *db, int64_t id,
    int64_t person, struct arena *a, struct booking *ret);
MUST_USE enum status bookings_mine(const struct db *db,
    const struct bookings_filter *f, struct arena *a,
    struct bookings_page *ret);
MUST_USE enum status bookings_totals(const struct db *db,
    const struct totals_span *span, struct bookings_totals *ret);
MUST_USE enum status bookings_overlap(const struct db *db, int64_t person,
    int64_t from, int64_t until, bool *ret);

/* Everybody on one shift, live ones, by seat: for its page and its notices. */
struct seat_item {
	struct booking booking;
	const char *person_name;
	const char *buddy_person;	/* its name; for coordinators only */
};
struct seat_list {
	struct seat_item *v;
	size_t n;
};
MUST_USE enum status bookings_on_shift(const struct db *db, int64_t shift,
    struct arena *a, struct seat_list *ret);

/* All live bookings, anywhere, of the people who are on a schedule's shifts
 * after a moment, by (person, starts_at): to see what an edit would collide. */
struct booked_span {
	int64_t person, shift, starts_at, ends_at;
};
struct booked_spans {
	struct booked_span *v;
	size_t n;
};
MUST_USE enum status bookings_around(const struct db *db, int64_t schedule,
    int64_t after, struct arena *a, struct booked_spans *ret);

/*
 * bookings_take(tx, in, ret): the lowest free seat, in one statement.
 *
 * Gives    id, seat and the times in *ret, with what was given.
 * Fails    E_CONFLICT, and nothing is written: no seat is free, the person
 *          overlaps, or the shift is cancelled or not after booked_at.  Which
 *          of them, a look inside the same transaction tells.
 * Source   PRODUCT rule 3.
 */
struct booking_new {
	int64_t shift, person;
	int64_t buddy;			/* 0: none or not known */
	const char *buddy_name;
	enum booking_source source;
	int64_t booked_at, booked_by;
};
MUST_USE enum status bookings_take(struct tx *tx, const struct booking_new *in,
    struct booking *ret);

/* bookings_cancel(tx, end): E_NOTFOUND if it is not booked any more. */
struct booking_end {
	int64_t id, at, by;
	const char *reason;		/* "own" "coordinator" "shift" */
};
MUST_USE enum status bookings_cancel(struct tx *tx,
    const struct booking_end *end);

#endif
