/*
 * rrule: RECUR values to structs and back.  Reading is strict, from two
 * tables: the BY parts with their ranges and frequencies (RFC 5545 3.3.10,
 * the table of Expand and Limit), and the few other parts.  What a rule means
 * is series' to know.
 */
#include "domain/rrule.h"

#include <ctype.h>

#include "base/arena.h"

#include "base/banned.h"

#define TEXT_MOST 4096		/* all 732 yeardays fit */

#define D (1u << FREQ_DAILY)
#define W (1u << FREQ_WEEKLY)
#define M (1u << FREQ_MONTHLY)
#define Y (1u << FREQ_YEARLY)

static const char *const freqs[FREQ__MAX] = {
	[FREQ_DAILY] = "DAILY",
	[FREQ_WEEKLY] = "WEEKLY",
	[FREQ_MONTHLY] = "MONTHLY",
	[FREQ_YEARLY] = "YEARLY",
};

static const char *const weekdays[WEEKDAY__MAX] = { "MO", "TU", "WE", "TH",
	"FR", "SA", "SU" };

static const struct by_part {
	const char *name;
	int least, most;
	bool backwards;		/* -1 is the last */
	unsigned freqs;		/* that take it */
} by_parts[BY__MAX] = {
	[BY_MONTH] = { "BYMONTH", 1, 12, false, D | W | M | Y },
	[BY_WEEKNO] = { "BYWEEKNO", 1, 53, true, Y },
	[BY_YEARDAY] = { "BYYEARDAY", 1, 366, true, Y },
	[BY_MONTHDAY] = { "BYMONTHDAY", 1, 31, true, D | M | Y },
	[BY_DAY] = { "BYDAY", 1, RRULE_NTH_MOST, true, D | W | M | Y },
	[BY_HOUR] = { "BYHOUR", 0, 23, false, D | W | M | Y },
	[BY_MINUTE] = { "BYMINUTE", 0, 59, false, D | W | M | Y },
	[BY_SETPOS] = { "BYSETPOS", 1, 366, true, D | W | M | Y },
};

struct reading {
	struct rrule r;
	unsigned seen;		/* rows of others[] */
	const char *why;
};

static bool
rrule_refuse(struct reading *in, const char *why)
{
	in->why = why;
	return false;
}

/* 1*3DIGIT with leading zeros, as the grammar has it; a sign if allowed. */
static bool
rrule_number(struct str s, bool sign, int most, int *ret)
{
	bool minus = false;
	int v = 0;
	size_t i;

	if (sign && s.n > 0 && (s.p[0] == '-' || s.p[0] == '+')) {
		minus = s.p[0] == '-';
		s = (struct str){ s.p + 1, s.n - 1 };
	}
	if (s.n == 0)
		return false;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (s.p[i] - '0');
		if (v > most)
			return false;
	}
	*ret = minus ? -v : v;
	return true;
}

static bool
rrule_weekday(struct str s, enum weekday *ret)
{
	enum weekday d;

	for (d = MONDAY; d < WEEKDAY__MAX; d++) {
		if (str_is(s, weekdays[d])) {
			*ret = d;
			return true;
		}
	}
	return false;
}

/* "TU", "1FR", "-2MO". */
static bool
rrule_read_day(struct str s, int *ret)
{
	struct str nth = s;
	enum weekday d;
	int n = 0;

	if (s.n < 2)
		return false;
	nth.n = s.n - 2;
	if (!rrule_weekday((struct str){ s.p + nth.n, 2 }, &d))
		return false;
	if (nth.n > 0 && (!rrule_number(nth, true, RRULE_NTH_MOST, &n) ||
	    n == 0))
		return false;
	*ret = RRULE_DAY(n, d);
	return true;
}

static bool
rrule_read_value(enum by by, struct str s, int *ret)
{
	const struct by_part *part = &by_parts[by];

	if (by == BY_DAY)
		return rrule_read_day(s, ret);
	return rrule_number(s, part->backwards, part->most, ret) &&
	    (*ret >= part->least || *ret <= -part->least);
}

static bool
rrule_read_by(struct reading *in, enum by by, struct str list)
{
	struct str item;
	int v = 0;

	if (!numset_is_empty(&in->r.by[by]))
		return rrule_refuse(in, "rrule-syntax");
	do {
		list = str_cut(list, ',', &item);
		if (!rrule_read_value(by, item, &v))
			return rrule_refuse(in, "rrule-syntax");
		numset_add(&in->r.by[by], v);
	} while (list.p != NULL);
	return true;
}

