/*
 * IN-08: no rule, however it is meant, runs for long or yields too much.  Time
 * is the processor's, so that a busy machine fails nothing.
 */
#include "when.h"

#include <time.h>

#include "base/banned.h"

#define MOST_MS 50

#define HOURS "BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20," \
	"21,22,23"
#define MINUTES "BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19," \
	"20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41," \
	"42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59"
#define DAYS "BYDAY=MO,TU,WE,TH,FR,SA,SU"

static const struct {
	const char *rrule, *why;
} rules[] = {
	{ "FREQ=SECONDLY", "rrule-frequency" },
	{ "FREQ=MINUTELY;COUNT=1", "rrule-frequency" },
	{ "FREQ=HOURLY;UNTIL=20270101", "rrule-frequency" },
	{ "FREQ=DAILY;BYSECOND=0,1,2,3", "rrule-frequency" },
	{ "FREQ=DAILY;" HOURS ";" MINUTES ";BYSECOND=0", "rrule-frequency" },
	{ "FREQ=DAILY;" HOURS ";" MINUTES, "rrule-too-many" },
	{ "FREQ=WEEKLY;" DAYS ";" HOURS ";" MINUTES, "rrule-too-many" },
	{ "FREQ=YEARLY;" DAYS ";" HOURS ";" MINUTES, "rrule-too-many" },
	{ "FREQ=DAILY;COUNT=5001", "rrule-too-many" },
	{ "FREQ=DAILY;COUNT=999999999999999999999999", "rrule-too-many" },
	{ "FREQ=DAILY;" HOURS ";" MINUTES ";COUNT=5000", "accepted" },
	{ "FREQ=YEARLY;COUNT=5000;BYMONTH=2;BYMONTHDAY=29", "accepted" },
	{ "FREQ=YEARLY;" HOURS ";" MINUTES, "accepted" },
	{ "FREQ=YEARLY;" DAYS ";" HOURS ";" MINUTES ";BYSETPOS=-1",
	    "accepted" },
	{ "FREQ=YEARLY;" DAYS ";" HOURS ";" MINUTES ";BYSETPOS=1,366,-366",
	    "accepted" },
	{ "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=1", "rrule-never" },
	{ "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "rrule-never" },
	{ "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30,31", "rrule-never" },
	{ "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "rrule-never" },
	{ "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31;" HOURS ";" MINUTES
	    ";BYSETPOS=366", "rrule-never" },
	{ "FREQ=DAILY;" HOURS ";BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55;"
	    "BYSETPOS=289", "rrule-never" },
	{ "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=2MO", "rrule-never" },
	{ "FREQ=MONTHLY;" HOURS ";BYDAY=MO;BYSETPOS=366", "rrule-never" },
	{ "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1", "rrule-never" },
	{ "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=7", "rrule-never" },
	{ "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2", "rrule-never" },
	{ "FREQ=DAILY;INTERVAL=7;BYDAY=MO", "rrule-never" },
	{ "FREQ=DAILY;UNTIL=20261120T235959", "rrule-never" },
	{ "FREQ=DAILY;UNTIL=19700101", "rrule-never" },
	{ "FREQ=YEARLY;INTERVAL=9999", "accepted" },
	{ "FREQ=DAILY;INTERVAL=9999;BYMONTH=2;BYMONTHDAY=29", "rrule-never" },
	{ "FREQ=DAILY;INTERVAL=10000", "rrule-syntax" },
};

static int64_t
used_us(void)
{
	struct timespec t;

	assert_int_equal(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t), 0);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void
is_quick(int64_t since_us, const char *what)
{
	int64_t us = used_us() - since_us;

	if (us > MOST_MS * 1000)
		fail_msg("%s took %lld us", what, (long long)us);
}

static void
IN_08_hostile_rules_are_judged_within_50_ms(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		int64_t since = used_us();
		/* A Saturday. */
		const char *why = when_refusal(rules[i].rrule,
		    "2026-11-21T08:00");

		is_quick(since, rules[i].rrule);
		if (strcmp(why, rules[i].why) != 0)
			fail_msg("%s is %s", rules[i].rrule, why);
	}
}

/* Also what was refused is expanded here, as if it stood in the database. */
static void
IN_08_hostile_rules_expand_within_50_ms_and_5000_shifts(void **state)
{
	static const char *const froms[] = { "2026-11-21T00:00:00Z",
		"2071-03-01T00:00:00Z" };
	size_t i, k;

	(void)state;
	for (i = 0; i < 2 * sizeof(rules) / sizeof(rules[0]); i++) {
		struct recurrence r = { .n = 1, .rule = { { when_civil(
		    "2026-11-21T08:00"), rules[i / 2].rrule } } };
		struct schedule_time t = when_schedule(&r, "Europe/London");
		int64_t from = when_instant(froms[i % 2]), since = used_us();
		struct span span = { from, from + 400 * WHEN_DAY_S };
		struct occurrences o = { 0 };

		arena_reset(when_arena);
		if (recurrence_expand(&t, span, when_arena, &o) != OK)
			is_int(o.n, 0);
		is_quick(since, rules[i / 2].rrule);
		assert_true(o.n <= RECURRENCE_LIMIT);
		for (k = 1; k < o.n; k++)
			assert_true(o.v[k - 1].starts_at < o.v[k].starts_at);
		since = used_us();
		if (recurrence_next(&t, from, 10, when_arena, &o) == OK)
			assert_true(o.n <= 10);
		is_quick(since, rules[i / 2].rrule);
	}
}

static void
IN_08_sixteen_full_rules_expand_within_50_ms(void **state)
{
	struct recurrence r = { .n = RECURRENCE_RULES };
	struct schedule_time t = when_schedule(&r, "America/New_York");
	struct span span = { when_instant("2026-11-21T00:00:00Z"), 0 };
	struct occurrences o;
	int64_t since;
	size_t i;

	(void)state;
	for (i = 0; i < r.n; i++)
		r.rule[i] = (struct rule){ when_civil("2026-11-21T08:00"),
			"FREQ=YEARLY;" DAYS ";" HOURS };
	span.until = span.from + 200 * WHEN_DAY_S;
	since = used_us();
	is_ok(recurrence_expand(&t, span, when_arena, &o));
	is_quick(since, "sixteen rules");
	/* Every real hour from 08:00 in New York on. */
	is_int(o.n, 4800 - 13);
}

/* Every yearday twice, in a text as long as it may be and one longer. */
static void
IN_08_a_long_rule_is_no_slower_and_an_overlong_one_refused(void **state)
{
	struct buf b;
	int64_t since;
	int i;

	(void)state;
	buf_init(&b, when_arena, 8192);
	buf_cstr(&b, "FREQ=YEARLY;BYYEARDAY=1");
	for (i = 2; i <= 366; i++)
		buf_printf(&b, ",%d,%d", i, -i);
	since = used_us();
	is_text(when_refusal(b.p, "2026-11-21T08:00"), "accepted");
	is_quick(since, "all yeardays");
	while (b.n <= 4096)
		buf_cstr(&b, ",1");
	is_text(when_refusal(b.p, "2026-11-21T08:00"), "rrule-syntax");
}

static void
IN_08_too_many_rules_together_are_refused_on_the_way_in(void **state)
{
	struct recurrence r = { 0 };
	const char *why = "accepted";
	int h;

	(void)state;
	/* 5000 in 200 days: 25 a day, and 24 are there. */
	is_ok(recurrence_rrule(STR("FREQ=DAILY;" HOURS),
	    when_civil("2026-11-21T00:00"), when_arena, &r, &why));
	is_ok(recurrence_rrule(STR("FREQ=DAILY"),
	    when_civil("2026-11-21T00:30"), when_arena, &r, &why));
	is_int(recurrence_rrule(STR("FREQ=DAILY"),
	    when_civil("2026-11-21T01:30"), when_arena, &r, &why), E_INVALID);
	is_text(why, "rrule-too-many");
	is_int(recurrence_weekly(0x7f, 90, (struct date){ 2026, 11, 21 },
	    when_arena, &r), E_INVALID);
	is_int(recurrence_cron(STR("45 1 * * *"), (struct date){ 2026, 11, 21 },
	    when_arena, &r, &why), E_INVALID);
	is_text(why, "cron-too-many");
	is_int(r.n, 2);
	/* The same starts again are no more. */
	for (h = 2; h < RECURRENCE_RULES; h++)
		is_ok(recurrence_weekly(0x7f, h * 60,
		    (struct date){ 2026, 11, 21 }, when_arena, &r));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(IN_08_hostile_rules_are_judged_within_50_ms),
		cmocka_unit_test(
		    IN_08_hostile_rules_expand_within_50_ms_and_5000_shifts),
		cmocka_unit_test(IN_08_sixteen_full_rules_expand_within_50_ms),
		cmocka_unit_test(
		    IN_08_a_long_rule_is_no_slower_and_an_overlong_one_refused),
		cmocka_unit_test(
		    IN_08_too_many_rules_together_are_refused_on_the_way_in),
	};

	return cmocka_run_group_tests(tests, when_setup, when_teardown);
}
