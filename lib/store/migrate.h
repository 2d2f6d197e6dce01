/*
 * migrate: brings a database to the schema of this program, from nothing or
 * from any version that was released, one transaction per step.
 */
#ifndef WATCHBILL_STORE_MIGRATE_H
#define WATCHBILL_STORE_MIGRATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/*
 * migrate_run(path, dir, ret): applies what of DIR/NNNN_name.sql is missing.
 *
 * Takes    the path of watchbill.db, which is made (0600) if it is not there;
 *          files numbered from 0001 without a gap, up to DB_SCHEMA_VERSION.
 * Gives    ret: how many were applied, 0 when nothing was missing.  Each is one
 *          transaction together with its row in table migration (version,
 *          name, SHA-256 of the file) and PRAGMA user_version, and ends with
 *          a check of all foreign keys: a crash leaves a step whole or not
 *          begun.  Holds the write lock throughout.
 * Fails    E_BUSY: the lock is held.  E_FAULT, with one log line and one line
 *          on stderr: an applied file that has changed since, a gap, a schema
 *          newer than the program, another application's database, SQL that
 *          does not run; what was applied before stays applied.
 * Source   ACCEPTANCE R-11.
 */
MUST_USE enum status migrate_run(const char *path, const char *dir,
    size_t *ret);

/* migrate_to(path, dir, target, ret): the same up to another version than this
 * program's: for tests of what a later release will do. */
MUST_USE enum status migrate_to(const char *path, const char *dir,
    int64_t target, size_t *ret);

#endif
