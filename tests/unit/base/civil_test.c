/* civil: the calendar against a day-by-day count, and its texts. */
#include "../unit.h"

#include "base/civil.h"

#include "base/banned.h"

static void
every_day_from_1970_to_9999_is_right(void **state)
{
	struct date d = { 1970, 1, 1 }, back;
	int64_t days = 0;
	int weekday = THURSDAY;

	(void)state;
	for (; d.year <= 9999; days++) {
		back = date_from_days(days);
		if (date_days(d) != days || date_compare(back, d) != 0 ||
		    (int)date_weekday(d) != weekday)
			fail_msg("%d-%d-%d", d.year, d.month, d.day);
		weekday = (weekday + 1) % 7;
		d.day++;
		if (!date_is_valid(d) && d.day > 28) {
			d.day = 1;
			d.month++;
		}
		if (d.month > 12) {
			d.month = 1;
			d.year++;
		}
	}
	is_int(days, 2932897);
}

static void
days_before_1970_count_backwards(void **state)
{
	struct civil c = civil_from_seconds(-1);

	(void)state;
	is_int(c.date.year, 1969);
	is_int(c.date.month, 12);
	is_int(c.date.day, 31);
	is_int(c.second, 59);
	is_int(civil_seconds(c), -1);
	is_int(date_weekday(c.date), WEDNESDAY);
}

static void
a_date_is_read_only_if_it_exists(void **state)
{
	static const char *const bad[] = { "", "2026-02-29", "2026-13-01",
		"2026-00-10", "2026-01-00", "2026-04-31", "1969-12-31",
		"2100-02-29", "26-01-01", "2026-1-01", "2026/01/01",
		"2026-01-01 ", " 2026-01-01", "2026-01-0x", "20 6-01-01" };
	struct date d = { 1, 2, 3 };
	char text[DATE_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(date_parse(str_of(bad[i]), &d));
	is_int(d.year, 1);
	assert_true(date_parse(STR("2028-02-29"), &d));
	date_format(d, text);
	is_text(text, "2028-02-29");
	assert_true(date_parse(STR("2000-02-29"), &d));
}

static void
dates_are_ordered(void **state)
{
	const struct date a = { 2026, 3, 1 }, b = { 2026, 2, 28 },
	    c = { 2025, 12, 31 }, d = { 2026, 3, 2 };

	(void)state;
	is_int(date_compare(a, a), 0);
	is_int(date_compare(a, b), 1);
	is_int(date_compare(c, b), -1);
	is_int(date_compare(a, d), -1);
}

static void
a_clock_time_is_hours_and_minutes(void **state)
{
	static const char *const bad[] = { "", "24:00", "23:60", "7:00",
		"07:0", "07.00", "07:00:00", "-1:00", "0a:00" };
	int m = -1;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(clocktime_parse(str_of(bad[i]), &m));
	is_int(m, -1);
	assert_true(clocktime_parse(STR("00:00"), &m));
	is_int(m, 0);
	assert_true(clocktime_parse(STR("23:59"), &m));
	is_int(m, 1439);
}

static void
instants_read_what_rfc_3339_allows(void **state)
{
	static const struct { const char *text; int64_t at; } good[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2026-11-21T01:50:19Z", 1795225819 },
		{ "2026-11-21T01:50:19z", 1795225819 },
		{ "2026-11-21t01:50:19.987Z", 1795225819 },
		{ "2026-11-21T03:50:19+02:00", 1795225819 },
		{ "2026-11-20T15:20:19-10:30", 1795225819 },
		{ "2026-11-21T01:50:19-00:00", 1795225819 },
		{ "9999-12-31T23:59:59Z", 253402300799 },
	};
	int64_t at;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		at = -1;
		assert_true(instant_parse(str_of(good[i].text), &at));
		is_int(at, good[i].at);
	}
}

static void
instants_refuse_the_rest(void **state)
{
	static const char *const bad[] = { "", "2026-11-21", "2026-11-21T01:50",
		"2026-11-21T01:50:19", "2026-11-21 01:50:19Z",
		"2026-11-21T01:50:60Z", "2026-11-21T24:00:00Z",
		"2026-02-30T00:00:00Z", "2026-11-21T01:50:19.Z",
		"2026-11-21T01:50:19+2:00", "2026-11-21T01:50:19+0200",
		"2026-11-21T01:50:19+24:00", "2026-11-21T01:50:19ZZ",
		"1970-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
		"2026-11-21T01:50.19Z", "2026-11-21T01-50:19Z" };
	int64_t at = 42;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(instant_parse(str_of(bad[i]), &at));
	is_int(at, 42);
}

static void
instants_are_written_in_utc(void **state)
{
	char text[INSTANT_TEXT];

	(void)state;
	instant_format(1795225819, text);
	is_text(text, "2026-11-21T01:50:19Z");
	instant_format(253402300799, text);
	is_text(text, "9999-12-31T23:59:59Z");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_from_1970_to_9999_is_right),
		cmocka_unit_test(days_before_1970_count_backwards),
		cmocka_unit_test(a_date_is_read_only_if_it_exists),
		cmocka_unit_test(dates_are_ordered),
		cmocka_unit_test(a_clock_time_is_hours_and_minutes),
		cmocka_unit_test(instants_read_what_rfc_3339_allows),
		cmocka_unit_test(instants_refuse_the_rest),
		cmocka_unit_test(instants_are_written_in_utc),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
