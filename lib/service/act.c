/*
 * act: notes refusals, and writes the audit row of what was done.
 */
#include "service/act.h"

#include <assert.h>
#include <stdarg.h>

#include "base/arena.h"
#include "store/audit.h"
#include "view/json_out.h"

#include "base/banned.h"

#define ACT_DETAIL_BYTES ((size_t)64 * 1024)
#define ACT_VALUES (sizeof(((struct refusal *)0)->value) / \
    sizeof(struct named))

/* The next free refusal; past the last, one that is dropped. */
static struct refusal *
act_next(struct act *act, struct refusal *dropped)
{
	if (act->refusals == ACT_REFUSALS)
		return dropped;
	return &act->refusal[act->refusals++];
}

enum status
act_refuse(struct act *act, enum status s, const char *reason,
    const char *field)
{
	struct refusal dropped;

	*act_next(act, &dropped) = (struct refusal){ .reason = reason,
	    .field = field };
	return s;
}

enum status
act_refuse_with(struct act *act, enum status s, const char *reason,
    const char *field, ...)
{
	struct refusal dropped, *r = act_next(act, &dropped);
	const char *name;
	size_t n = 0;
	va_list ap;

	*r = (struct refusal){ .reason = reason, .field = field };
	va_start(ap, field);
	while ((name = va_arg(ap, const char *)) != NULL) {
		assert(n < ACT_VALUES);
		r->value[n].name = name;
		r->value[n++].value = va_arg(ap, const char *);
	}
	va_end(ap);
	return s;
}

enum status
act_audit(struct act *act, struct tx *tx, const struct audited *what)
{
	struct audit_in in = {
		.at = act->now,
		.actor = act->actor.person,
		.actor_kind = act->actor.kind,
		.event = what->event,
		.subject_kind = what->kind,
		.subject = what->id,
		.address = act->address,
		.trace_id = act->trace_id,
	};
	struct buf b;

	buf_init(&b, act->arena, ACT_DETAIL_BYTES);
	if (what->detail != NULL)
		json_out(&b, what->detail, NULL);
	assert(!b.failed);
	in.detail = buf_get(&b);
	return audit_add(tx, &in, act->arena);
}
