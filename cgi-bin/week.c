/* week: the coordinator's week; people put on and off, shifts cancelled. */
#include "shifts.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/zone.h"
#include "domain/shift.h"
#include "say.h"
#include "service/roster.h"
#include "service/seating.h"
#include "store/candidates.h"
#include "todo.h"
#include "view/language.h"
#include "web/forms_shifts.h"
#include "week_sheet.h"

#include "base/banned.h"

#define DAYS 7
#define SHIFTS_MOST 1000
#define CANDIDATES 6
#define HREF_MAX 64

/* The grid ----------------------------------------------------------------- */

struct week {
	struct date first;
	int64_t day_at[DAYS + 1];	/* each midnight, and the one after */
	struct shifts_page page;
	size_t *line;		/* of each shift: the first of its line */
	const char *before;	/* the id in a cell's link: the week stays */
};

static const char *
week_href(struct req *r, struct date d)
{
	char text[DATE_TEXT];

	date_format(d, text);
	return str_printf(r->arena, "/week?from=%s", text);
}

/* Local minute of the day. */
static int64_t
minute_of(const struct req *r, const struct shift *s)
{
	struct civil c = zone_civil(say_zone(r, s->zone), s->starts_at);

	return c.hour * 60 + c.minute;
}

/* Shifts of one schedule, name and local time of day share a line. */
static void
draw_lines(struct req *r, struct week *w)
{
	int64_t *minute = ARENA_ARRAY(r->arena, int64_t, w->page.n);
	const struct shift *a, *b;
	size_t i, j;

	w->line = ARENA_ARRAY(r->arena, size_t, w->page.n);
	for (i = 0; i < w->page.n; i++) {
		a = &w->page.v[i].shift;
		minute[i] = minute_of(r, a);
		for (j = 0; j < i; j++) {
			b = &w->page.v[j].shift;
			if (w->line[j] == j && a->schedule == b->schedule &&
			    minute[i] == minute[j] &&
			    str_eq(str_of(a->name), str_of(b->name)))
				break;
		}
		w->line[i] = j;
	}
}

static enum status
read_week(struct req *r, struct week *ret)
{
	const struct week_form *f = r->form;
	struct week w = { .first = f->from.year != 0 ? f->from :
	    zone_date(r->act.zone, r->act.now) };
	struct shifts_filter filter = { .now = r->act.now, .cancelled = true,
		.unnamed = r->surface == SURFACE_API, .limit = SHIFTS_MOST };
	enum status s;

	for (int64_t d = 0; d <= DAYS; d++)
		w.day_at[d] = zone_midnight(r->act.zone,
		    date_from_days(date_days(w.first) + d));
	filter.from = w.day_at[0];
	filter.until = w.day_at[DAYS];
	s = shifts_list(r->act.db, &filter, r->arena, &w.page);
	if (s != OK)
		return s;
	draw_lines(r, &w);
	w.before = str_printf(r->arena, "%s&shift=", week_href(r, w.first));
	*ret = w;
	return OK;
}

/* The shift whose people are shown: after a refusal, the path's. */
static int64_t
chosen(const struct req *r)
{
	const struct week_form *f = r->form;

	return req_has(r, "shift") ? req_id(r, "shift") :
	    f->shift == FIELD_NO_INT ? 0 : f->shift;
}

static const char *
cell_href(struct req *r, const struct shift *s, const struct week *w)
{
	struct buf b;

	buf_init(&b, r->arena, HREF_MAX);
	buf_cstr(&b, w->before);
	buf_int(&b, s->id);
	BUF_LIT(&b, "#detail");
	return b.p;
}

/* Of its classes and words only those that are true: a week has many cells. */
static void
say_cell(struct req *r, struct node *map, const struct shift *s,
    const struct week *w)
{
	enum coverage c = shift_coverage(s->taken, s->needed, s->seats);
	bool off = s->cancelled_at != 0;
	const struct zone *z = say_zone(r, s->zone);

	model_int(map, "id", s->id);
	model_text(map, "name", s->name);
	model_instant(map, "starts_at", s->starts_at, z);
	model_instant(map, "ends_at", s->ends_at, z);
	model_int(map, "taken", s->taken);
	model_int(map, "needed", s->needed);
	model_int(map, "seats", s->seats);
	model_int(map, "missing", shift_missing(s->taken, s->needed));
	model_text(map, "coverage", coverage_name(c));
	model_bool(map, "cancelled", off);
	if (r->surface == SURFACE_API)
		return;
	model_text(map, "class", off ? "off" : coverage_name(c));
	model_href(map, "href", cell_href(r, s, w));
	if (chosen(r) == s->id)
		model_text(map, "chosen", "true");
	if (!off)
		model_bool(map, coverage_name(c), true);
}

static void
say_line(struct req *r, struct node *row, const struct week *w, size_t first)
{
	const struct shift *head = &w->page.v[first].shift;
	const struct zone *z = say_zone(r, head->zone);
	struct node *days, *cell, *shifts;

	model_text(row, "name", head->name);
	model_instant(row, "starts_at", head->starts_at, z);
	model_instant(row, "ends_at", head->ends_at, z);
	days = model_list(row, "days");
	for (int64_t d = 0; d < DAYS; d++) {
		cell = model_item(days);
		model_instant(cell, "at", w->day_at[d], NULL);
		shifts = model_list(cell, "shifts");
		for (size_t i = first; i < w->page.n; i++) {
			const struct shift *s = &w->page.v[i].shift;

			if (w->line[i] == first &&
			    s->starts_at >= w->day_at[d] &&
			    s->starts_at < w->day_at[d + 1])
				say_cell(r, model_item(shifts), s, w);
		}
	}
}

