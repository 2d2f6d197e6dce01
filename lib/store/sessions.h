/*
 * sessions: who is signed in where.  The token's hash is stored, never the
 * token (ACCEPTANCE SS-01).  A session ends, it is not deleted before its
 * retention is over.
 */
#ifndef WATCHBILL_STORE_SESSIONS_H
#define WATCHBILL_STORE_SESSIONS_H

#include "domain/role.h"
#include "domain/token.h"
#include "store/db.h"

extern const struct module sessions_module;

#define SESSIONS_LIVE 10	/* of one person; the oldest gives way */

enum session_surface { SESSION_BROWSER = 1, SESSION_API,
	SESSION_SURFACE__MAX };

struct session {
	int64_t id, person;
	enum role role;			/* the person's, as of now */
	const char *name;		/* the person's */
	const char *language;		/* the person's choice or NULL */
	int64_t created_at, expires_at;
};

/* What a request shows. */
struct session_key {
	uint8_t token_hash[DIGEST_BYTES];
	enum session_surface surface;
	int64_t now;
};
/*
 * sessions_get(db, key, a, ret): the live session of an active person, with
 * that person, in one indexed read.  E_NOTFOUND: there is none.
 */
MUST_USE enum status sessions_get(const struct db *db,
    const struct session_key *key, struct arena *a, struct session *ret);

struct session_new {
	uint8_t token_hash[DIGEST_BYTES];
	int64_t person;
	enum session_surface surface;
	const char *factors;		/* "sms", "link" */
	const char *user_agent, *address;
	int64_t created_at, expires_at;
};
/* Ends the oldest of the person until at most SESSIONS_LIVE remain. */
MUST_USE enum status sessions_insert(struct tx *tx,
    const struct session_new *in, int64_t *ret);

/* why: "logout" "replaced" "suspended".  One that has ended stays so: OK. */
MUST_USE enum status sessions_end(struct tx *tx, int64_t session,
    const char *why, int64_t now);
MUST_USE enum status sessions_end_all(struct tx *tx, int64_t person,
    const char *why, int64_t now);
/* Deletes up to 500 that expired before an instant; *ret how many. */
MUST_USE enum status sessions_purge(struct tx *tx, int64_t expired_before,
    int64_t *ret);

#endif
