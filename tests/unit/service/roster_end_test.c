/* roster: how a schedule ends. */
#include "rota.h"

#include "store/handle.h"

#include "base/banned.h"

static void
a_schedule_ends_with_its_last_date(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	struct roster_last end = { .schedule = rota_create(f, &in),
	    .last = { 2025, 12, 5 } };
	struct roster_plan plan;
	int64_t n;

	rota_book(f, rota_shift(f, 4));	/* 5 December, the last one */
	rota_book(f, rota_shift(f, 5));
	is_refused(f, roster_end(&f->act, &end, &plan), E_CONFLICT,
	    "schedule-orphans");
	is_int(plan.orphans, 1);
	end.decide.all = ORPHAN_CANCEL;
	is_ok(roster_end(&f->act, &end, &plan));
	is_int(rota_count(f, "shift WHERE cancelled_at IS NULL"), 5);
	is_int(rota_count(f, "booking WHERE state = 'booked'"), 1);
	is_int(rota_count(f, "schedule WHERE ends_on = '2025-12-05' "
	    "AND ended_at IS NULL"), 1);
	is_int(rota_count(f, "audit WHERE event = 'schedule.ended'"), 1);
	fixture_later(f, 20 * DAY);
	is_ok(roster_extend(&f->act, &n));
	is_int(rota_count(f, "schedule WHERE ended_at IS NOT NULL"), 1);
	is_refused(f, roster_end(&f->act, &end, &plan), E_CONFLICT,
	    "schedule-ended");
}

static void
ended_before_it_began_nothing_is_left_of_it(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	struct roster_last end = { .last = { 2025, 11, 20 } };
	struct roster_plan plan;
	int64_t kept;

	in.starts_on = (struct date){ 2025, 12, 1 };
	end.schedule = rota_create(f, &in);
	kept = rota_shift(f, 0);
	rota_book(f, kept);
	in.recurrence.weekly[0].days = BIT(MONDAY);
	is_ok(roster_update(&f->act, &(struct roster_change){
	    .schedule = end.schedule, .in = &in,
	    .decide = { .all = ORPHAN_KEEP } }, &plan));
	is_refused(f, roster_end(&f->act, &end, &plan), E_CONFLICT,
	    "schedule-orphans");
	is_int(plan.orphan[0].shift.id, kept);
	end.decide.all = ORPHAN_CANCEL;
	is_ok(roster_end(&f->act, &end, &plan));
	is_int(rota_count(f, "shift WHERE cancelled_at IS NULL"), 0);
	is_int(rota_count(f, "schedule WHERE ended_at IS NOT NULL"), 1);
	end.last = (struct date){ 2026, 2, 30 };
	is_refused(f, roster_end(&f->act, &end, &plan), E_CONFLICT,
	    "schedule-ended");
}

/* A coordinator who saves just before the night's step may write. */
static int
prolong_at_begin(unsigned what, void *fixture, void *stmt, void *text)
{
	(void)what;
	(void)stmt;
	if (strcmp(text, "BEGIN IMMEDIATE") == 0)
		fixture_sql(fixture, "UPDATE schedule SET version = version"
		    " + 1, ends_on = '2026-12-31' WHERE ends_on < '2026'");
	return 0;
}

/* So may somebody else's step: the worker's, beside the operator's. */
static int
end_at_begin(unsigned what, void *fixture, void *stmt, void *text)
{
	(void)what;
	(void)stmt;
	if (strcmp(text, "BEGIN IMMEDIATE") == 0)
		fixture_sql(fixture, "UPDATE schedule SET ended_at = 1");
	return 0;
}

/* The night's step, twenty days on: the season ended on 5 December. */
static void
step_while(struct fixture *f,
    int (*meanwhile)(unsigned, void *, void *, void *))
{
	struct schedule_in in = rota_nights();
	int64_t n;

	in.ends_on = (struct date){ 2025, 12, 5 };
	rota_create(f, &in);
	fixture_later(f, 20 * DAY);
	sqlite3_trace_v2(f->db->sqlite, SQLITE_TRACE_STMT, meanwhile, f);
	is_ok(roster_extend(&f->act, &n));
	sqlite3_trace_v2(f->db->sqlite, 0, NULL, NULL);
}

static void
a_schedule_that_ended_meanwhile_is_left_alone(void **state)
{
	struct fixture *f = *state;

	step_while(f, end_at_begin);
	is_int(rota_count(f, "schedule WHERE ended_at = 1"), 1);
}

static void
rule_5_a_schedule_prolonged_meanwhile_is_not_ended(void **state)
{
	struct fixture *f = *state;

	step_while(f, prolong_at_begin);
	is_int(rota_count(f, "schedule WHERE version = 2"), 1);
	is_int(rota_count(f, "schedule WHERE ended_at IS NOT NULL"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, rota_up, fixture_down)
		T(a_schedule_ends_with_its_last_date),
		T(ended_before_it_began_nothing_is_left_of_it),
		T(a_schedule_that_ended_meanwhile_is_left_alone),
		T(rule_5_a_schedule_prolonged_meanwhile_is_not_ended),
	};

	return cmocka_run_group_tests_name("roster_end", tests, NULL, NULL);
}
