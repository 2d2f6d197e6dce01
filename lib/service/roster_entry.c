/*
 * roster_entry: judging a schedule's form.  Each field is judged even if an
 * earlier one was refused, so that a coordinator sees all of it at once; what
 * depends on a refused one (a weekday's first date on the zone) is left.
 */
#include "service/roster_entry.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "service/roster_text.h"

#include "base/banned.h"

#define DURATION_MOST_MIN 2880
#define SEATS_MOST 1000
#define NAME_MOST 80

static void
roster_refuse(struct act *act, const char *reason, const char *field)
{
	(void)act_refuse(act, E_INVALID, reason, field);
}

static const char *
roster_optional(struct act *act, struct str typed)
{
	struct str s = str_trim(typed);

	return s.n == 0 ? NULL : str_copy(act->arena, s);
}

static void
roster_judge_row(struct act *act, const struct schedule_in *in,
    struct schedule *row)
{
	struct str name = str_trim(in->name);

	if (name.n == 0)
		roster_refuse(act, "name-missing", "name");
	else if (!utf8_is_line(name) || utf8_length(name) > NAME_MOST)
		roster_refuse(act, "name-invalid", "name");
	row->name = str_copy(act->arena, name);
	if (in->duration_min < 1 || in->duration_min > DURATION_MOST_MIN)
		roster_refuse(act, "duration-range", "duration_min");
	row->duration_min = in->duration_min;
	if (in->seats < 1 || in->seats > SEATS_MOST)
		roster_refuse(act, "seats-range", "seats");
	else if (in->needed < 0 || in->needed > in->seats)
		roster_refuse(act, "needed-over-seats", "needed");
	row->seats = in->seats;
	row->needed = in->needed;
	row->place = roster_optional(act, in->place);
	row->notes = roster_optional(act, in->notes);
}

static bool
roster_date_given(struct date d)
{
	return d.year != 0;
}

/* The season: inclusive local dates (PRODUCT rule 2). */
static void
roster_judge_season(struct act *act, const struct schedule_in *in,
    struct roster_entry *e)
{
	struct civil start;

	e->season.first = in->starts_on;
	e->season.last = in->ends_on;
	if (!roster_date_given(in->starts_on)) {
		e->season.first = zone_date(e->zone, act->now);
		if (roster_text_start(in->recurrence.start, &start))
			e->season.first = start.date;
	} else if (!date_is_valid(in->starts_on)) {
		roster_refuse(act, "date-range", "starts_on");
		e->season.first = zone_date(e->zone, act->now);
	}
	if (!roster_date_given(in->ends_on))
		return;
	if (!date_is_valid(in->ends_on))
		roster_refuse(act, "date-range", "ends_on");
	else if (date_compare(in->ends_on, e->season.first) < 0)
		roster_refuse(act, "date-order", "ends_on");
}

static void
roster_refuse_line(struct act *act, const char *reason, size_t i,
    const char *part)
{
	roster_refuse(act, reason, str_printf(act->arena,
	    "recurrence.weekly.%zu.%s", i, part));
}

static void
roster_judge_weekly(struct act *act, const struct recurrence_in *in,
    struct roster_entry *e)
{
	const struct weekly_in *w;
	size_t i;

	if (in->weekly_n == 0 || in->weekly_n > ROSTER_WEEKLY)
		roster_refuse(act, in->weekly_n == 0 ? "recurrence-missing" :
		    "recurrence-too-many", "recurrence.weekly");
	for (i = 0; i < in->weekly_n && i < ROSTER_WEEKLY; i++) {
		w = &in->weekly[i];
		if (w->days == 0 || w->days >= 1U << WEEKDAY__MAX)
			roster_refuse_line(act, "weekly-days", i, "days");
		else if (w->minutes < 0 || w->minutes >= 24 * 60)
			roster_refuse_line(act, "weekly-time", i, "at");
		else if (recurrence_weekly(w->days, (int)w->minutes,
		    e->season.first, act->arena, &e->recurrence) != OK)
			roster_refuse(act, "recurrence-too-many",
			    "recurrence.weekly");
	}
}

static void
roster_judge_rrule(struct act *act, const struct recurrence_in *in,
    struct roster_entry *e)
{
	struct civil start = { .date = e->season.first };
	const char *why = "rrule-syntax";
	int minutes;

