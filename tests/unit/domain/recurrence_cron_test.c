/*
 * Cron lines: what is refused, what the odd ones mean, and a thousand random
 * ones against an oracle that walks the calendar minute by minute.  The oracle
 * knows neither RRULEs nor the parser: it keeps the fields as they were drawn.
 */
#include "when.h"

#include "base/banned.h"

#define CRONS 1000
#define FIRST "2026-01-01"		/* a Thursday, as the oracle assumes */
#define MANY 8192
#define KEY 64

static uint64_t seed;

static unsigned
drawn(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 16) % below);
}

/* A cron line as it was drawn: its text, and what each field takes. */
struct line {
	struct buf text;
	bool takes[5][60];
	bool star[5];
};

static const struct bounds {
	int least, most;
	const char *const *names;
} bounds[5] = {
	{ 0, 59, NULL },
	{ 0, 23, NULL },
	{ 1, 31, NULL },
	{ 1, 12, (const char *const[]){ "", "Jan", "feb", "MAR", "apr", "may",
	    "Jun", "jul", "aug", "sep", "oct", "nov", "dec" } },
	{ 0, 7, (const char *const[]){ "SUN", "mon", "Tue", "wed", "thu",
	    "fri", "sat", "7" } },
};

static void
draw_value(struct line *l, int f, int v)
{
	if (bounds[f].names != NULL && drawn(4) == 0)
		buf_cstr(&l->text, bounds[f].names[v]);
	else
		buf_printf(&l->text, drawn(8) == 0 ? "%02d" : "%d", v);
}

static void
draw_range(struct line *l, int f, int lo, int hi)
{
	int step = 1, v;

	if (drawn(3) == 0) {
		step = 1 + (int)drawn((unsigned)(hi - lo + 3));
		buf_printf(&l->text, "/%d", step);
	}
	for (v = lo; v <= hi; v += step)
		l->takes[f][f == 4 ? v % 7 : v] = true;
}

static void
draw_item(struct line *l, int f)
{
	unsigned n = (unsigned)(bounds[f].most - bounds[f].least + 1);
	int lo = bounds[f].least + (int)drawn(n), hi;

	draw_value(l, f, lo);
	if (drawn(3) != 0) {
		l->takes[f][f == 4 ? lo % 7 : lo] = true;
		return;
	}
	hi = lo + (int)drawn((unsigned)(bounds[f].most - lo + 1));
	buf_char(&l->text, '-');
	draw_value(l, f, hi);
	draw_range(l, f, lo, hi);
}

static void
draw_field(struct line *l, int f, unsigned star_in_ten)
{
	unsigned i, items = 1 + drawn(3);

	if (drawn(10) < star_in_ten) {
		l->star[f] = true;
		buf_char(&l->text, '*');
		draw_range(l, f, bounds[f].least, f == 4 ? 6 : bounds[f].most);
		return;
	}
	for (i = 0; i < items; i++) {
		if (i > 0)
			buf_char(&l->text, ',');
		draw_item(l, f);
	}
}

/* Stars are rare for minutes and hours, or all would be too many. */
static struct line
draw_line(void)
{
	static const unsigned star_in_ten[5] = { 0, 1, 5, 5, 5 };
	struct line l = { 0 };
	int f;

	buf_init(&l.text, when_arena, 512);
	for (f = 0; f < 5; f++) {
		if (f > 0)
			buf_cstr(&l.text, drawn(5) == 0 ? " \t " : " ");
		draw_field(&l, f, star_in_ten[f]);
	}
	assert_false(l.text.failed);
	return l;
}

/* The oracle's own calendar: one day after another. */
struct day {
	int year, month, date, weekday, n;
};

