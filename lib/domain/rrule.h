/*
 * rrule: the RECUR value of RFC 5545 3.3.10 as a struct, within our limits:
 * DAILY to YEARLY, whole minutes, at most RRULE_COUNT_MOST times.
 */
#ifndef WATCHBILL_DOMAIN_RRULE_H
#define WATCHBILL_DOMAIN_RRULE_H

#include <stdbool.h>

#include "base/civil.h"
#include "base/status.h"
#include "base/str.h"
#include "domain/numset.h"

struct arena;

#define RRULE_COUNT_MOST 5000
#define RRULE_INTERVAL_MOST 9999
#define RRULE_NTH_MOST 53

enum freq { FREQ_DAILY = 1, FREQ_WEEKLY, FREQ_MONTHLY, FREQ_YEARLY,
	FREQ__MAX };
enum by { BY_MONTH, BY_WEEKNO, BY_YEARDAY, BY_MONTHDAY, BY_DAY, BY_HOUR,
	BY_MINUTE, BY_SETPOS, BY__MAX };

struct rrule {
	enum freq freq;
	int interval;			/* 1..RRULE_INTERVAL_MOST */
	int count;			/* 0: none */
	struct civil until;		/* inclusive; year 0: none */
	bool until_utc;			/* written with Z: an instant */
	enum weekday wkst;
	struct numset by[BY__MAX];	/* BY_DAY holds RRULE_DAY values */
};

/* A BYDAY value: nth -53..53, 0 meaning every one. */
#define RRULE_DAY(nth, weekday) ((nth) * 7 + (int)(weekday))
void rrule_day_split(int v, int *ret_nth, enum weekday *ret_weekday);

/*
 * rrule_parse(text, ret, ret_why): reads one rule; case does not matter.
 *
 * Takes    an "RRULE:" before it is fine.  An UNTIL that is a date holds to the
 *          end of that day; one with Z is an instant, one without is local.
 * Fails    E_INVALID, *ret_why "rrule-frequency" (SECONDLY, MINUTELY, HOURLY,
 *          BYSECOND), "rrule-too-many" (COUNT) or "rrule-syntax": all else
 *          that RFC 5545 does not allow, RSCALE and extensions included.
 */
MUST_USE enum status rrule_parse(struct str text, struct rrule *ret,
    const char **ret_why);
/* The normal form: parts in one order, values ascending, defaults left out. */
const char *rrule_format(const struct rrule *r, struct arena *a);

#endif
