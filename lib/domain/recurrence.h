/*
 * recurrence: the one engine (PRODUCT rule 1).  Whatever way a schedule is
 * entered, it becomes one or more RRULEs in floating local time; series
 * expands those; conversion to instants comes after, in the schedule's zone.
 */
#ifndef WATCHBILL_DOMAIN_RECURRENCE_H
#define WATCHBILL_DOMAIN_RECURRENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civil.h"
#include "base/status.h"
#include "base/str.h"

struct arena;
struct zone;

#define RECURRENCE_RULES 16		/* rules of one schedule at most */
#define RECURRENCE_SPAN_DAYS 400	/* of one expansion at most */
#define RECURRENCE_LIMIT 5000		/* occurrences of one at most (IN-08) */
#define RECURRENCE_SURE_DAYS 200	/* what is entered must fit so many */

struct rule {
	struct civil start;		/* DTSTART, local, seconds 0 */
	const char *rrule;		/* normalised RFC 5545 RECUR value */
};

struct recurrence {
	struct rule rule[RECURRENCE_RULES];
	size_t n;
};

/* The season of a schedule, both local dates inclusive (rule 2). */
struct season {
	struct date first;		/* first.year 0: open beginning */
	struct date last;		/* last.year 0: open end */
};

struct occurrence {
	char key[17];			/* local start, YYYY-MM-DDTHH:MM */
	int64_t starts_at, ends_at;
};

struct occurrences {
	struct occurrence *v;		/* by starts_at, keys unique */
	size_t n;
};

/*
 * The three ways in.  Each appends to ret, which begins as zeros; all rules
 * together may yield RECURRENCE_LIMIT starts in the RECURRENCE_SURE_DAYS from
 * the newest rule's first on, and no more.  On failure ret is as it was.
 *
 * recurrence_weekly(days, minutes, first, a, ret): appends one rule: on the
 * weekdays whose bit (1 << MONDAY ...) is set, at that minute of the day, from
 * the date first on.
 *
 * Fails    E_INVALID: no day, no such minute or date, too many.
 * Owns     the rule's text lives in a, here and below.
 */
MUST_USE enum status recurrence_weekly(unsigned days, int minutes,
    struct date first, struct arena *a, struct recurrence *ret);

/*
 * recurrence_rrule(text, start, a, ret, ret_why): one RFC 5545 RECUR value.
 *
 * Takes    FREQ DAILY, WEEKLY, MONTHLY or YEARLY; "RRULE:" before it is fine.
 * Gives    COUNT and UNTIL are honoured, counted from start, which is itself a
 *          shift only if the rule takes it.  UNTIL with Z is an instant.
 * Fails    E_INVALID with *ret_why one of the reasons "rrule-syntax",
 *          "rrule-frequency" (below a day, or seconds), "rrule-too-many" (or
 *          a COUNT over RECURRENCE_LIMIT), "rrule-never" (in forty years).
 * Source   PRODUCT rule 1; ACCEPTANCE IN-08; FACTS "Time" 4.
 */
MUST_USE enum status recurrence_rrule(struct str text, struct civil start,
    struct arena *a, struct recurrence *ret, const char **ret_why);

/*
 * recurrence_cron(text, first, a, ret, ret_why): five fields, lists, ranges,
 * steps, names (MON, JAN), 7 is Sunday; day-of-month OR day-of-week when both
 * are restricted, that is, when neither begins with '*'.  Becomes one or two
 * rules that begin with their first instance from the date first on.
 * Fails    E_INVALID: "cron-syntax", "cron-range", "cron-never" or
 *          "cron-too-many".
 * Source   POSIX crontab(5) fields; cron(8) for '*'; FACTS "Time" 5.
 */
MUST_USE enum status recurrence_cron(struct str text, struct date first,
    struct arena *a, struct recurrence *ret, const char **ret_why);

struct span {
	int64_t from, until;		/* from <= starts_at < until */
};

struct schedule_time {
	const struct recurrence *recurrence;
	const struct zone *zone;
	struct season season;
	int64_t duration_s;
};

/*
 * recurrence_expand(t, span, a, ret): the shifts a schedule yields in a span.
 *
 * Takes    span at most RECURRENCE_SPAN_DAYS long.
 * Gives    every occurrence whose local date lies in the season and whose start
 *          in the span.  ends_at is the instant of local start + duration on
 *          the clock of absolute time: a shift across the autumn change lasts
 *          its real length.  A start in a gap moves as zone_instant says, two
 *          that become one instant are kept once.
 * Fails    E_INVALID: the span is too long or yields over RECURRENCE_LIMIT
 *          (an hourly rule does in 400 days: expand a part at a time), or a
 *          rule is none.
 * Owns     memory from a.
 */
MUST_USE enum status recurrence_expand(const struct schedule_time *t,
    struct span span, struct arena *a, struct occurrences *ret);

/*
 * recurrence_next(t, from, most, a, ret): the first `most` (<= 50) occurrences
 * starting at or after from, looking at most ten years ahead: for previews.
 */
MUST_USE enum status recurrence_next(const struct schedule_time *t,
    int64_t from, size_t most, struct arena *a, struct occurrences *ret);

/*
 * What a recurrence says, for words: kind of sentence and its values.
 * SAYS_RULE means: no plain sentence fits, show the rule itself: so for every
 * rule with an end, several times of day, certain months, or every n days.
 */
enum says { SAYS_DAILY, SAYS_WEEKLY, SAYS_NTH_WEEKLY, SAYS_MONTHLY_DATE,
	SAYS_MONTHLY_DAY, SAYS_RULE, SAYS__MAX };
struct recurrence_saying {
	enum says says;
	unsigned days;			/* weekday bits */
	int interval;			/* every n weeks, months */
	int nth;			/* 1..5; or the date; -1: the last */
	int minutes;			/* start, minute of the day */
};
struct recurrence_saying recurrence_say(const struct rule *r);

#endif
