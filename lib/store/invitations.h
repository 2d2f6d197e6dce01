/*
 * invitations: links that work once; now only the first admin's.  The hash
 * of the token is stored.  Secret: listed by the programs that need it.
 */
#ifndef WATCHBILL_STORE_INVITATIONS_H
#define WATCHBILL_STORE_INVITATIONS_H

#include "domain/digest.h"
#include "store/db.h"

extern const struct module invitations_module;

struct invitation_new {
	uint8_t token_hash[DIGEST_BYTES];
	int64_t created_at, expires_at;
};
MUST_USE enum status invitations_insert(struct tx *tx,
    const struct invitation_new *in, int64_t *ret);
/* Unused ones expire now: one link is good at a time. */
MUST_USE enum status invitations_expire(struct tx *tx, int64_t now);
/* Whether it could be used now: OK, or E_NOTFOUND. */
MUST_USE enum status invitations_check(const struct db *db,
    const uint8_t token_hash[DIGEST_BYTES], int64_t now);

struct invitation_use {
	uint8_t token_hash[DIGEST_BYTES];
	int64_t person;			/* who came in with it */
	int64_t now;
};
/* Uses it up, in one statement: E_NOTFOUND if it is unknown, used, expired. */
MUST_USE enum status invitations_use(struct tx *tx,
    const struct invitation_use *in, int64_t *ret_id);

#endif
