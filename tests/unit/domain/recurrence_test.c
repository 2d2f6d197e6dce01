/* recurrence: the three ways in, spans, limits, and the words for it. */
#include "when.h"

#include "base/banned.h"

#define BIT(d) (1u << (d))

static const struct date november = { 2026, 11, 21 };	/* a Saturday */

static void
weekdays_and_a_time_become_a_rule_from_the_first_of_them(void **state)
{
	struct recurrence r = { 0 };

	(void)state;
	is_ok(recurrence_weekly(BIT(FRIDAY) | BIT(MONDAY), 22 * 60 + 30,
	    november, when_arena, &r));
	is_int(r.n, 1);
	is_text(r.rule[0].rrule, "FREQ=WEEKLY;BYDAY=MO,FR");
	is_int(civil_seconds(r.rule[0].start),
	    civil_seconds(when_civil("2026-11-23T22:30")));
}

static void
two_weekly_times_are_two_rules_of_one_schedule(void **state)
{
	struct recurrence r = { 0 };
	struct schedule_time t = when_schedule(&r, "Africa/Johannesburg");
	struct occurrences o;

	(void)state;
	is_ok(recurrence_weekly(BIT(SATURDAY), 0, november, when_arena, &r));
	is_ok(recurrence_weekly(BIT(SATURDAY) | BIT(SUNDAY), 22 * 60, november,
	    when_arena, &r));
	is_int(r.n, 2);
	is_ok(recurrence_next(&t, when_instant("2026-11-20T22:00:00Z"), 5,
	    when_arena, &o));
	is_text(when_keys(&o), "2026-11-21T00:00 2026-11-21T22:00 "
	    "2026-11-22T22:00 2026-11-28T00:00 2026-11-28T22:00 ");
}

static void
what_is_no_week_is_refused_and_changes_nothing(void **state)
{
	struct recurrence r = { 0 };
	int i;

	(void)state;
	is_int(recurrence_weekly(0, 0, november, when_arena, &r), E_INVALID);
	is_int(recurrence_weekly(BIT(7), 0, november, when_arena, &r),
	    E_INVALID);
	is_int(recurrence_weekly(1, 1440, november, when_arena, &r),
	    E_INVALID);
	is_int(recurrence_weekly(1, -1, november, when_arena, &r), E_INVALID);
	is_int(recurrence_weekly(1, 0, (struct date){ 2026, 2, 29 },
	    when_arena, &r), E_INVALID);
	is_int(r.n, 0);
	for (i = 0; i < RECURRENCE_RULES; i++)
		is_ok(recurrence_weekly(BIT(MONDAY), i, november, when_arena,
		    &r));
	is_int(recurrence_weekly(BIT(MONDAY), 60, november, when_arena, &r),
	    E_INVALID);
	is_int(r.n, RECURRENCE_RULES);
}

static void
a_start_that_two_rules_yield_is_one_shift(void **state)
{
	struct recurrence r = { 0 };
	struct schedule_time t = when_schedule(&r, "Europe/London");
	struct occurrences o;

	(void)state;
	is_ok(recurrence_weekly(BIT(SATURDAY), 60, november, when_arena, &r));
	is_ok(recurrence_weekly(BIT(SATURDAY), 60, november, when_arena, &r));
	o = when_expand(&t, when_instant("2026-11-20T00:00:00Z"),
	    when_instant("2026-12-01T00:00:00Z"));
	is_text(when_keys(&o), "2026-11-21T01:00 2026-11-28T01:00 ");
}

static void
a_span_holds_its_first_second_and_not_its_last(void **state)
{
	struct recurrence r = when_rrule("FREQ=DAILY", "2026-11-21T08:00");
	struct schedule_time t = when_schedule(&r, "Etc/UTC");
	int64_t at = when_instant("2026-11-22T08:00:00Z");

	(void)state;
	is_int(when_expand(&t, at, at + 1).n, 1);
	is_int(when_expand(&t, at - 1, at).n, 0);
	is_int(when_expand(&t, at + 1, at + 2).n, 0);
	is_int(when_expand(&t, at, at).n, 0);
	is_int(when_expand(&t, at, at + WHEN_DAY_S).n, 1);
	is_int(when_expand(&t, at, at + WHEN_DAY_S + 1).n, 2);
	is_int(when_expand(&t, at, at + 1).v[0].ends_at, at + 7200);
}

