/* people: lists by key, counts, and numbers that only their own row opens. */
#include "../service/fixture.h"

#include "store/people.h"
#include "store/tx.h"

#include "base/banned.h"

static const struct module *const modules[] = { &people_module, NULL };

static int
up(void **state)
{
	static const struct {
		const char *name;
		enum role role;
	} row[] = {
		{ "nomsa Khumalo", ROLE_VOLUNTEER },
		{ "Aneesa Salie", ROLE_GUEST },
		{ "Riaan Adams", ROLE_COORDINATOR },
		{ "Craig 100%_\\ Williams", ROLE_GUEST },
		{ "Aneesa Salie", ROLE_VOLUNTEER },
		{ "Fatima Davids", ROLE_ADMIN },
	};
	struct fixture *f;
	size_t i;

	fixture_up(state, modules);
	f = *state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		fixture_person(f, row[i].name, row[i].role);
		fixture_later(f, 1);
	}
	return 0;
}

/* The ids of a page, as "2 5 4". */
static const char *
ids(struct fixture *f, const struct people *page)
{
	struct buf b;
	size_t i;

	buf_init(&b, f->arena, 1000);
	for (i = 0; i < page->n; i++)
		buf_printf(&b, i == 0 ? "%d" : " %d", (int)page->v[i].id);
	return page->n == 0 ? "" : b.p;
}

static struct people
list(struct fixture *f, struct people_filter filter)
{
	struct people page;

	if (filter.limit == 0)
		filter.limit = 100;
	is_ok(people_list(f->db, &filter, f->arena, &page));
	return page;
}

#define is_list(f, filter, want) do {					\
	struct people is_list_got = list((f), (filter));		\
	is_text(ids((f), &is_list_got), (want));			\
} while (0)

#define FILTER(...) ((struct people_filter){ __VA_ARGS__ })

static void
the_list_is_by_name_whatever_its_case_then_by_id(void **state)
{
	is_list(*state, FILTER(.limit = 100), "2 5 4 6 1 3");
}

static void
pages_follow_by_key_and_meet_everybody_once(void **state)
{
	struct fixture *f = *state;
	struct people page = list(f, FILTER(.limit = 2));

	is_text(ids(f, &page), "2 5");
	assert_true(page.more);
	page = list(f, FILTER(.limit = 2, .after = 5));
	is_text(ids(f, &page), "4 6");
	assert_true(page.more);
	page = list(f, FILTER(.limit = 2, .after = 6));
	is_text(ids(f, &page), "1 3");
	assert_false(page.more);
	is_list(f, FILTER(.limit = 2, .after = 3), "");
	is_list(f, FILTER(.limit = 1, .after = 2), "5");
}

static void
filters_narrow_by_role_state_and_part_of_a_name(void **state)
{
	struct fixture *f = *state;

	fixture_sql(f, "UPDATE person SET state = 'suspended' WHERE id = 5");
	is_list(f, FILTER(.role = ROLE_GUEST), "2 4");
	is_list(f, FILTER(.role = ROLE_VOLUNTEER), "5 1");
	is_list(f, FILTER(.state = PERSON_SUSPENDED), "5");
	is_list(f, FILTER(.state = PERSON_ACTIVE), "2 4 6 1 3");
	is_list(f, FILTER(.role = ROLE_VOLUNTEER, .state = PERSON_ACTIVE),
	    "1");
	is_list(f, FILTER(.name = "SALI"), "2 5");
	is_list(f, FILTER(.name = "salie", .role = ROLE_GUEST), "2");
	is_list(f, FILTER(.name = "salie", .after = 2), "5");
	is_list(f, FILTER(.name = "nobody"), "");
	is_list(f, FILTER(.name = ""), "2 5 4 6 1 3");
}

static void
a_part_of_a_name_means_its_letters_and_no_pattern(void **state)
{
	struct fixture *f = *state;

	is_list(f, FILTER(.name = "100%_\\"), "4");
	is_list(f, FILTER(.name = "%"), "4");
	is_list(f, FILTER(.name = "_"), "4");
	is_list(f, FILTER(.name = "a%s"), "");
	is_list(f, FILTER(.name = "' OR 1 --"), "");
}

static void
guests_wait_in_the_order_they_came(void **state)
{
	struct fixture *f = *state;
	struct people page;

	is_ok(people_waiting(f->db, &FILTER(.limit = 1), f->arena, &page));
	is_text(ids(f, &page), "2");
	assert_true(page.more);
	is_ok(people_waiting(f->db, &FILTER(.limit = 10, .after = 2),
	    f->arena, &page));
	is_text(ids(f, &page), "4");
	fixture_sql(f, "UPDATE person SET state = 'suspended' WHERE id = 4");
	is_ok(people_waiting(f->db, &FILTER(.limit = 10), f->arena, &page));
	is_text(ids(f, &page), "2");
}

