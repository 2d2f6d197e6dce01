/* schedules: rows and their rules. */
#include "rota.h"

#include "store/schedules.h"
#include "store/tx.h"

#include "base/banned.h"

static const struct module *const modules[] = { &schedules_module, NULL };

static int
up(void **state)
{
	return rota_up(state, "schedules", modules);
}

static const struct schedule night = {
	.name = "Night", .zone = "Africa/Johannesburg", .duration_min = 240,
	.starts_on = "2026-01-01", .ends_on = "2026-12-31", .seats = 4,
	.needed = 2, .entered_as = "weekly", .entered = "{}",
	.place = "Hall", .expanded_to = 5000, .created_at = 7, .created_by = 3,
};

static const struct recurrence twice = {
	.rule = {
		{ { { 2026, 1, 1 }, 22, 5, 0 }, "FREQ=WEEKLY;BYDAY=FR" },
		{ { { 2026, 1, 1 }, 0, 0, 0 }, "FREQ=DAILY" },
	},
	.n = 2,
};

static int64_t
add(struct rota *r, const char *name)
{
	struct schedule s = night;
	struct tx *tx;
	int64_t id = 0;

	s.name = name;
	is_ok(tx_begin(r->db, &tx));
	is_ok(tx_end(tx, schedules_insert(tx, &s, &twice, &id)));
	return id;
}

static void
a_schedule_comes_back_as_it_was_written(void **state)
{
	struct rota *r = *state;
	struct recurrence rules;
	struct schedule s;
	int64_t id = add(r, "Night");

	is_ok(schedules_get(r->db, id, r->a, &s));
	is_int(s.id, id);
	is_text(s.name, "Night");
	is_text(s.zone, "Africa/Johannesburg");
	is_int(s.duration_min, 240);
	is_text(s.starts_on, "2026-01-01");
	is_text(s.ends_on, "2026-12-31");
	is_int(s.seats, 4);
	is_int(s.needed, 2);
	is_text(s.place, "Hall");
	assert_null(s.notes);
	is_int(s.version, 1);
	is_int(s.created_by, 3);
	is_int(s.ended_at, 0);
	is_ok(schedules_rules(r->db, id, r->a, &rules));
	is_int(rules.n, 2);
	is_text(rules.rule[0].rrule, "FREQ=WEEKLY;BYDAY=FR");
	is_int(rules.rule[0].start.hour, 22);
	is_int(rules.rule[0].start.minute, 5);
	is_int(rules.rule[1].start.date.year, 2026);
	is_int(schedules_get(r->db, id + 1, r->a, &s), E_NOTFOUND);
}

static void
an_edit_of_an_old_version_changes_nothing(void **state)
{
	struct rota *r = *state;
	struct recurrence rules;
	struct schedule s;
	int64_t id = add(r, "Night");
	struct tx *tx;

	is_ok(schedules_get(r->db, id, r->a, &s));
	s.seats = 6;
	s.ends_on = NULL;
	is_ok(tx_begin(r->db, &tx));
	is_ok(schedules_update(tx, &s, &(struct recurrence){
	    .rule = { twice.rule[1] }, .n = 1 }));
	s.seats = 9;
	is_int(schedules_update(tx, &s, NULL), E_NOTFOUND);
	is_ok(tx_end(tx, OK));
	is_ok(schedules_get(r->db, id, r->a, &s));
	is_int(s.seats, 6);
	is_int(s.version, 2);
	assert_null(s.ends_on);
	is_ok(schedules_rules(r->db, id, r->a, &rules));
	is_int(rules.n, 1);
	is_text(rules.rule[0].rrule, "FREQ=DAILY");
}

static void
lists_are_paged_by_name_and_the_ended_stand_apart(void **state)
{
	struct rota *r = *state;
	struct schedules_filter f = { .limit = 2 };
	struct schedules_page page;
	int64_t b1 = add(r, "b"), a1 = add(r, "a"), b2 = add(r, "b");
	int64_t gone = add(r, "c");
	struct tx *tx;

	is_ok(tx_begin(r->db, &tx));
	is_ok(schedules_set_ended(tx, gone, 99));
	is_int(schedules_set_ended(tx, gone, 100), E_NOTFOUND);
	is_ok(tx_end(tx, OK));
	is_ok(schedules_list(r->db, &f, r->a, &page));
	is_int(page.n, 2);
	assert_true(page.more);
	is_int(page.v[0].id, a1);
	is_int(page.v[1].id, b1);
	f.after_name = page.v[1].name;
	f.after_id = page.v[1].id;
	is_ok(schedules_list(r->db, &f, r->a, &page));
	is_int(page.n, 1);
	assert_false(page.more);
	is_int(page.v[0].id, b2);
	f = (struct schedules_filter){ .ended = true, .limit = 5 };
	is_ok(schedules_list(r->db, &f, r->a, &page));
	is_int(page.n, 1);
	is_int(page.v[0].id, gone);
	is_int(page.v[0].ended_at, 99);
}

