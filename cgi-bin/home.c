/* home: the first page for everybody, and the page behind "More". */
#include "base/arena.h"
#include "base/str.h"
#include "badge.h"
#include "say.h"
#include "service/membership.h"
#include "store/people.h"
#include "store/schedules.h"
#include "store/sessions.h"
#include "todo.h"
#include "view/language.h"
#include "web/forms_site.h"
#include "web/serve.h"

#include "store/audit.h"
#include "store/callbacks.h"
#include "store/outbox.h"

#include "base/banned.h"

#define DAY_S INT64_C(86400)
#define NEEDED_AHEAD_DAYS 7
#define NEEDED_MOST 3
#define TONIGHT_MOST 8
#define LANGUAGE_AGE_S (INT64_C(365) * DAY_S)

static enum status
say_next(struct req *r, struct node *data)
{
	struct bookings_filter f = { .person = r->act.actor.person,
		.now = r->act.now, .limit = 1 };
	struct node *list = model_list(data, "next");
	struct bookings_page page;
	struct seat_list seats;
	enum status s = bookings_mine(r->act.db, &f, r->arena, &page);

	if (s != OK || page.n == 0)
		return s;
	s = bookings_on_shift(r->act.db, page.v[0].booking.shift, r->arena,
	    &seats);
	if (s == OK)
		say_booking(r, model_item(list), &(struct say_booking){
		    &page.v[0], &seats, NULL });
	return s;
}

/*
 * A coordinator's list of what is to do comes first, but for a shift of their
 * own within a day.
 */
static void
say_order(struct req *r, struct node *data)
{
	const struct node *next = model_get(data, "next");
	const struct node *at = next->tree->n == 0 ? NULL :
	    model_get(&next->tree->child[0], "starts_at");

	model_bool(data, "desk_first", r->act.actor.role >= ROLE_COORDINATOR &&
	    (at == NULL || at->instant.at > r->act.now + DAY_S));
}

/* Close to being short, and not at a time when I am on already. */
static enum status
say_needed(struct req *r, struct node *data)
{
	struct shifts_filter f = { .from = r->act.now,
		.until = r->act.now + NEEDED_AHEAD_DAYS * DAY_S,
		.viewer = r->act.actor.person, .limit = 4 * NEEDED_MOST };
	struct node *list = model_list(data, "needed");
	struct shifts_page page;
	enum status s = shifts_gaps(r->act.db, &f, r->arena, &page);

	for (size_t i = 0; s == OK && i < page.n &&
	    list->tree->n < NEEDED_MOST; i++) {
		if (page.v[i].mine == 0 && page.v[i].collides == 0)
			say_shift(r, model_item(list), &page.v[i]);
	}
	return s;
}

static enum status
say_tonight(struct req *r, struct node *data)
{
	struct shifts_filter f = { .from = r->act.now,
		.until = r->act.now + DAY_S, .now = r->act.now,
		.viewer = r->act.actor.person, .limit = TONIGHT_MOST };
	struct node *list = model_list(data, "tonight");
	struct shifts_page page;
	enum status s = shifts_list(r->act.db, &f, r->arena, &page);

	if (s == OK)
		say_shifts(r, list, &page);
	return s;
}

static enum status
say_guest(struct req *r, struct node *data)
{
	struct person me;
	enum status s = people_get(r->act.db, r->act.actor.person, r->arena,
	    &me);

	if (s == OK)
		model_instant(data, "applied_at", me.created_at, NULL);
	return s;
}

static enum status
home(struct req *r)
{
	struct node *data = r->out.data;
	enum role role = r->act.actor.role;
	enum status s;

	r->out.title = req_text(r, N_("Home"));
	model_bool(data, "is_guest", role == ROLE_GUEST);
	model_bool(data, "is_member", role >= ROLE_VOLUNTEER);
	if (role == ROLE_PUBLIC)
		return OK;
	if (role == ROLE_GUEST)
		return say_guest(r, data);
	s = say_next(r, data);
	if (s == OK) {
		say_order(r, data);
		s = todo_say(r, data);
	}
	if (s == OK)
		s = say_needed(r, data);
	if (s == OK)
		s = say_tonight(r, data);
	return s == OK ? say_hours(r, data) : s;
}

static enum status
more(struct req *r)
{
	struct node *list = model_list(r->out.data, "languages"), *row;
	size_t n;
	const struct language *l = language_list(&n);

	r->out.title = req_text(r, N_("More"));
	for (size_t i = 0; i < n; i++) {
		row = model_item(list);
		model_text(row, "code", l[i].code);
		model_text(row, "name", l[i].name);
		model_text(row, "chosen",
		    &l[i] == r->act.language ? "true" : "false");
	}
	return OK;
}

/* Kept with the person when there is one, else in the browser. */
static enum status
choose_language(struct req *r)
{
	const struct language_form *f = r->form;

	if (language_find(str_of(f->language)) == NULL)
		return act_refuse(&r->act, E_INVALID, "language-unknown",
		    "language");
	if (r->act.actor.role > ROLE_PUBLIC)
		return membership_language(&r->act, str_of(f->language));
	req_cookie_set(r, "language", f->language, LANGUAGE_AGE_S);
	return OK;
}

static const struct binding bindings[] = {
	{ R_HOME, home },
	{ R_MORE, more },
	{ R_LANGUAGE, choose_language },
};

static const struct module *const modules[] = {
	&people_module, &sessions_module, &schedules_module, &shifts_module,
	&bookings_module, &callbacks_module, &outbox_module, &audit_module,
	NULL
};

int
main(int argc, char **argv)
{
	return serve(&(struct program_in){
	    .program = P_HOME,
	    .bindings = bindings,
	    .n = sizeof(bindings) / sizeof(bindings[0]),
	    .modules = modules,
	    .overdue = badge_overdue,
	}, argc, argv);
}