static void
erased_people_are_in_no_list_and_counted_apart(void **state)
{
	struct fixture *f = *state;
	struct people_counts counts;
	struct person p;
	const char *phone;

	fixture_sql(f, "UPDATE person SET state = 'erased', name = NULL, "
	    "phone_key = NULL, phone_sealed = NULL, phone_index = NULL "
	    "WHERE id IN (2, 6)");
	is_list(f, FILTER(.limit = 100), "5 4 1 3");
	is_ok(people_count(f->db, f->arena, &counts));
	is_int(counts.all, 4);
	is_int(counts.n[ROLE_GUEST][PERSON_ACTIVE], 1);
	is_int(counts.n[ROLE_GUEST][PERSON_ERASED], 1);
	is_ok(people_get(f->db, 2, f->arena, &p));
	is_int(p.state, PERSON_ERASED);
	assert_null(p.name);
	is_int(people_phone(f->db, &p, f->arena, &phone), E_NOTFOUND);
}

static void
the_counts_follow_whatever_changes(void **state)
{
	static const char *const differs =
	    "SELECT count(*) FROM (SELECT role, state, count(*) AS n "
	    "FROM person GROUP BY role, state EXCEPT "
	    "SELECT role, state, n FROM person_count)";
	struct fixture *f = *state;
	struct people_counts counts;
	struct person_key key = { .id = 2, .version = 1 };
	struct tx *tx;

	is_int(fixture_int(f, differs), 0);
	is_ok(tx_begin(f->db, &tx));
	is_ok(people_set_role(tx, key, &(struct person_role){
	    .role = ROLE_VOLUNTEER }));
	key.version++;
	is_ok(people_set_state(tx, key, PERSON_SUSPENDED));
	key.version++;
	is_ok(people_set_name(tx, key, "Aneesa Botha"));
	key.version++;
	is_ok(tx_end(tx, OK));
	is_int(fixture_int(f, differs), 0);
	is_ok(people_count(f->db, f->arena, &counts));
	is_int(counts.all, 6);
	is_int(counts.n[ROLE_GUEST][PERSON_ACTIVE], 1);
	is_int(counts.n[ROLE_VOLUNTEER][PERSON_ACTIVE], 2);
	is_int(counts.n[ROLE_VOLUNTEER][PERSON_SUSPENDED], 1);
	is_ok(tx_begin(f->db, &tx));
	is_ok(people_set_state(tx, key, PERSON_ACTIVE));
	is_int(tx_end(tx, E_CONFLICT), E_CONFLICT);
	is_int(fixture_int(f, differs), 0);
}

static void
other_admins_are_the_active_ones_but_that_one(void **state)
{
	struct fixture *f = *state;
	int64_t n;

	is_ok(people_other_admins(f->db, 0, &n));
	is_int(n, 1);
	is_ok(people_other_admins(f->db, 6, &n));
	is_int(n, 0);
	fixture_sql(f, "UPDATE person SET state = 'suspended' WHERE id = 6");
	is_ok(people_other_admins(f->db, 0, &n));
	is_int(n, 0);
}

static void
dp_04_a_number_finds_its_person_through_the_index(void **state)
{
	struct fixture *f = *state;
	struct person p;
	const char *phone;

	is_ok(people_find_phone(f->db, "+27825550003", f->arena, &p));
	is_text(p.name, "Riaan Adams");
	is_ok(people_phone(f->db, &p, f->arena, &phone));
	is_text(phone, "+27825550003");
	is_int(people_find_phone(f->db, "+27825550099", f->arena, &p),
	    E_NOTFOUND);
}

static void
dp_02_a_number_moved_to_another_row_does_not_open(void **state)
{
	struct fixture *f = *state;
	struct person p;
	const char *phone;

	fixture_sql(f, "UPDATE person SET phone_sealed = (SELECT phone_sealed "
	    "FROM person WHERE id = 1) WHERE id = 3");
	is_ok(people_get(f->db, 3, f->arena, &p));
	is_int(people_phone(f->db, &p, f->arena, &phone), E_FAULT);
}

static void
a_known_number_conflicts_and_the_transaction_goes_on(void **state)
{
	struct fixture *f = *state;
	struct person_new row = { .name = "Ben Botha", .role = ROLE_GUEST };
	struct tx *tx;
	int64_t id = -1;

	people_prepare(f->db, "+27825550001", f->arena, &row);
	is_ok(tx_begin(f->db, &tx));
	is_int(people_insert(tx, &row, &id), E_CONFLICT);
	is_int(id, -1);
	people_prepare(f->db, "+27825550077", f->arena, &row);
	is_ok(people_insert(tx, &row, &id));
	is_ok(tx_end(tx, OK));
	is_int(fixture_int(f, "SELECT count(*) FROM person"), 7);
	is_int(fixture_int(f, "SELECT sum(n) FROM person_count"), 7);
}

#define T(name) cmocka_unit_test_setup_teardown(name, up, fixture_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_list_is_by_name_whatever_its_case_then_by_id),
		T(pages_follow_by_key_and_meet_everybody_once),
		T(filters_narrow_by_role_state_and_part_of_a_name),
		T(a_part_of_a_name_means_its_letters_and_no_pattern),
		T(guests_wait_in_the_order_they_came),
		T(erased_people_are_in_no_list_and_counted_apart),
		T(the_counts_follow_whatever_changes),
		T(other_admins_are_the_active_ones_but_that_one),
		T(dp_04_a_number_finds_its_person_through_the_index),
		T(dp_02_a_number_moved_to_another_row_does_not_open),
		T(a_known_number_conflicts_and_the_transaction_goes_on),
	};

	return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
