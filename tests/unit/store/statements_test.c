/*
 * statements: every statement of every module compiles, is bound by name in
 * its module, and reads no table from end to end without saying why; and what
 * must not compile does not (tests/refused/statements).
 */
#include "scratch.h"

#include <dirent.h>
#include <sys/types.h>

#include "modules.h"

#include "base/banned.h"

struct fixture {
	struct arena *a;
	const char *path;
	sqlite3 *raw;
	const char *source[100];	/* each .c file of lib/store */
	size_t sources;
};

static void
read_sources(struct fixture *f)
{
	const char *dir = str_printf(f->a, "%s", unit_source("lib/store"));
	DIR *d = opendir(dir);
	struct dirent *entry;
	size_t n;

	assert_non_null(d);
	while ((entry = readdir(d)) != NULL) {
		n = strlen(entry->d_name);
		if (n <= 2 || strcmp(entry->d_name + n - 2, ".c") != 0)
			continue;
		assert_in_range(f->sources, 0, 99);
		f->source[f->sources++] = scratch_read(str_printf(f->a,
		    "%s/%s", dir, entry->d_name), f->a);
	}
	closedir(d);
}

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_new((size_t)16 * 1024 * 1024);
	f->path = scratch_make("statements", f->a);
	assert_int_equal(sqlite3_open(f->path, &f->raw), SQLITE_OK);
	read_sources(f);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	sqlite3_close(f->raw);
	scratch_remove(f->path, f->a);
	arena_free(f->a);
	free(f);
	return 0;
}

static void
every_statement_of_every_module_compiles(void **state)
{
	struct fixture *f = *state;

	db_close(scratch_open(f->path, NULL, all_modules));
}

static bool
is_listed(const char *name, size_t n)
{
	size_t i;

	for (i = 0; all_modules[i] != NULL; i++)
		if (strlen(all_modules[i]->name) == n &&
		    strncmp(all_modules[i]->name, name, n) == 0)
			return true;
	return false;
}

static void
every_module_is_in_the_list_of_these_tests(void **state)
{
	struct fixture *f = *state;
	size_t i, found = 0, listed = 0;
	const char *at;

	for (i = 0; i < f->sources; i++) {
		at = strstr(f->source[i], "\nMODULE(");
		if (at == NULL)
			continue;
		at += strlen("\nMODULE(");
		if (!is_listed(at, strcspn(at, ",")))
			fail_msg("modules.h lacks %.40s", at);
		found++;
	}
	while (all_modules[listed] != NULL)
		listed++;
	is_int(found, listed);
}

/* Whether one of the module's files has the name as a text. */
static bool
is_named(const struct fixture *f, const struct module *m, const char *name)
{
	const char *module = str_printf(f->a, "&%s_module", m->name),
	    *text = str_printf(f->a, "\"%s\"", name);
	size_t i;

	for (i = 0; i < f->sources; i++)
		if (strstr(f->source[i], module) != NULL &&
		    strstr(f->source[i], text) != NULL)
			return true;
	return false;
}

static void
is_bound(struct fixture *f, const struct module *m, size_t n,
    sqlite3_stmt *stmt)
{
	int i, count = sqlite3_bind_parameter_count(stmt);
	const char *name;

	if (count > 64)
		fail_msg("%s statement %zu has %d parameters", m->name, n,
		    count);
	for (i = 1; i <= count; i++) {
		name = sqlite3_bind_parameter_name(stmt, i);
		if (name == NULL || name[0] != ':')
			fail_msg("%s statement %zu: parameter %d has no name",
			    m->name, n, i);
		if (!is_named(f, m, name))
			fail_msg("%s statement %zu: nothing binds %s", m->name,
			    n, name);
	}
}

