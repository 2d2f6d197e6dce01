/* roster: laying down schedules, and what their forms refuse. */
#include "rota.h"

#include "base/zone.h"

#include "base/banned.h"

static void
rule_1_a_schedule_writes_its_shifts_to_the_horizon(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	struct schedule row;
	struct shift shift;
	int64_t id = rota_create(f, &in);

	is_int(rota_count(f, "shift"), ROTA_SHIFTS);
	is_ok(shifts_get(f->db, rota_shift(f, 0), f->arena, &shift));
	is_int(shift.schedule, id);
	is_int(shift.starts_at, FIXTURE_NOW + 18 * HOUR);
	is_int(shift.ends_at, FIXTURE_NOW + 22 * HOUR);
	is_text(shift.occurrence, "2025-11-21T22:00");
	is_text(shift.name, "Village patrol");
	is_text(shift.place, "Masque Theatre");
	is_int(shift.seats, 4);
	is_int(shift.needed, 2);
	is_ok(schedules_get(f->db, id, f->arena, &row));
	is_text(row.starts_on, "2025-11-21");
	assert_null(row.ends_on);
	is_int(row.expanded_to, FIXTURE_NOW + 90 * DAY);
	is_int(row.created_by, f->act.actor.person);
	is_int(rota_count(f, "audit WHERE event = 'schedule.made'"), 1);
}

static void
the_three_ways_of_entering_yield_the_same_shifts(void **state)
{
	struct fixture *f = *state;
	struct schedule_in weekly = rota_nights(), in;
	struct roster_plan a, b;
	size_t way, i;

	is_ok(roster_preview(&f->act, 0, &weekly, &a));
	is_int(a.next.n, ROSTER_PREVIEW);
	for (way = 0; way < 2; way++) {
		in = rota_nights();
		in.recurrence = (struct recurrence_in){ 0 };
		if (way == 0) {
			in.recurrence.rrule = STR("FREQ=WEEKLY;BYDAY=FR,SA");
			in.recurrence.start = STR("22:00");
		} else {
			in.recurrence.cron = STR("0 22 * * 5,6");
		}
		is_ok(roster_preview(&f->act, 0, &in, &b));
		is_int(b.next.n, a.next.n);
		for (i = 0; i < a.next.n; i++)
			is_int(b.next.v[i].starts_at, a.next.v[i].starts_at);
	}
}

static void
the_start_of_a_rule_is_the_first_date_if_none_is_given(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	struct schedule row;

	in.recurrence = (struct recurrence_in){ .rrule = STR("FREQ=DAILY"),
	    .start = STR("2025-12-24T18:30") };
	is_ok(schedules_get(f->db, rota_create(f, &in), f->arena, &row));
	is_text(row.starts_on, "2025-12-24");
	is_int(fixture_int(f, "SELECT min(starts_at) FROM shift"),
	    FIXTURE_NOW + 33 * DAY + 14 * HOUR + 1800);
}

/* One field at a time is wrong. */
static void break_name(struct schedule_in *in) { in->name = STR("  "); }
static void break_line(struct schedule_in *in) { in->name = STR("a\nb"); }
static void break_zone(struct schedule_in *in) { in->zone = STR("Mars/X"); }
static void break_zone_path(struct schedule_in *in)
{ in->zone = STR("../../etc/passwd"); }
static void break_short(struct schedule_in *in) { in->duration_min = 0; }
static void break_long(struct schedule_in *in) { in->duration_min = 2881; }
static void break_seats(struct schedule_in *in) { in->seats = 0; }
static void break_many(struct schedule_in *in) { in->seats = 1001; }
static void break_needed(struct schedule_in *in) { in->needed = 5; }
static void break_negative(struct schedule_in *in) { in->needed = -1; }
static void break_first(struct schedule_in *in)
{ in->starts_on = (struct date){ 2026, 2, 30 }; }
static void break_last(struct schedule_in *in)
{ in->ends_on = (struct date){ 2026, 13, 1 }; }
static void break_order(struct schedule_in *in)
{ in->ends_on = (struct date){ 2025, 11, 20 }; }
static void break_none(struct schedule_in *in)
{ in->recurrence.weekly_n = 0; }
static void break_two(struct schedule_in *in)
{ in->recurrence.cron = STR("0 0 * * *"); }
static void break_days(struct schedule_in *in)
{ in->recurrence.weekly[0].days = 0; }
static void break_ninth_day(struct schedule_in *in)
{ in->recurrence.weekly[0].days = 0x80; }
static void break_time(struct schedule_in *in)
{ in->recurrence.weekly[0].minutes = 1440; }
static void break_rule(struct schedule_in *in)
{ in->recurrence = (struct recurrence_in){ .rrule = STR("FREQ=SOMETIMES"),
    .start = STR("22:00") }; }
