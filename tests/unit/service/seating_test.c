/* seating: who may take a seat, who may leave it, and what they are told. */
#include "fixture.h"

#include "service/seating.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/shifts.h"

#include "base/banned.h"

static const struct module *const modules[] = {
	&people_module, &shifts_module, &bookings_module, &outbox_module,
	&audit_module, NULL
};

#define HOUR 3600
#define DAY (24 * HOUR)

static int
up(void **state)
{
	return fixture_up(state, modules);
}

/* A shift of four hours that starts so long from now. */
static int64_t
shift(struct fixture *f, int64_t ahead, int seats)
{
	fixture_sql(f, str_printf(f->arena, "INSERT INTO shift (zone, name, "
	    "starts_at, ends_at, seats, needed) VALUES ('UTC', 'Patrol', "
	    "%lld, %lld, %d, 1)", (long long)(FIXTURE_NOW + ahead),
	    (long long)(FIXTURE_NOW + ahead + 4 * HOUR), seats));
	return fixture_int(f, "SELECT max(id) FROM shift");
}

static int64_t
volunteer(struct fixture *f, const char *name)
{
	int64_t person = fixture_person(f, name, ROLE_VOLUNTEER);

	fixture_as(f, person, ROLE_VOLUNTEER);
	return person;
}

static enum status
book(struct fixture *f, int64_t id, struct booking *ret)
{
	return seating_book(&f->act, &(struct book_in){ .shift = id }, ret);
}

#define PENDING(kind) "SELECT count(*) FROM outbox WHERE state = 'pending' " \
	"AND kind = '" kind "'"

static void
a_booking_commits_with_its_notices_and_its_audit_row(void **state)
{
	struct fixture *f = *state;
	int64_t me = volunteer(f, "Thandi"), id = shift(f, 3 * DAY, 2);
	struct booking b;

	is_ok(book(f, id, &b));
	is_int(b.shift, id);
	is_int(b.seat, 1);
	is_int(b.person, me);
	is_int(b.starts_at, FIXTURE_NOW + 3 * DAY);
	is_int(b.state, BOOKING_BOOKED);
	is_int(fixture_int(f, PENDING("booked")), 1);
	is_int(fixture_int(f, PENDING("reminder-day")), 1);
	is_int(fixture_int(f, PENDING("reminder-hour")), 1);
	is_int(fixture_int(f, "SELECT due_at FROM outbox "
	    "WHERE kind = 'reminder-hour'"), b.starts_at - HOUR);
	is_int(fixture_int(f, "SELECT count(*) FROM audit "
	    "WHERE event = 'booking.made' AND subject_kind = 'booking'"), 1);
}

static void
reminders_whose_time_has_passed_are_left_out(void **state)
{
	struct fixture *f = *state;
	struct booking b;

	volunteer(f, "Thandi");
	is_ok(book(f, shift(f, 5 * HOUR, 2), &b));
	is_int(fixture_int(f, PENDING("reminder-day")), 0);
	is_int(fixture_int(f, PENDING("reminder-hour")), 1);
}

