/*
 * series: see the header for why.  A period is a range of days; what RFC 5545
 * calls expanding and limiting is the same question to each of its days, save
 * for BYSETPOS, which picks among what the whole period gave.
 */
#include "domain/series.h"

#include <string.h>

#include "base/banned.h"

#define DAY_S 86400
#define UNIX_THURSDAY 3		/* 1970-01-01; weeks are counted from Mondays */

/* What the BY parts ask about a day. */
struct facts {
	struct date date;
	int64_t day;
	int weekday;
	int month_days;
	int year_day, year_days;	/* from 1 */
};

static int64_t
series_floor(int64_t v, int64_t by)
{
	return v / by - (v % by < 0);
}

static int64_t
series_day(int year, int month, int day)
{
	return date_days((struct date){ year, month, day });
}

/* The first day of the year's week 1: the one that 4 January lies in. */
static int64_t
series_week_year(const struct series *s, int year)
{
	int64_t day = series_day(year, 1, 4) + UNIX_THURSDAY -
	    (int64_t)s->rule.wkst;

	return series_floor(day, 7) * 7 - UNIX_THURSDAY +
	    (int64_t)s->rule.wkst;
}

static bool
series_has(const struct series *s, enum by by)
{
	return !numset_is_empty(&s->rule.by[by]);
}

/* With BYWEEKNO the years are those of the weeks (RFC 5545 3.3.10). */
static int64_t
series_unit_year(const struct series *s, int64_t day, int year)
{
	if (!series_has(s, BY_WEEKNO))
		return year;
	if (day < series_week_year(s, year))
		return year - 1;
	return year + (day >= series_week_year(s, year + 1));
}

static int64_t
series_unit(const struct series *s, int64_t day)
{
	struct date d = date_from_days(day);

	switch (s->rule.freq) {
	case FREQ_WEEKLY:
		return series_floor(day + UNIX_THURSDAY -
		    (int64_t)s->rule.wkst, 7);
	case FREQ_MONTHLY:
		return (int64_t)d.year * 12 + d.month - 1;
	case FREQ_YEARLY:
		return series_unit_year(s, day, d.year);
	case FREQ_DAILY:
	case FREQ__MAX:
		break;
	}
	return day;
}

/* The first day of a unit. */
static int64_t
series_begin(const struct series *s, int64_t unit)
{
	switch (s->rule.freq) {
	case FREQ_WEEKLY:
		return unit * 7 - UNIX_THURSDAY + (int64_t)s->rule.wkst;
	case FREQ_MONTHLY:
		return series_day((int)(unit / 12), (int)(unit % 12) + 1, 1);
	case FREQ_YEARLY:
		if (series_has(s, BY_WEEKNO))
			return series_week_year(s, (int)unit);
		return series_day((int)unit, 1, 1);
	case FREQ_DAILY:
	case FREQ__MAX:
		break;
	}
	return unit;
}

static struct facts
series_facts(int64_t day)
{
	struct facts f = { .date = date_from_days(day), .day = day };
	int year = f.date.year, month = f.date.month;
	int64_t january = series_day(year, 1, 1);

	f.weekday = (int)(day + UNIX_THURSDAY -
	    series_floor(day + UNIX_THURSDAY, 7) * 7);
	f.month_days = (int)(series_day(year + month / 12, month % 12 + 1, 1) -
	    series_day(year, month, 1));
	f.year_day = (int)(day - january) + 1;
	f.year_days = (int)(series_day(year + 1, 1, 1) - january);
	return f;
}

/* at in 1..of, counted from either end. */
static bool
series_takes_at(const struct numset *set, int at, int of)
{
	return numset_is_empty(set) || numset_has(set, at) ||
	    numset_has(set, at - of - 1);
}

static bool
series_takes_week(const struct series *s, const struct facts *f)
{
	int64_t begin, end;
	int year;

	if (!series_has(s, BY_WEEKNO))
		return true;
	year = (int)series_unit_year(s, f->day, f->date.year);
	begin = series_week_year(s, year);
	end = series_week_year(s, year + 1);
	return series_takes_at(&s->rule.by[BY_WEEKNO],
	    (int)(f->day - begin) / 7 + 1, (int)(end - begin) / 7);
}

/* The nth weekday: of the year if the rule is YEARLY and names no months. */
static bool
series_takes_weekday(const struct series *s, const struct facts *f)
{
	const struct numset *set = &s->rule.by[BY_DAY];
	bool of_year = s->rule.freq == FREQ_YEARLY &&
	    !series_has(s, BY_MONTH);
	int at = of_year ? f->year_day : f->date.day;
	int of = of_year ? f->year_days : f->month_days;

	return numset_is_empty(set) || numset_has(set, f->weekday) ||
	    numset_has(set, RRULE_DAY((at - 1) / 7 + 1, f->weekday)) ||
	    numset_has(set, RRULE_DAY(-((of - at) / 7 + 1), f->weekday));
}

