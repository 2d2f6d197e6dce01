/*
 * leases: the worker's side of the outbox table, which the programs that only
 * write notices do not prepare.
 *
 *   pending --take--> leased --end--> sent | dead
 *      ^                 |
 *      +--retry, release-+      a lease that ran out is taken again
 *
 * From both, expire leads to expired, and a cause that goes to withdrawn.
 * A row has its payload exactly until it has ended.  due_at of a leased row
 * is the end of its lease, so that one range of one index finds all work.
 */
#ifndef WATCHBILL_STORE_LEASES_H
#define WATCHBILL_STORE_LEASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"
#include "store/db.h"

extern const struct module leases_module;

/*
 * leases_next(db, ret): when something is due or expires next; INT64_MAX:
 * nothing waits at all.
 */
MUST_USE enum status leases_next(const struct db *db, int64_t *ret);

struct lease_in {
	const char *worker;
	int64_t now, until;
	size_t most;
};
struct lease_ids {
	int64_t *v;
	size_t n;
};
/*
 * leases_take(tx, l, a, ret): takes up to l->most due rows, those of one
 * priority only, the lowest number that has any.  Each lease counts as an
 * attempt: a row that kills its worker ends dead like any other.
 */
MUST_USE enum status leases_take(struct tx *tx, const struct lease_in *l,
    struct arena *a, struct lease_ids *ret);

struct lease {
	int64_t id;
	uint8_t uid[UID_BYTES];
	const char *kind, *channel, *language, *trace_id;
	int64_t person;			/* 0: payload has "to" */
	struct str payload;
	int64_t attempts, expires_at;
	bool live;			/* its cause still stands */
};
/* What that worker has leased: E_NOTFOUND if it no longer is; E_INVALID when
 * the payload does not open. */
MUST_USE enum status leases_get(const struct db *db, int64_t id,
    const char *worker, struct arena *a, struct lease *ret);

/* Ends a leased row: state is sent, dead, withdrawn, expired.  E_CONFLICT:
 * it was no longer that worker's. */
struct lease_end {
	const char *worker, *state;
	const char *provider_id, *error;	/* or NULL */
	int64_t now;
};
MUST_USE enum status leases_end(struct tx *tx, int64_t id,
    const struct lease_end *in);
struct lease_retry {
	const char *worker, *error;
	int64_t due_at;
};
MUST_USE enum status leases_retry(struct tx *tx, int64_t id,
    const struct lease_retry *in);
/* Leased and not tried: given back, the attempt not counted. */
MUST_USE enum status leases_release(struct tx *tx, int64_t id,
    const char *worker, int64_t now);
/* At the start of the only worker: whatever is leased waits again. */
MUST_USE enum status leases_recover(struct tx *tx, int64_t now);
/* Whatever waits past its expires_at ends as expired. */
MUST_USE enum status leases_expire(struct tx *tx, int64_t now);

#endif
