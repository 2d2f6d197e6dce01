/* str: slices borrow, buffers have a maximum and fail stickily. */
#include "../unit.h"

#include "base/arena.h"
#include "base/str.h"

#include "base/banned.h"

static int
set_up(void **state)
{
	*state = arena_new((size_t)1024 * 1024);
	return 0;
}

static int
tear_down(void **state)
{
	arena_free(*state);
	return 0;
}

static void
slices_compare_by_length_and_bytes(void **state)
{
	(void)state;
	assert_true(str_eq(STR("ab"), str_of("ab")));
	assert_false(str_eq(STR("ab"), STR("abc")));
	assert_false(str_eq(STR("ab"), STR("aB")));
	assert_true(str_eq(str_of(NULL), STR("")));
	assert_true(str_is(STR("x\0y"), "x") == false);
	assert_true(str_starts(STR("watchbill"), "watch"));
	assert_true(str_starts(STR("w"), ""));
	assert_false(str_starts(STR("wat"), "watch"));
}

static void
secrets_compare_by_all_their_bytes(void **state)
{
	(void)state;
	assert_true(str_eq_secret(STR("secret"), STR("secret")));
	assert_true(str_eq_secret(STR(""), str_of(NULL)));
	assert_false(str_eq_secret(STR("secret"), STR("Secret")));
	assert_false(str_eq_secret(STR("secret"), STR("secreT")));
	assert_false(str_eq_secret(STR("secret"), STR("secre")));
	assert_false(str_eq_secret(STR("\x80"), STR("\x00")));
}

static void
a_trim_takes_ascii_white_space_off_both_ends(void **state)
{
	(void)state;
	is_str(str_trim(STR(" \t a b\r\n\v\f")), "a b");
	is_str(str_trim(STR("  ")), "");
	is_str(str_trim(STR("\xc2\xa0x")), "\xc2\xa0x");
}

static void
a_cut_gives_the_head_and_returns_what_follows(void **state)
{
	struct str head, rest;

	(void)state;
	rest = str_cut(STR("a=b=c"), '=', &head);
	is_str(head, "a");
	is_str(rest, "b=c");
	rest = str_cut(STR("a="), '=', &head);
	is_str(head, "a");
	is_int(rest.n, 0);
	assert_non_null(rest.p);
	rest = str_cut(STR("abc"), '=', &head);
	is_str(head, "abc");
	is_int(rest.n, 0);
	assert_null(rest.p);
	rest = str_cut(str_of(NULL), '=', &head);
	is_int(head.n, 0);
	assert_null(rest.p);
}

static void
copies_and_formats_live_in_the_arena(void **state)
{
	struct str part = { "hello", 4 };

	is_text(str_copy(*state, part), "hell");
	is_text(str_printf(*state, "%d-%s", 7, "x"), "7-x");
	is_text(str_printf(*state, "%500d", 1) + 499, "1");
}

static void
a_buffer_grows_up_to_its_maximum(void **state)
{
	struct buf b;
	size_t i;

	buf_init(&b, *state, 1000);
	is_int(buf_get(&b).n, 0);
	for (i = 0; i < 1000; i++)
		buf_char(&b, (char)('a' + i % 26));
	assert_false(b.failed);
	is_int(b.n, 1000);
	is_int(strlen(b.p), 1000);
	for (i = 0; i < 1000; i++)
		is_int(b.p[i], 'a' + i % 26);
	buf_char(&b, 'x');
	assert_true(b.failed);
	is_int(b.n, 1000);
}

static void
an_addition_that_does_not_fit_leaves_what_did_and_sticks(void **state)
{
	struct buf b;

	buf_init(&b, *state, 5);
	BUF_LIT(&b, "abc");
	BUF_LIT(&b, "def");
	assert_true(b.failed);
	BUF_LIT(&b, "d");
	buf_printf(&b, "%d", 1);
	is_text(b.p, "abc");
	buf_reset(&b);
	assert_false(b.failed);
	BUF_LIT(&b, "fghij");
	assert_false(b.failed);
	is_text(b.p, "fghij");
}

static void
a_fixed_buffer_uses_the_memory_of_its_caller(void **state)
{
	char room[6];
	struct buf b;

	(void)state;
	buf_fixed(&b, room, sizeof(room));
	is_text(room, "");
	buf_cstr(&b, "12345");
	assert_false(b.failed);
	is_text(room, "12345");
	buf_char(&b, '6');
	assert_true(b.failed);
	is_text(room, "12345");
}

static void
numbers_and_formats_are_written_whole(void **state)
{
	struct buf b;

	buf_init(&b, *state, 200);
	buf_int(&b, 0);
	buf_char(&b, ' ');
	buf_int(&b, -7);
	buf_char(&b, ' ');
	buf_int(&b, INT64_MIN);
	buf_char(&b, ' ');
	buf_int(&b, INT64_MAX);
	buf_printf(&b, " %s/%03d", "x", 5);
	buf_str(&b, STR("|"));
	is_text(b.p, "0 -7 -9223372036854775808 9223372036854775807 x/005|");
	is_text(str_number(*state, "/shifts/", 17), "/shifts/17");
	is_text(str_number(*state, "", INT64_MIN), "-9223372036854775808");
}

static void
a_format_of_exactly_the_room_left_fits(void **state)
{
	struct buf b;

	buf_init(&b, *state, 4);
	buf_printf(&b, "%s", "1234");
	assert_false(b.failed);
	is_text(b.p, "1234");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slices_compare_by_length_and_bytes),
		cmocka_unit_test(secrets_compare_by_all_their_bytes),
		cmocka_unit_test(a_trim_takes_ascii_white_space_off_both_ends),
		cmocka_unit_test(a_cut_gives_the_head_and_returns_what_follows),
		cmocka_unit_test(copies_and_formats_live_in_the_arena),
		cmocka_unit_test(a_buffer_grows_up_to_its_maximum),
		cmocka_unit_test(
		    an_addition_that_does_not_fit_leaves_what_did_and_sticks),
		cmocka_unit_test(a_fixed_buffer_uses_the_memory_of_its_caller),
		cmocka_unit_test(numbers_and_formats_are_written_whole),
		cmocka_unit_test(a_format_of_exactly_the_room_left_fits),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
