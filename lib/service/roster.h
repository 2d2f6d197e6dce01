/*
 * roster: laying down schedules and changing them.  An edit never silently
 * destroys a booking (PRODUCT rule 5): it says first what would happen.
 *
 * Refusals, E_INVALID at a field: "name-missing", "name-invalid" at name;
 * "zone-unknown" at time_zone; "duration-range" at duration_min; "seats-range"
 * at seats; "needed-over-seats" at needed; "date-range" at starts_on, ends_on;
 * "date-order" at ends_on; "recurrence-missing", "recurrence-several",
 * "recurrence-too-many", "recurrence-never" at recurrence; the first and third
 * of those at recurrence.weekly too; "weekly-days" at recurrence.weekly.N.days,
 * "weekly-time" at recurrence.weekly.N.at; "start-syntax" at recurrence.start;
 * those of domain/recurrence.h at recurrence.rrule and recurrence.cron.
 *
 * E_CONFLICT: "schedule-changed" (somebody saved since), "schedule-ended",
 * "schedule-orphans" (below), "shift-cancelled", "shift-started".  E_DENIED
 * below coordinator.
 */
#ifndef WATCHBILL_SERVICE_ROSTER_H
#define WATCHBILL_SERVICE_ROSTER_H

#include "domain/recurrence.h"
#include "service/act.h"
#include "store/schedules.h"
#include "store/shifts.h"

#define ROSTER_WEEKLY 8		/* weekdays-and-time lines of one schedule */
#define ROSTER_PREVIEW 10	/* occurrences shown before saving */

/* BY_UNSET: what is there says which. */
enum recurrence_by { BY_UNSET = 0, BY_WEEKLY, BY_RRULE, BY_CRON };

struct weekly_in {
	unsigned days;			/* bits 1 << MONDAY ... */
	int64_t minutes;		/* of the day, 0..1439 */
};
struct recurrence_in {
	enum recurrence_by by;
	struct weekly_in weekly[ROSTER_WEEKLY];
	size_t weekly_n;
	struct str rrule;
	struct str start;		/* of rrule: YYYY-MM-DDTHH:MM, or
					   HH:MM on the first date */
	struct str cron;
};
struct schedule_in {
	struct str name, zone;
	int64_t duration_min;
	struct date starts_on;		/* year 0: recurrence.start's date, else
					   today in that zone */
	struct date ends_on;		/* year 0: open end */
	int64_t seats, needed;
	struct str place, notes;	/* empty: none */
	struct recurrence_in recurrence;
};

/* What becomes of booked shifts that no longer fit. */
enum orphan_choice { ORPHAN_ASK = 0, ORPHAN_KEEP, ORPHAN_CANCEL };
struct orphan_decision {
	int64_t shift;
	enum orphan_choice choice;
};
struct decisions {
	enum orphan_choice all;		/* for those not named in v */
	const struct orphan_decision *v;
	size_t n;
};

enum orphan_why { ORPHAN_GONE = 1, ORPHAN_COLLIDES, ORPHAN_SEATS };
struct orphan {
	struct shift shift;
	enum orphan_why why;		/* not yielded; somebody on it would
					   overlap; a taken seat would go */
};

/* What saving does, or has done. */
struct roster_plan {
	struct occurrences next;	/* the next ten */
	struct recurrence recurrence;	/* for words: recurrence_say per rule */
	const struct zone *zone;
	struct season season;
	int64_t added, changed, dropped;	/* shifts, without orphans */
	int64_t told;			/* people who get a notice */
	struct orphan *orphan;		/* by starts_at */
	size_t orphans;
};

struct roster_change {
	int64_t schedule;
	int64_t version;		/* 0: whatever it is now */
	const struct schedule_in *in;
	struct decisions decide;
};

/*
 * roster_preview(act, schedule, in, ret): what saving would do; writes
 * nothing.  schedule 0: a new one.  told counts the people on orphans too.
 */
MUST_USE enum status roster_preview(struct act *act, int64_t schedule,
    const struct schedule_in *in, struct roster_plan *ret);

/* roster_create(act, in, ret): the schedule, its rules and the shifts from now
 * to the horizon, in one transaction.  ret: its id. */
MUST_USE enum status roster_create(struct act *act,
    const struct schedule_in *in, int64_t *ret);

/*
 * roster_update(act, c, ret): saves an edit.
 *
 * Gives    future shifts that still fit changed in place, unless somebody
 *          changed them one by one; new ones added; those that no longer fit
 *          gone.  Shifts that have started stay as they are.
 * Fails    E_CONFLICT "schedule-orphans" if a booked shift no longer fits and
 *          c->decide says nothing about it: nothing is written, and *ret is
 *          filled all the same, with the list.  Kept, it stays as it is and is
 *          not asked about again; cancelled, everybody on it is told.
 * Source   PRODUCT rules 1, 2 and 5.
 */
MUST_USE enum status roster_update(struct act *act,
    const struct roster_change *c, struct roster_plan *ret);

/* roster_end(act, e, ret): no shift after the local date e->last; otherwise
 * like roster_update.  Past its last date it is no longer listed. */
struct roster_last {
	int64_t schedule, version;
	struct date last;
	struct decisions decide;
};
MUST_USE enum status roster_end(struct act *act, const struct roster_last *e,
    struct roster_plan *ret);

/* roster_cancel_shift(act, shift, reason, ret): cancels it and its bookings,
 * withdraws their reminders, tells everybody on it.  ret: how many. */
MUST_USE enum status roster_cancel_shift(struct act *act, int64_t shift,
    struct str reason, int64_t *ret);

/* roster_extend(act, ret): every live schedule up to the horizon, each in a
 * transaction of its own; ends those whose season is over.  ret: new shifts,
 * also when one schedule failed: that is logged, and the last failure given. */
MUST_USE enum status roster_extend(struct act *act, int64_t *ret);

/* How a stored schedule was entered, for its form. */
MUST_USE enum status roster_entered(const struct schedule *s, struct arena *a,
    struct schedule_in *ret);

#endif
