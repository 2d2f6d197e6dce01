/* role: the order of roles and who may move whom. */
#include "../unit.h"

#include "domain/role.h"

#include "base/banned.h"

static void
roles_are_ordered_from_the_public_to_admins(void **state)
{
	(void)state;
	assert_true(ROLE_UNSET < ROLE_PUBLIC);
	assert_true(ROLE_PUBLIC < ROLE_GUEST);
	assert_true(ROLE_GUEST < ROLE_VOLUNTEER);
	assert_true(ROLE_VOLUNTEER < ROLE_COORDINATOR);
	assert_true(ROLE_COORDINATOR < ROLE_ADMIN);
	is_int(ROLE_UNSET, 0);
}

static void
names_of_persons_roles_are_read_back(void **state)
{
	enum role r, got;

	(void)state;
	for (r = ROLE_GUEST; r < ROLE__MAX; r++) {
		got = ROLE_UNSET;
		assert_true(role_parse(str_of(role_name(r)), &got));
		is_int(got, r);
	}
	is_text(role_name(ROLE_COORDINATOR), "coordinator");
}

static void
nobody_is_given_the_role_of_the_public(void **state)
{
	static const char *const bad[] = { "public", "unset", "", "Admin",
		"admin ", "root" };
	enum role got = ROLE_GUEST;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(role_parse(str_of(bad[i]), &got));
	is_int(got, ROLE_GUEST);
}

static void
coordinators_move_guests_and_volunteers_only(void **state)
{
	enum role from, to;

	(void)state;
	for (from = ROLE_UNSET; from <= ROLE__MAX; from++) {
		for (to = ROLE_UNSET; to <= ROLE__MAX; to++) {
			bool want = (from == ROLE_GUEST ||
			    from == ROLE_VOLUNTEER) && (to == ROLE_GUEST ||
			    to == ROLE_VOLUNTEER);

			is_int(role_may_grant(ROLE_COORDINATOR, false, from,
			    to), want);
		}
	}
}

static void
admins_grant_everything_a_person_can_be(void **state)
{
	enum role from, to;

	(void)state;
	for (from = ROLE_GUEST; from < ROLE__MAX; from++) {
		for (to = ROLE_GUEST; to < ROLE__MAX; to++)
			assert_true(role_may_grant(ROLE_ADMIN, false, from,
			    to));
		assert_false(role_may_grant(ROLE_ADMIN, false, from,
		    ROLE_PUBLIC));
		assert_false(role_may_grant(ROLE_ADMIN, false, from,
		    ROLE__MAX));
	}
}

static void
nobody_grants_themselves_a_role_and_volunteers_grant_none(void **state)
{
	enum role actor;

	(void)state;
	for (actor = ROLE_UNSET; actor < ROLE__MAX; actor++)
		assert_false(role_may_grant(actor, true, ROLE_GUEST,
		    ROLE_VOLUNTEER));
	for (actor = ROLE_UNSET; actor < ROLE_COORDINATOR; actor++)
		assert_false(role_may_grant(actor, false, ROLE_GUEST,
		    ROLE_VOLUNTEER));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roles_are_ordered_from_the_public_to_admins),
		cmocka_unit_test(names_of_persons_roles_are_read_back),
		cmocka_unit_test(nobody_is_given_the_role_of_the_public),
		cmocka_unit_test(coordinators_move_guests_and_volunteers_only),
		cmocka_unit_test(admins_grant_everything_a_person_can_be),
		cmocka_unit_test(
		    nobody_grants_themselves_a_role_and_volunteers_grant_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
