/*
 * roster_clash: an edit that moves booked shifts must not put anybody in two
 * places (PRODUCT rule 3).  Private to roster.
 */
#ifndef WATCHBILL_SERVICE_ROSTER_CLASH_H
#define WATCHBILL_SERVICE_ROSTER_CLASH_H

#include "service/roster_plan.h"

/* Lines whose new times would overlap another shift of somebody on them
 * become orphans, ORPHAN_COLLIDES. */
MUST_USE enum status roster_clash_find(struct act *act, const struct db *db,
    struct roster_work *w);

/*
 * roster_clash_order(act, w, ret_n): the lines to change, so that nobody
 * overlaps on the way either: later starts from the last one back, then
 * earlier ones from the first one on.  People's shifts keep their order, so a
 * shift only ever moves into room that is free or has been left.
 */
struct roster_line **roster_clash_order(struct act *act,
    struct roster_work *w, size_t *ret_n);

#endif
