/*
 * callback_desk: the visitor's side: asking, looking, taking it back.  The
 * reference is the only key to a request and is stored hashed (AZ-04).
 */
#include "service/callback_desk.h"

#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "domain/phone.h"
#include "service/callback_step.h"
#include "store/tx.h"

#include "base/banned.h"

#define CALLBACK_MINUTE_S 60

/* The visitor's choices, minutes of the day after today. */
struct callback_window {
	const char *when;
	int from_min, until_min;
};
static const struct callback_window windows[] = {
	{ "morning", 8 * 60, 12 * 60 },
	{ "afternoon", 12 * 60, 17 * 60 },
	{ "evening", 17 * 60, 20 * 60 },
};

static const char *const topics[] = { "seen", "joining", "advice", "other" };

/* As soon as we can: within the promise, and before we close that day. */
static void
callback_promise(const struct act *act, struct callback_receipt *r)
{
	int64_t promised;

	r->ring_from = callback_ring_at(act, act->now);
	r->ring_until = callback_minute_at(act, r->ring_from, 0,
	    CALLBACK_CLOSES_MIN);
	promised = r->ring_from + act->config->callbacks.promise_min *
	    CALLBACK_MINUTE_S;
	r->due_at = promised < r->ring_until ? promised : r->ring_until;
}

static enum status
callback_when(struct act *act, const char *when, struct callback_receipt *r)
{
	size_t i;

	if (when == NULL || strcmp(when, "now") == 0) {
		callback_promise(act, r);
		return OK;
	}
	for (i = 0; i < sizeof(windows) / sizeof(windows[0]); i++)
		if (strcmp(windows[i].when, when) == 0)
			break;
	if (i == sizeof(windows) / sizeof(windows[0]))
		return act_refuse(act, E_INVALID, "when-unknown", "when");
	r->ring_from = callback_minute_at(act, act->now, 1,
	    windows[i].from_min);
	r->ring_until = callback_minute_at(act, act->now, 1,
	    windows[i].until_min);
	r->due_at = r->ring_until;
	return OK;
}

static enum status
callback_topic(struct act *act, const char *topic, const char **ret)
{
	size_t i;

	if (topic == NULL)
		topic = "other";
	for (i = 0; i < sizeof(topics) / sizeof(topics[0]); i++) {
		if (strcmp(topics[i], topic) == 0) {
			*ret = topics[i];
			return OK;
		}
	}
	return act_refuse(act, E_INVALID, "topic-unknown", "topic");
}

static enum status
callback_phone(struct act *act, const char *phone, const char **ret)
{
	if (phone == NULL)
		return act_refuse(act, E_INVALID, "field-missing", "phone");
	if (phone_parse(str_of(phone), act->config->site.country, act->arena,
	    ret) != OK)
		return act_refuse(act, E_INVALID, "phone-invalid", "phone");
	return OK;
}

/* Judges everything, so that all mistakes are told at once (rule 14). */
static enum status
callback_judge(struct act *act, const struct callback_in *in,
    struct callback_new *row, struct callback_receipt *r)
{
	enum status phone, when, topic, consent = OK;

	phone = callback_phone(act, in->phone, &row->phone);
	when = callback_when(act, in->when, r);
	topic = callback_topic(act, in->topic, &row->topic);
	if (!in->consent)
		consent = act_refuse(act, E_INVALID, "consent-needed",
		    "consent");
	if (phone != OK || when != OK || topic != OK || consent != OK)
		return E_INVALID;
	row->name = in->name;
	row->message = in->message;
	row->ring_from = r->ring_from;
	row->ring_until = r->ring_until;
	row->due_at = r->due_at;
	row->voicemail = in->voicemail;
	row->say_who = in->say_who;
	row->consent_version = CALLBACK_CONSENT_VERSION;
	row->created_at = act->now;
	return OK;
}

