/* roster: what an edit does to shifts and to the people on them (rule 5). */
#include "rota.h"

#include "base/banned.h"

static enum status
update(struct fixture *f, int64_t id, const struct schedule_in *in,
    enum orphan_choice all, struct roster_plan *ret)
{
	return roster_update(&f->act, &(struct roster_change){
	    .schedule = id, .in = in, .decide = { .all = all } }, ret);
}

static struct schedule_in
saturdays(void)
{
	struct schedule_in in = rota_nights();

	in.recurrence.weekly[0].days = BIT(SATURDAY);
	return in;
}

static void
shifts_that_still_fit_are_changed_in_place(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id = rota_create(f, &in), shift = rota_shift(f, 5);
	struct roster_plan plan;
	struct shift row;

	rota_book(f, shift);
	in.name = STR("Village walk");
	in.seats = 6;
	in.place = STR("");
	is_ok(roster_preview(&f->act, id, &in, &plan));
	is_int(plan.changed, ROTA_SHIFTS);
	is_int(plan.told, 0);
	is_int(rota_count(f, "shift WHERE seats = 6"), 0);
	is_ok(update(f, id, &in, ORPHAN_ASK, &plan));
	is_int(plan.changed, ROTA_SHIFTS);
	is_int(plan.added + plan.dropped, 0);
	is_ok(shifts_get(f->db, shift, f->arena, &row));
	is_text(row.name, "Village walk");
	is_int(row.seats, 6);
	assert_null(row.place);
	is_int(row.taken, 1);
	is_int(row.sequence, 1);
	is_ok(update(f, id, &in, ORPHAN_ASK, &plan));
	is_int(plan.changed, 0);
	is_int(rota_count(f, "audit WHERE event = 'schedule.changed'"), 2);
}

static void
rule_5_a_booked_shift_that_no_longer_fits_is_asked_about(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id = rota_create(f, &in), friday = rota_shift(f, 2);
	struct roster_plan plan = { 0 };

	rota_book(f, friday);
	rota_book(f, friday);
	in = saturdays();
	is_refused(f, update(f, id, &in, ORPHAN_ASK, &plan), E_CONFLICT,
	    "schedule-orphans");
	is_int(plan.orphans, 1);
	is_int(plan.orphan[0].shift.id, friday);
	is_int(plan.orphan[0].shift.taken, 2);
	is_int(plan.orphan[0].why, ORPHAN_GONE);
	is_int(plan.dropped, 12);
	is_int(plan.told, 2);
	is_int(rota_count(f, "shift WHERE cancelled_at IS NULL"),
	    ROTA_SHIFTS);
	is_int(rota_count(f, "booking WHERE state = 'booked'"), 2);
	is_int(rota_count(f, "schedule WHERE version = 1"), 1);
	is_int(rota_count(f, "audit WHERE event = 'schedule.changed'"), 0);
}

static void
rule_5_kept_it_stays_and_is_not_asked_about_again(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id = rota_create(f, &in), friday = rota_shift(f, 2);
	struct roster_plan plan;
	struct shift row;

	rota_book(f, friday);
	in = saturdays();
	is_ok(update(f, id, &in, ORPHAN_KEEP, &plan));
	is_int(plan.orphans, 0);
	is_int(rota_count(f, "shift"), 14);
	is_ok(shifts_get(f->db, friday, f->arena, &row));
	is_int(row.changed, SHIFT_KEPT);
	is_int(row.cancelled_at, 0);
	is_int(row.taken, 1);
	in.name = STR("Other");
	is_ok(update(f, id, &in, ORPHAN_ASK, &plan));
	is_ok(shifts_get(f->db, friday, f->arena, &row));
	is_text(row.name, "Village patrol");
}

static void
rule_5_cancelled_everybody_on_it_is_told(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id = rota_create(f, &in), friday = rota_shift(f, 2);
	struct roster_plan plan;

	rota_book(f, friday);
	rota_book(f, rota_shift(f, 3));	/* a Saturday: it stays */
	in = saturdays();
	is_ok(update(f, id, &in, ORPHAN_CANCEL, &plan));
	is_int(plan.told, 1);
	is_int(rota_count(f, "booking WHERE state = 'cancelled'"), 1);
	is_int(rota_count(f, "outbox WHERE kind = 'shift-cancelled' "
	    "AND state = 'pending'"), 1);
	is_int(rota_count(f, "outbox WHERE kind LIKE 'reminder%' "
	    "AND state = 'pending'"), 2);
	is_int(fixture_int(f, str_printf(f->arena, "SELECT cancelled_at "
	    "FROM shift WHERE id = %lld", (long long)friday)), f->act.now);
	is_int(rota_count(f, "audit WHERE event = 'shift.cancelled'"), 1);
	is_int(rota_count(f, "audit WHERE event = 'schedule.changed'"), 1);
}

