/* delivery: failures, deaths and withdrawals: at least once (rule 7). */
#include "delivering.h"

#include <sys/wait.h>

#include "store/handle.h"

#include "base/banned.h"

static void
rule_7_a_failure_is_tried_again_after_a_pause_that_grows(void **state)
{
	struct fixture *f = *state;
	int64_t most = 30, due, at;
	int i;

	booked(f);
	fake.says = OUTCOME_RETRY;
	for (i = 1; i <= 4; i++, most *= 2) {
		run(f);
		is_int(fake.calls, i);
		is_int(count(f, "state = 'pending' AND attempts > 0"), 1);
		due = fixture_int(f, "SELECT due_at FROM outbox WHERE"
		    " attempts > 0");
		at = clock_now();
		assert_in_range(due, f->act.now - 2, at + most);
		later(f, most + 2);
	}
	fake.says = OUTCOME_SENT;
	run(f);
	is_int(count(f, "state = 'sent' AND attempts = 5"), 1);
}

static void
rule_7_the_pause_doubles_up_to_an_hour(void **state)
{
	static const struct { int64_t attempts, backoff, most; } cases[] = {
		{ 1, 30, 30 }, { 2, 30, 60 }, { 3, 30, 120 },
		{ 7, 30, 1920 }, { 8, 30, 3600 }, { 50, 30, 3600 },
		{ 1, 3600, 3600 }, { 50, 1, 3600 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		is_int(delivery_pause_most_s(cases[i].attempts,
		    cases[i].backoff), cases[i].most);
}

static void
rule_7_a_crowd_that_failed_together_does_not_return_together(void **state)
{
	struct fixture *f = *state;
	int i;

	f->config.sms.backoff_s = 3600;
	for (i = 0; i < 40; i++)
		code(f, i + 1);
	fake.says = OUTCOME_RETRY;
	for (i = 0; i < 5; i++)
		is_int(run(f).done, 8);
	is_int(fake.calls, 40);
	assert_true(fixture_int(f, "SELECT count(DISTINCT due_at) FROM"
	    " outbox") > 20);
	assert_true(fixture_int(f, "SELECT max(due_at) - min(due_at) FROM"
	    " outbox") > 1000);
}

static void
rule_7_after_the_last_attempt_it_is_dead_and_seen(void **state)
{
	struct fixture *f = *state;
	struct outbox_health h;
	int i;

	booked(f);
	f->config.sms.max_attempts = 3;
	fake.says = OUTCOME_RETRY;
	for (i = 0; i < 5; i++) {
		run(f);
		later(f, 200);
	}
	is_int(fake.calls, 3);
	is_int(count(f, "state = 'dead' AND last_error = 'as told' AND"
	    " payload_key IS NULL"), 1);
	is_ok(outbox_health(f->db, f->act.now, &h));
	is_int(h.dead, 1);
}

static void
rule_7_a_permanent_error_is_dead_at_once(void **state)
{
	struct fixture *f = *state;

	code(f, 1);
	fake.says = OUTCOME_PERMANENT;
	run(f);
	is_int(count(f, "state = 'dead' AND attempts = 1"), 1);
	later(f, 4000);
	run(f);
	is_int(fake.calls, 1);
}

static void
rule_7_an_unknown_outcome_is_tried_again_by_its_token(void **state)
{
	struct fixture *f = *state;
	char first[64];

	code(f, 1);
	fake.says = OUTCOME_UNKNOWN;
	run(f);
	snprintf(first, sizeof(first), "%s", fake.token);
	is_int(strlen(first), 2 * UID_BYTES);
	fake.says = OUTCOME_SENT;
	later(f, 31);
	run(f);
	is_int(fake.calls, 2);
	is_text(fake.token, first);
}

/* The child sends and dies; its database is its own. */
static void
send_and_die(struct fixture *f, int tell)
{
	struct delivery d = delivery();
	struct delivery_round r;

	fake.dies = true;
	fake.tell = tell;
	is_ok(db_open(&(struct db_options){ .path = f->path, .keys = f->keys,
	    .modules = modules }, &f->act.db));
	(void)!delivery_run(&f->act, &d, &r);
	_exit(0);
}

static void
r_13_a_worker_killed_between_send_and_mark_sends_again(void **state)
{
	struct fixture *f = *state;
	int tell[2], how;
	char c;

	code(f, 1);
	db_close(f->db);
	is_ok(pipe(tell));
	if (fork() == 0)
		send_and_die(f, tell[1]);
	assert_true(wait(&how) > 0);
	is_int(WEXITSTATUS(how), 9);
	is_int(read(tell[0], &c, 1), 1);
	close(tell[0]);
	close(tell[1]);
	is_ok(db_open(&(struct db_options){ .path = f->path, .keys = f->keys,
	    .modules = modules }, &f->db));
	f->act.db = f->db;
	is_int(count(f, "state = 'leased'"), 1);
	later(f, 30);
	is_int(run(f).done, 0);
	later(f, DELIVERY_LEASE_S);
	is_int(run(f).done, 1);
	is_int(fake.calls, 1);
	is_int(count(f, "state = 'sent' AND attempts = 2"), 1);
}

static void
a_row_that_kills_its_workers_ends_dead(void **state)
{
	struct fixture *f = *state;

	booked(f);
	fixture_sql(f, "UPDATE outbox SET attempts = 8 WHERE"
	    " kind = 'booked'");
	run(f);
	is_int(fake.calls, 0);
	is_int(count(f, "state = 'dead' AND kind = 'booked'"), 1);
}

static void
rule_7_a_withdrawal_after_a_failure_ends_the_retries(void **state)
{
	struct fixture *f = *state;
	int64_t id = booked(f);
	struct tx *tx;

	fake.says = OUTCOME_RETRY;
	run(f);
	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, messaging_booking_cancelled(&f->act, tx, id)));
	fake.says = OUTCOME_SENT;
	later(f, 60);
	run(f);
	is_text(fake.kind, "booking-cancelled");
	is_int(fake.calls, 2);
	later(f, 72 * HOUR);
	run(f);
	is_int(fake.calls, 2);
}

