/*
 * form: what comes in is typed and complete, or refused at its field.  The
 * inputs of tests/refused/forms are read here too.
 */
#include "../unit.h"

#include <dirent.h>

#include "base/arena.h"
#include "base/civil.h"
#include "base/zone.h"
#include "service/act.h"
#include "web/form.h"
#include "web/form_check.h"

#include "base/banned.h"

struct inner_form {
	unsigned days;
	int at;
};
struct group_form {
	const char *by;
	struct field_list weekly;
};
struct whole_form {
	const char *name, *note;
	int64_t seats, minutes;
	bool open, quiet;
	const char *when;
	struct date day;
	struct civil local;
	int64_t since;
	struct group_form rule;
	const char *token, *after;
};

#define AT(type, member) .offset = offsetof(struct type##_form, member)

static const struct choice words[] = {
	{ "now", "Now", NULL }, { "later", "Later", NULL },
	{ NULL, NULL, NULL },
};
static const struct field inner_fields[] = {
	{ .control = { .name = "days" }, .kind = FIELD_DAYS, AT(inner, days) },
	{ .control = { .name = "at", .required = true }, .kind = FIELD_CLOCK,
	    AT(inner, at) },
};
static FORM(inner, struct inner_form);
static const struct field group_fields[] = {
	{ .control = { .name = "by", .choices = words }, .kind = FIELD_WORD,
	    AT(group, by) },
	{ .control = { .name = "weekly", .max = 3 }, .kind = FIELD_LIST,
	    .of = &form_inner, AT(group, weekly) },
};
static FORM(group, struct group_form);
static const struct field whole_fields[] = {
	{ .control = { .name = "name", .required = true, .min = 2, .max = 5 },
	    .kind = FIELD_LINE, AT(whole, name) },
	{ .control = { .name = "note", .max = 40 }, .kind = FIELD_TEXT,
	    AT(whole, note) },
	{ .control = { .name = "seats", .min = 1, .max = 9 },
	    .kind = FIELD_INT, AT(whole, seats), .otherwise = 4,
	    .has_otherwise = true },
	{ .control = { .name = "minutes", .min = 1, .max = 2880 },
	    .kind = FIELD_INT, .face = FACE_API, AT(whole, minutes) },
	{ .control = { .name = "hours", .min = 1, .max = 2880 },
	    .kind = FIELD_HOURS, .face = FACE_PAGE, AT(whole, minutes) },
	{ .control = { .name = "open" }, .kind = FIELD_BOOL, AT(whole, open) },
	{ .control = { .name = "quiet" }, .kind = FIELD_BOOL,
	    AT(whole, quiet), .otherwise = 1, .has_otherwise = true },
	{ .control = { .name = "when", .choices = words }, .kind = FIELD_WORD,
	    AT(whole, when) },
	{ .control = { .name = "day" }, .kind = FIELD_DATE, AT(whole, day) },
	{ .control = { .name = "local" }, .kind = FIELD_LOCAL,
	    AT(whole, local) },
	{ .control = { .name = "since" }, .kind = FIELD_INSTANT,
	    AT(whole, since) },
	{ .control = { .name = "rule" }, .kind = FIELD_GROUP,
	    .of = &form_group, AT(whole, rule) },
	{ .control = { .name = "token", .secret = true },
	    .kind = FIELD_TOKEN, AT(whole, token) },
	{ .control = { .name = "after" }, .kind = FIELD_CURSOR,
	    AT(whole, after) },
};
static FORM(whole, struct whole_form);

static struct act act;
static const struct whole_form *got;

static int
set_up(void **state)
{
	const struct zone *z;

	(void)state;
	act = (struct act){ .arena = arena_new((size_t)1 << 24) };
	if (zone_find(STR("Africa/Johannesburg"), &z) != OK)
		return -1;
	act.zone = z;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(act.arena);
	return 0;
}

static enum status
json(const char *text)
{
	const void *to = NULL;
	enum status s;

	act.refusals = 0;
	s = form_read_json(&form_whole, str_of(text), &act, &to);
	got = to;
	return s;
}

