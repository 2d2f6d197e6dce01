/*
 * candidates: who could take a shift: the few who have rested longest of all
 * that are free.  How many people and bookings there are does not matter, only
 * a search by name may have to look at everybody.
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
 * Gives    at most f->limit, by the start of their latest shift, be it over
 *          or still to come, the oldest first: a night that is booked tires
 *          like one that was stood.  Before them those who never were on one,
 *          the newest first, since a newcomer waits to be asked.
 * Owns     memory from a.
 * Source   UX "The coordinator": qualified, free, rested people first, each
 *          with last and next shift.
 */
MUST_USE enum status candidates_list(const struct db *db,
    const struct candidates_filter *f, struct arena *a,
    struct candidates *ret);

#endif
