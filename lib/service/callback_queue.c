/*
 * callback_queue: the coordinators' side of callback_desk.  The invariant: a
 * number leaves this file only towards whoever holds an unexpired claim.
 */
#include "service/callback_desk.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "service/callback_step.h"
#include "store/tx.h"

#include "base/banned.h"

#define CALLBACK_RETRY_S (15 * 60)	/* the pause after no answer */
#define CALLBACK_CURSOR_BYTES 48

static bool
callback_is_mine(const struct act *act, const struct callback *c)
{
	return c->claimed_by != 0 && c->claimed_by == act->actor.person &&
	    c->claimed_until > act->now;
}

/* An expired claim is none; the number and the words are the claimer's. */
static void
callback_mask(const struct act *act, struct callback *c)
{
	if (callback_is_mine(act, c))
		return;
	c->phone = c->message = NULL;
	if (c->claimed_until <= act->now) {
		c->claimed_by = c->claimed_until = 0;
		c->claimer = NULL;
	}
}

static enum callbacks_which
callback_which(const char *which)
{
	if (which != NULL && strcmp(which, "mine") == 0)
		return CALLBACKS_MINE;
	if (which != NULL && strcmp(which, "done") == 0)
		return CALLBACKS_DONE;
	return CALLBACKS_OPEN;
}

enum status
callback_desk_list(struct act *act, const struct callback_filter *f,
    struct callback_queue *ret)
{
	struct callbacks_page p = {
		.which = callback_which(f->which), .limit = f->limit + 1,
		.after_at = f->after_at, .after_id = f->after_id,
		.me = act->actor.person, .now = act->now,
	};
	struct callback_queue queue = { 0 };
	struct callback_list l;
	enum status s;
	size_t i;

	assert(f->limit >= 1 && f->limit <= 200);
	s = callback_desk_counts(act, &queue.counts);
	if (s == OK)
		s = callbacks_list(act->db, &p, act->arena, &l);
	if (s != OK)
		return s;
	queue.v = l.v;
	queue.n = l.n;
	if (l.n > (size_t)f->limit) {
		queue.n--;
		queue.more = true;
		queue.last_at = p.which == CALLBACKS_DONE ?
		    l.v[queue.n - 1].closed_at : l.v[queue.n - 1].due_at;
	}
	for (i = 0; i < queue.n; i++)
		callback_mask(act, &queue.v[i]);
	*ret = queue;
	return OK;
}

enum status
callback_desk_counts(struct act *act, struct callback_counts *ret)
{
	return callbacks_count(act->db, act->actor.person, act->now, ret);
}

enum status
callback_desk_get(struct act *act, int64_t id, struct callback_card *ret)
{
	struct callback_card card = { .mine = false };
	enum status s;

	s = callbacks_get(act->db, id, act->arena, &card.callback);
	if (s == OK)
		s = callbacks_events(act->db, id, act->arena, &card.events);
	if (s != OK)
		return s;
	callback_mask(act, &card.callback);
	card.mine = callback_is_mine(act, &card.callback);
	card.may_claim = card.callback.closed_at == 0 &&
	    card.callback.claimed_by == 0;
	*ret = card;
	return OK;
}

/* What one of these does to the request, as it stands in the transaction. */
struct callback_job {
	enum status (*fn)(struct act *act, struct tx *tx,
	    const struct callback *c, const struct callback_job *job);
	enum callback_state state;
	const char *note;
	bool claimed;			/* only for whoever has claimed it */
};

static enum status
callback_may(struct act *act, const struct callback *c,
    const struct callback_job *job)
{
	if (c->closed_at != 0)
		return act_refuse(act, E_CONFLICT, "callback-closed", NULL);
	if (job->claimed && !callback_is_mine(act, c))
		return act_refuse(act, E_CONFLICT, "callback-not-yours",
		    NULL);
	return OK;
}

