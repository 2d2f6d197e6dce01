/* person: the words for a person's states. */
#include "../unit.h"

#include "domain/person.h"

#include "base/banned.h"

static void
names_of_states_are_read_back(void **state)
{
	enum person_state s, got;

	(void)state;
	for (s = PERSON_ACTIVE; s < PERSON_STATE__MAX; s++) {
		got = 0;
		assert_true(person_state_parse(str_of(person_state_name(s)),
		    &got));
		is_int(got, s);
	}
	assert_false(person_state_parse(STR(""), &got));
	assert_false(person_state_parse(STR("Active"), &got));
	assert_null(person_state_name(0));
	assert_null(person_state_name(PERSON_STATE__MAX));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_states_are_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
