/* IN-05: local times that do not exist or exist twice, seasons, odd dates. */
#include "when.h"

#include "base/banned.h"

/*
 * Daily at a time that the change touches: the day before, the day itself,
 * the day after.  In a gap the offset before it counts, in a fold the first.
 */
static const struct edge {
	const char *zone, *key[3], *at[3];
} edges[] = {
	{ "Europe/London",			/* gap 01:00-02:00 */
	    { "2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T01:30" },
	    { "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z",
	      "2026-03-30T00:30:00Z" } },
	{ "Europe/London",			/* fold 01:00-02:00 */
	    { "2026-10-24T01:30", "2026-10-25T01:30", "2026-10-26T01:30" },
	    { "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z",
	      "2026-10-26T01:30:00Z" } },
	{ "America/New_York",			/* gap 02:00-03:00 */
	    { "2026-03-07T02:30", "2026-03-08T02:30", "2026-03-09T02:30" },
	    { "2026-03-07T07:30:00Z", "2026-03-08T07:30:00Z",
	      "2026-03-09T06:30:00Z" } },
	{ "America/New_York",			/* fold 01:00-02:00 */
	    { "2026-10-31T01:30", "2026-11-01T01:30", "2026-11-02T01:30" },
	    { "2026-10-31T05:30:00Z", "2026-11-01T05:30:00Z",
	      "2026-11-02T06:30:00Z" } },
	{ "Australia/Lord_Howe",		/* gap 02:00-02:30 */
	    { "2026-10-03T02:15", "2026-10-04T02:15", "2026-10-05T02:15" },
	    { "2026-10-02T15:45:00Z", "2026-10-03T15:45:00Z",
	      "2026-10-04T15:15:00Z" } },
	{ "Australia/Lord_Howe",		/* fold 01:30-02:00 */
	    { "2026-04-04T01:45", "2026-04-05T01:45", "2026-04-06T01:45" },
	    { "2026-04-03T14:45:00Z", "2026-04-04T14:45:00Z",
	      "2026-04-05T15:15:00Z" } },
	{ "Africa/Johannesburg",		/* no change at all */
	    { "2026-03-28T02:30", "2026-03-29T02:30", "2026-03-30T02:30" },
	    { "2026-03-28T00:30:00Z", "2026-03-29T00:30:00Z",
	      "2026-03-30T00:30:00Z" } },
	{ "Asia/Tehran",			/* gap 00:00-01:00 */
	    { "2022-03-21T00:30", "2022-03-22T00:30", "2022-03-23T00:30" },
	    { "2022-03-20T21:00:00Z", "2022-03-21T21:00:00Z",
	      "2022-03-22T20:00:00Z" } },
	{ "Asia/Tehran",			/* fold 23:00-24:00 */
	    { "2022-09-20T23:30", "2022-09-21T23:30", "2022-09-22T23:30" },
	    { "2022-09-20T19:00:00Z", "2022-09-21T19:00:00Z",
	      "2022-09-22T20:00:00Z" } },
	{ "Asia/Tehran",			/* abolished since */
	    { "2026-03-21T00:30", "2026-03-22T00:30", "2026-03-23T00:30" },
	    { "2026-03-20T21:00:00Z", "2026-03-21T21:00:00Z",
	      "2026-03-22T21:00:00Z" } },
};

static void
IN_05_gap_and_fold_mean_one_time_and_the_next_day_is_right(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
		const struct edge *e = &edges[i];
		struct recurrence r = when_rrule("FREQ=DAILY", e->key[0]);
		struct schedule_time t = when_schedule(&r, e->zone);
		struct occurrences o = when_expand(&t, when_instant(e->at[0]),
		    when_instant(e->at[2]) + 1);

		is_int(o.n, 3);
		for (k = 0; k < 3; k++) {
			is_text(o.v[k].key, e->key[k]);
			is_text(when_text(o.v[k].starts_at), e->at[k]);
		}
	}
}

