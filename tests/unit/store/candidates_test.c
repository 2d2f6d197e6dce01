/* candidates: who is suggested for a shift, and in which order. */
#include "rota.h"

#include "store/candidates.h"

#include "base/banned.h"

static const struct module *const modules[] = { &candidates_module, NULL };

/* The shift that somebody is sought for: 100-110. */
static const struct candidates_filter sought = {
	.from = 100000, .until = 110000, .limit = 50,
};

static int
up(void **state)
{
	return rota_up(state, "candidates", modules);
}

static struct candidates
list(struct rota *r, struct candidates_filter f)
{
	struct candidates found = { 0 };

	is_ok(candidates_list(r->db, &f, r->a, &found));
	return found;
}

/* Their ids, as "2 5 4". */
static const char *
ids(struct rota *r, struct candidates_filter f)
{
	struct candidates found = list(r, f);
	struct buf b;
	size_t i;

	buf_init(&b, r->a, 1000);
	for (i = 0; i < found.n; i++)
		buf_printf(&b, i == 0 ? "%d" : " %d", (int)found.v[i].person);
	return found.n == 0 ? "" : b.p;
}

/* That person on a shift of their own at `at`. */
static void
on(struct rota *r, int person, int at)
{
	int id = at * 10 + person;

	rota_shift(r, id, 0, at, 1);
	rota_booking(r, id, 1, person);
}

static void
only_three(struct rota *r)
{
	rota_sql(r, "UPDATE person SET state = 'suspended' WHERE id > 3");
}

static void
the_most_rested_come_first_and_before_them_who_never_was_on(void **state)
{
	struct rota *r = *state;

	on(r, 1, 40);
	on(r, 2, 20);
	on(r, 3, 30);
	on(r, 2, 60);		/* so 20 is not 2's last */
	is_text(ids(r, sought), "8 7 6 5 4 3 1 2");
}

static void
a_shift_still_to_come_but_before_this_one_is_the_last(void **state)
{
	struct rota *r = *state;
	struct candidates found;

	only_three(r);
	on(r, 3, 10);
	on(r, 2, 20);
	on(r, 1, 30);
	on(r, 3, 90);		/* ends as the sought one begins */
	found = list(r, sought);
	is_int(found.n, 3);
	is_int(found.v[2].person, 3);
	is_int(found.v[2].last_at, 90000);
}

static void
last_and_next_are_the_shifts_on_either_side(void **state)
{
	struct rota *r = *state;
	struct candidates found;

	only_three(r);
	on(r, 3, 70);
	on(r, 3, 150);
	on(r, 3, 110);		/* begins as the sought one ends */
	on(r, 2, 120);
	rota_sql(r, "UPDATE booking SET state = 'cancelled' WHERE shift = 703");
	on(r, 3, 50);
	found = list(r, sought);
	is_text(ids(r, sought), "1 2 3");
	is_int(found.v[0].last_at, 0);
	is_int(found.v[0].next_at, 0);
	is_text(found.v[1].name, "P2");
	is_int(found.v[1].last_at, 0);
	is_int(found.v[1].next_at, 120000);
	is_int(found.v[2].last_at, 50000);
	is_int(found.v[2].next_at, 110000);
}

static void
who_is_on_a_shift_at_that_time_is_none(void **state)
{
	struct rota *r = *state;

	only_three(r);
	on(r, 1, 91);		/* 91-101 */
	on(r, 2, 109);		/* 109-119 */
	on(r, 3, 100);
	is_text(ids(r, sought), "");
	rota_sql(r, "UPDATE booking SET state = 'cancelled' WHERE person = 3");
	is_text(ids(r, sought), "3");
}

