/*
 * config: R-23: each key typed and in range, unknown ones refused, defaults of
 * development refused in production, each problem named by place and key.
 *
 * "config_test --example" prints watchbill.conf.example as the table has it.
 */
#include "../unit.h"

#include <fcntl.h>

#include "base/arena.h"
#include "base/config.h"

#include "base/banned.h"

static struct arena *arena;
static char path[4096], problems[16384];

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)4 * 1024 * 1024);
	snprintf(path, sizeof(path), "%s", unit_temp("conf"));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(path);
	arena_free(arena);
	return 0;
}

/* Loads a text, or nothing if NULL; what it says stands in problems. */
static enum status
load(const char *text, struct config *ret)
{
	int err = dup(STDERR_FILENO);
	FILE *f = tmpfile();
	enum status s;
	size_t n;

	assert_non_null(f);
	if (text != NULL)
		unit_write(path, text);
	arena_reset(arena);
	fflush(stderr);
	assert_true(dup2(fileno(f), STDERR_FILENO) >= 0);
	s = config_load(text != NULL ? path : NULL, arena, ret);
	assert_true(dup2(err, STDERR_FILENO) >= 0);
	close(err);
	rewind(f);
	n = fread(problems, 1, sizeof(problems) - 1, f);
	problems[n] = '\0';
	fclose(f);
	return s;
}

/* The text is refused in one line, which starts with its place and says so. */
static void
refused(const char *text, int line, const char *says)
{
	struct config c;
	char want[16384];

	is_int(load(text, &c), E_INVALID);
	snprintf(want, sizeof(want), "%s:%d: %s\n", path, line, says);
	is_text(problems, want);
}

static void
without_a_file_the_defaults_stand(void **state)
{
	struct config c;

	(void)state;
	is_ok(load(NULL, &c));
	is_text(problems, "");
	is_int(c.rota.horizon_days, 90);
	is_int(c.rota.free_cancel_min, 120);
	is_int(c.login.code_s, 300);
	is_int(c.login.session_days, 30);
	is_int(c.limits.codes_per_hour, 10);
	is_int(c.limits.codes_per_number, 10);
	is_int(c.limits.callbacks_per_min, 5);
	is_int(c.limits.applies_per_hour, 10);
	is_int(c.callbacks.promise_min, 120);
	is_int(c.callbacks.keep_days, 30);
	is_int(c.sms.max_attempts, 8);
	is_int(c.sms.backoff_s, 30);
	is_text(c.sms.provider, "file");
	is_text(c.sms.fail, "");
	is_text(c.site.emergency, "112");
	is_text(c.test.clock_offset_file, "");
	assert_false(c.server.production);
}

static void
the_file_sets_what_it_names(void **state)
{
	struct config c;

	(void)state;
	is_ok(load("; ours\n[site]\nname = N\xc3\xa4he; the watch\n"
	    "zone=Europe/London\nurl: https://watch.example:8443\n\n"
	    "# two\n[rota]\nhorizon_days = 400\r\n[test]\n"
	    "clock_offset_file = /tmp/x\n[sms]\nfail = temporary\n", &c));
	is_text(problems, "");
	is_text(c.site.name, "N\xc3\xa4he; the watch");
	is_text(c.site.zone, "Europe/London");
	is_text(c.site.url, "https://watch.example:8443");
	is_int(c.rota.horizon_days, 400);
	is_text(c.test.clock_offset_file, "/tmp/x");
	is_text(c.sms.fail, "temporary");
	is_int(c.rota.free_cancel_min, 120);
}