static bool
rrule_read_freq(struct reading *in, struct str s)
{
	enum freq f;

	if (str_is(s, "SECONDLY") || str_is(s, "MINUTELY") ||
	    str_is(s, "HOURLY"))
		return rrule_refuse(in, "rrule-frequency");
	for (f = FREQ_DAILY; f < FREQ__MAX; f++) {
		if (str_is(s, freqs[f])) {
			in->r.freq = f;
			return true;
		}
	}
	return rrule_refuse(in, "rrule-syntax");
}

static bool
rrule_read_interval(struct reading *in, struct str s)
{
	return (rrule_number(s, false, RRULE_INTERVAL_MOST,
	    &in->r.interval) && in->r.interval > 0) ||
	    rrule_refuse(in, "rrule-syntax");
}

static bool
rrule_read_count(struct reading *in, struct str s)
{
	size_t i;

	if (rrule_number(s, false, RRULE_COUNT_MOST, &in->r.count) &&
	    in->r.count > 0)
		return true;
	in->r.count = 0;
	for (i = 0; i < s.n && isdigit((unsigned char)s.p[i]); i++)
		continue;
	return rrule_refuse(in, s.n > 3 && i == s.n ? "rrule-too-many" :
	    "rrule-syntax");
}

/* Digits [at, at + n) of s, which holds nothing else there. */
static bool
rrule_digits(struct str s, size_t at, size_t n, int *ret)
{
	return s.n >= at + n && rrule_number((struct str){ s.p + at, n },
	    false, 9999, ret);
}

static bool
rrule_read_time(struct str s, struct civil *c)
{
	return s.n == 7 && s.p[0] == 'T' &&
	    rrule_digits(s, 1, 2, &c->hour) && c->hour < 24 &&
	    rrule_digits(s, 3, 2, &c->minute) && c->minute < 60 &&
	    rrule_digits(s, 5, 2, &c->second) && c->second < 60;
}

/* 19971224, 19971224T000000 or 19971224T000000Z. */
static bool
rrule_read_until(struct reading *in, struct str s)
{
	struct civil c = { .hour = 23, .minute = 59, .second = 59 };

	if (s.n == 16 && s.p[15] == 'Z') {
		in->r.until_utc = true;
		s.n--;
	}
	if (!rrule_digits(s, 0, 4, &c.date.year) ||
	    !rrule_digits(s, 4, 2, &c.date.month) ||
	    !rrule_digits(s, 6, 2, &c.date.day) || !date_is_valid(c.date))
		return rrule_refuse(in, "rrule-syntax");
	if (s.n != 8 && !rrule_read_time((struct str){ s.p + 8, s.n - 8 }, &c))
		return rrule_refuse(in, "rrule-syntax");
	in->r.until = c;
	return true;
}

static bool
rrule_read_wkst(struct reading *in, struct str s)
{
	return rrule_weekday(s, &in->r.wkst) ||
	    rrule_refuse(in, "rrule-syntax");
}

static bool
rrule_read_second(struct reading *in, struct str s)
{
	(void)s;
	return rrule_refuse(in, "rrule-frequency");
}

static const struct {
	const char *name;
	bool (*read)(struct reading *, struct str);
} others[] = {
	{ "FREQ", rrule_read_freq },
	{ "INTERVAL", rrule_read_interval },
	{ "COUNT", rrule_read_count },
	{ "UNTIL", rrule_read_until },
	{ "WKST", rrule_read_wkst },
	{ "BYSECOND", rrule_read_second },
};

static bool
rrule_read_part(struct reading *in, struct str part)
{
	struct str name, value = str_cut(part, '=', &name);
	enum by by;
	size_t i;

	for (by = 0; by < BY__MAX; by++) {
		if (str_is(name, by_parts[by].name))
			return rrule_read_by(in, by, value);
	}
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (!str_is(name, others[i].name))
			continue;
		if (in->seen & 1u << i)
			break;
		in->seen |= 1u << i;
		return others[i].read(in, value);
	}
	return rrule_refuse(in, "rrule-syntax");
}

