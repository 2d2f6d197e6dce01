/* act: refusals are kept in order, and what is audited says who and whence. */
#include "fixture.h"

#include "store/audit.h"
#include "store/tx.h"

#include "base/banned.h"

static const struct module *const modules[] = { &audit_module, NULL };

static int
up(void **state)
{
	return fixture_up(state, modules);
}

static void
a_refusal_gives_its_status_back_and_is_kept(void **state)
{
	struct fixture *f = *state;

	is_int(act_refuse(&f->act, E_CONFLICT, "seat-taken", NULL),
	    E_CONFLICT);
	is_int(act_refuse_with(&f->act, E_INVALID, "too-long", "name", "most",
	    "80", "is", "81", NULL), E_INVALID);
	is_int(f->act.refusals, 2);
	is_text(f->act.refusal[0].reason, "seat-taken");
	assert_null(f->act.refusal[0].field);
	assert_null(f->act.refusal[0].value[0].name);
	is_text(f->act.refusal[1].field, "name");
	is_text(f->act.refusal[1].value[0].name, "most");
	is_text(f->act.refusal[1].value[1].value, "81");
	assert_null(f->act.refusal[1].value[2].name);
}

static void
more_refusals_than_there_is_room_for_are_dropped(void **state)
{
	struct fixture *f = *state;
	int i;

	for (i = 0; i < ACT_REFUSALS + 5; i++)
		is_int(act_refuse(&f->act, E_INVALID, i < ACT_REFUSALS ?
		    "early" : "late", "name"), E_INVALID);
	is_int(f->act.refusals, ACT_REFUSALS);
	is_text(f->act.refusal[ACT_REFUSALS - 1].reason, "early");
}

static void
AU_01_an_audit_row_says_who_what_and_from_where(void **state)
{
	struct fixture *f = *state;
	struct node *detail = model_new(f->arena);
	struct audit_verdict v;
	struct tx *tx;

	fixture_as(f, 7, ROLE_COORDINATOR);
	f->act.address = "192.0.2.9";
	f->act.trace_id = "0123456789abcdef";
	model_int(detail, "seat", 3);
	is_ok(tx_begin(f->db, &tx));
	is_ok(act_audit(&f->act, tx, &(struct audited){ "booking.made",
	    "booking", 12, detail }));
	is_ok(act_audit(&f->act, tx, &(struct audited){ "shift.seen", "shift",
	    0, NULL }));
	is_ok(tx_end(tx, OK));
	is_int(fixture_int(f, "SELECT count(*) FROM audit WHERE id = 1 AND"
	    " actor = 7 AND actor_kind = 'person' AND event = 'booking.made'"
	    " AND subject_kind = 'booking' AND subject = 12 AND"
	    " address = '192.0.2.9' AND trace_id = '0123456789abcdef' AND"
	    " detail_key IS NOT NULL"), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM audit WHERE id = 2 AND"
	    " subject IS NULL AND detail_key IS NULL"), 1);
	is_ok(audit_verify(f->db, &v));
	is_int(v.rows, 2);
	assert_null(v.why);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, up, fixture_down)
	const struct CMUnitTest tests[] = {
		T(a_refusal_gives_its_status_back_and_is_kept),
		T(more_refusals_than_there_is_room_for_are_dropped),
		T(AU_01_an_audit_row_says_who_what_and_from_where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
