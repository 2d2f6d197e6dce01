/*
 * tx: the write lock, the transaction and the checkpoint.  The invariant: who
 * writes to the file, or checkpoints it, holds the exclusive flock, so that
 * the WAL-reset bug of SQLite before 3.51.3 cannot happen (FACTS "SQLite" 1).
 */
#include "store/tx.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "store/handle.h"

#include "base/banned.h"

#define TX_TICK_US 10000		/* after the deadline, until noticed */
#define TX_WAL_LARGE 4096		/* pages: 16 MB */

/* Even root is refused when the owner may not: it was taken away on purpose. */
enum status
handle_lock_file(const char *path, int *ret)
{
	char name[PATH_MAX];
	struct buf b;
	struct stat st;
	int fd;

	buf_fixed(&b, name, sizeof(name));
	buf_printf(&b, "%s.lock", path);
	fd = b.failed ? -1 : open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return handle_refuse(name, "the write lock cannot be opened",
		    "give its owner the right to read and write");
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (st.st_mode & (S_IRUSR | S_IWUSR)) != (S_IRUSR | S_IWUSR)) {
		close(fd);
		return handle_refuse(name, "the write lock cannot be taken",
		    "make it a file that its owner may read and write");
	}
	*ret = fd;
	return OK;
}

static void
tx_tick(int signal)
{
	(void)signal;
}

/*
 * flock has no timeout: a timer interrupts it.  It goes on ticking after the
 * deadline, lest the one tick fall just before the call.
 */
static enum status
tx_flock_until(int fd, int64_t deadline_us)
{
	struct sigaction tick = { .sa_handler = tx_tick }, was;
	struct itimerval timer = { .it_interval = { 0, TX_TICK_US } }, before;
	int64_t left = deadline_us - clock_monotonic_us();
	int rc = -1, err = EINTR;

	if (left <= 0)
		return E_BUSY;
	timer.it_value.tv_sec = left / 1000000;
	timer.it_value.tv_usec = left % 1000000;
	sigemptyset(&tick.sa_mask);
	if (sigaction(SIGALRM, &tick, &was) != 0 ||
	    setitimer(ITIMER_REAL, &timer, &before) != 0)
		return E_FAULT;
	while (rc != 0 && err == EINTR && clock_monotonic_us() < deadline_us)
		if ((rc = flock(fd, LOCK_EX)) != 0)
			err = errno;
	(void)setitimer(ITIMER_REAL, &before, NULL);
	(void)sigaction(SIGALRM, &was, NULL);
	if (rc == 0)
		return OK;
	return err == EINTR ? E_BUSY : E_FAULT;
}

enum status
handle_lock(int fd, int64_t deadline_us)
{
	enum status s;

	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return OK;
	s = errno == EWOULDBLOCK || errno == EINTR ?
	    tx_flock_until(fd, deadline_us) : E_FAULT;
	if (s == E_BUSY)
		LOG(LOG_WARN, "db-busy", LOG_TEXT("why", "the write lock"));
	else if (s != OK)
		LOG(LOG_ERROR, "db-lock", LOG_TEXT("why", strerror(errno)));
	return s;
}

void
handle_unlock(int fd)
{
	(void)flock(fd, LOCK_UN);
}

/* Runs one of our own three statements, which give no row. */
static enum status
tx_step(struct db *db, enum own_statement which)
{
	enum status s;
	int rc;

	db->live->compiling = STATEMENT_UNSET;
	rc = sqlite3_step(db->own[which]);
	s = handle_status(db->sqlite, rc);
	if (s != OK)
		LOG(s == E_BUSY ? LOG_WARN : LOG_ERROR, "db-tx",
		    LOG_TEXT("statement", sqlite3_sql(db->own[which])),
		    LOG_TEXT("why", sqlite3_errmsg(db->sqlite)));
	sqlite3_reset(db->own[which]);
	/* That a COMMIT failed is known; how, must not turn into OK. */
	return s == E_CONFLICT ? E_FAULT : s;
}

