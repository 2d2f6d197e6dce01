/*
 * outbox: what has to leave the machine.  A row commits with what caused it
 * (PRODUCT rule 7); only the worker sends.
 */
#ifndef WATCHBILL_STORE_OUTBOX_H
#define WATCHBILL_STORE_OUTBOX_H

#include "store/db.h"

extern const struct module outbox_module;

struct outbox_new {
	const char *kind;		/* the notice's template */
	const char *channel;		/* "sms" */
	int64_t person, booking, shift, callback, challenge;	/* 0 none */
	const char *dedupe;		/* NULL none; a second one: E_CONFLICT */
	const char *language;
	struct str payload;		/* JSON: the notice's data, and "to" if
					   there is no person */
	int64_t priority;		/* 0 goes first, 2 last */
	int64_t due_at, expires_at;	/* expires_at 0: never */
	const char *trace_id;
	int64_t created_at;
	bool decoy;			/* written ended: an unknown number costs
					   the same as a known one */
};
MUST_USE enum status outbox_insert(struct tx *tx, const struct outbox_new *in,
    struct arena *a, int64_t *ret);
/* Pending rows of that booking (challenge): withdrawn, payload gone. */
MUST_USE enum status outbox_withdraw_booking(struct tx *tx, int64_t booking,
    int64_t now);
MUST_USE enum status outbox_withdraw_challenge(struct tx *tx,
    int64_t challenge, int64_t now);

#endif
