/* calendar: dates, distances and lengths in words. */
#include "../unit.h"

#include "base/arena.h"
#include "view/calendar.h"
#include "view/language.h"

#include "base/banned.h"

#define MINUTE 60
#define HOUR 3600
#define DAY 86400

static struct arena *arena;
static const struct calendar *calendar;
static char text[128];
static struct buf b;

static int
set_up(void **state)
{
	const char *why;
	size_t n;

	(void)state;
	arena = arena_new((size_t)1024 * 1024);
	is_ok(calendar_new(language_list(&n), arena, &calendar, &why));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct buf *
fresh(void)
{
	buf_fixed(&b, text, sizeof(text));
	return &b;
}

static const char *
of_seconds(void (*say)(const struct calendar *, struct buf *, int64_t),
    int64_t s)
{
	say(calendar, fresh(), s);
	return text;
}

static const char *
date(int year, int month, int day, enum calendar_form form)
{
	calendar_date(calendar, fresh(), (struct date){ year, month, day },
	    form);
	return text;
}

/* A day of January 2027, on Thursday the 31st of December. */
static const char *
day(int of_month, enum calendar_near form)
{
	calendar_near(calendar, fresh(), date_from_days(date_days(
	    (struct date){ 2026, 12, 31 }) + of_month),
	    (struct date){ 2026, 12, 31 }, form);
	return text;
}

static void
dates_have_four_lengths(void **state)
{
	(void)state;
	is_text(date(2026, 11, 22, CALENDAR_SHORT), "Sun 22 Nov");
	is_text(date(2026, 11, 22, CALENDAR_LONG), "Sunday 22 November");
	is_text(date(2028, 2, 29, CALENDAR_FULL), "Tuesday 29 February 2028");
	is_text(date(2026, 1, 1, CALENDAR_SHORT), "Thu 1 Jan");
	is_text(date(2028, 2, 29, CALENDAR_DATED), "29 Feb 2028");
	calendar_weekday(calendar, fresh(), (struct date){ 2026, 11, 23 });
	is_text(text, "Mon");
}

static void
near_days_have_names(void **state)
{
	(void)state;
	is_text(day(0, NEAR_HEAD), "Today");
	is_text(day(-1, NEAR_HEAD), "Yesterday");
	is_text(day(-2, NEAR_HEAD), "Tuesday");
	is_text(day(1, NEAR_HEAD), "Tomorrow");
	is_text(day(30, NEAR_HEAD), "Saturday");
}

static void
a_day_is_named_as_its_place_needs(void **state)
{
	static const struct {
		int day;
		const char *want[NEAR__MAX];
	} cases[] = {
		{ -2, { "Tuesday", "29 Dec", "Tue 29 Dec", "Tue 29 Dec",
		    "29 Dec", "Tuesday 29 December" } },
		{ -1, { "Yesterday", "Wed 30 Dec", "Yesterday", "yesterday",
		    "Wed", "Yesterday, Wednesday 30 December" } },
		{ 0, { "Today", "Thu 31 Dec", "Today", "today", "today",
		    "Today, Thursday 31 December" } },
		{ 1, { "Tomorrow", "Fri 1 Jan", "Tomorrow", "tomorrow", "Fri",
		    "Tomorrow, Friday 1 January" } },
		{ 6, { "Wednesday", "6 Jan", "Wednesday", "Wednesday", "Wed",
		    "Wednesday 6 January" } },
		{ 7, { "Thursday", "7 Jan", "Thu 7 Jan", "Thu 7 Jan", "7 Jan",
		    "Thursday 7 January" } },
	};
	size_t i;
	int form;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (form = 0; form < NEAR__MAX; form++)
			is_text(day(cases[i].day, (enum calendar_near)form),
			    cases[i].want[form]);
}

static void
a_distance_ahead_or_behind_says_which(void **state)
{
	static const struct {
		int64_t s;
		const char *want;
	} cases[] = {
		{ 0, "now" }, { 59, "now" }, { -59, "now" },
		{ MINUTE, "in 1 min" }, { 19 * MINUTE + 59, "in 19 min" },
		{ HOUR - 1, "in 59 min" }, { HOUR, "in 1 h" },
		{ 4 * HOUR + 19 * MINUTE, "in 4 h" }, { DAY - 1, "in 23 h" },
		{ DAY, "in 1 day" }, { 3 * DAY + HOUR, "in 3 days" },
		{ -MINUTE, "1 min ago" }, { -5 * MINUTE, "5 min ago" },
		{ -2 * HOUR, "2 h ago" }, { -DAY, "1 day ago" },
		{ -10 * DAY, "10 days ago" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		is_text(of_seconds(calendar_in, cases[i].s), cases[i].want);
}

static void
a_length_is_hours_and_minutes(void **state)
{
	(void)state;
	is_text(of_seconds(calendar_length, 4 * HOUR), "4 h");
	is_text(of_seconds(calendar_length, 90 * MINUTE), "1 h 30 min");
	is_text(of_seconds(calendar_length, 45 * MINUTE), "45 min");
	is_text(of_seconds(calendar_length, 0), "0 h");
	is_text(of_seconds(calendar_length, 26 * HOUR), "26 h");
}

static void
a_long_distance_is_in_days(void **state)
{
	(void)state;
	is_text(of_seconds(calendar_distance, -71 * MINUTE), "1 h 11 min");
	is_text(of_seconds(calendar_distance, 11 * MINUTE), "11 min");
	is_text(of_seconds(calendar_distance, 47 * HOUR), "47 h");
	is_text(of_seconds(calendar_distance, -2 * DAY), "2 days");
}

static void
numbers_are_grouped_by_thousands(void **state)
{
	(void)state;
	is_text(of_seconds(calendar_number, 0), "0");
	is_text(of_seconds(calendar_number, 999), "999");
	is_text(of_seconds(calendar_number, 1000), "1\xc2\xa0" "000");
	is_text(of_seconds(calendar_number, -1234567),
	    "-1\xc2\xa0" "234\xc2\xa0" "567");
	is_text(of_seconds(calendar_number, INT64_MIN),
	    "-9\xc2\xa0" "223\xc2\xa0" "372\xc2\xa0" "036\xc2\xa0" "854"
	    "\xc2\xa0" "775\xc2\xa0" "808");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_have_four_lengths),
		cmocka_unit_test(near_days_have_names),
		cmocka_unit_test(a_day_is_named_as_its_place_needs),
		cmocka_unit_test(a_distance_ahead_or_behind_says_which),
		cmocka_unit_test(a_length_is_hours_and_minutes),
		cmocka_unit_test(a_long_distance_is_in_days),
		cmocka_unit_test(numbers_are_grouped_by_thousands),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
