/* bookings: a seat has one winner, a person is in one place. */
#include "rota.h"

#include "store/bookings.h"
#include "store/shifts.h"
#include "store/tx.h"

#include "base/banned.h"

static const struct module *const modules[] = { &bookings_module, NULL };

static int
up(void **state)
{
	return rota_up(state, "bookings", modules);
}

static struct booking_new
claim(int64_t shift, int64_t person)
{
	return (struct booking_new){ .shift = shift, .person = person,
		.source = SOURCE_SELF, .booked_at = 10000,
		.booked_by = person };
}

static enum status
take(struct db *db, int64_t shift, int64_t person, struct booking *ret)
{
	struct booking_new in = claim(shift, person);
	struct tx *tx;
	enum status s;

	s = tx_begin(db, &tx);
	return s != OK ? s : tx_end(tx, bookings_take(tx, &in, ret));
}

static void
end(struct rota *r, int64_t id)
{
	struct tx *tx;

	is_ok(tx_begin(r->db, &tx));
	is_ok(tx_end(tx, bookings_cancel(tx, &(struct booking_end){ .id = id,
	    .at = 11000, .by = 1, .reason = "own" })));
}

static void
R_02_the_lowest_free_seat_is_taken(void **state)
{
	struct rota *r = *state;
	struct booking b[5];
	int i;

	rota_shift(r, 1, 0, 20, 4);
	for (i = 0; i < 4; i++) {
		is_ok(take(r->db, 1, i + 1, &b[i]));
		is_int(b[i].seat, i + 1);
		is_int(b[i].starts_at, 20000);
	}
	is_int(take(r->db, 1, 5, &b[4]), E_CONFLICT);
	end(r, b[1].id);
	end(r, b[2].id);
	is_ok(take(r->db, 1, 5, &b[4]));
	is_int(b[4].seat, 2);
	is_ok(take(r->db, 1, 6, &b[4]));
	is_int(b[4].seat, 3);
	end(r, b[0].id);
	is_ok(take(r->db, 1, 7, &b[4]));
	is_int(b[4].seat, 1);
	is_int(scratch_int(r->path, "SELECT taken FROM shift"), 4);
	is_int(scratch_int(r->path, "SELECT count(*) FROM booking"), 7);
}

static void
R_02_a_person_is_not_in_two_places(void **state)
{
	struct rota *r = *state;
	struct booking b;

	rota_shift(r, 1, 0, 20, 2);	/* 20-30 */
	rota_shift(r, 2, 0, 25, 2);
	rota_shift(r, 3, 0, 30, 2);	/* begins as 1 ends */
	rota_shift(r, 4, 0, 11, 2);	/* ends within 1 */
	is_ok(take(r->db, 1, 1, &b));
	is_int(take(r->db, 1, 1, &b), E_CONFLICT);
	is_int(take(r->db, 2, 1, &b), E_CONFLICT);
	is_int(take(r->db, 4, 1, &b), E_CONFLICT);
	is_ok(take(r->db, 3, 1, &b));
	is_ok(take(r->db, 2, 2, &b));
}

static void
what_is_past_or_cancelled_has_no_seat(void **state)
{
	struct rota *r = *state;
	struct booking b;

	rota_shift(r, 1, 0, 10, 2);	/* begins at booked_at */
	rota_shift(r, 2, 0, 20, 2);
	rota_sql(r, "UPDATE shift SET cancelled_at = 1 WHERE id = 2");
	is_int(take(r->db, 1, 1, &b), E_CONFLICT);
	is_int(take(r->db, 2, 1, &b), E_CONFLICT);
	is_int(take(r->db, 3, 1, &b), E_CONFLICT);
	is_int(scratch_int(r->path, "SELECT count(*) FROM booking"), 0);
}

