/*
 * schedules: laying down recurring shifts, seeing what an edit would do, and
 * ending them (PRODUCT rules 1, 2 and 5).
 */
#include "base/arena.h"
#include "base/str.h"
#include "base/zone.h"
#include "badge.h"
#include "recurrence_words.h"
#include "say.h"
#include "schedule_form.h"
#include "service/roster.h"
#include "store/audit.h"
#include "store/callbacks.h"
#include "store/shift_edits.h"
#include "store/bookings.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/schedules.h"
#include "store/sessions.h"
#include "view/language.h"
#include "web/forms_schedules.h"
#include "web/serve.h"

#include "base/banned.h"

#define PAGE 50
#define NAMES_MAX 400

/* What goes out ------------------------------------------------------------ */

static void
say_schedule(struct node *map, const struct schedule *s)
{
	model_int(map, "id", s->id);
	model_text(map, "name", s->name);
	model_text(map, "time_zone", s->zone);
	model_int(map, "duration_min", s->duration_min);
	model_text(map, "starts_on", s->starts_on);
	model_text(map, "ends_on", s->ends_on);
	model_int(map, "seats", s->seats);
	model_int(map, "needed", s->needed);
	model_text(map, "place", s->place);
	model_text(map, "notes", s->notes);
	model_bool(map, "ended", s->ended_at != 0);
	model_int(map, "version", s->version);
}

static enum status
say_words(struct req *r, struct node *map, const struct schedule *s)
{
	struct recurrence rec;
	enum status status = schedules_rules(r->act.db, s->id, r->arena, &rec);

	if (status == OK)
		model_text(map, "words", recurrence_words(r, &rec));
	return status;
}

static enum status
say_whole(struct req *r, struct node *map, const struct schedule *s)
{
	say_schedule(map, s);
	return say_words(r, map, s);
}

/* The reply to a change: the schedule as it is now. */
static enum status
say_saved(struct req *r, int64_t id, const struct roster_plan *plan)
{
	struct schedule s;
	enum status status = schedules_get(r->act.db, id, r->arena, &s);

	if (status != OK)
		return status;
	model_href(r->out.data, "href", str_printf(r->arena, "/schedules/%lld",
	    (long long)id));
	if (plan != NULL)
		model_int(r->out.data, "shifts",
		    plan->added + plan->changed + plan->dropped);
	else
		model_null(r->out.data, "shifts");
	return say_whole(r, r->out.data, &s);
}

static const char *
names_on(struct req *r, int64_t shift)
{
	struct seat_list seats;
	struct buf b;

	if (bookings_on_shift(r->act.db, shift, r->arena, &seats) != OK)
		return NULL;	/* logged there; the date alone still helps */
	buf_init(&b, r->arena, NAMES_MAX);
	for (size_t i = 0; i < seats.n; i++) {
		if (i > 0)
			BUF_LIT(&b, ", ");
		buf_cstr(&b, seats.v[i].person_name);
	}
	return b.n > 0 ? b.p : NULL;
}

static void
say_affected(struct req *r, struct node *map, const struct roster_plan *plan)
{
	struct node *list = model_list(map, "affected"), *item;

	for (size_t i = 0; i < plan->orphans; i++) {
		const struct shift *s = &plan->orphan[i].shift;

		item = model_item(list);
		model_int(item, "shift", s->id);
		model_instant(item, "starts_at", s->starts_at, plan->zone);
		model_instant(item, "ends_at", s->ends_at, plan->zone);
		model_int(item, "taken", s->taken);
		model_text(item, "names", names_on(r, s->id));
	}
}

static void
say_preview(struct req *r, struct node *map, const struct roster_plan *plan)
{
	struct node *items, *item;

	model_text(map, "words", recurrence_words(r, &plan->recurrence));
	items = model_list(map, "items");
	for (size_t i = 0; i < plan->next.n; i++) {
		item = model_item(items);
		model_instant(item, "starts_at", plan->next.v[i].starts_at,
		    plan->zone);
		model_instant(item, "ends_at", plan->next.v[i].ends_at,
		    plan->zone);
	}
	model_int(map, "made", plan->added);
	model_int(map, "changed", plan->changed);
	model_int(map, "removed", plan->dropped);
	model_int(map, "people", plan->told);
	say_affected(r, map, plan);
}

