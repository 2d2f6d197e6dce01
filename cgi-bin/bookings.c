/* bookings: what is mine, not making it, and a shift with those on it. */
#include "shifts.h"

#include "base/str.h"
#include "base/zone.h"
#include "domain/booking.h"
#include "domain/shift.h"
#include "say.h"
#include "service/seating.h"
#include "store/people.h"
#include "view/language.h"
#include "web/forms_shifts.h"

#include "base/banned.h"

#define COMING 50
#define PAST 10

/* A shift with everybody on it --------------------------------------------- */

/* Names are for all on the watch; ids are for those who move people. */
static void
say_seat(struct req *r, struct node *who, const struct seat_item *seat,
    bool manages)
{
	const struct booking *b = &seat->booking;

	if (manages) {
		model_int(who, "booking", b->id);
		model_int(who, "person", b->person);
	} else {
		model_null(who, "booking");
		model_null(who, "person");
	}
	model_text(who, "name", seat->person_name);
	model_text(who, "buddy_name", b->buddy_name);
	model_bool(who, "you", b->person == r->act.actor.person);
	if (manages && r->act.now < b->starts_at)
		model_href(who, "off_href", str_printf(r->arena,
		    "/bookings/%lld/cancel", (long long)b->id));
	else
		model_null(who, "off_href");
}

static void
say_page(struct req *r, struct node *map, const struct shift_item *item)
{
	const struct shift *s = &item->shift;
	bool manages = r->act.actor.role >= ROLE_COORDINATOR;
	bool past = !shift_is_open(s->starts_at, r->act.now);

	model_bool(map, "past", past);
	model_bool(map, "cancel_free", r->act.now < booking_free_until(
	    s->starts_at, r->act.config->rota.free_cancel_min * 60));
	model_bool(map, "full", !past && item->mine == 0 &&
	    s->taken >= s->seats);
	model_bool(map, "may_manage", manages && !past);
	model_href(map, "manage_href", str_printf(r->arena,
	    "/week?shift=%lld#detail", (long long)s->id));
	if (item->mine != 0 && !past)
		model_href(map, "cancel_href", str_printf(r->arena,
		    "/bookings/%lld/cancel", (long long)item->mine));
	else
		model_null(map, "cancel_href");
}

enum status
shifts_say_one(struct req *r, struct node *map, const struct shift_item *item)
{
	struct seat_list seats;
	struct node *people;
	enum status s = bookings_on_shift(r->act.db, item->shift.id, r->arena,
	    &seats);

	if (s != OK)
		return s;
	say_shift_facts(r, map, item);
	people = model_list(map, "people");
	for (size_t i = 0; i < seats.n; i++)
		say_seat(r, model_item(people), &seats.v[i],
		    r->act.actor.role >= ROLE_COORDINATOR);
	model_text(map, "notes", item->shift.notes);
	model_text(map, "cancel_reason", item->shift.cancel_reason);
	model_instant(map, "free_until", booking_free_until(
	    item->shift.starts_at, r->act.config->rota.free_cancel_min * 60),
	    say_zone(r, item->shift.zone));
	if (r->surface != SURFACE_API) {
		say_shift_page(r, map, item);
		say_page(r, map, item);
	}
	return OK;
}

/* Mine --------------------------------------------------------------------- */

static enum status
say_one(struct req *r, struct node *map, const struct booking_item *item)
{
	struct seat_list seats = { 0 };
	enum status s = OK;

	if (r->surface != SURFACE_API)
		s = bookings_on_shift(r->act.db, item->booking.shift, r->arena,
		    &seats);
	if (s == OK)
		say_booking(r, map, &(struct say_booking){ item, &seats,
		    NULL });
	return s;
}

/* The first one ahead stands opened, the others follow it. */
static enum status
say_coming(struct req *r, const struct bookings_page *page)
{
	struct node *data = r->out.data;
	bool api = r->surface == SURFACE_API;
	struct node *first = model_list(data, api ? "items" : "now");
	struct node *rest = api ? first : model_list(data, "coming");
	enum status s = OK;

	for (size_t i = 0; s == OK && i < page->n; i++)
		s = say_one(r, model_item(i == 0 ? first : rest), &page->v[i]);
	return s;
}

static enum status
say_past(struct req *r)
{
	struct bookings_filter f = { .person = r->act.actor.person,
		.now = r->act.now, .past = true, .limit = PAST };
	struct node *list = model_list(r->out.data, "past");
	struct bookings_page page;
	enum status s = bookings_mine(r->act.db, &f, r->arena, &page);

	if (s != OK)
		return s;
	for (size_t i = 0; i < page.n; i++)
		say_booking(r, model_item(list), &(struct say_booking){
		    &page.v[i], NULL, NULL });
	model_int(r->out.data, "past_count", (int64_t)page.n);
	return OK;
}

enum status
bookings_mine_page(struct req *r)
{
	const struct paged_form *form = r->form;
	struct bookings_filter f = { .person = r->act.actor.person,
		.now = r->act.now, .after_at = form->after.at,
		.after_id = form->after.id, .limit = COMING };
	struct bookings_page page;
	enum status s = bookings_mine(r->act.db, &f, r->arena, &page);

	if (s != OK)
		return s;
	req_next(r, !page.more ? NULL : &(struct field_cursor){
	    page.v[page.n - 1].booking.starts_at,
	    page.v[page.n - 1].booking.id });
	s = say_coming(r, &page);
	if (s != OK || r->surface == SURFACE_API)
		return s;
	r->out.title = req_text(r, N_("Mine"));
	s = say_past(r);
	return s == OK ? say_hours(r, r->out.data) : s;
}

/* Not making it ------------------------------------------------------------ */

/* Coordinators reach every booking; for the others not-mine is not-there. */
static enum status
find(struct req *r, int64_t id, struct booking_item *ret)
{
	struct booking_item item = { 0 };
	struct shift shift;
	enum status s = r->act.actor.role >= ROLE_COORDINATOR ?
	    bookings_get(r->act.db, id, r->arena, &item.booking) :
	    bookings_of(r->act.db, id, r->act.actor.person, r->arena,
	    &item.booking);

	if (s == OK)
		s = shifts_get(r->act.db, item.booking.shift, r->arena, &shift);
	if (s != OK)
		return s;
	item.shift_name = shift.name;
	item.zone = shift.zone;
	item.place = shift.place;
	item.seats = shift.seats;
	item.needed = shift.needed;
	item.taken = shift.taken;
	*ret = item;
	return OK;
}

enum status
bookings_say(struct req *r, struct node *map, int64_t booking)
{
	struct booking_item item;
	struct person person;
	enum status s = find(r, booking, &item);

	if (s == OK)
		s = people_get(r->act.db, item.booking.person, r->arena,
		    &person);
	if (s == OK)
		say_booking(r, map, &(struct say_booking){ &item, NULL,
		    person.name });
	return s;
}

enum status
bookings_cancel_page(struct req *r)
{
	r->out.title = req_text(r, N_("Can’t make it?"));
	return bookings_say(r, r->out.data, req_id(r, "booking"));
}

enum status
bookings_cancel_send(struct req *r)
{
	struct booking booking;
	enum status s = seating_cancel(&r->act, req_id(r, "booking"), &booking);

	if (s != OK)
		return s;
	if (booking.person != r->act.actor.person)
		r->out.then = str_printf(r->arena, "/week?shift=%lld",
		    (long long)booking.shift);
	return bookings_say(r, r->out.data, booking.id);
}
