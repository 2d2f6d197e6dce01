/* rrule: the text of rules, read strictly and written in one form. */
#include "../unit.h"

#include "base/arena.h"
#include "domain/rrule.h"

#include "base/banned.h"

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

static void
a_rule_is_written_in_one_form(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "FREQ=DAILY", "FREQ=DAILY" },
		{ " rrule:freq=daily ", "FREQ=DAILY" },
		{ "INTERVAL=1;FREQ=WEEKLY;WKST=MO", "FREQ=WEEKLY" },
		{ "BYDAY=SU,MO,SU;INTERVAL=02;FREQ=WEEKLY;WKST=SU",
		    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU" },
		{ "FREQ=MONTHLY;BYDAY=+1FR,-1SU,MO,2TU",
		    "FREQ=MONTHLY;BYDAY=-1SU,MO,1FR,2TU" },
		{ "FREQ=YEARLY;BYDAY=53SU,-53MO",
		    "FREQ=YEARLY;BYDAY=-53MO,53SU" },
		{ "FREQ=MONTHLY;BYMONTHDAY=31,-31,01,15;COUNT=5000",
		    "FREQ=MONTHLY;COUNT=5000;BYMONTHDAY=-31,1,15,31" },
		{ "FREQ=YEARLY;BYWEEKNO=-1,53;BYYEARDAY=366,-366",
		    "FREQ=YEARLY;BYWEEKNO=-1,53;BYYEARDAY=-366,366" },
		{ "FREQ=DAILY;BYMINUTE=59,0;BYHOUR=23,0;BYSETPOS=-1,1;"
		    "BYMONTH=12,1", "FREQ=DAILY;BYMONTH=1,12;BYHOUR=0,23;"
		    "BYMINUTE=0,59;BYSETPOS=-1,1" },
		{ "FREQ=DAILY;UNTIL=20280229",
		    "FREQ=DAILY;UNTIL=20280229T235959" },
		{ "FREQ=DAILY;UNTIL=20280229T010203",
		    "FREQ=DAILY;UNTIL=20280229T010203" },
		{ "FREQ=DAILY;UNTIL=20280229T010203Z",
		    "FREQ=DAILY;UNTIL=20280229T010203Z" },
	};
	const char *why, *text;
	struct rrule r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		is_ok(rrule_parse(str_of(cases[i].text), &r, &why));
		text = rrule_format(&r, a);
		is_text(text, cases[i].want);
		is_ok(rrule_parse(str_of(text), &r, &why));
		is_text(rrule_format(&r, a), text);
	}
}

