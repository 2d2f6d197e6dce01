/* json_in: IN-02: what is not exactly one sound JSON value is refused. */
#include "../unit.h"

#include "base/arena.h"
#include "base/json_in.h"

#include "base/banned.h"

static struct arena *arena;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)16 * 1024 * 1024);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct json
read_ok(struct str text)
{
	struct json v;
	const char *why = "";
	enum status s;

	arena_reset(arena);
	s = json_read(text, arena, &v, &why);
	if (s != OK)
		fail_msg("%.*s: %s", (int)text.n, text.p, why);
	return v;
}

static void
refused(struct str text, const char *want)
{
	struct json v = { .kind = JSON__MAX };
	const char *why = "";

	arena_reset(arena);
	if (json_read(text, arena, &v, &why) != E_MALFORMED)
		fail_msg("taken: %.*s", (int)text.n, text.p);
	if (strcmp(why, want) != 0)
		fail_msg("%.*s: %s, not %s", (int)text.n, text.p, why, want);
	is_int(v.kind, JSON__MAX);
}

static void
each_kind_of_value_is_read(void **state)
{
	struct json v;

	(void)state;
	is_int(read_ok(STR("null")).kind, JSON_NULL);
	v = read_ok(STR(" true\n"));
	is_int(v.kind, JSON_BOOL);
	assert_true(v.truth);
	v = read_ok(STR("false"));
	is_int(v.kind, JSON_BOOL);
	assert_false(v.truth);
	v = read_ok(STR("-12"));
	is_int(v.kind, JSON_INT);
	is_int(v.number, -12);
	is_int(read_ok(STR("1.0")).kind, JSON_REAL);
	is_int(read_ok(STR("1e3")).kind, JSON_REAL);
	is_int(read_ok(STR("-0.5E-2")).kind, JSON_REAL);
	v = read_ok(STR("\"x\""));
	is_int(v.kind, JSON_TEXT);
	is_str(v.text, "x");
	v = read_ok(STR("[]"));
	is_int(v.kind, JSON_LIST);
	is_int(v.n, 0);
	v = read_ok(STR("{ }"));
	is_int(v.kind, JSON_MAP);
	is_int(v.n, 0);
}

static void
integers_are_exact_to_the_last_bit(void **state)
{
	(void)state;
	assert_true(read_ok(STR("9223372036854775807")).number == INT64_MAX);
	assert_true(read_ok(STR("-9223372036854775808")).number == INT64_MIN);
	is_int(read_ok(STR("0")).number, 0);
	is_int(read_ok(STR("-0")).kind, JSON_INT);
	is_int(read_ok(STR("-0")).number, 0);
	is_int(read_ok(STR("[9007199254740993]")).child[0].number,
	    9007199254740993);
}

static void
maps_keep_the_order_of_the_source(void **state)
{
	struct json v = read_ok(STR("{\"b\": 1, \"a\": [true, {\"c\": null}],"
	    " \"\": \"x\"}"));

	(void)state;
	is_int(v.n, 3);
	is_text(v.child[0].key, "b");
	is_text(v.child[1].key, "a");
	is_text(v.child[2].key, "");
	is_int(json_get(&v, "b")->number, 1);
	is_int(json_get(&v, "a")->n, 2);
	assert_null(json_get(&v, "a")->child[0].key);
	is_int(json_get(&json_get(&v, "a")->child[1], "c")->kind, JSON_NULL);
	assert_null(json_get(&v, "c"));
	assert_null(json_get(json_get(&v, "b"), "b"));
	assert_null(json_get(NULL, "b"));
}

static void
escapes_are_decoded(void **state)
{
	struct json v;

	(void)state;
	v = read_ok(STR("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\""));
	is_str(v.text, "\"\\/\b\f\n\r\t\xc3\xa9\xf0\x9f\x98\x80");
	v = read_ok(STR("\"h\xc3\xa9 \x7f \xf0\x9f\x98\x80\""));
	is_str(v.text, "h\xc3\xa9 \x7f \xf0\x9f\x98\x80");
	v = read_ok(STR("{\"\\u0061b\":1}"));
	is_int(json_get(&v, "ab")->number, 1);
}

