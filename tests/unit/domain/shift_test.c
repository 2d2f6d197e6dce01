/* shift: how well it is filled, and until when it can be booked. */
#include "../unit.h"

#include "domain/shift.h"

#include "base/banned.h"

static void
coverage_goes_from_nobody_to_full(void **state)
{
	static const struct {
		int64_t taken, needed, seats;
		const char *want;
		int64_t missing;
	} cases[] = {
		{ 0, 2, 4, "nobody", 2 },
		{ 1, 2, 4, "short", 1 },
		{ 2, 2, 4, "enough", 0 },
		{ 3, 2, 4, "enough", 0 },
		{ 4, 2, 4, "full", 0 },
		{ 0, 1, 1, "nobody", 1 },
		{ 1, 1, 1, "full", 0 },
		{ 0, 0, 3, "enough", 0 },	/* nobody has to come */
		{ 5, 2, 4, "full", 0 },		/* made smaller afterwards */
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		is_text(coverage_name(shift_coverage(cases[i].taken,
		    cases[i].needed, cases[i].seats)), cases[i].want);
		is_int(shift_missing(cases[i].taken, cases[i].needed),
		    cases[i].missing);
	}
}

static void
a_shift_is_open_until_the_second_it_starts(void **state)
{
	(void)state;
	assert_true(shift_is_open(1000, 999));
	assert_false(shift_is_open(1000, 1000));
	assert_false(shift_is_open(1000, 1001));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(coverage_goes_from_nobody_to_full),
		cmocka_unit_test(a_shift_is_open_until_the_second_it_starts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
