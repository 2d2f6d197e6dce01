/*
 * shifts: the lists.  What each of them shows is one fragment of SQL, used
 * twice: for the page itself, and for the names on it, which are read over
 * the span of keys that the page turned out to have.  So both walk the same
 * index, and neither sorts.
 */
#include "store/shifts.h"

#include <assert.h>

#include "base/arena.h"

#include "base/banned.h"

/* The lists come first, then the names of each in the same order: LIST. */
enum { LIVE, ALL, OPEN, SHORT, OF_LIVE, OF_ALL, OF_OPEN, LISTS };
enum { ONE = 2 * LISTS, ONE_NAMES, VIEWER, NEXT, BEFORE };

#define ROOM 160	/* items of a page to begin with */

/* What a list needs: each column of fifty rows costs 3 us. */
#define COLUMNS \
	"s.id, s.schedule, s.zone, s.name, s.starts_at, s.ends_at, " \
	"s.seats, s.needed, s.taken, s.place, s.cancelled_at "
#define ALL_COLUMNS COLUMNS \
	", s.occurrence, s.notes, s.changed, s.sequence, s.cancel_reason "

#define IS_ALL ""
#define IS_LIVE "s.cancelled_at IS NULL AND "
#define IS_OPEN IS_LIVE "s.taken < s.seats AND "
#define IS_SHORT IS_OPEN "s.taken < s.needed AND "
#define IS_OF "s.schedule = :schedule AND "

/* A list and its names.  SHIFT_NAMES stands here as a number: the lowest
 * seats of each. */
#define NAME_COLUMNS "SELECT b.shift, b.id, b.person, p.name "
#define LIST(name, which) \
	[name] = { READ, \
	    "SELECT " COLUMNS "FROM shift s WHERE " which \
	    "(s.starts_at, s.id) > (:at, :after) AND s.starts_at < :until " \
	    "ORDER BY s.starts_at, s.id LIMIT :limit", NULL }, \
	[LISTS + name] = { READ, \
	    NAME_COLUMNS "FROM shift s CROSS JOIN booking b " \
	    "CROSS JOIN person p WHERE " which \
	    "(s.starts_at, s.id) > (:at, :after) " \
	    "AND (s.starts_at, s.id) <= (:last_at, :last) AND b.shift = s.id " \
	    "AND b.state <> 'cancelled' AND b.seat <= 8 AND p.id = b.person " \
	    "ORDER BY s.starts_at, s.id, b.seat", NULL }

#define FREE_FOR \
	"SELECT " COLUMNS "FROM shift s WHERE " IS_OPEN "s.id <> :shift " \
	"AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.person = :person " \
	"AND b.state <> 'cancelled' AND b.ends_at > s.starts_at " \
	"AND b.starts_at < s.ends_at) "

static const struct statement sql[] = {
	LIST(LIVE, IS_LIVE),
	LIST(ALL, IS_ALL),
	LIST(OPEN, IS_OPEN),
	LIST(SHORT, IS_SHORT),
	LIST(OF_LIVE, IS_OF IS_LIVE),
	LIST(OF_ALL, IS_OF IS_ALL),
	LIST(OF_OPEN, IS_OF IS_OPEN),
	[ONE] = { READ,
	    "SELECT " ALL_COLUMNS "FROM shift s WHERE s.id = :id", NULL },
	[ONE_NAMES] = { READ,
	    NAME_COLUMNS "FROM booking b JOIN person p ON p.id = b.person "
	    "WHERE b.shift = :id AND b.state <> 'cancelled' AND b.seat <= 8 "
	    "ORDER BY b.seat", NULL },
	[VIEWER] = { READ,
	    "SELECT b.id, b.shift, b.starts_at, b.ends_at, s.name "
	    "FROM booking b JOIN shift s ON s.id = b.shift "
	    "WHERE b.person = :viewer AND b.state <> 'cancelled' "
	    "AND b.ends_at > :from AND b.starts_at < :until "
	    "ORDER BY b.ends_at, b.starts_at", NULL },
	[NEXT] = { READ,
	    FREE_FOR "AND s.starts_at >= :from AND s.starts_at < :until "
	    "ORDER BY s.starts_at, s.id LIMIT :limit", NULL },
	[BEFORE] = { READ,
	    FREE_FOR "AND s.starts_at >= :from AND s.starts_at < :until "
	    "ORDER BY s.starts_at DESC, s.id DESC LIMIT :limit", NULL },
};

_Static_assert(SHIFT_NAMES == 8, "the statements say b.seat <= 8");

