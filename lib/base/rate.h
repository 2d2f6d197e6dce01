/*
 * rate: how often something may happen, in words that several processes share.
 * No lock: whatever dies in the middle leaves at worst one event too many on
 * somebody's account.  base/metrics owns the words and chooses the set.
 *
 * A word is 24 bits of its key's hash and 40 bits of a time, in units of 64 us
 * and modulo 2^40 (two years).  0 is a free place.
 */
#ifndef WATCHBILL_BASE_RATE_H
#define WATCHBILL_BASE_RATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RATE_LONGEST_S (30 * 86400)
#define RATE_REFILL_WAYS 8
#define RATE_WINDOW_WAYS 64
#define RATE_WINDOW_MOST 32		/* events that a window can count */

struct rate {
	uint64_t tag;			/* rate_tag of the key's hash */
	int64_t burst, per_s;
	int64_t now_us;
};

uint64_t rate_tag(uint64_t hash);

/*
 * rate_window(set, r, ret_wait_s): at most r->burst events in any span of
 * r->per_s seconds, whenever it begins.  A word per event; the oldest are
 * given away when a set is full.
 *
 * Takes    r->burst <= RATE_WINDOW_MOST; set of RATE_WINDOW_WAYS words.
 * Gives    whether this one may; if not, *ret_wait_s says in how many seconds.
 */
bool rate_window(_Atomic uint64_t *set, const struct rate *r,
    int64_t *ret_wait_s);

/*
 * rate_refill(set, r, ret_wait_s): a bucket of r->burst that refills over
 * r->per_s seconds (GCRA): up to twice the burst in some spans, one word a key.
 */
bool rate_refill(_Atomic uint64_t *set, const struct rate *r,
    int64_t *ret_wait_s);

#endif
