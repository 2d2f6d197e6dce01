/*
 * ruleset: the instances of all rules of a recurrence as one sequence, in
 * floating local time.
 */
#ifndef WATCHBILL_DOMAIN_RULESET_H
#define WATCHBILL_DOMAIN_RULESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "domain/recurrence.h"
#include "domain/series.h"

struct arena;

struct ruleset {
	struct ruleset_head {
		struct series series;
		int64_t at_s;		/* its next instance, if on */
		bool on;
	} *head;
	size_t n;
};

/* ruleset_new(n, a): room for n rules, to be begun as often as wanted. */
struct ruleset *ruleset_new(size_t n, struct arena *a);

/*
 * ruleset_begin(s, r, first_day, last_day): for the instances whose days since
 * 1970 lie in first_day..last_day; a few outside may come, to be dropped.
 *
 * Takes    r with no more rules than there is room for.
 * Fails    E_INVALID: a rule does not parse.
 */
MUST_USE enum status ruleset_begin(struct ruleset *s,
    const struct recurrence *r, int64_t first_day, int64_t last_day);

/* ruleset_next(s, ret_s, ret_rule): the next instance, as if UTC, and the rule
 * it is of; one that several rules yield comes as often.  False: no more. */
bool ruleset_next(struct ruleset *s, int64_t *ret_s,
    const struct rrule **ret_rule);

/* ruleset_is_over(r, day, days, a): whether the rules together yield more than
 * RECURRENCE_LIMIT different starts in so many days from day on. */
bool ruleset_is_over(const struct recurrence *r, int64_t day, int days,
    struct arena *a);

#endif
