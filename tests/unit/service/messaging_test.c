/* messaging: what each cause leaves to be told, and when. */
#include "fixture.h"

#include "service/messaging.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/tx.h"

#include "base/banned.h"

#define HOUR ((int64_t)3600)
#define DAY (24 * HOUR)

static const struct module *const modules[] = { &outbox_module,
	&people_module, NULL };

static int
set_up(void **state)
{
	return fixture_up(state, modules);
}

/* A booking of a new person on a new shift that starts then. */
static int64_t
booking(struct fixture *f, int64_t starts_at)
{
	int64_t who = fixture_person(f, "Johan", ROLE_VOLUNTEER);

	fixture_sql(f, str_printf(f->arena, "INSERT INTO shift (zone, name,"
	    " starts_at, ends_at, seats, needed, place) VALUES"
	    " ('Africa/Johannesburg', 'Night walk', %lld, %lld, 4, 2,"
	    " 'The gate'); INSERT INTO booking (shift, starts_at, ends_at,"
	    " seat, person, source, booked_at, booked_by) SELECT id,"
	    " starts_at, ends_at, 1, %lld, 'self', 1, %lld FROM shift"
	    " ORDER BY id DESC LIMIT 1", (long long)starts_at,
	    (long long)(starts_at + 4 * HOUR), (long long)who,
	    (long long)who));
	return fixture_int(f, "SELECT max(id) FROM booking");
}

static void
tell(struct fixture *f, int64_t id,
    enum status (*fn)(struct act *act, struct tx *tx, int64_t id))
{
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, fn(&f->act, tx, id)));
}

static int64_t
count(struct fixture *f, const char *what)
{
	return fixture_int(f, str_printf(f->arena,
	    "SELECT count(*) FROM outbox WHERE %s", what));
}

static int64_t
due(struct fixture *f, const char *kind)
{
	return fixture_int(f, str_printf(f->arena, "SELECT due_at FROM outbox"
	    " WHERE kind = '%s'", kind));
}

static void
rule_7_a_booking_is_confirmed_now_and_reminded_twice(void **state)
{
	struct fixture *f = *state;
	int64_t start = FIXTURE_NOW + 3 * DAY;

	tell(f, booking(f, start), messaging_booked);
	is_int(count(f, "state = 'pending'"), 3);
	is_int(due(f, "booked"), FIXTURE_NOW);
	is_int(due(f, "reminder-day"), start - DAY);
	is_int(due(f, "reminder-hour"), start - HOUR);
	is_int(count(f, str_printf(f->arena, "expires_at = %lld",
	    (long long)start)), 3);
}

static void
a_reminder_whose_time_has_passed_is_none(void **state)
{
	struct fixture *f = *state;

	tell(f, booking(f, FIXTURE_NOW + 2 * HOUR), messaging_booked);
	is_int(count(f, "kind = 'reminder-day'"), 0);
	is_int(count(f, "kind = 'reminder-hour'"), 1);
	tell(f, booking(f, FIXTURE_NOW + HOUR / 2), messaging_booked);
	is_int(count(f, "kind = 'reminder-hour'"), 1);
	is_int(count(f, "kind = 'booked'"), 2);
}

static void
the_same_booking_told_twice_is_written_once(void **state)
{
	struct fixture *f = *state;
	int64_t id = booking(f, FIXTURE_NOW + 3 * DAY);

	tell(f, id, messaging_booked);
	tell(f, id, messaging_booked);
	is_int(count(f, "true"), 3);
}

static void
rule_7_a_cancelled_booking_has_no_reminder(void **state)
{
	struct fixture *f = *state;
	int64_t id = booking(f, FIXTURE_NOW + 3 * DAY),
	    other = booking(f, FIXTURE_NOW + 4 * DAY);

	tell(f, id, messaging_booked);
	tell(f, other, messaging_booked);
	tell(f, id, messaging_booking_cancelled);
	is_int(count(f, str_printf(f->arena, "booking = %lld AND"
	    " state = 'withdrawn' AND payload_key IS NULL",
	    (long long)id)), 3);
	is_int(count(f, str_printf(f->arena, "booking = %lld AND"
	    " state = 'pending'", (long long)other)), 3);
	is_int(count(f, "kind = 'booking-cancelled' AND booking IS NULL AND"
	    " state = 'pending'"), 1);
}

static void
a_cancelled_shift_is_told_with_its_reason(void **state)
{
	struct fixture *f = *state;
	int64_t id = booking(f, FIXTURE_NOW + 3 * DAY), row;

	tell(f, id, messaging_assigned);
	fixture_sql(f, "UPDATE shift SET cancel_reason = 'Storm'");
	tell(f, id, messaging_shift_cancelled);
	is_int(count(f, "state = 'withdrawn'"), 3);
	row = fixture_int(f, "SELECT id FROM outbox WHERE state = 'pending'"
	    " AND kind = 'shift-cancelled'");
	assert_non_null(strstr(fixture_payload(f, row),
	    "\"reason\":\"Storm\""));
}

