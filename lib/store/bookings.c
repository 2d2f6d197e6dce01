/*
 * bookings: reading and taking seats.  Predicates on state are literals, so
 * that the partial indexes serve them.
 */
#include "store/bookings.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "store/shifts.h"
#include "store/tx.h"

#include "base/banned.h"

enum { GET, OF, COMING, PAST, TOTALS, OVERLAP, ON_SHIFT, AROUND, TAKE,
	CANCEL };

#define COLUMNS \
	"b.id, b.shift, b.seat, b.person, b.starts_at, b.ends_at, b.state, " \
	"b.source, b.buddy, b.buddy_name, b.booked_at, b.booked_by, " \
	"b.ended_at, b.ended_by, b.end_reason "
#define MINE \
	"SELECT " COLUMNS ", s.name, s.zone, s.place, s.seats, s.needed, " \
	"s.taken FROM booking b JOIN shift s ON s.id = b.shift " \
	"WHERE b.person = :person AND "

static const struct statement sql[] = {
	[GET] = { READ,
	    "SELECT " COLUMNS "FROM booking b WHERE b.id = :id", NULL },
	[OF] = { READ,
	    "SELECT " COLUMNS "FROM booking b "
	    "WHERE b.id = :id AND b.person = :person", NULL },
	[COMING] = { READ,
	    MINE "b.state <> 'cancelled' AND b.ends_at > :now "
	    "AND (b.starts_at, b.id) > (:at, :after) "
	    "ORDER BY b.starts_at, b.id LIMIT :limit", NULL },
	[PAST] = { READ,
	    MINE "b.ends_at <= :now AND (b.starts_at, b.id) < (:at, :after) "
	    "ORDER BY b.starts_at DESC, b.id DESC LIMIT :limit", NULL },
	[TOTALS] = { READ,
	    "SELECT coalesce(sum(CASE WHEN b.starts_at >= :month "
	    "THEN b.ends_at - b.starts_at END), 0), "
	    "coalesce(sum(b.ends_at - b.starts_at), 0) FROM booking b "
	    "WHERE b.person = :person AND b.state <> 'cancelled' "
	    "AND b.state <> 'missed' AND b.ends_at > :year "
	    "AND b.ends_at <= :now AND b.starts_at >= :year", NULL },
	[OVERLAP] = { READ,
	    "SELECT 1 FROM booking b WHERE b.person = :person "
	    "AND b.state <> 'cancelled' AND b.ends_at > :from "
	    "AND b.starts_at < :until LIMIT 1", NULL },
	[ON_SHIFT] = { READ,
	    "SELECT " COLUMNS ", p.name, y.name FROM booking b "
	    "JOIN person p ON p.id = b.person "
	    "LEFT JOIN person y ON y.id = b.buddy "
	    "WHERE b.shift = :shift AND b.state <> 'cancelled' "
	    "ORDER BY b.seat", NULL },
	[AROUND] = { READ,
	    "SELECT b.person, b.shift, b.starts_at, b.ends_at FROM booking b "
	    "WHERE b.state <> 'cancelled' AND b.ends_at > :after "
	    "AND b.person IN (SELECT x.person FROM shift s "
	    "JOIN booking x ON x.shift = s.id WHERE s.schedule = :schedule "
	    "AND s.starts_at > :after AND x.state <> 'cancelled') "
	    "ORDER BY b.person, b.ends_at", NULL },
	/* Seats without a gap: the next one.  Else the lowest that is free
	 * and is 1 or follows a taken one. */
	[TAKE] = { WRITE,
	    "INSERT INTO booking (shift, starts_at, ends_at, seat, person, "
	    "buddy, buddy_name, source, booked_at, booked_by) "
	    "SELECT s.id, s.starts_at, s.ends_at, "
	    "CASE WHEN s.taken = (SELECT coalesce(max(b.seat), 0) "
	    "FROM booking b WHERE b.shift = :shift "
	    "AND b.state <> 'cancelled') THEN s.taken + 1 "
	    "ELSE (SELECT min(c.seat) FROM (SELECT 1 AS seat UNION ALL "
	    "SELECT b.seat + 1 FROM booking b WHERE b.shift = :shift "
	    "AND b.state <> 'cancelled') c WHERE NOT EXISTS "
	    "(SELECT 1 FROM booking b WHERE b.shift = :shift "
	    "AND b.seat = c.seat AND b.state <> 'cancelled')) END, "
	    ":person, :buddy, :buddy_name, :source, :at, :by FROM shift s "
	    "WHERE s.id = :shift AND s.cancelled_at IS NULL "
	    "AND s.starts_at > :at AND s.taken < s.seats "
	    "AND NOT EXISTS (SELECT 1 FROM booking b "
	    "WHERE b.person = :person AND b.state <> 'cancelled' "
	    "AND b.ends_at > s.starts_at AND b.starts_at < s.ends_at) "
	    "RETURNING id, seat, starts_at, ends_at", NULL },
	[CANCEL] = { WRITE,
	    "UPDATE booking SET state = 'cancelled', ended_at = :at, "
	    "ended_by = :by, end_reason = :reason "
	    "WHERE id = :id AND state = 'booked'", NULL },
};