static void
a_page_has_rules_and_next_start_of_each_in_two_statements(void **state)
{
	struct rota *r = *state;
	struct schedules_filter f = { .now = 30000, .limit = 2 };
	struct schedules_page page;
	struct recurrence *rules, one;
	int64_t b = add(r, "b"), a = add(r, "a"), c = add(r, "c");
	size_t i;

	rota_sql(r, str_printf(r->a, "UPDATE schedule_rule SET "
	    "rrule = 'FREQ=DAILY;INTERVAL=' || (schedule + n)"));
	rota_shift(r, 1, (int)a, 20, 1);	/* past */
	rota_shift(r, 2, (int)a, 35, 1);	/* cancelled */
	rota_shift(r, 3, (int)a, 50, 1);
	rota_shift(r, 4, (int)a, 40, 1);
	rota_sql(r, "UPDATE shift SET cancelled_at = 1 WHERE id = 2");
	rota_shift(r, 5, (int)c, 30, 1);	/* now */
	(void)db_statements(r->db);
	is_ok(schedules_list(r->db, &f, r->a, &page));
	is_ok(schedules_rules_of(r->db, &f, &page, r->a, &rules));
	is_int(db_statements(r->db), 2);
	is_int(page.v[0].id, a);
	is_int(page.v[0].next_at, 40000);
	is_int(page.v[1].id, b);
	is_int(page.v[1].next_at, 0);
	for (i = 0; i < page.n; i++) {
		is_ok(schedules_rules(r->db, page.v[i].id, r->a, &one));
		is_int(rules[i].n, one.n);
		assert_true(one.n > 1);
		is_text(rules[i].rule[0].rrule, one.rule[0].rrule);
		is_text(rules[i].rule[1].rrule, one.rule[1].rrule);
		is_int(rules[i].rule[1].start.hour, one.rule[1].start.hour);
	}
	f.after_name = page.v[1].name;
	f.after_id = page.v[1].id;
	is_ok(schedules_list(r->db, &f, r->a, &page));
	is_ok(schedules_rules_of(r->db, &f, &page, r->a, &rules));
	is_int(page.n, 1);
	is_int(page.v[0].next_at, 30000);
	is_int(rules[0].n, one.n);
}

static void
the_rules_of_ended_ones_and_of_no_page(void **state)
{
	struct rota *r = *state;
	struct schedules_filter f = { .ended = true, .limit = 2 };
	struct schedules_page page;
	struct recurrence *rules;
	int64_t gone = add(r, "a");
	struct tx *tx;

	is_ok(schedules_list(r->db, &f, r->a, &page));
	is_ok(schedules_rules_of(r->db, &f, &page, r->a, &rules));
	is_int(page.n, 0);
	is_ok(tx_begin(r->db, &tx));
	is_ok(schedules_set_ended(tx, gone, 99));
	is_ok(tx_end(tx, OK));
	is_ok(schedules_list(r->db, &f, r->a, &page));
	is_ok(schedules_rules_of(r->db, &f, &page, r->a, &rules));
	is_int(page.n, 1);
	assert_true(rules[0].n > 0);
}

static void
the_live_ones_can_be_chosen_by_name(void **state)
{
	struct rota *r = *state;
	struct schedule_names names;
	int64_t b = add(r, "b"), a = add(r, "a"), gone = add(r, "c");
	struct tx *tx;

	is_ok(tx_begin(r->db, &tx));
	is_ok(schedules_set_ended(tx, gone, 99));
	is_ok(tx_end(tx, OK));
	is_ok(schedules_names(r->db, r->a, &names));
	is_int(names.n, 2);
	is_int(names.v[0].id, a);
	is_text(names.v[0].name, "a");
	is_int(names.v[1].id, b);
}

static void
only_live_ones_fall_behind(void **state)
{
	struct rota *r = *state;
	struct schedule_ids ids;
	int64_t one = add(r, "a"), two = add(r, "b"), gone = add(r, "c");
	struct tx *tx;

	is_ok(tx_begin(r->db, &tx));
	is_ok(schedules_set_ended(tx, gone, 99));
	is_ok(schedules_set_expanded(tx, two, 9000));
	is_ok(tx_end(tx, OK));
	is_ok(schedules_behind(r->db, 9000, r->a, &ids));
	is_int(ids.n, 1);
	is_int(ids.v[0], one);
	is_ok(schedules_behind(r->db, 9001, r->a, &ids));
	is_int(ids.n, 2);
}

static void
no_list_sorts(void **state)
{
	rota_unsorted(*state, &schedules_module);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, up, rota_down)
		T(a_schedule_comes_back_as_it_was_written),
		T(an_edit_of_an_old_version_changes_nothing),
		T(lists_are_paged_by_name_and_the_ended_stand_apart),
		T(a_page_has_rules_and_next_start_of_each_in_two_statements),
		T(the_rules_of_ended_ones_and_of_no_page),
		T(the_live_ones_can_be_chosen_by_name),
		T(only_live_ones_fall_behind),
		T(no_list_sorts),
	};

	return cmocka_run_group_tests_name("schedules", tests, NULL, NULL);
}