	if (clocktime_parse(str_trim(in->start), &minutes)) {
		start.hour = minutes / 60;
		start.minute = minutes % 60;
	} else if (!roster_text_start(in->start, &start)) {
		roster_refuse(act, "start-syntax", "recurrence.start");
		return;
	}
	if (recurrence_rrule(str_trim(in->rrule), start, act->arena,
	    &e->recurrence, &why) != OK)
		roster_refuse(act, why, "recurrence.rrule");
}

static void
roster_judge_cron(struct act *act, const struct recurrence_in *in,
    struct roster_entry *e)
{
	const char *why = "cron-syntax";

	if (recurrence_cron(str_trim(in->cron), e->season.first, act->arena,
	    &e->recurrence, &why) != OK)
		roster_refuse(act, why, "recurrence.cron");
}

/* The API does not say which way it is: what is there says it. */
static enum recurrence_by
roster_by(const struct recurrence_in *in)
{
	if (in->by != BY_UNSET)
		return in->by;
	if (in->weekly_n > 0)
		return in->rrule.n + in->cron.n == 0 ? BY_WEEKLY : BY_UNSET;
	if (in->rrule.n > 0)
		return in->cron.n == 0 ? BY_RRULE : BY_UNSET;
	return in->cron.n > 0 ? BY_CRON : BY_UNSET;
}

static void
roster_judge_recurrence(struct act *act, const struct schedule_in *in,
    struct roster_entry *e)
{
	const struct recurrence_in *r = &in->recurrence;
	enum recurrence_by by = roster_by(r);

	switch (by) {
	case BY_UNSET:
		roster_refuse(act, r->weekly_n + r->rrule.n + r->cron.n > 0 ?
		    "recurrence-several" : "recurrence-missing", "recurrence");
		return;
	case BY_WEEKLY:
		roster_judge_weekly(act, r, e);
		break;
	case BY_RRULE:
		roster_judge_rrule(act, r, e);
		break;
	case BY_CRON:
		roster_judge_cron(act, r, e);
		break;
	}
	e->row.entered_as = roster_text_by(by);
	e->row.entered = roster_text_entered(act->arena, r, by);
}

static const char *
roster_date_text(struct act *act, struct date d)
{
	char text[DATE_TEXT];

	if (!roster_date_given(d))
		return NULL;
	date_format(d, text);
	return str_copy(act->arena, str_of(text));
}

enum status
roster_entry_judge(struct act *act, const struct schedule_in *in,
    struct roster_entry *ret)
{
	struct roster_entry *e = ARENA_NEW(act->arena, struct roster_entry);
	size_t before = act->refusals;
	enum status s;

	roster_judge_row(act, in, &e->row);
	s = zone_find(str_trim(in->zone), &e->zone);
	if (s == E_INVALID)
		roster_refuse(act, "zone-unknown", "time_zone");
	else if (s != OK)
		return s;
	if (e->zone == NULL)
		e->zone = act->zone;	/* to judge the rest by */
	roster_judge_season(act, in, e);
	roster_judge_recurrence(act, in, e);
	if (act->refusals != before)
		return E_INVALID;
	e->row.zone = zone_name(e->zone);
	e->row.starts_on = roster_date_text(act, e->season.first);
	e->row.ends_on = roster_date_text(act, e->season.last);
	*ret = *e;
	return OK;
}

enum status
roster_entry_stored(struct act *act, const struct schedule *s,
    struct roster_entry *ret)
{
	struct roster_entry *e = ARENA_NEW(act->arena, struct roster_entry);
	enum status st;

	e->row = *s;
	st = zone_find(str_of(s->zone), &e->zone);
	if (st == OK)
		st = schedules_rules(act->db, s->id, act->arena,
		    &e->recurrence);
	if (st == OK && (!date_parse(str_of(s->starts_on), &e->season.first) ||
	    (s->ends_on != NULL &&
	    !date_parse(str_of(s->ends_on), &e->season.last))))
		st = E_FAULT;
	if (st != OK)
		return st == E_INVALID ? E_FAULT : st;
	*ret = *e;
	return OK;
}

struct schedule_time
roster_entry_time(const struct roster_entry *e)
{
	return (struct schedule_time){
		.recurrence = &e->recurrence,
		.zone = e->zone,
		.season = e->season,
		.duration_s = e->row.duration_min * 60,
	};
}