MODULE(shifts, NULL);

static void
shifts_row(struct query *q, struct arena *a, struct shift *ret)
{
	ret->id = q_get_int(q);
	ret->schedule = q_get_int(q);
	ret->zone = q_get_text(q, a);
	ret->name = q_get_text(q, a);
	ret->starts_at = q_get_int(q);
	ret->ends_at = q_get_int(q);
	ret->seats = q_get_int(q);
	ret->needed = q_get_int(q);
	ret->taken = q_get_int(q);
	ret->place = q_get_text(q, a);
	ret->cancelled_at = q_get_int(q);
}

/*
 * Rows into page, of which one more than wanted were asked for.  A week may
 * have a thousand and rarely has more than ROOM, so the room grows with it.
 */
static enum status
shifts_rows(struct query *q, int64_t limit, struct arena *a,
    struct shifts_page *page)
{
	size_t most = (size_t)limit, room = most < ROOM ? most : ROOM;

	page->v = ARENA_ARRAY(a, struct shift_item, room);
	while (q_row(q)) {
		if (page->n == most) {
			page->more = true;
			break;
		}
		if (page->n == room) {
			page->v = arena_grow(a, page->v,
			    room * sizeof(*page->v),
			    2 * room * sizeof(*page->v));
			room *= 2;
		}
		shifts_row(q, a, &page->v[page->n++].shift);
	}
	return q_done(q);
}

/* Names in the order of the page: one walk along both. */
static enum status
shifts_name(struct query *q, struct arena *a, struct shifts_page *page)
{
	struct shift_item *item;
	struct shift_person *p;
	int64_t shift;
	size_t i = 0;

	while (q_row(q)) {
		shift = q_get_int(q);
		while (i < page->n && page->v[i].shift.id != shift)
			i++;
		if (i == page->n)
			break;
		item = &page->v[i];
		assert(item->on_n < SHIFT_NAMES);
		p = &item->on[item->on_n++];
		p->booking = q_get_int(q);
		p->person = q_get_int(q);
		p->name = q_get_text(q, a);
	}
	return q_done(q);
}

/* Where the viewer is during v[0..n): theirs, or in the way of theirs. */
static enum status
shifts_view(const struct db *db, int64_t viewer, struct arena *a,
    struct shifts_page *page)
{
	int64_t booking, shift, from, until = 0;
	struct shift_item *it, *end = page->v + page->n;
	const char *name;
	struct query q;

	if (viewer == 0 || page->n == 0)
		return OK;
	for (it = page->v; it < end; it++)
		if (it->shift.ends_at > until)
			until = it->shift.ends_at;
	q_read(&q, db, &shifts_module, VIEWER);
	q_int(&q, ":viewer", viewer);
	q_int(&q, ":from", page->v[0].shift.starts_at);
	q_int(&q, ":until", until);
	while (q_row(&q)) {
		booking = q_get_int(&q);
		shift = q_get_int(&q);
		from = q_get_int(&q);
		until = q_get_int(&q);
		name = q_get_text(&q, a);
		for (it = page->v; it < end; it++)
			if (it->shift.id == shift) {
				it->mine = booking;
			} else if (it->shift.starts_at < until &&
			    it->shift.ends_at > from) {
				it->collides = shift;
				it->collides_name = name;
			}
	}
	return q_done(&q);
}

/* The key after which the page begins. */
static void
shifts_bind_start(struct query *q, const struct shifts_filter *f)
{
	int64_t at = f->from;

	if (f->open && at <= f->now)	/* rule 4: open until it starts */
		at = f->now + 1;
	q_int(q, ":at", f->after_at >= at ? f->after_at : at);
	q_int(q, ":after", f->after_at >= at ? f->after_id : 0);
	if (f->schedule != 0)
		q_int(q, ":schedule", f->schedule);
}

static enum status
shifts_page(const struct db *db, unsigned which, const struct shifts_filter *f,
    struct arena *a, struct shifts_page *ret)
{
	struct shifts_page page = { 0 };
	const struct shift *last;
	struct query q;
	enum status s;

	assert(f->limit >= 1 && f->limit <= 1000);
	q_read(&q, db, &shifts_module, which);
	shifts_bind_start(&q, f);
	q_int(&q, ":until", f->until);
	q_int(&q, ":limit", f->limit + 1);
	s = shifts_rows(&q, f->limit, a, &page);
	if (s == OK && page.n > 0 && !f->unnamed) {
		last = &page.v[page.n - 1].shift;
		q_read(&q, db, &shifts_module, LISTS + which);
		shifts_bind_start(&q, f);
		q_int(&q, ":last_at", last->starts_at);
		q_int(&q, ":last", last->id);
		s = shifts_name(&q, a, &page);
	}
	if (s == OK)
		s = shifts_view(db, f->viewer, a, &page);
	if (s == OK)
		*ret = page;
	return s;
}

