/* wording: what stands in the messages that people get. */
#include "../unit.h"

#include <ctype.h>

#include "base/arena.h"
#include "service/messaging.h"
#include "service/wording.h"
#include "view/language.h"

#include "base/banned.h"

#define SEGMENT 160			/* GSM-7 characters of one SMS */
#define NOW ((int64_t)1763690400)	/* Friday 21 November 2025, 04:00 */

#define SHIFT "{\"site\":\"Zandvlei Watch\",\"name\":\"Night walk\"," \
	"\"zone\":\"Africa/Johannesburg\"," \
	"\"starts_at\":\"2025-11-22T20:00:00Z\"," \
	"\"ends_at\":\"2025-11-23T00:00:00Z\",\"place\":%s,\"reason\":%s," \
	"\"link\":\"https://watch.example/shifts/1234\"}"
#define CODE "{\"to\":\"+27825550147\",\"site\":\"Zandvlei Watch\"," \
	"\"host\":\"watch.example\",\"code\":\"004213\",\"minutes\":5}"
#define PERSON "{\"site\":\"Zandvlei Watch\"," \
	"\"link\":\"https://watch.example/shifts\"}"

static struct arena *arena;
static struct wording *words;

static const char *
payload(enum notice k, const char *place, const char *reason)
{
	if (k == NOTICE_CODE)
		return CODE;
	if (k == NOTICE_APPROVED)
		return PERSON;
	return str_printf(arena, SHIFT, place, reason);
}

static const char *
text_in(const char *language, enum notice k, const char *json)
{
	struct wording_in in = { notice_kinds[k].name, language,
	    str_of(json), NOW };
	struct notice_text t;

	is_ok(wording_text(words, &in, arena, &t));
	return str_copy(arena, t.body);
}

static const char *
text(enum notice k, const char *json)
{
	return text_in("en", k, json);
}

/* The characters of GSM 7-bit that are no ASCII but do occur in our words. */
static bool
is_gsm(const char *body)
{
	static const char *const more[] = { "\u00e8", "\u00e9", "\u00f9",
		"\u00f2", "\u00c5", "\u00e5", "\u00c4", "\u00d6", "\u00dc",
		"\u00e4", "\u00f6", "\u00fc", "\u00f1" };
	size_t i, n = sizeof(more) / sizeof(more[0]);

	while (*body != '\0') {
		for (i = 0; i < n; i++)
			if (strncmp(body, more[i], 2) == 0)
				break;
		if (i == n && *body != '\n' && (!isprint((int)*body) ||
		    *body == '`'))
			return false;
		body += i < n ? 2 : 1;
	}
	return true;
}

static void
every_notice_is_one_segment_where_names_are_short(void **state)
{
	size_t n, i;
	const struct language *l = language_list(&n);
	enum notice k;

	(void)state;
	is_int(n, 2);
	for (i = 0; i < n; i++) {
		for (k = NOTICE_CODE; k < NOTICE__MAX; k++) {
			const char *body = text_in(l[i].code, k,
			    payload(k, "\"The gate\"", "null"));

			assert_in_range(strlen(body), 20, SEGMENT);
			if (!is_gsm(body))
				fail_msg("%s: %s", l[i].code, body);
			assert_null(strstr(body, "  "));
			assert_null(strchr(body, '{'));
		}
	}
}

static void
typographic_characters_do_not_halve_a_message(void **state)
{
	const char *body = text(NOTICE_SHIFT_CANCELLED,
	    payload(NOTICE_SHIFT_CANCELLED, "null",
	    "\"\u201cStorm\u201d \u2013 we\u2019re off\u2026\""));

	(void)state;
	assert_non_null(strstr(body, "Why: \"Storm\" - we're off..."));
}

static void
a_persons_language_is_spoken(void **state)
{
	(void)state;
	assert_non_null(strstr(text_in("af", NOTICE_APPROVED, PERSON),
	    "Welkom by Zandvlei Watch"));
}

static void
ot_12_a_codes_last_line_lets_a_phone_fill_it_in(void **state)
{
	const char *body = text(NOTICE_CODE, CODE), *last = strrchr(body,
	    '\n');

	(void)state;
	assert_non_null(last);
	is_text(last + 1, "@watch.example #004213");
}

