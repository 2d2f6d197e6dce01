/*
 * signin: asking for a code and giving it back: each test is a sentence of
 * PRODUCT rule 8 with its row of ACCEPTANCE.
 */
#include "asking.h"

#include "store/sessions.h"

#include "base/banned.h"

/* Some other six digits. */
static const char *
wrong(const struct asked *k)
{
	return strcmp(k->code, "123456") == 0 ? "654321" : "123456";
}

static void
is_wrong(struct fixture *f, const char *challenge, const char *code)
{
	struct signin in;

	is_refused(f, asking_give(f, challenge, code, &in), E_ANONYMOUS,
	    "code-wrong");
}

static void
ot_01_a_right_code_signs_its_person_in(void **state)
{
	struct fixture *f = *state;
	struct asked k = asking_for(f, KNOWN);
	struct session session;
	struct signin in;

	is_int(k.reply.expires_in_s, 300);
	is_int(k.reply.resend_after_s, 30);
	is_text(k.reply.tail, "01");
	is_ok(asking_give(f, k.reply.challenge, k.code, &in));
	is_text(in.name, "Anna Adams");
	is_int(in.role, ROLE_VOLUNTEER);
	is_int(in.expires_in_s, 30 * 86400);
	is_int(f->act.actor.person, in.person);
	is_ok(asking_show(f, in.token, &session));
	is_int(session.person, in.person);
	is_int(f->act.actor.role, ROLE_VOLUNTEER);
	is_text(f->act.actor.kind, "person");
}

static void
ot_01_a_code_works_once(void **state)
{
	struct fixture *f = *state;
	struct asked k = asking_for(f, KNOWN);
	struct signin in;

	is_ok(asking_give(f, k.reply.challenge, k.code, &in));
	fixture_nobody(f);
	is_wrong(f, k.reply.challenge, k.code);
	is_int(fixture_int(f, "SELECT count(*) FROM session"), 1);
}

static void
ot_01_a_code_is_over_after_five_minutes(void **state)
{
	struct fixture *f = *state;
	struct asked k = asking_for(f, KNOWN);
	struct signin in;

	fixture_later(f, 300);
	is_wrong(f, k.reply.challenge, k.code);
	f->act.now--;
	is_ok(asking_give(f, k.reply.challenge, k.code, &in));
}

static void
ot_01_after_five_wrong_tries_the_right_code_is_refused(void **state)
{
	struct fixture *f = *state;
	struct asked k = asking_for(f, KNOWN);
	int i;

	for (i = 0; i < 5; i++)
		is_wrong(f, k.reply.challenge, wrong(&k));
	is_wrong(f, k.reply.challenge, k.code);
	is_int(f->act.actor.person, 0);
	is_int(fixture_int(f, "SELECT tries FROM challenge"), 5);
	is_int(fixture_int(f, "SELECT count(*) FROM audit "
	    "WHERE event = 'signin.refused'"), 5);
}

static void
ot_01_four_wrong_tries_leave_one(void **state)
{
	struct fixture *f = *state;
	struct asked k = asking_for(f, KNOWN);
	struct signin in;
	int i;

	for (i = 0; i < 4; i++)
		is_wrong(f, k.reply.challenge, wrong(&k));
	is_ok(asking_give(f, k.reply.challenge, k.code, &in));
}

static void
ot_01_a_new_code_voids_the_old_one_and_withdraws_its_notice(void **state)
{
	struct fixture *f = *state;
	struct asked first = asking_for(f, KNOWN), second;
	struct signin in;

	fixture_later(f, 30);
	second = asking_for(f, KNOWN);
	is_int(fixture_int(f, "SELECT count(*) FROM outbox "
	    "WHERE state = 'withdrawn' AND payload_sealed IS NULL"), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM outbox "
	    "WHERE state = 'pending'"), 1);
	is_wrong(f, first.reply.challenge, first.code);
	is_ok(asking_give(f, second.reply.challenge, second.code, &in));
}

