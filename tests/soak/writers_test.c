/*
 * writers: R-01, where SQLite 3.40.1 could lose pages: writers, a checkpointer
 * that never rests and readers, each a process of its own, on one file.
 *
 * A transaction moves an amount between two accounts, so every snapshot sums
 * up to zero; once it is acknowledged, its writer notes both balances in
 * shared memory.  In the end the file must hold exactly what was noted.
 *
 * WATCHBILL_R01_S says for how long, in seconds.
 */
#include "../unit/unit.h"

#include <sys/mman.h>
#include <sys/wait.h>

#include "../unit/store/scratch.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/num.h"
#include "store/tx.h"

#include "base/banned.h"

#define WRITERS 3
#define READERS 2
#define ACCOUNTS 800		/* each; a page holds about ten */
#define PROCESSES (WRITERS + READERS + 1)
#define ARENA_BYTES ((size_t)4 * 1024 * 1024)

enum { ADD, MOVE, SUM, ALL };

static const struct statement sql[] = {
	[ADD] = { .kind = WRITE, .sql = "INSERT INTO setting (key, value) "
	    "VALUES (:key, '0' || :padding)" },
	[MOVE] = { .kind = WRITE, .sql = "UPDATE setting SET "
	    "value = (CAST(value AS INTEGER) + :amount) || :padding "
	    "WHERE key = :key" },
	[SUM] = { .kind = READ, .sql = "SELECT sum(CAST(value AS INTEGER)) "
	    "FROM setting WHERE key BETWEEN 'account.0' AND 'account.9'" },
	[ALL] = { .kind = READ, .sql = "SELECT CAST(value AS INTEGER) "
	    "FROM setting WHERE key BETWEEN 'account.0' AND 'account.9' "
	    "ORDER BY key" },
};
static MODULE(accounts, NULL);
static const struct module *const modules[] = { &accounts_module, NULL };

/* Shared by all; each cell has one writer. */
struct ledger {
	int64_t balance[WRITERS][ACCOUNTS];
	int64_t commits[WRITERS];
	int64_t snapshots[READERS];
	int64_t checkpoints;
};

static struct arena *arena;
static struct keyring *keys;
static struct ledger *ledger;
static const char *path;
static char padding[320];
static int64_t until_us;

/* In a child an assertion would run the other tests twice: it ends. */
static void
must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "# %s\n", what);
	_exit(1);
}

static bool
going(void)
{
	return clock_monotonic_us() < until_us;
}

static const char *
account(int writer, unsigned n, char name[32])
{
	snprintf(name, 32, "account.%d.%04u", writer, n);
	return name;
}

static enum status
move(struct tx *tx, int writer, unsigned n, int64_t amount)
{
	struct query q;
	char name[32];

	q_write(&q, tx, &accounts_module, MOVE);
	q_text(&q, ":key", account(writer, n, name));
	q_int(&q, ":amount", amount);
	q_text(&q, ":padding", padding);
	return q_done_one(&q);
}

static void
move_between(struct db *db, int writer, const unsigned n[2], int64_t amount)
{
	struct tx *tx;
	enum status s = tx_begin(db, &tx);

	if (s == E_BUSY)
		return;		/* it wrote nothing, and said so */
	must(s == OK, "a transaction begins");
	s = move(tx, writer, n[0], -amount);
	if (s == OK)
		s = move(tx, writer, n[1], amount);
	must(tx_end(tx, s) == OK, "a transaction commits");
	ledger->balance[writer][n[0]] -= amount;
	ledger->balance[writer][n[1]] += amount;
	ledger->commits[writer]++;
}

static void
write_all_along(int writer)
{
	struct db *db = scratch_open(path, keys, modules);
	uint32_t dice = 2463534242u + (uint32_t)writer;
	unsigned n[2];
	int i;

	while (going()) {
		for (i = 0; i < 2; i++) {
			dice ^= dice << 13;
			dice ^= dice >> 17;
			dice ^= dice << 5;
			n[i] = dice % ACCOUNTS;
		}
		move_between(db, writer, n, (int64_t)(dice % 1000));
	}
	db_close(db);
}

/* The rows one by one, at a stroller's pace: a checkpoint has to pass it. */
static int64_t
sum_slowly(struct db *db)
{
	int64_t sum = 0;
	struct query q;
	int rows = 0;

	q_read(&q, db, &accounts_module, ALL);
	while (q_row(&q)) {
		sum += q_get_int(&q);
		if (++rows % 256 == 0)
			usleep(2000);
	}
	must(q_done(&q) == OK && rows == WRITERS * ACCOUNTS,
	    "a reader sees every account");
	return sum;
}