/* Rounds towards minus infinity: -1 is -1 * 7 + SUNDAY. */
void
rrule_day_split(int v, int *ret_nth, enum weekday *ret_weekday)
{
	int weekday = (v % 7 + 7) % 7;

	*ret_weekday = (enum weekday)weekday;
	*ret_nth = (v - weekday) / 7;
}

/* Whether any BYDAY value has an ordinal. */
static bool
rrule_has_nth(const struct rrule *r)
{
	return numset_next(&r->by[BY_DAY], NUMSET_LEAST) < 0 ||
	    numset_next(&r->by[BY_DAY], RRULE_DAY(1, MONDAY)) <= NUMSET_MOST;
}

/* What RFC 5545 forbids to stand together. */
static bool
rrule_is_allowed(const struct rrule *r)
{
	bool others_by = false;
	enum by by;

	if (r->freq == 0 || (r->count != 0 && r->until.date.year != 0))
		return false;
	for (by = 0; by < BY__MAX; by++) {
		if (numset_is_empty(&r->by[by]))
			continue;
		if ((by_parts[by].freqs & 1u << r->freq) == 0)
			return false;
		others_by = others_by || by != BY_SETPOS;
	}
	if (!numset_is_empty(&r->by[BY_SETPOS]) && !others_by)
		return false;
	return !rrule_has_nth(r) || r->freq == FREQ_MONTHLY ||
	    (r->freq == FREQ_YEARLY && numset_is_empty(&r->by[BY_WEEKNO]));
}

enum status
rrule_parse(struct str text, struct rrule *ret, const char **ret_why)
{
	struct reading in = { .r = { .interval = 1, .wkst = MONDAY } };
	char upper[TEXT_MOST];
	struct str part, rest = { upper, 0 };

	text = str_trim(text);
	for (; rest.n < text.n && rest.n < sizeof(upper); rest.n++)
		upper[rest.n] = (char)toupper((unsigned char)text.p[rest.n]);
	if (str_starts(rest, "RRULE:"))
		rest = (struct str){ rest.p + 6, rest.n - 6 };
	in.why = text.n > sizeof(upper) ? "rrule-syntax" : NULL;
	while (in.why == NULL && rest.p != NULL) {
		rest = str_cut(rest, ';', &part);
		if (!rrule_read_part(&in, part))
			break;
	}
	if (in.why == NULL && !rrule_is_allowed(&in.r))
		in.why = "rrule-syntax";
	if (in.why != NULL) {
		*ret_why = in.why;
		return E_INVALID;
	}
	*ret = in.r;
	return OK;
}

static void
rrule_write_value(struct buf *b, enum by by, int v)
{
	enum weekday d;
	int nth;

	if (by != BY_DAY) {
		buf_int(b, v);
		return;
	}
	rrule_day_split(v, &nth, &d);
	if (nth != 0)
		buf_int(b, nth);
	buf_cstr(b, weekdays[d]);
}

static void
rrule_write_by(struct buf *b, enum by by, const struct numset *s)
{
	char before = '=';
	int v;

	if (numset_is_empty(s))
		return;
	buf_printf(b, ";%s", by_parts[by].name);
	for (v = numset_next(s, NUMSET_LEAST); v <= NUMSET_MOST;
	    v = numset_next(s, v + 1)) {
		buf_char(b, before);
		rrule_write_value(b, by, v);
		before = ',';
	}
}

const char *
rrule_format(const struct rrule *r, struct arena *a)
{
	const struct civil *u = &r->until;
	struct buf b;
	enum by by;

	buf_init(&b, a, TEXT_MOST);
	buf_printf(&b, "FREQ=%s", freqs[r->freq]);
	if (r->interval > 1)
		buf_printf(&b, ";INTERVAL=%d", r->interval);
	if (r->count != 0)
		buf_printf(&b, ";COUNT=%d", r->count);
	if (u->date.year != 0)
		buf_printf(&b, ";UNTIL=%04d%02d%02dT%02d%02d%02d%s",
		    u->date.year, u->date.month, u->date.day, u->hour,
		    u->minute, u->second, r->until_utc ? "Z" : "");
	if (r->wkst != MONDAY)
		buf_printf(&b, ";WKST=%s", weekdays[r->wkst]);
	for (by = 0; by < BY__MAX; by++)
		rrule_write_by(&b, by, &r->by[by]);
	return b.p;
}
