/*
 * language: which languages there are, which one a person gets, and their
 * texts.  The catalogues are af.po and bad.po beside this file.
 */
#include "../unit.h"

#include <sys/stat.h>

#include "base/arena.h"
#include "view/calendar.h"
#include "view/language.h"

#include "base/banned.h"

#define CATALOGUES "tests/unit/view/locale"
#define BAD_CATALOGUES "tests/unit/view/locale-bad"

static struct arena *arena;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)1024 * 1024);
	is_ok(language_load(CATALOGUES));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const struct language *
language(const char *code)
{
	const struct language *l = language_find(str_of(code));

	assert_non_null(l);
	return l;
}

static const char *
picked(const char *chosen, const char *accept, const char *otherwise)
{
	return language_pick(chosen, str_of(accept), otherwise)->code;
}

static void
a_missing_catalogue_leaves_english_alone(void **state)
{
	size_t n;

	(void)state;
	is_int(language_load(unit_temp("nowhere")), E_FAULT);
	is_text(language_list(&n)->code, "en");
	is_int(n, 1);
	assert_null(language_find(STR("af")));
	is_ok(language_load(CATALOGUES));
	is_text(language_list(&n)[1].name, "Afrikaans");
	is_int(n, 2);
}

static void
a_catalogue_that_is_none_is_refused(void **state)
{
	char *dir = arena_dup(arena, unit_temp("locale"),
	    strlen(unit_temp("locale")));
	char *af = str_printf(arena, "%s/af", dir);
	char *messages = str_printf(arena, "%s/LC_MESSAGES", af);
	char *file = str_printf(arena, "%s/watchbill.mo", messages);

	(void)state;
	mkdir(dir, 0700);
	mkdir(af, 0700);
	mkdir(messages, 0700);
	unit_write(file, "not a catalogue");
	is_int(language_load(dir), E_FAULT);
	unlink(file);
	rmdir(messages);
	rmdir(af);
	rmdir(dir);
}

static void
codes_are_compared_without_case(void **state)
{
	(void)state;
	is_text(language("AF")->code, "af");
	is_text(language("en")->dir, "ltr");
	assert_null(language_find(STR("a")));
	assert_null(language_find(STR("af-ZA")));
	assert_null(language_find(STR("")));
}

static void
the_choice_then_the_browser_then_the_site_decide(void **state)
{
	(void)state;
	is_text(picked("af", "en", "en"), "af");
	is_text(picked("xx", "en;q=0.3, af", "en"), "af");
	is_text(picked(NULL, "de, af-ZA;q=0.8, en;q=0.9", "af"), "en");
	is_text(picked(NULL, "af-ZA", "en"), "af");
	is_text(picked(NULL, "de", "af"), "af");
	is_text(picked(NULL, "", "af"), "af");
	is_text(picked(NULL, "*", "xx"), "en");
}

static void
nonsense_from_a_browser_is_passed_over(void **state)
{
	char *many = arena_alloc(arena, 4000);
	int i;

	(void)state;
	is_text(picked(NULL, "af;q=0, en;q=0.1", "af"), "en");
	is_text(picked(NULL, "af;q=2", "en"), "en");
	is_text(picked(NULL, "af;q=x", "en"), "en");
	is_text(picked(NULL, "af;q=0.9999, ,;,;q=1,", "en"), "en");
	is_text(picked(NULL, "af ; q=0.5 , en;q=0.4", "en"), "af");
	for (i = 0; i < 3990; i++)
		many[i] = ',';
	memcpy(many + 3990, "af", 3);
	is_text(picked(NULL, many, "en"), "en");
}

static void
a_text_is_its_translation_or_itself(void **state)
{
	(void)state;
	is_text(language_text(language("af"), "Today"), "Vandag");
	is_text(language_text(language("en"), "Today"), "Today");
	is_text(language_text(language("af"), "no such message"),
	    "no such message");
	is_text(language_text(language("af"), ""), "");
}

static void
a_plural_follows_the_rule_of_its_language(void **state)
{
	const struct language *en = language("en"), *af = language("af");

	(void)state;
	is_text(language_plural(en, "one", "many", 1), "one");
	is_text(language_plural(en, "one", "many", 0), "many");
	is_text(language_plural(af, "in {n} day", "in {n} days", 21),
	    "oor {n} dag");
	is_text(language_plural(af, "in {n} day", "in {n} days", 3),
	    "oor {n} dae");
	is_text(language_plural(af, "in {n} day", "in {n} days", -11),
	    "oor {n} dae (baie)");
}

static void
a_format_replaces_the_names_it_knows(void **state)
{
	const struct named values[] = { { "name", "Jo {x}" }, { "n", "3" } };
	const struct language *en = language("en");

	(void)state;
	is_text(language_format(language("af"), "Hello {name}", values, 2,
	    arena), "Hallo Jo {x}, Jo {x}");
	is_text(language_format(en, "{n}{n} of {other} {", values, 2, arena),
	    "33 of {other} {");
	is_text(language_format(en, "plain", NULL, 0, arena), "plain");
	is_text(language_format(en, "", NULL, 0, arena), "");
}

static void
placeholders_are_compared_by_name_and_number(void **state)
{
	(void)state;
	assert_true(language_same_names("{a} of {b}", "{b}: {a}"));
	assert_false(language_same_names("{a} of {b}", "{a}"));
	assert_false(language_same_names("{a}", "{a} {b}"));
	assert_false(language_same_names("{a}", "{a} {a}"));
	assert_false(language_same_names("{a}", "{A}"));
	assert_true(language_known_names("one", "{n} one", "{n} many"));
	assert_false(language_known_names("{x}", "{n} one", "{n} many"));
}

static void
a_calendar_with_too_few_names_is_refused(void **state)
{
	const struct calendar *c = NULL;
	const char *why;

	(void)state;
	is_ok(language_load(BAD_CATALOGUES));
	is_int(calendar_new(language("af"), arena, &c, &why), E_INVALID);
	assert_int_equal(strncmp(why, "January|", 8), 0);
	assert_null(c);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_missing_catalogue_leaves_english_alone),
		TEST(a_catalogue_that_is_none_is_refused),
		TEST(codes_are_compared_without_case),
		TEST(the_choice_then_the_browser_then_the_site_decide),
		TEST(nonsense_from_a_browser_is_passed_over),
		TEST(a_text_is_its_translation_or_itself),
		TEST(a_plural_follows_the_rule_of_its_language),
		TEST(a_format_replaces_the_names_it_knows),
		TEST(placeholders_are_compared_by_name_and_number),
		TEST(a_calendar_with_too_few_names_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
