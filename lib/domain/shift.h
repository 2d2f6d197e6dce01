/* shift: how well a shift is filled, and what may still be done with it. */
#ifndef WATCHBILL_DOMAIN_SHIFT_H
#define WATCHBILL_DOMAIN_SHIFT_H

#include <stdbool.h>
#include <stdint.h>

enum coverage {
	COVERAGE_NOBODY = 1,	/* needed > 0, none there */
	COVERAGE_SHORT,		/* fewer than needed */
	COVERAGE_ENOUGH,	/* at least needed, seats left */
	COVERAGE_FULL,
	COVERAGE__MAX
};

/* 0 <= needed <= seats; taken may exceed seats, if the shift was made smaller
 * than its bookings: that is FULL.  Full goes before enough before short. */
enum coverage shift_coverage(int64_t taken, int64_t needed, int64_t seats);
const char *coverage_name(enum coverage c);	/* "nobody" "short" ... */
int64_t shift_missing(int64_t taken, int64_t needed);	/* >= 0 */
/* Whether a seat can still be booked: until the start (PRODUCT rule 4). */
bool shift_is_open(int64_t starts_at, int64_t now);

#endif