struct bad {
	const char *text, *why;
};

static void
check_bad(const struct bad *bad, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		refused(str_of(bad[i].text), bad[i].why);
}

static void
what_json_c_lets_pass_is_refused(void **state)
{
	static const struct bad bad[] = {
		{ "{\"a\":1,\"a\":2}", "duplicate member" },
		{ "{\"a\":1,\"\\u0061\":2}", "duplicate member" },
		{ "{\"x\":{\"a\":1,\"b\":2,\"a\":3}}", "duplicate member" },
		{ "NaN", "unexpected character" },
		{ "[Infinity]", "unexpected character" },
		{ "-Infinity", "malformed number" },
		{ "1e999", "number does not fit" },
		{ "-1e999", "number does not fit" },
		{ "1e-999", "number does not fit" },
		{ "9223372036854775808", "number does not fit" },
		{ "-9223372036854775809", "number does not fit" },
		{ "123456789012345678901234567890", "number does not fit" },
		{ "{'a':1}", "unexpected character" },
		{ "'a'", "unexpected character" },
		{ "12abc", "something follows the value" },
		{ "[12abc]", "unexpected character" },
		{ "\"a\\u0000b\"", "\\u0000 in a text" },
		{ "{\"a\\u0000\":1}", "\\u0000 in a text" },
		{ "\"\\ud800\"", "lone surrogate" },
		{ "\"\\udc00\"", "lone surrogate" },
		{ "\"\\ud800\\ud800\"", "lone surrogate" },
		{ "\"\\ud800x\"", "lone surrogate" },
		{ "\"\\ud800\\n\"", "lone surrogate" },
		{ "\xef\xbb\xbf{}", "unexpected character" },
		{ "{} {}", "something follows the value" },
		{ "1 2", "something follows the value" },
		{ "[1]]", "something follows the value" },
		{ "/* x */ 1", "unexpected character" },
		{ "[1] // x", "something follows the value" },
		{ "True", "unexpected character" },
		{ "nul", "unexpected character" },
		{ "truefalse", "something follows the value" },
	};

	(void)state;
	check_bad(bad, sizeof(bad) / sizeof(bad[0]));
}

static void
grammar_is_that_of_rfc_8259(void **state)
{
	static const struct bad bad[] = {
		{ "", "ends too early" }, { "  ", "ends too early" },
		{ "[", "ends too early" }, { "[1", "ends too early" },
		{ "[1,", "ends too early" }, { "{", "ends too early" },
		{ "{\"a\"", "ends too early" },
		{ "{\"a\":", "ends too early" },
		{ "{\"a\":1", "ends too early" }, { "\"", "ends too early" },
		{ "\"a", "ends too early" }, { "\"\\", "ends too early" },
		{ "[1,]", "unexpected character" },
		{ "[,1]", "unexpected character" },
		{ "[1 2]", "unexpected character" },
		{ "{\"a\":1,}", "unexpected character" },
		{ "{,}", "unexpected character" },
		{ "{a:1}", "unexpected character" },
		{ "{1:1}", "unexpected character" },
		{ "{\"a\" 1}", "unexpected character" },
		{ "{\"a\":1]", "unexpected character" },
		{ "[1}", "unexpected character" },
		{ "]", "unexpected character" },
		{ "01", "something follows the value" },
		{ "-", "malformed number" }, { "-a", "malformed number" },
		{ "1.", "malformed number" }, { "1.e1", "malformed number" },
		{ "1e", "malformed number" }, { "1e+", "malformed number" },
		{ ".5", "unexpected character" },
		{ "+1", "unexpected character" },
		{ "0x10", "something follows the value" },
		{ "\"\\x\"", "malformed escape" },
		{ "\"\\'\"", "malformed escape" },
		{ "\"\\u12\"", "malformed escape" },
		{ "\"\\u12g4\"", "malformed escape" },
		{ "\"\\U0041\"", "malformed escape" },
		{ "\"a\nb\"", "control character in a text" },
		{ "\"a\tb\"", "control character in a text" },
		{ "\"\x1f\"", "control character in a text" },
		{ "\"\xff\"", "text is not UTF-8" },
		{ "\"\xc0\x80\"", "text is not UTF-8" },
		{ "\"\xed\xa0\x80\"", "text is not UTF-8" },
		{ "\"\xe2\x82\"", "text is not UTF-8" },
		{ "{\"\xff\":1}", "text is not UTF-8" },
		{ "\f1", "unexpected character" },
		{ "\xc2\xa0" "1", "unexpected character" },
	};

	(void)state;
	check_bad(bad, sizeof(bad) / sizeof(bad[0]));
}