/* The wall clock's end at the night of the change, after a real eight hours. */
static void
IN_05_a_shift_across_the_change_lasts_its_real_length(void **state)
{
	static const struct {
		const char *zone, *start;
		int end_minutes;	/* on the wall, next morning */
	} nights[] = {
		{ "Europe/London", "2026-03-28T22:00", 7 * 60 },
		{ "Europe/London", "2026-10-24T22:00", 5 * 60 },
		{ "America/New_York", "2026-03-07T22:00", 7 * 60 },
		{ "America/New_York", "2026-10-31T22:00", 5 * 60 },
		{ "Australia/Lord_Howe", "2026-10-03T22:00", 6 * 60 + 30 },
		{ "Australia/Lord_Howe", "2026-04-04T22:00", 5 * 60 + 30 },
		{ "Africa/Johannesburg", "2026-03-28T22:00", 6 * 60 },
		{ "Asia/Tehran", "2022-03-21T22:00", 7 * 60 },
		{ "Asia/Tehran", "2022-09-21T22:00", 5 * 60 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(nights) / sizeof(nights[0]); i++) {
		struct recurrence r = when_rrule("FREQ=DAILY;COUNT=1",
		    nights[i].start);
		struct schedule_time t = when_schedule(&r, nights[i].zone);
		struct occurrences o;
		struct civil end;

		t.duration_s = 8 * 3600;
		is_ok(recurrence_next(&t, 0, 1, when_arena, &o));
		is_int(o.n, 0);		/* ten years from 1970 */
		is_ok(recurrence_next(&t, when_instant("2022-01-01T00:00:00Z"),
		    1, when_arena, &o));
		is_int(o.n, 1);
		is_text(o.v[0].key, nights[i].start);
		is_int(o.v[0].ends_at - o.v[0].starts_at, 8 * 3600);
		end = zone_civil(t.zone, o.v[0].ends_at);
		is_int(end.hour * 60 + end.minute, nights[i].end_minutes);
	}
}

static void
IN_05_two_starts_that_a_gap_makes_one_are_one_shift(void **state)
{
	struct recurrence r = when_rrule("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30",
	    "2026-03-07T00:00");
	struct schedule_time t = when_schedule(&r, "America/New_York");
	struct occurrences o = when_expand(&t,
	    when_instant("2026-03-07T05:00:00Z"),
	    when_instant("2026-03-10T04:00:00Z"));

	(void)state;
	is_text(when_keys(&o), "2026-03-07T02:30 2026-03-07T03:30 "
	    "2026-03-08T03:30 2026-03-09T02:30 2026-03-09T03:30 ");
}

static void
IN_05_shifts_stand_in_the_order_of_their_instants(void **state)
{
	struct recurrence r = when_rrule("FREQ=DAILY;COUNT=3;BYHOUR=2,3;"
	    "BYMINUTE=15,45;BYSETPOS=1,2,3", "2026-03-08T00:00");
	struct schedule_time t = when_schedule(&r, "America/New_York");
	struct occurrences o = when_expand(&t,
	    when_instant("2026-03-08T05:00:00Z"),
	    when_instant("2026-03-09T04:00:00Z"));

	(void)state;
	/* 02:15 became 03:15, which is one with it; 02:45 became 03:45. */
	is_text(when_keys(&o), "2026-03-08T03:15 2026-03-08T02:45 ");
	is_text(when_text(o.v[0].starts_at), "2026-03-08T07:15:00Z");
	is_text(when_text(o.v[1].starts_at), "2026-03-08T07:45:00Z");
}

static void
IN_05_a_season_holds_both_its_dates(void **state)
{
	struct recurrence r = when_rrule("FREQ=DAILY", "2026-01-01T23:00");
	struct schedule_time t = when_schedule(&r, "Africa/Johannesburg");
	struct occurrences o;

	(void)state;
	t.season = (struct season){ { 2026, 6, 1 }, { 2026, 6, 3 } };
	o = when_expand(&t, when_instant("2026-05-01T00:00:00Z"),
	    when_instant("2026-08-01T00:00:00Z"));
	is_text(when_keys(&o),
	    "2026-06-01T23:00 2026-06-02T23:00 2026-06-03T23:00 ");
	is_text(when_text(o.v[2].ends_at), "2026-06-03T23:00:00Z");
	t.season.last = t.season.first;
	o = when_expand(&t, when_instant("2026-05-01T00:00:00Z"),
	    when_instant("2026-08-01T00:00:00Z"));
	is_text(when_keys(&o), "2026-06-01T23:00 ");
}

static void
IN_05_a_season_is_of_local_dates_in_every_zone(void **state)
{
	/* 00:00 and 23:00 there lie on other days in UTC. */
	static const char *const zones[] = { "Pacific/Kiritimati",
		"Pacific/Pago_Pago", "America/New_York", "Asia/Tehran" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		struct recurrence r = when_rrule("FREQ=DAILY;BYHOUR=0,23",
		    "2026-01-01T00:00");
		struct schedule_time t = when_schedule(&r, zones[i]);
		struct occurrences o;

		t.season = (struct season){ { 2026, 6, 1 }, { 2026, 6, 2 } };
		o = when_expand(&t, when_instant("2026-05-01T00:00:00Z"),
		    when_instant("2026-08-01T00:00:00Z"));
		is_text(when_keys(&o), "2026-06-01T00:00 2026-06-01T23:00 "
		    "2026-06-02T00:00 2026-06-02T23:00 ");
	}
}

static void
IN_05_a_season_that_ends_before_it_begins_is_empty(void **state)
{
	struct recurrence r = when_rrule("FREQ=DAILY", "2026-01-01T23:00");
	struct schedule_time t = when_schedule(&r, "Europe/London");
	struct occurrences o;

	(void)state;
	t.season = (struct season){ { 2026, 6, 2 }, { 2026, 6, 1 } };
	o = when_expand(&t, when_instant("2026-05-01T00:00:00Z"),
	    when_instant("2026-08-01T00:00:00Z"));
	is_int(o.n, 0);
	is_ok(recurrence_next(&t, when_instant("2026-05-01T00:00:00Z"), 10,
	    when_arena, &o));
	is_int(o.n, 0);
}

static void
IN_05_a_leap_day_comes_when_there_is_one(void **state)
{
	struct recurrence r = when_rrule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
	    "2026-01-01T08:00");
	struct schedule_time t = when_schedule(&r, "Europe/London");
	struct occurrences o;

	(void)state;
	is_ok(recurrence_next(&t, when_instant("2026-01-01T00:00:00Z"), 10,
	    when_arena, &o));
	is_text(when_keys(&o), "2028-02-29T08:00 2032-02-29T08:00 ");
	r = when_rrule("FREQ=DAILY", "2028-02-28T08:00");
	is_ok(recurrence_next(&t, when_instant("2028-02-28T00:00:00Z"), 3,
	    when_arena, &o));
	is_text(when_keys(&o),
	    "2028-02-28T08:00 2028-02-29T08:00 2028-03-01T08:00 ");
}