static void
rule_5_each_shift_may_have_its_own_answer(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id = rota_create(f, &in);
	int64_t one = rota_shift(f, 0), two = rota_shift(f, 2);
	struct orphan_decision answer[2] = { { one, ORPHAN_KEEP } };
	struct roster_change c = { .schedule = id, .in = &in,
	    .decide = { .v = answer, .n = 1 } };
	struct roster_plan plan;

	rota_book(f, one);
	rota_book(f, two);
	in = saturdays();
	is_refused(f, roster_update(&f->act, &c, &plan), E_CONFLICT,
	    "schedule-orphans");
	is_int(plan.orphans, 1);
	is_int(plan.orphan[0].shift.id, two);
	answer[1] = (struct orphan_decision){ two, ORPHAN_CANCEL };
	c.decide.n = 2;
	is_ok(roster_update(&f->act, &c, &plan));
	is_int(rota_count(f, "booking WHERE state = 'booked'"), 1);
}

static void
what_was_never_booked_goes_and_what_once_was_is_cancelled(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id = rota_create(f, &in), friday = rota_shift(f, 2);
	struct roster_plan plan;
	struct booking b;

	rota_book(f, friday);
	is_ok(seating_cancel(&f->act, 1, &b));
	in = saturdays();
	is_ok(update(f, id, &in, ORPHAN_ASK, &plan));
	is_int(plan.dropped, 13);
	is_int(rota_count(f, "shift"), 14);
	is_int(rota_count(f, "shift WHERE cancelled_at IS NOT NULL"), 1);
	is_int(rota_count(f, "booking"), 1);
}

static void
people_on_a_shift_that_moves_move_along_and_are_told(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id = rota_create(f, &in), shift = rota_shift(f, 4);
	struct roster_plan plan;

	rota_book(f, shift);
	rota_book(f, shift);
	in.duration_min = 300;
	in.zone = STR("Europe/London");	/* two hours later than Cape Town */
	is_ok(roster_preview(&f->act, id, &in, &plan));
	is_int(plan.told, 2);
	is_ok(update(f, id, &in, ORPHAN_ASK, &plan));
	is_int(plan.told, 2);
	is_int(fixture_int(f, "SELECT min(b.starts_at = s.starts_at AND "
	    "b.ends_at = s.ends_at AND b.ends_at - b.starts_at = 18000) "
	    "FROM booking b JOIN shift s ON s.id = b.shift"), 1);
	is_int(rota_count(f, "outbox WHERE kind = 'shift-moved' "
	    "AND state = 'pending'"), 2);
	is_int(rota_count(f, "outbox o JOIN booking b ON b.id = o.booking "
	    "WHERE o.kind = 'reminder-hour' AND o.state = 'pending' "
	    "AND o.due_at = b.starts_at - 3600"), 2);
	is_int(rota_count(f, "outbox WHERE kind = 'reminder-hour' "
	    "AND state = 'withdrawn'"), 2);
	is_ok(update(f, id, &(struct schedule_in){ .name = in.name,
	    .zone = STR("Africa/Johannesburg"), .duration_min = 240,
	    .seats = 4, .recurrence = in.recurrence }, ORPHAN_ASK, &plan));
	is_int(rota_count(f, "outbox WHERE kind = 'reminder-hour' "
	    "AND state = 'pending'"), 2);
}

static void
a_move_into_another_shift_of_somebody_is_asked_about(void **state)
{
	struct fixture *f = *state;
	struct schedule_in late = rota_nights(), early = rota_nights();
	struct roster_plan plan;
	int64_t id, person, one, two;
	struct booking b;

	early.recurrence.weekly[0].minutes = 18 * 60;
	id = rota_create(f, &early);	/* 18:00 to 22:00 */
	rota_create(f, &late);		/* 22:00 to 02:00 */
	one = rota_shift(f, 0);
	two = rota_shift(f, 1);
	person = rota_book(f, one);
	rota_book(f, rota_shift(f, 2));
	is_ok(seating_assign(&f->act, &(struct assign_in){ two, person },
	    &b));
	early.duration_min = 241;
	is_refused(f, update(f, id, &early, ORPHAN_ASK, &plan), E_CONFLICT,
	    "schedule-orphans");
	is_int(plan.orphans, 1);
	is_int(plan.orphan[0].shift.id, one);
	is_int(plan.orphan[0].why, ORPHAN_COLLIDES);
	is_ok(update(f, id, &early, ORPHAN_KEEP, &plan));
	is_int(fixture_int(f, str_printf(f->arena, "SELECT ends_at - "
	    "starts_at FROM shift WHERE id = %lld", (long long)one)), 14400);
	is_int(rota_count(f, "booking WHERE state = 'booked'"), 3);
}