static void
say_lines(struct req *r, struct node *rows, const struct week *w)
{
	for (size_t i = 0; i < w->page.n; i++)
		if (w->line[i] == i)
			say_line(r, model_item(rows), w, i);
}

static void
say_days(struct req *r, struct node *data, const struct week *w)
{
	struct node *days = model_list(data, "days"), *day;
	struct date today = zone_date(r->act.zone, r->act.now);

	for (int64_t d = 0; d < DAYS; d++) {
		bool is_today = date_days(today) == date_days(w->first) + d;

		day = model_item(days);
		model_instant(day, "at", w->day_at[d], NULL);
		model_bool(day, "today", is_today);
		if (r->surface == SURFACE_API)
			continue;
		model_text(day, "class", is_today ? "today" : NULL);
		week_sheet_say(r, model_list(day, "shifts"), &w->page,
		    w->day_at[d], w->day_at[d + 1]);
	}
	model_instant(data, "from", w->day_at[0], NULL);
	model_instant(data, "until", w->day_at[DAYS], NULL);
	model_instant(data, "last", w->day_at[DAYS - 1], NULL);
	model_href(data, "previous", week_href(r,
	    date_from_days(date_days(w->first) - DAYS)));
	model_href(data, "following", week_href(r,
	    date_from_days(date_days(w->first) + DAYS)));
}

/* One shift, and who could come -------------------------------------------- */

static void
say_start(struct node *map, const char *name, int64_t at, const struct zone *z)
{
	if (at == 0)
		model_null(map, name);
	else
		model_instant(map, name, at, z);
}

static enum status
say_candidates(struct req *r, const struct shift *shift)
{
	const struct week_form *f = r->form;
	struct candidates_filter filter = { .from = shift->starts_at,
		.until = shift->ends_at, .name = f->q, .limit = CANDIDATES };
	const struct zone *z = say_zone(r, shift->zone);
	struct node *list = model_list(r->out.data, "candidates"), *who;
	struct candidates found;
	enum status s = candidates_list(r->act.db, &filter, r->arena, &found);

	for (size_t i = 0; s == OK && i < found.n; i++) {
		who = model_item(list);
		model_int(who, "person", found.v[i].person);
		model_text(who, "name", found.v[i].name);
		say_start(who, "last_at", found.v[i].last_at, z);
		say_start(who, "next_at", found.v[i].next_at, z);
	}
	return s;
}

/* A coordinator puts others on, so being on it oneself does not close it. */
static bool
takes_people(const struct req *r, const struct shift *s)
{
	return s->cancelled_at == 0 && s->taken < s->seats &&
	    shift_is_open(s->starts_at, r->act.now);
}

static enum status
say_detail(struct req *r)
{
	struct node *list = model_list(r->out.data, "detail"), *map;
	struct shift_item item;
	enum status s;

	if (chosen(r) == 0)
		return OK;
	s = shifts_item(r->act.db, chosen(r), 0, r->arena, &item);
	if (s == E_NOTFOUND)
		return OK;
	if (s != OK)
		return s;
	map = model_item(list);
	s = shifts_say_one(r, map, &item);
	if (s != OK)
		return s;
	if (item.shift.cancelled_at == 0 && item.shift.starts_at > r->act.now)
		model_href(map, "stop_href", str_printf(r->arena,
		    "/shifts/%lld/cancel", (long long)item.shift.id));
	if (!takes_people(r, &item.shift))
		return OK;
	model_bool(map, "takes_people", true);
	return say_candidates(r, &item.shift);
}

enum status
week_page(struct req *r)
{
	const struct week_form *f = r->form;
	struct node *data = r->out.data;
	struct week w;
	enum status s = read_week(r, &w);

	if (s != OK)
		return s;
	r->out.title = req_text(r, N_("The week"));
	say_days(r, data, &w);
	say_lines(r, model_list(data, "rows"), &w);
	if (r->surface == SURFACE_API)
		return OK;
	model_text(data, "search", f->q);
	s = todo_say(r, data);
	return s == OK ? say_detail(r) : s;
}

/* What is done from it ----------------------------------------------------- */

enum status
week_assign(struct req *r)
{
	const struct assign_form *f = r->form;
	struct assign_in in = { .shift = req_id(r, "shift"),
		.person = f->person };
	struct booking booking;
	enum status s = seating_assign(&r->act, &in, &booking);

	return s == OK ? bookings_say(r, r->out.data, booking.id) : s;
}

enum status
week_cancel_page(struct req *r)
{
	struct shift_item item;
	enum status s = shifts_item(r->act.db, req_id(r, "shift"), 0, r->arena,
	    &item);

	r->out.title = req_text(r, N_("Cancel this shift?"));
	return s == OK ? shifts_say_one(r, r->out.data, &item) : s;
}

enum status
week_cancel(struct req *r)
{
	const struct shift_cancel_form *f = r->form;
	int64_t told;
	enum status s = roster_cancel_shift(&r->act, req_id(r, "shift"),
	    str_of(f->reason), &told);

	return s == OK ? week_cancel_page(r) : s;
}
