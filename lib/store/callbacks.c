/*
 * callbacks: the statements, and what is sealed.  The invariant: content_key
 * is null exactly when nothing of the visitor is left, index included.
 */
#include "store/callbacks.h"

#include <assert.h>

#include "base/arena.h"
#include "base/random.h"
#include "domain/seal.h"
#include "store/contents.h"
#include "store/tx.h"

#include "base/banned.h"

#define CALLBACKS_EVENTS 100		/* of one request, the latest */

enum {
	INSERT, GET, BY_REFERENCE, OPEN, MINE, DONE, COUNT, CLAIM, RELEASE,
	MOVE, EVENT, EVENTS
};

#define COLUMNS "c.id, c.uid, c.state, c.topic, c.content_key," \
	" c.content_sealed, c.ring_from, c.ring_until, c.due_at," \
	" c.voicemail, c.say_who, c.claimed_by, c.claimed_until, p.name," \
	" c.created_at, c.closed_at, c.version" \
	" FROM callback c LEFT JOIN person p ON p.id = c.claimed_by"
#define UNCLAIMED "claimed_by = NULL, claimed_until = NULL," \
	" version = version + 1"
#define AFTER "(c.due_at, c.id) > (:after_at, :after_id)" \
	" ORDER BY c.due_at, c.id LIMIT :limit"

static const struct statement sql[] = {
	[INSERT] = { .kind = WRITE, .sql =
	    "INSERT INTO callback (uid, reference_hash, content_key,"
	    " content_sealed, phone_index, topic, ring_from, ring_until,"
	    " voicemail, say_who, consent_version, state, due_at, created_at)"
	    " VALUES (:uid, :reference_hash, :content_key, :content_sealed,"
	    " :phone_index, :topic, :ring_from, :ring_until, :voicemail,"
	    " :say_who, :consent_version, 'pending', :due_at, :created_at)"
	    " RETURNING id" },
	[GET] = { .kind = READ, .sql =
	    "SELECT " COLUMNS " WHERE c.id = :id" },
	[BY_REFERENCE] = { .kind = READ, .sql =
	    "SELECT " COLUMNS " WHERE c.reference_hash = :hash" },
	[OPEN] = { .kind = READ, .sql =
	    "SELECT " COLUMNS " WHERE c.closed_at IS NULL AND " AFTER },
	[MINE] = { .kind = READ, .sql =
	    "SELECT " COLUMNS " WHERE c.closed_at IS NULL"
	    " AND c.claimed_by = :me AND c.claimed_until > :now AND " AFTER },
	[DONE] = { .kind = READ, .sql =
	    "SELECT " COLUMNS " WHERE c.closed_at IS NOT NULL"
	    " AND (c.closed_at, c.id) < (:after_at, :after_id)"
	    " ORDER BY c.closed_at DESC, c.id DESC LIMIT :limit" },
	[COUNT] = { .kind = READ, .sql =
	    "SELECT count(*), count(CASE WHEN due_at < :now THEN 1 END),"
	    " count(CASE WHEN claimed_by = :me AND claimed_until > :now"
	    "  THEN 1 END)"
	    " FROM callback WHERE closed_at IS NULL",
	    .scan = "the open ones, which people work off" },
	[CLAIM] = { .kind = WRITE, .sql =
	    "UPDATE callback SET claimed_by = :me, claimed_until = :until,"
	    " version = version + 1"
	    " WHERE id = :id AND closed_at IS NULL AND (claimed_by IS NULL"
	    " OR claimed_by = :me OR claimed_until <= :now)" },
	[RELEASE] = { .kind = WRITE, .sql =
	    "UPDATE callback SET " UNCLAIMED
	    " WHERE id = :id AND closed_at IS NULL AND claimed_by = :me" },
	[MOVE] = { .kind = WRITE, .sql =
	    "UPDATE callback SET state = :state, due_at = :due_at,"
	    " closed_at = :closed_at, " UNCLAIMED
	    " WHERE id = :id AND version = :version" },
	[EVENT] = { .kind = WRITE, .sql =
	    "INSERT INTO callback_event (uid, callback, at, actor, state,"
	    " note_key, note_sealed) VALUES (:uid, :callback, :at, :actor,"
	    " :state, :note_key, :note_sealed)" },
	[EVENTS] = { .kind = READ, .sql =
	    "SELECT e.uid, e.at, e.state, p.name, e.note_key, e.note_sealed"
	    " FROM callback_event e LEFT JOIN person p ON p.id = e.actor"
	    " WHERE e.callback = :callback ORDER BY e.id DESC LIMIT :limit" },
};