static void
spans_side_by_side_give_what_one_span_gives(void **state)
{
	struct recurrence r = when_rrule("FREQ=MONTHLY;INTERVAL=2;COUNT=9;"
	    "BYDAY=-1SU,2TU", "2026-11-01T08:00");
	struct schedule_time t = when_schedule(&r, "America/New_York");
	int64_t at = when_instant("2026-11-01T00:00:00Z");
	int64_t end = at + 400 * WHEN_DAY_S;
	struct occurrences all = when_expand(&t, at, end), o;
	size_t i, n = 0;

	(void)state;
	is_int(all.n, 9);
	for (; at < end; at += 5 * WHEN_DAY_S) {
		o = when_expand(&t, at, at + 5 * WHEN_DAY_S);
		for (i = 0; i < o.n; i++, n++)
			is_text(o.v[i].key, all.v[n].key);
	}
	is_int(n, all.n);
}

static void
an_interval_counts_from_the_start_however_late_one_looks(void **state)
{
	struct recurrence r = when_rrule("FREQ=WEEKLY;INTERVAL=2",
	    "1996-01-06T00:00");
	struct schedule_time t = when_schedule(&r, "Africa/Johannesburg");
	struct occurrences o;
	int64_t weeks;

	(void)state;
	is_ok(recurrence_next(&t, when_instant("2026-11-20T00:00:00Z"), 2,
	    when_arena, &o));
	weeks = (civil_seconds(when_civil(o.v[0].key)) -
	    civil_seconds(when_civil("1996-01-06T00:00"))) / (7 * WHEN_DAY_S);
	is_int(weeks % 2, 0);
	is_int(o.v[1].starts_at - o.v[0].starts_at, 14 * WHEN_DAY_S);
}

static void
the_next_ones_are_looked_for_ten_years_ahead(void **state)
{
	struct recurrence r = when_rrule("FREQ=YEARLY;INTERVAL=4",
	    "2026-11-21T08:00");
	struct schedule_time t = when_schedule(&r, "Etc/UTC");
	struct occurrences o;

	(void)state;
	is_ok(recurrence_next(&t, when_instant("2026-11-21T08:00:00Z"), 10,
	    when_arena, &o));
	is_text(when_keys(&o),
	    "2026-11-21T08:00 2030-11-21T08:00 2034-11-21T08:00 ");
	is_ok(recurrence_next(&t, when_instant("2026-11-21T08:00:01Z"), 1,
	    when_arena, &o));
	is_text(when_keys(&o), "2030-11-21T08:00 ");
}

static void
an_hourly_watch_is_entered_and_expanded_in_parts(void **state)
{
	struct recurrence r = when_cron("0 * * * *", "2026-11-21");
	struct schedule_time t = when_schedule(&r, "Africa/Johannesburg");
	int64_t at = when_instant("2026-11-21T00:00:00Z");
	struct occurrences o;

	(void)state;
	is_int(when_expand(&t, at, at + 200 * WHEN_DAY_S).n, 4800);
	is_int(recurrence_expand(&t, (struct span){ at,
	    at + 400 * WHEN_DAY_S }, when_arena, &o), E_INVALID);
}

static void
a_rule_that_is_none_expands_to_nothing(void **state)
{
	struct recurrence r = { .rule = { { when_civil("2026-11-21T08:00"),
	    "FREQ=HOURLY" } }, .n = 1 };
	struct schedule_time t = when_schedule(&r, "Etc/UTC");
	struct occurrences o;

	(void)state;
	is_int(recurrence_expand(&t, (struct span){ 0, 1 }, when_arena, &o),
	    E_INVALID);
	is_int(recurrence_next(&t, 0, 1, when_arena, &o), E_INVALID);
	r.n = 0;
	is_int(when_expand(&t, 0, 1).n, 0);
}