static enum status
typed(const char *text)
{
	struct pairs p;
	const void *to = NULL;
	enum status s;

	act.refusals = 0;
	s = form_decode(str_of(text), FORM_BODY_PAIRS, act.arena, &p);
	if (s == OK)
		s = form_read_pairs(&form_whole, &p, &act, &to);
	got = to;
	return s;
}

#define refuses(got_, field_, reason_) do {				\
	is_int((got_), E_INVALID);					\
	is_int(act.refusals, 1);					\
	is_text(act.refusal[0].reason, reason_);			\
	is_text(act.refusal[0].field, field_);				\
} while (0)

static void
the_table_of_this_test_keeps_the_rules(void **state)
{
	(void)state;
	assert_null(form_check(&form_whole));
}

static void
a_page_and_the_api_fill_the_same_struct(void **state)
{
	const struct inner_form *w;
	int i;

	(void)state;
	for (i = 0; i < 2; i++) {
		is_ok(i == 0 ?
		    typed("name=+Ann+&note=a%0D%0Ab&seats=2&hours=4:30&open=on"
		    "&quiet=0&when=later&day=2026-02-28&local=2026-02-28T22:00"
		    "&since=2026-02-28&rule.by=now&rule.weekly.2.at=22:00"
		    "&rule.weekly.2.days=SA&rule.weekly.2.days=SU"
		    "&rule.weekly.0.at=&after=a.b_c-1"
		    "&token=abcdefghijklmnopqrstuvwxyz012345") :
		    json("{\"name\":\" Ann \",\"note\":\"a\\nb\",\"seats\":2,"
		    "\"minutes\":270,\"open\":true,\"quiet\":false,"
		    "\"when\":\"later\",\"day\":\"2026-02-28\","
		    "\"local\":\"2026-02-28T22:00\","
		    "\"since\":\"2026-02-27T22:00:00Z\",\"rule\":{\"by\":"
		    "\"now\",\"weekly\":[{\"days\":[\"SA\",\"SU\"],\"at\":"
		    "\"22:00\"}]},\"after\":\"a.b_c-1\","
		    "\"token\":\"abcdefghijklmnopqrstuvwxyz012345\"}"));
		is_text(got->name, "Ann");
		is_text(got->note, "a\nb");
		is_int(got->seats, 2);
		is_int(got->minutes, 270);
		assert_true(got->open && !got->quiet);
		is_text(got->when, "later");
		is_int(got->day.month, 2);
		is_int(got->local.hour, 22);
		is_int(got->since, 1772229600);
		is_int(got->rule.weekly.n, 1);
		w = got->rule.weekly.v;
		is_int(w->at, 22 * 60);
		is_int(w->days, 1u << SATURDAY | 1u << SUNDAY);
		is_text(got->after, "a.b_c-1");
		is_text(got->token, "abcdefghijklmnopqrstuvwxyz012345");
	}
}

static void
what_is_absent_or_empty_has_its_told_value(void **state)
{
	static const char *const inputs[] = { "name=Ann",
	    "name=Ann&note=&seats=&hours=&open=&day=&rule.weekly.1.at=&when=" };
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		is_ok(i < 2 ? typed(inputs[i]) : json("{\"name\":\"Ann\","
		    "\"note\":null,\"day\":\"\",\"rule\":null}"));
		assert_null(got->note);
		assert_null(got->when);
		assert_null(got->token);
		is_int(got->seats, 4);
		is_int(got->minutes, FIELD_NO_INT);
		is_int(got->since, FIELD_NO_INT);
		assert_true(!got->open && got->quiet);
		is_int(got->day.year, 0);
		is_int(got->rule.weekly.n, 0);
	}
}