static void
what_is_refused_leaves_no_trace(void **state)
{
	struct fixture *f = *state;
	int64_t full = shift(f, DAY, 1), near = shift(f, DAY + HOUR, 1);
	int64_t past = shift(f, 0, 1), off = shift(f, 9 * DAY, 1);
	int64_t rows;
	struct booking b;

	volunteer(f, "Johan");
	is_ok(book(f, full, &b));
	fixture_sql(f, "UPDATE shift SET cancelled_at = 1 "
	    "WHERE id = (SELECT max(id) FROM shift)");
	rows = fixture_int(f, "SELECT count(*) FROM outbox");
	is_refused(f, book(f, near, &b), E_CONFLICT, "overlap");
	is_refused(f, book(f, full, &b), E_CONFLICT, "overlap");
	is_refused(f, book(f, past, &b), E_INVALID, "shift-past");
	is_refused(f, book(f, off, &b), E_CONFLICT, "shift-cancelled");
	is_int(book(f, 999, &b), E_NOTFOUND);
	volunteer(f, "Thandi");
	is_refused(f, book(f, full, &b), E_CONFLICT, "seat-taken");
	is_int(fixture_int(f, "SELECT count(*) FROM outbox"), rows);
	is_int(fixture_int(f, "SELECT count(*) FROM booking"), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM audit"), 1);
}

static void
guests_do_not_book(void **state)
{
	struct fixture *f = *state;
	int64_t guest = fixture_person(f, "New", ROLE_GUEST);
	int64_t id = shift(f, DAY, 1);
	struct booking b;

	fixture_as(f, guest, ROLE_GUEST);
	is_int(book(f, id, &b), E_DENIED);
	fixture_nobody(f);
	is_int(book(f, id, &b), E_DENIED);
}

static void
a_known_buddy_and_an_unknown_one_look_alike(void **state)
{
	struct fixture *f = *state;
	int64_t buddy = fixture_person(f, "Sipho", ROLE_VOLUNTEER);
	struct book_in in = { .buddy_name = STR(" Sips "),
	    .buddy_phone = str_of(fixture_phone(f, 1)) };
	struct booking known, unknown;

	volunteer(f, "Thandi");
	in.shift = shift(f, DAY, 1);
	is_ok(seating_book(&f->act, &in, &known));
	in.shift = shift(f, 2 * DAY, 1);
	in.buddy_phone = STR("082 555 9999");
	is_ok(seating_book(&f->act, &in, &unknown));
	is_text(known.buddy_name, "Sips");
	is_text(unknown.buddy_name, "Sips");
	is_int(fixture_int(f, "SELECT buddy FROM booking WHERE id = 1"),
	    buddy);
	is_int(fixture_int(f, "SELECT count(*) FROM booking "
	    "WHERE buddy_name LIKE '%555%'"), 0);
}

static void
a_buddys_number_must_be_one_and_not_ones_own(void **state)
{
	struct fixture *f = *state;
	struct book_in in = { .buddy_phone = STR("12ab") };
	struct booking b;

	volunteer(f, "Thandi");
	in.shift = shift(f, DAY, 1);
	is_refused(f, seating_book(&f->act, &in, &b), E_INVALID,
	    "phone-invalid");
	in.buddy_phone = str_of(fixture_phone(f, 1));
	is_refused(f, seating_book(&f->act, &in, &b), E_INVALID,
	    "buddy-self");
	is_int(fixture_int(f, "SELECT count(*) FROM booking"), 0);
}

static void
rule_4_cancelling_is_free_until_two_hours_before(void **state)
{
	struct fixture *f = *state;
	int64_t id;
	struct booking b, ended;

	volunteer(f, "Thandi");
	id = shift(f, 30 * HOUR, 1);
	is_ok(book(f, id, &b));
	fixture_later(f, 28 * HOUR - 1);
	is_ok(seating_cancel(&f->act, b.id, &ended));
	is_int(ended.state, BOOKING_CANCELLED);
	is_text(ended.end_reason, "own");
	is_int(fixture_int(f, "SELECT count(*) FROM outbox WHERE booking "
	    "IS NOT NULL AND state = 'pending'"), 0);
	is_int(fixture_int(f, PENDING("booking-cancelled")), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM audit "
	    "WHERE event = 'booking.cancelled'"), 1);
	is_refused(f, seating_cancel(&f->act, b.id, &ended), E_CONFLICT,
	    "booking-ended");
	is_ok(book(f, id, &b));		/* the seat is free again */
	fixture_later(f, 2);
	is_refused(f, seating_cancel(&f->act, b.id, &ended), E_CONFLICT,
	    "cancel-too-late");
}

static void
rule_4_after_that_it_takes_a_coordinator(void **state)
{
	struct fixture *f = *state;
	int64_t boss = fixture_person(f, "Fatima", ROLE_COORDINATOR), id;
	struct booking b, ended;

	volunteer(f, "Thandi");
	id = shift(f, HOUR, 1);
	is_ok(book(f, id, &b));
	is_refused(f, seating_cancel(&f->act, b.id, &ended), E_CONFLICT,
	    "cancel-too-late");
	fixture_as(f, boss, ROLE_COORDINATOR);
	is_ok(seating_cancel(&f->act, b.id, &ended));
	is_text(ended.end_reason, "coordinator");
	is_int(ended.ended_by, boss);
}

static void
another_persons_booking_is_not_there(void **state)
{
	struct fixture *f = *state;
	int64_t id = shift(f, DAY, 1);
	struct booking b, ended;

	volunteer(f, "Thandi");
	is_ok(book(f, id, &b));
	volunteer(f, "Johan");
	is_int(seating_cancel(&f->act, b.id, &ended), E_NOTFOUND);
	is_int(seating_cancel(&f->act, 999, &ended), E_NOTFOUND);
	is_int(f->act.refusals, 0);
	is_int(fixture_int(f, "SELECT taken FROM shift"), 1);
}

static void
a_coordinator_puts_people_on_a_shift(void **state)
{
	struct fixture *f = *state;
	int64_t boss = fixture_person(f, "Fatima", ROLE_COORDINATOR);
	int64_t one = fixture_person(f, "One", ROLE_VOLUNTEER);
	int64_t guest = fixture_person(f, "New", ROLE_GUEST);
	struct assign_in in = { shift(f, DAY, 1), one };
	struct booking b;

	fixture_as(f, one, ROLE_VOLUNTEER);
	is_int(seating_assign(&f->act, &in, &b), E_DENIED);
	fixture_as(f, boss, ROLE_COORDINATOR);
	in.person = guest;
	is_refused(f, seating_assign(&f->act, &in, &b), E_INVALID,
	    "person-not-volunteer");
	in.person = 999;
	is_refused(f, seating_assign(&f->act, &in, &b), E_NOTFOUND,
	    "person-unknown");
	in.person = one;
	is_ok(seating_assign(&f->act, &in, &b));
	is_int(b.source, SOURCE_COORDINATOR);
	is_int(b.booked_by, boss);
	is_int(fixture_int(f, PENDING("assigned")), 1);
	is_int(fixture_int(f, "SELECT person FROM outbox "
	    "WHERE kind = 'assigned'"), one);
	in.person = boss;
	is_refused(f, seating_assign(&f->act, &in, &b), E_CONFLICT,
	    "seat-taken");
}

