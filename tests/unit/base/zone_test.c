/* zone: the four questions a wall time can pose, in five kinds of zone. */
#include "../unit.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "base/log.h"
#include "base/zone.h"

#include "base/banned.h"

static const struct zone *
zone(const char *name)
{
	const struct zone *z = NULL;

	is_ok(zone_find(str_of(name), &z));
	is_text(zone_name(z), name);
	return z;
}

/* "2026-03-29T01:30" */
static struct civil
wall(const char *text)
{
	struct civil c = { .hour = 0 };
	int minutes = -1;

	assert_true(date_parse((struct str){ text, 10 }, &c.date));
	assert_true(clocktime_parse(str_of(text + 11), &minutes));
	c.hour = minutes / 60;
	c.minute = minutes % 60;
	return c;
}

/* First, while nothing is loaded yet. */
static void
without_tzdata_there_is_no_zone(void **state)
{
	const struct zone *z = NULL;
	size_t n = 1;

	(void)state;
	log_open("zone_test", -1);
	setenv("TZDIR", "/nonexistent", 1);
	is_int(zone_find(STR("Europe/London"), &z), E_FAULT);
	zone_names(&n);
	is_int(n, 0);
	assert_null(z);
	unsetenv("TZDIR");
}

/* In a child, which keeps that list to itself. */
static void
a_name_without_its_file_is_not_taken_for_utc(void **state)
{
	const char *dir = unit_temp("zones");
	const struct zone *z;
	char path[4200];
	int how;
	pid_t pid;

	(void)state;
	is_int(mkdir(dir, 0700), 0);
	snprintf(path, sizeof(path), "%s/tzdata.zi", dir);
	unit_write(path, "# version 1\nZ Mars/Olympus 1 - MMT\n");
	pid = fork();
	if (pid == 0) {
		setenv("TZDIR", dir, 1);
		_exit(zone_find(STR("Mars/Olympus"), &z) == E_FAULT ? 0 : 1);
	}
	is_int(waitpid(pid, &how, 0), pid);
	is_int(how, 0);
	unlink(path);
	rmdir(dir);
}

struct wall_case {
	const char *zone, *wall, *instant, *shown;
};

static void
check_wall(const struct wall_case *c)
{
	const struct zone *z = zone(c->zone);
	int64_t at = zone_instant(z, wall(c->wall));
	char text[INSTANT_TEXT];
	struct civil back = zone_civil(z, at);

	instant_format(at, text);
	is_text(text, c->instant);
	is_int(civil_seconds(back), civil_seconds(wall(c->shown)));
	is_int(zone_offset_s(z, at), civil_seconds(back) - at);
}