enum status
shifts_list(const struct db *db, const struct shifts_filter *f,
    struct arena *a, struct shifts_page *ret)
{
	unsigned which = f->open ? OPEN : f->cancelled ? ALL : LIVE;

	if (f->schedule != 0)
		which = f->open ? OF_OPEN : f->cancelled ? OF_ALL : OF_LIVE;
	return shifts_page(db, which, f, a, ret);
}

enum status
shifts_gaps(const struct db *db, const struct shifts_filter *f,
    struct arena *a, struct shifts_page *ret)
{
	struct shifts_filter plain = *f;

	plain.schedule = 0;
	plain.open = false;
	return shifts_page(db, SHORT, &plain, a, ret);
}

enum status
shifts_get(const struct db *db, int64_t id, struct arena *a,
    struct shift *ret)
{
	struct shift shift = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &shifts_module, ONE);
	q_int(&q, ":id", id);
	if (q_row(&q)) {
		shifts_row(&q, a, &shift);
		shift.occurrence = q_get_text(&q, a);
		shift.notes = q_get_text(&q, a);
		shift.changed = q_get_int(&q);
		shift.sequence = q_get_int(&q);
		shift.cancel_reason = q_get_text(&q, a);
	}
	s = q_done_one(&q);
	if (s == OK)
		*ret = shift;
	return s;
}

static enum status
shifts_name_one(const struct db *db, struct arena *a, struct shift_item *item)
{
	struct shifts_page page = { .v = item, .n = 1 };
	struct query q;

	q_read(&q, db, &shifts_module, ONE_NAMES);
	q_int(&q, ":id", item->shift.id);
	return shifts_name(&q, a, &page);
}

enum status
shifts_item(const struct db *db, int64_t id, int64_t viewer, struct arena *a,
    struct shift_item *ret)
{
	struct shift_item item = { 0 };
	struct shifts_page page = { .v = &item, .n = 1 };
	enum status s;

	s = shifts_get(db, id, a, &item.shift);
	if (s == OK)
		s = shifts_name_one(db, a, &item);
	if (s == OK)
		s = shifts_view(db, viewer, a, &page);
	if (s == OK)
		*ret = item;
	return s;
}

/* How far around a moment somebody would look for another shift. */
#define NEAR_S (INT64_C(14) * 86400)

static enum status
shifts_side(const struct db *db, unsigned which, const struct shifts_near *n,
    struct arena *a, struct shifts_page *ret)
{
	int64_t from = n->at, until = n->at + NEAR_S;
	struct query q;

	if (which == BEFORE) {
		from = n->at - NEAR_S;
		until = n->at;
	}
	q_read(&q, db, &shifts_module, which);
	q_int(&q, ":shift", n->shift);
	q_int(&q, ":person", n->person);
	q_int(&q, ":from", from > n->now ? from : n->now + 1);
	q_int(&q, ":until", until);
	q_int(&q, ":limit", n->limit);
	return shifts_rows(&q, n->limit, a, ret);
}

enum status
shifts_free_near(const struct db *db, const struct shifts_near *near,
    struct arena *a, struct shifts_page *ret)
{
	struct shifts_page next = { 0 }, before = { 0 }, page = { 0 };
	size_t i = 0, j = 0;
	bool later;
	enum status s;

	assert(near->limit >= 1 && near->limit <= 20);
	s = shifts_side(db, NEXT, near, a, &next);
	if (s == OK)
		s = shifts_side(db, BEFORE, near, a, &before);
	if (s != OK)
		return s;
	page.v = ARENA_ARRAY(a, struct shift_item, (size_t)near->limit);
	while (page.n < (size_t)near->limit && (i < next.n || j < before.n)) {
		later = j == before.n || (i < next.n &&
		    next.v[i].shift.starts_at - near->at <=
		    near->at - before.v[j].shift.starts_at);
		page.v[page.n++] = later ? next.v[i++] : before.v[j++];
	}
	for (i = 0; s == OK && i < page.n; i++)
		s = shifts_name_one(db, a, &page.v[i]);
	if (s == OK)
		*ret = page;
	return s;
}