static void
every_parameter_has_a_name_that_its_module_binds(void **state)
{
	struct fixture *f = *state;
	sqlite3_stmt *stmt;
	size_t i, n;

	for (i = 0; all_modules[i] != NULL; i++)
		for (n = 0; n < all_modules[i]->n; n++) {
			is_int(sqlite3_prepare_v2(f->raw,
			    all_modules[i]->sql[n].sql, -1, &stmt, NULL),
			    SQLITE_OK);
			is_bound(f, all_modules[i], n, stmt);
			sqlite3_finalize(stmt);
		}
}

/* A step that reads a table or an index from end to end; not a subquery's
 * row, nor a function that gives a table. */
static bool
is_scan(const char *detail)
{
	return strncmp(detail, "SCAN ", 5) == 0 &&
	    strstr(detail, "CONSTANT ROW") == NULL &&
	    strstr(detail, "VIRTUAL TABLE") == NULL;
}

/* The plan's first scan, or NULL. */
static const char *
scan_of(struct fixture *f, const char *sql)
{
	const char *scan = NULL, *detail;
	sqlite3_stmt *plan;

	is_int(sqlite3_prepare_v2(f->raw, str_printf(f->a,
	    "EXPLAIN QUERY PLAN %s", sql), -1, &plan, NULL), SQLITE_OK);
	while (sqlite3_step(plan) == SQLITE_ROW) {
		detail = (const char *)sqlite3_column_text(plan, 3);
		if (scan == NULL && is_scan(detail))
			scan = str_printf(f->a, "%s", detail);
	}
	sqlite3_finalize(plan);
	return scan;
}

static void
no_statement_scans_a_table_without_saying_why(void **state)
{
	struct fixture *f = *state;
	const struct statement *row;
	const char *scan;
	size_t i, n;
	int bad = 0;

	for (i = 0; all_modules[i] != NULL; i++)
		for (n = 0; n < all_modules[i]->n; n++) {
			row = &all_modules[i]->sql[n];
			scan = scan_of(f, row->sql);
			if ((scan != NULL) == (row->scan != NULL))
				continue;
			print_error("%s statement %zu: %s\n",
			    all_modules[i]->name, n, scan != NULL ? scan :
			    "it explains a scan that it does not do");
			bad++;
		}
	is_int(bad, 0);
}

/* tests/refused/statements/NAME.sql: line 1 "-- READ" or "-- WRITE", line 2
 * "-- " and what the refusal must say, then the statement. */
static void
is_refused(struct fixture *f, const char *name, const char *text)
{
	struct str kind, want, rest = str_cut(str_of(text), '\n', &kind);
	struct statement row = { .kind = str_is(kind, "-- READ") ? READ :
	    WRITE };
	struct module refused = { "refused", &row, 1, NULL };
	const struct module *const modules[] = { &refused, NULL };

	rest = str_cut(rest, '\n', &want);
	row.sql = rest.p;
	if (want.n < 8)
		fail_msg("%s does not say why it is refused", name);
	scratch_refused(&(struct db_options){ .path = f->path,
	    .modules = modules }, str_printf(f->a,
	    "refused statement 0: %.*s", (int)want.n - 3, want.p + 3));
}

static void
what_must_be_refused_is_refused_and_says_why(void **state)
{
	struct fixture *f = *state;
	const char *dir = str_printf(f->a, "%s",
	    unit_source("tests/refused/statements"));
	struct dirent *entry;
	DIR *d = opendir(dir);
	int n = 0;

	assert_non_null(d);
	while ((entry = readdir(d)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		is_refused(f, entry->d_name, scratch_read(str_printf(f->a,
		    "%s/%s", dir, entry->d_name), f->a));
		n++;
	}
	closedir(d);
	assert_true(n >= 20);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(every_statement_of_every_module_compiles),
		T(every_module_is_in_the_list_of_these_tests),
		T(every_parameter_has_a_name_that_its_module_binds),
		T(no_statement_scans_a_table_without_saying_why),
		T(what_must_be_refused_is_refused_and_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
