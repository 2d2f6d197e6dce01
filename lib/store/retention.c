/*
 * retention: small batches, each in a transaction of its own, so that nobody
 * waits for the worker's tidying.
 */
#include "store/retention.h"

#include <assert.h>

#include "base/random.h"
#include "domain/seal.h"
#include "store/tx.h"

#include "base/banned.h"

enum {
	CLOSED, ASKED, BLANK, BLANK_NOTES, GIVE_UP, GIVEN_UP, OUTBOX
};

static const struct statement sql[] = {
	[CLOSED] = { .kind = READ, .sql =
	    "SELECT id FROM callback WHERE closed_at < :before"
	    " AND content_key IS NOT NULL ORDER BY closed_at, id"
	    " LIMIT :limit" },
	[ASKED] = { .kind = READ, .sql =
	    "SELECT id FROM callback WHERE created_at < :before"
	    " AND content_key IS NOT NULL ORDER BY created_at, id"
	    " LIMIT :limit" },
	[BLANK] = { .kind = WRITE, .sql =
	    "UPDATE callback SET content_key = NULL, content_sealed = NULL,"
	    " phone_index = NULL WHERE id = :id" },
	[BLANK_NOTES] = { .kind = WRITE, .sql =
	    "UPDATE callback_event SET note_key = NULL, note_sealed = NULL"
	    " WHERE callback = :id" },
	[GIVE_UP] = { .kind = WRITE, .sql =
	    "UPDATE callback SET state = 'failed', closed_at = :now,"
	    " claimed_by = NULL, claimed_until = NULL, version = version + 1"
	    " WHERE id = :id AND closed_at IS NULL RETURNING id" },
	[GIVEN_UP] = { .kind = WRITE, .sql =
	    "INSERT INTO callback_event (uid, callback, at, state)"
	    " VALUES (:uid, :id, :now, 'failed')" },
	[OUTBOX] = { .kind = WRITE, .sql =
	    "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox"
	    " WHERE ended_at < :before ORDER BY ended_at, id LIMIT :limit)"
	    " RETURNING id" },
};

MODULE(retention, NULL);

struct batch {
	int64_t id[RETENTION_BATCH];
	size_t n;
};

/* Adds the ids that the statement gives, as far as the batch has room. */
static enum status
retention_find(struct tx *tx, unsigned statement, int64_t before,
    struct batch *b)
{
	struct query q;

	q_read(&q, tx_db(tx), &retention_module, statement);
	q_int(&q, ":before", before);
	q_int(&q, ":limit", (int64_t)(RETENTION_BATCH - b->n));
	while (q_row(&q)) {
		assert(b->n < RETENTION_BATCH);
		b->id[b->n++] = q_get_int(&q);
	}
	return q_done(&q);
}

static enum status
retention_on(struct tx *tx, unsigned statement, int64_t id)
{
	struct query q;

	q_write(&q, tx, &retention_module, statement);
	q_int(&q, ":id", id);
	return q_done(&q);
}

/* Nobody rang and now nobody can: it ends where a coordinator sees it. */
static enum status
retention_give_up(struct tx *tx, int64_t id, int64_t now)
{
	uint8_t uid[UID_BYTES];
	struct query q;
	enum status s;

	q_write(&q, tx, &retention_module, GIVE_UP);
	q_int(&q, ":id", id);
	q_int(&q, ":now", now);
	s = q_done_one(&q);
	if (s != OK)
		return s == E_NOTFOUND ? OK : s;
	random_bytes(uid, sizeof(uid));
	q_write(&q, tx, &retention_module, GIVEN_UP);
	q_blob(&q, ":uid", uid, sizeof(uid));
	q_int(&q, ":id", id);
	q_int(&q, ":now", now);
	return q_done(&q);
}

enum status
retention_callbacks(struct tx *tx, const struct retention_limits *r,
    int64_t *ret)
{
	struct batch b = { .n = 0 };
	enum status s;
	size_t i;

	s = retention_find(tx, CLOSED, r->closed_before, &b);
	if (s == OK)
		s = retention_find(tx, ASKED, r->asked_before, &b);
	for (i = 0; i < b.n && s == OK; i++) {
		s = retention_give_up(tx, b.id[i], r->now);
		if (s == OK)
			s = retention_on(tx, BLANK, b.id[i]);
		if (s == OK)
			s = retention_on(tx, BLANK_NOTES, b.id[i]);
	}
	if (s == OK)
		*ret = (int64_t)b.n;
	return s;
}

enum status
retention_outbox(struct tx *tx, int64_t ended_before, int64_t *ret)
{
	struct query q;
	enum status s;

	q_write(&q, tx, &retention_module, OUTBOX);
	q_int(&q, ":before", ended_before);
	q_int(&q, ":limit", RETENTION_BATCH);
	s = q_done(&q);
	if (s == OK)
		*ret = q.rows;
	return s;
}
