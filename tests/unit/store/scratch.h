/*
 * scratch: a database of the current schema in a directory of the test's own,
 * made from schema.sql, and a way past the store to look at it or to harm it.
 */
#ifndef WATCHBILL_TESTS_UNIT_STORE_SCRATCH_H
#define WATCHBILL_TESTS_UNIT_STORE_SCRATCH_H

#include "../unit.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "domain/seal.h"
#include "store/db.h"

#define SCRATCH_ID "0x57427631"

/* scratch_read(path, a): the whole text of a file. */
static inline const char *
scratch_read(const char *path, struct arena *a)
{
	FILE *f = fopen(path, "r");
	struct buf b;
	char part[4096];
	size_t n;

	assert_non_null(f);
	buf_init(&b, a, (size_t)1024 * 1024);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(&b, part, n);
	fclose(f);
	assert_false(b.failed);
	return b.p;
}

/* scratch_sql(path, sql): runs it with neither authorizer nor lock. */
static inline void
scratch_sql(const char *path, const char *sql)
{
	sqlite3 *raw;
	char *why = NULL;

	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (sqlite3_exec(raw, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(raw);
}

/* scratch_int(path, sql): the first column of the first row. */
static inline int64_t
scratch_int(const char *path, const char *sql)
{
	sqlite3 *raw;
	sqlite3_stmt *stmt;
	int64_t v;

	assert_int_equal(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READONLY,
	    NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	v = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(raw);
	return v;
}

/* scratch_make(name, a): the path of a new, empty database. */
static inline const char *
scratch_make(const char *name, struct arena *a)
{
	const char *path = str_printf(a, "%s.db", unit_temp(name));
	const char *schema = scratch_read(unit_source("schema.sql"), a);

	unlink(path);
	unlink(str_printf(a, "%s-wal", path));
	unlink(str_printf(a, "%s-shm", path));
	unlink(str_printf(a, "%s.lock", path));
	scratch_sql(path, str_printf(a, "PRAGMA journal_mode = WAL; BEGIN; "
	    "PRAGMA application_id = " SCRATCH_ID "; "
	    "PRAGMA user_version = %d; %s "
	    "INSERT INTO migration VALUES (%d, 'scratch', '', 0); COMMIT;",
	    DB_SCHEMA_VERSION, schema, DB_SCHEMA_VERSION));
	return path;
}

/* scratch_remove(path, a): the file and what SQLite put beside it. */
static inline void
scratch_remove(const char *path, struct arena *a)
{
	unlink(path);
	unlink(str_printf(a, "%s-wal", path));
	unlink(str_printf(a, "%s-shm", path));
	unlink(str_printf(a, "%s.lock", path));
}

/* scratch_keys(a): a keyring that is the same in every test. */
static inline struct keyring *
scratch_keys(struct arena *a)
{
	uint8_t random[3 * SEAL_KEY_BYTES];
	struct keyring *keys = NULL;

	memset(random, 7, sizeof(random));
	assert_int_equal(keyring_parse(str_of(keyring_format_new(a, random)),
	    &keys), OK);
	return keys;
}

/* scratch_open(path, keys, modules): opened as a program does. */
static inline struct db *
scratch_open(const char *path, const struct keyring *keys,
    const struct module *const *modules)
{
	struct db *db = NULL;

	assert_int_equal(db_open(&(struct db_options){ .path = path,
	    .keys = keys, .modules = modules }, &db), OK);
	return db;
}

/* scratch_refused(o, want): db_open refuses, and want stands in what it says
 * on stderr. */
static inline void
scratch_refused(const struct db_options *o, const char *want)
{
	struct db *db = NULL;
	char name[] = "/tmp/watchbill-said-XXXXXX", said[4096];
	int to = mkstemp(name), was = dup(STDERR_FILENO);
	ssize_t n;

	assert_true(to >= 0 && was >= 0);
	unlink(name);
	dup2(to, STDERR_FILENO);
	is_int(db_open(o, &db), E_FAULT);
	dup2(was, STDERR_FILENO);
	close(was);
	n = pread(to, said, sizeof(said) - 1, 0);
	close(to);
	assert_true(n > 0);
	said[n] = '\0';
	if (strstr(said, want) == NULL)
		fail_msg("\"%s\" is not in: %s", want, said);
	assert_null(db);
}

/* What most tests stand on: a database, and a way in if they name modules. */
struct scratch {
	struct arena *a;
	const char *path;
	struct keyring *keys;
	struct db *db;			/* NULL without modules */
};

static inline int
scratch_up(void **state, const char *name,
    const struct module *const *modules)
{
	struct scratch *s = calloc(1, sizeof(*s));

	s->a = arena_new((size_t)4 * 1024 * 1024);
	s->path = scratch_make(name, s->a);
	s->keys = scratch_keys(s->a);
	if (modules != NULL)
		s->db = scratch_open(s->path, s->keys, modules);
	*state = s;
	return 0;
}

static inline int
scratch_down(void **state)
{
	struct scratch *s = *state;

	if (s->db != NULL)
		db_close(s->db);
	scratch_remove(s->path, s->a);
	keyring_free(s->keys);
	arena_free(s->a);
	free(s);
	return 0;
}

#endif
