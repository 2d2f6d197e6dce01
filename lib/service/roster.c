/*
 * roster: the use cases.  What needs thought is done before the transaction
 * (judging, expanding); inside it the schedule is read again, and a version
 * that has moved on is refused rather than overwritten.
 */
#include "service/roster.h"

#include "base/arena.h"
#include "domain/shift.h"
#include "service/messaging.h"
#include "service/roster_apply.h"
#include "store/tx.h"

#include "base/banned.h"

static enum status
roster_may(const struct act *act)
{
	return act->actor.role >= ROLE_COORDINATOR ? OK : E_DENIED;
}

/* What an audit row says of a schedule. */
static void
roster_detail(struct node *map, const char *key, const struct schedule *s)
{
	struct node *m = model_map(map, key);

	model_text(m, "name", s->name);
	model_text(m, "zone", s->zone);
	model_int(m, "duration_min", s->duration_min);
	model_text(m, "starts_on", s->starts_on);
	model_text(m, "ends_on", s->ends_on);
	model_int(m, "seats", s->seats);
	model_int(m, "needed", s->needed);
	model_text(m, "entered", s->entered);
}

static enum status
roster_audit(struct act *act, struct tx *tx, const char *event,
    const struct schedule *before, const struct roster_work *w)
{
	struct node *detail = model_new(act->arena);

	if (before != NULL)
		roster_detail(detail, "before", before);
	roster_detail(detail, "after", &w->entry->row);
	model_int(detail, "added", (int64_t)w->count[FATE_ADD]);
	model_int(detail, "changed", (int64_t)w->count[FATE_CHANGE]);
	model_int(detail, "kept", (int64_t)w->count[FATE_KEEP]);
	model_int(detail, "dropped", (int64_t)w->count[FATE_DROP]);
	model_int(detail, "cancelled", (int64_t)w->count[FATE_CANCEL]);
	return act_audit(act, tx, &(struct audited){ .event = event,
		.kind = "schedule", .id = w->schedule, .detail = detail });
}

/* The stored row as an edit must find it. */
static enum status
roster_find(struct act *act, const struct db *db, int64_t id, int64_t version,
    struct schedule *ret)
{
	struct schedule row;
	enum status s;

	s = schedules_get(db, id, act->arena, &row);
	if (s != OK)
		return s;
	if (row.ended_at != 0)
		return act_refuse(act, E_CONFLICT, "schedule-ended", NULL);
	if (version != 0 && row.version != version)
		return act_refuse(act, E_CONFLICT, "schedule-changed", NULL);
	*ret = row;
	return OK;
}

/* The entry takes over from the stored row what no form says. */
static void
roster_continue(struct roster_entry *e, const struct schedule *old)
{
	e->row.id = old->id;
	e->row.version = old->version;
	e->row.expanded_to = old->expanded_to;
	e->row.created_at = old->created_at;
	e->row.created_by = old->created_by;
}

enum status
roster_preview(struct act *act, int64_t schedule,
    const struct schedule_in *in, struct roster_plan *ret)
{
	struct roster_entry e;
	struct roster_work w = { .entry = &e, .schedule = schedule };
	struct schedule old;
	enum status s;

	s = roster_may(act);
	if (s == OK && schedule != 0)
		s = roster_find(act, act->db, schedule, 0, &old);
	if (s == OK)
		s = roster_entry_judge(act, in, &e);
	if (s != OK)
		return s;
	if (schedule != 0)
		roster_continue(&e, &old);
	s = roster_plan_expand(act, &w);
	if (s == OK)
		s = roster_plan_lines(act, act->db, NULL, &w);
	return s == OK ? roster_plan_show(act, act->db, &w, ret) : s;
}

static enum status
roster_create_in(struct act *act, struct tx *tx, struct roster_work *w,
    struct roster_entry *e)
{
	enum status s;

	e->row.expanded_to = w->span.until;
	e->row.created_at = act->now;
	e->row.created_by = act->actor.person;
	s = roster_plan_lines(act, tx_db(tx), NULL, w);
	if (s == OK)
		s = schedules_insert(tx, &e->row, &e->recurrence,
		    &w->schedule);
	if (s != OK)
		return s;
	for (size_t i = 0; i < w->n; i++)
		w->line[i].next.schedule = w->schedule;
	s = roster_apply(act, tx, w);
	if (s == OK)
		s = roster_audit(act, tx, "schedule.made", NULL, w);
	return s;
}

enum status
roster_create(struct act *act, const struct schedule_in *in, int64_t *ret)
{
	struct roster_entry e;
	struct roster_work w = { .entry = &e };
	struct occurrences next;
	struct schedule_time time;
	struct tx *tx;
	enum status s;

	s = roster_may(act);
	if (s == OK)
		s = roster_entry_judge(act, in, &e);
	if (s != OK)
		return s;
	time = roster_entry_time(&e);
	s = recurrence_next(&time, act->now + 1, 1, act->arena, &next);
	if (s == OK && next.n == 0)
		s = act_refuse(act, E_INVALID, "recurrence-never",
		    "recurrence");
	if (s == OK)
		s = roster_plan_expand(act, &w);
	if (s == OK)
		s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = tx_end(tx, roster_create_in(act, tx, &w, &e));
	if (s == OK)
		*ret = w.schedule;
	return s;
}

