/* retention: what is forgotten, and when. */
#include "visitors.h"

#include "base/banned.h"

static int64_t
blanked(struct scratch *f, int64_t now)
{
	struct tx *tx;
	int64_t n;

	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, retention_callbacks(tx, &(struct retention_limits){
	    now - DAY, now - 30 * DAY, now }, &n)));
	return n;
}

static void
contents_go_a_day_after_the_end(void **state)
{
	struct scratch *f = *state;
	int64_t id = asked(f, NOW);
	struct callback_events e;
	struct callback c;

	is_ok(moved(f, id, CALLBACK_COMPLETED, NOW));
	is_int(blanked(f, NOW + DAY), 0);
	is_int(blanked(f, NOW + DAY + 1), 1);
	is_int(blanked(f, NOW + DAY + 1), 0);
	is_ok(callbacks_get(f->db, id, f->a, &c));
	assert_true(c.blanked);
	assert_null(c.phone);
	assert_null(c.name);
	is_int(c.state, CALLBACK_COMPLETED);
	is_ok(callbacks_events(f->db, id, f->a, &e));
	is_int(e.n, 1);
	assert_null(e.v[0].note);
	is_int(scratch_int(f->path, "SELECT count(*) FROM callback WHERE"
	    " phone_index IS NOT NULL OR content_sealed IS NOT NULL"), 0);
}

static void
what_nobody_answered_in_time_is_blanked_and_failed(void **state)
{
	struct scratch *f = *state;
	int64_t id = asked(f, NOW);
	struct callback_events e;
	struct callback c;

	is_int(blanked(f, NOW + 30 * DAY), 0);
	is_int(blanked(f, NOW + 30 * DAY + 1), 1);
	is_ok(callbacks_get(f->db, id, f->a, &c));
	is_int(c.state, CALLBACK_FAILED);
	is_int(c.closed_at, NOW + 30 * DAY + 1);
	is_ok(callbacks_events(f->db, id, f->a, &e));
	is_int(e.n, 2);
	is_int(e.v[1].state, CALLBACK_FAILED);
}

static void
ended_outbox_rows_are_forgotten_in_batches(void **state)
{
	struct scratch *f = *state;
	struct tx *tx;
	int64_t n;

	scratch_sql(f->path, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
	    " SELECT i + 1 FROM n WHERE i < 130) INSERT INTO outbox (uid,"
	    " kind, channel, language, priority, due_at, state, trace_id,"
	    " created_at, ended_at) SELECT randomblob(16), 'code', 'sms',"
	    " 'en', 0, 1, 'sent', '', 1, CASE WHEN i > 120 THEN NULL ELSE i"
	    " END FROM n");
	is_ok(tx_begin(f->db, &tx));
	is_ok(retention_outbox(tx, 121, &n));
	is_int(n, RETENTION_BATCH);
	is_ok(retention_outbox(tx, 121, &n));
	is_int(n, 20);
	is_ok(tx_commit(tx));
	is_int(scratch_int(f->path, "SELECT count(*) FROM outbox"), 10);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, scratch_down)
	const struct CMUnitTest tests[] = {
		T(contents_go_a_day_after_the_end),
		T(what_nobody_answered_in_time_is_blanked_and_failed),
		T(ended_outbox_rows_are_forgotten_in_batches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
