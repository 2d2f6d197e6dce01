/* origin: which addresses are one in the limits. */
#include "../unit.h"

#include "base/arena.h"
#include "domain/origin.h"

#include "base/banned.h"

static void
LG_08_addresses_of_a_network_or_written_otherwise_are_one(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} pair[] = {
		{ "192.0.2.7", "192.0.2.7", true },
		{ "192.0.2.7", "192.0.2.8", false },
		{ "::ffff:192.0.2.7", "192.0.2.7", true },
		{ "::ffff:192.0.2.7", "::ffff:192.0.2.8", false },
		{ "2001:db8:1:2::5", "2001:db8:1:2:ffff::6", true },
		{ "2001:DB8:1:2::5", "2001:0db8:1:2:0:0:0:5", true },
		{ "2001:db8:1:2::5", "2001:db8:1:3::5", false },
		{ "", "", true },
		{ NULL, "", true },
		{ "", "192.0.2.7", false },
	};
	struct arena *a = arena_new(65536);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pair) / sizeof(pair[0]); i++)
		if (str_eq(origin_of(pair[i].a, a), origin_of(pair[i].b, a)) !=
		    pair[i].same)
			fail_msg("%s and %s", pair[i].a, pair[i].b);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    LG_08_addresses_of_a_network_or_written_otherwise_are_one),
	};

	return cmocka_run_group_tests_name("origin", tests, NULL, NULL);
}
