/* metrics: counts shared between processes, rates that hold under a race. */
#include "../unit.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include "base/log.h"
#include "base/metrics.h"

#include "base/banned.h"

#define SECOND INT64_C(1000000)

static char path[4096];

static int
set_up(void **state)
{
	(void)state;
	snprintf(path, sizeof(path), "%s", unit_temp("metrics"));
	unlink(path);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(path);
	return 0;
}

static bool
take(const char *key, int64_t burst, int64_t per_s, int64_t now_us)
{
	int64_t wait = -1;
	bool taken = metrics_rate(1, str_of(key), burst, per_s, now_us, &wait);

	assert_true(taken || wait >= 1);
	return taken;
}

/* First, before anything is open. */
static void
without_the_file_rates_fail_closed_and_nothing_is_counted(void **state)
{
	int64_t wait = 0;

	(void)state;
	log_open("metrics_test", -1);
	assert_false(metrics_rate(1, STR("x"), 5, 60, 0, &wait));
	is_int(wait, 60);
	metrics_request(1, 200, 10);
	is_int(metrics_requests(1, 2), 0);
	is_int(metrics_open("/nonexistent/metrics"), E_FAULT);
	is_int(metrics_open("/"), E_FAULT);
}

static void
requests_are_counted_by_class_and_duration(void **state)
{
	(void)state;
	is_ok(metrics_open(path));
	metrics_request(7, 200, 400);
	metrics_request(7, 204, 501);
	metrics_request(7, 404, 1000);
	metrics_request(7, 503, 5 * SECOND);
	metrics_request(7, 999, -1);
	metrics_request(METRICS_ROUTES, 200, 1);
	is_int(metrics_requests(7, 2), 2);
	is_int(metrics_requests(7, 4), 1);
	is_int(metrics_requests(7, 5), 1);
	is_int(metrics_requests(7, 0), 1);
	is_int(metrics_requests(8, 2), 0);
	is_int(metrics_requests(METRICS_ROUTES, 2), 0);
	is_int(metrics_requests(7, METRICS_CLASSES), 0);
	is_int(metrics_durations(7, 0), 2);
	is_int(metrics_durations(7, 1), 2);
	is_int(metrics_durations(7, METRICS_BUCKETS - 1), 1);
	is_int(metrics_bucket_us(1), 1000);
	is_int(metrics_duration_sum_us(7), 5001901);
}

static void
opening_again_keeps_the_counts(void **state)
{
	(void)state;
	is_ok(metrics_open(path));
	is_int(metrics_requests(7, 2), 2);
}

static void
the_file_is_for_its_owner_only(void **state)
{
	struct stat st;

	(void)state;
	is_int(stat(path, &st), 0);
	is_int(st.st_mode & 0777, 0600);
}

static void
a_file_of_another_layout_is_replaced_under_its_users(void **state)
{
	static const char *const bad[] = { "", "x", "WBMETRIC but short" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		is_ok(metrics_open(path));
		unlink(path);
		unit_write(path, bad[i]);
		metrics_request(3, 200, 1);	/* the old map holds */
		is_int(metrics_requests(3, 2), 1);
		is_ok(metrics_open(path));
		is_int(metrics_requests(3, 2), 0);
	}
}

static void
another_version_of_the_layout_is_made_anew(void **state)
{
	FILE *f;

	(void)state;
	is_ok(metrics_open(path));
	metrics_request(3, 200, 1);
	f = fopen(path, "r+");
	assert_non_null(f);
	is_int(fseek(f, 8, SEEK_SET), 0);
	is_int(fputc(99, f), 99);
	fclose(f);
	is_ok(metrics_open(path));
	is_int(metrics_requests(3, 2), 0);
}

static void
a_bucket_holds_its_burst_and_no_more(void **state)
{
	int64_t now = 1000 * SECOND, wait = 0;
	int i;

	(void)state;
	is_ok(metrics_open(path));
	for (i = 0; i < 5; i++)
		assert_true(take("10.0.0.1", 5, 60, now));
	assert_false(metrics_rate(1, STR("10.0.0.1"), 5, 60, now, &wait));
	is_int(wait, 60);
	assert_true(take("10.0.0.2", 5, 60, now));
	assert_true(metrics_rate(2, STR("10.0.0.1"), 5, 60, now, &wait));
}

static void
a_small_limit_holds_in_every_span_of_its_length(void **state)
{
	int64_t now = 2000 * SECOND, wait = 0;
	int i;

	(void)state;
	for (i = 0; i < 10; i++)
		assert_true(take("strict", 10, 3600, now + i * SECOND));
	for (i = 10; i < 3600; i += 60)
		assert_false(take("strict", 10, 3600, now + i * SECOND));
	assert_false(metrics_rate(1, STR("strict"), 10, 3600,
	    now + 3590 * SECOND, &wait));
	is_int(wait, 10);
	assert_true(take("strict", 10, 3600, now + 3600 * SECOND));
	assert_false(take("strict", 10, 3600, now + 3600 * SECOND));
	assert_true(take("strict", 10, 3600, now + 3601 * SECOND));
}

static void
of_a_large_limit_one_token_comes_back_at_a_time(void **state)
{
	int64_t now = 2000 * SECOND, wait = 0;
	int i;

	(void)state;
	for (i = 0; i < 60; i++)
		assert_true(take("slow", 60, 600, now));
	assert_false(take("slow", 60, 600, now + 9 * SECOND));
	assert_true(take("slow", 60, 600, now + 10 * SECOND));
	assert_false(metrics_rate(1, STR("slow"), 60, 600, now + 12 * SECOND,
	    &wait));
	is_int(wait, 8);
	for (i = 0; i < 60; i++)
		assert_true(take("slow", 60, 600, now + 2000 * SECOND));
	assert_false(take("slow", 60, 600, now + 2000 * SECOND));
}