static void
a_nul_ends_nothing(void **state)
{
	(void)state;
	refused(STR("1\0"), "something follows the value");
	refused(STR("\"a\0b\""), "control character in a text");
	refused(STR("\0"), "unexpected character");
	refused(STR("[1,\0]"), "unexpected character");
	refused(STR("\"\\\0\""), "malformed escape");
}

/* before, n times what with the number for "#", after. */
static struct str
repeat(const char *before, const char *what, int n, const char *after)
{
	static char text[300000];
	const char *p;
	struct buf b;
	int i;

	buf_fixed(&b, text, sizeof(text));
	buf_cstr(&b, before);
	for (i = 0; i < n; i++)
		for (p = what; *p != '\0'; p++)
			if (*p == '#')
				buf_int(&b, i);
			else
				buf_char(&b, *p);
	buf_cstr(&b, after);
	assert_false(b.failed);
	return buf_get(&b);
}

static void
depth_and_sizes_have_limits(void **state)
{
	struct json v;
	size_t i;
	static char deep[80];

	(void)state;
	memset(deep, '[', 32);
	memset(deep + 32, ']', 32);
	v = read_ok((struct str){ deep, 64 });
	for (i = 1; i < 32; i++)
		v = v.child[0];
	is_int(v.n, 0);
	memset(deep, '[', 33);
	refused((struct str){ deep, 33 }, "nested too deep");
	is_int(read_ok(repeat("[0", ",#", 999, "]")).n, 1000);
	refused(repeat("[0", ",#", 1000, "]"), "too many items in a list");
	is_int(read_ok(repeat("{\"x\":0", ",\"#\":1", 255, "}")).n, 256);
	refused(repeat("{\"x\":0", ",\"#\":1", 256, "}"), "too many members");
}

static void
the_number_of_values_is_limited_in_all(void **state)
{
	static const char ten[] = ",[1,1,1,1,1,1,1,1,1]";

	(void)state;
	is_int(read_ok(repeat("[0", ten, 999, "]")).n, 1000);
	refused(repeat("[0", ",[1,1,1,1,1,1,1,1,1,1]", 999, "]"),
	    "too many values");
}

static void
the_largest_input_stays_within_the_memory_promised(void **state)
{
	struct str text = repeat("[0", ",{\"#\":[\"\",\"\",\"\",\"\",\"\","
	    "\"\",\"\"]}", 999, "]");

	(void)state;
	is_int(read_ok(text).n, 1000);
	assert_true(arena_used(arena) < (size_t)2 * 1024 * 1024 + 4 * text.n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_of_value_is_read),
		cmocka_unit_test(integers_are_exact_to_the_last_bit),
		cmocka_unit_test(maps_keep_the_order_of_the_source),
		cmocka_unit_test(escapes_are_decoded),
		cmocka_unit_test(what_json_c_lets_pass_is_refused),
		cmocka_unit_test(grammar_is_that_of_rfc_8259),
		cmocka_unit_test(a_nul_ends_nothing),
		cmocka_unit_test(depth_and_sizes_have_limits),
		cmocka_unit_test(the_number_of_values_is_limited_in_all),
		cmocka_unit_test(
		    the_largest_input_stays_within_the_memory_promised),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