static bool
series_takes(const struct series *s, int64_t day)
{
	const struct numset *by = s->rule.by;
	struct facts f = series_facts(day);

	return series_takes_at(&by[BY_MONTH], f.date.month, 12) &&
	    series_takes_at(&by[BY_YEARDAY], f.year_day, f.year_days) &&
	    series_takes_at(&by[BY_MONTHDAY], f.date.day, f.month_days) &&
	    series_takes_weekday(s, &f) && series_takes_week(s, &f);
}

/*
 * Which of the n instances of the period BYSETPOS names: its numbers from
 * either end, merged.  A year of minutes costs no more than they are.
 */
static size_t
series_pick(struct series *s, size_t n)
{
	const struct numset *set = &s->rule.by[BY_SETPOS];
	int of = (int)n, most = of < NUMSET_MOST ? of : NUMSET_MOST;
	int front = numset_next(set, 1);
	int back = numset_next(set, -most);
	size_t picks = 0;

	while (front <= most || back < 0) {
		int at = front <= most ? front - 1 : of;

		if (back < 0 && of + back < at)
			at = of + back;
		s->pick[picks++] = at;
		if (front - 1 == at)
			front = numset_next(set, front + 1);
		if (back < 0 && of + back == at)
			back = numset_next(set, back + 1);
	}
	return picks;
}

static void
series_load(struct series *s)
{
	int64_t day = series_begin(s, s->unit);
	int64_t end = series_begin(s, s->unit + 1);

	s->days = 0;
	for (; day < end; day++) {
		if (series_takes(s, day))
			s->day[s->days++] = (int32_t)day;
	}
	s->n = s->days * s->hours * s->minutes;
	if (series_has(s, BY_SETPOS))
		s->n = series_pick(s, s->n);
	s->next = 0;
	s->unit += s->rule.interval;
}

static int64_t
series_at(const struct series *s, size_t i)
{
	size_t times = s->hours * s->minutes, t;

	if (series_has(s, BY_SETPOS))
		i = (size_t)s->pick[i];
	t = i % times;
	return (int64_t)s->day[i / times] * DAY_S +
	    s->hour[t / s->minutes] * 3600 + s->minute[t % s->minutes] * 60;
}

static bool
series_is_over(const struct series *s, int64_t at)
{
	const struct rrule *r = &s->rule;

	return r->until.date.year != 0 && at > civil_seconds(r->until) +
	    (r->until_utc ? DAY_S : 0);
}

bool
series_next(struct series *s, int64_t *ret_s)
{
	int64_t at;

	while (s->left != 0) {
		if (s->next == s->n) {
			if (series_begin(s, s->unit) > s->last_day)
				return false;
			series_load(s);
			continue;
		}
		at = series_at(s, s->next++);
		if (at < s->start_s)
			continue;
		if (series_is_over(s, at))
			return false;
		if (s->left > 0)
			s->left--;
		*ret_s = at;
		return true;
	}
	return false;
}

void
series_complete(struct rrule *r, struct civil start)
{
	struct numset *by = r->by;
	bool yearly = r->freq == FREQ_YEARLY;
	bool weeks = !numset_is_empty(&by[BY_WEEKNO]);
	bool named = !numset_is_empty(&by[BY_DAY]) ||
	    !numset_is_empty(&by[BY_MONTHDAY]) ||
	    !numset_is_empty(&by[BY_YEARDAY]);

	if (numset_is_empty(&by[BY_HOUR]))
		numset_add(&by[BY_HOUR], start.hour);
	if (numset_is_empty(&by[BY_MINUTE]))
		numset_add(&by[BY_MINUTE], start.minute);
	if (named || r->freq == FREQ_DAILY)
		return;
	if (r->freq == FREQ_WEEKLY || weeks) {
		numset_add(&by[BY_DAY], (int)date_weekday(start.date));
		return;
	}
	numset_add(&by[BY_MONTHDAY], start.date.day);
	if (yearly && numset_is_empty(&by[BY_MONTH]))
		numset_add(&by[BY_MONTH], start.date.month);
}

static size_t
series_list(const struct numset *set, int *list)
{
	size_t n = 0;
	int v;

	for (v = numset_next(set, 0); v <= NUMSET_MOST;
	    v = numset_next(set, v + 1))
		list[n++] = v;
	return n;
}

void
series_init(struct series *s, const struct rrule *r, struct civil start,
    int64_t first_day, int64_t last_day)
{
	int64_t ahead;

	memset(s, 0, sizeof(*s));
	s->rule = *r;
	series_complete(&s->rule, start);
	s->start_s = civil_seconds(start);
	s->last_day = last_day;
	s->left = r->count > 0 ? r->count : -1;
	s->hours = series_list(&s->rule.by[BY_HOUR], s->hour);
	s->minutes = series_list(&s->rule.by[BY_MINUTE], s->minute);
	s->unit = series_unit(s, date_days(start.date));
	ahead = series_unit(s, first_day) - s->unit;
	/* A COUNT has to be counted from the start. */
	if (r->count == 0 && ahead > 0)
		s->unit += ahead - ahead % r->interval;
}
