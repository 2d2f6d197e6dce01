/*
 * civil: calendar arithmetic on days since 1970-01-01, after Howard Hinnant's
 * "chrono-compatible low-level date algorithms": a year is counted from March,
 * so that the leap day is its last, and eras of 400 years repeat exactly.
 */
#include "base/civil.h"

#include <assert.h>

#include "base/banned.h"

#define CIVIL_YEAR_MIN 1970
#define CIVIL_YEAR_MAX 9999
#define CIVIL_DAY_S 86400
#define CIVIL_ERA_DAYS 146097		/* 400 years */
#define CIVIL_EPOCH_DAYS 719468		/* 0000-03-01 to 1970-01-01 */

static bool
civil_is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool
date_is_valid(struct date d)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	if (d.year < CIVIL_YEAR_MIN || d.year > CIVIL_YEAR_MAX)
		return false;
	if (d.month < 1 || d.month > 12 || d.day < 1)
		return false;
	return d.day <= days[d.month - 1] +
	    (d.month == 2 && civil_is_leap(d.year));
}

/* Division and remainder towards minus infinity, for times before 1970. */
static int64_t
civil_floor(int64_t v, int64_t by)
{
	return v / by - (v % by < 0);
}

int64_t
date_days(struct date d)
{
	int64_t year = d.month > 2 ? d.year : (int64_t)d.year - 1;
	int64_t era = civil_floor(year, 400), in_era = year - era * 400;
	int64_t month = (d.month + 9) % 12;
	int64_t in_year = (153 * month + 2) / 5 + d.day - 1;

	return era * CIVIL_ERA_DAYS + in_era * 365 + in_era / 4 -
	    in_era / 100 + in_year - CIVIL_EPOCH_DAYS;
}

struct date
date_from_days(int64_t days)
{
	int64_t era, in_era, year, in_year, month;

	days += CIVIL_EPOCH_DAYS;
	era = civil_floor(days, CIVIL_ERA_DAYS);
	in_era = days - era * CIVIL_ERA_DAYS;
	year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) /
	    365;
	in_year = in_era - (365 * year + year / 4 - year / 100);
	month = (5 * in_year + 2) / 153;
	return (struct date){
		.year = (int)(year + era * 400 + (month >= 10)),
		.month = (int)(month < 10 ? month + 3 : month - 9),
		.day = (int)(in_year - (153 * month + 2) / 5 + 1),
	};
}

enum weekday
date_weekday(struct date d)
{
	int64_t days = date_days(d) + THURSDAY;		/* of 1970-01-01 */

	return (enum weekday)(days - civil_floor(days, 7) * 7);
}

int
date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

/* Exactly n digits from p, as a number; -1 if one is none. */
static int
civil_digits(const char *p, int n)
{
	int v = 0;

	for (; n > 0; n--, p++) {
		if (*p < '0' || *p > '9')
			return -1;
		v = v * 10 + (*p - '0');
	}
	return v;
}

bool
date_parse(struct str s, struct date *ret)
{
	struct date d;

	if (s.n != DATE_TEXT - 1 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	d.year = civil_digits(s.p, 4);
	d.month = civil_digits(s.p + 5, 2);
	d.day = civil_digits(s.p + 8, 2);
	if (!date_is_valid(d))
		return false;
	*ret = d;
	return true;
}

bool
clocktime_parse(struct str s, int *ret_minutes)
{
	int hour, minute;

	if (s.n != 5 || s.p[2] != ':')
		return false;
	hour = civil_digits(s.p, 2);
	minute = civil_digits(s.p + 3, 2);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return false;
	*ret_minutes = hour * 60 + minute;
	return true;
}

int64_t
civil_seconds(struct civil c)
{
	return date_days(c.date) * CIVIL_DAY_S + c.hour * 3600 +
	    c.minute * 60 + c.second;
}

struct civil
civil_from_seconds(int64_t s)
{
	int64_t days = civil_floor(s, CIVIL_DAY_S);
	int in_day = (int)(s - days * CIVIL_DAY_S);

	return (struct civil){
		.date = date_from_days(days),
		.hour = in_day / 3600,
		.minute = in_day / 60 % 60,
		.second = in_day % 60,
	};
}

/* v in exactly n digits and one character behind them; where that ends. */
static char *
civil_put(char *p, int v, int n, char then)
{
	int i;

	for (i = n - 1; i >= 0; i--, v /= 10)
		p[i] = (char)('0' + v % 10);
	assert(v == 0);
	p[n] = then;
	return p + n + 1;
}

static char *
civil_put_date(char *p, struct date d, char then)
{
	assert(d.year >= 0);
	p = civil_put(p, d.year, 4, '-');
	p = civil_put(p, d.month, 2, '-');
	return civil_put(p, d.day, 2, then);
}

void
date_format(struct date d, char ret[DATE_TEXT])
{
	civil_put_date(ret, d, '\0');
}

void
instant_format(int64_t at, char ret[INSTANT_TEXT])
{
	struct civil c = civil_from_seconds(at);
	char *p;

	p = civil_put_date(ret, c.date, 'T');
	p = civil_put(p, c.hour, 2, ':');
	p = civil_put(p, c.minute, 2, ':');
	p = civil_put(p, c.second, 2, 'Z');
	*p = '\0';
}

/* The fraction of a second, if there is one, is read and dropped. */
static bool
civil_skip_fraction(struct str *s)
{
	size_t n = 1;

	if (s->n == 0 || s->p[0] != '.')
		return true;
	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	s->p += n;
	s->n -= n;
	return n > 1;
}

/* "Z" or "+02:00": how far local time is ahead. */
static bool
civil_parse_offset(struct str s, int *ret_s)
{
	int minutes;

	if (str_is(s, "Z") || str_is(s, "z")) {
		*ret_s = 0;
		return true;
	}
	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') ||
	    !clocktime_parse((struct str){ s.p + 1, 5 }, &minutes))
		return false;
	*ret_s = minutes * (s.p[0] == '-' ? -60 : 60);
	return true;
}

bool
instant_parse(struct str s, int64_t *ret)
{
	struct civil c = { .hour = 0 };
	struct str rest;
	int minutes, offset;
	int64_t at;

	if (s.n < INSTANT_TEXT - 1 || (s.p[10] != 'T' && s.p[10] != 't') ||
	    s.p[16] != ':')
		return false;
	if (!date_parse((struct str){ s.p, 10 }, &c.date) ||
	    !clocktime_parse((struct str){ s.p + 11, 5 }, &minutes))
		return false;
	c.minute = minutes;
	c.second = civil_digits(s.p + 17, 2);
	rest = (struct str){ s.p + 19, s.n - 19 };
	if (c.second < 0 || c.second > 59 || !civil_skip_fraction(&rest) ||
	    !civil_parse_offset(rest, &offset))
		return false;
	at = civil_seconds(c) - offset;
	if (!date_is_valid(civil_from_seconds(at).date))
		return false;
	*ret = at;
	return true;
}
