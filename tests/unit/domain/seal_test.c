/* seal: what opens, what does not, and what no index gives away. */
#include "../unit.h"

#include "base/arena.h"
#include "base/num.h"
#include "domain/seal.h"

#include "base/banned.h"

#define H16 "0123456789abcdef"
#define HEX_A H16 H16 H16 H16
#define HEX_B "ffffffffffffffff" H16 H16 H16
#define HEX_C "eeeeeeeeeeeeeeee" H16 H16 H16
#define ONE_KEY "seal 1 " HEX_A "\nindex " HEX_B "\nmac " HEX_C "\n"
#define TWO_KEYS "seal 2 " HEX_B "\n" ONE_KEY

static const uint8_t uid[UID_BYTES] = "row one's uid..";
static const uint8_t other_uid[UID_BYTES] = "row two's uid..";
static const uint8_t nonce[SEAL_NONCE_BYTES] = "a nonce for the tests!!";

static struct arena *a;

static int
setup(void **state)
{
	(void)state;
	a = arena_new(1 << 20);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static struct keyring *
ring(const char *text)
{
	struct keyring *k;

	is_ok(keyring_parse(str_of(text), &k));
	return k;
}

static struct seal_place
phone_of(const uint8_t *row)
{
	return (struct seal_place){ "person", "phone", row };
}

static void
what_was_sealed_opens_in_its_place(void **state)
{
	static const char *const texts[] = { "", "+27825550147",
		"a longer one, with \xc3\xa9 in it" };
	struct keyring *k = ring(ONE_KEY);
	struct sealed s;
	struct str plain;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		s = seal_close(k, phone_of(uid), nonce, str_of(texts[i]), a);
		is_int(s.key_id, 1);
		is_int(s.n, strlen(texts[i]) + SEAL_OVERHEAD);
		is_ok(seal_open(k, phone_of(uid), s, a, &plain));
		is_str(plain, texts[i]);
		is_int(plain.p[plain.n], 0);
	}
	keyring_free(k);
}

static void
a_blob_does_not_show_what_it_holds(void **state)
{
	struct keyring *k = ring(ONE_KEY);
	struct sealed s = seal_close(k, phone_of(uid), nonce,
	    STR("+27825550147"), a);

	(void)state;
	assert_null(memmem(s.blob, s.n, "8255", 4));
	keyring_free(k);
}

static void
DP_02_a_blob_moved_to_another_row_or_column_does_not_open(void **state)
{
	struct keyring *k = ring(ONE_KEY);
	struct sealed s = seal_close(k, phone_of(uid), nonce, STR("secret"), a);
	const struct seal_place elsewhere[] = {
		{ "person", "phone", other_uid },
		{ "person", "email", uid },
		{ "callback", "phone", uid },
		{ "personp", "hone", uid },
		{ "perso", "nphone", uid },
	};
	struct str plain = STR("untouched");
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++) {
		is_int(seal_open(k, elsewhere[i], s, a, &plain), E_FAULT);
		is_str(plain, "untouched");
	}
	keyring_free(k);
}

static void
a_blob_with_any_bit_changed_does_not_open(void **state)
{
	struct keyring *k = ring(ONE_KEY);
	struct sealed s = seal_close(k, phone_of(uid), nonce, STR("secret"), a);
	uint8_t *copy = arena_alloc(a, s.n);
	struct sealed changed = { s.key_id, copy, s.n };
	struct str plain;
	size_t bit;

	(void)state;
	for (bit = 0; bit < s.n * 8; bit++) {
		memcpy(copy, s.blob, s.n);
		copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
		is_int(seal_open(k, phone_of(uid), changed, a, &plain),
		    E_FAULT);
	}
	memcpy(copy, s.blob, s.n);
	is_ok(seal_open(k, phone_of(uid), changed, a, &plain));
	keyring_free(k);
}

