/*
 * libical as the judge: random rules of the kinds that it gets right.  Left out
 * is where its version 3.0.16 goes wrong: BYSETPOS with WEEKLY, DAILY or
 * several times, negative BYMONTHDAY with DAILY, YEARLY days without BYMONTH
 * (it takes the start's), INTERVAL with WEEKLY, and weeks of the year.
 */
#include "when.h"

#include <libical/ical.h>

#include "base/banned.h"

#define RULES 1000
#define START "2026-11-21T08:15"
#define ENOUGH 40

static uint64_t seed;

static int
drawn(int below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int)((seed >> 16) % (uint64_t)below);
}

static const char *const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA",
	"SU" };

/* Ascending, as libical wants them: a share of least..most. */
static void
draw_numbers(struct buf *b, const char *name, int least, int most)
{
	int v, one = least + drawn(most - least + 1);
	const char *before = "=";

	buf_printf(b, ";%s", name);
	for (v = least; v <= most; v++) {
		if (v != one && drawn(most - least + 2) > 1)
			continue;
		if (v == 0 && least < 0)
			continue;
		buf_printf(b, "%s%d", before, v);
		before = ",";
	}
	if (before[0] == '=')
		buf_cstr(b, "=1");
}

static void
draw_weekdays(struct buf *b, bool nth)
{
	static const int nths[] = { -1, 1, 2, 3, 4, 5, -2 };
	int d, one = drawn(7), n = nth ? nths[drawn(7)] : 0;
	const char *before = ";BYDAY=";

	for (d = 0; d < 7; d++) {
		if (d != one && (nth || drawn(3) > 0))
			continue;
		buf_cstr(b, before);
		if (n != 0)
			buf_int(b, n);
		buf_cstr(b, weekdays[d]);
		before = ",";
	}
}

static void
draw_monthly(struct buf *b)
{
	bool picked = drawn(3) == 0;

	if (drawn(2) == 0)
		draw_weekdays(b, !picked && drawn(2) == 0);
	else
		draw_numbers(b, "BYMONTHDAY", picked ? 1 : -31, 31);
	if (picked)
		buf_printf(b, ";BYSETPOS=%d", drawn(2) == 0 ? -1 : 1);
	else if (drawn(3) == 0)
		draw_numbers(b, "BYHOUR", 0, 23);
}

static void
draw_rule(struct buf *b)
{
	static const char *const freqs[] = { "DAILY", "WEEKLY", "MONTHLY",
		"YEARLY" };
	int f = drawn(4);

	buf_printf(b, "FREQ=%s;INTERVAL=%d", freqs[f],
	    f == 1 ? 1 : 1 + drawn(4));
	if (drawn(4) == 0)
		buf_printf(b, ";COUNT=%d", 1 + drawn(60));
	if (f == 3 || (f < 2 && drawn(3) == 0))
		draw_numbers(b, "BYMONTH", 1, 12);
	if (f >= 2) {
		draw_monthly(b);
		return;
	}
	if (f == 0 && drawn(2) == 0)
		draw_numbers(b, "BYMONTHDAY", 1, 31);
	if (drawn(2) == 0)
		draw_weekdays(b, false);
	if (drawn(3) == 0)
		draw_numbers(b, "BYMINUTE", 0, 59);
}

/* The first ENOUGH of both, as long as there are some within ten years. */
static void
is_judged_right(const char *text, const struct recurrence *r)
{
	struct schedule_time t = when_schedule(r, "Etc/UTC");
	struct icaltimetype at = icaltime_from_string("20261121T081500");
	icalrecur_iterator *i = icalrecur_iterator_new(
	    icalrecurrencetype_from_string(text), at);
	struct occurrences o;
	char want[64];
	size_t n;

	assert_non_null(i);
	is_ok(recurrence_next(&t, when_instant(START ":00Z"), ENOUGH,
	    when_arena, &o));
	for (n = 0; n < o.n; n++) {
		at = icalrecur_iterator_next(i);
		snprintf(want, sizeof(want), "%04d-%02d-%02dT%02d:%02d",
		    at.year, at.month, at.day, at.hour, at.minute);
		if (strcmp(o.v[n].key, want) != 0)
			fail_msg("%s gives %s for %s", text, o.v[n].key, want);
	}
	icalrecur_iterator_free(i);
}

static void
a_thousand_random_rules_agree_with_libical(void **state)
{
	const char *given = getenv("WATCHBILL_TEST_SEED"), *why;
	int i, judged = 0;

	(void)state;
	seed = given != NULL ? strtoull(given, NULL, 10) : 20261121;
	print_message("seed %llu\n", (unsigned long long)seed);
	for (i = 0; i < RULES; i++) {
		struct recurrence r = { 0 };
		struct buf b;

		arena_reset(when_arena);
		buf_init(&b, when_arena, 1024);
		draw_rule(&b);
		/* One that never fires takes libical half a second. */
		if (recurrence_rrule(buf_get(&b), when_civil(START),
		    when_arena, &r, &why) != OK) {
			assert_string_not_equal(why, "rrule-syntax");
			continue;
		}
		judged++;
		is_judged_right(b.p, &r);
	}
	assert_true(judged > RULES / 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thousand_random_rules_agree_with_libical),
	};

	return cmocka_run_group_tests(tests, when_setup, when_teardown);
}