static void
IN_05_the_calendar_ends_with_the_year_9999(void **state)
{
	struct recurrence r = when_rrule("FREQ=YEARLY;BYWEEKNO=52;BYDAY=MO",
	    "9990-01-01T08:00");
	struct schedule_time t = when_schedule(&r, "Pacific/Kiritimati");
	struct occurrences o;

	(void)state;
	is_ok(recurrence_next(&t, when_instant("9998-06-01T00:00:00Z"), 50,
	    when_arena, &o));
	is_text(when_keys(&o), "9998-12-21T08:00 9999-12-27T08:00 ");
	is_ok(recurrence_next(&t, INT64_MAX, 50, when_arena, &o));
	is_int(o.n, 0);
	r = when_rrule("FREQ=DAILY", "9999-12-20T08:00");
	is_ok(recurrence_next(&t, when_instant("9999-12-01T00:00:00Z"), 50,
	    when_arena, &o));
	assert_true(o.n >= 8);
}

static void
IN_05_spans_before_1970_backwards_or_too_long(void **state)
{
	struct recurrence r = when_rrule("FREQ=DAILY", "1970-01-01T00:00");
	struct schedule_time t = when_schedule(&r, "Europe/London");
	struct occurrences o;

	(void)state;
	/* London was an hour ahead then: its New Year was in 1969 in UTC. */
	o = when_expand(&t, INT64_MIN, 2 * WHEN_DAY_S);
	is_text(when_keys(&o), "1970-01-02T00:00 1970-01-03T00:00 ");
	o = when_expand(&t, INT64_MIN, INT64_MIN);
	is_int(o.n, 0);
	is_int(recurrence_expand(&t, (struct span){ 1, 0 }, when_arena, &o),
	    E_INVALID);
	is_int(recurrence_expand(&t, (struct span){ 0, 402 * WHEN_DAY_S },
	    when_arena, &o), E_INVALID);
	is_int(recurrence_expand(&t, (struct span){ INT64_MIN, INT64_MAX },
	    when_arena, &o), E_INVALID);
}

