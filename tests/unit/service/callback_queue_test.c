/* callback_queue: the desk works requests off, one claimer each. */
#include "desk.h"

#include "base/banned.h"

static void
rule_13_the_number_is_shown_to_its_claimer_alone(void **state)
{
	struct fixture *f = *state;
	int64_t id = asked(f, "now").id, gavin = coordinator(f, "Gavin");

	assert_null(card(f, id).callback.phone);
	assert_null(card(f, id).callback.message);
	assert_true(card(f, id).may_claim);
	is_ok(callback_desk_claim(&f->act, id));
	is_text(card(f, id).callback.phone, "+27825550163");
	is_text(card(f, id).callback.message, "Two men with a bakkie");
	assert_true(card(f, id).mine);
	coordinator(f, "Nomsa");
	assert_null(card(f, id).callback.phone);
	is_text(card(f, id).callback.claimer, "Gavin");
	is_text(card(f, id).callback.name, "Marlene");
	assert_false(card(f, id).may_claim);
	is_refused(f, callback_desk_claim(&f->act, id), E_CONFLICT,
	    "callback-claimed");
	fixture_later(f, CALLBACK_CLAIM_S);
	assert_true(card(f, id).may_claim);
	is_ok(callback_desk_claim(&f->act, id));
	fixture_as(f, gavin, ROLE_COORDINATOR);
	assert_null(card(f, id).callback.phone);
}

static void
only_the_claimer_says_how_it_went(void **state)
{
	struct fixture *f = *state;
	int64_t id = asked(f, "now").id;

	coordinator(f, "Gavin");
	is_refused(f, closed(f, id, "completed"), E_CONFLICT,
	    "callback-not-yours");
	is_ok(callback_desk_claim(&f->act, id));
	is_ok(callback_desk_release(&f->act, id));
	assert_null(card(f, id).callback.phone);
	is_refused(f, callback_desk_release(&f->act, id), E_CONFLICT,
	    "callback-not-yours");
	is_ok(callback_desk_claim(&f->act, id));
	is_refused(f, closed(f, id, "verified"), E_INVALID, "state-unknown");
	is_refused(f, closed(f, id, "nonsense"), E_INVALID, "state-unknown");
	is_ok(closed(f, id, "completed"));
	is_int(card(f, id).callback.state, CALLBACK_COMPLETED);
	is_int(card(f, id).callback.closed_at, f->act.now);
	is_refused(f, closed(f, id, "completed"), E_CONFLICT,
	    "callback-closed");
	is_refused(f, callback_desk_claim(&f->act, id), E_CONFLICT,
	    "callback-closed");
	is_int(callback_desk_claim(&f->act, id + 1), E_NOTFOUND);
}

static void
no_answer_puts_it_back_into_the_queue_for_later(void **state)
{
	struct fixture *f = *state;
	int64_t id = asked(f, "now").id;
	struct callback_card c;

	f->act.now = TODAY_0800 + HOUR;
	coordinator(f, "Gavin");
	is_ok(callback_desk_claim(&f->act, id));
	is_ok(closed(f, id, "missed"));
	c = card(f, id);
	is_int(c.callback.state, CALLBACK_RETRYING);
	is_int(c.callback.closed_at, 0);
	is_int(c.callback.claimed_by, 0);
	is_int(c.callback.due_at, TODAY_0800 + HOUR + 15 * MINUTE);
	f->act.now = TODAY_0800 + 14 * HOUR - MINUTE;
	is_ok(callback_desk_claim(&f->act, id));
	is_ok(closed(f, id, "missed"));
	is_int(card(f, id).callback.due_at, TODAY_0800 + DAY);
}

static void
a_note_is_for_everybody_at_the_desk(void **state)
{
	struct fixture *f = *state;
	int64_t id = asked(f, "now").id;
	struct callback_card c;

	coordinator(f, "Gavin");
	is_refused(f, callback_desk_note(&f->act, id, NULL), E_INVALID,
	    "field-missing");
	is_ok(callback_desk_note(&f->act, id, "rings after six"));
	coordinator(f, "Nomsa");
	c = card(f, id);
	is_int(c.events.n, 2);
	is_text(c.events.v[1].note, "rings after six");
	is_text(c.events.v[1].actor, "Gavin");
}

