/* shifts: what each list shows, to whom, and in which steps. */
#include "rota.h"

#include "store/shift_edits.h"
#include "store/tx.h"

#include "base/banned.h"

static const struct module *const modules[] = {
	&shifts_module, &shift_edits_module, NULL
};

static int
up(void **state)
{
	return rota_up(state, "shifts", modules);
}

static const struct shifts_filter everything = {
	.until = 1000000, .limit = 50,
};

static struct shifts_page
list(struct rota *r, struct shifts_filter f)
{
	struct shifts_page page = { 0 };

	is_ok(shifts_list(r->db, &f, r->a, &page));
	return page;
}

static void
a_list_paged_by_key_shows_each_shift_once(void **state)
{
	struct rota *r = *state;
	struct shifts_filter f = everything;
	struct shifts_page page;
	int64_t next = 1;
	int i;

	for (i = 1; i <= 11; i++)	/* in pairs that start together */
		rota_shift(r, i, 0, 20 + (i - 1) / 2, 3);
	f.limit = 3;
	do {
		page = list(r, f);
		for (i = 0; i < (int)page.n; i++)
			is_int(page.v[i].shift.id, next++);
		f.after_at = page.v[page.n - 1].shift.starts_at;
		f.after_id = page.v[page.n - 1].shift.id;
	} while (page.more);
	is_int(next, 12);
}

static void
from_is_within_and_until_is_not(void **state)
{
	struct rota *r = *state;
	struct shifts_filter f = everything;
	struct shifts_page page;

	rota_shift(r, 1, 0, 19, 1);
	rota_shift(r, 2, 0, 20, 1);
	rota_shift(r, 3, 0, 30, 1);
	f.from = 20000;
	f.until = 30000;
	page = list(r, f);
	is_int(page.n, 1);
	is_int(page.v[0].shift.id, 2);
}

static void
open_means_a_free_seat_ahead_of_now(void **state)
{
	struct rota *r = *state;
	struct shifts_filter f = everything;
	struct shifts_page page;

	rota_shift(r, 1, 0, 20, 2);	/* starts now: too late */
	rota_shift(r, 2, 0, 31, 2);	/* one of two */
	rota_shift(r, 3, 0, 32, 1);	/* full */
	rota_shift(r, 4, 0, 33, 2);	/* cancelled */
	rota_booking(r, 2, 1, 1);
	rota_booking(r, 3, 1, 2);
	rota_sql(r, "UPDATE shift SET cancelled_at = 1 WHERE id = 4");
	f.open = true;
	f.now = 20000;
	page = list(r, f);
	is_int(page.n, 1);
	is_int(page.v[0].shift.id, 2);
	is_int(page.v[0].shift.taken, 1);
	is_int(page.v[0].shift.seats, 2);
	f.open = false;
	is_int(list(r, f).n, 3);
	f.cancelled = true;
	is_int(list(r, f).n, 4);
}

static void
a_schedule_is_a_filter_of_every_list(void **state)
{
	struct rota *r = *state;
	struct shifts_filter f = everything;

	rota_schedule(r, 5);
	rota_schedule(r, 6);
	rota_shift(r, 1, 5, 20, 1);
	rota_shift(r, 2, 6, 20, 1);
	rota_shift(r, 3, 5, 50, 1);
	rota_booking(r, 3, 1, 1);
	f.schedule = 5;
	is_int(list(r, f).n, 2);
	f.open = true;
	is_int(list(r, f).n, 1);
	is_int(list(r, f).v[0].shift.id, 1);
	f.open = false;
	f.cancelled = true;
	rota_sql(r, "UPDATE shift SET cancelled_at = 1 WHERE id = 1");
	is_int(list(r, f).n, 2);
}

static void
names_stand_by_seat_and_at_most_eight(void **state)
{
	struct rota *r = *state;
	struct shifts_page page;
	struct shift_item item;
	int i;

	rota_shift(r, 1, 0, 20, 9);
	rota_shift(r, 2, 0, 40, 9);
	rota_shift(r, 3, 0, 60, 9);
	rota_booking(r, 1, 2, 4);
	rota_booking(r, 1, 1, 3);
	rota_sql(r, "UPDATE booking SET state = 'cancelled' WHERE person = 4");
	rota_booking(r, 1, 3, 5);
	for (i = 1; i <= 8; i++)
		rota_booking(r, 3, i + 1, i);
	page = list(r, everything);
	is_int(page.v[0].on_n, 2);
	is_text(page.v[0].on[0].name, "P3");
	is_int(page.v[0].on[0].person, 3);
	is_text(page.v[0].on[1].name, "P5");
	is_int(page.v[0].on[1].person, 5);
	is_int(page.v[1].on_n, 0);
	is_int(page.v[2].on_n, 7);	/* seats 2 to 8 */
	is_int(page.v[2].shift.taken, 8);
	is_ok(shifts_item(r->db, 1, 3, r->a, &item));
	is_int(item.on_n, 2);
	is_int(item.mine, item.on[0].booking);
	is_int(shifts_item(r->db, 99, 3, r->a, &item), E_NOTFOUND);
}

