/*
 * rota: a schedule to lay down and people to put on its shifts: Fridays and
 * Saturdays, 22:00 for four hours, from the fixture's Friday on.
 */
#ifndef WATCHBILL_TESTS_UNIT_SERVICE_ROTA_H
#define WATCHBILL_TESTS_UNIT_SERVICE_ROTA_H

#include "fixture.h"

#include "service/roster.h"
#include "service/seating.h"
#include "store/audit.h"
#include "store/bookings.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/shift_edits.h"

#define HOUR 3600
#define DAY (24 * HOUR)
#define BIT(day) (1U << (day))
#define ROTA_SHIFTS 26		/* that it has in the ninety days ahead */

static const struct module *const rota_modules[] = {
	&people_module, &schedules_module, &shifts_module,
	&shift_edits_module, &bookings_module, &outbox_module, &audit_module,
	NULL
};

static inline int
rota_up(void **state)
{
	int failed = fixture_up(state, rota_modules);
	struct fixture *f = *state;

	if (failed == 0)
		fixture_as(f, fixture_person(f, "Fatima", ROLE_COORDINATOR),
		    ROLE_COORDINATOR);
	return failed;
}

static inline struct schedule_in
rota_nights(void)
{
	return (struct schedule_in){
		.name = STR("Village patrol"),
		.zone = STR("Africa/Johannesburg"),
		.duration_min = 240, .seats = 4, .needed = 2,
		.place = STR("Masque Theatre"),
		.recurrence = {
			.weekly = { { BIT(FRIDAY) | BIT(SATURDAY), 22 * 60 } },
			.weekly_n = 1,
		},
	};
}

static inline int64_t
rota_create(struct fixture *f, const struct schedule_in *in)
{
	int64_t id = 0;

	is_ok(roster_create(&f->act, in, &id));
	return id;
}

/* A new volunteer, booked on that shift. */
static inline int64_t
rota_book(struct fixture *f, int64_t shift)
{
	struct actor was = f->act.actor;
	int64_t person = fixture_person(f, "Thandi", ROLE_VOLUNTEER);
	struct booking b;

	fixture_as(f, person, ROLE_VOLUNTEER);
	is_ok(seating_book(&f->act, &(struct book_in){ .shift = shift }, &b));
	f->act.actor = was;
	return person;
}

static inline int64_t
rota_count(struct fixture *f, const char *what)
{
	return fixture_int(f, str_printf(f->arena, "SELECT count(*) FROM %s",
	    what));
}

/* The n-th shift from now, from 0. */
static inline int64_t
rota_shift(struct fixture *f, int n)
{
	return fixture_int(f, str_printf(f->arena, "SELECT id FROM shift "
	    "ORDER BY starts_at, id LIMIT 1 OFFSET %d", n));
}

#endif
