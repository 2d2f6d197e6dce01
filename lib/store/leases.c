/*
 * leases: every change but the sweeps holds the row's lease against whoever
 * says it is theirs, so that a worker that was too slow changes nothing.
 */
#include "store/leases.h"

#include <assert.h>

#include "base/arena.h"
#include "base/log.h"
#include "store/outbox.h"
#include "store/tx.h"

#include "base/banned.h"

enum { NEXT, TAKE, ROW, END, RETRY, RELEASE, RECOVER, EXPIRE };

/* Literal, so that the partial indexes are found. */
#define WAITS "state IN ('pending', 'leased')"
#define UNLEASED "leased_by = NULL, leased_until = NULL"
#define OVER "payload_key = NULL, payload_sealed = NULL, ended_at = :now, " \
	UNLEASED
#define HELD "id = :id AND state = 'leased' AND leased_by = :worker"

static const struct statement sql[] = {
	[NEXT] = { .kind = READ, .sql =
	    "SELECT (SELECT min(due_at) FROM outbox"
	    "  WHERE priority = 0 AND " WAITS "),"
	    " (SELECT min(due_at) FROM outbox"
	    "  WHERE priority = 1 AND " WAITS "),"
	    " (SELECT min(due_at) FROM outbox"
	    "  WHERE priority = 2 AND " WAITS "),"
	    " (SELECT min(expires_at) FROM outbox"
	    "  WHERE expires_at IS NOT NULL AND " WAITS ")" },
	[TAKE] = { .kind = WRITE, .sql =
	    "UPDATE outbox SET state = 'leased', leased_by = :worker,"
	    " leased_until = :until, due_at = :until, attempts = attempts + 1"
	    " WHERE id IN (SELECT id FROM outbox"
	    "  WHERE priority = :priority AND due_at <= :now AND " WAITS
	    "  ORDER BY due_at, id LIMIT :most) RETURNING id" },
	[ROW] = { .kind = READ, .sql =
	    "SELECT o.id, o.uid, o.kind, o.channel, o.language, o.trace_id,"
	    " o.person, o.payload_key, o.payload_sealed, o.attempts,"
	    " o.expires_at, o.booking IS NULL OR b.state = 'booked'"
	    " FROM outbox o LEFT JOIN booking b ON b.id = o.booking"
	    " WHERE o.id = :id AND o.state = 'leased'"
	    " AND o.leased_by = :worker" },
	[END] = { .kind = WRITE, .sql =
	    "UPDATE outbox SET state = :state, provider_id = :provider_id,"
	    " last_error = :error, " OVER " WHERE " HELD },
	[RETRY] = { .kind = WRITE, .sql =
	    "UPDATE outbox SET state = 'pending', due_at = :due_at,"
	    " last_error = :error, " UNLEASED " WHERE " HELD },
	[RELEASE] = { .kind = WRITE, .sql =
	    "UPDATE outbox SET state = 'pending', due_at = :now,"
	    " attempts = attempts - 1, " UNLEASED " WHERE " HELD },
	[RECOVER] = { .kind = WRITE, .sql =
	    "UPDATE outbox SET state = 'pending', due_at = :now, " UNLEASED
	    " WHERE state = 'leased' AND " WAITS,
	    .scan = "what waits, once at the worker's start" },
	[EXPIRE] = { .kind = WRITE, .sql =
	    "UPDATE outbox SET state = 'expired', " OVER
	    " WHERE expires_at <= :now AND " WAITS },
};

MODULE(leases, NULL);

enum status
leases_next(const struct db *db, int64_t *ret)
{
	int64_t at, next = INT64_MAX;
	struct query q;
	enum status s;
	int i;

	q_read(&q, db, &leases_module, NEXT);
	if (q_row(&q)) {
		for (i = 0; i < OUTBOX_PRIORITIES + 1; i++) {
			if (q_is_null(&q)) {
				(void)q_get_int(&q);
				continue;
			}
			at = q_get_int(&q);
			if (at < next)
				next = at;
		}
	}
	s = q_done(&q);
	if (s == OK)
		*ret = next;
	return s;
}

