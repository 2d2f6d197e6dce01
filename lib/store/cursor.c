/*
 * cursor: one statement being bound, stepped and read.  Whatever goes wrong is
 * kept in q->status and makes the rest do nothing, so that a caller asks once,
 * at q_done.  A name that the statement does not have, a parameter nobody
 * bound, a column that is not there and a statement in use are our bugs.
 */
#include "store/db.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "store/handle.h"

#include "base/banned.h"

static const struct prepared *
q_find(const struct db *db, const struct module *m)
{
	size_t i;

	for (i = 0; i < db->tables; i++)
		if (db->table[i].module == m)
			return &db->table[i];
	LOG(LOG_ERROR, "module-not-listed", LOG_TEXT("module", m->name));
	assert(false && "the program lists the module");
	return NULL;
}

static void
q_begin(struct query *q, const struct db *db, const struct module *m,
    unsigned statement)
{
	assert(statement < m->n);
	*q = (struct query){ .db = db, .module = m, .statement = statement };
	q->stmt = q_find(db, m)->stmt[statement];
	assert(!sqlite3_stmt_busy(q->stmt));
}

void
q_read(struct query *q, const struct db *db, const struct module *m,
    unsigned statement)
{
	q_begin(q, db, m, statement);
	assert(m->sql[statement].kind == READ);
}

void
q_write(struct query *q, struct tx *tx, const struct module *m,
    unsigned statement)
{
	assert(tx->open);
	q_begin(q, tx->db, m, statement);
	assert(m->sql[statement].kind == WRITE);
	/* A full disk makes SQLite roll back by itself: what is written after
	 * that would be a transaction of its own. */
	if (sqlite3_get_autocommit(tx->db->sqlite)) {
		LOG(LOG_ERROR, "db-tx-gone", LOG_TEXT("module", m->name));
		q->status = E_FAULT;
	}
}

static void
q_log(const struct query *q, enum log_level level, const char *event)
{
	LOG(level, event, LOG_TEXT("module", q->module->name),
	    LOG_INT("statement", q->statement),
	    LOG_INT("code", sqlite3_extended_errcode(q->db->sqlite)),
	    LOG_TEXT("why", sqlite3_errmsg(q->db->sqlite)));
}

/* A taken seat is the world's way; a CHECK that fails is likely ours. */
static bool
q_is_expected(const struct query *q)
{
	switch (sqlite3_extended_errcode(q->db->sqlite)) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_TRIGGER:
		return true;
	default:
		return false;
	}
}

static void
q_fail(struct query *q, int rc)
{
	q->status = handle_status(q->db->sqlite, rc);
	if (q->status == E_FAULT)
		q_log(q, LOG_ERROR, "db-fault");
	else if (q->status == E_BUSY)
		q_log(q, LOG_WARN, "db-busy");
	else if (!q_is_expected(q))
		q_log(q, LOG_WARN, "db-constraint");
}

/* The index of a parameter, or 0 after a failure. */
static int
q_parameter(struct query *q, const char *name)
{
	int i;

	if (q->status != OK)
		return 0;
	assert(!q->stepped);
	i = sqlite3_bind_parameter_index(q->stmt, name);
	assert(i > 0 && i <= 64);
	q->bound |= UINT64_C(1) << (i - 1);
	return i;
}

static void
q_bound(struct query *q, int rc)
{
	if (rc != SQLITE_OK)
		q_fail(q, rc);
}

void
q_int(struct query *q, const char *name, int64_t v)
{
	int i = q_parameter(q, name);

	if (i > 0)
		q_bound(q, sqlite3_bind_int64(q->stmt, i, v));
}

void
q_id(struct query *q, const char *name, int64_t v)
{
	if (v != 0)
		q_int(q, name, v);
	else
		q_null(q, name);
}

void
q_bool(struct query *q, const char *name, bool v)
{
	q_int(q, name, v ? 1 : 0);
}

void
q_text(struct query *q, const char *name, const char *v)
{
	if (v == NULL)
		q_null(q, name);
	else
		q_str(q, name, str_of(v));
}

