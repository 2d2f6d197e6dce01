/* invitations: rows of invitation; USE looks and writes at once. */
#include "store/invitations.h"

#include "base/banned.h"

#define INVITATION_OPEN "token_hash = :token_hash " \
	"AND purpose = 'first-admin' AND used_at IS NULL AND expires_at > :now "

enum { INSERT, EXPIRE, CHECK, USE };

static const struct statement sql[] = {
	[INSERT] = { WRITE, "INSERT INTO invitation (token_hash, purpose, "
	    "created_at, expires_at) VALUES (:token_hash, 'first-admin', "
	    ":created_at, :expires_at) RETURNING id", NULL },
	[EXPIRE] = { WRITE, "UPDATE invitation SET expires_at = :now "
	    "WHERE purpose = 'first-admin' AND used_at IS NULL "
	    "AND expires_at > :now",
	    "a handful of rows, before there is an admin" },
	[CHECK] = { READ, "SELECT id FROM invitation WHERE " INVITATION_OPEN,
	    NULL },
	[USE] = { WRITE, "UPDATE invitation SET used_at = :now, "
	    "used_by = :person WHERE " INVITATION_OPEN "RETURNING id", NULL },
};

static const char *const secret[] = { "invitation", NULL };
MODULE(invitations, secret);

enum status
invitations_insert(struct tx *tx, const struct invitation_new *in,
    int64_t *ret)
{
	struct query q;

	q_write(&q, tx, &invitations_module, INSERT);
	q_blob(&q, ":token_hash", in->token_hash, sizeof(in->token_hash));
	q_int(&q, ":created_at", in->created_at);
	q_int(&q, ":expires_at", in->expires_at);
	return q_done_id(&q, ret);
}

enum status
invitations_expire(struct tx *tx, int64_t now)
{
	struct query q;

	q_write(&q, tx, &invitations_module, EXPIRE);
	q_int(&q, ":now", now);
	return q_done(&q);
}

enum status
invitations_check(const struct db *db, const uint8_t token_hash[DIGEST_BYTES],
    int64_t now)
{
	struct query q;
	int64_t id;

	q_read(&q, db, &invitations_module, CHECK);
	q_blob(&q, ":token_hash", token_hash, DIGEST_BYTES);
	q_int(&q, ":now", now);
	return q_done_id(&q, &id);
}

enum status
invitations_use(struct tx *tx, const struct invitation_use *in,
    int64_t *ret_id)
{
	struct query q;

	q_write(&q, tx, &invitations_module, USE);
	q_blob(&q, ":token_hash", in->token_hash, sizeof(in->token_hash));
	q_int(&q, ":person", in->person);
	q_int(&q, ":now", in->now);
	return q_done_id(&q, ret_id);
}
