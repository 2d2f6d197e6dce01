/* booking: names, and who may still cancel (PRODUCT rule 4). */
#include "../unit.h"

#include "domain/booking.h"

#include "base/banned.h"

#define START 100000
#define FREE 7200

static const char *
refusal(enum role actor, bool own, enum booking_state s, int64_t now)
{
	struct cancel_case c = { .actor = actor, .own = own, .state = s,
		.starts_at = START, .now = now, .free_cancel_s = FREE };

	return booking_cancel_refusal(&c);
}

static void
cancelling_is_free_until_two_hours_before_the_start(void **state)
{
	int64_t until = booking_free_until(START, FREE);

	(void)state;
	is_int(until, START - FREE);
	assert_null(refusal(ROLE_VOLUNTEER, true, BOOKING_BOOKED, until - 1));
	is_text(refusal(ROLE_VOLUNTEER, true, BOOKING_BOOKED, until),
	    "cancel-too-late");
	is_text(refusal(ROLE_VOLUNTEER, true, BOOKING_BOOKED, START - 1),
	    "cancel-too-late");
}

static void
a_coordinator_cancels_until_the_start(void **state)
{
	enum role r;

	(void)state;
	for (r = ROLE_COORDINATOR; r < ROLE__MAX; r++) {
		assert_null(refusal(r, false, BOOKING_BOOKED, START - 1));
		assert_null(refusal(r, true, BOOKING_BOOKED, START - 1));
		is_text(refusal(r, false, BOOKING_BOOKED, START),
		    "shift-started");
	}
}

static void
what_has_ended_is_not_ended_again(void **state)
{
	enum booking_state s;

	(void)state;
	for (s = BOOKING_CANCELLED; s < BOOKING_STATE__MAX; s++)
		is_text(refusal(ROLE_ADMIN, true, s, 0), "booking-ended");
}

static void
a_volunteer_cancels_only_their_own(void **state)
{
	(void)state;
	is_text(refusal(ROLE_VOLUNTEER, false, BOOKING_BOOKED, 0), "not-yours");
}

static void
names_of_states_are_read_back(void **state)
{
	enum booking_state s, got;

	(void)state;
	for (s = BOOKING_BOOKED; s < BOOKING_STATE__MAX; s++) {
		got = 0;
		assert_true(booking_state_parse(str_of(booking_state_name(s)),
		    &got));
		is_int(got, s);
	}
	assert_false(booking_state_parse(STR("dropped"), &got));
	assert_false(booking_state_parse(STR(""), &got));
	is_text(booking_source_name(SOURCE_SELF), "self");
	is_text(booking_source_name(SOURCE_WAITING), "waiting");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    cancelling_is_free_until_two_hours_before_the_start),
		cmocka_unit_test(a_coordinator_cancels_until_the_start),
		cmocka_unit_test(what_has_ended_is_not_ended_again),
		cmocka_unit_test(a_volunteer_cancels_only_their_own),
		cmocka_unit_test(names_of_states_are_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
