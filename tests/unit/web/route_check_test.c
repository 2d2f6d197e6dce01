/*
 * route_check: each file of tests/refused/routes is one row that must not
 * stand, and the line that says so.
 */
#include "../unit.h"

#include <dirent.h>

#include "base/arena.h"
#include "web/route.h"

#include "base/banned.h"

struct refused {
	const char *file;
	const char *says;		/* what must be among the lines */
	struct route route;		/* put in the place of R_SEAT_BOOK */
};

struct one_form {
	bool yes;
};
static const struct field of_one_fields[] = {
	{ .control = { .name = "yes" }, .kind = FIELD_BOOL },
};
static FORM(of_one, struct one_form);

/* A row that is right; a refused one changes what is wrong with it. */
#define GOOD								\
	.program = P_SHIFTS, .method = M_POST, .surface = SURFACE_BOTH,	\
	.path = "/shifts/{shift}/book", .role = ROLE_VOLUNTEER,		\
	.csrf = CSRF_TOKEN, .rate = RATE_WRITE, .form = &form_none,	\
	.reply = &shape_none, .then = "/shifts/mine", .page = R_SHIFT,	\
	.summary = "Book"

#define REFUSED(name, says_, ...) { name, says_, { __VA_ARGS__ } },

/* The last of two initialisers counts: that is the point here. */
#pragma GCC diagnostic ignored "-Woverride-init"
#ifdef __clang__
#pragma clang diagnostic ignored "-Winitializer-overrides"
#endif
static const struct refused cases[] = {
#include "../../refused/routes/api-path.inc"
#include "../../refused/routes/browser-behind-sign-in.inc"
#include "../../refused/routes/form-without-page.inc"
#include "../../refused/routes/get-with-token.inc"
#include "../../refused/routes/get-without-view.inc"
#include "../../refused/routes/no-form.inc"
#include "../../refused/routes/no-program.inc"
#include "../../refused/routes/no-rate.inc"
#include "../../refused/routes/no-reply.inc"
#include "../../refused/routes/no-role.inc"
#include "../../refused/routes/page-elsewhere.inc"
#include "../../refused/routes/page-is-post.inc"
#include "../../refused/routes/path-twice.inc"
#include "../../refused/routes/plain-with-role.inc"
#include "../../refused/routes/post-safe.inc"
#include "../../refused/routes/success-is-error.inc"
#include "../../refused/routes/then-nowhere.inc"
#include "../../refused/routes/then-unknown-parameter.inc"
#include "../../refused/routes/token-for-anybody.inc"
#include "../../refused/routes/trailing-slash.inc"
};

#define CASES (sizeof(cases) / sizeof(cases[0]))

/* The lines about a table in which one row is another. */
static const char *
lines(const struct route *row, struct arena *a)
{
	struct route *table = ARENA_ARRAY(a, struct route, ROUTE__MAX);
	struct route_table t = { table, route_names };
	struct buf b;

	memcpy(table, routes, sizeof(routes));
	table[R_SEAT_BOOK] = *row;
	buf_init(&b, a, 16384);
	BUF_LIT(&b, "");
	(void)route_table_check(&t, &b);
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
		want = str_printf(a, "route seat-book: %s\n", cases[i].says);
		if (strstr(got, want) == NULL)
			print_error("%s: got %s", cases[i].file, got);
		assert_non_null(strstr(got, want));
	}
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
		cmocka_unit_test(every_file_of_the_folder_is_tried),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
