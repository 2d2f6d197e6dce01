/* callback: which state may follow which. */
#include "../unit.h"

#include "domain/callback.h"

#include "base/banned.h"

static void
names_of_states_are_read_back(void **state)
{
	enum callback_state s, got;

	(void)state;
	for (s = CALLBACK_PENDING; s < CALLBACK_STATE__MAX; s++) {
		got = 0;
		assert_true(callback_state_parse(
		    str_of(callback_state_name(s)), &got));
		is_int(got, s);
	}
	is_text(callback_state_name(CALLBACK_SMS_SENT), "sms_sent");
	assert_false(callback_state_parse(STR("closed"), &got));
}

static void
nothing_follows_a_closed_request(void **state)
{
	enum callback_state from, to;

	(void)state;
	for (from = CALLBACK_PENDING; from < CALLBACK_STATE__MAX; from++) {
		bool any = false;

		for (to = CALLBACK_PENDING; to < CALLBACK_STATE__MAX; to++)
			any = any || callback_may_follow(from, to);
		is_int(any, !callback_is_closed(from));
		is_int(callback_is_closed(from),
		    from == CALLBACK_COMPLETED || from == CALLBACK_CANCELLED);
	}
}

static void
every_open_request_can_be_completed(void **state)
{
	enum callback_state from;

	(void)state;
	for (from = CALLBACK_PENDING; from < CALLBACK_STATE__MAX; from++)
		is_int(callback_may_follow(from, CALLBACK_COMPLETED),
		    !callback_is_closed(from));
}

static void
the_visitor_cancels_anything_open_but_a_call_they_are_in(void **state)
{
	enum callback_state from;

	(void)state;
	for (from = CALLBACK_PENDING; from < CALLBACK_STATE__MAX; from++)
		is_int(callback_may_follow(from, CALLBACK_CANCELLED),
		    !callback_is_closed(from) && from != CALLBACK_CONNECTED);
}

static void
a_request_goes_forward_and_never_stays(void **state)
{
	enum callback_state s;

	(void)state;
	for (s = CALLBACK_PENDING; s < CALLBACK_STATE__MAX; s++) {
		assert_false(callback_may_follow(s, s));
		assert_false(callback_may_follow(s, CALLBACK_PENDING));
		assert_false(callback_may_follow(s, CALLBACK_STATE__MAX));
	}
	assert_false(callback_may_follow(0, CALLBACK_PENDING));
	assert_false(callback_may_follow(CALLBACK_PENDING,
	    CALLBACK_CONNECTED));
	assert_true(callback_may_follow(CALLBACK_CALLING,
	    CALLBACK_CONNECTED));
	assert_true(callback_may_follow(CALLBACK_FAILED, CALLBACK_CALLING));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_states_are_read_back),
		cmocka_unit_test(nothing_follows_a_closed_request),
		cmocka_unit_test(every_open_request_can_be_completed),
		cmocka_unit_test(
		    the_visitor_cancels_anything_open_but_a_call_they_are_in),
		cmocka_unit_test(a_request_goes_forward_and_never_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
