/*
 * refused: every file of tests/refused/templates is refused with exactly what
 * stands in its .expected: "line: message", one line per mistake.
 *
 * "refused_test --write" writes the .expected anew, to be read before they
 * are believed.
 */
#include "fixture.h"

#include <dirent.h>

#include "base/banned.h"

static int refused;

/* What is said of NAME, each line without its "NAME.html:". */
static const char *
said_of(const char *name)
{
	const char *file = str_printf(arena, "%s.html:", name), *why;
	struct str rest, line;
	struct buf b;

	if (fixture_compile(name, &why) != NULL)
		fail_msg("%s was not refused", name);
	buf_init(&b, arena, 65536);
	rest = str_of(why);
	while (rest.n > 0) {
		rest = str_cut(rest, '\n', &line);
		if (str_starts(line, file)) {
			line.p += strlen(file);
			line.n -= strlen(file);
		}
		buf_str(&b, line);
		buf_char(&b, '\n');
	}
	return b.p;
}

static const char *
expected_of(const char *dir, const char *name)
{
	FILE *f = fopen(str_printf(arena, "%s/%s.expected", dir, name), "r");
	char text[4096];
	size_t n;

	if (f == NULL)
		fail_msg("%s has no .expected", name);
	n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	return arena_dup(arena, text, n);
}

static void
check(const char *dir, const char *name)
{
	const char *said = said_of(name), *want = expected_of(dir, name);

	if (strcmp(said, want) != 0)
		fail_msg("%s: said\n%swant\n%s", name, said, want);
	refused++;
}

static void
write_anew(const char *dir, const char *name)
{
	unit_write(str_printf(arena, "%s/%s.expected", dir, name),
	    said_of(name));
}

static void
walk(void (*each)(const char *dir, const char *name))
{
	const char *dir = arena_dup(arena, unit_source(
	    "tests/refused/templates"), strlen(unit_source(
	    "tests/refused/templates")));
	const struct dirent *entry;
	DIR *d = opendir(dir);
	size_t n;

	assert_non_null(d);
	fixture_use_folder(dir);
	while ((entry = readdir(d)) != NULL) {
		n = strlen(entry->d_name);
		if (n > 5 && strcmp(entry->d_name + n - 5, ".html") == 0)
			each(dir, arena_dup(arena, entry->d_name, n - 5));
	}
	closedir(d);
}

static void
bad_templates_are_refused_with_line_and_reason(void **state)
{
	(void)state;
	walk(check);
	assert_true(refused >= 60);
}

static void
write_all_anew(void **state)
{
	(void)state;
	walk(write_anew);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    bad_templates_are_refused_with_line_and_reason,
		    fixture_set_up, fixture_tear_down),
	};
	const struct CMUnitTest writing[] = {
		cmocka_unit_test_setup_teardown(write_all_anew,
		    fixture_set_up, fixture_tear_down),
	};

	if (argc == 2 && strcmp(argv[1], "--write") == 0)
		return cmocka_run_group_tests(writing, NULL, NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