static struct callback_queue
queue(struct fixture *f, const char *which, int64_t after_at, int64_t after)
{
	struct callback_queue q;

	is_ok(callback_desk_list(&f->act, &(struct callback_filter){
	    .which = which, .after_at = after_at, .after_id = after,
	    .limit = 2 }, &q));
	return q;
}

static void
the_queue_shows_the_most_overdue_first_page_by_page(void **state)
{
	struct fixture *f = *state;
	int64_t evening = asked(f, "evening").id, now = asked(f, "now").id,
	    morning = asked(f, "morning").id;
	struct callback_queue q;

	coordinator(f, "Gavin");
	is_ok(callback_desk_claim(&f->act, morning));
	fixture_later(f, 8 * HOUR);
	q = queue(f, NULL, 0, 0);
	is_int(q.n, 2);
	is_int(q.v[0].id, now);
	is_int(q.v[1].id, morning);
	assert_null(q.v[0].phone);
	assert_true(q.more);
	is_int(q.last_at, q.v[1].due_at);
	is_int(q.counts.open, 3);
	is_int(q.counts.overdue, 1);
	is_int(q.counts.mine, 0);	/* the claim has run out */
	q = queue(f, "open", q.last_at, morning);
	is_int(q.n, 1);
	is_int(q.v[0].id, evening);
	assert_false(q.more);
	is_ok(callback_desk_claim(&f->act, now));
	is_int(queue(f, "mine", 0, 0).n, 1);
	is_text(queue(f, "mine", 0, 0).v[0].phone, "+27825550163");
	is_ok(closed(f, now, "completed"));
	is_int(queue(f, "mine", 0, 0).n, 0);
	is_int(queue(f, "done", 0, 0).v[0].id, now);
}

static void
rule_12_every_step_leaves_an_audit_row(void **state)
{
	static const char *const events[] = { "callback.asked",
		"callback.claimed", "callback.noted", "callback.released",
		"callback.missed", "callback.retrying",
		"callback.completed" };
	struct fixture *f = *state;
	int64_t id = asked(f, "now").id;
	size_t i;

	coordinator(f, "Gavin");
	is_ok(callback_desk_claim(&f->act, id));
	is_ok(callback_desk_note(&f->act, id, "n"));
	is_ok(callback_desk_release(&f->act, id));
	is_ok(callback_desk_claim(&f->act, id));
	is_ok(closed(f, id, "missed"));
	is_ok(callback_desk_claim(&f->act, id));
	is_ok(closed(f, id, "completed"));
	for (i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		assert_true(fixture_int(f, str_printf(f->arena, "SELECT"
		    " count(*) FROM audit WHERE event = '%s'", events[i])) >
		    0);
	is_int(fixture_int(f, "SELECT count(*) FROM audit"), 9);
}

static enum status
claim_as(struct act *act, int i)
{
	act->actor.person = i + 1;
	return callback_desk_claim(act, 1);
}

static void
of_twelve_who_claim_at_once_one_gets_it(void **state)
{
	struct fixture *f = *state;
	int i;

	is_int(asked(f, "now").id, 1);
	for (i = 0; i < 12; i++)
		coordinator(f, "Somebody");
	is_int(fixture_race(f, 12, claim_as), 1);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, fixture_down)
	const struct CMUnitTest tests[] = {
		T(rule_13_the_number_is_shown_to_its_claimer_alone),
		T(only_the_claimer_says_how_it_went),
		T(no_answer_puts_it_back_into_the_queue_for_later),
		T(a_note_is_for_everybody_at_the_desk),
		T(the_queue_shows_the_most_overdue_first_page_by_page),
		T(rule_12_every_step_leaves_an_audit_row),
		T(of_twelve_who_claim_at_once_one_gets_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
