/*
 * form: how strictly it is read (IN-02, IN-03), the inputs of
 * tests/refused/forms, and the tables that must not stand.
 */
#include "whole_form.h"

#include <dirent.h>

#include "web/form_check.h"

#include "base/banned.h"

static void
AZ_03_an_unknown_member_is_refused_and_not_ignored(void **state)
{
	(void)state;
	refuses(json("{\"name\":\"Ann\",\"role\":\"admin\"}"), "role",
	    "field-unknown");
	refuses(json("{\"name\":\"Ann\",\"hours\":\"4\"}"), "hours",
	    "field-unknown");
	refuses(json("{\"name\":\"Ann\",\"rule\":{\"x\":1}}"), "rule.x",
	    "field-unknown");
}

static void
an_unknown_name_comes_back_cut_between_characters(void **state)
{
	struct buf b;
	int i;

	(void)state;
	buf_init(&b, act.arena, 4096);
	BUF_LIT(&b, "{\"name\":\"Ann\",\"x");
	for (i = 0; i < 200; i++)
		BUF_LIT(&b, "\xc3\xa9");
	BUF_LIT(&b, "\":1}");
	is_int(json(b.p), E_INVALID);
	is_int(strlen(act.refusal[0].field), 65);
}

static void
IN_02_a_type_is_never_guessed(void **state)
{
	static const struct { const char *text, *field; } cases[] = {
		{ "{\"name\":5}", "name" },
		{ "{\"name\":true}", "name" },
		{ "{\"name\":[\"Ann\"]}", "name" },
		{ "{\"name\":{\"a\":1}}", "name" },
		{ "{\"name\":\"Ann\",\"seats\":\"2\"}", "seats" },
		{ "{\"name\":\"Ann\",\"seats\":2.0}", "seats" },
		{ "{\"name\":\"Ann\",\"seats\":2e0}", "seats" },
		{ "{\"name\":\"Ann\",\"open\":1}", "open" },
		{ "{\"name\":\"Ann\",\"open\":\"1\"}", "open" },
		{ "{\"name\":\"Ann\",\"day\":20260228}", "day" },
		{ "{\"name\":\"Ann\",\"rule\":[]}", "rule" },
		{ "{\"name\":\"Ann\",\"rule\":{\"weekly\":{}}}",
		    "rule.weekly" },
		{ "{\"name\":\"Ann\",\"rule\":{\"weekly\":[5]}}",
		    "rule.weekly.0" },
		{ "{\"name\":\"Ann\",\"rule\":{\"weekly\":[{\"at\":\"22:00\","
		    "\"days\":\"MO\"}]}}", "rule.weekly.0.days" },
		{ "{\"name\":\"Ann\",\"ticked\":4}", "ticked" },
		{ "{\"name\":\"Ann\",\"ticked\":[\"4\"]}", "ticked" },
		{ "{\"name\":\"Ann\",\"ticked\":[0,9,9]}", "ticked" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		refuses(json(cases[i].text), cases[i].field, "field-type");
	is_int(json("[]"), E_INVALID);
	is_int(json("\"name\""), E_INVALID);
	refuses(json("{\"name\":\"Ann\",\"rule\":{\"weekly\":[{\"at\":"
	    "\"22:00\"},{\"at\":\"22:00\"},{\"at\":\"22:00\"},{\"at\":"
	    "\"22:00\"}]}}"), "rule.weekly", "field-long");
}

static void
IN_02_what_is_no_json_is_malformed(void **state)
{
	static const char *const cases[] = {
		"{\"name\":\"Ann\",\"name\":\"Bob\"}", "{\"name\":NaN}",
		"{\"seats\":1e999}", "{'name':'Ann'}", "{\"name\":\"Ann\"}x",
		"{\"name\":\"A\\u0000\"}", "{\"name\":\"\\ud800\"}",
		"\xef\xbb\xbf{\"name\":\"Ann\"}", "{\"name\":\"Ann\"/*x*/}",
		"{\"name\":\"\xff\"}", "{\"name\":\"Ann\",}", "{",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		is_int(json(cases[i]), E_MALFORMED);
		is_text(act.refusal[0].reason, "json-malformed");
	}
}

static void
no_body_at_all_is_an_empty_one(void **state)
{
	(void)state;
	refuses(json(""), "name", "field-missing");
}

static void
IN_03_length_is_counted_in_characters(void **state)
{
	(void)state;
	is_ok(typed("name=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9"));
	refuses(typed("name=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9"), "name",
	    "field-long");
	is_ok(json("{\"name\":\"\\ud83d\\ude00\\ud83d\\ude00\"}"));
}

static void
IN_03_controls_and_bidi_overrides_are_no_text(void **state)
{
	static const char *const cases[] = {
		"name=A%07nn", "name=A%1Bnn", "name=An%0An", "name=A%C2%85n",
		"name=A%E2%80%AEn", "name=A%E2%81%A6n", "name=A%D8%9Cn",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		refuses(typed(cases[i]), "name", "field-text");
}

static void
IN_03_what_is_not_utf_8_is_malformed(void **state)
{
	static const char *const cases[] = {
		"name=%FF", "name=%C3", "name=%C0%AF", "name=%ED%A0%80",
		"name=%00", "name=%F4%90%80%80", "%FF=1", "name=%4", "name=%",
		"name=%zz", "=x",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		is_int(typed(cases[i]), E_MALFORMED);
}

static void
HT_10_a_query_has_at_most_64_parameters(void **state)
{
	struct pairs p;
	struct buf b;
	int i;

	(void)state;
	buf_init(&b, act.arena, 4096);
	for (i = 0; i < 64; i++)
		buf_printf(&b, "&p%d=%d", i, i);
	is_ok(form_decode(buf_get(&b), FORM_QUERY_PAIRS, act.arena, &p));
	is_int(p.n, 64);
	BUF_LIT(&b, "&one=more");
	is_int(form_decode(buf_get(&b), FORM_QUERY_PAIRS, act.arena, &p),
	    E_MALFORMED);
}

static struct str
whole_file(const char *path)
{
	char *p = arena_alloc(act.arena, 65536);
	FILE *f = fopen(path, "rb");
	size_t n;

	assert_non_null(f);
	n = fread(p, 1, 65535, f);
	assert_int_equal(fclose(f), 0);
	while (n > 0 && p[n - 1] == '\n')
		n--;
	return (struct str){ p, n };
}

/* NAME.json or NAME.form, and beside it NAME.refused: "422 field reason" per
 * line, or "400" alone. */
static void
refused_file(const char *dir, const char *file)
{
	bool is_json = strstr(file, ".json") != NULL;
	int stem = (int)(strchr(file, '.') - file);
	struct str body, want, line;
	const void *to;
	struct pairs p;
	struct buf b;
	enum status s;
	size_t i;

	body = whole_file(str_printf(act.arena, "%s/%s", dir, file));
	want = whole_file(str_printf(act.arena, "%s/%.*s.refused", dir, stem,
	    file));
	act.refusals = 0;
	if (is_json) {
		s = form_read_json(&form_whole, body, &act, &to);
	} else {
		s = form_decode(body, FORM_BODY_PAIRS, act.arena, &p);
		if (s == OK)
			s = form_read_pairs(&form_whole, &p, &act, &to);
	}
	buf_init(&b, act.arena, 4096);
	for (i = 0; s == E_INVALID && i < act.refusals; i++)
		buf_printf(&b, "%s422 %s %s", i > 0 ? "\n" : "",
		    act.refusal[i].field == NULL ? "-" : act.refusal[i].field,
		    act.refusal[i].reason);
	if (s == E_MALFORMED)
		BUF_LIT(&b, "400");
	line = buf_get(&b);
	if (!str_eq(line, want))
		print_error("%s: got %.*s\n", file, (int)line.n, line.p);
	assert_true(str_eq(line, want));
}

static void
what_must_be_refused_is_refused_as_told(void **state)
{
	const char *dir = str_printf(act.arena, "%s",
	    unit_source("tests/refused/forms"));
	struct dirent *e;
	DIR *d = opendir(dir);
	int n = 0;

	(void)state;
	assert_non_null(d);
	while ((e = readdir(d)) != NULL)
		if (strstr(e->d_name, ".json") != NULL ||
		    strstr(e->d_name, ".form") != NULL) {
			refused_file(dir, e->d_name);
			n++;
		}
	closedir(d);
	assert_true(n >= 10);
}

static void
a_table_that_breaks_a_rule_is_told_why(void **state)
{
	static const struct { struct field field; const char *why; } cases[] = {
		{ { .control = { .name = "a" } }, "a field's kind is UNSET" },
		{ { .control = { .name = "A", .max = 1 }, .kind = FIELD_LINE },
		    "a field's name must be of a-z, 0-9 and _, and not csrf" },
		{ { .control = { .name = "csrf", .max = 1 },
		    .kind = FIELD_LINE },
		    "a field's name must be of a-z, 0-9 and _, and not csrf" },
		{ { .control = { .name = "a" }, .kind = FIELD_INT },
		    "a number needs min < max" },
		{ { .control = { .name = "a" }, .kind = FIELD_LINE },
		    "a text needs max" },
		{ { .control = { .name = "a" }, .kind = FIELD_WORD },
		    "a word needs its choices" },
		{ { .control = { .name = "a" }, .kind = FIELD_LIST,
		    .of = &form_inner }, "a list or ids need max, 1 to 1000" },
		{ { .control = { .name = "a" }, .kind = FIELD_GROUP },
		    "a group or list needs of, and nothing else has one" },
		{ { .control = { .name = "a", .max = 9 },
		    .kind = FIELD_HOURS }, "hours are for pages only" },
		{ { .control = { .name = "a" }, .kind = FIELD_TOKEN },
		    "a token is secret" },
		{ { .control = { .name = "a", .max = 1 }, .kind = FIELD_LINE,
		    .offset = 99 }, "a field lies outside its struct" },
	};
	struct form f = { "case", NULL, 1, 64 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		f.field = &cases[i].field;
		is_text(form_check(&f), cases[i].why);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(AZ_03_an_unknown_member_is_refused_and_not_ignored),
		T(an_unknown_name_comes_back_cut_between_characters),
		T(IN_02_a_type_is_never_guessed),
		T(IN_02_what_is_no_json_is_malformed),
		T(no_body_at_all_is_an_empty_one),
		T(IN_03_length_is_counted_in_characters),
		T(IN_03_controls_and_bidi_overrides_are_no_text),
		T(IN_03_what_is_not_utf_8_is_malformed),
		T(HT_10_a_query_has_at_most_64_parameters),
		T(what_must_be_refused_is_refused_as_told),
		T(a_table_that_breaks_a_rule_is_told_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