static void
ot_02_a_code_opens_only_the_challenge_it_was_made_for(void **state)
{
	struct fixture *f = *state;
	struct asked anna = asking_for(f, KNOWN), ben;

	fixture_person(f, "Ben Botha", ROLE_VOLUNTEER);
	do {
		ben = asking_for(f, "082 555 0002");
		fixture_later(f, 30);
	} while (strcmp(anna.code, ben.code) == 0);
	is_wrong(f, ben.reply.challenge, anna.code);
	is_wrong(f, anna.reply.challenge, ben.code);
	is_wrong(f, "", anna.code);
	is_wrong(f, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", anna.code);
	/* Even with its MAC put there it does not open another's. */
	fixture_sql(f, "UPDATE challenge SET code_mac = (SELECT code_mac "
	    "FROM challenge WHERE id = 1) WHERE voided_at IS NULL");
	is_wrong(f, ben.reply.challenge, anna.code);
	is_int(fixture_int(f, "SELECT count(*) FROM session"), 0);
}

static void
ot_03_asking_again_waits_30_seconds_then_60_then_120(void **state)
{
	static const int64_t wait[] = { 30, 60, 120, 240 };
	struct fixture *f = *state;
	struct signin_code reply;
	size_t i;

	for (i = 0; i < sizeof(wait) / sizeof(wait[0]); i++) {
		is_int(asking_for(f, KNOWN).reply.resend_after_s, wait[i]);
		is_refused(f, signin_code(&f->act, STR(KNOWN), &reply),
		    E_LIMITED, "code-too-soon");
		fixture_later(f, wait[i] - 1);
		is_int(signin_code(&f->act, STR(KNOWN), &reply), E_LIMITED);
		is_text(f->act.refusal[0].field, "phone");
		is_text(f->act.refusal[0].value[0].name, "seconds");
		is_text(f->act.refusal[0].value[0].value, "1");
		fixture_later(f, 1);
	}
	is_int(fixture_int(f, "SELECT count(*) FROM outbox"), 4);
}

static void
ot_03_the_throttle_starts_over_with_a_sign_in(void **state)
{
	struct fixture *f = *state;

	asking_for(f, KNOWN);
	fixture_later(f, 30);
	asking_in(f, KNOWN);
	is_int(asking_for(f, KNOWN).reply.resend_after_s, 30);
}

static void
ot_03_the_throttle_starts_over_after_an_hour_of_quiet(void **state)
{
	struct fixture *f = *state;

	asking_for(f, KNOWN);
	fixture_later(f, 30 + 3600 - 1);
	is_int(asking_for(f, KNOWN).reply.resend_after_s, 60);
	fixture_later(f, 60 + 3600);
	is_int(asking_for(f, KNOWN).reply.resend_after_s, 30);
}

static void
ot_03_a_stranger_neither_delays_nor_voids_the_owners_code(void **state)
{
	struct fixture *f = *state;
	const char *own_address = f->act.address;
	struct asked own, strange;
	struct signin in;
	int i;

	f->act.address = "203.0.113.9";
	for (i = 0; i < 5; i++) {
		strange = asking_for(f, KNOWN);
		fixture_later(f, strange.reply.resend_after_s);
	}
	f->act.now -= 10;
	is_refused(f, signin_code(&f->act, STR(KNOWN), &strange.reply),
	    E_LIMITED, "code-too-soon");
	f->act.address = own_address;
	own = asking_for(f, KNOWN);
	is_int(own.reply.resend_after_s, 30);
	fixture_later(f, 10);
	f->act.address = "203.0.113.9";
	(void)asking_for(f, KNOWN);
	f->act.address = own_address;
	is_ok(asking_give(f, own.reply.challenge, own.code, &in));
	is_text(in.name, "Anna Adams");
}

static void
ot_03_an_asker_is_a_whole_network_of_ipv6(void **state)
{
	struct fixture *f = *state;
	struct signin_code reply;

	f->act.address = "2001:db8:1:2::5";
	is_ok(signin_code(&f->act, STR(KNOWN), &reply));
	f->act.address = "2001:db8:1:2:ffff::6";
	is_refused(f, signin_code(&f->act, STR(KNOWN), &reply), E_LIMITED,
	    "code-too-soon");
	f->act.address = "2001:db8:1:3::5";
	is_ok(signin_code(&f->act, STR(KNOWN), &reply));
}

/* So many codes at once, each asked for from an address of its own. */
static void
ask_from(struct fixture *f, const char *phone, int from, int until)
{
	struct signin_code reply;

	for (; from <= until; from++) {
		f->act.address = str_printf(f->arena, "198.51.100.%d", from);
		is_ok(signin_code(&f->act, str_of(phone), &reply));
	}
	is_int(reply.expires_in_s, 300);
}

static void
is_full(struct fixture *f, const char *phone, const char *seconds)
{
	struct signin_code reply;

	f->act.address = "198.51.100.99";
	is_int(signin_code(&f->act, str_of(phone), &reply), E_LIMITED);
	is_text(fixture_reason(f), "code-too-soon");
	is_text(f->act.refusal[0].value[0].value, seconds);
	f->act.refusals = 0;
}

static void
a_number_known_or_not_gets_ten_codes_an_hour_whoever_asks(void **state)
{
	static const char *const phone[] = { KNOWN, UNKNOWN };
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < 2; i++) {
		f->act.now = FIXTURE_NOW;
		ask_from(f, phone[i], 1, 1);
		fixture_later(f, 100);
		ask_from(f, phone[i], 2, 10);
		is_full(f, phone[i], "3500");
		fixture_later(f, 3499);
		is_full(f, phone[i], "1");
		fixture_later(f, 1);
		ask_from(f, phone[i], 11, 11);
		is_full(f, phone[i], "100");
	}
	is_int(fixture_int(f, "SELECT count(*) FROM challenge"), 22);
	is_int(fixture_int(f, "SELECT count(*) FROM outbox "
	    "WHERE kind = 'code'"), 22);
}

