/* grant: secrets open for who names them, and for nobody else. */
#include "scratch.h"

#include "store/tx.h"

#include "base/banned.h"

static int
set_up(void **state)
{
	return scratch_up(state, "grant", NULL);
}

static const struct statement challenge_sql[] = {
	{ .kind = READ,
	    .sql = "SELECT code_mac FROM challenge WHERE id = :id" },
	{ .kind = READ, .sql = "SELECT id FROM challenge WHERE id = :id" },
};
static const char *const challenge_secret[] = { "challenge", NULL };
static const struct statement outbox_sql[] = {
	{ .kind = WRITE, .sql =
	    "UPDATE outbox SET challenge = :challenge WHERE id = :id" },
	{ .kind = WRITE, .sql =
	    "INSERT INTO person (uid, name, role, phone_key, phone_sealed,"
	    " phone_index, created_at)"
	    " VALUES (:uid, 'Ann', 'guest', 1, :uid, :uid, 1)" },
};

static void
a_secret_table_opens_only_for_a_module_that_names_it(void **state)
{
	struct scratch *f = *state;
	const struct module nosy = { "nosy", challenge_sql, 1, NULL },
	    nosy_of_ids = { "nosy", challenge_sql + 1, 1, NULL },
	    keeper = { "keeper", challenge_sql, 2, challenge_secret };
	const struct module *const without[] = { &nosy, NULL },
	    *const ids[] = { &nosy_of_ids, NULL },
	    *const with[] = { &keeper, NULL };
	struct db_options o = { .path = f->path };

	o.modules = without;
	scratch_refused(&o, "nosy statement 0: access to challenge.code_mac");
	o.modules = ids;
	scratch_refused(&o, "nosy statement 0: access to challenge.id");
	db_close(scratch_open(f->path, NULL, with));
}

static void
a_foreign_key_to_a_secret_table_is_no_access_to_it(void **state)
{
	struct scratch *f = *state;
	const struct module outbox = { "outbox", outbox_sql, 2, NULL };
	const struct module *const with[] = { &outbox, NULL };
	struct db *db = scratch_open(f->path, NULL, with);
	struct query q;
	struct tx *tx;

	/* After a change of the schema it is compiled, and asked, again. */
	scratch_sql(f->path, "CREATE TABLE later (x)");
	is_ok(tx_begin(db, &tx));
	q_write(&q, tx, &outbox, 0);
	q_int(&q, ":id", 1);
	q_int(&q, ":challenge", 1);
	is_int(q_done_one(&q), E_NOTFOUND);
	tx_rollback(tx);
	db_close(db);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, scratch_down)
	const struct CMUnitTest tests[] = {
		T(a_secret_table_opens_only_for_a_module_that_names_it),
		T(a_foreign_key_to_a_secret_table_is_no_access_to_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
