/* migrate: from nothing or from any version up, or a clear refusal. */
#include "scratch.h"

#include <signal.h>
#include <sys/wait.h>

#include "base/log.h"
#include "store/migrate.h"

#include "base/banned.h"

struct fixture {
	struct arena *a;
	const char *path, *dir;		/* dir: migrations of the test's own */
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_new((size_t)16 * 1024 * 1024);
	f->path = str_printf(f->a, "%s.db", unit_temp("migrate"));
	f->dir = str_printf(f->a, "%s", unit_temp("migrations"));
	scratch_remove(f->path, f->a);
	is_ok(mkdir(f->dir, 0700));
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	int i;

	scratch_remove(f->path, f->a);
	for (i = 1; i <= 3; i++)
		unlink(str_printf(f->a, "%s/%04d_step.sql", f->dir, i));
	is_ok(rmdir(f->dir));
	arena_free(f->a);
	free(f);
	return 0;
}

static void
step(struct fixture *f, int n, const char *text)
{
	unit_write(str_printf(f->a, "%s/%04d_step.sql", f->dir, n), text);
}

#define STEP_1 "CREATE TABLE migration (version INTEGER PRIMARY KEY," \
    " name TEXT, sha256 TEXT, applied_at INTEGER) STRICT;" \
    "CREATE TABLE one (id INTEGER PRIMARY KEY, x TEXT) STRICT;"
#define STEP_2 "CREATE TABLE two (one INTEGER REFERENCES one (id)) STRICT;"
#define STEP_3 "ALTER TABLE one ADD COLUMN y TEXT;"

static void
three_steps(struct fixture *f)
{
	step(f, 1, STEP_1);
	step(f, 2, STEP_2);
	step(f, 3, STEP_3);
}

