/* leases: who may send a row, for how long, and how it ends. */
#include "outgoing.h"

#include "base/banned.h"

static void
a_due_row_is_leased_once_at_a_time(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	int64_t id = inserted(f, &row);

	is_int(taken(f, NOW - 1).n, 0);
	is_int(taken(f, NOW).n, 1);
	is_int(taken(f, NOW).n, 0);
	is_ok(ended(f, id, "w", "sent"));
	is_int(taken(f, NOW + 1000).n, 0);
}

static void
rule_7_a_lease_that_ran_out_is_leased_again(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	struct lease lease;
	int64_t id = inserted(f, &row);

	is_int(taken(f, NOW).n, 1);
	is_int(taken(f, NOW + 59).n, 0);
	is_int(taken(f, NOW + 60).n, 1);
	is_ok(leases_get(f->db, id, "w", f->a, &lease));
	is_int(lease.attempts, 2);
}

static void
rule_7_a_new_worker_waits_for_no_dead_ones_leases(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	struct tx *tx;

	inserted(f, &row);
	is_int(taken(f, NOW).n, 1);
	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, leases_recover(tx, NOW + 1)));
	is_int(taken(f, NOW + 1).n, 1);
}

static void
the_most_urgent_rows_go_first(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	struct lease_ids ids;
	int64_t reminder, code;

	row.priority = 2;
	row.due_at = NOW - 100;
	reminder = inserted(f, &row);
	row.priority = 0;
	row.due_at = NOW;
	code = inserted(f, &row);
	ids = taken(f, NOW);
	is_int(ids.n, 1);
	is_int(ids.v[0], code);
	ids = taken(f, NOW);
	is_int(ids.n, 1);
	is_int(ids.v[0], reminder);
}

static void
the_worker_opens_what_the_file_hides(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	struct lease lease;
	int64_t id = inserted(f, &row);

	is_int(taken(f, NOW).n, 1);
	is_ok(leases_get(f->db, id, "w", f->a, &lease));
	is_str(lease.payload, "{\"code\":\"" CANARY "\"}");
	is_text(lease.kind, "code");
	assert_true(lease.live);
	is_int(leases_get(f->db, id, "another", f->a, &lease), E_NOTFOUND);
}

static void
a_payload_moved_to_another_row_does_not_open(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	struct lease lease;
	int64_t one = inserted(f, &row), two = inserted(f, &row);

	is_int(taken(f, NOW).n, 2);
	scratch_sql(f->path, str_printf(f->a, "UPDATE outbox SET"
	    " payload_sealed = (SELECT payload_sealed FROM outbox"
	    " WHERE id = %lld) WHERE id = %lld", (long long)one,
	    (long long)two));
	is_ok(leases_get(f->db, one, "w", f->a, &lease));
	is_int(leases_get(f->db, two, "w", f->a, &lease), E_INVALID);
}

static void
ot_08_a_row_that_has_ended_keeps_no_payload(void **state)
{
	static const char *const ends[] = { "sent", "dead", "withdrawn" };
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		int64_t id = inserted(f, &row);

		is_int(taken(f, NOW).n, 1);
		is_int(ask(f, "payload_sealed IS NOT NULL"), 1);
		is_ok(ended(f, id, "w", ends[i]));
		is_int(ask(f, "payload_sealed IS NOT NULL"), 0);
	}
}

static void
ot_08_what_was_not_sent_in_time_expires(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	int64_t next;
	struct tx *tx;

	row.due_at = NOW + 400;
	row.expires_at = NOW + 300;
	inserted(f, &row);
	is_ok(leases_next(f->db, &next));
	is_int(next, NOW + 300);
	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, leases_expire(tx, NOW + 299)));
	is_int(ask(f, "state = 'pending'"), 1);
	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, leases_expire(tx, NOW + 300)));
	is_int(ask(f, "state = 'expired' AND payload_key IS NULL"), 1);
	is_int(taken(f, NOW + 400).n, 0);
	is_ok(leases_next(f->db, &next));
	is_int(next, INT64_MAX);
}

static void
a_worker_that_was_too_slow_changes_nothing(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	struct tx *tx;
	int64_t id = inserted(f, &row);

	is_int(taken(f, NOW).n, 1);
	is_int(ended(f, id, "another", "sent"), E_CONFLICT);
	is_ok(tx_begin(f->db, &tx));
	is_int(tx_end(tx, leases_retry(tx, id, &(struct lease_retry){
	    "another", "why", NOW })), E_CONFLICT);
	is_int(ask(f, "state = 'leased'"), 1);
}

static void
what_was_leased_and_not_tried_is_given_back_uncounted(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	struct tx *tx;
	int64_t id = inserted(f, &row);

	is_int(taken(f, NOW).n, 1);
	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, leases_release(tx, id, "w", NOW)));
	is_int(ask(f, "state = 'pending' AND attempts = 0"), 1);
	is_int(taken(f, NOW).n, 1);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, scratch_down)
	const struct CMUnitTest tests[] = {
		T(a_due_row_is_leased_once_at_a_time),
		T(rule_7_a_lease_that_ran_out_is_leased_again),
		T(rule_7_a_new_worker_waits_for_no_dead_ones_leases),
		T(the_most_urgent_rows_go_first),
		T(the_worker_opens_what_the_file_hides),
		T(a_payload_moved_to_another_row_does_not_open),
		T(ot_08_a_row_that_has_ended_keeps_no_payload),
		T(ot_08_what_was_not_sent_in_time_expires),
		T(a_worker_that_was_too_slow_changes_nothing),
		T(what_was_leased_and_not_tried_is_given_back_uncounted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