static void
a_shift_of_three_days_is_in_the_way_to_its_end(void **state)
{
	struct rota *r = *state;
	struct candidates_filter f = sought;

	only_three(r);
	rota_sql(r, "INSERT INTO shift (id, zone, name, starts_at, ends_at, "
	    "seats, needed) VALUES (1, 'UTC', 'camp', 1000, 260200, 1, 1)");
	rota_booking(r, 1, 1, 2);
	f.from = 260199;
	f.until = 300000;
	is_text(ids(r, f), "3 1");
	f.from++;
	is_text(ids(r, f), "3 1 2");
}

static void
only_active_volunteers_and_above_are_asked(void **state)
{
	struct rota *r = *state;

	only_three(r);
	rota_sql(r, "UPDATE person SET role = 'guest' WHERE id = 1; "
	    "UPDATE person SET role = 'admin', state = 'active' WHERE id = 7; "
	    "UPDATE person SET role = 'coordinator' WHERE id = 3");
	is_text(ids(r, sought), "7 3 2");
}

static void
the_search_is_over_all_and_the_limit_over_what_it_finds(void **state)
{
	struct rota *r = *state;
	struct candidates_filter f = sought;
	int i;

	for (i = 9; i <= 300; i++)
		rota_sql(r, str_printf(r->a, "INSERT INTO person (id, uid, "
		    "name, role, phone_key, phone_sealed, phone_index, "
		    "created_at) VALUES (%d, randomblob(16), 'Q%d', "
		    "'volunteer', 1, x'00', x'%06d', 0)", i, i, i));
	on(r, 300, 50);
	on(r, 299, 40);
	f.limit = 2;
	is_text(ids(r, f), "298 297");
	f.name = "q3";
	is_text(ids(r, f), "39 38");
	f.name = "Q300";
	is_text(ids(r, f), "300");
	f.name = "%";
	is_text(ids(r, f), "");
}

static void
the_order_follows_what_is_booked_cancelled_and_moved(void **state)
{
	static const char *const differs = "SELECT count(*) FROM person p "
	    "WHERE last_shift_at <> coalesce((SELECT max(starts_at) "
	    "FROM booking WHERE person = p.id AND state <> 'cancelled'), 0)";
	struct rota *r = *state;

	only_three(r);
	on(r, 1, 20);
	on(r, 1, 50);
	on(r, 2, 30);
	on(r, 2, 10);
	on(r, 3, 40);
	is_text(ids(r, sought), "2 3 1");
	is_int(scratch_int(r->path, differs), 0);
	rota_sql(r, "UPDATE booking SET state = 'cancelled' WHERE shift = 501");
	is_text(ids(r, sought), "1 2 3");
	is_int(scratch_int(r->path, differs), 0);
	rota_sql(r, "PRAGMA foreign_keys = ON; UPDATE shift "
	    "SET starts_at = 60000, ends_at = 70000 WHERE id = 102");
	is_text(ids(r, sought), "1 3 2");
	is_int(scratch_int(r->path, differs), 0);
	rota_sql(r, "UPDATE booking SET state = 'attended' WHERE shift = 403; "
	    "UPDATE booking SET state = 'cancelled' WHERE person = 2");
	is_text(ids(r, sought), "2 1 3");
	is_int(scratch_int(r->path, differs), 0);
}

static void
the_list_walks_an_index_and_sorts_nothing(void **state)
{
	rota_unsorted(*state, &candidates_module);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, up, rota_down)
		T(the_most_rested_come_first_and_before_them_who_never_was_on),
		T(a_shift_still_to_come_but_before_this_one_is_the_last),
		T(last_and_next_are_the_shifts_on_either_side),
		T(who_is_on_a_shift_at_that_time_is_none),
		T(a_shift_of_three_days_is_in_the_way_to_its_end),
		T(only_active_volunteers_and_above_are_asked),
		T(the_order_follows_what_is_booked_cancelled_and_moved),
		T(the_list_walks_an_index_and_sorts_nothing),
		T(the_search_is_over_all_and_the_limit_over_what_it_finds),
	};

	return cmocka_run_group_tests_name("candidates", tests, NULL, NULL);
}
