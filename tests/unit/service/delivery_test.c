/* delivery: what is due is worded, sent, and gone from the database. */
#include "delivering.h"

#include "base/banned.h"

static void
what_is_due_is_sent_and_its_payload_gone(void **state)
{
	struct fixture *f = *state;

	code(f, 1);
	is_int(run(f).done, 1);
	is_int(fake.calls, 1);
	is_text(fake.to, "+27825550147");
	is_int(count(f, "state = 'sent' AND payload_key IS NULL"), 1);
	is_int(run(f).done, 0);
	is_int(fake.calls, 1);
}

static void
a_notice_finds_its_persons_number_and_words(void **state)
{
	struct fixture *f = *state;
	struct delivery_round r;

	booked(f);
	r = run(f);
	is_int(fake.calls, 1);
	is_text(fake.kind, "booked");
	is_text(fake.to, fixture_phone(f, 1));
	assert_non_null(strstr(fake.body, "Zandvlei Watch"));
	assert_non_null(strstr(fake.body, "Night walk"));
	assert_non_null(strstr(fake.body, "04:00 to 08:00"));
	assert_non_null(strstr(fake.body, "https://watch.example/shifts/"));
	is_int(r.next_at, FIXTURE_NOW + 48 * HOUR);
}

static void
rule_7_a_reminder_comes_when_it_is_due(void **state)
{
	struct fixture *f = *state;

	booked(f);
	run(f);
	later(f, 47 * HOUR);
	is_int(run(f).done, 0);
	later(f, HOUR);
	run(f);
	is_text(fake.kind, "reminder-day");
	later(f, 23 * HOUR);
	run(f);
	is_text(fake.kind, "reminder-hour");
	is_int(count(f, "state = 'sent'"), 3);
}

static void
rule_7_nothing_is_sent_whose_booking_is_gone(void **state)
{
	struct fixture *f = *state;

	booked(f);
	fixture_sql(f, "UPDATE booking SET state = 'cancelled',"
	    " ended_at = 1");
	run(f);
	is_int(fake.calls, 0);
	is_int(count(f, "state = 'withdrawn' AND kind = 'booked'"), 1);
}

static void
ot_08_a_code_never_comes_late(void **state)
{
	struct fixture *f = *state;

	code(f, 1);
	later(f, 300);
	is_int(run(f).done, 0);
	is_int(fake.calls, 0);
	is_int(count(f, "state = 'expired' AND payload_key IS NULL"), 1);
}

static void
nobody_writes_to_an_erased_person(void **state)
{
	struct fixture *f = *state;

	booked(f);
	fixture_sql(f, "UPDATE person SET state = 'erased', name = NULL,"
	    " phone_key = NULL, phone_sealed = NULL, phone_index = NULL");
	run(f);
	is_int(fake.calls, 0);
	is_int(count(f, "state = 'withdrawn' AND kind = 'booked'"), 1);
}

static void
a_kind_that_has_no_words_is_dead_not_stuck(void **state)
{
	struct fixture *f = *state;

	code(f, 1);
	fixture_sql(f, "UPDATE outbox SET kind = 'nonsense'");
	run(f);
	is_int(count(f, "state = 'dead'"), 1);
}

static void
told_to_stop_a_worker_gives_back_what_it_has_not_begun(void **state)
{
	struct fixture *f = *state;

	code(f, 1);
	stop = 1;
	run(f);
	is_int(fake.calls, 0);
	is_int(count(f, "state = 'pending' AND attempts = 0"), 1);
	stop = 0;
	run(f);
	is_int(fake.calls, 1);
}

static void
what_ended_long_ago_is_forgotten(void **state)
{
	struct fixture *f = *state;
	int64_t n;

	code(f, 1);
	run(f);
	is_ok(delivery_forget(&f->act, &n));
	is_int(n, 0);
	later(f, (DELIVERY_KEEP_DAYS * 24 + 1) * HOUR);
	is_ok(delivery_forget(&f->act, &n));
	is_int(n, 1);
	is_int(count(f, "true"), 0);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, fixture_down)
	const struct CMUnitTest tests[] = {
		T(what_is_due_is_sent_and_its_payload_gone),
		T(a_notice_finds_its_persons_number_and_words),
		T(rule_7_a_reminder_comes_when_it_is_due),
		T(rule_7_nothing_is_sent_whose_booking_is_gone),
		T(ot_08_a_code_never_comes_late),
		T(nobody_writes_to_an_erased_person),
		T(a_kind_that_has_no_words_is_dead_not_stuck),
		T(told_to_stop_a_worker_gives_back_what_it_has_not_begun),
		T(what_ended_long_ago_is_forgotten),
	};

	return cmocka_run_group_tests(tests, load_words, drop_words);
}
