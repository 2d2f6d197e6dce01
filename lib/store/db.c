/*
 * db: opens the database as DESIGN "Writing to SQLite" wants it, and prepares
 * every statement of the program's modules.  The invariant: once db_open has
 * returned, the file is ours, of our schema, in WAL mode, and every statement
 * in the tables compiles and reads or writes as its row says.
 */
#include "store/db.h"

#include <assert.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "store/handle.h"

#include "base/banned.h"

#define DB_ARENA_BYTES ((size_t)1024 * 1024)

static const char *const db_own_sql[OWN__MAX] = {
	[OWN_BEGIN] = "BEGIN IMMEDIATE",
	[OWN_COMMIT] = "COMMIT",
	[OWN_ROLLBACK] = "ROLLBACK",
	[OWN_HOLD] = "BEGIN",
	[OWN_PING] = "SELECT max(version) FROM migration",
};

enum status
handle_refuse(const char *path, const char *why, const char *todo)
{
	LOG(LOG_ERROR, "db-refused", LOG_TEXT("path", path),
	    LOG_TEXT("why", why), LOG_TEXT("todo", todo));
	fprintf(stderr, "watchbill: %s: %s; %s\n", path, why, todo);
	return E_FAULT;
}

/* SQLite cannot even read it: somebody locks it, or it is none. */
static enum status
db_refuse_file(const char *path, sqlite3 *sqlite, enum status s)
{
	return handle_refuse(path, sqlite3_errmsg(sqlite), s == E_BUSY ?
	    "stop what else uses it, and start again" :
	    "name another directory, or restore a backup");
}

enum status
handle_status(sqlite3 *sqlite, int rc)
{
	int extended = sqlite3_extended_errcode(sqlite);

	if (rc != SQLITE_OK && (extended == SQLITE_IOERR_FSYNC ||
	    extended == SQLITE_IOERR_DIR_FSYNC)) {
		/* What reached the disk is unknown now: a retry would lie. */
		LOG(LOG_ERROR, "db-fsync", LOG_TEXT("why",
		    sqlite3_errmsg(sqlite)));
		_exit(HANDLE_EXIT_IOERR);
	}
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return OK;
	case SQLITE_CONSTRAINT:
		return E_CONFLICT;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return E_BUSY;
	default:
		return E_FAULT;
	}
}

enum status
handle_pragma(sqlite3 *sqlite, const char *sql, int64_t *ret)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(sqlite, sql, -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW && ret != NULL)
		*ret = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? OK :
	    handle_status(sqlite, rc);
}

static enum status
db_harden(sqlite3 *sqlite)
{
	static const struct { int op, on; } want[] = {
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
	};
	static const char *const pragma[] = {
		"PRAGMA synchronous = FULL",
		"PRAGMA wal_autocheckpoint = 0",
		"PRAGMA temp_store = MEMORY",
	};
	enum status s;
	int is;
	size_t i;

	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		if (sqlite3_db_config(sqlite, want[i].op, want[i].on, &is) !=
		    SQLITE_OK || is != want[i].on)
			return E_FAULT;
	for (i = 0; i < sizeof(pragma) / sizeof(pragma[0]); i++)
		if ((s = handle_pragma(sqlite, pragma[i], NULL)) != OK)
			return s;
	return OK;
}

