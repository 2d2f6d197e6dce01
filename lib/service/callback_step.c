/* callback_step: see the header. */
#include "service/callback_step.h"

#include "base/arena.h"
#include "base/zone.h"
#include "store/tx.h"

#include "base/banned.h"

#define CALLBACK_DAY_S (24 * 3600)

static enum status
callback_event_add(struct act *act, struct tx *tx, int64_t id,
    enum callback_state state, const char *note)
{
	return callbacks_event(tx, &(struct callback_event_new){
	    .callback = id, .at = act->now, .actor = act->actor.person,
	    .state = state, .note = note }, act->arena);
}

enum status
callback_step(struct act *act, struct tx *tx, const struct callback *c,
    const struct callback_step *step)
{
	struct node *detail = model_new(act->arena);
	const char *to = callback_state_name(step->state);
	enum status s;

	model_text(detail, "before", callback_state_name(c->state));
	model_text(detail, "after", to);
	s = callbacks_move(tx, c->id, &(struct callback_move){
	    .version = c->version, .state = step->state,
	    .due_at = step->due_at,
	    .closed_at = step->closes ? act->now : 0 });
	if (s == OK)
		s = callback_event_add(act, tx, c->id, step->state,
		    step->note);
	if (s == OK)
		s = act_audit(act, tx, &(struct audited){
		    str_printf(act->arena, "callback.%s", to),
		    "callback", c->id, detail });
	return s;
}

enum status
callback_remark(struct act *act, struct tx *tx, const struct callback *c,
    const char *event, const char *note)
{
	enum status s;

	s = callback_event_add(act, tx, c->id, c->state, note);
	if (s == OK)
		s = act_audit(act, tx, &(struct audited){ event, "callback",
		    c->id, NULL });
	return s;
}

int64_t
callback_minute_at(const struct act *act, int64_t at, int days, int minute)
{
	struct date day = zone_date(act->zone, at);
	struct civil c = {
		.date = date_from_days(date_days(day) + days),
		.hour = minute / 60, .minute = minute % 60,
	};

	return zone_instant(act->zone, c);
}

int64_t
callback_ring_at(const struct act *act, int64_t at)
{
	int64_t opens = callback_minute_at(act, at, 0, CALLBACK_OPENS_MIN);

	if (at < opens)
		return opens;
	if (at >= callback_minute_at(act, at, 0, CALLBACK_CLOSES_MIN))
		return callback_minute_at(act, at, 1, CALLBACK_OPENS_MIN);
	return at;
}

int64_t
callback_kept_until(const struct act *act, const struct callback *c)
{
	int64_t most = c->created_at +
	    act->config->callbacks.keep_days * CALLBACK_DAY_S;
	int64_t closed = c->closed_at + CALLBACK_KEPT_CLOSED_S;

	return c->closed_at != 0 && closed < most ? closed : most;
}
