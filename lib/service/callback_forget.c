/*
 * callback_forget: the worker's part of callback_desk, which keeps the
 * visitor's consent.  Apart, so that the worker reads no phone numbers' plans.
 */
#include "service/callback_desk.h"

#include "base/arena.h"
#include "service/callback_step.h"
#include "service/sweeping.h"
#include "store/retention.h"

#include "base/banned.h"

#define CALLBACK_DAY_S (24 * 3600)

static enum status
callback_forget_batch(struct act *act, struct tx *tx, int64_t *ret)
{
	const struct retention_limits limits = {
		.closed_before = act->now - CALLBACK_KEPT_CLOSED_S,
		.asked_before = act->now -
		    act->config->callbacks.keep_days * CALLBACK_DAY_S,
		.now = act->now,
	};
	struct node *detail = model_new(act->arena);
	enum status s;

	s = retention_callbacks(tx, &limits, ret);
	if (s != OK || *ret == 0)
		return s;
	model_int(detail, "requests", *ret);
	return act_audit(act, tx, &(struct audited){ "callback.forgotten",
	    "callback", 0, detail });
}

enum status
callback_desk_forget(struct act *act, int64_t *ret)
{
	return sweeping_run(act, callback_forget_batch, ret);
}
