/* status: each has its HTTP code, and nothing unknown looks like success. */
#include "../unit.h"

#include "base/status.h"

#include "base/banned.h"

static void
each_status_has_a_code_a_slug_of_its_own_and_a_title(void **state)
{
	int s, other;

	(void)state;
	for (s = 0; s < STATUS__MAX; s++) {
		assert_in_range(status_http((enum status)s), 200, 599);
		assert_true(strlen(status_title((enum status)s)) > 1);
		for (other = 0; other < s; other++)
			assert_string_not_equal(status_slug((enum status)s),
			    status_slug((enum status)other));
	}
}

static void
the_codes_are_those_of_the_header(void **state)
{
	(void)state;
	is_int(status_http(OK), 200);
	is_int(status_http(E_NOTFOUND), 404);
	is_int(status_http(E_CONFLICT), 409);
	is_int(status_http(E_INVALID), 422);
	is_int(status_http(E_DENIED), 403);
	is_int(status_http(E_ANONYMOUS), 401);
	is_int(status_http(E_LIMITED), 429);
	is_int(status_http(E_BUSY), 503);
	is_int(status_http(E_FAULT), 500);
	is_int(status_http(E_MALFORMED), 400);
	is_int(status_http(E_METHOD), 405);
	is_int(status_http(E_TOOLARGE), 413);
	is_int(status_http(E_MEDIA), 415);
	is_text(status_slug(E_CONFLICT), "conflict");
}

static void
an_unknown_status_is_a_fault(void **state)
{
	(void)state;
	is_int(status_http(STATUS__MAX), 500);
	is_text(status_slug((enum status)999), "fault");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    each_status_has_a_code_a_slug_of_its_own_and_a_title),
		cmocka_unit_test(the_codes_are_those_of_the_header),
		cmocka_unit_test(an_unknown_status_is_a_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
