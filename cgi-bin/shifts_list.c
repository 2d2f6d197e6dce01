/*
 * shifts_list: the list that volunteers choose from: what the chip shows, by
 * day, full ones folded.
 */
#include "shifts.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/zone.h"
#include "domain/shift.h"
#include "say.h"
#include "store/schedules.h"
#include "view/language.h"
#include "web/forms_shifts.h"

#include "base/banned.h"

#define PAGE 50			/* shifts of a list */
#define PART_MOST 200		/* read at once */
#define LOOKED_AT_MOST 1000	/* for one page of what the chip shows */
#define DAY_S INT64_C(86400)
#define NIGHT_FROM 18		/* hours of the local day */
#define NIGHT_UNTIL 6

enum show { SHOW_ME, SHOW_ALL, SHOW_NIGHT };

/* After ticks that were refused everything is shown, they too. */
static enum show
show_of(const struct req *r)
{
	const struct shifts_form *f = r->form;

	if (model_get(r->out.form, "shifts") != NULL)
		return SHOW_ALL;
	if (f->show == NULL)
		return f->schedule != FIELD_NO_INT ? SHOW_ALL : SHOW_ME;
	return str_is(str_of(f->show), "night") ? SHOW_NIGHT :
	    str_is(str_of(f->show), "all") ? SHOW_ALL : SHOW_ME;
}

/* A page's dates are inclusive; the API's instants are half-open. */
static int64_t
until_of(const struct req *r, const struct shifts_form *f)
{
	if (f->until == FIELD_NO_INT)
		return r->act.now + r->act.config->rota.horizon_days * DAY_S;
	return r->surface == SURFACE_API ? f->until : f->until + DAY_S;
}

/* Whether the chip shows it: the API has no chips. */
static bool
is_shown(const struct req *r, const struct shift_item *s)
{
	struct civil c;

	if (r->surface == SURFACE_API)
		return true;
	switch (show_of(r)) {
	case SHOW_ME:
		return s->mine != 0 || s->collides == 0;
	case SHOW_NIGHT:
		c = zone_civil(say_zone(r, s->shift.zone), s->shift.starts_at);
		return c.hour >= NIGHT_FROM || c.hour < NIGHT_UNTIL;
	case SHOW_ALL:
		return true;
	}
	return true;
}

/* A page, and how far the database was read for it. */
struct listing {
	struct shifts_page page;
	struct field_cursor last;	/* key of the last one looked at */
	int64_t looked_at;
	bool full;			/* and there is one more to show */
};

static void
take_part(const struct req *r, const struct shifts_page *part,
    struct listing *l)
{
	l->page.more = part->more;
	for (size_t i = 0; i < part->n; i++) {
		bool shown = is_shown(r, &part->v[i]);

		l->full = shown && l->page.n == PAGE;
		if (l->full)
			break;
		if (shown)
			l->page.v[l->page.n++] = part->v[i];
		l->last = (struct field_cursor){ part->v[i].shift.starts_at,
		    part->v[i].shift.id };
		l->looked_at++;
	}
}

/* By the share shown so far, as many as fill the page and one that is left
 * over; at first it is taken that all are shown. */
static int64_t
part_size(const struct listing *l)
{
	int64_t left = PAGE + 1 - (int64_t)l->page.n;
	int64_t size = PART_MOST;

	if (l->looked_at == 0)
		size = left;
	else if (l->page.n > 0)
		size = left * l->looked_at / (int64_t)l->page.n + 1;
	return size < PART_MOST ? size : PART_MOST;
}

/*
 * Reads on until the page is full of what the chip shows: else one of nights
 * had three rows.  Who asks for what hardly ever is gets a short page, and
 * goes on from where the reading ended.
 */
static enum status
read_list(struct req *r, struct listing *l)
{
	const struct shifts_form *f = r->form;
	bool me = r->surface != SURFACE_API && show_of(r) == SHOW_ME;
	struct shifts_filter filter = {
		.from = f->from == FIELD_NO_INT ? r->act.now : f->from,
		.until = until_of(r, f),
		.schedule = f->schedule == FIELD_NO_INT ? 0 : f->schedule,
		.open = f->open || me, .now = r->act.now,
		.viewer = r->act.actor.person };
	struct shifts_page part;
	enum status s;

	*l = (struct listing){ .last = f->after };
	l->page.v = ARENA_ARRAY(r->arena, struct shift_item, PAGE);
	do {
		filter.after_at = l->last.at;
		filter.after_id = l->last.id;
		filter.limit = part_size(l);
		s = shifts_list(r->act.db, &filter, r->arena, &part);
		if (s != OK)
			return s;
		take_part(r, &part, l);
	} while (!l->full && part.more && l->looked_at < LOOKED_AT_MOST);
	return OK;
}

/* Whether its box was ticked when the page was sent and refused. */
static bool
is_ticked(struct req *r, const struct shift *s)
{
	const struct node *typed = model_get(req_form(r), "shifts");
	const char *id = str_number(r->arena, "", s->id);

	for (size_t i = 0; typed != NULL && i < typed->tree->n; i++) {
		if (str_is(typed->tree->child[i].text, id))
			return true;
	}
	return false;
}

