/*
 * delivery: see the header.  The number and the words of a message live in
 * this round's memory only; no log line has them.
 */
#include "service/delivery.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/num.h"
#include "base/random.h"
#include "gateway/gateway.h"
#include "service/sweeping.h"
#include "store/leases.h"
#include "store/people.h"
#include "store/retention.h"
#include "store/tx.h"

#include "base/banned.h"

#define DELIVERY_PAUSE_MOST_S 3600
#define DELIVERY_DAY_S (24 * 3600)
#define DELIVERY_MARK_TRIES 3		/* of 5 s each, well within a lease */

int64_t
delivery_pause_most_s(int64_t attempts, int64_t backoff_s)
{
	int64_t most = backoff_s;

	while (attempts-- > 1 && most < DELIVERY_PAUSE_MOST_S)
		most *= 2;
	return most < DELIVERY_PAUSE_MOST_S ? most : DELIVERY_PAUSE_MOST_S;
}

/* Full jitter: anywhere from now to the most, so that a crowd disperses. */
static int64_t
delivery_due_again(const struct act *act, int64_t attempts)
{
	int64_t most = delivery_pause_most_s(attempts,
	    act->config->sms.backoff_s);

	return act->now + (int64_t)random_below((uint32_t)most + 1);
}

enum status
delivery_start(struct act *act)
{
	struct tx *tx;
	enum status s = tx_begin(act->db, &tx);

	if (s != OK)
		return s;
	return tx_end(tx, leases_recover(tx, act->now));
}

/* What becomes of a row: an end, or another try. */
struct verdict {
	const char *state;		/* NULL: try again */
	const char *error;
	const char *provider_id;
};

static enum status
delivery_mark_once(struct act *act, const struct delivery *d,
    const struct lease *row, const struct verdict *v)
{
	struct tx *tx;
	enum status s = tx_begin(act->db, &tx);

	if (s != OK)
		return s;
	if (v->state == NULL)
		s = leases_retry(tx, row->id, &(struct lease_retry){
		    d->worker, v->error,
		    delivery_due_again(act, row->attempts) });
	else
		s = leases_end(tx, row->id, &(struct lease_end){
		    d->worker, v->state, v->provider_id, v->error, act->now });
	return tx_end(tx, s);
}

static void
delivery_log(const struct lease *row, const struct verdict *v)
{
	bool dead = v->state != NULL && strcmp(v->state, "dead") == 0;

	LOG(dead ? LOG_ERROR : v->state == NULL ? LOG_WARN : LOG_INFO,
	    dead ? "notice-dead" : v->state == NULL ? "notice-retry" :
	    "notice-ended", LOG_INT("outbox", row->id),
	    LOG_TEXT("kind", row->kind), LOG_TEXT("state", v->state),
	    LOG_INT("attempts", row->attempts), LOG_TEXT("error", v->error));
}

/* Written down even if somebody holds the lock for a while: the message is
 * gone already, and forgetting that would send it again. */
static enum status
delivery_mark(struct act *act, const struct delivery *d,
    const struct lease *row, const struct verdict *v)
{
	enum status s = E_BUSY;
	int i;

	delivery_log(row, v);
	for (i = 0; i < DELIVERY_MARK_TRIES && s == E_BUSY; i++)
		s = delivery_mark_once(act, d, row, v);
	return s == E_CONFLICT ? OK : s;	/* withdrawn meanwhile */
}

static const struct gateway *
delivery_gateway(const struct delivery *d, const char *channel)
{
	size_t i;

	for (i = 0; d->gateways[i] != NULL; i++)
		if (strcmp(d->gateways[i]->channel, channel) == 0)
			return d->gateways[i];
	return NULL;
}

/* Whose it is: the number, and the language they chose. */
static enum status
delivery_recipient(const struct act *act, const struct lease *row,
    const char **language, const char **to)
{
	struct person p;
	enum status s;

	*language = row->language;
	*to = NULL;
	if (row->person == 0)
		return OK;
	s = people_get(act->db, row->person, act->arena, &p);
	if (s != OK)
		return s;
	if (p.language != NULL)
		*language = p.language;
	return people_phone(act->db, &p, act->arena, to);
}

/* Not this time; not at all once it was tried often enough. */
static struct verdict
delivery_failed(const struct act *act, const struct lease *row,
    const char *error)
{
	bool last = row->attempts >= act->config->sms.max_attempts;

	return (struct verdict){ last ? "dead" : NULL, error, NULL };
}

static struct verdict
delivery_verdict(const struct act *act, const struct lease *row,
    const struct gateway_result *r)
{
	const char *error = r->error[0] != '\0' ? r->error : NULL;
	const char *id = r->provider_id[0] != '\0' ? r->provider_id : NULL;

	switch (r->outcome) {
	case OUTCOME_SENT:
		return (struct verdict){ "sent", error, id };
	case OUTCOME_RETRY:
		break;
	case OUTCOME_UNKNOWN:
		/* Rule 7: at least once; the token lets a provider that can
		 * tell drop the second. */
		break;
	case OUTCOME_PERMANENT:
	case OUTCOME__MAX:
		return (struct verdict){ "dead", error, id };
	}
	return delivery_failed(act, row, error);
}

static void
delivery_send(const struct act *act, const struct gateway *g,
    const struct lease *row, const struct notice_text *text,
    struct gateway_result *ret)
{
	struct buf token;