/* One edit under way: the entry may still be given up for the stored one. */
struct roster_edit {
	struct roster_entry entry;
	struct roster_work work;
	const struct decisions *decide;
	int64_t version;
	const char *event;
	bool asked;			/* orphans: nothing was written */
};

static enum status
roster_edit_in(struct act *act, struct tx *tx, struct roster_edit *e,
    struct roster_plan *ret)
{
	struct roster_work *w = &e->work;
	struct schedule *row = &e->entry.row;
	struct schedule old;
	enum status s;

	s = roster_find(act, tx_db(tx), w->schedule, e->version, &old);
	if (s == OK && old.expanded_to > w->span.until)
		s = act_refuse(act, E_CONFLICT, "schedule-changed", NULL);
	if (s == OK)
		s = roster_plan_lines(act, tx_db(tx), e->decide, w);
	if (s == OK)
		s = roster_plan_show(act, tx_db(tx), w, ret);
	if (s != OK)
		return s;
	e->asked = w->count[FATE_ORPHAN] > 0;
	if (e->asked)
		return act_refuse(act, E_CONFLICT, "schedule-orphans", NULL);
	row->expanded_to = w->span.until;
	row->ended_at = roster_plan_is_over(act, &e->entry) ? act->now : 0;
	s = schedules_update(tx, row, &e->entry.recurrence);
	if (s == OK)
		s = roster_apply(act, tx, w);
	return s == OK ? roster_audit(act, tx, e->event, &old, w) : s;
}

static enum status
roster_edit(struct act *act, struct roster_edit *e, struct roster_plan *ret)
{
	struct roster_plan plan = { 0 };
	struct tx *tx;
	enum status s;

	e->work.entry = &e->entry;
	e->version = e->entry.row.version;
	s = roster_plan_expand(act, &e->work);
	if (s == OK)
		s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = tx_end(tx, roster_edit_in(act, tx, e, &plan));
	if (s == OK)
		messaging_poke(act);
	if (s == OK || e->asked)
		*ret = plan;
	return s;
}

enum status
roster_update(struct act *act, const struct roster_change *c,
    struct roster_plan *ret)
{
	struct roster_edit e = { .decide = &c->decide,
	    .work.schedule = c->schedule, .event = "schedule.changed" };
	struct schedule old;
	enum status s;

	s = roster_may(act);
	if (s == OK)
		s = roster_find(act, act->db, c->schedule, c->version, &old);
	if (s == OK)
		s = roster_entry_judge(act, c->in, &e.entry);
	if (s != OK)
		return s;
	roster_continue(&e.entry, &old);
	return roster_edit(act, &e, ret);
}

enum status
roster_end(struct act *act, const struct roster_last *end,
    struct roster_plan *ret)
{
	struct roster_edit e = { .decide = &end->decide,
	    .work.schedule = end->schedule, .work.ending = true,
	    .event = "schedule.ended" };
	char text[DATE_TEXT];
	struct schedule old;
	enum status s;

	s = roster_may(act);
	if (s == OK)
		s = roster_find(act, act->db, end->schedule, end->version,
		    &old);
	if (s == OK && !date_is_valid(end->last))
		s = act_refuse(act, E_INVALID, "date-range", "last");
	if (s == OK)
		s = roster_entry_stored(act, &old, &e.entry);
	if (s != OK)
		return s;
	e.entry.season.last = end->last;
	/* Ended before it began, its row keeps the season it was to have. */
	if (date_compare(end->last, e.entry.season.first) >= 0) {
		date_format(end->last, text);
		e.entry.row.ends_on = str_copy(act->arena, str_of(text));
	}
	return roster_edit(act, &e, ret);
}

static enum status
roster_cancel_in(struct act *act, struct tx *tx, int64_t id,
    const char *reason, int64_t *ret)
{
	struct shift shift;
	enum status s;

	s = shifts_get(tx_db(tx), id, act->arena, &shift);
	if (s != OK)
		return s;
	if (shift.cancelled_at != 0)
		return act_refuse(act, E_CONFLICT, "shift-cancelled", NULL);
	if (!shift_is_open(shift.starts_at, act->now))
		return act_refuse(act, E_CONFLICT, "shift-started", NULL);
	return roster_apply_cancel(act, tx, id, reason, ret);
}

enum status
roster_cancel_shift(struct act *act, int64_t shift, struct str reason,
    int64_t *ret)
{
	struct str why = str_trim(reason);
	const char *text = why.n == 0 ? NULL : str_copy(act->arena, why);
	int64_t people = 0;
	struct tx *tx;
	enum status s;

	s = roster_may(act);
	if (s == OK)
		s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = tx_end(tx, roster_cancel_in(act, tx, shift, text, &people));
	if (s != OK)
		return s;
	messaging_poke(act);
	*ret = people;
	return OK;
}