static void
an_unnamed_list_is_one_statement_and_has_no_names(void **state)
{
	struct rota *r = *state;
	struct shifts_filter f = everything;

	rota_shift(r, 1, 0, 20, 2);
	rota_booking(r, 1, 1, 3);
	(void)db_statements(r->db);
	is_int(list(r, f).v[0].on_n, 1);
	is_int(db_statements(r->db), 2);
	f.unnamed = true;
	is_int(list(r, f).v[0].on_n, 0);
	is_int(db_statements(r->db), 1);
}

static void
a_list_may_have_a_thousand_and_takes_room_for_what_it_has(void **state)
{
	struct rota *r = *state;
	struct shifts_filter f = everything;
	struct shifts_page page;
	size_t before, i;

	rota_shift(r, 1, 0, 20, 1);
	f.limit = 1000;
	before = arena_used(r->a);
	is_int(list(r, f).n, 1);
	assert_in_range(arena_used(r->a) - before, 1, 100000);
	rota_sql(r, "WITH RECURSIVE n(n) AS (SELECT 2 UNION ALL "
	    "SELECT n + 1 FROM n WHERE n < 1001) INSERT INTO shift (id, zone, "
	    "name, starts_at, ends_at, seats, needed) SELECT n, 'UTC', "
	    "'shift ' || n, 20000 + n, 30000, 1, 1 FROM n");
	page = list(r, f);
	is_int(page.n, 1000);
	assert_true(page.more);
	for (i = 0; i < page.n; i++)
		is_int(page.v[i].shift.id, i + 1);
	is_text(page.v[999].shift.name, "shift 1000");
}

static void
the_viewer_sees_their_own_and_what_is_in_its_way(void **state)
{
	struct rota *r = *state;
	struct shifts_filter f = everything;
	struct shifts_page page;

	rota_shift(r, 1, 0, 20, 2);	/* 20-30, the viewer's */
	rota_shift(r, 2, 0, 25, 2);	/* overlaps it */
	rota_shift(r, 3, 0, 30, 2);	/* begins as it ends */
	rota_shift(r, 4, 0, 90, 2);
	rota_booking(r, 1, 1, 7);
	rota_booking(r, 4, 1, 7);
	rota_sql(r, "UPDATE booking SET state = 'cancelled' WHERE shift = 4");
	f.viewer = 7;
	page = list(r, f);
	assert_true(page.v[0].mine != 0);
	is_int(page.v[0].collides, 0);
	is_int(page.v[1].mine, 0);
	is_int(page.v[1].collides, 1);
	is_text(page.v[1].collides_name, "shift 1");
	is_int(page.v[2].collides, 0);
	is_int(page.v[3].mine, 0);
	f.viewer = 8;
	is_int(list(r, f).v[0].mine, 0);
}

static void
gaps_are_shifts_with_fewer_than_they_need(void **state)
{
	struct rota *r = *state;
	struct shifts_filter f = everything;
	struct shifts_page page;

	rota_shift(r, 1, 0, 20, 2);
	rota_shift(r, 2, 0, 40, 2);
	rota_shift(r, 3, 0, 60, 2);
	rota_booking(r, 1, 1, 1);
	rota_sql(r, "UPDATE shift SET needed = 0 WHERE id = 3");
	is_ok(shifts_gaps(r->db, &f, r->a, &page));
	is_int(page.n, 1);
	is_int(page.v[0].shift.id, 2);
}

static void
what_is_free_near_comes_nearest_first_and_without_collisions(void **state)
{
	struct rota *r = *state;
	struct shifts_near near = { .person = 1, .shift = 3, .at = 50000,
	    .now = 10000, .limit = 3 };
	struct shifts_page page;

	rota_shift(r, 1, 0, 5, 1);	/* past */
	rota_shift(r, 2, 0, 35, 2);	/* 15 before */
	rota_shift(r, 3, 0, 50, 1);	/* the one that was taken */
	rota_shift(r, 4, 0, 70, 1);	/* person 1 is on 5 then */
	rota_shift(r, 5, 0, 75, 1);
	rota_shift(r, 6, 0, 85, 1);	/* 35 after */
	rota_shift(r, 7, 0, 49, 1);	/* full */
	rota_shift(r, 8, 0, 12, 2);	/* 38 before */
	rota_booking(r, 2, 1, 2);
	rota_booking(r, 8, 1, 3);
	rota_booking(r, 5, 1, 1);
	rota_booking(r, 7, 1, 2);
	is_ok(shifts_free_near(r->db, &near, r->a, &page));
	is_int(page.n, 3);
	is_int(page.v[0].shift.id, 2);
	is_int(page.v[1].shift.id, 6);
	is_int(page.v[2].shift.id, 8);
	is_int(page.v[0].on_n, 1);
	is_text(page.v[0].on[0].name, "P2");
	is_int(page.v[1].on_n, 0);
	is_text(page.v[2].on[0].name, "P3");
	near.limit = 1;
	is_ok(shifts_free_near(r->db, &near, r->a, &page));
	is_int(page.n, 1);
}

