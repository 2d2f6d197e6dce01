/* db: what is refused at the door, and what a cursor gives. */
#include "scratch.h"

#include <fcntl.h>

#include "base/log.h"
#include "store/tx.h"

#include "base/banned.h"

enum { ADD, NAMES, BY_ID, UPSERT, RENAME, FIXED };

static const struct statement sql[] = {
	[ADD] = { .kind = WRITE, .sql =
	    "INSERT INTO schedule (name, zone, duration_min, starts_on, seats,"
	    " needed, entered_as, entered, expanded_to, created_at, place)"
	    " VALUES (:name, 'UTC', 60, '2026-01-01', :seats, 1, 'cron', '',"
	    " 0, :at, :place) RETURNING id" },
	[NAMES] = { .kind = READ, .sql =
	    "SELECT id, name, place, seats FROM schedule"
	    " WHERE ended_at IS NULL ORDER BY name, id" },
	[BY_ID] = { .kind = READ, .sql =
	    "SELECT name FROM schedule WHERE id = :id" },
	[UPSERT] = { .kind = WRITE, .sql =
	    "INSERT INTO setting (key, value) VALUES (:key, :value)" },
	[RENAME] = { .kind = WRITE, .sql =
	    "UPDATE schedule SET name = :name WHERE id = :id" },
	[FIXED] = { .kind = READ, .sql = "SELECT :blob, :truth, :null" },
};

static MODULE(plain, NULL);

static const struct module *const modules[] = { &plain_module, NULL };

struct fixture {
	struct arena *a;
	const char *path;
	struct db *db;
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_new((size_t)4 * 1024 * 1024);
	f->path = scratch_make("db", f->a);
	f->db = scratch_open(f->path, NULL, modules);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	scratch_remove(f->path, f->a);
	arena_free(f->a);
	free(f);
	return 0;
}

static enum status
add(struct tx *tx, const char *name, int64_t seats, int64_t *ret)
{
	struct query q;

	q_write(&q, tx, &plain_module, ADD);
	q_text(&q, ":name", name);
	q_int(&q, ":seats", seats);
	q_int(&q, ":at", 1);
	q_null(&q, ":place");
	if (q_row(&q))
		*ret = q_get_int(&q);
	return q_done_one(&q);
}

static void
a_write_returns_and_a_read_gives_rows_in_order(void **state)
{
	struct fixture *f = *state;
	struct query q;
	struct tx *tx;
	int64_t one = 0, two = 0;

	is_ok(tx_begin(f->db, &tx));
	is_ok(add(tx, "b", 2, &one));
	is_ok(add(tx, "a", 3, &two));
	is_ok(tx_end(tx, OK));
	assert_true(one > 0 && two > one);
	q_read(&q, f->db, &plain_module, NAMES);
	assert_true(q_row(&q));
	is_int(q_get_int(&q), two);
	is_text(q_get_text(&q, f->a), "a");
	assert_true(q_is_null(&q));
	assert_null(q_get_text(&q, f->a));
	is_int(q_get_int(&q), 3);
	assert_true(q_row(&q));
	is_int(q_get_int(&q), one);
	assert_false(q_row(&q));
	assert_false(q_row(&q));
	is_ok(q_done(&q));
}

static void
nothing_found_and_nothing_changed_are_both_notfound(void **state)
{
	struct fixture *f = *state;
	struct query q;
	struct tx *tx;

	q_read(&q, f->db, &plain_module, BY_ID);
	q_int(&q, ":id", 99);
	assert_false(q_row(&q));
	assert_null(q_get_text(&q, f->a));
	is_int(q_done_one(&q), E_NOTFOUND);
	is_ok(tx_begin(f->db, &tx));
	q_write(&q, tx, &plain_module, RENAME);
	q_int(&q, ":id", 99);
	q_text(&q, ":name", "x");
	is_int(q_done_one(&q), E_NOTFOUND);
	tx_rollback(tx);
}