static void
a_blob_cut_short_does_not_open(void **state)
{
	struct keyring *k = ring(ONE_KEY);
	struct sealed s = seal_close(k, phone_of(uid), nonce, STR("secret"), a);
	struct str plain;

	(void)state;
	while (s.n-- > 0)
		is_int(seal_open(k, phone_of(uid), s, a, &plain), E_FAULT);
	keyring_free(k);
}

static void
the_highest_key_seals_and_older_ones_still_open(void **state)
{
	struct keyring *old = ring(ONE_KEY), *both = ring(TWO_KEYS);
	struct sealed first, second;
	struct str plain;

	(void)state;
	first = seal_close(old, phone_of(uid), nonce, STR("old"), a);
	second = seal_close(both, phone_of(uid), nonce, STR("new"), a);
	is_int(first.key_id, 1);
	is_int(second.key_id, 2);
	is_ok(seal_open(both, phone_of(uid), first, a, &plain));
	is_str(plain, "old");
	is_ok(seal_open(both, phone_of(uid), second, a, &plain));
	is_str(plain, "new");
	keyring_free(old);
	keyring_free(both);
}

static void
an_unknown_or_wrong_key_id_does_not_open(void **state)
{
	struct keyring *old = ring(ONE_KEY), *both = ring(TWO_KEYS);
	struct sealed s = seal_close(both, phone_of(uid), nonce, STR("x"), a);
	struct str plain;

	(void)state;
	is_int(seal_open(old, phone_of(uid), s, a, &plain), E_FAULT);
	s.key_id = 1;
	is_int(seal_open(both, phone_of(uid), s, a, &plain), E_FAULT);
	s.key_id = 0;
	is_int(seal_open(both, phone_of(uid), s, a, &plain), E_FAULT);
	keyring_free(old);
	keyring_free(both);
}

static void
DP_04_an_index_depends_on_key_namespace_and_text(void **state)
{
	struct keyring *k = ring(ONE_KEY);
	struct keyring *other = ring("seal 1 " HEX_A "\nindex " HEX_C
	    "\nmac " HEX_B "\n");
	uint8_t want[DIGEST_BYTES], got[DIGEST_BYTES];

	(void)state;
	seal_index(k, "person.phone", STR("+27825550147"), want);
	seal_index(k, "person.phone", STR("+27825550147"), got);
	assert_memory_equal(got, want, DIGEST_BYTES);
	seal_index(k, "person.phone", STR("+27825550148"), got);
	assert_memory_not_equal(got, want, DIGEST_BYTES);
	seal_index(k, "callback.phone", STR("+27825550147"), got);
	assert_memory_not_equal(got, want, DIGEST_BYTES);
	seal_index(other, "person.phone", STR("+27825550147"), got);
	assert_memory_not_equal(got, want, DIGEST_BYTES);
	digest_plain(STR("+27825550147"), got);
	assert_memory_not_equal(got, want, DIGEST_BYTES);
	keyring_free(k);
	keyring_free(other);
}

/* Computed with Python's hmac: HMAC(HMAC(key, kind NUL name), text). */
static void
an_index_is_hmac_sha_256_under_a_derived_key(void **state)
{
	struct keyring *k = ring(ONE_KEY);
	uint8_t want[DIGEST_BYTES], got[DIGEST_BYTES];

	(void)state;
	seal_index(k, "person.phone", STR("+27825550147"), got);
	assert_true(num_unhex(STR("a486c7600f9e4cb58a9a319ce86d16ec"
	    "447a2f0168a5ea77f68dc9a16007a443"), want, sizeof(want)));
	assert_memory_equal(got, want, DIGEST_BYTES);
	keyring_free(k);
}

