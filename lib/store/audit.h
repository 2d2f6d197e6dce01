/*
 * audit: the chain of what was done.  Row 1 follows 32 zero bytes, each row's
 * hash covers the hash before it and every column but the sealed detail, of
 * which only the digest is in the chain: blanking it keeps the chain whole
 * (PRODUCT rule 12).  Ids have no gaps.
 *
 * The head, which is the last row's id and hash under the keyring's MAC,
 * stands in the settings and changes with each row: so that a tail that was
 * cut off shows too.  Who has both the keys and the file can write another
 * history; the head that `watchbill audit verify` prints, kept elsewhere,
 * shows even that.
 */
#ifndef WATCHBILL_STORE_AUDIT_H
#define WATCHBILL_STORE_AUDIT_H

#include "store/db.h"

extern const struct module audit_module;

struct audit_in {
	int64_t at;
	int64_t actor;			/* person, 0 none */
	const char *actor_kind;		/* person public operator system */
	const char *event;		/* "booking.made" */
	const char *subject_kind;	/* "booking" */
	int64_t subject;		/* 0 none */
	struct str detail;		/* JSON: before, after; or empty */
	const char *address, *trace_id;	/* NULL: empty */
};

/*
 * audit_add(tx, in, a): one row, following the head.
 *
 * Fails    E_BUSY; E_FAULT: also when the head was tampered with or the row's
 *          place is taken, for what cannot be recorded must not be done: the
 *          caller rolls back (AU-03).
 */
MUST_USE enum status audit_add(struct tx *tx, const struct audit_in *in,
    struct arena *a);

/* What audit_verify found. */
struct audit_verdict {
	int64_t rows;			/* that are good, from the first on */
	int64_t first_bad;		/* id, 0: whole */
	const char *why;		/* NULL: whole; a constant otherwise */
	uint8_t head[DIGEST_BYTES];	/* hash of the last good row */
};

/*
 * audit_verify(db, ret): walks every row, while others may write.
 *
 * Gives    OK and what was found: a change, a row removed, moved or added,
 *          a detail that is not what was sealed, a tail cut off.
 * Fails    E_BUSY, E_FAULT: it could not be read.
 * Source   ACCEPTANCE AU-02.
 */
MUST_USE enum status audit_verify(const struct db *db,
    struct audit_verdict *ret);

#endif