/* Everything of a schema that a reader of PRAGMAs can see, as one text. */
static const char *
shape_of(const char *path, struct arena *a)
{
	static const char sql[] =
	    "SELECT 'table', name, type, ncol, wr, strict, '', ''"
	    " FROM pragma_table_list WHERE schema = 'main'"
	    "UNION ALL SELECT 'column', t.name, c.cid, c.name, c.type,"
	    "  c.\"notnull\", coalesce(c.dflt_value, '-'), c.pk || c.hidden"
	    " FROM pragma_table_list t, pragma_table_xinfo(t.name) c"
	    " WHERE t.schema = 'main' "
	    "UNION ALL SELECT 'index', t.name, i.name, i.\"unique\", i.origin,"
	    "  i.partial, x.seqno || x.\"key\" || x.\"desc\","
	    "  coalesce(x.name, '-') || x.coll"
	    " FROM pragma_table_list t, pragma_index_list(t.name) i,"
	    "  pragma_index_xinfo(i.name) x WHERE t.schema = 'main' "
	    "UNION ALL SELECT 'reference', t.name, f.id, f.seq, f.\"table\","
	    "  f.\"from\", f.\"to\", f.on_update || f.on_delete"
	    " FROM pragma_table_list t, pragma_foreign_key_list(t.name) f"
	    " WHERE t.schema = 'main' "
	    "UNION ALL SELECT type, name, tbl_name, sql, '', '', '', ''"
	    " FROM sqlite_schema WHERE type IN ('trigger', 'index')"
	    " ORDER BY 1, 2, 3, 4, 5, 6, 7, 8";
	sqlite3 *raw;
	sqlite3_stmt *row;
	struct buf b;
	int i;

	buf_init(&b, a, (size_t)1024 * 1024);
	is_int(sqlite3_open(path, &raw), SQLITE_OK);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (sqlite3_prepare_v2(raw, sql, -1, &row, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(raw));
	while (sqlite3_step(row) == SQLITE_ROW)
		for (i = 0; i < 8; i++)
			buf_printf(&b, "%s%c", sqlite3_column_text(row, i) ?
			    (const char *)sqlite3_column_text(row, i) : "",
			    i < 7 ? '|' : '\n');
	sqlite3_finalize(row);
	sqlite3_close(raw);
	assert_false(b.failed);
	return b.p;
}

static void
R_11_the_migrations_from_nothing_give_schema_sql(void **state)
{
	struct fixture *f = *state;
	const char *want = scratch_make("schema", f->a), *got;
	size_t n = 0;

	is_ok(migrate_run(f->path, unit_source("migrations"), &n));
	is_int(n, DB_SCHEMA_VERSION);
	got = shape_of(f->path, f->a);
	assert_non_null(strstr(got, "booking_taken"));
	assert_non_null(strstr(got, "reference|booking|"));
	is_text(got, shape_of(want, f->a));
	scratch_remove(want, f->a);
}

static void
a_new_database_is_ours_alone_and_in_wal_mode(void **state)
{
	struct fixture *f = *state;
	static const struct module *const none[] = { NULL };
	struct stat st;
	size_t n;

	is_ok(migrate_run(f->path, unit_source("migrations"), &n));
	is_ok(stat(f->path, &st));
	is_int(st.st_mode & 0777, 0600);
	assert_true(scratch_int(f->path,
	    "SELECT journal_mode = 'wal' FROM pragma_journal_mode") == 1);
	db_close(scratch_open(f->path, NULL, none));
}

static void
R_11_a_second_run_applies_what_is_new_and_nothing_twice(void **state)
{
	struct fixture *f = *state;
	size_t n = 9;

	three_steps(f);
	unlink(str_printf(f->a, "%s/0003_step.sql", f->dir));
	is_ok(migrate_to(f->path, f->dir, 2, &n));
	is_int(n, 2);
	is_ok(migrate_to(f->path, f->dir, 2, &n));
	is_int(n, 0);
	step(f, 3, STEP_3);
	is_ok(migrate_to(f->path, f->dir, 3, &n));
	is_int(n, 1);
	is_int(scratch_int(f->path, "SELECT count(*) FROM migration"), 3);
	is_int(scratch_int(f->path, "SELECT count(*) FROM"
	    " pragma_table_info('one') WHERE name = 'y'"), 1);
}

/* What migrate_to(..., target) says on stderr when it refuses. */
static void
is_refused(struct fixture *f, int64_t target, const char *want)
{
	char name[] = "/tmp/watchbill-said-XXXXXX", said[4096];
	int to = mkstemp(name), was = dup(STDERR_FILENO);
	size_t applied = 77;
	ssize_t n;

	assert_true(to >= 0 && was >= 0);
	unlink(name);
	dup2(to, STDERR_FILENO);
	is_int(migrate_to(f->path, f->dir, target, &applied), E_FAULT);
	dup2(was, STDERR_FILENO);
	close(was);
	n = pread(to, said, sizeof(said) - 1, 0);
	close(to);
	assert_true(n > 0);
	said[n] = '\0';
	if (strstr(said, want) == NULL)
		fail_msg("\"%s\" is not in: %s", want, said);
	is_int(applied, 77);
}

static void
R_11_a_file_that_changed_since_is_refused(void **state)
{
	struct fixture *f = *state;
	size_t n;

	three_steps(f);
	is_ok(migrate_to(f->path, f->dir, 3, &n));
	step(f, 2, STEP_2 " -- a comment");
	is_refused(f, 3, "migration 0002: its file has changed since");
}

static void
R_11_gaps_are_refused_in_the_files_and_in_the_database(void **state)
{
	struct fixture *f = *state;
	size_t n;

	step(f, 1, STEP_1);
	step(f, 3, STEP_3);
	is_refused(f, 3, "migration 0002: its file is missing");
	step(f, 2, STEP_2);
	is_ok(migrate_to(f->path, f->dir, 3, &n));
	scratch_sql(f->path, "DELETE FROM migration WHERE version = 2");
	is_refused(f, 3, "migration 0002: it was never applied, but later");
}

static void
R_11_a_newer_schema_or_file_is_refused(void **state)
{
	struct fixture *f = *state;
	size_t n;

	three_steps(f);
	is_ok(migrate_to(f->path, f->dir, 3, &n));
	is_refused(f, 2, "migration 0003: it is newer than this program");
	unlink(str_printf(f->a, "%s/0003_step.sql", f->dir));
	is_refused(f, 2, "migration 0003: the schema is newer than this");
}

static void
another_applications_database_is_refused(void **state)
{
	struct fixture *f = *state;

	three_steps(f);
	scratch_sql(f->path, "CREATE TABLE theirs (x)");
	is_refused(f, 3, "it is not Watchbill's database");
	is_int(scratch_int(f->path, "SELECT count(*) FROM sqlite_schema"), 1);
}

static void
a_step_that_fails_leaves_nothing_of_itself(void **state)
{
	static const char *const bad[] = {
		"CREATE TABLE half (x TEXT) STRICT; CREATE TABLE one (x);",
		"CREATE TABLE half (x TEXT) STRICT; COMMIT; BEGIN;",
		"CREATE TABLE half (x TEXT) STRICT; PRAGMA user_version = 9;",
		"CREATE TABLE half (x TEXT) STRICT; ATTACH ':memory:' AS m;",
		"CREATE TABLE half (x TEXT) STRICT; INSERT INTO half"
		    " VALUES (\"double quoted\");",
		"CREATE TABLE half (x INTEGER REFERENCES one (id)) STRICT;"
		    " INSERT INTO half VALUES (7);",
	};
	struct fixture *f = *state;
	size_t i;

	step(f, 1, STEP_1);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		step(f, 2, bad[i]);
		is_refused(f, 2, "migration 0002: ");
		is_int(scratch_int(f->path, "SELECT max(version)"
		    " FROM migration"), 1);
		is_int(scratch_int(f->path, "SELECT count(*) FROM sqlite_schema"
		    " WHERE name = 'half'"), 0);
	}
}

