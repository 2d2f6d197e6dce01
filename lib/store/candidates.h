/*
 * candidates: who could take a shift.  The one list without a key: whoever
 * has rested longest may be anybody, so each volunteer is looked at, by one
 * step in an index (5,000 people with a million bookings: 6 ms).
 */
#ifndef WATCHBILL_STORE_CANDIDATES_H
#define WATCHBILL_STORE_CANDIDATES_H

#include "store/db.h"

extern const struct module candidates_module;

struct candidate {
	int64_t person;
	const char *name;
	int64_t last_at, next_at;	/* starts of their shifts before and
					   after the span; 0: none */
};
struct candidates_filter {
	int64_t from, until;		/* the shift, half-open */
	const char *name;		/* part of a name, NULL: all */
	int64_t limit;			/* 1..50 */
};
struct candidates {
	struct candidate *v;
	size_t n;
};

/*
 * candidates_list(db, f, a, ret): active volunteers, coordinators and admins
 * who are on no shift during the span, the most rested first.
 *
 * Gives    at most f->limit, by the start of their last shift before the span,
 *          be it over or still to come, the oldest first: a night that ends as
 *          this one begins is no rest.  Before them those who have none, the
 *          newest first, since a newcomer waits to be asked.
 * Owns     memory from a.
 * Source   UX "The coordinator": qualified, free, rested people first, each
 *          with last and next shift.
 */
MUST_USE enum status candidates_list(const struct db *db,
    const struct candidates_filter *f, struct arena *a,
    struct candidates *ret);

#endif
