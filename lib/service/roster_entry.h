/*
 * roster_entry: what a coordinator typed, judged: the schedule's row, its
 * rules, and when its shifts are.  Private to roster.
 */
#ifndef WATCHBILL_SERVICE_ROSTER_ENTRY_H
#define WATCHBILL_SERVICE_ROSTER_ENTRY_H

#include "service/roster.h"

struct roster_entry {
	struct schedule row;		/* id, version, created_* left 0 */
	struct recurrence recurrence;
	const struct zone *zone;
	struct season season;
};

/*
 * roster_entry_judge(act, in, ret): all that is wrong, each as a refusal at
 * its field (roster.h), not only the first.
 * Fails    E_INVALID, E_FAULT.
 */
MUST_USE enum status roster_entry_judge(struct act *act,
    const struct schedule_in *in, struct roster_entry *ret);
/* roster_entry_stored(act, s, ret): the same from what was saved. */
MUST_USE enum status roster_entry_stored(struct act *act,
    const struct schedule *s, struct roster_entry *ret);
/* As the engine takes it; points into e. */
struct schedule_time roster_entry_time(const struct roster_entry *e);

#endif
