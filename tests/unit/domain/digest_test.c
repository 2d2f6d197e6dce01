/* digest: SHA-256, plain and over parts. */
#include "../unit.h"

#include "base/arena.h"
#include "base/num.h"
#include "domain/digest.h"

#include "base/banned.h"

static void
is_digest(const uint8_t got[DIGEST_BYTES], const char *want)
{
	uint8_t bytes[DIGEST_BYTES];

	assert_true(num_unhex(str_of(want), bytes, sizeof(bytes)));
	assert_memory_equal(got, bytes, sizeof(bytes));
}

static void
the_vectors_of_fips_180_come_out(void **state)
{
	uint8_t d[DIGEST_BYTES];

	(void)state;
	digest_plain(STR("abc"), d);
	is_digest(d, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	digest_plain((struct str){ NULL, 0 }, d);
	is_digest(d, "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
}

static void
parts_are_hashed_behind_their_lengths(void **state)
{
	const struct digest_part parts[] = { { "ab", 2 }, { NULL, 0 },
		{ "c", 1 } };
	uint8_t framed[DIGEST_BYTES], plain[DIGEST_BYTES];

	(void)state;
	digest_parts(parts, 3, framed);
	digest_plain(STR("\0\0\0\0\0\0\0\2ab\0\0\0\0\0\0\0\0"
	    "\0\0\0\0\0\0\0\1c"), plain);
	assert_memory_equal(framed, plain, DIGEST_BYTES);
}

static void
parts_cut_elsewhere_have_another_digest(void **state)
{
	const struct digest_part one[] = { { "ab", 2 }, { "c", 1 } };
	const struct digest_part two[] = { { "a", 1 }, { "bc", 2 } };
	const struct digest_part all[] = { { "abc", 3 } };
	uint8_t a[DIGEST_BYTES], b[DIGEST_BYTES], c[DIGEST_BYTES];

	(void)state;
	digest_parts(one, 2, a);
	digest_parts(two, 2, b);
	digest_parts(all, 1, c);
	assert_memory_not_equal(a, b, DIGEST_BYTES);
	assert_memory_not_equal(a, c, DIGEST_BYTES);
	assert_memory_not_equal(b, c, DIGEST_BYTES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vectors_of_fips_180_come_out),
		cmocka_unit_test(parts_are_hashed_behind_their_lengths),
		cmocka_unit_test(parts_cut_elsewhere_have_another_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
