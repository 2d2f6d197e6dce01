/* reliability: a disk that fails.  tests/soak has the many who write. */
#include "scratch.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "store/tx.h"

#include "base/banned.h"

enum { SET, GET };

static const struct statement sql[] = {
	[SET] = { .kind = WRITE, .sql =
	    "INSERT INTO setting (key, value) VALUES (:key, :value)"
	    " ON CONFLICT (key) DO UPDATE SET value = excluded.value" },
	[GET] = { .kind = READ, .sql =
	    "SELECT CAST(value AS INTEGER) FROM setting WHERE key = :key" },
};

static MODULE(plain, NULL);

static const struct module *const modules[] = { &plain_module, NULL };

static int
set_up(void **state)
{
	return scratch_up(state, "reliability", NULL);
}

static enum status
set(struct tx *tx, const char *key, int64_t value)
{
	char text[32];
	struct query q;

	snprintf(text, sizeof(text), "%lld", (long long)value);
	q_write(&q, tx, &plain_module, SET);
	q_text(&q, ":key", key);
	q_text(&q, ":value", text);
	return q_done_one(&q);
}

static int64_t
get(struct db *db, const char *key)
{
	int64_t value = -1;
	struct query q;

	q_read(&q, db, &plain_module, GET);
	q_text(&q, ":key", key);
	if (q_row(&q))
		value = q_get_int(&q);
	is_ok(q_done_one(&q));
	return value;
}

/* A disk whose fsync fails from the moment that broken is set. */
static bool broken;
static sqlite3_vfs *real_vfs;
static sqlite3_vfs faulty_vfs;
static sqlite3_io_methods faulty_methods;
static int (*real_sync)(sqlite3_file *, int);

static int
faulty_sync(sqlite3_file *file, int flags)
{
	return broken ? SQLITE_IOERR_FSYNC : real_sync(file, flags);
}

static int
faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
    int *ret)
{
	int rc = real_vfs->xOpen(real_vfs, name, file, flags, ret);

	(void)vfs;
	if (rc == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0) {
		faulty_methods = *file->pMethods;
		real_sync = faulty_methods.xSync;
		faulty_methods.xSync = faulty_sync;
		file->pMethods = &faulty_methods;
	}
	return rc;
}

static void
commit_on_a_faulty_disk(struct scratch *f)
{
	struct db *db;
	struct tx *tx;

	real_vfs = sqlite3_vfs_find(NULL);
	faulty_vfs = *real_vfs;
	faulty_vfs.zName = "faulty";
	faulty_vfs.xOpen = faulty_open;
	sqlite3_vfs_register(&faulty_vfs, 1);
	db = scratch_open(f->path, NULL, modules);
	if (tx_begin(db, &tx) != OK || set(tx, "k", 2) != OK)
		_exit(1);
	broken = true;
	(void)!tx_commit(tx);
	_exit(2);
}

static void
R_06_a_failed_fsync_ends_the_process(void **state)
{
	struct scratch *f = *state;
	struct db *db;
	struct tx *tx;
	pid_t child;
	int how;

	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		commit_on_a_faulty_disk(f);
	is_int(waitpid(child, &how, 0), child);
	assert_true(WIFEXITED(how));
	is_int(WEXITSTATUS(how), 74);
	db = scratch_open(f->path, NULL, modules);
	is_ok(tx_begin(db, &tx));
	is_ok(tx_end(tx, set(tx, "after", 3)));
	is_int(get(db, "after"), 3);
	db_close(db);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, scratch_down)
	const struct CMUnitTest tests[] = {
		T(R_06_a_failed_fsync_ends_the_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