static const struct {
	const char *rrule, *start;
	enum says says;
	unsigned days;
	int interval, nth;
} sayings[] = {
	{ "FREQ=DAILY", "2026-11-21T22:30", SAYS_DAILY, 0, 1, 0 },
	{ "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "2026-11-21T22:30",
	    SAYS_DAILY, 0x7f, 1, 0 },
	{ "FREQ=WEEKLY;BYDAY=FR,SA", "2026-11-21T22:30", SAYS_WEEKLY,
	    BIT(FRIDAY) | BIT(SATURDAY), 1, 0 },
	{ "FREQ=WEEKLY", "2026-11-21T22:30", SAYS_WEEKLY, BIT(SATURDAY), 1,
	    0 },
	{ "FREQ=DAILY;BYDAY=SA,SU", "2026-11-21T22:30", SAYS_WEEKLY,
	    BIT(SATURDAY) | BIT(SUNDAY), 1, 0 },
	{ "FREQ=WEEKLY;INTERVAL=2", "2026-11-21T22:30", SAYS_NTH_WEEKLY,
	    BIT(SATURDAY), 2, 0 },
	{ "FREQ=MONTHLY", "2026-11-21T22:30", SAYS_MONTHLY_DATE, 0, 1, 21 },
	{ "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "2026-11-30T22:30",
	    SAYS_MONTHLY_DATE, 0, 3, -1 },
	{ "FREQ=MONTHLY;BYDAY=2SA", "2026-11-21T22:30", SAYS_MONTHLY_DAY,
	    BIT(SATURDAY), 1, 2 },
	{ "FREQ=MONTHLY;BYDAY=-1SU", "2026-11-21T22:30", SAYS_MONTHLY_DAY,
	    BIT(SUNDAY), 1, -1 },
	{ "FREQ=DAILY;BYHOUR=22;BYMINUTE=30", "2026-11-21T00:00", SAYS_DAILY,
	    0, 1, 0 },
	/* A sentence would leave something out. */
	{ "FREQ=DAILY;INTERVAL=2", "2026-11-21T22:30", SAYS_RULE, 0, 2, 0 },
	{ "FREQ=DAILY;COUNT=3", "2026-11-21T22:30", SAYS_RULE, 0, 1, 0 },
	{ "FREQ=DAILY;UNTIL=20270101", "2026-11-21T22:30", SAYS_RULE, 0, 1,
	    0 },
	{ "FREQ=DAILY;BYMONTH=6", "2026-11-21T22:30", SAYS_RULE, 0, 1, 0 },
	{ "FREQ=DAILY;BYMONTHDAY=6", "2026-11-21T22:30", SAYS_RULE, 0, 1, 0 },
	{ "FREQ=MONTHLY;BYMONTHDAY=-2", "2026-11-21T22:30", SAYS_RULE, 0, 1,
	    -2 },
	{ "FREQ=MONTHLY;BYDAY=-2SA", "2026-11-21T22:30", SAYS_RULE,
	    BIT(SATURDAY), 1, -2 },
	{ "FREQ=MONTHLY;BYDAY=SA", "2026-11-21T22:30", SAYS_RULE,
	    BIT(SATURDAY), 1, 0 },
	{ "FREQ=MONTHLY;BYDAY=1SA,2SA", "2026-11-21T22:30", SAYS_RULE, 0, 1,
	    0 },
	{ "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=1", "2026-11-21T22:30", SAYS_RULE,
	    BIT(SATURDAY), 1, 0 },
	{ "FREQ=YEARLY", "2026-11-21T22:30", SAYS_RULE, 0, 1, 0 },
};

static void
a_rule_is_put_into_words_only_where_they_say_all(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sayings) / sizeof(sayings[0]); i++) {
		struct recurrence r = when_rrule(sayings[i].rrule,
		    sayings[i].start);
		struct recurrence_saying s = recurrence_say(&r.rule[0]);

		if (s.says != sayings[i].says)
			fail_msg("%s is said as %d", sayings[i].rrule,
			    (int)s.says);
		is_int(s.days, sayings[i].days);
		is_int(s.interval, sayings[i].interval);
		is_int(s.nth, sayings[i].nth);
		is_int(s.minutes, 22 * 60 + 30);
	}
}

static void
several_times_of_day_and_no_rule_at_all_have_no_sentence(void **state)
{
	struct recurrence r = when_cron("0 6,18 * * *", "2026-11-21");
	struct rule none = { when_civil("2026-11-21T08:00"), "nonsense" };

	(void)state;
	is_int(recurrence_say(&r.rule[0]).says, SAYS_RULE);
	is_int(recurrence_say(&none).says, SAYS_RULE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    weekdays_and_a_time_become_a_rule_from_the_first_of_them),
		cmocka_unit_test(
		    two_weekly_times_are_two_rules_of_one_schedule),
		cmocka_unit_test(
		    what_is_no_week_is_refused_and_changes_nothing),
		cmocka_unit_test(a_start_that_two_rules_yield_is_one_shift),
		cmocka_unit_test(
		    a_span_holds_its_first_second_and_not_its_last),
		cmocka_unit_test(spans_side_by_side_give_what_one_span_gives),
		cmocka_unit_test(
		    an_interval_counts_from_the_start_however_late_one_looks),
		cmocka_unit_test(the_next_ones_are_looked_for_ten_years_ahead),
		cmocka_unit_test(
		    an_hourly_watch_is_entered_and_expanded_in_parts),
		cmocka_unit_test(a_rule_that_is_none_expands_to_nothing),
		cmocka_unit_test(
		    a_rule_is_put_into_words_only_where_they_say_all),
		cmocka_unit_test(
		    several_times_of_day_and_no_rule_at_all_have_no_sentence),
	};

	return cmocka_run_group_tests(tests, when_setup, when_teardown);
}
