/*
 * say: shifts, bookings and chips as model.  Order and names of the fields
 * are the shapes'; what a viewer may not see is not put in at all.
 */
#include "say.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "domain/booking.h"
#include "domain/shift.h"
#include "view/language.h"

#include "base/banned.h"

#define DAY_S INT64_C(86400)
#define BOXES_MAX 8		/* above it only the text (the look's README) */

const struct zone *
say_zone(const struct req *r, const char *name)
{
	const struct zone *z;

	if (name == NULL ||
	    str_is(str_of(zone_name(r->act.zone)), name) ||
	    zone_find(str_of(name), &z) != OK)
		return r->act.zone;
	return z;
}

/* Joined in as much memory as that takes: a list has them fifty times. */
static const char *
names_join(struct arena *a, const char *const *name, size_t n)
{
	size_t room = 1;
	struct buf b;

	if (n == 0)
		return NULL;
	for (size_t i = 0; i < n; i++)
		room += strlen(name[i]) + 2;
	buf_init(&b, a, room);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			BUF_LIT(&b, ", ");
		buf_cstr(&b, name[i]);
	}
	return b.p;
}

/* A box per seat: filled, mine, to be filled, free. */
static void
say_boxes(struct req *r, struct node *map, const struct shift_item *s)
{
	struct node *list = model_list(map, "boxes"), *box;
	const struct shift *shift = &s->shift;

	if (shift->seats > BOXES_MAX || shift->taken > (int64_t)s->on_n)
		return;
	for (size_t i = 0; i < s->on_n; i++) {
		box = model_item(list);
		model_text(box, "kind",
		    s->on[i].person == r->act.actor.person ? "you" : NULL);
		model_text(box, "text",
		    utf8_initials(r->arena, s->on[i].name));
	}
	for (int64_t i = shift->taken; i < shift->seats; i++) {
		box = model_item(list);
		model_text(box, "kind", i < shift->needed ? "must" : "free");
		model_null(box, "text");
	}
}

/* "Johan Botha, Sipho Dlamini, you"; NULL: nobody */
static const char *
names_of(struct req *r, const struct shift_item *s)
{
	const char *name[SHIFT_NAMES];
	size_t n = 0;

	for (size_t i = 0; i < s->on_n; i++)
		name[n++] = s->on[i].person == r->act.actor.person ?
		    req_text(r, N_("you")) : s->on[i].name;
	return names_join(r->arena, name, n);
}

static void
say_people(struct req *r, struct node *map, const struct shift_item *s)
{
	struct node *list = model_list(map, "people"), *who;

	for (size_t i = 0; i < s->on_n; i++) {
		who = model_item(list);
		model_text(who, "name", s->on[i].name);
		model_bool(who, "you",
		    s->on[i].person == r->act.actor.person);
	}
}

void
say_shift_facts(struct req *r, struct node *map, const struct shift_item *s)
{
	const struct shift *shift = &s->shift;
	const struct zone *z = say_zone(r, shift->zone);
	enum coverage c = shift_coverage(shift->taken, shift->needed,
	    shift->seats);

	model_int(map, "id", shift->id);
	if (shift->schedule != 0)
		model_int(map, "schedule", shift->schedule);
	else
		model_null(map, "schedule");
	model_text(map, "name", shift->name);
	model_text(map, "place", shift->place);
	model_instant(map, "starts_at", shift->starts_at, z);
	model_instant(map, "ends_at", shift->ends_at, z);
	model_int(map, "seats", shift->seats);
	model_int(map, "needed", shift->needed);
	model_int(map, "taken", shift->taken);
	model_int(map, "missing", shift_missing(shift->taken, shift->needed));
	model_text(map, "coverage", coverage_name(c));
	model_bool(map, "cancelled", shift->cancelled_at != 0);
	if (s->mine != 0)
		model_int(map, "booking", s->mine);
	else
		model_null(map, "booking");
	model_text(map, "collides",
	    s->mine == 0 && s->collides != 0 ? s->collides_name : NULL);
	model_href(map, "href",
	    str_number(r->arena, "/shifts/", shift->id));
}

/* What only a page needs. */
void
say_shift_page(struct req *r, struct node *map, const struct shift_item *s)
{
	const struct shift *shift = &s->shift;
	bool open = shift->cancelled_at == 0 && s->mine == 0 &&
	    shift->taken < shift->seats &&
	    shift_is_open(shift->starts_at, r->act.now);

	model_int(map, "length_s", shift->ends_at - shift->starts_at);
	model_bool(map, "soon", shift->starts_at > r->act.now &&
	    shift->starts_at - r->act.now < DAY_S);
	model_bool(map, "open", open && s->collides == 0);
	model_text(map, "names", names_of(r, s));
	say_boxes(r, map, s);
}

