/*
 * seating: people on seats.  A seat has exactly one winner (PRODUCT rule 3):
 * all is decided inside one write transaction, and the database's constraints
 * have the last word.
 */
#ifndef WATCHBILL_SERVICE_SEATING_H
#define WATCHBILL_SERVICE_SEATING_H

#include "service/act.h"
#include "store/bookings.h"

struct book_in {
	int64_t shift;
	struct str buddy_name;		/* empty: none */
	struct str buddy_phone;		/* as typed; empty: none */
};

/*
 * seating_book(act, in, ret): the actor takes the lowest free seat.
 *
 * Gives    the booking, with its confirmation, its reminders and its audit row
 *          in the same transaction.  A buddy's number that is known and one
 *          that is not are answered alike; the number itself is not kept.
 * Fails    E_NOTFOUND: no such shift.  E_INVALID "shift-past"; "phone-invalid"
 *          or "buddy-self" buddy_phone.  E_CONFLICT "shift-cancelled",
 *          "overlap", "seat-taken" (see shifts_free_near).  E_DENIED below
 *          volunteer.  E_BUSY.
 * Source   PRODUCT rules 3, 4, 7 and 12.
 */
MUST_USE enum status seating_book(struct act *act, const struct book_in *in,
    struct booking *ret);

/*
 * seating_book_several(act, in, ret): a seat on each of them, or on none.
 *
 * Takes    ret: room for as many bookings.
 * Fails    as seating_book does, after trying all of them: each that cannot be
 *          is refused at "shifts.ID", with its name and time as value "about";
 *          the status is the first one's.  One that is not there any more is
 *          E_NOTFOUND "shift-gone".
 */
struct book_several_in {
	const int64_t *shift;		/* different ones */
	size_t n;
};
MUST_USE enum status seating_book_several(struct act *act,
    const struct book_several_in *in, struct booking *ret);

/*
 * seating_assign(act, in, ret): a coordinator puts somebody on a shift.
 * Fails    as above, and E_INVALID "person-not-volunteer" person; E_NOTFOUND
 *          "person-unknown" person.
 */
struct assign_in {
	int64_t shift, person;
};
MUST_USE enum status seating_assign(struct act *act,
    const struct assign_in *in, struct booking *ret);

/*
 * seating_cancel(act, booking, ret): its owner, or a coordinator, ends it.
 *
 * Gives    the seat free again, its pending notices withdrawn, a notice that
 *          it is cancelled to the person.
 * Fails    E_NOTFOUND: not there, or not the actor's.  E_CONFLICT with the
 *          reason of booking_cancel_refusal: "booking-ended", "shift-started",
 *          "cancel-too-late".
 * Source   PRODUCT rule 4.
 */
MUST_USE enum status seating_cancel(struct act *act, int64_t booking,
    struct booking *ret);

#endif
