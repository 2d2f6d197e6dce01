/* route: which row a path means, on the real table. */
#include "../unit.h"

#include "base/arena.h"
#include "web/route.h"

#include "base/banned.h"

#define TOKEN "abcdefghijklmnopqrstuvwxyz012345"

static struct route_match m;

static enum status
find(enum method method, const char *path)
{
	return route_find(method, str_of(path), SURFACE_PAGE, &m);
}

static void
the_table_keeps_its_own_rules(void **state)
{
	(void)state;
	is_ok(route_check());
}

static void
a_path_means_one_row_and_gives_its_parameters(void **state)
{
	(void)state;
	is_ok(find(M_GET, "/"));
	assert_ptr_equal(m.route, &routes[R_HOME]);
	is_int(m.params, 0);
	is_ok(find(M_POST, "/shifts/12/book"));
	assert_ptr_equal(m.route, &routes[R_SEAT_BOOK]);
	is_int(m.params, 1);
	is_str(m.name[0], "shift");
	is_str(m.param[0], "12");
	is_ok(find(M_GET, "/shifts/mine"));
	assert_ptr_equal(m.route, &routes[R_MINE]);
	is_ok(find(M_GET, "/callback/" TOKEN));
	is_str(m.name[0], "reference");
}

static void
HT_08_a_path_that_is_not_the_canonical_one_is_not_there(void **state)
{
	static const char *const cases[] = { "", "shifts", "/shifts/", "//",
	    "/Shifts", "/shifts/0", "/shifts/01", "/shifts/-1", "/shifts/1.0",
	    "/shifts/+1", "/shifts/ 1", "/shifts/1;x", "/shifts/1/",
	    "/shifts//book", "/shifts/99999999999999999999", "/shifts\\mine",
	    "/shifts/9007199254740993", "/shifts/1%2fbook", "/shifts/\xc0\xaf",
	    "/callback/short", "/callback/" TOKEN "x", "/welcome/" TOKEN "/",
	    "/api/v1/shifts", "/{shift}", "/shifts/{shift}" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		is_int(find(M_GET, cases[i]), E_NOTFOUND);
	is_ok(find(M_GET, "/shifts/9007199254740992"));
}

static void
AZ_09_another_method_is_told_which_would_do(void **state)
{
	(void)state;
	is_int(find(M_POST, "/shifts"), E_METHOD);
	is_text(m.allow, "GET, HEAD");
	is_int(find(M_GET, "/shifts/12/book"), E_METHOD);
	is_text(m.allow, "POST");
	is_int(find(M_UNSET, "/schedules/3"), E_METHOD);
	is_text(m.allow, "GET, HEAD, POST");
	is_int(find(M_UNSET, "/nowhere"), E_NOTFOUND);
}

static void
each_surface_has_its_own_rows(void **state)
{
	(void)state;
	is_int(route_find(M_GET, STR("/week"), SURFACE_API, &m), OK);
	is_int(route_find(M_GET, STR("/more"), SURFACE_API, &m), E_NOTFOUND);
	is_int(route_find(M_GET, STR("/openapi.json"), SURFACE_PAGE, &m),
	    E_NOTFOUND);
	is_int(route_find(M_GET, STR("/healthz"), SURFACE_PAGE, &m), OK);
	is_int(route_find(M_GET, STR("/healthz"), SURFACE_API, &m),
	    E_NOTFOUND);
}

static void
a_then_takes_the_parameters_of_the_path(void **state)
{
	struct arena *a = arena_new(4096 * 16);

	(void)state;
	is_ok(find(M_POST, "/shifts/12/assign"));
	is_text(route_fill("/week?shift={shift}", &m, a), "/week?shift=12");
	is_text(route_fill("/shifts/mine", &m, a), "/shifts/mine");
	arena_free(a);
}

static void
a_row_has_a_name(void **state)
{
	(void)state;
	is_int(route_by_name("seat-book"), R_SEAT_BOOK);
	is_int(route_by_name("nothing"), R_NONE);
	is_int(route_by_name("seat_book"), R_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_keeps_its_own_rules),
		cmocka_unit_test(a_path_means_one_row_and_gives_its_parameters),
		cmocka_unit_test(
		    HT_08_a_path_that_is_not_the_canonical_one_is_not_there),
		cmocka_unit_test(AZ_09_another_method_is_told_which_would_do),
		cmocka_unit_test(each_surface_has_its_own_rows),
		cmocka_unit_test(a_then_takes_the_parameters_of_the_path),
		cmocka_unit_test(a_row_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
