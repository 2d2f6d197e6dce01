/*
 * roster_plan: two lists sorted by occurrence key, what the schedule will
 * yield and what stands, are merged into one line per shift.  Shifts that have
 * started, that somebody changed one by one or that were cancelled are left
 * alone; a booked one is never dropped here, it becomes an orphan.
 */
#include "service/roster_plan.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/zone.h"
#include "service/roster_clash.h"
#include "store/bookings.h"

#include "base/banned.h"

#define DAY_S INT64_C(86400)

enum status
roster_plan_expand(struct act *act, struct roster_work *w)
{
	struct schedule_time time = roster_entry_time(w->entry);
	int64_t most = act->now + RECURRENCE_SPAN_DAYS * DAY_S;
	enum status s;

	w->span.from = act->now + 1;
	w->span.until = act->now + act->config->rota.horizon_days * DAY_S;
	if (w->span.until < w->entry->row.expanded_to)
		w->span.until = w->entry->row.expanded_to;
	if (w->span.until > most)
		w->span.until = most;
	s = recurrence_expand(&time, w->span, act->arena, &w->will);
	if (s == E_INVALID)
		return act_refuse(act, s, "recurrence-too-many", "recurrence");
	return s;
}

static int
roster_by_key(const void *a, const void *b)
{
	const struct occurrence *const *x = a, *const *y = b;

	return strcmp((*x)->key, (*y)->key);
}

static const struct occurrence **
roster_sorted(struct arena *a, const struct occurrences *will)
{
	const struct occurrence **v;
	size_t i;

	v = arena_array(a, will->n, sizeof(*v));
	for (i = 0; i < will->n; i++)
		v[i] = &will->v[i];
	if (will->n > 0)
		qsort(v, will->n, sizeof(*v), roster_by_key);
	return v;
}

static bool
roster_same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
roster_same(const struct shift *a, const struct shift *b)
{
	return a->starts_at == b->starts_at && a->ends_at == b->ends_at &&
	    a->seats == b->seats && a->needed == b->needed &&
	    roster_same_text(a->name, b->name) &&
	    roster_same_text(a->zone, b->zone) &&
	    roster_same_text(a->place, b->place) &&
	    roster_same_text(a->notes, b->notes);
}

struct shift
roster_plan_next(const struct roster_work *w, const struct occurrence *o)
{
	const struct schedule *row = &w->entry->row;

	return (struct shift){
		.schedule = w->schedule, .occurrence = o->key,
		.zone = row->zone, .name = row->name,
		.starts_at = o->starts_at, .ends_at = o->ends_at,
		.seats = row->seats, .needed = row->needed,
		.place = row->place, .notes = row->notes,
	};
}

static void
roster_orphan(struct roster_line *line, enum orphan_why why)
{
	line->fate = FATE_ORPHAN;
	line->why = why;
}

/* The occurrence is there again. */
static void
roster_line_fits(const struct roster_work *w, const struct occurrence *o,
    struct roster_line *line)
{
	const struct shift *now = &line->fit->shift;

	if (now->cancelled_at != 0 || now->changed != 0)
		return;
	line->next = roster_plan_next(w, o);
	line->next.id = now->id;
	line->fate = roster_same(now, &line->next) ? FATE_SAME : FATE_CHANGE;
	if (line->fit->top_seat > line->next.seats)
		roster_orphan(line, ORPHAN_SEATS);
}

/* The occurrence is there no more. */
static void
roster_line_gone(const struct roster_work *w, struct roster_line *line)
{
	const struct shift *now = &line->fit->shift;

	if (now->cancelled_at != 0)
		return;
	if ((now->changed & SHIFT_KEPT) != 0 && !w->ending)
		return;
	line->fate = FATE_DROP;
	if (line->fit->top_seat > 0)
		roster_orphan(line, ORPHAN_GONE);
}

static void
roster_merge(struct act *act, const struct shift_fits *fits,
    struct roster_work *w)
{
	const struct occurrence **will = roster_sorted(act->arena, &w->will);
	struct roster_line *line;
	size_t i = 0, j = 0;
	int order;

	w->line = ARENA_ARRAY(act->arena, struct roster_line,
	    w->will.n + fits->n);
	while (i < w->will.n || j < fits->n) {
		line = &w->line[w->n++];
		order = i == w->will.n ? 1 : j == fits->n ? -1 :
		    strcmp(will[i]->key, fits->v[j].shift.occurrence);
		if (order >= 0)
			line->fit = &fits->v[j++];
		if (order < 0) {
			line->fate = FATE_ADD;
			line->next = roster_plan_next(w, will[i++]);
		} else if (order == 0) {
			roster_line_fits(w, will[i++], line);
		} else {
			roster_line_gone(w, line);
		}
	}
}