static void
a_value_out_of_its_range_is_named_with_file_and_line(void **state)
{
	(void)state;
	refused("[rota]\nhorizon_days = 401\n", 2,
	    "rota.horizon_days must be a number from 1 to 400");
	refused("[rota]\nhorizon_days = 0\n", 2,
	    "rota.horizon_days must be a number from 1 to 400");
	refused("\n\n[rota]\n\nhorizon_days =\n", 5,
	    "rota.horizon_days must be a number from 1 to 400");
	refused("[rota]\nhorizon_days = 12abc\n", 2,
	    "rota.horizon_days must be a number from 1 to 400");
	refused("[server]\nproduction = maybe\n", 2,
	    "server.production must be yes or no");
	refused("[site]\nname =\n", 2,
	    "site.name must be a line of 1 to 60 characters");
	refused("[site]\nname = a\xff\n", 2,
	    "site.name must be a line of 1 to 60 characters");
	refused("[site]\nname = a\x1b[31m\n", 2,
	    "site.name must be a line of 1 to 60 characters");
	refused("[sms]\nprovider = pigeon\n", 2, "sms.provider must be file");
	refused("[sms]\nfail = often\n", 2,
	    "sms.fail must be empty, temporary or permanent");
	refused("[site]\nemergency = nine\n", 2,
	    "site.emergency must be a number of digits only");
	refused("[site]\ncountry = uk\n", 2,
	    "site.country must be two capital letters of ISO 3166, such as GB");
	refused("[site]\nlanguage = EN\n", 2,
	    "site.language must be a language's code, such as en or pt-BR");
	refused("[site]\nzone = Mars/Olympus\n", 2,
	    "site.zone must be a time zone's name in tzdata, such as "
	    "Europe/London");
}

static void
the_public_address_is_an_origin_as_browsers_write_it(void **state)
{
	static const char *const bad[] = { "http://watch.example", "https://",
		"https://watch.example/", "https://Watch.example",
		"https://watch.example:443", "https://watch.example:0",
		"https://watch.example:99999", "https://watch.example:",
		"https://a b", "https://me@watch.example", "watch.example",
		"https://watch.example?x" };
	char text[300];
	struct config c;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), "[site]\nurl = %s\n", bad[i]);
		is_int(load(text, &c), E_INVALID);
		assert_non_null(strstr(problems, ":2: site.url must be "));
	}
}

static void
what_is_no_key_of_ours_is_named(void **state)
{
	(void)state;
	refused("[rota]\nhorizon = 5\n", 2, "no key is called rota.horizon");
	refused("[site]\n\nhorizon_days = 5\n", 3,
	    "no key is called site.horizon_days");
	refused("name = x\n", 1, "name stands in no section");
	refused("[colours]\n", 1, "no section is called [colours]");
	refused("[site]\nname = x\n[colours]\nred = 1\n", 3,
	    "no section is called [colours]");
	refused("[site]\nname\n", 2,
	    "neither [section] nor key = value nor a comment");
	refused("[site]\n  name = a\n  b\n", 3,
	    "neither [section] nor key = value nor a comment");
}

static void
a_key_said_twice_is_named_with_both_lines(void **state)
{
	struct config c;
	char want[16384];

	(void)state;
	is_int(load("[rota]\nhorizon_days=1\n[site]\nname=x\n[rota]\n"
	    "horizon_days=2\n", &c), E_INVALID);
	snprintf(want, sizeof(want),
	    "%s:6: rota.horizon_days stands already in %s:2\n", path, path);
	is_text(problems, want);
}

static void
a_line_too_long_is_refused_and_not_cut(void **state)
{
	char text[3000] = "[server]\ndir = /";

	(void)state;
	memset(text + strlen(text), 'x', 2000);
	refused(text, 2, "the line is too long or holds a NUL");
}

static void
a_file_that_is_not_there_is_told(void **state)
{
	struct config c;

	(void)state;
	unlink(path);
	is_int(config_load("/nonexistent/watchbill.conf", arena, &c),
	    E_INVALID);
}