void
say_shift(struct req *r, struct node *map, const struct shift_item *s)
{
	say_shift_facts(r, map, s);
	if (r->surface == SURFACE_API)
		say_people(r, map, s);
	else
		say_shift_page(r, map, s);
}

void
say_shifts(struct req *r, struct node *list, const struct shifts_page *page)
{
	for (size_t i = 0; i < page->n; i++)
		say_shift(r, model_item(list), &page->v[i]);
}

/* The others on a booking's shift, in words and boxes. */
static void
say_company(struct req *r, struct node *map, const struct say_booking *b)
{
	struct shift_item s = { .shift = {
		.seats = b->item->seats, .needed = b->item->needed,
		.taken = b->item->taken } };
	const char *name[SHIFT_NAMES];
	size_t n = 0;

	for (size_t i = 0; b->seats && i < b->seats->n; i++) {
		const struct seat_item *seat = &b->seats->v[i];

		if (s.on_n < SHIFT_NAMES)
			s.on[s.on_n++] = (struct shift_person){
				.person = seat->booking.person,
				.name = seat->person_name };
		if (seat->booking.person == b->item->booking.person)
			continue;
		if (n < SHIFT_NAMES)
			name[n++] = seat->person_name;
	}
	model_text(map, "names", names_join(r->arena, name, n));
	say_boxes(r, map, &s);
}

static void
say_booking_page(struct req *r, struct node *map, const struct say_booking *b)
{
	const struct booking_item *item = b->item;
	const struct booking *booking = &item->booking;

	model_int(map, "length_s", booking->ends_at - booking->starts_at);
	model_int(map, "taken", item->taken);
	model_int(map, "seats", item->seats);
	model_int(map, "missing", shift_missing(item->taken, item->needed));
	model_text(map, "coverage", coverage_name(shift_coverage(item->taken,
	    item->needed, item->seats)));
	say_company(r, map, b);
	model_bool(map, "running", booking->starts_at <= r->act.now &&
	    r->act.now < booking->ends_at);
	model_href(map, "cancel_href", str_printf(r->arena,
	    "/bookings/%lld/cancel", (long long)booking->id));
	model_text(map, "person", b->person);
	model_bool(map, "yours", booking->person == r->act.actor.person);
}

void
say_booking(struct req *r, struct node *map, const struct say_booking *b)
{
	const struct booking_item *item = b->item;
	const struct booking *booking = &item->booking;
	const struct zone *z = say_zone(r, item->zone);
	int64_t free_s = r->act.config->rota.free_cancel_min * 60;
	struct cancel_case c = {
		.actor = r->act.actor.role,
		.own = booking->person == r->act.actor.person,
		.state = booking->state, .starts_at = booking->starts_at,
		.now = r->act.now, .free_cancel_s = free_s };

	model_int(map, "id", booking->id);
	model_int(map, "shift", booking->shift);
	model_int(map, "seat", booking->seat);
	model_text(map, "state", booking_state_name(booking->state));
	model_text(map, "name", item->shift_name);
	model_text(map, "place", item->place);
	model_instant(map, "starts_at", booking->starts_at, z);
	model_instant(map, "ends_at", booking->ends_at, z);
	model_text(map, "buddy_name", booking->buddy_name);
	model_instant(map, "free_until",
	    booking_free_until(booking->starts_at, free_s), z);
	model_bool(map, "may_cancel", booking_cancel_refusal(&c) == NULL);
	model_href(map, "shift_href", str_number(r->arena, "/shifts/",
	    booking->shift));
	if (r->surface != SURFACE_API)
		say_booking_page(r, map, b);
}

void
say_chip(struct node *list, const struct say_chip *c)
{
	struct node *chip = model_item(list);

	model_text(chip, "label", c->label);
	model_href(chip, "href", c->href);
	model_text(chip, "chosen", c->chosen ? "true" : NULL);
	if (c->count != 0)
		model_int(chip, "count", c->count);
	else
		model_null(chip, "count");
}

enum status
say_hours(struct req *r, struct node *map)
{
	struct date today = zone_date(r->act.zone, r->act.now);
	struct date month = { today.year, today.month, 1 };
	struct date year = { today.year, 1, 1 };
	struct totals_span span = { .person = r->act.actor.person,
		.now = r->act.now,
		.month_at = zone_midnight(r->act.zone, month),
		.year_at = zone_midnight(r->act.zone, year) };
	struct bookings_totals totals;
	enum status s = bookings_totals(r->act.db, &span, &totals);

	if (s != OK)
		return s;
	model_int(map, "month_s", totals.month_s);
	model_int(map, "year_s", totals.year_s);
	return OK;
}
