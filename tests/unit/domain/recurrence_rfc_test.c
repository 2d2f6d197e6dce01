/*
 * The examples of RFC 5545 3.8.5.3, in its order and with its dates, within
 * our limits.  Expected days stand as "1997-09 2 9 16..18"; the time is 09:00.
 * Each is expanded in spans of 400 days, as the horizon is.
 */
#include "when.h"

#include "base/banned.h"

static const struct example {
	const char *start, *rrule;
	bool ends;
	const char *days;
} examples[] = {
	{ "1997-09-02", "FREQ=DAILY;COUNT=10", true, "1997-09 2..11" },
	{ "1997-09-02", "FREQ=DAILY;UNTIL=19971224T000000Z", true,
	    "1997-09 2..30 1997-10 1..31 1997-11 1..30 1997-12 1..23" },
	{ "1997-09-02", "FREQ=DAILY;INTERVAL=2", false,
	    "1997-09 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 "
	    "1997-10 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 "
	    "1997-11 1 3 5 7 9 11 13 15 17 19 21 23 25 27 29 1997-12 1 3" },
	{ "1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=5", true,
	    "1997-09 2 12 22 1997-10 2 12" },
	{ "1998-01-01", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;"
	    "BYDAY=SU,MO,TU,WE,TH,FR,SA", true,
	    "1998-01 1..31 1999-01 1..31 2000-01 1..31" },
	{ "1998-01-01", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", true,
	    "1998-01 1..31 1999-01 1..31 2000-01 1..31" },
	{ "1997-09-02", "FREQ=WEEKLY;COUNT=10", true,
	    "1997-09 2 9 16 23 30 1997-10 7 14 21 28 1997-11 4" },
	{ "1997-09-02", "FREQ=WEEKLY;UNTIL=19971224T000000Z", true,
	    "1997-09 2 9 16 23 30 1997-10 7 14 21 28 1997-11 4 11 18 25 "
	    "1997-12 2 9 16 23" },
	{ "1997-09-02", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", false,
	    "1997-09 2 16 30 1997-10 14 28 1997-11 11 25 1997-12 9 23 "
	    "1998-01 6 20 1998-02 3 17" },
	{ "1997-09-02", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;"
	    "BYDAY=TU,TH", true,
	    "1997-09 2 4 9 11 16 18 23 25 30 1997-10 2" },
	{ "1997-09-02", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", true,
	    "1997-09 2 4 9 11 16 18 23 25 30 1997-10 2" },
	{ "1997-09-01", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;"
	    "WKST=SU;BYDAY=MO,WE,FR", true,
	    "1997-09 1 3 5 15 17 19 29 1997-10 1 3 13 15 17 27 29 31 "
	    "1997-11 10 12 14 24 26 28 1997-12 8 10 12 22" },
	{ "1997-09-02", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
	    true, "1997-09 2 4 16 18 30 1997-10 2 14 16" },
	{ "1997-09-05", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", true,
	    "1997-09 5 1997-10 3 1997-11 7 1997-12 5 1998-01 2 1998-02 6 "
	    "1998-03 6 1998-04 3 1998-05 1 1998-06 5" },
	{ "1997-09-05", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", true,
	    "1997-09 5 1997-10 3 1997-11 7 1997-12 5" },
	{ "1997-09-07", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
	    true, "1997-09 7 28 1997-11 2 30 1998-01 4 25 1998-03 1 29 "
	    "1998-05 3 31" },
	{ "1997-09-22", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", true,
	    "1997-09 22 1997-10 20 1997-11 17 1997-12 22 1998-01 19 "
	    "1998-02 16" },
	{ "1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3", false,
	    "1997-09 28 1997-10 29 1997-11 28 1997-12 29 1998-01 29 "
	    "1998-02 26" },
	{ "1997-09-02", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", true,
	    "1997-09 2 15 1997-10 2 15 1997-11 2 15 1997-12 2 15 "
	    "1998-01 2 15" },
	{ "1997-09-30", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", true,
	    "1997-09 30 1997-10 1 31 1997-11 1 30 1997-12 1 31 "
	    "1998-01 1 31 1998-02 1" },
	{ "1997-09-10", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;"
	    "BYMONTHDAY=10,11,12,13,14,15", true,
	    "1997-09 10..15 1999-03 10..13" },
	{ "1997-09-02", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", false,
	    "1997-09 2 9 16 23 30 1997-11 4 11 18 25 1998-01 6 13 20 27 "
	    "1998-03 3 10 17 24 31" },
	{ "1997-06-10", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", true,
	    "1997-06 10 1997-07 10 1998-06 10 1998-07 10 1999-06 10 "
	    "1999-07 10 2000-06 10 2000-07 10 2001-06 10 2001-07 10" },
	{ "1997-03-10", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", true,
	    "1997-03 10 1999-01 10 1999-02 10 1999-03 10 2001-01 10 "
	    "2001-02 10 2001-03 10 2003-01 10 2003-02 10 2003-03 10" },
	{ "1997-01-01", "FREQ=YEARLY;INTERVAL=3;COUNT=10;"
	    "BYYEARDAY=1,100,200", true,
	    "1997-01 1 1997-04 10 1997-07 19 2000-01 1 2000-04 9 "
	    "2000-07 18 2003-01 1 2003-04 10 2003-07 19 2006-01 1" },
	{ "1997-05-19", "FREQ=YEARLY;BYDAY=20MO", false,
	    "1997-05 19 1998-05 18 1999-05 17" },
	{ "1997-05-12", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", false,
	    "1997-05 12 1998-05 11 1999-05 17" },
	{ "1997-03-13", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", false,
	    "1997-03 13 20 27 1998-03 5 12 19 26 1999-03 4 11 18 25" },
	{ "1997-06-05", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", false,
	    "1997-06 5 12 19 26 1997-07 3 10 17 24 31 1997-08 7 14 21 28 "
	    "1998-06 4 11 18 25 1998-07 2 9 16 23 30 1998-08 6 13 20 27 "
	    "1999-06 3 10 17 24 1999-07 1 8 15 22 29 1999-08 5 12 19 26" },
	/* Without EXDATE: the start is not an instance, for it is no 13th. */
	{ "1997-09-02", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", false,
	    "1998-02 13 1998-03 13 1998-11 13 1999-08 13 2000-10 13" },
	{ "1997-09-13", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
	    false, "1997-09 13 1997-10 11 1997-11 8 1997-12 13 1998-01 10 "
	    "1998-02 7 1998-03 7 1998-04 11 1998-05 9 1998-06 13" },
	{ "1996-11-05", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;"
	    "BYMONTHDAY=2,3,4,5,6,7,8", false,
	    "1996-11 5 2000-11 7 2004-11 2" },
	{ "1997-09-04", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
	    true, "1997-09 4 1997-10 7 1997-11 6" },
	{ "1997-09-29", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
	    false, "1997-09 29 1997-10 30 1997-11 27 1997-12 30 "
	    "1998-01 29 1998-02 26 1998-03 30" },
	{ "1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
	    true, "1997-08 5 10 19 24" },
	{ "1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
	    true, "1997-08 5 17 19 31" },
	{ "2007-01-15", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", true,
	    "2007-01 15 30 2007-02 15 2007-03 15 30" },
};

