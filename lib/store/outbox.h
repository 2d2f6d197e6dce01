/*
 * outbox: what has to leave the machine.  A row commits with what caused it
 * (PRODUCT rule 7); only the worker sends, through store/leases.
 */
#ifndef WATCHBILL_STORE_OUTBOX_H
#define WATCHBILL_STORE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"
#include "store/db.h"

extern const struct module outbox_module;

#define OUTBOX_PRIORITIES 3

struct outbox_new {
	const char *kind;		/* the notice's template */
	const char *channel;		/* "sms" */
	int64_t person, shift, callback;	/* 0 none */
	int64_t booking, challenge;	/* 0 none; else withdrawn with it, and
					   a booking no longer booked is none */
	const char *dedupe;		/* NULL none; a second: E_CONFLICT */
	const char *language;
	struct str payload;		/* JSON: the notice's data, and "to" if
					   there is no person */
	int64_t priority;		/* 0 goes first, 2 last */
	int64_t due_at, expires_at;	/* expires_at 0: never */
	const char *trace_id;
	int64_t created_at;
	bool decoy;			/* written ended: an unknown number
					   costs the same as a known one */
};
/* E_CONFLICT: that dedupe is there already; nothing written, tx goes on. */
MUST_USE enum status outbox_insert(struct tx *tx, const struct outbox_new *in,
    struct arena *a, int64_t *ret);
/* What waits for that booking (challenge): withdrawn, payload gone. */
MUST_USE enum status outbox_withdraw_booking(struct tx *tx, int64_t booking,
    int64_t now);
MUST_USE enum status outbox_withdraw_challenge(struct tx *tx,
    int64_t challenge, int64_t now);

/* Where a payload is sealed: for store/leases. */
struct seal_place outbox_payload(const uint8_t uid[UID_BYTES]);

/* What a notice about a booking says: E_NOTFOUND without such a booking. */
struct outbox_booking {
	int64_t person, shift;
	const char *name, *zone, *place;	/* place may be NULL */
	const char *cancel_reason;		/* the shift's, or NULL */
	int64_t starts_at, ends_at;
};
MUST_USE enum status outbox_booking(const struct db *db, int64_t booking,
    struct arena *a, struct outbox_booking *ret);

/* For whoever watches: due and not sent, since when, and dead ones. */
struct outbox_health {
	int64_t due, oldest_due_at;	/* 0: none */
	int64_t dead;
};
MUST_USE enum status outbox_health(const struct db *db, int64_t now,
    struct outbox_health *ret);

#endif
