/*
 * signin: what is kept of a sign-in, who is signed in, and for how long that
 * counts (PRODUCT rules 6 and 13).
 */
#include "asking.h"

#include "base/num.h"
#include "service/membership.h"
#include "store/sessions.h"

#include "base/banned.h"

static void
ot_07_neither_code_nor_challenge_stands_in_the_database(void **state)
{
	struct fixture *f = *state;
	struct asked k = asking_for(f, KNOWN);

	/* The search finds what is there. */
	assert_true(asking_stored(f, "Anna Adams"));
	assert_false(asking_stored(f, k.code));
	assert_false(asking_stored(f, k.reply.challenge));
	assert_false(asking_stored(f, "825550001"));
}

static void
dp_04_one_number_written_three_ways_is_one_person(void **state)
{
	static const char *const way[] = { "082 555 0001", "+27825550001",
	    "0027 (82) 555-0001" };
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(way) / sizeof(way[0]); i++) {
		is_int(asking_in(f, way[i]).person, 1);
		fixture_later(f, 1);
	}
	is_int(fixture_int(f,
	    "SELECT count(DISTINCT phone_index) FROM challenge"), 1);
}

static void
ss_01_a_session_is_stored_hashed(void **state)
{
	struct fixture *f = *state;
	struct signin in = asking_in(f, KNOWN);
	uint8_t hash[DIGEST_BYTES];
	struct buf hex;

	assert_false(asking_stored(f, in.token));
	token_hash(str_of(in.token), hash);
	buf_init(&hex, f->arena, 2 * sizeof(hash));
	num_hex(&hex, hash, sizeof(hash));
	is_int(fixture_int(f, str_printf(f->arena, "SELECT count(*) "
	    "FROM session WHERE lower(hex(token_hash)) = '%s'", hex.p)), 1);
}

static void
ss_07_the_eleventh_session_ends_the_oldest(void **state)
{
	struct fixture *f = *state;
	struct signin first = asking_in(f, KNOWN), in;
	struct session session;
	int i;

	for (i = 0; i < 9; i++) {
		fixture_later(f, 1);
		in = asking_in(f, KNOWN);
	}
	is_ok(asking_show(f, first.token, &session));
	fixture_later(f, 1);
	in = asking_in(f, KNOWN);
	is_int(asking_show(f, first.token, &session), E_ANONYMOUS);
	is_ok(asking_show(f, in.token, &session));
	is_int(fixture_int(f, "SELECT count(*) FROM session "
	    "WHERE ended_at IS NULL"), 10);
	is_int(fixture_int(f, "SELECT count(*) FROM session "
	    "WHERE ended_why = 'evicted'"), 1);
}

static void
ss_02_signing_in_again_replaces_the_browsers_session(void **state)
{
	struct fixture *f = *state;
	struct signin old = asking_in(f, KNOWN), in;
	struct session session;
	struct asked k = asking_for(f, KNOWN);

	is_ok(asking_show(f, old.token, &session));
	is_ok(asking_give(f, k.reply.challenge, k.code, &in));
	is_int(asking_show(f, old.token, &session), E_ANONYMOUS);
	is_ok(asking_show(f, in.token, &session));
	is_int(fixture_int(f, "SELECT count(*) FROM audit WHERE "
	    "event = 'session.ended' AND subject = 1 AND actor = 1"), 1);
}

static void
a_session_belongs_to_its_surface_and_lasts_its_days(void **state)
{
	struct fixture *f = *state;
	struct signin in = asking_in(f, KNOWN);
	struct session session;

	is_int(signin_session(&f->act, str_of(in.token), SESSION_API,
	    &session), E_ANONYMOUS);
	fixture_later(f, 30 * 86400 - 1);
	is_ok(asking_show(f, in.token, &session));
	fixture_later(f, 1);
	is_int(asking_show(f, in.token, &session), E_ANONYMOUS);
	is_int(f->act.actor.person, 0);
	is_int(f->act.actor.role, ROLE_PUBLIC);
}

