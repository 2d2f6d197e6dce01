/*
 * roster_apply: a plan, written.  Private to roster.
 */
#ifndef WATCHBILL_SERVICE_ROSTER_APPLY_H
#define WATCHBILL_SERVICE_ROSTER_APPLY_H

#include "service/roster_plan.h"

/* roster_apply(act, tx, w): no line is FATE_ORPHAN.  Notices and audit rows of
 * what happens to people are written with it; the schedule's are not. */
MUST_USE enum status roster_apply(struct act *act, struct tx *tx,
    struct roster_work *w);

/* roster_apply_cancel(act, tx, shift, reason, ret): one shift and everybody
 * on it; reason NULL: none given.  ret: how many people. */
MUST_USE enum status roster_apply_cancel(struct act *act, struct tx *tx,
    int64_t shift, const char *reason, int64_t *ret);

#endif
