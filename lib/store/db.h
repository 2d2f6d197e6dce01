/*
 * db: the database of an instance, and the cursor every store module uses.
 * No SQLite type shows here: a PostgreSQL backend comes behind it.
 *
 * Each store module has one table of statements.  A program opens the
 * database with the modules it uses; all their statements are prepared then,
 * READ/WRITE held against what SQLite says, and a table that is the secret
 * of a module that the program does not list is denied, so that the program
 * would not even start.
 */
#ifndef WATCHBILL_STORE_DB_H
#define WATCHBILL_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"
#include "domain/seal.h"

struct arena;
struct db;
struct tx;

enum statement_kind { STATEMENT_UNSET = 0, READ, WRITE };

struct statement {
	enum statement_kind kind;
	const char *sql;
	const char *scan;	/* why a SCAN in its plan is right, or NULL */
};

#define DB_SCHEMA_VERSION 1	/* the migration that this program is for */

struct module {
	const char *name;
	const struct statement *sql;
	size_t n;
	const char *const *secret;	/* its secret tables, NULL ended, or
					   NULL; grant.c has the list of all */
};

/* MODULE(people): struct module people_module over the static sql[] above. */
#define MODULE(id, secret_) \
	const struct module id##_module = { #id, sql, \
	    sizeof(sql) / sizeof(sql[0]), secret_ }

struct db_options {
	const char *path;		/* watchbill.db; its lock: PATH.lock */
	const struct keyring *keys;	/* outlives the db */
	const struct module *const *modules;	/* NULL ended */
	bool read_only;
};

/*
 * db_open(o, ret): opens and prepares.
 *
 * Fails    E_FAULT with one log line and one line on stderr that says what to
 *          do: no such file, not a database of Watchbill (application_id), a
 *          schema older or newer than the program, read-only, the lock file
 *          cannot be opened, a statement that does not compile.
 * Owns     the caller, until db_close.
 * Source   DESIGN "Writing to SQLite"; ACCEPTANCE R-01.
 */
MUST_USE enum status db_open(const struct db_options *o, struct db **ret);
void db_close(struct db *db);
const struct keyring *db_keys(const struct db *db);
/*
 * db_hold(db): until db_release every read sees the database as it was at the
 * first of them, so that a page of several statements is of one moment, and
 * SQLite takes its lock once.  Nothing is written meanwhile: tx_begin asserts.
 * db_release does nothing when it is not held.
 */
void db_hold(struct db *db);
void db_release(struct db *db);
/* Statements run since the last call, for bench and the log line. */
unsigned db_statements(struct db *db);
/* Answers "can the schema be read right now", for /readyz: E_FAULT also when
 * the file was moved away or replaced, or is of another schema by now. */
MUST_USE enum status db_ping(const struct db *db);

/*
 * The cursor.  Sticky: after a failure the q_* do nothing and give 0 or empty.
 *
 *	struct query q;
 *	q_read(&q, db, &bookings_module, OF_MINE);
 *	q_int(&q, ":me", me);
 *	while (q_row(&q)) {
 *		id = q_get_int(&q);        columns in order
 *		...
 *	}
 *	return q_done(&q);
 *
 * Each parameter is bound before the first row, if only with q_null; texts and
 * blobs are copied.  A name that the statement lacks, one left unbound, a
 * column past the last, and a statement that is still in use: our bugs
 * (assert).  So every path from q_read or q_write leads to q_done.
 */
struct query {
	const struct db *db;
	void *stmt;
	const struct module *module;
	unsigned statement;
	uint64_t bound;		/* a bit per parameter */
	int column;		/* the next one to be read */
	unsigned rows;		/* seen; a WRITE without any: 1 if it changed */
	bool stepped, more, ended;
	enum status status;
};

void q_read(struct query *q, const struct db *db, const struct module *m,
    unsigned statement);
void q_write(struct query *q, struct tx *tx, const struct module *m,
    unsigned statement);
void q_int(struct query *q, const char *name, int64_t v);
/* A number that may be none: 0 is bound as NULL. */
void q_id(struct query *q, const char *name, int64_t v);
void q_bool(struct query *q, const char *name, bool v);
void q_text(struct query *q, const char *name, const char *v);	/* NULL: null */
void q_str(struct query *q, const char *name, struct str v);
void q_blob(struct query *q, const char *name, const void *p, size_t n);
void q_null(struct query *q, const char *name);
/* Binds the pair :NAME_key and :NAME_sealed. */
void q_sealed(struct query *q, const char *key_name, const char *blob_name,
    struct sealed s);

bool q_row(struct query *q);
bool q_is_null(struct query *q);	/* the next column; does not move on */
int64_t q_get_int(struct query *q);
bool q_get_bool(struct query *q);
const char *q_get_text(struct query *q, struct arena *a);	/* NULL: null */
struct str q_get_blob(struct query *q, struct arena *a);
bool q_get_bytes(struct query *q, void *p, size_t n);	/* exactly n */
/* Of two columns */
struct sealed q_get_sealed(struct query *q, struct arena *a);

/*
 * q_done(q): steps a statement that was not stepped, resets it, and says how
 * it went: CONSTRAINT is E_CONFLICT, BUSY is E_BUSY, the rest E_FAULT, logged
 * once.  q_done_one: also E_NOTFOUND if a READ gave no row, or a WRITE neither
 * gave a row (RETURNING) nor changed one.
 */
MUST_USE enum status q_done(struct query *q);
MUST_USE enum status q_done_one(struct query *q);
/* q_done_id(q, ret): the same of a statement that gives one id, at most. */
MUST_USE enum status q_done_id(struct query *q, int64_t *ret);

#endif
