/* num: the whole slice or nothing. */
#include "../unit.h"

#include "base/arena.h"
#include "base/num.h"

#include "base/banned.h"

static void
numbers_are_read_to_the_last_bit(void **state)
{
	int64_t v = 1;

	(void)state;
	assert_true(num_parse(STR("0"), INT64_MIN, INT64_MAX, &v));
	is_int(v, 0);
	assert_true(num_parse(STR("-12"), INT64_MIN, INT64_MAX, &v));
	is_int(v, -12);
	assert_true(num_parse(STR("9223372036854775807"), INT64_MIN, INT64_MAX,
	    &v));
	assert_true(v == INT64_MAX);
	assert_true(num_parse(STR("-9223372036854775808"), INT64_MIN,
	    INT64_MAX, &v));
	assert_true(v == INT64_MIN);
}

static void
what_is_not_exactly_a_number_is_refused(void **state)
{
	static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "01",
		"-0", "00", "1.0", "1e3", "0x1", "12abc", "1_000", "--1",
		"9223372036854775808", "-9223372036854775809",
		"99999999999999999999" };
	int64_t v = 42;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(num_parse(str_of(bad[i]), INT64_MIN, INT64_MAX,
		    &v));
	assert_false(num_parse(STR("1\0"), INT64_MIN, INT64_MAX, &v));
	is_int(v, 42);
}

static void
the_range_is_inclusive(void **state)
{
	int64_t v = 42;

	(void)state;
	assert_true(num_parse(STR("1"), 1, 400, &v));
	assert_true(num_parse(STR("400"), 1, 400, &v));
	is_int(v, 400);
	assert_false(num_parse(STR("0"), 1, 400, &v));
	assert_false(num_parse(STR("401"), 1, 400, &v));
	is_int(v, 400);
}

static void
hexadecimal_goes_there_and_back(void **state)
{
	const uint8_t bytes[] = { 0x00, 0x7f, 0x80, 0xff };
	uint8_t back[4] = { 1, 2, 3, 4 };
	char room[16];
	struct buf b;

	(void)state;
	buf_fixed(&b, room, sizeof(room));
	num_hex(&b, bytes, 4);
	is_text(room, "007f80ff");
	assert_false(num_unhex(STR("007f80"), back, 4));
	assert_false(num_unhex(STR("007f80fg"), back, 4));
	assert_false(num_unhex(STR("007F80FF"), back, 4));
	assert_false(num_unhex(STR("007f80f\0"), back, 4));
	is_int(back[0], 1);
	assert_true(num_unhex(STR("007f80ff"), back, 4));
	assert_memory_equal(back, bytes, 4);
}

/* RFC 4648 10, without padding, and the two digits that differ. */
static const struct {
	const char *bytes, *text;
} vectors[] = {
	{ "", "" }, { "f", "Zg" }, { "fo", "Zm8" }, { "foo", "Zm9v" },
	{ "foob", "Zm9vYg" }, { "fooba", "Zm9vYmE" }, { "foobar", "Zm9vYmFy" },
	{ "\xfb\xff\xfe", "-__-" },
};

static void
base64url_goes_there_and_back(void **state)
{
	char room[16];
	uint8_t back[8];
	struct buf b;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		n = strlen(vectors[i].bytes);
		buf_fixed(&b, room, sizeof(room));
		num_base64url(&b, (const uint8_t *)vectors[i].bytes, n);
		is_text(room, vectors[i].text);
		assert_true(num_unbase64url(str_of(room), back, n));
		assert_memory_equal(back, vectors[i].bytes, n);
	}
}

static void
base64url_that_we_would_not_write_is_refused(void **state)
{
	uint8_t back[8] = { 42 };

	(void)state;
	assert_false(num_unbase64url(STR("Zg=="), back, 1));
	assert_false(num_unbase64url(STR("Zh"), back, 1));
	assert_false(num_unbase64url(STR("Zm9"), back, 2));
	assert_false(num_unbase64url(STR("Zm9v"), back, 2));
	assert_false(num_unbase64url(STR("Zm9v"), back, 4));
	assert_false(num_unbase64url(STR("Zm+v"), back, 3));
	assert_false(num_unbase64url(STR("Zm v"), back, 3));
	assert_false(num_unbase64url(STR("Z"), back, 0));
	is_int(back[0], 42);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read_to_the_last_bit),
		cmocka_unit_test(what_is_not_exactly_a_number_is_refused),
		cmocka_unit_test(the_range_is_inclusive),
		cmocka_unit_test(hexadecimal_goes_there_and_back),
		cmocka_unit_test(base64url_goes_there_and_back),
		cmocka_unit_test(base64url_that_we_would_not_write_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