/* Past the store, as a program with a mistake in it would. */
static void
refused_by_the_database(struct rota *r, const char *sql)
{
	sqlite3 *raw;

	is_int(sqlite3_open(r->path, &raw), SQLITE_OK);
	sqlite3_exec(raw, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	is_int(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_CONSTRAINT);
	sqlite3_close(raw);
}

#define INSERT(shift, from, until, seat, person) \
	"INSERT INTO booking (shift, starts_at, ends_at, seat, person, " \
	"source, booked_at, booked_by) VALUES (" #shift ", " #from ", " \
	#until ", " #seat ", " #person ", 'self', 0, 1)"

static void
R_02_no_path_past_the_store_breaks_the_rules(void **state)
{
	struct rota *r = *state;

	rota_shift(r, 1, 0, 20, 2);
	rota_shift(r, 2, 0, 25, 2);
	rota_shift(r, 3, 0, 50, 2);
	rota_booking(r, 1, 1, 1);
	refused_by_the_database(r, INSERT(1, 20000, 30000, 1, 2));
	refused_by_the_database(r, INSERT(1, 20000, 30000, 2, 1));
	refused_by_the_database(r, INSERT(2, 25000, 35000, 1, 1));
	refused_by_the_database(r, INSERT(3, 50000, 60000, 3, 1));
	refused_by_the_database(r, INSERT(3, 50000, 50001, 1, 1));
	refused_by_the_database(r, "DELETE FROM booking");
	refused_by_the_database(r, "DELETE FROM shift WHERE id = 1");
	refused_by_the_database(r, "UPDATE shift SET cancelled_at = 1 "
	    "WHERE id = 1");
	rota_booking(r, 3, 1, 1);
	refused_by_the_database(r, "UPDATE shift SET starts_at = 25000, "
	    "ends_at = 45000 WHERE id = 3");
	refused_by_the_database(r, "UPDATE shift SET seats = 0, needed = 0 "
	    "WHERE id = 1");
	rota_sql(r, "UPDATE booking SET state = 'cancelled' WHERE id = 1");
	refused_by_the_database(r, "UPDATE booking SET state = 'booked' "
	    "WHERE id = 1");
	is_int(scratch_int(r->path, "SELECT count(*) FROM booking"), 2);
}

static void
a_booking_comes_back_as_it_was_made(void **state)
{
	struct rota *r = *state;
	struct booking_new in = claim(1, 1);
	struct booking b, c;
	struct tx *tx;

	rota_shift(r, 1, 0, 20, 2);
	in.buddy = 2;
	in.buddy_name = "Tannie";
	in.source = SOURCE_COORDINATOR;
	in.booked_by = 3;
	is_ok(tx_begin(r->db, &tx));
	is_ok(tx_end(tx, bookings_take(tx, &in, &b)));
	is_ok(bookings_get(r->db, b.id, r->a, &c));
	is_int(c.shift, 1);
	is_int(c.person, 1);
	is_int(c.state, BOOKING_BOOKED);
	is_int(c.source, SOURCE_COORDINATOR);
	is_int(c.buddy, 2);
	is_text(c.buddy_name, "Tannie");
	is_int(c.booked_by, 3);
	is_int(c.ended_at, 0);
	is_ok(bookings_of(r->db, b.id, 1, r->a, &c));
	is_int(bookings_of(r->db, b.id, 2, r->a, &c), E_NOTFOUND);
	end(r, b.id);
	is_ok(bookings_get(r->db, b.id, r->a, &c));
	is_int(c.state, BOOKING_CANCELLED);
	is_int(c.ended_at, 11000);
	is_text(c.end_reason, "own");
	is_ok(tx_begin(r->db, &tx));
	is_int(tx_end(tx, bookings_cancel(tx, &(struct booking_end){
	    .id = b.id, .at = 1, .reason = "own" })), E_NOTFOUND);
}

static void
mine_lists_what_comes_and_what_was(void **state)
{
	struct rota *r = *state;
	struct bookings_filter f = { .person = 1, .now = 25000, .limit = 2 };
	struct bookings_page page;
	int at[] = { 1, 20, 40, 60, 80 }, i;

	for (i = 0; i < 5; i++) {
		rota_shift(r, i + 1, 0, at[i], 2);
		rota_booking(r, i + 1, 1, 1);
	}
	rota_sql(r, "UPDATE booking SET state = 'cancelled' WHERE shift = 3");
	is_ok(bookings_mine(r->db, &f, r->a, &page));
	is_int(page.n, 2);
	is_int(page.v[0].booking.shift, 2);	/* it runs */
	is_text(page.v[0].shift_name, "shift 2");
	is_int(page.v[0].taken, 1);
	is_int(page.v[1].booking.shift, 4);
	assert_true(page.more);
	f.after_at = page.v[1].booking.starts_at;
	f.after_id = page.v[1].booking.id;
	is_ok(bookings_mine(r->db, &f, r->a, &page));
	is_int(page.n, 1);
	is_int(page.v[0].booking.shift, 5);
	f = (struct bookings_filter){ .person = 1, .now = 65000, .past = true,
	    .limit = 2 };
	is_ok(bookings_mine(r->db, &f, r->a, &page));
	is_int(page.v[0].booking.shift, 3);
	is_int(page.v[0].booking.state, BOOKING_CANCELLED);
	is_int(page.v[1].booking.shift, 2);
	assert_true(page.more);
	f.after_at = page.v[1].booking.starts_at;
	f.after_id = page.v[1].booking.id;
	is_ok(bookings_mine(r->db, &f, r->a, &page));
	is_int(page.n, 1);
	is_int(page.v[0].booking.shift, 1);
}

static void
hours_count_what_was_stood(void **state)
{
	struct rota *r = *state;
	struct totals_span span = { .person = 1, .now = 70000,
	    .month_at = 40000, .year_at = 20000 };
	struct bookings_totals t;
	int at[] = { 1, 20, 40, 55, 80 }, i;

	for (i = 0; i < 5; i++) {
		rota_shift(r, i + 1, 0, at[i], 2);
		rota_booking(r, i + 1, 1, 1);
	}
	is_ok(bookings_totals(r->db, &span, &t));
	is_int(t.year_s, 30000);
	is_int(t.month_s, 20000);
	rota_sql(r, "UPDATE booking SET state = 'missed' WHERE shift = 3");
	rota_sql(r, "UPDATE booking SET state = 'cancelled' WHERE shift = 4");
	is_ok(bookings_totals(r->db, &span, &t));
	is_int(t.year_s, 10000);
	is_int(t.month_s, 0);
	span.person = 5;
	is_ok(bookings_totals(r->db, &span, &t));
	is_int(t.year_s, 0);
}

static void
a_shift_lists_the_people_on_it(void **state)
{
	struct rota *r = *state;
	struct booked_spans spans;
	struct seat_list list;
	int i;

	rota_schedule(r, 5);
	rota_shift(r, 1, 5, 20, 40);
	rota_shift(r, 2, 0, 60, 2);
	for (i = 1; i <= 8; i++)
		rota_booking(r, 1, 9 - i, i);
	rota_booking(r, 2, 1, 3);
	rota_sql(r, "UPDATE booking SET buddy = 1 WHERE person = 8");
	rota_sql(r, "UPDATE booking SET state = 'cancelled' WHERE person = 7");
	is_ok(bookings_on_shift(r->db, 1, r->a, &list));
	is_int(list.n, 7);
	is_text(list.v[0].person_name, "P8");
	is_text(list.v[0].buddy_person, "P1");
	is_text(list.v[1].person_name, "P6");
	assert_null(list.v[1].buddy_person);
	is_ok(bookings_around(r->db, 5, 10000, r->a, &spans));
	is_int(spans.n, 8);		/* seven, and person 3's other one */
	is_int(spans.v[3].person, 3);
	is_int(spans.v[3].shift, 2);
	is_ok(bookings_around(r->db, 5, 20000, r->a, &spans));
	is_int(spans.n, 0);
}

static void
no_list_sorts(void **state)
{
	rota_unsorted(*state, &bookings_module);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, up, rota_down)
		T(R_02_the_lowest_free_seat_is_taken),
		T(R_02_a_person_is_not_in_two_places),
		T(what_is_past_or_cancelled_has_no_seat),
		T(R_02_no_path_past_the_store_breaks_the_rules),
		T(a_booking_comes_back_as_it_was_made),
		T(mine_lists_what_comes_and_what_was),
		T(hours_count_what_was_stood),
		T(a_shift_lists_the_people_on_it),
		T(no_list_sorts),
	};

	return cmocka_run_group_tests_name("bookings", tests, NULL, NULL);
}
