/* callback_desk: a visitor asks, looks, takes it back, is forgotten. */
#include "desk.h"

#include "base/banned.h"

static void
rule_11_we_promise_within_two_hours_in_which_we_ring(void **state)
{
	static const struct { int64_t asked, from, due; } cases[] = {
		{ NOW_0400, TODAY_0800, TODAY_0800 + 2 * HOUR },
		{ TODAY_0800, TODAY_0800, TODAY_0800 + 2 * HOUR },
		{ TODAY_0800 + 3 * HOUR, TODAY_0800 + 3 * HOUR,
		    TODAY_0800 + 5 * HOUR },
		{ TODAY_0800 + 13 * HOUR, TODAY_0800 + 13 * HOUR,
		    TODAY_0800 + 14 * HOUR },
		{ TODAY_0800 + 14 * HOUR, TODAY_0800 + DAY,
		    TODAY_0800 + DAY + 2 * HOUR },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct callback_receipt r;

		f->act.now = cases[i].asked;
		r = asked(f, i == 0 ? NULL : "now");
		is_int(r.ring_from, cases[i].from);
		is_int(r.due_at, cases[i].due);
		assert_true(r.ring_until >= r.due_at);
	}
}

static void
who_chooses_a_time_is_rung_then(void **state)
{
	struct fixture *f = *state;
	struct callback_receipt r = asked(f, "evening");

	is_int(r.ring_from, TODAY_0800 + DAY + 9 * HOUR);
	is_int(r.ring_until, TODAY_0800 + DAY + 12 * HOUR);
	is_int(r.due_at, r.ring_until);
	r = asked(f, "morning");
	is_int(r.ring_from, TODAY_0800 + DAY);
	is_int(r.due_at, TODAY_0800 + DAY + 4 * HOUR);
}

static void
rule_14_all_that_is_wrong_is_said_and_nothing_written(void **state)
{
	struct callback_in in = { .phone = "12", .when = "never",
	    .topic = "love" };
	struct fixture *f = *state;
	struct callback_receipt r;

	is_int(callback_desk_request(&f->act, &in, &r), E_INVALID);
	is_int(f->act.refusals, 4);
	is_text(f->act.refusal[0].reason, "phone-invalid");
	is_text(f->act.refusal[0].field, "phone");
	is_text(f->act.refusal[1].reason, "when-unknown");
	is_text(f->act.refusal[2].reason, "topic-unknown");
	is_text(f->act.refusal[3].reason, "consent-needed");
	is_text(f->act.refusal[3].field, "consent");
	is_int(fixture_int(f, "SELECT count(*) FROM callback"), 0);
	in = marlene();
	in.phone = NULL;
	f->act.refusals = 0;
	is_refused(f, callback_desk_request(&f->act, &in, &r), E_INVALID,
	    "field-missing");
}

static void
az_04_the_reference_opens_the_page_and_is_not_stored(void **state)
{
	struct fixture *f = *state;
	struct callback_receipt r = asked(f, "now"), other = asked(f, "now");
	struct callback_status st;

	is_int(strlen(r.reference), TOKEN_TEXT - 1);
	assert_string_not_equal(r.reference, other.reference);
	is_ok(callback_desk_status(&f->act, r.reference, &st));
	is_int(st.callback.id, r.id);
	is_int(fixture_int(f, str_printf(f->arena, "SELECT count(*) FROM"
	    " callback WHERE CAST(reference_hash AS TEXT) LIKE '%%%s%%'",
	    r.reference)), 0);
	r.reference[0] = r.reference[0] == 'A' ? 'B' : 'A';
	is_int(callback_desk_status(&f->act, r.reference, &st), E_NOTFOUND);
	is_int(callback_desk_status(&f->act, "", &st), E_NOTFOUND);
	is_int(callback_desk_status(&f->act, "1", &st), E_NOTFOUND);
}

static void
the_visitor_sees_the_tail_and_what_happened_not_who(void **state)
{
	struct fixture *f = *state;
	struct callback_receipt r = asked(f, "now");
	struct callback_status st;

	coordinator(f, "Gavin");
	is_ok(callback_desk_claim(&f->act, r.id));
	is_ok(callback_desk_note(&f->act, r.id, "sounds upset"));
	is_ok(closed(f, r.id, "missed"));
	fixture_nobody(f);
	is_ok(callback_desk_status(&f->act, r.reference, &st));
	is_text(st.tail, "63");
	assert_null(st.callback.phone);
	assert_null(st.callback.message);
	assert_null(st.callback.claimer);
	is_int(st.events.n, 3);
	is_int(st.events.v[0].state, CALLBACK_PENDING);
	is_int(st.events.v[1].state, CALLBACK_MISSED);
	is_int(st.events.v[2].state, CALLBACK_RETRYING);
	assert_null(st.events.v[1].actor);
	assert_null(st.events.v[1].note);
	assert_true(st.may_cancel);
	is_int(st.kept_until, FIXTURE_NOW + 30 * DAY);
}

static void
the_visitor_takes_it_back_once(void **state)
{
	struct fixture *f = *state;
	struct callback_receipt r = asked(f, "now");
	struct callback_status st;

	is_ok(callback_desk_cancel(&f->act, r.reference));
	is_ok(callback_desk_status(&f->act, r.reference, &st));
	is_int(st.callback.state, CALLBACK_CANCELLED);
	is_int(st.callback.closed_at, f->act.now);
	assert_false(st.may_cancel);
	is_refused(f, callback_desk_cancel(&f->act, r.reference), E_CONFLICT,
	    "callback-closed");
	is_int(callback_desk_cancel(&f->act, "x"), E_NOTFOUND);
}

static void
what_has_been_kept_long_enough_is_forgotten(void **state)
{
	struct fixture *f = *state;
	int64_t id = asked(f, "now").id, n;

	asked(f, "now");
	coordinator(f, "Gavin");
	is_ok(callback_desk_claim(&f->act, id));
	is_ok(closed(f, id, "completed"));
	is_ok(callback_desk_forget(&f->act, &n));
	is_int(n, 0);
	fixture_later(f, DAY + 1);
	is_ok(callback_desk_forget(&f->act, &n));
	is_int(n, 1);
	assert_null(card(f, id).callback.name);
	assert_true(card(f, id).callback.blanked);
	fixture_later(f, 29 * DAY);
	is_ok(callback_desk_forget(&f->act, &n));
	is_int(n, 1);
	is_int(fixture_int(f, "SELECT count(*) FROM callback WHERE"
	    " content_key IS NOT NULL"), 0);
	is_int(fixture_int(f, "SELECT count(*) FROM audit WHERE event ="
	    " 'callback.forgotten'"), 2);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, fixture_down)
	const struct CMUnitTest tests[] = {
		T(rule_11_we_promise_within_two_hours_in_which_we_ring),
		T(who_chooses_a_time_is_rung_then),
		T(rule_14_all_that_is_wrong_is_said_and_nothing_written),
		T(az_04_the_reference_opens_the_page_and_is_not_stored),
		T(the_visitor_sees_the_tail_and_what_happened_not_who),
		T(the_visitor_takes_it_back_once),
		T(what_has_been_kept_long_enough_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
