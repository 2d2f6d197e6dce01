/*
 * audit: adds to the chain and walks it.  The invariant: a new row follows the
 * signed head, never the last row found, so that what was cut off leaves a
 * hole that later rows do not close.
 */
#include "store/audit.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/num.h"
#include "base/random.h"
#include "store/tx.h"

#include "base/banned.h"

#define AUDIT_PAGE 200			/* rows of one read while verifying */
#define AUDIT_ARENA_BYTES ((size_t)64 * 1024 * 1024)
#define AUDIT_HEAD_TEXT 192		/* id, two digests in hexadecimal */

enum { HEAD, HEAD_SET, ADD, PAGE };

static const struct statement sql[] = {
	[HEAD] = { .kind = READ, .sql =
	    "SELECT value FROM setting WHERE key = 'audit.head'" },
	[HEAD_SET] = { .kind = WRITE, .sql =
	    "INSERT INTO setting (key, value) VALUES ('audit.head', :value)"
	    " ON CONFLICT (key) DO UPDATE SET value = excluded.value" },
	[ADD] = { .kind = WRITE, .sql =
	    "INSERT INTO audit (id, uid, at, actor, actor_kind, event,"
	    " subject_kind, subject, detail_key, detail_sealed, detail_digest,"
	    " address, trace_id, prev, hash)"
	    " VALUES (:id, :uid, :at, :actor, :actor_kind, :event,"
	    " :subject_kind, :subject, :detail_key, :detail_sealed,"
	    " :detail_digest, :address, :trace_id, :prev, :hash)" },
	[PAGE] = { .kind = READ, .sql =
	    "SELECT id, uid, at, actor, actor_kind, event, subject_kind,"
	    " subject, detail_key, detail_sealed, detail_digest, address,"
	    " trace_id, prev, hash"
	    " FROM audit WHERE id > :after ORDER BY id LIMIT 200" },
};

MODULE(audit, NULL);

struct audit_head {
	int64_t id;			/* 0: nothing yet */
	uint8_t hash[DIGEST_BYTES];
};

struct audit_row {
	int64_t id, at, actor, subject;		/* actor, subject: 0 none */
	uint8_t uid[UID_BYTES];
	const char *actor_kind, *event, *subject_kind, *address, *trace_id;
	struct sealed detail;
	uint8_t digest[DIGEST_BYTES];
	uint8_t prev[DIGEST_BYTES], hash[DIGEST_BYTES];
};

static void
audit_number(int64_t v, uint8_t ret[8])
{
	uint64_t u = (uint64_t)v;
	int i;

	for (i = 7; i >= 0; i--, u >>= 8)
		ret[i] = (uint8_t)(u & 0xff);
}

static struct digest_part
audit_text(const char *s)
{
	return (struct digest_part){ s, strlen(s) };
}

/* A number that may be none is an empty part then. */
static void
audit_hash(const struct audit_row *r, uint8_t ret[DIGEST_BYTES])
{
	uint8_t id[8], at[8], actor[8], subject[8];
	const struct digest_part part[] = {
		{ r->prev, sizeof(r->prev) },
		{ id, sizeof(id) },
		{ r->uid, sizeof(r->uid) },
		{ at, sizeof(at) },
		{ actor, r->actor != 0 ? sizeof(actor) : 0 },
		audit_text(r->actor_kind),
		audit_text(r->event),
		audit_text(r->subject_kind),
		{ subject, r->subject != 0 ? sizeof(subject) : 0 },
		{ r->digest, sizeof(r->digest) },
		audit_text(r->address),
		audit_text(r->trace_id),
	};

	audit_number(r->id, id);
	audit_number(r->at, at);
	audit_number(r->actor, actor);
	audit_number(r->subject, subject);
	digest_parts(part, sizeof(part) / sizeof(part[0]), ret);
}

/* Of what was sealed: a digest of the text could be guessed back from. */
static void
audit_digest(struct sealed s, uint8_t ret[DIGEST_BYTES])
{
	uint8_t key[8];
	const struct digest_part part[] = { { key, sizeof(key) },
	    { s.blob, s.n } };

	audit_number(s.key_id, key);
	digest_parts(part, s.key_id != 0 ? 2 : 0, ret);
}

static struct seal_place
audit_place(const uint8_t uid[UID_BYTES])
{
	return (struct seal_place){ "audit", "detail", uid };
}

static void
audit_mac(const struct db *db, const struct audit_head *head,
    uint8_t ret[DIGEST_BYTES])
{
	uint8_t id[8];
	const struct digest_part part[] = { { id, sizeof(id) },
	    { head->hash, sizeof(head->hash) } };

	assert(db_keys(db) != NULL);
	audit_number(head->id, id);
	seal_mac(db_keys(db), "audit-head", part, 2, ret);
}

