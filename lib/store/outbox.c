/*
 * outbox: what writes and withdraws rows.  Payloads are sealed on the way in;
 * store/leases opens them for the worker that holds the lease, nobody else.
 */
#include "store/outbox.h"

#include <assert.h>

#include "base/arena.h"
#include "base/random.h"
#include "domain/seal.h"
#include "store/tx.h"

#include "base/banned.h"

enum { INSERT, WITHDRAW_BOOKING, WITHDRAW_CHALLENGE, BOOKING, HEALTH };

/* Literal, so that the partial indexes are found. */
#define WAITS "state IN ('pending', 'leased')"
#define OVER "payload_key = NULL, payload_sealed = NULL, ended_at = :now, " \
	"leased_by = NULL, leased_until = NULL"

static const struct statement sql[] = {
	[INSERT] = { .kind = WRITE, .sql =
	    "INSERT INTO outbox (uid, kind, channel, person, booking, shift,"
	    " callback, challenge, dedupe, language, payload_key,"
	    " payload_sealed, state, priority, due_at, expires_at, trace_id,"
	    " created_at, ended_at)"
	    " VALUES (:uid, :kind, :channel, :person, :booking, :shift,"
	    " :callback, :challenge, :dedupe, :language, :payload_key,"
	    " :payload_sealed, :state, :priority, :due_at, :expires_at,"
	    " :trace_id, :created_at, :ended_at)"
	    " ON CONFLICT (dedupe) DO NOTHING RETURNING id" },
	[WITHDRAW_BOOKING] = { .kind = WRITE, .sql =
	    "UPDATE outbox SET state = 'withdrawn', dedupe = NULL, " OVER
	    " WHERE booking = :cause AND " WAITS },
	[WITHDRAW_CHALLENGE] = { .kind = WRITE, .sql =
	    "UPDATE outbox SET state = 'withdrawn', " OVER
	    " WHERE challenge = :cause AND " WAITS },
	[BOOKING] = { .kind = READ, .sql =
	    "SELECT b.person, s.id, s.name, s.zone, s.place,"
	    " s.cancel_reason, s.starts_at, s.ends_at"
	    " FROM booking b JOIN shift s ON s.id = b.shift"
	    " WHERE b.id = :booking" },
	[HEALTH] = { .kind = READ, .sql =
	    "SELECT count(*), min(due_at), (SELECT count(*) FROM outbox"
	    "  WHERE ended_at >= 0 AND state IN ('dead', 'unknown'))"
	    " FROM outbox"
	    " WHERE priority IN (0, 1, 2) AND due_at <= :now AND " WAITS },
};

MODULE(outbox, NULL);

struct seal_place
outbox_payload(const uint8_t uid[UID_BYTES])
{
	return (struct seal_place){ "outbox", "payload", uid };
}

static void
outbox_bind_causes(struct query *q, const struct outbox_new *in)
{
	q_id(q, ":person", in->person);
	q_id(q, ":booking", in->booking);
	q_id(q, ":shift", in->shift);
	q_id(q, ":callback", in->callback);
	q_id(q, ":challenge", in->challenge);
	q_text(q, ":dedupe", in->dedupe);
}

/* A decoy pays for the sealing too, and then keeps nothing. */
static void
outbox_bind_payload(struct query *q, const struct outbox_new *in,
    struct arena *a)
{
	uint8_t uid[UID_BYTES], nonce[SEAL_NONCE_BYTES];
	struct sealed s;

	random_bytes(uid, sizeof(uid));
	random_bytes(nonce, sizeof(nonce));
	s = seal_close(db_keys(q->db), outbox_payload(uid), nonce, in->payload,
	    a);
	if (in->decoy)
		s = (struct sealed){ 0 };
	q_blob(q, ":uid", uid, sizeof(uid));
	q_sealed(q, ":payload_key", ":payload_sealed", s);
	q_text(q, ":state", in->decoy ? "withdrawn" : "pending");
	q_id(q, ":ended_at", in->decoy ? in->created_at : 0);
}

enum status
outbox_insert(struct tx *tx, const struct outbox_new *in, struct arena *a,
    int64_t *ret)
{
	struct query q;
	enum status s;

	assert(in->priority >= 0 && in->priority < OUTBOX_PRIORITIES);
	q_write(&q, tx, &outbox_module, INSERT);
	outbox_bind_causes(&q, in);
	outbox_bind_payload(&q, in, a);
	q_text(&q, ":kind", in->kind);
	q_text(&q, ":channel", in->channel);
	q_text(&q, ":language", in->language);
	q_int(&q, ":priority", in->priority);
	q_int(&q, ":due_at", in->due_at);
	q_id(&q, ":expires_at", in->expires_at);
	q_text(&q, ":trace_id", in->trace_id);
	q_int(&q, ":created_at", in->created_at);
	s = q_done_id(&q, ret);
	return s == E_NOTFOUND ? E_CONFLICT : s;
}

static enum status
outbox_withdraw(struct tx *tx, unsigned statement, int64_t cause, int64_t now)
{
	struct query q;

	q_write(&q, tx, &outbox_module, statement);
	q_int(&q, ":cause", cause);
	q_int(&q, ":now", now);
	return q_done(&q);
}

enum status
outbox_withdraw_booking(struct tx *tx, int64_t booking, int64_t now)
{
	return outbox_withdraw(tx, WITHDRAW_BOOKING, booking, now);
}

enum status
outbox_withdraw_challenge(struct tx *tx, int64_t challenge, int64_t now)
{
	return outbox_withdraw(tx, WITHDRAW_CHALLENGE, challenge, now);
}

enum status
outbox_booking(const struct db *db, int64_t booking, struct arena *a,
    struct outbox_booking *ret)
{
	struct outbox_booking b = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &outbox_module, BOOKING);
	q_int(&q, ":booking", booking);
	if (q_row(&q)) {
		b.person = q_get_int(&q);
		b.shift = q_get_int(&q);
		b.name = q_get_text(&q, a);
		b.zone = q_get_text(&q, a);
		b.place = q_get_text(&q, a);
		b.cancel_reason = q_get_text(&q, a);
		b.starts_at = q_get_int(&q);
		b.ends_at = q_get_int(&q);
	}
	s = q_done_one(&q);
	if (s == OK)
		*ret = b;
	return s;
}

enum status
outbox_health(const struct db *db, int64_t now, struct outbox_health *ret)
{
	struct outbox_health h = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &outbox_module, HEALTH);
	q_int(&q, ":now", now);
	if (q_row(&q)) {
		h.due = q_get_int(&q);
		h.oldest_due_at = q_get_int(&q);
		h.dead = q_get_int(&q);
	}
	s = q_done(&q);
	if (s == OK)
		*ret = h;
	return s;
}
