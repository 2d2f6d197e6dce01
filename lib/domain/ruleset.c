/* ruleset: a merge of at most sixteen series; the least head comes next. */
#include "domain/ruleset.h"

#include "base/arena.h"

#include "base/banned.h"

#define DAY_S 86400

struct ruleset *
ruleset_new(size_t n, struct arena *a)
{
	struct ruleset *s = ARENA_NEW(a, struct ruleset);

	s->head = ARENA_ARRAY(a, struct ruleset_head, n);
	return s;
}

enum status
ruleset_begin(struct ruleset *s, const struct recurrence *r,
    int64_t first_day, int64_t last_day)
{
	struct ruleset_head *h;
	struct rrule rule;
	const char *why;
	size_t i;

	for (i = 0; i < r->n; i++) {
		h = &s->head[i];
		if (rrule_parse(str_of(r->rule[i].rrule), &rule, &why) != OK)
			return E_INVALID;
		series_init(&h->series, &rule, r->rule[i].start, first_day,
		    last_day);
		h->on = series_next(&h->series, &h->at_s);
	}
	s->n = r->n;
	return OK;
}

bool
ruleset_next(struct ruleset *s, int64_t *ret_s, const struct rrule **ret_rule)
{
	struct ruleset_head *h, *least = NULL;
	size_t i;

	for (i = 0; i < s->n; i++) {
		h = &s->head[i];
		if (h->on && (least == NULL || h->at_s < least->at_s))
			least = h;
	}
	if (least == NULL)
		return false;
	*ret_s = least->at_s;
	*ret_rule = &least->series.rule;
	least->on = series_next(&least->series, &least->at_s);
	return true;
}

bool
ruleset_is_over(const struct recurrence *r, int64_t day, int days,
    struct arena *a)
{
	struct ruleset *s = ruleset_new(r->n, a);
	int64_t at, end_s = (day + days) * DAY_S, before = -1;
	const struct rrule *rule;
	size_t n = 0;

	if (ruleset_begin(s, r, day, day + days) != OK)
		return true;
	while (n <= RECURRENCE_LIMIT && ruleset_next(s, &at, &rule) &&
	    at < end_s) {
		n += at != before && at >= day * DAY_S;
		before = at;
	}
	return n > RECURRENCE_LIMIT;
}