static void
a_moved_shift_is_told_and_its_reminders_are_written_anew(void **state)
{
	struct fixture *f = *state;
	int64_t id = booking(f, FIXTURE_NOW + 3 * DAY);

	tell(f, id, messaging_booked);
	fixture_sql(f, "UPDATE shift SET starts_at = starts_at + 7200,"
	    " ends_at = ends_at + 7200");
	tell(f, id, messaging_shift_moved);
	is_int(count(f, "state = 'withdrawn'"), 3);
	is_int(count(f, "state = 'pending'"), 3);
	is_int(count(f, "state = 'pending' AND kind = 'shift-moved'"), 1);
	is_int(fixture_int(f, "SELECT due_at FROM outbox WHERE kind ="
	    " 'reminder-day' AND state = 'pending'"),
	    FIXTURE_NOW + 2 * DAY + 7200);
}

static void
what_is_over_needs_no_notice(void **state)
{
	struct fixture *f = *state;

	tell(f, booking(f, FIXTURE_NOW - 4 * HOUR),
	    messaging_booking_cancelled);
	is_int(count(f, "true"), 0);
}

static void
a_payload_has_what_the_words_need_and_no_number(void **state)
{
	struct fixture *f = *state;
	const char *p;

	tell(f, booking(f, FIXTURE_NOW + 3 * DAY), messaging_booked);
	p = fixture_payload(f, fixture_int(f, "SELECT id FROM outbox WHERE"
	    " kind = 'booked'"));
	assert_non_null(strstr(p, "\"name\":\"Night walk\""));
	assert_non_null(strstr(p, "\"starts_at\":\"2025-11-24T02:00:00Z\""));
	assert_non_null(strstr(p, "\"zone\":\"Africa/Johannesburg\""));
	assert_non_null(strstr(p, "\"place\":\"The gate\""));
	assert_non_null(strstr(p, "\"link\":\"https://watch.example/shifts/"));
	assert_null(strstr(p, "82555"));
}

static void
code(struct fixture *f, int64_t challenge, bool decoy)
{
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, messaging_code(&f->act, tx, &(struct code_notice){
	    .challenge = challenge, .to = "+27825550147", .code = "004213",
	    .expires_at = FIXTURE_NOW + 300, .decoy = decoy })));
}

static void
a_code_goes_to_the_number_that_was_typed_and_before_all_else(void **state)
{
	struct fixture *f = *state;
	const char *p;

	code(f, 5, false);
	p = fixture_payload(f, 1);
	assert_non_null(strstr(p, "\"to\":\"+27825550147\""));
	assert_non_null(strstr(p, "\"code\":\"004213\""));
	assert_non_null(strstr(p, "\"host\":\"watch.example\""));
	assert_non_null(strstr(p, "\"minutes\":5"));
	is_int(count(f, "priority = 0 AND challenge = 5"), 1);
	is_int(fixture_int(f, "SELECT expires_at FROM outbox"),
	    FIXTURE_NOW + 300);
}

static void
the_port_is_no_part_of_the_host_that_a_phone_looks_for(void **state)
{
	struct fixture *f = *state;

	f->config.site.url = "https://localhost:8443";
	code(f, 5, false);
	assert_non_null(strstr(fixture_payload(f, 1),
	    "\"host\":\"localhost\""));
}

static void
ot_01_a_code_whose_challenge_ended_is_withdrawn(void **state)
{
	struct fixture *f = *state;
	struct tx *tx;

	code(f, 5, false);
	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, messaging_code_ended(&f->act, tx, 5)));
	is_int(count(f, "state = 'withdrawn' AND payload_key IS NULL"), 1);
}

static void
ot_05_an_unknown_number_leaves_a_row_that_nobody_sends(void **state)
{
	struct fixture *f = *state;

	code(f, 6, true);
	is_int(count(f, "ended_at IS NOT NULL AND payload_key IS NULL"), 1);
}

static void
a_guest_who_is_approved_is_told_once(void **state)
{
	struct fixture *f = *state;
	int64_t who = fixture_person(f, "Thandi", ROLE_GUEST);

	tell(f, who, messaging_approved);
	tell(f, who, messaging_approved);
	is_int(count(f, "kind = 'approved'"), 1);
}

static void
every_kind_says_what_it_is(void **state)
{
	enum notice k;

	(void)state;
	for (k = NOTICE_CODE; k < NOTICE__MAX; k++) {
		assert_non_null(notice_kinds[k].name);
		assert_non_null(notice_kinds[k].view);
		assert_non_null(notice_kinds[k].shape);
		is_text(notice_kinds[k].channel, "sms");
		assert_in_range(notice_kinds[k].priority, 0,
		    OUTBOX_PRIORITIES - 1);
	}
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, fixture_down)
	const struct CMUnitTest tests[] = {
		T(rule_7_a_booking_is_confirmed_now_and_reminded_twice),
		T(a_reminder_whose_time_has_passed_is_none),
		T(the_same_booking_told_twice_is_written_once),
		T(rule_7_a_cancelled_booking_has_no_reminder),
		T(a_cancelled_shift_is_told_with_its_reason),
		T(a_moved_shift_is_told_and_its_reminders_are_written_anew),
		T(what_is_over_needs_no_notice),
		T(a_payload_has_what_the_words_need_and_no_number),
		T(a_code_goes_to_the_number_that_was_typed_and_before_all_else),
		T(the_port_is_no_part_of_the_host_that_a_phone_looks_for),
		T(ot_01_a_code_whose_challenge_ended_is_withdrawn),
		T(ot_05_an_unknown_number_leaves_a_row_that_nobody_sends),
		T(a_guest_who_is_approved_is_told_once),
		T(every_kind_says_what_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