static enum status
leases_take_priority(struct tx *tx, const struct lease_in *l,
    int64_t priority, struct lease_ids *ids)
{
	struct query q;

	q_write(&q, tx, &leases_module, TAKE);
	q_text(&q, ":worker", l->worker);
	q_int(&q, ":now", l->now);
	q_int(&q, ":until", l->until);
	q_int(&q, ":priority", priority);
	q_int(&q, ":most", (int64_t)l->most);
	while (q_row(&q)) {
		assert(ids->n < l->most);
		ids->v[ids->n++] = q_get_int(&q);
	}
	return q_done(&q);
}

enum status
leases_take(struct tx *tx, const struct lease_in *l, struct arena *a,
    struct lease_ids *ret)
{
	struct lease_ids ids = { ARENA_ARRAY(a, int64_t, l->most), 0 };
	enum status s = OK;
	int64_t p;

	for (p = 0; p < OUTBOX_PRIORITIES && s == OK && ids.n == 0; p++)
		s = leases_take_priority(tx, l, p, &ids);
	if (s == OK)
		*ret = ids;
	return s;
}

static void
leases_read(struct query *q, struct arena *a, struct lease *r,
    struct sealed *payload)
{
	r->id = q_get_int(q);
	(void)q_get_bytes(q, r->uid, sizeof(r->uid));
	r->kind = q_get_text(q, a);
	r->channel = q_get_text(q, a);
	r->language = q_get_text(q, a);
	r->trace_id = q_get_text(q, a);
	r->person = q_get_int(q);
	*payload = q_get_sealed(q, a);
	r->attempts = q_get_int(q);
	r->expires_at = q_get_int(q);
	r->live = q_get_bool(q);
}

enum status
leases_get(const struct db *db, int64_t id, const char *worker,
    struct arena *a, struct lease *ret)
{
	struct lease r = { 0 };
	struct sealed payload = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &leases_module, ROW);
	q_int(&q, ":id", id);
	q_text(&q, ":worker", worker);
	if (q_row(&q))
		leases_read(&q, a, &r, &payload);
	s = q_done_one(&q);
	if (s != OK)
		return s;
	s = seal_open(db_keys(db), outbox_payload(r.uid), payload, a,
	    &r.payload);
	if (s != OK) {
		LOG(LOG_ERROR, "unseal-failed", LOG_TEXT("table", "outbox"),
		    LOG_INT("id", id));
		return E_INVALID;
	}
	*ret = r;
	return OK;
}

static void
leases_held(struct query *q, struct tx *tx, unsigned statement, int64_t id)
{
	q_write(q, tx, &leases_module, statement);
	q_int(q, ":id", id);
}

/* A WRITE under HELD that changed nothing: no longer that worker's. */
static enum status
leases_held_done(struct query *q, const char *worker)
{
	enum status s;

	q_text(q, ":worker", worker);
	s = q_done_one(q);
	return s == E_NOTFOUND ? E_CONFLICT : s;
}

enum status
leases_end(struct tx *tx, int64_t id, const struct lease_end *in)
{
	struct query q;

	leases_held(&q, tx, END, id);
	q_text(&q, ":state", in->state);
	q_text(&q, ":provider_id", in->provider_id);
	q_text(&q, ":error", in->error);
	q_int(&q, ":now", in->now);
	return leases_held_done(&q, in->worker);
}

enum status
leases_retry(struct tx *tx, int64_t id, const struct lease_retry *in)
{
	struct query q;

	leases_held(&q, tx, RETRY, id);
	q_text(&q, ":error", in->error);
	q_int(&q, ":due_at", in->due_at);
	return leases_held_done(&q, in->worker);
}

enum status
leases_release(struct tx *tx, int64_t id, const char *worker, int64_t now)
{
	struct query q;

	leases_held(&q, tx, RELEASE, id);
	q_int(&q, ":now", now);
	return leases_held_done(&q, worker);
}

static enum status
leases_sweep(struct tx *tx, unsigned statement, int64_t now)
{
	struct query q;

	q_write(&q, tx, &leases_module, statement);
	q_int(&q, ":now", now);
	return q_done(&q);
}

enum status
leases_recover(struct tx *tx, int64_t now)
{
	return leases_sweep(tx, RECOVER, now);
}

enum status
leases_expire(struct tx *tx, int64_t now)
{
	return leases_sweep(tx, EXPIRE, now);
}
