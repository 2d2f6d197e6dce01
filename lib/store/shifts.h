/*
 * shifts: the occurrences, to read; shift_edits writes them.  Every list is
 * ordered and paged by the key (starts_at, id) inside an index, so a million
 * bookings cost a page no more than a thousand (PRODUCT rule 15).
 */
#ifndef WATCHBILL_STORE_SHIFTS_H
#define WATCHBILL_STORE_SHIFTS_H

#include "store/db.h"

extern const struct module shifts_module;

/* Bits of shift.changed. */
#define SHIFT_MOVED 1
#define SHIFT_RESIZED 2
#define SHIFT_RENAMED 4
#define SHIFT_KEPT 8		/* stays, though its schedule says no more */

/* How long a shift may be, so that an index on starts finds what still runs. */
#define SHIFT_LONGEST_S 259200

/* How many names a list gives for each shift; the rest is a number. */
#define SHIFT_NAMES 8

struct shift {
	int64_t id;
	int64_t schedule;		/* 0: a single shift */
	const char *zone, *name;
	int64_t starts_at, ends_at;
	int64_t seats, needed, taken;
	const char *place;		/* NULL: none */
	int64_t cancelled_at;		/* 0: takes place */
	/* Of one shift only; a list leaves these 0. */
	const char *occurrence;		/* local, YYYY-MM-DDTHH:MM, or NULL */
	const char *notes, *cancel_reason;
	int64_t changed, sequence;
};

struct shift_person {
	int64_t booking, person;
	const char *name;
};

/* A shift as one viewer sees it. */
struct shift_item {
	struct shift shift;
	struct shift_person on[SHIFT_NAMES];	/* live, by seat */
	size_t on_n;			/* shift.taken may be more */
	int64_t mine;			/* the viewer's live booking, or 0 */
	int64_t collides;		/* shift the viewer is on then */
	const char *collides_name;
};

struct shifts_filter {
	int64_t from, until;		/* from <= starts_at < until */
	int64_t schedule;		/* 0: all */
	bool open;			/* a seat free, and starts after now */
	bool cancelled;			/* cancelled ones too; not with open */
	int64_t now;			/* for open */
	int64_t viewer;			/* person, 0: nobody */
	bool unnamed;			/* without who is on */
	int64_t after_at, after_id;	/* key of the last one seen; 0: none */
	int64_t limit;			/* 1..1000 */
};
struct shifts_page {
	struct shift_item *v;
	size_t n;
	bool more;			/* next page: after v[n - 1]'s key */
};

/*
 * shifts_list(db, f, a, ret): what the filter says, by (starts_at, id).
 * shifts_gaps(db, f, a, ret): those of from..until with fewer than needed;
 *          reads from, until, viewer, after and limit.
 * shifts_free_near(db, near, a, ret): at most near->limit open shifts within
 *          two weeks of a moment, nearest first, that the person does not
 *          collide with; a statement for the names on each.
 * shifts_item(db, id, viewer, a, ret): one as a viewer sees it.  E_NOTFOUND.
 * shifts_get(db, id, a, ret): the bare row.  E_NOTFOUND.
 * Gives    the week of a coordinator too: seven local days, cancelled = true.
 * Owns     memory from a.
 * Source   PRODUCT rules 3 and 15; UX "The list of shifts".
 */
struct shifts_near {
	int64_t person, shift;		/* that shift is left out */
	int64_t at, now, limit;		/* limit 1..20 */
};
MUST_USE enum status shifts_list(const struct db *db,
    const struct shifts_filter *f, struct arena *a, struct shifts_page *ret);
MUST_USE enum status shifts_gaps(const struct db *db,
    const struct shifts_filter *f, struct arena *a, struct shifts_page *ret);
MUST_USE enum status shifts_free_near(const struct db *db,
    const struct shifts_near *near, struct arena *a, struct shifts_page *ret);
MUST_USE enum status shifts_item(const struct db *db, int64_t id,
    int64_t viewer, struct arena *a, struct shift_item *ret);
MUST_USE enum status shifts_get(const struct db *db, int64_t id,
    struct arena *a, struct shift *ret);

#endif
