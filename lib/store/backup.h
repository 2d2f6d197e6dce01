/*
 * backup: a copy of the database that is consistent while it is in use, and
 * the check that a copy is whole.
 */
#ifndef WATCHBILL_STORE_BACKUP_H
#define WATCHBILL_STORE_BACKUP_H

#include "store/audit.h"
#include "store/db.h"

/*
 * backup_write(path, to): copies the database at path into a new file.
 *
 * Gives    one moment of it, without its free pages, 0600 and on the disk;
 *          reads only, so writers and readers go on, and neither waits.
 * Fails    E_CONFLICT: to exists; E_BUSY, E_FAULT: logged, and to is gone.
 * Source   FACTS "SQLite" 1 and 5: it checkpoints nothing.
 */
MUST_USE enum status backup_write(const char *path, const char *to);

struct backup_verdict {
	const char *why;	/* NULL: whole; else constant, what is not */
	struct audit_verdict audit;
	int64_t bytes;
};

/*
 * backup_verify(path, keys, ret): opens it read-only, as a program would, and
 * checks every page, index and foreign key, and the audit chain.
 * Fails    E_FAULT, with one line on stderr: it does not open at all.
 */
MUST_USE enum status backup_verify(const char *path,
    const struct keyring *keys, struct backup_verdict *ret);

#endif
