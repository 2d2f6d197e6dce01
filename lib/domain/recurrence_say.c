/*
 * recurrence_say: which plain sentence tells a rule.  None is better than one
 * that leaves something out, so whatever does not fit is SAYS_RULE.
 */
#include "domain/recurrence.h"

#include "domain/rrule.h"
#include "domain/series.h"

#include "base/banned.h"

/* The weekdays that a rule names without ordinals, as bits. */
static unsigned
recurrence_weekdays(const struct rrule *r)
{
	unsigned days = 0;
	int d;

	for (d = MONDAY; d < WEEKDAY__MAX; d++)
		days |= (unsigned)numset_has(&r->by[BY_DAY], d) << d;
	return days;
}

static enum says
recurrence_say_days(unsigned days, int interval)
{
	if (interval > 1)
		return SAYS_NTH_WEEKLY;
	return days == (1u << WEEKDAY__MAX) - 1 ? SAYS_DAILY : SAYS_WEEKLY;
}

/* One date, or one nth weekday, of the month. */
static enum says
recurrence_say_month(const struct rrule *r, struct recurrence_saying *s)
{
	const struct numset *day = &r->by[BY_DAY];
	const struct numset *date = &r->by[BY_MONTHDAY];
	enum weekday weekday;

	if (numset_count(day) + numset_count(date) != 1)
		return SAYS_RULE;
	if (numset_is_empty(day)) {
		s->nth = numset_next(date, NUMSET_LEAST);
		return s->nth >= -1 ? SAYS_MONTHLY_DATE : SAYS_RULE;
	}
	rrule_day_split(numset_next(day, NUMSET_LEAST), &s->nth, &weekday);
	s->days = 1u << weekday;
	return s->nth == -1 || (s->nth >= 1 && s->nth <= 5) ?
	    SAYS_MONTHLY_DAY : SAYS_RULE;
}

/* Whether a sentence of one time and an interval says all there is. */
static bool
recurrence_is_plain(const struct rrule *r)
{
	return r->count == 0 && r->until.date.year == 0 &&
	    numset_count(&r->by[BY_HOUR]) == 1 &&
	    numset_count(&r->by[BY_MINUTE]) == 1 &&
	    numset_is_empty(&r->by[BY_MONTH]) &&
	    numset_is_empty(&r->by[BY_SETPOS]);
}

static enum says
recurrence_say_kind(const struct rrule *r, struct recurrence_saying *s)
{
	switch (r->freq) {
	case FREQ_DAILY:
		if (r->interval > 1 || !numset_is_empty(&r->by[BY_MONTHDAY]))
			return SAYS_RULE;
		return s->days == 0 ? SAYS_DAILY :
		    recurrence_say_days(s->days, 1);
	case FREQ_WEEKLY:
		return recurrence_say_days(s->days, r->interval);
	case FREQ_MONTHLY:
		return recurrence_say_month(r, s);
	case FREQ_YEARLY:
	case FREQ__MAX:
		break;
	}
	return SAYS_RULE;
}

struct recurrence_saying
recurrence_say(const struct rule *rule)
{
	struct recurrence_saying s = { .says = SAYS_RULE };
	const char *why;
	struct rrule r;

	if (rrule_parse(str_of(rule->rrule), &r, &why) != OK)
		return s;
	series_complete(&r, rule->start);
	s.days = recurrence_weekdays(&r);
	s.interval = r.interval;
	s.minutes = numset_next(&r.by[BY_HOUR], 0) * 60 +
	    numset_next(&r.by[BY_MINUTE], 0);
	if (recurrence_is_plain(&r))
		s.says = recurrence_say_kind(&r, &s);
	return s;
}