static bool
audit_head_parse(const struct db *db, struct str text, struct audit_head *ret)
{
	struct str id, hash, mac = str_cut(text, ' ', &id);
	struct audit_head head;
	uint8_t got[DIGEST_BYTES], want[DIGEST_BYTES];

	mac = str_cut(mac, ' ', &hash);
	if (!num_parse(id, 1, INT64_MAX, &head.id) ||
	    !num_unhex(hash, head.hash, sizeof(head.hash)) ||
	    !num_unhex(mac, got, sizeof(got)))
		return false;
	audit_mac(db, &head, want);
	if (!str_eq_secret((struct str){ (const char *)got, sizeof(got) },
	    (struct str){ (const char *)want, sizeof(want) }))
		return false;
	*ret = head;
	return true;
}

/* *ret_forged: there is a head, and we did not write it. */
static enum status
audit_head_get(const struct db *db, struct arena *a, struct audit_head *ret,
    bool *ret_forged)
{
	const char *text = NULL;
	enum status s;
	struct query q;

	*ret = (struct audit_head){ .id = 0 };
	*ret_forged = false;
	q_read(&q, db, &audit_module, HEAD);
	if (q_row(&q))
		text = q_get_text(&q, a);
	if ((s = q_done(&q)) == OK && text != NULL)
		*ret_forged = !audit_head_parse(db, str_of(text), ret);
	return s;
}

static enum status
audit_head_set(struct tx *tx, const struct audit_head *head)
{
	char text[AUDIT_HEAD_TEXT];
	uint8_t mac[DIGEST_BYTES];
	struct query q;
	struct buf b;

	audit_mac(tx_db(tx), head, mac);
	buf_fixed(&b, text, sizeof(text));
	buf_int(&b, head->id);
	buf_char(&b, ' ');
	num_hex(&b, head->hash, sizeof(head->hash));
	buf_char(&b, ' ');
	num_hex(&b, mac, sizeof(mac));
	assert(!b.failed);
	q_write(&q, tx, &audit_module, HEAD_SET);
	q_str(&q, ":value", buf_get(&b));
	return q_done(&q);
}

static enum status
audit_insert(struct tx *tx, const struct audit_row *r)
{
	struct query q;

	q_write(&q, tx, &audit_module, ADD);
	q_int(&q, ":id", r->id);
	q_blob(&q, ":uid", r->uid, sizeof(r->uid));
	q_int(&q, ":at", r->at);
	q_id(&q, ":actor", r->actor);
	q_text(&q, ":actor_kind", r->actor_kind);
	q_text(&q, ":event", r->event);
	q_text(&q, ":subject_kind", r->subject_kind);
	q_id(&q, ":subject", r->subject);
	q_sealed(&q, ":detail_key", ":detail_sealed", r->detail);
	q_blob(&q, ":detail_digest", r->digest, sizeof(r->digest));
	q_text(&q, ":address", r->address);
	q_text(&q, ":trace_id", r->trace_id);
	q_blob(&q, ":prev", r->prev, sizeof(r->prev));
	q_blob(&q, ":hash", r->hash, sizeof(r->hash));
	return q_done(&q);
}

/* The row that follows head, complete. */
static void
audit_make(const struct db *db, const struct audit_in *in,
    const struct audit_head *head, struct arena *a, struct audit_row *ret)
{
	uint8_t nonce[SEAL_NONCE_BYTES];

	*ret = (struct audit_row){
		.id = head->id + 1, .at = in->at,
		.actor = in->actor, .actor_kind = in->actor_kind,
		.event = in->event,
		.subject_kind = in->subject_kind, .subject = in->subject,
		.address = in->address != NULL ? in->address : "",
		.trace_id = in->trace_id != NULL ? in->trace_id : "",
	};
	memcpy(ret->prev, head->hash, sizeof(ret->prev));
	random_bytes(ret->uid, sizeof(ret->uid));
	random_bytes(nonce, sizeof(nonce));
	if (in->detail.n > 0)
		ret->detail = seal_close(db_keys(db), audit_place(ret->uid),
		    nonce, in->detail, a);
	audit_digest(ret->detail, ret->digest);
	audit_hash(ret, ret->hash);
}

enum status
audit_add(struct tx *tx, const struct audit_in *in, struct arena *a)
{
	struct audit_head head;
	struct audit_row row;
	enum status s;
	bool forged;

	if ((s = audit_head_get(tx_db(tx), a, &head, &forged)) != OK)
		return s;
	if (forged) {
		LOG(LOG_ERROR, "audit-head-forged",
		    LOG_TEXT("event_refused", in->event));
		return E_FAULT;
	}
	audit_make(tx_db(tx), in, &head, a, &row);
	if ((s = audit_insert(tx, &row)) == E_CONFLICT) {
		LOG(LOG_ERROR, "audit-place-taken", LOG_INT("id", row.id),
		    LOG_TEXT("event_refused", in->event));
		return E_FAULT;
	}
	if (s != OK)
		return s;
	head.id = row.id;
	memcpy(head.hash, row.hash, sizeof(head.hash));
	return audit_head_set(tx, &head);
}