static int64_t
sum_at_once(struct db *db)
{
	struct query q;
	int64_t sum = 1;

	q_read(&q, db, &accounts_module, SUM);
	if (q_row(&q))
		sum = q_get_int(&q);
	must(q_done_one(&q) == OK, "a reader reads");
	return sum;
}

static void
read_all_along(int reader)
{
	struct db *db = scratch_open(path, keys, modules);

	while (going()) {
		must(sum_at_once(db) == 0, "a snapshot sums up to zero");
		must(sum_slowly(db) == 0, "a slow snapshot sums up to zero");
		ledger->snapshots[reader] += 2;
	}
	db_close(db);
}

static void
checkpoint_all_along(int unused)
{
	struct db *db = scratch_open(path, keys, modules);
	enum status s;

	(void)unused;
	while (going()) {
		s = db_checkpoint(db);
		must(s == OK || s == E_BUSY, "a checkpoint ends well");
		ledger->checkpoints++;
		usleep(500);
	}
	db_close(db);
}

static void
begin(void (*work)(int), int i)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid > 0)
		return;
	work(i);
	_exit(0);
}

/* Everybody at once, until the time is over. */
static void
run_all(void)
{
	int i, how;

	for (i = 0; i < WRITERS; i++)
		begin(write_all_along, i);
	for (i = 0; i < READERS; i++)
		begin(read_all_along, i);
	begin(checkpoint_all_along, 0);
	for (i = 0; i < PROCESSES; i++) {
		assert_true(wait(&how) > 0);
		assert_true(WIFEXITED(how));
		is_int(WEXITSTATUS(how), 0);
	}
}

static void
open_accounts(void)
{
	struct db *db = scratch_open(path, keys, modules);
	struct query q;
	struct tx *tx;
	unsigned i;
	char name[32];

	is_ok(tx_begin(db, &tx));
	for (i = 0; i < WRITERS * ACCOUNTS; i++) {
		q_write(&q, tx, &accounts_module, ADD);
		q_text(&q, ":key", account((int)(i / ACCOUNTS),
		    i % ACCOUNTS, name));
		q_text(&q, ":padding", padding);
		is_ok(q_done_one(&q));
	}
	is_ok(tx_commit(tx));
	db_close(db);
}

static void
is_as_noted(void)
{
	struct db *db = scratch_open(path, keys, modules);
	struct query q;
	int i, rows = 0;

	q_read(&q, db, &accounts_module, ALL);
	for (i = 0; q_row(&q) && i < WRITERS * ACCOUNTS; i++, rows++)
		is_int(q_get_int(&q),
		    ledger->balance[i / ACCOUNTS][i % ACCOUNTS]);
	is_ok(q_done(&q));
	is_int(rows, WRITERS * ACCOUNTS);
	db_close(db);
}

static int64_t
seconds(void)
{
	const char *said = getenv("WATCHBILL_R01_S");
	int64_t s = 3;

	if (said != NULL)
		assert_true(num_parse(str_of(said), 1, 86400, &s));
	return s;
}

static void
say_figures(void)
{
	int64_t commits = 0, snapshots = 0;
	int i;

	for (i = 0; i < WRITERS; i++) {
		assert_true(ledger->commits[i] > 0);
		commits += ledger->commits[i];
	}
	for (i = 0; i < READERS; i++)
		snapshots += ledger->snapshots[i];
	assert_true(snapshots > 0 && ledger->checkpoints > 0);
	printf("# figure: %lld s: %lld transactions, %lld checkpoints, "
	    "%lld snapshots\n", (long long)seconds(), (long long)commits,
	    (long long)ledger->checkpoints, (long long)snapshots);
}

static void
R_01_writers_readers_and_a_checkpointer_lose_nothing(void **state)
{
	(void)state;
	open_accounts();
	until_us = clock_monotonic_us() + seconds() * 1000000;
	run_all();
	is_as_noted();
	is_int(scratch_int(path, "SELECT count(*) FROM pragma_integrity_check "
	    "WHERE integrity_check <> 'ok'"), 0);
	say_figures();
}

static int
set_up(void **state)
{
	(void)state;
	memset(padding, ' ', sizeof(padding) - 1);
	arena = arena_new(ARENA_BYTES);
	keys = scratch_keys(arena);
	path = scratch_make("writers", arena);
	ledger = mmap(NULL, sizeof(*ledger), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return ledger == MAP_FAILED;
}

static int
tear_down(void **state)
{
	(void)state;
	munmap(ledger, sizeof(*ledger));
	scratch_remove(path, arena);
	keyring_free(keys);
	arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    R_01_writers_readers_and_a_checkpointer_lose_nothing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
