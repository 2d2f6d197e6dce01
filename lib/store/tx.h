/*
 * tx: one write transaction: the exclusive flock on the lock file, then BEGIN
 * IMMEDIATE, one deadline of 5 s over both.  Only service/ opens one; store
 * functions that write take it.  Never a hash, a render or the network inside.
 */
#ifndef WATCHBILL_STORE_TX_H
#define WATCHBILL_STORE_TX_H

#include "base/status.h"
#include "store/db.h"

/*
 * tx_begin(db, ret): E_BUSY after 5 s; E_FAULT.  One at a time per db (assert).
 * tx_commit / tx_rollback end it and release the lock; a failed commit has
 * been rolled back (E_BUSY, E_FAULT).  An fsync error ends the process: it is
 * not retryable (FACTS "SQLite" 4).
 * tx_end(tx, s): commits if s is OK, else rolls back and gives s.
 */
MUST_USE enum status tx_begin(struct db *db, struct tx **ret);
MUST_USE enum status tx_commit(struct tx *tx);
void tx_rollback(struct tx *tx);
MUST_USE enum status tx_end(struct tx *tx, enum status s);
/* Reading what this transaction wrote. */
const struct db *tx_db(const struct tx *tx);

/* The worker's: PASSIVE under the lock, TRUNCATE when the WAL is large. */
MUST_USE enum status db_checkpoint(struct db *db);

#endif