static bool
audit_row(struct query *q, struct arena *a, struct audit_row *ret)
{
	if (!q_row(q))
		return false;
	ret->id = q_get_int(q);
	(void)q_get_bytes(q, ret->uid, sizeof(ret->uid));
	ret->at = q_get_int(q);
	ret->actor = q_get_int(q);
	ret->actor_kind = q_get_text(q, a);
	ret->event = q_get_text(q, a);
	ret->subject_kind = q_get_text(q, a);
	ret->subject = q_get_int(q);
	ret->detail = q_get_sealed(q, a);
	(void)q_get_bytes(q, ret->digest, sizeof(ret->digest));
	ret->address = q_get_text(q, a);
	ret->trace_id = q_get_text(q, a);
	(void)q_get_bytes(q, ret->prev, sizeof(ret->prev));
	(void)q_get_bytes(q, ret->hash, sizeof(ret->hash));
	return true;
}

/* What is wrong with a row that should follow last; NULL: nothing. */
static const char *
audit_judge(const struct db *db, const struct audit_head *last,
    const struct audit_row *row, struct arena *a)
{
	uint8_t want[DIGEST_BYTES];
	struct str text;

	if (row->id != last->id + 1)
		return "it is missing";
	audit_hash(row, want);
	if (memcmp(row->hash, want, sizeof(want)) != 0)
		return "it was changed";
	if (memcmp(row->prev, last->hash, sizeof(last->hash)) != 0)
		return "it does not follow the row before it";
	if (row->detail.key_id == 0)
		return NULL;		/* blanked, or never had one */
	audit_digest(row->detail, want);
	if (memcmp(row->digest, want, sizeof(want)) != 0)
		return "its detail was changed";
	if (seal_open(db_keys(db), audit_place(row->uid), row->detail, a,
	    &text) != OK)
		return "its detail does not open with these keys";
	return NULL;
}

/* One page after last; *ret_n rows of it were good. */
static enum status
audit_page(const struct db *db, struct audit_head *last, struct arena *a,
    size_t *ret_n, const char **ret_why)
{
	struct audit_row row;
	struct query q;

	*ret_n = 0;
	q_read(&q, db, &audit_module, PAGE);
	q_int(&q, ":after", last->id);
	while (audit_row(&q, a, &row)) {
		*ret_why = audit_judge(db, last, &row, a);
		if (*ret_why != NULL)
			break;
		last->id = row.id;
		memcpy(last->hash, row.hash, sizeof(last->hash));
		++*ret_n;
	}
	return q_done(&q);
}

/*
 * Others may add rows while we walk: so the head was read before and is read
 * again after, and the last row lies between the two.
 */
static enum status
audit_tail(const struct db *db, struct arena *a,
    const struct audit_head *before, const struct audit_head *last,
    const char **ret_why)
{
	struct audit_head after;
	bool forged;
	enum status s = audit_head_get(db, a, &after, &forged);

	if (s != OK)
		return s;
	if (forged)
		*ret_why = "the signed head was changed";
	else if (last->id < before->id)
		*ret_why = "it is missing, and all that followed";
	else if (last->id > after.id)
		*ret_why = "it is beyond the signed head";
	else if (last->id == after.id &&
	    memcmp(last->hash, after.hash, sizeof(after.hash)) != 0)
		*ret_why = "the row before it is not the signed head";
	return OK;
}

static enum status
audit_walk(const struct db *db, struct arena *a, struct audit_verdict *ret)
{
	struct audit_head before, last = { .id = 0 };
	size_t n = AUDIT_PAGE;
	bool forged;
	enum status s = audit_head_get(db, a, &before, &forged);

	while (s == OK && n == AUDIT_PAGE && ret->why == NULL) {
		arena_reset(a);
		s = audit_page(db, &last, a, &n, &ret->why);
	}
	if (s == OK && ret->why == NULL)
		s = audit_tail(db, a, &before, &last, &ret->why);
	ret->rows = last.id;
	memcpy(ret->head, last.hash, sizeof(ret->head));
	ret->first_bad = ret->why != NULL ? last.id + 1 : 0;
	return s;
}

enum status
audit_verify(const struct db *db, struct audit_verdict *ret)
{
	struct arena *a = arena_new(AUDIT_ARENA_BYTES);
	struct audit_verdict found = { .rows = 0 };
	enum status s = audit_walk(db, a, &found);

	arena_free(a);
	if (s == OK)
		*ret = found;
	return s;
}
