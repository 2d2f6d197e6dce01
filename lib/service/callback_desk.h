/*
 * callback_desk: a visitor asks to be rung back and sees what became of it;
 * coordinators work through the queue by hand.  (Calling out comes later: the
 * states are the same.)
 *
 * The number is shown to whoever has claimed the request, and to nobody else
 * (PRODUCT rule 13).  Every step is a callback_event and an audit row.
 */
#ifndef WATCHBILL_SERVICE_CALLBACK_DESK_H
#define WATCHBILL_SERVICE_CALLBACK_DESK_H

#include "domain/token.h"
#include "service/act.h"
#include "store/callbacks.h"

#define CALLBACK_CLAIM_S (30 * 60)	/* a claim left alone ends */
#define CALLBACK_CONSENT_VERSION 1	/* of the sentence on the form */

/* When we ring, minutes of the watch's local day; pages say it in words. */
#define CALLBACK_OPENS_MIN (8 * 60)
#define CALLBACK_CLOSES_MIN (22 * 60)

struct callback_in {
	const char *phone;		/* as typed */
	const char *name, *message;	/* NULL: none */
	const char *when;		/* now morning afternoon evening;
					   NULL: now */
	const char *topic;		/* seen joining advice other;
					   NULL: other */
	bool voicemail, say_who, consent;
};

struct callback_receipt {
	char reference[TOKEN_TEXT];	/* opens the status page */
	int64_t id;
	int64_t ring_from, ring_until, due_at;
};

/*
 * callback_desk_request(act, in, ret): a new request, pending.
 *
 * Takes    shapes already checked by the form.  The honeypot is the page's.
 * Gives    due_at: within [callbacks] promise_min, or the end of the time the
 *          visitor chose, in the hours in which we ring, the watch's zone.
 * Fails    E_INVALID: "field-missing", "phone-invalid" at phone,
 *          "consent-needed" at consent, "when-unknown", "topic-unknown".
 * Source   PRODUCT rules 11, 13, 14; ACCEPTANCE DP-01, AZ-04.
 */
MUST_USE enum status callback_desk_request(struct act *act,
    const struct callback_in *in, struct callback_receipt *ret);

struct callback_status {
	struct callback callback;	/* no name, phone, message, claimer */
	const char *tail;		/* its last two; NULL: blanked */
	struct callback_events events;	/* changes of state; no actor, note */
	bool may_cancel;
	int64_t kept_until;		/* the number is gone then */
};
/* E_NOTFOUND: no such reference, or none at all. */
MUST_USE enum status callback_desk_status(struct act *act,
    const char *reference, struct callback_status *ret);
/* E_NOTFOUND; E_CONFLICT "callback-closed". */
MUST_USE enum status callback_desk_cancel(struct act *act,
    const char *reference);

/* The rest is for coordinators; the route's role has been checked. */

struct callback_filter {
	const char *which;		/* open mine done; NULL: open */
	int64_t after_at, after_id;	/* key of the last one seen; 0: none */
	int64_t limit;			/* 1..200 */
};
struct callback_queue {
	struct callback *v;		/* phone and message: mine only */
	size_t n;
	bool more;			/* next page: after last_at, the id */
	int64_t last_at;
	struct callback_counts counts;
};
MUST_USE enum status callback_desk_list(struct act *act,
    const struct callback_filter *f, struct callback_queue *ret);
/* Open, overdue, mine: for the badge of the navigation. */
MUST_USE enum status callback_desk_counts(struct act *act,
    struct callback_counts *ret);

struct callback_card {
	struct callback callback;	/* phone and message: mine only */
	struct callback_events events;
	bool mine;
	bool may_claim;
};
MUST_USE enum status callback_desk_get(struct act *act, int64_t id,
    struct callback_card *ret);

/* Claiming again prolongs.  E_NOTFOUND; E_CONFLICT "callback-claimed" (value
 * claimer), "callback-closed". */
MUST_USE enum status callback_desk_claim(struct act *act, int64_t id);
/* E_CONFLICT "callback-not-yours". */
MUST_USE enum status callback_desk_release(struct act *act, int64_t id);
/* For everybody at the desk.  E_INVALID "field-missing" at note; E_CONFLICT
 * "callback-closed". */
MUST_USE enum status callback_desk_note(struct act *act, int64_t id,
    const char *note);

struct callback_ending {
	const char *state;	/* completed missed failed cancelled */
	const char *note;	/* NULL: none */
};
/*
 * callback_desk_close(act, id, in): what came of ringing.
 *
 * Takes    a claim of one's own.  missed is followed by retrying: it stays in
 *          the queue, unclaimed, due again in a quarter of an hour in which we
 *          ring; the others close it.
 * Fails    E_NOTFOUND; E_CONFLICT "callback-not-yours", "callback-closed";
 *          E_INVALID "state-unknown" at state, "state-order": it cannot follow.
 */
MUST_USE enum status callback_desk_close(struct act *act, int64_t id,
    const struct callback_ending *in);

/*
 * callback_desk_forget(act, ret): the worker's nightly blanking of contents:
 * a day after the end, and [callbacks] keep_days after asking in any case.
 */
MUST_USE enum status callback_desk_forget(struct act *act, int64_t *ret);

#endif