static void
callback_draw_reference(char ret[TOKEN_TEXT], uint8_t hash[DIGEST_BYTES])
{
	uint8_t random[TOKEN_BYTES];

	random_bytes(random, sizeof(random));
	token_format(random, ret);
	token_hash(str_of(ret), hash);
}

static enum status
callback_store(struct act *act, struct tx *tx, const struct callback_new *row,
    int64_t *id)
{
	enum status s;

	s = callbacks_insert(tx, row, act->arena, id);
	if (s == OK)
		s = callbacks_event(tx, &(struct callback_event_new){
		    .callback = *id, .at = act->now,
		    .state = CALLBACK_PENDING }, act->arena);
	if (s == OK)
		s = act_audit(act, tx, &(struct audited){ "callback.asked",
		    "callback", *id, NULL });
	return s;
}

enum status
callback_desk_request(struct act *act, const struct callback_in *in,
    struct callback_receipt *ret)
{
	struct callback_receipt r = { .id = 0 };
	struct callback_new row = { .name = NULL };
	struct tx *tx;
	enum status s;

	s = callback_judge(act, in, &row, &r);
	if (s != OK)
		return s;
	callback_draw_reference(r.reference, row.reference_hash);
	s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = tx_end(tx, callback_store(act, tx, &row, &r.id));
	if (s == OK)
		*ret = r;
	return s;
}

static enum status
callback_of_reference(struct act *act, const struct db *db,
    const char *reference, struct callback *ret)
{
	uint8_t hash[DIGEST_BYTES];

	if (!token_is_wellformed(str_of(reference)))
		return E_NOTFOUND;
	token_hash(str_of(reference), hash);
	return callbacks_by_reference(db, hash, act->arena, ret);
}

/* What the visitor may see: each change of state, but neither who works on
 * it nor what they note. */
static void
callback_veil(struct callback_status *st)
{
	struct callback_event *v = st->events.v;
	size_t i, n = 0;

	for (i = 0; i < st->events.n; i++)
		if (n == 0 || v[n - 1].state != v[i].state)
			v[n++] = (struct callback_event){
			    .at = v[i].at, .state = v[i].state };
	st->events.n = n;
	st->callback.name = st->callback.phone = NULL;
	st->callback.message = st->callback.claimer = NULL;
	st->callback.claimed_by = st->callback.claimed_until = 0;
}

enum status
callback_desk_status(struct act *act, const char *reference,
    struct callback_status *ret)
{
	struct callback_status st = { .tail = NULL };
	enum status s;

	s = callback_of_reference(act, act->db, reference, &st.callback);
	if (s == OK)
		s = callbacks_events(act->db, st.callback.id, act->arena,
		    &st.events);
	if (s != OK)
		return s;
	if (st.callback.phone != NULL)
		st.tail = phone_tail(st.callback.phone, act->arena);
	st.may_cancel = st.callback.closed_at == 0 &&
	    callback_may_follow(st.callback.state, CALLBACK_CANCELLED);
	st.kept_until = callback_kept_until(act, &st.callback);
	callback_veil(&st);
	*ret = st;
	return OK;
}

static enum status
callback_take_back(struct act *act, struct tx *tx, const char *reference)
{
	struct callback c;
	enum status s;

	s = callback_of_reference(act, tx_db(tx), reference, &c);
	if (s != OK)
		return s;
	if (c.closed_at != 0 ||
	    !callback_may_follow(c.state, CALLBACK_CANCELLED))
		return act_refuse(act, E_CONFLICT, "callback-closed", NULL);
	return callback_step(act, tx, &c, &(struct callback_step){
	    .state = CALLBACK_CANCELLED, .due_at = c.due_at, .closes = true });
}

enum status
callback_desk_cancel(struct act *act, const char *reference)
{
	struct tx *tx;
	enum status s = tx_begin(act->db, &tx);

	if (s != OK)
		return s;
	return tx_end(tx, callback_take_back(act, tx, reference));
}
