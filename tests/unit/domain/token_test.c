/* token: texts of random tokens, and masked copies for forms. */
#include "../unit.h"

#include "domain/token.h"

#include "base/banned.h"

static void
a_token_is_32_characters_of_base64url(void **state)
{
	uint8_t random[TOKEN_BYTES];
	char text[TOKEN_TEXT];

	(void)state;
	memset(random, 0xff, sizeof(random));
	token_format(random, text);
	is_text(text, "________________________________");
	assert_true(token_is_wellformed(str_of(text)));
	memset(random, 0, sizeof(random));
	random[TOKEN_BYTES - 1] = 1;
	token_format(random, text);
	is_text(text, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB");
}

static void
what_token_format_cannot_give_is_not_wellformed(void **state)
{
	static const char *const bad[] = { "",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/A",
		"AAAAAAAAAAAAAAAA AAAAAAAAAAAAAAA",
		"AAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAA" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(token_is_wellformed(str_of(bad[i])));
	assert_false(token_is_wellformed((struct str){ NULL, 0 }));
}

static void
the_database_holds_the_hash_of_the_text(void **state)
{
	uint8_t got[DIGEST_BYTES], want[DIGEST_BYTES];

	(void)state;
	token_hash(STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"), got);
	digest_plain(STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"), want);
	assert_memory_equal(got, want, DIGEST_BYTES);
}

static void
masked_twice_a_token_differs_and_is_good_both_times(void **state)
{
	uint8_t mac[DIGEST_BYTES], mask[DIGEST_BYTES], got[DIGEST_BYTES];
	char one[MASKED_TEXT], two[MASKED_TEXT];

	(void)state;
	memset(mac, 0x5a, sizeof(mac));
	memset(mask, 0x01, sizeof(mask));
	token_mask(mac, mask, one);
	memset(mask, 0xfe, sizeof(mask));
	token_mask(mac, mask, two);
	assert_string_not_equal(one, two);
	assert_true(token_unmask(str_of(one), got));
	assert_memory_equal(got, mac, sizeof(mac));
	memset(got, 0, sizeof(got));
	assert_true(token_unmask(str_of(two), got));
	assert_memory_equal(got, mac, sizeof(mac));
}

static void
a_masked_token_with_one_bit_changed_unmasks_to_another(void **state)
{
	uint8_t mac[DIGEST_BYTES] = { 7 }, mask[DIGEST_BYTES] = { 9 };
	uint8_t got[DIGEST_BYTES];
	char text[MASKED_TEXT];

	(void)state;
	token_mask(mac, mask, text);
	text[0] = text[0] == 'A' ? 'B' : 'A';
	assert_true(token_unmask(str_of(text), got));
	assert_memory_not_equal(got, mac, sizeof(mac));
}

static void
what_token_mask_cannot_give_is_refused(void **state)
{
	uint8_t mac[DIGEST_BYTES] = { 1 }, got[DIGEST_BYTES] = { 42 };
	char text[MASKED_TEXT];

	(void)state;
	token_mask(mac, mac, text);
	assert_false(token_unmask((struct str){ text, 85 }, got));
	assert_false(token_unmask(STR(""), got));
	text[3] = '%';
	assert_false(token_unmask(str_of(text), got));
	/* The last character has four bits to spare: they must be zero. */
	token_mask(mac, mac, text);
	text[85] = 'B';
	assert_false(token_unmask(str_of(text), got));
	is_int(got[0], 42);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_is_32_characters_of_base64url),
		cmocka_unit_test(
		    what_token_format_cannot_give_is_not_wellformed),
		cmocka_unit_test(the_database_holds_the_hash_of_the_text),
		cmocka_unit_test(
		    masked_twice_a_token_differs_and_is_good_both_times),
		cmocka_unit_test(
		    a_masked_token_with_one_bit_changed_unmasks_to_another),
		cmocka_unit_test(what_token_mask_cannot_give_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
