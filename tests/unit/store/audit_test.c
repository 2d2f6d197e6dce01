/* audit: whatever is done to the trail shows; nothing is done without it. */
#include "scratch.h"

#include "store/audit.h"
#include "store/tx.h"

#include "base/banned.h"

enum { ADD, SEALED };

static const struct statement sql[] = {
	[ADD] = { .kind = WRITE, .sql =
	    "INSERT INTO person (uid, name, role, phone_key, phone_sealed,"
	    " phone_index, created_at) VALUES (:uid, 'Ann', 'guest',"
	    " :phone_key, :phone_sealed, :uid, 1) RETURNING id" },
	[SEALED] = { .kind = READ, .sql =
	    "SELECT uid, phone_key, phone_sealed FROM person WHERE id = :id" },
};

static MODULE(plain, NULL);

static const struct module *const modules[] = { &audit_module, &plain_module,
    NULL };

struct fixture {
	struct arena *a;
	struct keyring *keys;
	const char *path;
	struct db *db;
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_new((size_t)16 * 1024 * 1024);
	f->keys = scratch_keys(f->a);
	f->path = scratch_make("audit", f->a);
	f->db = scratch_open(f->path, f->keys, modules);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	keyring_free(f->keys);
	scratch_remove(f->path, f->a);
	arena_free(f->a);
	free(f);
	return 0;
}

static enum status
add(struct fixture *f, struct tx *tx, int64_t subject)
{
	return audit_add(tx, &(struct audit_in){
		.at = 1700000000 + subject,
		.actor = subject % 2, .actor_kind = "person",
		.event = "booking.made", .subject_kind = "booking",
		.subject = subject,
		.detail = subject % 3 == 0 ? STR("") :
		    STR("{\"before\":null,\"after\":{\"seat\":1}}"),
		.address = "192.0.2.1", .trace_id = "trace",
	}, f->a);
}

static void
add_many(struct fixture *f, int64_t n)
{
	struct tx *tx;
	int64_t i;

	is_ok(tx_begin(f->db, &tx));
	for (i = 1; i <= n; i++)
		is_ok(add(f, tx, i));
	is_ok(tx_end(tx, OK));
}

static void
is_whole(struct fixture *f, int64_t rows)
{
	struct audit_verdict v;

	is_ok(audit_verify(f->db, &v));
	if (v.why != NULL)
		fail_msg("row %lld: %s", (long long)v.first_bad, v.why);
	is_int(v.rows, rows);
	is_int(v.first_bad, 0);
}

static void
is_bad(struct fixture *f, int64_t first, const char *why)
{
	struct audit_verdict v = { .why = "" };

	is_ok(audit_verify(f->db, &v));
	assert_non_null(v.why);
	is_text(v.why, why);
	is_int(v.first_bad, first);
	is_int(v.rows, first - 1);
}

/* As somebody would who has the file, and knows about the triggers. */
static void
tamper(struct fixture *f, const char *with)
{
	scratch_sql(f->path, str_printf(f->a, "DROP TRIGGER IF EXISTS"
	    " audit_kept; DROP TRIGGER IF EXISTS audit_fixed; %s", with));
}

static void
an_empty_trail_is_whole(void **state)
{
	is_whole(*state, 0);
}

static void
a_trail_of_many_pages_is_whole(void **state)
{
	struct fixture *f = *state;

	add_many(f, 450);
	add_many(f, 50);
	is_whole(f, 500);
}

static void
AU_02_triggers_refuse_to_change_or_remove_a_row(void **state)
{
	static const char *const sentences[] = {
		"DELETE FROM audit WHERE id = 2",
		"UPDATE audit SET at = 1 WHERE id = 2",
		"UPDATE audit SET actor = NULL WHERE id = 1",
		"UPDATE audit SET event = 'x' WHERE id = 2",
		"UPDATE audit SET subject = NULL WHERE id = 2",
		"UPDATE audit SET detail_sealed = x'00' WHERE id = 2",
		"UPDATE audit SET hash = zeroblob(32) WHERE id = 2",
	};
	struct fixture *f = *state;
	sqlite3 *raw;
	size_t i;

	add_many(f, 3);
	is_int(sqlite3_open(f->path, &raw), SQLITE_OK);
	for (i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++)
		is_int(sqlite3_exec(raw, sentences[i], NULL, NULL, NULL),
		    SQLITE_CONSTRAINT);
	sqlite3_close(raw);
	is_whole(f, 3);
}