enum status
handle_open(const char *path, int flags, sqlite3 **ret)
{
	sqlite3 *sqlite = NULL;
	int rc = sqlite3_open_v2(path, &sqlite,
	    flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	enum status s = E_FAULT;

	if (rc != SQLITE_OK) {
		s = handle_refuse(path, sqlite3_errmsg(sqlite),
		    "make it with: watchbill init");
		goto out;
	}
	sqlite3_busy_timeout(sqlite, HANDLE_WAIT_MS);
	if ((flags & SQLITE_OPEN_READWRITE) != 0 &&
	    sqlite3_db_readonly(sqlite, "main") == 1) {
		s = handle_refuse(path, "it is read-only",
		    "give its owner the right to write");
		goto out;
	}
	if ((s = db_harden(sqlite)) != OK) {
		s = db_refuse_file(path, sqlite, s);
		goto out;
	}
	*ret = sqlite;
	return OK;
out:
	sqlite3_close(sqlite);
	return s;
}

/* Whose file it is, and of which schema. */
static enum status
db_check_schema(struct db *db)
{
	int64_t application = 0, version = 0;
	enum status s;

	if ((s = handle_pragma(db->sqlite, "PRAGMA application_id",
	    &application)) != OK || (s = handle_pragma(db->sqlite,
	    "PRAGMA user_version", &version)) != OK)
		return db_refuse_file(db->path, db->sqlite, s);
	if (application != HANDLE_APPLICATION_ID)
		return handle_refuse(db->path, "it is not Watchbill's database",
		    "name another directory, or make one: watchbill init");
	if (version < DB_SCHEMA_VERSION)
		return handle_refuse(db->path,
		    "its schema is older than this program",
		    "bring it up: watchbill migrate");
	if (version > DB_SCHEMA_VERSION)
		return handle_refuse(db->path,
		    "its schema is newer than this program",
		    "install the version of Watchbill that wrote it");
	return OK;
}

static bool
db_is_wal(sqlite3 *sqlite, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	bool wal = false;

	if (sqlite3_prepare_v2(sqlite, sql, -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		wal = str_is(str_of((const char *)sqlite3_column_text(stmt,
		    0)), "wal");
	sqlite3_finalize(stmt);
	return wal;
}

/* A restored backup is not in WAL mode yet; everything else already is. */
static enum status
db_check_wal(struct db *db)
{
	int64_t deadline = clock_monotonic_us() + HANDLE_WAIT_MS * 1000;
	bool wal;

	if (db_is_wal(db->sqlite, "PRAGMA journal_mode"))
		return OK;
	if (handle_lock(db->lock_fd, deadline) != OK)
		return handle_refuse(db->path, "the write lock is held",
		    "stop what holds it, and start again");
	wal = db_is_wal(db->sqlite, "PRAGMA journal_mode = WAL");
	handle_unlock(db->lock_fd);
	if (!wal)
		return handle_refuse(db->path, "it cannot be put in WAL mode",
		    "stop what else uses it, and start again");
	return OK;
}

static enum status
db_refuse_statement(struct db *db, const struct module *m, size_t n,
    const char *why)
{
	const char *what = str_printf(db->arena, "%s statement %zu: %s",
	    m->name, n, why);

	return handle_refuse(db->path, what, "the program is not built right");
}

static enum status
db_prepare(struct db *db, const struct module *m, size_t n,
    sqlite3_stmt **ret)
{
	const struct statement *row = &m->sql[n];
	const char *tail = NULL;

	if (row->kind == STATEMENT_UNSET || row->sql == NULL)
		return db_refuse_statement(db, m, n, "it is not set");
	db->live->compiling = row->kind;
	if (sqlite3_prepare_v3(db->sqlite, row->sql, -1,
	    SQLITE_PREPARE_PERSISTENT, ret, &tail) != SQLITE_OK)
		return db_refuse_statement(db, m, n,
		    sqlite3_errmsg(db->sqlite));
	if (*ret == NULL)
		return db_refuse_statement(db, m, n, "it is empty");
	if (*tail != '\0')
		return db_refuse_statement(db, m, n, "it is more than one");
	if (row->kind == READ && !sqlite3_stmt_readonly(*ret))
		return db_refuse_statement(db, m, n, "READ, but it writes");
	if (row->kind == WRITE && sqlite3_stmt_readonly(*ret))
		return db_refuse_statement(db, m, n,
		    "WRITE, but it only reads");
	return OK;
}

static enum status
db_prepare_module(struct db *db, const struct module *m, struct prepared *ret)
{
	enum status s;
	size_t i;

	ret->module = m;
	ret->stmt = ARENA_ARRAY(db->arena, sqlite3_stmt *, m->n);
	for (i = 0; i < m->n; i++)
		if ((s = db_prepare(db, m, i, &ret->stmt[i])) != OK)
			return s;
	return OK;
}

static enum status
db_prepare_all(struct db *db)
{
	enum status s;
	size_t i;

	grant_set(db);
	for (i = 0; i < OWN__MAX; i++)
		if (sqlite3_prepare_v3(db->sqlite, db_own_sql[i], -1,
		    SQLITE_PREPARE_PERSISTENT, &db->own[i], NULL) != SQLITE_OK)
			return handle_refuse(db->path,
			    sqlite3_errmsg(db->sqlite),
			    "it lacks a table: restore a backup");
	for (i = 0; db->modules[i] != NULL; i++)
		;
	db->table = ARENA_ARRAY(db->arena, struct prepared, i);
	for (i = 0; db->modules[i] != NULL; i++) {
		db->tables = i + 1;
		if ((s = db_prepare_module(db, db->modules[i],
		    &db->table[i])) != OK)
			return s;
	}
	return OK;
}

static struct db *
db_new(const struct db_options *o)
{
	struct arena *a = arena_new(DB_ARENA_BYTES);
	struct db *db = ARENA_NEW(a, struct db);

	db->arena = a;
	db->path = str_copy(a, str_of(o->path));
	db->keys = o->keys;
	db->modules = o->modules;
	db->lock_fd = -1;
	db->live = ARENA_NEW(a, struct live);
	db->tx.db = db;
	return db;
}

static enum status
db_open_file(struct db *db, bool read_only)
{
	struct stat st;
	enum status s;

	if (stat(db->path, &st) != 0)
		return handle_refuse(db->path, "there is no such file",
		    "make it with: watchbill init");
	/* Root could write all the same: it was taken away on purpose. */
	if (!read_only && (st.st_mode & S_IWUSR) == 0)
		return handle_refuse(db->path, "it is read-only",
		    "give its owner the right to write");
	db->device = st.st_dev;
	db->inode = st.st_ino;
	if (!read_only && (s = handle_lock_file(db->path, &db->lock_fd)) != OK)
		return s;
	return handle_open(db->path, read_only ? SQLITE_OPEN_READONLY :
	    SQLITE_OPEN_READWRITE, &db->sqlite);
}

enum status
db_open(const struct db_options *o, struct db **ret)
{
	struct db *db = db_new(o);
	enum status s;

	if ((s = db_open_file(db, o->read_only)) != OK ||
	    (s = db_check_schema(db)) != OK ||
	    (!o->read_only && (s = db_check_wal(db)) != OK) ||
	    (s = db_prepare_all(db)) != OK) {
		db_close(db);
		return s;
	}
	*ret = db;
	return OK;
}

void
db_close(struct db *db)
{
	size_t i, n;

	if (db == NULL)
		return;
	assert(!db->tx.open && !db->held);
	for (i = 0; i < db->tables; i++)
		for (n = 0; n < db->table[i].module->n; n++)
			sqlite3_finalize(db->table[i].stmt[n]);
	for (i = 0; i < OWN__MAX; i++)
		sqlite3_finalize(db->own[i]);
	sqlite3_close(db->sqlite);
	if (db->lock_fd >= 0)
		close(db->lock_fd);
	arena_free(db->arena);
}

const struct keyring *
db_keys(const struct db *db)
{
	return db->keys;
}

unsigned
db_statements(struct db *db)
{
	unsigned n = db->live->statements;

	db->live->statements = 0;
	return n;
}

enum status
db_ping(const struct db *db)
{
	sqlite3_stmt *stmt = db->own[OWN_PING];
	struct stat st;
	bool ours = false;

	/* A file that was moved away can still be read, by us alone. */
	if (stat(db->path, &st) != 0 || st.st_dev != db->device ||
	    st.st_ino != db->inode)
		return E_FAULT;
	db->live->compiling = STATEMENT_UNSET;
	if (sqlite3_step(stmt) == SQLITE_ROW)
		ours = sqlite3_column_int64(stmt, 0) == DB_SCHEMA_VERSION;
	sqlite3_reset(stmt);
	return ours ? OK : E_FAULT;
}