void
q_str(struct query *q, const char *name, struct str v)
{
	int i = q_parameter(q, name);

	if (i > 0)
		q_bound(q, sqlite3_bind_text64(q->stmt, i,
		    v.n > 0 ? v.p : "", v.n, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void
q_blob(struct query *q, const char *name, const void *p, size_t n)
{
	int i = q_parameter(q, name);

	if (i > 0)
		q_bound(q, sqlite3_bind_blob64(q->stmt, i, n > 0 ? p : "", n,
		    SQLITE_TRANSIENT));
}

void
q_null(struct query *q, const char *name)
{
	int i = q_parameter(q, name);

	if (i > 0)
		q_bound(q, sqlite3_bind_null(q->stmt, i));
}

void
q_sealed(struct query *q, const char *key_name, const char *blob_name,
    struct sealed s)
{
	if (s.key_id == 0) {
		q_null(q, key_name);
		q_null(q, blob_name);
		return;
	}
	q_int(q, key_name, s.key_id);
	q_blob(q, blob_name, s.blob, s.n);
}

static void
q_assert_bound(const struct query *q)
{
	int n = sqlite3_bind_parameter_count(q->stmt);

	assert(n <= 64);
	assert(n == 0 || q->bound == UINT64_MAX >> (64 - n));
}

bool
q_row(struct query *q)
{
	int rc;

	q->more = false;
	if (q->status != OK || q->ended)
		return false;
	if (!q->stepped) {
		q_assert_bound(q);
		q->db->live->statements++;
	}
	q->stepped = true;
	q->column = 0;
	q->db->live->compiling = q->module->sql[q->statement].kind;
	rc = sqlite3_step(q->stmt);
	if (rc == SQLITE_ROW) {
		q->rows++;
		q->more = true;
	} else {
		q->ended = true;
		if (rc != SQLITE_DONE)
			q_fail(q, rc);
	}
	return q->more;
}

/* The next column, or -1 when there is no row to read. */
static int
q_next(struct query *q)
{
	if (q->status != OK || !q->more)
		return -1;
	assert(q->column < sqlite3_column_count(q->stmt));
	return q->column++;
}

bool
q_is_null(struct query *q)
{
	if (q->status != OK || !q->more)
		return true;
	assert(q->column < sqlite3_column_count(q->stmt));
	return sqlite3_column_type(q->stmt, q->column) == SQLITE_NULL;
}

int64_t
q_get_int(struct query *q)
{
	int i = q_next(q);

	return i < 0 ? 0 : sqlite3_column_int64(q->stmt, i);
}

bool
q_get_bool(struct query *q)
{
	return q_get_int(q) != 0;
}

/* The bytes of column i; without memory SQLite gives none. */
static struct str
q_bytes(struct query *q, int i)
{
	struct str v;

	if (sqlite3_column_type(q->stmt, i) == SQLITE_TEXT)
		v.p = (const char *)sqlite3_column_text(q->stmt, i);
	else
		v.p = sqlite3_column_blob(q->stmt, i);
	v.n = (size_t)sqlite3_column_bytes(q->stmt, i);
	if (v.p == NULL && v.n > 0) {
		q_fail(q, SQLITE_NOMEM);
		v.n = 0;
	}
	return v;
}

const char *
q_get_text(struct query *q, struct arena *a)
{
	struct str v;
	int i;

	if (q_is_null(q)) {
		(void)q_next(q);
		return NULL;
	}
	i = q_next(q);
	v = q_bytes(q, i);
	return arena_dup(a, v.n > 0 ? v.p : "", v.n);
}

struct str
q_get_blob(struct query *q, struct arena *a)
{
	struct str v;
	int i = q_next(q);

	if (i < 0)
		return (struct str){ NULL, 0 };
	v = q_bytes(q, i);
	if (v.n > 0)
		v.p = arena_dup(a, v.p, v.n);
	return v;
}

bool
q_get_bytes(struct query *q, void *p, size_t n)
{
	struct str v = { NULL, 0 };
	int i = q_next(q);

	if (i >= 0)
		v = q_bytes(q, i);
	memset(p, 0, n);
	if (v.n != n)
		return false;
	memcpy(p, v.p, n);
	return true;
}

struct sealed
q_get_sealed(struct query *q, struct arena *a)
{
	struct sealed s = { .key_id = q_get_int(q) };
	struct str blob = q_get_blob(q, a);

	s.blob = (const uint8_t *)blob.p;
	s.n = blob.n;
	return s;
}

/* A WRITE is stepped to its end, where foreign keys are looked at. */
static void
q_finish(struct query *q)
{
	if (!q->stepped)
		(void)q_row(q);
	while (q->module->sql[q->statement].kind == WRITE && q->more)
		(void)q_row(q);
	q->more = false;
}

enum status
q_done(struct query *q)
{
	if (q->stmt == NULL)
		return q->status;
	q_finish(q);
	if (q->status == OK && q->rows == 0 &&
	    q->module->sql[q->statement].kind == WRITE &&
	    sqlite3_changes64(q->db->sqlite) > 0)
		q->rows = 1;
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
	q->stmt = NULL;
	q->ended = true;
	return q->status;
}

enum status
q_done_one(struct query *q)
{
	enum status s = q_done(q);

	if (s == OK && q->rows == 0)
		return E_NOTFOUND;
	return s;
}

enum status
q_done_id(struct query *q, int64_t *ret)
{
	int64_t id = q_row(q) ? q_get_int(q) : 0;
	enum status s = q_done_one(q);

	if (s == OK)
		*ret = id;
	return s;
}