/* Neither can fail: the first only says what the next read does. */
static void
tx_hold(struct db *db, enum own_statement which)
{
	db->live->compiling = STATEMENT_UNSET;
	(void)sqlite3_step(db->own[which]);
	(void)sqlite3_reset(db->own[which]);
}

void
db_hold(struct db *db)
{
	assert(!db->tx.open && !db->held);
	tx_hold(db, OWN_HOLD);
	db->held = true;
}

void
db_release(struct db *db)
{
	if (!db->held)
		return;
	/* Some errors have ended it already. */
	if (!sqlite3_get_autocommit(db->sqlite))
		tx_hold(db, OWN_COMMIT);
	db->held = false;
}

enum status
tx_begin(struct db *db, struct tx **ret)
{
	int64_t deadline = clock_monotonic_us() + HANDLE_WAIT_MS * 1000, left;
	enum status s;

	assert(!db->tx.open && !db->held && db->lock_fd >= 0);
	if ((s = handle_lock(db->lock_fd, deadline)) != OK)
		return s;
	left = (deadline - clock_monotonic_us()) / 1000;
	sqlite3_busy_timeout(db->sqlite, left > 0 ? (int)left : 0);
	s = tx_step(db, OWN_BEGIN);
	sqlite3_busy_timeout(db->sqlite, HANDLE_WAIT_MS);
	if (s != OK) {
		handle_unlock(db->lock_fd);
		return s;
	}
	db->tx.open = true;
	*ret = &db->tx;
	return OK;
}

void
tx_rollback(struct tx *tx)
{
	assert(tx->open);
	/* Some errors (a full disk) have made SQLite roll back already. */
	if (!sqlite3_get_autocommit(tx->db->sqlite) &&
	    tx_step(tx->db, OWN_ROLLBACK) != OK)
		abort();	/* else the next use case would commit this */
	tx->open = false;
	handle_unlock(tx->db->lock_fd);
}

enum status
tx_commit(struct tx *tx)
{
	enum status s;

	assert(tx->open);
	s = sqlite3_get_autocommit(tx->db->sqlite) ? E_FAULT :
	    tx_step(tx->db, OWN_COMMIT);
	if (s != OK) {
		tx_rollback(tx);
		return s;
	}
	tx->open = false;
	handle_unlock(tx->db->lock_fd);
	return OK;
}

enum status
tx_end(struct tx *tx, enum status s)
{
	if (s == OK)
		return tx_commit(tx);
	tx_rollback(tx);
	return s;
}

const struct db *
tx_db(const struct tx *tx)
{
	return tx->db;
}

enum status
db_checkpoint(struct db *db)
{
	int pages = 0, copied = 0, rc;
	enum status s;

	assert(!db->tx.open && !db->held && db->lock_fd >= 0);
	s = handle_lock(db->lock_fd,
	    clock_monotonic_us() + HANDLE_WAIT_MS * 1000);
	if (s != OK)
		return s;
	/* With a timeout of 0 neither kind waits for anyone, reader or not. */
	sqlite3_busy_timeout(db->sqlite, 0);
	rc = sqlite3_wal_checkpoint_v2(db->sqlite, "main",
	    SQLITE_CHECKPOINT_PASSIVE, &pages, &copied);
	if (rc == SQLITE_OK && pages >= TX_WAL_LARGE && copied == pages)
		rc = sqlite3_wal_checkpoint_v2(db->sqlite, "main",
		    SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(db->sqlite, HANDLE_WAIT_MS);
	s = handle_status(db->sqlite, rc);
	if (s == E_FAULT)
		LOG(LOG_ERROR, "db-checkpoint", LOG_TEXT("why",
		    sqlite3_errmsg(db->sqlite)));
	handle_unlock(db->lock_fd);
	/* A reader in the way is no failure: the next one gets further. */
	return s == E_BUSY ? OK : s;
}
