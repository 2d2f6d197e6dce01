/* utf8: RFC 3629 to the letter, and what may stand in a line or a text. */
#include "../unit.h"

#include "base/arena.h"
#include "base/utf8.h"

#include "base/banned.h"

static void
every_code_point_survives_there_and_back(void **state)
{
	char room[8];
	struct buf b;
	struct str s;
	int32_t c;

	(void)state;
	for (c = 1; c <= 0x10ffff; c++) {
		if (c == 0xd800)
			c = 0xe000;
		buf_fixed(&b, room, sizeof(room));
		utf8_put(&b, c);
		s = buf_get(&b);
		if (utf8_next(&s) != c || s.n != 0)
			fail_msg("U+%04X", (unsigned)c);
	}
}

static void
invalid_utf8_is_refused(void **state)
{
	static const char *const bad[] = {
		"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41",
		"\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf",
		"\xe2\x82", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80", "\xf0\x9f\x98", "\xfe", "\xff",
		"ok\xe2\x28\xa1",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(utf8_is_valid(str_of(bad[i])));
		assert_false(utf8_is_line(str_of(bad[i])));
		assert_false(utf8_is_text(str_of(bad[i])));
	}
	assert_false(utf8_is_valid(STR("a\0b")));
	assert_true(utf8_is_valid(STR("")));
	assert_true(utf8_is_valid(STR("\xed\x9f\xbf\xee\x80\x80"
	    "\xf4\x8f\xbf\xbf")));
}

static void
each_broken_character_counts_as_one(void **state)
{
	struct str s = STR("\xe2\x82\x41\xf0\x9f\x98\xff\xed\xa0");
	static const int32_t want[] = { -1, 'A', -1, -1, -1, -1 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		is_int(utf8_next(&s), want[i]);
	is_int(s.n, 0);
}

static void
length_counts_code_points(void **state)
{
	(void)state;
	is_int(utf8_length(STR("")), 0);
	is_int(utf8_length(STR("abc")), 3);
	is_int(utf8_length(STR("h\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80")), 6);
}

static void
controls_and_bidi_marks_are_in_no_text(void **state)
{
	static const int32_t bad[] = { 0x00, 0x01, 0x08, 0x0b, 0x0c, 0x1b, 0x1f,
		0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x61c, 0x200e, 0x200f, 0x2028,
		0x2029, 0x202a, 0x202e, 0x2066, 0x2069 };
	char room[8];
	struct buf b;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		buf_fixed(&b, room, sizeof(room));
		utf8_put(&b, bad[i]);
		assert_false(utf8_is_line(buf_get(&b)));
		assert_false(utf8_is_text(buf_get(&b)));
	}
}

static void
their_neighbours_are(void **state)
{
	static const int32_t good[] = { ' ', '~', 0xa0, 0x61b, 0x61d, 0x200d,
		0x2010, 0x2027, 0x202f, 0x2065, 0x206a, 0x1f600 };
	char room[8];
	struct buf b;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		buf_fixed(&b, room, sizeof(room));
		utf8_put(&b, good[i]);
		assert_true(utf8_is_line(buf_get(&b)));
		assert_true(utf8_is_text(buf_get(&b)));
	}
}

static void
a_text_has_line_ends_and_tabs_and_a_line_has_not(void **state)
{
	(void)state;
	assert_true(utf8_is_text(STR("a\nb\r\nc\td")));
	assert_false(utf8_is_line(STR("a\nb")));
	assert_false(utf8_is_line(STR("a\tb")));
	assert_false(utf8_is_line(STR("a\r\nb")));
	assert_false(utf8_is_text(STR("a\rb")));
	assert_false(utf8_is_text(STR("a\r")));
}

static void
initials_are_of_the_first_and_the_last_word(void **state)
{
	static const struct { const char *name, *want; } cases[] = {
		{ "Johan van Wyk", "JW" }, { "kim", "K" }, { "", "" },
		{ "  anna   smith ", "AS" }, { "(Bob) \"Z\"", "BZ" },
		{ "\xc3\xa9mile \xc3\xb8rsted", "\xc3\x89\xc3\x98" },
		{ "\xd0\xb8\xd0\xb2\xd0\xb0\xd0\xbd", "\xd0\x98" },
		{ "7 of 9", "79" }, { "- -", "" },
	};
	struct arena *a = arena_new((size_t)64 * 1024);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		is_text(utf8_initials(a, cases[i].name), cases[i].want);
	arena_free(a);
}

static void
what_looks_the_same_is_made_the_same(void **state)
{
	struct arena *a = arena_new(1 << 20);
	static const struct {
		const char *typed, *kept;
	} cases[] = {
		{ "Ren\x65\xcc\x81", "Ren\xc3\xa9" },	/* IN-03: e + acute */
		{ "Ren\xc3\xa9", "Ren\xc3\xa9" },
		{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xed\x95\x9c" },
		{ "\xe2\x84\xab", "\xc3\x85" },	/* the sign of the unit */
		{ "\xef\xac\x81", "\xef\xac\x81" },	/* ligatures stay */
		{ "plain", "plain" },
		{ "", "" },
	};
	struct str got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		got = utf8_nfc(str_of(cases[i].typed), a);
		assert_true(str_is(got, cases[i].kept));
		assert_true(utf8_is_valid(got));
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_survives_there_and_back),
		cmocka_unit_test(invalid_utf8_is_refused),
		cmocka_unit_test(each_broken_character_counts_as_one),
		cmocka_unit_test(length_counts_code_points),
		cmocka_unit_test(controls_and_bidi_marks_are_in_no_text),
		cmocka_unit_test(their_neighbours_are),
		cmocka_unit_test(
		    a_text_has_line_ends_and_tabs_and_a_line_has_not),
		cmocka_unit_test(what_looks_the_same_is_made_the_same),
		cmocka_unit_test(initials_are_of_the_first_and_the_last_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
