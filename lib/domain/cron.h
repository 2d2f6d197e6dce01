/* cron: five-field cron expressions, as sets of numbers and as RRULEs. */
#ifndef WATCHBILL_DOMAIN_CRON_H
#define WATCHBILL_DOMAIN_CRON_H

#include <stdbool.h>

#include "base/status.h"
#include "base/str.h"
#include "domain/numset.h"
#include "domain/rrule.h"

enum cron_field { CRON_MINUTE, CRON_HOUR, CRON_DAY, CRON_MONTH, CRON_WEEKDAY,
	CRON__MAX };

struct cron {
	struct numset field[CRON__MAX];	/* weekdays 0..6 from Sunday */
	bool star[CRON__MAX];		/* begins with '*': not restricted */
};

/*
 * cron_parse(text, ret, ret_why): minute, hour, day, month, weekday.
 *
 * Takes    lists of *, n, n-m, the last two or * with /step; three-letter names
 *          of months and weekdays; 7 is Sunday.  Steps follow ranges and *.
 * Fails    E_INVALID, *ret_why "cron-syntax" or "cron-range" (a number that
 *          the field does not have, a range backwards, a step of 0).
 */
MUST_USE enum status cron_parse(struct str text, struct cron *ret,
    const char **ret_why);

/*
 * cron_rules(c, ret): the one or two rules whose union it is.
 *
 * Gives    day-of-month OR day-of-week, as two rules, when neither field begins
 *          with '*'; else both have to agree, as cron(8) does it.
 */
size_t cron_rules(const struct cron *c, struct rrule ret[2]);

#endif
