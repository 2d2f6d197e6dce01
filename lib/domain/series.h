/*
 * series: the instances of one RRULE, in order, in floating local time.
 *
 * The rule is walked period by period (days, weeks, months or years, by its
 * FREQ), and every day of a period is asked whether all BY parts take it.
 * That is slower than jumping, and never slow: a span of 400 days asks 400
 * days or the periods that touch it, whatever the rule says.  libical was
 * tried here first (3.0.16).  It searches up to the year 2582 inside a single
 * call when a rule never fires (FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30: 500 ms),
 * gives every hour of the day for BYSETPOS=-1 with BYHOUR, and brings ICU
 * with it: 6 MB of a process's 8.  It is the judge in the tests instead.
 */
#ifndef WATCHBILL_DOMAIN_SERIES_H
#define WATCHBILL_DOMAIN_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civil.h"
#include "domain/rrule.h"

#define SERIES_DAYS 371		/* of a period: a year of 53 weeks */
#define SERIES_PICKS 732	/* BYSETPOS 1..366 and -366..-1 */

struct series {
	struct rrule rule;		/* complete: nothing left to DTSTART */
	int64_t start_s;		/* DTSTART, as if UTC */
	int64_t last_day;		/* no period beginning after it */
	int64_t unit;			/* the next period: days, weeks, months
					   or years since their beginning */
	int left;			/* of COUNT; -1 without one */
	int hour[24], minute[60];
	size_t hours, minutes;		/* instances a day: their product */
	int32_t day[SERIES_DAYS];	/* of this period that the rule takes */
	int32_t pick[SERIES_PICKS];	/* with BYSETPOS: into days x times */
	size_t days;
	size_t next, n;			/* instances of this period */
};

/* series_complete(r, start): puts in what RFC 5545 takes from DTSTART: time of
 * day, weekday, day of the month or of the year. */
void series_complete(struct rrule *r, struct civil start);

/*
 * series_init(s, r, start, first_day, last_day): for the instances from start
 * on whose days since 1970 lie in first_day..last_day; it may yield a few
 * outside them, which the caller drops.
 */
void series_init(struct series *s, const struct rrule *r, struct civil start,
    int64_t first_day, int64_t last_day);
/*
 * series_next(s, ret_s): the next instance, as if UTC; false: no more.
 *
 * Gives    COUNT counted from start, a local UNTIL inclusive; one with Z ends
 *          the series a day late, for it takes a zone to do better.  A start
 *          that the rule does not take is no instance.
 * Source   RFC 5545 3.3.10.
 */
bool series_next(struct series *s, int64_t *ret_s);

#endif