static void
the_only_worker_takes_over_what_a_dead_one_had(void **state)
{
	struct fixture *f = *state;

	code(f, 1);
	fixture_sql(f, "UPDATE outbox SET state = 'leased', leased_by = 'x',"
	    " attempts = 1, leased_until = due_at + 60, due_at = due_at + 60");
	is_int(run(f).done, 0);
	is_ok(delivery_start(&f->act));
	is_int(run(f).done, 1);
}

static int
interrupt_the_reading_of_a_row(unsigned what, void *sqlite, void *stmt,
    void *text)
{
	(void)what;
	(void)stmt;
	if (strncmp(text, "SELECT o.id, o.uid", 18) == 0)
		sqlite3_interrupt(sqlite);
	return 0;
}

static void
rule_7_a_row_that_cannot_be_read_now_is_sent_later(void **state)
{
	struct fixture *f = *state;

	code(f, 1);
	sqlite3_trace_v2(f->db->sqlite, SQLITE_TRACE_STMT,
	    interrupt_the_reading_of_a_row, f->db->sqlite);
	run(f);
	is_int(fake.calls, 0);
	sqlite3_trace_v2(f->db->sqlite, 0, NULL, NULL);
	later(f, DELIVERY_LEASE_S);
	run(f);
	is_int(fake.calls, 1);
	is_int(count(f, "state = 'sent'"), 1);
}

static void
a_row_whose_payload_does_not_open_is_dead(void **state)
{
	struct fixture *f = *state;

	code(f, 1);
	fixture_sql(f, "UPDATE outbox SET uid = zeroblob(16)");
	run(f);
	is_int(fake.calls, 0);
	is_int(count(f, "state = 'dead' AND payload_key IS NULL"), 1);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, fixture_down)
	const struct CMUnitTest tests[] = {
		T(rule_7_a_failure_is_tried_again_after_a_pause_that_grows),
		T(rule_7_the_pause_doubles_up_to_an_hour),
		T(rule_7_a_crowd_that_failed_together_does_not_return_together),
		T(rule_7_after_the_last_attempt_it_is_dead_and_seen),
		T(rule_7_a_permanent_error_is_dead_at_once),
		T(rule_7_an_unknown_outcome_is_tried_again_by_its_token),
		T(r_13_a_worker_killed_between_send_and_mark_sends_again),
		T(a_row_that_kills_its_workers_ends_dead),
		T(rule_7_a_withdrawal_after_a_failure_ends_the_retries),
		T(the_only_worker_takes_over_what_a_dead_one_had),
		T(rule_7_a_row_that_cannot_be_read_now_is_sent_later),
		T(a_row_whose_payload_does_not_open_is_dead),
	};

	return cmocka_run_group_tests(tests, load_words, drop_words);
}