MODULE(callbacks, NULL);

static enum callback_state
callbacks_get_state(struct query *q, struct arena *a)
{
	enum callback_state s = CALLBACK_PENDING;
	bool known = callback_state_parse(str_of(q_get_text(q, a)), &s);

	assert(known || q->status != OK);	/* a CHECK has the same words */
	return s;
}

/* The next row of COLUMNS. */
static enum status
callbacks_read(struct query *q, struct arena *a, struct callback *c)
{
	struct sealed content;
	uint8_t uid[UID_BYTES];

	c->id = q_get_int(q);
	(void)q_get_bytes(q, uid, sizeof(uid));
	c->state = callbacks_get_state(q, a);
	c->topic = q_get_text(q, a);
	content = q_get_sealed(q, a);
	c->ring_from = q_get_int(q);
	c->ring_until = q_get_int(q);
	c->due_at = q_get_int(q);
	c->voicemail = q_get_bool(q);
	c->say_who = q_get_bool(q);
	c->claimed_by = q_get_int(q);
	c->claimed_until = q_get_int(q);
	c->claimer = q_get_text(q, a);
	c->created_at = q_get_int(q);
	c->closed_at = q_get_int(q);
	c->version = q_get_int(q);
	c->blanked = content.key_id == 0;
	if (c->blanked)
		return OK;
	return contents_open(q->db, uid, content, a, c);
}

static enum status
callbacks_one(struct query *q, struct arena *a, struct callback *ret)
{
	struct callback c = { 0 };
	enum status s, read = OK;

	if (q_row(q))
		read = callbacks_read(q, a, &c);
	s = q_done_one(q);
	if (s == OK)
		s = read;
	if (s == OK)
		*ret = c;
	return s;
}

enum status
callbacks_get(const struct db *db, int64_t id, struct arena *a,
    struct callback *ret)
{
	struct query q;

	q_read(&q, db, &callbacks_module, GET);
	q_int(&q, ":id", id);
	return callbacks_one(&q, a, ret);
}

enum status
callbacks_by_reference(const struct db *db, const uint8_t hash[DIGEST_BYTES],
    struct arena *a, struct callback *ret)
{
	struct query q;

	q_read(&q, db, &callbacks_module, BY_REFERENCE);
	q_blob(&q, ":hash", hash, DIGEST_BYTES);
	return callbacks_one(&q, a, ret);
}

static void
callbacks_bind_page(struct query *q, const struct db *db,
    const struct callbacks_page *p)
{
	static const unsigned statement[CALLBACKS_WHICH__MAX] = {
		[CALLBACKS_OPEN] = OPEN,
		[CALLBACKS_MINE] = MINE,
		[CALLBACKS_DONE] = DONE,
	};
	bool down = p->which == CALLBACKS_DONE && p->after_id == 0;

	q_read(q, db, &callbacks_module, statement[p->which]);
	q_int(q, ":after_at", down ? INT64_MAX : p->after_at);
	q_int(q, ":after_id", p->after_id);
	q_int(q, ":limit", p->limit);
	if (p->which == CALLBACKS_MINE) {
		q_int(q, ":me", p->me);
		q_int(q, ":now", p->now);
	}
}

enum status
callbacks_list(const struct db *db, const struct callbacks_page *p,
    struct arena *a, struct callback_list *ret)
{
	struct callback_list l = {
		ARENA_ARRAY(a, struct callback, (size_t)p->limit), 0
	};
	enum status s, read = OK;
	struct query q;

	callbacks_bind_page(&q, db, p);
	while (read == OK && q_row(&q))
		read = callbacks_read(&q, a, &l.v[l.n++]);
	s = q_done(&q);
	if (s == OK)
		s = read;
	if (s == OK)
		*ret = l;
	return s;
}

enum status
callbacks_count(const struct db *db, int64_t me, int64_t now,
    struct callback_counts *ret)
{
	struct callback_counts n = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &callbacks_module, COUNT);
	q_int(&q, ":me", me);
	q_int(&q, ":now", now);
	if (q_row(&q)) {
		n.open = q_get_int(&q);
		n.overdue = q_get_int(&q);
		n.mine = q_get_int(&q);
	}
	s = q_done(&q);
	if (s == OK)
		*ret = n;
	return s;
}

static void
callbacks_bind_new(struct query *q, const struct callback_new *in,
    struct tx *tx, struct arena *a)
{
	uint8_t uid[UID_BYTES], index[DIGEST_BYTES];