static void
a_mac_depends_on_purpose_and_where_parts_are_cut(void **state)
{
	const struct digest_part one[] = { { "ab", 2 }, { "c", 1 } };
	const struct digest_part two[] = { { "a", 1 }, { "bc", 2 } };
	struct keyring *k = ring(ONE_KEY);
	uint8_t want[DIGEST_BYTES], got[DIGEST_BYTES];

	(void)state;
	seal_mac(k, "csrf", one, 2, want);
	seal_mac(k, "csrf", one, 2, got);
	assert_memory_equal(got, want, DIGEST_BYTES);
	seal_mac(k, "code", one, 2, got);
	assert_memory_not_equal(got, want, DIGEST_BYTES);
	seal_mac(k, "csrf", two, 2, got);
	assert_memory_not_equal(got, want, DIGEST_BYTES);
	keyring_free(k);
}

static void
a_new_key_file_holds_the_bytes_it_was_given(void **state)
{
	uint8_t random[3 * SEAL_KEY_BYTES];
	struct keyring *k;
	size_t i;
	char *text;

	(void)state;
	for (i = 0; i < sizeof(random); i++)
		random[i] = (uint8_t)i;
	text = keyring_format_new(a, random);
	assert_ptr_equal(strstr(text, "seal 1 000102030405"), text);
	assert_non_null(strstr(text, "\nindex 202122"));
	assert_non_null(strstr(text, "\nmac 404142"));
	k = ring(text);
	keyring_free(k);
	keyring_free(NULL);
}

static void
blank_lines_and_comments_may_stand_in_a_key_file(void **state)
{
	struct keyring *k = ring("# made in November\r\n\n  seal   7  " HEX_A
	    "\r\n" "index " HEX_B "\n#\nmac " HEX_C);
	struct sealed s = seal_close(k, phone_of(uid), nonce, STR("x"), a);

	(void)state;
	is_int(s.key_id, 7);
	keyring_free(k);
}

static void
a_key_file_with_anything_else_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"seal 1 " HEX_A "\n",
		"seal 1 " HEX_A "\nindex " HEX_B "\n",
		"index " HEX_B "\nmac " HEX_C "\n",
		ONE_KEY "seal 1 " HEX_B "\n",
		ONE_KEY "index " HEX_B "\n",
		ONE_KEY "mac " HEX_B "\n",
		ONE_KEY "salt " HEX_B "\n",
		ONE_KEY "seal\n",
		ONE_KEY "seal 0 " HEX_B "\n",
		ONE_KEY "seal -1 " HEX_B "\n",
		ONE_KEY "seal x " HEX_B "\n",
		ONE_KEY "seal 2 " HEX_B "0\n",
		ONE_KEY "seal 2 " HEX_B "00\n",
		ONE_KEY "seal 2 0123\n",
		ONE_KEY "seal 2 " HEX_B " 3\n",
	};
	struct keyring *k = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		is_int(keyring_parse(str_of(bad[i]), &k), E_INVALID);
	assert_null(k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_sealed_opens_in_its_place),
		cmocka_unit_test(a_blob_does_not_show_what_it_holds),
		cmocka_unit_test(
		    DP_02_a_blob_moved_to_another_row_or_column_does_not_open),
		cmocka_unit_test(a_blob_with_any_bit_changed_does_not_open),
		cmocka_unit_test(a_blob_cut_short_does_not_open),
		cmocka_unit_test(
		    the_highest_key_seals_and_older_ones_still_open),
		cmocka_unit_test(an_unknown_or_wrong_key_id_does_not_open),
		cmocka_unit_test(
		    DP_04_an_index_depends_on_key_namespace_and_text),
		cmocka_unit_test(an_index_is_hmac_sha_256_under_a_derived_key),
		cmocka_unit_test(
		    a_mac_depends_on_purpose_and_where_parts_are_cut),
		cmocka_unit_test(a_new_key_file_holds_the_bytes_it_was_given),
		cmocka_unit_test(
		    blank_lines_and_comments_may_stand_in_a_key_file),
		cmocka_unit_test(a_key_file_with_anything_else_is_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