static enum status
callback_do(struct act *act, int64_t id, const struct callback_job *job)
{
	struct callback c;
	struct tx *tx;
	enum status s = tx_begin(act->db, &tx);

	if (s != OK)
		return s;
	s = callbacks_get(tx_db(tx), id, act->arena, &c);
	if (s == OK)
		s = callback_may(act, &c, job);
	if (s == OK)
		s = job->fn(act, tx, &c, job);
	return tx_end(tx, s);
}

static enum status
callback_claim_it(struct act *act, struct tx *tx, const struct callback *c,
    const struct callback_job *job)
{
	enum status s;

	(void)job;
	s = callbacks_claim(tx, c->id, &(struct callback_claim){
	    act->actor.person, act->now, act->now + CALLBACK_CLAIM_S });
	if (s == E_CONFLICT)
		return act_refuse_with(act, s, "callback-claimed", NULL,
		    "claimer", c->claimer, NULL);
	return s == OK ? callback_remark(act, tx, c, "callback.claimed",
	    NULL) : s;
}

enum status
callback_desk_claim(struct act *act, int64_t id)
{
	return callback_do(act, id, &(struct callback_job){
	    .fn = callback_claim_it });
}

static enum status
callback_release_it(struct act *act, struct tx *tx, const struct callback *c,
    const struct callback_job *job)
{
	enum status s;

	(void)job;
	s = callbacks_release(tx, c->id, act->actor.person);
	return s == OK ? callback_remark(act, tx, c, "callback.released",
	    NULL) : s;
}

enum status
callback_desk_release(struct act *act, int64_t id)
{
	return callback_do(act, id, &(struct callback_job){
	    .fn = callback_release_it, .claimed = true });
}

static enum status
callback_note_it(struct act *act, struct tx *tx, const struct callback *c,
    const struct callback_job *job)
{
	return callback_remark(act, tx, c, "callback.noted", job->note);
}

enum status
callback_desk_note(struct act *act, int64_t id, const char *note)
{
	if (note == NULL)
		return act_refuse(act, E_INVALID, "field-missing", "note");
	return callback_do(act, id, &(struct callback_job){
	    .fn = callback_note_it, .note = note });
}

/* No answer: it goes back into the queue, a while later. */
static enum status
callback_again(struct act *act, struct tx *tx, const struct callback *c)
{
	struct callback missed;
	enum status s;

	s = callbacks_get(tx_db(tx), c->id, act->arena, &missed);
	if (s != OK)
		return s;
	return callback_step(act, tx, &missed, &(struct callback_step){
	    .state = CALLBACK_RETRYING,
	    .due_at = callback_ring_at(act, act->now + CALLBACK_RETRY_S) });
}

static enum status
callback_close_it(struct act *act, struct tx *tx, const struct callback *c,
    const struct callback_job *job)
{
	bool missed = job->state == CALLBACK_MISSED;
	enum status s;

	if (!callback_may_follow(c->state, job->state))
		return act_refuse(act, E_INVALID, "state-order", "state");
	s = callback_step(act, tx, c, &(struct callback_step){
	    .state = job->state, .due_at = c->due_at, .closes = !missed,
	    .note = job->note });
	return s == OK && missed ? callback_again(act, tx, c) : s;
}

static bool
callback_is_ending(enum callback_state s)
{
	return s == CALLBACK_COMPLETED || s == CALLBACK_MISSED ||
	    s == CALLBACK_FAILED || s == CALLBACK_CANCELLED;
}

enum status
callback_desk_close(struct act *act, int64_t id,
    const struct callback_ending *in)
{
	enum callback_state state;

	if (!callback_state_parse(str_of(in->state), &state) ||
	    !callback_is_ending(state))
		return act_refuse(act, E_INVALID, "state-unknown", "state");
	return callback_do(act, id, &(struct callback_job){
	    .fn = callback_close_it, .state = state, .note = in->note,
	    .claimed = true });
}
