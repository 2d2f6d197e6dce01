/* membership: what people are and who may change it (rules 6, 12, 13). */
#include "asking.h"

#include "service/membership.h"
#include "store/audit.h"
#include "store/challenges.h"
#include "store/invitations.h"
#include "store/outbox.h"

#include "base/banned.h"

static const struct module *const modules[] = { &audit_module,
	&challenges_module, &invitations_module, &outbox_module,
	&people_module, &sessions_module, NULL };

enum { ADMIN = 1, CORA, VERA, GUS };	/* ids, and the n of their number */

static int
up(void **state)
{
	struct fixture *f;

	fixture_up(state, modules);
	f = *state;
	fixture_person(f, "Ada Adams", ROLE_ADMIN);
	fixture_person(f, "Cora Cloete", ROLE_COORDINATOR);
	fixture_person(f, "Vera Venter", ROLE_VOLUNTEER);
	fixture_person(f, "Gus Gouws", ROLE_GUEST);
	return 0;
}

static struct member_change
of(int64_t person)
{
	return (struct member_change){ .person = person };
}

static enum status
set_role(struct fixture *f, int64_t person, enum role role)
{
	return membership_role(&f->act, &(struct member_change){
	    .person = person, .role = role });
}

static const char *
role_of(struct fixture *f, int64_t person)
{
	struct person p;

	is_ok(people_get(f->db, person, f->arena, &p));
	return role_name(p.role);
}

static int64_t
audited(struct fixture *f, const char *event)
{
	return fixture_int(f, str_printf(f->arena, "SELECT count(*) "
	    "FROM audit WHERE event = '%s'", event));
}

static void
a_coordinator_approves_a_guest_who_is_told(void **state)
{
	struct fixture *f = *state;
	struct member_change gus = of(GUS);

	fixture_as(f, CORA, ROLE_COORDINATOR);
	is_ok(membership_approve(&f->act, &gus));
	is_text(role_of(f, GUS), "volunteer");
	is_int(fixture_int(f, "SELECT count(*) FROM person WHERE id = 4 "
	    "AND approved_by = 2 AND approved_at = created_at"), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM outbox "
	    "WHERE kind = 'approved' AND person = 4 AND state = 'pending'"),
	    1);
	is_int(audited(f, "person.approved"), 1);
}

static void
who_is_no_guest_any_more_is_not_approved_again(void **state)
{
	struct fixture *f = *state;
	struct member_change gus = of(GUS), vera = of(VERA);

	fixture_as(f, CORA, ROLE_COORDINATOR);
	is_ok(membership_approve(&f->act, &gus));
	is_refused(f, membership_approve(&f->act, &gus), E_CONFLICT,
	    "not-waiting");
	is_refused(f, membership_approve(&f->act, &vera), E_CONFLICT,
	    "not-waiting");
	is_int(fixture_int(f, "SELECT count(*) FROM outbox"), 1);
}

static enum status
race_approve(struct act *act, int i)
{
	(void)i;
	return membership_approve(act, &(struct member_change){
	    .person = GUS });
}