static void
say_row(struct req *r, struct node *days, const struct shift_item *s)
{
	struct node *map = model_item(days);

	say_shift(r, map, s);
	model_bool(map, "ticked", req_is_again(r) && is_ticked(r, &s->shift));
}

/* Inside a day: nobody first, then too few, then the rest. */
static void
say_ranked(struct req *r, struct node *list, const struct shifts_page *day,
    enum coverage c)
{
	for (size_t i = 0; i < day->n; i++) {
		const struct shift *s = &day->v[i].shift;

		if (shift_coverage(s->taken, s->needed, s->seats) == c)
			say_row(r, list, &day->v[i]);
	}
}

static void
say_day(struct req *r, struct node *days, const struct shifts_page *day)
{
	struct node *map = model_item(days), *open, *full;
	const struct shift *first = &day->v[0].shift;
	int64_t missing = 0;

	for (size_t i = 0; i < day->n; i++)
		missing += shift_missing(day->v[i].shift.taken,
		    day->v[i].shift.needed);
	model_instant(map, "at", first->starts_at, say_zone(r, first->zone));
	model_int(map, "missing", missing);
	open = model_list(map, "open");
	for (enum coverage c = COVERAGE_NOBODY; c < COVERAGE_FULL; c++)
		say_ranked(r, open, day, c);
	full = model_list(map, "full");
	say_ranked(r, full, day, COVERAGE_FULL);
	model_int(map, "full_count", (int64_t)full->tree->n);
}

static bool
is_same_day(const struct req *r, const struct shift *a, const struct shift *b)
{
	return date_compare(zone_date(say_zone(r, a->zone), a->starts_at),
	    zone_date(say_zone(r, b->zone), b->starts_at)) == 0;
}

static void
say_days(struct req *r, struct node *days, const struct shifts_page *page)
{
	size_t from = 0;

	for (size_t i = 1; i <= page->n; i++) {
		if (i < page->n && is_same_day(r, &page->v[from].shift,
		    &page->v[i].shift))
			continue;
		say_day(r, days, &(struct shifts_page){
		    .v = &page->v[from], .n = i - from });
		from = i;
	}
}

static enum status
say_schedules(struct req *r, struct node *list)
{
	const struct shifts_form *f = r->form;
	struct schedule_names names;
	enum status s = schedules_names(r->act.db, r->arena, &names);

	for (size_t i = 0; s == OK && i < names.n; i++) {
		struct node *option = model_item(list);

		model_text(option, "value", str_number(r->arena, "",
		    names.v[i].id));
		model_text(option, "label", names.v[i].name);
		model_bool(option, "chosen", names.v[i].id == f->schedule);
	}
	return s;
}

/* Beside the list, where it narrows it, and in the form with the ticks. */
static void
say_date(struct req *r, struct node *data, const char *name, int64_t at)
{
	char text[DATE_TEXT];

	if (at == FIELD_NO_INT)
		return;
	date_format(zone_date(r->act.zone, at), text);
	model_text(data, name, str_copy(r->arena, str_of(text)));
	if (!req_is_again(r))
		model_text(req_form(r), name, str_copy(r->arena,
		    str_of(text)));
}

static void
say_filter(struct req *r, struct node *data)
{
	const struct shifts_form *f = r->form;
	struct node *chips = model_list(data, "chips");
	enum show show = show_of(r);

	say_chip(chips, &(struct say_chip){ req_text(r, N_("For me")),
	    "/shifts", show == SHOW_ME, 0 });
	say_chip(chips, &(struct say_chip){ req_text(r, N_("All")),
	    "/shifts?show=all", show == SHOW_ALL, 0 });
	say_chip(chips, &(struct say_chip){ req_text(r, N_("Night")),
	    "/shifts?show=night", show == SHOW_NIGHT, 0 });
	model_href(data, "all_href", "/shifts?show=all");
	model_text(data, "show", f->show);
	model_text(data, "schedule", f->schedule == FIELD_NO_INT ? NULL :
	    str_number(r->arena, "", f->schedule));
	model_text(data, "after", f->after.id == 0 ? NULL : str_printf(
	    r->arena, "%lld.%lld", (long long)f->after.at,
	    (long long)f->after.id));
	say_date(r, data, "from", f->from);
	say_date(r, data, "until", f->until);
}

enum status
shifts_list_page(struct req *r)
{
	struct node *data = r->out.data;
	struct listing l;
	enum status s = read_list(r, &l);

	if (s != OK)
		return s;
	req_next(r, l.full || l.page.more ? &l.last : NULL);
	if (r->surface == SURFACE_API) {
		say_shifts(r, model_list(data, "items"), &l.page);
		return OK;
	}
	r->out.title = req_text(r, N_("Shifts"));
	if (l.looked_at > 0)
		model_instant(data, "until_at", l.last.at, NULL);
	say_filter(r, data);
	say_days(r, model_list(data, "days"), &l.page);
	return say_schedules(r, model_list(data, "schedules"));
}
