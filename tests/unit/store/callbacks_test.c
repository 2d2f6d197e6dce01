/* callbacks: the queue's order, who has what, and what the file may show. */
#include "visitors.h"

#include "base/banned.h"

static enum status
claimed(struct scratch *f, int64_t id, int64_t by, int64_t now)
{
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	return tx_end(tx, callbacks_claim(tx, id, &(struct callback_claim){
	    by, now, now + 1800 }));
}

static struct callback_list
listed(struct scratch *f, enum callbacks_which which,
    const struct callback *after, int64_t limit)
{
	struct callbacks_page p = { .which = which, .me = ME, .now = NOW,
	    .limit = limit };
	struct callback_list l;

	if (after != NULL) {
		p.after_id = after->id;
		p.after_at = which == CALLBACKS_DONE ? after->closed_at :
		    after->due_at;
	}
	is_ok(callbacks_list(f->db, &p, f->a, &l));
	return l;
}

static void
what_was_sealed_opens_again(void **state)
{
	struct scratch *f = *state;
	struct callback c;

	is_ok(callbacks_get(f->db, asked(f, NOW + 10), f->a, &c));
	is_text(c.name, NAME);
	is_text(c.phone, PHONE);
	is_text(c.message, MESSAGE);
	is_text(c.topic, "seen");
	is_int(c.state, CALLBACK_PENDING);
	assert_true(c.voicemail);
	assert_false(c.say_who);
	assert_false(c.blanked);
	is_int(c.closed_at, 0);
	is_int(callbacks_get(f->db, c.id + 1, f->a, &c), E_NOTFOUND);
}

static void
what_was_not_said_is_null(void **state)
{
	struct scratch *f = *state;
	struct callback_new in = { .phone = PHONE, .topic = "other",
	    .consent_version = 1, .created_at = NOW };
	struct callback c;
	struct tx *tx;
	int64_t id;

	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, callbacks_insert(tx, &in, f->a, &id)));
	is_ok(callbacks_get(f->db, id, f->a, &c));
	assert_null(c.name);
	assert_null(c.message);
	is_text(c.phone, PHONE);
}

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
dp_01_nothing_of_a_visitor_stands_in_the_file_or_its_log(void **state)
{
	static const char *const canaries[] = { PHONE, "825550163", NAME,
	    MESSAGE, NOTE };
	struct scratch *f = *state;
	const char *wal = str_printf(f->a, "%s-wal", f->path);
	size_t i;

	asked(f, NOW);
	assert_true(file_has(wal, "seen"));
	for (i = 0; i < sizeof(canaries) / sizeof(canaries[0]); i++)
		assert_false(file_has(wal, canaries[i]));
	is_ok(db_checkpoint(f->db));
	assert_true(file_has(f->path, "seen"));
	for (i = 0; i < sizeof(canaries) / sizeof(canaries[0]); i++)
		assert_false(file_has(f->path, canaries[i]));
}

static void
dp_02_contents_moved_to_another_row_do_not_open(void **state)
{
	struct scratch *f = *state;
	int64_t one = asked(f, NOW), two = asked(f, NOW + 1);
	struct callback c;

	scratch_sql(f->path, str_printf(f->a, "UPDATE callback SET"
	    " content_sealed = (SELECT content_sealed FROM callback"
	    " WHERE id = %lld) WHERE id = %lld", (long long)one,
	    (long long)two));
	is_ok(callbacks_get(f->db, one, f->a, &c));
	is_int(callbacks_get(f->db, two, f->a, &c), E_FAULT);
}

static void
the_queue_goes_by_what_was_promised_page_by_page(void **state)
{
	struct scratch *f = *state;
	int64_t late = asked(f, NOW + 30), early = asked(f, NOW + 10),
	    middle = asked(f, NOW + 20);
	struct callback_list l = listed(f, CALLBACKS_OPEN, NULL, 2);

	is_int(l.n, 2);
	is_int(l.v[0].id, early);
	is_int(l.v[1].id, middle);
	l = listed(f, CALLBACKS_OPEN, &l.v[1], 2);
	is_int(l.n, 1);
	is_int(l.v[0].id, late);
}

