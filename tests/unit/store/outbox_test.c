/* outbox: what is written, what is withdrawn, and what the file shows. */
#include "outgoing.h"

#include "base/banned.h"

/* Bytes, not text: a database has NULs. */
static bool
file_has(const char *path, const char *text)
{
	static char bytes[2 * 1024 * 1024];
	FILE *in = fopen(path, "r");
	size_t n;

	assert_non_null(in);
	n = fread(bytes, 1, sizeof(bytes), in);
	fclose(in);
	assert_true(n > 0 && n < sizeof(bytes));
	return memmem(bytes, n, text, strlen(text)) != NULL;
}

static void
ot_07_a_code_stands_neither_in_the_database_nor_in_its_log(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	const char *wal = str_printf(f->a, "%s-wal", f->path);

	row.trace_id = "seen-in-clear";
	inserted(f, &row);
	assert_true(file_has(wal, "seen-in-clear"));
	assert_false(file_has(wal, CANARY));
	is_ok(db_checkpoint(f->db));
	assert_true(file_has(f->path, "seen-in-clear"));
	assert_false(file_has(f->path, CANARY));
}

static void
rule_7_a_withdrawn_cause_takes_leased_rows_along(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	struct tx *tx;
	int64_t id;

	row.challenge = 7;
	id = inserted(f, &row);
	inserted(f, &row);
	row.challenge = 8;
	inserted(f, &row);
	is_int(taken(f, NOW).n, 3);
	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, outbox_withdraw_challenge(tx, 7, NOW)));
	is_int(ask(f, "state = 'withdrawn' AND payload_key IS NULL"), 2);
	is_int(ask(f, "state = 'leased'"), 1);
	is_int(ended(f, id, "w", "sent"), E_CONFLICT);
	is_int(ask(f, "state = 'sent'"), 0);
}

static void
the_same_thing_is_told_once(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	struct tx *tx;
	int64_t id;

	row.dedupe = "booked:1";
	inserted(f, &row);
	is_ok(tx_begin(f->db, &tx));
	is_int(outbox_insert(tx, &row, f->a, &id), E_CONFLICT);
	row.dedupe = "booked:2";
	is_ok(outbox_insert(tx, &row, f->a, &id));
	is_ok(tx_commit(tx));
	is_int(ask(f, "true"), 2);
}

static void
ot_05_a_decoy_is_never_due_and_holds_nothing(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	int64_t next;

	row.decoy = true;
	inserted(f, &row);
	is_ok(leases_next(f->db, &next));
	is_int(next, INT64_MAX);
	is_int(taken(f, NOW).n, 0);
	is_int(ask(f, "payload_key IS NULL AND ended_at IS NOT NULL"), 1);
}

static void
an_operator_sees_what_is_behind_and_what_is_dead(void **state)
{
	struct scratch *f = *state;
	struct outbox_new row = row_now();
	struct outbox_health h;
	int64_t id = inserted(f, &row);

	row.due_at = NOW - 50;
	inserted(f, &row);
	row.due_at = NOW + 50;
	inserted(f, &row);
	is_ok(outbox_health(f->db, NOW, &h));
	is_int(h.due, 2);
	is_int(h.oldest_due_at, NOW - 50);
	is_int(h.dead, 0);
	is_int(taken(f, NOW).n, 2);
	is_ok(ended(f, id, "w", "dead"));
	is_ok(outbox_health(f->db, NOW, &h));
	is_int(h.due, 0);
	is_int(h.oldest_due_at, 0);
	is_int(h.dead, 1);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, scratch_down)
	const struct CMUnitTest tests[] = {
		T(ot_07_a_code_stands_neither_in_the_database_nor_in_its_log),
		T(rule_7_a_withdrawn_cause_takes_leased_rows_along),
		T(the_same_thing_is_told_once),
		T(ot_05_a_decoy_is_never_due_and_holds_nothing),
		T(an_operator_sees_what_is_behind_and_what_is_dead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