static void
the_last_code_of_an_hour_says_when_the_next_may_be_asked_for(void **state)
{
	struct fixture *f = *state;
	struct signin_code reply;

	ask_from(f, KNOWN, 1, 9);
	fixture_later(f, 60);
	f->act.address = "198.51.100.10";
	is_ok(signin_code(&f->act, STR(KNOWN), &reply));
	is_int(reply.resend_after_s, 3540);
}

static void
codes_that_somebody_came_in_with_do_not_count(void **state)
{
	struct fixture *f = *state;
	int i;

	for (i = 0; i < 15; i++) {
		asking_in(f, KNOWN);
		fixture_later(f, 1);
	}
	is_int(fixture_int(f, "SELECT count(*) FROM challenge "
	    "WHERE used_at IS NOT NULL"), 15);
}

/* What one request for a code leaves, in numbers. */
static void
count_rows(struct fixture *f, const char *phone, int64_t ret[4])
{
	static const char *const table[] = { "challenge", "outbox", "audit" };
	struct signin_code reply;
	int64_t before[3];
	size_t i;

	for (i = 0; i < 3; i++)
		before[i] = fixture_int(f, str_printf(f->arena,
		    "SELECT count(*) FROM %s", table[i]));
	(void)db_statements(f->db);
	is_ok(signin_code(&f->act, str_of(phone), &reply));
	ret[3] = db_statements(f->db);
	for (i = 0; i < 3; i++)
		ret[i] = fixture_int(f, str_printf(f->arena,
		    "SELECT count(*) FROM %s", table[i])) - before[i];
	is_int(reply.expires_in_s, 300);
	is_int(reply.resend_after_s, 30);
	is_int(strlen(reply.challenge), TOKEN_TEXT - 1);
}

static void
ot_05_a_number_gets_the_same_answer_and_work_known_or_not(void **state)
{
	struct fixture *f = *state;
	int64_t known[4], other[4];

	fixture_person(f, "Ben Botha", ROLE_VOLUNTEER);
	fixture_sql(f, "UPDATE person SET state = 'suspended' WHERE id = 2");
	count_rows(f, KNOWN, known);
	count_rows(f, "082 555 0002", other);
	assert_memory_equal(known, other, sizeof(known));
	count_rows(f, UNKNOWN, other);
	assert_memory_equal(known, other, sizeof(known));
	is_int(fixture_int(f, "SELECT count(*) FROM outbox "
	    "WHERE state = 'pending'"), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM challenge "
	    "WHERE person IS NOT NULL"), 1);
}

static void
ot_05_an_unknown_number_is_throttled_and_counted_too(void **state)
{
	struct fixture *f = *state;
	struct signin_code reply;

	is_ok(signin_code(&f->act, STR(UNKNOWN), &reply));
	is_wrong(f, reply.challenge, "123456");
	is_int(fixture_int(f, "SELECT tries FROM challenge"), 1);
	is_refused(f, signin_code(&f->act, STR(UNKNOWN), &reply), E_LIMITED,
	    "code-too-soon");
}

static void
nobody_comes_in_with_a_challenge_that_is_nobodys(void **state)
{
	struct fixture *f = *state;
	struct asked k = asking_for(f, KNOWN);

	fixture_sql(f, "UPDATE challenge SET person = NULL");
	is_wrong(f, k.reply.challenge, k.code);
}