	buf_init(&token, act->arena, 2 * UID_BYTES);
	num_hex(&token, row->uid, UID_BYTES);
	gateway_say(ret, OUTCOME_PERMANENT, "the provider said nothing");
	g->send(g, &(struct gateway_message){
		.to = text->to, .body = text->body, .kind = row->kind,
		.trace_id = row->trace_id, .token = token.p, .at = act->now,
	}, ret);
}

/* Whether there is a reason not to send at all, which v then is. */
static bool
delivery_is_off(const struct act *act, const struct lease *row,
    struct verdict *v)
{
	if (!row->live)
		*v = (struct verdict){ "withdrawn", "its cause is gone", NULL };
	else if (row->expires_at != 0 && row->expires_at <= act->now)
		*v = (struct verdict){ "expired", NULL, NULL };
	else if (row->attempts > act->config->sms.max_attempts)
		*v = (struct verdict){ "dead", "workers died with it", NULL };
	else
		return false;
	return true;
}

/* To whom and in which words; if that fails, v says so. */
static enum status
delivery_word(const struct act *act, const struct delivery *d,
    const struct lease *row, struct notice_text *text, struct verdict *v)
{
	struct wording_in in = {
		.kind = row->kind, .payload = row->payload, .now = act->now,
	};
	const char *to;
	enum status s;

	s = delivery_recipient(act, row, &in.language, &to);
	if (s == E_NOTFOUND)
		*v = (struct verdict){ "withdrawn", "nobody's number", NULL };
	else if (s != OK)
		*v = delivery_failed(act, row, "no recipient");
	if (s == OK && (s = wording_text(d->wording, &in, act->arena,
	    text)) != OK)
		*v = (struct verdict){ "dead", "it has no words", NULL };
	if (s == OK && text->to == NULL)
		text->to = to;
	if (s == OK && text->to == NULL) {
		*v = (struct verdict){ "dead", "no recipient", NULL };
		s = E_INVALID;
	}
	return s;
}

static enum status
delivery_row(struct act *act, const struct delivery *d,
    const struct lease *row)
{
	const struct gateway *g = delivery_gateway(d, row->channel);
	struct notice_text text = { 0 };
	struct gateway_result result;
	struct verdict v;

	if (delivery_is_off(act, row, &v))
		return delivery_mark(act, d, row, &v);
	if (g == NULL) {
		v = (struct verdict){ "dead", "no provider", NULL };
		return delivery_mark(act, d, row, &v);
	}
	if (delivery_word(act, d, row, &text, &v) != OK)
		return delivery_mark(act, d, row, &v);
	delivery_send(act, g, row, &text, &result);
	v = delivery_verdict(act, row, &result);
	return delivery_mark(act, d, row, &v);
}

static enum status
delivery_one(struct act *act, const struct delivery *d, int64_t id)
{
	const struct verdict unreadable = {
		"dead", "its payload does not open", NULL
	};
	struct lease row = { .id = id, .kind = "" };
	enum status s;

	act->now = clock_now();
	s = leases_get(act->db, id, d->worker, act->arena, &row);
	if (s == E_INVALID)
		return delivery_mark(act, d, &row, &unreadable);
	/* Withdrawn meanwhile; or not to be read now: its lease will end. */
	if (s != OK)
		return OK;
	log_trace(row.trace_id);
	s = delivery_row(act, d, &row);
	log_trace(act->trace_id);
	return s;
}

static enum status
delivery_take(struct act *act, const struct delivery *d,
    struct lease_ids *ret)
{
	struct tx *tx;
	enum status s = tx_begin(act->db, &tx);

	if (s != OK)
		return s;
	s = leases_expire(tx, act->now);
	if (s == OK)
		s = leases_take(tx, &(struct lease_in){ d->worker, act->now,
		    act->now + DELIVERY_LEASE_S, DELIVERY_BATCH }, act->arena,
		    ret);
	return tx_end(tx, s);
}

static enum status
delivery_give_back(struct act *act, const struct delivery *d, int64_t id)
{
	struct tx *tx;
	enum status s = tx_begin(act->db, &tx);

	if (s != OK)
		return s;
	s = tx_end(tx, leases_release(tx, id, d->worker, act->now));
	return s == E_CONFLICT ? OK : s;
}

enum status
delivery_run(struct act *act, const struct delivery *d,
    struct delivery_round *ret)
{
	struct delivery_round round = { 0 };
	struct lease_ids ids = { 0 };
	enum status s;
	size_t i;

	s = leases_next(act->db, &round.next_at);
	if (s != OK || round.next_at > act->now)
		goto out;
	s = delivery_take(act, d, &ids);
	for (i = 0; i < ids.n && s == OK; i++) {
		s = *d->stop ? delivery_give_back(act, d, ids.v[i]) :
		    delivery_one(act, d, ids.v[i]);
		round.done++;
	}
	if (s == OK)
		s = leases_next(act->db, &round.next_at);
out:
	if (s == OK)
		*ret = round;
	return s;
}

static enum status
delivery_forget_batch(struct act *act, struct tx *tx, int64_t *ret)
{
	return retention_outbox(tx, act->now - DELIVERY_KEEP_DAYS *
	    DELIVERY_DAY_S, ret);
}

enum status
delivery_forget(struct act *act, int64_t *ret)
{
	return sweeping_run(act, delivery_forget_batch, ret);
}
