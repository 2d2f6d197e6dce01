/*
 * shift_edits: writing shifts.  Triggers refuse what would cut off a taken
 * seat or put somebody in two places; E_CONFLICT is their answer.
 */
#include "store/shift_edits.h"

#include "base/arena.h"
#include "store/tx.h"

#include "base/banned.h"

enum { COUNT, AHEAD, INSERT, UPDATE, CANCEL, DROP };

#define IS_AHEAD "FROM shift s WHERE s.schedule = :schedule " \
	"AND s.starts_at > :after "

static const struct statement sql[] = {
	[COUNT] = { READ, "SELECT count(*) " IS_AHEAD, NULL },
	[AHEAD] = { READ,
	    "SELECT s.id, s.schedule, s.occurrence, s.zone, s.name, "
	    "s.starts_at, s.ends_at, s.seats, s.needed, s.taken, s.place, "
	    "s.notes, s.changed, s.sequence, s.cancelled_at, "
	    "(SELECT max(b.seat) FROM booking b WHERE b.shift = s.id "
	    "AND b.state <> 'cancelled'), "
	    "EXISTS (SELECT 1 FROM booking b WHERE b.shift = s.id) "
	    IS_AHEAD "ORDER BY s.occurrence", NULL },
	[INSERT] = { WRITE,
	    "INSERT INTO shift (schedule, occurrence, zone, name, starts_at, "
	    "ends_at, seats, needed, place, notes) VALUES (:schedule, "
	    ":occurrence, :zone, :name, :starts, :ends, :seats, :needed, "
	    ":place, :notes) ON CONFLICT (schedule, occurrence) DO NOTHING "
	    "RETURNING id", NULL },
	[UPDATE] = { WRITE,
	    "UPDATE shift SET zone = :zone, name = :name, "
	    "starts_at = :starts, ends_at = :ends, seats = :seats, "
	    "needed = :needed, place = :place, notes = :notes, "
	    "changed = :changed, sequence = sequence + 1 WHERE id = :id",
	    NULL },
	[CANCEL] = { WRITE,
	    "UPDATE shift SET cancelled_at = :at, cancelled_by = :by, "
	    "cancel_reason = :reason, sequence = sequence + 1 "
	    "WHERE id = :id AND cancelled_at IS NULL", NULL },
	[DROP] = { WRITE,
	    "DELETE FROM shift WHERE id = :id AND NOT EXISTS "
	    "(SELECT 1 FROM booking b WHERE b.shift = :id)", NULL },
};

MODULE(shift_edits, NULL);

static void
shift_edits_row(struct query *q, struct arena *a, struct shift_fit *ret)
{
	struct shift *s = &ret->shift;

	s->id = q_get_int(q);
	s->schedule = q_get_int(q);
	s->occurrence = q_get_text(q, a);
	s->zone = q_get_text(q, a);
	s->name = q_get_text(q, a);
	s->starts_at = q_get_int(q);
	s->ends_at = q_get_int(q);
	s->seats = q_get_int(q);
	s->needed = q_get_int(q);
	s->taken = q_get_int(q);
	s->place = q_get_text(q, a);
	s->notes = q_get_text(q, a);
	s->changed = q_get_int(q);
	s->sequence = q_get_int(q);
	s->cancelled_at = q_get_int(q);
	ret->top_seat = q_get_int(q);
	ret->history = q_get_bool(q);
}

enum status
shift_edits_ahead(const struct db *db, int64_t schedule, int64_t after,
    struct arena *a, struct shift_fits *ret)
{
	struct shift_fits fits = { 0 };
	struct query q;
	enum status s;
	int64_t n = 0;

	q_read(&q, db, &shift_edits_module, COUNT);
	q_int(&q, ":schedule", schedule);
	q_int(&q, ":after", after);
	if (q_row(&q))
		n = q_get_int(&q);
	s = q_done_one(&q);
	if (s != OK)
		return s;
	fits.v = ARENA_ARRAY(a, struct shift_fit, (size_t)n);
	q_read(&q, db, &shift_edits_module, AHEAD);
	q_int(&q, ":schedule", schedule);
	q_int(&q, ":after", after);
	/* A preview reads outside a transaction: more may stand there now. */
	while (fits.n < (size_t)n && q_row(&q))
		shift_edits_row(&q, a, &fits.v[fits.n++]);
	s = q_done(&q);
	if (s == OK)
		*ret = fits;
	return s;
}

static void
shift_edits_bind(struct query *q, const struct shift *s)
{
	q_text(q, ":zone", s->zone);
	q_text(q, ":name", s->name);
	q_int(q, ":starts", s->starts_at);
	q_int(q, ":ends", s->ends_at);
	q_int(q, ":seats", s->seats);
	q_int(q, ":needed", s->needed);
	q_text(q, ":place", s->place);
	q_text(q, ":notes", s->notes);
}

enum status
shift_edits_insert(struct tx *tx, const struct shift *s, int64_t *ret)
{
	struct query q;

	q_write(&q, tx, &shift_edits_module, INSERT);
	shift_edits_bind(&q, s);
	q_id(&q, ":schedule", s->schedule);
	q_text(&q, ":occurrence", s->occurrence);
	return q_done_id(&q, ret);
}

enum status
shift_edits_update(struct tx *tx, const struct shift *s)
{
	struct query q;

	q_write(&q, tx, &shift_edits_module, UPDATE);
	shift_edits_bind(&q, s);
	q_int(&q, ":changed", s->changed);
	q_int(&q, ":id", s->id);
	return q_done_one(&q);
}

enum status
shift_edits_cancel(struct tx *tx, const struct shift_cancel *c)
{
	struct query q;

	q_write(&q, tx, &shift_edits_module, CANCEL);
	q_int(&q, ":id", c->id);
	q_int(&q, ":at", c->at);
	q_id(&q, ":by", c->by);
	q_text(&q, ":reason", c->reason);
	return q_done_one(&q);
}

enum status
shift_edits_delete(struct tx *tx, int64_t id)
{
	struct query q;

	q_write(&q, tx, &shift_edits_module, DROP);
	q_int(&q, ":id", id);
	return q_done_one(&q);
}
