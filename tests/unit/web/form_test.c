/* form: what comes in is typed and complete, or refused at its field. */
#include "whole_form.h"

#include "web/form_check.h"

#include "base/banned.h"

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
		    "&rule.weekly.0.at=&after=1795233600.12"
		    "&ticked=7&ticked=&ticked=5"
		    "&token=abcdefghijklmnopqrstuvwxyz012345") :
		    json("{\"name\":\" Ann \",\"note\":\"a\\nb\",\"seats\":2,"
		    "\"minutes\":270,\"open\":true,\"quiet\":false,"
		    "\"when\":\"later\",\"day\":\"2026-02-28\","
		    "\"local\":\"2026-02-28T22:00\","
		    "\"since\":\"2026-02-27T22:00:00Z\",\"rule\":{\"by\":"
		    "\"now\",\"weekly\":[{\"days\":[\"SA\",\"SU\"],\"at\":"
		    "\"22:00\"}]},\"after\":\"1795233600.12\","
		    "\"ticked\":[7,5],"
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
		is_int(got->after.at, 1795233600);
		is_int(got->after.id, 12);
		is_int(got->ticked.n, 2);
		is_int(got->ticked.v[0], 7);
		is_int(got->ticked.v[1], 5);
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
		is_int(got->ticked.n, 0);
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
		{ "name=Ann&ticked=4&ticked=x&ticked=y", "ticked",
		    "field-type" },
		{ "name=Ann&ticked=0", "ticked", "field-type" },
		{ "name=Ann&ticked=9007199254740993", "ticked", "field-type" },
		{ "name=Ann&ticked=4&ticked=4", "ticked", "field-repeated" },
		{ "name=Ann&ticked=1&ticked=2&ticked=3&ticked=4&ticked=5",
		    "ticked", "field-long" },
		{ "name=Ann&after=x", "after", "cursor-invalid" },
		{ "name=Ann&after=1", "after", "cursor-invalid" },
		{ "name=Ann&after=1.", "after", "cursor-invalid" },
		{ "name=Ann&after=.1", "after", "cursor-invalid" },
		{ "name=Ann&after=1.0", "after", "cursor-invalid" },
		{ "name=Ann&after=-1.1", "after", "cursor-invalid" },
		{ "name=Ann&after=1.1.1", "after", "cursor-invalid" },
		{ "name=Ann&after=99999999999999999999.1", "after",
		    "cursor-invalid" },
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
		T(a_control_is_found_by_its_full_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
