/*
 * challenges: one-time codes that were asked for.  An unknown number makes
 * the same row with no person (PRODUCT rule 8).  Secret: only the programs
 * that sign people in list this module.
 *
 * One row per asker is live, that is neither used nor voided; it carries the
 * throttle of that asker even after it has expired.  An asker is a number and
 * the address it is asked from, so that a stranger's asking neither delays nor
 * voids the owner's.
 */
#ifndef WATCHBILL_STORE_CHALLENGES_H
#define WATCHBILL_STORE_CHALLENGES_H

#include "domain/digest.h"
#include "store/db.h"

extern const struct module challenges_module;

struct challenge_asker {
	uint8_t phone_index[DIGEST_BYTES];
	uint8_t origin_index[DIGEST_BYTES];	/* keyed, of the address */
};
struct challenge_live {
	int64_t id;
	int64_t sends;			/* codes of this chain so far */
	int64_t resend_at;		/* another one from then on */
};
/* The live one of an asker: E_NOTFOUND if there is none. */
MUST_USE enum status challenges_live(const struct db *db,
    const struct challenge_asker *asker, struct challenge_live *ret);

/* A number's, whoever asked, made after an instant and not used; 0 and 0 if
 * there are none. */
struct challenge_unused {
	int64_t n, oldest_at;
};
MUST_USE enum status challenges_unused(const struct db *db,
    const uint8_t phone_index[DIGEST_BYTES], int64_t since,
    struct challenge_unused *ret);

struct challenge_new {
	uint8_t token_hash[DIGEST_BYTES];
	struct challenge_asker asker;
	uint8_t code_mac[DIGEST_BYTES];
	int64_t person;			/* 0: nobody may come in with it */
	int64_t sends;
	int64_t created_at, expires_at, resend_at;
};
/* E_CONFLICT: the asker has a live one; void that first. */
MUST_USE enum status challenges_insert(struct tx *tx,
    const struct challenge_new *in, int64_t *ret);
MUST_USE enum status challenges_void(struct tx *tx, int64_t challenge,
    int64_t now);

struct challenge_try {
	uint8_t token_hash[DIGEST_BYTES];
	uint8_t code_mac[DIGEST_BYTES];
	int64_t now;
};
struct challenge_used {
	int64_t id, person;
};
/*
 * challenges_use(tx, try, ret): the one statement that decides.
 *
 * Gives    the challenge and its person; the challenge is used from now on.
 * Fails    E_NOTFOUND: wrong code, unknown, expired, used, voided, no tries
 *          left, or nobody's: nothing was written.
 * Source   PRODUCT rule 8; ACCEPTANCE OT-01, OT-15.
 */
MUST_USE enum status challenges_use(struct tx *tx,
    const struct challenge_try *try, struct challenge_used *ret);
/* Counts a wrong try.  E_NOTFOUND: nothing there that a try could open. */
MUST_USE enum status challenges_miss(struct tx *tx,
    const struct challenge_try *try, int64_t *ret_id);
/* Deletes up to 500 that expired before an instant; *ret how many. */
MUST_USE enum status challenges_purge(struct tx *tx, int64_t expired_before,
    int64_t *ret);

#endif
