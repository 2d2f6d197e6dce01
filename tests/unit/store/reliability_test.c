/* reliability: a disk that fails, and many who write, read and checkpoint. */
#include "scratch.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "store/tx.h"

#include "base/banned.h"

#define WRITERS 4
#define READERS 2

enum { SET, PAIR };

static const struct statement sql[] = {
	[SET] = { .kind = WRITE, .sql =
	    "INSERT INTO setting (key, value) VALUES (:key, :value)"
	    " ON CONFLICT (key) DO UPDATE SET value = excluded.value" },
	[PAIR] = { .kind = READ, .sql =
	    "SELECT (SELECT value FROM setting WHERE key = :left),"
	    " (SELECT value FROM setting WHERE key = :right)" },
};

static MODULE(plain, NULL);

static const struct module *const modules[] = { &plain_module, NULL };

struct fixture {
	struct arena *a;
	const char *path;
	int64_t until_us;
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_new((size_t)4 * 1024 * 1024);
	f->path = scratch_make("reliability", f->a);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	scratch_remove(f->path, f->a);
	arena_free(f->a);
	free(f);
	return 0;
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

static void
name_of(char side, int writer, int64_t n, char ret[32])
{
	snprintf(ret, 32, "%c%d.%d", side, writer, (int)(n % 50));
}

/* One transaction, on two rows that are equal to whoever looks. */
static enum status
write_pair(struct db *db, int writer, int64_t n)
{
	char left[32], right[32];
	struct tx *tx;
	enum status s = tx_begin(db, &tx);

	if (s != OK)
		return s;
	name_of('l', writer, n, left);
	name_of('r', writer, n, right);
	if ((s = set(tx, left, n)) == OK)
		s = set(tx, right, n);
	return tx_end(tx, s);
}

static void
write_on(struct fixture *f, int writer)
{
	struct db *db = scratch_open(f->path, NULL, modules);
	int64_t n;

	for (n = 1; clock_monotonic_us() < f->until_us; n++)
		if (write_pair(db, writer, n) != OK)
			_exit(1);
	db_close(db);
	_exit(n > 10 ? 0 : 2);
}

static bool
read_pair(struct db *db, int writer, int64_t n, struct arena *a)
{
	const char *l = NULL, *r = NULL;
	char left[32], right[32];
	struct query q;

	name_of('l', writer, n, left);
	name_of('r', writer, n, right);
	q_read(&q, db, &plain_module, PAIR);
	q_text(&q, ":left", left);
	q_text(&q, ":right", right);
	if (q_row(&q)) {
		l = q_get_text(&q, a);
		r = q_get_text(&q, a);
	}
	if (q_done_one(&q) != OK)
		return false;
	return (l == NULL) == (r == NULL) && (l == NULL || strcmp(l, r) == 0);
}

static void
read_on(struct fixture *f)
{
	struct db *db = scratch_open(f->path, NULL, modules);
	struct arena *a = arena_new((size_t)64 * 1024);
	int64_t n;

	for (n = 0; clock_monotonic_us() < f->until_us; n++) {
		if (!read_pair(db, (int)(n % WRITERS), n / WRITERS, a))
			_exit(1);
		arena_reset(a);
	}
	db_close(db);
	_exit(0);
}

static void
checkpoint_on(struct fixture *f)
{
	struct db *db = scratch_open(f->path, NULL, modules);

	while (clock_monotonic_us() < f->until_us) {
		if (db_checkpoint(db) != OK)
			_exit(1);
		usleep(500);
	}
	db_close(db);
	_exit(0);
}

static pid_t
start(struct fixture *f, int who)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child != 0)
		return child;
	if (who < WRITERS)
		write_on(f, who);
	if (who < WRITERS + READERS)
		read_on(f);
	checkpoint_on(f);
	return 0;
}

/* Some seconds of it; WB_STRESS_S says how many when there is more time. */
static void
R_01_writers_readers_and_the_checkpointer_harm_nothing(void **state)
{
	struct fixture *f = *state;
	const char *seconds = getenv("WB_STRESS_S");
	pid_t child[WRITERS + READERS + 1];
	int i, how;

	f->until_us = clock_monotonic_us() + 1000000 *
	    (seconds != NULL ? strtol(seconds, NULL, 10) : 5);
	for (i = 0; i < WRITERS + READERS + 1; i++)
		child[i] = start(f, i);
	for (i = 0; i < WRITERS + READERS + 1; i++) {
		is_int(waitpid(child[i], &how, 0), child[i]);
		is_int(how, 0);
	}
	is_int(scratch_int(f->path, "SELECT integrity_check = 'ok' FROM"
	    " pragma_integrity_check"), 1);
	is_int(scratch_int(f->path, "SELECT count(*) FROM setting l JOIN"
	    " setting r ON r.key = 'r' || substr(l.key, 2)"
	    " WHERE l.key LIKE 'l%' AND l.value <> r.value"), 0);
	is_int(scratch_int(f->path, "SELECT count(*) % 2 FROM setting"), 0);
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
commit_on_a_faulty_disk(struct fixture *f)
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
	struct fixture *f = *state;
	struct db *db;
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
	is_ok(write_pair(db, 0, 1));
	assert_true(read_pair(db, 0, 1, f->a));
	db_close(db);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(R_01_writers_readers_and_the_checkpointer_harm_nothing),
		T(R_06_a_failed_fsync_ends_the_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
