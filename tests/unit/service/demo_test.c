/* demo: what a demonstration watch holds. */
#include "rota.h"

#include "service/demo.h"
#include "store/callbacks.h"

#include "base/banned.h"

static const struct module *const modules[] = {
	&people_module, &schedules_module, &shifts_module,
	&shift_edits_module, &bookings_module, &callbacks_module,
	&outbox_module, &audit_module, NULL
};

static int
up(void **state)
{
	int failed = fixture_up(state, modules);

	if (failed == 0)
		fixture_operator(*state);
	return failed;
}

static void
a_demonstration_is_a_watch_of_three_weeks(void **state)
{
	struct fixture *f = *state;
	struct demo_made made;
	const char *now = str_printf(f->arena, "%lld",
	    (long long)f->act.now);

	is_ok(demo_load(&f->act, &made));
	is_int(made.schedules, 3);
	is_int(made.people, 40);
	is_int(made.callbacks, 5);
	is_text(made.coordinator_phone, "+447700900001");
	is_int(f->act.now, FIXTURE_NOW);
	is_int(rota_count(f, "schedule"), 3);
	is_int(rota_count(f, "person"), 40);
	is_int(rota_count(f, "person WHERE role = 'coordinator'"), 1);
	is_int(rota_count(f, "person WHERE role = 'guest'"), 4);
	is_int(rota_count(f, "booking"), made.bookings);
	assert_true(made.bookings > 100);
	assert_true(rota_count(f, str_printf(f->arena, "booking WHERE "
	    "state = 'booked' AND ends_at < %s", now)) > 50);
	assert_true(rota_count(f, str_printf(f->arena, "booking WHERE "
	    "state = 'booked' AND starts_at > %s", now)) > 20);
	assert_true(rota_count(f, "booking WHERE state = 'cancelled'") > 3);
	assert_true(rota_count(f, str_printf(f->arena, "shift WHERE "
	    "taken = 0 AND starts_at > %s", now)) > 10);
	is_int(rota_count(f, "callback WHERE closed_at IS NULL"), 4);
	is_int(rota_count(f, "callback WHERE claimed_by IS NOT NULL AND "
	    "closed_at IS NULL"), 1);
	is_int(rota_count(f, str_printf(f->arena, "schedule WHERE "
	    "expanded_to = %s + 90 * 86400", now)), 3);
	is_int(rota_count(f, str_printf(f->arena, "audit WHERE at > %s",
	    now)), 0);
}

static void
a_second_one_is_refused(void **state)
{
	struct fixture *f = *state;
	struct demo_made made;
	int64_t rows;

	fixture_person(f, "The first admin", ROLE_ADMIN);
	is_ok(demo_load(&f->act, &made));
	rows = rota_count(f, "audit");
	is_refused(f, demo_load(&f->act, &made), E_CONFLICT,
	    "demo-not-empty");
	is_int(rota_count(f, "audit"), rows);
}

static void
a_watch_with_people_is_left_alone(void **state)
{
	struct fixture *f = *state;
	struct demo_made made;

	fixture_person(f, "Somebody", ROLE_GUEST);
	is_refused(f, demo_load(&f->act, &made), E_CONFLICT,
	    "demo-not-empty");
	is_int(rota_count(f, "person"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, up, fixture_down)
		T(a_demonstration_is_a_watch_of_three_weeks),
		T(a_second_one_is_refused),
		T(a_watch_with_people_is_left_alone),
	};

	return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}