/* "1997-09 2 4..6" to "1997-09-02T09:00 1997-09-04T09:00 ... " */
static const char *
spelled_out(const char *days, size_t *ret_n)
{
	struct str rest = str_of(days), word;
	const char *month = "";
	struct buf b;

	buf_init(&b, when_arena, 65536);
	*ret_n = 0;
	while (rest.p != NULL) {
		char *end;
		long from, to;

		rest = str_cut(rest, ' ', &word);
		if (word.n == 7) {
			month = word.p;
			continue;
		}
		from = strtol(word.p, &end, 10);
		to = *end == '.' ? strtol(end + 2, NULL, 10) : from;
		for (; from <= to; from++, ++*ret_n)
			buf_printf(&b, "%.7s-%02ldT09:00 ", month, from);
	}
	return b.p;
}

/* Up to most starts, in spans of 400 days over fifteen years. */
static struct occurrences
collected(const struct schedule_time *t, const char *start, size_t most)
{
	struct occurrences all = { .v = ARENA_ARRAY(when_arena,
	    struct occurrence, most) };
	int64_t from = zone_instant(t->zone, when_civil(start));
	int64_t step = RECURRENCE_SPAN_DAYS * WHEN_DAY_S;
	size_t i, spans;

	for (spans = 0; spans < 14; spans++, from += step) {
		struct occurrences o = when_expand(t, from, from + step);

		for (i = 0; i < o.n && all.n < most; i++)
			all.v[all.n++] = o.v[i];
	}
	return all;
}

