/*
 * route_check: each file of tests/refused/routes is one row that must not
 * stand, and the line that says so.
 */
#include "../unit.h"

#include <dirent.h>

#include "route_refused.h"

#include "base/arena.h"

#include "base/banned.h"

#define CASES (sizeof(cases) / sizeof(cases[0]))

/* The lines about a table in which one row is another. */
static const char *
lines(const struct route *row, struct arena *a)
{
	struct route *table = ARENA_ARRAY(a, struct route, ROUTE__MAX);
	struct buf b;

	memcpy(table, routes, sizeof(routes));
	table[R_SEAT_BOOK] = *row;
	buf_init(&b, a, 16384);
	BUF_LIT(&b, "");
	(void)route_table_check(table, &b);
	return b.p;
}

static void
the_good_row_of_this_test_is_good(void **state)
{
	const struct route good = { GOOD };
	struct arena *a = arena_new((size_t)1 << 20);

	(void)state;
	is_text(lines(&good, a), "");
	arena_free(a);
}

static void
each_refused_row_is_told_by_name_and_reason(void **state)
{
	struct arena *a = arena_new((size_t)1 << 22);
	const char *got, *want;
	size_t i;

	(void)state;
	for (i = 0; i < CASES; i++) {
		got = lines(&cases[i].route, a);
		want = str_printf(a, "route %s: %s\n", cases[i].route.name,
		    cases[i].says);
		if (strstr(got, want) == NULL)
			print_error("%s: got %s", cases[i].file, got);
		assert_non_null(strstr(got, want));
	}
	arena_free(a);
}

static void
a_row_that_is_not_there_is_told_by_its_number(void **state)
{
	struct arena *a = arena_new((size_t)1 << 20);
	struct route none = { .name = NULL };

	(void)state;
	assert_non_null(strstr(lines(&none, a), str_printf(a,
	    "route number %d: name is UNSET\n", R_SEAT_BOOK)));
	arena_free(a);
}

static void
every_file_of_the_folder_is_tried(void **state)
{
	DIR *d = opendir(unit_source("tests/refused/routes"));
	struct dirent *e;
	size_t n = 0;

	(void)state;
	assert_non_null(d);
	while ((e = readdir(d)) != NULL)
		n += strstr(e->d_name, ".inc") != NULL;
	closedir(d);
	is_int(n, CASES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_good_row_of_this_test_is_good),
		cmocka_unit_test(each_refused_row_is_told_by_name_and_reason),
		cmocka_unit_test(a_row_that_is_not_there_is_told_by_its_number),
		cmocka_unit_test(every_file_of_the_folder_is_tried),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
