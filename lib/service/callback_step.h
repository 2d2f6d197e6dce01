/*
 * callback_step: what the visitor's side and the coordinators' side of
 * callback_desk share: changing a state, and the hours in which we ring.
 */
#ifndef WATCHBILL_SERVICE_CALLBACK_STEP_H
#define WATCHBILL_SERVICE_CALLBACK_STEP_H

#include "service/callback_desk.h"

struct callback_step {
	enum callback_state state;
	int64_t due_at;
	bool closes;
	const char *note;		/* NULL: none */
};
/*
 * callback_step(act, tx, c, step): moves c, as it was read in tx, with its
 * event and its audit row "callback.STATE".
 */
MUST_USE enum status callback_step(struct act *act, struct tx *tx,
    const struct callback *c, const struct callback_step *step);

/* A note or a claim: an event without a change of state, and its audit. */
MUST_USE enum status callback_remark(struct act *act, struct tx *tx,
    const struct callback *c, const char *event, const char *note);

/* That minute of the watch's local day of an instant, or some days later. */
int64_t callback_minute_at(const struct act *act, int64_t at, int days,
    int minute);
/* The instant itself if we ring then, else when we next open. */
int64_t callback_ring_at(const struct act *act, int64_t at);
/* When its contents are gone at the latest. */
int64_t callback_kept_until(const struct act *act, const struct callback *c);

#define CALLBACK_KEPT_CLOSED_S (24 * 3600)	/* for a close in error */

#endif
