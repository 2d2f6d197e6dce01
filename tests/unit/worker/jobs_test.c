/* jobs: when what the worker does by the clock comes again. */
#include "../unit.h"

#include "base/zone.h"
#include "jobs.h"

#include "base/banned.h"

#define NOW INT64_C(1763690400)		/* 04:00 in Johannesburg */
#define DAY_S INT64_C(86400)
#define NIGHT (NOW + DAY_S - 50 * 60)	/* 03:10 of the next day */

static enum status outcome[2];		/* what each job ends in */
static int runs[2];

static enum status
first(struct act *act, int64_t *ret)
{
	(void)act;
	*ret = 0;
	runs[0]++;
	return outcome[0];
}

static enum status
second(struct act *act, int64_t *ret)
{
	(void)act;
	*ret = 0;
	runs[1]++;
	return outcome[1];
}

static const struct job nightly[] = {
	{ "nightly", DAY_S, true, first },
};
static const struct job short_ones[] = {
	{ "every 5 s", 5, false, first },
	{ "hourly", 3600, false, second },
};

static struct act act;

static int
up(void **state)
{
	(void)state;
	act = (struct act){ .now = NOW };
	memset(outcome, 0, sizeof(outcome));
	memset(runs, 0, sizeof(runs));
	return zone_find(STR("Africa/Johannesburg"), &act.zone) == OK ? 0 : -1;
}

/* Runs what is due at that moment: gives how long until the next. */
static int64_t
wait_after(struct jobs *j, int64_t at)
{
	act.now = at;
	jobs_run(j, &act);
	return jobs_next(j, at) - at;
}

static void
a_nightly_job_runs_at_once_and_then_every_night(void **state)
{
	struct jobs j = { .v = nightly, .n = 1 };

	(void)state;
	is_int(wait_after(&j, NOW), NIGHT - NOW);
	is_int(wait_after(&j, NIGHT - 1), 1);
	is_int(runs[0], 1);
	is_int(wait_after(&j, NIGHT), DAY_S);
	is_int(runs[0], 2);
}

static void
a_failed_job_is_tried_again_in_a_minute_doubling_to_an_hour(void **state)
{
	static const int64_t wait[] = { 60, 120, 240, 480, 960, 1920, 3600,
	    3600, 3600 };
	struct jobs j = { .v = nightly, .n = 1 };
	int64_t at = NOW;
	size_t i;

	(void)state;
	outcome[0] = E_BUSY;
	for (i = 0; i < sizeof(wait) / sizeof(wait[0]); i++) {
		is_int(wait_after(&j, at), wait[i]);
		is_int(wait_after(&j, at + wait[i] - 1), 1);
		is_int(runs[0], i + 1);
		at += wait[i];
	}
	outcome[0] = OK;
	is_int(wait_after(&j, at), NIGHT - at);
	outcome[0] = E_FAULT;
	is_int(wait_after(&j, NIGHT), 60);
}

static void
a_failure_never_makes_a_job_come_later_than_it_would(void **state)
{
	struct jobs j = { .v = short_ones, .n = 1 };
	struct jobs night = { .v = nightly, .n = 1 };
	int i;

	(void)state;
	outcome[0] = E_BUSY;
	for (i = 0; i < 100; i++)
		is_int(wait_after(&j, NOW + 5 * i), 5);
	is_int(runs[0], 100);
	is_int(wait_after(&night, NIGHT - 30), 30);
}

static void
one_that_fails_does_not_hold_up_the_others(void **state)
{
	struct jobs j = { .v = short_ones, .n = 2 };

	(void)state;
	outcome[0] = E_BUSY;
	is_int(wait_after(&j, NOW), -NOW);	/* the second waits */
	is_int(wait_after(&j, NOW), 5);
	is_int(runs[0], 1);
	is_int(runs[1], 1);
}

static void
a_clock_that_jumps_back_delays_nothing(void **state)
{
	struct jobs night = { .v = nightly, .n = 1 };
	struct jobs j = { .v = short_ones, .n = 1 };

	(void)state;
	outcome[0] = E_BUSY;
	(void)wait_after(&night, NOW);
	(void)wait_after(&night, NOW - 20 * 3600);
	is_int(runs[0], 2);
	outcome[0] = OK;
	(void)wait_after(&j, NOW);
	(void)wait_after(&j, NOW - 600);
	is_int(runs[0], 4);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup(name, up)
	const struct CMUnitTest tests[] = {
		T(a_nightly_job_runs_at_once_and_then_every_night),
		T(a_failed_job_is_tried_again_in_a_minute_doubling_to_an_hour),
		T(a_failure_never_makes_a_job_come_later_than_it_would),
		T(one_that_fails_does_not_hold_up_the_others),
		T(a_clock_that_jumps_back_delays_nothing),
	};

	return cmocka_run_group_tests_name("jobs", tests, NULL, NULL);
}