MODULE(bookings, NULL);

static enum booking_state
bookings_state(const char *name)
{
	enum booking_state s = BOOKING_STATE__MAX;

	(void)booking_state_parse(str_of(name), &s);
	return s;
}

static enum booking_source
bookings_source(const char *name)
{
	int s = SOURCE_SELF;

	while (s < BOOKING_SOURCE__MAX && name != NULL &&
	    strcmp(booking_source_name((enum booking_source)s), name) != 0)
		s++;
	return (enum booking_source)s;
}

static void
bookings_row(struct query *q, struct arena *a, struct booking *ret)
{
	ret->id = q_get_int(q);
	ret->shift = q_get_int(q);
	ret->seat = q_get_int(q);
	ret->person = q_get_int(q);
	ret->starts_at = q_get_int(q);
	ret->ends_at = q_get_int(q);
	ret->state = bookings_state(q_get_text(q, a));
	ret->source = bookings_source(q_get_text(q, a));
	ret->buddy = q_get_int(q);
	ret->buddy_name = q_get_text(q, a);
	ret->booked_at = q_get_int(q);
	ret->booked_by = q_get_int(q);
	ret->ended_at = q_get_int(q);
	ret->ended_by = q_get_int(q);
	ret->end_reason = q_get_text(q, a);
}

static enum status
bookings_one(struct query *q, struct arena *a, struct booking *ret)
{
	struct booking b = { 0 };
	enum status s;

	if (q_row(q))
		bookings_row(q, a, &b);
	s = q_done_one(q);
	if (s == OK)
		*ret = b;
	return s;
}

enum status
bookings_get(const struct db *db, int64_t id, struct arena *a,
    struct booking *ret)
{
	struct query q;

	q_read(&q, db, &bookings_module, GET);
	q_int(&q, ":id", id);
	return bookings_one(&q, a, ret);
}

enum status
bookings_of(const struct db *db, int64_t id, int64_t person,
    struct arena *a, struct booking *ret)
{
	struct query q;

	q_read(&q, db, &bookings_module, OF);
	q_int(&q, ":id", id);
	q_int(&q, ":person", person);
	return bookings_one(&q, a, ret);
}

static void
bookings_item(struct query *q, struct arena *a, struct booking_item *ret)
{
	bookings_row(q, a, &ret->booking);
	ret->shift_name = q_get_text(q, a);
	ret->zone = q_get_text(q, a);
	ret->place = q_get_text(q, a);
	ret->seats = q_get_int(q);
	ret->needed = q_get_int(q);
	ret->taken = q_get_int(q);
}

enum status
bookings_mine(const struct db *db, const struct bookings_filter *f,
    struct arena *a, struct bookings_page *ret)
{
	/* Nothing that still runs began before this. */
	int64_t start = f->past ? f->now + 1 : f->now - SHIFT_LONGEST_S;
	bool first = f->after_at == 0 && f->after_id == 0;
	struct bookings_page page = { 0 };
	struct query q;
	enum status s;

	assert(f->limit >= 1 && f->limit <= 200);
	page.v = ARENA_ARRAY(a, struct booking_item, (size_t)f->limit);
	q_read(&q, db, &bookings_module, f->past ? PAST : COMING);
	q_int(&q, ":person", f->person);
	q_int(&q, ":now", f->now);
	q_int(&q, ":at", first ? start : f->after_at);
	q_int(&q, ":after", first ? 0 : f->after_id);
	q_int(&q, ":limit", f->limit + 1);
	while (q_row(&q)) {
		if (page.n == (size_t)f->limit) {
			page.more = true;
			break;
		}
		bookings_item(&q, a, &page.v[page.n++]);
	}
	s = q_done(&q);
	if (s == OK)
		*ret = page;
	return s;
}

