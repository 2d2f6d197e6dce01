/* tx: who writes holds the lock; who cannot get it is told in five seconds. */
#include "scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "store/handle.h"
#include "store/tx.h"

#include "base/banned.h"

enum { SET, GET, FILL };

static const struct statement sql[] = {
	[SET] = { .kind = WRITE, .sql =
	    "INSERT INTO setting (key, value) VALUES (:key, :value)"
	    " ON CONFLICT (key) DO UPDATE SET value = excluded.value" },
	[GET] = { .kind = READ, .sql =
	    "SELECT value FROM setting WHERE key = :key" },
	[FILL] = { .kind = WRITE, .sql =
	    "INSERT INTO setting (key, value) WITH RECURSIVE n (i) AS"
	    " (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 12000)"
	    " SELECT 'key' || i, printf('%0900d', i) FROM n" },
};

static MODULE(plain, NULL);

static const struct module *const modules[] = { &plain_module, NULL };

struct fixture {
	struct arena *a;
	const char *path, *lock, *wal;
	struct db *db;
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_new((size_t)4 * 1024 * 1024);
	f->path = scratch_make("tx", f->a);
	f->lock = str_printf(f->a, "%s.lock", f->path);
	f->wal = str_printf(f->a, "%s-wal", f->path);
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
set(struct tx *tx, const char *key, const char *value)
{
	struct query q;

	q_write(&q, tx, &plain_module, SET);
	q_text(&q, ":key", key);
	q_text(&q, ":value", value);
	return q_done_one(&q);
}

static const char *
get(const struct db *db, const char *key, struct arena *a)
{
	const char *v = NULL;
	struct query q;

	q_read(&q, db, &plain_module, GET);
	q_text(&q, ":key", key);
	if (q_row(&q))
		v = q_get_text(&q, a);
	is_ok(q_done(&q));
	return v;
}

static enum status
write_one(struct db *db, const char *key, const char *value)
{
	struct tx *tx;
	enum status s = tx_begin(db, &tx);

	return s != OK ? s : tx_end(tx, set(tx, key, value));
}

static void
what_was_committed_stays_and_what_was_not_is_gone(void **state)
{
	struct fixture *f = *state;
	struct tx *tx;

	is_ok(write_one(f->db, "k", "one"));
	is_ok(tx_begin(f->db, &tx));
	is_ok(set(tx, "k", "two"));
	is_text(get(tx_db(tx), "k", f->a), "two");
	is_int(tx_end(tx, E_INVALID), E_INVALID);
	is_text(get(f->db, "k", f->a), "one");
}

/* A child that holds what is asked for until the pipe is closed. */
struct holder {
	pid_t pid;
	int go;
};

static struct holder
hold(struct fixture *f, bool lock, int64_t lock_us, bool begin)
{
	int ready[2], go[2], fd;
	struct holder h;
	sqlite3 *raw;
	char c;

	is_ok(pipe(ready));
	is_ok(pipe(go));
	h.pid = fork();
	assert_true(h.pid >= 0);
	if (h.pid == 0) {
		close(go[1]);
		fd = open(f->lock, O_RDWR);
		sqlite3_open(f->path, &raw);
		if (lock)
			(void)flock(fd, LOCK_EX);
		if (begin)
			sqlite3_exec(raw, "BEGIN IMMEDIATE", 0, 0, 0);
		(void)!write(ready[1], "x", 1);
		if (lock && lock_us > 0) {
			usleep((useconds_t)lock_us);
			(void)flock(fd, LOCK_UN);
		}
		(void)!read(go[0], &c, 1);
		_exit(0);
	}
	close(go[0]);
	h.go = go[1];
	is_int(read(ready[0], &c, 1), 1);
	close(ready[0]);
	close(ready[1]);
	return h;
}

static void
let_go(struct holder h)
{
	int how;

	close(h.go);
	is_int(waitpid(h.pid, &how, 0), h.pid);
}

static void
a_writer_waits_for_the_lock_until_it_is_free(void **state)
{
	struct fixture *f = *state;
	struct holder h = hold(f, true, 300000, false);
	int64_t began = clock_monotonic_us();

	is_ok(write_one(f->db, "k", "v"));
	assert_in_range(clock_monotonic_us() - began, 200000, 3000000);
	let_go(h);
}

static void
R_07_one_deadline_of_five_seconds_covers_both_locks(void **state)
{
	struct fixture *f = *state;
	struct holder h = hold(f, true, 2000000, true);
	int64_t began = clock_monotonic_us();

	is_int(write_one(f->db, "k", "v"), E_BUSY);
	assert_in_range(clock_monotonic_us() - began, 4900000, 5600000);
	let_go(h);
	is_ok(write_one(f->db, "k", "v"));
}

static void
R_07_readers_go_on_while_a_writer_holds_everything(void **state)
{
	struct fixture *f = *state;
	struct holder h;
	int64_t began;

	is_ok(write_one(f->db, "k", "v"));
	h = hold(f, true, 0, true);
	began = clock_monotonic_us();
	is_text(get(f->db, "k", f->a), "v");
	is_ok(db_ping(f->db));
	assert_true(clock_monotonic_us() - began < 1000000);
	let_go(h);
}

static void
on_alarm(int signal)
{
	(void)signal;
}

static void
waiting_puts_timer_and_handler_back(void **state)
{
	struct fixture *f = *state;
	struct itimerval mine = { { 0, 0 }, { 3600, 0 } }, got;
	struct sigaction act = { .sa_handler = on_alarm }, is;
	struct holder h;

	is_ok(sigaction(SIGALRM, &act, NULL));
	is_ok(setitimer(ITIMER_REAL, &mine, NULL));
	h = hold(f, true, 200000, false);
	is_ok(write_one(f->db, "k", "v"));
	is_ok(sigaction(SIGALRM, NULL, &is));
	assert_ptr_equal(is.sa_handler, on_alarm);
	is_ok(getitimer(ITIMER_REAL, &got));
	assert_in_range(got.it_value.tv_sec, 3500, 3600);
	mine.it_value.tv_sec = 0;
	is_ok(setitimer(ITIMER_REAL, &mine, NULL));
	let_go(h);
}

static int64_t
wal_bytes(struct fixture *f)
{
	struct stat st;

	is_ok(stat(f->wal, &st));
	return (int64_t)st.st_size;
}

static void
fill(struct fixture *f)
{
	struct query q;
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	q_write(&q, tx, &plain_module, FILL);
	is_ok(tx_end(tx, q_done(&q)));
}

/* As on a disk that is full. */
static void
R_07_what_sqlite_rolled_back_by_itself_is_not_gone_on_with(void **state)
{
	struct fixture *f = *state;
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	is_ok(set(tx, "k", "one"));
	f->db->live->compiling = STATEMENT_UNSET;
	is_int(sqlite3_exec(f->db->sqlite, "ROLLBACK", NULL, NULL, NULL),
	    SQLITE_OK);
	is_int(set(tx, "k", "two"), E_FAULT);
	is_int(tx_commit(tx), E_FAULT);
	assert_null(get(f->db, "k", f->a));
	is_ok(write_one(f->db, "k", "three"));
}

static void
nobody_checkpoints_but_who_is_asked_to(void **state)
{
	struct fixture *f = *state;
	int64_t before, main_before;
	struct stat st;

	is_ok(stat(f->path, &st));
	main_before = (int64_t)st.st_size;
	fill(f);
	before = wal_bytes(f);
	assert_true(before > (int64_t)8 * 1024 * 1024);
	db_close(f->db);
	f->db = scratch_open(f->path, NULL, modules);
	is_int(wal_bytes(f), before);
	is_ok(stat(f->path, &st));
	is_int(st.st_size, main_before);
}

static void
a_checkpoint_empties_a_large_wal_and_loses_nothing(void **state)
{
	struct fixture *f = *state;
	int i;

	fill(f);
	for (i = 0; i < 1200; i++)
		is_ok(write_one(f->db, "key1", i % 2 ? "last" : "first"));
	assert_true(wal_bytes(f) > (int64_t)4096 * 4096);
	is_ok(db_checkpoint(f->db));
	is_int(wal_bytes(f), 0);
	is_text(get(f->db, "key1", f->a), "last");
}

static void
a_checkpoint_does_not_wait_for_a_reader(void **state)
{
	struct fixture *f = *state;
	struct db *other = scratch_open(f->path, NULL, modules);
	int64_t began;
	struct query q;

	fill(f);
	q_read(&q, other, &plain_module, GET);
	q_text(&q, ":key", "key7");
	assert_true(q_row(&q));
	is_ok(write_one(f->db, "k", "v"));
	began = clock_monotonic_us();
	is_ok(db_checkpoint(f->db));
	assert_true(clock_monotonic_us() - began < 2000000);
	is_ok(q_done(&q));
	db_close(other);
}

static void
two_transactions_of_one_process_exclude_each_other_too(void **state)
{
	struct fixture *f = *state;
	struct db *other = scratch_open(f->path, NULL, modules);
	struct tx *tx;
	int fd = open(f->lock, O_RDWR);

	is_ok(tx_begin(other, &tx));
	is_int(flock(fd, LOCK_EX | LOCK_NB), -1);
	tx_rollback(tx);
	is_ok(flock(fd, LOCK_EX | LOCK_NB));
	close(fd);
	db_close(other);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(what_was_committed_stays_and_what_was_not_is_gone),
		T(a_writer_waits_for_the_lock_until_it_is_free),
		T(R_07_one_deadline_of_five_seconds_covers_both_locks),
		T(R_07_readers_go_on_while_a_writer_holds_everything),
		T(waiting_puts_timer_and_handler_back),
		T(R_07_what_sqlite_rolled_back_by_itself_is_not_gone_on_with),
		T(nobody_checkpoints_but_who_is_asked_to),
		T(a_checkpoint_empties_a_large_wal_and_loses_nothing),
		T(a_checkpoint_does_not_wait_for_a_reader),
		T(two_transactions_of_one_process_exclude_each_other_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