static void
all_problems_are_told_at_once_and_nothing_is_handed_out(void **state)
{
	struct config c = { .rota.horizon_days = 77 };

	(void)state;
	is_int(load("[rota]\nhorizon_days = x\n[server]\nproduction = so\n"
	    "[login]\ncode_s = 5\n", &c), E_INVALID);
	assert_non_null(strstr(problems, ":2: rota.horizon_days "));
	assert_non_null(strstr(problems, ":4: server.production "));
	assert_non_null(strstr(problems, ":6: login.code_s "));
	is_int(c.rota.horizon_days, 77);
}

static void
the_environment_overrides_the_file(void **state)
{
	struct config c;

	(void)state;
	setenv("WATCHBILL_ROTA_HORIZON_DAYS", "7", 1);
	setenv("WATCHBILL_DIR", "/elsewhere", 1);
	setenv("WATCHBILL_PORT", "9443", 1);
	is_ok(load("[rota]\nhorizon_days = 30\n", &c));
	is_int(c.rota.horizon_days, 7);
	is_text(c.server.dir, "var");
	setenv("WATCHBILL_ROTA_HORIZON_DAYS", "7d", 1);
	is_int(load(NULL, &c), E_INVALID);
	is_text(problems, "WATCHBILL_ROTA_HORIZON_DAYS: rota.horizon_days "
	    "must be a number from 1 to 400\n");
	unsetenv("WATCHBILL_ROTA_HORIZON_DAYS");
	setenv("WATCHBILL_ROTA_HORIZON", "7", 1);
	is_int(load(NULL, &c), E_INVALID);
	is_text(problems, "WATCHBILL_ROTA_HORIZON: no key is called like this "
	    "variable\n");
	unsetenv("WATCHBILL_ROTA_HORIZON");
}

static void
production_refuses_the_defaults_of_development_by_name(void **state)
{
	static const char *const keys[] = { "site.name has", "site.url must",
		"site.zone has", "site.country has", "server.dir has",
		"sms.provider must" };
	struct config c;
	size_t i;

	(void)state;
	is_int(load("[server]\nproduction = yes\n", &c), E_INVALID);
	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_non_null(strstr(problems, keys[i]));
	is_int(load("[server]\nproduction = yes\ndir = /srv\n[site]\n"
	    "name = Bay\nzone = Europe/London\ncountry = GB\n"
	    "url = https://watch.example\n", &c), E_INVALID);
	assert_non_null(strstr(problems, "sms.provider must not be the default "
	    "of development in production (WATCHBILL_SMS_PROVIDER)"));
	assert_null(strchr(strchr(problems, '\n') + 1, '\n'));
}

static void
production_refuses_what_is_for_tests(void **state)
{
	static const char base[] = "[server]\nproduction = yes\n";
	char text[300];
	struct config c;

	(void)state;
	snprintf(text, sizeof(text), "%s[test]\n", base);
	is_int(load(text, &c), E_INVALID);
	assert_non_null(strstr(problems, ":3: [test] must not stand in"));
	snprintf(text, sizeof(text), "%s[sms]\nfail = permanent\n", base);
	is_int(load(text, &c), E_INVALID);
	assert_non_null(strstr(problems, ":4: sms.fail has to be empty"));
	setenv("WATCHBILL_TEST_CLOCK_OFFSET_FILE", "/tmp/x", 1);
	is_int(load(base, &c), E_INVALID);
	assert_non_null(strstr(problems, "WATCHBILL_TEST_CLOCK_OFFSET_FILE: "
	    "test.clock_offset_file has to be empty"));
	unsetenv("WATCHBILL_TEST_CLOCK_OFFSET_FILE");
}

#define COLUMNS 6
enum column { NAME, TYPE, MUST, FALLBACK, PRODUCTION, HELP };

struct example {
	struct buf b;
	char section[32];
	int keys;
};