static void
several_seats_are_taken_in_one_go(void **state)
{
	struct fixture *f = *state;
	int64_t shifts[] = { shift(f, DAY, 1), shift(f, 3 * DAY, 2),
	    shift(f, 2 * DAY, 1) };
	struct book_several_in in = { shifts, 3 };
	struct booking made[3];
	size_t i;

	volunteer(f, "Thandi");
	is_ok(seating_book_several(&f->act, &in, made));
	for (i = 0; i < 3; i++)
		is_int(made[i].shift, shifts[i]);
	is_int(fixture_int(f, PENDING("booked")), 3);
	is_int(fixture_int(f, "SELECT count(*) FROM audit"), 3);
}

static void
of_several_seats_all_are_taken_or_none(void **state)
{
	struct fixture *f = *state;
	int64_t full = shift(f, DAY, 1), free = shift(f, 2 * DAY, 1);
	int64_t shifts[] = { free, full, shift(f, 2 * DAY + HOUR, 1), 999,
	    shift(f, -HOUR, 1) };
	static const char *const reasons[] = { "seat-taken", "overlap",
	    "shift-gone", "shift-past" };
	struct book_several_in in = { shifts, 5 };
	struct booking made[5];
	size_t i;

	volunteer(f, "Johan");
	is_ok(book(f, full, &made[0]));
	volunteer(f, "Thandi");
	is_int(seating_book_several(&f->act, &in, made), E_CONFLICT);
	is_int(f->act.refusals, 4);
	for (i = 0; i < 4; i++) {
		is_text(f->act.refusal[i].reason, reasons[i]);
		is_text(f->act.refusal[i].field, str_number(f->arena,
		    "shifts.", shifts[i + 1]));
	}
	is_text(f->act.refusal[0].value[0].name, "about");
	is_text(f->act.refusal[0].value[0].value, "Patrol, Sat 22 Nov 02:00");
	is_int(fixture_int(f, "SELECT count(*) FROM booking"), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM audit"), 1);
	is_int(fixture_int(f, PENDING("booked")), 1);
}

static void
guests_do_not_book_several(void **state)
{
	struct fixture *f = *state;
	int64_t id = shift(f, DAY, 1);
	struct book_several_in in = { &id, 1 };
	struct booking made;

	fixture_as(f, fixture_person(f, "New", ROLE_GUEST), ROLE_GUEST);
	is_int(seating_book_several(&f->act, &in, &made), E_DENIED);
	is_int(fixture_int(f, "SELECT taken FROM shift"), 0);
}

static enum status
claim(struct act *act, int i)
{
	struct booking b;

	act->actor = (struct actor){ .person = i + 1, .role = ROLE_VOLUNTEER,
	    .kind = "person" };
	return seating_book(act, &(struct book_in){ .shift = 1 }, &b);
}

static void
R_02_sixteen_press_book_at_once_and_the_seats_decide(void **state)
{
	struct fixture *f = *state;
	int i;

	shift(f, 3 * DAY, 4);
	for (i = 0; i < 16; i++)
		fixture_person(f, "Somebody", ROLE_VOLUNTEER);
	is_int(fixture_race(f, 16, claim), 4);
	is_int(fixture_int(f, "SELECT taken FROM shift"), 4);
	is_int(fixture_int(f, "SELECT count(DISTINCT seat) FROM booking"), 4);
	is_int(fixture_int(f, "SELECT count(*) FROM outbox"), 3 * 4);
	is_int(fixture_int(f, "SELECT count(*) FROM audit"), 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, up, fixture_down)
		T(a_booking_commits_with_its_notices_and_its_audit_row),
		T(reminders_whose_time_has_passed_are_left_out),
		T(what_is_refused_leaves_no_trace),
		T(guests_do_not_book),
		T(a_known_buddy_and_an_unknown_one_look_alike),
		T(a_buddys_number_must_be_one_and_not_ones_own),
		T(rule_4_cancelling_is_free_until_two_hours_before),
		T(rule_4_after_that_it_takes_a_coordinator),
		T(another_persons_booking_is_not_there),
		T(a_coordinator_puts_people_on_a_shift),
		T(several_seats_are_taken_in_one_go),
		T(of_several_seats_all_are_taken_or_none),
		T(guests_do_not_book_several),
		T(R_02_sixteen_press_book_at_once_and_the_seats_decide),
	};

	return cmocka_run_group_tests_name("seating", tests, NULL, NULL);
}
