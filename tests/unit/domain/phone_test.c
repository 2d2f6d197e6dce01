/* phone: what is a number, and which numbers are the same one. */
#include "../unit.h"

#include "base/arena.h"
#include "domain/phone.h"

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

static const char *
parsed(const char *typed, const char *country)
{
	const char *e164 = NULL;

	if (phone_parse(str_of(typed), country, a, &e164) != OK)
		return "refused";
	return e164;
}

static void
IN_04_numbers_become_e164(void **state)
{
	static const struct {
		const char *typed, *country, *want;
	} cases[] = {
		{ "082 555 0147", "ZA", "+27825550147" },
		{ "0825550147", "ZA", "+27825550147" },
		{ "(082) 555-0147", "ZA", "+27825550147" },
		{ "+27 82 555 0147", "GB", "+27825550147" },
		{ "+27 (0)82 555 0147", "ZA", "+27825550147" },
		{ "0027825550147", "ZA", "+27825550147" },
		{ "021 671 0000", "ZA", "+27216710000" },
		{ "07700 900123", "GB", "+447700900123" },
		{ "+44 7700 900123", "ZA", "+447700900123" },
		{ "020 7946 0958", "GB", "+442079460958" },
		{ "(202) 555-0143", "US", "+12025550143" },
		{ "1-202-555-0143", "US", "+12025550143" },
		{ "011 27 82 555 0147", "US", "+27825550147" },
		{ "+1 202 555 0143", "ZA", "+12025550143" },
		{ "030 901820", "DE", "+4930901820" },
		{ "0151 23456789", "DE", "+4915123456789" },
		{ "+49 151 23456789", "ZA", "+4915123456789" },
		{ "\xef\xbc\x8b" "27 82 555 0147", "ZA", "+27825550147" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		is_text(parsed(cases[i].typed, cases[i].country),
		    cases[i].want);
}

static void
DP_04_every_way_to_write_a_number_is_the_same_number(void **state)
{
	static const char *const ways[] = { "+27 82 555 0147", "082 555 0147",
		"+27825550147", "0825550147", "27 82 555 0147",
		"+27-82-555-0147", "082.555.0147", " 082 555 0147 " };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		is_text(parsed(ways[i], "ZA"), "+27825550147");
}

static void
IN_04_what_rings_nobody_is_refused(void **state)
{
	static const struct {
		const char *typed, *country;
	} cases[] = {
		{ "", "ZA" },
		{ "call me", "ZA" },
		{ "0800 FLOWERS", "US" },
		{ "082 555 0147 ext 3", "ZA" },
		{ "+27825550147;ext=3", "ZA" },
		{ "112", "ZA" }, { "112", "GB" }, { "112", "DE" },
		{ "10111", "ZA" }, { "+27 10111", "GB" },
		{ "999", "GB" }, { "911", "US" },
		{ "116 117", "DE" },
		{ "555 0147", "US" },		/* no area code */
		{ "12", "ZA" },
		{ "082 555 01477777", "ZA" },
		{ "+27 82 555 0147 0147 0147", "ZA" },
		{ "+1234567890123456789", "ZA" },
		{ "+999 123 456 789", "ZA" },
		{ "082 555 0147", "XX" },	/* national of nowhere */
		{ "082 555 0147", NULL },
		{ "+", "ZA" }, { "-----", "ZA" }, { "\xff\xfe", "ZA" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		is_text(parsed(cases[i].typed, cases[i].country), "refused");
}

static void
IN_04_premium_and_shared_cost_numbers_are_refused(void **state)
{
	static const struct {
		const char *typed, *country;
	} cases[] = {
		{ "0862 123 456", "ZA" },	/* premium */
		{ "+27 86 212 3456", "GB" },
		{ "0860 123 456", "ZA" },	/* shared cost */
		{ "0906 701 0123", "GB" },	/* premium */
		{ "+44 909 8790123", "ZA" },
		{ "0843 123 4567", "GB" },	/* dearer than a local call */
		{ "0900 1 234567", "DE" },
		{ "0180 5 123456", "DE" },
		{ "1 900 234 5678", "US" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		is_text(parsed(cases[i].typed, cases[i].country), "refused");
}

static void
overlong_text_is_refused_before_the_library_sees_it(void **state)
{
	char text[4096];
	const char *got = "untouched";

	(void)state;
	memset(text, '1', sizeof(text));
	is_int(phone_parse((struct str){ text, sizeof(text) }, "ZA", a, &got),
	    E_INVALID);
	is_int(phone_parse((struct str){ text, 65 }, "ZA", a, &got),
	    E_INVALID);
	is_text(got, "untouched");
}

static void
a_number_may_be_newer_than_the_library(void **state)
{
	(void)state;
	/* Possible by its length, in no range that the data of 2022 knows. */
	is_text(parsed("+27 69 999 9999", "ZA"), "+27699999999");
	is_text(parsed("+1 999 555 0143", "US"), "+19995550143");
}

static void
a_number_is_shown_as_its_country_writes_it(void **state)
{
	(void)state;
	is_text(phone_display("+27825550147", "ZA", a), "082 555 0147");
	is_text(phone_display("+27825550147", "GB", a), "+27 82 555 0147");
	is_text(phone_display("+12025550143", "US", a), "(202) 555-0143");
	is_text(phone_display("+27825550147", NULL, a), "+27 82 555 0147");
	is_text(phone_display("no number", "ZA", a), "no number");
}

static void
the_tail_is_the_last_two_digits(void **state)
{
	(void)state;
	is_text(phone_tail("+27825550147", a), "47");
	is_text(phone_tail("7", a), "7");
	is_text(phone_tail("", a), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(IN_04_numbers_become_e164),
		cmocka_unit_test(
		    DP_04_every_way_to_write_a_number_is_the_same_number),
		cmocka_unit_test(IN_04_what_rings_nobody_is_refused),
		cmocka_unit_test(
		    IN_04_premium_and_shared_cost_numbers_are_refused),
		cmocka_unit_test(
		    overlong_text_is_refused_before_the_library_sees_it),
		cmocka_unit_test(a_number_may_be_newer_than_the_library),
		cmocka_unit_test(a_number_is_shown_as_its_country_writes_it),
		cmocka_unit_test(the_tail_is_the_last_two_digits),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