/* die(): the power goes, in the middle of a step. */
static void
die(sqlite3_context *context, int n, sqlite3_value **values)
{
	(void)context;
	(void)n;
	(void)values;
	raise(SIGKILL);
}

static int
know_die(sqlite3 *db, const char **why, const struct sqlite3_api_routines *api)
{
	(void)why;
	(void)api;
	return sqlite3_create_function(db, "die", 0, SQLITE_UTF8, NULL, die,
	    NULL, NULL);
}

static void
killed_in_the_middle(struct fixture *f)
{
	pid_t child = fork();
	size_t n;
	int how;

	assert_true(child >= 0);
	if (child == 0) {
		sqlite3_auto_extension((void (*)(void))know_die);
		(void)!migrate_to(f->path, f->dir, 3, &n);
		_exit(0);
	}
	is_int(waitpid(child, &how, 0), child);
	assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
}

static void
R_11_a_crash_in_the_middle_of_a_step_is_recovered_from(void **state)
{
	/* The third has spilled megabytes into the WAL before it dies. */
	static const char *const dying[] = {
		"SELECT die(); " STEP_2,
		STEP_2 " SELECT die();",
		STEP_2 " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
		    " SELECT i + 1 FROM n LIMIT 20000) INSERT INTO one (x)"
		    " SELECT hex(randomblob(200)) FROM n; SELECT die();",
	};
	struct fixture *f = *state;
	size_t i, n;

	for (i = 0; i < sizeof(dying) / sizeof(dying[0]); i++) {
		scratch_remove(f->path, f->a);
		three_steps(f);
		step(f, 2, dying[i]);
		killed_in_the_middle(f);
		is_int(scratch_int(f->path, "SELECT count(*) FROM one"), 0);
		step(f, 2, STEP_2);
		is_ok(migrate_to(f->path, f->dir, 3, &n));
		is_int(n, 2);
		is_int(scratch_int(f->path, "SELECT count(*) FROM migration"),
		    3);
		is_int(scratch_int(f->path, "SELECT integrity_check = 'ok'"
		    " FROM pragma_integrity_check"), 1);
	}
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(R_11_the_migrations_from_nothing_give_schema_sql),
		T(a_new_database_is_ours_alone_and_in_wal_mode),
		T(R_11_a_second_run_applies_what_is_new_and_nothing_twice),
		T(R_11_a_file_that_changed_since_is_refused),
		T(R_11_gaps_are_refused_in_the_files_and_in_the_database),
		T(R_11_a_newer_schema_or_file_is_refused),
		T(another_applications_database_is_refused),
		T(a_step_that_fails_leaves_nothing_of_itself),
		T(R_11_a_crash_in_the_middle_of_a_step_is_recovered_from),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