static void
next_day(struct day *d)
{
	static const int days[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = d->year % 4 == 0 &&
	    (d->year % 100 != 0 || d->year % 400 == 0);

	d->n++;
	d->weekday = (d->weekday + 1) % 7;
	if (d->date++ < days[d->month] + (d->month == 2 && leap))
		return;
	d->date = 1;
	if (d->month++ < 12)
		return;
	d->month = 1;
	d->year++;
}

static const struct day first_day = { 2026, 1, 1, 4, 0 };

static bool
takes_day(const struct line *l, const struct day *d)
{
	bool date = l->takes[2][d->date], weekday = l->takes[4][d->weekday];

	if (!l->takes[3][d->month])
		return false;
	return l->star[2] || l->star[4] ? date && weekday : date || weekday;
}

/* Keys of the days [from, until) counted from FIRST; NULL only counts. */
static size_t
walk(const struct line *l, int from, int until, char (*keys)[KEY])
{
	struct day d = first_day;
	size_t n = 0;
	int m;

	for (; d.n < until; next_day(&d)) {
		for (m = 0; d.n >= from && takes_day(l, &d) && m < 1440; m++) {
			if (!l->takes[1][m / 60] || !l->takes[0][m % 60])
				continue;
			if (keys != NULL && n < MANY)
				snprintf(keys[n], KEY,
				    "%04d-%02d-%02dT%02d:%02d", d.year,
				    d.month, d.date, m / 60, m % 60);
			n++;
		}
	}
	return n;
}

/* The first day that is taken; 40 years are looked at, as the engine does. */
static int
first_taken(const struct line *l)
{
	struct day d = first_day;

	while (d.n < 40 * 365 && !takes_day(l, &d))
		next_day(&d);
	return d.n < 40 * 365 ? d.n : -1;
}

static void
is_refused_rightly(const struct line *l, const char *why)
{
	int first = first_taken(l);

	if (first < 0)
		is_text(why, "cron-never");
	else if (walk(l, first, first + RECURRENCE_SURE_DAYS, NULL) >
	    RECURRENCE_LIMIT)
		is_text(why, "cron-too-many");
	else
		fail_msg("%s is %s", l->text.p, why);
}

static void
is_expanded_rightly(const struct line *l, const struct recurrence *r)
{
	static char keys[MANY][KEY];
	struct schedule_time t = when_schedule(r, "Etc/UTC");
	int from = (int)drawn(2000), until = from + 1 + (int)drawn(400);
	int64_t zero = when_instant(FIRST "T00:00:00Z");
	struct span span = { zero + from * WHEN_DAY_S,
		zero + until * WHEN_DAY_S };
	size_t i, n = walk(l, from, until, keys);
	struct occurrences o;

	if (n > RECURRENCE_LIMIT) {
		is_int(recurrence_expand(&t, span, when_arena, &o), E_INVALID);
		return;
	}
	is_ok(recurrence_expand(&t, span, when_arena, &o));
	for (i = 0; i < n && i < o.n; i++) {
		if (strcmp(o.v[i].key, keys[i]) != 0)
			fail_msg("%s gives %s for %s", l->text.p, o.v[i].key,
			    keys[i]);
	}
	if (o.n != n)
		fail_msg("%s gives %zu for %zu", l->text.p, o.n, n);
}

static void
IN_08_a_thousand_random_crons_agree_with_brute_force(void **state)
{
	const char *given = getenv("WATCHBILL_TEST_SEED"), *why;
	int i, expanded = 0;

	(void)state;
	seed = given != NULL ? strtoull(given, NULL, 10) : 20261121;
	print_message("seed %llu\n", (unsigned long long)seed);
	for (i = 0; i < CRONS; i++) {
		struct date d = { 2026, 1, 1 };
		struct recurrence r = { 0 };
		struct line l;

		arena_reset(when_arena);
		l = draw_line();
		if (recurrence_cron(buf_get(&l.text), d, when_arena, &r, &why)
		    != OK) {
			is_refused_rightly(&l, why);
			continue;
		}
		expanded++;
		is_expanded_rightly(&l, &r);
	}
	assert_true(expanded > CRONS / 2);
}

static void
odd_lines_mean_what_cron_makes_of_them(void **state)
{
	static const struct {
		const char *cron, *rules;
	} cases[] = {
		{ "0 22 * * 5,6", "2026-01-02T22:00 FREQ=WEEKLY;BYDAY=FR,SA" },
		{ "30 5 * * *", "2026-01-01T05:30 FREQ=DAILY" },
		{ "0 6,18 * * *", "2026-01-01T06:00 FREQ=DAILY;BYHOUR=6,18;"
		    "BYMINUTE=0" },
		{ "0 0 1 * *", "2026-01-01T00:00 FREQ=MONTHLY;BYMONTHDAY=1" },
		{ "0 0 * * 0", "2026-01-04T00:00 FREQ=WEEKLY;BYDAY=SU" },
		{ "0 0 * * 7", "2026-01-04T00:00 FREQ=WEEKLY;BYDAY=SU" },
		{ "0 0 * * sat-sun",
		    "2026-01-03T00:00 FREQ=WEEKLY;BYDAY=SA,SU" },
		{ "0 0 * jun,JUL *",
		    "2026-06-01T00:00 FREQ=DAILY;BYMONTH=6,7" },
		{ "0 0 13 * 5", "2026-01-13T00:00 FREQ=MONTHLY;BYMONTHDAY=13 "
		    "2026-01-02T00:00 FREQ=WEEKLY;BYDAY=FR" },
		/* One that begins with a star does not restrict: both agree. */
		{ "0 0 */13 * 5", "2026-02-27T00:00 FREQ=MONTHLY;"
		    "BYMONTHDAY=1,14,27;BYDAY=FR" },
		{ "0 0 1-31 * 5", "2026-01-01T00:00 FREQ=DAILY" },
		/* Of two, the one that never comes is dropped. */
		{ "0 0 30 2 1",
		    "2026-02-02T00:00 FREQ=WEEKLY;BYMONTH=2;BYDAY=MO" },
		{ "\t0  0 1 1\t* ",
		    "2026-01-01T00:00 FREQ=MONTHLY;BYMONTH=1;BYMONTHDAY=1" },
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct recurrence r = when_cron(cases[i].cron, FIRST);
		struct buf b;

		buf_init(&b, when_arena, 1024);
		for (k = 0; k < r.n; k++) {
			struct civil c = r.rule[k].start;
			char date[DATE_TEXT];

			date_format(c.date, date);
			buf_printf(&b, "%s%sT%02d:%02d %s", k > 0 ? " " : "",
			    date, c.hour, c.minute, r.rule[k].rrule);
		}
		is_text(b.p, cases[i].rules);
	}
}

static void
lines_that_mean_nothing_are_refused_with_the_reason(void **state)
{
	static const struct {
		const char *cron, *why;
	} cases[] = {
		{ "0 0 30 2 *", "cron-never" },
		{ "0 0 31 2,4,6,9,11 *", "cron-never" },
		{ "* * * * *", "cron-too-many" },
		{ "*/15 * * * *", "cron-too-many" },
		{ "60 * * * *", "cron-range" }, { "0 24 * * *", "cron-range" },
		{ "0 0 0 * *", "cron-range" }, { "0 0 32 * *", "cron-range" },
		{ "0 0 * 13 *", "cron-range" }, { "0 0 * 0 *", "cron-range" },
		{ "0 0 * * 8", "cron-range" }, { "0 5-3 * * *", "cron-range" },
		{ "*/0 * * * *", "cron-range" },
		{ "99999999999999999999 * * * *", "cron-range" },
		{ "", "cron-syntax" }, { "   ", "cron-syntax" },
		{ "0 0 * *", "cron-syntax" }, { "0 0 * * * *", "cron-syntax" },
		{ "@daily", "cron-syntax" }, { "a 0 * * *", "cron-syntax" },
		{ "-1 0 * * *", "cron-syntax" },
		{ "1- 0 * * *", "cron-syntax" },
		{ "1,,2 0 * * *", "cron-syntax" },
		{ "1, 0 * * *", "cron-syntax" },
		{ "*/ 0 * * *", "cron-syntax" },
		{ "5/10 0 * * *", "cron-syntax" },
		{ "** 0 * * *", "cron-syntax" },
		{ "0 0 * mond *", "cron-syntax" },
		{ "0 0 mon * *", "cron-syntax" },
		{ "0 0 * * L", "cron-syntax" }, { "0 0 ? * 1", "cron-syntax" },
		{ "0 0 * * 1#2", "cron-syntax" },
		{ "0\n0 * * *", "cron-syntax" },
	};
	struct date d = { 2026, 1, 1 };
	struct recurrence r = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *why = "accepted";

		is_int(recurrence_cron(str_of(cases[i].cron), d, when_arena,
		    &r, &why), E_INVALID);
		if (strcmp(why, cases[i].why) != 0)
			fail_msg("%s is %s", cases[i].cron, why);
	}
	is_int(r.n, 0);
}

static void
two_rules_do_not_go_where_one_is_free(void **state)
{
	struct date d = { 2026, 1, 1 };
	struct recurrence r = { 0 };
	const char *why = "accepted";
	int i;

	(void)state;
	for (i = 0; i < RECURRENCE_RULES - 1; i++)
		is_ok(recurrence_weekly(1, i, d, when_arena, &r));
	is_int(recurrence_cron(STR("0 0 13 * 5"), d, when_arena, &r, &why),
	    E_INVALID);
	is_text(why, "cron-too-many");
	is_int(r.n, RECURRENCE_RULES - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    IN_08_a_thousand_random_crons_agree_with_brute_force),
		cmocka_unit_test(odd_lines_mean_what_cron_makes_of_them),
		cmocka_unit_test(
		    lines_that_mean_nothing_are_refused_with_the_reason),
		cmocka_unit_test(two_rules_do_not_go_where_one_is_free),
	};

	return cmocka_run_group_tests(tests, when_setup, when_teardown);
}
