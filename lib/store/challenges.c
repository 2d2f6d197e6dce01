/*
 * challenges: rows of challenge.  USE and MISS are the two statements on
 * which PRODUCT rule 8 stands: each looks and writes at once.
 */
#include "store/challenges.h"

#include "base/banned.h"

/* What a try could still open; nobody's counts tries like anybody's. */
#define CHALLENGE_OPEN "token_hash = :token_hash AND tries < 5 " \
	"AND used_at IS NULL AND voided_at IS NULL AND expires_at > :now "

enum { LIVE, UNUSED, INSERT, VOID_, USE, MISS, PURGE };

static const struct statement sql[] = {
	[LIVE] = { READ, "SELECT id, sends, resend_at FROM challenge "
	    "WHERE phone_index = :phone_index AND purpose = 'login' "
	    "AND origin_index = :origin_index "
	    "AND used_at IS NULL AND voided_at IS NULL", NULL },
	[UNUSED] = { READ, "SELECT count(*), coalesce(min(created_at), 0) "
	    "FROM challenge WHERE phone_index = :phone_index "
	    "AND purpose = 'login' AND used_at IS NULL "
	    "AND created_at > :since", NULL },
	[INSERT] = { WRITE, "INSERT INTO challenge (token_hash, purpose, "
	    "person, phone_index, origin_index, code_mac, sends, created_at, "
	    "expires_at, resend_at) VALUES (:token_hash, 'login', "
	    "NULLIF(:person, 0), :phone_index, :origin_index, :code_mac, "
	    ":sends, :created_at, :expires_at, :resend_at) RETURNING id",
	    NULL },
	[VOID_] = { WRITE, "UPDATE challenge SET voided_at = :now "
	    "WHERE id = :id AND used_at IS NULL AND voided_at IS NULL",
	    NULL },
	[USE] = { WRITE, "UPDATE challenge SET used_at = :now "
	    "WHERE " CHALLENGE_OPEN "AND code_mac = :code_mac "
	    "AND person IS NOT NULL RETURNING id, person", NULL },
	[MISS] = { WRITE, "UPDATE challenge SET tries = tries + 1 "
	    "WHERE " CHALLENGE_OPEN "RETURNING id", NULL },
	[PURGE] = { WRITE, "DELETE FROM challenge WHERE id IN (SELECT id "
	    "FROM challenge WHERE expires_at < :before "
	    "ORDER BY expires_at LIMIT 500) RETURNING id", NULL },
};

static const char *const secret[] = { "challenge", NULL };
MODULE(challenges, secret);

enum status
challenges_live(const struct db *db, const struct challenge_asker *asker,
    struct challenge_live *ret)
{
	struct challenge_live row = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &challenges_module, LIVE);
	q_blob(&q, ":phone_index", asker->phone_index, DIGEST_BYTES);
	q_blob(&q, ":origin_index", asker->origin_index, DIGEST_BYTES);
	if (q_row(&q)) {
		row.id = q_get_int(&q);
		row.sends = q_get_int(&q);
		row.resend_at = q_get_int(&q);
	}
	s = q_done_one(&q);
	if (s == OK)
		*ret = row;
	return s;
}

enum status
challenges_unused(const struct db *db,
    const uint8_t phone_index[DIGEST_BYTES], int64_t since,
    struct challenge_unused *ret)
{
	struct challenge_unused row = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &challenges_module, UNUSED);
	q_blob(&q, ":phone_index", phone_index, DIGEST_BYTES);
	q_int(&q, ":since", since);
	if (q_row(&q)) {
		row.n = q_get_int(&q);
		row.oldest_at = q_get_int(&q);
	}
	s = q_done_one(&q);
	if (s == OK)
		*ret = row;
	return s;
}

enum status
challenges_insert(struct tx *tx, const struct challenge_new *in, int64_t *ret)
{
	struct query q;

	q_write(&q, tx, &challenges_module, INSERT);
	q_blob(&q, ":token_hash", in->token_hash, sizeof(in->token_hash));
	q_int(&q, ":person", in->person);
	q_blob(&q, ":phone_index", in->asker.phone_index, DIGEST_BYTES);
	q_blob(&q, ":origin_index", in->asker.origin_index, DIGEST_BYTES);
	q_blob(&q, ":code_mac", in->code_mac, sizeof(in->code_mac));
	q_int(&q, ":sends", in->sends);
	q_int(&q, ":created_at", in->created_at);
	q_int(&q, ":expires_at", in->expires_at);
	q_int(&q, ":resend_at", in->resend_at);
	return q_done_id(&q, ret);
}

enum status
challenges_void(struct tx *tx, int64_t challenge, int64_t now)
{
	struct query q;

	q_write(&q, tx, &challenges_module, VOID_);
	q_int(&q, ":id", challenge);
	q_int(&q, ":now", now);
	return q_done(&q);
}

enum status
challenges_use(struct tx *tx, const struct challenge_try *try,
    struct challenge_used *ret)
{
	struct challenge_used row = { 0 };
	struct query q;
	enum status s;

	q_write(&q, tx, &challenges_module, USE);
	q_blob(&q, ":token_hash", try->token_hash, sizeof(try->token_hash));
	q_blob(&q, ":code_mac", try->code_mac, sizeof(try->code_mac));
	q_int(&q, ":now", try->now);
	if (q_row(&q)) {
		row.id = q_get_int(&q);
		row.person = q_get_int(&q);
	}
	s = q_done_one(&q);
	if (s == OK)
		*ret = row;
	return s;
}

enum status
challenges_miss(struct tx *tx, const struct challenge_try *try,
    int64_t *ret_id)
{
	struct query q;

	q_write(&q, tx, &challenges_module, MISS);
	q_blob(&q, ":token_hash", try->token_hash, sizeof(try->token_hash));
	q_int(&q, ":now", try->now);
	return q_done_id(&q, ret_id);
}

enum status
challenges_purge(struct tx *tx, int64_t expired_before, int64_t *ret)
{
	struct query q;
	enum status s;

	q_write(&q, tx, &challenges_module, PURGE);
	q_int(&q, ":before", expired_before);
	s = q_done(&q);
	if (s == OK)
		*ret = q.rows;
	return s;
}