static void
ot_12_the_digits_of_a_code_stand_there_once(void **state)
{
	const char *body = text(NOTICE_CODE, CODE), *at = strstr(body,
	    "004213");

	(void)state;
	assert_non_null(at);
	assert_null(strstr(at + 1, "004213"));
}

static void
times_are_the_shifts_own(void **state)
{
	const char *body = text(NOTICE_BOOKED, payload(NOTICE_BOOKED, "null",
	    "null"));

	(void)state;
	is_text(body, "Zandvlei Watch: you are on Night walk, Sat 22 Nov"
	    " 22:00 to 02:00.\nhttps://watch.example/shifts/1234");
}

static void
a_place_and_a_reason_stand_on_lines_of_their_own(void **state)
{
	(void)state;
	assert_non_null(strstr(text(NOTICE_REMINDER_DAY,
	    payload(NOTICE_REMINDER_DAY, "\"The <gate> & Co\"", "null")),
	    "\nPlace: The <gate> & Co\n"));
	assert_non_null(strstr(text(NOTICE_SHIFT_CANCELLED,
	    payload(NOTICE_SHIFT_CANCELLED, "null", "\"Storm\"")),
	    "\nWhy: Storm"));
}

static void
the_number_of_a_payload_is_not_part_of_its_words(void **state)
{
	struct wording_in in = { "code", "en", STR(CODE), NOW };
	struct notice_text t;

	(void)state;
	is_ok(wording_text(words, &in, arena, &t));
	is_text(t.to, "+27825550147");
	assert_null(strstr(text(NOTICE_CODE, CODE), "27825550147"));
}

static void
an_unknown_language_gets_the_first(void **state)
{
	struct wording_in in = { "code", "tlh", STR(CODE), NOW };
	struct notice_text t;

	(void)state;
	is_ok(wording_text(words, &in, arena, &t));
	assert_true(t.body.n > 20);
}

static void
a_payload_that_is_not_its_kinds_data_is_refused(void **state)
{
	static const struct { const char *kind, *json; } cases[] = {
		{ "nonsense", CODE },
		{ "code", "{" },
		{ "code", PERSON },
		{ "code", "{\"site\":\"x\",\"host\":\"y\",\"code\":1,"
		    "\"minutes\":5}" },
		{ "code", "{\"site\":null,\"host\":\"y\",\"code\":\"1\","
		    "\"minutes\":5}" },
		{ "booked", CODE },
		{ "booked", "{\"site\":\"x\",\"name\":\"n\",\"zone\":"
		    "\"Africa/Johannesburg\",\"starts_at\":\"soon\","
		    "\"ends_at\":\"2025-11-23T00:00:00Z\",\"place\":null,"
		    "\"reason\":null,\"link\":\"l\"}" },
	};
	struct notice_text t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wording_in in = { cases[i].kind, "en",
		    str_of(cases[i].json), NOW };

		is_int(wording_text(words, &in, arena, &t), E_INVALID);
	}
}

static int
load(void **state)
{
	(void)state;
	arena = arena_new((size_t)32 * 1024 * 1024);
	if (language_load("locale") != OK)	/* of the build folder */
		return -1;
	return wording_load(str_copy(arena, str_of(unit_source("templates"))),
	    arena, &words) == OK ? 0 : -1;
}

static int
drop(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    every_notice_is_one_segment_where_names_are_short),
		cmocka_unit_test(
		    typographic_characters_do_not_halve_a_message),
		cmocka_unit_test(a_persons_language_is_spoken),
		cmocka_unit_test(
		    ot_12_a_codes_last_line_lets_a_phone_fill_it_in),
		cmocka_unit_test(
		    ot_12_the_digits_of_a_code_stand_there_once),
		cmocka_unit_test(times_are_the_shifts_own),
		cmocka_unit_test(
		    a_place_and_a_reason_stand_on_lines_of_their_own),
		cmocka_unit_test(
		    the_number_of_a_payload_is_not_part_of_its_words),
		cmocka_unit_test(an_unknown_language_gets_the_first),
		cmocka_unit_test(
		    a_payload_that_is_not_its_kinds_data_is_refused),
	};

	return cmocka_run_group_tests(tests, load, drop);
}
