/*
 * roster_clash: the bookings of everybody on the schedule's shifts, laid out
 * per person with the times as they will be; neighbours that touch are a
 * clash.  A shift that stays because of one may clash with another that
 * moves, so it is looked at again until nothing changes.
 */
#include "service/roster_clash.h"

#include <stdlib.h>

#include "base/arena.h"
#include "store/bookings.h"

#include "base/banned.h"

struct laid {
	int64_t person, starts_at, ends_at;
	const struct booked_span *span;
	struct roster_line *line;	/* that moves it, or NULL */
};

static int
roster_laid_order(const void *a, const void *b)
{
	const struct laid *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->starts_at > y->starts_at) - (x->starts_at < y->starts_at);
}

static int
roster_line_by_id(const void *a, const void *b)
{
	struct roster_line *const *x = a, *const *y = b;
	int64_t m = (*x)->fit->shift.id, n = (*y)->fit->shift.id;

	return (m > n) - (m < n);
}

/* The booked lines that move, by shift. */
static struct roster_line **
roster_movers(struct act *act, struct roster_work *w, size_t *ret_n)
{
	struct roster_line **v, *line;
	size_t n = 0;

	v = arena_array(act->arena, w->n, sizeof(struct roster_line *));
	for (line = w->line; line < w->line + w->n; line++)
		if (roster_plan_moves(line) && line->fit->top_seat > 0)
			v[n++] = line;
	if (n > 0)
		qsort(v, n, sizeof(*v), roster_line_by_id);
	*ret_n = n;
	return v;
}

static struct roster_line *
roster_mover(struct roster_line **v, size_t n, int64_t shift)
{
	size_t low = 0, high = n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (v[middle]->fit->shift.id < shift)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && v[low]->fit->shift.id == shift ? v[low] : NULL;
}

static void
roster_lay(struct laid *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		v[i].starts_at = v[i].span->starts_at;
		v[i].ends_at = v[i].span->ends_at;
		if (v[i].line != NULL && v[i].line->fate == FATE_CHANGE) {
			v[i].starts_at = v[i].line->next.starts_at;
			v[i].ends_at = v[i].line->next.ends_at;
		}
	}
	qsort(v, n, sizeof(*v), roster_laid_order);
}

static bool
roster_stop(struct roster_line *line)
{
	if (line == NULL || line->fate != FATE_CHANGE)
		return false;
	line->fate = FATE_ORPHAN;
	line->why = ORPHAN_COLLIDES;
	return true;
}

/* One look along everybody's time; whether a line was stopped. */
static bool
roster_clash_pass(struct laid *v, size_t n)
{
	size_t i, reach = 0;		/* whose end reaches furthest */
	bool stopped = false;

	roster_lay(v, n);
	for (i = 1; i < n; i++) {
		if (v[i].person == v[reach].person &&
		    v[i].starts_at < v[reach].ends_at) {
			if (roster_stop(v[i].line))
				stopped = true;
			if (roster_stop(v[reach].line))
				stopped = true;
		}
		if (v[i].person != v[reach].person ||
		    v[i].ends_at > v[reach].ends_at)
			reach = i;
	}
	return stopped;
}

enum status
roster_clash_find(struct act *act, const struct db *db,
    struct roster_work *w)
{
	struct booked_spans spans;
	struct roster_line **mover;
	struct laid *v;
	size_t n, i;
	enum status s;

	mover = roster_movers(act, w, &n);
	if (n == 0)
		return OK;
	s = bookings_around(db, w->schedule, act->now, act->arena, &spans);
	if (s != OK || spans.n == 0)
		return s;
	v = ARENA_ARRAY(act->arena, struct laid, spans.n);
	for (i = 0; i < spans.n; i++)
		v[i] = (struct laid){ .person = spans.v[i].person,
		    .span = &spans.v[i],
		    .line = roster_mover(mover, n, spans.v[i].shift) };
	while (roster_clash_pass(v, spans.n))
		continue;
	return OK;
}

static bool
roster_later(const struct roster_line *line)
{
	return line->next.starts_at >= line->fit->shift.starts_at;
}

static int
roster_change_order(const void *a, const void *b)
{
	struct roster_line *const *x = a, *const *y = b;
	int64_t m = (*x)->fit->shift.starts_at;
	int64_t n = (*y)->fit->shift.starts_at;

	if (roster_later(*x) != roster_later(*y))
		return roster_later(*x) ? -1 : 1;
	return roster_later(*x) ? (m < n) - (m > n) : (m > n) - (m < n);
}

struct roster_line **
roster_clash_order(struct act *act, struct roster_work *w, size_t *ret_n)
{
	struct roster_line **v, *line;
	size_t n = 0;

	v = arena_array(act->arena, w->n, sizeof(struct roster_line *));
	for (line = w->line; line < w->line + w->n; line++)
		if (line->fate == FATE_CHANGE)
			v[n++] = line;
	if (n > 0)
		qsort(v, n, sizeof(*v), roster_change_order);
	*ret_n = n;
	return v;
}
