/*
 * sessions: rows of session.  One read per request stands first, and is the
 * reason for its shape: the session and its person as they are now.
 */
#include "store/sessions.h"

#include "base/log.h"

#include "base/banned.h"

enum { GET, INSERT, EXPIRE, EVICT, END, END_ALL, PURGE };

static const struct statement sql[] = {
	[GET] = { READ, "SELECT s.id, s.person, p.role, p.name, p.language, "
	    "s.created_at, s.expires_at FROM session AS s "
	    "JOIN person AS p ON p.id = s.person "
	    "WHERE s.token_hash = :token_hash AND s.surface = :surface "
	    "AND s.ended_at IS NULL AND s.expires_at > :now "
	    "AND p.state = 'active'", NULL },
	[INSERT] = { WRITE, "INSERT INTO session (token_hash, person, "
	    "surface, factors, user_agent, address, created_at, "
	    "authenticated_at, expires_at) VALUES (:token_hash, :person, "
	    ":surface, :factors, :user_agent, :address, :created_at, "
	    ":created_at, :expires_at) RETURNING id", NULL },
	[EXPIRE] = { WRITE, "UPDATE session SET ended_at = expires_at, "
	    "ended_why = 'expired' WHERE person = :person "
	    "AND ended_at IS NULL AND expires_at <= :now", NULL },
	/* The cap keeps the rest of this list to a few: no paging. */
	[EVICT] = { WRITE, "UPDATE session SET ended_at = :now, "
	    "ended_why = 'evicted' WHERE id IN (SELECT id FROM session "
	    "WHERE person = :person AND ended_at IS NULL "
	    "ORDER BY created_at DESC, id DESC LIMIT 1000 OFFSET :keep)",
	    NULL },
	[END] = { WRITE, "UPDATE session SET ended_at = :now, "
	    "ended_why = :why WHERE id = :id AND ended_at IS NULL", NULL },
	[END_ALL] = { WRITE, "UPDATE session SET ended_at = :now, "
	    "ended_why = :why WHERE person = :person AND ended_at IS NULL",
	    NULL },
	[PURGE] = { WRITE, "DELETE FROM session WHERE id IN (SELECT id "
	    "FROM session WHERE expires_at < :before "
	    "ORDER BY expires_at LIMIT 500) RETURNING id", NULL },
};

MODULE(sessions, NULL);

static const char *const surfaces[SESSION_SURFACE__MAX] = {
	[SESSION_BROWSER] = "browser",
	[SESSION_API] = "api",
};

static void
sessions_row(struct query *q, struct arena *a, struct session *ret)
{
	const char *role;

	ret->id = q_get_int(q);
	ret->person = q_get_int(q);
	role = q_get_text(q, a);
	ret->name = q_get_text(q, a);
	ret->language = q_get_text(q, a);
	ret->created_at = q_get_int(q);
	ret->expires_at = q_get_int(q);
	if (q->status == OK && !role_parse(str_of(role), &ret->role)) {
		LOG(LOG_ERROR, "sessions.role", LOG_TEXT("role", role));
		q->status = E_FAULT;
	}
}

enum status
sessions_get(const struct db *db, const struct session_key *key,
    struct arena *a, struct session *ret)
{
	struct session row = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &sessions_module, GET);
	q_blob(&q, ":token_hash", key->token_hash, sizeof(key->token_hash));
	q_text(&q, ":surface", surfaces[key->surface]);
	q_int(&q, ":now", key->now);
	if (q_row(&q))
		sessions_row(&q, a, &row);
	s = q_done_one(&q);
	if (s == OK)
		*ret = row;
	return s;
}

static enum status
sessions_add(struct tx *tx, const struct session_new *in, int64_t *ret)
{
	struct query q;

	q_write(&q, tx, &sessions_module, INSERT);
	q_blob(&q, ":token_hash", in->token_hash, sizeof(in->token_hash));
	q_int(&q, ":person", in->person);
	q_text(&q, ":surface", surfaces[in->surface]);
	q_text(&q, ":factors", in->factors);
	q_text(&q, ":user_agent", in->user_agent);
	q_text(&q, ":address", in->address);
	q_int(&q, ":created_at", in->created_at);
	q_int(&q, ":expires_at", in->expires_at);
	return q_done_id(&q, ret);
}

/* Those that are over make no live one give way. */
static enum status
sessions_expire(struct tx *tx, int64_t person, int64_t now)
{
	struct query q;

	q_write(&q, tx, &sessions_module, EXPIRE);
	q_int(&q, ":person", person);
	q_int(&q, ":now", now);
	return q_done(&q);
}

static enum status
sessions_evict(struct tx *tx, int64_t person, int64_t now)
{
	struct query q;

	q_write(&q, tx, &sessions_module, EVICT);
	q_int(&q, ":person", person);
	q_int(&q, ":now", now);
	q_int(&q, ":keep", SESSIONS_LIVE);
	return q_done(&q);
}

enum status
sessions_insert(struct tx *tx, const struct session_new *in, int64_t *ret)
{
	enum status s;

	s = sessions_expire(tx, in->person, in->created_at);
	if (s == OK)
		s = sessions_add(tx, in, ret);
	if (s == OK)
		s = sessions_evict(tx, in->person, in->created_at);
	return s;
}

enum status
sessions_end(struct tx *tx, int64_t session, const char *why, int64_t now)
{
	struct query q;

	q_write(&q, tx, &sessions_module, END);
	q_int(&q, ":id", session);
	q_text(&q, ":why", why);
	q_int(&q, ":now", now);
	return q_done(&q);
}

enum status
sessions_end_all(struct tx *tx, int64_t person, const char *why, int64_t now)
{
	struct query q;

	q_write(&q, tx, &sessions_module, END_ALL);
	q_int(&q, ":person", person);
	q_text(&q, ":why", why);
	q_int(&q, ":now", now);
	return q_done(&q);
}

enum status
sessions_purge(struct tx *tx, int64_t expired_before, int64_t *ret)
{
	struct query q;
	enum status s;

	q_write(&q, tx, &sessions_module, PURGE);
	q_int(&q, ":before", expired_before);
	s = q_done(&q);
	if (s == OK)
		*ret = q.rows;
	return s;
}