	random_bytes(uid, sizeof(uid));
	seal_index(db_keys(tx_db(tx)), "callback.phone", str_of(in->phone),
	    index);
	q_blob(q, ":uid", uid, sizeof(uid));
	q_blob(q, ":phone_index", index, sizeof(index));
	q_sealed(q, ":content_key", ":content_sealed",
	    contents_close(tx_db(tx), uid, in, a));
}

enum status
callbacks_insert(struct tx *tx, const struct callback_new *in,
    struct arena *a, int64_t *ret)
{
	struct query q;

	q_write(&q, tx, &callbacks_module, INSERT);
	callbacks_bind_new(&q, in, tx, a);
	q_blob(&q, ":reference_hash", in->reference_hash, DIGEST_BYTES);
	q_text(&q, ":topic", in->topic);
	q_int(&q, ":ring_from", in->ring_from);
	q_int(&q, ":ring_until", in->ring_until);
	q_bool(&q, ":voicemail", in->voicemail);
	q_bool(&q, ":say_who", in->say_who);
	q_int(&q, ":consent_version", in->consent_version);
	q_int(&q, ":due_at", in->due_at);
	q_int(&q, ":created_at", in->created_at);
	return q_done_id(&q, ret);
}

/* A WRITE that found its row otherwise than it was seen. */
static enum status
callbacks_done(struct query *q)
{
	enum status s = q_done_one(q);

	return s == E_NOTFOUND ? E_CONFLICT : s;
}

enum status
callbacks_claim(struct tx *tx, int64_t id, const struct callback_claim *c)
{
	struct query q;

	q_write(&q, tx, &callbacks_module, CLAIM);
	q_int(&q, ":id", id);
	q_int(&q, ":me", c->person);
	q_int(&q, ":now", c->now);
	q_int(&q, ":until", c->until);
	return callbacks_done(&q);
}

enum status
callbacks_release(struct tx *tx, int64_t id, int64_t person)
{
	struct query q;

	q_write(&q, tx, &callbacks_module, RELEASE);
	q_int(&q, ":id", id);
	q_int(&q, ":me", person);
	return callbacks_done(&q);
}

enum status
callbacks_move(struct tx *tx, int64_t id, const struct callback_move *m)
{
	struct query q;

	q_write(&q, tx, &callbacks_module, MOVE);
	q_int(&q, ":id", id);
	q_int(&q, ":version", m->version);
	q_text(&q, ":state", callback_state_name(m->state));
	q_int(&q, ":due_at", m->due_at);
	q_id(&q, ":closed_at", m->closed_at);
	return callbacks_done(&q);
}

enum status
callbacks_event(struct tx *tx, const struct callback_event_new *in,
    struct arena *a)
{
	uint8_t uid[UID_BYTES];
	struct query q;

	random_bytes(uid, sizeof(uid));
	q_write(&q, tx, &callbacks_module, EVENT);
	q_blob(&q, ":uid", uid, sizeof(uid));
	q_int(&q, ":callback", in->callback);
	q_int(&q, ":at", in->at);
	q_id(&q, ":actor", in->actor);
	q_text(&q, ":state", callback_state_name(in->state));
	q_sealed(&q, ":note_key", ":note_sealed",
	    contents_close_note(tx_db(tx), uid, in->note, a));
	return q_done(&q);
}

static enum status
callbacks_read_event(struct query *q, struct arena *a,
    struct callback_event *e)
{
	uint8_t uid[UID_BYTES];

	(void)q_get_bytes(q, uid, sizeof(uid));
	e->at = q_get_int(q);
	e->state = callbacks_get_state(q, a);
	e->actor = q_get_text(q, a);
	return contents_open_note(q->db, uid, q_get_sealed(q, a), a, &e->note);
}

enum status
callbacks_events(const struct db *db, int64_t id, struct arena *a,
    struct callback_events *ret)
{
	struct callback_event *v =
	    ARENA_ARRAY(a, struct callback_event, CALLBACKS_EVENTS);
	enum status s, read = OK;
	struct query q;
	size_t n = 0;

	q_read(&q, db, &callbacks_module, EVENTS);
	q_int(&q, ":callback", id);
	q_int(&q, ":limit", CALLBACKS_EVENTS);
	while (read == OK && n < CALLBACKS_EVENTS && q_row(&q)) {
		n++;		/* the latest comes first and stands last */
		read = callbacks_read_event(&q, a, &v[CALLBACKS_EVENTS - n]);
	}
	s = q_done(&q);
	if (s == OK)
		s = read;
	if (s == OK)
		*ret = (struct callback_events){ v + CALLBACKS_EVENTS - n, n };
	return s;
}
