/*
 * retention: what the worker forgets: contents that have been kept as long as
 * was promised, and rows of the outbox that nobody asks about any more.
 */
#ifndef WATCHBILL_STORE_RETENTION_H
#define WATCHBILL_STORE_RETENTION_H

#include <stdint.h>

#include "base/status.h"
#include "store/db.h"

extern const struct module retention_module;

#define RETENTION_BATCH 100		/* rows of one transaction at most */

/*
 * retention_callbacks(tx, r, ret): contents, notes and the number's index of
 * RETENTION_BATCH requests go: those closed before closed_before and whatever
 * was asked before asked_before; what of these is still open is failed.
 * Gives    *ret how many: less than the batch when all is done.
 * Source   PRODUCT rule 13; the sentence that the visitor agreed to.
 */
struct retention_limits {
	int64_t closed_before, asked_before, now;
};
MUST_USE enum status retention_callbacks(struct tx *tx,
    const struct retention_limits *r, int64_t *ret);

/* A batch of outbox rows that ended before; *ret how many. */
MUST_USE enum status retention_outbox(struct tx *tx, int64_t ended_before,
    int64_t *ret);

#endif