static void
a_broken_constraint_is_a_conflict_and_sticks(void **state)
{
	struct fixture *f = *state;
	struct query q;
	struct tx *tx;
	int i;

	is_ok(tx_begin(f->db, &tx));
	for (i = 0; i < 2; i++) {
		q_write(&q, tx, &plain_module, UPSERT);
		q_text(&q, ":key", "k");
		q_text(&q, ":value", "v");
		is_int(q_done_one(&q), i == 0 ? OK : E_CONFLICT);
	}
	is_int(q_done(&q), E_CONFLICT);
	assert_false(q_row(&q));
	is_ok(tx_end(tx, OK));
	is_int(scratch_int(f->path, "SELECT count(*) FROM setting"), 1);
}

static void
values_come_back_as_they_went(void **state)
{
	struct fixture *f = *state;
	struct query q;
	char got[3];

	q_read(&q, f->db, &plain_module, FIXED);
	q_blob(&q, ":blob", "a\0b", 3);
	q_bool(&q, ":truth", true);
	q_null(&q, ":null");
	assert_true(q_row(&q));
	assert_true(q_get_bytes(&q, got, 3));
	assert_memory_equal(got, "a\0b", 3);
	assert_true(q_get_bool(&q));
	assert_false(q_get_bytes(&q, got, 3));
	assert_memory_equal(got, "\0\0\0", 3);
	is_ok(q_done(&q));
}

static void
an_empty_text_is_not_null(void **state)
{
	struct fixture *f = *state;
	struct query q;

	q_read(&q, f->db, &plain_module, FIXED);
	q_str(&q, ":blob", (struct str){ NULL, 0 });
	q_bool(&q, ":truth", false);
	q_text(&q, ":null", NULL);
	assert_true(q_row(&q));
	assert_false(q_is_null(&q));
	is_text(q_get_text(&q, f->a), "");
	assert_false(q_get_bool(&q));
	assert_true(q_is_null(&q));
	is_ok(q_done(&q));
}

static void
statements_are_counted_since_the_last_call(void **state)
{
	struct fixture *f = *state;
	struct query q;

	(void)db_statements(f->db);
	q_read(&q, f->db, &plain_module, NAMES);
	is_ok(q_done(&q));
	is_int(db_statements(f->db), 1);
	is_int(db_statements(f->db), 0);
}

static int64_t
names(struct fixture *f)
{
	struct query q;
	int64_t n = 0;

	q_read(&q, f->db, &plain_module, NAMES);
	while (q_row(&q))
		n++;
	is_ok(q_done(&q));
	return n;
}

static void
what_is_held_is_of_one_moment(void **state)
{
	struct fixture *f = *state;
	int64_t before = names(f);

	db_hold(f->db);
	is_int(names(f), before);
	scratch_sql(f->path, "INSERT INTO schedule (name, zone, "
	    "duration_min, starts_on, seats, needed, entered_as, entered, "
	    "expanded_to, created_at) VALUES ('new', 'UTC', 60, "
	    "'2026-01-01', 1, 1, 'cron', '', 0, 1)");
	is_int(names(f), before);
	db_release(f->db);
	is_int(names(f), before + 1);
	db_release(f->db);
}

static void
what_is_not_our_database_is_refused(void **state)
{
	struct fixture *f = *state;
	const char *other = str_printf(f->a, "%s", unit_temp("other"));
	struct db_options o = { .path = other, .modules = modules };

	unlink(other);
	scratch_refused(&o,
	    "there is no such file; make it with: watchbill init");
	unit_write(other, "this is not a database, and long enough to tell");
	scratch_refused(&o, "file is not a database");
	unlink(other);
	scratch_sql(other, "CREATE TABLE t (x); PRAGMA application_id = 7;");
	scratch_refused(&o, "it is not Watchbill's database");
	scratch_remove(other, f->a);
	o.path = f->path;
	is_ok(chmod(f->path, 0400));
	scratch_refused(&o, "it is read-only");
	is_ok(chmod(f->path, 0600));
}

