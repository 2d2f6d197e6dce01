/*
 * membership: how people come in: by asking, by being added, and the first
 * admin by a link that works once.
 */
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

static int
up(void **state)
{
	return fixture_up(state, modules);
}

static enum status
apply(struct fixture *f, const char *name, const char *phone)
{
	return membership_apply(&f->act, &(struct member_new){
	    .name = str_of(name), .phone = str_of(phone) });
}

static enum status
add(struct fixture *f, const char *phone, enum role role, int64_t *ret)
{
	return membership_add(&f->act, &(struct member_new){
	    .name = STR("Thandi Mokoena"), .phone = str_of(phone),
	    .role = role }, ret);
}

static enum status
welcome(struct fixture *f, const char *token, const char *phone,
    struct signin *ret)
{
	return membership_welcome(&f->act, &(struct welcome_in){
	    .token = str_of(token), .name = STR("Ada Adams"),
	    .phone = str_of(phone), .surface = SESSION_BROWSER }, ret);
}

static int64_t
people(const struct fixture *f)
{
	return fixture_int(f, "SELECT count(*) FROM person");
}

static void
who_applies_is_a_guest_and_signs_in_to_see_it(void **state)
{
	struct fixture *f = *state;
	struct signin in;

	is_ok(apply(f, " Lerato Molefe ", "082 555 0001"));
	is_int(fixture_int(f, "SELECT count(*) FROM person "
	    "WHERE role = 'guest' AND name = 'Lerato Molefe' "
	    "AND approved_at IS NULL"), 1);
	in = asking_in(f, "+27 82 555 0001");
	is_int(in.role, ROLE_GUEST);
	is_text(in.name, "Lerato Molefe");
}

static void
applying_with_a_known_number_looks_the_same(void **state)
{
	struct fixture *f = *state;

	fixture_person(f, "Anna Adams", ROLE_VOLUNTEER);
	is_ok(apply(f, "Lerato Molefe", "082 555 0001"));
	is_int(f->act.refusals, 0);
	is_int(people(f), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM person "
	    "WHERE name = 'Anna Adams' AND role = 'volunteer'"), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM audit"), 1);
}

static void
bad_names_and_numbers_are_refused_beside_each_field(void **state)
{
	struct fixture *f = *state;
	char longest[MEMBERSHIP_NAME_MAX + 2];

	memset(longest, 'x', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	is_int(apply(f, "  ", "abc"), E_INVALID);
	is_int(f->act.refusals, 2);
	is_text(f->act.refusal[0].field, "name");
	is_text(f->act.refusal[1].field, "phone");
	f->act.refusals = 0;
	is_refused(f, apply(f, longest, "082 555 0001"), E_INVALID,
	    "name-invalid");
	is_refused(f, apply(f, "Le\xe2\x80\xaerato", "082 555 0001"),
	    E_INVALID, "name-invalid");
	is_refused(f, apply(f, "Le\xffrato", "082 555 0001"), E_INVALID,
	    "name-invalid");
	is_int(people(f), 0);
	longest[MEMBERSHIP_NAME_MAX] = '\0';
	is_ok(apply(f, longest, "082 555 0001"));
}

static void
coordinators_add_volunteers_and_the_operator_anybody(void **state)
{
	struct fixture *f = *state;
	int64_t cora = fixture_person(f, "Cora", ROLE_COORDINATOR), id = 0;

	fixture_as(f, cora, ROLE_COORDINATOR);
	is_ok(add(f, "082 555 0101", ROLE_VOLUNTEER, &id));
	is_int(fixture_int(f, str_printf(f->arena, "SELECT approved_by "
	    "FROM person WHERE id = %d", (int)id)), cora);
	is_refused(f, add(f, "082 555 0102", ROLE_COORDINATOR, &id),
	    E_DENIED, "person-not-yours");
	fixture_operator(f);
	is_ok(add(f, "082 555 0102", ROLE_ADMIN, &id));
	is_ok(add(f, "082 555 0103", ROLE_GUEST, &id));
	is_int(fixture_int(f, str_printf(f->arena, "SELECT count(*) "
	    "FROM person WHERE id = %d AND approved_at IS NULL", (int)id)),
	    1);
	fixture_as(f, 2, ROLE_VOLUNTEER);
	is_refused(f, add(f, "082 555 0104", ROLE_GUEST, &id), E_DENIED,
	    "person-not-yours");
	is_int(fixture_int(f, "SELECT count(*) FROM audit "
	    "WHERE event = 'person.added'"), 3);
}

static void
adding_a_known_number_is_refused_at_its_field(void **state)
{
	struct fixture *f = *state;
	int64_t id = -1;

	fixture_person(f, "Anna Adams", ROLE_GUEST);
	fixture_operator(f);
	is_int(add(f, "082 555 0001", ROLE_VOLUNTEER, &id), E_CONFLICT);
	is_text(f->act.refusal[0].reason, "phone-known");
	is_text(f->act.refusal[0].field, "phone");
	is_int(id, -1);
	is_int(people(f), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM audit"), 0);
}

static void
the_first_admin_comes_in_by_a_link_that_works_once(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];
	struct session session;
	struct signin in;

	is_ok(membership_first_admin_invite(&f->act, token));
	is_ok(membership_welcome_check(&f->act, str_of(token)));
	is_ok(membership_welcome_check(&f->act, str_of(token)));
	is_ok(welcome(f, token, "082 555 0001", &in));
	is_int(in.role, ROLE_ADMIN);
	is_int(f->act.actor.person, in.person);
	is_ok(asking_show(f, in.token, &session));
	is_int(f->act.actor.role, ROLE_ADMIN);
	fixture_nobody(f);
	is_refused(f, membership_welcome_check(&f->act, str_of(token)),
	    E_NOTFOUND, "welcome-gone");
	is_refused(f, welcome(f, token, "082 555 0002", &in), E_NOTFOUND,
	    "welcome-gone");
	/* Not even in a house that has lost its admin. */
	fixture_sql(f, "UPDATE person SET role = 'guest'");
	is_refused(f, welcome(f, token, "082 555 0002", &in), E_NOTFOUND,
	    "welcome-gone");
	is_int(people(f), 1);
	is_int(fixture_int(f, "SELECT used_by FROM invitation"), in.person);
	is_int(fixture_int(f, "SELECT count(*) FROM audit "
	    "WHERE event = 'person.welcomed'"), 1);
}

static void
there_is_no_link_while_there_is_an_admin(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT], none[TOKEN_TEXT];
	struct signin in;

	is_ok(membership_first_admin_invite(&f->act, token));
	fixture_person(f, "Ada Adams", ROLE_ADMIN);
	is_refused(f, membership_first_admin_invite(&f->act, none),
	    E_CONFLICT, "admin-exists");
	is_refused(f, membership_welcome_check(&f->act, str_of(token)),
	    E_NOTFOUND, "welcome-gone");
	is_refused(f, welcome(f, token, "082 555 0002", &in), E_NOTFOUND,
	    "welcome-gone");
}

