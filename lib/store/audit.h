/*
 * audit: the chain of what was done.  Each row's hash covers the one before;
 * the detail is sealed, only its digest is in the chain.
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
	struct str detail;		/* JSON object: before, after */
	const char *address, *trace_id;
};

MUST_USE enum status audit_add(struct tx *tx, const struct audit_in *in,
    struct arena *a);

/* What audit_verify found. */
struct audit_verdict {
	int64_t rows;
	int64_t first_bad;		/* id, 0: whole */
	const char *why;
	uint8_t head[DIGEST_BYTES];	/* hash of the last row */
};
MUST_USE enum status audit_verify(const struct db *db,
    struct audit_verdict *ret);

#endif