static void break_secondly(struct schedule_in *in)
{ in->recurrence = (struct recurrence_in){ .rrule = STR("FREQ=SECONDLY"),
    .start = STR("22:00") }; }
static void break_start(struct schedule_in *in)
{ in->recurrence = (struct recurrence_in){ .rrule = STR("FREQ=DAILY"),
    .start = STR("25:00") }; }
static void break_cron(struct schedule_in *in)
{ in->recurrence = (struct recurrence_in){ .cron = STR("0 25 * * *") }; }
static void break_never(struct schedule_in *in)
{ in->recurrence = (struct recurrence_in){ .cron = STR("0 0 30 2 *") }; }
static void break_far(struct schedule_in *in)
{ in->starts_on = (struct date){ 9999, 12, 31 }; }
static void break_past(struct schedule_in *in)
{ in->starts_on = (struct date){ 2020, 1, 1 };
  in->ends_on = (struct date){ 2020, 2, 1 }; }

static const struct wrong {
	void (*make)(struct schedule_in *in);
	const char *reason, *field;
} wrongs[] = {
	{ break_name, "name-missing", "name" },
	{ break_line, "name-invalid", "name" },
	{ break_zone, "zone-unknown", "time_zone" },
	{ break_zone_path, "zone-unknown", "time_zone" },
	{ break_short, "duration-range", "duration_min" },
	{ break_long, "duration-range", "duration_min" },
	{ break_seats, "seats-range", "seats" },
	{ break_many, "seats-range", "seats" },
	{ break_needed, "needed-over-seats", "needed" },
	{ break_negative, "needed-over-seats", "needed" },
	{ break_first, "date-range", "starts_on" },
	{ break_last, "date-range", "ends_on" },
	{ break_order, "date-order", "ends_on" },
	{ break_none, "recurrence-missing", "recurrence" },
	{ break_two, "recurrence-several", "recurrence" },
	{ break_days, "weekly-days", "recurrence.weekly.0.days" },
	{ break_ninth_day, "weekly-days", "recurrence.weekly.0.days" },
	{ break_time, "weekly-time", "recurrence.weekly.0.at" },
	{ break_rule, "rrule-syntax", "recurrence.rrule" },
	{ break_secondly, "rrule-frequency", "recurrence.rrule" },
	{ break_start, "start-syntax", "recurrence.start" },
	{ break_cron, "cron-range", "recurrence.cron" },
	{ break_never, "cron-never", "recurrence.cron" },
	{ break_far, "recurrence-never", "recurrence" },
	{ break_past, "recurrence-never", "recurrence" },
};

static void
IN_05_each_wrong_field_is_refused_at_its_place(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in;
	int64_t id;
	size_t i;

	for (i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		in = rota_nights();
		wrongs[i].make(&in);
		is_int(roster_create(&f->act, &in, &id), E_INVALID);
		is_int(f->act.refusals, 1);
		is_text(f->act.refusal[0].reason, wrongs[i].reason);
		is_text(f->act.refusal[0].field, wrongs[i].field);
		f->act.refusals = 0;
	}
	is_int(rota_count(f, "schedule"), 0);
	is_int(rota_count(f, "shift"), 0);
	is_int(rota_count(f, "audit"), 0);
}

static void
all_that_is_wrong_is_said_at_once(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t id;

	break_name(&in);
	break_zone(&in);
	break_order(&in);
	break_needed(&in);
	break_days(&in);
	is_int(roster_create(&f->act, &in, &id), E_INVALID);
	is_int(f->act.refusals, 5);
}

static void
rule_2_first_and_last_dates_are_inclusive_even_at_23_00(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();

	in.recurrence = (struct recurrence_in){ .cron = STR("0 23 * * *") };
	in.starts_on = (struct date){ 2025, 11, 22 };
	in.ends_on = (struct date){ 2025, 11, 23 };
	rota_create(f, &in);
	is_int(rota_count(f, "shift"), 2);
	is_int(rota_count(f, "shift WHERE occurrence IN "
	    "('2025-11-22T23:00', '2025-11-23T23:00')"), 2);
	is_int(fixture_int(f, "SELECT max(ends_at) FROM shift"),
	    FIXTURE_NOW + 3 * DAY - HOUR);
}