/* The list ----------------------------------------------------------------- */

static void
say_row(struct req *r, struct node *map, const struct schedule *s,
    const struct recurrence *rules)
{
	say_schedule(map, s);
	model_text(map, "words", recurrence_words(r, rules));
	model_href(map, "href", str_number(r->arena, "/schedules/", s->id));
	model_int(map, "length_s", s->duration_min * 60);
	if (s->next_at != 0)
		model_instant(map, "next_at", s->next_at,
		    say_zone(r, s->zone));
	else
		model_null(map, "next_at");
}

static enum status
list(struct req *r)
{
	const struct schedules_form *f = r->form;
	struct schedules_filter filter = { .ended = f->ended,
		.now = r->act.now, .limit = PAGE };
	struct node *items = model_list(r->out.data, "items");
	struct schedules_page page;
	struct recurrence *rules;
	struct schedule last;
	enum status s = OK;

	r->out.title = req_text(r, N_("Schedules"));
	if (f->after.id != 0) {
		s = schedules_get(r->act.db, f->after.id, r->arena, &last);
		filter.after_name = last.name;
		filter.after_id = last.id;
	}
	if (s == OK)
		s = schedules_list(r->act.db, &filter, r->arena, &page);
	if (s == OK)
		s = schedules_rules_of(r->act.db, &filter, &page, r->arena,
		    &rules);
	if (s != OK)
		return s;
	for (size_t i = 0; i < page.n; i++)
		say_row(r, model_item(items), &page.v[i], &rules[i]);
	req_next(r, !page.more ? NULL : &(struct field_cursor){
	    .id = page.v[page.n - 1].id });
	return OK;
}

/* The form ----------------------------------------------------------------- */

/* After a press on "Show the dates", or a save that was refused for the sake
 * of those who are booked: what saving would do stands beside the form. */
static void
say_plan(struct req *r)
{
	const struct roster_plan *plan = r->carry;

	if (plan == NULL)
		return;
	say_preview(r, model_map(r->out.data, "preview"), plan);
	model_bool(r->out.data, "orphans", plan->orphans > 0);
	say_affected(r, r->out.data, plan);
}

static enum status
new_page(struct req *r)
{
	struct schedule_in in = {
		.zone = str_of(zone_name(r->act.zone)),
		.duration_min = 240, .seats = 4, .needed = 2,
		.starts_on = zone_date(r->act.zone, r->act.now),
		.recurrence = { .by = BY_WEEKLY } };

	r->out.title = req_text(r, N_("New schedule"));
	if (req_is_again(r))
		say_plan(r);
	else
		schedule_fill(r, &in);
	schedule_say_lines(r);
	return OK;
}

static enum status
edit_page(struct req *r)
{
	struct schedule schedule;
	struct schedule_in in;
	enum status s = schedules_get(r->act.db, req_id(r, "schedule"),
	    r->arena, &schedule);

	if (s == OK)
		s = say_whole(r, r->out.data, &schedule);
	if (s == OK)
		s = roster_entered(&schedule, r->arena, &in);
	if (s != OK)
		return s;
	if (r->surface == SURFACE_API) {
		schedule_say(r, r->out.data, &in.recurrence);
		return OK;
	}
	r->out.title = schedule.name;
	if (schedule.ended_at == 0)
		model_href(r->out.data, "end_href", str_printf(r->arena,
		    "/schedules/%lld/end", (long long)schedule.id));
	if (req_is_again(r)) {
		say_plan(r);
	} else {
		schedule_fill(r, &in);
		schedule_fill_number(r, "version", schedule.version);
	}
	schedule_say_lines(r);
	return OK;
}

/* Saving ------------------------------------------------------------------- */

static bool
is_preview(const struct schedule_form *f)
{
	return str_is(str_of(f->act), "preview");
}

