/*
 * roster_apply: first what goes, so that people are free; then what moves, in
 * the order in which nobody overlaps on the way; then what is new.
 */
#include "service/roster_apply.h"

#include <assert.h>

#include "service/messaging.h"
#include "service/roster_clash.h"
#include "store/bookings.h"
#include "store/tx.h"

#include "base/banned.h"

static enum status
roster_audit_cancel(struct act *act, struct tx *tx, int64_t shift,
    const struct seat_list *list, const char *reason)
{
	struct node *detail = model_new(act->arena), *each, *item;
	size_t i;

	model_text(detail, "reason", reason);
	each = model_list(detail, "bookings");
	for (i = 0; i < list->n; i++) {
		item = model_item(each);
		model_int(item, "booking", list->v[i].booking.id);
		model_int(item, "person", list->v[i].booking.person);
	}
	return act_audit(act, tx, &(struct audited){
		.event = "shift.cancelled", .kind = "shift", .id = shift,
		.detail = detail });
}

enum status
roster_apply_cancel(struct act *act, struct tx *tx, int64_t shift,
    const char *reason, int64_t *ret)
{
	struct booking_end end = { .at = act->now, .by = act->actor.person,
	    .reason = "shift" };
	struct shift_cancel cancel = { shift, act->actor.person, act->now,
	    reason };
	struct seat_list list;
	enum status s;
	size_t i;

	s = bookings_on_shift(tx_db(tx), shift, act->arena, &list);
	if (s != OK)
		return s;
	for (i = 0; i < list.n && s == OK; i++) {
		end.id = list.v[i].booking.id;
		s = bookings_cancel(tx, &end);
	}
	if (s == OK)
		s = shift_edits_cancel(tx, &cancel);
	/* The notices give the reason that now stands in the shift. */
	for (i = 0; i < list.n && s == OK; i++)
		s = messaging_shift_cancelled(act, tx, list.v[i].booking.id);
	if (s == OK)
		s = roster_audit_cancel(act, tx, shift, &list, reason);
	if (s == OK)
		*ret = (int64_t)list.n;
	return s;
}

static enum status
roster_apply_keep(struct tx *tx, const struct roster_line *line)
{
	struct shift shift = line->fit->shift;

	shift.changed |= SHIFT_KEPT;
	return shift_edits_update(tx, &shift);
}

/* Nobody is on it.  A past booking's shift stays, cancelled. */
static enum status
roster_apply_drop(struct act *act, struct tx *tx,
    const struct roster_line *line)
{
	struct shift_cancel cancel = { line->fit->shift.id, act->actor.person,
	    act->now, NULL };

	if (line->fit->history)
		return shift_edits_cancel(tx, &cancel);
	return shift_edits_delete(tx, line->fit->shift.id);
}

static enum status
roster_apply_goes(struct act *act, struct tx *tx,
    const struct roster_line *line)
{
	int64_t people;

	switch (line->fate) {
	case FATE_DROP:
		return roster_apply_drop(act, tx, line);
	case FATE_KEEP:
		return roster_apply_keep(tx, line);
	case FATE_CANCEL:
		return roster_apply_cancel(act, tx, line->fit->shift.id, NULL,
		    &people);
	case FATE_ORPHAN:		/* asserted away below */
	case FATE_SAME:
	case FATE_ADD:
	case FATE_CHANGE:
	case FATE__MAX:
		break;
	}
	return OK;
}

static enum status
roster_apply_change(struct act *act, struct tx *tx,
    const struct roster_line *line)
{
	struct seat_list list = { 0 };
	enum status s;
	size_t i;

	s = shift_edits_update(tx, &line->next);
	if (s != OK || !roster_plan_moves(line) || line->fit->top_seat == 0)
		return s;
	s = bookings_on_shift(tx_db(tx), line->next.id, act->arena, &list);
	for (i = 0; i < list.n && s == OK; i++)
		s = messaging_shift_moved(act, tx, list.v[i].booking.id);
	return s;
}

static enum status
roster_apply_new(struct tx *tx, const struct roster_line *line)
{
	enum status s;
	int64_t id;

	s = shift_edits_insert(tx, &line->next, &id);
	/* One that was moved into the past holds its key: it was there. */
	return s == E_NOTFOUND ? OK : s;
}

enum status
roster_apply(struct act *act, struct tx *tx, struct roster_work *w)
{
	struct roster_line *line, *end = w->line + w->n, **change;
	enum status s = OK;
	size_t n, i;

	assert(w->count[FATE_ORPHAN] == 0);
	for (line = w->line; line < end && s == OK; line++)
		s = roster_apply_goes(act, tx, line);
	change = roster_clash_order(act, w, &n);
	for (i = 0; i < n && s == OK; i++)
		s = roster_apply_change(act, tx, change[i]);
	for (line = w->line; line < end && s == OK; line++)
		if (line->fate == FATE_ADD)
			s = roster_apply_new(tx, line);
	return s;
}