static void
IN_08_examples_of_rfc_5545_within_our_limits(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
		const struct example *e = &examples[i];
		const char *start = str_printf(when_arena, "%sT09:00",
		    e->start);
		struct recurrence r = when_rrule(e->rrule, start);
		struct schedule_time t = when_schedule(&r,
		    "America/New_York");
		struct occurrences got;
		const char *want;
		size_t n;

		want = spelled_out(e->days, &n);
		/* One more, so that one that does not end is noticed. */
		got = collected(&t, start, n + (e->ends ? 1 : 0));
		if (strcmp(when_keys(&got), want) != 0)
			fail_msg("%s\n got %s\nwant %s", e->rrule,
			    when_keys(&got), want);
	}
}

static void
every_nine_in_the_morning_is_nine_in_new_york(void **state)
{
	struct recurrence r = when_rrule("FREQ=DAILY;COUNT=100",
	    "1997-09-02T09:00");
	struct schedule_time t = when_schedule(&r, "America/New_York");
	struct occurrences o = collected(&t, "1997-09-02T09:00", 101);
	size_t i;

	(void)state;
	is_int(o.n, 100);
	for (i = 0; i < o.n; i++)
		is_int(zone_civil(t.zone, o.v[i].starts_at).hour, 9);
	/* EDT until 25 October, EST from the 26th on. */
	is_text(when_text(o.v[53].starts_at), "1997-10-25T13:00:00Z");
	is_text(when_text(o.v[54].starts_at), "1997-10-26T14:00:00Z");
}

static void
every_twenty_minutes_from_nine_to_twenty_to_five(void **state)
{
	struct recurrence r = when_rrule("FREQ=DAILY;"
	    "BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
	    "1997-09-02T09:00");
	struct schedule_time t = when_schedule(&r, "America/New_York");
	int64_t from = when_instant("1997-09-02T04:00:00Z");
	struct occurrences o = when_expand(&t, from, from + WHEN_DAY_S);

	(void)state;
	is_int(o.n, 24);
	is_text(o.v[0].key, "1997-09-02T09:00");
	is_text(o.v[1].key, "1997-09-02T09:20");
	is_text(o.v[2].key, "1997-09-02T09:40");
	is_text(o.v[3].key, "1997-09-02T10:00");
	is_text(o.v[23].key, "1997-09-02T16:40");
	o = when_expand(&t, from + WHEN_DAY_S, from + 2 * WHEN_DAY_S);
	is_int(o.n, 24);
	is_text(o.v[0].key, "1997-09-03T09:00");
}

static void
examples_below_a_day_are_refused_by_their_frequency(void **state)
{
	static const char *const rules[] = {
		"FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
		"FREQ=MINUTELY;INTERVAL=15;COUNT=6",
		"FREQ=MINUTELY;INTERVAL=90;COUNT=4",
		"FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		is_text(when_refusal(rules[i], "1997-09-02T09:00"),
		    "rrule-frequency");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(IN_08_examples_of_rfc_5545_within_our_limits),
		cmocka_unit_test(every_nine_in_the_morning_is_nine_in_new_york),
		cmocka_unit_test(
		    every_twenty_minutes_from_nine_to_twenty_to_five),
		cmocka_unit_test(
		    examples_below_a_day_are_refused_by_their_frequency),
	};

	return cmocka_run_group_tests(tests, when_setup, when_teardown);
}