static void
AU_02_a_changed_row_is_found(void **state)
{
	static const char *const changes[] = {
		"at = at + 1", "actor = 9", "actor = NULL",
		"actor_kind = 'system'", "event = 'booking.ended'",
		"subject_kind = 'shift'", "subject = NULL",
		"address = '192.0.2.2'", "trace_id = ''",
		"uid = zeroblob(16)", "detail_digest = zeroblob(32)",
		"prev = zeroblob(32)", "hash = zeroblob(32)",
	};
	struct fixture *f = *state;
	size_t i;

	add_many(f, 9);
	tamper(f, "CREATE TABLE kept AS SELECT * FROM audit WHERE id = 5");
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		tamper(f, str_printf(f->a, "UPDATE audit SET %s WHERE id = 5",
		    changes[i]));
		is_bad(f, 5, "it was changed");
		tamper(f, "REPLACE INTO audit SELECT * FROM kept");
	}
	is_whole(f, 9);
}

static void
AU_02_a_removed_row_is_found(void **state)
{
	struct fixture *f = *state;

	add_many(f, 9);
	tamper(f, "DELETE FROM audit WHERE id = 4");
	is_bad(f, 4, "it is missing");
}

static void
AU_02_rows_that_changed_places_are_found(void **state)
{
	struct fixture *f = *state;

	add_many(f, 9);
	tamper(f, "UPDATE audit SET id = 99 WHERE id = 3;"
	    "UPDATE audit SET id = 3 WHERE id = 4;"
	    "UPDATE audit SET id = 4 WHERE id = 99;");
	is_bad(f, 3, "it was changed");
}

static void
AU_02_a_tail_that_was_cut_off_is_found_and_stays_found(void **state)
{
	struct fixture *f = *state;

	add_many(f, 9);
	tamper(f, "DELETE FROM audit WHERE id > 6");
	is_bad(f, 7, "it is missing, and all that followed");
	add_many(f, 1);
	is_bad(f, 7, "it is missing");
}

static void
AU_02_the_whole_trail_gone_is_found(void **state)
{
	struct fixture *f = *state;

	add_many(f, 3);
	tamper(f, "DELETE FROM audit");
	is_bad(f, 1, "it is missing, and all that followed");
	tamper(f, "DELETE FROM setting");
	is_whole(f, 0);		/* which the head kept elsewhere shows */
}

static void
AU_02_a_head_without_the_key_is_found_and_not_followed(void **state)
{
	struct fixture *f = *state;
	struct tx *tx;

	add_many(f, 9);
	tamper(f, "DELETE FROM audit WHERE id > 6; UPDATE setting SET value ="
	    " '6 ' || (SELECT lower(hex(hash)) FROM audit WHERE id = 6) ||"
	    " substr(value, 67) WHERE key = 'audit.head'");
	is_bad(f, 7, "the signed head was changed");
	is_ok(tx_begin(f->db, &tx));
	is_int(add(f, tx, 7), E_FAULT);
	tx_rollback(tx);
}

static void
AU_02_rows_beyond_the_head_are_found(void **state)
{
	struct fixture *f = *state;

	add_many(f, 3);
	tamper(f, "CREATE TABLE kept AS SELECT * FROM setting");
	add_many(f, 2);
	tamper(f, "DELETE FROM setting WHERE key = 'audit.head';"
	    "INSERT INTO setting SELECT * FROM kept");
	is_bad(f, 6, "it is beyond the signed head");
}

static void
a_blanked_detail_keeps_the_chain_whole(void **state)
{
	struct fixture *f = *state;

	add_many(f, 5);
	scratch_sql(f->path, "UPDATE audit SET detail_key = NULL,"
	    " detail_sealed = NULL");
	is_whole(f, 5);
}