static void
every_shape_is_refused_at_its_field(void **state)
{
	static const struct { const char *text, *field, *reason; } cases[] = {
		{ "seats=2", "name", "field-missing" },
		{ "name=+", "name", "field-missing" },
		{ "name=Ann&role=admin", "role", "field-unknown" },
		{ "name=Ann&minutes=5", "minutes", "field-unknown" },
		{ "name=Ann&rule=x", "rule", "field-unknown" },
		{ "name=Ann&name.x=1", "name.x", "field-unknown" },
		{ "name=Ann&rule.weekly.3.at=22:00", "rule.weekly.3.at",
		    "field-unknown" },
		{ "name=Ann&name=Bob", "name", "field-repeated" },
		{ "name=Ann&seats=12abc", "seats", "field-type" },
		{ "name=Ann&seats=+2", "seats", "field-type" },
		{ "name=Ann&open=yes", "open", "field-type" },
		{ "name=Ann&hours=four", "hours", "field-type" },
		{ "name=Ann&hours=4:60", "hours", "field-type" },
		{ "name=A", "name", "field-short" },
		{ "name=Abcdef", "name", "field-long" },
		{ "name=Ann&seats=10", "seats", "field-range" },
		{ "name=Ann&seats=99999999999999999999", "seats",
		    "field-range" },
		{ "name=Ann&hours=49", "hours", "field-range" },
		{ "name=Ann&when=never", "when", "field-word" },
		{ "name=Ann&rule.weekly.0.at=22:00&rule.weekly.0.days=XX",
		    "rule.weekly.0.days", "field-word" },
		{ "name=Ann&rule.weekly.1.days=MO", "rule.weekly.1.at",
		    "field-missing" },
		{ "name=Ann&token=short", "token", "field-text" },
		{ "name=Ann&after=a/b", "after", "field-text" },
		{ "name=Ann&day=2026-02-29", "day", "field-date" },
		{ "name=Ann&local=2026-02-28", "local", "field-date" },
		{ "name=Ann&since=yesterday", "since", "field-date" },
		{ "name=Ann&rule.weekly.0.at=24:00", "rule.weekly.0.at",
		    "field-date" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		refuses(typed(cases[i].text), cases[i].field,
		    cases[i].reason);
}

static void
hours_are_read_as_people_write_them(void **state)
{
	static const struct { const char *text; int64_t minutes; } cases[] = {
		{ "4", 240 }, { "4.5", 270 }, { "4,5", 270 }, { "4:30", 270 },
		{ "0.25", 15 }, { "0:01", 1 }, { "48", 2880 }, { "1.05", 63 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		is_ok(typed(str_printf(act.arena, "name=Ann&hours=%s",
		    cases[i].text)));
		is_int(got->minutes, cases[i].minutes);
	}
}

static void
all_errors_are_collected_at_once(void **state)
{
	(void)state;
	is_int(typed("seats=0&when=x&day=x"), E_INVALID);
	is_int(act.refusals, 4);
}

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

static void
a_control_is_found_by_its_full_name(void **state)
{
	const struct control *c;

	(void)state;
	c = form_control(&form_whole, "rule.weekly.2.at", act.arena);
	assert_non_null(c);
	is_text(c->name, "rule.weekly.2.at");
	assert_true(c->required);
	assert_null(form_control(&form_whole, "rule.weekly.3.at", act.arena));
	assert_null(form_control(&form_whole, "rule.weekly", act.arena));
	assert_null(form_control(&form_whole, "rule.weekly.0", act.arena));
	assert_null(form_control(&form_whole, "role", act.arena));
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
		    .of = &form_inner }, "a list needs max, 1 to 1000" },
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

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_table_of_this_test_keeps_the_rules),
		T(a_page_and_the_api_fill_the_same_struct),
		T(what_is_absent_or_empty_has_its_told_value),
		T(every_shape_is_refused_at_its_field),
		T(hours_are_read_as_people_write_them),
		T(all_errors_are_collected_at_once),
		T(AZ_03_an_unknown_member_is_refused_and_not_ignored),
		T(an_unknown_name_comes_back_cut_between_characters),
		T(IN_02_a_type_is_never_guessed),
		T(IN_02_what_is_no_json_is_malformed),
		T(no_body_at_all_is_an_empty_one),
		T(IN_03_length_is_counted_in_characters),
		T(IN_03_controls_and_bidi_overrides_are_no_text),
		T(IN_03_what_is_not_utf_8_is_malformed),
		T(HT_10_a_query_has_at_most_64_parameters),
		T(a_control_is_found_by_its_full_name),
		T(what_must_be_refused_is_refused_as_told),
		T(a_table_that_breaks_a_rule_is_told_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