enum status
bookings_totals(const struct db *db, const struct totals_span *span,
    struct bookings_totals *ret)
{
	struct bookings_totals t = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &bookings_module, TOTALS);
	q_int(&q, ":person", span->person);
	q_int(&q, ":now", span->now);
	q_int(&q, ":month", span->month_at);
	q_int(&q, ":year", span->year_at);
	if (q_row(&q)) {
		t.month_s = q_get_int(&q);
		t.year_s = q_get_int(&q);
	}
	s = q_done_one(&q);
	if (s == OK)
		*ret = t;
	return s;
}

enum status
bookings_overlap(const struct db *db, int64_t person, int64_t from,
    int64_t until, bool *ret)
{
	struct query q;
	enum status s;
	bool found;

	q_read(&q, db, &bookings_module, OVERLAP);
	q_int(&q, ":person", person);
	q_int(&q, ":from", from);
	q_int(&q, ":until", until);
	found = q_row(&q);
	s = q_done(&q);
	if (s == OK)
		*ret = found;
	return s;
}

/* Room for one more of size bytes behind v[0..n). */
static void *
bookings_grow(struct arena *a, void *v, size_t n, size_t size)
{
	void *grown;

	if (n != 0 && (n < 16 || (n & (n - 1)) != 0))
		return v;
	grown = arena_array(a, n == 0 ? 16 : 2 * n, size);
	if (n > 0)
		memcpy(grown, v, n * size);
	return grown;
}

enum status
bookings_on_shift(const struct db *db, int64_t shift, struct arena *a,
    struct seat_list *ret)
{
	struct seat_list list = { 0 };
	struct seat_item *item;
	struct query q;
	enum status s;

	q_read(&q, db, &bookings_module, ON_SHIFT);
	q_int(&q, ":shift", shift);
	while (q_row(&q)) {
		list.v = bookings_grow(a, list.v, list.n, sizeof(*list.v));
		item = &list.v[list.n++];
		bookings_row(&q, a, &item->booking);
		item->person_name = q_get_text(&q, a);
		item->buddy_person = q_get_text(&q, a);
	}
	s = q_done(&q);
	if (s == OK)
		*ret = list;
	return s;
}

enum status
bookings_around(const struct db *db, int64_t schedule, int64_t after,
    struct arena *a, struct booked_spans *ret)
{
	struct booked_spans spans = { 0 };
	struct booked_span *b;
	struct query q;
	enum status s;

	q_read(&q, db, &bookings_module, AROUND);
	q_int(&q, ":schedule", schedule);
	q_int(&q, ":after", after);
	while (q_row(&q)) {
		spans.v = bookings_grow(a, spans.v, spans.n, sizeof(*b));
		b = &spans.v[spans.n++];
		b->person = q_get_int(&q);
		b->shift = q_get_int(&q);
		b->starts_at = q_get_int(&q);
		b->ends_at = q_get_int(&q);
	}
	s = q_done(&q);
	if (s == OK)
		*ret = spans;
	return s;
}

enum status
bookings_take(struct tx *tx, const struct booking_new *in,
    struct booking *ret)
{
	struct booking b = { .shift = in->shift, .person = in->person,
	    .state = BOOKING_BOOKED, .source = in->source,
	    .buddy = in->buddy, .buddy_name = in->buddy_name,
	    .booked_at = in->booked_at, .booked_by = in->booked_by };
	struct query q;
	enum status s;

	q_write(&q, tx, &bookings_module, TAKE);
	q_int(&q, ":shift", in->shift);
	q_int(&q, ":person", in->person);
	q_id(&q, ":buddy", in->buddy);
	q_text(&q, ":buddy_name", in->buddy_name);
	q_text(&q, ":source", booking_source_name(in->source));
	q_int(&q, ":at", in->booked_at);
	q_int(&q, ":by", in->booked_by);
	if (q_row(&q)) {
		b.id = q_get_int(&q);
		b.seat = q_get_int(&q);
		b.starts_at = q_get_int(&q);
		b.ends_at = q_get_int(&q);
	}
	s = q_done_one(&q);
	if (s == OK)
		*ret = b;
	return s == E_NOTFOUND ? E_CONFLICT : s;
}

enum status
bookings_cancel(struct tx *tx, const struct booking_end *end)
{
	struct query q;

	q_write(&q, tx, &bookings_module, CANCEL);
	q_int(&q, ":id", end->id);
	q_int(&q, ":at", end->at);
	q_id(&q, ":by", end->by);
	q_text(&q, ":reason", end->reason);
	return q_done_one(&q);
}