static void
a_time_in_a_gap_lands_as_much_later(void **state)
{
	static const struct wall_case cases[] = {
		{ "Europe/London", "2026-03-29T01:30", "2026-03-29T01:30:00Z",
		    "2026-03-29T02:30" },
		{ "America/New_York", "2026-03-08T02:30",
		    "2026-03-08T07:30:00Z", "2026-03-08T03:30" },
		{ "Australia/Lord_Howe", "2026-10-04T02:15",
		    "2026-10-03T15:45:00Z", "2026-10-04T02:45" },
		{ "Asia/Tehran", "2021-03-22T00:30", "2021-03-21T21:00:00Z",
		    "2021-03-22T01:30" },
		{ "Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00Z",
		    "2011-12-31T12:00" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_wall(&cases[i]);
}

static void
a_time_that_exists_twice_is_the_first(void **state)
{
	static const struct wall_case cases[] = {
		{ "Europe/London", "2026-10-25T01:30", "2026-10-25T00:30:00Z",
		    "2026-10-25T01:30" },
		{ "America/New_York", "2026-11-01T01:30",
		    "2026-11-01T05:30:00Z", "2026-11-01T01:30" },
		{ "Australia/Lord_Howe", "2026-04-05T01:45",
		    "2026-04-04T14:45:00Z", "2026-04-05T01:45" },
		{ "Asia/Tehran", "2021-09-21T23:30", "2021-09-21T19:00:00Z",
		    "2021-09-21T23:30" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_wall(&cases[i]);
}

static void
the_next_day_is_right_again(void **state)
{
	static const struct wall_case cases[] = {
		{ "Europe/London", "2026-03-30T01:30", "2026-03-30T00:30:00Z",
		    "2026-03-30T01:30" },
		{ "Europe/London", "2026-10-26T01:30", "2026-10-26T01:30:00Z",
		    "2026-10-26T01:30" },
		{ "America/New_York", "2026-03-09T02:30",
		    "2026-03-09T06:30:00Z", "2026-03-09T02:30" },
		{ "America/New_York", "2026-11-02T01:30",
		    "2026-11-02T06:30:00Z", "2026-11-02T01:30" },
		{ "Australia/Lord_Howe", "2026-10-05T02:15",
		    "2026-10-04T15:15:00Z", "2026-10-05T02:15" },
		{ "Australia/Lord_Howe", "2026-04-06T01:45",
		    "2026-04-05T15:15:00Z", "2026-04-06T01:45" },
		{ "Asia/Tehran", "2021-03-23T00:30", "2021-03-22T20:00:00Z",
		    "2021-03-23T00:30" },
		{ "Asia/Tehran", "2021-09-22T23:30", "2021-09-22T20:00:00Z",
		    "2021-09-22T23:30" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_wall(&cases[i]);
}

static void
a_zone_without_summer_time_never_moves(void **state)
{
	static const struct wall_case cases[] = {
		{ "Africa/Johannesburg", "2026-03-29T01:30",
		    "2026-03-28T23:30:00Z", "2026-03-29T01:30" },
		{ "Africa/Johannesburg", "2026-10-25T01:30",
		    "2026-10-24T23:30:00Z", "2026-10-25T01:30" },
		{ "Asia/Tehran", "2026-03-22T00:30", "2026-03-21T21:00:00Z",
		    "2026-03-22T00:30" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_wall(&cases[i]);
}

static void
both_ends_of_the_table_hold_beyond_it(void **state)
{
	(void)state;
	is_int(zone_offset_s(zone("America/New_York"), -1), -5 * 3600);
	is_int(zone_offset_s(zone("America/New_York"), INT64_C(4118083200)),
	    -4 * 3600);				/* July 2100 */
	is_int(zone_offset_s(zone("America/New_York"), INT64_C(5000000000)),
	    -5 * 3600);
	is_int(zone_offset_s(zone("Etc/UTC"), 0), 0);
}

static void
only_names_of_the_list_are_zones(void **state)
{
	static const char *const bad[] = { "", "Mars/Olympus", "europe/london",
		"Europe/Londo", "Europe/London2", "Europe", "Factory",
		"posixrules", "../../etc/passwd", ":Europe/London", "BST",
		"GMT0BST", "Europe/London ", "UTC+2" };
	const struct zone *z = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		is_int(zone_find(str_of(bad[i]), &z), E_INVALID);
	is_int(zone_find(STR("Europe/London\0x"), &z), E_INVALID);
	assert_null(z);
	is_ok(zone_find((struct str){ "Europe/Londonxx", 13 }, &z));
	is_ok(zone_find(STR("US/Pacific"), &z));
}

static void
a_zone_is_loaded_once_and_tz_left_alone(void **state)
{
	const struct zone *z;

	(void)state;
	setenv("TZ", "Asia/Tokyo", 1);
	tzset();
	z = zone("Europe/Paris");
	is_text(getenv("TZ"), "Asia/Tokyo");
	is_int(timezone, -9 * 3600);
	unsetenv("TZ");
	assert_ptr_equal(zone("Europe/Paris"), z);
	zone("Europe/Oslo");
	assert_null(getenv("TZ"));
}

static void
the_names_are_sorted_and_all_load(void **state)
{
	const struct zone *z = NULL;
	const char *const *names;
	size_t n, i;

	(void)state;
	names = zone_names(&n);
	assert_in_range(n, 400, 1000);
	for (i = 0; i < n; i++) {
		if (i > 0)
			assert_true(strcmp(names[i - 1], names[i]) < 0);
		is_ok(zone_find(str_of(names[i]), &z));
	}
}

/* Whatever glibc says, hour by hour; some of these turn twice in a week. */
static void
offsets_are_those_of_glibc(void **state)
{
	static const char *const names[] = { "Europe/London",
		"America/New_York", "Australia/Lord_Howe", "Asia/Tehran",
		"Africa/Casablanca", "Asia/Gaza", "America/Boa_Vista",
		"Pacific/Apia" };
	const struct zone *z;
	struct tm tm;
	time_t t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		z = zone(names[i]);
		setenv("TZ", names[i], 1);
		tzset();
		for (t = 0; t < INT64_C(4133980800); t += 7200 - 1) {
			assert_non_null(localtime_r(&t, &tm));
			if (zone_offset_s(z, t) != (int)tm.tm_gmtoff)
				fail_msg("%s at %ld", names[i], (long)t);
		}
	}
	unsetenv("TZ");
	tzset();
}

/* Each existing day begins at the first second that has its date. */
static void
a_day_begins_at_its_first_second(void **state)
{
	static const char *const names[] = { "Europe/London",
		"America/Sao_Paulo", "America/Havana", "America/St_Johns",
		"America/Toronto", "Asia/Tehran", "Asia/Beirut",
		"Australia/Lord_Howe", "Africa/Cairo" };
	const struct zone *z;
	struct date d;
	int64_t day, at;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		z = zone(names[i]);
		for (day = 1; day < 30000; day++) {
			d = date_from_days(day);
			at = zone_midnight(z, d);
			if (date_compare(zone_date(z, at), d) != 0 ||
			    date_compare(zone_date(z, at - 1), d) >= 0)
				fail_msg("%s, day %ld", names[i], (long)day);
		}
	}
}

static void
a_day_with_midnight_in_a_gap_begins_after_it(void **state)
{
	static const struct { const char *zone, *day, *begins; } cases[] = {
		{ "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z" },
		{ "America/Havana", "2026-03-08", "2026-03-08T05:00:00Z" },
		{ "America/Havana", "2026-11-01", "2026-11-01T04:00:00Z" },
		{ "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z" },
		{ "Europe/London", "2026-03-29", "2026-03-29T00:00:00Z" },
	};
	char text[INSTANT_TEXT];
	struct date d;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(date_parse(str_of(cases[i].day), &d));
		instant_format(zone_midnight(zone(cases[i].zone), d), text);
		is_text(text, cases[i].begins);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_tzdata_there_is_no_zone),
		cmocka_unit_test(a_name_without_its_file_is_not_taken_for_utc),
		cmocka_unit_test(a_time_in_a_gap_lands_as_much_later),
		cmocka_unit_test(a_time_that_exists_twice_is_the_first),
		cmocka_unit_test(the_next_day_is_right_again),
		cmocka_unit_test(a_zone_without_summer_time_never_moves),
		cmocka_unit_test(both_ends_of_the_table_hold_beyond_it),
		cmocka_unit_test(only_names_of_the_list_are_zones),
		cmocka_unit_test(a_zone_is_loaded_once_and_tz_left_alone),
		cmocka_unit_test(the_names_are_sorted_and_all_load),
		cmocka_unit_test(offsets_are_those_of_glibc),
		cmocka_unit_test(a_day_begins_at_its_first_second),
		cmocka_unit_test(a_day_with_midnight_in_a_gap_begins_after_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