static void
of_ten_who_approve_at_once_one_does(void **state)
{
	struct fixture *f = *state;

	fixture_as(f, CORA, ROLE_COORDINATOR);
	is_int(fixture_race(f, 10, race_approve), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM outbox"), 1);
	is_int(audited(f, "person.approved"), 1);
}

static void
nobody_approves_or_promotes_themselves(void **state)
{
	struct fixture *f = *state;
	struct member_change gus = of(GUS);

	fixture_as(f, GUS, ROLE_GUEST);
	is_refused(f, membership_approve(&f->act, &gus), E_DENIED,
	    "person-self");
	fixture_as(f, CORA, ROLE_COORDINATOR);
	is_refused(f, set_role(f, CORA, ROLE_ADMIN), E_DENIED, "person-self");
	fixture_as(f, ADMIN, ROLE_ADMIN);
	is_refused(f, set_role(f, ADMIN, ROLE_GUEST), E_DENIED,
	    "person-self");
}

/* Every row: who asks, whom they move, where to, and whether they may. */
static void
roles_are_given_as_the_order_of_roles_allows(void **state)
{
	static const struct {
		int64_t actor;
		enum role role;
		int64_t person;
		enum role to;
		enum status want;
	} row[] = {
		{ VERA, ROLE_VOLUNTEER, GUS, ROLE_VOLUNTEER, E_DENIED },
		{ GUS, ROLE_GUEST, VERA, ROLE_GUEST, E_DENIED },
		{ CORA, ROLE_COORDINATOR, VERA, ROLE_COORDINATOR, E_DENIED },
		{ CORA, ROLE_COORDINATOR, ADMIN, ROLE_GUEST, E_DENIED },
		{ CORA, ROLE_COORDINATOR, VERA, ROLE_GUEST, OK },
		{ CORA, ROLE_COORDINATOR, VERA, ROLE_VOLUNTEER, OK },
		{ ADMIN, ROLE_ADMIN, VERA, ROLE_COORDINATOR, OK },
		{ ADMIN, ROLE_ADMIN, CORA, ROLE_VOLUNTEER, OK },
		{ ADMIN, ROLE_ADMIN, VERA, ROLE_ADMIN, OK },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		const char *before = role_of(f, row[i].person);

		fixture_as(f, row[i].actor, row[i].role);
		is_int(set_role(f, row[i].person, row[i].to), row[i].want);
		is_text(role_of(f, row[i].person), row[i].want == OK ?
		    role_name(row[i].to) : before);
	}
}

static void
a_guest_who_is_raised_is_approved_by_that_and_told(void **state)
{
	struct fixture *f = *state;

	fixture_as(f, ADMIN, ROLE_ADMIN);
	is_ok(set_role(f, GUS, ROLE_COORDINATOR));
	is_int(fixture_int(f, "SELECT approved_by FROM person WHERE id = 4"),
	    ADMIN);
	is_int(fixture_int(f, "SELECT count(*) FROM outbox "
	    "WHERE kind = 'approved'"), 1);
	is_ok(set_role(f, GUS, ROLE_VOLUNTEER));
	is_int(fixture_int(f, "SELECT count(*) FROM outbox"), 1);
}

static void
rule_06_the_last_admin_is_neither_demoted_nor_suspended(void **state)
{
	struct fixture *f = *state;
	struct member_change ada = of(ADMIN);

	fixture_operator(f);
	is_refused(f, set_role(f, ADMIN, ROLE_COORDINATOR), E_CONFLICT,
	    "last-admin");
	is_refused(f, membership_suspend(&f->act, &ada), E_CONFLICT,
	    "last-admin");
	is_text(role_of(f, ADMIN), "admin");
	is_ok(set_role(f, CORA, ROLE_ADMIN));
	is_ok(set_role(f, ADMIN, ROLE_COORDINATOR));
	is_refused(f, set_role(f, CORA, ROLE_GUEST), E_CONFLICT,
	    "last-admin");
}

static void
rule_06_a_suspended_admin_does_not_count_as_one(void **state)
{
	struct fixture *f = *state;
	struct member_change cora = of(CORA);

	fixture_operator(f);
	is_ok(set_role(f, CORA, ROLE_ADMIN));
	is_ok(membership_suspend(&f->act, &cora));
	is_refused(f, set_role(f, ADMIN, ROLE_GUEST), E_CONFLICT,
	    "last-admin");
	is_ok(set_role(f, CORA, ROLE_VOLUNTEER));
}

static enum status
race_demote(struct act *act, int i)
{
	return membership_role(act, &(struct member_change){
	    .person = i % 2 == 0 ? ADMIN : CORA, .role = ROLE_VOLUNTEER });
}

static void
rule_06_two_admins_demoted_at_once_leave_one(void **state)
{
	struct fixture *f = *state;

	fixture_operator(f);
	is_ok(set_role(f, CORA, ROLE_ADMIN));
	(void)fixture_race(f, 8, race_demote);
	is_int(fixture_int(f, "SELECT count(*) FROM person "
	    "WHERE role = 'admin'"), 1);
}

static void
suspending_ends_every_session_and_resuming_none(void **state)
{
	struct fixture *f = *state;
	struct member_change vera = of(VERA);

	asking_in(f, "082 555 0003");
	fixture_later(f, 30);
	asking_in(f, "082 555 0003");
	fixture_as(f, CORA, ROLE_COORDINATOR);
	is_ok(membership_suspend(&f->act, &vera));
	is_int(fixture_int(f, "SELECT count(*) FROM session "
	    "WHERE ended_why = 'suspended'"), 2);
	is_ok(membership_resume(&f->act, &vera));
	is_int(fixture_int(f, "SELECT count(*) FROM session "
	    "WHERE ended_at IS NULL"), 0);
	asking_in(f, "082 555 0003");
	is_int(audited(f, "person.suspended"), 1);
	is_int(audited(f, "person.resumed"), 1);
}

static void
doing_again_what_is_done_is_fine_and_leaves_no_second_row(void **state)
{
	struct fixture *f = *state;
	struct member_change vera = of(VERA);

	fixture_as(f, CORA, ROLE_COORDINATOR);
	is_ok(membership_suspend(&f->act, &vera));
	is_ok(membership_suspend(&f->act, &vera));
	is_int(audited(f, "person.suspended"), 1);
	is_ok(membership_resume(&f->act, &vera));
	is_ok(membership_resume(&f->act, &vera));
	is_ok(set_role(f, VERA, ROLE_VOLUNTEER));
	is_int(fixture_int(f, "SELECT count(*) FROM audit"), 2);
}

static void
an_edit_of_an_older_version_conflicts(void **state)
{
	struct fixture *f = *state;
	struct member_change stale = { .person = VERA, .version = 1,
		.role = ROLE_GUEST, .name = STR("Vera Visser") };

	fixture_as(f, ADMIN, ROLE_ADMIN);
	is_ok(membership_rename(&f->act, &stale));
	is_refused(f, membership_rename(&f->act, &stale), E_CONFLICT,
	    "person-changed");
	is_refused(f, membership_role(&f->act, &stale), E_CONFLICT,
	    "person-changed");
	stale.version = 2;
	is_ok(membership_role(&f->act, &stale));
	is_int(fixture_int(f, "SELECT version FROM person WHERE id = 3"), 3);
}

static void
people_name_themselves_and_coordinators_those_below(void **state)
{
	struct fixture *f = *state;
	struct member_change vera = { .person = VERA,
		.name = STR("  Vera van Wyk ") };
	struct person p;

	fixture_as(f, GUS, ROLE_GUEST);
	is_refused(f, membership_rename(&f->act, &vera), E_DENIED,
	    "person-not-yours");
	fixture_as(f, VERA, ROLE_VOLUNTEER);
	is_ok(membership_rename(&f->act, &vera));
	is_ok(people_get(f->db, VERA, f->arena, &p));
	is_text(p.name, "Vera van Wyk");
	vera.name = STR("Vera\nVisser");
	fixture_as(f, CORA, ROLE_COORDINATOR);
	is_refused(f, membership_rename(&f->act, &vera), E_INVALID,
	    "name-invalid");
}

static void
a_language_is_one_we_have_or_the_browsers(void **state)
{
	struct fixture *f = *state;
	struct person p;

	fixture_as(f, VERA, ROLE_VOLUNTEER);
	is_refused(f, membership_language(&f->act, STR("tlh")), E_INVALID,
	    "language-unknown");
	is_ok(membership_language(&f->act, STR("en")));
	is_ok(people_get(f->db, VERA, f->arena, &p));
	is_text(p.language, "en");
	is_ok(membership_language(&f->act, STR("")));
	is_ok(people_get(f->db, VERA, f->arena, &p));
	assert_null(p.language);
	is_int(audited(f, "person.language"), 2);
}

static void
rule_13_a_number_is_shown_to_coordinators_and_its_owner(void **state)
{
	struct fixture *f = *state;
	struct member m;

	fixture_as(f, CORA, ROLE_COORDINATOR);
	is_ok(membership_person(&f->act, VERA, &m));
	is_text(m.phone, "+27825550003");
	is_text(m.person.name, "Vera Venter");
	fixture_as(f, VERA, ROLE_VOLUNTEER);
	is_ok(membership_person(&f->act, VERA, &m));
	is_int(membership_person(&f->act, GUS, &m), E_NOTFOUND);
	is_int(membership_person(&f->act, 4711, &m), E_NOTFOUND);
	fixture_nobody(f);
	is_int(membership_person(&f->act, VERA, &m), E_NOTFOUND);
}

static void
who_is_not_there_or_erased_is_not_found(void **state)
{
	struct fixture *f = *state;
	struct member_change gone = of(VERA), never = of(4711);

	fixture_sql(f, "UPDATE person SET state = 'erased', name = NULL, "
	    "phone_key = NULL, phone_sealed = NULL, phone_index = NULL "
	    "WHERE id = 3");
	fixture_as(f, ADMIN, ROLE_ADMIN);
	is_int(membership_suspend(&f->act, &gone), E_NOTFOUND);
	is_int(membership_resume(&f->act, &gone), E_NOTFOUND);
	is_int(membership_suspend(&f->act, &never), E_NOTFOUND);
}

static void
au_03_without_its_audit_row_nothing_changes(void **state)
{
	struct fixture *f = *state;
	struct member_change gus = of(GUS), vera = of(VERA);

	fixture_sql(f, "CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN "
	    "SELECT RAISE(ABORT, 'broken'); END");
	fixture_as(f, CORA, ROLE_COORDINATOR);
	assert_int_not_equal(membership_approve(&f->act, &gus), OK);
	assert_int_not_equal(membership_suspend(&f->act, &vera), OK);
	is_text(role_of(f, GUS), "guest");
	is_int(fixture_int(f, "SELECT count(*) FROM person "
	    "WHERE state = 'suspended'"), 0);
	is_int(fixture_int(f, "SELECT count(*) FROM outbox"), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, up, fixture_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_coordinator_approves_a_guest_who_is_told),
		T(who_is_no_guest_any_more_is_not_approved_again),
		T(of_ten_who_approve_at_once_one_does),
		T(nobody_approves_or_promotes_themselves),
		T(roles_are_given_as_the_order_of_roles_allows),
		T(a_guest_who_is_raised_is_approved_by_that_and_told),
		T(rule_06_the_last_admin_is_neither_demoted_nor_suspended),
		T(rule_06_a_suspended_admin_does_not_count_as_one),
		T(rule_06_two_admins_demoted_at_once_leave_one),
		T(suspending_ends_every_session_and_resuming_none),
		T(doing_again_what_is_done_is_fine_and_leaves_no_second_row),
		T(an_edit_of_an_older_version_conflicts),
		T(people_name_themselves_and_coordinators_those_below),
		T(a_language_is_one_we_have_or_the_browsers),
		T(rule_13_a_number_is_shown_to_coordinators_and_its_owner),
		T(who_is_not_there_or_erased_is_not_found),
		T(au_03_without_its_audit_row_nothing_changes),
	};

	return cmocka_run_group_tests_name("membership", tests, NULL, NULL);
}