bool
roster_plan_moves(const struct roster_line *line)
{
	return line->fate == FATE_CHANGE &&
	    (line->fit->shift.starts_at != line->next.starts_at ||
	    line->fit->shift.ends_at != line->next.ends_at);
}

static enum orphan_choice
roster_choice(const struct decisions *d, int64_t shift)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (d->v[i].shift == shift)
			return d->v[i].choice;
	return d->all;
}

static void
roster_decide(const struct decisions *d, struct roster_work *w)
{
	struct roster_line *line;

	for (line = w->line; line < w->line + w->n; line++) {
		if (line->fate == FATE_ORPHAN && d != NULL)
			switch (roster_choice(d, line->fit->shift.id)) {
			case ORPHAN_ASK:
				break;
			case ORPHAN_KEEP:
				line->fate = FATE_KEEP;
				break;
			case ORPHAN_CANCEL:
				line->fate = FATE_CANCEL;
				break;
			}
		w->count[line->fate]++;
	}
}

enum status
roster_plan_lines(struct act *act, const struct db *db,
    const struct decisions *d, struct roster_work *w)
{
	struct shift_fits fits = { 0 };
	enum status s = OK;

	if (w->schedule != 0)
		s = shift_edits_ahead(db, w->schedule, act->now, act->arena,
		    &fits);
	if (s != OK)
		return s;
	roster_merge(act, &fits, w);
	s = roster_clash_find(act, db, w);
	if (s == OK)
		roster_decide(d, w);
	return s;
}

bool
roster_plan_is_over(const struct act *act, const struct roster_entry *e)
{
	struct date today = zone_date(e->zone, act->now);

	return e->season.last.year != 0 &&
	    (date_compare(e->season.last, today) < 0 ||
	    date_compare(e->season.last, e->season.first) < 0);
}

static int
roster_by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* How many different people are on the shifts that people hear about. */
static enum status
roster_told(struct act *act, const struct db *db, const struct roster_work *w,
    int64_t *ret)
{
	const struct roster_line *line;
	struct seat_list list;
	int64_t *person;
	size_t n = 0, size = 0, i, different = 0;
	enum status s;

	for (line = w->line; line < w->line + w->n; line++)
		if (line->fit != NULL && line->fate != FATE_SAME)
			size += (size_t)line->fit->shift.taken;
	person = ARENA_ARRAY(act->arena, int64_t, size);
	for (line = w->line; line < w->line + w->n; line++) {
		if (line->fate != FATE_ORPHAN && line->fate != FATE_CANCEL &&
		    !roster_plan_moves(line))
			continue;
		s = bookings_on_shift(db, line->fit->shift.id, act->arena,
		    &list);
		if (s != OK)
			return s;
		for (i = 0; i < list.n && n < size; i++)
			person[n++] = list.v[i].booking.person;
	}
	if (n > 0)
		qsort(person, n, sizeof(*person), roster_by_number);
	for (i = 0; i < n; i++)
		different += i == 0 || person[i] != person[i - 1];
	*ret = (int64_t)different;
	return OK;
}

static int
roster_orphan_order(const void *a, const void *b)
{
	const struct orphan *x = a, *y = b;

	return (x->shift.starts_at > y->shift.starts_at) -
	    (x->shift.starts_at < y->shift.starts_at);
}

static void
roster_list_orphans(struct act *act, const struct roster_work *w,
    struct roster_plan *plan)
{
	const struct roster_line *line;

	plan->orphan = ARENA_ARRAY(act->arena, struct orphan,
	    w->count[FATE_ORPHAN]);
	for (line = w->line; line < w->line + w->n; line++)
		if (line->fate == FATE_ORPHAN)
			plan->orphan[plan->orphans++] = (struct orphan){
			    line->fit->shift, line->why };
	if (plan->orphans > 0)
		qsort(plan->orphan, plan->orphans, sizeof(*plan->orphan),
		    roster_orphan_order);
}

enum status
roster_plan_show(struct act *act, const struct db *db,
    const struct roster_work *w, struct roster_plan *ret)
{
	struct schedule_time time = roster_entry_time(w->entry);
	struct roster_plan plan = {
		.recurrence = w->entry->recurrence,
		.zone = w->entry->zone,
		.season = w->entry->season,
		.added = (int64_t)w->count[FATE_ADD],
		.changed = (int64_t)(w->count[FATE_CHANGE] +
		    w->count[FATE_KEEP]),
		.dropped = (int64_t)(w->count[FATE_DROP] +
		    w->count[FATE_CANCEL]),
	};
	enum status s;

	s = recurrence_next(&time, act->now + 1, ROSTER_PREVIEW, act->arena,
	    &plan.next);
	if (s == OK)
		s = roster_told(act, db, w, &plan.told);
	if (s != OK)
		return s;
	roster_list_orphans(act, w, &plan);
	*ret = plan;
	return OK;
}