static void
a_token_that_is_none_is_anonymous(void **state)
{
	static const char *const token[] = { "", "x",
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' OR 1" };
	struct fixture *f = *state;
	struct session session;
	size_t i;

	asking_in(f, KNOWN);
	for (i = 0; i < sizeof(token) / sizeof(token[0]); i++)
		is_int(asking_show(f, token[i], &session), E_ANONYMOUS);
}

static void
rule_06_a_role_change_counts_on_the_next_request(void **state)
{
	struct fixture *f = *state;
	struct signin in = asking_in(f, KNOWN);
	struct session session;

	fixture_operator(f);
	is_ok(membership_role(&f->act, &(struct member_change){
	    .person = in.person, .role = ROLE_COORDINATOR }));
	is_ok(asking_show(f, in.token, &session));
	is_int(f->act.actor.role, ROLE_COORDINATOR);
	fixture_operator(f);
	is_ok(membership_role(&f->act, &(struct member_change){
	    .person = in.person, .role = ROLE_GUEST }));
	is_ok(asking_show(f, in.token, &session));
	is_int(f->act.actor.role, ROLE_GUEST);
}

static void
rule_06_a_suspension_counts_on_the_next_request(void **state)
{
	struct fixture *f = *state;
	struct signin in = asking_in(f, KNOWN);
	struct session session;

	fixture_sql(f, "UPDATE person SET state = 'suspended'");
	is_int(asking_show(f, in.token, &session), E_ANONYMOUS);
	fixture_sql(f, "UPDATE person SET state = 'active'");
	is_ok(asking_show(f, in.token, &session));
	fixture_operator(f);
	is_ok(membership_suspend(&f->act, &(struct member_change){
	    .person = in.person }));
	is_int(asking_show(f, in.token, &session), E_ANONYMOUS);
	fixture_operator(f);
	is_ok(membership_resume(&f->act, &(struct member_change){
	    .person = in.person }));
	is_int(asking_show(f, in.token, &session), E_ANONYMOUS);
	is_ok(asking_show(f, asking_in(f, KNOWN).token, &session));
}

static void
rule_06_a_logout_counts_on_the_next_request(void **state)
{
	struct fixture *f = *state;
	struct signin in = asking_in(f, KNOWN);
	struct session session;

	is_ok(asking_show(f, in.token, &session));
	is_ok(signin_logout(&f->act));
	is_int(f->act.actor.person, 0);
	is_int(asking_show(f, in.token, &session), E_ANONYMOUS);
	is_ok(signin_logout(&f->act));
	is_int(fixture_int(f, "SELECT count(*) FROM audit "
	    "WHERE event = 'session.ended' AND actor = 1"), 1);
}

static void
au_03_without_its_audit_row_nobody_signs_in(void **state)
{
	struct fixture *f = *state;
	struct asked k = asking_for(f, KNOWN);
	struct signin in;

	fixture_sql(f, "CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN "
	    "SELECT RAISE(ABORT, 'broken'); END");
	assert_int_not_equal(asking_give(f, k.reply.challenge, k.code, &in),
	    OK);
	is_int(f->act.actor.person, 0);
	is_int(fixture_int(f, "SELECT count(*) FROM session"), 0);
	is_int(fixture_int(f, "SELECT count(*) FROM challenge "
	    "WHERE used_at IS NOT NULL"), 0);
	fixture_sql(f, "DROP TRIGGER broken");
	is_ok(asking_give(f, k.reply.challenge, k.code, &in));
}

static void
a_guest_signs_in_and_is_a_guest(void **state)
{
	struct fixture *f = *state;
	struct session session;

	fixture_person(f, "Ben Botha", ROLE_GUEST);
	is_ok(asking_show(f, asking_in(f, "082 555 0002").token, &session));
	is_int(f->act.actor.role, ROLE_GUEST);
}

static void
tidying_forgets_what_nobody_needs_and_nothing_else(void **state)
{
	struct fixture *f = *state;
	struct session session;
	struct signin in = asking_in(f, KNOWN);
	int64_t n;

	fixture_later(f, 300 + 86400);
	is_ok(signin_tidy(&f->act, &n));
	is_int(n, 0);
	is_int(fixture_int(f, "SELECT count(*) FROM challenge"), 1);
	fixture_later(f, 1);
	is_ok(signin_tidy(&f->act, &n));
	is_int(n, 1);
	is_int(fixture_int(f, "SELECT count(*) FROM challenge"), 0);
	is_ok(asking_show(f, in.token, &session));
	fixture_later(f, (30 + 90) * 86400);
	is_ok(signin_tidy(&f->act, &n));
	is_int(fixture_int(f, "SELECT count(*) FROM session"), 0);
}

static void
tidying_ends_only_when_nothing_is_left(void **state)
{
	struct fixture *f = *state;
	int64_t n;

	fixture_sql(f, "INSERT INTO challenge (token_hash, purpose,"
	    " phone_index, origin_index, code_mac, created_at, expires_at,"
	    " resend_at, voided_at) WITH RECURSIVE k (i) AS (SELECT 1 UNION ALL"
	    " SELECT i + 1 FROM k LIMIT 1200) SELECT randomblob(32), 'login',"
	    " zeroblob(32), zeroblob(32), zeroblob(32), 1, 1, 1, 1 FROM k");
	is_ok(signin_tidy(&f->act, &n));
	is_int(n, 1200);
	is_int(fixture_int(f, "SELECT count(*) FROM challenge"), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, asking_up, fixture_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(ot_07_neither_code_nor_challenge_stands_in_the_database),
		T(dp_04_one_number_written_three_ways_is_one_person),
		T(ss_01_a_session_is_stored_hashed),
		T(ss_07_the_eleventh_session_ends_the_oldest),
		T(ss_02_signing_in_again_replaces_the_browsers_session),
		T(a_session_belongs_to_its_surface_and_lasts_its_days),
		T(a_token_that_is_none_is_anonymous),
		T(rule_06_a_role_change_counts_on_the_next_request),
		T(rule_06_a_suspension_counts_on_the_next_request),
		T(rule_06_a_logout_counts_on_the_next_request),
		T(au_03_without_its_audit_row_nobody_signs_in),
		T(a_guest_signs_in_and_is_a_guest),
		T(tidying_forgets_what_nobody_needs_and_nothing_else),
		T(tidying_ends_only_when_nothing_is_left),
	};

	return cmocka_run_group_tests_name("signin_session", tests, NULL, NULL);
}
