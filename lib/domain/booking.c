/*
 * booking: the names of its states and sources, and who may still end one.
 * That a seat has one winner is the database's to keep, not ours.
 */
#include "domain/booking.h"

#include <assert.h>
#include <stddef.h>

#include "base/banned.h"

static const char *const states[BOOKING_STATE__MAX] = {
	[BOOKING_BOOKED] = "booked",
	[BOOKING_CANCELLED] = "cancelled",
	[BOOKING_ATTENDED] = "attended",
	[BOOKING_MISSED] = "missed",
};

static const char *const sources[BOOKING_SOURCE__MAX] = {
	[SOURCE_SELF] = "self",
	[SOURCE_COORDINATOR] = "coordinator",
	[SOURCE_STANDING] = "standing",
	[SOURCE_COVER] = "cover",
	[SOURCE_WAITING] = "waiting",
};

const char *
booking_state_name(enum booking_state s)
{
	assert(s > 0 && s < BOOKING_STATE__MAX);
	return states[s];
}

bool
booking_state_parse(struct str s, enum booking_state *ret)
{
	enum booking_state i;

	for (i = BOOKING_BOOKED; i < BOOKING_STATE__MAX; i++) {
		if (str_is(s, states[i])) {
			*ret = i;
			return true;
		}
	}
	return false;
}

const char *
booking_source_name(enum booking_source s)
{
	assert(s > 0 && s < BOOKING_SOURCE__MAX);
	return sources[s];
}

int64_t
booking_free_until(int64_t starts_at, int64_t free_cancel_s)
{
	return starts_at - free_cancel_s;
}

const char *
booking_cancel_refusal(const struct cancel_case *c)
{
	if (c->state != BOOKING_BOOKED)
		return "booking-ended";
	/* From the start on it becomes attended or missed, for anybody. */
	if (c->now >= c->starts_at)
		return "shift-started";
	if (c->actor >= ROLE_COORDINATOR)
		return NULL;
	if (!c->own)
		return "not-yours";
	if (c->now >= booking_free_until(c->starts_at, c->free_cancel_s))
		return "cancel-too-late";
	return NULL;
}