static void
being_refused_costs_nothing(void **state)
{
	int64_t now = 3000 * SECOND;
	int i;

	(void)state;
	assert_true(take("eager", 1, 10, now));
	for (i = 0; i < 1000; i++)
		assert_false(take("eager", 1, 10, now + SECOND));
	assert_true(take("eager", 1, 10, now + 10 * SECOND));
}

static void
a_clock_that_starts_again_finds_full_buckets(void **state)
{
	(void)state;
	assert_true(take("boot", 1, 3600, 900000 * SECOND));
	assert_false(take("boot", 1, 3600, 900000 * SECOND));
	assert_true(take("boot", 1, 3600, 5 * SECOND));
	assert_false(take("boot", 1, 3600, 6 * SECOND));
}

static void
seconds_since_1970_and_since_boot_both_work(void **state)
{
	const int64_t now = INT64_C(1795225819) * SECOND;

	(void)state;
	assert_true(take("wall", 2, 2592000, now));
	assert_true(take("wall", 2, 2592000, now));
	assert_false(take("wall", 2, 2592000, now + 2591000 * SECOND));
	assert_true(take("wall", 2, 2592000, now + 2592000 * SECOND));
}

static void
many_keys_neither_grow_the_file_nor_free_the_busy_one(void **state)
{
	int64_t now = 5000 * SECOND;
	struct stat before, after;
	char key[32];
	int i, granted = 0;

	(void)state;
	is_int(stat(path, &before), 0);
	for (i = 0; i < 200000; i++) {
		snprintf(key, sizeof(key), "key %d", i);
		take(key, 20, 60, now);
		if (i % 1000 == 0)
			granted += take("busy", 20, 3600, now);
	}
	is_int(stat(path, &after), 0);
	is_int(before.st_size, after.st_size);
	is_int(granted, 20);
}

/* What a child gets of 100 tokens, which eight of them want all. */
static int
greedy(void)
{
	int i, got = 0;

	for (i = 0; i < 100; i++)
		got += take("race", 100, 3600, 9000 * SECOND);
	for (i = 0; i < 1000; i++)
		metrics_request(9, 200, 10);
	return got;
}

static void
processes_share_counts_and_tokens_exactly(void **state)
{
	int i, how, got = 0;

	(void)state;
	is_ok(metrics_open(path));
	for (i = 0; i < 8; i++)
		if (fork() == 0) {
			is_ok(metrics_open(path));
			_exit(greedy());
		}
	for (i = 0; i < 8; i++) {
		assert_true(wait(&how) > 0);
		assert_true(WIFEXITED(how));
		got += WEXITSTATUS(how);
	}
	is_int(got, 100);
	is_int(metrics_requests(9, 2), 8000);
}

static int
window_greedy(void)
{
	int i, got = 0;

	for (i = 0; i < 100; i++)
		got += take("window", 20, 3600, 9000 * SECOND);
	return got;
}

static void
processes_never_take_more_than_a_window_has(void **state)
{
	int i, how, got = 0;

	(void)state;
	for (i = 0; i < 8; i++)
		if (fork() == 0) {
			is_ok(metrics_open(path));
			_exit(window_greedy());
		}
	for (i = 0; i < 8; i++) {
		assert_true(wait(&how) > 0);
		assert_true(WIFEXITED(how));
		got += WEXITSTATUS(how);
	}
	assert_in_range(got, 1, 20);
}

static void
processes_that_start_at_once_agree_on_one_file(void **state)
{
	int i, how;

	(void)state;
	for (i = 0; i < 8; i++) {
		if (i == 0)
			unit_write(path, "old");
		if (fork() == 0) {
			if (metrics_open(path) != OK)
				_exit(1);
			metrics_request(4, 200, 1);
			_exit(0);
		}
	}
	for (i = 0; i < 8; i++) {
		assert_true(wait(&how) > 0);
		is_int(how, 0);
	}
	is_ok(metrics_open(path));
	is_int(metrics_requests(4, 2), 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    without_the_file_rates_fail_closed_and_nothing_is_counted),
		cmocka_unit_test(requests_are_counted_by_class_and_duration),
		cmocka_unit_test(opening_again_keeps_the_counts),
		cmocka_unit_test(the_file_is_for_its_owner_only),
		cmocka_unit_test(
		    a_file_of_another_layout_is_replaced_under_its_users),
		cmocka_unit_test(another_version_of_the_layout_is_made_anew),
		cmocka_unit_test(a_bucket_holds_its_burst_and_no_more),
		cmocka_unit_test(
		    a_small_limit_holds_in_every_span_of_its_length),
		cmocka_unit_test(
		    of_a_large_limit_one_token_comes_back_at_a_time),
		cmocka_unit_test(being_refused_costs_nothing),
		cmocka_unit_test(a_clock_that_starts_again_finds_full_buckets),
		cmocka_unit_test(seconds_since_1970_and_since_boot_both_work),
		cmocka_unit_test(
		    many_keys_neither_grow_the_file_nor_free_the_busy_one),
		cmocka_unit_test(processes_share_counts_and_tokens_exactly),
		cmocka_unit_test(processes_never_take_more_than_a_window_has),
		cmocka_unit_test(
		    processes_that_start_at_once_agree_on_one_file),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
