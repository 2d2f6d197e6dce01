/*
 * shift_edits: what laying down, changing and cancelling does to shifts.  For
 * service/roster alone: the pages only read, and need not prepare these.
 */
#ifndef WATCHBILL_STORE_SHIFT_EDITS_H
#define WATCHBILL_STORE_SHIFT_EDITS_H

#include "store/shifts.h"

extern const struct module shift_edits_module;

/*
 * shift_edits_ahead(db, schedule, after, a, ret): the shifts of a schedule
 * that start after a moment, cancelled ones too, by key (occurrence).
 */
struct shift_fit {
	struct shift shift;
	int64_t top_seat;		/* highest live seat, 0: nobody on it */
	bool history;			/* some booking, live or ended */
};
struct shift_fits {
	struct shift_fit *v;
	size_t n;
};
MUST_USE enum status shift_edits_ahead(const struct db *db, int64_t schedule,
    int64_t after, struct arena *a, struct shift_fits *ret);

/*
 * shift_edits_insert(tx, s, ret): E_NOTFOUND, and nothing written, if that
 *          occurrence is already there, cancelled or moved.
 * shift_edits_update(tx, s): times, zone, name, numbers, place, notes, changed;
 *          sequence goes up.  Its bookings follow the times.  E_CONFLICT: a
 *          person on it would overlap, or a taken seat would be cut off.
 * shift_edits_cancel(tx, c): E_NOTFOUND: not there, or cancelled before.
 *          E_CONFLICT: somebody is still on it.
 * shift_edits_delete(tx, id): E_NOTFOUND: not there, or booked at some time.
 * Source   PRODUCT rules 1, 3 and 5.
 */
struct shift_cancel {
	int64_t id, by, at;		/* by: 0 nobody */
	const char *reason;
};
MUST_USE enum status shift_edits_insert(struct tx *tx, const struct shift *s,
    int64_t *ret);
MUST_USE enum status shift_edits_update(struct tx *tx, const struct shift *s);
MUST_USE enum status shift_edits_cancel(struct tx *tx,
    const struct shift_cancel *c);
MUST_USE enum status shift_edits_delete(struct tx *tx, int64_t id);

#endif
