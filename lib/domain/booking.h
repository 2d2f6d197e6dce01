/* booking: states of a booking and the rules of ending one. */
#ifndef WATCHBILL_DOMAIN_BOOKING_H
#define WATCHBILL_DOMAIN_BOOKING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "domain/role.h"

enum booking_state { BOOKING_BOOKED = 1, BOOKING_CANCELLED, BOOKING_ATTENDED,
	BOOKING_MISSED, BOOKING_STATE__MAX };
enum booking_source { SOURCE_SELF = 1, SOURCE_COORDINATOR, SOURCE_STANDING,
	SOURCE_COVER, SOURCE_WAITING, BOOKING_SOURCE__MAX };

const char *booking_state_name(enum booking_state s);
bool booking_state_parse(struct str s, enum booking_state *ret);
const char *booking_source_name(enum booking_source s);

struct cancel_case {
	enum role actor;
	bool own;
	enum booking_state state;
	int64_t starts_at, now, free_cancel_s;
};
/*
 * booking_cancel_refusal(c): why c->actor may not cancel this booking.
 *
 * Gives    NULL if it may be cancelled, else the reason: "booking-ended",
 *          "shift-started" (nobody cancels any more), "cancel-too-late" (it
 *          takes a coordinator now), "not-yours" (the store's WHERE makes that
 *          a 404 before; here it is refused all the same).
 * Source   PRODUCT rule 4.
 */
const char *booking_cancel_refusal(const struct cancel_case *c);
/* The instant before which its owner cancels freely. */
int64_t booking_free_until(int64_t starts_at, int64_t free_cancel_s);

#endif
