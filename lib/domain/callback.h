/* callback: the states of a callback request and how they may follow. */
#ifndef WATCHBILL_DOMAIN_CALLBACK_H
#define WATCHBILL_DOMAIN_CALLBACK_H

#include <stdbool.h>

#include "base/str.h"

enum callback_state { CALLBACK_PENDING = 1, CALLBACK_VERIFIED,
	CALLBACK_CALLING, CALLBACK_CONNECTED, CALLBACK_COMPLETED,
	CALLBACK_MISSED, CALLBACK_RETRYING, CALLBACK_SMS_SENT, CALLBACK_FAILED,
	CALLBACK_CANCELLED, CALLBACK_STATE__MAX };

const char *callback_state_name(enum callback_state s);
bool callback_state_parse(struct str s, enum callback_state *ret);
bool callback_is_closed(enum callback_state s);	/* completed, cancelled */
/*
 * callback_may_follow(from, to): whether a request in `from` may become `to`.
 * A coordinator sets any of these by hand; the visitor only CANCELLED, where
 * it may follow.  Staying as it is is no step: (s, s) is false, and so is
 * anything after a closed state.
 * Source   PRODUCT "callback", rule 11.
 */
bool callback_may_follow(enum callback_state from, enum callback_state to);

#endif