/* Everybody's shifts touch: whichever way they move, one is in the way. */
static void
adjoining_shifts_move_together_either_way(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	const char *zones[] = { "Europe/London", "Africa/Johannesburg" };
	struct roster_plan plan;
	struct booking b;
	int64_t id, person;
	int i;

	in.recurrence = (struct recurrence_in){ .cron = STR("0 */4 * * *") };
	id = rota_create(f, &in);
	person = rota_book(f, rota_shift(f, 0));
	for (i = 1; i < 12; i++)
		is_ok(seating_assign(&f->act, &(struct assign_in){
		    rota_shift(f, i), person }, &b));
	for (i = 0; i < 2; i++) {
		in.zone = str_of(zones[i]);
		is_ok(update(f, id, &in, ORPHAN_ASK, &plan));
		is_int(plan.told, 1);
		is_int(rota_count(f, "booking b JOIN shift s ON s.id = "
		    "b.shift AND s.starts_at = b.starts_at "
		    "WHERE b.state = 'booked'"), 12);
	}
}

static void
fewer_seats_than_are_taken_is_asked_about(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id = rota_create(f, &in), shift = rota_shift(f, 1);
	struct roster_plan plan;
	struct booking b;

	rota_book(f, shift);
	rota_book(f, shift);
	rota_book(f, shift);
	is_ok(seating_cancel(&f->act, 1, &b));	/* seats 2 and 3 are left */
	in.seats = 2;
	in.needed = 1;
	is_refused(f, update(f, id, &in, ORPHAN_ASK, &plan), E_CONFLICT,
	    "schedule-orphans");
	is_int(plan.orphan[0].why, ORPHAN_SEATS);
	is_ok(update(f, id, &in, ORPHAN_KEEP, &plan));
	is_int(rota_count(f, "shift WHERE seats = 4"), 1);
	is_int(rota_count(f, "shift WHERE seats = 2"), ROTA_SHIFTS - 1);
}

static void
a_shift_changed_by_hand_is_left_alone(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id = rota_create(f, &in);
	struct roster_plan plan;

	fixture_sql(f, "UPDATE shift SET seats = 9, changed = 2 WHERE id = 4");
	in.seats = 5;
	is_ok(update(f, id, &in, ORPHAN_ASK, &plan));
	is_int(plan.changed, ROTA_SHIFTS - 1);
	is_int(fixture_int(f, "SELECT seats FROM shift WHERE id = 4"), 9);
}

static void
shifts_that_have_started_stay_as_they_are(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id = rota_create(f, &in);
	struct roster_plan plan;

	fixture_later(f, 18 * HOUR);	/* the first begins this second */
	in = saturdays();
	is_ok(update(f, id, &in, ORPHAN_ASK, &plan));
	is_int(rota_count(f, "shift WHERE occurrence = '2025-11-21T22:00' "
	    "AND cancelled_at IS NULL"), 1);
}

static void
an_edit_of_what_was_edited_meanwhile_is_refused(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	struct roster_change c = { .schedule = rota_create(f, &in),
	    .version = 1, .in = &in };
	struct roster_plan plan;

	in.name = STR("One");
	is_ok(roster_update(&f->act, &c, &plan));
	in.name = STR("Two");
	is_refused(f, roster_update(&f->act, &c, &plan), E_CONFLICT,
	    "schedule-changed");
	c.schedule = 999;
	is_int(roster_update(&f->act, &c, &plan), E_NOTFOUND);
	is_int(roster_preview(&f->act, 999, &in, &plan), E_NOTFOUND);
	is_int(rota_count(f, "schedule WHERE name = 'One'"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, rota_up, fixture_down)
		T(shifts_that_still_fit_are_changed_in_place),
		T(rule_5_a_booked_shift_that_no_longer_fits_is_asked_about),
		T(rule_5_kept_it_stays_and_is_not_asked_about_again),
		T(rule_5_cancelled_everybody_on_it_is_told),
		T(rule_5_each_shift_may_have_its_own_answer),
		T(what_was_never_booked_goes_and_what_once_was_is_cancelled),
		T(people_on_a_shift_that_moves_move_along_and_are_told),
		T(a_move_into_another_shift_of_somebody_is_asked_about),
		T(adjoining_shifts_move_together_either_way),
		T(fewer_seats_than_are_taken_is_asked_about),
		T(a_shift_changed_by_hand_is_left_alone),
		T(shifts_that_have_started_stay_as_they_are),
		T(an_edit_of_what_was_edited_meanwhile_is_refused),
	};

	return cmocka_run_group_tests_name("roster_edit", tests, NULL, NULL);
}