static void
AU_02_a_detail_that_is_not_what_was_sealed_is_found(void **state)
{
	struct fixture *f = *state;

	add_many(f, 5);
	tamper(f, "UPDATE audit SET detail_sealed ="
	    " (SELECT detail_sealed FROM audit WHERE id = 2) WHERE id = 4");
	is_bad(f, 4, "its detail was changed");
}

static void
add_person(struct fixture *f, struct tx *tx, const char *uid,
    const char *phone, int64_t *ret)
{
	static const uint8_t nonce[SEAL_NONCE_BYTES];
	struct seal_place place = { "person", "phone", (const uint8_t *)uid };
	struct query q;

	q_write(&q, tx, &plain_module, ADD);
	q_blob(&q, ":uid", uid, UID_BYTES);
	q_sealed(&q, ":phone_key", ":phone_sealed", seal_close(f->keys, place,
	    nonce, str_of(phone), f->a));
	if (q_row(&q))
		*ret = q_get_int(&q);
	is_ok(q_done_one(&q));
}

static void
AU_03_what_cannot_be_recorded_is_not_done(void **state)
{
	struct fixture *f = *state;
	int64_t person;
	struct tx *tx;

	add_many(f, 2);
	scratch_sql(f->path, "INSERT INTO audit SELECT 3, zeroblob(16), at,"
	    " actor, actor_kind, event, subject_kind, subject, NULL, NULL,"
	    " detail_digest, address, trace_id, prev, zeroblob(32) FROM audit"
	    " WHERE id = 1");
	is_ok(tx_begin(f->db, &tx));
	add_person(f, tx, "0123456789abcdef", "+27825550147", &person);
	is_int(tx_end(tx, add(f, tx, 3)), E_FAULT);
	is_int(scratch_int(f->path, "SELECT count(*) FROM person"), 0);
}

static enum status
phone_of(struct fixture *f, int64_t person, struct str *ret)
{
	struct sealed sealed;
	struct query q;
	uint8_t uid[UID_BYTES];

	q_read(&q, f->db, &plain_module, SEALED);
	q_int(&q, ":id", person);
	assert_true(q_row(&q));
	assert_true(q_get_bytes(&q, uid, sizeof(uid)));
	sealed = q_get_sealed(&q, f->a);
	is_ok(q_done_one(&q));
	return seal_open(f->keys, (struct seal_place){ "person", "phone", uid },
	    sealed, f->a, ret);
}

static void
DP_02_a_sealed_value_moved_to_another_row_does_not_open(void **state)
{
	struct fixture *f = *state;
	int64_t one, two;
	struct str phone;
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	add_person(f, tx, "0123456789abcdef", "+27825550147", &one);
	add_person(f, tx, "fedcba9876543210", "+27825550148", &two);
	is_ok(tx_end(tx, OK));
	is_ok(phone_of(f, one, &phone));
	is_str(phone, "+27825550147");
	scratch_sql(f->path, "CREATE TABLE kept AS SELECT id, phone_sealed"
	    " FROM person; UPDATE person SET phone_sealed = (SELECT"
	    " phone_sealed FROM kept WHERE kept.id <> person.id)");
	is_int(phone_of(f, one, &phone), E_FAULT);
	is_int(phone_of(f, two, &phone), E_FAULT);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(an_empty_trail_is_whole),
		T(a_trail_of_many_pages_is_whole),
		T(AU_02_triggers_refuse_to_change_or_remove_a_row),
		T(AU_02_a_changed_row_is_found),
		T(AU_02_a_removed_row_is_found),
		T(AU_02_rows_that_changed_places_are_found),
		T(AU_02_a_tail_that_was_cut_off_is_found_and_stays_found),
		T(AU_02_the_whole_trail_gone_is_found),
		T(AU_02_a_head_without_the_key_is_found_and_not_followed),
		T(AU_02_rows_beyond_the_head_are_found),
		T(a_blanked_detail_keeps_the_chain_whole),
		T(AU_02_a_detail_that_is_not_what_was_sealed_is_found),
		T(AU_03_what_cannot_be_recorded_is_not_done),
		T(DP_02_a_sealed_value_moved_to_another_row_does_not_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
