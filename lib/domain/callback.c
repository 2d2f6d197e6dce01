/*
 * callback: a request's states as a table: for each, the set of those that
 * may come next.  Whoever stores a state asks here first, in the transaction.
 */
#include "domain/callback.h"

#include <assert.h>

#include "base/banned.h"

static const char *const names[CALLBACK_STATE__MAX] = {
	[CALLBACK_PENDING] = "pending",
	[CALLBACK_VERIFIED] = "verified",
	[CALLBACK_CALLING] = "calling",
	[CALLBACK_CONNECTED] = "connected",
	[CALLBACK_COMPLETED] = "completed",
	[CALLBACK_MISSED] = "missed",
	[CALLBACK_RETRYING] = "retrying",
	[CALLBACK_SMS_SENT] = "sms_sent",
	[CALLBACK_FAILED] = "failed",
	[CALLBACK_CANCELLED] = "cancelled",
};

#define BIT(state) (1u << CALLBACK_##state)

/* Rung by hand, a request may end at once: hence COMPLETED from anywhere. */
static const unsigned follow[CALLBACK_STATE__MAX] = {
	[CALLBACK_PENDING] = BIT(VERIFIED) | BIT(CALLING) | BIT(COMPLETED) |
	    BIT(MISSED) | BIT(SMS_SENT) | BIT(FAILED) | BIT(CANCELLED),
	[CALLBACK_VERIFIED] = BIT(CALLING) | BIT(COMPLETED) | BIT(MISSED) |
	    BIT(SMS_SENT) | BIT(FAILED) | BIT(CANCELLED),
	[CALLBACK_CALLING] = BIT(CONNECTED) | BIT(COMPLETED) | BIT(MISSED) |
	    BIT(RETRYING) | BIT(SMS_SENT) | BIT(FAILED) | BIT(CANCELLED),
	[CALLBACK_CONNECTED] = BIT(COMPLETED) | BIT(MISSED) | BIT(FAILED),
	[CALLBACK_MISSED] = BIT(CALLING) | BIT(COMPLETED) | BIT(RETRYING) |
	    BIT(SMS_SENT) | BIT(FAILED) | BIT(CANCELLED),
	[CALLBACK_RETRYING] = BIT(CALLING) | BIT(COMPLETED) | BIT(MISSED) |
	    BIT(SMS_SENT) | BIT(FAILED) | BIT(CANCELLED),
	[CALLBACK_SMS_SENT] = BIT(CALLING) | BIT(COMPLETED) | BIT(MISSED) |
	    BIT(FAILED) | BIT(CANCELLED),
	[CALLBACK_FAILED] = BIT(CALLING) | BIT(COMPLETED) | BIT(MISSED) |
	    BIT(SMS_SENT) | BIT(CANCELLED),
};

static bool
callback_is_state(enum callback_state s)
{
	return s >= CALLBACK_PENDING && s < CALLBACK_STATE__MAX;
}

const char *
callback_state_name(enum callback_state s)
{
	assert(callback_is_state(s));
	return names[s];
}

bool
callback_state_parse(struct str s, enum callback_state *ret)
{
	enum callback_state i;

	for (i = CALLBACK_PENDING; i < CALLBACK_STATE__MAX; i++) {
		if (str_is(s, names[i])) {
			*ret = i;
			return true;
		}
	}
	return false;
}

bool
callback_is_closed(enum callback_state s)
{
	assert(callback_is_state(s));
	return follow[s] == 0;
}

bool
callback_may_follow(enum callback_state from, enum callback_state to)
{
	return callback_is_state(from) && callback_is_state(to) &&
	    (follow[from] & (1u << to)) != 0;
}
