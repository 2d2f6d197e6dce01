/*
 * candidates: one statement.  It walks an index in the order of rest until
 * enough are free; who is busy then is read once, from the shifts of that time.
 */
#include "store/candidates.h"

#include <assert.h>

#include "base/arena.h"
#include "store/people.h"
#include "store/shifts.h"

#include "base/banned.h"

enum { RESTED };

/* The start of one of p's live bookings, in the index booking_overlap. */
#define LIVE_START \
	"SELECT b.starts_at FROM booking b WHERE b.person = p.id " \
	"AND b.state <> 'cancelled' "

static const struct statement sql[] = {
	[RESTED] = { READ,
	    "SELECT p.id, p.name, (" LIVE_START "AND b.ends_at <= :from "
	    "ORDER BY b.ends_at DESC LIMIT 1), (" LIVE_START
	    "AND b.ends_at > :from ORDER BY b.ends_at LIMIT 1) FROM person p "
	    "WHERE p.state = 'active' AND p.role <> 'guest' "
	    "AND (:pattern IS NULL "
	    "OR lower(p.name) LIKE lower(:pattern) ESCAPE '\\') "
	    "AND p.id NOT IN (SELECT b.person FROM shift s "
	    "JOIN booking b ON b.shift = s.id WHERE s.starts_at > :earliest "
	    "AND s.starts_at < :until AND s.ends_at > :from "
	    "AND b.state <> 'cancelled') "
	    "ORDER BY p.last_shift_at, p.id DESC LIMIT :limit",
	    "in the order of rest, until enough are free" },
};

MODULE(candidates, NULL);

enum status
candidates_list(const struct db *db, const struct candidates_filter *f,
    struct arena *a, struct candidates *ret)
{
	struct candidates list = { 0 };
	struct candidate *c;
	struct query q;
	enum status s;

	assert(f->limit >= 1 && f->limit <= 50);
	list.v = ARENA_ARRAY(a, struct candidate, (size_t)f->limit);
	q_read(&q, db, &candidates_module, RESTED);
	q_int(&q, ":from", f->from);
	q_int(&q, ":until", f->until);
	q_int(&q, ":earliest", f->from - SHIFT_LONGEST_S - 1);
	q_text(&q, ":pattern", f->name == NULL ? NULL :
	    people_pattern(f->name, a));
	q_int(&q, ":limit", f->limit);
	while (q_row(&q)) {
		c = &list.v[list.n++];
		c->person = q_get_int(&q);
		c->name = q_get_text(&q, a);
		c->last_at = q_get_int(&q);
		c->next_at = q_get_int(&q);
	}
	s = q_done(&q);
	if (s == OK)
		*ret = list;
	return s;
}
