/*
 * handle: what a struct db is made of.  Private to db, cursor, grant, tx,
 * migrate and backup: the only place, with them, where SQLite shows.
 *
 *	db -> table[] -> stmt[]		one per module, one per statement
 *	   -> live			what changes while the db is const
 */
#ifndef WATCHBILL_STORE_HANDLE_H
#define WATCHBILL_STORE_HANDLE_H

#include <sys/types.h>

#include <sqlite3.h>

#include "store/db.h"
#include "store/tx.h"

#define HANDLE_APPLICATION_ID 0x57427631	/* "WBv1" */
#define HANDLE_WAIT_MS 5000			/* lock file and SQLite's own */
#define HANDLE_EXIT_IOERR 74			/* EX_IOERR of sysexits.h */

struct prepared {
	const struct module *module;
	sqlite3_stmt **stmt;
};

enum own_statement { OWN_BEGIN, OWN_COMMIT, OWN_ROLLBACK, OWN_HOLD, OWN_PING,
	OWN__MAX };

struct live {
	unsigned statements;		/* run since db_statements */
	enum statement_kind compiling;	/* UNSET: one of our own */
};

struct tx {
	struct db *db;
	bool open;
};

struct db {
	sqlite3 *sqlite;
	struct arena *arena;
	const char *path;
	const struct keyring *keys;
	const struct module *const *modules;
	struct prepared *table;
	size_t tables;
	sqlite3_stmt *own[OWN__MAX];
	bool held;			/* between db_hold and db_release */
	int lock_fd;			/* -1: read only */
	dev_t device;			/* of the file that was opened */
	ino_t inode;
	struct live *live;
	struct tx tx;
};

/*
 * handle_refuse(path, why, todo): one log line and one line on stderr, "PATH:
 * why; what to do", and E_FAULT.
 */
enum status handle_refuse(const char *path, const char *why,
    const char *todo);

/*
 * handle_open(path, flags, ret): a connection with the pragmas and switches
 * of DESIGN "Writing to SQLite", before any statement.  Refuses as db_open.
 */
MUST_USE enum status handle_open(const char *path, int flags, sqlite3 **ret);
/* The number that a pragma gives first; ret may be NULL. */
MUST_USE enum status handle_pragma(sqlite3 *sqlite, const char *sql,
    int64_t *ret);

/* handle_lock_file(path, ret): opens PATH.lock, made if absent. */
MUST_USE enum status handle_lock_file(const char *path, int *ret);
/* The exclusive lock before deadline_us, monotonic: OK, E_BUSY, E_FAULT. */
MUST_USE enum status handle_lock(int fd, int64_t deadline_us);
void handle_unlock(int fd);

/* What a result of SQLite means.  Never returns from a failed fsync. */
enum status handle_status(sqlite3 *sqlite, int rc);

/* Denies at prepare what this program may not touch; see grant.c. */
void grant_set(struct db *db);

#endif