static void
what_is_done_shows_the_latest_first_page_by_page(void **state)
{
	struct scratch *f = *state;
	int64_t one = asked(f, NOW + 10), two = asked(f, NOW + 20),
	    three = asked(f, NOW + 30);
	struct callback_list l;

	is_ok(moved(f, two, CALLBACK_COMPLETED, NOW + 1));
	is_ok(moved(f, one, CALLBACK_COMPLETED, NOW + 2));
	is_int(listed(f, CALLBACKS_OPEN, NULL, 5).n, 1);
	is_int(listed(f, CALLBACKS_OPEN, NULL, 5).v[0].id, three);
	l = listed(f, CALLBACKS_DONE, NULL, 1);
	is_int(l.v[0].id, one);
	l = listed(f, CALLBACKS_DONE, &l.v[0], 1);
	is_int(l.n, 1);
	is_int(l.v[0].id, two);
	l = listed(f, CALLBACKS_DONE, &l.v[0], 1);
	is_int(l.n, 0);
}

static void
a_claim_holds_until_it_runs_out(void **state)
{
	struct scratch *f = *state;
	int64_t id = asked(f, NOW + 10);
	struct callback c;

	is_ok(claimed(f, id, ME, NOW));
	is_int(claimed(f, id, OTHER, NOW), E_CONFLICT);
	is_ok(claimed(f, id, ME, NOW + 60));
	is_int(claimed(f, id, OTHER, NOW + 1859), E_CONFLICT);
	is_ok(callbacks_get(f->db, id, f->a, &c));
	is_text(c.claimer, "Gavin");
	is_ok(claimed(f, id, OTHER, NOW + 1860));
	is_ok(callbacks_get(f->db, id, f->a, &c));
	is_int(c.claimed_by, OTHER);
}

static void
mine_are_those_i_have_claimed(void **state)
{
	struct scratch *f = *state;
	int64_t mine = asked(f, NOW + 10), theirs = asked(f, NOW + 20);
	struct callback_counts n;
	struct tx *tx;

	asked(f, NOW - 5);
	is_ok(claimed(f, mine, ME, NOW));
	is_ok(claimed(f, theirs, OTHER, NOW));
	is_int(listed(f, CALLBACKS_MINE, NULL, 5).n, 1);
	is_int(listed(f, CALLBACKS_MINE, NULL, 5).v[0].id, mine);
	is_ok(callbacks_count(f->db, ME, NOW, &n));
	is_int(n.open, 3);
	is_int(n.overdue, 1);
	is_int(n.mine, 1);
	is_ok(tx_begin(f->db, &tx));
	is_int(callbacks_release(tx, theirs, ME), E_CONFLICT);
	is_ok(callbacks_release(tx, mine, ME));
	is_ok(tx_commit(tx));
	is_ok(callbacks_count(f->db, ME, NOW, &n));
	is_int(n.mine, 0);
}

static void
who_saw_an_older_version_moves_nothing(void **state)
{
	struct scratch *f = *state;
	int64_t id = asked(f, NOW);
	struct callback c;
	struct tx *tx;

	is_ok(callbacks_get(f->db, id, f->a, &c));
	is_ok(moved(f, id, CALLBACK_MISSED, 0));
	is_ok(tx_begin(f->db, &tx));
	is_int(tx_end(tx, callbacks_move(tx, id, &(struct callback_move){
	    c.version, CALLBACK_COMPLETED, NOW, NOW })), E_CONFLICT);
	is_ok(callbacks_get(f->db, id, f->a, &c));
	is_int(c.state, CALLBACK_MISSED);
}

static void
a_request_tells_its_story_oldest_first(void **state)
{
	struct scratch *f = *state;
	int64_t id = asked(f, NOW);
	struct callback_events e;
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, callbacks_event(tx, &(struct callback_event_new){
	    id, NOW + 9, 0, CALLBACK_CANCELLED, NULL }, f->a)));
	is_ok(callbacks_events(f->db, id, f->a, &e));
	is_int(e.n, 2);
	is_int(e.v[0].state, CALLBACK_PENDING);
	is_text(e.v[0].actor, "Gavin");
	is_text(e.v[0].note, NOTE);
	is_int(e.v[1].state, CALLBACK_CANCELLED);
	is_int(e.v[1].at, NOW + 9);
	assert_null(e.v[1].actor);
	assert_null(e.v[1].note);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, scratch_down)
	const struct CMUnitTest tests[] = {
		T(what_was_sealed_opens_again),
		T(what_was_not_said_is_null),
		T(dp_01_nothing_of_a_visitor_stands_in_the_file_or_its_log),
		T(dp_02_contents_moved_to_another_row_do_not_open),
		T(the_queue_goes_by_what_was_promised_page_by_page),
		T(what_is_done_shows_the_latest_first_page_by_page),
		T(a_claim_holds_until_it_runs_out),
		T(mine_are_those_i_have_claimed),
		T(who_saw_an_older_version_moves_nothing),
		T(a_request_tells_its_story_oldest_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