static void
what_rfc_5545_does_not_allow_is_refused(void **state)
{
	static const char *const bad[] = {
		"", ";", "RRULE:", "FREQ", "FREQ=", "FREQ=;", "DAILY",
		"FREQ=DAILY;", ";FREQ=DAILY", "FREQ=DAILY;;COUNT=1",
		"FREQ=FORTNIGHTLY", "FREQ=DAILY;FREQ=DAILY", "COUNT=3",
		"INTERVAL=2", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1",
		"FREQ=DAILY;INTERVAL=x", "FREQ=DAILY;INTERVAL=1;INTERVAL=1",
		"FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-1",
		"FREQ=DAILY;COUNT=", "FREQ=DAILY;COUNT=1x",
		"FREQ=DAILY;COUNT=3;UNTIL=20280101", "FREQ=DAILY;UNTIL=",
		"FREQ=DAILY;UNTIL=2028", "FREQ=DAILY;UNTIL=20270229",
		"FREQ=DAILY;UNTIL=20280101T", "FREQ=DAILY;UNTIL=20280101Z",
		"FREQ=DAILY;UNTIL=20280101T240000",
		"FREQ=DAILY;UNTIL=20280101T006000",
		"FREQ=DAILY;UNTIL=20280101T000000ZZ",
		"FREQ=DAILY;UNTIL=20280101T000000+0200",
		"FREQ=DAILY;UNTIL=2028-01-01", "FREQ=DAILY;WKST=XX",
		"FREQ=DAILY;WKST=1MO", "FREQ=DAILY;BYMONTH=0",
		"FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYMONTH=-1",
		"FREQ=DAILY;BYMONTH=", "FREQ=DAILY;BYMONTH=1,",
		"FREQ=DAILY;BYMONTH=,1", "FREQ=DAILY;BYMONTH=1;BYMONTH=2",
		"FREQ=DAILY;BYMONTH=1 ,2", "FREQ=DAILY;BYMONTH=5L",
		"FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;BYHOUR=-1",
		"FREQ=DAILY;BYMINUTE=60", "FREQ=DAILY;BYMINUTE=+1",
		"FREQ=DAILY;BYMONTHDAY=0", "FREQ=DAILY;BYMONTHDAY=32",
		"FREQ=DAILY;BYMONTHDAY=-32", "FREQ=WEEKLY;BYMONTHDAY=1",
		"FREQ=DAILY;BYYEARDAY=1", "FREQ=WEEKLY;BYYEARDAY=1",
		"FREQ=MONTHLY;BYYEARDAY=1", "FREQ=YEARLY;BYYEARDAY=367",
		"FREQ=MONTHLY;BYWEEKNO=1", "FREQ=YEARLY;BYWEEKNO=54",
		"FREQ=YEARLY;BYWEEKNO=0", "FREQ=DAILY;BYDAY=1MO",
		"FREQ=WEEKLY;BYDAY=-1MO", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO",
		"FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=54MO",
		"FREQ=MONTHLY;BYDAY=-54MO", "FREQ=MONTHLY;BYDAY=M",
		"FREQ=MONTHLY;BYDAY=MON", "FREQ=MONTHLY;BYDAY=--1MO",
		"FREQ=MONTHLY;BYDAY=1 MO", "FREQ=MONTHLY;BYSETPOS=1",
		"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0",
		"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367",
		"FREQ=YEARLY;BYEASTER=0", "FREQ=DAILY;X-MINE=1",
		"RSCALE=CHINESE;FREQ=YEARLY", "FREQ=DAILY;SKIP=OMIT",
		"RRULE:RRULE:FREQ=DAILY", "FREQ=DAILY\nCOUNT=1",
		"FREQ=D\xc3\x84ILY",
	};
	const char *why;
	struct rrule r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		why = "nothing";
		if (rrule_parse(str_of(bad[i]), &r, &why) != E_INVALID)
			fail_msg("%s was accepted", bad[i]);
		is_text(why, "rrule-syntax");
	}
	is_int(rrule_parse(STR("FREQ=DAILY\0"), &r, &why), E_INVALID);
}

static void
below_a_day_and_too_often_have_reasons_of_their_own(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "FREQ=SECONDLY", "rrule-frequency" },
		{ "FREQ=MINUTELY", "rrule-frequency" },
		{ "FREQ=HOURLY", "rrule-frequency" },
		{ "FREQ=DAILY;BYSECOND=0", "rrule-frequency" },
		{ "FREQ=DAILY;COUNT=5001", "rrule-too-many" },
		{ "FREQ=DAILY;COUNT=99999999999999999999", "rrule-too-many" },
	};
	const char *why;
	struct rrule r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		is_int(rrule_parse(str_of(cases[i].text), &r, &why),
		    E_INVALID);
		is_text(why, cases[i].why);
	}
}

static void
a_set_of_numbers_holds_both_its_ends(void **state)
{
	struct numset s = { 0 };

	(void)state;
	assert_true(numset_is_empty(&s));
	is_int(numset_next(&s, NUMSET_LEAST), NUMSET_MOST + 1);
	numset_add(&s, NUMSET_LEAST);
	numset_add(&s, -1);
	numset_add(&s, 0);
	numset_add(&s, NUMSET_MOST);
	numset_add(&s, 0);
	is_int(numset_count(&s), 4);
	is_int(numset_next(&s, NUMSET_LEAST), NUMSET_LEAST);
	is_int(numset_next(&s, NUMSET_LEAST + 1), -1);
	is_int(numset_next(&s, 0), 0);
	is_int(numset_next(&s, 1), NUMSET_MOST);
	assert_false(numset_has(&s, NUMSET_MOST + 1));
	assert_false(numset_has(&s, NUMSET_LEAST - 1));
	assert_false(numset_has(&s, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_is_written_in_one_form),
		cmocka_unit_test(what_rfc_5545_does_not_allow_is_refused),
		cmocka_unit_test(
		    below_a_day_and_too_often_have_reasons_of_their_own),
		cmocka_unit_test(a_set_of_numbers_holds_both_its_ends),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
