/* clock: real time, moved only by the file that says so. */
#include "../unit.h"

#include <time.h>

#include "base/clock.h"

#include "base/banned.h"

static void
without_a_file_it_is_the_time_of_the_machine(void **state)
{
	int64_t before = time(NULL), now = clock_now(), after = time(NULL);

	(void)state;
	assert_in_range(now, before - 1, after);
	assert_in_range(clock_now_ms() / 1000, now, now + 1);
}

/* How far the clock is moved while the file holds that text. */
static int64_t
offset_with(const char *text)
{
	const char *path = unit_temp("clock");
	int64_t moved;

	unit_write(path, text);
	clock_set_offset_file(path);
	moved = clock_now() - time(NULL);
	clock_set_offset_file(NULL);
	unlink(path);
	return moved;
}

static void
the_file_moves_it_and_is_read_each_time(void **state)
{
	const char *path = unit_temp("clock");

	(void)state;
	assert_in_range(offset_with("3600\n"), 3599, 3600);
	assert_in_range(offset_with("-86400") + 86400, 0, 1);
	assert_in_range(offset_with("") + 1, 0, 1);
	assert_in_range(offset_with("tomorrow") + 1, 0, 1);
	assert_in_range(offset_with("99999999999999") + 1, 0, 1);
	clock_set_offset_file(path);
	unlink(path);
	assert_in_range(clock_now() - time(NULL) + 1, 0, 1);
	unit_write(path, "100");
	assert_in_range(clock_now() - time(NULL), 99, 100);
	unit_write(path, "200");
	assert_in_range(clock_now() - time(NULL), 199, 200);
	clock_set_offset_file(NULL);
	unlink(path);
}

static void
the_monotonic_clock_only_goes_on_and_is_not_moved(void **state)
{
	int64_t before = clock_monotonic_us(), after;
	const char *path = unit_temp("clock");

	(void)state;
	unit_write(path, "1000000");
	clock_set_offset_file(path);
	after = clock_monotonic_us();
	clock_set_offset_file(NULL);
	unlink(path);
	assert_in_range(after - before, 0, 60 * 1000000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_file_it_is_the_time_of_the_machine),
		cmocka_unit_test(the_file_moves_it_and_is_read_each_time),
		cmocka_unit_test(
		    the_monotonic_clock_only_goes_on_and_is_not_moved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