/* Judges what was typed and shows the form again, with the dates. */
static enum status
show_dates(struct req *r, int64_t schedule, const struct schedule_in *in)
{
	struct roster_plan *plan = ARENA_NEW(r->arena, struct roster_plan);
	enum status s = roster_preview(&r->act, schedule, in, plan);

	if (s != OK)
		return s;
	r->carry = plan;
	return req_show_again(r);
}

static enum status
create(struct req *r)
{
	const struct schedule_form *f = r->form;
	struct schedule_in in = schedule_read(f);
	int64_t id;
	enum status s;

	if (is_preview(f))
		return show_dates(r, 0, &in);
	s = roster_create(&r->act, &in, &id);
	return s == OK ? say_saved(r, id, NULL) : s;
}

static enum status
preview(struct req *r)
{
	struct schedule_in in = schedule_read(r->form);
	struct roster_plan plan;
	enum status s = roster_preview(&r->act, 0, &in, &plan);

	if (s == OK)
		say_preview(r, r->out.data, &plan);
	return s;
}

static enum status
update(struct req *r)
{
	const struct schedule_form *f = r->form;
	struct schedule_in in = schedule_read(f);
	struct roster_change c = { .schedule = req_id(r, "schedule"),
		.version = f->version == FIELD_NO_INT ? 0 : f->version,
		.in = &in, .decide = schedule_decisions(r, f) };
	struct roster_plan *plan = ARENA_NEW(r->arena, struct roster_plan);
	enum status s;

	if (is_preview(f))
		return show_dates(r, c.schedule, &in);
	s = roster_update(&r->act, &c, plan);
	if (s == E_CONFLICT && plan->orphans > 0)
		r->carry = plan;
	return s == OK ? say_saved(r, c.schedule, plan) : s;
}

/* Ending ------------------------------------------------------------------- */

static struct roster_last
read_last(struct req *r, const struct schedule_end_form *f)
{
	return (struct roster_last){ .schedule = req_id(r, "schedule"),
		.version = f->version == FIELD_NO_INT ? 0 : f->version,
		.last = f->last,
		.decide = { .all = schedule_choice(f->orphans) } };
}

static enum status
end_page(struct req *r)
{
	struct schedule schedule;
	enum status s = schedules_get(r->act.db, req_id(r, "schedule"),
	    r->arena, &schedule);

	r->out.title = req_text(r, N_("End this schedule"));
	if (s == OK)
		s = say_whole(r, r->out.data, &schedule);
	if (s != OK)
		return s;
	if (r->carry != NULL) {
		model_bool(r->out.data, "orphans", true);
		say_affected(r, r->out.data, r->carry);
	}
	if (req_is_again(r))
		return OK;
	schedule_fill_date(r, "last", zone_date(r->act.zone, r->act.now));
	schedule_fill_number(r, "version", schedule.version);
	return OK;
}

static enum status
end(struct req *r)
{
	struct roster_last last = read_last(r, r->form);
	struct roster_plan *plan = ARENA_NEW(r->arena, struct roster_plan);
	enum status s = roster_end(&r->act, &last, plan);

	if (s == E_CONFLICT && plan->orphans > 0)
		r->carry = plan;
	return s == OK ? say_saved(r, last.schedule, plan) : s;
}

static const struct binding bindings[] = {
	{ R_SCHEDULES, list },
	{ R_SCHEDULE_NEW, new_page },
	{ R_SCHEDULE_CREATE, create },
	{ R_SCHEDULE_PREVIEW, preview },
	{ R_SCHEDULE, edit_page },
	{ R_SCHEDULE_UPDATE, update },
	{ R_SCHEDULE_END_PAGE, end_page },
	{ R_SCHEDULE_END, end },
};

static const struct module *const modules[] = {
	&people_module, &sessions_module, &schedules_module, &shifts_module,
	&bookings_module, &callbacks_module, &shift_edits_module,
	&outbox_module, &audit_module, NULL
};

int
main(int argc, char **argv)
{
	return serve(&(struct program_in){
	    .program = P_SCHEDULES,
	    .bindings = bindings,
	    .n = sizeof(bindings) / sizeof(bindings[0]),
	    .modules = modules,
	    .overdue = badge_overdue,
	}, argc, argv);
}