static void
a_person_suspended_meanwhile_stays_out_with_a_right_code(void **state)
{
	struct fixture *f = *state;
	struct asked k = asking_for(f, KNOWN);

	fixture_sql(f, "UPDATE person SET state = 'suspended'");
	is_wrong(f, k.reply.challenge, k.code);
	is_int(f->act.actor.person, 0);
	is_int(fixture_int(f, "SELECT count(*) FROM session"), 0);
}

static struct asked racing;

static enum status
race_verify(struct act *act, int i)
{
	struct signin in;

	(void)i;
	return signin_verify(act, &(struct signin_try){
	    .challenge = str_of(racing.reply.challenge),
	    .code = str_of(racing.code),
	    .surface = SESSION_API,
	}, &in);
}

static void
ot_15_of_50_right_codes_at_once_one_makes_a_session(void **state)
{
	struct fixture *f = *state;

	racing = asking_for(f, KNOWN);
	is_int(fixture_race(f, 50, race_verify), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM session"), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM audit "
	    "WHERE event = 'session.started'"), 1);
}

static enum status
race_ask(struct act *act, int i)
{
	struct signin_code reply;

	(void)i;
	return signin_code(act, STR(KNOWN), &reply);
}

static void
ot_03_of_many_requests_at_once_one_sends_a_code(void **state)
{
	struct fixture *f = *state;

	is_int(fixture_race(f, 20, race_ask), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM outbox"), 1);
}

static void
a_number_that_cannot_be_is_refused_at_its_field(void **state)
{
	static const char *const bad[] = { "", "0", "12", "abc",
	    "+27 82 555 01470000000" };
	struct fixture *f = *state;
	struct signin_code reply;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		is_int(signin_code(&f->act, str_of(bad[i]), &reply),
		    E_INVALID);
		is_text(fixture_reason(f), "phone-invalid");
		is_text(f->act.refusal[0].field, "phone");
		f->act.refusals = 0;
	}
	is_int(fixture_int(f, "SELECT count(*) FROM challenge"), 0);
	is_int(fixture_int(f, "SELECT count(*) FROM audit"), 0);
}

static void
what_is_not_six_digits_is_no_try(void **state)
{
	struct fixture *f = *state;
	struct asked k = asking_for(f, KNOWN);
	struct signin in;

	is_refused(f, asking_give(f, k.reply.challenge, "12345", &in),
	    E_INVALID, "code-shape");
	is_refused(f, asking_give(f, k.reply.challenge, "12345a", &in),
	    E_INVALID, "code-shape");
	is_int(fixture_int(f, "SELECT tries FROM challenge"), 0);
	is_ok(asking_give(f, k.reply.challenge, str_printf(f->arena, " %.3s %s",
	    k.code, k.code + 3), &in));
}

#define T(name) cmocka_unit_test_setup_teardown(name, asking_up, fixture_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(ot_01_a_right_code_signs_its_person_in),
		T(ot_01_a_code_works_once),
		T(ot_01_a_code_is_over_after_five_minutes),
		T(ot_01_after_five_wrong_tries_the_right_code_is_refused),
		T(ot_01_four_wrong_tries_leave_one),
		T(ot_01_a_new_code_voids_the_old_one_and_withdraws_its_notice),
		T(ot_02_a_code_opens_only_the_challenge_it_was_made_for),
		T(ot_03_asking_again_waits_30_seconds_then_60_then_120),
		T(ot_03_the_throttle_starts_over_with_a_sign_in),
		T(ot_03_the_throttle_starts_over_after_an_hour_of_quiet),
		T(ot_03_a_stranger_neither_delays_nor_voids_the_owners_code),
		T(ot_03_an_asker_is_a_whole_network_of_ipv6),
		T(a_number_known_or_not_gets_ten_codes_an_hour_whoever_asks),
		T(the_last_code_of_an_hour_says_when_the_next_may_be_asked_for),
		T(codes_that_somebody_came_in_with_do_not_count),
		T(ot_05_a_number_gets_the_same_answer_and_work_known_or_not),
		T(ot_05_an_unknown_number_is_throttled_and_counted_too),
		T(nobody_comes_in_with_a_challenge_that_is_nobodys),
		T(a_person_suspended_meanwhile_stays_out_with_a_right_code),
		T(ot_15_of_50_right_codes_at_once_one_makes_a_session),
		T(ot_03_of_many_requests_at_once_one_sends_a_code),
		T(a_number_that_cannot_be_is_refused_at_its_field),
		T(what_is_not_six_digits_is_no_try),
	};

	return cmocka_run_group_tests_name("signin", tests, NULL, NULL);
}