static void
one_link_is_good_at_a_time_and_for_a_day(void **state)
{
	struct fixture *f = *state;
	char first[TOKEN_TEXT], second[TOKEN_TEXT];

	is_ok(membership_first_admin_invite(&f->act, first));
	is_ok(membership_first_admin_invite(&f->act, second));
	is_refused(f, membership_welcome_check(&f->act, str_of(first)),
	    E_NOTFOUND, "welcome-gone");
	fixture_later(f, 86400 - 1);
	is_ok(membership_welcome_check(&f->act, str_of(second)));
	fixture_later(f, 1);
	is_refused(f, membership_welcome_check(&f->act, str_of(second)),
	    E_NOTFOUND, "welcome-gone");
	is_refused(f, membership_welcome_check(&f->act, STR("x")),
	    E_NOTFOUND, "welcome-gone");
	assert_false(asking_stored(f, second));
}

static void
a_refused_welcome_does_not_use_the_link_up(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];
	struct signin in;

	fixture_person(f, "Gus Gouws", ROLE_GUEST);
	is_ok(membership_first_admin_invite(&f->act, token));
	is_refused(f, welcome(f, token, "abc", &in), E_INVALID,
	    "phone-invalid");
	is_refused(f, welcome(f, token, "082 555 0001", &in), E_CONFLICT,
	    "phone-known");
	is_int(f->act.actor.person, 0);
	is_int(people(f), 1);
	is_ok(welcome(f, token, "082 555 0002", &in));
}

static char racing[TOKEN_TEXT];

static enum status
race_welcome(struct act *act, int i)
{
	struct signin in;

	return membership_welcome(act, &(struct welcome_in){
	    .token = str_of(racing), .name = STR("Ada Adams"),
	    .phone = str_of(str_printf(act->arena, "08255510%02d", i)),
	    .surface = SESSION_BROWSER }, &in);
}

static void
of_ten_who_use_the_link_at_once_one_is_the_admin(void **state)
{
	struct fixture *f = *state;

	is_ok(membership_first_admin_invite(&f->act, racing));
	is_int(fixture_race(f, 10, race_welcome), 1);
	is_int(people(f), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM session"), 1);
}

static enum status
race_apply(struct act *act, int i)
{
	(void)i;
	return membership_apply(act, &(struct member_new){
	    .name = STR("Lerato Molefe"), .phone = STR("082 555 0001") });
}

static void
of_ten_who_apply_with_one_number_one_becomes_a_person(void **state)
{
	struct fixture *f = *state;

	is_int(fixture_race(f, 10, race_apply), 10);
	is_int(people(f), 1);
	is_int(fixture_int(f, "SELECT count(*) FROM audit "
	    "WHERE event = 'person.applied'"), 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, up, fixture_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(who_applies_is_a_guest_and_signs_in_to_see_it),
		T(applying_with_a_known_number_looks_the_same),
		T(bad_names_and_numbers_are_refused_beside_each_field),
		T(coordinators_add_volunteers_and_the_operator_anybody),
		T(adding_a_known_number_is_refused_at_its_field),
		T(the_first_admin_comes_in_by_a_link_that_works_once),
		T(there_is_no_link_while_there_is_an_admin),
		T(one_link_is_good_at_a_time_and_for_a_day),
		T(a_refused_welcome_does_not_use_the_link_up),
		T(of_ten_who_use_the_link_at_once_one_is_the_admin),
		T(of_ten_who_apply_with_one_number_one_becomes_a_person),
	};

	return cmocka_run_group_tests_name("membership_admit", tests, NULL,
	    NULL);
}