static void
IN_05_a_gap_moves_a_start_and_a_fold_takes_the_first(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();

	f->config.rota.horizon_days = 400;
	in.zone = STR("Europe/London");
	in.duration_min = 60;
	in.recurrence.weekly[0] = (struct weekly_in){ BIT(SUNDAY), 90 };
	rota_create(f, &in);
	/* 29 March 2026: 01:30 does not exist; an hour later does. */
	is_int(fixture_int(f, "SELECT starts_at FROM shift WHERE occurrence "
	    "= '2026-03-29T01:30'"), 1774747800);
	/* 25 October 2026: 01:30 is there twice. */
	is_int(fixture_int(f, "SELECT starts_at FROM shift WHERE occurrence "
	    "= '2026-10-25T01:30'"), 1792888200);
	is_int(rota_count(f, "shift WHERE ends_at - starts_at <> 3600"), 0);
	/* And the week after is right again. */
	is_int(fixture_int(f, "SELECT starts_at FROM shift WHERE occurrence "
	    "= '2026-04-05T01:30'"), 1775349000);
}

static void
a_preview_writes_nothing(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	struct roster_plan plan;

	is_ok(roster_preview(&f->act, 0, &in, &plan));
	is_int(plan.added, ROTA_SHIFTS);
	is_int(plan.changed + plan.dropped + plan.told, 0);
	is_int(plan.next.n, 10);
	is_int(plan.next.v[0].starts_at, FIXTURE_NOW + 18 * HOUR);
	is_int(plan.recurrence.n, 1);
	is_text(zone_name(plan.zone), "Africa/Johannesburg");
	is_int(rota_count(f, "schedule"), 0);
	is_int(rota_count(f, "shift"), 0);
}

static void
volunteers_lay_down_nothing(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	struct roster_plan plan;
	int64_t id = rota_create(f, &in), n;

	fixture_as(f, fixture_person(f, "T", ROLE_VOLUNTEER), ROLE_VOLUNTEER);
	is_int(roster_preview(&f->act, 0, &in, &plan), E_DENIED);
	is_int(roster_create(&f->act, &in, &n), E_DENIED);
	is_int(roster_update(&f->act, &(struct roster_change){
	    .schedule = id, .in = &in }, &plan), E_DENIED);
	is_int(roster_end(&f->act, &(struct roster_last){ .schedule = id },
	    &plan), E_DENIED);
	is_int(roster_cancel_shift(&f->act, 1, STR(""), &n), E_DENIED);
	is_int(rota_count(f, "shift WHERE cancelled_at IS NULL"),
	    ROTA_SHIFTS);
}

static void
the_form_shows_again_what_was_typed(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights(), out;
	struct schedule row;

	in.recurrence.weekly[1] = (struct weekly_in){ BIT(MONDAY), 5 };
	in.recurrence.weekly_n = 2;
	in.ends_on = (struct date){ 2026, 6, 30 };
	is_ok(schedules_get(f->db, rota_create(f, &in), f->arena, &row));
	is_text(row.entered, "{\"weekly\":[{\"days\":[\"FR\",\"SA\"],"
	    "\"at\":\"22:00\"},{\"days\":[\"MO\"],\"at\":\"00:05\"}]}");
	is_ok(roster_entered(&row, f->arena, &out));
	is_int(out.recurrence.by, BY_WEEKLY);
	is_int(out.recurrence.weekly_n, 2);
	is_int(out.recurrence.weekly[0].days, BIT(FRIDAY) | BIT(SATURDAY));
	is_int(out.recurrence.weekly[1].minutes, 5);
	is_int(out.ends_on.month, 6);
	is_str(out.place, "Masque Theatre");
	in.recurrence = (struct recurrence_in){ .by = BY_RRULE,
	    .rrule = STR("FREQ=MONTHLY;BYDAY=2SA"), .start = STR("00:00") };
	is_ok(schedules_get(f->db, rota_create(f, &in), f->arena, &row));
	is_ok(roster_entered(&row, f->arena, &out));
	is_int(out.recurrence.by, BY_RRULE);
	is_str(out.recurrence.rrule, "FREQ=MONTHLY;BYDAY=2SA");
	is_str(out.recurrence.start, "00:00");
}