static void
add_section(struct example *e, struct str section)
{
	BUF_LIT(&e->b, "\n");
	if (str_is(section, e->section))
		return;
	snprintf(e->section, sizeof(e->section), "%.*s", (int)section.n,
	    section.p);
	/* [test] must not even be there in production. */
	buf_printf(&e->b, "%s[%s]\n", str_is(section, "test") ? "#" : "",
	    e->section);
}

static void
add_key(const char *text, void *arg)
{
	struct str column[COLUMNS], rest = str_of(text), section, key;
	struct example *e = arg;
	int i;

	for (i = 0; i < COLUMNS; i++)
		rest = str_cut(rest, '\t', &column[i]);
	assert_null(rest.p);
	key = str_cut(column[NAME], '.', &section);
	add_section(e, section);
	buf_printf(&e->b, "# %.*s\n", (int)column[HELP].n, column[HELP].p);
	buf_printf(&e->b, "# %.*s", (int)column[MUST].n, column[MUST].p);
	if (column[PRODUCTION].n > 0)
		buf_printf(&e->b, "; %.*s", (int)column[PRODUCTION].n,
		    column[PRODUCTION].p);
	buf_printf(&e->b, "\n#%.*s =%s%.*s\n", (int)key.n, key.p,
	    column[FALLBACK].n > 0 ? " " : "", (int)column[FALLBACK].n,
	    column[FALLBACK].p);
	e->keys++;
}

static const char *
example(int *ret_keys)
{
	struct example e = { .keys = 0 };

	buf_init(&e.b, arena, 65536);
	BUF_LIT(&e.b, "# Watchbill's configuration: every key with its help, "
	    "its range and its default.\n# WATCHBILL_<SECTION>_<KEY> in the "
	    "environment overrides what stands here.\n");
	config_describe(add_key, &e);
	assert_false(e.b.failed);
	*ret_keys = e.keys;
	return e.b.p;
}

static void
the_example_is_what_the_table_says(void **state)
{
	static char text[65536];
	FILE *f = fopen(unit_source("watchbill.conf.example"), "r");
	int keys;

	(void)state;
	assert_non_null(f);
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	is_text(text, example(&keys));
}

static void
the_example_can_be_used_as_it_is_and_uncommented(void **state)
{
	static char text[65536];
	struct config c;
	const char *p;
	char *q = text;
	int keys;

	(void)state;
	snprintf(text, sizeof(text), "%s", example(&keys));
	is_ok(load(text, &c));
	/* Each "#key = value" without its "#". */
	for (p = example(&keys); *p != '\0'; p++)
		if (*p != '#' || p[1] == ' ')
			*q++ = *p;
	*q = '\0';
	is_ok(load(text, &c));
	is_text(problems, "");
	is_int(keys, 25);
}

int
main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_file_the_defaults_stand),
		cmocka_unit_test(the_file_sets_what_it_names),
		cmocka_unit_test(
		    a_value_out_of_its_range_is_named_with_file_and_line),
		cmocka_unit_test(
		    the_public_address_is_an_origin_as_browsers_write_it),
		cmocka_unit_test(what_is_no_key_of_ours_is_named),
		cmocka_unit_test(a_key_said_twice_is_named_with_both_lines),
		cmocka_unit_test(a_line_too_long_is_refused_and_not_cut),
		cmocka_unit_test(a_file_that_is_not_there_is_told),
		cmocka_unit_test(
		    all_problems_are_told_at_once_and_nothing_is_handed_out),
		cmocka_unit_test(the_environment_overrides_the_file),
		cmocka_unit_test(
		    production_refuses_the_defaults_of_development_by_name),
		cmocka_unit_test(production_refuses_what_is_for_tests),
		cmocka_unit_test(the_example_is_what_the_table_says),
		cmocka_unit_test(
		    the_example_can_be_used_as_it_is_and_uncommented),
	};
	int keys;

	if (argc > 1 && strcmp(argv[1], "--example") == 0) {
		set_up(NULL);
		fputs(example(&keys), stdout);
		return tear_down(NULL);
	}
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