static void
R_11_an_older_or_newer_schema_is_refused(void **state)
{
	struct fixture *f = *state;
	struct db_options o = { .path = f->path, .modules = modules };

	scratch_sql(f->path, "PRAGMA user_version = 0");
	scratch_refused(&o, "its schema is older than this program");
	scratch_sql(f->path, "PRAGMA user_version = 999");
	scratch_refused(&o, "its schema is newer than this program");
}

/* As the shell does with locking_mode = EXCLUSIVE: not even reading works. */
static void
a_database_that_another_has_locked_whole_is_refused(void **state)
{
	struct fixture *f = *state;
	struct db_options o = { .path = f->path, .modules = modules };
	sqlite3 *raw;

	db_close(f->db);
	f->db = NULL;
	is_int(sqlite3_open(f->path, &raw), SQLITE_OK);
	is_int(sqlite3_exec(raw, "PRAGMA locking_mode = EXCLUSIVE; BEGIN"
	    " EXCLUSIVE; UPDATE setting SET value = ''", NULL, NULL, NULL),
	    SQLITE_OK);
	scratch_refused(&o, "database is locked; stop what else uses it");
	sqlite3_close(raw);
}

static void
R_01_without_the_write_lock_nothing_starts(void **state)
{
	struct fixture *f = *state;
	struct db_options o = { .path = f->path, .modules = modules };
	const char *lock = str_printf(f->a, "%s.lock", f->path);

	is_ok(chmod(lock, 0));
	scratch_refused(&o, "the write lock cannot be");
	is_ok(unlink(lock));
	is_ok(mkdir(lock, 0700));
	scratch_refused(&o, "the write lock cannot be");
	is_ok(rmdir(lock));
}

static void
a_database_that_was_moved_away_does_not_answer(void **state)
{
	struct fixture *f = *state;
	const char *away = str_printf(f->a, "%s.away", f->path);

	is_ok(db_ping(f->db));
	is_ok(rename(f->path, away));
	is_int(db_ping(f->db), E_FAULT);
	is_ok(rename(away, f->path));
	is_ok(db_ping(f->db));
}

static void
a_reader_opens_read_only_and_needs_no_lock(void **state)
{
	struct fixture *f = *state;
	const char *lock = str_printf(f->a, "%s.lock", f->path);
	struct db_options o = { .path = f->path, .modules = modules,
	    .read_only = true };
	struct query q;
	struct db *db;

	is_ok(chmod(lock, 0));
	is_ok(db_open(&o, &db));
	q_read(&q, db, &plain_module, NAMES);
	is_ok(q_done(&q));
	db_close(db);
}

static void
a_restored_backup_is_put_in_wal_mode(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	scratch_sql(f->path, "PRAGMA journal_mode = DELETE");
	f->db = scratch_open(f->path, NULL, modules);
	assert_true(scratch_int(f->path,
	    "SELECT journal_mode = 'wal' FROM pragma_journal_mode") == 1);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(a_write_returns_and_a_read_gives_rows_in_order),
		T(nothing_found_and_nothing_changed_are_both_notfound),
		T(a_broken_constraint_is_a_conflict_and_sticks),
		T(values_come_back_as_they_went),
		T(an_empty_text_is_not_null),
		T(statements_are_counted_since_the_last_call),
		T(what_is_held_is_of_one_moment),
		T(what_is_not_our_database_is_refused),
		T(R_11_an_older_or_newer_schema_is_refused),
		T(a_database_that_another_has_locked_whole_is_refused),
		T(R_01_without_the_write_lock_nothing_starts),
		T(a_database_that_was_moved_away_does_not_answer),
		T(a_reader_opens_read_only_and_needs_no_lock),
		T(a_restored_backup_is_put_in_wal_mode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
