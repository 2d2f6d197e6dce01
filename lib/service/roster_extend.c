/*
 * roster_extend: the nightly step.  Each schedule is a transaction of its own,
 * so that one that fails does not hold back the others, and booking goes on
 * in between.
 */
#include "service/roster.h"

#include "base/log.h"
#include "service/roster_plan.h"
#include "store/tx.h"

#include "base/banned.h"

/* What is new from expanded_to on; nothing else is looked at. */
static enum status
roster_extend_add(struct tx *tx, struct roster_work *w, int64_t *ret)
{
	const struct schedule *row = &w->entry->row;
	struct shift shift;
	enum status s = OK;
	int64_t id, n = 0;
	size_t i;

	for (i = 0; i < w->will.n && s == OK; i++) {
		if (w->will.v[i].starts_at < row->expanded_to)
			continue;
		shift = roster_plan_next(w, &w->will.v[i]);
		s = shift_edits_insert(tx, &shift, &id);
		n += s == OK;
		if (s == E_NOTFOUND)	/* moved there, or cancelled */
			s = OK;
	}
	if (s == OK)
		s = schedules_set_expanded(tx, w->schedule, w->span.until);
	if (s == OK)
		*ret = n;
	return s;
}

static enum status
roster_extend_in(struct act *act, struct tx *tx, struct roster_work *w,
    int64_t *ret)
{
	const struct schedule *row = &w->entry->row;
	struct schedule now;
	enum status s;

	s = schedules_get(tx_db(tx), w->schedule, act->arena, &now);
	if (s != OK)
		return s;
	if (now.version != row->version ||
	    now.expanded_to != row->expanded_to ||
	    now.ended_at != row->ended_at)
		return OK;		/* edited just now, or stepped on */
	return roster_plan_is_over(act, w->entry) ?
	    schedules_set_ended(tx, w->schedule, act->now) :
	    roster_extend_add(tx, w, ret);
}

static enum status
roster_extend_one(struct act *act, int64_t id, int64_t *ret)
{
	struct roster_entry e;
	struct roster_work w = { .entry = &e, .schedule = id };
	struct schedule row;
	struct tx *tx;
	int64_t n = 0;
	enum status s;

	s = schedules_get(act->db, id, act->arena, &row);
	if (s == OK)
		s = roster_entry_stored(act, &row, &e);
	if (s == OK)
		s = roster_plan_expand(act, &w);
	if (s == OK)
		s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = tx_end(tx, roster_extend_in(act, tx, &w, &n));
	if (s == OK)
		*ret += n;
	return s;
}

enum status
roster_extend(struct act *act, int64_t *ret)
{
	int64_t horizon, n = 0;
	struct schedule_ids ids;
	enum status s, worst = OK;
	size_t i;

	horizon = act->now + act->config->rota.horizon_days * 86400;
	s = schedules_behind(act->db, horizon, act->arena, &ids);
	if (s != OK)
		return s;
	for (i = 0; i < ids.n; i++) {
		s = roster_extend_one(act, ids.v[i], &n);
		if (s == OK)
			continue;
		LOG(LOG_ERROR, "schedule-not-extended",
		    LOG_INT("schedule", ids.v[i]),
		    LOG_TEXT("why", status_slug(s)));
		worst = s;
	}
	*ret = n;
	return worst;
}