static void
IN_05_an_unknown_zone_is_refused(void **state)
{
	const struct zone *z;

	(void)state;
	is_int(zone_find(STR("Europe/Atlantis"), &z), E_INVALID);
	is_int(zone_find(STR("GMT+7"), &z), E_INVALID);
	is_int(zone_find(STR(""), &z), E_INVALID);
}

static void
an_until_in_utc_is_an_instant_and_a_local_one_is_not(void **state)
{
	static const struct {
		const char *rrule, *last;
	} cases[] = {
		/* 09:00 in New York is 13:00 UTC in September. */
		{ "FREQ=DAILY;UNTIL=19970905T130000Z", "1997-09-05T09:00" },
		{ "FREQ=DAILY;UNTIL=19970905T125959Z", "1997-09-04T09:00" },
		{ "FREQ=DAILY;UNTIL=19970905T090000", "1997-09-05T09:00" },
		{ "FREQ=DAILY;UNTIL=19970905T085959", "1997-09-04T09:00" },
		{ "FREQ=DAILY;UNTIL=19970905", "1997-09-05T09:00" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct recurrence r = when_rrule(cases[i].rrule,
		    "1997-09-02T09:00");
		struct schedule_time t = when_schedule(&r,
		    "America/New_York");
		struct occurrences o = when_expand(&t,
		    when_instant("1997-09-01T00:00:00Z"),
		    when_instant("1997-10-01T00:00:00Z"));

		assert_true(o.n > 0);
		is_text(o.v[o.n - 1].key, cases[i].last);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    IN_05_gap_and_fold_mean_one_time_and_the_next_day_is_right),
		cmocka_unit_test(
		    IN_05_a_shift_across_the_change_lasts_its_real_length),
		cmocka_unit_test(
		    IN_05_two_starts_that_a_gap_makes_one_are_one_shift),
		cmocka_unit_test(
		    IN_05_shifts_stand_in_the_order_of_their_instants),
		cmocka_unit_test(IN_05_a_season_holds_both_its_dates),
		cmocka_unit_test(
		    IN_05_a_season_is_of_local_dates_in_every_zone),
		cmocka_unit_test(
		    IN_05_a_season_that_ends_before_it_begins_is_empty),
		cmocka_unit_test(IN_05_a_leap_day_comes_when_there_is_one),
		cmocka_unit_test(IN_05_the_calendar_ends_with_the_year_9999),
		cmocka_unit_test(IN_05_spans_before_1970_backwards_or_too_long),
		cmocka_unit_test(IN_05_an_unknown_zone_is_refused),
		cmocka_unit_test(
		    an_until_in_utc_is_an_instant_and_a_local_one_is_not),
	};

	return cmocka_run_group_tests(tests, when_setup, when_teardown);
}
