/* random: enough to see that it is wired up, and the hash's known answer. */
#include "../unit.h"

#include "base/random.h"

#include "base/banned.h"

static void
bytes_differ_from_call_to_call(void **state)
{
	uint8_t a[32] = { 0 }, b[32] = { 0 };

	(void)state;
	random_bytes(a, sizeof(a));
	random_bytes(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
}

static void
numbers_below_a_limit_reach_all_of_them_and_no_more(void **state)
{
	int seen[7] = { 0 }, i;
	uint32_t v;

	(void)state;
	for (i = 0; i < 7000; i++) {
		v = random_below(7);
		assert_in_range(v, 0, 6);
		seen[v]++;
	}
	for (i = 0; i < 7; i++)
		assert_in_range(seen[i], 700, 1300);
	is_int(random_below(1), 0);
}

/* The reference vector of SipHash-2-4: key 00..0f, message 00..0e. */
static void
the_hash_is_siphash_and_depends_on_its_key(void **state)
{
	uint8_t key[RANDOM_HASH_KEY], message[15];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(key); i++)
		key[i] = (uint8_t)i;
	for (i = 0; i < sizeof(message); i++)
		message[i] = (uint8_t)i;
	assert_true(random_hash(key, message, 15) ==
	    UINT64_C(0xe545be4961ca29a1));
	key[0] = 1;
	assert_true(random_hash(key, message, 15) !=
	    UINT64_C(0xe545be4961ca29a1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_differ_from_call_to_call),
		cmocka_unit_test(
		    numbers_below_a_limit_reach_all_of_them_and_no_more),
		cmocka_unit_test(the_hash_is_siphash_and_depends_on_its_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