static void
the_night_extends_every_live_schedule_once(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t n = 0;

	rota_create(f, &in);
	in.ends_on = (struct date){ 2025, 11, 30 };
	rota_create(f, &in);
	is_int(rota_count(f, "shift"), ROTA_SHIFTS + 4);
	is_ok(roster_extend(&f->act, &n));
	is_int(n, 0);
	fixture_later(f, 14 * DAY);
	is_ok(roster_extend(&f->act, &n));
	is_int(n, 4);
	is_int(rota_count(f, "shift"), ROTA_SHIFTS + 8);
	is_int(rota_count(f, "schedule WHERE ended_at IS NOT NULL"), 1);
	is_ok(roster_extend(&f->act, &n));
	is_int(n, 0);
	fixture_later(f, 200 * DAY);	/* the worker slept long */
	is_ok(roster_extend(&f->act, &n));
	is_int(rota_count(f, str_printf(f->arena, "shift WHERE starts_at "
	    "BETWEEN %lld AND %lld", (long long)(FIXTURE_NOW + 104 * DAY),
	    (long long)f->act.now)), 0);
	is_int(n, ROTA_SHIFTS);
}

static void
a_cancelled_shift_never_comes_back(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	struct roster_plan plan;
	int64_t id = rota_create(f, &in), n;

	is_ok(roster_cancel_shift(&f->act, rota_shift(f, 3), STR(""), &n));
	is_int(n, 0);
	in.name = STR("Other");
	is_ok(roster_update(&f->act, &(struct roster_change){
	    .schedule = id, .in = &in }, &plan));
	is_int(plan.changed, ROTA_SHIFTS - 1);
	is_ok(roster_extend(&f->act, &n));
	is_int(rota_count(f, "shift"), ROTA_SHIFTS);
	is_int(rota_count(f, "shift WHERE cancelled_at IS NOT NULL "
	    "AND name = 'Village patrol'"), 1);
}

static void
cancelling_a_shift_tells_everybody_on_it(void **state)
{
	struct fixture *f = *state;
	struct schedule_in in = rota_nights();
	int64_t shift, n;

	rota_create(f, &in);
	shift = rota_shift(f, 2);
	rota_book(f, shift);
	rota_book(f, shift);
	is_ok(roster_cancel_shift(&f->act, shift, STR(" A storm "), &n));
	is_int(n, 2);
	is_int(rota_count(f, "booking WHERE state = 'cancelled' "
	    "AND end_reason = 'shift'"), 2);
	is_int(rota_count(f, "outbox WHERE state = 'pending' "
	    "AND kind = 'shift-cancelled'"), 2);
	is_int(rota_count(f, "outbox WHERE state = 'pending' "
	    "AND kind <> 'shift-cancelled'"), 0);
	assert_non_null(strstr(fixture_payload(f, fixture_int(f,
	    "SELECT max(id) FROM outbox")), "A storm"));
	is_int(rota_count(f, "audit WHERE event = 'shift.cancelled'"), 1);
	is_refused(f, roster_cancel_shift(&f->act, shift, STR(""), &n),
	    E_CONFLICT, "shift-cancelled");
	is_int(roster_cancel_shift(&f->act, 999, STR(""), &n), E_NOTFOUND);
	fixture_later(f, 18 * HOUR);
	is_refused(f, roster_cancel_shift(&f->act, rota_shift(f, 0), STR(""),
	    &n), E_CONFLICT, "shift-started");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, rota_up, fixture_down)
		T(rule_1_a_schedule_writes_its_shifts_to_the_horizon),
		T(the_three_ways_of_entering_yield_the_same_shifts),
		T(the_start_of_a_rule_is_the_first_date_if_none_is_given),
		T(IN_05_each_wrong_field_is_refused_at_its_place),
		T(all_that_is_wrong_is_said_at_once),
		T(rule_2_first_and_last_dates_are_inclusive_even_at_23_00),
		T(IN_05_a_gap_moves_a_start_and_a_fold_takes_the_first),
		T(a_preview_writes_nothing),
		T(volunteers_lay_down_nothing),
		T(the_form_shows_again_what_was_typed),
		T(the_night_extends_every_live_schedule_once),
		T(a_cancelled_shift_never_comes_back),
		T(cancelling_a_shift_tells_everybody_on_it),
	};

	return cmocka_run_group_tests_name("roster", tests, NULL, NULL);
}
