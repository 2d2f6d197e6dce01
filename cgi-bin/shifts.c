/*
 * shifts: one shift, signing up for it or for several, and the program, which
 * answers for shifts_list.c, bookings.c and week.c as well.
 */
#include "shifts.h"

#include "badge.h"
#include "base/arena.h"
#include "base/str.h"
#include "say.h"
#include "service/seating.h"
#include "store/audit.h"
#include "store/callbacks.h"
#include "store/candidates.h"
#include "store/shift_edits.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/schedules.h"
#include "store/sessions.h"
#include "web/forms_shifts.h"
#include "web/serve.h"

#include "base/banned.h"

/* One shift ---------------------------------------------------------------- */

static enum status
say_instead(struct req *r, struct node *data, const struct shift_item *item)
{
	struct shifts_near near = { .person = r->act.actor.person,
		.shift = item->shift.id, .at = item->shift.starts_at,
		.now = r->act.now, .limit = 3 };
	struct node *list = model_list(data, "instead");
	struct shifts_page page;
	enum status s;

	if (item->mine != 0)
		return OK;
	s = shifts_free_near(r->act.db, &near, r->arena, &page);
	if (s == OK)
		say_shifts(r, list, &page);
	return s;
}

static enum status
shift(struct req *r)
{
	struct shift_item item;
	enum status s = shifts_item(r->act.db, req_id(r, "shift"),
	    r->act.actor.person, r->arena, &item);

	if (s == OK)
		s = shifts_say_one(r, r->out.data, &item);
	if (s != OK || r->surface == SURFACE_API)
		return s;
	r->out.title = item.shift.name;
	return say_instead(r, r->out.data, &item);
}

static enum status
book(struct req *r)
{
	const struct book_form *f = r->form;
	struct book_in in = { .shift = req_id(r, "shift"),
		.buddy_name = str_of(f->buddy_name),
		.buddy_phone = str_of(f->buddy_phone) };
	struct booking booking;
	enum status s = seating_book(&r->act, &in, &booking);

	return s == OK ? bookings_say(r, r->out.data, booking.id) : s;
}

static enum status
book_several(struct req *r)
{
	const struct book_several_form *f = r->form;
	struct book_several_in in = { f->shifts.v, f->shifts.n };
	struct booking *made = ARENA_ARRAY(r->arena, struct booking, in.n);
	struct node *items = model_list(r->out.data, "items");
	enum status s = seating_book_several(&r->act, &in, made);

	for (size_t i = 0; s == OK && i < in.n; i++)
		s = bookings_say(r, model_item(items), made[i].id);
	return s;
}

/* The program -------------------------------------------------------------- */

static const struct binding bindings[] = {
	{ R_SHIFTS, shifts_list_page },
	{ R_SHIFT, shift },
	{ R_SEAT_BOOK, book },
	{ R_SEATS_BOOK, book_several },
	{ R_MINE, bookings_mine_page },
	{ R_BOOKING_CANCEL_PAGE, bookings_cancel_page },
	{ R_BOOKING_CANCEL, bookings_cancel_send },
	{ R_WEEK, week_page },
	{ R_SEAT_ASSIGN, week_assign },
	{ R_SHIFT_CANCEL_PAGE, week_cancel_page },
	{ R_SHIFT_CANCEL, week_cancel },
};

static const struct module *const modules[] = {
	&people_module, &sessions_module, &schedules_module, &shifts_module,
	&bookings_module, &callbacks_module, &candidates_module,
	&shift_edits_module, &outbox_module, &audit_module, NULL
};

int
main(int argc, char **argv)
{
	return serve(&(struct program_in){
	    .program = P_SHIFTS,
	    .bindings = bindings,
	    .n = sizeof(bindings) / sizeof(bindings[0]),
	    .modules = modules,
	    .overdue = badge_overdue,
	}, argc, argv);
}