static void
an_occurrence_is_inserted_once(void **state)
{
	struct rota *r = *state;
	struct shift s = { .schedule = 5, .occurrence = "2026-01-01T22:00",
	    .zone = "UTC", .name = "n", .starts_at = 20000, .ends_at = 30000,
	    .seats = 2, .needed = 1 };
	int64_t id = 0, other = 0;
	struct tx *tx;

	rota_schedule(r, 5);
	is_ok(tx_begin(r->db, &tx));
	is_ok(shift_edits_insert(tx, &s, &id));
	is_int(shift_edits_insert(tx, &s, &other), E_NOTFOUND);
	is_ok(shift_edits_cancel(tx, &(struct shift_cancel){ .id = id,
	    .by = 1, .at = 5, .reason = "storm" }));
	is_int(shift_edits_insert(tx, &s, &other), E_NOTFOUND);
	is_ok(tx_end(tx, OK));
	is_int(other, 0);
	is_ok(shifts_get(r->db, id, r->a, &s));
	is_int(s.cancelled_at, 5);
	is_text(s.cancel_reason, "storm");
}

static void
a_shift_that_was_ever_booked_cannot_be_deleted(void **state)
{
	struct rota *r = *state;
	struct shift_fits fits;
	struct tx *tx;

	rota_schedule(r, 5);
	rota_shift(r, 1, 5, 20, 3);
	rota_shift(r, 2, 5, 40, 3);
	rota_shift(r, 3, 5, 60, 3);
	rota_booking(r, 1, 2, 1);
	rota_booking(r, 2, 1, 1);
	rota_sql(r, "UPDATE booking SET state = 'cancelled' WHERE shift = 2");
	is_ok(shift_edits_ahead(r->db, 5, 19999, r->a, &fits));
	is_int(fits.n, 3);
	is_int(fits.v[0].top_seat, 2);
	assert_true(fits.v[0].history && fits.v[1].history);
	is_int(fits.v[1].top_seat, 0);
	assert_false(fits.v[2].history);
	is_ok(tx_begin(r->db, &tx));
	is_int(shift_edits_delete(tx, 1), E_NOTFOUND);
	is_int(shift_edits_delete(tx, 2), E_NOTFOUND);
	is_ok(shift_edits_delete(tx, 3));
	is_int(shift_edits_cancel(tx, &(struct shift_cancel){ .id = 1 }),
	    E_CONFLICT);
	is_ok(shift_edits_cancel(tx, &(struct shift_cancel){ .id = 2,
	    .at = 1 }));
	is_ok(tx_end(tx, OK));
	is_int(scratch_int(r->path, "SELECT count(*) FROM shift"), 2);
}

static void
moving_a_shift_takes_its_bookings_along_or_is_refused(void **state)
{
	struct rota *r = *state;
	struct shift s;
	struct tx *tx;

	rota_shift(r, 1, 0, 20, 2);
	rota_shift(r, 2, 0, 40, 2);
	rota_booking(r, 1, 2, 1);
	rota_booking(r, 2, 1, 1);
	is_ok(shifts_get(r->db, 1, r->a, &s));
	is_ok(tx_begin(r->db, &tx));
	s.starts_at = 30000;
	s.ends_at = 40000;
	is_ok(shift_edits_update(tx, &s));
	s.ends_at = 40001;		/* into the other shift of person 1 */
	is_int(shift_edits_update(tx, &s), E_CONFLICT);
	s.ends_at = 39000;
	s.seats = 1;			/* seat 2 is taken */
	is_int(shift_edits_update(tx, &s), E_CONFLICT);
	is_ok(tx_end(tx, OK));
	is_int(scratch_int(r->path, "SELECT starts_at FROM booking "
	    "WHERE shift = 1"), 30000);
	is_int(scratch_int(r->path, "SELECT sequence FROM shift "
	    "WHERE id = 1"), 1);
}

static void
no_list_sorts(void **state)
{
	rota_unsorted(*state, &shifts_module);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, up, rota_down)
		T(a_list_paged_by_key_shows_each_shift_once),
		T(from_is_within_and_until_is_not),
		T(open_means_a_free_seat_ahead_of_now),
		T(a_schedule_is_a_filter_of_every_list),
		T(names_stand_by_seat_and_at_most_eight),
		T(an_unnamed_list_is_one_statement_and_has_no_names),
		T(a_list_may_have_a_thousand_and_takes_room_for_what_it_has),
		T(the_viewer_sees_their_own_and_what_is_in_its_way),
		T(gaps_are_shifts_with_fewer_than_they_need),
		T(what_is_free_near_comes_nearest_first_and_without_collisions),
		T(an_occurrence_is_inserted_once),
		T(a_shift_that_was_ever_booked_cannot_be_deleted),
		T(moving_a_shift_takes_its_bookings_along_or_is_refused),
		T(no_list_sorts),
	};

	return cmocka_run_group_tests_name("shifts", tests, NULL, NULL);
}
